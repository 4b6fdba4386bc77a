//! A task of Taskwarrior, in whichever of its forms it was kept.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

/// A task as the export has it, as far as it is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Task {
    pub(super) uuid: String,
    pub(super) description: String,
    pub(super) status: String,
    pub(super) project: String,
    pub(super) recur: String,
    pub(super) parent: Option<String>,
    pub(super) end: Option<Moment>,
    pub(super) due: Option<Moment>,
    pub(super) until: Option<Moment>,
    pub(super) wait: Option<Moment>,
    pub(super) scheduled: Option<Moment>,
    pub(super) start: Option<IgnoredAny>,
    pub(super) priority: Option<IgnoredAny>,
    pub(super) tags: OneOrMany,
    pub(super) depends: OneOrMany,
    pub(super) annotations: Vec<Annotation>,
    #[serde(flatten)]
    pub(super) others: Names,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Annotation {
    pub(super) description: String,
}

/// A list, or the same with commas in one text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    Many(Vec<String>),
    One(String),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    pub(super) fn list(&self) -> Vec<String> {
        let named = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        match self {
            Self::Many(all) => all.iter().filter_map(|name| named(name)).collect(),
            Self::One(all) => all.split(',').filter_map(named).collect(),
        }
    }
}

/// `20261118T182000Z`, or a count of seconds since 1970 as a text. What can't be read is no moment.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct Moment(pub(super) Option<DateTime<Utc>>);

impl From<String> for Moment {
    fn from(text: String) -> Self {
        let written =
            NaiveDateTime::parse_from_str(text.trim(), "%Y%m%dT%H%M%SZ").map(|moment| moment.and_utc());
        let counted = || DateTime::from_timestamp(text.trim().parse().ok()?, 0);
        Self(written.ok().or_else(counted))
    }
}

/// The names of the fields that are not among the others, without what stands in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(pub(super) BTreeSet<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Names, A::Error> {
                let mut names = BTreeSet::new();
                while let Some((name, IgnoredAny)) = fields.next_entry()? {
                    names.insert(name);
                }
                Ok(Names(names))
            }
        }

        from.deserialize_map(Fields)
    }
}
