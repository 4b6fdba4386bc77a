//! A habit of Loop as its files have it, and the goal it is here.

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::{Cadence, Each};
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::imported::{
    Activity, Asked, Did, Dropped, Imported, ImportedGoal, Noun, Standing, noun,
};
use crate::interop::shared::guesses::{Guesses, TIMES};
use crate::interop::shared::titles::{Keys, title};

const AUTOMATIC: Noun = noun("automatic day (computed)", "automatic days (computed)");
const UNKNOWN: Noun =
    noun("day with a value that Loop does not have", "days with a value that Loop does not have");

const NUMBERS: &str = "what has values above 3 is a number, and only counted";
const WITHOUT_TARGET: &str = "a number without a target is only counted";
const NEARLY: &str = "what is so often in so many days is asked for as often as comes near";

/// What Loop writes for a day of a habit that is done or not.
pub(super) mod value {
    pub(in super::super) const UNKNOWN: i64 = -1;
    pub(in super::super) const NO: i64 = 0;
    pub(in super::super) const YES_AUTO: i64 = 1;
    pub(in super::super) const YES_MANUAL: i64 = 2;
    pub(in super::super) const SKIP: i64 = 3;
}

/// In the order of Loop's own list.
#[derive(Debug)]
pub(super) struct Habit {
    pub(super) name: String,
    pub(super) question: String,
    pub(super) description: String,
    pub(super) kind: Kind,
    /// So many times in so many days.
    pub(super) frequency: Frequency,
    pub(super) is_archived: bool,
    pub(super) entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frequency {
    pub(super) times: u32,
    pub(super) days: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    YesOrNo,
    Number {
        goal: Target,
        unit: String,
    },
    /// The file does not say: a number where any value is above those that a yes or no has.
    Untold,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    AtLeast(Amount),
    AtMost(Amount),
}

/// One day: a value of [`value`], or thousandths of a number.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) day: Day,
    pub(super) value: i64,
    pub(super) note: Option<String>,
}

/// The goals that these habits are. The key is the name, for no other identity stands in all forms of one list.
pub(super) fn imported(habits: Vec<Habit>) -> Imported {
    let mut imported = Imported::default();
    let mut keys = Keys::default();
    let mut guesses = Guesses::default();
    for habit in habits {
        let key = keys.free(habit.name.trim());
        if let Some(title) = title(&habit.name, &mut imported.dropped) {
            let goal = ImportedGoal::new(key, title);
            imported.goals.push(filled(goal, &habit, &mut guesses, &mut imported.dropped));
        }
    }
    imported.guessed.extend(guesses.told());
    imported
}

fn filled(
    mut goal: ImportedGoal,
    habit: &Habit,
    guesses: &mut Guesses,
    dropped: &mut Dropped,
) -> ImportedGoal {
    let texts = [habit.question.trim(), habit.description.trim()];
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    goal.why = recorded_field(&texts.join(" · "));
    if habit.is_archived {
        goal.standing = Standing::Archived(None);
    }
    let is_number = match habit.kind {
        Kind::YesOrNo => false,
        Kind::Number { .. } => true,
        Kind::Untold => habit.entries.iter().any(|entry| entry.value > value::SKIP),
    };
    match &habit.kind {
        Kind::Untold if is_number => {
            goal.asked = Asked::OnlyCounted;
            guesses.note(NUMBERS, &*habit.name);
        }
        Kind::YesOrNo | Kind::Untold => {
            let (every, times) = rhythm(habit.frequency, &habit.name, guesses);
            goal.every = Some(every);
            goal.asked =
                if times > 1 { Asked::AtLeast(Amount::whole(times.into())) } else { Asked::Unstated };
        }
        Kind::Number { goal: target, unit } => number(&mut goal, habit, *target, unit, guesses),
    }
    goal.activity = habit.entries.iter().filter_map(|entry| activity(entry, is_number, dropped)).collect();
    goal
}

fn number(goal: &mut ImportedGoal, habit: &Habit, target: Target, unit: &str, guesses: &mut Guesses) {
    goal.unit = recorded_field(unit);
    // A number is asked for once in so many days, however often that is.
    let (every, _) = rhythm(Frequency { times: 1, ..habit.frequency }, &habit.name, guesses);
    goal.every = Some(every);
    goal.asked = match target {
        Target::AtMost(most) => Asked::AtMost(most),
        Target::AtLeast(least) if least > Amount::ZERO => Asked::AtLeast(least),
        Target::AtLeast(_) => {
            goal.every = None;
            guesses.note(WITHOUT_TARGET, &*habit.name);
            Asked::OnlyCounted
        }
    };
    // One without a unit would count once a day.
    if goal.unit.is_none() && goal.asked == Asked::AtLeast(Amount::ONE) {
        goal.unit = Some("times".to_owned());
        guesses.note(TIMES, &*habit.name);
    }
}

/// How often, and how many times in each period.
fn rhythm(frequency: Frequency, name: &str, guesses: &mut Guesses) -> (Cadence, u32) {
    let Frequency { times, days } = frequency;
    match (times.max(1), days.max(1)) {
        (times, days) if times >= days => (Cadence::Day, 1),
        (times, 7) => (Cadence::Week, times),
        (times, 30 | 31) => (Cadence::Month, times),
        (1, days) => {
            let window = u16::try_from(days).ok().and_then(|days| Cadence::every(days, Each::Day));
            (window.unwrap_or(Cadence::Year), 1)
        }
        (times, days) => {
            let (cadence, rounded) = rounded(times.into(), days.into());
            let here = if rounded > 1 { format!("{rounded}/{cadence}") } else { cadence.to_string() };
            guesses.note(NEARLY, format!("{name} ({times} in {days} days, here {here})"));
            (cadence, rounded)
        }
    }
}

/// So many times a week; where that is less than once, once in as many days as lie between two times.
fn rounded(times: u64, days: u64) -> (Cadence, u32) {
    if times * 7 < days {
        let window = u16::try_from(days / times).ok().and_then(|days| Cadence::every(days, Each::Day));
        return (window.unwrap_or(Cadence::Year), 1);
    }
    let weekly = (times * 7 + days / 2) / days;
    (Cadence::Week, u32::try_from(weekly.clamp(1, 7)).unwrap_or(1))
}

/// What was done on a day. What was noted on a day without a value is kept.
fn activity(entry: &Entry, is_number: bool, dropped: &mut Dropped) -> Option<Activity> {
    let note = entry.note.as_deref().and_then(recorded_field);
    let noted = |note: Option<String>| note.map(|note| Activity::check(entry.day, Amount::ZERO, Some(note)));
    match entry.value {
        value::UNKNOWN | value::NO => noted(note),
        value::SKIP => Some(Activity::skip(entry.day, note)),
        number if is_number && number > 0 => {
            Some(Activity::check(entry.day, Amount::from_thousandths(number), note))
        }
        value::YES_AUTO => {
            dropped.count(AUTOMATIC, 1);
            noted(note)
        }
        value::YES_MANUAL => Some(Activity { day: entry.day, what: Did::Check(Amount::ONE), note }),
        _ => {
            dropped.count(UNKNOWN, 1);
            noted(note)
        }
    }
}
