//! Six people, three weeks each from Monday 16 November to Sunday 6 December 2026, and what they are told: the
//! figures beside are worked out by hand.

use serde_json::{Value, json};

use crate::common::{codes, find, with};
use crate::harness::Store;

/// The days of three weeks, in order: `2026-11-16` to `2026-12-06`.
fn days() -> Vec<String> {
    let november = (16..=30).map(|day| format!("2026-11-{day}"));
    november.chain((1..=6).map(|day| format!("2026-12-0{day}"))).collect()
}

/// Lives through the days; each does what is said of it: `None` is a day off.
fn live(store: &mut Store, does: impl Fn(usize, &str) -> Vec<Vec<&'static str>>) {
    for (number, day) in days().iter().enumerate() {
        store.at(&format!("{day}T18:00:00+01:00"));
        for words in does(number, day) {
            store.ok(&words);
        }
    }
}

fn streak(store: &Store, code: &str) -> Value {
    let row = store.streak(code);
    json!([row["current"], row["best"], row["met"], row["missed"], row["excused"]])
}

fn progress(store: &Store, code: &str) -> Value {
    find(&store.json(&["progress", code])["goals"], code).clone()
}

fn total(review: &Value, code: &str) -> Value {
    let row = find(&review["totals"], code);
    json!([row["amount"], row["before"]])
}

#[test]
fn someone_who_sells_part_time_and_does_one_small_thing_a_day() {
    let mut store = Store::new();
    store.at("2026-11-16T08:00:00+01:00");
    store.ok(&["add", "Sell 12 subscriptions n:12 unit:subscriptions by:2026-12-31 code:sell why:rent"]);
    store.ok(&[
        "split",
        "sell",
        "Message one person every:day code:msg",
        "Sign one up every:week feeds:1 code:sign",
    ]);
    store.ok(&["check", "msg"]);
    // In the first minute nothing is late: 12 in 46 days ask for the first at the end of the fourth.
    let sell = progress(&store, "sell");
    assert_eq!((&sell["expected"], &sell["buffer_days"]), (&json!(0), &json!(3)));
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 1, "of": 2}));
    assert!(!store.ok(&["progress", "sell"]).contains("behind"));
    store.ok(&["check", "msg=0"]);
    live(&mut store, |number, day| {
        let mut did = Vec::new();
        if !matches!(number, 6 | 13) {
            did.push(vec!["check", "msg"]);
        }
        if matches!(day, "2026-11-20" | "2026-12-03") {
            did.push(vec!["check", "sign"]);
        }
        did
    });
    // Six, six and seven days in a row; two Sundays off: 19 of 21 were met, today's too.
    assert_eq!(streak(&store, "msg"), json!([7, 7, 19, 2, 0]));
    assert_eq!(store.streak("msg")["rate"], json!(0.904));
    // 14 of 46 days are settled on Sunday, for it is signed up by the week: 12 × 14 / 46 = 3.65.
    let sell = progress(&store, "sell");
    assert_eq!(
        (&sell["settled"], &sell["amount"], &sell["expected"]),
        (&json!("2026-11-29"), &json!(2), &json!(3))
    );
    // Two were enough until the 11th day, three before.
    assert_eq!(sell["buffer_days"], json!(-3));
    let review = store.json(&["review"]);
    assert_eq!((&review["activities"], &review["activities_before"]), (&json!(8), &json!(6)));
    assert_eq!((total(&review, "msg"), total(&review, "sign")), (json!([7, 6]), json!([1, 0])));
    // On Monday the third week is over: 12 × 21 / 46 = 5.48, ten days after the 11th.
    store.at("2026-12-07T08:00:00+01:00");
    let sell = progress(&store, "sell");
    assert_eq!((&sell["expected"], &sell["buffer_days"]), (&json!(5), &json!(-10)));
}

