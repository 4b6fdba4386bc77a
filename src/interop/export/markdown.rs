//! The plan as goal lines in Markdown, as `split` and `edit` read them.

use std::collections::BTreeSet;

use super::chosen::Chosen;
use crate::domain::decide::outline::{Days, spec};
use crate::domain::input::fields::{FieldUpdate, GoalInput};
use crate::domain::model::goal_field::Key;
use crate::domain::value::code::Code;

/// A line a goal, each indented below what it is below: `- [ ] Outline n:10 code:outl`. What repeats has no box, for
/// it is never done for good.
pub fn write(chosen: &Chosen<'_>) -> String {
    let judge = chosen.judge;
    let mut written = Vec::new();
    let lines = chosen.outline(|goal| chosen.is_planned(goal));
    let codes: BTreeSet<Code> = lines.iter().map(|line| judge.state.tree.code(line.goal.id)).collect();
    for line in lines {
        let mark = match (chosen.repeats(line.goal), chosen.done_on(line.goal)) {
            (true, _) => "",
            (false, None) => "[ ] ",
            (false, Some(_)) => "[x] ",
        };
        let mut goal = spec(&judge.state.tree, line.goal, judge.today, Days::Dates);
        keep_within(&mut goal.fields, &codes);
        written.push(format!("{}- {mark}{goal}\n", "  ".repeat(line.depth)));
    }
    written.concat()
}

/// What comes after a goal that is not in the outline comes after nothing: no reader could tell what is meant.
fn keep_within(fields: &mut GoalInput, codes: &BTreeSet<Code>) {
    let Some(after) = fields.after() else { return };
    let within: Vec<Code> = after.iter().filter(|code| codes.contains(code)).cloned().collect();
    if within.is_empty() {
        fields.leave_out(Key::After);
    } else {
        fields.set(FieldUpdate::After(within));
    }
}
