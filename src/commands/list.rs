//! `list`: the tree.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::changes::standing;
use super::shared::words;
use super::{Context, Draw, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::Reach;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// The tree, with how each goal stands.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only this goal and what is below it
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: Option<String>,
    /// Archived goals too
    #[arg(long)]
    all: bool,
}

#[derive(Serialize)]
struct View {
    day: Day,
    goals: Vec<Node>,
    #[serde(skip)]
    empty: Empty,
}

/// Why there may be nothing to list.
#[derive(Clone, Copy)]
enum Empty {
    /// There is no goal.
    NoGoals,
    /// All are archived.
    AllArchived,
}

#[derive(Serialize)]
struct Node {
    code: Code,
    title: Title,
    state: Status,
    archived: bool,
    cadence: Cadence,
    area: Option<String>,
    who: Option<String>,
    children: Vec<Node>,
    #[serde(skip)]
    beside: String,
}

/// `goals list`.
pub fn run(args: &ListArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let tree = &judge.state.tree;
    let reach = if args.all { Reach::All } else { Reach::Doable };
    let goals = match &args.code {
        // Who names an archived goal wants to see it.
        Some(code) => {
            let goal = tree.find(code)?;
            let reach = if tree.is_archived(goal.id) { Reach::All } else { reach };
            vec![node(&judge, goal, reach)]
        }
        None => nodes(&judge, None, reach),
    };
    let empty = if tree.is_empty() { Empty::NoGoals } else { Empty::AllArchived };
    Ok(Box::new(View { day: judge.today, goals, empty }))
}

fn nodes(judge: &Judge<'_>, parent: Option<&Goal>, reach: Reach) -> Vec<Node> {
    let tree = &judge.state.tree;
    tree.children(parent.map(|goal| goal.id))
        .iter()
        .filter(|id| reach == Reach::All || !tree.is_archived(**id))
        .filter_map(|id| tree.goal(*id))
        .map(|goal| node(judge, goal, reach))
        .collect()
}

fn node(judge: &Judge<'_>, goal: &Goal, reach: Reach) -> Node {
    let tree = &judge.state.tree;
    let state = judge.status(goal);
    let archived = tree.is_archived(goal.id);
    let demand = match judge.cadence(goal) {
        Cadence::Once => String::new(),
        cadence => cadence.in_words(),
    };
    let by = goal.by.map(|by| format!("by {}", by.dated())).unwrap_or_default();
    let state_in_words = if archived { "archived" } else { state.name() };
    let standing = standing(judge, goal);
    Node {
        code: tree.code(goal.id),
        title: goal.title.clone(),
        state,
        archived,
        cadence: judge.cadence(goal),
        area: tree.area(goal.id).map(ToOwned::to_owned),
        who: goal.who.clone(),
        children: nodes(judge, Some(goal), reach),
        beside: words::joined([state_in_words, &standing, &demand, &by]),
    }
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        if self.goals.is_empty() {
            page.wrapped(
                Tone::Plain,
                match self.empty {
                    Empty::NoGoals => "No goals yet; `goals add` makes the first.",
                    Empty::AllArchived => "All goals are archived; `goals list --all` shows them.",
                },
                0,
            );
            return;
        }
        let mut columns = Columns::new(&[Align::Left, Align::Left, Align::Left], 1);
        for goal in &self.goals {
            rows(&mut columns, goal, 0);
        }
        columns.draw(page);
    }
}

fn rows(columns: &mut Columns, node: &Node, depth: usize) {
    let indent = "  ".repeat(depth);
    columns.row(vec![
        cell(Tone::Handle, format!("{indent}{}", node.code)),
        cell(if depth == 0 { Tone::Strong } else { Tone::Plain }, node.title.as_str()),
        cell(Tone::Faint, &node.beside),
    ]);
    for child in &node.children {
        rows(columns, child, depth + 1);
    }
}
