//! A page of text, as wide as it may be.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::charset::Charset;
use super::clean::{clean, plain_columns};
use super::colour::Tone;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// So many columns: a terminal.
    Columns(usize),
    /// As wide as it likes: a pipe or a file.
    Free,
}

/// Where nothing limits a page, things that fill its width fill this.
const USUAL: usize = 80;

/// Wider than this, lines are no longer read with ease; only heatmaps use more.
pub(crate) const COMFORTABLE: usize = 100;

impl Width {
    /// The columns to lay things out in.
    pub(crate) fn layout(self) -> usize {
        match self {
            Self::Columns(columns) => columns,
            Self::Free => USUAL,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Page {
    width: Width,
    charset: Charset,
    text: String,
}

impl Page {
    pub(crate) fn new(width: Width) -> Self {
        Self { width, charset: Charset::Unicode, text: String::new() }
    }

    /// The same, in the characters that can be shown.
    #[must_use]
    pub(crate) fn written_in(self, charset: Charset) -> Self {
        Self { charset, ..self }
    }

    /// An empty one like it.
    pub(crate) fn fresh(&self) -> Self {
        Self::new(self.width).written_in(self.charset)
    }

    /// An empty one that has so many columns less.
    pub(crate) fn narrower(&self, by: usize) -> Self {
        Self::new(Width::Columns(self.width.layout().saturating_sub(by))).written_in(self.charset)
    }

    /// A text in the characters that can be shown.
    pub(crate) fn written(&self, text: &str) -> String {
        self.charset.write(text).into_owned()
    }

    pub(crate) fn width(&self) -> Width {
        self.width
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// A line of pieces, each in its tone, made inert, cut where the page ends.
    pub(crate) fn pieces(&mut self, pieces: &[(Tone, &str)]) {
        self.fitted_line(pieces.iter().map(|(tone, text)| {
            let text = clean(text);
            (*tone, columns(&text), text)
        }));
    }

    /// A line of inert pieces, each as wide as is told, cut where the page ends.
    pub(crate) fn fitted_line<'t>(&mut self, pieces: impl Iterator<Item = (Tone, usize, Cow<'t, str>)>) {
        let mut room = match self.width {
            Width::Columns(columns) => columns,
            Width::Free => usize::MAX,
        };
        let begin = self.text.len();
        // Blanks at the end of a line are not painted: once the codes are taken out they would stay there.
        let mut pieces: Vec<_> = pieces.collect();
        while pieces.pop_if(|(.., text)| text.trim().is_empty()).is_some() {}
        let last = pieces.len().saturating_sub(1);
        for (place, (tone, width, text)) in pieces.into_iter().enumerate() {
            if width > room {
                tone.paint(&self.charset.write(&fit(&text, room)), &mut self.text);
                break;
            }
            room -= width;
            let text = if place == last { text.trim_end() } else { &text };
            tone.paint(&self.charset.write(text), &mut self.text);
        }
        let end = self.text.trim_end().len().max(begin);
        self.text.truncate(end);
        self.text.push('\n');
    }

    pub(crate) fn line(&mut self, tone: Tone, text: &str) {
        self.pieces(&[(tone, text)]);
    }

    /// A paragraph, broken between words where the page ends; lines after the first are set in.
    pub(crate) fn wrapped(&mut self, tone: Tone, text: &str, indent: usize) {
        self.wrap_after(&[], tone, text, indent);
    }

    /// A paragraph with something before it, broken between words where the page ends; lines after
    /// the first are set in.
    pub(crate) fn wrap_after(&mut self, before: &[(Tone, &str)], tone: Tone, text: &str, indent: usize) {
        let text = clean(text);
        let Width::Columns(room) = self.width else {
            return self.pieces(&[before, &[(tone, &text)]].concat());
        };
        let set_in = " ".repeat(indent);
        let mut before = before.to_vec();
        let mut used: usize = before.iter().map(|(_, text)| columns(text)).sum();
        let mut line = String::new();
        for (place, mut word) in text.split(' ').enumerate() {
            let bare = line.trim().is_empty();
            if !bare && used + columns(&line) + 1 + columns(word) > room {
                self.pieces(&[before.as_slice(), &[(tone, &line)]].concat());
                before = vec![(Tone::Plain, &set_in)];
                used = indent;
                line.clear();
            } else if place > 0 {
                line.push(' ');
            }
            // A word that no line holds is broken where the line ends.
            while used + columns(&line) + columns(word) > room {
                let begun = beginning(word, room.saturating_sub(used + columns(&line)));
                if begun.is_empty() {
                    break;
                }
                line.push_str(begun);
                word = word.strip_prefix(begun).unwrap_or_default();
                self.pieces(&[before.as_slice(), &[(tone, &line)]].concat());
                before = vec![(Tone::Plain, &set_in)];
                used = indent;
                line.clear();
            }
            line.push_str(word);
        }
        self.pieces(&[before.as_slice(), &[(tone, &line)]].concat());
    }

    /// Text of the program's own, as it is.
    pub(crate) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(crate) fn justify(&mut self, left: (Tone, &str), right: (Tone, &str)) {
        let room = self.width.layout().min(COMFORTABLE);
        let gap = room.saturating_sub(columns(left.1) + columns(right.1)).max(2);
        self.pieces(&[left, (Tone::Plain, &" ".repeat(gap)), right]);
    }

    /// An empty line, unless the page is empty.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

/// The beginning of a text that fits into so many columns; cut, it ends in `…`.
pub(crate) fn fit(text: &str, room: usize) -> Cow<'_, str> {
    if columns(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut shown = beginning(text, room.saturating_sub(1)).trim_end().to_owned();
    if room > 0 {
        shown.push('…');
    }
    Cow::Owned(shown)
}

/// How many columns a text takes when it is shown.
pub(crate) fn width(text: &str) -> usize {
    columns(&clean(text))
}

/// How many columns an inert text takes.
pub(crate) fn columns(text: &str) -> usize {
    plain_columns(text).unwrap_or_else(|| text.width())
}

/// What fits of a text whose parts stand with ` · ` between them: whole parts, where the first one fits.
pub(crate) fn fit_parts(text: &str, room: usize) -> Cow<'_, str> {
    let mut whole = text;
    while columns(whole) > room {
        match whole.rsplit_once(" · ") {
            Some((before, _)) => whole = before,
            None => return fit(text, room),
        }
    }
    Cow::Borrowed(whole)
}

/// The longest beginning of a text, in whole characters as a reader sees them, that fits.
fn beginning(text: &str, room: usize) -> &str {
    let fits = |end: &usize| text.get(..*end).is_some_and(|begun| begun.width() <= room);
    let ends = text.grapheme_indices(true).map(|(at, shown)| at + shown.len());
    let end = ends.take_while(fits).last().unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

pub(crate) fn padded(text: &str, room: usize) -> String {
    let mut padded = String::with_capacity(text.len() + room);
    padded.push_str(text);
    padded.extend(std::iter::repeat_n(' ', room.saturating_sub(columns(text))));
    padded
}
