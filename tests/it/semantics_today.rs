//! SEMANTICS 8: what today shows, what is blocked or waits, order, owners, states.

use chrono::Weekday;
use goals::domain::decide::check::put_on;
use goals::domain::decide::edit;
use goals::domain::input::resolve::Calendar;
use goals::domain::judge::status::Status;
use goals::domain::model::refusal::Refusal;
use goals::domain::report::agenda::{Agenda, Choice, Head, Reach, Role};
use goals::domain::value::code::Code;

use crate::common::{codes, with_goals};
use crate::state::{Tale, day, said};

/// On Monday a big goal with these steps.
fn big(steps: &str) -> Tale {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big code:big").split("big", steps);
    tale
}

fn chosen(tale: &Tale, choice: &Choice) -> String {
    let judge = tale.judge();
    let agenda = Agenda::of(&judge, choice);
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    let tasks = lines.filter(|line| line.role == Role::Task);
    tasks.map(|line| tale.state.tree.code(line.goal.id).to_string()).collect::<Vec<_>>().join(" ")
}

/// The tasks shown, in order.
fn tasks(tale: &Tale) -> String {
    chosen(tale, &Choice::default())
}

/// The tasks that `--all` shows.
fn all(tale: &Tale) -> String {
    chosen(tale, &Choice { reach: Reach::All, ..Choice::default() })
}

fn of(tale: &Tale, who: &str) -> String {
    chosen(tale, &Choice { who: Some(who.to_owned()), ..Choice::default() })
}

/// X of Y done.
fn counted(tale: &Tale) -> (u32, u32) {
    let judge = tale.judge();
    let agenda = Agenda::of(&judge, &Choice::default());
    (agenda.counted_done, agenda.counted_of)
}

fn state(tale: &Tale, code: &str) -> Status {
    tale.judge().status(tale.goal(code))
}

/// Puts a goal on a day.
fn plan<'t>(tale: &'t mut Tale, code: &str, on: &str) -> &'t mut Tale {
    let changes = put_on(&tale.judge(), &[tale.goal(code)], Some(day(on))).expect("a plan");
    tale.happened(&changes)
}

/// What an edit is refused for.
fn refusal(tale: &Tale, code: &str, line: &str) -> Refusal {
    let mut calendar = Calendar::new(tale.today, Weekday::Mon);
    edit::change(&tale.state, tale.goal(code), None, &said(line), &mut calendar).expect_err("a refusal")
}

fn code(text: &str) -> Code {
    text.parse().expect("a code")
}

#[test]
fn rule_8_1_repeating_goals_that_are_not_met_are_shown() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read every:day code:read\nSwim every:week n:2 code:swim").check("swim");
    assert_eq!(tasks(&tale), "read swim");
}

#[test]
fn rule_8_1_what_was_met_is_shown_on_that_day_alone() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Swim every:week n:2 code:swim").check("swim+2");
    assert_eq!(tasks(&tale), "swim");
    assert_eq!(tasks(tale.later(1)), "");
    assert_eq!(all(&tale), "swim");
    // The next week asks anew.
    assert_eq!(tasks(tale.on("2026-11-23")), "swim");
}

#[test]
fn rule_8_1_what_was_met_by_a_check_off_for_yesterday_was_not_met_today() {
    let mut tale = Tale::begun("2026-11-17");
    tale.add("Swim every:week from:2026-11-16 code:swim").check_on("2026-11-16", "swim");
    assert_eq!(tasks(&tale), "");
}

#[test]
fn rule_8_1_every_repeating_child_is_shown() {
    let tale = big("Read every:day code:read\nSwim every:week code:swim\nRun every:3d code:run");
    assert_eq!(tasks(&tale), "read swim run");
}

#[test]
fn rule_8_1_limits_are_shown_kept_or_passed() {
    let mut tale = Tale::of("2026-11-16", "Coffee every:week at-most:2 code:cof");
    assert_eq!(tasks(&tale), "cof");
    assert_eq!(tasks(tale.check("cof+3").later(1)), "cof");
    assert_eq!(state(&tale, "cof"), Status::Missed);
}

#[test]
fn rule_8_1_excused_and_paused_goals_are_shown_by_all() {
    let mut tale =
        Tale::of("2026-11-16", "Read every:day code:read\nSwim every:week code:swim\nCall code:call");
    tale.skip("read").pause("swim", Some("2026-11-18")).pause("call", None);
    assert_eq!(tasks(&tale), "");
    assert_eq!(all(&tale), "read swim call");
    assert_eq!(tasks(tale.on("2026-11-19")), "read swim");
}

