//! Any bytes at all as a journal, an outline, or the words of a command: no panic, and nothing lost of what could
//! be read before.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::Path;
use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset, NaiveTime};
use goals::domain::input::goal_line::{Spec, outline};
use goals::domain::judge::judge::Judge;
use goals::domain::model::change::Change;
use goals::domain::model::state::State;
use goals::domain::value::day::Day;
use goals::domain::value::ids::EntryId;
use goals::journal::files::error::JournalError;
use goals::journal::{Detail, DeviceName, Journal, Writer};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{Index, select};
use tempfile::TempDir;

use crate::harness::{Store, commands};

fn cases(number: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(number) }
}

/// Real lines of a journal: an entry of each kind.
fn real() -> &'static [String] {
    static WRITTEN: OnceLock<Vec<String>> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let mut store = Store::new();
        store.on_device("a");
        let all = "add Water n:8 unit:cups every:day code:w; add Run n:52 unit:km by:+1y code:run \
                   why:health; split run 'Jog n:3 unit:km every:week code:jog' 'Shoes code:shoes'; check \
                   w+2.5 --note 'früh · 早'; check jog --on yesterday; skip w --note ill; edit w --target 3 \
                   --every week; pause jog --until +1w; archive shoes; config week-start sunday; win 'Fixed \
                   the gate' --area home; undo";
        for command in commands(all) {
            store.ok(&command);
        }
        let lines = store.journal();
        assert_eq!(lines.len(), commands(all).count());
        lines
    })
}

/// The id of an entry.
fn id_of(line: &str) -> EntryId {
    let (_folder, journal) = journal(line.as_bytes());
    let reading = journal.read(Detail::Records, now().naive_local()).expect("it is read");
    reading.largest.expect("an entry")
}

/// The ids of the real entries.
fn real_ids() -> &'static [EntryId] {
    static IDS: OnceLock<Vec<EntryId>> = OnceLock::new();
    IDS.get_or_init(|| real().iter().map(|line| id_of(line)).collect())
}

/// What is put into a line, or a line of its own.
fn a_bite() -> impl Strategy<Value = Vec<u8>> {
    let words = r#"1e999 -1e308 9223372036854775808 -0 0.0000001 1e-999 null true {} [] " \ \ud800 {" }]} [[
        9999-12-31 0000-00-00 2026-02-31 -2026-01-01 2199-12-31 every 99999999999d week "id":"" ,,
        7ZZZZZZZZZZZZZZZZZZZZZZZZZ "did":[ "n":-5 "target":0 "parent":"aaaaaaa""#;
    let marks = ["\u{feff}", "\r", "\0", "\u{202e}"];
    let words: Vec<_> = words.split_whitespace().chain(marks).collect();
    prop_oneof![
        6 => select(words).prop_map(|word| word.as_bytes().to_vec()),
        2 => vec(any::<u8>(), 0..12),
        1 => (1_usize..400, select(vec!["[", "{\"a\":", "[{\"a\":[", "9", "-", "é"]))
            .prop_map(|(times, word)| word.repeat(times).into_bytes()),
    ]
}

/// A real line with some of it replaced.
fn a_mutant() -> impl Strategy<Value = Vec<u8>> {
    let bites = vec((any::<Index>(), 0_usize..24, a_bite()), 0..4);
    (select(real().to_vec()), bites).prop_map(|(line, bites)| {
        let mut line = line.as_bytes().to_vec();
        for (place, length, bite) in bites {
            let from = place.index(line.len() + 1);
            let to = (from + length).min(line.len());
            line.splice(from..to, bite);
        }
        line
    })
}

fn a_line() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![4 => a_mutant(), 1 => a_bite(), 1 => vec(any::<u8>(), 0..200)].prop_map(|mut line| {
        line.retain(|byte| *byte != b'\n');
        line
    })
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(crate::harness::NOW).expect("a moment")
}

/// A journal of one shard of these bytes, and a cache.
fn journal(bytes: &[u8]) -> (TempDir, Journal) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(folder.path().join("store/journal/a")).expect("a folder");
    std::fs::write(shard(folder.path()), bytes).expect("it is written");
    let journal = Journal::new(folder.path().join("store"))
        .with_cache(folder.path().join("cache"), std::time::SystemTime::now());
    (folder, journal)
}

