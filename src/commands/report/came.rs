//! What came in the last days, and by whom: told where a report is about several people.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::choice::Choice;
use crate::domain::model::activity::Activity;
use crate::domain::model::people::same;
use crate::domain::report::balance::{DayCount, Doings};
use crate::domain::report::who::who_did;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;

#[derive(JsonSchema, Serialize)]
pub(super) struct Came<'w> {
    /// The first day of which it tells.
    pub(super) from: Day,
    /// What each did, those of nobody in particular last.
    pub(super) done: Vec<DoneBy<'w>>,
    /// The goals that were made.
    pub(super) made: Vec<New<'w>>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct DoneBy<'w> {
    /// None for those of nobody in particular.
    pub(super) who: Option<&'w str>,
    pub(super) what: Vec<Done<'w>>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Done<'w> {
    /// A win has none.
    code: Option<Code>,
    title: &'w Title,
    /// How many things were done.
    activities: u32,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct New<'w> {
    code: Code,
    title: &'w Title,
    who: Option<&'w str>,
}

/// What is done more than once is told with how often, or how much.
impl Done<'_> {
    pub(super) fn told(&self) -> String {
        match self.activities {
            0 | 1 => self.title.to_string(),
            more => format!("{} ({more})", self.title),
        }
    }
}

impl New<'_> {
    pub(super) fn told(&self) -> String {
        match self.who {
            Some(who) => format!("{} ({who})", self.title),
            None => self.title.to_string(),
        }
    }
}

impl DoneBy<'_> {
    pub(super) fn name(&self) -> &str {
        self.who.unwrap_or("Unnamed")
    }
}

/// Nothing where nothing came.
pub(super) fn came<'w>(choice: &Choice<'w>, doings: &Doings<'w>, from: Day) -> Option<Came<'w>> {
    let tree = &choice.judge.state.tree;
    let made = choice.living().filter(|goal| from <= goal.made && goal.made <= choice.judge.today);
    let made: Vec<New<'w>> = made
        .map(|goal| New { code: tree.code(goal.id), title: &goal.title, who: tree.owner(goal.id) })
        .collect();
    let done = done(choice, doings, from);
    (!done.is_empty() || !made.is_empty()).then_some(Came { from, done, made })
}

fn done<'w>(choice: &Choice<'w>, doings: &Doings<'w>, from: Day) -> Vec<DoneBy<'w>> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let mut people: Vec<DoneBy<'w>> = Vec::new();
    let mut add = |who: Option<&'w str>, code: Option<Code>, title: &'w Title, activities: u32| {
        let is_hers = |it: &DoneBy<'_>| match (it.who, who) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one == other,
        };
        let place = people.iter().position(is_hers).unwrap_or_else(|| {
            people.push(DoneBy { who, what: Vec::new() });
            people.len() - 1
        });
        let Some(person) = people.get_mut(place) else { return };
        match person.what.iter_mut().find(|it| it.code == code && it.title == title) {
            Some(known) => known.activities += activities,
            None => person.what.push(Done { code, title, activities }),
        }
    };
    let mut by_goal: BTreeMap<_, Vec<&DayCount<'w>>> = BTreeMap::new();
    for done in doings.activities.iter().filter(|done| from <= done.day) {
        by_goal.entry(done.goal).or_default().push(done);
    }
    for goal in tree.goals_in_order() {
        for DayCount { day, count, .. } in by_goal.remove(&Some(goal.id)).unwrap_or_default() {
            let shares = who_did(judge, goal, *day, *count);
            let code = || Some(tree.code(goal.id));
            if shares.is_empty() {
                add(None, code(), &goal.title, *count);
            }
            let theirs = shares.into_iter().filter(|(_, share)| *share > 0);
            theirs.for_each(|(who, share)| add(Some(who), code(), &goal.title, share));
        }
    }
    for win in doings.wins.iter().filter(|win| from <= win.day) {
        if let Activity::Win { title, .. } = &win.what {
            add(win.origin.by.as_deref(), None, title, 1);
        }
    }
    if let Some(who) = &choice.who {
        people.retain(|it| it.who.is_some_and(|name| same(name, who)));
    }
    people.sort_by_key(|it| (it.who.is_none(), it.who.map(str::to_lowercase)));
    people
}
