//! Text from outside made inert: what a terminal would obey is shown instead.

use std::borrow::Cow;

/// Whether a terminal or a reader's eye would be misled by this character.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control() || is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Marks that turn the direction in which text is read.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The columns of a text that is nothing but what every terminal shows in one column each: ASCII, and the
/// signs that this program sets itself. Most texts are, and need not be looked up character by character.
pub(crate) fn plain_columns(text: &str) -> Option<usize> {
    // Without a way out in between, this is done for many bytes at a time.
    if text.bytes().fold(true, |plain, byte| plain & (b' '..=b'~').contains(&byte)) {
        return Some(text.len());
    }
    let is_plain = |c: char| matches!(c, ' '..='~' | '·' | '▲' | '…' | '≤' | '“' | '”' | '–');
    text.chars().try_fold(0, |columns, c| is_plain(c).then_some(columns + 1))
}

/// The text with every such character made visible.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if plain_columns(text).is_some() || !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) { cleaned.push_str(&visible(c)) } else { cleaned.push(c) }
    }
    Cow::Owned(cleaned)
}

/// Controls as their pictures (`␛`), others as `<U+202E>`.
pub(crate) fn visible(c: char) -> String {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).into_iter().collect(),
        0x7f => "\u{2421}".to_owned(),
        code => format!("<U+{code:04X}>"),
    }
}
