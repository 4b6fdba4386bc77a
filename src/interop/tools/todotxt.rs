//! todo.txt and the archives beside it, as done.txt: a task a line.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::{Cadence, Weekdays};
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Imported, ImportedGoal, Noun, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{Group, Groups};
use crate::interop::shared::guesses::{Guesses, ONCE};
use crate::interop::shared::marks;
use crate::interop::shared::settled::{self, WithoutDay};
use crate::interop::shared::spans;
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format = Format { kind: "todotxt", tool: "todo.txt", recognise, read };

const PRIORITIES: Noun = noun("priority", "priorities");
const PROJECTS: Noun = noun("project beside the first", "projects beside the first");
const SMALL_PROJECTS: Noun =
    noun("project with one task open at most", "projects with one task open at most");
const CONTEXTS: Noun = noun("context beside the first", "contexts beside the first");
const NEXT_DAYS: Noun = noun("next day of a repeat", "next days of repeats");
const SPOKEN_DAYS: Noun = noun("day in words", "days in words");
const HIDDEN: Noun = noun("hidden line (h:1)", "hidden lines (h:1)");

/// A line, its parts told apart.
#[derive(Debug, PartialEq, Eq)]
struct Task<'l> {
    state: State,
    created: Option<Day>,
    /// Whether it has a priority.
    is_urgent: bool,
    /// The text without what stands before it and without its keys.
    words: Vec<&'l str>,
    keys: BTreeMap<&'static str, &'l str>,
    /// What its identity is made of: all words but those that change as it is done.
    bare: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    Done(Option<Day>),
}

const KNOWN_KEYS: [&str; 5] = ["due", "t", "rec", "pri", "h"];

fn recognise(source: &Source) -> Recognised {
    if tasks_of(source).next().is_some() {
        return Recognised::Yes;
    }
    marks::absent(
        source,
        Near::SameKind,
        "few of its lines begin with `x `, a date or `(A) `, or have a +project or @context",
    )
}

/// The text of each file that looks like it. Of a folder, backups as `todo.txt.bak` are no part.
fn tasks_of(source: &Source) -> impl Iterator<Item = &str> {
    let is_one = source.single().is_some();
    let is_text = |member: &&Member| member.name.rsplit_once('.').is_some_and(|(_, ending)| ending == "txt");
    let meant = source.members().iter().filter(move |member| is_one || is_text(member));
    meant.filter_map(Member::utf8).filter(|text| looks_like_it(text))
}

/// At least each fourth line has a mark of it, and none a mark of something else.
fn looks_like_it(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let foreign = ["- [", "* ", "{", "[", "#", "<", "BEGIN:", "|", "\""];
    let (mut all, mut marked) = (0_usize, 0_usize);
    for line in lines() {
        let of_log = line.split_once(" : ").is_some_and(|(day, _)| day.parse::<Day>().is_ok());
        if foreign.iter().any(|sign| line.starts_with(sign)) || line.contains(['\t', '\0']) || of_log {
            return false;
        }
        all += 1;
        marked += usize::from(has_mark(line));
    }
    marked > 0 && marked * 4 >= all
}

fn has_mark(line: &str) -> bool {
    let Some((first, rest)) = line.split_once(' ') else { return false };
    let tagged = || line.split(' ').any(|word| is_tag(word, '+') || is_tag(word, '@'));
    let begins = first == "x" || is_priority(first) || first.parse::<Day>().is_ok();
    !rest.trim().is_empty() && (begins || tagged())
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut imported = Imported::default();
    let tasks: Vec<Task<'_>> = tasks_of(source).flat_map(str::lines).filter_map(task).collect();
    if tasks.is_empty() {
        return Err(Unreadable::damaged(
            "it has no tasks",
            "name the folder that holds todo.txt and done.txt",
        ));
    }
    let mut groups = Groups::default();
    for task in &tasks {
        let path = project(task).and_then(group);
        groups.add(path.as_slice(), usize::from(task.state == State::Open));
    }
    imported.goals = groups.goals(options.groups);
    let mut reader = Reader {
        options,
        groups,
        keys: Keys::default(),
        repeats: BTreeMap::new(),
        without_day: WithoutDay::default(),
        guesses: Guesses::default(),
    };
    for task in &tasks {
        reader.take(task, &mut imported);
    }
    imported.guessed = reader.guesses.told();
    reader.without_day.tell(&mut imported.guessed);
    settled::first_days(&mut imported);
    Ok(imported)
}

