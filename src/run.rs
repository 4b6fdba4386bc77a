//! One command from the words typed to what is shown: parse, open, dispatch, report.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::FromArgMatches as _;
use clap::error::ErrorKind;

use crate::cli;
use crate::cli::first_words::FirstWord;
use crate::cli::programs;
use crate::cli::programs::Program;
use crate::cli::{Cli, Command, first_words, usage_error};
use crate::commands::help::{Asked, Topic};
use crate::commands::shared::again::{typed_again, with_lines};
use crate::commands::shared::context::Context;
use crate::commands::shared::goal_args::shielded;
use crate::commands::shared::on_change::tell;
use crate::commands::shared::summary::{Form, Outcome, Output, Reader};
use crate::commands::today::TodayArgs;
use crate::commands::{
    add, archive, check, claim, completions, config, demo, doctor, edit, export, finish, help, import, list,
    log, man, move_goal, next, pause, plan, progress, prompt, redo, remind, report, resume, review, reward,
    rewards, show, skip, split, streaks, sync, template, today, undo, why, win,
};
use crate::env::Env;
use crate::error::Error;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;

/// Help is no wider than this, however wide the terminal.
const HELP_WIDTH: usize = 100;

pub fn run(env: &Env) -> ExitCode {
    let result = match completions::answer(env, cli::command) {
        Some(answered) => answered.map(|()| ExitCode::SUCCESS),
        None => command(env),
    };
    result.unwrap_or_else(|failure| {
        if !failure.is_silent() {
            report(env, &failure);
        }
        ExitCode::from(failure.exit_code())
    })
}

fn command(env: &Env) -> Result<ExitCode, Error> {
    match meant(env)? {
        Meant::Command { cli, said } => perform(env, *cli, said),
        Meant::Topic(asked) => explain(env, &asked),
        Meant::Shown(text) => env.print(&text).map(|()| ExitCode::SUCCESS),
        Meant::Program(Program { path, args, dir, hooks }) => {
            env.become_program(&path, &args, dir.as_deref(), hooks)
        }
    }
}

/// What the words typed ask for.
pub(crate) enum Meant {
    /// `said` is said of how it was understood.
    Command { cli: Box<Cli>, said: Option<&'static str> },
    /// A topic of help.
    Topic(Asked),
    /// Help, or the version.
    Shown(String),
    /// Another program, `goals-NAME`.
    Program(Program),
}

pub(crate) fn meant(env: &Env) -> Result<Meant, Error> {
    match parsed(env, &env.args) {
        Err(error) if error.kind() == ErrorKind::InvalidSubcommand => no_command(env, &error),
        parsed => understood(env, &env.args, parsed, None),
    }
}

/// A command that was parsed. One without the goals it needs is asked for them where somebody can choose.
fn understood(
    env: &Env,
    args: &[OsString],
    parsed: Result<Cli, clap::Error>,
    said: Option<&'static str>,
) -> Result<Meant, Error> {
    let lacking = match &parsed {
        Ok(Cli { command: Some(Command::Check(check)), .. }) if check.0.names_none() => Some("check"),
        Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => {
            ["skip", "plan"].into_iter().find(|command| {
                first_words::place(args).and_then(|place| args.get(place)).is_some_and(|word| word == command)
            })
        }
        _ => None,
    };
    if let Some(program) = lacking.and_then(|command| programs::picker(env, args, command)) {
        return Ok(Meant::Program(program));
    }
    match parsed {
        Ok(cli) => Ok(Meant::Command { cli: Box::new(cli), said }),
        Err(error) => usage(env, args, &error),
    }
}

fn parsed(env: &Env, args: &[OsString]) -> Result<Cli, clap::Error> {
    let args =
        || args.iter().map(|arg| arg.to_str().and_then(shielded).map_or_else(|| arg.clone(), OsString::from));
    // How wide help is matters only where there is help to show.
    let parsed = cli::command().try_get_matches_from(args()).or_else(|_| {
        let width = env.columns().unwrap_or(HELP_WIDTH).min(HELP_WIDTH);
        cli::command_in(width).try_get_matches_from(args())
    });
    parsed.and_then(|matches| {
        let name = matches.subcommand_name().unwrap_or("today").to_owned();
        Ok(Cli { name, ..Cli::from_arg_matches(&matches)? })
    })
}

fn context<'e>(env: &'e Env, dir: Option<&Path>, json: bool) -> Result<Context<'e>, Error> {
    Context::new(env, dir, if json { Form::Json } else { Form::Page })
}

