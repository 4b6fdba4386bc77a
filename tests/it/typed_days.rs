//! SEMANTICS 1.4 to 1.6: what may be typed for a day, and which one is meant. The right answers are by hand.

use chrono::Weekday;
use goals::domain::input::resolve::Calendar;
use goals::domain::model::refusal::Refusal;
use goals::domain::value::day::Look::{Ahead, Around, Back, Deadline, Either, Since, Supposed, Until};
use goals::domain::value::day::{Day, Look};
use serde_json::Value;

use crate::common::{shown, with_goals};
use crate::harness::{Ran, Store, words};
use crate::state::day;

/// 18 November 2026, a Wednesday, in a week from Monday to Sunday.
const WEDNESDAY: &str = "2026-11-18";

fn read(text: &str, look: Look, today: &str, week_start: Weekday) -> Result<Day, Refusal> {
    Calendar::new(day(today), week_start).day(text, look)
}

/// Each row is what is typed, how it is looked for, and the day.
fn all(today: &str, week_start: Weekday, rows: &[(&str, Look, &str)]) {
    for (text, look, wanted) in rows {
        let found = read(text, *look, today, week_start).map(|day| day.to_string());
        assert_eq!(found.as_deref(), Ok(*wanted), "`{text}` as {look:?} on {today}");
    }
}

/// Each row is what is typed, how it is looked for, what the refusal says, and its hint.
fn refused(today: &str, rows: &[(&str, Look, &str, &str)]) {
    for (text, look, what, hint) in rows {
        let error = read(text, *look, today, Weekday::Mon).expect_err(text);
        assert_eq!(error.to_string(), *what, "`{text}` as {look:?} on {today}");
        let found = error.hint().unwrap_or_default();
        assert_eq!(&found, hint, "`{text}` as {look:?} on {today}");
    }
}

#[test]
fn rule_1_4_a_day_is_typed_as_it_is_printed() {
    all(
        WEDNESDAY,
        Weekday::Mon,
        &[
            ("18 Nov", Back, "2026-11-18"),
            ("Nov 18", Back, "2026-11-18"),
            ("18 November", Back, "2026-11-18"),
            ("November 18", Back, "2026-11-18"),
            ("18 November 2026", Back, "2026-11-18"),
            ("18 nov 2025", Back, "2025-11-18"),
            ("November 18, 2025", Back, "2025-11-18"),
            ("Nov 18 2024", Back, "2024-11-18"),
            ("18 Nov, 2024", Ahead, "2024-11-18"),
            ("2026 Nov 18", Back, "2026-11-18"),
            ("18-Nov-2026", Back, "2026-11-18"),
            ("18-nov", Back, "2026-11-18"),
            ("18. Nov.", Back, "2026-11-18"),
            ("18. November 2026", Back, "2026-11-18"),
            ("18th of November", Back, "2026-11-18"),
            ("November 1st", Back, "2026-11-01"),
            ("the 2nd of november", Back, "2026-11-02"),
            ("3rd Nov", Back, "2026-11-03"),
            ("10 sept", Back, "2026-09-10"),
            ("Wed 18 Nov", Back, "2026-11-18"),
            ("Wed 18 Nov 2026", Back, "2026-11-18"),
            ("Wednesday 18 November 2026", Back, "2026-11-18"),
            ("Tue 18 Nov 2025", Back, "2025-11-18"),
            ("tue 17.11.", Back, "2026-11-17"),
            ("Wed, 18 Nov", Either, "2026-11-18"),
            ("18.11.", Back, "2026-11-18"),
            ("18.11", Back, "2026-11-18"),
            ("1.9.", Back, "2026-09-01"),
            ("01.09.", Back, "2026-09-01"),
            ("18.11.2026", Back, "2026-11-18"),
            ("1.2.2027", Back, "2027-02-01"),
            ("2026-11-18", Back, "2026-11-18"),
            ("2026-1-5", Back, "2026-01-05"),
            ("2019-03-04", Ahead, "2019-03-04"),
            ("2026/11/18", Back, "2026-11-18"),
            ("11-18", Back, "2026-11-18"),
            ("9-1", Back, "2026-09-01"),
            ("31-12-2026", Ahead, "2026-12-31"),
            ("11/30", Ahead, "2026-11-30"),
            ("30/11", Ahead, "2026-11-30"),
            ("11/11", Back, "2026-11-11"),
            ("31/10/2026", Back, "2026-10-31"),
            ("10/31/2026", Back, "2026-10-31"),
            ("  18 NOV  ", Back, "2026-11-18"),
            ("18\tNov", Back, "2026-11-18"),
        ],
    );
}

