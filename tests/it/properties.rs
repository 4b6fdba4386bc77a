//! What holds whatever was done (QUALITY, "Properties").

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, Weekday};
use goals::domain::input::fields::FieldUpdate;
use goals::domain::input::goal_line::{Spec, Tick};
use goals::domain::judge::judge::Judge;
use goals::domain::model::change::{Act, Change, Scope, Stamp};
use goals::domain::model::goal::{Bound, Feeds, Place, Schedule};
use goals::domain::model::goal_field::{DayKey, GoalField, Key, TextKey};
use goals::domain::model::settings::{Celebrate, Hints, Setting};
use goals::domain::model::state::State;
use goals::domain::value::amount::Amount;
use goals::domain::value::cadence::Cadence;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};
use goals::journal::files::error::JournalError;
use goals::journal::fold::Entries;
use goals::journal::format::entry::{Entry, Recorded};
use goals::journal::{Detail, DeviceName, Journal, Writer};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{
    BoxedStrategy, Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::{select, subsequence};

use crate::state::{day, name};

/// So many cases; failures are told, and leave no file in the source tree.
pub(crate) fn cases(number: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(number) }
}

const AT: &str = "2026-11-16T12:00:00.000+00:00";

fn first() -> Day {
    day("2026-11-16")
}

/// A day around the first.
fn a_day() -> impl Strategy<Value = Day> {
    (-10_i64..40).prop_map(|days| first().plus(days))
}

fn a_goal() -> impl Strategy<Value = GoalId> {
    (1_u64..5).prop_map(GoalId::from_bits)
}

fn an_amount() -> impl Strategy<Value = Amount> {
    prop_oneof![(-3_i64..6).prop_map(Amount::whole), (-3000_i64..6000).prop_map(Amount::from_thousandths)]
}

fn a_text() -> impl Strategy<Value = Option<String>> {
    option::of("[a-zé\"\\\\]{1,8}( [a-z:]{1,8})?")
}

fn a_cadence() -> impl Strategy<Value = Cadence> {
    let words = "once day weekday weekend mon,wed,fri sun week month quarter year 2d 3d 5d 10d 2w 3w 2m 1st,15th last-day 2nd-tue,last-fri";
    select(words.split(' ').collect::<Vec<_>>()).prop_map(|word| word.parse().expect("a cadence"))
}

fn a_bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        (1_i64..6).prop_map(|target| Bound::AtLeast(Amount::whole(target))),
        (0_i64..5).prop_map(|most| Bound::AtMost(Amount::whole(most))),
    ]
}

fn a_schedule() -> impl Strategy<Value = Schedule> {
    let unit = option::of(Just("km".to_owned()));
    (option::of(a_cadence()), option::of(a_bound()), unit).prop_map(|(every, bound, unit)| Schedule {
        every,
        bound,
        unit,
    })
}

fn a_field() -> impl Strategy<Value = GoalField> {
    prop_oneof![
        "[a-z]{1,6}( [a-z]{1,6})?".prop_map(|text| GoalField::Title(text.parse().expect("a title"))),
        select(vec!["a", "b", "run"]).prop_map(|code| GoalField::Code(code.parse().expect("a code"))),
        a_text().prop_map(|text| GoalField::Text(TextKey::Why, text)),
        a_text().prop_map(|text| GoalField::Text(TextKey::Area, text)),
        a_text().prop_map(|text| GoalField::Text(TextKey::Who, text)),
        a_text().prop_map(|text| GoalField::Text(TextKey::Reward, text)),
        option::of(a_day()).prop_map(|day| GoalField::Day(DayKey::By, day)),
        option::of(a_day()).prop_map(|day| GoalField::Day(DayKey::From, day)),
        option::of(a_day()).prop_map(|day| GoalField::Day(DayKey::Pilot, day)),
        vec(a_goal(), 0..3).prop_map(GoalField::After),
        option::of(prop_oneof![Just(Feeds::Sum), Just(Feeds::Each(Amount::ONE))]).prop_map(GoalField::Feeds),
        option::of(an_amount()).prop_map(GoalField::Baseline),
        a_schedule().prop_map(GoalField::Schedule),
        (option::of(a_goal()), -3_i64..3)
            .prop_map(|(parent, position)| GoalField::Place(Place { parent, position })),
    ]
}

fn an_act() -> impl Strategy<Value = Act> {
    select(vec![Act::Set, Act::Lift])
}

fn a_scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::All), a_goal().prop_map(Scope::Goal)]
}

fn a_setting() -> impl Strategy<Value = Setting> {
    prop_oneof![
        select(vec![Weekday::Mon, Weekday::Sun, Weekday::Wed]).prop_map(Setting::WeekStart),
        select(vec![Celebrate::Off, Celebrate::Quiet, Celebrate::Full]).prop_map(Setting::Celebrate),
        select(vec![Hints::On, Hints::Off]).prop_map(Setting::Hints),
        option::of("[a-z]{1,3}")
            .prop_map(Setting::Me)
            .prop_filter("a name", |setting| *setting != Setting::Me(Some("none".to_owned()))),
    ]
}

/// A field once, as the journal keeps it, with a title: a goal that is made.
fn an_add() -> impl Strategy<Value = Change> {
    (a_goal(), a_day(), vec(a_field(), 0..4)).prop_map(|(goal, day, others)| {
        let title = GoalField::Title("Goal".parse().expect("a title"));
        Change::Add { goal, day, fields: in_order(std::iter::once(title).chain(others)) }
    })
}

/// Each kind of field once, in the order in which the journal keeps them.
fn in_order(fields: impl IntoIterator<Item = GoalField>) -> Vec<GoalField> {
    let place = |field: &GoalField| GoalField::NAMES.iter().position(|name| *name == field.name());
    let by_place: BTreeMap<_, GoalField> = fields.into_iter().map(|field| (place(&field), field)).collect();
    by_place.into_values().collect()
}

