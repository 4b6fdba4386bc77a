//! `goals ui`: each key does what its command does, and the screen shows it.

use serde_json::Value;

use crate::common::with;
use crate::harness::{NOW, Store, words};
use crate::seat::Seat;
use crate::tools::needs;

/// A store with what a day holds: a habit, one with an amount, a big goal with a step, a value to read, a limit.
pub(crate) fn day() -> Store {
    let mut store = Store::new();
    store.on_device("a").at("2026-11-16");
    for line in [
        "Time with the children every:day area:family code:kids",
        "Pitch websites n:12 unit:emails every:week area:work code:pitch",
        "Publish 52 guest posts n:52 unit:posts by:2027-11-18 code:gp",
        "Weight n:78 baseline:82 unit:kg by:2027-03-01 area:health code:kg",
        "Screens after nine at-most:3 every:week area:health code:scr",
    ] {
        store.ok(&["add", line]);
    }
    store.ok(&["split", "gp", "Outline the first post code:outl"]);
    store.at(NOW);
    store
}

/// A copy of a store, with all that was written there.
fn twin(store: &Store) -> Store {
    let mut other = Store::new();
    other.on_device("a");
    let copied = std::process::Command::new("cp").arg("-r").arg(store.dir()).arg(other.dir()).status();
    assert!(copied.expect("`cp` starts").success());
    other
}

/// What the lines of a journal behind the first ones did; ids that are new have no name.
fn did_since(store: &Store, first: usize) -> Vec<Value> {
    let lines = store.journal();
    let known: String = lines[..first].concat();
    let did = |line: &String| -> Value {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        without_new_ids(line["did"].clone(), &known)
    };
    lines[first..].iter().map(did).collect()
}

fn without_new_ids(value: Value, known: &str) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(|value| without_new_ids(value, known)).collect(),
        Value::Object(fields) => {
            let is_new = |key: &str, value: &Value| {
                let id = value.as_str().filter(|_| ["goal", "parent", "entry"].contains(&key));
                id.is_some_and(|id| !known.contains(id))
            };
            let field = |(key, value): (String, Value)| {
                let value = if is_new(&key, &value) { "new".into() } else { without_new_ids(value, known) };
                (key, value)
            };
            fields.into_iter().map(field).collect()
        }
        other => other,
    }
}

/// Keys, what is on the screen behind them, and the command that does the same.
const DAY: [(&str, &str, &str); 19] = [
    ("/outl\r ", "✓ outl  Outline the first post", "check outl"),
    ("/kids\r ", "kids  Time with the children · ▲ 1 day", "check kids"),
    // What is met is not checked off twice.
    (" ", "met already, nothing written", ""),
    // 12 in the five days from Wednesday on: 3 each, rounded up.
    ("/pitch\r ", "3/12 emails", "check pitch+3"),
    // And what the week still asks.
    (" ", "12/12 emails", "check pitch+9"),
    ("u", "Undone: check off `pitch` (+9)", "undo"),
    ("\u{12}", "Redone: check off `pitch` (+9)", "redo"),
    ("-2\r", "10/12 emails", "check pitch-2"),
    ("+1\r", "11/12 emails", "check pitch+1"),
    ("=5\r", "5/12 emails", "check pitch=5"),
    ("nthe shop answered\r", "the note is kept", "check pitch=5 --note 'the shop answered'"),
    // Of what is measured the value is asked for.
    ("/kg\r 81,5\r", "read 81.5", "check kg=81.5"),
    ("/scr\r ", "1 of at most 3", "check scr"),
    ("s", "excused", "skip scr"),
    ("wFixed the gate area:home\r", "A win: Fixed the gate", "win 'Fixed the gate area:home'"),
    ("/gp\raWrite it code:wr\r", "wr", "split gp 'Write it code:wr'"),
    ("/wr\rptomorrow\r", "what is not done then rolls over", "plan wr --on tomorrow"),
    (":edit kids --why \"They grow up\"\r", "They grow up", "edit kids --why 'They grow up'"),
    ("h/kids\r ", "on Tue 17 Nov", "check kids --on 2026-11-17"),
];

