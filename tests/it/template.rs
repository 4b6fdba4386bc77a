//! `template` and `split --template`: breakdowns kept under a name.

use serde_json::{Value, json};

use crate::common::{codes, find, says, shown, with_goals};
use crate::harness::Store;

/// A goal with a breakdown that has something of everything, begun on 10 November.
fn launch() -> Store {
    let mut store = Store::new();
    store.at("2026-11-10");
    store.ok(&["add", "Elsewhere code:else"]);
    store.ok(&[
        "add",
        "Launch the site n:100 unit:visits by:2026-12-10 area:work who:ann why:\"to be read\" code:la",
    ]);
    let lines = "\
Write the pages n:5 unit:pages by:2026-11-15 code:pages
  Draft code:draft
  Polish after:draft code:pol
Tell people n:3 every:week feeds:sum unit:visits code:tell after:pages
Put it online from:2026-11-20 by:2026-11-25 pilot:2026-11-24 after:pages,else reward:cake code:on
";
    let ran = store.run_with_input(&["split", "la", "-"], lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    store.at("2026-11-18");
    store
}

/// The same, kept as `site`.
fn saved() -> Store {
    let store = launch();
    store.ok(&["template", "save", "site", "la"]);
    store
}

/// And used for another goal, when the first one was put away.
fn used(flags: &[&str]) -> Store {
    let store = saved();
    store.ok(&["archive", "la"]);
    store.ok(&["add", "Next code:next"]);
    store.ok(&[&["split", "next", "--template", "site"], flags].concat());
    store
}

/// The goals below one, as `list` has them.
fn below(store: &Store, code: &str) -> Value {
    store.json(&["list", code])["goals"][0]["children"].clone()
}

#[test]
fn a_breakdown_is_kept_listed_shown_used_and_removed() {
    let store = launch();
    let out = store.ok(&["template", "save", "site", "la"]);
    assert!(out.contains("site"), "{out}");
    assert!(store.ok(&["template", "list"]).lines().any(|line| line.trim_start().starts_with("site ")));
    let outline = store.ok(&["template", "show", "site"]);
    assert_eq!(outline.lines().count(), 6, "{outline}");
    assert!(outline.contains("Launch the site") && outline.contains("Polish"), "{outline}");
    store.ok(&["add", "Next code:next"]);
    store.ok(&["split", "next", "--template", "site"]);
    assert_eq!(below(&store, "next")[0]["title"], "Launch the site");
    store.ok(&["template", "remove", "site"]);
    assert!(!store.ok(&["template", "list"]).contains("site"));
    store.refused(1, &["template", "show", "site"], "`site`");
    store.refused(1, &["split", "next", "--template", "site"], "`site`");
    store.refused(1, &["template", "remove", "site"], "`site`");
    assert_eq!(below(&store, "next")[0]["title"], "Launch the site");
}

#[test]
fn the_shape_cadences_targets_and_words_come_along() {
    let store = used(&[]);
    let la = shown(&store, "la");
    says(&la, &json!({"target": 100, "unit": "visits", "area": "work", "who": "ann", "why": "to be read"}));
    assert_eq!(codes(&la["path"]), ["next"]);
    assert_eq!(codes(&la["children"]), ["pages", "tell", "on"]);
    assert_eq!(codes(&shown(&store, "pages")["children"]), ["draft", "pol"]);
    let tell = shown(&store, "tell");
    says(&tell, &json!({"cadence": "week", "target": 3, "feeds": "sum"}));
    assert_eq!(shown(&store, "on")["reward"], "cake");
}

#[test]
fn days_are_kept_relative_to_the_beginning() {
    let mut store = launch();
    store.ok(&["template", "save", "site", "la"]);
    let outline = store.ok(&["template", "show", "site"]);
    let line = |title: &str| outline.lines().find(|line| line.contains(title)).expect("a line").to_owned();
    assert!(line("Launch").contains("by:+30d"), "{outline}");
    assert!(line("Write the pages").contains("by:+5d"), "{outline}");
    assert!(line("Put it online").contains("from:+10d"), "{outline}");
    assert!(line("Put it online").contains("by:+15d"), "{outline}");
    assert!(line("Put it online").contains("pilot:+14d"), "{outline}");
    assert!(!outline.contains("2026"), "{outline}");
    store.ok(&["archive", "la"]);
    store.at("2027-03-01");
    store.ok(&["add", "Next code:next"]);
    store.ok(&["split", "next", "--template", "site"]);
    assert_eq!(shown(&store, "la")["by"], "2027-03-31");
    assert_eq!(shown(&store, "pages")["by"], "2027-03-06");
    let on = shown(&store, "on");
    says(&on, &json!({"from": "2027-03-11", "by": "2027-03-16", "pilot": "2027-03-15"}));
}

#[test]
fn a_goal_that_states_its_first_day_begins_there() {
    let store = with_goals(&["Course from:2026-12-01 by:2026-12-31 code:c"]);
    store.ok(&["split", "c", "Book a room by:2026-11-28 code:room", "First day by:2026-12-01 code:first"]);
    store.ok(&["template", "save", "course", "c"]);
    store.ok(&["archive", "c"]);
    store.ok(&["add", "Next code:next"]);
    store.ok(&["split", "next", "--template", "course"]);
    let by = |code: &str| shown(&store, code)["by"].clone();
    assert_eq!(
        (by("c"), by("room"), by("first")),
        (json!("2026-12-18"), json!("2026-11-15"), json!("2026-11-18"))
    );
    assert_eq!(shown(&store, "c")["from"], "2026-11-18");
}

#[test]
fn dependencies_inside_come_along_and_others_stay_behind() {
    let store = used(&[]);
    assert_eq!(codes(&shown(&store, "pol")["after"]), ["draft"]);
    assert_eq!(codes(&shown(&store, "tell")["after"]), ["pages"]);
    assert_eq!(codes(&shown(&store, "on")["after"]), ["pages"]);
    assert_eq!(store.goal("pol")["state"], "blocked");
}

#[test]
fn history_does_not_come_along() {
    let store = launch();
    store.ok(&["check", "draft", "tell+3", "la+7", "--note", "a secret"]);
    store.ok(&["skip", "tell", "--on", "2026-11-12"]);
    store.ok(&["plan", "pol", "--on", "2026-11-19"]);
    store.ok(&["pause", "la", "--from", "2026-12-01"]);
    store.ok(&["template", "save", "site", "la"]);
    let outline = store.ok(&["template", "show", "site"]);
    assert!(!outline.contains("[x]") && !outline.contains("secret"), "{outline}");
    store.ok(&["add", "Next code:next"]);
    store.ok(&["split", "next", "--template", "site"]);
    let new = below(&store, "next")[0].clone();
    let code = new["code"].as_str().expect("a code").to_owned();
    assert_eq!(shown(&store, &code)["done"], 0);
    for child in ["pages", "tell", "on"] {
        let title = shown(&store, child)["title"].clone();
        let children = new["children"].as_array().expect("children");
        let copy = children.iter().find(|it| it["title"] == title).expect("a copy");
        let copy = shown(&store, copy["code"].as_str().expect("a code"));
        assert_eq!((&copy["done"], &copy["recent"]), (&json!(0), &json!([])), "{copy}");
    }
    let streaks = store.json(&["streaks", "next"]);
    assert!(streaks["goals"].as_array().expect("goals").iter().all(|goal| goal["met"] == 0), "{streaks}");
}

#[test]
fn archived_goals_stay_behind() {
    let store = launch();
    store.ok(&["archive", "tell"]);
    store.ok(&["template", "save", "site", "la"]);
    assert!(!store.ok(&["template", "show", "site"]).contains("Tell people"));
}

#[test]
fn codes_that_are_taken_give_way_and_dependencies_follow() {
    let store = saved();
    for parent in ["next", "third"] {
        store.ok(&["add", "Another", "--code", parent]);
        store.ok(&["split", parent, "--template", "site"]);
        let new = below(&store, parent)[0].clone();
        let find = |title: &str, among: &Value| {
            let found = among.as_array().expect("goals").iter().find(|it| it["title"] == title);
            found.unwrap_or_else(|| panic!("no {title} in {among}")).clone()
        };
        let pages = find("Write the pages", &new["children"]);
        let (tell, on) = (find("Tell people", &new["children"]), find("Put it online", &new["children"]));
        let (draft, polish) = (find("Draft", &pages["children"]), find("Polish", &pages["children"]));
        for (goal, before) in [(&tell, &pages), (&on, &pages), (&polish, &draft)] {
            let after = shown(&store, goal["code"].as_str().expect("a code"))["after"].clone();
            assert_eq!(after[0]["code"], before["code"], "{after}");
            assert_eq!(after.as_array().map(Vec::len), Some(1), "{after}");
        }
        assert_ne!(pages["code"], "pages");
    }
    assert_eq!(codes(&shown(&store, "pol")["after"]), ["draft"]);
    let mut all = codes(&store.json(&["today", "--all"])["goals"]);
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!((all.len(), count), (count, 21));
}

#[test]
fn a_template_is_used_as_one_entry() {
    let store = saved();
    store.ok(&["add", "Next code:next"]);
    let entries = store.journal().len();
    let split = store.json(&["split", "next", "--template", "site"]);
    assert_eq!(split["changed"].as_array().map(Vec::len), Some(6));
    assert_eq!(store.journal().len(), entries + 1);
    store.ok(&["undo"]);
    assert_eq!(below(&store, "next"), json!([]));
}

#[test]
fn flags_hold_for_lines_that_do_not_say_otherwise() {
    let store = used(&["--who", "bob"]);
    assert_eq!(shown(&store, "la")["who"], "ann");
    assert_eq!(shown(&store, "draft")["who"], "bob");
}

#[test]
fn two_templates_come_with_the_program() {
    let store = Store::new();
    assert_eq!(store.ok(&["template", "list"]).lines().count(), 2);
    assert!(!store.dir().exists(), "looking writes nothing");
    store.ok(&["add", "Publish 52 guest posts n:52 by:+1y why:links code:gp"]);
    store.ok(&["split", "gp", "--template", "guest-post"]);
    let post = below(&store, "gp")[0].clone();
    assert_eq!((&post["cadence"], &post["children"].as_array().map(Vec::len)), (&json!("week"), &Some(6)));
    let published = shown(&store, "pub");
    assert_eq!((&published["feeds"], &published["unit"]), (&json!("sum"), &json!("posts")));
    let goals = store.json(&["today", "--all"])["goals"].clone();
    let pitch =
        goals.as_array().expect("goals").iter().find(|it| it["title"] == "Pitch websites").expect("pitch");
    assert_eq!((&pitch["target"], &pitch["unit"]), (&json!(12), &json!("emails")));

    store.ok(&["add", "Find 20 clients n:20 by:+1y why:rent code:clients"]);
    store.ok(&["split", "clients", "--template", "direct-outreach"]);
    let outline = store.ok(&["template", "show", "direct-outreach"]).to_lowercase();
    for word in ["message", "train", "follow"] {
        assert!(outline.contains(word), "{word}: {outline}");
    }
    let made = below(&store, "clients");
    assert!(made.as_array().is_some_and(|made| !made.is_empty()), "{made}");
}

#[test]
fn the_templates_of_the_program_can_be_used_twice() {
    let store = Store::new();
    for name in ["guest-post", "direct-outreach"] {
        for code in ["a", "b"] {
            let code = format!("{code}-{name}");
            store.ok(&["add", "Goal", "--code", &code]);
            store.ok(&["split", &code, "--template", name]);
        }
        let (one, two) = (below(&store, &format!("a-{name}")), below(&store, &format!("b-{name}")));
        let titles = |goals: &Value| -> Vec<Value> {
            goals.as_array().expect("goals").iter().map(|goal| goal["title"].clone()).collect()
        };
        assert_eq!(titles(&one), titles(&two));
        assert_ne!(codes(&one), codes(&two));
    }
}

#[test]
fn an_unknown_name_is_refused_and_those_there_are_named() {
    let store = saved();
    for args in [
        &["split", "la", "--template", "nope"][..],
        &["template", "show", "nope"],
        &["template", "remove", "nope"],
    ] {
        let ran = store.refused(1, args, "nope");
        for name in ["site", "guest-post", "direct-outreach"] {
            assert!(ran.err.contains(name), "{args:?}: {ran:?}");
        }
    }
    store.refused(1, &["template", "save", "x", "nobody"], "nobody");
    store.refused(1, &["split", "nobody", "--template", "site"], "nobody");
}

#[test]
fn what_comes_with_the_program_can_not_be_removed() {
    let store = Store::new();
    store.refused(1, &["template", "remove", "guest-post"], "guest-post");
    assert_eq!(store.ok(&["template", "list"]).lines().count(), 2);
}

#[test]
fn saving_is_undone_and_redone() {
    let store = saved();
    let out = store.ok(&["undo"]);
    assert!(out.contains("site"), "it says what it was: {out}");
    store.refused(1, &["template", "show", "site"], "site");
    store.ok(&["redo"]);
    store.ok(&["template", "show", "site"]);
    store.ok(&["template", "remove", "site"]);
    store.ok(&["undo"]);
    store.ok(&["template", "show", "site"]);
}

#[test]
fn saving_again_takes_the_place_and_the_same_again_writes_nothing() {
    let store = saved();
    let before = store.journal();
    store.ok(&["template", "save", "site", "la"]);
    assert_eq!(store.journal(), before);
    store.ok(&["split", "la", "Celebrate code:cel"]);
    assert!(!store.ok(&["template", "show", "site"]).contains("Celebrate"), "it is kept as it was");
    store.ok(&["template", "save", "site", "la"]);
    assert!(store.ok(&["template", "show", "site"]).contains("Celebrate"));
    store.ok(&["undo"]);
    assert!(!store.ok(&["template", "show", "site"]).contains("Celebrate"));
}

#[test]
fn what_is_no_name_or_says_two_things_is_a_usage_error() {
    let store = launch();
    let long = "x".repeat(41);
    for name in ["", "a b", "a/b", "ü", &long] {
        store.refused(2, &["template", "save", name, "la"], "");
    }
    store.refused(2, &["template"], "");
    store.refused(2, &["template", "save", "site"], "");
    store.refused(2, &["split", "la", "A line", "--template", "guest-post"], "");
}

#[test]
fn the_json_of_the_list_and_of_one() {
    let store = saved();
    let list = store.json(&["template", "list"])["templates"].clone();
    let names: Vec<&str> =
        list.as_array().expect("templates").iter().filter_map(|it| it["name"].as_str()).collect();
    for name in ["site", "guest-post", "direct-outreach"] {
        assert!(names.contains(&name), "{list}");
    }
    let one = store.json(&["template", "show", "site"])["templates"].clone();
    assert_eq!(one.as_array().map(Vec::len), Some(1));
    assert!(one[0]["outline"].as_str().is_some_and(|it| it.contains("by:+5d")), "{one}");
}

#[test]
fn the_outline_that_is_shown_can_be_pasted() {
    let store = saved();
    let outline =
        store.ok(&["template", "show", "site"]).replace(" code:", " code:n-").replace(":draft", ":n-draft");
    let outline =
        outline.replace("after:pages,else", "after:n-pages").replace("after:pages", "after:n-pages");
    store.ok(&["add", "Next code:next"]);
    let ran = store.run_with_input(&["split", "next", "-"], &outline);
    assert_eq!(ran.code, 0, "{ran:?}");
    let made = below(&store, "next");
    assert_eq!(codes(&find(&made, "n-la")["children"]), ["n-pages", "n-tell", "n-on"]);
}
