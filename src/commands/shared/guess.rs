//! What could be meant by a word that is none of those there are.

use crate::domain::value::likeness::nearest;

/// Those that are like it, the nearest first; nothing where none is.
pub(crate) fn guess<'k>(typed: &str, known: impl Iterator<Item = &'k str>) -> Option<Vec<&'k str>> {
    let near = nearest(&[typed.to_owned()], known);
    (!near.is_empty()).then_some(near)
}
