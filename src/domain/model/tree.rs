//! The tree of goals: who stands where, under which code (SEMANTICS 10.3).

use std::cell::OnceCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::change::{Act, Change, Stamp};
use super::goal::{Archiving, Finish, Goal, Place, Schedule};
use super::goal_field::{DayKey, GoalField};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

/// The room between two neighbours when a goal is put last: 2^20 places.
pub(crate) const ROOM: i64 = 1 << 20;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tree {
    pub(crate) goals: BTreeMap<GoalId, Goal>,
    pub(crate) children: BTreeMap<Option<GoalId>, Vec<GoalId>>,
    pub(crate) codes: BTreeMap<Code, GoalId>,
    pub(crate) shown: BTreeMap<GoalId, Code>,
    /// How many goals were taken out, since they closed long ago.
    taken_out: usize,
    #[serde(skip)]
    pub(super) derived: Derived,
}

/// What is found when it is first asked for. It belongs to no state: no copy takes it along, and nobody sees it.
#[derive(Default)]
pub(super) struct Derived {
    /// What goals have from those above them, until the next change.
    pub(super) lines: OnceCell<BTreeMap<GoalId, Line>>,
    /// What any goal comes after, or came.
    waited_for: OnceCell<BTreeSet<GoalId>>,
}

impl fmt::Debug for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Derived")
    }
}

impl Clone for Derived {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Of a goal and those above it, the nearest of which something is said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// How many goals are above it.
    pub(super) depth: usize,
    pub(super) area: Option<GoalId>,
    pub(super) who: Option<GoalId>,
    /// That was archived once, or is.
    pub(super) archived: Option<GoalId>,
}

/// So many goals stand above one at most: how deep pages and documents nest has an end.
pub(crate) const DEEPEST: usize = 500;

