//! From entries to the state: each once, none that is void, in the order of their ids (SEMANTICS 10).

use std::collections::BTreeSet;

use super::format::entry::Entry;
use super::read::{Keep, Plain};
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

/// An entry and the device in whose folder it lay.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The entry.
    pub entry: Entry,
    /// The device that wrote it.
    pub device: String,
}

/// All entries there are, each once, in order.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    all: Vec<Recorded>,
    /// Check-offs of which the amounts alone were kept, in order, part by part.
    plain: Vec<Vec<Plain>>,
    void: BTreeSet<EntryId>,
}

impl Entries {
    /// Puts entries in their order, drops those seen before, and tells which are void.
    pub fn new(mut all: Vec<Recorded>) -> Self {
        all.sort_by(|a, b| (a.entry.id, &a.device).cmp(&(b.entry.id, &b.device)));
        all.dedup_by_key(|recorded| recorded.entry.id);
        Self::standing_of(all, Vec::new())
    }

    /// The entries that were read. Of two with one id the one that was read first counts.
    pub(crate) fn of(mut others: Vec<(u32, Recorded)>, mut plain: Vec<Vec<Plain>>) -> Self {
        others.sort_by_key(|(line, recorded)| (recorded.entry.id, *line));
        others.dedup_by_key(|(_, recorded)| recorded.entry.id);
        sort(&mut plain);
        drop_seen(&mut others, &mut plain);
        Self::standing_of(others.into_iter().map(|(_, recorded)| recorded).collect(), plain)
    }

    fn standing_of(all: Vec<Recorded>, plain: Vec<Vec<Plain>>) -> Self {
        let mut void = BTreeSet::new();
        // From the last back: whether an undo stands is known before what it undoes is asked.
        for recorded in all.iter().rev().filter(|recorded| is_undo(recorded)) {
            if !void.contains(&recorded.entry.id) {
                void.extend(undone(recorded).filter(|target| *target < recorded.entry.id));
            }
        }
        Self { all, plain, void }
    }

    /// These entries and one more.
    #[must_use]
    pub fn with(&self, recorded: Recorded) -> Self {
        Self::new(self.all.iter().cloned().chain([recorded]).collect())
    }

    /// The greatest id.
    pub fn largest(&self) -> Option<EntryId> {
        let plain = self.plain.iter().rev().find_map(|part| part.last()).map(Plain::id);
        plain.max(self.all.last().map(|recorded| recorded.entry.id))
    }

    /// An entry by its id.
    pub fn get(&self, id: EntryId) -> Option<&Recorded> {
        let at = self.all.binary_search_by_key(&id, |recorded| recorded.entry.id).ok()?;
        self.all.get(at)
    }

    fn standing(&self) -> impl DoubleEndedIterator<Item = &Recorded> {
        self.all.iter().filter(|recorded| !self.void.contains(&recorded.entry.id))
    }

