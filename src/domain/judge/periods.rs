//! The periods a goal's days fall into (SEMANTICS 2).

use super::timeline::Timeline;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::rhythm::Rhythm;

/// Whether a period is as long as its cadence makes it (SEMANTICS 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    Whole,
    /// A start, an end, a changed cadence or an archiving cut it.
    Partial,
}

/// A stretch of days in which a goal is to be done, as cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodRange {
    pub from: Day,
    /// `once` has none.
    pub to: Option<Day>,
    pub cadence: Cadence,
    pub cut: Cut,
}

impl PeriodRange {
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// What is asked of it: of one that was cut, in proportion to its days, in whole units (SEMANTICS 7.6).
    pub(crate) fn asked(&self, target: Amount) -> Amount {
        match (self.cut, self.to) {
            (Cut::Partial, Some(to)) => {
                // A period has at most so many days that the rounding is exact.
                #[allow(clippy::cast_possible_truncation, reason = "a number of days")]
                let natural = (1.0 / self.cadence.per_day()).round() as i64;
                target.part(self.from.days_through(to), natural).ceil().min(target)
            }
            _ => target,
        }
    }

    /// Whether its last day is before `today` (SEMANTICS 5.3).
    pub(crate) fn is_closed(&self, today: Day) -> bool {
        self.to.is_some_and(|to| to < today)
    }
}

/// The periods that begin from `begin`, on which one does, up to `horizon`, in order (SEMANTICS 2.1). `edges`
/// are days on which one ends and another begins, beside the changes of rhythm. `met_on` gives the first day
/// from the first to the second on which a window that opened on the first is met.
pub(crate) fn period_ranges(
    timeline: &Timeline,
    begin: Day,
    edges: &[Day],
    horizon: Day,
    met_on: impl Fn(Day, Day) -> Option<Day>,
) -> impl Iterator<Item = PeriodRange> {
    let last = timeline.end.map_or(horizon, |end| end.min(horizon));
    let mut next = Some(begin);
    let mut stretch = Stretch::of(timeline, edges, begin);
    std::iter::from_fn(move || {
        while let Some(day) = next.filter(|day| *day <= last) {
            if stretch.edge.is_some_and(|edge| edge <= day) {
                stretch = Stretch::of(timeline, edges, day);
            }
            let Some(mut range) = range(stretch.rhythm, day, stretch.bound, &met_on) else {
                next = day_after(day);
                continue;
            };
            if timeline.is_cut_by_archiving(range.from, range.to) {
                range.cut = Cut::Partial;
            }
            next = range.to.and_then(day_after);
            return Some(range);
        }
        None
    })
}

/// Days through which one rhythm holds, and no edge lies.
struct Stretch {
    rhythm: Rhythm,
    /// The first day after them.
    edge: Option<Day>,
    /// The last day on which a period of theirs ends.
    bound: Option<Day>,
}

impl Stretch {
    fn of(timeline: &Timeline, edges: &[Day], day: Day) -> Self {
        let edge = next_edge(timeline, edges, day);
        let bound = edge.map(Day::prev).into_iter().chain(timeline.end).min();
        Self { rhythm: timeline.rhythm_on(day), edge, bound }
    }
}

fn day_after(day: Day) -> Option<Day> {
    (day < Day::LAST).then(|| day.next())
}

fn next_edge(timeline: &Timeline, edges: &[Day], day: Day) -> Option<Day> {
    let rhythm = timeline.next_span(day);
    let other = edges.iter().copied().filter(|edge| *edge > day).min();
    match (rhythm, other) {
        (Some(rhythm), Some(other)) => Some(rhythm.min(other)),
        (rhythm, other) => rhythm.or(other),
    }
}

/// The period that begins on `day`, ending on `bound` at the latest; a day that is not listed begins none.
fn range(
    rhythm: Rhythm,
    day: Day,
    bound: Option<Day>,
    met_on: impl Fn(Day, Day) -> Option<Day>,
) -> Option<PeriodRange> {
    let cadence = rhythm.cadence;
    let (begin, natural) = match cadence {
        Cadence::Once => (day, None),
        Cadence::Window(days) => (day, Some(day.plus(i64::from(days) - 1))),
        _ => {
            let (begin, end) = rhythm.calendar_span(day)?;
            (begin, Some(end))
        }
    };
    let to = match (natural, bound) {
        (Some(natural), Some(bound)) => Some(natural.min(bound)),
        (natural, bound) => natural.or(bound),
    };
    let cut = if begin == day && to == natural { Cut::Whole } else { Cut::Partial };
    // A window ends on the day on which it is met (SEMANTICS 2.3).
    if let (Cadence::Window(_), Some(last)) = (cadence, to)
        && let Some(met) = met_on(day, last)
    {
        return Some(PeriodRange { from: day, to: Some(met), cadence, cut: Cut::Whole });
    }
    Some(PeriodRange { from: day, to, cadence, cut })
}
