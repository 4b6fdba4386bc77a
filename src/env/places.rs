//! Where things lie: stores, what belongs to this machine, settings.

use std::io;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::world::{Env, folder_variable, text_variable, variable};
use crate::error::Error;
use crate::journal::DeviceName;

/// Where a store lies.
#[derive(Clone, Debug)]
pub(crate) enum StoreFolder {
    /// Where it is when nobody says otherwise.
    Usual(PathBuf),
    /// With `--dir` or `GOALS_DIR`.
    Named(PathBuf),
}

impl StoreFolder {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Usual(path) | Self::Named(path) => path,
        }
    }
}

impl Env {
    /// The store's folder: the one that was named, else `GOALS_DIR`, else the data folder's.
    pub(crate) fn store(&self, named: Option<&Path>) -> Result<StoreFolder, Error> {
        if let Some(named) = named.map(Path::to_owned).or_else(|| variable("GOALS_DIR").map(PathBuf::from)) {
            return Ok(StoreFolder::Named(from_home(named)));
        }
        match folder_variable("XDG_DATA_HOME") {
            Some(data) => Ok(StoreFolder::Usual(data.join("goals"))),
            None => project("GOALS_DIR").map(|dirs| StoreFolder::Usual(dirs.data_dir().to_owned())),
        }
    }

    /// The stores that lie beside a folder, by the names of theirs.
    pub(crate) fn stores_beside(&self, folder: &Path) -> Vec<String> {
        let beside = std::fs::read_dir(self.absolute(folder).parent().unwrap_or(folder));
        let stores = beside.into_iter().flatten().flatten().filter(|it| it.path().join("journal").is_dir());
        stores.filter_map(|it| it.file_name().into_string().ok()).collect()
    }

    /// Where what can be found out again may be kept; nothing where there is no such place.
    pub(crate) fn cache(&self) -> Option<PathBuf> {
        match folder_variable("XDG_CACHE_HOME") {
            Some(cache) => Some(cache.join("goals")),
            None => project("XDG_CACHE_HOME").ok().map(|dirs| dirs.cache_dir().to_owned()),
        }
    }

    pub(crate) fn device(&self) -> Result<DeviceName, Error> {
        if let Some(given) = text_variable("GOALS_DEVICE") {
            return Ok(DeviceName::Given(given));
        }
        Ok(DeviceName::Kept { state: self.state()?, host: host() })
    }

    /// The folder of what belongs to this machine alone.
    pub(crate) fn state(&self) -> Result<PathBuf, Error> {
        match folder_variable("XDG_STATE_HOME").map(|state| state.join("goals")) {
            Some(state) => Ok(state),
            None => project_state(),
        }
    }

    /// The folder of what the person writes herself; nothing where there is no such place.
    pub(super) fn config(&self) -> Option<PathBuf> {
        match folder_variable("XDG_CONFIG_HOME") {
            Some(config) => Some(config.join("goals")),
            None => project("XDG_CONFIG_HOME").ok().map(|dirs| dirs.config_dir().to_owned()),
        }
    }

    /// A file of settings that the person writes herself, with where it is; nothing where there is none.
    pub(crate) fn settings_file(&self, name: &str) -> Result<Option<(PathBuf, String)>, Error> {
        let Some(folder) = self.config() else { return Ok(None) };
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some((path, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let error = anyhow::Error::new(error).context(format!("could not read {}", path.display()));
                Err(Error::Outside(error))
            }
        }
    }

    /// The home folder.
    pub(super) fn home(&self) -> Result<PathBuf, Error> {
        home().ok_or_else(|| no_home("HOME"))
    }

    /// The home folder, where there is one.
    pub(crate) fn home_if_any(&self) -> Option<PathBuf> {
        home()
    }

    /// A folder as it was typed: `~/` is the home, a relative one is taken from here.
    pub(crate) fn typed_folder(&self, path: &Path) -> PathBuf {
        self.absolute(&from_home(path.to_owned()))
    }

    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    }

    pub(crate) fn current_folder(&self) -> Option<PathBuf> {
        std::env::current_dir().ok()
    }
}

/// A path as a shell reads it: `~/` is the home, also where no shell saw it.
fn from_home(path: PathBuf) -> PathBuf {
    let at_home = |below: &Path| Some(home()?.join(below));
    path.strip_prefix("~").ok().and_then(at_home).unwrap_or(path)
}

/// The home folder, where it is a full path.
fn home() -> Option<PathBuf> {
    BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()).filter(|home| home.is_absolute())
}

fn project(instead: &str) -> Result<ProjectDirs, Error> {
    home().and_then(|_| ProjectDirs::from("", "", "goals")).ok_or_else(|| no_home(instead))
}

fn no_home(instead: &str) -> Error {
    let hint = match instead {
        "HOME" => "set `HOME` to a full path".to_owned(),
        other => format!("set `HOME` to a full path, or `{other}`"),
    };
    Error::Environment { text: "there is no home folder to keep anything in".to_owned(), hint: Some(hint) }
}

/// The platform's state folder; where it has none, one beside the data folder.
fn project_state() -> Result<PathBuf, Error> {
    let dirs = project("XDG_STATE_HOME")?;
    if let Some(state) = dirs.state_dir() {
        return Ok(state.to_owned());
    }
    let mut beside = dirs.data_local_dir().as_os_str().to_owned();
    beside.push("-state");
    Ok(beside.into())
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    text_variable("COMPUTERNAME").unwrap_or_default()
}
