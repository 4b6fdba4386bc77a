//! `schema`: what the documents of `--json` hold, as JSON Schema tells it.

mod document;
mod documents;
mod page;

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};

use self::document::schema;
use self::documents::DOCUMENTS;
use self::page::{List, One, text};
use super::shared::context::Context;
use super::shared::summary::Outcome;
use super::shared::write_files::write_files;
use crate::error::Error;

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// The command; all that print a document are listed if left out
    #[arg(value_name = "COMMAND", value_parser = command_names(), hide_possible_values = true)]
    command: Option<String>,
    /// Write the schemas of all commands into this folder
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    into: Option<PathBuf>,
}

fn command_names() -> PossibleValuesParser {
    DOCUMENTS.iter().map(|documents| documents.command).into()
}

pub(crate) fn run(args: &SchemaArgs, context: &Context<'_>) -> Outcome {
    if let Some(folder) = &args.into {
        return write_all(context, folder);
    }
    let asked = DOCUMENTS.iter().find(|documents| args.command.as_deref() == Some(documents.command));
    match asked {
        Some(documents) => context.summarize(&One { command: documents.command, schema: schema(documents) }),
        None => context.summarize(&List(DOCUMENTS.iter().map(|it| (it.command, schema(it))).collect())),
    }
}

fn write_all(context: &Context<'_>, folder: &Path) -> Outcome {
    let file = |documents| {
        let text = text(&schema(documents)).map_err(|error| Error::Outside(error.into()))?;
        Ok((format!("goals-{}.schema.json", documents.command), text))
    };
    write_files(context, folder, DOCUMENTS.iter().map(file).collect::<Result<_, Error>>()?)
}
