//! Titles of what is read, and keys that are each there once.

use std::collections::BTreeSet;

use super::imported::{self, Dropped, Noun, noun};
use crate::domain::value::text::Title;

const UNTITLED: Noun = noun("thing without a title", "things without a title");

/// The title that a text is, where there is any; what has none is counted.
pub(super) fn title(text: &str, dropped: &mut Dropped) -> Option<Title> {
    let title = imported::title(text, dropped);
    dropped.count(UNTITLED, usize::from(title.is_none()));
    title
}

/// The keys that are taken.
#[derive(Debug, Default)]
pub(super) struct Keys(BTreeSet<String>);

impl Keys {
    /// The key itself, or where it is taken with the least number behind it that makes it another.
    pub(super) fn free(&mut self, key: &str) -> String {
        let numbered = (2_usize..).map(|number| format!("{key} ({number})"));
        let free = std::iter::once(key.to_owned()).chain(numbered).find(|key| !self.0.contains(key));
        let free = free.unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}
