//! The clock, as it stood when a command began.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    pub(crate) now: DateTime<FixedOffset>,
}

impl Clock {
    /// Today, as this state's settings have it (SEMANTICS 1.1).
    pub(crate) fn today(&self, state: &State) -> Day {
        Day::of(self.now.naive_local(), state.settings.day_start())
    }

    /// How long it is until the next day begins, as this state's settings have it.
    pub(crate) fn until_next_day(&self, state: &State) -> Duration {
        let wall = self.now.naive_local();
        let begins = wall.date().and_time(state.settings.day_start());
        let next = if begins > wall { begins } else { begins + TimeDelta::days(1) };
        (next - wall).to_std().unwrap_or_default()
    }

    /// The calendar against which words about days are read.
    pub(crate) fn calendar(&self, state: &State) -> Calendar {
        let today = self.today(state);
        Calendar::new(today, state.settings.week_start_on(today))
    }

    /// The state as it is judged today.
    pub(crate) fn judge<'w>(&self, state: &'w State) -> Judge<'w> {
        Judge::new(state, self.today(state))
    }
}
