//! `prompt`: how today stands, in one short plain line for a shell prompt or a status bar.

use clap::Args;
use serde::Serialize;

use super::shared::changes::Totals;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::summary::{Outcome, Summary};
use crate::domain::judge::judge::Judge;
use crate::domain::model::refusal::Refusal;
use crate::domain::report::agenda::{Agenda, Choice, Line, Role};
use crate::domain::report::mark::Mark;
use crate::domain::report::next::in_turn;
use crate::domain::report::pauses::pauses;
use crate::error::Error;
use crate::journal::Detail;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct PromptArgs {
    /// What to print, with {done}, {of}, {streak}, {done:CODE}, {of:CODE}, {streak:CODE}, {next}, {class}
    /// and {pauses} in it
    #[arg(long, value_name = "TEXT", value_parser = format, allow_hyphen_values = true)]
    format: Option<Format>,
}

#[derive(Clone, Debug)]
struct Format(Vec<Piece>);

/// A part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Done,
    Of,
    Streak,
    /// Of the goal with this code.
    Goal(Fact, String),
    /// The title of what `goals next` names.
    Next,
    Class,
    Pauses,
}

/// What a format can tell of one goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    /// How much is done, in its period or at all.
    Done,
    /// Its target, or its limit.
    Of,
    Streak,
}

/// Reads a format. A brace that is meant as such is written twice.
fn format(text: &str) -> Result<Format, String> {
    let mut pieces = Vec::new();
    let mut rest = unshielded(text);
    while let Some((plain, behind)) = rest.split_once('{') {
        pieces.push(text_of(plain));
        if let Some(behind) = behind.strip_prefix('{') {
            pieces.push(Piece::Text("{".to_owned()));
            rest = behind;
            continue;
        }
        let field = behind.split_once('}');
        let (inside, behind) = field.ok_or_else(|| format!("`{{{behind}` has no `}}` behind it"))?;
        let of_goal = |fact, code: &str| Piece::Goal(fact, code.to_owned());
        pieces.push(match (inside, inside.split_once(':')) {
            ("done", _) => Piece::Done,
            ("of", _) => Piece::Of,
            ("streak", _) => Piece::Streak,
            ("next", _) => Piece::Next,
            ("class", _) => Piece::Class,
            ("pauses", _) => Piece::Pauses,
            (_, Some(("done", code))) if !code.is_empty() => of_goal(Fact::Done, code),
            (_, Some(("of", code))) if !code.is_empty() => of_goal(Fact::Of, code),
            (_, Some(("streak", code))) if !code.is_empty() => of_goal(Fact::Streak, code),
            _ => return Err(format!("`{{{inside}}}` is not a field; the fields are {FIELDS}")),
        });
        rest = behind;
    }
    pieces.push(text_of(rest));
    Ok(Format(pieces))
}

fn text_of(plain: &str) -> Piece {
    Piece::Text(plain.replace("}}", "}"))
}

const FIELDS: &str =
    "`{done}`, `{of}`, `{streak}`, each also as in `{streak:CODE}`, `{next}`, `{class}` and `{pauses}`";

/// How a status bar may paint it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// Nothing is to be done today.
    #[default]
    Empty,
    Unreadable,
    Paused,
    /// Something is overdue.
    Late,
    Open,
    Done,
}

impl Class {
    /// As documents have it.
    const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
            Self::Paused => "paused",
            Self::Late => "late",
            Self::Open => "open",
            Self::Done => "done",
        }
    }
}

#[derive(Debug, Default, Serialize)]
struct Prompt {
    /// How many of today's goals are met, done, or have enough for today.
    done: u32,
    of: u32,
    /// The longest streak among today's goals; 0 where there is none.
    streak: u32,
    /// How many pauses hold today.
    pauses: usize,
    /// The line itself.
    text: String,
    /// Today's goals, one a line.
    tooltip: String,
    class: Class,
}

