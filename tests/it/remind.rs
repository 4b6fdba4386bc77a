//! `remind` says once what is still open today; the system's own timer runs it.
#![cfg(unix)]

use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveTime;
use serde_json::json;

use goals::commands::remind::schedule::{Daily, is_ours, name};

use crate::common::{with, with_goals};
use crate::harness::{Ran, Store};
use crate::seat::Seat;
use crate::tools::{find, needs};

fn day() -> Store {
    with_goals(&[
        "Time with the children every:day code:kids",
        "Pitch websites n:12 unit:emails every:week code:pitch",
    ])
}

fn bin(store: &Store) -> PathBuf {
    store.home().join("bin")
}

/// A program that notes what it is handed, and ends with this code. Another process writes it: nothing that is started
/// meanwhile has it open.
fn fake(store: &Store, name: &str, code: u8) {
    std::fs::create_dir_all(bin(store)).expect("a folder");
    let script = format!(
        "#!/bin/sh\n{{ printf '%s' '{name}'; printf '\\0%s' \"$@\"; printf '\\1'; }} >> \"$HOME/handed\"\nexit {code}\n"
    );
    let write = "printf '%s' \"$1\" > \"$2\" && chmod 755 \"$2\"";
    let status = Command::new("sh").args(["-c", write, "sh", &script]).arg(bin(store).join(name)).status();
    assert!(status.expect("`sh` starts").success());
}

/// A system that keeps timers, and a desktop that shows what they say.
fn fake_system(store: &Store) {
    fake(store, "systemctl", 0);
    fake(store, "notify-send", 0);
}

/// What the fakes were handed since the last time, the name of each first.
fn handed(store: &Store) -> Vec<Vec<String>> {
    let file = store.home().join("handed");
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    drop(std::fs::remove_file(file));
    text.split_terminator('\u{1}').map(|call| call.split('\0').map(ToOwned::to_owned).collect()).collect()
}

/// `goals` with nothing on the PATH but the fakes.
fn run(store: &Store, args: &[&str]) -> Ran {
    let path = bin(store).display().to_string();
    with(store, &[("PATH", &path)], args)
}

fn ok(store: &Store, args: &[&str]) -> String {
    let ran = run(store, args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "goals {args:?}: {ran:?}");
    ran.out
}

#[test]
fn it_says_what_is_open_with_how_far_it_is_and_nothing_where_nothing_is() {
    let store = day();
    // Of a week that it is in since today, a seventh of 12 is asked each day: two.
    store.ok(&["check", "pitch"]);
    assert_eq!(ok(&store, &["remind"]), "Still open today: kids, pitch 1/12 emails.\n");
    store.ok(&["check", "kids"]);
    assert_eq!(ok(&store, &["remind"]), "Still open today: pitch 1/12 emails.\n");
    let document = store.json(&["remind"]);
    assert_eq!(
        document["open"],
        json!([{"code": "pitch", "title": "Pitch websites", "standing": "1/12 emails"}])
    );
    assert_eq!(
        (&document["day"], &document["text"]),
        (&json!("2026-11-18"), &json!("Still open today: pitch 1/12 emails."))
    );
    store.ok(&["check", "pitch"]);
    assert_eq!(ok(&store, &["remind"]), "");
    let document = store.json(&["remind"]);
    assert_eq!((&document["open"], &document["text"]), (&json!([]), &json!(null)));
    assert_eq!(ok(&Store::new(), &["remind"]), "");
}

#[test]
fn what_is_skipped_or_paused_or_a_limit_is_not_open_and_many_are_counted() {
    let store = day();
    store.ok(&["add", "Screens at-most:3 every:week code:scr"]);
    store.ok(&["skip", "kids"]);
    assert_eq!(ok(&store, &["remind"]), "Still open today: pitch 0/12 emails.\n");
    store.ok(&["pause", "pitch"]);
    assert_eq!(ok(&store, &["remind"]), "");
    for code in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
        store.ok(&["add", &format!("Do {code} every:day code:{code}")]);
    }
    assert_eq!(ok(&store, &["remind"]), "Still open today: a, b, c, d, e, f, g, h, and 2 more.\n");
}