fn a_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => an_add(),
        4 => (a_goal(), a_day(), vec(a_field(), 1..3))
            .prop_map(|(goal, day, fields)| Change::Set { goal, day, fields: in_order(fields) }),
        6 => (a_goal(), a_day(), an_amount(), a_text())
            .prop_map(|(goal, day, n, note)| Change::Check { goal, day, n, note }),
        1 => (a_goal(), a_day(), an_amount(), a_text())
            .prop_map(|(goal, day, value, note)| Change::Read { goal, day, value, note }),
        2 => (a_goal(), a_day(), an_act(), a_text())
            .prop_map(|(goal, day, act, note)| Change::Skip { goal, day, act, note }),
        1 => (a_scope(), a_day(), option::of(0_i64..9)).prop_map(|(scope, from, days)| Change::Pause {
            scope,
            from,
            until: days.map(|days| from.plus(days))
        }),
        1 => (a_scope(), a_day()).prop_map(|(scope, day)| Change::Resume { scope, day }),
        2 => (a_goal(), a_day(), an_act()).prop_map(|(goal, day, act)| Change::Archive { goal, day, act }),
        1 => (a_goal(), a_day(), an_act(), a_text())
            .prop_map(|(goal, day, act, note)| Change::Finish { goal, day, act, note }),
        1 => (a_day(), a_text(), option::of(a_goal()), a_text()).prop_map(|(day, area, under, note)| Change::Win {
            title: "Win".parse().expect("a title"),
            day,
            area,
            under,
            note
        }),
        1 => (a_goal(), a_day(), 0..9_u32, option::of(a_day())).prop_map(|(goal, day, position, planned)| {
            Change::Order { goal, day, position, planned }
        }),
        1 => (a_setting(), a_day()).prop_map(|(setting, day)| Change::Config { setting, day }),
    ]
}

/// Entries with ids from 1, some of which undo one before.
pub(crate) fn entries() -> impl Strategy<Value = Vec<Recorded>> {
    let one =
        (a_change(), option::weighted(0.2, any::<proptest::sample::Index>()), select(vec!["one", "two"]));
    vec(one, 1..25).prop_map(|all| {
        let recorded =
            |(place, (change, undoes, device)): (usize, (Change, Option<proptest::sample::Index>, &str))| {
                let target = undoes.filter(|_| place > 0).map(|index| index.index(place) + 1);
                let id = |place: usize| EntryId(u128::try_from(place).expect("a small number"));
                let change = target.map_or(change, |target| Change::Undo { entry: id(target) });
                let entry =
                    Entry { id: id(place + 1), at: AT.to_owned(), by: None, of: None, did: vec![change] };
                Recorded { entry, device: device.to_owned() }
            };
        all.into_iter().enumerate().map(recorded).collect()
    })
}

/// Everything that a world says, for comparing two.
fn told(state: &State) -> String {
    format!("{state:?}")
}

/// The entries with one more of this device that undoes another.
fn undone(entries: &Entries, target: EntryId) -> Entries {
    let largest = entries.largest().map_or(0, |id| id.0);
    let entry = Entry {
        id: EntryId(largest + 1),
        at: AT.to_owned(),
        by: None,
        of: None,
        did: vec![Change::Undo { entry: target }],
    };
    entries.clone().with(Recorded { entry, device: "one".to_owned() })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn rule_10_1_the_order_in_which_entries_arrive_plays_no_part(
        (all, shuffled) in entries().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let twice = shuffled.iter().cloned().chain(all.iter().cloned()).collect();
        let expected = told(&Entries::new(all).state());
        prop_assert_eq!(&told(&Entries::new(shuffled).state()), &expected);
        prop_assert_eq!(&told(&Entries::new(twice).state()), &expected);
    }

    #[test]
    fn rule_10_1_a_world_grows_by_an_entry_as_if_folded_anew(all in entries()) {
        // An undo makes the journal fold anew; without one an entry is put on top.
        let plain = |recorded: &Recorded| !matches!(recorded.entry.did[0], Change::Undo { .. });
        let all: Vec<Recorded> = all.into_iter().filter(plain).collect();
        let mut grown = State::of([], &BTreeSet::new());
        for recorded in &all {
            let Entry { id, at, did, .. } = &recorded.entry;
            grown = grown.with(Stamp { id: *id, place: 0, at, device: &recorded.device, by: None, of: None }, did);
        }
        prop_assert_eq!(told(&grown), told(&Entries::new(all).state()));
    }

    #[test]
    fn rule_10_2_undo_then_redo_is_the_identity(all in entries(), times in 1_usize..4) {
        let before = Entries::new(all);
        let mut now = before.clone();
        let mut undos = 0;
        for _ in 0..times {
            let Some(target) = now.to_undo("one").map(|recorded| recorded.entry.id) else { break };
            now = undone(&now, target);
            undos += 1;
        }
        for left in 0..undos {
            let target = now.to_redo("one").map(|recorded| recorded.entry.id);
            prop_assert!(target.is_some(), "{} of {} undos were redone", left, undos);
            now = undone(&now, target.expect("an undo"));
        }
        prop_assert_eq!(told(&now.state()), told(&before.state()));
    }

    /// What stands is a pile: a command is put on it, undo takes the uppermost off, redo puts back what was
    /// taken off last, as long as no command came between.
    #[test]
    fn rule_10_2_undo_and_redo_work_on_a_pile(steps in vec(select(vec!["do", "do", "undo", "undo", "redo"]), 0..30)) {
        let mut entries = Entries::default();
        let (mut standing, mut taken) = (Vec::new(), Vec::new());
        for step in steps {
            let id = entries.largest().map_or(1, |id| id.0 + 1);
            match step {
                "do" => {
                    let change = Change::Check { goal: GOAL, day: first(), n: Amount::ONE, note: None };
                    let entry = Entry { id: EntryId(id), at: AT.to_owned(), by: None, of: None, did: vec![change] };
                    entries = entries.with(Recorded { entry, device: "one".to_owned() });
                    standing.push(EntryId(id));
                    taken.clear();
                }
                "undo" => {
                    let target = entries.to_undo("one").map(|recorded| recorded.entry.id);
                    prop_assert_eq!(target, standing.pop());
                    if let Some(target) = target {
                        entries = undone(&entries, target);
                        taken.push(target);
                    }
                }
                _ => {
                    let target = entries.to_redo("one").map(|recorded| recorded.entry.clone());
                    let back = target.as_ref().and_then(|undo| match undo.did.first() {
                        Some(Change::Undo { entry }) => Some(*entry),
                        _ => None,
                    });
                    prop_assert_eq!(back, taken.pop());
                    if let Some(undo) = target {
                        entries = undone(&entries, undo.id);
                        standing.extend(back);
                    }
                }
            }
        }
    }

    #[test]
    fn rule_10_2_undo_takes_the_last_entry_as_if_it_had_never_been(all in entries()) {
        // A goal that was made is gone only if nothing refers to it.
        let last_is_ours = all.last().is_some_and(|last| {
            last.device == "one" && !matches!(last.entry.did[0], Change::Undo { .. } | Change::Add { .. })
        });
        let now = Entries::new(all.clone());
        if last_is_ours && let Some(target) = now.to_undo("one").map(|recorded| recorded.entry.id) {
            let without = all.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default();
            prop_assert_eq!(told(&undone(&now, target).state()), told(&Entries::new(without).state()));
        }
    }
}

