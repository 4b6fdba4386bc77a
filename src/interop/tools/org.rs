//! Org: headings that are to be done, habits with their repeaters, and what LOGBOOK tells of them.

use std::collections::BTreeMap;

use super::org_outline::{Heading, Keywords, Stamp, headings};
use crate::domain::input::cadence_words::often;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{DEEPEST, Group, Groups};
use crate::interop::shared::guesses::{Guesses, ONCE};
use crate::interop::shared::marks;
use crate::interop::shared::settled::{self, WithoutDay};
use crate::interop::shared::spans;
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format = Format { kind: "org", tool: "Org", recognise, read };

const LONGEST: &str = "of what may be done sooner or later, the longest is taken";
const PRIORITIES: Noun = noun("priority", "priorities");
const CLOCKS: Noun = noun("clocked time", "clocked times");
const NOTES: Noun = noun("note beside what was done", "notes beside what was done");
const TAGS: Noun = noun("tag", "tags");
const NEXT_DAYS: Noun = noun("next day of a repeat", "next days of repeats");
const OTHER_STATES: Noun = noun("change to a state that is not done", "changes to states that are not done");

fn recognise(source: &Source) -> Recognised {
    let texts = || source.members().iter().filter_map(Member::utf8);
    let is_org =
        |text: &str| headings(text, &Keywords::of(text)).iter().any(|heading| heading.keyword.is_some());
    if texts().any(is_org) {
        return Recognised::Yes;
    }
    marks::absent(source, Near::Not, "it has no heading as `* TODO Water the plants`")
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut imported = Imported::default();
    let files: Vec<(Keywords, Vec<Heading<'_>>)> = source
        .members()
        .iter()
        .filter_map(Member::utf8)
        .map(|text| {
            let keywords = Keywords::of(text);
            let found = headings(text, &keywords);
            (keywords, found)
        })
        .collect();
    let mut groups = Groups::default();
    for (keywords, headings) in &files {
        for (heading, path) in with_paths(headings) {
            let open = heading.keyword.is_some_and(|keyword| !keywords.is_done(keyword));
            if heading.keyword.is_some() {
                groups.add(&path.groups, usize::from(open));
            }
        }
    }
    if files.iter().all(|(_, headings)| headings.iter().all(|heading| heading.keyword.is_none())) {
        return Err(Unreadable::damaged(
            "no heading in it is to be done",
            "a task is a heading that begins with one of its keywords",
        ));
    }
    imported.goals = groups.goals(options.groups);
    let mut reader = Reader {
        options,
        keys: Keys::default(),
        groups,
        without_day: WithoutDay::default(),
        guesses: Guesses::default(),
    };
    for (keywords, headings) in &files {
        reader.file(keywords, headings, &mut imported);
    }
    imported.guessed = reader.guesses.told();
    reader.without_day.tell(&mut imported.guessed);
    settled::one_offs_below_repeats(&mut imported.goals);
    settled::first_days(&mut imported);
    Ok(imported)
}

/// What a heading stands below: groups alone, or a task, by its place among the headings.
#[derive(Clone, Debug, Default)]
struct Path {
    groups: Vec<Group>,
    task: Option<usize>,
}

/// Each heading with those above it. Headings without a keyword are groups.
fn with_paths<'h, 't>(headings: &'h [Heading<'t>]) -> Vec<(&'h Heading<'t>, Path)> {
    let mut above: Vec<(usize, Path)> = vec![(0, Path::default())];
    let mut found = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        above.retain(|(level, _)| *level < heading.level);
        let path = above.last().map(|(_, path)| path.clone()).unwrap_or_default();
        let mut below = path.clone();
        if heading.keyword.is_some() {
            below.task = Some(at);
        } else if below.groups.len() < DEEPEST {
            let before =
                path.groups.last().map_or_else(|| "heading:".to_owned(), |group| format!("{} / ", group.key));
            below.groups.extend(Group::new(format!("{before}{}", heading.title), &heading.title));
        }
        above.push((heading.level, below));
        found.push((heading, path));
    }
    found
}

struct Reader<'o> {
    options: &'o Options<'o>,
    keys: Keys,
    groups: Groups,
    without_day: WithoutDay,
    guesses: Guesses,
}

/// What a repeater asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeat {
    Is(Cadence),
    /// The longest of what it allows, or what comes near.
    Near(Cadence),
    Unclear,
}

