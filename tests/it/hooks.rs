//! `hooks/on-change` in the config folder is told what a command wrote, and can't hinder it.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use goals::domain::value::ids::EntryId;
use goals::journal::Journal;
use goals::journal::written_lines::Part;

use crate::common::with;
use crate::harness::{Ran, Store};
use crate::other_user::{NOBODY, is_root};
use crate::tools::needs;

/// Keeps each document, one a line.
const KEEPS: &str = "cat >> \"$HOME/told\"";

fn path(store: &Store) -> PathBuf {
    store.home().join(".config/goals/hooks/on-change")
}

/// Puts a script where the hook is. Another process writes it: nothing that is started meanwhile has it open.
fn hook(store: &Store, script: &str) -> PathBuf {
    let path = path(store);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    let write = "umask 077; printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$2\" && chmod 700 \"$2\"";
    let status = Command::new("sh").args(["-c", write, "sh", script]).arg(&path).status();
    assert!(status.expect("`sh` starts").success());
    path
}

/// The documents that came since the last time.
fn told(store: &Store) -> Vec<Value> {
    let file = store.home().join("told");
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    drop(std::fs::remove_file(file));
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON document")).collect()
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("modes");
}

/// A check-off with a hook that says nothing of itself: it is written, and what is said is returned.
fn checked(store: &Store) -> Ran {
    let before = store.journal().len();
    let ran = store.run(&["check", "run"]);
    assert_eq!((ran.code, store.journal().len()), (0, before + 1), "{ran:?}");
    ran
}

fn with_goal() -> Store {
    let mut store = Store::new();
    store.on_device("a").ok(&["add", "Run n:9 every:day code:run"]);
    store
}

#[test]
fn it_gets_the_entry_as_the_journal_has_it_and_the_goals_by_name() {
    let store = with_goal();
    hook(&store, KEEPS);
    store.ok(&["check", "run+2", "--note", "in \"the\" rain"]);
    let entry: Value = serde_json::from_str(store.journal().last().expect("a line")).expect("JSON");
    let goal = entry["did"][0]["check"]["goal"].clone();
    let wanted = json!({
        "schema": 1,
        "store": store.dir().display().to_string(),
        "command": "check",
        "devices": [{"name": "a", "entries": [entry]}],
        "undone": [],
        "goals": [{"id": goal, "code": "run", "title": "Run"}],
    });
    assert!(goal.is_string(), "{wanted}");
    assert_eq!(told(&store), std::slice::from_ref(&wanted));
    // What an undo takes back is told with it.
    store.ok(&["undo"]);
    let undo = told(&store).remove(0);
    assert_eq!((&undo["command"], &undo["undone"]), (&json!("undo"), &wanted["devices"]));
    assert_eq!(undo["goals"], wanted["goals"]);
}

#[test]
fn each_command_that_writes_tells_it_once_and_what_only_reads_does_not() {
    let store = with_goal();
    hook(&store, KEEPS);
    for words in [
        "add 'Write every:day code:write'",
        "split write 'Outline code:outl'",
        "check run",
        "win 'Fixed the gate'",
        "skip run",
        "plan outl --on tomorrow",
        "pause run",
        "resume run",
        "edit run --why fun",
        "move write --before run",
        "reward add run 'A book'",
        "config week-start sunday",
        "template save w write",
        "finish outl",
        "archive write",
        "undo",
        "redo",
    ] {
        let before = store.journal().len();
        store.types(words);
        let told = told(&store);
        let command = words.split(' ').next().expect("a command");
        assert_eq!(told.len(), 1, "{words}: {told:?}");
        assert_eq!(told[0]["command"], command);
        let last: Value = serde_json::from_str(store.journal().last().expect("a line")).expect("JSON");
        assert_eq!(told[0]["devices"], json!([{"name": "a", "entries": [last]}]), "{words}");
        assert_eq!(store.journal().len(), before + 1, "{words}");
    }
    // By another word it is the command all the same.
    store.types("done run");
    assert_eq!(told(&store)[0]["command"], "check");
    for words in ["today", "list", "log", "prompt", "streaks", "config", "doctor", "export --csv", "--help"] {
        store.types(words);
    }
    store.refused(1, &["check", "ruin"], "no goal");
    store.ok(&["demo"]);
    assert_eq!(told(&store), [] as [Value; 0]);
}

