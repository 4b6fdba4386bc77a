//! `why`: the dates and the rules behind a streak, a block or a forecast.

mod end;
mod pace;
mod streak;
mod supposed;
mod told;

use std::str::FromStr;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use self::end::{closed_in_words, how_it_is_done};
use self::supposed::Supposed;
use super::completions::all_codes;
use super::shared::changes::standing;
use super::shared::context::Context;
use super::shared::overdue;
use super::shared::pause_words;
use super::shared::pause_words::PauseRow;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::needed::Needed;
use crate::domain::judge::pace::Progress;
use crate::domain::judge::status::Status;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Reason, Verdict};
use crate::domain::model::change::Stamp;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::pauses::pauses_around;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use crate::domain::value::share::Share;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;
use crate::ui::rows::{render_line, stands};

#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: String,
    /// Suppose that this was done: `skip tomorrow`, `check +3`, `check =2 friday`; nothing is written
    #[arg(long = "if", value_name = "WHAT", value_parser = Supposed::from_str)]
    supposed: Option<Supposed>,
}

pub(crate) struct Why<'w> {
    judge: &'w Judge<'w>,
    goal: &'w Goal,
    /// What was supposed to have been done.
    supposed: Option<&'w str>,
}

#[derive(JsonSchema, Serialize)]
struct Feed<'w> {
    code: Code,
    title: &'w Title,
    amount: Amount,
}

/// So many periods are told one by one.
const TOLD: usize = 14;

pub(crate) fn run(args: &WhyArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let goal = context.names().any(&context.judge(state), &args.code)?;
    let mut calendar = context.clock().calendar(state);
    let Some(supposed) = &args.supposed else {
        return context.summarize(&Why { judge: &context.judge(state), goal, supposed: None });
    };
    let (day, changes) = supposed.changes(state, goal, &mut calendar)?;
    context.note_dates(&calendar);
    let stamp = Stamp { id: EntryId(u128::MAX), place: 0, at: "", device: "", by: None, of: None };
    let lived = state.with(stamp, &changes);
    let judge = Judge::new(&lived, day);
    let goal = lived.tree.goal(goal.id).unwrap_or(goal);
    context.summarize(&Why { judge: &judge, goal, supposed: Some(&supposed.words) })
}

