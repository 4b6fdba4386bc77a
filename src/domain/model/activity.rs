//! What was done, by goal and day; what was excused and what was paused.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::change::{Act, Scope};
use super::origin::Origin;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ActivityLog {
    pub(crate) goals: BTreeMap<GoalId, GoalDays>,
    pub(crate) pauses: Vec<Pause>,
    pub(crate) done: Records,
    /// Of goals for which nothing was done.
    #[serde(skip)]
    nothing: GoalDays,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct GoalDays {
    /// The first day on which something was done, where that was taken out with the old days.
    first: Option<Day>,
    pub(crate) checks: ByDay<Sum>,
    pub(crate) readings: ByDay<Amount>,
    pub(crate) skips: BTreeMap<Day, Skip>,
    /// What of the days' sums is told to be whose doing (SEMANTICS 10.7).
    by: BTreeMap<Rc<str>, ByDay<Amount>>,
}

/// What was last said of skipping a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Skip {
    pub(crate) act: Act,
    pub(crate) note: Option<String>,
    pub(crate) origin: Origin,
}

/// What a day's check-offs come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sum {
    pub(crate) amount: Amount,
    /// How many of them there were, less those that took something off.
    pub(crate) checks: i32,
}

/// Values by day, in the order of the days: most come last, and are read in stretches.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ByDay<T>(Vec<(Day, T)>);

impl<T> Default for ByDay<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + Default> ByDay<T> {
    fn take_before(&mut self, begin: Day) -> Self {
        let at = self.0.partition_point(|(day, _)| *day < begin);
        Self(self.0.drain(..at).collect())
    }

    fn put_before(&mut self, earlier: Self) {
        let later = std::mem::replace(self, earlier);
        self.0.extend(later.0);
    }

    fn get(&self, day: Day) -> Option<T> {
        let at = self.0.binary_search_by_key(&day, |(known, _)| *known).ok()?;
        self.0.get(at).map(|(_, value)| *value)
    }

    fn entry(&mut self, day: Day) -> &mut T {
        let at = match self.0.last() {
            Some((last, _)) if *last == day => self.0.len() - 1,
            Some((last, _)) if *last > day => self.0.partition_point(|(known, _)| *known < day),
            _ => self.0.len(),
        };
        if self.0.get(at).is_none_or(|(known, _)| *known != day) {
            self.0.insert(at, (day, T::default()));
        }
        &mut self.0[at].1
    }

    /// Both ends inclusive.
    fn range(&self, from: Day, to: Day) -> &[(Day, T)] {
        let begin = self.0.partition_point(|(day, _)| *day < from);
        let (_, rest) = self.0.split_at(begin);
        // Most stretches are short, and most are the last.
        let end = match rest.last() {
            Some((last, _)) if *last <= to => rest.len(),
            _ => rest.partition_point(|(day, _)| *day <= to),
        };
        rest.split_at(end).0
    }
}

/// A goal's days on the way from the first to the last.
pub(crate) struct Forward<'d>(&'d [(Day, Sum)]);

impl<'d> Forward<'d> {
    /// The days on which something was done, with their sums. Earlier ones can't be asked for any more.
    pub(crate) fn within(&mut self, from: Day, to: Day) -> impl Iterator<Item = (Day, Amount)> + use<'d> {
        let before = self.0.iter().take_while(|(day, _)| *day < from).count();
        let rest = self.0.split_at(before).1;
        let within = rest.iter().take_while(|(day, _)| *day <= to).count();
        let (found, rest) = rest.split_at(within);
        self.0 = rest;
        found.iter().map(|(day, sum)| (*day, sum.amount)).filter(|(_, sum)| sum.is_positive())
    }
}

/// A range of days that can't break anything (SEMANTICS 4.2).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pause {
    pub(crate) scope: Scope,
    pub(crate) from: Day,
    /// Its last day, if it has one; a pause cut before it began ends before `from`.
    pub(crate) until: Option<Day>,
    pub(crate) origin: Origin,
}

impl Pause {
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// In the order of the entries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Records(pub(crate) Vec<ActivityRecord>);

impl Records {
    /// A device's name, kept once for all records that follow each other.
    pub(crate) fn device(&self, name: &str) -> Rc<str> {
        let last = self.0.last().map(|done| &done.origin.device).filter(|device| ***device == *name);
        last.map_or_else(|| name.into(), Rc::clone)
    }

