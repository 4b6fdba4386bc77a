//! What a check-off is told of that is accepted and may not be meant: more than counts, a first day before the
//! first, something that is blocked (SEMANTICS 2.5, 3.3, 8.2).

use crate::commands::shared::words;
use crate::domain::decide::check::Written;
use crate::domain::input::check_word::{Ask, How};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::Basis;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// So many times the target at once may be a slip of the hand.
const FAR: i64 = 5;

/// A goal that was checked off, before and after.
pub(super) struct CheckedOff<'c> {
    pub(super) before: &'c Judge<'c>,
    pub(super) after: &'c Judge<'c>,
    pub(super) goal: &'c Goal,
    pub(super) day: Day,
    pub(super) written: Written,
}

impl CheckedOff<'_> {
    pub(super) fn remarks(&self, asks: &[Ask]) -> Vec<String> {
        let all =
            [self.own_code(asks), self.counts_once(asks), self.first_day(), self.blocked(), self.far_over()];
        all.into_iter().flatten().collect()
    }

    /// `pitch-3` is a code, and could have been three less of `pitch`, of which there can be three.
    fn own_code(&self, asks: &[Ask]) -> Option<String> {
        let tree = &self.after.state.tree;
        let code = tree.code(self.goal.id);
        let less = asks.iter().find(|ask| ask.code == code.as_str())?.as_less()?;
        let other = tree.find_living(&less.code).ok()?;
        if other.schedule_on(self.day).counts_once() {
            return None;
        }
        let other = tree.code(other.id);
        Some(format!("`{code}` is a goal of its own; `goals check {other}=N` sets what `{other}` has today"))
    }

    /// What was added; nothing where nothing was.
    fn added(&self) -> Option<Amount> {
        match self.written {
            Written::Difference(n) => Some(n).filter(|n| n.is_positive()),
            Written::Reading(_) | Written::Note(_) | Written::DoneSince(_) | Written::AlreadySo => None,
        }
    }

    /// `again this week (2)`: done once more in a period that once was enough for.
    pub(super) fn again(&self) -> Option<String> {
        let history = self.after.history(self.goal);
        let period = history.period_on(self.day).filter(|period| period.basis == Basis::Own)?;
        let before = period.sum - self.added()?;
        if !self.goal.schedule_on(self.day).counts_once()
            || before < Amount::ONE
            || !period.range.cadence.repeats()
        {
            return None;
        }
        let name = period.range.cadence.current_period();
        let when = if period.range.holds(self.after.today) { name } else { name.replacen("this", "that", 1) };
        Some(format!("again {when} ({})", period.sum))
    }

    /// More was asked than a goal without a unit can hold.
    fn counts_once(&self, asks: &[Ask]) -> Option<String> {
        if self.goal.baseline.is_some() || !self.goal.schedule_on(self.day).counts_once() {
            return None;
        }
        let tree = &self.after.state.tree;
        let own = asks.iter().filter(|ask| tree.find_living(&ask.code).is_ok_and(|it| it.id == self.goal.id));
        let asked = own.fold(Amount::ZERO, |sum, ask| match ask.how {
            How::Once => sum + Amount::ONE,
            How::More(more) => sum + more.number(),
            How::Less(_) => sum,
            How::Exactly(whole) => whole.number(),
        });
        let code = tree.code(self.goal.id);
        let often = if self.after.cadence(self.goal).repeats() { "once a day" } else { "once" };
        (asked > Amount::ONE).then(|| {
            format!("`{code}` counts {often}; give it a unit to count more: `goals edit {code} --unit km`")
        })
    }

    /// The day lies before the goal's first. What is done once is done all the same.
    fn first_day(&self) -> Option<String> {
        if self.added().is_none() && !matches!(self.written, Written::Reading(_)) {
            return None;
        }
        let start = |judge: &Judge<'_>| judge.history(self.goal).timeline.start;
        let (was, is) = (start(self.before), start(self.after));
        let today = self.after.today;
        if self.day < is && self.after.cadence(self.goal).repeats() {
            let begins = if today < is { "begins" } else { "began" };
            return Some(format!("it {begins} on {}; this is added to its totals alone", is.short(today)));
        }
        (self.day < was).then(|| format!("it now begins on {}", is.short(today)))
    }

    /// What it comes after is not done.
    fn blocked(&self) -> Option<String> {
        self.added()?;
        let tree = &self.after.state.tree;
        let named =
            |goal: &Goal| format!("`{}`, which is {}", tree.code(goal.id), self.after.status(goal).name());
        let still: Vec<String> = self.after.blockers(self.goal).into_iter().map(named).collect();
        (!still.is_empty()).then(|| format!("it comes after {}", still.join(", and ")))
    }

    /// Far more than is asked for, at once.
    fn far_over(&self) -> Option<String> {
        let added = self.added()?;
        let bound = self.goal.schedule_on(self.day).bound();
        let wanted = bound.number();
        if !wanted.is_positive() || added <= wanted.times(FAR) {
            return None;
        }
        let wanted = words::with_unit(self.after, self.goal, wanted);
        let of = match bound {
            Bound::AtLeast(_) => format!("a target of {wanted}"),
            Bound::AtMost(_) => format!("a limit of {wanted}"),
            Bound::Any => return None,
        };
        Some(format!("that is {added} at once, for {of}; `goals undo` takes it back"))
    }
}
