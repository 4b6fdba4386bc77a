//! A title that says in a sentence what keys say: `Message two people every day`. What is read is offered, and
//! never applied (SEMANTICS, "Sentences").

use super::sentence_amounts::{Amounts, Said, amounts, bound_behind};
use super::sentence_phrases::{
    adverb, beginning, cadence, count, deadline, each, is_part_of_day, month, times, weekday,
};
use crate::domain::model::goal_field::{DayKey, Key};

/// What a title is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is left of it: how often and until when are taken out, amounts stay.
    pub title: String,
    /// In the order of a goal line.
    pub said: Vec<(Key, String)>,
    /// What could be meant otherwise, or is left out.
    pub remark: Option<String>,
}

impl Sentence {
    /// As a goal line.
    pub fn line(&self) -> String {
        let word = |(key, value): &(Key, String)| {
            let quoted = value.contains(' ');
            if quoted {
                format!(" {}:\"{value}\"", key.in_line())
            } else {
                format!(" {}:{value}", key.in_line())
            }
        };
        format!("{}{}", self.title, self.said.iter().map(word).collect::<String>())
    }
}

/// A word of the title, and as it is compared: without the marks around it, and in lower case where it may stand in
/// a phrase. What is written large within a title is a name.
struct Word<'t> {
    typed: &'t str,
    plain: String,
    /// It goes on with what follows: `emails` of `emails/week`.
    glued: bool,
}

fn words(title: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    for typed in title.split_whitespace() {
        let first = found.is_empty();
        match typed
            .split_once('/')
            .filter(|(before, unit)| !before.is_empty() && each(&["per", unit]).is_some())
        {
            Some((before, unit)) => {
                found.push(Word { typed: before, plain: plain(before, first), glued: true });
                found.push(Word { typed: "/", plain: "per".to_owned(), glued: true });
                found.push(Word { typed: unit, plain: unit.to_owned(), glued: false });
            }
            None => found.push(Word { typed, plain: plain(typed, first), glued: false }),
        }
    }
    found
}

fn plain(typed: &str, first: bool) -> String {
    let bare = typed.trim_end_matches([',', ';', ':', '!', '?', ')', '.']).trim_start_matches('(');
    let lower = bare.to_lowercase();
    let in_calendar =
        lower.split([',', '/', '-', '–']).all(|part| weekday(part).is_some() || month(part).is_some());
    let may_be = first || in_calendar || !bare.starts_with(char::is_uppercase);
    if may_be { lower } else { bare.to_owned() }
}

/// What is found in a title; each thing once, the first that says it.
#[derive(Default)]
struct Found {
    every: Option<String>,
    /// A target or a limit.
    times: Option<(Key, u32)>,
    by: Option<String>,
    from: Option<String>,
    remark: Option<String>,
    /// Which words say it, and are taken out of the title.
    taken: Vec<bool>,
}

/// What a title says beside what it is. `given` are the keys that say it already; `this_year` is the year in which
/// it is read. Nothing where there is nothing to be read.
pub fn read(title: &str, given: &[Key], this_year: i32) -> Option<Sentence> {
    let words = words(title);
    let compared: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let mut found = Found { taken: vec![false; words.len()], ..Found::default() };
    let amounts = amounts(&compared);
    found.phrases(&compared, &amounts, this_year);
    let mut said = found.said(&amounts);
    let is_bounded = given.iter().copied().any(is_bound);
    let is_said = |key: &Key| given.contains(key) || is_bounded && is_bound(*key);
    said.retain(|(key, _)| !is_said(key));
    let order = Key::line_order();
    said.sort_by_key(|(key, _)| order.iter().position(|known| known == key));
    let title = rest(&words, &found.taken)?;
    if said.is_empty() || said.iter().all(|(key, _)| *key == Key::Unit) {
        return None;
    }
    let percent = match &amounts {
        Amounts::Percent(percent) if !is_bounded => Some(format!(
            "with where it stands now the {percent} % are measured: `--baseline N --target +{percent}%`"
        )),
        _ => None,
    };
    Some(Sentence { title, said, remark: found.remark.or(percent) })
}

fn is_bound(key: Key) -> bool {
    matches!(key, Key::Target | Key::AtMost | Key::Baseline)
}

