//! A calendar of shades: a row for each weekday, a column for each week.

use super::colour::Tone;
use super::page::Page;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shade {
    /// No day of the goal's, or none yet.
    Blank,
    Nothing,
    Some,
    /// What was asked was done.
    Full,
    /// Nothing was done on that day, of a longer stretch in which what was asked was done.
    Filled,
    /// Nothing was done, and nothing had to be.
    Excused,
    Passed,
    /// So much was done, of everything there is to do.
    Much(Level),
}

/// How much was done on a day, beside the busiest there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Up to a quarter of that.
    Little,
    /// Up to a half.
    Less,
    /// Up to three quarters.
    More,
    /// Above.
    Most,
}

impl Level {
    pub(crate) const ALL: [Self; 4] = [Self::Little, Self::Less, Self::More, Self::Most];

    pub(crate) fn of(count: u32, busiest: u32) -> Self {
        match u64::from(count) * 4 {
            quarters if quarters <= u64::from(busiest) => Self::Little,
            quarters if quarters <= u64::from(busiest) * 2 => Self::Less,
            quarters if quarters <= u64::from(busiest) * 3 => Self::More,
            _ => Self::Most,
        }
    }

    /// The counts it stands for, where it stands for any.
    pub(crate) fn counts(self, busiest: u32) -> Option<(u32, u32)> {
        let mut counts = (1..=busiest).filter(|count| Self::of(*count, busiest) == self);
        let first = counts.next()?;
        Some((first, counts.next_back().unwrap_or(first)))
    }
}

impl Shade {
    /// Told apart by shape, so that it reads without colour.
    const fn sign(self) -> (&'static str, Tone) {
        match self {
            Self::Blank => (" ", Tone::Plain),
            Self::Nothing => ("·", Tone::Faint),
            Self::Some => ("▪", Tone::Good),
            Self::Full => ("■", Tone::Good),
            Self::Much(Level::Most) => ("█", Tone::Good),
            Self::Excused => ("~", Tone::Faint),
            Self::Passed => ("!", Tone::Bad),
            Self::Much(Level::Little) => ("░", Tone::Good),
            Self::Filled => ("□", Tone::Dim),
            Self::Much(Level::Less) => ("▒", Tone::Good),
            Self::Much(Level::More) => ("▓", Tone::Good),
        }
    }
}

/// Whether periods that are longer than a day are among what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    Shown,
    Absent,
}

/// A column of a heatmap.
#[derive(Clone, Debug)]
pub(crate) struct Week {
    /// The month that begins in it, by its name; of the first week its own.
    pub(crate) month: Option<String>,
    pub(crate) days: [Shade; 7],
}

/// The columns that the names of the weekdays take.
const MARGIN: usize = 6;

/// The columns of a week, its gap included; as many stand between months.
const WEEK: usize = 2;

/// By so much the name of a month is longer than a week is wide.
const BEYOND: usize = 1;

/// So many weeks have the most months begin in them: five in 22.
const WEEKS_OF_FIVE_MONTHS: usize = 22;

/// How many weeks fit, with a blank column between months.
pub(crate) fn weeks_that_fit(page: &Page) -> usize {
    let columns = page.width().layout().saturating_sub(MARGIN + BEYOND) / WEEK;
    let months = |weeks: usize| (weeks * 5).div_ceil(WEEKS_OF_FIVE_MONTHS);
    (0..=columns).rev().find(|weeks| weeks + months(*weeks) <= columns).unwrap_or(0)
}

/// Draws weeks, oldest first, with the names of their weekdays before them, and a blank column before each month.
pub(crate) fn render(page: &mut Page, weekdays: &[String; 7], weeks: &[Week]) {
    page.pieces(&[(Tone::Plain, &" ".repeat(MARGIN)), (Tone::Faint, &months(weeks))]);
    for (row, name) in weekdays.iter().enumerate() {
        let label = format!("  {name} ");
        let mut pieces: Vec<(Tone, &str)> = vec![(Tone::Faint, &label)];
        for (place, week) in weeks.iter().enumerate() {
            if place > 0 && week.month.is_some() {
                pieces.push((Tone::Plain, "  "));
            }
            if let Some(shade) = week.days.get(row) {
                let (sign, tone) = shade.sign();
                pieces.extend([(tone, sign), (Tone::Plain, " ")]);
            }
        }
        page.pieces(&pieces);
    }
}

