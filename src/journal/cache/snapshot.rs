//! What the journal added up to when it was last read, in the cache folder, so that it need not be read
//! again: never the truth. Lost, stale, damaged or made by another version, it costs time and nothing else.
//!
//! A snapshot is believed as far as the shards are what they were: each has to have its inode and its times, or
//! to have grown by this program's own appending alone, for which it vouches with the times that its last
//! append left. What came since is read, and put on top where that is as good as reading everything in order:
//! where every new id is greater than all that were known, and nothing is undone.

use std::collections::BTreeMap;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::stamps::{FileStamp, Growth, ShardStamp, before, path_of, sum};
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::pack::Pack;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use crate::journal::files::error::{Doing, JournalError};
use crate::journal::files::fs;
use crate::journal::files::shard::{LONGEST, open_plainly};
use crate::journal::fold::Recorded;
use crate::journal::format::entry::{Origin, Read};
use crate::journal::format::{entry, plain};
use crate::journal::read::{Known, Shard};
use crate::journal::{Reading, Remark, Remarks, Source};

/// Which of the two snapshots of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The last days alone, with what is needed of all before: what `today`, `prompt` and `check` read.
    Live,
    /// Everything but the records of single check-offs.
    Whole,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Live, Self::Whole];

    const fn extension(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Whole => "whole",
        }
    }

    /// So many bytes that came since are put on top; where more did, reading everything is no slower.
    const fn most(self) -> u64 {
        match self {
            Self::Live => 1 << 18,
            Self::Whole => 1 << 22,
        }
    }
}

/// What a snapshot is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// There is none.
    Missing,
    /// It tells what the journal says, perhaps with what came since put on top.
    Current,
    /// The journal says something else by now; everything is read.
    Stale,
    /// It is damaged, of another store, or of another version; everything is read.
    Unusable,
}

/// Where the snapshots of a store lie.
#[derive(Clone, Debug)]
pub struct Snapshots {
    pub(crate) folder: PathBuf,
    /// The store, as it was named.
    root: PathBuf,
    /// The store, as an absolute path: what they are snapshots of.
    store: String,
    /// The system's time before anything was looked at. What is written bears it: a shard that changed so
    /// shortly before that it may have changed again unseen is told by it, however long the writing waited.
    now: SystemTime,
}

/// The first bytes of a snapshot that this program reads. What is packed otherwise has another number, and what
/// another version packed is another's.
const FORM: &[u8] = concat!(
    "goals ",
    env!("CARGO_PKG_VERSION"),
    " snapshot 3
"
)
.as_bytes();

/// A larger file is not this program's: it would hold a hundred million check-offs.
const LARGEST: u64 = 1 << 26;

/// Behind the name of a store's snapshots: the file that vouches for what was appended since.
const GROWN: &str = "grown";

/// A snapshot that was read.
struct Snapshot {
    /// When the shards were looked at of which it tells.
    written: SystemTime,
    largest: Option<EntryId>,
    /// The first day of which the state holds each record of what was done.
    records: Day,
    remarks: Remarks,
    marks: Vec<ShardStamp>,
    state: State,
}

/// What a file of this store holds.
pub(crate) struct Body {
    bytes: Vec<u8>,
    /// How much of that is the file's form, its sum and the store.
    begin: usize,
    /// When the shards were looked at of which it tells.
    written: SystemTime,
}

impl Body {
    pub(crate) fn rest(&self) -> &[u8] {
        self.bytes.get(self.begin..).unwrap_or_default()
    }
}

/// What has to hold of a snapshot for it to answer.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Which one.
    pub kind: Kind,
    /// The wall clock, which tells the day of judging.
    pub now: NaiveDateTime,
}

impl Snapshots {
    /// The snapshots of a store, in a cache folder.
    pub fn new(folder: PathBuf, store: &Path, now: SystemTime) -> Self {
        let root = store.to_owned();
        let store = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
        Self { folder, root, store: store.to_string_lossy().into_owned(), now }
    }

    fn file(&self, kind: Kind) -> PathBuf {
        self.named(kind.extension())
    }

