//! The table of what can be typed for a day (SEMANTICS 1.4 to 1.6).

use super::guide::{Guide, Table};
use crate::domain::input::resolve::Calendar;
use crate::domain::value::day::Look;

/// Words for a day, of which the first is read as an example, and what they mean.
const WORDS: [(&str, &str, Look); 12] = [
    ("tomorrow, today, yesterday", "that day", Look::Ahead),
    ("2026-12-01, 1 Dec 2026, 1.12.2026", "a full date", Look::Ahead),
    ("12-01, 1 Dec, Dec 1, 1.12.", "without a year: see below", Look::Ahead),
    ("30/11, 11/30", "if it can be but one day", Look::Ahead),
    ("fri, friday", "a weekday: see below", Look::Ahead),
    ("this fri", "the one of this week", Look::Ahead),
    ("last fri", "the latest before today", Look::Ahead),
    ("in 3 days, +3d, in 2 weeks, +1m", "so much from today: d w m y", Look::Ahead),
    ("3 days ago, -3d, 2 weeks ago, -1y", "so much back", Look::Ahead),
    ("next week, month, quarter, year", "its first day; `--by`: its last", Look::Ahead),
    ("eow, eom, eoq, eoy", "the end of this week, month, and so on", Look::Ahead),
    ("end of next quarter, start of month", "as it says", Look::Ahead),
];

/// By what is asked, which day a weekday and a date without a year are.
const WAYS: [[&str; 3]; 4] = [
    ["check, win, finish, log", "latest, or today", "latest within 183 days"],
    ["--by, --pilot, plan, pause --until", "next after today", "next, or today"],
    ["today --on, --from", "next after today", "nearest"],
    ["skip, why --if", "today alone", "nearest"],
];

pub(super) fn guide(calendar: &mut Calendar) -> Guide {
    let today = calendar.today;
    let row = |(words, meaning, look): (&str, &str, Look)| {
        let example = words.split(", ").next().unwrap_or_default();
        let day = calendar.day(example, look).map(|day| day.short(today).to_string()).unwrap_or_default();
        vec![words.to_owned(), meaning.to_owned(), day]
    };
    let words = Table {
        columns: ["typed".to_owned(), "is".to_owned(), format!("on {}", today.short(today))].into(),
        rows: WORDS.into_iter().map(row).collect(),
    };
    let ways = Table {
        columns: ["asked by", "a weekday is the", "a date without a year the"].map(ToOwned::to_owned).into(),
        rows: WAYS.map(|row| row.map(ToOwned::to_owned).into()).into(),
    };
    let notes = [
        "Any other weekday of `skip` and `why --if`, and `next fri`, are refused with the two days they could be; \
         so is a date without a year that is further back than 183 days.",
        "Which day was meant is said, unless its year was typed. In a goal line: `by:fri`, `by:\"next month\"`.",
    ];
    Guide {
        topic: "days",
        text: "A day is typed as it is printed, or as one says it.".to_owned(),
        tables: vec![words, ways],
        notes: notes.map(ToOwned::to_owned).into(),
    }
}
