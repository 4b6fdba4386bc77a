//! What each append leaves: which shard it found, and which it left. A chain of such notes from a snapshot's stamp to
//! the present one says that nobody else wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::folder::CacheFolder;
use super::stamps::FileStamp;

const EXTENSION: &str = "appends";

/// The chain of each shard, by its name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct AppendNotes(BTreeMap<String, Chain>);

/// How a shard grew by this program's own appending alone.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Chain {
    /// As it was before the first append of which this is known.
    root: FileStamp,
    /// As the last append left it.
    last: FileStamp,
}

impl AppendNotes {
    pub(crate) fn read(folder: &CacheFolder) -> Self {
        folder.read_whole(EXTENSION).unwrap_or_default()
    }

    /// Notes that a shard grew by one append from what was `found`, with all that it held, to what was `left`. To be
    /// called while it is sure that nobody else wrote.
    pub(crate) fn note(folder: &CacheFolder, name: String, found: FileStamp, left: FileStamp) {
        let mut notes = Self::read(folder);
        let chain = notes.0.get(&name).filter(|chain| chain.last == found);
        let root = chain.map_or(found, |chain| chain.root);
        notes.0.insert(name, Chain { root, last: left });
        // Not noted, the next command reads everything.
        drop(folder.write_over(EXTENSION, &notes));
    }

    /// Whether a shard that was as `then` became what it is `now` by appends alone. Whoever changed it otherwise
    /// left a time behind, and a new root.
    pub(crate) fn lead(&self, name: &str, then: FileStamp, now: FileStamp) -> bool {
        self.0.get(name).is_some_and(|Chain { root, last }| {
            let since = then.changed >= root.changed && then.bytes > root.bytes;
            *last == now && then.inode == now.inode && then.bytes < now.bytes && (then == *root || since)
        })
    }
}
