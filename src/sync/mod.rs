//! Sending a store to a git repository and fetching what others sent there. The folder of the store is the truth, the
//! branch `goals` there is a set of lines, and git carries it: nothing is merged, nothing is laid out as files, so
//! nothing can be half done.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "it has a folder of its own, and runs git"
)]

pub mod environment;
pub mod error;
mod folder;
mod git;
mod push;
mod remote;
mod unite;
pub mod url;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use self::environment::Prompts;
use self::error::SyncError;
use self::folder::{Kept, SyncFolder, moment};
use self::git::Git;
use self::push::{Pushed, push};
use self::remote::Remote;
use self::unite::{Comparison, Lacking, Relation};
use self::url::RemoteUrl;
use crate::domain::value::ids::EntryId;
use crate::journal::exchange::{Kind, Place};
use crate::journal::format::id;
use crate::journal::{DeviceName, Journal};

/// So often one tries where others are faster.
const TRIES: u32 = 8;

/// What a sync has to do with.
pub struct Surroundings<'a> {
    pub journal: &'a Journal,
    pub device: DeviceName,
    /// The folder of what belongs to this machine alone.
    pub state: PathBuf,
    /// The variables of the process.
    pub variables: Vec<(OsString, OsString)>,
    pub prompts: Prompts,
    pub now: DateTime<FixedOffset>,
}

/// Whether two stores that began apart are made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stores {
    Joined,
    KeptApart,
}

/// Lines of one device, or of one import there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    pub device: String,
    /// The import's id.
    pub import: Option<String>,
    pub entries: usize,
}

/// What a sync came to.
#[derive(Clone, Debug)]
pub struct Synced {
    /// As it may be shown.
    pub url: String,
    pub came: Vec<Came>,
    pub sent: usize,
    /// The name that this device took, where another one writes under its old one.
    pub renamed: Option<Renamed>,
    /// Files there that are none of a journal, and were left alone.
    pub strange: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renamed {
    To(String),
    /// The name was given by hand, and is kept.
    NotThis(String),
}

/// How a store stands to its remote.
#[derive(Debug)]
pub struct Standing {
    pub url: String,
    /// When both held the same last.
    pub last: Option<DateTime<FixedOffset>>,
    /// What the remote lacks, and what is lacking here; or why it could not be asked.
    pub found: Result<(usize, Vec<Came>), SyncError>,
}

/// One store, its remote, and who is at work.
struct Work<'a> {
    journal: &'a Journal,
    device: String,
    folder: &'a SyncFolder,
    git: Git<'a>,
    url: &'a RemoteUrl,
    kept: Option<Kept>,
    stores: Stores,
}

/// What came so far.
struct Arrivals<'a> {
    places: Vec<Came>,
    entries: &'a mut Vec<EntryId>,
}

impl Arrivals<'_> {
    fn take(&mut self, place: &Place, entries: Vec<EntryId>) {
        add(&mut self.places, place, entries.len());
        self.entries.extend(entries);
    }
}

/// What one try came to.
enum Tried {
    Done {
        sent: usize,
        strange: usize,
    },
    /// The remote has gone on meanwhile.
    Again,
}

/// What was found on both sides.
struct Found {
    remote: Remote,
    lacking: Lacking,
    /// The store's id.
    store: String,
}