#[test]
fn rule_1_4_words_that_stand_for_a_day_or_a_way_from_today() {
    all(
        WEDNESDAY,
        Weekday::Mon,
        &[
            ("today", Back, "2026-11-18"),
            ("Yesterday", Ahead, "2026-11-17"),
            ("tomorrow", Back, "2026-11-19"),
            ("in 3 days", Ahead, "2026-11-21"),
            ("in 3 days", Back, "2026-11-21"),
            ("in a week", Ahead, "2026-11-25"),
            ("in one day", Ahead, "2026-11-19"),
            ("in two weeks", Ahead, "2026-12-02"),
            ("in 2 months", Ahead, "2027-01-18"),
            ("in a quarter", Ahead, "2027-02-18"),
            ("in 1 year", Deadline, "2027-11-18"),
            ("in 3d", Ahead, "2026-11-21"),
            ("the day after tomorrow", Ahead, "2026-11-20"),
            ("day before yesterday", Back, "2026-11-16"),
            ("on friday", Ahead, "2026-11-20"),
            ("2 weeks from now", Ahead, "2026-12-02"),
            ("3 days ago", Back, "2026-11-15"),
            ("3 days ago", Ahead, "2026-11-15"),
            ("a week ago", Back, "2026-11-11"),
            ("2w ago", Back, "2026-11-04"),
            ("1 month ago", Since, "2026-10-18"),
            ("a year ago", Since, "2025-11-18"),
            ("+5d", Ahead, "2026-11-23"),
            ("+5d", Back, "2026-11-23"),
            ("-2w", Back, "2026-11-04"),
            ("+1m", Deadline, "2026-12-18"),
            ("-1y", Since, "2025-11-18"),
            ("+3 days", Ahead, "2026-11-21"),
            ("+ 3 days", Ahead, "2026-11-21"),
            ("-2 weeks", Back, "2026-11-04"),
            ("+0d", Ahead, "2026-11-18"),
            ("14d", Ahead, "2026-12-02"),
            ("14d", Deadline, "2026-12-02"),
            ("2 weeks", Ahead, "2026-12-02"),
            ("2 weeks", Around, "2026-12-02"),
        ],
    );
}

#[test]
fn rule_1_4_weeks_months_quarters_and_years() {
    all(
        WEDNESDAY,
        Weekday::Mon,
        &[
            ("next week", Ahead, "2026-11-23"),
            ("next week", Deadline, "2026-11-29"),
            ("next week", Around, "2026-11-23"),
            ("next month", Ahead, "2026-12-01"),
            ("next month", Deadline, "2026-12-31"),
            ("next quarter", Ahead, "2027-01-01"),
            ("the next quarter", Deadline, "2027-03-31"),
            ("next year", Ahead, "2027-01-01"),
            ("next year", Deadline, "2027-12-31"),
            ("this week", Deadline, "2026-11-22"),
            ("this month", Deadline, "2026-11-30"),
            ("this year", Deadline, "2026-12-31"),
            ("last week", Since, "2026-11-09"),
            ("last week", Until, "2026-11-15"),
            ("this week", Since, "2026-11-16"),
            ("last month", Since, "2026-10-01"),
            ("last month", Until, "2026-10-31"),
            ("last quarter", Since, "2026-07-01"),
            ("last year", Until, "2025-12-31"),
            ("october", Since, "2026-10-01"),
            ("october", Until, "2026-10-31"),
            ("december", Since, "2025-12-01"),
            ("feb 2024", Until, "2024-02-29"),
            ("2026-10", Until, "2026-10-31"),
            ("eow", Ahead, "2026-11-22"),
            ("eom", Ahead, "2026-11-30"),
            ("EOQ", Ahead, "2026-12-31"),
            ("eoy", Back, "2026-12-31"),
            ("end of week", Ahead, "2026-11-22"),
            ("end of this week", Ahead, "2026-11-22"),
            ("end of the month", Ahead, "2026-11-30"),
            ("end of month", Around, "2026-11-30"),
            ("end of next week", Ahead, "2026-11-29"),
            ("end of next month", Deadline, "2026-12-31"),
            ("end of next quarter", Ahead, "2027-03-31"),
            ("end of the next quarter", Deadline, "2027-03-31"),
            ("end of next year", Ahead, "2027-12-31"),
            ("end of last month", Back, "2026-10-31"),
            ("end of the year", Deadline, "2026-12-31"),
            ("end of november", Ahead, "2026-11-30"),
            ("end of january", Ahead, "2027-01-31"),
            ("end of 2027", Deadline, "2027-12-31"),
            ("by the end of next month", Deadline, "2026-12-31"),
            ("end of october", Back, "2026-10-31"),
            ("end of feb 2028", Deadline, "2028-02-29"),
            ("start of next month", Deadline, "2026-12-01"),
            ("beginning of next year", Ahead, "2027-01-01"),
        ],
    );
}

