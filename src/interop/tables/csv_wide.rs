//! A row a day, a column a habit: what people keep in Sheets, Excel, Airtable and Notion.

use std::collections::BTreeMap;

use super::cell::Cell;
use super::table::{Table, folded, head, table};
use super::table_day::{DayColumn, is_day, month, year};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{
    Activity, Asked, Cadences, Did, Dropped, Imported, ImportedGoal, Noun, listed, noun, title,
};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;

pub(crate) const FORMAT: Format = Format { kind: "csv", tool: "Table with a row a day", recognise, read };

/// What a column of days is called.
pub(crate) const DATE: [&str; 16] = [
    "date",
    "datum",
    "fecha",
    "data",
    "dato",
    "full_date",
    "calendardate",
    "day",
    "tag",
    "jour",
    "día",
    "dia",
    "when",
    "completed",
    "completed at",
    "timestamp",
];

/// What is added up from habits, and is none.
const SUMMARIES: [&str; 22] = [
    "score",
    "percent",
    "percentage",
    "%",
    "progress",
    "streak",
    "mood",
    "total",
    "totals",
    "sum",
    "average",
    "avg",
    "rate",
    "completion",
    "weekday",
    "week",
    "month",
    "year",
    "quarter",
    "no",
    "id",
    "rank",
];

const NO_HABIT: Noun = noun("column that is no habit", "columns that are no habits");
const NO_DAY: Noun = noun("row without a day", "rows without a day");
const UNNAMED: Noun = noun("column without a name", "columns without a name");
const OTHER_CELL: Noun =
    noun("cell that says neither yes nor how much", "cells that say neither yes nor how much");

/// Where the days of rows are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    Column(usize),
    /// Day, month and year in columns of their own.
    Parts([usize; 3]),
}

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "it is one file, and these are several");
    };
    let Some(table) = head(member) else { return Recognised::no(Near::Not, "it is not text") };
    if table.header.len() < 2 {
        return Recognised::no(Near::Not, "it has no columns");
    }
    let Some(days) = days(&table) else {
        return Recognised::no(Near::SameKind, "no column of it holds days");
    };
    if habits(&table, days, &[]).is_empty() {
        return Recognised::no(
            Near::SomeMarks,
            "no column of it holds marks or numbers alone, beside the days",
        );
    }
    Recognised::Yes
}

fn days(table: &Table) -> Option<Days> {
    let parts = [
        &["day", "tag", "día", "jour"][..],
        &["month", "monat", "mes", "mois"],
        &["year", "jahr", "año", "année"],
    ];
    if let [Some(day), Some(month), Some(year)] = parts.map(|names| table.column(names)) {
        return Some(Days::Parts([day, month, year]));
    }
    let cells =
        |place: usize| table.rows.iter().map(move |row| row.cell(place)).filter(|cell| !cell.is_empty());
    let count_days = |place: usize| cells(place).filter(|cell| is_day(cell)).count();
    let named = DATE.iter().filter_map(|name| table.column(&[name])).find(|place| count_days(*place) > 0);
    let holds_days = |place: &usize| {
        let days = count_days(*place);
        days > 0 && days * 2 > cells(*place).count() && !is_count(table, *place)
    };
    let first = || (0..table.header.len()).find(holds_days);
    named.or_else(first).map(Days::Column)
}

/// Whether a column holds plain numbers, which only its name could tell to be days.
fn is_count(table: &Table, place: usize) -> bool {
    table
        .rows
        .iter()
        .map(|row| row.cell(place))
        .filter(|cell| !cell.is_empty())
        .all(|cell| cell.parse::<i64>().is_ok())
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, Default)]
struct Cells {
    marks: usize,
    numbers: usize,
    others: usize,
    positive: usize,
}

impl Cells {
    fn count(&mut self, cell: Cell) {
        match cell {
            Cell::Empty => {}
            Cell::Yes | Cell::Skip | Cell::No => self.marks += 1,
            Cell::Number(_) => self.numbers += 1,
            Cell::Other => self.others += 1,
        }
        self.positive += usize::from(matches!(cell, Cell::Yes | Cell::Number(_)));
    }

