//! How often a daily of Habitica is due, as a cadence.

use chrono::Weekday;
use serde::Deserialize;

use crate::domain::value::cadence::{Cadence, Each, Weekdays};
use crate::domain::value::month_days::MonthDays;

/// The days of the week that are chosen.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Repeat {
    m: bool,
    t: bool,
    w: bool,
    th: bool,
    f: bool,
    s: bool,
    su: bool,
}

/// As the file has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern<'a> {
    /// `daily`, `weekly`, `monthly`, `yearly`.
    pub(super) frequency: &'a str,
    /// Every so many of these.
    pub(super) every: u16,
    pub(super) repeat: Repeat,
    pub(super) days_of_month: &'a [u32],
    /// From 0.
    pub(super) weeks_of_month: &'a [u32],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Often {
    /// It is never due.
    Never,
    Every(Cadence),
    /// So many times in each period, on whichever of its days.
    Times(Cadence, u32),
}

impl Repeat {
    fn days(self) -> Vec<Weekday> {
        let chosen = [
            (self.m, Weekday::Mon),
            (self.t, Weekday::Tue),
            (self.w, Weekday::Wed),
            (self.th, Weekday::Thu),
            (self.f, Weekday::Fri),
            (self.s, Weekday::Sat),
            (self.su, Weekday::Sun),
        ];
        chosen.into_iter().filter(|(is_chosen, _)| *is_chosen).map(|(_, day)| day).collect()
    }
}

impl Pattern<'_> {
    pub(super) fn often(&self) -> Often {
        if self.every == 0 {
            return Often::Never;
        }
        match self.frequency {
            "weekly" => self.weekly(),
            "monthly" => self.monthly(),
            "yearly" if self.every == 1 => Often::Every(Cadence::Year),
            "yearly" => every(self.every.saturating_mul(12), Each::Month),
            _ => every(self.every, Each::Day),
        }
    }

    fn weekly(&self) -> Often {
        let days = self.repeat.days();
        let times = u32::try_from(days.len()).unwrap_or(7);
        match (Weekdays::cadence(days), self.every) {
            (None, _) => Often::Never,
            (Some(days), 1) => Often::Every(days),
            (Some(_), weeks) => {
                Cadence::every(weeks, Each::Week).map_or(Often::Never, |it| Often::Times(it, times))
            }
        }
    }

    fn monthly(&self) -> Often {
        let dates = self.days_of_month.iter().map(|date| MonthDays::date(*date));
        let weekdays = self.repeat.days();
        let nth = self.weeks_of_month.iter().flat_map(|week| {
            // What Habitica calls the fifth week of a month is its last here: not each month has it.
            weekdays.iter().map(|day| MonthDays::nth((*week).min(4), *day))
        });
        let named = if self.days_of_month.is_empty() {
            nth.reduce(|all, one| Some(all?.and(one?))).flatten()
        } else {
            dates.reduce(|all, one| Some(all?.and(one?))).flatten()
        };
        match (named, self.every) {
            (Some(days), 1) => Often::Every(Cadence::OnDates(days)),
            (Some(days), months) => {
                Cadence::every(months, Each::Month).map_or(Often::Never, |it| Often::Times(it, days.count()))
            }
            (None, months) => every(months, Each::Month),
        }
    }
}

/// What lies beyond ten years is never due.
fn every(count: u16, each: Each) -> Often {
    Cadence::every(count, each).map_or(Often::Never, Often::Every)
}
