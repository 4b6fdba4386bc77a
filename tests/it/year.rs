//! The year of guest posts (PRODUCT.md), played week by week.
//!
//! 4 January 2027 is a Monday, and 2 January 2028 a Sunday: 364 days, 52 weeks, one post a week. An
//! ordinary week has 28 activities, and the post is published on its Friday:
//!
//! | weeks | what happened | posts by then |
//! |---|---|---|
//! | 1-9 | as planned | 9 |
//! | 10 | the post did not appear | 9 |
//! | 11 | nothing | 9 |
//! | 12-19 | as planned | 17 |
//! | 20 | 8 pitches and no more | 17 |
//! | 21-26 | as planned | 23 |
//! | 27-28 | vacation | 23 |
//! | 29-32 | as planned | 27 |
//! | 33 | from Wednesday on 14 pitches are asked for, 12 are done | 27 |
//! | 34-39 | as planned, with 14 pitches | 33 |
//! | 40 | on Monday the year's target becomes 44 | 34 |
//! | 41-44 | as planned | 38 |
//! | 45 | the last three steps are written down on the Monday after | 39 |
//! | 46-47 | as planned | 41 |
//! | 48 | skipped: the flu | 41 |
//! | 49-52 | as planned; the 44th in week 51 | 45 |

use goals::domain::value::day::Day;
use serde_json::{Value, json};

use crate::common::{codes, find, line_with, plan_posts, says};
use crate::harness::Store;
use crate::state::day;

/// A weekday of a week: 0 is Monday, the first week is 1.
fn in_week(week: i64, weekday: i64) -> Day {
    day("2027-01-04").plus((week - 1) * 7 + weekday)
}

const TUE: i64 = 1;
const WED: i64 = 2;
const THU: i64 = 3;
const FRI: i64 = 4;
const SUN: i64 = 6;

/// From now on it is this day.
fn at(store: &mut Store, week: i64, weekday: i64) {
    store.at(&in_week(week, weekday).to_string());
}

/// Checks these off on a day of a week, at noon of its Sunday.
fn check(store: &mut Store, week: i64, weekday: i64, asks: &str) {
    at(store, week, SUN);
    let on = in_week(week, weekday).to_string();
    let asks: Vec<&str> = asks.split(' ').collect();
    store.ok(&[&["check"], asks.as_slice(), &["--on", &on]].concat());
}

/// A week as planned, with so many pitches: 12 + 2 + 1 + 10 + 1 + 1 + 1 = 28 activities and the family's.
fn ordinary(store: &mut Store, week: i64, pitches: i64) {
    let half = pitches / 2;
    check(store, week, TUE, &format!("pitch+{half} outl write+5"));
    check(store, week, THU, &format!("pitch+{half} fu+2 write+5"));
    check(store, week, FRI, "ed si pub fam");
}

fn progress(store: &Store, code: &str) -> Value {
    find(&store.json(&["progress"])["goals"], code).clone()
}

fn why(store: &Store, code: &str) -> Value {
    store.json(&["why", code])
}

