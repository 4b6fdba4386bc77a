//! The command that does what a goal asks of the day.

use crate::domain::decide::day_outline::Ticked;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;

/// `goals check pitch+2`; of readings with a place for the value; of what is left of its parts `goals finish gp`.
pub(crate) fn checks_off(judge: &Judge<'_>, goal: &Goal) -> String {
    let code = judge.state.tree.code(goal.id);
    if !judge.cadence(goal).repeats() && judge.measure(goal) == Measure::Parts && judge.has_parts(goal) {
        return format!("goals finish {code}");
    }
    match Ticked::of(judge, goal) {
        Ticked::Reading => format!("goals check {code}=…"),
        Ticked::Once | Ticked::Limit => format!("goals check {code}"),
        Ticked::Sum(sum) => match sum - judge.done_on_day(goal, judge.today) {
            Amount::ONE => format!("goals check {code}"),
            more => format!("goals check {code}+{more}"),
        },
    }
}
