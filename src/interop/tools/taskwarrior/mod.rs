//! Taskwarrior: what `task export` prints, and the `*.data` files that it kept up to 2.6.

mod data;
mod task;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IgnoredAny;

use self::task::{Moment, Task};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::{Cadence, Weekdays};
use crate::domain::value::day::Day;
use crate::domain::value::text::{LONGEST_TEXT, recorded_field};
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{DEEPEST, Group, Groups};
use crate::interop::shared::guesses::{Guesses, ONCE};
use crate::interop::shared::json_text;
use crate::interop::shared::settled;
use crate::interop::shared::spans;
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format = Format { kind: "taskwarrior", tool: "Taskwarrior", recognise, read };

const DELETED: Noun = noun("deleted task", "deleted tasks");
const AHEAD: Noun = noun("open task of a repeat", "open tasks of repeats");
const PRIORITIES: Noun = noun("priority", "priorities");
const STARTS: Noun = noun("start of work", "starts of work");
const OWN_FIELDS: Noun = noun("field of your own", "fields of your own");
const TAGS: Noun = noun("tag", "tags");
const UNTIL: Noun = noun("day on which a task expires", "days on which tasks expire");
const LONG_NOTES: Noun =
    noun("task whose notes were cut at 500 characters", "tasks whose notes were cut at 500 characters");
const UNDATED: Noun = noun("done or deleted task without a day", "done or deleted tasks without a day");

/// What Taskwarrior itself writes beside what is read: it follows from the rest.
const OF_ITS_OWN: [&str; 8] = ["id", "entry", "modified", "imask", "mask", "rtype", "urgency", "template"];

const ENCRYPTED: &[u8] = b"\0GITCRYPT\0";
const DATABASE: &[u8] = b"SQLite format 3\0";

fn recognise(source: &Source) -> Recognised {
    if source.members().iter().any(|member| form(member).is_some()) {
        return Recognised::Yes;
    }
    let is_json = source.members().iter().any(|member| member.bytes.trim_ascii_start().starts_with(b"["));
    let is_text = source.members().iter().any(|member| member.utf8().is_some());
    if !is_text {
        return Recognised::no(Near::Not, "it is not text");
    }
    let near = if is_json { Near::SameKind } else { Near::Not };
    Recognised::no(near, "it has no tasks with a `uuid`, a `description` and a `status`")
}

/// How a file keeps tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Export,
    Data,
    Encrypted,
    Database,
}

fn form(member: &Member) -> Option<Form> {
    if member.bytes.starts_with(ENCRYPTED) {
        return Some(Form::Encrypted);
    }
    if member.bytes.starts_with(DATABASE) {
        let holds = |word: &[u8]| member.bytes.windows(word.len()).any(|at| at == word);
        return (holds(b"working_set") && holds(b"operations")).then_some(Form::Database);
    }
    let text = member.utf8()?;
    if data::is_it(text) {
        return Some(Form::Data);
    }
    first_task(text).then_some(Form::Export)
}

/// Whether the first object of a document is a task.
fn first_task(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Mark {
        uuid: Option<IgnoredAny>,
        description: Option<IgnoredAny>,
        status: Option<IgnoredAny>,
    }
    let text = text.trim_start();
    let text = text.strip_prefix('[').unwrap_or(text).trim_start();
    let first = serde_json::Deserializer::from_str(text).into_iter::<Mark>().next();
    matches!(first, Some(Ok(Mark { uuid: Some(_), description: Some(_), status: Some(_) })))
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut tasks = Vec::new();
    for member in source.members() {
        let of_file = match form(member) {
            Some(Form::Export) => exported(json_text::text(member)?),
            Some(Form::Data) => data::tasks(json_text::text(member)?),
            Some(Form::Encrypted) => Err(Unreadable::damaged(
                "it is encrypted by git-crypt",
                "type `git-crypt unlock` in its folder, and import it again",
            )),
            Some(Form::Database) => Err(Unreadable::damaged(
                "it is the database of Taskwarrior 3, which only Taskwarrior reads",
                "type `task export > tasks.json`, and `goals import tasks.json`",
            )),
            None => Ok(Vec::new()),
        };
        tasks.extend(of_file.map_err(|error| match source.single() {
            Some(_) => error,
            None => error.within(&member.name),
        })?);
    }
    // Of a task that several files tell, as after `task gc` was cut off, the last one.
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, task) in tasks.iter().enumerate() {
        last.insert(&task.uuid, at);
    }
    let kept = tasks.iter().enumerate().filter(|(at, task)| {
        !task.description.is_empty() && (task.uuid.is_empty() || last.get(task.uuid.as_str()) == Some(at))
    });
    Ok(imported(&kept.map(|(_, task)| task).collect::<Vec<_>>(), options))
}

