//! Why a file that has no marks of a format is not of it.

use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};

/// What is no text is far from every format of lines, and so is JSON; another text is as near as is said.
pub(crate) fn absent(source: &Source, near: Near, why: &str) -> Recognised {
    let mut texts =
        source.members().iter().filter_map(Member::utf8).filter(|text| !text.contains('\0')).peekable();
    if texts.peek().is_none() {
        return Recognised::no(Near::Not, "it is not text");
    }
    if texts.all(|text| text.trim_start().starts_with('{')) {
        return Recognised::no(Near::Not, "it is JSON");
    }
    Recognised::no(near, why)
}
