//! The root command. Each subcommand's arguments are made only when it is the one that runs.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueHint, value_parser};

use crate::commands::{
    Context, Outcome, add, archive, check, completions, config, demo, doctor, edit, list, log, moving, pause,
    planning, progress, prompt, report, review, reward, show, skip, streaks, template, today, undo, why, win,
};
use crate::failure::Failure;

/// A subcommand.
pub struct Subcommand {
    /// Its name.
    pub name: &'static str,
    about: &'static str,
    example: &'static str,
    augment: fn(Command) -> Command,
    /// What it does.
    pub run: fn(&ArgMatches, &mut Context<'_>) -> Outcome,
}

/// Ties a name to its arguments and what it does with them.
macro_rules! subcommand {
    ($name:literal, $args:ty, $run:path, $about:literal, $example:literal) => {
        Subcommand {
            name: $name,
            about: $about,
            example: $example,
            augment: |command| <$args>::augment_args(command).about($about),
            run: |matches, context| {
                $run(&<$args>::from_arg_matches(matches).map_err(|error| misused(&error))?, context)
            },
        }
    };
}

fn misused(error: &clap::Error) -> Failure {
    Failure::Usage { text: error.to_string(), hint: None }
}

/// All subcommands, in the order in which help lists them.
pub const SUBCOMMANDS: &[Subcommand] = &[
    subcommand!(
        "today",
        today::TodayArgs,
        today::run,
        "What there is to do today (also without a command)",
        "goals today --area family"
    ),
    subcommand!(
        "check",
        check::CheckArgs,
        check::run,
        "Check off what was done",
        "goals check pitch+4 kids --on yesterday"
    ),
    subcommand!(
        "add",
        add::AddArgs,
        add::add,
        "Add a big goal, or a habit of its own",
        "goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp"
    ),
    subcommand!(
        "split",
        add::SplitArgs,
        add::split,
        "Split a goal into micro goals",
        "goals split gp \"Pitch websites n:12 unit:emails every:week\" \"Outline\""
    ),
    subcommand!(
        "plan",
        planning::PlanArgs,
        planning::run,
        "Put steps on a day",
        "goals plan outl ed --on friday"
    ),
    subcommand!(
        "skip",
        skip::SkipArgs,
        skip::run,
        "Excuse the period that holds a day",
        "goals skip run --note \"a cold\""
    ),
    subcommand!(
        "win",
        win::WinArgs,
        win::run,
        "Write down something unplanned that went well",
        "goals win \"Fixed the gate\" --area family"
    ),
    subcommand!(
        "undo",
        undo::UndoArgs,
        undo::run_undo,
        "Take back the last command of this device",
        "goals undo"
    ),
    subcommand!("redo", undo::RedoArgs, undo::run_redo, "Take back the last undo", "goals redo"),
    subcommand!(
        "streaks",
        streaks::StreaksArgs,
        streaks::run,
        "Streaks, rates and heatmaps",
        "goals streaks kids"
    ),
    subcommand!(
        "progress",
        progress::ProgressArgs,
        progress::run,
        "How far goals are, and whether that keeps pace",
        "goals progress gp"
    ),
    subcommand!(
        "why",
        why::WhyArgs,
        why::run,
        "The dates and rules behind a streak, a block or a forecast",
        "goals why pitch --if \"check +3\""
    ),
    subcommand!(
        "review",
        review::ReviewArgs,
        review::run,
        "A look back on the week or a month, and what to change",
        "goals review --week yesterday"
    ),
    subcommand!(
        "report",
        report::ReportArgs,
        report::run,
        "One page to look at or to share",
        "goals report --html goals.html --area work"
    ),
    subcommand!("list", list::ListArgs, list::run, "The tree of goals with their state", "goals list gp"),
    subcommand!("show", show::ShowArgs, show::run, "One goal whole", "goals show pitch"),
    subcommand!(
        "log",
        log::LogArgs,
        log::run,
        "What was done, newest first",
        "goals log --since -2w --goal gp"
    ),
    subcommand!(
        "edit",
        edit::EditArgs,
        edit::run,
        "Change what a goal says",
        "goals edit pitch --target 14 --by none"
    ),
    subcommand!(
        "move",
        moving::MoveArgs,
        moving::run,
        "Put a goal elsewhere in the tree",
        "goals move ed --before pub"
    ),
    subcommand!(
        "pause",
        pause::PauseArgs,
        pause::run_pause,
        "Days that can't break anything",
        "goals pause --all --from 12-20 --until 01-03"
    ),
    subcommand!("resume", pause::ResumeArgs, pause::run_resume, "Go on after a pause", "goals resume --all"),
    subcommand!(
        "archive",
        archive::ArchiveArgs,
        archive::run,
        "Put a goal out of sight, history kept",
        "goals archive gp"
    ),
    subcommand!(
        "template",
        template::TemplateArgs,
        template::run,
        "Breakdowns to use again",
        "goals template save launch gp"
    ),
    subcommand!(
        "reward",
        reward::RewardArgs,
        reward::run,
        "Promise yourself something for a goal",
        "goals reward add gp \"A weekend away\" --at 50%"
    ),
    subcommand!(
        "rewards",
        reward::RewardsArgs,
        reward::list,
        "What was promised, earned and claimed",
        "goals rewards"
    ),
    subcommand!("claim", reward::ClaimArgs, reward::claim, "Take a reward that was earned", "goals claim 1"),
    subcommand!(
        "config",
        config::ConfigArgs,
        config::run,
        "When days and weeks begin, and other settings",
        "goals config day-start 04:00"
    ),
    subcommand!(
        "prompt",
        prompt::PromptArgs,
        prompt::run,
        "Today in one short line, for a shell prompt",
        "PS1='$(goals prompt) \\$ '"
    ),
    subcommand!(
        "doctor",
        doctor::DoctorArgs,
        doctor::run,
        "Look whether all that is stored can be read",
        "goals doctor"
    ),
    subcommand!(
        "demo",
        demo::DemoArgs,
        demo::run,
        "A throwaway store with a year of made-up history",
        "goals demo"
    ),
    subcommand!(
        "completions",
        completions::CompletionsArgs,
        completions::run,
        "Completion for your shell",
        "goals completions bash"
    ),
];

/// Behind all other options in a help text.
const LAST: usize = 900;

/// Shown below the list of commands.
const FIRST_STEPS: &str = "\
First steps:
  goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp
  goals split gp \"Pitch websites n:12 unit:emails every:week code:pitch\"
  goals check pitch+4
  goals

`goals` alone is `goals today`.";

/// The whole command line.
pub fn command() -> Command {
    command_with(&SUBCOMMANDS.iter().collect::<Vec<_>>())
}

/// The command line as far as these subcommands go.
pub fn command_with(subcommands: &[&Subcommand]) -> Command {
    let root = Command::new("goals")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Split a big goal into goals small enough for today, and check them off.")
        .after_help(FIRST_STEPS)
        .arg(
            Arg::new("dir")
                .long("dir")
                .global(true)
                .value_name("FOLDER")
                .value_hint(ValueHint::DirPath)
                .value_parser(value_parser!(std::path::PathBuf))
                .display_order(LAST)
                .help("The store to use"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .global(true)
                .action(ArgAction::SetTrue)
                .display_order(LAST)
                .help("One JSON document instead of text"),
        );
    subcommands.iter().fold(root, |root, sub| {
        root.subcommand(
            Command::new(sub.name)
                .about(sub.about)
                .after_help(format!("Example: {}", sub.example))
                .defer(sub.augment),
        )
    })
}

/// The subcommand with this name.
pub fn find(name: &str) -> Option<&'static Subcommand> {
    SUBCOMMANDS.iter().find(|sub| sub.name == name)
}
