//! `doctor`: each thing it finds, made for real; what it leaves alone; how it ends.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::common::{with, with_goals};
use crate::documents::compare;
use crate::files::{
    NOW_MS, append, bytes_below, checked, done, first_goal, id, line, shard, watered, within,
};
use crate::harness::{Ran, Store};

/// A file of device `a`.
fn file(store: &Store, name: &str) -> PathBuf {
    store.dir().join("journal/a").join(name)
}

/// What `doctor --json` prints, and that it ends so. A store that is not whole is told of in one line.
fn examined(store: &Store, code: i32) -> Value {
    let ran = within(10, store.command(&["doctor", "--json"]));
    compare(&["doctor", "--json"], &ran);
    assert_eq!(ran.code, code, "{ran:?}");
    assert_eq!(ran.err.lines().count(), usize::from(code == 65), "{ran:?}");
    let document: Value = serde_json::from_str(&ran.out).expect("a JSON document");
    assert_eq!(document["schema"], 1, "{document}");
    let health = document["health"].as_str().expect("its health");
    assert_eq!(health == "unreadable", code == 65, "{document}");
    document
}

/// The page, with the same ending.
fn page(store: &Store, code: i32) -> Ran {
    let ran = store.run(&["doctor"]);
    assert_eq!(ran.code, code, "{ran:?}");
    ran
}

/// Nothing is found but what is in `kinds`.
fn finds_only(document: &Value, kinds: &[&str]) {
    for kind in [
        "unreadable",
        "torn",
        "newer",
        "repeated",
        "copies",
        "days_ahead",
        "days_beyond",
        "judged_limits",
        "clocks_ahead",
        "permissions",
    ] {
        let found = document[kind].as_array().unwrap_or_else(|| panic!("no `{kind}` in {document}"));
        assert_eq!(!found.is_empty(), kinds.contains(&kind), "{kind}: {document}");
    }
}

#[test]
fn a_store_in_good_order_is_well_and_counted() {
    let mut store = watered();
    store.ok(&["check", "w+2"]);
    store.on_device("b").at("2026-11-19");
    store.ok(&["check", "w"]);
    let told = examined(&store, 0);
    assert_eq!(told["health"], "well");
    assert_eq!(told["entries"], 3);
    finds_only(&told, &[]);
    let length =
        |name: &str| std::fs::metadata(store.dir().join("journal").join(name)).expect("a shard").len();
    assert_eq!(
        told["devices"],
        json!([
            {
                "name": "a", "shards": 1, "entries": 2, "bytes": length("a/2026.jsonl"),
                "first": "2026-11-18T18:20:00.000+01:00", "last": "2026-11-18T18:20:00.000+01:00",
            },
            {
                "name": "b", "shards": 1, "entries": 1, "bytes": length("b/2026.jsonl"),
                "first": "2026-11-19T12:00:00.000+00:00", "last": "2026-11-19T12:00:00.000+00:00",
            },
        ])
    );
    let ran = page(&store, 0);
    assert_eq!(ran.err, "");
    assert!(ran.out.starts_with("Nothing is wrong.\n3 entries in "), "{}", ran.out);
    assert!(ran.out.lines().count() <= 8, "all is well, and it is short: {}", ran.out);
}

