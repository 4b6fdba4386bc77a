//! What a look back holds, and what is typed about it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::shared::notes::NoteRow;
use crate::commands::shared::trials::Trial;
use crate::commands::shared::words;
use crate::domain::judge::finished::Outcome;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::{JudgedPeriod, Verdict};
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::model::settings::{Hints, Key, Setting};
use crate::domain::report::hints::Hint;
use crate::domain::report::review::{Due, Finished, Left, Review, Stale};
use crate::domain::report::span::Length;
use crate::domain::report::span::Span;
use crate::domain::report::target_suggestion::{Offer, Size};
use crate::domain::report::totals::{Kind, Total};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

pub(crate) struct LookBack<'w> {
    pub(crate) now: &'w Judge<'w>,
    /// As of the span's last day, or today where that is earlier.
    pub(crate) then: &'w Judge<'w>,
    pub(crate) review: Review<'w>,
    /// The person whose it is, where it is one's alone.
    pub(crate) who: Option<&'w str>,
}

impl LookBack<'_> {
    /// Whether the span is going on, so that everything counts up to today.
    pub(crate) fn is_so_far(&self) -> bool {
        self.review.span.holds(self.now.today)
    }

    pub(crate) fn code(&self, goal: &Goal) -> Code {
        self.now.state.tree.code(goal.id)
    }

    pub(crate) fn wins(&self) -> impl Iterator<Item = (&ActivityRecord, &Title)> {
        self.review.wins.iter().filter_map(|done| match &done.what {
            Activity::Win { title, .. } => Some((*done, title)),
            Activity::Check(..) | Activity::Reading(..) => None,
        })
    }

    /// What was noted in the span, and the pauses in it; the latest first.
    pub(crate) fn notes(&self) -> Vec<NoteRow<'_>> {
        let Span { from, to, .. } = self.review.span;
        let is_hers = |goal: GoalId| self.who.is_none_or(|who| self.now.state.tree.is_owner(goal, who));
        NoteRow::within(self.now, (from, to.min(self.now.today)), |told| {
            told.goal.is_none_or(|goal| is_hers(goal.id))
        })
    }

    /// `Week 47 of 2026, 16 to 22 November, so far · Ann`.
    pub(crate) fn title(&self) -> String {
        let so_far = if self.is_so_far() { ", so far" } else { "" };
        let who = self.who.map(|who| format!(" · {who}")).unwrap_or_default();
        format!("{}{so_far}{who}", self.review.span.title())
    }

    /// Goals that are too vague, unless hints are off.
    pub(crate) fn vague(&self) -> &[(Hint, &Goal)] {
        let hints = self.now.state.settings.get(Key::Hints) != Setting::Hints(Hints::Off);
        if hints { &self.review.vague } else { &[] }
    }

    /// `this week`, `that month`; a year by its number.
    pub(crate) fn name(&self) -> String {
        let span = self.review.span;
        match span.length {
            Length::Year => span.title(),
            length if self.is_so_far() => format!("this {}", length.name()),
            length => format!("that {}", length.name()),
        }
    }

    /// `last week`, `the month before`; a year by its number.
    pub(crate) fn name_before(&self) -> String {
        let span = self.review.span;
        match span.length {
            Length::Year => span.before().title(),
            length if self.is_so_far() => format!("last {}", length.name()),
            length => format!("the {} before", length.name()),
        }
    }

    /// When that was: `last week`, `in the month before`, `in 2025`.
    pub(crate) fn when_before(&self) -> String {
        match self.review.span.length {
            Length::Year => format!("in {}", self.name_before()),
            _ if self.is_so_far() => self.name_before(),
            _ => format!("in {}", self.name_before()),
        }
    }

    /// A day of the span. What lies in another year than today says so.
    pub(crate) fn day(&self, day: Day) -> String {
        day.short(self.now.today).to_string()
    }

    /// What is still to be done of what falls due, and is not told of as overdue.
    pub(crate) fn due(&self) -> impl Iterator<Item = &Due<'_>> {
        let overdue = |due: &Due<'_>| self.review.overdue.iter().any(|goal| goal.id == due.goal.id);
        self.review.due.iter().filter(move |due| due.done.is_none() && !overdue(due))
    }

    /// The first day of the first goal.
    pub(crate) fn first_day(&self) -> Option<Day> {
        let goals = self.now.state.tree.goals_in_order();
        goals.map(|goal| self.now.history(goal).timeline.start).min()
    }

    /// Whether there was no goal yet in the span before.
    pub(crate) fn is_first(&self) -> bool {
        self.first_day().is_none_or(|first| self.review.span.from <= first)
    }

    /// Whether nothing was done and nothing fell due.
    pub(crate) fn is_empty(&self) -> bool {
        let Review { activities, goals, totals, due, finished, overdue, .. } = &self.review;
        let still = |total: &Total<'_>| total.kind == Kind::Sum && !total.amount.is_positive();
        *activities == 0
            && goals.is_empty()
            && due.is_empty()
            && finished.is_empty()
            && overdue.is_empty()
            && totals.iter().all(still)
    }

    /// The goals that came to this end and are not parts of others that were finished too, and how many parts those
    /// had.
    pub(crate) fn finished_whole(&self, outcome: Outcome) -> (Vec<&Finished<'_>>, usize) {
        let tree = &self.now.state.tree;
        let outcomes: BTreeMap<GoalId, Outcome> =
            self.review.finished.iter().map(|finished| (finished.goal.id, finished.outcome)).collect();
        let whole_above = |finished: &Finished<'_>| {
            let above = tree.ancestors(finished.goal.id).filter_map(|above| outcomes.get(&above.id)).last();
            above.copied().filter(|_| finished.note.is_none())
        };
        let parts = self.review.finished.iter().filter(|it| whole_above(it) == Some(outcome)).count();
        let ended = self.review.finished.iter().filter(|it| it.outcome == outcome);
        (ended.filter(|it| whole_above(it).is_none()).collect(), parts)
    }

    /// `and 3 of their steps`.
    pub(crate) fn steps_of(whole: &[&Finished<'_>], steps: usize) -> String {
        let owner = if whole.len() == 1 { "its" } else { "their" };
        format!("and {steps} of {owner} steps")
    }

    /// The goals that were closed by hand before they were done.
    pub(crate) fn closed(&self) -> impl Iterator<Item = &Finished<'_>> {
        self.review.finished.iter().filter(|finished| finished.outcome == Outcome::Ended)
    }

    /// What a goal had come to when it was closed by hand: `finished at 70 of 100`.
    pub(crate) fn came_to(&self, finished: &Finished<'_>) -> Option<String> {
        words::came_to(self.now, finished.goal)
    }

    pub(crate) fn trials(&self) -> impl Iterator<Item = Trial> {
        self.review.trials.iter().filter_map(|goal| Trial::of(self.now, goal))
    }
}

