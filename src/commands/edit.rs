//! `edit`: changes what a goal says, by flags.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::add::understood;
use super::changed::{Changed, Changes, Sign};
use super::completions::codes;
use super::flags::{GoalFlags, unshielded};
use super::{Context, Outcome};
use crate::domain::edit::change;
use crate::domain::goal::{TextError, Title};
use crate::domain::line::Fields;
use crate::failure::Failure;

/// Changes what a goal says; `none` clears a field.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    goal: String,
    /// Another title
    #[arg(long, value_name = "TITLE", allow_hyphen_values = true, value_parser = title)]
    title: Option<Title>,
    #[command(flatten)]
    flags: GoalFlags,
}

fn title(text: &str) -> Result<Title, TextError> {
    unshielded(text).parse()
}

/// `goals edit`.
pub fn run(args: &EditArgs, context: &mut Context<'_>) -> Outcome {
    let said = args.flags.fields()?;
    if said == Fields::default() && args.title.is_none() {
        return Err(Failure::usage(
            format!("what is to change about `{}`?", args.goal),
            "say it with flags, as in `--target 14`, `--by none` or `--title \"…\"`",
        ));
    }
    let clock = context.clock();
    let appended = context.append(|sight| {
        let world = &sight.reading.world;
        let mut calendar = clock.calendar(world);
        let goal = world.plan.find_living(&args.goal)?;
        let changes = change(world, goal, args.title.as_ref(), &said, &mut calendar)?;
        Ok((changes, (calendar, goal.id)))
    })?;
    let (calendar, id) = &appended.told;
    context.echo(calendar);
    let judge = clock.judge(&appended.world);
    let mut view = Changes::default();
    if let Some(goal) = judge.world.plan.goal(*id) {
        let text = understood(&judge, goal);
        match appended.entry {
            Some(_) => view.tell(&judge, goal, Sign::Noted, text),
            None => view.tell(&judge, goal, Sign::Nothing, format!("{text} · as it was, nothing written")),
        }
        view.changed.push(Changed::of(&judge, goal, judge.today, None));
    }
    Ok(Box::new(view))
}
