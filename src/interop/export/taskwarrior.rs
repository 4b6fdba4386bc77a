//! What `task import` of Taskwarrior reads: open steps and what was done.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::chosen::Chosen;
use super::text::one_line;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::report::mark::stands_for_children;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::{Cadence, Weekdays};
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// The moment of writing, and when days begin here.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    pub now: DateTime<Utc>,
    /// Midnight here, with which a day begins.
    pub midnight: &'a dyn Fn(Day) -> DateTime<Utc>,
}

#[derive(Default, Serialize)]
struct Task {
    uuid: String,
    description: String,
    status: &'static str,
    entry: String,
    modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recur: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rtype: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Annotation>,
}

#[derive(Serialize)]
struct Annotation {
    entry: String,
    description: String,
}

/// A JSON array, a task a line. A one-off goal is a task; a repeating one a recurring task, with one that is completed
/// for each day on which something was done. Goals that only head others are projects.
///
/// # Errors
/// None that a text could make.
pub fn write(chosen: &Chosen<'_>, clock: &Clock<'_>) -> Result<String, serde_json::Error> {
    let writer = Writer { chosen, clock };
    let goals = chosen.goals().iter().copied();
    let told = goals.filter(|goal| chosen.is_task(goal) && !writer.is_project(goal));
    let tasks = told.flat_map(|goal| writer.tasks(goal));
    let lines = tasks.map(|task| serde_json::to_string(&task)).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}

