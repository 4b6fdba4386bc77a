//! Days on which nothing was entered, and something was missed (SEMANTICS 8.8).

use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::Verdict;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::state::State;
use crate::domain::value::day::{Day, written_on};

/// So many days without an entry make an absence.
const ABSENCE: i64 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// The day after the last entry.
    pub from: Day,
    /// Yesterday.
    pub to: Day,
}

impl Away {
    /// Nothing where no period that ended in the days since the last entry was missed. All days are judged.
    pub fn since(judge: &Judge<'_>, last_entry: Day) -> Option<Self> {
        let (from, to) = (last_entry.next(), judge.today.prev());
        let tree = &judge.state.tree;
        let missed = |goal: &Goal| {
            let history = judge.history(goal);
            let ended =
                history.periods.iter().rev().take_while(|it| it.range.to.is_none_or(|end| from <= end));
            ended
                .filter(|it| it.range.is_closed(judge.today))
                .any(|it| it.verdict == Verdict::Missed && matches!(it.bound, Bound::AtLeast(_)))
        };
        let mut living = tree.goals_in_order().filter(|goal| !tree.was_archived(goal.id, judge.today));
        (is_absence(last_entry, judge.today) && living.any(missed)).then_some(Self { from, to })
    }
}

/// Whether enough days lie between the last entry and today.
pub fn is_absence(last_entry: Day, today: Day) -> bool {
    last_entry.days_to(today) > ABSENCE
}

/// The last day before today on which something was done or recorded, as far as the state tells. There may have
/// been entries of another kind since.
pub fn last_record(state: &State, today: Day) -> Option<Day> {
    let day_start = state.settings.day_start();
    let records = state.activity.done().iter();
    let days = records.flat_map(|done| [Some(done.day), written_on(&done.origin.at, day_start)]);
    days.flatten().filter(|day| *day < today).max()
}