#[test]
fn of_some_goals_it_speaks_only_while_one_of_them_or_a_step_of_it_is_open() {
    let store = day();
    store.ok(&["add", "Guest posts code:gp"]);
    store.ok(&["split", "gp", "Outline code:outl"]);
    assert_eq!(ok(&store, &["remind", "--if-open", "kids"]), "Still open today: kids.\n");
    assert_eq!(ok(&store, &["remind", "--if-open", "gp", "kids"]), "Still open today: kids, outl.\n");
    store.ok(&["check", "kids"]);
    assert_eq!(ok(&store, &["remind", "--if-open", "kids"]), "");
    assert_eq!(ok(&store, &["remind", "--if-open", "kids,pitch"]), "Still open today: pitch 0/12 emails.\n");
    // An archived goal is not open; one that never was is refused.
    store.ok(&["archive", "pitch"]);
    assert_eq!(ok(&store, &["remind", "--if-open", "kids,pitch"]), "");
    let ran = store.refused(1, &["remind", "--if-open", "kidz"], "no goal has the code `kidz`");
    assert!(ran.err.contains("did you mean `kids`?"), "{ran:?}");
}

#[test]
fn where_notifications_are_shown_it_is_one_and_nothing_is_printed() {
    let store = Store::new();
    fake(&store, "notify-send", 0);
    for title in ["--help", "<b>Rock & \"roll\"</b>", "%n \\n $HOME", "Read\u{202e}\u{7}"] {
        store.ok(&["add", "--every", "day", "--", title]);
    }
    store.ok(&["add", "Pitch n:12 unit:emails every:week code:pitch"]);
    assert_eq!(ok(&store, &["remind"]), "");
    let body = [
        "--help",
        "&lt;b&gt;Rock &amp; \"roll\"&lt;/b&gt;",
        "%n \\\\n $HOME",
        "Read&lt;U+202E&gt;␇",
        "Pitch: 0/12 emails",
    ];
    assert_eq!(
        handed(&store),
        [["notify-send", "--app-name=goals", "--", "Still open today", &body.join("\n")]]
    );
    // Where it fails, what is open is printed; a program that reads the document shows it itself.
    fake(&store, "notify-send", 1);
    assert!(ok(&store, &["remind"]).starts_with("Still open today: "));
    assert_eq!(handed(&store).len(), 1);
    assert!(ok(&store, &["remind", "--json"]).contains("\"text\":\"Still open today: "));
    // And no other command shows any.
    for words in ["check pitch", "today", "next", "review", "undo", "prompt", "log"] {
        assert_eq!(run(&store, &words.split(' ').collect::<Vec<_>>()).code, 0, "{words}");
    }
    assert_eq!(handed(&store), [] as [Vec<String>; 0]);
}

#[test]
fn once_a_day_and_not_before_its_time() {
    let mut store = day();
    let said = |store: &Store, args: &[&str]| !ok(store, &[&["remind"], args].concat()).is_empty();
    // It is 18:20.
    assert!(!said(&store, &["--once=20:00"]));
    store.at("2026-11-18T20:00:00+01:00");
    assert!(said(&store, &["--once=20:00"]));
    store.at("2026-11-18T22:10:00+01:00");
    assert!(!said(&store, &["--once=20:00"]) && !said(&store, &["--once"]));
    assert!(said(&store, &[]), "who asks is answered");
    assert_eq!(store.json(&["remind", "--once"])["text"], json!(null));
    // The machine slept, and the timer of the evening runs in the morning.
    store.at("2026-11-19T08:00:00+01:00");
    assert!(!said(&store, &["--once=20:00"]));
    store.at("2026-11-19T20:01:00+01:00");
    assert!(said(&store, &["--once=20:00"]));
    // What was said of one store was not said of another.
    let other = store.home().join("other").display().to_string();
    store.ok(&["--dir", &other, "add", "Run every:day"]);
    assert!(said(&store, &["--dir", &other, "--once"]));
    // Where days begin at four, half past one is the end of the day before.
    store.ok(&["config", "day-start", "04:00"]);
    store.at("2026-11-21T01:30:00+01:00");
    assert!(said(&store, &["--once=20:00"]));
    assert!(!said(&store, &["--once=20:00"]));
    // Nothing open: the day is not over, and what is added later is told of.
    store.at("2026-11-22T20:00:00+01:00");
    store.types("pause --all --until 2026-11-22");
    assert!(!said(&store, &["--once"]));
    store.types("resume --all");
    assert!(said(&store, &["--once"]));
}

