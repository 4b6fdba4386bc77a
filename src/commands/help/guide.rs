//! A page of explanation: tables of what can be typed, with what it means.

use clap_mangen::roff::{Inline, Roff, bold, roman};
use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::shared::summary::Summary;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, GAP, cell};
use crate::ui::page::{Page, Width, width};

#[derive(JsonSchema, Serialize)]
pub(crate) struct Guide {
    #[schemars(extend("enum" = ["days", "inbox", "lines"]))]
    pub(crate) topic: &'static str,
    /// Said above the tables.
    pub(crate) text: String,
    pub(crate) tables: Vec<Table>,
    /// Said below the tables, a paragraph each.
    pub(crate) notes: Vec<String>,
}

/// The first column holds what is typed.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// Whether rows stand side by side within so many columns.
    fn fits(&self, room: usize) -> bool {
        let widest = |column: usize| {
            let cells = self.rows.iter().chain([&self.columns]).filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let columns = self.columns.len();
        (0..columns).map(widest).sum::<usize>() + GAP.len() * columns.saturating_sub(1) <= room
    }

    fn side_by_side(&self, page: &mut Page) {
        let mut columns = Columns::new(&vec![Align::Left; self.columns.len()], 1);
        columns.head(&self.columns.iter().map(String::as_str).collect::<Vec<_>>());
        for row in &self.rows {
            let tones = [Tone::Handle].into_iter().chain(std::iter::repeat(Tone::Plain));
            columns.row(row.iter().zip(tones).map(|(text, tone)| cell(tone, text)).collect());
        }
        columns.render(page);
    }

    /// What is typed on a line of its own, and what it means set in below it.
    fn one_below_the_other(&self, page: &mut Page) {
        let tones =
            std::iter::once((Tone::Faint, Tone::Faint)).chain(std::iter::repeat((Tone::Handle, Tone::Plain)));
        for (row, (above, below)) in std::iter::once(&self.columns).chain(&self.rows).zip(tones) {
            let Some((typed, meaning)) = row.split_first() else { continue };
            page.wrapped(above, typed, 2);
            page.wrapped(below, &format!("    {}", joined(meaning)), 4);
        }
    }
}

fn joined(cells: &[String]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

impl Guide {
    /// As a manual page has it, below the name and what it is about.
    pub(crate) fn roff(&self) -> Roff {
        let mut roff = Roff::new();
        let plain = |text: &str| -> Vec<Inline> { vec![roman(text.replace('`', ""))] };
        roff.control("SH", ["DESCRIPTION"]).text(plain(&self.text));
        for table in &self.tables {
            let Some((head, others)) = table.columns.split_first() else { continue };
            roff.control("SH", [head.to_uppercase().as_str()]).text(plain(&joined(others)));
            for row in &table.rows {
                let Some((typed, meaning)) = row.split_first() else { continue };
                roff.control("TP", []).text([bold(typed)]).text(plain(&joined(meaning)));
            }
        }
        for note in &self.notes {
            roff.control("PP", []).text(plain(note));
        }
        roff
    }
}

impl Summary for Guide {
    fn data(&self) -> impl JsonSchema + Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        page.wrapped(Tone::Plain, &self.text, 0);
        for table in &self.tables {
            page.gap();
            match page.width() {
                Width::Columns(room) if !table.fits(room) => table.one_below_the_other(page),
                Width::Columns(_) | Width::Free => table.side_by_side(page),
            }
        }
        for note in &self.notes {
            page.gap();
            page.wrapped(Tone::Plain, note, 0);
        }
    }
}
