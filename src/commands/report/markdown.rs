//! The plan and how it stands, as Markdown to paste into a chat: no HTML, and no title that does more than be read.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::big_goal::BigGoal;
use super::came::{Done, New};
use super::lead;
use super::plan::{Before, Plan, Step};
use super::summary::{Report, Streak};
use crate::commands::shared::summary::Summary;
use crate::domain::model::goal::Goal;
use crate::domain::value::ids::GoalId;
use crate::domain::value::share::Share;
use crate::ui::bar::plain_bar;
use crate::ui::markdown::escaped;
use crate::ui::page::Page;

/// A bar's length, in characters.
const BAR: usize = 20;

pub(super) struct Markdown(pub(super) String);

pub(super) fn markdown(report: &Report<'_>) -> Markdown {
    let mut parts = vec![format!("# {}\n\n{}\n", escaped(&report.title), report.day.long())];
    let sentence = lead::sentence(report, &|own, _| escaped(own));
    let told = if report.is_empty() { "There is nothing to tell yet.".to_owned() } else { sentence };
    if !told.is_empty() {
        parts.push(format!("\n{told}\n"));
    }
    for plan in &report.plans {
        let goal = plan.head.as_ref().and_then(|head| report.big(head.goal));
        parts.push(self::plan(plan, goal));
    }
    let planned: BTreeSet<GoalId> = report.plans.iter().flat_map(Plan::goals).map(|goal| goal.id).collect();
    for goal in report.goals.iter().filter(|goal| !planned.contains(&goal.way.goal().id)) {
        let title = escaped(goal.way.goal().title.as_str());
        let by = goal.way.goal().by.map(|by| format!("by {}", by.day_and_month(report.day)));
        let facts: Vec<String> =
            [Some(standing(goal)), goal.who.map(escaped), by].into_iter().flatten().collect();
        parts.push(format!("\n## {title} `{}`\n\n{}\n", goal.way.code(), facts.join(" · ")));
    }
    parts.push(came(report));
    parts.push(habits(report, &planned));
    parts.push(notes(report));
    Markdown(parts.concat())
}

fn plan(plan: &Plan<'_>, goal: Option<&BigGoal<'_>>) -> String {
    let head = match &plan.head {
        Some(head) => {
            let state = goal.map_or_else(|| escaped(&head.state), standing);
            let facts: Vec<String> = std::iter::once(state).chain(facts(head)).collect();
            let title = escaped(head.goal.title.as_str());
            format!("\n## {title} `{}`\n\n{}\n\n", head.code, facts.join(" · "))
        }
        None => "\n## On their own\n\n".to_owned(),
    };
    std::iter::once(head).chain(plan.steps.iter().map(line)).collect()
}

/// `- [ ] Write the copy · Ben · by 20 Nov · waits for outl · after Outline`.
fn line(step: &Step<'_>) -> String {
    let mark = match (step.is_task(), step.stage.is_done()) {
        (true, true) => "[x] ",
        (true, false) => "[ ] ",
        (false, _) => "",
    };
    let title = escaped(step.goal.title.as_str());
    let how = [escaped(&step.standing), escaped(&step.state)].into_iter().filter(|told| !told.is_empty());
    let parts: Vec<String> = std::iter::once(title).chain(facts(step)).chain(how).collect();
    format!("{}- {mark}{}\n", "  ".repeat(step.depth), parts.join(" · "))
}

/// Whose it is, when, and what comes before.
fn facts<'s>(step: &'s Step<'_>) -> impl Iterator<Item = String> + 's {
    let when = Some(step.when.clone()).filter(|_| !step.stage.is_done());
    let after: Vec<String> = step.after.iter().map(before).collect();
    let after = (!after.is_empty()).then(|| format!("after {}", after.join(", ")));
    let parts = [step.who.map(escaped), when, after].into_iter().flatten();
    parts.filter(|part| !part.is_empty())
}

fn before(before: &Before<'_>) -> String {
    let done = if before.stage.is_done() { " (done)" } else { "" };
    format!("{}{done}", escaped(before.goal.title.as_str()))
}

/// A bar, and in words what it shows.
fn standing(goal: &BigGoal<'_>) -> String {
    let way = &goal.way;
    let drawn = way.progress.fraction.zip(way.percent()).map(|(share, percent)| {
        let mark = way.mark().map(Share::ratio);
        format!("`{} {percent}`", plain_bar(BAR, share.ratio(), mark))
    });
    let told = [escaped(&way.standing()), escaped(&way.pace())].into_iter().filter(|told| !told.is_empty());
    drawn.into_iter().chain(told).collect::<Vec<_>>().join(" · ")
}

/// What came of late, by whom.
fn came(report: &Report<'_>) -> String {
    let Some(came) = &report.came else { return String::new() };
    let line = |who: &str, told: Vec<String>| format!("- {} · {}\n", escaped(who), escaped(&told.join(", ")));
    let done = came.done.iter().map(|it| line(it.name(), it.what.iter().map(Done::told).collect()));
    let made: Vec<String> = came.made.iter().map(New::told).collect();
    let made = (!made.is_empty()).then(|| line("New", made));
    let lines: String = done.chain(made).collect();
    format!("\n## Since {}\n\n{lines}", came.from.short(report.day))
}

/// What repeats, and is in no plan.
fn habits(report: &Report<'_>, planned: &BTreeSet<GoalId>) -> String {
    let line = |streak: &Streak<'_>| {
        let run = Some(streak.stats.current).filter(|current| *current > 0);
        let run = run.map(|current| format!(" · {} in a row", streak.stats.unit.counted(current)));
        let (title, demand) = (escaped(streak.title.as_str()), escaped(&streak.demand));
        format!("- {title} · {demand}{}\n", run.unwrap_or_default())
    };
    let lines: String = report.streaks.iter().filter(|it| !planned.contains(&it.goal)).map(line).collect();
    if lines.is_empty() { lines } else { format!("\n## Habits\n\n{lines}") }
}

fn notes(report: &Report<'_>) -> String {
    let Some(notes) = report.notes.as_ref().filter(|notes| !notes.is_empty()) else {
        return String::new();
    };
    let lines = notes.iter().map(|note| {
        let (title, text) = (escaped(note.title), escaped(&note.text));
        format!("- {} · {title} · {text}\n", note.day.day_and_month(report.day))
    });
    format!("\n## Notes\n\n{}", lines.collect::<String>())
}

impl Plan<'_> {
    fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.head.iter().chain(&self.steps).map(|step| step.goal)
    }
}

impl Summary for Markdown {
    fn data(&self) -> impl JsonSchema + Serialize {
        BTreeMap::from([("markdown", &self.0)])
    }

    fn render(&self, page: &mut Page) {
        page.verbatim(&self.0);
    }
}
