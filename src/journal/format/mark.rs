//! Marks: the last characters of an entry's id, by which a person names it.

use super::id::entry_text;
use crate::domain::value::ids::EntryId;

/// So many characters, where no other entry ends alike.
const USUAL: u32 = 4;

/// The characters of a whole id.
const WHOLE: u32 = 26;

/// What one character of an id holds.
const BITS: u32 = 5;

/// The entries that are told apart.
#[derive(Debug)]
pub(crate) struct Marks {
    /// Their ids, each from its end, in order: those that end alike stand side by side.
    backwards: Vec<u128>,
}

impl Marks {
    pub(crate) fn of(ids: impl IntoIterator<Item = EntryId>) -> Self {
        let mut backwards: Vec<u128> = ids.into_iter().map(|id| id.0.reverse_bits()).collect();
        backwards.sort_unstable();
        backwards.dedup();
        Self { backwards }
    }

    /// The mark of an entry: four characters, or as many as tell it from each of the others.
    pub(crate) fn mark(&self, id: EntryId) -> String {
        let own = id.0.reverse_bits();
        let behind = self.backwards.partition_point(|other| *other <= own);
        let before = self.backwards.partition_point(|other| *other < own).wrapping_sub(1);
        let beside = [before, behind].into_iter().filter_map(|at| self.backwards.get(at));
        let alike = beside.map(|other| (own ^ other).leading_zeros() / BITS).max();
        let length = alike.map_or(USUAL, |alike| (alike + 1).clamp(USUAL, WHOLE));
        let begin = usize::try_from(WHOLE - length).unwrap_or(0);
        entry_text(id).chars().skip(begin).collect::<String>().to_ascii_lowercase()
    }
}

/// A mark as it was typed: the last bits of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypedMark {
    value: u128,
    /// What of an id it tells.
    mask: u128,
}

impl TypedMark {
    /// Reads a mark or a whole id, in capitals or not. What looks like a digit is one: `o`, `i` and `l` are in no id.
    pub(crate) fn read(text: &str) -> Option<Self> {
        const DIGITS: &str = "0123456789abcdefghjkmnpqrstvwxyz";
        let length = u32::try_from(text.chars().count()).ok().filter(|it| (USUAL..=WHOLE).contains(it))?;
        let mut value = 0_u128;
        for typed in text.chars() {
            let digit = match typed.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            value = (value << BITS) | u128::try_from(DIGITS.find(digit)?).ok()?;
        }
        let mask = 1_u128.checked_shl(length * BITS).map_or(u128::MAX, |above| above - 1);
        Some(Self { value, mask })
    }

    /// Whether an id ends with it.
    pub(crate) fn fits(self, id: EntryId) -> bool {
        (id.0 ^ self.value) & self.mask == 0
    }
}
