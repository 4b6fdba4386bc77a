//! How a trial went (SEMANTICS 9.3).

use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::Verdict;
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;

/// What came of a trial up to its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialResult {
    pub ended: Day,
    /// Of the periods that ended in it.
    pub met: usize,
    /// The same, met or missed.
    pub judged: usize,
    /// Check-offs and readings with a note.
    pub notes: usize,
}

impl TrialResult {
    /// Nothing for a goal that was never on trial. All days are judged.
    pub fn of(judge: &Judge<'_>, goal: &Goal) -> Option<Self> {
        let ended = goal.pilot?;
        let history = judge.history(goal);
        let periods = history.periods.iter().filter(|it| it.range.to.is_some_and(|to| to <= ended));
        let verdicts: Vec<Verdict> = periods.map(|period| period.verdict).collect();
        let count = |wanted: Verdict| verdicts.iter().filter(|verdict| **verdict == wanted).count();
        let noted = judge
            .state
            .done()
            .filter(|done| done.what.goal() == Some(goal.id) && done.note.is_some() && done.day <= ended);
        let met = count(Verdict::Met);
        Some(Self { ended, met, judged: met + count(Verdict::Missed), notes: noted.count() })
    }
}
