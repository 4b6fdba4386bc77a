//! `finish`: a goal is closed by hand.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::check::note;
use super::completions::codes;
use super::shared::changes::{Changed, Changes, Sign};
use super::shared::completed::completed;
use super::shared::context::Context;
use super::shared::summary::Outcome;
use super::shared::words;
use crate::domain::decide::finish::{finish, reopen};
use crate::domain::judge::finished;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Look;

#[derive(Debug, Args)]
pub(crate) struct FinishArgs {
    /// The goal, with what is below it
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    code: String,
    /// How it went
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = note)]
    note: Option<String>,
    /// Its last day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Open it again
    #[arg(long, conflicts_with_all = ["note", "on"])]
    undo: bool,
}

pub(crate) fn run(args: &FinishArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let judge = clock.judge(state);
        let mut calendar = clock.calendar(state);
        let day = calendar.day_or_today(args.on.as_deref(), Look::Back)?;
        let goal = names.living(&judge, &args.code)?;
        let change =
            if args.undo { reopen(&judge, goal)? } else { finish(&judge, goal, day, args.note.as_deref())? };
        let written = change.is_some();
        Ok((change.into_iter().collect(), (calendar, goal.id, written)))
    })?;
    let (calendar, id, written) = &appended.decided;
    context.note_dates(calendar);
    let judge = clock.judge(&appended.state);
    let mut summary = Changes::default();
    if let Some(goal) = judge.state.tree.goal(*id) {
        let finished = judge.finished(goal);
        let complete = finished.is_some_and(|it| it.outcome == finished::Outcome::Complete);
        let sign = match (written, complete) {
            (false, _) => Sign::Nothing,
            (true, true) => Sign::Done,
            (true, false) => Sign::Noted,
        };
        let came_to = came_to(&judge, goal, *written);
        let completed = completed(&clock.judge(&appended.before.state), &judge, goal);
        let parts = [goal.title.as_str(), &came_to, &completed.text];
        summary.goal(&judge, goal, sign, words::joined(parts));
        let mut row = Changed::of(&judge, goal, judge.today, None);
        row.milestones = Some(completed.milestones);
        summary.changed.push(row);
    }
    context.summarize(&summary)
}

fn came_to(judge: &Judge<'_>, goal: &Goal, written: bool) -> String {
    let code = judge.state.tree.code(goal.id);
    match (words::finished(judge, goal), written) {
        (Some(text), true) => format!("{text}; `goals finish {code} --undo` opens it again"),
        (Some(text), false) => format!("{text} already, nothing written"),
        (None, true) => "open again".to_owned(),
        (None, false) => "open, nothing written".to_owned(),
    }
}