    /// Marks or numbers alone.
    fn is_habit(self) -> bool {
        self.others == 0 && self.marks + self.numbers > 0
    }
}

/// The columns that are habits, with what is in them. Those that a person named are, whatever they hold.
fn habits(table: &Table, days: Days, named: &[&str]) -> BTreeMap<usize, Cells> {
    let mut found: BTreeMap<usize, Cells> =
        candidates(table, days).map(|place| (place, Cells::default())).collect();
    for row in &table.rows {
        for (place, cells) in &mut found {
            cells.count(Cell::read(row.cell(*place), table.decimal_comma()));
        }
    }
    let name = |place: usize| table.header.get(place).map(|name| folded(name)).unwrap_or_default();
    found.retain(|place, cells| {
        let name = name(*place);
        let is_named = named
            .iter()
            .any(|named| folded(named) == name || folded(named) == folded(&title_and_unit(&name).0));
        is_named || (cells.is_habit() && !is_summary(&name))
    });
    found
}

/// All columns with a name that do not tell the day.
fn candidates(table: &Table, days: Days) -> impl Iterator<Item = usize> + '_ {
    let is_day = move |place: &usize| match days {
        Days::Column(column) => *place == column,
        Days::Parts(parts) => parts.contains(place),
    };
    (0..table.header.len())
        .filter(move |place| !is_day(place) && table.header.get(*place).is_some_and(|name| !name.is_empty()))
}

fn is_summary(name: &str) -> bool {
    SUMMARIES.contains(&name)
        || name.split(|sign: char| !sign.is_alphanumeric()).any(|word| {
            ["score", "streak", "percent", "percentage", "total", "average", "progress", "mood"]
                .contains(&word)
        })
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let none = || Unreadable::damaged("there is no table", "name a CSV file");
    let table = table(source.single().ok_or_else(none)?)?;
    let days = days(&table)
        .ok_or_else(|| Unreadable::damaged("no column holds days", "name the column of the days `Date`"))?;
    let named: Vec<&str> =
        options.every.iter().map(|(name, _)| name).chain(&options.mapped).map(String::as_str).collect();
    let habits = habits(&table, days, &named);
    if habits.is_empty() {
        return Err(Unreadable::damaged(
            "no column holds marks or numbers alone, beside the days",
            "a habit's cells are 1 or 0, yes or no, x, ✓ or a number",
        ));
    }
    let mut dropped = Dropped::default();
    for place in 0..table.header.len() {
        let name = table.header.get(place).map(String::as_str).unwrap_or_default();
        let is_other =
            candidates(&table, days).any(|candidate| candidate == place) && !habits.contains_key(&place);
        if is_other {
            dropped.named(NO_HABIT, name);
        } else if name.is_empty() && table.rows.iter().any(|row| !row.cell(place).is_empty()) {
            dropped.count(UNNAMED, 1);
        }
    }
    let mut goals = goals(&table, &habits, &mut dropped);
    let read_day = DayReader::of(&table, days, options)?;
    for row in &table.rows {
        let Some(day) = read_day.day(&table, row.line, |place| row.cell(place))? else {
            dropped.count(NO_DAY, 1);
            continue;
        };
        for (place, goal) in &mut goals {
            let what = match Cell::read(row.cell(*place), table.decimal_comma()) {
                Cell::Empty | Cell::No => continue,
                Cell::Yes => Did::Check(Amount::ONE),
                Cell::Number(amount) => Did::Check(amount),
                Cell::Skip => Did::Skip,
                Cell::Other => {
                    dropped.count(OTHER_CELL, 1);
                    continue;
                }
            };
            goal.activity.push(Activity { day, what, note: None });
        }
    }
    let guessed = guessed(&goals);
    let goals = goals.into_iter().map(|(_, goal)| goal).collect();
    Ok(Imported { goals, guessed, dropped, cadences: Cadences::Guessed })
}