/// The names of the months, each above the first of its weeks.
fn months(weeks: &[Week]) -> String {
    let mut months = String::new();
    let mut column = 0;
    for (place, week) in weeks.iter().enumerate() {
        if let Some(name) = &week.month {
            column += if place == 0 { 0 } else { WEEK };
            months.push_str(&" ".repeat(column.saturating_sub(months.len())));
            months.push_str(name);
        }
        column += WEEK;
    }
    months
}

pub(crate) fn legend(page: &mut Page, filled: Filled) {
    page.pieces(&[
        (Tone::Plain, &" ".repeat(MARGIN)),
        (Tone::Good, "■"),
        (Tone::Faint, " met  "),
        (Tone::Good, "▪"),
        (Tone::Faint, " some  · nothing  ~ excused  "),
        (Tone::Bad, "!"),
        (Tone::Faint, " over the limit"),
    ]);
    if filled == Filled::Shown {
        page.pieces(&[
            (Tone::Plain, &" ".repeat(MARGIN)),
            (Tone::Dim, "□"),
            (Tone::Faint, " the rest of a week, or a longer period, that was met"),
        ]);
    }
}

/// What the signs mean where the levels are those of a busiest day, on which so many things were done, each one `what`.
pub(crate) fn level_legend(page: &mut Page, busiest: u32, what: &str) {
    let ranges =
        Level::ALL.into_iter().filter_map(|level| level.counts(busiest).map(|counts| (level, counts)));
    let texts: Vec<(&str, String)> = ranges
        .map(|(level, (first, last))| {
            let counts = if first == last { first.to_string() } else { format!("{first}-{last}") };
            let text = match last == busiest {
                true if last == 1 => format!(" {counts} {what}  "),
                true => format!(" {counts} {what}s  "),
                false => format!(" {counts}  "),
            };
            (Shade::Much(level).sign().0, text)
        })
        .collect();
    let margin = " ".repeat(MARGIN);
    let mut pieces = vec![(Tone::Plain, margin.as_str()), (Tone::Faint, "· none  ")];
    for (sign, text) in &texts {
        pieces.extend([(Tone::Good, *sign), (Tone::Faint, text.as_str())]);
    }
    pieces.push((Tone::Faint, "~ a pause"));
    page.pieces(&pieces);
}

/// Days side by side, in pieces of one tone each.
pub(crate) fn strip(days: &[Shade]) -> Vec<(Tone, String)> {
    let mut pieces: Vec<(Tone, String)> = Vec::new();
    for (sign, tone) in days.iter().map(|shade| shade.sign()) {
        match pieces.last_mut() {
            Some((last, text)) if *last == tone => text.push_str(sign),
            _ => pieces.push((tone, sign.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Shade, Week, render};
    use crate::ui::page::{Page, Width};

    #[test]
    fn months_stand_apart_and_each_has_its_name() {
        let week = |month: Option<&str>| Week { month: month.map(ToOwned::to_owned), days: [Shade::Full; 7] };
        let weeks = [week(Some("Sep")), week(Some("Oct")), week(None), week(None), week(Some("Nov"))];
        let mut page = Page::new(Width::Columns(60));
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(ToOwned::to_owned);
        render(&mut page, &names, &weeks);
        let text = anstream::adapter::strip_str(&page.into_text()).to_string();
        let lines: Vec<&str> = text.lines().take(2).collect();
        assert_eq!(lines, ["      Sep Oct     Nov", "  Mon ■   ■ ■ ■   ■"]);
    }
}
