//! What can stand on the other side, case by case (docs/sync.md, "What happens when").

use serde_json::json;

use crate::clones::{Made, Remote, clone, cups, run_git, state, two, views};
use crate::files::{append, bytes_below};
use crate::harness::Store;

#[test]
fn without_a_remote_one_is_asked_for() {
    let store = clone("ann");
    for words in [&["sync"][..], &["sync", "--status"], &["sync", "--forget"]] {
        let ran = store.refused(1, words, "this store has no remote yet");
        assert!(ran.err.contains("hint: `goals sync URL` sets it"), "{ran:?}");
    }
    assert!(!store.dir().exists() && !state(&store).join("sync").exists(), "nothing is made");
}

#[test]
fn an_empty_remote_takes_everything_in_a_first_commit_without_a_parent() {
    let (remote, store) = (Remote::new(), clone("ann"));
    store.ok(&["add", "Run", "every:day", "code:run"]);
    store.ok(&["check", "run"]);
    assert_eq!(store.ok(&["sync", &remote.url()]), "2 entries sent.\n");
    assert_eq!(remote.tree(), ["100644 blob goals.json", "100644 blob journal/ann/2026-11.jsonl"]);
    assert_eq!(remote.git(&["rev-list", "--count", "goals"], b"").trim(), "1");
    let root: serde_json::Value = serde_json::from_str(&remote.file("goals.json")).expect("JSON");
    assert_eq!((root["v"].clone(), root["store"].as_str().map(str::len)), (json!(1), Some(26)));
    assert_eq!(remote.file("journal/ann/2026-11.jsonl").lines().collect::<Vec<_>>(), store.journal());
    let author = remote.git(&["log", "--format=%an <%ae> %cn <%ce>", "goals"], b"");
    assert_eq!(author.trim(), "goals <ann@goals.invalid> goals <ann@goals.invalid>");
}

#[test]
fn an_empty_store_takes_everything_in() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    assert_eq!(ann.journal(), ben.journal());
    ben.ok(&["check", "w+3"]);
    ben.ok(&["check", "w+4"]);
    assert_eq!(ben.ok(&["sync"]), "2 entries sent.\n");
    ann.ok(&["check", "w"]);
    assert_eq!(ann.ok(&["sync"]), "2 entries from ben, 1 sent.\n");
    assert_eq!(ben.ok(&["sync"]), "1 entry from ann.\n");
    assert_eq!(views(&ann), views(&ben));
    assert_eq!(cups(&ann), 8);
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
    let told = ann.json(&["sync"]);
    assert_eq!((&told["received"], &told["sent"]), (&json!([]), &json!(0)), "{told}");
}

#[test]
fn months_there_are_years_here() {
    let remote = Remote::new();
    let mut ann = clone("ann");
    ann.at("2025-12-31T23:30:00+01:00").ok(&["add", "Drink water", "n:9", "every:day", "code:w"]);
    for day in ["2026-01-01", "2026-01-31", "2026-02-01"] {
        ann.at(day).ok(&["check", "w"]);
    }
    ann.ok(&["sync", &remote.url()]);
    let months =
        ["2025-12", "2026-01", "2026-02"].map(|month| format!("100644 blob journal/ann/{month}.jsonl"));
    assert_eq!(remote.tree()[1..], months);
    let mut ben = clone("ben");
    ben.at("2026-02-01").ok(&["sync", &remote.url()]);
    let names = |store: &Store| -> Vec<String> {
        let name =
            |path: &std::path::PathBuf| path.strip_prefix(store.dir()).expect("below").display().to_string();
        store.shards().iter().map(name).collect()
    };
    assert_eq!(names(&ben), ["journal/ann/2025.jsonl", "journal/ann/2026.jsonl"]);
    assert_eq!(names(&ann), names(&ben));
    assert_eq!(ann.journal(), ben.journal());
}

#[test]
fn a_branch_that_is_no_store_is_refused_and_nothing_is_written() {
    let remote = Remote::new();
    let blob = remote.blob(b"hello\n");
    let readme = Made { mode: "100644", kind: "blob", name: "README", object: blob };
    remote.set(&remote.tree_of(&[readme]));
    let store = clone("ann");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let (tip, before) = (remote.tip(), bytes_below(&store.dir()));
    store.refused(1, &["sync", &remote.url()], "holds no store; nothing was written");
    assert_eq!((remote.tip(), bytes_below(&store.dir())), (tip, before));
    store.refused(1, &["sync"], "no remote yet");
}