#[derive(Clone, Copy, JsonSchema, Serialize)]
pub(crate) struct Counts {
    pub(crate) met: u32,
    pub(crate) missed: u32,
    pub(crate) excused: u32,
    pub(crate) open: u32,
}

impl Counts {
    pub(crate) fn of(periods: &[JudgedPeriod]) -> Self {
        let count = |verdict: Verdict| {
            let found = periods.iter().filter(|period| period.verdict == verdict).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Self {
            met: count(Verdict::Met),
            missed: count(Verdict::Missed),
            excused: count(Verdict::Excused),
            open: count(Verdict::Open),
        }
    }

    pub(crate) fn asked(self) -> u32 {
        self.met + self.missed
    }

    /// `5 of 6`; of what was neither met nor missed nothing.
    pub(crate) fn met_of_asked(self) -> String {
        match self.asked() {
            0 => "–".to_owned(),
            asked => format!("{} of {asked}", self.met),
        }
    }

    /// `5 met, 1 missed`.
    pub(crate) fn in_words(self) -> String {
        let Self { met, missed, excused, open } = self;
        let parts = [(met, "met"), (missed, "missed"), (excused, "excused")];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        match (parts.is_empty(), open) {
            (false, _) => parts.join(", "),
            (true, 0) => "–".to_owned(),
            (true, _) => "open".to_owned(),
        }
    }
}

/// What to type about a goal that is behind its pace.
pub(crate) fn explain(code: &Code) -> String {
    format!("goals why {code}")
}

/// What can be done about a goal on which nothing was done for weeks: to make it smaller, to let it rest, and last,
/// where it was left alone for long, to archive it (SEMANTICS 9.2).
pub(crate) fn ways_on(judge: &Judge<'_>, stale: &Stale<'_>, code: &Code) -> Vec<String> {
    let verb = if judge.cadence(stale.goal).repeats() { "edit" } else { "split" };
    let smaller = [format!("goals {verb} {code}"), format!("goals pause {code} --until +2w")];
    let rest = (stale.left == Left::ForLong).then(|| format!("goals archive {code}"));
    smaller.into_iter().chain(rest).collect()
}

pub(crate) fn resize(offer: &Offer<'_>, code: &Code) -> String {
    match offer.size {
        Size::Smaller(target) | Size::Larger(target) => format!("goals edit {code} --target {target}"),
        Size::Fewer(number) => format!("goals edit {code} --every week --target {number}"),
        Size::Pause => format!("goals pause {code} --until +2w"),
    }
}
