//! Loop's full backup: a database with a table of habits and one of their days.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime};

use super::habit::{Entry, Frequency, Habit, Kind, Target, imported, value};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::interop::containers::sqlite::{Database, Table};
use crate::interop::containers::sqlite_record::Value;
use crate::interop::reader::imported::{Imported, Noun, noun};
use crate::interop::reader::unreadable::Unreadable;

/// The first of Loop's versions of its database that is read, and the last that is known.
const OLDEST: u32 = 12;
const NEWEST: u32 = 25;

const COLOURS: Noun = noun("colour", "colours");
const REMINDERS: Noun = noun("reminder", "reminders");
const STRAYS: Noun = noun("day of a habit that is gone", "days of habits that are gone");

/// The two tables.
pub(super) struct Backup {
    habits: Table,
    days: Table,
    version: u32,
}

/// Nothing where it is another program's database.
pub(super) fn open(bytes: &[u8]) -> Result<Option<Backup>, Unreadable> {
    let database = Database::open(bytes)?;
    let (habits, days) = (database.table("Habits")?, database.table("Repetitions")?);
    Ok(habits.zip(days).map(|(habits, days)| Backup { habits, days, version: database.user_version }))
}

pub(super) fn read(backup: &Backup) -> Result<Imported, Unreadable> {
    let version = backup.version;
    if version < OLDEST {
        return Err(Unreadable::damaged(
            format!("its version ({version}) is older than what is read ({OLDEST} to {NEWEST})"),
            "open the backup in a newer Loop, and export it there",
        ));
    }
    let mut entries = entries(&backup.days);
    let mut habits = Vec::new();
    for row in backup.habits.select(["position", "id", "freq_num", "freq_den", "archived", "type"]) {
        let [position, id, times, days, archived, kind] =
            row.map(|value| value.integer().unwrap_or_default());
        habits.push((position, id, Numbers { times, days, archived, kind }));
    }
    let texts =
        backup.habits.select(["name", "question", "description", "unit", "target_type", "target_value"]);
    let mut listed: Vec<(i64, Habit)> = Vec::new();
    for ((position, id, numbers), texts) in habits.into_iter().zip(texts) {
        listed.push((position, habit(&numbers, &texts, entries.remove(&id).unwrap_or_default())));
    }
    listed.sort_by_key(|(position, _)| *position);
    let mut imported = imported(listed.into_iter().map(|(_, habit)| habit).collect());
    let count = |name: &str| backup.habits.select([name]).filter(|[value]| *value != Value::Null).count();
    imported.dropped.count(COLOURS, count("color"));
    imported.dropped.count(REMINDERS, count("reminder_hour"));
    imported.dropped.count(STRAYS, entries.values().map(Vec::len).sum());
    if version > NEWEST {
        imported.guessed.push(format!(
            "the backup is of a newer version ({version}) than is known ({NEWEST}): what is known of it was read"
        ));
    }
    Ok(imported)
}

struct Numbers {
    times: i64,
    days: i64,
    archived: i64,
    kind: i64,
}

fn habit(numbers: &Numbers, texts: &[Value; 6], entries: Vec<Entry>) -> Habit {
    const NUMERICAL: i64 = 1;
    const AT_MOST: i64 = 1;
    let [name, question, description, unit, target_type, target_value] = texts;
    let text = |value: &Value| value.text().unwrap_or_default().to_owned();
    let count = |number: i64| u32::try_from(number).unwrap_or(1);
    let target = match target_value {
        Value::Real(number) => number.to_string().parse().unwrap_or_default(),
        Value::Integer(number) => number.to_string().parse().unwrap_or_default(),
        Value::Null | Value::Text(_) | Value::Blob => Amount::ZERO,
    };
    let goal = if target_type.integer() == Some(AT_MOST) {
        Target::AtMost(target.max(Amount::ZERO))
    } else {
        Target::AtLeast(target)
    };
    Habit {
        name: text(name),
        question: text(question),
        description: text(description),
        kind: if numbers.kind == NUMERICAL { Kind::Number { goal, unit: text(unit) } } else { Kind::YesOrNo },
        frequency: Frequency { times: count(numbers.times), days: count(numbers.days) },
        is_archived: numbers.archived != 0,
        entries,
    }
}

/// Each habit's days, by its id. A moment of Loop is the midnight of a day in UTC, and means that day.
fn entries(table: &Table) -> BTreeMap<i64, Vec<Entry>> {
    let mut entries: BTreeMap<i64, Vec<Entry>> = BTreeMap::new();
    for [habit, moment, value, note] in table.select(["habit", "timestamp", "value", "notes"]) {
        let midnight = moment.integer().and_then(DateTime::from_timestamp_millis);
        let (Some(habit), Some(midnight)) = (habit.integer(), midnight) else { continue };
        entries.entry(habit).or_default().push(Entry {
            day: Day::of(midnight.naive_utc(), NaiveTime::MIN),
            // Before there were other values, each row was a day on which it was done.
            value: value.integer().unwrap_or(value::YES_MANUAL),
            note: note.text().map(ToOwned::to_owned),
        });
    }
    entries
}
