//! SEMANTICS 5: streaks, counts, rate, strength, slack.

use goals::domain::value::amount::Amount;
use goals::domain::value::cadence::Unit;

use crate::harness::Store;
use crate::state::Tale;

/// On 1 November 2026, a Sunday, a goal to read daily.
fn daily() -> Tale {
    Tale::of("2026-11-01", "Read every:day code:read")
}

/// For each letter a day: `y` done, `s` skipped, `n` nothing. It is the day of the last one then.
fn days(tale: &mut Tale, code: &str, letters: &str) {
    for (place, letter) in letters.chars().enumerate() {
        if place > 0 {
            tale.later(1);
        }
        match letter {
            'y' => tale.check(code),
            's' => tale.skip(code),
            _ => tale,
        };
    }
}

#[test]
fn rule_5_1_the_best_is_the_longest_run() {
    let mut tale = daily();
    days(&mut tale, "read", "yynyyyynyyn");
    let run = tale.run("read");
    assert_eq!((run.current, run.best), (2, 4));
}

#[test]
fn rule_5_1_open_excused_and_neutral_periods_are_passed_over() {
    let mut tale = Tale::begun("2026-11-02");
    tale.add("Run every:week code:run").check("run");
    tale.on("2026-11-10").pause("run", Some("2026-11-10"));
    tale.on("2026-11-16").skip("run");
    tale.on("2026-11-23").check("run").on("2026-11-30");
    assert_eq!(tale.verdicts("run"), "met neutral excused met open");
    assert_eq!(tale.current("run"), 2);
}

#[test]
fn rule_5_1_its_unit_is_named() {
    let named = [
        ("day", Unit::Days),
        ("weekday", Unit::Days),
        ("mon,thu", Unit::Days),
        ("week", Unit::Weeks),
        ("month", Unit::Months),
        ("quarter", Unit::Quarters),
        ("year", Unit::Years),
        ("3d", Unit::Times),
    ];
    for (cadence, unit) in named {
        let mut tale = Tale::begun("2026-11-16");
        tale.add(&format!("Goal every:{cadence} code:g")).check("g");
        assert_eq!((tale.run("g").current, tale.run("g").unit), (1, unit), "{cadence}");
    }
}

#[test]
fn rule_5_1_a_run_across_a_change_of_cadence_counts_times() {
    let mut tale = Tale::of("2026-11-16", "Run every:day code:run");
    days(&mut tale, "run", "yyyyyyy");
    tale.on("2026-11-23").edit("run", "every:week").check("run");
    let run = tale.run("run");
    assert_eq!((run.current, run.unit), (8, Unit::Times));
    assert_eq!((run.best, run.best_unit), (8, Unit::Times));
}

#[test]
fn rule_5_1_a_run_within_the_new_cadence_has_its_unit() {
    let mut tale = Tale::of("2026-11-16", "Run every:day code:run");
    days(&mut tale, "run", "yyyyyyn");
    tale.on("2026-11-23").edit("run", "every:week").check("run").later(7).check("run");
    let run = tale.run("run");
    assert_eq!((run.current, run.unit), (2, Unit::Weeks));
    assert_eq!((run.best, run.best_unit), (6, Unit::Days));
}

#[test]
fn rule_5_2_ten_dailies_done_on_the_morning_of_day_11() {
    let mut tale = daily();
    days(&mut tale, "read", "yyyyyyyyyyn");
    assert_eq!(tale.current("read"), 10);
}

#[test]
fn rule_5_2_day_11_ends_unmet() {
    let mut tale = daily();
    days(&mut tale, "read", "yyyyyyyyyynn");
    let run = tale.run("read");
    assert_eq!((run.current, run.best), (0, 10));
}

#[test]
fn rule_5_2_skips_after_one_day_done_keep_the_streak_at_1() {
    let mut tale = daily();
    days(&mut tale, "read", "yssss");
    assert_eq!(tale.current("read"), 1);
}

#[test]
fn rule_5_2_skips_alone_are_no_streak() {
    let mut tale = daily();
    days(&mut tale, "read", "sssss");
    assert_eq!(tale.current("read"), 0);
}

/// Weeks from 2, 9 and 16 November; today is Sunday the 22nd.
#[test]
fn rule_5_2_weeks_of_3_3_and_2_of_3_on_sunday() {
    let mut tale = Tale::begun("2026-11-02");
    tale.add("Run every:week n:3 code:run").check("run+3").later(7).check("run+3").later(7).check("run+2");
    tale.on("2026-11-22");
    assert_eq!(tale.current("run"), 2);
    tale.later(1);
    assert_eq!(tale.current("run"), 0);
}

#[test]
fn rule_5_2_filling_the_gap_between_5_and_4_makes_10() {
    let mut tale = daily();
    days(&mut tale, "read", "yyyyynyyyy");
    assert_eq!((tale.current("read"), tale.run("read").best), (4, 5));
    tale.check_on("2026-11-06", "read");
    assert_eq!((tale.current("read"), tale.run("read").best), (10, 10));
}

