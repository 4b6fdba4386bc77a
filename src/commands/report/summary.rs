//! What a report tells: the data for programs, the text and the page for browsers are made of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::big_goal::{BigGoal, big_goals};
use super::came::{Came, came};
use super::choice::Choice;
use super::plan::{Plan, plans};
use crate::commands::shared::notes::NoteRow;
use crate::commands::shared::rewards::condition;
use crate::commands::shared::totals;
use crate::commands::shared::words;
use crate::domain::judge::finished::Outcome;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::judge::streaks::StreakStats;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::people::same;
use crate::domain::model::state::State;
use crate::domain::report::balance::{DayCount, Doings, Share};
use crate::domain::report::totals::Total;
use crate::domain::report::week::Kept;
use crate::domain::report::who::who_did;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

/// The days of which it is told how habits were kept, today among them.
pub(super) const DAYS: i64 = 7;

pub(crate) struct Report<'w> {
    pub(super) title: String,
    pub(super) day: Day,
    /// The first day of which it tells what was done.
    pub(super) since: Day,
    pub(super) only_goals: Vec<Code>,
    pub(super) only_area: Option<String>,
    pub(super) only_who: Option<String>,
    pub(super) lately: Lately,
    pub(super) plans: Vec<Plan<'w>>,
    /// What came of late, where it is about several people.
    pub(super) came: Option<Came<'w>>,
    pub(super) goals: Vec<BigGoal<'w>>,
    pub(super) streaks: Vec<Streak<'w>>,
    /// What else was closed by hand.
    pub(super) closed: Vec<ClosedGoal<'w>>,
    /// What was done, beside the days before.
    pub(super) totals: Vec<Total<'w>>,
    pub(super) judge: &'w Judge<'w>,
    pub(super) activities: u32,
    /// On each day that has any, how many goals were done, and wins (SEMANTICS 11.3).
    pub(super) days: BTreeMap<Day, u32>,
    pub(super) areas: Vec<AreaShare>,
    pub(super) wins: Vec<Win<'w>>,
    pub(super) rewards: Vec<Reward<'w>>,
    pub(super) owners: Vec<Owner<'w>>,
    /// Where they were asked for.
    pub(super) notes: Option<Vec<NoteRow<'w>>>,
    /// The days on which everything was paused.
    pub(super) paused: BTreeSet<Day>,
    pub(super) week_begins: Day,
    /// The first day that is drawn: before it there was no goal, and nothing was done.
    pub(super) begun: Day,
}

/// What the last days came to.
pub(super) struct Lately {
    pub(super) from: Day,
    pub(super) kept: Kept,
    pub(super) activities: u32,
}

pub(super) struct Streak<'w> {
    pub(super) goal: GoalId,
    pub(super) code: Code,
    pub(super) title: &'w Title,
    pub(super) stats: StreakStats,
    pub(super) demand: String,
    pub(super) unit: Option<&'w str>,
}

