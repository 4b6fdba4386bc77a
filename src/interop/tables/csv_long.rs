//! A row for each time a habit was done: habit, date, value, and perhaps unit, note and whether it is to be quit.

use std::collections::BTreeMap;

use super::cell::{Cell, number};
use super::csv_wide::DATE;
use super::table::{Table, folded, head, table};
use super::table_day::{DayColumn, is_day};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{
    Activity, Asked, Cadences, Did, Dropped, Imported, ImportedGoal, Noun, listed, noun, title,
};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;

pub(crate) const FORMAT: Format =
    Format { kind: "csv", tool: "Table with a row a check-off", recognise, read };

const HABIT: [&str; 8] =
    ["habit", "habit name", "habitname", "activity", "gewohnheit", "hábito", "habitude", "goal"];
const VALUE: [&str; 10] =
    ["value", "amount", "count", "quantity", "done", "completed", "status", "wert", "anzahl", "valor"];
const NOTE: [&str; 6] = ["memo", "note", "notes", "comment", "notiz", "comments"];
const UNIT: [&str; 3] = ["unit", "units", "einheit"];
const TYPE: [&str; 3] = ["habit type", "type", "kind"];

const OTHER: Noun = noun("column that has no place here", "columns that have no place here");
const NAMELESS: Noun = noun("row without a habit or a day", "rows without a habit or a day");
const NOT_DONE: Noun =
    noun("row of a day on which nothing was done", "rows of days on which nothing was done");

/// Where each thing stands in a row.
#[derive(Clone, Copy, Debug)]
struct Columns {
    habit: usize,
    day: usize,
    value: Option<usize>,
    note: Option<usize>,
    unit: Option<usize>,
    kind: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Option<Self> {
        Some(Self {
            habit: table.column(&HABIT)?,
            day: table.column(&DATE)?,
            value: table.column(&VALUE),
            note: table.column(&NOTE),
            unit: table.column(&UNIT),
            kind: table.column(&TYPE),
        })
    }

    fn all(self) -> Vec<usize> {
        let more = [self.value, self.note, self.unit, self.kind];
        [self.habit, self.day].into_iter().chain(more.into_iter().flatten()).collect()
    }
}

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "it is one file, and these are several");
    };
    let Some(table) = head(member) else { return Recognised::no(Near::Not, "it is not text") };
    match Columns::of(&table) {
        Some(columns) => {
            let days = table.rows.iter().map(|row| row.cell(columns.day)).filter(|cell| !cell.is_empty());
            if table.rows.is_empty() || days.clone().any(is_day) {
                return Recognised::Yes;
            }
            Recognised::no(Near::SomeMarks, "its column of days holds none")
        }
        None if table.column(&HABIT).is_some() => {
            Recognised::no(Near::SomeMarks, "it has a column of habits, and none of days (“Date”)")
        }
        None => Recognised::no(Near::SameKind, "its header has no column “Habit”"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let wrong = || {
        Unreadable::damaged(
            "its header lacks a habit or a date",
            "name the columns `Habit`, `Date` and `Value`",
        )
    };
    let table = table(source.single().ok_or_else(wrong)?)?;
    let columns = Columns::of(&table).ok_or_else(wrong)?;
    let mut dropped = Dropped::default();
    let known = columns.all();
    for (place, name) in table.header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if !known.contains(&place) {
            dropped.named(OTHER, name);
        }
    }
    let name = table.header.get(columns.day).map(String::as_str).unwrap_or_default();
    let days = DayColumn::of(table.rows.iter().map(|row| (row.line, row.cell(columns.day))), name, options)?;
    let mut goals: Vec<ImportedGoal> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let cell = |place: Option<usize>| place.map(|place| row.cell(place)).filter(|cell| !cell.is_empty());
        let (habit, written) = (row.cell(columns.habit), row.cell(columns.day));
        if habit.is_empty() || written.is_empty() {
            dropped.count(NAMELESS, 1);
            continue;
        }
        let day = days.day(written).ok_or_else(|| {
            let hint = "put the row right, or take it out; days are best written as in `2026-11-30`";
            Unreadable::damaged(format!("`{written}` is no day of the calendar"), hint)
                .at(row.line, Some(name))
        })?;
        let value = match cell(columns.value) {
            None if columns.value.is_some() => Cell::Empty,
            None => Cell::Yes,
            Some(text) => number(text, table.decimal_comma())
                .map_or_else(|| Cell::read(text, table.decimal_comma()), Cell::Number),
        };
        let what = match value {
            Cell::Yes => Did::Check(Amount::ONE),
            Cell::Number(amount) => Did::Check(amount),
            Cell::Skip => Did::Skip,
            Cell::No | Cell::Empty => Did::Check(Amount::ZERO),
            Cell::Other => {
                let what = format!("`{}` is no value of a habit", cell(columns.value).unwrap_or_default());
                let name = columns.value.and_then(|place| table.header.get(place)).map(String::as_str);
                let hint = "a value is a number, yes or no, or skip";
                return Err(Unreadable::damaged(what, hint).at(row.line, name));
            }
        };
        let place = *places.entry(folded(habit)).or_insert(goals.len());
        if place == goals.len() {
            let Some(title) = title(habit, &mut dropped) else { continue };
            goals.push(goal(folded(habit), title, cell(columns.unit), cell(columns.kind)));
        }
        let note = cell(columns.note).map(ToOwned::to_owned);
        if what == Did::Check(Amount::ZERO) && note.is_none() {
            dropped.count(NOT_DONE, 1);
        } else if let Some(goal) = goals.get_mut(place) {
            goal.activity.push(Activity { day, what, note });
        }
    }
    let guessed = finish(&mut goals);
    Ok(Imported { goals, guessed, dropped, cadences: Cadences::Guessed })
}

fn goal(
    key: String,
    title: crate::domain::value::text::Title,
    unit: Option<&str>,
    kind: Option<&str>,
) -> ImportedGoal {
    let mut goal = ImportedGoal::new(key, title);
    goal.every = Some(Cadence::Day);
    goal.unit = unit.map(ToOwned::to_owned);
    if kind.is_some_and(|kind| ["quit", "bad", "negative"].contains(&folded(kind).as_str())) {
        goal.asked = Asked::AtMost(Amount::ZERO);
    }
    goal
}

/// What the values of a habit tell of it: a count has a unit, and a yes has none.
fn finish(goals: &mut [ImportedGoal]) -> Vec<String> {
    const COUNTS: [&str; 6] = ["count", "counts", "time", "times", "x", "none"];
    let mut amounts = Vec::new();
    for goal in goals.iter_mut() {
        let is_amount =
            |it: &Activity| matches!(it.what, Did::Check(n) if n != Amount::ONE && n != Amount::ZERO);
        let has_amounts = goal.activity.iter().any(is_amount);
        let is_count = goal.unit.as_ref().is_some_and(|unit| COUNTS.contains(&folded(unit).as_str()));
        if is_count || goal.unit.is_none() {
            goal.unit = has_amounts.then(|| "times".to_owned());
        }
        if goal.unit.is_some() {
            amounts.push(goal.title.to_string());
        }
    }
    let mut found = Vec::new();
    if !amounts.is_empty() {
        let are = if amounts.len() == 1 { "habit is counted" } else { "habits are counted" };
        found.push(format!("{} {are}: {}", amounts.len(), listed(amounts.iter().map(String::as_str))));
    }
    found.push("each habit is daily; `--every 'HABIT=week'` says otherwise".to_owned());
    found
}
