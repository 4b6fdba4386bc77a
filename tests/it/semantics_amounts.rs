//! SEMANTICS 3: amounts.

use goals::domain::decide::check::{Checked, Written};
use goals::domain::input::check_word::Ask;
use goals::domain::judge::status::Status;
use goals::domain::model::change::Change;
use goals::domain::model::refusal::Refusal;
use goals::domain::value::amount::{Amount, AmountError};
use goals::domain::value::code::Code;

use crate::harness::Store;
use crate::state::{Tale, day};

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

/// A weekly goal of 20 km on Monday.
fn running() -> Tale {
    Tale::of("2026-11-16", "Run every:week n:20 unit:km code:run")
}

/// A daily goal without target or unit on Monday.
fn daily() -> Tale {
    Tale::of("2026-11-16", "Read every:day code:read")
}

/// An entry of another device that checks a goal off today, unseen by this one.
fn elsewhere(tale: &mut Tale, code: &str, n: &str) {
    let change = Change::Check { goal: tale.goal(code).id, day: tale.today, n: amount(n), note: None };
    tale.happened(&[change]);
}

fn differences(checked: &Checked) -> Vec<String> {
    let n = |change: &Change| match change {
        Change::Check { n, .. } => n.to_string(),
        other => format!("{other:?}"),
    };
    checked.changes.iter().map(n).collect()
}

/// What a check today would write.
fn would_write(tale: &Tale, asks: &str) -> Vec<String> {
    differences(&tale.would_check(tale.today, asks).expect("a check"))
}

#[test]
fn rule_3_1_a_tenth_and_two_tenths_are_three_tenths() {
    assert_eq!(amount("0.1") + amount("0.2"), amount("0.3"));
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day n:0.3 unit:km code:run").check("run+0.1").check("run+0.2");
    assert_eq!(tale.verdicts("run"), "met");
    assert_eq!(tale.standing("run"), "0.3 of 0.3");
}

#[test]
fn rule_3_1_amounts_have_three_places() {
    assert_eq!("0.0001".parse::<Amount>(), Err(AmountError::TooFine("0.0001".to_owned())));
    assert_eq!(amount("2.500").to_string(), "2.5");
    assert_eq!(amount("0.001").to_string(), "0.001");
}

#[test]
fn rule_3_1_a_days_sum_is_never_below_0() {
    let mut tale = running();
    elsewhere(&mut tale, "run", "-3");
    assert_eq!(tale.judge().done_on_day(tale.goal("run"), tale.today), Amount::ZERO);
}

/// Monday's 2 and Tuesday's 0, not Monday's 2 less Tuesday's 3.
#[test]
fn rule_3_1_a_periods_sum_is_that_of_its_days() {
    let mut tale = running();
    tale.check("run+2").later(1);
    elsewhere(&mut tale, "run", "-3");
    assert_eq!(tale.standing("run"), "2 of 20");
}

#[test]
fn rule_3_2_a_plain_code_adds_1() {
    assert_eq!(would_write(&running(), "run"), ["1"]);
}

#[test]
fn rule_3_2_a_plus_adds_so_much() {
    let mut tale = running();
    tale.check("run+4").check("run+2.5");
    assert_eq!(tale.standing("run"), "6.5 of 20");
}

#[test]
fn rule_3_2_what_is_added_is_above_0() {
    for text in ["run+0", "run+-1", "run+0.0"] {
        assert!(text.parse::<Ask>().is_err(), "{text}");
    }
}

#[test]
fn rule_3_2_an_equals_sign_writes_the_difference() {
    let mut tale = running();
    tale.check("run+4");
    assert_eq!(would_write(&tale, "run=7"), ["3"]);
    assert_eq!(would_write(&tale, "run=1.5"), ["-2.5"]);
}

#[test]
fn rule_3_2_an_equals_sign_is_of_the_day() {
    let mut tale = running();
    tale.check("run+4").later(1).check("run=7");
    assert_eq!(tale.standing("run"), "11 of 20");
}

#[test]
fn rule_3_2_an_equals_sign_is_idempotent() {
    let mut tale = running();
    tale.check("run=7");
    assert!(would_write(&tale, "run=7").is_empty());
    assert_eq!(tale.standing("run"), "7 of 20");
}

#[test]
fn rule_3_2_equals_0_takes_the_days_check_offs_away() {
    let mut tale = running();
    tale.check("run+2").later(1).check("run+3").check("run+1").check("run=0");
    assert_eq!(tale.standing("run"), "2 of 20");
    assert!(would_write(&tale, "run=0").is_empty());
}

#[test]
fn rule_3_2_a_days_sum_is_not_made_less_than_0() {
    let tale = running();
    assert!(matches!(tale.would_check(tale.today, "run=-1"), Err(Refusal::InvalidInput { .. })));
}

/// What devices took away twice is made up for, so that the day's sum is what was asked.
#[test]
fn rule_3_2_an_equals_sign_makes_up_for_a_sum_below_0() {
    let mut tale = running();
    elsewhere(&mut tale, "run", "-3");
    tale.check("run=5");
    assert_eq!(tale.standing("run"), "5 of 20");
}

