//! What there is to show of a goal, and the document of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{RECENT, Show};
use crate::commands::shared::changes::Totals;
use crate::commands::shared::rewards::{RewardRow, row};
use crate::commands::shared::way::Closed;
use crate::commands::shared::words;
use crate::domain::judge::rewards::Judged;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::tree::Tree;
use crate::domain::report::span::Span;
use crate::domain::report::told::{Told, What};
use crate::domain::report::totals::{Kind, Total};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;
use crate::domain::value::text::Title;

#[derive(JsonSchema, Serialize)]
pub(super) struct Named<'w> {
    pub(super) code: Code,
    pub(super) title: &'w Title,
    pub(super) why: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Version<'w> {
    /// None for the first.
    pub(super) from: Option<Day>,
    pub(super) every: Option<Cadence>,
    pub(super) target: Option<Amount>,
    pub(super) at_most: bool,
    pub(super) unit: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Recent<'w> {
    pub(super) day: Day,
    /// When it was written.
    #[schemars(extend("format" = "date-time"))]
    pub(super) at: &'w str,
    pub(super) amount: Amount,
    pub(super) note: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
struct Skipped<'w> {
    day: Day,
    note: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
struct Paused {
    /// Which goal's pause it is; nothing of everything's.
    code: Option<Code>,
    from: Day,
    until: Option<Day>,
}

impl<'w> Skipped<'w> {
    fn of(told: &Told<'w>) -> Option<Self> {
        matches!(told.what, What::Skip(_)).then(|| Self { day: told.day, note: told.note() })
    }
}

impl Paused {
    fn of(tree: &Tree, told: &Told<'_>) -> Option<Self> {
        let code = told.goal.map(|goal| tree.code(goal.id));
        matches!(told.what, What::Pause(_)).then(|| Self { code, from: told.day, until: told.until() })
    }
}

/// What was done in a stretch of days.
#[derive(JsonSchema, Serialize)]
struct SpanTotal<'w> {
    code: Code,
    /// `week`, `month`, `year` or `ever`.
    #[schemars(extend("enum" = ["week", "month", "year", "ever"]))]
    span: &'static str,
    unit: Option<&'w str>,
    amount: Amount,
    /// Nothing for `ever`, but of readings the value it began with.
    before: Option<Amount>,
}

impl<'w> Show<'w> {
    fn named(&self, goals: impl IntoIterator<Item = &'w Goal>) -> Vec<Named<'w>> {
        let tree = &self.judge.state.tree;
        let named =
            |goal: &'w Goal| Named { code: tree.code(goal.id), title: &goal.title, why: goal.why.as_deref() };
        goals.into_iter().map(named).collect()
    }

    /// The goals above it, the topmost first.
    pub(super) fn path(&self) -> Vec<Named<'w>> {
        let mut path = self.named(self.judge.state.tree.ancestors(self.goal.id));
        path.reverse();
        path
    }

