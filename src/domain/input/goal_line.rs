//! The goal line, `Pitch websites n:12 every:week`, and the outline that lines make (PRODUCT).

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::fields::{Codes, FieldUpdate, GoalInput};
use crate::domain::value::text::{TextError, Title};

/// The keys of a goal line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `code`
    Code,
    /// `target`, `n`
    Target,
    /// `at-most`
    AtMost,
    /// `unit`
    Unit,
    /// `every`
    Every,
    /// `baseline`
    Baseline,
    /// `by`
    By,
    /// `from`
    From,
    /// `why`
    Why,
    /// `area`
    Area,
    /// `who`
    Who,
    /// `after`
    After,
    /// `feeds`
    Feeds,
    /// `pilot`
    Pilot,
    /// `reward`
    Reward,
}

impl Key {
    const ALL: [(&'static str, Self); 16] = [
        ("code", Self::Code),
        ("n", Self::Target),
        ("target", Self::Target),
        ("at-most", Self::AtMost),
        ("unit", Self::Unit),
        ("every", Self::Every),
        ("baseline", Self::Baseline),
        ("by", Self::By),
        ("from", Self::From),
        ("why", Self::Why),
        ("area", Self::Area),
        ("who", Self::Who),
        ("after", Self::After),
        ("feeds", Self::Feeds),
        ("pilot", Self::Pilot),
        ("reward", Self::Reward),
    ];

    /// The key a word begins with, and what stands behind its colon.
    pub fn of(word: &str) -> Option<(Self, &str)> {
        let (name, value) = word.split_once(':')?;
        Self::ALL.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, key)| (*key, value))
    }
}

/// Why a line is no goal line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LineError {
    /// A known key whose value is none.
    #[error("`{word}`: {why}")]
    Value {
        /// The word.
        word: String,
        /// What is wrong with it.
        why: String,
    },
    /// The same key twice.
    #[error("`{0}` is said twice")]
    Twice(String),
    /// A quotation without an end.
    #[error("`{0}` has no closing quotation mark")]
    Unclosed(String),
    /// Two keys that contradict each other.
    #[error("`target:` and `at-most:` can't both be said")]
    BothBounds,
    /// A bad title.
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
    /// It does not.
    #[default]
    Open,
    /// `- [x] `.
    Done,
}

/// A goal line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The title.
    pub title: Title,
    /// What its keys say.
    pub fields: GoalInput,
    /// Whether it is ticked.
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
                Word::Keyed(key, text, value) => fields.say(*key, text, value)?,
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

/// A word of a goal line.
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
        if let Some((key, value)) = Key::of(word) {
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
    Key::of(bare).is_some() || (first && marks.iter().any(|mark| bare.starts_with(mark)))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl GoalInput {
    fn say(&mut self, key: Key, word: &str, value: &str) -> Result<(), LineError> {
        fn put<T: FromStr>(slot: &mut Option<T>, word: &str, value: &str) -> Result<(), LineError>
        where
            T::Err: fmt::Display,
        {
            let name = word.split(':').next().unwrap_or(word);
            if value.trim().is_empty() {
                return Err(LineError::value(word, "nothing stands behind the colon"));
            }
            let parsed = value.parse().map_err(|error| LineError::value(word, error))?;
            match slot.replace(parsed) {
                None => Ok(()),
                Some(_) => Err(LineError::Twice(format!("{name}:"))),
            }
        }
        match key {
            Key::Code => put(&mut self.code, word, value),
            Key::Target => put(&mut self.target, word, value),
            Key::AtMost => put(&mut self.at_most, word, value),
            Key::Unit => put(&mut self.unit, word, value),
            Key::Every => put(&mut self.every, word, value),
            Key::Baseline => put(&mut self.baseline, word, value),
            Key::By => put(&mut self.by, word, value),
            Key::From => put(&mut self.from, word, value),
            Key::Why => put(&mut self.why, word, value),
            Key::Area => put(&mut self.area, word, value),
            Key::Who => put(&mut self.who, word, value),
            Key::After => put(&mut self.after, word, value),
            Key::Feeds => put(&mut self.feeds, word, value),
            Key::Pilot => put(&mut self.pilot, word, value),
            Key::Reward => put(&mut self.reward, word, value),
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
        let mut say = |key: &str, value: Option<String>| match value {
            None => Ok(()),
            Some(value) if value.contains(char::is_whitespace) || value.starts_with('"') => {
                write!(f, " {key}:{}", quoted(&value))
            }
            Some(value) => write!(f, " {key}:{value}"),
        };
        let fields = &self.fields;
        say("n", said(fields.target.as_ref(), |target| target.to_string()))?;
        say("at-most", said(fields.at_most.as_ref(), |most| most.to_string()))?;
        say("unit", said(fields.unit.as_ref(), String::from))?;
        say("every", said(fields.every.as_ref(), |cadence| cadence.to_string()))?;
        say("baseline", said(fields.baseline.as_ref(), |value| value.to_string()))?;
        say("by", said(fields.by.as_ref(), |day| day.as_str().to_owned()))?;
        say("from", said(fields.from.as_ref(), |day| day.as_str().to_owned()))?;
        say("code", fields.code.as_ref().map(ToString::to_string))?;
        say("area", said(fields.area.as_ref(), String::from))?;
        say("who", said(fields.who.as_ref(), String::from))?;
        let listed = |codes: Codes| codes.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        say("after", said(fields.after.as_ref(), listed))?;
        say("feeds", said(fields.feeds.as_ref(), |feeds| feeds.to_string()))?;
        say("pilot", said(fields.pilot.as_ref(), |day| day.as_str().to_owned()))?;
        say("reward", said(fields.reward.as_ref(), String::from))?;
        say("why", said(fields.why.as_ref(), String::from))
    }
}

/// What was said as it is written.
fn said<T: Clone>(said: Option<&FieldUpdate<T>>, text: impl Fn(T) -> String) -> Option<String> {
    said.map(|said| said.clone().value().map_or_else(|| "none".to_owned(), text))
}

/// A goal line in its place in an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineLine {
    /// The line above it that it is a child of, by its place in the outline.
    pub parent: Option<usize>,
    /// What it says.
    pub spec: Spec,
}

/// A line of an outline that is no goal line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{error} (in “{line}”)")]
pub struct OutlineError {
    /// The line as typed.
    pub line: String,
    /// What is wrong with it.
    pub error: LineError,
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
