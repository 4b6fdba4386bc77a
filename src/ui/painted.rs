//! A painted text read back: the pieces of its lines, each with its tone, for who has colours of its own.

use super::colour::Tone;

/// A piece of a line in one tone.
pub type Piece = (Tone, String);

/// Pieces from left to right.
pub type Line = Vec<Piece>;

/// What begins a code that sets a colour, and what ends it.
const BEGIN: &str = "\u{1b}[";
const END: char = 'm';

/// The lines of a text that [`Tone::paint`] wrote. A code of another's is no tone, and is left out.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let openings = Tone::ALL.map(|tone| (tone, tone.opening()));
    let tone_of = |code: &str| {
        let known = openings.iter().find(|(_, opening)| opening.strip_prefix(BEGIN) == Some(code));
        known.map_or(Tone::Plain, |(tone, _)| *tone)
    };
    text.lines().map(|line| pieces(line, tone_of)).collect()
}

fn pieces(line: &str, tone_of: impl Fn(&str) -> Tone) -> Line {
    let mut parts = line.split(BEGIN);
    let mut pieces: Line = Vec::new();
    let mut put = |tone: Tone, text: &str| {
        if !text.is_empty() {
            pieces.push((tone, text.to_owned()));
        }
    };
    put(Tone::Plain, parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(END) {
            Some((code, text)) => put(tone_of(&[code, "m"].concat()), text),
            None => put(Tone::Plain, part),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::ui::colour::Tone;

    #[test]
    fn what_is_painted_is_read_back_in_its_tones() {
        for tone in Tone::ALL {
            let mut text = "before ".to_owned();
            tone.paint("within", &mut text);
            text.push_str(" behind\nbelow");
            let read = lines(&text);
            let below = vec![(Tone::Plain, "below".to_owned())];
            let first: String = read[0].iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!((first.as_str(), &read[1]), ("before within behind", &below));
            assert!(tone == Tone::Plain || read[0][1] == (tone, "within".to_owned()), "{tone:?}: {read:?}");
        }
    }

    #[test]
    fn codes_of_others_are_left_out() {
        assert_eq!(lines("\u{1b}[4mHelp\u{1b}[0m"), [[(Tone::Plain, "Help".to_owned())]]);
    }
}
