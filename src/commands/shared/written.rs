//! A text that was asked for: printed, or in a file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::summary::Summary;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

pub(crate) struct Printed {
    /// What it is called as a field of a JSON document.
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct InFile {
    pub(crate) file: String,
    pub(crate) bytes: usize,
}

impl Summary for Printed {
    fn data(&self) -> impl JsonSchema + Serialize {
        BTreeMap::from([(self.name, &self.text)])
    }

    fn render(&self, page: &mut Page) {
        page.verbatim(&self.text);
    }
}

impl Summary for InFile {
    fn data(&self) -> impl JsonSchema + Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        let text = format!("Written: {} ({} KiB)", self.file, self.bytes.div_ceil(1024));
        page.wrapped(Tone::Plain, &text, 0);
    }
}
