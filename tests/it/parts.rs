//! SEMANTICS 6.2 to 6.6: a macro moves with all that is below it, and is closed by hand.

use goals::domain::decide::finish::{finish, reopen};
use goals::domain::judge::finished::Outcome;
use goals::domain::judge::judge::Judge;
use goals::domain::judge::parts::Parts;
use goals::domain::judge::status::Status;
use goals::domain::model::refusal::Refusal;
use goals::domain::model::rewards::RewardCondition;
use goals::domain::value::day::Day;

use serde_json::json;

use crate::common::with_goals;
use crate::harness::Store;
use crate::state::{Tale, day};

/// A year of walking, and shoes for it.
fn fit(end: &str) -> Tale {
    let mut tale = Tale::of("2027-01-01", &format!("Be fit code:fit {end}"));
    tale.split("fit", "Walk every:day code:walk\nBuy shoes code:shoes");
    tale
}

fn parts(tale: &Tale, code: &str) -> Parts {
    tale.judge().parts(tale.goal(code)).expect("a goal with parts")
}

/// `36 of 366, steps 1 of 1`.
fn counted(tale: &Tale, code: &str) -> String {
    let Parts { all, steps, .. } = parts(tale, code);
    format!("{} of {}, steps {} of {}", all.done, all.of, steps.done, steps.of)
}

/// Whole percent, rounded down.
fn percent(tale: &Tale, code: &str) -> Option<f64> {
    tale.judge().fraction(tale.goal(code)).map(|fraction| (fraction * 100.0 + 1e-9).floor())
}

fn state(tale: &Tale, code: &str) -> Status {
    tale.judge().status(tale.goal(code))
}

fn close(tale: &mut Tale, code: &str, on: &str) {
    let change = finish(&tale.judge(), tale.goal(code), day(on), None).expect("it can be closed");
    tale.happened(&[change.expect("a change")]);
}

fn outcome(tale: &Tale, code: &str) -> Option<Outcome> {
    let judge = tale.judge();
    judge.finished(tale.goal(code)).map(|it| it.outcome)
}

#[test]
fn rule_6_2_shoes_on_day_one_are_one_part_of_366() {
    let mut tale = fit("by:2027-12-31");
    tale.check("shoes");
    assert_eq!(counted(&tale, "fit"), "1 of 366, steps 1 of 1");
    assert_eq!((state(&tale, "fit"), percent(&tale, "fit")), (Status::Open, Some(0.0)));
    assert!(!tale.judge().progress(tale.goal("fit")).complete);
}

#[test]
fn rule_6_2_after_35_walks_it_is_36_of_366_and_9_percent() {
    let mut tale = fit("by:2027-12-31");
    tale.check("shoes");
    for _ in 0..35 {
        tale.check("walk").later(1);
    }
    assert_eq!(
        (counted(&tale, "fit").as_str(), percent(&tale, "fit")),
        ("36 of 366, steps 1 of 1", Some(9.0))
    );
}

#[test]
fn rule_6_2_without_an_end_there_is_no_fraction_and_it_is_not_done() {
    let mut tale = fit("");
    tale.check("shoes");
    for _ in 0..35 {
        tale.check("walk").later(1);
    }
    assert_eq!((percent(&tale, "fit"), state(&tale, "fit")), (None, Status::Open));
    let parts = parts(&tale, "fit");
    assert_eq!((parts.all.done - parts.steps.done, parts.steps.done, parts.steps.of), (35, 1, 1));
    // Nor above it.
    tale.add("A good life by:2028-12-31 code:life").put("fit", Some("life"));
    assert_eq!(percent(&tale, "life"), Some(4.0), "the deadline above it is its end");
    tale.edit("life", "by:none");
    assert_eq!(percent(&tale, "life"), None);
}