    /// The amounts that stand.
    fn amounts(&self) -> impl Iterator<Item = (GoalId, Day, Amount)> + '_ {
        let mut void = self.void.iter().peekable();
        self.plain.iter().flatten().filter_map(move |plain| {
            let id = plain.id();
            while void.next_if(|void| **void < id).is_some() {}
            (void.peek() != Some(&&id)).then_some((plain.goal, plain.day, plain.n))
        })
    }

    /// What the entries add up to.
    pub fn state(&self) -> State {
        let mut state = self.told();
        state.activity.count(self.amounts());
        state
    }

    /// What the entries add up to, and they themselves where everything is kept.
    pub(crate) fn into_state(self, keep: Keep) -> (State, Self) {
        let state = self.state();
        match keep {
            Keep::Everything => (state, self),
            Keep::Since(_) => (state, Self::default()),
        }
    }

    /// What the entries that were kept whole add up to.
    fn told(&self) -> State {
        let stamped = self.standing().flat_map(|recorded| {
            let Entry { id, at, did } = &recorded.entry;
            did.iter()
                .enumerate()
                .map(move |(place, change)| (Stamp { id: *id, place, at, device: &recorded.device }, change))
        });
        let ghosts = self.ghosts();
        let voided = self.all.iter().filter(|recorded| self.void.contains(&recorded.entry.id));
        let returned = voided.flat_map(|recorded| {
            let Entry { id, at, did } = &recorded.entry;
            did.iter()
                .enumerate()
                .filter(|(_, change)| matches!(change, Change::Add { goal, .. } if ghosts.contains(goal)))
                .map(move |(place, change)| (Stamp { id: *id, place, at, device: &recorded.device }, change))
        });
        if ghosts.is_empty() {
            return State::of(stamped, &ghosts);
        }
        let mut changes: Vec<(Stamp<'_>, &Change)> = stamped.chain(returned).collect();
        changes.sort_by_key(|(stamp, _)| (stamp.id, stamp.place));
        State::of(changes, &ghosts)
    }

    /// Goals whose making is void while something that stands refers to them (10.2), and the goals
    /// above those, which such a goal refers to in turn.
    fn ghosts(&self) -> BTreeSet<GoalId> {
        let adds = |change: &Change| match change {
            Change::Add { goal, .. } => Some(*goal),
            _ => None,
        };
        let voided: Vec<&Change> = self
            .all
            .iter()
            .filter(|recorded| self.void.contains(&recorded.entry.id))
            .flat_map(|recorded| &recorded.entry.did)
            .collect();
        let unmade: BTreeSet<GoalId> = voided.iter().filter_map(|change| adds(change)).collect();
        if unmade.is_empty() {
            return unmade;
        }
        let standing = self.standing().flat_map(|recorded| &recorded.entry.did);
        let mut open: Vec<GoalId> = standing.flat_map(Change::refers_to).collect();
        open.extend(self.amounts().map(|(goal, ..)| goal).filter(|goal| unmade.contains(goal)));
        let mut ghosts = BTreeSet::new();
        while let Some(goal) = open.pop() {
            if unmade.contains(&goal) && ghosts.insert(goal) {
                let made = voided.iter().filter(|change| adds(change) == Some(goal));
                open.extend(made.flat_map(|change| change.refers_to()));
            }
        }
        ghosts
    }

    /// What `undo` takes back: the device's last standing entry that is no undo (10.2).
    pub fn to_undo(&self, device: &str) -> Option<&Recorded> {
        self.standing().rev().find(|recorded| recorded.device == device && !is_undo(recorded))
    }

    /// What `redo` takes back: the device's last standing undo, if nothing but undos and redos came
    /// since (10.2).
    pub fn to_redo(&self, device: &str) -> Option<&Recorded> {
        let mut own = self.all.iter().rev().filter(|recorded| recorded.device == device);
        own.by_ref()
            .take_while(|recorded| is_undo(recorded))
            .find(|recorded| !self.void.contains(&recorded.entry.id) && !self.is_redo(recorded))
    }

    /// An undo of an undo.
    fn is_redo(&self, recorded: &Recorded) -> bool {
        undone(recorded).any(|target| self.get(target).is_some_and(is_undo))
    }
}

/// Puts parts in the order of their ids, each within itself and all among themselves.
fn sort(parts: &mut Vec<Vec<Plain>>) {
    for part in parts.iter_mut() {
        if !part.is_sorted_by_key(Plain::id) {
            part.sort_by_key(|plain| (plain.id(), plain.line));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.sort_by_key(|part| part.first().map(Plain::id));
    let apart = |parts: &[Vec<Plain>]| match parts {
        [before, behind] => before.last().map(Plain::id) < behind.first().map(Plain::id),
        _ => true,
    };
    if !parts.windows(2).all(apart) {
        let mut all: Vec<Plain> = std::mem::take(parts).into_iter().flatten().collect();
        all.sort_by_key(|plain| (plain.id(), plain.line));
        parts.push(all);
    }
}

/// Drops what has the id of a line that was read before. Most journals hold nothing of the kind.
fn drop_seen(others: &mut Vec<(u32, Recorded)>, parts: &mut [Vec<Plain>]) {
    for part in parts.iter_mut() {
        let twice = part.windows(2).any(|pair| match pair {
            [one, other] => one.line != other.line && one.id() == other.id(),
            _ => false,
        });
        if twice {
            let mut first: Option<Plain> = None;
            part.retain(|plain| {
                let known = first.filter(|first| first.id() == plain.id());
                first = known.or(Some(*plain));
                known.is_none_or(|known| known.line == plain.line)
            });
        }
    }
    others.retain(|(line, recorded)| {
        let id = recorded.entry.id;
        parts.iter_mut().all(|part| {
            let Ok(at) = part.binary_search_by_key(&id, Plain::id) else {
                return true;
            };
            let first = part.get(at).is_some_and(|plain| *line < plain.line);
            if first {
                part.retain(|plain| plain.id() != id);
            }
            first
        })
    });
}

fn undone(recorded: &Recorded) -> impl Iterator<Item = EntryId> + '_ {
    recorded.entry.did.iter().filter_map(|change| match change {
        Change::Undo { entry } => Some(*entry),
        _ => None,
    })
}

fn is_undo(recorded: &Recorded) -> bool {
    undone(recorded).next().is_some()
}
