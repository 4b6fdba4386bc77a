//! What was exported, printed or in files.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::shared::context::Context;
use crate::commands::shared::summary::{Form, Outcome, Output, Reader, Summary};
use crate::commands::shared::written::{InFile, Printed};
use crate::env::Stream;
use crate::ui::clean::{clean, is_unsafe};
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// Files, in a folder.
#[derive(JsonSchema, Serialize)]
pub(crate) struct WrittenFolder {
    folder: String,
    files: Vec<String>,
}

/// The text as it is. At a terminal, what that would obey is shown instead.
pub(super) fn printed(context: &Context<'_>, option: &'static str, text: String) -> Outcome {
    if context.form() == Form::Page && context.env().is_terminal(Stream::Out) {
        let lines = text.split('\n').map(|line| clean(line.trim_end_matches('\r')));
        let text = lines.collect::<Vec<_>>().join("\n");
        return Ok(Output { text, reader: Reader::Screen, failure: None });
    }
    context.summarize(&Printed { name: option.trim_start_matches('-'), text })
}

/// The document as it is: what a terminal would obey stands in its texts alone, where it can be written otherwise.
pub(super) fn printed_document(document: &str) -> Output {
    let mut text = String::with_capacity(document.len());
    for c in document.chars() {
        if is_unsafe(c) && !matches!(c, '\n' | '\r' | '\t') {
            let mut units = [0; 2];
            text.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            text.push(c);
        }
    }
    Output { text, reader: Reader::Screen, failure: None }
}

pub(super) fn in_file(context: &Context<'_>, file: &Path, text: &str) -> Outcome {
    context.env().write_own_file(file, text)?;
    context.summarize(&InFile { file: file.display().to_string(), bytes: text.len() })
}

/// A folder of files, each a path below it and a text.
pub(super) fn in_folder(context: &Context<'_>, folder: &Path, files: &[(String, String)]) -> Outcome {
    context.env().write_own_folder(folder, files)?;
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    context.summarize(&WrittenFolder { folder: folder.display().to_string(), files: names })
}

impl Summary for WrittenFolder {
    fn data(&self) -> impl JsonSchema + Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        let text = format!("Written: {} ({} files)", self.folder, self.files.len());
        page.wrapped(Tone::Plain, &text, 0);
    }
}
