//! From days and amounts to the paths of a chart, of 1000 by 300.

use goals::commands::report::chart::{Chart, Frame, Point, Shape, chart, on_line};
use goals::commands::report::timeline::{Bar, Scale};
use goals::domain::value::amount::Amount;

use crate::state::day;

fn point(on: &str, amount: i64) -> Point {
    (day(on), Amount::whole(amount))
}

/// Ten days, from nothing to 20.
fn frame() -> Frame {
    Frame { from: day("2026-11-01"), to: day("2026-11-11"), low: Amount::ZERO, high: Amount::whole(20) }
}

#[test]
fn stairs_stay_level_until_the_day_that_changes_them() {
    let done =
        [point("2026-11-01", 0), point("2026-11-03", 5), point("2026-11-06", 5), point("2026-11-07", 10)];
    let Chart { done, below, pace, today } = chart(frame(), &done, Shape::Stairs, None);
    assert_eq!(done, "M0 300H200V225H500H600V150");
    assert_eq!(below, "M0 300H200V225H500H600V150V300H0Z");
    assert_eq!((pace, today), (None, 600));
}

#[test]
fn slopes_go_straight_from_one_reading_to_the_next() {
    let done = [point("2026-11-02", 20), point("2026-11-06", 10)];
    assert_eq!(chart(frame(), &done, Shape::Slopes, None).done, "M100 0L500 150");
}

#[test]
fn the_line_to_keep_to_is_cut_where_the_chart_ends() {
    let line = [point("2026-10-27", 0), point("2026-11-16", 20)];
    // It is at 5 of 20 on the first day, at 15 on the last.
    let pace = chart(frame(), &[point("2026-11-01", 0)], Shape::Stairs, Some(line)).pace;
    assert_eq!(pace.as_deref(), Some("M0 225L1000 75"));
    let gone = [point("2026-10-01", 0), point("2026-10-20", 20)];
    assert_eq!(chart(frame(), &[point("2026-11-01", 0)], Shape::Stairs, Some(gone)).pace, None);
}

#[test]
fn what_lies_outside_is_drawn_at_the_edge() {
    let done = [point("2026-11-01", -5), point("2026-11-11", 50)];
    assert_eq!(chart(frame(), &done, Shape::Slopes, None).done, "M0 300L1000 0");
    let flat = Frame { high: Amount::ZERO, to: day("2026-11-01"), ..frame() };
    assert_eq!(chart(flat, &[point("2026-11-01", 0)], Shape::Stairs, None).done, "M0 300");
    assert_eq!(chart(frame(), &[], Shape::Stairs, None).done, "");
}

#[test]
fn a_story_of_forty_years_has_no_more_points_than_a_chart_has_columns() {
    let from = day("1986-11-01");
    let done: Vec<Point> = (0..14_600_i64).map(|days| (from.plus(days), Amount::whole(days))).collect();
    let frame = Frame { from, to: from.plus(14_599), low: Amount::ZERO, high: Amount::whole(14_599) };
    let path = chart(frame, &done, Shape::Slopes, None).done;
    assert!(path.matches(['M', 'L']).count() <= 1002, "{}", path.len());
    assert!(path.ends_with("L1000 0"), "the last one is there");
}

#[test]
fn a_straight_line_s_value_on_a_day() {
    let line = [point("2026-11-01", 0), point("2026-11-05", 10)];
    let at = |on: &str| on_line(line, day(on)).to_string();
    assert_eq!(["2026-10-01", "2026-11-02", "2026-11-05", "2027-01-01"].map(at), ["0", "2.5", "10", "10"]);
    let falling = [point("2026-11-01", 90), point("2026-11-05", 80)];
    assert_eq!(on_line(falling, day("2026-11-03")).to_string(), "85");
}

#[test]
fn a_timeline_s_bars_hold_their_days_and_show_at_least_something() {
    let scale = Scale { from: day("2026-11-01"), to: day("2026-11-10") };
    let bar = |from: &str, to: &str| scale.bar(day(from), day(to));
    assert_eq!(bar("2026-11-01", "2026-11-10"), Bar { x: 0, width: 1000 });
    assert_eq!(bar("2026-11-03", "2026-11-03"), Bar { x: 200, width: 100 });
    assert_eq!(bar("2026-10-01", "2026-10-02"), Bar { x: 0, width: 8 });
    assert_eq!(bar("2026-12-01", "2026-12-24"), Bar { x: 992, width: 8 });
    assert_eq!(bar("2026-11-05", "2026-11-02"), Bar { x: 400, width: 100 });
    assert_eq!(scale.months(24), "");
    let longer = Scale { from: day("2026-11-01"), to: day("2027-01-30") };
    assert_eq!(longer.months(24), "M330 0V24M670 0V24");
    let ages = Scale { from: day("1990-01-01"), to: day("2027-01-30") };
    assert_eq!(ages.months(24), "");
}
