//! What every command's output has in common: width, colour, text made inert, JSON, help, errors.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::common::{guest_posts, shell, with};
use crate::harness::{NOW, Store, commands};
use crate::help::listed;

const LONG: &str = "Aufgabe mit einem sehr langen Titel, der gar nicht mehr aufhören will und auch sonst nichts Wesentliches \
                    sagt, außer dass er lang ist";
const WIDE: &str =
    "毎日漢字を書く練習をする日本語の勉強をする漢字を覚える本を読む音楽を聞く走る泳ぐ料理をする掃除をする";
const FACES: &str =
    "🏃‍♀️ run 👨‍👩‍👧‍👦 with the family 🇩🇪 every morning before the sun rises 🌅🌅🌅🌅 and after it has set 🌇🌇🌇";

/// A store with titles, notes, areas and units that fit on no line.
fn wide() -> Store {
    let mut store = Store::new();
    store.at("2026-10-01");
    store.ok(&["add", LONG, "--every", "day", "--code", "long", "--why", LONG]);
    store.types(&format!("add '{WIDE}' --every week -n 3 --unit 冊の本と雑誌 --code wide --area '{WIDE}'"));
    store
        .types(&format!("add '{FACES}' --every day --code a-code-of-24-characters0 --unit '🏅 medals' -n 5"));
    store.types(&format!(
        "add Big --code big --target 1000000 --unit '{LONG}' --by 2027-03-31 --why '{LONG}'"
    ));
    store.types(&format!(
        "split big One '  Two' '    Three' '      Four' '{LONG}' '        Six every:week n:3 unit:cups \
         code:six'"
    ));
    store.at(NOW);
    store.ok(&["check", "long", "wide+2", "six", "--note", LONG]);
    store.ok(&["check", "long", "--on", "2026-11-02"]);
    store.ok(&["win", LONG, "--area", "family"]);
    store.ok(&["win", WIDE]);
    store
}

