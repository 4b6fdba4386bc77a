//! What makes a goal hard to do, said when it is added and when one looks back.

use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::{Bound, Goal};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A macro goal without a target: “Publish guest posts” lacks one, “Publish 52 guest posts n:52” has it.
    Target,
    /// A macro goal without a deadline: “Publish 52 guest posts n:52” lacks one, with `by:+1y` it has it.
    Deadline,
    /// A macro goal without a reason: `why:"links back to our site"` is one.
    Why,
    /// A title that says better and not by how much: “Improve engagement” is vague, “Raise traffic by 20 %” is not.
    Number,
    /// A step that is due in more than a month and not split: “Write the book by:+6m” is too large for a day,
    /// “Write 100 words” is not.
    Size,
}

/// Words that promise more without saying how much.
const VAGUE: [&str; 10] =
    ["improve", "better", "more", "increase", "boost", "enhance", "optimize", "optimise", "grow", "less"];

impl Hint {
    /// One line that says what to do about it. `code` is the goal's.
    pub(crate) fn in_words(self, code: &str) -> String {
        let verb = match self {
            Self::Target | Self::Deadline | Self::Why => "has",
            Self::Number | Self::Size => "is",
        };
        format!("`{code}` {verb} {} `{}`", self.what(), self.command(code))
    }

    /// What is wrong, as a question or an advice that the command follows.
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Self::Target => "no target: how many, or how much? As in",
            Self::Deadline => "no deadline: until when?",
            Self::Why => "no reason: what is it for?",
            Self::Number => "vague: by how much? A target makes it clear, as in",
            Self::Size => "large for one step; make it small enough for a day:",
        }
    }

    /// The command that does something about it, with an example to be filled in.
    pub(crate) fn command(self, code: &str) -> String {
        match self {
            Self::Target | Self::Number => format!("goals edit {code} --target 20"),
            Self::Deadline => format!("goals edit {code} --by +1y"),
            Self::Why => format!("goals edit {code} --why \"…\""),
            Self::Size => format!("goals split {code} \"…\""),
        }
    }
}

/// Whether a title promises more without a number.
fn is_vague(title: &str) -> bool {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.into_iter().any(|word| VAGUE.contains(&word.as_str()))
        && !title.contains(|c: char| c.is_ascii_digit())
}

/// The longest that a step may be off and still be one step, in days.
const FAR: i64 = 31;

/// The first thing that it lacks, the gravest. A small thing wants none of them: it is asked for a target only where
/// there is a deadline or a reason, and for those where there is a target.
pub(crate) fn lacks(judge: &Judge<'_>, goal: &Goal) -> Option<Hint> {
    let tree = &judge.state.tree;
    let once = !judge.cadence(goal).repeats();
    let has_children = tree.living_children(Some(goal.id)).next().is_some();
    let bound = judge.schedule(goal).bound;
    // A habit of its own, and what is only counted, is no outcome: it needs neither target nor deadline.
    let is_macro = goal.parent().is_none() && once && bound != Some(Bound::Any);
    let far = goal.by.is_some_and(|by| judge.today.days_to(by) > FAR);
    let measured = bound.is_some();
    let is_wished = far || goal.why.is_some();
    let lacking = [
        (is_vague(goal.title.as_str()) && !measured, Hint::Number),
        (!is_macro && once && !has_children && far, Hint::Size),
        (is_macro && !measured && !has_children && is_wished, Hint::Target),
        (is_macro && (measured || has_children) && goal.by.is_none(), Hint::Deadline),
        (is_macro && (measured || has_children) && goal.why.is_none(), Hint::Why),
    ];
    lacking.into_iter().find_map(|(lacks, lack)| lacks.then_some(lack))
}
