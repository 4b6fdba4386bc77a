//! SEMANTICS 7: pace lines, forecasts, and the share of today.

use goals::domain::judge::needed::Dose;
use goals::domain::judge::pace::{Line, Progress, Standing};
use goals::domain::value::amount::Amount;
use goals::domain::value::share::Share;

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

fn settled(tale: &Tale, code: &str) -> String {
    line(tale, code).settled.to_string()
}

/// `1 behind`, `on pace`, `2 ahead`.
fn standing(tale: &Tale, code: &str) -> String {
    match line(tale, code).standing {
        Standing::Behind(amount) => format!("{amount} behind"),
        Standing::OnPace => "on pace".to_owned(),
        Standing::Ahead(amount) => format!("{amount} ahead"),
    }
}

fn buffer(tale: &Tale, code: &str) -> i64 {
    line(tale, code).buffer_days
}

/// What is needed, as it is told: `1.3 a week`, `one every 8 weeks`, `2 in 3 days`, `all 6`.
fn needed(tale: &Tale, code: &str) -> String {
    match progress(tale, code).needed.expect("something left").dose() {
        Dose::All(left) => format!("all {left}"),
        Dose::Each(amount, span) => format!("{amount} a {}", format!("{span:?}").to_lowercase()),
        Dose::OneIn { weeks } => format!("one every {weeks} weeks"),
        Dose::Within(left, days) => format!("{left} in {days} days"),
    }
}

fn needed_per_day(tale: &Tale, code: &str) -> String {
    progress(tale, code).needed.expect("something left").per_day().to_string()
}

fn forecast(tale: &Tale, code: &str) -> Option<String> {
    progress(tale, code).forecast.and_then(|forecast| forecast.day).map(|day| day.to_string())
}

