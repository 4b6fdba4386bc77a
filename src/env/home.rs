//! The person's home, and this program's own folders in it, where no variable names others.

use std::path::PathBuf;

use super::world::folder_variable;
#[cfg(all(unix, not(target_vendor = "apple")))]
use super::world::variable;

/// What a folder of this program holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Stores.
    Data,
    /// What belongs to this machine alone.
    State,
    /// What can be found out again.
    Cache,
    /// What a person writes herself to have it her way.
    Settings,
}

impl Holds {
    /// The variable by which the XDG specification lets a person say where.
    pub(super) fn variable(self) -> &'static str {
        match self {
            Self::Data => "XDG_DATA_HOME",
            Self::State => "XDG_STATE_HOME",
            Self::Cache => "XDG_CACHE_HOME",
            Self::Settings => "XDG_CONFIG_HOME",
        }
    }
}

/// This program's own folder: in the one that a variable names, else where the platform has it; nothing without a home.
pub(super) fn own_folder(holds: Holds) -> Option<PathBuf> {
    match folder_variable(holds.variable()) {
        Some(folder) => Some(folder.join("goals")),
        None => platform_folder(holds),
    }
}

/// The home, where it is a full path: `HOME`, else what the system has written down of who runs this.
pub(super) fn home() -> Option<PathBuf> {
    platform_home().filter(|home| home.is_absolute())
}

#[cfg(all(unix, not(target_vendor = "apple")))]
fn platform_folder(holds: Holds) -> Option<PathBuf> {
    let place = match holds {
        Holds::Data => ".local/share/goals",
        Holds::State => ".local/state/goals",
        Holds::Cache => ".cache/goals",
        Holds::Settings => ".config/goals",
    };
    home().map(|home| home.join(place))
}

/// The platform's folder; where it has none for state, one beside the data.
#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn platform_folder(holds: Holds) -> Option<PathBuf> {
    home()?;
    let dirs = directories::ProjectDirs::from("", "", "goals")?;
    Some(match holds {
        Holds::Data => dirs.data_dir().to_owned(),
        Holds::Cache => dirs.cache_dir().to_owned(),
        Holds::Settings => dirs.config_dir().to_owned(),
        Holds::State => {
            let mut beside = dirs.data_local_dir().as_os_str().to_owned();
            beside.push("-state");
            beside.into()
        }
    })
}

/// A static program can't ask the services that other programs ask for people, and reads the list by itself.
#[cfg(all(unix, not(target_vendor = "apple")))]
fn platform_home() -> Option<PathBuf> {
    let listed = || home_of(&std::fs::read("/etc/passwd").ok()?, rustix::process::getuid());
    let asked = || if cfg!(target_feature = "crt-static") { None } else { std::env::home_dir() };
    variable("HOME").map(PathBuf::from).or_else(listed).or_else(asked)
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn platform_home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// The home in the first line of `/etc/passwd` that has this number: `name:password:uid:gid:about:home:shell`.
#[cfg(all(unix, not(target_vendor = "apple")))]
fn home_of(people: &[u8], who: rustix::process::Uid) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;

    let who = who.as_raw().to_string();
    let of_line = |line: &'_ [u8]| -> Option<PathBuf> {
        let mut fields = line.split(|&byte| byte == b':').skip(2);
        let (number, home) = (fields.next()?, fields.nth(2)?);
        (number == who.as_bytes()).then(|| std::ffi::OsStr::from_bytes(home).into())
    };
    people.split(|&byte| byte == b'\n').find_map(of_line)
}
