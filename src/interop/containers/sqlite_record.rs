//! One row of a `SQLite` table: a header with the kind of each value, and the values.

use super::bytes_at::bytes_at;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    /// Bytes, of which nothing is kept.
    Blob,
}

/// How a database writes its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Value {
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A text that is not empty.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

/// The values of a row; nothing where they do not fit into it.
pub(crate) fn record(bytes: &[u8], encoding: Encoding) -> Option<Vec<Value>> {
    let (header, rest) = varint(bytes)?;
    let header = usize::try_from(header).ok()?;
    let mut kinds = bytes.get(bytes.len() - rest.len()..header)?;
    let mut body = bytes.get(header..)?;
    let mut values = Vec::new();
    while !kinds.is_empty() {
        let (kind, next) = varint(kinds)?;
        kinds = next;
        let length = length(kind)?;
        values.push(value(kind, body.get(..length)?, encoding)?);
        body = body.get(length..)?;
    }
    Some(values)
}

/// How many bytes a value of this kind has.
fn length(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        longer => usize::try_from((longer - 12) / 2).ok(),
    }
}

fn value(kind: u64, bytes: &[u8], encoding: Encoding) -> Option<Value> {
    Some(match kind {
        0 => Value::Null,
        1..=6 => Value::Integer(integer(bytes)),
        7 => Value::Real(f64::from_be_bytes(bytes_at(bytes, 0)?)),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        text if text % 2 == 1 => Value::Text(encoding.text(bytes)),
        _ => Value::Blob,
    })
}

/// The highest byte first, the first bit of which is the sign.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |number: i64, byte| number << 8 | i64::from(*byte))
}

impl Encoding {
    /// What can't be read stands as `\u{fffd}`.
    fn text(self, bytes: &[u8]) -> String {
        let pairs = |number: fn([u8; 2]) -> u16| {
            let pairs = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(number);
            char::decode_utf16(pairs).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        };
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16Le => pairs(u16::from_le_bytes),
            Self::Utf16Be => pairs(u16::from_be_bytes),
        }
    }
}

/// A number in one to nine bytes, and what comes after it.
pub(crate) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (place, byte) in bytes.iter().take(9).enumerate() {
        let rest = bytes.get(place + 1..)?;
        if place == 8 {
            return Some((number << 8 | u64::from(*byte), rest));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if *byte < 0x80 {
            return Some((number, rest));
        }
    }
    None
}
