//! `man`: manual pages, made of the same definitions as the help texts.

use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Args, Command, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use schemars::JsonSchema;
use serde::Serialize;

use super::help::{TOPICS, Topic};
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use super::shared::write_files::write_files;
use crate::error::Error;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command, `days`, `lines` or `inbox`; `goals` itself if left out
    #[arg(value_name = "COMMAND", conflicts_with = "into")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    into: Option<PathBuf>,
}

const SOURCE: &str = concat!("goals ", env!("CARGO_PKG_VERSION"));
const MANUAL: &str = "User Commands";

/// A page as `man` reads it.
pub(crate) struct Manual(String);

pub(crate) fn run(args: &ManArgs, program: Command, context: &Context<'_>) -> Outcome {
    let mut program = headed(program).disable_help_subcommand(true).mut_subcommands(headed);
    // Most subcommands get their arguments only now.
    program.build();
    if let Some(folder) = &args.into {
        let mut files = Vec::new();
        pages(&program, &mut files)?;
        for topic in &TOPICS {
            files.push((format!("{}.1", topic_name(topic)), topic_page(topic)));
        }
        return write_files(context, folder, files);
    }
    if let Some(topic) =
        args.command.first().filter(|_| args.command.len() == 1).and_then(|it| Topic::named(it))
    {
        return context.summarize(&Manual(topic_page(topic)));
    }
    let command = args.command.iter().try_fold(&program, |command, word| {
        let found = command.get_subcommands().find(|sub| sub.get_name() == word);
        found.ok_or_else(|| {
            let words = args.command.join(" ");
            Error::usage(format!("there is no command `{words}`"), "`goals --help` lists them")
        })
    })?;
    context.summarize(&Manual(page(command)?))
}

/// The command with the words by which its page calls the commands below it.
fn headed(command: Command) -> Command {
    command.subcommand_help_heading("COMMANDS").subcommand_value_name("command")
}

/// The pages of a command and of all below it, with their file names.
fn pages(command: &Command, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    files.push((format!("{}.1", name(command)), page(command)?));
    command.get_subcommands().try_for_each(|sub| pages(sub, files))
}

/// The name of a topic's page: `goals-days`.
fn topic_name(topic: &Topic) -> String {
    format!("goals-{}", topic.name)
}

fn topic_page(topic: &Topic) -> String {
    let name = topic_name(topic);
    let mut roff = Roff::new();
    roff.control("TH", [name.as_str(), "1", " ", SOURCE, MANUAL]);
    roff.control("SH", ["NAME"]).text([roman(format!("{name} - {}", topic.about))]);
    roff.extend([topic.manual().roff()]);
    roff.control("SH", ["SEE ALSO"]).text([bold("goals"), roman("(1)")]);
    roff.render()
}

/// The name of a command's page: `goals-check`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

fn page(command: &Command) -> Result<String, Error> {
    // The title has the version, and examples have a section of their own.
    let bare = command.clone().version(Resettable::Reset).after_help(Resettable::Reset);
    // A date would make each build's page another; one that is empty would be left out by `roff`.
    let man = Man::new(bare).date(" ").source(SOURCE).manual(MANUAL);
    let mut text = Vec::new();
    let written = man.render(&mut text).and_then(|()| end(command).to_writer(&mut text));
    written.map_err(|error| Error::Outside(error.into()))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The examples, as they are typed, and the page above, which leads to all others.
fn end(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    roff.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in examples.lines() {
        roff.text([roman(line.strip_prefix("Example: ").unwrap_or(line))]);
    }
    roff.control("fi", []);
    if let Some((above, _)) = name(command).rsplit_once('-') {
        roff.control("SH", ["SEE ALSO"]).text([bold(above), roman("(1)")]);
    } else {
        roff.control("SH", ["SEE ALSO"]);
        for (place, topic) in TOPICS.iter().enumerate() {
            let end = if place + 1 < TOPICS.len() { "(1)," } else { "(1)" };
            roff.text([bold(topic_name(topic)), roman(end)]);
        }
    }
    roff
}

impl Summary for Manual {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'a> {
            page: &'a str,
        }
        Data { page: &self.0 }
    }

    fn render(&self, page: &mut Page) {
        page.verbatim(&self.0);
    }
}
