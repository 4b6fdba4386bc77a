//! Where things lie: stores, what belongs to this machine, settings.

use std::io;
use std::path::{Path, PathBuf};

use super::home::{Holds, home, own_folder};
use super::world::{Env, text_variable, variable};
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
        own_folder(Holds::Data).map(StoreFolder::Usual).ok_or_else(|| {
            homeless("set `HOME` to a full path, or name a folder with `--dir FOLDER` or `GOALS_DIR`")
        })
    }

    /// The stores that lie beside a folder, by the names of theirs.
    pub(crate) fn stores_beside(&self, folder: &Path) -> Vec<String> {
        let beside = std::fs::read_dir(self.absolute(folder).parent().unwrap_or(folder));
        let stores = beside.into_iter().flatten().flatten().filter(|it| it.path().join("journal").is_dir());
        stores.filter_map(|it| it.file_name().into_string().ok()).collect()
    }

    /// Where what can be found out again may be kept; nothing where there is no such place.
    pub(crate) fn cache(&self) -> Option<PathBuf> {
        own_folder(Holds::Cache)
    }

    pub(crate) fn device(&self) -> Result<DeviceName, Error> {
        if let Some(given) = text_variable("GOALS_DEVICE") {
            return Ok(DeviceName::Given(given));
        }
        Ok(DeviceName::Kept { state: self.state()?, host: host() })
    }

    /// The folder of what belongs to this machine alone.
    pub(crate) fn state(&self) -> Result<PathBuf, Error> {
        let hint = "set `HOME` to a full path, or `XDG_STATE_HOME`";
        own_folder(Holds::State).ok_or_else(|| homeless(hint))
    }

    /// The folder of what the person writes herself; nothing where there is no such place.
    pub(super) fn config(&self) -> Option<PathBuf> {
        own_folder(Holds::Settings)
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
        home().ok_or_else(|| homeless("set `HOME` to a full path"))
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

fn homeless(hint: &str) -> Error {
    let text = "there is no home folder to keep anything in".to_owned();
    Error::Environment { text, hint: Some(hint.to_owned()) }
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    text_variable("COMPUTERNAME").unwrap_or_default()
}