/// What stands for a word in a title or a value.
fn a_word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zäé0-9]{1,6}",
        1 => "[\"\\\\:#*+\\-\\[\\]a-z]{1,5}",
        1 => select(vec!["n:", "every:day", "\"by:1", "why:\"x\"", "- [x]", "[ ]", "\\\"", "code:x\\"]).prop_map(str::to_owned),
    ]
}

fn words() -> impl Strategy<Value = String> {
    vec(a_word(), 1..4).prop_map(|words| words.join(" "))
}

/// A value that a key may have, as it is typed: `none` clears.
fn a_value(key: Key) -> BoxedStrategy<String> {
    let one_of = |values: &[&'static str]| select(values.to_vec()).prop_map(str::to_owned).boxed();
    match key {
        Key::Code => one_of(&["a", "run-2", "0"]),
        Key::Target => one_of(&["12", "0.5", "+20%", "-5%", "-3", "none"]),
        Key::AtMost => one_of(&["0", "4.25", "none"]),
        Key::Every => prop_oneof![a_cadence().prop_map(|it| it.to_string()), Just("none".to_owned())].boxed(),
        Key::Baseline => one_of(&["5000", "-1.5", "none"]),
        Key::Day(_) => one_of(&["2026-12-01", "+1y", "eow", "none", "next week"]),
        Key::Feeds => one_of(&["sum", "2.5", "none"]),
        Key::After => one_of(&["a", "a,b", "none"]),
        Key::Unit | Key::Text(_) => prop_oneof![words(), one_of(&["none", " none "])].boxed(),
    }
}

fn a_spec() -> impl Strategy<Value = Spec> {
    let values: Vec<_> = Key::ALL.into_iter().map(|key| option::weighted(0.35, a_value(key))).collect();
    let tick = select(vec![Tick::Open, Tick::Done]);
    (words(), values, any::<bool>(), tick).prop_filter_map("a goal line", |(title, values, limit, tick)| {
        let other_bound = if limit { Key::Target } else { Key::AtMost };
        let said = Key::ALL.into_iter().zip(values).filter(|(key, _)| *key != other_bound);
        let updates = said.filter_map(|(key, value)| value.map(|value| FieldUpdate::read(key, &value)));
        Some(Spec { title: title.parse().ok()?, fields: updates.collect::<Result<_, _>>().ok()?, tick })
    })
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_goal_line_written_and_parsed_is_the_same(spec in a_spec()) {
        let line = spec.to_string();
        let read: Result<Spec, _> = line.parse();
        prop_assert_eq!(read, Ok(spec), "{}", line);
    }

    #[test]
    fn a_goal_line_parsed_and_written_is_the_same(line in words()) {
        if let Ok(spec) = line.parse::<Spec>() {
            let written = spec.to_string();
            prop_assert_eq!(written.parse::<Spec>(), Ok(spec), "{}", written);
        }
    }

    #[test]
    fn rule_3_1_an_amount_written_and_read_is_the_same(thousandths in -10_i64.pow(15)..=10_i64.pow(15)) {
        let amount = Amount::from_thousandths(thousandths);
        prop_assert_eq!(amount.to_string().parse(), Ok(amount));
    }
}

/// One goal's life, as the model and the program are told it.
#[derive(Clone, Debug)]
struct Timeline {
    /// The first day, where it is stated.
    from: Option<Day>,
    by: Option<Day>,
    unit: Option<String>,
    /// From each of these days on: the cadence and the bound; the first since it was made.
    schedules: BTreeMap<Day, (Cadence, Bound)>,
    week_starts: BTreeMap<Day, Weekday>,
    /// In thousandths.
    checks: BTreeMap<Day, i64>,
    skips: Vec<Day>,
    pauses: Vec<(Day, Day)>,
    today: Day,
}

fn a_life() -> impl Strategy<Value = Timeline> {
    let ahead = |days: std::ops::Range<i64>| days.prop_map(|days| first().plus(days));
    let cadence = a_cadence().prop_filter("it repeats", |cadence| cadence.repeats());
    let schedules = (a_bound(), cadence, btree_map(ahead(1..60), (a_bound(), a_cadence()), 0..3)).prop_map(
        |(bound, cadence, later)| {
            let later = later.into_iter().filter(|(_, (_, cadence))| cadence.repeats());
            let later = later.map(|(day, (bound, cadence))| (day, (cadence, bound)));
            std::iter::once((first(), (cadence, bound))).chain(later).collect()
        },
    );
    let week_starts = btree_map(ahead(0..50), select(vec![Weekday::Sun, Weekday::Wed, Weekday::Mon]), 0..2);
    let amounts =
        prop_oneof![3 => Just(1000_i64), 1 => Just(500), 1 => Just(2000), 1 => Just(-1000), 1 => Just(4000)];
    (
        option::weighted(0.3, ahead(-5..20)),
        option::weighted(0.2, ahead(20..60)),
        option::of(Just("km".to_owned())),
        schedules,
        week_starts,
        btree_map(ahead(-3..75), amounts, 0..50),
        vec(ahead(0..70), 0..4),
        vec((ahead(0..60), 0_i64..12).prop_map(|(from, days)| (from, from.plus(days))), 0..3),
        ahead(0..70),
    )
        .prop_map(|(from, by, unit, schedules, week_starts, checks, skips, pauses, today)| Timeline {
            from,
            by,
            unit,
            schedules,
            week_starts,
            checks,
            skips,
            pauses,
            today,
        })
}

const GOAL: GoalId = GoalId::from_bits(1);

/// The changes that tell the program of a life.
fn changes(timeline: &Timeline) -> Vec<Change> {
    let schedule = |(cadence, bound): &(Cadence, Bound)| {
        GoalField::Schedule(Schedule {
            every: Some(*cadence),
            bound: Some(*bound),
            unit: timeline.unit.clone(),
        })
    };
    let title = GoalField::Title("Goal".parse().expect("a title"));
    let mut fields =
        vec![title, GoalField::Day(DayKey::From, timeline.from), GoalField::Day(DayKey::By, timeline.by)];
    fields.extend(timeline.schedules.get(&first()).map(schedule));
    let mut changes = vec![Change::Add { goal: GOAL, day: first(), fields }];
    changes.extend(
        timeline
            .week_starts
            .iter()
            .map(|(day, start)| Change::Config { setting: Setting::WeekStart(*start), day: *day }),
    );
    let later = timeline.schedules.iter().filter(|(day, _)| **day > first());
    changes.extend(later.map(|(day, it)| Change::Set { goal: GOAL, day: *day, fields: vec![schedule(it)] }));
    changes.extend(timeline.checks.iter().map(|(day, n)| Change::Check {
        goal: GOAL,
        day: *day,
        n: Amount::from_thousandths(*n),
        note: None,
    }));
    changes.extend(timeline.skips.iter().map(|day| Change::Skip {
        goal: GOAL,
        day: *day,
        act: Act::Set,
        note: None,
    }));
    changes.extend(timeline.pauses.iter().map(|(from, until)| Change::Pause {
        scope: Scope::Goal(GOAL),
        from: *from,
        until: Some(*until),
    }));
    changes
}

fn state(timeline: &Timeline) -> State {
    let changes = changes(timeline);
    let stamps =
        (1_u128..).map(|id| Stamp { id: EntryId(id), place: 0, at: AT, device: "one", by: None, of: None });
    State::of(stamps.zip(&changes), &BTreeSet::new())
}

fn year(day: Day) -> i64 {
    day.to_string().get(..4).and_then(|year| year.parse().ok()).expect("a year")
}

/// Days of the month by the text of the day alone.
fn is_listed(cadence: Cadence, day: Day) -> bool {
    let date = day.day_of_month();
    let ends = |days: i64| day.plus(days).month() != day.month();
    match cadence {
        Cadence::On(listed) => listed.holds(day),
        Cadence::OnDates(listed) => listed.to_string().split(',').any(|name| match name {
            "1st" => date == 1,
            "15th" => date == 15,
            "last-day" => ends(1),
            "2nd-tue" => day.weekday() == Weekday::Tue && (8..=14).contains(&date),
            "last-fri" => day.weekday() == Weekday::Fri && ends(7),
            other => panic!("{other}"),
        }),
        _ => true,
    }
}

/// The naive model: it goes from day to day, and asks of each anew what the rules say of it.
impl Timeline {
    fn days(from: Day, to: Day) -> impl Iterator<Item = Day> {
        std::iter::successors(Some(from), |day| Some(day.next())).take_while(move |day| *day <= to)
    }

    fn schedule(&self, day: Day) -> (Cadence, Bound) {
        let standing = self.schedules.iter().rfind(|(from, _)| **from <= day);
        *standing.or(self.schedules.first_key_value()).expect("a schedule").1
    }

    /// Cadence and week start, which together cut periods (1.2, 2.7), and the day from which weeks and months are
    /// counted (2.9).
    fn rhythm(&self, day: Day) -> (Cadence, Weekday, Day) {
        let cadence = self.schedule(day).0;
        let start = self.week_starts.iter().rfind(|(from, _)| **from <= day);
        let start = start.map_or(Weekday::Mon, |(_, start)| *start);
        let weeks = matches!(cadence, Cadence::Week | Cadence::Weeks(_));
        // The first of the changes before that left the cadence as it is.
        let changes = self.schedules.iter().rev().filter(|(from, _)| **from <= day);
        let unchanged = changes.take_while(|(_, (other, _))| *other == cadence).map(|(from, _)| *from).last();
        let first = self.schedules.first_key_value().map(|(from, _)| *from);
        let begun =
            unchanged.filter(|from| Some(*from) != first).map_or(self.start(), |from| from.max(self.start()));
        (cadence, if weeks { start } else { Weekday::Mon }, begun)
    }

    /// 2.5.
    fn start(&self) -> Day {
        let done = self.checks.iter().find(|(day, n)| **day <= self.today && **n > 0).map(|(day, _)| *day);
        self.from.unwrap_or(done.map_or(first(), |done| done.min(first())))
    }

    /// 3.1 and 3.3: what counts on a day, in thousandths; nothing of days ahead (10.6).
    fn counted(&self, day: Day, bound: Bound) -> i64 {
        let sum = self.checks.get(&day).copied().unwrap_or(0).max(0);
        let once = self.unit.is_none() && bound == Bound::AtLeast(Amount::ONE);
        match day <= self.today {
            true if once => sum.min(1000),
            true => sum,
            false => 0,
        }
    }

    /// Whether a calendar period of this rhythm ends with a day (2.2).
    fn ends(rhythm: (Cadence, Weekday, Day), day: Day) -> bool {
        let (cadence, week_start, counted) = rhythm;
        let next = day.next();
        match cadence {
            Cadence::Day | Cadence::On(_) | Cadence::OnDates(_) => true,
            Cadence::Weeks(count) => {
                let before = Self::days(day.plus(-6), day.next()).find(|day| day.weekday() == week_start);
                let first = Self::days(counted.plus(-6), counted).find(|day| day.weekday() == week_start);
                let weeks = first.expect("a week").days_to(next).div_euclid(7);
                next.weekday() == week_start && before.is_some() && weeks.rem_euclid(count.into()) == 0
            }
            Cadence::Months(count) => {
                let number = |day: Day| i64::from(day.month()) + 12 * year(day);
                let months = number(next) - number(counted);
                next.day_of_month() == 1 && months.rem_euclid(count.into()) == 0
            }
            Cadence::Week => next.weekday() == week_start,
            Cadence::Month => next.day_of_month() == 1,
            Cadence::Quarter => next.day_of_month() == 1 && [1, 4, 7, 10].contains(&next.month()),
            Cadence::Year => next.day_of_month() == 1 && next.month() == 1,
            Cadence::Once | Cadence::Window(_) => false,
        }
    }

    /// All periods begun up to today: `from..to verdict`.
    fn periods(&self) -> Vec<String> {
        let mut told = Vec::new();
        let mut day = self.start();
        while day <= self.today && self.by.is_none_or(|by| day <= by) {
            let rhythm = self.rhythm(day);
            if !is_listed(rhythm.0, day) {
                day = day.next();
                continue;
            }
            let (last, partial) = self.reach(day, rhythm);
            told.push(format!("{day}..{last} {}", self.verdict(day, last, partial)));
            day = last.next();
        }
        told
    }

    /// The last day of the period that begins on one, and whether it is cut (2.8).
    fn reach(&self, begin: Day, rhythm: (Cadence, Weekday, Day)) -> (Day, bool) {
        let cadence = rhythm.0;
        let begins = match cadence {
            Cadence::Window(_) => true,
            _ => Self::ends(rhythm, begin.prev()),
        };
        let mut length = 0;
        let mut last = begin;
        loop {
            length += 1;
            let full = match cadence {
                Cadence::Window(days) => length == days || self.is_reached(begin, last),
                _ => Self::ends(rhythm, last),
            };
            if full {
                return (last, !begins);
            }
            let next = self.rhythm(last.next());
            let cut = self.by == Some(last) || (next.0, next.1) != (rhythm.0, rhythm.1);
            if cut {
                return (last, true);
            }
            last = last.next();
        }
    }

    /// Whether the days' sum reaches the target in force on the last of them (2.7).
    fn is_reached(&self, from: Day, to: Day) -> bool {
        let bound = self.schedule(to).1;
        let sum: i64 = Self::days(from, to).map(|day| self.counted(day, bound)).sum();
        to <= self.today && matches!(bound, Bound::AtLeast(target) if sum >= target.thousandths())
    }

    /// The table of SEMANTICS 4, line by line.
    fn verdict(&self, from: Day, to: Day, partial: bool) -> &'static str {
        let bound = self.schedule(to).1;
        let sum: i64 = Self::days(from, to).map(|day| self.counted(day, bound)).sum();
        let paused = |day: Day| self.pauses.iter().any(|(from, until)| *from <= day && day <= *until);
        let skipped = self.skips.iter().any(|day| from <= *day && *day <= to);
        match bound {
            Bound::AtLeast(target) if sum >= target.thousandths() => "met",
            _ if skipped || Self::days(from, to).all(paused) => "excused",
            Bound::AtMost(most) if sum > most.thousandths() => "missed",
            _ if to >= self.today => "open",
            _ if partial || Self::days(from, to).any(paused) => "neutral",
            Bound::AtLeast(_) => "missed",
            Bound::AtMost(_) => "met",
            Bound::Any => "neutral",
        }
    }
}

