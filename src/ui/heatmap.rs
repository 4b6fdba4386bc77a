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
            Self::Full | Self::Much(Level::Most) => ("█", Tone::Good),
            Self::Excused => ("~", Tone::Faint),
            Self::Passed => ("!", Tone::Bad),
            Self::Much(Level::Little) => ("░", Tone::Good),
            Self::Filled | Self::Much(Level::Less) => ("▒", Tone::Good),
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

/// A column of a heatmap: what stands above it, and its seven days.
#[derive(Clone, Debug)]
pub(crate) struct Week {
    /// The month's name where one begins.
    pub(crate) above: Option<String>,
    pub(crate) days: [Shade; 7],
}

/// The columns that the names of the weekdays take.
const MARGIN: usize = 6;

pub(crate) fn weeks_that_fit(page: &Page) -> usize {
    page.width().layout().saturating_sub(MARGIN) / 2
}

/// Draws weeks, oldest first, with the names of their weekdays before them.
pub(crate) fn render(page: &mut Page, weekdays: &[String; 7], weeks: &[Week]) {
    let months = months(weeks);
    page.pieces(&[(Tone::Plain, &" ".repeat(MARGIN)), (Tone::Faint, &months)]);
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
        page.pieces(&pieces);
    }
}

/// The names of the months above the weeks in which they begin, as far as there is room. The month of the first
/// week, which began before, gives way to the next one; that of the last one moves up to it.
fn months(weeks: &[Week]) -> String {
    let named: Vec<(usize, &str)> = weeks
        .iter()
        .enumerate()
        .filter_map(|(place, week)| week.above.as_deref().map(|name| (place * 2, name)))
        .collect();
    let crowded =
        matches!(named.as_slice(), [(first, name), (second, _), ..] if first + name.len() >= *second);
    let mut months = String::new();
    for (column, name) in named.into_iter().skip(usize::from(crowded)) {
        // A column alone is narrower than a name, and nothing stands beside it.
        let beyond = (column + name.len()).saturating_sub((weeks.len() * 2).max(name.len()));
        let column = column.saturating_sub(beyond);
        if months.len() <= column {
            months.push_str(&" ".repeat(column - months.len()));
            months.push_str(name);
            months.push(' ');
        }
    }
    months.trim_end().to_owned()
}

pub(crate) fn legend(page: &mut Page, filled: Filled) {
    page.pieces(&[
        (Tone::Plain, &" ".repeat(MARGIN)),
        (Tone::Good, "█"),
        (Tone::Faint, " met  "),
        (Tone::Good, "▪"),
        (Tone::Faint, " some  · nothing  ~ excused  "),
        (Tone::Bad, "!"),
        (Tone::Faint, " over the limit"),
    ]);
    if filled == Filled::Shown {
        page.pieces(&[
            (Tone::Plain, &" ".repeat(MARGIN)),
            (Tone::Good, "▒"),
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

pub(crate) fn strip(days: &[Shade]) -> String {
    days.iter().map(|shade| shade.sign().0).collect()
}
