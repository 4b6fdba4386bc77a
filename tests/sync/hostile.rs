//! A remote that somebody made to hurt: nothing of it is run, and nothing is written outside `journal/`.

use std::path::Path;

use crate::clones::{Made, Remote, clone, cups, two};
use crate::files::{bytes_below, first_goal};
use crate::harness::Store;

const AT: &str = "2026-11-18T18:20:00.000+01:00";

/// A line of which the journal takes note.
fn line(goal: &str, number: usize) -> String {
    format!(
        r#"{{"id":"01M7QTRAG4ZDF1KSASZZY9H{number:03}","at":"{AT}","did":[{{"check":{{"goal":"{goal}","day":"2026-11-18","n":1}}}}]}}"#
    )
}

/// The store's files, by their paths in it.
fn files(store: &Store) -> Vec<String> {
    let below = bytes_below(&store.dir());
    let path = |path: &Path| path.strip_prefix(store.dir()).ok().map(|path| path.display().to_string());
    below.keys().filter(|it| it.is_file()).filter_map(|it| path(it)).collect()
}

fn made<'a>(mode: &'a str, kind: &'a str, name: &'a str, object: &str) -> Made<'a> {
    Made { mode, kind, name, object: object.to_owned() }
}

/// A tree with a `goals.json` that fits, `journal/evil/` holding these, and these beside it.
fn remote_with(remote: &Remote, inside: &[Made<'_>], beside: Vec<Made<'_>>) {
    let root = remote.git(&["rev-parse", "goals:goals.json"], b"");
    let theirs = remote.git(&["rev-parse", "goals:journal/ann"], b"");
    let evil = remote.tree_of(inside);
    let journal = remote
        .tree_of(&[made("040000", "tree", "ann", theirs.trim()), made("040000", "tree", "evil", &evil)]);
    let mut all =
        vec![made("100644", "blob", "goals.json", root.trim()), made("040000", "tree", "journal", &journal)];
    all.extend(beside);
    remote.set(&remote.tree_of(&all));
}

#[test]
fn links_programs_modules_and_other_paths_are_never_read() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let goal = first_goal(&ann);
    let good = remote.blob(format!("{}\n", line(&goal, 1)).as_bytes());
    let bad = |number: usize| remote.blob(format!("{}\n", line(&goal, number)).as_bytes());
    let link = remote.blob(b"/etc/passwd");
    let commit = remote.tip();
    let deep = remote.tree_of(&[made("100644", "blob", "2026-11.jsonl", &bad(9))]);
    let inside = [
        made("100644", "blob", "2026-11.jsonl", &good),
        made("120000", "blob", "2026-10.jsonl", &link),
        made("100755", "blob", "2026-09.jsonl", &bad(2)),
        made("160000", "commit", "2026-08.jsonl", &commit),
        made("040000", "tree", "deep", &deep),
        made("100644", "blob", ".lock", &bad(3)),
        made("100644", "blob", "config", &bad(4)),
        made("100644", "blob", "2026-13.jsonl", &bad(5)),
        made("100644", "blob", "2026.jsonl", &bad(6)),
        made("100644", "blob", "import-x.jsonl", &bad(7)),
        made("100644", "blob", "2026-07.jsonl\u{1b}[2J", &bad(8)),
    ];
    let marker = ben.home().join("marker");
    let attributes = remote.blob(b"* filter=evil diff=evil merge=evil ident eol=crlf\n");
    let hook = remote.blob(format!("#!/bin/sh\ntouch {}\n", marker.display()).as_bytes());
    let modules = remote.blob(b"[submodule \"x\"]\n\tpath = x\n\turl = ../x\n");
    let hooks = remote.tree_of(&[made("100755", "blob", "post-checkout", &hook)]);
    let beside = vec![
        made("100644", "blob", ".gitattributes", &attributes),
        made("100644", "blob", ".gitmodules", &modules),
        made("100644", "blob", "config", &hook),
        made("040000", "tree", "hooks", &hooks),
    ];
    remote_with(&remote, &inside, beside);
    let ran = ben.run(&["sync"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 entry from evil.\n"), "{ran:?}");
    assert!(ran.err.contains("10 files there are none of a journal, and were left alone"), "{ran:?}");
    assert_eq!(
        files(&ben),
        ["journal/ann/.lock", "journal/ann/2026.jsonl", "journal/evil/.lock", "journal/evil/2026.jsonl"]
    );
    assert_eq!(cups(&ben), 1);
    assert!(!marker.exists());
    // What is sent afterwards stands beside it, and they are left as they are.
    ben.ok(&["check", "w"]);
    ben.ok(&["sync"]);
    assert!(
        remote.tree().contains(&"120000 blob journal/evil/2026-10.jsonl".to_owned()),
        "{:?}",
        remote.tree()
    );
    assert_eq!(remote.file(".gitattributes").lines().count(), 1);
}

#[test]
fn a_journal_that_is_a_link_is_replaced_by_one_that_is_none() {
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    let root = remote.git(&["rev-parse", "goals:goals.json"], b"");
    let link = remote.blob(b"/etc");
    remote.set(&remote.tree_of(&[
        made("100644", "blob", "goals.json", root.trim()),
        made("120000", "blob", "journal", &link),
    ]));
    ann.ok(&["sync"]);
    assert_eq!(remote.tree(), ["100644 blob goals.json", "100644 blob journal/ann/2026-11.jsonl"]);
}

#[test]
fn paths_that_lead_out_are_no_sound_repository() {
    for name in ["..", ".git", ".GIT", "."] {
        let remote = Remote::new();
        let (_, ben) = two(&remote);
        let blob = remote.blob(b"x\n");
        remote_with(&remote, &[made("100644", "blob", "2026-11.jsonl", &blob)], Vec::new());
        let evil = remote.tree_of(&[made("100644", "blob", "2026-11.jsonl", &blob)]);
        let root = remote.git(&["rev-parse", "goals:goals.json"], b"");
        let journal = remote.tree_of(&[made("040000", "tree", name, &evil)]);
        remote.set(&remote.tree_of(&[
            made("100644", "blob", "goals.json", root.trim()),
            made("040000", "tree", "journal", &journal),
        ]));
        let before = bytes_below(&ben.dir());
        let ran = ben.refused(65, &["sync"], "no sound repository");
        assert!(ran.err.contains("nothing of it was taken in"), "{name}: {ran:?}");
        assert_eq!(bytes_below(&ben.dir()), before, "{name}");
    }
}

#[test]
fn names_of_devices_that_could_do_harm_are_none() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let blob = format!("{}\n", line(&first_goal(&ann), 1));
    let evil = [
        "journal/.hidden/2026-11.jsonl",
        "journal/UPPER/2026-11.jsonl",
        "journal/a b/2026-11.jsonl",
        "journal/con/2026-11.jsonl",
        "journal/dot./2026-11.jsonl",
        "journal/esc\u{1b}[31m/2026-11.jsonl",
        "journal/na\u{ef}ve/2026-11.jsonl",
        "journal/-/x/2026-11.jsonl",
        "journal/2026-11.jsonl",
    ];
    let long = format!("journal/{}/2026-11.jsonl", "a".repeat(65));
    let made: Vec<(&str, &[u8])> =
        evil.iter().copied().chain([long.as_str()]).map(|path| (path, blob.as_bytes())).collect();
    remote.put(&made);
    let ran = ben.run(&["sync"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Nothing new.\n"), "{ran:?}");
    assert!(ran.err.contains("10 files there are none of a journal"), "{ran:?}");
    assert_eq!(files(&ben), ["journal/ann/.lock", "journal/ann/2026.jsonl"]);
}

#[test]
fn lines_that_were_made_to_hurt_are_shown_inert_or_not_taken_in() {
    let remote = Remote::new();
    let (_, ben) = two(&remote);
    let goal = r#"{"add":{"goal":"zzzzzzzz","code":"evil","title":"\u001b[31mred\u001b]0;x\u0007\u202e","pos":"zz"}}"#;
    let lines = [
        format!(r#"{{"id":"01M7QTRAG4ZDF1KSASZZY9H100","at":"{AT}","did":[{goal}]}}"#),
        "\u{1b}[2J not json".to_owned(),
        format!(
            r#"{{"id":"01M7QTRAG4ZDF1KSASZZY9H101","at":"{AT}","did":{}{}}}"#,
            "[".repeat(300),
            "]".repeat(300)
        ),
        format!(
            r#"{{"id":"01M7QTRAG4ZDF1KSASZZY9H102","id":"01M7QTRAG4ZDF1KSASZZY9H103","at":"{AT}","did":[]}}"#
        ),
        r#"{"id":"7ZZZZZZZZZZZZZZZZZZZZZZZZZ","at":"9999-12-31T23:59:59Z","did":[]}"#.to_owned(),
        r#"{"id":"01M7QTRAG4ZDF1KSASZZY9H104","at":"../../../../etc","did":[]}"#.to_owned(),
        format!(
            r#"{{"id":"01M7QTRAG4ZDF1KSASZZY9H105","at":"{AT}","did":[],"x":"{}"}}"#,
            "x".repeat(2 << 20)
        ),
    ];
    remote.put(&[("journal/evil/2026-11.jsonl", lines.join("\n").as_bytes())]);
    ben.ok(&["sync"]);
    let taken = std::fs::read_to_string(ben.dir().join("journal/evil/2026.jsonl")).expect("a file");
    assert_eq!(taken.lines().collect::<Vec<_>>(), [&lines[0], &lines[2]], "what has an id and a moment");
    for words in [&["today", "--all"][..], &["list"], &["log", "--all"], &["doctor"], &["list", "--json"]] {
        let ran = ben.run(words);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{ran:?}");
        assert!(!ran.out.contains('\u{202e}'), "{ran:?}");
    }
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn a_line_in_a_wrong_month_is_taken_in_once() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let text = format!("{}\n{}\n", line(&first_goal(&ann), 1), line(&first_goal(&ann), 1));
    remote.put(&[("journal/evil/2024-02.jsonl", text.as_bytes())]);
    assert_eq!(ben.ok(&["sync"]), "1 entry from evil.\n");
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
    assert_eq!(ann.ok(&["sync"]), "1 entry from evil.\n");
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
    assert_eq!(cups(&ann), 1);
}

#[test]
fn a_huge_file_is_passed_over_and_nothing_is_put_in_its_place() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let filler = format!("{}\n", "x".repeat(1023));
    let huge = filler.repeat(80 << 10);
    remote.put(&[("journal/ben/2026-11.jsonl", huge.as_bytes())]);
    ben.ok(&["check", "w"]);
    let ran = ben.run(&["sync"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("one file there is none of a journal"), "{ran:?}");
    let size = remote.git(&["cat-file", "-s", "goals:journal/ben/2026-11.jsonl"], b"");
    assert_eq!(size.trim(), (80 << 20).to_string());
    assert_eq!((cups(&ann), cups(&ben)), (0.into(), 1.into()));
}

#[test]
fn a_store_that_brings_a_git_folder_and_a_remote_of_its_own_is_no_better() {
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    let marker = ann.home().join("marker");
    let git = ann.dir().join(".git");
    std::fs::create_dir_all(git.join("hooks")).expect("a folder");
    let config = format!(
        "[core]\n\tsshCommand = touch {0}\n\tfsmonitor = touch {0}\n\thooksPath = hooks\n[remote \"origin\"]\n\turl = ext::touch {0}\n",
        marker.display()
    );
    std::fs::write(git.join("config"), &config).expect("it is written");
    std::fs::write(git.join("HEAD"), "ref: refs/heads/main\n").expect("it is written");
    std::fs::create_dir_all(ann.dir().join("sync")).expect("a folder");
    std::fs::write(ann.dir().join("sync/remote"), r#"{"url":"ext::touch","store":"x"}"#)
        .expect("it is written");
    std::fs::write(ann.dir().join("goals.json"), "{}").expect("it is written");
    ann.ok(&["check", "w"]);
    let mut command = ann.command(&["sync"]);
    let ran = crate::harness::Ran::from(command.current_dir(ann.dir()).output().expect("it runs"));
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 entry sent.\n"), "{ran:?}");
    assert!(!marker.exists());
    assert_eq!(remote.tree(), ["100644 blob goals.json", "100644 blob journal/ann/2026-11.jsonl"]);
}

#[test]
fn a_link_in_the_store_is_not_followed_out_of_it() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let outside = ben.home().join("outside");
    std::fs::create_dir(&outside).expect("a folder");
    std::os::unix::fs::symlink(&outside, ben.dir().join("journal/evil")).expect("a link");
    remote.put(&[("journal/evil/2026-11.jsonl", line(&first_goal(&ann), 1).as_bytes())]);
    let ran = ben.run(&["sync"]);
    assert_eq!(ran.code, 73, "{ran:?}");
    assert_eq!(std::fs::read_dir(&outside).expect("a folder").count(), 0);
}

#[test]
fn a_store_s_id_that_is_none_is_no_store() {
    for root in ["{}", "[]", r#"{"store":"../../x","v":1}"#, "not json", ""] {
        let remote = Remote::new();
        let blob = remote.blob(root.as_bytes());
        remote.set(&remote.tree_of(&[made("100644", "blob", "goals.json", &blob)]));
        let store = clone("ann");
        store.refused(1, &["sync", &remote.url()], "holds no store");
    }
}