struct Reader<'o> {
    options: &'o Options<'o>,
    groups: Groups,
    keys: Keys,
    /// Where the goals stand that repeat, by what is the same in each of their lines.
    repeats: BTreeMap<String, usize>,
    without_day: WithoutDay,
    guesses: Guesses,
}

impl Reader<'_> {
    fn take(&mut self, task: &Task<'_>, imported: &mut Imported) {
        if task.keys.get("h").is_some_and(|hidden| *hidden == "1") {
            imported.dropped.count(HIDDEN, 1);
            return;
        }
        let urgent = task.is_urgent || task.keys.contains_key("pri");
        imported.dropped.count(PRIORITIES, usize::from(urgent));
        let every = task.keys.get("rec").map(|rec| repeat(rec));
        match every {
            Some(Some(every)) => self.repeating(task, every, imported),
            Some(None) => {
                self.guesses.note(ONCE, task.words.join(" "));
                self.one_off(task, imported);
            }
            None => self.one_off(task, imported),
        }
    }

    fn one_off(&mut self, task: &Task<'_>, imported: &mut Imported) {
        let created = task.created.map(|day| format!("{day} ")).unwrap_or_default();
        let key = format!("{created}{}", task.bare);
        let Some(mut goal) = self.goal(task, &key, imported) else { return };
        goal.by = day(task, "due", imported);
        goal.from = day(task, "t", imported);
        match task.state {
            State::Open => {}
            State::Done(Some(day)) => goal.done = Some(day),
            State::Done(None) => {
                self.without_day.done(&mut goal, self.options, &mut imported.dropped);
            }
        }
        imported.goals.push(goal);
    }

    /// Each time it is done, it leaves a line behind: together they are one goal.
    fn repeating(&mut self, task: &Task<'_>, every: Cadence, imported: &mut Imported) {
        let of_repeat = |word: &&str| !["due:", "t:"].iter().any(|key| word.starts_with(key));
        let same = task.bare.split(' ').filter(of_repeat).collect::<Vec<_>>().join(" ");
        let known = self.repeats.get(&same).copied();
        let at = if let Some(at) = known {
            at
        } else {
            let Some(mut goal) = self.goal(task, &same, imported) else { return };
            goal.every = Some(every);
            imported.goals.push(goal);
            self.repeats.insert(same, imported.goals.len() - 1);
            imported.goals.len() - 1
        };
        imported.dropped.count(NEXT_DAYS, usize::from(task.keys.contains_key("due")));
        let from = day(task, "t", imported);
        let Some(goal) = imported.goals.get_mut(at) else { return };
        match task.state {
            State::Open => goal.from = from,
            State::Done(Some(day)) => goal.activity.push(Activity::check(day, Amount::ONE, None)),
            State::Done(None) => imported.dropped.count(settled::UNDATED, 1),
        }
    }

    fn goal(&mut self, task: &Task<'_>, key: &str, imported: &mut Imported) -> Option<ImportedGoal> {
        let (plain, tags) = tags(&task.words);
        let text = if plain.is_empty() { task.words.join(" ") } else { plain.join(" ") };
        let mut goal = ImportedGoal::new(self.keys.free(key), title(&text, &mut imported.dropped)?);
        let contexts = of_sign(&task.words, &tags, '@');
        let projects = of_sign(&task.words, &tags, '+');
        imported.dropped.count(CONTEXTS, contexts.len().saturating_sub(1));
        imported.dropped.count(PROJECTS, projects.len().saturating_sub(1));
        let context = contexts.first().map(|name| (*name).to_owned());
        let group = project(task).and_then(group);
        let place = self.groups.place(group.as_slice());
        if place.area.is_some() && context.is_some() {
            imported.dropped.count(SMALL_PROJECTS, 1);
        }
        goal.parent = place.parent;
        goal.area = context.or(place.area);
        Some(goal)
    }
}

