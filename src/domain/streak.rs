//! What follows from a goal's verdicts: streak, rate, strength, slack (SEMANTICS 5), and today's share.

use super::amount::Amount;
use super::cadence::{Cadence, Unit};
use super::day::Day;
use super::goal::{Bound, Goal};
use super::verdict::{Basis, Judge, Period, Verdict};

/// What follows from a goal's periods (SEMANTICS 5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// The met periods back from now, up to the first missed one (5.1).
    pub current: u32,
    /// What the current streak is counted in.
    pub unit: Unit,
    /// The longest such run there was.
    pub best: u32,
    /// What that is counted in.
    pub best_unit: Unit,
    /// All met periods since the start.
    pub met: u32,
    /// All missed ones.
    pub missed: u32,
    /// All excused ones.
    pub excused: u32,
    /// Met among met and missed, of the last 30 closed periods (5.3), from 0 to 1.
    pub rate: Option<f64>,
    /// How many of those were met, and how many missed.
    pub rated: (u32, u32),
    /// From 0 to 100 (5.4).
    pub strength: f64,
}

/// The last so many closed periods make the rate.
const RATED: usize = 30;

impl Run {
    /// What follows from these periods for a goal that now has this cadence.
    pub fn of(periods: &[Period], cadence: Cadence, today: Day) -> Self {
        let plain = cadence.streak_unit();
        let mut run = Self {
            current: 0,
            unit: plain,
            best: 0,
            best_unit: plain,
            met: 0,
            missed: 0,
            excused: 0,
            rate: None,
            rated: (0, 0),
            strength: 0.0,
        };
        let mut within = None;
        for period in periods {
            run.count(period, &mut within);
        }
        if run.current == 0 {
            run.unit = plain;
        }
        if run.best == 0 {
            run.best_unit = plain;
        }
        run.rated = rated(periods, today);
        let (met, missed) = run.rated;
        run.rate = (met + missed > 0).then(|| f64::from(met) / f64::from(met + missed));
        run
    }

    fn count(&mut self, period: &Period, within: &mut Option<Cadence>) {
        match period.verdict {
            Verdict::Met => {
                self.met += 1;
                self.current += 1;
                let cadence = period.frame.cadence;
                self.unit = match *within {
                    Some(before) if self.current > 1 && before != cadence => Unit::Times,
                    Some(_) if self.current > 1 => self.unit,
                    _ => cadence.streak_unit(),
                };
                *within = Some(cadence);
                if self.current > self.best {
                    self.best = self.current;
                    self.best_unit = self.unit;
                }
            }
            Verdict::Missed => {
                self.missed += 1;
                self.current = 0;
            }
            Verdict::Excused => self.excused += 1,
            Verdict::Open | Verdict::Neutral => {}
        }
        if matches!(period.verdict, Verdict::Met | Verdict::Missed) {
            let keep = decay(period.frame.cadence);
            self.strength = keep * self.strength + (1.0 - keep) * 100.0 * period.share;
        }
    }
}

/// How much of the strength one period keeps: it halves in 13·√f periods (SEMANTICS 5.4).
fn decay(cadence: Cadence) -> f64 {
    let frequency = cadence.per_day();
    if frequency > 0.0 { 0.5_f64.powf(1.0 / (13.0 * frequency.sqrt())) } else { 1.0 }
}

/// How many of the last closed periods were met, and how many missed.
fn rated(periods: &[Period], today: Day) -> (u32, u32) {
    let closed = periods.iter().rev().filter(|period| period.frame.is_closed(today)).take(RATED);
    closed.fold((0, 0), |(met, missed), period| match period.verdict {
        Verdict::Met => (met + 1, missed),
        Verdict::Missed => (met, missed + 1),
        Verdict::Excused | Verdict::Open | Verdict::Neutral => (met, missed),
    })
}

impl Judge<'_> {
    /// What follows from a goal's periods.
    pub fn run(&self, goal: &Goal) -> Run {
        let history = self.history(goal);
        Run::of(&history.periods, history.life.beat_on(self.today).cadence, self.today)
    }

    /// Days that can go by unharmed in the open period of a goal that counts times (SEMANTICS 5.5).
    pub fn slack(&self, goal: &Goal) -> Option<i64> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let to = period.frame.to?;
        let unitless = goal.schedule_on(to).unit.is_none();
        match (period.bound, period.basis, period.verdict) {
            (Bound::AtLeast(target), Basis::Own, Verdict::Open) if unitless => {
                let needed = (target - period.sum).ceil().thousandths() / 1000;
                Some(self.today.days_through(to) - needed)
            }
            _ => None,
        }
    }

    /// What a period asks of today so that the rest of its days ask no more (SEMANTICS 7.6).
    pub fn share_today(&self, goal: &Goal) -> Option<Amount> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let (Bound::AtLeast(target), Basis::Own, Some(to)) = (period.bound, period.basis, period.frame.to)
        else {
            return None;
        };
        let today = self.done_on_day(goal, self.today);
        let left_this_morning = (target - (period.sum - today)).at_least_zero();
        let share = left_this_morning.shared(self.today.days_through(to)).min(left_this_morning);
        Some((share - today).at_least_zero())
    }

    /// Whether there is another day left, or was one before, in the period that holds the day of judging.
    pub fn period_is_longer_than_a_day(&self, goal: &Goal) -> bool {
        let history = self.history(goal);
        history.period_on(self.today).is_some_and(|period| period.frame.to != Some(period.frame.from))
    }

    /// What counts as done on one day.
    pub fn done_on_day(&self, goal: &Goal, day: Day) -> Amount {
        let sum = self.world.tally.ledger(goal.id).sum(day);
        if goal.schedule_on(day).counts_once() { sum.min(Amount::ONE) } else { sum }
    }
}
