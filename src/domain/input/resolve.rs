//! From what was said of a goal to the fields the journal keeps.

use chrono::Weekday;

use super::fields::{FieldUpdate, GoalInput, Target};
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::goal_field::{DayKey, GoalField, Key};
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, Look, typed};
use crate::domain::value::ids::GoalId;

/// What words about days are read against, and what they were read as.
#[derive(Debug)]
pub struct Calendar {
    pub(crate) today: Day,
    pub(crate) week_start: Weekday,
    /// The days that were not written as dates, in the order in which they were read.
    pub(crate) read: Vec<(String, Day)>,
}

impl Calendar {
    pub fn new(today: Day, week_start: Weekday) -> Self {
        Self { today, week_start, read: Vec::new() }
    }

    /// Keeps what the text was read as where it was not written as a date.
    pub(crate) fn day(&mut self, text: &str, look: Look) -> Result<Day, Refusal> {
        let day = typed(text, self.today, self.week_start, look)?;
        let known = self.read.iter().any(|(known, _)| known == text);
        if text.parse::<Day>().is_err() && !known {
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
    let baseline = match input.get(Key::Baseline) {
        Some(FieldUpdate::Baseline(value)) => *value,
        _ => held,
    };
    let standing = old.map(|goal| goal.schedule_on(calendar.today).clone()).unwrap_or_default();
    // Where the goal is there already, half of what clashes may be its own.
    let given_whole = old.is_none() || input.get(Key::Baseline).is_some() && input.get(Key::Target).is_some();
    let against = if given_whole { Against::Words } else { Against::Store };
    let schedule = schedule(input, standing.clone(), baseline, against)?;
    if old.is_none() || schedule != standing {
        found.push(GoalField::Schedule(schedule));
    }
    if baseline != held {
        found.push(GoalField::Baseline(baseline));
    }
    for update in input.updates() {
        found.extend(match update {
            FieldUpdate::Day(key, words) => {
                let day = words.as_ref().map(|words| calendar.day(words, Look::Ahead)).transpose()?;
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
            schedule.bound = Some(Bound::AtLeast(self::target(*target, baseline, against)?));
        }
        (_, Some(FieldUpdate::AtMost(Some(most)))) if *most < Amount::ZERO => {
            return Err(Refusal::invalid_input(
                format!("the limit must be 0 or more, not {most}"),
                "`--at-most 0` is the strictest limit",
            ));
        }
        (_, Some(FieldUpdate::AtMost(Some(most)))) => schedule.bound = Some(Bound::AtMost(*most)),
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
        (Some(baseline), Some(Bound::AtLeast(target)), _) if target == baseline => {
            Err(Refusal::invalid_input(
                format!("the target {target} is where the baseline is"),
                "give a target above or below the baseline",
            ))
        }
        (Some(_), _, Some(every)) if every.repeats() => Err(Refusal::invalid_input(
            format!("a goal with a baseline holds readings, it can't be done every {every}"),
            "leave out the baseline or the cadence",
        )),
        (None, Some(Bound::AtLeast(target)), _) if !target.is_positive() => Err(too_low(target)),
        _ => Ok(()),
    }
}

fn target(target: Target, baseline: Option<Amount>, against: Against) -> Result<Amount, Refusal> {
    match (target, baseline) {
        (Target::Number(number), Some(_)) => Ok(number),
        (Target::Number(number), None) if number.is_positive() => Ok(number),
        (Target::Number(number), None) => Err(too_low(number)),
        (Target::Percent(percent), Some(baseline)) => Ok(Amount::raised(baseline, percent)),
        (target @ Target::Percent(_), None) => Err(Refusal::invalid_input(
            format!("the target {target} is measured from a baseline, and there is none"),
            "add `--baseline N` (or `baseline:N`)",
        )
        .given(against)),
    }
}

fn too_low(target: Amount) -> Refusal {
    Refusal::invalid_input(
        format!("the target must be above 0, not {target}"),
        "for a limit say `--at-most 0` (or `at-most:0`); a value to get down to wants `--baseline`",
    )
}
