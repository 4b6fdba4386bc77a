//! What a change makes of the tree: goals that come, move, change and close (SEMANTICS 10.3).

use std::collections::btree_map::Entry;

use super::change::{Act, Change, Stamp};
use super::goal::{Archiving, Finish, Goal, Place, Schedule};
use super::goal_field::{DayKey, GoalField};
use super::tree::{DEEPEST, Tree};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

impl Tree {
    pub(crate) fn add(&mut self, stamp: Stamp<'_>, id: GoalId, day: Day, fields: &[GoalField]) {
        let mut title = None;
        let mut code = None;
        let mut place = Place { parent: None, position: 0 };
        let mut schedule = Schedule::default();
        let mut others = Vec::new();
        for field in fields {
            match field {
                GoalField::Title(it) => title = Some(it),
                GoalField::Code(it) => code = Some(it),
                GoalField::Place(it) => place = *it,
                GoalField::Schedule(it) => schedule = it.clone(),
                other => others.push(other),
            }
        }
        let (Some(title), false) = (title, self.goals.contains_key(&id)) else {
            return;
        };
        // No line is longer than there are goals with others below them.
        let is_deep =
            |parent| self.children.len() > DEEPEST && self.ancestors(parent).nth(DEEPEST - 1).is_some();
        let fits = |parent: &GoalId| self.goals.contains_key(parent) && !is_deep(*parent);
        place.parent = place.parent.filter(fits);
        let code = code.cloned().unwrap_or_else(|| Code::unwritten(title));
        let mut goal = Goal::new(id, day, title.clone(), (code, (stamp.id, stamp.place)), schedule);
        goal.places.push((day, place));
        self.goals.insert(id, goal);
        self.children.entry(place.parent).or_default().push(id);
        for field in others {
            self.set(stamp, id, day, field);
        }
    }

    pub(crate) fn set(&mut self, stamp: Stamp<'_>, id: GoalId, day: Day, field: &GoalField) {
        let Some(goal) = self.goals.get_mut(&id) else {
            return;
        };
        match field {
            GoalField::Title(title) => goal.title = title.clone(),
            GoalField::Code(code) => {
                goal.claimed = code.clone();
                goal.claim = (stamp.id, stamp.place);
            }
            GoalField::Text(key, text) => goal.text_mut(*key).clone_from(text),
            GoalField::Day(DayKey::Pilot, until) => goal.put_on_trial(day, *until),
            GoalField::Day(key, day) => *goal.day_mut(*key) = *day,
            GoalField::Feeds(feeds) => goal.feeds = *feeds,
            GoalField::Baseline(value) => goal.baseline = *value,
            GoalField::Origin(origin) if goal.origins.contains(origin) => {}
            GoalField::Origin(origin) => goal.origins.push(origin.clone()),
            GoalField::Schedule(schedule) => {
                goal.later.insert(day, schedule.clone());
            }
            GoalField::After(goals) => self.wait(id, goals),
            GoalField::Place(place) => self.put(id, day, *place),
        }
    }