#[test]
fn rule_8_1_a_weekday_set_is_not_shown_on_another_day() {
    let mut tale = Tale::of("2026-11-16", "Train every:mon,wed,fri code:train");
    assert_eq!(tasks(&tale), "train");
    assert_eq!(tasks(tale.later(1)), "");
    assert_eq!(state(&tale, "train"), Status::Waiting);
}

#[test]
fn rule_8_1_a_step_done_today_is_shown_until_tomorrow() {
    let mut tale = big("One code:one\nTwo code:two\nThree code:three");
    tale.check("one");
    // Done today, and the next one.
    assert_eq!(tasks(&tale), "one two");
    assert_eq!(tasks(tale.later(1)), "two");
}

/// What the days to the deadline have to carry each, without one a single one, is enough.
#[test]
fn rule_8_1_a_share_of_a_one_off_target_is_enough_for_its_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read 5 books n:5 code:books\nSort 20 boxes n:20 by:2026-11-19 code:boxes");
    assert_eq!(counted(&tale), (0, 2));
    tale.check("books");
    assert_eq!(counted(&tale), (1, 2));
    // Twenty in four days are five a day.
    tale.check("boxes+4");
    assert_eq!(counted(&tale), (1, 2));
    tale.check("boxes");
    assert_eq!(counted(&tale), (2, 2));
    tale.on("2026-11-17");
    assert_eq!(counted(&tale), (0, 2));
}

#[test]
fn rule_8_1_per_parent_the_first_open_step_is_shown() {
    let mut tale = big("One code:one\nTwo code:two\nThree code:three");
    tale.add("Small code:small").split("small", "Uno code:uno\nDue code:due");
    assert_eq!(tasks(&tale), "one uno");
    assert_eq!(all(&tale), "one two three uno due");
}

#[test]
fn rule_8_1_later_steps_are_counted() {
    let mut tale = big("One code:one\nTwo code:two\nThree code:three\nFour code:four");
    tale.check("four");
    let later = |tale: &Tale| Agenda::of(&tale.judge(), &Choice::default()).groups[0].lines[0].later;
    // One is shown and four is done: two and three.
    assert_eq!(later(&tale), 2);
    tale.check("one");
    assert_eq!(later(&tale), 1);
}

#[test]
fn rule_8_1_overdue_due_today_and_planned_steps_are_shown_beside_the_first_other_one() {
    let mut tale =
        big("One code:one\nTwo code:two\nLate by:2026-11-17 code:late\nDue by:2026-11-18 code:due\n\
         Soon by:2026-11-19 code:soon\nPut code:put\nPast code:past");
    plan(&mut tale, "past", "2026-11-17");
    plan(&mut tale, "put", "2026-11-18").on("2026-11-18");
    // Late is overdue, due is due, put is for today, past was for yesterday and rolled over; of the others
    // the first is one. What is overdue comes first (8.3).
    assert_eq!(tasks(&tale), "late one due put past");
}

#[test]
fn rule_8_1_a_first_step_that_is_due_is_not_the_first_other_one() {
    let tale = big("Due by:2026-11-16 code:due\nTwo code:two\nThree code:three");
    assert_eq!(tasks(&tale), "due two");
}

#[test]
fn rule_8_1_every_step_without_a_parent_is_shown() {
    let tale = Tale::of("2026-11-16", "One code:one\nTwo code:two\nThree code:three by:2026-12-31");
    assert_eq!(tasks(&tale), "one two three");
}

#[test]
fn rule_8_1_a_repeating_goal_does_not_take_the_place_of_the_first_step() {
    let tale = big("Read every:day code:read\nOne code:one\nTwo code:two");
    assert_eq!(tasks(&tale), "read one");
}

#[test]
fn rule_8_1_blocked_and_waiting_steps_are_passed_over() {
    let mut tale = big("Waits from:2026-11-20 code:waits\nPut code:put\nBlocked after:free code:blocked\n\
         Free code:free\nOther code:other");
    plan(&mut tale, "put", "2026-11-19");
    assert_eq!(tasks(&tale), "free");
    assert_eq!(all(&tale), "waits put blocked free other");
}

#[test]
fn rule_8_1_a_blocked_step_is_not_shown_though_it_is_overdue() {
    let mut tale = big("Free code:free\nBlocked after:free by:2026-11-16 code:blocked");
    tale.on("2026-11-18");
    assert_eq!(tasks(&tale), "free");
}

