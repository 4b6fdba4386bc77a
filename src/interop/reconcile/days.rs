//! What a file says was done, less what imports said before.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::Difference;
use super::here::Here;
use super::identity::entry_id;
use super::matched::{Matched, Placed};
use super::said::SaidOfDay;
use crate::domain::model::change::{Act, Change};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, YEARS};
use crate::domain::value::ids::{EntryId, GoalId};
use crate::domain::value::text::{LONGEST_TEXT, recorded_field};
use crate::interop::reader::imported::{Activity, Did, Dropped, Noun, noun};

/// What a file says of a goal's day.
#[derive(Clone, Debug)]
struct DayInFile<'a> {
    origin: &'a str,
    checks: Vec<(Amount, Option<String>)>,
    skip: Option<SkipInFile>,
    reading: Option<(Amount, Option<String>)>,
}

/// That it was skipped.
#[derive(Clone, Debug)]
struct SkipInFile {
    note: Option<String>,
}

/// The days on which something was done, in order.
type Days<'a> = BTreeMap<(GoalId, Day), DayInFile<'a>>;

const AHEAD: Noun = noun("day ahead of today", "days ahead of today");
const ANCIENT: Noun = noun("day before 1900", "days before 1900");
const NEGATIVE: Noun = noun("amount below 0", "amounts below 0");
const HUGE: Noun = noun("amount beyond 1,000,000,000,000", "amounts beyond 1,000,000,000,000");
const NO_SKIP: Noun = noun(
    "skip (nothing is asked of it on a day, so there is nothing to skip)",
    "skips (nothing is asked of it on a day, so there is nothing to skip)",
);
const CUT: Noun = noun("note cut at 500 characters", "notes cut at 500 characters");

/// Adds the difference for all goals of a file.
pub(super) fn add(matched: &Matched<'_>, found: &mut Difference) {
    let here = matched.here;
    let repeating = matched.repeating();
    let mut days: Days<'_> = BTreeMap::new();
    for (goal, placed) in matched.pairs() {
        let repeats = repeating.contains(&placed.id);
        for activity in &goal.activity {
            match why_not(activity, here.today, repeats) {
                Some(why) => found.dropped.count(why, 1),
                None => put(&mut days, placed, activity, &mut found.dropped),
            }
        }
    }
    let span = span(days.keys().map(|(_, day)| *day));
    let mut writer = Writer { taken: here.said.entries.clone(), here, found };
    let nothing = SaidOfDay::default();
    for ((goal, day), in_file) in &days {
        let said = here.said.days.get(&(*goal, *day)).unwrap_or(&nothing);
        writer.difference(*goal, *day, in_file, said);
    }
    // A file that tells nothing of a goal's days takes none away.
    let with_days = matched.pairs();
    let with_days = with_days.filter(|(goal, at)| !goal.activity.is_empty() || repeating.contains(&at.id));
    let origins: BTreeMap<GoalId, &str> = with_days.map(|(_, at)| (at.id, at.origin.as_str())).collect();
    let is_within = |day: Day| span.is_some_and(|(first, last)| first <= day && day <= last);
    for ((goal, day), said) in &here.said.days {
        let is_gone = is_within(*day) && !days.contains_key(&(*goal, *day));
        if let Some(origin) = origins.get(goal).filter(|_| is_gone) {
            writer.difference(*goal, *day, &DayInFile::nothing(origin), said);
        }
    }
}

fn span(days: impl Iterator<Item = Day>) -> Option<(Day, Day)> {
    days.fold(None, |span, day| {
        let (first, last) = span.unwrap_or((day, day));
        Some((first.min(day), last.max(day)))
    })
}

/// Why something can't have been done so, by the rules here.
fn why_not(activity: &Activity, today: Day, repeats: bool) -> Option<Noun> {
    match activity.what {
        _ if activity.day.year() < *YEARS.start() => Some(ANCIENT),
        _ if activity.day > today => Some(AHEAD),
        Did::Check(amount) if amount < Amount::ZERO => Some(NEGATIVE),
        Did::Check(amount) | Did::Read(amount) if !amount.may_be_typed() => Some(HUGE),
        Did::Skip if !repeats => Some(NO_SKIP),
        Did::Check(_) | Did::Skip | Did::Read(_) => None,
    }
}

