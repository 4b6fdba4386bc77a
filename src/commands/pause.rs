//! `pause` and `resume`: days that can't break anything.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::{Changed, Changes, Sign};
use super::{Context, Outcome};
use crate::domain::decide::check::{pause, resume};
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Scope;
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::model::state::State;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;
use crate::error::Error;

/// Days that can't break anything.
#[derive(Debug, Args)]
pub struct PauseArgs {
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

/// Go on after a pause.
#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// The goals
    #[arg(value_name = "CODE", conflicts_with = "all", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// Everything that was paused with `--all`
    #[arg(long)]
    all: bool,
}

fn named(codes: &[String], all: bool, what: &str) -> Result<(), Error> {
    if codes.is_empty() && !all {
        return Err(Error::usage(
            format!("`goals {what}` needs a CODE, or `--all`"),
            format!("`goals {what} --help` shows how"),
        ));
    }
    Ok(())
}

fn scopes(state: &State, codes: &[String]) -> Result<Vec<Scope>, Refusal> {
    if codes.is_empty() {
        return Ok(vec![Scope::All]);
    }
    let mut ids: Vec<GoalId> = Vec::new();
    for goal in state.tree.find_all_living(codes.iter().map(String::as_str))? {
        if !ids.contains(&goal.id) {
            ids.push(goal.id);
        }
    }
    Ok(ids.into_iter().map(Scope::Goal).collect())
}

/// `goals pause`.
pub fn run_pause(args: &PauseArgs, context: &mut Context<'_>) -> Outcome {
    named(&args.codes, args.all, "pause")?;
    let clock = context.clock();
    let appended = context.append(|sight| {
        let state = &sight.reading.state;
        let mut calendar = clock.calendar(state);
        let today = calendar.today;
        let from = args.from.as_deref().map_or(Ok(today), |typed| calendar.day(typed, Look::Ahead))?;
        let until = args.until.as_deref().map(|typed| calendar.day(typed, Look::Ahead)).transpose()?;
        let scopes = scopes(state, &args.codes)?;
        let said = if args.from.is_some() { Against::Words } else { Against::Store };
        let changes = scopes
            .iter()
            .map(|scope| pause(*scope, from, until).map_err(|refusal| refusal.given(said)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok((changes, (calendar, from, until, scopes)))
    })?;
    let (calendar, from, until, scopes) = &appended.told;
    context.note_dates(calendar);
    let judge = clock.judge(&appended.state);
    let until =
        until.map_or_else(|| "until `goals resume`".to_owned(), |until| format!("to {}", until.short()));
    let text = format!("paused from {} {until}", from.short());
    Ok(Box::new(told(&judge, scopes.iter().map(|scope| (*scope, Sign::Noted, text.as_str())), *from)))
}

/// `goals resume`.
pub fn run_resume(args: &ResumeArgs, context: &mut Context<'_>) -> Outcome {
    named(&args.codes, args.all, "resume")?;
    let clock = context.clock();
    let appended = context.append(|sight| {
        let state = &sight.reading.state;
        let mut changes = Vec::new();
        let mut told = Vec::new();
        for scope in scopes(state, &args.codes)? {
            let change = resume(state, scope, clock.today(state))?;
            told.push((scope, change.is_some()));
            changes.extend(change);
        }
        Ok((changes, told))
    })?;
    let judge = clock.judge(&appended.state);
    let lines = appended.told.iter().map(|(scope, resumed)| match resumed {
        true => (*scope, Sign::Noted, "goes on from today"),
        false => (*scope, Sign::Nothing, "is not paused, nothing written"),
    });
    Ok(Box::new(told(&judge, lines, judge.today)))
}

fn told<'t>(judge: &Judge<'_>, lines: impl Iterator<Item = (Scope, Sign, &'t str)>, day: Day) -> Changes {
    let mut view = Changes::default();
    for (scope, sign, text) in lines {
        match scope {
            Scope::All if sign == Sign::Nothing => {
                view.say("There is no pause of everything, nothing written.");
            }
            Scope::All => {
                view.say(format!("Everything {text}."));
                let tree = &judge.state.tree;
                let living = tree.in_order().into_iter().filter(|id| !tree.is_archived(*id));
                let goals = living.filter_map(|id| tree.goal(id));
                view.changed.extend(goals.map(|goal| Changed::of(judge, goal, day, None)));
            }
            Scope::Goal(id) => {
                if let Some(goal) = judge.state.tree.goal(id) {
                    view.tell(judge, goal, sign, format!("{} · {text}", goal.title));
                    view.changed.push(Changed::of(judge, goal, day, None));
                }
            }
        }
    }
    view
}
