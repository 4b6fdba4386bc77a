//! Shares of a whole, as they are told: rounded down, and all of it only where nothing lacks (SEMANTICS 7.8).

use serde::ser::{Serialize, Serializer};

use super::amount::Amount;

/// How much of a whole there is, from nothing to all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// From 0 to 1.
    ratio: f64,
    /// 0 to 1000, rounded down.
    thousandths: u16,
}

/// What a mean of shares may lack of what it stands for, and what floating numbers make of 0.29 × 1000.
const ROUNDING: f64 = 1e-9;

impl Share {
    /// Exact. A whole that is not above 0 counts as the least there is.
    pub fn of(part: Amount, whole: Amount) -> Self {
        let whole = whole.thousandths().max(1);
        let part = part.thousandths().clamp(0, whole);
        let thousandths = i128::from(part) * 1000 / i128::from(whole);
        Self {
            ratio: Amount::from_thousandths(part).as_f64() / Amount::from_thousandths(whole).as_f64(),
            thousandths: u16::try_from(thousandths).unwrap_or(1000),
        }
    }

    /// Of a ratio that was found with floating numbers, as a mean is.
    pub fn near(ratio: f64) -> Self {
        let ratio = ratio.clamp(0.0, 1.0);
        // The cast saturates, and the number is one of 0 to 1000.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 to 1000")]
        let thousandths = (ratio * 1000.0 + ROUNDING) as u16;
        let share = Self { ratio, thousandths: thousandths.min(1000) };
        if ratio < 1.0 - f64::EPSILON { share.unfinished() } else { share }
    }

    /// The same of what is not complete: less than all of it, however near.
    #[must_use]
    pub(crate) fn unfinished(self) -> Self {
        Self { ratio: self.ratio.min(1.0 - f64::EPSILON), thousandths: self.thousandths.min(999) }
    }

    /// From 0 to 1.
    pub(crate) fn ratio(self) -> f64 {
        self.ratio
    }

    /// Whole percent, rounded down.
    pub fn percent(self) -> u32 {
        u32::from(self.thousandths / 10)
    }

    /// 0 to 1000, rounded down.
    pub(crate) fn thousandths(self) -> u32 {
        u32::from(self.thousandths)
    }

    /// Three decimals, rounded down.
    pub fn told(self) -> f64 {
        f64::from(self.thousandths) / 1000.0
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.told())
    }
}
