//! SEMANTICS 7: pace lines, forecasts, and the share of today.

use goals::domain::judge::pace::{Line, Progress};
use goals::domain::value::amount::Amount;

use crate::state::{Tale, day};

/// 52 posts in 364 days, from 1 January to 30 December 2026. Day 182 is 1 July:
/// 31 + 28 + 31 + 30 + 31 + 30 = 181 days are before it.
fn posts() -> Tale {
    Tale::of("2026-01-01", "Publish 52 posts n:52 unit:posts by:2026-12-30 code:gp")
}

const DAY_182: &str = "2026-07-01";

fn progress<'t>(tale: &'t Tale, code: &str) -> Progress<'t> {
    tale.judge().progress(tale.goal(code))
}

fn line(tale: &Tale, code: &str) -> Line {
    progress(tale, code).line.expect("a line")
}

fn expected(tale: &Tale, code: &str) -> String {
    line(tale, code).expected.to_string()
}

fn buffer(tale: &Tale, code: &str) -> i64 {
    line(tale, code).buffer_days
}

fn needed(tale: &Tale, code: &str) -> String {
    progress(tale, code).needed_per_day.expect("something left").to_string()
}

fn forecast(tale: &Tale, code: &str) -> Option<String> {
    progress(tale, code).forecast.map(|forecast| forecast.day.to_string())
}

/// What a goal asks of today; nothing where it asks for no share.
fn share(tale: &Tale, code: &str) -> Option<String> {
    tale.judge().share_today(tale.goal(code)).map(|share| share.to_string())
}

#[allow(clippy::unnecessary_wraps, reason = "it is compared with what may be none")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn rule_7_1_expected_counts_both_ends() {
    let mut tale = Tale::of("2026-11-16", "Ten n:10 by:2026-11-25 code:ten");
    // Ten days from the 16th to the 25th: one by the end of the first, ten by the end of the last.
    assert_eq!(expected(&tale, "ten"), "1");
    assert_eq!(expected(tale.on("2026-11-19"), "ten"), "4");
    assert_eq!(expected(tale.on("2026-11-25"), "ten"), "10");
}

#[test]
fn rule_7_1_expected_is_told_to_thousandths() {
    let mut tale = Tale::of("2026-11-16", "One n:1 unit:km by:2026-11-18 code:one");
    // 1/3 and 2/3.
    assert_eq!(expected(&tale, "one"), "0.333");
    assert_eq!(expected(tale.on("2026-11-17"), "one"), "0.667");
}

#[test]
fn rule_7_1_nothing_is_expected_before_the_start() {
    let mut tale = Tale::of("2026-11-16", "Ten n:10 from:2026-11-26 by:2026-12-05 code:ten");
    assert_eq!(expected(&tale, "ten"), "0");
    // From the 17th to the 25th, nine days, nothing done is not behind the line.
    assert_eq!(buffer(&tale, "ten"), 9);
    assert_eq!(expected(tale.on("2026-11-26"), "ten"), "1");
}

#[test]
fn rule_7_1_without_a_deadline_there_is_no_line() {
    let tale = Tale::of("2026-11-16", "Ten n:10 code:ten");
    let progress = progress(&tale, "ten");
    assert_eq!((progress.line, progress.needed_per_day), (None, None));
}

#[test]
fn rule_7_2_the_buffer_is_of_whole_days() {
    let mut tale = posts();
    // One post a week. 27.5 posts are the line of day 192.5: through day 192 nothing is behind.
    tale.on(DAY_182).check("gp+27.5");
    assert_eq!(buffer(&tale, "gp"), 10);
}

#[test]
fn rule_7_2_the_buffer_shrinks_by_one_a_day() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+28");
    let buffers: Vec<i64> = (0..4).map(|_| buffer(tale.later(5), "gp")).collect();
    assert_eq!(buffers, [9, 4, -1, -6]);
}