pub(crate) fn run(args: &PromptArgs, context: &mut Context<'_>) -> Outcome {
    // A store that is not there has nothing to show.
    let Ok(reading) = context.read_if_there(Detail::Today) else {
        // Before each line, two lines on what is wrong would be in the way: `goals doctor` tells.
        let unreadable = Prompt { text: "!".to_owned(), class: Class::Unreadable, ..Prompt::default() };
        return context.summarize(&unreadable);
    };
    // A shell asks before each line: what is to be told of the journal, other commands tell.
    context.clear_notes();
    let judge = reading.judge(context.clock().today(&reading.state));
    if judge.state.tree.is_empty() {
        return context.summarize(&Prompt::default());
    }
    let choice = Choice { who: context.me(&reading.state.settings), ..Choice::default() };
    let agenda = Agenda::of(&judge, &choice);
    let prompt = Prompt::of(&judge, &agenda);
    let text = match &args.format {
        Some(Format(pieces)) => prompt.formatted(pieces, &judge, &agenda)?,
        None => prompt.short(),
    };
    context.summarize(&Prompt { text, ..prompt })
}

impl Prompt {
    fn of(judge: &Judge<'_>, agenda: &Agenda<'_>) -> Self {
        let lines = agenda.groups.iter().flat_map(|group| &group.lines);
        let tasks: Vec<&Line<'_>> = lines.filter(|line| line.role == Role::Task).collect();
        let repeating = tasks.iter().filter(|line| judge.cadence(line.goal).repeats());
        let streak = repeating.map(|line| judge.streak(line.goal).current).max().unwrap_or(0);
        let standing = pauses(judge.state, judge.today);
        let pauses = standing.iter().filter(|pause| pause.holds(judge.today)).count();
        let class = match (agenda.counted_of, pauses) {
            (0, 0) => Class::Empty,
            (0, _) => Class::Paused,
            _ if agenda.is_all_done() => Class::Done,
            _ if tasks.iter().any(|line| judge.is_overdue(line.goal)) => Class::Late,
            _ => Class::Open,
        };
        let row = |line: &&Line<'_>| {
            let mark = match line.mark {
                Mark::Done => "✓",
                Mark::Enough => "~",
                Mark::Passed => "!",
                Mark::Open | Mark::Kept | Mark::Counted | Mark::Held => "·",
            };
            format!("{mark} {}", clean(line.goal.title.as_str()))
        };
        let tooltip = tasks.iter().map(row).collect::<Vec<_>>().join("\n");
        let Agenda { counted_done: done, counted_of: of, .. } = *agenda;
        Self { done, of, streak, pauses, text: String::new(), tooltip, class }
    }

    /// `3/7 ▲12`; nothing where there is nothing to show.
    fn short(&self) -> String {
        let rests = self.of == 0 && self.pauses > 0;
        let counted = (self.of > 0).then(|| format!("{}/{}", self.done, self.of));
        let counted = if rests { Some("paused".to_owned()) } else { counted };
        let streak = (self.streak > 0).then(|| format!("▲{}", self.streak));
        counted.into_iter().chain(streak).collect::<Vec<_>>().join(" ")
    }

    fn formatted(&self, pieces: &[Piece], judge: &Judge<'_>, agenda: &Agenda<'_>) -> Result<String, Error> {
        let told = pieces.iter().map(|piece| {
            Ok(match piece {
                Piece::Text(plain) => plain.clone(),
                Piece::Done => self.done.to_string(),
                Piece::Of => self.of.to_string(),
                Piece::Streak => self.streak.to_string(),
                Piece::Goal(fact, code) => of_goal(judge, *fact, code)?,
                Piece::Next => {
                    let next = in_turn(judge, agenda).first().map(|next| clean(next.goal.title.as_str()));
                    next.unwrap_or_default().into_owned()
                }
                Piece::Class => self.class.word().to_owned(),
                Piece::Pauses => self.pauses.to_string(),
            })
        });
        told.collect()
    }
}

fn of_goal(judge: &Judge<'_>, fact: Fact, code: &str) -> Result<String, Error> {
    let goal = judge.state.tree.find_living(code)?;
    match fact {
        Fact::Done => Ok(Totals::of(judge, goal).done.to_string()),
        Fact::Of => Ok(Totals::of(judge, goal).bound.number().to_string()),
        Fact::Streak if judge.cadence(goal).repeats() => Ok(judge.streak(goal).current.to_string()),
        Fact::Streak => Err(Refusal::NothingRepeats(judge.state.tree.code(goal.id)).into()),
    }
}

impl Summary for Prompt {
    fn data(&self) -> impl Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        if !self.text.is_empty() {
            page.line(Tone::Plain, &self.text);
        }
    }
}
