//! Notes and pauses, told one by one.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::judge::judge::Judge;
use crate::domain::report::told::{Told, What};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// A note, or a pause.
#[derive(JsonSchema, Serialize)]
pub(crate) struct NoteRow<'w> {
    pub(crate) day: Day,
    /// A pause of everything has none.
    pub(crate) code: Option<Code>,
    pub(crate) title: &'w str,
    pub(crate) note: Option<&'w str>,
    #[schemars(extend("enum" = ["check", "finish", "skip", "pause"]))]
    kind: &'static str,
    /// A pause's last day.
    until: Option<Day>,
    /// As it is read.
    #[serde(skip)]
    pub(crate) text: String,
}

impl<'w> NoteRow<'w> {
    /// What was said of these goals and of everything in a stretch of days, both ends counted; the latest first.
    pub(crate) fn within(
        judge: &Judge<'w>,
        (from, to): (Day, Day),
        is_chosen: impl Fn(&Told<'w>) -> bool,
    ) -> Vec<Self> {
        let Judge { state, today, .. } = *judge;
        let is_told =
            |told: &Told<'w>| told.is_within(from, to) && told.what != What::Skip(None) && is_chosen(told);
        let row = |told: Told<'w>| Self {
            day: told.day,
            code: told.goal.map(|goal| state.tree.code(goal.id)),
            title: told.goal.map_or("everything", |goal| goal.title.as_str()),
            note: told.note(),
            kind: told.kind(),
            until: told.until(),
            text: told.in_words(today),
        };
        Told::all(state).into_iter().filter(is_told).map(row).collect()
    }
}

/// Each with its day, as `day` writes it, and whose it is.
pub(crate) fn render_notes(page: &mut Page, notes: &[NoteRow<'_>], day: impl Fn(Day) -> String) {
    let mut table = Columns::new(&[Align::Right, Align::Left, Align::Left], 2);
    for note in notes {
        table.row(vec![
            cell(Tone::Faint, day(note.day)),
            cell(Tone::Handle, note.code.as_ref().map_or(note.title, Code::as_str)),
            cell(Tone::Plain, &note.text),
        ]);
    }
    table.render(page);
}
