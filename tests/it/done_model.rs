//! SEMANTICS 11 told a second time, naively: lists of what was done, on days counted from 16 November 2026, in
//! thousandths, with a calendar of its own; compared with the program on random histories.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;
use goals::domain::judge::judge::Judge;
use goals::domain::model::change::{Change, Stamp};
use goals::domain::model::goal::{Bound, Feeds, Place, Schedule};
use goals::domain::model::goal_field::{GoalField, TextKey};
use goals::domain::model::state::State;
use goals::domain::report::review::Review;
use goals::domain::report::span::Span;
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};

use crate::state::day;

/// How many histories are compared.
const HISTORIES: u64 = 3000;

/// So many days of 2026 lie before the first.
const DAY_OF_YEAR: i64 = 319;

/// Monday.
const FIRST: &str = "2026-11-16";

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, number: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % number
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        let at = self.below(i64::try_from(of.len()).expect("few"));
        of[usize::try_from(at).expect("a place")]
    }
}

#[derive(Debug, Clone)]
struct Goal {
    cadence: &'static str,
    /// In thousandths; whether at most.
    bound: Option<(i64, bool)>,
    unit: Option<&'static str>,
    baseline: Option<i64>,
    area: Option<&'static str>,
    parent: Option<usize>,
    /// In thousandths; 0 is each unit.
    feeds: Option<i64>,
    /// Day and difference, or reading.
    done: Vec<(i64, i64)>,
}

#[derive(Debug, Clone)]
struct Win {
    day: i64,
    area: Option<&'static str>,
    under: Option<usize>,
}

#[derive(Debug)]
struct History {
    goals: Vec<Goal>,
    wins: Vec<Win>,
    today: i64,
}

const AREAS: [Option<&str>; 4] = [None, Some("Work"), Some("work"), Some("family")];

fn a_history(dice: &mut Dice) -> History {
    let mut goals = Vec::new();
    for place in 0..=dice.below(5) {
        let cadence = dice
            .one(&["once", "day", "week", "week", "month", "mon,thu", "2w", "3m", "1st,15th", "last-fri"]);
        let read = cadence == "once" && dice.below(4) == 0;
        let target = dice.one(&[1000, 1000, 2500, 3000, 50_000, 51_000]);
        let bound = match dice.below(6) {
            0 if !read => None,
            1 if !read => Some((target, true)),
            _ => Some((target, false)),
        };
        let parent = (place > 0 && dice.below(2) == 0).then_some(0);
        goals.push(Goal {
            cadence,
            bound,
            unit: dice.one(&[
                None,
                None,
                Some("emails"),
                Some("posts"),
                Some("km"),
                Some("Pages"),
                Some("€"),
            ]),
            baseline: read.then_some(90_000),
            area: dice.one(&AREAS),
            parent,
            feeds: if parent.is_some() { dice.one(&[None, None, Some(0), Some(2000)]) } else { None },
            done: Vec::new(),
        });
    }
    // What feeds by its completions has to be one that can: the model knows the weekly kind.
    for goal in &mut goals {
        if goal.feeds.is_some_and(|each| each > 0) {
            goal.cadence = "week";
            goal.baseline = None;
            goal.bound = Some((goal.bound.map_or(1000, |(target, _)| target), false));
        }
        // A parent that its children judge is not checked off itself.
        goal.parent = goal.parent.filter(|_| goal.baseline.is_none());
    }
    if goals.iter().any(|goal| goal.parent.is_some()) {
        let top = &mut goals[0];
        top.cadence = "once";
        top.baseline = None;
        top.bound = Some((100_000, false));
        top.unit = Some("posts");
    }
    for _ in 0..dice.below(40) {
        let place = usize::try_from(dice.below(i64::try_from(goals.len()).expect("few"))).expect("a place");
        let amount = dice.one(&[1000, 1000, 1000, 500, 2000, 7250, 12_000, -1000]);
        let goal = &mut goals[place];
        let amount = if goal.baseline.is_some() { 80_000 + amount } else { amount };
        goal.done.push((dice.below(80), amount));
    }
    let wins = (0..dice.below(4)).map(|_| Win {
        day: dice.below(80),
        area: dice.one(&AREAS),
        under: (dice.below(2) == 0).then_some(0),
    });
    let wins = wins.collect();
    History { goals, wins, today: 10 + dice.below(70) }
}

