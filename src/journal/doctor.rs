//! What a journal is made of, and what is wrong with it, found: everything is read, and nothing is changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat};

use super::Journal;
use super::cache::snapshot::Snapshot;
use super::diagnosis::{
    ClockAhead, ConflictCopy, DayAhead, DaysBeyond, Device, Diagnosis, JudgedLimit, Locks, Newer, NotTakenIn,
    Permission, Place, Repeated, SnapshotUse, Tail, Torn, Unreadable,
};
use super::files::error::{Doing, JournalError};
use super::files::lock::Locking;
use super::files::permissions::oddities;
use super::files::shard::{Known, Line, Understood, visible};
use super::files::{lock, shard};
use super::fold::Entries;
use super::format::entry;
use super::format::entry::{Entry, Origin, Read, Recorded};
use super::format::id::entry_text;
use super::inbox;
use super::read::Detail;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Bound;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;

impl Journal {
    /// Looks into everything, as of `now`. What can't be read is told of, and the rest is read all the
    /// same; nothing is written.
    pub fn doctor(&self, now: DateTime<FixedOffset>) -> Diagnosis {
        let mut pass =
            Pass { store: &self.folder, files: Vec::new(), lines: Vec::new(), found: Diagnosis::default() };
        pass.walk();
        pass.lines.sort_by_key(|line| (line.entry.id, line.file, line.number));
        pass.count();
        pass.span();
        pass.compare();
        pass.doubt_clocks(now);
        pass.look_ahead(now);
        pass.found.snapshot = self.snapshot_use(now.naive_local());
        pass.found
    }

    fn snapshot_use(&self, now: NaiveDateTime) -> SnapshotUse {
        let Some(cache) = self.cache.as_ref().filter(|cache| Snapshot::is_there(cache)) else {
            return SnapshotUse::Missing;
        };
        match (Snapshot::read(cache), self.read(Detail::Days, now)) {
            (None, _) => SnapshotUse::Unusable,
            (Some(_), Ok(reading)) if reading.from_snapshot => SnapshotUse::Current,
            (Some(_), _) => SnapshotUse::Stale,
        }
    }
}

/// One pass over a store.
struct Pass<'a> {
    store: &'a Path,
    files: Vec<File>,
    lines: Vec<Found>,
    found: Diagnosis,
}

/// A file of entries.
struct File {
    name: String,
    /// The place of its device among the devices.
    device: usize,
    entries: usize,
    /// How many of its entries are in no other file.
    alone: usize,
}

/// An entry, and where it was found.
struct Found {
    entry: Entry,
    /// What its writer's clock said, where this version knows.
    at: Option<DateTime<FixedOffset>>,
    /// The place of its file among the files.
    file: usize,
    number: usize,
}