impl Tree {
    pub fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.goals.get(&id)
    }

    /// Archived goals count.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty() && self.taken_out == 0
    }

    /// Takes out whole trees of goals. The codes of the others stay as they are.
    pub(crate) fn take_out(&mut self, goals: &BTreeSet<GoalId>) -> Vec<Goal> {
        let taken: Vec<Goal> = goals.iter().filter_map(|id| self.goals.remove(id)).collect();
        self.children.retain(|parent, _| parent.is_none_or(|id| !goals.contains(&id)));
        self.children.retain(|_, siblings| {
            siblings.retain(|id| !goals.contains(id));
            !siblings.is_empty()
        });
        self.codes.retain(|_, id| !goals.contains(id));
        self.shown.retain(|id, _| !goals.contains(id));
        self.taken_out += taken.len();
        self.derived = Derived::default();
        taken
    }

    pub(crate) fn put_back(&mut self, goals: Vec<Goal>) {
        if goals.is_empty() {
            return;
        }
        self.taken_out -= goals.len();
        for goal in goals {
            self.children.entry(goal.parent()).or_default().push(goal.id);
            self.goals.insert(goal.id, goal);
        }
        self.derived = Derived::default();
        self.rebuild_indexes();
    }

    /// The goals right below one, or those without a parent, in their order, archived ones too.
    pub fn children(&self, parent: Option<GoalId>) -> &[GoalId] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    pub fn living_children(&self, parent: Option<GoalId>) -> impl Iterator<Item = GoalId> + '_ {
        self.children(parent).iter().copied().filter(|child| !self.is_archived(*child))
    }

    /// All goals, each parent before its children, siblings in their order.
    pub fn in_order(&self) -> Vec<GoalId> {
        let mut found = Vec::with_capacity(self.goals.len());
        let mut open: Vec<GoalId> = self.children(None).iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children(Some(id)).iter().rev());
        }
        found
    }

    pub(crate) fn goals_in_order(&self) -> impl Iterator<Item = &Goal> {
        self.in_order().into_iter().filter_map(|id| self.goals.get(&id))
    }

    /// A goal and all below it, each parent before its children.
    pub(crate) fn subtree(&self, root: GoalId) -> Vec<GoalId> {
        let mut found = Vec::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children(Some(id)).iter().rev());
        }
        found
    }

    /// A goal and what comes back from the archive with it: all below it, but for what was archived itself.
    pub(crate) fn returning(&self, root: GoalId) -> Vec<GoalId> {
        let mut found = Vec::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            found.push(id);
            let below = self.children(Some(id)).iter().rev();
            open.extend(below.filter(|id| self.goals.get(id).is_some_and(|goal| goal.archived().is_none())));
        }
        found
    }

    /// The goals above one, the nearest first.
    pub(crate) fn ancestors(&self, id: GoalId) -> impl Iterator<Item = &Goal> + '_ {
        let above = |goal: &Goal| goal.parent().and_then(|parent| self.goals.get(&parent));
        std::iter::successors(self.goals.get(&id).and_then(above), move |goal| above(goal))
    }

    /// The goals above one on a day, the nearest first. Ends where history runs in a circle, which
    /// clocks that disagree can make it do.
    pub(crate) fn ancestors_on(&self, id: GoalId, day: Day) -> Vec<GoalId> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([id]);
        let mut at = id;
        while let Some(parent) = self.goals.get(&at).and_then(|goal| goal.parent_on(day)) {
            if !self.goals.contains_key(&parent) || !seen.insert(parent) {
                break;
            }
            found.push(parent);
            at = parent;
        }
        found
    }

    /// The codes from the root of its tree to the goal.
    pub fn path(&self, id: GoalId) -> Vec<Code> {
        let mut path: Vec<Code> = self.ancestors(id).map(|goal| self.code(goal.id)).collect();
        path.reverse();
        path.push(self.code(id));
        path
    }

    /// The position behind all siblings under `parent`.
    pub(crate) fn last_position(&self, parent: Option<GoalId>) -> i64 {
        let positions = self.children(parent).iter().filter_map(|id| self.goals.get(id));
        positions.map(|goal| goal.place().position).max().map_or(0, |last| last.saturating_add(ROOM))
    }

    /// The places that put `goal` right before or behind `sibling`: its own alone, or those of all
    /// siblings where no room is left between two.
    pub(crate) fn places_beside(&self, goal: GoalId, sibling: &Goal, side: Side) -> Vec<(GoalId, Place)> {
        let parent = sibling.parent();
        let mut order: Vec<GoalId> = self.children(parent).iter().copied().filter(|id| *id != goal).collect();
        let at = order.iter().position(|id| *id == sibling.id).unwrap_or(order.len());
        let at = match side {
            Side::Before => at,
            Side::Behind => (at + 1).min(order.len()),
        };
        order.insert(at, goal);
        let position =
            |id: Option<&GoalId>| id.and_then(|id| self.goals.get(id)).map(|goal| goal.place().position);
        let before = at.checked_sub(1).and_then(|at| position(order.get(at)));
        let behind = position(order.get(at + 1));
        let between = match (before, behind) {
            (None, None) => Some(0),
            (Some(before), None) => before.checked_add(ROOM),
            (None, Some(behind)) => behind.checked_sub(ROOM),
            (Some(before), Some(behind)) => {
                let middle = before.midpoint(behind);
                (before < middle && middle < behind).then_some(middle)
            }
        };
        match between {
            Some(position) => vec![(goal, Place { parent, position })],
            None => order
                .into_iter()
                .zip(0..)
                .map(|(id, at)| (id, Place { parent, position: at * ROOM }))
                .collect(),
        }
    }

    /// What a goal waits for: what it and those above it come after, and, to be done, its children
    /// (SEMANTICS 8.4).
    fn waits_for(&self, id: GoalId) -> Vec<GoalId> {
        let own = self.goals.get(&id).into_iter().chain(self.ancestors(id));
        own.flat_map(|goal| &goal.after).chain(self.children(Some(id))).copied().collect()
    }

    /// Those of `sources` from which one of `goals` is met when going on. What was found on the way to one is
    /// known on the way to the next.
    fn reaching(&self, sources: &[GoalId], goals: &BTreeSet<GoalId>) -> BTreeSet<GoalId> {
        let mut reach: BTreeSet<GoalId> = goals.clone();
        let mut seen = BTreeSet::new();
        for source in sources {
            // The path so far, each goal with what it waits for and has not been asked yet.
            let mut path: Vec<(GoalId, Vec<GoalId>)> = Vec::new();
            let mut next = Some(*source);
            loop {
                match next {
                    Some(id) if reach.contains(&id) => {
                        reach.extend(path.iter().map(|(id, _)| *id));
                        break;
                    }
                    Some(id) if seen.insert(id) => path.push((id, self.waits_for(id))),
                    _ => {}
                }
                let Some((_, waits)) = path.last_mut() else { break };
                next = waits.pop();
                if next.is_none() {
                    path.pop();
                }
            }
        }
        reach
    }

    /// A circle of waiting that stands in the tree, met when going on from these goals, each goal in it
    /// before what it waits for.
    pub(crate) fn circle_from(&self, sources: &[GoalId]) -> Option<Vec<GoalId>> {
        let mut closed = BTreeSet::new();
        for source in sources {
            // The path so far, each goal with what it waits for and has not been asked yet.
            let mut path: Vec<(GoalId, Vec<GoalId>)> = Vec::new();
            let mut on_path = BTreeSet::new();
            let mut next = Some(*source);
            loop {
                if let Some(id) = next.take().filter(|id| !closed.contains(id)) {
                    if !on_path.insert(id) {
                        let ids = path.iter().map(|(id, _)| *id);
                        return Some(ids.skip_while(|other| *other != id).chain([id]).collect());
                    }
                    path.push((id, self.waits_for(id)));
                }
                let Some((id, waits)) = path.last_mut() else { break };
                next = waits.pop();
                if next.is_none() {
                    closed.insert(*id);
                    on_path.remove(id);
                    path.pop();
                }
            }
        }
        None
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

    fn waited_for(&self) -> &BTreeSet<GoalId> {
        let all = || self.goals.values().flat_map(|goal| &goal.after).copied().collect();
        self.derived.waited_for.get_or_init(all)
    }

    /// Edges that would close a circle are left out (SEMANTICS 10.3).
    fn wait(&mut self, id: GoalId, goals: &[GoalId]) {
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.after.clear();
        }
        // What is below a goal waits with it, and what is above it for it.
        let waiting: BTreeSet<GoalId> = self.subtree(id).into_iter().collect();
        let above: BTreeSet<GoalId> = self.ancestors(id).map(|goal| goal.id).collect();
        let known = self.waited_for();
        let closing = if waiting.iter().chain(&above).any(|id| known.contains(id)) {
            self.reaching(goals, &waiting)
        } else {
            waiting.into_iter().chain(above).collect()
        };
        let after: Vec<GoalId> = goals.iter().filter(|other| !closing.contains(other)).copied().collect();
        if let Some(known) = self.derived.waited_for.get_mut() {
            known.extend(&after);
        }
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.after = after;
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

    /// Puts siblings in their order and deals out the codes, after changes were applied.
    pub(crate) fn rebuild_indexes(&mut self) {
        let goals = &self.goals;
        for siblings in self.children.values_mut() {
            siblings.sort_by_cached_key(|id| (goals.get(id).map(|goal| goal.place().position), *id));
        }
        self.derived.lines = OnceCell::new();
        self.assign_codes();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    Behind,
}
