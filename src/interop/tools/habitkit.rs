//! `HabitKit`'s export: habits, and each time that one was completed.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::text::recorded_field;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Asked, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::guesses::{Guesses, TIMES};
use crate::interop::shared::json_text::document;
use crate::interop::shared::lenient::lenient;
use crate::interop::shared::moments::{moment, shown};
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format = Format { kind: "habitkit", tool: "HabitKit", recognise, read };

const COLOURS: Noun = noun("colour", "colours");
const ICONS: Noun = noun("icon", "icons");
const REMINDERS: Noun = noun("reminder", "reminders");
const STRAYS: Noun = noun("completion of a habit that is gone", "completions of habits that are gone");
const UNDATED: Noun = noun("completion without a date", "completions without a date");

#[derive(Deserialize)]
struct Export {
    habits: Vec<Habit>,
    completions: Vec<Completion>,
    #[serde(default, deserialize_with = "lenient")]
    intervals: Vec<Interval>,
    #[serde(default, deserialize_with = "lenient")]
    reminders: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Habit {
    id: String,
    name: String,
    #[serde(default, deserialize_with = "lenient")]
    description: String,
    #[serde(default, deserialize_with = "lenient")]
    archived: bool,
    #[serde(default, deserialize_with = "lenient")]
    is_inverse: bool,
    #[serde(default, deserialize_with = "lenient")]
    order_index: i64,
    color: Option<IgnoredAny>,
    icon: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Completion {
    habit_id: String,
    date: String,
    /// East of Greenwich.
    #[serde(default, deserialize_with = "lenient")]
    timezone_offset_in_minutes: i64,
    /// 0 is a no.
    #[serde(default = "one")]
    amount_of_completions: i64,
    #[serde(default, deserialize_with = "lenient")]
    note: String,
}

fn one() -> i64 {
    1
}

/// How often, in newer exports; one without an end holds now.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Interval {
    habit_id: String,
    #[serde(default)]
    end_date: Option<String>,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default, deserialize_with = "lenient")]
    required_number_of_completions: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    required_number_of_completions_per_day: Option<i64>,
}

fn recognise(source: &Source) -> Recognised {
    let Some(text) = source.single().and_then(|member| member.utf8()) else {
        return Recognised::no(Near::Not, "it is not one file of JSON");
    };
    if !text.trim_start().starts_with('{') {
        return Recognised::no(Near::Not, "it is no JSON object");
    }
    match (text.contains("\"habits\""), text.contains("\"completions\"")) {
        (true, true) => Recognised::Yes,
        (true, false) => Recognised::no(Near::SomeMarks, "it has no `completions`"),
        (false, _) => Recognised::no(Near::SameKind, "it has no `habits`"),
    }
}

fn read(source: &Source, _: &Options<'_>) -> Result<Imported, Unreadable> {
    let member = source.single();
    let member = member.ok_or_else(|| Unreadable::damaged("it is not one file", "import the file alone"))?;
    let mut export: Export = document(member)?;
    export.habits.sort_by_key(|habit| habit.order_index);
    let mut imported = Imported::default();
    let mut keys = Keys::default();
    let mut completions: BTreeMap<&str, Vec<&Completion>> = BTreeMap::new();
    for completion in &export.completions {
        completions.entry(&completion.habit_id).or_default().push(completion);
    }
    let mut guesses = Guesses::default();
    for habit in &export.habits {
        let done = completions.remove(habit.id.as_str()).unwrap_or_default();
        let Some(title) = title(&habit.name, &mut imported.dropped) else { continue };
        let mut goal = ImportedGoal::new(keys.free(&habit.id), title);
        goal.why = recorded_field(&habit.description);
        goal.standing = if habit.archived { Standing::Archived(None) } else { Standing::Active };
        (goal.every, goal.asked) = asked(habit, &export.intervals);
        let counts_once = goal.asked == Asked::Unstated;
        if counts_once && done.iter().any(|completion| completion.amount_of_completions > 1) {
            goal.unit = Some("times".to_owned());
            guesses.note(TIMES, &*habit.name);
        }
        for completion in done {
            match completion.day() {
                Some(day) => goal.activity.extend(completion.activity(day)),
                None => imported.dropped.count(UNDATED, 1),
            }
        }
        imported.goals.push(goal);
    }
    imported.guessed = guesses.told();
    imported.dropped.count(STRAYS, completions.values().map(Vec::len).sum());
    imported.dropped.count(COLOURS, export.habits.iter().filter(|habit| habit.color.is_some()).count());
    imported.dropped.count(ICONS, export.habits.iter().filter(|habit| habit.icon.is_some()).count());
    imported.dropped.count(REMINDERS, export.reminders.len());
    Ok(imported)
}

/// How often, and how much; a habit that is to be left off is a limit of 0 a day.
fn asked(habit: &Habit, intervals: &[Interval]) -> (Option<Cadence>, Asked) {
    if habit.is_inverse {
        return (Some(Cadence::Day), Asked::AtMost(Amount::ZERO));
    }
    let now = intervals.iter().rfind(|interval| interval.habit_id == habit.id && interval.end_date.is_none());
    let at_least = |times: Option<i64>| match times {
        Some(times @ 2..=1_000_000) => Asked::AtLeast(Amount::whole(times)),
        _ => Asked::Unstated,
    };
    let Some(now) = now else { return (Some(Cadence::Day), Asked::Unstated) };
    match now.kind.as_str() {
        "week" | "weekly" => (Some(Cadence::Week), at_least(now.required_number_of_completions)),
        "month" | "monthly" => (Some(Cadence::Month), at_least(now.required_number_of_completions)),
        _ => (Some(Cadence::Day), at_least(now.required_number_of_completions_per_day)),
    }
}

impl Completion {
    /// The day by the clock of the person.
    fn day(&self) -> Option<Day> {
        let moment = moment(&self.date)?;
        Some(Day::of(shown(moment, self.timezone_offset_in_minutes), chrono::NaiveTime::MIN))
    }

    fn activity(&self, day: Day) -> Option<Activity> {
        let note = recorded_field(&self.note);
        let amount = Amount::whole(self.amount_of_completions.max(0));
        (amount > Amount::ZERO || note.is_some()).then(|| Activity::check(day, amount, note))
    }
}
