//! `add`: goal lines, flags, codes, days.

use serde_json::json;

use crate::common::{find, says, shell, shown, with_goals};
use crate::harness::{Store, commands};

#[test]
fn every_key_of_a_goal_line_is_kept() {
    let store = Store::new();
    store.ok(&[
        "add",
        "Write the book n:12 unit:pages every:week by:2027-06-30 from:2026-11-20 why:\"no page, no book\" area:work \
         who:ann code:book feeds:sum pilot:2026-12-18 reward:\"a week off\"",
    ]);
    let book = shown(&store, "book");
    says(
        &book,
        &json!({
            "title": "Write the book", "target": 12, "unit": "pages", "cadence": "week", "by": "2027-06-30",
            "from": "2026-11-20", "why": "no page, no book", "area": "work", "who": "ann", "code": "book",
            "feeds": "sum", "pilot": "2026-12-18", "reward": "a week off", "at_most": false, "baseline": null,
        }),
    );
}

#[test]
fn keys_stand_in_any_order_and_within_the_title() {
    let store = with_goals(&["every:day Vacuum n:2 the front code:hall hall"]);
    let hall = shown(&store, "hall");
    assert_eq!(hall["title"], "Vacuum the front hall");
    assert_eq!(hall["cadence"], "day");
    assert_eq!(hall["target"], 2);
}

#[test]
fn flags_say_what_keys_say() {
    let store = Store::new();
    store.ok(&["add", "First", "--code", "first"]);
    store.types(
        "add 'Write the book' --target 12 --unit pages --every week --by 2027-06-30 --from 2026-11-20 --area \
         work --why 'no page, no book' --who ann --code book --feeds 3 --pilot 14d --reward 'a week off' \
         --after first",
    );
    let book = shown(&store, "book");
    says(
        &book,
        &json!({
            "title": "Write the book", "target": 12, "unit": "pages", "cadence": "week", "by": "2027-06-30",
            "from": "2026-11-20", "why": "no page, no book", "area": "work", "who": "ann",
            "pilot": "2026-12-02", "reward": "a week off",
        }),
    );
    assert_eq!(book["feeds"].to_string().trim_matches('"'), "3");
    assert_eq!(book["after"][0]["code"], "first");
}

#[test]
fn limits_and_baselines_have_keys_and_flags() {
    let store = with_goals(&["Coffee at-most:2 every:day code:c1"]);
    store.ok(&["add", "Coffee", "--at-most", "0", "--every", "day", "--code", "c2"]);
    store.ok(&["add", "Weight baseline:90.5 target:80 unit:kg code:w1"]);
    store.ok(&["add", "Traffic", "--baseline", "1000", "--target", "+20%", "--code", "w2"]);
    store.ok(&["add", "Debt", "--baseline", "5000", "--target", "0", "--code", "w3"]);
    store.ok(&["add", "Balance", "--baseline=-100", "--target", "-10", "--code", "w4"]);
    let goal = |code| shown(&store, code);
    assert_eq!((&goal("c1")["at_most"], &goal("c1")["target"]), (&json!(true), &json!(2)));
    assert_eq!((&goal("c2")["at_most"], &goal("c2")["target"]), (&json!(true), &json!(0)));
    assert_eq!((&goal("w1")["baseline"], &goal("w1")["target"]), (&json!(90.5), &json!(80)));
    assert_eq!(goal("w2")["target"], 1200);
    assert_eq!(goal("w3")["target"], 0);
    assert_eq!((&goal("w4")["baseline"], &goal("w4")["target"]), (&json!(-100), &json!(-10)));
}

#[test]
fn the_words_are_joined_to_a_goal_line() {
    let store = Store::new();
    store.ok(&["add", "Call", "mum", "every:week", "code:mum"]);
    assert_eq!(shown(&store, "mum")["title"], "Call mum");
}

