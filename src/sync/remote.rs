//! What the remote holds: its tip, and of the tree there the files of a journal, as plain bytes. Nothing of it is ever
//! laid out as files.

use serde::{Deserialize, Serialize};

use super::error::SyncError;
use super::git::{Failed, Git, is_object};
use super::unite::There;
use super::url::RemoteUrl;
use crate::journal::exchange::Sheet;
use crate::journal::format::carried::is_id;

/// The branch of a store.
pub(super) const BRANCH: &str = "refs/heads/goals";

/// The file that tells which store it is.
pub(super) const ROOT: &str = "goals.json";

/// A larger file is not read.
const LARGEST: u64 = 64 << 20;

/// Of all files together no more is read.
const LARGEST_STORE: u64 = 1 << 30;

/// `goals.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Root {
    pub(super) store: String,
    pub(super) v: u32,
}

impl Root {
    pub(super) const VERSION: u32 = 1;
}

/// The remote as it was at one moment.
#[derive(Debug, Default)]
pub(super) struct Remote {
    /// Its last commit; nothing where there is no branch yet.
    pub(super) tip: Option<String>,
    /// The store's id; nothing where there is no branch yet.
    pub(super) store: Option<String>,
    pub(super) there: There,
    /// How many files below `journal/` are none of a journal.
    pub(super) strange: usize,
}

impl Remote {
    pub(super) fn read(git: &Git<'_>, url: &RemoteUrl) -> Result<Self, SyncError> {
        let Some((tip, listed)) = newest(git, url)? else { return Ok(Self::default()) };
        let mut chosen = Chosen::of(listed);
        let no_store = || SyncError::NoStoreThere(url.shown());
        let root = chosen.root.take().ok_or_else(no_store)?;
        if chosen.bytes > LARGEST_STORE {
            let said = "the journal in it has more than 1 GiB".to_owned();
            return Err(SyncError::Unsound { url: url.shown(), said });
        }
        let objects = chosen.sheets.iter().map(|(_, object)| object.as_str());
        let objects: Vec<&str> = std::iter::once(root.as_str()).chain(objects).collect();
        let mut contents = contents(git, &objects)?.into_iter();
        let root: Option<Root> = contents.next().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let root = root.filter(|root| is_id(&root.store)).ok_or_else(no_store)?;
        let Chosen { sheets, mut there, strange, .. } = chosen;
        for ((sheet, _), bytes) in sheets.into_iter().zip(contents) {
            there.add(sheet, bytes);
        }
        Ok(Self { tip: Some(tip), store: Some(root.store), there, strange })
    }
}

/// What of a tree is read.
#[derive(Default)]
struct Chosen {
    /// `goals.json`.
    root: Option<String>,
    sheets: Vec<(Sheet, String)>,
    /// How many these have together.
    bytes: u64,
    there: There,
    strange: usize,
}

impl Chosen {
    fn of(items: Vec<Item>) -> Self {
        let mut chosen = Self::default();
        for Item { path, object, size } in items {
            match (size, Sheet::at(&path)) {
                (Some(size), None) if path == ROOT && size <= LARGEST => chosen.root = Some(object),
                (Some(size), Some(sheet)) if size <= LARGEST => {
                    chosen.bytes += size;
                    chosen.sheets.push((sheet, object));
                }
                (Some(_), Some(sheet)) => {
                    chosen.strange += 1;
                    chosen.there.close(sheet);
                }
                (_, _) => chosen.strange += 1,
            }
        }
        chosen
    }
}

/// So often one asks anew where the branch goes on between asking and fetching.
const ASKED: u32 = 3;

/// The commit that the branch stands at, and its files; nothing where there is no branch.
fn newest(git: &Git<'_>, url: &RemoteUrl) -> Result<Option<(String, Vec<Item>)>, SyncError> {
    let mut why = String::new();
    for _ in 0..ASKED {
        let Some(tip) = tip(git, url)? else { return Ok(None) };
        if let Ok(listed) = list(git, &tip)? {
            return Ok(Some((tip, listed)));
        }
        // It is not in the cache yet.
        fetch(git, url, &tip)?;
        match list(git, &tip)? {
            Ok(listed) => return Ok(Some((tip, listed))),
            Err(failed) => why = failed.reason(),
        }
    }
    Err(SyncError::Git(why))
}

