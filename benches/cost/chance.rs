//! Numbers that look like chance and are the same in every run (`SplitMix64`).

use chrono::{Datelike, NaiveDate};

/// A row of numbers.
pub(crate) struct Lot(u64);

impl Lot {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// The number that a day gives to the goal at this place.
pub(crate) fn of(day: NaiveDate, place: usize) -> u64 {
    let place = u64::try_from(place).expect("a small number");
    let day = u64::try_from(day.num_days_from_ce()).expect("a day of our time");
    Lot::new(day << 8 | place).next()
}
