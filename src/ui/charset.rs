//! The characters that can be shown: where the locale is not UTF-8, the program's own signs are written in ASCII.

use std::borrow::Cow;

/// What was typed stays as it is in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Charset {
    #[default]
    Unicode,
    Ascii,
}

impl Charset {
    /// The text with each sign in a character that can be shown, as wide as the sign.
    pub(crate) fn write(self, text: &str) -> Cow<'_, str> {
        if self == Self::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().map(in_ascii).collect())
    }
}

/// The program's signs, each one column wide; anything else is as it was.
const fn in_ascii(sign: char) -> char {
    match sign {
        '█' | '■' | '▇' | '▆' | '▅' => '#',
        '▏' | '▎' | '▍' | '▌' | '▋' | '▊' | '▉' | '→' => '>',
        '▁' | '▂' | '▃' | '▄' => '_',
        '▓' => '*',
        '▒' | '□' => '=',
        '▪' | '✓' => '+',
        '░' | '·' | '─' | '–' | '−' => '-',
        '┃' | '│' => '|',
        '▲' => '^',
        '≤' => '<',
        '×' => 'x',
        '…' => '~',
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Charset;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn signs_become_ascii_of_the_same_width_and_texts_stay() {
        let page = "[≤] █▌┃░ ■□▪· ▲ “a…” ─ 82 → 79";
        let ascii = Charset::Ascii.write(page);
        assert!(ascii.is_ascii(), "{ascii}");
        assert_eq!(ascii.width(), page.width());
        assert_eq!(Charset::Unicode.write(page), page);
        assert_eq!(Charset::Ascii.write("読書 café"), "読書 café");
    }
}
