//! `3d`, `2w`, `1m` of other tools as a cadence.

use crate::domain::value::cadence::{Cadence, Each};

/// Every so many days (`d`), weeks (`w`), months (`m`), quarters (`q`) or years (`y`); seven days are a week, and what
/// is as long as a quarter or a year is one. Nothing for another letter, for none of them, and beyond ten years.
pub(crate) fn every(count: u16, unit: char) -> Option<Cadence> {
    match (unit, count) {
        ('d', 7) => Some(Cadence::Week),
        ('d', _) => Cadence::every(count, Each::Day),
        ('w', _) => Cadence::every(count, Each::Week),
        ('m', 3) => Some(Cadence::Quarter),
        ('m', 12) => Some(Cadence::Year),
        ('m', _) => Cadence::every(count, Each::Month),
        ('q', _) => every(count.checked_mul(3)?, 'm'),
        ('y', _) => every(count.checked_mul(12)?, 'm'),
        _ => None,
    }
}

/// `3d`: a number and the letter behind it.
pub(crate) fn counted(span: &str) -> Option<(u16, char)> {
    let unit = span.chars().next_back()?;
    Some((number(span.strip_suffix(unit)?)?, unit))
}

/// Digits and nothing else.
pub(crate) fn number(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
