//! Google Tasks, as Takeout gives it: `Tasks.json`.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde::Deserialize;

use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Imported, ImportedGoal, Noun, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{Group, Groups};
use crate::interop::shared::guesses::Guesses;
use crate::interop::shared::json_text::{self, or_default};
use crate::interop::shared::repeated_rows;
use crate::interop::shared::settled::{self, WithoutDay};
use crate::interop::shared::titles::{Keys, title};
use crate::interop::shared::tree_order::parents_first;

pub(crate) const FORMAT: Format = Format { kind: "google-tasks", tool: "Google Tasks", recognise, read };

const DELETED: Noun = noun("deleted task", "deleted tasks");

#[derive(Debug, Deserialize)]
struct Lists {
    #[serde(default, deserialize_with = "or_default")]
    items: Vec<List>,
}

#[derive(Debug, Deserialize)]
struct List {
    #[serde(default, deserialize_with = "or_default")]
    title: String,
    #[serde(default, deserialize_with = "or_default")]
    items: Vec<Task>,
}

#[derive(Debug, Deserialize)]
struct Task {
    #[serde(default, deserialize_with = "or_default")]
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    title: String,
    #[serde(default, deserialize_with = "or_default")]
    notes: String,
    #[serde(default, deserialize_with = "or_default")]
    status: String,
    due: Option<String>,
    completed: Option<String>,
    parent: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    deleted: bool,
}

fn recognise(source: &Source) -> Recognised {
    let marked = |text: &str| text.trim_start().starts_with('{') && text.contains("\"tasks#task");
    if source.members().iter().filter_map(|member| member.utf8()).any(marked) {
        return Recognised::Yes;
    }
    let is_json = source.members().iter().any(|member| member.bytes.trim_ascii_start().starts_with(b"{"));
    let near = if is_json { Near::SameKind } else { Near::Not };
    Recognised::no(near, "nothing in it is of the kind `tasks#taskLists`")
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut lists = Vec::new();
    for member in source.members() {
        if member.utf8().is_some_and(|text| text.contains("\"tasks#task")) {
            lists.extend(json_text::document::<Lists>(member)?.items);
        }
    }
    let mut imported = Imported::default();
    let mut groups = Groups::default();
    for list in &lists {
        let path = group(list);
        for task in &list.items {
            let is_open = task.status != "completed" && !task.deleted;
            groups.add(path.as_slice(), usize::from(is_open && task.parent.is_none()));
        }
    }
    // An export of which the ids were taken out has one id for all: then the title and the list tell them apart.
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for task in lists.iter().flat_map(|list| &list.items) {
        *met.entry(&task.id).or_default() += 1;
    }
    let is_own = |task: &Task| !task.id.is_empty() && met.get(task.id.as_str()) == Some(&1);
    let mut keys = Keys::default();
    let mut without_day = WithoutDay::default();
    let mut guesses = Guesses::default();
    let mut goals = Vec::new();
    for list in &lists {
        let path = group(list);
        let place = groups.place(path.as_slice());
        let mut of_list = Vec::new();
        for task in &list.items {
            if task.deleted {
                imported.dropped.count(DELETED, 1);
                continue;
            }
            let Some(title) = title(&task.title, &mut imported.dropped) else { continue };
            let key = if is_own(task) { task.id.clone() } else { format!("{} / {title}", list.title) };
            let mut goal = ImportedGoal::new(keys.free(&key), title);
            goal.why = recorded_field(&task.notes);
            goal.by = task.due.as_deref().and_then(written_day);
            goal.parent = task.parent.clone().or_else(|| place.parent.clone());
            goal.area = if goal.parent.is_some() { None } else { place.area.clone() };
            if task.status == "completed" {
                let moment = task.completed.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
                match moment {
                    Some(at) => goal.done = Some(options.clock.day_of(at.to_utc())),
                    None => without_day.done(&mut goal, options, &mut imported.dropped),
                }
            }
            of_list.push(goal);
        }
        goals.extend(repeated_rows::joined(of_list, &mut guesses));
    }
    imported.goals = groups.goals(options.groups);
    imported.goals.extend(goals);
    imported.goals = parents_first(std::mem::take(&mut imported.goals));
    imported.guessed = guesses.told();
    without_day.tell(&mut imported.guessed);
    settled::first_days(&mut imported);
    Ok(imported)
}

fn group(list: &List) -> Option<Group> {
    Group::new(format!("list:{}", list.title), &list.title)
}

/// A deadline has no time and no zone, though it is written with both.
fn written_day(moment: &str) -> Option<Day> {
    moment.split('T').next()?.parse().ok()
}