/// What is done to a remote's history.
type Happens<'a> = &'a dyn Fn(&Remote);

#[test]
fn whatever_becomes_of_the_remote_s_history_what_is_missing_there_is_put_back() {
    let reset = |remote: &Remote| {
        let first = remote.git(&["rev-list", "--max-parents=0", "goals"], b"");
        remote.git(&["update-ref", "refs/heads/goals", first.trim()], b"");
    };
    let squashed = |remote: &Remote| remote.set(remote.git(&["rev-parse", "goals^{tree}"], b"").trim());
    let rewritten = |remote: &Remote| {
        let text = remote.file("journal/ann/2026-11.jsonl");
        let first = text.lines().next().expect("a line");
        remote.put(&[("journal/ann/2026-11.jsonl", first.as_bytes())]);
        squashed(remote);
    };
    let deleted = |remote: &Remote| drop(remote.git(&["update-ref", "-d", "refs/heads/goals"], b""));
    let emptied = |remote: &Remote| {
        deleted(remote);
        remote.git(&["reflog", "expire", "--expire=now", "--all"], b"");
        remote.git(&["gc", "--quiet", "--prune=now"], b"");
    };
    let cases: [(&str, Happens<'_>); 5] = [
        ("reset", &reset),
        ("squashed", &squashed),
        ("rewritten", &rewritten),
        ("deleted", &deleted),
        ("emptied", &emptied),
    ];
    for (name, happens) in cases {
        let remote = Remote::new();
        let (ann, ben) = two(&remote);
        ann.ok(&["check", "w+2"]);
        ann.ok(&["sync"]);
        ben.ok(&["check", "w+3"]);
        happens(&remote);
        ben.ok(&["sync"]);
        ann.ok(&["sync"]);
        ben.ok(&["sync"]);
        assert_eq!((cups(&ann), cups(&ben)), (json!(5), json!(5)), "{name}");
        assert_eq!(remote.lines(), 3, "{name}");
        assert_eq!(ann.ok(&["sync"]), "Nothing new.\n", "{name}");
        assert_eq!(ben.ok(&["sync"]), "Nothing new.\n", "{name}");
    }
}

#[test]
fn another_order_of_the_same_lines_is_the_same() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ann.ok(&["check", "w"]);
    ann.ok(&["sync"]);
    let path = "journal/ann/2026-11.jsonl";
    let text = remote.file(path);
    let turned: Vec<&str> = text.lines().rev().collect();
    // Without a newline at the end, too.
    remote.put(&[(path, turned.join("\n").as_bytes())]);
    let tip = remote.tip();
    ben.ok(&["sync"]);
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
    assert_eq!(remote.tip(), tip, "what they have stands as it is");
    ann.ok(&["check", "w"]);
    ann.ok(&["sync"]);
    let now = remote.file(path);
    let (before, new) = now.split_at(turned.join("\n").len());
    assert_eq!(before, turned.join("\n"), "their bytes, then ours");
    assert_eq!(new.lines().filter(|line| !line.is_empty()).count(), 1, "{new}");
}

