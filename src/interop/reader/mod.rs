//! What a reader is: how it tells its files, what it is given, what it gives, and why a file can't be read.

pub mod format;
pub mod imported;
pub mod options;
pub mod recognised;
pub mod source;
pub mod unreadable;
