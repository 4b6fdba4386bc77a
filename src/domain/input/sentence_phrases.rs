//! Phrases of a title that say how often, until when, from when, how much: each at the beginning of the words it
//! is given.

/// What a phrase says, and how many words it has.
pub(super) type Phrase = Option<(String, usize)>;

/// Words as they are compared: in lower case where they may stand in a phrase.
pub(super) type Words<'w> = [&'w str];

const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "mon"),
    ("tuesday", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
];

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

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

const TENS: [(&str, u32); 6] =
    [("dozen", 12), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)];

/// `fri` of `friday`, `fridays`, `tues`.
pub(super) fn weekday(word: &str) -> Option<&'static str> {
    let one = word.strip_suffix('s').filter(|_| word.len() > 3).unwrap_or(word);
    let is_one = |(name, short): &&(&str, &str)| *name == one || *short == one;
    let irregular = match word {
        "tues" => Some("tue"),
        "weds" => Some("wed"),
        "thur" | "thurs" => Some("thu"),
        _ => None,
    };
    irregular.or_else(|| WEEKDAYS.iter().find(is_one).map(|(_, short)| *short))
}

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.');
    let named = |name: &&str| {
        **name == *word
            || (word.len() == 3 && name.starts_with(word))
            || word == "sept" && name.starts_with(word)
    };
    MONTHS.iter().position(named).map(|at| at + 1)
}

/// `3`, `three`; nothing below 1.
pub(super) fn count(word: &str) -> Option<u32> {
    let spelled = NUMBERS.iter().position(|name| *name == word).and_then(|at| u32::try_from(at).ok());
    let tens = || TENS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
    let digits = || Some(word).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok();
    spelled.or_else(tens).or_else(digits).filter(|number| *number > 0)
}

/// The cadence of `day`, `week`, …, one of them.
fn unit(word: &str) -> Option<&'static str> {
    match word {
        "day" => Some("day"),
        "week" => Some("week"),
        "month" => Some("month"),
        "quarter" => Some("quarter"),
        "year" => Some("year"),
        "weekday" | "workday" => Some("weekday"),
        "weekend" => Some("weekend"),
        _ => None,
    }
}

/// `daily` and its like.
pub(super) fn adverb(word: &str) -> Option<&'static str> {
    match word {
        "daily" => Some("day"),
        "weekly" => Some("week"),
        "monthly" => Some("month"),
        "quarterly" => Some("quarter"),
        "yearly" | "annually" => Some("year"),
        "fortnightly" => Some("2w"),
        _ => None,
    }
}

/// `every other day`, `on mondays and thursdays`, `on the 1st`, `on weekdays`.
pub(super) fn cadence(words: &Words<'_>) -> Phrase {
    let found = |text: &str, used: usize| Some((text.to_owned(), used));
    match words {
        ["every" | "each", "other", "day", ..] => found("2d", 3),
        ["every" | "each", "other" | "second", "week", ..] => found("2w", 3),
        ["every" | "each", "other" | "second", "month", ..] => found("2m", 3),
        ["every", number, "days", ..] => found(&format!("{}d", count(number)?), 3),
        ["every", number, "weeks", ..] => found(&format!("{}w", count(number)?), 3),
        ["every", number, "months", ..] => found(&format!("{}m", count(number)?), 3),
        // `Every day is a gift` says nothing of how often.
        ["every" | "each", _, "is" | "was" | "has" | "counts" | "matters", ..] => None,
        ["every" | "each", word, ..] if unit(word).is_some() => found(unit(word)?, 2),
        ["on" | "every" | "each", rest @ ..] => {
            let monthly = day_of_month(rest).map(|(text, used)| (text, used + 1));
            monthly.or_else(|| {
                some_days(rest, words.first() != Some(&"on")).map(|(text, used)| (text, used + 1))
            })
        }
        ["at", "the", "weekend" | "weekends", ..] => found("weekend", 3),
        words => some_days(words, false).or_else(|| of_the_month(words)),
    }
}

