//! Text as Markdown shows it, whatever is in it: for GitHub, Slack, Teams and mail.

use super::clean::clean;

/// Between a sign and what it would call: nobody is told, and no issue is named.
const BREAK: char = '\u{200b}';

/// The text on one line, with everything that Markdown would obey made harmless.
pub fn escaped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = clean(&text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let is_within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let obeyed = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '_' => !(is_within(before) && is_within(after)),
            '&' => after.is_some_and(|c| c == '#' || c.is_alphanumeric()),
            // At the beginning a heading, a bullet or a line under one; at the end a heading's close.
            '#' => before.is_none() || after.is_none(),
            '+' | '-' | '=' => before.is_none(),
            '.' | ')' => !out.is_empty() && out.chars().all(|c| c.is_ascii_digit()),
            _ => false,
        };
        if obeyed {
            out.push('\\');
        }
        out.push(c);
        if matches!(c, '@' | '#') && is_within(after) {
            out.push(BREAK);
        }
        before = Some(c);
    }
    out
}