#[test]
fn rule_6_2_the_last_day_is_its_own_else_the_nearest_above() {
    let mut tale = Tale::of("2026-11-16", "Big by:2026-11-30 code:big");
    tale.split("big", "Mid code:mid")
        .split("mid", "Run every:day code:run\nSwim every:day by:2026-11-20 code:swim");
    // 15 days up to the 30th, and 5 up to the 20th.
    assert_eq!(counted(&tale, "mid"), "0 of 20, steps 0 of 0");
    // Windows ahead: days left over their length, rounded up.
    tale.add("Other by:2026-11-30 code:other").split("other", "Water every:4d code:water");
    assert_eq!(counted(&tale, "other"), "0 of 4, steps 0 of 0");
    tale.add("Weekdays by:2026-11-30 code:wd").split("wd", "Gym every:mon,thu code:gym");
    assert_eq!(counted(&tale, "wd"), "0 of 5, steps 0 of 0");
    tale.add("Months by:2027-02-10 code:mo")
        .split("mo", "Pay every:month code:pay\nRest every:week code:rest");
    // November to February, and the weeks from 16 November to the one of 8 February.
    assert_eq!(counted(&tale, "mo"), "0 of 17, steps 0 of 0");
}

#[test]
fn rule_6_2_each_period_has_its_share_and_excused_ones_are_no_parts() {
    let mut tale = Tale::of("2026-11-16", "Big by:2026-11-19 code:big");
    tale.split("big", "Pitch n:4 unit:emails every:day code:p");
    tale.check("p+1").later(1).skip("p").later(1).check("p+2");
    // 1/4, excused, 2/4 so far, one ahead: 0.75 / 3.
    assert_eq!((counted(&tale, "big").as_str(), percent(&tale, "big")), ("0 of 3, steps 0 of 0", Some(25.0)));
    tale.check("p+90");
    assert_eq!((counted(&tale, "big").as_str(), percent(&tale, "big")), ("1 of 3, steps 0 of 0", Some(41.0)));
}

#[test]
fn rule_6_2_a_limit_is_one_part_once_it_is_kept() {
    let mut tale = Tale::of("2026-11-16", "Clean by:2026-11-18 code:clean");
    tale.split("clean", "No smoking at-most:0 every:day code:smoke");
    assert_eq!(counted(&tale, "clean"), "0 of 3, steps 0 of 0");
    tale.on("2026-11-18").check_on("2026-11-17", "smoke");
    assert_eq!(counted(&tale, "clean"), "1 of 3, steps 0 of 0");
}

#[test]
fn rule_6_2_complete_when_every_part_is_done_and_no_day_is_left() {
    let mut tale = Tale::of("2026-11-16", "Three days by:2026-11-18 code:big");
    tale.split("big", "Walk every:day code:walk\nShoes code:shoes");
    tale.check("walk shoes").later(1).check("walk");
    assert_eq!(state(&tale, "big"), Status::Open);
    tale.later(1).check("walk");
    assert_eq!((state(&tale, "big"), percent(&tale, "big")), (Status::Done, Some(100.0)));
    assert_eq!(tale.judge().done_on(tale.goal("big")), Some(day("2026-11-18")));
    // What is below it ends with it.
    tale.later(1);
    assert_eq!(state(&tale, "walk"), Status::Ended);
}

#[test]
fn rule_6_2_a_period_met_early_leaves_its_days() {
    let mut tale = Tale::of("2026-12-01", "Save by:2026-12-23 code:save");
    tale.split("save", "Put aside every:month code:put").check("put").on("2026-12-22");
    assert_eq!((state(&tale, "save"), percent(&tale, "save")), (Status::Open, Some(100.0)));
    tale.later(1);
    assert_eq!(state(&tale, "save"), Status::Done);
    assert_eq!(tale.judge().done_on(tale.goal("save")), Some(day("2026-12-23")));
}

#[test]
fn rule_6_2_a_check_off_after_the_last_day_moves_nothing() {
    let mut tale = Tale::of("2026-11-16", "Two days by:2026-11-17 code:big");
    tale.split("big", "Walk every:day code:walk\nWeek every:week n:2 code:week");
    tale.check("walk week").on("2026-11-18");
    let before = (counted(&tale, "big"), percent(&tale, "big"));
    assert_eq!(before.0, "1 of 3, steps 0 of 0");
    tale.check("walk week");
    assert_eq!((counted(&tale, "big"), percent(&tale, "big")), before);
}

#[test]
fn rule_6_2_of_an_archived_child_only_what_is_done_stays() {
    let mut tale = fit("by:2027-12-31");
    tale.check("walk").later(1).check("walk").later(2).archive("walk");
    // Two walks stay, and the shoes are left.
    assert_eq!(counted(&tale, "fit"), "2 of 3, steps 0 of 1");
    tale.archive("shoes");
    // Archiving the last open part may complete it.
    assert_eq!(state(&tale, "fit"), Status::Done);
}

