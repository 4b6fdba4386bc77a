//! An Org file as headings with what stands below them, before any meaning is given to it.

use chrono::{NaiveDateTime, NaiveTime};

use crate::domain::value::day::Day;

/// A heading and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading<'t> {
    /// As many as it has stars, from 1.
    pub(super) level: usize,
    pub(super) keyword: Option<&'t str>,
    pub(super) has_priority: bool,
    /// Without keyword, priority, counters as `[1/2]` and tags.
    pub(super) title: String,
    pub(super) tags: Vec<&'t str>,
    pub(super) scheduled: Option<Stamp<'t>>,
    pub(super) deadline: Option<Stamp<'t>>,
    pub(super) closed: Option<Stamp<'t>>,
    pub(super) properties: Vec<(&'t str, &'t str)>,
    pub(super) states: Vec<State<'t>>,
    /// List items that are a timestamp and nothing else.
    pub(super) stamps: Vec<Stamp<'t>>,
    pub(super) clocks: usize,
    /// Notes that were taken beside what was done.
    pub(super) notes: usize,
}

/// `<2026-11-21 Sat 20:00 .+2d/4d>`. What the weekday says is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp<'t> {
    pub(super) date: Day,
    pub(super) time: Option<NaiveTime>,
    pub(super) repeater: Option<&'t str>,
}

/// `- State "DONE" from "TODO" [2026-11-21 Sat 17:57]`, with its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State<'t> {
    pub(super) to: &'t str,
    pub(super) at: Stamp<'t>,
    pub(super) note: String,
}

/// The words that say what stands open and what is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keywords {
    pub(super) open: Vec<String>,
    pub(super) done: Vec<String>,
}

/// Those that people use most, where a file does not say its own.
const OPEN: [&str; 12] = [
    "TODO",
    "NEXT",
    "WAIT",
    "WAITING",
    "HOLD",
    "STARTED",
    "DOING",
    "STRT",
    "INPROGRESS",
    "IN-PROGRESS",
    "SOMEDAY",
    "PROJ",
];
const DONE: [&str; 5] = ["DONE", "CANCELLED", "CANCELED", "KILL", "CNCL"];

impl Stamp<'_> {
    /// What a wall clock showed then; midnight where no time is told.
    pub(super) fn moment(&self) -> Option<NaiveDateTime> {
        let date = self.date.to_string().parse::<chrono::NaiveDate>().ok()?;
        Some(date.and_time(self.time.unwrap_or(NaiveTime::MIN)))
    }
}

impl Keywords {
    /// As lines with `#+TODO:` say them, those behind a bar done; without a bar, the last.
    pub(super) fn of(text: &str) -> Self {
        let (mut open, mut done): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let Some((name, words)) =
                line.trim_start().strip_prefix("#+").and_then(|line| line.split_once(':'))
            else {
                continue;
            };
            if !["TODO", "SEQ_TODO", "TYP_TODO"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
                continue;
            }
            // `WAIT(w@/!)` is a word and how one gets there.
            let word = |word: &str| word.split('(').next().unwrap_or(word).to_owned();
            let mut words: Vec<String> = words.split_whitespace().map(word).collect();
            if let Some(bar) = words.iter().position(|word| word == "|") {
                done.extend(words.split_off(bar).into_iter().skip(1));
            } else {
                done.extend(words.pop());
            }
            open.extend(words);
        }
        if open.is_empty() && done.is_empty() {
            let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            return Self { open: owned(&OPEN), done: owned(&DONE) };
        }
        Self { open, done }
    }

    fn holds(&self, word: &str) -> bool {
        self.open.iter().chain(&self.done).any(|known| known == word)
    }

    pub(super) fn is_done(&self, word: &str) -> bool {
        self.done.iter().any(|known| known == word)
    }
}

/// The headings in their order. Blocks of code hold none.
pub(super) fn headings<'t>(text: &'t str, keywords: &Keywords) -> Vec<Heading<'t>> {
    let mut headings: Vec<Heading<'t>> = Vec::new();
    let (mut in_block, mut in_properties, mut noting) = (false, false, false);
    for line in text.lines() {
        let bare = line.trim();
        if starts_with(bare, "#+begin_") || starts_with(bare, "#+end_") {
            in_block = starts_with(bare, "#+begin_");
            continue;
        }
        if in_block {
            continue;
        }
        if let Some(heading) = heading(line, keywords) {
            headings.push(heading);
            (in_properties, noting) = (false, false);
            continue;
        }
        let Some(heading) = headings.last_mut() else { continue };
        if bare.eq_ignore_ascii_case(":properties:") {
            in_properties = true;
        } else if bare.eq_ignore_ascii_case(":end:") {
            in_properties = false;
        } else if in_properties {
            let property = bare.strip_prefix(':').and_then(|rest| rest.split_once(':'));
            heading.properties.extend(property.map(|(name, value)| (name, value.trim())));
            continue;
        }
        if noting && !bare.is_empty() && !bare.starts_with("- ") && !bare.starts_with(':') {
            if let Some(state) = heading.states.last_mut() {
                state.note.push(' ');
                state.note.push_str(bare.trim_end_matches("\\\\").trim());
            }
            continue;
        }
        noting = body(bare, heading);
    }
    headings
}

