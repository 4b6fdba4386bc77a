//! Texts as they fit into a line of another program's file.

/// A character of no width, at which words break and which no program takes for a sign: behind a sign that would be
/// read as one, it makes the sign a letter among others.
pub(super) const BREAK: char = '\u{200b}';

/// One line, whatever the text holds: white space and control characters are one blank.
pub(super) fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(is_gap).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Without the characters that no text is made of; lines and tabs stay.
pub(super) fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect()
}

/// Each word as it is, or as `tame` makes it.
pub(super) fn each_word(text: &str, tame: impl Fn(&str) -> Option<String>) -> String {
    let words = text.split(' ').map(|word| tame(word).unwrap_or_else(|| word.to_owned()));
    words.collect::<Vec<_>>().join(" ")
}
