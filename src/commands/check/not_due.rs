//! A check-off on a day on which nothing is due: it adds to totals, and to no period (SEMANTICS 2.2).

use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// So far back a day is looked for that one may have meant.
const BACK: i64 = 31;

/// ``not due on Sundays; for last Tuesday: `goals check swim --on "last tue"` ``.
pub(super) fn not_due(judge: &Judge<'_>, goal: &Goal, day: Day, history: &History) -> String {
    if history.timeline.end.is_some_and(|end| end < day) {
        return "after its last day".to_owned();
    }
    let not_due = match judge.cadence(goal) {
        Cadence::On(_) => format!("not due on {}s", day.weekday_name()),
        _ => format!("not due on {}", day.short(judge.today)),
    };
    let is_due = |day: &Day| history.period_on(*day).is_some();
    let Some(due) = (0..BACK).map(|ago| judge.today.plus(-ago)).find(is_due) else {
        return not_due;
    };
    let check = format!("goals check {}", judge.state.tree.code(goal.id));
    match due.days_to(judge.today) {
        0 => format!("{not_due}; for today: `{check}`"),
        1..7 => {
            let short = due.weekday_short().to_string().to_lowercase();
            format!("{not_due}; for last {}: `{check} --on \"last {short}\"`", due.weekday_name())
        }
        _ => format!("{not_due}; for {}: `{check} --on {due}`", due.day_and_month(judge.today)),
    }
}
