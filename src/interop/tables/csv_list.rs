//! A row a task, as Notion, Airtable, Asana and hand-made lists have them: title, due, done.

use std::collections::BTreeMap;

use super::cell::Cell;
use super::table::{Row, Table, folded, head, table};
use super::table_day::{DayColumn, is_day};
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Dropped, Imported, ImportedGoal, Noun, Standing, noun, title};
use crate::interop::reader::options::{Options, Undated};
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;

pub(crate) const FORMAT: Format =
    Format { kind: "csv-list", tool: "Table with a row a task", recognise, read };

const TITLE: [&str; 12] = [
    "title",
    "name",
    "task",
    "task name",
    "subject",
    "summary",
    "item",
    "to do",
    "todo",
    "aufgabe",
    "titel",
    "tarea",
];
const DUE: [&str; 9] =
    ["due", "due date", "deadline", "due on", "date due", "end date", "fällig", "fällig am", "vence"];
const START: [&str; 4] = ["start", "start date", "starts", "beginn"];
const DONE: [&str; 9] =
    ["done", "done?", "completed", "complete", "checked", "finished", "status", "erledigt", "hecho"];
const DONE_ON: [&str; 8] = [
    "completed at",
    "completed on",
    "completion date",
    "date completed",
    "completed date",
    "done on",
    "finished on",
    "erledigt am",
];
const WHY: [&str; 7] = ["notes", "note", "description", "details", "comment", "notizen", "beschreibung"];
const AREA: [&str; 12] = [
    "area",
    "project",
    "projects",
    "category",
    "list",
    "section",
    "section/column",
    "tags",
    "tag",
    "labels",
    "label",
    "bereich",
];
const WHO: [&str; 4] = ["assignee", "owner", "assigned to", "who"];

/// What a state is called in which a task is done.
const DONE_WORDS: [&str; 7] = ["done", "complete", "completed", "finished", "closed", "erledigt", "fertig"];

const OTHER: Noun = noun("column that has no place here", "columns that have no place here");
const NO_DAY: Noun = noun(
    "check-off of no known day (`--undated today` counts it today)",
    "check-offs of no known day (`--undated today` counts them today)",
);
const NAMELESS: Noun = noun("row without a title", "rows without a title");
const MORE_TAGS: Noun = noun("tag behind the first", "tags behind the first");

/// Where each thing stands in a row.
struct Columns {
    title: usize,
    due: Option<usize>,
    start: Option<usize>,
    done: Option<usize>,
    done_on: Option<usize>,
    why: Option<usize>,
    area: Option<usize>,
    who: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Option<Self> {
        let found = Self {
            title: table.column(&TITLE)?,
            due: table.column(&DUE),
            start: table.column(&START),
            done: table.column(&DONE),
            done_on: table.column(&DONE_ON),
            why: table.column(&WHY),
            area: table.column(&AREA),
            who: table.column(&WHO),
        };
        [found.due, found.done, found.done_on].iter().any(Option::is_some).then_some(found)
    }

    fn all(&self) -> [Option<usize>; 8] {
        let Self { title, due, start, done, done_on, why, area, who } = *self;
        [Some(title), due, start, done, done_on, why, area, who]
    }
}

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "it is one file, and these are several");
    };
    let Some(table) = head(member) else { return Recognised::no(Near::Not, "it is not text") };
    match Columns::of(&table) {
        Some(_) => Recognised::Yes,
        None if table.column(&TITLE).is_some() => {
            Recognised::no(Near::SomeMarks, "its header has no column “Due” or “Done”")
        }
        None => Recognised::no(Near::SameKind, "its header has no column “Title”"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let wrong =
        || Unreadable::damaged("its header lacks a title", "name the columns `Title`, `Due` and `Done`");
    let table = table(source.single().ok_or_else(wrong)?)?;
    let columns = Columns::of(&table).ok_or_else(wrong)?;
    let mut dropped = Dropped::default();
    let known = columns.all();
    for (place, name) in table.header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if !known.contains(&Some(place)) {
            dropped.named(OTHER, name);
        }
    }
    let days =
        Days { table: &table, columns: [columns.due, columns.start, columns.done_on, columns.done], options };
    let [due, start, done_on, done] = days.read()?;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut goals = Vec::new();
    for row in &table.rows {
        let Some(title) = title(row.cell(columns.title), &mut dropped) else {
            dropped.count(NAMELESS, 1);
            continue;
        };
        let name = folded(title.as_str());
        let count = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        let key = if *count == 1 { name } else { format!("{name} ({count})") };
        let text = |place: Option<usize>| {
            place.map(|place| row.cell(place)).filter(|cell| !cell.is_empty()).map(ToOwned::to_owned)
        };
        let mut goal = ImportedGoal::new(key, title);
        goal.by = days.day(row, columns.due, due)?;
        goal.from = days.day(row, columns.start, start)?.filter(|from| goal.by.is_none_or(|by| *from <= by));
        goal.why = text(columns.why);
        goal.who = text(columns.who);
        goal.area = text(columns.area).map(|tags| {
            let mut tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
            let first = tags.next().unwrap_or_default().to_owned();
            dropped.count(MORE_TAGS, tags.count());
            first
        });
        let on = days.day(row, columns.done_on, done_on)?;
        let state = columns.done.map(|place| row.cell(place)).unwrap_or_default();
        // A column “Completed” may hold the day.
        let on = on.or_else(|| done.day(state).filter(|_| is_day(state) && state.len() > 5));
        let is_done = on.is_some()
            || DONE_WORDS.contains(&folded(state).as_str())
            || Cell::read(state, table.decimal_comma()) == Cell::Yes;
        match (is_done, on, options.undated) {
            (false, ..) => {}
            (true, Some(day), _) => goal.done = Some(day),
            (true, None, Undated::Today) => goal.done = Some(options.clock.today),
            (true, None, Undated::Drop) => {
                dropped.count(NO_DAY, 1);
                goal.standing = Standing::Archived(None);
            }
        }
        goals.push(goal);
    }
    Ok(Imported { goals, dropped, ..Imported::default() })
}

/// The columns that hold days.
struct Days<'a> {
    table: &'a Table,
    columns: [Option<usize>; 4],
    options: &'a Options<'a>,
}

impl Days<'_> {
    /// How each is to be read.
    fn read(&self) -> Result<[DayColumn; 4], Unreadable> {
        let [due, start, done_on, done] = self.columns.map(|place| {
            let name = place.and_then(|place| self.table.header.get(place)).map(String::as_str);
            let cells = self.table.rows.iter().filter_map(|row| Some((row.line, row.cell(place?))));
            DayColumn::of(cells, name.unwrap_or_default(), self.options)
        });
        Ok([due?, start?, done_on?, done?])
    }

    fn day(&self, row: &Row, place: Option<usize>, column: DayColumn) -> Result<Option<Day>, Unreadable> {
        let Some(place) = place else { return Ok(None) };
        let cell = row.cell(place);
        match column.day(cell) {
            None if cell.contains(|sign: char| sign.is_ascii_digit()) => {
                let name = self.table.header.get(place).map(String::as_str);
                let hint = "put the row right, or take it out; days are best written as in `2026-11-30`";
                let what = format!("`{cell}` is no day of the calendar");
                Err(Unreadable::damaged(what, hint).at(row.line, name))
            }
            day => Ok(day),
        }
    }
}
