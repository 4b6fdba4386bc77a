//! What tells that a shard is what it was: its inode and its times, and a few of its bytes.

use std::fs::{File, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io::{Read as _, Seek, SeekFrom};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::journal::files::shard::{Known, Shard};

/// How much of a shard is compared before the place up to which it is known, in bytes.
const COMPARED: u64 = 64;

/// Two changes of a file in so short a time may bear the same time.
const COARSE: Duration = Duration::from_secs(2);

/// What tells that a file is what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileStamp {
    pub(crate) inode: u64,
    pub(crate) bytes: u64,
    modified: (i64, i64),
    pub(crate) changed: (i64, i64),
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

/// A shard as it was when it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ShardStamp {
    pub(crate) name: String,
    pub(crate) stamp: FileStamp,
    pub(crate) known: Known,
    /// The sum of what stands before the end of what is known.
    before: u64,
}

impl ShardStamp {
    /// What is to be known of a shard that was read.
    pub(crate) fn of(shard: &Shard, known: Known) -> Option<Self> {
        let stamp = FileStamp::of(shard.found.as_ref()?);
        Some(Self { name: shard.name(), stamp, known, before: before(shard, known)? })
    }

    /// Whether the last bytes that were known still stand there.
    pub(crate) fn ends_alike(&self, shard: &Shard) -> bool {
        before(shard, self.known) == Some(self.before)
    }
}

/// The sum of the bytes that stand before a place in a shard.
fn before(shard: &Shard, known: Known) -> Option<u64> {
    let count = known.bytes.min(COMPARED);
    let mut file = File::open(&shard.path).ok()?;
    file.seek(SeekFrom::Start(known.bytes - count)).ok()?;
    let mut bytes = vec![0; usize::try_from(count).ok()?];
    file.read_exact(&mut bytes).ok()?;
    Some(sum(&bytes))
}

/// A sum of bytes, to tell damage and change; not made against people who mean harm.
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
