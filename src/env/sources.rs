//! Files of other tools, as they are to be imported.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::world::Env;
use crate::error::Error;
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;

impl Env {
    /// The files at these paths as they are to be imported: `-` is standard input, a folder all that is in it but what
    /// is hidden. No link inside a folder is followed.
    pub(crate) fn read_sources(&self, paths: &[PathBuf]) -> Result<Source, Error> {
        if paths.iter().any(|path| path == Path::new("-")) {
            self.borrow_terminal();
        }
        if let [path] = paths
            && !path.is_dir()
        {
            return Ok(Source::File(imported_file(path, path)?));
        }
        let mut members = Vec::new();
        for path in paths {
            if path.is_dir() {
                imported_folder(path, &mut members)?;
            } else {
                members.push(imported_file(path, path)?);
            }
        }
        Ok(Source::Several(members))
    }
}

/// The largest file that is imported: 64 MiB.
const LARGEST_IMPORT: u64 = 64 << 20;

/// So many files of a folder are imported at most, with so many bytes in all.
const MOST_IMPORTED: usize = 20_000;
const LARGEST_FOLDER: usize = 256 << 20;

/// A file to be imported, under the name that it has within `folder`.
fn imported_file(path: &Path, name: &Path) -> Result<Member, Error> {
    let read = |mut from: Box<dyn Read>| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        from.by_ref().take(LARGEST_IMPORT + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let is_input = path.as_os_str() == "-";
    let name = if is_input { "standard input".into() } else { name.to_string_lossy().replace('\\', "/") };
    let bytes = if is_input {
        read(Box::new(io::stdin()))
    } else {
        std::fs::File::open(path).and_then(|file| read(Box::new(file)))
    };
    let bytes = bytes.with_context(|| format!("could not read {name}")).map_err(Error::Outside)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_IMPORT) {
        let hint = "cut it into parts, by year for instance, and import one after the other";
        return Err(Unreadable::damaged("it is larger than 64 MiB, the most that is read", hint)
            .within(&name)
            .into());
    }
    Ok(Member { name, bytes })
}

/// The files of a folder, in the order of their names.
fn imported_folder(folder: &Path, members: &mut Vec<Member>) -> Result<(), Error> {
    let unread = |path: &Path| format!("could not read {}", path.display());
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| unread(&next)).map_err(Error::Outside)? {
            let entry = entry.with_context(|| unread(&next)).map_err(Error::Outside)?;
            let kind = entry.file_type().with_context(|| unread(&next)).map_err(Error::Outside)?;
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            match kind {
                _ if is_hidden => {}
                kind if kind.is_dir() => open.push(entry.path()),
                kind if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
        if files.len() + open.len() > MOST_IMPORTED {
            let what = format!("it holds more than {MOST_IMPORTED} files");
            let hint = "name the folder that the other tool wrote";
            return Err(Unreadable::damaged(what, hint).within(&folder.display().to_string()).into());
        }
    }
    files.sort();
    let mut bytes = 0;
    for path in files {
        let member = imported_file(&path, path.strip_prefix(folder).unwrap_or(&path))?;
        bytes += member.bytes.len();
        members.push(member);
        if bytes > LARGEST_FOLDER {
            let hint = "name the folder that the other tool wrote";
            let unreadable = Unreadable::damaged("its files have more than 256 MiB", hint);
            return Err(unreadable.within(&folder.display().to_string()).into());
        }
    }
    Ok(())
}
