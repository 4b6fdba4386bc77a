//! Rewards as `reward`, `rewards`, `claim` and `show` tell of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::changes::Changed;
use super::summary::Summary;
use super::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::model::goal::Goal;
use crate::domain::model::rewards::RewardCondition;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(JsonSchema, Serialize)]
pub(crate) struct RewardRow<'w> {
    /// What `claim` takes.
    number: usize,
    code: Code,
    title: &'w Title,
    text: &'w str,
    /// `done`, `50%`, `26` or `streak:30`.
    at: String,
    #[schemars(extend("enum" = ["locked", "earned", "claimed"]))]
    state: &'static str,
    /// How far its goal is.
    reached: Amount,
    /// How far it has to be.
    wanted: Amount,
    /// The first day on which it was earned, while it is not claimed.
    earned: Option<Day>,
    claimed: Option<Day>,
}

pub(crate) fn row<'w>(judge: &Judge<'_>, judged: &Judged<'w>) -> RewardRow<'w> {
    let Judged { number, reward, goal, stage } = *judged;
    let way = judge.way_to(goal, reward.promise.mark);
    RewardRow {
        number,
        code: judge.state.tree.code(goal.id),
        title: &goal.title,
        text: &reward.promise.text,
        at: reward.promise.mark.to_string(),
        state: stage.name(),
        reached: way.reached,
        wanted: way.wanted,
        earned: if let RewardStatus::Earned(day) = stage { Some(day) } else { None },
        claimed: if let RewardStatus::Claimed(day) = stage { Some(day) } else { None },
    }
}

/// At what a reward is earned, in words: `when done`, `at 50 %`, `at 30 days in a row`.
pub(crate) fn condition(judge: &Judge<'_>, goal: &Goal, mark: RewardCondition) -> String {
    match mark {
        RewardCondition::Done if judge.cadence(goal) == Cadence::Once => "when done".to_owned(),
        RewardCondition::Done => "when first met".to_owned(),
        RewardCondition::Share(share) => format!("at {share} %"),
        RewardCondition::Amount(amount) => format!("at {}", words::with_unit(judge, goal, amount)),
        RewardCondition::Streak(count) => {
            format!("at {} in a row", judge.cadence(goal).streak_unit().counted(count))
        }
    }
}

/// Whether rows name their goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    Code,
    /// It stands above them.
    Not,
}

pub(crate) fn render_rewards(page: &mut Page, judge: &Judge<'_>, rewards: &[Judged<'_>], naming: Naming) {
    let mut columns = Columns::new(&[Align::Right, Align::Left, Align::Left, Align::Left], 1);
    for judged in rewards {
        let Judged { number, reward, goal, stage } = judged;
        let code = match naming {
            Naming::Code => judge.state.tree.code(goal.id).to_string(),
            Naming::Not => String::new(),
        };
        let condition = condition(judge, goal, reward.promise.mark);
        let (news, tone) = match stage {
            RewardStatus::Locked => (judge.way_to(goal, reward.promise.mark).words, Tone::Plain),
            RewardStatus::Earned(day) => (format!("earned {} · {condition}", day.dated()), Tone::Good),
            RewardStatus::Claimed(day) => (format!("claimed {} · {condition}", day.dated()), Tone::Faint),
        };
        columns.row(vec![
            cell(Tone::Plain, number.to_string()),
            cell(Tone::Strong, &reward.promise.text),
            cell(Tone::Handle, code),
            cell(tone, news),
        ]);
    }
    columns.render(page);
}

/// What became of a reward, and the line that says so.
pub(crate) struct RewardChange<'w> {
    pub(crate) judge: &'w Judge<'w>,
    pub(crate) goal: Option<&'w Goal>,
    pub(crate) reward: Option<Judged<'w>>,
    pub(crate) line: String,
}

impl Summary for RewardChange<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            changed: Vec<Changed>,
            rewards: Vec<RewardRow<'w>>,
        }
        let changed = |goal| Changed::of(self.judge, goal, self.judge.today, None);
        Data {
            day: self.judge.today,
            changed: self.goal.map(changed).into_iter().collect(),
            rewards: self.reward.iter().map(|judged| row(self.judge, judged)).collect(),
        }
    }

    fn render(&self, page: &mut Page) {
        page.wrapped(Tone::Plain, &self.line, 2);
    }
}
