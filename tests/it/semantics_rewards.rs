//! SEMANTICS 9: rewards. Locked, earned, claimed, and what can't be taken back.

use std::collections::BTreeSet;

use goals::domain::decide::reward;
use goals::domain::judge::judge::Judge;
use goals::domain::judge::rewards::RewardStatus;
use goals::domain::model::change::Change;
use goals::domain::model::goal::{Bound, Schedule};
use goals::domain::model::goal_field::GoalField;
use goals::domain::model::refusal::Refusal;
use goals::domain::model::rewards::{Promise, RewardCondition};
use goals::domain::model::state::State;
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId, RewardId};
use goals::journal::fold::Entries;
use goals::journal::format::entry::{Entry, Recorded};

use crate::state::{Tale, day};

fn promise(tale: &mut Tale, code: &str, at: &str) {
    let change = would_promise(tale, code, at).expect("a mark within reach");
    tale.happened(&[change]);
}

fn would_promise(tale: &Tale, code: &str, at: &str) -> Result<Change, Refusal> {
    let judge = tale.judge();
    let id = RewardId::from_bits(judge.rewards().len() as u64 + 1);
    let mark: RewardCondition = at.parse().expect("a mark");
    reward::promised(&judge, tale.goal(code), id, Promise { text: "a treat".to_owned(), mark })
}

fn claim(tale: &mut Tale, number: usize) {
    let change = reward::claimed(&tale.judge(), number).expect("an earned one").expect("not yet claimed");
    tale.happened(&[change]);
}

/// How the reward with this number stands: `locked`, `earned 2026-11-18`.
fn stage(tale: &Tale, number: usize) -> String {
    let judged = reward::numbered(&tale.judge(), number).expect("a reward");
    match judged.stage {
        RewardStatus::Locked => "locked".to_owned(),
        RewardStatus::Earned(day) => format!("earned {day}"),
        RewardStatus::Claimed(day) => format!("claimed {day}"),
    }
}

#[test]
fn rule_9_1_earned_when_the_goal_is_complete() {
    let mut tale = Tale::of("2026-11-16", "Paint n:2 code:p");
    promise(&mut tale, "p", "done");
    tale.check("p");
    assert_eq!(stage(&tale, 1), "locked");
    tale.later(1).check("p").later(3);
    assert_eq!(stage(&tale, 1), "earned 2026-11-17");
}

#[test]
fn rule_9_1_earned_when_the_amount_reaches_a_number() {
    let mut tale = Tale::of("2026-11-16", "Posts n:52 unit:posts code:gp");
    promise(&mut tale, "gp", "26");
    tale.check("gp+25");
    assert_eq!(stage(&tale, 1), "locked");
    tale.later(1).check("gp");
    assert_eq!(stage(&tale, 1), "earned 2026-11-17");
}

#[test]
fn rule_9_1_earned_when_the_amount_reaches_a_share() {
    let mut tale = Tale::of("2026-11-16", "Posts n:52 unit:posts code:gp");
    promise(&mut tale, "gp", "50%");
    tale.check("gp+25.999");
    assert_eq!(stage(&tale, 1), "locked");
    tale.check("gp+0.001");
    assert_eq!(stage(&tale, 1), "earned 2026-11-16");
}

#[test]
fn rule_9_1_earned_when_the_streak_reaches_n_and_it_stays_so_when_it_breaks() {
    let mut tale = Tale::of("2026-11-16", "Kids every:day code:kids");
    promise(&mut tale, "kids", "streak:3");
    tale.check("kids").later(1).check("kids");
    assert_eq!(stage(&tale, 1), "locked");
    tale.later(1).check("kids");
    assert_eq!(stage(&tale, 1), "earned 2026-11-18");
    tale.later(5);
    assert_eq!(tale.current("kids"), 0);
    assert_eq!(stage(&tale, 1), "earned 2026-11-18");
}

#[test]
fn rule_9_1_a_lowered_day_s_sum_means_that_it_never_was() {
    let mut tale = Tale::of("2026-11-16", "Posts n:52 unit:posts code:gp");
    promise(&mut tale, "gp", "26");
    tale.check("gp+26").check("gp=25");
    assert_eq!(stage(&tale, 1), "locked");
    tale.later(1).check("gp");
    assert_eq!(stage(&tale, 1), "earned 2026-11-17");
}

#[test]
fn rule_9_1_a_claimed_one_stays() {
    let mut tale = Tale::of("2026-11-16", "Posts n:52 unit:posts code:gp");
    promise(&mut tale, "gp", "26");
    tale.check("gp+26");
    claim(&mut tale, 1);
    tale.later(1).check_on("2026-11-16", "gp=0");
    assert_eq!(stage(&tale, 1), "claimed 2026-11-16");
    assert_eq!(reward::claimed(&tale.judge(), 1), Ok(None));
}

#[test]
fn rule_9_1_a_locked_one_can_t_be_claimed() {
    let mut tale = Tale::of("2026-11-16", "Posts n:52 unit:posts code:gp");
    promise(&mut tale, "gp", "26");
    tale.check("gp+3");
    let refusal = reward::claimed(&tale.judge(), 1).expect_err("it is locked");
    assert!(refusal.to_string().contains("3 of 26 posts"), "{refusal}");
}

