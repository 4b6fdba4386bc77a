//! A line of codes, parted by blanks or commas, each in a place where one is named: `vms: vcm fh han: vcm`,
//! `vms:vcm` (SEMANTICS 3.8).

/// A word as typed, and the place it is looked for in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedWord {
    pub place: Option<String>,
    pub word: String,
}

/// The words of a line. `PLACE:` holds until the next one, glued to a word for that word alone.
pub fn placed<'w>(typed: impl IntoIterator<Item = &'w str>) -> Result<Vec<PlacedWord>, String> {
    let mut found = Vec::new();
    let mut place: Option<&str> = None;
    let mut is_empty = false;
    for piece in typed.into_iter().flat_map(parted) {
        match piece.split_once(':') {
            None if is_empty && piece.starts_with(['+', '=', '-']) => break,
            None => {
                found.push(PlacedWord { place: place.map(ToOwned::to_owned), word: piece.to_owned() });
                is_empty = false;
            }
            Some(("", _)) => return Err(format!("`{piece}` names no place before the `:`")),
            Some((_, "")) if is_empty => break,
            Some((name, "")) => (place, is_empty) = (Some(name), true),
            Some((_, rest)) if rest.contains(':') => {
                return Err(format!("`{piece}` names more than one place"));
            }
            Some((name, word)) => {
                found.push(PlacedWord { place: Some(name.to_owned()), word: word.to_owned() });
                is_empty = false;
            }
        }
    }
    match place.filter(|_| is_empty) {
        Some(place) => Err(format!("no goal given after `{place}:`")),
        None => Ok(found),
    }
}

/// What blanks and commas part; a comma in a number parts nothing.
pub fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let mut rest = Some(word);
        std::iter::from_fn(move || {
            let text = rest?;
            let comma = text.match_indices(',').map(|(at, _)| text.split_at(at)).find(|it| !is_decimal(*it));
            let (piece, behind) =
                comma.map_or((text, None), |(piece, behind)| (piece, behind.strip_prefix(',')));
            rest = behind;
            Some(piece)
        })
        .filter(|piece| !piece.is_empty())
    })
}

/// Whether a comma, with which the second begins, stands between digits right behind `+`, `=` or `-`.
fn is_decimal((before, behind): (&str, &str)) -> bool {
    let sign = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
    sign.len() < before.len()
        && sign.ends_with(['+', '=', '-'])
        && behind.chars().nth(1).is_some_and(|letter| letter.is_ascii_digit())
}
