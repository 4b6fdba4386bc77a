//! What a command says: its summary, and notes and hints beside it.

use super::Context;
use crate::commands::shared::advice::Advice;
use crate::commands::shared::summary::{Form, Outcome, Output, Reader, Summary};
use crate::domain::input::resolve::Calendar;
use crate::env::Stream;
use crate::error::Error;
use crate::ui::json;
use crate::ui::page::Page;

impl Context<'_> {
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What is said back of how goals were named; where nothing was done it tells nothing.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.borrow().clone()
    }

    pub(crate) fn hints(&self) -> &[String] {
        &self.hints
    }

    /// Tells which days were meant by words that are no dates; each once.
    pub(crate) fn note_dates(&mut self, calendar: &Calendar) {
        let ranges = calendar.ranges.iter().map(|(least, most)| {
            format!("`{least}-{most}` is kept as {least}: what is reached at {least} is done")
        });
        let days = calendar.read.iter().map(|(text, day)| format!("{text}: {}", day.long()));
        for echo in days.chain(ranges) {
            if !self.notes.contains(&echo) {
                self.notes.push(echo);
            }
        }
    }

    /// Shows something before the command is done, for a question that follows.
    pub(crate) fn show_now(&self, render: impl FnOnce(&mut Page)) -> Result<(), Error> {
        let mut page = self.env.page();
        render(&mut page);
        self.env.print(&page.into_text())
    }

    /// The summary in the form that was asked for.
    pub(crate) fn summarize(&self, summary: &impl Summary) -> Outcome {
        let text = match self.form {
            Form::Json => json::document(&summary.data()).map_err(|error| Error::Outside(error.into()))?,
            Form::Page => {
                let mut page = self.env.page();
                summary.render(&mut page);
                page.into_text()
            }
        };
        Ok(Output { text, reader: Reader::Screen, failure: None })
    }

    /// A page with nothing on it; a document without fields.
    pub(crate) fn nothing(&self) -> Outcome {
        let text = match self.form {
            Form::Json => json::document(&serde_json::Map::new()),
            Form::Page => Ok(String::new()),
        };
        let text = text.map_err(|error| Error::Outside(error.into()))?;
        Ok(Output { text, reader: Reader::Screen, failure: None })
    }

    /// Points something out, to a person, once she has read what was done.
    pub(crate) fn hint(&mut self, hints: &[Advice]) {
        if self.form == Form::Page && self.env.is_terminal(Stream::Err) {
            self.hints.extend(hints.iter().map(|hint| format!("hint: {}", hint.text)));
        }
    }

    pub(crate) fn clear_notes(&mut self) {
        self.notes.clear();
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }
}