impl<'w> Summary for Why<'w> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            code: Code,
            title: &'w Title,
            state: Status,
            /// The words of `--if`.
            supposed: Option<&'w str>,
            /// None for what is done once.
            streak: Option<Streak>,
            /// The last 14, latest first, and the last that was missed.
            periods: Vec<Row>,
            blocked_by: Vec<Blocker<'w>>,
            pauses: Vec<PauseRow>,
            /// The day from which on it can be done.
            waiting_until: Option<Day>,
            /// None for what repeats, and without a target to reach.
            pace: Option<Pace>,
            /// What is below it adds to it.
            feeds: Vec<Feed<'w>>,
            /// The last 14, latest first.
            notes: Vec<told::Noted<'w>>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Streak {
            current: u32,
            #[schemars(extend("enum" = ["days", "weeks", "months", "quarters", "years", "times"]))]
            unit: &'static str,
            best: u32,
            /// Met of met and missed, among the last 30 periods (5.3).
            #[schemars(range(min = 0, max = 1))]
            rate: Option<f64>,
            /// From 0 to 100 (5.4).
            #[schemars(range(min = 0, max = 100))]
            strength: f64,
            /// How many days can go by unharmed (5.5).
            slack: Option<i64>,
            /// The period in which it ended.
            broken_by: Option<Broken>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Broken {
            from: Day,
            to: Option<Day>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Row {
            from: Day,
            to: Option<Day>,
            #[schemars(extend("enum" = ["met", "missed", "excused", "open", "neutral"]))]
            verdict: &'static str,
            sum: Amount,
            target: Amount,
            fraction: Option<Share>,
            at_most: bool,
            /// In words.
            rule: String,
        }
        #[derive(JsonSchema, Serialize)]
        struct Blocker<'w> {
            code: Code,
            title: &'w Title,
            state: Status,
        }
        #[derive(JsonSchema, Serialize)]
        struct Pace {
            settled: Option<Day>,
            expected: Option<Amount>,
            buffer_days: Option<i64>,
            /// With three significant digits.
            needed_per_day: Option<f64>,
            forecast: Option<Day>,
            /// How much came in `window_days`.
            gained: Option<Amount>,
            window_days: Option<i64>,
        }
        let Self { judge, goal, supposed } = *self;
        let tree = &judge.state.tree;
        let history = judge.history(goal);
        let streak = self.repeats().then(|| {
            let streak = judge.streak(goal);
            Streak {
                current: streak.current,
                unit: streak.unit.plural(),
                best: streak.best,
                rate: streak.rate.map(words::thousandths),
                strength: words::tenths(streak.strength),
                slack: judge.slack(goal),
                broken_by: streak::last_missed(&history.periods)
                    .map(|period| Broken { from: period.range.from, to: period.range.to }),
            }
        });
        let periods = self.periods(&history);
        let row = |period: &JudgedPeriod| Row {
            from: period.range.from,
            to: period.range.to,
            verdict: verdict(period),
            sum: period.sum,
            target: period.bound.number(),
            fraction: period.fraction(),
            at_most: matches!(period.bound, Bound::AtMost(_)),
            rule: rule(judge, goal, period),
        };
        let blocker = |before: &'w Goal| Blocker {
            code: tree.code(before.id),
            title: &before.title,
            state: judge.status(before),
        };
        let start = history.timeline.start;
        let progress = self.progress().filter(|progress| progress.target.is_some());
        Data {
            day: judge.today,
            code: tree.code(goal.id),
            title: &goal.title,
            state: judge.status(goal),
            supposed,
            streak,
            periods: periods.into_iter().map(row).collect(),
            blocked_by: judge.blockers(goal).into_iter().map(blocker).collect(),
            pauses: pauses_around(judge.state, goal, judge.today)
                .iter()
                .map(|pause| PauseRow::of(judge, pause))
                .collect(),
            waiting_until: judge.waits_until(goal).or(Some(start).filter(|start| judge.today < *start)),
            pace: progress.map(|progress| Pace {
                settled: progress.line.map(|line| line.settled),
                expected: progress.line.map(|line| line.expected),
                buffer_days: progress.line.map(|line| line.buffer_days),
                needed_per_day: progress.needed.map(Needed::per_day),
                forecast: progress.forecast.and_then(|forecast| forecast.day),
                gained: progress.forecast.map(|forecast| forecast.gained),
                window_days: progress.forecast.map(|forecast| forecast.days),
            }),
            feeds: self.feeds(),
            notes: told::notes(judge, goal),
        }
    }

    fn render(&self, page: &mut Page) {
        let Self { judge, goal, supposed } = *self;
        let beside = [judge.status(goal).name(), &words::demand(judge, goal), &standing(judge, goal)];
        let code = judge.state.tree.code(goal.id);
        let before = [(Tone::Handle, code.as_str()), (Tone::Plain, "  ")];
        let facts = beside.map(|fact| stands(Tone::Faint, fact));
        render_line(page, &before, (Tone::Strong, goal.title.as_str()), &facts);
        if let Some(supposed) = supposed {
            let day = judge.today.long();
            page.line(Tone::Faint, &format!("as if: {supposed}; seen on {day}, nothing is written"));
        }
        page.gap();
        let history = judge.history(goal);
        for sentence in self.sentences(&history) {
            page.wrapped(Tone::Plain, &sentence, 2);
        }
        let periods = self.periods(&history);
        if !periods.is_empty() {
            page.gap();
        }
        let mut columns = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for period in &periods {
            let tone = match period.verdict {
                Verdict::Met => Tone::Good,
                Verdict::Missed if matches!(period.bound, Bound::AtMost(_)) => Tone::Bad,
                Verdict::Missed => Tone::Late,
                Verdict::Excused | Verdict::Neutral => Tone::Faint,
                Verdict::Open => Tone::Plain,
            };
            columns.row(vec![
                cell(Tone::Plain, format!("  {}", stretch(period.range.from, period.range.to, judge.today))),
                cell(tone, verdict(period)),
                cell(Tone::Faint, rule(judge, goal, period)),
            ]);
        }
        columns.render(page);
        told::render(page, &told::notes(judge, goal), &periods, judge.today);
    }
}

impl<'w> Why<'w> {
    fn repeats(&self) -> bool {
        self.judge.cadence(self.goal).repeats()
    }