#[test]
fn a_value_quoted_for_the_shell_is_one_value() {
    let store = Store::new();
    let ran = shell(
        &store,
        &["sh"],
        "goals add Pitch websites n:12 unit:emails every:week code:pitch why:\"no pitch, no post\"",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let pitch = shown(&store, "pitch");
    assert_eq!(pitch["why"], "no pitch, no post");
    assert_eq!(pitch["title"], "Pitch websites");
}

#[test]
fn words_with_other_keys_stay_in_the_title() {
    let store = Store::new();
    for title in
        ["Read https://example.org/a", "Meet Ann: tea note:later at 10:30", "Ratio 3:1", "Say “n” : x"]
    {
        let made = store.json(&["add", title]);
        assert_eq!(made["changed"][0]["title"], title);
    }
}

#[test]
fn a_known_key_with_a_bad_value_is_refused() {
    let store = Store::new();
    let words = "every:sometimes every:0d every:mon,foo n:many n:0 n:-1 n:1.2345 n: by:never by:2026-02-30 \
                 from:x pilot:x code:none code:a_b code:-a code:abcdefghijklmnopqrstuvwxy feeds:x at-most:x \
                 at-most:-1 baseline:x why:\"open";
    for word in words.split(' ') {
        store.refused(2, &["add", &format!("Write {word}")], "");
    }
    assert!(store.journal().is_empty());
}

#[test]
fn flags_with_bad_values_are_refused() {
    let store = Store::new();
    let flags = "--every sometimes; --target many; --target 0; --by never; --from 31-31; --pilot x; --code \
                 none; --code 'a b'; --feeds x; --at-most x; --baseline x";
    for flags in commands(flags) {
        store.refused(2, &["add", "Write", flags[0], flags[1]], "");
    }
    store.refused(2, &["add", "Write", "-n", "3", "--at-most", "4"], "");
    store.refused(2, &["add", "Write n:3 at-most:4"], "");
    assert!(store.journal().is_empty());
}

#[test]
fn a_code_is_made_from_the_title() {
    let store = Store::new();
    for (title, code) in [
        ("Vacuum front hall", "vacuum"),
        ("One two three four five six", "one"),
        ("Outline", "outline"),
        ("Go", "go"),
        ("Élan à Ñandú", "élan"),
        ("Übung", "übung"),
        ("!!!", "g"),
        ("🎸", "g-2"),
        ("読書", "読書"),
        ("Читать", "читать"),
        ("Message two people", "message"),
        ("Read to Tom", "read"),
        ("Read to Tom", "read-tom"),
        ("Read to Tom", "read-tom-2"),
        ("Watch one training video", "watch"),
        ("All the windows", "windows"),
        ("Every day a page", "day"),
        ("100 pushups", "pushups"),
        ("A walk in the park", "walk"),
        ("The R project", "project"),
        ("Follow-up calls", "follow"),
        ("Don't smoke", "dont"),
        ("Boost interactions", "boost"),
        ("Interactions up", "interact"),
        ("Cafe\u{301} visit", "café"),
        ("All of it", "all-of"),
        ("None", "none-2"),
    ] {
        assert_eq!(store.json(&["add", title])["changed"][0]["code"], code, "{title}");
    }
}

#[test]
fn a_code_that_is_taken_gets_a_number() {
    let store = Store::new();
    for code in ["vacuum", "vacuum-front", "vacuum-front-2", "vacuum-front-3"] {
        assert_eq!(store.json(&["add", "Vacuum front hall"])["changed"][0]["code"], code);
    }
}

#[test]
fn no_title_makes_the_code_none() {
    let store = Store::new();
    for title in ["None", "Nonesuch"] {
        let code = store.json(&["add", title])["changed"][0]["code"].clone();
        assert_ne!(code, "none");
        let code = code.as_str().expect("a code").to_owned();
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{code}");
        store.ok(&["check", &code]);
    }
}

#[test]
fn codes_don_t_mind_case() {
    let store = Store::new();
    store.ok(&["add", "Publish", "--code", "GP"]);
    assert_eq!(shown(&store, "Gp")["code"], "gp");
    store.refused(1, &["add", "Other", "--code", "gP"], "Publish");
    store.refused(1, &["add", "Other code:GP"], "gp");
}

#[test]
fn days_ahead_are_read_and_echoed() {
    let store = Store::new();
    for (at, (typed, day)) in [
        ("tomorrow", "2026-11-19"),
        ("yesterday", "2026-11-17"),
        ("today", "2026-11-18"),
        ("fri", "2026-11-20"),
        ("wednesday", "2026-11-25"),
        ("12-01", "2026-12-01"),
        ("11-18", "2026-11-18"),
        ("01-03", "2027-01-03"),
        ("+2w", "2026-12-02"),
        ("+1m", "2026-12-18"),
        ("+1y", "2027-11-18"),
        ("-2w", "2026-11-04"),
        ("eow", "2026-11-22"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
    ]
    .into_iter()
    .enumerate()
    {
        let code = format!("g{at}");
        let ran = store.run(&["add", "Something", "--by", typed, "--code", &code]);
        assert_eq!(ran.code, 0, "{typed}: {ran:?}");
        assert_eq!(shown(&store, &code)["by"], day, "{typed}");
        assert!(ran.err.contains(typed), "{typed}: {ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{typed}: {ran:?}");
    }
}

#[test]
fn a_day_in_a_goal_line_is_echoed_and_a_date_is_not() {
    let store = Store::new();
    let ran = store.run(&["add", "One by:fri"]);
    assert!(ran.err.contains("Friday 20 November 2026"), "{ran:?}");
    let ran = store.run(&["add", "Two by:2026-11-20"]);
    assert_eq!(ran.err, "");
}

#[test]
fn month_ends_clamp() {
    let mut store = Store::new();
    store.at("2026-01-31");
    store.ok(&["add", "Something", "--by", "+1m", "--code", "a"]);
    store.at("2028-02-29");
    store.ok(&["add", "Something", "--by", "+1y", "--code", "b"]);
    assert_eq!(shown(&store, "a")["by"], "2026-02-28");
    assert_eq!(shown(&store, "b")["by"], "2029-02-28");
}

#[test]
fn every_cadence_is_kept_as_typed() {
    let store = Store::new();
    for (at, cadence) in
        ["day", "weekday", "weekend", "mon,wed,fri", "week", "month", "quarter", "year", "3d", "once"]
            .iter()
            .enumerate()
    {
        let code = format!("g{at}");
        store.ok(&["add", "Something", "--every", cadence, "--code", &code]);
        assert_eq!(shown(&store, &code)["cadence"], *cadence);
    }
}

#[test]
fn a_bullet_is_taken_off_and_another_hyphen_is_an_option() {
    let store = Store::new();
    for (line, title) in
        [("- Outline", "Outline"), ("* Draft", "Draft"), ("- [ ] Edit", "Edit"), ("  - Send", "Send")]
    {
        assert_eq!(store.json(&["add", line])["changed"][0]["title"], title, "{line}");
    }
    store.refused(2, &["add", "--outline"], "--outline");
    store.refused(2, &["add", "-outline"], "-o");
}

#[test]
fn a_ticked_bullet_is_done_today() {
    let store =
        with_goals(&["- [x] Old thing code:old", "- [x] Pitch n:12 unit:emails every:week code:pitch"]);
    assert_eq!(store.goal("old")["state"], "done");
    assert_eq!(store.goal("pitch")["state"], "met");
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 2, "of": 2}));
    let done = store.json(&["today"])["done_today"].clone();
    assert_eq!(find(&done, "pitch")["amount"], 12);
}

#[test]
fn texts_and_days_may_begin_with_a_hyphen() {
    let store = Store::new();
    store.types("add Quit --why '- it costs' --reward '-10 kg' --from -1w --code quit");
    let quit = shown(&store, "quit");
    assert_eq!((&quit["why"], &quit["from"]), (&json!("- it costs"), &json!("2026-11-11")));
    assert_eq!(quit["reward"], "-10 kg");
}

#[test]
fn amounts_have_at_most_three_decimals_in_json() {
    let store =
        with_goals(&["Run n:2.125 unit:km every:day code:run", "Swim n:12.0 unit:laps every:day code:swim"]);
    assert_eq!(shown(&store, "run")["target"].to_string(), "2.125");
    assert_eq!(shown(&store, "swim")["target"].to_string(), "12");
}
