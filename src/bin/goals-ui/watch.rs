//! Whether the journal or the inbox changed: told by the system where it can, else seen by looking at the files' stamps.
#![allow(
    clippy::disallowed_methods,
    reason = "names and times of the journal's files are looked at, nothing is opened"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use goals::screen::Session;

/// So often the stamps are looked at where nobody tells.
pub(crate) const LOOK: Duration = Duration::from_secs(2);

/// The size and time of each file, by its path.
type Stamps = Vec<(PathBuf, u64, Option<SystemTime>)>;

pub(crate) struct Watch {
    journal: Option<PathBuf>,
    #[cfg(target_os = "linux")]
    told: Option<Told>,
    stamps: Stamps,
}

impl Watch {
    pub(crate) fn of(session: &Session) -> Self {
        let journal = session.journal();
        let mut watch = Self {
            journal,
            #[cfg(target_os = "linux")]
            told: None,
            stamps: Stamps::new(),
        };
        watch.look_again();
        watch
    }

    /// How long to wait until the next look; nothing where the system tells.
    pub(crate) fn patience(&self) -> Option<Duration> {
        #[cfg(target_os = "linux")]
        if self.told.is_some() {
            return None;
        }
        Some(LOOK)
    }

    /// Takes what is there as known.
    pub(crate) fn look_again(&mut self) {
        #[cfg(target_os = "linux")]
        {
            let told = self.told.take().filter(Told::forget);
            self.told = told.or_else(|| Told::of(self.journal.as_deref()?));
        }
        if self.patience().is_some() {
            self.stamps = self.journal.as_deref().map(stamps).unwrap_or_default();
        }
    }

    /// Whether the stamps are others than before; where the system tells, it would have.
    pub(crate) fn has_changed(&self) -> bool {
        self.patience().is_some() && self.journal.as_deref().map(stamps).unwrap_or_default() != self.stamps
    }

    #[cfg(target_os = "linux")]
    pub(crate) fn events(&self) -> Option<&std::os::fd::OwnedFd> {
        self.told.as_ref().map(|told| &told.events)
    }
}

fn stamps(journal: &Path) -> Stamps {
    let mut found = Stamps::new();
    for folder in entries(journal) {
        for path in entries(&folder) {
            if let Ok(file) = std::fs::metadata(&path) {
                found.push((path, file.len(), file.modified().ok()));
            }
        }
    }
    let inbox = journal.with_file_name("inbox.txt");
    if let Ok(file) = std::fs::metadata(&inbox) {
        found.push((inbox, file.len(), file.modified().ok()));
    }
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
    listed.map(|entry| entry.path()).collect()
}

/// The store's folder, the journal's and those in it, of which the system tells what changes.
#[cfg(target_os = "linux")]
struct Told {
    events: std::os::fd::OwnedFd,
}

#[cfg(target_os = "linux")]
impl Told {
    /// Nothing where there is no journal yet, or the system tells of no more.
    fn of(journal: &Path) -> Option<Self> {
        use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};
        let events = init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).ok()?;
        let changes = WatchFlags::CREATE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::MODIFY
            | WatchFlags::DELETE
            | WatchFlags::DELETE_SELF;
        add_watch(&events, journal, changes).ok()?;
        // Beside it lies the inbox.
        if let Some(store) = journal.parent() {
            add_watch(&events, store, WatchFlags::MOVED_TO | WatchFlags::MODIFY).ok()?;
        }
        for folder in entries(journal) {
            // What is a file, or has gone, is none of those in which devices write.
            if add_watch(&events, &folder, changes | WatchFlags::ONLYDIR).is_err() && folder.is_dir() {
                return None;
            }
        }
        Some(Self { events })
    }

    /// Takes all that was told as known; whether the journal's folders are still the same.
    fn forget(&self) -> bool {
        use rustix::fs::inotify::{ReadFlags, Reader};
        let mut room = [std::mem::MaybeUninit::uninit(); 4096];
        let mut told = Reader::new(&self.events, &mut room);
        let mut are_same = true;
        while let Ok(event) = told.next() {
            are_same &=
                !event.events().intersects(ReadFlags::ISDIR | ReadFlags::IGNORED | ReadFlags::QUEUE_OVERFLOW);
        }
        are_same
    }
}
