//! `completions`: what a shell needs to complete commands, options and codes, by asking the program.

mod bash;
mod values;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{Args, Command, ValueEnum, ValueHint};
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};
use serde::Serialize;

use self::values::with_values;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use super::shared::write_files::write_files;
use crate::domain::model::state::State;
use crate::domain::value::ids::GoalId;
use crate::env::Env;
use crate::error::Error;
use crate::journal::{Detail, Journal};
use crate::ui::clean::clean;
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

/// The codes in use that begin as typed, with their titles.
pub(crate) fn codes(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(typed, |state| state.tree.codes().map(|(code, id)| (code.to_string(), id)).collect())
}

/// The codes of archived goals too.
pub(crate) fn all_codes(typed: &OsStr) -> Vec<CompletionCandidate> {
    candidates(typed, |state| {
        let tree = &state.tree;
        tree.in_order().into_iter().map(|id| (tree.code(id).to_string(), id)).collect()
    })
}

type Codes = Vec<(String, GoalId)>;

/// Reads only, and has nothing to say where that fails.
fn candidates(typed: &OsStr, list: impl Fn(&State) -> Codes) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    // Of a list like `pitch,edit` the last is being typed.
    let (before, begun) = typed
        .rsplit_once(',')
        .map_or((String::new(), &*typed), |(before, begun)| (format!("{before},"), begun));
    let env = Env::real();
    let Some(state) = state(&env) else {
        return Vec::new();
    };
    if let Some(place) = begun.rsplit_once(':') {
        return below(&state, &before, place);
    }
    list(&state)
        .into_iter()
        .filter(|(code, _)| code.starts_with(&begun.to_lowercase()))
        .map(|(code, id)| {
            let title = state.tree.goal(id).map(|goal| clean(goal.title.as_str()).into_owned());
            CompletionCandidate::new(format!("{before}{code}")).help(title.map(Into::into))
        })
        .collect()
}

/// Behind `vms:` the codes below `vms`, and `all`.
fn below(state: &State, before: &str, (place, begun): (&str, &str)) -> Vec<CompletionCandidate> {
    let Ok(goal) = state.tree.find_living(place) else { return Vec::new() };
    let begun = begun.to_ascii_lowercase();
    let goals = state.tree.subtree(goal.id).into_iter().filter(|id| *id != goal.id);
    let goals = goals.filter(|id| !state.tree.is_archived(*id)).filter_map(|id| state.tree.goal(id));
    let told =
        goals.map(|goal| (state.tree.code(goal.id).to_string(), clean(goal.title.as_str()).into_owned()));
    let all = ("all".to_owned(), "what is to be done below it".to_owned());
    told.chain([all])
        .filter(|(code, _)| code.starts_with(&begun))
        .map(|(code, title)| {
            CompletionCandidate::new(format!("{before}{place}:{code}")).help(Some(title.into()))
        })
        .collect()
}

/// The words being completed.
fn words_typed() -> Vec<String> {
    Env::real().args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect()
}

fn state(env: &Env) -> Option<State> {
    let store = env.store(named_store(&env.args).as_deref()).ok()?;
    let journal = Journal::new(store.path().to_owned());
    let journal = match env.cache() {
        Some(cache) => journal.with_cache(cache, env.system_time()),
        None => journal,
    };
    Some(journal.read(Detail::Days, env.now().ok()?.naive_local()).ok()?.state)
}

/// The store named in the words being completed.
fn named_store(args: &[OsString]) -> Option<PathBuf> {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--dir" {
            return args.next().map(PathBuf::from);
        }
        let joined = arg.to_str().and_then(|arg| arg.strip_prefix("--dir="));
        if let Some(dir) = joined {
            return Some(dir.into());
        }
    }
    None
}

/// Answers a shell that asks for completions; nothing where none does.
pub(crate) fn answer(env: &Env, command: fn() -> Command) -> Option<Result<(), Error>> {
    if !env.asks_for_completions(VARIABLE) {
        return None;
    }
    let here = env.current_folder();
    let complete = clap_complete::CompleteEnv::with_factory(|| with_values(command())).var(VARIABLE);
    let answered = complete.try_complete(env.args.iter().cloned(), here.as_deref());
    Some(
        answered.map(|_| ()).map_err(|error| {
            Error::usage(error.to_string().trim().to_owned(), "ask with the name of a shell")
        }),
    )
}