#[test]
fn the_year_of_guest_posts_week_by_week() {
    let mut store = Store::new();
    at(&mut store, 1, 0);
    plan_posts(&store, "2028-01-02");
    store.ok(&["add", "Evening with the family", "--every", "fri", "--area", "family", "--code", "fam"]);

    for week in 1..=8 {
        ordinary(&mut store, week, 12);
    }
    after_eight_weeks(&store);
    check(&mut store, 9, TUE, "pitch+6 outl write+5");
    on_wednesday_of_week_9(&mut store);
    check(&mut store, 9, THU, "pitch+4 fu+2 write+5");
    check(&mut store, 9, FRI, "ed si pub fam");

    check(&mut store, 10, TUE, "pitch+12 outl write+10 fu+2");
    check(&mut store, 10, FRI, "ed si fam");
    at(&mut store, 12, 0);
    after_two_missed_weeks(&store);

    for week in 12..=19 {
        ordinary(&mut store, week, 12);
    }
    check(&mut store, 20, WED, "pitch+8");
    for week in 21..=26 {
        ordinary(&mut store, week, 12);
    }
    store.ok(&["pause", "--all", "--from", "2027-07-05", "--until", "2027-07-18"]);
    at(&mut store, 27, WED);
    on_vacation(&store);
    for week in 29..=32 {
        ordinary(&mut store, week, 12);
    }
    after_the_vacation(&store);

    check(&mut store, 33, TUE, "pitch+6 outl write+5");
    at(&mut store, 33, WED);
    store.ok(&["edit", "pitch", "--target", "14"]);
    with_more_pitches(&store);
    check(&mut store, 33, THU, "pitch+6 fu+2 write+5");
    check(&mut store, 33, FRI, "ed si pub fam");
    at(&mut store, 34, 0);
    after_the_week_of_12_of_14(&store);

    for week in 34..=39 {
        ordinary(&mut store, week, 14);
    }
    at(&mut store, 40, 0);
    with_a_smaller_year(&store);
    for week in 40..=44 {
        ordinary(&mut store, week, 14);
    }
    check(&mut store, 45, TUE, "pitch+14 outl write+10 fu+2");
    check(&mut store, 45, FRI, "fam");
    at(&mut store, 46, 0);
    written_down_late(&store);
    for week in 46..=47 {
        ordinary(&mut store, week, 14);
    }
    at(&mut store, 48, WED);
    in_the_week_of_the_flu(&store);
    check(&mut store, 48, FRI, "fam");
    at(&mut store, 49, 0);
    eleven_days_to_spare(&store);
    for week in 49..=52 {
        ordinary(&mut store, week, 14);
    }
    at_the_end(&store);
}

/// Sunday 28 February 2027, day 56.
fn after_eight_weeks(store: &Store) {
    // 8 of 52, and 7 by the end of the last week that is over, day 49; the ninth is asked for at the end of day
    // 63. 44 are left for 364 − 55 = 309 days: 0.14239… Four in the last four weeks: 44 × 7 = 308 days, day 364,
    // which is the deadline.
    says(
        &progress(store, "gp"),
        &json!({
            "target": 52, "unit": "posts", "amount": 8, "fraction": 0.153, "from": "2027-01-04",
            "by": "2028-01-02", "settled": "2027-02-21", "expected": 7, "buffer_days": 7, "needed_per_day": 0.142,
            "forecast": "2028-01-02", "complete": false
        }),
    );
    let page = store.ok(&["progress"]);
    let gp = line_with(&page, "Publish 52 guest posts");
    assert!(gp.contains("8 of 52"), "{page}");
    assert!(page.contains("on pace") && page.contains("2 Jan 2028"), "{page}");
    for code in ["post", "pitch", "fu", "outl", "write", "ed", "si", "pub"] {
        says(
            &store.streak(code),
            &json!({
                "unit_of_streak": "weeks", "current": 8, "best": 8, "met": 8, "missed": 0, "excused": 0,
                "rate": 1.0, "state": "met"
            }),
        );
    }
    // m = 0.5^(√7 / 13) = e^(−0.693147 × 2.645751 / 13) = e^−0.141069; 100 × (1 − e^−1.128551) = 67.65
    let strength = store.streak("post")["strength"].as_f64().expect("a strength");
    assert!((strength - 67.65).abs() < 0.06, "{strength}");
    says(&store.streak("fam"), &json!({"unit_of_streak": "days", "current": 8, "best": 8, "missed": 0}));
}

