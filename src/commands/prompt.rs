//! `prompt`: how today stands, in one short plain line for a shell prompt or a status bar.

use clap::Args;
use serde::Serialize;

use super::today::me;
use super::{Context, Draw, Outcome};
use crate::domain::agenda::{Choice, Role};
use crate::journal::Depth;
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
}

/// `goals prompt`.
pub fn run(_: &PromptArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read_to(Depth::Today)?;
    let judge = context.judge(&reading.world);
    let choice = Choice { who: me(&reading.world.settings), ..Choice::default() };
    let agenda = judge.agenda(&choice);
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    let tasks = lines.filter(|line| line.role == Role::Task && judge.cadence(line.goal).repeats());
    let streak = tasks.map(|line| judge.run(line.goal).current).max().unwrap_or(0);
    // A shell asks before each line: what is to be told of the journal, other commands tell.
    context.hush();
    Ok(Box::new(View { done: agenda.counted_done, of: agenda.counted_of, streak }))
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        let counted = if self.of == 0 { String::new() } else { format!("{}/{}", self.done, self.of) };
        let streak = if self.streak == 0 { String::new() } else { format!("▲{}", self.streak) };
        let parts: Vec<&str> =
            [counted.as_str(), &streak].into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            page.say(Tone::Plain, &parts.join(" "));
        }
    }
}