#[test]
fn rule_1_5_behind_a_weekday_is_the_latest_and_a_date_within_half_a_year() {
    for look in [Back, Since, Until] {
        all(
            WEDNESDAY,
            Weekday::Mon,
            &[
                ("mon", look, "2026-11-16"),
                ("tuesday", look, "2026-11-17"),
                ("wed", look, "2026-11-18"),
                ("thurs", look, "2026-11-12"),
                ("fri", look, "2026-11-13"),
                ("sat", look, "2026-11-14"),
                ("Sunday", look, "2026-11-15"),
                ("last fri", look, "2026-11-13"),
                ("last wed", look, "2026-11-11"),
                ("this fri", look, "2026-11-20"),
                ("11-18", look, "2026-11-18"),
                ("11-17", look, "2026-11-17"),
                // 183 days.
                ("19 May", look, "2026-05-19"),
            ],
        );
        all("2027-01-10", Weekday::Mon, &[("12-28", look, "2026-12-28"), ("10.1.", look, "2027-01-10")]);
    }
    // Who only reads may go back to the beginning of the year.
    all(WEDNESDAY, Weekday::Mon, &[("1 Jan", Since, "2026-01-01"), ("18 May", Until, "2026-05-18")]);
}

#[test]
fn rule_1_5_ahead_a_weekday_is_after_today_and_a_date_today_or_later() {
    for look in [Ahead, Deadline] {
        all(
            WEDNESDAY,
            Weekday::Mon,
            &[
                ("thu", look, "2026-11-19"),
                ("fri", look, "2026-11-20"),
                ("tue", look, "2026-11-24"),
                ("wednesday", look, "2026-11-25"),
                ("last fri", look, "2026-11-13"),
                ("this fri", look, "2026-11-20"),
                ("this mon", look, "2026-11-16"),
                ("11-18", look, "2026-11-18"),
                ("12-01", look, "2026-12-01"),
                ("11-17", look, "2027-11-17"),
                ("3 Jan", look, "2027-01-03"),
                ("29 Feb", look, "2028-02-29"),
            ],
        );
    }
}

#[test]
fn rule_1_5_both_ways_a_date_is_the_nearest() {
    for look in [Around, Either] {
        all(
            WEDNESDAY,
            Weekday::Mon,
            &[
                ("11-20", look, "2026-11-20"),
                ("11-10", look, "2026-11-10"),
                ("11-18", look, "2026-11-18"),
                ("12-20", look, "2026-12-20"),
                ("3 Jan", look, "2027-01-03"),
                ("20 May", look, "2026-05-20"),
                // 183 days behind, 182 ahead.
                ("19 May", look, "2027-05-19"),
                // 993 days behind, 468 ahead.
                ("29 Feb", look, "2028-02-29"),
            ],
        );
    }
    all(
        WEDNESDAY,
        Weekday::Mon,
        &[
            ("fri", Around, "2026-11-20"),
            ("wed", Around, "2026-11-25"),
            ("wed", Either, "2026-11-18"),
            ("wed", Supposed, "2026-11-18"),
            // As `check` has it, where that has one; else ahead.
            ("19 May", Supposed, "2026-05-19"),
            ("11-20", Supposed, "2026-11-20"),
            ("1 Mar", Supposed, "2027-03-01"),
        ],
    );
}