impl Pass<'_> {
    fn walk(&mut self) {
        let journal = self.store.join("journal");
        self.look_at(self.store);
        self.look_at(&journal);
        let inbox = inbox::not_taken_in(self.store).into_iter();
        self.found.inbox.extend(inbox.map(|(file, what)| NotTakenIn { file, what }));
        for (name, folder) in self.list(&journal) {
            match std::fs::metadata(&folder) {
                Ok(kind) if kind.is_dir() => self.device(name, &folder),
                Ok(_) => {}
                Err(error) => self.unreadable(&folder, &JournalError::io(Doing::Reading, &folder, error)),
            }
        }
    }

    fn device(&mut self, name: String, folder: &Path) {
        let lock = folder.join(".lock");
        self.look_at(folder);
        self.look_at(&lock);
        if self.found.locks == Locks::NotTried {
            self.found.locks = tried(&lock);
        }
        let mut device = Device { name, ..Device::default() };
        for (_, path) in self.list(folder) {
            if path.extension().is_some_and(|extension| extension == "jsonl") {
                device.shards += 1;
                let plain = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file);
                device.bytes += plain.map_or(0, |shard| shard.len());
                self.shard(&path);
            }
        }
        self.found.devices.push(device);
    }

    fn shard(&mut self, path: &Path) {
        self.look_at(path);
        let (name, device) = (self.name(path), self.found.devices.len());
        self.files.push(File { name, device, entries: 0, alone: 0 });
        if let Err(error) = shard::each_line(path, Known::default(), |number, line| self.line(number, line)) {
            self.unreadable(path, &error);
        }
    }

    /// Takes a line of the file that was opened last.
    fn line(&mut self, number: usize, line: Line<'_>) -> Understood {
        let file = self.files.len().saturating_sub(1);
        let place = self.place(file, number);
        let (text, tail) = match line {
            Line::Whole(text) => (text, Tail::Healed),
            Line::Last(text) => (text, Tail::Open),
            Line::TooLong => {
                let why = "longer than 1 MiB".to_owned();
                self.found.unreadable.push(Unreadable { place, why });
                return Understood::Whole;
            }
        };
        match entry::read(text) {
            Read::Entry(entry, origin) => {
                let days = entry::days_beyond(text);
                if !days.is_empty() {
                    self.found.days_beyond.push(DaysBeyond { place: place.clone(), days });
                }
                if origin == Origin::Newer {
                    self.found.newer.push(Newer { place, unknown: unknown(text) });
                }
                let at = DateTime::parse_from_rfc3339(&entry.at).ok();
                self.lines.push(Found { entry, at, file, number });
            }
            Read::Newer => self.found.newer.push(Newer { place, unknown: unknown(text) }),
            Read::Torn => self.found.torn.push(Torn { place, tail }),
            Read::Unreadable(why) => self.found.unreadable.push(Unreadable { place, why }),
        }
        // Nothing is read from there on.
        Understood::Torn
    }

    /// What lies in a folder, as far as that can be told.
    fn list(&mut self, folder: &Path) -> Vec<(String, PathBuf)> {
        let listed = visible(folder).unwrap_or_else(|error| {
            self.unreadable(folder, &error);
            Vec::new()
        });
        let named =
            listed.into_iter().map(|(name, entry)| (name.to_string_lossy().into_owned(), entry.path()));
        named.collect()
    }

    fn unreadable(&mut self, path: &Path, error: &JournalError) {
        let place = Place { file: self.name(path), line: None };
        self.found.unreadable.push(Unreadable { place, why: error.reason() });
    }

    fn look_at(&mut self, path: &Path) {
        let file = self.name(path);
        let seen = oddities(path).into_iter().map(|what| Permission { file: file.clone(), what });
        self.found.permissions.extend(seen);
    }

    /// A path as it lies in the store.
    fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.store).unwrap_or(path);
        if inside.as_os_str().is_empty() { ".".to_owned() } else { inside.display().to_string() }
    }

    fn place(&self, file: usize, number: usize) -> Place {
        let file = self.files.get(file).map(|file| file.name.clone()).unwrap_or_default();
        Place { file, line: Some(number) }
    }

    /// The lines of each entry.
    fn each(&self) -> impl Iterator<Item = &[Found]> {
        self.lines.chunk_by(|a, b| a.entry.id == b.entry.id)
    }

    /// How many entries there are: in all, in each file, of each device.
    fn count(&mut self) {
        for lines in self.lines.chunk_by(|a, b| a.entry.id == b.entry.id) {
            self.found.entries += 1;
            let files = files_of(lines);
            let mut devices = Vec::new();
            for file in &files {
                if let Some(file) = self.files.get_mut(*file) {
                    file.entries += 1;
                    file.alone += usize::from(files.len() == 1);
                    devices.push(file.device);
                }
            }
            devices.dedup();
            for device in devices {
                if let Some(device) = self.found.devices.get_mut(device) {
                    device.entries += 1;
                }
            }
        }
    }

    /// From when to when each device wrote.
    fn span(&mut self) {
        for (place, device) in self.found.devices.iter_mut().enumerate() {
            let of_device = |file: usize| self.files.get(file).is_some_and(|file| file.device == place);
            let moments = self.lines.iter().filter(|line| of_device(line.file)).filter_map(|line| line.at);
            device.first = moments.clone().min().map(written);
            device.last = moments.max().map(written);
        }
    }

    /// What is there more than once, and which files are copies.
    fn compare(&mut self) {
        let mut repeated: BTreeMap<Vec<usize>, Repeated> = BTreeMap::new();
        for lines in self.each() {
            let [first, more @ ..] = lines else { continue };
            // What two machines imported of the same file is there twice, and is one.
            if more.is_empty() || first.entry.of.is_some() {
                continue;
            }
            let files = files_of(lines);
            let names = files.iter().filter_map(|file| self.files.get(*file));
            let files = names.map(|file| file.name.clone()).collect();
            let found = repeated.entry(files_of(lines)).or_insert(Repeated {
                files,
                ids: Vec::new(),
                differing: Vec::new(),
            });
            let id = entry_text(first.entry.id);
            if more.iter().any(|line| line.entry != first.entry) {
                found.differing.push(id.clone());
            }
            found.ids.push(id);
        }
        self.found.repeated = repeated.into_values().collect();
        let copies = self.files.iter().filter(|file| is_copy(&file.name));
        self.found.copies = copies
            .map(|file| ConflictCopy { file: file.name.clone(), entries: file.entries, alone: file.alone })
            .collect();
    }

    fn doubt_clocks(&mut self, now: DateTime<FixedOffset>) {
        let first = self.each().filter_map(<[Found]>::first);
        let ahead = first.filter(|line| line.at.is_some_and(|at| at > now));
        let found = ahead
            .map(|line| ClockAhead { place: self.place(line.file, line.number), at: line.entry.at.clone() });
        self.found.clocks_ahead = found.collect();
    }

    /// What counts on days after today (SEMANTICS 10.6).
    fn look_ahead(&mut self, now: DateTime<FixedOffset>) {
        let lines = std::mem::take(&mut self.lines);
        let places: Vec<(EntryId, usize, usize)> =
            lines.iter().map(|line| (line.entry.id, line.file, line.number)).collect();
        // An entry's device tells nothing here.
        let recorded = lines.into_iter().map(|line| Recorded { entry: line.entry, device: String::new() });
        let state = Entries::new(recorded.collect()).state();
        let today = Day::of(now.naive_local(), state.settings.day_start());
        for done in state.done().filter(|done| done.day > today) {
            let before = places.partition_point(|(id, ..)| *id < done.origin.entry);
            if let Some((_, file, number)) = places.get(before) {
                let place = self.place(*file, *number);
                let goal = done.what.goal().and_then(|id| state.tree.goal(id));
                let code = goal.map(|goal| state.tree.code(goal.id));
                self.found.days_ahead.push(DayAhead { place, day: done.day, code });
            }
        }
        self.found.judged_limits = judged_limits(&state, today);
    }
}