/// Whether what is asked of windows changes, for which 2.7 has a rule of its own.
fn changes_windows(timeline: &Timeline) -> bool {
    let bounds: BTreeSet<String> =
        timeline.schedules.values().map(|(_, bound)| format!("{bound:?}")).collect();
    let window = timeline.schedules.values().any(|(cadence, _)| matches!(cadence, Cadence::Window(_)));
    window && bounds.len() > 1
}

/// A life in windows of one length, of which other targets are asked as time goes by.
fn a_life_in_windows() -> impl Strategy<Value = Timeline> {
    let targets = btree_map(1_i64..60, 1_i64..6, 1..6);
    (a_life(), select(vec![3, 5, 10]), 1_i64..6, targets).prop_map(|(timeline, days, target, later)| {
        let schedule = |target| (Cadence::Window(days), Bound::AtLeast(Amount::whole(target)));
        let later = later.into_iter().map(|(day, target)| (first().plus(day), schedule(target)));
        let schedules = std::iter::once((first(), schedule(target))).chain(later).collect();
        Timeline { schedules, ..timeline }
    })
}

/// A life's periods as the program tells them.
fn judged(timeline: &Timeline) -> Vec<String> {
    let state = state(timeline);
    let judge = Judge::new(&state, timeline.today);
    let history = judge.history(state.tree.goal(GOAL).expect("the goal"));
    let told = history.periods.iter().map(|period| {
        let to = period.range.to.map(|to| to.to_string()).unwrap_or_default();
        format!("{}..{to} {}", period.range.from, name(period.verdict))
    });
    told.collect()
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn rule_4_verdicts_equal_a_naive_day_by_day_model(
        timeline in a_life().prop_filter("one bound for windows", |timeline| !changes_windows(timeline))
    ) {
        prop_assert_eq!(judged(&timeline), timeline.periods());
    }

    #[test]
    fn rule_2_7_changed_windows_equal_a_naive_day_by_day_model(
        timeline in a_life_in_windows()
    ) {
        prop_assert_eq!(judged(&timeline), timeline.periods());
    }

    /// 5.1 and 5.3, from the model's verdicts.
    #[test]
    fn rule_5_1_streaks_equal_those_counted_from_the_naive_model(
        timeline in a_life().prop_filter("one bound for windows", |timeline| !changes_windows(timeline))
    ) {
        let state = state(&timeline);
        let run = Judge::new(&state, timeline.today).streak(state.tree.goal(GOAL).expect("the goal"));
        let periods = timeline.periods();
        let verdicts: Vec<&str> = periods.iter().filter_map(|period| period.split(' ').nth(1)).collect();
        let count = |wanted: &str| {
            u32::try_from(verdicts.iter().filter(|verdict| **verdict == wanted).count()).expect("few")
        };
        prop_assert_eq!((run.met, run.missed, run.excused), (count("met"), count("missed"), count("excused")));
        let streaks: Vec<u32> = verdicts
            .split(|verdict| *verdict == "missed")
            .map(|run| u32::try_from(run.iter().filter(|verdict| **verdict == "met").count()).expect("few"))
            .collect();
        prop_assert_eq!(Some(run.current), streaks.last().copied());
        prop_assert_eq!(Some(run.best), streaks.iter().max().copied());
    }

    #[test]
    fn rule_2_1_a_check_off_is_in_at_most_one_period(timeline in a_life()) {
        let state = state(&timeline);
        let history = Judge::new(&state, timeline.today).history(state.tree.goal(GOAL).expect("the goal"));
        for pair in history.periods.windows(2) {
            prop_assert!(pair[0].range.to.is_some_and(|to| to < pair[1].range.from), "{:?}", pair);
        }
    }
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-18T18:20:00+01:00").expect("a moment")
}