#[test]
fn rule_1_4_a_leap_day_the_end_of_a_year_and_weeks_from_sunday() {
    // A Tuesday.
    all(
        "2028-02-29",
        Weekday::Mon,
        &[
            ("29 Feb", Back, "2028-02-29"),
            ("29.2.", Ahead, "2028-02-29"),
            ("+1y", Ahead, "2029-02-28"),
            ("-1y", Back, "2027-02-28"),
            ("+1m", Ahead, "2028-03-29"),
            ("eom", Ahead, "2028-02-29"),
            ("end of next month", Ahead, "2028-03-31"),
            ("next month", Ahead, "2028-03-01"),
            ("28 Feb", Around, "2028-02-28"),
            ("tue", Back, "2028-02-29"),
            ("last tue", Back, "2028-02-22"),
        ],
    );
    // A Thursday.
    all(
        "2026-12-31",
        Weekday::Mon,
        &[
            ("tomorrow", Ahead, "2027-01-01"),
            ("1 Jan", Ahead, "2027-01-01"),
            ("1 Jan", Around, "2027-01-01"),
            ("12-30", Around, "2026-12-30"),
            ("fri", Ahead, "2027-01-01"),
            ("next week", Ahead, "2027-01-04"),
            ("next quarter", Deadline, "2027-03-31"),
            ("last quarter", Since, "2026-07-01"),
            ("next year", Ahead, "2027-01-01"),
            ("eoy", Ahead, "2026-12-31"),
            ("eow", Ahead, "2027-01-03"),
            ("this fri", Ahead, "2027-01-01"),
        ],
    );
    // Clamped.
    all("2026-01-31", Weekday::Mon, &[("+1m", Ahead, "2026-02-28"), ("next month", Ahead, "2026-02-01")]);
    // From Sunday 15 to Saturday 21 November.
    all(
        WEDNESDAY,
        Weekday::Sun,
        &[
            ("eow", Ahead, "2026-11-21"),
            ("next week", Ahead, "2026-11-22"),
            ("next week", Deadline, "2026-11-28"),
            ("end of next week", Ahead, "2026-11-28"),
            ("this sun", Back, "2026-11-15"),
            ("this sat", Ahead, "2026-11-21"),
            ("sun", Ahead, "2026-11-22"),
            ("last week", Since, "2026-11-08"),
        ],
    );
    all("2026-11-22", Weekday::Sun, &[("this sun", Back, "2026-11-22"), ("eow", Ahead, "2026-11-28")]);
}

#[test]
fn rule_1_6_what_could_be_two_days_is_refused_with_both() {
    let two = |text: &str, american: &str, european: &str| {
        (format!("`{text}` could be {american} or {european}"), format!("type `{american}` or `{european}`"))
    };
    let (what, hint) = two("11/12", "12 Nov", "11 Dec");
    refused(WEDNESDAY, &[("11/12", Back, &what, &hint), ("11/12", Ahead, &what, &hint)]);
    let (what, hint) = two("1/2/2027", "2 Jan 2027", "1 Feb 2027");
    refused(WEDNESDAY, &[("1/2/2027", Ahead, &what, &hint)]);
    let (what, hint) = two("11-12-2026", "12 Nov 2026", "11 Dec 2026");
    refused(WEDNESDAY, &[("11-12-2026", Ahead, &what, &hint)]);
    for look in [Back, Ahead, Deadline, Around, Either] {
        refused(
            WEDNESDAY,
            &[(
                "next fri",
                look,
                "`next fri` could be Friday 20 November 2026 or Friday 27 November 2026",
                "type `2026-11-20` or `2026-11-27`",
            )],
        );
    }
    for look in [Either, Supposed] {
        refused(
            WEDNESDAY,
            &[(
                "friday",
                look,
                "`friday` could be Friday 13 November 2026 or Friday 20 November 2026",
                "type `2026-11-13` or `2026-11-20`",
            )],
        );
    }
    refused(
        WEDNESDAY,
        &[
            ("3w", Back, "`3w` could be ahead or behind", "type `+3w` for ahead, `-3w` for behind"),
            (
                "3 weeks",
                Back,
                "`3 weeks` could be ahead or behind",
                "type `in 3 weeks` for ahead, `3 weeks ago` for behind",
            ),
            (
                "last week",
                Back,
                "`last week` is more than one day",
                "type one of them: `2026-11-09` is the first, `2026-11-15` the last",
            ),
            (
                "december",
                Deadline,
                "`december` is more than one day",
                "type one of them: `2026-12-01` is the first, `2026-12-31` the last",
            ),
        ],
    );
}

