//! What can be typed behind `goals ui`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, ValueEnum};
use goals::screen::Failure;

use crate::theme::ThemeName;

#[derive(Debug, Parser)]
#[command(
    name = "goals ui",
    version,
    about = "The day on one screen; each key is a command. `?` shows the keys."
)]
pub(crate) struct Args {
    /// The store to use
    #[arg(long, value_name = "FOLDER")]
    pub(crate) dir: Option<PathBuf>,
    /// The colours, in place of those in `ui.toml`
    #[arg(long, value_name = "NAME")]
    pub(crate) theme: Option<ThemeName>,
    /// Print the keys as they are bound, as a table in Markdown
    #[arg(long)]
    pub(crate) keys: bool,
    /// Print the screen once, in so many columns and lines
    #[arg(long, value_name = "COLUMNSxLINES")]
    pub(crate) frame: Option<Size>,
    /// With `--frame`: as a picture of text
    #[arg(long, requires = "frame")]
    pub(crate) svg: bool,
    /// With `--frame`: press these keys before, as in "j j space"
    #[arg(long, value_name = "KEYS", requires = "frame")]
    pub(crate) press: Option<String>,
    /// Choose goals in place, and do this command with them and with what stands behind it
    #[arg(long, value_name = "COMMAND", hide = true)]
    pub(crate) pick: Option<Picked>,
    #[arg(hide = true, last = true, requires = "pick", allow_hyphen_values = true)]
    pub(crate) rest: Vec<String>,
}

impl Args {
    /// What was typed; or why it can't be meant, said as `goals` says such things.
    pub(crate) fn typed() -> Result<Self, Failure> {
        Self::try_parse().map_err(|error| {
            if !error.use_stderr() {
                error.exit();
            }
            let said = error.to_string();
            let first = said.lines().next().unwrap_or_default();
            let hint = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) if !values.is_empty() => {
                    format!("there are `{}`", values.join("`, `"))
                }
                _ => "`goals ui --help` shows how".to_owned(),
            };
            let text = first.trim_start_matches("error: ").replace('\'', "`");
            Failure { text, hint: Some(hint), code: 2 }
        })
    }
}

/// A command that goals can be chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Picked {
    Check,
    Skip,
    Plan,
}

impl Picked {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Skip => "skip",
            Self::Plan => "plan",
        }
    }
}

/// Columns and lines of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) columns: u16,
    pub(crate) lines: u16,
}

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let size = text.split_once('x').and_then(|(columns, lines)| {
            Some(Self { columns: columns.parse().ok()?, lines: lines.parse().ok()? })
        });
        let fits = |size: &Self| (1..=1000).contains(&size.columns) && (1..=1000).contains(&size.lines);
        size.filter(fits).ok_or("columns and lines up to 1000, as in 80x24")
    }
}
