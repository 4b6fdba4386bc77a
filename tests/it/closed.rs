//! What was closed by hand, and what is overdue, wherever it is told.

use serde_json::{Value, json};

use crate::common::{codes, line_with, shown, with_goals};
use crate::harness::Store;

/// A hundred sheets, closed at 70 on the 10th, and fifty more on the 11th.
fn pages() -> Store {
    let mut store = Store::new();
    store.at("2026-11-10T09:00:00+01:00");
    store.ok(&["add", "Pages code:pg n:100 unit:sheets"]);
    store.ok(&["add", "Walk code:walk every:day n:2 unit:km"]);
    store.ok(&["check", "pg+70", "walk+2"]);
    store.ok(&["finish", "pg", "--note", "enough"]);
    store.ok(&["finish", "walk", "--note", "too cold"]);
    store.at("2026-11-11T09:00:00+01:00").ok(&["check", "pg+50", "walk+3"]);
    store
}

fn ever(store: &Store, code: &str) -> Value {
    let totals = shown(store, code)["totals"].clone();
    totals.as_array().and_then(|rows| rows.last()).map(|row| row["amount"].clone()).unwrap_or_default()
}

#[test]
fn rule_11_1_totals_hold_what_was_done_after_the_end() {
    let store = pages();
    assert_eq!((ever(&store, "pg"), ever(&store, "walk")), (json!(120), json!(5)));
    assert_eq!(shown(&store, "pg")["done"], 70);
    for args in [&["review"][..], &["report"], &["review", "--year"]] {
        let totals = store.json(args)["totals"].clone();
        let amounts: Vec<&Value> =
            totals.as_array().expect("rows").iter().map(|row| &row["amount"]).collect();
        assert_eq!(amounts, [&json!(120), &json!(5)], "{args:?}");
    }
}

#[test]
fn rule_11_1_what_is_done_below_a_closed_goal_is_in_its_totals_too() {
    let mut store = Store::new();
    store.at("2026-11-10");
    store.ok(&["add", "Read code:read n:100 unit:pages"]);
    store.ok(&["split", "read", "Evenings code:eve every:day n:5 unit:pages"]);
    store.ok(&["check", "eve+5"]);
    store.ok(&["finish", "read"]);
    store.at("2026-11-11").ok(&["check", "eve+7"]);
    assert_eq!((ever(&store, "eve"), ever(&store, "read")), (json!(12), json!(12)));
    assert_eq!(shown(&store, "read")["done"], 5);
}