impl Found {
    fn phrases(&mut self, words: &[&str], amounts: &Amounts, this_year: i32) {
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.phrase(rest, at, words, amounts, this_year).max(1);
        }
        // `Weekly review` is what it is called.
        if let (None, [word, _, ..]) = (&self.every, words) {
            self.every = adverb(word).map(ToOwned::to_owned);
        }
    }

    /// How many words a phrase at this place has.
    fn phrase(
        &mut self,
        rest: &[&str],
        at: usize,
        words: &[&str],
        amounts: &Amounts,
        this_year: i32,
    ) -> usize {
        if let Some(used) = self.how_often(rest, at, words, amounts) {
            return used;
        }
        let by = deadline(rest, this_year).filter(|_| self.by.is_none());
        if let Some((day, used)) = by.filter(|(_, used)| *used < words.len()) {
            self.by = Some(day);
            return self.take(at, used, words);
        }
        let from = beginning(rest).filter(|_| self.from.is_none());
        if let Some((day, used)) = from.filter(|(_, used)| *used < words.len()) {
            self.from = Some(day);
            return self.take(at, used, words);
        }
        0
    }

    fn how_often(&mut self, rest: &[&str], at: usize, words: &[&str], amounts: &Amounts) -> Option<usize> {
        if self.every.is_some() {
            return None;
        }
        if let Some((number, every, used)) = times(rest) {
            self.every = Some(every.to_owned());
            let (bound, before) = bound_behind(words.get(..at).unwrap_or_default());
            self.times = Some((bound, number)).filter(|(bound, number)| *number > 1 || *bound == Key::AtMost);
            self.taken.iter_mut().take(at).skip(at - before).for_each(|taken| *taken = true);
            return Some(self.take(at, used, words));
        }
        if let Some((every, used)) = cadence(rest).filter(|(_, used)| *used < words.len()) {
            if every.starts_with(|c: char| c.is_ascii_digit())
                && !every.ends_with(['d', 'w', 'm'])
                && !every.contains('-')
            {
                self.remark = Some("meant once, it is `--by DAY`".to_owned());
            }
            self.every = Some(every);
            return Some(self.take(at, used, words));
        }
        match rest {
            // What is done in the morning stays so.
            ["every" | "each", "morning" | "evening" | "night" | "afternoon" | "lunch", ..] => {
                self.every = Some("day".to_owned());
                Some(2)
            }
            [word] | [word, "for" | "at" | "with" | "before" | "after" | "until" | "from", ..]
                if at > 0 && adverb(word).is_some() =>
            {
                self.every = adverb(word).map(ToOwned::to_owned);
                Some(self.take(at, 1, words))
            }
            _ => {
                let every = each(rest).filter(|_| amounts.ends_before(at) || is_rate(words, at))?;
                self.every = Some(every.to_owned());
                Some(self.take(at, 2, words))
            }
        }
    }

    /// Takes a phrase out of the title; one that tells the part of the day as well stays there.
    fn take(&mut self, at: usize, used: usize, words: &[&str]) -> usize {
        if words.get(at + used).is_some_and(|word| is_part_of_day(word)) {
            return used + 1;
        }
        for taken in self.taken.iter_mut().skip(at).take(used) {
            *taken = true;
        }
        used
    }

    fn said(&self, amounts: &Amounts) -> Vec<(Key, String)> {
        let mut said: Vec<(Key, String)> = Vec::new();
        match (self.times, amounts) {
            (Some((bound, times)), _) => said.push((bound, times.to_string())),
            (None, Amounts::One(Said { key, number, unit, .. })) => {
                said.push((*key, number.clone()));
                said.push((Key::Unit, unit.clone()));
            }
            (None, Amounts::FromTo { from, to, unit }) if self.every.is_none() => {
                said.extend([
                    (Key::Baseline, from.clone()),
                    (Key::Target, to.clone()),
                    (Key::Unit, unit.clone()),
                ]);
            }
            (None, Amounts::FromTo { .. } | Amounts::Percent(_) | Amounts::None) => {}
        }
        said.extend(self.every.clone().map(|every| (Key::Every, every)));
        said.extend(self.by.clone().map(|by| (Key::Day(DayKey::By), by)));
        said.extend(self.from.clone().map(|from| (Key::Day(DayKey::From), from)));
        said
    }
}

/// Whether `a week` at the end of a title is a rate, as in `Read a book a month`, and no length of time.
fn is_rate(words: &[&str], at: usize) -> bool {
    const LENGTHS: [&str; 10] = ["for", "in", "of", "within", "half", "about", "such", "like", "take", "off"];
    let before = words.get(..at).unwrap_or_default();
    let counts = |word: &&str| ["a", "an"].contains(word) || count(word).is_some();
    at + 2 == words.len()
        && before.last().is_some_and(|word| !LENGTHS.contains(word))
        && before.iter().any(counts)
}

/// The title without the words that were taken; nothing where nothing is left.
fn rest(words: &[Word<'_>], taken: &[bool]) -> Option<String> {
    let mut title = String::new();
    let mut space = "";
    for (word, taken) in words.iter().zip(taken) {
        if !taken {
            title.push_str(space);
            title.push_str(word.typed);
        }
        space = if word.glued && !taken { "" } else { " " };
    }
    let title = title.trim().trim_end_matches([',', ';', ':']).trim_end();
    let title = title.trim_start_matches([',', ';']).trim_start();
    let first = title.chars().next()?;
    // What stood behind a phrase begins the title now.
    let begins_anew = taken.first().copied().unwrap_or_default();
    let rest = title.strip_prefix(first).unwrap_or_default();
    Some(if begins_anew { first.to_uppercase().chain(rest.chars()).collect() } else { title.to_owned() })
}