/// Changes as one command may write them: an undo has to name an id of the years that are believed.
fn a_command() -> impl Strategy<Value = Vec<Change>> {
    vec(a_change(), 1..6)
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn an_entry_written_and_read_is_the_same(commands in vec(a_command(), 1..4)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let journal = Journal::new(folder.path().to_owned());
        let writer = Writer { device: DeviceName::Given("one".to_owned()), now: now(), by: None };
        for changes in &commands {
            let written = journal.append(&writer, Detail::Records, |_| Ok::<_, JournalError>((changes.clone(), ())));
            prop_assert!(written.is_ok_and(|appended| appended.entry.is_some()));
        }
        let reading = journal.read(Detail::Records, now().naive_local()).expect("it reads");
        prop_assert!(reading.remarks.unreadable.is_none(), "{:?}", reading.remarks);
        prop_assert_eq!(reading.remarks.newer, 0);
        let mut read = Vec::new();
        let mut entries = reading.entries;
        while let Some(last) = entries.to_undo("one").map(|recorded| recorded.entry.clone()) {
            entries = undone(&entries, last.id);
            read.push(last.did);
        }
        read.reverse();
        prop_assert_eq!(read, commands);
    }

    /// A subset of the days' skips, lifted again, excuses nothing.
    #[test]
    fn rule_10_1_a_skip_lifted_by_a_greater_id_is_none(
        (timeline, lifted) in a_life().prop_flat_map(|timeline| {
            let some = subsequence(timeline.skips.clone(), 0..=timeline.skips.len());
            (Just(timeline), some)
        })
    ) {
        let all = state(&timeline);
        let stamp = Stamp { id: EntryId(1 << 20), place: 0, at: AT, device: "one", by: None, of: None };
        let lift = |day: &Day| Change::Skip { goal: GOAL, day: *day, act: Act::Lift, note: None };
        let fewer = all.with(stamp, &lifted.iter().map(lift).collect::<Vec<_>>());
        let mut left = timeline.clone();
        left.skips.retain(|day| !lifted.contains(day));
        let told = |state: &State| {
            let history = Judge::new(state, timeline.today).history(state.tree.goal(GOAL).expect("the goal"));
            history.periods.iter().map(|period| name(period.verdict)).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&fewer), told(&state(&left)));
    }
}

