//! How much a title says: `52 guest posts`, `at most 2 coffees`, `from 82 to 75 kg`, `by 20 %`.

use super::sentence_phrases::count;
use crate::domain::model::goal_field::Key;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Amounts {
    /// None, or more than one that could be meant.
    None,
    One(Said),
    FromTo {
        from: String,
        to: String,
        unit: String,
    },
    Percent(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// At least or at most so much.
    pub(super) key: Key,
    pub(super) number: String,
    pub(super) unit: String,
    /// The place of the word behind it.
    end: usize,
}

impl Amounts {
    /// Whether the amount ends where the word at this place begins.
    pub(super) fn ends_before(&self, at: usize) -> bool {
        matches!(self, Self::One(Said { end, .. }) if *end == at)
    }
}

/// Units that have no plural.
const MEASURES: [&str; 26] = [
    "km", "m", "mi", "kg", "g", "lb", "lbs", "l", "ml", "min", "mins", "h", "hr", "hrs", "kcal", "people",
    "men", "women", "children", "feet", "€", "$", "£", "%", "euro", "push-ups",
];

/// How long something lasts is no amount of it.
const LENGTHS: [&str; 12] = [
    "day", "days", "week", "weeks", "month", "months", "quarter", "quarters", "year", "years", "times",
    "weekdays",
];

/// Words that end what is counted.
const STOPS: [&str; 27] = [
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "by", "to", "for", "from", "with", "without",
    "per", "every", "each", "until", "till", "before", "after", "about", "within", "this", "next", "is",
];

/// What a number behind it numbers, and does not count.
const NUMBERED: [&str; 24] = [
    "every", "each", "chapter", "part", "page", "room", "version", "level", "number", "no", "step", "phase",
    "day", "week", "season", "episode", "volume", "at", "last", "past", "previous", "top", "under", "of",
];

pub(super) fn amounts(words: &[&str]) -> Amounts {
    if let Some(from_to) = (0..words.len()).find_map(|at| from_to(words.get(at..)?)) {
        return from_to;
    }
    let found: Vec<Said> = (0..words.len()).filter_map(|at| counted(words, at)).collect();
    match <[Said; 1]>::try_from(found) {
        Ok([said]) => Amounts::One(said),
        Err(found) if found.is_empty() => {
            (0..words.len()).find_map(|at| percent(words.get(at..)?)).map_or(Amounts::None, Amounts::Percent)
        }
        Err(_) => Amounts::None,
    }
}

/// `from 82 to 75 kg`, `from 8 % to 5 %`.
fn from_to(words: &[&str]) -> Option<Amounts> {
    let ["from", rest @ ..] = words else { return None };
    let (from, _, used) = measured(rest)?;
    let ["to", rest @ ..] = rest.get(used..)? else { return None };
    let (to, unit, _) = measured(rest)?;
    Some(Amounts::FromTo { from, to, unit: unit? })
}

/// A number, its unit if it has one, and how many words that is: `82`, `75 kg`, `5%`.
fn measured(words: &[&str]) -> Option<(String, Option<String>, usize)> {
    let (number, glued) = number(words.first()?)?;
    if glued.is_some() {
        return Some((number, glued, 1));
    }
    match words.get(1).filter(|unit| is_counted(unit)) {
        Some(unit) => Some((number, Some((*unit).to_owned()), 2)),
        None => Some((number, None, 1)),
    }
}

/// The amount that begins with the number at this place.
fn counted(words: &[&str], at: usize) -> Option<Said> {
    let (number, glued) = number(words.get(at)?)?;
    let before = words.get(..at)?;
    if before.last().is_some_and(|word| NUMBERED.contains(word)) || number == "1" {
        return None;
    }
    let (key, _) = bound_behind(before);
    let (unit, end) = match glued {
        Some(unit) => (unit, at + 1),
        None => noun(words, at + 1)?,
    };
    (unit != "%").then_some(Said { key, number, unit, end })
}

/// Whether a number behind these words is a target or a limit, and how many of the words say so.
pub(super) fn bound_behind(before: &[&str]) -> (Key, usize) {
    match before {
        [.., "no" | "not", "more", "than"] => (Key::AtMost, 3),
        [.., "at", "most"] | [.., "less" | "fewer", "than"] => (Key::AtMost, 2),
        [.., "max" | "maximum" | "only"] => (Key::AtMost, 1),
        _ => (Key::Target, 0),
    }
}

/// What is counted, `posts` of `guest posts`, and the place behind it.
fn noun(words: &[&str], begin: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 3;
    for (at, word) in words.iter().enumerate().skip(begin).take(LONGEST) {
        if STOPS.contains(word) || LENGTHS.contains(word) || !is_small(word) {
            return None;
        }
        if is_counted(word) {
            return Some(((*word).to_owned(), at + 1));
        }
    }
    None
}

/// A plural, or a unit that has none.
fn is_counted(word: &str) -> bool {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && is_small(word);
    MEASURES.contains(&word) || (plural && !LENGTHS.contains(&word))
}

fn is_small(word: &str) -> bool {
    word.chars().all(|c| c.is_lowercase() || ['-', '’', '\'', '€', '$', '£', '%'].contains(&c))
}

/// The number of a word, and the unit that is glued to it: `5km`, `20%`, `€200`. A year is no number of things.
fn number(word: &str) -> Option<(String, Option<String>)> {
    let money =
        |sign: &str| word.strip_prefix(sign).and_then(digits).map(|number| (number, Some(sign.to_owned())));
    if let Some(found) = ["€", "$", "£"].iter().find_map(|sign| money(sign)) {
        return Some(found);
    }
    let split = word.find(|c: char| !c.is_ascii_digit() && !['.', ','].contains(&c)).unwrap_or(word.len());
    let (number, unit) = word.split_at(split);
    if number.is_empty() {
        return count(word).map(|number| (number.to_string(), None));
    }
    let is_year = number.len() == 4 && ["19", "20", "21"].iter().any(|century| number.starts_with(century));
    match unit {
        "" if is_year => None,
        "" => digits(number).map(|number| (number, None)),
        unit if MEASURES.contains(&unit) => digits(number).map(|number| (number, Some(unit.to_owned()))),
        _ => None,
    }
}

/// `12`, `2.5`, `10,000` without its comma.
fn digits(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(',').collect();
    let thousands = groups.iter().skip(1).all(|group| group.len() == 3);
    let number = groups.concat();
    let is_number = number.parse::<f64>().is_ok_and(|number| number > 0.0);
    (thousands && is_number).then_some(number)
}

/// `20` of `20 %` or `20%`.
fn percent(words: &[&str]) -> Option<String> {
    match words {
        [number, "%" | "percent", ..] => digits(number),
        [glued, ..] => digits(glued.strip_suffix('%')?),
        [] => None,
    }
}
