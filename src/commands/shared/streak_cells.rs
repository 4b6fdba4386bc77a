//! How a streak is told in a table: in `streaks` and in `report`.

use super::words;
use crate::domain::judge::streaks::StreakStats;
use crate::ui::colour::Tone;
use crate::ui::columns::{Cell, cell};

/// The current streak, the best one, the rate and the strength.
pub(crate) fn streak_cells(streak: &StreakStats) -> [Cell; 4] {
    let tone = if streak.current > 0 { Tone::Good } else { Tone::Plain };
    [
        cell(tone, streak.unit.counted(streak.current)),
        cell(Tone::Plain, streak.best_unit.counted(streak.best)),
        cell(Tone::Plain, rate(streak)),
        cell(Tone::Plain, strength(streak)),
    ]
}

/// `90 %`.
pub(crate) fn rate(streak: &StreakStats) -> String {
    streak.rate.map_or_else(|| "–".to_owned(), words::percent)
}

pub(crate) fn strength(streak: &StreakStats) -> String {
    format!("{:.0}", words::tenths(streak.strength))
}
