//! harsh: `habits` says how often, `log` what was done, a habit and day a line.

use std::collections::BTreeMap;

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Asked, Imported};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::habit_log::{self, Entry, Habit, Mark, Often};
use crate::interop::shared::marks;
use crate::interop::shared::spans;

pub(crate) const FORMAT: Format = Format { kind: "harsh", tool: "harsh", recognise, read };

fn recognise(source: &Source) -> Recognised {
    let texts = || source.members().iter().filter_map(Member::utf8);
    if texts().any(|text| is_log(text) || is_list(text)) {
        return Recognised::Yes;
    }
    marks::absent(source, Near::Not, "it has no lines as `2026-11-18 : Gym : y : a note : 1` or `Gym: 3/7`")
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let told = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(move |(_, line)| told(line))
}

/// Its first line is one of a log.
fn is_log(text: &str) -> bool {
    lines(text).next().is_some_and(|(_, line)| entry(line).is_some())
}

/// Each line is a heading or a habit with how often, and there is a habit.
fn is_list(text: &str) -> bool {
    let habits = lines(text).filter(|(_, line)| !line.trim_start().starts_with('!')).take(20);
    let known: Vec<bool> = habits.map(|(_, line)| habit(line).is_some()).collect();
    !known.is_empty() && known.iter().all(|known| *known)
}

fn read(source: &Source, _options: &Options<'_>) -> Result<Imported, Unreadable> {
    let (mut habits, mut log) = (Vec::new(), Vec::new());
    for member in source.members() {
        let Some(text) = member.utf8() else { continue };
        if is_log(text) {
            for (row, line) in lines(text) {
                let entry = entry(line).ok_or_else(|| {
                    let what = "a line is not `day : habit : y, n or s : note : amount`";
                    Unreadable::damaged(what, "put the line right there, and import it again").at(row, None)
                })?;
                log.push(entry);
            }
        } else if is_list(text) {
            let mut area = None;
            for (row, line) in lines(text) {
                if let Some(heading) = line.trim_start().strip_prefix('!') {
                    area = Some(heading.trim().to_owned()).filter(|heading| !heading.is_empty());
                    continue;
                }
                let mut habit = habit(line).ok_or_else(|| {
                    let what = "a line does not say how often, as `Gym: 3/7` does";
                    Unreadable::damaged(what, "put the line right there, and import it again").at(row, None)
                })?;
                habit.area.clone_from(&area);
                habits.push(habit);
            }
        }
    }
    // Of two lines for a day the later one holds.
    let mut held: BTreeMap<(Day, String), usize> = BTreeMap::new();
    for (at, entry) in log.iter().enumerate() {
        held.insert((entry.day, entry.habit.clone()), at);
    }
    let kept =
        log.iter().enumerate().filter(|(at, entry)| held.get(&(entry.day, entry.habit.clone())) == Some(at));
    let kept: Vec<Entry> = kept.map(|(_, entry)| entry.clone()).collect();
    let twice = log.len() - kept.len();
    habit_log::imported(habits, kept, twice)
}

/// `Gym: 3/7`, `Gym: 3/7: 2026-12-31`. Names may hold a colon.
fn habit(line: &str) -> Option<Habit> {
    let (name, rest) = line.trim().rsplit_once(':')?;
    let (name, often, by) = match rest.trim().parse::<Day>() {
        Ok(by) => {
            let (name, often) = name.rsplit_once(':')?;
            (name, often, Some(by))
        }
        Err(_) => (name, rest, None),
    };
    let often = often_of(often.trim())?;
    let name = Some(name.trim()).filter(|name| !name.is_empty())?;
    Some(Habit { name: name.to_owned(), often, by, area: None })
}

/// `1`, `7`, `1w`, `2m`, `3/7`, `3/1m`, `0`.
fn often_of(often: &str) -> Option<Often> {
    let (times, days) = match often.split_once('/') {
        Some((times, days)) => (Some(spans::number(times.trim()).filter(|times| *times > 0)?), days.trim()),
        None => (None, often),
    };
    // A number alone counts days.
    let (count, unit) = spans::number(days).map(|days| (days, 'd')).or_else(|| spans::counted(days))?;
    if count == 0 && times.is_none() {
        return Some(Often { every: Cadence::Once, asked: Asked::OnlyCounted, near: None });
    }
    let cadence = spans::every(count, unit)?;
    let Some(times) = times else {
        return Some(Often { every: cadence, asked: Asked::Unstated, near: None });
    };
    let (every, times) = match cadence {
        Cadence::Window(30 | 31) => (Cadence::Month, times),
        // As many a week as come near it.
        Cadence::Window(_) => {
            let weekly = (u32::from(times) * 7 + u32::from(count) / 2) / u32::from(count);
            (Cadence::Week, u16::try_from(weekly.max(1)).ok()?)
        }
        cadence => (cadence, times),
    };
    let near = (every != cadence).then(|| often.to_owned());
    let asked = if times == 1 { Asked::Unstated } else { Asked::AtLeast(Amount::whole(times.into())) };
    Some(Often { every, asked, near })
}

/// `2026-11-18 : Gym : y : a note : 1`, the note and the amount perhaps empty or missing.
fn entry(line: &str) -> Option<Entry> {
    let mut parts = line.trim_start().splitn(4, " : ");
    let (day, habit, mark) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = parts.next().unwrap_or_default();
    // A note may hold ` : ` itself, and an amount never does.
    let (note, amount) = rest.rsplit_once(" : ").unwrap_or((rest, ""));
    let mark = match mark.trim_end_matches(':').trim() {
        "y" => Mark::Yes,
        "n" => Mark::No,
        "s" => Mark::Skip,
        _ => return None,
    };
    let amount = amount.trim();
    let amount = (!amount.is_empty() && amount.parse() != Ok(Amount::ZERO)).then(|| amount.to_owned());
    let note = note.trim().trim_end_matches(" :").trim();
    let note = match (note, amount) {
        ("" | ":", amount) => amount,
        (note, None) => Some(note.to_owned()),
        (note, Some(amount)) => Some(format!("{note} ({amount})")),
    };
    Some(Entry { day: day.trim().parse().ok()?, habit: habit.trim().to_owned(), mark, note })
}
