//! What this machine keeps of its own: who is at it, milestones that were told, the last reminder.

use std::collections::BTreeSet;

use super::Context;
use crate::domain::model::settings::Settings;
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::error::Error;
use crate::journal::files::me;
use crate::journal::last_reminder;
use crate::journal::seen_milestones::SeenMilestones;

impl Context<'_> {
    /// Who is at the keyboard (SEMANTICS 8.5): as this machine has it, else as the journal tells from before.
    pub(crate) fn me(&self, settings: &Settings) -> Option<String> {
        self.kept_me().map_or_else(|| settings.me.clone(), |kept| recorded_field(&kept))
    }

    /// What this machine keeps: a name, or `none`.
    pub(crate) fn kept_me(&self) -> Option<String> {
        me::kept(&self.env.state().ok()?)
    }

    pub(crate) fn keep_me(&self, typed: &str) -> Result<(), Error> {
        Ok(me::keep(&self.env.state()?, typed)?)
    }

    /// Those of these milestones that this device has not told of yet; from now on it has.
    pub(crate) fn fresh(&self, milestones: &[String]) -> BTreeSet<String> {
        match self.env.state() {
            Ok(state) if !milestones.is_empty() => {
                SeenMilestones::new(state, self.journal.folder()).fresh(milestones)
            }
            Ok(_) | Err(_) => milestones.iter().cloned().collect(),
        }
    }

    /// On which day this machine reminded last of what is open.
    pub(crate) fn reminded(&self) -> Option<Day> {
        last_reminder::kept(&self.env.state().ok()?, self.journal.folder())
    }

    /// Notes that it did so; where that can't be kept, it does so again.
    pub(crate) fn note_reminded(&self, day: Day) {
        if let Ok(state) = self.env.state() {
            last_reminder::keep(&state, self.journal.folder(), day).ok();
        }
    }
}
