//! A cadence as people type it: `daily`, `every other day`, `mon-fri`, `1st and 15th`, `2/week` (SEMANTICS 2.10).

use chrono::Weekday;

use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words;
use crate::domain::value::cadence::{CADENCES, Cadence, CadenceError, Each, Weekdays};
use crate::domain::value::day::weekday;
use crate::domain::value::likeness::nearest;
use crate::domain::value::month_days::{MonthDayError, MonthDays, from_ordinal, ordinal};

/// How often, and how many times in each period where that is said with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Often {
    pub cadence: Cadence,
    pub times: Option<Amount>,
}

/// Words that some would take for one thing, some for another; with what to type for each.
const TWO_WAYS: [(&str, &str); 5] = [
    ("biweekly", "`2/week` is twice a week, `2w` every two weeks"),
    ("bi weekly", "`2/week` is twice a week, `2w` every two weeks"),
    ("bimonthly", "`2/month` is twice a month, `2m` every two months"),
    ("bi monthly", "`2/month` is twice a month, `2m` every two months"),
    ("midweek", "`wed` is each Wednesday, `tue,wed,thu` the three days"),
];

/// The error says what could be meant, and what there is.
pub fn often(text: &str) -> Result<Often, String> {
    let plain = |cadence| Often { cadence, times: None };
    match text.parse::<Cadence>() {
        Ok(cadence) => return Ok(plain(cadence)),
        Err(CadenceError::Unknown(_)) => {}
        Err(error) => return Err(told(&error)),
    }
    let words = spoken(text);
    if let Some((_, ways)) = TWO_WAYS.iter().find(|(known, _)| *known == words) {
        return Err(format!("`{}` can be read two ways: {ways}", text.trim()));
    }
    if let Some(often) = times(&words) {
        return often.map_err(|why| format!("`{}`: {why}", text.trim()));
    }
    match cadence(&words) {
        Some(Ok(cadence)) => Ok(plain(cadence)),
        Some(Err(error)) => Err(told(&error)),
        None => Err(unknown(text.trim(), &words)),
    }
}

fn told(error: &CadenceError) -> String {
    let fifth = error.fifth().map(|weekday| {
        let weekday = weekday.to_ascii_lowercase();
        format!("; the last one of each is `last-{weekday}`")
    });
    format!("{error}{}", fifth.unwrap_or_default())
}

fn unknown(typed: &str, words: &str) -> String {
    const SPOKEN: [&str; 8] =
        ["daily", "weekly", "monthly", "quarterly", "yearly", "weekdays", "weekends", "fortnight"];
    let known = CADENCES.iter().copied().chain(SPOKEN);
    let near = nearest(&[typed.to_owned(), words.to_owned()], known);
    let meant = near.first().map_or(String::from(";"), |near| format!("; did you mean `{near}`?"));
    format!("`{typed}` is not a cadence{meant} there are {}", list())
}

/// All of them, as one reads them.
pub(crate) fn list() -> String {
    CADENCES.map(|word| format!("`{word}`")).join(", ")
}

/// In lower case, with one space between words; hyphens are spaces, but for those between two days.
fn spoken(text: &str) -> String {
    let lower = text.to_lowercase().replace(['–', '—'], "-").replace(" to ", "-").replace('_', " ");
    let lower = lower.replace(" - ", "-").replace([',', '&', ';'], " , ").replace('/', " / ");
    let words = lower.split_whitespace().map(|word| match word.split_once('-') {
        Some((from, to)) if day_name(from).is_some() && day_name(to).is_some() => word.to_owned(),
        _ => word.replace('-', " "),
    });
    let words: Vec<String> = words.map(|word| word.trim().to_owned()).collect();
    words.join(" ")
}

/// `tuesday`, `tuesdays`, `tue`, `tues`.
fn day_name(word: &str) -> Option<Weekday> {
    weekday(word).or_else(|| weekday(word.strip_suffix('s')?))
}

/// `2 / week`, `3 times a week`, `twice a month`, `3x per week`: nothing for what has another shape.
fn times(words: &str) -> Option<Result<Often, String>> {
    let parts: Vec<&str> = words.split(' ').collect();
    let (count, rest) = parts.split_first()?;
    let (count, marked) = match *count {
        "once" => (Ok(Amount::ONE), true),
        "twice" => (Ok(Amount::whole(2)), true),
        "thrice" => (Ok(Amount::whole(3)), true),
        word => match word.strip_suffix(['x', '×']) {
            Some(digits) if !digits.is_empty() => (digits.parse().map_err(|_| digits), true),
            _ => match number(word) {
                Some(count) => (Ok(Amount::whole(count.into())), false),
                None => (word.parse().map_err(|_| word), false),
            },
        },
    };
    let count: Amount = count.ok()?;
    let (rest, marked) = match rest {
        ["times" | "time" | "x", rest @ ..] => (rest, true),
        rest => (rest, marked),
    };
    let period = match rest {
        ["/" | "a" | "an" | "per" | "each" | "every", rest @ ..] if !rest.is_empty() => rest.join(" "),
        [one] if marked => (*one).to_owned(),
        _ => return None,
    };
    let cadence = match cadence(&period)? {
        Ok(cadence) if cadence.repeats() => cadence,
        _ => return None,
    };
    if count == Amount::ONE {
        return Some(Ok(Often { cadence, times: None }));
    }
    if count > Amount::ZERO {
        return Some(Ok(Often { cadence, times: Some(count) }));
    }
    Some(Err("how many times is a number above 0".to_owned()))
}

/// `2`, `two`, `other`, `second`.
fn number(word: &str) -> Option<u16> {
    match word {
        "other" | "second" => Some(2),
        "third" => Some(3),
        word => amount_words::count(word),
    }
}

