//! Words for a day: what is said, before it is known which day that is (SEMANTICS 1.4).

use chrono::Weekday;

use crate::domain::value::amount_words;
use crate::domain::value::day::weekday;
use crate::domain::value::likeness::nearest;

/// What a person said of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// From today, back where it is negative: `today`, `+5d`, `3 days ago`.
    Span {
        count: i32,
        unit: Unit,
    },
    /// `14d`, `2 weeks`, which may be ahead or behind.
    Unsigned {
        count: i32,
        unit: Unit,
    },
    Weekday(Weekday),
    /// `last fri`.
    WeekdayOf(Which, Weekday),
    Date(Date),
    /// `11/30`, where either number may be the month.
    Numbers {
        first: u32,
        second: u32,
        year: Option<i32>,
    },
    /// `next week`; `end of next quarter` with its edge.
    Stretch {
        which: Which,
        unit: Unit,
        edge: Option<Edge>,
    },
    /// `november`, `nov 2026`, `end of november`.
    Month {
        month: u32,
        year: Option<i32>,
        edge: Option<Edge>,
    },
    /// `18`, `18th`, which names no month.
    DayOfMonth(u32),
    /// `18.11.26`, whose year may be any century's.
    ShortYear {
        date: Date,
        year: i32,
    },
}

/// Numbers as they were typed; there may be no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) weekday: Option<Weekday>,
    pub(crate) year: Option<i32>,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Last,
    This,
    Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    End,
}

impl Said {
    /// Whether it is a date with its year, which leaves nothing to be said of it.
    pub(crate) fn is_full_date(self) -> bool {
        matches!(self, Self::Date(Date { year: Some(_), .. }) | Self::Numbers { year: Some(_), .. })
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that stand alone or begin a phrase, for what is nearly one.
const OTHERS: [&str; 24] = [
    "today",
    "yesterday",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "this",
    "last",
    "next",
    "end",
    "start",
    "ago",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "year",
];

/// So many years, in days, reach from any day past either end.
const FARTHEST: i32 = 3_660_000;

/// The month with this English name, or a beginning of it of three letters or more: 1 to 12.
pub(crate) fn month(word: &str) -> Option<u32> {
    let named = |name: &&str| word.len() >= 3 && name.starts_with(word);
    (1..).zip(MONTHS).find(|(_, name)| named(name)).map(|(month, _)| month)
}

/// Nothing where these are no words for a day.
pub(crate) fn read(text: &str) -> Option<Said> {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => None,
        [word] => one_word(word),
        ["in", span @ ..] | [span @ .., "from", "now" | "today"] => {
            count(span).map(|(count, unit)| Said::Span { count, unit })
        }
        [span @ .., "ago"] => count(span).map(|(count, unit)| Said::Span { count: -count, unit }),
        ["day", "after", "tomorrow"] => Some(Said::Span { count: 2, unit: Unit::Day }),
        ["day", "before", "yesterday"] => Some(Said::Span { count: -2, unit: Unit::Day }),
        ["end", word] if year(word).is_some() => {
            Some(Said::Date(Date { weekday: None, year: year(word), month: 12, day: 31 }))
        }
        ["end", rest @ ..] => stretch(rest, Some(Edge::End)),
        ["start" | "beginning" | "begin", rest @ ..] => stretch(rest, Some(Edge::Start)),
        ["this" | "last" | "next", word] if weekday(word).is_some() => {
            Some(Said::WeekdayOf(which(words.first()?)?, weekday(word)?))
        }
        words => stretch(words, None).or_else(|| span(words)).or_else(|| date(words)),
    }
}

/// The same words with those that are none replaced by the nearest, where that makes it a day.
pub(crate) fn nearly(text: &str) -> Option<String> {
    let known = || OTHERS.into_iter().chain(MONTHS);
    let lower = text.to_lowercase();
    let mended: Option<Vec<&str>> = lower
        .split_whitespace()
        .map(|word| {
            let is_known = !word.chars().all(char::is_alphabetic)
                || known().chain(["in", "a", "an", "of", "the"]).any(|known| known == word)
                || month(word).is_some()
                || weekday(word).is_some();
            if is_known { Some(word) } else { nearest(&[word.to_owned()], known()).first().copied() }
        })
        .collect();
    let mended = mended?.join(" ");
    (mended != lower.trim() && read(&mended).is_some()).then_some(mended)
}

/// In lower case, without what only joins them: commas, `the`, `of`, `on`, `by`, a full stop behind `Nov.`, hyphens of
/// `18-Nov-2026`.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    for word in lower.split(|c: char| c.is_whitespace() || c == ',') {
        let named = word.contains(char::is_alphabetic) && !word.starts_with(['-', '+']);
        let parts: Vec<&str> = if named { word.split('-').collect() } else { vec![word] };
        found.extend(parts.into_iter().map(|part| match part.strip_suffix('.') {
            Some(bare) if bare.chars().all(char::is_alphabetic) => bare.to_owned(),
            _ => part.to_owned(),
        }));
    }
    found.retain(|word| !matches!(word.as_str(), "" | "the" | "of" | "on" | "by"));
    found
}

