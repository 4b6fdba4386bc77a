//! What `pause` and `resume` share: what they are said of, and the lines that tell of it.

use super::changes::{Changed, Changes, Sign};
use super::names::Names;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Scope;
use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::Day;
use crate::error::Error;

/// Refuses words that name neither a goal nor everything.
pub(crate) fn check_named(codes: &[String], all: bool, command: &str) -> Result<(), Error> {
    if codes.is_empty() && !all {
        return Err(Error::usage(
            format!("`goals {command}` needs a CODE, or `--all`"),
            format!("`goals {command} --help` shows how"),
        ));
    }
    Ok(())
}

/// Each goal once; everything where no goal is named.
pub(crate) fn scopes(names: &Names, judge: &Judge<'_>, codes: &[String]) -> Result<Vec<Scope>, Refusal> {
    if codes.is_empty() {
        return Ok(vec![Scope::All]);
    }
    let goals = names.each_living(judge, codes)?;
    Ok(goals.into_iter().map(|goal| Scope::Goal(goal.id)).collect())
}

pub(crate) fn summary<'t>(
    judge: &Judge<'_>,
    lines: impl Iterator<Item = (Scope, Sign, &'t str)>,
    day: Day,
) -> Changes {
    let mut changes = Changes::default();
    let tree = &judge.state.tree;
    for (scope, sign, text) in lines {
        match scope {
            Scope::All if sign == Sign::Nothing => {
                changes.line("There is no pause of everything, nothing written.");
            }
            Scope::All => {
                changes.line(format!("Everything {text}."));
                let living = tree.in_order().into_iter().filter(|id| !tree.is_archived(*id));
                let goals = living.filter_map(|id| tree.goal(id));
                changes.changed.extend(goals.map(|goal| Changed::of(judge, goal, day, None)));
            }
            Scope::Goal(id) => {
                if let Some(goal) = tree.goal(id) {
                    changes.goal(judge, goal, sign, format!("{} · {text}", goal.title));
                    changes.changed.push(Changed::of(judge, goal, day, None));
                }
            }
        }
    }
    changes
}