#[test]
fn rule_8_1_archived_goals_are_not_shown_even_by_all() {
    let mut tale = big("One code:one\nTwo code:two");
    tale.add("Read every:day code:read").archive("one").archive("read").later(1);
    assert_eq!((tasks(&tale), all(&tale)), ("two".to_owned(), "two".to_owned()));
}

#[test]
fn rule_8_1_x_of_y_counts_goals_without_children() {
    let mut tale = big("Read every:day code:read\nOne code:one\nTwo code:two");
    // Read and one are shown; big has children, two is not shown.
    assert_eq!(counted(&tale), (0, 2));
    // Now one is done, and two is shown.
    tale.check("one");
    assert_eq!(counted(&tale), (1, 3));
    tale.check("read two");
    assert_eq!(counted(&tale), (3, 3));
    // The day after, reading is what there is.
    assert_eq!(counted(tale.later(1)), (0, 1));
}

#[test]
fn rule_8_1_a_share_of_0_counts_as_done() {
    let mut tale =
        Tale::of("2026-11-16", "Pitch n:12 unit:emails every:week code:pitch\nRead every:day code:read");
    // 12 for seven days: 2 today.
    tale.check("pitch");
    assert_eq!(counted(&tale), (0, 2));
    tale.check("pitch");
    assert_eq!((counted(&tale), marks(&tale)), ((1, 2), "pitch Enough, read Open".to_owned()));
    // 10 for six days.
    assert_eq!(counted(tale.later(1)), (0, 2));
}

#[test]
fn rule_8_1_limits_are_in_neither_count() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add(
        "Coffee every:day at-most:1 code:cof\nBeer every:day at-most:0 code:beer\nRead every:day code:read",
    );
    assert_eq!(counted(tale.check("cof+2")), (0, 1));
}

#[test]
fn rule_8_2_a_step_is_blocked_until_what_it_comes_after_is_done() {
    let mut tale = big("First n:2 code:first\nSecond after:first code:second");
    tale.check("first");
    assert_eq!(state(&tale, "second"), Status::Blocked);
    tale.check("first");
    assert_eq!(state(&tale, "second"), Status::Open);
}

#[test]
fn rule_8_2_every_goal_it_comes_after_has_to_be_done() {
    let mut tale = big("A code:a\nB code:b\nC after:a,b code:c");
    tale.check("b");
    let judge = tale.judge();
    let blockers: Vec<Code> =
        judge.blockers(tale.goal("c")).iter().map(|goal| tale.state.tree.code(goal.id)).collect();
    assert_eq!(blockers, [code("a")]);
    tale.check("a");
    assert_eq!(state(&tale, "c"), Status::Open);
}

#[test]
fn rule_8_2_after_a_repeating_goal_means_met_in_the_current_period() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Pitch every:week n:2 code:pitch\nFollow up every:week after:pitch code:fu").check("pitch");
    assert_eq!(state(&tale, "fu"), Status::Blocked);
    tale.check("pitch");
    assert_eq!(state(&tale, "fu"), Status::Open);
    // Next week it is blocked again.
    tale.on("2026-11-23");
    assert_eq!(state(&tale, "fu"), Status::Blocked);
}

#[test]
fn rule_8_2_a_blocked_goal_may_be_checked_off_all_the_same() {
    let mut tale = big("First code:first\nSecond after:first code:second");
    tale.check("second");
    assert_eq!(state(&tale, "second"), Status::Done);
}

#[test]
fn rule_8_2_a_goal_waits_for_its_first_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Party from:2026-11-18 code:party\nSki every:day from:2026-11-18 code:ski").later(1);
    assert_eq!((state(&tale, "party"), state(&tale, "ski")), (Status::Waiting, Status::Waiting));
    tale.later(1);
    assert_eq!((state(&tale, "party"), state(&tale, "ski")), (Status::Open, Status::Open));
}

#[test]
fn rule_8_2_a_step_waits_for_the_day_it_is_planned_for() {
    let mut tale = big("One code:one\nTwo code:two");
    plan(&mut tale, "one", "2026-11-18");
    assert_eq!((state(&tale, "one"), tasks(&tale)), (Status::Waiting, "two".to_owned()));
    // On the day it stands beside the first other one, and rolls over.
    assert_eq!(tasks(tale.on("2026-11-18")), "one two");
    assert_eq!(tasks(tale.on("2026-11-20")), "one two");
}

