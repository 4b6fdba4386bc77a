//! `claim`: a reward is taken that was earned.

use clap::Args;

use super::reward::number;
use super::shared::context::Context;
use super::shared::rewards::RewardChange;
use super::shared::summary::Outcome;
use crate::domain::decide::reward::{claimed, numbered};
use crate::domain::judge::rewards::RewardStatus;
use crate::error::Error;

#[derive(Debug, Args)]
pub(crate) struct ClaimArgs {
    /// Its number, as `goals rewards` shows it
    #[arg(value_name = "N", value_parser = number)]
    number: usize,
}

pub(crate) fn run(args: &ClaimArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let appended = context.append(|input| {
        let change = claimed(&clock.judge(&input.reading.state), args.number)?;
        Ok::<_, Error>((change.into_iter().collect(), ()))
    })?;
    let judge = clock.judge(&appended.state);
    let judged = numbered(&judge, args.number)?;
    let text = &judged.reward.promise.text;
    let line = match (appended.entry, judged.stage) {
        (None, RewardStatus::Claimed(day)) => {
            format!("Claimed already on {}: {text}; nothing written.", day.dated())
        }
        _ => format!("Claimed: {text}. Enjoy it."),
    };
    context.summarize(&RewardChange { judge: &judge, goal: Some(judged.goal), reward: Some(judged), line })
}