#[test]
fn a_day_lived_by_keys_alone_is_in_the_journal_as_commands_write_it() {
    needs!("setsid", "cp");
    let by_keys = day();
    let by_words = twin(&by_keys);
    let before = by_keys.journal().len();
    let mut seat = Seat::take(&by_keys, (120, 40), &[], &["ui"]);
    seat.sees("[ ] kids");
    for (keys, shown, command) in DAY {
        for key in keys.chars() {
            seat.types(&key.to_string());
        }
        // It is said above the keys.
        seat.waits_until(&format!("{shown} is said"), |text| {
            text.lines().rev().skip(1).take(3).any(|line| line.contains(shown))
        });
        if !command.is_empty() {
            by_words.ok(&words(command));
        }
        assert_eq!(did_since(&by_keys, before), did_since(&by_words, before), "{keys:?} is not `{command}`");
    }
    seat.types("q");
    seat.ends_well();
    seat.is_as_before();
}

#[test]
fn a_goals_line_is_edited_in_place() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (120, 30), &[], &["ui"]);
    seat.sees("[ ] kids");
    seat.types("/pitch\re");
    seat.sees("edit: Pitch websites n:12 unit:emails every:week");
    // Back to before the words, one more letter, and the line is another.
    seat.types("\u{1}Do \r");
    seat.sees("changed the title");
    seat.types("q");
    seat.ends_well();
    assert_eq!(store.goal("pitch")["title"], "Do Pitch websites");
    assert_eq!(store.goal("pitch")["target"], 12);
}

#[test]
fn pages_are_those_of_commands() {
    let store = day();
    for (key, command) in [("2", "plan"), ("3", "streaks"), ("4", "progress"), ("5", "review")] {
        let shown = frame(&store, "80x60", key);
        let printed = with(&store, &[("COLUMNS", "80")], &[command]);
        let lines: Vec<&str> = shown.lines().skip(1).collect();
        for (at, line) in printed.out.lines().enumerate() {
            assert_eq!(lines[at], line, "line {at} of `{command}`:\n{shown}");
        }
    }
}

/// The screen after some keys.
pub(crate) fn frame(store: &Store, size: &str, keys: &str) -> String {
    store.ok(&["ui", "--frame", size, "--press", keys])
}

#[test]
fn commands_are_completed_and_what_is_refused_is_said() {
    let store = day();
    let shown = frame(&store, "80x24", ": \"che\" tab");
    assert!(shown.lines().last().is_some_and(|line| line == ":check"), "{shown}");
    let shown = frame(&store, "80x24", ": \"check k\" tab");
    assert!(shown.contains("kg  kids"), "{shown}");
    let shown = frame(&store, "80x24", ": \"check ptich\" enter");
    assert!(shown.contains("error: no goal has the code `ptich`"), "{shown}");
    assert!(shown.contains("did you mean `pitch`"), "{shown}");
    let shown = frame(&store, "80x24", ": \"win 'open\" enter");
    assert!(shown.contains("error: a quotation mark is left open"), "{shown}");
}

#[test]
fn screens_of_forty_eighty_and_a_hundred_and_twenty_columns() {
    let store = Store::demo();
    for size in ["40x24", "80x30", "120x36", "20x5"] {
        let shown = frame(&store, size, "j j j");
        insta::assert_snapshot!(format!("screen_{size}"), shown);
    }
}

#[test]
fn all_keys_on_one_screen_and_how_they_are_bound() {
    let store = day();
    insta::assert_snapshot!("screen_keys", frame(&store, "100x40", "?"));
    let config = store.home().join(".config/goals");
    std::fs::create_dir_all(&config).expect("a folder");
    let file = config.join("ui.toml");
    std::fs::write(&file, "theme = \"light\"\n[keys]\ncheck-off = [\"x\", \"space\"]\nundo = \"z\"\n")
        .expect("a file");
    let shown = frame(&store, "80x24", "/ \"kids\" enter x");
    assert!(shown.contains("✓ kids"), "{shown}");
    let shown = frame(&store, "80x24", "z");
    assert!(shown.contains("Undone"), "{shown}");
    for (text, told) in [
        ("theme = \"pink\"", "can't be understood"),
        ("[keys]\ncheckoff = \"x\"", "nothing is called `checkoff`"),
        ("[keys]\nundo = \"ctrl-\"", "`ctrl-` is no key"),
        ("[keys]\nundo = \"x\"\nredo = \"x\"", "`x` is bound twice"),
    ] {
        std::fs::write(&file, text).expect("a file");
        let ran = store.run(&["ui", "--frame", "80x24"]);
        assert_eq!(ran.code, 78, "{text}: {ran:?}");
        assert!(ran.err.contains(told) && ran.err.contains("ui.toml"), "{text}: {ran:?}");
    }
}

