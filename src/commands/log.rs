//! `log`: what was done, newest first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;
use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::origin::Origin;
use crate::domain::model::people::same;
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::{EntryId, GoalId};
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
    /// Only what this person did, or what is this owner's where nobody is named
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
}

struct Log<'w> {
    entries: Vec<Row<'w>>,
    extent: Extent,
    today: Day,
    /// When a day begins, by which what is recorded in the night belongs to the day before.
    day_start: NaiveTime,
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
    title: &'w str,
    amount: Option<Amount>,
    unit: Option<&'w str>,
    note: Option<&'w str>,
    by: &'w str,
    area: Option<&'w str>,
    kind: &'static str,
    /// Who did it, else whose the goal is.
    who: Option<&'w str>,
    /// A pause's last day.
    until: Option<Day>,
    /// The goal that it is about.
    #[serde(skip)]
    about: Option<GoalId>,
    #[serde(skip)]
    place: (Day, EntryId),
    /// Those whose doing it is.
    #[serde(skip)]
    whose: Vec<&'w str>,
}

pub(crate) fn run(args: &LogArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let reading = match args.since.as_deref() {
        None => context.read_to(Detail::Records)?,
        Some(since) => context.read_records(|reading| {
            let since = clock.calendar(&reading.state).day(since, Look::Since);
            since.is_ok_and(|since| reading.records_since <= since)
        })?,
    };
    let state = &reading.state;
    let mut calendar = clock.calendar(state);
    let mut day = |typed: &Option<String>, look: Look| {
        typed.as_deref().map(|typed| calendar.day(typed, look)).transpose().map_err(Error::from)
    };
    let (since, until) = (day(&args.since, Look::Since)?, day(&args.until, Look::Until)?);
    context.note_dates(&calendar);
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        return Err(Error::usage(
            format!("nothing lies between {} and {}", since.dated(), until.dated()),
            "`--since` is the earlier day, `--until` the later",
        ));
    }
    let goal =
        args.goal.as_deref().map(|code| context.names().any(&context.judge(state), code)).transpose()?;
    let subtree = goal.map(|goal| state.tree.subtree(goal.id).into_iter().collect());
    let above = goal.into_iter().flat_map(|goal| state.tree.ancestors(goal.id)).map(|it| it.id).collect();
    let (who, area) = (args.who.as_deref().map(unshielded), args.area.as_deref().map(unshielded));
    context.check_filters(state, who, area)?;
    let chosen = Chosen {
        since: since.unwrap_or(Day::FIRST),
        until: until.unwrap_or(Day::LAST),
        subtree,
        above,
        area,
        who,
    };
    let mut entries: Vec<Row<'_>> = rows(state).into_iter().filter(|row| chosen.holds(row)).collect();
    entries.sort_by_key(|row| Reverse(row.place));
    let part = args.since.is_some()
        || args.until.is_some()
        || args.goal.is_some()
        || args.area.is_some()
        || args.who.is_some();
    let extent = if part { Extent::Part } else { Extent::Everything };
    let (today, day_start) = (clock.today(state), state.settings.day_start());
    context.summarize(&Log { entries, extent, today, day_start })
}

/// What was asked for.
struct Chosen<'a> {
    since: Day,
    until: Day,
    /// A goal and what is below it.
    subtree: Option<BTreeSet<GoalId>>,
    /// The goals above it, whose skips and pauses are its own.
    above: BTreeSet<GoalId>,
    area: Option<&'a str>,
    who: Option<&'a str>,
}

impl Chosen<'_> {
    fn holds(&self, row: &Row<'_>) -> bool {
        let last = row.until.unwrap_or(row.day);
        let in_time = self.since <= last && row.day <= self.until;
        let covers = || {
            matches!(row.kind, "skip" | "pause") && row.about.is_none_or(|goal| self.above.contains(&goal))
        };
        let is_below = |subtree: &BTreeSet<GoalId>| row.about.is_some_and(|goal| subtree.contains(&goal));
        let below = self.subtree.as_ref().is_none_or(|subtree| is_below(subtree) || covers());
        let in_area = self.area.is_none_or(|area| row.area.is_some_and(|own| same(own, area)));
        in_time && below && in_area && self.who.is_none_or(|who| row.whose.iter().any(|own| same(own, who)))
    }
}

/// All that was done, skipped, paused and closed.
fn rows(state: &State) -> Vec<Row<'_>> {
    let done = state.done().filter_map(|done| done_row(state, done));
    let skips = state.activity.goals().filter_map(|(id, days)| Some((state.tree.goal(id)?, days)));
    let skips =
        skips.flat_map(|(goal, days)| days.standing_skips().map(move |(day, skip)| (goal, day, skip)));
    let skips = skips.map(|(goal, day, skip)| Row {
        note: skip.note.as_deref(),
        kind: "skip",
        ..row(state, &skip.origin, day, Some(goal))
    });
    // One that was ended before it began never was.
    let pauses = state.activity.pauses().iter().filter(|it| it.until.is_none_or(|until| it.from <= until));
    let pauses = pauses.filter_map(|pause| {
        let goal = match pause.scope {
            Scope::Goal(id) => Some(state.tree.goal(id)?),
            Scope::All => None,
        };
        let until = pause.until;
        Some(Row { until, kind: "pause", ..row(state, &pause.origin, pause.from, goal) })
    });
    let finishes = state.tree.goals_in_order().filter_map(|goal| {
        let finish = goal.finish.as_ref()?;
        let note = finish.note.as_deref();
        Some(Row { note, kind: "finish", ..row(state, &finish.origin, finish.day, Some(goal)) })
    });
    done.chain(skips).chain(pauses).chain(finishes).collect()
}

