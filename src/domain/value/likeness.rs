//! What is like a word that nothing has, for "did you mean".

/// So many are told.
pub(crate) const NEAREST: usize = 3;

/// Those of the known words that could be meant by one of these, the nearest first.
pub(crate) fn nearest<'k>(typed: &[String], known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let typed: Vec<String> = typed.iter().map(|typed| typed.to_lowercase()).collect();
    let far = |known: &'k str| typed.iter().filter_map(|typed| distance(typed, known)).min();
    let mut near: Vec<((usize, bool), &str)> = known.filter_map(|known| Some((far(known)?, known))).collect();
    near.sort_unstable();
    near.into_iter().take(NEAREST).map(|(_, known)| known).collect()
}

/// In letters, and whether others are used: `vsm` is nearer to `vms` than to `vcm`. Nothing where it is too far.
fn distance(typed: &str, known: &str) -> Option<(usize, bool)> {
    let known = known.to_lowercase();
    let reach = (typed.chars().count() / 3).clamp(1, 3);
    let distance = strsim::damerau_levenshtein(typed, &known);
    let begins = typed.len() >= 2 && known.starts_with(typed);
    (distance <= reach || begins).then(|| (distance, letters(typed) != letters(&known)))
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