#[test]
fn an_empty_and_a_missing_store_are_well_and_stay_as_they_are() {
    let store = Store::new();
    for made in [false, true] {
        if made {
            make_private(&store.dir());
        }
        let told = examined(&store, 0);
        assert_eq!((&told["health"], &told["entries"]), (&json!("well"), &json!(0)), "{told}");
        assert_eq!(told["locks"], "not-tried");
        assert_eq!(told["devices"], json!([]));
        assert!(page(&store, 0).out.starts_with("There is no store yet.\n"));
        assert_eq!(store.dir().exists(), made);
        let there = bytes_below(store.home()).len();
        assert_eq!(there, 1 + usize::from(made), "the home and the store; not even a device's name is made");
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(folder).expect("a folder");
}

#[cfg(not(unix))]
fn make_private(folder: &Path) {
    std::fs::create_dir(folder).expect("a folder");
}

#[test]
fn unreadable_lines_are_all_named_with_file_line_and_reason_65() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    append(&shard, "<<<<<<< ours\n");
    append(&shard, format!("{}\n", line(2, &checked(&goal))));
    append(&shard, "=======\n>>>>>>> theirs\n");
    append(&shard, [b"{\"id\":\"", [0xff, 0xfe].as_slice(), b"\"}\n"].concat());
    append(&shard, format!("\u{feff}{}\n", line(3, &checked(&goal))));
    append(&shard, format!("{}\n", line(4, &checked(&goal).replace(r#""n":1"#, r#""n":1e999"#))));
    append(&shard, format!("{}\n", "x".repeat(2 << 20)));
    append(&shard, [0; 40]);
    let told = examined(&store, 65);
    finds_only(&told, &["unreadable"]);
    let found = told["unreadable"].as_array().expect("a list");
    let places: Vec<(&str, u64)> = found
        .iter()
        .map(|it| (it["file"].as_str().expect("a file"), it["line"].as_u64().expect("a line")))
        .collect();
    let name = "journal/a/2026.jsonl";
    assert_eq!(places, [2, 4, 5, 6, 7, 8, 9, 10].map(|line| (name, line)));
    assert!(found.iter().all(|it| it["why"].as_str().is_some_and(|why| !why.is_empty())), "{told}");
    assert_eq!(found[0]["why"], "expected value at column 1");
    assert_eq!(found[3]["why"], "not UTF-8 after byte 7");
    assert_eq!(found[6]["why"], "longer than 1 MiB");
    // What can be read is counted all the same.
    assert_eq!(told["entries"], 2);
    let ran = page(&store, 65);
    assert!(ran.out.starts_with("8 lines can't be read.\n"), "{}", ran.out);
    for line in [2, 4, 5, 6, 7, 8, 9, 10] {
        assert!(ran.out.contains(&format!("  journal/a/2026.jsonl:{line}: ")), "{line}: {}", ran.out);
    }
    let error = format!("error: 8 lines can't be read in {}\n", store.dir().display());
    assert_eq!(ran.err, error);
}

#[test]
fn more_unreadable_lines_than_a_page_likes_are_named_all() {
    let store = watered();
    append(&shard(&store), "remember the milk\n".repeat(60));
    let ran = page(&store, 65);
    assert_eq!(ran.out.matches("2026.jsonl:").count(), 60, "{}", ran.out);
}

#[test]
fn a_byte_order_mark_at_the_beginning_is_no_fault() {
    let store = watered();
    let shard = shard(&store);
    let text = std::fs::read(&shard).expect("a shard");
    std::fs::write(&shard, [b"\xef\xbb\xbf".as_slice(), &text].concat()).expect("it is written");
    finds_only(&examined(&store, 0), &[]);
}

#[test]
fn torn_lines_are_named_here_and_are_no_failure() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let whole = line(2, &checked(&goal)).into_bytes();
    // Within its JSON, and within a character of a note.
    append(&shard, [&whole[..40], b"\n"].concat());
    append(&shard, [b"{\"id\":\"\xc3".as_slice(), b"\n"].concat());
    append(&shard, format!("{}\n", line(3, &checked(&goal))));
    append(&shard, &whole[..70]);
    let told = examined(&store, 0);
    assert_eq!(told["health"], "remarks");
    finds_only(&told, &["torn"]);
    let name = "journal/a/2026.jsonl";
    assert_eq!(
        told["torn"],
        json!([
            {"file": name, "line": 2, "tail": "healed"},
            {"file": name, "line": 3, "tail": "healed"},
            {"file": name, "line": 5, "tail": "open"},
        ])
    );
    let ran = page(&store, 0);
    assert_eq!(ran.err, "");
    for line in [2, 3, 5] {
        assert!(ran.out.contains(&format!("{name}:{line}: ends in the middle")), "{}", ran.out);
    }
    // Others say nothing of it.
    assert_eq!(store.run(&["today"]).err, "");
}

/// ARCHITECTURE: "An earlier line that ends inside its JSON is a healed tear", whoever wrote it.
#[test]
fn a_torn_line_of_a_newer_version_is_torn_as_well() {
    let store = watered();
    let shard = shard(&store);
    append(&shard, "{\"mood\":\"fine\",\"id\":\"01M7\n");
    append(&shard, "{\"v\":2,\"how\":[1,");
    let told = examined(&store, 0);
    finds_only(&told, &["torn"]);
    assert_eq!(store.run(&["today"]).err, "");
}

#[test]
fn what_only_a_newer_version_knows_is_named_and_is_no_failure() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let check = checked(&goal);
    let entry = line(9, &check);
    let setting = r#"{"config":{"key":"mood","value":"fine","day":"2026-11-18"}}"#;
    let cases = [
        (
            line(2, &format!(r#"{{"cheer":{{"loud":true}}}},{check},{{"boo":1}}"#)),
            json!(["kind cheer", "kind boo"]),
        ),
        (entry.replace(r#""did":"#, r#""mood":"fine","did":"#), json!(["field mood"])),
        (line(3, &check.replace(r#""n":1"#, r#""n":1,"mood":[]"#)), json!(["field check.mood"])),
        (line(4, setting), json!(["setting mood=fine"])),
        (line(5, &check).replace(r#""did":"#, r#""v":2,"did":"#), json!(["version 2"])),
        (r#"{"v":3,"hello":"world"}"#.to_owned(), json!(["version 3"])),
    ];
    for (line, _) in &cases {
        append(&shard, format!("{line}\n"));
    }
    let told = examined(&store, 0);
    finds_only(&told, &["newer"]);
    let wanted: Vec<Value> = cases
        .iter()
        .zip(2..)
        .map(|((_, unknown), line)| json!({"file": "journal/a/2026.jsonl", "line": line, "unknown": unknown}))
        .collect();
    assert_eq!(told["newer"], json!(wanted));
    let ran = page(&store, 0);
    assert_eq!(ran.err, "");
    assert!(ran.out.contains("  journal/a/2026.jsonl:2: kind cheer, kind boo\n"), "{}", ran.out);
}

#[test]
fn a_conflict_copy_is_named_with_what_it_alone_holds() {
    let store = watered();
    store.ok(&["check", "w+3"]);
    let goal = first_goal(&store);
    let copy = file(&store, "2026 (conflict).jsonl");
    std::fs::copy(shard(&store), &copy).expect("a copy");
    append(&copy, format!("{}\n", line(9, &checked(&goal))));
    let told = examined(&store, 0);
    finds_only(&told, &["repeated", "copies"]);
    assert_eq!(told["entries"], 3);
    assert_eq!((&told["devices"][0]["entries"], &told["devices"][0]["shards"]), (&json!(3), &json!(2)));
    let name = "journal/a/2026 (conflict).jsonl";
    assert_eq!(told["copies"], json!([{"file": name, "entries": 3, "alone": 1}]));
    let repeated = &told["repeated"];
    assert_eq!(repeated.as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(repeated[0]["files"], json!([name, "journal/a/2026.jsonl"]));
    let ids: Vec<Value> = store
        .journal()
        .iter()
        .take(2)
        .map(|line| serde_json::from_str::<Value>(line).expect("a line")["id"].clone())
        .collect();
    assert_eq!(repeated[0]["ids"], json!(ids));
    assert_eq!(repeated[0]["differing"], json!([]));
    let ran = page(&store, 0);
    assert!(ran.out.contains(&format!("{name}: 3 entries, 1 of them here alone")), "{}", ran.out);
}

#[test]
fn a_file_of_an_import_is_no_copy() {
    let store = watered();
    let goal = first_goal(&store);
    let import = file(&store, &format!("import-{}.jsonl", id(NOW_MS, 5)));
    append(&import, format!("{}\n", line(9, &checked(&goal))));
    private(&import);
    finds_only(&examined(&store, 0), &[]);
}

#[cfg(unix)]
fn private(path: &Path) {
    chmod(path, 0o600);
}

#[cfg(not(unix))]
fn private(_path: &Path) {}

#[test]
fn entries_of_one_id_that_say_different_things_are_told_apart() {
    let mut store = watered();
    store.ok(&["check", "w"]);
    store.on_device("b");
    let others = store.dir().join("journal/b");
    make_private(&others);
    let text = std::fs::read_to_string(shard(&store)).expect("a shard");
    let other = others.join("2026.jsonl");
    append(&other, text.replace(r#""n":1}"#, r#""n":5}"#));
    private(&other);
    let told = examined(&store, 0);
    finds_only(&told, &["repeated"]);
    let repeated = &told["repeated"][0];
    assert_eq!(repeated["files"], json!(["journal/a/2026.jsonl", "journal/b/2026.jsonl"]));
    assert_eq!(repeated["ids"].as_array().map(Vec::len), Some(2), "two devices with the same ids: {told}");
    assert_eq!(repeated["differing"], json!([repeated["ids"][1]]));
    assert_eq!(told["entries"], 2);
    for device in [0, 1] {
        assert_eq!(told["devices"][device]["entries"], 2);
    }
    let ran = page(&store, 0);
    assert!(ran.out.contains("1 not the same everywhere: the first file's counts"), "{}", ran.out);
    assert_eq!(done(&store), 1, "and that is true");
}

#[test]
fn a_line_that_is_twice_in_one_file_is_repeated() {
    let store = watered();
    let shard = shard(&store);
    append(&shard, std::fs::read(&shard).expect("a shard"));
    let told = examined(&store, 0);
    finds_only(&told, &["repeated"]);
    assert_eq!(told["repeated"][0]["files"], json!(["journal/a/2026.jsonl"]));
}

/// SEMANTICS 10.6.
#[test]
fn what_is_done_on_a_day_ahead_is_named_until_the_day_comes() {
    let mut store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    append(&shard, format!("{}\n", line(1, &checked(&goal))));
    append(&shard, format!("{}\n", line(2, &checked(&goal).replace("11-18", "11-20"))));
    append(&shard, format!("{}\n", line(3, r#"{"win":{"title":"Ahead","day":"2026-11-21"}}"#)));
    let name = "journal/a/2026.jsonl";
    // The entries' clocks are a few milliseconds ahead of the one this is run at.
    store.at("2026-11-18T18:20:01+01:00");
    let told = examined(&store, 0);
    finds_only(&told, &["days_ahead"]);
    assert_eq!(
        told["days_ahead"],
        json!([
            {"file": name, "line": 3, "day": "2026-11-20", "code": "w"},
            {"file": name, "line": 4, "day": "2026-11-21", "code": null},
        ])
    );
    assert!(page(&store, 0).out.contains(&format!("  {name}:3: w on 20 Nov 2026\n")));
    store.at("2026-11-21");
    finds_only(&examined(&store, 0), &[]);
}

#[test]
fn days_beyond_the_years_there_are_are_named() {
    let store = watered();
    let goal = first_goal(&store);
    append(&shard(&store), format!("{}\n", line(1, &checked(&goal).replace("2026-11-18", "0001-01-01"))));
    let told = examined(&store, 0);
    finds_only(&told, &["days_beyond"]);
    let name = "journal/a/2026.jsonl";
    assert_eq!(told["days_beyond"], json!([{"file": name, "line": 2, "days": ["0001-01-01"]}]));
    assert!(page(&store, 0).out.contains(&format!("  {name}:2: 0001-01-01\n")));
}

/// SEMANTICS 1.1: before `day-start` it is still the day before.
#[test]
fn a_day_ahead_is_ahead_of_today_as_it_is_set() {
    let mut store = watered();
    store.ok(&["config", "day-start", "04:00"]);
    store.at("2026-11-20T02:00:00+00:00");
    append(&shard(&store), format!("{}\n", line(2, &checked(&first_goal(&store)).replace("11-18", "11-20"))));
    finds_only(&examined(&store, 0), &["days_ahead"]);
    store.at("2026-11-20T04:00:00+00:00");
    finds_only(&examined(&store, 0), &[]);
}

#[test]
fn what_was_undone_is_on_no_day() {
    let mut store = watered();
    store.at("2026-11-20");
    store.ok(&["check", "w"]);
    store.ok(&["undo"]);
    store.at("2026-11-18T18:20:00+01:00");
    finds_only(&examined(&store, 0), &["clocks_ahead"]);
}

#[test]
fn entries_of_a_clock_ahead_are_named_by_what_it_said() {
    let mut store = watered();
    store.on_device("laptop").at("2030-01-01");
    store.ok(&["edit", "w", "--title", "Title of 2030"]);
    // Written here later: its id follows that of 2030, its moment is honest.
    store.on_device("a").at(crate::harness::NOW);
    store.ok(&["edit", "w", "--title", "Title of 2026"]);
    let told = examined(&store, 0);
    finds_only(&told, &["clocks_ahead"]);
    assert_eq!(
        told["clocks_ahead"],
        json!([{"file": "journal/laptop/2030.jsonl", "line": 1, "at": "2030-01-01T12:00:00.000+00:00"}])
    );
}

#[test]
fn many_remarks_of_a_kind_are_cut_on_the_page_and_whole_in_json() {
    let mut store = watered();
    store.on_device("laptop").at("2030-01-01");
    for _ in 0..13 {
        store.ok(&["check", "w"]);
    }
    store.at(crate::harness::NOW);
    assert_eq!(examined(&store, 0)["clocks_ahead"].as_array().map(Vec::len), Some(13));
    let ran = page(&store, 0);
    assert!(ran.out.contains("  and 3 more, all of them with `--json`\n"), "{}", ran.out);
}

#[test]
fn a_shard_that_is_a_folder_is_named_and_the_rest_is_read_65() {
    let store = watered();
    std::fs::create_dir(file(&store, "2025.jsonl")).expect("a folder");
    #[cfg(unix)]
    chmod(&file(&store, "2025.jsonl"), 0o700);
    let told = examined(&store, 65);
    finds_only(&told, &["unreadable"]);
    assert_eq!(
        told["unreadable"],
        json!([{"file": "journal/a/2025.jsonl", "line": null, "why": "not a plain file"}])
    );
    assert_eq!((&told["entries"], &told["devices"][0]["shards"]), (&json!(1), &json!(2)));
    let ran = page(&store, 65);
    assert!(ran.out.starts_with("1 file or folder can't be read.\n"), "{}", ran.out);
    assert!(ran.out.contains("  journal/a/2025.jsonl: not a plain file\n"), "{}", ran.out);
}

#[test]
fn a_store_that_is_a_file_65() {
    let store = Store::new();
    std::fs::write(store.dir(), "not a folder").expect("it is written");
    private(&store.dir());
    let told = examined(&store, 65);
    finds_only(&told, &["unreadable"]);
    assert_eq!(told["unreadable"], json!([{"file": "journal", "line": null, "why": "not a folder"}]));
}

/// Every file and folder with its bytes and the moment of its last change.
fn as_it_is(folder: &Path) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
    let told = |(path, bytes): (PathBuf, Vec<u8>)| {
        let changed = std::fs::symlink_metadata(&path).and_then(|found| found.modified());
        (path, bytes, changed.expect("a time"))
    };
    bytes_below(folder).into_iter().map(told).collect()
}

#[test]
fn nothing_is_changed_whatever_is_found() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    std::fs::copy(&shard, file(&store, "2026 (1).jsonl")).expect("a copy");
    append(&shard, "<<<<<<< ours\n{\"id\":\"01\n");
    append(&shard, format!("{}\n", line(4, &checked(&goal)).replace(r#""did":"#, r#""v":2,"did":"#)));
    append(&shard, &line(5, &checked(&goal)).into_bytes()[..50]);
    std::fs::create_dir(file(&store, "2025.jsonl")).expect("a folder");
    std::fs::create_dir(store.dir().join("journal/new")).expect("a folder");
    let before = as_it_is(store.home());
    assert!(before.len() > 6, "{before:?}");
    for args in [&["doctor"][..], &["doctor", "--json"], &["doctor", "--rebuild"]] {
        let ran = store.run(args);
        assert_eq!(ran.code, 65, "{ran:?}");
        assert_eq!(as_it_is(store.home()), before, "{args:?}");
    }
}

#[test]
fn what_the_snapshot_is_good_for_is_told_and_rebuilding_drops_it() {
    let store = with_goals(&["Read every:day code:read"]);
    assert!(store.ok(&["doctor"]).contains("There is no snapshot."));
    for _ in 0..40 {
        store.ok(&["win", "Something that went well"]);
    }
    store.ok(&["today"]);
    assert!(store.ok(&["doctor"]).contains("The snapshot is current."));
    let shard = store.shards().remove(0);
    let journal = std::fs::read_to_string(&shard).expect("a shard").replace("went well", "went fine");
    std::fs::write(&shard, journal).expect("an edited shard");
    assert!(store.ok(&["doctor"]).contains("The snapshot is stale and not used."));
    let is_snapshot = |file: &PathBuf| file.extension().is_some_and(|it| it == "snapshot");
    let kept = walk(store.home()).into_iter().find(is_snapshot).expect("a snapshot");
    std::fs::write(kept, "nothing of the kind").expect("a damaged snapshot");
    assert!(store.ok(&["doctor"]).contains("The snapshot is unusable and not used."));
    let told = store.run(&["doctor", "--rebuild"]);
    assert_eq!(told.err, "the snapshot is dropped: the next command reads the journal\n");
    assert!(told.out.contains("There is no snapshot."));
}

/// Every file below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| walk(folder)));
    files
}

#[test]
fn findings_fit_the_terminal_and_are_inert() {
    let mut store = watered();
    let goal = first_goal(&store);
    let evil = "\u{1b}[31mred\u{202e}";
    append(&shard(&store), format!("{}\n", line(2, &format!(r#"{{"{evil}{}":1}}"#, "long ".repeat(40)))));
    append(&shard(&store), format!("<<<<<<< {evil}\n"));
    append(&shard(&store), format!("{}\n", line(3, &checked(&goal).replace("11-18", "11-20"))));
    let copy = file(&store, &format!("2026 ({evil} of a device with a long name, made on 2026-11-18).jsonl"));
    std::fs::copy(shard_of_2026(&store), copy).expect("a copy");
    store.on_device("a-device-with-a-name-of-forty-characters");
    store.ok(&["check", "w"]);
    for columns in [60, 80, 120] {
        let ran = with(&store, &[("COLUMNS", &columns.to_string())], &["doctor"]);
        assert_eq!(ran.code, 65, "{ran:?}");
        let wide: Vec<&str> =
            ran.out.lines().filter(|line| unicode_width::UnicodeWidthStr::width(*line) > columns).collect();
        assert!(wide.is_empty(), "{columns}: {wide:#?}");
        assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    }
}

fn shard_of_2026(store: &Store) -> PathBuf {
    file(store, "2026.jsonl")
}

#[test]
fn a_clock_that_can_not_be_believed_is_doubted() {
    let mut store = watered();
    store.at("1969-07-20");
    let ran = page(&store, 0);
    assert!(ran.err.starts_with("warning: the clock says it is the year 1969"), "{ran:?}");
}

#[cfg(unix)]
fn chmod(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
}

#[cfg(unix)]
mod on_unix {
    use std::process::Command;

    use super::*;
    use crate::other_user::{NOBODY, by_another, is_root};

    #[test]
    fn a_shard_that_is_a_pipe_or_leads_nowhere_is_named_and_nothing_hangs_65() {
        let store = watered();
        let made = Command::new("mkfifo").args(["-m", "600"]).arg(file(&store, "2024.jsonl")).status();
        assert!(made.expect("mkfifo").success());
        std::os::unix::fs::symlink("nowhere", file(&store, "2025.jsonl")).expect("a link");
        std::os::unix::fs::symlink("nowhere", store.dir().join("journal/b")).expect("a link");
        let told = examined(&store, 65);
        finds_only(&told, &["unreadable"]);
        let found = told["unreadable"].as_array().expect("a list");
        let of = |file: &str| {
            let found: Vec<&Value> = found.iter().filter(|it| it["file"] == file).collect();
            assert_eq!(found.len(), 1, "{file}: {told}");
            found[0]["why"].as_str().expect("a reason").to_owned()
        };
        assert_eq!(of("journal/a/2024.jsonl"), "not a plain file");
        assert_eq!(of("journal/a/2025.jsonl"), "not a plain file");
        assert!(!of("journal/b").is_empty());
        assert_eq!((found.len(), &told["entries"]), (3, &json!(1)), "{told}");
    }

    #[test]
    fn modes_that_are_not_private_are_remarks_and_the_hint_mends_them() {
        let store = watered();
        chmod(&file(&store, "2026.jsonl"), 0o644);
        chmod(&file(&store, ".lock"), 0o755);
        chmod(&store.dir().join("journal/a"), 0o755);
        let told = examined(&store, 0);
        assert_eq!(told["health"], "remarks");
        finds_only(&told, &["permissions"]);
        assert_eq!(
            told["permissions"],
            json!([
                {"file": "journal/a", "what": "mode 0755 instead of 0700"},
                {"file": "journal/a/.lock", "what": "mode 0755 instead of 0600"},
                {"file": "journal/a/2026.jsonl", "what": "mode 0644 instead of 0600"},
            ])
        );
        let ran = page(&store, 0);
        let hint = ran.out.split('`').nth(1).expect("a hint");
        assert!(hint.starts_with("chmod "), "{}", ran.out);
        let mended = Command::new("sh").args(["-c", hint]).status().expect("a shell");
        assert!(mended.success());
        finds_only(&examined(&store, 0), &[]);
    }

    /// Where one is root, this is run as somebody else.
    #[test]
    fn what_one_may_not_read_or_write_is_named_and_the_rest_is_read() {
        let store = watered();
        let closed = store.dir().join("journal/closed");
        make_private(&closed);
        append(&file(&store, "2025.jsonl"), format!("{}\n", line(1, "")));
        for path in bytes_below(&store.dir()).into_keys() {
            chmod(&path, if path.is_dir() { 0o555 } else { 0o444 });
        }
        chmod(&file(&store, "2025.jsonl"), 0);
        chmod(&closed, 0);
        let ran = within(10, by_another(&store, &["doctor", "--json"]));
        for path in [store.dir(), store.dir().join("journal"), store.dir().join("journal/a"), closed] {
            chmod(&path, 0o700);
        }
        assert_eq!(ran.code, 65, "{ran:?}");
        let told: Value = serde_json::from_str(&ran.out).expect("a document");
        let found: Vec<&str> = told["unreadable"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|it| it["file"].as_str())
            .collect();
        assert_eq!(found, ["journal/a/2025.jsonl", "journal/closed"], "{told}");
        for it in told["unreadable"].as_array().expect("a list") {
            assert!(it["why"].as_str().is_some_and(|why| why.starts_with("permission denied")), "{told}");
        }
        assert_eq!(told["entries"], 1);
        let of = |file: &str| -> Vec<&str> {
            let all = told["permissions"].as_array().expect("a list");
            all.iter().filter(|it| it["file"] == file).filter_map(|it| it["what"].as_str()).collect()
        };
        assert!(of("journal").contains(&"can't be written to"), "{told}");
        assert!(of("journal/a").contains(&"mode 0555 instead of 0700"), "{told}");
        assert!(!of("journal/a/2026.jsonl").contains(&"can't be written to"), "{told}");
        if is_root() {
            assert!(of(".").contains(&format!("belongs to user 0, you are {NOBODY}").as_str()), "{told}");
        }
    }

    #[test]
    fn locks_that_work_are_told() {
        assert_eq!(examined(&watered(), 0)["locks"], "work");
    }

    /// Who writes at this moment is not disturbed, and does not disturb.
    #[test]
    fn a_lock_that_is_held_works() {
        let store = watered();
        let lock = std::fs::File::open(file(&store, ".lock")).expect("the lock");
        lock.lock().expect("it is free");
        assert_eq!(examined(&store, 0)["locks"], "work");
    }
}

/// As an older version made it: it is judged by what is below it, and named.
#[test]
fn limits_that_are_judged_by_what_is_below_them_are_named() {
    let store = Store::new();
    store.ok(&["add", "Coffee every:day at-most:3 code:cof"]);
    finds_only(&examined(&store, 0), &[]);
    let cof = first_goal(&store);
    let child = format!(
        r#"{{"add":{{"goal":"g0000000","day":"2026-11-18","title":"Espresso","code":"esp","place":{{"parent":"{cof}","position":0}}}}}}"#
    );
    append(&shard(&store), format!("{}\n", line(1, &child)));
    let told = examined(&store, 0);
    finds_only(&told, &["judged_limits"]);
    assert_eq!(told["judged_limits"], json!([{"code": "cof", "children": ["esp"]}]));
    assert!(page(&store, 0).out.contains("  `cof` by `esp`\n"));
    store.ok(&["check", "esp"]);
    assert_eq!(store.goal("cof")["state"], "met");
    // What does not touch that is allowed.
    store.ok(&["edit", "esp", "--title", "One espresso"]);
    store.ok(&["edit", "cof", "--at-most", "2"]);
}
