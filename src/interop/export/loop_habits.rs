//! Repeating goals as Loop Habit Tracker writes its habits since 2.3: a table of them, and a folder for each with a
//! table of its days.

use std::collections::BTreeMap;

use super::chosen::Chosen;
use super::table::{Mark, Table, Texts};
use super::text::one_line;
use crate::domain::model::activity::Activity;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::mark::stands_for_children;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

const HABITS: [&str; 12] = [
    "Position",
    "Name",
    "Type",
    "Question",
    "Description",
    "FrequencyNumerator",
    "FrequencyDenominator",
    "Color",
    "Unit",
    "Target Type",
    "Target Value",
    "Archived?",
];

const DAYS: [&str; 3] = ["Date", "Value", "Notes"];

/// Loop's own, one after the other.
const COLOURS: [&str; 8] =
    ["#D32F2F", "#E64A19", "#F57C00", "#AFB42B", "#388E3C", "#00897B", "#0288D1", "#303F9F"];

/// So many characters of a name its folder has at most.
const LONGEST_NAME: usize = 100;

/// How a habit is kept: done or not, or a number.
enum Kind {
    YesOrNo,
    Number(Bound),
}

/// A day's value as Loop writes it.
enum Value {
    Yes,
    Skip,
    Number(Amount),
    /// Nothing was done, and something was noted.
    Nothing,
}

/// The files, each with its path and its text.
pub fn write(chosen: &Chosen<'_>) -> Vec<(String, String)> {
    let goals = chosen.goals().iter().copied().filter(|goal| is_habit(chosen, goal));
    let mut habits = Table::new(Texts::Raw, Mark::None);
    habits.header(&HABITS);
    let mut files = Vec::new();
    let notes = notes(chosen);
    for (position, goal) in (1..).zip(goals) {
        let kind = kind(chosen, goal);
        row(&mut habits, chosen, goal, &kind, position);
        let path = format!("{}/Checkmarks.csv", folder(position, goal.title.as_str()));
        files.push((path, days(chosen, goal, &kind, notes.get(&goal.id))));
    }
    files.insert(0, ("Habits.csv".to_owned(), habits.into_text()));
    files
}

/// What repeats, but for what others stand for and was never done itself.
fn is_habit(chosen: &Chosen<'_>, goal: &Goal) -> bool {
    let judge = chosen.judge;
    chosen.repeats(goal) && (!stands_for_children(judge, goal) || chosen.was_ever_done(goal))
}

/// Done or not, where no day ever counted more than once.
fn kind(chosen: &Chosen<'_>, goal: &Goal) -> Kind {
    let schedule = chosen.judge.schedule(goal);
    let bound = schedule.bound();
    let mut days = chosen.judge.state.activity.goal_days(goal.id).days(Day::FIRST, Day::LAST);
    let once_a_day = days.all(|(_, sum)| sum == Amount::ONE);
    let times = match bound {
        Bound::AtLeast(target) => target,
        Bound::AtMost(_) | Bound::Any => return Kind::Number(bound),
    };
    let Frequency { times: listed, days: length } = frequency(chosen.judge.cadence(goal));
    let fits = times == Amount::ONE || (listed == 1 && length > 1 && times.is_whole());
    if schedule.unit.is_none() && once_a_day && fits { Kind::YesOrNo } else { Kind::Number(bound) }
}

/// So many times in so many days.
struct Frequency {
    times: i64,
    days: i64,
}

fn frequency(cadence: Cadence) -> Frequency {
    let of = |times: u32, days: i64| Frequency { times: times.into(), days };
    match cadence {
        Cadence::Once | Cadence::Day => of(1, 1),
        Cadence::On(days) => of(days.count(), 7),
        Cadence::OnDates(days) => of(days.count(), 30),
        Cadence::Week => of(1, 7),
        Cadence::Month => of(1, 30),
        Cadence::Quarter => of(1, 91),
        Cadence::Year => of(1, 365),
        Cadence::Window(days) => of(1, days.into()),
        Cadence::Weeks(count) => of(1, i64::from(count) * 7),
        Cadence::Months(count) => of(1, i64::from(count) * 30),
    }
}

