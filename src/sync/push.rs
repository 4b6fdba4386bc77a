//! Sending: a tree that is the remote's with some files in the place of others, a commit on top, a push that is never
//! forced.

use std::collections::BTreeMap;

use super::error::SyncError;
use super::folder::SyncFolder;
use super::git::{Failed, Git};
use super::remote::{BRANCH, ROOT, Remote, Root, format, unreachable};
use super::url::RemoteUrl;
use crate::journal::exchange::Sheet;

/// What came of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pushed {
    Taken,
    /// Somebody else was faster.
    Overtaken,
    /// The remote wants names of this format for what it keeps.
    OtherFormat(&'static str),
}

/// Sends these files, on top of the remote as it was read.
pub(super) fn push(
    git: &Git<'_>,
    folder: &SyncFolder,
    url: &RemoteUrl,
    remote: &Remote,
    store: &str,
    files: &BTreeMap<Sheet, Vec<u8>>,
) -> Result<Pushed, SyncError> {
    let mut index = Vec::new();
    if remote.store.is_none() {
        let root = Root { store: store.to_owned(), v: Root::VERSION };
        let root = serde_json::to_string(&root).map_err(|error| SyncError::Git(error.to_string()))?;
        index.extend(entry(git, ROOT, format!("{root}\n").as_bytes())?);
    }
    for (sheet, bytes) in files {
        index.extend(entry(git, &sheet.path(), bytes)?);
    }
    // One that was killed may have left half of it.
    folder.drop_index()?;
    git.done(&["read-tree", remote.tip.as_deref().unwrap_or("--empty")], &[])?;
    git.done(&["update-index", "-z", "--index-info"], &index)?;
    let tree = git.line(&["write-tree"], &[])?;
    let mut words = vec!["commit-tree", "-m", "goals sync"];
    words.extend(remote.tip.iter().flat_map(|tip| ["-p", tip.as_str()]));
    words.push(&tree);
    let commit = git.line(&words, &[])?;
    folder.drop_index()?;
    let refs = format!("{commit}:{BRANCH}");
    let words = ["push", "--porcelain", "--end-of-options", url.as_str(), &refs];
    match git.run(&words, &[])?.well() {
        Ok(_) => Ok(Pushed::Taken),
        Err(failed) if failed.says("does not support this repository's hash algorithm") => {
            Ok(Pushed::OtherFormat(if format(&commit) == "sha1" { "sha256" } else { "sha1" }))
        }
        Err(failed) => refused(git, url, &failed),
    }
}

/// A file's line of the index; its bytes are kept by git then.
fn entry(git: &Git<'_>, path: &str, bytes: &[u8]) -> Result<Vec<u8>, SyncError> {
    let object = git.line(&["hash-object", "-w", "--no-filters", "--stdin"], bytes)?;
    Ok(format!("100644 {object}\t{path}\0").into_bytes())
}

/// Why a push was not taken: `!<TAB>…<TAB>[rejected] (fetch first)` in what git prints.
fn refused(git: &Git<'_>, url: &RemoteUrl, failed: &Failed) -> Result<Pushed, SyncError> {
    let line = failed.out.lines().find(|line| line.starts_with('!')).unwrap_or_default();
    let Some(why) = line.split('\t').nth(2) else { return Err(unreachable(git, url, failed)) };
    let is_final = ["hook declined", "prohibited", "denied", "not permitted", "unpacker error"];
    if why.starts_with("[remote rejected]") && is_final.iter().any(|word| why.contains(word)) {
        let words = failed.err.lines().filter_map(|line| line.strip_prefix("remote: "));
        let said = words.map(str::trim).rfind(|line| !line.is_empty()).unwrap_or(why);
        return Err(SyncError::Declined { url: url.shown(), said: said.to_owned() });
    }
    Ok(Pushed::Overtaken)
}