#[test]
fn rule_7_2_a_goal_done_early_has_every_day_to_spare_and_is_never_behind() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ten n:10 by:2026-11-25 code:ten").on("2026-11-17").check("ten+10");
    // From the 18th to the 25th.
    assert_eq!(buffer(&tale, "ten"), 8);
    let progress = progress(&tale, "ten");
    assert!(progress.complete && progress.needed_per_day.is_none() && progress.forecast.is_none());
    // Long after, nothing is left to be behind with.
    tale.on("2026-12-25");
    assert!(buffer(&tale, "ten") >= 0, "{}", buffer(&tale, "ten"));
}

#[test]
fn rule_7_3_needed_is_what_is_left_by_the_days_left_today_included() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ten n:10 by:2026-11-25 code:ten").on("2026-11-20").check("ten+4");
    // 6 left for the 20th to the 25th, six days.
    assert_eq!(needed(&tale, "ten"), "1");
    // 6 left for five days; 6 on the last.
    assert_eq!(needed(tale.on("2026-11-21"), "ten"), "1.2");
    assert_eq!(needed(tale.on("2026-11-25"), "ten"), "6");
}

#[test]
fn rule_7_3_past_the_deadline_it_is_overdue_and_all_that_is_left_is_needed() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ten n:10 by:2026-11-25 code:ten").on("2026-11-20").check("ten+4").on("2026-11-26");
    assert_eq!(needed(&tale, "ten"), "6");
    assert!(tale.judge().is_overdue(tale.goal("ten")));
    tale.on("2027-01-26");
    assert_eq!(needed(&tale, "ten"), "6");
    // The day itself is not past.
    tale.on("2026-11-25");
    assert!(!tale.judge().is_overdue(tale.goal("ten")));
}

#[test]
fn rule_7_4_the_forecast_looks_at_the_last_28_days_today_included() {
    let mut tale = Tale::begun("2026-10-01");
    tale.add("Hundred n:100 code:h").check("h+10");
    // 28 days up to 28 November begin on 1 November; what was done on 31 October is before.
    tale.on("2026-11-28").check_on("2026-10-31", "h+20").check_on("2026-11-01", "h+7").check("h+7");
    // Done 44, left 56; 14 in 28 days: half a one a day, so 112 days from 28 November.
    // 2 to 30 Nov, 31 to 31 Dec (33), 31 to 31 Jan (64), 28 to 28 Feb (92), 20 more.
    let told = progress(&tale, "h").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::whole(14), 28));
    assert_eq!(forecast(&tale, "h"), some("2027-03-20"));
}

#[test]
fn rule_7_4_since_the_start_where_that_is_shorter() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Hundred n:100 code:h").check("h+4").on("2026-11-25").check("h+6");
    // Ten days with 10; 90 left at one a day: 25 November + 90 is 23 February
    // (5 to 30 Nov, 31 [36], 31 [67], 23 more).
    assert_eq!(forecast(&tale, "h"), some("2027-02-23"));
}

#[test]
fn rule_7_4_of_seven_days_at_least() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Hundred n:10 code:h").on("2026-11-17").check("h+3");
    // 3 in 7 days, not in 2; left 7, 7 × 7 / 3 = 16.33, so 17 days: 4 December.
    let told = progress(&tale, "h").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::whole(3), 7));
    assert_eq!(forecast(&tale, "h"), some("2026-12-04"));
}

#[test]
fn rule_7_4_none_where_nothing_was_done_of_late() {
    let mut tale = Tale::of("2026-11-16", "Hundred n:10 by:2027-11-16 code:h");
    assert_eq!(forecast(&tale, "h"), None);
    tale.check("h+3");
    // On 13 December, the 28th day, it still counts: 7 left at 3/28, 65.33, so 66 days.
    // 18 to 31 Dec, 31 [49], 17 more: 17 February.
    assert_eq!(forecast(tale.on("2026-12-13"), "h"), some("2027-02-17"));
    assert_eq!(forecast(tale.on("2026-12-14"), "h"), None);
}

