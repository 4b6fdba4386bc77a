//! Files of the program's own that are installed beside it: manual pages and completions.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::context::Context;
use super::summary::{Outcome, Summary};
use crate::error::Error;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(JsonSchema, Serialize)]
pub(crate) struct Written {
    folder: String,
    files: Vec<String>,
}

/// Writes files, each a name and a text, into a folder that is there.
pub(crate) fn write_files(context: &Context<'_>, folder: &Path, files: Vec<(String, String)>) -> Outcome {
    if !context.env().is_folder(folder) {
        return Err(Error::NotAFolder(folder.to_owned()));
    }
    for (name, text) in &files {
        context.env().write_file(&folder.join(name), text)?;
    }
    let files = files.into_iter().map(|(name, _)| name).collect();
    context.summarize(&Written { folder: folder.display().to_string(), files })
}

impl Summary for Written {
    fn data(&self) -> impl JsonSchema + Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        let written = format!("Written into {}: {}", self.folder, self.files.join(", "));
        page.wrapped(Tone::Plain, &written, 2);
    }
}
