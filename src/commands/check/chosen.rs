//! What was answered to the list that `check` shows: `1 3-5`, codes, `all`.

use crate::domain::input::places::parted;

/// The codes that an answer names, each once where it comes by its number; what is no number of the list is taken for
/// a code, as is all that stands in a place.
pub(super) fn chosen<'a>(answer: &'a str, listed: &[&'a str]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let mut is_in_place = false;
    for word in answer.split_whitespace().flat_map(words) {
        is_in_place |= word.ends_with(':');
        let numbered: &[&str] = match word {
            _ if is_in_place => &[],
            word if word.eq_ignore_ascii_case("all") => listed,
            word => in_range(word, listed),
        };
        if numbered.is_empty() {
            found.push(word);
        }
        for code in numbered {
            if !found.contains(code) {
                found.push(code);
            }
        }
    }
    found
}

/// A comma between numbers parts them, also behind a range: `3-5,7`.
fn words(text: &str) -> Vec<&str> {
    let are_numbers = !text.contains(|letter: char| !letter.is_ascii_digit() && !",-".contains(letter));
    if are_numbers {
        text.split(',').filter(|word| !word.is_empty()).collect()
    } else {
        parted(text).collect()
    }
}

/// `3`, `3-5`: those with these numbers, the first being 1; none where not all of them are there.
fn in_range<'l, 'a>(word: &str, listed: &'l [&'a str]) -> &'l [&'a str] {
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let number = |text: &str| text.parse::<usize>().ok();
    let range = number(first).and_then(|first| first.checked_sub(1)).zip(number(last));
    range.and_then(|(first, last)| listed.get(first..last)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn numbers_ranges_codes_and_all() {
        let listed = ["kids", "run", "walk", "pitch"];
        let of = |answer| chosen(answer, &listed);
        assert_eq!(of("1 3-4\n"), ["kids", "walk", "pitch"]);
        assert_eq!(of("2,2,run+3"), ["run", "run+3"]);
        assert_eq!(of("1-2,4"), ["kids", "run", "pitch"]);
        assert_eq!(of("run+3,7 2"), ["run+3,7", "run"]);
        assert_eq!(of("2 home: all 1"), ["run", "home:", "all", "1"]);
        assert_eq!(of("home:all 1"), ["home:all", "kids"]);
        assert_eq!(of("all 1"), listed);
        assert_eq!(of("2-3 walk"), ["run", "walk", "walk"]);
        assert!(of("  \n").is_empty());
        // What is beyond the list may be a code, or is refused as one.
        assert_eq!(of("5 3-9 4-2 0"), ["5", "3-9", "4-2", "0"]);
    }
}
