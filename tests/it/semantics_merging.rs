//! SEMANTICS 10: merging and undo.

use goals::domain::judge::judge::Judge;
use goals::domain::model::activity::Activity;
use goals::domain::model::change::{Act, Change, Scope};
use goals::domain::model::goal::{Bound, Place, Schedule};
use goals::domain::model::goal_field::{GoalField, TextKey};
use goals::domain::model::state::State;
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};
use goals::journal::fold::Entries;
use goals::journal::format::entry::{Entry, Recorded};

use crate::harness::Store;
use crate::state::{Tale, day, name};

/// An entry with this id, of a device that plays no part.
fn entry(id: u128, change: Change) -> Recorded {
    by("here", id, change)
}

fn by(device: &str, id: u128, change: Change) -> Recorded {
    let at = "2026-11-16T12:00:00.000+00:00".to_owned();
    Recorded {
        entry: Entry { id: EntryId(id), at, by: None, of: None, did: vec![change] },
        device: device.to_owned(),
    }
}

const A: GoalId = GoalId::from_bits(1);
const B: GoalId = GoalId::from_bits(2);
const C: GoalId = GoalId::from_bits(3);

fn monday() -> Day {
    day("2026-11-16")
}

fn schedule(every: &str, target: i64) -> Schedule {
    Schedule {
        every: Some(every.parse().expect("a cadence")),
        bound: Some(Bound::AtLeast(Amount::whole(target))),
        unit: Some("km".to_owned()),
    }
}

fn place(parent: Option<GoalId>, position: i64) -> GoalField {
    GoalField::Place(Place { parent, position })
}

/// A goal made on Monday the 16th, with a title that tells it from others.
fn add(goal: GoalId, code: &str, others: Vec<GoalField>) -> Change {
    let named = [
        GoalField::Title(format!("Goal {goal}").parse().expect("a title")),
        GoalField::Code(code.parse().expect("a code")),
    ];
    Change::Add { goal, day: monday(), fields: named.into_iter().chain(others).collect() }
}

fn daily(goal: GoalId, code: &str) -> Change {
    add(goal, code, vec![GoalField::Schedule(schedule("day", 5))])
}

fn set(goal: GoalId, field: GoalField) -> Change {
    Change::Set { goal, day: monday(), fields: vec![field] }
}

fn title(text: &str) -> GoalField {
    GoalField::Title(text.parse().expect("a title"))
}

fn check(goal: GoalId, on: Day, n: i64) -> Change {
    Change::Check { goal, day: on, n: Amount::whole(n), note: None }
}

fn undo(id: u128) -> Change {
    Change::Undo { entry: EntryId(id) }
}

fn skip(goal: GoalId, on: Day, act: Act) -> Change {
    Change::Skip { goal, day: on, act, note: None }
}

fn fold(entries: Vec<Recorded>) -> State {
    Entries::new(entries).state()
}

fn code(state: &State, goal: GoalId) -> String {
    state.tree.code(goal).to_string()
}

fn parent(state: &State, goal: GoalId) -> Option<GoalId> {
    state.tree.goal(goal).expect("a goal").parent()
}

fn verdicts(state: &State, goal: GoalId, today: &str) -> Vec<&'static str> {
    let history = Judge::new(state, day(today)).history(state.tree.goal(goal).expect("a goal"));
    history.periods.iter().map(|period| name(period.verdict)).collect()
}

#[test]
fn rule_10_1_the_order_of_arrival_plays_no_part() {
    let entries = [
        entry(1, daily(A, "run")),
        entry(2, set(A, title("Second"))),
        entry(3, set(A, title("Third"))),
        entry(4, check(A, monday(), 3)),
        entry(5, undo(3)),
    ];
    let expected = format!("{:?}", fold(entries.to_vec()));
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] {
        let arrived = order.iter().map(|at| entries[*at].clone()).collect();
        assert_eq!(format!("{:?}", fold(arrived)), expected, "{order:?}");
    }
    assert!(expected.contains("Second"));
}

#[test]
fn rule_10_1_an_entry_that_arrives_twice_counts_once() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, check(A, monday(), 3)),
        entry(2, check(A, monday(), 3)),
    ]);
    assert_eq!(state.activity.goal_days(A).sum(monday()), Amount::whole(3));
}

