//! `archive`: out of sight, history kept.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::changed::{Changed, Changes, Sign};
use super::completions::all_codes;
use super::{Context, Outcome, phrase};
use crate::domain::edit::{archive, unarchive};
use crate::domain::goal::{Goal, GoalId};

/// Out of sight, with what is below; history is kept.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    /// The goals
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    codes: Vec<String>,
    /// Take them back
    #[arg(long)]
    undo: bool,
}

/// `goals archive`.
pub fn run(args: &ArchiveArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let appended = context.append(|sight| {
        let world = &sight.reading.world;
        let today = clock.today(world);
        let mut changes = Vec::new();
        let mut told: Vec<(GoalId, bool)> = Vec::new();
        let codes = args.codes.iter().map(String::as_str);
        let goals: Vec<&Goal> =
            if args.undo { world.plan.find_all_archived(codes)? } else { world.plan.find_all(codes)? };
        for goal in goals {
            if told.iter().any(|(known, _)| *known == goal.id) {
                continue;
            }
            let change = if args.undo { unarchive(world, goal, today)? } else { archive(world, goal, today) };
            told.push((goal.id, change.is_some()));
            changes.extend(change);
        }
        Ok((changes, told))
    })?;
    let judge = clock.judge(&appended.world);
    let plan = &judge.world.plan;
    let mut view = Changes::default();
    for (id, changed) in &appended.told {
        let Some(goal) = plan.goal(*id) else { continue };
        let below = plan.subtree(goal.id).len() - 1;
        let with = if below == 0 {
            String::new()
        } else {
            format!(", with {} below it", phrase::count(below, "goal"))
        };
        let code = plan.code(goal.id);
        let text = match (args.undo, changed) {
            (false, true) => format!("archived{with}; `goals archive {code} --undo` takes it back"),
            (false, false) => "archived already, nothing written".to_owned(),
            (true, true) => format!("back from the archive{with}"),
            (true, false) => "not archived, nothing written".to_owned(),
        };
        let sign = if *changed { Sign::Noted } else { Sign::Nothing };
        view.tell(&judge, goal, sign, format!("{} · {text}", goal.title));
        view.changed.push(Changed::of(&judge, goal, judge.today, None));
    }
    Ok(Box::new(view))
}
