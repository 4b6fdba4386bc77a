//! SEMANTICS 7 once more, naively: day by day and in whole thousandths, beside what the program tells.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate, Weekday};
use goals::domain::judge::judge::Judge;
use goals::domain::judge::needed::{Dose, Needed, Span};
use goals::domain::judge::pace::Standing;
use goals::domain::model::change::{Act, Change, Stamp};
use goals::domain::model::goal::{Bound, Feeds, Place, Schedule};
use goals::domain::model::goal_field::{DayKey, GoalField};
use goals::domain::model::settings::Setting;
use goals::domain::model::state::State;
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::state::day;

/// Days after 4 January 2027, a Monday.
type At = i64;

/// A repeating goal that may feed the goal, right below it or below a part that counts the same.
#[derive(Clone, Debug)]
struct Child {
    cadence: &'static str,
    target: i64,
    unit: &'static str,
    feeds: Option<Feeds>,
    under_part: bool,
    from: At,
    by: Option<At>,
    archived: Option<At>,
    checks: BTreeMap<At, i64>,
}

#[derive(Clone, Debug)]
enum Kind {
    /// What was done in the goal itself, in thousandths.
    Amount(BTreeMap<At, i64>),
    /// The baseline, and what was read.
    Readings(i64, BTreeMap<At, i64>),
}

/// A goal with a target and a deadline, what feeds it, and the day on which it is looked at.
#[derive(Clone, Debug)]
struct Life {
    kind: Kind,
    target: i64,
    from: At,
    by: At,
    children: Vec<Child>,
    week_start: Weekday,
    today: At,
}

fn a_child() -> impl Strategy<Value = Child> {
    let cadences = "day mon,thu weekday week week month quarter year 2d 6d 7d 10d 31d 100d \
                    2w 3w 2m 3m 15th 1st,15th last-day 2nd-tue last-fri";
    let end = || option::weighted(0.15, 0_i64..300);
    (
        select(cadences.split(' ').collect::<Vec<_>>()),
        select(vec![1000_i64, 2000, 3500]),
        select(vec!["km", "min"]),
        option::weighted(
            0.7,
            select(vec![Feeds::Sum, Feeds::Each(Amount::ONE), Feeds::Each(Amount::from_thousandths(500))]),
        ),
        any::<bool>(),
        -40_i64..60,
        (end(), end()),
        btree_map(0_i64..250, select(vec![1000_i64, 1000, 1000, 2000, 4000, 500]), 0..12),
    )
        .prop_map(|(cadence, target, unit, feeds, under_part, from, (by, archived), checks)| {
            let (by, archived) = (by.map(|days| from + days), archived.map(|days| from + days));
            let last = by.into_iter().chain(archived).min().unwrap_or(At::MAX);
            let checks = checks.into_iter().map(|(days, n)| (from + days, n));
            let checks = checks.filter(|(at, _)| *at <= last).collect();
            Child { cadence, target, unit, feeds, under_part, from, by, archived, checks }
        })
}

fn a_life() -> impl Strategy<Value = Life> {
    let own =
        btree_map(-20_i64..260, select(vec![1000_i64, 1000, 2000, 5000, 500]), 0..8).prop_map(Kind::Amount);
    let readings = (select(vec![0_i64, 90_000]), btree_map(-20_i64..200, -20_i64..120, 0..6)).prop_map(
        |(baseline, read)| {
            Kind::Readings(baseline, read.into_iter().map(|(at, value)| (at, value * 1000)).collect())
        },
    );
    let days = prop_oneof![6 => 0_i64..120, 2 => 120_i64..420, 1 => 420_i64..1300];
    (
        prop_oneof![5 => own, 1 => readings],
        select(vec![1000_i64, 10_000, 52_000, 100_000, 400_000, 7_500]),
        -30_i64..30,
        days,
        vec(a_child(), 0..3),
        select(vec![Weekday::Mon, Weekday::Mon, Weekday::Sun]),
        0_i64..100,
    )
        .prop_map(|(kind, target, from, days, children, week_start, gone)| {
            // A little before the beginning to a little behind the end.
            let today = from - 3 + (days + 8) * gone / 100;
            Life { kind, target, from, by: from + days, children, week_start, today }
        })
}

