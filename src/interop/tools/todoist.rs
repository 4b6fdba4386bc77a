//! Todoist's tables, one a project: tasks with what is below them indented, sections, comments. What is done is not in
//! them, and nothing has an identity but its title and what it is below.

use super::todoist_dates::{When, when};
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Asked, Imported, ImportedGoal, Noun, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{Group, Groups};
use crate::interop::shared::guesses::Guesses;
use crate::interop::shared::settled::first_days;
use crate::interop::shared::titles::{Keys, title};
use crate::interop::tables::csv_rows::Rows;
use crate::interop::tables::table::Row;

pub(crate) const FORMAT: Format = Format { kind: "todoist", tool: "Todoist", recognise, read };

const COLUMNS: [&str; 4] = ["TYPE", "CONTENT", "PRIORITY", "INDENT"];

const PRIORITIES: Noun = noun("priority", "priorities");
const LABELS: Noun = noun("label behind the first of a task", "labels behind the first of a task");
const COMMENTS: Noun = noun("comment behind the first of a task", "comments behind the first of a task");
const DURATIONS: Noun = noun("duration", "durations");
const WORDS: Noun = noun("date that was not understood", "dates that were not understood");
const BESIDE: Noun = noun("date of a task that has a deadline", "dates of tasks that have a deadline");

fn recognise(source: &Source) -> Recognised {
    let tables: Vec<&Member> = source.members().iter().filter(|member| is_table(member)).collect();
    if !tables.is_empty() {
        return Recognised::Yes;
    }
    let Some(rows) = source.members().first().and_then(|member| Rows::header_of(member.utf8()?)) else {
        return Recognised::no(Near::Not, "it is no table");
    };
    match rows.missing(&COLUMNS) {
        Some(missing) if rows.missing(&["TYPE", "CONTENT"]).is_none() => {
            Recognised::no(Near::SomeMarks, format!("its header has no column `{missing}`"))
        }
        Some(_) | None => Recognised::no(Near::SameKind, "its header has no columns `TYPE` and `CONTENT`"),
    }
}

fn is_table(member: &Member) -> bool {
    let header = member.utf8().and_then(Rows::header_of);
    header.is_some_and(|rows| rows.missing(&COLUMNS).is_none())
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut reading = Reading::default();
    let tables: Vec<&Member> = source.members().iter().filter(|member| is_table(member)).collect();
    for member in &tables {
        let text = member.utf8().unwrap_or_default();
        let rows = Rows::read(text).map_err(|error| error.within(&member.name))?;
        // A project's name stands in the name of its table alone. Of a single one it says nothing new.
        let project = if source.single().is_some() { None } else { project(member) };
        reading.table(&rows, project, options.clock.today);
    }
    Ok(reading.finished(options))
}

/// `Home [2203306141].csv`.
fn project(member: &Member) -> Option<Group> {
    let name = member.base_name();
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let name = name.split_once(" [").map_or(name, |(name, _)| name).trim();
    Some(Group { key: name.to_owned(), title: name.parse().ok()? })
}

#[derive(Default)]
struct Reading {
    imported: Imported,
    groups: Groups,
    keys: Keys,
    /// Each task with the groups it is in, in the order of the rows.
    tasks: Vec<(ImportedGoal, Vec<Group>)>,
    guesses: Guesses,
}

/// Where the next row stands.
struct Place {
    groups: Vec<Group>,
    /// The key of the last task at each indentation.
    above: Vec<String>,
    /// Whether the last task has a comment.
    has_comment: bool,
}

impl Reading {
    fn table(&mut self, rows: &Rows, project: Option<Group>, today: Day) {
        let keyed = |group: Group| Group { key: self.keys.free(&group.key), ..group };
        let project: Vec<Group> = project.map(keyed).into_iter().collect();
        let mut place = Place { groups: project.clone(), above: Vec::new(), has_comment: false };
        for row in rows.rows() {
            let content = row.cell(rows.column("CONTENT"));
            match row.cell(rows.column("TYPE")) {
                "section" => {
                    let path = [project.as_slice(), &self.section(&project, content)].concat();
                    place = Place { groups: path, above: Vec::new(), has_comment: false };
                }
                "task" => self.task(rows, row, &mut place, today),
                "note" => self.comment(content, &mut place),
                _ => {}
            }
        }
    }

    fn section(&mut self, project: &[Group], name: &str) -> Vec<Group> {
        let Some(title) = title(name, &mut self.imported.dropped) else { return Vec::new() };
        let above = project.last().map(|project| project.key.as_str());
        let key = self.keys.free(&path(above, title.as_str()));
        vec![Group { key, title }]
    }