type Read = Option<Result<Cadence, CadenceError>>;

fn cadence(words: &str) -> Read {
    let words =
        ["on ", "the "].iter().fold(words, |words, before| words.strip_prefix(before).unwrap_or(words));
    if let Ok(cadence) = words.parse() {
        return Some(Ok(cadence));
    }
    let named = match words {
        "daily" | "everyday" | "each day" | "nightly" | "day by day" => Cadence::Day,
        "weekly" => Cadence::Week,
        "monthly" => Cadence::Month,
        "quarterly" => Cadence::Quarter,
        "yearly" | "annually" | "annual" => Cadence::Year,
        "fortnight" | "fortnightly" => return Cadence::every(2, Each::Week).map(Ok),
        "half yearly" | "twice yearly" | "semiannual" | "semiannually" => {
            return Cadence::every(6, Each::Month).map(Ok);
        }
        "weekdays" | "workday" | "workdays" | "work days" | "working days" | "business days" => {
            Cadence::On(Weekdays::WORKING)
        }
        "weekends" => Cadence::On(Weekdays::WEEKEND),
        "one off" | "oneoff" | "one time" => Cadence::Once,
        "month end" | "end of month" | "end of the month" => return Some("last-day".parse()),
        _ => return every(words).or_else(|| days(words)),
    };
    Some(Ok(named))
}

/// `every other day`, `every 3 weeks`, `each month`, `every mon and thu`, `3 days`.
fn every(words: &str) -> Read {
    let said = words.strip_prefix("every ").or_else(|| words.strip_prefix("each "));
    let rest = said.unwrap_or(words);
    let (count, unit) = match rest.split_once(' ') {
        Some((count, unit)) => (number(count)?, unit),
        None => (1, rest),
    };
    let counted = |count, each, wrong: fn(String) -> CadenceError| {
        Some(Cadence::every(count, each).ok_or_else(|| wrong(words.to_owned())))
    };
    let ones = |cadence| (count == 1).then_some(Ok(cadence));
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" | "morning" | "evening" | "night" => counted(count, Each::Day, CadenceError::Days),
        "week" => counted(count, Each::Week, CadenceError::Weeks),
        "fortnight" => counted(count.checked_mul(2)?, Each::Week, CadenceError::Weeks),
        "month" => counted(count, Each::Month, CadenceError::Months),
        "quarter" if count > 1 => counted(count.checked_mul(3)?, Each::Month, CadenceError::Months),
        "year" | "y" if count > 1 => counted(count.checked_mul(12)?, Each::Month, CadenceError::Months),
        "quarter" => ones(Cadence::Quarter),
        "year" => ones(Cadence::Year),
        "weekday" | "workday" => ones(Cadence::On(Weekdays::WORKING)),
        "weekend" => ones(Cadence::On(Weekdays::WEEKEND)),
        // `every 15th`, `every mon and thu`.
        _ => None,
    }
}

/// Days of the week or of the month: `mon wed fri`, `mondays and thursdays`, `fri-mon`, `1st and 15th`, `last fri`.
fn days(words: &str) -> Read {
    let rest = words.strip_prefix("every ").or_else(|| words.strip_prefix("each ")).unwrap_or(words);
    let rest = ["of the month", "of each month", "of every month", "of a month"]
        .iter()
        .find_map(|end| rest.strip_suffix(end))
        .unwrap_or(rest);
    let mut listed: Vec<Weekday> = Vec::new();
    let mut dates: Option<MonthDays> = None;
    let mut words =
        rest.split(' ').filter(|word| !matches!(*word, "" | "," | "/" | "and" | "the" | "+")).peekable();
    while let Some(word) = words.next() {
        if let Some((from, to)) = word.split_once('-') {
            let (from, to) = (day_name(from)?, day_name(to)?);
            let through = std::iter::successors(Some(from), |day| Some(day.succ()));
            listed.extend(through.take(7).take_while(|day| *day != to));
            listed.push(to);
            continue;
        }
        if let Some(day) = day_name(word) {
            listed.push(day);
            continue;
        }
        let nth = match word {
            "first" => "1st".to_owned(),
            "second" => "2nd".to_owned(),
            "third" => "3rd".to_owned(),
            "fourth" => "4th".to_owned(),
            "fifth" => "5th".to_owned(),
            other => other.to_owned(),
        };
        let of = words.next_if(|next| day_name(next).is_some() || (nth == "last" && *next == "day"));
        let _ = words.next_if(|next| nth != "last" && *next == "day");
        let name = match of {
            Some("day") => "last-day".to_owned(),
            Some(of) => format!("{nth}-{}", day_name(of)?).to_ascii_lowercase(),
            // 15, 15th, 15.
            None => match nth.trim_end_matches('.').parse() {
                Ok(date) if rest.contains("month") || nth.ends_with('.') => ordinal(date),
                Ok(_) => return None,
                Err(_) => from_ordinal(&nth).map(ordinal)?,
            },
        };
        let one = match name.parse::<MonthDays>() {
            Ok(one) => one,
            Err(MonthDayError::Unknown(_)) => return None,
            Err(error) => return Some(Err(error.into())),
        };
        dates = Some(dates.map_or(one, |dates| dates.and(one)));
    }
    match (dates, Weekdays::cadence(listed)) {
        (Some(_), Some(_)) => Some(Err(CadenceError::Mixed(rest.replace(" , ", ",")))),
        (Some(dates), None) => Some(Ok(Cadence::OnDates(dates))),
        (None, weekdays) => weekdays.map(Ok),
    }
}
