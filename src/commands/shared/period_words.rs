//! A period by the name one has for it.

use crate::domain::judge::periods::PeriodRange;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// `Mon 16 Nov`, `the week of 2 Nov`, `October`, `July to September`, `2025`; where it was cut, its days.
pub(crate) fn named(range: PeriodRange, today: Day) -> String {
    let PeriodRange { from, to, cadence, .. } = range;
    let Some(to) = to else {
        return from.short(today).to_string();
    };
    let is_whole = |months: u32| from == from.months_begin(months) && to == from.months_end(months);
    let year = if from.year() == today.year() { String::new() } else { format!(" {}", from.year()) };
    match cadence {
        Cadence::Week if from.days_through(to) == 7 => format!("the week of {}", from.day_and_month(today)),
        Cadence::Month if is_whole(1) => format!("{}{year}", from.month_name()),
        Cadence::Quarter if is_whole(3) => format!("{} to {}{year}", from.month_name(), to.month_name()),
        Cadence::Year if is_whole(12) => from.year().to_string(),
        _ => from.through(to, today),
    }
}
