//! What is exported, opened by programs that other people wrote.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::documents::python_with;
use crate::harness::Store;
use crate::tools::{find, in_ci, leave_out, needs};

/// A plan and what was done of it, with texts that are hard to write.
fn store() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Publish 52 posts n:52 unit:posts by:2027-11-15 code:gp area:work"]);
    store.ok(&[
        "split",
        "gp",
        "Outline; then, \\ rest code:outl",
        "Write \"it\" code:write after:outl by:2026-12-01",
    ]);
    store.ok(&["add", "Run n:20 unit:km every:week code:run area:health"]);
    store.ok(&[
        "add",
        "Lesen und Schreiben über die Größe der Dinge, und noch etwas mehr davon every:mon,thu code:les",
    ]);
    store.ok(&["add", "Rent every:last-day code:rent by:2027-03-31"]);
    store.ok(&["check", "outl", "run+5.5", "--note", "=in the rain,\nand \"cold\""]);
    store.ok(&["check", "les"]);
    store.at("2026-11-17");
    store.ok(&["check", "run+2"]);
    store.at("2026-11-18");
    store
}

/// What a script of Python prints of a text, as JSON.
fn python(program: &Path, script: &str, text: &str) -> Value {
    let mut command = Command::new(program);
    command.args(["-c", script]).env("PYTHONUTF8", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("Python starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("a JSON document")
}

/// A Python that has a module beside its own; where there is none, the test is left out.
pub(crate) fn needs_python_with(module: &str, package: &str) -> Option<PathBuf> {
    let known = python_with(module);
    assert!(known.is_some() || !in_ci(), "{package} is missing: `.ci/run` installs what the tests need");
    if known.is_none() {
        leave_out(&[package]);
    }
    known
}

#[test]
fn python_reads_the_tables() {
    needs!("python3");
    let script = "import csv, json, sys; print(json.dumps(list(csv.reader(sys.stdin))))";
    let python = |text: &str| python(&find("python3").expect("it is there"), script, text);
    let store = store();
    let rows = python(&store.ok(&["export", "--csv"]));
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 5);
    assert_eq!(
        rows[2],
        json!([
            "2026-11-16",
            "run",
            "Run",
            "",
            "health",
            "5.5",
            "km",
            "'=in the rain,\nand \"cold\"",
            "check"
        ])
    );
    assert_eq!(rows[1][2], "Outline; then, \\ rest");
    let days = python(&store.ok(&["export", "--csv", "--wide"]));
    let les = "Lesen und Schreiben über die Größe der Dinge, und noch etwas mehr davon";
    assert_eq!(days[0], json!(["day", "Outline; then, \\ rest", "Run (km)", les]));
    assert_eq!(days[1], json!(["2026-11-16", "1", "5.5", "1"]));
    assert_eq!(days[2], json!(["2026-11-17", "", "2", ""]));
}

#[test]
fn a_calendar_program_reads_the_feed_and_finds_the_days() {
    let Some(program) = needs_python_with("icalendar, dateutil", "python3-icalendar") else { return };
    let script = "
import json, sys
from datetime import datetime
from dateutil.rrule import rrulestr
from icalendar import Calendar
told = []
for event in Calendar.from_ical(sys.stdin.buffer.read()).walk('VEVENT'):
    day = event['DTSTART'].dt
    rule = event.get('RRULE')
    days = []
    if rule:
        start = datetime(day.year, day.month, day.day)
        days = [str(at.date()) for at, _ in zip(rrulestr(rule.to_ical().decode(), dtstart=start), range(5))]
    told.append([str(event['SUMMARY']), str(day), days])
print(json.dumps(told))";
    let told = python(&program, script, &store().ok(&["export", "--ics"]));
    let les = "Lesen und Schreiben über die Größe der Dinge, und noch etwas mehr davon";
    let expected = json!([
        ["Publish 52 posts", "2027-11-15", []],
        ["Write \"it\"", "2026-12-01", []],
        ["Run", "2026-11-22", ["2026-11-22", "2026-11-29", "2026-12-06", "2026-12-13", "2026-12-20"]],
        [les, "2026-11-16", ["2026-11-16", "2026-11-19", "2026-11-23", "2026-11-26", "2026-11-30"]],
        ["Rent", "2026-11-30", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]],
    ]);
    assert_eq!(told, expected);
}

#[test]
fn taskwarrior_imports_the_tasks() {
    needs!("task");
    let store = store();
    let (data, rc, file) = ("tasks", "taskrc", "tasks.json");
    let path = |name: &str| store.home().join(name);
    std::fs::create_dir(path(data)).expect("a folder");
    let rules = format!("data.location={}\nconfirmation=no\nverbose=nothing\n", path(data).display());
    std::fs::write(path(rc), rules).expect("its settings");
    store.ok(&["export", "--taskwarrior", path(file).to_str().expect("a path")]);
    let task = |args: &[&str]| {
        let output = Command::new("task").args(args).env("TASKRC", path(rc)).output().expect("it starts");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    task(&["import", path(file).to_str().expect("a path")]);
    let told: Vec<Value> = serde_json::from_str(&task(&["export"])).expect("tasks");
    let find = |name: &str, status: &str| {
        let found = told.iter().filter(|it| it["description"] == name && it["status"] == status);
        found.collect::<Vec<_>>()
    };
    let [outline] = find("Outline; then, \\ rest", "completed")[..] else { panic!("{told:#?}") };
    let [write] = find("Write \"it\"", "pending")[..] else { panic!("{told:#?}") };
    assert_eq!(write["depends"], json!([outline["uuid"]]));
    assert_eq!(write["project"], "Publish 52 posts");
    let [repeat] = find("Run", "recurring")[..] else { panic!("{told:#?}") };
    assert_eq!(repeat["recur"], "weekly");
    let done = find("Run", "completed");
    assert_eq!(done.len(), 2);
    assert!(done.iter().all(|done| done["parent"] == repeat["uuid"]), "{done:#?}");
    let notes: Vec<&str> =
        done.iter().map(|done| done["annotations"][0]["description"].as_str().expect("a note")).collect();
    assert_eq!(notes, ["5.5 km: =in the rain, and \"cold\"", "2 km"]);
}
