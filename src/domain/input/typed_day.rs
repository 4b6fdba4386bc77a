//! Which day is meant by what was said, seen from today (SEMANTICS 1.4 to 1.6).

use chrono::Weekday;

use super::day_words::{Date, Edge, Said, Unit, Which, nearly, read};
use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::{Day, Look, YEARS};

/// A date without a year is not further back than this many days, unless its year is typed.
const HALF_A_YEAR: i64 = 183;

/// Where one stands when one types a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standpoint {
    pub(crate) today: Day,
    pub(crate) week_start: Weekday,
    pub(crate) look: Look,
    /// What is looked for ahead is not before this: today, or the day on which it begins that ends then.
    pub(crate) not_before: Day,
}

/// What was said, and the day that is meant.
pub(crate) fn typed(text: &str, from: Standpoint) -> Result<(Said, Day), Refusal> {
    let said = read(text).ok_or_else(|| unknown(text))?;
    let day = from.meant(text, said)?;
    if YEARS.contains(&day.year()) { Ok((said, day)) } else { Err(beyond(text)) }
}

impl Standpoint {
    fn meant(&self, text: &str, said: Said) -> Result<Day, Refusal> {
        match said {
            Said::Span { count, unit } => Ok(self.today.steps(count, unit)),
            Said::Unsigned { count, unit } => match self.look {
                Look::Ahead | Look::Deadline | Look::Around => Ok(self.today.steps(count, unit)),
                Look::Back | Look::Since | Look::Until | Look::Either | Look::Supposed => Err(unsigned(text)),
            },
            Said::Weekday(weekday) => self.weekday(text, weekday),
            Said::WeekdayOf(which, weekday) => self.weekday_of(text, which, weekday),
            Said::Date(date) => self.date(text, date),
            Said::Numbers { first, second, year } => {
                self.date(text, only_reading(text, first, second, year)?)
            }
            Said::Stretch { which, unit, edge } => self.edge(text, self.stretch(which, unit), which, edge),
            Said::Month { month, year, edge } => self.month(text, month, year, edge),
            Said::DayOfMonth(day) => Err(Refusal::invalid_input(
                format!("`{text}` names no month"),
                format!(
                    "a day of several words is quoted: `\"{day} {}\"`, `\"{day} days ago\"`",
                    self.today.month_short()
                ),
            )),
            Said::ShortYear { date, year } => {
                let typed = format!("{}.{}.{year}", date.day, date.month);
                Err(Refusal::invalid_input(
                    format!("the year of `{text}` has two digits"),
                    format!("did you mean `{typed}`?"),
                ))
            }
        }
    }

    fn weekday(&self, text: &str, weekday: Weekday) -> Result<Day, Refusal> {
        let latest = self.today.week_begin(weekday);
        match self.look {
            Look::Back | Look::Since | Look::Until => Ok(latest),
            Look::Ahead | Look::Deadline | Look::Around => {
                let next = latest.plus(7);
                Ok(if next < self.not_before {
                    self.not_before.plus(-1).week_begin(weekday).plus(7)
                } else {
                    next
                })
            }
            Look::Either | Look::Supposed if latest == self.today => Ok(latest),
            Look::Either | Look::Supposed => {
                Err(Refusal::EitherDay { text: text.to_owned(), days: [latest, latest.plus(7)] })
            }
        }
    }

    fn weekday_of(&self, text: &str, which: Which, weekday: Weekday) -> Result<Day, Refusal> {
        match which {
            Which::Last => Ok(self.today.prev().week_begin(weekday)),
            Which::This => {
                let begin = self.today.week_begin(self.week_start);
                Ok(begin.plus(weekday.days_since(self.week_start).into()))
            }
            Which::Next => {
                let next = self.today.week_begin(weekday).plus(7);
                Err(either(text, [next, next.plus(7)]))
            }
        }
    }

    fn date(&self, text: &str, date: Date) -> Result<Day, Refusal> {
        let Date { year, month, day, .. } = date;
        let found = match year {
            Some(year) => Day::from_ymd(year, month, day).ok_or_else(|| missing(text, date))?,
            None => self.without_year(text, date)?,
        };
        match date.weekday {
            Some(weekday) if weekday != found.weekday() => Err(Refusal::invalid_input(
                format!("`{text}`: {} is a {}", found.dated(), found.weekday_name()),
                format!(
                    "leave the weekday out: `{}`",
                    if year.is_some() { found.dated().to_string() } else { found.short_date().to_string() }
                ),
            )),
            _ => Ok(found),
        }
    }

