//! Whether somebody was away (SEMANTICS 8.8): what `today` says and `pause --away` answers.

use crate::domain::judge::judge::Judge;
use crate::domain::report::away::{Away, is_absence, last_record};
use crate::journal::Reading;

/// Whether nothing that was done or recorded of late speaks against it. Else all entries need not be read.
pub(crate) fn is_likely(judge: &Judge<'_>) -> bool {
    !judge.state.tree.is_empty()
        && last_record(judge.state, judge.today).is_none_or(|last| is_absence(last, judge.today))
}

/// The days since the last entry before today. Asks for all entries and all days.
pub(crate) fn find(reading: &Reading, judge: &Judge<'_>) -> Option<Away> {
    let day_start = reading.state.settings.day_start();
    let last = reading.entries.last_day_before(judge.today, day_start)?;
    Away::since(judge, last)
}
