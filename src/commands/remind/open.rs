//! What is still open today, in words: a line for a terminal, a title and a body for a notification.

use serde::Serialize;

use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::clean::clean;

/// So many goals are told of by name.
const TOLD: usize = 8;

/// Above what is open.
pub(super) const HEADING: &str = "Still open today";

#[derive(Clone, Debug, Serialize)]
pub(super) struct OpenGoal<'w> {
    code: Code,
    title: &'w Title,
    /// How far it is: `4/12 emails`; nothing where that says no more than that it is open.
    standing: String,
}

/// What is open on a day, in turn.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Open<'w> {
    pub(super) day: Day,
    #[serde(rename = "open")]
    pub(super) goals: Vec<OpenGoal<'w>>,
}

impl<'w> Open<'w> {
    pub(super) fn of(judge: &Judge<'w>, goals: impl Iterator<Item = &'w Goal>) -> Self {
        let goal = |goal: &'w Goal| OpenGoal {
            code: judge.state.tree.code(goal.id),
            title: &goal.title,
            standing: standing(judge, goal),
        };
        Self { day: judge.today, goals: goals.map(goal).collect() }
    }

    /// `Still open today: kids, pitch 4/12 emails.`
    pub(super) fn line(&self) -> String {
        let goals = self.told(|goal| match goal.standing.as_str() {
            "" => goal.code.to_string(),
            standing => format!("{} {standing}", goal.code),
        });
        format!("{HEADING}: {}.", goals.join(", "))
    }

    /// The body of a notification: a goal a line, by its title.
    pub(super) fn body(&self) -> String {
        let goals = self.told(|goal| match (clean(goal.title.as_str()), goal.standing.as_str()) {
            (title, "") => title.into_owned(),
            (title, standing) => format!("{title}: {}", clean(standing)),
        });
        goals.join("\n")
    }

    fn told(&self, told: impl Fn(&OpenGoal<'w>) -> String) -> Vec<String> {
        let mut lines: Vec<String> = self.goals.iter().take(TOLD).map(told).collect();
        let others = self.goals.len().saturating_sub(TOLD);
        lines.extend((others > 0).then(|| format!("and {others} more")));
        lines
    }
}

/// The amount without its period: it is about today.
fn standing(judge: &Judge<'_>, goal: &Goal) -> String {
    let amount = words::amount(judge, goal);
    let period = format!(" {}", words::when(judge, goal));
    amount.strip_suffix(&period).unwrap_or(&amount).to_owned()
}