#[test]
fn rule_1_5_never_a_year_back_without_being_asked() {
    for look in [Back, Since, Until] {
        refused(
            "2026-11-17",
            &[(
                "11-20",
                look,
                "`11-20` has not come yet this year; 2025-11-20?",
                "type the year too: `2025-11-20` is Thursday 20 November 2025",
            )],
        );
    }
    refused(
        WEDNESDAY,
        &[
            (
                "24 Dec",
                Back,
                "`24 Dec` has not come yet this year; 2025-12-24?",
                "type the year too: `2025-12-24` is Wednesday 24 December 2025",
            ),
            (
                "18 May",
                Back,
                "`18 May` was last 184 days ago, 2026-05-18, and comes again on 2027-05-18",
                "type the year too: `2026-05-18` is Monday 18 May 2026",
            ),
            (
                "29 Feb",
                Since,
                "`29 Feb` was last 993 days ago, 2024-02-29, and comes again on 2028-02-29",
                "type the year too: `2024-02-29` is Thursday 29 February 2024",
            ),
        ],
    );
}

#[test]
fn rule_1_6_each_mistake_has_the_hint_that_fits_it() {
    let forms =
        "a day is typed as `today`, `fri`, `18 Nov`, `2026-11-18` or `+2w`: `goals help days` has all forms";
    refused(
        WEDNESDAY,
        &[
            ("tommorow", Ahead, "`tommorow` is not a day", "did you mean `tomorrow`?"),
            ("yesteday", Back, "`yesteday` is not a day", "did you mean `yesterday`?"),
            ("firday", Ahead, "`firday` is not a day", "did you mean `friday`?"),
            ("18 Novmber", Ahead, "`18 Novmber` is not a day", "did you mean `18 november`?"),
            ("next mnth", Ahead, "`next mnth` is not a day", "did you mean `next month`?"),
            (
                "end of nxt quarter",
                Ahead,
                "`end of nxt quarter` is not a day",
                "did you mean `end of next quarter`?",
            ),
            ("someday", Ahead, "`someday` is not a day", forms),
            ("never", Ahead, "`never` is not a day", forms),
            ("", Ahead, "`` is not a day", forms),
            (
                "2026-02-30",
                Ahead,
                "`2026-02-30`: February 2026 has 28 days, there is no 30",
                "its last day is `28 Feb 2026`",
            ),
            ("31 Nov", Ahead, "`31 Nov`: November has 30 days, there is no 31", "its last day is `30 Nov`"),
            ("30.2.", Back, "`30.2.`: February has 29 days, there is no 30", "its last day is `29 Feb`"),
            (
                "29 Feb 2027",
                Ahead,
                "`29 Feb 2027`: February 2027 has 28 days, there is no 29",
                "its last day is `28 Feb 2027`",
            ),
            ("18-11", Ahead, "`18-11`: there is no month 18", "did you mean `18 Nov`?"),
            ("11.18.2026", Ahead, "`11.18.2026`: there is no month 18", "did you mean `18 Nov 2026`?"),
            ("2026-18-11", Ahead, "`2026-18-11`: there is no month 18", "did you mean `18 Nov 2026`?"),
            (
                "2026-13-40",
                Ahead,
                "`2026-13-40`: there is no month 13",
                "months run from 1 to 12, as in `2026-12-01`",
            ),
            ("18.11.26", Ahead, "the year of `18.11.26` has two digits", "did you mean `18.11.2026`?"),
            (
                "18",
                Ahead,
                "`18` names no month",
                "a day of several words is quoted: `\"18 Nov\"`, `\"18 days ago\"`",
            ),
            ("next", Ahead, "`next` is not a day", "a day of several words is quoted: `\"next month\"`"),
            ("in", Ahead, "`in` is not a day", "a day of several words is quoted: `\"in 3 days\"`"),
            ("end", Ahead, "`end` is not a day", "a day of several words is quoted: `\"end of month\"`"),
            ("+3", Ahead, "`+3` is not a day", "did you mean `+3d`, in days?"),
            (
                "18th",
                Back,
                "`18th` names no month",
                "a day of several words is quoted: `\"18 Nov\"`, `\"18 days ago\"`",
            ),
            (
                "Thu 18 Nov",
                Back,
                "`Thu 18 Nov`: 18 Nov 2026 is a Wednesday",
                "leave the weekday out: `18 Nov`",
            ),
            (
                "Thu 18 Nov 2026",
                Back,
                "`Thu 18 Nov 2026`: 18 Nov 2026 is a Wednesday",
                "leave the weekday out: `18 Nov 2026`",
            ),
            (
                "1899-12-31",
                Back,
                "`1899-12-31` is not within the years 1900 to 2199",
                "days from 1900-01-01 to 2199-12-31 are known",
            ),
            (
                "in 300 years",
                Ahead,
                "`in 300 years` is not within the years 1900 to 2199",
                "days from 1900-01-01 to 2199-12-31 are known",
            ),
        ],
    );
}

