//! `progress`: how far goals are, and whether that keeps pace.

use std::collections::BTreeSet;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::codes;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use super::shared::way::{MARK, Way, WayRow, has_way};
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ProgressArgs {
    /// The goals, each with what is below it; every goal with a target or children if left out
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
}

pub(crate) struct Ways<'w> {
    day: Day,
    /// Each goal's with how far below the top it stands.
    ways: Vec<(usize, Way<'w>)>,
}

pub(crate) fn run(args: &ProgressArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let tree = &judge.state.tree;
    let named = context.names().each(&judge, &args.codes)?;
    let mut seen: BTreeSet<GoalId> = BTreeSet::new();
    let trees = named.iter().map(|goal| tree.subtree(goal.id));
    let mut ids = if named.is_empty() { tree.in_order() } else { trees.flatten().collect() };
    ids.retain(|id| seen.insert(*id));
    let goals = ids.into_iter().filter_map(|id| tree.goal(id));
    let goals = goals.filter(|goal| has_way(&judge, goal) || named.iter().any(|named| named.id == goal.id));
    let ways = goals.map(|goal| (tree.depth(goal.id), Way::of(&judge, goal))).collect();
    context.summarize(&Ways { day: judge.today, ways })
}

impl Summary for Ways<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            goals: Vec<WayRow<'w>>,
        }
        Data { day: self.day, goals: self.ways.iter().map(|(_, way)| way.row()).collect() }
    }

    fn render(&self, page: &mut Page) {
        if self.ways.is_empty() {
            let text = "No goal has a target or children yet; `goals split CODE \"…\"` makes micro goals.";
            return page.wrapped(Tone::Plain, text, 0);
        }
        for (depth, way) in &self.ways {
            if *depth == 0 {
                page.gap();
            }
            way.render(page, *depth);
        }
        if self.ways.iter().any(|(_, way)| way.is_marked()) {
            page.gap();
            page.line(Tone::Faint, MARK);
        }
    }
}
