//! In which form something goes out.

use clap::Args;

use crate::commands::shared::summary;
use crate::error::Error;
use crate::interop::export::table::{Mark, Texts};

#[derive(Debug, Args)]
#[group(id = "form", multiple = false)]
pub(crate) struct FormFlags {
    /// The plan as goal lines, for notes, `split -` and `edit`
    #[arg(long)]
    markdown: bool,
    /// What was done as a table, a row each; for spreadsheets
    #[arg(long)]
    csv: bool,
    /// When goals are due, as a feed for calendars
    #[arg(long)]
    ics: bool,
    /// Open steps and what was done, for `task import` of Taskwarrior
    #[arg(long)]
    taskwarrior: bool,
    /// The plan and the last days for Org, what repeats as its habits
    #[arg(long)]
    org: bool,
    /// The plan and the last days for Tasks of Obsidian
    #[arg(long)]
    obsidian: bool,
    /// The plan and the last days for todo.txt
    #[arg(long)]
    todotxt: bool,
    /// A folder of what repeats, as Loop Habit Tracker writes it
    #[arg(long = "loop", requires = "file")]
    loop_habits: bool,
}

/// How a table is written.
#[derive(Debug, Args)]
pub(crate) struct TableFlags {
    /// With `--csv`: a row a day, a column a goal
    #[arg(long)]
    wide: bool,
    /// With `--csv`: a mark at the beginning, by which Excel knows letters beyond ASCII
    #[arg(long)]
    excel: bool,
    /// With `--csv`: texts as they are, also those that a spreadsheet would calculate
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Everything, as one JSON document.
    Backup,
    Text(TextForm),
    /// A folder of files.
    Loop,
}

/// A file of some of what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextForm {
    Markdown,
    Csv(Texts, Mark),
    CsvWide(Texts, Mark),
    Ics,
    Taskwarrior,
    Org,
    Obsidian,
    TodoTxt,
}

/// What limits a form's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum History {
    /// It tells of no day that is over.
    None,
    /// Of the last days, where nothing else is asked for.
    LastDays,
    All,
}

impl Form {
    /// What the flags say. `--json` alone is the whole; beside another form it tells how the command's answer looks.
    pub(super) fn of(flags: &FormFlags, table: &TableFlags, answer: summary::Form) -> Result<Self, Error> {
        table.check(flags)?;
        let texts = if table.raw { Texts::Raw } else { Texts::Protected };
        let mark = if table.excel { Mark::Excel } else { Mark::None };
        let forms = [
            (flags.markdown, TextForm::Markdown),
            (flags.csv && !table.wide, TextForm::Csv(texts, mark)),
            (flags.csv && table.wide, TextForm::CsvWide(texts, mark)),
            (flags.ics, TextForm::Ics),
            (flags.taskwarrior, TextForm::Taskwarrior),
            (flags.org, TextForm::Org),
            (flags.obsidian, TextForm::Obsidian),
            (flags.todotxt, TextForm::TodoTxt),
        ];
        let text = forms.into_iter().find(|(given, _)| *given).map(|(_, form)| Self::Text(form));
        let asked = text.or(flags.loop_habits.then_some(Self::Loop));
        let whole = (answer == summary::Form::Json).then_some(Self::Backup);
        asked.or(whole).ok_or_else(|| {
            Error::usage(
                "in which form?",
                "`goals export --json` prints everything, for a backup; `--csv` what was done, `--markdown` the \
                 plan; `goals export --help` lists the others",
            )
        })
    }
}

impl TableFlags {
    fn check(&self, flags: &FormFlags) -> Result<(), Error> {
        let said = [("--wide", self.wide), ("--excel", self.excel), ("--raw", self.raw)];
        match said.into_iter().find(|(_, given)| *given && !flags.csv) {
            Some((option, _)) => {
                Err(Error::usage(format!("`{option}` is for `--csv`"), format!("type `--csv {option}`")))
            }
            None => Ok(()),
        }
    }
}

impl TextForm {
    pub(super) const fn option(self) -> &'static str {
        match self {
            Self::Markdown => "--markdown",
            Self::Csv(..) | Self::CsvWide(..) => "--csv",
            Self::Ics => "--ics",
            Self::Taskwarrior => "--taskwarrior",
            Self::Org => "--org",
            Self::Obsidian => "--obsidian",
            Self::TodoTxt => "--todotxt",
        }
    }

    pub(super) const fn history(self) -> History {
        match self {
            Self::Markdown | Self::Ics => History::None,
            Self::Org | Self::Obsidian | Self::TodoTxt => History::LastDays,
            Self::Csv(..) | Self::CsvWide(..) | Self::Taskwarrior => History::All,
        }
    }
}
