//! Whether a file is a program that the person herself put there: her own, and nobody else's to write or to replace.

use std::fs::{Metadata, symlink_metadata};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Component, Path, PathBuf};

/// So many links the system follows in a path.
const MOST_LINKS: usize = 40;

/// May be written to by the group or by others.
const OTHERS_WRITE: u32 = 0o022;

/// What is in a folder of this kind, only its owner may replace: `/tmp` is one.
const STICKY: u32 = 0o1000;

/// Why a file, and what is known of it without following a link, is not to be run, with what to do about it. What lies
/// in one of these stores may have come from anybody. Folders are looked at up to the home.
pub(super) fn objection(
    path: &Path,
    file: &Metadata,
    stores: &[&Path],
    home: Option<&Path>,
) -> Option<String> {
    let shown = path.display();
    if file.is_symlink() {
        return Some(format!("{shown} is a link; put the program itself there"));
    }
    if !file.is_file() {
        return Some(format!("{shown} is no plain file"));
    }
    let me = rustix::process::geteuid().as_raw();
    if file.uid() != me {
        return Some(belongs(path, file.uid(), me));
    }
    let mut open = Vec::new();
    open.extend((file.mode() & OTHERS_WRITE != 0).then(|| typed(path)));
    for folder in folders(path, home) {
        let found = match symlink_metadata(&folder) {
            Ok(found) => found,
            Err(error) => return Some(format!("{}: {error}", folder.display())),
        };
        if ![me, 0].contains(&found.uid()) {
            return Some(belongs(&folder, found.uid(), me));
        }
        let is_open = found.is_dir() && found.mode() & OTHERS_WRITE != 0 && found.mode() & STICKY == 0;
        open.extend(is_open.then(|| typed(&folder)));
    }
    if !open.is_empty() {
        return Some(format!(
            "others may write to {shown} or a folder that leads to it: `chmod go-w {}`",
            open.join(" ")
        ));
    }
    if file.permissions().mode() & 0o100 == 0 {
        return Some(format!("{shown} may not be run: `chmod u+x {}`", typed(path)));
    }
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let program = real(path);
    let is_within = stores.iter().any(|store| program.starts_with(real(store)));
    is_within.then(|| format!("{shown} lies in the folder of the store, where others may write"))
}

fn belongs(path: &Path, owner: u32, me: u32) -> String {
    format!("{} belongs to user {owner}, and you are {me}", path.display())
}

/// The folders, and the links in place of some, by which a file is reached, each once: as its path has them, and as each
/// link on the way leads on, up to the home or else to the root.
fn folders(path: &Path, home: Option<&Path>) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = Vec::new();
    let mut path = path.to_owned();
    for _ in 0..=MOST_LINKS {
        let parents: Vec<&Path> = path.ancestors().skip(1).collect();
        let up_to_home = parents.iter().position(|folder| Some(*folder) == home);
        let (below, _) = parents.split_at(up_to_home.unwrap_or(parents.len()));
        let home = home.filter(|_| up_to_home.is_some());
        for folder in below.iter().copied().chain(home).map(without_steps_back) {
            if !all.contains(&folder) {
                all.push(folder);
            }
        }
        // The one nearest to the root first: the others are in what it leads to.
        match below.iter().rev().find_map(|link| beyond(link, &path)) {
            Some(other) => path = other,
            None => break,
        }
    }
    all
}

/// A folder, or a link, by a path without `..`, which the target of a link may have.
fn without_steps_back(folder: &Path) -> PathBuf {
    let steps_back = folder.components().any(|part| part == Component::ParentDir);
    let real = match (folder.parent(), folder.file_name()) {
        _ if !steps_back => None,
        (Some(parent), Some(name)) => std::fs::canonicalize(parent).ok().map(|parent| parent.join(name)),
        _ => std::fs::canonicalize(folder).ok(),
    };
    real.unwrap_or_else(|| folder.to_owned())
}

/// The path with what a link leads to in its place; nothing where it is no link.
fn beyond(link: &Path, path: &Path) -> Option<PathBuf> {
    let target = std::fs::read_link(link).ok()?;
    Some(link.parent()?.join(target).join(path.strip_prefix(link).ok()?))
}

/// A path as it is typed in a shell.
fn typed(path: &Path) -> String {
    let path = path.to_string_lossy();
    shlex::try_quote(&path).map_or_else(|_| path.to_string(), std::borrow::Cow::into_owned)
}
