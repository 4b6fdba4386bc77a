//! Pace: where a one-off goal with a target and a deadline should be, and what it needs (SEMANTICS 7).

use super::forecast::Forecast;
use super::judge::Judge;
use super::needed::Needed;
use super::progress::Measure;
use super::settled_day::Settling;
use super::verdict::{Basis, Verdict};
use crate::domain::model::goal::{Bound, Feeds, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;

#[derive(Clone, Debug)]
pub struct Progress<'w> {
    pub goal: &'w Goal,
    /// What counts as done, where that is a number.
    pub target: Option<Amount>,
    /// What it amounts to: in all, in its period where it repeats, or the value read last.
    pub(crate) amount: Amount,
    /// Nothing where nothing is asked, or no end is known.
    pub fraction: Option<Share>,
    /// Met among met and missed: its own where it repeats, else the mean of its repeating children
    /// (SEMANTICS 6.2), from 0 to 1.
    pub rate: Option<f64>,
    /// Where it has a deadline.
    pub line: Option<Line>,
    pub needed: Option<Needed>,
    pub forecast: Option<Forecast>,
    /// Whether it is done, or met in its period.
    pub complete: bool,
}

/// How a goal stands to the line from nothing, or from the baseline, to the target (7.1, 7.2, 7.7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The goal's first and last day.
    pub(crate) from: Day,
    pub(crate) by: Day,
    /// The day as of which it is judged (7.1).
    pub settled: Day,
    /// The amount, or the value, that the end of that day wants.
    pub expected: Amount,
    /// The same as a share of the way.
    pub(crate) expected_share: Share,
    pub standing: Standing,
    /// The whole days from today on that may pass without progress; negative: days behind (7.2).
    pub buffer_days: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So much less is done than was expected.
    Behind(Amount),
    OnPace,
    /// So much more is done than the end of the running day or period asks for.
    Ahead(Amount),
}

/// Whether what is expected is told in whole units (7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Units,
    Thousandths,
}

