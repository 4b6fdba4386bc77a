//! A line of an inbox: what was done, a win or a new goal, as `check`, `win` and `add` take them (SEMANTICS 10.12).

use super::check_word::Ask;
use super::goal_line::{LineError, OutlineError, OutlineLine, closing, keyed, outline, unquoted};
use super::win_line::{WinLine, win_key};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboxLine {
    /// `kids pitch+4 on:yesterday`.
    Check { asks: Vec<Ask>, on: Option<String> },
    /// `win Fixed the gate area:home`.
    Win { win: WinLine, on: Option<String> },
    /// `add Call the plumber by:fri`.
    Add(OutlineLine),
    /// An empty line.
    Nothing,
}

/// Why a line can't be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboxLineError {
    Check(String),
    Win(LineError),
    Add(OutlineError),
    /// `on:` without a day, or twice.
    On(&'static str),
}

impl InboxLine {
    /// Reads a line without a remark. What begins with none of the three words is a check-off. As in a shell, `goals`
    /// may stand before them, and quotation marks around a title, or around all of a win or a goal.
    pub fn read(line: &str) -> Result<Self, InboxLineError> {
        let line = line.trim();
        if let Some(option) = line.split_whitespace().find(|word| is_option(word)) {
            let why = format!("`{option}` is an option, and a line has none; it has words as `on:yesterday`");
            return Err(InboxLineError::Check(why));
        }
        let (first, behind) = first_word(line);
        match first.to_ascii_lowercase().as_str() {
            "" => Ok(Self::Nothing),
            "goals" if !behind.is_empty() => Self::read(behind),
            "add" => {
                let line = unquoted(behind, |word| keyed(word).is_some());
                let mut lines = outline([line.as_str()]).map_err(InboxLineError::Add)?;
                let empty =
                    || InboxLineError::Check("`add` says what, as in `add Call the plumber`".to_owned());
                lines.pop().map(Self::Add).ok_or_else(empty)
            }
            "win" => {
                let is_key = |word: &str| win_key(word).is_some() || day_of(word).is_some();
                let (text, on) = day(&unquoted(behind, is_key))?;
                WinLine::read(&text).map(|win| Self::Win { win, on }).map_err(|error| match error {
                    LineError::Title(_) => {
                        InboxLineError::Check("`win` says what, as in `win Fixed the gate`".to_owned())
                    }
                    other => InboxLineError::Win(other),
                })
            }
            "check" if !behind.is_empty() => Self::check(behind),
            _ => Self::check(line),
        }
    }

    fn check(words: &str) -> Result<Self, InboxLineError> {
        let (words, on) = day(words)?;
        let asks = Ask::all([words.as_str()]).map_err(InboxLineError::Check)?;
        if asks.is_empty() {
            return Err(InboxLineError::Check("no goal given".to_owned()));
        }
        Ok(Self::Check { asks, on })
    }
}

fn first_word(line: &str) -> (&str, &str) {
    let (first, behind) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (first, behind.trim_start())
}

/// What stands behind `on:` in a word.
fn day_of(word: &str) -> Option<&str> {
    let (key, value) = word.split_at_checked(3)?;
    key.eq_ignore_ascii_case("on:").then_some(value)
}

/// `--on`, as a shell's line has it.
fn is_option(word: &str) -> bool {
    word.strip_prefix("--").is_some_and(|name| name.starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

/// The words of a line without `on:DAY`, and the day. One of several words stands in quotation marks.
fn day(line: &str) -> Result<(String, Option<String>), InboxLineError> {
    const NONE: InboxLineError = InboxLineError::On("`on:` says which day, as in `on:yesterday`");
    let (mut words, mut day) = (Vec::new(), None);
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        rest = behind.trim_start();
        let Some(value) = day_of(word) else {
            words.push(word);
            continue;
        };
        let value = match closing(value) {
            None => value.to_owned(),
            Some(close) => {
                let quoted = format!("{value} {behind}");
                let mut parts = quoted.chars();
                parts.next();
                let (text, after) = parts.as_str().split_once(close).ok_or(NONE)?;
                let after = after.trim_start().len();
                rest = behind.get(behind.len().saturating_sub(after)..).unwrap_or_default().trim_start();
                text.trim().to_owned()
            }
        };
        if value.is_empty() {
            return Err(NONE);
        }
        if day.replace(value).is_some() {
            return Err(InboxLineError::On("`on:` is given twice"));
        }
    }
    Ok((words.join(" "), day))
}
