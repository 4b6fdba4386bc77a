//! `export`: what is here, for other programs, and whole for another machine.

mod form;
pub(super) mod written;

use std::path::{Path, PathBuf};

use chrono::SecondsFormat;
use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use self::form::{Form, FormFlags, History, TableFlags, TextForm};
use self::written::{in_file, in_folder, printed, printed_document};
use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::summary::Outcome;
use crate::domain::judge::judge::Judge;
use crate::domain::model::state::State;
use crate::domain::value::day::{Day, Look};
use crate::error::Error;
use crate::interop::backup;
use crate::interop::export::chosen::Chosen;
use crate::interop::export::taskwarrior::Clock;
use crate::interop::export::{
    csv_long, csv_wide, ics, loop_habits, markdown, obsidian, org, taskwarrior, todotxt,
};
use crate::journal::{Detail, Reading};

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The file to write, or the folder of `--loop`; without one it is printed
    #[arg(value_name = "FILE|FOLDER", value_hint = ValueHint::AnyPath)]
    file: Option<PathBuf>,
    #[command(flatten)]
    form: FormFlags,
    #[command(flatten)]
    table: TableFlags,
    /// Only this goal and what is below it
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    goal: Option<String>,
    /// Only this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// What was done from this day on
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// So many days back is told what was done, in forms that tell of the last days; today is one of them.
const LAST_DAYS: i64 = 28;

pub(crate) fn run(args: &ExportArgs, context: &mut Context<'_>) -> Outcome {
    let form = Form::of(&args.form, &args.table, context.form())?;
    args.check(form)?;
    let file = args.file.as_deref().filter(|file| file.as_os_str() != "-");
    if let (Some(file), false, false) = (file, form == Form::Loop, args.force)
        && context.env().is_there(file)
    {
        return Err(Error::IsThere(file.to_owned()));
    }
    let reading = context.read_to(Detail::Records)?;
    let text = match form {
        Form::Loop => return habits(args, file, &reading.state, context),
        Form::Backup => whole(&reading, context)?,
        Form::Text(form) => part(args, form, &reading.state, context)?,
    };
    match (file, form) {
        (Some(file), _) => in_file(context, file, &text),
        (None, Form::Text(form)) => printed(context, form.option(), text),
        (None, Form::Backup | Form::Loop) => Ok(printed_document(&text)),
    }
}

impl ExportArgs {
    /// Refuses what says nothing of the form.
    fn check(&self, form: Form) -> Result<(), Error> {
        let said = [
            ("--goal", self.goal.is_some()),
            ("--area", self.area.is_some()),
            ("--since", self.since.is_some()),
        ];
        let mut given = said.into_iter().filter(|(_, given)| *given).map(|(option, _)| option);
        match form {
            Form::Backup => given.next().map_or(Ok(()), |option| {
                Err(Error::usage(
                    format!("`--json` holds everything: `{option}` can't be given with it"),
                    "`--csv` tells what was done in a goal or an area, `--markdown` its plan",
                ))
            }),
            Form::Text(form) if form.history() == History::None && self.since.is_some() => Err(Error::usage(
                format!("`{}` tells of no days that are over: leave `--since` out", form.option()),
                "`--csv` tells what was done",
            )),
            Form::Loop if self.force => Err(Error::usage(
                "`--loop` makes a new folder: nothing is replaced",
                "name a folder that is not there yet",
            )),
            Form::Text(_) | Form::Loop => Ok(()),
        }
    }
}

/// The whole store.
fn whole(reading: &Reading, context: &Context<'_>) -> Result<String, Error> {
    let exported = context.clock().now.to_rfc3339_opts(SecondsFormat::Secs, false);
    let document = backup::write(&reading.state, &context.journal_lines()?, exported);
    document.map_err(|error| Error::Outside(error.into()))
}

/// What is asked for of it.
fn part(
    args: &ExportArgs,
    form: TextForm,
    state: &State,
    context: &mut Context<'_>,
) -> Result<String, Error> {
    let judge = context.judge(state);
    let first = match form.history() {
        History::LastDays => judge.today.plus(1 - LAST_DAYS),
        History::All | History::None => Day::FIRST,
    };
    let chosen = chosen(args, &judge, first, context)?;
    let env = context.env();
    let clock = Clock { now: context.clock().now.to_utc(), midnight: &|day: Day| env.moment(day.midnight()) };
    Ok(match form {
        TextForm::Csv(texts, mark) => csv_long::write(&chosen, texts, mark),
        TextForm::CsvWide(texts, mark) => csv_wide::write(&chosen, texts, mark),
        TextForm::Markdown => markdown::write(&chosen),
        TextForm::Ics => ics::write(&chosen, clock.now),
        TextForm::Taskwarrior => {
            taskwarrior::write(&chosen, &clock).map_err(|error| Error::Outside(error.into()))?
        }
        TextForm::Org => org::write(&chosen),
        TextForm::Obsidian => obsidian::write(&chosen),
        TextForm::TodoTxt => todotxt::write(&chosen),
    })
}

/// The folder of what repeats.
fn habits(args: &ExportArgs, folder: Option<&Path>, state: &State, context: &mut Context<'_>) -> Outcome {
    let folder = folder
        .ok_or_else(|| Error::usage("`--loop` writes a folder", "name it: `goals export --loop habits`"))?;
    let judge = context.judge(state);
    let files = loop_habits::write(&chosen(args, &judge, Day::FIRST, context)?);
    in_folder(context, folder, &files)
}

/// The goals that are named, and the days: from `first` on, where none is named.
fn chosen<'w>(
    args: &'w ExportArgs,
    judge: &'w Judge<'w>,
    first: Day,
    context: &mut Context<'_>,
) -> Result<Chosen<'w>, Error> {
    let state = judge.state;
    let mut calendar = context.clock().calendar(state);
    let since = args.since.as_deref().map(|typed| calendar.day(typed, Look::Since)).transpose()?;
    context.note_dates(&calendar);
    let root = args.goal.as_deref().map(|code| context.names().any(judge, code)).transpose()?;
    let area = args.area.as_deref().map(unshielded);
    context.check_filters(state, None, area)?;
    Ok(Chosen::new(judge, root, area, since.unwrap_or(first)))
}