/// `1st of each month`: a day that the month is named with needs no `on`.
fn of_the_month(words: &Words<'_>) -> Phrase {
    let (day, used) = day_of_month(words)?;
    (words.get(used - 1) == Some(&"month")).then_some((day, used))
}

/// `weekdays`, `mondays and thursdays`, `mon, wed, fri`, `monday to friday`; one weekday alone only in the plural,
/// or behind `every`.
fn some_days(words: &Words<'_>, one_is_enough: bool) -> Phrase {
    match words {
        ["weekdays" | "workdays", ..] => return Some(("weekday".to_owned(), 1)),
        ["weekends", ..] => return Some(("weekend".to_owned(), 1)),
        [first, "to" | "through", last, ..] => return range(first, last).map(|days| (days, 3)),
        _ => {}
    }
    let mut days: Vec<&str> = Vec::new();
    let mut used = 0;
    let mut plural = false;
    for (at, word) in words.iter().enumerate() {
        if ["and", "&"].contains(word) && at == used && used > 0 {
            continue;
        }
        if let Some((first, last)) = word.split_once(['-', '–'])
            && let Some(range) = range(first, last)
            && days.is_empty()
        {
            return Some((range, at + 1));
        }
        let listed: Option<Vec<&str>> = word.split([',', '/']).map(weekday).collect();
        let Some(listed) = listed else { break };
        plural |= is_plural(word)
            || words.get(at + 1).is_some_and(|part| is_part_of_day(part) && part.ends_with('s'));
        days.extend(listed);
        used = at + 1;
    }
    days.dedup();
    let is_enough = days.len() > 1 || (days.len() == 1 && (plural || one_is_enough));
    is_enough.then(|| (days.join(","), used))
}

fn range(first: &str, last: &str) -> Option<String> {
    match (weekday(first)?, weekday(last)?) {
        ("mon", "fri") => Some("weekday".to_owned()),
        (first, last) => {
            let order = WEEKDAYS.map(|(_, short)| short);
            let from_first = order.into_iter().cycle().skip_while(|day| *day != first).take(order.len());
            let mut days: Vec<&str> = from_first.take_while(|day| *day != last).collect();
            days.push(last);
            Some(days.join(","))
        }
    }
}

/// `the 1st`, `the 1st and 15th of the month`, `the last day of the month`, `the second tuesday of each month`. A
/// weekday wants the month named, a date that goes on with the name of a month is none of each.
fn day_of_month(words: &Words<'_>) -> Phrase {
    let (words, article) = match words {
        ["the", rest @ ..] => (rest, 1),
        words => (words, 0),
    };
    let (day, used) = match words {
        ["last", "day", ..] => ("last-day".to_owned(), 2),
        [nth, day, ..] if nth_name(nth).is_some() && weekday(day).is_some() => {
            (format!("{}-{}", nth_name(nth)?, weekday(day)?), 2)
        }
        [first, "and" | "&", second, ..] if ordinal(first).is_some() && ordinal(second).is_some() => {
            (format!("{},{}", ordinal(first)?, ordinal(second)?), 3)
        }
        [first, ..] => (ordinal(first)?.to_owned(), 1),
        [] => return None,
    };
    match words.get(used..)? {
        ["of", "the" | "each" | "every" | "a", "month", ..] => Some((day, article + used + 3)),
        ["of", ..] => None,
        [word, ..] if month(word).is_some() => None,
        _ if day.contains('-') => None,
        _ => Some((day, article + used)),
    }
}

/// `1st`, `15th` as they are typed.
fn ordinal(word: &str) -> Option<&str> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))?;
    (1..=31).contains(&digits.parse::<u32>().ok()?).then_some(word)
}

fn nth_name(word: &str) -> Option<&'static str> {
    match word {
        "first" | "1st" => Some("1st"),
        "second" | "2nd" => Some("2nd"),
        "third" | "3rd" => Some("3rd"),
        "fourth" | "4th" => Some("4th"),
        "last" => Some("last"),
        _ => None,
    }
}