fn percent(tale: &Tale, code: &str) -> Option<u32> {
    progress(tale, code).fraction.map(Share::percent)
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
fn rule_7_1_expected_counts_both_ends_as_of_yesterday() {
    let mut tale = Tale::of("2026-11-16", "Ten n:10 by:2026-11-25 code:ten");
    // Ten days from the 16th to the 25th: nothing before the first is over, one after it, nine on the last.
    assert_eq!((settled(&tale, "ten").as_str(), expected(&tale, "ten").as_str()), ("2026-11-15", "0"));
    assert_eq!(expected(tale.on("2026-11-17"), "ten"), "1");
    assert_eq!(expected(tale.on("2026-11-19"), "ten"), "3");
    assert_eq!(expected(tale.on("2026-11-25"), "ten"), "9");
    assert_eq!(expected(tale.on("2026-11-26"), "ten"), "10");
    assert_eq!(expected(tale.on("2027-11-26"), "ten"), "10");
}

#[test]
fn rule_7_1_whole_units_are_rounded_down_others_are_told_to_thousandths() {
    let mut tale = Tale::of("2026-11-16", "One n:1 unit:km by:2026-11-18 code:one");
    // 1/3 and 2/3 of 1 are none yet.
    assert_eq!(expected(tale.on("2026-11-17"), "one"), "0");
    assert_eq!(expected(tale.on("2026-11-18"), "one"), "0");
    tale.add("Run n:1.5 unit:km from:2026-11-16 by:2026-11-18 code:run");
    assert_eq!(expected(tale.on("2026-11-17"), "run"), "0.5");
    // One that holds a tenth counts in tenths.
    tale.check("one+0.1");
    assert_eq!(expected(&tale, "one"), "0.333");
    assert_eq!(expected(tale.on("2026-11-18"), "one"), "0.667");
    // Two halves on two days are no whole units.
    tale.check("one+0.9");
    assert_eq!(tale.amount("one"), "1");
}

#[test]
fn rule_7_1_what_children_feed_in_parts_is_told_in_parts() {
    let mut tale = Tale::of("2026-11-16", "Row n:10 unit:km by:2026-11-25 code:row");
    tale.split("row", "Morning every:day unit:km code:m").on("2026-11-18");
    assert_eq!(expected(&tale, "row"), "2");
    tale.check_on("2026-11-16", "m+0.5").check_on("2026-11-17", "m+0.5");
    assert_eq!((expected(&tale, "row"), standing(&tale, "row")), ("2".to_owned(), "1 behind".to_owned()));
    tale.edit("row", "by:2026-11-26");
    // 20/11.
    assert_eq!(expected(&tale, "row"), "1.818");
}

#[test]
fn rule_7_1_nothing_is_expected_before_the_start() {
    let mut tale = Tale::of("2026-11-16", "Ten n:10 from:2026-11-26 by:2026-12-05 code:ten");
    assert_eq!((expected(&tale, "ten").as_str(), standing(&tale, "ten").as_str()), ("0", "on pace"));
    // From the 16th to the 25th, ten days, nothing done is enough.
    assert_eq!(buffer(&tale, "ten"), 10);
    assert_eq!(expected(tale.on("2026-11-26"), "ten"), "0");
    assert_eq!(expected(tale.on("2026-11-27"), "ten"), "1");
}

#[test]
fn rule_7_1_without_a_deadline_there_is_no_line() {
    let tale = Tale::of("2026-11-16", "Ten n:10 code:ten");
    let progress = progress(&tale, "ten");
    assert_eq!((progress.line, progress.needed), (None, None));
}

#[test]
fn rule_7_1_made_this_minute_it_is_on_pace() {
    for by in ["+1y", "+10y", "2026-11-18", "2026-11-19"] {
        for children in ["", "Post every:week feeds:1 code:p", "Post every:month feeds:1", "Post feeds:1"] {
            let mut tale =
                Tale::of("2026-11-18", &format!("Publish 52 posts n:52 unit:posts by:{by} code:gp"));
            if !children.is_empty() {
                tale.split("gp", children);
            }
            assert_eq!(standing(&tale, "gp"), "on pace", "{by} {children}");
            assert!(buffer(&tale, "gp") >= 0, "{by} {children}");
        }
    }
}

/// One post a week over 52 weeks, from Monday 4 January 2027 to Sunday 2 January 2028.
fn weekly_posts() -> Tale {
    let mut tale = Tale::of("2027-01-04", "Publish 52 posts n:52 unit:posts by:2028-01-02 code:gp");
    tale.split("gp", "Post of the week every:week feeds:1 code:post");
    tale
}

#[test]
fn rule_7_1_one_post_a_week_published_on_fridays_is_on_pace_from_monday_to_thursday() {
    let mut tale = weekly_posts();
    for week in 0..10 {
        for weekday in 0..7 {
            if weekday == 4 {
                tale.check("post");
            }
            let told = (week, weekday, standing(&tale, "gp"));
            assert_eq!(told, (week, weekday, "on pace".to_owned()));
            tale.later(1);
        }
    }
    // A week without one: on pace to its Sunday, behind from the Monday after.
    assert_eq!(settled(&tale, "gp"), "2027-03-14");
    tale.later(6);
    assert_eq!((standing(&tale, "gp").as_str(), buffer(&tale, "gp")), ("on pace", 0));
    tale.later(1);
    // The eleventh was asked for by the end of that Sunday.
    assert_eq!((standing(&tale, "gp").as_str(), buffer(&tale, "gp")), ("1 behind", -1));
    // Written down for the week before, it is on pace again.
    tale.check_on("2027-03-19", "post");
    assert_eq!(standing(&tale, "gp"), "on pace");
}

#[test]
fn rule_7_1_sets_of_days_are_judged_by_their_week() {
    let mut tale = Tale::of("2027-01-04", "Swim 104 times n:104 by:2028-01-02 code:s");
    tale.split("s", "Swim every:mon,thu feeds:1 code:pool").on("2027-01-08");
    // Friday of the first week, nothing done.
    assert_eq!((settled(&tale, "s").as_str(), standing(&tale, "s").as_str()), ("2027-01-03", "on pace"));
    assert_eq!(standing(tale.on("2027-01-11"), "s"), "2 behind");
    tale.check_on("2027-01-04", "pool").check_on("2027-01-07", "pool");
    assert_eq!(standing(&tale, "s"), "on pace");
    // With the two of this week done, it stands where the week's end wants it.
    tale.check("pool").on("2027-01-14").check("pool");
    assert_eq!(standing(&tale, "s"), "on pace");
}

#[test]
fn rule_7_1_the_longest_cadence_that_fits_three_times_settles() {
    // From 4 January 2027 on: three months end on 3 April, nine on 3 October.
    let settles = |by: &str, children: &str| {
        let mut tale = Tale::of("2027-01-04", &format!("Posts n:52 by:{by} code:gp"));
        tale.split("gp", children).on("2027-01-20");
        settled(&tale, "gp")
    };
    let (sunday, month) = ("2027-01-17", "2026-12-31");
    let both = "W every:week feeds:1\nM every:month feeds:1\nD every:day feeds:1";
    assert_eq!(settles("2028-01-02", both), month);
    assert_eq!(settles("2027-04-03", both), month);
    assert_eq!(settles("2027-04-02", both), sunday);
    // Three weeks end on the 24th.
    assert_eq!(settles("2027-01-24", both), sunday);
    assert_eq!(settles("2027-01-23", both), "2027-01-19");
    assert_eq!(settles("2028-01-02", "Q every:quarter feeds:1"), month);
    assert_eq!(settles("2027-10-02", "Q every:quarter feeds:1"), "2027-01-19");
    // What feeds nothing, days and short windows settle nothing.
    assert_eq!(settles("2028-01-02", "W every:week\nD every:day feeds:1\nS every:6d feeds:1"), "2027-01-19");
    // A window of ten days is the second one, since the 14th.
    assert_eq!(settles("2028-01-02", "T every:10d feeds:1\nW every:week feeds:1"), "2027-01-13");
}

#[test]
fn rule_7_1_only_children_that_live_and_feed_settle() {
    let mut tale = weekly_posts();
    tale.on("2027-01-21");
    assert_eq!(settled(&tale, "gp"), "2027-01-17");
    tale.archive("post");
    assert_eq!(settled(&tale, "gp"), "2027-01-20");
    tale.split("gp", "Until January every:week feeds:1 by:2027-01-31 code:jan");
    assert_eq!(settled(&tale, "gp"), "2027-01-17");
    assert_eq!(settled(tale.on("2027-02-04"), "gp"), "2027-02-03");
    // Through a quarter that has a target itself, and counts the same.
    tale.split("gp", "A quarter n:13 unit:posts code:q").split("q", "Post every:week unit:posts code:p2");
    assert_eq!(settled(&tale, "gp"), "2027-01-31");
}

#[test]
fn rule_7_1_weeks_begin_as_they_are_set_to() {
    let mut tale = weekly_posts();
    tale.config("week-start", "sunday").on("2027-01-21");
    assert_eq!(settled(&tale, "gp"), "2027-01-16");
}

#[test]
fn rule_7_1_past_the_deadline_yesterday_settles() {
    let mut tale = weekly_posts();
    tale.on("2028-01-02").check("post");
    assert_eq!((settled(&tale, "gp").as_str(), standing(&tale, "gp").as_str()), ("2027-12-26", "50 behind"));
    tale.on("2028-01-05");
    assert_eq!((settled(&tale, "gp").as_str(), standing(&tale, "gp").as_str()), ("2028-01-04", "51 behind"));
    // Done at last, it is behind no more.
    tale.check("gp+51");
    assert_eq!((standing(&tale, "gp").as_str(), buffer(&tale, "gp")), ("on pace", 0));
}

#[test]
fn rule_7_1_where_it_repeated_before_the_line_begins_when_that_ended() {
    let mut tale = Tale::of("2026-01-05", "Read every:week code:read");
    tale.on("2026-11-16").edit("read", "every:once n:50 by:2027-11-16");
    assert_eq!((standing(&tale, "read").as_str(), expected(&tale, "read").as_str()), ("on pace", "0"));
}

#[test]
fn rule_7_2_52_posts_in_364_days_day_182_running() {
    for (done, told, days) in [(26, "on pace", 7), (28, "2 ahead", 21), (24, "1 behind", -7)] {
        let mut tale = posts();
        tale.on(DAY_182).check(&format!("gp+{done}"));
        // 52 × 181 / 364 = 25.857…
        assert_eq!(expected(&tale, "gp"), "25");
        assert_eq!((standing(&tale, "gp").as_str(), buffer(&tale, "gp")), (told, days), "{done}");
    }
    // The 27th is asked for at the end of day 189: behind from the day after it.
    let mut tale = posts();
    tale.on(DAY_182).check("gp+26");
    assert_eq!(standing(tale.later(7), "gp"), "on pace");
    assert_eq!(standing(tale.later(1), "gp"), "1 behind");
}

#[test]
fn rule_7_2_ahead_is_more_than_the_running_day_asks_for() {
    let mut tale = Tale::of("2026-11-16", "Ten n:10 by:2026-11-25 code:ten");
    assert_eq!(standing(tale.check("ten"), "ten"), "on pace");
    assert_eq!(standing(tale.check("ten"), "ten"), "1 ahead");
    assert_eq!(standing(tale.on("2026-11-17"), "ten"), "on pace");
    assert_eq!(standing(tale.on("2026-11-18"), "ten"), "on pace");
    assert_eq!((standing(tale.on("2026-11-19"), "ten").as_str(), buffer(&tale, "ten")), ("1 behind", -1));
}

#[test]
fn rule_7_2_the_buffer_shrinks_by_one_a_day() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+28");
    // The 29th is asked for at the end of day 203, the 30th at that of day 210.
    let buffers: Vec<i64> = (0..6).map(|_| buffer(tale.later(5), "gp")).collect();
    assert_eq!(buffers, [16, 11, 6, 1, -4, -9]);
}