#[test]
fn what_ends_something_is_not_before_it_begins() {
    let store = with_goals(&[
        "Course every:day from:mon by:fri code:a",
        "Sail from:2027-06-01 by:03-01 code:b",
        "Walk from:11-10 by:11-25 code:c",
        "Try every:day from:mon pilot:fri code:d",
    ]);
    let days = |code: &str| {
        let goal = shown(&store, code);
        ["from", "by", "pilot"].map(|key| goal[key].as_str().unwrap_or("-").to_owned())
    };
    assert_eq!(days("a"), ["2026-11-23", "2026-11-27", "-"]);
    assert_eq!(days("b"), ["2027-06-01", "2028-03-01", "-"]);
    assert_eq!(days("c"), ["2026-11-10", "2026-11-25", "-"]);
    assert_eq!(days("d"), ["2026-11-23", "-", "2026-11-27"]);
    for (from, until, days) in [
        ("11-10", "11-15", ["2026-11-10", "2026-11-15"]),
        ("12-20", "01-03", ["2026-12-20", "2027-01-03"]),
        ("mon", "fri", ["2026-11-23", "2026-11-27"]),
        ("fri", "fri", ["2026-11-20", "2026-11-20"]),
        ("2026-11-02", "fri", ["2026-11-02", "2026-11-20"]),
    ] {
        store.ok(&["pause", "a", "--from", from, "--until", until]);
        let line = store.journal().pop().expect("an entry");
        let written: Value = serde_json::from_str(&line).expect("JSON");
        let pause = &written["did"][0]["pause"];
        assert_eq!([&pause["from"], &pause["until"]], days, "{from} {until}");
    }
}

/// Of each option: what is typed on 17 November 2026, a Tuesday, and the day that the journal then has.
#[test]
fn rule_1_5_each_command_looks_where_it_has_to() {
    let mut store = with_goals(&["Yoga every:day from:2025-01-01 code:yoga", "Pack code:pack"]);
    store.at("2026-11-17");
    for (line, wanted) in [
        ("check yoga --on fri", "2026-11-13"),
        ("check yoga --on tue", "2026-11-17"),
        ("check yoga --on '10 Nov'", "2026-11-10"),
        ("check yoga --on 10.11.", "2026-11-10"),
        ("check yoga --on 'last tue'", "2026-11-10"),
        ("win Sang --on fri", "2026-11-13"),
        ("win Sang --on '3 days ago'", "2026-11-14"),
        ("finish yoga --on mon", "2026-11-16"),
        ("finish yoga --undo", ""),
        ("plan pack --on fri", "2026-11-20"),
        ("plan pack --on tue", "2026-11-24"),
        ("plan pack --on 11-17", "2026-11-17"),
        ("plan pack --on 11-16", "2027-11-16"),
        ("plan pack --on 'next week'", "2026-11-23"),
        ("edit pack --by 'next week'", "2026-11-29"),
        ("edit pack --by 'next month'", "2026-12-31"),
        ("edit pack --by 18.11.", "2026-11-18"),
        ("edit pack --by 11-16", "2027-11-16"),
        ("edit pack --pilot 'next month'", "2026-12-01"),
        ("edit pack --from 11-10", "2026-11-10"),
        ("edit pack --from mon", "2026-11-23"),
        ("skip yoga --on 11-20", "2026-11-20"),
        ("skip yoga --on 11-10", "2026-11-10"),
        ("skip yoga --on tue", "2026-11-17"),
        ("pause yoga --from 11-20", "2026-11-20"),
        ("pause yoga --from 11-10", "2026-11-10"),
        ("pause yoga --from fri", "2026-11-20"),
    ] {
        let ran = store.run(&words(line));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        let written = store.journal().pop().expect("an entry");
        let (_, did) = written.split_once("\"did\"").expect("changes");
        assert!(did.contains(wanted), "{line}: {did}");
        let spoken = ran.err.lines().count();
        assert_eq!(spoken, usize::from(!wanted.is_empty()), "{line}: {ran:?}");
    }
    let day = |line: &str| store.json(&words(line))["day"].clone();
    assert_eq!(day("today --on fri"), "2026-11-20");
    assert_eq!(day("today --on tue"), "2026-11-24");
    assert_eq!(day("today --on 11-10"), "2026-11-10");
    assert_eq!(day("today --on '18 Nov'"), "2026-11-18");
}