impl Reader<'_> {
    fn file(&mut self, keywords: &Keywords, headings: &[Heading<'_>], imported: &mut Imported) {
        // The keys of the tasks of this file, by their place among the headings.
        let mut keys: BTreeMap<usize, String> = BTreeMap::new();
        for (at, (heading, path)) in with_paths(headings).into_iter().enumerate() {
            let Some(keyword) = heading.keyword else { continue };
            let parent = path.task.and_then(|task| keys.get(&task).cloned());
            if let Some(goal) = self.goal(keyword, keywords, heading, (&path, parent), imported) {
                keys.insert(at, goal.key.clone());
                imported.goals.push(goal);
            }
        }
    }

    fn goal(
        &mut self,
        keyword: &str,
        keywords: &Keywords,
        heading: &Heading<'_>,
        (path, parent): (&Path, Option<String>),
        imported: &mut Imported,
    ) -> Option<ImportedGoal> {
        let title = title(&heading.title, &mut imported.dropped)?;
        let property = |name: &str| {
            heading
                .properties
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, value)| *value)
        };
        let above = parent.clone().or_else(|| path.groups.last().map(|group| group.key.clone()));
        let named = above.map_or_else(|| title.to_string(), |above| format!("{above} / {title}"));
        let key = self.keys.free(property("ID").unwrap_or(&named));
        let mut goal = ImportedGoal::new(key, title);
        let place = self.groups.place(&path.groups);
        let has_parent = parent.is_some() || place.parent.is_some();
        let tag = heading.tags.first().map(|tag| (*tag).to_owned());
        goal.area = tag.clone().or(place.area.filter(|_| !has_parent));
        goal.parent = parent.or(place.parent);
        let said = &mut imported.dropped;
        said.count(TAGS, heading.tags.len().saturating_sub(1));
        said.count(PRIORITIES, usize::from(heading.has_priority));
        said.count(CLOCKS, heading.clocks);
        said.count(NOTES, heading.notes);
        let repeater =
            [heading.scheduled, heading.deadline].into_iter().flatten().find_map(|stamp| stamp.repeater);
        // Another tool's files say it in a word, and each time in a line of its own.
        let spoken = property("period").and_then(|period| often(period).ok()).map(|often| often.cadence);
        let repeat = repeater.map(repeat).or(spoken.filter(|spoken| spoken.repeats()).map(Repeat::Is));
        goal.every = match repeat {
            Some(Repeat::Is(cadence)) => Some(cadence),
            Some(Repeat::Near(cadence)) => {
                self.guesses.note(LONGEST, format!("{} {}", goal.title, repeater.unwrap_or_default()));
                Some(cadence)
            }
            Some(Repeat::Unclear) => {
                self.guesses.note(ONCE, goal.title.as_str());
                None
            }
            None => None,
        };
        if goal.every.is_some() {
            said.count(
                NEXT_DAYS,
                usize::from(heading.scheduled.is_some()) + usize::from(heading.deadline.is_some()),
            );
            goal.activity =
                settled::once_a_day(self.times(keywords, heading, imported), &mut imported.dropped);
            if is_cancelled(keyword) {
                goal.standing = Standing::Archived(heading.closed.and_then(|at| self.day(&at)));
            }
        } else {
            goal.planned = heading.scheduled.map(|stamp| stamp.date);
            goal.by = heading.deadline.map(|stamp| stamp.date);
            self.one_off(keyword, keywords, heading, &mut goal, imported);
        }
        Some(goal)
    }

    fn one_off(
        &mut self,
        keyword: &str,
        keywords: &Keywords,
        heading: &Heading<'_>,
        goal: &mut ImportedGoal,
        imported: &mut Imported,
    ) {
        if !keywords.is_done(keyword) {
            return;
        }
        let last = heading.states.iter().filter(|state| keywords.is_done(state.to)).map(|state| state.at);
        let closed = heading.closed.or_else(|| last.max_by_key(Stamp::moment));
        let day = closed.and_then(|stamp| self.day(&stamp));
        if is_cancelled(keyword) {
            goal.standing = Standing::Archived(day);
        } else if let Some(day) = day {
            goal.done = Some(day);
        } else {
            self.without_day.done(goal, self.options, &mut imported.dropped);
        }
    }

    /// What was done and what was left out.
    fn times(&self, keywords: &Keywords, heading: &Heading<'_>, imported: &mut Imported) -> Vec<Activity> {
        let mut times = Vec::new();
        for state in &heading.states {
            let Some(day) = self.day(&state.at) else { continue };
            let note = recorded_field(&state.note);
            if is_cancelled(state.to) {
                times.push(Activity::skip(day, note));
            } else if keywords.is_done(state.to) || state.to == "DONE" {
                times.push(Activity::check(day, Amount::ONE, note));
            } else {
                imported.dropped.count(OTHER_STATES, 1);
            }
        }
        let days = heading.stamps.iter().filter_map(|stamp| self.day(stamp));
        times.extend(days.map(|day| Activity::check(day, Amount::ONE, None)));
        times
    }

    /// The day to which a moment by the wall clock belongs; a date without a time is that day.
    fn day(&self, stamp: &Stamp<'_>) -> Option<Day> {
        match stamp.time {
            Some(_) => stamp.moment().map(|moment| Day::of(moment, self.options.clock.day_start)),
            None => Some(stamp.date),
        }
    }
}

fn is_cancelled(keyword: &str) -> bool {
    ["CANCELLED", "CANCELED", "KILL", "CNCL"].contains(&keyword)
}

/// `+1d`, `++1w`, `.+2d/4d`.
fn repeat(repeater: &str) -> Repeat {
    let each = repeater.trim_start_matches(['.', '+']);
    let (least, most) = each.split_once('/').unwrap_or((each, each));
    let Some((count, unit)) = spans::counted(most) else { return Repeat::Unclear };
    match spans::every(count, unit) {
        Some(cadence) if least == most => Repeat::Is(cadence),
        Some(cadence) => Repeat::Near(cadence),
        None if unit == 'h' => Repeat::Near(Cadence::Day),
        None => Repeat::Unclear,
    }
}
