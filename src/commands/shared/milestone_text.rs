//! What a check-off moved, in words: after the fact, on the same line, or below it in full.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::model::goal::Goal;
use crate::domain::model::settings::Celebrate;
use crate::domain::report::milestones::{CheckEffects, Kind, Milestone};
use crate::domain::value::code::Code;
use crate::domain::value::ids::GoalId;
use crate::domain::value::share::Share;
use crate::ui::bar::plain_bar;

/// A milestone, for programs.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MilestoneRow {
    /// `met`, `streak`, `share`, `reward` or `back`.
    #[schemars(extend("enum" = ["met", "streak", "share", "reward", "back"]))]
    kind: &'static str,
    /// How many in a row, how many percent, or the reward's number.
    number: Option<u64>,
    /// Who passed it.
    code: Code,
    text: String,
}

/// In how many words a check-off is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verbosity {
    /// That it was done, and no more.
    Fact,
    Line,
    /// Up to three.
    Lines,
}

impl Verbosity {
    /// As it is set; more than one line are for a terminal.
    pub(crate) fn of(celebrate: Celebrate, at_a_terminal: bool) -> Self {
        match (celebrate, at_a_terminal) {
            (Celebrate::Off, _) => Self::Fact,
            (Celebrate::Full, true) => Self::Lines,
            (Celebrate::Quiet, _) | (Celebrate::Full, false) => Self::Line,
        }
    }
}

/// What is left to say of what a check-off moved: milestones that were said before are left out.
pub(crate) struct MilestoneText<'m> {
    judge: &'m Judge<'m>,
    effects: &'m CheckEffects,
    milestones: Vec<Milestone>,
}

/// So many columns a bar is wide.
const BAR: usize = 20;

impl<'m> MilestoneText<'m> {
    pub(crate) fn new(judge: &'m Judge<'m>, effects: &'m CheckEffects, fresh: &BTreeSet<String>) -> Self {
        let milestones = effects.milestones.iter().copied().filter(|it| fresh.contains(&it.key())).collect();
        Self { judge, effects, milestones }
    }

    pub(crate) fn goal(&self) -> GoalId {
        self.effects.goal
    }

    pub(crate) fn rows(&self) -> Vec<MilestoneRow> {
        self.milestones.iter().map(|milestone| self.row(milestone)).collect()
    }

    fn row(&self, milestone: &Milestone) -> MilestoneRow {
        let (kind, number) = match milestone.kind {
            Kind::Met(_) => ("met", None),
            Kind::Streak { count, .. } => ("streak", Some(count.into())),
            Kind::Share(percent) => ("share", Some(percent.into())),
            Kind::Reward { number, .. } => ("reward", u64::try_from(number).ok()),
            Kind::Back(_) => ("back", None),
        };
        let code = self.judge.state.tree.code(milestone.goal);
        MilestoneRow { kind, number, code, text: self.words(milestone) }
    }

    fn words(&self, milestone: &Milestone) -> String {
        let goal = self.judge.state.tree.goal(milestone.goal);
        let plain = goal.is_some_and(|goal| words::amount(self.judge, goal).is_empty());
        match milestone.kind {
            Kind::Met(_) => "met".to_owned(),
            Kind::Streak { count, .. } => {
                let unit = goal.map(|goal| self.judge.streak(goal).unit.counted(count));
                format!("{} in a row", unit.unwrap_or_default())
            }
            // The count beside it is of whole parts, and this of what is done of those that are not.
            Kind::Share(mark @ (25 | 50 | 75)) if goal.is_some_and(|goal| self.counts_less(goal, mark)) => {
                let percent = goal.and_then(|goal| self.judge.share(goal)).map_or(0, Share::percent);
                format!("{percent} % of the way")
            }
            Kind::Share(mark @ (25 | 50 | 75)) => {
                let share = goal.and_then(|goal| self.judge.share(goal)).map(Share::told);
                let over = share.is_some_and(|share| share > f64::from(mark) / 100.0);
                let [just, more] = match mark {
                    25 => ["a quarter", "over a quarter"],
                    50 => ["half way", "over half"],
                    _ => ["three quarters", "over three quarters"],
                };
                (if over { more } else { just }).to_owned()
            }
            Kind::Share(_) if plain => "done".to_owned(),
            Kind::Share(_) => "complete".to_owned(),
            Kind::Reward { number, id } => {
                let reward = self.judge.state.rewards.find(milestone.goal, id);
                let text = reward.map(|it| it.promise.text.clone()).unwrap_or_default();
                format!("reward {number} earned: {text}")
            }
            Kind::Back(_) => "back after a miss".to_owned(),
        }
    }