#[test]
fn rule_5_2_taking_a_check_off_back_breaks_the_streak_again() {
    let mut tale = daily();
    days(&mut tale, "read", "yyyyyyyyyy");
    tale.check_on("2026-11-06", "read=0");
    assert_eq!((tale.current("read"), tale.run("read").best), (4, 5));
}

#[test]
fn rule_5_2_monday_to_friday_is_intact_on_sunday() {
    let mut tale = Tale::of("2026-11-16", "Write every:weekday code:write");
    days(&mut tale, "write", "yyyyy");
    tale.on("2026-11-22");
    assert_eq!(tale.current("write"), 5);
}

#[test]
fn rule_5_2_a_saturday_extra_adds_no_streak() {
    let mut tale = Tale::of("2026-11-16", "Write every:weekday code:write");
    days(&mut tale, "write", "yyyyyy");
    assert_eq!(tale.current("write"), 5);
    tale.on("2026-11-23").check("write");
    assert_eq!(tale.current("write"), 6);
}

#[test]
fn rule_5_3_counts_are_of_all_periods_todays_included() {
    let mut tale = daily();
    days(&mut tale, "read", "ynsyy");
    let run = tale.run("read");
    assert_eq!((run.met, run.missed, run.excused), (3, 1, 1));
}

#[test]
fn rule_5_3_a_limit_passed_today_is_counted_as_missed() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Coffee every:day at-most:1 code:cof").later(1).check("cof+2");
    let run = tale.run("cof");
    assert_eq!((run.met, run.missed), (1, 1));
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} is not {expected}");
}

/// Missed, met, and met today.
#[test]
fn rule_5_3_the_rate_counts_what_is_met_today_and_not_what_is_open() {
    let mut tale = daily();
    days(&mut tale, "read", "nyy");
    near(tale.run("read").rate.expect("a rate"), 2.0 / 3.0, 1e-9);
    tale.later(1);
    near(tale.run("read").rate.expect("a rate"), 2.0 / 3.0, 1e-9);
    // A habit that began today and is met.
    let mut tale = daily();
    tale.check("read");
    assert_eq!(tale.run("read").rate, Some(1.0));
}

#[test]
fn rule_5_3_there_is_no_rate_where_nothing_was_met_or_missed() {
    let mut tale = daily();
    assert_eq!(tale.run("read").rate, None);
    days(&mut tale, "read", "ssn");
    assert_eq!(tale.run("read").rate, None);
}

/// Of 42 closed days the last 30: 12 missed ones drop out, 10 missed, 10 excused and 10 met stay.
#[test]
fn rule_5_3_the_rate_is_of_the_last_30_closed_periods_whatever_their_verdicts() {
    let mut tale = daily();
    let letters = ["n".repeat(12), "n".repeat(10), "s".repeat(10), "y".repeat(10), "n".to_owned()].concat();
    days(&mut tale, "read", &letters);
    near(tale.run("read").rate.expect("a rate"), 0.5, 1e-9);
    tale.later(1);
    // One more missed at this end, one fewer at the other.
    near(tale.run("read").rate.expect("a rate"), 0.5, 1e-9);
}

/// The excused ones take their place among the 30: the missed first ones drop out.
#[test]
fn rule_5_3_excused_periods_push_older_ones_out_of_the_rate() {
    let mut tale = daily();
    let letters = ["nnnnn".to_owned(), "y".repeat(15), "s".repeat(15), "n".to_owned()].concat();
    days(&mut tale, "read", &letters);
    near(tale.run("read").rate.expect("a rate"), 1.0, 1e-9);
}

#[test]
fn rule_5_4_a_perfect_daily_after_30_60_and_90_days() {
    let mut tale = daily();
    let mut found = Vec::new();
    for _ in 0..3 {
        for _ in 0..30 {
            tale.check("read").later(1);
        }
        found.push(format!("{:.1}", tale.run("read").strength));
    }
    assert_eq!(found, ["79.8", "95.9", "99.2"]);
}

/// m = 0.5^(1/(13·√f)); after one met period 100·(1 − m). For a week √f = √(1/7), the exponent √7/13 =
/// 0.20352, m = 0.86843. Likewise for the others.
#[test]
fn rule_5_4_the_first_met_period_of_each_cadence() {
    let expected = [
        ("day", 5.192),
        ("week", 13.157),
        ("month", 25.484),
        ("quarter", 39.921),
        ("year", 63.905),
        ("mon,wed,fri", 7.822),
        ("3d", 8.822),
    ];
    for (cadence, strength) in expected {
        let mut tale = Tale::begun("2026-11-16");
        tale.add(&format!("Goal every:{cadence} code:g")).check("g");
        near(tale.run("g").strength, strength, 0.001);
    }
}

