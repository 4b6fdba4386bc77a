//! Breakdowns kept under a name: outlines with relative days, to be used again.

use std::collections::BTreeSet;
use std::str::FromStr;

use thiserror::Error;

use super::outline::{Days, written};
use crate::domain::input::fields::FieldUpdate;
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::model::goal::Goal;
use crate::domain::model::goal_field::Key;
use crate::domain::model::tree::Tree;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

pub(crate) const BUILT_IN: [(&str, &str); 2] = [
    (
        "guest-post",
        "- Guest post of the week every:week code:post
  - Pitch websites n:12 unit:emails code:pitch
  - Follow up n:2 code:fu
  - Outline code:outl
  - Write n:10 unit:blocks code:write
  - Edit code:ed after:write
  - Send it code:send after:ed
- See it published every:week unit:posts feeds:sum code:pub
",
    ),
    (
        "direct-outreach",
        "- Direct outreach every:weekday code:out
  - Message two people n:2 unit:messages code:msg
  - Follow up on yesterday's messages code:follow
- Train one conversation every:week unit:trainings n:1 code:train
- Write down what worked every:week code:learn
",
    ),
];

/// A template's name: 1 to 40 letters, digits, `-` and `_`, kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` can't name a template: a name has 1 to 40 letters a-z, digits, `-` and `_`")]
pub(crate) struct NameError(String);

impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let lower = text.to_ascii_lowercase();
        let fits = (1..=40).contains(&lower.len())
            && !lower.starts_with('-')
            && lower.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
        if fits { Ok(Self(lower)) } else { Err(NameError(text.to_owned())) }
    }
}

impl Name {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The outline of a goal for use again: days are relative to the day on which it began, history stays
/// behind, and what comes after something outside is left to be said anew.
pub(crate) fn saved(tree: &Tree, root: &Goal, today: Day) -> String {
    written(tree, root, today, Days::From(root.from.unwrap_or(root.made)))
}

/// The lines of a template, made to fit: codes that are taken give way to free ones, and `after` follows
/// them; what would come after something that is not in the template comes after nothing.
pub(crate) fn fitted(
    tree: &Tree,
    parent: Option<&Code>,
    mut lines: Vec<OutlineLine>,
) -> (Vec<OutlineLine>, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let own: BTreeSet<Code> = lines.iter().filter_map(|line| line.spec.fields.code().cloned()).collect();
    let mut taken = own.clone();
    let mut renamed: Vec<(Code, Code)> = Vec::new();
    for code in &own {
        if tree.holder(code).is_some() {
            let free = code.clone().freed(parent, |code| tree.holder(code).is_some() || taken.contains(code));
            taken.insert(free.clone());
            renamed.push((code.clone(), free));
        }
    }
    let fit = |code: &Code| {
        let new = renamed.iter().find(|(old, _)| old == code);
        new.map_or_else(|| code.clone(), |(_, new)| new.clone())
    };
    for line in &mut lines {
        let fields = &mut line.spec.fields;
        let outside = fields.after().into_iter().flatten().filter(|code| !own.contains(code));
        left_out.extend(outside.map(|after| LeftOut { goal: fields.code().cloned(), after: after.clone() }));
        if let Some(code) = fields.code().map(fit) {
            fields.set(FieldUpdate::Code(code));
        }
        if let Some(after) = fields.after().filter(|after| !after.is_empty()) {
            let inside: Vec<Code> = after.iter().filter(|code| own.contains(code)).map(fit).collect();
            if inside.is_empty() {
                fields.leave_out(Key::After);
            } else {
                fields.set(FieldUpdate::After(inside));
            }
        }
    }
    (lines, left_out)
}

/// What comes after a goal that is not in a template.
pub(crate) struct LeftOut {
    goal: Option<Code>,
    after: Code,
}

impl LeftOut {
    /// Those of a goal that is kept as a template.
    pub(crate) fn of(tree: &Tree, root: &Goal) -> Vec<Self> {
        let within: BTreeSet<GoalId> = tree.subtree(root.id).into_iter().collect();
        let goals = within.iter().filter_map(|id| tree.goal(*id));
        let outside = |goal: &Goal| {
            let code = Some(tree.code(goal.id));
            let after = goal.after.iter().filter(|id| !within.contains(id) && tree.goal(**id).is_some());
            after.map(|id| Self { goal: code.clone(), after: tree.code(*id) }).collect::<Vec<_>>()
        };
        goals.flat_map(outside).collect()
    }

    /// `left out: `s` after `o`, which is not in the template`.
    pub(crate) fn in_words(&self, outside: &str) -> String {
        let goal = self.goal.as_ref().map(|code| format!("`{code}` ")).unwrap_or_default();
        format!("left out: {goal}after `{}`, which is not {outside}", self.after)
    }
}