#[test]
fn rule_3_2_a_plus_makes_up_for_a_sum_below_0() {
    let mut tale = running();
    elsewhere(&mut tale, "run", "-3");
    tale.check("run+2");
    assert_eq!(tale.standing("run"), "2 of 20");
}

#[test]
fn rule_3_2_the_same_code_twice_counts_twice() {
    let mut tale = running();
    tale.check("run run");
    assert_eq!(tale.standing("run"), "2 of 20");
    tale.check("run+2 run=5 run");
    assert_eq!(tale.standing("run"), "6 of 20");
}

/// 3.3 counts at most 1 a day; a half is below that, and stays a half.
#[test]
fn rule_3_2_a_half_adds_a_half_where_1_is_the_target() {
    let mut tale = daily();
    tale.check("read+0.5");
    assert_eq!(tale.standing("read"), "0.5 of 1");
    assert_eq!(tale.verdicts("read"), "open");
    tale.check("read+0.5");
    assert_eq!(tale.verdicts("read"), "met");
}

#[test]
fn rule_3_2_a_half_adds_a_half_where_1_in_all_is_the_target() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Paint the shed code:paint").check("paint+0.5");
    assert_eq!(tale.amount("paint"), "0.5");
    assert_eq!(tale.judge().status(tale.goal("paint")), Status::Open);
    tale.later(1).check("paint+0.5");
    assert_eq!(tale.judge().done_on(tale.goal("paint")), Some(day("2026-11-17")));
}

#[test]
fn rule_3_3_a_plain_code_once_more_writes_nothing_and_says_so() {
    let mut tale = daily();
    tale.check("read");
    assert_eq!(tale.writes("read"), [Written::DoneSince(tale.today)]);
    assert!(would_write(&tale, "read").is_empty());
    tale.later(1);
    assert_eq!(would_write(&tale, "read"), ["1"]);
}

#[test]
fn rule_3_3_a_script_may_run_twice() {
    let store = Store::new();
    store.ok(&["add", "Read", "--every", "day", "--code", "read"]);
    store.ok(&["check", "read"]);
    let before = store.journal();
    let again = store.ok(&["check", "read"]);
    assert!(again.contains("already done today, nothing written"), "{again}");
    assert_eq!(store.journal(), before);
    assert_eq!(store.goal("read")["done"], 1);
}

#[test]
fn rule_3_3_twice_in_one_command_is_once_too() {
    assert_eq!(would_write(&daily(), "read read"), ["1"]);
}

#[test]
fn rule_3_3_two_devices_give_1() {
    let mut tale = daily();
    tale.check("read");
    elsewhere(&mut tale, "read", "1");
    assert_eq!(tale.standing("read"), "1 of 1");
    assert_eq!(tale.judge().done_on_day(tale.goal("read"), tale.today), Amount::ONE);
}

#[test]
fn rule_3_3_at_most_1_a_day_counts_in_a_week() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Call every:week code:call").check("call");
    elsewhere(&mut tale, "call", "1");
    assert_eq!(tale.standing("call"), "1 of 1");
    tale.later(1).check("call");
    assert_eq!(tale.standing("call"), "2 of 1");
}

#[test]
fn rule_3_3_once_counts_1_in_all() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Buy shoes code:shoes").check("shoes").later(3);
    assert_eq!(tale.writes("shoes"), [Written::DoneSince(day("2026-11-16"))]);
    elsewhere(&mut tale, "shoes", "1");
    assert_eq!(tale.amount("shoes"), "1");
}

#[test]
fn rule_3_3_with_a_unit_each_one_counts() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day n:1 unit:km code:run").check("run").check("run");
    assert_eq!(tale.standing("run"), "2 of 1");
}

#[test]
fn rule_3_3_of_two_without_a_unit_two_plain_checks_give_2() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Stretch every:day n:2 code:st").check("st");
    assert_eq!(tale.verdicts("st"), "open");
    tale.check("st");
    assert_eq!(tale.verdicts("st"), "met");
    assert_eq!(tale.standing("st"), "2 of 2");
}

#[test]
fn rule_3_4_20_km_a_week_as_5_and_5_and_10_is_met() {
    let mut tale = running();
    tale.check("run+5").later(2).check("run+5").later(2);
    assert_eq!(tale.verdicts("run"), "open");
    tale.check("run+10");
    assert_eq!(tale.verdicts("run"), "met");
}

#[test]
fn rule_3_5_at_most_4_a_week_with_3_and_3_is_missed_at_once() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Coffee every:week at-most:4 code:cof").check("cof+3").later(1);
    assert_eq!(tale.verdicts("cof"), "open");
    tale.check("cof+3");
    assert_eq!(tale.verdicts("cof"), "missed");
}

#[test]
fn rule_3_5_at_most_is_met_when_the_period_closes() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Coffee every:week at-most:4 code:cof").check("cof+4").on("2026-11-22");
    assert_eq!(tale.verdicts("cof"), "open");
    tale.later(1);
    assert_eq!(tale.verdicts("cof"), "met open");
}

