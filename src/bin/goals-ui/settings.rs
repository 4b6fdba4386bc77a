//! `ui.toml`: other keys, and the theme.

use std::collections::BTreeMap;

use goals::screen::{Failure, Session};
use serde::Deserialize;

use crate::keys::{BindError, Keys};
use crate::theme::{Theme, ThemeName};

pub(crate) struct Settings {
    pub(crate) keys: Keys,
    pub(crate) theme: Theme,
}

/// What stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    theme: Option<ThemeName>,
    #[serde(default)]
    keys: BTreeMap<String, OneOrMore>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The file in the config folder.
const FILE: &str = "ui.toml";

/// The exit code for settings that can't be meant, as the environment's.
const WRONG_SETTINGS: u8 = 78;

impl Settings {
    /// What the file says; `theme` is what was typed.
    pub(crate) fn of(session: &Session, theme: Option<ThemeName>) -> Result<Self, Failure> {
        let found = session.settings(FILE)?;
        let (place, text) = found.map_or_else(
            || (FILE.to_owned(), String::new()),
            |(path, text)| (path.display().to_string(), text),
        );
        let wrong = |text: String, hint: String| Failure { text, hint: Some(hint), code: WRONG_SETTINGS };
        let written: Written = toml::from_str(&text).map_err(|error| {
            let at =
                error.span().map(|span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
            let at = at.map(|line| format!(":{line}")).unwrap_or_default();
            wrong(
                format!("{place}{at} can't be understood: {}", error.message()),
                "it holds `theme = \"dark\"`, and below `[keys]` lines like `note = \"o\"`".to_owned(),
            )
        })?;
        let asked: Vec<(String, Vec<String>)> = written
            .keys
            .into_iter()
            .map(|(name, keys)| match keys {
                OneOrMore::One(key) => (name, vec![key]),
                OneOrMore::More(keys) => (name, keys),
            })
            .collect();
        let keys = Keys::rebound(&asked).map_err(|error| {
            let (what, hint) = in_words(error);
            wrong(format!("{place}: {what}"), hint)
        })?;
        let theme = Theme::new(theme.or(written.theme).unwrap_or_default(), session.colour());
        Ok(Self { keys, theme })
    }
}

fn in_words(error: BindError) -> (String, String) {
    match error {
        BindError::Action(name) => {
            let names = Keys::names().collect::<Vec<_>>().join(", ");
            (format!("nothing is called `{name}`"), format!("the names are {names}"))
        }
        BindError::Key(key) => (
            format!("`{key}` is no key"),
            "a key is a letter or a sign, or like space, up, pagedown, tab, ctrl-r, alt-x".to_owned(),
        ),
        BindError::Twice { key, first, second } => (
            format!("`{key}` is bound twice, for `{first}` and for `{second}`"),
            "give one of them another key".to_owned(),
        ),
    }
}
