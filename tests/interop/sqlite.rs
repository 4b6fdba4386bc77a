//! Databases: what a backup holds, and files that are none any more.

use goals::interop::containers::sqlite::{Database, is_log, is_sqlite};
use goals::interop::containers::sqlite_record::Value;
use proptest::prelude::{any, prop, proptest};

use crate::outline::{file, goal, kind, outline, read_or_refused, read_sample, refused, sample, summed};

fn backup() -> Vec<u8> {
    std::fs::read(sample("loop/backup-v25.db")).expect("a backup")
}

/// 400 days of two habits on pages of 512 bytes, in UTF-16, some notes longer than a page; the 400 numbers are
/// 1000, 1001, … 1399 thousandths: 479.8 in all.
#[test]
fn inner_pages_long_rows_and_utf_16_are_read() {
    let imported = read_sample("loop/made-small-pages.db");
    assert_eq!(outline(&imported), ["Walk; every day; n 3.5; unit km", "Дневник; every day"]);
    let days = |sum: &str| (400, sum.to_owned(), "2020-01-01".to_owned(), "2021-02-03".to_owned());
    assert_eq!(summed(goal(&imported, "Walk")), days("479.8"));
    assert_eq!(summed(goal(&imported, "Дневник")), days("400"));
    let notes: Vec<&str> =
        goal(&imported, "Дневник").activity.iter().filter_map(|activity| activity.note.as_deref()).collect();
    assert_eq!(notes.len(), 4);
    assert_eq!(notes[3], format!("{}300", "слово ".repeat(60)));
}

#[test]
fn the_id_of_a_row_and_columns_that_are_missing_are_told() {
    let bytes = backup();
    let database = Database::open(&bytes).expect("a database");
    assert_eq!(database.user_version, 25);
    let habits = database.table("habits").expect("readable").expect("a table");
    let rows: Vec<[Value; 3]> = habits.select(["ID", "name", "nothing"]).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(rows[1], [Value::Integer(2), text("Run"), Value::Null]);
    assert!(database.table("nothing").expect("readable").is_none());
}

#[test]
fn a_database_with_its_log_beside_it_is_refused_with_what_to_do() {
    let mut bytes = backup();
    bytes[18] = 2;
    bytes[19] = 2;
    let wal = refused(&file("Loop.db", bytes));
    assert!(wal.what.contains("`-wal`"), "{wal:?}");
    assert!(wal.hint.contains("export a backup"), "{wal:?}");
    let log = b"\x37\x7f\x06\x82 and more";
    assert!(is_log(log) && !is_sqlite(log));
    assert!(refused(&file("Loop.db-wal", *log)).what.contains("log that lies beside a database"));
}

#[test]
fn a_database_that_is_cut_is_refused() {
    let bytes = backup();
    for end in [4096, 5000, bytes.len() - 1] {
        assert!(refused(&file("Loop.db", &bytes[..end])).what.contains("cut off"), "{end}");
    }
    // Of what is left of these nobody can tell whose they were.
    for end in [16, 99, 100, 1000] {
        let error = Database::open(&bytes[..end]).err().expect("no database");
        assert!(error.what.contains("cut off"), "{end}: {error:?}");
        assert_ne!(kind(&file("Loop.db", &bytes[..end])), Some("loop"), "{end}");
    }
}

/// A page that is below itself, and pages named by two others.
#[test]
fn pages_in_a_circle_are_refused() {
    let mut bytes = std::fs::read(sample("loop/made-small-pages.db")).expect("a backup");
    let inner = (1..bytes.len() / 512).find(|page| bytes[page * 512] == 5).expect("an inner page");
    let number = u32::try_from(inner + 1).expect("a number");
    bytes[inner * 512 + 8..inner * 512 + 12].copy_from_slice(&number.to_be_bytes());
    assert!(refused(&file("Loop.db", bytes)).what.contains("makes no sense"));
}

proptest! {
    #[test]
    fn a_backup_with_any_changes_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = std::fs::read(sample("loop/made-small-pages.db")).expect("a backup");
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cut.index(4) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        read_or_refused(&file("Loop.db", bytes));
    }

    #[test]
    fn any_bytes_behind_the_magic_are_read_or_refused(rest in prop::collection::vec(any::<u8>(), 0..2000)) {
        let mut bytes = b"SQLite format 3\0\x02\x00\x01\x01\x00\x40\x20\x20".to_vec();
        bytes.extend(rest);
        if let Ok(database) = Database::open(&bytes) {
            let refused = database.table("Habits").err();
            assert!(refused.is_none_or(|error| !error.hint.is_empty()));
        }
    }
}