    /// The same of the name of who did it.
    pub(crate) fn person(&self, name: &str) -> Rc<str> {
        let last = self.0.last().and_then(|done| done.origin.by.as_ref()).filter(|by| ***by == *name);
        last.map_or_else(|| name.into(), Rc::clone)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActivityRecord {
    pub(crate) origin: Origin,
    /// The day it counts for.
    pub(crate) day: Day,
    pub what: Activity,
    pub note: Option<String>,
}

/// A check-off is negative where something was taken off a day's sum, and 0 where a note was added to what was
/// done already: it counts nowhere (SEMANTICS 11.4).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Activity {
    Check(GoalId, Amount),
    Reading(GoalId, Amount),
    Win { title: Title, area: Option<String>, under: Option<GoalId> },
}

impl Activity {
    /// The goal that something done belongs to.
    pub(crate) fn about(&self) -> Option<GoalId> {
        match self {
            Self::Check(goal, _) | Self::Reading(goal, _) => Some(*goal),
            Self::Win { under, .. } => *under,
        }
    }

    /// The goal that was checked off or read.
    pub(crate) fn goal(&self) -> Option<GoalId> {
        match self {
            Self::Check(goal, _) | Self::Reading(goal, _) => Some(*goal),
            Self::Win { .. } => None,
        }
    }
}

impl GoalDays {
    /// Never below 0 (SEMANTICS 3.1).
    pub fn sum(&self, day: Day) -> Amount {
        self.raw(day).at_least_zero()
    }

    /// May be below 0 after devices took off the same check-off (SEMANTICS 10.4).
    pub fn raw(&self, day: Day) -> Amount {
        self.checks.get(day).unwrap_or_default().amount
    }

    /// The days on which something was done, with their sums; both ends inclusive.
    pub fn days(&self, from: Day, to: Day) -> impl Iterator<Item = (Day, Amount)> + '_ {
        let days = self.checks.range(from, to).iter().map(|(day, sum)| (*day, sum.amount));
        days.filter(|(_, sum)| sum.is_positive())
    }

    pub(crate) fn forward(&self) -> Forward<'_> {
        Forward(&self.checks.0)
    }

    /// How many check-offs there were on each day that has any, less those that took something off.
    pub fn records(&self, from: Day, to: Day) -> impl Iterator<Item = (Day, i32)> + '_ {
        self.checks.range(from, to).iter().map(|(day, sum)| (*day, sum.checks))
    }

    /// The first day on which something was done or read, not after `until`.
    pub(crate) fn first_day(&self, until: Day) -> Option<Day> {
        if let Some(first) = self.first {
            return Some(first).filter(|first| *first <= until);
        }
        let checked = self.days(Day::FIRST, until).next().map(|(day, _)| day);
        let read = self.readings.range(Day::FIRST, until).first().map(|(day, _)| *day);
        match (checked, read) {
            (Some(checked), Some(read)) => Some(checked.min(read)),
            (checked, read) => checked.or(read),
        }
    }

    /// The last day on which something was done or read.
    pub fn last_day(&self) -> Option<Day> {
        let checked = self.checks.0.iter().rev().find(|(_, sum)| sum.amount.is_positive());
        let read = self.readings.0.last().map(|(day, _)| *day);
        checked.map(|(day, _)| *day).max(read)
    }

    /// The readings up to a day, each day's last, oldest first.
    pub fn readings(&self, until: Day) -> impl DoubleEndedIterator<Item = (Day, Amount)> + '_ {
        self.readings.range(Day::FIRST, until).iter().copied()
    }

    /// The days that are skipped, with their notes.
    pub fn skipped(&self) -> impl Iterator<Item = (Day, Option<&str>)> + '_ {
        self.standing_skips().map(|(day, skip)| (day, skip.note.as_deref()))
    }

    pub(crate) fn standing_skips(&self) -> impl Iterator<Item = (Day, &Skip)> {
        self.skips.iter().filter(|(_, skip)| skip.act == Act::Set).map(|(day, skip)| (*day, skip))
    }

    /// What of a day's sum is told to be whose doing: who did most first.
    pub(crate) fn doers(&self, day: Day) -> Vec<(&str, Amount)> {
        let mut doers: Vec<(&str, Amount)> =
            self.by.iter().filter_map(|(name, days)| days.get(day).map(|sum| (&**name, sum))).collect();
        doers.retain(|(_, sum)| sum.is_positive());
        doers.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        doers
    }

    /// Who is told to have done something.
    pub(crate) fn people(&self) -> impl Iterator<Item = &str> {
        self.by.keys().map(|name| &**name)
    }

    /// The last reading stays.
    fn take_before(&mut self, begin: Day) -> Self {
        let first = self.first_day(begin.prev());
        let readings = &self.readings.0;
        let last_read = readings.iter().rev().find(|(day, _)| *day < begin).map(|(day, _)| *day);
        let skips = self.skips.split_off(&begin);
        let old = Self {
            first: None,
            checks: self.checks.take_before(begin),
            readings: self.readings.take_before(last_read.unwrap_or(begin)),
            skips: std::mem::replace(&mut self.skips, skips),
            by: self.by.iter_mut().map(|(name, days)| (Rc::clone(name), days.take_before(begin))).collect(),
        };
        self.first = first;
        old
    }

    fn put_before(&mut self, old: Self) {
        self.first = old.first;
        self.checks.put_before(old.checks);
        self.readings.put_before(old.readings);
        self.skips.extend(old.skips);
        for (name, days) in old.by {
            self.by.entry(name).or_default().put_before(days);
        }
    }
}