#[test]
fn rule_10_1_per_field_the_greatest_id_wins() {
    let why = GoalField::Text(TextKey::Why, Some("because".to_owned()));
    let state = fold(vec![
        entry(4, set(A, title("Late"))),
        entry(1, daily(A, "run")),
        entry(2, set(A, title("Early"))),
        entry(3, set(A, why)),
    ]);
    let goal = state.tree.goal(A).expect("a goal");
    assert_eq!((goal.title.as_str(), goal.why.as_deref()), ("Late", Some("because")));
}

/// One device made it weekly, the other asked for 7: nobody asked for 7 a week.
#[test]
fn rule_10_1_a_days_schedule_is_one_field() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, set(A, GoalField::Schedule(schedule("week", 5)))),
        entry(3, set(A, GoalField::Schedule(schedule("day", 7)))),
    ]);
    assert_eq!(state.tree.goal(A).expect("a goal").schedule_on(Day::LAST), &schedule("day", 7));
}

#[test]
fn rule_10_1_schedules_of_two_days_both_stand() {
    let later = Change::Set {
        goal: A,
        day: day("2026-11-20"),
        fields: vec![GoalField::Schedule(schedule("week", 5))],
    };
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, later),
        entry(3, set(A, GoalField::Schedule(schedule("day", 7)))),
    ]);
    let goal = state.tree.goal(A).expect("a goal");
    assert_eq!(goal.schedule_on(day("2026-11-19")), &schedule("day", 7));
    assert_eq!(goal.schedule_on(day("2026-11-20")), &schedule("week", 5));
}

#[test]
fn rule_10_1_a_place_is_one_field() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "b")),
        entry(3, daily(C, "c")),
        entry(5, set(C, place(Some(B), 9))),
        entry(4, set(C, place(Some(A), 3))),
    ]);
    assert_eq!(state.tree.goal(C).expect("a goal").place(), Place { parent: Some(B), position: 9 });
}

#[test]
fn rule_10_1_a_skip_of_a_goal_and_day_is_one_field() {
    let skipped = |set: u128, lifted: u128| {
        fold(vec![
            entry(1, daily(A, "run")),
            entry(set, skip(A, monday(), Act::Set)),
            entry(lifted, skip(A, monday(), Act::Lift)),
        ])
    };
    assert_eq!(verdicts(&skipped(2, 3), A, "2026-11-16"), ["open"]);
    assert_eq!(verdicts(&skipped(3, 2), A, "2026-11-16"), ["excused"]);
}

#[test]
fn rule_10_1_a_skip_of_another_day_is_another_field() {
    let tuesday = day("2026-11-17");
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, skip(A, monday(), Act::Set)),
        entry(3, skip(A, tuesday, Act::Set)),
        entry(4, skip(A, monday(), Act::Lift)),
    ]);
    assert_eq!(verdicts(&state, A, "2026-11-17"), ["missed", "excused"]);
}

#[test]
fn rule_10_2_an_entry_is_void_while_a_standing_one_of_greater_id_undoes_it() {
    let mut entries = vec![entry(1, daily(A, "run")), entry(2, check(A, monday(), 3))];
    let sums = [0, 3, 0].map(Amount::whole);
    for (target, sum) in [2, 3, 4].into_iter().zip(sums) {
        entries.push(entry(target + 1, undo(target)));
        assert_eq!(fold(entries.clone()).activity.goal_days(A).sum(monday()), sum, "after undoing {target}");
    }
}

#[test]
fn rule_10_2_an_undo_of_an_entry_of_greater_id_voids_nothing() {
    let state = fold(vec![entry(1, daily(A, "run")), entry(3, check(A, monday(), 3)), entry(2, undo(3))]);
    assert_eq!(state.activity.goal_days(A).sum(monday()), Amount::whole(3));
}

#[test]
fn rule_10_2_an_entry_undone_twice_stands_again_only_when_both_are_taken_back() {
    let mut entries = vec![
        entry(1, daily(A, "run")),
        entry(2, check(A, monday(), 3)),
        by("here", 3, undo(2)),
        by("there", 4, undo(2)),
        entry(5, undo(3)),
    ];
    assert_eq!(fold(entries.clone()).activity.goal_days(A).sum(monday()), Amount::ZERO);
    entries.push(entry(6, undo(4)));
    assert_eq!(fold(entries).activity.goal_days(A).sum(monday()), Amount::whole(3));
}

