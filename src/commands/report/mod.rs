//! `report`: one page to look at or to share. What is not chosen is nowhere in it.

pub mod chart;
pub mod data;
pub mod html;
pub mod page;
pub mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::check::looked_back;
use super::completions::all_codes;
use super::progress::has_way;
use super::report::data::{AreaShare, Note, Owner, Report, Reward, Shape, Step, Streak, Way, Win};
use super::reward::condition;
use super::shared::goal_args::unshielded;
use super::shared::words;
use super::{Context, Outcome, View, progress};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::model::activity::{Activity, Done};
use crate::domain::model::change::Scope;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::state::State;
use crate::domain::report::balance::{DayCount, Share};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::error::Error;
use crate::ui::json;
use crate::ui::page::Page;

/// One page to look at or to share.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Write a page for browsers to this file; `-` prints it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, allow_hyphen_values = true)]
    html: Option<PathBuf>,
    /// Only this goal and what is below it; may be said several times
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    goal: Vec<String>,
    /// Only this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// What was done from this day on; a year back if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<String>,
    /// The notes of check-offs, too
    #[arg(long)]
    notes: bool,
}

/// What is shared.
struct Choice<'w> {
    judge: &'w Judge<'w>,
    /// The goals that are named and what is below them; all where none is.
    named: Option<BTreeSet<GoalId>>,
    area: Option<String>,
    /// The goals that are shared, in the tree's order.
    goals: Vec<&'w Goal>,
    ids: BTreeSet<GoalId>,
}

impl<'w> Choice<'w> {
    fn new(judge: &'w Judge<'w>, named: &[&Goal], area: Option<String>) -> Self {
        let tree = &judge.state.tree;
        let below = || named.iter().flat_map(|goal| tree.subtree(goal.id)).collect();
        let named = (!named.is_empty()).then(below);
        let mut choice = Self { judge, named, area, goals: Vec::new(), ids: BTreeSet::new() };
        let is_named = |id: &GoalId| choice.named.as_ref().is_none_or(|named| named.contains(id));
        let ids = tree.in_order().into_iter().filter(is_named).filter(|id| choice.in_area(tree.area(*id)));
        choice.goals = ids.filter_map(|id| tree.goal(id)).collect();
        choice.ids = choice.goals.iter().map(|goal| goal.id).collect();
        choice
    }

    fn in_area(&self, area: Option<&str>) -> bool {
        let same = |wanted: &String| area.is_some_and(|area| area.to_lowercase() == wanted.to_lowercase());
        self.area.as_ref().is_none_or(same)
    }

    fn holds(&self, goal: GoalId) -> bool {
        self.ids.contains(&goal)
    }

    fn holds_activity(&self, activity: &Activity) -> bool {
        match activity {
            Activity::Check(goal, _) | Activity::Reading(goal, _) => self.holds(*goal),
            Activity::Win { under, .. } => {
                let below = |named: &BTreeSet<GoalId>| under.is_some_and(|goal| named.contains(&goal));
                self.named.as_ref().is_none_or(below) && self.in_area(self.judge.state.area_of(activity))
            }
        }
    }

    fn living(&self) -> impl Iterator<Item = &'w Goal> {
        let tree = &self.judge.state.tree;
        self.goals.iter().copied().filter(|goal| !tree.is_archived(goal.id))
    }
}

/// `goals report`.
pub fn run(args: &ReportArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let judge = context.judge(state);
    let tree = &state.tree;
    let mut calendar = context.clock().calendar(state);
    let since = match args.since.as_deref() {
        Some(typed) => looked_back(&mut calendar, Some(typed))?,
        None => judge.today.plus_months(-12).next(),
    };
    context.note_dates(&calendar);
    if since > judge.today {
        return Err(Error::usage(
            format!("nothing is done yet on {}", since.dated()),
            "`--since` is a day that has come",
        ));
    }
    let named = tree.find_all(args.goal.iter().map(String::as_str))?;
    let area = args.area.as_deref().map(|area| unshielded(area).to_owned());
    let choice = Choice::new(&judge, &named, area);
    let report = Report {
        only_goals: named.iter().map(|goal| tree.code(goal.id)).collect(),
        ..told(&choice, since, args.notes)
    };
    let Some(file) = &args.html else {
        return Ok(Box::new(report));
    };
    let html = html::html(&page::page(&report)).map_err(|error| Error::Outside(anyhow::Error::new(error)))?;
    if file.as_os_str() == "-" {
        return Ok(Box::new(Printed { html }));
    }
    context.env().write_file(file, &html)?;
    Ok(Box::new(Written { file: file.display().to_string(), bytes: html.len() }))
}

