//! `reward`: something is promised for a goal, or no longer.

use std::str::FromStr;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::rewards::{RewardChange, condition};
use super::shared::summary::Outcome;
use crate::domain::decide::reward::{numbered, promised, removed};
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::rewards::{MarkError, Promise, RewardCondition};
use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words::{in_unit, minutes};
use crate::domain::value::text::text_field;
use crate::error::Error;
use crate::journal::format::id;

#[derive(Debug, Args)]
pub(crate) struct RewardArgs {
    #[command(subcommand)]
    command: RewardCommand,
}

#[derive(Debug, Subcommand)]
enum RewardCommand {
    /// Promise a reward for a goal
    #[command(after_help = "Example: goals reward add gp \"A weekend away\" --at 50%")]
    Add {
        /// The goal
        #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
        code: String,
        /// What you get
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// When: at a share (50%), an amount (26) or a streak (streak:30); when it is complete if left out
        #[arg(long, value_name = "MARK", allow_hyphen_values = true)]
        at: Option<Mark>,
    },
    /// Take a reward away
    #[command(after_help = "Example: goals reward remove 1")]
    Remove {
        /// Its number, as `goals rewards` shows it
        #[arg(value_name = "N", value_parser = number)]
        number: usize,
    },
}

/// A mark, as typed: a time means something once the goal's unit is known.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Known(RewardCondition),
    /// In minutes.
    Time(Amount),
}

impl FromStr for Mark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        let known = text.parse().map(Self::Known);
        known.or_else(|error| minutes(text).map(Self::Time).ok_or(error))
    }
}

impl Mark {
    /// What it is for a goal that is counted in this unit.
    fn counted(self, unit: Option<&str>) -> Result<RewardCondition, Refusal> {
        match self {
            Self::Known(mark) => Ok(mark),
            Self::Time(minutes) => {
                let amount = in_unit(minutes, unit).map(RewardCondition::Amount);
                amount.ok_or_else(|| Refusal::Conflict {
                    what: "the mark is a time, and the goal is not counted in minutes or hours".to_owned(),
                    hint: format!("say the number: `--at {minutes}`"),
                })
            }
        }
    }
}

/// The number of a reward, as typed.
pub(crate) fn number(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_| "not the number of a reward; `goals rewards` shows them")
}

pub(crate) fn run(args: &RewardArgs, context: &mut Context<'_>) -> Outcome {
    match &args.command {
        RewardCommand::Add { code, text, at } => {
            add(code, text, at.unwrap_or(Mark::Known(RewardCondition::Done)), context)
        }
        RewardCommand::Remove { number } => remove(*number, context),
    }
}

fn add(code: &str, text: &[String], mark: Mark, context: &mut Context<'_>) -> Outcome {
    let text = text.iter().map(|word| unshielded(word)).collect::<Vec<_>>().join(" ");
    let text = text_field("the reward", &text)?;
    let reward = id::new_reward()?;
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|input| {
        let judge = clock.judge(&input.reading.state);
        let goal = names.living(&judge, code)?;
        let mark = mark.counted(judge.schedule(goal).unit.as_deref())?;
        let change = promised(&judge, goal, reward, Promise { text: text.clone(), mark })?;
        Ok::<_, Error>((vec![change], mark))
    })?;
    let mark = appended.decided;
    let judge = clock.judge(&appended.state);
    let judged = judge.rewards().into_iter().find(|it| it.reward.id == Some(reward));
    let line = judged.map(|Judged { number, goal, stage, .. }| {
        let now = match stage {
            RewardStatus::Locked => judge.way_to(goal, mark).words,
            RewardStatus::Earned(_) | RewardStatus::Claimed(_) => {
                format!("earned already: goals claim {number}")
            }
        };
        let (code, at) = (judge.state.tree.code(goal.id), condition(&judge, goal, mark));
        format!("Reward {number}: {text}, for `{code}` {at} · {now}")
    });
    context.summarize(&RewardChange {
        judge: &judge,
        goal: judged.map(|it| it.goal),
        reward: judged,
        line: line.unwrap_or_default(),
    })
}

fn remove(number: usize, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let appended = context.append(|input| {
        let judge = clock.judge(&input.reading.state);
        let change = removed(&judge, number)?;
        let Judged { reward, goal, .. } = numbered(&judge, number)?;
        Ok::<_, Error>((vec![change], (goal.id, reward.promise.text.clone())))
    })?;
    let judge = clock.judge(&appended.state);
    let (goal, text) = &appended.decided;
    context.summarize(&RewardChange {
        judge: &judge,
        goal: judge.state.tree.goal(*goal),
        reward: None,
        line: format!("Removed reward {number}: {text}; the others keep their numbers."),
    })
}
