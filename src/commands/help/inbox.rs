//! What a line of the inbox may be (SEMANTICS 10.12).

use super::guide::{Guide, Table};
use crate::domain::input::resolve::Calendar;

pub(super) fn guide(_: &mut Calendar) -> Guide {
    let lines = Table {
        columns: ["line", "does"].map(ToOwned::to_owned).into(),
        rows: [
            ["kids", "checks off, as `goals check` does; codes in full"],
            ["pitch+4", "adds four"],
            ["run+5 on:yesterday, run+5 on:2026-11-17", "the same on another day"],
            ["win Fixed the gate area:home", "a win"],
            ["add Call the plumber by:fri", "a new goal, as a goal line"],
            ["# of the phone", "nothing: it stays where it is"],
        ]
        .map(|row| row.map(ToOwned::to_owned).into())
        .into(),
    };
    let notes = [
        "`goals config inbox on`, on one machine alone, has `inbox.txt` in the store's folder taken in by `goals today` and \
         before each command that changes something; `goals config inbox` names the file.",
        "A line counts on the day on which it is taken in, or on that of `on:`. What can't be understood stays in the file, \
         with the reason behind it. `goals undo` takes back all that came at once.",
    ];
    Guide {
        topic: "inbox",
        text: "A phone, a shortcut or somebody else writes lines into a file, and each is taken in once:"
            .to_owned(),
        tables: vec![lines],
        notes: notes.map(ToOwned::to_owned).into(),
    }
}
