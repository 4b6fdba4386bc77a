//! Everything that happened, folded: the tree, what was done, settings, rewards.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::activity::{Activity, ActivityLog, ActivityRecord, OldActivity, Pause, Skip};
use super::change::{Act, Change, Stamp};
use super::goal::{Finish, Goal};
use super::origin::Origin;
use super::rewards::Rewards;
use super::settings::Settings;
use super::tree::Tree;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// The state that a journal's entries add up to. The same for every order in which they arrived,
/// since they are applied in the order of their ids (SEMANTICS 10.1).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State {
    pub tree: Tree,
    pub activity: ActivityLog,
    pub settings: Settings,
    pub(crate) rewards: Rewards,
    /// Breakdowns kept under a name: outlines.
    pub(crate) templates: BTreeMap<String, String>,
}

/// What only those who look back ask for.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct OldState {
    /// The goals of trees that closed long ago.
    closed: Vec<Goal>,
    activity: OldActivity,
}

impl State {
    /// The state after these changes, in their order. A change to a goal that is not known is left out: it
    /// waits in the journal (SEMANTICS 10.5); what was done for one is kept, unseen. `ghosts` are the goals
    /// whose making was undone while something refers to them: they count as archived (10.2).
    pub fn of<'a>(
        changes: impl IntoIterator<Item = (Stamp<'a>, &'a Change)>,
        ghosts: &BTreeSet<GoalId>,
    ) -> Self {
        let mut state = Self::default();
        for (stamp, change) in changes {
            state.apply(stamp, change);
            if let Change::Add { goal, day, .. } = change
                && ghosts.contains(goal)
            {
                state.tree.archive(stamp, *goal, *day, Act::Set);
            }
        }
        state.tree.rebuild_indexes();
        state
    }

    /// This state with the changes of one more entry.
    #[must_use]
    pub fn with(&self, stamp: Stamp<'_>, changes: &[Change]) -> Self {
        let mut state = self.clone();
        state.add(stamp, changes);
        state
    }

    pub fn add(&mut self, stamp: Stamp<'_>, changes: &[Change]) {
        for (place, change) in changes.iter().enumerate() {
            self.apply(Stamp { place, ..stamp }, change);
        }
        if changes.iter().any(Change::shapes_plan) {
            self.tree.rebuild_indexes();
        }
    }

    /// Puts back the days that [`crate::domain::judge::checkpoint::Checkpoints::take_old`] took out.
    pub fn put_old(&mut self, old: OldState) {
        self.tree.put_back(old.closed);
        self.activity.put_old(old.activity);
    }

    /// Takes out what was done before each goal's day, goals that have none with all that was done for them,
    /// and the records of days before `records`.
    pub(crate) fn take_old(&mut self, begin: impl Fn(GoalId) -> Option<Day>, records: Day) -> OldState {
        let ids = self.tree.goals.keys().copied();
        let closed: BTreeSet<GoalId> = ids.filter(|id| begin(*id).is_none()).collect();
        let activity = self.activity.take_old(begin, &closed, records);
        OldState { closed: self.tree.take_out(&closed), activity }
    }

    /// Whether an entry on top of this state comes to the same as in its place among all others: nothing is
    /// undone or imported, and no goal is referred to whose making was undone.
    pub fn can_append(&self, did: &[Change]) -> bool {
        let makes =
            |change: &Change, goal: GoalId| matches!(change, Change::Add { goal: new, .. } if *new == goal);
        let known = |goal: GoalId| self.tree.goal(goal).is_some() || did.iter().any(|it| makes(it, goal));
        let is_plain = |change: &Change| !matches!(change, Change::Undo { .. } | Change::Import { .. });
        did.iter().all(|change| is_plain(change) && change.refers_to().into_iter().all(known))
    }

    /// In the order of the entries: all wins, what has a note, and of the rest as much as was asked for when
    /// the journal was read. What was done for a goal that is not known waits, unseen (SEMANTICS 10.5).
    pub fn done(&self) -> impl Iterator<Item = &ActivityRecord> {
        let known =
            |done: &&ActivityRecord| done.what.goal().is_none_or(|goal| self.tree.goal(goal).is_some());
        self.activity.done().iter().filter(known)
    }

    fn apply(&mut self, stamp: Stamp<'_>, change: &Change) {
        let device = || self.activity.done.device(stamp.device);
        let by = || stamp.by.map(|by| self.activity.done.person(by));
        let origin =
            || Origin { entry: stamp.id, at: stamp.at.to_owned(), device: device(), by: by(), of: stamp.of };
        let done = |day, what, note: &Option<String>| ActivityRecord {
            origin: origin(),
            day,
            what,
            note: note.clone(),
        };
        match change {
            Change::Add { goal, .. } if self.tree.goal(*goal).is_some() => {}
            Change::Add { goal, day, fields } => {
                self.tree.add(stamp, *goal, *day, fields);
                self.rewards.promise_own(*goal, fields);
            }
            Change::Set { goal, day, fields } => {
                if self.tree.goal(*goal).is_some() {
                    self.rewards.promise_own(*goal, fields);
                }
                for field in fields {
                    self.tree.set(stamp, *goal, *day, field);
                }
            }
            Change::Check { goal, day, n, note } => {
                self.activity.record(done(*day, Activity::Check(*goal, *n), note));
            }
            Change::Read { goal, day, value, note } => {
                self.activity.record(done(*day, Activity::Reading(*goal, *value), note));
            }
            Change::Skip { goal, day, act, note } => {
                let skip = Skip { act: *act, note: note.clone(), origin: origin() };
                self.activity.skip(*goal, *day, skip);
            }
            Change::Pause { scope, from, until } => {
                let origin = origin();
                self.activity.pause(Pause { scope: *scope, from: *from, until: *until, origin });
            }
            Change::Resume { scope, day } => self.activity.resume(*scope, *day),
            Change::Archive { goal, day, act } => self.tree.archive(stamp, *goal, *day, *act),
            Change::Finish { goal, day, act, note } => {
                let finish = Finish { day: *day, note: note.clone(), origin: origin() };
                self.tree.finish(*goal, Some(finish).filter(|_| *act == Act::Set));
            }
            Change::Plan { goal, day } => self.tree.put_on(*goal, *day),
            Change::Order { goal, day, position, .. } => self.tree.order(*goal, *day, *position),
            Change::Template { name, outline: Some(outline) } => {
                self.templates.insert(name.clone(), outline.clone());
            }
            Change::Template { name, outline: None } => {
                self.templates.remove(name);
            }
            Change::Win { title, day, area, under, note } => {
                let what = Activity::Win { title: title.clone(), area: area.clone(), under: *under };
                self.activity.record(done(*day, what, note));
            }
            Change::Reward { goal, id, promise } if self.tree.goal(*goal).is_some() => {
                self.rewards.promise(*goal, Some(*id), promise.clone());
            }
            Change::Claim { goal, id, day } => self.rewards.claim(*goal, *id, *day),
            Change::Reward { .. } | Change::Import { .. } | Change::Inbox(_) | Change::Undo { .. } => {}
            Change::Config { setting, day } => self.settings.apply(setting, *day),
        }
    }
}
