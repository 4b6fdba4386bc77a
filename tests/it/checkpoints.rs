//! From checkpoints on, today is judged as from the first day on (QUALITY, "Properties").

use std::collections::BTreeSet;

use chrono::Weekday;
use goals::domain::decide::check;
use goals::domain::input::check_word::Ask;
use goals::domain::judge::checkpoint::Checkpoints;
use goals::domain::judge::judge::Judge;
use goals::domain::model::change::{Act, Change, Scope, Stamp};
use goals::domain::model::goal::{Bound, Feeds, Goal, Place, Schedule};
use goals::domain::model::goal_field::{DayKey, GoalField, TextKey};
use goals::domain::model::settings::Setting;
use goals::domain::model::state::State;
use goals::domain::report::agenda::{Agenda, Choice, Head, Line};
use goals::domain::value::amount::Amount;
use goals::domain::value::cadence::Cadence;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::{Index, select};

use crate::state::{Tale, day};

/// What a world tells of a goal on a day: as text what has to be the same, as numbers what has to be near.
type Told = (Vec<(&'static str, String)>, Vec<(&'static str, Option<f64>)>);

fn goal_told(judge: &Judge<'_>, goal: &Goal) -> Told {
    let tree = &judge.state.tree;
    let history = judge.history(goal);
    // Of what repeats, all that was ever done of it is asked nowhere.
    let once = !judge.cadence(goal).repeats();
    let run = judge.streak(goal);
    let progress = judge.progress(goal);
    let period = history.period_on(judge.today).map(|it| {
        // Whether a period without end is cut tells only when a limit closes.
        let cut =
            (!once && it.range.to.is_some() || matches!(it.bound, Bound::AtMost(_))).then_some(it.range.cut);
        let days = (it.range.from, it.range.to, it.range.cadence, cut);
        format!(
            "{days:?} {:?} {} {:?} {:?} {:?} {:?}",
            it.bound, it.sum, it.met_on, it.basis, it.verdict, it.reason
        )
    });
    let parts =
        judge.parts(goal).map(|it| ((it.all.done, it.all.of), (it.steps.done, it.steps.of), it.until));
    let blockers: Vec<_> = judge.blockers(goal).into_iter().map(|before| tree.code(before.id)).collect();
    let children = tree.living_children(Some(goal.id)).count();
    let words = vec![
        ("state", format!("{:?}", judge.status(goal))),
        ("cadence", format!("{:?}", judge.cadence(goal))),
        ("schedule", format!("{:?}", judge.schedule(goal))),
        ("current", format!("{} {:?}", run.current, run.unit)),
        ("best", format!("{} {:?}", run.best, run.best_unit)),
        ("verdicts", format!("{} {} {} {:?}", run.met, run.missed, run.excused, run.rated)),
        ("period", format!("{period:?}")),
        ("start", format!("{}", history.timeline.start)),
        ("ended", format!("{}", history.timeline.end.is_some_and(|end| end < judge.today))),
        ("amount", format!("{:?}", once.then(|| judge.amount(goal)))),
        ("done on", format!("{:?}", judge.done_on(goal).filter(|_| once))),
        ("share", format!("{:?}", judge.share_today(goal))),
        ("slack", format!("{:?}", judge.slack(goal))),
        ("overdue", format!("{}", judge.is_overdue(goal))),
        ("waits until", format!("{:?}", judge.waits_until(goal))),
        ("blockers", format!("{blockers:?}")),
        ("parts", format!("{parts:?}")),
        ("finished", format!("{:?}", judge.finished(goal).map(|it| it.outcome))),
        ("measure", format!("{:?}", judge.measure(goal))),
        ("planned", format!("{:?}", judge.planned_day(goal))),
        ("line", format!("{:?}", progress.line)),
        ("complete", format!("{}", progress.complete)),
        ("done today", format!("{} {}", judge.was_done_today(goal), judge.done_on_day(goal, judge.today))),
        ("longer than a day", format!("{}", judge.period_is_longer_than_a_day(goal))),
        ("reading", format!("{:?}", judge.reading(goal))),
        ("code", format!("{} {:?}", tree.code(goal.id), tree.path(goal.id))),
        ("area", format!("{:?} {:?}", tree.area(goal.id), tree.owner(goal.id))),
        ("children", format!("{children} {:?}", judge.judging_children(goal))),
        ("archived", format!("{} {}", tree.is_archived(goal.id), tree.was_archived(goal.id, judge.today))),
    ];
    let numbers = vec![
        ("rate", run.rate),
        ("strength", Some(run.strength)),
        ("fraction", judge.fraction(goal).filter(|_| once)),
    ];
    (words, numbers)
}

