//! The line to type again, with the right word in the place of one that was wrong or could be either of two.

use std::cell::RefCell;
use std::ffi::OsString;

use crate::domain::input::day_words;
use crate::domain::input::goal_line::keyed;
use crate::domain::input::places::parted;
use crate::domain::model::refusal::{Refusal, Unknown};
use crate::domain::value::code::Code;
use crate::error::Error;

/// From so many lines on none is told.
const TOO_MANY: usize = 4;

/// The same error, with the lines that would be right where one can tell.
pub(crate) fn with_lines(args: &[OsString], error: Error) -> Error {
    let Error::Refused(refusal) = error else { return error };
    let hint = match &refusal {
        Refusal::EitherDay { text, days } => {
            let [behind, ahead] =
                days.map(|day| line(args, |arg| Some(with_day(arg, text, &day.to_string()))));
            Some(format!("type `{behind}` or `{ahead}`"))
        }
        Refusal::UnknownCode { unknown, known, .. } => {
            let typed: Vec<&str> = unknown.iter().map(|it| it.typed.as_str()).collect();
            day_or_amount(args, &typed)
                .map(|line| format!("`{line}` may be what you mean"))
                .or_else(|| guessed(args, &refusal, unknown, *known))
        }
        Refusal::Several { typed, fits } => either(args, typed, fits),
        Refusal::Elsewhere { code, below, .. } => {
            let right = |word: Word<'_>| match word.code.parse::<Code>() {
                Ok(typed) if typed == *code => Some(format!("{below}:{code}{}", word.amount)),
                _ => Some(word.typed.to_owned()),
            };
            with_words(args, right).map(|line| format!("`{line}` means that one"))
        }
        _ => None,
    };
    Error::Refused(match hint {
        Some(hint) => Refusal::Conflict { what: refusal.to_string(), hint },
        None => refusal,
    })
}

/// The line with its last words, which are no codes, as a day, or as an amount of the code before them: `check run
/// yesterday`, `check run 4`.
pub(crate) fn day_or_amount(args: &[OsString], last: &[&str]) -> Option<String> {
    const TAKE_DAYS: [&str; 3] = ["check", "skip", "plan"];
    let (before, end) = args.split_at_checked(args.len().checked_sub(last.len())?)?;
    let is_end = end.iter().map(|arg| arg.to_str()).eq(last.iter().copied().map(Some));
    let command = args.iter().skip(1).find_map(|arg| arg.to_str().filter(|word| TAKE_DAYS.contains(word)))?;
    // A command and a code.
    if !is_end || last.is_empty() || before.len() < 3 {
        return None;
    }
    let before = typed_again(before);
    match last {
        [amount] if command == "check" && amount.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("{before}+{amount}"))
        }
        [day] => day_words::read(day).map(|_| format!("{before} --on {day}")),
        words => {
            let day = words.join(" ");
            day_words::read(&day).map(|_| format!("{before} --on \"{day}\""))
        }
    }
}

/// The line with a word of a goal line as the option that it is: `edit gp by:fri`.
pub(crate) fn as_option(args: &[OsString], word: &str) -> Option<String> {
    let (key, value) = keyed(word)?;
    let place = args.iter().position(|arg| arg == word)?;
    let mut args = args.to_vec();
    args.splice(place..=place, [format!("--{}", key.definition().name).into(), value.into()]);
    Some(typed_again(&args))
}

/// The line with the first guess for each word; what is like no code is left out.
fn guessed(args: &[OsString], refusal: &Refusal, unknown: &[Unknown], known: usize) -> Option<String> {
    let is_guessed = unknown.iter().any(|it| !it.near.is_empty());
    let is_unlike = |word: &str| unknown.iter().any(|it| it.near.is_empty() && it.typed == word);
    let fixed = |word: &str| {
        unknown
            .iter()
            .find_map(|it| replaced(word, &it.typed, it.near.first()?))
            .unwrap_or_else(|| word.to_owned())
    };
    let seen: RefCell<Vec<String>> = RefCell::default();
    let right = |word: Word<'_>| {
        let place = word.place.map(|place| format!("{}:", fixed(place))).unwrap_or_default();
        let fixed = format!("{place}{}{}", fixed(word.code), word.amount);
        // Two words of one title mean one goal.
        let is_same = fixed != word.typed && word.amount.is_empty() && seen.borrow().contains(&fixed);
        seen.borrow_mut().push(fixed.clone());
        (makes(args) || !is_unlike(word.code) && !is_same).then_some(fixed)
    };
    let line = with_words(args, right).filter(|_| is_guessed || known > 0)?;
    let hint = refusal.hint()?;
    Some(match unknown.iter().filter(|it| it.near.is_empty()).count() {
        0 => format!("{hint} Type `{line}`"),
        unlike => {
            let glue = if is_guessed { "" } else { ";" };
            format!("{hint}{glue} `{line}` leaves {} out", if unlike == 1 { "it" } else { "them" })
        }
    })
}

