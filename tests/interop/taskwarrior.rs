//! Taskwarrior. The counts are those of a person who read the samples.

use goals::interop::reader::source::{Member, Source};

use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, refused, source};

#[test]
fn an_export_comes_in() {
    let imported = read_sample("taskwarrior/taskwarrior-2.6.2-export.json");
    assert_eq!(
        outline(&imported),
        [
            "Read 10 pages; in Learn; every day; by 2026-12-31",
            "Ship v1; in Work; by 2026-11-23; why see https://example.com/x",
            "Blocked; say \"hi\" / tab ümlaut 日本",
            // Hidden until the first, to be begun on the second.
            "later; from 2027-01-01",
            "finished one; done 2026-11-21",
        ]
    );
    let blocked = goal(&imported, "329550db-ef89-4250-8ef9-092598b2a2d6");
    assert_eq!(blocked.after, ["7eded32b-a8c5-42b1-b914-70bd3fc8e9cb"]);
    assert_eq!(
        dropped(&imported),
        [
            "2 tags",
            "1 priority",
            "1 start of work",
            "1 deleted task",
            "3 open tasks of repeats",
            "3 fields of your own"
        ]
    );
}

#[test]
fn the_times_of_a_repeat_are_its_check_offs_and_skips() {
    let imported = read_sample("taskwarrior/taskwarrior-2.6.2-recurring-export.json");
    assert_eq!(
        outline(&imported),
        [
            "Water the plants; every 3d; by 2027-03-01",
            "Ünïcode größer",
            "Pitch \"ten\" [websites] & more; in work; by 2026-11-20; done 2026-11-27; why see https://example.org/a?b=c",
            "Outline; in work; done 2026-11-27",
        ]
    );
    let plants = goal(&imported, "c68e2833-82b4-4fe0-9af5-f191332227f1");
    // Done on the 27th; the one that was deleted was due at midnight of the 23rd.
    assert_eq!(days(plants), ["2026-11-23 skip", "2026-11-27 1"]);
}

#[test]
fn the_files_of_2_6_hold_the_same_as_its_export() {
    let Source::Several(mut members) = source("taskwarrior") else { panic!("a folder") };
    let names = ["pending-2.6.2.data", "completed-2.6.2.data"];
    members.retain(|member| names.contains(&member.name.as_str()));
    assert_eq!(members.len(), 2);
    let (of_files, of_export) =
        (read(&Source::Several(members)), read_sample("taskwarrior/taskwarrior-2.6.2-recurring-export.json"));
    let sorted = |imported: &goals::interop::reader::imported::Imported| {
        let mut lines = outline(imported);
        lines.sort();
        lines
    };
    assert_eq!(sorted(&of_files), sorted(&of_export));
    let plants = "c68e2833-82b4-4fe0-9af5-f191332227f1";
    assert_eq!(days(goal(&of_files, plants)), days(goal(&of_export, plants)));
    let mut counts = (dropped(&of_files), dropped(&of_export));
    counts.0.sort();
    counts.1.sort();
    assert_eq!(counts.0, counts.1);
}

#[test]
fn a_list_of_147_tasks_comes_in_whole() {
    let imported = read_sample("taskwarrior/dstask-taskwarrior-export.json");
    // 99 done, 45 open, 3 deleted; of the open ones 14 are of a project, which is a goal for that.
    assert_eq!(imported.goals.len(), 99 + 45 + 1);
    let done: Vec<_> = imported.goals.iter().filter_map(|goal| goal.done).collect();
    assert_eq!(done.len(), 99);
    assert_eq!(done.iter().min().expect("a day").to_string(), "2018-09-10");
    assert_eq!(done.iter().max().expect("a day").to_string(), "2018-12-05");
    let below = imported.goals.iter().filter(|goal| goal.parent.as_deref() == Some("project:darkbuntu"));
    assert_eq!(below.count(), 16);
    assert_eq!(
        dropped(&imported),
        ["64 tags", "2 priorities", "3 deleted tasks", "1 task whose notes were cut at 500 characters"]
    );
}

