//! Rows whose cells stand below each other.

use std::borrow::Cow;

use super::clean::clean;
use super::colour::Tone;
use super::page::{Page, Width, columns, fit_parts};

#[derive(Clone, Debug)]
pub(crate) struct Cell {
    tone: Tone,
    text: String,
    /// How many columns the text takes.
    width: usize,
}

/// A cell with this text, made inert so that it is as wide as it looks.
pub(crate) fn cell(tone: Tone, text: impl AsRef<str>) -> Cell {
    let text = clean(text.as_ref()).into_owned();
    Cell { tone, width: columns(&text), text }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

pub(crate) const GAP: &str = "  ";

/// The least a column that gives way keeps.
const LEAST: usize = 10;

/// Narrower than this, nothing goes on below with ease.
const LEAST_WRAPPED: usize = 12;

#[derive(Debug)]
pub(crate) struct Columns {
    align: Vec<Align>,
    /// The column that gives way first where the page is narrow.
    yielding: usize,
    /// What that column keeps.
    least: usize,
    rows: Vec<Vec<Cell>>,
}

impl Columns {
    /// No rows yet. `yielding` is the column that gives way first.
    pub(crate) fn new(align: &[Align], yielding: usize) -> Self {
        Self { align: align.to_vec(), yielding, least: LEAST, rows: Vec::new() }
    }

    /// The column that gives way first keeps so much.
    #[must_use]
    pub(crate) fn keeping(self, least: usize) -> Self {
        Self { least, ..self }
    }

    pub(crate) fn head(&mut self, names: &[&str]) {
        self.row(names.iter().map(|name| cell(Tone::Faint, name)).collect());
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// How wide each column is, so that all fit on a page where they can.
    fn widths(&self, width: Width) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.align.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| cell.width).max().unwrap_or(0)
            })
            .collect();
        let Width::Columns(room) = width else {
            return widths;
        };
        let gaps = widths.iter().filter(|width| **width > 0).count().saturating_sub(1) * GAP.len();
        // The one that yields gives way first, then the widest.
        let gives_way = |widths: &[usize]| {
            let yields = widths.get(self.yielding).is_some_and(|width| *width > self.least);
            let widest = || (0..widths.len()).max_by_key(|column| widths.get(*column).copied());
            if yields { Some(self.yielding) } else { widest() }
        };
        while widths.iter().sum::<usize>() + gaps > room {
            match gives_way(&widths).and_then(|column| widths.get_mut(column)) {
                Some(width) if *width > self.least.min(LEAST) => *width -= 1,
                _ => break,
            }
        }
        widths
    }

    /// The rows, drawn. What still does not fit is cut; what stands last goes on below.
    pub(crate) fn render(&self, page: &mut Page) {
        let layout = Layout { widths: self.widths(page.width()), align: &self.align };
        for row in &self.rows {
            layout.row(page, row);
        }
    }
}

struct Layout<'a> {
    widths: Vec<usize>,
    align: &'a [Align],
}

impl Layout<'_> {
    fn row(&self, page: &mut Page, row: &[Cell]) {
        let last = row.iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0);
        let mut pieces = Vec::with_capacity(2 * row.len());
        for (((place, cell), room), align) in row.iter().enumerate().zip(&self.widths).zip(self.align) {
            if *room == 0 || place > last {
                continue;
            }
            if !pieces.is_empty() {
                pieces.push((Tone::Plain, GAP.len(), GAP.into()));
            }
            let (width, text) = if cell.width <= *room {
                (cell.width, Cow::Borrowed(cell.text.as_str()))
            } else {
                let text = fit_parts(&cell.text, *room);
                (columns(&text), text)
            };
            let blank =
                (Tone::Plain, room.saturating_sub(width), " ".repeat(room.saturating_sub(width)).into());
            let stands_last = place + 1 == self.widths.len() && *align == Align::Left;
            if stands_last && cell.width > *room && *room >= LEAST_WRAPPED {
                let indent = pieces.iter().map(|(_, width, _): &(Tone, usize, Cow<'_, str>)| width).sum();
                let before: Vec<(Tone, &str)> =
                    pieces.iter().map(|(tone, _, text)| (*tone, text.as_ref())).collect();
                return page.wrap_after(&before, cell.tone, &cell.text, indent);
            }
            match align {
                Align::Left if place == last => pieces.push((cell.tone, width, text)),
                Align::Left => pieces.extend([(cell.tone, width, text), blank]),
                Align::Right => pieces.extend([blank, (cell.tone, width, text)]),
            }
        }
        page.fitted_line(pieces.into_iter());
    }
}
