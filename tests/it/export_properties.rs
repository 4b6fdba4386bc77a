//! What each form of `export` carries, of whatever store: read back by small readers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use goals::domain::input::goal_line::{Tick, outline};
use goals::domain::judge::judge::Judge;
use goals::domain::model::change::Change;
use goals::domain::model::goal::{Bound, Goal};
use goals::domain::model::goal_field::GoalField;
use goals::domain::model::state::State;
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};
use goals::interop::export::chosen::Chosen;
use goals::interop::export::table::{Mark, Texts};
use goals::interop::export::taskwarrior::Clock;
use goals::interop::export::{
    csv_long, csv_wide, ics, loop_habits, markdown, obsidian, org, taskwarrior, todotxt,
};
use goals::interop::tables::formula::{protected, unprotected};
use goals::journal::fold::Entries;
use goals::journal::format::entry::{Entry, Recorded};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::properties::{cases, entries};
use crate::state::day;

/// Texts that some form would take for something else.
fn a_nasty_text() -> impl Strategy<Value = String> {
    let nasty = vec![
        "=1+2",
        "+49",
        "-5",
        "@ann",
        "'=x",
        "''",
        "x 2026-01-01 done",
        "(A) first",
        "2026-01-01 day",
        "a,b;c\\d",
        "\"quoted\"",
        "* star",
        "# head",
        "- [x] box",
        "[#A] now",
        ":tag:",
        "due:2020-01-01",
        "+plus @at",
        "📅 2020-01-01",
        "🔁 every day",
        "⛔ x",
        "END:VEVENT",
        "#+BEGIN_SRC",
        ":END:",
        "|",
        "Größe",
        "日本語",
        "a / b",
        "a.b",
        "%s",
        "\u{1b}[31m",
        "\u{202e}",
        "n:3 every:day",
    ];
    prop_oneof![
        select(nasty.clone()).prop_map(str::to_owned),
        vec(select(nasty), 2..4).prop_map(|all| all.join(" "))
    ]
}

/// The same with line breaks, as notes may have them.
fn a_nasty_note() -> impl Strategy<Value = String> {
    (a_nasty_text(), select(vec!["", "\n", "\r\n", "\t", "\n\n* "]), a_nasty_text())
        .prop_map(|(before, gap, behind)| format!("{before}{gap}{behind}"))
}

/// A store whose goals have nasty titles, areas, reasons and notes.
fn a_store() -> impl Strategy<Value = State> {
    let titles = vec(a_nasty_text(), 4);
    let notes = vec((1_u64..5, 0_i64..30, a_nasty_note()), 0..4);
    (entries(), titles, notes, Just(())).prop_map(|(mut all, titles, notes, ())| {
        let mut next = all.len();
        let mut add = |change: Change| {
            next += 1;
            let id = EntryId(u128::try_from(next).expect("a small number"));
            let at = "2026-11-16T12:00:00.000+00:00".to_owned();
            let entry = Entry { id, at, by: None, of: None, did: vec![change] };
            all.push(Recorded { entry, device: "one".to_owned() });
        };
        for (bits, title) in (1..).zip(titles) {
            let fields = vec![GoalField::Title(title.parse().expect("a title"))];
            add(Change::Set { goal: GoalId::from_bits(bits), day: day("2026-11-16"), fields });
        }
        for (bits, days, note) in notes {
            let (goal, day) = (GoalId::from_bits(bits), day("2026-11-10").plus(days));
            add(Change::Check { goal, day, n: Amount::ONE, note: Some(note) });
        }
        Entries::new(all).state()
    })
}

const TODAY: &str = "2026-12-02";

/// The goals that programs for looking at are told of.
fn is_told(judge: &Judge<'_>, goal: &Goal) -> bool {
    let status = format!("{:?}", judge.status(goal));
    let is_limit = matches!(judge.schedule(goal).bound, Some(Bound::AtMost(_) | Bound::Any));
    let tree = &judge.state.tree;
    status != "Ended" && !is_limit && !tree.is_archived(goal.id) && !tree.was_archived(goal.id, judge.today)
}

fn goals<'w>(judge: &Judge<'w>) -> Vec<&'w Goal> {
    judge.state.tree.in_order().into_iter().map(|id| judge.state.tree.goal(id).expect("a goal")).collect()
}

/// One blank for all white space and controls, as a line has it.
fn folded(text: &str) -> String {
    let gap = |c: char| c.is_whitespace() || c.is_control();
    text.split(gap).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Without the characters that part signs from what they would mean.
fn bare(text: &str) -> String {
    text.replace('\u{200b}', "")
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(ToOwned::to_owned).collect()).collect()
}