#[test]
fn rule_3_5_at_most_1_a_day_with_two_plain_checks_is_missed() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Coffee every:day at-most:1 code:cof").check("cof").check("cof");
    assert_eq!(tale.standing("cof"), "2 of 1");
    assert_eq!(tale.verdicts("cof"), "missed");
}

#[test]
fn rule_3_5_at_most_0_and_nothing_yesterday_is_a_streak_of_1() {
    let mut tale = Tale::of("2026-11-16", "Smoke every:day at-most:0 code:smoke");
    assert_eq!(tale.current("smoke"), 0);
    tale.later(1);
    assert_eq!(tale.current("smoke"), 1);
}

#[test]
fn rule_3_5_at_most_0_is_passed_by_anything() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Smoke every:day at-most:0 unit:g code:smoke").check("smoke+0.001");
    assert_eq!(tale.verdicts("smoke"), "missed");
}

/// A debt of 5000 to be paid off.
fn debt() -> Tale {
    Tale::of("2026-11-16", "Pay it off baseline:5000 n:0 unit:EUR code:debt")
}

fn fraction(tale: &Tale, code: &str) -> String {
    format!("{:.3}", tale.judge().fraction(tale.goal(code)).expect("a fraction"))
}

#[test]
fn rule_3_6_before_any_reading_the_value_is_the_baseline() {
    let tale = debt();
    assert_eq!(tale.amount("debt"), "5000");
    assert_eq!(fraction(&tale, "debt"), "0.000");
}

/// JSON would show it as `-0.0`.
#[test]
fn rule_3_6_a_fraction_of_nothing_has_no_sign() {
    let fraction = debt().judge().fraction(debt().goal("debt"));
    assert!(fraction.is_some_and(f64::is_sign_positive), "{fraction:?}");
}

#[test]
fn rule_3_6_debt_from_5000_to_0_with_a_reading_of_1250() {
    let mut tale = debt();
    tale.check("debt=1250");
    assert_eq!(tale.amount("debt"), "1250");
    assert_eq!(fraction(&tale, "debt"), "0.750");
}

#[test]
fn rule_3_6_other_forms_of_check_are_refused() {
    let tale = debt();
    let code: Code = "debt".parse().expect("a code");
    for asks in ["debt", "debt+100"] {
        assert_eq!(
            tale.would_check(tale.today, asks).err(),
            Some(Refusal::ReadingWanted(code.clone())),
            "{asks}"
        );
    }
}

#[test]
fn rule_3_6_the_latest_day_counts_whatever_was_entered_last() {
    let mut tale = debt();
    tale.later(2).check("debt=3000").check_on("2026-11-17", "debt=4000");
    assert_eq!(tale.amount("debt"), "3000");
}

#[test]
fn rule_3_6_of_a_day_the_last_reading_counts() {
    let mut tale = debt();
    tale.check("debt=3000").check("debt=3500");
    assert_eq!(tale.amount("debt"), "3500");
}

#[test]
fn rule_3_6_the_fraction_is_between_0_and_1() {
    let mut tale = debt();
    tale.check("debt=6000");
    assert_eq!(fraction(&tale, "debt"), "0.000");
    tale.check("debt=-10");
    assert_eq!(fraction(&tale, "debt"), "1.000");
}

#[test]
fn rule_3_6_complete_when_the_target_is_reached_from_above() {
    let mut tale = debt();
    tale.check("debt=1");
    assert_eq!(tale.judge().status(tale.goal("debt")), Status::Open);
    tale.later(1).check("debt=0");
    assert_eq!(tale.judge().status(tale.goal("debt")), Status::Done);
    assert_eq!(tale.judge().done_on(tale.goal("debt")), Some(day("2026-11-17")));
}

/// (1100 − 1000) / (1200 − 1000).
#[test]
fn rule_3_6_a_target_in_percent_is_relative_to_the_baseline() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Traffic baseline:1000 n:+20% code:tr").check("tr=1100");
    assert_eq!(tale.goal("tr").schedule_on(day("2026-11-30")).bound().number(), Amount::whole(1200));
    assert_eq!(fraction(&tale, "tr"), "0.500");
    tale.check("tr=1200");
    assert_eq!(tale.judge().status(tale.goal("tr")), Status::Done);
}

#[test]
fn rule_3_6_a_target_in_percent_may_lie_below_the_baseline() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Churn baseline:8 n:-25% code:churn").check("churn=7.5");
    // 8 less a quarter of it is 6: half a point of two.
    assert_eq!(fraction(&tale, "churn"), "0.250");
}

#[test]
fn rule_3_6_nothing_feeds_a_goal_with_readings() {
    let mut tale = Tale::of("2026-11-16", "Weight baseline:90 n:80 unit:kg code:kg");
    tale.split("kg", "Lose unit:kg n:3 code:lose\nWalk every:day feeds:1 code:walk").check("lose+3 walk");
    assert_eq!(tale.amount("kg"), "90");
}