/// What a goal of a tree is, to the model and the program.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// One-off without a stated target.
    Step,
    /// One-off with a target, in thousandths.
    Amount(i64),
    /// Every day or week with a target, in thousandths.
    Habit(Cadence, i64),
}

/// A goal of a tree.
#[derive(Clone, Debug)]
struct Node {
    /// The place of the goal above; the first has none.
    parent: Option<usize>,
    kind: Kind,
    unit: Option<&'static str>,
    feeds: Option<Feeds>,
    /// In thousandths.
    checks: BTreeMap<Day, i64>,
    archived: Option<Day>,
    /// Its first day and its deadline.
    line: Option<(Day, Day)>,
}

/// A tree of goals: those above stand before those below, and nothing stands below what repeats.
#[derive(Clone, Debug)]
struct Tree {
    nodes: Vec<Node>,
    today: Day,
}

fn a_node() -> impl Strategy<Value = (proptest::sample::Index, Node)> {
    let ahead = |days: std::ops::Range<i64>| days.prop_map(|days| first().plus(days));
    let kind = prop_oneof![
        2 => Just(Kind::Step),
        2 => select(vec![1000, 2500, 10_000, 52_000, 100_001]).prop_map(Kind::Amount),
        2 => (select(vec![Cadence::Day, Cadence::Week]), select(vec![2000, 3500]))
            .prop_map(|(cadence, target)| Kind::Habit(cadence, target)),
    ];
    let feeds = option::of(prop_oneof![
        Just(Feeds::Sum),
        Just(Feeds::Each(Amount::ONE)),
        Just(Feeds::Each(Amount::from_thousandths(2500))),
    ]);
    let amounts = select(vec![1000_i64, 1000, 2000, 4000, 500, 333, -1000]);
    let line = option::of((-10_i64..80, 0_i64..90));
    (
        any::<proptest::sample::Index>(),
        kind,
        option::of(select(vec!["km", "posts"])),
        feeds,
        btree_map(ahead(-3..70), amounts, 0..25),
        option::weighted(0.3, ahead(0..30)),
        line,
    )
        .prop_map(|(above, kind, unit, feeds, checks, archived, line)| {
            let line = line.map(|(from, days)| (first().plus(from), first().plus(from + days)));
            (above, Node { parent: None, kind, unit, feeds, checks, archived, line })
        })
}

fn a_tree() -> impl Strategy<Value = Tree> {
    let root = select(vec![Kind::Step, Kind::Amount(5000), Kind::Amount(52_000)]);
    (root, vec(a_node(), 1..10), 30_i64..65).prop_map(|(root, nodes, today)| {
        let mut tree = Tree { nodes: Vec::new(), today: first().plus(today) };
        for (place, (above, node)) in nodes.into_iter().enumerate() {
            let parent = (place > 0).then(|| above.index(place));
            let repeats = |parent: &usize| matches!(tree.nodes[*parent].kind, Kind::Habit(..));
            let parent = parent.map(|parent| if repeats(&parent) { 0 } else { parent });
            let kind = if place == 0 { root } else { node.kind };
            let line = node.line.filter(|_| matches!(kind, Kind::Amount(_)));
            tree.nodes.push(Node { parent, kind, line, ..node });
        }
        for place in 0..tree.nodes.len() {
            let parent = tree.nodes.iter().any(|node| node.parent == Some(place));
            let node = &mut tree.nodes[place];
            if parent || place == 0 {
                node.archived = None;
            }
            // What its steps decide is not checked off itself.
            if parent && node.kind == Kind::Step {
                node.checks.clear();
            }
        }
        tree
    })
}

fn id(place: usize) -> GoalId {
    GoalId::from_bits(u64::try_from(place).expect("a small number") + 1)
}