/// What no screen is to be sent.
fn obeyed(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const READING: &str = "; today; today --all; today --on 2026-11-02; list; list --all; log; streaks; streaks \
                       wide; streaks long six; show long; show wide; show big; show six; show \
                       a-code-of-24-characters0; config; doctor; progress; why big; why wide; review; report";

const WRITING: &[&[&str]] = &[
    &["check", "wide", "long", "a-code-of-24-characters0+2"],
    &["check", "long"],
    &["skip", "wide", "long"],
    &["pause", "long", "wide"],
    &["resume", "long", "wide"],
    &["pause", "--all"],
    &["resume", "--all"],
    &["win", LONG],
    &["move", "wide", "--under", "big"],
    &["archive", "big"],
    &["archive", "big", "--undo"],
    &["undo"],
    &["redo"],
    &["add", LONG, "--why", WIDE],
    &["split", "long", WIDE, FACES],
    &["config", "me", "ann"],
];

#[test]
fn no_line_is_wider_than_the_terminal() {
    let mut too_wide = Vec::new();
    for columns in ["60", "80", "120"] {
        let store = wide();
        let most: usize = columns.parse().expect("a number");
        for args in commands(READING).chain(WRITING.iter().map(|args| args.to_vec())) {
            let ran = with(&store, &[("COLUMNS", columns)], &args);
            assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
            let lines = ran.out.lines().filter(|line| line.width() > most);
            too_wide.extend(lines.map(|line| format!("{columns} {args:?}: {} {line}", line.width())));
        }
    }
    assert!(too_wide.is_empty(), "{too_wide:#?}");
}

#[test]
fn an_edit_is_no_wider_than_the_terminal() {
    let store = wide();
    for columns in ["60", "80", "120"] {
        let ran =
            with(&store, &[("COLUMNS", columns)], &["edit", "long", "--title", WIDE, "--reward", columns]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.lines().all(|line| line.width() <= columns.parse().expect("a number")), "{ran:?}");
    }
}

#[test]
fn colour_fits_as_well() {
    let store = wide();
    for args in commands(READING) {
        let plain = with(&store, &[("COLUMNS", "60")], &args);
        let coloured = with(&store, &[("COLUMNS", "60"), ("CLICOLOR_FORCE", "1")], &args);
        assert_eq!(without_colour(&coloured.out), plain.out, "{args:?}");
    }
}

#[test]
fn an_ellipsis_stands_only_where_something_was_cut() {
    let store = guest_posts();
    for columns in ["60", "80", "120"] {
        for args in [&["today"][..], &["streaks"], &["list"], &["log"]] {
            let ran = with(&store, &[("COLUMNS", columns)], args);
            let empty = ran.out.lines().filter(|line| line.ends_with(" …")).collect::<Vec<_>>();
            assert!(empty.is_empty(), "{columns} {args:?}: {empty:#?}");
        }
    }
}

#[test]
fn a_title_keeps_more_than_a_few_letters_where_there_is_room() {
    let store = wide();
    let ran = with(&store, &[("COLUMNS", "120")], &["log"]);
    assert!(ran.out.contains("Aufgabe mit einem sehr langen"), "{}", ran.out);
    let ran = with(&store, &[("COLUMNS", "120")], &["list"]);
    assert!(ran.out.contains("Aufgabe mit einem sehr langen"), "{}", ran.out);
}

#[test]
fn piped_output_is_neither_cut_nor_coloured() {
    let store = wide();
    for args in commands(READING) {
        let out = store.ok(&args);
        assert!(!out.contains('\u{1b}'), "{args:?}: {out}");
    }
    assert!(store.ok(&["list"]).contains(WIDE));
    assert!(store.ok(&["log"]).contains(LONG));
}

/// The text without colour.
fn without_colour(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = sequence.split_once('m').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    // Blanks at the end of a line are nothing to see.
    plain.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

#[test]
fn colour_only_adds() {
    let store = guest_posts();
    store.ok(&["check", "kids", "pitch+4"]);
    for args in commands("today; list; log; streaks; streaks kids; show pitch; config") {
        let forced = with(&store, &[("CLICOLOR_FORCE", "1")], &args);
        assert!(forced.out.contains('\u{1b}'), "{args:?}: {forced:?}");
        assert_eq!(without_colour(&forced.out), store.ok(&args), "{args:?}");
        let zero = with(&store, &[("CLICOLOR_FORCE", "0")], &args);
        assert!(!zero.out.contains('\u{1b}'), "{args:?}: {zero:?}");
    }
    let json = with(&store, &[("CLICOLOR_FORCE", "1")], &["today", "--json"]);
    assert!(!json.out.contains('\u{1b}'), "{json:?}");
}

#[test]
fn errors_are_coloured_only_when_asked() {
    let store = Store::new();
    assert!(!store.run(&["show", "x"]).err.contains('\u{1b}'));
    let forced = with(&store, &[("CLICOLOR_FORCE", "1")], &["show", "x"]);
    assert!(without_colour(&forced.err).starts_with("error: "), "{forced:?}");
}

#[test]
fn a_terminal_gets_colour_unless_no_color_is_set() {
    let store = guest_posts();
    let on_terminal = |vars: &str| {
        let script = format!("export TERM=xterm {vars}; script -qec 'goals today' /dev/null");
        let ran = shell(&store, &["sh"], &script);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.contains("Pitch websites"), "{ran:?}");
        ran.out.contains("\u{1b}[")
    };
    assert!(on_terminal(""));
    assert!(!on_terminal("NO_COLOR=1"));
    assert!(on_terminal("NO_COLOR="), "an empty one does not count");
    assert!(!on_terminal("TERM=dumb"));
}

/// A title that a terminal would obey, and turn around.
const EVIL: &str = "\u{1b}[31mred\u{1b}]0;owned\u{7} \u{202e}gnol\u{2066} \u{200f}\u{9b}2J bell\u{7f}";

#[test]
fn text_is_inert_on_the_screen() {
    let store = Store::new();
    store.ok(&[
        "add", EVIL, "--every", "day", "--unit", EVIL, "--area", EVIL, "--who", EVIL, "--why", EVIL,
        "--reward", EVIL, "--code", "evil",
    ]);
    let mut seen = String::new();
    for args in [
        &["check", "evil", "--note", EVIL][..],
        &["win", EVIL, "--area", EVIL],
        &["today"],
        &["today", "--all"],
        &["list"],
        &["log"],
        &["show", "evil"],
        &["streaks"],
        &["streaks", "evil"],
        &["progress"],
        &["why", "evil"],
        &["review"],
        &["report", "--notes"],
        &["skip", "evil", "--note", EVIL],
        &["pause", "evil"],
        &["resume", "evil"],
        &["archive", "evil"],
        &["archive", "evil", "--undo"],
        &["undo"],
        &["redo"],
        &["add", EVIL],
        &["config", "me", EVIL],
        &["config"],
        &["config", "me"],
    ] {
        for columns in ["", "60"] {
            let ran = with(&store, &[("COLUMNS", columns)], args);
            assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
            seen.push_str(&ran.out);
            seen.push_str(&ran.err);
        }
    }
    for args in [
        &["show", EVIL][..],
        &["check", EVIL],
        &["add", "x", "--code", EVIL],
        &["add", "x", "--by", EVIL],
        &[EVIL],
        &["check", "evil", "--on", EVIL],
        &["config", EVIL],
        &["today", EVIL],
        &["add", "x every:\u{1b}[31m"],
    ] {
        let ran = store.run(args);
        assert_ne!(ran.code, 0, "{args:?}: {ran:?}");
        seen.push_str(&ran.err);
    }
    let obeyed: Vec<char> = seen.chars().filter(|c| obeyed(*c)).collect();
    assert!(obeyed.is_empty(), "{obeyed:?} in {seen:?}");
}

#[test]
fn text_is_escaped_in_json_and_comes_back_as_it_was() {
    let store = Store::new();
    store.ok(&["add", EVIL, "--every", "day", "--area", EVIL, "--code", "evil"]);
    for args in [
        &["today", "--json"][..],
        &["list", "--json"],
        &["show", "evil", "--json"],
        &["streaks", "--json"],
        &["check", "evil", "--note", EVIL, "--json"],
        &["log", "--json"],
    ] {
        let out = store.ok(args);
        assert_eq!(out.chars().find(|c| obeyed(*c)), None, "{args:?}: {out:?}");
        assert!(out.contains("\\u202e") && out.contains("\\u001b"), "{args:?}: {out}");
        let document: Value = serde_json::from_str(&out).expect("a document");
        assert!(holds(&document, EVIL), "{args:?}: {out}");
    }
}

fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(it) => it == text,
        Value::Array(list) => list.iter().any(|it| holds(it, text)),
        Value::Object(map) => map.values().any(|it| holds(it, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[test]
fn every_command_takes_json_and_prints_one_document() {
    let store = guest_posts();
    let all = "; today; today --all; add Run; split gp A '  B'; check kids; check kids; skip fu; skip fu \
               --undo; win Cooked; undo; redo; redo; streaks; streaks kids; list; list gp; show gp; log; \
               move ed --top; pause kids; pause --all; resume --all; resume kids; archive ed; archive ed \
               --undo; config; config me; config me ann; doctor; completions bash";
    for args in commands(all) {
        let document = store.json(&args);
        assert!(document.as_object().is_some_and(|it| it.len() > 1), "{args:?}: {document}");
        let before: Value =
            serde_json::from_str(&store.ok(&[&["--json"], &args[..]].concat())).expect("a document");
        assert_eq!(before["schema"], 1, "{args:?}");
    }
}

#[test]
fn changing_commands_tell_what_changed() {
    let store = guest_posts();
    let all = "add Run; check kids; skip fu; win Cooked; split gp A; move ed --top; pause kids; resume kids; \
               archive ed; archive ed --undo; undo; redo";
    for args in commands(all) {
        let told = store.json(&args);
        let changed = told["changed"].as_array().unwrap_or_else(|| panic!("{args:?}: {told}"));
        assert_eq!(changed.len(), 1, "{args:?}: {told}");
        assert_eq!(changed[0]["day"], "2026-11-18", "{args:?}: {told}");
    }
}

#[test]
fn every_help_fits_eighty_columns() {
    let store = Store::new();
    let mut too_wide = Vec::new();
    for name in listed(&store).iter().map(String::as_str).chain(["--version"]) {
        let ran = with(&store, &[("COLUMNS", "80")], &[name, "--help"]);
        too_wide
            .extend(ran.out.lines().filter(|line| line.width() > 80).map(|line| format!("{name}: {line}")));
    }
    let root = with(&store, &[("COLUMNS", "80")], &["--help"]);
    too_wide.extend(root.out.lines().filter(|line| line.width() > 80).map(ToOwned::to_owned));
    assert!(too_wide.is_empty(), "{too_wide:#?}");
}

#[test]
fn errors_are_one_line_and_perhaps_a_hint() {
    let store = guest_posts();
    let all = "chekc; check; check x; add; add 'x every:y'; add x --every y; split; split gp; show; move ed; \
               pause --from fri; completions; completions tcsh; config x; check post; add x -n 1 --at-most 2; log \
               --since x; --dir; pause --all kids; edit kids; edit nowhere --target 2";
    for args in commands(all) {
        let ran = store.run(&args);
        assert!([1, 2].contains(&ran.code), "{args:?}: {ran:?}");
        let lines: Vec<&str> = ran.err.lines().collect();
        assert!(lines[0].starts_with("error: "), "{args:?}: {ran:?}");
        assert!(
            lines.len() == 1 || (lines.len() == 2 && lines[1].starts_with("hint: ")),
            "{args:?}: {ran:?}"
        );
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn the_environment_may_be_wrong_78() {
    let store = Store::new();
    for vars in [[("GOALS_NOW", "now")], [("TZ", "Mars/Olympus")]] {
        let ran = with(&store, &vars, &["today"]);
        assert_eq!(ran.code, 78, "{vars:?}: {ran:?}");
        assert!(ran.err.starts_with("error: "), "{ran:?}");
    }
}

#[test]
fn a_file_in_place_of_the_store_73() {
    let store = Store::new();
    std::fs::write(store.dir(), "a file").expect("a file");
    for args in [&["today"][..], &["add", "Run"]] {
        let ran = store.run(args);
        assert_eq!(ran.code, 73, "{args:?}: {ran:?}");
        assert!(ran.err.starts_with("error: "), "{ran:?}");
    }
}

#[test]
fn dir_names_the_store() {
    let store = Store::new();
    let other = store.home().join("other store").display().to_string();
    store.ok(&["--dir", &other, "add", "Elsewhere"]);
    store.ok(&["add", "Here", "--dir", &other]);
    assert!(!store.dir().exists());
    assert_eq!(store.json(&["list", "--dir", &other])["goals"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let store = wide();
    let ran = shell(
        &store,
        &["bash"],
        "set -o pipefail; goals list | head -n 1; for i in 1 2 3; do goals log | true; done",
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
}

#[test]
fn the_version() {
    assert_eq!(Store::new().ok(&["--version"]), format!("goals {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_is_set_in_stays_so_where_it_is_broken() {
    let store = Store::new();
    let ran: crate::harness::Ran =
        store.command(&[]).env("COLUMNS", "60").output().expect("it starts").into();
    let lines: Vec<&str> = ran.out.lines().skip(1).collect();
    assert!(lines[0].starts_with("  goals add"), "{ran:?}");
    assert!(lines[1].starts_with("    --"), "{ran:?}");
}
