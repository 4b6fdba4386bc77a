//! Loop Habit Tracker. The counts are those of a person who read the samples.

use goals::interop::containers::zip::{LIMITS, unpack};
use goals::interop::reader::source::{Member, Source};

use crate::coming_in::comes_in;
use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, refused, source, summed};
use crate::zip_made::{archive, deflated, stored};

#[test]
fn the_folder_of_1_8_tells_by_its_values_what_is_a_number() {
    let imported = read_sample("loop/1.8");
    assert_eq!(
        outline(&imported),
        [
            "Bath; every day; why Did you bath today?",
            "Walk/run; every week; n 3; why docs, applications",
            "Sleep on Time; counted",
        ]
    );
    assert_eq!(days(goal(&imported, "Bath")), ["2023-03-31 skip", "2023-04-03 1", "2023-04-04 1"]);
    assert_eq!(days(goal(&imported, "Walk/run")), ["2023-04-01 1", "2023-04-03 1"]);
    assert_eq!(
        days(goal(&imported, "Sleep on Time")),
        ["2023-03-30 11.45", "2023-03-31 0.15", "2023-04-01 0.4", "2023-04-03 0.3"]
    );
    assert_eq!(imported.guessed, ["what has values above 3 is a number, and only counted: Sleep on Time"]);
    assert_eq!(dropped(&imported), ["1 automatic day (computed)", "3 colours"]);
}

#[test]
fn the_folder_of_2_3_comes_in_with_numbers_limits_and_notes() {
    let imported = read_sample("loop/2.3");
    assert_eq!(
        outline(&imported),
        [
            "Meditate; every day; why Did you meditate this morning?",
            "Wake up early; every week; n 5; why Up before 6, really?",
            "Бег; every week; n 20; unit km; why How many km? · with Ann",
            "Screens after nine; every day; at most 30; unit min; archived",
        ]
    );
    // What was noted on a day without a value is kept with a check-off of 0; a no alone is nothing.
    assert_eq!(
        days(goal(&imported, "Meditate")),
        [
            "2026-11-16 0 only a note",
            "2026-11-17 1",
            "2026-11-19 skip ill",
            "2026-11-20 1 ten minutes, on the train"
        ]
    );
    assert_eq!(days(goal(&imported, "Wake up early")), ["2026-11-18 1", "2026-11-19 1"]);
    // Of a number YES_MANUAL is 2 thousandths, and no tick.
    assert_eq!(days(goal(&imported, "Бег")), ["2026-11-16 0.002", "2026-11-18 5 rain", "2026-11-20 7.35"]);
    assert_eq!(days(goal(&imported, "Screens after nine")), ["2026-11-19 45", "2026-11-20 20"]);
    assert_eq!(
        imported.guessed,
        [
            "what is so often in so many days is asked for as often as comes near: Wake up early (2 in 3 days, here 5/week)"
        ]
    );
    assert_eq!(dropped(&imported), ["1 automatic day (computed)", "4 colours"]);
}

#[test]
fn the_zip_of_a_folder_is_that_folder() {
    let folder = source("loop/2.3");
    let packed = |member: &Member| {
        let name = format!("Loop Habits CSV 2026-11-20/{}", member.name);
        if member.name.contains("001") {
            stored(&name, &member.bytes)
        } else {
            deflated(&name, &member.bytes)
        }
    };
    let zip = archive(&folder.members().iter().map(packed).collect::<Vec<_>>());
    let unpacked = Source::Several(unpack(&zip, LIMITS).expect("a zip"));
    assert_eq!(read(&unpacked), read(&folder));
}

#[test]
fn the_table_of_all_habits_is_read_where_it_is_alone() {
    let imported = read_sample("loop/2.0-Checkmarks-top-level.csv");
    assert_eq!(outline(&imported), ["Bath; every day", "Read, then sleep; counted"]);
    assert_eq!(days(goal(&imported, "Bath")), ["2023-04-03 1", "2023-04-04 1"]);
    assert_eq!(days(goal(&imported, "Read, then sleep")), ["2023-04-03 7.35"]);

    let words = read_sample("loop/2.3/Checkmarks.csv");
    assert_eq!(
        outline(&words),
        ["Meditate; every day", "Wake up early; every day", "Бег; counted", "Screens after nine; counted"]
    );
    assert_eq!(days(goal(&words, "Meditate")), ["2026-11-19 skip", "2026-11-20 1"]);
    assert_eq!(dropped(&words), ["1 automatic day (computed)"]);
}