/// An identity of the form that is left to everybody (RFC 9562, version 8).
fn uuid(name: &str) -> String {
    let hash = Sha256::digest(name.as_bytes());
    let mut bits = hash.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    bits = bits & !(0xf << 76) | 8 << 76;
    bits = bits & !(0b11 << 62) | 0b10 << 62;
    let hex = format!("{bits:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn goal_uuid(goal: GoalId) -> String {
    uuid(&format!("goals:{goal}"))
}

struct Writer<'a, 'w> {
    chosen: &'a Chosen<'w>,
    clock: &'a Clock<'a>,
}

impl Writer<'_, '_> {
    /// Whether a goal is nothing but what stands above others.
    fn is_project(&self, goal: &Goal) -> bool {
        let has_tasks = || {
            let below = self.chosen.judge.state.tree.subtree(goal.id).into_iter().skip(1);
            below.filter_map(|id| self.chosen.judge.state.tree.goal(id)).any(|goal| self.chosen.is_task(goal))
        };
        (stands_for_children(self.chosen.judge, goal) || self.chosen.done_on(goal).is_some())
            && has_tasks()
            && !self.chosen.was_ever_done(goal)
    }

    fn tasks(&self, goal: &Goal) -> Vec<Task> {
        let judge = self.chosen.judge;
        let own = self.task(goal);
        if !self.chosen.repeats(goal) {
            let done = self.chosen.done_on(goal);
            return vec![Task {
                status: if done.is_some() { "completed" } else { "pending" },
                end: done.map(|day| self.noon(day)),
                due: goal.by.map(|day| self.midnight(day)),
                annotations: self.annotations(goal, self.chosen.records_of(goal)),
                ..own
            }];
        }
        let recur = recur(judge.cadence(goal));
        let project = own.project.clone();
        let parent = Task {
            status: "recurring",
            due: self.chosen.due(goal).map(|day| self.midnight(day)),
            until: self.chosen.last_day(goal).map(|day| self.midnight(day.next())),
            recur: recur.clone(),
            rtype: Some("periodic"),
            annotations: self.annotations(goal, &[]),
            ..own
        };
        let done = self.chosen.days_done(goal).into_iter().map(|day| Task {
            uuid: uuid(&format!("goals:{}:{day}", goal.id)),
            description: parent.description.clone(),
            status: "completed",
            entry: self.midnight(day),
            modified: self.noon(day),
            end: Some(self.noon(day)),
            due: Some(self.midnight(day)),
            project: project.clone(),
            tags: parent.tags.clone(),
            recur: recur.clone(),
            rtype: Some("periodic"),
            parent: Some(parent.uuid.clone()),
            annotations: self.done_notes(goal, self.chosen.records_on(goal, day)),
            ..Task::default()
        });
        let done: Vec<Task> = done.collect();
        std::iter::once(parent).chain(done).collect()
    }

    /// What each task of a goal says.
    fn task(&self, goal: &Goal) -> Task {
        let (judge, tree) = (self.chosen.judge, &self.chosen.judge.state.tree);
        let after = goal.after.iter().filter_map(|id| tree.goal(*id));
        let told = after.filter(|goal| {
            self.chosen.holds(goal.id)
                && self.chosen.is_task(goal)
                && !self.is_project(goal)
                && !self.chosen.repeats(goal)
        });
        let ahead = |day: Option<Day>| day.filter(|day| judge.today < *day).map(|day| self.midnight(day));
        let is_done = judge.status(goal) == Status::Done;
        Task {
            uuid: goal_uuid(goal.id),
            description: one_line(goal.title.as_str()),
            entry: self.midnight(goal.made),
            modified: moment(self.clock.now),
            wait: ahead(goal.from).filter(|_| !is_done),
            scheduled: judge.planned_day(goal).filter(|_| !is_done).map(|day| self.midnight(day)),
            project: project(&self.chosen.titles_above(goal.id)),
            tags: tree.area(goal.id).map(tag).into_iter().filter(|tag| !tag.is_empty()).collect(),
            depends: told.map(|goal| goal_uuid(goal.id)).collect(),
            ..Task::default()
        }
    }

    /// The reason, then what was done of a one-off goal.
    fn annotations(&self, goal: &Goal, records: &[&ActivityRecord]) -> Vec<Annotation> {
        let why = goal
            .why
            .iter()
            .map(|why| Annotation { entry: self.midnight(goal.made), description: one_line(why) });
        why.chain(self.done_notes(goal, records)).collect()
    }

    /// What was done, with its notes. Each stands at a second of its own: Taskwarrior keeps one a second.
    fn done_notes(&self, goal: &Goal, records: &[&ActivityRecord]) -> Vec<Annotation> {
        let noted = records.iter().filter_map(|done| {
            let amount = match done.what {
                Activity::Check(_, amount) | Activity::Reading(_, amount) => amount,
                Activity::Win { .. } => return None,
            };
            let unit = goal.schedule_on(done.day).unit.as_deref();
            let plain = unit.is_none() && amount == Amount::ONE || amount == Amount::ZERO;
            let amount = (!plain).then(|| format!("{amount} {}", unit.unwrap_or_default()).trim().to_owned());
            let parts: Vec<String> = amount.into_iter().chain(done.note.as_deref().map(one_line)).collect();
            (!parts.is_empty()).then(|| (done.day, parts.join(": ")))
        });
        let noted = (1..).zip(noted);
        let at = |second: i64, day: Day| moment((self.clock.midnight)(day) + Duration::seconds(second));
        noted.map(|(second, (day, description))| Annotation { entry: at(second, day), description }).collect()
    }

    fn midnight(&self, day: Day) -> String {
        moment((self.clock.midnight)(day))
    }

    /// Twelve hours after midnight: in the day, wherever the hour is changed.
    fn noon(&self, day: Day) -> String {
        moment((self.clock.midnight)(day) + Duration::hours(12))
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Titles with dots between them, which part a project from those in it.
fn project(titles: &[&str]) -> Option<String> {
    let names: Vec<String> = titles.iter().map(|title| one_line(&title.replace('.', " "))).collect();
    (!names.is_empty()).then(|| names.join("."))
}

/// A tag has letters, digits and underscores.
fn tag(area: &str) -> String {
    let letters = area.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
    letters.collect::<String>().trim_matches('_').to_owned()
}

/// In Taskwarrior's words. It knows working days, and no other days of a week or a month by name.
fn recur(cadence: Cadence) -> Option<String> {
    Some(match cadence {
        Cadence::Once => return None,
        Cadence::Day => "daily".to_owned(),
        Cadence::On(Weekdays::WORKING) => "weekdays".to_owned(),
        Cadence::On(_) | Cadence::Week => "weekly".to_owned(),
        Cadence::OnDates(_) | Cadence::Month => "monthly".to_owned(),
        Cadence::Quarter => "quarterly".to_owned(),
        Cadence::Year => "yearly".to_owned(),
        Cadence::Window(days) => format!("{days}days"),
        Cadence::Weeks(count) => format!("{count}weeks"),
        Cadence::Months(count) => format!("{count}months"),
    })
}