#[test]
fn rule_7_2_a_goal_done_early_has_every_day_to_spare_and_is_never_behind() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ten n:10 by:2026-11-25 code:ten").on("2026-11-17").check("ten+10");
    // From the 17th to the 25th.
    assert_eq!(buffer(&tale, "ten"), 9);
    let progress = progress(&tale, "ten");
    assert!(progress.complete && progress.needed.is_none() && progress.forecast.is_none());
    // Long after, nothing is left to be behind with.
    tale.on("2026-12-25");
    assert_eq!((buffer(&tale, "ten"), standing(&tale, "ten").as_str()), (0, "on pace"));
}

#[test]
fn rule_7_3_needed_is_told_in_the_span_that_makes_it_a_number_one_can_act_on() {
    let needs = |target: &str, by: &str| {
        needed(&Tale::of("2026-11-18", &format!("Posts n:{target} by:{by} code:gp")), "gp")
    };
    // 366 days from 18 November 2026 to 18 November 2027.
    assert_eq!(needs("52", "2027-11-18"), "1 a week");
    assert_eq!(needs("732", "2027-11-18"), "2 a day");
    assert_eq!(needs("500", "2027-11-18"), "1.4 a day");
    // 1.25 a week is 1.3 to a tenth.
    assert_eq!(needs("65", "2027-11-16"), "1.3 a week");
    // 36 × 30.4375 / 366 = 2.99.
    assert_eq!(needs("36", "2027-11-18"), "3 a month");
    // 0.95 a day and 0.94: 348 and 344 of 366 days.
    assert_eq!(
        (needs("348", "2027-11-18"), needs("344", "2027-11-18")),
        ("1 a day".to_owned(), "6.6 a week".to_owned())
    );
    // Nine weeks hold seven times 52.28 days: 366 / 6.5 / 7 = 8.04.
    assert_eq!(needs("6.5", "2027-11-18"), "one every 8 weeks");
    assert_eq!(needs("6", "2036-11-17"), "one every 86 weeks");
    // Three significant digits.
    assert_eq!(
        (needs("45200", "2027-11-18"), needs("451234", "2027-11-18")),
        ("123 a day".to_owned(), "1230 a day".to_owned())
    );
}

