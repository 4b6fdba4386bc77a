//! `check`, `skip` and `plan` without codes at a terminal: goals are chosen from a list, in place.

use serde_json::Value;

use crate::harness::Store;
use crate::screen::day;
use crate::seat::Seat;
use crate::tools::needs;

/// What the last line of the journal did.
fn last(store: &Store) -> String {
    let line: Value = serde_json::from_str(store.journal().last().expect("a line")).expect("JSON");
    let mut did = line["did"].clone();
    for change in did.as_array_mut().expect("changes") {
        for fields in change.as_object_mut().expect("a change").values_mut() {
            fields.as_object_mut().expect("fields").remove("goal");
        }
    }
    did.to_string()
}

#[test]
fn goals_are_chosen_with_amounts_and_checked_off() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (80, 24), &[], &["check", "--note", "so far"]);
    let text = seat.sees("esc leave");
    assert!(text.contains("[ ] kids") && text.contains("0/12 emails"), "{text}");
    // What stood there stays, and no other screen is opened.
    assert!(!seat.bytes().contains("?1049"), "it is in place");
    seat.types("pit");
    seat.waits_until("it is found", |text| !text.contains("kids") && text.contains("pitch"));
    seat.types("+4");
    seat.sees("+4");
    seat.types("\u{15}kid");
    seat.waits_until("it is found", |text| text.contains("kids") && !text.contains("pitch"));
    seat.types(" \r");
    seat.ends_well();
    seat.is_as_before();
    let day = "\"day\":\"2026-11-18\"";
    let kids = format!("{{\"check\":{{{day},\"n\":1,\"note\":\"so far\"}}}}");
    let pitch = format!("{{\"check\":{{{day},\"n\":4,\"note\":\"so far\"}}}}");
    assert_eq!(last(&store), format!("[{kids},{pitch}]"));
    let text = seat.text();
    assert!(text.contains("✓ kids") && text.contains("✓ pitch") && !text.contains("esc leave"), "{text}");
}

#[test]
fn nothing_is_done_for_who_leaves_or_chooses_none() {
    needs!("setsid");
    let store = day();
    let before = store.journal();
    for keys in ["\u{1b}", "\r", "\u{3}", " \u{1b}", "nothing like it\r"] {
        let mut seat = Seat::take(&store, (80, 24), &[], &["check"]);
        seat.sees("esc leave");
        seat.types(keys);
        seat.ends_well();
        seat.is_as_before();
        assert_eq!(store.journal(), before, "{keys:?}");
    }
}

#[test]
fn skips_and_plans_are_chosen_too() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (80, 24), &[], &["skip", "--note", "a cold"]);
    seat.sees("esc leave");
    seat.types("kids\r");
    seat.ends_well();
    assert_eq!(last(&store), r#"[{"skip":{"day":"2026-11-18","note":"a cold"}}]"#);
    let mut seat = Seat::take(&store, (80, 24), &[], &["plan", "--on", "friday"]);
    seat.sees("esc leave");
    seat.types("outl\r");
    seat.ends_well();
    assert_eq!(last(&store), r#"[{"plan":{"day":"2026-11-20"}}]"#);
    // Without a day it shows the coming ones, as ever.
    let mut seat = Seat::take(&store, (80, 24), &[], &["plan"]);
    seat.sees("Thursday 19 November 2026");
    seat.ends_well();
}

#[test]
fn a_narrow_window_a_signal_and_no_colour() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (30, 4), &[("NO_COLOR", "1")], &["check"]);
    seat.sees("outl");
    // The line under the cursor is seen without colour.
    assert!(seat.bytes().contains("\u{1b}[7m"), "{}", seat.bytes());
    seat.tells(rustix::process::Signal::TERM);
    assert!(!seat.ends().success());
    seat.is_as_before();
}