/// Does what is asked, shows what that came to, and tells the person's hook of it, whether it could be shown or not.
fn perform(env: &Env, cli: Cli, said: Option<&str>) -> Result<ExitCode, Error> {
    let (hooks, name) = (cli.hooks(), cli.name.clone());
    let mut context = context(env, cli.dir.as_deref(), cli.json)?;
    let performed = shown(cli, said, &mut context);
    for said in tell(&context, &name, hooks) {
        note(env, &said);
    }
    performed
}

fn shown(cli: Cli, said: Option<&str>, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let (env, json) = (context.env(), cli.json);
    let outcome = done(cli.command, context);
    if outcome.is_ok() {
        said.into_iter().chain(context.said().iter().map(String::as_str)).for_each(|said| note(env, said));
    }
    context.notes().iter().for_each(|text| note(env, text));
    let Output { text, reader, failure } = outcome?;
    let printed = match reader {
        Reader::Pager if !json => env.page_through(&text),
        Reader::Pager | Reader::Screen => env.print(&text),
    };
    printed.map_err(|failure| match (failure, context.written()) {
        (Error::Outside(error), [_, ..]) => {
            Error::Outside(anyhow::anyhow!("{error:#}; it is saved all the same"))
        }
        (failure, _) => failure,
    })?;
    context.hints().iter().for_each(|hint| note(env, hint));
    context.keep();
    failure.map_or(Ok(ExitCode::SUCCESS), Err)
}

/// What a command comes to; an error with the line to type again, where there is one.
pub(crate) fn done(command: Option<Command>, context: &mut Context<'_>) -> Outcome {
    dispatch(command, context).map_err(|error| with_lines(&context.env().args, error))
}

/// A line on standard error.
fn note(env: &Env, text: &str) {
    env.eprint(&format!("{}\n", env.charset().write(&clean(text))));
}

/// What begins with no command: a topic of help, a word that people are known to type first, or codes.
fn no_command(env: &Env, error: &clap::Error) -> Result<Meant, Error> {
    if let Some(asked) = help::asked(&env.args) {
        return match asked.words.as_slice() {
            [word] if Topic::named(word).is_none() => help_of_first_word(env, asked),
            _ => Ok(Meant::Topic(asked)),
        };
    }
    let place = first_words::place(&env.args).unwrap_or(env.args.len());
    let Some(word) = env.args.get(place).and_then(|word| word.to_str()) else {
        return usage(env, &env.args, error);
    };
    match first_words::known(word) {
        // What is unknown stands behind a command, as in `reward ad`.
        _ if cli::command().find_subcommand(word).is_some() => usage(env, &env.args, error),
        Some(FirstWord::Same { words, said }) => {
            let args = first_words::with_words(&env.args, place..=place, words);
            understood(env, &args, parsed(env, &args), said)
        }
        Some(FirstWord::Instead(hint)) => Err(first_words::unknown(word, Some(hint.to_owned()))),
        None => match programs::named(env, place, word) {
            Some(program) => Ok(Meant::Program(program)),
            None => codes(env, place, word),
        },
    }
}

/// `goals help rm`: of the command that the word stands for.
fn help_of_first_word(env: &Env, asked: Asked) -> Result<Meant, Error> {
    let word = asked.words.first().map_or("", String::as_str);
    match first_words::known(word) {
        Some(FirstWord::Same { words, .. }) => {
            let args: Vec<OsString> =
                ["goals", "help"].iter().chain(words.first()).map(OsString::from).collect();
            understood(env, &args, parsed(env, &args), None)
        }
        Some(FirstWord::Instead(hint)) => Err(first_words::unknown(word, Some(hint.to_owned()))),
        None => Ok(Meant::Topic(asked)),
    }
}

/// `goals kids+1 run+5`: a check-off, at a terminal and where all of them are codes.
fn codes(env: &Env, place: usize, word: &str) -> Result<Meant, Error> {
    let args = first_words::with_words(&env.args, place..place, &["check"]);
    let Ok(cli) = parsed(env, &args) else {
        return Err(first_words::unknown(word, None));
    };
    let Some(Command::Check(check)) = &cli.command else {
        return Err(first_words::unknown(word, None));
    };
    let mut context = context(env, cli.dir.as_deref(), cli.json)?;
    let hint = match check.0.are_codes(&mut context) {
        Ok(()) if context.is_interactive() => {
            return Ok(Meant::Command { cli: Box::new(cli), said: None });
        }
        Ok(()) => Some(format!("to check off, type `{}`", typed_again(&args))),
        Err(Error::Refused(refusal)) if refusal.is_guessed() => {
            first_words::guess_command(word).or_else(|| with_lines(&args, refusal.into()).hint())
        }
        // A code stands first.
        Err(Error::Refused(refusal)) if refusal.knows(word) => {
            return Err(with_lines(&args, refusal.into()));
        }
        Err(_) => None,
    };
    Err(first_words::unknown(word, hint))
}

