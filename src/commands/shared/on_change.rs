//! The hook of the person: a program of hers that is told what a command wrote, once that is on the disk. It can't
//! change what was done, and nothing waits for it longer than two seconds.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use serde_json::value::RawValue;

use super::context::{Context, WrittenIn};
use crate::domain::model::change::Change;
use crate::domain::value::code::Code;
use crate::domain::value::ids::{EntryId, GoalId};
use crate::domain::value::text::Title;
use crate::env::{Env, Hook, Hooks};
use crate::error::Error;
use crate::journal::Detail;
use crate::journal::written_lines::{Part, WrittenLine};
use crate::ui::json;

#[derive(Serialize)]
struct Document<'w> {
    store: String,
    command: &'w str,
    devices: Vec<Device<'w>>,
    /// The entries that these took back.
    undone: Vec<Device<'w>>,
    goals: Vec<Goal<'w>>,
}

#[derive(Serialize)]
struct Device<'w> {
    name: &'w str,
    entries: Vec<&'w RawValue>,
}

#[derive(Serialize)]
struct Goal<'w> {
    id: GoalId,
    code: Code,
    title: &'w Title,
}

/// Tells the hook what `command` wrote, of each store in turn; returns what is to be said of that.
pub(crate) fn tell(context: &Context<'_>, command: &str, hooks: Hooks) -> Vec<String> {
    let (written, env) = (context.written(), context.env());
    if written.is_empty() || hooks == Hooks::LeftOut {
        return Vec::new();
    }
    let stores: Vec<&Path> = written.iter().map(|it| it.journal.folder()).collect();
    match env.hook("on-change", &stores) {
        Hook::Absent => Vec::new(),
        Hook::LeftOut(why) => vec![format!("warning: the hook is left out: {why}")],
        Hook::Ready(hook) => {
            let failed = |written: &WrittenIn| tell_of(context, env, &hook, written, command).err();
            written.iter().filter_map(failed).map(|error| format!("warning: {error}")).collect()
        }
    }
}

fn tell_of(
    context: &Context<'_>,
    env: &Env,
    hook: &Path,
    written: &WrittenIn,
    command: &str,
) -> Result<(), Error> {
    let journal = &written.journal;
    let store = env.absolute(journal.folder());
    let lines = journal.lines_of(&written.parts)?;
    let undone = journal.lines_of(&undone(&lines))?;
    let reading = journal.read(Detail::Days, context.clock().now.naive_local())?;
    let tree = &reading.state.tree;
    let named: BTreeSet<GoalId> = lines.iter().chain(&undone).flat_map(goals).collect();
    let goal = |id: GoalId| Some(Goal { id, code: tree.code(id), title: &tree.goal(id)?.title });
    let document = json::document(&Document {
        store: store.display().to_string(),
        command,
        devices: devices(&lines),
        undone: devices(&undone),
        goals: named.into_iter().filter_map(goal).collect(),
    });
    env.run_hook(hook, &store, document.map_err(|error| Error::Outside(error.into()))?)
}

fn undone(lines: &[WrittenLine]) -> BTreeSet<Part> {
    let target = |change: &Change| match change {
        Change::Undo { entry } => Some(*entry),
        _ => None,
    };
    let entries = lines.iter().flat_map(changes).filter_map(target);
    entries.flat_map(|entry: EntryId| [Part::Entry(entry), Part::File(entry)]).collect()
}

fn changes(line: &WrittenLine) -> impl Iterator<Item = &Change> {
    line.entry.iter().flat_map(|entry| &entry.did)
}

fn goals(line: &WrittenLine) -> Vec<GoalId> {
    let made = changes(line).filter_map(|change| match change {
        Change::Add { goal, .. } => Some(*goal),
        _ => None,
    });
    made.chain(changes(line).flat_map(Change::refers_to)).collect()
}

/// The lines, with those of one device together.
fn devices(lines: &[WrittenLine]) -> Vec<Device<'_>> {
    let mut devices: Vec<Device<'_>> = Vec::new();
    for line in lines {
        let Ok(entry) = serde_json::from_str::<&RawValue>(&line.text) else { continue };
        match devices.iter_mut().find(|device| device.name == line.device) {
            Some(device) => device.entries.push(entry),
            None => devices.push(Device { name: &line.device, entries: vec![entry] }),
        }
    }
    devices
}