/// A store with a goal to pitch, and the numbers of each check-off that stands.
fn pitching() -> Store {
    let store = Store::new();
    store.ok(&["add", "Pitch", "--every", "week", "-n", "12", "--unit", "emails", "--code", "pitch"]);
    store
}

fn done(store: &Store) -> serde_json::Value {
    store.goal("pitch")["done"].clone()
}

#[test]
fn rule_10_2_undo_takes_back_the_last_command_and_says_what_it_was() {
    let store = pitching();
    store.ok(&["check", "pitch+4"]);
    let said = store.ok(&["undo"]);
    assert!(said.contains("check off `pitch` (+4)"), "{said}");
    assert_eq!(done(&store), 0);
}

#[test]
fn rule_10_2_undo_again_takes_back_the_one_before() {
    let store = pitching();
    store.ok(&["check", "pitch+4"]);
    store.ok(&["check", "pitch+2"]);
    store.ok(&["undo"]);
    assert_eq!(done(&store), 4);
    let said = store.ok(&["undo"]);
    assert!(said.contains("(+4)"), "{said}");
    assert_eq!(done(&store), 0);
}

#[test]
fn rule_10_2_undo_is_of_this_devices_entries() {
    let mut store = Store::new();
    store.on_device("one");
    store.ok(&["add", "Pitch", "--every", "week", "-n", "12", "--code", "pitch"]);
    store.ok(&["check", "pitch+4"]);
    store.on_device("two").ok(&["check", "pitch+2"]);
    let said = store.on_device("one").ok(&["undo"]);
    assert!(said.contains("(+4)"), "{said}");
    assert_eq!(done(&store), 2);
}

#[test]
fn rule_10_2_with_nothing_to_undo_nothing_is_written() {
    let mut store = Store::new();
    store.on_device("one").ok(&["add", "Pitch", "--code", "pitch"]);
    let before = store.journal();
    store.on_device("two").ok(&["undo"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn rule_10_2_redo_takes_back_the_last_undo() {
    let store = pitching();
    store.ok(&["check", "pitch+4"]);
    store.ok(&["undo"]);
    let said = store.ok(&["redo"]);
    assert!(said.contains("(+4)"), "{said}");
    assert_eq!(done(&store), 4);
}

#[test]
fn rule_10_2_as_many_redos_as_undos() {
    let store = pitching();
    store.ok(&["check", "pitch+4"]);
    store.ok(&["check", "pitch+2"]);
    let mut found = Vec::new();
    for command in ["undo", "undo", "redo", "redo"] {
        store.ok(&[command]);
        found.push(done(&store).as_i64().expect("a number"));
    }
    assert_eq!(found, [4, 0, 4, 6]);
    let before = store.journal();
    store.ok(&["redo"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn rule_10_2_undo_after_redo_takes_back_the_same_again() {
    let store = pitching();
    store.ok(&["check", "pitch+4"]);
    let mut found = Vec::new();
    for command in ["undo", "redo", "undo", "redo"] {
        store.ok(&[command]);
        found.push(done(&store).as_i64().expect("a number"));
    }
    assert_eq!(found, [0, 4, 0, 4]);
}

#[test]
fn rule_10_2_after_another_command_there_is_nothing_to_redo() {
    let store = pitching();
    store.ok(&["check", "pitch+4"]);
    store.ok(&["undo"]);
    store.ok(&["check", "pitch+1"]);
    let before = store.journal();
    store.ok(&["redo"]);
    assert_eq!(store.journal(), before);
    assert_eq!(done(&store), 1);
}

#[test]
fn rule_10_2_an_undone_add_to_which_entries_refer_counts_as_archived() {
    let mut store = Store::new();
    store.on_device("one").ok(&["add", "Pitch", "--every", "week", "--code", "pitch"]);
    store.on_device("two").ok(&["check", "pitch"]);
    store.on_device("one").ok(&["undo"]);
    let log = store.json(&["log"]);
    assert_eq!(log["entries"][0]["title"], "Pitch");
    assert_eq!(store.json(&["list"])["goals"], serde_json::json!([]));
    store.refused(1, &["check", "pitch"], "is archived");
    store.ok(&["redo"]);
    assert_eq!(done(&store), 1);
}

#[test]
fn rule_10_2_an_undone_add_to_which_nothing_refers_is_gone() {
    let store = pitching();
    store.ok(&["undo"]);
    assert_eq!(store.json(&["list", "--all"])["goals"], serde_json::json!([]));
}

#[test]
fn rule_10_2_an_undone_parent_of_a_child_that_stands_counts_as_archived() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, add(B, "b", vec![place(Some(A), 0)])),
        entry(3, check(B, monday(), 1)),
        entry(4, undo(1)),
    ]);
    assert!(state.tree.is_archived(A));
    assert_eq!(parent(&state, B), Some(A));
    assert_eq!(state.done().count(), 1);
}

/// An undone reference keeps nothing.
#[test]
fn rule_10_2_an_undone_add_whose_references_are_undone_too_is_gone() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, check(A, monday(), 1)),
        entry(3, undo(2)),
        entry(4, undo(1)),
    ]);
    assert!(state.tree.goal(A).is_none());
}

