//! `progress`: how far goals are, and whether that keeps pace.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::codes;
use super::shared::changes::standing;
use super::shared::words;
use super::{Context, Draw, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Line;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;
use crate::ui::bar::bar;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// How far goals are, and whether that keeps pace.
#[derive(Debug, Args)]
pub struct ProgressArgs {
    /// The goals, each with what is below it; every goal with a target or children if left out
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
}

#[derive(Serialize)]
struct View {
    day: Day,
    goals: Vec<Row>,
}

/// How far one goal is.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) target: Option<Amount>,
    pub(crate) unit: Option<String>,
    amount: Amount,
    pub(crate) fraction: Option<f64>,
    from: Option<Day>,
    pub(crate) by: Option<Day>,
    pub(crate) expected: Option<Amount>,
    pub(crate) buffer_days: Option<i64>,
    needed_per_day: Option<Amount>,
    needed_per_week: Option<Amount>,
    forecast: Option<Day>,
    rate: Option<f64>,
    pub(crate) complete: bool,
    #[serde(skip)]
    pub(crate) depth: usize,
    #[serde(skip)]
    pub(crate) standing: String,
    #[serde(skip)]
    pub(crate) pace: String,
    #[serde(skip)]
    pub(crate) line: Option<Line>,
}

/// `goals progress`.
pub fn run(args: &ProgressArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let tree = &judge.state.tree;
    let named = tree.find_all(args.codes.iter().map(String::as_str))?;
    let mut ids: Vec<GoalId> = Vec::new();
    let trees = named.iter().map(|goal| tree.subtree(goal.id));
    for id in if named.is_empty() { tree.in_order() } else { trees.flatten().collect() } {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let goals = ids.into_iter().filter_map(|id| tree.goal(id));
    let goals = goals.filter(|goal| has_way(&judge, goal) || named.iter().any(|named| named.id == goal.id));
    let goals = goals.map(|goal| row(&judge, goal)).collect();
    Ok(Box::new(View { day: judge.today, goals }))
}

/// Whether there is a way to tell of: the goal has a target or children, and is not archived.
pub(crate) fn has_way(judge: &Judge<'_>, goal: &Goal) -> bool {
    let tree = &judge.state.tree;
    let parent = tree.living_children(Some(goal.id)).next().is_some();
    !tree.is_archived(goal.id) && (judge.schedule(goal).bound.is_some() || parent)
}

/// How far a goal is.
pub(crate) fn row<'w>(judge: &Judge<'w>, goal: &'w Goal) -> Row {
    let tree = &judge.state.tree;
    let progress = judge.progress(goal);
    let once = !judge.cadence(goal).repeats();
    Row {
        code: tree.code(goal.id),
        title: goal.title.clone(),
        target: progress.target,
        unit: judge.schedule(goal).unit.clone(),
        amount: progress.amount,
        fraction: progress.fraction.map(words::thousandths),
        from: once.then(|| judge.history(goal).timeline.start),
        by: goal.by,
        expected: progress.line.map(|line| line.expected),
        buffer_days: progress.line.map(|line| line.buffer_days),
        needed_per_day: progress.needed_per_day,
        needed_per_week: progress.needed_per_week,
        forecast: progress.forecast.map(|forecast| forecast.day),
        rate: progress.rate.map(words::thousandths),
        complete: progress.complete,
        depth: tree.ancestors(goal.id).count(),
        standing: standing(judge, goal),
        pace: words::pace(judge, &progress),
        line: progress.line,
    }
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        if self.goals.is_empty() {
            page.wrapped(
                Tone::Plain,
                "No goal has a target or children yet; `goals split CODE \"…\"` makes micro goals.",
                0,
            );
            return;
        }
        let mut marked = false;
        for goal in &self.goals {
            if goal.depth == 0 {
                page.gap();
            }
            goal.draw(page);
            marked |= goal.is_marked();
        }
        if marked {
            page.gap();
            page.say(Tone::Faint, MARK);
        }
    }
}

/// What the mark in a bar means.
pub(crate) const MARK: &str = "┃ is where today should end";

/// The columns of a bar, on a page as wide as that.
fn bar_columns(page: &Page) -> usize {
    (page.width().layout() / 2).clamp(10, 50)
}

impl Row {
    /// Whether its bar has a mark.
    pub(crate) fn is_marked(&self) -> bool {
        self.line.is_some() && self.fraction.is_some()
    }

    /// Its line, its bar and its pace.
    pub(crate) fn draw(&self, page: &mut Page) {
        let indent = "  ".repeat(self.depth);
        let tone = if self.depth == 0 { Tone::Strong } else { Tone::Plain };
        page.line(&[
            (Tone::Plain, &indent),
            (Tone::Handle, self.code.as_str()),
            (Tone::Plain, "  "),
            (tone, self.title.as_str()),
            (
                Tone::Faint,
                &if self.standing.is_empty() { String::new() } else { format!(" · {}", self.standing) },
            ),
        ]);
        if let Some(fraction) = self.fraction {
            let bar = bar(bar_columns(page), fraction, self.line.map(|line| line.expected_fraction));
            let tone = if self.buffer_days.is_some_and(|days| days < 0) { Tone::Bad } else { Tone::Good };
            let share = format!(" {:>3.0} %", (fraction * 100.0).floor());
            page.line(&[(Tone::Plain, &indent), (tone, &bar), (Tone::Plain, &share)]);
        }
        if !self.pace.is_empty() {
            page.wrap_after(&[(Tone::Plain, &indent)], Tone::Faint, &self.pace, indent.len());
        }
    }
}