#[test]
fn an_import_and_a_backup_are_told_of_at_once_with_all_that_came() {
    let store = with_goal();
    hook(&store, KEEPS);
    std::fs::write(store.home().join("h.csv"), "Date,Read,Swim\n2026-11-16,1,0\n2026-11-17,1,1\n")
        .expect("a file");
    store.ok(&["import", &store.home().join("h.csv").display().to_string()]);
    let came = told(&store);
    assert_eq!((came.len(), &came[0]["command"]), (1, &json!("import")));
    // The goals at once, and three days.
    let entries = came[0]["devices"][0]["entries"].as_array().expect("entries").len();
    assert_eq!(entries, 4, "{came:?}");
    let codes: Vec<_> =
        came[0]["goals"].as_array().expect("goals").iter().map(|goal| &goal["code"]).collect();
    assert!(
        codes.len() == 2 && codes.contains(&&json!("read")) && codes.contains(&&json!("swim")),
        "{came:?}"
    );
    store.ok(&["undo"]);
    assert_eq!(told(&store)[0]["undone"], came[0]["devices"]);

    let backup = store.home().join("backup.json");
    std::fs::write(&backup, store.ok(&["export", "--json"])).expect("a file");
    let other = store.home().join("other").display().to_string();
    store.ok(&["--dir", &other, "import", &backup.display().to_string()]);
    let came = told(&store);
    let entries = came[0]["devices"][0]["entries"].as_array().expect("entries").len();
    assert_eq!((came.len(), entries, &came[0]["store"]), (1, store.journal().len(), &json!(other)));
    // What is there already is no news.
    store.ok(&["--dir", &other, "import", &backup.display().to_string()]);
    assert_eq!(told(&store), [] as [Value; 0]);
}

#[test]
fn what_a_sync_brought_is_told_of_and_what_it_sent_is_not() {
    needs!("git");
    let (mut one, mut other) = (with_goal(), Store::new());
    let remote = one.home().join("remote.git").display().to_string();
    let made = Command::new("git").args(["init", "--bare", "--quiet", &remote]).status();
    assert!(made.expect("`git` starts").success());
    hook(&one, KEEPS);
    one.on_device("a").ok(&["sync", &remote]);
    assert_eq!(told(&one), [] as [Value; 0]);
    other.on_device("b").ok(&["sync", &remote]);
    other.at("2026-11-19").ok(&["check", "run"]);
    other.ok(&["sync"]);
    one.at("2026-11-19").ok(&["sync"]);
    let came = told(&one);
    let entry: Value = serde_json::from_str(&other.journal()[1]).expect("JSON");
    assert_eq!(came.len(), 1, "{came:?}");
    assert_eq!(came[0]["devices"], json!([{"name": "b", "entries": [entry]}]));
    assert_eq!((&came[0]["command"], &came[0]["goals"][0]["code"]), (&json!("sync"), &json!("run")));
}

#[test]
fn what_came_is_told_of_also_where_the_sync_fails_then() {
    needs!("git");
    let (mut one, mut other) = (with_goal(), Store::new());
    let remote = one.home().join("remote.git").display().to_string();
    let made = Command::new("git").args(["init", "--bare", "--quiet", &remote]).status();
    assert!(made.expect("`git` starts").success());
    one.on_device("a").ok(&["sync", &remote]);
    other.on_device("b").ok(&["sync", &remote]);
    other.at("2026-11-19").ok(&["check", "run"]);
    other.ok(&["sync"]);
    let refuses = "printf '#!/bin/sh\\nexit 1\\n' > \"$1\" && chmod 700 \"$1\"";
    let status =
        Command::new("sh").args(["-c", refuses, "sh", &format!("{remote}/hooks/pre-receive")]).status();
    assert!(status.expect("`sh` starts").success());
    one.at("2026-11-19").ok(&["check", "run"]);
    hook(&one, KEEPS);
    let ran = one.run(&["sync"]);
    assert_ne!(ran.code, 0, "{ran:?}");
    let entry: Value = serde_json::from_str(&other.journal()[1]).expect("JSON");
    assert_eq!(told(&one)[0]["devices"], json!([{"name": "b", "entries": [entry]}]));
}

#[test]
fn each_store_that_was_written_to_is_told_of_by_itself() {
    let store = with_goal();
    let family = store.home().join("family").display().to_string();
    store.ok(&["--dir", &family, "add", "Bins out n:9 every:day code:bins"]);
    store.ok(&["config", "stores", &family]);
    hook(&store, &format!("{KEEPS}; printf '%s\\n' \"$GOALS_DIR\" >> \"$HOME/stores\""));
    store.ok(&["check", "run", "bins"]);
    let mut stores: Vec<Value> = told(&store).iter().map(|told| told["store"].clone()).collect();
    stores.sort_by_key(ToString::to_string);
    assert_eq!(stores, [json!(family), json!(store.dir().display().to_string())]);
    let named = std::fs::read_to_string(store.home().join("stores")).expect("what it wrote");
    assert!(named.lines().any(|line| line == family), "{named}");
}

