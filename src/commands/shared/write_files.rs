//! Files of the program's own that are installed beside it: manual pages and completions.

use std::path::Path;

use serde::Serialize;

use crate::commands::{Draw, Outcome};
use crate::env::Env;
use crate::error::Error;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// What was written, and where.
#[derive(Serialize)]
struct Shipped {
    folder: String,
    files: Vec<String>,
}

/// Writes files, each a name and a text, into a folder that is there.
///
/// # Errors
/// Where it is no folder, and where a file can't be written.
pub fn ship(env: &Env, folder: &Path, files: Vec<(String, String)>) -> Outcome {
    if !env.is_folder(folder) {
        return Err(Error::NotAFolder(folder.to_owned()));
    }
    for (name, text) in &files {
        env.write_file(&folder.join(name), text)?;
    }
    let files = files.into_iter().map(|(name, _)| name).collect();
    Ok(Box::new(Shipped { folder: folder.display().to_string(), files }))
}

impl Draw for Shipped {
    fn draw(&self, page: &mut Page) {
        let written = format!("Written into {}: {}", self.folder, self.files.join(", "));
        page.wrapped(Tone::Plain, &written, 2);
    }
}
