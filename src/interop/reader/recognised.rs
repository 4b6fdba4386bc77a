//! Whether a file is of a format, and if not, how near it came and what speaks against it.

/// What a format makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    Yes,
    No(Miss),
}

/// Why it is not of that format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    pub near: Near,
    /// What speaks against it, to be read behind the tool's name: `its header has no column “Status”`.
    pub why: String,
}

/// How much of a format was there, the farthest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// Another kind of file altogether: no JSON, no table, no text.
    Not,
    /// The same kind of file, and nothing of the format in it.
    SameKind,
    /// Some marks of the format are there, and some are missing.
    SomeMarks,
    /// But for one thing it is of the format.
    Almost,
}

impl Recognised {
    pub fn no(near: Near, why: impl Into<String>) -> Self {
        Self::No(Miss { near, why: why.into() })
    }

    pub fn is_yes(&self) -> bool {
        *self == Self::Yes
    }
}
