//! The goal line, `Pitch websites n:12 every:week`, and the outline that lines make (PRODUCT).

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::fields::{FieldUpdate, GoalInput};
use crate::domain::model::goal_field::Key;
use crate::domain::value::text::{TextError, Title};

/// The key a word begins with, and what stands behind its colon.
pub(crate) fn keyed(word: &str) -> Option<(Key, &str)> {
    let (name, value) = word.split_once(':')?;
    let key = match name.to_ascii_lowercase().as_str() {
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
    fn value(word: &str, why: impl fmt::Display) -> Self {
        const SHOWN: usize = 60;
        let mut word: String = word.to_owned();
        if word.chars().count() > SHOWN {
            word = word.chars().take(SHOWN).chain(['…']).collect();
        }
        Self::Value { word, why: why.to_string() }
    }
}

/// Whether a line of an outline says that it is done already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tick {
    #[default]
    Open,
    /// `- [x] `.
    Done,
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
        let (tick, text) = unbulleted(line.trim());
        let mut fields = GoalInput::default();
        let mut title = Vec::new();
        for word in words(text)? {
            match &word {
                Word::Plain(text) => title.push(text.clone()),
                Word::Keyed(key, text, value) => fields.set_word(*key, text, value)?,
            }
        }
        fields.check_bounds()?;
        Ok(Self { title: title.join(" ").parse()?, fields, tick })
    }
}

/// `- `, `* `, `- [ ] ` or `- [x] ` taken off.
fn unbulleted(line: &str) -> (Tick, &str) {
    let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) else {
        return (Tick::Open, line);
    };
    let rest = rest.trim_start();
    let boxed = |mark: &str| rest.strip_prefix(mark).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    if let Some(rest) = boxed("[ ]") {
        return (Tick::Open, rest);
    }
    let ticked = boxed("[x]").or_else(|| boxed("[X]"));
    ticked.map_or((Tick::Open, rest), |rest| (Tick::Done, rest))
}

enum Word {
    /// It belongs to the title.
    Plain(String),
    /// It says something: the key, the word as typed, the value.
    Keyed(Key, String, String),
}

/// The words of a line. White space within quotation marks belongs to a value; a word of the title
/// that would read as a key stands in quotation marks itself.
fn words(line: &str) -> Result<Vec<Word>, LineError> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if let Some((key, value)) = keyed(word) {
            if value.starts_with('"') {
                let opened = rest.split_at(word.len() - value.len()).1;
                let (value, behind) =
                    quotation(opened).ok_or_else(|| LineError::Unclosed(word.to_owned()))?;
                let typed = rest.split_at(rest.len() - behind.len()).0;
                found.push(Word::Keyed(key, typed.to_owned(), value));
                rest = behind.trim_start();
                continue;
            }
            found.push(Word::Keyed(key, word.to_owned(), value.to_owned()));
        } else if let Some((text, behind)) =
            quotation(rest).filter(|(text, _)| wants_quotes(text, found.is_empty()))
        {
            found.push(Word::Plain(text));
            rest = behind.trim_start();
            continue;
        } else {
            found.push(Word::Plain(word.to_owned()));
        }
        rest = behind.trim_start();
    }
    Ok(found)
}

/// The text of a quotation that a text begins with, up to a mark with white space or the end behind
/// it, and what follows. `\"` and `\\` stand for the mark and the backslash.
fn quotation(text: &str) -> Option<(String, &str)> {
    let mut chars = text.strip_prefix('"')?.chars();
    let mut found = String::new();
    loop {
        match chars.next()? {
            '\\' => match chars.next()? {
                mark @ ('"' | '\\') => found.push(mark),
                other => found.extend(['\\', other]),
            },
            '"' => {
                let behind = chars.as_str();
                let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
                return ends.then_some((found, behind));
            }
            other => found.push(other),
        }
    }
}

/// Whether a word of a title would be taken for something else where it stands bare. At the
/// beginning of a line, bullets and the marks of comments would.
fn wants_quotes(word: &str, first: bool) -> bool {
    let bare = word.trim_start_matches(['"', '\\']);
    let marks = ["-", "*", "+", "[", "#"];
    keyed(bare).is_some() || (first && marks.iter().any(|mark| bare.starts_with(mark)))
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
            if value.contains(char::is_whitespace) || value.starts_with('"') {
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
    pub(crate) parent: Option<usize>,
    pub(crate) spec: Spec,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{error} (in “{line}”)")]
pub struct OutlineError {
    pub(crate) line: String,
    pub(crate) error: LineError,
}

/// Tabs reach to the next multiple of this.
const TAB: usize = 4;

/// Reads lines into a tree: a line that is indented further than one above it is its child. Empty
/// lines are passed over.
pub fn outline<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Vec<OutlineLine>, OutlineError> {
    let mut found: Vec<OutlineLine> = Vec::new();
    let mut above: Vec<(usize, usize)> = Vec::new();
    for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
        let indent = line.chars().take_while(|c| c.is_whitespace()).fold(0, |column, c| match c {
            '\t' => (column / TAB + 1) * TAB,
            _ => column + 1,
        });
        while above.last().is_some_and(|(column, _)| *column >= indent) {
            above.pop();
        }
        let spec = line.parse().map_err(|error| OutlineError { line: line.trim().to_owned(), error })?;
        let parent = above.last().map(|(_, place)| *place);
        above.push((indent, found.len()));
        found.push(OutlineLine { parent, spec });
    }
    Ok(found)
}
