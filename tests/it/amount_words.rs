//! Ways to type an amount, each with what it is, by hand (SEMANTICS 3.7).

use goals::domain::decide::check::Written;
use goals::domain::model::goal::Bound;
use goals::domain::value::amount::Amount;
use goals::domain::value::amount_words::{amount, minutes};

use crate::harness::Store;
use crate::state::{Tale, day};

#[test]
fn rule_3_7_a_comma_before_decimals_is_a_point() {
    for (typed, thousandths) in [
        ("3", 3000),
        ("3.7", 3700),
        ("3,7", 3700),
        ("0,5", 500),
        (",5", 500),
        (".25", 250),
        ("0.25", 250),
        ("3,75", 3750),
        ("3.125", 3125),
        ("-3,7", -3700),
        ("-.5", -500),
        ("+3,7", 3700),
        ("12,50", 12_500),
        ("007", 7000),
        ("1000", 1_000_000),
        (",125", 125),
        ("1,0000", 1000),
    ] {
        assert_eq!(amount(typed), Ok(Amount::from_thousandths(thousandths)), "{typed}");
    }
}

#[test]
fn rule_3_7_what_could_be_thousands_is_refused_with_both_readings() {
    for (typed, readings) in [
        ("1,000", "type `1000` or `1.000`"),
        ("3,125", "type `3125` or `3.125`"),
        ("-2,500", "type `-2500` or `-2.500`"),
    ] {
        let error = amount(typed).expect_err(typed).to_string();
        assert!(error.contains(readings), "{error}");
    }
    for wrong in ["", ",", ".", "3,", "3.", "3,7,1", "1,000,000", "3.7.1", "x", "3e5", "1.2,3", "--3", "3 7"]
    {
        assert!(amount(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn rule_3_7_times_are_read_in_minutes() {
    for (typed, of) in [
        ("30m", 30),
        ("30min", 30),
        ("90min", 90),
        ("1h", 60),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h30min", 90),
        ("2h05", 125),
        ("1.5h", 90),
        ("1,5h", 90),
        ("0h20", 20),
    ] {
        assert_eq!(minutes(typed), Some(Amount::whole(of)), "{typed}");
    }
    for wrong in ["30", "h", "m", "1h3x", "30s", "xh", "1h-3"] {
        assert_eq!(minutes(wrong), None, "{wrong}");
    }
}

#[test]
fn rule_3_7_a_time_counts_in_goals_of_minutes_or_hours() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Read every:day n:30m unit:min code:read\nPlay every:week n:3 unit:hours code:play",
    );
    tale.add("Call every:day n:3 code:call");
    assert_eq!(tale.goal("read").schedule_on(day("2026-11-16")).bound(), Bound::AtLeast(Amount::whole(30)));
    assert_eq!(tale.writes("read+1h05"), [Written::Difference(Amount::whole(65))]);
    assert_eq!(tale.writes("play+1h30"), [Written::Difference(Amount::from_thousandths(1500))]);
    assert_eq!(tale.writes("play=45m"), [Written::Difference(Amount::from_thousandths(-750))]);
    let refused = tale.would_check(day("2026-11-16"), "call+30m").expect_err("no time");
    assert!(refused.to_string().contains("not counted in minutes or hours"), "{refused}");
}

#[test]
fn rule_3_2_a_hyphen_takes_off_but_nothing_below_0() {
    let mut tale = Tale::of("2026-11-16", "Pitch every:week n:12 unit:emails code:pitch");
    tale.check("pitch+4");
    assert_eq!(tale.writes("pitch-3"), [Written::Difference(Amount::whole(-3))]);
    assert_eq!(tale.writes("pitch-3"), [Written::Difference(Amount::whole(-1))]);
    assert_eq!(tale.writes("pitch-3"), [Written::AlreadySo]);
    tale.check("pitch+4,5");
    assert_eq!(tale.writes("pitch-1,5"), [Written::Difference(Amount::from_thousandths(-1500))]);
}

#[test]
fn rule_3_2_a_code_with_a_number_goes_first() {
    let mut tale = Tale::of("2026-11-16", "Pitch every:day n:9 code:pitch\nOther every:day code:pitch-3");
    tale.check("pitch+4").check("pitch-3");
    assert_eq!((tale.amount("pitch"), tale.amount("pitch-3")), ("4".to_owned(), "1".to_owned()));
}

#[test]
fn rule_3_2_readings_take_no_less() {
    let tale = Tale::of("2026-11-16", "Weigh less baseline:82 n:75 code:kg");
    assert!(tale.would_check(day("2026-11-16"), "kg-3").is_err());
}

#[test]
fn amounts_are_typed_in_many_ways() {
    let store = Store::new();
    store.ok(&["add", "Pitch n:12 every:week unit:emails code:pitch"]);
    for (typed, stands) in [
        ("pitch +3", "3/12"),
        ("pitch =5", "5/12"),
        ("pitch +1,5", "6.5/12"),
        ("pitch-1", "5.5/12"),
        ("pitch=2", "2/12"),
        ("pitch+.25", "2.25/12"),
        ("pitch-1,25", "1/12"),
        ("pitch + 1", "2/12"),
        ("pitch+ 1", "3/12"),
        ("pitch = 4", "4/12"),
    ] {
        let words: Vec<&str> = ["check"].into_iter().chain(typed.split(' ')).collect();
        let out = store.ok(&words);
        assert!(out.contains(stands), "{typed}: {out}");
    }
    store.refused(2, &["check", "pitch", "-3"], "type `pitch-3`");
    store.refused(2, &["check", "pitch+"], "a number stands behind the sign");
    store.refused(2, &["check", "pitch", "+", "kids"], "`kids` is not a number");
    store.refused(2, &["check", "pitch+1,000"], "`1000` or `1.000`");
    store.refused(1, &["check", "pitch+30m"], "not counted in minutes or hours");
}

#[test]
fn a_range_is_its_lower_end_and_that_is_said() {
    let store = Store::new();
    let ran = store.run(&["add", "Write n:2-3 every:day unit:pages code:write"]);
    assert!(format!("{}{}", ran.out, ran.err).contains("`2-3` is kept as 2"), "{} {}", ran.out, ran.err);
    assert_eq!(store.goal("write")["target"], 2);
}

#[test]
fn how_many_times_stands_beside_no_other_target() {
    let store = Store::new();
    store.ok(&["add", "Swim every:2/week code:swim"]);
    assert_eq!((&store.goal("swim")["target"], &store.goal("swim")["cadence"]), (&2.into(), &"week".into()));
    store.ok(&["edit", "swim", "--every", "3/month"]);
    assert_eq!((&store.goal("swim")["target"], &store.goal("swim")["cadence"]), (&3.into(), &"month".into()));
    store.refused(2, &["add", "Row every:2/week n:3"], "`n:`");
    store.refused(2, &["add", "Row every:2/week at-most:3"], "both");
    store.refused(2, &["add", "Row", "--every", "2/week", "--target", "3"], "how many times already");
    store.refused(2, &["add", "Row every:dayly"], "did you mean `daily`?");
    store.refused(2, &["add", "Row n:0"], "the target must be above 0");
    store.refused(2, &["add", "Row at-most:-1"], "the limit must be 0 or more");
}

#[test]
fn rule_3_7_limits_baselines_and_marks_of_rewards_may_be_times() {
    let store = Store::new();
    store.ok(&["add", "Screens at-most:1h30 unit:minutes every:day code:scr"]);
    store.ok(&["add", "Games", "--at-most", "30m", "--unit", "hours", "--every", "week", "--code", "games"]);
    store.ok(&["add", "Run 10 km n:45m baseline:1h5 unit:minutes code:run"]);
    store.ok(&["add", "Play unit:hours every:day n:30m code:play"]);
    assert_eq!(store.goal("scr")["target"], 90);
    assert_eq!(store.goal("games")["target"], 0.5);
    let run = store.json(&["show", "run"])["goal"].clone();
    assert_eq!((&run["baseline"], &run["target"]), (&65.into(), &45.into()));
    store.ok(&["edit", "scr", "--at-most", "45min"]);
    assert_eq!(store.goal("scr")["target"], 45);
    store.ok(&["edit", "run", "--baseline", "1h10m"]);
    assert_eq!(store.json(&["show", "run"])["goal"]["baseline"], 70);
    let at = |args: &[&str]| store.json(&[&["reward", "add"], args].concat())["rewards"][0]["wanted"].clone();
    assert_eq!(at(&["play", "Cake", "--at", "90min"]), 1.5);
    assert_eq!(at(&["run", "Shoes", "--at", "50m"]), 50);
    store.ok(&["add", "Pitch n:12 unit:emails every:week code:pitch"]);
    store.refused(1, &["reward", "add", "pitch", "Cake", "--at", "30m"], "not counted in minutes or hours");
    store.refused(2, &["add", "Sweets at-most:30m every:day"], "the limit 30min is a time");
    store.refused(2, &["add", "Weight n:75 baseline:30m unit:kg"], "the baseline 30min is a time");
    store.refused(1, &["edit", "pitch", "--at-most", "30m"], "is a time, and the goal is not counted");
    store.refused(2, &["add", "Sing at-most:30x every:day"], "`30x` is not a number");
}