fn id(place: usize) -> GoalId {
    GoalId::from_bits(u64::try_from(place).expect("few") + 1)
}

/// Year, month and day of the month.
fn date(number: i64) -> (i64, i64, i64) {
    let (mut year, mut month, mut left) = (2026, 1, number + DAY_OF_YEAR);
    loop {
        let length = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if left < length {
            return (year, month, left + 1);
        }
        left -= length;
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
}

/// Which week, month, quarter or year a day is in.
fn which(length: &str, number: i64) -> i64 {
    if length == "week" {
        return number.div_euclid(7);
    }
    let (year, month, _) = date(number.max(-DAY_OF_YEAR));
    match length {
        "month" => year * 12 + month - 1,
        "quarter" => year * 4 + (month - 1) / 3,
        _ => year,
    }
}

impl Goal {
    /// What was done on each day, as far as it counts.
    fn units(&self, today: i64) -> BTreeMap<i64, i64> {
        let mut days: BTreeMap<i64, i64> = BTreeMap::new();
        for (day, amount) in self.done.iter().filter(|(day, _)| *day <= today) {
            *days.entry(*day).or_default() += amount;
        }
        days.retain(|_, sum| *sum > 0);
        if self.counts_once() {
            for sum in days.values_mut() {
                *sum = (*sum).min(1000);
            }
        }
        days
    }

    fn counts_once(&self) -> bool {
        self.unit.is_none() && self.bound.is_none_or(|bound| bound == (1000, false))
    }

    fn is_limit(&self) -> bool {
        self.bound.is_some_and(|(_, at_most)| at_most)
    }

    fn activities(&self, sum: i64) -> i64 {
        let measure = matches!(self.unit, Some("km" | "Pages" | "€"));
        let target = self.bound.map_or(1000, |(target, _)| target);
        match (measure, target <= 50_000) {
            (false, true) => (sum + 999) / 1000,
            _ => 1,
        }
    }

    /// What counts of it in all: one that is done once holds no more than one.
    fn counted(&self, today: i64) -> BTreeMap<i64, i64> {
        let mut units = self.units(today);
        if self.counts_once() && self.cadence == "once" {
            let mut room = 1000;
            for sum in units.values_mut() {
                *sum = room.min(*sum);
                room -= *sum;
            }
        }
        units.retain(|_, sum| *sum > 0);
        units
    }

    /// What it feeds its parent, which counts posts.
    fn fed(&self, today: i64) -> Vec<(i64, i64)> {
        match self.feeds {
            Some(each) if each > 0 => {
                let mut weeks: BTreeMap<i64, i64> = BTreeMap::new();
                let target = self.bound.map_or(1000, |(target, _)| target);
                let mut met = Vec::new();
                for (day, sum) in self.units(today) {
                    let week = weeks.entry(day / 7).or_default();
                    if *week < target && *week + sum >= target {
                        met.push((day, each));
                    }
                    *week += sum;
                }
                met
            }
            Some(_) => self.counted(today).into_iter().collect(),
            None if self.unit == Some("posts") => self.counted(today).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// What the model and the program both tell of a span.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    activities: i64,
    before: i64,
    days: usize,
    best_day: Option<(i64, i64)>,
    best_week: Option<(i64, i64)>,
    parts: Vec<i64>,
    balance: BTreeMap<String, i64>,
    /// Amount and before, in thousandths.
    totals: BTreeMap<usize, (i64, i64)>,
    wins: usize,
}

impl History {
    fn area(&self, place: usize) -> Option<&'static str> {
        let goal = &self.goals[place];
        goal.area.or_else(|| goal.parent.and_then(|parent| self.goals[parent].area))
    }

    /// Each goal-day: its day, its area, its activities.
    fn goal_days(&self) -> Vec<(i64, Option<&'static str>, i64)> {
        let mut found = Vec::new();
        for (place, goal) in self.goals.iter().enumerate().filter(|(_, goal)| !goal.is_limit()) {
            if goal.baseline.is_none() {
                let days = goal.units(self.today).into_iter();
                found.extend(days.map(|(day, sum)| (day, self.area(place), goal.activities(sum))));
            }
        }
        for win in self.wins.iter().filter(|win| win.day <= self.today) {
            found.push((win.day, win.area.or_else(|| win.under.and_then(|goal| self.area(goal))), 1));
        }
        found
    }

    fn told(&self, length: &str) -> Told {
        let this = which(length, self.today);
        let all = self.goal_days();
        let within = |number: i64| all.iter().filter(move |(day, ..)| which(length, *day) == number);
        let mut days: BTreeMap<i64, i64> = BTreeMap::new();
        let mut balance = BTreeMap::new();
        for (day, area, count) in within(this) {
            *days.entry(*day).or_default() += count;
            *balance.entry(area.unwrap_or_default().to_lowercase()).or_default() += 1;
        }
        let mut weeks: BTreeMap<i64, i64> = BTreeMap::new();
        for (day, count) in &days {
            *weeks.entry(day / 7).or_default() += count;
        }
        let best = |days: &BTreeMap<i64, i64>| {
            let most = *days.values().max()?;
            days.iter().find(|(_, count)| **count == most).map(|(day, count)| (*day, *count))
        };
        // From before the span to behind it, day by day: a new part begins where its name changes.
        let mut parts: Vec<(i64, i64)> = Vec::new();
        for day in (-DAY_OF_YEAR..420).filter(|day| which(length, *day) == this) {
            let name = match length {
                "week" => day,
                "year" => which("month", day),
                _ => which("week", day),
            };
            if parts.last().is_none_or(|(last, _)| *last != name) {
                parts.push((name, 0));
            }
            parts.last_mut().expect("a part").1 += days.get(&day).copied().unwrap_or(0);
        }
        let totals = (0..self.goals.len()).filter_map(|place| Some((place, self.total(place, length)?)));
        Told {
            activities: days.values().sum(),
            before: within(this - 1).map(|(.., count)| count).sum(),
            days: days.len(),
            best_day: best(&days),
            best_week: best(&weeks).filter(|_| length != "week"),
            parts: parts.into_iter().map(|(_, count)| count).collect(),
            balance,
            totals: totals.collect(),
            wins: self
                .wins
                .iter()
                .filter(|win| win.day <= self.today && which(length, win.day) == this)
                .count(),
        }
    }

    fn total(&self, place: usize, length: &str) -> Option<(i64, i64)> {
        let goal = &self.goals[place];
        let this = which(length, self.today);
        if let Some(baseline) = goal.baseline {
            let mut reads: Vec<(i64, i64)> =
                goal.done.iter().copied().filter(|(day, _)| *day <= self.today).collect();
            reads.sort_by_key(|(day, _)| *day);
            let (day, last) = *reads.last()?;
            let before = reads.iter().rev().find(|(day, _)| which(length, *day) < this);
            return (which(length, day) == this)
                .then(|| (last, before.map_or(baseline, |(_, value)| *value)));
        }
        let mut units: Vec<(i64, i64)> = goal.counted(self.today).into_iter().collect();
        for child in self.goals.iter().filter(|child| child.parent == Some(place)) {
            units.extend(child.fed(self.today));
        }
        let sum = |number: i64| -> i64 {
            units.iter().filter(|(day, _)| which(length, *day) == number).map(|(_, amount)| amount).sum()
        };
        let (amount, before) = (sum(this), sum(this - 1));
        (amount + before > 0).then_some((amount, before))
    }

    fn state(&self) -> State {
        let on = |number: i64| day(FIRST).plus(number);
        let amount = Amount::from_thousandths;
        let mut changes = Vec::new();
        for (place, goal) in self.goals.iter().enumerate() {
            let bound = goal.bound.map(|(number, at_most)| {
                if at_most { Bound::AtMost(amount(number)) } else { Bound::AtLeast(amount(number)) }
            });
            let feeds = goal.feeds.map(|each| if each > 0 { Feeds::Each(amount(each)) } else { Feeds::Sum });
            let every = Some(goal.cadence.parse().expect("a cadence"));
            let position = i64::try_from(place).expect("few");
            let fields = vec![
                GoalField::Title("Goal".parse().expect("a title")),
                GoalField::Place(Place { parent: goal.parent.map(id), position }),
                GoalField::Schedule(Schedule { every, bound, unit: goal.unit.map(ToOwned::to_owned) }),
                GoalField::Text(TextKey::Area, goal.area.map(ToOwned::to_owned)),
                GoalField::Feeds(feeds),
                GoalField::Baseline(goal.baseline.map(amount)),
            ];
            changes.push(Change::Add { goal: id(place), day: on(0), fields });
        }
        for (place, goal) in self.goals.iter().enumerate() {
            changes.extend(goal.done.iter().map(|(day, n)| match goal.baseline {
                None => Change::Check { goal: id(place), day: on(*day), n: amount(*n), note: None },
                Some(_) => Change::Read { goal: id(place), day: on(*day), value: amount(*n), note: None },
            }));
        }
        changes.extend(self.wins.iter().map(|win| Change::Win {
            title: "Win".parse().expect("a title"),
            day: on(win.day),
            area: win.area.map(ToOwned::to_owned),
            under: win.under.map(id),
            note: None,
        }));
        let at = "2026-11-16T12:00:00.000+00:00";
        let stamps =
            (1_u128..).map(|id| Stamp { id: EntryId(id), place: 0, at, device: "one", by: None, of: None });
        State::of(stamps.zip(&changes), &BTreeSet::new())
    }
}

fn told_by_the_program(judge: &Judge<'_>, length: &str) -> Told {
    let span = match length {
        "week" => Span::week(judge.today, Weekday::Mon),
        "month" => Span::month(judge.today),
        "quarter" => Span::quarter(judge.today),
        _ => Span::year(judge.today),
    };
    let review = Review::of(judge, judge, span);
    let number = |on: Day| day(FIRST).days_to(on);
    let shares = review.balance.iter().filter(|share| share.goal_days > 0);
    Told {
        activities: review.activities.into(),
        before: review.activities_before.into(),
        days: review.days_done,
        best_day: review.best_day.map(|(day, count)| (number(day), count.into())),
        best_week: review.best_week.map(|week| (number(week.to).div_euclid(7), week.activities.into())),
        parts: review.parts.iter().map(|part| part.activities.into()).collect(),
        balance: shares
            .map(|share| (share.area.clone().unwrap_or_default().to_lowercase(), share.goal_days.into()))
            .collect(),
        totals: review
            .totals
            .iter()
            .map(|total| {
                let place = (0..99).find(|place| id(*place) == total.goal.id);
                (place.expect("a goal"), (total.amount.thousandths(), total.before.thousandths()))
            })
            .collect(),
        wins: review.wins.len(),
    }
}

#[test]
fn rule_11_equals_a_naive_model() {
    for seed in 0..HISTORIES {
        let mut dice = Dice(seed);
        let history = a_history(&mut dice);
        let length = ["week", "month", "quarter", "year"][usize::try_from(seed % 4).expect("one of four")];
        let state = history.state();
        let judge = Judge::new(&state, day(FIRST).plus(history.today));
        assert_eq!(told_by_the_program(&judge, length), history.told(length), "{seed} {length} {history:#?}");
    }
}
