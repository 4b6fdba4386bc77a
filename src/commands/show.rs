//! `show`: one goal whole.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::changes::{Totals, standing};
use super::shared::context::Context;
use super::shared::overdue;
use super::shared::pause_words;
use super::shared::rewards::{Naming, RewardRow, render_rewards, row};
use super::shared::summary::{Outcome, Summary};
use super::shared::totals;
use super::shared::way::Closed;
use super::shared::words;
use crate::domain::judge::judge::Judge;
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
use crate::journal::Reading;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: String,
}

pub(crate) struct Show<'w> {
    judge: &'w Judge<'w>,
    goal: &'w Goal,
}

#[derive(JsonSchema, Serialize)]
struct Named<'w> {
    code: Code,
    title: &'w Title,
    why: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
struct Version<'w> {
    /// None for the first.
    from: Option<Day>,
    every: Option<Cadence>,
    target: Option<Amount>,
    at_most: bool,
    unit: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
struct Recent<'w> {
    day: Day,
    /// When it was written.
    #[schemars(extend("format" = "date-time"))]
    at: &'w str,
    amount: Amount,
    note: Option<&'w str>,
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

/// So many of the last check-offs are shown.
const RECENT: usize = 10;

pub(crate) fn run(args: &ShowArgs, context: &mut Context<'_>) -> Outcome {
    let (clock, names) = (context.clock(), context.names());
    let reading = context.read_records(|reading| {
        names
            .any(&clock.judge(&reading.state), &args.code)
            .map_or(true, |goal| shows_all_recent(reading, goal))
    })?;
    let judge = context.judge(&reading.state);
    let goal = context.names().any(&judge, &args.code)?;
    context.summarize(&Show { judge: &judge, goal })
}

/// Whether the last check-offs of a goal are among the records that were read.
fn shows_all_recent(reading: &Reading, goal: &Goal) -> bool {
    let since = reading.records_since;
    let known = reading.state.done().filter(|done| done.what.goal() == Some(goal.id) && since <= done.day);
    let days = reading.state.activity.goal_days(goal.id);
    known.count() >= RECENT || days.records(Day::FIRST, since.prev()).next().is_none()
}

impl<'w> Show<'w> {
    fn named(&self, goals: impl IntoIterator<Item = &'w Goal>) -> Vec<Named<'w>> {
        let tree = &self.judge.state.tree;
        let named =
            |goal: &'w Goal| Named { code: tree.code(goal.id), title: &goal.title, why: goal.why.as_deref() };
        goals.into_iter().map(named).collect()
    }

    /// The goals above it, the topmost first.
    fn path(&self) -> Vec<Named<'w>> {
        let mut path = self.named(self.judge.state.tree.ancestors(self.goal.id));
        path.reverse();
        path
    }

    fn children(&self) -> Vec<Named<'w>> {
        let tree = &self.judge.state.tree;
        self.named(tree.living_children(Some(self.goal.id)).filter_map(|id| tree.goal(id)))
    }

    fn after(&self) -> Vec<Named<'w>> {
        self.named(self.goal.after.iter().filter_map(|id| self.judge.state.tree.goal(*id)))
    }

    /// What waits for it.
    fn before(&self) -> Vec<Named<'w>> {
        let tree = &self.judge.state.tree;
        let goals = tree.in_order().into_iter().filter_map(|id| tree.goal(id));
        self.named(goals.filter(|other| other.after.contains(&self.goal.id)))
    }

    fn rewards(&self) -> Vec<Judged<'w>> {
        let mut rewards = self.judge.rewards();
        rewards.retain(|it| it.goal.id == self.goal.id);
        rewards
    }

    fn schedule(&self) -> Vec<Version<'w>> {
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
    fn told(&self) -> impl Iterator<Item = Told<'w>> {
        let Self { judge, goal } = *self;
        let told = Told::all(judge.state).into_iter().filter(move |told| told.is_of(judge.state, goal));
        told.filter(|told| matches!(told.what, What::Skip(_) | What::Pause(_)))
    }

    /// What was done in this week, month and year, and since ever (SEMANTICS 11.1); nothing where nothing ever was.
    fn totals(&self) -> Vec<(Option<Span>, Total<'w>)> {
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

    fn recent(&self) -> Vec<Recent<'w>> {
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
}

impl Summary for Show<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
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

    fn render(&self, page: &mut Page) {
        let path = self.path();
        for (depth, above) in path.iter().enumerate() {
            let why = above.why.map(|why| format!(" · {why}")).unwrap_or_default();
            page.pieces(&[
                (Tone::Plain, &"  ".repeat(depth)),
                (Tone::Handle, above.code.as_str()),
                (Tone::Plain, "  "),
                (Tone::Plain, above.title.as_str()),
                (Tone::Faint, &why),
            ]);
        }
        page.pieces(&[
            (Tone::Plain, &"  ".repeat(path.len())),
            (Tone::Handle, self.judge.state.tree.code(self.goal.id).as_str()),
            (Tone::Plain, "  "),
            (Tone::Strong, self.goal.title.as_str()),
        ]);
        page.gap();
        let mut facts = Columns::new(&[Align::Left, Align::Left], 1);
        for (label, text) in self.facts().into_iter().filter(|(_, text)| !text.is_empty()) {
            facts.row(vec![cell(Tone::Faint, label), cell(Tone::Plain, text)]);
        }
        facts.render(page);
        self.render_totals(page);
        self.render_children(page);
        self.render_rewards(page);
        self.render_schedule(page);
        self.render_recent(page);
    }
}

