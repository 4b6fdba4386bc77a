//! Whole pages as they are looked at, in `snapshots/`: of the demo's year, of a small plan with something of
//! everything, and of nothing. What was changed on purpose is accepted by `INSTA_UPDATE=always cargo test pages`.

use crate::common::with;
use crate::harness::{NOW, Store};

/// What the program prints at each of these widths, each page below the command that it is of.
fn page(store: &Store, words: &str, widths: &[&str]) -> String {
    let args: Vec<&str> = words.split_whitespace().collect();
    let mut text = String::new();
    for columns in widths {
        let ran = with(store, &[("COLUMNS", columns)], &args);
        assert_eq!(ran.code, 0, "goals {words}: {ran:?}");
        text.extend(["$ COLUMNS=", columns, " goals ", words, "\n", &ran.err, &ran.out, "\n"]);
    }
    let text = text.replace(store.dir().to_str().expect("a path"), "<store>");
    if args.first() == Some(&"log") { text.lines().map(without_mark).collect() } else { text }
}

/// A line of the log, in which the mark is chance.
fn without_mark(line: &str) -> String {
    let mark = line.strip_prefix("  ").and_then(|rest| rest.split_once("  "));
    match mark.filter(|(mark, _)| mark.len() == 4 && mark.chars().all(|c| c.is_ascii_alphanumeric())) {
        Some((_, rest)) => format!("  mark  {rest}\n"),
        None => format!("{line}\n"),
    }
}

/// Compares a page with that in the folder.
fn compare(name: &str, page: &str) {
    let mut settings = insta::Settings::new();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name.replace("--", "").replace([' ', '-'], "_"), page));
}

/// Compares the pages of these commands at each width.
fn compare_all(store: &Store, whose: &str, commands: &str) {
    for words in commands.split(", ") {
        compare(&format!("{whose} {words}"), &page(store, words, &["60", "80", "120"]));
    }
}

/// A plan with something of everything, on Wednesday 18 November 2026.
fn small() -> Store {
    let mut store = Store::new();
    store.on_device("desk");
    let lines = |store: &Store, lines: &[&str]| lines.iter().for_each(|line| drop(store.ok(&["add", line])));
    store.at("2026-10-05");
    lines(
        &store,
        &[
            "Publish 52 posts n:52 unit:posts by:2027-10-04 area:work code:gp why:links who:Ann reward:\"a desk\"",
            "Pitch n:12 unit:emails every:week area:work code:pitch",
            "Run n:20 unit:km every:week area:health code:run who:Ann",
            "Walk every:day area:health code:walk",
            "Sweets at-most:4 every:week area:health code:sweet",
            "Water the plants every:3d area:home code:plant",
            "Look at the budget every:month code:money",
            "Juggle every:day n:3 area:self pilot:2026-11-01 code:jug",
            "Improve engagement code:ie",
            "Weight baseline:90 n:80 unit:kg by:2027-05-01 area:health code:kg",
            "An old idea code:old",
            "Tax return n:1 by:2026-11-10 code:tax",
            "Write the letters n:2 unit:letters code:letter",
        ],
    );
    store.types(
        "split gp 'Weekly post every:week feeds:1 code:post' '  Outline code:outl' '  Write n:3 code:write'",
    );
    store.ok(&["reward", "add", "gp", "A weekend by the sea", "--at", "1"]);
    store.ok(&["archive", "old"]);
    // The last four weeks end on 25 October and on 1, 8 and 15 November.
    for (date, pitches, km) in
        [("2026-10-21", 12, 31), ("2026-10-28", 9, 33), ("2026-11-04", 7, 30), ("2026-11-11", 13, 36)]
    {
        let (pitches, km) = (format!("pitch+{pitches}"), format!("run+{km}"));
        store.at(date).ok(&["check", &pitches, &km, "walk", "sweet+2", "plant", "outl", "write+3"]);
    }
    store.ok(&["check", "letter+2"]);
    store.ok(&["edit", "money", "--target", "2", "--unit", "looks"]);
    store.at("2026-11-12").ok(&["edit", "money", "--every", "quarter", "--at-most", "6", "--who", "Ann"]);
    store.ok(&["skip", "walk", "--note", "ill"]);
    store.ok(&["pause", "walk", "--from", "2026-11-13", "--until", "2026-11-14"]);
    store.ok(&["check", "kg=86.5", "walk+1", "--on", "2026-11-09", "--note", "a_day_late"]);
    store.at("2026-11-15").ok(&["add", "Move house by:2026-12-20 code:mh why:\"more room\""]);
    store.types(
        "split mh 'Get boxes by:2026-11-24 code:boxes' 'Pack after:boxes by:2026-11-25 code:pack' \
         'Drive after:pack by:2026-11-26 code:drive' 'Call movers n:3 unit:calls code:call'",
    );
    lines(
        &store,
        &[
            "Renew the pass by:2026-11-25 area:home code:pass",
            "Book the dentist by:2026-11-18 area:home code:dent",
            "A party from:2026-12-01 code:party",
        ],
    );
    for day in ["2026-11-15", "2026-11-16", "2026-11-17"] {
        store.at(day).ok(&["check", "walk"]);
    }
    store.ok(&["win", "A reader wrote", "--area", "work"]);
    store.at("2026-11-18T09:05:00+01:00").ok(&["check", "pitch+4", "sweet+5", "call", "kg=86"]);
    store.ok(&["plan", "ie", "--on", "today"]);
    store.at(NOW);
    std::fs::remove_dir_all(store.home().join(".cache")).expect("what is kept");
    store
}

