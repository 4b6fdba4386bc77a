//! Lines that are longer than the screen, broken between words.

use goals::screen::{Line, Tone};
use unicode_width::UnicodeWidthStr;

/// How far lines behind the first are set in.
const INDENT: usize = 2;

/// A line as lines of at most so many columns; a word that is longer is cut where it is drawn.
pub(crate) fn wrapped(line: &Line, columns: usize) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    let mut used = 0;
    for (tone, text) in line {
        for word in text.split_inclusive(' ') {
            let wide = word.trim_end().width();
            if used > INDENT && used + wide > columns {
                lines.push(vec![(Tone::Plain, " ".repeat(INDENT))]);
                used = INDENT;
            }
            used += word.width();
            if let Some(last) = lines.last_mut() {
                last.push((*tone, word.to_owned()));
            }
        }
    }
    lines
}
