//! What ends a goal that has no pace, in words: what is left, or what closed it.

use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::model::goal::{Bound, Goal};

/// What decides that a one-off goal without a pace is done, and how that stands.
pub(super) fn how_it_is_done(judge: &Judge<'_>, goal: &Goal) -> String {
    if let Some(day) = judge.done_on(goal) {
        return format!("It was done on {}.", day.long());
    }
    if let Bound::AtMost(most) = judge.schedule(goal).bound() {
        let by = goal.by.map(|by| format!(" until {}", by.long())).unwrap_or_default();
        return format!(
            "It is kept while no more than {} is checked off{by}; so far {}.",
            words::with_unit(judge, goal, most),
            judge.amount(goal)
        );
    }
    if judge.schedule(goal).bound() == Bound::Any {
        return format!(
            "It is only counted, and never done; so far {}.",
            words::with_unit(judge, goal, judge.amount(goal))
        );
    }
    if judge.measure(goal) == Measure::Parts {
        return how_parts_are_done(judge, goal);
    }
    "It is done when it is checked off.".to_owned()
}

/// That a goal was closed by hand, and what it had come to; or that one above it was (SEMANTICS 6.4).
pub(super) fn closed_in_words(judge: &Judge<'_>, goal: &Goal) -> Option<String> {
    if let Some(came_to) = words::finished(judge, goal) {
        return Some(format!("It was closed by hand: {came_to}."));
    }
    let closed = judge.closed_on(goal)?;
    let tree = &judge.state.tree;
    let above = tree.ancestors(goal.id).find(|above| judge.own_finish(above) == Some(closed))?;
    let is_done = !judge.cadence(goal).repeats() && judge.done_on(goal).is_some();
    (!is_done).then(|| {
        format!("It ended on {} with `{}`, which was closed by hand.", closed.long(), tree.code(above.id))
    })
}

/// What is left below a goal that moves with all below it (SEMANTICS 6.2).
fn how_parts_are_done(judge: &Judge<'_>, goal: &Goal) -> String {
    let code = |goal: &Goal| format!("`{}`", judge.state.tree.code(goal.id));
    let is_over = |part: &Goal| judge.is_out_of_sight(part) || judge.own_finish(part).is_some();
    let (mut left, mut endless) = (Vec::new(), Vec::new());
    for part in judge.part_givers(goal).into_iter().filter(|part| !is_over(part)) {
        match judge.last_day(part) {
            _ if !judge.cadence(part).repeats() => {
                left.extend(judge.done_on(part).is_none().then(|| code(part)));
            }
            None => endless.push(code(part)),
            Some(last) if judge.today <= last => left.push(match judge.periods_left(part, last) {
                0 => format!("{}, which goes on until {}", code(part), last.dated()),
                periods => format!("{periods} of {}, until {}", code(part), last.dated()),
            }),
            Some(_) => {}
        }
    }
    let close = format!("`goals finish {}` closes it", judge.state.tree.code(goal.id));
    let has = if endless.len() == 1 { "has" } else { "have" };
    match (left.is_empty(), endless.is_empty()) {
        (false, true) => format!("It is done when all below it is; left: {}.", left.join("; ")),
        (false, false) => format!(
            "It is done when all below it is; left: {}; {} {has} no end; {close}.",
            left.join("; "),
            endless.join(", ")
        ),
        (true, false) => {
            format!("It is done when all below it is; {} {has} no end; {close}.", endless.join(", "))
        }
        (true, true) => format!("All days below it are over, and not all were met; {close}."),
    }
}