fn judged_limits(state: &State, today: Day) -> Vec<JudgedLimit> {
    let (judge, tree) = (Judge::new(state, today), &state.tree);
    let limits = tree.goals_in_order().filter(|goal| {
        matches!(judge.schedule(goal).bound(), Bound::AtMost(_)) && !tree.was_archived(goal.id, today)
    });
    let judged = limits.map(|goal| (goal.id, judge.judging_children(goal)));
    let judged = judged.filter(|(_, children)| !children.is_empty());
    judged
        .map(|(id, children)| JudgedLimit {
            code: tree.code(id),
            children: children.into_iter().map(|child| tree.code(child)).collect(),
        })
        .collect()
}

/// The files in which the lines of one entry are, each once.
fn files_of(lines: &[Found]) -> Vec<usize> {
    let mut files: Vec<usize> = lines.iter().map(|line| line.file).collect();
    files.dedup();
    files
}

/// Whether this program would not have named a file so: its shards are years, or imports.
fn is_copy(name: &str) -> bool {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let is_year = stem.len() == 4 && stem.bytes().all(|byte| byte.is_ascii_digit());
    !is_year && !stem.starts_with("import-")
}

/// The names that only a newer version knows, each no longer than it takes to recognise it.
fn unknown(text: &[u8]) -> Vec<String> {
    entry::unknown(text).into_iter().map(|name| name.chars().take(LONGEST_NAME).collect()).collect()
}

const LONGEST_NAME: usize = 60;

fn written(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// Whether the file system has locks, by one that lies there.
fn tried(path: &Path) -> Locks {
    match lock::try_out(path) {
        Some(Locking::Held) => Locks::Work,
        Some(Locking::Unavailable) => Locks::Missing,
        None => Locks::NotTried,
    }
}
