//! The line of a win: a title with `area:` and `under:`.

use super::goal_line::{LineError, Word, keyed, words};
use super::markdown::bare;
use super::unknown_key::UnknownKey;
use crate::domain::model::goal_field::{Key, TextKey};
use crate::domain::value::text::{Title, text_field};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WinLine {
    pub(crate) title: Title,
    pub(crate) area: Option<String>,
    /// The code of the goal it belongs to, as typed.
    pub(crate) under: Option<String>,
    /// Words of its title that look like keys, those of goals among them.
    pub(crate) unknown: Vec<UnknownKey>,
}

#[derive(Clone, Copy)]
pub(crate) enum WinKey {
    Area,
    Under,
}

/// The key a word begins with, and what stands behind its colon.
pub(crate) fn win_key(word: &str) -> Option<(WinKey, &str)> {
    let (name, value) = word.split_once(':')?;
    match name.to_ascii_lowercase().as_str() {
        "area" => Some((WinKey::Area, value)),
        "under" => Some((WinKey::Under, value)),
        _ => None,
    }
}

impl WinLine {
    pub fn title(&self) -> &Title {
        &self.title
    }

    pub(crate) fn read(line: &str) -> Result<Self, LineError> {
        let text = bare(line).map_or("", |bare| bare.text);
        let (mut area, mut under) = (None, None);
        let (mut title, mut unknown) = (Vec::new(), Vec::new());
        for word in words(text, win_key)? {
            match word {
                Word::Plain(text) => {
                    unknown.extend(goal_key(&text));
                    title.push(text);
                }
                Word::Unknown(key) => {
                    title.push(key.word.clone());
                    unknown.push(key);
                }
                Word::Keyed(key, word, value) => {
                    let place = match key {
                        WinKey::Area => &mut area,
                        WinKey::Under => &mut under,
                    };
                    let value = text_field("the text", &value)
                        .map_err(|_| LineError::value(&word, "nothing stands behind the colon"))?;
                    if place.replace(value).is_some() {
                        return Err(LineError::Twice(word));
                    }
                }
            }
        }
        Ok(Self { title: title.join(" ").parse()?, area, under, unknown })
    }
}

/// A key that goals have, and wins have not.
fn goal_key(word: &str) -> Option<UnknownKey> {
    let (near, value) =
        keyed(word).filter(|(_, value)| !value.is_empty() && !word.contains(char::is_whitespace))?;
    let is_area = near == Key::Text(TextKey::Area);
    (!is_area).then(|| UnknownKey {
        word: word.to_owned(),
        name: near.in_line().to_owned(),
        value: value.to_owned(),
        near: Some(near),
    })
}
