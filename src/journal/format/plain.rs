//! The commonest line, a check-off of nothing but amounts, read without a JSON parser: ten years of a
//! journal are made of it. Only the form in which this program writes it is known here; whatever else
//! there is, `entry.rs` reads. What both read, they read alike (`tests/it/snapshot.rs`).

use super::entry::Entry;
use super::id;
use crate::domain::model::change::Change;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

/// A plain check-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The goal.
    pub goal: GoalId,
    /// The day it counts for.
    pub day: Day,
    /// How much.
    pub n: Amount,
}

/// A line that holds plain check-offs alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainLine<'a> {
    /// The entry.
    pub id: EntryId,
    /// When it was written.
    pub at: &'a str,
    rest: Bytes<'a>,
}

/// The most digits an amount is read with here, with or without its fraction.
const DIGITS: usize = 9;

/// Reads a line, if it is one of plain check-offs.
pub fn read(line: &[u8]) -> Option<PlainLine<'_>> {
    let mut bytes = Bytes(line);
    bytes.skip(b"{\"id\":\"")?;
    let id = id::parse(std::str::from_utf8(bytes.take(26)?).ok()?)?;
    bytes.skip(b"\",\"at\":\"")?;
    let at = moment(bytes.take(29)?)?;
    bytes.skip(b"\",\"did\":[")?;
    let rest = bytes;
    bytes.check()?;
    while !bytes.0.is_empty() {
        bytes.check()?;
    }
    Some(PlainLine { id, at, rest })
}

impl PlainLine<'_> {
    /// Its check-offs, in order.
    pub fn checks(&self) -> impl Iterator<Item = Check> + '_ {
        let mut bytes = self.rest;
        std::iter::from_fn(move || if bytes.0.is_empty() { None } else { bytes.check() })
    }

    /// The entry that it is.
    pub(crate) fn entry(&self) -> Entry {
        let check = |Check { goal, day, n }| Change::Check { goal, day, n, note: None };
        Entry { id: self.id, at: self.at.to_owned(), did: self.checks().map(check).collect() }
    }
}

/// What is left of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn skip(&mut self, expected: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// The next check-off, with what parts it from the one behind it, or ends the line.
    fn check(&mut self) -> Option<Check> {
        self.skip(b"{\"check\":{\"goal\":\"")?;
        let goal = GoalId::from_base32(self.take(8)?)?;
        self.skip(b"\",\"day\":\"")?;
        let day = date(self.take(10)?)?;
        self.skip(b"\",\"n\":")?;
        let n = self.amount()?;
        self.skip(b"}}")?;
        match self.0 {
            [b',', b'{', ..] => self.skip(b",")?,
            b"]}" => self.0 = &[],
            _ => return None,
        }
        Some(Check { goal, day, n })
    }

    /// A JSON number of few digits, with at most three decimals.
    fn amount(&mut self) -> Option<Amount> {
        let negative = self.skip(b"-").is_some();
        let whole = self.digits()?;
        if whole.len() > 1 && whole.first() == Some(&b'0') {
            return None;
        }
        let fraction = match self.skip(b".") {
            Some(()) => self.digits().filter(|digits| digits.len() <= 3)?,
            None => &[],
        };
        let digits = whole.iter().chain(fraction).chain(b"000".iter().skip(fraction.len()));
        let thousandths = digits.fold(0, |number: i64, digit| number * 10 + i64::from(digit - b'0'));
        Some(Amount::from_thousandths(if negative { -thousandths } else { thousandths }))
    }

    fn digits(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(self.0.len());
        if (1..=DIGITS).contains(&end) { self.take(end) } else { None }
    }
}

/// The number that these digits write.
fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

/// `2026-11-18`.
fn date(text: &[u8]) -> Option<Day> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    Day::from_ymd(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// `2026-11-18T18:20:00.000+01:00`.
fn moment(text: &[u8]) -> Option<&str> {
    let (day, rest) = text.split_at_checked(10)?;
    let &[b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'.', f1, f2, f3, b'+' | b'-', z1, z2, b':', o1, o2] =
        rest
    else {
        return None;
    };
    date(day)?;
    number(&[f1, f2, f3])?;
    let sound = number(&[h1, h2])? < 24
        && number(&[m1, m2])? < 60
        && number(&[s1, s2])? < 60
        && number(&[z1, z2])? < 24
        && number(&[o1, o2])? < 60;
    std::str::from_utf8(text).ok().filter(|_| sound)
}
