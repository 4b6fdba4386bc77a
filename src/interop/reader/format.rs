//! A kind of file: what it is called, how it is told apart, how it is read.

use super::imported::Imported;
use super::options::Options;
use super::recognised::Recognised;
use super::source::Source;
use super::unreadable::Unreadable;

/// Each format has a file of its own, which gives one of these as `FORMAT`; [`crate::interop::registry`] lists them.
#[derive(Clone, Copy)]
pub struct Format {
    /// As `--from` takes it, in small letters: `loop`. It begins the identity of all that comes from such files, so
    /// it never changes. Forms of one tool's files in which the same things have the same keys share a kind.
    pub kind: &'static str,
    /// As its makers write the tool: `Loop Habit Tracker`.
    pub tool: &'static str,
    /// By what is in it, never by a file's name. It may be asked of anything, and answers soon.
    pub recognise: fn(&Source) -> Recognised,
    /// Of what was recognised. Of the same bytes and options it is always the same.
    pub read: fn(&Source, &Options<'_>) -> Result<Imported, Unreadable>,
}