impl<'w> Judge<'w> {
    pub fn progress(&self, goal: &'w Goal) -> Progress<'w> {
        self.progress_when_over(goal, self.today.prev())
    }

    /// The same at the end of the day of judging: what is looked back on is judged with its last day.
    pub(crate) fn progress_at_end_of_day(&self, goal: &'w Goal) -> Progress<'w> {
        self.progress_when_over(goal, self.today)
    }

    /// `over` is the last day that is over.
    fn progress_when_over(&self, goal: &'w Goal, over: Day) -> Progress<'w> {
        let bound = self.schedule(goal).bound();
        if self.cadence(goal).repeats() {
            return self.progress_in_period(goal);
        }
        let measure = self.measure(goal);
        let complete = self.done_on(goal).is_some();
        let target = match (bound, measure) {
            (Bound::AtMost(_) | Bound::Any, _) | (_, Measure::Parts) => None,
            (Bound::AtLeast(target), Measure::Amount | Measure::Readings) => Some(target),
        };
        let fraction = self.share(goal);
        let target = target.filter(|_| fraction.is_some());
        let amount = self.amount(goal);
        // A plain step is done or not, and what was closed by hand is over: they have no line to keep to.
        let stated = self.schedule(goal).bound.is_some();
        let keeps_pace = stated && self.closed_on(goal).is_none();
        let way = target.filter(|_| keeps_pace).map(|target| Way::of(goal, target, amount));
        let open = way.map(|way| (way.whole - way.gone).at_least_zero()).filter(|_| !complete);
        let by = goal.by.filter(|_| way.is_some());
        let days = by.map(|by| (self.begins(goal).min(by), by));
        let settling =
            days.filter(|_| goal.baseline.is_none()).and_then(|days| self.settling(goal, days, over));
        Progress {
            goal,
            target,
            amount,
            fraction,
            rate: self.rate_of_children(goal),
            line: way.zip(days).map(|(way, (from, by))| {
                let slope = Slope { way, from, by, grain: self.grain(goal, way) };
                self.line(goal, slope, over, settling.as_ref())
            }),
            needed: open
                .zip(days)
                .map(|(left, (from, by))| Needed { left, days: self.today.max(from).days_through(by) }),
            forecast: open.and_then(|left| self.forecast(goal, left, settling.as_ref())),
            complete,
        }
    }

    /// How far a one-off goal is; nothing where it has no end to reach. It is told of exact amounts where it has
    /// some, and is all of it only where the goal is done (7.8).
    pub fn share(&self, goal: &Goal) -> Option<Share> {
        let fraction = self.fraction(goal)?;
        let share = match (self.measure(goal), self.schedule(goal).bound()) {
            (Measure::Amount | Measure::Readings, Bound::AtLeast(target)) => {
                let way = Way::of(goal, target, self.amount(goal));
                Share::of(way.gone, way.whole)
            }
            _ => Share::near(fraction),
        };
        Some(if self.done_on(goal).is_some() { share } else { share.unfinished() })
    }

    /// The first day of a goal's line. One that repeated before begins anew where it became one-off (2.7).
    pub(crate) fn begins(&self, goal: &Goal) -> Day {
        self.history(goal).timeline.start.max(self.begun(goal))
    }

    fn progress_in_period(&self, goal: &'w Goal) -> Progress<'w> {
        let history = self.history(goal);
        let period = history.period_on(self.today);
        let target = period.map_or(self.schedule(goal).bound(), |period| period.bound);
        let complete = period.is_some_and(|period| period.verdict == Verdict::Met);
        let fraction = self.fraction_in_period(goal);
        // Children are not divided among days.
        let own = period.filter(|period| fraction.is_some() && period.basis == Basis::Own);
        let left = own.map(|period| period.bound.number() - period.sum);
        let days = own.and_then(|period| period.range.to).map(|to| self.today.days_through(to));
        let needed = left.zip(days).map(|(left, days)| Needed { left, days });
        Progress {
            goal,
            target: Some(target.number()),
            amount: period.map(|period| period.sum).unwrap_or_default(),
            fraction,
            rate: self.streak(goal).rate,
            line: None,
            needed: needed.filter(|needed| needed.left.is_positive() && !complete),
            forecast: None,
            complete: complete && matches!(target, Bound::AtLeast(_)),
        }
    }

    /// The mean of the rates of what repeats right below a goal (SEMANTICS 6.2).
    fn rate_of_children(&self, goal: &Goal) -> Option<f64> {
        let children = self.repeating_children(goal);
        let rates: Vec<f64> = children.into_iter().filter_map(|child| self.streak(child).rate).collect();
        let count = u32::try_from(rates.len()).ok().filter(|count| *count > 0)?;
        Some(rates.iter().sum::<f64>() / f64::from(count))
    }

    fn line(&self, goal: &Goal, slope: Slope, over: Day, settling: Option<&Settling>) -> Line {
        let Slope { way, from, by, .. } = slope;
        let settled = self.settled_day(goal, (from, by), over, settling);
        let expected = slope.at(settled);
        // The last day whose end asks for no more than there is.
        let covered = slope.last_covered();
        let until = match settling {
            _ if goal.baseline.is_some() => settled,
            Some(settling) => settling.running.1,
            None => over.next(),
        };
        let ahead = way.gone - slope.at(until);
        let standing = if covered < settled.min(by) {
            Standing::Behind(expected - way.gone)
        } else if ahead.is_positive() {
            Standing::Ahead(ahead)
        } else {
            Standing::OnPace
        };
        Line {
            from,
            by,
            settled,
            expected: way.value(expected),
            expected_share: Share::of(expected, way.whole),
            standing,
            buffer_days: match standing {
                Standing::Behind(_) => settled.days_to(covered),
                Standing::OnPace | Standing::Ahead(_) => over.days_to(covered).max(0),
            },
        }
    }

    fn grain(&self, goal: &Goal, way: Way) -> Grain {
        let whole = goal.baseline.is_none() && way.whole.is_whole() && self.counts_whole_units(goal);
        if whole { Grain::Units } else { Grain::Thousandths }
    }

    /// Whether all that ever was done in a goal, and is fed to it, comes in whole units.
    fn counts_whole_units(&self, goal: &Goal) -> bool {
        let tree = &self.state.tree;
        let own = self.checkpoint(goal).is_none_or(|it| it.whole)
            && self.own_units(goal).iter().all(|(_, amount)| amount.is_whole());
        let children = || tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id));
        let fed = |child: &Goal| match self.feeds(goal, child) {
            None => true,
            Some(Feeds::Each(amount)) => amount.is_whole(),
            Some(Feeds::Sum) => self.counts_whole_units(child),
        };
        own && (!self.passes(goal) || children().all(fed))
    }
}

/// The line itself: what the end of each day wants, along the way.
#[derive(Clone, Copy, Debug)]
struct Slope {
    way: Way,
    from: Day,
    by: Day,
    grain: Grain,
}

impl Slope {
    /// Nothing before the first day, all of it from the last one on.
    fn at(self, day: Day) -> Amount {
        if self.by <= day {
            return self.way.whole;
        }
        let (gone, all) = (self.from.days_through(day), self.from.days_through(self.by));
        match self.grain {
            Grain::Units => self.way.whole.whole_part(gone, all),
            Grain::Thousandths => self.way.whole.part(gone, all),
        }
    }

    /// From the day before the first to the last one.
    fn last_covered(self) -> Day {
        let (mut covered, mut beyond) = (0, self.from.days_through(self.by) + 1);
        while covered + 1 < beyond {
            let middle = i64::midpoint(covered, beyond);
            let wanted = self.at(self.from.plus(middle - 1));
            if wanted <= self.way.gone { covered = middle } else { beyond = middle }
        }
        self.from.plus(covered - 1)
    }
}

/// The way from nothing, or from the baseline, to the target.
#[derive(Clone, Copy, Debug)]
struct Way {
    begin: Amount,
    falls: bool,
    whole: Amount,
    gone: Amount,
}

impl Way {
    fn of(goal: &Goal, target: Amount, amount: Amount) -> Self {
        let begin = goal.baseline.unwrap_or_default();
        let falls = target < begin;
        let towards = |value: Amount| if falls { begin - value } else { value - begin };
        Self { begin, falls, whole: towards(target), gone: towards(amount) }
    }

    /// The value so far along the way.
    fn value(self, along: Amount) -> Amount {
        if self.falls { self.begin - along } else { self.begin + along }
    }
}