/// Wednesday 3 March 2027, day 59, after Tuesday's 6 pitches, the outline and 5 blocks.
fn on_wednesday_of_week_9(store: &mut Store) {
    at(store, 9, WED);
    let today = store.json(&["today"]);
    // The outline was met yesterday, and the family has its Friday.
    let shown = ["gp", "post", "pitch", "fu", "write", "ed", "si", "pub"];
    assert_eq!(codes(&today["goals"]), shown);
    assert_eq!(today["counted"], json!({"done": 0, "of": 6}));
    // Five days are left: 6 pitches, 2 follow-ups, 5 blocks, and one each of the others.
    for (code, share) in [("pitch", 2), ("fu", 1), ("write", 1), ("ed", 1), ("si", 1), ("pub", 1)] {
        assert_eq!(find(&today["goals"], code)["share_today"], share, "{code}");
    }
    says(
        find(&today["goals"], "pitch"),
        &json!({"done": 6, "target": 12, "state": "open", "streak": 8, "path": ["gp", "post", "pitch"]}),
    );
    // The 8 posts are what the last week's end wanted, and this one is not over.
    let page = store.ok(&["today"]);
    let gp = line_with(&page, "Publish 52 guest posts");
    assert!(gp.contains("8 of 52") && gp.contains("on pace"), "{page}");
    let pitch = line_with(&page, "Pitch websites");
    assert!(pitch.contains("6/12 emails this week · 2 today to stay on pace"), "{page}");
    store.ok(&["check", "pitch+2"]);
    let today = store.json(&["today"]);
    assert_eq!(find(&today["goals"], "pitch")["share_today"], 0);
    assert_eq!(today["counted"], json!({"done": 1, "of": 6}));
    assert_eq!(codes(&today["done_today"]), ["pitch"]);
}

/// Monday 22 March 2027, day 78.
fn after_two_missed_weeks(store: &Store) {
    // 9 posts, and 11 by the end of Sunday, day 77; the tenth was asked for at the end of day 70. 43 are left for
    // 287 days: 0.149825… In the last four weeks two, in weeks 8 and 9: 43 × 28 / 2 = 602 days from Sunday on. 366
    // to 21 March 2028, 236 more: 10 to 31 March, 30 [40], 31 [71], 30 [101], 31 [132], 31 [163], 30 [193],
    // 31 [224], 12.
    says(
        &progress(store, "gp"),
        &json!({
            "amount": 9, "expected": 11, "buffer_days": -8, "needed_per_day": 0.15,
            "forecast": "2028-11-12"
        }),
    );
    let told = why(store, "gp");
    says(&told["pace"], &json!({"expected": 11, "gained": 2, "window_days": 28}));
    assert_eq!(told["feeds"], json!([{"code": "post", "title": "Guest post of the week", "amount": 9}]));
    let page = store.ok(&["why", "gp"]).split_whitespace().collect::<Vec<_>>().join(" ");
    // Day 69 is Saturday of week 10.
    assert!(page.contains("2 posts behind; what is done was enough until 13 Mar."), "{page}");
    assert!(page.contains("43 posts in 287 days, about one a week"), "{page}");
    assert!(page.contains("9 posts, all from `post`"), "{page}");

    // 9 met, 2 missed: 0.8181…
    let post = json!({"current": 0, "best": 9, "met": 9, "missed": 2, "rate": 0.818, "state": "open"});
    says(&store.streak("post"), &post);
    // The pitches of week 10 were all done.
    says(&store.streak("pitch"), &json!({"current": 0, "best": 10, "met": 10, "missed": 1}));
    says(&store.streak("fam"), &json!({"current": 0, "best": 10, "missed": 1}));
    let told = why(store, "post");
    says(&told["streak"]["broken_by"], &json!({"from": "2027-03-15", "to": "2027-03-21"}));
    let verdicts: Vec<&Value> =
        told["periods"].as_array().expect("periods").iter().map(|period| &period["verdict"]).collect();
    assert_eq!(verdicts[..4], ["open", "missed", "missed", "met"]);
    assert!(told["periods"][2]["rule"].as_str().is_some_and(|rule| rule.contains("6 of 7")), "{told}");
    let page = store.ok(&["why", "post"]);
    assert!(line_with(&page, "Mon 15 Mar to Sun 21 Mar  ").contains("missed"), "{page}");
}

