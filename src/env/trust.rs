//! Whether a file is a program that the person herself put there: her own, and nobody else's to write.

use std::fs::{Metadata, metadata};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

/// Why a file, and what is known of it without following a link, is not to be run, with what to do about it. What lies
/// in one of these stores may have come from anybody.
pub(super) fn objection(path: &Path, file: &Metadata, stores: &[&Path]) -> Option<String> {
    let shown = path.display();
    if file.is_symlink() {
        return Some(format!("{shown} is a link; put the program itself there"));
    }
    if !file.is_file() {
        return Some(format!("{shown} is no plain file"));
    }
    let folders =
        path.ancestors().skip(1).take(2).filter_map(|folder| Some((folder, metadata(folder).ok()?)));
    let around: Vec<(&Path, Metadata)> = std::iter::once((path, file.clone())).chain(folders).collect();
    let me = rustix::process::geteuid().as_raw();
    if let Some((path, found)) = around.iter().find(|(_, found)| found.uid() != me) {
        return Some(format!("{} belongs to user {}, and you are {me}", path.display(), found.uid()));
    }
    let is_open = |(_, found): &&(&Path, Metadata)| found.permissions().mode() & 0o022 != 0;
    let open: Vec<String> = around.iter().filter(is_open).map(|(path, _)| typed(path)).collect();
    if !open.is_empty() {
        return Some(format!("others may write to {shown} or its folder: `chmod go-w {}`", open.join(" ")));
    }
    if file.permissions().mode() & 0o100 == 0 {
        return Some(format!("{shown} may not be run: `chmod u+x {}`", typed(path)));
    }
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let program = real(path);
    let is_within = stores.iter().any(|store| program.starts_with(real(store)));
    is_within.then(|| format!("{shown} lies in the folder of the store, where others may write"))
}

/// A path as it is typed in a shell.
fn typed(path: &Path) -> String {
    let path = path.to_string_lossy();
    shlex::try_quote(&path).map_or_else(|_| path.to_string(), std::borrow::Cow::into_owned)
}
