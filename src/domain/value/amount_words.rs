//! An amount as people type it: `3.7`, `3,7`, `.25`, `2-3` (SEMANTICS 3.7); a count in words.

use thiserror::Error;

use super::amount::{Amount, AmountError};

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AmountWordError {
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// Thousands to some, thousandths to others.
    #[error("`{typed}` can be read two ways: type `{whole}` or `{decimal}`")]
    TwoWays { typed: String, whole: String, decimal: String },
}

/// A number with a decimal point or comma.
pub fn amount(text: &str) -> Result<Amount, AmountWordError> {
    let Some((whole, fraction)) = text.split_once(',') else {
        return pointed(text);
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.len() == 3 && all_digits(fraction) && !whole.is_empty() {
        return Err(AmountWordError::TwoWays {
            typed: text.to_owned(),
            whole: format!("{whole}{fraction}"),
            decimal: format!("{whole}.{fraction}"),
        });
    }
    if !all_digits(fraction) || fraction.is_empty() {
        return Err(AmountError::NotANumber(text.to_owned()).into());
    }
    pointed(&format!("{whole}.{fraction}"))
}

/// `.25` is 0.25.
fn pointed(text: &str) -> Result<Amount, AmountWordError> {
    let (sign, rest) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    let number = if rest.starts_with('.') { format!("{sign}0{rest}") } else { text.to_owned() };
    number.parse().map_err(|error| match error {
        AmountError::NotANumber(_) => AmountError::NotANumber(text.to_owned()).into(),
        other => other.into(),
    })
}

/// The ends of `2-3` or `2–3`, the lower one first; nothing for what has another shape.
pub fn range(text: &str) -> Option<(Amount, Amount)> {
    let (least, most) = text.split_once(['-', '–'])?;
    let (least, most) = (amount(least).ok()?, amount(most).ok()?);
    (least < most).then_some((least, most))
}

/// A span of time in minutes: `30m`, `90min`, `1h`, `1h30`, `1h30m`; nothing for what has another shape.
pub fn minutes(text: &str) -> Option<Amount> {
    let whole = |digits: &str| digits.parse::<u32>().ok().map(|number| Amount::whole(number.into()));
    if let Some((hours, rest)) = text.split_once('h') {
        let rest = rest.strip_suffix("min").or_else(|| rest.strip_suffix('m')).unwrap_or(rest);
        let hours = amount(hours).ok()?.times(60);
        return if rest.is_empty() { Some(hours) } else { Some(hours + whole(rest)?) };
    }
    let number = text.strip_suffix("min").or_else(|| text.strip_suffix('m'))?;
    amount(number).ok()
}

/// What a time comes to in a unit of minutes or hours; nothing in any other.
pub(crate) fn in_unit(minutes: Amount, unit: Option<&str>) -> Option<Amount> {
    match unit?.to_lowercase().as_str() {
        "m" | "min" | "mins" | "minute" | "minutes" => Some(minutes),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(minutes.part(1, 60)),
        _ => None,
    }
}

/// A number in digits, or spelled up to twelve.
pub(crate) fn count(word: &str) -> Option<u16> {
    const SPELLED: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let spelled = (1..).zip(SPELLED).find(|(_, name)| *name == word).map(|(number, _)| number);
    let in_digits = || word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten();
    spelled.or_else(in_digits)
}