#[test]
fn rule_9_1_a_target_raised_on_a_later_day_takes_nothing_away() {
    let mut tale = Tale::of("2026-11-16", "Posts n:20 unit:posts code:gp");
    promise(&mut tale, "gp", "done");
    promise(&mut tale, "gp", "50%");
    tale.check("gp+20").later(2).edit("gp", "n:100");
    assert_eq!(
        (stage(&tale, 1).as_str(), stage(&tale, 2).as_str()),
        ("earned 2026-11-16", "earned 2026-11-16")
    );
}

#[test]
fn rule_9_1_a_step_added_on_a_later_day_takes_nothing_away() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Launch code:nl").split("nl", "One code:one\nTwo code:two");
    promise(&mut tale, "nl", "done");
    promise(&mut tale, "nl", "50%");
    tale.check("one").later(1).check("two");
    tale.later(1).split("nl", "Three\nFour\nFive");
    assert_eq!(
        (stage(&tale, 1).as_str(), stage(&tale, 2).as_str()),
        ("earned 2026-11-17", "earned 2026-11-16")
    );
}

#[test]
fn rule_9_1_a_value_that_falls_back_takes_nothing_away() {
    let mut tale = Tale::of("2026-11-16", "Debt baseline:5000 target:0 code:debt");
    promise(&mut tale, "debt", "50%");
    promise(&mut tale, "debt", "1000");
    tale.check("debt=2500").later(1).check("debt=4000");
    assert_eq!((stage(&tale, 1).as_str(), stage(&tale, 2).as_str()), ("earned 2026-11-16", "locked"));
    tale.later(1).check("debt=1000");
    assert_eq!(stage(&tale, 2), "earned 2026-11-18");
}

#[test]
fn rule_9_1_a_repeating_goal_is_complete_when_first_met_and_amounts_to_all_of_it() {
    let mut tale = Tale::of("2026-11-16", "Pitch n:12 unit:emails every:week code:pitch");
    promise(&mut tale, "pitch", "done");
    promise(&mut tale, "pitch", "20");
    tale.check("pitch+11").later(7).check("pitch+8");
    assert_eq!((stage(&tale, 1).as_str(), stage(&tale, 2).as_str()), ("locked", "locked"));
    tale.later(1).check("pitch+4");
    assert_eq!(
        (stage(&tale, 1).as_str(), stage(&tale, 2).as_str()),
        ("earned 2026-11-24", "earned 2026-11-24")
    );
}

#[test]
fn rule_9_1_what_feeds_a_goal_earns_its_reward() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Posts n:2 unit:posts code:gp").split("gp", "Post every:week feeds:1 code:post");
    promise(&mut tale, "gp", "done");
    tale.check("post");
    assert_eq!(stage(&tale, 1), "locked");
    tale.later(7).check("post");
    assert_eq!(stage(&tale, 1), "earned 2026-11-23");
}

#[test]
fn rule_9_1_a_limit_is_complete_when_it_was_kept_to_the_end() {
    let mut tale = Tale::of("2026-11-16", "Spend at-most:100 by:2026-11-18 code:s");
    promise(&mut tale, "s", "done");
    tale.check("s+100").on("2026-11-18");
    assert_eq!(stage(&tale, 1), "locked");
    tale.on("2026-11-20");
    assert_eq!(stage(&tale, 1), "earned 2026-11-19");
}

#[test]
fn marks_that_can_never_be_reached_are_refused() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Posts n:20 unit:posts code:gp\nKids every:day code:kids\nDebt baseline:50 target:0 code:debt",
    );
    tale.add("Beer at-most:4 code:beer\nWalk every:day by:2026-11-20 code:walk\nLaunch code:nl");
    tale.split("nl", "One\nTwo");
    for (code, at) in [
        ("gp", "26"),
        ("gp", "streak:3"),
        ("gp", "0"),
        ("kids", "50%"),
        ("debt", "50"),
        ("debt", "-1"),
        ("debt", "60"),
        ("beer", "50%"),
        ("beer", "3"),
        ("beer", "done"),
        ("walk", "streak:6"),
        ("nl", "2"),
        ("nl", "streak:1"),
    ] {
        assert!(would_promise(&tale, code, at).is_err(), "{code} at {at}");
    }
    for (code, at) in [
        ("gp", "20"),
        ("gp", "100%"),
        ("kids", "streak:365"),
        ("kids", "500"),
        ("debt", "0"),
        ("debt", "25%"),
        ("walk", "streak:5"),
        ("nl", "50%"),
    ] {
        assert!(would_promise(&tale, code, at).is_ok(), "{code} at {at}");
    }
}

