//! What was done in a stretch of days: how much of it in which area, how much on which day (SEMANTICS 11.2, 11.3).

use std::collections::BTreeMap;

use super::activities;
use crate::domain::judge::judge::Judge;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// As it was first written.
    pub area: Option<String>,
    /// On how many days each of its goals was done, and its wins.
    pub goal_days: u32,
}

/// A goal-day: a goal that was done on a day, or a win.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayCount<'w> {
    pub(crate) day: Day,
    /// A win has none.
    pub(crate) goal: Option<GoalId>,
    pub(crate) area: Option<&'w str>,
    /// The activities it holds, 1 at least.
    pub(crate) count: u32,
}

#[derive(Clone, Debug)]
pub struct Doings<'w> {
    pub(crate) activities: Vec<DayCount<'w>>,
    /// In the order of the entries.
    pub(crate) wins: Vec<&'w ActivityRecord>,
}

impl Doings<'_> {
    /// What was done in each area from one day to another, both counted: the most first, ties by name, no area
    /// last among equals. Areas that differ in case alone are one.
    pub fn balance(&self, from: Day, to: Day) -> Vec<Share> {
        let mut areas: BTreeMap<Option<String>, Share> = BTreeMap::new();
        let within = self.activities.iter().filter(|activity| from <= activity.day && activity.day <= to);
        for activity in within {
            let share = areas
                .entry(activity.area.map(str::to_lowercase))
                .or_insert_with(|| Share { area: activity.area.map(ToOwned::to_owned), goal_days: 0 });
            share.goal_days += 1;
        }
        let (mut shares, none): (Vec<Share>, Vec<Share>) =
            areas.into_values().partition(|share| share.area.is_some());
        shares.extend(none);
        shares.sort_by_key(|share| std::cmp::Reverse(share.goal_days));
        shares
    }

    /// The goal-days of each day that has any.
    pub fn goal_days(&self) -> BTreeMap<Day, u32> {
        let mut days: BTreeMap<Day, u32> = BTreeMap::new();
        for activity in &self.activities {
            *days.entry(activity.day).or_default() += 1;
        }
        days
    }

    /// The activities of each day that has any.
    pub fn by_day(&self) -> BTreeMap<Day, u32> {
        let mut days: BTreeMap<Day, u32> = BTreeMap::new();
        for activity in &self.activities {
            *days.entry(activity.day).or_default() += activity.count;
        }
        days
    }
}

impl State {
    /// A win's own, else that of the goal it belongs to.
    pub(crate) fn area_of<'a>(&'a self, deed: &'a Activity) -> Option<&'a str> {
        match deed {
            Activity::Check(goal, _) | Activity::Reading(goal, _) => self.tree.area(*goal),
            Activity::Win { area, under, .. } => {
                area.as_deref().or_else(|| under.and_then(|goal| self.tree.area(goal)))
            }
        }
    }
}

impl<'w> Doings<'w> {
    /// From one day to another, both counted, up to the day of judging.
    pub fn of(judge: &Judge<'w>, from: Day, to: Day) -> Self {
        Self::chosen(judge, from, to, |_| true, |_| true)
    }

    pub(crate) fn chosen(
        judge: &Judge<'w>,
        from: Day,
        to: Day,
        goals: impl Fn(GoalId) -> bool,
        wins: impl Fn(&Activity) -> bool,
    ) -> Self {
        let state = judge.state;
        let last = to.min(judge.today);
        let is_win = |done: &&ActivityRecord| matches!(done.what, Activity::Win { .. }) && wins(&done.what);
        let wins: Vec<&ActivityRecord> =
            state.done().filter(|done| from <= done.day && done.day <= last).filter(is_win).collect();
        let won = |done: &&'w ActivityRecord| {
            let area = state.area_of(&done.what);
            DayCount { day: done.day, goal: None, area, count: 1 }
        };
        let mut activities: Vec<DayCount<'w>> = wins.iter().map(won).collect();
        // To measure is not to do: readings are none.
        for (id, days) in state.activity.goals().filter(|(id, _)| goals(*id)) {
            let Some(goal) = state.tree.goal(id) else { continue };
            let area = state.tree.area(id);
            for (day, _) in days.days(from, last) {
                let count = activities::on_day(judge, goal, day);
                activities.extend((count > 0).then_some(DayCount { day, goal: Some(id), area, count }));
            }
        }
        Self { activities, wins }
    }
}
