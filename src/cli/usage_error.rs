//! What clap says of words that can't be meant, in the form that all errors have: one plain line, and a hint.

use std::error::Error as _;
use std::ffi::OsString;

use clap::Command as Definition;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command;
use crate::commands::shared::again::{as_option, day_or_amount};
use crate::commands::shared::goal_args::{SHIELD, what_it_takes};
use crate::commands::shared::guess::guess;
use crate::error::Error;

pub(crate) fn in_one_line(error: &clap::Error, args: &[OsString]) -> Error {
    let detail = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let typed = Typed::of(args);
    let argument = detail(ContextKind::InvalidArg).unwrap_or_default();
    let value = detail(ContextKind::InvalidValue).unwrap_or_default();
    let option = argument.split(' ').next().unwrap_or_default();
    let text = match (error.kind(), error.source()) {
        (ErrorKind::InvalidSubcommand, _) => {
            let unknown = detail(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("there is no command `{}`", [&typed.below("goals"), unknown.as_str()].concat())
        }
        (ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, _) => {
            format!("`{}` needs one of `{}`", typed.command, typed.subcommands.join("`, `"))
        }
        (ErrorKind::UnknownArgument, _) if argument.starts_with('-') => {
            format!("unexpected option `{argument}`")
        }
        (ErrorKind::UnknownArgument, _) => format!("unexpected word `{argument}`"),
        (ErrorKind::MissingRequiredArgument, _) => {
            format!("`{}` needs {}", typed.command, needed(&argument))
        }
        (ErrorKind::ArgumentConflict, _) => {
            let other = detail(ContextKind::PriorArg).unwrap_or_default();
            let bare = |text: &str| {
                text.split(' ').next().unwrap_or_default().replace(['<', '>', '.', '[', ']'], "")
            };
            format!("`{}` and `{}` can't both be given", bare(&argument), bare(&other))
        }
        (ErrorKind::InvalidValue, _) if !value.is_empty() => {
            let valid = detail(ContextKind::ValidValue).unwrap_or_default().replace(", ", "`, `");
            format!("`{value}` is not one of `{valid}`")
        }
        (ErrorKind::InvalidValue, _) => format!("`{argument}` needs a value"),
        // It names the option itself.
        (ErrorKind::ValueValidation, Some(source)) if source.to_string().contains("` takes ") => {
            source.to_string()
        }
        (ErrorKind::ValueValidation, Some(source)) if argument.starts_with('-') => {
            format!("`{option}`: {source}")
        }
        (ErrorKind::ValueValidation, Some(source)) => format!("`{value}`: {source}"),
        _ => first_sentence(error),
    };
    let near = match error.kind() {
        ErrorKind::UnknownArgument if argument == "--parent" => None,
        ErrorKind::InvalidSubcommand => {
            let unknown = detail(ContextKind::InvalidSubcommand).unwrap_or_default();
            guess(&unknown, typed.subcommands.iter().map(String::as_str)).map(|near| near.join("` or `"))
        }
        _ => [ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(detail)
            .map(|near| near.replace(", ", "` or `")),
    };
    let bad_value = error.kind() == ErrorKind::ValueValidation;
    let takes = bad_value.then(|| what_it_takes(option)).flatten();
    let shows = |example: &String| match error.kind() {
        ErrorKind::MissingRequiredArgument => true,
        _ => bad_value && example.split(' ').any(|word| word == option),
    };
    let example = typed.example.filter(shows);
    let hint = near
        .map(|near| format!("did you mean `{near}`?"))
        .or_else(|| instead(error.kind(), &argument, args))
        .or(takes)
        .or_else(|| {
            example.map(|example| format!("as in `{example}`; `{} --help` shows more", typed.command))
        })
        .unwrap_or_else(|| format!("`{} --help` shows how", typed.command));
    Error::usage(text.replace(SHIELD, ""), hint)
}

/// What to type where a day has no option before it, and where another command does it.
fn instead(kind: ErrorKind, argument: &str, args: &[OsString]) -> Option<String> {
    match kind {
        ErrorKind::MissingRequiredArgument if argument.contains("--on") => {
            const LONGEST: usize = 4;
            let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
            let ends = (1..=LONGEST).rev().filter_map(|count| words.get(words.len().checked_sub(count)?..));
            ends.into_iter().find_map(|end| day_or_amount(args, end)).map(|line| format!("type `{line}`"))
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            as_option(args, argument).map(|line| format!("type `{line}`"))
        }
        ErrorKind::UnknownArgument if ["--parent", "--under"].contains(&argument) => {
            let code = args.iter().skip_while(|arg| *arg != "edit").nth(1)?.to_str()?;
            Some(format!("`goals move {code} --under CODE` puts it below another goal"))
        }
        _ => None,
    }
}

/// The command that was typed, as far as there is one.
struct Typed {
    /// `goals reward add`.
    command: String,
    /// Those below it.
    subcommands: Vec<String>,
    /// A line that it takes.
    example: Option<String>,
}

impl Typed {
    fn of(args: &[OsString]) -> Self {
        let mut program = command().disable_help_subcommand(true);
        program.build();
        let mut found: &Definition = &program;
        let mut words = vec!["goals"];
        for arg in args.iter().skip(1).filter_map(|arg| arg.to_str()) {
            match found.find_subcommand(arg) {
                Some(below) => {
                    found = below;
                    words.push(below.get_name());
                }
                // A value of an option may stand before the command.
                None if found.get_name() == "goals" || arg.starts_with('-') => {}
                None => break,
            }
        }
        let subcommands = found.get_subcommands().map(|it| it.get_name().to_owned()).collect();
        let example = found.get_after_help().map(ToString::to_string);
        let example = example.and_then(|text| text.strip_prefix("Example: ").map(ToOwned::to_owned));
        Self { command: words.join(" "), subcommands, example }
    }

    /// The words behind `program`, with a blank after them.
    fn below(&self, program: &str) -> String {
        let words = self.command.strip_prefix(program).unwrap_or_default().trim_start();
        if words.is_empty() { String::new() } else { format!("{words} ") }
    }
}

/// What is missing, as one would say it: `a title` of `<WORDS>...`, the codes of goals.
fn needed(arguments: &str) -> String {
    let all = arguments.split(", ").map(|argument| {
        let bare = argument.replace(['<', '>', '.', '[', ']'], "");
        let word = match bare.as_str() {
            "WORDS" | "TITLE" => "a title",
            "CODE" => "the code of a goal",
            "CODE|--all" => "the code of a goal, or `--all`",
            "PARENT" => "the code of the goal to split",
            "FILE" => "a file",
            "FILE|FOLDER" => "a folder to write to",
            "TEXT" => "a text",
            "N" => "a number",
            "NAME" => "a name",
            "SHELL" => "the name of a shell",
            _ => return format!("`{bare}`"),
        };
        word.to_owned()
    });
    all.collect::<Vec<_>>().join(" and ")
}

/// What clap says first, on one line.
fn first_sentence(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let first = rendered.split("\n\n").next().unwrap_or_default();
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).replace('\'', "`")
}
