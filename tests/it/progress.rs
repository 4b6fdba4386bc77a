//! `progress`: how far goals are, whether they keep pace, when they will be done.

use serde_json::json;

use crate::common::{codes, find, half_way, has_keys, says, with_goals};

#[test]
fn json_says_at_least_what_was_promised() {
    let store = half_way();
    store.types("split gp 'Guest post every:week code:post feeds:1' '  Pitch n:12 code:pitch' '  Outline'");
    let document = store.json(&["progress"]);
    assert_eq!(document["day"], "2026-07-01");
    for goal in document["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            "code title target unit amount fraction from by settled expected buffer_days needed_per_day \
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

/// How many eighths of a page's bar are filled, of how many columns, and what stands behind it.
fn bar(page: &str) -> (usize, usize, String) {
    const SIGNS: [char; 10] = ['█', '▉', '▊', '▋', '▌', '▍', '▎', '▏', '░', '┃'];
    let line = page.lines().find(|line| line.contains(SIGNS)).expect("a bar").trim();
    let eighths = line.chars().filter_map(|sign| SIGNS.iter().position(|it| *it == sign));
    let filled = eighths.map(|place| 8_usize.saturating_sub(place)).sum();
    (filled, line.matches(SIGNS).count(), line.trim_start_matches(SIGNS).trim().to_owned())
}

#[test]
fn rule_7_8_a_bar_is_full_only_where_all_is_done_and_empty_only_where_nothing_is() {
    let store = with_goals(&["Write n:2000 unit:words by:+1y code:w"]);
    let shown = |done: u32| {
        store.ok(&["check", &format!("w={done}")]);
        let told = find(&store.json(&["progress"])["goals"], "w").clone();
        (bar(&store.ok(&["progress", "w"])), told["fraction"].clone(), told["complete"].clone())
    };
    assert_eq!(shown(1), ((1, 40, "0 %".to_owned()), json!(0.0), json!(false)));
    assert_eq!(shown(599), ((95, 40, "29 %".to_owned()), json!(0.299), json!(false)));
    assert_eq!(shown(1999), ((319, 40, "99 %".to_owned()), json!(0.999), json!(false)));
    assert_eq!(store.json(&["show", "w"])["goal"]["fraction"], 0.999);
    assert_eq!(shown(2000), ((320, 40, "100 %".to_owned()), json!(1.0), json!(true)));
    assert_eq!(store.json(&["show", "w"])["goal"]["fraction"], 1.0);
}

#[test]
fn rule_7_8_the_mark_hides_no_bar() {
    let mut store = with_goals(&["Write n:2000 unit:words by:+1y code:w"]);
    store.ok(&["check", "w+60"]);
    // Nothing is asked for yet, and nothing marked.
    assert!(!store.ok(&["progress"]).contains('┃'));
    store.at("2026-11-20");
    // 10 of 2000, and 60 done: the mark is in the first column, and so is what is done.
    assert!(store.ok(&["progress"]).contains("█┃░"), "{}", store.ok(&["progress"]));
    store.at("2027-06-20");
    assert!(store.ok(&["progress"]).contains("█▏░"), "{}", store.ok(&["progress"]));
    store.ok(&["check", "w=2000"]);
    assert!(!store.ok(&["progress"]).contains('┃'), "who is done is asked for nothing");
}

#[test]
fn rule_7_8_percentages_are_rounded_down_wherever_they_are_told() {
    let mut store = with_goals(&["Book n:100 unit:pages code:pg", "Walk every:day code:walk"]);
    store.types("reward add pg Feast --at 90%");
    let out = store.ok(&["check", "pg=29", "walk"]);
    assert!(!out.contains("28"), "{out}");
    assert!(store.ok(&["rewards"]).contains("29 of 90 %"), "{}", store.ok(&["rewards"]));
    store.ok(&["check", "pg=57"]);
    let report = store.ok(&["report", "--html", "-"]);
    assert!(report.contains("57 %") && !report.contains("56 %"));
    // Two of three days: 66.6 %.
    store.at("2026-11-21").ok(&["check", "walk", "--on", "2026-11-19"]);
    for command in [vec!["streaks"], vec!["why", "walk"], vec!["report"], vec!["progress", "walk"]] {
        let out = store.ok(&command);
        assert!(out.contains("66 %") && !out.contains("67 %"), "{out}");
    }
    assert_eq!(store.streak("walk")["rate"], 0.666);
}

#[test]
fn rule_9_4_where_nothing_is_asked_no_bar_is_drawn() {
    let store = with_goals(&[
        "Swim every:mon,thu n:2 code:swim",
        "Run every:week n:3 code:run",
        "Row every:week n:3 code:row",
    ]);
    // A Wednesday.
    store.ok(&["skip", "run"]);
    store.ok(&["pause", "row", "--from", "2026-11-16"]);
    let out = store.ok(&["progress"]);
    assert!(!out.contains(['█', '░', '%']), "{out}");
    for code in ["swim", "run", "row"] {
        let goals = store.json(&["progress"])["goals"].clone();
        let told = find(&goals, code);
        says(told, &json!({"fraction": null, "needed_per_day": null, "complete": false}));
    }
}

#[test]
fn rule_7_3_and_7_4_needed_and_forecast_are_told_in_words_one_can_act_on() {
    let mut store = with_goals(&["Publish 52 posts n:52 unit:posts by:2027-11-17 code:gp"]);
    store.at("2026-12-15");
    let told = || store.ok(&["progress", "gp"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told().contains("3 posts behind · about 1.1 a week from now on · nothing done lately"),
        "{}",
        told()
    );
    store.ok(&["check", "gp+2"]);
    // 50 at 2 in 28 days: 700 days.
    assert!(
        told().contains(
            "1 post behind · about one a week from now on · at this rate done 14 Nov 2028, 11 months late"
        ),
        "{}",
        told()
    );
    store.ok(&["check", "gp=8"]);
    assert!(told().contains("5 posts ahead · about 4 a month from now on"), "{}", told());
    assert!(told().contains("at this rate done 18 May 2027, 6 months early"), "{}", told());
    store.ok(&["edit", "gp", "--target", "5200"]);
    assert!(told().contains("not at this rate"), "{}", told());
    assert_eq!(find(&store.json(&["progress"])["goals"], "gp")["forecast"], json!(null));
}