#[test]
fn rule_7_3_no_span_is_longer_than_the_days_that_are_left() {
    let mut tale = Tale::of("2026-11-16", "Ten n:10 by:2026-11-25 code:ten");
    tale.on("2026-11-21").check("ten+8");
    // 2 left for the 21st to the 25th.
    assert_eq!(needed(&tale, "ten"), "2 in 5 days");
    tale.add("Call it in n:1 unit:calls by:2027-06-01 code:call");
    assert_eq!(needed(&tale, "call"), "1 in 193 days");
    tale.add("Half n:0.5 unit:kg by:2027-11-20 code:half");
    assert_eq!(needed(&tale, "half"), "0.5 in 365 days");
}

#[test]
fn rule_7_3_needed_is_what_is_left_by_the_days_left_today_included() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ten n:10 by:2026-11-25 code:ten").on("2026-11-20").check("ten+4");
    // 6 left for the 20th to the 25th, six days.
    assert_eq!(needed(&tale, "ten"), "1 a day");
    // 6 left for five days; 6 on the last.
    assert_eq!(needed(tale.on("2026-11-21"), "ten"), "1.2 a day");
    assert_eq!(needed(tale.on("2026-11-25"), "ten"), "6 a day");
}

#[test]
fn rule_7_3_something_that_is_left_needs_more_than_nothing() {
    let tale = Tale::of("2026-11-16", "Ten n:1 unit:books by:+100y code:ten");
    // 1 in 36526 days.
    assert_eq!(needed_per_day(&tale, "ten"), "0.0000274");
}

