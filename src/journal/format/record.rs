//! A change as JSON, as serde reads and writes it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id;
use crate::domain::model::change::{Act, Change, Scope, TakenLines};
use crate::domain::model::goal::{Bound, Place, Schedule};
use crate::domain::model::goal_field::{GoalField, Key};
use crate::domain::model::rewards::{Promise, RewardCondition};
use crate::domain::model::settings::{self, Setting};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{GoalId, RewardId};
use crate::domain::value::text::{Title, recorded_field};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum ChangeRecord {
    Add(GoalRecord),
    Set(GoalRecord),
    Check {
        goal: GoalId,
        day: Day,
        n: Amount,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Read {
        goal: GoalId,
        day: Day,
        value: Amount,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Skip {
        goal: GoalId,
        day: Day,
        #[serde(default, skip_serializing_if = "is_set")]
        act: Act,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Pause {
        #[serde(skip_serializing_if = "Option::is_none")]
        goal: Option<GoalId>,
        from: Day,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
    Resume {
        #[serde(skip_serializing_if = "Option::is_none")]
        goal: Option<GoalId>,
        day: Day,
    },
    Archive {
        goal: GoalId,
        day: Day,
        #[serde(default, skip_serializing_if = "is_set")]
        act: Act,
    },
    Finish {
        goal: GoalId,
        day: Day,
        #[serde(default, skip_serializing_if = "is_set")]
        act: Act,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Plan {
        goal: GoalId,
        #[serde(skip_serializing_if = "Option::is_none")]
        day: Option<Day>,
        /// With a position: the day on whose page it stands there.
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        #[serde(skip_serializing_if = "Option::is_none")]
        position: Option<u32>,
    },
    Template {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        outline: Option<String>,
    },
    Win {
        title: Title,
        day: Day,
        #[serde(skip_serializing_if = "Option::is_none")]
        area: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        under: Option<GoalId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Reward {
        goal: GoalId,
        id: RewardId,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<String>,
    },
    Claim {
        goal: GoalId,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<RewardId>,
        day: Day,
    },
    Import {
        kind: String,
    },
    Inbox(TakenLines),
    Undo {
        entry: String,
    },
    Config {
        key: String,
        value: String,
        day: Day,
    },
}

/// The names in a kind of change, for telling what a newer version added; `None` of a kind of its own.
pub(crate) fn names(kind: &str) -> Option<Vec<&'static str>> {
    let names: &[&str] = match kind {
        "add" | "set" => return Some([&["goal", "day"], &GoalField::NAMES[..]].concat()),
        "check" => &["goal", "day", "n", "note"],
        "read" => &["goal", "day", "value", "note"],
        "skip" | "finish" => &["goal", "day", "act", "note"],
        "pause" => &["goal", "from", "until"],
        "resume" => &["goal", "day"],
        "plan" => &["goal", "day", "on", "position"],
        "archive" => &["goal", "day", "act"],
        "template" => &["name", "outline"],
        "win" => &["title", "day", "area", "under", "note"],
        "reward" => &["goal", "id", "text", "at"],
        "claim" => &["goal", "id", "day"],
        "import" => &["kind"],
        "inbox" => &["hash", "bytes", "lines"],
        "undo" => &["entry"],
        "config" => &["key", "value", "day"],
        _ => return None,
    };
    Some(names.to_vec())
}

/// The names in a field that holds several things.
pub(crate) fn names_within(field: &str) -> Option<&'static [&'static str]> {
    match field {
        "place" => Some(&["parent", "position"]),
        "schedule" => Some(&["every", "target", "at-most", "asks", "unit"]),
        _ => None,
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_set(act: &Act) -> bool {
    *act == Act::Set
}

/// A goal's fields beside its id and the day.
pub(crate) struct GoalRecord {
    goal: GoalId,
    day: Day,
    fields: Vec<GoalField>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<GoalId>,
    position: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ScheduleRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    every: Option<Cadence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asks: Option<Asks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

/// Beside a target and a limit.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Asks {
    /// It is only counted.
    Nothing,
}

impl Serialize for GoalRecord {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("goal", &self.goal)?;
        map.serialize_entry("day", &self.day)?;
        for name in GoalField::NAMES {
            let Some(field) = self.fields.iter().rfind(|field| field.name() == name) else { continue };
            match field {
                GoalField::Title(title) => map.serialize_entry(name, title)?,
                GoalField::Code(code) => map.serialize_entry(name, code)?,
                GoalField::Place(Place { parent, position }) => {
                    map.serialize_entry(name, &PlaceRecord { parent: *parent, position: *position })?;
                }
                GoalField::Schedule(schedule) => map.serialize_entry(name, &written(schedule))?,
                GoalField::Text(_, text) => map.serialize_entry(name, text)?,
                GoalField::Day(_, day) => map.serialize_entry(name, day)?,
                GoalField::After(goals) => map.serialize_entry(name, goals)?,
                GoalField::Feeds(feeds) => map.serialize_entry(name, feeds)?,
                GoalField::Baseline(value) => map.serialize_entry(name, value)?,
                GoalField::Origin(origin) => map.serialize_entry(name, origin)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for GoalRecord {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Goals)
    }
}

struct Goals;

impl<'de> Visitor<'de> for Goals {
    type Value = GoalRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("struct GoalRecord")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut goal, mut day) = (None, None);
        let mut fields: Vec<GoalField> = Vec::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let known = |field: &GoalField| field.name() == name;
            if (name == "goal" && goal.is_some())
                || (name == "day" && day.is_some())
                || fields.iter().any(known)
            {
                return Err(A::Error::custom(format!("duplicate field `{name}`")));
            }
            match name.as_ref() {
                "goal" => goal = Some(map.next_value()?),
                "day" => day = Some(map.next_value()?),
                name => fields.extend(field(name, &mut map)?),
            }
        }
        let goal = goal.ok_or_else(|| A::Error::missing_field("goal"))?;
        let day = day.ok_or_else(|| A::Error::missing_field("day"))?;
        // One order, whatever the line's: two lines that say the same are the same.
        fields.sort_by_key(|field| GoalField::NAMES.iter().position(|name| *name == field.name()));
        Ok(GoalRecord { goal, day, fields })
    }
}

/// The field of that name. `null` clears what can be cleared, and says nothing of the others.
fn field<'de, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<Option<GoalField>, A::Error> {
    Ok(match (name, Key::named(name)) {
        ("title", _) => map.next_value::<Option<_>>()?.map(GoalField::Title),
        ("place", _) => map
            .next_value::<Option<PlaceRecord>>()?
            .map(|it| GoalField::Place(Place { parent: it.parent, position: it.position })),
        ("origin", _) => map.next_value::<Option<_>>()?.map(GoalField::Origin),
        ("schedule", _) => {
            let record = map.next_value::<Option<ScheduleRecord>>()?;
            record.map(read).transpose().map_err(A::Error::custom)?.map(GoalField::Schedule)
        }
        (_, Some(Key::Code)) => map.next_value::<Option<_>>()?.map(GoalField::Code),
        (_, Some(Key::After)) => map.next_value::<Option<_>>()?.map(GoalField::After),
        (_, Some(Key::Text(key))) => {
            let text = map.next_value::<Option<Cow<'de, str>>>()?;
            Some(GoalField::Text(key, text.and_then(|text| recorded_field(&text))))
        }
        (_, Some(Key::Day(key))) => Some(GoalField::Day(key, map.next_value()?)),
        (_, Some(Key::Feeds)) => Some(GoalField::Feeds(map.next_value()?)),
        (_, Some(Key::Baseline)) => Some(GoalField::Baseline(map.next_value()?)),
        _ => return Err(A::Error::unknown_field(name, &GoalField::NAMES)),
    })
}

fn read(record: ScheduleRecord) -> Result<Schedule, &'static str> {
    let bound = match (record.target, record.at_most, record.asks) {
        (Some(_), Some(_), _) => return Err("a schedule with `target` and `at-most`"),
        (Some(target), None, None) => Some(Bound::AtLeast(target)),
        (None, most, None) => most.map(Bound::AtMost),
        (None, None, Some(Asks::Nothing)) => Some(Bound::Any),
        (_, _, Some(Asks::Nothing)) => return Err("a schedule that asks for nothing and for something"),
    };
    let unit = record.unit.and_then(|unit| recorded_field(&unit));
    Ok(Schedule { every: record.every, bound, unit })
}

fn written(schedule: &Schedule) -> ScheduleRecord {
    let (target, at_most, asks) = match schedule.bound {
        None => (None, None, None),
        Some(Bound::AtLeast(target)) => (Some(target), None, None),
        Some(Bound::AtMost(most)) => (None, Some(most), None),
        Some(Bound::Any) => (None, None, Some(Asks::Nothing)),
    };
    ScheduleRecord { every: schedule.every, target, at_most, asks, unit: schedule.unit.clone() }
}

/// The change a record tells of; nothing where it sets what only a newer version has.
pub(crate) fn change(record: ChangeRecord) -> Result<Option<Change>, String> {
    let scope = |goal: Option<GoalId>| goal.map_or(Scope::All, Scope::Goal);
    Ok(Some(match record {
        ChangeRecord::Add(GoalRecord { goal, day, fields }) => {
            if !fields.iter().any(|field| matches!(field, GoalField::Title(_))) {
                return Err("a goal without a title".to_owned());
            }
            Change::Add { goal, day, fields }
        }
        ChangeRecord::Set(GoalRecord { goal, day, fields }) => Change::Set { goal, day, fields },
        ChangeRecord::Check { goal, day, n, note } => Change::Check { goal, day, n, note },
        ChangeRecord::Read { goal, day, value, note } => Change::Read { goal, day, value, note },
        ChangeRecord::Skip { goal, day, act, note } => Change::Skip { goal, day, act, note },
        ChangeRecord::Pause { goal, from, until } => Change::Pause { scope: scope(goal), from, until },
        ChangeRecord::Resume { goal, day } => Change::Resume { scope: scope(goal), day },
        ChangeRecord::Archive { goal, day, act } => Change::Archive { goal, day, act },
        ChangeRecord::Finish { goal, day, act, note } => Change::Finish { goal, day, act, note },
        ChangeRecord::Plan { goal, day, on: None, position: None } => Change::Plan { goal, day },
        ChangeRecord::Plan { goal, day: planned, on: Some(day), position: Some(position) } => {
            Change::Order { goal, day, position, planned }
        }
        ChangeRecord::Plan { .. } => return Err("a position on no page".to_owned()),
        ChangeRecord::Template { name, outline } => Change::Template { name, outline },
        ChangeRecord::Win { title, day, area, under, note } => Change::Win { title, day, area, under, note },
        ChangeRecord::Reward { goal, id, text, at } => {
            let Ok(mark) = at.map_or(Ok(RewardCondition::Done), |at| at.parse()) else {
                return Ok(None);
            };
            Change::Reward { goal, id, promise: text.map(|text| Promise { text, mark }) }
        }
        ChangeRecord::Claim { goal, id, day } => Change::Claim { goal, id, day },
        ChangeRecord::Import { kind } => Change::Import { kind },
        ChangeRecord::Inbox(taken) => Change::Inbox(taken),
        ChangeRecord::Undo { entry } => {
            let entry = id::parse(&entry).ok_or_else(|| format!("`{entry}` is no id"))?;
            Change::Undo { entry }
        }
        ChangeRecord::Config { key, value, day } => {
            let setting = key.parse::<settings::Key>().ok().and_then(|key| Setting::parse(key, &value).ok());
            return Ok(setting.map(|setting| Change::Config { setting, day }));
        }
    }))
}

/// What is written of a change.
pub(crate) fn record(change: Change) -> ChangeRecord {
    let goal_of = |scope: Scope| match scope {
        Scope::All => None,
        Scope::Goal(goal) => Some(goal),
    };
    match change {
        Change::Add { goal, day, fields } => ChangeRecord::Add(GoalRecord { goal, day, fields }),
        Change::Set { goal, day, fields } => ChangeRecord::Set(GoalRecord { goal, day, fields }),
        Change::Check { goal, day, n, note } => ChangeRecord::Check { goal, day, n, note },
        Change::Read { goal, day, value, note } => ChangeRecord::Read { goal, day, value, note },
        Change::Skip { goal, day, act, note } => ChangeRecord::Skip { goal, day, act, note },
        Change::Pause { scope, from, until } => ChangeRecord::Pause { goal: goal_of(scope), from, until },
        Change::Resume { scope, day } => ChangeRecord::Resume { goal: goal_of(scope), day },
        Change::Archive { goal, day, act } => ChangeRecord::Archive { goal, day, act },
        Change::Finish { goal, day, act, note } => ChangeRecord::Finish { goal, day, act, note },
        Change::Plan { goal, day } => ChangeRecord::Plan { goal, day, on: None, position: None },
        Change::Order { goal, day, position, planned } => {
            ChangeRecord::Plan { goal, day: planned, on: Some(day), position: Some(position) }
        }
        Change::Template { name, outline } => ChangeRecord::Template { name, outline },
        Change::Win { title, day, area, under, note } => ChangeRecord::Win { title, day, area, under, note },
        Change::Reward { goal, id, promise } => {
            let stated = promise.as_ref().filter(|promise| promise.mark != RewardCondition::Done);
            let at = stated.map(|promise| promise.mark.to_string());
            ChangeRecord::Reward { goal, id, text: promise.map(|promise| promise.text), at }
        }
        Change::Claim { goal, id, day } => ChangeRecord::Claim { goal, id, day },
        Change::Import { kind } => ChangeRecord::Import { kind },
        Change::Inbox(taken) => ChangeRecord::Inbox(taken),
        Change::Undo { entry } => ChangeRecord::Undo { entry: id::entry_text(entry) },
        Change::Config { setting, day } => {
            ChangeRecord::Config { key: setting.key().name().to_owned(), value: setting.value(), day }
        }
    }
}
