//! Outlines in an editor: `edit` without flags, `split` without lines.

use std::path::Path;

use crate::domain::input::goal_line::{OutlineLine, outline};
use crate::domain::input::markdown::is_subheading;
use crate::env::Env;
use crate::error::Error;

/// What an editor is for, shown below the outline.
const EXPLANATION: &str = "\
# One goal a line, what is indented stands below. A title with `key:value` words:
#   n:12 at-most:4 unit:emails every:week|day|weekday|mon,wed|month|3d|once baseline:80
#   by:DAY from:DAY code:pitch after:code,code feeds:1|sum pilot:DAY area:a who:name why:\"…\" reward:\"…\"
# The code says which goal a line is: keep it. A line without one is a new goal, a line taken out is
# archived, lines may be put elsewhere. `## Title` stands above what follows. Save and leave to go on; leave without saving to change nothing.
";

pub(crate) enum Text<T> {
    Unchanged,
    Read(T),
}

/// What is wrong with a line, and which one it is.
pub(crate) struct WrongLine {
    pub(crate) line: String,
    pub(crate) failure: Error,
}

/// A text being edited: the file it is in, and how it looked when the editor was opened last.
pub(crate) struct Draft<'e> {
    env: &'e Env,
    file: Box<Path>,
    /// What came back last time and could not be done, without the errors that were shown in it.
    rejected: Option<String>,
    original: String,
}

impl<'e> Draft<'e> {
    /// Puts an outline into a file for the editor.
    pub(crate) fn of_outline(env: &'e Env, name: &str, outline: &str) -> Result<Self, Error> {
        Self::new(env, name, format!("{outline}\n{EXPLANATION}"))
    }

    /// Puts a text into a file for the editor.
    pub(crate) fn new(env: &'e Env, name: &str, text: String) -> Result<Self, Error> {
        let file = env.make_draft(name, &text)?.into();
        Ok(Self { env, file, original: text, rejected: None })
    }

    /// Lets the person edit an outline until it can be read.
    pub(crate) fn lines(&mut self) -> Result<Text<Vec<OutlineLine>>, Error> {
        self.read(|lines| {
            outline(lines.iter().copied())
                .map_err(|error| WrongLine { line: error.line.clone(), failure: error.into() })
        })
    }

    /// Lets the person edit until the lines can be read, or she leaves them as they are. Comments are no lines.
    pub(crate) fn read<T>(
        &mut self,
        read: impl Fn(&[&str]) -> Result<T, WrongLine>,
    ) -> Result<Text<T>, Error> {
        loop {
            let text = self.edit()?;
            // Who empties the file, or leaves it as it was, wants nothing done.
            let empty = text.lines().all(|line| line.trim().is_empty() || is_comment(line));
            if text == self.original || empty {
                self.drop_file();
                return Ok(Text::Unchanged);
            }
            let text = text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text);
            let lines: Vec<&str> = text.lines().filter(|line| !is_comment(line)).collect();
            match read(&lines) {
                Ok(lines) => return Ok(Text::Read(lines)),
                Err(WrongLine { line, failure }) => {
                    self.show_error(&text, &failure, |known| known.trim() == line)?;
                }
            }
        }
    }

    /// Shows why what was read can't be done, above the line that says it where there is one, and lets the
    /// person edit again.
    pub(crate) fn refused(&mut self, failure: &Error) -> Result<(), Error> {
        let text = self.env.read_draft(&self.file)?;
        let message = failure.to_string();
        let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let says = |line: &str, word: &str| {
            let values = line.split([' ', ',']).map(|value| value.rsplit(':').next().unwrap_or(value));
            line.contains(':') && values.into_iter().any(|value| value == word)
        };
        self.show_error(&text, failure, |line| words.first().is_some_and(|word| says(line, word)))
    }

    pub(crate) fn drop_file(&self) {
        self.env.drop_draft(&self.file);
    }

    /// The text is kept for the person, who is told where.
    pub(crate) fn kept(&self, failure: &Error) -> Error {
        Error::Kept { text: failure.to_string(), file: self.file.to_path_buf(), code: failure.exit_code() }
    }

    fn edit(&self) -> Result<String, Error> {
        let env = self.env;
        let edited = env.edit_draft(&self.file).and_then(|()| env.read_draft(&self.file));
        edited.map_err(|failure| match env.read_draft(&self.file) {
            // Nothing of the person's is in it.
            Ok(text) if text == self.original => {
                self.drop_file();
                failure
            }
            Err(_) if !env.has_draft(&self.file) => failure,
            Ok(_) | Err(_) => self.kept(&failure),
        })
    }

    /// Writes an error above the line it is about. Who leaves a text as it was rejected before has given up.
    fn show_error(&mut self, text: &str, failure: &Error, about: impl Fn(&str) -> bool) -> Result<(), Error> {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with(ERROR)).collect();
        let bare = lines.join("\n");
        if self.rejected.as_ref() == Some(&bare) {
            return Err(self.kept(failure));
        }
        let mut next: Vec<&str> = bare.lines().collect();
        let at = next.iter().position(|line| about(line)).unwrap_or(0);
        let hint = failure.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let error = format!("{ERROR}{failure}{hint}");
        next.insert(at, &error);
        let next = next.join("\n") + "\n";
        self.env.write_draft(&self.file, &next)?;
        self.rejected = Some(bare);
        Ok(())
    }
}

/// Lines for the person alone. `## Two` heads what follows.
fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#') && !is_subheading(line)
}

/// What an error in an outline begins with.
const ERROR: &str = "# error: ";
