//! The size of a goal, learnt from its last weeks: which target would have fitted (SEMANTICS 9.2).

use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::periods::Cut;
use crate::domain::judge::timeline::Cover;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// So many weeks, or longer periods, are looked at.
const LEARNT_FROM: usize = 4;

/// What experience says of a goal's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// The largest target with which at most one would have been missed.
    Smaller(Amount),
    /// No target is small enough, but days are left out: so many days a week, or so much.
    Fewer(Amount),
    /// Nothing fits: a pause may help.
    Pause,
    /// All were met with half as much again: the median of what was done.
    Larger(Amount),
}

#[derive(Clone, Debug)]
pub struct Offer<'w> {
    pub(crate) goal: &'w Goal,
    pub target: Amount,
    /// What was done in the weeks or periods it is learnt from, oldest first.
    pub sums: [Amount; LEARNT_FROM],
    /// Where these are weeks of shorter periods: how many were met in each.
    pub met: Option<[usize; LEARNT_FROM]>,
    pub missed: usize,
    /// How many of them a smaller target fits.
    pub fits: usize,
    pub size: Size,
}

impl<'w> Offer<'w> {
    /// What the weeks or periods closed by `until` say of the target that holds now. Only a goal that repeats and
    /// is judged by its own check-offs gets an offer, and no limit does.
    pub fn of(judge: &Judge<'w>, goal: &'w Goal, until: Day) -> Option<Self> {
        let Bound::AtLeast(target) = judge.schedule(goal).bound() else { return None };
        if !judge.cadence(goal).repeats() || !judge.judging_children(goal).is_empty() {
            return None;
        }
        let history = judge.history(goal);
        if history.timeline.is_paused(judge.today) {
            return None;
        }
        let until = until.min(judge.today.prev());
        if let Some(rounds) = last_rounds(judge, goal, &history, until) {
            let missed = rounds.iter().filter(|round| round.was_missed()).count();
            let would_miss = rounds.iter().filter(|round| round.fits() < target).count();
            if missed >= 2 && would_miss >= 2 {
                let counts_days = judge.schedule(goal).counts_once();
                let size = lighter(target, judge.cadence(goal), counts_days, &rounds);
                let [a, b, c, d] = &rounds;
                let are_weeks = is_short(judge.cadence(goal));
                let met = are_weeks.then_some([a.met, b.met, c.met, d.met]);
                let smaller = if let Size::Smaller(smaller) = size { smaller } else { target };
                let fits = rounds.iter().filter(|round| round.fits() >= smaller).count();
                let sums = [a, b, c, d].map(Round::sum);
                return Some(Self { goal, target, sums, met, missed, fits, size });
            }
        }
        let sums = last_periods(judge, goal, &history, until)?.map(|period| period.sum);
        let size = Size::Larger(larger(target, sums).filter(|_| !judge.schedule(goal).counts_once())?);
        Some(Self { goal, target, sums, met: None, missed: 0, fits: 0, size })
    }
}

/// A week of shorter periods, or one longer period.
#[derive(Clone, Debug)]
struct Round {
    /// What was done in each of the periods that were met or missed.
    sums: Vec<Amount>,
    met: usize,
}

