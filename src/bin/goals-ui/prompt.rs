//! A line that is being typed at the bottom.

use crate::input::{Code, Key};
use goals::screen::{DayGoal, LineEdit};

/// What a typed line is for.
pub(crate) enum Purpose {
    /// An amount behind the goal's code and this sign.
    Amount(DayGoal, char),
    Note(DayGoal),
    Win,
    /// A step below a goal; a goal that is below none.
    Add(Option<DayGoal>),
    Edit(LineEdit),
    Plan(DayGoal),
    Find,
    Command,
}

pub(crate) struct Prompt {
    pub(crate) purpose: Purpose,
    pub(crate) label: String,
    text: String,
    /// In bytes.
    at: usize,
}

/// What a key did to it.
pub(crate) enum Typed {
    On,
    Entered,
    Left,
    /// More of the last word is asked for.
    Complete,
    Earlier,
    Later,
}

impl Prompt {
    pub(crate) fn new(purpose: Purpose, label: impl Into<String>) -> Self {
        Self { purpose, label: label.into(), text: String::new(), at: 0 }
    }

    pub(crate) fn with_text(mut self, text: &str) -> Self {
        self.put(text);
        self
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the place where one types, and behind it.
    pub(crate) fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.at).unwrap_or((&self.text, ""))
    }

    pub(crate) fn put(&mut self, text: &str) {
        self.text = text.chars().filter(|letter| !letter.is_control()).collect();
        self.at = self.text.len();
    }

    pub(crate) fn insert(&mut self, text: &str) {
        let line: String = text.lines().collect::<Vec<_>>().join(" ");
        for letter in line.chars().filter(|letter| !letter.is_control()) {
            self.text.insert(self.at, letter);
            self.at += letter.len_utf8();
        }
    }

    pub(crate) fn press(&mut self, key: Key) -> Typed {
        match (key.code, key.with_control(), key.letter()) {
            (_, Some('c' | 'g'), _) | (Code::Esc, ..) => return Typed::Left,
            (Code::Enter, ..) | (_, Some('j'), _) => return Typed::Entered,
            (Code::Tab, ..) => return Typed::Complete,
            (Code::Up, ..) | (_, Some('p'), _) => return Typed::Earlier,
            (Code::Down, ..) | (_, Some('n'), _) => return Typed::Later,
            (Code::Left, ..) | (_, Some('b'), _) => self.at = self.before(),
            (Code::Right, ..) | (_, Some('f'), _) => self.at = self.behind(),
            (Code::Home, ..) | (_, Some('a'), _) => self.at = 0,
            (Code::End, ..) | (_, Some('e'), _) => self.at = self.text.len(),
            // Who takes back what is not there wants to leave.
            (Code::Backspace, ..) | (_, Some('h'), _) if self.text.is_empty() => return Typed::Left,
            (Code::Backspace, ..) | (_, Some('h'), _) => self.cut(self.before()),
            (Code::Delete, ..) | (_, Some('d'), _) => {
                let behind = self.behind();
                self.text.replace_range(self.at..behind, "");
            }
            (_, Some('u'), _) => self.cut(0),
            (_, Some('k'), _) => self.text.truncate(self.at),
            (_, Some('w'), _) => {
                let words = self.parts().0.trim_end();
                self.cut(words.rfind(' ').map_or(0, |blank| blank + 1));
            }
            (.., Some(letter)) => self.insert(letter.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        Typed::On
    }

    fn before(&self) -> usize {
        self.parts().0.char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn behind(&self) -> usize {
        self.at + self.parts().1.chars().next().map_or(0, char::len_utf8)
    }

    fn cut(&mut self, from: usize) {
        self.text.replace_range(from..self.at, "");
        self.at = from;
    }
}