/// The commit that the branch stands at.
fn tip(git: &Git<'_>, url: &RemoteUrl) -> Result<Option<String>, SyncError> {
    let asked = git.run(&["ls-remote", "--end-of-options", url.as_str(), BRANCH], &[])?;
    let out = asked.well().map_err(|failed| unreachable(git, url, &failed))?;
    let out = String::from_utf8_lossy(&out);
    let tip = out.lines().filter_map(|line| line.split_once('\t')).find(|(_, name)| *name == BRANCH);
    Ok(tip.map(|(object, _)| object.to_owned()).filter(|object| is_object(object)))
}

/// Fetches the last commit, with all that it holds, and nothing before it.
fn fetch(git: &Git<'_>, url: &RemoteUrl, tip: &str) -> Result<(), SyncError> {
    let refs = format!("+{BRANCH}:refs/goals/there");
    let words = [
        "fetch",
        "--quiet",
        "--depth=1",
        "--no-tags",
        "--update-shallow",
        "--end-of-options",
        url.as_str(),
        &refs,
    ];
    let Err(failed) = git.run(&words, &[])?.well() else { return Ok(()) };
    if failed.says("fsck error") || failed.says("invalid index-pack output") {
        let said = failed.err.lines().find(|line| line.starts_with("error: object"));
        let said = said.map_or_else(|| failed.reason(), ToOwned::to_owned);
        return Err(SyncError::Unsound { url: url.shown(), said });
    }
    if failed.says("mismatched algorithms") {
        return Err(SyncError::OtherFormat(format(tip)));
    }
    Err(unreachable(git, url, &failed))
}

/// How a repository names what it keeps, by one such name.
pub(super) fn format(object: &str) -> &'static str {
    if object.len() == 64 { "sha256" } else { "sha1" }
}

/// Why the remote did not answer; or it is the cache that git complains of.
pub(super) fn unreachable(git: &Git<'_>, url: &RemoteUrl, failed: &Failed) -> SyncError {
    let said = failed.reason();
    if git.is_about_cache(failed) {
        return SyncError::Git(said);
    }
    SyncError::Unreachable { url: url.shown(), said }
}

/// A file of a tree.
struct Item {
    path: String,
    object: String,
    /// Nothing of what is no plain file: a link, a program, a module.
    size: Option<u64>,
}

/// The files of a commit that could be a store's.
fn list(git: &Git<'_>, commit: &str) -> Result<Result<Vec<Item>, Failed>, SyncError> {
    let words = ["ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", "journal", ROOT];
    let listed = git.run(&words, &[])?.well();
    Ok(listed.map(|out| out.split(|byte| *byte == 0).filter(|line| !line.is_empty()).map(item).collect()))
}

/// `100644 blob 8c7e5a…    1234<TAB>journal/a/2026-11.jsonl`.
fn item(line: &[u8]) -> Item {
    let line = String::from_utf8_lossy(line);
    let (facts, path) = line.split_once('\t').unwrap_or_default();
    let facts: Vec<&str> = facts.split_whitespace().collect();
    match facts.as_slice() {
        ["100644", "blob", object, size] if is_object(object) => {
            Item { path: path.to_owned(), object: (*object).to_owned(), size: size.parse().ok() }
        }
        _ => Item { path: path.to_owned(), object: String::new(), size: None },
    }
}

/// The bytes of objects, in their order.
fn contents(git: &Git<'_>, objects: &[&str]) -> Result<Vec<Vec<u8>>, SyncError> {
    let asked: String = objects.iter().flat_map(|object| [*object, "\n"]).collect();
    let out = git.done(&["cat-file", "--batch"], asked.as_bytes())?;
    let cut = || SyncError::Git("`cat-file` tells less than was asked for".to_owned());
    let mut rest = out.as_slice();
    let mut found = Vec::with_capacity(objects.len());
    for _ in objects {
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(cut)?;
        let (head, behind) = rest.split_at(end);
        let head = String::from_utf8_lossy(head);
        let size = head.split(' ').nth(2).and_then(|size| size.parse::<usize>().ok()).ok_or_else(cut)?;
        let behind = behind.get(1..).ok_or_else(cut)?;
        let bytes = behind.get(..size).ok_or_else(cut)?;
        found.push(bytes.to_vec());
        rest = behind.get(size + 1..).ok_or_else(cut)?;
    }
    Ok(found)
}
