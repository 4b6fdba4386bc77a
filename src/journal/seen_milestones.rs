//! Which milestones this device has told of: a file in the state folder. Losing it repeats one, no more.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::files::fs;

/// The milestones of one store that were told of.
#[derive(Clone, Debug)]
pub struct SeenMilestones {
    state: PathBuf,
    file: PathBuf,
}

/// The name of a file in the state folder that tells something of one store.
pub(super) fn file_of(kind: &str, store: &Path) -> String {
    let store = std::fs::canonicalize(store).unwrap_or_else(|_| store.to_owned());
    let mut hasher = DefaultHasher::new();
    store.hash(&mut hasher);
    format!("{kind}-{:016x}", hasher.finish())
}

/// Longer than this, the older half is forgotten: some thousand milestones.
const LONGEST: usize = 1 << 16;

impl SeenMilestones {
    /// What was told of the store in this folder.
    pub fn new(state: PathBuf, store: &Path) -> Self {
        let file = state.join(file_of("said", store));
        Self { state, file }
    }

    /// Those of these milestones that were not told of before; from now on they were. A file that can't
    /// be read or written counts as empty, for no check-off may fail for a word of praise.
    pub fn fresh(&self, milestones: &[String]) -> BTreeSet<String> {
        // What is no file could keep one waiting.
        if std::fs::metadata(&self.file).is_ok_and(|found| !found.is_file()) {
            return milestones.iter().cloned().collect();
        }
        let known = String::from_utf8_lossy(&std::fs::read(&self.file).unwrap_or_default()).into_owned();
        let told: BTreeSet<&str> = known.lines().collect();
        let fresh = milestones.iter().filter(|it| !told.contains(it.as_str())).cloned().collect();
        drop(self.remember(&known, &fresh));
        fresh
    }

    fn remember(&self, known: &str, fresh: &BTreeSet<String>) -> std::io::Result<()> {
        let lines: String = fresh.iter().flat_map(|it| [it.as_str(), "\n"]).collect();
        if lines.is_empty() {
            return Ok(());
        }
        if known.len() > LONGEST {
            let all: Vec<&str> = known.lines().collect();
            let newer = all.get(all.len() / 2..).unwrap_or_default().join("\n");
            return std::fs::write(&self.file, format!("{newer}\n{lines}"));
        }
        fs::make(&self.state).map_err(std::io::Error::other)?;
        let mut options = std::fs::OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        options.open(&self.file)?.write_all(lines.as_bytes())
    }
}
