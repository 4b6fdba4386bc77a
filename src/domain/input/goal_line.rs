//! The goal line, `Pitch websites n:12 every:week`, and the outline that lines make (PRODUCT).

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::fields::{FieldUpdate, GoalInput};
pub use super::markdown::Tick;
use super::markdown::{Depth, bare, is_mark};
use super::unknown_key::UnknownKey;
use crate::domain::model::goal_field::Key;
use crate::domain::value::text::{TextError, Title};

/// The key a word begins with, and what stands behind its colon.
pub(crate) fn keyed(word: &str) -> Option<(Key, &str)> {
    let (name, value) = word.split_once(':')?;
    let key = match name.to_ascii_lowercase().as_str() {
        // `n:3/week` says how often too.
        "n" if value.contains('/') => Key::Every,
        "n" => Key::Target,
        name => Key::named(name)?,
    };
    Some((key, value))
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LineError {
    /// A known key whose value is none.
    #[error("`{word}`: {why}")]
    Value { word: String, why: String },
    #[error("`{0}` is given twice")]
    Twice(String),
    #[error("`{0}` has no closing quotation mark")]
    Unclosed(String),
    #[error("`target:` and `at-most:` can't both be given")]
    BothBounds,
    #[error(transparent)]
    Title(#[from] TextError),
}

impl LineError {
    pub(super) fn value(word: &str, why: impl fmt::Display) -> Self {
        const SHOWN: usize = 60;
        let mut word: String = word.to_owned();
        if word.chars().count() > SHOWN {
            word = word.chars().take(SHOWN).chain(['…']).collect();
        }
        Self::Value { word, why: why.to_string() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub title: Title,
    pub fields: GoalInput,
    pub tick: Tick,
}

impl FromStr for Spec {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        let (tick, text) = bare(line).map_or((Tick::Open, ""), |bare| (bare.tick, bare.text));
        read(tick, text).map(|(spec, _)| spec)
    }
}

/// What a line without its marks says, and the words of its title that look like keys.
fn read(tick: Tick, text: &str) -> Result<(Spec, Vec<UnknownKey>), LineError> {
    let mut fields = GoalInput::default();
    let (mut title, mut unknown) = (Vec::new(), Vec::new());
    for word in words(text, keyed)? {
        match word {
            Word::Plain(text) => title.push(text),
            Word::Unknown(key) => {
                title.push(key.word.clone());
                unknown.push(key);
            }
            Word::Keyed(key, text, value) => fields.set_word(key, &text, &value)?,
        }
    }
    fields.check_bounds()?;
    Ok((Spec { title: title.join(" ").parse()?, fields, tick }, unknown))
}

pub(super) enum Word<K> {
    /// It belongs to the title.
    Plain(String),
    /// It belongs to the title, and may be meant to say something.
    Unknown(UnknownKey),
    /// It says something: the key, the word as typed, the value.
    Keyed(K, String, String),
}

/// The words of a line, in which `keyed` knows keys. White space within quotation marks belongs to a value; a
/// word of the title that would read as a key stands in quotation marks itself.
pub(super) fn words<K>(
    line: &str,
    keyed: impl Fn(&str) -> Option<(K, &str)>,
) -> Result<Vec<Word<K>>, LineError> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if let Some((key, value)) = keyed(word) {
            if let Some(close) = closing(value) {
                let opened = rest.split_at(word.len() - value.len()).1;
                let (value, behind) =
                    quotation(opened, close).ok_or_else(|| LineError::Unclosed(word.to_owned()))?;
                let typed = rest.split_at(rest.len() - behind.len()).0;
                found.push(Word::Keyed(key, typed.to_owned(), value));
                rest = behind.trim_start();
                continue;
            }
            found.push(Word::Keyed(key, word.to_owned(), value.to_owned()));
        } else if let Some((text, behind)) =
            quotation(rest, '"').filter(|(text, _)| wants_quotes(text, found.is_empty()))
        {
            found.push(Word::Plain(text));
            rest = behind.trim_start();
            continue;
        } else {
            let unknown = UnknownKey::of(word);
            found.push(unknown.map_or_else(|| Word::Plain(word.to_owned()), Word::Unknown));
        }
        rest = behind.trim_start();
    }
    Ok(found)
}

/// The mark that closes what a value opens: `"…"`, `'…'`, `“…”`, `„…“`. Nothing where it opens none.
pub(crate) fn closing(value: &str) -> Option<char> {
    match value.chars().next()? {
        '"' => Some('"'),
        '\'' => Some('\''),
        '“' => Some('”'),
        '„' => Some('“'),
        _ => None,
    }
}

/// The text of a quotation that a text begins with, up to its closing mark with white space or the end behind
/// it, and what follows. Within `"…"`, `\"` and `\\` stand for the mark and the backslash.
fn quotation(text: &str, close: char) -> Option<(String, &str)> {
    let mut chars = text.chars();
    chars.next().filter(|open| closing(open.encode_utf8(&mut [0; 4])) == Some(close))?;
    let mut found = String::new();
    loop {
        match chars.next()? {
            '\\' if close == '"' => match chars.next()? {
                mark @ ('"' | '\\') => found.push(mark),
                other => found.extend(['\\', other]),
            },
            mark if mark == close => {
                let behind = chars.as_str();
                if behind.is_empty() || behind.starts_with(char::is_whitespace) {
                    return Some((found, behind));
                }
                // An apostrophe, as in 'don't stop'; a quotation mark ends where it stands.
                if close == '"' {
                    return None;
                }
                found.push(mark);
            }
            other => found.push(other),
        }
    }
}

/// A line without the quotation marks around all of it, or around what stands before its keys, as a shell would take
/// them away. What needs its quotation marks keeps them.
pub(super) fn unquoted(line: &str, is_key: impl Fn(&str) -> bool) -> String {
    let line = line.trim();
    let quoted = closing(line).and_then(|close| quotation(line, close));
    let unquoted = quoted.filter(|(text, behind)| {
        let is_word = !text.contains(char::is_whitespace);
        behind.split_whitespace().next().is_none_or(&is_key) && !(is_word && wants_quotes(text, true))
    });
    unquoted.map_or_else(|| line.to_owned(), |(text, behind)| format!("{text}{behind}"))
}

/// Whether a word of a title would be taken for something else where it stands bare, or be asked about.
fn wants_quotes(word: &str, first: bool) -> bool {
    let bare = word.trim_start_matches(['"', '\\']);
    keyed(bare).is_some() || UnknownKey::of(bare).is_some() || (first && is_mark(bare))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl GoalInput {
    fn set_word(&mut self, key: Key, word: &str, value: &str) -> Result<(), LineError> {
        if value.trim().is_empty() {
            return Err(LineError::value(word, "nothing stands behind the colon"));
        }
        let updates = FieldUpdate::read_all(key, value).map_err(|why| LineError::value(word, why))?;
        for update in updates {
            let said = update.key();
            if self.set(update).is_some() {
                let name = if said == key { word.split(':').next().unwrap_or(word) } else { said.in_line() };
                return Err(LineError::Twice(format!("{name}:")));
            }
        }
        Ok(())
    }

    pub(crate) fn check_bounds(&self) -> Result<(), LineError> {
        match (self.get(Key::Target), self.get(Key::AtMost)) {
            (Some(FieldUpdate::Target(Some(_))), Some(FieldUpdate::AtMost(Some(_)))) => {
                Err(LineError::BothBounds)
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Spec {
    /// The line that reads as this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tick == Tick::Done {
            f.write_str("- [x] ")?;
        }
        for (place, word) in self.title.as_str().split(' ').enumerate() {
            let space = if place == 0 { "" } else { " " };
            let word = if wants_quotes(word, place == 0) { quoted(word) } else { word.to_owned() };
            write!(f, "{space}{word}")?;
        }
        for update in Key::line_order().into_iter().filter_map(|key| self.fields.get(key)) {
            let (key, value) = (update.key().in_line(), update.to_string());
            if value.contains(char::is_whitespace) || closing(&value).is_some() {
                write!(f, " {key}:{}", quoted(&value))?;
            } else {
                write!(f, " {key}:{value}")?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineLine {
    /// The line above it that it is a child of, by its place in the outline.
    pub parent: Option<usize>,
    pub spec: Spec,
    /// Words of its title that look like keys.
    pub(crate) unknown: Vec<UnknownKey>,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("in “{line}”: {error}")]
pub struct OutlineError {
    pub(crate) line: String,
    pub(crate) error: LineError,
}

/// Reads lines into a tree: a line that is indented further than one above it is its child, and what follows a
/// heading is below that. Lines without a text of their own are passed over.
pub fn outline<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Vec<OutlineLine>, OutlineError> {
    let mut found: Vec<OutlineLine> = Vec::new();
    let mut above: Vec<(Depth, usize)> = Vec::new();
    for (line, bare) in lines.into_iter().filter_map(|line| Some((line, bare(line)?))) {
        while above.last().is_some_and(|(depth, _)| *depth >= bare.depth) {
            above.pop();
        }
        let read = read(bare.tick, bare.text);
        let (spec, unknown) = read.map_err(|error| OutlineError { line: line.trim().to_owned(), error })?;
        let parent = above.last().map(|(_, place)| *place);
        above.push((bare.depth, found.len()));
        found.push(OutlineLine { parent, spec, unknown });
    }
    Ok(found)
}
