//! What a snapshot tells is what the journal tells, whatever became of either (QUALITY: properties, the fault
//! matrix).

use std::path::{Path, PathBuf};

use goals::domain::value::day::Day;
use goals::journal::{Detail, Journal};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::files::{NOW_MS, append, id};
use crate::harness::{NOW, Ran, Store, words};

mod differential;

const DAY_MS: u64 = 86_400_000;

/// A line of the journal written so many days before [`NOW`], with a change.
fn line(ago: u64, number: u64, did: &str) -> String {
    let id = id(NOW_MS - ago * DAY_MS + number, number);
    format!(r#"{{"id":"{id}","at":"2026-11-01T12:00:00.000+00:00","did":[{did}]}}"#)
}

fn date(ago: u64) -> String {
    let now: Day = "2026-11-18".parse().expect("a day");
    now.plus(-i64::try_from(ago).expect("few days")).to_string()
}

fn check(goal: &str, ago: u64, n: &str) -> String {
    format!(r#"{{"check":{{"goal":"{goal}","day":"{}","n":{n}}}}}"#, date(ago))
}

/// The goals of a store by their codes, as its journal has them.
fn goal(store: &Store, code: &str) -> String {
    let adds = store.journal().into_iter().flat_map(|line| {
        let line: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        line["did"].as_array().expect("changes").clone()
    });
    let add = adds.map(|change| change["add"].clone()).find(|add| add["code"] == code);
    add.unwrap_or_else(|| panic!("no {code}"))["goal"].as_str().expect("an id").to_owned()
}

/// A store with 80 days behind it: far more than is read anew each time.
fn lived_in() -> Store {
    let mut store = Store::new();
    store.on_device("a").at("2026-08-30");
    store.ok(&["add", "Drink water", "n:3", "unit:cups", "every:day", "code:water", "area:home"]);
    store.ok(&["add", "Run", "n:2", "every:week", "unit:km", "code:run", "area:body"]);
    store.ok(&["add", "Write the book", "n:200", "unit:pages", "by:2026-12-31", "code:book"]);
    store.ok(&words(
        "split book 'Write pages unit:pages every:day n:2 code:write' 'Find a publisher code:pub'",
    ));
    store.ok(&["add", "Stretch", "every:3d", "code:stretch"]);
    store.ok(&["add", "Sweets", "at-most:4", "every:week", "code:sweets"]);
    store.ok(&["add", "Weight", "baseline:80", "target:70", "code:weight"]);
    store.ok(&["add", "Old chore", "code:old"]);
    let shard = shard(&store);
    let goals: Vec<(String, u64)> = [("water", 1), ("run", 3), ("write", 2), ("stretch", 3), ("sweets", 4)]
        .map(|(code, every)| (goal(&store, code), every))
        .to_vec();
    let old = goal(&store, "old");
    let mut text = format!("{}\n", line(79, 1, &check(&old, 79, "1")));
    for ago in (1..79).rev() {
        for (number, (goal, every)) in (1..).zip(&goals) {
            if ago % every == 0 {
                text += &line(ago, number, &check(goal, ago, &(1 + ago % 3).to_string()));
                text.push('\n');
            }
        }
    }
    append(&shard, &text);
    store.at(NOW);
    store
}

fn shard(store: &Store) -> PathBuf {
    store.dir().join("journal/a/2026.jsonl")
}

/// The file of the snapshot, where there is one.
fn kept(store: &Store) -> Option<PathBuf> {
    let entries = std::fs::read_dir(store.home().join(".cache/goals")).ok()?;
    let mut files = entries.map(|entry| entry.expect("an entry").path());
    files.find(|file| file.extension().is_some_and(|extension| extension == "snapshot"))
}

fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).expect("a file").ino()
}

/// Whether `today` was told by the snapshot that is there: one that reads everything writes another.
fn tells(store: &Store) -> bool {
    let Some(before) = kept(store).map(|file| (inode(&file), std::fs::read(file).expect("a file"))) else {
        return false;
    };
    store.ok(&["today", "--json"]);
    let file = kept(store).expect("a snapshot");
    // Kept open, the old one's inode is not given to another.
    before == (inode(&file), std::fs::read(file).expect("a file"))
}