/// `twice a week`, `three times a month`, `3x a week`, `12 a week`, `once a day`: the cadence, and how often in it.
pub(super) fn times(words: &Words<'_>) -> Option<(u32, &'static str, usize)> {
    let (number, rest, used) = match words {
        ["once", rest @ ..] => (1, rest, 1),
        ["twice", rest @ ..] => (2, rest, 1),
        [number, "times" | "x", rest @ ..] => (count(number)?, rest, 2),
        [number, "a" | "per", ..] if count(number).is_some() => (count(number)?, words.get(1..)?, 1),
        [glued, rest @ ..] => (count(glued.strip_suffix(['x', '×'])?)?, rest, 1),
        [] => return None,
    };
    match rest {
        ["a" | "per" | "each" | "every", word, ..] => Some((number, unit(word)?, used + 2)),
        [word, ..] => Some((number, adverb(word).filter(|it| *it != "2w")?, used + 1)),
        [] => None,
    }
}

/// `a week`, `per day`.
pub(super) fn each(words: &Words<'_>) -> Option<&'static str> {
    match words {
        ["a" | "per", "night", ..] => Some("day"),
        ["a" | "per", word, ..] => unit(word),
        _ => None,
    }
}

/// `by friday`, `in a year`, `this month`, `in the next quarter`, `on 1 December`, `tomorrow` at the end.
pub(super) fn deadline(words: &Words<'_>, this_year: i32) -> Phrase {
    let behind = |rest: &Words<'_>, before: usize| day(rest).map(|(day, used)| (day, used + before));
    match words {
        ["due", "by" | "on", rest @ ..] => behind(rest, 2),
        ["by" | "until" | "till" | "due" | "on", rest @ ..] => behind(rest, 1),
        ["before" | "at", "the", "end", ..] => behind(words.get(1..)?, 1),
        ["in" | "over" | "within", "the", "next", word, ..] if calendar(word).is_some() => {
            Some((format!("next {word}"), 4))
        }
        ["in" | "over" | "within", "the", "next" | "coming", number, unit, ..] => {
            Some((span(number, unit)?, 5))
        }
        ["in", year] if is_year(year, this_year) => Some((format!("{year}-12-31"), 2)),
        ["in", name, year, ..] if month(name).is_some() && is_year(year, this_year) => {
            Some((format!("end of {name} {year}"), 3))
        }
        ["in", name, ..] if month(name).is_some() => Some((format!("end of {}", month_name(name)?), 2)),
        ["in" | "within", number, unit, ..] => Some((span(number, unit)?, 3)),
        ["this", word, ..] if calendar(word).is_some() => Some((calendar(word)?.to_owned(), 2)),
        ["next", word, ..] if calendar(word).is_some() => Some((format!("next {word}"), 2)),
        ["for", number, unit, ..] => Some((lasting(count(number)?, unit)?, 3)),
        ["today" | "tonight"] => Some(("today".to_owned(), 1)),
        ["tomorrow"] => Some(("tomorrow".to_owned(), 1)),
        _ => None,
    }
}

/// `from monday`, `starting 1 December`.
pub(super) fn beginning(words: &Words<'_>) -> Phrase {
    let (rest, before) = match words {
        ["from" | "starting" | "beginning", "on", rest @ ..] => (rest, 2),
        ["from" | "starting" | "beginning", rest @ ..] => (rest, 1),
        _ => return None,
    };
    day(rest).map(|(day, used)| (day, used + before))
}

/// The end of this one.
fn calendar(word: &str) -> Option<&'static str> {
    match word {
        "week" => Some("eow"),
        "month" => Some("eom"),
        "quarter" => Some("eoq"),
        "year" => Some("eoy"),
        _ => None,
    }
}

fn is_year(word: &str, this_year: i32) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: i32| (this_year..2200).contains(&year))
}

/// `+3m` of `3 months`, `a year`.
fn span(number: &str, unit: &str) -> Option<String> {
    let number = if ["a", "an"].contains(&number) { 1 } else { count(number)? };
    let letter = match unit {
        "day" | "days" => 'd',
        "week" | "weeks" => 'w',
        "month" | "months" => 'm',
        "year" | "years" => 'y',
        _ => return None,
    };
    Some(format!("+{number}{letter}"))
}

