//! What was done on the day of `today`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::judge::judge::Judge;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

#[derive(Clone, Copy)]
pub(crate) struct DoneItem<'w> {
    /// A win has none.
    goal: Option<&'w Goal>,
    record: &'w ActivityRecord,
    amount: Option<Amount>,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct DoneRow<'w> {
    /// A win has none.
    code: Option<Code>,
    title: &'w Title,
    /// How much, or the reading.
    amount: Option<Amount>,
    /// When it was written.
    #[schemars(extend("format" = "date-time"))]
    at: &'w str,
    note: Option<&'w str>,
    area: Option<&'w str>,
}

/// Record by record; where something was taken off a day's sum again, the sum alone and what was noted besides.
pub(crate) fn done_items<'w>(state: &'w State, done: &[&'w ActivityRecord]) -> Vec<DoneItem<'w>> {
    let is_correction =
        |done: &&&ActivityRecord| matches!(&done.what, Activity::Check(_, n) if *n < Amount::ZERO);
    let corrected: BTreeSet<GoalId> =
        done.iter().filter(is_correction).filter_map(|done| done.what.goal()).collect();
    let mut items: Vec<DoneItem<'w>> = Vec::with_capacity(done.len());
    for record in done {
        let goal = record.what.goal().and_then(|id| state.tree.goal(id));
        let amount = match &record.what {
            Activity::Check(id, n) if corrected.contains(id) && *n != Amount::ZERO => {
                let sum = state.activity.goal_days(*id).sum(record.day);
                items.retain(|known| known.record.what.goal() != Some(*id) || known.is_note());
                if !sum.is_positive() {
                    continue;
                }
                Some(sum)
            }
            Activity::Check(_, amount) | Activity::Reading(_, amount) => Some(*amount),
            Activity::Win { .. } => None,
        };
        items.push(DoneItem { goal, record, amount });
    }
    items
}

impl<'w> DoneItem<'w> {
    fn title(&self) -> Option<&'w Title> {
        match &self.record.what {
            Activity::Win { title, .. } => Some(title),
            Activity::Check(..) | Activity::Reading(..) => self.goal.map(|goal| &goal.title),
        }
    }

    /// Words alone, on what was done already (SEMANTICS 11.4).
    fn is_note(&self) -> bool {
        self.amount == Some(Amount::ZERO) && matches!(self.record.what, Activity::Check(..))
    }

    pub(crate) fn row(&self, state: &'w State) -> Option<DoneRow<'w>> {
        Some(DoneRow {
            code: self.goal.map(|goal| state.tree.code(goal.id)),
            title: self.title()?,
            amount: self.amount,
            at: &self.record.origin.at,
            note: self.record.note.as_deref(),
            area: state.area_of(&self.record.what),
        })
    }

    /// `kids (18:20)`, `pitch +4 (18:20)`; on another day than it is for, `kids (recorded 21 Nov)`.
    fn in_words(&self, judge: &Judge<'_>) -> String {
        let name = match self.goal {
            Some(goal) => judge.state.tree.code(goal.id).as_str().to_owned(),
            None => self.title().map(|title| title.as_str().to_owned()).unwrap_or_default(),
        };
        let amount = match (&self.record.what, self.amount) {
            (Activity::Reading(..), Some(value)) => format!(" = {value}"),
            (Activity::Check(..), Some(amount)) if amount != Amount::ONE && !self.is_note() => {
                format!(" +{amount}")
            }
            _ => String::new(),
        };
        let recorded = match moment(&self.record.origin.at) {
            Some((day, time)) if day == self.record.day => [" (", time, ")"].concat(),
            Some((day, time)) => format!(" (recorded {} {time})", day.day_and_month(judge.today)),
            None => String::new(),
        };
        let note = self.record.note.as_ref().map(|note| format!(" “{note}”")).unwrap_or_default();
        [name, amount, recorded, note].concat()
    }
}

/// The day and the time of day, `18:20`, that a moment tells by its own clock.
fn moment(at: &str) -> Option<(Day, &str)> {
    let (day, rest) = at.split_once('T')?;
    Some((day.parse().ok()?, rest.get(..5)?))
}

/// All of it, with commas between; what was checked off in several goes once.
pub(crate) fn done_in_words(judge: &Judge<'_>, done: &[DoneItem<'_>]) -> String {
    let mut once: Vec<DoneItem<'_>> = Vec::new();
    let mut places: BTreeMap<GoalId, usize> = BTreeMap::new();
    for item in done {
        let goal = match &item.record.what {
            Activity::Check(goal, _) if item.record.note.is_none() => Some(*goal),
            Activity::Check(..) | Activity::Reading(..) | Activity::Win { .. } => None,
        };
        if let Some(before) = goal.and_then(|goal| places.get(&goal)).and_then(|at| once.get_mut(*at)) {
            before.amount = before.amount.zip(item.amount).map(|(before, more)| before + more);
            before.record = item.record;
        } else {
            places.extend(goal.map(|goal| (goal, once.len())));
            once.push(*item);
        }
    }
    once.iter().map(|item| item.in_words(judge)).collect::<Vec<_>>().join(", ")
}