/// A goal for each column of a habit.
fn goals(
    table: &Table,
    habits: &BTreeMap<usize, Cells>,
    dropped: &mut Dropped,
) -> Vec<(usize, ImportedGoal)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, cells) in habits {
        let name = table.header.get(*place).map(String::as_str).unwrap_or_default();
        let (words, unit) = title_and_unit(name);
        let Some(title) = title(&words, dropped) else { continue };
        let count = seen.entry(folded(name)).and_modify(|count| *count += 1).or_insert(1);
        let key = if *count == 1 { folded(name) } else { format!("{} ({count})", folded(name)) };
        let unit = unit.or_else(|| (cells.numbers > 0).then(|| title.as_str().to_lowercase()));
        let mut goal = ImportedGoal::new(key, title);
        goal.every = Some(Cadence::Day);
        goal.asked = Asked::Unstated;
        goal.unit = unit.filter(|_| cells.numbers > 0);
        found.push((*place, goal));
    }
    found
}

/// `Running (km)` is running, counted in km.
pub(crate) fn title_and_unit(name: &str) -> (String, Option<String>) {
    let name = name.trim();
    let split = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match split.map(|(title, unit)| (title.trim(), unit.trim())) {
        Some((title, unit)) if !title.is_empty() && !unit.is_empty() => {
            (title.to_owned(), Some(unit.to_owned()))
        }
        _ => (name.to_owned(), None),
    }
}

fn guessed(goals: &[(usize, ImportedGoal)]) -> Vec<String> {
    let titles = |with_numbers: bool| -> Vec<&str> {
        let chosen = goals.iter().filter(|(_, goal)| goal.unit.is_some() == with_numbers);
        chosen.map(|(_, goal)| goal.title.as_str()).collect()
    };
    let numbers = titles(true);
    let mut found = Vec::new();
    if !numbers.is_empty() {
        let (hold, columns) = if numbers.len() == 1 { ("holds", "column") } else { ("hold", "columns") };
        found.push(format!(
            "{} {columns} {hold} amounts: {}",
            numbers.len(),
            listed(numbers.iter().copied())
        ));
    }
    found.push("each column is daily; `--every 'COLUMN=week'` says otherwise".to_owned());
    found
}

/// Reads the day of a row.
enum DayReader {
    Column(usize, DayColumn),
    Parts([usize; 3]),
}

impl DayReader {
    fn of(table: &Table, days: Days, options: &Options<'_>) -> Result<Self, Unreadable> {
        match days {
            Days::Parts(parts) => Ok(Self::Parts(parts)),
            Days::Column(place) => {
                let cells = table.rows.iter().map(|row| (row.line, row.cell(place)));
                let name = table.header.get(place).map(String::as_str).unwrap_or_default();
                DayColumn::of(cells, name, options).map(|column| Self::Column(place, column))
            }
        }
    }

    /// Nothing where the row tells none.
    fn day<'c>(
        &self,
        table: &Table,
        line: usize,
        cell: impl Fn(usize) -> &'c str,
    ) -> Result<Option<Day>, Unreadable> {
        let (written, place, day) = match self {
            Self::Column(place, column) => {
                let written = cell(*place);
                (written.to_owned(), *place, column.day(written))
            }
            Self::Parts(parts) => {
                let [day, of_month, of_year] = parts.map(&cell);
                let read = || Day::from_ymd(year(of_year)?, month(of_month)?, day.parse().ok()?);
                (format!("{day} {of_month} {of_year}"), parts[0], read())
            }
        };
        match day {
            None if written.contains(|sign: char| sign.is_ascii_digit()) => {
                let name = table.header.get(place).map(String::as_str);
                let hint = "put the row right, or take it out; days are best written as in `2026-11-30`";
                Err(Unreadable::damaged(format!("`{written}` is no day of the calendar"), hint)
                    .at(line, name))
            }
            day => Ok(day),
        }
    }
}
