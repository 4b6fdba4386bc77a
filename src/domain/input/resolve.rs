//! From what was said of a goal to the fields the journal keeps.

use chrono::Weekday;

use super::fields::{FieldUpdate, GoalInput, Quantity, Target};
use super::typed_day::{Standpoint, typed};
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::goal_field::{DayKey, GoalField, Key};
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words::in_unit;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;

/// What words about days are read against, and what they were read as.
#[derive(Debug)]
pub struct Calendar {
    pub(crate) today: Day,
    pub(crate) week_start: Weekday,
    /// The days that were not written as dates with their year, in the order in which they were read.
    pub(crate) read: Vec<(String, Day)>,
    /// The ranges that were given as targets, each with its lower end, which counts.
    pub(crate) ranges: Vec<(Amount, Amount)>,
}

impl Calendar {
    pub fn new(today: Day, week_start: Weekday) -> Self {
        Self { today, week_start, read: Vec::new(), ranges: Vec::new() }
    }

    /// Keeps what the text was read as where it was not written as a date with its year.
    pub fn day(&mut self, text: &str, look: Look) -> Result<Day, Refusal> {
        self.day_from(text, look, self.today)
    }

    /// The same; what is looked for ahead is not before this day, which may be behind.
    pub(crate) fn day_from(&mut self, text: &str, look: Look, not_before: Day) -> Result<Day, Refusal> {
        let standpoint = Standpoint { today: self.today, week_start: self.week_start, look, not_before };
        let (said, day) = typed(text, standpoint)?;
        if !said.is_full_date() && !self.read.iter().any(|(known, _)| known == text) {
            self.read.push((text.to_owned(), day));
        }
        Ok(day)
    }

    pub(crate) fn day_or_today(&mut self, text: Option<&str>, look: Look) -> Result<Day, Refusal> {
        text.map_or(Ok(self.today), |text| self.day(text, look))
    }
}

/// The fields that change when this is said of a goal, `old` where it is there already. `after` are the
/// goals meant by the codes that were said.
pub(crate) fn changed(
    input: &GoalInput,
    old: Option<&Goal>,
    after: Option<Vec<GoalId>>,
    calendar: &mut Calendar,
) -> Result<Vec<GoalField>, Refusal> {
    let mut found = Vec::new();
    let held = old.and_then(|goal| goal.baseline);
    let standing = old.map(|goal| goal.schedule_on(calendar.today).clone()).unwrap_or_default();
    // Where the goal is there already, half of what clashes may be its own.
    let given_whole = old.is_none() || input.get(Key::Baseline).is_some() && input.get(Key::Target).is_some();
    let against = if given_whole { Against::Words } else { Against::Store };
    let unit = match input.get(Key::Unit) {
        Some(FieldUpdate::Unit(unit)) => unit.as_deref(),
        _ => standing.unit.as_deref(),
    };
    let baseline = match input.get(Key::Baseline) {
        Some(FieldUpdate::Baseline(None)) => None,
        Some(FieldUpdate::Baseline(Some(value))) => {
            Some(quantity(*value, unit, Key::Baseline).map_err(|refusal| refusal.given(against))?)
        }
        _ => held,
    };
    if let Some(FieldUpdate::Target(Some(Target::Range(least, most)))) = input.get(Key::Target) {
        calendar.ranges.push((*least, *most));
    }
    let schedule = schedule(input, standing.clone(), baseline, against)?;
    if old.is_none() || schedule != standing {
        found.push(GoalField::Schedule(schedule));
    }
    if baseline != held {
        found.push(GoalField::Baseline(baseline));
    }
    let begins = match input.get(Key::Day(DayKey::From)) {
        Some(FieldUpdate::Day(_, Some(words))) => Some(calendar.day(words, Look::Around)?),
        Some(_) => None,
        None => old.and_then(|goal| goal.from),
    };
    for update in input.updates() {
        found.extend(match update {
            FieldUpdate::Day(key, words) => {
                let day = words.as_ref().map(|words| day(calendar, *key, words, begins)).transpose()?;
                (day != old.and_then(|goal| goal.day(*key))).then_some(GoalField::Day(*key, day))
            }
            FieldUpdate::Text(key, text) => (text.as_ref() != old.and_then(|goal| goal.text(*key)))
                .then(|| GoalField::Text(*key, text.clone())),
            FieldUpdate::Feeds(feeds) => {
                (*feeds != old.and_then(|goal| goal.feeds)).then_some(GoalField::Feeds(*feeds))
            }
            _ => None,
        });
    }
    refuse_end_before_begin(input, old, &found)?;
    found
        .extend(after.filter(|after| old.map_or(&[][..], |goal| &goal.after) != after).map(GoalField::After));
    Ok(found)
}

/// The day that is meant of a goal that begins then: what ends it is looked for from there on.
fn day(calendar: &mut Calendar, key: DayKey, words: &str, begins: Option<Day>) -> Result<Day, Refusal> {
    let look = match key {
        DayKey::From => Look::Around,
        DayKey::By => Look::Deadline,
        DayKey::Pilot => Look::Ahead,
    };
    let not_before = begins.map_or(calendar.today, |begins| begins.max(calendar.today));
    calendar.day_from(words, look, not_before)
}