    pub(super) fn children(&self) -> Vec<Named<'w>> {
        let tree = &self.judge.state.tree;
        self.named(tree.living_children(Some(self.goal.id)).filter_map(|id| tree.goal(id)))
    }

    pub(super) fn after(&self) -> Vec<Named<'w>> {
        self.named(self.goal.after.iter().filter_map(|id| self.judge.state.tree.goal(*id)))
    }

    /// What waits for it.
    pub(super) fn before(&self) -> Vec<Named<'w>> {
        let tree = &self.judge.state.tree;
        let goals = tree.in_order().into_iter().filter_map(|id| tree.goal(id));
        self.named(goals.filter(|other| other.after.contains(&self.goal.id)))
    }

    pub(super) fn rewards(&self) -> Vec<Judged<'w>> {
        let mut rewards = self.judge.rewards();
        rewards.retain(|it| it.goal.id == self.goal.id);
        rewards
    }

    pub(super) fn schedule(&self) -> Vec<Version<'w>> {
        let version = |from: Option<Day>, schedule: &'w Schedule| Version {
            from,
            every: schedule.every,
            target: schedule.bound.map(Bound::number),
            at_most: matches!(schedule.bound, Some(Bound::AtMost(_))),
            unit: schedule.unit.as_deref(),
        };
        let first = self.goal.schedule_at_first();
        let later = self.goal.later.iter().skip_while(|(_, schedule)| std::ptr::eq(*schedule, first));
        let later = later.map(|(day, schedule)| version(Some(*day), schedule));
        std::iter::once(version(None, first)).chain(later).collect()
    }

    /// Skips and pauses of it, of those above it, and of everything; the latest first.
    pub(super) fn told(&self) -> impl Iterator<Item = Told<'w>> {
        let Self { judge, goal } = *self;
        let told = Told::all(judge.state).into_iter().filter(move |told| told.is_of(judge.state, goal));
        told.filter(|told| matches!(told.what, What::Skip(_) | What::Pause(_)))
    }

    /// What was done in this week, month and year, and since ever (SEMANTICS 11.1); nothing where nothing ever was.
    pub(super) fn totals(&self) -> Vec<(Option<Span>, Total<'w>)> {
        let Self { judge, goal } = *self;
        let today = judge.today;
        let ever = Total::of(judge, goal, Day::FIRST..=today, &(Day::LAST..=Day::FIRST));
        let Some(ever) = ever else { return Vec::new() };
        let week = Span::week(today, judge.state.settings.week_start_on(today));
        let spans = [week, Span::month(today), Span::year(today)].into_iter().map(|span| {
            let before = span.before();
            let before = before.from..=before.to;
            let total = Total::of(judge, goal, span.from..=span.to, &before);
            (Some(span), total.unwrap_or_else(|| Total::nothing(judge, goal, span.from)))
        });
        spans.chain([(None, ever)]).collect()
    }

    fn span_totals(&self) -> Vec<SpanTotal<'w>> {
        let unit = self.judge.schedule(self.goal).unit.as_deref();
        let row = |(span, total): (Option<Span>, Total<'w>)| SpanTotal {
            code: self.judge.state.tree.code(self.goal.id),
            span: span.map_or("ever", |span| span.length.name()),
            unit,
            amount: total.amount,
            before: (span.is_some() || total.kind == Kind::Reading).then_some(total.before),
        };
        self.totals().into_iter().map(row).collect()
    }

    pub(super) fn recent(&self) -> Vec<Recent<'w>> {
        let amount = |done: &ActivityRecord| match &done.what {
            Activity::Check(id, amount) | Activity::Reading(id, amount) if *id == self.goal.id => {
                Some(*amount)
            }
            Activity::Check(..) | Activity::Reading(..) | Activity::Win { .. } => None,
        };
        let done = self.judge.state.done();
        let mut found: Vec<(&'w ActivityRecord, Amount)> =
            done.filter_map(|done| amount(done).map(|amount| (done, amount))).collect();
        found.sort_by_key(|(done, _)| std::cmp::Reverse((done.day, done.origin.entry)));
        let row = |(done, amount): (&'w ActivityRecord, Amount)| Recent {
            day: done.day,
            at: &done.origin.at,
            amount,
            note: done.note.as_deref(),
        };
        found.into_iter().take(RECENT).map(row).collect()
    }

    /// For programs.
    pub(super) fn document(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            goal: Whole<'w>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Whole<'w> {
            code: Code,
            title: &'w Title,
            state: Status,
            archived: bool,
            /// The goals above, from the root.
            path: Vec<Named<'w>>,
            children: Vec<Named<'w>>,
            why: Option<&'w str>,
            area: Option<&'w str>,
            who: Option<&'w str>,
            cadence: Cadence,
            target: Amount,
            at_most: bool,
            unit: Option<&'w str>,
            baseline: Option<Amount>,
            /// As in `today`.
            done: Amount,
            /// How far it is.
            fraction: Option<Share>,
            streak: Option<u32>,
            totals: Vec<SpanTotal<'w>>,
            made: Day,
            from: Option<Day>,
            by: Option<Day>,
            pilot: Option<Day>,
            /// What doing it adds to the goal above: an amount, or `sum`.
            feeds: Option<String>,
            reward: Option<&'w str>,
            rewards: Vec<RewardRow<'w>>,
            /// What has to be done before it.
            after: Vec<Named<'w>>,
            /// The goals that come after it.
            before: Vec<Named<'w>>,
            /// What it asks for, and since when.
            schedule: Vec<Version<'w>>,
            /// The last ten check-offs.
            recent: Vec<Recent<'w>>,
            /// How it was closed by hand.
            finished: Option<Closed<'w>>,
            /// Also of the goals above.
            skips: Vec<Skipped<'w>>,
            /// Also of the goals above.
            pauses: Vec<Paused>,
        }
        let Self { judge, goal } = *self;
        let tree = &judge.state.tree;
        let totals = Totals::of(judge, goal);
        let goal = Whole {
            code: tree.code(goal.id),
            title: &goal.title,
            state: judge.status(goal),
            archived: tree.was_archived(goal.id, judge.today),
            path: self.path(),
            children: self.children(),
            why: goal.why.as_deref(),
            area: tree.area(goal.id),
            who: goal.who.as_deref(),
            cadence: judge.cadence(goal),
            target: totals.bound.number(),
            at_most: matches!(totals.bound, Bound::AtMost(_)),
            unit: judge.schedule(goal).unit.as_deref(),
            baseline: goal.baseline,
            done: totals.done,
            fraction: words::fraction(judge, goal),
            streak: totals.streak,
            totals: self.span_totals(),
            made: goal.made,
            from: goal.from,
            by: goal.by,
            pilot: goal.pilot,
            feeds: goal.feeds.map(|feeds| feeds.to_string()),
            reward: goal.reward.as_deref(),
            rewards: self.rewards().iter().map(|judged| row(judge, judged)).collect(),
            after: self.after(),
            before: self.before(),
            schedule: self.schedule(),
            recent: self.recent(),
            finished: judge.finished(goal).map(Closed::of),
            skips: self.told().filter_map(|told| Skipped::of(&told)).collect(),
            pauses: self.told().filter_map(|told| Paused::of(tree, &told)).collect(),
        };
        Data { day: judge.today, goal }
    }
}