#[test]
fn it_can_be_left_out_and_tells_nothing_of_what_it_does_itself() {
    let store = with_goal();
    hook(&store, &format!("{KEEPS}; goals check run"));
    let before = store.journal().len();
    store.ok(&["check", "run", "--no-hooks"]);
    assert_eq!(with(&store, &[("GOALS_NO_HOOKS", "1")], &["check", "run"]).code, 0);
    assert_eq!((told(&store).len(), store.journal().len()), (0, before + 2));
    // Its own check-off is written, and told to nobody.
    store.ok(&["check", "run"]);
    assert_eq!((told(&store).len(), store.journal().len()), (1, before + 4));
}

#[test]
fn a_program_of_ones_own_is_told_that_there_are_no_hooks() {
    let store = with_goal();
    let bin = store.home().join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    let write = "printf '#!/bin/sh\\necho \"${GOALS_NO_HOOKS:-none} $*\"\\n' > \"$1\" && chmod 700 \"$1\"";
    let status = Command::new("sh").args(["-c", write, "sh"]).arg(bin.join("goals-says")).status();
    assert!(status.expect("`sh` starts").success());
    let path = format!("{}:/usr/bin:/bin", bin.display());
    let says = |words: &[&str]| with(&store, &[("PATH", path.as_str())], words).out;
    assert_eq!(says(&["--no-hooks", "says", "a"]), "1 a\n");
    assert_eq!(says(&["says", "a"]), "none a\n");
}

#[test]
fn what_it_prints_goes_to_standard_error_and_its_exit_code_plays_no_part() {
    let store = with_goal();
    let page = store.ok(&["check", "run"]);
    let path = hook(&store, "echo out; echo err >&2; exit 3");
    let ran = checked(&store);
    assert_eq!(ran.out.replace("2/9", "1/9"), page);
    assert_eq!(ran.err, format!("out\nerr\nwarning: the hook {} failed with exit code 3\n", path.display()));
    // More than a pipe holds, in and out, and nothing read.
    hook(&store, "head -c 1000000 /dev/zero | tr '\\0' x");
    assert_eq!(checked(&store).err.len(), 1_000_000);
    hook(&store, "exec 0<&-; exit 0");
    assert_eq!(checked(&store).err, "");
    hook(&store, "kill -9 $$");
    assert!(checked(&store).err.ends_with("was killed\n"));
    // No shell is asked what to make of it.
    let script = hook(&store, "");
    std::fs::write(&script, "echo I was run\n").expect("a file");
    let ran = checked(&store);
    assert!(ran.err.contains("did not start: ") && !ran.err.contains("I was run"), "{ran:?}");
}

#[test]
fn it_has_two_seconds_and_leaves_nothing_behind() {
    needs!("sleep");
    let store = with_goal();
    let late = |script: &str| {
        hook(&store, script);
        let begun = Instant::now();
        let ran = checked(&store);
        (ran.err, begun.elapsed())
    };
    let (err, took) = late("sleep 60");
    assert!(err.ends_with("took longer than 2 seconds and was ended\n"), "{err}");
    assert!((Duration::from_secs(2)..Duration::from_secs(20)).contains(&took), "{took:?}");
    // A child that it started holds standard error, and is ended with it.
    let (err, took) = late("sleep 60 & echo $! > \"$HOME/child\"");
    assert_eq!(err, "");
    assert!(took < Duration::from_secs(20), "{took:?}");
    let child = std::fs::read_to_string(store.home().join("child")).expect("its number");
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default();
    assert!(!stat.contains("(sleep) S"), "it sleeps still: {stat}");
}

