//! What a command changed: for each goal the new totals.

use schemars::JsonSchema;
use serde::Serialize;

use super::advice::Advice;
use super::milestone_text::MilestoneRow;
use super::summary::Summary;
use super::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// What a command changed, and the lines that say so.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) changed: Vec<Changed>,
    /// What new goals lack to be doable, and what their words may mean.
    pub(crate) hints: Vec<Advice>,
    pub(crate) lines: Vec<Line>,
}

#[derive(Debug)]
pub(crate) enum Line {
    Goal {
        sign: Sign,
        depth: usize,
        code: Code,
        text: String,
    },
    /// More of the goal before.
    Below {
        tone: Tone,
        text: String,
    },
    Plain(String),
}

/// What stands before a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Done,
    /// Something else happened.
    Noted,
    Nothing,
}

/// A goal's new totals, or a win.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Changed {
    /// A win has none.
    code: Option<Code>,
    title: Title,
    /// The day that was changed.
    day: Day,
    /// What was written: the difference, or the reading.
    amount: Option<Amount>,
    /// The day's sum; with a baseline the value by then.
    day_total: Option<Amount>,
    /// In its period, or in all.
    done: Option<Amount>,
    /// As in `today`.
    target: Option<Amount>,
    /// The target is a limit.
    at_most: Option<bool>,
    unit: Option<String>,
    state: Option<Status>,
    /// How many periods in a row; none for what is done once.
    streak: Option<u32>,
    area: Option<String>,
    /// What was accepted and may not be meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) remarks: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// Of `check` alone: what was passed and not shown before.
    pub(crate) milestones: Option<Vec<MilestoneRow>>,
}

impl Changed {
    pub(crate) fn win(title: Title, day: Day, area: Option<String>) -> Self {
        Self {
            code: None,
            title,
            day,
            amount: None,
            day_total: None,
            done: None,
            target: None,
            at_most: None,
            unit: None,
            state: None,
            streak: None,
            area,
            remarks: Vec::new(),
            milestones: None,
        }
    }

    /// A goal's totals after a change of `day`.
    pub(crate) fn of(judge: &Judge<'_>, goal: &Goal, day: Day, amount: Option<Amount>) -> Self {
        let totals = Totals::of(judge, goal);
        Self {
            code: Some(judge.state.tree.code(goal.id)),
            title: goal.title.clone(),
            day,
            amount,
            day_total: Some(day_total(judge, goal, day)),
            done: Some(totals.done),
            target: Some(totals.bound.number()),
            at_most: Some(matches!(totals.bound, Bound::AtMost(_))),
            unit: judge.schedule(goal).unit.clone(),
            state: Some(judge.status(goal)),
            streak: totals.streak,
            area: judge.state.tree.area(goal.id).map(ToOwned::to_owned),
            remarks: Vec::new(),
            milestones: None,
        }
    }
}

/// What a day holds: what was done on it, or what was read last by then.
fn day_total(judge: &Judge<'_>, goal: &Goal, day: Day) -> Amount {
    match goal.baseline {
        None => judge.done_on_day(goal, day),
        Some(baseline) => {
            let last = judge.state.activity.goal_days(goal.id).readings(day).next_back();
            last.map_or(baseline, |(_, value)| value)
        }
    }
}

/// What a goal asks for as of the day of judging, and how much of it is done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals {
    /// In the period that holds the day, or in all.
    pub(crate) done: Amount,
    pub(crate) bound: Bound,
    /// The days of that period, as cut.
    pub(crate) period: Option<(Day, Option<Day>)>,
    /// Of what repeats.
    pub(crate) streak: Option<u32>,
}

impl Totals {
    pub(crate) fn of(judge: &Judge<'_>, goal: &Goal) -> Self {
        let bound = judge.schedule(goal).bound();
        let history = judge.history(goal);
        let period = history.period_on(judge.today);
        let days = period.map(|period| (period.range.from, period.range.to));
        if !judge.cadence(goal).repeats() {
            return Self { done: judge.amount(goal), bound, period: days, streak: None };
        }
        Self {
            done: period.map_or(Amount::ZERO, |period| period.sum),
            bound: period.map_or(bound, |period| period.bound),
            period: days,
            streak: Some(judge.streak(goal).current),
        }
    }
}

impl Changes {
    /// Nothing but a line that says so.
    pub(crate) fn none(text: &str) -> Self {
        Self { lines: vec![Line::Plain(text.to_owned())], ..Self::default() }
    }

    pub(crate) fn goal(&mut self, judge: &Judge<'_>, goal: &Goal, sign: Sign, text: impl Into<String>) {
        let code = judge.state.tree.code(goal.id);
        self.lines.push(Line::Goal { sign, depth: 0, code, text: text.into() });
    }

    pub(crate) fn line(&mut self, text: impl Into<String>) {
        self.lines.push(Line::Plain(text.into()));
    }
}

/// How a goal stands now, in a few words: `4/12 emails this week · ▲ 3 weeks`.
pub(crate) fn standing(judge: &Judge<'_>, goal: &Goal) -> String {
    let streak =
        if judge.cadence(goal).repeats() { words::streak(&judge.streak(goal)) } else { String::new() };
    words::joined([words::amount(judge, goal).as_str(), streak.as_str()])
}

impl Summary for Changes {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'a> {
            changed: &'a [Changed],
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            hints: &'a [Advice],
        }
        Data { changed: &self.changed, hints: &self.hints }
    }

    fn render(&self, page: &mut Page) {
        let width = |line: &Line| match line {
            Line::Goal { depth, code, .. } => depth * 2 + code.as_str().len(),
            Line::Below { .. } | Line::Plain(_) => 0,
        };
        let widest = self.lines.iter().map(width).max().unwrap_or(0);
        for line in &self.lines {
            match line {
                Line::Plain(text) => page.wrapped(Tone::Plain, text, 0),
                Line::Below { tone, text } => {
                    let indent = " ".repeat(widest + 4);
                    page.wrap_after(&[(Tone::Plain, indent.as_str())], *tone, text, widest + 4);
                }
                Line::Goal { sign, depth, code, text } => {
                    let (sign, tone) = match sign {
                        Sign::Done => ("✓ ", Tone::Good),
                        Sign::Noted => ("· ", Tone::Faint),
                        Sign::Nothing => ("  ", Tone::Plain),
                    };
                    let gap = " ".repeat(widest - depth * 2 - code.as_str().len() + 2);
                    let indent = " ".repeat(depth * 2);
                    let before = [
                        (tone, sign),
                        (Tone::Plain, indent.as_str()),
                        (Tone::Handle, code.as_str()),
                        (Tone::Plain, gap.as_str()),
                    ];
                    page.wrap_after(&before, Tone::Plain, text, widest + 4);
                }
            }
        }
    }
}
