//! Tasks of calendars: the VTODO of iCalendar, as Thunderbird, Nextcloud, Apple's Reminders and others write them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::ical::{Component, Property, components};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{
    Activity, Asked, Dropped, Imported, ImportedGoal, Noun, Standing, noun,
};
use crate::interop::reader::options::{Clock, Options};
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::guesses::{Guesses, NEAR, ONCE};
use crate::interop::shared::json_text;
use crate::interop::shared::marks;
use crate::interop::shared::rrule::{self, Likeness};
use crate::interop::shared::settled::{self, WithoutDay};
use crate::interop::shared::titles::{Keys, title};
use crate::interop::shared::tree_order::parents_first;

pub(crate) const FORMAT: Format = Format { kind: "vtodo", tool: "Calendar tasks (VTODO)", recognise, read };

const PRIORITIES: Noun = noun("priority", "priorities");
const ALARMS: Noun = noun("alarm", "alarms");
const OWN_FIELDS: Noun = noun("field of that program's own (X-)", "fields of that program's own (X-)");
const CATEGORIES: Noun = noun("category beside the first", "categories beside the first");
const EVENTS: Noun = noun("event", "events");
const NEXT_DAYS: Noun = noun("next day of a repeat", "next days of repeats");
const OPEN_TIMES: Noun =
    noun("changed time of a repeat that is not done", "changed times of repeats that are not done");
const UNDATED: Noun =
    noun("time of a repeat that was done on no day", "times of repeats that were done on no day");

fn recognise(source: &Source) -> Recognised {
    let mut texts = source.members().iter().filter_map(Member::utf8);
    if texts.any(begins_calendar) {
        return Recognised::Yes;
    }
    marks::absent(source, Near::Not, "it does not begin with BEGIN:VCALENDAR")
}

fn begins_calendar(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|line| line.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut all = Vec::new();
    for member in source.members() {
        if member.utf8().is_some_and(begins_calendar) {
            let read = components(json_text::text(member)?);
            all.extend(read.map_err(|error| match source.single() {
                Some(_) => error,
                None => error.within(&member.name),
            })?);
        }
    }
    let mut imported = Imported::default();
    let events = all.iter().filter(|one| one.kind == "VEVENT").count();
    let tasks: Vec<&Component> = all.iter().filter(|one| one.kind == "VTODO").collect();
    if tasks.is_empty() {
        let what =
            if events > 0 { "it holds events, and no tasks (VTODO)" } else { "it holds no tasks (VTODO)" };
        return Err(Unreadable::damaged(
            what,
            "export a list of tasks there: what is in the calendar stays in it",
        ));
    }
    imported.dropped.count(EVENTS, events);
    let mut reader = Reader {
        options,
        keys: Keys::default(),
        places: BTreeMap::new(),
        without_day: WithoutDay::default(),
        guesses: Guesses::default(),
    };
    let (times, whole): (Vec<&Component>, Vec<&Component>) =
        tasks.into_iter().partition(|task| task.property("RECURRENCE-ID").is_some());
    for task in whole {
        reader.goal(task, &mut imported);
    }
    for task in times {
        reader.time(task, &mut imported);
    }
    imported.goals = parents_first(std::mem::take(&mut imported.goals));
    imported.guessed = reader.guesses.told();
    reader.without_day.tell(&mut imported.guessed);
    settled::one_offs_below_repeats(&mut imported.goals);
    settled::first_days(&mut imported);
    Ok(imported)
}

struct Reader<'o> {
    options: &'o Options<'o>,
    keys: Keys,
    /// Where the goals stand, by their UID.
    places: BTreeMap<String, usize>,
    without_day: WithoutDay,
    guesses: Guesses,
}

