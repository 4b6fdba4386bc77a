//! What stands behind a task in Obsidian: the signs of the Tasks plugin, or fields in brackets as Dataview reads them.

use crate::domain::input::cadence_words::often;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// A task's text and what is said behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) text: String,
    pub(super) created: Option<Day>,
    pub(super) scheduled: Option<Day>,
    pub(super) start: Option<Day>,
    pub(super) due: Option<Day>,
    pub(super) done: Option<Day>,
    pub(super) cancelled: Option<Day>,
    pub(super) often: Option<Often>,
    /// Its 🆔.
    pub(super) name: Option<String>,
    /// The 🆔 of what comes before it.
    pub(super) after: Vec<String>,
    pub(super) priorities: usize,
    pub(super) on_done: bool,
    /// Without their `#`, each once.
    pub(super) tags: Vec<String>,
}

/// How often it is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Often {
    Is(Cadence),
    /// As often, though not on the days that are named.
    Near(Cadence),
    Unclear,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Created,
    Scheduled,
    Start,
    Due,
    Done,
    Cancelled,
    Often,
    Name,
    After,
    Priority,
    OnDone,
}

const SIGNS: [(&str, Field); 18] = [
    ("➕", Field::Created),
    ("⏳", Field::Scheduled),
    ("⌛", Field::Scheduled),
    ("🛫", Field::Start),
    ("📅", Field::Due),
    ("📆", Field::Due),
    ("🗓", Field::Due),
    ("✅", Field::Done),
    ("❌", Field::Cancelled),
    ("🔁", Field::Often),
    ("🆔", Field::Name),
    ("⛔", Field::After),
    ("🏁", Field::OnDone),
    ("🔺", Field::Priority),
    ("⏫", Field::Priority),
    ("🔼", Field::Priority),
    ("🔽", Field::Priority),
    ("⏬", Field::Priority),
];

const WORDS: [(&str, Field); 11] = [
    ("created", Field::Created),
    ("scheduled", Field::Scheduled),
    ("start", Field::Start),
    ("due", Field::Due),
    ("completion", Field::Done),
    ("cancelled", Field::Cancelled),
    ("repeat", Field::Often),
    ("id", Field::Name),
    ("dependson", Field::After),
    ("priority", Field::Priority),
    ("oncompletion", Field::OnDone),
];

/// What is looked at of a line, in characters.
const LONGEST: usize = 4000;

/// Takes what is said off a task's text, with tags and the name of its block (`^g12`).
pub(super) fn fields(text: &str) -> Fields {
    let mut fields = Fields::default();
    let text: String = text.chars().take(LONGEST).collect();
    let text = bracketed(&text, &mut fields);
    let (plain, signed) = match SIGNS.iter().filter_map(|(sign, _)| text.find(sign)).min() {
        Some(at) => text.split_at_checked(at).unwrap_or((&text, "")),
        None => (text.as_str(), ""),
    };
    let mut rest = signed;
    let mut behind = String::new();
    while let Some((sign, field)) = SIGNS.iter().rev().find(|(sign, _)| rest.starts_with(sign)) {
        rest = rest.strip_prefix(sign).unwrap_or_default().trim_start_matches(['\u{fe0f}', ' ']);
        let end = SIGNS.iter().filter_map(|(sign, _)| rest.find(sign)).min().unwrap_or(rest.len());
        let (value, next) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let more = put(*field, value.trim(), &mut fields);
        behind = format!("{behind} {more}");
        rest = next;
    }
    let words = plain.split_whitespace().chain(behind.split_whitespace());
    let mut named = Vec::new();
    for word in words.filter(|word| !is_block_name(word)) {
        match word.strip_prefix('#').filter(|_| is_tag(word)) {
            Some(tag) if fields.tags.iter().any(|known| known == tag) => {}
            Some(tag) => fields.tags.push(tag.to_owned()),
            None => named.push(word),
        }
    }
    fields.text = named.join(" ");
    fields
}

/// `#work`, which is no number.
fn is_tag(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|tag| tag.chars().any(char::is_alphabetic))
}

