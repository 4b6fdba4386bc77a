//! From entries to the state: each once, none that is void, in the order of their ids (SEMANTICS 10).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveTime;

use super::format::entry::{Entry, Recorded};
use super::format::mark::TypedMark;
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, written_on};
use crate::domain::value::ids::{EntryId, GoalId};

/// A check-off without a note, of which the amount alone is kept: 40 bytes. All that was done in ten years, with
/// the moments of its writing, would take ten times the room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// The id's bytes, the highest first: they need no room to be aligned.
    id: [u8; 16],
    goal: GoalId,
    n: Amount,
    day: Day,
    /// Where its line stands among all that were read.
    line: u32,
}

impl Plain {
    /// The check-offs of an entry, where it holds nothing else and all are `old`.
    pub(crate) fn all_of(entry: &Entry, line: u32, old: impl Fn(Day) -> bool) -> Option<Vec<Self>> {
        let id = entry.id.0.to_be_bytes();
        let plain = entry.did.iter().map(|change| match change {
            Change::Check { goal, day, n, note: None } if old(*day) => {
                Some(Self { id, goal: *goal, n: *n, day: *day, line })
            }
            _ => None,
        });
        plain.collect()
    }

    fn id(&self) -> EntryId {
        EntryId(u128::from_be_bytes(self.id))
    }
}

/// All entries there are, each once, in order.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    all: Vec<Recorded>,
    plain: Vec<Plain>,
    void: BTreeSet<EntryId>,
    /// The devices that wrote the plain ones, each with the first of its lines.
    devices: Vec<(u32, Rc<str>)>,
    /// Who did the plain ones, each with the first of the lines that say so.
    people: Vec<(u32, Option<Rc<str>>)>,
}

impl Entries {
    /// Puts entries in their order, drops those seen before, and tells which are void.
    pub fn new(mut all: Vec<Recorded>) -> Self {
        all.sort_by(|a, b| (a.entry.id, &a.device).cmp(&(b.entry.id, &b.device)));
        all.dedup_by_key(|recorded| recorded.entry.id);
        Self { all, ..Self::default() }.voided()
    }

    /// The entries that were read, each with the place of its line. Of two with one id the first one counts.
    pub(crate) fn of(
        mut others: Vec<(u32, Recorded)>,
        mut plain: Vec<Plain>,
        devices: Vec<(u32, Rc<str>)>,
        people: Vec<(u32, Option<Rc<str>>)>,
    ) -> Self {
        others.sort_by_key(|(line, recorded)| (recorded.entry.id, *line));
        others.dedup_by_key(|(_, recorded)| recorded.entry.id);
        plain.sort_by_key(|plain| (plain.id, plain.line));
        let mut first: Option<Plain> = None;
        plain.retain(|plain| {
            let known = first.filter(|first| first.id == plain.id);
            first = known.or(Some(*plain));
            known.is_none_or(|known| known.line == plain.line)
        });
        others.retain(|(line, recorded)| {
            let id = recorded.entry.id.0.to_be_bytes();
            let same = plain.binary_search_by_key(&id, |plain| plain.id).ok().and_then(|at| plain.get(at));
            let Some(same) = same else { return true };
            let first = *line < same.line;
            if first {
                plain.retain(|plain| plain.id != id);
            }
            first
        });
        let all = others.into_iter().map(|(_, recorded)| recorded).collect();
        Self { all, plain, devices, people, ..Self::default() }.voided()
    }

    fn voided(mut self) -> Self {
        self.void.clear();
        // From the last back: whether an undo stands is known before what it undoes is asked.
        for recorded in self.all.iter().rev().filter(|recorded| is_undo(recorded)) {
            if !self.void.contains(&recorded.entry.id) {
                self.void.extend(undone(recorded).filter(|target| *target < recorded.entry.id));
            }
        }
        self
    }

    /// These entries and one more.
    #[must_use]
    pub fn with(mut self, recorded: Recorded) -> Self {
        let at = self.all.partition_point(|known| known.entry.id < recorded.entry.id);
        self.all.insert(at, recorded);
        self.voided()
    }

    pub fn largest(&self) -> Option<EntryId> {
        let plain = self.plain.last().map(Plain::id);
        plain.max(self.all.last().map(|recorded| recorded.entry.id))
    }

    /// The last day before another one on which an entry was written, or that one tells of; of an old plain check-off
    /// only the day it tells of is known.
    pub(crate) fn last_day_before(&self, today: Day, day_start: NaiveTime) -> Option<Day> {
        let told = |change: &Change| match change {
            Change::Check { day, .. } | Change::Read { day, .. } | Change::Win { day, .. } => Some(*day),
            _ => None,
        };
        let whole = self.all.iter().flat_map(|Recorded { entry, .. }| {
            written_on(&entry.at, day_start).into_iter().chain(entry.did.iter().filter_map(told))
        });
        whole.chain(self.plain.iter().map(|plain| plain.day)).filter(|day| *day < today).max()
    }

