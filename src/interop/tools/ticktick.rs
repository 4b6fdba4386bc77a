//! `TickTick`'s backup: a table behind some lines that tell what it is, a row a task.

use std::collections::{BTreeMap, BTreeSet};

use super::ticktick_row::{State, Task, task};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Asked, Imported, ImportedGoal, Standing};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::Groups;
use crate::interop::shared::guesses::{Guesses, NEAR};
use crate::interop::shared::repeats::{ENOUGH, ROWS, usual};
use crate::interop::shared::rrule::Likeness;
use crate::interop::shared::settled::{WithoutDay, first_days, once_a_day};
use crate::interop::shared::stays_open::stays_open;
use crate::interop::shared::titles::{Keys, title};
use crate::interop::shared::tree_order::parents_first;
use crate::interop::tables::csv_rows::Rows;

pub(crate) const FORMAT: Format = Format { kind: "ticktick", tool: "TickTick", recognise, read };

const COLUMNS: [&str; 5] = ["List Name", "Title", "Status", "Completed Time", "taskId"];

fn recognise(source: &Source) -> Recognised {
    let Some(text) = source.single().and_then(Member::utf8) else {
        return Recognised::no(Near::Not, "it is not one table");
    };
    match Rows::from_header(text, &COLUMNS) {
        Some(_) => Recognised::Yes,
        None if text.contains("taskId") => Recognised::no(
            Near::SomeMarks,
            "no row of it names all of `List Name`, `Title`, `Status`, `taskId`",
        ),
        None => Recognised::no(Near::SameKind, "no row of it names the columns `List Name` and `taskId`"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let text = source.single().and_then(Member::utf8).unwrap_or_default();
    let no_table = || Unreadable::damaged("no row of it names its columns", "export it again in TickTick");
    let rows = Rows::from_header(text, &COLUMNS).ok_or_else(no_table)??;
    let mut imported = Imported::default();
    let tasks = rows.rows().iter().filter_map(|row| task(&rows, row, options.clock, &mut imported.dropped));
    let tasks: Vec<Task> = tasks.collect();
    let mut reading = Reading {
        options,
        imported,
        guesses: Guesses::default(),
        undated: WithoutDay::default(),
        groups: Groups::default(),
        keys: Keys::default(),
        same: BTreeMap::new(),
    };
    reading.all(tasks);
    Ok(reading.finished())
}

struct Reading<'a> {
    options: &'a Options<'a>,
    imported: Imported,
    guesses: Guesses,
    undated: WithoutDay,
    groups: Groups,
    keys: Keys,
    /// The keys of rows that are one goal with another row, and that one's.
    same: BTreeMap<String, String>,
}

/// The rows that may be one goal: of one title, in one list, below one task.
type Identity = (String, String, String);

impl Reading<'_> {
    fn all(&mut self, tasks: Vec<Task>) {
        let mut order: Vec<Identity> = Vec::new();
        let mut alike: BTreeMap<Identity, Vec<Task>> = BTreeMap::new();
        for task in tasks {
            let list = task.groups.last().map(|group| group.key.clone()).unwrap_or_default();
            let identity = (list, task.goal.title.to_string(), task.parent.clone());
            let rows = alike.entry(identity.clone()).or_default();
            if rows.is_empty() {
                order.push(identity);
            }
            rows.push(task);
        }
        let all = order.iter().filter_map(|identity| alike.remove(identity));
        let mut tasks: Vec<Task> = Vec::new();
        for rows in all {
            let is_one = rows.len() >= ENOUGH || rows.iter().any(|row| row.repeat.is_some());
            tasks.extend(if is_one {
                self.one(rows).into_iter().collect()
            } else {
                rows.into_iter().map(|row| self.plain(row)).collect::<Vec<_>>()
            });
        }
        for task in &tasks {
            let is_open = task.state == State::Open;
            self.groups.add(&task.groups, usize::from(is_open && task.parent.is_empty()));
        }
        let groups: BTreeSet<&str> =
            tasks.iter().flat_map(|task| &task.groups).map(|group| group.key.as_str()).collect();
        for group in groups {
            self.keys.free(group);
        }
        for task in tasks {
            self.placed(task);
        }
    }

    /// A row by itself.
    fn plain(&mut self, mut task: Task) -> Task {
        match task.state {
            State::Open => {}
            State::Done(Some(day)) => task.goal.done = Some(day),
            State::Done(None) => self.undated.done(&mut task.goal, self.options, &mut self.imported.dropped),
            State::WillNotBe => task.goal.standing = Standing::Archived(None),
        }
        task
    }

    /// Rows of one task that repeats: the open one has its next time, each other one a time that it was done.
    fn one(&mut self, rows: Vec<Task>) -> Option<Task> {
        let days: Vec<Day> = rows
            .iter()
            .filter_map(|row| match row.state {
                State::Done(day) => day,
                State::Open | State::WillNotBe => None,
            })
            .collect();
        let is_open = |row: &Task| row.state == State::Open;
        let open = rows.iter().position(is_open);
        let kept = open.or_else(|| rows.iter().position(|row| row.repeat.is_some())).unwrap_or_default();
        let rule = rows.iter().find_map(|row| row.repeat);
        let count = rows.len();
        let keys: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
        let mut task = rows.into_iter().nth(kept)?;
        self.same.extend(keys.into_iter().map(|key| (key, task.key.clone())));
        let (cadence, times) = rule.map_or_else(|| (usual(&days), 1), |rule| (rule.cadence, rule.times));
        task.goal.every = Some(cadence);
        task.goal.asked =
            if times > 1 { Asked::AtLeast(Amount::whole(times.into())) } else { Asked::Unstated };
        if rule.is_some_and(|rule| rule.likeness == Likeness::Near) {
            self.guesses.note(NEAR, format!("{} ({cadence})", task.goal.title));
        }
        if count > 1 {
            self.guesses.note(ROWS, format!("{} ({cadence})", task.goal.title));
        }
        if open.is_none() {
            task.goal.standing = Standing::Archived(None);
        }
        let checks = days.into_iter().map(|day| Activity::check(day, Amount::ONE, None)).collect();
        task.goal.activity = once_a_day(checks, &mut self.imported.dropped);
        Some(task)
    }

    /// Puts a task where it belongs, and what is on its checklist below it.
    fn placed(&mut self, mut task: Task) {
        let key = self.keys.free(&task.key);
        task.goal.key.clone_from(&key);
        if task.parent.is_empty() {
            let place = self.groups.place(&task.groups);
            task.goal.parent = place.parent;
            task.goal.area = place.area;
        } else {
            let parent = self.same.get(&task.parent).cloned().unwrap_or(task.parent);
            task.goal.parent = Some(parent);
        }
        let (done, repeats) = (task.goal.done, task.goal.every.is_some());
        self.imported.goals.push(task.goal);
        for item in task.items {
            let Some(title) = title(&item.text, &mut self.imported.dropped) else { continue };
            let mut below = ImportedGoal::new(self.keys.free(&format!("{key}/{title}")), title);
            below.parent = Some(key.clone());
            below.done = done;
            if item.is_done && done.is_none() && !repeats {
                self.undated.done(&mut below, self.options, &mut self.imported.dropped);
            }
            self.imported.goals.push(below);
        }
    }

    fn finished(mut self) -> Imported {
        let mut goals = self.groups.goals(self.options.groups);
        goals.append(&mut self.imported.goals);
        self.imported.goals = parents_first(goals);
        self.imported.guessed.extend(self.guesses.told());
        self.undated.tell(&mut self.imported.guessed);
        stays_open(&mut self.imported);
        first_days(&mut self.imported);
        self.imported
    }
}
