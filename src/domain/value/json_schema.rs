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
        "description": "A number with at most three decimals",
        "type": "number"
    };
    Cadence: "Cadence", {
        "description": "How often: `once`, `day`, `week`, `mon,wed,fri`, `3d`, `2w`, `15th`, …",
        "type": "string",
        "minLength": 1
    };
    Code: "Code", {
        "description": "A goal's short handle: letters and digits of any script, combining marks, `-`",
        "type": "string",
        "minLength": 1,
        "maxLength": 24,
        "pattern": "^[^-\\s]\\S*$"
    };
    Day: "Day", {
        "description": "A day of the years 1900 to 2199: `2026-11-18`",
        "type": "string",
        "format": "date",
        "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
    };
    GoalId: "GoalId", {
        "description": "A goal's identity, which never changes",
        "type": "string",
        "pattern": "^[0-9a-z]{8}$"
    };
    Share: "Share", {
        "description": "From 0 to 1, with three decimals, rounded down",
        "type": "number",
        "minimum": 0,
        "maximum": 1
    };
    Title: "Title", {
        "description": "A text of one line",
        "type": "string",
        "minLength": 1,
        "maxLength": 500
    };
}