fn told(choice: &Choice<'_>, since: Day, with_notes: bool) -> Report {
    let judge = choice.judge;
    let today = judge.today;
    let doings = judge.doings_of(since, today, |id| choice.holds(id), |win| choice.holds_activity(win));
    let noted =
        judge.state.done().filter(|done| done.note.is_some() && since <= done.day && done.day <= today);
    let noted = noted.filter(|done| choice.holds_activity(&done.what)).collect();
    let all: u32 = doings.activities.iter().map(|activity| activity.count).sum();
    let areas = doings.balance(since, today).into_iter().map(|Share { area, activities }| AreaShare {
        area,
        activities,
        share: words::thousandths(f64::from(activities) / f64::from(all.max(1))),
    });
    Report {
        day: today,
        since,
        only_goals: Vec::new(),
        only_area: choice.area.clone(),
        goals: ways(choice, since),
        streaks: streaks(choice),
        areas: areas.collect(),
        wins: wins(judge.state, &latest_first(doings.wins.clone())),
        rewards: rewards(choice),
        owners: owners(choice, &doings.activities),
        notes: with_notes.then(|| notes(judge.state, &latest_first(noted))),
        paused: paused(judge, since),
        days: doings.by_day(),
        week_begins: today.week_begin(judge.state.settings.week_start_on(today)),
    }
}

/// What is told one by one begins with the latest.
fn latest_first(mut done: Vec<&Done>) -> Vec<&Done> {
    done.sort_by_key(|done| std::cmp::Reverse(done.day));
    done
}

/// The topmost of the goals that are shared and have an end: those that live, then those done since.
fn ways(choice: &Choice<'_>, since: Day) -> Vec<Way> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let told = |goal: &Goal| {
        let done_since = || judge.done_on(goal).is_some_and(|day| since <= day);
        let shown = if tree.is_archived(goal.id) { done_since() } else { has_way(judge, goal) };
        let topmost = !tree.ancestors(goal.id).any(|above| choice.holds(above.id));
        shown && topmost && !judge.cadence(goal).repeats()
    };
    let goals = choice.goals.iter().copied().filter(|goal| told(goal));
    let mut ways: Vec<Way> = goals.map(|goal| way(judge, goal, since)).collect();
    ways.sort_by_key(|way| way.row.complete);
    ways
}

fn way(judge: &Judge<'_>, goal: &Goal, since: Day) -> Way {
    let mut row = progress::row(judge, goal);
    row.depth = 0;
    let line = row.line.zip(row.target);
    let begin = goal.baseline.unwrap_or_default();
    Way {
        why: goal.why.clone(),
        who: judge.owner(goal).map(ToOwned::to_owned),
        course: course(judge, goal, since),
        line: line.map(|(line, target)| {
            [Step { day: line.from.prev(), amount: begin }, Step { day: line.by, amount: target }]
        }),
        begin,
        whole: Amount::whole(i64::try_from(judge.steps(goal).len()).unwrap_or(i64::MAX)),
        shape: if goal.baseline.is_some() { Shape::Slopes } else { Shape::Stairs },
        row,
    }
}

/// What a goal amounted to, from its start on or since a day: at the first day, at each that changed it, and
/// today, or when it was done. Nothing where it has no end to get to.
fn course(judge: &Judge<'_>, goal: &Goal, since: Day) -> Vec<Step> {
    let days = judge.state.activity.goal_days(goal.id);
    let (begin, changes): (Amount, Vec<(Day, Amount)>) = match judge.measure(goal) {
        Measure::Readings => (goal.baseline.unwrap_or_default(), days.readings(judge.today).collect()),
        Measure::Amount if judge.schedule(goal).bound.is_some() => {
            (Amount::ZERO, summed(judge.gained(goal).iter().map(|(day, amount)| (*day, *amount))))
        }
        Measure::Amount => return Vec::new(),
        Measure::Steps => {
            let mut days: Vec<Day> =
                judge.steps(goal).into_iter().filter_map(|step| judge.done_on(step)).collect();
            days.sort_unstable();
            (Amount::ZERO, summed(days.into_iter().map(|day| (day, Amount::ONE))))
        }
    };
    if matches!(judge.schedule(goal).bound(), Bound::AtMost(_)) {
        return Vec::new();
    }
    let end = judge.done_on(goal).unwrap_or(judge.today);
    let first = judge.history(goal).timeline.start.max(since).min(end);
    let on = |day: Day| changes.iter().rev().find(|(on, _)| *on <= day).map_or(begin, |(_, amount)| *amount);
    let between = changes.iter().filter(|(day, _)| first < *day && *day < end);
    let between = between.map(|(day, amount)| Step { day: *day, amount: *amount });
    let mut steps = vec![Step { day: first, amount: on(first) }];
    steps.extend(between);
    if first < end {
        steps.push(Step { day: end, amount: on(end) });
    }
    steps
}

