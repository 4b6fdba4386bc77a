//! Daylio's CSV: an entry of the diary a row, with what was done that day. Its activities are only counted: nothing is
//! asked of them there.

use std::collections::BTreeMap;

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Asked, Dropped, Imported, ImportedGoal, Noun, noun, title};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::tables::table::{folded, head, table};
use crate::interop::tables::table_day::DayColumn;

pub(crate) const FORMAT: Format = Format { kind: "daylio", tool: "Daylio", recognise, read };

const MOOD: Noun = noun("mood (not a habit)", "moods (not a habit)");
const NOTE: Noun = noun("note of a day (it is of no activity)", "notes of days (they are of no activity)");

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "it is one file, and these are several");
    };
    let Some(table) = head(member) else { return Recognised::no(Near::Not, "it is not text") };
    let has = |name: &str| table.column(&[name]).is_some();
    match (has("full_date"), has("activities")) {
        (true, true) => Recognised::Yes,
        (true, false) => Recognised::no(Near::SomeMarks, "its header has no column “activities”"),
        (false, _) => Recognised::no(Near::SameKind, "its header has no column “full_date”"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let wrong = || Unreadable::damaged("its header lacks columns", "export it again from Daylio");
    let table = table(source.single().ok_or_else(wrong)?)?;
    let (Some(date), Some(activities)) = (table.column(&["full_date"]), table.column(&["activities"])) else {
        return Err(wrong());
    };
    let days = DayColumn::of(table.rows.iter().map(|row| (row.line, row.cell(date))), "full_date", options)?;
    let mut dropped = Dropped::default();
    let mut goals: Vec<ImportedGoal> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let texts = [table.column(&["note"]), table.column(&["note_title"])];
    for row in &table.rows {
        let day = days.day(row.cell(date)).ok_or_else(|| {
            let what = format!("`{}` is no day of the calendar", row.cell(date));
            Unreadable::damaged(what, "put the row right, or take it out").at(row.line, Some("full_date"))
        })?;
        let has_note = texts.into_iter().flatten().any(|place| !row.cell(place).is_empty());
        dropped.count(NOTE, usize::from(has_note));
        let has_mood = table.column(&["mood"]).is_some_and(|place| !row.cell(place).is_empty());
        dropped.count(MOOD, usize::from(has_mood));
        for name in row.cell(activities).split('|') {
            let Some(title) = title(name, &mut dropped) else { continue };
            let key = folded(title.as_str());
            let at = *places.entry(key.clone()).or_insert(goals.len());
            if at == goals.len() {
                let mut goal = ImportedGoal::new(key, title);
                goal.every = Some(Cadence::Once);
                goal.asked = Asked::OnlyCounted;
                goals.push(goal);
            }
            if let Some(goal) = goals.get_mut(at) {
                goal.activity.push(Activity::check(day, Amount::ONE, None));
            }
        }
    }
    let guessed = vec!["activities are only counted: `--every 'ACTIVITY=day'` asks for one".to_owned()];
    Ok(Imported { goals, guessed, dropped, ..Imported::default() })
}
