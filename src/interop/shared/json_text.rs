//! JSON of other tools, read as far as it is wanted, and what is said where it is none.

use serde::{Deserialize, Deserializer};
use serde_json::Error;
use serde_json::error::Category;

use crate::interop::reader::source::Member;
use crate::interop::reader::unreadable::Unreadable;

const CUT: &str = "get it again from there: it was cut off on its way";

/// A document. One that is nested deeper than 128 is refused.
pub(crate) fn document<'d, T: Deserialize<'d>>(member: &'d Member) -> Result<T, Unreadable> {
    serde_json::from_str(text(member)?).map_err(|error| unreadable(&error))
}

/// Its text; JSON is always UTF-8.
pub(crate) fn text(member: &Member) -> Result<&str, Unreadable> {
    member.utf8().ok_or_else(|| Unreadable::damaged("it is not UTF-8", "save it as UTF-8, or get it again"))
}

pub(crate) fn unreadable(error: &Error) -> Unreadable {
    let at = |unreadable: Unreadable| match error.line() {
        0 => unreadable,
        line => unreadable.at(line, None),
    };
    match error.classify() {
        Category::Eof => at(Unreadable::damaged("it ends before its JSON does", CUT)),
        Category::Syntax | Category::Io => {
            let what = format!("it is no JSON from its column {} on", error.column());
            at(Unreadable::damaged(what, CUT))
        }
        Category::Data => {
            let hint = "get it again from there, and don't change it before it is read";
            at(Unreadable::damaged("a value in it is of another kind than that tool writes", hint))
        }
    }
}

/// A field that may be `null` as well as missing.
pub(crate) fn or_default<'d, T, D>(from: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'d>,
    D: Deserializer<'d>,
{
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}
