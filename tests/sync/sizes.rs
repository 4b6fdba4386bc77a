//! What a year of syncs comes to in bytes, and how long one takes.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::clones::{Remote, clone, state};
use crate::files::{append, bytes_below, first_goal};
use crate::harness::Store;

fn megabytes(folder: &Path) -> f64 {
    let bytes: usize = bytes_below(folder).values().map(Vec::len).sum();
    f64::from(u32::try_from(bytes / 1000).expect("it is less")) / 1000.0
}

/// A hundred lines of a day, as commands would write them.
fn day(store: &Store, goal: &str, day: u32) {
    let date = chrono::NaiveDate::from_yo_opt(2026, day).expect("a day");
    let moment = date.and_hms_opt(12, 0, 0).expect("a moment").and_utc().timestamp_millis();
    let mut text = String::new();
    for number in 0..100_u32 {
        let id = ulid::Ulid::from_parts(
            u64::try_from(moment).expect("it is past 1970") + u64::from(number),
            u128::from(day * 7919 + number * 104_729) << 40,
        );
        writeln!(text,
            "{{\"id\":\"{id}\",\"at\":\"{date}T12:00:00.{number:03}+00:00\",\"did\":[{{\"check\":{{\"goal\":\"{goal}\",\"day\":\"{date}\",\"n\":1}}}}]}}"
        ).expect("text");
    }
    append(&store.dir().join("journal/ann/2026.jsonl"), text);
}

/// `cargo test --locked --test git_sync -- --ignored --nocapture a_year`
#[test]
#[ignore = "it takes some minutes"]
fn a_year_of_syncs_of_a_hundred_lines() {
    let remote = Remote::new();
    let store = clone("ann");
    store.ok(&["add", "Drink water", "n:1000", "every:day", "code:w"]);
    let goal = first_goal(&store);
    store.ok(&["sync", &remote.url()]);
    let begun = Instant::now();
    let mut most = 0.0_f64;
    for number in 1..=365 {
        day(&store, &goal, number);
        assert_eq!(store.ok(&["sync"]), "100 entries sent.\n");
        most = most.max(megabytes(&state(&store).join("sync")));
    }
    let time = begun.elapsed() / 365;
    let there = megabytes(&remote.path().join("objects"));
    let nothing = Instant::now();
    store.ok(&["sync"]);
    let nothing = nothing.elapsed();
    let ben = clone("ben");
    let first = Instant::now();
    ben.ok(&["sync", &remote.url()]);
    let first = first.elapsed();
    remote.git(&["gc", "--quiet"], b"");
    let packed = megabytes(&remote.path().join("objects"));
    let store_size = megabytes(&store.dir());
    let told = format!(
        "remote {there:.1} MB, packed {packed:.1} MB; cache at most {most:.1} MB; store {store_size:.1} MB; \
         a sync {} ms, with nothing new {} ms, a new machine {} ms",
        time.as_millis(),
        nothing.as_millis(),
        first.as_millis()
    );
    std::fs::write(std::env::temp_dir().join("goals-sizes.txt"), &told).expect("the figures");
    assert!(there < 40.0 && packed < 5.0 && most < 40.0 && first < Duration::from_secs(20), "{told}");
}