fn date(at: At) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a date");
    first + chrono::TimeDelta::days(at)
}

fn at(date: NaiveDate) -> At {
    (date - self::date(0)).num_days()
}

fn on(at: At) -> Day {
    day("2027-01-04").plus(at)
}

/// The stretch of its calendar that a day is in; `2w` and `3m` are counted from the week or month of another day.
fn natural(cadence: &str, of: At, week_start: Weekday, counted_from: At) -> (At, At) {
    let begins_week = |at: At| date(at).weekday() == week_start;
    let month = |at: At| date(at).year() * 12 + i32::try_from(date(at).month0()).expect("a month");
    let begins = |at: At| match (cadence, counted(cadence)) {
        (_, Some((count, 'w'))) => {
            let first = (counted_from - 6..=counted_from).find(|at| begins_week(*at)).expect("a beginning");
            (at - first).rem_euclid(7 * count) == 0
        }
        (_, Some((count, _))) => {
            let count = i32::try_from(count).expect("few");
            date(at).day() == 1 && (month(at) - month(counted_from)).rem_euclid(count) == 0
        }
        ("week", _) => begins_week(at),
        ("month", _) => date(at).day() == 1,
        ("quarter", _) => date(at).day() == 1 && date(at).month0().is_multiple_of(3),
        ("year", _) => date(at).ordinal() == 1,
        (other, _) => panic!("{other} is not of the calendar"),
    };
    let from = (of - 365..=of).rev().find(|at| begins(*at)).expect("a beginning");
    let to = (of + 1..=of + 366).find(|at| begins(*at)).expect("an end");
    (from, to - 1)
}

/// How many weeks (`w`) or months (`m`).
fn counted(cadence: &str) -> Option<(At, char)> {
    let unit = cadence.chars().last().filter(|unit| matches!(unit, 'w' | 'm'))?;
    cadence.strip_suffix(unit)?.parse().ok().map(|count| (count, unit))
}

/// Whether a set of days has this one; nothing for what is no set.
fn listed(cadence: &str, at: At) -> Option<bool> {
    let date = date(at);
    let is_last = |days: i64| self::date(at + days).month() != date.month();
    Some(match cadence {
        "day" => true,
        "mon,thu" => matches!(date.weekday(), Weekday::Mon | Weekday::Thu),
        "weekday" => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        "15th" => date.day() == 15,
        "1st,15th" => matches!(date.day(), 1 | 15),
        "last-day" => is_last(1),
        "2nd-tue" => date.weekday() == Weekday::Tue && (8..=14).contains(&date.day()),
        "last-fri" => date.weekday() == Weekday::Fri && is_last(7),
        _ => return None,
    })
}

/// The length of a window.
fn window(cadence: &str) -> Option<At> {
    cadence.strip_suffix('d').and_then(|days| days.parse().ok())
}

impl Child {
    fn last(&self) -> At {
        self.by.into_iter().chain(self.archived).min().unwrap_or(At::MAX)
    }

    fn lives(&self, today: At) -> bool {
        let gone = self.archived.is_some_and(|day| day <= today);
        !gone && today <= self.last()
    }

    fn done(&self, at: At) -> i64 {
        self.checks.get(&at).copied().unwrap_or(0)
    }

    /// Its windows up to today, each with whether it was met.
    fn windows(&self, length: At, today: At) -> Vec<(At, At, bool)> {
        let (mut windows, mut from, mut sum) = (Vec::new(), self.from, 0);
        let last = today.min(self.last());
        for at in self.from..=last {
            sum += self.done(at);
            let met = sum >= self.target;
            if met || at == from + length - 1 {
                windows.push((from, at, met));
                (from, sum) = (at + 1, 0);
            }
        }
        // The one that goes on.
        if from <= last {
            windows.push((from, (from + length - 1).min(self.last()), false));
        }
        windows
    }

