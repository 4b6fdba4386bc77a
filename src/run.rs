//! One command from the words typed to what is shown: parse, open, dispatch, report.

use std::error::Error as _;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli;
use crate::commands::shared::goal_args::{SHIELD, shielded};
use crate::commands::today::TodayArgs;
use crate::commands::{Asking, Context, Outcome, View, completions, today};
use crate::env::{Env, Stream};
use crate::error::Error;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;

/// In which form a view is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Page,
    Json,
}

/// Help is no wider than this, however wide the terminal.
const HELP_WIDTH: usize = 100;

/// Runs the command that was typed, and reports what came of it.
pub fn run(env: &Env) -> ExitCode {
    let result = match completions::answer(env, cli::command) {
        Some(answered) => answered.map(|()| ExitCode::SUCCESS),
        None => command(env),
    };
    result.unwrap_or_else(|failure| {
        report(env, &failure);
        ExitCode::from(failure.exit_code())
    })
}

fn command(env: &Env) -> Result<ExitCode, Error> {
    let args = || {
        env.args.iter().map(|arg| arg.to_str().and_then(shielded).map_or_else(|| arg.clone(), OsString::from))
    };
    // The one command that is named reads its words alone. Whatever else there is to say of them, help and
    // errors and what was nearly meant, needs all commands.
    let named = env.args.get(1).and_then(|word| word.to_str()).and_then(cli::find);
    let read = named.and_then(|sub| cli::command_with(&[sub]).try_get_matches_from(args()).ok());
    let width = env.columns().unwrap_or(HELP_WIDTH).min(HELP_WIDTH);
    let matches = match read.map_or_else(|| cli::command_in(width).try_get_matches_from(args()), Ok) {
        Ok(matches) => matches,
        Err(error) => return usage(env, &error),
    };
    let form = if matches.get_flag("json") { Form::Json } else { Form::Page };
    let dir = matches.get_one::<PathBuf>("dir").map(PathBuf::as_path);
    let asking = if form == Form::Json { Asking::Never } else { Asking::Allowed };
    carry_out(env, Context::new(env, dir, asking)?, form, |context| match matches.subcommand() {
        None => today::run(&TodayArgs::default(), context),
        Some((name, matches)) => match cli::find(name) {
            Some(sub) => (sub.run)(matches, context),
            None => Err(Error::usage(format!("there is no command `{name}`"), "`goals --help` lists them")),
        },
    })
}

fn carry_out<'e>(
    env: &'e Env,
    mut context: Context<'e>,
    form: Form,
    run: impl FnOnce(&mut Context<'e>) -> Outcome,
) -> Result<ExitCode, Error> {
    let outcome = run(&mut context);
    for aside in context.notes() {
        env.eprint(&format!("{}\n", clean(aside)));
    }
    let view = outcome?;
    show(env, &*view, form).map_err(|failure| match (failure, context.written()) {
        (Error::Outside(error), Some(_)) => {
            Error::Outside(anyhow::anyhow!("{error:#}; it is saved all the same"))
        }
        (failure, _) => failure,
    })?;
    context.keep();
    view.failure().map_or(Ok(ExitCode::SUCCESS), Err)
}

fn show(env: &Env, view: &dyn View, form: Form) -> Result<(), Error> {
    let text = match form {
        Form::Json => view.json().map_err(|error| Error::Outside(error.into()))?,
        Form::Page => {
            let mut page = env.page();
            view.draw(&mut page);
            page.into_text()
        }
    };
    env.print(&text).map(|_| ())
}

/// Help and version are shown; anything else that clap says becomes one line and a hint.
fn usage(env: &Env, error: &clap::Error) -> Result<ExitCode, Error> {
    let rendered = error.render();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let coloured = env.colour(Stream::Out) == crate::ui::colour::Colour::On;
        let text = if coloured { rendered.ansi().to_string() } else { rendered.to_string() };
        env.print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(in_one_line(error, env))
}

/// clap's error in the form that all errors have: one line, and a hint.
fn in_one_line(error: &clap::Error, env: &Env) -> Error {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let named = env.args.iter().skip(1).filter_map(|arg| arg.to_str()).find_map(cli::find);
    let argument = said(ContextKind::InvalidArg).unwrap_or_default();
    let value = said(ContextKind::InvalidValue).unwrap_or_default();
    let text = match (error.kind(), error.source()) {
        (ErrorKind::InvalidSubcommand, _) => {
            format!("there is no command `{}`", said(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        (ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, _) => {
            let name = named.map(|sub| format!(" {}", sub.name)).unwrap_or_default();
            format!("`goals{name}` needs to be told what to do")
        }
        (ErrorKind::UnknownArgument, _) => format!("`{argument}` is not understood here"),
        (ErrorKind::MissingRequiredArgument, _) => {
            let needed = argument.replace(['<', '>', '.'], "");
            format!("`goals{}` needs {needed}", named.map(|sub| format!(" {}", sub.name)).unwrap_or_default())
        }
        (ErrorKind::ArgumentConflict, _) => {
            let other = said(ContextKind::PriorArg).unwrap_or_default();
            let option = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
            format!("`{}` and `{}` can't both be said", option(&argument), option(&other))
        }
        (ErrorKind::InvalidValue, _) if !value.is_empty() => {
            let valid = said(ContextKind::ValidValue).unwrap_or_default().replace(", ", "`, `");
            format!("`{value}` is not one of `{valid}`")
        }
        (ErrorKind::InvalidValue, _) if value.is_empty() => format!("`{argument}` needs a value"),
        (ErrorKind::ValueValidation, Some(source)) if argument.starts_with('-') => {
            let option = argument.split(' ').next().unwrap_or_default();
            format!("`{option}`: {source}")
        }
        (ErrorKind::ValueValidation, Some(source)) => format!("`{value}`: {source}"),
        _ => {
            let rendered = error.render().to_string();
            let first = rendered.split("\n\n").next().unwrap_or_default();
            let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
            line.strip_prefix("error: ").unwrap_or(&line).replace('\'', "`")
        }
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.into_iter().find_map(said).map(|near| near.replace(", ", "` or `"));
    let help = named.map_or_else(|| "goals --help".to_owned(), |sub| format!("goals {} --help", sub.name));
    let hint = near.map_or_else(|| format!("`{help}` shows how"), |near| format!("did you mean `{near}`?"));
    Error::usage(text.replace(SHIELD, ""), hint)
}

/// One line that says what is wrong, and perhaps one that says what to do.
fn report(env: &Env, failure: &Error) {
    let colour = env.colour(Stream::Err);
    let text = failure.to_string();
    env.eprint(&format!("{} {}\n", colour.painted(Tone::Bad, "error:"), clean(&text)));
    if let Some(hint) = failure.hint() {
        env.eprint(&format!("{} {}\n", colour.painted(Tone::Good, "hint:"), clean(&hint)));
    }
}
