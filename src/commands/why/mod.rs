//! `why`: the dates and the rules behind a streak, a block or a forecast.

pub mod supposed;

use std::str::FromStr;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::changes::standing;
use super::shared::words;
use super::why::supposed::Supposed;
use super::{Context, Draw, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Progress;
use crate::domain::judge::progress::Measure;
use crate::domain::judge::status::Status;
use crate::domain::judge::streaks::StreakStats;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Reason, Verdict};
use crate::domain::model::change::Stamp;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// The dates and the rules behind a streak, a block or a forecast.
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: String,
    /// As if that had been done: `skip tomorrow`, `check +3`, `check =2 friday`; writes nothing
    #[arg(long = "if", value_name = "WHAT", value_parser = Supposed::from_str)]
    supposed: Option<Supposed>,
}

#[derive(Serialize)]
struct View {
    day: Day,
    code: Code,
    title: Title,
    state: Status,
    supposed: Option<String>,
    streak: Option<Streak>,
    periods: Vec<Row>,
    blocked_by: Vec<Named>,
    waiting_until: Option<Day>,
    pace: Option<Pace>,
    feeds: Vec<Feed>,
    #[serde(skip)]
    standing: String,
    #[serde(skip)]
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Streak {
    current: u32,
    unit: &'static str,
    best: u32,
    rate: Option<f64>,
    strength: f64,
    slack: Option<i64>,
    broken_by: Option<Broken>,
}

#[derive(Serialize)]
struct Broken {
    from: Day,
    to: Option<Day>,
}

#[derive(Serialize)]
struct Row {
    from: Day,
    to: Option<Day>,
    verdict: &'static str,
    sum: Amount,
    target: Amount,
    at_most: bool,
    rule: String,
    #[serde(skip)]
    tone: Tone,
}

#[derive(Serialize)]
struct Named {
    code: Code,
    title: Title,
    state: Status,
}

#[derive(Serialize)]
struct Pace {
    expected: Option<Amount>,
    buffer_days: Option<i64>,
    needed_per_day: Option<Amount>,
    forecast: Option<Day>,
    gained: Option<Amount>,
    window_days: Option<i64>,
}

#[derive(Serialize)]
struct Feed {
    code: Code,
    title: Title,
    amount: Amount,
}

/// So many periods are told one by one.
const TOLD: usize = 14;

/// `goals why`.
pub fn run(args: &WhyArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let goal = state.tree.find(&args.code)?;
    let mut calendar = context.clock().calendar(state);
    let Some(supposed) = &args.supposed else {
        return Ok(Box::new(view(&context.judge(state), goal, None)));
    };
    let (day, changes) = supposed.changes(state, goal, &mut calendar)?;
    context.note_dates(&calendar);
    let stamp = Stamp { id: EntryId(u128::MAX), place: 0, at: "", device: "" };
    let lived = state.with(stamp, &changes);
    let judge = Judge::new(&lived, day);
    let goal = lived.tree.goal(goal.id).unwrap_or(goal);
    Ok(Box::new(view(&judge, goal, Some(supposed.said.clone()))))
}

fn view(judge: &Judge<'_>, goal: &Goal, supposed: Option<String>) -> View {
    let tree = &judge.state.tree;
    let repeats = judge.cadence(goal).repeats();
    let progress = tree.goal(goal.id).map(|goal| judge.progress(goal));
    let history = judge.history(goal);
    let periods: &[JudgedPeriod] = if repeats { &history.periods } else { &[] };
    let run = judge.streak(goal);
    let broken = periods.iter().rev().find(|period| period.verdict == Verdict::Missed);
    let blockers = judge.blockers(goal);
    let feeds = if repeats { Vec::new() } else { feeds(judge, goal) };
    let once = progress.as_ref().filter(|_| !repeats);
    let mut lines = Vec::new();
    if repeats {
        lines.push(streak_in_words(&run, broken));
        lines.extend(rate_in_words(&run));
        lines.extend(judge.slack(goal).map(slack_in_words));
    }
    for before in &blockers {
        let others: Vec<String> =
            judge.blockers(before).iter().map(|other| format!("`{}`", tree.code(other.id))).collect();
        let by = if others.is_empty() { String::new() } else { format!(" by {}", others.join(", ")) };
        lines.push(format!(
            "Blocked: it comes after `{}` “{}”, which is {}{by}.",
            tree.code(before.id),
            before.title,
            judge.status(before).name()
        ));
    }
    lines.extend(waiting_in_words(judge, goal, history.timeline.start));
    lines.extend(once.map(|progress| pace_in_words(judge, progress)).unwrap_or_default());
    if once.is_some() && lines.is_empty() {
        lines.push(how_it_is_done(judge, goal));
    }
    if !feeds.is_empty() {
        lines.push(feeds_in_words(judge, goal, &feeds));
    }
    View {
        day: judge.today,
        code: tree.code(goal.id),
        title: goal.title.clone(),
        state: judge.status(goal),
        supposed,
        streak: repeats.then(|| Streak {
            current: run.current,
            unit: run.unit.plural(),
            best: run.best,
            rate: run.rate.map(words::thousandths),
            strength: words::tenths(run.strength),
            slack: judge.slack(goal),
            broken_by: broken.map(|period| Broken { from: period.range.from, to: period.range.to }),
        }),
        periods: told(periods).into_iter().map(|period| row(judge, goal, period)).collect(),
        blocked_by: blockers
            .iter()
            .map(|before| Named {
                code: tree.code(before.id),
                title: before.title.clone(),
                state: judge.status(before),
            })
            .collect(),
        waiting_until: judge
            .waits_until(goal)
            .or(Some(history.timeline.start).filter(|start| judge.today < *start)),
        pace: once.filter(|progress| progress.target.is_some()).map(|progress| Pace {
            expected: progress.line.map(|line| line.expected),
            buffer_days: progress.line.map(|line| line.buffer_days),
            needed_per_day: progress.needed_per_day,
            forecast: progress.forecast.map(|forecast| forecast.day),
            gained: progress.forecast.map(|forecast| forecast.gained),
            window_days: progress.forecast.map(|forecast| forecast.days),
        }),
        feeds,
        standing: words::joined([words::demand(judge, goal).as_str(), standing(judge, goal).as_str()]),
        lines,
    }
}

/// The last periods, newest first, and the missed one that ended the run before, however long ago.
fn told(periods: &[JudgedPeriod]) -> Vec<&JudgedPeriod> {
    let mut told: Vec<&JudgedPeriod> = periods.iter().rev().take(TOLD).collect();
    if !told.iter().any(|period| period.verdict == Verdict::Missed) {
        told.extend(periods.iter().rev().skip(TOLD).find(|period| period.verdict == Verdict::Missed));
    }
    told
}

fn row(judge: &Judge<'_>, goal: &Goal, period: &JudgedPeriod) -> Row {
    let (verdict, tone) = match period.verdict {
        Verdict::Met => ("met", Tone::Good),
        Verdict::Missed => ("missed", Tone::Bad),
        Verdict::Excused => ("excused", Tone::Faint),
        Verdict::Open => ("open", Tone::Plain),
        Verdict::Neutral => ("neutral", Tone::Faint),
    };
    Row {
        from: period.range.from,
        to: period.range.to,
        verdict,
        sum: period.sum,
        target: period.bound.number(),
        at_most: matches!(period.bound, Bound::AtMost(_)),
        rule: rule(judge, goal, period),
        tone,
    }
}

/// Why a period has its verdict.
fn rule(judge: &Judge<'_>, goal: &Goal, period: &JudgedPeriod) -> String {
    let unit = words::unit(judge, goal, " ");
    let total = match (period.basis, period.bound) {
        (Basis::Children { met, of }, _) => format!("{met} of {of} below it met"),
        (Basis::Own, Bound::AtMost(most)) => format!("{} of at most {most}{unit}", period.sum),
        (Basis::Own, Bound::AtLeast(target)) => format!("{} of {target}{unit}", period.sum),
    };
    let reached =
        period.met_on.filter(|day| period.range.to != Some(period.range.from) && *day <= judge.today);
    let why = match period.reason {
        Reason::Reached => match reached {
            Some(day) => format!("reached on {}", day.short()),
            None => String::new(),
        },
        Reason::Skipped => "skipped: passed over".to_owned(),
        Reason::Paused => "paused throughout: passed over".to_owned(),
        Reason::Passed => "over the limit".to_owned(),
        Reason::Running => "still going on".to_owned(),
        Reason::Cut => "cut short, so it is passed over".to_owned(),
        Reason::PartlyPaused => "partly paused, so it is passed over".to_owned(),
        Reason::NoChild => "nothing below it counts, so it is passed over".to_owned(),
        Reason::Short => "not reached".to_owned(),
        Reason::Kept => "the limit was kept".to_owned(),
    };
    words::joined([total.as_str(), &why])
}

fn stretch(from: Day, to: Option<Day>) -> String {
    match to {
        Some(to) if to == from => from.short().to_string(),
        Some(to) => format!("{} to {}", from.short(), to.short()),
        None => format!("from {} on", from.short()),
    }
}

fn streak_in_words(run: &StreakStats, broken: Option<&JudgedPeriod>) -> String {
    let broken = broken.map(|period| {
        format!("{} {}", stretch(period.range.from, period.range.to), period.range.from.year())
    });
    let best = format!("The best is {}.", run.best_unit.counted(run.best));
    let current = run.unit.counted(run.current);
    match (run.current, broken) {
        (0, None) => "The streak is 0: nothing was met yet.".to_owned(),
        (0, Some(broken)) => format!("The streak is 0: nothing was met since {broken}, missed. {best}"),
        (_, None) => format!("The streak is {current}: all that was met since the beginning. {best}"),
        (_, Some(broken)) => format!(
            "The streak is {current}: all that was met since {broken}, missed; open, excused and neutral ones don't break it. {best}"
        ),
    }
}

fn rate_in_words(run: &StreakStats) -> Option<String> {
    let (met, missed) = run.rated;
    run.rate.map(|rate| {
        format!(
            "The rate is {:.0} %: {met} met, {missed} missed among the last 30 closed periods.",
            rate * 100.0
        )
    })
}

fn slack_in_words(slack: i64) -> String {
    match slack {
        0 => "No day can go by without it.".to_owned(),
        1.. => format!("{} can go by unharmed in this period.", words::days(slack)),
        _ => "More is needed than there are days left in this period.".to_owned(),
    }
}

fn waiting_in_words(judge: &Judge<'_>, goal: &Goal, start: Day) -> Option<String> {
    match judge.waits_until(goal) {
        Some(day) if judge.planned_day(goal) == Some(day) => {
            Some(format!("Waiting: it is planned for {}.", day.long()))
        }
        Some(day) => Some(format!("Waiting: it begins on {}.", day.long())),
        None if judge.today < start => Some(format!("Waiting: it begins on {}.", start.long())),
        None => None,
    }
}

/// What decides that a one-off goal without a pace is done, and how that stands.
fn how_it_is_done(judge: &Judge<'_>, goal: &Goal) -> String {
    let tree = &judge.state.tree;
    if let Some(day) = judge.done_on(goal) {
        return format!("It was done on {}.", day.long());
    }
    if let Bound::AtMost(most) = judge.schedule(goal).bound() {
        let unit = words::unit(judge, goal, " ");
        let by = goal.by.map(|by| format!(" until {}", by.long())).unwrap_or_default();
        return format!(
            "It is kept while no more than {most}{unit} are checked off{by}; so far {}.",
            judge.amount(goal)
        );
    }
    if judge.measure(goal) == Measure::Steps {
        let left = judge.steps(goal).into_iter().filter(|step| judge.done_on(step).is_none());
        let left: Vec<String> = left.map(|step| format!("`{}`", tree.code(step.id))).collect();
        return format!("It is done when its steps are; left: {}.", left.join(", "));
    }
    "It is done when it is checked off.".to_owned()
}

/// How expected, buffer, needed and forecast come about.
fn pace_in_words(judge: &Judge<'_>, progress: &Progress<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let unit = words::unit(judge, progress.goal, " ");
    let (Some(target), Some(left)) = (progress.target, progress.left) else {
        return lines;
    };
    if progress.complete {
        let day = judge.done_on(progress.goal).map(|day| format!(" on {}", day.long())).unwrap_or_default();
        lines.push(format!("Done: {target}{unit} reached{day}."));
        return lines;
    }
    if let Some(line) = progress.line {
        let (gone, all) = (line.from.days_through(judge.today.min(line.by)), line.from.days_through(line.by));
        let way = match progress.goal.baseline {
            Some(baseline) => format!("from {baseline} to {target}"),
            None => target.to_string(),
        };
        lines.push(format!(
            "Expected by today's end: {}{unit}, the share of {way} that {gone} of {all} days make ({} to {}).",
            line.expected,
            line.from.dated(),
            line.by.dated()
        ));
        let amount = progress.amount;
        lines.push(match line.buffer_days {
            0 => format!("Buffer: 0 days; the line wants {amount}{unit} today."),
            ahead @ 1.. => format!(
                "Buffer: {}; the line wants {amount}{unit} on {}.",
                words::days(ahead),
                judge.today.plus(ahead).dated()
            ),
            behind => format!(
                "Buffer: {} behind; the line wanted {amount}{unit} on {}.",
                words::days(-behind),
                judge.today.plus(behind).dated()
            ),
        });
        if let Some(needed) = progress.needed_per_day {
            let days = judge.today.days_through(line.by);
            lines.push(if days == 0 {
                format!("Needed: all that is left, {left}{unit}; the deadline was {}.", line.by.long())
            } else {
                format!("Needed: {left}{unit} in {}, {needed} a day.", words::days(days))
            });
        }
    }
    lines.push(match progress.forecast {
        Some(forecast) => format!(
            "Forecast: {}{unit} in the last {}; the {left} left take until {}.",
            forecast.gained,
            words::days(forecast.days),
            forecast.day.long()
        ),
        None => "Forecast: none, for nothing was gained of late.".to_owned(),
    });
    lines
}

/// What each child gave.
fn feeds(judge: &Judge<'_>, goal: &Goal) -> Vec<Feed> {
    let tree = &judge.state.tree;
    if judge.schedule(goal).bound.is_none() || goal.baseline.is_some() {
        return Vec::new();
    }
    let children = tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id));
    children
        .map(|child| Feed {
            code: tree.code(child.id),
            title: child.title.clone(),
            amount: judge.fed(goal, child).into_iter().map(|(_, amount)| amount).sum(),
        })
        .filter(|feed| feed.amount.is_positive())
        .collect()
}