fn day(task: &Task<'_>, key: &str, imported: &mut Imported) -> Option<Day> {
    let told = task.keys.get(key)?;
    let day = told.parse().ok();
    imported.dropped.count(SPOKEN_DAYS, usize::from(day.is_none()));
    day
}

fn group(name: &str) -> Option<Group> {
    Group::new(format!("project:{name}"), name)
}

/// The project that it belongs to.
fn project<'l>(task: &Task<'l>) -> Option<&'l str> {
    let (_, tags) = tags(&task.words);
    of_sign(&task.words, &tags, '+').first().copied()
}

/// Those with this sign, first those that stand before or behind the sentence, without the sign.
fn of_sign<'l>(words: &[&'l str], tags: &[&'l str], sign: char) -> Vec<&'l str> {
    let mut met = BTreeSet::new();
    let all = tags.iter().chain(words).filter(|word| is_tag(word, sign));
    all.filter(|word| met.insert(**word)).filter_map(|word| word.strip_prefix(sign)).collect()
}

/// The sentence, and what stands before and behind it. A tag within the sentence is a word of it too.
fn tags<'l>(words: &[&'l str]) -> (Vec<&'l str>, Vec<&'l str>) {
    let is_word = |word: &&str| !is_tag(word, '+') && !is_tag(word, '@');
    let first = words.iter().position(is_word).unwrap_or(words.len());
    let end = words.iter().rposition(is_word).map_or(words.len(), |last| last + 1);
    let (before, rest) = words.split_at(first);
    let (sentence, behind) = rest.split_at(end.saturating_sub(first));
    (sentence.to_vec(), [before, behind].concat())
}

fn is_tag(word: &str, sign: char) -> bool {
    word.strip_prefix(sign).is_some_and(|name| name.starts_with(char::is_alphanumeric))
}

fn is_priority(word: &str) -> bool {
    matches!(word.as_bytes(), [b'(', b'A'..=b'Z', b')'])
}

/// Nothing for an empty line.
fn task(line: &str) -> Option<Task<'_>> {
    let mut rest = line.trim();
    let is_done = match rest.strip_prefix("x ") {
        Some(behind) => {
            rest = behind.trim_start();
            true
        }
        None => false,
    };
    let (mut days, mut is_urgent) = (Vec::new(), false);
    while let Some((word, behind)) = rest.split_once(' ') {
        match word.parse::<Day>() {
            Ok(day) if days.len() < if is_done { 2 } else { 1 } => days.push(day),
            _ if is_priority(word) && !is_urgent => is_urgent = true,
            _ => break,
        }
        rest = behind.trim_start();
    }
    if rest.is_empty() {
        return None;
    }
    let (done, created) = if is_done { (days.first(), days.get(1)) } else { (None, days.first()) };
    let state = if is_done { State::Done(done.copied()) } else { State::Open };
    let mut task = Task {
        state,
        created: created.copied(),
        is_urgent,
        words: Vec::new(),
        keys: BTreeMap::new(),
        bare: String::new(),
    };
    let mut bare = Vec::new();
    for word in rest.split_whitespace() {
        let known = word.split_once(':').filter(|(_, value)| !value.is_empty()).and_then(|(key, value)| {
            KNOWN_KEYS.into_iter().find(|known| *known == key).map(|key| (key, value))
        });
        if known.is_none_or(|(key, _)| key != "pri") {
            bare.push(word);
        }
        match known {
            Some((key, value)) => drop(task.keys.insert(key, value)),
            None => task.words.push(word),
        }
    }
    task.bare = bare.join(" ");
    Some(task)
}

/// `+1d` keeps to the calendar and `1d` counts from the day it was done: both are every day. `1b` is a day of work.
fn repeat(rec: &str) -> Option<Cadence> {
    let rec = rec.trim_start_matches('+');
    match spans::counted(rec)? {
        (1, 'b') => Some(Cadence::On(Weekdays::WORKING)),
        (count, unit) => spans::every(count, unit),
    }
}
