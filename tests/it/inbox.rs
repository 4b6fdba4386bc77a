//! The inbox: what its lines mean, and what becomes of the file (SEMANTICS 10.12).

use std::path::PathBuf;

use goals::domain::input::check_word::Ask;
use goals::domain::input::inbox_line::InboxLine;
use proptest::prelude::{prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::harness::{Ran, Store};

/// A store that takes in its inbox, with a daily goal, one that is counted, and one with readings.
fn store() -> Store {
    let mut store = Store::new();
    store.on_device("a");
    store.ok(&["add", "Tea with the kids every:day code:kids"]);
    store.ok(&["add", "Pitch websites n:12 every:week unit:mails code:pitch"]);
    store.ok(&["add", "Weight baseline:82 target:78 code:weight"]);
    store.ok(&["config", "inbox", "on"]);
    store
}

fn path(store: &Store) -> PathBuf {
    store.dir().join("inbox.txt")
}

fn put(store: &Store, text: impl AsRef<[u8]>) {
    std::fs::write(path(store), text).expect("it is written");
}

/// What is left of the inbox; nothing where it is not there.
fn left(store: &Store) -> Option<String> {
    std::fs::read(path(store)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Makes a file one that was last written so many seconds ago.
fn aged(path: &std::path::Path, seconds: u64) {
    let file = std::fs::File::options().write(true).open(path).expect("it is there");
    let then = std::time::SystemTime::now() - std::time::Duration::from_secs(seconds);
    file.set_modified(then).expect("it has a time");
}

/// The hidden files that belong to an inbox.
fn hidden(store: &Store) -> Vec<String> {
    let names =
        std::fs::read_dir(store.dir()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with(".inbox-")).collect()
}

fn done(store: &Store, code: &str) -> Value {
    store.goal(code)["done"].clone()
}

/// The page of today as far as it tells of the inbox.
fn told(store: &Store) -> String {
    let page = store.ok(&["today"]);
    page.split("\n\n").next().filter(|top| top.contains("inbox")).unwrap_or_default().to_owned()
}

fn ran(store: &Store, args: &[&str]) -> Ran {
    let ran = store.run(args);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran
}

/// A line of check-offs.
fn checks(words: &str, on: Option<&str>) -> InboxLine {
    let asks = Ask::all([words]).expect("they can be meant");
    InboxLine::Check { asks, on: on.map(ToOwned::to_owned) }
}

#[test]
fn a_line_is_read_with_its_day_wherever_that_stands() {
    for (line, words, on) in [
        ("kids", "kids", None),
        ("  check kids, pitch+4\t", "kids pitch+4", None),
        ("CHECK kids", "kids", None),
        // A goal may have that code.
        ("check", "check", None),
        ("kids on:yesterday pitch +4", "kids pitch+4", Some("yesterday")),
        ("on:2026-11-17 kids", "kids", Some("2026-11-17")),
        ("kids ON:\"last friday\" pitch", "kids pitch", Some("last friday")),
        ("kids on:„letzten freitag“", "kids", Some("letzten freitag")),
        ("home: bins stairs on:mon", "home:bins home:stairs", Some("mon")),
    ] {
        assert_eq!(InboxLine::read(line), Ok(checks(words, on)), "{line}");
    }
    assert_eq!(InboxLine::read("  "), Ok(InboxLine::Nothing));
    for line in ["kids on:", "kids on:\"last friday", "kids on:mon on:tue", "on:mon", "win on:", "pitch+x"] {
        assert!(InboxLine::read(line).is_err(), "{line}");
    }
    for (line, title, day) in [("win A walk on:mon", "A walk", Some("mon")), ("Win on time", "on time", None)]
    {
        let Ok(InboxLine::Win { win, on }) = InboxLine::read(line) else { panic!("{line} is a win") };
        assert_eq!((win.title().as_str(), on.as_deref()), (title, day), "{line}");
    }
    let Ok(InboxLine::Add(line)) = InboxLine::read("add Call the plumber on:mon by:fri") else {
        panic!("it is a goal")
    };
    // A goal has no such day; as with `goals add` the word stays in its title.
    assert_eq!(line.spec.title.as_str(), "Call the plumber on:mon");
}

proptest! {
    #[test]
    fn any_text_is_a_line_or_refused_whatever_blanks_are_around_it(text in "(win |add |check )?[^\n]{0,40}") {
        let around = format!(" \t{text}  ");
        prop_assert_eq!(InboxLine::read(&around), InboxLine::read(text.trim()));
    }
}

#[test]
fn an_inbox_is_left_alone_until_it_is_turned_on_on_this_machine() {
    let store = store();
    store.ok(&["config", "inbox", "off"]);
    put(&store, "kids\n");
    assert_eq!(told(&store), "");
    store.ok(&["check", "pitch"]);
    assert_eq!((left(&store).as_deref(), done(&store, "kids")), (Some("kids\n"), json!(0)));
    assert_eq!(store.ok(&["config", "inbox"]), "off\n");
    let on = ran(&store, &["config", "inbox", "ON"]);
    assert!(on.err.contains("inbox.txt is taken in by `goals today`"), "{on:?}");
    assert!(on.out.contains("on one machine alone"), "{on:?}");
    assert_eq!(store.ok(&["config", "inbox"]), "on\n");
    assert_eq!(told(&store), "From the inbox: kids.");
    // It is no setting of the store, which other machines share.
    assert!(!store.journal().concat().contains("config"), "{:?}", store.journal());
    store.refused(2, &["config", "inbox", "yes"], "`inbox` does not take `yes`");
    store.refused(2, &["config", "inbox", "on", "off"], "`inbox` takes one value");
}

#[test]
fn another_store_of_the_machine_has_an_inbox_of_its_own() {
    let store = store();
    let other = store.home().join("other");
    let other = other.to_str().expect("a path");
    store.ok(&["--dir", other, "add", "Bins every:week code:bins"]);
    std::fs::write(store.home().join("other/inbox.txt"), "bins\n").expect("it is written");
    assert_eq!(store.ok(&["--dir", other, "config", "inbox"]), "off\n");
    store.ok(&["config", "stores", other]);
    assert!(!store.ok(&["today", "--all-stores"]).contains("From the inbox"));
    store.ok(&["--dir", other, "config", "inbox", "on"]);
    put(&store, "kids\n");
    let page = store.ok(&["today", "--all-stores"]);
    assert!(page.contains("From the inbox: kids.") && page.contains("From the inbox: bins."), "{page}");
    assert_eq!(store.json(&["--dir", other, "today", "--all"])["goals"][0]["done"], 1);
}

#[test]
fn a_check_off_in_another_store_takes_in_the_inbox_there() {
    let store = store();
    let other = store.home().join("other");
    let other = other.to_str().expect("a path");
    store.ok(&["--dir", other, "add", "Bins n:3 every:week code:bins"]);
    store.ok(&["--dir", other, "config", "inbox", "on"]);
    store.ok(&["config", "stores", other]);
    std::fs::write(store.home().join("other/inbox.txt"), "bins\n").expect("it is written");
    store.ok(&["check", "bins"]);
    assert_eq!(store.json(&["--dir", other, "today", "--all"])["goals"][0]["done"], 2);
}

#[test]
fn lines_are_what_check_win_and_add_take() {
    let store = store();
    put(
        &store,
        "kids\npitch+4\nCheck pitch +2, weight=80,5\nwin Fixed the gate area:home\nADD Call the plumber by:fri \
         code:call\ncall\n",
    );
    assert_eq!(
        told(&store).replace("\n    ", " "),
        "From the inbox: kids, pitch +6, weight =80.5, the win “Fixed the gate”, the goal “Call the plumber”, call."
    );
    assert_eq!(left(&store), None);
    assert_eq!(done(&store, "pitch"), 6);
    assert_eq!(done(&store, "weight"), 80.5);
    let today = store.json(&["today"]);
    let home =
        today["done_today"].as_array().expect("a list").iter().find(|it| it["area"] == "home").cloned();
    assert_eq!(home.expect("a win")["title"], "Fixed the gate");
    // Each line stood on what came before it: the goal was there when it was checked off.
    assert_eq!(store.json(&["show", "call"])["goal"]["state"], "done");
}

#[test]
fn a_line_is_for_the_day_on_which_it_is_taken_in_or_the_one_it_names() {
    let mut store = store();
    put(&store, "pitch on:yesterday\npitch+2\nwin Slept on:\"last friday\"\nkids ON:2026-11-16\n");
    store.at("2026-11-19T08:00:00+01:00");
    let told = told(&store);
    assert!(told.starts_with("From the inbox: pitch on Wed 18 Nov, pitch +2, the win “Slept”"), "{told}");
    let log = store.json(&["log", "--all"]);
    let mut days: Vec<(String, String)> = log["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|it| {
            (it["day"].as_str().expect("a day").to_owned(), it["title"].as_str().expect("a title").to_owned())
        })
        .collect();
    days.sort();
    let days: Vec<(&str, &str)> = days.iter().map(|(day, title)| (day.as_str(), title.as_str())).collect();
    assert_eq!(
        days,
        [
            ("2026-11-13", "Slept"),
            ("2026-11-16", "Tea with the kids"),
            ("2026-11-18", "Pitch websites"),
            ("2026-11-19", "Pitch websites")
        ]
    );
}

#[test]
fn what_can_not_be_taken_in_stays_with_its_reason_and_the_rest_is_taken() {
    let store = store();
    put(
        &store,
        "kdis\nkids\npitch+0\nwin\nadd\nwin Rest area:\nkids --on yesterday\nwin Foo --area home\nkids on:tomorrow\nkids on:\nkid\nweight\n",
    );
    let page = told(&store);
    assert!(
        page.starts_with("From the inbox: kids.\n11 lines stay in the inbox; correct them in "),
        "{page}"
    );
    assert!(page.contains("\n  `kdis`: no goal has the code `kdis`; did you mean `kids`?"), "{page}");
    assert!(page.ends_with("\n  and 8 more"), "{page}");
    let inbox = left(&store).expect("it is there");
    let lines: Vec<&str> = inbox.lines().collect();
    assert_eq!(lines.len(), 11, "{inbox}");
    assert_eq!(lines[0], "kdis  # goals: no goal has the code `kdis`; did you mean `kids`?");
    for (line, begins) in lines.iter().zip([
        "kdis  # goals: no goal has the code",
        "pitch+0  # goals: what is added is above 0",
        "win  # goals: `win` says what, as in `win Fixed the gate`",
        "add  # goals: `add` says what, as in `add Call the plumber`",
        "win Rest area:  # goals: `area:`: nothing stands behind the colon",
        "kids --on yesterday  # goals: `--on` is an option, and a line has none",
        "win Foo --area home  # goals: `--area` is an option",
        "kids on:tomorrow  # goals: Thursday 19 November 2026 has not come yet",
        "kids on:  # goals: `on:` says which day",
        // Codes in full: a phone is no terminal.
        "kid  # goals: no goal has the code `kid`",
        "weight  # goals: `weight` takes readings",
    ]) {
        assert!(line.starts_with(begins), "{line} begins with {begins}");
    }
    // Tried again, they are as they were, and no entry is written.
    let (journal, names) = (store.journal(), hidden(&store));
    assert!(told(&store).starts_with("11 lines stay in the inbox"));
    assert_eq!((left(&store), store.journal(), hidden(&store)), (Some(inbox.clone()), journal, names));
    // A changing command tells of what is new alone.
    assert_eq!(ran(&store, &["check", "pitch"]).err, "");
    put(&store, format!("{inbox}nobody\n"));
    let err = ran(&store, &["check", "pitch"]).err;
    assert!(err.starts_with("1 line stays in the inbox") && err.contains("`nobody`"), "{err}");
    // Once it can be meant, it is.
    store.ok(&["add", "Sort things code:kdis"]);
    assert!(told(&store).starts_with("From the inbox: kdis.\n11 lines stay"));
}

#[test]
fn remarks_of_ones_own_stay_and_cost_nothing() {
    let store = store();
    put(&store, "# what Ann did\n\nkids  # after school\n# and Ben\n");
    assert_eq!(told(&store), "From the inbox: kids.");
    assert_eq!(left(&store).as_deref(), Some("# what Ann did\n# and Ben\n"));
    let names = hidden(&store);
    assert_eq!(told(&store), "");
    assert_eq!(hidden(&store), names);
}

#[test]
fn a_line_that_says_nothing_new_is_taken_in_and_the_same_twice_is_meant_twice() {
    let store = store();
    put(&store, "kids\npitch\npitch\nkids\n");
    assert_eq!(told(&store), "From the inbox: kids, pitch +2, kids (done already).");
    let entries = store.journal().len();
    put(&store, "kids\n");
    assert_eq!(told(&store), "From the inbox: kids (done already).");
    assert_eq!((store.journal().len(), left(&store)), (entries, None));
}

#[test]
fn an_undo_takes_all_of_it_back_and_nothing_else_before() {
    let store = store();
    put(&store, "kids\npitch+4\nwin Fixed the gate\n");
    store.ok(&["today"]);
    put(&store, "pitch\n");
    let undone = ran(&store, &["undo"]);
    assert!(undone.out.starts_with("Undone: from the inbox: check off `kids` (+1)"), "{undone:?}");
    assert_eq!(undone.err, "");
    assert_eq!(left(&store).as_deref(), Some("pitch\n"), "what undoes takes nothing in");
    assert!(ran(&store, &["redo"]).out.starts_with("Redone: "));
    assert_eq!(done(&store, "pitch"), 5);
    // What is taken in again after an undo is not there twice.
    assert_eq!(left(&store), None);
}

#[test]
fn every_command_that_changes_something_takes_it_in_before_and_reads_leave_it() {
    for command in [
        "add Run",
        "split pitch 'Write the list'",
        "check pitch",
        "skip kids",
        "plan weight --on tomorrow",
        "win Rested",
        "edit pitch --why money",
        "move weight --under pitch",
        "pause pitch",
        "finish weight",
        "archive weight",
        "template save t pitch",
        "reward add pitch cake",
        "config hints off",
        "next",
        "list",
        "log",
        "prompt",
        "show pitch",
        "streaks",
        "progress",
        "review",
        "config",
        "doctor",
        "undo",
        "export --json",
    ] {
        let store = store();
        put(&store, "pitch+3\n");
        let before = store.journal().len();
        let ran = store.run(&crate::harness::words(command));
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
        let reads =
            ["next", "list", "log", "prompt", "show", "streaks", "progress", "review", "config", "doctor"];
        let leaves = reads.contains(&command)
            || command.starts_with("show")
            || command.starts_with("export")
            || command == "undo";
        assert_eq!(left(&store).is_some(), leaves, "{command}");
        let told = "From the inbox: pitch +3.\n";
        assert_eq!(ran.err.starts_with(told), !leaves, "{command}: {ran:?}");
        // The inbox comes first.
        let line = store.journal().get(before).cloned().unwrap_or_default();
        assert_eq!(line.contains("\"inbox\""), !leaves, "{command}: {line}");
    }
}

#[test]
fn json_tells_of_it() {
    let store = store();
    assert_eq!(store.json(&["today"])["inbox"], Value::Null);
    put(&store, "pitch+4\nkdis\n");
    assert_eq!(
        store.json(&["today"])["inbox"],
        json!({
            "taken": ["pitch +4"],
            "refused": [{"line": "kdis", "why": "no goal has the code `kdis`; did you mean `kids`?"}],
            "not_read": [], "waiting": 0
        })
    );
}

#[test]
fn texts_of_windows_and_of_phones() {
    let store = store();
    put(&store, "\u{feff}kids\r\nkdis\r\npitch\r\n");
    assert!(told(&store).starts_with("From the inbox: kids, pitch.\n1 line stays"));
    assert_eq!(
        left(&store).as_deref(),
        Some("kdis  # goals: no goal has the code `kdis`; did you mean `kids`?\r\n")
    );
    put(&store, b"pitch\ncaf\xe9\nwin Ma\xc3\xb1ana\n");
    assert!(told(&store).starts_with("From the inbox: pitch, the win “Mañana”.\n1 line stays"));
    assert_eq!(std::fs::read(path(&store)).expect("it is there"), b"caf\xe9  # goals: it is no UTF-8 text\n");
    // What is no text at all is not touched: a mark behind a line would make it worse.
    let wide: Vec<u8> = "kids\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    put(&store, &wide);
    let page = store.ok(&["today"]);
    assert!(page.contains("inbox.txt is no text, and is left as it is"), "{page}");
    assert_eq!(std::fs::read(path(&store)).expect("it is there"), wide);
}

#[test]
fn half_a_line_waits_until_the_file_is_at_rest() {
    let store = store();
    put(&store, "kids\npitch+1");
    assert!(told(&store).ends_with("inbox.txt is being written; it is taken in the next time."));
    assert_eq!((left(&store).as_deref(), done(&store, "kids")), (Some("kids\npitch+1"), json!(0)));
    put(&store, "kids\npitch+12");
    aged(&path(&store), 3);
    assert_eq!(told(&store), "From the inbox: kids, pitch +12.");
    // A file whose time is ahead, as of a phone with another clock, does not wait for ever.
    put(&store, "pitch");
    let file = std::fs::File::options().write(true).open(path(&store)).expect("it is there");
    let ahead = std::time::SystemTime::now() + std::time::Duration::from_secs(3600);
    file.set_modified(ahead).expect("it has a time");
    assert_eq!(told(&store), "From the inbox: pitch.");
}

#[test]
fn who_has_the_file_open_while_it_is_taken_in_loses_nothing() {
    use std::io::Write as _;

    let store = store();
    put(&store, "kids\n");
    let mut writer = std::fs::File::options().append(true).open(path(&store)).expect("it is there");
    assert_eq!(told(&store), "From the inbox: kids.");
    writer.write_all(b"pitch+2\npitch+1").expect("it is written");
    assert_eq!(told(&store), "From the inbox: pitch +2.", "half a line waits here too");
    writer.write_all(b"0\n").expect("it is written");
    assert_eq!(told(&store), "From the inbox: pitch +10.");
    // Who writes it anew from its first byte says something new.
    writer.set_len(0).expect("it is cut");
    writer.write_all(b"pitch\n").expect("it is written");
    assert_eq!(told(&store), "From the inbox: pitch.");
    assert_eq!(told(&store), "");
    // Nobody writes it any more.
    for name in hidden(&store) {
        aged(&store.dir().join(name), 61);
    }
    assert_eq!(told(&store), "");
    assert_eq!(hidden(&store), [""; 0]);
    assert_eq!((done(&store, "kids"), done(&store, "pitch")), (json!(1), json!(13)));
}

/// Puts a file there as a command leaves it that ended in the middle.
fn put_claimed(store: &Store, text: impl AsRef<[u8]>) -> PathBuf {
    let path = store.dir().join(".inbox-01KABCDEFGHJKMNPQRSTVWXYZ0");
    std::fs::write(&path, text).expect("it is written");
    path
}

/// The hidden files whose lines are not taken in.
fn waiting(store: &Store) -> Vec<PathBuf> {
    let names = hidden(store).into_iter().filter(|name| name.rfind('.') == Some(0));
    names.map(|name| store.dir().join(name)).collect()
}

#[test]
fn what_is_left_waits_by_itself_until_its_place_is_free() {
    let store = store();
    put_claimed(&store, "kdis\n");
    put(&store, "pitch\nnobody\n");
    let page = told(&store);
    let [rest] = &waiting(&store)[..] else { panic!("{:?}", hidden(&store)) };
    assert_eq!(
        page.replace("\n    ", " ").lines().collect::<Vec<_>>(),
        [
            "From the inbox: pitch.".to_owned(),
            format!("1 line stays in the inbox; correct it in {}, or take it out:", rest.display()),
            "  `kdis`: no goal has the code `kdis`; did you mean `kids`?".to_owned(),
            format!("1 line stays in the inbox; correct it in {}, or take it out:", path(&store).display()),
            "  `nobody`: no goal has the code `nobody`".to_owned(),
        ]
    );
    let (before, journal) = (hidden(&store), store.journal());
    assert_eq!(told(&store).matches("1 line stays in the inbox").count(), 2);
    assert_eq!((hidden(&store), store.journal()), (before, journal), "nothing is done anew each time");
    assert_eq!(ran(&store, &["check", "pitch"]).err, "", "and it is told by `today` alone");
    // It is corrected where it lies.
    std::fs::write(rest, "kids\nkdis\n").expect("it is written");
    assert!(told(&store).starts_with("From the inbox: kids.\n1 line stays"));
    // And it is the inbox again when that is free.
    std::fs::remove_file(path(&store)).expect("it is there");
    assert_eq!(told(&store).matches("1 line stays in the inbox").count(), 1);
    assert_eq!(
        left(&store).as_deref(),
        Some("kdis  # goals: no goal has the code `kdis`; did you mean `kids`?\n")
    );
    assert_eq!(waiting(&store), [""; 0].map(PathBuf::from));
}

#[test]
fn a_hidden_file_that_is_emptied_goes() {
    let store = store();
    let claimed = put_claimed(&store, "");
    aged(&claimed, 3);
    put(&store, "nobody\n");
    assert_eq!(told(&store).matches("1 line stays in the inbox").count(), 1);
    assert_eq!(waiting(&store), [""; 0].map(PathBuf::from));
}

/// What was written to the file after it was read is no text: that lies in a file of its own.
#[test]
fn a_file_that_can_not_be_taken_in_is_called_by_its_own_name() {
    use std::io::Write as _;

    let store = store();
    put(&store, "kids\n");
    let mut writer = std::fs::File::options().append(true).open(path(&store)).expect("it is there");
    assert_eq!(told(&store), "From the inbox: kids.");
    writer.write_all(b"pitch\0\n").expect("it is written");
    let said = told(&store).replace("\n    ", " ");
    let [late] = &waiting(&store)[..] else { panic!("{:?}", hidden(&store)) };
    let warning = format!("warning: {} is no text, and is left as it is", late.display());
    assert!(said.starts_with(&warning), "{said} says {warning}");
    let name = late.file_name().expect("a name").to_str().expect("text");
    let page = store.ok(&["doctor"]);
    assert!(page.contains(&format!("Not taken in with the inbox\n  {name} is no text\n")), "{page}");
    std::fs::write(late, "pitch").expect("it is written");
    let said = told(&store).replace("\n    ", " ");
    assert_eq!(said, format!("{} is being written; it is taken in the next time.", late.display()));
    aged(late, 3);
    assert_eq!(told(&store), "From the inbox: pitch.");
    assert!(!store.ok(&["doctor"]).contains("inbox"));
}

#[test]
fn a_line_may_be_as_in_a_shell() {
    let title = |line: &str| match InboxLine::read(line) {
        Ok(InboxLine::Win { win, .. }) => win.title().as_str().to_owned(),
        Ok(InboxLine::Add(line)) => line.spec.title.as_str().to_owned(),
        other => panic!("{line}: {other:?}"),
    };
    for (line, is) in [
        ("win \"Fixed the gate\"", "Fixed the gate"),
        ("goals win 'Fixed the gate' area:home", "Fixed the gate"),
        ("win “Fixed the gate on:yesterday”", "Fixed the gate"),
        ("win „Fixed the gate“ on:yesterday area:home", "Fixed the gate"),
        ("win \"Fixed the gate area:home\"", "Fixed the gate"),
        ("win 'Don't panic'", "Don't panic"),
        ("Goals  add \"Call Ben by:fri\"", "Call Ben"),
        ("add “Call Ben” by:fri", "Call Ben"),
        ("add   \"Say \\\"no\\\" once\"", "Say \"no\" once"),
        // Those that say something stay.
        ("win \"Yes\" is what Ann said", "\"Yes\" is what Ann said"),
        ("win \"Yes\" to all, \"no\" to none", "\"Yes\" to all, \"no\" to none"),
        ("win \"Half a quotation", "\"Half a quotation"),
        // A word that is no key.
        ("add \"by:hand\"", "by:hand"),
        ("win \"area:51\"", "area:51"),
    ] {
        assert_eq!(title(line), is, "{line}");
    }
    assert_eq!(InboxLine::read("goals check kids"), Ok(checks("kids", None)));
    assert_eq!(InboxLine::read("GOALS kids on:mon"), Ok(checks("kids", Some("mon"))));
    // A goal may have that code.
    assert_eq!(InboxLine::read("goals"), Ok(checks("goals", None)));
    let store = store();
    put(
        &store,
        "win \"Fixed the gate\" on:yesterday\nadd \"Call Ben by:2026-12-04 code:ben\"\ngoals check kids\n",
    );
    let told = told(&store).replace("\n    ", " ");
    assert_eq!(told, "From the inbox: the win “Fixed the gate”, the goal “Call Ben”, kids.");
    assert_eq!(store.goal("ben")["due"], "2026-12-04");
}

#[test]
fn what_is_left_waits_where_something_else_stands_in_its_place() {
    let store = store();
    std::fs::write(store.dir().join(".inbox-01KABCDEFGHJKMNPQRSTVWXYZ0"), "kdis\npitch\n")
        .expect("it is written");
    std::fs::create_dir(path(&store)).expect("a folder");
    let page = store.ok(&["today"]);
    assert!(
        page.starts_with("From the inbox: pitch.\n1 line stays") && page.contains("is no plain file"),
        "{page}"
    );
    let names = hidden(&store);
    assert!(store.ok(&["today"]).starts_with("1 line stays"));
    assert_eq!(hidden(&store), names, "nothing is done anew each time");
    std::fs::remove_dir(path(&store)).expect("it is empty");
    assert!(told(&store).starts_with("1 line stays"));
    assert_eq!(
        left(&store).as_deref(),
        Some("kdis  # goals: no goal has the code `kdis`; did you mean `kids`?\n")
    );
    assert_eq!(done(&store, "pitch"), 1);
}

#[test]
fn who_may_read_the_inbox_may_read_it_again() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        let store = store();
        put(&store, "kdis\nkids\n");
        let shared = std::fs::Permissions::from_mode(0o664);
        std::fs::set_permissions(path(&store), shared).expect("it is one's own");
        store.ok(&["today"]);
        let mode = std::fs::metadata(path(&store)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o664);
    }
}

