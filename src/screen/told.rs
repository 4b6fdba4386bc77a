//! What a command came to, as a screen shows it.

use std::rc::Rc;

use crate::cli::Cli;
use crate::cli::programs::Program;
use crate::commands::shared::context::Context;
use crate::commands::shared::on_change::tell;
use crate::commands::shared::summary::{Form, Outcome, Output};
use crate::env::{Env, Hooks};
use crate::error::Error;
use crate::journal::Reading;
use crate::run::{Meant, done, meant, topic};
use crate::ui::clean::clean;
use crate::ui::painted;
use crate::ui::painted::Line;

/// What a command came to.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Its page.
    pub lines: Vec<Line>,
    /// What was said beside that.
    pub notes: Vec<String>,
    pub failure: Option<Failure>,
    pub effect: Effect,
    /// Whether it had the terminal for itself, and showed things there.
    pub terminal: Terminal,
}

/// What a command did to the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    #[default]
    Nothing,
    Written,
}

/// Where a command spoke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Terminal {
    #[default]
    Kept,
    Lent,
}

/// Why a command did not do what was asked.
#[derive(Clone, Debug)]
pub struct Failure {
    pub text: String,
    pub hint: Option<String>,
    /// The exit code that the command would have had.
    pub code: u8,
}

impl Failure {
    pub(crate) fn of(error: &Error) -> Self {
        Self {
            text: clean(&error.to_string()).into_owned(),
            hint: error.hint().map(|hint| clean(&hint).into_owned()),
            code: error.exit_code(),
        }
    }
}

impl Told {
    pub(super) fn of_failure(error: &Error) -> Self {
        Self { failure: Some(Failure::of(error)), ..Self::default() }
    }

    fn shown(text: &str) -> Self {
        Self { lines: painted::lines(text), ..Self::default() }
    }
}

/// What the words of a command line come to, beside pages of what was read for them.
pub(super) fn typed(env: &Env, shown: Option<Rc<Reading>>) -> Told {
    match meant(env) {
        Ok(Meant::Command { cli, said }) => {
            let (command_name, hooks) = (cli.name.clone(), cli.hooks());
            let Cli { dir, json, command, .. } = *cli;
            let form = if json { Form::Json } else { Form::Page };
            let context = Context::new(env, dir.as_deref(), form).map(|context| context.beside(shown));
            let mut told = of(env, context, (&command_name, hooks), |context| done(command, context));
            told.notes.splice(0..0, said.map(ToOwned::to_owned));
            told
        }
        Ok(Meant::Topic(asked)) => match topic(env, &asked) {
            Ok(text) => Told::shown(&text),
            Err(error) => Told::of_failure(&error),
        },
        Ok(Meant::Shown(text)) => Told::shown(&text),
        Ok(Meant::Program(Program { path, .. })) => {
            let name = path.file_stem().unwrap_or_default().display().to_string();
            Told::of_failure(&Error::usage(
                format!("`{name}` is a program of its own"),
                "quit this one to start it",
            ))
        }
        Err(error) => Told::of_failure(&error),
    }
}

/// What a command comes to. By this name the person's hook is told of it, where it is to be told.
pub(super) fn of<'e>(
    env: &'e Env,
    context: Result<Context<'e>, Error>,
    (name, hooks): (&str, Hooks),
    run: impl FnOnce(&mut Context<'e>) -> Outcome,
) -> Told {
    let mut context = match context {
        Ok(context) => context,
        Err(error) => return Told::of_failure(&error),
    };
    let outcome = run(&mut context);
    let mut notes = if outcome.is_ok() { context.said() } else { Vec::new() };
    notes.extend_from_slice(context.notes());
    notes.extend_from_slice(context.hints());
    notes.extend(tell(&context, name, hooks));
    let mut told = match outcome {
        Ok(Output { text, failure, .. }) => {
            Told { failure: failure.as_ref().map(Failure::of), ..Told::shown(&text) }
        }
        Err(error) => Told::of_failure(&error),
    };
    told.notes = notes.iter().map(|note| clean(note).into_owned()).collect();
    told.effect = if context.written().is_empty() { Effect::Nothing } else { Effect::Written };
    told.terminal = if env.is_lent() { Terminal::Lent } else { Terminal::Kept };
    told
}