#[test]
fn stores_that_began_apart_are_united_only_when_one_says_so() {
    let remote = Remote::new();
    let (ann, ben) = (clone("ann"), clone("ben"));
    ann.ok(&["add", "Run", "every:day", "code:run"]);
    ann.ok(&["sync", &remote.url()]);
    ben.ok(&["add", "Swim", "every:day", "code:swim"]);
    let (tip, before) = (remote.tip(), ben.journal());
    let ran = ben.refused(1, &["sync", &remote.url()], "began apart; nothing was written");
    assert!(ran.err.contains("hint: `--join` unites both"), "{ran:?}");
    assert_eq!((remote.tip(), ben.journal()), (tip, before));
    ben.refused(1, &["sync"], "no remote yet");
    assert_eq!(ben.ok(&["sync", "--join", &remote.url()]), "1 entry from ann, 1 sent.\n");
    ann.ok(&["sync"]);
    assert_eq!(views(&ann), views(&ben));
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn a_store_that_is_sent_somewhere_is_not_sent_into_another() {
    let (one, other) = (Remote::new(), Remote::new());
    let (ann, ben) = (clone("ann"), clone("ben"));
    ann.ok(&["add", "Run", "every:day", "code:run"]);
    ann.ok(&["sync", &one.url()]);
    ben.ok(&["add", "Swim", "every:day", "code:swim"]);
    ben.ok(&["sync", &other.url()]);
    let tip = other.tip();
    ann.refused(1, &["sync", &other.url()], "holds another store; nothing was written");
    assert_eq!(other.tip(), tip);
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n", "and the remote is the one it was");
    ann.ok(&["sync", &other.url(), "--join"]);
    ben.ok(&["sync"]);
    assert_eq!(views(&ann), views(&ben));
    // To an empty one it may go.
    let third = Remote::new();
    assert_eq!(ann.ok(&["sync", &third.url()]), "2 entries sent.\n");
    assert_eq!(third.file("goals.json"), other.file("goals.json"));
}

#[test]
fn a_store_is_known_again_by_its_entries_where_the_machine_has_forgotten() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    std::fs::remove_dir_all(state(&ann)).expect("the state folder");
    ann.ok(&["check", "w"]);
    ann.refused(1, &["sync"], "no remote yet");
    assert_eq!(ann.ok(&["sync", &remote.url()]), "1 entry sent.\n");
    // And a store that was lost comes back.
    std::fs::remove_dir_all(ben.dir()).expect("the store");
    assert_eq!(ben.ok(&["sync"]), "2 entries from ann.\n");
    assert_eq!(cups(&ben), 1);
}

#[test]
fn a_cache_that_is_gone_or_damaged_costs_time_alone() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let folder =
        std::fs::read_dir(state(&ann).join("sync")).expect("a folder").next().expect("one").expect("one");
    let git = folder.path().join("sync.git");
    let lock = |path: &str| std::fs::write(folder.path().join(path), b"").expect("it is written");
    let damages: [&dyn Fn(); 6] = [
        // What was killed half-way leaves its locks.
        &|| lock("index.lock"),
        &|| lock("sync.git/shallow.lock"),
        &|| lock("sync.git/refs/goals/there.lock"),
        &|| std::fs::remove_dir_all(&git).expect("it was there"),
        &|| std::fs::remove_dir_all(git.join("objects")).expect("it was there"),
        &|| std::fs::write(git.join("config"), "nonsense").expect("it is written"),
    ];
    for (number, damage) in (1..).zip(damages) {
        damage();
        ben.ok(&["check", "w"]);
        ben.ok(&["sync"]);
        assert_eq!(ann.ok(&["sync"]), "1 entry from ben.\n", "{number}");
        assert_eq!(cups(&ann), number);
    }
}

#[test]
fn other_branches_and_files_at_the_root_stay() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    remote.put(&[("README.md", b"ours\n"), ("docs/a.txt", b"text\n")]);
    remote.git(&["branch", "main", "goals"], b"");
    let main = remote.git(&["rev-parse", "main"], b"");
    ben.ok(&["check", "w"]);
    ben.ok(&["sync"]);
    ann.ok(&["sync"]);
    assert_eq!(remote.file("README.md") + &remote.file("docs/a.txt"), "ours\ntext\n");
    assert_eq!(remote.git(&["rev-parse", "main"], b""), main);
    assert_eq!(cups(&ann), 1);
}

#[test]
fn a_remote_that_names_what_it_keeps_by_sha_256_is_one_too() {
    let remote = Remote::of_format("sha256");
    let (ann, ben) = two(&remote);
    ben.ok(&["check", "w"]);
    ben.ok(&["sync"]);
    assert_eq!(ann.ok(&["sync"]), "1 entry from ben.\n");
    // And back.
    let usual = Remote::new();
    assert_eq!(ann.ok(&["sync", &usual.url()]), "2 entries sent.\n");
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn a_store_within_somebody_else_s_repository_is_none_of_git_s_business() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    run_git(ann.home(), &["init", "--quiet", "--initial-branch=main", "."], b"");
    std::fs::write(ann.dir().join(".git"), "gitdir: /nowhere\n").expect("it is written");
    let before = bytes_below(&ann.home().join(".git"));
    ann.ok(&["check", "w"]);
    // From a hook of that repository, with its variables.
    let mut from_hook = ann.command(&["sync"]);
    from_hook
        .env("GIT_DIR", ann.home().join(".git"))
        .env("GIT_WORK_TREE", ann.home())
        .current_dir(ann.home());
    from_hook
        .env("GIT_INDEX_FILE", ann.home().join(".git/index"))
        .env("GIT_AUTHOR_EMAIL", "ann@real.example");
    let ran = crate::harness::Ran::from(from_hook.output().expect("it runs"));
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 entry sent.\n"), "{ran:?}");
    assert_eq!(bytes_below(&ann.home().join(".git")), before);
    assert!(!remote.git(&["log", "--format=%ae %ce", "goals"], b"").contains("real.example"));
    ben.ok(&["sync"]);
    assert_eq!(cups(&ben), 1);
}

