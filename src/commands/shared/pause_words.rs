//! How a pause is told, wherever one is (SEMANTICS 8.7).

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::report::pauses::{Stretch, pauses_around};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;

/// A pause that stands or lies ahead.
#[derive(JsonSchema, Serialize)]
pub(crate) struct PauseRow {
    /// None where everything is paused.
    code: Option<Code>,
    from: Day,
    /// Its last day; none where it has no end.
    until: Option<Day>,
}

impl PauseRow {
    pub(crate) fn of(judge: &Judge<'_>, pause: &Stretch) -> Self {
        let code = match pause.scope {
            Scope::All => None,
            Scope::Goal(id) => Some(judge.state.tree.code(id)),
        };
        Self { code, from: pause.from, until: pause.until }
    }
}

/// `everything`, or the goal's code.
pub(crate) fn paused(judge: &Judge<'_>, scope: Scope) -> String {
    match scope {
        Scope::All => "everything".to_owned(),
        Scope::Goal(id) => judge.state.tree.code(id).to_string(),
    }
}

/// `until Fri 27 Nov`, `since 20 Nov, no end`, `from Thu 24 Dec to Sat 2 Jan 2027`.
pub(crate) fn when(today: Day, pause: &Stretch) -> String {
    let from = pause.from.short(today);
    match pause.until.map(|until| until.short(today)) {
        Some(until) if pause.holds(today) => format!("until {until}"),
        None if pause.holds(today) => format!("since {}, no end", pause.from.day_and_month(today)),
        Some(until) => format!("from {from} to {until}"),
        None => format!("from {from}, no end"),
    }
}

/// The pauses that a goal is in, with what they are of: `since 20 Nov, no end, with everything`.
pub(crate) fn around(judge: &Judge<'_>, goal: &Goal) -> Vec<String> {
    let told = |pause: &Stretch| {
        let of = match pause.scope {
            Scope::Goal(id) if id == goal.id => String::new(),
            Scope::Goal(id) => format!(", with `{}`", judge.state.tree.code(id)),
            Scope::All => ", with everything".to_owned(),
        };
        format!("{}{of}", when(judge.today, pause))
    };
    pauses_around(judge.state, goal, judge.today).iter().map(told).collect()
}

/// The command that ends it.
pub(crate) fn resume(judge: &Judge<'_>, scope: Scope) -> String {
    match scope {
        Scope::All => "goals resume --all".to_owned(),
        Scope::Goal(id) => format!("goals resume {}", judge.state.tree.code(id)),
    }
}

/// So many pauses are named on a line.
const NAMED: usize = 5;

/// What is paused today, on one line: `Paused: gym since 20 Nov, no end`. Nothing where nothing is.
pub(crate) fn line(judge: &Judge<'_>, pauses: &[Stretch]) -> Option<String> {
    let standing: Vec<&Stretch> = pauses.iter().filter(|pause| pause.holds(judge.today)).collect();
    let told = |pause: &&&Stretch| format!("{} {}", paused(judge, pause.scope), when(judge.today, pause));
    let mut names: Vec<String> = standing.iter().take(NAMED).map(|pause| told(&pause)).collect();
    if standing.len() > NAMED {
        names.push(format!("{} more: `goals pause`", standing.len() - NAMED));
    }
    let everything = standing.iter().any(|pause| pause.scope == Scope::All);
    let answer = if everything { format!(" · `{}`", resume(judge, Scope::All)) } else { String::new() };
    (!standing.is_empty()).then(|| format!("Paused: {}{answer}", names.join("; ")))
}