#[test]
fn a_marketer_with_52_posts_a_year_and_28_activities_a_week() {
    let mut store = Store::new();
    store.at("2026-11-16T08:00:00+01:00");
    store.ok(&["add", "Publish 52 guest posts n:52 unit:posts by:+1y code:gp why:links"]);
    store.ok(&["split", "gp", "--template", "guest-post"]);
    assert!(!store.ok(&["progress", "gp"]).contains("behind"), "in the first minute");
    live(&mut store, |number, day| {
        let mut did = match number % 7 {
            0 => vec![vec!["check", "pitch+6", "outl"]],
            1 => vec![vec!["check", "pitch+6", "write+3"]],
            2 => vec![vec!["check", "write+3"]],
            3 => vec![vec!["check", "fu", "write+4"]],
            4 => vec![vec!["check", "fu", "ed", "send"]],
            _ => Vec::new(),
        };
        // The second post comes out two days late, and counts all the same.
        if matches!(day, "2026-11-21" | "2026-11-30" | "2026-12-05") {
            did.push(vec!["check", "pub"]);
        }
        did
    });
    // 12 pitches, 2 answers, an outline, 10 blocks, an edit, a post sent: 27; with one published 28, with two 29.
    let first = store.json(&["review", "--week", "2026-11-16"]);
    assert_eq!(first["activities"], json!(28));
    let review = store.json(&["review"]);
    assert_eq!((&review["activities"], &review["activities_before"]), (&json!(29), &json!(27)));
    assert_eq!((total(&review, "pitch"), total(&review, "pub")), (json!([12, 12]), json!([2, 0])));
    assert_eq!(
        (streak(&store, "post"), streak(&store, "pub")),
        (json!([3, 3, 3, 0, 0]), json!([1, 1, 2, 1, 0]))
    );
    let gp = progress(&store, "gp");
    // 366 days; 14 are settled: 52 × 14 / 366 = 1.98. Three last until the 28th day, and 20 are over.
    assert_eq!((&gp["amount"], &gp["expected"], &gp["buffer_days"]), (&json!(3), &json!(1), &json!(8)));
    // Rounded down: 3 / 52 = 0.0577.
    assert_eq!(gp["fraction"], json!(0.057));
}

#[test]
fn a_cleaner_with_five_buildings_and_a_notebook_of_abbreviations() {
    let mut store = Store::new();
    store.at("2026-11-16T08:00:00+01:00");
    store.ok(&["add", "Buildings every:weekday code:houses"]);
    let lines =
        ["Mill Street code:vms", "Court code:vcm", "Front hall code:fh", "Clinic code:cb", "Annex code:xx"];
    store.ok(&[&["split", "houses"], &lines[..]].concat());
    live(&mut store, |number, day| match (number % 7, day) {
        (5 | 6, _) | (_, "2026-12-01" | "2026-12-02") => Vec::new(),
        (_, "2026-11-25") => vec![vec!["check", "vms", "vcm", "fh", "cb"]],
        (_, "2026-11-30") => vec![vec!["pause", "--all", "--until", "2026-12-02"]],
        _ => vec![vec!["check", "vms", "vcm", "fh", "cb", "xx"]],
    });
    // Five, two and, after one missed, two; three rested; two.
    for code in ["xx", "houses"] {
        assert_eq!(streak(&store, code), json!([4, 7, 11, 1, 3]), "{code}");
    }
    assert_eq!(streak(&store, "vms"), json!([12, 12, 12, 0, 3]));
    store.at("2026-11-25T20:00:00+01:00");
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 4, "of": 5}));
    assert_eq!(progress(&store, "houses")["fraction"], json!(0.8));
    assert!(store.ok(&["today"]).contains("4 of 5"), "{}", store.ok(&["today"]));
    store.at("2026-12-01T09:00:00+01:00");
    assert!(store.ok(&["today"]).contains("Paused: everything until Wed 2 Dec"), "{}", store.ok(&["today"]));
}