fn agenda_told(judge: &Judge<'_>, choice: &Choice) -> String {
    use std::fmt::Write;
    let agenda = Agenda::of(judge, choice);
    let tree = &judge.state.tree;
    let mut told = String::new();
    for group in &agenda.groups {
        match group.head {
            Head::Macro(goal) => writeln!(told, "macro {}", tree.code(goal.id)),
            Head::Area(area) => writeln!(told, "area {area}"),
            Head::Other => writeln!(told, "other"),
        }
        .expect("a text");
        for line in &group.lines {
            let code = tree.code(line.goal.id);
            let Line { state, mark, depth, role, later, .. } = line;
            writeln!(told, "  {code} {state:?} {mark:?} {depth} {role:?} +{later}").expect("a text");
        }
    }
    let codes = |goals: &[&Goal]| goals.iter().map(|goal| tree.code(goal.id).to_string()).collect::<Vec<_>>();
    writeln!(told, "trials {:?} soon {:?}", codes(&agenda.trials), codes(&agenda.soon)).expect("a text");
    writeln!(told, "can wait {:?}", codes(&agenda.can_wait)).expect("a text");
    writeln!(told, "done {:?} {} of {}", agenda.done, agenda.counted_done, agenda.counted_of)
        .expect("a text");
    told
}

/// A state without the days before its checkpoints.
struct Resumed {
    state: State,
    checkpoints: Checkpoints,
}

impl Resumed {
    /// Nothing where something is dated ahead.
    fn of(whole: &State, today: Day) -> Option<Self> {
        let checkpoints = Judge::new(whole, today).checkpoints()?;
        let mut state = whole.clone();
        drop(checkpoints.take_old(&mut state, today));
        Some(Self { state, checkpoints })
    }

    fn judge(&self, today: Day) -> Judge<'_> {
        Judge::resuming(&self.state, today, Some(&self.checkpoints))
    }

    fn allows(&self, did: &[Change]) -> bool {
        self.checkpoints.allow(did) && self.state.can_append(did)
    }
}

/// What is judged otherwise from checkpoints than from the first day.
fn differences(whole: &State, resumed: &Resumed, today: Day) -> Vec<String> {
    let (whole, carried) = (Judge::new(whole, today), resumed.judge(today));
    let mut found = Vec::new();
    for id in carried.state.tree.in_order() {
        let Some(here) = carried.state.tree.goal(id) else { continue };
        let Some(there) = whole.state.tree.goal(id) else {
            found.push(format!("{today}: {} is in no whole state", here.title));
            continue;
        };
        let (words, numbers) = goal_told(&carried, here);
        let (expected, expected_numbers) = goal_told(&whole, there);
        for ((what, here), (_, there)) in words.into_iter().zip(expected) {
            if here != there {
                found.push(format!(
                    "{today} {} {what}: whole {there}, carried {here}",
                    carried.state.tree.code(id)
                ));
            }
        }
        for ((what, here), (_, there)) in numbers.into_iter().zip(expected_numbers) {
            let near = match (here, there) {
                (Some(here), Some(there)) => (here - there).abs() < 1e-9,
                (here, there) => here.is_none() && there.is_none(),
            };
            if !near {
                found.push(format!(
                    "{today} {} {what}: whole {there:?}, carried {here:?}",
                    carried.state.tree.code(id)
                ));
            }
        }
    }
    found.extend(shown_otherwise(&whole, &carried));
    found.extend(checks_written(&whole, &carried));
    found
}