#[test]
fn rule_7_3_past_the_deadline_it_is_overdue_and_all_that_is_left_is_needed() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ten n:10 by:2026-11-25 code:ten").on("2026-11-20").check("ten+4").on("2026-11-26");
    assert_eq!((needed(&tale, "ten").as_str(), needed_per_day(&tale, "ten").as_str()), ("all 6", "6"));
    assert!(tale.judge().is_overdue(tale.goal("ten")));
    tale.on("2027-01-26");
    assert_eq!(needed(&tale, "ten"), "all 6");
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
fn rule_7_4_one_who_is_on_pace_is_not_late_each_morning() {
    let mut tale = Tale::of("2026-01-01", "Words n:100 by:2026-04-10 code:w");
    for _ in 0..50 {
        // In the morning and in the evening.
        assert!(
            tale.today <= day("2026-01-07") || forecast(&tale, "w") == some("2026-04-10"),
            "{}",
            tale.today
        );
        tale.check("w");
        assert!(
            tale.today < day("2026-01-07") || forecast(&tale, "w") == some("2026-04-10"),
            "{}",
            tale.today
        );
        tale.later(1);
    }
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
    // On the morning of 14 December 28 days are over, and it still counts: 7 left at 3/28, 65.33, so 66 days from
    // the 13th on. 18 to 31 Dec, 31 [49], 17 more: 17 February.
    assert_eq!(forecast(tale.on("2026-12-14"), "h"), some("2027-02-17"));
    assert_eq!(forecast(tale.on("2026-12-15"), "h"), None);
}