fn one_word(word: &str) -> Option<Said> {
    let days = |count| Some(Said::Span { count, unit: Unit::Day });
    let end = |unit| Some(Said::Stretch { which: Which::This, unit, edge: Some(Edge::End) });
    match word {
        "today" => return days(0),
        "yesterday" => return days(-1),
        "tomorrow" => return days(1),
        "eow" => return end(Unit::Week),
        "eom" => return end(Unit::Month),
        "eoq" => return end(Unit::Quarter),
        "eoy" => return end(Unit::Year),
        _ => {}
    }
    if let Some(weekday) = weekday(word) {
        return Some(Said::Weekday(weekday));
    }
    if let Some(month) = month(word) {
        return Some(Said::Month { month, year: None, edge: None });
    }
    let day = || day_of_month(word).map(Said::DayOfMonth);
    span(&[word]).or_else(|| hyphened(word)).or_else(|| dotted(word)).or_else(|| slashed(word)).or_else(day)
}

/// `next week`, `month` behind `end of`, `november`, `nov 2026`.
fn stretch(words: &[&str], edge: Option<Edge>) -> Option<Said> {
    match words {
        [word] if edge.is_some() && which(word).is_none() => match calendar_unit(word) {
            Some(unit) => Some(Said::Stretch { which: Which::This, unit, edge }),
            None => Some(Said::Month { month: month(word)?, year: None, edge }),
        },
        [first, word] => match (which(first), calendar_unit(word)) {
            (Some(which), Some(unit)) => Some(Said::Stretch { which, unit, edge }),
            (None, None) => Some(Said::Month { month: month(first)?, year: Some(year(word)?), edge }),
            _ => None,
        },
        _ => None,
    }
}

fn which(word: &str) -> Option<Which> {
    match word {
        "last" => Some(Which::Last),
        "this" => Some(Which::This),
        "next" => Some(Which::Next),
        _ => None,
    }
}

fn calendar_unit(word: &str) -> Option<Unit> {
    match word {
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "quarter" => Some(Unit::Quarter),
        "year" => Some(Unit::Year),
        _ => None,
    }
}

/// `+5d`, `-2 weeks`, `14d`.
fn span(words: &[&str]) -> Option<Said> {
    let (first, rest) = words.split_first()?;
    let (sign, first) = match (first.strip_prefix('+'), first.strip_prefix('-')) {
        (Some(first), _) => (Some(1), first),
        (_, Some(first)) => (Some(-1), first),
        _ => (None, *first),
    };
    let bare: Vec<&str> =
        std::iter::once(first).chain(rest.iter().copied()).filter(|it| !it.is_empty()).collect();
    let (count, unit) = count(&bare)?;
    Some(match sign {
        Some(sign) => Said::Span { count: count * sign, unit },
        None => Said::Unsigned { count, unit },
    })
}

