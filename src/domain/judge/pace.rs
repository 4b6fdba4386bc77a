//! Pace: where a one-off goal with a target and a deadline should be, and when it will be there
//! (SEMANTICS 7).

use super::judge::Judge;
use super::progress::Measure;
use super::verdict::Verdict;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

#[derive(Clone, Debug)]
pub struct Progress<'w> {
    pub goal: &'w Goal,
    /// What counts as done, where that is a number.
    pub target: Option<Amount>,
    /// What it amounts to: in all, in its period where it repeats, or the value read last.
    pub(crate) amount: Amount,
    /// From 0 to 1.
    pub(crate) fraction: Option<f64>,
    /// Met among met and missed: its own where it repeats, else the mean of its repeating children
    /// (SEMANTICS 6.2), from 0 to 1.
    pub rate: Option<f64>,
    pub left: Option<Amount>,
    /// Where it has a deadline.
    pub line: Option<Line>,
    /// What is left, divided among the days left, rounded to thousandths (7.3).
    pub needed_per_day: Option<Amount>,
    /// The same for seven days, and no more than is left.
    pub(crate) needed_per_week: Option<Amount>,
    pub forecast: Option<Forecast>,
    /// Whether it is done, or met in its period.
    pub complete: bool,
}

/// The line from nothing, or from the baseline, to the target (7.1, 7.7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub(crate) from: Day,
    pub(crate) by: Day,
    /// The amount, or the value, that today's end wants.
    pub expected: Amount,
    /// The same as a share of the way, from 0 to 1.
    pub(crate) expected_fraction: f64,
    /// The whole days that may pass without progress; negative: days behind (7.2).
    pub buffer_days: i64,
}

/// What the last days foretell (7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    pub day: Day,
    /// In the window.
    pub gained: Amount,
    /// The window, today included: 7 to 28.
    pub days: i64,
}

/// The longest window of a forecast, in days.
const LONGEST: i64 = 28;

const SHORTEST: i64 = 7;

impl<'w> Judge<'w> {
    pub fn progress(&self, goal: &'w Goal) -> Progress<'w> {
        let bound = self.schedule(goal).bound();
        if self.cadence(goal).repeats() {
            return self.progress_in_period(goal);
        }
        let measure = self.measure(goal);
        let complete = self.done_on(goal).is_some();
        let target = match (bound, measure) {
            (Bound::AtMost(_), _) | (_, Measure::Parts) => None,
            (Bound::AtLeast(target), Measure::Amount | Measure::Readings) => Some(target),
        };
        let fraction = self.fraction(goal);
        let target = target.filter(|_| fraction.is_some());
        let amount = self.amount(goal);
        // A plain step is done or not: it has no line to keep to.
        let stated = self.schedule(goal).bound.is_some();
        let way = target.filter(|_| stated).map(|target| Way::of(goal, target, amount));
        let by = goal.by.filter(|_| way.is_some());
        let left = way.map(|way| (way.whole - way.gone).at_least_zero());
        let open = left.filter(|_| !complete);
        Progress {
            goal,
            target,
            amount,
            fraction,
            rate: self.rate_of_children(goal),
            left,
            line: way.zip(by).map(|(way, by)| self.line(goal, way, by)),
            needed_per_day: open.zip(by).map(|(left, by)| left.divided(self.today.days_through(by))),
            needed_per_week: open.zip(by).map(|(left, by)| week_of(left, self.today.days_through(by))),
            forecast: open.and_then(|left| self.forecast(goal, left)),
            complete,
        }
    }

    fn progress_in_period(&self, goal: &'w Goal) -> Progress<'w> {
        let history = self.history(goal);
        let period = history.period_on(self.today);
        let target = period.map_or(self.schedule(goal).bound(), |period| period.bound);
        let amount = period.map(|period| period.sum).unwrap_or_default();
        let Bound::AtLeast(number) = target else {
            return Self::bare(goal, Some(target.number()), amount, self.streak(goal).rate);
        };
        let left = (number - amount).at_least_zero();
        let days = period.and_then(|period| period.range.to).map(|to| self.today.days_through(to));
        Progress {
            fraction: Some((amount.as_f64() / number.as_f64()).clamp(0.0, 1.0)),
            left: Some(left),
            needed_per_day: days.map(|days| left.divided(days)).filter(|_| left.is_positive()),
            needed_per_week: days.map(|days| week_of(left, days)).filter(|_| left.is_positive()),
            complete: period.is_some_and(|period| period.verdict == Verdict::Met),
            ..Self::bare(goal, Some(number), amount, self.streak(goal).rate)
        }
    }

    fn bare(goal: &'w Goal, target: Option<Amount>, amount: Amount, rate: Option<f64>) -> Progress<'w> {
        Progress {
            goal,
            target,
            amount,
            fraction: None,
            rate,
            left: None,
            line: None,
            needed_per_day: None,
            needed_per_week: None,
            forecast: None,
            complete: false,
        }
    }

    /// The mean of the rates of what repeats right below a goal (SEMANTICS 6.2).
    fn rate_of_children(&self, goal: &Goal) -> Option<f64> {
        let children = self.repeating_children(goal);
        let rates: Vec<f64> = children.into_iter().filter_map(|child| self.streak(child).rate).collect();
        let count = u32::try_from(rates.len()).ok().filter(|count| *count > 0)?;
        Some(rates.iter().sum::<f64>() / f64::from(count))
    }

    fn line(&self, goal: &Goal, way: Way, by: Day) -> Line {
        let from = self.history(goal).timeline.start.min(by);
        let all = from.days_through(by);
        let gone = from.days_to(self.today) + 1;
        let within = gone.clamp(0, all);
        let expected = way.whole.part(within, all);
        // The days whose share of the way is covered: the line is at or below what is done until then.
        let covered = way.gone.at_least_zero().min(way.whole).covers(all, way.whole);
        let (within, all_days) = (ratio_part(within), ratio_part(all));
        Line {
            from,
            by,
            expected: way.value(expected),
            expected_fraction: within / all_days,
            // Who is done is never behind.
            buffer_days: if way.gone < way.whole { covered - gone } else { (all - gone).max(0) },
        }
    }

    fn forecast(&self, goal: &Goal, left: Amount) -> Option<Forecast> {
        let start = self.history(goal).timeline.start;
        let days = start.days_through(self.today).clamp(SHORTEST, LONGEST);
        let before = self.today.plus(-days);
        let gained = match goal.baseline {
            None => self.gained(goal).range(before.next()..).map(|(_, amount)| *amount).sum(),
            Some(baseline) => {
                let days = self.state.activity.goal_days(goal.id);
                let value = |day| days.readings(day).next_back().map_or(baseline, |(_, value)| value);
                let rise = value(self.today) - value(before);
                let falls = self.schedule(goal).bound().number() < baseline;
                if falls { -rise } else { rise }
            }
        };
        let ahead = left.days_at(gained, days)?;
        Some(Forecast { day: self.today.plus(ahead), gained, days })
    }
}

/// What seven of so many days have to carry.
fn week_of(left: Amount, days: i64) -> Amount {
    left.part(7, days).min(left)
}

fn ratio_part(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
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
