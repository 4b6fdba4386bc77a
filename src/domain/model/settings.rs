//! What a person sets once for everything (`goals config`).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Weekday};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::value::day::{Day, weekday};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Celebrate {
    /// Nothing beside the fact.
    Off,
    /// One line.
    #[default]
    Quiet,
    /// Up to three lines, with colour.
    Full,
}

/// Whether goals that are hard to do are pointed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hints {
    #[default]
    On,
    Off,
}

/// The names of the settings, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    DayStart,
    WeekStart,
    Celebrate,
    Hints,
    Me,
}

impl Key {
    pub const ALL: [Self; 5] = [Self::DayStart, Self::WeekStart, Self::Celebrate, Self::Hints, Self::Me];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::DayStart => "day-start",
            Self::WeekStart => "week-start",
            Self::Celebrate => "celebrate",
            Self::Hints => "hints",
            Self::Me => "me",
        }
    }

    pub(crate) const fn values(self) -> &'static str {
        match self {
            Self::DayStart => "a time from 00:00 to 23:59, as in `04:00`",
            Self::WeekStart => "a weekday, as in `monday` or `sunday`",
            Self::Celebrate => "`off`, `quiet` or `full`",
            Self::Hints => "`on` or `off`",
            Self::Me => "a name, or `none`",
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SettingError {
    #[error("there is no setting `{0}`")]
    Key(String),
    #[error("`{key}` does not take `{value}`")]
    Value { key: Key, value: String },
}

impl FromStr for Key {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        Self::ALL
            .into_iter()
            .find(|key| key.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| SettingError::Key(text.to_owned()))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The wall-clock time at which a day begins (SEMANTICS 1.1).
    DayStart(NaiveTime),
    /// The weekday on which a week begins (SEMANTICS 2.2).
    WeekStart(Weekday),
    Celebrate(Celebrate),
    Hints(Hints),
    /// Who is at the keyboard (SEMANTICS 8.5).
    Me(Option<String>),
}

impl Setting {
    pub fn parse(key: Key, value: &str) -> Result<Self, SettingError> {
        let word = value.trim().to_ascii_lowercase();
        let wrong = || SettingError::Value { key, value: value.to_owned() };
        match key {
            Key::DayStart => {
                NaiveTime::parse_from_str(&word, "%H:%M").map(Self::DayStart).map_err(|_| wrong())
            }
            Key::WeekStart => weekday(&word).map(Self::WeekStart).ok_or_else(wrong),
            Key::Celebrate => match word.as_str() {
                "off" => Ok(Self::Celebrate(Celebrate::Off)),
                "quiet" => Ok(Self::Celebrate(Celebrate::Quiet)),
                "full" => Ok(Self::Celebrate(Celebrate::Full)),
                _ => Err(wrong()),
            },
            Key::Hints => match word.as_str() {
                "on" => Ok(Self::Hints(Hints::On)),
                "off" => Ok(Self::Hints(Hints::Off)),
                _ => Err(wrong()),
            },
            Key::Me if word == "none" => Ok(Self::Me(None)),
            Key::Me => crate::domain::value::text::text_field("the name", value)
                .map(|name| Self::Me(Some(name)))
                .map_err(|_| wrong()),
        }
    }

    pub(crate) const fn key(&self) -> Key {
        match self {
            Self::DayStart(_) => Key::DayStart,
            Self::WeekStart(_) => Key::WeekStart,
            Self::Celebrate(_) => Key::Celebrate,
            Self::Hints(_) => Key::Hints,
            Self::Me(_) => Key::Me,
        }
    }

    /// As typed.
    pub(crate) fn value(&self) -> String {
        match self {
            Self::DayStart(time) => time.format("%H:%M").to_string(),
            Self::WeekStart(weekday) => match weekday {
                Weekday::Mon => "monday",
                Weekday::Tue => "tuesday",
                Weekday::Wed => "wednesday",
                Weekday::Thu => "thursday",
                Weekday::Fri => "friday",
                Weekday::Sat => "saturday",
                Weekday::Sun => "sunday",
            }
            .to_owned(),
            Self::Celebrate(Celebrate::Off) | Self::Hints(Hints::Off) => "off".to_owned(),
            Self::Celebrate(Celebrate::Quiet) => "quiet".to_owned(),
            Self::Celebrate(Celebrate::Full) => "full".to_owned(),
            Self::Hints(Hints::On) => "on".to_owned(),
            Self::Me(None) => "none".to_owned(),
            Self::Me(Some(name)) => name.clone(),
        }
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Settings {
    pub(crate) day_start: NaiveTime,
    pub(crate) week_starts: BTreeMap<Day, Weekday>,
    pub(crate) celebrate: Celebrate,
    pub(crate) hints: Hints,
    pub(crate) me: Option<String>,
}

impl Settings {
    /// It holds from `day` on.
    pub(crate) fn apply(&mut self, setting: &Setting, day: Day) {
        match setting {
            Setting::DayStart(time) => self.day_start = *time,
            Setting::WeekStart(weekday) => {
                self.week_starts.insert(day, *weekday);
            }
            Setting::Celebrate(celebrate) => self.celebrate = *celebrate,
            Setting::Hints(hints) => self.hints = *hints,
            Setting::Me(name) => self.me.clone_from(name),
        }
    }

    pub(crate) fn day_start(&self) -> NaiveTime {
        self.day_start
    }

    pub(crate) fn celebrate(&self) -> Celebrate {
        self.celebrate
    }

    /// Monday until something else is set.
    pub fn week_start_on(&self, day: Day) -> Weekday {
        self.week_starts.range(..=day).next_back().map_or(Weekday::Mon, |(_, weekday)| *weekday)
    }

    /// Those of the weeks in a stretch of days, with the day from which each holds there.
    pub(crate) fn week_starts(&self, from: Day, to: Day) -> impl Iterator<Item = (Day, Weekday)> + '_ {
        let set = self.week_starts.range(from..=to).filter(move |(day, _)| **day > from);
        std::iter::once((from, self.week_start_on(from))).chain(set.map(|(day, weekday)| (*day, *weekday)))
    }

    /// The days from which another week start was set.
    pub(crate) fn week_start_days(&self) -> impl Iterator<Item = Day> + '_ {
        self.week_starts.keys().copied()
    }

    pub(crate) fn get(&self, key: Key) -> Setting {
        match key {
            Key::DayStart => Setting::DayStart(self.day_start),
            Key::WeekStart => Setting::WeekStart(self.week_start_on(Day::LAST)),
            Key::Celebrate => Setting::Celebrate(self.celebrate),
            Key::Hints => Setting::Hints(self.hints),
            Key::Me => Setting::Me(self.me.clone()),
        }
    }
}
