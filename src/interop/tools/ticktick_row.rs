//! A row of `TickTick`'s backup as a task.

use chrono::{DateTime, NaiveTime, Timelike, Utc};

use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::imported::{Dropped, ImportedGoal, Noun, noun};
use crate::interop::reader::options::Clock;
use crate::interop::shared::groups::Group;
use crate::interop::shared::moments::moment;
use crate::interop::shared::rrule::{Repeat, repeat};
use crate::interop::shared::titles::title;
use crate::interop::tables::csv_rows::Rows;
use crate::interop::tables::table::Row;

const PRIORITIES: Noun = noun("priority", "priorities");
const REMINDERS: Noun = noun("reminder", "reminders");
const TAGS: Noun = noun("tag", "tags");
const NOTES: Noun = noun("note that is no task", "notes that are no tasks");
const RULES: Noun = noun("repeat that is like no cadence", "repeats that are like no cadence");

pub(super) struct Task {
    pub(super) key: String,
    /// The key of the task it is below, empty where it is below none.
    pub(super) parent: String,
    /// Its folder and its list.
    pub(super) groups: Vec<Group>,
    pub(super) goal: ImportedGoal,
    pub(super) state: State,
    pub(super) repeat: Option<Repeat>,
    /// What is on its checklist.
    pub(super) items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    /// Without a day where the row tells none.
    Done(Option<Day>),
    WillNotBe,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) is_done: bool,
}

/// Nothing for a row that is no task.
pub(super) fn task(rows: &Rows, row: &Row, clock: Clock<'_>, dropped: &mut Dropped) -> Option<Task> {
    let cell = |name: &str| row.cell(rows.column(name));
    if cell("Kind").eq_ignore_ascii_case("NOTE") {
        dropped.named(NOTES, cell("Title"));
        return None;
    }
    let title = title(cell("Title"), dropped)?;
    dropped.count(PRIORITIES, usize::from(!matches!(cell("Priority"), "" | "0")));
    dropped.count(REMINDERS, usize::from(!cell("Reminder").is_empty()));
    dropped.count(TAGS, cell("Tags").split(',').filter(|tag| !tag.trim().is_empty()).count());
    let key = Some(cell("taskId")).filter(|id| !id.is_empty()).unwrap_or(title.as_str()).to_owned();
    let date = |name: &str| date(cell(name), cell("Is All Day"), clock);
    let (start, due) = (date("Start Date"), date("Due Date"));
    let rule = cell("Repeat");
    let repeat = repeat(rule, start.or(due), until);
    if repeat.is_none() && !rule.is_empty() {
        dropped.named(RULES, cell("Title"));
    }
    let (items, text): (Vec<&str>, Vec<&str>) =
        cell("Content").lines().partition(|line| item(line).is_some());
    let mut goal = ImportedGoal::new(&key, title);
    goal.why = recorded_field(&text.join(" "));
    if let Some(repeat) = repeat {
        // The dates of what repeats are those of its next time.
        goal.by = repeat.last;
    } else {
        goal.by = due;
        goal.from = start.filter(|start| due.is_some_and(|due| *start < due));
    }
    let state = match cell("Status") {
        "1" | "2" => State::Done(moment(cell("Completed Time")).map(|moment| clock.day_of(moment))),
        "-1" => State::WillNotBe,
        _ => State::Open,
    };
    let items = items.into_iter().filter_map(item).collect();
    let parent = cell("parentId").to_owned();
    Some(Task {
        key,
        parent,
        groups: groups(cell("Folder Name"), cell("List Name")),
        goal,
        state,
        repeat,
        items,
    })
}

fn groups(folder: &str, list: &str) -> Vec<Group> {
    let group = |key: String, name: &str| Some(Group { key, title: name.parse().ok()? });
    let folder_group = group(format!("folder/{folder}"), folder);
    folder_group.into_iter().chain(group(format!("list/{folder}/{list}"), list)).collect()
}

/// `▫headline`, `▪done`.
fn item(line: &str) -> Option<Item> {
    let line = line.trim();
    let (text, is_done) = match (line.strip_prefix('▫'), line.strip_prefix('▪')) {
        (Some(text), _) => (text, false),
        (None, Some(text)) => (text, true),
        (None, None) => return None,
    };
    Some(Item { text: text.trim().to_owned(), is_done })
}

/// A moment's date here; of a whole day the one whose midnight it is, in whichever zone.
fn date(text: &str, is_all_day: &str, clock: Clock<'_>) -> Option<Day> {
    let moment = moment(text)?;
    let whole_day = is_all_day.eq_ignore_ascii_case("true");
    Some(if whole_day { nearest_midnight(moment) } else { clock.date_of(moment) })
}

/// East of Greenwich a midnight falls into the evening before, in UTC, at the earliest at 11:00; west of it into the
/// morning.
fn nearest_midnight(moment: DateTime<Utc>) -> Day {
    const EARLIEST_EAST: u32 = 11;
    let day = Day::of(moment.naive_utc(), NaiveTime::MIN);
    if moment.hour() >= EARLIEST_EAST { day.next() } else { day }
}

/// `20261201T000000Z`, `20261201`.
fn until(text: &str) -> Option<Day> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    Day::from_ymd(i32::try_from(number(0..4)?).ok()?, number(4..6)?, number(6..8)?)
}