#[test]
fn marks_are_read_as_they_are_written() {
    for text in ["done", "50%", "12.5%", "26", "0.5", "streak:30"] {
        let mark: RewardCondition = text.parse().expect("a mark");
        assert_eq!(mark.to_string(), text);
    }
    for text in
        ["", "%", "0%", "-5%", "101%", "streak", "streak:", "streak:0", "streak:-1", "streak:1.5", "x"]
    {
        assert!(text.parse::<RewardCondition>().is_err(), "{text}");
    }
}

const GOAL: GoalId = GoalId::from_bits(1);

fn entry(device: &str, id: u128, change: Change) -> Recorded {
    let at = "2026-11-16T12:00:00.000+00:00".to_owned();
    Recorded {
        entry: Entry { id: EntryId(id), at, by: None, of: None, did: vec![change] },
        device: device.to_owned(),
    }
}

fn made(id: u128) -> Recorded {
    let schedule = Schedule { every: None, bound: Some(Bound::AtLeast(Amount::whole(2))), unit: None };
    let fields = vec![GoalField::Title("Goal".parse().expect("a title")), GoalField::Schedule(schedule)];
    entry("desk", id, Change::Add { goal: GOAL, day: day("2026-11-16"), fields })
}

fn promised(device: &str, id: u128, text: &str) -> Recorded {
    let promise = Some(Promise { text: text.to_owned(), mark: RewardCondition::Done });
    let id_of_it = RewardId::from_bits(u64::try_from(id).expect("a small one"));
    entry(device, id, Change::Reward { goal: GOAL, id: id_of_it, promise })
}

fn done(device: &str, id: u128) -> Recorded {
    let n = Amount::whole(2);
    entry(device, id, Change::Check { goal: GOAL, day: day("2026-11-16"), n, note: None })
}

fn taken(device: &str, id: u128, of: u64, on: &str) -> Recorded {
    entry(device, id, Change::Claim { goal: GOAL, id: Some(RewardId::from_bits(of)), day: day(on) })
}

fn undone(device: &str, id: u128, of: u128) -> Recorded {
    entry(device, id, Change::Undo { entry: EntryId(of) })
}

fn all_stages(state: &State) -> Vec<(usize, String, RewardStatus)> {
    let judge = Judge::new(state, day("2026-11-20"));
    judge.rewards().into_iter().map(|it| (it.number, it.reward.promise.text.clone(), it.stage)).collect()
}

#[test]
fn rule_10_1_rewards_of_two_devices_are_united_and_claimed_once() {
    let entries = [
        made(1),
        promised("desk", 2, "shoes"),
        promised("phone", 3, "a book"),
        done("desk", 4),
        taken("phone", 5, 2, "2026-11-17"),
        taken("desk", 6, 2, "2026-11-19"),
    ];
    let monday: Day = day("2026-11-16");
    let expected = vec![
        (1, "shoes".to_owned(), RewardStatus::Claimed(day("2026-11-17"))),
        (2, "a book".to_owned(), RewardStatus::Earned(monday)),
    ];
    for order in [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 0, 5, 1, 4, 3]] {
        let state = Entries::new(order.iter().map(|at| entries[*at].clone()).collect()).state();
        assert_eq!(all_stages(&state), expected, "{order:?}");
    }
}

#[test]
fn rule_10_2_an_undone_claim_leaves_what_the_check_offs_say() {
    let begun = [made(1), promised("desk", 2, "shoes"), done("desk", 3), taken("desk", 4, 2, "2026-11-17")];
    let state = |more: &[Recorded]| Entries::new([&begun, more].concat()).state();
    let status_with = |more: &[Recorded]| all_stages(&state(more))[0].2;
    assert_eq!(status_with(&[]), RewardStatus::Claimed(day("2026-11-17")));
    assert_eq!(status_with(&[undone("desk", 5, 4)]), RewardStatus::Earned(day("2026-11-16")));
    assert_eq!(
        status_with(&[undone("phone", 5, 3)]),
        RewardStatus::Claimed(day("2026-11-17")),
        "a claimed one stays"
    );
    assert_eq!(status_with(&[undone("desk", 5, 4), undone("desk", 6, 3)]), RewardStatus::Locked);
}

#[test]
fn rule_10_2_an_undone_goal_with_a_reward_of_another_device_counts_as_archived() {
    let state = Entries::new(vec![made(1), promised("phone", 2, "shoes"), undone("desk", 3, 1)]).state();
    assert!(state.tree.is_archived(GOAL));
    assert_eq!(all_stages(&state).len(), 1);
    let claimed =
        Entries::new(vec![made(1), taken("phone", 2, 9, "2026-11-17"), undone("desk", 3, 1)]).state();
    assert!(claimed.tree.goal(GOAL).is_some());
}

#[test]
fn rule_10_5_a_reward_of_a_goal_not_yet_known_waits() {
    let state = State::of([], &BTreeSet::new());
    let early = Entries::new(vec![promised("phone", 2, "shoes"), taken("phone", 3, 2, "2026-11-17")]).state();
    assert_eq!(all_stages(&early), all_stages(&state));
    let late = Entries::new(vec![promised("phone", 2, "shoes"), made(1)]).state();
    assert_eq!(all_stages(&late).len(), 1);
}