/// A JSON array, or objects one behind the other with or without commas.
fn exported(text: &str) -> Result<Vec<Task>, Unreadable> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| json_text::unreadable(&error));
    }
    let mut tasks = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches(',');
        if line.is_empty() {
            continue;
        }
        let task = serde_json::from_str(line);
        tasks.push(
            task.map_err(|error| {
                Unreadable { place: None, ..json_text::unreadable(&error) }.at(at + 1, None)
            })?,
        );
    }
    Ok(tasks)
}

fn imported(tasks: &[&Task], options: &Options<'_>) -> Imported {
    let mut imported = Imported::default();
    let mut groups = Groups::default();
    let is_goal = |task: &&&Task| task.parent.is_none() && task.status != "deleted";
    for task in tasks.iter().filter(is_goal) {
        let path = path(&task.project);
        groups.add(&path, usize::from(task.status != "completed"));
    }
    imported.goals = groups.goals(options.groups);
    let mut reader = Reader {
        options,
        groups,
        keys: Keys::default(),
        places: BTreeMap::new(),
        guesses: Guesses::default(),
        own_fields: BTreeSet::new(),
    };
    let done_below: BTreeSet<&str> = tasks
        .iter()
        .filter(|task| task.status == "completed")
        .filter_map(|task| task.parent.as_deref())
        .collect();
    for task in tasks.iter().filter(|task| task.parent.is_none()) {
        if task.status == "deleted" && !done_below.contains(task.uuid.as_str()) {
            imported.dropped.count(DELETED, 1);
        } else {
            reader.goal(task, &mut imported);
        }
    }
    for task in tasks {
        if let Some(parent) = &task.parent {
            reader.time(task, parent, &mut imported);
        }
    }
    imported.guessed = reader.guesses.told();
    for field in &reader.own_fields {
        imported.dropped.named(OWN_FIELDS, *field);
    }
    settled::first_days(&mut imported);
    imported
}

struct Reader<'t> {
    options: &'t Options<'t>,
    groups: Groups,
    keys: Keys,
    /// Where the goals stand, by their uuid.
    places: BTreeMap<String, usize>,
    guesses: Guesses,
    own_fields: BTreeSet<&'t str>,
}

impl<'t> Reader<'t> {
    fn goal(&mut self, task: &'t Task, imported: &mut Imported) {
        let Some(title) = title(&task.description, &mut imported.dropped) else { return };
        let uuid = if task.uuid.is_empty() { &task.description } else { &task.uuid };
        let mut goal = ImportedGoal::new(self.keys.free(uuid), title);
        let tags = task.tags.list();
        let path = path(&task.project);
        let place = self.groups.place(&path);
        goal.parent = place.parent;
        goal.area = place.area.or_else(|| tags.first().filter(|_| path.is_empty()).cloned());
        imported.dropped.count(TAGS, tags.len() - usize::from(path.is_empty() && !tags.is_empty()));
        goal.why = notes(task, imported);
        goal.after = task.depends.list();
        imported.dropped.count(PRIORITIES, usize::from(task.priority.is_some()));
        imported.dropped.count(STARTS, usize::from(task.start.is_some()));
        self.own_fields
            .extend(task.others.0.iter().map(String::as_str).filter(|key| !OF_ITS_OWN.contains(key)));
        let date = |moment: Option<Moment>| {
            moment.and_then(|moment| moment.0).map(|at| self.options.clock.date_of(at))
        };
        goal.from = date(task.wait).or_else(|| date(task.scheduled));
        if task.recur.is_empty() {
            goal.by = date(task.due);
            imported.dropped.count(UNTIL, usize::from(task.until.is_some()));
        } else if let Some(every) = every(&task.recur) {
            goal.every = Some(every);
            goal.by = date(task.until);
        } else {
            self.guesses.note(ONCE, format!("{} ({})", task.description, task.recur));
            goal.by = date(task.due);
        }
        match (task.status.as_str(), self.day(task.end)) {
            ("completed", Some(day)) if goal.every.is_none() => goal.done = Some(day),
            ("completed" | "deleted", day) => {
                goal.standing = Standing::Archived(day);
                imported.dropped.count(UNDATED, usize::from(goal.every.is_none()));
            }
            _ => {}
        }
        self.places.insert(task.uuid.clone(), imported.goals.len());
        imported.goals.push(goal);
    }