/// What the page of `today` shows otherwise.
fn shown_otherwise(whole: &Judge<'_>, carried: &Judge<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let today = whole.today;
    let choices = [
        Choice::default(),
        Choice { area: Some("home".to_owned()), ..Choice::default() },
        Choice { who: Some("kim".to_owned()), ..Choice::default() },
    ];
    for choice in choices {
        let (there, here) = (agenda_told(whole, &choice), agenda_told(carried, &choice));
        if here != there {
            found.push(format!("{today} {choice:?}\nwhole\n{there}carried\n{here}"));
        }
    }
    found
}

/// What a check-off of today writes otherwise. One that is refused is asked of the whole world.
fn checks_written(whole: &Judge<'_>, carried: &Judge<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for id in whole.state.tree.in_order() {
        let code = whole.state.tree.code(id);
        for how in ["", "+2", "=3", "=0", "=0.5"] {
            let ask: Ask = format!("{code}{how}").parse().expect("an ask");
            let written = |judge: &Judge<'_>| {
                let checked = check::check(judge, judge.today, std::slice::from_ref(&ask), None);
                checked.map(|checked| format!("{:?} {:?}", checked.changes, checked.goals))
            };
            if let Ok(here) = written(carried)
                && written(whole).as_ref() != Ok(&here)
            {
                found.push(format!(
                    "{} check {code}{how}: whole {:?}, carried {here}",
                    whole.today,
                    written(whole)
                ));
            }
        }
    }
    found
}

/// A goal as it is made, and how it is checked off.
#[derive(Clone, Debug)]
struct Made {
    day: i64,
    above: Option<Index>,
    every: Option<Cadence>,
    bound: Option<Bound>,
    unit: Option<&'static str>,
    feeds: Option<Feeds>,
    baseline: Option<i64>,
    by: Option<i64>,
    from: Option<i64>,
    pilot: Option<i64>,
    area: Option<&'static str>,
    who: Option<&'static str>,
    /// Of a hundred days, on so many.
    often: u64,
    /// Thousandths.
    amounts: Vec<i64>,
    seed: u64,
    /// The day of the last check-off.
    until: i64,
}

#[derive(Clone, Debug)]
enum Event {
    Schedule(Option<Cadence>, Option<Bound>, Option<&'static str>),
    Move(Option<Index>),
    Archive(Act),
    Finish { ago: i64, act: Act },
    Pause { all: bool, ahead: i64, days: Option<i64> },
    Resume { all: bool },
    Skip { ago: i64, act: Act },
    WeekStart(Weekday),
    Tree(Option<i64>),
    Win { under: bool },
    Check { ago: i64, n: i64 },
    Read { ago: i64, value: i64 },
    By(Option<i64>),
    From(Option<i64>),
    After(Index),
    Feeds(Option<Feeds>),
    Pilot(Option<i64>),
    Baseline(Option<i64>),
}

/// What happened over many days.
#[derive(Clone, Debug)]
struct Past {
    goals: Vec<Made>,
    events: Vec<(i64, Index, Event)>,
    /// The day of the checkpoints.
    made: i64,
    /// So many days after it both are compared.
    looks: Vec<i64>,
}

fn a_cadence() -> impl Strategy<Value = Cadence> {
    prop_oneof![
        4 => Just("day"),
        3 => Just("week"),
        2 => select(vec!["mon,wed,fri", "weekend", "weekday", "sun"]),
        3 => select(vec!["2d", "3d", "5d", "10d", "30d"]),
        2 => select(vec!["month", "quarter", "year"]),
        3 => select(vec!["2w", "3w", "2m", "5m", "1st,15th", "last-day", "2nd-tue", "last-fri"]),
        4 => Just("once"),
    ]
    .prop_map(|word| word.parse().expect("a cadence"))
}

fn a_bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        3 => select(vec![1_i64, 1, 2, 3, 5, 20, 100]).prop_map(|n| Bound::AtLeast(Amount::whole(n))),
        1 => select(vec![0_i64, 1, 3, 20]).prop_map(|n| Bound::AtMost(Amount::whole(n))),
    ]
}

fn a_unit() -> impl Strategy<Value = Option<&'static str>> {
    option::weighted(0.4, select(vec!["km", "pages"]))
}

