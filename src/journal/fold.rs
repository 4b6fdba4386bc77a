//! From entries to the state: each once, none that is void, in the order of their ids (SEMANTICS 10).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveTime;

use super::format::entry::{Entry, Recorded};
use super::format::mark::TypedMark;
use crate::domain::model::change::{Change, Stamp, TakenLines};
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
    /// The import that the plain ones are of, each with the first of its lines.
    imports: Vec<(u32, Option<EntryId>)>,
    /// Of entries that several imports have, the imports beside the first.
    also_of: BTreeMap<EntryId, Vec<EntryId>>,
}

/// What was read of the plain ones.
#[derive(Default)]
pub(crate) struct PlainLines {
    pub(crate) plain: Vec<Plain>,
    /// The device of each shard, with the place of its first line.
    pub(crate) devices: Vec<(u32, Rc<str>)>,
    /// Who did them, with the place of the first line that says so.
    pub(crate) people: Vec<(u32, Option<Rc<str>>)>,
    /// The import they are of, with the place of the first line that says so.
    pub(crate) imports: Vec<(u32, Option<EntryId>)>,
}

/// An entry of an import, as a later one asks for it.
#[derive(Clone, Debug)]
pub struct ImportedEntry {
    pub id: EntryId,
    /// Its imports: the first has another id than the entry only where that is a part of it.
    pub of: Vec<EntryId>,
    pub did: Vec<Change>,
}

impl Entries {
    /// Puts entries in their order, drops those seen before, and tells which are void.
    pub fn new(mut all: Vec<Recorded>) -> Self {
        all.sort_by(|a, b| (a.entry.id, &a.device).cmp(&(b.entry.id, &b.device)));
        let also_of = also_of(all.iter().map(|it| (it.entry.id, it.entry.of)));
        all.dedup_by_key(|recorded| recorded.entry.id);
        Self { all, also_of, ..Self::default() }.voided()
    }

    /// The entries that were read, each with the place of its line. Of two with one id the first one counts.
    pub(crate) fn of(mut others: Vec<(u32, Recorded)>, lines: PlainLines) -> Self {
        let PlainLines { mut plain, devices, people, imports } = lines;
        let of_others = others.iter().map(|(_, it)| (it.entry.id, it.entry.of));
        let of_plain = plain.iter().map(|plain| (plain.id(), import_of(&imports, plain)));
        let also_of = if imports.is_empty() && others.iter().all(|(_, it)| it.entry.of.is_none()) {
            BTreeMap::new()
        } else {
            also_of(of_others.chain(of_plain))
        };
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
        Self { all, plain, devices, people, imports, also_of, ..Self::default() }.voided()
    }

    fn voided(mut self) -> Self {
        self.void.clear();
        // From the last back: whether an undo stands is known before what it undoes is asked.
        for recorded in self.all.iter().rev().filter(|recorded| is_undo(recorded)) {
            if !self.void.contains(&recorded.entry.id) {
                self.void.extend(undone(recorded).filter(|target| *target < recorded.entry.id));
            }
        }
        if !self.void.is_empty() {
            let parts: Vec<EntryId> = self.parts_of_void_imports().collect();
            self.void.extend(parts);
        }
        self
    }

    /// The entries of which each import they are of is void (SEMANTICS 10.11).
    fn parts_of_void_imports(&self) -> impl Iterator<Item = EntryId> + '_ {
        let whole = self.all.iter().map(|it| (it.entry.id, it.entry.of));
        let plain = self.plain.iter().map(|plain| (plain.id(), import_of(&self.imports, plain)));
        whole.chain(plain).filter_map(|(id, of)| {
            let others = self.also_of.get(&id).into_iter().flatten();
            let all_void = std::iter::once(&of?).chain(others).all(|of| self.void.contains(of));
            all_void.then_some(id)
        })
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
        let of = import_of(&self.imports, same.first()?);
        let did = same.iter().map(check).collect();
        Some(Recorded { entry: Entry { id, at: String::new(), by, of, did }, device })
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
        for Recorded { entry: Entry { id, at, by, of, did }, device } in &self.all {
            let is_void = self.void.contains(id);
            for (place, change) in did.iter().enumerate() {
                let returns = matches!(change, Change::Add { goal, .. } if ghosts.contains(goal));
                if !is_void || returns {
                    let stamp = Stamp { id: *id, place, at, device, by: by.as_deref(), of: *of };
                    changes.push((stamp, change));
                }
            }
        }
        State::of(with_imported_goals_first(changes), &ghosts)
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
        for change in self.standing().flat_map(|recorded| &recorded.entry.did) {
            if let Change::Add { goal, .. } = change {
                unmade.remove(goal);
            }
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
        let is_own = |it: &&Recorded| it.device == device && !is_undo(it) && it.entry.of.is_none();
        let whole = self.standing().rev().find(is_own);
        let is_own =
            |plain: &&Plain| self.device(plain) == device && import_of(&self.imports, plain).is_none();
        let plain = self.standing_plain().rev().find(is_own);
        let last = whole.map(|it| it.entry.id).max(plain.map(Plain::id))?;
        self.get(last)
    }