/// A line for each goal that could be meant.
fn either(args: &[OsString], typed: &str, fits: &[(Code, String)]) -> Option<String> {
    let line = |(code, _): &(Code, String)| {
        let fixed = |word: &str| replaced(word, typed, code.as_str()).unwrap_or_else(|| word.to_owned());
        with_words(args, |word| {
            let place = word.place.map(|place| format!("{}:", fixed(place))).unwrap_or_default();
            Some(format!("{place}{}{}", fixed(word.code), word.amount))
        })
    };
    let lines: Vec<String> = fits.iter().filter_map(line).map(|line| format!("`{line}`")).collect();
    (!lines.is_empty() && lines.len() < TOO_MANY).then(|| format!("type {}", lines.join(" or ")))
}

/// `CODE` or `CODE-3` with the right code; nothing where it is another.
fn replaced(word: &str, typed: &str, right: &str) -> Option<String> {
    let behind = word.strip_prefix(typed)?;
    let takes_off = |rest: &str| rest.starts_with(|digit: char| digit.is_ascii_digit());
    (behind.is_empty() || behind.strip_prefix('-').is_some_and(takes_off)).then(|| format!("{right}{behind}"))
}

/// A word of a line as it may name a goal: `PLACE:CODE+4`.
struct Word<'t> {
    typed: &'t str,
    place: Option<&'t str>,
    code: &'t str,
    amount: &'t str,
}

impl<'t> Word<'t> {
    fn of(typed: &'t str) -> Self {
        let (place, word) = typed.split_once(':').map_or((None, typed), |(place, word)| (Some(place), word));
        let (code, amount) = word.split_at(word.find(['+', '=']).unwrap_or(word.len()));
        Self { typed, place, code, amount }
    }
}

/// Whether it is a line of titles, of which no word is a code but behind `after:`.
fn makes(args: &[OsString]) -> bool {
    args.iter().skip(1).any(|arg| arg == "add" || arg == "split")
}

/// What was typed with other words; nothing where none is another.
fn with_words(args: &[OsString], right: impl Fn(Word<'_>) -> Option<String>) -> Option<String> {
    let makes = makes(args);
    let fixed = line(args, |arg| {
        let fixed = |word: &str| {
            let is_title = makes && !word.starts_with("after:");
            if is_title { Some(word.to_owned()) } else { fixed_word(word, &right) }
        };
        let words: Vec<Option<String>> = arg.split_whitespace().map(fixed).collect();
        let is_same = words.iter().map(Option::as_deref).eq(arg.split_whitespace().map(Some));
        let words: Vec<String> = words.into_iter().flatten().collect();
        if is_same { Some(arg.to_owned()) } else { (!words.is_empty()).then(|| words.join(" ")) }
    });
    (fixed != typed_again(args)).then_some(fixed)
}

/// What blanks part, with other words between its commas; nothing where none is left.
fn fixed_word(typed: &str, right: impl Fn(Word<'_>) -> Option<String>) -> Option<String> {
    let parts: Vec<&str> = parted(typed).collect();
    let words: Vec<String> = parts.iter().filter_map(|part| right(Word::of(part))).collect();
    if words == parts { Some(typed.to_owned()) } else { (!words.is_empty()).then(|| words.join(",")) }
}

/// An argument with the day in place of the word that ends it.
fn with_day(arg: &str, word: &str, day: &str) -> String {
    match arg.strip_suffix(word) {
        Some(before) if before.is_empty() || before.ends_with([' ', '=']) => format!("{before}{day}"),
        _ => arg.to_owned(),
    }
}

/// What was typed, as it can be typed again.
pub(crate) fn typed_again(args: &[OsString]) -> String {
    line(args, |arg| Some(arg.to_owned()))
}

/// What was typed, each argument as it is to be, or left out; a note stays.
fn line(args: &[OsString], fixed: impl Fn(&str) -> Option<String>) -> String {
    let mut line = "goals".to_owned();
    let mut is_note = false;
    for typed in args.iter().skip(1).map(|arg| arg.to_string_lossy()) {
        let arg = if is_note { Some(typed.to_string()) } else { fixed(&typed) };
        is_note = typed == "--note";
        let Some(arg) = arg else { continue };
        let is_plain =
            !arg.is_empty() && !arg.contains(|c: char| !c.is_alphanumeric() && !"-_+=:,./".contains(c));
        let is_quotable = !arg.contains(['"', '$', '`', '\\', '!']);
        line.push(' ');
        match shlex::try_quote(&arg) {
            _ if is_plain => line.push_str(&arg),
            _ if is_quotable => line.extend(["\"", &arg, "\""]),
            Ok(quoted) => line.push_str(&quoted),
            Err(_) => line.push_str(&arg),
        }
    }
    line
}