impl Round {
    /// Nothing where nothing was judged.
    fn of<'p>(periods: impl Iterator<Item = &'p JudgedPeriod>) -> Option<Self> {
        let judged: Vec<&JudgedPeriod> =
            periods.filter(|it| matches!(it.verdict, Verdict::Met | Verdict::Missed)).collect();
        let met = judged.iter().filter(|it| it.verdict == Verdict::Met).count();
        (!judged.is_empty()).then(|| Self { sums: judged.iter().map(|it| it.sum).collect(), met })
    }

    /// With less than two thirds of its periods met.
    fn was_missed(&self) -> bool {
        self.met * 3 < self.sums.len() * 2
    }

    /// The largest target with which it would not have been missed.
    fn fits(&self) -> Amount {
        let mut sums = self.sums.clone();
        sums.sort_unstable_by_key(|sum| std::cmp::Reverse(*sum));
        let needed = (sums.len() * 2).div_ceil(3);
        sums.get(needed.saturating_sub(1)).copied().unwrap_or_default()
    }

    fn sum(&self) -> Amount {
        self.sums.iter().copied().sum()
    }

    /// Periods in which anything was done.
    fn touched(&self) -> Amount {
        let count = self.sums.iter().filter(|sum| sum.is_positive()).count();
        Amount::whole(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// Whether several periods make a week.
fn is_short(cadence: Cadence) -> bool {
    match cadence {
        Cadence::Day | Cadence::On(_) => true,
        Cadence::Window(days) => days < 7,
        Cadence::Once
        | Cadence::OnDates(_)
        | Cadence::Week
        | Cadence::Weeks(_)
        | Cadence::Month
        | Cadence::Months(_)
        | Cadence::Quarter
        | Cadence::Year => false,
    }
}

/// The last four whole weeks, or longer periods, without a pause since the goal has its cadence, oldest first. One
/// learns nothing from what was skipped throughout.
fn last_rounds(
    judge: &Judge<'_>,
    goal: &Goal,
    history: &History,
    until: Day,
) -> Option<[Round; LEARNT_FROM]> {
    let cadence = judge.cadence(goal);
    let own: Vec<&JudgedPeriod> = since_cadence(judge, goal, history, until).collect();
    let no_pause = |from: Day, to: Day| history.timeline.paused(from, Some(to)) == Cover::None;
    let mut rounds = Vec::new();
    if is_short(cadence) {
        let first = own.last()?.range.from;
        let week_start = judge.state.settings.week_start_on(judge.today);
        let mut begin = until.next().week_begin(week_start).plus(-7);
        while first <= begin && rounds.len() < LEARNT_FROM {
            let end = begin.plus(6);
            let within = own.iter().skip_while(|it| it.range.to > Some(end));
            let within = within.take_while(|it| it.range.to >= Some(begin)).copied();
            rounds.extend(Round::of(within).filter(|_| no_pause(begin, end)));
            begin = begin.plus(-7);
        }
    } else {
        let whole = own.iter().filter(|it| it.range.cut == Cut::Whole);
        let calm = whole.filter(|it| it.range.to.is_some_and(|to| no_pause(it.range.from, to)));
        rounds.extend(calm.filter_map(|it| Round::of(std::iter::once(*it))).take(LEARNT_FROM));
    }
    rounds.reverse();
    rounds.try_into().ok()
}

/// The periods that closed by a day, judged by the goal's own check-offs since it has its cadence, the last one
/// first.
fn since_cadence<'h>(
    judge: &Judge<'_>,
    goal: &Goal,
    history: &'h History,
    until: Day,
) -> impl Iterator<Item = &'h JudgedPeriod> {
    let cadence = judge.cadence(goal);
    let closed = move |period: &&JudgedPeriod| period.range.to.is_some_and(|to| to <= until);
    let latest = history.periods.iter().rev().skip_while(move |period| !closed(period));
    latest
        .take_while(move |period| period.range.cadence == cadence && period.basis == Basis::Own)
        .filter(|period| matches!(period.bound, Bound::AtLeast(_)))
}

/// The last four periods that were met or missed, oldest first.
fn last_periods(
    judge: &Judge<'_>,
    goal: &Goal,
    history: &History,
    until: Day,
) -> Option<[JudgedPeriod; LEARNT_FROM]> {
    let judged = since_cadence(judge, goal, history, until)
        .filter(|period| matches!(period.verdict, Verdict::Met | Verdict::Missed));
    let mut found: Vec<JudgedPeriod> = judged.take(LEARNT_FROM).copied().collect();
    found.reverse();
    found.try_into().ok()
}

fn lighter(target: Amount, cadence: Cadence, counts_days: bool, rounds: &[Round; LEARNT_FROM]) -> Size {
    let [_, second, ..] = sorted(rounds.each_ref().map(Round::fits));
    let fits = counted_like(target, second);
    if fits.is_positive() {
        return Size::Smaller(fits);
    }
    let done = if counts_days { Round::touched } else { Round::sum };
    let fewer = counted_like(target, median(rounds.each_ref().map(done)));
    match cadence {
        Cadence::Day | Cadence::On(_) if fewer.is_positive() => Size::Fewer(fewer),
        _ => Size::Pause,
    }
}

/// The median, where each was at least half as much again as the target.
fn larger(target: Amount, sums: [Amount; LEARNT_FROM]) -> Option<Amount> {
    let [least, ..] = sorted(sums);
    let median = counted_like(target, median(sums));
    (least.times(2) >= target.times(3) && target < median).then_some(median)
}

fn sorted(mut sums: [Amount; LEARNT_FROM]) -> [Amount; LEARNT_FROM] {
    sums.sort_unstable();
    sums
}

fn median(sums: [Amount; LEARNT_FROM]) -> Amount {
    let [_, second, third, _] = sorted(sums);
    Amount::from_thousandths((second + third).thousandths() / 2)
}

/// An amount rounded down to what a target counts in: whole numbers, where it is one.
fn counted_like(target: Amount, amount: Amount) -> Amount {
    if target == target.ceil() { Amount::whole(amount.thousandths() / 1000) } else { amount }
}