#[test]
fn rule_7_4_where_periods_settle_the_last_four_of_them_tell() {
    let mut tale = weekly_posts();
    // Ten weeks with one each.
    for _ in 0..10 {
        tale.later(4).check("post").later(3);
    }
    let told = progress(&tale, "gp").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::whole(4), 28));
    // On the Monday, on the Thursday and on the Friday, done or not, it comes out on the last day.
    for _ in 0..5 {
        assert_eq!(forecast(&tale, "gp"), some("2028-01-02"), "{}", tale.today);
        tale.later(1);
    }
    tale.later(-1).check("post");
    // 41 left at one a week from Friday 19 March 2027 is Friday 31 December.
    assert_eq!(forecast(&tale, "gp"), some("2027-12-31"));
}

#[test]
fn rule_7_4_as_many_closed_periods_as_there_are() {
    let mut tale = weekly_posts();
    tale.check("post");
    assert_eq!(progress(&tale, "gp").forecast, None);
    tale.on("2027-01-11");
    let told = progress(&tale, "gp").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::ONE, 7));
    // The week it was made in is one, however few of its days it had.
    let mut tale = Tale::of("2027-01-03", "Publish 52 posts n:52 unit:posts by:2028-01-02 code:gp");
    tale.split("gp", "Post of the week every:week feeds:1 code:post").check("post").on("2027-01-04");
    let told = progress(&tale, "gp").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::ONE, 7));
}

#[test]
fn rule_7_4_months_and_windows_are_as_long_as_they_were() {
    let mut tale = Tale::of("2026-07-01", "Books n:12 by:2027-06-30 code:b");
    tale.split("b", "A book every:month feeds:1 code:one");
    for month in ["07", "08", "09", "10"] {
        tale.on(&format!("2026-{month}-20")).check("one");
    }
    tale.on("2026-11-10");
    // July to October have 123 days; 8 left take 246 of them from 31 October on, to 4 July.
    let told = progress(&tale, "b").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::whole(4), 123));
    assert_eq!(forecast(&tale, "b"), some("2027-07-04"));
    let mut tale = Tale::of("2026-11-01", "Washes n:10 by:2027-06-30 code:w");
    tale.split("w", "Wash every:10d feeds:1 code:one").on("2026-11-04").check("one").on("2026-11-20");
    // Met on the 4th; then from the 5th to the 14th nothing.
    let told = progress(&tale, "w").forecast.expect("a forecast");
    assert_eq!((told.gained, told.days), (Amount::ONE, 14));
}

#[test]
fn rule_7_4_more_than_ten_years_ahead_is_not_at_this_rate() {
    let mut tale = Tale::of("2026-11-16", "Words n:1000000000 by:2027-11-16 code:w");
    tale.check("w+3").on("2026-11-22");
    let told = progress(&tale, "w").forecast.expect("a forecast");
    assert_eq!((told.day, told.gained), (None, Amount::whole(3)));
    // Ten years to the day are told, 3654 days at one a day from the 21st on, and one more is not.
    for (target, day) in [(3661, some("2036-11-22")), (3662, None)] {
        let mut tale = Tale::of("2026-11-16", &format!("Words n:{target} code:w"));
        tale.check("w+7").on("2026-11-22");
        assert_eq!(forecast(&tale, "w"), day, "{target}");
    }
}

#[test]
fn rule_7_4_what_was_made_a_moment_ago_has_no_forecast_yet() {
    let mut tale = Tale::of("2026-11-16", "Hundred n:100 by:+1y code:h");
    assert_eq!(progress(&tale, "h").forecast, None);
    assert_eq!(progress(tale.on("2026-11-22"), "h").forecast, None);
    let told = progress(tale.on("2026-11-23"), "h").forecast.expect("a week without anything");
    assert_eq!((told.day, told.gained), (None, Amount::ZERO));
}

#[test]
fn rule_7_5_the_buffer_looks_at_the_target_in_force() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+26").edit("gp", "n:40");
    // 40 × 181 / 364 = 19.89; the 27th of 40 is asked for at the end of day 245.7.
    assert_eq!((expected(&tale, "gp").as_str(), buffer(&tale, "gp")), ("19", 245 - 181));
    assert_eq!(needed_per_day(&tale, "gp"), "0.0765");
}