#[test]
fn more_than_an_entry_holds_comes_with_the_next_commands() {
    let store = store();
    put(&store, "pitch\n".repeat(2500));
    let page = told(&store);
    assert_eq!(page, "From the inbox: pitch +1000.\n1500 lines in the inbox wait for the next command.");
    store.ok(&["today"]);
    assert_eq!(told(&store), "From the inbox: pitch +500.");
    assert_eq!(done(&store, "pitch"), 2500);
    put(&store, format!("win {}\nkids\n", "x".repeat(5000)));
    let page = told(&store);
    assert!(page.contains("a line has at most 4096 bytes"), "{page}");
    assert!(page.starts_with("From the inbox: kids"), "{page}");
}

#[test]
fn an_older_version_reads_the_rest_of_the_entry() {
    let store = store();
    put(&store, "pitch+2\n");
    store.ok(&["today"]);
    let line = store.journal().pop().expect("an entry");
    assert!(line.contains("\"inbox\":{\"hash\":\"") && line.contains("\"bytes\":8,\"lines\":[1]"), "{line}");
    // To a version that does not know of it the change has an unknown name, as this one has here.
    let shard = store.shards().remove(0);
    let text = std::fs::read_to_string(&shard).expect("a shard").replace("\"inbox\":", "\"mailbox\":");
    std::fs::write(&shard, text).expect("it is written");
    assert_eq!(done_beside_warning(&store), 2);
}

