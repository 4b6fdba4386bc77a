//! A heatmap of weeks up to this one, in `streaks` and in `report`.

use crate::domain::value::day::Day;
use crate::ui::heatmap;
use crate::ui::heatmap::{Shade, Week};
use crate::ui::page::Page;

/// So many weeks up to the one that begins on `last`.
pub(crate) fn calendar(page: &mut Page, last: Day, weeks: usize, shade_on: impl Fn(Day) -> Shade) {
    let columns: Vec<Week> = (0..weeks)
        .rev()
        .map(|ago| {
            let begins = last.plus(-7 * i64::try_from(ago).unwrap_or(0));
            let days = [0, 1, 2, 3, 4, 5, 6].map(|day| shade_on(begins.plus(day)));
            // A month stands apart from the week in which it begins.
            let ends = begins.plus(6);
            let new_month = ends.day_of_month() <= 7 || ago + 1 == weeks;
            Week { month: new_month.then(|| ends.month_short().to_string()), days }
        })
        .collect();
    let names = [0, 1, 2, 3, 4, 5, 6].map(|day| last.plus(day).weekday_short().to_string());
    heatmap::render(page, &names, &columns);
}
