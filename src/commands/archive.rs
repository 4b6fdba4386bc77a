//! `archive`: out of input, history kept.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::all_codes;
use super::shared::changes::{Changed, Changes, Sign};
use super::shared::completed::completed;
use super::shared::context::Context;
use super::shared::names::Names;
use super::shared::summary::Outcome;
use super::shared::words;
use crate::domain::decide::edit::{archive, unarchive};
use crate::domain::value::ids::GoalId;

#[derive(Debug, Args)]
pub(crate) struct ArchiveArgs {
    /// The goals
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    codes: Vec<String>,
    /// Take them back
    #[arg(long)]
    undo: bool,
}

pub(crate) fn run(args: &ArchiveArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let today = clock.today(state);
        let mut changes = Vec::new();
        let mut outcomes: Vec<(GoalId, bool)> = Vec::new();
        let judge = clock.judge(state);
        let goals = if args.undo {
            Names::each_archived(&judge, &args.codes)?
        } else {
            names.each_to_archive(&judge, &args.codes)?
        };
        for goal in goals {
            let change = if args.undo { unarchive(state, goal, today)? } else { archive(state, goal, today) };
            outcomes.push((goal.id, change.is_some()));
            changes.extend(change);
        }
        Ok((changes, outcomes))
    })?;
    let judge = clock.judge(&appended.state);
    let tree = &judge.state.tree;
    let before = clock.judge(&appended.before.state);
    let mut summary = Changes::default();
    for (id, changed) in &appended.decided {
        let Some(goal) = tree.goal(*id) else { continue };
        let below = tree.subtree(goal.id).len() - 1;
        let with = if below == 0 {
            String::new()
        } else {
            format!(", with {} below it", words::count(below, "goal"))
        };
        let code = tree.code(goal.id);
        let text = match (args.undo, changed) {
            (false, true) => format!("archived{with}; `goals archive {code} --undo` takes it back"),
            (false, false) => "archived already, nothing written".to_owned(),
            (true, true) => format!("back from the archive{with}"),
            (true, false) => "not archived, nothing written".to_owned(),
        };
        let completed = completed(&before, &judge, goal);
        let sign = if *changed { Sign::Noted } else { Sign::Nothing };
        summary.goal(&judge, goal, sign, words::joined([goal.title.as_str(), &text, &completed.text]));
        let mut row = Changed::of(&judge, goal, judge.today, None);
        row.milestones = Some(completed.milestones);
        summary.changed.push(row);
    }
    context.summarize(&summary)
}