fn done_beside_warning(store: &Store) -> u64 {
    let ran = ran(store, &["today", "--all", "--json"]);
    assert!(ran.err.contains("a newer version of goals wrote one entry here"), "{ran:?}");
    let today: Value = serde_json::from_str(&ran.out).expect("JSON");
    let goals = today["goals"].as_array().expect("goals").clone();
    goals
        .iter()
        .find(|goal| goal["code"] == "pitch")
        .and_then(|goal| goal["done"].as_u64())
        .expect("a number")
}

#[test]
fn doctor_tells_what_is_not_taken_in() {
    let store = store();
    put(&store, "kids\n");
    for name in ["inbox (conflicted copy 2026-11-18).txt", "inbox.sync-conflict-20261118-182000-ABCDEFG.txt"]
    {
        std::fs::write(store.dir().join(name), "pitch\n").expect("it is written");
    }
    assert_eq!(told(&store), "From the inbox: kids.");
    std::fs::create_dir(path(&store)).expect("a folder");
    let page = store.ok(&["doctor"]);
    assert!(
        page.contains("Not taken in with the inbox\n  inbox.txt is no plain file\n  inbox (conflicted"),
        "{page}"
    );
    let found = store.json(&["doctor"])["inbox"].clone();
    assert_eq!(found.as_array().map(Vec::len), Some(3), "{found}");
    assert_eq!(found[2]["file"], "inbox.sync-conflict-20261118-182000-ABCDEFG.txt");
    assert_eq!(done(&store, "pitch"), 0);
}

