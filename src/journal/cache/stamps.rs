//! What tells that a shard is what it was: its inode and its times, and a few of its bytes.

use std::fs::{File, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io::{Read as _, Seek, SeekFrom};
use std::time::{Duration, SystemTime};

use crate::domain::model::pack::Pack;
use crate::journal::read::{Known, Shard};

/// How much of a shard is compared before the place up to which it is known.
const COMPARED: u64 = 64;

/// Two changes of a file in so short a time may bear the same time.
const COARSE: Duration = Duration::from_secs(2);

/// A shard as it was when it was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ShardStamp {
    /// The device's folder and the shard's name in it, with a slash between them.
    pub(crate) path: String,
    pub(crate) stamp: FileStamp,
    pub(crate) known: Known,
    /// The sum of what stands before the end of what is known.
    pub(crate) before: u64,
}

/// What tells that a file is what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileStamp {
    inode: u64,
    pub(crate) bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl FileStamp {
    #[cfg(unix)]
    pub(crate) fn of(found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            inode: found.ino(),
            bytes: found.len(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }

    #[cfg(not(unix))]
    pub(crate) fn of(found: &Metadata) -> Self {
        let since = |time: std::io::Result<SystemTime>| {
            let since = time.ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
            since.map_or((0, 0), |since| (since.as_secs().cast_signed(), since.subsec_nanos().into()))
        };
        Self {
            inode: 0,
            bytes: found.len(),
            modified: since(found.modified()),
            changed: since(found.created()),
        }
    }

    /// Whether the file changed so shortly before `moment` that it may have changed again unseen.
    pub(crate) fn is_fresh_at(&self, moment: SystemTime) -> bool {
        let (seconds, _) = self.changed.max(self.modified);
        let since = u64::try_from(seconds).ok().map(Duration::from_secs);
        let changed = since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
        let settled = changed.and_then(|changed| changed.checked_add(COARSE));
        settled.is_none_or(|settled| moment < settled)
    }
}

/// A sum of bytes, to tell damage and change; not made against people who mean harm.
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// The device's folder and the shard's name in it, with a slash between them.
pub(crate) fn path_of(shard: &Shard) -> String {
    format!("{}/{}", shard.folder.device, shard.name.to_string_lossy())
}

impl ShardStamp {
    pub(crate) fn is_of(&self, shard: &Shard) -> bool {
        let in_folder = self.path.strip_prefix(shard.folder.device.as_str());
        in_folder
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|name| name == shard.name.to_string_lossy())
    }

    /// What is to be known of a shard that was read.
    pub(crate) fn of(shard: &Shard, known: Known) -> Option<Self> {
        let mut file = File::open(shard.file()).ok()?;
        Some(Self {
            path: path_of(shard),
            stamp: FileStamp::of(shard.found.as_ref()?),
            known,
            before: before(&mut file, known.bytes)?,
        })
    }
}

/// The sum of the bytes that stand before a place in a file, which is gone to.
pub(crate) fn before(file: &mut File, place: u64) -> Option<u64> {
    let count = place.min(COMPARED);
    file.seek(SeekFrom::Start(place - count)).ok()?;
    let mut bytes = vec![0; usize::try_from(count).ok()?];
    file.read_exact(&mut bytes).ok()?;
    Some(sum(&bytes))
}

/// How a shard grew by this program's own appending alone: for what lies in between, it vouches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// As it was before the first append of which this is known.
    pub(crate) root: FileStamp,
    /// As the last append left it.
    pub(crate) stamp: FileStamp,
}

impl Growth {
    /// Whether a shard that was like `mark` became what it is like `now` by growing alone. Whoever changed it
    /// otherwise left a time behind, and a new root.
    pub(crate) fn leads(&self, mark: FileStamp, now: FileStamp) -> bool {
        let since = mark.changed >= self.root.changed && mark.bytes > self.root.bytes;
        self.stamp == now && mark.inode == now.inode && mark.bytes < now.bytes && (mark == self.root || since)
    }
}

impl Pack for FileStamp {
    /// Numbers of full width: there is one for each year, and these are read faster than short ones.
    fn pack(&self, to: &mut Vec<u8>) {
        let Self { inode, bytes, modified, changed } = *self;
        let times = [modified.0, modified.1, changed.0, changed.1].map(i64::cast_unsigned);
        to.extend([inode, bytes].into_iter().chain(times).flat_map(u64::to_le_bytes));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (numbers, rest) = from.split_first_chunk::<48>()?;
        *from = rest;
        let mut numbers = numbers.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
        let mut next = || numbers.next();
        let (inode, bytes) = (next()?, next()?);
        let mut time = || Some((next()?.cast_signed(), next()?.cast_signed()));
        Some(Self { inode, bytes, modified: time()?, changed: time()? })
    }
}

impl Pack for Growth {
    fn pack(&self, to: &mut Vec<u8>) {
        self.root.pack(to);
        self.stamp.pack(to);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self { root: Pack::unpack(from)?, stamp: Pack::unpack(from)? })
    }
}

impl Pack for ShardStamp {
    fn pack(&self, to: &mut Vec<u8>) {
        self.path.pack(to);
        self.stamp.pack(to);
        to.extend([self.known.bytes, self.before].into_iter().flat_map(u64::to_le_bytes));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (path, stamp) = Pack::unpack(from)?;
        let (numbers, rest) = from.split_first_chunk::<16>()?;
        *from = rest;
        let mut numbers = numbers.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
        let (bytes, before) = (numbers.next()?, numbers.next()?);
        Some(Self { path, stamp, known: Known { bytes }, before })
    }
}