fn row(habits: &mut Table, chosen: &Chosen<'_>, goal: &Goal, kind: &Kind, position: usize) {
    let schedule = chosen.judge.schedule(goal);
    let Frequency { times, days } = frequency(chosen.judge.cadence(goal));
    // A number is asked for once in so many days: what is listed days' is added up.
    let often = match (kind, schedule.bound()) {
        (Kind::YesOrNo, Bound::AtLeast(target)) if times == 1 && days > 1 => target.thousandths() / 1000,
        (Kind::YesOrNo, _) => times,
        (Kind::Number(_), _) => 1,
    };
    let colour = COLOURS.get(position % COLOURS.len()).unwrap_or(&"#388E3C");
    habits.plain(&format!("{position:03}")).text(&one_line(goal.title.as_str()));
    habits.plain(if matches!(kind, Kind::YesOrNo) { "YES_NO" } else { "NUMERICAL" });
    habits.text("").text(&goal.why.as_deref().map(one_line).unwrap_or_default());
    habits.plain(&often.min(days)).plain(&days).plain(*colour);
    match kind {
        Kind::YesOrNo => habits.plain("").plain("").plain(""),
        Kind::Number(bound) => {
            let name = if matches!(bound, Bound::AtMost(_)) { "AT_MOST" } else { "AT_LEAST" };
            habits.text(&schedule.unit.as_deref().map(one_line).unwrap_or_default());
            habits.plain(name).plain(&decimal(bound.number().times(times)))
        }
    };
    let is_archived = chosen.judge.state.tree.is_archived(goal.id) || chosen.judge.closed_on(goal).is_some();
    habits.plain(&is_archived);
    habits.end_row();
}

/// With a point always, as Loop writes numbers: `20.0`.
fn decimal(amount: Amount) -> String {
    if amount.is_whole() { format!("{amount}.0") } else { amount.to_string() }
}

/// `001 Run`: without what a name of a folder might not hold.
fn folder(position: usize, title: &str) -> String {
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-');
    let name: String = one_line(title).chars().filter(is_kept).take(LONGEST_NAME).collect();
    format!("{position:03} {name}").trim().trim_end_matches('.').to_owned()
}

/// The notes of a goal's days.
type Notes<'w> = BTreeMap<Day, Vec<&'w str>>;

fn notes<'w>(chosen: &Chosen<'w>) -> BTreeMap<GoalId, Notes<'w>> {
    let mut notes: BTreeMap<GoalId, Notes<'w>> = BTreeMap::new();
    for done in chosen.records() {
        if let (Activity::Check(goal, _), Some(note)) = (&done.what, done.note.as_deref()) {
            notes.entry(*goal).or_default().entry(done.day).or_default().push(note);
        }
    }
    for goal in chosen.goals() {
        let skips = chosen.judge.state.activity.goal_days(goal.id).standing_skips();
        for (day, skip) in skips.filter(|(day, _)| chosen.since <= *day) {
            if let Some(note) = skip.note.as_deref() {
                notes.entry(goal.id).or_default().entry(day).or_default().push(note);
            }
        }
    }
    notes
}

/// The latest first, only those of which something is known.
fn days(chosen: &Chosen<'_>, goal: &Goal, kind: &Kind, notes: Option<&Notes<'_>>) -> String {
    let activity = chosen.judge.state.activity.goal_days(goal.id);
    let mut days: BTreeMap<Day, Value> =
        notes.into_iter().flat_map(Notes::keys).map(|day| (*day, Value::Nothing)).collect();
    days.extend(activity.standing_skips().map(|(day, _)| (day, Value::Skip)));
    days.extend(activity.days(Day::FIRST, Day::LAST).map(|(day, sum)| match kind {
        Kind::YesOrNo => (day, Value::Yes),
        Kind::Number(_) => (day, Value::Number(sum)),
    }));
    let mut table = Table::new(Texts::Raw, Mark::None);
    table.header(&DAYS);
    for (day, value) in days.range(chosen.since..).rev() {
        let of_day = notes.and_then(|notes| notes.get(day)).map(|notes| one_line(&notes.join(" · ")));
        table.plain(day).plain(&written(value)).text(&of_day.unwrap_or_default());
        table.end_row();
    }
    table.into_text()
}

/// Numbers are thousandths, of which Loop writes the least four as words.
fn written(value: &Value) -> String {
    /// The least number that is told as one.
    const LEAST: i64 = 4;
    match value {
        Value::Yes => "YES_MANUAL".to_owned(),
        Value::Skip => "SKIP".to_owned(),
        Value::Nothing => "NO".to_owned(),
        Value::Number(amount) => amount.thousandths().max(LEAST).to_string(),
    }
}