/// A store whose snapshot tells what `today` shows.
fn warm() -> Store {
    let store = lived_in();
    store.ok(&["today"]);
    assert!(tells(&store), "the snapshot is used");
    store
}

const VIEWS: [&[&str]; 6] = [
    &["today"],
    &["prompt"],
    &["today", "--json"],
    &["list", "--json"],
    &["streaks", "--json"],
    &["progress", "--json"],
];

fn told(ran: &Ran) -> (i32, &str, &str) {
    (ran.code, &ran.out, &ran.err)
}

/// What a view shows where there is no snapshot at all.
fn anew(store: &Store, view: &[&str]) -> Ran {
    let cache = tempfile::tempdir().expect("a folder");
    let mut command = store.command(view);
    command.env("XDG_CACHE_HOME", cache.path());
    command.output().expect("the program starts").into()
}

/// What a view shows otherwise with all that is kept.
fn disagreement(store: &Store) -> Option<String> {
    VIEWS.iter().find_map(|view| {
        let (kept, anew) = (store.run(view), anew(store, view));
        (told(&kept) != told(&anew))
            .then(|| format!("{view:?}\nkept {}{}\nanew {}{}", kept.out, kept.err, anew.out, anew.err))
    })
}

fn agrees(store: &Store, what: &str) {
    if let Some(found) = disagreement(store) {
        panic!("{what}: {found}");
    }
}

fn a_command() -> impl Strategy<Value = Vec<&'static str>> {
    let codes = || {
        select(vec![
            "water", "run", "book", "write", "pub", "stretch", "sweets", "weight", "old", "new", "sub",
        ])
    };
    prop_oneof![
        6 => codes().prop_map(|code| vec!["check", code]),
        2 => (codes(), select(vec!["-1d", "yesterday", "-6d", "-9d", "-40d"])).prop_map(|(code, day)| vec!["check", code, "--on", day]),
        1 => select(vec!["weight=77", "weight=75.5", "book+30", "water=0", "water=5", "pub=0", "run+0.5"]).prop_map(|ask| vec!["check", ask]),
        1 => codes().prop_map(|code| vec!["check", code, "--note", "a note"]),
        1 => codes().prop_map(|code| vec!["skip", code]),
        2 => select(vec!["undo", "undo", "redo"]).prop_map(|word| vec![word]),
        1 => codes().prop_map(|code| vec!["edit", code, "--title", "Anew"]),
        1 => (codes(), select(vec![["--target", "1"], ["--target", "5"], ["--every", "week"], ["--every", "day"], ["--every", "2d"], ["--by", "+10d"], ["--area", "body"]]))
            .prop_map(|(code, [key, value])| vec!["edit", code, key, value]),
        1 => (codes(), codes()).prop_map(|(code, other)| vec!["move", code, "--under", other]),
        1 => codes().prop_map(|code| vec!["archive", code]),
        1 => codes().prop_map(|code| vec!["archive", code, "--undo"]),
        1 => codes().prop_map(|code| vec!["pause", code]),
        1 => select(vec!["--all", "run", "water"]).prop_map(|what| vec!["resume", what]),
        1 => select(vec!["2d", "tomorrow"]).prop_map(|until| vec!["pause", "--all", "--until", until]),
        1 => (codes(), select(vec!["today", "tomorrow", "none"])).prop_map(|(code, day)| vec!["plan", code, "--on", day]),
        1 => select(vec!["A win", "Another"]).prop_map(|title| vec!["win", title]),
        1 => select(vec![["week-start", "sunday"], ["week-start", "monday"], ["day-start", "04:00"], ["day-start", "00:00"], ["me", "kim"]])
            .prop_map(|[key, value]| vec!["config", key, value]),
        1 => select(vec!["New thing code:new", "Daily thing every:day code:new"]).prop_map(|line| vec!["add", line]),
        1 => codes().prop_map(|code| vec!["split", code, "Sub code:sub every:day", "Sub two"]),
    ]
}

