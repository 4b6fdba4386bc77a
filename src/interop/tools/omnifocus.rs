//! `OmniFocus`'s table: a row a thing, of what kind it says itself. Rows of a repeat are alike but for their dates.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::{Clock, Options};
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{Group, Groups};
use crate::interop::shared::guesses::Guesses;
use crate::interop::shared::moments::moment;
use crate::interop::shared::repeats::{ENOUGH, ROWS, usual};
use crate::interop::shared::settled::{first_days, once_a_day};
use crate::interop::shared::stays_open::stays_open;
use crate::interop::shared::titles::{Keys, title};
use crate::interop::shared::tree_order::parents_first;
use crate::interop::tables::csv_rows::Rows;
use crate::interop::tables::table::Row;

pub(crate) const FORMAT: Format = Format { kind: "omnifocus", tool: "OmniFocus", recognise, read };

const COLUMNS: [&str; 5] = ["Task ID", "Type", "Name", "Project", "Completion Date"];

const DURATIONS: Noun = noun("duration", "durations");
const FLAGS: Noun = noun("flag", "flags");
const CONTEXTS: Noun = noun("context or tag", "contexts and tags");
const HEADINGS: Noun = noun("heading", "headings");

fn recognise(source: &Source) -> Recognised {
    let Some(header) = source.single().and_then(Member::utf8).and_then(Rows::header_of) else {
        return Recognised::no(Near::Not, "it is not one table");
    };
    match header.missing(&COLUMNS) {
        None => Recognised::Yes,
        Some(missing) if header.missing(&["Task ID"]).is_none() => {
            Recognised::no(Near::SomeMarks, format!("its header has no column `{missing}`"))
        }
        Some(_) => Recognised::no(Near::SameKind, "its header has no column `Task ID`"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let rows = Rows::read(source.single().and_then(Member::utf8).unwrap_or_default())?;
    let mut reading = Reading::default();
    for row in rows.rows() {
        reading.row(&rows, row, options.clock);
    }
    Ok(reading.finished(options))
}

struct Action {
    number: String,
    goal: ImportedGoal,
    groups: Vec<Group>,
    due: Option<Day>,
}

#[derive(Default)]
struct Reading {
    imported: Imported,
    /// Those of a title in a project, the oldest first where they have days.
    actions: BTreeMap<(String, String), Vec<Action>>,
    order: Vec<(String, String)>,
    groups: Groups,
    /// What is noted of projects, by their titles.
    whys: BTreeMap<String, String>,
    guesses: Guesses,
}

impl Reading {
    fn row(&mut self, rows: &Rows, row: &Row, clock: Clock<'_>) {
        let cell = |name: &str| row.cell(rows.column(name));
        match cell("Type") {
            "Action" => self.action(rows, row, clock),
            "Project" => {
                self.whys.extend(recorded_field(cell("Notes")).map(|why| (cell("Name").to_owned(), why)));
            }
            _ => self.imported.dropped.count(HEADINGS, 1),
        }
    }

    fn action(&mut self, rows: &Rows, row: &Row, clock: Clock<'_>) {
        let cell = |name: &str| row.cell(rows.column(name));
        let dropped = &mut self.imported.dropped;
        let Some(title) = title(cell("Name"), dropped) else { return };
        dropped.count(DURATIONS, usize::from(!cell("Duration").is_empty()));
        dropped.count(FLAGS, usize::from(cell("Flagged") == "1"));
        dropped.count(CONTEXTS, ["Context", "Tags"].iter().filter(|name| !cell(name).is_empty()).count());
        let date = |name: &str| moment(cell(name)).map(|moment| clock.date_of(moment));
        let mut goal = ImportedGoal::new("", title);
        goal.why = recorded_field(cell("Notes"));
        goal.from = date("Start Date");
        goal.by = date("Due Date");
        goal.done = moment(cell("Completion Date")).map(|moment| clock.day_of(moment));
        if cell("Status") == "dropped" {
            goal.standing = Standing::Archived(None);
        }
        let project = cell("Project");
        let group = project.parse().ok().map(|title| Group { key: group_key(project), title });
        let identity = (project.to_owned(), goal.title.to_string());
        let alike = self.actions.entry(identity.clone()).or_default();
        if alike.is_empty() {
            self.order.push(identity);
        }
        let due = goal.by;
        alike.push(Action {
            number: cell("Task ID").to_owned(),
            goal,
            groups: group.into_iter().collect(),
            due,
        });
    }

    fn finished(mut self, options: &Options<'_>) -> Imported {
        let mut keys = Keys::default();
        let projects: BTreeSet<&String> = self.actions.keys().map(|(project, _)| project).collect();
        for project in projects {
            keys.free(&group_key(project));
        }
        let mut actions: Vec<Action> = Vec::new();
        for identity in std::mem::take(&mut self.order) {
            let mut alike = self.actions.remove(&identity).unwrap_or_default();
            // A row more in a later file is a row at the end: the others keep their keys.
            alike.sort_by_key(|action| (action.goal.done.is_none(), action.goal.done.or(action.due)));
            let made = if alike.len() >= ENOUGH { self.one(alike).into_iter().collect() } else { alike };
            for mut action in made {
                let (project, title) = &identity;
                action.goal.key = keys.free(&format!("{project}/{title}"));
                actions.push(action);
            }
        }
        let numbers: BTreeMap<String, String> =
            actions.iter().map(|action| (action.number.clone(), action.goal.key.clone())).collect();
        for action in &mut actions {
            action.goal.parent = above(&action.number, &numbers);
            let is_open = action.goal.done.is_none() && action.goal.standing == Standing::Active;
            self.groups.add(&action.groups, usize::from(is_open && action.goal.parent.is_none()));
        }
        let mut goals = self.groups.goals(options.groups);
        for goal in &mut goals {
            goal.why = self.whys.remove(goal.title.as_str());
        }
        for mut action in actions {
            if action.goal.parent.is_none() {
                let place = self.groups.place(&action.groups);
                action.goal.parent = place.parent;
                action.goal.area = place.area;
            }
            goals.push(action.goal);
        }
        let mut imported = self.imported;
        imported.goals = parents_first(goals);
        imported.guessed.extend(self.guesses.told());
        stays_open(&mut imported);
        first_days(&mut imported);
        imported
    }

    /// Rows of one action that repeats: the newest has its texts, each that is done a day on which it was.
    fn one(&mut self, alike: Vec<Action>) -> Option<Action> {
        let days: Vec<Day> = alike.iter().filter_map(|action| action.goal.done).collect();
        let dues: Vec<Day> = alike.iter().filter_map(|action| action.due).collect();
        let cadence = usual(if days.len() < 2 { &dues } else { &days });
        let is_open = alike.iter().any(|action| action.goal.done.is_none());
        let mut action = alike.into_iter().next_back()?;
        let goal = &mut action.goal;
        goal.every = Some(cadence);
        (goal.from, goal.by, goal.done) = (None, None, None);
        goal.standing = if is_open { goal.standing } else { Standing::Archived(None) };
        let checks = days.into_iter().map(|day| Activity::check(day, Amount::ONE, None)).collect();
        goal.activity = once_a_day(checks, &mut self.imported.dropped);
        self.guesses.note(ROWS, format!("{} ({cadence})", goal.title));
        Some(action)
    }
}

fn group_key(project: &str) -> String {
    format!("project/{project}")
}

/// The key of the action in whose number this one's begins: `1.1.2` is below `1.1`.
fn above(number: &str, numbers: &BTreeMap<String, String>) -> Option<String> {
    let mut number = number;
    while let Some((before, _)) = number.rsplit_once('.') {
        if let Some(key) = numbers.get(before) {
            return Some(key.clone());
        }
        number = before;
    }
    None
}