    /// How far a goal is that does not repeat.
    fn progress(&self) -> Option<Progress<'w>> {
        (!self.repeats()).then(|| self.judge.progress(self.goal))
    }

    /// The last periods of what repeats, newest first, and the missed one that ended the streak before, however
    /// long ago.
    fn periods<'h>(&self, history: &'h History) -> Vec<&'h JudgedPeriod> {
        if !self.repeats() {
            return Vec::new();
        }
        let mut periods: Vec<&JudgedPeriod> = history.periods.iter().rev().take(TOLD).collect();
        if !periods.iter().any(|period| period.verdict == Verdict::Missed) {
            periods.extend(streak::last_missed(&history.periods));
        }
        periods
    }

    /// What each child gave to a goal that does not repeat.
    fn feeds(&self) -> Vec<Feed<'w>> {
        let Self { judge, goal, .. } = *self;
        let tree = &judge.state.tree;
        if self.repeats() || judge.schedule(goal).bound.is_none() || goal.baseline.is_some() {
            return Vec::new();
        }
        let children = tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id));
        let feed = |child: &'w Goal| Feed {
            code: tree.code(child.id),
            title: &child.title,
            amount: judge.fed(goal, child).into_iter().map(|(_, amount)| amount).sum(),
        };
        children.map(feed).filter(|feed| feed.amount.is_positive()).collect()
    }

    fn sentences(&self, history: &History) -> Vec<String> {
        let Self { judge, goal, .. } = *self;
        let tree = &judge.state.tree;
        let mut sentences = Vec::new();
        if self.repeats() {
            let streak = judge.streak(goal);
            sentences.push(streak::in_words(&streak, &history.periods, judge.today));
            sentences.extend(streak::rate_in_words(&streak));
            sentences.extend(judge.slack(goal).map(slack_in_words));
        }
        sentences.extend(closed_in_words(judge, goal));
        for before in judge.blockers(goal) {
            let others: Vec<String> =
                judge.blockers(before).iter().map(|other| format!("`{}`", tree.code(other.id))).collect();
            let by = if others.is_empty() { String::new() } else { format!(" by {}", others.join(", ")) };
            sentences.push(format!(
                "Blocked: it comes after `{}` “{}”, which is {}{by}.",
                tree.code(before.id),
                before.title,
                judge.status(before).name()
            ));
        }
        sentences.extend(waiting_in_words(judge, goal, history.timeline.start));
        let paused = pause_words::around(judge, goal);
        sentences.extend(paused.into_iter().map(|when| format!("Paused {when}.")));
        if let Some(progress) = self.progress() {
            sentences.extend(pace::in_words(judge, &progress));
            if sentences.iter().all(|sentence| sentence.starts_with("Paused")) {
                sentences.push(how_it_is_done(judge, goal));
            }
        }
        let overdue = overdue::ways_in_words(judge, goal);
        sentences.extend(overdue.map(|since| format!("Overdue {since}.")));
        let feeds = self.feeds();
        if !feeds.is_empty() {
            sentences.push(feeds_in_words(judge, goal, &feeds));
        }
        sentences
    }
}

fn verdict(period: &JudgedPeriod) -> &'static str {
    match period.verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Excused => "excused",
        Verdict::Open => "open",
        Verdict::Neutral => "neutral",
    }
}

/// Why a period has its verdict.
fn rule(judge: &Judge<'_>, goal: &Goal, period: &JudgedPeriod) -> String {
    let total = match (period.basis, period.bound) {
        (Basis::Children { met, asked, of }, _) => words::steps_met(met, asked, of),
        (Basis::Own, Bound::Any) => words::with_unit(judge, goal, period.sum),
        (Basis::Own, Bound::AtMost(most)) => words::of_at_most(judge, goal, period.sum, most),
        (Basis::Own, Bound::AtLeast(target)) => {
            format!("{} of {}", period.sum, words::with_unit(judge, goal, target))
        }
    };
    let reached =
        period.met_on.filter(|day| period.range.to != Some(period.range.from) && *day <= judge.today);
    let why = match period.reason {
        Reason::Reached => match reached {
            Some(day) => format!("reached on {}", day.short(judge.today)),
            None => String::new(),
        },
        Reason::Skipped => format!("{}: passed over", told::skipped(judge, goal, period)),
        Reason::Paused => format!("{}: passed over", told::paused(judge, goal, period)),
        Reason::Passed => "over the limit".to_owned(),
        Reason::Running => "still going on".to_owned(),
        Reason::Cut => "cut short, so it is passed over".to_owned(),
        Reason::PartlyPaused => format!("{}, so it is passed over", told::paused(judge, goal, period)),
        Reason::Undecided => "its trial was over and not decided, so it is passed over".to_owned(),
        Reason::NoChild => "nothing below it counts, so it is passed over".to_owned(),
        Reason::Short => "not reached".to_owned(),
        Reason::Kept => "the limit was kept".to_owned(),
    };
    words::joined([total.as_str(), &why])
}

fn stretch(from: Day, to: Option<Day>, today: Day) -> String {
    match to {
        Some(to) => from.through(to, today),
        None => format!("from {} on", from.short(today)),
    }
}

fn slack_in_words(slack: i64) -> String {
    match slack {
        0 => "Every day that is left in this period is needed.".to_owned(),
        1 => "1 day of this period can still be left out.".to_owned(),
        2.. => format!("{} of this period can still be left out.", words::days(slack)),
        _ => "More is asked for than there are days left in this period.".to_owned(),
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

fn feeds_in_words(judge: &Judge<'_>, goal: &Goal, feeds: &[Feed<'_>]) -> String {
    let fed: Amount = feeds.iter().map(|feed| feed.amount).sum();
    let own = judge.amount(goal) - fed;
    let mut parts: Vec<String> =
        feeds.iter().map(|feed| format!("{} from `{}`", feed.amount, feed.code)).collect();
    if own.is_positive() {
        parts.push(format!("{own} of its own"));
    }
    let all = words::with_unit(judge, goal, judge.amount(goal));
    match feeds {
        [one] if !own.is_positive() => format!("{all}, all from `{}`.", one.code),
        _ => format!("{all}: {}.", parts.join(", ")),
    }
}