#[test]
fn each_line_that_help_shows_is_taken_in() {
    let store = store();
    store.ok(&["add", "Run every:week n:20 unit:km code:run from:2026-11-16"]);
    let topic = store.json(&["help", "inbox"]);
    let rows = topic["tables"][0]["rows"].as_array().expect("rows");
    let lines = rows.iter().flat_map(|row| row[0].as_str().expect("lines").split(", "));
    let lines: Vec<String> = lines.map(|line| format!("{line}\n")).collect();
    assert_eq!(lines.len(), 7);
    put(&store, lines.concat());
    let came = told(&store);
    assert!(!came.contains("stay"), "{came}");
    assert_eq!(left(&store).as_deref(), Some("# of the phone\n"));
    assert_eq!(
        (done(&store, "kids"), done(&store, "pitch"), done(&store, "run")),
        (1.into(), 4.into(), 10.into())
    );
}

#[test]
fn what_comes_late_and_is_large_is_read_line_by_line() {
    use std::io::Write;

    let store = store();
    put(&store, "kids\n");
    let mut held = std::fs::File::options().append(true).open(path(&store)).expect("it is there");
    assert!(told(&store).starts_with("From the inbox: kids."));
    // A look takes 1 MiB, which ends within the amount.
    let remark = "x".repeat((1 << 20) - 10);
    held.write_all(format!("#{remark}\npitch+10\n").as_bytes()).expect("it is written");
    drop(held);
    let [taken] = &hidden(&store)[..] else { panic!("one hidden file") };
    aged(&store.dir().join(taken), 5);
    for _ in 0..3 {
        store.ok(&["today"]);
    }
    assert_eq!(done(&store, "pitch"), 10);
}
