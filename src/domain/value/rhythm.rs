//! A cadence as it cuts the days of one goal (SEMANTICS 2.2, 2.9).

use chrono::Weekday;

use super::cadence::Cadence;
use super::day::Day;

/// A cadence with what its periods are cut by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rhythm {
    pub(crate) cadence: Cadence,
    /// For periods of weeks.
    pub(crate) week_start: Weekday,
    /// The day from whose week or month `2w` and `3m` count; for others the first day there is.
    pub(crate) counted_from: Day,
}

impl Rhythm {
    pub(crate) const ONCE: Self =
        Self { cadence: Cadence::Once, week_start: Weekday::Mon, counted_from: Day::FIRST };

    /// The natural period that holds `day`, for cadences that the calendar cuts. A day that is not
    /// listed, `once` and windows have none.
    pub(crate) fn calendar_span(self, day: Day) -> Option<(Day, Day)> {
        let week_start = self.week_start;
        match self.cadence {
            Cadence::Day => Some((day, day)),
            Cadence::On(weekdays) => weekdays.holds(day).then_some((day, day)),
            Cadence::OnDates(days) => days.holds(day).then_some((day, day)),
            Cadence::Week => Some((day.week_begin(week_start), day.week_end(week_start))),
            Cadence::Month => Some((day.months_begin(1), day.months_end(1))),
            Cadence::Quarter => Some((day.months_begin(3), day.months_end(3))),
            Cadence::Year => Some((day.months_begin(12), day.months_end(12))),
            Cadence::Weeks(count) => {
                let length = i64::from(count) * 7;
                let first = self.counted_from.week_begin(week_start);
                let begin = day.plus(-first.days_to(day).rem_euclid(length));
                Some((begin, begin.plus(length - 1)))
            }
            Cadence::Months(count) => {
                let count = i32::from(count);
                let past = months(self.counted_from, day).rem_euclid(count);
                let begin = day.months_begin(1).plus_months(-past);
                Some((begin, begin.plus_months(count - 1).months_end(1)))
            }
            Cadence::Once | Cadence::Window(_) => None,
        }
    }

    /// How many periods begin in a stretch of days, both ends inclusive, where one begins on the first: of
    /// windows, as many as there are where each lasts its days (SEMANTICS 6.2).
    pub(crate) fn periods_in(self, from: Day, to: Day) -> u32 {
        let days = from.days_through(to).max(0);
        let begun = |next: &dyn Fn(&Day) -> Option<Day>| {
            let begun = std::iter::successors(Some(from), next).take_while(|day| *day <= to);
            i64::try_from(begun.count()).unwrap_or_default()
        };
        let periods = match self.cadence {
            Cadence::Once => i64::from(days > 0),
            Cadence::Day => days,
            Cadence::Window(length) => (days + i64::from(length) - 1) / i64::from(length),
            Cadence::On(weekdays) => {
                let rest = (0..days % 7).filter(|day| weekdays.holds(from.plus(*day))).count();
                days / 7 * i64::from(weekdays.count()) + i64::try_from(rest).unwrap_or_default()
            }
            Cadence::OnDates(dates) => {
                let listed = (0..days).filter(|day| dates.holds(from.plus(*day))).count();
                i64::try_from(listed).unwrap_or_default()
            }
            Cadence::Week
            | Cadence::Month
            | Cadence::Quarter
            | Cadence::Year
            | Cadence::Weeks(_)
            | Cadence::Months(_) => begun(&|day| self.calendar_span(*day).map(|(_, end)| end.next())),
        };
        u32::try_from(periods).unwrap_or(u32::MAX)
    }
}

/// How many months later the month of another day is.
fn months(from: Day, to: Day) -> i32 {
    let number = |day: Day| day.year() * 12 + i32::try_from(day.month()).unwrap_or_default();
    number(to) - number(from)
}