#[test]
fn each_theme_has_its_colours_and_no_color_none() {
    let store = Store::demo();
    let coloured = |theme: &str, vars: &[(&str, &str)]| {
        let ran = with(&store, vars, &["ui", "--frame", "80x12", "--theme", theme]);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out
    };
    let themes = ["terminal", "light", "dark", "high-contrast", "colour-blind"];
    let mut seen = Vec::new();
    for theme in themes {
        let shown = coloured(theme, &[("CLICOLOR_FORCE", "1")]);
        insta::assert_snapshot!(format!("screen_theme_{theme}"), shown.replace('\u{1b}', "␛"));
        let plain = anstream::adapter::strip_str(&shown).to_string();
        let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines(&plain), lines(&coloured(theme, &[])), "{theme} says the same without colour");
        assert!(!seen.contains(&shown), "{theme} looks like another");
        seen.push(shown);
    }
    assert!(!coloured("dark", &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
}

#[test]
fn without_colour_a_terminal_is_told_of_none() {
    needs!("setsid");
    let store = day();
    for (vars, coloured) in [(&[][..], true), (&[("NO_COLOR", "1")], false)] {
        let mut seat = Seat::take(&store, (80, 24), vars, &["ui"]);
        seat.sees("[ ] kids");
        seat.types("q");
        seat.ends_well();
        let bytes = seat.bytes();
        // 30 to 49 are colours, and 90 to 107.
        let codes =
            bytes.split("\u{1b}[").skip(1).filter_map(|code| code.split_once('m')).map(|(code, _)| code);
        let numbers = codes.flat_map(|code| code.split(';')).filter_map(|number| number.parse::<u8>().ok());
        let any =
            numbers.filter(|number| ![39, 49].contains(number)).any(|number| (30..50).contains(&number));
        assert_eq!(any, coloured, "{vars:?}");
    }
}

#[test]
fn the_page_of_keys_is_the_table_of_keys() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/ui.md")).expect("the page");
    let between = page.split_once("<!-- keys -->\n").and_then(|(_, rest)| rest.split_once("<!-- /keys -->"));
    let (table, _) = between.expect("the table between its marks");
    let store = Store::new();
    assert_eq!(table, store.ok(&["ui", "--keys"]), "`goals ui --keys` prints the table");
    // The screen's own page of keys says the same.
    let shown = frame(&store, "160x60", "?");
    let abouts = table.lines().skip(2).filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    for about in abouts {
        assert!(shown.contains(about), "{about} is not in\n{shown}");
    }
}

#[test]
fn a_click_chooses_a_second_one_checks_off_and_the_wheel_moves() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (80, 24), &[], &["ui"]);
    let text = seat.sees("[ ] kids");
    let line = text.lines().position(|line| line.contains("[ ] kids")).expect("it is shown") + 1;
    // A click beside a goal does nothing, the first on one chooses it.
    seat.types(&format!("\u{1b}[<0;5;{}M\u{1b}[<0;5;{line}M\u{1b}[<0;5;{line}m\t", line + 1));
    seat.sees("kids  Time with the children");
    assert!(!store.journal().last().expect("a line").contains("check"));
    seat.types(&format!("\t\u{1b}[<0;5;{line}M\u{1b}[<0;5;{line}m\u{1b}[<0;5;{line}M"));
    seat.sees("✓ kids");
    // Down to the next goal, of which Tab tells.
    seat.types("\u{1b}[<65;5;5M\t");
    seat.sees("pitch  Pitch websites");
    seat.types("q");
    seat.ends_well();
}

#[test]
fn what_is_pasted_is_typed_where_something_is_typed() {
    needs!("setsid");
    let store = day();
    let before = store.journal().len();
    let mut seat = Seat::take(&store, (80, 24), &[], &["ui"]);
    seat.sees("[ ] kids");
    // Elsewhere it is no keys: `w`, `s` and blanks would do something.
    seat.types("\u{1b}[200~was soll das\r \u{1b}[201~:\u{1b}[200~check\nkids\u{1b}[201~");
    seat.sees(":check kids");
    assert_eq!(store.journal().len(), before);
    seat.types("\r");
    seat.sees("✓ kids");
    seat.types("q");
    seat.ends_well();
    assert_eq!(store.journal().len(), before + 1);
}