fn put<'a>(days: &mut Days<'a>, placed: &'a Placed, activity: &Activity, dropped: &mut Dropped) {
    let note = activity.note.as_deref().and_then(recorded_field);
    let is_long = activity.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_TEXT);
    dropped.count(CUT, usize::from(is_long));
    let day = days.entry((placed.id, activity.day)).or_insert_with(|| DayInFile::nothing(&placed.origin));
    match activity.what {
        Did::Check(Amount::ZERO) if note.is_none() => {}
        Did::Check(amount) => day.checks.push((amount, note)),
        Did::Skip => day.skip = Some(SkipInFile { note }),
        Did::Read(value) => day.reading = Some((value, note)),
    }
}

impl<'a> DayInFile<'a> {
    fn nothing(origin: &'a str) -> Self {
        Self { origin, checks: Vec::new(), skip: None, reading: None }
    }
}

struct Writer<'a> {
    /// The ids of entries that are there.
    taken: BTreeSet<EntryId>,
    here: &'a Here<'a>,
    found: &'a mut Difference,
}

impl Writer<'_> {
    fn difference(&mut self, goal: GoalId, day: Day, in_file: &DayInFile<'_>, said: &SaidOfDay) {
        let here = self.here;
        for (n, note) in checks(&in_file.checks, &said.checks) {
            self.found.counts.check(n);
            let what = format!("check {}", n.thousandths());
            self.entry(in_file.origin, day, &what, Change::Check { goal, day, n, note });
        }
        let skip = |act, note| Change::Skip { goal, day, act, note };
        let is_skipped = || here.state.activity.goal_days(goal).skipped().any(|(skipped, _)| skipped == day);
        match (&in_file.skip, said.skip) {
            (Some(_), Some(Act::Set)) | (None, None | Some(Act::Lift)) => {}
            (Some(SkipInFile { note }), None) => {
                self.found.counts.skips += 1;
                self.entry(in_file.origin, day, "skip", skip(Act::Set, note.clone()));
            }
            (Some(SkipInFile { note }), Some(Act::Lift)) => {
                self.found.counts.skips += 1;
                self.found.goals.push(skip(Act::Set, note.clone()));
            }
            (None, Some(Act::Set)) => {
                let lifted = is_skipped().then(|| skip(Act::Lift, None));
                self.found.counts.taken_back += usize::from(lifted.is_some());
                self.found.goals.extend(lifted);
            }
        }
        match (&in_file.reading, said.reading) {
            (Some((value, note)), None) => {
                self.found.counts.readings += 1;
                let read = Change::Read { goal, day, value: *value, note: note.clone() };
                self.entry(in_file.origin, day, &format!("read {}", value.thousandths()), read);
            }
            (Some((value, note)), Some(said)) if *value != said => {
                self.found.counts.readings += 1;
                let read = Change::Read { goal, day, value: *value, note: note.clone() };
                self.found.goals.push(read);
            }
            (Some(_) | None, _) => {}
        }
    }

    fn entry(&mut self, origin: &str, day: Day, what: &str, change: Change) {
        let mut nth = 1;
        let mut id = entry_id(origin, day, what, nth);
        while !self.taken.insert(id) {
            nth += 1;
            id = entry_id(origin, day, what, nth);
        }
        self.found.days.push((id, change));
    }
}

/// The check-offs that make what was said what the file says: those that were not said yet; where others were said
/// instead, the difference of the sums, with the notes that are new.
fn checks(
    in_file: &[(Amount, Option<String>)],
    said: &[(Amount, Option<String>)],
) -> Vec<(Amount, Option<String>)> {
    let mut before = said.to_vec();
    let mut new = Vec::new();
    for check in in_file {
        match before.iter().position(|said| said == check) {
            Some(at) => drop(before.swap_remove(at)),
            None => new.push(check.clone()),
        }
    }
    if before.is_empty() {
        return new;
    }
    let sum = |checks: &[(Amount, Option<String>)]| checks.iter().map(|(n, _)| *n).sum::<Amount>();
    let more = sum(&new) - sum(&before);
    let is_new = |note: &String| !said.iter().any(|(_, known)| known.as_ref() == Some(note));
    let mut notes = new.into_iter().filter_map(|(_, note)| note).filter(is_new);
    let first = (more != Amount::ZERO).then(|| (more, notes.next()));
    first.into_iter().chain(notes.map(|note| (Amount::ZERO, Some(note)))).collect()
}