#[test]
fn rule_8_2_a_repeating_goal_is_planned_in_its_period() {
    let mut tale = Tale::of("2026-11-16", "Swim every:week code:swim");
    plan(&mut tale, "swim", "2026-11-19");
    assert_eq!((state(&tale, "swim"), tasks(&tale)), (Status::Waiting, String::new()));
    assert_eq!(tasks(tale.on("2026-11-19")), "swim");
    assert_eq!(tasks(tale.on("2026-11-21")), "swim");
    // The next week begins on no day of its own.
    assert_eq!((state(tale.on("2026-11-23"), "swim"), tasks(&tale)), (Status::Open, "swim".to_owned()));
}

#[test]
fn rule_8_2_a_plan_for_the_next_week_does_not_hide_this_one() {
    let mut tale = Tale::of("2026-11-16", "Swim every:week code:swim");
    plan(&mut tale, "swim", "2026-11-25");
    assert_eq!(state(&tale, "swim"), Status::Open);
    assert_eq!(state(tale.on("2026-11-23"), "swim"), Status::Waiting);
    assert_eq!(state(tale.on("2026-11-25"), "swim"), Status::Open);
}

#[test]
fn rule_8_2_what_blocks_a_goal_blocks_its_subtree() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("First code:first\nBig after:first code:big")
        .split("big", "Part code:part\nRead every:day code:read");
    tale.split("part", "Leaf code:leaf");
    for code in ["big", "part", "leaf", "read"] {
        assert_eq!(state(&tale, code), Status::Blocked, "{code}");
    }
    assert_eq!(tasks(&tale), "first");
    tale.check("first");
    for code in ["big", "part", "leaf", "read"] {
        assert_eq!(state(&tale, code), Status::Open, "{code}");
    }
}

#[test]
fn rule_8_2_what_a_goal_waits_for_its_subtree_waits_for() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big from:2026-11-18 code:big\nOther code:other").split("big", "Part code:part");
    tale.split("other", "Leaf code:leaf");
    plan(&mut tale, "other", "2026-11-18");
    for code in ["big", "part", "other", "leaf"] {
        assert_eq!(state(&tale, code), Status::Waiting, "{code}");
    }
    assert_eq!(tasks(&tale), "");
    assert_eq!(tasks(tale.on("2026-11-18")), "part leaf");
}

#[test]
fn rule_8_2_a_child_that_was_moved_below_a_waiting_goal_waits() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big from:2026-11-20 code:big\nPart code:part").later(1).put("part", Some("big"));
    assert_eq!(state(&tale, "part"), Status::Waiting);
    assert_eq!(state(tale.on("2026-11-20"), "part"), Status::Open);
}

#[test]
fn rule_8_3_macro_goals_then_areas_then_other() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Loose code:loose\nKids area:family code:kids\nBig code:big\nJob area:work code:job\nFun area:family code:fun\nNew code:new",
    );
    tale.split("big", "Step code:step").split("new", "Stone code:stone");
    assert_eq!(tasks(&tale), "step stone kids fun job loose");
    let judge = tale.judge();
    let heads: Vec<String> = Agenda::of(&judge, &Choice::default())
        .groups
        .iter()
        .map(|group| match group.head {
            Head::Macro(goal) => goal.title.to_string(),
            Head::Area(area) => area.to_owned(),
            Head::Other => "other".to_owned(),
        })
        .collect();
    assert_eq!(heads, ["Big", "New", "family", "work", "other"]);
}

#[test]
fn rule_8_3_overdue_first_within_one_then_the_tree_s_order() {
    let mut tale = big("One code:one\nRead every:day code:read\nLate by:2026-11-16 code:late");
    tale.add("Loose code:loose\nTax by:2026-11-16 code:tax\nRun every:day code:run").later(1);
    assert_eq!(tasks(&tale), "late one read tax loose run");
}

#[test]
fn rule_8_3_overdue_comes_first_within_its_own_group_alone() {
    let mut tale = big("One code:one");
    tale.add("Tax by:2026-11-16 area:home code:tax").later(1);
    assert_eq!(tasks(&tale), "one tax");
}

#[test]
fn rule_8_4_a_circle_is_refused_and_named() {
    let tale = big("A code:a\nB after:a code:b\nC after:b code:c");
    let Refusal::Circle(circle) = refusal(&tale, "a", "after:c") else { panic!("no circle") };
    for member in ["a", "b", "c"] {
        assert!(circle.contains(&code(member)), "{member} in {circle:?}");
    }
    assert!(matches!(refusal(&tale, "a", "after:a"), Refusal::Circle(_) | Refusal::AfterKin { .. }));
}