    /// A file of this store in the cache folder.
    fn named(&self, extension: &str) -> PathBuf {
        self.folder.join(format!("{:016x}.{extension}", sum(self.store.as_bytes())))
    }

    /// Drops everything that is kept of this store, what a killed program left half-way too.
    ///
    /// # Errors
    /// Where something is there and can't be removed.
    pub(crate) fn remove(&self) -> Result<(), JournalError> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return Ok(()) };
        let own = format!("{:016x}.", sum(self.store.as_bytes()));
        // What can't be removed is no reason to leave the rest.
        let mut removed = Ok(());
        for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(&own)) {
            match std::fs::remove_file(entry.path()) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    removed = Err(JournalError::io(Doing::Writing, &entry.path(), error));
                }
                Ok(()) | Err(_) => {}
            }
        }
        removed
    }

    /// What reading these shards comes to, told by a snapshot and what came since; nothing where there is
    /// none that tells it.
    pub(crate) fn read(&self, wanted: Wanted, shards: &[Shard]) -> Option<Reading> {
        let snapshot = self.load(wanted.kind)?;
        let today = Day::of(wanted.now, snapshot.state.settings.day_start());
        if today < snapshot.records || !snapshot.state.reaches(today) {
            return None;
        }
        let mut since = Since::default();
        // Both stand in the order of their names.
        let mut marks = snapshot.marks.iter().peekable();
        for shard in shards {
            let mark = marks.next_if(|mark| mark.is_of(shard));
            since.add(shard, mark, snapshot.written, wanted.kind.most(), || self.vouched_for())?;
        }
        if marks.next().is_some() {
            return None;
        }
        since.on_top_of(snapshot, wanted.kind)
    }

    /// What a snapshot is good for.
    pub(crate) fn state(&self, wanted: Wanted, shards: &[Shard]) -> Condition {
        if std::fs::symlink_metadata(self.file(wanted.kind)).is_err() {
            Condition::Missing
        } else if self.load(wanted.kind).is_none() {
            Condition::Unusable
        } else if self.read(wanted, shards).is_none() {
            Condition::Stale
        } else {
            Condition::Current
        }
    }

    fn load(&self, kind: Kind) -> Option<Snapshot> {
        let body = self.body(kind.extension())?;
        let from = &mut body.rest();
        let snapshot = Snapshot {
            written: body.written,
            largest: Option::unpack(from)?,
            records: Day::unpack(from)?,
            remarks: self.remarks(from)?,
            marks: Vec::unpack(from)?,
            state: State::unpack(from)?,
        };
        from.is_empty().then_some(snapshot)
    }

    /// What a file of this store holds, if it is whole and this program's.
    fn body(&self, extension: &str) -> Option<Body> {
        let path = self.named(extension);
        // Looked at before it is opened, which would wait at a pipe.
        let found = std::fs::metadata(&path).ok().filter(Metadata::is_file)?;
        let written = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        // One that is written over meanwhile is none, by its sum.
        if found.len() > LARGEST {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(found.len()).ok()?];
        File::open(&path).ok()?.read_exact(&mut bytes).ok()?;
        let (checked, body) = bytes.strip_prefix(FORM)?.split_first_chunk()?;
        let mut rest = body;
        let whole = u64::from_le_bytes(*checked) == sum(body) && String::unpack(&mut rest)? == self.store;
        let begin = bytes.len() - rest.len();
        whole.then_some(Body { bytes, begin, written })
    }

    /// The shards that grew by this program's own appending alone, by their paths.
    fn vouched_for(&self) -> BTreeMap<String, Growth> {
        self.body(GROWN).and_then(|body| Pack::unpack(&mut body.rest())).unwrap_or_default()
    }

    /// Vouches for a shard that was `seen` with all that it held, and that nobody but this program changed since:
    /// to be called while that is sure.
    pub(crate) fn vouch(&self, seen: FileStamp, shard: &Shard) {
        let Some(stamp) = shard.found.as_ref().map(FileStamp::of) else { return };
        let mut grown = self.vouched_for();
        let before = grown.get(&path_of(shard)).filter(|before| before.stamp == seen);
        let root = before.map_or(seen, |before| before.root);
        grown.insert(path_of(shard), Growth { root, stamp });
        let mut body = Vec::new();
        grown.pack(&mut body);
        drop(self.write_over(GROWN, &body));
    }

    /// Writes a file where it stands: half of it would be none, by its sum.
    pub(crate) fn write_over(&self, extension: &str, body: &[u8]) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let mut file = open_plainly(&mut options, &self.named(extension)).map_err(std::io::Error::other)?;
        let bytes = self.checked(body);
        file.write_all(&bytes)?;
        file.set_modified(self.now)?;
        // Asking costs less than cutting what is not too long.
        let length = bytes.len() as u64;
        if file.metadata()?.len() > length { file.set_len(length) } else { Ok(()) }
    }

    /// A file's bytes: its form, its sum, the store it is of, and what it holds.
    fn checked(&self, body: &[u8]) -> Vec<u8> {
        let mut checked = Vec::with_capacity(self.store.len() + 4 + body.len());
        self.store.pack(&mut checked);
        checked.extend_from_slice(body);
        let mut bytes = Vec::with_capacity(FORM.len() + 8 + checked.len());
        bytes.extend_from_slice(FORM);
        bytes.extend_from_slice(&sum(&checked).to_le_bytes());
        bytes.extend_from_slice(&checked);
        bytes
    }

    /// What was to be told of the journal. Its files are named as they lie in the store.
    fn remarks(&self, from: &mut &[u8]) -> Option<Remarks> {
        let (unreadable, newer) = <(usize, usize)>::unpack(from)?;
        let mut remarks = Remarks { unreadable: Vec::new(), newer };
        if unreadable > 0 {
            let file = self.root().join(String::unpack(from)?);
            let (line, why) = Pack::unpack(from)?;
            remarks.unreadable = vec![Remark { file, line, why }; unreadable];
        }
        Some(remarks)
    }

    /// Writes a snapshot of a reading, with `state` in the place of its own. One that can't be written is
    /// not there: nothing follows from that.
    pub(crate) fn write(&self, kind: Kind, reading: &Reading, state: &State) {
        let marks =
            reading.shards.iter().zip(&reading.known).map(|(shard, known)| ShardStamp::of(shard, *known));
        let Some(marks) = marks.collect::<Option<Vec<_>>>() else { return };
        let mut body = Vec::new();
        reading.largest.pack(&mut body);
        state.records_since().unwrap_or(reading.records).pack(&mut body);
        self.pack_remarks(&reading.remarks, &mut body);
        marks.pack(&mut body);
        state.pack(&mut body);
        drop(self.replace(kind.extension(), &body));
    }

    /// The first line that can't be read, and how many there are: that much is told of them.
    fn pack_remarks(&self, remarks: &Remarks, to: &mut Vec<u8>) {
        (remarks.unreadable.len(), remarks.newer).pack(to);
        if let Some(first) = remarks.unreadable.first() {
            let file = first.file.strip_prefix(self.root()).unwrap_or(&first.file);
            file.to_string_lossy().into_owned().pack(to);
            (first.line, first.why.clone()).pack(to);
        }
    }

    /// The store's folder, as it was named.
    fn root(&self) -> PathBuf {
        self.root.clone()
    }

    /// Puts a new file in the place of the old one, whole or not at all.
    fn replace(&self, extension: &str, body: &[u8]) -> std::io::Result<()> {
        fs::make(&self.folder).map_err(std::io::Error::other)?;
        let path = self.named(extension);
        let new = path.with_extension(format!("{extension}-{}", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // What one that was killed left under this name is nobody's.
        drop(std::fs::remove_file(&new));
        let mut file = open_plainly(&mut options, &new).map_err(std::io::Error::other)?;
        let written = file
            .write_all(&self.checked(body))
            .and_then(|()| file.set_modified(self.now))
            .and_then(|()| std::fs::rename(&new, &path));
        if written.is_err() {
            drop(std::fs::remove_file(&new));
        }
        written
    }
}

/// What came since a snapshot was made.
#[derive(Default)]
struct Since {
    entries: Vec<Recorded>,
    remarks: Remarks,
    /// How far each shard is known.
    known: Vec<Known>,
    bytes: u64,
}

impl Since {
    /// Reads what a shard holds beyond its mark; nothing where it is not what it was.
    fn add(
        &mut self,
        shard: &Shard,
        mark: Option<&ShardStamp>,
        written: SystemTime,
        most: u64,
        vouched_for: impl FnOnce() -> BTreeMap<String, Growth>,
    ) -> Option<()> {
        let stamp = FileStamp::of(shard.found.as_ref()?);
        let known = mark.map(|mark| mark.known).unwrap_or_default();
        let same = mark.is_some_and(|mark| mark.stamp == stamp);
        if same && !stamp.is_fresh_at(written) {
            self.known.push(known);
            return Some(());
        }
        let grew =
            |mark: &ShardStamp| vouched_for().get(&mark.path).is_some_and(|it| it.leads(mark.stamp, stamp));
        let believed = match mark {
            None => true,
            Some(mark) => same || grew(mark),
        };
        if !believed {
            return None;
        }
        let mut file = crate::journal::files::shard::open_to_read(&shard.file()).ok()??;
        if let Some(mark) = mark
            && before(&mut file, known.bytes)? != mark.before
        {
            return None;
        }
        // One more than there should be, so that the end is seen without asking for more room.
        let more = stamp.bytes.saturating_sub(known.bytes).min(most) + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(more).ok()?);
        file.take(most + 1).read_to_end(&mut bytes).ok()?;
        self.bytes += bytes.len() as u64;
        if self.bytes > most {
            return None;
        }
        let known = self.take(shard, &bytes, known)?;
        self.known.push(known);
        Some(())
    }

    /// Reads lines, and tells how far the shard is known with them.
    fn take(&mut self, shard: &Shard, bytes: &[u8], mut known: Known) -> Option<Known> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if line.len() > LONGEST {
                return None;
            }
            let text = line.trim_ascii();
            let whole = line.ends_with(b"\n");
            let plain = plain::read(text).map(|plain| Read::Entry(plain.entry(), Origin::Known));
            let read = if text.is_empty() { None } else { Some(plain.unwrap_or_else(|| entry::read(text))) };
            match read {
                Some(Read::Entry(entry, origin)) => {
                    self.remarks.newer += usize::from(origin == Origin::Newer);
                    self.entries.push(Recorded { entry, device: shard.folder.device.clone() });
                }
                Some(_) if !whole && !text.contains(&0) => break,
                // What is nobody's JSON is for those who read everything.
                Some(Read::Newer | Read::Torn | Read::Unreadable(_)) => return None,
                None => {}
            }
            known.bytes += line.len() as u64;
        }
        Some(known)
    }

    /// The snapshot with what came since, where the order in which it came is the order of the ids.
    fn on_top_of(mut self, snapshot: Snapshot, kind: Kind) -> Option<Reading> {
        let Snapshot { mut largest, records, mut remarks, mut state, .. } = snapshot;
        self.entries.sort_by_key(|recorded| recorded.entry.id);
        for Recorded { entry, device } in &self.entries {
            if Some(entry.id) <= largest || !fits(&entry.did, kind, &state) {
                return None;
            }
            largest = Some(entry.id);
            state.add(Stamp { id: entry.id, place: 0, at: &entry.at, device }, &entry.did);
        }
        remarks.add(self.remarks);
        let source = Source::Snapshot { kind, since: self.bytes };
        Some(Reading { largest, state, remarks, records, source, known: self.known, ..Reading::default() })
    }
}

/// Whether an entry on top of a snapshot comes to the same as in its place among all others.
fn fits(did: &[Change], kind: Kind, state: &State) -> bool {
    match kind {
        Kind::Live => state.takes(did),
        Kind::Whole => state.takes_any(did),
    }
}