impl Reader<'_> {
    fn goal(&mut self, task: &Component, imported: &mut Imported) {
        let said = &mut imported.dropped;
        let Some(title) = title(&task.text("SUMMARY").unwrap_or_default(), said) else { return };
        dropped(task, said);
        let uid = task.text("UID").unwrap_or_else(|| title.to_string());
        let mut goal = ImportedGoal::new(self.keys.free(&uid), title);
        goal.why = task.text("DESCRIPTION").and_then(|text| recorded_field(&text));
        let categories = task.list("CATEGORIES");
        said.count(CATEGORIES, categories.len().saturating_sub(1));
        goal.area = categories.into_iter().next();
        goal.parent = parent(task);
        let clock = self.options.clock;
        let day = |name: &str| task.property(name).and_then(|property| date(property, clock));
        goal.from = day("DTSTART");
        goal.by = day("DUE");
        let rule = task.property("RRULE").map(|rule| &rule.value);
        if let Some(rule) = rule {
            let until = |value: &str| date_of(value, clock);
            match rrule::repeat(rule, goal.from.or(goal.by), until) {
                Some(repeat) => {
                    said.count(NEXT_DAYS, usize::from(goal.by.is_some()));
                    goal.every = Some(repeat.cadence);
                    goal.by = repeat.last;
                    if repeat.times > 1 {
                        goal.asked = Asked::AtLeast(Amount::whole(repeat.times.into()));
                    }
                    if repeat.likeness == Likeness::Near {
                        self.guesses.note(NEAR, goal.title.as_str());
                    }
                }
                None => self.guesses.note(ONCE, goal.title.as_str()),
            }
        }
        self.stand(task, &mut goal, said);
        self.places.insert(uid, imported.goals.len());
        imported.goals.push(goal);
    }

    fn stand(&mut self, task: &Component, goal: &mut ImportedGoal, dropped: &mut Dropped) {
        let clock = self.options.clock;
        let done = task.property("COMPLETED").and_then(|property| done_on(property, clock));
        match (status(task), done) {
            (Status::Done, Some(day)) if goal.every.is_some() => {
                goal.activity.push(Activity::check(day, Amount::ONE, None));
                goal.standing = Standing::Archived(Some(day));
            }
            (Status::Done, Some(day)) => goal.done = Some(day),
            (Status::Done, None) => self.without_day.done(goal, self.options, dropped),
            (Status::Cancelled, day) => goal.standing = Standing::Archived(day),
            (Status::Open, _) => {}
        }
    }

    /// One time of a repeat, of which RECURRENCE-ID tells when it was to be.
    fn time(&mut self, task: &Component, imported: &mut Imported) {
        let uid = task.text("UID").unwrap_or_default();
        if !self.places.contains_key(&uid) {
            // A list from which the repeat itself was left out: what was done of it stays.
            let Some(title) = title(&task.text("SUMMARY").unwrap_or_default(), &mut imported.dropped) else {
                return;
            };
            let mut goal = ImportedGoal::new(self.keys.free(&uid), title);
            goal.standing = Standing::Archived(None);
            goal.asked = Asked::OnlyCounted;
            self.places.insert(uid.clone(), imported.goals.len());
            imported.goals.push(goal);
        }
        let Some(goal) = self.places.get(&uid).and_then(|at| imported.goals.get_mut(*at)) else { return };
        let clock = self.options.clock;
        let done = task.property("COMPLETED").and_then(|property| done_on(property, clock));
        let meant = task.property("RECURRENCE-ID").and_then(|property| date(property, clock));
        let activity = match status(task) {
            Status::Done => done.or(meant).map(|day| Activity::check(day, Amount::ONE, None)),
            Status::Cancelled => meant.map(|day| Activity::skip(day, None)),
            Status::Open => {
                imported.dropped.count(OPEN_TIMES, 1);
                return;
            }
        };
        imported.dropped.count(UNDATED, usize::from(activity.is_none()));
        goal.activity.extend(activity);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Open,
    Done,
    Cancelled,
}

fn status(task: &Component) -> Status {
    let said = |name: &str| task.property(name).map(|property| property.value.trim().to_ascii_uppercase());
    match said("STATUS").as_deref() {
        Some("CANCELLED") => Status::Cancelled,
        Some("COMPLETED") => Status::Done,
        // Some programs write the day, or the percentage, and no status.
        None if said("COMPLETED").is_some() || said("PERCENT-COMPLETE").as_deref() == Some("100") => {
            Status::Done
        }
        _ => Status::Open,
    }
}

/// What it is below: RELATED-TO without a kind, or of the kind PARENT.
fn parent(task: &Component) -> Option<String> {
    let related = task.property("RELATED-TO")?;
    let other = ["RELTYPE=CHILD", "RELTYPE=SIBLING"].iter().any(|kind| related.parameters.contains(kind));
    (!other).then(|| related.value.trim().to_owned()).filter(|uid| !uid.is_empty())
}

fn dropped(task: &Component, dropped: &mut Dropped) {
    let count = |name: &str| task.names().filter(|known| *known == name).count();
    // 0 says that there is none.
    let has_priority = task.property("PRIORITY").is_some_and(|property| property.value.trim() != "0");
    dropped.count(PRIORITIES, usize::from(has_priority));
    dropped.count(ALARMS, task.within);
    dropped.count(OWN_FIELDS, task.names().filter(|name| name.starts_with("X-")).count());
    dropped.count(noun("attachment", "attachments"), count("ATTACH"));
}

/// The day that a deadline or a first day is: a date, or a moment as it is written where it names its zone or none.
fn date(property: &Property, clock: Clock<'_>) -> Option<Day> {
    date_of(property.value.trim(), clock)
}

fn date_of(value: &str, clock: Clock<'_>) -> Option<Day> {
    match moment(value)? {
        (moment, Zone::Utc) => Some(clock.date_of(moment.and_utc())),
        (moment, Zone::Here) => moment.date().to_string().parse().ok(),
    }
}

/// The day to which something that was done at a moment belongs.
fn done_on(property: &Property, clock: Clock<'_>) -> Option<Day> {
    match moment(property.value.trim())? {
        (moment, Zone::Utc) => Some(clock.day_of(moment.and_utc())),
        (moment, Zone::Here) if property.value.contains('T') => Some(Day::of(moment, clock.day_start)),
        (moment, Zone::Here) => moment.date().to_string().parse().ok(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Utc,
    /// Where it was written, which is taken for where it is read.
    Here,
}

/// `20261125`, `20261118T201500Z`, `20261118T201500`.
fn moment(value: &str) -> Option<(NaiveDateTime, Zone)> {
    let (value, zone) = match value.strip_suffix(['Z', 'z']) {
        Some(value) => (value, Zone::Utc),
        None => (value, Zone::Here),
    };
    let date =
        || NaiveDate::parse_from_str(value, "%Y%m%d").ok().map(|date| date.and_time(chrono::NaiveTime::MIN));
    let moment = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok().or_else(date)?;
    Some((moment, zone))
}
