//! The codes there are, and what else the store has for a shell that asks. Nothing is written.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap_complete::engine::CompletionCandidate;

use crate::domain::model::state::State;
use crate::domain::value::ids::GoalId;
use crate::env::Env;
use crate::journal::{Detail, Journal};
use crate::ui::clean::clean;

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
pub(super) fn words_typed() -> Vec<String> {
    Env::real().args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect()
}

pub(super) fn state(env: &Env) -> Option<State> {
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