/// A goal that was closed by hand.
#[derive(JsonSchema, Serialize)]
pub(super) struct ClosedGoal<'w> {
    pub(super) day: Day,
    pub(super) code: Code,
    pub(super) title: &'w Title,
    /// It was done by then.
    complete: bool,
    /// In words.
    #[serde(skip)]
    pub(super) came_to: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct AreaShare {
    pub(super) area: Option<String>,
    /// Goal-days (11.3).
    pub(super) goal_days: u32,
    /// How much of all that is, from 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub(super) share: f64,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Win<'w> {
    pub(super) day: Day,
    pub(super) title: &'w Title,
    pub(super) area: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Reward<'w> {
    pub(super) code: Code,
    pub(super) text: &'w str,
    /// At what it is earned.
    pub(super) mark: String,
    #[schemars(extend("enum" = ["locked", "earned", "claimed"]))]
    pub(super) state: &'static str,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Owner<'w> {
    pub(super) name: &'w str,
    /// The goals that say so themselves, or begin a subtree that is hers.
    pub(super) goals: Vec<Code>,
    /// How many things were done.
    pub(super) activities: u32,
}

impl<'w> Report<'w> {
    pub(super) fn of(
        choice: &Choice<'w>,
        title: String,
        only_goals: Vec<Code>,
        since: Day,
        with_notes: bool,
    ) -> Self {
        let judge = choice.judge;
        let state = judge.state;
        let today = judge.today;
        let doings = choice.doings(since);
        let days = doings.goal_days();
        let all: u32 = days.values().sum();
        let areas = doings.balance(since, today).into_iter().map(|Share { area, goal_days }| AreaShare {
            area,
            goal_days,
            share: words::thousandths(f64::from(goal_days) / f64::from(all.max(1))),
        });
        let before = since.plus(-since.days_through(today))..=since.prev();
        let total = |goal: &&'w Goal| Total::of(judge, goal, since..=today, &before);
        let goals = big_goals(choice, since);
        let owners = owners(choice, &doings);
        Self {
            title,
            day: today,
            since,
            only_goals,
            only_area: choice.area.clone(),
            only_who: choice.who.clone(),
            came: if owners.len() > 1 {
                came(choice, &doings, since.max(today.plus(1 - DAYS)))
            } else {
                None
            },
            lately: lately(choice, &doings, since),
            plans: plans(choice, since),
            closed: closed(choice, since, &goals),
            goals,
            streaks: streaks(choice),
            areas: areas.collect(),
            wins: latest_first(doings.wins.clone()).filter_map(|done| win(state, done)).collect(),
            rewards: rewards(choice),
            owners,
            notes: with_notes.then(|| NoteRow::within(judge, (since, today), |told| choice.is_told(told))),
            paused: paused(judge, since),
            totals: choice.goals.iter().filter_map(total).collect(),
            judge,
            begun: begun(choice, &doings).max(since),
            activities: doings.by_day().values().sum(),
            days,
            week_begins: today.week_begin(state.settings.week_start_on(today)),
        }
    }

    /// The totals that say more than that something was done, each with what was done in as many days before.
    pub(super) fn told_totals(&self) -> impl Iterator<Item = (&Total<'w>, String)> {
        let told = self.totals.iter().filter(|total| !totals::is_done_once(self.judge, total));
        let when = match self.since.days_through(self.day) {
            365 | 366 => "in the year before".to_owned(),
            days => format!("in the {} before", words::days(days)),
        };
        told.map(move |total| (total, totals::beside(self.judge, total, self.since, &when)))
    }

    /// What it tells of: `What was done since 19 Nov 2025 · by Ann · area work · goal gp`.
    pub(super) fn scope(&self) -> String {
        let since = format!("What was done since {}", self.since.max(self.begun).dated());
        let area = self.only_area.as_ref().map(|area| format!("area {area}")).unwrap_or_default();
        let goals = joined(&self.only_goals);
        let goals = if goals.is_empty() { goals } else { format!("goal {goals}") };
        let who = self.only_who.as_ref().map(|who| format!("by {who}")).unwrap_or_default();
        words::joined([since.as_str(), &who, &area, &goals])
    }

    /// Whether there is no goal in it, and nothing was done.
    pub(super) fn is_empty(&self) -> bool {
        self.goals.is_empty()
            && self.plans.is_empty()
            && self.streaks.is_empty()
            && self.totals.is_empty()
            && self.wins.is_empty()
    }

    /// A big goal as it is told of, where it is one.
    pub(super) fn big(&self, goal: &Goal) -> Option<&BigGoal<'w>> {
        self.goals.iter().find(|big| big.way.goal().id == goal.id)
    }
}

impl AreaShare {
    pub(super) fn name(&self) -> &str {
        self.area.as_deref().unwrap_or(words::NO_AREA)
    }

    /// `54 %`.
    pub(super) fn percent(&self) -> String {
        words::percent(self.share)
    }
}

impl Owner<'_> {
    /// `mill, gp`.
    pub(super) fn codes(&self) -> String {
        joined(&self.goals)
    }
}

fn joined(codes: &[Code]) -> String {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", ")
}

/// What is told one by one begins with the latest.
fn latest_first(mut done: Vec<&ActivityRecord>) -> impl Iterator<Item = &ActivityRecord> {
    done.sort_by_key(|done| Reverse(done.day));
    done.into_iter()
}

/// What was closed by hand since a day, but for the big goals, which tell it themselves; the latest first.
fn closed<'w>(choice: &Choice<'w>, since: Day, big: &[BigGoal<'w>]) -> Vec<ClosedGoal<'w>> {
    let judge = choice.judge;
    let others = choice.goals.iter().filter(|goal| !big.iter().any(|it| it.way.goal().id == goal.id));
    let closed = |goal: &&'w Goal| {
        let finished = judge.finished(goal).filter(|finished| since <= finished.finish.day)?;
        Some(ClosedGoal {
            day: finished.finish.day,
            code: judge.state.tree.code(goal.id),
            title: &goal.title,
            complete: finished.outcome == Outcome::Complete,
            came_to: words::came_to(judge, goal).unwrap_or_default(),
        })
    };
    let mut closed: Vec<ClosedGoal<'w>> = others.filter_map(closed).collect();
    closed.sort_by_key(|closed| Reverse(closed.day));
    closed
}