#[test]
fn rule_6_2_a_part_that_was_made_one_off_keeps_its_closed_periods() {
    let mut tale = fit("by:2027-12-31");
    tale.check("walk").later(1).check("walk").later(1).edit("walk", "every:once");
    assert_eq!(counted(&tale, "fit"), "2 of 4, steps 0 of 2");
}

#[test]
fn rule_6_2_a_group_passes_units_on_where_it_says_so() {
    let mut tale = Tale::of("2026-11-16", "Run 100 km n:100 unit:km code:km");
    tale.split("km", "Races feeds:sum code:races").split("races", "Relay n:10 unit:km feeds:sum code:relay");
    tale.check("relay+10");
    assert_eq!(tale.amount("km"), "10");
}

#[test]
fn rule_6_1_what_a_step_fed_stays_when_it_is_made_repeating() {
    let mut tale = Tale::of("2026-11-01", "Year n:10 unit:posts code:y");
    tale.split("y", "Step feeds:1 code:st");
    tale.on("2026-11-02").check("st");
    assert_eq!(tale.amount("y"), "1");
    tale.on("2026-11-05").edit("st", "every:week");
    assert_eq!(tale.amount("y"), "1");
    tale.on("2026-11-10").check("st");
    assert_eq!(tale.amount("y"), "2");
}

#[test]
fn rule_2_7_once_weekly_once_again_is_to_be_done_again() {
    let mut tale = Tale::of("2026-11-01", "X code:x");
    tale.check("x").on("2026-11-02").edit("x", "every:week").on("2026-11-03").check("x");
    tale.on("2026-11-20").edit("x", "every:once");
    assert_eq!(state(&tale, "x"), Status::Open);
    tale.on("2026-11-21").check("x");
    assert_eq!(state(&tale, "x"), Status::Done);
}

#[test]
fn rule_3_5_a_one_off_limit_counts_what_its_children_feed_it() {
    let mut tale = Tale::of("2026-11-16", "L at-most:2 unit:km code:l");
    tale.split("l", "R unit:km n:9 code:r").check("r+2");
    assert_eq!(state(&tale, "l"), Status::Open);
    tale.check("r+3");
    assert_eq!(state(&tale, "l"), Status::Missed);
}

#[test]
fn rule_6_4_closed_before_its_target_is_reached_it_has_ended() {
    let mut tale = Tale::of("2026-11-16", "Read n:100 unit:pages code:r");
    tale.check("r+70").later(2);
    close(&mut tale, "r", "2026-11-18");
    assert_eq!((state(&tale, "r"), outcome(&tale, "r")), (Status::Ended, Some(Outcome::Ended)));
    // What is done later counts in totals only.
    tale.later(1).check("r+40");
    assert_eq!((tale.amount("r").as_str(), outcome(&tale, "r")), ("70", Some(Outcome::Ended)));
}

#[test]
fn rule_6_4_closed_with_nothing_left_it_is_complete() {
    let mut tale = Tale::of("2026-11-16", "Be fit by:2026-11-18 code:fit");
    tale.split("fit", "Walk every:day code:walk\nShoes code:shoes").check("walk shoes").on("2026-11-19");
    assert_eq!((state(&tale, "fit"), counted(&tale, "fit").as_str()), (Status::Open, "2 of 4, steps 1 of 1"));
    close(&mut tale, "fit", "2026-11-18");
    assert_eq!((state(&tale, "fit"), outcome(&tale, "fit")), (Status::Done, Some(Outcome::Complete)));
    assert_eq!(counted(&tale, "fit"), "2 of 4, steps 1 of 1");
    assert_eq!(state(&tale, "walk"), Status::Ended);
}

#[test]
fn rule_6_4_a_day_left_or_an_open_step_keeps_it_from_being_complete() {
    let mut tale = Tale::of("2026-11-16", "Be fit by:2026-11-30 code:fit");
    tale.split("fit", "Walk every:day code:walk\nShoes code:shoes").check("walk shoes").on("2026-11-19");
    close(&mut tale, "fit", "2026-11-18");
    assert_eq!(
        (outcome(&tale, "fit"), counted(&tale, "fit").as_str()),
        (Some(Outcome::Ended), "2 of 16, steps 1 of 1")
    );
    let mut tale = Tale::of("2026-11-16", "Be fit code:fit");
    tale.split("fit", "Walk every:day code:walk\nShoes code:shoes").check("walk");
    close(&mut tale, "fit", "2026-11-16");
    assert_eq!(outcome(&tale, "fit"), Some(Outcome::Ended));
    // Without a known last day nothing is left of the walks.
    tale.later(1).check("shoes");
    assert_eq!(outcome(&tale, "fit"), Some(Outcome::Ended), "bought after it was closed");
}

