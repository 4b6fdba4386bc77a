//! A line of a day's page as it comes back from an editor: `- [x] Pitch websites code:pitch`.

use super::markdown::unbulleted;
use crate::domain::model::refusal::Refusal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DayLine {
    /// As it stands in the file.
    pub(crate) line: String,
    /// The code, without an amount behind it; a line without one is a win.
    pub(crate) code: Option<String>,
    pub(crate) mark: LineMark,
    /// The other words.
    pub(crate) rest: String,
}

/// What stands in a line's box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LineMark {
    /// There is no box.
    None,
    Open,
    Done,
    /// `[~]`, `[!]`, `[≤]`, `[-]`, which the program writes.
    Shown(char),
    /// `[4]`, or `code:pitch+4`: `+4`, `=30`; without its sign where there was none.
    Amount(String),
}

impl DayLine {
    pub(crate) fn read(line: &str) -> Result<Self, Refusal> {
        let text = line.trim();
        let text = unbulleted(text).unwrap_or(text);
        let (mut mark, text) = boxed(text);
        let word = text.split_whitespace().rfind(|word| code_of(word).is_some());
        let rest = text.split_whitespace().filter(|other| Some(*other) != word).collect::<Vec<_>>().join(" ");
        let mut code = word.and_then(code_of);
        if let Some((bare, amount)) = code.and_then(|code| Some(code.split_at(code.find(['+', '='])?))) {
            if matches!(mark, LineMark::Amount(_)) {
                return Err(Refusal::invalid_input(
                    format!("`{}` has two amounts", text.trim()),
                    "say it in the box, or behind the code",
                ));
            }
            mark = LineMark::Amount(amount.to_owned());
            code = Some(bare);
        }
        Ok(Self { line: line.trim().to_owned(), code: code.map(str::to_lowercase), mark, rest })
    }
}

fn code_of(word: &str) -> Option<&str> {
    let (key, value) = word.split_once(':')?;
    (key.eq_ignore_ascii_case("code") && !value.is_empty()).then_some(value)
}

/// What stands in the box that a text begins with, and the text behind it.
fn boxed(text: &str) -> (LineMark, &str) {
    let Some((inside, behind)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return (LineMark::None, text);
    };
    let inside = inside.trim();
    let mark = match inside {
        "" => LineMark::Open,
        "x" | "X" => LineMark::Done,
        "~" | "!" | "≤" | "-" => LineMark::Shown(inside.chars().next().unwrap_or_default()),
        amount
            if amount
                .trim_start_matches(['+', '-', '='])
                .starts_with(|c: char| c.is_ascii_digit() || c == '.') =>
        {
            LineMark::Amount(amount.to_owned())
        }
        _ => return (LineMark::None, text),
    };
    (mark, behind)
}