fn feeds_in_words(judge: &Judge<'_>, goal: &Goal, feeds: &[Feed]) -> String {
    let fed: Amount = feeds.iter().map(|feed| feed.amount).sum();
    let own = judge.amount(goal) - fed;
    let mut parts: Vec<String> =
        feeds.iter().map(|feed| format!("{} from `{}`", feed.amount, feed.code)).collect();
    if own.is_positive() {
        parts.push(format!("{own} checked off itself"));
    }
    format!("It holds {}: {}.", judge.amount(goal), parts.join(", "))
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        page.line(&[
            (Tone::Handle, self.code.as_str()),
            (Tone::Plain, "  "),
            (Tone::Strong, self.title.as_str()),
            (Tone::Faint, &format!(" · {}", words::joined([self.state.name(), &self.standing]))),
        ]);
        if let Some(supposed) = &self.supposed {
            page.say(
                Tone::Faint,
                &format!("as if: {supposed}; seen on {}, nothing is written", self.day.long()),
            );
        }
        page.gap();
        for line in &self.lines {
            page.wrapped(Tone::Plain, line, 2);
        }
        if !self.periods.is_empty() {
            page.gap();
        }
        let mut columns = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for period in &self.periods {
            columns.row(vec![
                cell(Tone::Plain, format!("  {}", stretch(period.from, period.to))),
                cell(period.tone, period.verdict),
                cell(Tone::Faint, &period.rule),
            ]);
        }
        columns.draw(page);
    }
}