#[test]
fn rule_6_4_what_is_below_it_ends_on_that_day_and_comes_back() {
    let mut tale = Tale::of("2026-11-16", "Be fit code:fit");
    tale.split("fit", "Walk every:day code:walk").check("walk").later(1).check("walk").later(1);
    close(&mut tale, "fit", "2026-11-17");
    tale.later(10);
    assert_eq!((tale.verdicts("walk").as_str(), tale.current("walk")), ("met met", 2));
    let change = reopen(&tale.judge(), tale.goal("fit")).expect("it can be opened").expect("a change");
    tale.happened(&[change]);
    assert_eq!((state(&tale, "fit"), tale.current("walk")), (Status::Open, 0));
}

#[test]
fn rule_6_4_it_is_closed_for_a_day_from_its_first_to_today() {
    let tale = Tale::of("2026-11-16", "Read n:100 code:r\n  Chapter feeds:1 code:ch");
    let closed = |on: Day| finish(&tale.judge(), tale.goal("r"), on, None);
    assert_eq!(closed(day("2026-11-17")), Err(Refusal::Future(day("2026-11-17"))));
    assert!(matches!(closed(day("2026-11-15")), Err(Refusal::Conflict { .. })));
    let mut tale = Tale::of("2026-11-16", "Read n:100 code:r");
    tale.split("r", "Chapter feeds:1 code:ch");
    close(&mut tale, "r", "2026-11-16");
    let below = finish(&tale.judge(), tale.goal("ch"), tale.today, None);
    assert!(matches!(below, Err(Refusal::Finished { .. })), "{below:?}");
}

#[test]
fn rule_6_5_open_parts_refuse_a_check_off_of_what_stands_above_them() {
    let mut tale = fit("by:2027-12-31");
    let refused = tale.would_check(tale.today, "fit").map(|_| ());
    assert!(matches!(refused, Err(Refusal::OpenParts { open: Some(366), .. })), "{refused:?}");
    tale.edit("fit", "by:none");
    let refused = tale.would_check(tale.today, "fit").map(|_| ());
    assert!(matches!(refused, Err(Refusal::OpenParts { open: None, .. })), "{refused:?}");
}

#[test]
fn rule_9_1_a_reward_earned_at_a_share_stays_earned_when_parts_are_added() {
    let mut tale = Tale::of("2026-11-16", "Book code:book");
    tale.split("book", "One code:one\nTwo code:two").check("one");
    let half = RewardCondition::Share("50".parse().expect("an amount"));
    let goal = tale.goal("book").id;
    let promise = goals::domain::model::rewards::Promise { text: "A walk".to_owned(), mark: half };
    let id = goals::domain::value::ids::RewardId::from_bits(1);
    tale.happened(&[goals::domain::model::change::Change::Reward { goal, id, promise: Some(promise) }]);
    tale.later(1).split("book", "Three code:three\nFour code:four");
    assert_eq!(percent(&tale, "book"), Some(25.0));
    let stages: Vec<String> = tale.judge().rewards().iter().map(|it| format!("{:?}", it.stage)).collect();
    assert_eq!(stages, ["Earned(2026-11-16)"]);
}

#[test]
fn rule_6_6_a_split_that_moves_nothing_of_a_target_is_told() {
    let store = with_goals(&["Publish 52 guest posts n:52 unit:posts by:+1y why:links code:gp"]);
    let hints = |lines: &[&str]| store.json(&[&["split", "gp"], lines].concat())["hints"].to_string();
    let told = hints(&["Pitch every:week code:p", "Write code:w"]);
    assert!(
        told.contains("`p`, `w` move nothing of the target of `gp`") && told.contains("--feeds 1"),
        "{told}"
    );
    assert_eq!(hints(&["Send it every:week feeds:1"]), "null");
    assert_eq!(hints(&["Edit every:week"]), "null");
}

