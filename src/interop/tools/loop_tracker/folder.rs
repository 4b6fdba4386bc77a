//! Loop's folder of tables, from 1.8 to 2.3: `Habits.csv`, and a folder for each habit.

use std::collections::BTreeMap;

use super::habit::{Entry, Frequency, Habit, Kind, Target, imported};
use super::value::{read_day, read_value};
use crate::domain::value::amount::Amount;
use crate::interop::reader::imported::{Imported, Noun, noun};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::tables::csv_rows::Rows;
use crate::interop::tables::table::Row;

const HABITS: &str = "Habits.csv";
const CHECKMARKS: &str = "Checkmarks.csv";

const COLOURS: Noun = noun("colour", "colours");
const SCORES: Noun = noun("table of scores (computed)", "tables of scores (computed)");
const UNLISTED: Noun =
    noun("table of a habit that Habits.csv does not have", "tables of habits that Habits.csv does not have");

/// The list of habits with the folder it is in, if there is one.
pub(super) fn list(source: &Source) -> Option<(&Member, Rows)> {
    let mut lists: Vec<&Member> = source.named(HABITS).collect();
    lists.sort_by_key(|member| member.name.len());
    lists.into_iter().find_map(|member| {
        let rows = Rows::read(member.utf8()?).ok()?;
        let is_old = rows.missing(&["Position", "Name", "NumRepetitions", "Interval"]).is_none();
        let is_new =
            rows.missing(&["Position", "Name", "FrequencyNumerator", "FrequencyDenominator"]).is_none();
        (is_old || is_new).then_some((member, rows))
    })
}

pub(super) fn read(source: &Source, list: &Member, rows: &Rows) -> Result<Imported, Unreadable> {
    let folder = list.name.strip_suffix(list.base_name()).unwrap_or_default();
    let mut tables = tables(source, folder);
    let mut habits = Vec::new();
    for row in rows.rows() {
        let position = row.cell(rows.column("Position"));
        let table = position.parse::<u32>().ok().and_then(|position| tables.remove(&position));
        let entries = table.map_or_else(|| Ok(Vec::new()), entries)?;
        habits.push(habit(rows, row, entries).map_err(|error| error.within(&list.name))?);
    }
    let colours = rows.rows().iter().filter(|row| !row.cell(rows.column("Color")).is_empty()).count();
    let mut imported = imported(habits);
    imported.dropped.count(COLOURS, colours);
    imported.dropped.count(SCORES, source.named("Scores.csv").count());
    for table in tables.values() {
        imported.dropped.named(UNLISTED, &table.name);
    }
    Ok(imported)
}

/// Each habit's table of days, by the number with which its folder begins: of its name only some letters are there.
fn tables<'a>(source: &'a Source, folder: &str) -> BTreeMap<u32, &'a Member> {
    let numbered = |member: &'a Member| {
        let (of_habit, table) = member.name.strip_prefix(folder)?.split_once('/')?;
        let digits = of_habit.split(|letter: char| !letter.is_ascii_digit()).next()?;
        Some((digits.parse().ok()?, member)).filter(|_| table.eq_ignore_ascii_case(CHECKMARKS))
    };
    source.members().iter().filter_map(numbered).collect()
}

fn habit(rows: &Rows, row: &Row, entries: Vec<Entry>) -> Result<Habit, Unreadable> {
    let cell = |name: &str| row.cell(rows.column(name));
    let either = |new: &'static str, old: &'static str| {
        let name = if row.cell(rows.column(new)).is_empty() { old } else { new };
        let number = cell(name).parse::<u32>();
        number.map_err(|_| {
            Unreadable::damaged(format!("`{}` is no number of days or times", cell(name)), "export it again")
                .at(row.line, Some(name))
        })
    };
    let frequency = Frequency {
        times: either("FrequencyNumerator", "NumRepetitions")?,
        days: either("FrequencyDenominator", "Interval")?,
    };
    Ok(Habit {
        name: cell("Name").to_owned(),
        question: cell("Question").to_owned(),
        description: cell("Description").to_owned(),
        kind: kind(rows, row)?,
        frequency,
        is_archived: cell("Archived?").eq_ignore_ascii_case("true"),
        entries,
    })
}

fn kind(rows: &Rows, row: &Row) -> Result<Kind, Unreadable> {
    let cell = |name: &str| row.cell(rows.column(name));
    match cell("Type") {
        "" => Ok(Kind::Untold),
        "NUMERICAL" => {
            let typed = cell("Target Value");
            let number = if typed.is_empty() { Ok(Amount::ZERO) } else { typed.parse() };
            let number = number.map_err(|_| {
                Unreadable::damaged(format!("`{typed}` is no number"), "export it again")
                    .at(row.line, Some("Target Value"))
            })?;
            let goal = if cell("Target Type") == "AT_MOST" {
                Target::AtMost(number)
            } else {
                Target::AtLeast(number)
            };
            Ok(Kind::Number { goal, unit: cell("Unit").to_owned() })
        }
        _ => Ok(Kind::YesOrNo),
    }
}

/// The days of a habit: without a header before 2.3.
fn entries(table: &Member) -> Result<Vec<Entry>, Unreadable> {
    let damaged = |what: String| Unreadable::damaged(what, "export it again in Loop").within(&table.name);
    let text = table.utf8().ok_or_else(|| damaged("it is not UTF-8".to_owned()))?;
    let text = text
        .strip_prefix("Date,")
        .map_or(text, |behind| behind.split_once('\n').map_or("", |(_, days)| days));
    let rows = Rows::without_header(text).map_err(|error| error.within(&table.name))?;
    let entry = |cells: &Row| {
        let [day, value, note] = [0, 1, 2].map(|place| cells.cell(place));
        let wrong = |what: &str| damaged(format!("`{what}` is not what Loop writes")).at(cells.line, None);
        Ok(Entry {
            day: read_day(day).ok_or_else(|| wrong(day))?,
            value: read_value(value).ok_or_else(|| wrong(value))?,
            note: Some(note.to_owned()).filter(|note| !note.is_empty()),
        })
    };
    rows.rows().iter().map(entry).collect()
}