    /// The days on which its periods were met.
    fn met(&self, today: At, week_start: Weekday) -> Vec<At> {
        if let Some(length) = window(self.cadence) {
            let windows = self.windows(length, today).into_iter();
            return windows.filter(|(.., met)| *met).map(|(_, to, _)| to).collect();
        }
        let (mut days, mut sum, mut end) = (Vec::new(), 0, At::MIN);
        for at in self.from..=today.min(self.last()) {
            let listed = listed(self.cadence, at);
            if listed == Some(false) {
                continue;
            }
            if listed.is_some() || end < at {
                sum = 0;
                end = match listed {
                    Some(_) => at,
                    None => natural(self.cadence, at, week_start, self.from).1,
                };
            }
            let before = sum;
            sum += self.done(at);
            if before < self.target && self.target <= sum {
                days.push(at);
            }
        }
        days
    }

    fn feeds(&self) -> Option<Feeds> {
        self.feeds.or((self.unit == "km").then_some(Feeds::Sum))
    }

    /// In hundredths of a day, from a week on; one of the calendar goes before a window as long.
    fn settles_by(&self) -> Option<(i64, &'static str)> {
        match (self.cadence, counted(self.cadence)) {
            ("mon,thu" | "weekday" | "week", _) => Some((701, "week")),
            ("15th" | "1st,15th" | "last-day" | "2nd-tue" | "last-fri" | "month", _) => Some((3001, "month")),
            ("quarter", _) => Some((9101, "quarter")),
            ("year", _) => Some((36_501, "year")),
            (cadence, Some((count, 'w'))) => Some((700 * count + 1, cadence)),
            (cadence, Some((count, _))) => Some((count * 365 / 12 * 100 + 1, cadence)),
            (other, _) => window(other).filter(|days| 7 <= *days).map(|days| (100 * days, other)),
        }
    }
}

/// The first and last day of the running period that settles, and of the closed ones before it.
type Settling = ((At, At), Vec<(At, At)>);

/// What the model tells.
#[derive(Debug, PartialEq)]
struct Told {
    settled: Day,
    expected: i64,
    standing: Standing,
    buffer: i64,
    dose: Option<Dose>,
    forecast: Option<(Option<Day>, i64, i64)>,
    complete: bool,
    /// In thousandths.
    fraction: i64,
}

impl Life {
    fn feeding(&self) -> Vec<&Child> {
        // Those below the part stand behind the others.
        let (below, others): (Vec<&Child>, Vec<&Child>) =
            self.children.iter().filter(|child| child.feeds().is_some()).partition(|child| child.under_part);
        others.into_iter().chain(below).collect()
    }

    fn gains(&self) -> Vec<(At, i64)> {
        let mut gains: Vec<(At, i64)> = Vec::new();
        if let Kind::Amount(own) = &self.kind {
            gains.extend(own.iter().map(|(at, n)| (*at, *n)));
            for child in self.feeding() {
                match child.feeds() {
                    Some(Feeds::Each(n)) => {
                        let met = child.met(self.today, self.week_start);
                        gains.extend(met.into_iter().map(|at| (at, n.thousandths())));
                    }
                    _ => gains.extend(child.checks.iter().map(|(at, n)| (*at, *n))),
                }
            }
        }
        gains.retain(|(at, _)| *at <= self.today);
        gains
    }

    fn is_whole(&self) -> bool {
        let whole = |n: &i64| n % 1000 == 0;
        let done = |checks: &BTreeMap<At, i64>| {
            checks.iter().filter(|(at, _)| **at <= self.today).all(|(_, n)| whole(n))
        };
        let Kind::Amount(own) = &self.kind else { return false };
        whole(&self.target)
            && done(own)
            && self.feeding().into_iter().all(|child| match child.feeds() {
                Some(Feeds::Each(n)) => whole(&n.thousandths()),
                _ => done(&child.checks),
            })
    }