/// The last day of so many, today the first.
fn lasting(number: u32, unit: &str) -> Option<String> {
    match unit {
        "day" | "days" => Some(format!("+{}d", number - 1)),
        "week" | "weeks" => Some(format!("+{}d", number.checked_mul(7)? - 1)),
        "month" | "months" => Some(format!("+{number}m")),
        "year" | "years" => Some(format!("+{number}y")),
        _ => None,
    }
}

/// A day as a sentence names it: `friday`, `1 December 2027`, `June`, `the end of the year`, `2026-12-01`.
fn day(words: &Words<'_>) -> Phrase {
    let found = |text: &str, used: usize| Some((text.to_owned(), used));
    match words {
        ["today" | "tonight", ..] => found("today", 1),
        ["tomorrow", ..] => found("tomorrow", 1),
        ["the", "end", ..] => day(words.get(1..)?).map(|(day, used)| (day, used + 1)),
        ["end", "of", "day", ..] => found("today", 3),
        ["end", "of", "the" | "this", word, ..] => found(calendar(word)?, 4),
        ["end", "of", "next", word, ..] => {
            calendar(word).and_then(|_| found(&format!("end of next {word}"), 4))
        }
        ["end", "of", name, year, ..] if month(name).is_some() && is_year(year, 1900) => {
            found(&format!("end of {} {year}", month_name(name)?), 4)
        }
        ["end", "of", word, ..] => match calendar(word) {
            Some(end) => found(end, 3),
            None => found(&format!("end of {}", month_name(word)?), 3),
        },
        ["next", word, ..] => calendar(word).and_then(|_| found(&format!("next {word}"), 2)),
        ["the", rest @ ..] => date(rest).filter(|(_, used)| *used > 1).map(|(day, used)| (day, used + 1)),
        words => date(words),
    }
}

fn month_name(word: &str) -> Option<&'static str> {
    MONTHS.get(month(word)? - 1).copied()
}

fn date(words: &Words<'_>) -> Phrase {
    let of_month = |word: &str| {
        let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|ending| word.strip_suffix(ending));
        digits.unwrap_or(word).parse::<usize>().ok().filter(|day| (1..=31).contains(day))
    };
    let (day, name, used) = match words {
        [day, "of", name, ..] if of_month(day).is_some() => (of_month(day)?, name, 3),
        [day, name, ..] if of_month(day).is_some() => (of_month(day)?, name, 2),
        [name, day, ..] if month(name).is_some() && of_month(day).is_some() => (of_month(day)?, name, 2),
        [name, ..] if month(name).is_some() => (1, name, 1),
        [word, ..] => {
            let one = weekday(word).filter(|_| !is_plural(word));
            return one.or_else(|| iso(word)).or_else(|| end(word)).map(|day| (day.to_owned(), 1));
        }
        [] => return None,
    };
    let month = month(name)?;
    match words.get(used).filter(|year| is_year(year, 1900)) {
        Some(year) => Some((format!("{year}-{month:02}-{day:02}"), used + 1)),
        None => Some((format!("{month:02}-{day:02}"), used)),
    }
}

/// `eoy`.
fn end(word: &str) -> Option<&str> {
    ["eow", "eom", "eoq", "eoy"].contains(&word).then_some(word)
}

/// `mondays`.
fn is_plural(word: &str) -> bool {
    word.len() > 5 && word.ends_with('s')
}

/// A part of a day behind its name, which stays in the title: `friday evening`, `saturday mornings`.
pub(super) fn is_part_of_day(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    ["morning", "afternoon", "evening", "night", "noon", "lunch"].contains(&one)
}

/// `2026-12-01`.
fn iso(word: &str) -> Option<&str> {
    let lengths: Vec<usize> = word.split('-').map(str::len).collect();
    let digits = word.chars().all(|c| c.is_ascii_digit() || c == '-');
    (digits && lengths == [4, 2, 2]).then_some(word)
}
