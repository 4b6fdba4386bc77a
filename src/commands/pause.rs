//! `pause`: days that can't break anything.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::Sign;
use super::shared::context::Context;
use super::shared::pauses::{check_named, scopes, summary};
use super::shared::summary::Outcome;
use crate::domain::decide::check::pause;
use crate::domain::model::refusal::Against;
use crate::domain::value::day::Look;

#[derive(Debug, Args)]
pub(crate) struct PauseArgs {
    /// The goals, each with what is below it
    #[arg(value_name = "CODE", conflicts_with = "all", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// Everything, also goals made meanwhile: a vacation
    #[arg(long)]
    all: bool,
    /// The first day; today if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<String>,
    /// The last day; until `resume` if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
}

pub(crate) fn run(args: &PauseArgs, context: &mut Context<'_>) -> Outcome {
    check_named(&args.codes, args.all, "pause")?;
    let clock = context.clock();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let from = calendar.day_or_today(args.from.as_deref(), Look::Ahead)?;
        let until = args.until.as_deref().map(|typed| calendar.day(typed, Look::Ahead)).transpose()?;
        let scopes = scopes(state, &args.codes)?;
        let against = if args.from.is_some() { Against::Words } else { Against::Store };
        let changes = scopes
            .iter()
            .map(|scope| pause(*scope, from, until).map_err(|refusal| refusal.given(against)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok((changes, (calendar, from, until, scopes)))
    })?;
    let (calendar, from, until, scopes) = &appended.decided;
    context.note_dates(calendar);
    let until = until.map_or_else(
        || "until `goals resume`".to_owned(),
        |until| format!("to {}", until.short(calendar.today)),
    );
    let text = format!("paused from {} {until}", from.short(calendar.today));
    let lines = scopes.iter().map(|scope| (*scope, Sign::Noted, text.as_str()));
    context.summarize(&summary(&clock.judge(&appended.state), lines, *from))
}
