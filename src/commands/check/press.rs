//! A goal checked off, or noted on, by a key: how much is decided on the state as it is under the lock, and written
//! as `goals check` writes it.

use super::{asked, summary};
use crate::commands::shared::changes::{Changed, Changes, Sign, standing};
use crate::commands::shared::context::Context;
use crate::commands::shared::summary::Outcome;
use crate::commands::shared::words::joined;
use crate::domain::decide::check::{Checked, check};
use crate::domain::input::check_word::Ask;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::mark::{is_limit, stands_for_children};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;
use crate::error::Error;
use crate::journal::{DecisionInput, Detail};

/// What a key does to a goal on a day.
pub(crate) enum Press {
    /// The day's share of it; where that is done, what its period still asks. `seen` is what the day held when it
    /// was looked at.
    CheckOff { seen: Amount },
    /// A note alone, which checks nothing off.
    Note(String),
}

/// What is written, or why nothing is.
enum Pressed {
    Written(Vec<Ask>, Checked),
    Nothing(GoalId, &'static str),
}

pub(crate) fn press(press: &Press, code: &str, on: Option<&str>, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let decide = |input: DecisionInput<'_>| {
        let state = &input.reading.state;
        let judge = input.reading.judge(clock.today(state));
        let day = clock.calendar(state).day_or_today(on, Look::Back)?;
        let other_day = (day != judge.today).then(|| Judge::new(state, day));
        let of_day = other_day.as_ref().unwrap_or(&judge);
        let goal = state.tree.find_living(code)?;
        let (word, note) = match press {
            Press::CheckOff { seen } => match next(of_day, goal, *seen) {
                Next::Ask(word) => (word, None),
                Next::Nothing(why) => return Ok((Vec::new(), (day, Pressed::Nothing(goal.id, why)))),
            },
            Press::Note(text) => (noted(of_day, goal)?, Some(text.as_str())),
        };
        let asks = asked([word.as_str()])?;
        let checked = check(&judge, day, &asks, note)?;
        Ok::<_, Error>((checked.changes.clone(), (day, Pressed::Written(asks, checked))))
    };
    let appended = match on {
        Some(_) => context.append(decide),
        // What is not among the goals of today all goals tell.
        None => match context.append_to(Detail::Today, decide) {
            Err(Error::Refused(_)) => context.append(decide),
            appended => appended,
        },
    }?;
    let (day, pressed) = &appended.decided;
    let summary = match pressed {
        Pressed::Written(asks, checked) => summary(context, &appended, *day, asks, checked)?,
        Pressed::Nothing(id, why) => nothing(&appended.judge(clock.today(&appended.state)), *id, *day, why),
    };
    context.summarize(&summary)
}

fn nothing(judge: &Judge<'_>, id: GoalId, day: Day, why: &str) -> Changes {
    let mut changes = Changes::default();
    if let Some(goal) = judge.state.tree.goal(id) {
        let text = joined([goal.title.as_str(), &standing(judge, goal), why]);
        changes.goal(judge, goal, Sign::Nothing, text);
        changes.changed.push(Changed::of(judge, goal, day, None));
    }
    changes
}

/// What checking off means next.
enum Next {
    Ask(String),
    Nothing(&'static str),
}

fn next(judge: &Judge<'_>, goal: &Goal, seen: Amount) -> Next {
    let code = judge.state.tree.code(goal.id);
    let once = || Next::Ask(code.to_string());
    let Bound::AtLeast(target) = judge.schedule(goal).bound() else { return once() };
    // The decision says why these can't be checked off like that.
    if goal.baseline.is_some() || is_limit(judge, goal) || stands_for_children(judge, goal) {
        return once();
    }
    if matches!(judge.status(goal), Status::Met | Status::Done) {
        return Next::Nothing("met already, nothing written");
    }
    if judge.schedule(goal).counts_once() {
        return once();
    }
    let more = |amount: Amount| match amount {
        Amount::ONE => once(),
        amount => Next::Ask(format!("{code}+{amount}")),
    };
    let share = judge.asked_today(goal);
    if share.is_positive() {
        return more(share);
    }
    if judge.done_on_day(goal, judge.today) != seen {
        return Next::Nothing("done meanwhile, nothing written");
    }
    let history = judge.history(goal);
    let left = history.period_on(judge.today).map_or(Amount::ONE, |period| target - period.sum);
    more(if judge.cadence(goal).repeats() && left.is_positive() { left } else { Amount::ONE })
}

/// That the day's sum is what it is, which a note can stand on.
fn noted(judge: &Judge<'_>, goal: &Goal) -> Result<String, Error> {
    let code = judge.state.tree.code(goal.id);
    if goal.baseline.is_some() {
        return Err(Error::usage(
            format!("a note on `{code}` goes with what was read"),
            format!("`goals check {code}=N --note \"…\"`"),
        ));
    }
    Ok(format!("{code}={}", judge.done_on_day(goal, judge.today)))
}
