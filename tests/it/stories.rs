//! Days and weeks of people, as they type them.

use serde_json::json;

use crate::common::{codes, find, line_with, shell, shown, with_goals};
use crate::harness::Store;
use crate::tools::needs;

const AS_TYPED: &str = r#"set -e
    goals add "Publish 52 guest posts" --target 52 --unit posts --by +1y --code gp --why "links back to our site"
    goals split gp "Guest post of the week every:week code:post" \
                   "See it published every:week unit:posts feeds:sum code:pub"
    goals split post "Pitch websites n:12 unit:emails code:pitch" "Follow up n:2 code:fu" "Outline" \
                     "Write n:10 unit:blocks code:write" "Edit code:ed" "Send it"
    goals add "Time with the children" --every day --area family --code kids
    goals today
    goals check pitch+4 kids
    alias pitched='goals check pitch'
"#;

#[test]
fn the_year_of_guest_posts_as_typed() {
    let mut store = Store::new();
    let ran = shell(&store, &["sh"], AS_TYPED);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.err, "+1y: Thursday 18 November 2027\n");
    let gp = shown(&store, "gp");
    assert_eq!((&gp["target"], &gp["unit"], &gp["by"]), (&json!(52), &json!("posts"), &json!("2027-11-18")));
    assert_eq!(gp["why"], "links back to our site");
    for code in ["post", "pitch", "fu", "outline", "write", "ed", "send", "pub"] {
        assert_eq!(shown(&store, code)["cadence"], "week", "{code}");
    }
    let page = store.ok(&["today"]);
    assert!(line_with(&page, "Pitch websites").contains("4/12 emails this week"), "{page}");
    assert!(line_with(&page, "Done today").contains("kids (18:20)"), "{page}");

    // The rest of the week: what is sent meets the week; what is out moves the year on by one.
    store.at("2026-11-20").ok(&["check", "pitch=8", "fu+2", "outline", "write+10", "ed", "send"]);
    assert_eq!(store.goal("post")["state"], "met");
    assert_eq!(store.goal("gp")["done"], 0);
    store.at("2026-11-22").ok(&["check", "pub"]);
    assert_eq!(store.goal("gp")["done"], 1);
    assert_eq!(store.streak("post")["current"], 1);

    // A post that is out a week late counts all the same, and two in a week count two.
    store.at("2026-11-29").ok(&["check", "pitch+12", "fu+2", "outline", "write+10", "ed", "send"]);
    store.at("2026-12-01");
    assert_eq!((&store.goal("gp")["done"], &store.streak("post")["current"]), (&json!(1), &json!(2)));
    store.ok(&["check", "pub"]);
    store.at("2026-12-05").ok(&["check", "pub"]);
    assert_eq!((&store.goal("gp")["done"], &store.streak("pub")["current"]), (&json!(3), &json!(1)));
}

#[test]
fn a_cleaner_s_notebook() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Evening round every:weekday code:round"]);
    let made = store.json(&["split", "round", "Vacuum main stairs", "Vacuum conference mats", "Front hall"]);
    assert_eq!(codes(&made["changed"]), ["vacuum", "round-vacuum", "front"]);
    for day in 16..=20 {
        store.at(&format!("2026-11-{day}T21:30:00+01:00"));
        let ran = store.run(&["check", "vacuum", "round-vacuum", "front"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        assert_eq!(ran.out.lines().count(), 3, "{ran:?}");
        assert_eq!(store.goal("round")["state"], "met");
    }
    // On Sunday the week stands as it was.
    store.at("2026-11-22");
    for code in ["vacuum", "round-vacuum", "front", "round"] {
        let streak = store.streak(code);
        assert_eq!((&streak["current"], &streak["unit_of_streak"]), (&json!(5), &json!("days")), "{code}");
        assert_eq!((&streak["missed"], &streak["rate"]), (&json!(0), &json!(1.0)), "{code}");
    }
    assert_eq!(store.json(&["today"])["goals"], json!([]));
    assert_eq!(store.json(&["log", "--since", "mon"])["entries"].as_array().map(Vec::len), Some(15));
}

#[test]
fn rooms_of_buildings_get_codes_that_tell_them_apart() {
    let store = with_goals(&["Buildings every:weekday code:houses"]);
    let outline = "- Vine Court Manor\n  - Vacuum front hall\n  - Empty bins\n- Van Meter Street\n  - Vacuum front hall\n  - Empty bins\n  - Mop\n";
    let ran = store.run_with_input(&["split", "houses", "-"], outline);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out.lines().count(), 7, "{ran:?}");
    let list = store.json(&["list", "houses"]);
    let buildings = &list["goals"][0]["children"];
    assert_eq!(codes(buildings), ["vine", "van"]);
    assert_eq!(codes(&buildings[0]["children"]), ["vacuum", "empty"]);
    assert_eq!(codes(&buildings[1]["children"]), ["van-vacuum", "van-empty", "mop"]);
    store.ok(&["check", "vacuum", "VAN-VACUUM", "van-empty", "mop"]);
    let goals = store.json(&["today"])["goals"].clone();
    assert_eq!(
        (&find(&goals, "van")["state"], &find(&goals, "vine")["state"]),
        (&json!("met"), &json!("open"))
    );
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 4, "of": 5}));
}

/// A script of aliases checks off so much, and says so.
fn aliases(words: &[&str], script: &str, sum: u64) -> Store {
    let store = with_goals(&["Pitch websites n:12 unit:emails every:week code:pitch"]);
    let ran = shell(&store, words, script);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("pitch"), "{ran:?}");
    assert_eq!(store.goal("pitch")["done"], sum);
    store
}

#[test]
fn aliases_of_bash() {
    needs!("bash");
    let script = "alias pitched='goals check pitch'\npitched\npitched --on yesterday --note 'by alias'\n";
    let store = aliases(&["bash", "--norc", "-i"], script, 2);
    let first = store.json(&["log", "--until", "yesterday"])["entries"][0].clone();
    assert_eq!(first["note"], "by alias");
}

#[test]
fn functions_of_any_shell() {
    aliases(&["sh"], "did() { goals check \"$@\"; }; did pitch+2", 2);
}
