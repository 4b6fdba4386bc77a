//! Text files of other tools on a store: each comes in whole, adds nothing the second time, and is taken back by `undo`.

use crate::coming_in::{argument, comes_in, comes_into, days, goals};
use crate::harness::Store;

/// A store on Saturday 28 November 2026, after all that the samples tell of, with a goal of one's own.
fn later() -> Store {
    let mut store = Store::new();
    store.at("2026-11-28");
    store.ok(&["add", "A goal of one's own", "every:day", "code:own"]);
    store.ok(&["check", "own"]);
    store
}

fn comes_in_later(path: &str, options: &[&str], counts: &[(&str, u64)]) -> Store {
    let store = later();
    comes_into(&store, path, options, counts);
    store
}

#[test]
fn harsh_and_habitctl() {
    // y 13 times, n 5 times with a note, s once; three days.
    let store = comes_in("harsh", &[], &[("goals", 10), ("check_offs", 13), ("notes", 5), ("skips", 1)]);
    assert_eq!(store.goal("gym")["cadence"], "week");
    assert_eq!(store.goal("gym")["area"], "Health");
    assert_eq!(days(&store, "reading").len(), 3);
    let store = comes_in("habitctl", &[], &[("goals", 4), ("check_offs", 3), ("skips", 1)]);
    assert_eq!(days(&store, "meditate"), [("2018-09-15".to_owned(), 1.0), ("2018-09-16".to_owned(), 1.0)]);
}

#[test]
fn todo_txt() {
    comes_in("todotxt/real-todo.txt", &[], &[("goals", 7)]);
    let store = comes_in("todotxt/real-done.txt", &[], &[("goals", 4), ("check_offs", 4)]);
    let done = store.json(&["log", "--all"]);
    assert!(done.to_string().contains("2020-09-11"), "{done}");
    // Two done and one that repeats.
    let store = later();
    let (todo, done) = (argument("todotxt/todo.txt"), argument("todotxt/done.txt"));
    store.ok(&["import", &todo, &done]);
    assert_eq!(goals(&store).len(), 3);
    let again = store.ok(&["import", &todo, &done]);
    assert!(again.contains("Nothing in it is new"), "{again}");
    let one = store.ok(&["import", &done]);
    assert!(one.contains("Nothing in it is new"), "either file alone is known too: {one}");
}

#[test]
fn taskwarrior() {
    comes_in_later("taskwarrior/taskwarrior-2.6.2-export.json", &[], &[("goals", 5), ("check_offs", 1)]);
    let counts = [("goals", 4), ("check_offs", 3), ("skips", 1)];
    let store = comes_in_later("taskwarrior/taskwarrior-2.6.2-recurring-export.json", &[], &counts);
    assert_eq!(days(&store, "water"), [("2026-11-27".to_owned(), 1.0)]);
    // What `task` kept of it itself is the same again.
    let (pending, completed) =
        (argument("taskwarrior/pending-2.6.2.data"), argument("taskwarrior/completed-2.6.2.data"));
    let again = store.ok(&["import", &pending, &completed]);
    assert!(again.contains("Nothing in it is new"), "{again}");
    comes_in("taskwarrior/dstask-taskwarrior-export.json", &[], &[("goals", 145), ("check_offs", 99)]);
}

#[test]
fn markdown() {
    // Two are done on no day, the 28th is taken; one time of a repeat.
    let store = comes_in_later("markdown/gfm-tasks.md", &[], &[("goals", 6), ("check_offs", 3)]);
    let mut tomorrow = store;
    tomorrow.at("2026-11-29");
    let again = tomorrow.ok(&["import", &argument("markdown/gfm-tasks.md")]);
    assert!(again.contains("Nothing in it is new"), "on another day nothing was done again: {again}");
    let counts = [("goals", 38), ("check_offs", 3), ("archived", 2)];
    comes_in_later("markdown/obsidian-tasks-formats.md", &[], &counts);
}