#[test]
fn what_can_not_be_carried_stays_here_and_harms_nobody() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let shard = ann.shards().remove(0);
    let newer = r#"{"id":"01M7QTRAG4ZDF1KSASZZY9HZZK","at":"2026-11-18T18:20:00.000+01:00","v":9,"new":[1]}"#;
    append(
        &shard,
        "<<<<<<< merge\n{\"id\":\"nonsense\",\"at\":\"2026-11-18T18:20:00Z\"}\n{\"id\":\"01M7QTRAG4ZDF1KSASZZY9HZZM\"}\n",
    );
    append(&shard, format!("{newer}\n{{\"id\":\"01M7QTRAG4ZDF1KSASZZY9HZZN\",\"at\":\"2026-"));
    assert_eq!(ann.ok(&["sync"]), "1 entry sent.\n", "what a newer version wrote goes");
    assert_eq!(ben.ok(&["sync"]), "1 entry from ann.\n");
    assert_eq!(ben.journal()[1], newer);
    let text = remote.file("journal/ann/2026-11.jsonl");
    assert!(!text.contains("merge") && !text.contains("nonsense"), "{text}");
    let ran = ben.run(&["today"]);
    assert!(ran.err.contains("a newer version of goals"), "{ran:?}");
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn an_import_is_carried_as_the_one_file_it_is() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let name = "import-01M7QTRAG4ZDF1KSASZZY9HZZK.jsonl";
    let goal = crate::files::first_goal(&ann);
    let line = |number: u32, month: u32| {
        format!(
            r#"{{"id":"01M7QTRAG4ZDF1KSASZZY9H{number:03}","at":"2026-{month:02}-18T18:20:00.000+01:00","did":[{{"check":{{"goal":"{goal}","day":"2026-11-18","n":1}}}}]}}"#
        )
    };
    let text = format!("{}\n{}\n", line(0, 9), line(1, 11));
    std::fs::write(ann.dir().join("journal/ann").join(name), &text).expect("it is written");
    assert_eq!(ann.ok(&["sync"]), "2 entries sent.\n");
    assert_eq!(remote.file(&format!("journal/ann/{name}")), text);
    assert_eq!(ben.ok(&["sync"]), "2 entries from an import on ann.\n");
    let came = std::fs::read_to_string(ben.dir().join("journal/ann").join(name));
    assert_eq!(came.expect("it is there"), text);
    assert_eq!((cups(&ann), cups(&ben)), (json!(2), json!(2)));
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn a_copy_that_another_tool_made_is_united_and_not_sent_twice() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ann.ok(&["check", "w"]);
    let shard = ann.shards().remove(0);
    std::fs::copy(&shard, shard.with_file_name("2026 (conflicted copy).jsonl")).expect("a copy");
    std::fs::create_dir(ann.dir().join("journal/Ann (2)")).expect("a folder");
    std::fs::copy(&shard, ann.dir().join("journal/Ann (2)/2026.jsonl")).expect("a copy");
    ann.ok(&["sync"]);
    assert_eq!(
        remote.tree()[1..],
        ["100644 blob journal/ann--2-/2026-11.jsonl", "100644 blob journal/ann/2026-11.jsonl"]
    );
    ben.ok(&["sync"]);
    assert_eq!(cups(&ben), 1, "each entry counts once");
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn status_asks_the_remote_and_writes_nothing_into_the_store() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ben.ok(&["check", "w"]);
    ben.ok(&["sync"]);
    ann.ok(&["check", "w"]);
    ann.ok(&["check", "w"]);
    let (before, tip) = (ann.journal(), remote.tip());
    let page = ann.ok(&["sync", "--status"]);
    let url = remote.url();
    let told =
        format!("Remote   {url}\nLast     Wed 18 Nov 18:20\nTo come  1 entry from ben\nTo send  2 entries\n");
    assert_eq!(page, told);
    let told = ann.json(&["sync", "--status"]);
    assert_eq!(told["to_receive"], json!([{"device": "ben", "import": null, "entries": 1}]), "{told}");
    assert_eq!((&told["to_send"], &told["remote"]), (&json!(2), &json!(url)), "{told}");
    assert_eq!((ann.journal(), remote.tip()), (before, tip));
    // Where it can't be asked, what is known is told all the same.
    std::fs::rename(remote.path(), remote.path().with_extension("away")).expect("it is moved");
    let ran = ann.run(&["sync", "--status"]);
    assert_eq!(ran.code, 75, "{ran:?}");
    assert!(ran.out.starts_with("Remote ") && ran.out.contains("Last     Wed 18 Nov"), "{ran:?}");
    assert!(ran.err.starts_with("error: ") && ran.err.contains("can't be reached"), "{ran:?}");
}

