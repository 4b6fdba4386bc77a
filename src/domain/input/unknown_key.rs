//! A word such as `due:friday` that looks like a key's and has none: it stays in the title, and is asked about.

use crate::domain::model::goal_field::{DayKey, Key, TextKey};
use crate::domain::value::likeness::nearest;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownKey {
    /// As typed: `due:friday`.
    pub(crate) word: String,
    /// `due`.
    pub(crate) name: String,
    /// `friday`.
    pub(crate) value: String,
    /// What may be meant.
    pub(crate) near: Option<Key>,
}

/// What other programs call the keys, or people do.
const OTHER_NAMES: [(Key, &[&str]); 14] = [
    (
        Key::Day(DayKey::By),
        &["due", "deadline", "until", "till", "before", "end", "ends", "date", "on", "when"],
    ),
    (Key::Day(DayKey::From), &["start", "starts", "starting", "begin", "begins", "since"]),
    (Key::Day(DayKey::Pilot), &["trial"]),
    (
        Key::Every,
        &["each", "repeat", "repeats", "rec", "recur", "freq", "frequency", "cadence", "per", "how-often"],
    ),
    (Key::Target, &["number", "amount", "count", "times", "goal", "quantity", "total"]),
    (Key::AtMost, &["max", "maximum", "most", "limit", "atmost", "at_most", "no-more-than"]),
    (Key::Unit, &["units", "counts", "measure", "what", "of"]),
    (Key::Baseline, &["base", "current", "now", "is"]),
    (Key::Code, &["id", "name", "alias", "handle", "short", "called"]),
    (
        Key::After,
        &["depends", "depends-on", "dep", "deps", "needs", "requires", "blocked", "blocked-by", "follows"],
    ),
    (Key::Feeds, &["feed", "adds", "counts-for"]),
    (
        Key::Text(TextKey::Area),
        &["tag", "tags", "project", "category", "context", "list", "label", "topic", "sphere"],
    ),
    (
        Key::Text(TextKey::Who),
        &["owner", "owners", "assignee", "assigned", "person", "people", "for", "user"],
    ),
    (Key::Text(TextKey::Why), &["because", "reason", "purpose", "note", "notes", "comment"]),
];

/// Names of nothing here, that stand before a colon in plain text.
const PLAIN: [&str; 11] = ["http", "https", "ftp", "file", "mailto", "tel", "re", "fwd", "fw", "ps", "nb"];

impl UnknownKey {
    /// Nothing where the word is no key with a value: `https://…`, `10:30`, `re:`.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let (typed, value) = word.split_once(':')?;
        let name = typed.to_lowercase();
        let letters = |c: char| c.is_alphabetic() || ['-', '_'].contains(&c);
        let is_name = typed.chars().count() > 1
            && typed.starts_with(char::is_alphabetic)
            && typed.chars().all(letters)
            && !PLAIN.contains(&name.as_str());
        let is_value = value.contains(char::is_alphanumeric)
            && !value.starts_with(['/', ':'])
            && !value.contains(char::is_whitespace);
        if !is_name || !is_value {
            return None;
        }
        let near = meant(&name);
        // `Ann:tea` is how one writes; a key is written small.
        let may_be_one = near.is_some() || typed == name;
        may_be_one.then(|| Self { word: word.to_owned(), name, value: value.to_owned(), near })
    }
}

fn meant(name: &str) -> Option<Key> {
    let other = OTHER_NAMES.iter().find(|(_, names)| names.contains(&name));
    other.map(|(key, _)| *key).or_else(|| {
        let names = Key::ALL.map(|key| key.definition().name);
        let near = nearest(&[name.to_owned()], names.into_iter());
        near.first().and_then(|near| Key::named(near))
    })
}