#[test]
fn a_command_that_asks_has_the_terminal_until_it_is_answered() {
    needs!("setsid", "sh");
    let store = day();
    let editor = store.home().join("editor");
    std::fs::write(&editor, "#!/bin/sh\ntest -t 0 && sed -i 's/websites/shops/' \"$1\"\n")
        .expect("an editor");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&editor, mode).expect("it may be run");
    let editor = editor.display().to_string();
    let mut seat = Seat::take(&store, (80, 24), &[("EDITOR", &editor)], &["ui"]);
    seat.sees("[ ] kids");
    seat.types(":edit pitch\r");
    seat.sees("changed the title");
    seat.sees("Pitch shops");
    seat.types(":check\r");
    seat.sees("Which ones?");
    seat.types("kids\r");
    seat.sees("✓ kids");
    seat.types("q");
    seat.ends_well();
    seat.is_as_before();
}

#[test]
fn where_the_locale_is_not_utf_8_signs_are_ascii() {
    let store = day();
    store.ok(&["check", "kids"]);
    for keys in ["", "?", "3", ": \"check kids\" enter"] {
        let ran = with(&store, &[("LANG", "C")], &["ui", "--frame", "120x30", "--press", keys]);
        assert!(ran.code == 0 && ran.out.is_ascii(), "{keys}: {ran:?}");
    }
}

#[test]
fn wide_characters_keep_the_columns() {
    let store = day();
    store.ok(&["add", "毎日本を読むこと、三十分以上", "--every", "day", "--code", "読書"]);
    let shown = frame(&store, "120x30", "/ \"読\" enter");
    for line in shown.lines().filter(|line| line.contains('│')) {
        let (before, _) = line.split_once('│').expect("the rule");
        assert_eq!(unicode_width::UnicodeWidthStr::width(before), 72, "{shown}");
    }
    let picture = store.ok(&["ui", "--frame", "120x30", "--svg"]);
    assert!(picture.contains("読書") && picture.ends_with("</svg>\n"), "{picture}");
}

#[test]
fn what_can_not_be_meant_is_said_as_the_commands_say_it() {
    let store = day();
    let ran = store.refused(2, &["ui", "--theme", "foo"], "invalid value `foo` for `--theme");
    assert!(
        ran.err.ends_with("\nhint: there are `terminal`, `light`, `dark`, `high-contrast`, `colour-blind`\n"),
        "{ran:?}"
    );
    let ran = store.refused(2, &["ui", "--frame", "3"], "as in 80x24");
    assert!(ran.err.ends_with("\nhint: `goals ui --help` shows how\n"), "{ran:?}");
}

#[test]
fn the_inbox_is_taken_in_when_the_screen_begins_and_when_something_comes() {
    let store = day();
    store.ok(&["config", "inbox", "on"]);
    std::fs::write(store.dir().join("inbox.txt"), "pitch+2\n").expect("it is written");
    let mut seat = Seat::take(&store, (100, 30), &[], &["ui"]);
    seat.sees("From the inbox: pitch +2.");
    seat.sees("2/12");
    // As a sync tool puts it there.
    std::fs::write(store.dir().join("arriving"), "kids\n").expect("it is written");
    std::fs::rename(store.dir().join("arriving"), store.dir().join("inbox.txt")).expect("it arrives");
    seat.sees("From the inbox: kids.");
    // Nobody who types is interrupted, whatever comes.
    seat.types("n");
    seat.types("hello");
    seat.sees("hello");
    std::fs::write(store.dir().join("arriving"), "foo bar\nbaz+x\nquux\npitch+1\n").expect("it is written");
    std::fs::rename(store.dir().join("arriving"), store.dir().join("inbox.txt")).expect("it arrives");
    seat.sees("3 lines stay in the inbox; `goals today` tells why.");
    seat.sees("From the inbox: pitch.");
    seat.sees("hello");
    seat.types("\r");
    seat.waits_until("the prompt is gone", |text| !text.contains("note on"));
    seat.types("q");
    seat.ends_well();
    assert_eq!(store.goal("kids")["done"], 1);
}
