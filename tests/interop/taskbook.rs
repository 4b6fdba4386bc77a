//! taskbook. The counts are those of a person who read the sample.

use goals::interop::reader::options::Undated;

use crate::outline::{dropped, file, goal, outline, read, read_sample, read_with, refused, source};

#[test]
fn tasks_come_in_below_their_board() {
    let imported = read_sample("taskbook/storage.json");
    // 11 tasks and a note; of board @lang one is open, of @math all nine.
    assert_eq!(imported.goals.len(), 12);
    assert_eq!(outline(&imported)[..3], ["math", "german; in lang; archived", "lol; in lang"]);
    let below = imported.goals.iter().filter(|goal| goal.parent.as_deref() == Some("board:math"));
    assert_eq!(below.count(), 9);
    assert_eq!(dropped(&imported), ["1 check-off without a day", "1 note"]);
}

#[test]
fn what_was_done_some_day_may_be_done_today() {
    let imported = read_with(&source("taskbook/storage.json"), Undated::Today).expect("readable");
    assert_eq!(outline(&imported)[1], "german; in lang; done 2026-11-28");
    assert_eq!(imported.guessed, ["1 thing is done without a day, today is taken: german"]);
}

#[test]
fn a_number_is_given_again_so_the_moment_is_the_key() {
    let item = |number: u64, made: u64, more: &str| {
        format!(
            "\"{number}\":{{\"_id\":{number},\"_timestamp\":{made},\"_isTask\":true,\"description\":\"at {made}\",\"boards\":[\"My Board\",\"@b\"]{more}}}"
        )
    };
    let text = format!(
        "{{{},{}}}",
        item(1, 20, ",\"isStarred\":true,\"priority\":3"),
        item(2, 10, ",\"inProgress\":true")
    );
    let imported = read(&file("storage.json", text));
    assert_eq!(outline(&imported), ["at 10", "at 20"]);
    assert_eq!(goal(&imported, "10").title.as_str(), "at 10");
    assert_eq!(
        dropped(&imported),
        ["1 mark that work has begun", "2 boards beside the first", "1 star", "1 priority"]
    );
}

#[test]
fn notes_alone_are_refused() {
    let notes = refused(&file(
        "storage.json",
        "{\"1\":{\"_id\":1,\"_isTask\":false,\"description\":\"x\",\"boards\":[]}}",
    ));
    assert_eq!(notes.what, "it holds notes, and no tasks");
}