    fn without_year(&self, text: &str, date: Date) -> Result<Day, Refusal> {
        let Date { month, day, .. } = date;
        let of_year = |year| Day::from_ymd(year, month, day);
        // 29 February is at most eight years away (1896 to 1904, 2096 to 2104).
        let next =
            |from: Day| (0..=8).find_map(|years| of_year(from.year() + years).filter(|it| *it >= from));
        let latest =
            (0..=8).find_map(|years| of_year(self.today.year() - years).filter(|it| *it <= self.today));
        let (Some(latest), Some(coming), Some(ahead)) = (latest, next(self.today), next(self.not_before))
        else {
            return Err(missing(text, date));
        };
        let ago = latest.days_to(self.today);
        match self.look {
            Look::Ahead | Look::Deadline => Ok(ahead),
            Look::Around | Look::Either if ago < self.today.days_to(coming) => Ok(latest),
            Look::Around | Look::Either => Ok(coming),
            Look::Supposed if ago > HALF_A_YEAR => Ok(coming),
            // Who only reads may look back to the beginning of the year.
            Look::Since | Look::Until if latest.year() == self.today.year() => Ok(latest),
            Look::Back | Look::Since | Look::Until | Look::Supposed if ago <= HALF_A_YEAR => Ok(latest),
            Look::Back | Look::Since | Look::Until | Look::Supposed => {
                Err(far_back(text, self.today, latest, coming))
            }
        }
    }

    /// The first and the last day.
    fn stretch(&self, which: Which, unit: Unit) -> [Day; 2] {
        let steps = match which {
            Which::Last => -1,
            Which::This => 0,
            Which::Next => 1,
        };
        match unit.months() {
            None => {
                let begin = self.today.week_begin(self.week_start).plus(7 * i64::from(steps));
                [begin, begin.plus(6)]
            }
            Some(months) => {
                let begin = self.today.months_begin(months).steps(steps, unit);
                [begin, begin.months_end(months)]
            }
        }
    }

    /// The day of a stretch that is meant: the one that is said, else its first, or its last where something ends.
    fn edge(&self, text: &str, days: [Day; 2], which: Which, edge: Option<Edge>) -> Result<Day, Refusal> {
        let [first, last] = days;
        match (edge, self.look, which) {
            (Some(Edge::End), ..) | (None, Look::Deadline | Look::Until, _) => Ok(last),
            (Some(Edge::Start), ..) | (None, Look::Since, _) | (None, _, Which::Next) => Ok(first),
            (None, _, Which::Last | Which::This) => Err(more_than_one(text, days)),
        }
    }

    fn month(&self, text: &str, month: u32, year: Option<i32>, edge: Option<Edge>) -> Result<Day, Refusal> {
        let date = Date { weekday: None, year, month, day: 1 };
        let of_year = |year| Day::from_ymd(year, month, 1);
        let this_year = self.today.year();
        let [before, after] = [i32::from(month > self.today.month()), i32::from(month < self.today.month())];
        let first = match (year, self.look) {
            (Some(year), _) => of_year(year),
            (None, Look::Back | Look::Since | Look::Until) => of_year(this_year - before),
            (None, Look::Ahead | Look::Deadline | Look::Around | Look::Either | Look::Supposed) => {
                of_year(this_year + after)
            }
        };
        let first = first.ok_or_else(|| missing(text, date))?;
        let days = [first, first.months_end(1)];
        match (edge, self.look) {
            (None, Look::Deadline) => Err(more_than_one(text, days)),
            _ => self.edge(text, days, Which::This, edge),
        }
    }
}

impl Unit {
    /// Nothing for what is counted in days.
    const fn months(self) -> Option<u32> {
        match self {
            Self::Day | Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
        }
    }
}

impl Day {
    /// So many of these further on; the ends of months clamp.
    fn steps(self, count: i32, unit: Unit) -> Self {
        match unit {
            Unit::Day => self.plus(count.into()),
            Unit::Week => self.plus(i64::from(count) * 7),
            Unit::Month => self.plus_months(count),
            Unit::Quarter => self.plus_months(count.saturating_mul(3)),
            Unit::Year => self.plus_months(count.saturating_mul(12)),
        }
    }
}

/// The one date that two numbers can be, month and day in whichever order.
fn only_reading(text: &str, first: u32, second: u32, year: Option<i32>) -> Result<Date, Refusal> {
    let date = |month, day| Date { weekday: None, year, month, day };
    // In a leap year, so that 29 February is a day.
    let exists = |date: &Date| Day::from_ymd(year.unwrap_or(2000), date.month, date.day).is_some();
    let (american, european) = (date(first, second), date(second, first));
    match (exists(&american), exists(&european)) {
        (true, true) if first != second => {
            let [american, european] = [american, european].map(Date::words);
            Err(Refusal::invalid_input(
                format!("`{text}` could be {american} or {european}"),
                format!("type `{american}` or `{european}`"),
            ))
        }
        (false, true) => Ok(european),
        _ => Ok(american),
    }
}

