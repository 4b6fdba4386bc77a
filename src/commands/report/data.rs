//! What a report tells, as data for programs; the text and the page are made of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::commands::progress;
use crate::domain::judge::streaks::StreakStats;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;

/// What the report tells.
#[derive(Serialize)]
pub struct Report {
    /// Today.
    pub day: Day,
    /// The first day of which it tells what was done.
    pub since: Day,
    /// The codes to which it is limited.
    pub only_goals: Vec<Code>,
    /// The area to which it is limited.
    pub only_area: Option<String>,
    /// The big goals.
    pub goals: Vec<Way>,
    /// What repeats.
    pub streaks: Vec<Streak>,
    /// How many activities there were, for each day that had any.
    pub days: BTreeMap<Day, u32>,
    /// How many of them in each area.
    pub areas: Vec<AreaShare>,
    /// What nobody planned.
    pub wins: Vec<Win>,
    /// What is promised for goals.
    pub rewards: Vec<Reward>,
    /// Who has what.
    pub owners: Vec<Owner>,
    /// What was noted beside check-offs, where that was asked for.
    pub notes: Option<Vec<Note>>,
    /// The days on which everything was paused.
    #[serde(skip)]
    pub paused: BTreeSet<Day>,
    /// The first day of the week that holds today.
    #[serde(skip)]
    pub week_begins: Day,
}

/// A big goal and how it came to where it is.
#[derive(Serialize)]
pub struct Way {
    /// How far it is, as `progress` tells it.
    #[serde(flatten)]
    pub(crate) row: progress::Row,
    /// Why it matters.
    pub why: Option<String>,
    /// Whose it is.
    pub who: Option<String>,
    /// What it amounted to at the end of each day that changed it.
    pub course: Vec<Step>,
    /// The line it should keep to: where it begins, and where it ends.
    #[serde(skip)]
    pub line: Option<[Step; 2]>,
    /// Where it starts from: nothing, or the baseline.
    #[serde(skip)]
    pub begin: Amount,
    /// How many steps there are, where those count.
    #[serde(skip)]
    pub whole: Amount,
    /// How it gets from one step to the next.
    #[serde(skip)]
    pub shape: Shape,
}

/// How a course runs between its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It stays until the day on which something is done.
    Stairs,
    /// It is read now and then, and changes in between.
    Slopes,
}

/// What something amounted to at the end of a day.
#[derive(Clone, Copy, Serialize)]
pub struct Step {
    /// The day.
    pub day: Day,
    /// The amount, or the value.
    pub amount: Amount,
}

/// What follows from the periods of a goal that repeats.
#[derive(Serialize)]
pub struct Streak {
    /// Its code.
    pub code: Code,
    /// Its title.
    pub title: Title,
    /// The current streak.
    pub current: u32,
    /// The longest.
    pub best: u32,
    /// In what the current one is counted.
    pub unit_of_streak: &'static str,
    /// Met among met and missed of the last 30 closed periods, from 0 to 1.
    pub rate: Option<f64>,
    /// From 0 to 100.
    pub strength: f64,
    /// What it asks for.
    #[serde(skip)]
    pub demand: String,
    /// What is counted.
    #[serde(skip)]
    pub unit: Option<String>,
    /// What these were counted in.
    #[serde(skip)]
    pub(crate) run: StreakStats,
}

impl Streak {
    /// `12 days`.
    pub fn current_in_words(&self) -> String {
        self.run.unit.counted(self.current)
    }

    /// `30 days`.
    pub fn best_in_words(&self) -> String {
        self.run.best_unit.counted(self.best)
    }

    /// `90 %`.
    pub fn rate_in_words(&self) -> String {
        self.rate.map_or_else(|| "–".to_owned(), |rate| format!("{:.0} %", rate * 100.0))
    }
}

/// What was done in one area.
#[derive(Serialize)]
pub struct AreaShare {
    /// The area; nothing where there is none.
    pub area: Option<String>,
    /// How many activities.
    pub activities: u32,
    /// How much of all that is, from 0 to 1.
    pub share: f64,
}

/// Something that nobody planned.
#[derive(Serialize)]
pub struct Win {
    /// The day.
    pub day: Day,
    /// What.
    pub title: Title,
    /// The sphere of life.
    pub area: Option<String>,
}

/// Something promised for a goal.
#[derive(Serialize)]
pub struct Reward {
    /// The goal.
    pub code: Code,
    /// What one gets.
    pub text: String,
    /// At what it is earned.
    pub mark: String,
    /// `locked`, `earned` or `claimed`.
    pub state: &'static str,
}

/// Who has what.
#[derive(Serialize)]
pub struct Owner {
    /// The name.
    pub name: String,
    /// The goals that say so themselves, or begin a subtree that is hers.
    pub goals: Vec<Code>,
    /// How many activities were done on her goals.
    pub activities: u32,
}

/// What was noted beside a check-off.
#[derive(Serialize)]
pub struct Note {
    /// The day.
    pub day: Day,
    /// The goal.
    pub code: Code,
    /// Its title.
    pub title: Title,
    /// The note.
    pub note: String,
}
