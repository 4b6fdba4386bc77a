//! A remote as it was typed: which ones there may be, and how one is shown.

use std::path::Path;

use super::error::SyncError;

/// Where a store is sent to. Only https, ssh and folders; nothing that git would run a helper for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteUrl(String);

/// How git gets there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Https,
    Ssh,
    Folder,
}

impl RemoteUrl {
    /// Reads one as it was typed; a relative folder is one of `here`.
    ///
    /// # Errors
    /// Where it can be none.
    pub fn read(typed: &str, absolute: impl Fn(&Path) -> std::path::PathBuf) -> Result<Self, SyncError> {
        let refused = |why| Err(SyncError::Url { url: shown(typed), why });
        let typed = typed.trim();
        if typed.is_empty() {
            return refused("it is empty");
        }
        if typed.starts_with('-') || typed.contains(char::is_control) {
            return refused("it begins with a hyphen, or holds what can't be typed");
        }
        let is_folder = ["/", "./", "../", "~/"].iter().any(|start| typed.starts_with(start))
            || [".", ".."].contains(&typed)
            || (cfg!(windows) && typed.as_bytes().get(1..3).is_some_and(|it| it == b":\\" || it == b":/"));
        if is_folder {
            let path = absolute(Path::new(typed)).to_string_lossy().replace('\\', "/").replace('%', "%25");
            let root = if path.starts_with('/') { "" } else { "/" };
            return Ok(Self(format!("file://{root}{path}")));
        }
        let url = Self(typed.to_owned());
        match (url.way(), typed.split_once("://")) {
            (Some(_), _) => Ok(url),
            (None, Some(("http", _))) => refused("what is sent over http can be read on the way"),
            (None, Some(_)) => refused("goals sends over https, ssh and to folders alone"),
            (None, None) if typed.contains("::") => refused("goals runs no helper for it"),
            (None, None) => refused("it names no server, and no folder"),
        }
    }

    pub(super) fn way(&self) -> Option<Way> {
        match self.0.split_once("://") {
            Some((scheme, rest)) if !rest.trim_matches('/').is_empty() => match scheme {
                "https" => Some(Way::Https),
                "ssh" if !rest.starts_with('-') => Some(Way::Ssh),
                "file" if rest.starts_with('/') => Some(Way::Folder),
                _ => None,
            },
            Some(_) => None,
            // `user@host:path`, as ssh has it.
            None => {
                let (host, path) = self.0.split_once(':')?;
                let is_host = host.len() > 1 && !host.contains(['/', '\\']) && !host.starts_with('-');
                (is_host && !path.is_empty() && !path.starts_with(':')).then_some(Way::Ssh)
            }
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Without its password.
    pub fn shown(&self) -> String {
        shown(&self.0)
    }

    /// A text in which the password does not stand.
    pub(super) fn without_password(&self, text: &str) -> String {
        match password(&self.0) {
            Some(secret) => text.replace(secret, "…"),
            None => text.to_owned(),
        }
    }
}

/// What stands between `user:` and `@host`.
fn password(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let (user, _) = rest.split('/').next()?.rsplit_once('@')?;
    user.split_once(':').map(|(_, secret)| secret).filter(|secret| !secret.is_empty())
}

fn shown(url: &str) -> String {
    match password(url) {
        Some(secret) => url.replacen(&format!(":{secret}@"), ":…@", 1),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use crate::sync::url::{RemoteUrl, Way};

    fn read(typed: &str) -> Option<RemoteUrl> {
        RemoteUrl::read(typed, |path: &Path| PathBuf::from("/here").join(path)).ok()
    }

    #[test]
    fn https_ssh_and_folders_are_remotes_and_nothing_else_is() {
        for (typed, way) in [
            ("https://example.org/goals.git", Way::Https),
            ("ssh://git@example.org:22/goals.git", Way::Ssh),
            ("git@example.org:goals.git", Way::Ssh),
            ("example.org:goals.git", Way::Ssh),
            ("file:///srv/goals.git", Way::Folder),
            ("/srv/goals.git", Way::Folder),
            ("../goals.git", Way::Folder),
        ] {
            assert_eq!(read(typed).and_then(|url| url.way()), Some(way), "{typed}");
        }
        for typed in [
            "",
            "-u",
            "--upload-pack=touch x",
            "ext::sh -c true",
            "http://example.org/g.git",
            "git://example.org/g.git",
            "fd::3",
            "goals",
            "ssh://-oProxyCommand=x/g",
            "-oProxyCommand=x:g",
            "file://",
            "https://",
            "a\nb:c",
            "gcrypt::https://example.org/g",
            "host::x",
            "javascript:1\u{7}",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_folder_is_named_whole_and_a_percent_sign_is_none_of_a_url() {
        assert_eq!(read("./50%/g.git").map(|url| url.shown()), Some("file:///here/./50%25/g.git".to_owned()));
        assert_eq!(read("/srv/g.git").map(|url| url.shown()), Some("file:///srv/g.git".to_owned()));
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = read("https://ann:s3cret@example.org/g.git").expect("a URL");
        assert_eq!(url.shown(), "https://ann:…@example.org/g.git");
        assert_eq!(
            url.without_password("fatal: unable to access 'https://ann:s3cret@example.org/g.git/': no"),
            "fatal: unable to access 'https://ann:…@example.org/g.git/': no"
        );
        assert_eq!(read("ssh://ann@example.org/g").expect("a URL").shown(), "ssh://ann@example.org/g");
    }
}