fn refuse_end_before_begin(
    input: &GoalInput,
    old: Option<&Goal>,
    changed: &[GoalField],
) -> Result<(), Refusal> {
    let day = |key| {
        let new = changed.iter().find_map(|field| match field {
            GoalField::Day(changed, day) if *changed == key => Some(*day),
            _ => None,
        });
        new.unwrap_or_else(|| old.and_then(|goal| goal.day(key)))
    };
    let (Some(from), Some(by)) = (day(DayKey::From), day(DayKey::By)) else { return Ok(()) };
    if from <= by {
        return Ok(());
    }
    let given = |key| matches!(input.get(Key::Day(key)), Some(FieldUpdate::Day(_, Some(_))));
    let against = if given(DayKey::From) && given(DayKey::By) { Against::Words } else { Against::Store };
    let refusal = Refusal::invalid_input(
        format!("it would end on {} before it begins on {}", by.dated(), from.dated()),
        "`--from` is the first day, `--by` the last",
    );
    Err(refusal.given(against))
}

/// The schedule as it was, with what is said put in its place. What is said may clash with itself, or with
/// what the goal holds `against` it.
fn schedule(
    input: &GoalInput,
    mut schedule: Schedule,
    baseline: Option<Amount>,
    against: Against,
) -> Result<Schedule, Refusal> {
    if let Some(FieldUpdate::Every(every)) = input.get(Key::Every) {
        schedule.every = *every;
    }
    if let Some(FieldUpdate::Unit(unit)) = input.get(Key::Unit) {
        schedule.unit.clone_from(unit);
    }
    match (input.get(Key::Target), input.get(Key::AtMost)) {
        (Some(FieldUpdate::Target(Some(target))), _) => {
            let unit = schedule.unit.as_deref();
            schedule.bound = Some(self::target(*target, unit, baseline, against)?);
        }
        (_, Some(FieldUpdate::AtMost(Some(most)))) => {
            let most = quantity(*most, schedule.unit.as_deref(), Key::AtMost);
            let most = most.map_err(|refusal| refusal.given(against))?;
            if most < Amount::ZERO {
                return Err(Refusal::invalid_input(
                    "the limit must be 0 or more",
                    "`--at-most 0` is the strictest limit",
                ));
            }
            schedule.bound = Some(Bound::AtMost(most));
        }
        (None, None) => {}
        _ => schedule.bound = None,
    }
    fitting(&schedule, baseline).map_err(|refusal| refusal.given(against))?;
    Ok(schedule)
}

/// Refuses a target, a limit or a cadence that does not go with the baseline.
fn fitting(schedule: &Schedule, baseline: Option<Amount>) -> Result<(), Refusal> {
    match (baseline, schedule.bound, schedule.every) {
        (Some(_), None, _) => {
            Err(Refusal::invalid_input("a baseline needs a target to get to", "add `--target N` (or `n:N`)"))
        }
        (Some(_), Some(Bound::AtMost(_)), _) => Err(Refusal::invalid_input(
            "a goal with a baseline has a target, not a limit",
            "give `--target N`, which may lie below the baseline",
        )),
        (Some(_), Some(Bound::Any), _) => Err(Refusal::invalid_input(
            "a goal with a baseline has a target to get to, and is not only counted",
            "give `--target N`, or leave out the baseline",
        )),
        (None, Some(Bound::Any), Some(every)) if every.repeats() => Err(Refusal::invalid_input(
            format!("what is only counted is asked for at no time, not every {every}"),
            "leave out the cadence, or give a target",
        )),
        (Some(baseline), Some(Bound::AtLeast(target)), _) if target == baseline => {
            Err(Refusal::invalid_input(
                format!("the target {target} is where the baseline is"),
                "give a target above or below the baseline",
            ))
        }
        (Some(_), _, Some(every)) if every.repeats() => Err(Refusal::invalid_input(
            format!("a goal with a baseline takes readings, it can't be done every {every}"),
            "leave out the baseline or the cadence",
        )),
        (None, Some(Bound::AtLeast(target)), _) if !target.is_positive() => Err(too_low()),
        _ => Ok(()),
    }
}

fn target(
    target: Target,
    unit: Option<&str>,
    baseline: Option<Amount>,
    against: Against,
) -> Result<Bound, Refusal> {
    let target = match target {
        Target::Range(least, _) => Target::Number(least),
        Target::Time(minutes) => {
            let number = quantity(Quantity::Time(minutes), unit, Key::Target);
            Target::Number(number.map_err(|refusal| refusal.given(against))?)
        }
        other => other,
    };
    match (target, baseline) {
        (Target::Any, _) => Ok(Bound::Any),
        (Target::Number(number) | Target::Time(number) | Target::Range(number, _), Some(_)) => {
            Ok(Bound::AtLeast(number))
        }
        (Target::Number(number), None) if number.is_positive() => Ok(Bound::AtLeast(number)),
        (Target::Number(_), None) => Err(too_low()),
        (Target::Percent(percent), Some(baseline)) => Ok(Bound::AtLeast(Amount::raised(baseline, percent))),
        (target, None) => Err(Refusal::invalid_input(
            format!("the target {target} is measured from a baseline, and there is none"),
            "add `--baseline N` (or `baseline:N`)",
        )
        .given(against)),
    }
}

/// What a number or a time comes to in the goal's unit.
fn quantity(quantity: Quantity, unit: Option<&str>, key: Key) -> Result<Amount, Refusal> {
    match quantity {
        Quantity::Number(number) => Ok(number),
        Quantity::Time(minutes) => in_unit(minutes, unit).ok_or_else(|| {
            let called = if key == Key::AtMost { "limit" } else { key.definition().called };
            Refusal::invalid_input(
                format!(
                    "the {called} {minutes}min is a time, and the goal is not counted in minutes or hours"
                ),
                format!("add `unit:min` (or `--unit min`), or say the number: `{}:{minutes}`", key.in_line()),
            )
        }),
    }
}

fn too_low() -> Refusal {
    Refusal::invalid_input(
        "the target must be above 0",
        "for a limit: `--at-most 0` (or `at-most:0`); a value to get down to needs `--baseline`",
    )
}