#[test]
fn rule_11_1_show_tells_week_month_year_and_ever() {
    let mut store = with_goals(&[
        "Pitch code:p every:week n:5 unit:mails",
        "Weigh less code:kg n:75 baseline:82 unit:kg",
    ]);
    store.ok(&["check", "p+4"]);
    store.ok(&["check", "kg=80"]);
    store.at("2028-03-01");
    let spans = |code: &str| {
        let totals = shown(&store, code)["totals"].clone();
        let rows = totals.as_array().expect("rows").clone();
        rows.iter()
            .map(|row| format!("{} {} {}", row["span"], row["amount"], row["before"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(spans("p"), ["\"week\" 0 0", "\"month\" 0 0", "\"year\" 0 0", "\"ever\" 4 null"]);
    assert_eq!(spans("kg"), ["\"week\" 80 80", "\"month\" 80 80", "\"year\" 80 80", "\"ever\" 80 82"]);
    let page = store.ok(&["show", "p"]);
    for (line, told) in
        [("this week so far", "no mails"), ("this month so far", "no mails"), ("  ever", "4 mails")]
    {
        assert!(line_with(&page, line).contains(told), "{page}");
    }
    assert!(line_with(&store.ok(&["show", "kg"]), "this week so far").contains("still 80 kg"));
}

#[test]
fn rule_6_4_what_is_overdue_is_offered_two_ways_in_why_and_show() {
    let mut store = with_goals(&["Taxes code:tax by:2026-11-20", "Pages code:pg n:10 by:2026-11-20"]);
    store.at("2026-11-25");
    for args in [["why", "tax"], ["show", "tax"], ["why", "pg"], ["show", "pg"]] {
        let page = store.ok(&args).replace("\n ", " ");
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        let code = args[1];
        let told = format!(
            "verdue since 20 Nov: `goals edit {code} --by +1w` gives it more time, `goals finish {code}` closes it"
        );
        assert!(page.contains(&told), "{page}");
    }
    store.ok(&["finish", "tax"]);
    assert!(!store.ok(&["show", "tax"]).contains("overdue"));
}

#[test]
fn rule_6_4_report_tells_what_was_closed_by_hand() {
    let store = pages();
    let report = store.json(&["report"]);
    assert_eq!(
        (&report["goals"][0]["state"], codes(&report["closed"])),
        (&json!("ended"), vec!["walk".to_owned()])
    );
    for args in [&["report", "--notes"][..], &["report", "--notes", "--html", "-"]] {
        let page = store.ok(args);
        for told in ["finished at 70 of 100 ", "Closed by hand", "too cold"] {
            assert!(page.contains(told), "{told}: {page}");
        }
    }
    assert!(store.json(&["report", "--since", "2026-11-11"])["closed"] == json!([]));
}

#[test]
fn rule_6_4_log_tells_that_a_goal_was_closed() {
    let store = pages();
    let entries = store.json(&["log", "--goal", "pg"])["entries"].clone();
    let closed = entries.as_array().expect("rows").iter().find(|row| row["kind"] == "finish").expect("a row");
    assert_eq!((&closed["day"], &closed["note"]), (&json!("2026-11-10"), &json!("enough")));
    let page = store.ok(&["log"]);
    assert!(line_with(&page, "enough").contains("  finished  Pages  enough"), "{page}");
    store.ok(&["finish", "pg", "--undo"]);
    assert!(!store.ok(&["log"]).contains("enough"));
}

#[test]
fn rule_6_4_why_tells_when_a_goal_was_closed() {
    let store = pages();
    assert!(store.ok(&["why", "walk"]).contains("It was closed by hand: finished on 10 Nov."));
    store.ok(&["add", "House code:h"]);
    store.ok(&["split", "h", "Paint code:paint", "Sweep code:sweep every:day"]);
    store.ok(&["finish", "h"]);
    for code in ["paint", "sweep"] {
        let page = store.ok(&["why", code]).replace("\n  ", " ");
        let told = "It ended on Wednesday 11 November 2026 with `h`, which was closed by hand.";
        assert!(page.contains(told), "{page}");
        assert!(!page.contains("when it is checked off"), "{page}");
    }
}

#[test]
fn rule_6_2_why_names_what_is_left_below_a_goal() {
    let mut store = Store::new();
    store.at("2026-12-05");
    store.ok(&["add", "Be fit code:fit by:2027-02-28"]);
    store.ok(&["split", "fit", "Walk code:walk every:day", "Buy shoes code:shoes"]);
    store.ok(&["check", "shoes"]);
    let why = |store: &Store| store.ok(&["why", "fit"]).replace("\n  ", " ");
    assert!(why(&store).contains("left: 86 of `walk`, until 28 Feb 2027."), "{}", why(&store));
    store.ok(&["check", "walk"]);
    assert!(why(&store).contains("left: 85 of `walk`, until 28 Feb 2027."), "{}", why(&store));
    store.at("2027-03-01");
    assert!(why(&store).contains("not all were met; `goals finish fit` closes it."), "{}", why(&store));
    store.ok(&["edit", "fit", "--by", "none"]);
    let told = "It is done when all below it is; `walk` has no end; `goals finish fit` closes it.";
    assert!(why(&store).contains(told), "{}", why(&store));
}

#[test]
fn what_was_closed_unfinished_stands_by_itself_in_review_with_its_note_once() {
    let store = pages();
    for args in [&["review"][..], &["review", "--month", "2026-11"]] {
        let page = store.ok(args);
        assert_eq!(page.matches("enough").count(), 1, "{page}");
        assert!(page.contains("\nClosed\n") && !page.contains("\nWins\n"), "{page}");
        assert!(page.contains("pg  Pages · finished at 70 of 100 sheets · “enough”"), "{page}");
    }
    for args in [&["review", "--year"][..], &["review", "--year", "--html", "-"]] {
        let page = store.ok(args);
        assert!(page.contains("Closed") && !page.contains("Finished"), "{page}");
    }
}

#[test]
fn review_tells_what_a_complete_goal_came_to() {
    let store = with_goals(&["Big code:big by:2026-12-03"]);
    store.ok(&["split", "big", "One code:one", "Walk code:walk every:day by:2026-11-18"]);
    store.ok(&["check", "one"]);
    let told = store.ok(&["finish", "big"]);
    assert!(told.contains("complete, 1 of 2"), "{told}");
    for args in [&["review"][..], &["review", "--year"], &["review", "--year", "--html", "-"]] {
        assert!(store.ok(args).contains("complete, 1 of 2"), "{args:?}: {}", store.ok(args));
    }
    assert!(
        store.ok(&["review", "--year"]).contains("and 1 of its steps"),
        "{}",
        store.ok(&["review", "--year"])
    );
}
