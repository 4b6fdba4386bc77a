//! `prompt`: how today stands, in one short plain line for a shell prompt or a status bar.

use clap::Args;
use serde::Serialize;

use super::today::me;
use super::{Context, Draw, Outcome};
use crate::domain::report::agenda::{Choice, Role};
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// How today stands, in one short line.
#[derive(Debug, Args)]
pub struct PromptArgs {}

#[derive(Serialize)]
struct View {
    /// How many of today's goals are met, done, or have no share left.
    done: u32,
    /// How many there are.
    of: u32,
    /// The longest streak among today's goals; 0 where there is none.
    streak: u32,
    #[serde(skip)]
    health: Health,
}

/// Whether the journal can be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Health {
    Read,
    Unreadable,
}

/// `goals prompt`.
pub fn run(_: &PromptArgs, context: &mut Context<'_>) -> Outcome {
    let Ok(reading) = context.read_to(Detail::Today) else {
        // Before each line, two lines on what is wrong would be in the way: `goals doctor` tells.
        return Ok(Box::new(View { done: 0, of: 0, streak: 0, health: Health::Unreadable }));
    };
    let judge = reading.judge(context.clock().today(&reading.state));
    let choice = Choice { who: me(&reading.state.settings), ..Choice::default() };
    let agenda = judge.agenda(&choice);
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    let tasks = lines.filter(|line| line.role == Role::Task && judge.cadence(line.goal).repeats());
    let streak = tasks.map(|line| judge.streak(line.goal).current).max().unwrap_or(0);
    // A shell asks before each line: what is to be told of the journal, other commands tell.
    context.clear_notes();
    Ok(Box::new(View { done: agenda.counted_done, of: agenda.counted_of, streak, health: Health::Read }))
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        if self.health == Health::Unreadable {
            return page.say(Tone::Plain, "!");
        }
        let counted = if self.of == 0 { String::new() } else { format!("{}/{}", self.done, self.of) };
        let streak = if self.streak == 0 { String::new() } else { format!("▲{}", self.streak) };
        let parts: Vec<&str> =
            [counted.as_str(), &streak].into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            page.say(Tone::Plain, &parts.join(" "));
        }
    }
}