    pub(crate) fn put_on(&mut self, id: GoalId, day: Option<Day>) {
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.planned = day;
        }
    }

    pub(crate) fn order(&mut self, id: GoalId, day: Day, position: u32) {
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.order = Some((day, position));
        }
    }

    /// Puts a goal in its place, unless that closes a circle (SEMANTICS 10.3) or is too deep. An unknown parent
    /// counts as none until it is known.
    fn put(&mut self, id: GoalId, day: Day, place: Place) {
        let place = Place { parent: place.parent.filter(|parent| self.goals.contains_key(parent)), ..place };
        let above = place
            .parent
            .into_iter()
            .chain(place.parent.into_iter().flat_map(|parent| self.ancestors(parent).map(|goal| goal.id)));
        let mut depth = 0;
        for above in above {
            if above == id {
                return;
            }
            depth += 1;
        }
        if depth > 0 && depth + self.height(id, DEEPEST.saturating_sub(depth)) > DEEPEST {
            return;
        }
        let Some(goal) = self.goals.get_mut(&id) else {
            return;
        };
        let old = goal.parent();
        // Whoever moves it later by the ids moves it for all days from then on.
        let standing = goal.places.partition_point(|(from, _)| *from < day);
        let before = goal.places.split_off(standing);
        goal.places.push((day, place));
        self.hang(id, old, place.parent);
        let waits = old != place.parent && !self.waited_for().is_empty();
        if waits && self.circle_from(&self.subtree(id)).is_some() {
            self.hang(id, place.parent, old);
            if let Some(goal) = self.goals.get_mut(&id) {
                goal.places.truncate(standing);
                goal.places.extend(before);
            }
        }
    }

    /// How many goals stand below one another under a goal at most; 0 where there are too few goals with others
    /// below them to pass `limit`.
    fn height(&self, id: GoalId, limit: usize) -> usize {
        if self.children.len() <= limit {
            return 0;
        }
        let mut height = 0;
        let mut open = vec![(id, 0)];
        while let Some((id, depth)) = open.pop() {
            height = height.max(depth);
            open.extend(self.children(Some(id)).iter().map(|child| (*child, depth + 1)));
        }
        height
    }

    fn hang(&mut self, id: GoalId, from: Option<GoalId>, to: Option<GoalId>) {
        if from != to {
            if let Entry::Occupied(mut siblings) = self.children.entry(from) {
                siblings.get_mut().retain(|child| *child != id);
                // Old and taken-out goals come back as they were: nowhere stands a list of nothing.
                if siblings.get().is_empty() {
                    siblings.remove();
                }
            }
            self.children.entry(to).or_default().push(id);
        }
    }

    pub(crate) fn archive(&mut self, stamp: Stamp<'_>, id: GoalId, day: Day, act: Act) {
        let Some(goal) = self.goals.get_mut(&id) else {
            return;
        };
        match (act, goal.archivings.last_mut().filter(|archiving| archiving.back.is_none())) {
            (Act::Set, None) => goal.archivings.push(Archiving { from: day, back: None }),
            (Act::Lift, Some(archiving)) => {
                archiving.back = Some(day.max(archiving.from));
                // Back from the archive, a code is claimed anew (SEMANTICS 10.3).
                for id in self.returning(id) {
                    if let Some(goal) = self.goals.get_mut(&id) {
                        goal.claim = (stamp.id, stamp.place);
                    }
                }
            }
            (Act::Set, Some(_)) | (Act::Lift, None) => {}
        }
    }

    /// Closes a goal by hand, or opens it again (SEMANTICS 6.4).
    pub(crate) fn finish(&mut self, id: GoalId, finish: Option<Finish>) {
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.finish = finish;
        }
    }

    /// The plan as it would be with these changes, circles and all; for refusing them.
    pub(crate) fn supposing(&self, changes: &[Change]) -> Self {
        let mut tree = self.clone();
        let stamp = Stamp { id: EntryId(u128::MAX), place: 0, at: "", device: "", by: None, of: None };
        for change in changes {
            let (Change::Add { goal, day, fields } | Change::Set { goal, day, fields }) = change else {
                continue;
            };
            if let Change::Add { goal, day, fields } = change {
                tree.add(stamp, *goal, *day, fields);
            }
            for field in fields {
                match field {
                    GoalField::Place(place) => {
                        let old = tree.goal(*goal).and_then(Goal::parent);
                        tree.hang(*goal, old, place.parent);
                        if let Some(goal) = tree.goals.get_mut(goal) {
                            goal.places.push((Day::LAST, *place));
                        }
                    }
                    GoalField::After(after) => {
                        if let Some(goal) = tree.goals.get_mut(goal) {
                            goal.after.clone_from(after);
                        }
                    }
                    GoalField::Schedule(_) | GoalField::Baseline(_) => tree.set(stamp, *goal, *day, field),
                    _ => {}
                }
            }
        }
        tree
    }
}