#[test]
fn of_a_small_plan() {
    let pages = "next, plan, today, today --all, today --on 2026-11-19, today --area health, today --who Ann, list, list \
                 --all, list mh, log, log --goal run, streaks, streaks pitch run walk sweet, streaks pitch \
                 run walk sweet plant, progress, progress gp, show gp, show write, show walk, show money, \
                 show pack, show old, why gp, why post, why pitch, why write, why tax, why letter, why walk, \
                 why sweet, why pack, why party, why kg, review, review --week 2026-11-15, review --month \
                 october, review --year, report, report --area health --notes, rewards";
    let store = small();
    // The path of a store may be long.
    compare("small doctor", &page(&store, "doctor", &["200"]));
    compare_all(&store, "small", pages);
}

#[test]
fn of_the_demo() {
    let store = Store::demo();
    let pages = "next, plan, today, today --all, list --all, log --since -6d, streaks, streaks kids run, progress, show \
                 gp, show kids, why post, review, review --month october, review --quarter last, review --year, \
                 report, rewards";
    compare_all(&store, "demo", pages);
    compare("demo report of three years", &page(&store, "report --since 2023-11-18", &["200"]));
}

#[test]
fn of_nothing() {
    let pages =
        "today, list, log, streaks, progress, review, review --year, report, rewards, --help, check --help";
    compare_all(&Store::new(), "empty", pages);
}

#[test]
fn in_colour() {
    let store = small();
    let coloured = |words: &[&str]| with(&store, &[("COLUMNS", "80"), ("CLICOLOR_FORCE", "1")], words).out;
    let pages = [coloured(&["today"]), coloured(&["streaks", "walk"]), coloured(&["progress"])].join("\n");
    compare("small in colour", &pages.replace('\u{1b}', "␛"));
}

#[test]
fn in_ascii() {
    let store = small();
    let ascii = |words: &[&str]| with(&store, &[("COLUMNS", "80"), ("LC_ALL", "C")], words).out;
    let pages =
        [ascii(&["today"]), ascii(&["streaks", "run"]), ascii(&["progress"]), ascii(&["report"])].join("\n");
    assert!(pages.is_ascii(), "{pages}");
    compare("small in ascii", &pages);
}
