//! `pause` and `resume`: days that can't break anything.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::changed::{Changed, Changes, Sign};
use super::completions::codes;
use super::{Context, Outcome};
use crate::domain::change::Scope;
use crate::domain::checking::{pause, resume};
use crate::domain::day::{Day, Look};
use crate::domain::goal::GoalId;
use crate::domain::refusal::{Against, Refusal};
use crate::domain::verdict::Judge;
use crate::domain::world::World;
use crate::failure::Failure;

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

fn named(codes: &[String], all: bool, what: &str) -> Result<(), Failure> {
    if codes.is_empty() && !all {
        return Err(Failure::usage(
            format!("`goals {what}` needs a CODE, or `--all`"),
            format!("`goals {what} --help` shows how"),
        ));
    }
    Ok(())
}

fn scopes(world: &World, codes: &[String]) -> Result<Vec<Scope>, Refusal> {
    if codes.is_empty() {
        return Ok(vec![Scope::All]);
    }
    let mut ids: Vec<GoalId> = Vec::new();
    for goal in world.plan.find_all_living(codes.iter().map(String::as_str))? {
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
        let world = &sight.reading.world;
        let mut calendar = clock.calendar(world);
        let today = calendar.today;
        let from = args.from.as_deref().map_or(Ok(today), |typed| calendar.day(typed, Look::Ahead))?;
        let until = args.until.as_deref().map(|typed| calendar.day(typed, Look::Ahead)).transpose()?;
        let scopes = scopes(world, &args.codes)?;
        let said = if args.from.is_some() { Against::Words } else { Against::Store };
        let changes = scopes
            .iter()
            .map(|scope| pause(*scope, from, until).map_err(|refusal| refusal.given(said)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok((changes, (calendar, from, until, scopes)))
    })?;
    let (calendar, from, until, scopes) = &appended.told;
    context.echo(calendar);
    let judge = clock.judge(&appended.world);
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
        let world = &sight.reading.world;
        let mut changes = Vec::new();
        let mut told = Vec::new();
        for scope in scopes(world, &args.codes)? {
            let change = resume(world, scope, clock.today(world))?;
            told.push((scope, change.is_some()));
            changes.extend(change);
        }
        Ok((changes, told))
    })?;
    let judge = clock.judge(&appended.world);
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
                let plan = &judge.world.plan;
                let living = plan.in_order().into_iter().filter(|id| !plan.is_archived(*id));
                let goals = living.filter_map(|id| plan.goal(id));
                view.changed.extend(goals.map(|goal| Changed::of(judge, goal, day, None)));
            }
            Scope::Goal(id) => {
                if let Some(goal) = judge.world.plan.goal(id) {
                    view.tell(judge, goal, sign, format!("{} · {text}", goal.title));
                    view.changed.push(Changed::of(judge, goal, day, None));
                }
            }
        }
    }
    view
}