#[test]
fn rule_7_4_what_children_feed_counts() {
    let mut tale = posts();
    tale.split("gp", "Post of the week every:week feeds:1 code:post");
    // Thursdays; four of them in the last 28 days, whatever was before.
    for _ in 0..10 {
        tale.check("post").later(7);
    }
    tale.later(-1);
    // 11 March: 42 left at one a week: 294 days. 20 to 31 Mar, 30 [50], 31 [81], 30 [111], 31 [142],
    // 31 [173], 30 [203], 31 [234], 30 [264], 30 more: 30 December.
    assert_eq!(tale.today, day("2026-03-11"));
    assert_eq!(forecast(&tale, "gp"), some("2026-12-30"));
}

#[test]
fn rule_7_5_26_of_52_on_day_182_has_buffer_0() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+26");
    assert_eq!((expected(&tale, "gp").as_str(), buffer(&tale, "gp")), ("26", 0));
}

#[test]
fn rule_7_5_28_of_52_on_day_182_has_buffer_14() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+28");
    assert_eq!(buffer(&tale, "gp"), 14);
}

#[test]
fn rule_7_5_24_of_52_on_day_182_is_14_behind_and_needs_28_in_183_days() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+24");
    assert_eq!(buffer(&tale, "gp"), -14);
    let progress = progress(&tale, "gp");
    assert_eq!(progress.left, Some(Amount::whole(28)));
    // 28 / 183 = 0.15300…
    assert_eq!(needed(&tale, "gp"), "0.153");
}

#[test]
fn rule_7_5_the_buffer_looks_at_the_target_in_force() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+26").edit("gp", "n:40");
    // 40 × 182 / 364 = 20; 26 are the line of day 26 × 9.1 = 236.6: 236 − 182.
    assert_eq!((expected(&tale, "gp").as_str(), buffer(&tale, "gp")), ("20", 54));
}

/// Twelve pitches a week, as of Monday.
fn pitches() -> Tale {
    Tale::of("2026-11-16", "Pitch n:12 unit:emails every:week code:pitch")
}

#[test]
fn rule_7_6_wednesday_with_4_done_before_wants_2() {
    let mut tale = pitches();
    tale.check("pitch+4").on("2026-11-18");
    // 8 left for five days.
    assert_eq!(share(&tale, "pitch"), some("2"));
    assert_eq!(share(tale.check("pitch"), "pitch"), some("1"));
    assert_eq!(share(tale.check("pitch"), "pitch"), some("0"));
    // More than the share is not owed to anyone.
    assert_eq!(share(tale.check("pitch+3"), "pitch"), some("0"));
    // The day after: 12 − 9 = 3 for four days.
    assert_eq!(share(tale.later(1), "pitch"), some("1"));
}

#[test]
fn rule_7_6_saturday_with_nothing_done_wants_6_and_after_4_wants_2() {
    let mut tale = pitches();
    tale.on("2026-11-21");
    assert_eq!(share(&tale, "pitch"), some("6"));
    assert_eq!(share(tale.check("pitch+4"), "pitch"), some("2"));
}

#[test]
fn rule_7_6_a_day_wants_all_that_is_left() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:day n:8 unit:glasses code:w\nTrain every:mon,wed,fri n:3 code:t").check("w+3 t+2");
    assert_eq!((share(&tale, "w"), share(&tale, "t")), (some("5"), some("1")));
    // Tuesday is no day of training.
    tale.later(1);
    assert_eq!((share(&tale, "w"), share(&tale, "t")), (some("8"), None));
}

#[test]
fn rule_7_6_a_month_and_a_window_share_their_days() {
    let tale = Tale::of(
        "2026-11-16",
        "Chapters every:month n:30 from:2026-11-01 code:c\nWash every:3d n:4 code:wash",
    );
    // 30 for the 16th to the 30th, 15 days; 4 for three days, rounded up.
    assert_eq!((share(&tale, "c"), share(&tale, "wash")), (some("2"), some("2")));
}

#[test]
fn rule_7_6_the_share_is_no_more_than_what_is_left() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run n:10 unit:km every:week code:run").check("run+9.5").later(1);
    // Half a kilometre is left for six days: not a whole one.
    assert_eq!(share(&tale, "run"), some("0.5"));
    assert_eq!(share(tale.check("run+0.5"), "run"), some("0"));
}

