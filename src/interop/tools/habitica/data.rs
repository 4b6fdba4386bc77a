//! Habitica's user data as far as it is read: tasks, tags, and when a day begins.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::days::{Preferences, Scored};
use super::rhythm::{Pattern, Repeat};
use crate::interop::shared::lenient::lenient;

#[derive(Deserialize)]
pub(super) struct UserData {
    pub(super) tasks: Tasks,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) tags: Vec<Tag>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) preferences: Preferences,
    #[serde(default, rename = "tasksOrder", deserialize_with = "lenient")]
    pub(super) order: Order,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Order {
    pub(super) habits: Vec<String>,
    pub(super) dailys: Vec<String>,
    pub(super) todos: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Tag {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: String,
    /// `true` or `"true"` where a challenge brought it.
    #[serde(default)]
    challenge: serde_json::Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Tasks {
    pub(super) habits: Vec<Task>,
    pub(super) dailys: Vec<Task>,
    pub(super) todos: Vec<Task>,
    pub(super) rewards: Vec<Task>,
}

/// What the kinds of tasks have; each has some of it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Task {
    #[serde(rename = "_id")]
    long_id: String,
    pub(super) id: String,
    pub(super) text: String,
    #[serde(deserialize_with = "lenient")]
    pub(super) notes: String,
    #[serde(deserialize_with = "lenient")]
    pub(super) tags: Vec<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) checklist: Vec<Item>,
    #[serde(deserialize_with = "lenient")]
    pub(super) history: Vec<Scored>,
    #[serde(deserialize_with = "lenient")]
    pub(super) reminders: Vec<IgnoredAny>,
    pub(super) priority: Option<IgnoredAny>,
    #[serde(deserialize_with = "lenient")]
    frequency: String,
    #[serde(deserialize_with = "lenient")]
    every_x: Option<u16>,
    #[serde(deserialize_with = "lenient")]
    repeat: Repeat,
    #[serde(deserialize_with = "lenient")]
    days_of_month: Vec<u32>,
    #[serde(deserialize_with = "lenient")]
    weeks_of_month: Vec<u32>,
    #[serde(deserialize_with = "lenient")]
    pub(super) start_date: String,
    #[serde(deserialize_with = "lenient")]
    pub(super) up: bool,
    #[serde(deserialize_with = "lenient")]
    pub(super) down: bool,
    #[serde(deserialize_with = "lenient")]
    pub(super) completed: bool,
    #[serde(deserialize_with = "lenient")]
    pub(super) date_completed: String,
    #[serde(deserialize_with = "lenient")]
    pub(super) date: String,
}

#[derive(Deserialize)]
pub(super) struct Item {
    #[serde(default, deserialize_with = "lenient")]
    pub(super) id: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) completed: bool,
}

impl Tag {
    /// Whether the person has it of her own.
    pub(super) fn is_own(&self) -> bool {
        self.challenge != true && self.challenge != "true"
    }
}

impl Task {
    /// Its identity, which it keeps.
    pub(super) fn key(&self) -> &str {
        if self.long_id.is_empty() { &self.id } else { &self.long_id }
    }

    pub(super) fn pattern(&self) -> Pattern<'_> {
        Pattern {
            frequency: &self.frequency,
            every: self.every_x.unwrap_or(1),
            repeat: self.repeat,
            days_of_month: &self.days_of_month,
            weeks_of_month: &self.weeks_of_month,
        }
    }
}

impl UserData {
    /// The tasks in the person's own order; what that does not name comes behind.
    pub(super) fn put_in_order(&mut self) {
        in_order(&mut self.tasks.dailys, &self.order.dailys);
        in_order(&mut self.tasks.habits, &self.order.habits);
        in_order(&mut self.tasks.todos, &self.order.todos);
    }
}

fn in_order(tasks: &mut [Task], order: &[String]) {
    let places: BTreeMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    tasks.sort_by_key(|task| places.get(task.key()).copied().unwrap_or(usize::MAX));
}