#[test]
fn rule_1_5_what_is_done_is_never_written_a_year_back_without_being_asked() {
    let mut store = with_goals(&["Yoga every:day code:yoga"]);
    store.at("2026-11-17");
    let before = store.journal();
    for line in
        ["check yoga --on 11-20", "finish yoga --on '20 Nov'", "win x --on 11-20", "log --since 11-20"]
    {
        let ran = store.refused(1, &words(line), "has not come yet this year; 2025-11-20?");
        assert!(ran.err.contains("hint: type the year too: `2025-11-20`"), "{line}: {ran:?}");
    }
    store.refused(1, &["win", "x", "--on", "12-24"], "`12-24` has not come yet this year; 2025-12-24?");
    store.refused(1, &["log", "--until", "24 Dec"], "has not come yet this year");
    assert_eq!(store.journal(), before);
    store.ok(&["check", "yoga", "--on", "2025-11-20"]);
    assert_eq!(
        store.json(&["log", "--since", "2025-11-01", "--until", "2025-11-30"])["entries"][0]["day"],
        "2025-11-20"
    );
}

#[test]
fn rule_1_5_a_weekday_of_skip_and_of_why_is_chosen_by_the_line() {
    let store = with_goals(&["Run every:day from:2026-11-01 code:run"]);
    let before = store.journal();
    let what = "`friday` could be Friday 13 November 2026 or Friday 20 November 2026";
    let ran = store.refused(1, &["skip", "run", "--on", "friday", "--note", "a cold"], what);
    let lines = "hint: type `goals skip run --on 2026-11-13 --note \"a cold\"` or `goals skip run --on 2026-11-20 \
                 --note \"a cold\"`";
    assert!(ran.err.contains(lines), "{ran:?}");
    let ran = store.refused(1, &["skip", "run", "--on=friday"], what);
    assert!(
        ran.err.contains("`goals skip run --on=2026-11-13` or `goals skip run --on=2026-11-20`"),
        "{ran:?}"
    );
    for what_if in ["skip friday", "check friday", "check =2 friday"] {
        let ran = store.refused(1, &["why", "run", "--if", what_if], what);
        let line = |day: &str| format!("`goals why run --if \"{}\"`", what_if.replace("friday", day));
        let lines = format!("hint: type {} or {}", line("2026-11-13"), line("2026-11-20"));
        assert!(ran.err.contains(&lines), "{ran:?}");
    }
    assert_eq!(store.journal(), before);
    store.ok(&["skip", "run", "--on", "wed"]);
    store.ok(&["why", "run", "--if", "skip wed"]);
}

/// Whatever is typed, both mean the same day, or one of them is refused.
#[test]
fn rule_1_5_what_is_supposed_and_what_is_done_are_on_the_same_day() {
    let spoken = |ran: &Ran| ran.err.lines().next().unwrap_or_default().to_owned();
    for day in [
        "wed",
        "11-20",
        "11-10",
        "19 May",
        "20 May",
        "18.11.",
        "3 days ago",
        "in 3 days",
        "+1w",
        "-1w",
        "yesterday",
        "next week",
        "end of last month",
        "last fri",
        "this mon",
        "1 Jan",
    ] {
        for (option, command) in [("skip", "skip"), ("check", "check")] {
            let store = with_goals(&["Run every:day from:2026-01-01 code:run"]);
            let supposed = store.run(&["why", "run", "--if", &format!("{option} {day}")]);
            let done = store.run(&[command, "run", "--on", day]);
            if supposed.code == 0 && done.code == 0 {
                assert_eq!(spoken(&supposed), spoken(&done), "{option} {day}");
            } else {
                assert!(command == "check" || supposed.code == done.code, "{day}: {supposed:?} {done:?}");
            }
        }
    }
}