    fn task(&mut self, rows: &Rows, row: &Row, place: &mut Place, today: Day) {
        let cell = |name: &str| row.cell(rows.column(name));
        let content = cell("CONTENT");
        let bare = content.strip_prefix("* ").unwrap_or(content);
        let is_label = |word: &&str| word.len() > 1 && word.starts_with('@');
        let words = bare.split_whitespace().filter(|word| !is_label(word));
        let text = words.collect::<Vec<_>>().join(" ");
        let Some(title) = title(&text, &mut self.imported.dropped) else { return };
        let indent = cell("INDENT").parse::<usize>().unwrap_or(1).max(1);
        place.above.truncate(indent - 1);
        let parent = place.above.last().cloned();
        let group = place.groups.last().map(|group| group.key.as_str());
        let key = self.keys.free(&path(parent.as_deref().or(group), title.as_str()));
        let mut goal = ImportedGoal::new(&key, title);
        goal.parent = parent;
        goal.why = recorded_field(cell("DESCRIPTION"));
        goal.who = who(cell("RESPONSIBLE"));
        let mut labels = bare.split_whitespace().filter(is_label).filter_map(|word| word.strip_prefix('@'));
        goal.area = labels.next().and_then(recorded_field);
        self.imported.dropped.count(LABELS, labels.count());
        self.imported.dropped.count(PRIORITIES, usize::from(!matches!(cell("PRIORITY"), "" | "4")));
        self.imported.dropped.count(DURATIONS, usize::from(!cell("DURATION").is_empty()));
        if content != bare {
            self.guesses.note("a line without a box is a goal", goal.title.as_str());
        }
        goal.by = self.deadline(cell("DEADLINE"), cell("DEADLINE_LANG"), today);
        self.date(&mut goal, cell("DATE"), cell("DATE_LANG"), today);
        place.above.push(key);
        place.has_comment = false;
        self.groups.add(&place.groups, 1);
        self.tasks.push((goal, place.groups.clone()));
    }

    fn deadline(&mut self, text: &str, language: &str, today: Day) -> Option<Day> {
        match when(text, language, today) {
            Some(When::On(day)) => Some(day),
            Some(When::Repeats(_)) | None => {
                self.not_understood(text);
                None
            }
        }
    }

    fn date(&mut self, goal: &mut ImportedGoal, text: &str, language: &str, today: Day) {
        match when(text, language, today) {
            Some(When::Repeats(often)) => {
                goal.every = Some(often.cadence);
                goal.asked = often.times.map_or(Asked::Unstated, Asked::AtLeast);
            }
            Some(When::On(_)) if goal.by.is_some() => self.imported.dropped.count(BESIDE, 1),
            Some(When::On(day)) => {
                goal.by = Some(day);
                self.guesses.note(
                    "a date is the day that it is as seen from today",
                    format!("{text} is {}", day.dated()),
                );
            }
            None => self.not_understood(text),
        }
    }

    fn not_understood(&mut self, text: &str) {
        if !text.is_empty() {
            self.imported.dropped.named(WORDS, text);
        }
    }

    /// The first comment of a task says why, where the task does not say that itself.
    fn comment(&mut self, text: &str, place: &mut Place) {
        let task = self.tasks.last_mut().filter(|_| !place.above.is_empty() && !place.has_comment);
        let Some((goal, _)) = task else { return self.imported.dropped.count(COMMENTS, 1) };
        let both = [goal.why.as_deref().unwrap_or_default(), text];
        let both: Vec<&str> = both.into_iter().filter(|text| !text.is_empty()).collect();
        goal.why = recorded_field(&both.join(" · "));
        place.has_comment = true;
    }

    fn finished(self, options: &Options<'_>) -> Imported {
        let Self { mut imported, groups, tasks, guesses, .. } = self;
        imported.goals = groups.goals(options.groups);
        for (mut goal, path) in tasks {
            if goal.parent.is_none() {
                let place = groups.place(&path);
                goal.parent = place.parent;
                goal.area = goal.area.or(place.area);
            }
            imported.goals.push(goal);
        }
        imported.guessed.extend(guesses.told());
        first_days(&mut imported);
        imported
    }
}

fn path(above: Option<&str>, title: &str) -> String {
    above.map_or_else(|| title.to_owned(), |above| format!("{above}/{title}"))
}

/// `Ann (1)`.
fn who(text: &str) -> Option<String> {
    recorded_field(text.rsplit_once(" (").map_or(text, |(name, _)| name))
}
