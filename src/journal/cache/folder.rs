//! The cache folder's files of one store: whole and of this program, or none.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::stamps::sum;
use crate::journal::files::error::{Doing, JournalError};
use crate::journal::files::fs::{self, open_plainly};

/// The first bytes of a file that this program reads. What is kept otherwise has another number.
const FORM: &[u8; 16] = b"goals kept 0009\n";

/// Form, length and sum of the first part, sum of the second.
const HEADER: usize = 40;

/// A larger file is not this program's: it would hold a hundred million check-offs.
const LARGEST: u64 = 1 << 27;

/// Where the files of a store lie.
#[derive(Clone, Debug)]
pub(crate) struct CacheFolder {
    folder: PathBuf,
    /// The store, as an absolute path: whose files these are.
    store: String,
    /// The system's time before anything was looked at. What is written bears it: a shard that changed so
    /// shortly before that it may have changed again unseen is told by it, however long the writing waited.
    now: SystemTime,
}

/// A file of two parts, the second to be read if it is asked for.
pub(crate) struct Parts {
    file: File,
    second_sum: u64,
    /// When what it tells of was looked at.
    pub(crate) written: SystemTime,
}

impl CacheFolder {
    pub(crate) fn new(folder: PathBuf, store: &Path, now: SystemTime) -> Self {
        let store = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
        Self { folder, store: store.to_string_lossy().into_owned(), now }
    }

    fn file(&self, extension: &str) -> PathBuf {
        self.folder.join(format!("{:016x}.{extension}", sum(self.store.as_bytes())))
    }

    pub(crate) fn holds(&self, extension: &str) -> bool {
        std::fs::symlink_metadata(self.file(extension)).is_ok()
    }

    /// The first part of a file, if it is whole, and the way to the second.
    pub(crate) fn read<T: DeserializeOwned>(&self, extension: &str) -> Option<(T, Parts)> {
        let path = self.file(extension);
        // Looked at before it is opened, which would wait at a pipe.
        let found = std::fs::metadata(&path).ok().filter(Metadata::is_file)?;
        if found.len() > LARGEST {
            return None;
        }
        let mut file = File::open(&path).ok()?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header).ok()?;
        let numbers = header.strip_prefix(FORM)?;
        let mut numbers = numbers.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
        let (length, first_sum, second_sum) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let mut bytes = vec![0; usize::try_from(length.min(found.len())).ok()?];
        file.read_exact(&mut bytes).ok()?;
        if sum(&bytes) != first_sum {
            return None;
        }
        let ((store, first), rest) = postcard::take_from_bytes::<(String, T)>(&bytes).ok()?;
        let written = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        (store == self.store && rest.is_empty()).then_some((first, Parts { file, second_sum, written }))
    }

    /// All of a file that has one part.
    pub(crate) fn read_whole<T: DeserializeOwned>(&self, extension: &str) -> Option<T> {
        self.read(extension).map(|(first, _)| first)
    }

    /// Puts a new file in the place of the old one, whole or not at all.
    pub(crate) fn replace(&self, extension: &str, first: &impl Serialize, second: &impl Serialize) -> Kept {
        fs::make(&self.folder)?;
        let path = self.file(extension);
        let new = path.with_extension(format!("{extension}-{}", std::process::id()));
        // What one that was killed left under this name is nobody's.
        drop(std::fs::remove_file(&new));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let mut file = open_plainly(&mut options, &new)?;
        let written = self.bytes(first, second).and_then(|bytes| {
            file.write_all(&bytes)?;
            file.set_modified(self.now)?;
            std::fs::rename(&new, &path)
        });
        if written.is_err() {
            drop(std::fs::remove_file(&new));
        }
        written.map_err(|error| JournalError::io(Doing::Writing, &path, error))
    }

    /// Writes a small file where it stands: half of it would be none, by its sum.
    pub(crate) fn write_over(&self, extension: &str, first: &impl Serialize) -> Kept {
        let path = self.file(extension);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let mut file = open_plainly(&mut options, &path)?;
        let written = self.bytes(first, &()).and_then(|bytes| {
            file.write_all(&bytes)?;
            file.set_len(bytes.len() as u64)
        });
        written.map_err(|error| JournalError::io(Doing::Writing, &path, error))
    }

    fn bytes(&self, first: &impl Serialize, second: &impl Serialize) -> std::io::Result<Vec<u8>> {
        let kept = postcard::to_allocvec(&(&self.store, first)).map_err(std::io::Error::other)?;
        let second = postcard::to_allocvec(second).map_err(std::io::Error::other)?;
        let numbers = [kept.len() as u64, sum(&kept), sum(&second)].map(u64::to_le_bytes);
        Ok([FORM, numbers.as_flattened(), &kept, &second].concat())
    }

    /// Drops everything that is kept of this store, what a killed program left half-way too.
    ///
    /// # Errors
    /// Where something is there and can't be removed.
    pub(crate) fn clear(&self) -> Result<(), JournalError> {
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
}

/// Whether something was kept. That it was not is no error of the command: it costs the next one time.
pub(crate) type Kept = Result<(), JournalError>;

impl Parts {
    /// The second part, if it is whole.
    pub(crate) fn second<T: DeserializeOwned>(mut self) -> Option<T> {
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes).ok()?;
        let (second, rest) =
            postcard::take_from_bytes(&bytes).ok().filter(|_| sum(&bytes) == self.second_sum)?;
        rest.is_empty().then_some(second)
    }
}
