//! What an import is to write, and what is told of it.

use serde::Serialize;

use crate::domain::model::change::Change;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::ids::EntryId;
use crate::domain::value::text::Title;
use crate::interop::reader::imported::Dropped;

/// What a file says that was not said before.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// What is said of goals.
    pub goals: Vec<Change>,
    /// What was done, each an entry of its own with this id.
    pub days: Vec<(EntryId, Change)>,
    pub counts: Counts,
    /// The goals that are made, in the order of the file.
    pub new: Vec<NewGoal>,
    /// The titles of goals that were changed here, and are otherwise in the file.
    pub kept: Vec<Title>,
    /// Goals that earlier imports had and the file has not, with their codes.
    pub gone: Vec<(Title, Code)>,
    /// What the rules here have no place for.
    pub dropped: Dropped,
}

/// How much is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub goals: usize,
    /// Goals of which something is changed.
    pub changed: usize,
    /// Goals that are joined to one's own.
    pub joined: usize,
    pub check_offs: usize,
    pub notes: usize,
    pub skips: usize,
    pub readings: usize,
    pub archived: usize,
    pub paused: usize,
    pub finished: usize,
    /// What an earlier file said and this one does not.
    pub taken_back: usize,
}

/// A goal that is made.
#[derive(Clone, Debug)]
pub struct NewGoal {
    pub title: Title,
    pub code: Code,
    /// One that is here already, and has the same title.
    pub same_title: Option<Code>,
    /// One that is in the file no more, and may be this one by another name.
    pub renamed: Option<(Title, Code)>,
}

impl Counts {
    /// A check-off of so much.
    pub(crate) fn check(&mut self, n: Amount) {
        match n {
            Amount::ZERO => self.notes += 1,
            n if n < Amount::ZERO => self.taken_back += 1,
            _ => self.check_offs += 1,
        }
    }
}

impl Difference {
    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty() && self.days.is_empty()
    }
}
