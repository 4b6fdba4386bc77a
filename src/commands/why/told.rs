//! What was said beside the check-offs that `why` tells of: notes, skips, pauses (SEMANTICS 11.4).

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::{JudgedPeriod, Reason};
use crate::domain::model::goal::Goal;
use crate::domain::report::told::{Told, What};
use crate::domain::value::day::Day;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(JsonSchema, Serialize)]
pub(super) struct Noted<'w> {
    day: Day,
    #[schemars(extend("enum" = ["check", "finish", "skip"]))]
    kind: &'static str,
    note: &'w str,
}

/// So many are told.
const MOST: usize = 14;

/// What was noted of a goal, the latest first.
pub(super) fn notes<'w>(judge: &Judge<'w>, goal: &Goal) -> Vec<Noted<'w>> {
    let own = Told::all(judge.state).into_iter().filter(|told| told.goal.is_some_and(|it| it.id == goal.id));
    let noted = own.filter_map(|told| Some(Noted { day: told.day, kind: told.kind(), note: told.note()? }));
    noted.take(MOST).collect()
}

/// All but those of skips that the periods above tell of.
pub(super) fn render(page: &mut Page, notes: &[Noted<'_>], periods: &[&JudgedPeriod], today: Day) {
    let is_told = |note: &&Noted<'_>| {
        let tells = |it: &&JudgedPeriod| it.reason == Reason::Skipped && it.range.holds(note.day);
        note.kind == "skip" && periods.iter().any(tells)
    };
    let notes: Vec<&Noted<'_>> = notes.iter().filter(|note| !is_told(note)).collect();
    if notes.is_empty() {
        return;
    }
    page.gap();
    let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
    for noted in notes {
        columns.row(vec![
            cell(Tone::Faint, format!("  {}", noted.day.short(today))),
            cell(Tone::Plain, format!("“{}”", noted.note)),
        ]);
    }
    columns.render(page);
}

/// `skipped (“ill”)`: with what was said when a period was skipped, of the goal or of one above it.
pub(super) fn skipped(judge: &Judge<'_>, goal: &Goal, period: &JudgedPeriod) -> String {
    let within = |told: &&Told<'_>| matches!(told.what, What::Skip(_)) && period.range.holds(told.day);
    let all = Told::all(judge.state);
    let note = all.iter().filter(within).filter(|told| told.is_of(judge.state, goal)).find_map(Told::note);
    note.map_or_else(|| "skipped".to_owned(), |note| format!("skipped (“{note}”)"))
}

/// `paused Fri 20 Nov to Fri 27 Nov`, `paused from Fri 20 Nov on`: the days of the pause that a period is in.
pub(super) fn paused(judge: &Judge<'_>, goal: &Goal, period: &JudgedPeriod) -> String {
    let history = judge.history(goal);
    let last = period.range.to.unwrap_or(Day::LAST);
    match history.timeline.pause_in(period.range.from, last) {
        Some((from, Day::LAST)) => format!("paused from {} on", from.short(judge.today)),
        Some((from, until)) => format!("paused {}", from.through(until, judge.today)),
        None => "paused".to_owned(),
    }
}
