//! The figures as Markdown.

use std::fmt::Write as _;
use std::time::Duration;

use crate::instructions::Growth;

/// A row of figures, one for each size.
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) unit: &'static str,
    pub(crate) figures: Vec<Figure>,
    /// What the last figure may be at most.
    pub(crate) bound: Option<f64>,
}

/// A figure, or why there is none; that is said once a row.
pub(crate) enum Figure {
    Of(f64),
    Missing(&'static str),
    Empty,
}

impl Row {
    fn bound(&self) -> String {
        match (self.bound, self.figures.last()) {
            (None, _) => String::new(),
            (Some(bound), Some(Figure::Of(figure))) => judged(&bound.to_string(), *figure <= bound),
            (Some(bound), _) => format!("≤ {bound}"),
        }
    }
}

fn judged(bound: &str, holds: bool) -> String {
    format!("≤ {bound}{}", if holds { "" } else { ", **not met**" })
}

fn shown(figure: &Figure) -> String {
    match figure {
        Figure::Of(figure) if *figure < 10.0 => format!("{figure:.2}"),
        Figure::Of(figure) if *figure < 100.0 => format!("{figure:.1}"),
        Figure::Of(figure) => format!("{figure:.0}"),
        Figure::Missing(why) => (*why).to_owned(),
        Figure::Empty => String::new(),
    }
}

/// A table of rows, with a column for each of `sizes`.
pub(crate) fn of_rows(sizes: &[&str], rows: &[Row]) -> String {
    let mut text = format!("| | unit | {} | bound |\n", sizes.join(" | "));
    writeln!(text, "|---|---|{}---|", "--:|".repeat(sizes.len())).expect("a string takes it");
    for row in rows {
        let figures: Vec<String> = row.figures.iter().map(shown).collect();
        writeln!(text, "| {} | {} | {} | {} |", row.what, row.unit, figures.join(" | "), row.bound())
            .expect("a string takes it");
    }
    text
}

/// A table of what grows.
pub(crate) fn of_growth(grown: &[Growth]) -> String {
    let mut text = "| | less | instructions | more | instructions | ratio | bound |\n".to_owned();
    text.push_str("|---|---|--:|---|--:|--:|---|\n");
    for growth in grown {
        let (less, more) = (grouped(growth.less.1), grouped(growth.more.1));
        let bound = judged(&format!("{:.2}", growth.bound), growth.holds());
        writeln!(
            text,
            "| `goals {}` | {} | {less} | {} | {more} | {:.4} | {bound} |",
            growth.command,
            growth.less.0,
            growth.more.0,
            growth.ratio(),
        )
        .expect("a string takes it");
    }
    text
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many times as much.
#[allow(clippy::cast_precision_loss, reason = "a ratio of counts is shown with four places")]
pub(crate) fn ratio(more: u64, less: u64) -> f64 {
    more as f64 / less as f64
}

/// Milliseconds.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// KiB in MiB.
pub(crate) fn mebibytes(kibibytes: u64) -> f64 {
    ratio(kibibytes, 1024)
}
