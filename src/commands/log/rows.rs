//! What `log` tells of: check-offs and readings, wins, skips, pauses, goals that were closed by hand.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::origin::Origin;
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};
use crate::journal::format::id::entry_text;

#[derive(JsonSchema, Serialize)]
pub(super) struct Row<'w> {
    /// The entry, which others written by the same command share.
    #[schemars(regex(pattern = "^[0-9A-HJKMNP-TV-Z]{26}$"))]
    pub(super) id: String,
    /// By what `undo` takes it: the end of the id.
    pub(super) mark: String,
    /// When it was written.
    #[schemars(extend("format" = "date-time"))]
    pub(super) at: &'w str,
    pub(super) day: Day,
    pub(super) code: Option<Code>,
    pub(super) title: &'w str,
    /// How much, or the reading.
    pub(super) amount: Option<Amount>,
    pub(super) unit: Option<&'w str>,
    pub(super) note: Option<&'w str>,
    /// The device.
    pub(super) by: &'w str,
    pub(super) area: Option<&'w str>,
    #[schemars(extend("enum" = ["check", "reading", "win", "skip", "pause", "finish"]))]
    pub(super) kind: &'static str,
    /// Who did it, else whose the goal is.
    pub(super) who: Option<&'w str>,
    /// A pause's last day.
    pub(super) until: Option<Day>,
    /// The goal that it is about.
    #[serde(skip)]
    pub(super) about: Option<GoalId>,
    #[serde(skip)]
    pub(super) place: (Day, EntryId),
    /// The entry that is undone where it is taken back.
    #[serde(skip)]
    pub(super) undone_with: EntryId,
    /// Those whose doing it is.
    #[serde(skip)]
    pub(super) whose: Vec<&'w str>,
}

impl Row<'_> {
    pub(super) fn entry(&self) -> EntryId {
        self.undone_with
    }

    /// Whether these words, in small letters, are in its title or its note.
    pub(super) fn has(&self, words: &str) -> bool {
        let texts = std::iter::once(self.title).chain(self.note);
        texts.into_iter().any(|text| text.to_lowercase().contains(words))
    }
}

/// All that was done, skipped, paused and closed.
pub(super) fn rows(state: &State) -> Vec<Row<'_>> {
    let done = state.done().filter_map(|done| done_row(state, done));
    let skips = state.activity.goals().filter_map(|(id, days)| Some((state.tree.goal(id)?, days)));
    let skips =
        skips.flat_map(|(goal, days)| days.standing_skips().map(move |(day, skip)| (goal, day, skip)));
    let skips = skips.map(|(goal, day, skip)| Row {
        note: skip.note.as_deref(),
        kind: "skip",
        ..row(state, &skip.origin, day, Some(goal))
    });
    // One that was ended before it began never was.
    let pauses = state.activity.pauses().iter().filter(|it| it.until.is_none_or(|until| it.from <= until));
    let pauses = pauses.filter_map(|pause| {
        let goal = match pause.scope {
            Scope::Goal(id) => Some(state.tree.goal(id)?),
            Scope::All => None,
        };
        let until = pause.until;
        Some(Row { until, kind: "pause", ..row(state, &pause.origin, pause.from, goal) })
    });
    let finishes = state.tree.goals_in_order().filter_map(|goal| {
        let finish = goal.finish.as_ref()?;
        let note = finish.note.as_deref();
        Some(Row { note, kind: "finish", ..row(state, &finish.origin, finish.day, Some(goal)) })
    });
    done.chain(skips).chain(pauses).chain(finishes).collect()
}

/// What is told of anything, about a goal or about everything.
fn row<'w>(state: &'w State, origin: &'w Origin, day: Day, goal: Option<&'w Goal>) -> Row<'w> {
    let tree = &state.tree;
    let by = origin.by.as_deref();
    let owners = || goal.map(|goal| tree.owners(goal.id).collect()).unwrap_or_default();
    Row {
        id: entry_text(origin.undone_with()),
        mark: String::new(),
        at: &origin.at,
        day,
        code: goal.map(|goal| tree.code(goal.id)),
        title: goal.map_or("everything", |goal| goal.title.as_str()),
        amount: None,
        unit: None,
        note: None,
        by: &origin.device,
        area: goal.and_then(|goal| tree.area(goal.id)),
        kind: "win",
        who: by.or_else(|| goal.and_then(|goal| tree.owner(goal.id))),
        until: None,
        about: goal.map(|goal| goal.id),
        place: (day, origin.entry),
        undone_with: origin.undone_with(),
        whose: by.map_or_else(owners, |by| vec![by]),
    }
}

fn done_row<'w>(state: &'w State, done: &'w ActivityRecord) -> Option<Row<'w>> {
    let goal = done.what.about().and_then(|id| state.tree.goal(id));
    let row = Row { note: done.note.as_deref(), ..row(state, &done.origin, done.day, goal) };
    let unit = || goal.and_then(|goal| goal.schedule_on(done.day).unit.as_deref());
    Some(match &done.what {
        Activity::Check(_, amount) => {
            goal?;
            Row { amount: Some(*amount), unit: unit(), kind: "check", ..row }
        }
        Activity::Reading(_, value) => {
            goal?;
            Row { amount: Some(*value), unit: unit(), kind: "reading", ..row }
        }
        // It may belong to a goal, and is none.
        Activity::Win { title, .. } => {
            Row { code: None, title: title.as_str(), area: state.area_of(&done.what), ..row }
        }
    })
}