#[test]
fn rule_7_6_what_was_recorded_for_a_day_before_counts_as_before() {
    let mut tale = pitches();
    tale.on("2026-11-18").check_on("2026-11-16", "pitch+7");
    // 5 left for five days.
    assert_eq!(share(&tale, "pitch"), some("1"));
}

#[test]
fn rule_7_6_limits_steps_and_parents_have_no_share() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Coffee every:week at-most:4 code:cof\nBook n:10 code:book\nPost every:week code:post",
    );
    tale.split("post", "Pitch n:12 code:pitch");
    assert_eq!((share(&tale, "cof"), share(&tale, "book"), share(&tale, "post")), (None, None, None));
    // 12 for seven days.
    assert_eq!(share(&tale, "pitch"), some("2"));
}

/// A debt of 5000 to be 0 in 100 days, from 1 January to 10 April 2026 (31 + 28 + 31 + 10).
fn debt() -> Tale {
    Tale::of("2026-01-01", "Debt n:0 baseline:5000 by:2026-04-10 code:debt")
}

#[test]
fn rule_7_7_amount_and_expected_are_values_on_the_line_from_baseline_to_target() {
    let mut tale = debt();
    assert_eq!(tale.amount("debt"), "5000");
    // 50 a day: day 25 wants 5000 − 1250.
    tale.on("2026-01-25");
    assert_eq!(expected(&tale, "debt"), "3750");
    tale.check("debt=3000");
    assert_eq!(tale.amount("debt"), "3000");
    // 2000 of the way are the line of day 40.
    assert_eq!(buffer(&tale, "debt"), 15);
    // 4400 are the line of day 12.
    tale.check("debt=4400");
    assert_eq!(buffer(&tale, "debt"), -13);
}

#[test]
fn rule_7_7_rates_are_of_distance_towards_the_target() {
    let mut tale = debt();
    tale.on("2026-01-25").check("debt=3000");
    // 3000 for days 25 to 100, 76 of them: 39.4736…
    assert_eq!(needed(&tale, "debt"), "39.474");
    // 2000 in 25 days are 80 a day: 37.5, so 38 days. 6 to 31 January, 28 [34], 4 more.
    assert_eq!(forecast(&tale, "debt"), some("2026-03-04"));
}

#[test]
fn rule_7_7_a_forecast_looks_at_the_way_of_the_last_28_days() {
    let mut tale = debt();
    tale.on("2026-01-10").check("debt=4000").on("2026-02-20").check("debt=3300");
    // 28 days up to 20 February begin on 24 January, with 4000: 700 in 28 days are 25 a day.
    // 3300 are left: 132 days. 8 to 28 Feb, 31 [39], 30 [69], 31 [100], 30 [130], 2 more.
    assert_eq!(forecast(&tale, "debt"), some("2026-07-02"));
}

#[test]
fn rule_7_7_going_the_wrong_way_gives_no_forecast_and_more_to_do() {
    let mut tale = debt();
    tale.on("2026-01-25").check("debt=5500");
    assert_eq!((tale.amount("debt"), forecast(&tale, "debt")), ("5500".to_owned(), None));
    // 5500 for 76 days: 72.3684…
    assert_eq!(needed(&tale, "debt"), "72.368");
    assert!(buffer(&tale, "debt") < 0);
}

#[test]
fn rule_7_7_a_rising_value() {
    let mut tale = Tale::begun("2026-01-01");
    tale.add("Traffic n:+20% baseline:1000 unit:visits by:2026-04-10 code:t").on("2026-01-25");
    // 200 in 100 days, 2 a day: 1050 on day 25.
    assert_eq!(expected(&tale, "t"), "1050");
    tale.check("t=1080");
    // 80 are the line of day 40.
    assert_eq!(buffer(&tale, "t"), 15);
    // 120 for 76 days: 1.57894…
    assert_eq!(needed(&tale, "t"), "1.579");
    // 80 in 25 days are 3.2 a day: 37.5, so 38 days.
    assert_eq!(forecast(&tale, "t"), some("2026-03-04"));
}