/// A line below a heading. Whether the lines that follow are its note.
fn body<'t>(line: &'t str, heading: &mut Heading<'t>) -> bool {
    if let Some(item) = line.strip_prefix("- ").map(str::trim) {
        if let Some(state) = state(item) {
            heading.states.push(state);
            return item.ends_with("\\\\");
        }
        heading.notes += usize::from(item.starts_with("Note taken on ["));
        let alone = item.strip_prefix('[').and_then(|item| item.strip_suffix(']'));
        heading.stamps.extend(alone.and_then(stamp));
        return false;
    }
    if line.starts_with("CLOCK:") {
        heading.clocks += 1;
        return false;
    }
    for (word, place) in [
        ("SCHEDULED:", &mut heading.scheduled),
        ("DEADLINE:", &mut heading.deadline),
        ("CLOSED:", &mut heading.closed),
    ] {
        let Some((_, behind)) = line.split_once(word) else { continue };
        if !["SCHEDULED:", "DEADLINE:", "CLOSED:"].iter().any(|first| line.starts_with(first)) {
            continue;
        }
        let inner = behind.trim_start().strip_prefix(['<', '[']);
        let inner = inner.and_then(|rest| rest.split_once(['>', ']']));
        *place = inner.and_then(|(inner, _)| stamp(inner)).or(*place);
    }
    false
}

fn heading<'t>(line: &'t str, keywords: &Keywords) -> Option<Heading<'t>> {
    let rest = line.trim_start_matches('*');
    let level = line.len() - rest.len();
    if level == 0 || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let mut rest = rest.trim();
    let mut heading = Heading { level, ..Heading::default() };
    let (first, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if keywords.holds(first) {
        heading.keyword = Some(first);
        rest = behind.trim_start();
    }
    let (first, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if first.starts_with("[#") && first.ends_with(']') {
        heading.has_priority = true;
        rest = behind.trim_start();
    }
    if let Some((before, tags)) = rest.rsplit_once(char::is_whitespace) {
        let is_tag = |c: char| c.is_alphanumeric() || "_@#%".contains(c);
        let inner = tags.strip_prefix(':').and_then(|tags| tags.strip_suffix(':'));
        if let Some(inner) = inner.filter(|inner| inner.chars().all(|c| is_tag(c) || c == ':')) {
            heading.tags = inner.split(':').filter(|tag| !tag.is_empty()).collect();
            rest = before.trim_end();
        }
    }
    let words = rest.split_whitespace().filter(|word| !is_counter(word));
    heading.title = words.collect::<Vec<_>>().join(" ");
    Some(heading)
}

/// `[1/2]`, `[50%]`, `[/]`.
fn is_counter(word: &str) -> bool {
    let inner = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    inner.is_some_and(|inner| {
        inner.contains(['/', '%']) && inner.chars().all(|c| c.is_ascii_digit() || c == '/' || c == '%')
    })
}

fn state(item: &str) -> Option<State<'_>> {
    let rest = item.strip_prefix("State")?.trim_start().strip_prefix('"')?;
    let (to, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once('[')?;
    let (inner, _) = rest.split_once(']')?;
    Some(State { to, at: stamp(inner)?, note: String::new() })
}

fn stamp(inner: &str) -> Option<Stamp<'_>> {
    let mut words = inner.split_whitespace();
    let date = words.next()?.parse().ok()?;
    let mut stamp = Stamp { date, time: None, repeater: None };
    for word in words {
        let clock = word.split('-').next().unwrap_or(word);
        let time = ["%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(clock, form).ok());
        if time.is_some() {
            stamp.time = time;
        } else if word.starts_with(['+', '.']) {
            stamp.repeater = Some(word);
        }
    }
    Some(stamp)
}

fn starts_with(line: &str, start: &str) -> bool {
    line.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}