/// Sends what the remote lacks, and takes in what is lacking here. With `typed`, that is the remote from now on.
/// `taken_in` are the entries that came, also where it fails.
///
/// # Errors
/// [`SyncError`]; what was taken in by then is on the disk.
pub fn sync(
    around: &Surroundings<'_>,
    typed: Option<RemoteUrl>,
    stores: Stores,
    taken_in: &mut Vec<EntryId>,
) -> Result<Synced, SyncError> {
    let folder = SyncFolder::of(&around.state, around.journal.folder());
    let known = folder.read();
    let url = remote_url(known.as_ref(), typed).ok_or(SyncError::NoRemote)?;
    let lock = folder.lock()?;
    let device = around.device.find()?;
    let git = Git::new(&folder, &url, &around.variables, around.prompts, &device)?;
    let work = Work {
        journal: around.journal,
        device,
        folder: &folder,
        git,
        url: &url,
        kept: folder.read(),
        stores,
    };
    let mut came = Arrivals { places: Vec::new(), entries: taken_in };
    for attempt in 0..TRIES {
        std::thread::sleep(pause(attempt));
        match work.try_once(around.now, &mut came) {
            Ok(Tried::Done { sent, strange }) => {
                let came = came.places;
                let renamed = renamed(around, &work, &came)?;
                drop(lock);
                return Ok(Synced { url: url.shown(), came, sent, renamed, strange });
            }
            Ok(Tried::Again) => {}
            // A cache that is damaged is made anew, once.
            Err(SyncError::Git(_)) if attempt == 0 => folder.drop_cache()?,
            Err(error) => return Err(error),
        }
    }
    Err(SyncError::Overtaken { url: url.shown(), tries: TRIES })
}

/// Asks the remote what either side lacks, and writes nothing into the store.
///
/// # Errors
/// Where there is no remote, or what is kept of it can't be read.
pub fn standing(around: &Surroundings<'_>) -> Result<Standing, SyncError> {
    let folder = SyncFolder::of(&around.state, around.journal.folder());
    let kept = folder.read().ok_or(SyncError::NoRemote)?;
    let url = remote_url(Some(&kept), None).ok_or(SyncError::NoRemote)?;
    let lock = folder.lock()?;
    let git = Git::new(&folder, &url, &around.variables, around.prompts, "status")?;
    let last = kept.last();
    let (journal, stores) = (around.journal, Stores::KeptApart);
    let work =
        Work { journal, device: String::new(), folder: &folder, git, url: &url, kept: Some(kept), stores };
    let found = work.look(around.now).map(|Found { lacking, .. }| {
        let mut came = Vec::new();
        for (place, lines) in &lacking.here {
            add(&mut came, place, lines.len());
        }
        (lacking.unsent, came)
    });
    drop(lock);
    Ok(Standing { url: url.shown(), last, found })
}

/// Forgets the remote, and returns what it was. What is here and there stays.
///
/// # Errors
/// Where there is none, or it can't be removed.
pub fn forget(state: &Path, journal: &Journal) -> Result<String, SyncError> {
    let folder = SyncFolder::of(state, journal.folder());
    let url = remote_url(folder.read().as_ref(), None).ok_or(SyncError::NoRemote)?;
    let lock = folder.lock()?;
    folder.forget()?;
    drop(lock);
    Ok(url.shown())
}

/// The remote that was typed, else the one that is kept.
fn remote_url(kept: Option<&Kept>, typed: Option<RemoteUrl>) -> Option<RemoteUrl> {
    typed.or_else(|| RemoteUrl::read(&kept?.url, Path::to_owned).ok())
}

