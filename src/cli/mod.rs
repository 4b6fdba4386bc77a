//! The command line. Each command's arguments are made only when it is the one that is typed.

pub(crate) mod first_words;
pub(crate) mod help;
pub(crate) mod programs;
pub(crate) mod usage_error;

use std::path::PathBuf;

use clap::{
    ArgMatches, Args, Command as Definition, CommandFactory as _, FromArgMatches, Parser, Subcommand,
    ValueHint,
};

use self::help::{FIRST_STEPS, overview};
use crate::commands::{
    add, archive, check, claim, completions, config, doctor, edit, export, finish, import, list, log, man,
    move_goal, next, pause, plan, progress, prompt, remind, report, resume, review, reward, show, skip,
    split, streaks, sync, template, today, undo, why, win,
};
use crate::env::Hooks;

/// Behind all other options in a help text.
const LAST: usize = 900;

#[derive(Debug, Parser)]
#[command(
    name = "goals",
    version,
    about = "Split a big goal into goals small enough for today, and check them off.",
    after_help = FIRST_STEPS
)]
pub(crate) struct Cli {
    /// The store to use
    #[arg(long, global = true, value_name = "FOLDER", value_hint = ValueHint::DirPath, display_order = LAST)]
    pub(crate) dir: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long, global = true, display_order = LAST)]
    pub(crate) json: bool,
    /// Leave out the program that is told what changed
    #[arg(long, global = true, display_order = LAST)]
    pub(crate) no_hooks: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// The command's name.
    #[arg(skip)]
    pub(crate) name: String,
}

