//! `progress`: how far goals are, whether they keep pace, when they will be done.

use serde_json::json;

use crate::common::{codes, find, half_way, has_keys, says};

#[test]
fn json_says_at_least_what_was_promised() {
    let store = half_way();
    store.types("split gp 'Guest post every:week code:post feeds:1' '  Pitch n:12 code:pitch' '  Outline'");
    let document = store.json(&["progress"]);
    assert_eq!(document["day"], "2026-07-01");
    for goal in document["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            "code title target unit amount fraction from by expected buffer_days needed_per_day \
             needed_per_week forecast rate complete",
        );
    }
    let gp = find(&document["goals"], "gp");
    says(
        gp,
        &json!({"from": "2026-01-01", "by": "2026-12-30", "unit": "posts", "rate": null, "complete": false}),
    );
    assert_eq!(gp["title"], "Publish 52 guest posts");
}

#[test]
fn goals_with_a_target_or_children_are_told() {
    let store = half_way();
    store.ok(&["add", "Just do it code:just"]);
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack", "Call 3 people n:3 code:call"]);
    assert_eq!(codes(&store.json(&["progress"])["goals"]), ["gp", "mh", "call"]);
    store.ok(&["archive", "mh"]);
    assert_eq!(codes(&store.json(&["progress"])["goals"]), ["gp"]);
}

#[test]
fn with_codes_only_those() {
    let store = half_way();
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack", "Call 3 people n:3 code:call"]);
    assert_eq!(codes(&store.json(&["progress", "gp"])["goals"]), ["gp"]);
    assert_eq!(codes(&store.json(&["progress", "call", "gp", "call"])["goals"]).len(), 2);
    assert!(codes(&store.json(&["progress", "MH"])["goals"]).contains(&"mh".to_owned()));
    store.refused(1, &["progress", "gp", "nobody"], "nobody");
}