/// Wednesday 7 July 2027, day 185.
fn on_vacation(store: &Store) {
    let today = store.json(&["today"]);
    assert_eq!((&today["goals"], &today["counted"]), (&json!([]), &json!({"done": 0, "of": 0})));
    let all = store.json(&["today", "--all"]);
    let state = |code: &str| find(&all["goals"], code)["state"].clone();
    assert_eq!(
        (state("pitch"), state("post"), state("gp")),
        (json!("excused"), json!("excused"), json!("paused"))
    );
    // 23 posts; 26 by the end of Sunday, day 182: the line does not stand still. The 24th was asked for at the end
    // of day 168.
    says(&progress(store, "gp"), &json!({"amount": 23, "expected": 26, "buffer_days": 167 - 182}));
    // 9, 8 and 6 met with a missed week between, and this one excused: 23 of 26 are 0.884615.
    says(
        &store.streak("post"),
        &json!({"current": 6, "best": 9, "met": 23, "missed": 3, "excused": 1, "rate": 0.884}),
    );
    let told = why(store, "pitch");
    says(&told["periods"][0], &json!({"from": "2027-07-05", "to": "2027-07-11", "verdict": "excused"}));
    // Week 20, the 17th of May on: 8 of 12.
    let missed = json!({"from": "2027-05-17", "verdict": "missed", "sum": 8, "target": 12});
    says(&told["periods"][7], &missed);
}

/// Sunday 15 August 2027, day 224.
fn after_the_vacation(store: &Store) {
    // 31 by the end of the Sunday before, day 217; the 28th was asked for at the end of day 196.
    says(&progress(store, "gp"), &json!({"amount": 27, "expected": 31, "buffer_days": 195 - 217}));
    // 6 before the vacation and 4 after it. Of the closed weeks 2 to 31, 8 + 8 + 6 + 3 = 25 are met and 3
    // missed: 25/28 = 0.892857.
    says(
        &store.streak("post"),
        &json!({"current": 10, "best": 10, "met": 27, "missed": 3, "excused": 2, "rate": 0.892}),
    );
}

/// Wednesday 18 August 2027: 6 done, 14 asked for from this week on.
fn with_more_pitches(store: &Store) {
    let today = store.json(&["today"]);
    // 8 for five days.
    says(
        find(&today["goals"], "pitch"),
        &json!({"done": 6, "target": 14, "share_today": 2, "state": "open"}),
    );
    let told = why(store, "pitch");
    says(&told["periods"][0], &json!({"from": "2027-08-16", "sum": 6, "target": 14, "verdict": "open"}));
    says(&told["periods"][1], &json!({"from": "2027-08-09", "sum": 12, "target": 12, "verdict": "met"}));
    says(&told["streak"], &json!({"current": 10, "best": 10}));
}

/// Monday 23 August 2027.
fn after_the_week_of_12_of_14(store: &Store) {
    let told = why(store, "pitch");
    says(&told["periods"][1], &json!({"from": "2027-08-16", "sum": 12, "target": 14, "verdict": "missed"}));
    says(&told["periods"][2], &json!({"sum": 12, "target": 12, "verdict": "met"}));
    let told = why(store, "post");
    says(&told["streak"], &json!({"current": 0, "best": 10}));
    says(&told["streak"]["broken_by"], &json!({"from": "2027-08-16", "to": "2027-08-22"}));
    assert!(told["periods"][1]["rule"].as_str().is_some_and(|rule| rule.contains("6 of 7")), "{told}");
    // The follow-ups were never short since week 20: weeks 21-26 and 29-33.
    says(&store.streak("fu"), &json!({"current": 11, "best": 11, "missed": 2}));
    // The post was seen all the same, but no week of it was whole.
    assert_eq!(progress(store, "gp")["amount"], 27);
}

