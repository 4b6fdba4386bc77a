//! taskbook: `storage.json` and `archive.json`, an object of items by number.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Imported, ImportedGoal, Noun, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{Group, Groups};
use crate::interop::shared::json_text::{self, or_default};
use crate::interop::shared::settled::{self, WithoutDay};
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format = Format { kind: "taskbook", tool: "taskbook", recognise, read };

const NOTES: Noun = noun("note", "notes");
const STARS: Noun = noun("star", "stars");
const PRIORITIES: Noun = noun("priority", "priorities");
const BEGUN: Noun = noun("mark that work has begun", "marks that work has begun");
const BOARDS: Noun = noun("board beside the first", "boards beside the first");

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(rename = "_id", default, deserialize_with = "or_default")]
    id: u64,
    /// Milliseconds since 1970 at which it was made. A number is given again, this is not.
    #[serde(rename = "_timestamp", default, deserialize_with = "or_default")]
    made: i64,
    #[serde(rename = "_isTask", default, deserialize_with = "or_default")]
    is_task: bool,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    #[serde(default, deserialize_with = "or_default")]
    is_complete: bool,
    #[serde(default, deserialize_with = "or_default")]
    in_progress: bool,
    #[serde(default, deserialize_with = "or_default")]
    is_starred: bool,
    #[serde(default, deserialize_with = "or_default")]
    priority: u64,
    #[serde(default, deserialize_with = "or_default")]
    boards: Vec<String>,
}

fn recognise(source: &Source) -> Recognised {
    if source.members().iter().any(is_it) {
        return Recognised::Yes;
    }
    let is_json = source.members().iter().any(|member| member.bytes.trim_ascii_start().starts_with(b"{"));
    let near = if is_json { Near::SameKind } else { Near::Not };
    Recognised::no(near, "nothing in it has `_isTask` and `boards`")
}

fn is_it(member: &Member) -> bool {
    member.utf8().is_some_and(|text| {
        text.trim_start().starts_with('{') && text.contains("\"_isTask\"") && text.contains("\"boards\"")
    })
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut items: Vec<Item> = Vec::new();
    for member in source.members().iter().filter(|member| is_it(member)) {
        items.extend(json_text::document::<BTreeMap<String, Item>>(member)?.into_values());
    }
    items.sort_by_key(|item| (item.made, item.id));
    let mut imported = Imported::default();
    let mut groups = Groups::default();
    for item in items.iter().filter(|item| item.is_task) {
        groups.add(board(item).as_slice(), usize::from(!item.is_complete));
    }
    imported.goals = groups.goals(options.groups);
    let mut keys = Keys::default();
    let mut without_day = WithoutDay::default();
    for item in &items {
        let said = &mut imported.dropped;
        if !item.is_task {
            said.count(NOTES, 1);
            continue;
        }
        said.count(STARS, usize::from(item.is_starred));
        said.count(BEGUN, usize::from(item.in_progress));
        // 1 is the usual one.
        said.count(PRIORITIES, usize::from(item.priority > 1));
        said.count(BOARDS, item.boards.len().saturating_sub(1));
        let Some(title) = title(&item.description, said) else { continue };
        let id = if item.made > 0 { item.made.to_string() } else { format!("number {}", item.id) };
        let mut goal = ImportedGoal::new(keys.free(&id), title);
        let place = groups.place(board(item).as_slice());
        goal.parent = place.parent;
        goal.area = place.area;
        if item.is_complete {
            without_day.done(&mut goal, options, &mut imported.dropped);
        }
        imported.goals.push(goal);
    }
    if imported.goals.is_empty() {
        return Err(Unreadable::damaged("it holds notes, and no tasks", "a task is made there by `tb -t`"));
    }
    without_day.tell(&mut imported.guessed);
    settled::first_days(&mut imported);
    Ok(imported)
}

/// The first board it is on: `@lang` is `lang`. That of all that were given none is no group.
fn board(item: &Item) -> Option<Group> {
    let name = item.boards.first().filter(|name| *name != "My Board")?;
    let name = name.strip_prefix('@').unwrap_or(name);
    Group::new(format!("board:{name}"), name)
}
