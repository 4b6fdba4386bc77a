//! Names of devices: small letters, and one for each machine.

use crate::clones::{Remote, cups, state, two, unnamed, views};
use crate::harness::Store;

/// What a home calls its device.
fn device(store: &Store) -> String {
    std::fs::read_to_string(state(store).join("device")).expect("a name").trim().to_owned()
}

/// Two homes of which the second is a copy of the first, with all that it keeps.
fn copied(remote: &Remote) -> (Store, Store) {
    let (one, other) = (unnamed(), unnamed());
    one.ok(&["add", "Drink water", "n:1000", "unit:cups", "every:day", "code:w"]);
    one.ok(&["sync", &remote.url()]);
    std::fs::create_dir_all(state(&other)).expect("a folder");
    std::fs::copy(state(&one).join("device"), state(&other).join("device")).expect("a copy");
    let folder = other.dir().join("journal").join(device(&one));
    std::fs::create_dir_all(&folder).expect("a folder");
    let shard = one.shards().remove(0);
    std::fs::copy(&shard, folder.join(shard.file_name().expect("a name"))).expect("a copy");
    other.ok(&["sync", &remote.url()]);
    (one, other)
}

#[test]
fn a_machine_whose_name_is_taken_gets_a_new_one_and_says_so() {
    let remote = Remote::new();
    let (one, other) = copied(&remote);
    let name = device(&one);
    assert_eq!(device(&other), name);
    one.ok(&["check", "w"]);
    other.ok(&["check", "w+2"]);
    one.ok(&["sync"]);
    let ran = other.run(&["sync"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out, format!("1 entry from {name}, 1 sent.\n"));
    let new = device(&other);
    assert_ne!(new, name);
    assert!(ran.err.contains(&format!("from now on this one is `{new}`")), "{ran:?}");
    // One line, once.
    assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
    other.ok(&["check", "w+4"]);
    assert_eq!(other.run(&["sync"]).err, "");
    // The other one sees the same, and the name is nobody's any more.
    assert!(one.run(&["sync"]).err.contains("from now on this one is"));
    assert!(device(&one) != name && device(&one) != new);
    for store in [&other, &one] {
        let ran = store.run(&["sync"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    }
    assert_eq!((cups(&one), cups(&other)), (7.into(), 7.into()));
    assert_eq!(views(&one), views(&other));
    assert_eq!(one.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn a_name_given_by_hand_is_kept() {
    let remote = Remote::new();
    let (ann, mut ben) = two(&remote);
    ben.on_device("ann").ok(&["check", "w+2"]);
    ann.ok(&["check", "w"]);
    ann.ok(&["sync"]);
    let ran = ben.run(&["sync"]);
    assert!(ran.err.contains("another machine writes as `ann` too"), "{ran:?}");
    assert_eq!((ran.code, cups(&ben)), (0, 3.into()));
    ann.ok(&["sync"]);
    assert_eq!(views(&ann), views(&ben));
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
    assert_eq!(ben.ok(&["sync"]), "Nothing new.\n");
}

#[test]
fn a_store_that_comes_back_keeps_its_machine_s_name() {
    let remote = Remote::new();
    let store = unnamed();
    store.ok(&["add", "Drink water", "n:1000", "every:day", "code:w"]);
    store.ok(&["sync", &remote.url()]);
    let name = device(&store);
    std::fs::remove_dir_all(store.dir()).expect("the store");
    let ran = store.run(&["sync"]);
    assert_eq!((ran.out, ran.err), (format!("1 entry from {name}.\n"), String::new()));
    assert_eq!(device(&store), name);
}

#[test]
fn names_are_the_same_on_every_system() {
    let mut store = Store::new();
    store.on_device("Laptop").ok(&["add", "Run", "every:day", "code:run"]);
    assert_eq!(store.shards()[0].parent(), Some(&*store.dir().join("journal/laptop")));
    for name in ["dot.", ".dot", "a/b", "con", "nul.txt", "com1", "", " "] {
        store.on_device(name);
        let ran = store.run(&["check", "run"]);
        let expected = if name.is_empty() { 0 } else { 78 };
        assert_eq!(ran.code, expected, "{name}: {ran:?}");
    }
}

#[test]
fn folders_that_differ_by_capitals_alone_are_united() {
    let remote = Remote::new();
    let (ann, ben) = two(&remote);
    ann.ok(&["check", "w"]);
    // As a store of before may have it.
    std::fs::rename(ann.dir().join("journal/ann"), ann.dir().join("journal/Ann")).expect("it is renamed");
    ann.ok(&["check", "w"]);
    ann.ok(&["sync"]);
    ben.ok(&["sync"]);
    assert_eq!((cups(&ann), cups(&ben)), (2.into(), 2.into()));
    assert_eq!(remote.tree().len(), 2, "{:?}", remote.tree());
    assert_eq!(ann.ok(&["sync"]), "Nothing new.\n");
}