/// `3 days`, `3d`, `a week`, `two weeks`.
fn count(words: &[&str]) -> Option<(i32, Unit)> {
    let (count, unit) = match words {
        [glued] => glued.split_at(glued.find(|c: char| !c.is_ascii_digit())?),
        [count, unit] => (*count, *unit),
        _ => return None,
    };
    let count = match count {
        "a" | "an" => 1,
        digits if is_number(digits) => digits.parse().unwrap_or(FARTHEST).min(FARTHEST),
        word => amount_words::count(word)?.into(),
    };
    let unit = match unit {
        "d" | "day" | "days" => Unit::Day,
        "w" | "week" | "weeks" => Unit::Week,
        "m" | "month" | "months" => Unit::Month,
        "quarter" | "quarters" => Unit::Quarter,
        "y" | "year" | "years" => Unit::Year,
        _ => return None,
    };
    Some((count, unit))
}

/// `18 nov`, `nov 18 2026`, `wed 18 nov`, `wed 18.11.`.
fn date(words: &[&str]) -> Option<Said> {
    let (named, rest) = match words {
        [first, rest @ ..] if weekday(first).is_some() => (weekday(first), rest),
        _ => (None, words),
    };
    if let [word] = rest {
        return match one_word(word)? {
            Said::Date(date) => Some(Said::Date(Date { weekday: named, ..date })),
            _ => None,
        };
    }
    let only = |found: Vec<u32>| <[u32; 1]>::try_from(found).ok().map(|[one]| one);
    let month = only(rest.iter().filter_map(|word| month(word)).collect())?;
    let day = only(rest.iter().filter_map(|word| day_of_month(word)).collect())?;
    let year = rest.iter().find_map(|word| year(word));
    let complete = rest.len() == 2 + usize::from(year.is_some());
    complete.then_some(Said::Date(Date { weekday: named, year, month, day }))
}

/// `2026-11-18`, `11-18`, `2026-11`, `18-11-2026`.
fn hyphened(word: &str) -> Option<Said> {
    let parts: Vec<&str> = word.split('-').collect();
    match parts.as_slice() {
        [first, month] if first.len() == 4 => {
            Some(Said::Month { month: short(month)?, year: Some(year(first)?), edge: None })
        }
        [month, day] => {
            Some(Said::Date(Date { weekday: None, year: None, month: short(month)?, day: short(day)? }))
        }
        parts => three_numbers(parts),
    }
}

/// With the year first, or last.
fn three_numbers(parts: &[&str]) -> Option<Said> {
    let [first, second, last] = parts else { return None };
    if first.len() == 4 {
        let (month, day) = (short(second)?, short(last)?);
        return Some(Said::Date(Date { weekday: None, year: Some(year(first)?), month, day }));
    }
    Some(Said::Numbers { first: short(first)?, second: short(second)?, year: Some(year(last)?) })
}

/// `18.11.`, `18.11`, `18.11.2026`.
fn dotted(word: &str) -> Option<Said> {
    let parts: Vec<&str> = word.split('.').collect();
    let (day, month, last) = match parts.as_slice() {
        [day, month] => (day, month, ""),
        [day, month, last] => (day, month, *last),
        _ => return None,
    };
    let date = Date { weekday: None, year: None, month: short(month)?, day: short(day)? };
    match last.len() {
        0 => Some(Said::Date(date)),
        2 => Some(Said::ShortYear { date, year: 2000 + i32::try_from(short(last)?).ok()? }),
        _ => Some(Said::Date(Date { year: Some(year(last)?), ..date })),
    }
}

/// `11/30`, `11/30/2026`, `2026/11/30`.
fn slashed(word: &str) -> Option<Said> {
    let parts: Vec<&str> = word.split('/').collect();
    match parts.as_slice() {
        [first, second] => Some(Said::Numbers { first: short(first)?, second: short(second)?, year: None }),
        parts => three_numbers(parts),
    }
}

/// `18`, `18.`, `18th`.
fn day_of_month(word: &str) -> Option<u32> {
    let ending = |ending: &&str| word.ends_with(*ending);
    let digits = match ["st", "nd", "rd", "th", "."].iter().find(|it| ending(it)) {
        Some(ending) => word.strip_suffix(ending)?,
        None => word,
    };
    short(digits)
}

/// One or two digits.
fn short(digits: &str) -> Option<u32> {
    (digits.len() <= 2 && is_number(digits)).then(|| digits.parse().ok()).flatten()
}

/// Four digits.
fn year(digits: &str) -> Option<i32> {
    (digits.len() == 4 && is_number(digits)).then(|| digits.parse().ok()).flatten()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
