//! Trello. The counts are those of a person who read the sample.

use chrono::{DateTime, NaiveTime, Utc};
use goals::interop::reader::imported::Imported;
use goals::interop::reader::options::{Clock, Groups, ListsAs, Options, Undated};
use goals::interop::reader::source::Source;
use goals::interop::reader::unreadable::Why;
use goals::interop::registry::recognise;

use crate::outline::{day, dropped, file, goal, kind, outline, read, refused, source};

fn read_as(source: &Source, lists_as: ListsAs) -> Imported {
    let local = |moment: DateTime<Utc>| moment.naive_utc() + chrono::Duration::hours(1);
    let clock = Clock { today: day("2026-11-28"), local: &local, day_start: NaiveTime::MIN };
    let options = Options {
        date_order: None,
        undated: Undated::Drop,
        lists_as: Some(lists_as),
        groups: Groups::ParentsAndAreas,
        every: Vec::new(),
        mapped: Vec::new(),
        clock,
    };
    (recognise(source).ok().expect("a board").read)(source, &options).expect("readable")
}

const SAMPLE: &str = "trello/board-2026-trimmed-anonymised.json";

#[test]
fn what_says_that_a_card_is_done_is_asked() {
    let asked = refused(&source(SAMPLE));
    assert_eq!(asked.why, Why::Undecided);
    assert_eq!(
        asked.what,
        "three things may say that a card is done: its list “Done” (0), its ticked date (1), the archive (1)"
    );
    assert!(asked.hint.contains("--lists-as state") && asked.hint.contains("--lists-as parent"), "{asked:?}");
}

#[test]
fn lists_are_topics() {
    let imported = read_as(&source(SAMPLE), ListsAs::Parent);
    let below = |parent: &str, names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("{name}; below 6785e10000000000000000{parent}")).collect()
    };
    let items = ["Item 1", "Item 2", "Item 3", "Item 4", "Item 5", "Item 6", "Item 7"];
    let mut expected = vec!["Card 1; in Personal; by 2026-11-23; why Line one - bullet".to_owned()];
    expected.extend(below("0a", &["Mistakes/Habits/Issues"]));
    expected.extend(below("0b", &items[..4]));
    expected.extend(below("0a", &["Lab"]));
    expected.extend(below("0c", &items[..5]));
    expected.push("Card 3; in Personal; archived 2025-01-15; why Line one - bullet".to_owned());
    expected.push("Card 2; in Doing; by 2026-11-20; done 2025-01-15; why Line one - bullet".to_owned());
    expected.extend(
        below("0e", &["Item 1; x"])
            .iter()
            .map(|_| "Item 1; below 6785e100000000000000000e; done 2025-01-15".to_owned()),
    );
    expected.extend(below("0e", &items[1..]));
    assert_eq!(outline(&imported), expected);
    assert_eq!(
        imported.guessed,
        ["the day on which the card was last changed is taken for that on which it was done: Card 2, Item 1"]
    );
    assert!(dropped(&imported).is_empty());
}

const BOARD: &str = r#"{
  "lists": [
    {"id": "L2", "name": "Done ✓", "pos": 2},
    {"id": "L1", "name": "Next", "pos": 1.5},
    {"id": "L3", "name": "Old", "pos": 3, "closed": true}
  ],
  "cards": [
    {"id": "c2", "name": "Second", "idList": "L1", "pos": 20, "labels": [{"name": "", "color": "red"}, {"name": "home"}],
     "start": "2026-12-01T09:00:00.000Z", "due": "2026-12-31T23:30:00.000Z", "idMembers": ["m"]},
    {"id": "c1", "name": "First", "idList": "L1", "pos": 10.5, "desc": null},
    {"id": "c3", "name": "Third", "idList": "L2", "pos": 1, "dateLastActivity": "2026-11-20T10:00:00.000Z"},
    {"id": "c4", "name": "Fourth", "idList": "L1", "pos": 30, "dueComplete": true, "dateLastActivity": "2026-11-20T10:00:00.000Z"},
    {"id": "c5", "name": "Fifth", "idList": "L3", "pos": 1}
  ],
  "checklists": [
    {"id": "k", "idCard": "c1", "name": "Checklist", "checkItems": [
      {"id": "i2", "name": "open", "state": "incomplete", "pos": 2},
      {"id": "i1", "name": "ticked", "state": "complete", "pos": 1}]}
  ],
  "actions": [
    {"type": "updateCheckItemStateOnCard", "date": "2026-11-16T23:30:00.000Z",
     "data": {"card": {"id": "c1"}, "checkItem": {"id": "i1", "state": "complete"}}},
    {"type": "updateCard", "date": "2026-11-15T12:00:00.000Z",
     "data": {"card": {"id": "c3"}, "listAfter": {"id": "L2"}, "listBefore": {"id": "L1"}}},
    {"type": "updateCard", "date": "2026-11-14T12:00:00.000Z",
     "data": {"card": {"id": "c4", "dueComplete": true}, "old": {"dueComplete": false}}},
    {"type": "commentCard", "date": "2026-11-13T12:00:00.000Z", "data": {"card": {"id": "c4"}, "text": "secret"}}
  ]
}"#;

#[test]
fn days_stand_in_what_was_done_on_the_board() {
    let imported = read_as(&file("board.json", BOARD), ListsAs::State);
    assert_eq!(
        outline(&imported),
        [
            "First",
            // Half past midnight here.
            "ticked; below c1; done 2026-11-17",
            "open; below c1",
            "Second; in red; from 2026-12-01; by 2027-01-01",
            "Fourth; done 2026-11-14",
            "Third; done 2026-11-15",
            "Fifth; archived",
        ]
    );
    assert!(imported.guessed.is_empty());
    assert_eq!(
        dropped(&imported),
        ["3 lists that are stages", "1 comment", "1 label beside the first", "1 member of a card"]
    );
}

#[test]
fn a_list_with_two_open_cards_is_a_goal_above_them() {
    let imported = read_as(&file("board.json", BOARD), ListsAs::Parent);
    assert_eq!(outline(&imported)[0], "Next; in Next");
    assert_eq!(goal(&imported, "c1").parent.as_deref(), Some("L1"));
    assert_eq!(goal(&imported, "c3").area.as_deref(), Some("Done ✓"));
    assert!(goal(&imported, "c3").done.is_none(), "its list is no stage");
}

#[test]
fn nothing_is_asked_of_a_board_without_such_a_list() {
    let imported = read(&file("board.json", BOARD.replace("Done ✓", "Later")));
    assert_eq!(outline(&imported)[0], "Next");
    assert!(goal(&imported, "c5").done.is_none());
}

#[test]
fn a_board_that_is_cut_off_is_said_to_be() {
    let cut = refused(&file("board.json", &BOARD.as_bytes()[..BOARD.len() - 40]));
    assert_eq!(cut.what, "it ends before its JSON does");
    assert_eq!(kind(&file("board.json", "{\"cards\": [], \"lists\": []}")), None);
}