#[test]
fn rule_10_3_of_two_moves_that_close_a_circle_the_later_is_void() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "b")),
        entry(4, set(A, place(Some(B), 0))),
        entry(3, set(B, place(Some(A), 0))),
    ]);
    assert_eq!((parent(&state, A), parent(&state, B)), (None, Some(A)));
}

/// The second move is void at its turn; what is moved away afterwards does not bring it back.
#[test]
fn rule_10_3_a_move_void_at_its_turn_stays_void() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "b")),
        entry(3, set(B, place(Some(A), 0))),
        entry(4, set(A, place(Some(B), 0))),
        entry(5, set(B, place(None, 0))),
    ]);
    assert_eq!((parent(&state, A), parent(&state, B)), (None, None));
}

#[test]
fn rule_10_3_of_two_edges_that_close_a_circle_the_later_is_void() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "b")),
        entry(4, set(A, GoalField::After(vec![B]))),
        entry(3, set(B, GoalField::After(vec![A]))),
    ]);
    let after = |goal| state.tree.goal(goal).expect("a goal").after.clone();
    assert_eq!((after(A), after(B)), (vec![], vec![A]));
}

/// A parent waits for what is below it, so a child can't come after its parent (8.4).
#[test]
fn rule_10_3_a_move_that_closes_a_circle_of_edges_is_void() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "b")),
        entry(3, set(B, GoalField::After(vec![A]))),
        entry(4, set(B, place(Some(A), 0))),
    ]);
    assert_eq!(parent(&state, B), None);
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "b")),
        entry(3, set(B, place(Some(A), 0))),
        entry(4, set(B, GoalField::After(vec![A]))),
    ]);
    assert_eq!(parent(&state, B), Some(A));
    assert!(state.tree.goal(B).expect("a goal").after.is_empty());
}

#[test]
fn rule_10_3_siblings_stand_by_position_ties_by_goal_id() {
    let at = |goal, code, position| add(goal, code, vec![place(None, position)]);
    let state = fold(vec![entry(1, at(C, "c", 5)), entry(2, at(B, "b", 9)), entry(3, at(A, "a", 9))]);
    assert_eq!(state.tree.children(None), [C, A, B]);
}

#[test]
fn rule_10_3_a_code_belongs_to_the_claim_of_least_id() {
    let state = fold(vec![entry(3, daily(A, "run")), entry(1, daily(C, "run")), entry(2, daily(B, "run"))]);
    assert_eq!([code(&state, C), code(&state, B), code(&state, A)], ["run", "run-2", "run-3"]);
    assert_eq!(state.tree.find("RUN-2").expect("a goal").id, B);
}

#[test]
fn rule_10_3_others_show_as_the_first_free_one() {
    let state = fold(vec![entry(1, daily(A, "run")), entry(2, daily(B, "run")), entry(3, daily(C, "run-2"))]);
    assert_eq!([code(&state, A), code(&state, B), code(&state, C)], ["run", "run-3", "run-2"]);
}

#[test]
fn rule_10_3_a_code_given_later_is_claimed_then() {
    let state = fold(vec![
        entry(1, daily(A, "a")),
        entry(2, daily(B, "run")),
        entry(3, set(A, GoalField::Code("run".parse().expect("a code")))),
    ]);
    assert_eq!([code(&state, A), code(&state, B)], ["run-2", "run"]);
}

