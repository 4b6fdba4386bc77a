//! `reward`, `rewards`, `claim`: what is promised for a goal, and taken when it is earned.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::codes;
use super::shared::changes::Changed;
use super::shared::goal_args::unshielded;
use super::shared::words;
use super::{Context, Draw, Outcome};
use crate::domain::decide::reward::{claimed, numbered, promised, removed};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::model::change::Change;
use crate::domain::model::goal::Goal;
use crate::domain::model::rewards::{Promise, RewardCondition};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::{Title, text_field};
use crate::error::Error;
use crate::journal::format::id;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// What one gets for a goal.
#[derive(Debug, Args)]
pub struct RewardArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Promise a reward for a goal
    #[command(after_help = "Example: goals reward add gp \"A weekend away\" --at 50%")]
    Add {
        /// The goal
        #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
        code: String,
        /// What one gets
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// At what: a share (50%), an amount (26), a streak (streak:30); its completion if left out
        #[arg(long, value_name = "MARK", allow_hyphen_values = true)]
        at: Option<RewardCondition>,
    },
    /// Take a reward away
    #[command(after_help = "Example: goals reward remove 1")]
    Remove {
        /// Its number, as `goals rewards` shows it
        #[arg(value_name = "N", value_parser = number)]
        number: usize,
    },
}

/// What was promised, earned and claimed.
#[derive(Debug, Args)]
pub struct RewardsArgs {}

/// Take what was earned.
#[derive(Debug, Args)]
pub struct ClaimArgs {
    /// Its number, as `goals rewards` shows it
    #[arg(value_name = "N", value_parser = number)]
    number: usize,
}

/// The number of a reward, as typed.
fn number(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_| "this is no reward's number; `goals rewards` shows them")
}

/// A reward as it is shown.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its number, which `claim` takes.
    number: usize,
    code: Code,
    title: Title,
    text: String,
    /// `done`, `50%`, `26` or `streak:30`.
    at: String,
    state: &'static str,
    /// What of that is reached now.
    reached: Amount,
    /// What is wanted.
    wanted: Amount,
    /// The first day on which it was earned, while it is not claimed.
    earned: Option<Day>,
    /// The day on which it was claimed.
    claimed: Option<Day>,
    #[serde(skip)]
    news: String,
    #[serde(skip)]
    tone: Tone,
}

impl Row {
    fn of(judge: &Judge<'_>, judged: &Judged<'_>) -> Self {
        let Judged { number, reward, goal, stage } = judged;
        let mark = reward.promise.mark;
        let way = judge.way_to(goal, mark);
        let condition = condition(judge, goal, mark);
        let (earned, claimed, news, tone) = match stage {
            RewardStatus::Locked => (None, None, way.words, Tone::Plain),
            RewardStatus::Earned(day) => {
                (Some(*day), None, format!("earned {} · {condition}", day.dated()), Tone::Good)
            }
            RewardStatus::Claimed(day) => {
                (None, Some(*day), format!("claimed {} · {condition}", day.dated()), Tone::Faint)
            }
        };
        Self {
            number: *number,
            code: judge.state.tree.code(goal.id),
            title: goal.title.clone(),
            text: reward.promise.text.clone(),
            at: mark.to_string(),
            state: stage.name(),
            reached: way.reached,
            wanted: way.wanted,
            earned,
            claimed,
            news,
            tone,
        }
    }
}

/// The rewards of one goal.
pub fn of_goal(judge: &Judge<'_>, goal: &Goal) -> Vec<Row> {
    let rewards = judge.rewards();
    rewards.iter().filter(|it| it.goal.id == goal.id).map(|it| Row::of(judge, it)).collect()
}

/// At what a reward is earned, in words: `when done`, `at 50 %`, `at 30 days in a row`.
pub fn condition(judge: &Judge<'_>, goal: &Goal, mark: RewardCondition) -> String {
    match mark {
        RewardCondition::Done if judge.cadence(goal) == Cadence::Once => "when done".to_owned(),
        RewardCondition::Done => "when first met".to_owned(),
        RewardCondition::Share(share) => format!("at {share} %"),
        RewardCondition::Amount(amount) => format!("at {amount}{}", words::unit(judge, goal, " ")),
        RewardCondition::Streak(count) => {
            format!("at {} in a row", judge.cadence(goal).streak_unit().counted(count))
        }
    }
}

#[derive(Serialize)]
struct View {
    day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Vec<Changed>>,
    rewards: Vec<Row>,
    #[serde(skip)]
    told: Option<String>,
}