#[test]
fn rule_7_5_24_of_52_on_day_182_needs_28_in_183_days() {
    let mut tale = posts();
    tale.on(DAY_182).check("gp+24");
    // 28 / 183 = 0.15300…
    assert_eq!((needed_per_day(&tale, "gp").as_str(), needed(&tale, "gp").as_str()), ("0.153", "1.1 a week"));
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
    tale.on("2026-01-25").check("debt=3000");
    assert_eq!(tale.amount("debt"), "3000");
    // 50 a day: the day of the reading, 25, wants 5000 − 1250.
    assert_eq!((settled(&tale, "debt").as_str(), expected(&tale, "debt").as_str()), ("2026-01-25", "3750"));
    // 2000 of the way are the line of day 40, 16 days after day 24.
    assert_eq!((standing(&tale, "debt").as_str(), buffer(&tale, "debt")), ("750 ahead", 16));
    // 600 are the line of day 12.
    tale.check("debt=4400");
    assert_eq!((standing(&tale, "debt").as_str(), buffer(&tale, "debt")), ("650 behind", -13));
}

#[test]
fn rule_7_7_a_reading_stands_for_31_days() {
    let mut tale = debt();
    tale.on("2026-01-10").check("debt=4500");
    // Day 10 wants 500.
    for on in ["2026-01-10", "2026-01-11", "2026-02-10"] {
        tale.on(on);
        assert_eq!(
            (settled(&tale, "debt").as_str(), standing(&tale, "debt").as_str()),
            ("2026-01-10", "on pace")
        );
    }
    tale.on("2026-02-13");
    assert_eq!(
        (settled(&tale, "debt").as_str(), standing(&tale, "debt").as_str()),
        ("2026-01-13", "150 behind")
    );
}

#[test]
fn rule_7_7_the_first_day_s_reading_says_where_the_line_begins() {
    let mut tale = debt();
    for value in ["5000", "5200", "4990"] {
        tale.check(&format!("debt={value}"));
        assert_eq!((expected(&tale, "debt").as_str(), buffer(&tale, "debt") >= 0), ("5000", true), "{value}");
        assert_ne!(standing(&tale, "debt"), "1 behind");
    }
    tale.check("debt=5000").on("2026-01-02");
    assert_eq!(standing(&tale, "debt"), "on pace");
    // Nothing was read at all: for 31 days nobody knows.
    let mut tale = debt();
    assert_eq!(standing(tale.on("2026-01-31"), "debt"), "on pace");
    assert_eq!(standing(tale.on("2026-02-01"), "debt"), "50 behind");
}

#[test]
fn rule_7_7_rates_are_of_distance_towards_the_target() {
    let mut tale = debt();
    tale.on("2026-01-25").check("debt=3000");
    // 3000 for days 25 to 100, 76 of them: 39.4736…
    assert_eq!(
        (needed_per_day(&tale, "debt").as_str(), needed(&tale, "debt").as_str()),
        ("39.5", "39.5 a day")
    );
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
    assert_eq!(needed_per_day(&tale, "debt"), "72.4");
    assert_eq!((standing(&tale, "debt").as_str(), buffer(&tale, "debt")), ("1750 behind", -25));
}

#[test]
fn rule_7_7_a_rising_value() {
    let mut tale = Tale::begun("2026-01-01");
    tale.add("Traffic n:+20% baseline:1000 unit:visits by:2026-04-10 code:t").on("2026-01-25");
    tale.check("t=1080");
    // 200 in 100 days, 2 a day: 1050 on day 25.
    assert_eq!((expected(&tale, "t").as_str(), standing(&tale, "t").as_str()), ("1050", "30 ahead"));
    // 80 are the line of day 40.
    assert_eq!(buffer(&tale, "t"), 16);
    // 120 for 76 days: 1.57894…
    assert_eq!(needed_per_day(&tale, "t"), "1.58");
    // 80 in 25 days are 3.2 a day: 37.5, so 38 days.
    assert_eq!(forecast(&tale, "t"), some("2026-03-04"));
}

