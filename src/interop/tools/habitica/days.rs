//! When something was done in Habitica, and on which day that was.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime, Utc};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::domain::value::day::Day;
use crate::interop::reader::options::Clock;
use crate::interop::shared::lenient::lenient;
use crate::interop::shared::moments::{moment, shown};

/// The person's own settings.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Preferences {
    /// In hours.
    #[serde(deserialize_with = "lenient")]
    day_start: u32,
    /// In minutes west of Greenwich.
    #[serde(deserialize_with = "lenient")]
    timezone_offset: Option<i64>,
}

/// Days by the settings of the file, where it has them.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    pub(super) preferences: Preferences,
    pub(super) clock: Clock<'a>,
}

/// Once that a task was scored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Scored {
    date: Moment,
    /// Of dailies, since there is this word for it.
    pub(super) completed: Option<bool>,
    /// Of habits, since they are counted.
    #[serde(rename = "scoredUp")]
    pub(super) up: Option<i64>,
    #[serde(rename = "scoredDown")]
    pub(super) down: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Moment {
    Milliseconds(i64),
    Text(String),
    Other(IgnoredAny),
}

impl Default for Moment {
    fn default() -> Self {
        Self::Other(IgnoredAny)
    }
}

impl Scored {
    pub(super) fn moment(&self) -> Option<DateTime<Utc>> {
        match &self.date {
            Moment::Milliseconds(count) => DateTime::from_timestamp_millis(*count),
            Moment::Text(text) => moment(text),
            Moment::Other(_) => None,
        }
    }
}

impl Days<'_> {
    /// The day to which something belongs that was done at this moment.
    pub(super) fn of(&self, moment: DateTime<Utc>) -> Day {
        let day_start = NaiveTime::from_hms_opt(self.preferences.day_start, 0, 0).unwrap_or_default();
        match self.preferences.timezone_offset {
            Some(west) => Day::of(shown(moment, west.saturating_neg()), day_start),
            None => self.clock.day_of(moment),
        }
    }

    /// The date of a midnight, which Habitica writes for a day.
    pub(super) fn date(&self, text: &str) -> Option<Day> {
        let Some(moment) = moment(text) else { return text.trim().parse().ok() };
        Some(match self.preferences.timezone_offset {
            Some(west) => Day::of(shown(moment, west.saturating_neg()), NaiveTime::MIN),
            None => self.clock.date_of(moment),
        })
    }

    /// The days on which a daily was done, and how many entries were left over. What was done is written when it is
    /// done; a daily of yesterday that is checked off at the next login has that moment. So the first of two on a day
    /// counts for the day before, if that has none.
    pub(super) fn done(&self, history: &[Scored]) -> (Vec<Day>, usize) {
        let done = history.iter().filter(|scored| scored.completed == Some(true));
        let mut count: BTreeMap<Day, usize> = BTreeMap::new();
        for moment in done.filter_map(Scored::moment) {
            *count.entry(self.of(moment)).or_default() += 1;
        }
        let mut days: BTreeMap<Day, usize> = BTreeMap::new();
        for (day, times) in &count {
            days.insert(*day, *times);
            let is_free = *times > 1 && !days.contains_key(&day.prev());
            if is_free {
                days.insert(day.prev(), 1);
                days.insert(*day, times - 1);
            }
        }
        let over = days.values().map(|times| times - 1).sum();
        (days.into_keys().collect(), over)
    }
}
