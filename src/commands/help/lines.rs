//! The table of the keys of a goal line, from their one definition.

use super::guide::{Guide, Table};
use crate::domain::input::resolve::Calendar;
use crate::domain::model::goal_field::Key;

pub(super) fn guide(_: &mut Calendar) -> Guide {
    let row = |key: Key| {
        let words = key.definition();
        let says = words.help.split([':', ';']).next().unwrap_or_default();
        vec![words.example.to_owned(), says.to_owned(), words.takes.to_owned()]
    };
    let keys = Table {
        columns: ["typed", "says", "takes"].map(ToOwned::to_owned).into(),
        rows: Key::line_order().map(row).into(),
    };
    let marks = Table {
        columns: ["pasted", "is"].map(ToOwned::to_owned).into(),
        rows: [
            ["- [ ] Outline, * Outline, 1. Outline", "a goal; what is set in further is below it"],
            ["- [x] Outline", "a goal that is done"],
            ["## Outline", "a goal, with what follows below it"],
            ["---, ```", "nothing"],
        ]
        .map(|row| row.map(ToOwned::to_owned).into())
        .into(),
    };
    let notes = [
        "The same names are options: `--by fri`. `none` clears a field: `goals edit pitch --by none`.",
        "Several words stand in quotation marks, \"…\", '…' or “…”, right behind the colon. A word that is meant for the \
         title stands in them itself: `\"by:hand\"`.",
        "`goals help days` tells how a day is typed.",
    ];
    Guide {
        topic: "lines",
        text: "A goal line is a title with `key:value` words in any order: Pitch websites n:12 unit:emails every:week"
            .to_owned(),
        tables: vec![keys, marks],
        notes: notes.map(ToOwned::to_owned).into(),
    }
}
