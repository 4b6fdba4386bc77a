//! What was found in a journal beside entries.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Remarks {
    /// The first line that can't be read.
    pub unreadable: Option<UnreadableLine>,
    /// How many such lines there are.
    pub unreadable_lines: usize,
    /// How many entries hold something that only a newer version knows.
    pub newer: usize,
}

/// A place in a journal, and what is wrong there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnreadableLine {
    /// The device's folder and the shard's name in it.
    pub shard: String,
    /// From 1.
    pub line: usize,
    pub why: String,
}

impl Remarks {
    pub(crate) fn add(&mut self, more: Self) {
        self.unreadable_lines += more.unreadable_lines;
        self.unreadable = self.unreadable.take().or(more.unreadable);
        self.newer += more.newer;
    }

    pub(crate) fn unreadable(&mut self, shard: String, line: usize, why: String) {
        self.unreadable_lines += 1;
        self.unreadable.get_or_insert(UnreadableLine { shard, line, why });
    }
}
