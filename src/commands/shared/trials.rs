//! A trial that is over, in `today` and in `review`.

use serde::Serialize;

use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// A goal whose trial is over, with the three ways to go on.
#[derive(Serialize)]
pub(crate) struct Trial<'w> {
    code: Code,
    title: &'w Title,
    ended: Day,
    keep: String,
    adjust: String,
    drop: String,
}

impl<'w> Trial<'w> {
    /// Nothing for a goal that was never on trial.
    pub(crate) fn of(judge: &Judge<'_>, goal: &'w Goal) -> Option<Self> {
        let code = judge.state.tree.code(goal.id);
        Some(Self {
            title: &goal.title,
            ended: goal.pilot?,
            keep: format!("goals edit {code} --pilot none"),
            adjust: format!("goals edit {code}"),
            drop: format!("goals archive {code}"),
            code,
        })
    }

    pub(crate) fn render(&self, page: &mut Page) {
        page.gap();
        let text = format!("The trial of {} “{}” ended on {}:", self.code, self.title, self.ended.dated());
        page.wrapped(Tone::Strong, &text, 2);
        for (what, command) in [("keep", &self.keep), ("adjust", &self.adjust), ("drop", &self.drop)] {
            page.pieces(&[(Tone::Faint, &format!("  {what:8}")), (Tone::Plain, command)]);
        }
    }
}
