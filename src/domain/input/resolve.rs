//! From what was said of a goal to the fields the journal keeps.

use chrono::Weekday;

use super::fields::{FieldUpdate, GoalInput, SaidDay, Target};
use crate::domain::model::change::Field;
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, Look, typed};
use crate::domain::value::ids::GoalId;

/// What words about days are read against, and what they were read as.
#[derive(Debug)]
pub struct Calendar {
    /// Today.
    pub today: Day,
    /// The weekday on which weeks begin.
    pub week_start: Weekday,
    /// The days that were not written as dates, in the order in which they were read.
    pub read: Vec<(String, Day)>,
}

impl Calendar {
    /// A calendar in which nothing was read yet.
    pub fn new(today: Day, week_start: Weekday) -> Self {
        Self { today, week_start, read: Vec::new() }
    }

    /// Reads a day, and keeps what it was read as where it was not written as a date.
    pub fn day(&mut self, text: &str, look: Look) -> Result<Day, Refusal> {
        let day = typed(text, self.today, self.week_start, look)?;
        let known = self.read.iter().any(|(known, _)| known == text);
        if text.parse::<Day>().is_err() && !known {
            self.read.push((text.to_owned(), day));
        }
        Ok(day)
    }

    fn said(&mut self, said: &FieldUpdate<SaidDay>) -> Result<Option<Day>, Refusal> {
        match said {
            FieldUpdate::Nothing => Ok(None),
            FieldUpdate::Value(day) => self.day(day.as_str(), Look::Ahead).map(Some),
        }
    }
}

/// The fields that change when this is said of a goal, `old` where it is there already. `after` are the
/// goals meant by the codes that were said.
pub fn changed(
    fields: &GoalInput,
    old: Option<&Goal>,
    after: Option<Vec<GoalId>>,
    calendar: &mut Calendar,
) -> Result<Vec<Field>, Refusal> {
    let mut found = Vec::new();
    let baseline = match &fields.baseline {
        Some(said) => said.clone().value(),
        None => old.and_then(|goal| goal.baseline),
    };
    let standing = old.map(|goal| goal.schedule_on(calendar.today).clone()).unwrap_or_default();
    // Where the goal is there already, half of what clashes may be its own.
    let said_whole = old.is_none() || fields.baseline.is_some() && fields.target.is_some();
    let against = if said_whole { Against::Words } else { Against::Store };
    let schedule = schedule(fields, standing.clone(), baseline, against)?;
    if old.is_none() || schedule != standing {
        found.push(Field::Schedule(schedule));
    }
    if baseline != old.and_then(|goal| goal.baseline) {
        found.push(Field::Baseline(baseline));
    }
    let mut days = |said: &Option<FieldUpdate<SaidDay>>, old: Option<Day>| match said {
        None => Ok(old),
        Some(said) => calendar.said(said),
    };
    let by = days(&fields.by, old.and_then(|goal| goal.by))?;
    let from = days(&fields.from, old.and_then(|goal| goal.from))?;
    let pilot = days(&fields.pilot, old.and_then(|goal| goal.pilot))?;
    if let (Some(from), Some(by)) = (from, by)
        && by < from
    {
        let both =
            matches!((&fields.from, &fields.by), (Some(FieldUpdate::Value(_)), Some(FieldUpdate::Value(_))));
        let refusal = Refusal::invalid_input(
            format!("it would end on {} before it begins on {}", by.dated(), from.dated()),
            "`--from` is the first day, `--by` the last",
        );
        return Err(refusal.given(if both { Against::Words } else { Against::Store }));
    }
    let mut day = |new: Option<Day>, old: Option<Day>, field: fn(Option<Day>) -> Field| {
        if new != old {
            found.push(field(new));
        }
    };
    day(by, old.and_then(|goal| goal.by), Field::By);
    day(from, old.and_then(|goal| goal.from), Field::From);
    day(pilot, old.and_then(|goal| goal.pilot), Field::Pilot);
    let mut text =
        |said: &Option<FieldUpdate<_>>, old: Option<&String>, field: fn(Option<String>) -> Field| {
            if let Some(said) = said {
                let new: Option<String> = said.clone().value().map(String::from);
                if new.as_ref() != old {
                    found.push(field(new));
                }
            }
        };
    text(&fields.why, old.and_then(|goal| goal.why.as_ref()), Field::Why);
    text(&fields.area, old.and_then(|goal| goal.area.as_ref()), Field::Area);
    text(&fields.who, old.and_then(|goal| goal.who.as_ref()), Field::Who);
    text(&fields.reward, old.and_then(|goal| goal.reward.as_ref()), Field::Reward);
    if let Some(said) = &fields.feeds {
        let feeds = said.clone().value();
        if feeds != old.and_then(|goal| goal.feeds) {
            found.push(Field::Feeds(feeds));
        }
    }
    if let Some(after) = after
        && old.map_or(&[][..], |goal| &goal.after) != after
    {
        found.push(Field::After(after));
    }
    Ok(found)
}

/// The schedule as it was, with what is said put in its place. What is said may clash with itself, or with
/// what the goal holds `against` it.
fn schedule(
    fields: &GoalInput,
    mut schedule: Schedule,
    baseline: Option<Amount>,
    against: Against,
) -> Result<Schedule, Refusal> {
    if let Some(said) = &fields.every {
        schedule.every = said.clone().value();
    }
    if let Some(said) = &fields.unit {
        schedule.unit = said.clone().value().map(String::from);
    }
    match (&fields.target, &fields.at_most) {
        (Some(FieldUpdate::Value(target)), _) => {
            schedule.bound = Some(Bound::AtLeast(self::target(*target, baseline, against)?));
        }
        (_, Some(FieldUpdate::Value(most))) if *most < Amount::ZERO => {
            return Err(Refusal::invalid_input(
                format!("at most {most} is below 0"),
                "`--at-most 0` is the strictest limit",
            ));
        }
        (_, Some(FieldUpdate::Value(most))) => schedule.bound = Some(Bound::AtMost(*most)),
        (Some(FieldUpdate::Nothing), _) | (_, Some(FieldUpdate::Nothing)) => schedule.bound = None,
        (None, None) => {}
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

/// The number a target means.
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
        format!("a target is above 0, not {target}"),
        "for a limit say `--at-most 0` (or `at-most:0`); a value to get down to wants `--baseline`",
    )
}
