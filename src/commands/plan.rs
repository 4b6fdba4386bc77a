//! `plan`: puts goals on a day; alone, it shows the coming ones.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::plan_ahead;
use super::shared::changes::{Changed, Changes, Sign};
use super::shared::context::Context;
use super::shared::summary::Outcome;
use crate::domain::decide::check::put_on;
use crate::domain::value::day::Look;
use crate::domain::value::ids::GoalId;

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// The goals; none shows the coming days
    #[arg(requires = "on", value_name = "CODE", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// The day; `none` takes them off theirs
    #[arg(long, requires = "codes", value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Without goals: the last day that is shown, in place of a week
    #[arg(long, conflicts_with_all = ["codes", "on"], value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
}

pub(crate) fn run(args: &PlanArgs, context: &mut Context<'_>) -> Outcome {
    let Some(on) = &args.on else {
        return plan_ahead::run(args.until.as_deref(), context);
    };
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let cleared = on.eq_ignore_ascii_case("none");
        let day = if cleared { None } else { Some(calendar.day(on, Look::Ahead)?) };
        let judge = clock.judge(state);
        let goals = names.each_placed(&judge, &args.codes, |_| true)?;
        let changes = put_on(&judge, &goals, day)?;
        let ids: Vec<GoalId> = goals.iter().map(|goal| goal.id).collect();
        Ok((changes, (calendar, day, ids)))
    })?;
    let (calendar, day, ids) = &appended.decided;
    context.note_dates(calendar);
    let judge = clock.judge(&appended.state);
    let before = &appended.before.state.tree;
    if ids.is_empty() {
        return context.summarize(&Changes::none("Nothing to plan."));
    }
    let mut summary = Changes::default();
    for goal in ids.iter().filter_map(|id| judge.state.tree.goal(*id)) {
        let same = before.goal(goal.id).is_some_and(|before| before.planned == *day);
        let text = match day {
            Some(day) if same => format!("on {} already, nothing written", day.short(judge.today)),
            Some(day) if judge.cadence(goal).repeats() => {
                format!("on {}, in its period", day.short(judge.today))
            }
            Some(day) => format!("on {}; what is not done then rolls over", day.short(judge.today)),
            None if same => "on no day, nothing written".to_owned(),
            None => "taken off its day".to_owned(),
        };
        let sign = if same { Sign::Nothing } else { Sign::Noted };
        summary.goal(&judge, goal, sign, format!("{} · {text}", goal.title));
        summary.changed.push(Changed::of(&judge, goal, day.unwrap_or(judge.today), None));
    }
    context.summarize(&summary)
}