#[test]
fn finish_tells_what_it_came_to_and_is_taken_back() {
    let store = with_goals(&["Read unit:pages n:100 code:r"]);
    store.ok(&["check", "r+70"]);
    let told = store.ok(&["finish", "r", "--note", "Enough read"]);
    assert!(told.contains("finished at 70 of 100 pages; `goals finish r --undo` opens it again"), "{told}");
    assert_eq!(store.json(&["show", "r"])["goal"]["state"], "ended");
    let shown = store.ok(&["show", "r"]);
    assert!(shown.contains("finished at 70 of 100 pages") && shown.contains("Enough read"), "{shown}");
    assert!(store.ok(&["finish", "r"]).contains("already, nothing written"));
    assert!(store.ok(&["finish", "r", "--undo"]).contains("open again"));
    assert_eq!(store.json(&["show", "r"])["goal"]["state"], "open");
    assert!(store.ok(&["undo"]).contains("open `r` again"));
    store.ok(&["undo"]);
    assert_eq!(store.json(&["show", "r"])["goal"]["state"], "open");
}

#[test]
fn rule_6_2_and_6_4_a_check_off_after_the_end_says_that_it_moves_nothing() {
    let store = with_goals(&["Be fit by:2026-11-16 code:fit from:2026-11-10"]);
    store.ok(&["split", "fit", "Walk every:day code:walk from:2026-11-10"]);
    let told = store.ok(&["check", "walk"]);
    assert!(told.contains("moves nothing of `fit`: the last day for it was 16 Nov"), "{told}");
    store.ok(&["finish", "fit", "--on", "2026-11-16"]);
    store.ok(&["check", "walk=0"]);
    let told = store.ok(&["check", "walk"]);
    assert!(told.contains("finished on 16 Nov; added to its totals alone"), "{told}");
}

#[test]
fn rule_6_2_a_check_off_after_the_end_says_so_through_what_it_judges_too() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Root code:root by:2026-11-19"]);
    store.ok(&["split", "root", "G code:g every:day by:2026-11-18", "Alone code:alone every:day"]);
    store.ok(&["split", "g", "Leaf code:leaf"]);
    store.at("2026-11-23");
    let told = store.ok(&["check", "leaf"]);
    assert!(told.contains("moves nothing of `root`: the last day for it was 18 Nov"), "{told}");
    let told = store.ok(&["check", "alone"]);
    assert!(told.contains("moves nothing of `root`: the last day for it was 19 Nov"), "{told}");
}

#[test]
fn rule_6_4_closing_changes_no_number_of_parts() {
    let mut tale = Tale::of("2026-11-18", "Sell by:2027-03-01 code:sell");
    tale.split("sell", "Call every:week n:5 unit:calls code:call\nWater every:4d code:water");
    tale.check("call+5").on("2026-11-30");
    let before = counted(&tale, "sell");
    close(&mut tale, "sell", "2026-11-30");
    assert_eq!(counted(&tale, "sell"), before);
    tale.later(30);
    assert_eq!(counted(&tale, "sell"), before);
}

#[test]
fn rule_6_4_from_checkpoints_a_closed_goal_has_as_many_parts() {
    let mut tale = Tale::of("2026-01-05", "Big code:big");
    tale.split(
        "big",
        "One code:one\nWeek every:week by:2026-03-15 code:w\nWater every:4d by:2026-03-15 code:water",
    );
    close(tale.on("2026-01-18"), "big", "2026-01-17");
    let checkpoints = tale.on("2026-01-25").judge().checkpoints().expect("nothing is dated ahead");
    let mut kept = tale.state.clone();
    drop(checkpoints.take_old(&mut kept, tale.today));
    let carried = Judge::resuming(&kept, tale.today, Some(&checkpoints));
    let parts = carried.parts(kept.tree.find("big").expect("the goal")).expect("parts");
    assert_eq!((parts.all.done, parts.all.of), (0, 1 + 10 + 18));
    assert_eq!(counted(&tale, "big"), "0 of 29, steps 0 of 1");
}

#[test]
fn rule_6_2_a_group_without_a_unit_passes_on_what_is_counted_above_it() {
    let mut tale = Tale::of("2026-11-16", "Year n:10 unit:posts code:y");
    tale.split("y", "Group feeds:sum code:g").split("g", "Post every:week unit:posts code:p").check("p");
    assert_eq!(tale.amount("y"), "1");
}

