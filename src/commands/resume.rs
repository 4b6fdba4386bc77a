//! `resume`: a pause ends, and it is said which.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::Sign;
use super::shared::context::Context;
use super::shared::pause_words;
use super::shared::pauses::{check_named, scopes, summary};
use super::shared::summary::Outcome;
use crate::domain::decide::check::resume;
use crate::domain::report::pauses::{Stretch, pauses_of};
use crate::domain::value::day::Day;

#[derive(Debug, Args)]
pub(crate) struct ResumeArgs {
    /// The goals
    #[arg(value_name = "CODE", conflicts_with = "all", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// Everything that was paused with `--all`
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &ResumeArgs, context: &mut Context<'_>) -> Outcome {
    check_named(&args.codes, args.all, "resume")?;
    let (clock, names) = (context.clock(), context.names());
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let today = clock.today(state);
        let mut changes = Vec::new();
        let mut resumed = Vec::new();
        for scope in scopes(&names, &clock.judge(state), &args.codes)? {
            let ended = pauses_of(state, scope, today);
            let change = resume(state, scope, today)?;
            resumed.push((scope, change.is_some().then(|| goes_on(today, &ended))));
            changes.extend(change);
        }
        Ok((changes, resumed))
    })?;
    let judge = clock.judge(&appended.state);
    let lines = appended.decided.iter().map(|(scope, resumed)| match resumed {
        Some(text) => (*scope, Sign::Noted, text.as_str()),
        None => (*scope, Sign::Nothing, "is not paused, nothing written"),
    });
    context.summarize(&summary(&judge, lines, judge.today))
}

/// `goes on from today: the pause since Fri 20 Nov is over`; of one that lies ahead, that it is called off.
fn goes_on(today: Day, ended: &[Stretch]) -> String {
    let day = |day: Day| day.short(today);
    let told = |pause: &Stretch| match (pause.holds(today), pause.until) {
        (true, _) if pause.from == today => "the pause from today is called off".to_owned(),
        (true, None) => format!("the pause since {} is over", day(pause.from)),
        (true, Some(until)) => format!("the pause from {} to {} is over", day(pause.from), day(until)),
        (false, Some(_)) => format!("the pause {} is called off", pause_words::when(today, pause)),
        (false, None) => format!("the pause from {} on is called off", day(pause.from)),
    };
    let pauses: Vec<String> = ended.iter().map(told).collect();
    let from = if ended.iter().any(|pause| pause.holds(today)) { " from today" } else { "" };
    format!("goes on{from}: {}", pauses.join(", "))
}