/// A line of check-offs; some have an id that others have, or do not count.
fn a_line() -> impl Strategy<Value = String> {
    let numbers = select(vec!["1", "-1", "0.5", "1.000", "1e3", "0.0001", "null"]);
    let days = select(vec!["2026-11-01", "2026-02-31", "2026-11-02"]);
    let goals = select(vec!["00000001", "00000002", "0000000z"]);
    let note = select(vec!["", "", r#","note":"x""#]);
    let checks = vec((goals, days, numbers, note), 1..4).prop_map(|checks| {
        let written = checks.iter().map(|(goal, day, n, note)| {
            format!(r#"{{"check":{{"goal":"{goal}","day":"{day}","n":{n}{note}}}}}"#)
        });
        written.collect::<Vec<_>>().join(",")
    });
    let did = prop_oneof![
        6 => checks,
        1 => (0_u8..9).prop_map(|number| format!(r#"{{"undo":{{"entry":"01KA0000000000000000{number:06}"}}}}"#)),
    ];
    (0_u8..9, did).prop_map(|(number, did)| {
        let id = format!("01KA0000000000000000{number:06}");
        format!(r#"{{"id":"{id}","at":"2026-11-01T12:00:00.000+00:00","did":[{did}]}}"#)
    })
}

/// What a journal of these lines comes to, read to a depth.
fn read_to(folder: &Path, depth: Detail) -> (String, String) {
    let far = "2090-01-01T12:00:00".parse().expect("a moment");
    let reading = Journal::new(folder.to_owned()).read(depth, far).expect("it reads");
    let state = &reading.state;
    let mut told = Vec::new();
    for number in 1..3 {
        let goal = goals::domain::value::ids::GoalId::from_bits(number);
        let recorded = state.activity.goal_days(goal);
        let days: Vec<_> = recorded.days(Day::FIRST, Day::LAST).collect();
        let activity: Vec<_> = recorded.records(Day::FIRST, Day::LAST).collect();
        let raw: Vec<_> = days.iter().map(|(day, _)| recorded.raw(*day)).collect();
        told.push(format!("{days:?} {activity:?} {raw:?} {:?}", recorded.last_day()));
    }
    let remarks = &reading.remarks;
    (told.join("\n"), format!("{:?} {remarks:?} {:?}", reading.largest, state.tree))
}

fn moments() -> impl Strategy<Value = Vec<(u8, Vec<&'static str>)>> {
    vec((prop_oneof![5 => 0_u8..2, 1 => 2_u8..30], a_command()), 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::with_cases(4) })]

    #[test]
    fn the_snapshot_path_equals_the_full_fold_after_any_commands(moments in moments(), night in any::<bool>()) {
        let mut store = warm();
        let mut day: Day = "2026-11-18".parse().expect("a day");
        for (days, command) in &moments {
            day = day.plus((*days).into());
            let hour = if night { "02" } else { "18" };
            store.at(&format!("{day}T{hour}:20:00+01:00"));
            let ran = store.run(command);
            prop_assert!([0, 1].contains(&ran.code), "{command:?}: {ran:?}");
            let found = disagreement(&store);
            prop_assert!(found.is_none(), "{day} after {command:?} ({ran:?}): {}", found.unwrap_or_default());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    /// Of old plain check-offs the amounts alone are kept: they add up to the same, and an undo finds them.
    #[test]
    fn check_offs_of_which_the_amounts_are_kept_add_up_as_whole_ones(lines in vec(a_line(), 1..12)) {
        let folder = tempfile::tempdir().expect("a folder");
        let device = folder.path().join("journal/a");
        std::fs::create_dir_all(&device).expect("a folder");
        let add = r#"{"id":"01K90000000000000000000001","at":"2026-10-01T12:00:00.000+00:00","did":[{"add":{"goal":"00000001","day":"2026-10-01","title":"One"}},{"add":{"goal":"00000002","day":"2026-10-01","title":"Two","unit":"km"}}]}"#;
        let text = [add.to_owned()].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
        std::fs::write(device.join("2026.jsonl"), &text).expect("it is written");
        let whole = read_to(folder.path(), Detail::Records);
        for detail in [Detail::Days, Detail::Entries] {
            let compact = read_to(folder.path(), detail);
            prop_assert!(compact == whole, "{text}\ncompact {compact:?}\nwhole {whole:?}");
        }
        let to_undo = |detail| {
            let far = "2090-01-01T12:00:00".parse().expect("a moment");
            let reading = Journal::new(folder.path().to_owned()).read(detail, far).expect("it reads");
            reading.entries.to_undo("a").map(|it| (it.entry.id, it.entry.did, it.device))
        };
        prop_assert_eq!(to_undo(Detail::Entries), to_undo(Detail::Records));
    }
}

#[test]
fn a_snapshot_that_is_gone_or_cut_or_damaged_costs_time_alone() {
    let store = warm();
    let expected = anew(&store, &["today", "--json"]);
    let file = kept(&store).expect("a snapshot");
    let good = std::fs::read(&file).expect("a snapshot");
    let length = good[16..24].try_into().map(u64::from_le_bytes).expect("eight bytes");
    let first = 40 + usize::try_from(length).expect("a length");
    assert!(first + 200 < good.len(), "both parts hold something");
    let rejected = |bytes: &[u8], what: &str| {
        std::fs::write(&file, bytes).expect("it is written");
        let before = inode(&file);
        let ran = store.run(&["today", "--json"]);
        assert_eq!(told(&ran), told(&expected), "{what}");
        assert_ne!(inode(&kept(&store).expect("a snapshot")), before, "{what}: it was made anew");
    };
    for cut in (0..60).chain((60..first).step_by(first / 60)).chain([first - 1]) {
        rejected(&good[..cut], &format!("cut at {cut}"));
    }
    for at in (0..30).chain((30..first).step_by(first / 60)) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        rejected(&bytes, &format!("a bit flipped at {at}"));
    }
    rejected(&[b"goals kept 9999\n".as_slice(), &good[16..]].concat(), "of another version");
    // The second part is asked for by those who look back.
    for at in (first..good.len()).step_by((good.len() - first) / 10) {
        let mut flipped = good.clone();
        flipped[at] ^= 1 << (at % 8);
        for bytes in [&flipped, &good[..at], &[&good, b"more".as_slice()].concat()] {
            std::fs::write(&file, bytes).expect("it is written");
            agrees(&store, &format!("the old days damaged at {at}"));
        }
    }
    std::fs::remove_file(&file).expect("it is removed");
    agrees(&store, "gone");
    assert!(tells(&store), "it is made again");
}

#[test]
fn a_snapshot_of_another_store_tells_nothing() {
    let store = warm();
    let other = warm();
    other.ok(&["check", "water"]);
    std::fs::remove_file(kept(&other).expect("a snapshot")).expect("it is removed");
    other.ok(&["today"]);
    std::fs::copy(kept(&other).expect("a snapshot"), kept(&store).expect("a snapshot")).expect("a copy");
    assert!(!tells(&store));
    agrees(&store, "of another store");
}

#[test]
fn a_cache_that_can_not_be_written_is_no_error() {
    let store = lived_in();
    let expected = anew(&store, &["today", "--json"]);
    let file = store.home().join("file");
    std::fs::write(&file, "").expect("a file");
    for cache in [file.join("cache"), PathBuf::from("/proc/nowhere")] {
        let mut command = store.command(&["today", "--json"]);
        command.env("XDG_CACHE_HOME", cache);
        let ran: Ran = command.output().expect("the program starts").into();
        assert_eq!(told(&ran), told(&expected));
    }
}

#[test]
fn a_line_edited_by_hand_in_place_is_seen_at_the_next_command() {
    let store = warm();
    store.ok(&["check", "water"]);
    assert!(tells(&store));
    let shard = shard(&store);
    let text = std::fs::read_to_string(&shard).expect("a shard");
    let last = text.lines().last().expect("a line").to_owned();
    let edited = text.replace(&last, &last.replace(r#""n":1"#, r#""n":2"#));
    assert_eq!((text.len(), text == edited), (edited.len(), false));
    let modified = std::fs::metadata(&shard).expect("a shard").modified().expect("a time");
    std::fs::write(&shard, &edited).expect("it is written");
    // Even where whoever wrote it puts the time back.
    let file = std::fs::File::options().write(true).open(&shard).expect("a shard");
    file.set_modified(modified).expect("a time");
    assert!(store.ok(&["today"]).contains("2/3 cups"));
    agrees(&store, "edited");
    // One far back, in the midst of the file.
    let edited = edited.replacen(r#""target":3"#, r#""target":9"#, 1);
    std::fs::write(&shard, &edited).expect("it is written");
    agrees(&store, "edited far back");
}

#[test]
fn shards_that_are_replaced_or_come_or_go_are_read_anew() {
    let store = warm();
    let shard = shard(&store);
    let water = goal(&store, "water");
    let replaced = shard.with_extension("new");
    let text = std::fs::read_to_string(&shard).expect("a shard");
    std::fs::write(&replaced, text.replacen(r#""target":3"#, r#""target":7"#, 1)).expect("a file");
    std::fs::rename(&replaced, &shard).expect("it is renamed");
    assert!(!tells(&store), "it is another file");
    agrees(&store, "replaced by rename");

    // Another device comes, with what is older and what is newer.
    let other = store.dir().join("journal/b");
    std::fs::create_dir(&other).expect("a folder");
    append(&other.join("2026.jsonl"), format!("{}\n", line(5, 71, &check(&water, 5, "9"))));
    assert!(!tells(&store), "its ids lie between the known ones");
    agrees(&store, "another device");
    append(&other.join("2026.jsonl"), format!("{}\n", line(3, 72, &check(&water, 3, "9"))));
    agrees(&store, "another device's older entries");
    append(&other.join("2026.jsonl"), format!("{}\n", line(0, 9_000_000, &check(&water, 0, "2"))));
    agrees(&store, "another device's newer entry");
    assert!(store.ok(&["today"]).contains("2/7 cups"));

    std::fs::copy(&shard, shard.with_file_name("2026 (conflict).jsonl")).expect("a copy");
    agrees(&store, "a conflict copy");
    append(
        &shard.with_file_name("2026 (conflict).jsonl"),
        format!("{}\n", line(2, 73, &check(&water, 2, "5"))),
    );
    agrees(&store, "a conflict copy with more");
    std::fs::remove_file(shard.with_file_name("2026 (conflict).jsonl")).expect("it is removed");
    agrees(&store, "the conflict copy is gone");
    std::fs::remove_dir_all(&other).expect("it is removed");
    agrees(&store, "the other device is gone");
    std::fs::write(&shard, "").expect("it is emptied");
    agrees(&store, "nothing is left in it");
}

#[test]
fn a_torn_tail_that_is_completed_later_counts_then() {
    let store = warm();
    let shard = shard(&store);
    let entry = format!("{}\n", line(0, 8_000_000, &check(&goal(&store, "water"), 0, "2")));
    for cut in [1, 30, entry.len() / 2, entry.len() - 2] {
        let before = std::fs::read(&shard).expect("a shard");
        let (begun, rest) = entry.split_at(cut);
        append(&shard, begun);
        agrees(&store, &format!("torn at {cut}"));
        agrees(&store, &format!("torn at {cut}, seen before"));
        append(&shard, rest);
        assert!(store.ok(&["today"]).contains("2/3 cups"), "completed at {cut}");
        agrees(&store, &format!("completed at {cut}"));
        std::fs::write(&shard, before).expect("it is written");
        agrees(&store, "taken back");
    }
    // Its newline alone comes later.
    append(&shard, entry.trim_end());
    agrees(&store, "without its newline");
    append(&shard, "\n");
    agrees(&store, "its newline came");
    append(&shard, format!("{}\n", line(0, 8_000_001, &check(&goal(&store, "water"), 0, "1"))));
    assert!(store.ok(&["today"]).contains("3/3 cups"));
    agrees(&store, "and more came");
}

#[test]
fn a_clock_that_goes_back_and_days_that_begin_late_are_read_anew() {
    let mut store = warm();
    for moment in ["2026-11-17", "2026-11-18", "2026-11-10", "2026-11-19", "2027-01-03", "2026-11-18"] {
        store.at(moment);
        agrees(&store, moment);
    }
    store.at(NOW);
    store.ok(&["config", "day-start", "04:00"]);
    for moment in [
        "2026-11-19T03:59:00+01:00",
        "2026-11-19T04:00:00+01:00",
        "2026-11-19T03:30:00+01:00",
        "2026-11-20T00:10:00+01:00",
        "2026-11-18T02:00:00+01:00",
    ] {
        store.at(moment);
        agrees(&store, moment);
        store.ok(&["check", "water"]);
        agrees(&store, moment);
    }
}

#[test]
fn a_line_edited_far_back_after_the_shard_grew_is_seen() {
    let store = warm();
    store.ok(&["check", "water"]);
    assert!(tells(&store), "what this program appended is put on top");
    let shard = shard(&store);
    let edit = |from: &str, to: &str| {
        let text = std::fs::read_to_string(&shard).expect("a shard");
        let edited = text.replacen(from, to, 1);
        assert_ne!(text, edited);
        std::fs::write(&shard, edited).expect("it is written");
    };
    edit(r#""target":3"#, r#""target":9"#);
    agrees(&store, "edited after a check-off");
    store.ok(&["check", "water"]);
    edit(r#""target":9"#, r#""target":4"#);
    store.ok(&["check", "water"]);
    agrees(&store, "edited between two check-offs");
    store.ok(&["check", "water"]);
    agrees(&store, "and checked off once more");
}

#[test]
fn goals_that_closed_long_ago_are_still_goals() {
    let mut store = Store::new();
    store.at("2026-01-10");
    store.ok(&["add", "Old every:day code:old"]);
    for _ in 0..40 {
        store.ok(&["win", "Something that went well"]);
    }
    store.ok(&["archive", "old"]);
    store.at("2026-11-18");
    assert!(store.ok(&["today"]).contains("Nothing to do today."));
    assert!(kept(&store).is_some(), "it is kept");
    assert!(store.ok(&["today"]).contains("Nothing to do today."));
}

#[test]
fn a_check_off_from_elsewhere_brings_back_a_goal_whose_making_was_undone() {
    let mut store = warm();
    store.ok(&["add", "Put up a shelf code:shelf"]);
    let shelf = goal(&store, "shelf");
    store.ok(&["undo"]);
    store.ok(&["today"]);
    store.ok(&["streaks"]);
    store.on_device("elsewhere");
    let other = store.dir().join("journal/elsewhere");
    std::fs::create_dir_all(&other).expect("a folder");
    append(&other.join("2027.jsonl"), format!("{}\n", line(0, 999, &check(&shelf, 0, "1"))));
    agrees(&store, "a check-off of what was undone here");
}

#[test]
fn a_tail_of_nuls_and_a_line_beyond_all_bounds_are_told_of_as_ever() {
    let store = warm();
    let shard = shard(&store);
    append(&shard, "\0".repeat(200));
    assert!(store.run(&["today"]).err.contains("warning"), "a tail of NULs");
    agrees(&store, "a tail of NULs");

    let store = warm();
    let long = line(0, 999, r#"{"win":{"title":"long","day":"2026-11-18"}}"#);
    append(&self::shard(&store), format!("{long}{}\n", " ".repeat(1 << 20)));
    assert!(store.run(&["today"]).err.contains("longer than 1 MiB"), "a line that is too long");
    agrees(&store, "a line that is too long");
}

#[test]
fn a_pipe_in_the_place_of_a_snapshot_is_not_waited_at() {
    let store = warm();
    let snapshot = kept(&store).expect("a snapshot");
    std::fs::remove_file(&snapshot).expect("it is removed");
    let made = std::process::Command::new("mkfifo").arg(&snapshot).status().expect("mkfifo");
    assert!(made.success());
    agrees(&store, "a pipe");
}

/// As two commands that read everything at once can leave it, with an edit in place between them.
#[test]
fn notes_of_appends_do_not_lead_from_a_snapshot_from_before_an_edit() {
    let store = warm();
    let file = kept(&store).expect("a snapshot");
    let old = std::fs::read(&file).expect("a snapshot");
    let shard = shard(&store);
    let text = std::fs::read_to_string(&shard).expect("a shard");
    std::fs::write(&shard, text.replacen(r#""target":3"#, r#""target":9"#, 1)).expect("it is written");
    assert!(!tells(&store), "the edit is seen");
    store.ok(&["check", "water"]);
    store.ok(&["check", "water"]);
    assert!(tells(&store), "what was appended since is noted");
    std::fs::write(&file, old).expect("it is put back");
    agrees(&store, "with the snapshot from before the edit");
}
