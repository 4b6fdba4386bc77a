//! `review` as data for programs.

use schemars::JsonSchema;
use serde::Serialize;

use super::look_back::{Counts, LookBack, explain, resize, ways_on};
use crate::commands::shared::notes::NoteRow;
use crate::commands::shared::overdue;
use crate::commands::shared::totals;
use crate::commands::shared::totals::TotalRow;
use crate::commands::shared::trials::Trial;
use crate::domain::judge::finished::Outcome;
use crate::domain::judge::needed::Needed;
use crate::domain::model::goal::Goal;
use crate::domain::report::highlights::Stretch;
use crate::domain::report::span::Span;
use crate::domain::report::target_suggestion::Size;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;

#[derive(JsonSchema, Serialize)]
pub(crate) struct Data<'w> {
    day: Day,
    only_who: Option<&'w str>,
    span: SpanRow,
    before: SpanRow,
    /// How many things were done.
    activities: u32,
    /// In the span before.
    activities_before: u32,
    /// On how many days something was done.
    days_done: usize,
    best_day: Option<BestDay>,
    /// None of a week.
    best_week: Option<Part>,
    /// The days of a week, the weeks of a month or quarter, the months of a year.
    parts: Vec<Part>,
    totals: Vec<TotalRow<'w>>,
    /// The longest of each goal.
    streaks: Vec<Run<'w>>,
    goals: Vec<Row<'w>>,
    balance: Vec<Area<'w>>,
    wins: Vec<Win<'w>>,
    /// What was done for good, or closed by hand.
    finished: Vec<Finished<'w>>,
    notes: Vec<NoteRow<'w>>,
    /// What falls due.
    due: Vec<Due<'w>>,
    behind: Vec<Behind<'w>>,
    overdue: Vec<Overdue<'w>>,
    /// Targets that would fit.
    offers: Vec<Suggestion<'w>>,
    trials_ended: Vec<Trial>,
    /// For what nothing was done for long.
    stale: Vec<Stale<'w>>,
    /// What is hard to do as it is worded.
    vague: Vec<Vague<'w>>,
}

#[derive(JsonSchema, Serialize)]
struct SpanRow {
    #[schemars(extend("enum" = ["week", "month", "quarter", "year"]))]
    length: &'static str,
    from: Day,
    to: Day,
    /// It is not over.
    so_far: bool,
}

#[derive(JsonSchema, Serialize)]
struct BestDay {
    day: Day,
    activities: u32,
}

/// Its first and last day, and what was done in it.
#[derive(JsonSchema, Serialize)]
struct Part {
    from: Day,
    to: Day,
    activities: u32,
}

impl Part {
    fn of(stretch: &Stretch) -> Self {
        Self { from: stretch.from, to: stretch.to, activities: stretch.activities }
    }
}

/// The longest run of a goal.
#[derive(JsonSchema, Serialize)]
struct Run<'w> {
    code: Code,
    title: &'w Title,
    length: u32,
    #[schemars(extend("enum" = ["days", "weeks", "months", "quarters", "years", "times"]))]
    unit: &'static str,
    from: Day,
    to: Day,
}

#[derive(JsonSchema, Serialize)]
struct Row<'w> {
    code: Code,
    title: &'w Title,
    cadence: Cadence,
    #[serde(flatten)]
    counts: Counts,
    before: Counts,
}

#[derive(JsonSchema, Serialize)]
struct Area<'w> {
    area: Option<&'w str>,
    /// Goal-days (11.3).
    goal_days: u32,
}

#[derive(JsonSchema, Serialize)]
struct Win<'w> {
    day: Day,
    title: &'w Title,
    area: Option<&'w str>,
    note: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
struct Finished<'w> {
    day: Day,
    code: Code,
    title: &'w Title,
    /// Not what was closed by hand before it was done.
    complete: bool,
    note: Option<&'w str>,
}

/// `day` is the deadline, `done` when it was done.
#[derive(JsonSchema, Serialize)]
struct Due<'w> {
    day: Day,
    code: Code,
    title: &'w Title,
    /// The day on which it was done.
    done: Option<Day>,
}

#[derive(JsonSchema, Serialize)]
struct Behind<'w> {
    code: Code,
    title: &'w Title,
    amount: Amount,
    target: Option<Amount>,
    unit: Option<&'w str>,
    by: Option<Day>,
    buffer_days: Option<i64>,
    /// With three significant digits.
    needed_per_week: Option<f64>,
    command: String,
}

#[derive(JsonSchema, Serialize)]
struct Overdue<'w> {
    code: Code,
    title: &'w Title,
    by: Option<Day>,
    /// The first of `commands`.
    command: String,
    /// Ways on.
    commands: [String; 2],
}

#[derive(JsonSchema, Serialize)]
struct Suggestion<'w> {
    code: Code,
    title: &'w Title,
    #[schemars(extend("enum" = ["smaller", "fewer", "pause", "larger"]))]
    kind: &'static str,
    unit: Option<&'w str>,
    target: Amount,
    offered: Option<Amount>,
    /// Of the four weeks or periods.
    sums: &'w [Amount],
    /// Of weeks of shorter periods: how many were met in each.
    met: Option<[usize; 4]>,
    missed: usize,
    /// What does what is offered.
    command: String,
}

