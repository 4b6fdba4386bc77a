//! Moments as other tools write them.

use chrono::{DateTime, NaiveDateTime, Utc};

/// `2025-05-04T22:06:56.460461Z`, `2026-11-25T23:00:00+0000`, `2017-06-12 12:00:00 +0000`.
pub(crate) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let zoned = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%dT%H:%M%z"];
    let parsed = zoned.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    parsed.or_else(|| DateTime::parse_from_rfc3339(text).ok()).map(|moment| moment.to_utc())
}

/// The same moment as a clock shows it that is so many minutes ahead of UTC.
pub(crate) fn shown(moment: DateTime<Utc>, minutes_east: i64) -> NaiveDateTime {
    const A_DAY: i64 = 24 * 60;
    let ahead = chrono::Duration::minutes(minutes_east.clamp(-A_DAY, A_DAY));
    moment.naive_utc().checked_add_signed(ahead).unwrap_or_else(|| moment.naive_utc())
}
