//! The table of what can be typed for a day (SEMANTICS 1.4 to 1.6).

use super::guide::{Guide, Table};
use crate::domain::input::resolve::Calendar;
use crate::domain::value::day::Look;

/// Words for a day, of which the first is read as an example, looking ahead, and what they mean.
const WORDS: [(&str, &str); 14] = [
    ("tomorrow, today, yesterday", "that day"),
    ("2026-12-01, 1 Dec 2026, 1.12.2026", "that date"),
    ("12-01, 1 Dec, Dec 1, 1.12.", "of which year: see below"),
    ("11/30, 30/11", "if it can be but one day"),
    ("fri, friday", "of which week: see below"),
    ("this fri", "the one of this week"),
    ("last fri", "the latest before today"),
    ("+3d, in 3 days, +2w, +1m, +1y", "so much ahead"),
    ("-3d, 3 days ago, a week ago", "so much back"),
    ("next month, next week, next year", "first day; `--by`: last"),
    ("eow, end of this week", "the last day of this week"),
    ("eom, eoq, eoy", "of month, quarter, year"),
    ("end of next quarter", "its last day"),
    ("start of next month", "its first day"),
];

/// By what is asked, which day a weekday and a date without a year are.
const WAYS: [[&str; 3]; 4] = [
    ["check, win, finish, log", "latest, or today", "latest within 183 days"],
    ["plan, --by, --pilot, pause --until", "next after today", "next, or today"],
    ["today --on, --from", "next after today", "nearest"],
    ["skip, why --if", "today alone", "nearest"],
];

pub(super) fn guide(calendar: &mut Calendar) -> Guide {
    let today = calendar.today;
    let row = |(words, meaning): (&str, &str)| {
        let example = words.split(", ").next().unwrap_or_default();
        let day =
            calendar.day(example, Look::Ahead).map(|day| day.short(today).to_string()).unwrap_or_default();
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
        "What could be two days is refused with both: another weekday of `skip` and `why --if`, `next fri`, `11/12`. \
         So is a date that was further back than 183 days; what only reads (`log`, `report`, `review`) also takes \
         one of this year.",
        "Months are typed by name or number, weekdays and months by three letters or more, d w m y also as days, \
         weeks, months, years. Of `log`, `last week` or `october` is its first day with `--since`, its last with \
         `--until`; so is `this month` with `--by`.",
        "Which day was meant is said, unless its year was typed. In a goal line: `by:fri`, `by:\"next month\"`.",
    ];
    Guide {
        topic: "days",
        text: "A day is typed as it is printed, or as one says it.".to_owned(),
        tables: vec![words, ways],
        notes: notes.map(ToOwned::to_owned).into(),
    }
}
