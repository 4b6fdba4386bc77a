//! `check`: something was done.

mod chosen;
mod elsewhere;
mod not_due;
pub(crate) mod press;
mod remarks;

use std::collections::BTreeSet;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::check::chosen::chosen;
use super::check::not_due::not_due;
use super::check::remarks::CheckedOff;
use super::completions::codes;
use super::shared::changes::{Changed, Changes, Line, Sign};
use super::shared::clock::Clock;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::milestone_text::{MilestoneText, Verbosity};
use super::shared::names::{Names, Said};
use super::shared::summary::Outcome;
use super::shared::{changes, words};
use crate::domain::decide::check::{Checked, Written, check};
use crate::domain::decide::naming::Naming;
use crate::domain::input::check_word::Ask;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::rewards::RewardStatus;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::people::one_name;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::domain::report::agenda::{Agenda, Choice, Role};
use crate::domain::report::milestones::{Milestone, moved};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::text::{LONGEST_TEXT, TextError, text_field};
use crate::env::Stream;
use crate::error::Error;
use crate::journal::{Appended, DecisionInput, Detail};
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// CODE adds 1, CODE+N adds N, CODE-N takes N off, CODE=N makes the day's sum N (with a baseline: the reading N);
    /// home: CODE is one below home, home:all what is asked below it today
    #[arg(value_name = "CODE", allow_negative_numbers = true, add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// The day it was done on
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// A note on each
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = note)]
    note: Option<String>,
    /// Who did it; `none` for nobody in particular
    #[arg(long = "as", value_name = "NAME", value_parser = name)]
    doer: Option<String>,
}

/// How goals and amounts are named, by an example.
const EXAMPLE: &str = "as in `goals check pitch+4 kids`, or below a goal `goals check home: bins stairs`";

impl CheckArgs {
    pub(crate) fn names_none(&self) -> bool {
        self.codes.is_empty()
    }

    /// Refused unless its words are all codes of goals.
    pub(crate) fn are_codes(&self, context: &mut Context<'_>) -> Result<(), Error> {
        let asks = asked(self.codes.iter().map(String::as_str))?;
        let reading = context.read()?;
        let names = Names::new(Naming::Exactly, Said::default());
        names.each_asked(&context.judge(&reading.state), &asks)?;
        Ok(())
    }
}

fn asked<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Vec<Ask>, Error> {
    let asks = Ask::all(words).map_err(|why| Error::usage(why, EXAMPLE))?;
    if asks.is_empty() { Err(Error::usage("no goal given", EXAMPLE)) } else { Ok(asks) }
}

/// One person's name.
fn name(text: &str) -> Result<String, Error> {
    let name = text_field("the name", unshielded(text))?;
    one_name(&name)?;
    Ok(name)
}

/// A note of 1 to 500 characters.
pub(crate) fn note(text: &str) -> Result<String, TextError> {
    let note = unshielded(text).trim();
    match note.chars().count() {
        0 => Err(TextError::Empty("the note")),
        1..=LONGEST_TEXT => Ok(note.to_owned()),
        length => Err(TextError::TooLong { what: "the note", length }),
    }
}

pub(crate) fn run(args: &CheckArgs, context: &mut Context<'_>) -> Outcome {
    let asks =
        if args.codes.is_empty() { ask(context)? } else { asked(args.codes.iter().map(String::as_str))? };
    if asks.is_empty() {
        return context.summarize(&Changes::none("Nothing checked off."));
    }
    match check_here(args, &asks, context) {
        Err(refused @ Error::Refused(Refusal::UnknownCode { .. })) => {
            elsewhere::run(&asks, refused, context, |asks, context| check_here(args, asks, context))
        }
        done => done,
    }
}

/// Checks off in one store.
fn check_here(args: &CheckArgs, asks: &[Ask], context: &mut Context<'_>) -> Outcome {
    if let Some(doer) = &args.doer {
        context.write_as(doer);
    }
    let (clock, names) = (context.clock(), context.names());
    let decide = |input: DecisionInput<'_>| {
        let state = &input.reading.state;
        let judge = input.reading.judge(clock.today(state));
        let mut calendar = clock.calendar(state);
        let day = calendar.day_or_today(args.on.as_deref(), Look::Back)?;
        let asks = if day == judge.today {
            names.each_asked(&judge, asks)?
        } else {
            names.each_asked(&Judge::new(state, day), asks)?
        };
        let checked = check(&judge, day, &asks, args.note.as_deref())?;
        Ok((checked.changes.clone(), (calendar, day, asks, checked)))
    };
    let appended = match args.on {
        Some(_) => context.append(decide),
        // What is not among the goals of today, and what is like it, all goals tell.
        None => match context.append_to(Detail::Today, decide) {
            Err(Error::Refused(_)) => context.append(decide),
            appended => appended,
        },
    }?;
    let (calendar, day, asks, checked) = &appended.decided;
    context.note_dates(calendar);
    if checked.goals.is_empty() {
        return context.summarize(&Changes::none("Nothing checked off."));
    }
    let summary = summary(context, &appended, *day, asks, checked)?;
    context.summarize(&summary)
}

