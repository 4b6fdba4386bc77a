//! Strength (5.4) beside the score of Loop Habit Tracker, as its source has it: where the two are one, and where not.

use goals::domain::value::day::Day;
use proptest::collection::vec;
use proptest::prelude::{prop_assert, proptest};
use proptest::sample::select;

use crate::properties::cases;
use crate::state::{Tale, day};

/// What Loop has of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    /// How much was done; 1 of what is done or not.
    Done(f64),
    Nothing,
    Skip,
}

/// How Loop is asked: so many times in so many days, or so much in them.
#[derive(Clone, Copy)]
enum Habit {
    YesOrNo { times: f64, days: u16 },
    Number { target: f64, days: u16 },
}

/// Loop's score after these days, from 0 to 1. Day by day it takes the sum of the last days into account; of what is done
/// or not, and not daily, twice as many days for twice as many times.
fn score(habit: Habit, values: &[Value]) -> f64 {
    let (frequency, window, asked) = match habit {
        Habit::YesOrNo { times, days: 1 } => (times, 1, times),
        Habit::YesOrNo { times, days } => (times / f64::from(days), 2 * days, 2.0 * times),
        Habit::Number { target, days } => (1.0 / f64::from(days), days, target),
    };
    let keep = 0.5_f64.powf(frequency.sqrt() / 13.0);
    let amount = |value: &Value| if let Value::Done(amount) = value { *amount } else { 0.0 };
    let mut score = 0.0;
    for (at, value) in values.iter().enumerate() {
        let window = &values[(at + 1).saturating_sub(window.into())..=at];
        let done: f64 = window.iter().map(amount).sum();
        if *value != Value::Skip {
            score = keep * score + (1.0 - keep) * (done / asked).min(1.0);
        }
    }
    score
}

const FIRST: &str = "2026-11-16";

/// The strength of a goal that lived these days, on the day behind them.
fn strength(line: &str, values: &[Value]) -> f64 {
    let mut tale = Tale::of(FIRST, &format!("Goal {line} code:g"));
    let mut today: Day = day(FIRST);
    for value in values {
        tale.on(&today.to_string());
        match value {
            Value::Done(amount) => drop(tale.check(&format!("g+{amount}"))),
            Value::Skip => drop(tale.skip("g")),
            Value::Nothing => {}
        }
        today = today.next();
    }
    tale.on(&today.to_string());
    tale.run("g").strength
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn rule_5_4_of_a_daily_habit_the_strength_is_loops_score(
        values in vec(select(vec![Value::Done(1.0), Value::Done(1.0), Value::Nothing, Value::Skip]), 1..60)
    ) {
        let (here, there) = (strength("every:day", &values), 100.0 * score(Habit::YesOrNo { times: 1.0, days: 1 }, &values));
        prop_assert!(near(here, there), "{here} {there}");
    }

    #[test]
    fn rule_5_4_of_a_daily_amount_the_strength_is_loops_score(
        amounts in vec(select(vec![0.0, 0.5, 1.0, 3.0, 4.0, 6.5]), 1..60)
    ) {
        let value = |amount: &f64| if *amount > 0.0 { Value::Done(*amount) } else { Value::Nothing };
        let values: Vec<Value> = amounts.iter().map(value).collect();
        let (here, there) = (strength("every:day n:4 unit:km", &values), 100.0 * score(Habit::Number { target: 4.0, days: 1 }, &values));
        prop_assert!(near(here, there), "{here} {there}");
    }

    /// A week's seven days keep as much of Loop's score as its one period keeps of the strength.
    #[test]
    fn rule_5_4_of_a_weekly_amount_done_on_mondays_the_strength_is_loops_score_at_the_end_of_each_week(
        amounts in vec(select(vec![0.0, 5.0, 12.5, 20.0, 31.0]), 1..20)
    ) {
        let week = |amount: &f64| {
            let monday = if *amount > 0.0 { Value::Done(*amount) } else { Value::Nothing };
            std::iter::once(monday).chain([Value::Nothing; 6])
        };
        let values: Vec<Value> = amounts.iter().flat_map(week).collect();
        let (here, there) = (strength("every:week n:20 unit:km", &values), 100.0 * score(Habit::Number { target: 20.0, days: 7 }, &values));
        prop_assert!(near(here, there), "{here} {there}");
    }
}

/// So many weeks in which these days were done, from Monday.
fn weeks(count: usize, days: [bool; 7]) -> Vec<Value> {
    let week = days.map(|done| if done { Value::Done(1.0) } else { Value::Nothing });
    (0..count).flat_map(|_| week).collect()
}

/// Done once each week, Loop asks for two times in fourteen days, of which the first week has one: by
/// 0.5·(1 − m)·m^(n−1) of 100 it is behind after n weeks, m being 0.5^(√7/13).
#[test]
fn rule_5_4_of_a_weekly_habit_loop_begins_lower_and_comes_near() {
    let m = 0.5_f64.powf(7.0_f64.sqrt() / 13.0);
    for (count, exponent) in [(1, 0), (4, 3), (26, 25)] {
        let values = weeks(count, [true, false, false, false, false, false, false]);
        let here = strength("every:week", &values);
        let there = 100.0 * score(Habit::YesOrNo { times: 1.0, days: 7 }, &values);
        assert!(near(here - there, 50.0 * (1.0 - m) * m.powi(exponent)), "{count}: {here} {there}");
    }
}

/// Three times a week, Loop's score follows three times a week and not once: it rises faster.
#[test]
fn rule_5_4_of_several_times_a_week_loop_rises_faster() {
    let values = weeks(8, [true, false, true, false, true, false, false]);
    let here = strength("every:week n:3", &values);
    let there = 100.0 * score(Habit::YesOrNo { times: 3.0, days: 7 }, &values);
    // 1 − 0.5^(8·√7/13) is 0.6765; Loop keeps 0.5^(√(3/7)/13) each day.
    assert!((here - 67.65).abs() < 0.01, "{here}");
    assert!(there > here + 5.0, "{here} {there}");
}
