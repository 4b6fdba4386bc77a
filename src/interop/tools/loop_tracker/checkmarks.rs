//! Loop's table of all habits, where somebody kept that alone: a row a day, a column a habit. Its names are written as
//! they are, commas too, and each row ends with a comma.

use super::habit::{Entry, Frequency, Habit, Kind, imported, value};
use super::value::{read_day, read_value};
use crate::interop::reader::imported::{Cadences, Imported};
use crate::interop::reader::unreadable::Unreadable;

/// Whether this is such a table: dates before values of Loop, and a comma at the end of each row.
pub(super) fn is_table(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let is_header = lines.next().is_some_and(|line| line.starts_with("Date,") && line.ends_with(','));
    let mut rows = lines.take(100).peekable();
    is_header && rows.peek().is_some() && rows.all(|line| line.ends_with(',') && row(line).is_some())
}

pub(super) fn read(text: &str) -> Result<Imported, Unreadable> {
    let mut lines = (1..).zip(text.lines().map(str::trim_end)).filter(|(_, line)| !line.is_empty());
    let header = lines.next().map_or("", |(_, line)| line);
    let mut rows = Vec::new();
    for (number, line) in lines {
        let row =
            row(line).ok_or_else(|| wrong("a row is cut off, or not what Loop writes").at(number, None))?;
        rows.push((number, row));
    }
    let width = rows.first().map_or(0, |(_, (_, values))| values.len());
    if let Some((number, _)) = rows.iter().find(|(_, (_, values))| values.len() != width) {
        return Err(wrong("a row has another number of columns than the first one").at(*number, None));
    }
    let Names { names, joined } = names(header, width)?;
    let mut habits: Vec<Habit> = names.into_iter().map(habit).collect();
    for (_, (day, values)) in &rows {
        for (habit, value) in habits.iter_mut().zip(values) {
            habit.entries.push(Entry { day: *day, value: *value, note: None });
        }
    }
    for habit in &mut habits {
        habit.entries.retain(|entry| entry.value != value::UNKNOWN);
    }
    let mut imported = imported(habits);
    imported.cadences = Cadences::Guessed;
    imported.guessed.push("each habit is daily: how often it is stands in Habits.csv".to_owned());
    imported.guessed.extend(joined.then(|| "a comma with a blank behind it belongs to a name".to_owned()));
    Ok(imported)
}

fn habit(name: String) -> Habit {
    Habit {
        name,
        question: String::new(),
        description: String::new(),
        kind: Kind::Untold,
        frequency: Frequency { times: 1, days: 1 },
        is_archived: false,
        entries: Vec::new(),
    }
}

/// A day and its values: what 2.0 wrote has commas in its brackets.
fn row(line: &str) -> Option<(crate::domain::value::day::Day, Vec<i64>)> {
    let (day, values) = line.strip_suffix(',')?.split_once(',')?;
    let values = values.replace(", value=", " value=");
    Some((read_day(day)?, values.split(',').map(read_value).collect::<Option<_>>()?))
}

struct Names {
    names: Vec<String>,
    /// Whether parts between commas were taken for one name.
    joined: bool,
}

/// As many names as there are columns.
fn names(header: &str, width: usize) -> Result<Names, Unreadable> {
    let list = header.strip_prefix("Date,").and_then(|list| list.strip_suffix(',')).unwrap_or_default();
    let apart: Vec<String> = list.split(',').map(ToOwned::to_owned).collect();
    if apart.len() == width {
        return Ok(Names { names: apart, joined: false });
    }
    let mut joined: Vec<String> = Vec::new();
    for part in apart {
        match joined.last_mut() {
            Some(before) if part.starts_with(' ') => *before = format!("{before},{part}"),
            _ => joined.push(part),
        }
    }
    if joined.len() == width {
        return Ok(Names { names: joined, joined: true });
    }
    Err(Unreadable::damaged(
        format!(
            "its first row has {} names for {width} columns: a comma in a name can't be told from one between two",
            joined.len()
        ),
        "export again in Loop, and import the whole zip",
    ))
}

fn wrong(what: &str) -> Unreadable {
    Unreadable::damaged(what, "export again in Loop, and import the whole zip")
}