#[test]
fn rule_7_8_percentages_are_of_exact_amounts_and_rounded_down() {
    let share = |done: &str, target: &str| {
        let mut tale = Tale::of("2026-11-16", &format!("Book n:{target} unit:pages code:pg"));
        tale.check(&format!("pg={done}"));
        let share = progress(&tale, "pg").fraction.expect("a fraction");
        (share.percent(), share.told())
    };
    for whole in 0..100_u32 {
        let told = share(&whole.to_string(), "100");
        assert_eq!(told, (whole, f64::from(whole) / 100.0));
    }
    assert_eq!(share("1999", "2000"), (99, 0.999));
    assert_eq!(share("29.95", "100"), (29, 0.299));
    assert_eq!(share("999999999999.999", "1000000000000"), (99, 0.999));
    assert_eq!(share("289999999999.999", "1000000000000"), (28, 0.289));
    assert_eq!(share("290000000000", "1000000000000"), (29, 0.29));
    assert_eq!(share("100", "100"), (100, 1.0));
    assert_eq!(share("130", "100"), (100, 1.0));
}

#[test]
fn rule_7_8_so_are_those_of_readings_of_means_and_of_periods() {
    let mut tale = Tale::of("2026-11-16", "Weight n:80 baseline:90 unit:kg code:kg");
    tale.check("kg=87.1");
    assert_eq!(percent(&tale, "kg"), Some(29));
    tale.check("kg=80.001");
    assert_eq!(percent(&tale, "kg"), Some(99));
    tale.check("kg=80");
    assert_eq!(percent(&tale, "kg"), Some(100));
    tale.add("Book code:book").split("book", "A n:3 code:a\nB n:3 code:b").check("a+1 b+2");
    assert_eq!(percent(&tale, "book"), Some(50));
    tale.check("a+2");
    assert_eq!(percent(&tale, "book"), Some(83));
    tale.add("Pages every:week n:100 unit:pages code:w").check("w+57");
    assert_eq!(percent(&tale, "w"), Some(57));
    tale.check("w+42.999");
    assert_eq!(percent(&tale, "w"), Some(99));
}

#[test]
fn rule_9_4_in_a_period_of_which_nothing_is_asked_there_is_no_fraction() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Swim every:mon,thu code:swim\nRun every:week n:3 code:run\nRow every:week n:3 code:row\nLimit every:week at-most:3 code:lim",
    );
    assert_eq!(
        ["swim", "run", "row", "lim"].map(|code| percent(&tale, code)),
        [Some(0), Some(0), Some(0), None]
    );
    tale.on("2026-11-18").check("run").skip("run").pause_from("row", day("2026-11-16"), None);
    for code in ["swim", "run", "row"] {
        let progress = progress(&tale, code);
        assert_eq!((progress.fraction, progress.needed), (None, None), "{code}");
    }
    // Met all the same, it is told.
    tale.check("run+2");
    assert_eq!(percent(&tale, "run"), Some(100));
}

#[test]
fn rule_7_1_what_was_closed_by_hand_keeps_no_pace() {
    let mut store = crate::common::with_goals(&["Read n:100 unit:books by:+1y code:read"]);
    store.ok(&["check", "read+3"]);
    store.at("2027-06-01").ok(&["finish", "read"]);
    store.at("2027-07-01");
    let told = crate::common::find(&store.json(&["progress", "read"])["goals"], "read").clone();
    crate::common::says(
        &told,
        &serde_json::json!({"amount": 3, "buffer_days": null, "needed_per_day": null, "forecast": null}),
    );
    let out = store.ok(&["progress", "read"]);
    assert!(!out.contains("behind") && !out.contains("needs"), "{out}");
}
