//! The history that `goals export --csv` writes, a row a check-off. The rules of its goals are not in it, so they are
//! only counted.

use std::collections::BTreeMap;

use super::cell::number;
use super::formula::unprotected;
use super::table::{head, table};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::interop::export::csv_long::HEADER as COLUMNS;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Asked, Dropped, Imported, ImportedGoal, Noun, noun, title};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;

pub(crate) const FORMAT: Format =
    Format { kind: "goals-csv", tool: "goals, history as CSV", recognise, read };

const WIN: Noun = noun("win (it is of no goal)", "wins (they are of no goal)");
const READING: Noun = noun(
    "reading (its goal's target is not in the file)",
    "readings (their goals' targets are not in the file)",
);
const OTHER: Noun = noun("row of another kind", "rows of other kinds");

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "it is one file, and these are several");
    };
    let Some(table) = head(member) else { return Recognised::no(Near::Not, "it is not text") };
    let missing = COLUMNS.into_iter().find(|name| table.column(&[name]).is_none());
    match missing {
        None => Recognised::Yes,
        Some(missing) => Recognised::no(Near::SameKind, format!("its header has no column “{missing}”")),
    }
}

fn read(source: &Source, _: &Options<'_>) -> Result<Imported, Unreadable> {
    let wrong =
        || Unreadable::damaged("its header lacks columns", "write it again with `goals export --csv`");
    let table = table(source.single().ok_or_else(wrong)?)?;
    let [Some(day), Some(code), Some(name), _, Some(area), Some(amount), Some(unit), Some(note), Some(kind)] =
        COLUMNS.map(|name| table.column(&[name]))
    else {
        return Err(wrong());
    };
    let mut dropped = Dropped::default();
    let mut goals: Vec<ImportedGoal> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let text =
            |place: usize| Some(unprotected(row.cell(place)).to_owned()).filter(|text| !text.is_empty());
        let wrong = |column: &str, cell: &str, what: &str| {
            Unreadable::damaged(format!("`{cell}` is no {what}"), "write it again with `goals export --csv`")
                .at(row.line, Some(column))
        };
        match row.cell(kind) {
            "check" | "skip" => {}
            other => {
                let why = match other {
                    "win" => WIN,
                    "read" => READING,
                    _ => OTHER,
                };
                dropped.count(why, 1);
                continue;
            }
        }
        let Some(title) = title(unprotected(row.cell(name)), &mut dropped) else { continue };
        let day: Day = row.cell(day).parse().map_err(|_| wrong("day", row.cell(day), "day"))?;
        let at = *places.entry(row.cell(code).to_owned()).or_insert(goals.len());
        if at == goals.len() {
            let mut goal = ImportedGoal::new(row.cell(code), title);
            goal.every = Some(Cadence::Once);
            goal.asked = Asked::OnlyCounted;
            goal.area = text(area);
            goal.unit = text(unit);
            goals.push(goal);
        }
        let activity = if row.cell(kind) == "skip" {
            Activity::skip(day, text(note))
        } else {
            let number = number(row.cell(amount), table.decimal_comma());
            let amount = number.ok_or_else(|| wrong("amount", row.cell(amount), "amount"))?;
            Activity::check(day, amount, text(note))
        };
        if let Some(goal) = goals.get_mut(at) {
            goal.activity.push(activity);
        }
    }
    let guessed = vec!["goals are only counted: `goals export --json` carries their rules, too".to_owned()];
    Ok(Imported { goals, guessed, dropped, ..Imported::default() })
}
