//! A plan as a page for browsers shows it: a row for each step, with its bar of the timeline.

use askama::Template;

use super::chart;
use super::plan::{Before, Plan, Stage, Step};
use super::summary::Report;
use super::timeline::{Bar, Scale};
use crate::commands::shared::html::with_unit_isolated;
use crate::domain::judge::status::Status;
use crate::domain::value::day::Day;

pub(super) const HEIGHT: u32 = 24;

/// Deeper steps are set in no further.
const DEEPEST: usize = 4;

/// The plan of one macro goal, or of those that stand alone.
#[derive(Template)]
#[template(path = "plan.html")]
pub(super) struct PlanView<'r> {
    head: Option<HeadView<'r>>,
    has_owners: bool,
    has_bars: bool,
    from: String,
    to: String,
    months: String,
    today: u32,
    rows: Vec<RowView<'r>>,
}

struct HeadView<'r> {
    code: String,
    title: &'r str,
    facts: Vec<String>,
    who: Option<&'r str>,
    after: Vec<BeforeView<'r>>,
}

struct RowView<'r> {
    depth: usize,
    code: String,
    title: &'r str,
    after: Vec<BeforeView<'r>>,
    who: Option<&'r str>,
    when: &'r str,
    state: &'r str,
    standing: String,
    style: &'static str,
    /// What repeats has no bar.
    bar: Option<Bar>,
    late: Option<Bar>,
    /// What the bar shows.
    sentence: String,
}

struct BeforeView<'r> {
    title: &'r str,
    done: bool,
}

pub(super) fn views<'r>(report: &'r Report<'_>) -> Vec<PlanView<'r>> {
    report.plans.iter().map(|plan| view(report, plan)).collect()
}

fn view<'r>(report: &'r Report<'_>, plan: &'r Plan<'_>) -> PlanView<'r> {
    let scale = scale(report, plan);
    let head = plan.head.as_ref().map(|head| HeadView {
        code: head.code.to_string(),
        title: head.goal.title.as_str(),
        facts: [with_unit_isolated(&head.standing, head.unit), head.state.clone(), when(head).to_owned()]
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .collect(),
        who: head.who,
        after: before(head),
    });
    PlanView {
        head,
        has_bars: plan.steps.iter().any(|step| step.cadence.is_none()),
        has_owners: plan.steps.iter().any(|step| step.who.is_some()),
        from: scale.from.day_and_month(report.day).to_string(),
        to: scale.to.day_and_month(report.day).to_string(),
        months: scale.months(HEIGHT),
        today: scale.x(report.day),
        rows: plan.steps.iter().map(|step| row(report, scale, step)).collect(),
    }
}

/// From the first step's beginning, or the first day that is told of, to the last one's end.
fn scale(report: &Report<'_>, plan: &Plan<'_>) -> Scale {
    let tasks = || plan.steps.iter().filter(|step| step.cadence.is_none());
    let from = tasks().map(|step| step.begin).min().unwrap_or(report.day).max(report.since).min(report.day);
    // What is ahead is shown to its end, also where that is the end of what is above it.
    let ahead = |step: &&Step<'_>| step.end.filter(|_| report.day < step.begin);
    let ends = tasks().filter_map(|step| step.ended.or(step.goal.by).or_else(|| ahead(&step)));
    let to = ends.chain(tasks().map(|step| step.begin)).max();
    let to = to.unwrap_or(report.day);
    Scale { from, to: to.max(report.day) }
}

fn row<'r>(report: &'r Report<'_>, scale: Scale, step: &'r Step<'_>) -> RowView<'r> {
    let to = step.end.unwrap_or(scale.to);
    let day = |day: Day| day.day_and_month(report.day).to_string();
    let from = step.begin.max(report.since);
    let until =
        if step.end.is_some() { format!(" to {}", day(to.max(from))) } else { ", no end set".to_owned() };
    let late = matches!(step.stage, Stage::Overdue(_)).then(|| scale.bar(to.next(), report.day));
    RowView {
        depth: step.depth.min(DEEPEST),
        code: step.code.to_string(),
        title: step.goal.title.as_str(),
        after: before(step),
        who: step.who,
        when: when(step),
        state: &step.state,
        standing: with_unit_isolated(&step.standing, step.unit),
        style: style(step),
        bar: step.cadence.is_none().then(|| scale.bar(from, to)),
        late,
        sentence: format!("{}{until}: {}", day(from), step.state),
    }
}

/// What is done has been.
fn when<'r>(step: &'r Step<'_>) -> &'r str {
    if step.stage.is_done() { "" } else { &step.when }
}

fn before<'r>(step: &'r Step<'_>) -> Vec<BeforeView<'r>> {
    let view = |before: &'r Before<'_>| BeforeView {
        title: before.goal.title.as_str(),
        done: before.stage.is_done(),
    };
    step.after.iter().map(view).collect()
}

fn style(step: &Step<'_>) -> &'static str {
    match step.stage {
        Stage::Overdue(_) => "late",
        Stage::Is(Status::Done | Status::Met) => "done",
        Stage::Is(Status::Missed) => "over",
        Stage::Is(Status::Open) => "open",
        Stage::Is(_) => "wait",
    }
}
