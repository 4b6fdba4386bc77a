//! A calendar of shades: a row for each weekday, a column for each week.

use super::colour::Tone;
use super::page::Page;

/// How a day looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// No day of the goal's, or none yet.
    Blank,
    /// Nothing was done.
    Nothing,
    /// Something was done.
    Some,
    /// What was asked was done.
    Full,
    /// Nothing was done, and nothing had to be.
    Excused,
    /// The limit was passed.
    Passed,
}

impl Shade {
    /// Told apart by shape, so that it reads without colour.
    const fn sign(self) -> (&'static str, Tone) {
        match self {
            Self::Blank => (" ", Tone::Plain),
            Self::Nothing => ("·", Tone::Faint),
            Self::Some => ("▪", Tone::Good),
            Self::Full => ("█", Tone::Good),
            Self::Excused => ("~", Tone::Faint),
            Self::Passed => ("!", Tone::Bad),
        }
    }
}

/// A column of a heatmap: what stands above it, and its seven days.
#[derive(Clone, Debug)]
pub struct Week {
    /// The month's name where one begins.
    pub above: Option<String>,
    /// Its days.
    pub days: [Shade; 7],
}

/// The columns that the names of the weekdays take.
const MARGIN: usize = 6;

/// How many weeks fit on a page.
pub fn weeks_that_fit(page: &Page) -> usize {
    page.width().layout().saturating_sub(MARGIN) / 2
}

/// Draws weeks, oldest first, with the names of their weekdays before them.
pub fn draw(page: &mut Page, weekdays: &[String; 7], weeks: &[Week]) {
    let mut months = String::new();
    for (place, week) in weeks.iter().enumerate() {
        let column = place * 2;
        if let Some(name) = &week.above
            && months.len() <= column
            && column + name.len() <= weeks.len() * 2
        {
            months.push_str(&" ".repeat(column - months.len()));
            months.push_str(name);
            months.push(' ');
        }
    }
    page.line(&[(Tone::Plain, &" ".repeat(MARGIN)), (Tone::Faint, &months)]);
    for (row, name) in weekdays.iter().enumerate() {
        let label = format!("  {name} ");
        let mut pieces: Vec<(Tone, &str)> = vec![(Tone::Faint, &label)];
        for week in weeks {
            if let Some(shade) = week.days.get(row) {
                let (sign, tone) = shade.sign();
                pieces.push((tone, sign));
                pieces.push((Tone::Plain, " "));
            }
        }
        page.line(&pieces);
    }
}

/// What the signs mean.
pub fn legend(page: &mut Page) {
    page.line(&[
        (Tone::Plain, &" ".repeat(MARGIN)),
        (Tone::Good, "█"),
        (Tone::Faint, " met  "),
        (Tone::Good, "▪"),
        (Tone::Faint, " some  · nothing  ~ excused  "),
        (Tone::Bad, "!"),
        (Tone::Faint, " over the limit"),
    ]);
}

/// A strip of days on one line.
pub fn strip(days: &[Shade]) -> String {
    days.iter().map(|shade| shade.sign().0).collect()
}
