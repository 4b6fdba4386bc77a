//! Habitica's user data. The same file holds a token of the account and an e-mail address: of it only the tasks, the
//! tags and when a day begins are read.

mod data;
mod days;
mod rhythm;

use std::collections::BTreeMap;

use self::data::{Tag, Task, Tasks, UserData};
use self::days::Days;
use self::rhythm::Often;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Asked, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::guesses::{Guesses, NEAR};
use crate::interop::shared::json_text::document;
use crate::interop::shared::moments::moment;
use crate::interop::shared::settled::{WithoutDay, first_days};
use crate::interop::shared::stays_open::stays_open;
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format = Format { kind: "habitica", tool: "Habitica", recognise, read };

const REWARDS: Noun = noun("reward (`goals reward` promises one)", "rewards (`goals reward` promises them)");
const DOWNS: Noun =
    noun("step back of a habit that goes both ways", "steps back of habits that go both ways");
const TAGS: Noun = noun("tag behind the first of a task", "tags behind the first of a task");
const REMINDERS: Noun = noun("reminder", "reminders");
const DIFFICULTIES: Noun = noun("difficulty", "difficulties");
const DUE_WORDS: Noun = noun("deadline that is no date", "deadlines that are no dates");
const SECOND: Noun = noun("check-off more on a day that has one", "check-offs more on a day that has one");
const OLD: Noun =
    noun("old entry that does not tell what was done", "old entries that do not tell what was done");

/// What is asked for without reading all of it: other files of JSON do not have these names beside each other.
fn recognise(source: &Source) -> Recognised {
    let Some(text) = source.single().and_then(|member| member.utf8()) else {
        return Recognised::no(Near::Not, "it is not one file of JSON");
    };
    if !text.trim_start().starts_with('{') {
        return Recognised::no(Near::Not, "it is no JSON object");
    }
    match ["tasks", "habits", "dailys", "todos"].iter().filter(|name| has_name(text, name)).count() {
        4 => Recognised::Yes,
        _ if !has_name(text, "dailys") => Recognised::no(Near::SameKind, "it has no `dailys`"),
        // A file may have lost those of which there are none.
        _ if has_name(text, "tasks") => Recognised::Yes,
        _ => Recognised::no(Near::SomeMarks, "it has no `tasks`"),
    }
}

/// Whether a document has this name before a colon. In a text its quotes would have a backslash before them.
fn has_name(text: &str, name: &str) -> bool {
    let quoted = format!("\"{name}\"");
    text.match_indices(&quoted)
        .any(|(at, _)| text.get(at + quoted.len()..).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let member = source.single();
    let member = member.ok_or_else(|| Unreadable::damaged("it is not one file", "import the file alone"))?;
    let mut data: UserData = document(member)?;
    data.put_in_order();
    let tags = data.tags.into_iter().filter(Tag::is_own);
    let mut reading = Reading {
        options,
        days: Days { preferences: data.preferences, clock: options.clock },
        areas: tags.map(|tag| (tag.id, tag.name)).collect(),
        keys: Keys::default(),
        imported: Imported::default(),
        guesses: Guesses::default(),
        undated: WithoutDay::default(),
    };
    reading.all(&data.tasks);
    Ok(reading.finished())
}

struct Reading<'a> {
    options: &'a Options<'a>,
    days: Days<'a>,
    /// The names of tags by their ids.
    areas: BTreeMap<String, String>,
    keys: Keys,
    imported: Imported,
    guesses: Guesses,
    undated: WithoutDay,
}