#[test]
fn forget_forgets_the_remote_and_nothing_else() {
    let remote = Remote::new();
    let (ann, _) = two(&remote);
    let (before, tip) = (ann.journal(), remote.tip());
    assert!(ann.ok(&["sync", "--forget"]).starts_with("Forgotten: file://"));
    ann.refused(1, &["sync"], "no remote yet");
    assert_eq!((ann.journal(), remote.tip()), (before, tip));
    assert_eq!(ann.ok(&["sync", &remote.url()]), "Nothing new.\n");
}

#[test]
fn two_stores_of_one_machine_have_a_remote_each() {
    let (home, work) = (Remote::new(), Remote::new());
    let store = clone("ann");
    let other = store.home().join("work");
    let at_work = ["--dir", other.to_str().expect("a path")];
    store.ok(&["add", "Run", "every:day", "code:run"]);
    store.ok(&[&["add", "Mail", "every:day", "code:mail"][..], &at_work].concat());
    store.ok(&["sync", &home.url()]);
    store.ok(&[&["sync", &work.url()][..], &at_work].concat());
    assert!(!home.file("journal/ann/2026-11.jsonl").contains("Mail"));
    assert!(!work.file("journal/ann/2026-11.jsonl").contains("Run"));
    // By whatever path it is named.
    let link = store.home().join("link");
    std::os::unix::fs::symlink(&other, &link).expect("a link");
    assert_eq!(store.ok(&["sync", "--dir", link.to_str().expect("a path")]), "Nothing new.\n");
}

/// As docs/sync.md has it: each has a store of her own, and all share another one.
#[test]
fn a_family_shares_a_store_beside_each_one_s_own() {
    let remote = Remote::new();
    let (ann, ben) = (clone("ann"), clone("ben"));
    let family = |store: &Store| store.home().join("family").display().to_string();
    for (store, name) in [(&ann, "Ann"), (&ben, "Ben")] {
        let folder = family(store);
        store.ok(&["--dir", &folder, "sync", &remote.url()]);
        store.ok(&["config", "me", name]);
        store.ok(&["config", "stores", &folder]);
        store.ok(&["add", &format!("Secret of {name}"), "every:day", "code:secret"]);
    }
    ann.ok(&["--dir", &family(&ann), "add", "Bins out", "every:week", "n:3", "who:Ann,Ben", "code:bins"]);
    ann.ok(&["--dir", &family(&ann), "sync"]);
    ben.ok(&["--dir", &family(&ben), "sync"]);
    ben.ok(&["check", "bins", "secret"]);
    assert_eq!(ben.ok(&["--dir", &family(&ben), "sync"]), "1 entry sent.\n");
    assert_eq!(ann.ok(&["--dir", &family(&ann), "sync"]), "1 entry from ben.\n");
    let page = ann.ok(&["today", "--all-stores"]);
    assert!(page.contains("In family\n") && page.contains("1/3"), "{page}");
    let log = ann.json(&["--dir", &family(&ann), "log"]);
    assert_eq!(log["entries"][0]["who"], "Ben", "{log}");
    let tree = remote.tree();
    let paths =
        tree.iter().filter_map(|line| line.strip_prefix("100644 blob ")).filter(|it| it.ends_with("jsonl"));
    let told: String = paths.map(|path| remote.file(path)).collect();
    assert!(told.contains("Bins out") && !told.contains("Secret") && !told.contains("family"), "{told}");
    ann.refused(1, &["sync"], "no remote yet");
}
