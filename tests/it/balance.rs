//! The balance of areas: what was done in a stretch of days, by area and by day.

use std::collections::BTreeMap;

use goals::domain::model::change::Change;
use goals::domain::report::balance::Doings;
use goals::domain::value::day::Day;
use goals::domain::value::ids::GoalId;

use crate::state::{Tale, day};

fn win(tale: &mut Tale, title: &str, area: Option<&str>, under: Option<&str>) {
    let under: Option<GoalId> = under.map(|code| tale.goal(code).id);
    let title = title.parse().expect("a title");
    tale.happened(&[Change::Win {
        title,
        day: tale.today,
        area: area.map(ToOwned::to_owned),
        under,
        note: None,
    }]);
}

/// The areas from a day to another, as `work 2, other 1`.
fn balance(tale: &Tale, from: &str, to: &str) -> String {
    let shares = Doings::of(&tale.judge(), day(from), day(to)).balance(day(from), day(to));
    let told = shares
        .iter()
        .map(|share| format!("{} {}", share.area.as_deref().unwrap_or("other"), share.goal_days));
    told.collect::<Vec<_>>().join(", ")
}

fn week(tale: &Tale) -> String {
    balance(tale, "2026-11-16", "2026-11-22")
}

#[test]
fn rule_11_3_a_goal_counts_once_a_day_whatever_its_amount_and_areas_are_inherited() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Posts area:work n:52 code:gp").split("gp", "Pitch n:12 unit:emails every:week code:pitch");
    tale.add("Run n:20 unit:km every:week area:health code:run").add("Read every:day code:read");
    tale.check("pitch+6 run+12 read").on("2026-11-17").check("pitch+4 pitch");
    assert_eq!(week(&tale), "work 2, health 1, other 1");
}

#[test]
fn only_the_days_asked_for_and_none_after_today() {
    let mut tale = Tale::begun("2026-11-15");
    tale.add("Read every:day area:self code:read").check("read");
    tale.on("2026-11-16").check("read").on("2026-11-22").check("read").on("2026-11-23").check("read");
    assert_eq!(week(&tale), "self 2");
    assert_eq!(balance(&tale, "2026-11-15", "2026-11-23"), "self 4");
    tale.on("2026-11-20");
    assert_eq!(week(&tale), "self 1");
    assert_eq!(balance(&tale, "2026-11-21", "2026-11-22"), "");
}

#[test]
fn wins_count_in_their_area_or_that_of_the_goal_they_belong_to() {
    let mut tale = Tale::of("2026-11-18", "Posts area:work code:gp");
    win(&mut tale, "A reader wrote", None, Some("gp"));
    win(&mut tale, "Fixed the gate", Some("family"), Some("gp"));
    win(&mut tale, "Slept well", None, None);
    assert_eq!(week(&tale), "family 1, work 1, other 1");
}

#[test]
fn areas_that_differ_in_case_are_one_and_ties_stand_by_name() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add(
        "Read every:day area:Family code:a\nSing every:day area:family code:b\nRun every:day area:zoo code:c",
    );
    tale.check("a b c").on("2026-11-19").check("c");
    assert_eq!(week(&tale), "Family 2, zoo 2");
}

#[test]
fn what_was_taken_back_is_none() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add(
        "Pitch n:12 unit:emails every:week area:work code:pitch\nSing n:2 every:day area:self code:sing",
    );
    tale.check("pitch").check("pitch").check("pitch").check("pitch=2").check("sing").check("sing=0");
    assert_eq!(week(&tale), "work 1");
    tale.check("pitch=5").check("pitch=0");
    assert_eq!(week(&tale), "");
}

#[test]
fn what_counts_once_a_day_is_one_goal_day_from_two_machines_too() {
    let mut tale = Tale::of("2026-11-18", "Read every:day area:self code:read");
    let goal = tale.goal("read").id;
    let check = Change::Check { goal, day: tale.today, n: "1".parse().expect("an amount"), note: None };
    tale.happened(std::slice::from_ref(&check)).happened(&[check]);
    assert_eq!(week(&tale), "self 1");
}

#[test]
fn rule_11_3_limits_and_readings_are_no_goal_days() {
    let mut tale = Tale::of("2026-11-18", "Coffee at-most:2 every:day area:health code:coffee");
    tale.add("Weight baseline:90 n:80 area:health code:weight");
    tale.check("coffee coffee coffee weight=89");
    assert_eq!(week(&tale), "");
}

#[test]
fn rule_11_3_days_are_told_by_their_goal_days_and_rule_11_2_by_their_activities() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read every:day code:read\nSing n:3 every:day code:sing").check("read sing sing");
    tale.on("2026-11-18").check("read");
    let told = |days: BTreeMap<Day, u32>| days.into_iter().collect::<Vec<_>>();
    let doings = Doings::of(&tale.judge(), day("2026-11-16"), day("2026-11-22"));
    assert_eq!(told(doings.goal_days()), [(day("2026-11-16"), 2), (day("2026-11-18"), 1)]);
    assert_eq!(told(doings.by_day()), [(day("2026-11-16"), 3), (day("2026-11-18"), 1)]);
}