#[derive(JsonSchema, Serialize)]
struct Stale<'w> {
    code: Code,
    title: &'w Title,
    /// The last day on which something was done.
    last: Option<Day>,
    /// The first of the ways on.
    command: String,
    /// Ways on.
    commands: Vec<String>,
}

#[derive(JsonSchema, Serialize)]
struct Vague<'w> {
    code: Code,
    title: &'w Title,
    hint: String,
    /// What changes it.
    command: String,
}

impl<'w> Data<'w> {
    pub(crate) fn of(look_back: &'w LookBack<'_>) -> Self {
        let LookBack { now, then, review, who } = look_back;
        let code = |goal: &Goal| look_back.code(goal);
        let span = |span: Span| SpanRow {
            length: span.length.name(),
            from: span.from,
            to: span.to,
            so_far: span.holds(now.today),
        };
        let goals = review.goals.iter().map(|row| Row {
            code: code(row.goal),
            title: &row.goal.title,
            cadence: now.cadence(row.goal),
            counts: Counts::of(&row.periods),
            before: Counts::of(&row.before),
        });
        let balance = review
            .balance
            .iter()
            .map(|share| Area { area: share.area.as_deref(), goal_days: share.goal_days });
        let wins = look_back.wins().map(|(done, title)| Win {
            day: done.day,
            title,
            area: now.state.area_of(&done.what),
            note: done.note.as_deref(),
        });
        let finished = review.finished.iter();
        let finished = finished.map(|finished| Finished {
            day: finished.day,
            code: code(finished.goal),
            title: &finished.goal.title,
            complete: finished.outcome == Outcome::Complete,
            note: finished.note,
        });
        let due = review.due.iter().map(|due| Due {
            day: due.day,
            code: code(due.goal),
            title: &due.goal.title,
            done: due.done,
        });
        let streaks = review.runs.iter().map(|run| Run {
            code: code(run.goal),
            title: &run.goal.title,
            length: run.length,
            unit: run.unit.plural(),
            from: run.from,
            to: run.to,
        });
        let behind = review.behind.iter().map(|progress| Behind {
            code: code(progress.goal),
            title: &progress.goal.title,
            amount: progress.amount,
            target: progress.target,
            unit: then.schedule(progress.goal).unit.as_deref(),
            by: progress.goal.by,
            buffer_days: progress.line.map(|line| line.buffer_days),
            needed_per_week: progress.needed.map(Needed::per_week),
            command: explain(&code(progress.goal)),
        });
        let overdue = review.overdue.iter().map(|goal| {
            let commands = overdue::ways(&code(goal));
            let [command, _] = commands.clone();
            Overdue { code: code(goal), title: &goal.title, by: goal.by, command, commands }
        });
        let offers = review.offers.iter().map(|offer| {
            let (kind, offered) = match offer.size {
                Size::Smaller(target) => ("smaller", Some(target)),
                Size::Larger(target) => ("larger", Some(target)),
                Size::Fewer(number) => ("fewer", Some(number)),
                Size::Pause => ("pause", None),
            };
            Suggestion {
                code: code(offer.goal),
                title: &offer.goal.title,
                kind,
                unit: now.schedule(offer.goal).unit.as_deref(),
                target: offer.target,
                offered,
                sums: &offer.sums,
                met: offer.met,
                missed: offer.missed,
                command: resize(offer, &code(offer.goal)),
            }
        });
        let stale = review.stale.iter().map(|stale| {
            let commands = ways_on(then, stale, &code(stale.goal));
            Stale {
                code: code(stale.goal),
                title: &stale.goal.title,
                last: stale.last,
                command: commands.first().cloned().unwrap_or_default(),
                commands,
            }
        });
        let vague = look_back.vague().iter().map(|(hint, goal)| Vague {
            code: code(goal),
            title: &goal.title,
            hint: hint.in_words(code(goal).as_str()),
            command: hint.command(code(goal).as_str()),
        });
        Self {
            day: then.today,
            only_who: *who,
            span: span(review.span),
            before: span(review.span.before()),
            activities: review.activities,
            activities_before: review.activities_before,
            days_done: review.days_done,
            best_day: review.best_day.map(|(day, activities)| BestDay { day, activities }),
            best_week: review.best_week.as_ref().map(Part::of),
            parts: review.parts.iter().map(Part::of).collect(),
            totals: review.totals.iter().map(|total| totals::row(now, total)).collect(),
            streaks: streaks.collect(),
            goals: goals.collect(),
            balance: balance.collect(),
            wins: wins.collect(),
            finished: finished.collect(),
            notes: look_back.notes(),
            due: due.collect(),
            behind: behind.collect(),
            overdue: overdue.collect(),
            offers: offers.collect(),
            trials_ended: look_back.trials().collect(),
            stale: stale.collect(),
            vague: vague.collect(),
        }
    }
}