#[test]
fn names_that_do_not_fit_the_columns_are_refused() {
    let table = "Date,Bath,Read,write,\n2023-04-04,2,-1,\n";
    let unreadable = refused(&file("Checkmarks.csv", table));
    assert_eq!(
        unreadable.what,
        "its first row has 3 names for 2 columns: a comma in a name can't be told from one between two"
    );
}

#[test]
fn the_backup_of_version_12_has_days_without_values() {
    let imported = read_sample("loop/backup-v12.db");
    assert_eq!(outline(&imported), ["Wake up early; every week; n 3", "Sleep early; every 5d; archived"]);
    let told = |key| summed(goal(&imported, key));
    let expected =
        |count: usize, first: &str, last: &str| (count, count.to_string(), first.to_owned(), last.to_owned());
    assert_eq!(told("Wake up early"), expected(133, "2025-01-03", "2026-02-03"));
    assert_eq!(told("Sleep early"), expected(67, "2025-01-01", "2026-02-01"));
    assert_eq!(dropped(&imported), ["2 colours"]);
}

#[test]
fn the_backup_of_version_25_has_values_and_notes() {
    let imported = read_sample("loop/backup-v25.db");
    assert_eq!(
        outline(&imported),
        [
            "Meditate; every day; why Did you meditate?",
            "Run; every week; n 20; unit km; why How far? · with Ann",
            "Screens; every day; at most 30; unit min; archived",
        ]
    );
    assert_eq!(
        days(goal(&imported, "Meditate")),
        ["2026-11-16 0 only a note", "2026-11-19 skip", "2026-11-20 1 on the train"]
    );
    assert_eq!(days(goal(&imported, "Run")), ["2026-11-18 0.002 0.002 km, not a tick", "2026-11-20 7.35"]);
    assert_eq!(days(goal(&imported, "Screens")), ["2026-11-20 20"]);
    assert_eq!(dropped(&imported), ["1 automatic day (computed)", "3 colours"]);
}

/// All forms of one list know a habit by its name, for that stands in each.
#[test]
fn a_habit_has_the_same_key_in_each_form() {
    let habits = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,\
                  Target Type,Target Value,Archived?\n\
                  001,Meditate,YES_NO,Did you meditate?,,1,1,#FF8F00,,,,false\n";
    let days = "Date,Value,Notes\n2026-11-20,YES_MANUAL,on the train\n2026-11-19,SKIP,\n2026-11-18,NO,\n\
                2026-11-17,YES_AUTO,\n2026-11-16,UNKNOWN,only a note\n";
    let member = |name: &str, text: &str| Member { name: name.to_owned(), bytes: text.into() };
    let folder =
        Source::Several(vec![member("001 Meditate/Checkmarks.csv", days), member("Habits.csv", habits)]);
    let of_tables = read(&folder);
    let of_backup = read_sample("loop/backup-v25.db");
    let (one, other) = (goal(&of_tables, "Meditate"), goal(&of_backup, "Meditate"));
    assert_eq!(crate::outline::days(one), crate::outline::days(other));
    assert_eq!((one.every, one.asked, &one.why), (other.every, other.asked, &other.why));
}

#[test]
fn frequencies_are_the_nearest_cadence() {
    let outlined = |frequency: &str| {
        let habits =
            format!("Position,Name,Question,Description,NumRepetitions,Interval,Color\n1,A,,,{frequency},\n");
        outline(&read(&file("Habits.csv", habits))).remove(0)
    };
    for (frequency, expected) in [
        ("1,1", "every day"),
        ("7,7", "every day"),
        ("1,7", "every week"),
        ("4,7", "every week; n 4"),
        ("1,30", "every month"),
        ("2,31", "every month; n 2"),
        ("1,3", "every 3d"),
        ("1,14", "every 14d"),
        // 28 / 10 a week.
        ("4,10", "every week; n 3"),
        ("3,300", "every 100d"),
    ] {
        assert_eq!(outlined(frequency), format!("A; {expected}"), "{frequency}");
    }
}

