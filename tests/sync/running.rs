//! How git is run: how often, with what, for how long, and what of it is said.

use std::time::{Duration, Instant};

use crate::clones::{Remote, clone, cups, state, two, unnamed, write_program};
use crate::files::bytes_below;
use crate::harness::{Ran, Store};
use crate::tools::find;

/// Runs with a `git` in front of the real one that notes what it is asked.
fn noted(store: &Store, words: &[&str]) -> (Ran, Vec<String>) {
    let folder = store.home().join("bin");
    std::fs::create_dir_all(&folder).expect("a folder");
    let (real, notes) = (find("git").expect("git"), store.home().join("notes"));
    drop(std::fs::remove_file(&notes));
    let script = format!("echo \"$@\" >>{}\nexec {} \"$@\"", notes.display(), real.display());
    write_program(&folder.join("git"), &script);
    let mut command = store.command(words);
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").expect("a path"));
    let ran = Ran::from(command.env("PATH", path).output().expect("it runs"));
    let notes = std::fs::read_to_string(notes).unwrap_or_default();
    (ran, notes.lines().map(ToOwned::to_owned).collect())
}

#[test]
fn a_sync_with_nothing_new_runs_git_three_times_at_most() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    for store in [&ann, &ben] {
        let (ran, notes) = noted(store, &["sync"]);
        assert_eq!((ran.code, ran.out.as_str()), (0, "Nothing new.\n"), "{ran:?}");
        assert!((1..=3).contains(&notes.len()), "{notes:#?}");
    }
}

#[test]
fn git_is_run_by_sync_alone() {
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    for words in [&["today"][..], &["check", "w"], &["doctor"], &["log"], &["undo"], &["config"], &["demo"]] {
        let (ran, notes) = noted(&ann, words);
        assert_eq!((ran.code, notes.len()), (0, 0), "{words:?}: {notes:?}");
    }
    assert!(!noted(&ann, &["sync"]).1.is_empty(), "and there it is");
}

/// All that may be run.
const COMMANDS: [&str; 10] = [
    "ls-remote",
    "fetch",
    "ls-tree",
    "cat-file",
    "hash-object",
    "read-tree",
    "update-index",
    "write-tree",
    "commit-tree",
    "push",
];

/// With these before it.
const SWITCHES: &str = "-c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.autocrlf=false \
        -c core.symlinks=false -c core.attributesFile=/dev/null -c commit.gpgSign=false -c push.gpgSign=false \
        -c gc.auto=0 -c maintenance.auto=false -c transfer.fsckObjects=true -c fetch.recurseSubmodules=false \
        -c push.recurseSubmodules=no -c http.lowSpeedLimit=1000 -c http.lowSpeedTime=30 -c protocol.allow=never \
        -c protocol.https.allow=always -c protocol.ssh.allow=always -c protocol.file.allow=always";

#[test]
fn every_switch_is_given_and_nothing_but_what_is_needed_is_run() {
    let remote = Remote::new();
    let store = clone("ann");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let (_, first) = noted(&store, &["sync", &remote.url()]);
    store.ok(&["check", "run"]);
    remote.put(&[("README", b"x")]);
    let (_, second) = noted(&store, &["sync"]);
    let mut seen = std::collections::BTreeSet::new();
    for line in first.iter().chain(&second).filter(|line| *line != "version") {
        assert!(line.contains(SWITCHES), "{line}");
        if line.contains(" init ") {
            assert!(line.contains("init --quiet --bare --template= "), "{line}");
            continue;
        }
        assert!(line.starts_with("--git-dir=") && line.contains("/sync.git -c "), "{line}");
        let (_, words) = line.split_once("-c fetch.fsckObjects=true ").expect("the last switch");
        let command = words.split(' ').next().unwrap_or_default();
        assert!(COMMANDS.contains(&command), "{line}");
        assert!(!words.contains("--force") && !words.contains(" +refs/heads/goals:refs/heads"), "{line}");
        if ["ls-remote", "fetch", "push"].contains(&command) {
            assert!(words.contains(&format!("--end-of-options {}", remote.url())), "{line}");
        }
        seen.insert(command.to_owned());
    }
    assert_eq!(seen.len(), COMMANDS.len(), "all are seen: {seen:?}");
}

