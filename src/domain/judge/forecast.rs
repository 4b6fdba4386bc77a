//! When a goal will be done if it goes on as of late (SEMANTICS 7.4).

use super::judge::Judge;
use super::settled_day::Settling;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// What was gained of late, and when that comes to all that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Nothing where it is more than ten years ahead, or never.
    pub day: Option<Day>,
    pub gained: Amount,
    /// In so many days.
    pub days: i64,
    /// The last of them.
    pub to: Day,
}

/// The longest stretch of days that is looked at where no cadence says which.
const LONGEST: i64 = 28;

const SHORTEST: i64 = 7;

/// No further ahead than ten years does one foresee anything.
const MONTHS_AHEAD: i32 = 120;

impl Judge<'_> {
    /// Nothing where there is nothing to go by yet. `left` is as of today.
    pub(crate) fn forecast(
        &self,
        goal: &Goal,
        left: Amount,
        settling: Option<&Settling>,
    ) -> Option<Forecast> {
        match settling {
            Some(settling) => self.forecast_by_periods(goal, left, settling),
            None => self.forecast_by_days(goal, left),
        }
    }

    /// From the last closed periods. What comes in the one that goes on may come on its last day: one who is on
    /// pace is not late before that, so it counts from the settled day too, and what is earlier is told.
    fn forecast_by_periods(&self, goal: &Goal, left: Amount, settling: &Settling) -> Option<Forecast> {
        let settled = settling.running.0.prev();
        let begin = settling.closed.last()?.0;
        let days = begin.days_through(settled);
        let gains = self.gained(goal);
        let sum = |amounts: &mut dyn Iterator<Item = (&Day, &Amount)>| amounts.map(|(_, it)| *it).sum();
        let gained: Amount = sum(&mut gains.range(begin..=settled));
        let since: Amount = sum(&mut gains.range(settled.next()..));
        let from_today = left.days_at(gained, days).map(|ahead| self.today.plus(ahead));
        let from_settled = (left + since).days_at(gained, days).map(|ahead| settled.plus(ahead));
        let from_settled = from_settled.filter(|day| self.today <= *day);
        let day = from_today.into_iter().chain(from_settled).min();
        Some(Forecast { day: self.foreseen(day), gained, days, to: settled })
    }

    fn forecast_by_days(&self, goal: &Goal, left: Amount) -> Option<Forecast> {
        let gains = self.gained(goal);
        // A day on which nothing was gained is not over: who is on pace is not late each morning.
        let counts = goal.baseline.is_some() || gains.contains_key(&self.today);
        let last = if counts { self.today } else { self.today.prev() };
        let life = self.begins(goal).days_through(last);
        let days = life.clamp(SHORTEST, LONGEST);
        let before = last.plus(-days);
        let gained = match goal.baseline {
            None => gains.range(before.next()..=last).map(|(_, amount)| *amount).sum(),
            Some(baseline) => {
                let days = self.state.activity.goal_days(goal.id);
                let value = |day| days.readings(day).next_back().map_or(baseline, |(_, value)| value);
                let rise = value(last) - value(before);
                let falls = self.schedule(goal).bound().number() < baseline;
                if falls { -rise } else { rise }
            }
        };
        // What was made a moment ago has not been neglected.
        if gained == Amount::ZERO && life < SHORTEST {
            return None;
        }
        let day = left.days_at(gained, days).map(|ahead| last.plus(ahead));
        Some(Forecast { day: self.foreseen(day), gained, days, to: last })
    }

    fn foreseen(&self, day: Option<Day>) -> Option<Day> {
        day.filter(|day| *day <= self.today.plus_months(MONTHS_AHEAD))
    }
}