#[test]
fn rule_8_4_an_ancestor_is_included() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big code:big\nOther code:other").split("big", "Part code:part").split("part", "Leaf code:leaf");
    let kin =
        |goal: &str, other: &str, side| Refusal::AfterKin { goal: code(goal), other: code(other), side };
    assert_eq!(refusal(&tale, "leaf", "after:big"), kin("leaf", "big", "above"));
    assert_eq!(refusal(&tale, "big", "after:leaf"), kin("big", "leaf", "below"));
    // The leaf waits for the other one; that can't wait for big, of which the leaf is a part.
    tale.edit("leaf", "after:other");
    let Refusal::Circle(circle) = refusal(&tale, "other", "after:big") else { panic!("no circle") };
    assert!(circle.contains(&code("other")) && circle.contains(&code("big")), "{circle:?}");
}

#[test]
fn rule_8_4_a_move_that_closes_a_circle_is_refused() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big code:big\nPart code:part\nOther after:big code:other").edit("part", "after:other");
    let under = edit::Destination::Under(Some(tale.goal("big")));
    let moved = edit::relocate(&tale.state, tale.goal("part"), under, tale.today);
    assert!(matches!(moved, Err(Refusal::Circle(_))), "{moved:?}");
}

#[test]
fn rule_8_5_one_owner_s_and_nobody_s() {
    let tale = Tale::of("2026-11-16", "A who:Ann code:a\nB who:bob code:b\nN code:n");
    assert_eq!((of(&tale, "ann"), of(&tale, "bob")), ("a n".to_owned(), "b n".to_owned()));
    assert_eq!((of(&tale, "eve"), tasks(&tale)), ("n".to_owned(), "a b n".to_owned()));
}

#[test]
fn rule_8_5_the_nearest_owner_above_is_the_owner() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big who:ann code:big").split("big", "Read every:day code:read\nRun every:day who:bob code:run");
    assert_eq!((of(&tale, "ann"), of(&tale, "bob")), ("read".to_owned(), "run".to_owned()));
}

#[test]
fn rule_8_5_me_is_the_default() {
    let store = with_goals(&["A who:ann code:a", "B who:bob code:b", "N code:n"]);
    store.ok(&["config", "me", "ann"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["a", "n"]);
    assert_eq!(codes(&store.json(&["today", "--who", "bob"])["goals"]), ["b", "n"]);
}

#[test]
fn rule_8_6_open_met_and_missed() {
    let mut tale = Tale::of("2026-11-16", "Read every:day code:read\nCoffee every:day at-most:1 code:cof");
    assert_eq!((state(&tale, "read"), state(&tale, "cof")), (Status::Open, Status::Open));
    tale.check("read cof+2");
    assert_eq!((state(&tale, "read"), state(&tale, "cof")), (Status::Met, Status::Missed));
}

#[test]
fn rule_8_6_an_at_least_goal_is_open_again_after_a_missed_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read every:day code:read").later(1);
    assert_eq!(state(&tale, "read"), Status::Open);
}

#[test]
fn rule_8_6_excused_and_paused() {
    let mut tale =
        Tale::of("2026-11-16", "Read every:week code:read\nSwim every:week code:swim\nStep code:step");
    tale.skip("read").pause("swim", Some("2026-11-18")).pause("step", Some("2026-11-18"));
    // A week that is paused in part is open, and today is paused.
    assert_eq!((state(&tale, "read"), state(&tale, "swim")), (Status::Excused, Status::Paused));
    assert_eq!(state(&tale, "step"), Status::Paused);
    tale.on("2026-11-19");
    assert_eq!((state(&tale, "swim"), state(&tale, "step")), (Status::Open, Status::Open));
    // What is met is met, paused or not.
    tale.pause("swim", None).check("swim");
    assert_eq!(state(&tale, "swim"), Status::Met);
}

#[test]
fn rule_8_6_done_and_ended() {
    let mut tale =
        Tale::of("2026-11-16", "Step code:step\nRead every:day by:2026-11-17 code:read\nOld code:old");
    tale.check("step").archive("old").on("2026-11-17");
    assert_eq!((state(&tale, "step"), state(&tale, "read")), (Status::Done, Status::Open));
    tale.later(1);
    assert_eq!((state(&tale, "read"), state(&tale, "old")), (Status::Ended, Status::Ended));
}