#[test]
fn what_is_kept_lies_in_the_state_folder_for_nobody_else_and_not_in_the_store() {
    use std::os::unix::fs::PermissionsExt as _;
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    let url = remote.url();
    for (path, bytes) in bytes_below(&ann.dir()) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&url), "{}", path.display());
        assert!(!path.display().to_string().contains("git"), "{}", path.display());
    }
    let kept = bytes_below(&state(&ann).join("sync"));
    assert!(
        kept.iter()
            .any(|(path, bytes)| path.ends_with("remote") && String::from_utf8_lossy(bytes).contains(&url))
    );
    let folder = kept.keys().find(|path| path.ends_with("sync.git")).expect("git's folder");
    for folder in [state(&ann).join("sync"), folder.parent().expect("a folder").to_owned()] {
        let mode = std::fs::metadata(&folder).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
    }
}

#[test]
fn a_person_s_own_git_settings_change_nothing() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let hooks = ann.home().join("hooks");
    std::fs::create_dir(&hooks).expect("a folder");
    let touched = ann.home().join("touched");
    // What the other side runs is its own affair, and that side is on this machine here.
    for hook in ["pre-push", "post-checkout", "post-index-change", "fsmonitor"] {
        write_program(&hooks.join(hook), &format!("touch {}\nexit 1", touched.display()));
    }
    let config = format!(
        "[core]\n\thooksPath = {hooks}\n\tfsmonitor = {hooks}/fsmonitor\n\tautocrlf = true\n\tattributesFile = {home}/attributes\n\
         [commit]\n\tgpgSign = true\n[push]\n\tgpgSign = true\n[fetch]\n\tfsckObjects = false\n[user]\n\temail = ann@real.example\n\
         [filter \"x\"]\n\tclean = touch {touched}\n\tsmudge = touch {touched}\n[init]\n\ttemplateDir = {hooks}\n",
        hooks = hooks.display(),
        home = ann.home().display(),
        touched = touched.display(),
    );
    std::fs::write(ann.home().join(".gitconfig"), config).expect("it is written");
    std::fs::write(ann.home().join("attributes"), "* filter=x text eol=crlf\n").expect("it is written");
    std::fs::remove_dir_all(state(&ann).join("sync")).expect("it was there");
    ann.ok(&["check", "w"]);
    ann.ok(&["sync", &remote.url()]);
    ben.ok(&["check", "w"]);
    ben.ok(&["sync"]);
    ann.ok(&["sync"]);
    assert!(!touched.exists(), "nothing of it is run");
    assert_eq!((cups(&ann), cups(&ben)), (2.into(), 2.into()));
    let text = remote.file("journal/ann/2026-11.jsonl");
    assert!(
        !text.contains('\r') && !remote.git(&["log", "--format=%ae", "goals"], b"").contains("real"),
        "{text}"
    );
}