fn a_feeding() -> impl Strategy<Value = Option<Feeds>> {
    option::weighted(
        0.4,
        prop_oneof![
            Just(Feeds::Sum),
            select(vec![1000, 2500]).prop_map(|n| Feeds::Each(Amount::from_thousandths(n)))
        ],
    )
}

fn a_made() -> impl Strategy<Value = Made> {
    let first = (
        prop_oneof![2 => 0_i64..10, 1 => 0_i64..150],
        option::weighted(0.6, any::<Index>()),
        option::weighted(0.8, a_cadence()),
        option::weighted(0.5, a_bound()),
        a_unit(),
        a_feeding(),
        option::weighted(0.08, select(vec![0_i64, 80, 10])),
    );
    let second = (
        option::weighted(0.25, 5_i64..300),
        option::weighted(0.2, -5_i64..30),
        option::weighted(0.15, 0_i64..60),
        option::weighted(0.3, select(vec!["home", "work"])),
        option::weighted(0.2, select(vec!["kim", "lee"])),
        select(vec![0_u64, 3, 10, 40, 70, 95, 100]),
        select(vec![vec![1000], vec![1000], vec![1000, 500], vec![1000, 2000, 4000], vec![1000, -1000, 300]]),
        any::<u64>(),
        prop_oneof![1 => 0_i64..200, 1 => Just(400)],
    );
    (first, second).prop_map(|(first, second)| {
        let (day, above, every, bound, unit, feeds, baseline) = first;
        let (by, from, pilot, area, who, often, amounts, seed, until) = second;
        let every = every.filter(|_| baseline.is_none());
        let bound = match baseline {
            Some(baseline) => Some(Bound::AtLeast(Amount::whole(if baseline == 80 { 70 } else { 100 }))),
            None => bound,
        };
        let by = by.map(|by| day + by).filter(|by| from.is_none_or(|from| day + from <= *by));
        Made {
            day,
            above,
            every,
            bound,
            unit,
            feeds,
            baseline,
            by,
            from: from.map(|from| day + from),
            pilot: pilot.map(|pilot| day + pilot),
            area,
            who,
            often,
            amounts,
            seed,
            until,
        }
    })
}

fn an_event() -> impl Strategy<Value = Event> {
    let act = || select(vec![Act::Set, Act::Set, Act::Lift]);
    let ahead = || option::weighted(0.8, -3_i64..60);
    prop_oneof![
        3 => (option::weighted(0.8, a_cadence()), option::weighted(0.6, a_bound()), a_unit())
            .prop_map(|(every, bound, unit)| Event::Schedule(every, bound, unit)),
        2 => option::weighted(0.7, any::<Index>()).prop_map(Event::Move),
        3 => act().prop_map(Event::Archive),
        1 => (0_i64..20, act()).prop_map(|(ago, act)| Event::Finish { ago, act }),
        2 => (any::<bool>(), 0_i64..5, option::weighted(0.8, 0_i64..25))
            .prop_map(|(all, ahead, days)| Event::Pause { all, ahead, days }),
        1 => any::<bool>().prop_map(|all| Event::Resume { all }),
        2 => (0_i64..20, act()).prop_map(|(ago, act)| Event::Skip { ago, act }),
        1 => select(vec![Weekday::Sun, Weekday::Wed, Weekday::Mon]).prop_map(Event::WeekStart),
        1 => option::weighted(0.8, 0_i64..15).prop_map(Event::Tree),
        1 => any::<bool>().prop_map(|under| Event::Win { under }),
        4 => (0_i64..40, select(vec![1000_i64, 1000, 500, 2000, -1000, 5000]))
            .prop_map(|(ago, n)| Event::Check { ago, n }),
        2 => (0_i64..10, 60_i64..110).prop_map(|(ago, value)| Event::Read { ago, value }),
        1 => ahead().prop_map(Event::By),
        1 => ahead().prop_map(Event::From),
        1 => any::<Index>().prop_map(Event::After),
        1 => a_feeding().prop_map(Event::Feeds),
        1 => ahead().prop_map(Event::Pilot),
        1 => option::of(select(vec![0_i64, 80])).prop_map(Event::Baseline),
    ]
}