#[test]
fn a_lead_of_three() {
    let mut store = Store::new();
    store.at("2026-11-16T08:00:00+01:00");
    store.ok(&["add", "Launch by:2026-12-04 code:la why:spring"]);
    let steps = [
        "Page who:Ann code:page",
        "Prices who:Ben after:page code:price",
        "Mail n:200 unit:addresses who:Ann,Cem code:mail",
    ];
    store.ok(&[&["split", "la"], &steps[..]].concat());
    let of = |store: &Store, who: &str| codes(&store.json(&["today", "--all", "--who", who])["goals"]);
    assert_eq!(
        (of(&store, "Ben"), of(&store, "Cem")),
        (vec!["la".to_owned(), "price".to_owned()], vec!["la".to_owned(), "mail".to_owned()])
    );
    let state = |store: &Store| store.goal("price")["state"].clone();
    live(&mut store, |_, day| match day {
        "2026-11-18" => vec![vec!["check", "page", "--as", "Ann"]],
        "2026-11-20" => vec![vec!["check", "mail+50", "--as", "Cem"]],
        "2026-11-27" => vec![vec!["check", "mail+100", "--as", "Ann"]],
        "2026-11-30" => vec![vec!["check", "price"]],
        _ => Vec::new(),
    });
    store.at("2026-11-17T08:00:00+01:00");
    store.at("2026-12-05T08:00:00+01:00");
    assert_eq!(state(&store), "done");
    // The page, the prices and three quarters of the mail: (1 + 1 + 0.75) / 3, rounded down.
    assert_eq!(progress(&store, "la")["fraction"], json!(0.916));
    let by = |who: &str| store.json(&["log", "--all", "--who", who])["entries"].as_array().map(Vec::len);
    // Who did it, else the owner.
    assert_eq!((by("Ann"), by("Ben"), by("Cem")), (Some(2), Some(1), Some(1)));
    let told = store.ok(&["finish", "la", "--on", "2026-12-04", "--note", "150 were enough"]);
    assert!(told.contains("finished at 2 of 3 steps on 4 Dec"), "{told}");
    assert_eq!(store.json(&["show", "la"])["goal"]["state"], "ended");
    assert_eq!(store.json(&["show", "mail"])["goal"]["state"], "ended");
}

#[test]
fn a_parent() {
    let mut store = Store::new();
    store.at("2026-11-16T08:00:00+01:00");
    store.ok(&["add", "Time with the children every:day area:family code:kids"]);
    store.ok(&["add", "Screens after nine at-most:3 every:week code:scr"]);
    live(&mut store, |_, day| match day {
        "2026-11-18" => {
            vec![vec!["check", "kids"], vec!["check", "kids", "--note", "wrestling"], vec!["check", "scr+3"]]
        }
        "2026-11-24" => vec![vec!["check", "kids"], vec!["check", "scr+4"]],
        "2026-11-25" => vec![vec!["pause", "kids", "--until", "2026-11-27"]],
        "2026-11-26" | "2026-11-27" => Vec::new(),
        _ => vec![vec!["check", "kids"]],
    });
    // 21 days, three of them ill.
    assert_eq!(streak(&store, "kids"), json!([18, 18, 18, 0, 3]));
    assert!(store.ok(&["log", "--all", "--goal", "kids"]).contains("wrestling"));
    assert_eq!(
        store.json(&["review", "--week", "2026-11-18"])["activities"],
        json!(7),
        "a note is none, a limit is none"
    );
    store.at("2026-11-26T09:00:00+01:00");
    assert!(store.ok(&["today"]).contains("Paused: kids until Fri 27 Nov"), "{}", store.ok(&["today"]));
    // Three a week are kept, four are not, none are.
    store.at("2026-12-07T08:00:00+01:00");
    assert_eq!(streak(&store, "scr"), json!([1, 1, 2, 1, 0]));
}

#[test]
fn someone_who_scripts() {
    let mut store = Store::new();
    store.at("2026-11-16T08:00:00+01:00");
    store.ok(&["add", "Drink water n:8 unit:cups every:day code:water"]);
    live(&mut store, |_, day| match day {
        "2026-11-18" | "2026-11-21" | "2026-11-25" | "2026-11-28" | "2026-12-05" => {
            vec![vec!["check", "water=6"]]
        }
        // A script may run twice.
        _ => vec![vec!["check", "water=8"], vec!["check", "water=8"]],
    });
    // 2, 2, 3, 2, 6 and today.
    assert_eq!(streak(&store, "water"), json!([1, 6, 16, 5, 0]));
    let review = store.json(&["review"]);
    // Six days of eight and one of six; five of eight and two of six before.
    assert_eq!(total(&review, "water"), json!([54, 52]));
    // 16 × 8 + 5 × 6.
    let entries = store.json(&["log", "--all"])["entries"].as_array().cloned().unwrap_or_default();
    let sum: f64 = entries.iter().filter_map(|entry| entry["amount"].as_f64()).sum();
    assert_eq!((entries.len(), sum), (21, 158.0));
    store.at("2026-11-28T20:00:00+01:00");
    assert_eq!(progress(&store, "water")["fraction"], json!(0.75));
    let unknown = store.run(&["check", "watre"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(unknown.err.contains("did you mean `water`?"), "{unknown:?}");
    let named = with(&store, &[("NO_COLOR", "1")], &["prompt"]);
    assert_eq!((named.code, named.out.trim()), (0, "0/1 ▲2"));
}
