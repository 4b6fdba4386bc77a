//! SEMANTICS 11: what was done, added up.
//!
//! 16 to 22 November 2026 is a Monday to a Sunday.

use chrono::Weekday;
use goals::domain::judge::judge::Judge;
use goals::domain::report::activities::of_children;
use goals::domain::report::review::Review;
use goals::domain::report::span::Span;
use serde_json::{Value, json};

use crate::common::{find, guest_posts, line_with, with, with_goals};
use crate::harness::Store;
use crate::state::{Tale, day};

/// What a look back on a span comes to.
fn look_back<T>(tale: &Tale, span: Span, told: impl Fn(&Review<'_>) -> T) -> T {
    let now = tale.judge();
    let then = Judge::new(&tale.state, span.to.min(tale.today));
    told(&Review::of(&now, &then, span))
}

fn activities(tale: &Tale) -> u32 {
    look_back(tale, Span::week(tale.today, Weekday::Mon), |review| review.activities)
}

/// A goal's total in a span beside the span before: `39 52`.
fn total(tale: &Tale, span: Span, code: &str) -> String {
    let goal = tale.goal(code).id;
    look_back(tale, span, |review| {
        let found = review.totals.iter().find(|total| total.goal.id == goal);
        found.map_or_else(|| "-".to_owned(), |total| format!("{} {}", total.amount, total.before))
    })
}

/// The row of a goal's total.
fn row(document: &Value, code: &str) -> Value {
    find(&document["totals"], code).clone()
}

#[test]
fn rule_11_2_a_week_of_the_post_is_28_activities() {
    let store = guest_posts();
    store.types("check pitch+12 fu+2 outl write+10 ed si pub");
    assert_eq!(store.json(&["review"])["activities"], 28);
    assert_eq!(store.json(&["report"])["activities"], 28);
    assert!(store.ok(&["review"]).contains(" 28 activities"));
}

#[test]
fn rule_11_2_units_of_what_counts_things_are_activities_and_measures_are_one_a_day() {
    for (line, check, wanted) in [
        ("Pitch n:12 unit:emails every:week", "it+12", 12),
        ("Push n:50 every:day", "it+40", 40),
        ("Push n:51 every:day", "it+40", 1),
        ("Publish n:52 unit:posts", "it+3", 1),
        ("Run n:20 unit:km every:week", "it+12", 1),
        ("Run n:20 unit:KM every:week", "it+12", 1),
        ("Sit n:20 unit:minutes every:day", "it+20", 1),
        ("Write n:20 unit:pages every:week", "it+20", 1),
        ("Save n:50 unit:€ every:week", "it+20", 1),
        ("Water n:2 unit:l every:day", "it+2", 1),
        ("Water n:8 unit:glasses every:day", "it+8", 8),
        ("Read every:day", "it", 1),
        ("Call n:3 every:week", "it+0.5", 1),
        ("Call n:3 every:week", "it+2.5", 3),
        ("Coffee at-most:4 every:week", "it+3", 0),
        ("Weight baseline:90 n:80 unit:kg", "it=89", 0),
    ] {
        let mut tale = Tale::of("2026-11-18", &format!("{line} code:it"));
        tale.check(check);
        assert_eq!(activities(&tale), wanted, "{line}: {check}");
    }
}

#[test]
fn rule_11_2_a_day_is_rounded_up_by_itself_and_what_is_fed_counts_none() {
    let mut tale = Tale::of("2026-11-16", "Posts n:10 unit:posts code:gp");
    tale.split("gp", "Post every:week feeds:1 code:post").check("post");
    assert_eq!(activities(&tale), 1);
    tale.add("Call n:3 every:week code:call").check("call+0.5").on("2026-11-17").check("call+0.5");
    assert_eq!(activities(&tale), 3);
}

#[test]
fn rule_11_2_a_parent_judged_by_its_children_tells_theirs_beside_its_steps() {
    let store = guest_posts();
    store.types("check pitch+12 fu+2 write+3");
    let page = store.ok(&["today"]);
    assert!(line_with(&page, "of the week").contains("2 of 7 steps · 17 of 28 this week"), "{page}");
    assert!(store.ok(&["show", "post"]).contains("2 of 7 steps · 17 of 28 this week"));
    assert!(line_with(&store.ok(&["review"]), "  post").contains("2 of 7 steps · 17 of 28"));
}

#[test]
fn rule_11_2_more_than_a_step_asks_for_does_not_make_up_for_another() {
    let mut tale = Tale::of("2026-11-16", "Week every:week code:w");
    tale.split("w", "Pitch n:4 code:a\nCall n:3 code:b\nRun n:20 unit:km code:c\nSweets at-most:2 code:d");
    tale.check("a+9 b+2.5 c+5 d");
    let told = |tale: &Tale| {
        let judge = tale.judge();
        let history = judge.history(tale.goal("w"));
        of_children(&judge, tale.goal("w"), history.period_on(tale.today).expect("a period"))
    };
    // 4 of 4, 3 of 3, and 20 km are one, not yet run.
    assert_eq!(told(&tale), Some((7, 8)));
    let mut plain = Tale::of("2026-11-16", "Week every:week code:w");
    plain.split("w", "One code:a\nTwo code:b").check("a");
    assert_eq!(told(&plain), None, "that would say no more than `1 of 2 steps`");
}

#[test]
fn rule_11_1_totals_stand_beside_those_of_the_span_before() {
    let mut tale = Tale::of("2026-10-01", "Message n:3 unit:messages every:day code:msg");
    tale.on("2026-10-31").check("msg+52").on("2026-11-01").check("msg+30").on("2026-11-18").check("msg+9");
    assert_eq!(total(&tale, Span::month(tale.today), "msg"), "39 52");
    assert_eq!(total(&tale, Span::week(tale.today, Weekday::Mon), "msg"), "9 0");
    assert_eq!(total(&tale, Span::quarter(tale.today), "msg"), "91 0");
    assert_eq!(total(&tale, Span::year(tale.today), "msg"), "91 0");
    assert_eq!(total(&tale, Span::month(day("2026-10-05")), "msg"), "52 0");
    assert_eq!(total(&tale, Span::month(day("2026-09-05")), "msg"), "-");
}

#[test]
fn rule_11_1_readings_tell_from_what_to_what() {
    let mut tale = Tale::of("2026-10-01", "Weight baseline:84 n:75 unit:kg code:kg");
    tale.on("2026-10-20").check("kg=82").on("2026-11-03").check("kg=80").on("2026-11-18").check("kg=79.5");
    assert_eq!(total(&tale, Span::month(tale.today), "kg"), "79.5 82");
    assert_eq!(total(&tale, Span::month(day("2026-10-01")), "kg"), "82 84");
    assert_eq!(total(&tale, Span::week(day("2026-11-09"), Weekday::Mon), "kg"), "-");
}

#[test]
fn rule_11_1_what_children_feed_is_done_in_their_parent() {
    let mut tale = Tale::of("2026-11-09", "Posts n:52 unit:posts code:gp");
    tale.split("gp", "Post every:week feeds:1 code:post\nExtra n:9 unit:posts code:extra");
    tale.check("post extra+2").on("2026-11-18").check("post gp");
    let week = Span::week(tale.today, Weekday::Mon);
    assert_eq!(total(&tale, week, "gp"), "2 3");
    assert_eq!(total(&tale, week, "post"), "1 1");
}

#[test]
fn rule_11_1_review_show_and_report_tell_totals_with_their_units() {
    let mut store = Store::new();
    store.at("2026-10-05");
    store.ok(&["add", "Message n:3 unit:messages every:day code:msg"]);
    store.ok(&["add", "Weight baseline:84 n:75 unit:kg code:kg"]);
    store.ok(&["add", "Sing n:2 every:day code:sing"]);
    store.at("2026-10-20").ok(&["check", "msg+52", "kg=82", "sing+2"]);
    store.at("2026-11-18").ok(&["check", "msg+39", "kg=79.5", "sing"]);
    let month = store.json(&["review", "--month", "today"]);
    let wanted = json!({"code": "msg", "title": "Message", "unit": "messages", "amount": 39, "before": 52});
    assert_eq!(row(&month, "msg"), wanted);
    let kg = row(&month, "kg");
    assert_eq!((&kg["amount"], &kg["before"]), (&json!(79.5), &json!(82)));
    let page = store.ok(&["review", "--month", "today"]);
    assert!(page.contains("Done so far\n"), "{page}");
    assert!(page.contains("  msg   Message  39 messages (52 last month)\n"), "{page}");
    assert!(page.contains("82 → 79.5 kg") && page.contains("1 time (2 last month)"), "{page}");
    let october = store.ok(&["review", "--month", "october"]);
    assert!(october.contains("\nDone\n") && october.contains("52 messages\n"), "{october}");
    let page = store.ok(&["show", "msg"]);
    for line in [
        "  this week so far   39 messages (none last week)",
        "  this month so far  39 messages (52 last month)",
        "  this year so far   91 messages",
        "  ever               91 messages",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line}: {page}");
    }
    let ever = json!({"code": "msg", "span": "ever", "unit": "messages", "amount": 91, "before": null});
    let totals = store.json(&["show", "msg"])["goal"]["totals"].clone();
    assert_eq!((totals.as_array().map(Vec::len), &totals[3]), (Some(4), &ever));
    assert_eq!(
        totals[1],
        json!({"code": "msg", "span": "month", "unit": "messages", "amount": 39, "before": 52})
    );
    assert!(store.ok(&["show", "kg"]).contains("  ever               84 → 79.5 kg\n"));
    let report = store.json(&["report", "--since", "2026-11-01"]);
    assert_eq!((&row(&report, "msg")["amount"], &row(&report, "msg")["before"]), (&json!(39), &json!(52)));
    let page = store.ok(&["report", "--since", "2026-11-01"]);
    assert!(page.contains("39 messages (52 in the 18 days before)"), "{page}");
    assert!(store.ok(&["report", "--html", "-"]).contains("<bdi>91 messages</bdi>"));
    assert_eq!(store.json(&["report", "--goal", "kg"])["totals"].as_array().map(Vec::len), Some(1));
}