    fn settling(&self) -> Option<Settling> {
        let Kind::Amount(_) = self.kind else { return None };
        let fits = |cadence: &str| {
            let third =
                |months| at(date(self.from).checked_add_months(Months::new(months)).expect("a date")) - 1;
            let last = match (cadence, counted(cadence)) {
                ("week", _) => self.from + 20,
                ("month", _) => third(3),
                ("quarter", _) => third(9),
                ("year", _) => third(36),
                (_, Some((count, 'w'))) => self.from + 21 * count - 1,
                (_, Some((count, _))) => third(u32::try_from(3 * count).expect("few")),
                (other, _) => self.from + 3 * window(other).expect("a window") - 1,
            };
            last <= self.by
        };
        let running = |child: &Child, cadence: &str| match window(cadence) {
            None => Some(natural(cadence, self.today, self.week_start, child.from)),
            Some(length) => {
                let windows = child.windows(length, self.today);
                let holds = windows.iter().find(|(from, to, _)| (*from..=*to).contains(&self.today));
                holds.map(|(from, to, _)| (*from, *to))
            }
        };
        let mut best: Option<(i64, &str, (At, At), &Child)> = None;
        for child in self.feeding().into_iter().filter(|child| child.lives(self.today)) {
            let Some((length, cadence)) = child.settles_by().filter(|(_, cadence)| fits(cadence)) else {
                continue;
            };
            let Some(days) = running(child, cadence) else { continue };
            let longer =
                best.is_none_or(|(known, _, before, _)| length > known || (length == known && days < before));
            if longer {
                best = Some((length, cadence, days, child));
            }
        }
        let (_, cadence, days, child) = best?;
        let mut closed = Vec::new();
        if let Some(length) = window(cadence) {
            let windows = child.windows(length, self.today).into_iter().map(|(from, to, _)| (from, to));
            closed.extend(windows.filter(|(from, _)| *from < days.0));
            closed.reverse();
        } else {
            let mut begin = days.0;
            for _ in 0..4 {
                closed.push(natural(cadence, begin - 1, self.week_start, child.from));
                begin = closed[closed.len() - 1].0;
            }
        }
        closed.retain(|(_, to)| self.from <= *to);
        closed.truncate(4);
        Some((days, closed))
    }

    fn tell(&self) -> Told {
        let gains = self.gains();
        let sum = |first: At, last: At| -> i64 {
            gains.iter().filter(|(at, _)| first <= *at && *at <= last).map(|(_, n)| n).sum()
        };
        // The way from nothing, or from the baseline, and how much of it is gone.
        let read = |until: At| match &self.kind {
            Kind::Amount(_) => None,
            Kind::Readings(_, read) => read.range(..=until).next_back().map(|(at, value)| (*at, *value)),
        };
        let (begin, sign) = match self.kind {
            Kind::Amount(_) => (0, 1),
            Kind::Readings(baseline, _) => (baseline, (self.target - baseline).signum()),
        };
        let along = |value: i64| (value - begin) * sign;
        let whole = along(self.target);
        let gone = match self.kind {
            Kind::Amount(_) => sum(At::MIN, At::MAX),
            Kind::Readings(..) => along(read(self.today).map_or(begin, |(_, value)| value)),
        };
        let complete = whole <= gone;

        // What the end of each day wants, from the day before the first on.
        let mut line: BTreeMap<At, i64> = BTreeMap::from([(self.from - 1, 0)]);
        let (all, units) = (self.by - self.from + 1, self.is_whole());
        for at in self.from..=self.by {
            let exact = i128::from(whole) * i128::from(at - self.from + 1);
            let wanted = if units {
                exact / i128::from(all) / 1000 * 1000
            } else {
                (2 * exact + i128::from(all)) / (2 * i128::from(all))
            };
            line.insert(at, i64::try_from(wanted).expect("a small number"));
        }
        let expected = |at: At| match at {
            at if at < self.from => 0,
            at if self.by <= at => whole,
            at => line[&at],
        };

        let settling = self.settling();
        let yesterday = self.today - 1;
        let settled = match (&self.kind, &settling) {
            _ if self.by < self.today => yesterday,
            (Kind::Readings(..), _) => {
                let last = read(self.today).map(|(at, _)| at).filter(|at| self.from < *at);
                last.unwrap_or(self.from - 1).max(self.today - 31).min(self.today)
            }
            (_, Some((running, _))) => running.0 - 1,
            (_, None) => yesterday,
        };
        let end = match (&self.kind, &settling) {
            (Kind::Readings(..), _) => settled,
            (_, Some((running, _))) => running.1,
            (_, None) => self.today,
        };
        let behind = expected(settled) - gone;
        let is_behind = expected(settled) > gone.max(0);
        let ahead = gone - expected(end);
        let amount = Amount::from_thousandths;
        let standing = match (is_behind, ahead > 0) {
            (true, _) => Standing::Behind(amount(behind)),
            (false, true) => Standing::Ahead(amount(ahead)),
            (false, false) => Standing::OnPace,
        };
        let buffer = if is_behind {
            -(0..10_000).find(|back| expected(settled - back) <= gone.max(0)).expect("the beginning")
        } else {
            let enough = (0..=(self.by - yesterday).max(0))
                .rev()
                .find(|ahead| expected(yesterday + ahead) <= gone.max(0));
            enough.unwrap_or(0)
        };

        let left = (whole - gone).max(0);
        Told {
            settled: on(settled),
            expected: begin + sign * expected(settled),
            standing,
            buffer,
            dose: (!complete).then(|| dose(left, (self.by - self.today.max(self.from) + 1).max(0))),
            forecast: if complete {
                None
            } else {
                self.forecast(left, settling.as_ref(), &sum, &read, along)
            },
            complete,
            fraction: if complete { 1000 } else { (gone.max(0) * 1000 / whole).min(999) },
        }
    }