fn is_block_name(word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    word.strip_prefix('^').is_some_and(|name| !name.is_empty() && name.chars().all(is_letter))
}

/// Takes `[due:: 2026-11-18]` and `(due:: 2026-11-18)` out of a text. Fields of other names stay in it.
fn bracketed(text: &str, fields: &mut Fields) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['[', '(']) {
        let (before, bracket) = rest.split_at_checked(at).unwrap_or((rest, ""));
        plain.push_str(before);
        let close = if bracket.starts_with('[') { ']' } else { ')' };
        let inner = bracket.get(1..).and_then(|inner| inner.split_once(close));
        let field = inner.and_then(|(inner, behind)| {
            let (name, value) = inner.split_once("::")?;
            let name = name.trim().to_ascii_lowercase();
            let (_, field) = WORDS.iter().find(|(word, _)| *word == name)?;
            Some((*field, value.trim(), behind))
        });
        if let Some((field, value, behind)) = field {
            let more = put(field, value, fields);
            plain.push_str(&more);
            rest = behind;
        } else {
            let mut letters = bracket.chars();
            plain.extend(letters.next());
            rest = letters.as_str();
        }
    }
    plain.push_str(rest);
    plain
}

/// Takes a value in, and gives back what stood behind it that is none of it.
fn put(field: Field, value: &str, fields: &mut Fields) -> String {
    let (first, behind) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
    let day = first.parse().ok();
    let mut dated = |into: fn(&mut Fields) -> &mut Option<Day>| {
        *into(fields) = day.or(*into(fields));
        if day.is_some() { behind.to_owned() } else { value.to_owned() }
    };
    match field {
        Field::Created => dated(|fields| &mut fields.created),
        Field::Scheduled => dated(|fields| &mut fields.scheduled),
        Field::Start => dated(|fields| &mut fields.start),
        Field::Due => dated(|fields| &mut fields.due),
        Field::Done => dated(|fields| &mut fields.done),
        Field::Cancelled => dated(|fields| &mut fields.cancelled),
        Field::Often => {
            let words: Vec<&str> = value.split_whitespace().collect();
            let is_behind = |word: &&str| is_tag(word) || is_block_name(word);
            let end = words.iter().position(is_behind).unwrap_or(words.len());
            let (rule, behind) = words.split_at(end);
            fields.often = Some(how_often(&rule.join(" ")));
            behind.join(" ")
        }
        Field::Name => {
            fields.name = Some(first.to_owned()).filter(|name| !name.is_empty());
            behind.to_owned()
        }
        Field::After => {
            let names = first.split(',').map(str::trim).filter(|name| !name.is_empty());
            fields.after.extend(names.map(ToOwned::to_owned));
            behind.to_owned()
        }
        Field::Priority => {
            fields.priorities += 1;
            let is_word = ["lowest", "low", "medium", "high", "highest", "normal", "none"].contains(&value);
            if is_word { String::new() } else { value.to_owned() }
        }
        Field::OnDone => {
            fields.on_done = true;
            behind.to_owned()
        }
    }
}

/// `every week on Sunday when done`: on which days it is done again plays no part in how often that is.
fn how_often(rule: &str) -> Often {
    let rule = rule.trim().to_lowercase();
    let rule = rule.strip_suffix("when done").unwrap_or(&rule).trim();
    let read =
        |words: &str| often(words).ok().filter(|often| often.times.is_none()).map(|often| often.cadence);
    if let Some(cadence) = read(rule) {
        return if cadence.repeats() { Often::Is(cadence) } else { Often::Unclear };
    }
    let Some((base, on)) = rule.split_once(" on ") else { return Often::Unclear };
    let on = on.trim_start_matches("the ");
    let named = match base {
        "every week" => read(&format!("every {on}")),
        "every month" => read(&format!("{on} of each month")),
        _ => None,
    };
    match (named, read(base)) {
        (Some(cadence), _) => Often::Is(cadence),
        (None, Some(cadence)) if cadence.repeats() => Often::Near(cadence),
        _ => Often::Unclear,
    }
}
