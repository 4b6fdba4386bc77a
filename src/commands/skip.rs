//! `skip`: a period is excused.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::check::note;
use super::completions::codes;
use super::shared::changes::{Changed, Changes, Sign, standing};
use super::shared::context::Context;
use super::shared::summary::Outcome;
use super::shared::words::joined;
use crate::domain::decide::check::skip;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::periods::PeriodRange;
use crate::domain::model::change::{Act, Change};
use crate::domain::model::goal::Goal;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;

#[derive(Debug, Args)]
pub(crate) struct SkipArgs {
    /// The goals, each with what is below it
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = note, conflicts_with = "undo")]
    note: Option<String>,
    /// Take it back
    #[arg(long)]
    undo: bool,
}

/// What a skip of the day covers: a day, a stretch of days, or whatever is below a one-off goal.
fn period(judge: &Judge<'_>, goal: &Goal, day: Day) -> String {
    let history = judge.outlook(goal, day);
    match history.period_on(day).map(|period| period.range) {
        Some(PeriodRange { from, to: Some(to), .. }) => from.through(to, judge.today),
        Some(PeriodRange { to: None, .. }) | None => {
            format!("what is below it, on {}", day.short(judge.today))
        }
    }
}

pub(crate) fn run(args: &SkipArgs, context: &mut Context<'_>) -> Outcome {
    let act = if args.undo { Act::Lift } else { Act::Set };
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let day = calendar.day_or_today(args.on.as_deref(), Look::Either)?;
        let judge = clock.judge(state);
        let repeats = |goal: &Goal| judge.cadence(goal).repeats();
        let goals = if day == judge.today {
            names.each_placed(&judge, &args.codes, repeats)?
        } else {
            names.each_placed(&Judge::new(state, day), &args.codes, repeats)?
        };
        let changes = skip(&judge, day, &goals, act, args.note.as_deref())?;
        let ids: Vec<GoalId> = goals.iter().map(|goal| goal.id).collect();
        Ok((changes.clone(), (calendar, day, ids, changes)))
    })?;
    let (calendar, day, ids, changes) = &appended.decided;
    context.note_dates(calendar);
    let judge = clock.judge(&appended.state);
    if ids.is_empty() {
        return context.summarize(&Changes::none("Nothing to skip."));
    }
    let mut summary = Changes::default();
    for goal in ids.iter().filter_map(|id| judge.state.tree.goal(*id)) {
        let written =
            changes.iter().any(|change| matches!(change, Change::Skip { goal: id, .. } if *id == goal.id));
        let period = period(&judge, goal, *day);
        let what = match (written, act) {
            (true, Act::Set) => {
                let note = args.note.as_ref().map(|note| format!(" (“{note}”)")).unwrap_or_default();
                format!("excused: {period}{note}")
            }
            (true, Act::Lift) => format!("counts again: {period}"),
            (false, Act::Set) => format!("excused already: {period}"),
            (false, Act::Lift) => format!("not skipped, nothing written: {period}"),
        };
        let standing = standing(&judge, goal);
        let text = joined([goal.title.as_str(), what.as_str(), standing.as_str()]);
        summary.goal(&judge, goal, if written { Sign::Noted } else { Sign::Nothing }, text);
        summary.changed.push(Changed::of(&judge, goal, *day, None));
    }
    context.summarize(&summary)
}
