//! A trial that is over, in `today` and in `review`.

use schemars::JsonSchema;
use serde::Serialize;

use super::words;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::report::trials::TrialResult;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// A goal whose trial is over, with how it went and the three ways to go on (SEMANTICS 9.3).
#[derive(JsonSchema, Serialize)]
pub(crate) struct Trial {
    code: Code,
    title: Title,
    ended: Day,
    /// How many periods were met.
    met: usize,
    /// How many periods were met or missed.
    of: usize,
    /// How many notes there are.
    notes: usize,
    /// The command that makes it a goal as others.
    keep: String,
    /// The command that changes it.
    adjust: String,
    /// The command that puts it away.
    drop: String,
}

impl Trial {
    /// Nothing for a goal that was never on trial. All days are judged.
    pub(crate) fn of(judge: &Judge<'_>, goal: &Goal) -> Option<Self> {
        let TrialResult { ended, met, judged, notes } = TrialResult::of(judge, goal)?;
        let code = judge.state.tree.code(goal.id);
        Some(Self {
            title: goal.title.clone(),
            ended,
            met,
            of: judged,
            notes,
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
        page.wrapped(Tone::Plain, &format!("  {}", self.how_it_went()), 2);
        for (what, command) in [("keep", &self.keep), ("adjust", &self.adjust), ("drop", &self.drop)] {
            page.pieces(&[(Tone::Faint, &format!("  {what:8}")), (Tone::Plain, command)]);
        }
    }

    /// How many periods were met, how many notes there are, and the command that tells more.
    fn how_it_went(&self) -> String {
        let met = if self.of == 0 { String::new() } else { format!("met {} of {}", self.met, self.of) };
        let notes = if self.notes == 0 { String::new() } else { words::count(self.notes, "note") };
        let went = words::joined([met.as_str(), &notes]);
        let went = if went.is_empty() { "how it went".to_owned() } else { went };
        format!("{went}: `goals why {}`", self.code)
    }
}
