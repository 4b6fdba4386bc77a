//! Many at once, and ends half-way.

use std::process::Stdio;
use std::time::Duration;

use serde_json::json;

use crate::clones::{Remote, clone, cups, state, two, views};
use crate::files::{append, bytes_below, first_goal};
use crate::harness::Ran;
use crate::strace::strace;
use crate::tools::needs;

/// What a hook does to put the branch elsewhere before a push can, with what it has itself.
const MOVES: &str = r#"
move() {
  unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
  export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x
  git update-ref refs/heads/goals "$(git commit-tree -m "$$" -p goals 'goals^{tree}')"
}
"#;

#[test]
fn who_is_overtaken_tries_again() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ann.ok(&["check", "w"]);
    remote.hook("pre-receive", &format!("{MOVES}\nif [ ! -e moved ]; then touch moved; move; fi"));
    assert_eq!(ann.ok(&["sync"]), "1 entry sent.\n");
    assert!(remote.path().join("moved").exists());
    assert_eq!(ben.ok(&["sync"]), "1 entry from ann.\n");
}

#[test]
fn who_is_overtaken_eight_times_is_told_and_nothing_is_lost() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ann.ok(&["check", "w"]);
    remote.hook("pre-receive", &format!("{MOVES}\necho x >>tries; move"));
    let ran = ann.refused(75, &["sync"], "8 times");
    assert!(ran.err.contains("hint: type it again in a minute"), "{ran:?}");
    let tries = std::fs::read_to_string(remote.path().join("tries")).expect("they were counted");
    assert_eq!(tries.lines().count(), 8);
    remote.hook("pre-receive", "exit 0");
    assert_eq!(ann.ok(&["sync"]), "1 entry sent.\n");
    assert_eq!(ben.ok(&["sync"]), "1 entry from ann.\n");
}

#[test]
fn clones_that_sync_at_once_lose_nothing() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let cleo = clone("cleo");
    cleo.ok(&["sync", &remote.url()]);
    remote.hook("pre-receive", "sleep 0.3");
    let all = [&ann, &ben, &cleo];
    for round in 1..=2_u32 {
        std::thread::scope(|scope| {
            for store in all {
                scope.spawn(|| {
                    store.ok(&["check", "w"]);
                    let ran = store.run(&["sync"]);
                    assert_eq!(ran.code, 0, "{ran:?}");
                });
            }
        });
        for store in all {
            store.ok(&["sync"]);
        }
        assert_eq!(all.map(cups), [0; 3].map(|_| json!(3 * round)));
    }
    assert_eq!(views(&ann), views(&ben));
    assert_eq!(views(&ann), views(&cleo));
}

#[test]
fn two_first_syncs_at_once_make_one_store() {
    let remote = Remote::new();
    let (ann, ben) = (clone("ann"), clone("ben"));
    ann.ok(&["add", "Run", "every:day", "code:run"]);
    remote.hook("pre-receive", "sleep 0.3");
    std::thread::scope(|scope| {
        for store in [&ann, &ben] {
            scope.spawn(|| assert_eq!(store.run(&["sync", &remote.url()]).code, 0));
        }
    });
    ben.ok(&["sync"]);
    assert_eq!(views(&ann), views(&ben));
    assert_eq!(remote.lines(), 1);
}

#[test]
fn two_syncs_of_one_store_at_once_are_one_after_the_other() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ben.ok(&["check", "w"]);
    ben.ok(&["sync"]);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                ann.ok(&["check", "w"]);
                let ran = ann.run(&["sync"]);
                // Who waits too long is told so.
                assert!(ran.code == 0 || ran.code == 75 && ran.err.contains("the store is busy"), "{ran:?}");
            });
        }
    });
    ann.ok(&["sync"]);
    assert_eq!((cups(&ann), remote.lines()), (json!(5), 6));
}