    fn forecast(
        &self,
        left: i64,
        settling: Option<&Settling>,
        sum: &dyn Fn(At, At) -> i64,
        read: &dyn Fn(At) -> Option<(At, i64)>,
        along: impl Fn(i64) -> i64,
    ) -> Option<(Option<Day>, i64, i64)> {
        let ten_years = at(date(self.today).checked_add_months(Months::new(120)).expect("a date"));
        // The first day on which what is left is made up for, from a day on.
        let done = |from: At, left: i64, gained: i64, days: i64| {
            let enough = |ahead: &i64| gained * ahead >= left * days;
            let hundreds =
                (0..=40).rev().map(|hundreds| hundreds * 100).find(|ahead| !enough(ahead)).unwrap_or(0);
            (gained > 0).then(|| (hundreds..=hundreds + 100).find(enough).map(|ahead| from + ahead))?
        };
        let soon = |day: Option<At>| day.filter(|day| *day <= ten_years).map(on);
        let Some((running, closed)) = settling else {
            let last = match &self.kind {
                Kind::Amount(_) if sum(self.today, self.today) == 0 => self.today - 1,
                _ => self.today,
            };
            let life = (last - self.begins() + 1).max(0);
            let days = life.clamp(7, 28);
            let gained = match &self.kind {
                Kind::Amount(_) => sum(last - days + 1, last),
                Kind::Readings(baseline, _) => {
                    let value = |until: At| along(read(until).map_or(*baseline, |(_, value)| value));
                    value(self.today) - value(self.today - days)
                }
            };
            let nothing_yet = gained == 0 && life < 7;
            return (!nothing_yet).then(|| (soon(done(last, left, gained, days)), gained, days));
        };
        let (settled, first) = (running.0 - 1, closed.last()?.0);
        let (gained, days) = (sum(first, settled), settled - first + 1);
        let since = sum(settled + 1, self.today);
        let either = [done(self.today, left, gained, days), done(settled, left + since, gained, days)];
        let day = either.into_iter().flatten().filter(|day| self.today <= *day).min();
        Some((soon(day), gained, days))
    }

    fn begins(&self) -> At {
        self.from.min(self.by)
    }

