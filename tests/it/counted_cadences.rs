//! `2w`, `3m` and days of the month (SEMANTICS 2.9) in what else there is: plans, skips, pauses, sizes, journals from
//! before.

use serde_json::{Value, json};

use crate::common::{find, shown, written_by_hand};
use crate::harness::Store;

/// A fortnight's and a month day's goal, made on Monday 14 September 2026.
fn store() -> Store {
    let mut store = Store::new();
    store.at("2026-09-14").ok(&["add", "Long run n:12 unit:km every:2w code:run"]);
    store.ok(&["add", "Pay rent every:1st code:rent"]);
    store.ok(&["add", "Tidy the cellar every:3m code:tidy"]);
    store
}

/// From and to of the period that holds today.
fn period(store: &Store, code: &str) -> (Value, Value) {
    let goal = store.goal(code);
    (goal["period"]["from"].clone(), goal["period"]["to"].clone())
}

/// The verdicts of the closed periods, the latest first.
fn verdicts(store: &Store, code: &str) -> Vec<String> {
    let told = store.json(&["why", code])["periods"].clone();
    let periods = told.as_array().expect("periods").iter();
    periods.map(|period| period["verdict"].as_str().expect("a verdict").to_owned()).collect()
}

#[test]
fn rule_8_2_they_are_planned_on_a_day_of_a_period() {
    let mut store = store();
    store.at("2026-11-18");
    // 9 to 22 November is the fifth fortnight.
    assert_eq!(period(&store, "run"), (json!("2026-11-09"), json!("2026-11-22")));
    store.ok(&["plan", "run", "--on", "2026-11-21"]);
    assert_eq!(store.goal("run")["state"], "waiting");
    store.at("2026-11-21");
    assert_eq!(store.goal("run")["state"], "open");
    // A plan counts in its own period alone.
    store.at("2026-11-23");
    assert_eq!(
        (store.goal("run")["state"].clone(), store.goal("run")["planned"].clone()),
        (json!("open"), Value::Null)
    );
    store.ok(&["plan", "rent", "--on", "2026-12-01"]);
    store.refused(1, &["plan", "rent", "--on", "2026-12-02"], "no period on Wednesday 2 December");
    store.ok(&["plan", "tidy", "--on", "2026-12-15"]);
}

#[test]
fn rule_4_1_a_skip_excuses_the_whole_of_them() {
    let mut store = store();
    store.at("2026-10-20").ok(&["skip", "run"]);
    store.ok(&["skip", "rent", "--on", "2026-11-01"]);
    store.refused(1, &["skip", "rent", "--on", "2026-11-02"], "rent");
    store.at("2026-11-18");
    // Running, 26 Oct to 8 Nov missed, 12 to 25 Oct skipped, two missed before.
    assert_eq!(verdicts(&store, "run"), ["open", "missed", "excused", "missed", "missed"]);
    assert_eq!(verdicts(&store, "rent")[..2], ["excused", "missed"]);
    store.at("2026-11-20").ok(&["skip", "tidy", "--on", "2026-11-20"]);
    assert_eq!(store.goal("tidy")["state"], "excused");
}

#[test]
fn rule_4_2_a_pause_of_all_their_days_excuses_and_one_of_some_makes_neutral() {
    let mut store = store();
    store.at("2026-09-28").ok(&["pause", "--all", "--until", "2026-10-11"]);
    store.at("2026-10-30").ok(&["pause", "run", "--until", "2026-11-02"]);
    store.at("2026-11-18");
    // 26 Oct to 8 Nov paused in part, 12 to 25 Oct missed, 28 Sep to 11 Oct paused, 14 to 27 Sep missed.
    assert_eq!(verdicts(&store, "run"), ["open", "neutral", "missed", "excused", "missed"]);
    // 1 October was paused, 1 November was not.
    assert_eq!(verdicts(&store, "rent")[..2], ["missed", "excused"]);
}

#[test]
fn rule_9_2_each_fortnight_counts_as_one_when_a_target_is_sized() {
    let mut store = store();
    for (day, sum) in [("2026-09-20", 9), ("2026-10-04", 12), ("2026-10-20", 8), ("2026-11-08", 13)] {
        store.at(day).ok(&["check", &format!("run+{sum}")]);
    }
    store.at("2026-11-18");
    let offers = store.json(&["review"])["offers"].clone();
    let run = find(&offers, "run");
    assert_eq!((&run["offered"], &run["sums"]), (&json!(9), &json!([9, 12, 8, 13])));
    assert_eq!(run["command"], "goals edit run --target 9");
}

#[test]
fn rule_9_2_days_of_the_month_that_are_missed_are_offered_a_pause() {
    let mut store = Store::new();
    store.at("2026-08-03").ok(&["add", "Water the cactus every:1st,15th code:cactus"]);
    store.at("2026-08-15").ok(&["check", "cactus"]);
    store.at("2026-11-01").ok(&["check", "cactus"]);
    store.at("2026-11-18");
    let offers = store.json(&["review"])["offers"].clone();
    assert_eq!(find(&offers, "cactus")["kind"], "pause");
}

#[test]
fn journals_that_have_them_are_read_as_they_were_written() {
    let store = Store::new();
    let add = |id: &str, code: &str, every: &str| {
        format!(
            r#"{{"add":{{"goal":"{id}","day":"2026-11-02","title":"Goal","code":"{code}","schedule":{{"every":"{every}"}}}}}}"#
        )
    };
    let made = [
        add("aaaaaaaa", "fortnight", "2w"),
        add("bbbbbbbb", "quarter", "3m"),
        add("cccccccc", "days", "1st,15th"),
        add("dddddddd", "last", "last-day,2nd-tue"),
    ];
    written_by_hand(&store, &made.join(","));
    for (code, cadence) in
        [("fortnight", "2w"), ("quarter", "3m"), ("days", "1st,15th"), ("last", "last-day,2nd-tue")]
    {
        assert_eq!(shown(&store, code)["cadence"], cadence);
    }
    assert_eq!(period(&store, "fortnight"), (json!("2026-11-16"), json!("2026-11-29")));
    assert_eq!(period(&store, "quarter"), (json!("2026-11-02"), json!("2027-01-31")));
    let ran = store.run(&["today"]);
    assert_eq!(ran.err, "", "{ran:?}");
}

/// What was weekly for a year becomes a fortnight's: what was judged stays, and the count begins with this week. The
/// streak that runs was one of weeks.
#[test]
fn rule_2_7_an_old_weekly_goal_that_becomes_a_fortnight_s_keeps_what_was() {
    let mut store = Store::new();
    store.at("2025-11-17").ok(&["add", "Call home every:week code:call"]);
    for day in ["2026-10-28", "2026-11-04", "2026-11-11"] {
        store.at(day).ok(&["check", "call"]);
    }
    store.at("2026-11-18");
    let before = store.streak("call");
    assert_eq!((&before["current"], &before["unit_of_streak"]), (&json!(3), &json!("weeks")));
    store.ok(&["edit", "call", "--every", "2w"]);
    let after = store.streak("call");
    assert_eq!((&after["current"], &after["unit_of_streak"]), (&json!(3), &json!("weeks")));
    assert_eq!((&after["met"], &after["missed"]), (&before["met"], &before["missed"]));
    assert_eq!(period(&store, "call"), (json!("2026-11-18"), json!("2026-11-29")));
    store.ok(&["check", "call"]);
    assert_eq!(store.streak("call")["current"], 4);
    store.ok(&["undo"]);
    store.ok(&["undo"]);
    assert_eq!(store.streak("call"), before);
}
