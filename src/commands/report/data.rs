//! A report as data for programs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::came::Came;
use super::lead;
use super::plan::{Plan, Stage, Step};
use super::summary::{AreaShare, ClosedGoal, Owner, Report, Reward, Win};
use crate::commands::shared::notes::NoteRow;
use crate::commands::shared::totals;
use crate::commands::shared::totals::TotalRow;
use crate::commands::shared::way::WayRow;
use crate::commands::shared::words;
use crate::domain::judge::status::Status;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;
use crate::domain::value::text::Title;

#[derive(JsonSchema, Serialize)]
struct Data<'w> {
    title: &'w str,
    day: Day,
    since: Day,
    only_goals: &'w [Code],
    only_area: Option<&'w str>,
    only_who: Option<&'w str>,
    /// How one is doing.
    sentence: String,
    /// Periods of the last seven days.
    habits: Habits,
    /// The steps of each goal.
    plans: Vec<PlanRow<'w>>,
    /// What came in the last seven days; none where it is not about several people.
    came: Option<&'w Came<'w>>,
    goals: Vec<GoalRow<'w>>,
    streaks: Vec<StreakRow<'w>>,
    /// What was closed by hand and is not among `goals`.
    closed: &'w [ClosedGoal<'w>],
    totals: Vec<TotalRow<'w>>,
    /// How many things were done.
    activities: u32,
    /// Goal-days (11.3) by day.
    days: &'w BTreeMap<Day, u32>,
    areas: &'w [AreaShare],
    wins: &'w [Win<'w>],
    rewards: &'w [Reward<'w>],
    owners: &'w [Owner<'w>],
    /// With `--notes`.
    notes: Option<&'w [NoteRow<'w>]>,
}

/// How habits were kept in the last days.
#[derive(JsonSchema, Serialize)]
struct Habits {
    from: Day,
    met: usize,
    missed: usize,
}

#[derive(JsonSchema, Serialize)]
struct PlanRow<'w> {
    /// Those that stand alone have none.
    goal: Option<StepRow<'w>>,
    steps: Vec<StepRow<'w>>,
}

#[derive(JsonSchema, Serialize)]
struct StepRow<'w> {
    code: &'w Code,
    title: &'w Title,
    /// How many goals are above it in its plan.
    depth: usize,
    state: Status,
    overdue: bool,
    who: Option<&'w str>,
    cadence: Cadence,
    from: Day,
    by: Option<Day>,
    planned: Option<Day>,
    /// The day on which it was done.
    done_on: Option<Day>,
    fraction: Option<Share>,
    /// What has to be done before it.
    after: Vec<BeforeRow<'w>>,
}

#[derive(JsonSchema, Serialize)]
struct BeforeRow<'w> {
    code: &'w Code,
    title: &'w Title,
    done: bool,
}

#[derive(JsonSchema, Serialize)]
struct GoalRow<'w> {
    #[serde(flatten)]
    way: WayRow<'w>,
    why: Option<&'w str>,
    who: Option<&'w str>,
    /// What it had come to on each day on which that changed.
    course: Vec<Point>,
}

#[derive(JsonSchema, Serialize)]
struct Point {
    day: Day,
    amount: Amount,
}

#[derive(JsonSchema, Serialize)]
struct StreakRow<'w> {
    code: &'w Code,
    title: &'w Title,
    current: u32,
    best: u32,
    #[schemars(extend("enum" = ["days", "weeks", "months", "quarters", "years", "times"]))]
    unit_of_streak: &'static str,
    /// Met of met and missed, among the last 30 periods (5.3).
    #[schemars(range(min = 0, max = 1))]
    rate: Option<f64>,
    /// From 0 to 100 (5.4).
    #[schemars(range(min = 0, max = 100))]
    strength: f64,
}

pub(super) fn data<'w>(report: &'w Report<'_>) -> impl JsonSchema + Serialize + 'w {
    let goals = report.goals.iter().map(|goal| GoalRow {
        way: goal.way.row(),
        why: goal.way.goal().why.as_deref(),
        who: goal.who,
        course: goal.course.iter().map(|(day, amount)| Point { day: *day, amount: *amount }).collect(),
    });
    let streaks = report.streaks.iter().map(|streak| StreakRow {
        code: &streak.code,
        title: streak.title,
        current: streak.stats.current,
        best: streak.stats.best,
        unit_of_streak: streak.stats.unit.plural(),
        rate: streak.stats.rate.map(words::thousandths),
        strength: words::tenths(streak.stats.strength),
    });
    Data {
        title: &report.title,
        day: report.day,
        since: report.since,
        only_goals: &report.only_goals,
        only_area: report.only_area.as_deref(),
        only_who: report.only_who.as_deref(),
        sentence: lead::sentence(report, &|own, _| own.to_owned()),
        habits: Habits {
            from: report.lately.from,
            met: report.lately.kept.met,
            missed: report.lately.kept.missed,
        },
        plans: report.plans.iter().map(|plan| plan_row(report, plan)).collect(),
        came: report.came.as_ref(),
        goals: goals.collect(),
        streaks: streaks.collect(),
        closed: &report.closed,
        totals: report.totals.iter().map(|total| totals::row(report.judge, total)).collect(),
        activities: report.activities,
        days: &report.days,
        areas: &report.areas,
        wins: &report.wins,
        rewards: &report.rewards,
        owners: &report.owners,
        notes: report.notes.as_deref(),
    }
}

fn plan_row<'w>(report: &'w Report<'_>, plan: &'w Plan<'_>) -> PlanRow<'w> {
    PlanRow {
        goal: plan.head.as_ref().map(|head| step_row(report, head)),
        steps: plan.steps.iter().map(|step| step_row(report, step)).collect(),
    }
}

fn step_row<'w>(report: &'w Report<'_>, step: &'w Step<'_>) -> StepRow<'w> {
    let judge = report.judge;
    let done = step.ended.filter(|_| step.stage.is_done());
    let after = step.after.iter().map(|before| BeforeRow {
        code: &before.code,
        title: &before.goal.title,
        done: before.stage.is_done(),
    });
    StepRow {
        code: &step.code,
        title: &step.goal.title,
        depth: step.depth,
        state: judge.status(step.goal),
        overdue: matches!(step.stage, Stage::Overdue(_)),
        who: step.who,
        cadence: judge.cadence(step.goal),
        from: step.begin,
        by: step.goal.by,
        planned: judge.planned_day(step.goal),
        done_on: done.filter(|day| report.since <= *day),
        fraction: words::fraction(judge, step.goal),
        after: after.collect(),
    }
}