impl Work<'_> {
    /// Takes in what is lacking here, and sends what the remote lacks.
    fn try_once(&self, now: DateTime<FixedOffset>, came: &mut Arrivals<'_>) -> Result<Tried, SyncError> {
        let Found { remote, lacking, store } = self.look(now)?;
        for (place, lines) in &lacking.here {
            came.take(place, self.journal.take_in(place, lines, &self.device)?);
        }
        // The remote is kept once it has answered, and again when both hold the same.
        let is_kept = |kept: &Kept| kept.url == self.url.as_str() && kept.store == store;
        if remote.store.is_some() && !self.kept.as_ref().is_some_and(is_kept) {
            self.keep(&store, None)?;
        }
        let mut sent = 0;
        if !lacking.there.is_empty() || remote.store.is_none() {
            match push(&self.git, self.folder, self.url, &remote, &store, &lacking.there)? {
                Pushed::Taken => sent = lacking.unsent,
                Pushed::Overtaken => return Ok(Tried::Again),
                Pushed::OtherFormat(format) => {
                    self.git.make(Some(format))?;
                    return Ok(Tried::Again);
                }
            }
        }
        // It is there from now on, also while nothing is in it.
        self.journal.make()?;
        self.keep(&store, Some(moment(now)))?;
        Ok(Tried::Done { sent, strange: remote.strange })
    }

    fn keep(&self, store: &str, last: Option<String>) -> Result<(), SyncError> {
        let kept = Kept { url: self.url.as_str().to_owned(), store: store.to_owned(), last };
        Ok(self.folder.keep(&kept)?)
    }

    /// Reads both sides.
    fn look(&self, now: DateTime<FixedOffset>) -> Result<Found, SyncError> {
        self.git.make(None)?;
        let remote = self.read()?;
        let mut comparison = Comparison::with(remote.there);
        self.journal.each_carried(|place, line| comparison.here(place, line))?;
        let lacking = comparison.finish();
        let remote = Remote { there: unite::There::default(), ..remote };
        let store = self.store(&remote, lacking.relation, now)?;
        Ok(Found { remote, lacking, store })
    }

    /// Reads the remote. One that names what it keeps in another way wants a folder of its own kind.
    fn read(&self) -> Result<Remote, SyncError> {
        match Remote::read(&self.git, self.url) {
            Err(SyncError::OtherFormat(format)) => {
                self.git.make(Some(format))?;
                Remote::read(&self.git, self.url)
            }
            // A cache that is damaged is made anew, once.
            Err(SyncError::Git(_)) => {
                self.folder.drop_cache()?;
                self.git.make(None)?;
                Remote::read(&self.git, self.url)
            }
            read => read,
        }
    }

    /// The id that the store has from now on.
    fn store(
        &self,
        remote: &Remote,
        relation: Relation,
        now: DateTime<FixedOffset>,
    ) -> Result<String, SyncError> {
        let own = self.kept.as_ref().map(|kept| &kept.store);
        match (own, &remote.store) {
            (Some(own), None) => Ok(own.clone()),
            (None, None) => Ok(id::entry_text(id::next(now, None)?)),
            (_, Some(theirs)) if self.stores == Stores::Joined => Ok(theirs.clone()),
            (Some(own), Some(theirs)) if own == theirs => Ok(own.clone()),
            (Some(_), Some(_)) => Err(SyncError::OtherStore(self.url.shown())),
            (None, Some(_)) if relation == Relation::Apart => Err(SyncError::BeganApart(self.url.shown())),
            (None, Some(theirs)) => Ok(theirs.clone()),
        }
    }
}

fn add(came: &mut Vec<Came>, place: &Place, entries: usize) {
    let import = match &place.kind {
        Kind::Import(id) => Some(id.clone()),
        Kind::Typed => None,
    };
    match came.iter_mut().find(|it| it.device == place.device && it.import == import) {
        Some(known) => known.entries += entries,
        None if entries > 0 => came.push(Came { device: place.device.clone(), import, entries }),
        None => {}
    }
}

/// Lines that came for this device's own folder are another machine's of the same name, unless there was nothing here:
/// then they are its own, come back.
fn renamed(around: &Surroundings<'_>, work: &Work<'_>, came: &[Came]) -> Result<Option<Renamed>, SyncError> {
    let others = came.iter().filter(|it| it.device == work.device).map(|it| it.entries).sum::<usize>();
    let mut own = 0_usize;
    around.journal.each_carried(|place, _| own += usize::from(place.device == work.device))?;
    if others == 0 || own <= others {
        return Ok(None);
    }
    Ok(Some(match around.device.renew()? {
        Some(name) => Renamed::To(name),
        None => Renamed::NotThis(work.device.clone()),
    }))
}

/// Longer each time, and never the same for two: 0.1 to 2 seconds.
fn pause(attempt: u32) -> Duration {
    if attempt == 0 {
        return Duration::ZERO;
    }
    let most = (50_u64 << attempt.min(6)).min(2000);
    let chance = id::random().unwrap_or_default() % (most / 2 + 1);
    Duration::from_millis(most - chance)
}
