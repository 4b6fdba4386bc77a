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
    let mut around = std::iter::once((path, file.clone())).chain(folders);
    if let Some(why) = around.find_map(|(path, found)| in_other_hands(path, &found)) {
        return Some(why);
    }
    if file.permissions().mode() & 0o100 == 0 {
        return Some(format!("{shown} may not be run: `chmod u+x {}`", typed(path)));
    }
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let program = real(path);
    let is_within = stores.iter().any(|store| program.starts_with(real(store)));
    is_within.then(|| format!("{shown} lies in the folder of the store, where others may write"))
}

/// Why a file or folder is not in one's own hands alone.
fn in_other_hands(path: &Path, found: &Metadata) -> Option<String> {
    let (shown, me) = (path.display(), rustix::process::geteuid().as_raw());
    if found.uid() != me {
        return Some(format!("{shown} belongs to user {}, and you are {me}", found.uid()));
    }
    let is_open = found.permissions().mode() & 0o022 != 0;
    is_open.then(|| format!("others may write to {shown}: `chmod go-w {}`", typed(path)))
}

/// A path as it is typed in a shell.
fn typed(path: &Path) -> String {
    let path = path.to_string_lossy();
    shlex::try_quote(&path).map_or_else(|_| path.to_string(), std::borrow::Cow::into_owned)
}