/// Who is chosen decides before the next step is.
#[test]
fn rule_8_5_the_next_step_is_that_owner_s() {
    let tale = big("First who:Bob code:b\nSecond who:Ann code:a\nThird who:Ann code:c");
    assert_eq!(of(&tale, "Ann"), "a");
    assert_eq!(of(&tale, "Bob"), "b");
    assert_eq!(tasks(&tale), "b");
}

/// A limit is kept all the time: it is no step that comes before another.
#[test]
fn rule_8_1_a_limit_takes_no_steps_place() {
    let mut tale = big("Budget at-most:1000 unit:eur code:bud\nReal code:r\nOther code:o");
    assert_eq!(tasks(&tale), "bud r");
    tale.check("r o");
    assert_eq!(state(&tale, "big"), Status::Done);
}

/// What asks for nothing now holds nothing up: an off day, an excused week, a goal that has ended.
#[test]
fn rule_8_2_what_asks_for_nothing_does_not_block() {
    let mut tale = Tale::begun("2026-11-20");
    tale.add("Train every:weekday code:t").add("Walk every:day after:t code:w");
    assert_eq!(state(&tale, "w"), Status::Blocked);
    assert_eq!(state(tale.on("2026-11-21"), "w"), Status::Open, "Saturday");

    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:po").split("po", "Write n:10 unit:blocks code:wr\nEdit after:wr code:ed");
    assert_eq!(state(&tale, "ed"), Status::Blocked);
    tale.skip("wr");
    assert_eq!(state(&tale, "ed"), Status::Open);

    let mut tale = Tale::begun("2026-11-16");
    tale.add("Course every:day by:+1d code:c").add("Exam after:c code:e");
    assert_eq!(state(&tale, "e"), Status::Blocked);
    assert_eq!(state(tale.later(3), "e"), Status::Open);
}

/// The marks of the tasks that are shown.
fn marks(tale: &Tale) -> String {
    let judge = tale.judge();
    let agenda = Agenda::of(&judge, &Choice::default());
    let lines = agenda.groups.iter().flat_map(|group| &group.lines).filter(|line| line.role == Role::Task);
    let told = lines.map(|line| format!("{} {:?}", tale.state.tree.code(line.goal.id), line.mark));
    told.collect::<Vec<_>>().join(", ")
}

/// The codes of the goals that can wait for the end of a long period.
fn can_wait(tale: &Tale) -> String {
    let agenda = Agenda::of(&tale.judge(), &Choice::default())
        .can_wait
        .into_iter()
        .map(|goal| goal.id)
        .collect::<Vec<_>>();
    agenda.into_iter().map(|id| tale.state.tree.code(id).to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn rule_8_1_enough_for_today_is_marked_and_counted() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Pitch n:12 unit:emails every:week code:pitch\nSwim n:3 every:week code:swim\nRead every:day code:read\n\
         Weight baseline:90 n:80 unit:kg code:kg\nCoffee at-most:4 every:week code:cof",
    );
    assert_eq!(marks(&tale), "pitch Open, swim Open, read Open, kg Open, cof Kept");
    tale.check("pitch+4 swim read kg=88 cof");
    assert_eq!(marks(&tale), "pitch Enough, swim Enough, read Done, kg Enough, cof Kept");
    assert_eq!(counted(&tale), (4, 4));
    // The next day asks anew; a week that is met does not.
    tale.later(1);
    assert_eq!(marks(&tale), "pitch Open, swim Open, read Open, kg Open, cof Kept");
    assert_eq!(counted(&tale), (0, 4));
    tale.check("pitch+8 cof+4");
    assert_eq!(marks(&tale), "pitch Done, swim Open, read Open, kg Open, cof Passed");
    // A reading for yesterday is not taken today.
    tale.check_on("2026-11-16", "kg=87");
    assert_eq!(counted(&tale), (1, 4));
}

#[test]
fn rule_8_1_what_is_to_be_done_itself_is_shown_though_something_is_below_it() {
    // A one-off child that is done.
    let mut tale = Tale::of("2026-11-16", "Gym code:gym every:week n:2");
    tale.split("gym", "Shoes code:sh every:once");
    assert_eq!(marks(&tale), "gym Open, sh Open");
    tale.check("sh");
    assert_eq!(marks(&tale), "gym Open, sh Done");
    tale.later(1);
    assert_eq!((marks(&tale).as_str(), counted(&tale)), ("gym Open", (0, 1)));
    // A child of another cadence, met for the week.
    let mut tale = Tale::of("2026-11-16", "Run code:run every:day");
    tale.split("run", "Stretch code:st every:week").check("st").later(1);
    assert_eq!(tasks(&tale), "run");
    // What its children judge stands for them.
    let mut tale = Tale::of("2026-11-16", "Fit code:fit every:day");
    tale.split("fit", "Run code:run").later(1);
    assert_eq!(tasks(&tale), "run");
}

