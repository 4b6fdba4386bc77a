//! `resume`: a pause ends.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::Sign;
use super::shared::context::Context;
use super::shared::pauses::{check_named, scopes, summary};
use super::shared::summary::Outcome;
use crate::domain::decide::check::resume;

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
    let clock = context.clock();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut changes = Vec::new();
        let mut resumed = Vec::new();
        for scope in scopes(state, &args.codes)? {
            let change = resume(state, scope, clock.today(state))?;
            resumed.push((scope, change.is_some()));
            changes.extend(change);
        }
        Ok((changes, resumed))
    })?;
    let judge = clock.judge(&appended.state);
    let lines = appended.decided.iter().map(|(scope, resumed)| match resumed {
        true => (*scope, Sign::Noted, "goes on from today"),
        false => (*scope, Sign::Nothing, "is not paused, nothing written"),
    });
    context.summarize(&summary(&judge, lines, judge.today))
}
