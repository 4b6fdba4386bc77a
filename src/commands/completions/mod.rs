//! `completions`: what a shell needs to complete commands, options and codes, by asking the program.

mod bash;
mod known_codes;
mod values;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Command, ValueEnum, ValueHint};
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};
use serde::Serialize;

pub(crate) use self::known_codes::{all_codes, codes};
use self::values::with_values;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use super::shared::write_files::write_files;
use crate::env::Env;
use crate::error::Error;
use crate::ui::page::Page;

/// The variable by which a shell asks for completions, with its own name as the value.
pub(crate) const VARIABLE: &str = "GOALS_COMPLETE";

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", required_unless_present = "into", conflicts_with = "into")]
    shell: Option<Shell>,
    /// Write the files of all shells into this folder
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    into: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Nushell,
    Elvish,
    Powershell,
}

struct Script(String);

/// What zsh needs where it finds the script as a file in `fpath`: the first completion runs the script, and
/// is then still to be answered.
const AUTOLOADED: &str = "
if [[ $funcstack[1] == _goals ]]; then
    _clap_dynamic_completer_goals
fi
";

/// Nushell asks one program for all completions of other programs: this one is asked for its own, and what was asked
/// before for the others. It answers as it answers fish.
const NUSHELL: &str = r#"let completer_of_others = $env.config.completions.external.completer?
$env.config.completions.external.enable = true
$env.config.completions.external.completer = {|spans: list<string>|
    if ($spans | first) == "goals" {
        with-env { GOALS_COMPLETE: "fish" } { ^goals -- ...$spans }
        | lines
        | each {|line|
            let parts = ($line | split row --number 2 "\t")
            { value: ($parts | first), description: ($parts | get 1? | default "") }
        }
    } else if $completer_of_others != null {
        do $completer_of_others $spans
    }
}
"#;

impl Shell {
    /// Nothing of a shell whose script is this program's own.
    fn completer(self) -> Option<&'static dyn EnvCompleter> {
        match self {
            Self::Bash => Some(&Bash),
            Self::Zsh => Some(&Zsh),
            Self::Fish => Some(&Fish),
            Self::Elvish => Some(&Elvish),
            Self::Powershell => Some(&Powershell),
            Self::Nushell => None,
        }
    }

    /// The name under which the shell, or who packages the program for it, looks for the script.
    fn file(self) -> &'static str {
        match self {
            Self::Bash => "goals.bash",
            Self::Zsh => "_goals",
            Self::Fish => "goals.fish",
            Self::Nushell => "goals.nu",
            Self::Elvish => "goals.elv",
            Self::Powershell => "goals.ps1",
        }
    }

    fn script(self) -> Result<String, Error> {
        let Some(completer) = self.completer() else { return Ok(NUSHELL.to_owned()) };
        let mut script = Vec::new();
        completer
            .write_registration(VARIABLE, "goals", "goals", "goals", &mut script)
            .map_err(|error| Error::Outside(error.into()))?;
        let script = String::from_utf8_lossy(&script);
        Ok(match self {
            Self::Zsh => format!("{script}{AUTOLOADED}"),
            Self::Bash => bash::with_whole_words(&script),
            Self::Fish | Self::Nushell | Self::Elvish | Self::Powershell => script.into_owned(),
        })
    }
}

pub(crate) fn run(args: &CompletionsArgs, context: &mut Context<'_>) -> Outcome {
    let shells: Vec<Shell> = args.shell.map_or_else(|| Shell::value_variants().to_vec(), |shell| vec![shell]);
    let scripts = shells.into_iter().map(|shell| Ok((shell.file().to_owned(), shell.script()?)));
    let scripts = scripts.collect::<Result<Vec<_>, Error>>()?;
    match &args.into {
        Some(folder) => write_files(context, folder, scripts),
        None => context.summarize(&Script(scripts.into_iter().map(|(_, script)| script).collect())),
    }
}

impl Summary for Script {
    fn data(&self) -> impl Serialize {
        BTreeMap::from([("script", &self.0)])
    }

    fn render(&self, page: &mut Page) {
        page.verbatim(&self.0);
    }
}

/// Answers a shell that asks for completions; nothing where none does.
pub(crate) fn answer(env: &Env, command: fn() -> Command) -> Option<Result<(), Error>> {
    if !env.asks_for_completions(VARIABLE) {
        return None;
    }
    let here = env.current_folder();
    let offered = || {
        let screen =
            env.find_program("goals-ui").map(|_| Command::new("ui").about("Show the day on one screen"));
        with_values(command()).subcommands(screen)
    };
    let complete = clap_complete::CompleteEnv::with_factory(offered).var(VARIABLE);
    let answered = complete.try_complete(env.args.iter().cloned(), here.as_deref());
    Some(
        answered.map(|_| ()).map_err(|error| {
            Error::usage(error.to_string().trim().to_owned(), "ask with the name of a shell")
        }),
    )
}

/// What the last of these arguments may become, each with what it is.
pub(crate) fn complete(command: Command, args: Vec<OsString>) -> Vec<(String, String)> {
    let last = args.len().saturating_sub(1);
    let found = clap_complete::engine::complete(&mut with_values(command), args, last, None);
    let told = |candidate: CompletionCandidate| {
        let about = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        (candidate.get_value().to_string_lossy().into_owned(), about)
    };
    found.unwrap_or_default().into_iter().filter(|candidate| !candidate.is_hide_set()).map(told).collect()
}