impl Show<'_> {
    fn facts(&self) -> [(&'static str, String); 15] {
        let Self { judge, goal } = *self;
        let tree = &judge.state.tree;
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let day = |day: Option<Day>| day.map(|day| day.long().to_string()).unwrap_or_default();
        let codes = |goals: Vec<Named<'_>>| {
            goals.iter().map(|goal| goal.code.to_string()).collect::<Vec<_>>().join(", ")
        };
        let state =
            if tree.was_archived(goal.id, judge.today) { "archived" } else { judge.status(goal).name() };
        [
            ("state", words::joined([state, &standing(judge, goal)])),
            ("overdue", overdue::ways_in_words(judge, goal).unwrap_or_default()),
            ("closed", self.closed()),
            ("asks for", words::demand(judge, goal)),
            ("why", text(goal.why.as_deref())),
            ("area", text(tree.area(goal.id))),
            ("who", text(goal.who.as_deref())),
            ("from", day(goal.from)),
            ("by", day(goal.by)),
            ("on trial until", day(goal.pilot)),
            ("paused", pause_words::around(judge, goal).join(", ")),
            ("after", codes(self.after())),
            ("before", codes(self.before())),
            ("feeds", goal.feeds.map(|feeds| feeds.to_string()).unwrap_or_default()),
            ("made", day(Some(goal.made))),
        ]
    }

    /// What it had come to when it was closed by hand.
    fn closed(&self) -> String {
        let note = self.goal.finish.as_ref().and_then(|finish| finish.note.as_deref());
        let note = note.map(|note| format!("“{note}”")).unwrap_or_default();
        words::finished(self.judge, self.goal)
            .map_or_else(String::new, |came_to| words::joined([came_to.as_str(), &note]))
    }

    fn render_totals(&self, page: &mut Page) {
        let found = self.totals();
        if !found.iter().any(|(_, total)| !totals::is_done_once(self.judge, total)) {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Done");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for (span, total) in &found {
            let (label, text) = match span.map(|span| (span.length.name(), span.from)) {
                Some((length, from)) => (
                    format!("  this {length} so far"),
                    totals::beside(self.judge, total, from, &format!("last {length}")),
                ),
                None => ("  ever".to_owned(), totals::done(self.judge, total)),
            };
            columns.row(vec![cell(Tone::Faint, label), cell(Tone::Plain, text)]);
        }
        columns.render(page);
    }

    fn render_children(&self, page: &mut Page) {
        let children = self.children();
        if children.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Steps");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for child in &children {
            columns.row(vec![
                cell(Tone::Handle, format!("  {}", child.code)),
                cell(Tone::Plain, child.title.as_str()),
            ]);
        }
        columns.render(page);
    }

    fn render_rewards(&self, page: &mut Page) {
        let rewards = self.rewards();
        if rewards.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Rewards");
        render_rewards(page, self.judge, &rewards, Naming::Not);
    }

    fn render_schedule(&self, page: &mut Page) {
        let versions = self.schedule();
        if versions.len() < 2 {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "What it asked for");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for version in &versions {
            let from =
                version.from.map_or_else(|| "  at first".to_owned(), |day| format!("  from {}", day.dated()));
            let unit = version.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
            let limit = if version.at_most { "at most " } else { "" };
            let target = version.target.map(|target| format!("{limit}{target}{unit}")).unwrap_or_default();
            let every = version.every.map_or_else(|| "as what is above it".to_owned(), Cadence::in_words);
            columns.row(vec![
                cell(Tone::Faint, from),
                cell(Tone::Plain, words::joined([target.as_str(), &every])),
            ]);
        }
        columns.render(page);
    }

    fn render_recent(&self, page: &mut Page) {
        let recent = self.recent();
        let told: Vec<Told<'_>> = self.told().take(RECENT).collect();
        if recent.is_empty() && told.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Done lately");
        let mut columns = Columns::new(&[Align::Left, Align::Right, Align::Left], 2);
        let sign = if self.goal.baseline.is_some() { "= " } else { "+" };
        let amount = |recent: &Recent<'_>| match recent.amount {
            Amount::ZERO if self.goal.baseline.is_none() => String::new(),
            amount if amount.is_positive() => format!("{sign}{amount}"),
            amount => amount.to_string(),
        };
        let done = recent.iter().map(|it| (it.day, amount(it), it.note.unwrap_or_default().to_owned()));
        let told = told.iter().map(|told| (told.day, String::new(), told.in_words(self.judge.today)));
        let mut rows: Vec<(Day, String, String)> = done.chain(told).collect();
        rows.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
        for (day, amount, words) in rows.into_iter().take(RECENT) {
            columns.row(vec![
                cell(Tone::Faint, format!("  {}", day.short(self.judge.today))),
                cell(Tone::Good, amount),
                cell(Tone::Plain, words),
            ]);
        }
        columns.render(page);
    }
}
