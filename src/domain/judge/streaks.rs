//! What follows from a goal's verdicts: streak, rate, strength, slack (SEMANTICS 5), and today's share.

use serde::{Deserialize, Serialize};

use super::judge::{Basis, Judge, JudgedPeriod, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::{Cadence, Unit};
use crate::domain::value::day::Day;

/// What follows from a goal's periods (SEMANTICS 5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StreakStats {
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

/// What is counted over a goal's periods, one after the other.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StreakCounter {
    pub(crate) current: u32,
    pub(crate) unit: Option<Unit>,
    pub(crate) best: u32,
    pub(crate) best_unit: Option<Unit>,
    pub(crate) met: u32,
    pub(crate) missed: u32,
    pub(crate) excused: u32,
    pub(crate) strength: f64,
    /// The cadence of the period that was met last.
    pub(crate) within: Option<Cadence>,
    pub(crate) closed: RecentVerdicts,
}

/// What became of the last closed periods, 30 at the most: two bits each, the last one in the lowest.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RecentVerdicts(u64);

impl RecentVerdicts {
    /// The last so many closed periods make the rate (SEMANTICS 5.3).
    const RATED: u32 = 30;
    const MET: u64 = 1;
    const MISSED: u64 = 2;

    fn push(self, verdict: Verdict) -> Self {
        let kind = match verdict {
            Verdict::Met => Self::MET,
            Verdict::Missed => Self::MISSED,
            Verdict::Excused | Verdict::Open | Verdict::Neutral => 0,
        };
        Self((self.0 << 2 | kind) & ((1 << (2 * Self::RATED)) - 1))
    }

    /// How many of them are of a kind.
    fn of(self, kind: u64) -> u32 {
        let each = (0..Self::RATED).fold(0, |each, _| each << 2 | kind);
        (self.0 & each).count_ones()
    }
}

impl StreakCounter {
    /// More periods.
    pub(crate) fn add(&mut self, periods: &[JudgedPeriod], today: Day) {
        let mut decay = Decay::default();
        for period in periods {
            self.add_one(period, today, &mut decay);
        }
    }

    fn add_one(&mut self, period: &JudgedPeriod, today: Day, decay: &mut Decay) {
        match period.verdict {
            Verdict::Met => {
                self.met += 1;
                self.current += 1;
                let cadence = period.range.cadence;
                self.unit = match self.within {
                    Some(before) if self.current > 1 && before != cadence => Some(Unit::Times),
                    Some(_) if self.current > 1 => self.unit,
                    _ => Some(cadence.streak_unit()),
                };
                self.within = Some(cadence);
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
            let keep = decay.of(period.range.cadence);
            self.strength = keep * self.strength + (1.0 - keep) * 100.0 * period.share;
        }
        if period.range.is_closed(today) {
            self.closed = self.closed.push(period.verdict);
        }
    }

    /// What follows for a goal that now has this cadence.
    fn run(self, cadence: Cadence) -> StreakStats {
        let plain = cadence.streak_unit();
        let (met, missed) = (self.closed.of(RecentVerdicts::MET), self.closed.of(RecentVerdicts::MISSED));
        StreakStats {
            current: self.current,
            unit: self.unit.filter(|_| self.current > 0).unwrap_or(plain),
            best: self.best,
            best_unit: self.best_unit.unwrap_or(plain),
            met: self.met,
            missed: self.missed,
            excused: self.excused,
            rate: (met + missed > 0).then(|| f64::from(met) / f64::from(met + missed)),
            rated: (met, missed),
            strength: self.strength,
        }
    }
}

/// How much of the strength one period of a cadence keeps: it halves in 13·√f periods (SEMANTICS 5.4).
/// Neighbours mostly share it.
#[derive(Clone, Copy, Default)]
struct Decay(Option<(Cadence, f64)>);

impl Decay {
    fn of(&mut self, cadence: Cadence) -> f64 {
        match self.0 {
            Some((known, keep)) if known == cadence => keep,
            _ => {
                let frequency = cadence.per_day();
                let keep = if frequency > 0.0 { (-1.0 / (13.0 * frequency.sqrt())).exp2() } else { 1.0 };
                self.0 = Some((cadence, keep));
                keep
            }
        }
    }
}

impl Judge<'_> {
    /// What follows from a goal's periods.
    pub fn streak(&self, goal: &Goal) -> StreakStats {
        if let Some(known) = self.streaks.borrow().get(&goal.id) {
            return *known;
        }
        let history = self.history(goal);
        let mut count = history.before;
        count.add(&history.periods, self.today);
        let run = count.run(history.timeline.span_on(self.today).cadence);
        self.streaks.borrow_mut().insert(goal.id, run);
        run
    }

    /// Days that can go by unharmed in the open period of a goal that counts times (SEMANTICS 5.5).
    pub fn slack(&self, goal: &Goal) -> Option<i64> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let to = period.range.to?;
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
        let (Bound::AtLeast(target), Basis::Own, Some(to)) = (period.bound, period.basis, period.range.to)
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
        history.period_on(self.today).is_some_and(|period| period.range.to != Some(period.range.from))
    }

    /// What counts as done on one day.
    pub fn done_on_day(&self, goal: &Goal, day: Day) -> Amount {
        let sum = self.state.activity.goal_days(goal.id).sum(day);
        if goal.schedule_on(day).counts_once() { sum.min(Amount::ONE) } else { sum }
    }
}
