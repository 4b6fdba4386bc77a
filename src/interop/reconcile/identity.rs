//! The identity of what comes from another tool: made of its name there, so that two machines that import the same
//! file make the same of it (SEMANTICS 10.11).

use sha2::{Digest, Sha256};

use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

/// What a goal was in another tool's file, as the journal keeps it: `loop:3f2a`.
pub fn origin(kind: &str, key: &str) -> String {
    format!("{kind}:{key}")
}

/// The ids that a goal of this origin may have, in the order in which they are tried: each is 40 bits of its hash.
pub fn goal_ids(origin: &str) -> impl Iterator<Item = GoalId> {
    let hash: [u8; 32] = Sha256::digest(origin.as_bytes()).into();
    (0..6).map(move |at| {
        let bytes = hash.iter().skip(at * 5).take(5);
        GoalId::from_bits(bytes.fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
    })
}

/// The id of the entry for something done on a day: its time is the day's noon in UTC, not before 2000, since no
/// entry is older; the rest is a hash of what was done, and of how many alike came before it.
pub fn entry_id(origin: &str, day: Day, what: &str, nth: u32) -> EntryId {
    const DAY_MS: i64 = 86_400_000;
    /// The number of 1 January 1970 among the days of the calendar.
    const EPOCH: i64 = 719_163;
    /// Noon of 1 January 2000.
    const FIRST: i64 = 946_728_000_000;
    let noon = (i64::from(day.number()) - EPOCH) * DAY_MS + DAY_MS / 2;
    let time = u128::try_from(noon.max(FIRST)).unwrap_or_default();
    let name = format!("{}\0{origin}\0{day}\0{what}\0{nth}", origin.len());
    let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let chance = hash.iter().take(10).fold(0, |bits, byte| bits << 8 | u128::from(*byte));
    EntryId(time << 80 | chance)
}