/// `goals rewards`.
pub fn list(_: &RewardsArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    // What is archived is out of sight, but what was earned there is one's own.
    let shown =
        |it: &Judged<'_>| it.stage != RewardStatus::Locked || !judge.state.tree.is_archived(it.goal.id);
    let rewards = judge.rewards().iter().filter(|it| shown(it)).map(|it| Row::of(&judge, it)).collect();
    Ok(Box::new(View { day: judge.today, changed: None, rewards, told: None }))
}

/// `goals reward`.
pub fn run(args: &RewardArgs, context: &mut Context<'_>) -> Outcome {
    match &args.what {
        What::Add { code, text, at } => add(code, text, at.unwrap_or(RewardCondition::Done), context),
        What::Remove { number } => remove(*number, context),
    }
}

fn add(code: &str, text: &[String], mark: RewardCondition, context: &mut Context<'_>) -> Outcome {
    let text = text.iter().map(|word| unshielded(word)).collect::<Vec<_>>().join(" ");
    let text = text_field("the reward", &text)?;
    let reward = id::new_reward()?;
    let clock = context.clock();
    let appended = context.append(|sight| {
        let judge = clock.judge(&sight.reading.state);
        let goal = judge.state.tree.find_living(code)?;
        let change = promised(&judge, goal, reward, Promise { text: text.clone(), mark })?;
        Ok::<_, Error>((vec![change], goal.id))
    })?;
    let judge = clock.judge(&appended.state);
    let all = judge.rewards();
    let Some(judged) = all.iter().find(|it| it.reward.id == Some(reward)) else {
        return Ok(Box::new(told(&judge, None, String::new())));
    };
    let row = Row::of(&judge, judged);
    let now = match judged.stage {
        RewardStatus::Locked => row.news.clone(),
        RewardStatus::Earned(_) | RewardStatus::Claimed(_) => {
            format!("earned already: goals claim {}", row.number)
        }
    };
    let at = condition(&judge, judged.goal, mark);
    let line = format!("Reward {}: {}, for `{}` {at} · {now}", row.number, row.text, row.code);
    Ok(Box::new(told(&judge, Some(judged), line)))
}

fn remove(number: usize, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let appended = context.append(|sight| {
        let judge = clock.judge(&sight.reading.state);
        let change = removed(&judge, number)?;
        let Judged { reward, goal, .. } = numbered(&judge, number)?;
        Ok::<_, Error>((vec![change], (goal.id, reward.promise.text.clone())))
    })?;
    let judge = clock.judge(&appended.state);
    let (goal, text) = &appended.told;
    let goal = judge.state.tree.goal(*goal);
    let changed = goal.map(|goal| Changed::of(&judge, goal, judge.today, None));
    Ok(Box::new(View {
        day: judge.today,
        changed: Some(changed.into_iter().collect()),
        rewards: Vec::new(),
        told: Some(format!("Removed reward {number}: {text}; the others keep their numbers.")),
    }))
}

/// `goals claim`.
pub fn claim(args: &ClaimArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let appended = context.append(|sight| {
        let judge = clock.judge(&sight.reading.state);
        let change: Option<Change> = claimed(&judge, args.number)?;
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
    Ok(Box::new(told(&judge, Some(&judged), line)))
}

fn told(judge: &Judge<'_>, judged: Option<&Judged<'_>>, line: String) -> View {
    let changed = judged.map(|it| Changed::of(judge, it.goal, judge.today, None));
    View {
        day: judge.today,
        changed: Some(changed.into_iter().collect()),
        rewards: judged.map(|it| Row::of(judge, it)).into_iter().collect(),
        told: Some(line),
    }
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        match &self.told {
            Some(line) => page.wrapped(Tone::Plain, line, 2),
            None if self.rewards.is_empty() => {
                page.wrapped(
                    Tone::Plain,
                    "No rewards yet; `goals reward add CODE TEXT --at 50%` promises one.",
                    2,
                );
            }
            None => {
                draw_rows(page, &self.rewards, Naming::Code);
                if self.rewards.iter().any(|row| row.earned.is_some()) {
                    page.gap();
                    page.wrapped(Tone::Faint, "`goals claim N` takes what is earned.", 2);
                }
            }
        }
    }
}

/// Whether rows name their goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// By its code.
    Code,
    /// Not at all: it stands above them.
    Not,
}

/// Rewards below each other.
pub fn draw_rows(page: &mut Page, rows: &[Row], naming: Naming) {
    let mut columns = Columns::new(&[Align::Right, Align::Left, Align::Left, Align::Left], 1);
    for row in rows {
        let code = match naming {
            Naming::Code => row.code.as_str(),
            Naming::Not => "",
        };
        columns.row(vec![
            cell(Tone::Plain, row.number.to_string()),
            cell(Tone::Strong, &row.text),
            cell(Tone::Handle, code),
            cell(row.tone, &row.news),
        ]);
    }
    columns.draw(page);
}
