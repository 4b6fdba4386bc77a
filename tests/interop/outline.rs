//! Samples read in this process, and what is told of them in few words.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::interop::reader::imported::{Asked, Did, Imported, ImportedGoal, Standing};
use goals::interop::reader::options::{Clock, Groups, Options, Undated};
use goals::interop::reader::source::{Member, Source};
use goals::interop::reader::unreadable::Unreadable;
use goals::interop::registry::recognise;

pub(crate) fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/samples").join(path)
}

/// A file, or a folder with all that is in it.
pub(crate) fn source(path: &str) -> Source {
    let path = sample(path);
    if path.is_file() {
        return Source::File(member(&path, path.parent().expect("a folder")));
    }
    let mut members: Vec<Member> = files(&path).iter().map(|file| member(file, &path)).collect();
    members.sort_by(|one, other| one.name.cmp(&other.name));
    Source::Several(members)
}

pub(crate) fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source::File(Member { name: name.to_owned(), bytes: bytes.into() })
}

fn member(file: &Path, from: &Path) -> Member {
    let name = file.strip_prefix(from).expect("below").to_str().expect("a name").to_owned();
    Member { name, bytes: std::fs::read(file).expect("a file") }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Read on Saturday 28 November 2026 in a zone one hour ahead of UTC.
pub(crate) fn read_with(source: &Source, undated: Undated) -> Result<Imported, Unreadable> {
    let local = |moment: DateTime<Utc>| -> NaiveDateTime { moment.naive_utc() + chrono::Duration::hours(1) };
    let options = Options {
        date_order: None,
        undated,
        lists_as: None,
        groups: Groups::Parents,
        every: Vec::new(),
        mapped: Vec::new(),
        clock: Clock { today: day("2026-11-28"), local: &local, day_start: NaiveTime::MIN },
    };
    let format = recognise(source).map_err(|misses| {
        misses.iter().map(|(format, miss)| format!("{}: {}", format.tool, miss.why)).collect::<Vec<_>>()
    });
    (format.expect("a known format").read)(source, &options)
}

pub(crate) fn read(source: &Source) -> Imported {
    read_with(source, Undated::Drop).expect("a readable file")
}

pub(crate) fn read_sample(path: &str) -> Imported {
    read(&source(path))
}

/// The kind of the format that recognises it.
pub(crate) fn kind(source: &Source) -> Option<&'static str> {
    recognise(source).ok().map(|format| format.kind)
}

pub(crate) fn refused(source: &Source) -> Unreadable {
    read_with(source, Undated::Drop).expect_err("a file that can't be read")
}

/// Whatever is in it: it is of no known kind, or refused with what to do, or holds together.
pub(crate) fn read_or_refused(source: &Source) {
    if recognise(source).is_err() {
        return;
    }
    match read_with(source, Undated::Drop) {
        Err(unreadable) => assert!(!unreadable.hint.is_empty(), "{unreadable:?}"),
        Ok(imported) => {
            let mut keys = std::collections::BTreeSet::new();
            for goal in &imported.goals {
                let above = goal.parent.as_ref();
                assert!(
                    above.is_none_or(|parent| keys.contains(parent)),
                    "{goal:?} comes before what it is below"
                );
                assert!(keys.insert(goal.key.clone()), "{goal:?} has the key of another");
            }
        }
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(crate) fn goal<'a>(imported: &'a Imported, key: &str) -> &'a ImportedGoal {
    imported.goals.iter().find(|goal| goal.key == key).unwrap_or_else(|| panic!("no {key} in {imported:#?}"))
}

/// Each goal in a line: title, what it is below, cadence, what is asked, days, standing.
pub(crate) fn outline(imported: &Imported) -> Vec<String> {
    imported.goals.iter().map(line).collect()
}

fn line(goal: &ImportedGoal) -> String {
    let mut line = goal.title.to_string();
    let parent = goal.parent.as_ref().map(|parent| format!("below {parent}"));
    let area = goal.area.as_ref().map(|area| format!("in {area}"));
    let who = goal.who.as_ref().map(|who| format!("who {who}"));
    let every = goal.every.map(|every| format!("every {every}"));
    let asked = match goal.asked {
        Asked::Unstated => None,
        Asked::AtLeast(number) => Some(format!("n {number}")),
        Asked::AtMost(number) => Some(format!("at most {number}")),
        Asked::OnlyCounted => Some("counted".to_owned()),
    };
    let unit = goal.unit.as_ref().map(|unit| format!("unit {unit}"));
    let dated = |name: &str, day: Option<Day>| day.map(|day| format!("{name} {day}"));
    let standing = match goal.standing {
        Standing::Active => None,
        Standing::Paused => Some("paused".to_owned()),
        Standing::Archived(None) => Some("archived".to_owned()),
        Standing::Archived(Some(day)) => Some(format!("archived {day}")),
    };
    let why = goal.why.as_ref().map(|why| format!("why {why}"));
    let parts = [
        parent,
        area,
        who,
        every,
        asked,
        unit,
        dated("from", goal.from),
        dated("by", goal.by),
        dated("done", goal.done),
        standing,
        why,
    ];
    for part in parts.into_iter().flatten() {
        write!(line, "; {part}").expect("a line");
    }
    line
}

/// What was done in a goal, a line a day in the order of days.
pub(crate) fn days(goal: &ImportedGoal) -> Vec<String> {
    let mut activity: Vec<_> = goal.activity.iter().collect();
    activity.sort_by_key(|activity| activity.day);
    let line = |activity: &&goals::interop::reader::imported::Activity| {
        let what = match activity.what {
            Did::Check(amount) => amount.to_string(),
            Did::Skip => "skip".to_owned(),
            Did::Read(value) => format!("={value}"),
        };
        let note = activity.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
        format!("{} {what}{note}", activity.day)
    };
    activity.iter().map(line).collect()
}

/// The check-offs of something, their sum, the first day and the last.
pub(crate) fn summed(goal: &ImportedGoal) -> (usize, String, String, String) {
    let checks = goal.activity.iter().filter_map(|activity| match activity.what {
        Did::Check(amount) if amount > Amount::ZERO => Some((activity.day, amount)),
        _ => None,
    });
    let checks: Vec<(Day, Amount)> = checks.collect();
    let sum: Amount = checks.iter().map(|(_, amount)| *amount).sum();
    let days = checks.iter().map(|(day, _)| *day);
    let (first, last) = (days.clone().min().expect("a day"), days.max().expect("a day"));
    (checks.len(), sum.to_string(), first.to_string(), last.to_string())
}

/// What does not come in: `3 colours`.
pub(crate) fn dropped(imported: &Imported) -> Vec<String> {
    let told = |kind: &goals::interop::reader::imported::DroppedKind| {
        let noun = if kind.count == 1 { kind.what.one } else { kind.what.many };
        format!("{} {noun}", kind.count)
    };
    imported.dropped.kinds().iter().map(told).collect()
}
