//! The words of a title, and which of them tell something.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::text::Title;

/// So many letters of a word make a code.
const LETTERS: usize = 8;

/// Words that alone remind of no goal: articles, numbers and what only joins others.
const SMALL: [&str; 91] = [
    "a", "an", "the", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
    "eines", "le", "la", "les", "un", "une", "el", "los", "las", "una", "il", "lo", "gli", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty",
    "forty", "fifty", "hundred", "thousand", "dozen", "first", "second", "third", "at", "by", "for", "from",
    "in", "into", "of", "off", "on", "onto", "out", "to", "up", "with", "without", "and", "or", "but", "my",
    "our", "your", "his", "her", "its", "their", "me", "us", "it", "this", "that", "some", "any", "more",
    "be", "is", "are", "not", "no", "all", "each", "every", "per",
];

/// A letter, digit or combining mark of any script.
pub(crate) fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// In lower case, composed (NFC), as codes are kept.
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}

/// The words of a title in lower case, composed (NFC), each beginning with a letter or digit. An apostrophe
/// parts none.
pub(crate) fn words(title: &str) -> Vec<String> {
    let bare: String = folded(&title.replace(['\'', '’'], ""));
    let words =
        bare.split(|letter| !is_letter(letter)).map(|word| word.trim_start_matches(is_combining_mark));
    words.filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

/// The first letters of those words that tell something; of all where none does.
pub(crate) fn telling_words(title: &Title) -> Vec<String> {
    let words = words(title.as_str());
    let begun = |word: &String| word.graphemes(true).take(LETTERS).collect::<String>();
    let telling: Vec<String> = words.iter().filter(|word| tells(word)).map(begun).collect();
    if telling.is_empty() { words.iter().map(begun).collect() } else { telling }
}

/// Whether it is no small word, does not begin with a number, and is no single letter of the alphabet.
fn tells(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second) = (letters.next(), letters.next());
    let counts = first.is_some_and(char::is_numeric);
    let alone = second.is_none() && first.is_some_and(|letter| letter.is_ascii());
    !counts && !alone && !SMALL.contains(&word)
}