/// What is told of anything, about a goal or about everything.
fn row<'w>(state: &'w State, origin: &'w Origin, day: Day, goal: Option<&'w Goal>) -> Row<'w> {
    let tree = &state.tree;
    let by = origin.by.as_deref();
    let owners = || goal.map(|goal| tree.owners(goal.id).collect()).unwrap_or_default();
    Row {
        id: entry_text(origin.entry),
        at: &origin.at,
        day,
        code: goal.map(|goal| tree.code(goal.id)),
        title: goal.map_or("everything", |goal| goal.title.as_str()),
        amount: None,
        unit: None,
        note: None,
        by: &origin.device,
        area: goal.and_then(|goal| tree.area(goal.id)),
        kind: "win",
        who: by.or_else(|| goal.and_then(|goal| tree.owner(goal.id))),
        until: None,
        about: goal.map(|goal| goal.id),
        place: (day, origin.entry),
        whose: by.map_or_else(owners, |by| vec![by]),
    }
}

fn done_row<'w>(state: &'w State, done: &'w ActivityRecord) -> Option<Row<'w>> {
    let goal = done.what.about().and_then(|id| state.tree.goal(id));
    let row = Row { note: done.note.as_deref(), ..row(state, &done.origin, done.day, goal) };
    let unit = || goal.and_then(|goal| goal.schedule_on(done.day).unit.as_deref());
    Some(match &done.what {
        Activity::Check(_, amount) => {
            goal?;
            Row { amount: Some(*amount), unit: unit(), kind: "check", ..row }
        }
        Activity::Reading(_, value) => {
            goal?;
            Row { amount: Some(*value), unit: unit(), kind: "reading", ..row }
        }
        // It may belong to a goal, and is none.
        Activity::Win { title, .. } => {
            Row { code: None, title: title.as_str(), area: state.area_of(&done.what), ..row }
        }
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
                let beside = [
                    &self.until(row),
                    row.note.unwrap_or_default(),
                    row.who.unwrap_or_default(),
                    &self.recorded(row),
                ];
                columns.row(vec![
                    cell(Tone::Faint, format!("  {}", self.time(row).unwrap_or_default())),
                    cell(Tone::Handle, name(row)),
                    cell(Tone::Good, Self::amount(row)),
                    cell(Tone::Plain, row.title),
                    cell(Tone::Faint, words::joined(beside)),
                ]);
            }
            columns.render(page);
        }
    }
}

fn name<'r>(row: &'r Row<'_>) -> &'r str {
    let nameless = if row.kind == "win" { "win" } else { "" };
    row.code.as_ref().map_or(nameless, Code::as_str)
}

impl Log<'_> {
    /// `+4 emails`, `+1 email`, `-1`, `= 1250`, `note`, `skipped`, `paused`, `finished`.
    fn amount(row: &Row<'_>) -> String {
        let is_one = |amount: Amount| amount == Amount::ONE || amount == -Amount::ONE;
        let one = row.amount.is_some_and(is_one);
        let unit = row.unit.map(|unit| if one { words::singular(unit) } else { unit });
        let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        match (row.kind, row.amount) {
            ("skip", _) => "skipped".to_owned(),
            ("finish", _) => "finished".to_owned(),
            ("pause", _) => "paused".to_owned(),
            ("reading", Some(amount)) => format!("= {amount}{unit}"),
            (_, Some(Amount::ZERO)) => "note".to_owned(),
            (_, Some(amount)) if amount.is_positive() => format!("+{amount}{unit}"),
            (_, Some(amount)) => format!("{amount}{unit}"),
            (_, None) => String::new(),
        }
    }

    /// `until Fri 27 Nov`: a pause's last day, where that is another than its first.
    fn until(&self, row: &Row<'_>) -> String {
        match row.until {
            Some(until) if until > row.day => format!("until {}", until.short(self.today)),
            None if row.kind == "pause" => "no end".to_owned(),
            _ => String::new(),
        }
    }

    /// The day and the time at which a thing was recorded, by the clock it was recorded with.
    fn moment(&self, row: &Row<'_>) -> Option<(Day, String)> {
        let at = chrono::DateTime::parse_from_rfc3339(row.at).ok()?.naive_local();
        Some((Day::of(at, self.day_start), at.format("%H:%M").to_string()))
    }

    fn time(&self, row: &Row<'_>) -> Option<String> {
        self.moment(row).filter(|(day, _)| *day == row.day).map(|(_, time)| time)
    }

    /// `recorded Fri 09:00`, where that is not on the day it is for; further away with the date.
    fn recorded(&self, row: &Row<'_>) -> String {
        match self.moment(row) {
            None => String::new(),
            Some((day, _)) if day == row.day => String::new(),
            Some((day, time)) if (1..7).contains(&row.day.days_to(day)) => {
                format!("recorded {} {time}", day.weekday_short())
            }
            Some((day, time)) => format!("recorded {} {time}", day.short(self.today)),
        }
    }
}
