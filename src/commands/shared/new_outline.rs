//! What the lines of an outline make, under the codes that they name.

use super::clock::Clock;
use super::names::Names;
use crate::domain::decide::edit;
use crate::domain::decide::taken_codes::{below_parent, called_by_words};
use crate::domain::input::fields::GoalInput;
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::input::resolve::Calendar;
use crate::domain::model::change::Change;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::domain::value::code::Code;
use crate::domain::value::ids::GoalId;

/// Lines that are to be goals, under a parent where one is named, each with an id of its own.
pub(crate) struct NewOutline<'l> {
    pub(crate) parent: Option<&'l str>,
    pub(crate) lines: &'l [OutlineLine],
    pub(crate) flags: &'l GoalInput,
    pub(crate) ids: &'l [GoalId],
}

impl NewOutline<'_> {
    /// The changes that make them.
    pub(crate) fn decide(
        &self,
        state: &State,
        names: &Names,
        clock: &Clock,
        calendar: &mut Calendar,
    ) -> Result<Vec<Change>, Refusal> {
        let parent = self.parent.map(|code| names.living(&clock.judge(state), code)).transpose()?;
        let mut lines = self.lines.to_vec();
        for line in &mut lines {
            line.spec.fields.fill_from(self.flags);
        }
        if let Some(parent) = parent {
            for renamed in below_parent(&state.tree, parent, &mut lines) {
                names.say_renamed(&renamed);
            }
        }
        let mut made = |lines: &[OutlineLine]| {
            let mut fresh = self.ids.iter().copied();
            let mut next = || fresh.next().unwrap_or(GoalId::from_bits(0));
            edit::make(state, parent, lines, self.flags, calendar, &mut next)
        };
        let mut outcome = made(&lines);
        while let Err(Refusal::UnknownCode { unknown, .. }) = &outcome {
            if !called_by_words(&mut lines, unknown) {
                break;
            }
            outcome = made(&lines);
        }
        // What comes before may be a line of these, which has its code only when it is made.
        match outcome {
            Err(Refusal::UnknownCode { unknown, .. }) => {
                let judge = clock.judge(state);
                let others = lines.len() - 1;
                for line in &mut lines {
                    let is_known = |code: &Code| !unknown.iter().any(|it| it.typed == code.as_str());
                    names
                        .name_after(&judge, &mut line.spec.fields, is_known)
                        .map_err(|refusal| refusal.beside_known(others))?;
                }
                made(&lines)
            }
            made => made,
        }
    }
}
