//! Schemas as they are printed: one as the JSON it is, all of them by the names of their commands.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::commands::shared::summary::Summary;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// Schemas, each under the command whose documents it tells of.
#[derive(JsonSchema, Serialize)]
struct Data<'a> {
    documents: BTreeMap<&'a str, &'a Schema>,
}

pub(super) struct One {
    pub(super) command: &'static str,
    pub(super) schema: Schema,
}

pub(super) struct List(pub(super) Vec<(&'static str, Schema)>);

/// A schema as a file of its own.
pub(super) fn text(schema: &Schema) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(schema)? + "\n")
}

impl Summary for One {
    fn data(&self) -> impl JsonSchema + Serialize {
        Data { documents: BTreeMap::from([(self.command, &self.schema)]) }
    }

    fn render(&self, page: &mut Page) {
        page.verbatim(&text(&self.schema).unwrap_or_default());
    }
}

impl Summary for List {
    fn data(&self) -> impl JsonSchema + Serialize {
        Data { documents: self.0.iter().map(|(command, schema)| (*command, schema)).collect() }
    }

    fn render(&self, page: &mut Page) {
        for (command, _) in &self.0 {
            page.line(Tone::Plain, command);
        }
    }
}
