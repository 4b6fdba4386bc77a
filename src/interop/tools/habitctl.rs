//! habitctl: `habits` says every how many days, `log` what was done, with tabs between.

use std::collections::BTreeSet;

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

pub(crate) const FORMAT: Format = Format { kind: "habitctl", tool: "habitctl", recognise, read };

const PUT_RIGHT: &str = "put the line right there, and import it again";

fn recognise(source: &Source) -> Recognised {
    let texts = || source.members().iter().filter_map(Member::utf8);
    if texts().any(|text| is_log(text) || is_list(text)) {
        return Recognised::Yes;
    }
    marks::absent(
        source,
        Near::Not,
        "it has no lines as `1 Gym`, or of a day, a habit and `y`, with tabs between",
    )
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let told = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(move |(_, line)| told(line))
}

fn is_log(text: &str) -> bool {
    lines(text).next().is_some_and(|(_, line)| entry(line).is_some())
}

/// Each line is a number and a habit.
fn is_list(text: &str) -> bool {
    let known: Vec<bool> = lines(text).take(20).map(|(_, line)| habit(line).is_some()).collect();
    !known.is_empty() && known.iter().all(|known| *known)
}

fn read(source: &Source, _options: &Options<'_>) -> Result<Imported, Unreadable> {
    let (mut habits, mut log, mut twice) = (Vec::new(), Vec::new(), 0);
    // Of two lines for a day the first one holds.
    let mut held: BTreeSet<(Day, String)> = BTreeSet::new();
    for text in source.members().iter().filter_map(Member::utf8) {
        if is_log(text) {
            for (row, line) in lines(text) {
                let entry = entry(line).ok_or_else(|| {
                    let what = "a line is not a day, a habit and y, n or s, with tabs between";
                    Unreadable::damaged(what, PUT_RIGHT).at(row, None)
                })?;
                if held.insert((entry.day, entry.habit.clone())) {
                    log.push(entry);
                } else {
                    twice += 1;
                }
            }
        } else if is_list(text) {
            for (row, line) in lines(text) {
                let habit = habit(line).ok_or_else(|| {
                    Unreadable::damaged("a line does not say how often, as `1 Gym` does", PUT_RIGHT)
                        .at(row, None)
                })?;
                habits.push(habit);
            }
        }
    }
    habit_log::imported(habits, log, twice)
}

/// `7 Cleaned the apartment`.
fn habit(line: &str) -> Option<Habit> {
    let (days, name) = line.trim().split_once(' ')?;
    let name = Some(name.trim()).filter(|name| !name.is_empty())?;
    let often = match spans::number(days)? {
        0 => Often { every: Cadence::Once, asked: Asked::OnlyCounted, near: None },
        days => Often { every: spans::every(days, 'd')?, asked: Asked::Unstated, near: None },
    };
    Some(Habit { name: name.to_owned(), often, by: None, area: None })
}

fn entry(line: &str) -> Option<Entry> {
    let mut parts = line.split('\t').map(str::trim);
    let (day, habit, mark) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
    let mark = match mark {
        "y" => Mark::Yes,
        "n" => Mark::No,
        "s" => Mark::Skip,
        _ => return None,
    };
    let name = Some(habit).filter(|habit| !habit.is_empty())?;
    Some(Entry { day, habit: name.to_owned(), mark, note: None })
}