#[test]
fn objects_without_brackets_are_read_a_line_each() {
    let text = "{\"uuid\":\"a\",\"description\":\"One\",\"status\":\"pending\",\"project\":\"home.garden\"}\n\
                {\"uuid\":\"b\",\"description\":\"Two\",\"status\":\"waiting\",\"project\":\"home.garden\",\"depends\":\"a,c\"},\n\
                {\"uuid\":\"c\",\"description\":\"Three\",\"status\":\"pending\",\"project\":\"home\"}\n";
    let imported = read(&file("backlog.data", text));
    assert_eq!(
        outline(&imported),
        [
            "home",
            "garden; below project:home",
            "One; below project:home.garden",
            "Two; below project:home.garden",
            "Three; below project:home",
        ]
    );
    assert_eq!(goal(&imported, "b").after, ["a", "c"]);
}

#[test]
fn each_word_of_recur_is_a_cadence() {
    let each = [
        ("daily", "every day"),
        ("weekdays", "every weekday"),
        ("weekly", "every week"),
        ("7d", "every week"),
        ("2wks", "every 2w"),
        ("fortnight", "every 2w"),
        ("3days", "every 3d"),
        ("monthly", "every month"),
        ("P1M", "every month"),
        ("quarterly", "every quarter"),
        ("semiannual", "every 6m"),
        ("yearly", "every year"),
        ("12h", ""),
    ];
    for (recur, told) in each {
        let text = format!(
            "[{{\"uuid\":\"a\",\"description\":\"Run\",\"status\":\"recurring\",\"recur\":\"{recur}\"}}]"
        );
        let imported = read(&file("tasks.json", text));
        let expected = if told.is_empty() { "Run".to_owned() } else { format!("Run; {told}") };
        assert_eq!(outline(&imported), [expected], "{recur}");
        assert_eq!(imported.guessed.is_empty(), !told.is_empty(), "{recur}");
    }
}

#[test]
fn a_repeat_that_was_deleted_keeps_what_was_done_of_it() {
    let time = |parent: &str| {
        format!(
            "{{\"uuid\":\"{parent}1\",\"description\":\"Run\",\"status\":\"completed\",\"recur\":\"weekly\",\"parent\":\"{parent}\",\"end\":\"20261116T100000Z\"}}"
        )
    };
    let deleted = "{\"uuid\":\"a\",\"description\":\"Run\",\"status\":\"deleted\",\"recur\":\"weekly\",\"end\":\"20261120T100000Z\"}";
    let imported = read(&file("tasks.json", format!("[{deleted},\n{},\n{}]", time("a"), time("gone"))));
    assert_eq!(outline(&imported), ["Run; every week; archived 2026-11-20", "Run; every week; archived"]);
    assert_eq!(days(goal(&imported, "a")), ["2026-11-16 1"]);
    assert_eq!(days(goal(&imported, "gone")), ["2026-11-16 1"]);
}

#[test]
fn what_can_not_be_read_is_said_with_what_to_type() {
    let encrypted = refused(&file("pending.data", b"\0GITCRYPT\0\x01\x02".to_vec()));
    assert!(encrypted.what.contains("encrypted by git-crypt"), "{encrypted:?}");
    let database = [b"SQLite format 3\0".as_slice(), b" tasks working_set operations sync_meta"].concat();
    let database = refused(&file("taskchampion.sqlite3", database));
    assert!(database.hint.contains("task export > tasks.json"), "{database:?}");
    let cut = refused(&file(
        "tasks.json",
        "[\n{\"uuid\":\"a\",\"description\":\"One\",\"status\":\"pending\"},\n{\"uu",
    ));
    assert_eq!((cut.what.as_str(), cut.place.expect("a place").row), ("it ends before its JSON does", 3));
    let cut = refused(&file(
        "pending.data",
        "[description:\"One\" status:\"pending\" uuid:\"a\"]\n[description:\"Tw",
    ));
    assert_eq!(cut.place.expect("a place").row, 2);
}

#[test]
fn other_json_is_none_of_its() {
    assert_eq!(kind(&file("a.json", "[{\"id\":1,\"name\":\"x\"}]")), None);
    let member = Member { name: "a".to_owned(), bytes: Vec::new() };
    assert_eq!(kind(&Source::File(member)), None);
}
