//! Bars that stand side by side, with a name and a number below each.

use super::bar::plain_bar;
use super::colour::Tone;
use super::columns::{Align, Columns, cell};
use super::page::{Page, padded};

pub(crate) struct Bar {
    pub(crate) name: String,
    /// Nothing for what is still ahead.
    pub(crate) value: Option<u32>,
}

/// How many lines the highest bar has.
const LINES: u32 = 6;

/// From nothing to all of a line.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The least and the most columns of a bar, the gap behind it included.
const LEAST: usize = 4;
const MOST: usize = 7;

/// Draws bars against the highest. Where they don't fit side by side, they lie below each other.
pub(crate) fn bars(page: &mut Page, bars: &[Bar]) {
    let room = page.width().layout();
    let most = bars.iter().filter_map(|bar| bar.value).max().unwrap_or(0);
    let widest = bars.iter().filter_map(|bar| bar.value).map(|value| value.to_string().len()).max();
    let columns = (room / bars.len().max(1)).min(MOST);
    if columns < LEAST.max(widest.unwrap_or(0) + 1) {
        return lying(page, bars, most);
    }
    for line in (0..LINES).rev() {
        let sign = |bar: &Bar| eighths(bar.value.unwrap_or(0), most, line);
        let row = bars.iter().map(|bar| padded(&String::from(sign(bar)).repeat(columns - 1), columns));
        page.line(Tone::Handle, &row.collect::<String>());
    }
    let below = |text: &dyn Fn(&Bar) -> String| -> String {
        bars.iter().map(|bar| padded(&text(bar), columns)).collect()
    };
    page.line(Tone::Plain, &below(&|bar| bar.value.map(|value| value.to_string()).unwrap_or_default()));
    page.line(Tone::Faint, &below(&|bar| bar.name.clone()));
}

/// What of a line a bar fills. What holds something shows something.
fn eighths(value: u32, most: u32, line: u32) -> char {
    let whole = u64::from(LINES * 8);
    let height = (u64::from(value) * whole / u64::from(most.max(1))).max(u64::from(value > 0));
    let here = usize::try_from(height.saturating_sub(u64::from(line) * 8).min(8)).unwrap_or(8);
    EIGHTHS.get(here).copied().unwrap_or(' ')
}

fn lying(page: &mut Page, bars: &[Bar], most: u32) {
    let columns = (page.width().layout() / 2).clamp(10, 30);
    let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right], 0);
    for one in bars {
        let Some(value) = one.value else { continue };
        table.row(vec![
            cell(Tone::Faint, &one.name),
            cell(Tone::Handle, plain_bar(columns, f64::from(value) / f64::from(most.max(1)), None)),
            cell(Tone::Plain, value.to_string()),
        ]);
    }
    table.render(page);
}