#[test]
fn a_number_without_a_target_is_counted_and_one_of_one_gets_a_unit() {
    let header =
        "Position,Name,Type,FrequencyNumerator,FrequencyDenominator,Unit,Target Type,Target Value,Archived?";
    let rows = "1,Mood,NUMERICAL,1,1,,AT_LEAST,0.0,false\n2,Glasses,NUMERICAL,1,1,,AT_LEAST,1.0,false\n";
    let imported = read(&file("Habits.csv", format!("{header}\n{rows}")));
    assert_eq!(outline(&imported), ["Mood; counted", "Glasses; every day; n 1; unit times"]);
    assert_eq!(
        imported.guessed,
        [
            "a number without a target is only counted: Mood",
            "what counts more than once a day is counted in `times`: Glasses"
        ]
    );
}

#[test]
fn a_row_that_is_not_what_loop_writes_is_told_with_its_file_and_line() {
    let mut source = source("loop/1.8");
    let Source::Several(members) = &mut source else { panic!("a folder") };
    let bath = members.iter_mut().find(|member| member.name.starts_with("001")).expect("the first habit");
    bath.bytes.extend(b"2023-03-2");
    let unreadable = refused(&source);
    assert_eq!(unreadable.file.as_deref(), Some("001 Bath/Checkmarks.csv"));
    assert_eq!(unreadable.place.map(|place| place.row), Some(6));
    assert_eq!(unreadable.what, "`` is not what Loop writes");
}

#[test]
fn an_older_backup_and_other_databases_are_not_taken() {
    let mut bytes = std::fs::read(crate::outline::sample("loop/backup-v12.db")).expect("a backup");
    bytes[60..64].copy_from_slice(&11_u32.to_be_bytes());
    assert_eq!(
        refused(&file("old.db", bytes.clone())).what,
        "its version (11) is older than what is read (12 to 25)"
    );
    bytes[60..64].copy_from_slice(&26_u32.to_be_bytes());
    let newer = read(&file("new.db", bytes.clone()));
    assert_eq!(
        newer.guessed,
        ["the backup is of a newer version (26) than is known (25): what is known of it was read"]
    );
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let at = text.find("tableRepetitions").map(|_| ());
    assert!(at.is_some(), "the schema names the table");
    let place = bytes.windows(16).position(|part| part == b"tableRepetitions").expect("the schema");
    bytes[place + 5] = b'X';
    assert_eq!(kind(&file("other.db", bytes)), None);
}

#[test]
fn the_table_of_one_habit_is_told_what_is_missing() {
    let table = file("Checkmarks.csv", "Date,Value,Notes\n2026-11-20,YES_MANUAL,\n");
    let misses = goals::interop::registry::recognise(&table).err().expect("no known file");
    assert_eq!(misses[0].0.kind, "loop");
    assert!(misses[0].1.why.contains("import the whole folder or zip"), "{misses:?}", misses = misses[0].1);
}

#[test]
fn each_form_comes_in_is_taken_back_and_adds_nothing_again() {
    comes_in("loop/1.8", &[], &[("goals", 3), ("check_offs", 8), ("skips", 1)]);
    let counts = [("goals", 4), ("check_offs", 9), ("notes", 1), ("skips", 1), ("archived", 1)];
    let store = comes_in("loop/2.3", &[], &counts);
    assert_eq!(store.goal("бег")["unit"], "km");
    comes_in("loop/2.0-Checkmarks-top-level.csv", &[], &[("goals", 2), ("check_offs", 3)]);
    comes_in("loop/backup-v12.db", &[], &[("goals", 2), ("check_offs", 200), ("archived", 1)]);
    let counts = [("goals", 3), ("check_offs", 4), ("notes", 1), ("skips", 1), ("archived", 1)];
    comes_in("loop/backup-v25.db", &[], &counts);
}

/// A folder, then a zip of it, then one that goes on.
#[test]
fn a_later_zip_adds_the_rest() {
    let store = comes_in("loop/1.8", &[], &[("goals", 3), ("check_offs", 8), ("skips", 1)]);
    let zipped = |later: &str| {
        let folder = source("loop/1.8");
        let packed = |member: &Member| {
            let later = if member.name.starts_with("001") { later.as_bytes() } else { b"" };
            deflated(&member.name, &[later, &member.bytes].concat())
        };
        let path = store.home().join("Loop.zip");
        let zip = archive(&folder.members().iter().map(packed).collect::<Vec<_>>());
        std::fs::write(&path, zip).expect("a file");
        store.ok(&["import", path.to_str().expect("a path")])
    };
    assert!(zipped("").contains("Nothing in it is new"));
    assert!(zipped("2023-04-05,2\n").contains("new      1 check-off\n"));
}
