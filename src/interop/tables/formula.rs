//! Cells of a table that a spreadsheet would calculate instead of showing them.

use std::borrow::Cow;

/// What begins a formula in one of the spreadsheets there are.
const BEGINNINGS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text with an apostrophe in front, where it would be taken for a formula. One that begins with apostrophes before
/// such a sign gets one more, so that taking one off gives back every text.
pub fn protected(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(BEGINNINGS) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that was protected.
pub fn unprotected(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'').filter(|bare| bare.trim_start_matches('\'').starts_with(BEGINNINGS));
    bare.unwrap_or(cell)
}