impl Cli {
    /// Whether the person's hook is to be told of what the command writes.
    pub(crate) fn hooks(&self) -> Hooks {
        if self.no_hooks { Hooks::LeftOut } else { Hooks::Run }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what to do today (the same without a command)
    #[command(after_help = "Example: goals today --area family")]
    Today(Deferred<today::TodayArgs>),
    /// Show the one thing to do now, and why
    #[command(after_help = "Example: goals next --skip")]
    Next(Deferred<next::NextArgs>),
    /// Check off what was done
    #[command(after_help = "Example: goals check pitch+4 kids --on yesterday")]
    Check(Deferred<check::CheckArgs>),
    /// Add a big goal, or a habit
    #[command(after_help = "Example: goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp")]
    Add(Deferred<add::AddArgs>),
    /// Split a goal into micro goals
    #[command(
        after_help = "Example: goals split gp \"Pitch websites n:12 unit:emails every:week\" \"Outline\""
    )]
    Split(Deferred<split::SplitArgs>),
    /// Plan goals for a day; without one, show the coming days
    #[command(after_help = "Example: goals plan outl ed --on friday")]
    Plan(Deferred<plan::PlanArgs>),
    /// Skip a day, a week or a month; the streak is kept
    #[command(after_help = "Example: goals skip run --note \"a cold\"")]
    Skip(Deferred<skip::SkipArgs>),
    /// Write down something good that was not planned
    #[command(after_help = "Example: goals win \"Fixed the gate\" --area family")]
    Win(Deferred<win::WinArgs>),
    /// Take back the last command of this device, or the one that a mark of `log` names
    #[command(after_help = "Example: goals undo")]
    Undo(Deferred<undo::UndoArgs>),
    /// Take back the last undo
    #[command(after_help = "Example: goals redo")]
    Redo,
    /// Show streaks, rates and calendars
    #[command(after_help = "Example: goals streaks kids")]
    Streaks(Deferred<streaks::StreaksArgs>),
    /// Show how far goals are, and whether they are on pace
    #[command(after_help = "Example: goals progress gp")]
    Progress(Deferred<progress::ProgressArgs>),
    /// Explain a streak, a block or a forecast, with dates and rules
    #[command(after_help = "Example: goals why pitch --if \"check +3\"")]
    Why(Deferred<why::WhyArgs>),
    /// Look back on a week, a month, a quarter or a year, and decide what to change
    #[command(after_help = "Example: goals review --week yesterday")]
    Review(Deferred<review::ReviewArgs>),
    /// Make one page to read or to share
    #[command(after_help = "Example: goals report --html goals.html --area work")]
    Report(Deferred<report::ReportArgs>),
    /// List all goals as a tree, each with its state
    #[command(after_help = "Example: goals list gp")]
    List(Deferred<list::ListArgs>),
    /// Show a goal
    #[command(after_help = "Example: goals show pitch")]
    Show(Deferred<show::ShowArgs>),
    /// List what was done, newest first
    #[command(after_help = "Example: goals log --since -2w --goal gp")]
    Log(Deferred<log::LogArgs>),
    /// Change a goal
    #[command(after_help = "Example: goals edit pitch --target 14 --by none")]
    Edit(Deferred<edit::EditArgs>),
    /// Move a goal to another place in the tree
    #[command(after_help = "Example: goals move ed --before pub")]
    Move(Deferred<move_goal::MoveArgs>),
    /// Pause goals; streaks are kept
    #[command(after_help = "Example: goals pause --all --from 12-20 --until 01-03")]
    Pause(Deferred<pause::PauseArgs>),
    /// End a pause
    #[command(after_help = "Example: goals resume --all")]
    Resume(Deferred<resume::ResumeArgs>),
    /// Close a goal as it is, with its steps
    #[command(after_help = "Example: goals finish gp --note \"Forty were enough\"")]
    Finish(Deferred<finish::FinishArgs>),
    /// Put a goal out of sight; its history is kept
    #[command(after_help = "Example: goals archive gp")]
    Archive(Deferred<archive::ArchiveArgs>),
    /// Save breakdowns, to use them again
    #[command(after_help = "Example: goals template save launch gp")]
    Template(Deferred<template::TemplateArgs>),
    /// Promise yourself a reward for a goal
    #[command(after_help = "Example: goals reward add gp \"A weekend away\" --at 50%")]
    Reward(Deferred<reward::RewardArgs>),
    /// List the rewards that were promised, earned and claimed
    #[command(after_help = "Example: goals rewards")]
    Rewards,
    /// Claim a reward that was earned
    #[command(after_help = "Example: goals claim 1")]
    Claim(Deferred<claim::ClaimArgs>),
    /// Show or change settings: when days and weeks begin, and others
    #[command(after_help = "Example: goals config day-start 04:00")]
    Config(Deferred<config::ConfigArgs>),
    /// Print today in one short line, for a shell prompt
    #[command(after_help = "Example: PS1='$(goals prompt) \\$ '")]
    Prompt(Deferred<prompt::PromptArgs>),
    /// Say what is still open today, once; each day at a time with `--install`
    #[command(after_help = "Example: goals remind --install 20:00 --dry-run")]
    Remind(Deferred<remind::RemindArgs>),
    /// Write what is here for other programs; with `--json` all of it, as a backup
    #[command(after_help = "Example: goals export --csv --wide habits.csv")]
    Export(Deferred<export::ExportArgs>),
    /// Send to a git repository, and fetch what others sent there
    #[command(after_help = "Example: goals sync git@example.org:goals.git")]
    Sync(Deferred<sync::SyncArgs>),
    /// Check that all that is stored can be read
    #[command(after_help = "Example: goals doctor")]
    Doctor(Deferred<doctor::DoctorArgs>),
    /// Take over what another tool kept: habits, tasks, their history
    #[command(after_help = "Example: goals import habits.csv --dry-run")]
    Import(Deferred<import::ImportArgs>),
    /// Make a throwaway store with a made-up year
    #[command(after_help = "Example: goals demo")]
    Demo,
    /// Print the completion script for your shell
    #[command(after_help = "Example: goals completions bash")]
    Completions(Deferred<completions::CompletionsArgs>),
    /// Print the manual page of `goals`, or of a command
    #[command(after_help = "Example: goals man --into ~/.local/share/man/man1")]
    Man(Deferred<man::ManArgs>),
}

/// Arguments that are made when their command is typed: those of all would be most of the parsing.
#[derive(Debug)]
pub(crate) struct Deferred<T>(pub(crate) T);

impl<T: Args> Args for Deferred<T> {
    fn augment_args(command: Definition) -> Definition {
        command.defer(|command| {
            // A comment on flattened arguments would take its place.
            let about = command.get_about().cloned().unwrap_or_default();
            T::augment_args(command).about(about)
        })
    }

    fn augment_args_for_update(command: Definition) -> Definition {
        command.defer(T::augment_args_for_update)
    }
}

impl<T: FromArgMatches> FromArgMatches for Deferred<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        T::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

/// The whole command line.
pub fn command() -> Definition {
    Cli::command()
}

/// The whole command line, with its help in so many columns.
pub(crate) fn command_in(columns: usize) -> Definition {
    // Text of the template itself is left as it was laid out.
    let overview = overview(columns);
    command()
        .term_width(columns)
        .help_template(format!("{{about}}\n{{usage-heading}} {{usage}}\n\n{overview}"))
}