#[test]
fn rule_11_1_what_can_only_be_done_or_not_is_told_by_its_days() {
    let mut store = Store::new();
    store.at("2025-12-30");
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Buy shoes code:shoes"]);
    store.ok(&["check", "read", "shoes"]);
    store.at("2026-11-17").ok(&["check", "read"]);
    store.at("2026-11-18").ok(&["check", "read"]);
    let page = store.ok(&["review", "--year"]);
    assert!(page.contains("  read  Read  2 days (1 in 2025)\n"), "{page}");
    assert!(!page.contains("shoes"), "{page}");
    assert!(store.ok(&["review", "--year", "2025"]).contains("  30 Dec  shoes  Buy shoes\n"));
}

#[test]
fn rule_11_1_one_of_a_unit_is_told_as_one() {
    for (unit, told) in
        [("emails", "1 email"), ("km", "1 km"), ("glass", "1 glass"), ("stories", "1 stories")]
    {
        let store = with_goals(&[&format!("It n:3 unit:{unit} every:day code:it")]);
        store.ok(&["check", "it"]);
        assert!(store.ok(&["show", "it"]).contains(&format!("  this week so far   {told}\n")), "{unit}");
    }
}

#[test]
fn rule_11_1_a_long_title_gives_way_to_what_was_done() {
    let store = with_goals(&["Message everybody who ever wrote to us n:3 unit:messages every:day code:msg"]);
    store.ok(&["check", "msg+1234"]);
    let page = with(&store, &[("COLUMNS", "40")], &["review", "--month", "today"]).out;
    assert!(page.contains("  msg  Message everybody…  1234 messages\n"), "{page}");
}