fn a_past() -> impl Strategy<Value = Past> {
    (
        vec(a_made(), 1..8),
        vec((0_i64..290, any::<Index>(), an_event()), 0..25),
        20_i64..250,
        vec(0_i64..41, 1..6),
    )
        .prop_map(|(mut goals, events, made, looks)| {
            goals.sort_by_key(|goal| goal.day);
            Past { goals, events, made, looks }
        })
}

fn first() -> Day {
    day("2026-01-05")
}

fn on(days: i64) -> Day {
    first().plus(days)
}

fn id(place: usize) -> GoalId {
    GoalId::from_bits(u64::try_from(place).expect("a small number") + 1)
}

/// A number that looks like chance, the same for the same seed and day.
fn chance(seed: u64, day: i64) -> u64 {
    let mixed = seed ^ day.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Past {
    /// All that was written, with the day of writing, in order.
    fn changes(&self) -> Vec<(i64, Change)> {
        let mut changes = self.written();
        let mut above: BTreeSet<(GoalId, GoalId)> = BTreeSet::new();
        let mut state = State::default();
        changes.retain(|(_, change)| {
            let wanted = is_commanded(change, &state) && keeps_out_of_circles(change, &mut above);
            if wanted && !matches!(change, Change::Check { .. } | Change::Read { .. }) {
                state.add(stamp(1), std::slice::from_ref(change));
            }
            wanted
        });
        changes
    }

    /// The same with what no command would have written.
    fn written(&self) -> Vec<(i64, Change)> {
        let mut changes: Vec<(i64, Change)> = Vec::new();
        for (place, made) in self.goals.iter().enumerate() {
            let parent = made.above.filter(|_| place > 0).map(|above| id(above.index(place)));
            let fields = vec![
                GoalField::Title(format!("Goal {place}").parse().expect("a title")),
                GoalField::Code(format!("g{place}").parse().expect("a code")),
                GoalField::Place(Place { parent, position: i64::try_from(place).expect("a small number") }),
                GoalField::Schedule(Schedule {
                    every: made.every,
                    bound: made.bound,
                    unit: made.unit.map(ToOwned::to_owned),
                }),
                GoalField::Text(TextKey::Area, made.area.map(ToOwned::to_owned)),
                GoalField::Text(TextKey::Who, made.who.map(ToOwned::to_owned)),
                GoalField::Day(DayKey::By, made.by.map(on)),
                GoalField::Day(DayKey::From, made.from.map(on)),
                GoalField::Feeds(made.feeds),
                GoalField::Day(DayKey::Pilot, made.pilot.map(on)),
                GoalField::Baseline(made.baseline.map(Amount::whole)),
            ];
            changes.push((made.day, Change::Add { goal: id(place), day: on(made.day), fields }));
            for day in made.day..made.until.min(340) {
                let number = chance(made.seed, day);
                if number % 100 < made.often {
                    let n =
                        made.amounts[usize::try_from(number >> 32).expect("64 bits") % made.amounts.len()];
                    let n = Amount::from_thousandths(n);
                    changes.push((day, Change::Check { goal: id(place), day: on(day), n, note: None }));
                }
            }
        }
        for (written, which, event) in &self.events {
            let place = which.index(self.goals.len());
            if *written >= self.goals[place].day {
                changes.push((*written, self.change(*written, place, event)));
            }
        }
        changes.sort_by_key(|(day, _)| *day);
        changes
    }

    fn change(&self, written: i64, place: usize, event: &Event) -> Change {
        let goal = id(place);
        let day = on(written);
        let set = |field| Change::Set { goal, day, fields: vec![field] };
        let scope = |all: bool| if all { Scope::All } else { Scope::Goal(goal) };
        let ahead = |days: Option<i64>| days.map(|days| day.plus(days));
        match event.clone() {
            Event::Schedule(every, bound, unit) => {
                set(GoalField::Schedule(Schedule { every, bound, unit: unit.map(ToOwned::to_owned) }))
            }
            Event::Move(parent) => {
                let parent = parent.map(|parent| id(parent.index(self.goals.len())));
                set(GoalField::Place(Place { parent, position: written }))
            }
            Event::Archive(act) => Change::Archive { goal, day, act },
            Event::Finish { ago, act } => Change::Finish { goal, day: day.plus(-ago), act, note: None },
            Event::Pause { all, ahead, days } => {
                let from = day.plus(ahead);
                Change::Pause { scope: scope(all), from, until: days.map(|days| from.plus(days)) }
            }
            Event::Resume { all } => Change::Resume { scope: scope(all), day },
            Event::Skip { ago, act } => Change::Skip { goal, day: day.plus(-ago), act, note: None },
            Event::WeekStart(weekday) => Change::Config { setting: Setting::WeekStart(weekday), day },
            Event::Tree(days) => Change::Plan { goal, day: ahead(days) },
            Event::Win { under } => Change::Win {
                title: "Win".parse().expect("a title"),
                day,
                area: None,
                under: under.then_some(goal),
                note: None,
            },
            Event::Check { ago, n } => {
                Change::Check { goal, day: day.plus(-ago), n: Amount::from_thousandths(n), note: None }
            }
            Event::Read { ago, value } => {
                Change::Read { goal, day: day.plus(-ago), value: Amount::whole(value), note: None }
            }
            Event::By(days) => set(GoalField::Day(DayKey::By, ahead(days))),
            Event::From(days) => set(GoalField::Day(DayKey::From, ahead(days))),
            Event::After(other) => set(GoalField::After(vec![id(other.index(self.goals.len()))])),
            Event::Feeds(feeds) => set(GoalField::Feeds(feeds)),
            Event::Pilot(days) => set(GoalField::Day(DayKey::Pilot, ahead(days))),
            Event::Baseline(value) => set(GoalField::Baseline(value.map(Amount::whole))),
        }
    }
}

/// Whether a command of one device may have written it: what is archived is left alone until it is back.
fn is_commanded(change: &Change, state: &State) -> bool {
    let living = |goal: &GoalId| state.tree.goal(*goal).is_some() && !state.tree.is_archived(*goal);
    match change {
        Change::Add { .. } => change.refers_to().iter().all(living),
        Change::Archive { goal, act: Act::Lift, .. } => {
            let parent = state.tree.goal(*goal).and_then(Goal::parent);
            state.tree.goal(*goal).is_some() && parent.iter().all(living)
        }
        change => change.refers_to().iter().all(living),
    }
}

/// Whether a goal is put below one that never was below it. Where one is, who is asked first makes a
/// difference: nothing judges itself.
fn keeps_out_of_circles(change: &Change, above: &mut BTreeSet<(GoalId, GoalId)>) -> bool {
    let (Change::Add { goal, fields, .. } | Change::Set { goal, fields, .. }) = change else { return true };
    let parents = fields.iter().filter_map(|field| match field {
        GoalField::Place(place) => place.parent,
        _ => None,
    });
    for parent in parents {
        let mut open = vec![parent];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if id == *goal {
                return false;
            }
            if seen.insert(id) {
                open.extend(above.iter().filter(|(below, _)| *below == id).map(|(_, above)| *above));
            }
        }
        above.insert((*goal, parent));
    }
    true
}

