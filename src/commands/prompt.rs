//! `prompt`: how today stands, in one short plain line for a shell prompt or a status bar.

use serde::Serialize;

use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use crate::domain::report::agenda::{Agenda, Choice, Role};
use crate::domain::report::pauses::pauses;
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

enum Prompt {
    Read(Counts),
    Unreadable,
}

#[derive(Clone, Copy, Default, Serialize)]
struct Counts {
    /// How many of today's goals are met, done, or have enough for today.
    done: u32,
    of: u32,
    /// The longest streak among today's goals; 0 where there is none.
    streak: u32,
    /// How many pauses hold today.
    pauses: usize,
}

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    let Ok(reading) = context.read_to(Detail::Today) else {
        // Before each line, two lines on what is wrong would be in the way: `goals doctor` tells.
        return context.summarize(&Prompt::Unreadable);
    };
    let judge = reading.judge(context.clock().today(&reading.state));
    let choice = Choice { who: context.me(&reading.state.settings), ..Choice::default() };
    let agenda = Agenda::of(&judge, &choice);
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    let tasks = lines.filter(|line| line.role == Role::Task && judge.cadence(line.goal).repeats());
    let streak = tasks.map(|line| judge.streak(line.goal).current).max().unwrap_or(0);
    // A shell asks before each line: what is to be told of the journal, other commands tell.
    context.clear_notes();
    let pauses = pauses(judge.state, judge.today).iter().filter(|pause| pause.holds(judge.today)).count();
    let Agenda { counted_done: done, counted_of: of, .. } = agenda;
    context.summarize(&Prompt::Read(Counts { done, of, streak, pauses }))
}

impl Summary for Prompt {
    fn data(&self) -> impl Serialize {
        match self {
            Self::Read(counts) => *counts,
            Self::Unreadable => Counts::default(),
        }
    }

    fn render(&self, page: &mut Page) {
        let Self::Read(Counts { done, of, streak, pauses }) = self else {
            return page.line(Tone::Plain, "!");
        };
        let rests = *of == 0 && *pauses > 0;
        let counted =
            if rests { Some("paused".to_owned()) } else { (*of > 0).then(|| format!("{done}/{of}")) };
        let streak = (*streak > 0).then(|| format!("▲{streak}"));
        let parts: Vec<String> = counted.into_iter().chain(streak).collect();
        if !parts.is_empty() {
            page.line(Tone::Plain, &parts.join(" "));
        }
    }
}
