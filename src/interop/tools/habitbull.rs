//! The CSV of `HabitBull`: a row a habit and day, with its value and a comment.

use std::collections::BTreeMap;

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{
    Activity, Cadences, Dropped, Imported, ImportedGoal, Noun, listed, noun, title,
};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::tables::cell::number;
use crate::interop::tables::table::{folded, head, table};
use crate::interop::tables::table_day::DayColumn;

pub(crate) const FORMAT: Format = Format { kind: "habitbull", tool: "HabitBull", recognise, read };

const COLUMNS: [&str; 6] =
    ["habitname", "habitdescription", "habitcategory", "calendardate", "value", "commenttext"];

const NOT_DONE: Noun =
    noun("row of a day on which nothing was done", "rows of days on which nothing was done");
const NAMELESS: Noun = noun("row without a habit", "rows without a habit");

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "it is one file, and these are several");
    };
    let Some(table) = head(member) else { return Recognised::no(Near::Not, "it is not text") };
    let has = |name: &str| table.column(&[name]).is_some();
    match (has("habitname"), has("calendardate") && has("value")) {
        (true, true) => Recognised::Yes,
        (true, false) => {
            Recognised::no(Near::SomeMarks, "its header has no columns “CalendarDate” and “Value”")
        }
        (false, _) => Recognised::no(Near::SameKind, "its header has no column “HabitName”"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let wrong = || Unreadable::damaged("its header lacks columns", "export it again from HabitBull");
    let table = table(source.single().ok_or_else(wrong)?)?;
    let places = COLUMNS.map(|name| table.column(&[name]));
    let [Some(habit), description, category, Some(date), Some(value), comment] = places else {
        return Err(wrong());
    };
    let name = table.header.get(date).map(String::as_str).unwrap_or_default();
    let days = DayColumn::of(table.rows.iter().map(|row| (row.line, row.cell(date))), name, options)?;
    let mut dropped = Dropped::default();
    let mut goals: Vec<ImportedGoal> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let cell = |place: Option<usize>| place.map(|place| row.cell(place)).filter(|cell| !cell.is_empty());
        let Some(title) = title(row.cell(habit), &mut dropped) else {
            dropped.count(NAMELESS, 1);
            continue;
        };
        let key = folded(title.as_str());
        let at = *places.entry(key.clone()).or_insert(goals.len());
        if at == goals.len() {
            let mut goal = ImportedGoal::new(key, title);
            goal.every = Some(Cadence::Day);
            goal.why = cell(description).map(ToOwned::to_owned);
            goal.area = cell(category).map(ToOwned::to_owned);
            goals.push(goal);
        }
        let hint = "put the row right, or take it out";
        let day = days.day(row.cell(date)).ok_or_else(|| {
            let what = format!("`{}` is no day of the calendar", row.cell(date));
            Unreadable::damaged(what, hint).at(row.line, Some(name))
        })?;
        let amount = number(row.cell(value), table.decimal_comma()).ok_or_else(|| {
            let what = format!("`{}` is no number", row.cell(value));
            Unreadable::damaged(what, hint).at(row.line, Some("Value"))
        })?;
        let note = cell(comment).map(ToOwned::to_owned);
        if amount == Amount::ZERO && note.is_none() {
            dropped.count(NOT_DONE, 1);
        } else if let Some(goal) = goals.get_mut(at) {
            if amount > Amount::ONE && goal.unit.is_none() {
                goal.unit = Some(goal.title.as_str().to_lowercase());
            }
            goal.activity.push(Activity::check(day, amount, note));
        }
    }
    let counted: Vec<&str> =
        goals.iter().filter(|goal| goal.unit.is_some()).map(|goal| goal.title.as_str()).collect();
    let mut guessed = Vec::new();
    match counted.len() {
        0 => {}
        1 => {
            guessed.push(format!("1 habit is counted (values above 1): {}", listed(counted.iter().copied())));
        }
        many => guessed
            .push(format!("{many} habits are counted (values above 1): {}", listed(counted.iter().copied()))),
    }
    guessed.push("each habit is daily; `--every 'HABIT=week'` says otherwise".to_owned());
    Ok(Imported { goals, guessed, dropped, cadences: Cadences::Guessed })
}