fn world_of(tree: &Tree) -> State {
    let mut changes = Vec::new();
    for (place, node) in tree.nodes.iter().enumerate() {
        let position = i64::try_from(place).expect("a small number");
        let at_least = |target| Some(Bound::AtLeast(Amount::from_thousandths(target)));
        let (every, bound) = match node.kind {
            Kind::Step => (Cadence::Once, None),
            Kind::Amount(target) => (Cadence::Once, at_least(target)),
            Kind::Habit(cadence, target) => (cadence, at_least(target)),
        };
        let unit = node.unit.map(ToOwned::to_owned);
        let fields = vec![
            GoalField::Title("Goal".parse().expect("a title")),
            GoalField::Place(Place { parent: node.parent.map(id), position }),
            GoalField::Schedule(Schedule { every: Some(every), bound, unit }),
            GoalField::Day(DayKey::By, node.line.map(|(_, by)| by)),
            GoalField::Day(DayKey::From, node.line.map(|(from, _)| from)),
            GoalField::Feeds(node.feeds),
        ];
        changes.push(Change::Add { goal: id(place), day: first(), fields });
    }
    for (place, node) in tree.nodes.iter().enumerate() {
        let goal = id(place);
        let check = |(day, n): (&Day, &i64)| Change::Check {
            goal,
            day: *day,
            n: Amount::from_thousandths(*n),
            note: None,
        };
        changes.extend(node.checks.iter().map(check));
        changes.extend(node.archived.map(|day| Change::Archive { goal, day, act: Act::Set }));
    }
    let stamps =
        (1_u128..).map(|id| Stamp { id: EntryId(id), place: 0, at: AT, device: "one", by: None, of: None });
    State::of(stamps.zip(&changes), &BTreeSet::new())
}

#[derive(Clone, Copy, Debug)]
struct Part {
    /// From 0 to 1.
    share: f64,
    done_on: Option<Day>,
}

/// What is left of the days of what repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    None,
    Days,
    NoEnd,
}

/// The naive model of SEMANTICS 6: lists of what was gained on which day, in thousandths.
impl Tree {
    fn below(&self, place: usize) -> Vec<usize> {
        (0..self.nodes.len()).filter(|other| self.nodes[*other].parent == Some(place)).collect()
    }

    /// What was done of a goal itself, day by day.
    fn done(&self, place: usize) -> Vec<(Day, i64)> {
        let checks = self.nodes[place].checks.iter();
        checks.filter(|(day, n)| **day <= self.today && **n > 0).map(|(day, n)| (*day, *n)).collect()
    }

    /// The last day on which what a goal stands below begins, where it says so (2.5).
    fn begin(&self, place: usize) -> Option<Day> {
        let parent = self.nodes[place].parent?;
        self.nodes[parent].line.map(|(from, _)| from).max(self.begin(parent))
    }

    /// The days on which a habit's periods were met, while it was not archived.
    fn met(&self, place: usize, cadence: Cadence, target: i64) -> Vec<Day> {
        let node = &self.nodes[place];
        let mut met = Vec::new();
        let mut sum = 0;
        for day in
            Timeline::days(self.begin(place).unwrap_or(first().plus(-7)), node.archived.unwrap_or(self.today))
        {
            if cadence == Cadence::Day || day.weekday() == Weekday::Mon {
                sum = 0;
            }
            let before = sum;
            sum += node.checks.get(&day).copied().unwrap_or(0).max(0);
            if before < target && sum >= target {
                met.push(day);
            }
        }
        met
    }

    /// 6.1, in the order of days.
    fn gains(&self, place: usize) -> Vec<(Day, i64)> {
        let node = &self.nodes[place];
        let mut gains = self.done(place);
        let once = match node.kind {
            Kind::Step => node.unit.is_none(),
            Kind::Amount(target) => node.unit.is_none() && target == 1000,
            Kind::Habit(..) => false,
        };
        if once {
            // 3.3: no more than 1 in all.
            let mut room = 1000;
            for (_, n) in &mut gains {
                *n = room.min(*n);
                room -= *n;
            }
        }
        if matches!(node.kind, Kind::Amount(_)) {
            for child in self.below(place) {
                gains.extend(self.fed(place, child));
            }
        }
        gains.retain(|(_, n)| *n > 0);
        gains.sort_unstable();
        gains
    }

    fn fed(&self, parent: usize, child: usize) -> Vec<(Day, i64)> {
        let node = &self.nodes[child];
        // A group that passes units on, and names none, counts what is counted above it.
        let group = |place: &usize| {
            let node = &self.nodes[*place];
            node.kind == Kind::Step && node.unit.is_none() && node.feeds == Some(Feeds::Sum)
        };
        let mut line = std::iter::successors(Some(parent), |above| self.nodes[*above].parent);
        let counted = line.find(|place| !group(place)).and_then(|place| self.nodes[place].unit);
        let same_unit = node.unit.is_some() && node.unit == counted;
        match (node.feeds, node.kind) {
            (None, _) if !same_unit => Vec::new(),
            (Some(Feeds::Each(n)), Kind::Habit(cadence, target)) => {
                let met = self.met(child, cadence, target).into_iter();
                met.map(|day| (day, n.thousandths())).collect()
            }
            (Some(Feeds::Each(n)), _) => {
                self.done_on(child).map(|day| (day, n.thousandths())).into_iter().collect()
            }
            (_, Kind::Habit(..)) => self.done(child),
            (Some(Feeds::Sum), Kind::Step) => {
                // A group that says so passes on what is done below it.
                let below = self.below(child).into_iter().flat_map(|below| self.fed(child, below));
                self.gains(child).into_iter().chain(below).collect()
            }
            _ => self.gains(child),
        }
    }

    /// The one-off parts of a goal without a target.
    fn steps(&self, place: usize) -> Vec<usize> {
        if self.nodes[place].kind != Kind::Step {
            return Vec::new();
        }
        let counts = |child: &usize| {
            let node = &self.nodes[*child];
            let repeats = matches!(node.kind, Kind::Habit(..));
            !repeats && (node.archived.is_none() || self.done_on(*child).is_some())
        };
        self.below(place).into_iter().filter(counts).collect()
    }

