//! A plan's timeline: from days to the bars of a picture.

use super::chart::{WIDTH, part};
use crate::domain::value::day::Day;

/// The days that a timeline shows, both ends drawn whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pub from: Day,
    pub to: Day,
}

/// A bar that is too short to be seen is this wide.
const LEAST: u32 = 8;

/// Beginnings of months are marked where there are no more.
const MOST_MONTHS: usize = 24;

/// A bar: where it begins, and how wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    pub x: u32,
    pub width: u32,
}

impl Scale {
    /// Where a day begins.
    pub fn x(self, day: Day) -> u32 {
        part(self.from.days_to(day), self.from.days_to(self.to.next()), WIDTH)
    }

    /// Of the days from one to another, both counted. What lies outside is drawn at the edge.
    pub fn bar(self, from: Day, to: Day) -> Bar {
        let end = self.x(to.max(from).next()).max(LEAST);
        let x = self.x(from).min(end - LEAST);
        Bar { x, width: end - x }
    }

    /// The beginnings of the months, as the path of a line from top to bottom each.
    pub fn months(self, height: u32) -> String {
        let mut months = Vec::new();
        let mut begin = self.from.months_end(1).next();
        while begin <= self.to && months.len() <= MOST_MONTHS {
            months.push(format!("M{} 0V{height}", self.x(begin)));
            begin = begin.months_end(1).next();
        }
        if months.len() > MOST_MONTHS { String::new() } else { months.concat() }
    }
}