    /// One time of a repeat.
    fn time(&mut self, task: &'t Task, parent: &str, imported: &mut Imported) {
        if !self.places.contains_key(parent) {
            let repeat = Task { uuid: parent.to_owned(), parent: None, ..Task::default() };
            let repeat = Task {
                description: task.description.clone(),
                project: task.project.clone(),
                recur: task.recur.clone(),
                tags: task.tags.clone(),
                ..repeat
            };
            self.lost(&repeat, imported);
        }
        let Some(goal) = self.places.get(parent).and_then(|at| imported.goals.get_mut(*at)) else { return };
        let clock = self.options.clock;
        let due = task.due.and_then(|moment| moment.0).map(|at| clock.date_of(at));
        match task.status.as_str() {
            "completed" => match self.day(task.end) {
                Some(day) => goal.activity.push(Activity::check(day, Amount::ONE, None)),
                None => imported.dropped.count(UNDATED, 1),
            },
            "deleted" => match due.or_else(|| self.day(task.end)) {
                Some(day) => goal.activity.push(Activity::skip(day, None)),
                None => imported.dropped.count(UNDATED, 1),
            },
            _ => imported.dropped.count(AHEAD, 1),
        }
    }

    /// A repeat of which only single times are left: it has ended.
    fn lost(&mut self, repeat: &Task, imported: &mut Imported) {
        let Some(title) = title(&repeat.description, &mut imported.dropped) else { return };
        let mut goal = ImportedGoal::new(self.keys.free(&repeat.uuid), title);
        let path = path(&repeat.project);
        let place = self.groups.place(&path);
        goal.parent = place.parent;
        goal.area = place.area.or_else(|| repeat.tags.list().into_iter().next());
        goal.every = every(&repeat.recur).or(Some(Cadence::Day));
        goal.standing = Standing::Archived(None);
        self.places.insert(repeat.uuid.clone(), imported.goals.len());
        imported.goals.push(goal);
    }

    fn day(&self, moment: Option<Moment>) -> Option<Day> {
        moment.and_then(|moment| moment.0).map(|at| self.options.clock.day_of(at))
    }
}

/// `work.posts` is `posts` within `work`.
fn path(project: &str) -> Vec<Group> {
    let mut key = String::from("project:");
    let mut path = Vec::new();
    for (at, name) in project.split('.').filter(|name| !name.trim().is_empty()).take(DEEPEST).enumerate() {
        key = if at == 0 { format!("{key}{name}") } else { format!("{key}.{name}") };
        path.extend(Group::new(key.clone(), name));
    }
    path
}

/// What was noted beside it, one behind the other.
fn notes(task: &Task, imported: &mut Imported) -> Option<String> {
    let all: Vec<&str> = task.annotations.iter().map(|note| note.description.trim()).collect();
    let all = all.join("; ");
    imported.dropped.count(LONG_NOTES, usize::from(all.chars().count() > LONGEST_TEXT));
    recorded_field(&all)
}

/// As its manual lists them: `weekly`, `3days`, `2wks`, `P1M`.
fn every(recur: &str) -> Option<Cadence> {
    let recur = recur.trim().to_ascii_lowercase();
    match recur.as_str() {
        "daily" => return Some(Cadence::Day),
        "weekdays" => return Some(Cadence::On(Weekdays::WORKING)),
        "weekly" | "sennight" => return Some(Cadence::Week),
        "biweekly" | "fortnight" => return spans::every(2, 'w'),
        "monthly" => return Some(Cadence::Month),
        "bimonthly" => return spans::every(2, 'm'),
        "quarterly" => return Some(Cadence::Quarter),
        "semiannual" => return spans::every(6, 'm'),
        "annual" | "yearly" => return Some(Cadence::Year),
        "biannual" | "biyearly" => return spans::every(2, 'y'),
        _ => {}
    }
    let counted = recur.strip_prefix('p').unwrap_or(&recur);
    let unit = counted.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let count = match counted.strip_suffix(unit)? {
        "" => 1,
        digits => digits.parse::<u16>().ok()?,
    };
    let unit = match unit.trim() {
        "d" | "day" | "days" => 'd',
        "w" | "wk" | "wks" | "week" | "weeks" => 'w',
        "m" | "mo" | "mos" | "mth" | "mths" | "mnths" | "month" | "months" => 'm',
        "q" | "qtr" | "qtrs" | "qrtr" | "qrtrs" | "quarter" | "quarters" => 'q',
        "y" | "yr" | "yrs" | "year" | "years" => 'y',
        _ => return None,
    };
    spans::every(count, unit)
}
