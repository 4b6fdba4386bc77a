//! From entries to the world: each once, none that is void, in the order of their ids (SEMANTICS 10).

use std::collections::BTreeSet;

use super::entry::Entry;
use crate::domain::change::{Change, EntryId, Stamp};
use crate::domain::goal::GoalId;
use crate::domain::world::World;

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
    void: BTreeSet<EntryId>,
}

impl Entries {
    /// Puts entries in their order, drops those seen before, and tells which are void.
    pub fn new(mut all: Vec<Recorded>) -> Self {
        all.sort_by(|a, b| (a.entry.id, &a.device).cmp(&(b.entry.id, &b.device)));
        all.dedup_by_key(|recorded| recorded.entry.id);
        let mut void = BTreeSet::new();
        // From the last back: whether an undo stands is known before what it undoes is asked.
        for recorded in all.iter().rev().filter(|recorded| is_undo(recorded)) {
            if !void.contains(&recorded.entry.id) {
                void.extend(undone(recorded).filter(|target| *target < recorded.entry.id));
            }
        }
        Self { all, void }
    }

    /// These entries and one more.
    #[must_use]
    pub fn with(&self, recorded: Recorded) -> Self {
        Self::new(self.all.iter().cloned().chain([recorded]).collect())
    }

    /// The greatest id.
    pub fn largest(&self) -> Option<EntryId> {
        self.all.last().map(|recorded| recorded.entry.id)
    }

    /// An entry by its id.
    pub fn get(&self, id: EntryId) -> Option<&Recorded> {
        let at = self.all.binary_search_by_key(&id, |recorded| recorded.entry.id).ok()?;
        self.all.get(at)
    }

    fn standing(&self) -> impl DoubleEndedIterator<Item = &Recorded> {
        self.all.iter().filter(|recorded| !self.void.contains(&recorded.entry.id))
    }

    /// What the entries add up to.
    pub fn world(&self) -> World {
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
            return World::of(stamped, &ghosts);
        }
        let mut changes: Vec<(Stamp<'_>, &Change)> = stamped.chain(returned).collect();
        changes.sort_by_key(|(stamp, _)| (stamp.id, stamp.place));
        World::of(changes, &ghosts)
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

fn undone(recorded: &Recorded) -> impl Iterator<Item = EntryId> + '_ {
    recorded.entry.did.iter().filter_map(|change| match change {
        Change::Undo { entry } => Some(*entry),
        _ => None,
    })
}

fn is_undo(recorded: &Recorded) -> bool {
    undone(recorded).next().is_some()
}