    fn state(&self) -> State {
        let schedule = |every: &str, target: i64, unit: &str| {
            let bound = Some(Bound::AtLeast(Amount::from_thousandths(target)));
            let unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
            GoalField::Schedule(Schedule { every: Some(every.parse().expect("a cadence")), bound, unit })
        };
        let id = |place: usize| GoalId::from_bits(u64::try_from(place).expect("small") + 1);
        let add = |place: usize, parent: Option<usize>, more: Vec<GoalField>| {
            let position = i64::try_from(place).expect("small");
            let title = GoalField::Title("Goal".parse().expect("a title"));
            let parent = parent.map(id);
            let fields = vec![title, GoalField::Place(Place { parent, position })];
            Change::Add { goal: id(place), day: on(-60), fields: [fields, more].concat() }
        };
        let (goal, part) = (0, 1 + self.children.len());
        let mut fields = vec![
            schedule("once", self.target, "km"),
            GoalField::Day(DayKey::From, Some(on(self.from))),
            GoalField::Day(DayKey::By, Some(on(self.by))),
        ];
        if let Kind::Readings(baseline, _) = self.kind {
            fields.push(GoalField::Baseline(Some(Amount::from_thousandths(baseline))));
        }
        let mut changes = vec![
            Change::Config { setting: Setting::WeekStart(self.week_start), day: on(-2000) },
            add(goal, None, fields),
            add(part, Some(goal), vec![schedule("once", 13_000, "km")]),
        ];
        for (place, child) in self.children.iter().enumerate() {
            let fields = vec![
                schedule(child.cadence, child.target, child.unit),
                GoalField::Feeds(child.feeds),
                GoalField::Day(DayKey::From, Some(on(child.from))),
                GoalField::Day(DayKey::By, child.by.map(on)),
            ];
            let parent = if child.under_part { part } else { goal };
            changes.push(add(place + 1, Some(parent), fields));
            let check = |(at, n): (&At, &i64)| Change::Check {
                goal: id(place + 1),
                day: on(*at),
                n: Amount::from_thousandths(*n),
                note: None,
            };
            changes.extend(child.checks.iter().map(check));
            changes.extend(child.archived.map(|at| Change::Archive {
                goal: id(place + 1),
                day: on(at),
                act: Act::Set,
            }));
        }
        match &self.kind {
            Kind::Amount(own) => changes.extend(own.iter().map(|(at, n)| Change::Check {
                goal: id(goal),
                day: on(*at),
                n: Amount::from_thousandths(*n),
                note: None,
            })),
            Kind::Readings(_, read) => changes.extend(read.iter().map(|(at, n)| Change::Read {
                goal: id(goal),
                day: on(*at),
                value: Amount::from_thousandths(*n),
                note: None,
            })),
        }
        let stamps = (1_u128..).map(|id| Stamp {
            id: EntryId(id),
            place: 0,
            at: AT,
            device: "one",
            by: None,
            of: None,
        });
        State::of(stamps.zip(&changes), &BTreeSet::new())
    }
}

const AT: &str = "2026-11-16T12:00:00.000+00:00";

/// The shortest of day, week and month in which what is needed is at least 1 to a tenth.
fn dose(left: i64, days: i64) -> Dose {
    let amount = Amount::from_thousandths;
    if days == 0 {
        return Dose::All(amount(left));
    }
    // A month has 30.4375 days.
    for (span, ten_thousandths) in [(Span::Day, 10_000), (Span::Week, 70_000), (Span::Month, 304_375)] {
        let (much, parts) = (left * ten_thousandths, days * 10_000);
        let step = match much / parts {
            ..100_000 => 100,
            100_000..1_000_000 => 1000,
            _ => 10_000,
        };
        // The nearest step; a half goes up.
        let mut each = much / parts / step * step;
        if 2 * (much - each * parts) >= step * parts {
            each += step;
        }
        if each >= 1000 {
            let fits = parts >= ten_thousandths;
            return if fits { Dose::Each(amount(each), span) } else { Dose::Within(amount(left), days) };
        }
    }
    match (1..=days / 7).rev().find(|weeks| weeks * 7 * left <= days * 1000) {
        Some(weeks) if left > 1000 => Dose::OneIn { weeks },
        _ => Dose::Within(amount(left), days),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5000) })]

    #[test]
    fn rule_7_1_to_7_4_pace_equals_a_naive_model(life in a_life()) {
        let state = life.state();
        let judge = Judge::new(&state, on(life.today));
        let progress = judge.progress(state.tree.goal(GoalId::from_bits(1)).expect("the goal"));
        let line = progress.line.expect("a line");
        let fraction = progress.fraction.expect("a fraction");
        let told = Told {
            settled: line.settled,
            expected: line.expected.thousandths(),
            standing: line.standing,
            buffer: line.buffer_days,
            dose: progress.needed.map(Needed::dose),
            forecast: progress.forecast.map(|it| (it.day, it.gained.thousandths(), it.days)),
            complete: progress.complete,
            fraction: i64::from(fraction.percent()),
        };
        let mut model = life.tell();
        prop_assert_eq!(format!("{:.3}", fraction.told()), format!("{}.{:03}", model.fraction / 1000, model.fraction % 1000));
        model.fraction /= 10;
        prop_assert_eq!(told, model);
        let first_day = life.from == life.today;
        prop_assert_eq!(first_day && matches!(line.standing, Standing::Behind(_)), false);
    }
}
