//! Ids: of entries, a ULID that orders them; of goals, chance alone.

use chrono::{DateTime, Datelike, FixedOffset};
use ulid::Ulid;

use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::journal::files::error::JournalError;

/// The years in which a clock is believed.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// An id as it is written: 26 characters.
pub fn entry_text(id: EntryId) -> String {
    Ulid(id.0).to_string()
}

/// Reads an id. One whose time is outside the years that are believed is none.
pub(crate) fn parse(text: &str) -> Option<EntryId> {
    let id = EntryId(Ulid::from_string(text).ok()?.0);
    is_believed(id).then_some(id)
}

/// The id of an entry written now by someone who has read up to `largest`: later than both.
pub(crate) fn next(now: DateTime<FixedOffset>, largest: Option<EntryId>) -> Result<EntryId, JournalError> {
    later(now, largest, u128::from(random()?) << 64 | u128::from(random()?))
}

/// The id of an entry written at a moment, later than `largest`; `chance` tells it from others of that moment.
pub(crate) fn later(
    moment: DateTime<FixedOffset>,
    largest: Option<EntryId>,
    chance: u128,
) -> Result<EntryId, JournalError> {
    let clock = milliseconds(moment)?;
    let read = largest.map_or(0, |id| Ulid(id.0).timestamp_ms().saturating_add(1));
    let id = EntryId(Ulid::from_parts(clock.max(read), chance).0);
    if is_believed(id) {
        return Ok(id);
    }
    // Behind the last millisecond there is, only the next number is left.
    let next = largest.map(|id| EntryId(id.0.saturating_add(1)));
    next.filter(|id| is_believed(*id)).ok_or(JournalError::Clock(*YEARS.end() + 1))
}

/// Whether an id's time is in the years that are believed.
fn is_believed(id: EntryId) -> bool {
    /// From the first millisecond of 2000 to the last of 2199.
    const MOMENTS: std::ops::Range<u64> = 946_684_800_000..7_258_118_400_000;
    MOMENTS.contains(&Ulid(id.0).timestamp_ms())
}

/// The clock's reading, if it can be believed.
pub(crate) fn milliseconds(now: DateTime<FixedOffset>) -> Result<u64, JournalError> {
    let believed = YEARS.contains(&now.to_utc().year());
    u64::try_from(now.timestamp_millis()).ok().filter(|_| believed).ok_or(JournalError::Clock(now.year()))
}

/// A new goal's id.
pub fn new_goal() -> Result<GoalId, JournalError> {
    random().map(GoalId::from_bits)
}

/// A new reward's id.
pub fn new_reward() -> Result<RewardId, JournalError> {
    random().map(RewardId::from_bits)
}

/// 64 random bits from the system.
pub(crate) fn random() -> Result<u64, JournalError> {
    getrandom::u64().map_err(|error| JournalError::Random(error.to_string()))
}