fn dispatch(command: Option<Command>, context: &mut Context<'_>) -> Outcome {
    match command {
        None => today::run(&TodayArgs::default(), context),
        Some(Command::Today(args)) => today::run(&args.0, context),
        Some(Command::Next(args)) => next::run(&args.0, context),
        Some(Command::Check(args)) => check::run(&args.0, context),
        Some(Command::Add(args)) => add::run(&args.0, context),
        Some(Command::Split(args)) => split::run(&args.0, context),
        Some(Command::Plan(args)) => plan::run(&args.0, context),
        Some(Command::Skip(args)) => skip::run(&args.0, context),
        Some(Command::Win(args)) => win::run(&args.0, context),
        Some(Command::Undo(args)) => undo::run(&args.0, context),
        Some(Command::Redo) => redo::run(context),
        Some(Command::Streaks(args)) => streaks::run(&args.0, context),
        Some(Command::Progress(args)) => progress::run(&args.0, context),
        Some(Command::Why(args)) => why::run(&args.0, context),
        Some(Command::Review(args)) => review::run(&args.0, context),
        Some(Command::Report(args)) => report::run(&args.0, context),
        Some(Command::List(args)) => list::run(&args.0, context),
        Some(Command::Show(args)) => show::run(&args.0, context),
        Some(Command::Log(args)) => log::run(&args.0, context),
        Some(Command::Edit(args)) => edit::run(&args.0, context),
        Some(Command::Move(args)) => move_goal::run(&args.0, context),
        Some(Command::Pause(args)) => pause::run(&args.0, context),
        Some(Command::Resume(args)) => resume::run(&args.0, context),
        Some(Command::Finish(args)) => finish::run(&args.0, context),
        Some(Command::Archive(args)) => archive::run(&args.0, context),
        Some(Command::Template(args)) => template::run(&args.0, context),
        Some(Command::Reward(args)) => reward::run(&args.0, context),
        Some(Command::Rewards) => rewards::run(context),
        Some(Command::Claim(args)) => claim::run(&args.0, context),
        Some(Command::Config(args)) => config::run(&args.0, context),
        Some(Command::Prompt(args)) => prompt::run(&args.0, context),
        Some(Command::Remind(args)) => remind::run(&args.0, context),
        Some(Command::Export(args)) => export::run(&args.0, context),
        Some(Command::Sync(args)) => sync::run(&args.0, context),
        Some(Command::Doctor(args)) => doctor::run(&args.0, context),
        Some(Command::Import(args)) => import::run(&args.0, context),
        Some(Command::Demo) => demo::run(context),
        Some(Command::Completions(args)) => completions::run(&args.0, context),
        Some(Command::Man(args)) => man::run(&args.0, cli::command(), context),
    }
}

/// What is no command behind `help`: a topic, or nothing.
fn explain(env: &Env, asked: &Asked) -> Result<ExitCode, Error> {
    env.print(&topic(env, asked)?)?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn topic(env: &Env, asked: &Asked) -> Result<String, Error> {
    let mut context = Context::new(env, asked.dir.as_deref(), asked.form)?;
    let program = cli::command();
    let commands = program.get_subcommands().map(clap::Command::get_name);
    Ok(help::run(asked, commands, &mut context)?.text)
}

/// Help and version are shown; anything else that clap says becomes one line and a hint.
fn usage(env: &Env, args: &[OsString], error: &clap::Error) -> Result<Meant, Error> {
    let rendered = error.render();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Ok(Meant::Shown(env.charset().write(&rendered.ansi().to_string()).into_owned()));
    }
    Err(usage_error::in_one_line(error, args))
}

fn report(env: &Env, failure: &Error) {
    let line = |tone: Tone, label: &str, text: &str| {
        let mut line = String::new();
        tone.paint(label, &mut line);
        env.eprint(&format!("{line} {}\n", env.charset().write(&clean(text))));
    };
    line(Tone::Bad, "error:", &failure.to_string());
    if let Some(hint) = failure.hint() {
        line(Tone::Handle, "hint:", &hint);
    }
}
