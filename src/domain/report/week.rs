//! What a week came to (SEMANTICS 8.9).

use super::balance::Doings;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::{Basis, Verdict};
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekResult {
    pub activities: u32,
    /// Of the periods that ended in it, today's included; a goal judged by its children is not counted beside
    /// them.
    pub met: usize,
    pub missed: usize,
}

impl WeekResult {
    /// Of the week that today ends. All days are judged.
    pub fn of(judge: &Judge<'_>, begin: Day) -> Self {
        let today = judge.today;
        let doings = Doings::of(judge, begin, today);
        let kept = Kept::of(judge, judge.state.tree.goals_in_order(), begin);
        Self {
            activities: doings.activities.iter().map(|activity| activity.count).sum(),
            met: kept.met,
            missed: kept.missed,
        }
    }
}

/// How many periods of some goals ended from a day to today, met and missed; a goal judged by its children is not
/// counted beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) met: usize,
    pub(crate) missed: usize,
}

impl Kept {
    pub(crate) fn of<'g>(judge: &Judge<'_>, goals: impl Iterator<Item = &'g Goal>, begin: Day) -> Self {
        let today = judge.today;
        let verdicts: Vec<Verdict> = goals
            .map(|goal| judge.history(goal))
            .flat_map(|history| {
                let ended =
                    history.periods.iter().rev().take_while(|it| it.range.to.is_none_or(|to| begin <= to));
                let own =
                    ended.filter(|it| it.basis == Basis::Own && it.range.to.is_some_and(|to| to <= today));
                own.map(|period| period.verdict).collect::<Vec<_>>()
            })
            .collect();
        let count = |wanted: Verdict| verdicts.iter().filter(|verdict| **verdict == wanted).count();
        Self { met: count(Verdict::Met), missed: count(Verdict::Missed) }
    }
}
