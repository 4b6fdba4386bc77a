//! What a cell of a table says: that something was done, how much, that it was left out.

use crate::domain::value::amount::Amount;

/// A cell of a column that may be a habit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    No,
    Yes,
    Skip,
    /// A number other than 0 and 1.
    Number(Amount),
    /// Words.
    Other,
}

const YES: [&str; 23] = [
    "1",
    "true",
    "yes",
    "y",
    "x",
    "✓",
    "✔",
    "✅",
    "☑",
    "checked",
    "done",
    "wahr",
    "ja",
    "vrai",
    "oui",
    "verdadero",
    "sí",
    "si",
    "sim",
    "verdadeiro",
    "vero",
    "waar",
    "ok",
];
const NO: [&str; 17] = [
    "0",
    "false",
    "no",
    "n",
    "unchecked",
    "falsch",
    "nein",
    "faux",
    "non",
    "falso",
    "não",
    "nao",
    "onwaar",
    "nee",
    "✗",
    "❌",
    "☐",
];
const SKIP: [&str; 6] = ["skip", "skipped", "s", "-", "–", "—"];

impl Cell {
    pub fn read(text: &str, decimal_comma: bool) -> Self {
        let word = text.trim().to_lowercase();
        match word.as_str() {
            "" => Self::Empty,
            word if YES.contains(&word) => Self::Yes,
            word if NO.contains(&word) => Self::No,
            word if SKIP.contains(&word) => Self::Skip,
            word => match number(word, decimal_comma) {
                Some(Amount::ZERO) => Self::No,
                Some(Amount::ONE) => Self::Yes,
                Some(amount) => Self::Number(amount),
                None => Self::Other,
            },
        }
    }
}

/// A number with a point or a comma before its decimals, and perhaps signs between its thousands; rounded to three
/// decimals. In `1,234` a comma stands before decimals where `decimal_comma` says that it does.
pub fn number(text: &str, decimal_comma: bool) -> Option<Amount> {
    let text = text.trim();
    let (sign, digits) =
        text.strip_prefix('-').map_or(("", text.strip_prefix('+').unwrap_or(text)), |rest| ("-", rest));
    let is_number = digits.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.' || sign == ',')
        && digits
            .chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '\'' | ' ' | '\u{a0}'));
    if !is_number {
        return None;
    }
    let (point, comma) = (digits.rfind('.'), digits.rfind(','));
    let decimal = match (point, comma) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(_), None) if decimal_comma && groups(digits, '.') => None,
        (Some(point), None) => Some(point),
        (None, Some(comma)) if decimal_comma || !groups(digits, ',') => Some(comma),
        (None, _) => None,
    };
    let (whole, fraction) = decimal.map_or((digits, ""), |at| {
        let (whole, rest) = digits.split_at(at);
        (whole, rest.get(1..).unwrap_or_default())
    });
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.len() > 13 || fraction.chars().any(|sign| !sign.is_ascii_digit()) {
        return None;
    }
    let places: String = format!("{fraction}0000").chars().take(4).collect();
    let exact: i64 = format!("0{whole}{places}").parse().ok()?;
    let amount = Amount::from_thousandths((exact + 5) / 10);
    // What is too much to be typed is too much here.
    let amount = if sign.is_empty() { amount } else { -amount };
    amount.to_string().parse().ok()
}

/// Whether a sign stands between thousands: `1.234`, `12,345,678`.
fn groups(digits: &str, sign: char) -> bool {
    let mut parts = digits.split(sign);
    let first = parts.next().map_or(0, str::len);
    (1..=3).contains(&first) && parts.all(|part| part.len() == 3)
}