#[test]
fn rule_11_3_the_report_s_days_and_areas_count_each_goal_once_a_day() {
    let store = guest_posts();
    store.types("check pitch+12 fu+2 kids");
    store.ok(&["check", "pitch", "kids"]);
    store.ok(&["win", "A reader wrote", "--area", "work"]);
    let report = store.json(&["report"]);
    assert_eq!(report["days"], json!({"2026-11-18": 4}));
    assert_eq!(report["activities"], 17);
    let area = |area: &str| {
        let areas = report["areas"].as_array().expect("areas").iter();
        areas.filter(|row| row["area"] == area).map(|row| row["goal_days"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((area("family"), area("work")), (vec![json!(1)], vec![json!(1)]));
    let review = store.json(&["review"]);
    assert_eq!(review["best_day"], json!({"day": "2026-11-18", "activities": 17}));
    assert!(store.ok(&["report"]).contains("17 activities on 1 day\n"));
}

#[test]
fn what_falls_due_in_the_span_is_told_and_nothing_was_done_only_if_nothing_was() {
    let mut store = with_goals(&["Tax by:2026-11-18 code:tax", "Later by:2026-12-18 code:later"]);
    let page = store.ok(&["review"]);
    assert!(page.contains("\nDue\n  Wed 18 Nov  tax  Tax\n"), "{page}");
    assert!(!page.contains("Nothing was done") && !page.contains("18 Dec"), "{page}");
    let due = json!([{"day": "2026-11-18", "code": "tax", "title": "Tax", "done": null}]);
    assert_eq!(store.json(&["review"])["due"], due);
    assert_eq!(store.json(&["review", "--month", "today"])["due"], due);
    assert_eq!(store.json(&["review", "--year"])["due"].as_array().map(Vec::len), Some(2));
    store.ok(&["check", "tax"]);
    assert_eq!(store.json(&["review"])["due"][0]["done"], "2026-11-18");
    assert!(!store.ok(&["review"]).contains("\nDue\n"));
    store.ok(&["undo"]);
    // A day later it is overdue, and told of once.
    store.at("2026-11-19");
    let page = store.ok(&["review"]);
    assert!(page.contains("Overdue\n") && !page.contains("\nDue\n"), "{page}");
    assert!(store.ok(&["review", "--year"]).contains("Due, and not done yet\n  18 Nov  tax"));
    // A reading, or a limit that was used, is something done.
    let store = with_goals(&["Weight baseline:90 n:80 unit:kg code:kg", "Coffee at-most:9 code:cof"]);
    assert!(store.ok(&["review"]).contains("Nothing was done or due"));
    store.ok(&["check", "kg=89"]);
    assert!(!store.ok(&["review"]).contains("Nothing was done"));
    store.ok(&["undo"]);
    store.ok(&["check", "cof"]);
    assert!(!store.ok(&["review"]).contains("Nothing was done"));
}