#[test]
fn rule_10_3_an_undone_claim_frees_the_code() {
    let state = fold(vec![entry(1, daily(A, "run")), entry(2, daily(B, "run")), entry(3, undo(1))]);
    assert_eq!(code(&state, B), "run");
}

fn archive(goal: GoalId, act: Act) -> Change {
    Change::Archive { goal, day: monday(), act }
}

#[test]
fn rule_10_3_an_archived_goals_code_is_free() {
    let state =
        fold(vec![entry(1, daily(A, "run")), entry(2, daily(B, "run")), entry(3, archive(A, Act::Set))]);
    assert_eq!(code(&state, B), "run");
    assert_eq!(state.tree.find("run").expect("a goal").id, B);
}

/// The goal with the older claim came back last: its claim is that of its return.
#[test]
fn rule_10_3_a_goal_taken_back_claims_its_code_anew() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, archive(A, Act::Set)),
        entry(3, daily(B, "run")),
        entry(4, archive(A, Act::Lift)),
    ]);
    assert_eq!([code(&state, A), code(&state, B)], ["run-2", "run"]);
}

#[test]
fn rule_10_3_taking_back_a_goal_whose_code_is_in_use_is_refused_naming_the_holder() {
    let mut tale = Tale::begun("2026-11-16");
    let far = tale.add("Run far code:run").goal("run").id;
    tale.archive("run").add("Run fast code:run");
    let goal = tale.state.tree.goal(far).expect("the archived goal");
    let refusal =
        goals::domain::decide::edit::unarchive(&tale.state, goal, tale.today).expect_err("a refusal");
    assert!(refusal.to_string().contains("Run fast"), "{refusal}");
    // So it is where one below it has the code.
    tale.add("Health code:health\n  Swim far code:swim").archive("health").add("Swim fast code:swim");
    let refusal = tale.would_unarchive("health").expect_err("a refusal");
    assert!(refusal.to_string().contains("Swim fast"), "{refusal}");
}

/// The child was archived by itself before its parent, and does not come back with it: its code, now in
/// use elsewhere, stands in nobody's way.
#[test]
fn rule_10_3_a_code_of_a_goal_that_stays_archived_hinders_nothing() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health\n  Run code:run").archive("run").archive("health").add("Run fast code:run");
    assert!(matches!(tale.would_unarchive("health"), Ok(Some(_))), "{:?}", tale.would_unarchive("health"));
}

#[test]
fn rule_10_4_check_offs_of_two_devices_add_up() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        by("one", 2, check(A, monday(), 5)),
        by("two", 3, check(A, monday(), 5)),
    ]);
    assert_eq!(state.activity.goal_days(A).sum(monday()), Amount::whole(10));
}

#[test]
fn rule_10_4_where_1_counts_two_devices_give_1() {
    let once = Schedule { every: Some("day".parse().expect("a cadence")), bound: None, unit: None };
    let state = fold(vec![
        entry(1, add(A, "run", vec![GoalField::Schedule(once)])),
        by("one", 2, check(A, monday(), 1)),
        by("two", 3, check(A, monday(), 1)),
    ]);
    let judge = Judge::new(&state, monday());
    let history = judge.history(state.tree.goal(A).expect("a goal"));
    assert_eq!(history.periods[0].sum, Amount::ONE);
}

#[test]
fn rule_10_4_a_days_sum_below_0_counts_0() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, check(A, monday(), 5)),
        by("one", 3, check(A, monday(), -5)),
        by("two", 4, check(A, monday(), -5)),
    ]);
    assert_eq!(state.activity.goal_days(A).sum(monday()), Amount::ZERO);
}

fn pause(from: &str, until: Option<&str>) -> Change {
    Change::Pause { scope: Scope::Goal(A), from: day(from), until: until.map(day) }
}

fn resume(on: &str) -> Change {
    Change::Resume { scope: Scope::Goal(A), day: day(on) }
}