    /// The entries that end with a mark, of whatever device; undos have none, nor have parts of an import, which is
    /// undone as one.
    pub(crate) fn marked(&self, mark: TypedMark) -> Vec<EntryId> {
        let has_mark = |it: &&Recorded| mark.fits(it.entry.id) && it.entry.of.is_none() && !is_undo(it);
        let whole = self.all.iter().filter(has_mark).map(|it| it.entry.id);
        let has_mark = |plain: &&Plain| mark.fits(plain.id()) && import_of(&self.imports, plain).is_none();
        let plain = self.plain.iter().filter(has_mark).map(Plain::id);
        whole.chain(plain).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The imports and the entries that are of them, void ones too, in order.
    pub fn imported(&self) -> Vec<ImportedEntry> {
        let heads = self.all.iter().filter(|it| it.entry.of.is_some() || is_import(it));
        let whole = heads.map(|it| (it.entry.id, it.entry.of.unwrap_or(it.entry.id), it.entry.did.clone()));
        let plain = self.plain.chunk_by(|one, other| one.id == other.id).filter_map(|same| {
            let first = same.first()?;
            let check = |it: &Plain| Change::Check { goal: it.goal, day: it.day, n: it.n, note: None };
            let of = import_of(&self.imports, first)?;
            Some((first.id(), of, same.iter().map(check).collect()))
        });
        let with_all = |(id, of, did)| {
            let also = self.also_of.get(&id).into_iter().flatten().copied();
            ImportedEntry { id, of: std::iter::once(of).chain(also).collect(), did }
        };
        let mut found: Vec<ImportedEntry> = whole.chain(plain).map(with_all).collect();
        found.sort_by_key(|it| it.id);
        found
    }

    /// Which lines of inboxes were taken in, also by what is void.
    pub fn taken_lines(&self) -> impl Iterator<Item = &TakenLines> {
        self.all.iter().flat_map(|it| &it.entry.did).filter_map(|change| match change {
            Change::Inbox(taken) => Some(taken),
            _ => None,
        })
    }

    /// The goals that are made by something that stands.
    pub fn made(&self) -> BTreeSet<GoalId> {
        let changes = self.standing().flat_map(|recorded| &recorded.entry.did);
        changes
            .filter_map(|change| if let Change::Add { goal, .. } = change { Some(*goal) } else { None })
            .collect()
    }

    /// Whether an entry was taken back.
    pub fn is_void(&self, id: EntryId) -> bool {
        self.void.contains(&id)
    }

    /// What `redo` takes back: the device's last standing undo, if nothing but undos and redos came
    /// since (10.2).
    pub fn to_redo(&self, device: &str) -> Option<&Recorded> {
        let is_own =
            |plain: &&Plain| self.device(plain) == device && import_of(&self.imports, plain).is_none();
        let last_plain = self.plain.iter().rev().find(is_own).map(Plain::id);
        let mut own = self.all.iter().rev().filter(|it| it.device == device && it.entry.of.is_none());
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

fn is_import(recorded: &Recorded) -> bool {
    recorded.entry.did.iter().any(|change| matches!(change, Change::Import { .. }))
}

/// The import that a plain check-off is of.
fn import_of(imports: &[(u32, Option<EntryId>)], plain: &Plain) -> Option<EntryId> {
    let behind = imports.partition_point(|(first, _)| *first <= plain.line);
    imports.get(behind.wrapping_sub(1)).and_then(|(_, of)| *of)
}

/// Of entries that are there for several imports, the imports beside the one that is met first.
fn also_of(all: impl Iterator<Item = (EntryId, Option<EntryId>)>) -> BTreeMap<EntryId, Vec<EntryId>> {
    let mut found: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for (id, of) in all.filter_map(|(id, of)| Some((id, of?))) {
        let known = found.entry(id).or_default();
        if !known.contains(&of) {
            known.push(of);
        }
    }
    found.retain(|_, of| of.len() > 1);
    found
}

/// The changes, each goal that an import made before the first that is said of it: what a person says of a goal holds
/// also where the import that made it was undone since, and is there again with a greater id (SEMANTICS 10.11).
fn with_imported_goals_first<'a>(changes: Vec<(Stamp<'a>, &'a Change)>) -> Vec<(Stamp<'a>, &'a Change)> {
    let mut imports = BTreeSet::new();
    for (stamp, change) in &changes {
        imports.extend(stamp.of.or(matches!(change, Change::Import { .. }).then_some(stamp.id)));
    }
    if imports.is_empty() {
        return changes;
    }
    let mut late: BTreeMap<GoalId, (Stamp<'a>, &'a Change)> = BTreeMap::new();
    for (stamp, change) in &changes {
        if let Change::Add { goal, .. } = change
            && imports.contains(&stamp.of.unwrap_or(stamp.id))
        {
            late.entry(*goal).or_insert((*stamp, change));
        }
    }
    let mut ordered = Vec::with_capacity(changes.len());
    for (stamp, change) in changes {
        match change {
            Change::Add { goal, .. } => drop(late.remove(goal)),
            // What was done waits for its goal by itself.
            Change::Check { .. } | Change::Read { .. } | Change::Skip { .. } => {}
            _ => {
                let goals = change.refers_to();
                ordered.extend(goals.iter().filter_map(|goal| late.remove(goal)));
            }
        }
        ordered.push((stamp, change));
    }
    ordered
}
