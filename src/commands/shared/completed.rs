//! What leaving a goal out, by archiving or closing it, completes and earns (SEMANTICS 6.2, 9.1).

use super::milestone_text::{MilestoneRow, MilestoneText};
use super::words;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::model::settings::Celebrate;
use crate::domain::report::milestones::{Kind, Milestone, moved};

pub(crate) struct Completed {
    /// `` `big` is complete · reward 1 earned: Cake ``; nothing where nothing is.
    pub(crate) text: String,
    pub(crate) milestones: Vec<MilestoneRow>,
}

pub(crate) fn completed(before: &Judge<'_>, after: &Judge<'_>, goal: &Goal) -> Completed {
    let tree = &after.state.tree;
    let is_new = |above: &&Goal| {
        let was_open = before.state.tree.goal(above.id).is_some_and(|it| before.done_on(it).is_none());
        was_open && after.parts(above).is_some() && after.done_on(above).is_some()
    };
    let done = tree.ancestors(goal.id).filter(is_new);
    let mut told: Vec<String> = done.map(|above| format!("`{}` is complete", tree.code(above.id))).collect();
    let mut rows = Vec::new();
    if after.state.settings.celebrate() != Celebrate::Off {
        for mut effects in moved(before, after, &[goal.id], after.today) {
            // To leave something out is no progress; what it completes, or earns, is told.
            effects.milestones.retain(|it| matches!(it.kind, Kind::Reward { .. } | Kind::Share(100)));
            let all = effects.milestones.iter().map(Milestone::key).collect();
            let text = MilestoneText::new(after, &effects, &all);
            told.push(text.rewards());
            rows.extend(text.rows());
        }
    }
    Completed { text: words::joined(told.iter().map(String::as_str)), milestones: rows }
}
