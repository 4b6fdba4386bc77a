//! A report as data for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::summary::{AreaShare, ClosedGoal, Owner, Report, Reward, Win};
use crate::commands::shared::notes::NoteRow;
use crate::commands::shared::totals;
use crate::commands::shared::totals::TotalRow;
use crate::commands::shared::way::WayRow;
use crate::commands::shared::words;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;

#[derive(Serialize)]
struct Data<'w> {
    day: Day,
    since: Day,
    only_goals: &'w [Code],
    only_area: Option<&'w str>,
    goals: Vec<GoalRow<'w>>,
    streaks: Vec<StreakRow<'w>>,
    closed: &'w [ClosedGoal<'w>],
    totals: Vec<TotalRow<'w>>,
    activities: u32,
    days: &'w BTreeMap<Day, u32>,
    areas: &'w [AreaShare],
    wins: &'w [Win<'w>],
    rewards: &'w [Reward<'w>],
    owners: &'w [Owner<'w>],
    notes: Option<&'w [NoteRow<'w>]>,
}

#[derive(Serialize)]
struct GoalRow<'w> {
    #[serde(flatten)]
    way: WayRow<'w>,
    why: Option<&'w str>,
    who: Option<&'w str>,
    course: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    day: Day,
    amount: Amount,
}

#[derive(Serialize)]
struct StreakRow<'w> {
    code: &'w Code,
    title: &'w Title,
    current: u32,
    best: u32,
    unit_of_streak: &'static str,
    rate: Option<f64>,
    strength: f64,
}

pub(super) fn data<'w>(report: &'w Report<'_>) -> impl Serialize + 'w {
    let goals = report.goals.iter().map(|goal| GoalRow {
        way: goal.way.row(),
        why: goal.way.goal().why.as_deref(),
        who: goal.who,
        course: goal.course.iter().map(|(day, amount)| Step { day: *day, amount: *amount }).collect(),
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
        day: report.day,
        since: report.since,
        only_goals: &report.only_goals,
        only_area: report.only_area.as_deref(),
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
