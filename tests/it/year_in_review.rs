//! `review --quarter` and `--year`: a page to be read.
//!
//! 16 to 22 November 2026 is a Monday to a Sunday.

use chrono::Weekday;
use goals::domain::input::resolve::Calendar;
use goals::domain::report::span::Span;
use goals::domain::report::typed_span::{typed_quarter, typed_year};
use serde_json::{Value, json};

use crate::common::{codes, line_with, with, with_goals};
use crate::harness::Store;
use crate::state::day;

fn calendar() -> Calendar {
    Calendar::new(day("2026-11-18"), Weekday::Mon)
}

/// Three years with a run that breaks, a win each, and a book that is finished.
fn years() -> Store {
    let mut store = Store::new();
    store.at("2025-02-03");
    store.ok(&["add", "Run n:2 unit:km every:day area:health code:run"]);
    store.ok(&["add", "Write the book code:book"]);
    store.types("split book 'Outline code:outl' 'Draft n:3 code:draft'");
    for date in ["2025-02-03", "2025-02-04", "2026-03-02", "2026-03-03", "2026-03-04", "2026-11-17"] {
        store.at(date).ok(&["check", "run+2.5"]);
    }
    store.at("2025-06-01").ok(&["win", "A prize"]);
    store.at("2026-05-01").ok(&["win", "Another prize"]);
    store.at("2026-06-07").ok(&["check", "outl"]);
    store.at("2026-06-08").ok(&["check", "draft+3", "--note", "the ending wrote itself"]);
    store.at("2026-11-18");
    store
}

#[test]
fn a_quarter_is_typed_by_its_number_or_a_day_in_it() {
    let first = |text: &str| {
        typed_quarter(text, &mut calendar())
            .map(|span| span.from.to_string())
            .map_err(|error| error.to_string())
    };
    for (text, wanted) in [
        ("", "2026-10-01"),
        ("q4", "2026-10-01"),
        ("Q1", "2026-01-01"),
        ("2025-Q3", "2025-07-01"),
        ("last", "2026-07-01"),
        ("2026-02-28", "2026-01-01"),
        ("today", "2026-10-01"),
    ] {
        assert_eq!(first(text).as_deref(), Ok(wanted), "{text}");
    }
    for text in ["q5", "2026-q0", "x-q1", "spring"] {
        assert_eq!(first(text), Err(format!("`{text}` is not a quarter")));
    }
}

#[test]
fn a_year_is_typed_by_its_number_or_a_day_in_it() {
    let first = |text: &str| {
        typed_year(text, &mut calendar()).map(|span| span.from.to_string()).map_err(|error| error.to_string())
    };
    for (text, wanted) in
        [("", "2026-01-01"), ("2024", "2024-01-01"), ("last", "2025-01-01"), ("-1y", "2025-01-01")]
    {
        assert_eq!(first(text).as_deref(), Ok(wanted), "{text}");
    }
    for text in ["26", "12345", "next"] {
        assert_eq!(first(text), Err(format!("`{text}` is not a year")));
    }
}

#[test]
fn the_parts_of_a_span_cover_it_and_don_t_overlap() {
    let on = day("2026-11-18");
    for (span, parts) in [
        (Span::week(on, Weekday::Sun), 7),
        (Span::month(on), 6),
        (Span::quarter(on), 14),
        (Span::year(on), 12),
    ] {
        let found = span.parts(Weekday::Mon);
        assert_eq!(found.len(), parts);
        assert_eq!((found[0].0, found[parts - 1].1), (span.from, span.to));
        assert!(found.windows(2).all(|two| two[0].1.next() == two[1].0));
    }
}

#[test]
fn a_year_is_told_whole() {
    let store = years();
    let year = store.json(&["review", "--year"]);
    assert_eq!(
        year["span"],
        json!({"length": "year", "from": "2026-01-01", "to": "2026-12-31", "so_far": true})
    );
    // Four runs, a win, the outline and three drafts; two runs and a win in the year before.
    assert_eq!((&year["activities"], &year["activities_before"]), (&json!(9), &json!(3)));
    assert_eq!(year["days_done"], 7);
    assert_eq!(year["best_day"], json!({"day": "2026-06-08", "activities": 3}));
    assert_eq!(year["best_week"], json!({"from": "2026-03-02", "to": "2026-03-08", "activities": 3}));
    assert_eq!(year["parts"].as_array().map(Vec::len), Some(12));
    assert_eq!(year["parts"][2], json!({"from": "2026-03-01", "to": "2026-03-31", "activities": 3}));
    assert_eq!(
        year["streaks"],
        json!([{"code": "run", "title": "Run", "length": 3, "unit": "days", "from": "2026-03-02",
                "to": "2026-03-04"}])
    );
    let finished = year["finished"].as_array().expect("rows");
    assert_eq!(codes(&year["finished"]), ["outl", "book", "draft"]);
    assert_eq!(finished[2]["note"], "the ending wrote itself");
    assert_eq!(finished[2]["complete"], true);
    for part in ["behind", "overdue", "offers", "stale", "vague", "trials_ended"] {
        assert_eq!(year[part], json!([]), "a year asks for no change: {part}");
    }
    let page = store.ok(&["review", "--year"]);
    for told in [
        "2026, so far   ",
        "Something was done on 7 days · best week 2 to 8 Mar: 3 · best day 8 Jun: 3 · 3 activities in 2025\n",
        "Month by month",
        "  8 Jun   book  Write the book\n",
        "          “the ending wrote itself”\n",
        "  and 1 of their steps\n",
        "  1 May   Another prize\n",
        "  run    Run    10 km (5 in 2025)\n",
        "  run  Run  3 days  2 to 4 Mar\n",
        "4 of ",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("A prize"), "{page}");
    let before = store.ok(&["review", "--year", "2025"]);
    assert!(before.starts_with("2025   ") && before.contains("A prize"), "{before}");
}

