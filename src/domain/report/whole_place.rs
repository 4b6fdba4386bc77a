//! What `PLACE:all` asks for: each goal below a place that is checked off itself and can be today, by its share of
//! the day (SEMANTICS 3.10).

use super::mark::{is_limit, is_only_counted, stands_for_children};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;

#[derive(Clone, Debug, Default)]
pub struct WholePlace<'w> {
    /// In the tree's order, each with its share of today.
    pub goals: Vec<(&'w Goal, Amount)>,
    /// Why others are left out, once for each.
    pub left_out: Vec<LeftOut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    Blocked,
    Waiting,
    Paused,
    Reading,
    Limit,
}

impl LeftOut {
    const ALL: [Self; 5] = [Self::Blocked, Self::Waiting, Self::Paused, Self::Reading, Self::Limit];

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Blocked => ("blocked", "blocked"),
            Self::Waiting => ("waiting", "waiting"),
            Self::Paused => ("paused", "paused"),
            Self::Reading => ("reading", "readings"),
            Self::Limit => ("limit", "limits"),
        }
    }
}

impl<'w> WholePlace<'w> {
    pub fn of(judge: &Judge<'w>, place: &Goal) -> Self {
        let tree = &judge.state.tree;
        let mut whole = Self::default();
        for goal in tree.subtree(place.id).into_iter().skip(1).filter_map(|id| tree.goal(id)) {
            if tree.is_archived(goal.id) || stands_for_children(judge, goal) {
                continue;
            }
            match judge.status(goal) {
                Status::Excused if judge.history(goal).timeline.is_paused(judge.today) => {
                    whole.left_out.push(LeftOut::Paused);
                }
                Status::Open | Status::Met | Status::Missed if is_limit(judge, goal) => {
                    whole.left_out.push(LeftOut::Limit);
                }
                Status::Open if is_only_counted(judge, goal) => {}
                Status::Open if goal.baseline.is_some() => whole.left_out.push(LeftOut::Reading),
                Status::Open => {
                    let share = judge.asked_today(goal);
                    whole.goals.extend(share.is_positive().then_some((goal, share)));
                }
                Status::Blocked => whole.left_out.push(LeftOut::Blocked),
                Status::Waiting => whole.left_out.push(LeftOut::Waiting),
                Status::Paused => whole.left_out.push(LeftOut::Paused),
                Status::Done | Status::Ended | Status::Excused | Status::Met | Status::Missed => {}
            }
        }
        whole
    }

    /// `2 blocked, 1 limit`; nothing where none is left out.
    pub fn left_out_in_words(&self) -> Option<String> {
        let count = |why: LeftOut| self.left_out.iter().filter(|other| **other == why).count();
        let counted = LeftOut::ALL.into_iter().filter_map(|why| match (count(why), why.names()) {
            (0, _) => None,
            (1, (one, _)) => Some(format!("1 {one}")),
            (many, (_, others)) => Some(format!("{many} {others}")),
        });
        let words = counted.collect::<Vec<_>>().join(", ");
        (!words.is_empty()).then_some(words)
    }
}
