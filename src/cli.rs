//! The root command. Each subcommand's arguments are made only when it is the one that runs.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueHint, value_parser};

use crate::commands::help::{FIRST_STEPS, Topic, overview};
use crate::commands::{
    Context, Outcome, add, archive, check, completions, config, demo, doctor, edit, list, log, man,
    move_goal, pause, plan, progress, prompt, report, review, reward, show, skip, streaks, template, today,
    undo, why, win,
};
use crate::error::Error;

/// A subcommand.
pub struct Subcommand {
    /// Its name.
    pub name: &'static str,
    /// The line of help on which it stands.
    pub topic: Topic,
    about: &'static str,
    example: &'static str,
    augment: fn(Command) -> Command,
    /// What it does.
    pub run: fn(&ArgMatches, &mut Context<'_>) -> Outcome,
}

/// Ties a name to its arguments and what it does with them.
macro_rules! subcommand {
    ($name:literal, $topic:expr, $args:ty, $run:path, $about:literal, $example:literal) => {
        Subcommand {
            name: $name,
            topic: $topic,
            about: $about,
            example: $example,
            augment: |command| <$args>::augment_args(command).about($about),
            run: |matches, context| {
                $run(&<$args>::from_arg_matches(matches).map_err(|error| misused(&error))?, context)
            },
        }
    };
}

fn misused(error: &clap::Error) -> Error {
    Error::Usage { text: error.to_string(), hint: None }
}

fn manual(args: &man::ManArgs, context: &mut Context<'_>) -> Outcome {
    man::run(args, command(), context)
}

/// All subcommands, in the order in which a line of help names them.
pub const SUBCOMMANDS: &[Subcommand] = &[
    subcommand!(
        "today",
        Topic::Today,
        today::TodayArgs,
        today::run,
        "What there is to do today (also without a command)",
        "goals today --area family"
    ),
    subcommand!(
        "check",
        Topic::Today,
        check::CheckArgs,
        check::run,
        "Check off what was done",
        "goals check pitch+4 kids --on yesterday"
    ),
    subcommand!(
        "add",
        Topic::Set,
        add::AddArgs,
        add::add,
        "Add a big goal, or a habit of its own",
        "goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp"
    ),
    subcommand!(
        "split",
        Topic::Set,
        add::SplitArgs,
        add::split,
        "Split a goal into micro goals",
        "goals split gp \"Pitch websites n:12 unit:emails every:week\" \"Outline\""
    ),
    subcommand!(
        "plan",
        Topic::Schedule,
        plan::PlanArgs,
        plan::run,
        "Put steps on a day",
        "goals plan outl ed --on friday"
    ),
    subcommand!(
        "skip",
        Topic::Today,
        skip::SkipArgs,
        skip::run,
        "Excuse the period that holds a day",
        "goals skip run --note \"a cold\""
    ),
    subcommand!(
        "win",
        Topic::Amend,
        win::WinArgs,
        win::run,
        "Write down something unplanned that went well",
        "goals win \"Fixed the gate\" --area family"
    ),
    subcommand!(
        "undo",
        Topic::Amend,
        undo::UndoArgs,
        undo::run_undo,
        "Take back the last command of this device",
        "goals undo"
    ),
    subcommand!(
        "redo",
        Topic::Amend,
        undo::RedoArgs,
        undo::run_redo,
        "Take back the last undo",
        "goals redo"
    ),
    subcommand!(
        "streaks",
        Topic::Progress,
        streaks::StreaksArgs,
        streaks::run,
        "Streaks, rates and heatmaps",
        "goals streaks kids"
    ),
    subcommand!(
        "progress",
        Topic::Progress,
        progress::ProgressArgs,
        progress::run,
        "How far goals are, and whether that keeps pace",
        "goals progress gp"
    ),
    subcommand!(
        "why",
        Topic::Progress,
        why::WhyArgs,
        why::run,
        "The dates and rules behind a streak, a block or a forecast",
        "goals why pitch --if \"check +3\""
    ),
    subcommand!(
        "review",
        Topic::Review,
        review::ReviewArgs,
        review::run,
        "A look back on the week or a month, and what to change",
        "goals review --week yesterday"
    ),
    subcommand!(
        "report",
        Topic::Review,
        report::ReportArgs,
        report::run,
        "One page to look at or to share",
        "goals report --html goals.html --area work"
    ),
    subcommand!(
        "list",
        Topic::List,
        list::ListArgs,
        list::run,
        "The tree of goals with their state",
        "goals list gp"
    ),
    subcommand!("show", Topic::List, show::ShowArgs, show::run, "One goal whole", "goals show pitch"),
    subcommand!(
        "log",
        Topic::List,
        log::LogArgs,
        log::run,
        "What was done, newest first",
        "goals log --since -2w --goal gp"
    ),
    subcommand!(
        "edit",
        Topic::Change,
        edit::EditArgs,
        edit::run,
        "Change what a goal says",
        "goals edit pitch --target 14 --by none"
    ),
    subcommand!(
        "move",
        Topic::Change,
        move_goal::MoveArgs,
        move_goal::run,
        "Put a goal elsewhere in the tree",
        "goals move ed --before pub"
    ),
    subcommand!(
        "pause",
        Topic::Schedule,
        pause::PauseArgs,
        pause::run_pause,
        "Days that can't break anything",
        "goals pause --all --from 12-20 --until 01-03"
    ),
    subcommand!(
        "resume",
        Topic::Schedule,
        pause::ResumeArgs,
        pause::run_resume,
        "Go on after a pause",
        "goals resume --all"
    ),
    subcommand!(
        "archive",
        Topic::Change,
        archive::ArchiveArgs,
        archive::run,
        "Put a goal out of sight, history kept",
        "goals archive gp"
    ),
    subcommand!(
        "template",
        Topic::Set,
        template::TemplateArgs,
        template::run,
        "Breakdowns to use again",
        "goals template save launch gp"
    ),
    subcommand!(
        "reward",
        Topic::Reward,
        reward::RewardArgs,
        reward::run,
        "Promise yourself something for a goal",
        "goals reward add gp \"A weekend away\" --at 50%"
    ),
    subcommand!(
        "rewards",
        Topic::Reward,
        reward::RewardsArgs,
        reward::list,
        "What was promised, earned and claimed",
        "goals rewards"
    ),
    subcommand!(
        "claim",
        Topic::Reward,
        reward::ClaimArgs,
        reward::claim,
        "Take a reward that was earned",
        "goals claim 1"
    ),
    subcommand!(
        "config",
        Topic::Store,
        config::ConfigArgs,
        config::run,
        "When days and weeks begin, and other settings",
        "goals config day-start 04:00"
    ),
    subcommand!(
        "prompt",
        Topic::Shell,
        prompt::PromptArgs,
        prompt::run,
        "Today in one short line, for a shell prompt",
        "PS1='$(goals prompt) \\$ '"
    ),
    subcommand!(
        "doctor",
        Topic::Store,
        doctor::DoctorArgs,
        doctor::run,
        "Look whether all that is stored can be read",
        "goals doctor"
    ),
    subcommand!(
        "demo",
        Topic::Store,
        demo::DemoArgs,
        demo::run,
        "A throwaway store with a year of made-up history",
        "goals demo"
    ),
    subcommand!(
        "completions",
        Topic::Shell,
        completions::CompletionsArgs,
        completions::run,
        "Completion for your shell",
        "goals completions bash"
    ),
    subcommand!(
        "man",
        Topic::Shell,
        man::ManArgs,
        manual,
        "The manual page of `goals`, or of a command",
        "goals man --into ~/.local/share/man/man1"
    ),
];

/// Behind all other options in a help text.
const LAST: usize = 900;

/// The whole command line.
pub fn command() -> Command {
    command_with(&SUBCOMMANDS.iter().collect::<Vec<_>>())
}

/// The whole command line, with its help in so many columns.
pub fn command_in(columns: usize) -> Command {
    let commands: Vec<_> = SUBCOMMANDS.iter().map(|sub| (sub.topic, sub.name)).collect();
    // Text of the template itself is left as it was laid out.
    let overview = overview(columns, &commands);
    command()
        .term_width(columns)
        .help_template(format!("{{about}}\n{{usage-heading}} {{usage}}\n\n{overview}"))
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
