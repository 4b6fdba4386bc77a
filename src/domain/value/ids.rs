//! Identities: of entries, which they order; of goals and rewards, which never change.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::text::as_text;
use thiserror::Error;

/// The identity of an entry. Ids order entries; the greater one was written knowing the smaller, or at a
/// later time by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId(pub u128);

/// A goal's identity, which never changes: 40 random bits, written as eight base32 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(u64);

/// Crockford's alphabet: no i, l, o, u.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl GoalId {
    /// The id made of the lowest 40 of these bits.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & 0xff_ffff_ffff)
    }

    pub(crate) fn from_base32(text: &[u8]) -> Option<Self> {
        let digits: &[u8; 8] = text.try_into().ok()?;
        let bits = digits.iter().try_fold(0, |bits, byte| Some(bits << 5 | u64::from(digit(*byte)?)))?;
        Some(Self(bits))
    }
}

/// The number that a character of [`BASE32`] stands for.
fn digit(byte: u8) -> Option<u8> {
    const NONE: u8 = u8::MAX;
    const DIGITS: [u8; 256] = {
        let mut digits = [NONE; 256];
        let mut digit = 0;
        while digit < 32 {
            digits[BASE32[digit as usize] as usize] = digit;
            digit += 1;
        }
        digits
    };
    DIGITS.get(usize::from(byte)).copied().filter(|digit| *digit != NONE)
}

impl fmt::Display for GoalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..8).rev() {
            let digit = usize::try_from(self.0 >> (place * 5) & 31).unwrap_or(0);
            write!(f, "{}", char::from(BASE32.get(digit).copied().unwrap_or(b'0')))?;
        }
        Ok(())
    }
}

impl fmt::Debug for GoalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no goal id")]
pub struct GoalIdError(String);

impl FromStr for GoalId {
    type Err = GoalIdError;

    fn from_str(text: &str) -> Result<Self, GoalIdError> {
        Self::from_base32(text.as_bytes()).ok_or_else(|| GoalIdError(text.to_owned()))
    }
}

/// A reward's identity, which never changes: 40 random bits, as a goal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RewardId(GoalId);

impl RewardId {
    /// The id made of the lowest 40 of these bits.
    pub const fn from_bits(bits: u64) -> Self {
        Self(GoalId::from_bits(bits))
    }
}

impl fmt::Display for RewardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for RewardId {
    type Err = GoalIdError;

    fn from_str(text: &str) -> Result<Self, GoalIdError> {
        text.parse().map(Self)
    }
}

as_text! {
    GoalId as u64: |id| id.0, |bits| Some(Self::from_bits(bits));
    RewardId as u64: |id| id.0.0, |bits| Some(Self::from_bits(bits));
}
