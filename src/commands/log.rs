//! `log`: what was done, newest first.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;
use crate::error::Error;
use crate::journal::Detail;
use crate::journal::format::id::entry_text;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// From this day on
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
    /// Only this goal and what is below it
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    goal: Option<String>,
    /// Only this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
}

struct Log<'w> {
    entries: Vec<Row<'w>>,
    extent: Extent,
}

enum Extent {
    Everything,
    Part,
}

#[derive(Serialize)]
struct Row<'w> {
    id: String,
    at: &'w str,
    day: Day,
    code: Option<Code>,
    title: &'w Title,
    amount: Option<Amount>,
    unit: Option<&'w str>,
    note: Option<&'w str>,
    by: &'w str,
    area: Option<&'w str>,
    kind: &'static str,
}

pub(crate) fn run(args: &LogArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let reading = match args.since.as_deref() {
        None => context.read_to(Detail::Records)?,
        Some(since) => context.read_records(|reading| {
            let since = clock.calendar(&reading.state).day(since, Look::Back);
            since.is_ok_and(|since| reading.records_since <= since)
        })?,
    };
    let state = &reading.state;
    let mut calendar = clock.calendar(state);
    let mut day = |typed: &Option<String>| {
        typed.as_deref().map(|typed| calendar.day(typed, Look::Back)).transpose().map_err(Error::from)
    };
    let (since, until) = (day(&args.since)?, day(&args.until)?);
    context.note_dates(&calendar);
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        return Err(Error::usage(
            format!("nothing lies between {} and {}", since.dated(), until.dated()),
            "`--since` is the earlier day, `--until` the later",
        ));
    }
    let subtree: Option<BTreeSet<GoalId>> = match &args.goal {
        Some(code) => Some(state.tree.subtree(state.tree.find(code)?.id).into_iter().collect()),
        None => None,
    };
    let mut done: Vec<&ActivityRecord> = state
        .done()
        .filter(|done| {
            since.is_none_or(|since| since <= done.day) && until.is_none_or(|until| done.day <= until)
        })
        .filter(|done| {
            subtree.as_ref().is_none_or(|subtree| done.what.about().is_some_and(|id| subtree.contains(&id)))
        })
        .collect();
    done.sort_by_key(|done| std::cmp::Reverse((done.day, done.entry)));
    let rows = done.into_iter().filter_map(|done| row(state, done));
    let wanted = args.area.as_ref().map(|area| area.to_lowercase());
    let in_area = |row: &Row<'_>| {
        let area = row.area.map(str::to_lowercase);
        wanted.is_none() || area == wanted
    };
    let part = args.since.is_some() || args.until.is_some() || args.goal.is_some() || args.area.is_some();
    let extent = if part { Extent::Part } else { Extent::Everything };
    context.summarize(&Log { entries: rows.filter(in_area).collect(), extent })
}

fn row<'w>(state: &'w State, done: &'w ActivityRecord) -> Option<Row<'w>> {
    let tree = &state.tree;
    let goal = done.what.goal().and_then(|id| tree.goal(id));
    let (title, amount, kind) = match &done.what {
        Activity::Check(_, amount) => (&goal?.title, Some(*amount), "check"),
        Activity::Reading(_, value) => (&goal?.title, Some(*value), "reading"),
        Activity::Win { title, .. } => (title, None, "win"),
    };
    Some(Row {
        id: entry_text(done.entry),
        at: &done.at,
        day: done.day,
        code: goal.map(|goal| tree.code(goal.id)),
        title,
        amount,
        unit: goal.and_then(|goal| goal.schedule_on(done.day).unit.as_deref()),
        note: done.note.as_deref(),
        by: &done.device,
        area: state.area_of(&done.what),
        kind,
    })
}

impl Summary for Log<'_> {
    fn data(&self) -> impl Serialize {
        BTreeMap::from([("entries", &self.entries)])
    }

    fn render(&self, page: &mut Page) {
        if self.entries.is_empty() {
            let text = match self.extent {
                Extent::Everything => "Nothing was done yet; `goals check CODE` checks something off.",
                Extent::Part => "Nothing of that kind was done in that time.",
            };
            page.wrapped(Tone::Plain, text, 0);
        }
        for day in self.entries.chunk_by(|a, b| a.day == b.day) {
            page.gap();
            if let Some(first) = day.first() {
                page.line(Tone::Strong, &first.day.long().to_string());
            }
            let mut columns =
                Columns::new(&[Align::Left, Align::Left, Align::Right, Align::Left, Align::Left], 3);
            for row in day {
                let time =
                    chrono::DateTime::parse_from_rfc3339(row.at).map(|at| at.format("%H:%M").to_string());
                columns.row(vec![
                    cell(Tone::Faint, format!("  {}", time.unwrap_or_default())),
                    cell(Tone::Handle, row.code.as_ref().map_or("win", Code::as_str)),
                    cell(Tone::Good, amount(row)),
                    cell(Tone::Plain, row.title.as_str()),
                    cell(Tone::Faint, row.note.unwrap_or_default()),
                ]);
            }
            columns.render(page);
        }
    }
}

/// `+4 emails`, `-1`, `= 1250`.
fn amount(row: &Row<'_>) -> String {
    let unit = row.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    match row.amount {
        Some(amount) if row.kind == "reading" => format!("= {amount}{unit}"),
        Some(amount) if amount.is_positive() => format!("+{amount}{unit}"),
        Some(amount) => format!("{amount}{unit}"),
        None => String::new(),
    }
}
