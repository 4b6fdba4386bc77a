//! Titles of what is read, and how several are told; keys that are each there once.

use std::collections::BTreeMap;

use crate::domain::value::text::Title;
use crate::interop::reader::imported::{self, Dropped, Noun, noun};

const UNTITLED: Noun = noun("thing without a title", "things without a title");

/// The title that a text is, where there is any; what has none is counted.
pub(crate) fn title(text: &str, dropped: &mut Dropped) -> Option<Title> {
    let title = imported::title(text, dropped);
    dropped.count(UNTITLED, usize::from(title.is_none()));
    title
}

/// Up to five names, and how many there are beside them.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 5;
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// `1 task`, `3 tasks`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The keys that are taken, and how often each was asked for.
#[derive(Debug, Default)]
pub(crate) struct Keys(BTreeMap<String, usize>);

impl Keys {
    /// The key itself, or where it is taken with a number behind it that makes it another.
    pub(crate) fn free(&mut self, key: &str) -> String {
        let mut free = key.to_owned();
        while self.0.contains_key(&free) {
            let asked = self.0.entry(key.to_owned()).or_insert(1);
            *asked += 1;
            free = format!("{key} ({asked})");
        }
        self.0.insert(free.clone(), 1);
        free
    }
}
