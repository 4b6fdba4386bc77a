//! `edit`: what a goal says, changed by flags.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, says, shown, with_goals};

#[test]
fn everything_that_add_takes_can_be_changed() {
    let store = with_goals(&["First code:first", "Write code:write"]);
    store.types(
        "edit write --title 'Write more' --target 12 --unit pages --every week --by 2027-06-30 --from \
         2026-11-20 --why 'no page' --area work --who ann --code book --feeds sum --pilot 14d --reward 'a \
         week off' --after first",
    );
    let book = shown(&store, "book");
    says(
        &book,
        &json!({
            "title": "Write more", "target": 12, "unit": "pages", "cadence": "week", "by": "2027-06-30",
            "from": "2026-11-20", "why": "no page", "area": "work", "who": "ann", "feeds": "sum",
            "pilot": "2026-12-02", "reward": "a week off",
        }),
    );
    assert_eq!(codes(&book["after"]), ["first"]);
    store.refused(1, &["show", "write"], "write");
}

#[test]
fn none_clears_a_field() {
    let store = with_goals(&["First code:first"]);
    store.ok(&[
        "add", "Write n:12 unit:pages every:week by:2027-06-30 from:2026-11-20 why:because area:work who:ann code:book \
         feeds:sum pilot:2026-12-02 reward:tea after:first",
    ]);
    store.types(
        "edit book --target none --unit none --every none --by none --from none --why none --area none --who \
         none --feeds none --pilot none --reward none --after none",
    );
    let book = shown(&store, "book");
    for key in ["unit", "by", "from", "why", "area", "who", "feeds", "pilot", "reward"] {
        assert_eq!(book[key], Value::Null, "{key} of {book}");
    }
    assert_eq!((&book["target"], &book["cadence"], &book["after"]), (&json!(1), &json!("once"), &json!([])));
    assert_eq!(book["title"], "Write");
}

#[test]
fn a_limit_becomes_a_target_and_back() {
    let store = with_goals(&["Coffee every:day at-most:2 code:c"]);
    store.ok(&["edit", "c", "-n", "3"]);
    assert_eq!((&shown(&store, "c")["at_most"], &shown(&store, "c")["target"]), (&json!(false), &json!(3)));
    store.ok(&["edit", "c", "--at-most", "0"]);
    assert_eq!((&shown(&store, "c")["at_most"], &shown(&store, "c")["target"]), (&json!(true), &json!(0)));
}

#[test]
fn what_holds_already_changes_nothing_2_7() {
    let store = guest_posts();
    let before = store.journal();
    store.types("edit pitch --target 12 --unit emails --code PITCH --title 'Pitch websites'");
    assert_eq!(store.journal(), before);
}

#[test]
fn days_are_echoed_and_json_tells_the_totals() {
    let store = guest_posts();
    let ran = store.run(&["edit", "gp", "--by", "eoy"]);
    assert!(ran.err.contains("Thursday 31 December 2026"), "{ran:?}");
    let told = store.json(&["edit", "pitch", "--target", "14"]);
    assert_eq!((&told["changed"][0]["code"], &told["changed"][0]["target"]), (&json!("pitch"), &json!(14)));
}