#[test]
fn rule_8_1_a_one_off_goal_with_an_amount_is_shown_where_nothing_below_moves_it() {
    // Overdue, and what feeds it is met for the week.
    let mut tale = Tale::of("2026-11-09", "Posts n:52 unit:posts by:2026-11-16 code:gp");
    tale.split("gp", "Post every:week feeds:1 code:post").on("2026-11-16").check("post");
    assert_eq!(tasks(&tale), "gp post");
    assert_eq!(tasks(tale.later(1)), "gp");
    // Before that it stands for what feeds it.
    let mut tale = Tale::of("2026-11-16", "Posts n:52 unit:posts by:2027-11-16 code:gp");
    tale.split("gp", "Post every:week feeds:1 code:post").check("post");
    assert_eq!(tasks(&tale), "post");
    assert_eq!(tasks(tale.later(1)), "");
    // What is below it is done, or feeds nothing.
    let mut tale = Tale::of("2026-11-16", "Books n:10 code:books");
    tale.split("books", "Shelf code:shelf");
    assert_eq!(tasks(&tale), "books shelf");
    assert_eq!(tasks(tale.check("shelf").later(1)), "books");
    // As a step of something else it comes after what is below it.
    let mut tale = big("Books n:10 code:books\nNext code:next");
    tale.split("books", "Shelf code:shelf");
    assert_eq!(tasks(&tale), "shelf");
    assert_eq!(tasks(tale.check("shelf").later(1)), "books");
    assert_eq!(tasks(tale.check("books+10").later(1)), "next");
    // A value is read, whatever is below it.
    let mut tale = Tale::of("2026-11-16", "Weight baseline:90 n:80 code:kg");
    tale.split("kg", "Run every:mon code:run").later(1);
    assert_eq!(tasks(&tale), "kg");
}

#[test]
fn rule_8_1_a_limit_is_shown_though_something_is_below_it() {
    let mut tale = Tale::of("2026-11-16", "Sweets at-most:2 every:week code:sw\nBudget at-most:9 code:bud");
    tale.split("sw", "Clear the cupboard every:once code:cup").split("bud", "Ask the bank code:bank");
    tale.check("cup bank sw+3").later(1);
    assert_eq!(marks(&tale), "sw Passed, bud Kept");
    assert_eq!(counted(&tale), (0, 0));
}

#[test]
fn rule_8_1_a_step_of_which_nothing_is_left_below_is_the_next_one() {
    // Its only child is a limit, which is no step.
    let mut tale = big("Shop code:shop\nNext code:next");
    tale.split("shop", "Budget at-most:100 code:bud");
    assert_eq!(tasks(&tale), "shop bud");
    assert_eq!(tasks(tale.check("shop").later(1)), "next bud".split(' ').rev().collect::<Vec<_>>().join(" "));
}

#[test]
fn rule_8_10_a_planned_step_below_a_goal_that_begins_later_is_shown_on_its_day() {
    let mut tale = Tale::of("2026-11-16", "Camp from:2026-12-01 code:camp");
    tale.split("camp", "Book code:book\nPack code:pack");
    plan(&mut tale, "book", "2026-11-18");
    assert_eq!((state(&tale, "book"), tasks(&tale)), (Status::Waiting, String::new()));
    assert_eq!((state(tale.on("2026-11-18"), "book"), tasks(&tale)), (Status::Open, "book".to_owned()));
    // It rolls over, and what was not planned still waits.
    assert_eq!(tasks(tale.on("2026-11-20")), "book");
    assert_eq!(state(&tale, "pack"), Status::Waiting);
    assert_eq!(state(tale.check("book"), "book"), Status::Done);
    // Below a goal that was put on a later day, too.
    let mut tale = big("Part code:part");
    tale.split("part", "Leaf code:leaf");
    plan(&mut tale, "part", "2026-11-25");
    plan(&mut tale, "leaf", "2026-11-17");
    assert_eq!(tasks(tale.on("2026-11-17")), "leaf");
    // With what is below it.
    let mut tale = Tale::of("2026-11-16", "Camp from:2026-12-01 code:camp");
    tale.split("camp", "Book code:book").split("book", "Call code:call");
    plan(&mut tale, "book", "2026-11-18").on("2026-11-18");
    assert_eq!((state(&tale, "call"), tasks(&tale)), (Status::Open, "call".to_owned()));
}

