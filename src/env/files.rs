//! Files and folders that are made for a person, and taken away again: what she asked for, and drafts for her editor.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::world::Env;
use crate::error::Error;

/// Who may read a file that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// As the system has it.
    Usual,
    Oneself,
}

impl Env {
    /// Makes a file of one's own for an editor.
    pub(crate) fn make_draft(&self, name: &str, text: &str) -> Result<PathBuf, Error> {
        let folder = std::env::temp_dir();
        let number = getrandom::u32().map_err(|error| Error::Outside(anyhow::anyhow!("{error}")))?;
        let path = folder.join(format!("goals-{name}-{number:08x}.txt"));
        let mut options = std::fs::OpenOptions::new();
        own_file(options.write(true).create_new(true));
        let written = options.open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.with_context(|| format!("could not write {}", path.display())).map_err(Error::Outside)?;
        Ok(path)
    }

    /// Makes a folder of one's own among the temporary ones, for a store to throw away.
    pub(crate) fn make_throwaway(&self, name: &str) -> Result<PathBuf, Error> {
        let number = getrandom::u32().map_err(|error| Error::Outside(anyhow::anyhow!("{error}")))?;
        let folder = std::env::temp_dir().join(format!("goals-{name}-{number:08x}"));
        let made = own_folders().create(&folder).and_then(|()| std::path::absolute(&folder));
        made.with_context(|| format!("could not make {}", folder.display())).map_err(Error::Outside)
    }

    pub(crate) fn read_draft(&self, path: &Path) -> Result<String, Error> {
        let read =
            std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()));
        read.map_err(Error::Outside)
    }

    pub(crate) fn has_draft(&self, path: &Path) -> bool {
        path.exists()
    }

    pub(crate) fn write_draft(&self, path: &Path, text: &str) -> Result<(), Error> {
        let written =
            std::fs::write(path, text).with_context(|| format!("could not write {}", path.display()));
        written.map_err(Error::Outside)
    }

    /// Takes an editor's file away; one that stays behind does no harm.
    pub(crate) fn drop_draft(&self, path: &Path) {
        drop(std::fs::remove_file(path));
    }

    pub(crate) fn is_there(&self, path: &Path) -> bool {
        path.exists()
    }

    pub(crate) fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    /// The text of a file; nothing where there is none.
    pub(crate) fn read_if_there(&self, path: &Path) -> Result<Option<String>, Error> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let error = anyhow::Error::new(error).context(format!("could not read {}", path.display()));
                Err(Error::Outside(error))
            }
        }
    }

    pub(crate) fn make_folders(&self, path: &Path) -> Result<(), Error> {
        std::fs::create_dir_all(path).map_err(|source| Error::NotMade { path: path.to_owned(), source })
    }

    pub(crate) fn remove_file(&self, path: &Path) -> Result<(), Error> {
        let removed = std::fs::remove_file(path);
        removed.with_context(|| format!("could not remove {}", path.display())).map_err(Error::Outside)
    }

    /// Writes a file that was asked for, whole: under a hidden name beside it first. One that is there is
    /// replaced; a link is followed.
    pub(crate) fn write_file(&self, path: &Path, text: &str) -> Result<(), Error> {
        self.write_as(path, text, Readers::Usual)
    }

    /// The same with a file for nobody else's eyes. One that is there stays as readable as it is.
    pub(crate) fn write_own_file(&self, path: &Path, text: &str) -> Result<(), Error> {
        self.write_as(path, text, Readers::Oneself)
    }

    /// Makes a folder that is for nobody else, with these files in it, each a path below it and a text. It is there
    /// whole or not at all; an empty one that is there takes them.
    pub(crate) fn write_own_folder(&self, path: &Path, files: &[(String, String)]) -> Result<(), Error> {
        let is_free = match std::fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(_) => std::fs::symlink_metadata(path).is_err(),
        };
        let (Some(name), true) = (path.file_name(), is_free) else {
            return Err(Error::NotAnEmptyFolder(path.to_owned()));
        };
        let hidden = path.with_file_name(hidden_name(name)?);
        let written = own_folders().create(&hidden).and_then(|()| {
            for (file, text) in files {
                let file = hidden.join(file);
                own_folders().recursive(true).create(file.parent().unwrap_or(&hidden))?;
                let mut options = std::fs::OpenOptions::new();
                own_file(options.write(true).create_new(true));
                let mut file = options.open(file)?;
                file.write_all(text.as_bytes()).and_then(|()| file.sync_all())?;
            }
            std::fs::rename(&hidden, path)
        });
        if written.is_err() {
            drop(std::fs::remove_dir_all(&hidden));
        }
        written.map_err(|source| Error::NotMade { path: path.to_owned(), source })
    }

    fn write_as(&self, path: &Path, text: &str, readers: Readers) -> Result<(), Error> {
        let (path, permissions) = match std::fs::metadata(path) {
            // `/dev/stdout` may be a file, and what stands in it is not this program's to replace.
            Ok(found) if !found.is_file() || path.starts_with("/dev") || path.starts_with("/proc") => {
                return Err(Error::NotAFile(path.to_owned()));
            }
            Ok(found) => {
                let there = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
                (there, Some(found.permissions()))
            }
            // A link that leads nowhere is no file.
            Err(_) if std::fs::symlink_metadata(path).is_ok() => {
                return Err(Error::NotAFile(path.to_owned()));
            }
            Err(_) => (path.to_owned(), None),
        };
        let Some(name) = path.file_name() else {
            return Err(Error::NotAFile(path));
        };
        let hidden = path.with_file_name(hidden_name(name)?);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        if readers == Readers::Oneself {
            own_file(&mut options);
        }
        let written = options
            .open(&hidden)
            .and_then(|mut file| {
                // Who may read what is replaced may read what replaces it, and nobody else.
                permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
                file.write_all(text.as_bytes()).and_then(|()| file.sync_all())
            })
            .and_then(|()| std::fs::rename(&hidden, &path));
        if written.is_err() {
            drop(std::fs::remove_file(&hidden));
        }
        written.with_context(|| format!("could not write {}", path.display())).map_err(Error::Outside)
    }
}

/// A name beside another, under which a file is written before it takes that.
fn hidden_name(name: &OsStr) -> Result<OsString, Error> {
    let number = getrandom::u32().map_err(|error| Error::Outside(anyhow::anyhow!("{error}")))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{number:08x}.new"));
    Ok(hidden)
}

/// Makes a new file one for nobody else.
#[cfg(unix)]
fn own_file(options: &mut std::fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn own_file(_options: &mut std::fs::OpenOptions) {}

/// Makes folders that are for nobody else.
#[cfg(unix)]
fn own_folders() -> std::fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn own_folders() -> std::fs::DirBuilder {
    std::fs::DirBuilder::new()
}