    /// Whether so many percent of the parts of a goal are not done yet, counted whole.
    fn counts_less(&self, goal: &Goal, mark: u32) -> bool {
        let parts = self.judge.parts(goal).filter(|_| self.judge.measure(goal) == Measure::Parts);
        parts.is_some_and(|parts| parts.all.done * 100 < parts.all.of * mark)
    }

    /// How the goal stands, with what it came to: `8/12 emails this week · ▲ 3 weeks`. `amount` is how
    /// much of it is done, where that is told.
    pub(crate) fn line(&self, amount: &str) -> String {
        let own = |wanted: fn(Kind) -> bool| self.of(self.effects.goal, wanted);
        let came_to = own(|kind| matches!(kind, Kind::Met(_) | Kind::Share(_)));
        let streak = self.streak(&own(|kind| matches!(kind, Kind::Streak { .. })));
        // Where one is all that is asked for, the streak says that it is met.
        let standing = match (amount.is_empty(), streak.is_empty()) {
            (true, false) => String::new(),
            _ => with(amount, &came_to),
        };
        let back = own(|kind| matches!(kind, Kind::Back(_)));
        let above: Vec<String> = self.effects.above.iter().map(|id| self.above(*id)).collect();
        let rewards = self.rewards();
        let parts = [standing, streak, back].into_iter().chain(above).chain([rewards]);
        let parts: Vec<String> = parts.collect();
        words::joined(parts.iter().map(String::as_str))
    }

    /// `reward 1 earned: Cake`.
    pub(crate) fn rewards(&self) -> String {
        self.all(|kind| matches!(kind, Kind::Reward { .. }))
    }

    fn streak(&self, in_a_row: &str) -> String {
        let streak = self.effects.streak.as_ref().map(words::streak).unwrap_or_default();
        if in_a_row.is_empty() { streak } else { format!("{streak} in a row") }
    }

    /// What a goal above it came to: `gp 26 of 52 posts: half way`.
    fn above(&self, id: GoalId) -> String {
        let came_to = self.of(id, |kind| !matches!(kind, Kind::Reward { .. }));
        let goal = self.judge.state.tree.goal(id);
        let standing = goal.map(|goal| self.standing(goal)).unwrap_or_default();
        let macro_goal = goal.is_some_and(|goal| goal.parent().is_none());
        match (came_to.is_empty(), macro_goal && !standing.is_empty()) {
            (true, false) => String::new(),
            _ => format!("{} {}", self.judge.state.tree.code(id), with(&standing, &came_to)),
        }
    }

    fn standing(&self, goal: &Goal) -> String {
        let amount = words::amount(self.judge, goal);
        let one_off = !self.judge.cadence(goal).repeats();
        if amount.is_empty() && one_off { format!("{} %", self.judge.percent(goal)) } else { amount }
    }

    fn of(&self, goal: GoalId, wanted: fn(Kind) -> bool) -> String {
        let milestones = self.milestones.iter().filter(|it| it.goal == goal && wanted(it.kind));
        milestones.map(|it| self.words(it)).collect::<Vec<_>>().join(", ")
    }

    fn all(&self, wanted: fn(Kind) -> bool) -> String {
        let milestones = self.milestones.iter().filter(|it| wanted(it.kind));
        milestones.map(|it| self.words(it)).collect::<Vec<_>>().join(" · ")
    }

    /// The fact with the streak, and below it what was passed, and how far the macro goal is.
    pub(crate) fn lines(&self, amount: &str) -> (String, Vec<String>) {
        let fact = words::joined([amount, &self.streak("")]);
        let named = |milestone: &Milestone| {
            let words = self.words(milestone);
            let own = milestone.goal == self.effects.goal;
            if own { words } else { format!("{} {words}", self.judge.state.tree.code(milestone.goal)) }
        };
        let passed = self.milestones.iter().map(named).collect::<Vec<_>>().join(" · ");
        let whole = |id: &GoalId| self.judge.state.tree.goal(*id).filter(|goal| goal.parent().is_none());
        let far = self.effects.above.iter().find_map(whole).map(|goal| {
            let bar = plain_bar(BAR, self.judge.share(goal).map_or(0.0, Share::ratio), None);
            format!("{}  {bar}  {}", self.judge.state.tree.code(goal.id), self.standing(goal))
        });
        (fact, [passed].into_iter().chain(far).filter(|line| !line.is_empty()).collect())
    }
}

fn with(standing: &str, came_to: &str) -> String {
    match (standing.is_empty(), came_to.is_empty()) {
        (_, true) => standing.to_owned(),
        (true, false) => came_to.to_owned(),
        (false, false) => format!("{standing}: {came_to}"),
    }
}
