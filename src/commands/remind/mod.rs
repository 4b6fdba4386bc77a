//! `remind`: says once what is still open today. It is run by hand, or each day by the system's own timer; nothing of
//! this program runs in between.

pub(super) mod install;
mod open;
pub mod schedule;

use chrono::{NaiveTime, TimeDelta};
use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use self::open::{HEADING, Open};
use super::completions::codes;
use super::shared::context::Context;
use super::shared::summary::{Form, Outcome, Summary};
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::{Agenda, Choice};
use crate::domain::report::next::in_turn;
use crate::env::Stream;
use crate::error::Error;
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct RemindArgs {
    /// Only of these, and what is below them
    #[arg(long, value_name = "CODE", num_args = 1.., add = ArgValueCompleter::new(codes))]
    if_open: Vec<String>,
    /// At most once a day, and not before TIME
    #[arg(long, value_name = "TIME", num_args = 0..=1, require_equals = true, default_missing_value = "", value_parser = once, conflicts_with_all = ["install", "remove"])]
    once: Option<Once>,
    /// Be reminded each day at TIME, by a timer of systemd or launchd
    #[arg(long, value_name = "TIME", value_parser = time)]
    install: Option<NaiveTime>,
    /// Take that back
    #[arg(long, conflicts_with_all = ["install", "if_open"])]
    remove: bool,
    /// With `--install` or `--remove`: show what would be done, and the line for cron
    #[arg(long)]
    dry_run: bool,
}

/// From when on it is said once a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Once {
    AnyTime,
    From(NaiveTime),
}

fn once(text: &str) -> Result<Once, &'static str> {
    if text.is_empty() { Ok(Once::AnyTime) } else { time(text).map(Once::From) }
}

/// A time of day, as typed.
fn time(text: &str) -> Result<NaiveTime, &'static str> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "not a time from 00:00 to 23:59, as in `20:00`")
}

pub(crate) fn run(args: &RemindArgs, context: &mut Context<'_>) -> Outcome {
    match (args.install, args.remove) {
        (Some(time), _) => install::install(time, &args.if_open, args.dry_run, context),
        (None, true) => install::remove(args.dry_run, context),
        (None, false) if args.dry_run => Err(Error::usage(
            "`--dry-run` goes with `--install` or `--remove`",
            "type `goals remind --install 20:00 --dry-run`",
        )),
        (None, false) => remind(args, context).inspect_err(|error| tell_of(error, args, context)),
    }
}

fn remind(args: &RemindArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read_to(Detail::Today)?;
    let judge = reading.judge(context.clock().today(&reading.state));
    let choice = Choice { who: context.me(&reading.state.settings), ..Choice::default() };
    let left = in_turn(&judge, &Agenda::of(&judge, &choice));
    let asked = context.names().each(&judge, &args.if_open)?;
    let is_meant = |goal: &&Goal| asked.is_empty() || is_within(&judge, goal, &asked);
    let open = Open::of(&judge, left.iter().map(|next| next.goal).filter(is_meant));
    let day_start = reading.state.settings.day_start();
    let is_time = args.once.is_none_or(|once| {
        once.has_come(context.clock().now.time(), day_start) && context.reminded() != Some(open.day)
    });
    if open.goals.is_empty() || !is_time {
        let by_hand = args.once.is_none() && context.env().is_terminal(Stream::Out);
        let said = if by_hand { Said::NothingOpen } else { Said::Nothing };
        return context.summarize(&Reminder { open: &open, said });
    }
    let said = say(&open, context);
    // What nobody got to see is said again.
    if args.once.is_some() && (said == Said::Notified || context.env().is_output_read()) {
        context.note_reminded(open.day);
    }
    context.summarize(&Reminder { open: &open, said })
}

/// A timer's errors are read by nobody: why it can't remind is shown as a reminder would be.
fn tell_of(error: &Error, args: &RemindArgs, context: &Context<'_>) {
    if args.once.is_some() && context.form() == Form::Page {
        context.env().notify("No reminder today", &error.to_string());
    }
}

fn is_within(judge: &Judge<'_>, goal: &Goal, asked: &[&Goal]) -> bool {
    let mut line = std::iter::once(goal).chain(judge.state.tree.ancestors(goal.id));
    line.any(|goal| asked.iter().any(|asked| asked.id == goal.id))
}

impl Once {
    /// Whether it is late enough by `now`, where days begin at `day_start`.
    fn has_come(self, now: NaiveTime, day_start: NaiveTime) -> bool {
        let since_start = |time: NaiveTime| {
            let since = time.signed_duration_since(day_start);
            if since < TimeDelta::zero() { since + TimeDelta::days(1) } else { since }
        };
        match self {
            Self::AnyTime => true,
            Self::From(time) => since_start(now) >= since_start(time),
        }
    }
}

/// Where it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Nothing is open, or it was said before.
    Nothing,
    /// To who asked for it by hand: that there is nothing.
    NothingOpen,
    /// As a notification alone.
    Notified,
    Printed,
}

/// As a notification, where there are any; at a terminal, and where there are none, it is printed. A program that reads
/// the document says it in its own way.
fn say(open: &Open<'_>, context: &Context<'_>) -> Said {
    let env = context.env();
    if context.form() == Form::Json {
        return Said::Printed;
    }
    let is_notified = env.notify(HEADING, &open.body());
    if is_notified && !env.is_terminal(Stream::Out) { Said::Notified } else { Said::Printed }
}

pub(crate) struct Reminder<'w> {
    open: &'w Open<'w>,
    said: Said,
}

impl Summary for Reminder<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            #[serde(flatten)]
            open: &'w Open<'w>,
            text: Option<String>,
        }
        Data { open: self.open, text: (self.said == Said::Printed).then(|| self.open.line()) }
    }

    fn render(&self, page: &mut Page) {
        match self.said {
            Said::Printed => page.wrapped(Tone::Plain, &self.open.line(), 2),
            Said::NothingOpen => page.wrapped(Tone::Plain, "Nothing is open today.", 0),
            Said::Nothing | Said::Notified => {}
        }
    }
}