    /// 6.2: a habit's periods as parts, counted day by day, and whether any of its days are left.
    fn periods(&self, place: usize) -> (Vec<Part>, Left) {
        let node = &self.nodes[place];
        let Kind::Habit(cadence, target) = node.kind else { return (Vec::new(), Left::None) };
        let above = std::iter::successors(node.parent, |above| self.nodes[*above].parent);
        let lines: Vec<(Day, Day)> = above.filter_map(|above| self.nodes[above].line).collect();
        let last = lines.first().map(|(_, by)| *by);
        if node.archived.is_some() {
            let met = self.met(place, cadence, target).into_iter();
            let met = met.filter(|day| last.is_none_or(|last| *day <= last));
            return (met.map(|day| Part { share: 1.0, done_on: Some(day) }).collect(), Left::None);
        }
        let done = self.done(place);
        let begins = done.first().map_or(first(), |(day, _)| first().min(*day));
        let start = lines.iter().map(|(from, _)| *from).fold(begins, Day::max);
        let opens = |day: Day| cadence == Cadence::Day || day.weekday() == Weekday::Mon || day == start;
        let mut parts = Vec::new();
        let mut left = if last.is_some() { Left::None } else { Left::NoEnd };
        for from in Timeline::days(start, last.unwrap_or(self.today)).filter(|day| opens(*day)) {
            let whole = cadence == Cadence::Day || from.weekday() == Weekday::Mon;
            let to = Timeline::days(from, from.plus(7))
                .find(|day| cadence == Cadence::Day || day.weekday() == Weekday::Sun)
                .expect("a week has a Sunday");
            let (mut sum, mut met) = (0, None);
            for (day, n) in &done {
                if from <= *day && *day <= to && last.is_none_or(|last| *day <= last) {
                    sum += n;
                    met = met.or((sum >= target).then_some(*day));
                }
            }
            let part = |n: i64| f64::from(i32::try_from(n).expect("a small number"));
            if met.is_some() || whole || self.today <= to {
                parts.push(Part { share: (part(sum) / part(target)).min(1.0), done_on: met });
            }
        }
        if let Some(last) = last {
            // It is done with its last day, if it is.
            for part in &mut parts {
                part.done_on = part.done_on.map(|day| day.max(last));
            }
            left = if self.today < last { Left::Days } else { Left::None };
        }
        (parts, left)
    }

    /// 6.2: all parts of a goal without a target, and whether any days of what repeats are left, below it or
    /// further down.
    fn parts(&self, place: usize) -> (Vec<Part>, Left) {
        let (mut parts, mut left) = (Vec::new(), Left::None);
        for step in self.steps(place) {
            let done_on = self.done_on(step);
            if done_on.is_none() && !self.steps(step).is_empty() || self.has_habit(step) {
                left = left.max(self.parts(step).1);
            }
            let share = if done_on.is_some() { 1.0 } else { self.fraction(step).unwrap_or(0.0) };
            parts.push(Part { share, done_on });
        }
        if self.nodes[place].kind == Kind::Step {
            for habit in self.below(place) {
                let (periods, ends) = self.periods(habit);
                parts.extend(periods);
                left = left.max(ends);
            }
        }
        (parts, left)
    }

    /// The days on which what was still to be done below a goal was archived.
    fn left_out(&self, place: usize) -> impl Iterator<Item = Day> + '_ {
        let line = |place: usize| std::iter::successors(Some(place), |above| self.nodes[*above].parent);
        self.below(place).into_iter().filter_map(move |child| {
            let day = self.nodes[child].archived?;
            let last = line(child).filter_map(|place| self.nodes[place].line).map(|(_, by)| by).next();
            let was_open = match self.nodes[child].kind {
                Kind::Habit(..) => last.is_none_or(|last| day <= last),
                Kind::Step | Kind::Amount(_) => self.done_on(child).is_none(),
            };
            was_open.then_some(day)
        })
    }

    fn has_habit(&self, place: usize) -> bool {
        let counts = |child: &usize| {
            let node = &self.nodes[*child];
            matches!(node.kind, Kind::Habit(..))
                && (node.archived.is_none() || !self.periods(*child).0.is_empty())
        };
        self.nodes[place].kind == Kind::Step && self.below(place).iter().any(counts)
    }

    fn target(&self, place: usize) -> i64 {
        match self.nodes[place].kind {
            Kind::Step => 1000,
            Kind::Amount(target) | Kind::Habit(_, target) => target,
        }
    }

    fn amount(&self, place: usize) -> i64 {
        self.gains(place).iter().map(|(_, n)| n).sum()
    }

    fn done_on(&self, place: usize) -> Option<Day> {
        if !self.steps(place).is_empty() || self.has_habit(place) {
            let (parts, left) = self.parts(place);
            let done = left == Left::None && parts.iter().all(|part| part.done_on.is_some());
            let days = parts.iter().filter_map(|part| part.done_on);
            // Leaving out what was open completes it on that day.
            return if done { days.max().map(|day| self.left_out(place).fold(day, Day::max)) } else { None };
        }
        let mut sum = 0;
        for (day, n) in self.gains(place) {
            sum += n;
            if sum >= self.target(place) {
                return Some(day);
            }
        }
        None
    }

    fn fraction(&self, place: usize) -> Option<f64> {
        if !self.steps(place).is_empty() || self.has_habit(place) {
            let (parts, left) = self.parts(place);
            let count = u32::try_from(parts.len()).expect("few");
            let mean = || parts.iter().map(|part| part.share).sum::<f64>() / f64::from(count);
            return (left != Left::NoEnd && count > 0).then(mean);
        }
        let part = |n: i64| f64::from(i32::try_from(n).expect("a small number"));
        Some((part(self.amount(place)) / part(self.target(place))).min(1.0))
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn rule_6_1_the_roll_up_equals_a_naive_model(tree in a_tree()) {
        let state = world_of(&tree);
        let judge = Judge::new(&state, tree.today);
        for (place, node) in tree.nodes.iter().enumerate() {
            if matches!(node.kind, Kind::Habit(..)) {
                continue;
            }
            let goal = state.tree.goal(id(place)).expect("a goal");
            let mut gains: BTreeMap<Day, i64> = BTreeMap::new();
            for (day, n) in tree.gains(place) {
                *gains.entry(day).or_default() += n;
            }
            let told: BTreeMap<Day, i64> =
                judge.gained(goal).iter().map(|(day, amount)| (*day, amount.thousandths())).collect();
            prop_assert_eq!(told, gains, "{}", place);
            prop_assert_eq!(judge.amount(goal).thousandths(), tree.amount(place), "{}", place);
            prop_assert_eq!(judge.done_on(goal), tree.done_on(place), "{}", place);
            let (told, fraction) = (judge.fraction(goal), tree.fraction(place));
            let near = told.zip(fraction).is_none_or(|(told, fraction)| (told - fraction).abs() < 1e-9);
            prop_assert!(near && told.is_some() == fraction.is_some(), "{}: {:?} {:?}", place, told, fraction);
        }
    }
}