#[test]
fn rule_10_4_resume_cuts_every_pause_entered_before_it() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        by("one", 2, pause("2026-11-16", None)),
        by("two", 3, pause("2026-11-17", Some("2026-11-21"))),
        by("two", 4, pause("2026-11-20", Some("2026-11-21"))),
        by("one", 5, resume("2026-11-18")),
    ]);
    assert_eq!(
        verdicts(&state, A, "2026-11-22"),
        ["excused", "excused", "missed", "missed", "missed", "missed", "open"]
    );
}

#[test]
fn rule_10_4_resume_leaves_a_pause_entered_after_it() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, pause("2026-11-16", None)),
        entry(4, pause("2026-11-16", Some("2026-11-18"))),
        entry(3, resume("2026-11-17")),
    ]);
    assert_eq!(verdicts(&state, A, "2026-11-19"), ["excused", "excused", "excused", "open"]);
}

#[test]
fn rule_10_4_resume_never_makes_a_pause_longer() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, pause("2026-11-16", Some("2026-11-16"))),
        entry(3, resume("2026-11-19")),
    ]);
    assert_eq!(verdicts(&state, A, "2026-11-18"), ["excused", "missed", "open"]);
}

#[test]
fn rule_10_5_a_change_to_a_goal_not_yet_known_waits_unseen() {
    let unknown = [
        entry(2, check(A, monday(), 3)),
        entry(3, set(A, title("Renamed"))),
        entry(4, skip(A, monday(), Act::Set)),
        entry(5, pause("2026-11-16", None)),
        entry(6, archive(A, Act::Set)),
    ];
    let state = fold(unknown.to_vec());
    assert!(state.tree.is_empty());
    assert!(state.done().next().is_none());
    let with_it = Entries::new(unknown.to_vec()).with(entry(1, daily(A, "run"))).state();
    assert_eq!(with_it.tree.goal(A).expect("a goal").title.as_str(), "Renamed");
    assert_eq!(with_it.activity.goal_days(A).sum(monday()), Amount::whole(3));
    assert!(with_it.tree.is_archived(A));
}

