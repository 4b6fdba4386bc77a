//! What a command showed last, in the cache folder: shown again where nothing can have changed it. A shell that
//! asks before each line is answered without judging a goal.
//!
//! It hangs on the journal's files, the day, the look of the page and the program's sources.

use chrono::{NaiveDateTime, NaiveTime};

use super::snapshot::Snapshots;
use super::stamps::{is_any_fresh_at, sum_of_all};
use crate::domain::model::pack::Pack;
use crate::domain::value::day::Day;
use crate::journal::files::fs;
use crate::journal::read::Shard;

/// A sum of the program's sources (`build.rs`): what another build showed, this one may show otherwise.
const BUILD: &str = env!("GOALS_SOURCES");

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The command, typed without anything else.
    pub command: &'static str,
    /// A number that is another where the same page would look otherwise.
    pub look: u64,
}

/// What was shown, and the day on which it holds.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'t> {
    /// When a day begins (SEMANTICS 1.1).
    pub day_start: NaiveTime,
    /// The day it was asked.
    pub day: Day,
    /// The page.
    pub text: &'t str,
}

impl Snapshots {
    /// What was shown when this was asked last, where the same would be shown now.
    pub(crate) fn shown(&self, asked: Asked, shards: &[Shard], now: NaiveDateTime) -> Option<String> {
        let body = self.body_if(asked.command, |written| !is_any_fresh_at(shards, written))?;
        let mut rest = body.rest();
        let build = String::unpack(&mut rest)?;
        let (look, sum) = <(u64, u64)>::unpack(&mut rest)?;
        let (day_start, day) = <(NaiveTime, Day)>::unpack(&mut rest)?;
        let same = build == BUILD
            && look == asked.look
            && day == Day::of(now, day_start)
            && sum_of_all(shards) == Some(sum);
        if same { std::str::from_utf8(rest).ok().map(ToOwned::to_owned) } else { None }
    }

    /// Keeps what was shown of these shards. What can't be kept is put together again the next time.
    pub(crate) fn keep_shown(&self, asked: Asked, shards: &[Shard], shown: Shown<'_>) {
        let Some(sum) = sum_of_all(shards) else { return };
        let mut body = Vec::with_capacity(shown.text.len() + 64);
        BUILD.to_owned().pack(&mut body);
        (asked.look, sum).pack(&mut body);
        (shown.day_start, shown.day).pack(&mut body);
        body.extend_from_slice(shown.text.as_bytes());
        let written = self.write_over(asked.command, &body);
        if written.is_err() && !self.folder.exists() && fs::make(&self.folder).is_ok() {
            drop(self.write_over(asked.command, &body));
        }
    }
}
