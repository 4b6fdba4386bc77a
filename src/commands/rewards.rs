//! `rewards`: what was promised, earned and claimed.

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::context::Context;
use super::shared::rewards::{Naming, RewardRow, render_rewards, row};
use super::shared::summary::{Outcome, Summary};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::value::day::Day;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

pub(crate) struct Rewards<'w> {
    judge: &'w Judge<'w>,
    rewards: Vec<Judged<'w>>,
}

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let mut rewards = judge.rewards();
    // What is archived is out of sight, but what was earned there is one's own.
    rewards.retain(|it| it.stage != RewardStatus::Locked || !judge.state.tree.is_archived(it.goal.id));
    context.summarize(&Rewards { judge: &judge, rewards })
}

impl Summary for Rewards<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            rewards: Vec<RewardRow<'w>>,
        }
        let rewards = self.rewards.iter().map(|judged| row(self.judge, judged)).collect();
        Data { day: self.judge.today, rewards }
    }

    fn render(&self, page: &mut Page) {
        if self.rewards.is_empty() {
            let text = "No rewards yet; `goals reward add CODE TEXT --at 50%` promises one.";
            return page.wrapped(Tone::Plain, text, 2);
        }
        render_rewards(page, self.judge, &self.rewards, Naming::Code);
        if self.rewards.iter().any(|it| matches!(it.stage, RewardStatus::Earned(_))) {
            page.gap();
            page.wrapped(Tone::Faint, "`goals claim N` takes what is earned.", 2);
        }
    }
}
