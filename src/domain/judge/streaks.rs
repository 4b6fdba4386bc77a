//! What follows from a goal's verdicts: streak, rate, strength, slack (SEMANTICS 5), and today's share.

use serde::{Deserialize, Serialize};

use super::verdict::{JudgedPeriod, Verdict};
use crate::domain::value::cadence::{Cadence, Unit};
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StreakStats {
    /// The met periods back from now, up to the first missed one (5.1).
    pub current: u32,
    pub unit: Unit,
    pub best: u32,
    pub best_unit: Unit,
    /// Since the start, as `missed` and `excused`.
    pub met: u32,
    pub missed: u32,
    pub excused: u32,
    /// Met among met and missed, of the last 30 periods that are closed or judged (5.3), from 0 to 1.
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
    pub(crate) recent: RecentVerdicts,
}

/// What became of the last periods that are closed or judged, 30 at the most: two bits each, the last one in the lowest.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RecentVerdicts(u64);

impl RecentVerdicts {
    /// The last so many periods make the rate (SEMANTICS 5.3).
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
        // What is met today counts today.
        if period.range.is_closed(today) || matches!(period.verdict, Verdict::Met | Verdict::Missed) {
            self.recent = self.recent.push(period.verdict);
        }
    }

    /// What follows for a goal that now has this cadence.
    pub(crate) fn stats(self, cadence: Cadence) -> StreakStats {
        let plain = cadence.streak_unit();
        let (met, missed) = (self.recent.of(RecentVerdicts::MET), self.recent.of(RecentVerdicts::MISSED));
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
