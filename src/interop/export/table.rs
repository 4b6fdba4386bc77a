//! Tables as spreadsheets read them: a line a row, commas, quotation marks where they are needed.

use super::text::without_controls;
use crate::interop::tables::formula;

/// How the texts of a table are written. Numbers and days are no texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// An apostrophe stands in front of what a spreadsheet would take for a formula.
    Protected,
    /// As they are.
    Raw,
}

/// Whether the table begins with a byte order mark, by which Excel knows UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Excel,
    None,
}

pub(super) struct Table {
    texts: Texts,
    written: String,
    /// How many cells the row has that is being written.
    cells: usize,
}

impl Table {
    pub(super) fn new(texts: Texts, mark: Mark) -> Self {
        let written = if mark == Mark::Excel { "\u{feff}".to_owned() } else { String::new() };
        Self { texts, written, cells: 0 }
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        let text = without_controls(text);
        match self.texts {
            Texts::Protected => self.cell(&formula::protected(&text)),
            Texts::Raw => self.cell(&text),
        }
    }

    /// What is no text: a number, a day, a word of the format, nothing.
    pub(super) fn plain(&mut self, value: &(impl ToString + ?Sized)) -> &mut Self {
        self.cell(&value.to_string())
    }

    fn cell(&mut self, text: &str) -> &mut Self {
        if self.cells > 0 {
            self.written.push(',');
        }
        self.cells += 1;
        let is_quoted = text.contains([',', '"', '\n', '\r', '\t']) || text.trim() != text;
        if is_quoted {
            self.written.push('"');
            self.written.push_str(&text.replace('"', "\"\""));
            self.written.push('"');
        } else {
            self.written.push_str(text);
        }
        self
    }

    pub(super) fn end_row(&mut self) {
        self.written.push('\n');
        self.cells = 0;
    }

    pub(super) fn header(&mut self, names: &[&str]) {
        for name in names {
            self.plain(*name);
        }
        self.end_row();
    }

    pub(super) fn into_text(self) -> String {
        self.written
    }
}
