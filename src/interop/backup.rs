//! A store as one document: every entry as the journal has it, and beside them what they add up to, for programs that
//! do not fold entries themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::reader::format::Format;
use super::reader::recognised::{Near, Recognised};
use super::reader::source::Source;
use super::reader::unreadable::Unreadable;
use crate::domain::model::goal::{Bound, Feeds, Goal, Schedule};
use crate::domain::model::settings;
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

/// What the document calls itself.
const NAME: &str = "goals";

/// It is told apart as the others are, and read by [`entries`]: a store's own entries are no goals of another tool.
pub const FORMAT: Format = Format {
    kind: NAME,
    tool: "A store of goals",
    recognise,
    read: |_, _| Err(Unreadable::damaged("it holds entries of a store", "type `goals import FILE`")),
};

/// The entries of each device, each a line of the journal, in the order in which they are to be read.
pub type DeviceLines = BTreeMap<String, Vec<String>>;

#[derive(Serialize)]
struct Document<'w> {
    schema: u32,
    #[serde(rename = "document")]
    kind: &'static str,
    /// The version that wrote it.
    version: &'static str,
    /// RFC 3339.
    exported: String,
    goals: Vec<GoalRow<'w>>,
    settings: serde_json::Map<String, serde_json::Value>,
    templates: &'w BTreeMap<String, String>,
    devices: Vec<DeviceRow<'w>>,
}

#[derive(Serialize)]
struct DeviceRow<'w> {
    name: &'w str,
    entries: Vec<&'w RawValue>,
}

#[derive(Serialize)]
struct GoalRow<'w> {
    id: GoalId,
    code: Code,
    title: &'w Title,
    parent: Option<GoalId>,
    made: Day,
    archived: bool,
    finished: Option<Day>,
    why: Option<&'w str>,
    area: Option<&'w str>,
    who: Option<&'w str>,
    from: Option<Day>,
    by: Option<Day>,
    planned: Option<Day>,
    pilot: Option<Day>,
    after: &'w [GoalId],
    feeds: Option<Feeds>,
    baseline: Option<Amount>,
    reward: Option<&'w str>,
    /// What it asked for, the first since ever.
    schedule: Vec<ScheduleRow<'w>>,
}

#[derive(Serialize)]
struct ScheduleRow<'w> {
    from: Option<Day>,
    every: Option<Cadence>,
    target: Option<Amount>,
    at_most: Option<Amount>,
    /// Nothing is asked for (SEMANTICS 2.4).
    only_counted: bool,
    unit: Option<&'w str>,
}

/// The document of a state and of the entries that it was folded from. `exported` is the moment, in RFC 3339.
///
/// # Errors
/// Where a line is no JSON.
pub fn write(state: &State, devices: &DeviceLines, exported: String) -> Result<String, serde_json::Error> {
    let rows = devices.iter().map(|(name, lines)| {
        let entries = lines.iter().map(|line| serde_json::from_str(line));
        Ok(DeviceRow { name, entries: entries.collect::<Result<_, serde_json::Error>>()? })
    });
    let document = Document {
        schema: 1,
        kind: NAME,
        version: env!("CARGO_PKG_VERSION"),
        exported,
        goals: state.tree.goals_in_order().map(|goal| goal_row(state, goal)).collect(),
        settings: settings(state),
        templates: &state.templates,
        devices: rows.collect::<Result<_, serde_json::Error>>()?,
    };
    Ok(serde_json::to_string(&document)? + "\n")
}

fn settings(state: &State) -> serde_json::Map<String, serde_json::Value> {
    let all = settings::Key::ALL.into_iter();
    all.map(|key| (key.name().to_owned(), state.settings.get(key).value().into())).collect()
}

fn goal_row<'w>(state: &'w State, goal: &'w Goal) -> GoalRow<'w> {
    let first = std::iter::once((None, &goal.first));
    let later = goal.later.iter().map(|(day, schedule)| (Some(*day), schedule));
    GoalRow {
        id: goal.id,
        code: state.tree.code(goal.id),
        title: &goal.title,
        parent: goal.parent(),
        made: goal.made,
        archived: state.tree.is_archived(goal.id),
        finished: goal.finish.as_ref().map(|finish| finish.day),
        why: goal.why.as_deref(),
        area: goal.area.as_deref(),
        who: goal.who.as_deref(),
        from: goal.from,
        by: goal.by,
        planned: goal.planned,
        pilot: goal.pilot,
        after: &goal.after,
        feeds: goal.feeds,
        baseline: goal.baseline,
        reward: goal.reward.as_deref(),
        schedule: first.chain(later).map(|(from, schedule)| schedule_row(from, schedule)).collect(),
    }
}

fn schedule_row(from: Option<Day>, schedule: &Schedule) -> ScheduleRow<'_> {
    let (target, at_most) = match schedule.bound {
        None | Some(Bound::Any) => (None, None),
        Some(Bound::AtLeast(target)) => (Some(target), None),
        Some(Bound::AtMost(most)) => (None, Some(most)),
    };
    let only_counted = schedule.bound == Some(Bound::Any);
    ScheduleRow { from, every: schedule.every, target, at_most, only_counted, unit: schedule.unit.as_deref() }
}

#[derive(Deserialize)]
struct Mark {
    document: String,
}

/// What of the document is read: the entries say everything.
#[derive(Deserialize)]
struct Kept<'a> {
    #[serde(borrow)]
    devices: Vec<KeptDevice<'a>>,
}

#[derive(Deserialize)]
struct KeptDevice<'a> {
    name: String,
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

/// By what it calls itself, at its beginning or, where somebody put its fields in another order, anywhere.
fn recognise(source: &Source) -> Recognised {
    let Some(text) = source.single().and_then(|member| member.utf8()) else {
        return Recognised::no(Near::Not, "it is not one text");
    };
    let named = format!("\"document\":\"{NAME}\"");
    let head: String = text.chars().take(200).filter(|c| !c.is_whitespace()).collect();
    let calls_itself =
        |text: &str| serde_json::from_str::<Mark>(text).is_ok_and(|mark| mark.document == NAME);
    if head.starts_with('{') && (head.contains(&named) || calls_itself(text)) {
        return Recognised::Yes;
    }
    let near = if head.starts_with('{') { Near::SameKind } else { Near::Not };
    Recognised::no(near, "it has no field `document` that says `goals`")
}

/// The entries of a document, by device.
///
/// # Errors
/// Where it is cut off, or is not what was written.
pub fn entries(source: &Source) -> Result<DeviceLines, Unreadable> {
    let damaged = |what: String| {
        Unreadable::damaged(what, "export it again, or restore an older copy; nothing was written")
    };
    let text = source.single().and_then(|member| member.utf8());
    let text = text.ok_or_else(|| damaged("it is not one text in UTF-8".to_owned()))?;
    let kept: Kept<'_> = serde_json::from_str(text).map_err(|error| damaged(error.to_string()))?;
    let mut devices = DeviceLines::new();
    for KeptDevice { name, entries } in kept.devices {
        let lines = entries.iter().map(|entry| on_one_line(entry)).collect::<Result<Vec<_>, _>>();
        devices.entry(name).or_default().extend(lines.map_err(|error| damaged(error.to_string()))?);
    }
    Ok(devices)
}

/// Who lays a document out anew breaks lines, of which the journal has one an entry.
fn on_one_line(entry: &RawValue) -> Result<String, serde_json::Error> {
    let text = entry.get();
    if !text.contains(['\n', '\r']) {
        return Ok(text.to_owned());
    }
    serde_json::from_str::<serde_json::Value>(text).map(|value| value.to_string())
}