    /// An entry by its id. Of plain check-offs the moment of writing is not kept.
    pub fn get(&self, id: EntryId) -> Option<Recorded> {
        if let Ok(at) = self.all.binary_search_by_key(&id, |recorded| recorded.entry.id) {
            return self.all.get(at).cloned();
        }
        let bytes = id.0.to_be_bytes();
        let first = self.plain.partition_point(|plain| plain.id < bytes);
        let same: Vec<&Plain> = self.plain.iter().skip(first).take_while(|plain| plain.id == bytes).collect();
        let device = self.device(same.first()?).to_owned();
        let by = self.person(same.first()?).map(ToString::to_string);
        let check = |it: &&Plain| Change::Check { goal: it.goal, day: it.day, n: it.n, note: None };
        let did = same.iter().map(check).collect();
        Some(Recorded { entry: Entry { id, at: String::new(), by, did }, device })
    }

    fn device(&self, plain: &Plain) -> &str {
        let behind = self.devices.partition_point(|(first, _)| *first <= plain.line);
        self.devices.get(behind.wrapping_sub(1)).map_or("", |(_, device)| device)
    }

    fn person(&self, plain: &Plain) -> Option<&Rc<str>> {
        let behind = self.people.partition_point(|(first, _)| *first <= plain.line);
        self.people.get(behind.wrapping_sub(1)).and_then(|(_, by)| by.as_ref())
    }

    fn standing(&self) -> impl DoubleEndedIterator<Item = &Recorded> {
        self.all.iter().filter(|recorded| !self.void.contains(&recorded.entry.id))
    }

    /// The plain check-offs that stand.
    fn standing_plain(&self) -> impl DoubleEndedIterator<Item = &Plain> {
        let no_void = self.void.is_empty();
        self.plain.iter().filter(move |plain| no_void || !self.void.contains(&plain.id()))
    }

    /// What the entries add up to.
    pub fn state(&self) -> State {
        let mut state = self.folded();
        let plain = self.standing_plain();
        state.activity.count(plain.map(|plain| (plain.goal, plain.day, plain.n, self.person(plain))));
        state
    }

    /// What the entries that were kept whole add up to.
    fn folded(&self) -> State {
        let ghosts = self.ghosts();
        let mut changes: Vec<(Stamp<'_>, &Change)> = Vec::new();
        for Recorded { entry: Entry { id, at, by, did }, device } in &self.all {
            let is_void = self.void.contains(id);
            for (place, change) in did.iter().enumerate() {
                let returns = matches!(change, Change::Add { goal, .. } if ghosts.contains(goal));
                if !is_void || returns {
                    changes.push((Stamp { id: *id, place, at, device, by: by.as_deref() }, change));
                }
            }
        }
        State::of(changes, &ghosts)
    }

    /// Goals whose making is void while something that stands refers to them (10.2), and the goals
    /// above those, which such a goal refers to in turn.
    fn ghosts(&self) -> BTreeSet<GoalId> {
        let voided = self.all.iter().filter(|recorded| self.void.contains(&recorded.entry.id));
        let mut unmade: BTreeMap<GoalId, Vec<&Change>> = BTreeMap::new();
        for change in voided.flat_map(|recorded| &recorded.entry.did) {
            if let Change::Add { goal, .. } = change {
                unmade.entry(*goal).or_default().push(change);
            }
        }
        let mut ghosts = BTreeSet::new();
        if unmade.is_empty() {
            return ghosts;
        }
        let standing = self.standing().flat_map(|recorded| &recorded.entry.did);
        let mut open: Vec<GoalId> = standing.flat_map(Change::refers_to).collect();
        open.extend(self.standing_plain().map(|plain| plain.goal).filter(|goal| unmade.contains_key(goal)));
        while let Some(goal) = open.pop() {
            if let Some(made) = unmade.get(&goal).filter(|_| ghosts.insert(goal)) {
                open.extend(made.iter().flat_map(|change| change.refers_to()));
            }
        }
        ghosts
    }

    /// What `undo` takes back: the device's last standing entry that is no undo (10.2).
    pub fn to_undo(&self, device: &str) -> Option<Recorded> {
        let whole = self.standing().rev().find(|it| it.device == device && !is_undo(it));
        let plain = self.standing_plain().rev().find(|plain| self.device(plain) == device);
        let last = whole.map(|it| it.entry.id).max(plain.map(Plain::id))?;
        self.get(last)
    }

    /// The entries that end with a mark, of whatever device; undos have none.
    pub(crate) fn marked(&self, mark: TypedMark) -> Vec<EntryId> {
        let whole = self.all.iter().filter(|it| mark.fits(it.entry.id) && !is_undo(it)).map(|it| it.entry.id);
        let plain = self.plain.iter().map(Plain::id).filter(|id| mark.fits(*id));
        whole.chain(plain).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether an entry was taken back.
    pub(crate) fn is_void(&self, id: EntryId) -> bool {
        self.void.contains(&id)
    }

    /// What `redo` takes back: the device's last standing undo, if nothing but undos and redos came
    /// since (10.2).
    pub fn to_redo(&self, device: &str) -> Option<&Recorded> {
        let last_plain = self.plain.iter().rev().find(|plain| self.device(plain) == device).map(Plain::id);
        let mut own = self.all.iter().rev().filter(|recorded| recorded.device == device);
        own.by_ref()
            .take_while(|recorded| is_undo(recorded) && last_plain < Some(recorded.entry.id))
            .find(|recorded| !self.void.contains(&recorded.entry.id) && !self.is_redo(recorded))
    }

    /// An undo of an undo.
    fn is_redo(&self, recorded: &Recorded) -> bool {
        undone(recorded).any(|target| self.get(target).is_some_and(|it| is_undo(&it)))
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