#[test]
fn rule_8_10_a_day_before_a_goal_s_own_first_day_is_refused() {
    let tale = Tale::of("2026-11-16", "Party from:2026-12-01 code:party");
    let refused = put_on(&tale.judge(), &[tale.goal("party")], Some(day("2026-11-20")));
    assert!(matches!(refused, Err(Refusal::Conflict { .. })), "{refused:?}");
}

#[test]
fn rule_8_11_a_monthly_goal_stands_on_the_page_in_the_last_quarter_of_its_month() {
    // Thirty days: the last eight.
    let mut tale = Tale::of("2026-11-01", "Budget every:month code:money");
    assert_eq!((tasks(&tale), can_wait(&tale)), (String::new(), "money".to_owned()));
    assert_eq!(tasks(tale.on("2026-11-22")), "");
    assert_eq!((tasks(tale.on("2026-11-23")), can_wait(&tale)), ("money".to_owned(), String::new()));
    assert_eq!(tasks(tale.on("2026-12-01")), "");
    // A quarter of 92 days: the last 23.
    let mut tale = Tale::of("2026-10-01", "Tax every:quarter code:tax");
    assert_eq!((tasks(tale.on("2026-12-08")).as_str(), tasks(tale.on("2026-12-09")).as_str()), ("", "tax"));
    // Windows of four weeks and longer, too; a limit is shown all the time.
    let mut tale = Tale::of(
        "2026-11-01",
        "Cut every:28d code:cut\nPlant every:27d code:pl\nEat at-most:3 every:month code:eat",
    );
    assert_eq!((tasks(&tale).as_str(), can_wait(&tale).as_str()), ("pl eat", "cut"));
    assert_eq!(tasks(tale.on("2026-11-22")), "cut pl eat");
}

#[test]
fn rule_8_11_or_when_planned_or_done_today() {
    let mut tale = Tale::of("2026-11-01", "Budget n:2 every:month code:money");
    plan(&mut tale, "money", "2026-11-05");
    assert_eq!((tasks(tale.on("2026-11-04")), can_wait(&tale)), (String::new(), String::new()));
    assert_eq!(tasks(tale.on("2026-11-05")), "money");
    let mut tale = Tale::of("2026-11-01", "Budget n:2 every:month code:money");
    tale.on("2026-11-03").check("money");
    assert_eq!((tasks(&tale), counted(&tale)), ("money".to_owned(), (1, 1)));
    assert_eq!(tasks(tale.later(1)), "");
}

#[test]
fn rule_8_11_or_when_yesterday_ended_below_the_line() {
    // Four in thirty days: the line wants one when the eighth day is over.
    let mut tale = Tale::of("2026-11-01", "Call n:4 every:month code:call");
    assert_eq!((tasks(tale.on("2026-11-08")).as_str(), tasks(tale.on("2026-11-09")).as_str()), ("", "call"));
    tale.check("call");
    assert_eq!((tasks(tale.on("2026-11-10")).as_str(), tasks(tale.on("2026-11-15")).as_str()), ("", ""));
    assert_eq!(tasks(tale.on("2026-11-16")), "call");
    // One of amounts that are not whole: 2.5 km in thirty days, 0.083 on the first.
    let mut tale = Tale::of("2026-11-01", "Swim n:2.5 unit:km every:month code:swim");
    assert_eq!((tasks(&tale).as_str(), tasks(tale.on("2026-11-02")).as_str()), ("", "swim"));
}

/// Its steps are another's; that the whole is late is hers to know.
#[test]
fn rule_8_1_an_overdue_macro_goal_heads_the_page_without_a_line_below() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Shed by:2026-11-17 code:shed").split("shed", "Roof who:Ben\nDoor who:Ben");
    let heads = |tale: &Tale, who: &str| {
        let choice = Choice { who: Some(who.to_owned()), ..Choice::default() };
        let judge = tale.judge();
        let agenda = Agenda::of(&judge, &choice);
        agenda
            .groups
            .iter()
            .map(|group| (matches!(group.head, Head::Macro(_)), group.lines.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(heads(&tale, "Ann"), []);
    tale.on("2026-11-18");
    assert_eq!(heads(&tale, "Ann"), [(true, 0)]);
    assert_eq!(heads(&tale, "Ben").len(), 1);
}
