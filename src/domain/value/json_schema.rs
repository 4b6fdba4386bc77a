//! How the values are written in the documents for programs, as JSON Schema tells it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::amount::Amount;
use super::cadence::Cadence;
use super::code::Code;
use super::day::Day;
use super::ids::GoalId;
use super::share::Share;
use super::text::Title;

/// Gives types a name and a schema.
macro_rules! written_as {
    ($($type:ty: $name:literal, $schema:tt;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

written_as! {
    Amount: "Amount", {
        "description": "With at most three decimals.",
        "type": "number"
    };
    Cadence: "Cadence", {
        "description": "How often, as a goal line says it: `once`, `day`, `mon,wed,fri`.",
        "type": "string",
        "minLength": 1
    };
    Code: "Code", {
        "type": "string",
        "minLength": 1,
        "maxLength": 24,
        "pattern": "^[^-\\s]\\S*$"
    };
    Day: "Day", {
        "type": "string",
        "format": "date",
        "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
    };
    GoalId: "GoalId", {
        "description": "A goal's identity, which never changes.",
        "type": "string",
        "pattern": "^[0-9a-z]{8}$"
    };
    Share: "Share", {
        "description": "With three decimals, rounded down.",
        "type": "number",
        "minimum": 0,
        "maximum": 1
    };
    Title: "Title", {
        "type": "string",
        "minLength": 1,
        "maxLength": 500
    };
}
