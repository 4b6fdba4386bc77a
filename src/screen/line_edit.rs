//! One line of a plan, edited in place: what `goals edit` does with the outline in an editor, for one goal.

use std::rc::Rc;

use crate::commands::edit;
use crate::commands::shared::context::Context;
use crate::commands::shared::summary::Outcome;
use crate::domain::model::goal::Goal;
use crate::error::Error;
use crate::journal::Reading;

/// A goal's line, and the store from which it was written.
pub struct LineEdit {
    before: Rc<Reading>,
    code: String,
    text: String,
}

impl LineEdit {
    pub(super) fn of(context: &mut Context<'_>, code: &str) -> Result<Self, Error> {
        let before = context.read()?;
        let goal: &Goal = before.state.tree.find_living(code)?;
        let text = edit::line(context, &before.state, goal);
        Ok(Self { code: code.to_owned(), text, before })
    }

    /// The line as it was.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn write(&self, line: &str, context: &mut Context<'_>) -> Outcome {
        edit::with_line(context, &self.before.state, &self.code, line)
    }
}