#[test]
fn ctrl_c_ends_it_and_not_the_command() {
    needs!("sleep");
    let store = with_goal();
    hook(&store, "echo begun > \"$HOME/begun\"; sleep 60");
    let mut command = store.command(&["check", "run"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let begun = Instant::now();
    while !store.home().join("begun").exists() && begun.elapsed() < Duration::from_secs(1) {
        std::thread::sleep(Duration::from_millis(5));
    }
    kill_process(Pid::from_child(&child), Signal::INT).expect("it is there");
    let ran: Ran = child.wait_with_output().expect("it ends").into();
    assert_eq!((ran.code, store.journal().len()), (0, 2), "{ran:?}");
    assert!(ran.err.ends_with("was ended by Ctrl-C\n"), "{ran:?}");
}

#[test]
fn one_that_others_could_have_put_there_is_left_out_with_what_to_do() {
    let store = with_goal();
    let path = hook(&store, KEEPS);
    let folder = path.parent().expect("a folder").to_owned();
    let (config, home) = (store.home().join(".config"), store.home().to_owned());
    let left_out = |words: &str| {
        let ran = checked(&store);
        assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
        assert!(ran.err.starts_with("warning: the hook is left out: "), "{ran:?}");
        assert!(ran.err.contains(words), "`{words}` is not in {ran:?}");
        assert_eq!(told(&store), [] as [Value; 0]);
    };
    for (at, modes, right, words) in [
        (&path, 0o720, 0o700, format!("`chmod go-w {}`", path.display())),
        (&path, 0o702, 0o700, format!("`chmod go-w {}`", path.display())),
        (&path, 0o600, 0o700, format!("`chmod u+x {}`", path.display())),
        (&folder, 0o770, 0o700, format!("`chmod go-w {}`", folder.display())),
        (&config, 0o777, 0o700, format!("`chmod go-w {}`", config.display())),
        (&home, 0o777, 0o700, format!("`chmod go-w {}`", home.display())),
    ] {
        mode(at, modes);
        left_out(&words);
        mode(at, right);
    }
    let settings = folder.parent().expect("a folder");
    mode(settings, 0o777);
    left_out(&format!("`chmod go-w {}`", settings.display()));
    mode(&path, 0o770);
    left_out(&format!("`chmod go-w {} {}`", path.display(), settings.display()));
    mode(&path, 0o700);
    mode(settings, 0o755);
    if is_root() {
        std::os::unix::fs::chown(&path, Some(NOBODY), None).expect("an owner");
        left_out("belongs to user 65534, and you are 0");
        std::os::unix::fs::chown(&path, Some(0), None).expect("an owner");
    }
    checked(&store);
    assert_eq!(told(&store).len(), 1, "as it should be, it is run");

    let elsewhere = folder.join("script");
    std::fs::rename(&path, &elsewhere).expect("moved");
    std::os::unix::fs::symlink(&elsewhere, &path).expect("a link");
    left_out("is a link");
    std::fs::remove_file(&path).expect("removed");
    std::fs::create_dir(&path).expect("a folder");
    left_out("is no plain file");
    // Nothing is there: nothing is said.
    std::fs::remove_dir(&path).expect("removed");
    assert_eq!(checked(&store).err, "");
}

#[test]
fn each_folder_and_link_that_leads_to_it_is_looked_at_up_to_the_home() {
    let store = with_goal();
    let config = hook(&store, KEEPS).ancestors().nth(3).expect("a folder").to_owned();
    let (open, own) = (store.home().join("open"), store.home().join("own"));
    for folder in [&open, &own] {
        std::fs::create_dir(folder).expect("a folder");
    }
    mode(&own, 0o700);
    let link = |to: &Path, at: &Path| std::os::unix::fs::symlink(to, at).expect("a link");
    let is_run = |is_run: bool| {
        let ran = checked(&store);
        let chmod = format!("a folder that leads to it: `chmod go-w {}`\n", open.display());
        assert_eq!(ran.err.ends_with(&chmod), !is_run, "{ran:?}");
        assert_eq!(told(&store).len(), usize::from(is_run), "{ran:?}");
    };
    // The config folder is a link: into a folder of one's own, and into one where others may put another.
    for folder in [&own, &open] {
        mode(&open, 0o777);
        std::fs::rename(&config, folder.join("cfg")).expect("moved");
        link(&folder.join("cfg"), &config);
        is_run(folder == &own);
        // Where only its owner may replace what is in it, as in `/tmp`.
        mode(&open, 0o1777);
        is_run(true);
        std::fs::remove_file(&config).expect("removed");
        std::fs::rename(folder.join("cfg"), &config).expect("moved back");
    }
    // A link that leads to another, which others may replace.
    mode(&open, 0o777);
    std::fs::rename(&config, own.join("cfg")).expect("moved");
    link(Path::new("../own/cfg"), &open.join("on"));
    link(Path::new("open/on"), &config);
    is_run(false);
    // A link of one's own, to another of one's own, into a folder where others may put what they like.
    for at in [&config, &open.join("on")] {
        std::fs::remove_file(at).expect("removed");
    }
    std::fs::rename(own.join("cfg"), open.join("cfg")).expect("moved");
    link(Path::new("../open/cfg"), &own.join("on"));
    link(Path::new("own/on"), &config);
    is_run(false);
    std::fs::rename(open.join("cfg"), own.join("cfg")).expect("moved back");
    // One of two links stands in what the other leads to.
    std::fs::remove_file(&config).expect("removed");
    std::fs::rename(own.join("cfg/goals"), own.join("goals")).expect("moved");
    std::fs::rename(own.join("cfg"), open.join("cfg")).expect("moved");
    link(&own.join("goals"), &open.join("cfg/goals"));
    link(&open.join("cfg"), &config);
    is_run(false);
    mode(&open, 0o755);
    is_run(true);
    if is_root() {
        let lead = open.join("lead");
        link(&open.join("cfg"), &lead);
        std::fs::remove_file(&config).expect("removed");
        link(Path::new("own/../open/lead"), &config);
        is_run(true);
        for at in [&lead, &config] {
            std::os::unix::fs::lchown(at, Some(NOBODY), None).expect("an owner");
            let ran = checked(&store);
            let belongs = format!("{} belongs to user 65534, and you are 0", at.display());
            assert!(ran.err.contains(&belongs), "{ran:?}");
        }
    }
}

#[test]
fn where_nothing_was_taken_back_the_journal_is_not_read_again_for_it() {
    let store = with_goal();
    let journal = Journal::new(store.dir());
    assert_eq!(journal.lines_of(&BTreeSet::new()).map(|lines| lines.len()).ok(), Some(0));
    // A shard that can't be read is met only where something is looked for.
    let shard = store.shards().pop().expect("a shard");
    std::fs::remove_file(&shard).and_then(|()| std::fs::create_dir(&shard)).expect("a folder");
    assert!(journal.lines_of(&BTreeSet::new()).is_ok());
    let some = Part::Entry(EntryId(1));
    assert!(journal.lines_of(&BTreeSet::from([some])).is_err());
}

#[test]
fn one_in_the_folder_of_a_store_is_never_run() {
    let store = with_goal();
    hook(&store, KEEPS);
    let settings = store.home().join(".config").display().to_string();
    for dir in [&settings, &format!("{settings}/goals"), &format!("{settings}/goals/hooks")] {
        let ran = store.run(&["--dir", dir, "add", "Swim every:day"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("lies in the folder of the store"), "{ran:?}");
    }
    // A store's own `hooks` is a folder as any other.
    std::fs::create_dir_all(store.dir().join("hooks")).expect("a folder");
    std::fs::copy(path(&store), store.dir().join("hooks/on-change")).expect("a copy");
    std::fs::remove_file(path(&store)).expect("removed");
    assert_eq!(checked(&store).err, "");
    assert_eq!(told(&store), [] as [Value; 0]);
}

#[cfg(all(target_os = "linux", feature = "ui"))]
#[test]
fn on_the_screen_a_failure_is_a_note_and_nothing_is_printed_over_it() {
    needs!("setsid");
    let store = with_goal();
    hook(&store, &format!("{KEEPS}; echo across the picture; echo across >&2; exit 3"));
    let mut seat = crate::seat::Seat::take(&store, (120, 30), &[], &["ui"]);
    seat.sees("run");
    seat.types(" ");
    let text = seat.sees("failed with exit code 3");
    assert!(!text.contains("across"), "{text}");
    seat.types("q");
    seat.ends_well();
    assert_eq!(told(&store)[0]["command"], "check");
}

#[test]
fn it_is_told_what_today_took_in_from_the_inbox() {
    let store = with_goal();
    store.ok(&["config", "inbox", "on"]);
    hook(&store, KEEPS);
    std::fs::write(store.dir().join("inbox.txt"), "run+2\n").expect("it is written");
    store.ok(&["today"]);
    let documents = told(&store);
    assert_eq!(documents.len(), 1, "{documents:?}");
    let did = &documents[0]["devices"][0]["entries"][0]["did"];
    assert_eq!(
        (&documents[0]["command"], &did[1]["check"]["n"]),
        (&json!("today"), &json!(2)),
        "{documents:?}"
    );
    // What was looked at alone tells nothing.
    store.ok(&["today"]);
    assert!(told(&store).is_empty());
}