/// What gains add up to, day by day.
fn summed(gains: impl Iterator<Item = (Day, Amount)>) -> Vec<(Day, Amount)> {
    let mut sum = Amount::ZERO;
    let mut sums: Vec<(Day, Amount)> = Vec::new();
    for (day, amount) in gains {
        sum = sum + amount;
        match sums.last_mut().filter(|(last, _)| *last == day) {
            Some((_, known)) => *known = sum,
            None => sums.push((day, sum)),
        }
    }
    sums
}

fn streaks(choice: &Choice<'_>) -> Vec<Streak> {
    let judge = choice.judge;
    let told = |goal: &Goal| {
        let run = judge.streak(goal);
        Streak {
            code: judge.state.tree.code(goal.id),
            title: goal.title.clone(),
            current: run.current,
            best: run.best,
            unit_of_streak: run.unit.plural(),
            rate: run.rate.map(words::thousandths),
            strength: words::tenths(run.strength),
            demand: words::demand(judge, goal),
            unit: judge.schedule(goal).unit.clone(),
            run,
        }
    };
    choice.living().filter(|goal| judge.cadence(goal).repeats()).map(told).collect()
}

fn wins(state: &State, done: &[&Done]) -> Vec<Win> {
    let wins = done.iter().filter_map(|done| match &done.what {
        Activity::Win { title, .. } => Some(Win {
            day: done.day,
            title: title.clone(),
            area: state.area_of(&done.what).map(ToOwned::to_owned),
        }),
        Activity::Check(..) | Activity::Reading(..) => None,
    });
    wins.collect()
}

fn notes(state: &State, done: &[&Done]) -> Vec<Note> {
    let notes = done.iter().filter_map(|done| {
        let note = done.note.clone()?;
        let goal = state.tree.goal(done.what.goal()?)?;
        Some(Note { day: done.day, code: state.tree.code(goal.id), title: goal.title.clone(), note })
    });
    notes.collect()
}

/// What was promised for goals that are shared; what is locked of those that live alone.
fn rewards(choice: &Choice<'_>) -> Vec<Reward> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let shared = judge.rewards().into_iter().filter(|it| choice.holds(it.goal.id));
    let shown = shared.filter(|it| it.stage != RewardStatus::Locked || !tree.is_archived(it.goal.id));
    let told = |it: Judged<'_>| Reward {
        code: tree.code(it.goal.id),
        text: it.reward.promise.text.clone(),
        mark: condition(judge, it.goal, it.reward.promise.mark),
        state: it.stage.name(),
    };
    shown.map(told).collect()
}

fn owners(choice: &Choice<'_>, activities: &[DayCount<'_>]) -> Vec<Owner> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let mut owners: BTreeMap<String, Owner> = BTreeMap::new();
    for goal in choice.living() {
        let above = tree.ancestors(goal.id).find(|above| choice.holds(above.id));
        let Some(name) = judge.owner(goal) else { continue };
        // Told where it begins, not again for all below.
        if goal.who.is_some() || above.is_none() {
            let owner = owners.entry(name.to_lowercase()).or_insert_with(|| Owner {
                name: name.to_owned(),
                goals: Vec::new(),
                activities: 0,
            });
            owner.goals.push(tree.code(goal.id));
        }
    }
    let mut names: BTreeMap<GoalId, Option<String>> = BTreeMap::new();
    for activity in activities {
        let Some(id) = activity.goal else { continue };
        let name = names
            .entry(id)
            .or_insert_with(|| tree.goal(id).and_then(|goal| judge.owner(goal)).map(str::to_lowercase));
        if let Some(owner) = name.as_ref().and_then(|name| owners.get_mut(name)) {
            owner.activities += activity.count;
        }
    }
    owners.into_values().collect()
}

/// The days on which everything was paused.
fn paused(judge: &Judge<'_>, since: Day) -> BTreeSet<Day> {
    let mut days = BTreeSet::new();
    for pause in judge.state.activity.pauses().iter().filter(|pause| pause.scope == Scope::All) {
        let last = pause.until.unwrap_or(judge.today).min(judge.today);
        let mut day = pause.from.max(since);
        while day <= last {
            days.insert(day);
            day = day.next();
        }
    }
    days
}

/// The page for browsers, printed.
struct Printed {
    html: String,
}

impl View for Printed {
    fn draw(&self, page: &mut Page) {
        page.verbatim(&self.html);
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        struct Html<'a> {
            html: &'a str,
        }
        json::document(&Html { html: &self.html })
    }
}

/// The page for browsers, in a file.
#[derive(Serialize)]
struct Written {
    file: String,
    bytes: usize,
}

impl super::Draw for Written {
    fn draw(&self, page: &mut Page) {
        let text = format!("Written: {} ({} KiB)", self.file, self.bytes.div_ceil(1024));
        page.wrapped(crate::ui::colour::Tone::Plain, &text, 0);
    }
}