#[test]
fn a_remote_that_is_not_there_leaves_all_as_it_is() {
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    ann.ok(&["check", "w"]);
    let before = bytes_below(&ann.dir());
    std::fs::rename(remote.path(), remote.path().with_extension("away")).expect("it is moved");
    let ran = ann.refused(75, &["sync"], "can't be reached: ");
    assert!(ran.err.contains("hint: nothing is lost"), "{ran:?}");
    let quiet = ann.run(&["sync", "--quiet"]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (75, "", ""));
    assert_eq!(bytes_below(&ann.dir()), before);
    ann.ok(&["check", "w"]);
    std::fs::rename(remote.path().with_extension("away"), remote.path()).expect("it is back");
    let quiet = ann.run(&["sync", "--quiet"]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
    assert_eq!(remote.lines(), 3);
}

#[test]
fn a_remote_is_kept_once_it_has_answered() {
    let remote = Remote::new();
    let store = clone("ann");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    store.refused(75, &["sync", "file:///nowhere/at/all.git"], "can't be reached");
    store.refused(1, &["sync"], "no remote yet");
    store.ok(&["sync", &remote.url()]);
    store.refused(75, &["sync", "file:///nowhere/at/all.git"], "can't be reached");
    assert_eq!(store.ok(&["sync"]), "Nothing new.\n", "the one of before");
}

#[test]
fn a_folder_may_be_named_as_one_types_it() {
    let remote = Remote::new();
    let store = clone("ann");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let mut command = store.command(&["sync", "./r.git"]);
    let ran =
        Ran::from(command.current_dir(remote.path().parent().expect("a folder")).output().expect("it runs"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(store.ok(&["sync", remote.path().to_str().expect("a path")]), "Nothing new.\n");
}

#[test]
fn what_can_be_no_remote_is_refused() {
    let store = clone("ann");
    let marker = store.home().join("marker");
    for url in [
        format!("ext::sh -c touch% {}", marker.display()),
        "http://example.org/goals.git".to_owned(),
        "git://example.org/goals.git".to_owned(),
        "goals".to_owned(),
        String::new(),
        "ssh://-oProxyCommand=touch/x".to_owned(),
    ] {
        let ran = store.refused(2, &["sync", &url], "can be no remote");
        assert!(ran.err.contains("hint: it begins with `https://`"), "{ran:?}");
    }
    assert_eq!(store.run(&["sync", "--", "--upload-pack=touch marker"]).code, 2);
    assert!(!marker.exists());
}

#[test]
fn a_password_is_never_said() {
    let store = clone("ann");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    for words in
        [&["sync", "https://ann:s3cret@127.0.0.1:1/g.git"][..], &["sync", "http://ann:s3cret@127.0.0.1:1/g"]]
    {
        let ran = store.run(words);
        assert!(ran.code == 75 || ran.code == 2, "{ran:?}");
        assert!(ran.err.contains("ann:…@127.0.0.1") && !ran.err.contains("s3cret"), "{ran:?}");
    }
}

#[test]
fn what_the_remote_says_can_do_nothing_to_a_terminal() {
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    remote.hook("pre-receive", "printf '\\033]0;title\\007 ask Ben for access\\n' >&2; exit 1");
    ann.ok(&["check", "w"]);
    let ran = ann.refused(75, &["sync"], "did not take what was sent");
    assert!(ran.err.contains("ask Ben for access") && !ran.err.contains('\u{1b}'), "{ran:?}");
    assert_eq!(ann.run(&["sync", "--quiet"]).err, "");
    assert_eq!(cups(&ann), 1);
}

#[test]
fn without_a_terminal_a_step_that_takes_too_long_is_ended_with_all_that_it_started() {
    let store = unnamed();
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let child = store.home().join("child");
    let ssh = store.home().join("slow-ssh");
    write_program(&ssh, &format!("sleep 300 &\necho $! >{}\nwait", child.display()));
    let mut command = store.command(&["sync", "git@example.org:goals.git"]);
    command.env("GIT_SSH_COMMAND", &ssh).env("GOALS_SYNC_LIMIT", "1");
    let begun = Instant::now();
    let ran = crate::files::within(30, command);
    assert!(begun.elapsed() < Duration::from_secs(15));
    assert_eq!(ran.code, 75, "{ran:?}");
    assert!(ran.err.contains("git@example.org:goals.git did not answer within 1 seconds"), "{ran:?}");
    let child = std::fs::read_to_string(child).expect("it was started");
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default();
    assert!(stat.is_empty() || stat.contains(") Z "), "it goes on: {stat}");
    let mut command = store.command(&["sync"]);
    command.env("GOALS_SYNC_LIMIT", "soon");
    assert_eq!(Ran::from(command.output().expect("it runs")).code, 78);
}

#[test]
fn without_git_that_is_said() {
    let store = clone("ann");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let empty = store.home().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let with_path = |path: &std::path::Path| {
        let mut command = store.command(&["sync", "file:///srv/goals.git"]);
        Ran::from(command.env("PATH", path).output().expect("it runs"))
    };
    let ran = with_path(&empty);
    assert_eq!(ran.code, 78, "{ran:?}");
    assert!(ran.err.contains("error: git is not there") && ran.err.contains("hint: install git"), "{ran:?}");
    write_program(&empty.join("git"), "echo git version 2.20.1");
    let ran = with_path(&empty);
    assert_eq!(ran.code, 78, "{ran:?}");
    assert!(ran.err.contains("needs 2.25 or newer, this is 2.20.1"), "{ran:?}");
}
