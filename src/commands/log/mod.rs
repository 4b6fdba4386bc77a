//! `log`: what was done, newest first.

mod page;
mod rows;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveTime;
use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use self::rows::{Row, rows};
use super::completions::all_codes;
use super::shared::advice::quoted;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::summary::{Outcome, Output, Reader};
use crate::domain::model::people::same;
use crate::domain::model::state::State;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;
use crate::error::Error;
use crate::journal::format::mark::Marks;
use crate::journal::{Detail, Reading};

/// How many days are told of where nothing else is asked for, today included.
const WEEK: i64 = 7;

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// The last N, however old
    #[arg(short = 'n', value_name = "N", value_parser = count)]
    count: Option<usize>,
    /// All there is
    #[arg(long, conflicts_with_all = ["count", "since", "until"])]
    all: bool,
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
    /// Only what has these words in its title or its note
    #[arg(long, value_name = "TEXT")]
    grep: Option<String>,
}

/// How many, as typed.
fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("not a whole number above 0, as in `-n 20`")
}

pub(crate) struct Log<'w> {
    entries: Vec<Row<'w>>,
    /// The first day that was asked for, where there is one.
    since: Option<Day>,
    nothing: Option<Nothing>,
    today: Day,
    /// When a day begins, by which what is recorded in the night belongs to the day before.
    day_start: NaiveTime,
}

/// Why there is nothing to tell.
struct Nothing {
    asked: Asked,
    filtered: Filtered,
    /// The last day that has what was asked for, and the command that tells of it.
    last: Option<(Day, String)>,
}

/// Which days were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    LastWeek,
    All,
    Between,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filtered {
    /// By a goal, an area, a person or words.
    Yes,
    No,
}

pub(crate) fn run(args: &LogArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let mut reading = context.read()?;
    let chosen = choose(args, &reading.state, context)?;
    if !is_enough(args, &chosen, &reading) {
        reading = context.read_to(Detail::Records)?;
    }
    let state = &reading.state;
    let all = rows(state);
    let marks = Marks::of(all.iter().map(Row::entry));
    let last = all.iter().filter(|row| chosen.holds_but_since(row)).map(|row| row.day).max();
    let mut entries: Vec<Row<'_>> = all.into_iter().filter(|row| chosen.holds(row)).collect();
    entries.sort_by_key(|row| Reverse(row.place));
    entries.truncate(args.count.unwrap_or(usize::MAX));
    for row in &mut entries {
        row.mark = marks.mark(row.entry());
    }
    let nothing = entries.is_empty().then(|| Nothing {
        asked: args.asked(),
        filtered: args.filtered(),
        last: last.map(|day| (day, args.since_day(day))),
    });
    let since = Some(chosen.since).filter(|since| *since > Day::FIRST);
    let log =
        Log { entries, since, nothing, today: clock.today(state), day_start: state.settings.day_start() };
    Ok(Output { reader: Reader::Pager, ..context.summarize(&log)? })
}

impl LogArgs {
    fn asked(&self) -> Asked {
        match (&self.since, &self.until) {
            (None, None) if self.all || self.count.is_some() => Asked::All,
            (None, None) => Asked::LastWeek,
            (Some(_), _) | (_, Some(_)) => Asked::Between,
        }
    }

    fn filtered(&self) -> Filtered {
        let filters = [&self.goal, &self.area, &self.who, &self.grep];
        if filters.iter().any(|filter| filter.is_some()) { Filtered::Yes } else { Filtered::No }
    }

    /// The same, from a day on.
    fn since_day(&self, day: Day) -> String {
        let options = [
            ("--until", &self.until),
            ("--goal", &self.goal),
            ("--area", &self.area),
            ("--who", &self.who),
            ("--grep", &self.grep),
        ];
        let options = options.into_iter().filter_map(|(option, value)| Some((option, value.as_deref()?)));
        options.fold(format!("goals log --since {day}"), |line, (option, value)| {
            format!("{line} {option} {}", quoted(value))
        })
    }
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
    /// In small letters.
    words: Option<String>,
}

fn choose<'a>(args: &'a LogArgs, state: &State, context: &mut Context<'_>) -> Result<Chosen<'a>, Error> {
    let mut calendar = context.clock().calendar(state);
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
    let (who, area) = (args.who.as_deref().map(unshielded), args.area.as_deref().map(unshielded));
    context.check_filters(state, who, area)?;
    let first = match args.asked() {
        Asked::LastWeek => calendar.today.plus(1 - WEEK),
        Asked::All | Asked::Between => Day::FIRST,
    };
    Ok(Chosen {
        since: since.unwrap_or(first),
        until: until.unwrap_or(Day::LAST),
        subtree: goal.map(|goal| state.tree.subtree(goal.id).into_iter().collect()),
        above: goal.into_iter().flat_map(|goal| state.tree.ancestors(goal.id)).map(|it| it.id).collect(),
        area,
        who,
        words: args.grep.as_deref().map(|words| unshielded(words).to_lowercase()),
    })
}

/// Whether the records of the last weeks are all that is to be told. Where they hold nothing, the last day that has
/// some is looked for among all.
fn is_enough(args: &LogArgs, chosen: &Chosen<'_>, reading: &Reading) -> bool {
    let complete_since = chosen.since.max(reading.records_since);
    let rows = rows(&reading.state);
    let found = rows.iter().filter(|row| row.day >= complete_since && chosen.holds(row)).count();
    let all_are_known = chosen.since == complete_since;
    found > 0 && (all_are_known || args.count.is_some_and(|wanted| found >= wanted))
}

impl Chosen<'_> {
    fn holds(&self, row: &Row<'_>) -> bool {
        self.since <= row.until.unwrap_or(row.day) && self.holds_but_since(row)
    }

    fn holds_but_since(&self, row: &Row<'_>) -> bool {
        let covers = || {
            matches!(row.kind, "skip" | "pause") && row.about.is_none_or(|goal| self.above.contains(&goal))
        };
        let is_below = |subtree: &BTreeSet<GoalId>| row.about.is_some_and(|goal| subtree.contains(&goal));
        let below = self.subtree.as_ref().is_none_or(|subtree| is_below(subtree) || covers());
        let in_area = self.area.is_none_or(|area| row.area.is_some_and(|own| same(own, area)));
        let by_somebody = self.who.is_none_or(|who| row.whose.iter().any(|own| same(own, who)));
        let has_words = self.words.as_ref().is_none_or(|words| row.has(words));
        row.day <= self.until && below && in_area && by_somebody && has_words
    }
}