#[test]
fn a_timer_whose_goals_or_store_are_gone_says_so_where_it_is_seen() {
    let store = day();
    fake(&store, "notify-send", 0);
    let ran = run(&store, &["remind", "--once", "--if-open", "nowhere"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let said = handed(&store);
    assert_eq!(said[0][3..], ["No reminder today", "no goal has the code `nowhere`"]);
    assert_eq!(run(&store, &["--dir", "/nowhere/at/all", "remind", "--once=18:00"]).code, 1);
    assert_eq!(handed(&store)[0][3..], ["No reminder today", "there is no store at /nowhere/at/all"]);
    assert_eq!(run(&store, &["remind", "--if-open", "nowhere"]).code, 1);
    assert_eq!(handed(&store), [] as [Vec<String>; 0]);
}

#[test]
fn what_went_where_nobody_reads_is_said_again() {
    let store = day();
    let log = store.home().join("log");
    let said_into = |out: Stdio, stream: &str| {
        let mut command = store.command(&["remind", "--once"]);
        command.env("PATH", bin(&store)).env("JOURNAL_STREAM", stream).stdout(out);
        assert!(command.status().expect("it starts").success());
        std::fs::read_to_string(&log).unwrap_or_default()
    };
    // As systemd has it: what is printed goes to the log, which a variable names by device and number.
    let file = std::fs::File::create(&log).expect("a file");
    let found = file.metadata().expect("it is there");
    let [device, number] = [MetadataExt::dev(&found), MetadataExt::ino(&found)];
    let line = "Still open today: kids, pitch 0/12 emails.\n";
    let stream = format!("{device}:{number}");
    assert_eq!(said_into(file.try_clone().expect("the same").into(), &stream), line);
    // As launchd and cron without a mail box have it: it is thrown away.
    said_into(Stdio::null(), "");
    // A notification is seen: from then on all was said.
    fake(&store, "notify-send", 0);
    said_into(Stdio::null(), "");
    assert_eq!(handed(&store).len(), 1);
    said_into(Stdio::null(), "");
    assert_eq!(handed(&store).len(), 0);
    // What another program reads is said, also below a service whose own log is elsewhere.
    let other = day();
    let once = |store: &Store| {
        let path = bin(store).display().to_string();
        with(store, &[("PATH", &path), ("JOURNAL_STREAM", &stream)], &["remind", "--once"]).out
    };
    assert_eq!((once(&other).as_str(), once(&other).as_str()), (line, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_shown_the_timer_is_made_and_it_says_so_with_what_to_type() {
    let store = day();
    fake(&store, "systemctl", 0);
    let install = "install libnotify, on Debian and Ubuntu with `apt install libnotify-bin`";
    let out = ok(&store, &["remind", "--install", "08:00", "--dry-run"]);
    assert!(
        out.ends_with(&format!("Here there is no `notify-send` to show what it says: {install}.\n")),
        "{out}"
    );
    let ran = run(&store, &["remind", "--install", "08:00"]);
    assert!(!ran.out.contains("you hear"), "{ran:?}");
    let error = "error: the timer is started, but there is no `notify-send` to show what it says";
    assert_eq!((ran.code, ran.err), (78, format!("{error}\nhint: {install}\n")));
    assert!(timers(&store).join("goals-remind.timer").is_file());
    assert_eq!(handed(&store).len(), 2, "the timer is begun");
    // Neither is there: both are told.
    std::fs::remove_file(bin(&store).join("systemctl")).expect("removed");
    let ran = run(&store, &["remind", "--install", "08:00"]);
    let error = "error: the files are written, but the timer is not started, and there is no `notify-send` to show what it says\n";
    assert!(
        ran.err
            .starts_with(&format!("{error}hint: {install}; then in a session of your own type `systemctl ")),
        "{ran:?}"
    );
    // With it, nothing is left to do.
    fake_system(&store);
    let out = ok(&store, &["remind", "--install", "08:00"]);
    assert!(out.contains("Each day at 08:00 you hear what is still open"), "{out}");
    assert!(!ok(&store, &["remind", "--install", "08:00", "--dry-run"]).contains("libnotify"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_timer_knows_who_is_at_this_machine_also_where_the_shell_has_its_state_elsewhere() {
    let store = Store::new();
    fake_system(&store);
    store.ok(&["add", "Mine every:day who:ann code:mine"]);
    store.ok(&["add", "Hers every:day who:bea code:hers"]);
    let state = store.home().join("st a%te").display().to_string();
    let path = bin(&store).display().to_string();
    let there = |vars: &[(&str, &str)], args: &[&str]| {
        let ran = with(&store, &[&[("PATH", path.as_str())], vars].concat(), args);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out
    };
    let elsewhere = [("XDG_STATE_HOME", state.as_str()), ("XDG_CACHE_HOME", "not/a/full/path")];
    there(&elsewhere, &["config", "me", "ann"]);
    there(&elsewhere, &["remind"]);
    assert_eq!(handed(&store)[0][4], "Mine");
    there(&elsewhere, &["remind", "--install", "18:00"]);
    let service = std::fs::read_to_string(timers(&store).join("goals-remind.service")).expect("a file");
    let set: Vec<&str> = service.lines().filter_map(|line| line.strip_prefix("Environment=")).collect();
    assert_eq!(set, [format!("\"XDG_STATE_HOME={}\"", state.replace('%', "%%"))]);
    handed(&store);
    // What systemd makes of that line, and what is run in it.
    let words = format!("--dir {} remind --once=18:00", store.dir().display());
    assert!(service.contains(&words), "{service}");
    there(&[("XDG_STATE_HOME", &state)], &words.split(' ').collect::<Vec<_>>());
    assert_eq!(handed(&store)[0][4], "Mine");
    let out = there(&elsewhere, &["remind", "--install", "18:00", "--dry-run"]);
    assert!(out.contains(&format!("0 18 * * * XDG_STATE_HOME='{}' ", state.replace('%', "\\%"))), "{out}");
    // A line of a unit can't hold this.
    let ran = with(
        &store,
        &[("PATH", &path), ("XDG_STATE_HOME", "/a\u{1b}b")],
        &["remind", "--install", "18:00", "--dry-run"],
    );
    assert_eq!(ran.code, 78, "{ran:?}");
    assert!(ran.err.contains("XDG_STATE_HOME can't be set in a timer"), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn why_the_system_does_not_obey_is_passed_on() {
    let store = day();
    fake_system(&store);
    let says = "printf '#!/bin/sh\\necho no bus >&2; exit 1\\n' > \"$1\"";
    let status = Command::new("sh").args(["-c", says, "sh"]).arg(bin(&store).join("systemctl")).status();
    assert!(status.expect("`sh` starts").success());
    let ran = run(&store, &["remind", "--install", "20:00"]);
    assert!(ran.err.starts_with("no bus\nno bus\nerror: "), "{ran:?}");
}

fn timers(store: &Store) -> PathBuf {
    store.home().join(".config/systemd/user")
}

/// The program by the path under which it is found.
const PROGRAM: &str = env!("CARGO_BIN_EXE_goals");

#[cfg(target_os = "linux")]
#[test]
fn it_is_installed_as_a_timer_of_systemd_and_each_file_is_shown_before_it_is_written() {
    let store = day();
    fake_system(&store);
    let out = ok(&store, &["remind", "--install", "20:00", "--if-open", "kids,pitch"]);
    let (service, timer) =
        (timers(&store).join("goals-remind.service"), timers(&store).join("goals-remind.timer"));
    let text = |path: &Path| std::fs::read_to_string(path).expect("a file");
    // The harness has stores elsewhere than usual, so that it is named.
    let run = format!("{PROGRAM} --dir {} remind --once=20:00 --if-open kids pitch", store.dir().display());
    assert_eq!(
        text(&service),
        format!(
            "# Written by goals remind --install; goals remind --remove takes it away.\n[Unit]\nDescription=What is still open today (goals)\n\n[Service]\nType=oneshot\nExecStart={run}\n"
        )
    );
    assert_eq!(
        text(&timer),
        "# Written by goals remind --install; goals remind --remove takes it away.\n[Unit]\nDescription=A reminder at 20:00 (goals)\n\n[Timer]\nOnCalendar=*-*-* 20:00:00\n\n[Install]\nWantedBy=timers.target\n"
    );
    for path in [&service, &timer] {
        let shown = text(path).lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n");
        let shown = shown.replace("    \n", "\n");
        assert!(out.contains(&format!("{}\n{shown}\n", path.display())), "{out}");
        // It names goals.
        let modes = std::os::unix::fs::PermissionsExt::mode(&path.metadata().expect("a file").permissions());
        assert_eq!(modes & 0o777, 0o600);
    }
    assert!(out.contains("done: systemctl --user enable --now goals-remind.timer\n"), "{out}");
    assert!(out.contains("Each day at 20:00 you hear what is still open"), "{out}");
    assert_eq!(
        handed(&store),
        [
            &["systemctl", "--user", "daemon-reload"][..],
            &["systemctl", "--user", "enable", "--now", "goals-remind.timer"]
        ]
    );
    // What it runs reminds.
    let words: Vec<&str> = run.split(' ').skip(1).collect();
    let ran = run_at(&store, "2026-11-18T20:00:30+01:00", &words);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    let body = "Time with the children\nPitch websites: 0/12 emails";
    assert_eq!(handed(&store)[0][3..], ["Still open today", body]);

    // Again at another time: there is one reminder for a store.
    ok(&store, &["remind", "--install", "7:05"]);
    assert!(text(&timer).contains("OnCalendar=*-*-* 07:05:00\n") && !text(&service).contains("--if-open"));
    let names = || std::fs::read_dir(timers(&store)).expect("a folder").count();
    assert_eq!(names(), 2);
    handed(&store);

    let out = ok(&store, &["remind", "--remove", "--dry-run"]);
    assert!(out.contains(&format!("would remove: {}\n", timer.display())), "{out}");
    assert_eq!((names(), handed(&store).len()), (2, 0));
    let out = ok(&store, &["remind", "--remove"]);
    assert!(out.contains(&format!("removed: {}\n", timer.display())), "{out}");
    assert_eq!(names(), 0);
    assert_eq!(
        handed(&store),
        [
            &["systemctl", "--user", "disable", "--now", "goals-remind.timer"][..],
            &["systemctl", "--user", "daemon-reload"]
        ]
    );
    assert_eq!(ok(&store, &["remind", "--remove"]), "There is no reminder for this store.\n");
    assert_eq!(handed(&store).len(), 0);
}

fn run_at(store: &Store, moment: &str, args: &[&str]) -> Ran {
    let path = bin(store).display().to_string();
    with(store, &[("PATH", &path), ("GOALS_NOW", moment)], args)
}

#[cfg(all(target_os = "linux", feature = "ui"))]
#[test]
fn from_the_screen_it_is_installed_as_the_same_program() {
    needs!("setsid");
    let store = day();
    fake_system(&store);
    let path = format!("{}:/usr/bin:/bin", bin(&store).display());
    let mut seat = Seat::take(&store, (120, 40), &[("PATH", &path)], &["ui"]);
    seat.sees("kids");
    seat.types(":remind --install 20:00\r");
    seat.sees("Each day at 20:00");
    let service = std::fs::read_to_string(timers(&store).join("goals-remind.service")).expect("a file");
    assert!(service.contains(&format!("ExecStart={PROGRAM} --dir ")), "{service}");
    assert_eq!(handed(&store).len(), 2);
    seat.types(" ");
    seat.sees("[ ] kids");
    seat.types("q");
    seat.ends_well();
}

#[cfg(target_os = "linux")]
#[test]
fn a_dry_run_shows_the_files_and_a_line_for_cron_and_does_nothing() {
    let store = day();
    fake(&store, "systemctl", 0);
    let out = ok(&store, &["remind", "--install", "20:00", "--dry-run"]);
    assert!(
        out.contains("OnCalendar=*-*-* 20:00:00")
            && out.contains("would run: systemctl --user daemon-reload\n")
    );
    let line = format!("    0 20 * * * {PROGRAM} --dir {} remind '--once=20:00'\n", store.dir().display());
    let plain = line.replace("'--once=20:00'", "--once=20:00");
    assert!(out.contains(&line) || out.contains(&plain), "{out}");
    assert!(!timers(&store).exists() && handed(&store).is_empty());
    let document = store.json(&["remind", "--install", "20:00", "--dry-run"]);
    assert_eq!((&document["time"], &document["dry_run"]), (&json!("20:00"), &json!(true)));
    assert_eq!(document["files"].as_array().map(Vec::len), Some(2));
    assert_eq!(document["commands"][0], json!({"command": "systemctl --user daemon-reload", "done": false}));
}

#[cfg(target_os = "linux")]
#[test]
fn where_systemd_is_not_there_or_does_not_answer_it_says_what_to_type_and_the_files_stay() {
    for code in [None, Some(1)] {
        let store = day();
        fake(&store, "notify-send", 0);
        if let Some(code) = code {
            fake(&store, "systemctl", code);
        }
        let ran = run(&store, &["remind", "--install", "20:00"]);
        assert_eq!(ran.code, 78, "{ran:?}");
        assert!(
            ran.err.starts_with("error: the files are written, but the timer is not started\n"),
            "{ran:?}"
        );
        let hint = "hint: in a session of your own type `systemctl --user daemon-reload`, then `systemctl --user enable --now goals-remind.timer`; or have cron do it, by the line above\n";
        assert!(ran.err.ends_with(hint), "{ran:?}");
        assert!(ran.out.contains("\nTo have cron do it, this is its line:\n    0 20 * * * "), "{ran:?}");
        assert!(timers(&store).join("goals-remind.timer").is_file());
        // It is taken away all the same.
        assert_eq!(run(&store, &["remind", "--remove"]).code, 0);
        assert!(!timers(&store).join("goals-remind.timer").exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn files_of_others_are_left_alone() {
    let store = day();
    fake(&store, "systemctl", 0);
    std::fs::create_dir_all(timers(&store)).expect("folders");
    let path = timers(&store).join("goals-remind.timer");
    std::fs::write(&path, "[Timer]\nOnCalendar=daily\n").expect("a file");
    for args in [&["remind", "--install", "20:00"][..], &["remind", "--remove"]] {
        let ran = store.refused(73, args, "goals-remind.timer was not written by `goals remind`");
        assert!(ran.err.contains("hint: move it away"), "{ran:?}");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "[Timer]\nOnCalendar=daily\n");
    assert_eq!(std::fs::read_dir(timers(&store)).expect("a folder").count(), 1);
    assert_eq!(handed(&store).len(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn each_store_has_a_reminder_of_its_own() {
    let store = day();
    fake_system(&store);
    let family = store.home().join("our family").display().to_string();
    store.ok(&["--dir", &family, "add", "Bins out every:day code:bins"]);
    ok(&store, &["remind", "--install", "20:00"]);
    ok(&store, &["--dir", &family, "remind", "--install", "19:00"]);
    let service = std::fs::read_to_string(timers(&store).join("goals-remind-our_20_family.service"));
    let wanted = format!("ExecStart={PROGRAM} --dir \"{family}\" remind --once=19:00\n");
    assert!(service.expect("a file").contains(&wanted));
    ok(&store, &["--dir", &family, "remind", "--remove"]);
    assert!(timers(&store).join("goals-remind.timer").is_file());
    // No two folders have the same name.
    let folders = ["a b", "a-b", "a/b", "a\\b", "/a/b", "a_20_b", "a_5c_b", "ä"];
    let names: Vec<String> = std::iter::once(None).chain(folders.map(Some)).map(name).collect();
    let different: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    assert!(names.iter().all(|name| name.chars().all(is_plain)), "{names:?}");
}

#[test]
fn what_can_not_be_meant_is_refused_before_anything_is_written() {
    let store = day();
    for time in ["8pm", "24:00", "20", "20:60", ""] {
        store.refused(2, &["remind", "--install", time], "not a time from 00:00 to 23:59, as in `20:00`");
    }
    store.refused(2, &["remind", "--once=late"], "not a time");
    store.refused(2, &["remind", "--dry-run"], "`--dry-run` goes with");
    store.refused(2, &["remind", "--install", "20:00", "--remove"], "can't both be given");
    store.refused(1, &["remind", "--install", "20:00", "--if-open", "kidz"], "no goal has the code `kidz`");
    store.refused(1, &["--dir", "/nowhere/at/all", "remind", "--install", "20:00"], "there is no store at");
    assert!(!timers(&store).exists());
}

#[cfg(target_os = "linux")]
#[test]
fn systemd_reads_the_units_whatever_the_program_and_the_store_are_called() {
    needs!("systemd-analyze");
    for folder in ["100% $HOME {x}", "o'neil \"odd\" \\n 5%"] {
        is_read_by_systemd(folder);
    }
}

#[cfg(target_os = "linux")]
fn is_read_by_systemd(folder: &str) {
    let store = Store::new();
    fake_system(&store);
    let odd = store.home().join(folder);
    std::fs::create_dir_all(&odd).expect("a folder");
    symlink(PROGRAM, odd.join("goals")).expect("a link");
    let dir = odd.join("store\n[Service]\nExecStart=\u{1b}/bin/false %h").display().to_string();
    store.ok(&["--dir", &dir, "add", "読む every:day code:読む"]);
    let path = format!("{}:{}", bin(&store).display(), odd.display());
    let ran = with(
        &store,
        &[("PATH", &path), ("XDG_STATE_HOME", &odd.display().to_string())],
        &["--dir", &dir, "remind", "--install", "20:00", "--if-open", "読む"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains('\u{1b}'), "{ran:?}");
    let files: Vec<PathBuf> = std::fs::read_dir(timers(&store))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(files.len(), 2);
    let runtime = store.home().join("run");
    std::fs::create_dir_all(&runtime).expect("a folder");
    let verified = Command::new(find("systemd-analyze").expect("it is there"))
        .args(["--user", "verify"])
        .args(&files)
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("HOME", store.home())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&verified.stderr);
    // Of our files it says nothing: it finds the program, and each word is one.
    assert!(!said.contains("goals-remind"), "{said}");
    let service =
        files.iter().find(|file| file.extension().is_some_and(|it| it == "service")).expect("a service");
    let text = std::fs::read_to_string(service).expect("a file");
    assert_eq!(text.lines().filter(|line| line.starts_with("Environment=")).count(), 1, "{text}");
    assert_eq!(text.matches("ExecStart=").count() - text.matches("\\nExecStart=").count(), 1, "{text}");
    assert!(text.lines().any(|line| line.ends_with("remind --once=20:00 --if-open \"読む\"")), "{text}");
}

fn daily(words: &[&str]) -> Daily {
    Daily {
        name: "goals-remind".to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        variables: Vec::new(),
        time: NaiveTime::from_hms_opt(20, 5, 0).expect("a time"),
    }
}

#[test]
fn each_line_quotes_words_as_its_reader_wants_them() {
    let odd = daily(&["/opt/100% \"a\" $b \\c/goals", "--dir", "/d %h $x", "remind"]);
    let [service, _] = odd.systemd();
    let run = r#"ExecStart=/usr/bin/env "/opt/100%% \"a\" $$b \\c/goals" --dir "/d %%h $$x" remind"#;
    assert!(service.text.lines().any(|line| line == run), "{}", service.text);
    let [service, _] = daily(&["/opt/100% $b/goals", "$x"]).systemd();
    assert!(service.text.ends_with("\nExecStart=\"/opt/100%% $b/goals\" \"$$x\"\n"), "{}", service.text);
    // What cron hands to the shell is, word by word, what was meant.
    let line = odd.cron(None).expect("a line");
    let (times, script) = line.split_at("5 20 * * * ".len());
    assert_eq!((times, script.matches('%').count()), ("5 20 * * * ", script.matches("\\%").count()));
    let script = format!("printf '%s|' {}", script.replace("\\%", "%"));
    let ran = Command::new("sh").args(["-c", &script]).output().expect("`sh` starts");
    assert_eq!(String::from_utf8_lossy(&ran.stdout), format!("{}|", odd.words.join("|")));
    let plain = daily(&["/usr/bin/goals", "remind"]);
    assert_eq!(
        plain.cron(Some("/run/user/1000")).as_deref(),
        Some("5 20 * * * XDG_RUNTIME_DIR=/run/user/1000 /usr/bin/goals remind")
    );
    let elsewhere = Daily { variables: vec![("XDG_STATE_HOME", "/a b&c/100%".to_owned())], ..plain.clone() };
    assert_eq!(
        elsewhere.cron(Some("/run/user/1000")).as_deref(),
        Some(
            "5 20 * * * XDG_STATE_HOME='/a b&c/100\\%' XDG_RUNTIME_DIR=/run/user/1000 /usr/bin/goals remind"
        )
    );
    let [service, _] = elsewhere.systemd();
    let environment = "\nEnvironment=\"XDG_STATE_HOME=/a b&c/100%%\"\nExecStart=";
    assert!(service.text.contains(environment), "{}", service.text);
    assert_eq!(daily(&["/a\nb/goals"]).cron(None), None, "a crontab has no word for it");
    assert_eq!(
        daily(&[r"C:\Program Files\goals.exe", "remind"]).task_scheduler(),
        r#"schtasks /Create /TN goals-remind /SC DAILY /ST 20:05 /TR "\"C:\Program Files\goals.exe\" remind""#
    );
}

#[test]
fn a_property_list_holds_the_words_one_by_one() {
    let file = daily(&["/opt/a & <b>/goals", "remind"]).launchd();
    assert_eq!(file.name, "goals-remind.plist");
    assert!(file.text.contains(
        "    <string>/opt/a &amp; &lt;b&gt;/goals</string>\n    <string>remind</string>\n  </array>"
    ));
    assert!(file.text.contains(
        "<key>Hour</key>\n    <integer>20</integer>\n    <key>Minute</key>\n    <integer>5</integer>"
    ));
    assert!(!file.text.contains("EnvironmentVariables"));
    let set = Daily { variables: vec![("XDG_STATE_HOME", "/a & b".to_owned())], ..daily(&["/goals"]) };
    let wanted = "  <key>EnvironmentVariables</key>\n  <dict>\n    <key>XDG_STATE_HOME</key>\n    <string>/a &amp; b</string>\n  </dict>\n";
    assert!(set.launchd().text.contains(wanted), "{}", set.launchd().text);
    let comment =
        file.text.split("<!--").nth(1).and_then(|rest| rest.split("-->").next()).expect("a comment");
    assert!(!comment.contains("--"), "{comment}");
    let [service, timer] = daily(&["/usr/bin/goals"]).systemd();
    assert!([&file.text, &service.text, &timer.text].into_iter().all(|text| is_ours(text)));
    assert!(!is_ours("[Unit]\nDescription=goals\n"));
}

#[test]
fn what_a_phone_has_checked_off_is_not_reminded_of() {
    let store = day();
    store.ok(&["config", "inbox", "on"]);
    std::fs::write(store.dir().join("inbox.txt"), "kids\npitch=12\n").expect("it is written");
    let ran = run(&store, &["remind"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "From the inbox: kids, pitch +12.\n"));
    assert_eq!(store.goal("pitch")["done"], 12);
}

#[test]
fn that_nothing_is_open_is_said_by_hand_and_of_what_was_asked() {
    let store = day();
    store.ok(&["check", "kids"]);
    for (words, said) in [
        (&["remind", "--if-open", "kids"][..], "Of kids, nothing is open today."),
        (&["remind", "--if-open", "kids", "pitch"], "Still open today: pitch 0/12 emails."),
    ] {
        let mut seat = Seat::take(&store, (80, 24), &[], words);
        seat.sees(said);
        seat.ends_well();
    }
    store.ok(&["check", "pitch=12"]);
    let mut seat = Seat::take(&store, (80, 24), &[], &["remind"]);
    seat.sees("Nothing is open today.");
    seat.ends_well();
}

#[test]
fn the_time_of_once_may_stand_apart() {
    let store = day();
    let at = |moment: &str| {
        let path = bin(&store).display().to_string();
        with(&store, &[("PATH", &path), ("GOALS_NOW", moment)], &["remind", "--once", "20:00"])
    };
    assert_eq!(at("2026-11-18T19:00:00+00:00").out, "");
    assert!(at("2026-11-18T20:01:00+00:00").out.starts_with("Still open today"), "it is late enough");
}

#[test]
fn a_timer_has_a_name_that_a_file_can_have_however_the_store_is_called() {
    let long = |last: char| {
        format!("/home/a/{}{last}", "Яндекс.Диск/Документы/Личное/Цели и привычки/журнал/".repeat(2))
    };
    let (one, other) = (name(Some(&long('а'))), name(Some(&long('б'))));
    assert!(one.len() < 200 && one.starts_with("goals-remind--home-a-_42f_"), "{one}");
    assert_ne!(one, other);
}