/// Half of what was asked counts half: 100 · (1 − 0.86843) · 0.5.
#[test]
fn rule_5_4_a_missed_period_counts_what_was_done() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:4 code:run").check("run+2").on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "missed open");
    near(tale.run("run").strength, 6.579, 0.001);
}

#[test]
fn rule_5_4_more_than_was_asked_counts_no_more() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:4 code:run").check("run+40");
    near(tale.run("run").strength, 13.157, 0.001);
}

/// A week kept and one passed: 13.157 · 0.86843.
#[test]
fn rule_5_4_a_passed_limit_counts_nothing() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Coffee every:week at-most:4 code:cof").on("2026-11-23").check("cof+5");
    assert_eq!(tale.verdicts("cof"), "met missed");
    near(tale.run("cof").strength, 11.426, 0.001);
}

/// One of two: half.
#[test]
fn rule_5_4_a_parent_counts_the_share_of_its_counting_children() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Post every:week code:post\n  Pitch code:pitch\n  Edit code:edit\n  Send code:send",
    );
    tale.check("pitch").skip("send").on("2026-11-23");
    assert_eq!(tale.verdicts("post"), "missed open");
    near(tale.run("post").strength, 6.579, 0.001);
}

#[test]
fn rule_5_4_excused_neutral_and_open_periods_leave_it() {
    let mut tale = daily();
    days(&mut tale, "read", "y");
    let one = tale.run("read").strength;
    tale.later(1);
    days(&mut tale, "read", "sn");
    near(tale.run("read").strength, one, 1e-9);
}

/// Two met days and a missed one: ((1−m)·m + (1−m))·m = (1 − m²)·m, with m = 0.948078.
/// m² = 0.898851, and 0.101149 · 0.948078 = 0.095897.
#[test]
fn rule_5_4_periods_count_oldest_first() {
    let mut tale = daily();
    days(&mut tale, "read", "yynn");
    near(tale.run("read").strength, 9.590, 0.001);
}

#[test]
fn rule_5_5_three_a_week_on_thursday_with_one_done_on_monday() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").check("run").on("2026-11-19");
    assert_eq!(tale.judge().slack(tale.goal("run")), Some(2));
}

#[test]
fn rule_5_5_streaks_shows_it() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Run", "--every", "week", "-n", "3", "--code", "run"]);
    store.ok(&["check", "run"]);
    assert_eq!(store.at("2026-11-19").streak("run")["slack"], 2);
}

#[test]
fn rule_5_5_what_was_done_today_is_no_longer_needed() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").check("run").on("2026-11-19").check("run");
    // Four days left, one still needed.
    assert_eq!(tale.judge().slack(tale.goal("run")), Some(3));
}

#[test]
fn rule_5_5_slack_below_0_tells_that_it_can_no_longer_be_done_once_a_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").on("2026-11-22");
    assert_eq!(tale.judge().slack(tale.goal("run")), Some(-2));
}

#[test]
fn rule_5_5_there_is_none_with_a_unit() {
    let tale = Tale::of("2026-11-16", "Run every:week n:20 unit:km code:run");
    assert_eq!(tale.judge().slack(tale.goal("run")), None);
}

#[test]
fn rule_5_5_there_is_none_of_a_limit() {
    let tale = Tale::of("2026-11-16", "Coffee every:week at-most:4 code:cof");
    assert_eq!(tale.judge().slack(tale.goal("cof")), None);
}

#[test]
fn rule_5_5_there_is_none_of_a_period_that_is_not_open() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:2 code:run\nRead every:week n:2 code:read").check("run+2").skip("read");
    assert_eq!(tale.judge().slack(tale.goal("run")), None);
    assert_eq!(tale.judge().slack(tale.goal("read")), None);
}

/// Twelve a week are no twelve days.
#[test]
fn rule_5_5_what_is_more_than_its_days_has_no_slack() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Pitch every:week n:12 code:pitch\nRun every:week n:7 code:run");
    assert_eq!(tale.judge().slack(tale.goal("pitch")), None);
    assert_eq!(tale.judge().slack(tale.goal("run")), Some(0));
}

/// Begun on a Saturday: two days of seven are asked for four of twelve.
#[test]
fn rule_7_6_a_period_that_was_cut_asks_in_proportion() {
    let mut tale = Tale::begun("2026-11-21");
    tale.add("Pitch every:week n:12 unit:emails code:pitch");
    assert_eq!(tale.judge().share_today(tale.goal("pitch")), Some(Amount::whole(2)));
    tale.check("pitch+4");
    assert_eq!(tale.judge().share_today(tale.goal("pitch")), Some(Amount::ZERO));
    tale.later(1);
    assert_eq!(tale.judge().share_today(tale.goal("pitch")), Some(Amount::ZERO));
    tale.later(1);
    assert_eq!(tale.judge().share_today(tale.goal("pitch")), Some(Amount::whole(2)));
}