/// What was checked off, and what that led to.
pub(crate) fn summary<T>(
    context: &mut Context<'_>,
    appended: &Appended<T>,
    day: Day,
    asks: &[Ask],
    checked: &Checked,
) -> Result<Changes, Error> {
    let clock = context.clock();
    let celebrate = appended.state.settings.celebrate();
    let verbosity = Verbosity::of(celebrate, context.env().is_terminal(Stream::Out));
    let before = appended.before.judge(clock.today(&appended.before.state));
    let after = appended.judge(clock.today(&appended.state));
    let effects = match verbosity {
        Verbosity::Fact => Vec::new(),
        Verbosity::Line | Verbosity::Lines => moved(&before, &after, &checked.added_to(), day),
    };
    let passed: Vec<Milestone> =
        effects.iter().flat_map(|it| it.milestones.iter().chain(&it.lesser)).copied().collect();
    let others = passed.iter().filter(|it| it.reward().is_none());
    let mut fresh = context.fresh(&others.map(Milestone::key).collect::<Vec<_>>());
    fresh.extend(earned(context, &passed, day)?);
    let texts: Vec<MilestoneText<'_>> =
        effects.iter().map(|it| MilestoneText::new(&after, it, &fresh)).collect();
    let told = Told { before: &before, after: &after, day, asks, verbosity, texts: &texts };
    Ok(told.summary(checked))
}

/// The rewards among what was passed that are earned by this, and were not before: a share that is passed once more,
/// after parts were added, earns nothing (SEMANTICS 9.1). All days tell when one was earned.
fn earned(context: &mut Context<'_>, passed: &[Milestone], day: Day) -> Result<Vec<String>, Error> {
    let rewards: Vec<(usize, String)> =
        passed.iter().filter_map(|it| Some((it.reward()?, it.key()))).collect();
    if rewards.is_empty() {
        return Ok(Vec::new());
    }
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let since = |stage| matches!(stage, RewardStatus::Earned(earned) if day <= earned);
    let earned = judge.rewards().into_iter().filter(|it| since(it.stage)).map(|it| it.number);
    let earned: BTreeSet<usize> = earned.collect();
    Ok(rewards.into_iter().filter(|(number, _)| earned.contains(number)).map(|(_, key)| key).collect())
}

/// What was asked, and what it led to.
struct Told<'c> {
    before: &'c Judge<'c>,
    after: &'c Judge<'c>,
    day: Day,
    asks: &'c [Ask],
    verbosity: Verbosity,
    texts: &'c [MilestoneText<'c>],
}

impl Told<'_> {
    fn summary(&self, checked: &Checked) -> Changes {
        let Self { before, after: judge, day, asks, verbosity, texts } = *self;
        let mut changes = Changes::default();
        for (id, written) in &checked.goals {
            let Some(goal) = judge.state.tree.goal(*id) else { continue };
            let text = texts.iter().find(|text| text.goal() == *id);
            let limit = matches!(judge.schedule(goal).bound(), Bound::AtMost(_));
            let (sign, amount) = match written {
                // What has a limit is nothing to be ticked off.
                Written::Difference(n) if n.is_positive() && limit => (Sign::Noted, Some(*n)),
                Written::Difference(n) if n.is_positive() => (Sign::Done, Some(*n)),
                Written::Difference(n) => (Sign::Noted, Some(*n)),
                Written::Reading(value) => (Sign::Noted, Some(*value)),
                Written::Note(_) => (Sign::Noted, Some(Amount::ZERO)),
                Written::DoneSince(_) | Written::AlreadySo => (Sign::Nothing, None),
            };
            let checked_off = CheckedOff { before, after: judge, goal, day, written: *written };
            let (standing, below) = standing(judge, goal, day, verbosity, text);
            let again = checked_off.again().unwrap_or_default();
            let mut standing = words::joined([again.as_str(), &standing]);
            if judge.status(goal) == Status::Missed {
                standing.push_str(": over the limit");
            }
            if let Some(late) = too_late(judge, goal, day) {
                standing = words::joined([standing.as_str(), &late]);
            }
            changes.goal(judge, goal, sign, sentence(judge, goal, day, *written, &standing));
            let tones = [Tone::Good, Tone::Strong];
            changes.lines.extend(below.into_iter().zip(tones).map(|(text, tone)| Line::Below { tone, text }));
            let mut totals = Changed::of(judge, goal, day, amount);
            totals.remarks = checked_off.remarks(asks);
            let remarks = totals.remarks.iter().cloned();
            changes.lines.extend(remarks.map(|text| Line::Below { tone: Tone::Faint, text }));
            totals.milestones = Some(text.map(MilestoneText::rows).unwrap_or_default());
            changes.changed.push(totals);
        }
        changes
    }
}