const AT: &str = "2026-11-16T12:00:00.000+00:00";

fn stamp<'a>(number: usize) -> Stamp<'a> {
    Stamp {
        id: EntryId(u128::try_from(number).expect("a number")),
        place: 0,
        at: AT,
        device: "one",
        by: None,
        of: None,
    }
}

/// Lives through a past, and tells what is judged otherwise from checkpoints.
fn lived(past: &Past) -> Vec<String> {
    let changes = past.changes();
    let known = changes.partition_point(|(written, _)| *written <= past.made);
    let mut whole = state_of(&changes[..known]);
    let Some(mut resumed) = Resumed::of(&whole, on(past.made)) else {
        return vec!["nothing is dated ahead, and there are no checkpoints".to_owned()];
    };
    let looks: BTreeSet<i64> = past.looks.iter().map(|days| past.made + days).chain([past.made]).collect();
    let last = looks.last().copied().unwrap_or_default();
    for today in past.made..=last {
        for (number, (written, change)) in (1..).zip(&changes) {
            let did = std::slice::from_ref(change);
            if *written == today && today > past.made && resumed.allows(did) {
                whole.add(stamp(number), did);
                resumed.state.add(stamp(number), did);
            }
        }
        if looks.contains(&today) {
            let found = differences(&whole, &resumed, on(today));
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn cases(number: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 3000, ..ProptestConfig::with_cases(number) }
}

/// Panics unless checkpoints of today tell of this day and the next ones what all days tell.
fn holds(tale: &Tale, days: i64) {
    let resumed = Resumed::of(&tale.state, tale.today).expect("nothing is dated ahead");
    for ahead in 0..=days {
        let found = differences(&tale.state, &resumed, tale.today.plus(ahead));
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// A check-off on top of both, written by the decision that all days make.
fn holds_with(tale: &mut Tale, on: &str, ask: &str) {
    let mut resumed = Resumed::of(&tale.state, tale.today).expect("nothing is dated ahead");
    let changes = tale.would_check(day(on), ask).expect("a check").changes;
    assert!(resumed.allows(&changes), "it is put on top");
    tale.happened(&changes);
    resumed.state.add(stamp(9999), &changes);
    let found = differences(&tale.state, &resumed, tale.today);
    // The entries have other ids, and are shown nowhere but on the day itself.
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_step_that_waits_below_a_dropped_trial_is_not_done() {
    let mut tale = Tale::begun("2026-01-05");
    tale.add("Book code:book").split("book", "Chapter code:one\nAn experiment pilot:2026-01-20 code:trial");
    tale.split("trial", "Never done code:never").check("one").archive("trial");
    holds(tale.on("2026-06-01"), 3);
    let parts = tale.judge().parts(tale.goal("book")).expect("parts");
    assert_eq!((parts.steps.done, parts.steps.of), (1, 1));
}

#[test]
fn rule_4_3_a_child_archived_long_ago_still_judges_the_year_it_was_met_in() {
    let mut tale = Tale::begun("2026-01-05");
    tale.add("Learn every:year code:learn").split("learn", "A course code:course");
    tale.on("2026-01-12").check("course").later(1).archive("course");
    holds(tale.on("2026-06-01"), 3);
}

#[test]
fn rule_2_5_a_check_off_for_a_day_before_the_first_one_begins_the_goal_there() {
    let mut tale = Tale::begun("2026-03-04");
    tale.add("Stretch every:day code:s").check("s");
    holds_with(&mut tale, "2026-03-03", "s");
    assert_eq!(tale.current("s"), 2);
}

#[test]
fn rule_2_5_a_check_off_taken_back_no_longer_begins_the_goal() {
    let mut tale = Tale::begun("2026-03-04");
    tale.add("Stretch every:day code:s").check_on("2026-03-02", "s");
    holds_with(&mut tale, "2026-03-02", "s=0");
}

#[test]
fn rule_8_2_a_goal_moved_below_one_that_begins_later_keeps_its_own_first_day() {
    let mut tale = Tale::begun("2026-01-05");
    tale.add("Read n:100 by:2026-12-31 code:read").on("2026-02-02").add("Year from:2026-02-09 code:year");
    tale.put("read", Some("year"));
    holds(tale.on("2026-03-02"), 3);
}

#[test]
fn what_was_done_before_a_stated_first_day_feeds_as_it_was_counted_then() {
    let mut tale = Tale::begun("2026-01-05");
    tale.add("Sum n:100 unit:km code:sum").split("sum", "Run unit:km feeds:sum code:run");
    tale.on("2026-04-10").check("run+3").on("2026-04-15").edit("run", "unit:none");
    holds(tale.on("2026-06-01").edit("run", "from:2026-07-01"), 40);
}

#[test]
fn rule_2_7_a_month_that_is_cut_where_the_goal_became_one_off_is_judged_whole() {
    let mut tale = Tale::begun("2026-04-01");
    tale.add("Sum n:10 code:sum").split("sum", "Visit every:month feeds:1 code:visit");
    tale.on("2026-06-02").check("visit").on("2026-06-12").edit("visit", "every:once");
    holds(tale.on("2026-06-15"), 10);
}

#[test]
fn rule_2_7_a_goal_that_was_one_off_twice_counts_each_time_alone() {
    let mut tale = Tale::begun("2026-01-05");
    tale.add("Sing code:sing").check("sing").on("2026-05-09").edit("sing", "every:day");
    holds(tale.on("2026-05-10").edit("sing", "every:once"), 3);
}

/// The child's window ends in one of the parent's, which began after the child was met.
#[test]
fn rule_2_3_a_window_never_ends_before_it_began() {
    let mut tale = Tale::begun("2026-01-05");
    tale.add("A every:3d code:a")
        .split("a", "B code:b")
        .on("2026-01-06")
        .split("b", "C from:2026-01-07 code:c");
    tale.on("2026-01-10").check_on("2026-01-06", "b");
    holds(&tale, 10);
    for pair in tale.judge().history(tale.goal("a")).periods.windows(2) {
        assert!(
            pair[0].range.to.is_some_and(|to| pair[0].range.from <= to && to < pair[1].range.from),
            "{pair:?}"
        );
    }
}

#[test]
fn rule_3_5_a_limit_that_was_kept_and_archived_long_ago_stays_kept() {
    let mut tale = Tale::of("2026-01-05", "Sum code:sum");
    tale.split("sum", "Sweets at-most:2 by:2026-01-10 code:sw").check("sw").on("2026-01-12").check("sw+2");
    tale.on("2026-01-20").archive("sw");
    holds(tale.on("2026-01-26"), 3);
    assert!(tale.judge().done_on(tale.goal("sw")).is_some());
}

/// The past as one device writes it, told when it fails.
fn story(past: &Past) -> String {
    let changes = past.changes();
    let shown = changes.iter().filter(|(_, change)| !matches!(change, Change::Check { .. }));
    shown.map(|(day, change)| format!("{}: {change:?}", on(*day))).collect::<Vec<_>>().join("\n")
}

fn state_of(changes: &[(i64, Change)]) -> State {
    State::of((1..).map(stamp).zip(changes.iter().map(|(_, change)| change)), &BTreeSet::new())
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn checkpoints_tell_of_each_day_what_all_days_tell(past in a_past()) {
        let found = lived(&past);
        prop_assert!(found.is_empty(), "{}\n---\n{}", found.join("\n"), story(&past));
    }

    /// Two devices whose clocks disagree write what no command would.
    #[test]
    fn checkpoints_show_what_all_days_show_after_clocks_disagreed(
        past in a_past(),
        moved in vec((any::<Index>(), -60_i64..20), 0..8),
    ) {
        let mut changes = past.written();
        for (which, days) in moved {
            if !changes.is_empty() {
                let place = which.index(changes.len());
                let (written, change) = changes.remove(place);
                changes.push(((written + days).max(0), change));
            }
        }
        changes.sort_by_key(|(day, _)| *day);
        let mut above = BTreeSet::new();
        changes.retain(|(day, change)| *day <= past.made && keeps_out_of_circles(change, &mut above));
        let whole = state_of(&changes);
        if let Some(resumed) = Resumed::of(&whole, on(past.made)) {
            for days in past.looks.iter().copied().chain([0]) {
                let today = on(past.made + days);
                let found = shown_otherwise(&Judge::new(&whole, today), &resumed.judge(today));
                prop_assert!(found.is_empty(), "{}\n---\n{}", found.join("\n"), story(&past));
            }
        }
    }

    /// What a snapshot keeps comes back as it was.
    #[test]
    fn a_state_that_was_kept_is_the_same(past in a_past()) {
        let whole = state_of(&past.changes());
        let bytes = postcard::to_allocvec(&whole).expect("it is kept");
        let read: State = postcard::from_bytes(&bytes).expect("it is read");
        prop_assert_eq!(format!("{read:?}"), format!("{whole:?}"));
        if let Some(Resumed { mut state, checkpoints }) = Resumed::of(&whole, on(past.made)) {
            let bytes = postcard::to_allocvec(&checkpoints).expect("they are kept");
            let read: Checkpoints = postcard::from_bytes(&bytes).expect("they are read");
            prop_assert_eq!(format!("{read:?}"), format!("{checkpoints:?}"));
            state.clone_from(&whole);
            let old = checkpoints.take_old(&mut state, on(past.made));
            state.put_old(old);
            prop_assert_eq!(format!("{state:?}"), format!("{whole:?}"));
        }
    }
}