#[test]
fn a_template_says_which_goals_outside_it_are_left_out() {
    let store = with_goals(&["Other code:o", "Big code:b"]);
    store.ok(&["split", "b", "Step code:s after:o"]);
    let ran = store.run(&["template", "save", "tt", "b"]);
    assert!(ran.err.contains("left out: `s` after `o`, which is not below `b`"), "{ran:?}");
    store.ok(&["add", "New code:n"]);
    let ran = store.run(&["split", "n", "--template", "tt"]);
    assert!(ran.err.contains("left out: `s` after `o`, which is not in the template"), "{ran:?}");
}

#[test]
fn a_fitness_plan_is_not_completed_by_buying_shoes() {
    let store = with_goals(&["Be fit by:+1y code:fit reward:\"A massage\""]);
    store.ok(&["split", "fit", "Walk every:day code:walk", "Buy shoes code:shoes"]);
    let told = store.ok(&["check", "shoes"]);
    assert!(!told.contains("complete") && !told.contains("massage"), "{told}");
    assert_eq!(store.json(&["show", "fit"])["goal"]["state"], "open");
    assert_eq!(store.json(&["rewards"])["rewards"][0]["state"], "locked");
    assert!(store.ok(&["progress", "fit"]).contains("1 of 367 · 1 of 1 step"));
}

#[test]
fn rule_9_1_a_reward_is_told_again_after_undo_and_a_new_check() {
    let store = with_goals(&["One code:one"]);
    store.ok(&["reward", "add", "one", "Cake"]);
    assert!(store.ok(&["check", "one"]).contains("reward 1 earned: Cake"));
    store.ok(&["undo"]);
    assert!(store.ok(&["check", "one"]).contains("reward 1 earned: Cake"));
    store.ok(&["check", "one=0"]);
    assert!(store.json(&["check", "one"])["changed"][0]["milestones"].to_string().contains("Cake"));
}

#[test]
fn rule_6_2_archiving_the_last_open_part_says_that_it_completes_what_is_above() {
    let store = with_goals(&["Big code:big"]);
    store.ok(&["split", "big", "S1 code:s1", "S2 code:s2"]);
    store.ok(&["reward", "add", "big", "Cake"]);
    store.ok(&["check", "s1"]);
    let told = store.ok(&["archive", "s2"]).replace("\n      ", " ");
    assert!(told.contains("`big` is complete · reward 1 earned: Cake"), "{told}");
}

#[test]
fn rule_6_2_leaving_out_the_last_open_part_completes_it_on_that_day() {
    let mut tale = Tale::of("2026-11-16", "Big code:big");
    tale.split("big", "S1 code:s1\nS2 code:s2").check("s1").on("2026-11-17").archive("s2").later(3);
    assert_eq!(tale.judge().done_on(tale.goal("big")), Some(day("2026-11-17")));
    let mut tale = Tale::of("2026-11-16", "Big code:big");
    tale.split("big", "S1 code:s1\nS2 code:s2").check("s1").on("2026-11-19");
    close(&mut tale, "s2", "2026-11-18");
    assert_eq!(tale.judge().done_on(tale.goal("big")), Some(day("2026-11-18")));
}

#[test]
fn rule_9_1_a_reward_at_a_share_is_told_where_leaving_out_earns_it_and_not_twice() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Big code:big"]);
    store.ok(&["split", "big", "A code:a", "B code:b", "C code:c"]);
    store.ok(&["reward", "add", "big", "Cake", "--at", "50%"]);
    assert!(!store.ok(&["check", "a"]).contains("Cake"));
    let archived = store.json(&["archive", "c"]);
    assert!(archived["changed"][0]["milestones"].to_string().contains("Cake"), "{archived}");
    store.at("2026-11-17");
    store.ok(&["split", "big", "D code:d", "E code:e"]);
    store.at("2026-11-18");
    // It was earned, and stays so: half is passed once more, and nothing earned.
    assert!(!store.ok(&["check", "b"]).contains("Cake"));
    let mut quiet = Store::new();
    quiet.at("2026-11-16").ok(&["config", "celebrate", "off"]);
    quiet.ok(&["add", "Big code:big"]);
    quiet.ok(&["split", "big", "A code:a", "B code:b"]);
    quiet.ok(&["reward", "add", "big", "Cake"]);
    quiet.ok(&["check", "a"]);
    let told = quiet.ok(&["archive", "b"]);
    assert!(told.contains("`big` is complete") && !told.contains("Cake"), "{told}");
}

