//! The JSON of an entry, as serde reads and writes it.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use super::entry::Entry;
use super::id;
use crate::domain::model::change::{Act, Change, Field, Scope};
use crate::domain::model::goal::{Bound, Feeds, Place, Schedule};
use crate::domain::model::rewards::{Promise, RewardCondition};
use crate::domain::model::settings::{Key, Setting};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{GoalId, RewardId};
use crate::domain::value::text::Title;

/// The version of the journal that this program writes and reads.
pub(crate) const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryRecord<'a> {
    #[serde(borrow)]
    pub(crate) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) at: Cow<'a, str>,
    #[serde(default = "version", skip_serializing_if = "is_current")]
    pub(crate) v: u32,
    #[serde(borrow)]
    pub(crate) did: Vec<ChangeRecord<'a>>,
}

fn version() -> u32 {
    VERSION
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_current(version: &u32) -> bool {
    *version == VERSION
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum ChangeRecord<'a> {
    #[serde(borrow)]
    Add(Box<GoalRecord<'a>>),
    #[serde(borrow)]
    Set(Box<GoalRecord<'a>>),
    Check {
        goal: GoalId,
        day: Day,
        n: Amount,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        note: Option<Cow<'a, str>>,
    },
    Read {
        goal: GoalId,
        day: Day,
        value: Amount,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        note: Option<Cow<'a, str>>,
    },
    Skip {
        goal: GoalId,
        day: Day,
        #[serde(default, skip_serializing_if = "is_set")]
        act: ActRecord,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        note: Option<Cow<'a, str>>,
    },
    Pause {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<GoalId>,
        from: Day,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
    Resume {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<GoalId>,
        day: Day,
    },
    Archive {
        goal: GoalId,
        day: Day,
        #[serde(default, skip_serializing_if = "is_set")]
        act: ActRecord,
    },
    Plan {
        goal: GoalId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Day>,
    },
    Template {
        #[serde(borrow)]
        name: Cow<'a, str>,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        outline: Option<Cow<'a, str>>,
    },
    Win {
        title: Title,
        day: Day,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        area: Option<Cow<'a, str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        under: Option<GoalId>,
    },
    Reward {
        goal: GoalId,
        id: RewardId,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        text: Option<Cow<'a, str>>,
        #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
        at: Option<Cow<'a, str>>,
    },
    Claim {
        goal: GoalId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<RewardId>,
        day: Day,
    },
    Undo {
        #[serde(borrow)]
        entry: Cow<'a, str>,
    },
    Config {
        #[serde(borrow)]
        key: Cow<'a, str>,
        #[serde(borrow)]
        value: Cow<'a, str>,
        day: Day,
    },
}

/// The kinds of change and the names in each, for telling what a newer version added.
pub(crate) const KNOWN: [(&str, &[&str]); 15] = [
    ("add", GOAL),
    ("set", GOAL),
    ("check", &["goal", "day", "n", "note"]),
    ("read", &["goal", "day", "value", "note"]),
    ("skip", &["goal", "day", "act", "note"]),
    ("pause", &["goal", "from", "until"]),
    ("resume", &["goal", "day"]),
    ("archive", &["goal", "day", "act"]),
    ("plan", &["goal", "day"]),
    ("template", &["name", "outline"]),
    ("win", &["title", "day", "area", "under"]),
    ("reward", &["goal", "id", "text", "at"]),
    ("claim", &["goal", "id", "day"]),
    ("undo", &["entry"]),
    ("config", &["key", "value", "day"]),
];

const GOAL: &[&str] = &[
    "goal", "day", "title", "code", "place", "schedule", "why", "area", "who", "by", "from", "after",
    "feeds", "pilot", "reward", "baseline",
];

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ActRecord {
    #[default]
    Set,
    Lift,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_set(act: &ActRecord) -> bool {
    *act == ActRecord::Set
}

impl From<Act> for ActRecord {
    fn from(act: Act) -> Self {
        match act {
            Act::Set => Self::Set,
            Act::Lift => Self::Lift,
        }
    }
}

impl From<ActRecord> for Act {
    fn from(act: ActRecord) -> Self {
        match act {
            ActRecord::Set => Self::Set,
            ActRecord::Lift => Self::Lift,
        }
    }
}

/// A field that is absent, cleared (`null`), or set.
type Clearable<T> = Option<Option<T>>;

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Clearable<T>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalRecord<'a> {
    goal: GoalId,
    day: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<Title>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<PlaceRecord>,
    #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
    schedule: Option<ScheduleRecord<'a>>,
    #[serde(default, borrow, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    why: Clearable<Cow<'a, str>>,
    #[serde(default, borrow, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    area: Clearable<Cow<'a, str>>,
    #[serde(default, borrow, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    who: Clearable<Cow<'a, str>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    by: Clearable<Day>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    from: Clearable<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Vec<GoalId>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    feeds: Clearable<Feeds>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pilot: Clearable<Day>,
    #[serde(default, borrow, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    reward: Clearable<Cow<'a, str>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    baseline: Clearable<Amount>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<GoalId>,
    position: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ScheduleRecord<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    every: Option<Cadence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<Amount>,
    #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
    unit: Option<Cow<'a, str>>,
}

impl<'a> EntryRecord<'a> {
    /// What is written of an entry.
    pub(crate) fn of(entry: &'a Entry) -> Self {
        Self {
            id: id::entry_text(entry.id).into(),
            at: entry.at.as_str().into(),
            v: VERSION,
            did: entry.did.iter().map(record).collect(),
        }
    }
}

/// The change a record tells of; nothing where it sets what only a newer version has.
pub(crate) fn change(record: ChangeRecord<'_>) -> Result<Option<Change>, String> {
    let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
    let scope = |goal: Option<GoalId>| goal.map_or(Scope::All, Scope::Goal);
    Ok(Some(match record {
        ChangeRecord::Add(record) => {
            if record.title.is_none() {
                return Err("a goal without a title".to_owned());
            }
            Change::Add { goal: record.goal, day: record.day, fields: fields(*record)? }
        }
        ChangeRecord::Set(record) => {
            Change::Set { goal: record.goal, day: record.day, fields: fields(*record)? }
        }
        ChangeRecord::Check { goal, day, n, note } => Change::Check { goal, day, n, note: owned(note) },
        ChangeRecord::Read { goal, day, value, note } => Change::Read { goal, day, value, note: owned(note) },
        ChangeRecord::Skip { goal, day, act, note } => {
            Change::Skip { goal, day, act: act.into(), note: owned(note) }
        }
        ChangeRecord::Pause { goal, from, until } => Change::Pause { scope: scope(goal), from, until },
        ChangeRecord::Resume { goal, day } => Change::Resume { scope: scope(goal), day },
        ChangeRecord::Archive { goal, day, act } => Change::Archive { goal, day, act: act.into() },
        ChangeRecord::Plan { goal, day } => Change::Plan { goal, day },
        ChangeRecord::Template { name, outline } => {
            Change::Template { name: name.into_owned(), outline: owned(outline) }
        }
        ChangeRecord::Win { title, day, area, under } => Change::Win { title, day, area: owned(area), under },
        ChangeRecord::Reward { goal, id, text, at } => {
            let Ok(mark) = at.map_or(Ok(RewardCondition::Done), |at| at.parse()) else {
                return Ok(None);
            };
            Change::Reward { goal, id, promise: owned(text).map(|text| Promise { text, mark }) }
        }
        ChangeRecord::Claim { goal, id, day } => Change::Claim { goal, id, day },
        ChangeRecord::Undo { entry } => {
            let entry = id::parse(&entry).ok_or_else(|| format!("`{entry}` is no id"))?;
            Change::Undo { entry }
        }
        ChangeRecord::Config { key, value, day } => {
            let setting = key.parse::<Key>().ok().and_then(|key| Setting::parse(key, &value).ok());
            return Ok(setting.map(|setting| Change::Config { setting, day }));
        }
    }))
}

fn fields(record: GoalRecord<'_>) -> Result<Vec<Field>, String> {
    let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
    let schedule = record.schedule.map(schedule).transpose()?;
    let place = record.place.map(|it| Place { parent: it.parent, position: it.position });
    Ok([
        record.title.map(Field::Title),
        record.code.map(Field::Code),
        place.map(Field::Place),
        schedule.map(Field::Schedule),
        record.why.map(|text| Field::Why(owned(text))),
        record.area.map(|text| Field::Area(owned(text))),
        record.who.map(|text| Field::Who(owned(text))),
        record.by.map(Field::By),
        record.from.map(Field::From),
        record.after.map(Field::After),
        record.feeds.map(Field::Feeds),
        record.pilot.map(Field::Pilot),
        record.reward.map(|text| Field::Reward(owned(text))),
        record.baseline.map(Field::Baseline),
    ]
    .into_iter()
    .flatten()
    .collect())
}

fn schedule(record: ScheduleRecord<'_>) -> Result<Schedule, String> {
    let bound = match (record.target, record.at_most) {
        (Some(_), Some(_)) => return Err("a schedule with `target` and `at-most`".to_owned()),
        (Some(target), None) => Some(Bound::AtLeast(target)),
        (None, most) => most.map(Bound::AtMost),
    };
    Ok(Schedule { every: record.every, bound, unit: record.unit.map(Cow::into_owned) })
}

fn record(change: &Change) -> ChangeRecord<'_> {
    let scoped = |scope: &Scope| match scope {
        Scope::All => None,
        Scope::Goal(goal) => Some(*goal),
    };
    match change {
        Change::Add { goal, day, fields } => ChangeRecord::Add(Box::new(goal_record(*goal, *day, fields))),
        Change::Set { goal, day, fields } => ChangeRecord::Set(Box::new(goal_record(*goal, *day, fields))),
        Change::Check { goal, day, n, note } => {
            ChangeRecord::Check { goal: *goal, day: *day, n: *n, note: borrowed(note.as_ref()) }
        }
        Change::Read { goal, day, value, note } => {
            ChangeRecord::Read { goal: *goal, day: *day, value: *value, note: borrowed(note.as_ref()) }
        }
        Change::Skip { goal, day, act, note } => {
            ChangeRecord::Skip { goal: *goal, day: *day, act: (*act).into(), note: borrowed(note.as_ref()) }
        }
        Change::Pause { scope, from, until } => {
            ChangeRecord::Pause { goal: scoped(scope), from: *from, until: *until }
        }
        Change::Resume { scope, day } => ChangeRecord::Resume { goal: scoped(scope), day: *day },
        Change::Archive { goal, day, act } => {
            ChangeRecord::Archive { goal: *goal, day: *day, act: (*act).into() }
        }
        Change::Plan { goal, day } => ChangeRecord::Plan { goal: *goal, day: *day },
        Change::Template { name, outline } => {
            ChangeRecord::Template { name: name.as_str().into(), outline: borrowed(outline.as_ref()) }
        }
        Change::Win { title, day, area, under } => ChangeRecord::Win {
            title: title.clone(),
            day: *day,
            area: borrowed(area.as_ref()),
            under: *under,
        },
        Change::Reward { goal, id, promise } => {
            let stated = promise.as_ref().filter(|promise| promise.mark != RewardCondition::Done);
            ChangeRecord::Reward {
                goal: *goal,
                id: *id,
                text: borrowed(promise.as_ref().map(|promise| &promise.text)),
                at: stated.map(|promise| promise.mark.to_string().into()),
            }
        }
        Change::Claim { goal, id, day } => ChangeRecord::Claim { goal: *goal, id: *id, day: *day },
        Change::Undo { entry } => ChangeRecord::Undo { entry: id::entry_text(*entry).into() },
        Change::Config { setting, day } => ChangeRecord::Config {
            key: setting.key().name().into(),
            value: setting.value().into(),
            day: *day,
        },
    }
}

fn borrowed(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

fn goal_record(goal: GoalId, day: Day, fields: &[Field]) -> GoalRecord<'_> {
    let mut record = GoalRecord {
        goal,
        day,
        title: None,
        code: None,
        place: None,
        schedule: None,
        why: None,
        area: None,
        who: None,
        by: None,
        from: None,
        after: None,
        feeds: None,
        pilot: None,
        reward: None,
        baseline: None,
    };
    for field in fields {
        match field {
            Field::Title(title) => record.title = Some(title.clone()),
            Field::Code(code) => record.code = Some(code.clone()),
            Field::Why(text) => record.why = Some(borrowed(text.as_ref())),
            Field::Area(text) => record.area = Some(borrowed(text.as_ref())),
            Field::Who(text) => record.who = Some(borrowed(text.as_ref())),
            Field::By(day) => record.by = Some(*day),
            Field::From(day) => record.from = Some(*day),
            Field::After(goals) => record.after = Some(goals.clone()),
            Field::Feeds(feeds) => record.feeds = Some(*feeds),
            Field::Pilot(day) => record.pilot = Some(*day),
            Field::Reward(text) => record.reward = Some(borrowed(text.as_ref())),
            Field::Baseline(value) => record.baseline = Some(*value),
            Field::Schedule(schedule) => {
                let (target, at_most) = match schedule.bound {
                    None => (None, None),
                    Some(Bound::AtLeast(target)) => (Some(target), None),
                    Some(Bound::AtMost(most)) => (None, Some(most)),
                };
                let unit = borrowed(schedule.unit.as_ref());
                record.schedule = Some(ScheduleRecord { every: schedule.every, target, at_most, unit });
            }
            Field::Place(place) => {
                record.place = Some(PlaceRecord { parent: place.parent, position: place.position });
            }
        }
    }
    record
}