fn shard(folder: &Path) -> std::path::PathBuf {
    folder.join("store/journal/a/2026.jsonl")
}

/// Asks of everything there is in a world, on several days.
fn judge(state: &State) -> String {
    let mut told = String::new();
    for day in ["1999-12-31", "2026-11-18", "2026-12-31", "2199-12-31"] {
        let judge = Judge::new(state, day.parse::<Day>().expect("a day"));
        for goal in state.tree.in_order().into_iter().filter_map(|id| state.tree.goal(id)) {
            write!(told, "{:?}", (judge.streak(goal), judge.progress(goal), judge.slack(goal)))
                .expect("a text");
        }
    }
    told
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_bytes_are_read_as_a_journal_and_hide_no_line_beside_them(
        lines in vec(a_line(), 0..12), places in vec(any::<Index>(), 12), tail in a_line(),
    ) {
        let garbage = lines.len();
        let mut all = lines;
        // Those that hold a real entry, in between; no two of them lie on one line.
        for (line, place) in real().iter().zip(places) {
            let place = place.index(all.len() + 1);
            all.insert(place, line.as_bytes().to_vec());
        }
        let text = all.join(&b"\n"[..]);
        let (_folder, journal) = journal(&[&text, &b"\n"[..], &tail].concat());
        let reading = journal.read(Detail::Records, now().naive_local()).expect("it is read");
        prop_assert!(reading.remarks.unreadable_lines <= garbage + 1);
        for id in real_ids() {
            prop_assert!(reading.entries.get(*id).is_some(), "{:?}", id);
        }
        judge(&reading.state);
        for depth in [Detail::Today, Detail::Days] {
            let read = journal.read(depth, now().naive_local()).expect("it is read");
            prop_assert_eq!(read.largest, reading.largest);
            prop_assert_eq!(read.remarks.unreadable_lines, reading.remarks.unreadable_lines);
            judge(&read.state);
        }
    }

    #[test]
    fn any_bytes_stay_as_they_are_and_what_is_written_behind_them_is_read(
        lines in vec(a_line(), 0..8), tail in a_line(),
    ) {
        let before = [&lines.join(&b"\n"[..]), &b"\n"[..], &tail].concat();
        let (folder, journal) = journal(&before);
        let first = journal.read(Detail::Records, now().naive_local()).expect("it is read");
        let writer = Writer { device: DeviceName::Given("a".to_owned()), now: now(), by: None };
        let win = Change::Win {
            title: "Behind".parse().expect("a title"),
            day: Day::of(now().naive_local(), NaiveTime::MIN),
            area: None,
            under: None,
            note: None,
        };
        let appended =
            journal.append(&writer, Detail::Today, |_| Ok::<_, JournalError>((vec![win.clone()], ())));
        let after = std::fs::read(shard(folder.path())).expect("the shard");
        prop_assert!(after.starts_with(&before));
        // Behind an entry of the end of time there is no place left.
        let Ok(appended) = appended else {
            prop_assert_eq!(after, before);
            return Ok(());
        };
        let read = journal.read(Detail::Records, now().naive_local()).expect("it is read");
        let id = appended.entry.expect("an entry");
        prop_assert!(read.entries.get(id).is_some_and(|recorded| recorded.entry.did == [win]));
        prop_assert!(first.largest < Some(id));
    }
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn any_text_is_an_outline_or_refused(lines in vec(an_outline_line(), 0..12)) {
        let text = lines.join("\n");
        match outline(text.lines()) {
            // Every line that says something is a goal, or nothing is.
            Ok(goals) => prop_assert!(goals.len() <= text.lines().count()),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn any_words_are_a_command_or_refused(words in vec(a_word(), 0..8)) {
        let args = std::iter::once("goals".to_owned()).chain(words).map(OsString::from);
        if let Err(error) = goals::cli::command().try_get_matches_from(args) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

/// A goal line, or something like it.
fn an_outline_line() -> impl Strategy<Value = String> {
    let begin =
        select(vec!["", "", "  ", "    ", "\t", "- ", "- [x] ", "- [ ] ", "  * ", "# ", "\u{a0}", "1. "]);
    (begin, vec(a_goal_word(), 0..6)).prop_map(|(begin, words)| format!("{begin}{}", words.join(" ")))
}

fn a_goal_word() -> impl Strategy<Value = String> {
    let keys = vec![
        "code", "n", "target", "at-most", "unit", "every", "baseline", "by", "from", "why", "area", "who",
        "after", "feeds", "pilot", "reward", "colour",
    ];
    let values = "none 0 -1 1e9 0.0001 99999999999999999999 day week 99999d mon,tue mon,, +1y +9999999y \
                  2026-02-31 9999-12-31 today \" ' 1/0 a.b sum x é \u{202e}";
    let values: Vec<_> = values.split(' ').chain(["", "\"two words\""]).collect();
    prop_oneof![
        3 => (select(keys), select(values)).prop_map(|(key, value)| format!("{key}:{value}")),
        2 => "\\PC{0,12}",
        1 => select(vec!["Write", "\"", "\\", ":", "#", "=", "[x]", "\u{1b}[31m"]).prop_map(ToOwned::to_owned),
    ]
}

fn a_word() -> impl Strategy<Value = String> {
    let names: Vec<String> =
        goals::cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let flags = "--json --dir --on --note --target --every --by --all --undo --help --version -- - --- --= \
                 -x --json=1 --no-such w w+1 w= w+ w-3 +1 =2 w+1e999 today yesterday +1w 2026-02-31 none";
    let flags: Vec<_> = flags.split(' ').chain(["", " "]).collect();
    prop_oneof![
        3 => select(names),
        4 => select(flags).prop_map(ToOwned::to_owned),
        2 => a_goal_word(),
        1 => "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(cases(300))]

    /// Nothing a person may type, and nothing a journal may hold, ends in a panic (101), a signal (-1) or a code
    /// nobody knows; what was written stays.
    #[test]
    fn any_words_on_any_journal_end_in_a_code_that_is_known(
        lines in vec(a_mutant(), 0..6), words in vec(a_word().prop_filter("no NUL", |word| !word.contains('\0')), 0..6),
    ) {
        let mut store = Store::new();
        store.on_device("a");
        let shard = store.dir().join("journal/a/2026.jsonl");
        std::fs::create_dir_all(shard.parent().expect("a folder")).expect("a folder");
        let before = [real()[0].as_bytes(), &b"\n"[..], &lines.join(&b"\n"[..])].concat();
        std::fs::write(&shard, &before).expect("it is written");
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut command = store.command(&args);
        // Where words name files, they are here.
        command.current_dir(store.home());
        let ran = crate::files::within(20, command);
        prop_assert!([0, 1, 2, 65, 66, 73, 74, 75, 77, 78].contains(&ran.code), "{:?}: {:?}", words, ran);
        prop_assert!(!ran.err.contains("panicked"), "{:?}: {:?}", words, ran);
        prop_assert!(std::fs::read(&shard).expect("the shard").starts_with(&before), "{:?}: {:?}", words, ran);
    }

    #[test]
    fn a_goal_line_that_is_read_is_shown_and_read_again(line in an_outline_line()) {
        if let Ok(spec) = line.parse::<Spec>() {
            prop_assert_eq!(spec.to_string().parse::<Spec>(), Ok(spec.clone()), "{}", spec);
        }
    }
}

/// The strategies make what they are meant to: entries that are read, and lines that are not.
#[test]
fn the_real_lines_are_real_and_the_mutants_are_of_both_kinds() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let (_folder, whole) = journal(real().join("\n").as_bytes());
    let reading = whole.read(Detail::Records, now().naive_local()).expect("it is read");
    assert!(reading.remarks.unreadable.is_none());
    assert_eq!((real_ids().len(), reading.state.tree.in_order().len()), (12, 4));
    let mut runner = TestRunner::deterministic();
    let mut unreadable = 0;
    for _ in 0..300 {
        let line = a_mutant().new_tree(&mut runner).expect("a line").current();
        let (_folder, journal) = journal(&[&line, &b"\n"[..]].concat());
        let reading = journal.read(Detail::Records, now().naive_local()).expect("it is read");
        unreadable += reading.remarks.unreadable_lines;
    }
    assert!((50..300).contains(&unreadable), "{unreadable} of some 300 lines");
}