/// What was done on the days that only those who look back ask for.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct OldActivity {
    goals: BTreeMap<GoalId, GoalDays>,
    done: Records,
}

impl ActivityLog {
    /// Takes out what was done before each goal's day, and the records before `records`.
    pub(crate) fn take_old(
        &mut self,
        begin: impl Fn(GoalId) -> Option<Day>,
        closed: &BTreeSet<GoalId>,
        records: Day,
    ) -> OldActivity {
        let whole = closed.iter().filter_map(|id| self.goals.remove(id).map(|days| (*id, days)));
        let mut old: BTreeMap<GoalId, GoalDays> = whole.collect();
        let goals = self.goals.iter_mut();
        old.extend(goals.filter_map(|(id, days)| begin(*id).map(|begin| (*id, days.take_before(begin)))));
        let (old_done, done) = std::mem::take(&mut self.done.0).into_iter().partition(|it| it.day < records);
        let old = OldActivity { goals: old, done: Records(old_done) };
        self.done = Records(done);
        old
    }

    pub(crate) fn put_old(&mut self, old: OldActivity) {
        for (id, days) in old.goals {
            self.goals.entry(id).or_default().put_before(days);
        }
        let later = std::mem::replace(&mut self.done, old.done);
        self.done.0.extend(later.0);
        self.done.0.sort_by_key(|done| done.origin.entry);
    }

    /// Drops the records of days before `since` that say no more than their day's sum does.
    pub(crate) fn drop_plain_records(&mut self, since: Day) {
        let says_more =
            |done: &ActivityRecord| done.note.is_some() || !matches!(done.what, Activity::Check(..));
        self.done.0.retain(|done| since <= done.day || says_more(done));
    }

    pub fn goal_days(&self, goal: GoalId) -> &GoalDays {
        self.goals.get(&goal).unwrap_or(&self.nothing)
    }

    pub(crate) fn goals(&self) -> impl Iterator<Item = (GoalId, &GoalDays)> {
        self.goals.iter().map(|(goal, days)| (*goal, days))
    }

    /// In the order in which they were entered.
    pub(crate) fn pauses(&self) -> &[Pause] {
        &self.pauses
    }

    /// Also of goals that are not known.
    pub(crate) fn done(&self) -> &[ActivityRecord] {
        &self.done.0
    }

    pub(crate) fn record(&mut self, done: ActivityRecord) {
        match &done.what {
            Activity::Check(goal, n) => self.check(*goal, done.day, *n, done.origin.by.as_ref()),
            Activity::Reading(goal, value) => {
                *self.goals.entry(*goal).or_default().readings.entry(done.day) = *value;
            }
            Activity::Win { .. } => {}
        }
        self.done.0.push(done);
    }

    /// Counts check-offs of which nothing else is kept.
    pub(crate) fn count<'p>(
        &mut self,
        checks: impl Iterator<Item = (GoalId, Day, Amount, Option<&'p Rc<str>>)>,
    ) {
        for (goal, day, n, by) in checks {
            self.check(goal, day, n, by);
        }
    }

    fn check(&mut self, goal: GoalId, day: Day, n: Amount, by: Option<&Rc<str>>) {
        if n == Amount::ZERO {
            return;
        }
        let days = self.goals.entry(goal).or_default();
        let sum = days.checks.entry(day);
        sum.amount = sum.amount + n;
        sum.checks = sum.checks.saturating_add(if n.is_positive() { 1 } else { -1 });
        if let Some(name) = by {
            let own = days.by.entry(Rc::clone(name)).or_default().entry(day);
            *own = *own + n;
        }
    }

    pub(crate) fn skip(&mut self, goal: GoalId, day: Day, skip: Skip) {
        self.goals.entry(goal).or_default().skips.insert(day, skip);
    }

    pub(crate) fn pause(&mut self, pause: Pause) {
        self.pauses.push(pause);
    }

    /// Cuts every pause of this scope entered so far (SEMANTICS 10.4).
    pub(crate) fn resume(&mut self, scope: Scope, day: Day) {
        let last = day.prev();
        for pause in self.pauses.iter_mut().filter(|pause| pause.scope == scope) {
            pause.until = Some(pause.until.map_or(last, |until| until.min(last)));
        }
    }
}