#[test]
fn what_was_closed_by_hand_is_told_with_what_it_came_to() {
    let mut store = Store::new();
    store.at("2026-06-01");
    store.ok(&["add", "Read 100 pages n:100 unit:pages by:2026-12-01 code:read"]);
    store.ok(&["add", "Walk every:day code:walk"]);
    store.at("2026-06-20").ok(&["check", "read+70"]);
    store.ok(&["finish", "read", "--note", "the rest is an index"]);
    store.ok(&["finish", "walk"]);
    store.at("2026-11-18");
    let year = store.json(&["review", "--year"]);
    let read = json!({"day": "2026-06-20", "code": "read", "title": "Read 100 pages", "complete": false,
                      "note": "the rest is an index"});
    assert_eq!(year["finished"][0], read);
    assert_eq!(codes(&year["finished"]), ["read", "walk"]);
    assert_eq!(year["due"], json!([]), "what is closed does not fall due");
    let page = store.ok(&["review", "--year"]);
    assert!(page.contains("  20 Jun  read  Read 100 pages · finished at 70 of 100 pages\n"), "{page}");
    assert!(page.contains("          “the rest is an index”\n"), "{page}");
    assert!(
        store.ok(&["review", "--month", "2026-06"]).contains("Read 100 pages · finished at 70 of 100 pages")
    );
    assert!(store.ok(&["review", "--year", "--html", "-"]).contains("finished at 70 of 100 pages"));
}

#[test]
fn a_quarter_has_its_weeks() {
    let store = years();
    let quarter = store.json(&["review", "--quarter", "q2"]);
    assert_eq!((&quarter["span"]["from"], &quarter["span"]["so_far"]), (&json!("2026-04-01"), &json!(false)));
    assert_eq!(quarter["activities"], 5);
    let page = store.ok(&["review", "--quarter", "q2"]);
    assert!(page.starts_with("April to June 2026   ") && page.contains("Week by week"), "{page}");
    assert!(
        page.contains("4 activities in the quarter before")
            || page.contains("3 activities in the quarter before")
    );
    assert!(line_with(&page, "Apr ").contains("Apr 6 ") || page.contains("Apr  6"), "{page}");
}

#[test]
fn what_has_not_begun_and_what_is_no_year_is_refused() {
    let store = Store::new();
    let ran = store.refused(1, &["review", "--year", "2027"], "2027 has not begun");
    assert!(ran.err.contains("`goals review --year today` looks back on this year so far"), "{ran:?}");
    store.ok(&["review", "--year", "today"]);
    store.refused(1, &["review", "--quarter", "2027-q1"], "January to March 2027 has not begun");
    store.refused(2, &["review", "--year", "never"], "`never` is not a year");
    store.refused(2, &["review", "--year", "--month", "nov"], "--month");
    store.refused(2, &["review", "--quarter", "--year"], "--year");
}

#[test]
fn an_empty_year_and_a_young_one() {
    let mut store = Store::new();
    let page = store.ok(&["review", "--year"]);
    assert!(page.contains("Nothing was done or due") && page.lines().count() < 6, "{page}");
    for part in ["totals", "streaks", "finished", "due", "wins"] {
        assert_eq!(store.json(&["review", "--year"])[part], json!([]), "{part}");
    }
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["check", "read"]);
    store.at("2027-01-02").ok(&["check", "read"]);
    let page = store.ok(&["review", "--year"]);
    assert!(page.contains("`goals review --year last` looks back on the whole of 2026."), "{page}");
    store.ok(&["review", "--year", "last"]);
}

#[test]
fn the_bars_fit_every_width() {
    let store = Store::demo();
    for columns in [20, 30, 40, 50, 60, 80, 120] {
        for span in [["--year"], ["--quarter"]] {
            let width = columns.to_string();
            let page = with(&store, &[("COLUMNS", &width)], &[&["review"], &span[..]].concat()).out;
            for line in page.lines() {
                assert!(line.chars().count() <= columns, "{columns}: {line}");
            }
            assert!(page.contains("Jan") || page.contains("Oct"), "{page}");
        }
    }
}

#[test]
fn what_is_read_in_a_browser_says_the_same() {
    let store = years();
    let html = store.ok(&["review", "--year", "--html", "-"]);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{html}");
    for told in [
        "<title>Goals, 2026, so far</title>",
        "<h1>2026, so far</h1>",
        "the ending wrote itself",
        "Another prize",
        "10 km (5 in 2025)",
        "2 to 4 Mar",
        "1 Mar 2026: 3 activities",
    ] {
        assert!(html.contains(told), "{told}: {html}");
    }
    for foreign in ["<script", "http:", "https:", "<link", "<img", " style=", "@import", "url("] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    let file = store.home().join("year.html");
    let written: Value = store.json(&["review", "--quarter", "--html", file.to_str().expect("a path")]);
    let text = std::fs::read_to_string(&file).expect("a page");
    assert_eq!(written["bytes"].as_u64(), Some(text.len() as u64));
    for span in [&["review", "--html", "-"][..], &["review", "--month", "today", "--html", "-"]] {
        assert!(store.ok(span).contains("<h1>"), "{span:?}");
    }
    let odd = with_goals(&["<script>alert(1)</script> n:3 every:day area:<b> code:s"]);
    odd.ok(&["check", "s"]);
    assert!(!odd.ok(&["review", "--year", "--html", "-"]).contains("<script"), "made inert");
}