fn streaks<'w>(choice: &Choice<'w>) -> Vec<Streak<'w>> {
    let judge = choice.judge;
    let streak = |goal: &'w Goal| Streak {
        goal: goal.id,
        code: judge.state.tree.code(goal.id),
        title: &goal.title,
        stats: judge.streak(goal),
        demand: words::demand(judge, goal),
        unit: judge.schedule(goal).unit.as_deref(),
    };
    choice.living().filter(|goal| judge.cadence(goal).repeats()).map(streak).collect()
}

fn win<'w>(state: &'w State, done: &'w ActivityRecord) -> Option<Win<'w>> {
    match &done.what {
        Activity::Win { title, .. } => Some(Win { day: done.day, title, area: state.area_of(&done.what) }),
        Activity::Check(..) | Activity::Reading(..) => None,
    }
}

/// What was promised for goals that are shared; what is locked of those that live alone.
fn rewards<'w>(choice: &Choice<'w>) -> Vec<Reward<'w>> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let mut rewards = judge.rewards();
    rewards.retain(|it| choice.holds(it.goal.id));
    rewards.retain(|it| it.stage != RewardStatus::Locked || !tree.is_archived(it.goal.id));
    let reward = |it: &Judged<'w>| Reward {
        code: tree.code(it.goal.id),
        text: &it.reward.promise.text,
        mark: condition(judge, it.goal, it.reward.promise.mark),
        state: it.stage.name(),
    };
    rewards.iter().map(reward).collect()
}

/// Who has goals, and who did something, with what each did.
fn owners<'w>(choice: &Choice<'w>, doings: &Doings<'w>) -> Vec<Owner<'w>> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let mut owners: BTreeMap<String, Owner<'w>> = BTreeMap::new();
    let mut owner = |name: &'w str, goal: Option<Code>, activities: u32| {
        let nothing = || Owner { name, goals: Vec::new(), activities: 0 };
        let owner = owners.entry(name.to_lowercase()).or_insert_with(nothing);
        owner.goals.extend(goal);
        owner.activities += activities;
    };
    for goal in choice.living() {
        let above = tree.ancestors(goal.id).find(|above| choice.holds(above.id));
        // Told where it begins, not again for all below.
        if goal.who.is_some() || above.is_none() {
            tree.owners(goal.id).for_each(|name| owner(name, Some(tree.code(goal.id)), 0));
        }
    }
    for DayCount { goal, day, count, .. } in &doings.activities {
        let Some(goal) = goal.and_then(|id| tree.goal(id)) else { continue };
        for (name, share) in who_did(judge, goal, *day, *count) {
            owner(name, None, share);
        }
    }
    let winners = doings.wins.iter().filter_map(|win| win.origin.by.as_deref());
    winners.for_each(|name| owner(name, None, 1));
    let is_asked_for = |owner: &Owner<'_>| choice.who.as_ref().is_none_or(|who| same(who, owner.name));
    owners
        .into_values()
        .filter(is_asked_for)
        .filter(|owner| !owner.goals.is_empty() || owner.activities > 0)
        .collect()
}

/// What the last days came to, as far as they are told of.
fn lately(choice: &Choice<'_>, doings: &Doings<'_>, since: Day) -> Lately {
    let judge = choice.judge;
    let from = since.max(judge.today.plus(1 - DAYS));
    let repeating = choice.living().filter(|goal| judge.cadence(goal).repeats());
    let done = doings.activities.iter().filter(|done| from <= done.day);
    Lately { from, kept: Kept::of(judge, repeating, from), activities: done.map(|done| done.count).sum() }
}

/// The first day of the first goal, or the day on which something was done first.
fn begun(choice: &Choice<'_>, doings: &Doings<'_>) -> Day {
    let judge = choice.judge;
    let starts = choice.goals.iter().map(|goal| judge.history(goal).timeline.start);
    let done = doings.activities.iter().map(|activity| activity.day);
    starts.chain(done).min().unwrap_or(judge.today).min(judge.today)
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