fn midnight(day: Day) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("{day}T00:00:00+00:00")).expect("a moment").to_utc()
}

/// The days on which something was done in a goal.
fn days_done(judge: &Judge<'_>, goal: &Goal) -> Vec<String> {
    let days = judge.state.activity.goal_days(goal.id).days(Day::FIRST, judge.today);
    days.map(|(day, _)| day.to_string()).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_protected_text_begins_no_formula_and_comes_back(text in a_nasty_note()) {
        let cell = protected(&text);
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        prop_assert_eq!(unprotected(&cell), text.as_str());
    }

    #[test]
    fn a_long_table_carries_every_amount_note_and_title(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let text = csv_long::write(&Chosen::new(&judge, None, None, Day::FIRST), Texts::Protected, Mark::None);
        let rows = rows(&text);
        prop_assert_eq!(&rows[0], &csv_long::HEADER.map(ToOwned::to_owned).to_vec());
        let mut sums: BTreeMap<(String, String), Amount> = BTreeMap::new();
        let mut notes = BTreeSet::new();
        // An archived goal may have had the code that another one has now.
        let named = |goal: &&Goal| (state.tree.code(goal.id).to_string(), without_controls(goal.title.as_str()));
        let titles: BTreeSet<(String, String)> = goals(&judge).iter().map(named).collect();
        for row in &rows[1..] {
            if row[8] == "check" {
                let amount: Amount = row[5].parse().expect("an amount, as it is");
                let sum = sums.entry((row[1].clone(), row[0].clone())).or_default();
                *sum = *sum + amount;
            }
            if !row[7].is_empty() {
                notes.insert(unprotected(&row[7]).to_owned());
            }
            let named = (row[1].clone(), unprotected(&row[2]).to_owned());
            prop_assert!(row[8] == "win" || titles.contains(&named), "{:?}", row);
        }
        let mut expected: BTreeMap<(String, String), Amount> = BTreeMap::new();
        for goal in goals(&judge) {
            let code = state.tree.code(goal.id).to_string();
            let days = state.activity.goal_days(goal.id);
            for (day, _) in days.records(Day::FIRST, Day::LAST) {
                let sum = expected.entry((code.clone(), day.to_string())).or_default();
                *sum = *sum + days.raw(day);
            }
        }
        sums.retain(|_, sum| *sum != Amount::ZERO);
        expected.retain(|_, sum| *sum != Amount::ZERO);
        prop_assert_eq!(sums, expected);
        for done in state.done() {
            if let Some(note) = &done.note {
                prop_assert!(notes.contains(&without_controls(note)) || without_controls(note).is_empty(), "{:?}", note);
            }
        }
    }

    #[test]
    fn a_wide_table_carries_each_days_sum_or_skip(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let text = csv_wide::write(&Chosen::new(&judge, None, None, Day::FIRST), Texts::Raw, Mark::None);
        let rows = rows(&text);
        let mut told = 0;
        for row in &rows[1..] {
            told += row[1..].iter().filter(|cell| !cell.is_empty()).count();
        }
        let mut expected = 0;
        for goal in goals(&judge) {
            let days = state.activity.goal_days(goal.id);
            let done: BTreeSet<Day> = days.days(Day::FIRST, Day::LAST).map(|(day, _)| day).collect();
            let read = days.readings(Day::LAST).map(|(day, _)| day);
            let skipped = days.skipped().map(|(day, _)| day);
            expected += done.into_iter().chain(read).chain(skipped).collect::<BTreeSet<_>>().len();
        }
        prop_assert_eq!(told, expected);
        let days: Vec<Day> = rows[1..].iter().map(|row| row[0].parse().expect("a day")).collect();
        prop_assert!(days.windows(2).all(|pair| pair[0].next() == pair[1]), "a row for each day");
    }

    #[test]
    fn the_plan_in_markdown_reads_as_the_plan(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let text = markdown::write(&Chosen::new(&judge, None, None, Day::FIRST));
        let lines = outline(text.lines());
        prop_assert!(lines.is_ok(), "{:?} in {}", lines, text);
        let lines = lines.expect("goal lines");
        let planned: Vec<&Goal> = goals(&judge).into_iter().filter(|goal| {
            let done = format!("{:?}", judge.status(goal)) == "Done";
            let tree = &state.tree;
            let closed = goal_is_closed(&judge, goal);
            !tree.is_archived(goal.id) && !tree.was_archived(goal.id, judge.today) && (done || !closed)
        }).collect();
        prop_assert_eq!(lines.len(), planned.len(), "{}", text);
        for (line, goal) in lines.iter().zip(&planned) {
            let spec = &line.spec;
            prop_assert_eq!(&spec.title, &goal.title);
            prop_assert_eq!(spec.fields.code(), Some(&state.tree.code(goal.id)));
            let repeats = judge.cadence(goal).repeats();
            prop_assert_eq!(spec.tick == Tick::Done, !repeats && judge.done_on(goal).is_some());
            let above = line.parent.map(|at| planned[at].id);
            let ids: BTreeSet<GoalId> = planned.iter().map(|goal| goal.id).collect();
            let nearest = std::iter::successors(goal.parent(), |id| state.tree.goal(*id)?.parent());
            prop_assert_eq!(above, nearest.into_iter().find(|id| ids.contains(id)));
        }
    }

    #[test]
    fn a_calendar_has_well_formed_events_of_what_is_due(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let feed = ics::write(&Chosen::new(&judge, None, None, Day::FIRST), midnight(judge.today));
        prop_assert!(feed.ends_with("END:VCALENDAR\r\n"));
        prop_assert!(feed.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let unfolded = feed.replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        let is_property = |line: &&str| line.is_empty() || line.split_once(':').is_some_and(|(name, _)| {
            name.split(';').next().is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'))
        });
        prop_assert!(lines.iter().all(is_property), "{}", unfolded);
        prop_assert_eq!(lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(), lines.iter().filter(|line| **line == "END:VEVENT").count());
        for goal in goals(&judge).into_iter().filter(|goal| is_told(&judge, goal)) {
            let is_due = !judge.cadence(goal).repeats() && goal.by.is_some() && judge.done_on(goal).is_none();
            if is_due {
                let uid = format!("UID:{}@goals.invalid", goal.id);
                let at = lines.iter().position(|line| *line == uid);
                prop_assert!(at.is_some(), "{} in {}", uid, unfolded);
                let day = goal.by.expect("a deadline").to_string().replace('-', "");
                prop_assert_eq!(lines[at.expect("an event") + 2], format!("DTSTART;VALUE=DATE:{day}"));
            }
        }
        let summaries: BTreeSet<String> = lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).map(|text| {
            text.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        }).collect();
        let titles: BTreeSet<String> = goals(&judge).iter().map(|goal| folded(goal.title.as_str())).collect();
        prop_assert!(summaries.is_subset(&titles), "{:?} {:?}", summaries, titles);
    }

    #[test]
    fn taskwarrior_is_told_every_day_on_which_a_repeat_was_done(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let clock = Clock { now: midnight(judge.today), midnight: &midnight };
        let text = taskwarrior::write(&Chosen::new(&judge, None, None, Day::FIRST), &clock).expect("tasks");
        let tasks: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a JSON array");
        let uuids: BTreeSet<&str> = tasks.iter().map(|task| task["uuid"].as_str().expect("a uuid")).collect();
        prop_assert_eq!(uuids.len(), tasks.len(), "each has an identity of its own");
        for task in &tasks {
            for other in task["depends"].as_array().into_iter().flatten().chain(task.get("parent")) {
                prop_assert!(uuids.contains(other.as_str().expect("a uuid")));
            }
        }
        for goal in goals(&judge).into_iter().filter(|goal| is_told(&judge, goal) && judge.cadence(goal).repeats()) {
            let title = folded(goal.title.as_str());
            let done = days_done(&judge, goal);
            let parent = tasks.iter().find(|task| task["description"] == *title && task["status"] == "recurring" && {
                let ends: Vec<String> = tasks.iter().filter(|child| child["parent"] == task["uuid"])
                    .map(|child| child["end"].as_str().expect("an end").replace("T120000Z", "")).collect();
                ends == done.iter().map(|day| day.replace('-', "")).collect::<Vec<_>>()
            });
            prop_assert!(parent.is_some() || done.is_empty(), "{} {:?} in {}", title, done, text);
        }
    }

    #[test]
    fn plain_lists_have_a_line_for_each_task_and_none_that_a_text_began(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let chosen = Chosen::new(&judge, None, None, Day::FIRST);
        let told: Vec<&Goal> = goals(&judge).into_iter().filter(|goal| is_told(&judge, goal)).collect();
        let repeats = |goal: &&&Goal| judge.cadence(goal).repeats();
        let times: usize = told.iter().filter(repeats).map(|goal| days_done(&judge, goal).len()).sum();
        let todo = todotxt::write(&chosen);
        prop_assert_eq!(todo.lines().count(), told.len() + times, "{}", todo);
        let begins = |line: &str| line.strip_prefix("x ").unwrap_or(line).get(..10).is_some_and(|day| day.parse::<Day>().is_ok());
        prop_assert!(todo.lines().all(begins), "{}", todo);
        let tasks = obsidian::write(&chosen);
        prop_assert_eq!(tasks.lines().count(), told.len() + times, "{}", tasks);
        let is_task = |line: &str| line.trim_start().starts_with("- [ ] ") || line.trim_start().starts_with("- [x] ");
        prop_assert!(tasks.lines().all(is_task), "{}", tasks);
        let headings = org::write(&chosen);
        let found: Vec<&str> = headings.lines().filter(|line| line.starts_with('*')).collect();
        prop_assert_eq!(found.len(), told.len(), "{}", headings);
        for (heading, goal) in found.iter().zip(&told) {
            let text = heading.trim_start_matches('*').trim_start();
            let title = text.strip_prefix("TODO ").or_else(|| text.strip_prefix("DONE "));
            prop_assert_eq!(title.map(bare), Some(folded(goal.title.as_str())));
        }
        let logged = headings.lines().filter(|line| line.starts_with("- State \"DONE\"")).count();
        prop_assert_eq!(logged, times, "{}", headings);
        let begins = |line: &str| {
            ["#+", "*", ":", "  ", "- State \"DONE\" ", "CLOSED: ", "DEADLINE: ", "SCHEDULED: "].iter().any(|mark| line.starts_with(mark)) || line.is_empty()
        };
        prop_assert!(headings.lines().all(begins), "{}", headings);
        prop_assert_eq!(headings.matches(":PROPERTIES:\n").count(), told.len(), "{}", headings);
    }

    #[test]
    fn loop_is_told_every_day_amount_skip_and_limit_of_what_repeats(state in a_store()) {
        let judge = Judge::new(&state, day(TODAY));
        let files = loop_habits::write(&Chosen::new(&judge, None, None, Day::FIRST));
        let habits = rows(&files[0].1);
        prop_assert_eq!(habits.len(), files.len(), "a folder for each habit");
        let repeating = goals(&judge).into_iter().filter(|goal| judge.cadence(goal).repeats());
        let mut habits = habits[1..].iter().zip(&files[1..]);
        let mut next = habits.next();
        for goal in repeating {
            let Some((row, (path, text))) = next else { continue };
            let days = state.activity.goal_days(goal.id);
            let has_days = days.days(Day::FIRST, Day::LAST).next().is_some();
            if row[1] != folded(goal.title.as_str()) {
                prop_assert!(!has_days, "{} has days, and is no habit", goal.title);
                continue;
            }
            prop_assert!(path.starts_with(&row[0]) && path.is_ascii() && path.matches('/').count() == 1, "{}", path);
            let is_most = matches!(judge.schedule(goal).bound, Some(Bound::AtMost(_)));
            prop_assert_eq!(row[9] == "AT_MOST", is_most);
            let values: BTreeMap<String, String> = rows(text)[1..].iter().map(|row| (row[0].clone(), row[1].clone())).collect();
            for (day, sum) in days.days(Day::FIRST, Day::LAST) {
                let expected = if row[2] == "YES_NO" { "YES_MANUAL".to_owned() } else { sum.thousandths().max(4).to_string() };
                prop_assert_eq!(values.get(&day.to_string()), Some(&expected));
                prop_assert!(row[2] == "NUMERICAL" || sum == Amount::ONE);
            }
            for day in days.skipped().map(|(day, _)| day) {
                let done = days.sum(day) > Amount::ZERO;
                prop_assert!(done || values.get(&day.to_string()).is_some_and(|value| value == "SKIP"));
            }
            next = habits.next();
        }
        prop_assert!(next.is_none(), "each habit is a goal");
    }
}

/// Whether a goal or one above it was closed by hand by today.
fn goal_is_closed(judge: &Judge<'_>, goal: &Goal) -> bool {
    let tree = &judge.state.tree;
    let mut line = std::iter::successors(Some(goal.id), |id| tree.goal(*id)?.parent());
    line.any(|id| tree.goal(id).and_then(|goal| judge.finished(goal)).is_some())
}
