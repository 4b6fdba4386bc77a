//! Exact amounts: decimals with three places (SEMANTICS 3.1).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use thiserror::Error;

/// An exact decimal with three places, as a count of thousandths.
///
/// What is typed reaches from -10^12 to 10^12; sums may grow beyond, and stay at the largest
/// number there is when they would pass it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// The largest amount that may be typed: 10^12.
const LARGEST: i64 = 1_000_000_000_000 * 1000;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AmountError {
    #[error("`{0}` is not a number")]
    NotANumber(String),
    #[error("`{0}` has more than three decimals")]
    TooFine(String),
    #[error("`{0}` is more than 1000000000000")]
    TooLarge(String),
}

impl Amount {
    pub const ZERO: Self = Self(0);
    pub const ONE: Self = Self(1000);

    pub const fn whole(number: i64) -> Self {
        Self(number.saturating_mul(1000))
    }

    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Whether it is one that a person could have typed: what lies beyond can't be written down either.
    pub(crate) const fn may_be_typed(self) -> bool {
        self.0.unsigned_abs() <= LARGEST.unsigned_abs()
    }

    pub(crate) const fn is_positive(self) -> bool {
        self.0 > 0
    }

    #[must_use]
    pub(crate) fn at_least_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// The least whole number that is not below this.
    #[must_use]
    pub(crate) fn ceil(self) -> Self {
        let floor = self.0.div_euclid(1000).saturating_mul(1000);
        Self(if floor == self.0 { floor } else { floor.saturating_add(1000) })
    }

    /// What each of `parts` has to carry so that together they carry this, as a whole number.
    /// `parts` below 1 counts as 1.
    #[must_use]
    pub(crate) fn shared(self, parts: i64) -> Self {
        let parts = parts.max(1).saturating_mul(1000);
        let down = self.0.div_euclid(parts);
        Self::whole(if self.0.rem_euclid(parts) == 0 { down } else { down + 1 })
    }

    /// The part of this that `days` of `all` days make, rounded to thousandths.
    #[must_use]
    pub(crate) fn part(self, days: i64, all: i64) -> Self {
        let all = i128::from(all.max(1));
        let scaled = i128::from(self.0) * i128::from(days);
        Self(i64::try_from((scaled + all / 2).div_euclid(all)).unwrap_or(i64::MAX))
    }

    /// The same in whole units, rounded down.
    #[must_use]
    pub(crate) fn whole_part(self, days: i64, all: i64) -> Self {
        let units = i128::from(self.0) * i128::from(days) / (i128::from(all.max(1)) * 1000);
        Self::whole(i64::try_from(units).unwrap_or(i64::MAX))
    }

    pub(crate) const fn is_whole(self) -> bool {
        self.0 % 1000 == 0
    }

    /// How many days this takes when `gained` takes `days`, rounded up; nothing where nothing is gained.
    pub(crate) fn days_at(self, gained: Self, days: i64) -> Option<i64> {
        let gained = i128::from(gained.0).checked_abs().filter(|_| gained.0 > 0)?;
        let scaled = i128::from(self.0) * i128::from(days);
        i64::try_from((scaled + gained - 1) / gained).ok()
    }

    #[must_use]
    pub(crate) fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// As a floating number, for ratios alone.
    #[allow(clippy::cast_precision_loss, reason = "ratios need no more than a float's precision")]
    pub(crate) fn as_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The number this is when `percent` of `base` is added to it, rounded to thousandths.
    #[must_use]
    pub(crate) fn raised(base: Self, percent: Self) -> Self {
        let more = i128::from(base.0.abs()) * i128::from(percent.0);
        let rounded = (more + more.signum() * 50_000) / 100_000;
        Self(base.0.saturating_add(i64::try_from(rounded).unwrap_or(i64::MAX)))
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 && f.width().is_none() {
            return write!(f, "{sign}{whole}");
        }
        if rest == 0 {
            return f.pad(&format!("{sign}{whole}"));
        }
        let fraction = format!("{rest:03}");
        f.pad(&format!("{sign}{whole}.{}", fraction.trim_end_matches('0')))
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(AmountError::NotANumber(text.to_owned()));
        }
        let fine = fraction.trim_end_matches('0');
        if fine.len() > 3 {
            return Err(AmountError::TooFine(text.to_owned()));
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 13 {
            return Err(AmountError::TooLarge(text.to_owned()));
        }
        let thousandths: i64 = format!("0{whole}{fine:0<3}").parse().unwrap_or(i64::MAX);
        if thousandths > LARGEST {
            return Err(AmountError::TooLarge(text.to_owned()));
        }
        Ok(Self(if text.starts_with('-') { -thousandths } else { thousandths }))
    }
}

impl Serialize for Amount {
    /// A JSON number, whole ones without a fraction; thousandths in a snapshot.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return to.serialize_i64(self.0);
        }
        if self.0 % 1000 == 0 { to.serialize_i64(self.0 / 1000) } else { to.serialize_f64(self.as_f64()) }
    }
}

impl<'de> Deserialize<'de> for Amount {
    /// A JSON number with at most three decimals, within what may be typed.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount with at most three decimals")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Amount, E> {
                if number.unsigned_abs() > LARGEST.unsigned_abs() / 1000 {
                    return Err(E::custom(AmountError::TooLarge(number.to_string())));
                }
                Ok(Amount::whole(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Amount, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }

            // A float's shortest decimal is what was written, for the 15 digits that amounts have.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Amount, E> {
                number.to_string().parse().map_err(E::custom)
            }
        }

        if !from.is_human_readable() {
            return i64::deserialize(from).map(Self);
        }
        from.deserialize_any(Number)
    }
}