#[test]
fn a_day_stands_in_a_goal_line_an_option_and_an_outline() {
    let store = with_goals(&[
        "A by:\"next month\" code:a",
        "B by:18.11. code:b",
        "C by:\"18 Nov\" code:c",
        "D by:11/30 from:\"1 Dec 2025\" code:d",
    ]);
    let by = |code: &str| shown(&store, code)["by"].as_str().unwrap_or("-").to_owned();
    assert_eq!(by("a"), "2026-12-31");
    assert_eq!(by("b"), "2026-11-18");
    assert_eq!(by("d"), "2026-11-30");
    assert_eq!(shown(&store, "d")["from"], "2025-12-01");
    store.ok(&["edit", "a", "--by", "end of next quarter"]);
    assert_eq!(by("a"), "2027-03-31");
    store.ok(&["template", "save", "t", "d"]);
    assert!(
        store.json(&["template", "show", "t"])["templates"][0]["outline"].to_string().contains("from:+0d")
    );
}

#[test]
fn what_is_typed_is_said_unless_its_year_was() {
    let store = with_goals(&["Pack code:pack"]);
    for (typed, said) in [
        ("18 Dec 2026", ""),
        ("18.12.2026", ""),
        ("2026-12-18", ""),
        ("18/12/2026", ""),
        ("18 Dec", "18 Dec: Friday 18 December 2026\n"),
        ("18.12.", "18.12.: Friday 18 December 2026\n"),
        ("3 Jan", "3 Jan: Sunday 3 January 2027\n"),
        ("next week", "next week: Monday 23 November 2026\n"),
    ] {
        let ran = store.run(&["plan", "pack", "--on", typed]);
        assert_eq!((ran.code, ran.err.as_str()), (0, said), "{typed}");
    }
}

#[test]
fn what_is_looked_back_on_is_typed_as_one_says_it() {
    let mut store = Store::new();
    store.ok(&["win", "Sang"]);
    for (option, rows) in [
        (
            "--week",
            &[
                ("last", "2026-11-09"),
                ("this", "2026-11-16"),
                ("last week", "2026-11-09"),
                ("47", "2026-11-16"),
                ("w46", "2026-11-09"),
                ("week 46", "2026-11-09"),
                ("48", "2025-11-24"),
                ("2026-w1", "2025-12-29"),
                ("2026-W46", "2026-11-09"),
                ("W46 2026", "2026-11-09"),
                ("53", "2020-12-28"),
                ("9 Nov", "2026-11-09"),
                ("sunday", "2026-11-09"),
                ("eow", "2026-11-16"),
            ][..],
        ),
        (
            "--month",
            &[
                ("last", "2026-10-01"),
                ("this", "2026-11-01"),
                ("last month", "2026-10-01"),
                ("november", "2026-11-01"),
                ("nov 2025", "2025-11-01"),
                ("November, 2025", "2025-11-01"),
                ("2025-11", "2025-11-01"),
                ("11.2025", "2025-11-01"),
                ("11/2025", "2025-11-01"),
                ("10", "2026-10-01"),
                ("dec", "2025-12-01"),
                ("18 Oct", "2026-10-01"),
                ("-1m", "2026-10-01"),
            ],
        ),
        (
            "--quarter",
            &[
                ("last", "2026-07-01"),
                ("this", "2026-10-01"),
                ("q3", "2026-07-01"),
                ("3", "2026-07-01"),
                ("q3 2025", "2025-07-01"),
                ("2025 q3", "2025-07-01"),
                ("2025-Q3", "2025-07-01"),
                ("last quarter", "2026-07-01"),
                ("august", "2026-07-01"),
            ],
        ),
        (
            "--year",
            &[
                ("last", "2025-01-01"),
                ("this", "2026-01-01"),
                ("2025", "2025-01-01"),
                ("last year", "2025-01-01"),
            ],
        ),
    ] {
        for (typed, from) in rows {
            let review = store.json(&["review", &format!("{option}={typed}")]);
            assert_eq!(review["span"]["from"], *from, "{option} {typed}");
        }
    }
    let ran = store.refused(2, &["review", "--month", "novmber"], "`novmber` is not a month");
    assert!(ran.err.contains("hint: did you mean `november`?"), "{ran:?}");
    let ran = store.refused(2, &["review", "--week", "60"], "`60` is not a week");
    assert!(ran.err.contains("hint: a week is `last`"), "{ran:?}");
    store.refused(2, &["review", "--month", "30 Feb"], "February has 29 days");
    store.refused(1, &["review", "--month", "2026-12"], "December 2026 has not begun");
    store.ok(&["config", "week-start", "sunday"]);
    store.at("2026-11-25");
    assert_eq!(store.json(&["review", "--week", "48"])["span"]["from"], "2026-11-22");
}