/// Monday 4 October 2027, day 274.
fn with_a_smaller_year(store: &Store) {
    // 39 by the end of Sunday, day 273; the 34th was asked for at the end of day 238.
    says(&progress(store, "gp"), &json!({"amount": 33, "expected": 39, "buffer_days": 237 - 273}));
    store.ok(&["edit", "gp", "--target", "44"]);
    // 44 × 273 / 364 = 33: on pace. The 34th is asked for at the end of day 34 × 364 / 44 = 281.3. 11 are left for
    // 91 days: 0.120879. Four in the last four weeks: 77 days from Sunday on, to 19 December (28 in October,
    // 30 [58], 19).
    says(
        &progress(store, "gp"),
        &json!({
            "target": 44, "amount": 33, "fraction": 0.75, "expected": 33, "buffer_days": 281 - 273,
            "needed_per_day": 0.121, "forecast": "2027-12-19"
        }),
    );
    let page = store.ok(&["today"]);
    let gp = line_with(&page, "Publish 52 guest posts");
    assert!(gp.contains("33 of 44 · on pace"), "{page}");
}

/// Monday 15 November 2027.
fn written_down_late(store: &Store) {
    assert_eq!(progress(store, "gp")["amount"], 38);
    // Weeks 34 to 44, and then one missed.
    says(&store.streak("post"), &json!({"current": 0, "best": 11}));
    store.ok(&["check", "ed", "si", "pub", "--on", "2027-11-12"]);
    assert_eq!(progress(store, "gp")["amount"], 39);
    says(&store.streak("post"), &json!({"current": 12, "best": 12}));
}

/// Wednesday 1 December 2027.
fn in_the_week_of_the_flu(store: &Store) {
    store.ok(&["skip", "post", "--note", "flu"]);
    let today = store.json(&["today"]);
    // Everything below the post is excused with it.
    assert_eq!(codes(&today["goals"]), [""; 0]);
    let all = store.json(&["today", "--all"]);
    for code in ["post", "pitch", "fu", "outl", "write", "ed", "si", "pub"] {
        assert_eq!(find(&all["goals"], code)["state"], "excused", "{code}");
    }
}

/// Monday 6 December 2027, day 337.
fn eleven_days_to_spare(store: &Store) {
    // Weeks 34 to 47.
    says(&store.streak("post"), &json!({"current": 14, "best": 14, "excused": 3}));
    // 44 × 336 / 364 = 40.6; the 42nd is asked for at the end of day 347.5. 3 are left for 28 days: 0.107142…
    // Three in the last four weeks, in weeks 45 to 47: 28 days from Sunday on, to 2 January.
    says(
        &progress(store, "gp"),
        &json!({
            "amount": 41, "expected": 40, "buffer_days": 347 - 336, "needed_per_day": 0.107,
            "forecast": "2028-01-02"
        }),
    );
    let page = store.ok(&["why", "gp"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("what is done is enough until 16 Dec"), "{page}");
    assert!(page.contains("3 posts in 28 days"), "{page}");
    assert!(page.contains("Sunday 2 January 2028"), "{page}");
}

/// Sunday 2 January 2028, day 364.
fn at_the_end(store: &Store) {
    says(
        &progress(store, "gp"),
        &json!({
            "target": 44, "amount": 45, "fraction": 1.0, "complete": true, "needed_per_day": null,
            "forecast": null
        }),
    );
    // The 44th was the one of week 51.
    let page = store.ok(&["why", "gp"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("44 posts reached on Friday 24 December 2027"), "{page}");
    assert_eq!(store.goal("gp")["state"], "done");
    // 45 + 4 + 3 = 52. The run is weeks 34-47 and 49-52. Of the closed weeks 22 to 51, 27, 28 and 48 are
    // excused and 33 is missed: 26/27 = 0.962962.
    says(
        &store.streak("post"),
        &json!({"current": 18, "best": 18, "met": 45, "missed": 4, "excused": 3, "rate": 0.962}),
    );
    // Weeks 11, 20 and 33 were short of pitches: 52 − 3 − 3.
    says(&store.streak("pitch"), &json!({"current": 18, "met": 46, "missed": 3, "excused": 3}));
    // No evening in weeks 11 and 20, two on vacation: 32 weeks since 21, without the vacation 30.
    says(&store.streak("fam"), &json!({"current": 30, "best": 30, "met": 48, "missed": 2, "excused": 2}));
    let said = store.ok(&["progress"]);
    assert!(line_with(&said, "Publish 52 guest posts").contains("45 of 44 posts"), "{said}");
}