/// That a check-off comes after the end, and moves nothing (SEMANTICS 6.2, 6.4).
fn too_late(judge: &Judge<'_>, goal: &Goal, day: Day) -> Option<String> {
    let code = |goal: &Goal| judge.state.tree.code(goal.id);
    if let Some(closed) = judge.closed_on(goal).filter(|closed| *closed < day) {
        return Some(format!("finished on {}; added to its totals alone", closed.day_and_month(judge.today)));
    }
    let (parent, last) = judge.past_part_of(goal, day)?;
    let last = last.day_and_month(judge.today);
    Some(format!("moves nothing of `{}`: the last day for it was {last}", code(parent)))
}

/// How a goal stands after a check-off, and what is said below that.
fn standing(
    judge: &Judge<'_>,
    goal: &Goal,
    day: Day,
    verbosity: Verbosity,
    text: Option<&MilestoneText<'_>>,
) -> (String, Vec<String>) {
    let history = judge.history(goal);
    let repeats = judge.cadence(goal).repeats();
    // Of a period that is over, what today's holds tells nothing.
    let over = repeats && !history.period_on(judge.today).is_some_and(|period| period.range.holds(day));
    let amount = match history.period_on(day) {
        None if repeats && day < history.timeline.start => String::new(),
        None if repeats => not_due(judge, goal, day, &history),
        _ if over => String::new(),
        _ => words::amount(judge, goal),
    };
    match (verbosity, text) {
        (Verbosity::Fact, _) | (_, None) => (amount, Vec::new()),
        (Verbosity::Line, Some(text)) => (text.line(&amount), Vec::new()),
        (Verbosity::Lines, Some(text)) => text.lines(&amount),
    }
}

/// `Pitch websites · +4 · 4/12 emails this week`.
fn sentence(judge: &Judge<'_>, goal: &Goal, day: Day, written: Written, standing: &str) -> String {
    let title = &goal.title;
    let on = if day == judge.today { String::new() } else { format!(" on {}", day.short(judge.today)) };
    let standing = if standing.is_empty() { String::new() } else { format!(" · {standing}") };
    match written {
        Written::Difference(n) if n == Amount::ONE && on.is_empty() => format!("{title}{standing}"),
        Written::Difference(n) if n.is_positive() => format!("{title} · +{n}{on}{standing}"),
        Written::Difference(n) => format!("{title} · {n}{on}{standing}"),
        Written::Reading(value) => format!("{title} · read {value}{on}{standing}"),
        Written::Note(Some(since)) if since == judge.today => {
            format!("{title} · already done today; the note is kept")
        }
        Written::Note(Some(since)) => {
            format!("{title} · already done on {}; the note is kept", since.short(judge.today))
        }
        Written::Note(None) => format!("{title}{on} · the note is kept{standing}"),
        Written::DoneSince(since) if since == judge.today => {
            format!("{title} · already done today, nothing written")
        }
        Written::DoneSince(since) => {
            format!("{title} · already done on {}, nothing written", since.short(judge.today))
        }
        Written::AlreadySo => format!("{title}{on}{standing} · it stands at that already, nothing written"),
    }
}

/// Lets a person at a terminal choose from what is open.
fn ask(context: &mut Context<'_>) -> Result<Vec<Ask>, Error> {
    if !context.is_interactive() {
        return Err(Error::usage("no goal given", "name the codes, as in `goals check pitch+4 kids`"));
    }
    let reading = context.read()?;
    let clock = context.clock();
    let open = offers(&clock, &reading.state);
    if open.is_empty() {
        return Ok(Vec::new());
    }
    context.show_now(|page| {
        let mut columns = Columns::new(&[Align::Right, Align::Left, Align::Left, Align::Left], 2);
        for (number, Offer { code, title, beside }) in (1..).zip(&open) {
            columns.row(vec![
                cell(Tone::Faint, format!("{number}")),
                cell(Tone::Handle, code),
                cell(Tone::Plain, title),
                cell(Tone::Faint, beside),
            ]);
        }
        columns.render(page);
    })?;
    context.env().eprint("Which ones? (numbers like 1 3-5, codes, all; Enter to cancel) ");
    let line = context.env().read_line()?.unwrap_or_default();
    let codes: Vec<&str> = open.iter().map(|offer| offer.code.as_str()).collect();
    Ask::all(chosen(&line, &codes)).map_err(|why| Error::usage(why, "write numbers or codes"))
}

struct Offer {
    code: String,
    title: String,
    beside: String,
}

fn offers(clock: &Clock, state: &State) -> Vec<Offer> {
    let judge = clock.judge(state);
    let agenda = Agenda::of(&judge, &Choice::default());
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    lines
        .filter(|line| line.role == Role::Task && matches!(line.state, Status::Open | Status::Missed))
        .map(|line| Offer {
            code: state.tree.code(line.goal.id).to_string(),
            title: line.goal.title.to_string(),
            beside: changes::standing(&judge, line.goal),
        })
        .collect()
}
