//! What can be done about a goal whose deadline is over (SEMANTICS 6.4).

use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::code::Code;

/// To give it more time, or to close it.
pub(crate) fn ways(code: &Code) -> [String; 2] {
    [format!("goals edit {code} --by +1w"), format!("goals finish {code}")]
}

/// ``since 10 Nov: `goals edit pg --by +1w` gives it more time, `goals finish pg` closes it``.
pub(crate) fn ways_in_words(judge: &Judge<'_>, goal: &Goal) -> Option<String> {
    let by = goal.by.filter(|_| judge.is_overdue(goal))?;
    let [later, close] = ways(&judge.state.tree.code(goal.id));
    Some(format!(
        "since {}: `{later}` gives it more time, `{close}` closes it",
        by.day_and_month(judge.today)
    ))
}