#[test]
fn org() {
    comes_in_later("org/habits.org", &[], &[("goals", 4), ("check_offs", 4)]);
    let counts = [("goals", 4), ("check_offs", 3), ("skips", 1), ("archived", 1)];
    let store = comes_in_later("org/real-like-habits.org", &[], &counts);
    assert_eq!(days(&store, "morning"), [("2026-11-18".to_owned(), 1.0), ("2026-11-20".to_owned(), 1.0)]);
    comes_in("org/other-tool-habits.org", &[], &[("goals", 5), ("check_offs", 34)]);
    // What was done since comes to what came in before.
    let store = later();
    store.ok(&["import", &argument("org/before.org")]);
    let told = store.json(&["import", &argument("org/habits.org")]);
    assert_eq!(told["new"]["goals"], 0, "{told}");
    assert_eq!(told["new"]["check_offs"], 4, "{told}");
}

#[test]
fn calendars() {
    comes_in_later("ical/thunderbird-vtodo.ics", &[], &[("goals", 2), ("check_offs", 1)]);
    comes_in("ical/rfc5545-vtodo.ics", &[], &[("goals", 1)]);
    comes_in_later("ical/goals-feed-synthetic.ics", &[], &[("goals", 1), ("check_offs", 1)]);
}

#[test]
fn trello() {
    let board = "trello/board-2026-trimmed-anonymised.json";
    let store = later();
    let asked = store.refused(1, &["import", &argument(board)], "three things may say that a card is done");
    assert!(asked.err.contains("--lists-as state"), "{asked:?}");
    // Three cards, two checklists of the first, sixteen items; a card and an item are done, a card is put away. What is
    // done and has open items below it is closed.
    let counts = [("goals", 21), ("check_offs", 1), ("finished", 1), ("archived", 1)];
    comes_in(board, &["--lists-as", "parent"], &counts);
    comes_in(board, &["--lists-as", "state"], &counts);
}

#[test]
fn google_tasks_and_taskbook() {
    comes_in("google-tasks/Tasks.json", &[], &[("goals", 6)]);
    comes_in("taskbook/storage.json", &[], &[("goals", 12), ("archived", 1)]);
    comes_in("taskbook/storage.json", &["--undated", "today"], &[("goals", 12), ("check_offs", 1)]);
}

#[test]
fn a_moment_belongs_to_the_day_before_until_the_day_starts() {
    let store = later();
    store.ok(&["config", "day-start", "04:00"]);
    let task = "[{\"uuid\":\"a\",\"description\":\"Call Ann\",\"status\":\"completed\",\"end\":\"20261117T013000Z\",\
                \"due\":\"20261120T000000Z\"}]";
    let file = store.home().join("tasks.json");
    std::fs::write(&file, task).expect("a file");
    store.ok(&["import", file.to_str().expect("a path")]);
    assert_eq!(days(&store, "call"), [("2026-11-16".to_owned(), 1.0)]);
    assert_eq!(store.json(&["show", "call"])["goal"]["by"], "2026-11-20", "a deadline is a date");
}

#[test]
fn a_file_of_another_kind_or_cut_off_is_told_and_nothing_is_written() {
    let store = later();
    let journal = store.journal();
    let whole = |path: &str| std::fs::read(argument(path)).expect("a sample");
    let cut = |path: &str| {
        let bytes = whole(path);
        bytes[..bytes.len() * 2 / 3].to_vec()
    };
    let each: [(&str, Vec<u8>, &str); 8] = [
        (
            "tasks.json",
            cut("taskwarrior/taskwarrior-2.6.2-export.json"),
            "line 7: it ends before its JSON does",
        ),
        ("board.json", cut("trello/board-2026-trimmed-anonymised.json"), "it ends before its JSON does"),
        ("Tasks.json", cut("google-tasks/Tasks.json"), "it ends before its JSON does"),
        ("storage.json", cut("taskbook/storage.json"), "it ends before its JSON does"),
        ("tasks.ics", cut("ical/thunderbird-vtodo.ics"), "it has no END:VTODO"),
        ("events.ics", whole("ical/recurrence.ics"), "it holds events, and no tasks"),
        ("pending.data", b"\0GITCRYPT\0abc".to_vec(), "encrypted by git-crypt"),
        ("empty", Vec::new(), "is empty"),
    ];
    for (name, bytes, what) in each {
        let file = store.home().join(name);
        std::fs::write(&file, bytes).expect("a file");
        store.refused(65, &["import", file.to_str().expect("a path")], what);
    }
    let letter = store.home().join("letter.txt");
    std::fs::write(&letter, "Dear Ann,\nthe party was nice.\n").expect("a file");
    store.refused(65, &["import", letter.to_str().expect("a path")], "is of no kind that goals knows");
    assert_eq!(store.journal(), journal);
}