/// What another machine wrote arrives before what it refers to: its folder is there, the other one's is not.
#[test]
fn rule_10_5_a_journal_that_arrives_in_parts_is_read() {
    let mut store = Store::new();
    store.on_device("one").ok(&["add", "Run", "--every", "day", "-n", "5", "--code", "run"]);
    store.on_device("two").ok(&["check", "run+3"]);
    let (here, away) = (store.dir().join("journal/one"), store.home().join("one"));
    std::fs::rename(&here, &away).expect("a folder to move");
    let ran = store.run(&["log", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(store.json(&["log"])["entries"], serde_json::json!([]));
    std::fs::rename(&away, &here).expect("a folder to move");
    assert_eq!(store.goal("run")["done"], 3);
}

#[test]
fn rule_10_6_a_check_off_on_a_day_ahead_counts_when_the_day_comes() {
    let friday = day("2026-11-20");
    let state = fold(vec![entry(1, daily(A, "run")), by("two", 2, check(A, friday, 5))]);
    assert_eq!(verdicts(&state, A, "2026-11-18"), ["missed", "missed", "open"]);
    assert_eq!(verdicts(&state, A, "2026-11-20"), ["missed", "missed", "missed", "missed", "met"]);
}

#[test]
fn rule_10_6_a_check_off_ahead_counts_in_no_period_and_no_total_yet() {
    let friday = day("2026-11-20");
    let books = add(A, "books", vec![GoalField::Schedule(Schedule { unit: None, ..schedule("once", 5) })]);
    let walk = add(B, "walk", vec![GoalField::Schedule(schedule("week", 5))]);
    let state = fold(vec![
        entry(1, books),
        entry(2, walk),
        by("two", 3, check(A, friday, 5)),
        by("two", 4, check(B, friday, 5)),
    ]);
    let at = |today: &str| {
        let judge = Judge::new(&state, day(today));
        let goal = |id| state.tree.goal(id).expect("a goal");
        let period = judge.history(goal(B)).periods[0];
        (judge.amount(goal(A)).to_string(), judge.done_on(goal(A)), period.sum.to_string())
    };
    assert_eq!(at("2026-11-18"), ("0".to_owned(), None, "0".to_owned()));
    assert_eq!(at("2026-11-20"), ("5".to_owned(), Some(friday), "5".to_owned()));
}

#[test]
fn rule_10_6_a_reading_ahead_is_not_the_value_yet() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Debt baseline:5000 n:0 code:debt").check("debt=3000");
    let goal = tale.goal("debt").id;
    let value = Amount::whole(1000);
    tale.happened(&[Change::Read { goal, day: day("2026-11-20"), value, note: None }]);
    assert_eq!(tale.amount("debt"), "3000");
    assert_eq!(tale.on("2026-11-20").amount("debt"), "1000");
}

/// A goal starts with its first check-off (2.5), but not with one whose day has not come.
#[test]
fn rule_10_6_a_machine_whose_clock_is_ahead_loses_nothing() {
    let mut store = Store::new();
    store.on_device("one").at("2026-11-16").ok(&["add", "Run", "--every", "day", "--code", "run"]);
    store.on_device("two").at("2026-11-20").ok(&["check", "run"]);
    store.on_device("one").at("2026-11-16").ok(&["check", "run"]);
    assert_eq!(store.streak("run")["met"], 1);
    assert_eq!(store.at("2026-11-20").streak("run")["met"], 2);
}

#[test]
fn rule_10_2_an_undo_is_told_apart_from_what_it_undoes_in_the_log() {
    let state = fold(vec![
        entry(1, daily(A, "run")),
        entry(2, check(A, monday(), 3)),
        entry(3, check(A, monday(), 1)),
        entry(4, undo(2)),
    ]);
    let deeds: Vec<Amount> = state
        .done()
        .filter_map(|done| match done.what {
            Activity::Check(_, n) => Some(n),
            Activity::Reading(..) | Activity::Win { .. } => None,
        })
        .collect();
    assert_eq!(deeds, [Amount::ONE]);
}

/// An entry that is of an import.
fn of(import: u128, id: u128, change: Change) -> Recorded {
    let mut part = entry(id, change);
    part.entry.of = Some(EntryId(import));
    part
}

/// An import that makes a daily goal.
fn import(id: u128, goal: GoalId, code: &str) -> Recorded {
    let mut import = entry(id, Change::Import { kind: "csv".to_owned() });
    import.entry.did.push(daily(goal, code));
    import
}

/// A check-off that two machines imported, each with its own import.
#[test]
fn rule_10_11_what_two_imports_brought_is_there_once_until_both_are_undone() {
    let twice = [
        import(10, A, "a"),
        import(20, A, "a"),
        of(10, 5, check(A, monday(), 3)),
        of(20, 5, check(A, monday(), 3)),
    ];
    let sum = |state: &State| state.activity.goal_days(A).sum(monday());
    for turn in 0..twice.len() {
        let mut entries = twice.to_vec();
        entries.rotate_left(turn);
        assert_eq!(sum(&fold(entries.clone())), Amount::whole(3));
        entries.push(entry(30, undo(10)));
        let state = fold(entries.clone());
        assert_eq!(sum(&state), Amount::whole(3), "the other import stands");
        assert!(state.tree.goal(A).is_some_and(|goal| !state.tree.is_archived(goal.id)));
        entries.push(entry(31, undo(20)));
        let state = fold(entries);
        assert_eq!((sum(&state), state.tree.goal(A).is_some()), (Amount::ZERO, false));
    }
}

/// The import that made the goal was undone, and made it again later: what was said in between holds.
#[test]
fn rule_10_11_the_goal_of_an_import_yields_to_what_was_said_of_it_before() {
    let state = fold(vec![
        import(10, A, "a"),
        entry(11, set(A, title("By hand"))),
        entry(12, undo(10)),
        import(20, A, "a"),
    ]);
    let goal = state.tree.goal(A).expect("a goal");
    assert_eq!(goal.title.as_str(), "By hand");
    assert!(!state.tree.is_archived(A));
}

/// Parts of an import have old ids; the last command is the import all the same.
#[test]
fn rule_10_11_undo_without_a_mark_takes_an_import_at_its_own_id() {
    let mut entries = vec![import(20, A, "a"), of(20, 25, check(A, monday(), 1))];
    let last = |entries: &[Recorded]| {
        Entries::new(entries.to_vec()).to_undo("here").map(|recorded| recorded.entry.id)
    };
    assert_eq!(last(&entries), Some(EntryId(20)));
    entries.push(entry(22, daily(B, "b")));
    assert_eq!(last(&entries), Some(EntryId(22)), "whatever the ids of its parts");
}