#[test]
fn rule_9_2_an_offer_says_how_many_weeks_it_fits() {
    let mut store = Store::new();
    store.at("2026-10-12");
    store.ok(&["add", "Read every:day n:8 unit:pages code:read"]);
    let days =
        (13..=31).map(|day| format!("2026-10-{day}")).chain((1..=8).map(|day| format!("2026-11-0{day}")));
    for day in days.filter(|day| day.as_str() == "2026-10-13" || day.as_str() >= "2026-10-19") {
        store.at(&day).ok(&["check", "read+5"]);
    }
    store.at("2026-11-10");
    let review = store.ok(&["review"]);
    assert!(review.contains("5 fits 3 of them"), "{review}");
}

#[test]
fn milestones_say_when_a_share_is_passed_and_not_just_reached() {
    let store = with_goals(&["Trip code:trip"]);
    store.ok(&["split", "trip", "A code:a", "B code:b", "C code:c"]);
    assert!(store.ok(&["check", "a"]).contains("1 of 3 steps: over a quarter"));
    assert!(store.ok(&["check", "b"]).contains("2 of 3 steps: over half"));
}

#[test]
fn rule_7_4_a_forecast_says_what_it_goes_by() {
    let mut store = Store::new();
    store.at("2026-11-18");
    store.ok(&["add", "Spanish by:+1y n:100 unit:lessons code:es"]);
    store.ok(&["check", "es+3"]);
    store.ok(&["add", "Weight baseline:80 n:75 unit:kg by:+3m code:kg"]);
    store.at("2026-11-19").ok(&["check", "es", "kg=81"]);
    let why = store.ok(&["why", "es"]);
    assert!(why.contains("Forecast: 4 lessons in 2 days, taken as those of a week"), "{why}");
    let why = store.ok(&["why", "kg"]);
    assert!(why.contains("the value went 1 kg the other way"), "{why}");
}

#[test]
fn rule_11_1_what_is_done_after_a_goal_was_closed_is_in_its_totals() {
    let mut store = Store::new();
    store.at("2026-11-10");
    store.ok(&["add", "Pages code:pg n:100 unit:sheets"]);
    store.ok(&["check", "pg+70"]);
    store.ok(&["finish", "pg", "--note", "enough"]);
    store.at("2026-11-11").ok(&["check", "pg+50"]);
    let goal = store.json(&["show", "pg"])["goal"].clone();
    assert_eq!(goal["done"], 70);
    let ever = goal["totals"].as_array().expect("totals").last().expect("ever").clone();
    assert_eq!((&ever["code"], &ever["span"], &ever["amount"]), (&json!("pg"), &json!("ever"), &json!(120)));
    let page = store.ok(&["report"]);
    assert!(page.contains("finished at 70 of 100 sheets"), "{page}");
    assert_eq!(store.json(&["report"])["goals"][0]["finished"]["note"], "enough");
    let log = store.json(&["log"])["entries"].clone();
    assert_eq!((&log[1]["kind"], &log[1]["note"]), (&json!("finish"), &json!("enough")));
    assert!(store.ok(&["log"]).contains("finished  Pages  enough"), "{}", store.ok(&["log"]));
    let why = store.ok(&["why", "pg"]);
    assert!(why.contains("It was closed by hand: finished at 70 of 100 sheets on 10 Nov"), "{why}");
}

#[test]
fn rule_6_4_what_is_overdue_is_offered_two_ways() {
    let mut store = Store::new();
    store.at("2026-11-01");
    store.ok(&["add", "T code:t n:10 by:2026-11-10"]);
    store.at("2026-11-18");
    assert_eq!(
        store.json(&["review"])["overdue"][0]["commands"],
        json!(["goals edit t --by +1w", "goals finish t"])
    );
    assert!(store.ok(&["review"]).contains("`goals finish t`"));
}

#[test]
fn rule_7_2_whole_amounts_behind_stand_exact() {
    let mut store = Store::new();
    store.at("2026-08-03");
    store.ok(&["add", "P code:p n:5200 unit:posts by:2027-02-08"]);
    store.at("2026-08-10").ok(&["check", "p+1"]);
    store.at("2026-11-18");
    let why = store.ok(&["why", "p"]);
    assert!(why.contains("2927 posts behind") && !why.contains("1 posts"), "{why}");
}