impl Date {
    /// `18 Nov`, `18 Nov 2026`; there has to be such a day in some year.
    fn words(self) -> String {
        let day = Day::from_ymd(self.year.unwrap_or(2000), self.month, self.day).unwrap_or(Day::FIRST);
        if self.year.is_some() { day.dated().to_string() } else { day.short_date().to_string() }
    }
}

fn unknown(text: &str) -> Refusal {
    let word = text.trim().to_lowercase();
    let is_count = word.strip_prefix(['+', '-']).is_some_and(|digits| digits.parse::<u32>().is_ok());
    let hint = match (nearly(text), word.as_str()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, count) if is_count => format!("did you mean `{count}d`, in days?"),
        (None, "this" | "last" | "next") => {
            format!("a day of several words is quoted: `\"{word} month\"`")
        }
        (None, "in") => "a day of several words is quoted: `\"in 3 days\"`".to_owned(),
        (None, "end" | "start") => format!("a day of several words is quoted: `\"{word} of month\"`"),
        _ => "a day is typed as `today`, `fri`, `18 Nov`, `2026-11-18` or `+2w`: `goals help days` has all forms"
            .to_owned(),
    };
    Refusal::invalid_input(format!("`{text}` is not a day"), hint)
}

fn beyond(text: &str) -> Refusal {
    let (first, last) = (YEARS.start(), YEARS.end());
    Refusal::invalid_input(
        format!("`{text}` is not within the years {first} to {last}"),
        format!("days from {first}-01-01 to {last}-12-31 are known"),
    )
}

/// A span without a sign, where both directions make sense.
fn unsigned(text: &str) -> Refusal {
    let hint = if text.trim().contains(' ') {
        format!("type `in {text}` for ahead, `{text} ago` for behind")
    } else {
        format!("type `+{text}` for ahead, `-{text}` for behind")
    };
    Refusal::invalid_input(format!("`{text}` could be ahead or behind"), hint)
}

fn either(text: &str, days: [Day; 2]) -> Refusal {
    let [first, second] = days;
    Refusal::invalid_input(
        format!("`{text}` could be {} or {}", first.long(), second.long()),
        format!("type `{first}` or `{second}`"),
    )
}

fn more_than_one(text: &str, days: [Day; 2]) -> Refusal {
    let [first, last] = days;
    Refusal::invalid_input(
        format!("`{text}` is more than one day"),
        format!("type one of them: `{first}` is the first, `{last}` the last"),
    )
}

/// A date without a year that is looked for behind, and is far back.
fn far_back(text: &str, today: Day, latest: Day, coming: Day) -> Refusal {
    let what = if coming.year() == today.year() {
        format!("`{text}` has not come yet this year; {latest}?")
    } else {
        format!("`{text}` was last {} days ago, {latest}, and comes again on {coming}", latest.days_to(today))
    };
    Refusal::Conflict { what, hint: format!("type the year too: `{latest}` is {}", latest.long()) }
}

/// A date that the calendar does not have.
fn missing(text: &str, date: Date) -> Refusal {
    let Date { year, month, day, .. } = date;
    // In a leap year, so that a date without a year names the longest February there is.
    let named = Day::from_ymd(year.unwrap_or(2000), month, 1);
    let swapped = Date { month: day, day: month, ..date };
    let can_be_swapped = Day::from_ymd(year.unwrap_or(2000), day, month).is_some();
    let (what, hint) = match named {
        None if year == Some(0) => ("there is no year 0".to_owned(), "the first year is 1900".to_owned()),
        None if can_be_swapped => {
            (format!("there is no month {month}"), format!("did you mean `{}`?", swapped.words()))
        }
        None => {
            (format!("there is no month {month}"), "months run from 1 to 12, as in `2026-12-01`".to_owned())
        }
        Some(first) => {
            let last = first.months_end(1);
            let of_year = year.map(|year| format!(" {year}")).unwrap_or_default();
            let days = last.day_of_month();
            let typed = Date { day: days, ..date }.words();
            (
                format!("{}{of_year} has {days} days, there is no {day}", first.month_name()),
                format!("its last day is `{typed}`"),
            )
        }
    };
    Refusal::invalid_input(format!("`{text}`: {what}"), hint)
}
