//! `move`: another place in the tree.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::{Changed, Changes, Sign};
use super::shared::context::Context;
use super::shared::summary::Outcome;
use crate::domain::decide::edit::{Destination, relocate};
use crate::domain::model::tree::Side;
use crate::error::Error;

#[derive(Debug, Args)]
pub(crate) struct MoveArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    code: String,
    /// Under this goal
    #[arg(long, value_name = "PARENT", conflicts_with = "top", add = ArgValueCompleter::new(codes))]
    under: Option<String>,
    /// To the top: under no goal
    #[arg(long)]
    top: bool,
    /// Right before this goal
    #[arg(long, value_name = "CODE", conflicts_with = "after_sibling", add = ArgValueCompleter::new(codes))]
    before: Option<String>,
    /// Right behind this goal
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(codes))]
    after_sibling: Option<String>,
}

pub(crate) fn run(args: &MoveArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let names = context.names();
    let beside = match (&args.before, &args.after_sibling) {
        (Some(code), _) => Some((code, Side::Before)),
        (None, Some(code)) => Some((code, Side::Behind)),
        (None, None) => None,
    };
    if beside.is_none() && args.under.is_none() && !args.top {
        return Err(Error::usage(
            format!("where is `{}` to go?", args.code),
            "say `--under PARENT`, `--top`, `--before CODE` or `--after-sibling CODE`",
        ));
    }
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let tree = &state.tree;
        let now = clock.judge(state);
        let goal = names.living(&now, &args.code)?;
        let parent = args.under.as_deref().map(|code| names.living(&now, code)).transpose()?;
        let destination = match beside {
            None => Destination::Under(parent),
            Some((code, side)) => {
                let sibling = names.living(&now, code)?;
                let elsewhere =
                    (parent.is_some() || args.top) && sibling.parent() != parent.map(|goal| goal.id);
                if elsewhere {
                    let there = parent.map_or_else(
                        || "at the top".to_owned(),
                        |goal| format!("under `{}`", tree.code(goal.id)),
                    );
                    return Err(Error::usage(
                        format!("`{}` does not stand {there}", tree.code(sibling.id)),
                        "name a sibling there, or leave out the parent",
                    ));
                }
                Destination::Beside(sibling, side)
            }
        };
        let changes = relocate(state, goal, destination, clock.today(state))?;
        Ok((changes, goal.id))
    })?;
    let judge = clock.judge(&appended.state);
    let mut summary = Changes::default();
    if let Some(goal) = judge.state.tree.goal(appended.decided) {
        let path: Vec<String> = judge.state.tree.path(goal.id).iter().map(ToString::to_string).collect();
        let place = path.join(" › ");
        let before = clock.judge(&appended.before.state);
        let was = appended.before.state.tree.goal(goal.id).map(|goal| before.cadence(goal));
        let now = judge.cadence(goal);
        let cadence = match was {
            Some(was) if was != now => format!(" · {}, was {}", now.in_words(), was.in_words()),
            _ => String::new(),
        };
        let text = match appended.entry {
            Some(_) => format!("{} · now at {place}{cadence}", goal.title),
            None => format!("{} · stands there already, nothing written", goal.title),
        };
        let sign = if appended.entry.is_some() { Sign::Noted } else { Sign::Nothing };
        summary.goal(&judge, goal, sign, text);
        summary.changed.push(Changed::of(&judge, goal, judge.today, None));
    }
    context.summarize(&summary)
}
