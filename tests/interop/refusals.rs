//! Files that can't be taken in: what is wrong, where, what to do, and nothing is written.

use std::path::PathBuf;

use crate::harness::{Ran, Store};
use crate::outline::sample;
use crate::zip_made::{Packed, archive, deflated, stored};

const HABITS: &[u8] = b"Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,A,,,1,1,\n";
const DAYS: &[u8] = b"2023-04-04,2\n2023-04-03,2\n";

struct Refused {
    store: Store,
    path: PathBuf,
}

/// A store with one goal, and a file beside it.
fn refused(name: &str, bytes: &[u8]) -> Refused {
    let store = Store::new();
    store.ok(&["add", "Own", "every:day"]);
    let path = store.home().join(name);
    std::fs::write(&path, bytes).expect("a file");
    Refused { store, path }
}

impl Refused {
    /// What lies in the folder of the file.
    fn beside(&self) -> usize {
        std::fs::read_dir(self.store.home()).expect("the home folder").count()
    }

    /// That it is refused with these words and this hint, and the journal stays as it was.
    fn with(&self, words: &str, hint: &str) {
        let (journal, before) = (self.store.journal(), self.beside());
        let path = self.path.to_str().expect("a path");
        for import in [&["import", path][..], &["import", path, "--dry-run"]] {
            let Ran { err, .. } = self.store.refused(65, import, words);
            assert!(err.contains(hint), "`{hint}` is not in {err}");
        }
        assert_eq!(self.store.journal(), journal);
        assert_eq!(self.beside(), before, "nothing was unpacked beside the file");
    }
}

#[test]
fn archives() {
    let packed = || vec![stored("Habits.csv", HABITS), deflated("001 A/Checkmarks.csv", DAYS)];
    let with = |more: Packed| archive(&packed().into_iter().chain([more]).collect::<Vec<_>>());
    let zip = archive(&packed());
    refused("Loop.zip", &zip[..zip.len() - 40])
        .with("Loop.zip: the archive is damaged", "hint: export it again");
    refused("Loop.zip", &with(stored("../../x", b"")))
        .with("the archive holds `../../x`, which points out of it", "import the folder");
    refused("Loop.zip", &with(Packed { flags: 1, ..stored("b", b"") }))
        .with("`b` in the archive is encrypted", "unpack the archive with its password");
    let many: Vec<Packed> = (0..20_001).map(|number| stored(&number.to_string(), b"")).collect();
    refused("Loop.zip", &archive(&many))
        .with("holds 20001 files: 20000 are the most", "unpack what is to come in");
}

#[test]
fn backups() {
    let backup = std::fs::read(sample("loop/backup-v25.db")).expect("a backup");
    refused("Loop.db", &backup[..9000]).with("Loop.db: the database is cut off", "hint: export it again");
    let mut logged = backup.clone();
    logged[18..20].copy_from_slice(&[2, 2]);
    refused("Loop.db", &logged)
        .with("keeps its last changes in a file beside it", "export a backup in the app");
    let mut damaged = backup;
    damaged[100] = 7;
    refused("Loop.db", &damaged)
        .with("Loop.db: the database is damaged: page 1 makes no sense", "hint: export it again");
}

#[test]
fn tables_and_documents() {
    refused("Checkmarks.csv", b"Date,A,b,c,\n2023-04-04,2,-1,\n")
        .with("has 3 names for 2 columns", "import the whole zip");
    refused("data.json", b"{\"tasks\":{\"habits\":[],\"dailys\":[],\"todos\":[]")
        .with("data.json: line 1: it ends before its JSON does", "cut off on its way");
    refused("export.json", b"{\"habits\":[{\"id\":1}],\"completions\":[]}")
        .with("a value in it is of another kind than that tool writes", "hint: get it again");
}