impl Reading<'_> {
    fn all(&mut self, tasks: &Tasks) {
        for task in &tasks.dailys {
            let daily = self.goal(task).map(|goal| self.daily(goal, task));
            self.with_checklist(daily, task);
        }
        for task in &tasks.habits {
            let habit = self.goal(task).map(|goal| self.habit(goal, task));
            self.imported.goals.extend(habit);
        }
        for task in &tasks.todos {
            let todo = self.goal(task).map(|goal| self.todo(goal, task));
            self.with_checklist(todo, task);
        }
        for reward in &tasks.rewards {
            self.imported.dropped.named(REWARDS, &reward.text);
        }
    }

    fn finished(mut self) -> Imported {
        self.imported.guessed.extend(self.guesses.told());
        self.undated.tell(&mut self.imported.guessed);
        stays_open(&mut self.imported);
        first_days(&mut self.imported);
        self.imported
    }

    /// What all kinds of tasks have.
    fn goal(&mut self, task: &Task) -> Option<ImportedGoal> {
        let dropped = &mut self.imported.dropped;
        let title = title(&task.text, dropped)?;
        dropped.count(REMINDERS, task.reminders.len());
        dropped.count(DIFFICULTIES, usize::from(task.priority.is_some()));
        let mut areas = task.tags.iter().filter_map(|tag| self.areas.get(tag));
        let area = areas.next().and_then(|name| recorded_field(name));
        dropped.count(TAGS, areas.count());
        let mut goal = ImportedGoal::new(self.keys.free(task.key()), title);
        goal.why = recorded_field(&task.notes);
        goal.area = area;
        Some(goal)
    }

    fn daily(&mut self, mut goal: ImportedGoal, task: &Task) -> ImportedGoal {
        match task.pattern().often() {
            Often::Never => {
                goal.every = Some(Cadence::Day);
                goal.standing = Standing::Paused;
            }
            Often::Every(cadence) => goal.every = Some(cadence),
            Often::Times(cadence, times) => {
                goal.every = Some(cadence);
                goal.asked =
                    if times > 1 { Asked::AtLeast(Amount::whole(times.into())) } else { Asked::Unstated };
                self.guesses.note(NEAR, &*task.text);
            }
        }
        goal.from = self.days.date(&task.start_date);
        let (days, over) = self.days.done(&task.history);
        let old = task.history.iter().filter(|scored| scored.completed.is_none()).count();
        self.imported.dropped.count(SECOND, over);
        self.imported.dropped.count(OLD, old);
        goal.activity = days.into_iter().map(|day| Activity::check(day, Amount::ONE, None)).collect();
        goal
    }

    /// One that can be done well is counted; one that can only be done badly is to be done never.
    fn habit(&mut self, mut goal: ImportedGoal, task: &Task) -> ImportedGoal {
        let is_limit = task.down && !task.up;
        if is_limit {
            goal.every = Some(Cadence::Day);
            goal.asked = Asked::AtMost(Amount::ZERO);
        } else {
            goal.asked = Asked::OnlyCounted;
        }
        for scored in &task.history {
            let (Some(up), Some(down)) = (scored.up, scored.down) else {
                self.imported.dropped.count(OLD, 1);
                continue;
            };
            let Some(moment) = scored.moment() else { continue };
            let times = if is_limit { down } else { up };
            let amount = Amount::whole(times.max(0));
            let check = (times > 0).then(|| Activity::check(self.days.of(moment), amount, None));
            goal.activity.extend(check);
            if !is_limit {
                self.imported.dropped.count(DOWNS, usize::try_from(down).unwrap_or_default());
            }
        }
        goal
    }

    fn todo(&mut self, mut goal: ImportedGoal, task: &Task) -> ImportedGoal {
        if !task.date.is_empty() {
            goal.by = self.days.date(&task.date);
            if goal.by.is_none() {
                self.imported.dropped.named(DUE_WORDS, &task.date);
            }
        }
        if task.completed {
            match moment(&task.date_completed) {
                Some(moment) => goal.done = Some(self.days.of(moment)),
                None => self.undated.done(&mut goal, self.options, &mut self.imported.dropped),
            }
        }
        goal
    }

    /// A task with its checklist below it. What is on that of a daily repeats with it, and what is on that of a todo
    /// that is done was done with it.
    fn with_checklist(&mut self, task: Option<ImportedGoal>, read: &Task) {
        let Some(task) = task else { return };
        let (key, done, every) = (task.key.clone(), task.done, task.every);
        self.imported.goals.push(task);
        for item in &read.checklist {
            let Some(title) = title(&item.text, &mut self.imported.dropped) else { continue };
            let mut below = ImportedGoal::new(self.keys.free(&format!("{key}/{}", item.id)), title);
            below.parent = Some(key.clone());
            below.done = done;
            if item.completed && done.is_none() && every.is_none() {
                self.undated.done(&mut below, self.options, &mut self.imported.dropped);
            }
            self.imported.goals.push(below);
        }
    }
}