#[test]
fn killed_at_any_time_the_next_sync_begins_anew() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    remote.hook("pre-receive", "sleep 0.05");
    let mut killed = 0;
    for number in 1..=12_u64 {
        ben.ok(&["check", "w"]);
        ben.ok(&["sync"]);
        ann.ok(&["check", "w"]);
        let mut child =
            ann.command(&["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(number * 12));
        drop(child.kill());
        killed += u32::from(!child.wait().expect("it ends").success());
    }
    assert!(killed > 6, "most were killed: {killed}");
    // What git was about then may go on for a moment.
    std::thread::sleep(Duration::from_millis(300));
    for store in [&ann, &ben, &ann] {
        store.ok(&["sync"]);
    }
    assert_eq!((cups(&ann), cups(&ben)), (json!(24), json!(24)));
    assert_eq!(views(&ann), views(&ben));
}

#[test]
fn killed_at_each_step_of_writing_what_came_the_store_is_whole() {
    needs!("strace");
    let steps = [
        "rename:signal=SIGKILL:when=1",
        "rename:signal=SIGKILL:when=2",
        "fsync:signal=SIGKILL:when=1",
        "fsync:signal=SIGKILL:when=2",
        "flock:signal=SIGKILL:when=1",
        "flock:signal=SIGKILL:when=2",
    ];
    for step in steps {
        let remote = Remote::new();
        let (ann, ben) = two(&remote);
        ben.ok(&["check", "w+2"]);
        ben.ok(&["sync"]);
        ann.ok(&["sync"]);
        ben.ok(&["check", "w+3"]);
        ben.ok(&["sync"]);
        let before = ann.journal();
        let (call, fault) = step.split_once(':').expect("a call and a fault");
        let traced = strace(&ann.command(&["sync"]), ann.home(), call, fault);
        assert!(traced.was_killed(), "{step}: {traced:?}");
        let after = ann.journal();
        assert!(before.iter().all(|line| after.contains(line)), "{step}");
        ann.ok(&["check", "w"]);
        ann.ok(&["sync"]);
        assert_eq!(cups(&ann), 6, "{step}");
        assert_eq!(ann.ok(&["sync"]), "Nothing new.\n", "{step}");
    }
}

/// Between looking at a file and putting another in its place, a second of delay is made.
#[test]
fn a_line_written_under_another_name_during_a_sync_is_not_lost() {
    needs!("strace");
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ben.ok(&["check", "w+2"]);
    ben.ok(&["sync"]);
    ann.ok(&["sync"]);
    ben.ok(&["check", "w+4"]);
    ben.ok(&["sync"]);
    std::thread::scope(|scope| {
        let slow = scope
            .spawn(|| strace(&ann.command(&["sync"]), ann.home(), "rename", "delay_enter=1500000:when=1"));
        // Until the file is made that is to stand in the place of ben's.
        let hidden = ann.dir().join("journal/ben/.2026.jsonl.new");
        let begun = std::time::Instant::now();
        while !hidden.exists() {
            assert!(begun.elapsed() < Duration::from_secs(20), "nothing is replaced");
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut as_ben = ann.command(&["check", "w+8"]);
        let ran = Ran::from(as_ben.env("GOALS_DEVICE", "ben").output().expect("it runs"));
        assert_eq!(ran.code, 0, "{ran:?}");
        let traced = slow.join().expect("it ends");
        assert_eq!(traced.ran.code, 0, "{traced:?}");
    });
    assert_eq!(cups(&ann), 14);
    ann.ok(&["sync"]);
    ben.ok(&["sync"]);
    assert_eq!((cups(&ben), remote.lines()), (json!(14), 4));
}

#[test]
fn where_there_are_no_locks_what_came_is_put_behind_what_is_there() {
    needs!("strace");
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ben.ok(&["check", "w+2"]);
    ben.ok(&["sync"]);
    ann.ok(&["sync"]);
    ben.ok(&["check", "w+4"]);
    ben.ok(&["sync"]);
    let shard = ann.dir().join("journal/ben/2026.jsonl");
    append(&shard, "{\"torn");
    let inode = |path: &std::path::Path| {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata(path).expect("it is there").ino()
    };
    let before = inode(&shard);
    let traced = strace(&ann.command(&["sync"]), ann.home(), "flock", "error=ENOLCK");
    assert_eq!(traced.ran.code, 0, "{traced:?}");
    assert_eq!(inode(&shard), before);
    assert_eq!(cups(&ann), 6);
}

#[test]
fn the_store_s_files_are_only_appended_to_or_made_whole() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    let goal = first_goal(&ann);
    let mut known = bytes_below(&ben.dir());
    for round in 0..3 {
        ann.ok(&["check", "w"]);
        ben.ok(&["check", "w"]);
        if round == 1 {
            append(&ben.dir().join("journal/ann/2026.jsonl"), format!("{{\"goal\":\"{goal}"));
            known = bytes_below(&ben.dir());
        }
        ann.ok(&["sync"]);
        ben.ok(&["sync"]);
        let now = bytes_below(&ben.dir());
        for (path, bytes) in &known {
            assert!(now.get(path).is_some_and(|now| now.starts_with(bytes)), "{}", path.display());
        }
        known = now;
    }
    assert!(state(&ben).join("sync").exists());
}
