//! Days as tables write them: which of three numbers is the day, and which the month.

use crate::domain::value::day::Day;
use crate::interop::reader::options::{DateOrder, Options};
use crate::interop::reader::unreadable::Unreadable;

/// A cell that tells a day, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Day(Day),
    /// Two numbers that may be day and month or month and day, and a year.
    Either(u32, u32, i32),
}

/// How the days of a column are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayColumn {
    order: Option<DateOrder>,
}

const MONTHS: [[&str; 5]; 12] = [
    ["january", "januar", "janvier", "enero", "jan"],
    ["february", "februar", "février", "febrero", "feb"],
    ["march", "märz", "mars", "marzo", "mar"],
    ["april", "april", "avril", "abril", "apr"],
    ["may", "mai", "mai", "mayo", "may"],
    ["june", "juni", "juin", "junio", "jun"],
    ["july", "juli", "juillet", "julio", "jul"],
    ["august", "august", "août", "agosto", "aug"],
    ["september", "september", "septembre", "septiembre", "sep"],
    ["october", "oktober", "octobre", "octubre", "oct"],
    ["november", "november", "novembre", "noviembre", "nov"],
    ["december", "dezember", "décembre", "diciembre", "dec"],
];

/// The month of a word or a number, 1 to 12.
pub fn month(text: &str) -> Option<u32> {
    let word = text.trim().trim_end_matches('.').to_lowercase();
    if let Ok(number) = word.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let names = |names: &[&str; 5]| {
        names.iter().any(|name| *name == word || (word.chars().count() >= 3 && name.starts_with(&word)))
    };
    MONTHS.iter().position(names).and_then(|place| u32::try_from(place + 1).ok())
}

impl DayColumn {
    /// How a column is to be read, by all its cells, each with its line: a number above 12 is no month. Where no cell
    /// tells, the person does.
    pub fn of<'c>(
        cells: impl Iterator<Item = (usize, &'c str)>,
        name: &str,
        options: &Options<'_>,
    ) -> Result<Self, Unreadable> {
        let mut open: Option<(usize, &str, (u32, u32, i32))> = None;
        let mut day_first: Option<(usize, &str)> = None;
        let mut month_first: Option<(usize, &str)> = None;
        for (line, cell) in cells {
            match written(cell) {
                Some(Written::Either(first, second, year)) => {
                    open = open.or(Some((line, cell, (first, second, year))));
                    day_first = day_first.or((first > 12).then_some((line, cell)));
                    month_first = month_first.or((second > 12).then_some((line, cell)));
                }
                Some(Written::Day(_)) | None => {}
            }
        }
        let order = match (day_first, month_first, options.date_order) {
            (Some((_, one)), Some((line, other)), _) => {
                let what = format!("`{one}` begins with the day, and `{other}` with the month");
                let hint = "write all days of the column alike, best as in `2026-11-30`";
                return Err(Unreadable::damaged(what, hint).at(line, Some(name)));
            }
            (Some(_), None, _) => Some(DateOrder::DayMonthYear),
            (None, Some(_), _) => Some(DateOrder::MonthDayYear),
            (None, None, Some(order)) => Some(order),
            (None, None, None) => {
                if let Some((line, cell, (first, second, year))) = open.filter(|(_, _, it)| it.0 != it.1) {
                    return Err(ambiguous(cell, first, second, year).at(line, Some(name)));
                }
                None
            }
        };
        Ok(Self { order })
    }

    /// The day that a cell tells.
    pub fn day(self, cell: &str) -> Option<Day> {
        match written(cell)? {
            Written::Day(day) => Some(day),
            Written::Either(first, second, year) => match self.order {
                Some(DateOrder::MonthDayYear) => Day::from_ymd(year, first, second),
                Some(DateOrder::DayMonthYear | DateOrder::YearMonthDay) | None => {
                    Day::from_ymd(year, second, first)
                }
            },
        }
    }
}

fn ambiguous(cell: &str, first: u32, second: u32, year: i32) -> Unreadable {
    let named = |day: Option<Day>| {
        day.map_or(String::new(), |day| format!("{} {}", day.day_of_month(), day.month_long()))
    };
    let one = named(Day::from_ymd(year, second, first));
    let other = named(Day::from_ymd(year, first, second));
    let what = format!("`{cell}` is {one} or {other}, and no day of the column tells which");
    Unreadable::undecided(
        what,
        "type `--date-format dmy` where the day comes first, `--date-format mdy` where the month does",
    )
}

/// Whether a cell looks like a day of any form.
pub fn is_day(cell: &str) -> bool {
    written(cell).is_some()
}

fn written(cell: &str) -> Option<Written> {
    let cell = cell.trim();
    if let Ok(number) = cell.parse::<i64>() {
        return serial(number);
    }
    let date = without_time(cell);
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    match (number(one), number(two), number(three)) {
        (Some(year), Some(month), Some(day)) if one.len() == 4 => {
            Day::from_ymd(i32::try_from(year).ok()?, month, day).map(Written::Day)
        }
        (Some(first), Some(second), Some(_)) if one.len() <= 2 && two.len() <= 2 => {
            let year = year(three)?;
            if date.contains('.') {
                return Day::from_ymd(year, second, first).map(Written::Day);
            }
            let fits =
                Day::from_ymd(year, second, first).is_some() || Day::from_ymd(year, first, second).is_some();
            fits.then_some(Written::Either(first, second, year))
        }
        // `3 March 2026`, `March 3, 2026`.
        (Some(day), None, Some(_)) => Day::from_ymd(year(three)?, month(two)?, day).map(Written::Day),
        (None, Some(day), Some(_)) => Day::from_ymd(year(three)?, month(one)?, day).map(Written::Day),
        _ => None,
    }
}

/// A date without the time behind it: `2026-11-16T08:00:00Z`, `16.11.2026 08:00`, `11/16/2026, 8:00 AM`.
fn without_time(cell: &str) -> &str {
    let date = match cell.split_once('T') {
        Some((date, time)) if time.starts_with(|sign: char| sign.is_ascii_digit()) => date,
        _ => cell,
    };
    let time = date.find(':').and_then(|colon| date.get(..colon)).and_then(|before| before.rfind(' '));
    time.and_then(|at| date.get(..at)).unwrap_or(date).trim_end_matches([',', ' '])
}

/// A year of four digits, or of two: of this century up to 69.
pub fn year(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// A day as spreadsheets count them: 46301 is 6 October 2026. None before 1954, where smaller numbers are counts of
/// other things.
fn serial(number: i64) -> Option<Written> {
    let first = Day::from_ymd(1899, 12, 30)?;
    (20_000..=80_000).contains(&number).then(|| Written::Day(first.plus(number)))
}
