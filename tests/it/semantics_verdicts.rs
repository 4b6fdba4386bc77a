//! SEMANTICS 4: verdicts, skips, pauses, parents.

use goals::domain::judge::status::Status;
use goals::domain::judge::verdict::{Basis, JudgedPeriod};
use goals::domain::model::change::Act;
use goals::domain::model::refusal::Refusal;
use goals::domain::value::code::Code;
use goals::domain::value::share::Share;

use crate::state::{Tale, day};

/// On Monday a goal to run three times a week.
fn weekly() -> Tale {
    Tale::of("2026-11-16", "Run every:week n:3 code:run")
}

/// On Monday a goal of at most four coffees a week.
fn limit() -> Tale {
    Tale::of("2026-11-16", "Coffee every:week at-most:4 code:cof")
}

fn daily() -> Tale {
    Tale::of("2026-11-16", "Read every:day code:read")
}

#[test]
fn rule_4_reached_is_met_in_a_skipped_period() {
    let mut tale = weekly();
    tale.skip("run").check("run+3");
    assert_eq!(tale.verdicts("run"), "met");
    tale.on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "met open");
}

#[test]
fn rule_4_reached_is_met_in_a_paused_period() {
    let mut tale = weekly();
    tale.pause("run", None).check("run+3");
    assert_eq!(tale.verdicts("run"), "met");
}

#[test]
fn rule_4_a_skip_excuses_while_today_is_in_the_period_and_after() {
    let mut tale = weekly();
    tale.check("run+2").skip("run");
    assert_eq!(tale.verdicts("run"), "excused");
    tale.on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "excused open");
}

#[test]
fn rule_4_a_wholly_paused_period_is_excused_while_today_is_in_it() {
    let mut tale = weekly();
    tale.pause("run", None).on("2026-11-18");
    assert_eq!(tale.verdicts("run"), "excused");
}

#[test]
fn rule_4_a_passed_limit_is_missed_while_today_is_in_the_period() {
    let mut tale = limit();
    tale.check("cof+5");
    assert_eq!(tale.verdicts("cof"), "missed");
}

#[test]
fn rule_4_a_skip_excuses_a_passed_limit() {
    let mut tale = limit();
    tale.check("cof+5").skip("cof");
    assert_eq!(tale.verdicts("cof"), "excused");
}

#[test]
fn rule_4_a_partial_limit_that_was_passed_is_missed() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Coffee every:week at-most:4 code:cof").check("cof+5").on("2026-11-23");
    assert_eq!(tale.verdicts("cof"), "missed open");
}

#[test]
fn rule_4_a_partial_limit_that_was_kept_is_neutral() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Coffee every:week at-most:4 code:cof").check("cof+2").on("2026-11-23");
    assert_eq!(tale.verdicts("cof"), "neutral open");
}

#[test]
fn rule_4_the_period_that_holds_today_is_open() {
    let mut tale = weekly();
    tale.on("2026-11-22");
    assert_eq!(tale.verdicts("run"), "open");
}

#[test]
fn rule_4_a_period_with_a_paused_day_is_open_while_today_is_in_it() {
    let mut tale = weekly();
    tale.pause("run", Some("2026-11-17")).on("2026-11-20");
    assert_eq!(tale.verdicts("run"), "open");
}

#[test]
fn rule_4_a_closed_period_is_neutral_where_some_day_was_paused() {
    let mut tale = weekly();
    tale.pause("run", Some("2026-11-17")).on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "neutral open");
}

#[test]
fn rule_4_a_kept_limit_is_neutral_where_some_day_was_paused() {
    let mut tale = limit();
    tale.pause("cof", Some("2026-11-17")).on("2026-11-23");
    assert_eq!(tale.verdicts("cof"), "neutral open");
}

#[test]
fn rule_4_else_at_least_is_missed_and_at_most_is_met() {
    let mut tale = weekly();
    tale.check("run+2").on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "missed open");
    let mut tale = limit();
    tale.check("cof+2").on("2026-11-23");
    assert_eq!(tale.verdicts("cof"), "met open");
}

#[test]
fn rule_4_1_a_skip_excuses_the_whole_period_that_holds_its_day() {
    let mut tale = weekly();
    tale.on("2026-11-18").skip("run").on("2026-11-30");
    assert_eq!(tale.verdicts("run"), "excused missed open");
}

#[test]
fn rule_4_1_a_skip_holds_for_the_subtree() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health every:week\n  Run n:3 code:run\n    Shoes n:2 code:shoes").skip("health");
    assert_eq!([tale.verdicts("health"), tale.verdicts("run"), tale.verdicts("shoes")], ["excused"; 3]);
}

#[test]
fn rule_4_1_a_skip_of_a_child_leaves_its_parents_other_children() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health\n  Run every:day code:run\n  Swim every:day code:swim").skip("run");
    assert_eq!(tale.verdicts("swim"), "open");
}

fn no_period(code: &str, on: &str) -> Refusal {
    let code: Code = code.parse().expect("a code");
    Refusal::NoPeriod { code, day: day(on) }
}

#[test]
fn rule_4_1_a_skip_on_a_day_in_no_period_is_refused() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Swim every:mon,wed,fri by:2026-11-27 code:swim").on("2026-11-30");
    for on in ["2026-11-17", "2026-11-13", "2026-11-30"] {
        assert_eq!(tale.would_skip(day(on), "swim", Act::Set).err(), Some(no_period("swim", on)), "{on}");
    }
    assert!(tale.would_skip(day("2026-11-18"), "swim", Act::Set).is_ok());
}

#[test]
fn rule_4_1_a_skip_of_a_met_period_is_accepted() {
    let mut tale = daily();
    tale.check("read").skip("read");
    assert_eq!(tale.verdicts("read"), "met");
    // It counts if the check-off is taken away again.
    tale.check("read=0");
    assert_eq!(tale.verdicts("read"), "excused");
}

#[test]
fn rule_4_1_a_skip_of_a_skipped_period_is_accepted() {
    let mut tale = weekly();
    tale.skip("run").later(1);
    assert!(tale.would_skip(tale.today, "run", Act::Set).is_ok());
}

#[test]
fn rule_4_1_a_skip_taken_back_excuses_nothing() {
    let mut tale = weekly();
    tale.skip("run").later(2).unskip("run").on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "missed open");
}

#[test]
fn rule_4_1_met_on_monday_skipped_on_tuesday() {
    let mut tale = daily();
    tale.check("read").later(1).skip("read");
    assert_eq!(tale.verdicts("read"), "met excused");
    assert_eq!(tale.current("read"), 1);
    tale.check("read");
    assert_eq!(tale.verdicts("read"), "met met");
    assert_eq!(tale.current("read"), 2);
}

#[test]
fn rule_4_2_both_ends_of_a_pause_are_paused() {
    let mut tale = daily();
    tale.later(1).pause("read", Some("2026-11-18")).on("2026-11-20");
    assert_eq!(tale.verdicts("read"), "missed excused excused missed open");
}

#[test]
fn rule_4_2_a_pause_without_an_end_has_none() {
    let mut tale = daily();
    tale.pause("read", None).later(400);
    assert_eq!(tale.run("read").excused, 401);
    assert_eq!(tale.judge().status(tale.goal("read")), Status::Excused);
}

#[test]
fn rule_4_2_resume_ends_a_pause_with_yesterday() {
    let mut tale = daily();
    tale.pause("read", None).on("2026-11-18").resume("read").on("2026-11-19");
    assert_eq!(tale.verdicts("read"), "excused excused missed open");
}

#[test]
fn rule_4_2_resume_on_the_day_of_the_pause_leaves_nothing_of_it() {
    let mut tale = daily();
    tale.pause("read", None).resume("read").later(1);
    assert_eq!(tale.verdicts("read"), "missed open");
}

#[test]
fn rule_4_2_a_subtree_shares_its_parents_pause() {
    let mut tale =
        Tale::of("2026-11-16", "Health code:health\n  Sport code:sport\n    Run every:day code:run");
    tale.pause("health", Some("2026-11-17")).on("2026-11-18");
    assert_eq!(tale.verdicts("run"), "excused excused open");
}

#[test]
fn rule_4_2_a_pause_of_everything_covers_goals_made_meanwhile() {
    let mut tale = daily();
    tale.pause("--all", Some("2026-11-18")).later(1).add("Run every:day code:run").on("2026-11-19");
    assert_eq!(tale.verdicts("read"), "excused excused excused open");
    assert_eq!(tale.verdicts("run"), "excused excused open");
}

/// The window of 16 to 18 November is not made longer by the paused 17th.
#[test]
fn rule_4_2_windows_run_on() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:3d code:water").later(1).pause("water", Some("2026-11-17")).on("2026-11-22");
    assert_eq!(
        tale.periods("water"),
        ["2026-11-16..2026-11-18 neutral", "2026-11-19..2026-11-21 missed", "2026-11-22..2026-11-24 open"]
    );
}

#[test]
fn rule_4_2_at_most_4_with_6_in_a_wholly_paused_week_is_excused() {
    let mut tale = limit();
    tale.pause("cof", Some("2026-11-22")).check("cof+6");
    assert_eq!(tale.verdicts("cof"), "excused");
    tale.on("2026-11-23");
    assert_eq!(tale.verdicts("cof"), "excused open");
}

#[test]
fn rule_4_2_pauses_that_touch_cover_a_period_together() {
    let mut tale = weekly();
    tale.pause("run", Some("2026-11-18")).on("2026-11-19").pause("run", Some("2026-11-22")).later(7);
    assert_eq!(tale.verdicts("run"), "excused open");
}

/// Tuesday and Wednesday were paused with the goal above, and stay so when it stands elsewhere.
#[test]
fn rule_4_2_a_move_changes_no_day_that_was_paused() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health\n  Run every:day code:run\nWork code:work")
        .later(1)
        .pause("health", Some("2026-11-18"));
    tale.on("2026-11-19").put("run", Some("work")).later(1);
    assert_eq!(tale.verdicts("run"), "missed excused excused missed open");
}

#[test]
fn rule_4_1_a_move_changes_no_day_that_was_skipped() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health every:day code:health\n  Run every:day code:run\nWork code:work").skip("health");
    tale.later(1).put("run", Some("work")).later(1);
    assert_eq!(tale.verdicts("run"), "excused missed open");
}

/// A guest post every week, made on Monday 16 November together with what makes one.
fn post() -> Tale {
    Tale::of("2026-11-16", "Post every:week code:post\n  Pitch n:2 code:pitch\n  Edit code:edit")
}

#[test]
fn rule_4_3_a_parent_is_met_when_each_child_is() {
    let mut tale = post();
    tale.check("pitch+2");
    assert_eq!(tale.verdicts("post"), "open");
    tale.later(2).check("edit");
    assert_eq!(tale.verdicts("post"), "met");
}

#[test]
fn rule_4_3_a_parent_is_missed_when_one_child_is() {
    let mut tale = post();
    tale.check("pitch+2").on("2026-11-23");
    assert_eq!(tale.verdicts("post"), "missed open");
}

#[test]
fn rule_4_3_an_excused_child_does_not_count() {
    let mut tale = post();
    tale.check("pitch+2").skip("edit");
    assert_eq!(tale.verdicts("post"), "met");
}

#[test]
fn rule_4_3_a_neutral_child_does_not_count() {
    let mut tale = post();
    tale.later(2).split("post", "Send n:3 code:send").check("pitch+2 edit").on("2026-11-23");
    assert_eq!(tale.verdicts("send"), "neutral open");
    assert_eq!(tale.verdicts("post"), "met open");
}

#[test]
fn rule_4_3_all_children_excused_is_excused() {
    let mut tale = post();
    tale.skip("pitch").skip("edit");
    assert_eq!(tale.verdicts("post"), "excused");
    tale.on("2026-11-23");
    assert_eq!(tale.verdicts("post"), "excused open");
}

/// The week of the 16th is cut in two by Wednesday's first child: the check-off of the week before is the
/// parent's own.
#[test]
fn rule_4_3_before_the_day_of_the_first_child_its_own_check_offs_count() {
    let mut tale = Tale::begun("2026-11-09");
    tale.add("Post every:week code:post")
        .check("post")
        .on("2026-11-18")
        .split("post", "Pitch n:2 code:pitch");
    tale.on("2026-11-24").check("pitch+2").on("2026-11-30");
    assert_eq!(
        tale.periods("post"),
        [
            "2026-11-09..2026-11-15 met",
            "2026-11-16..2026-11-17 neutral",
            "2026-11-18..2026-11-22 neutral",
            "2026-11-23..2026-11-29 met",
            "2026-11-30..2026-12-06 open",
        ]
    );
    let history = tale.judge().history(tale.goal("post"));
    let own: Vec<bool> = history.periods.iter().map(|period| period.basis == Basis::Own).collect();
    assert_eq!(own, [true, true, false, false, false]);
}

#[test]
fn rule_4_3_the_first_child_alone_makes_an_edge() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post\n  Pitch n:2 code:pitch")
        .on("2026-11-25")
        .split("post", "Edit code:edit");
    assert_eq!(tale.periods("post"), ["2026-11-16..2026-11-22 missed", "2026-11-23..2026-11-29 open"]);
}

#[test]
fn rule_4_3_children_of_another_cadence_do_not_count() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week n:2 code:post\n  Read every:day code:read").check("post+2").on("2026-11-23");
    assert_eq!(tale.verdicts("post"), "met open");
}

#[test]
fn rule_4_3_one_offs_wins_and_readings_do_not_count() {
    let mut tale = post();
    tale.split("post", "Desk every:once code:desk\nTraffic baseline:10 n:20 code:tr").check("pitch+2 edit");
    let title = "Met an editor".parse().expect("a title");
    let under = Some(tale.goal("post").id);
    let day = tale.today;
    tale.happened(&[goals::domain::model::change::Change::Win { title, day, area: None, under, note: None }]);
    assert_eq!(tale.verdicts("post"), "met");
}

#[test]
fn rule_4_3_a_parent_of_one_offs_alone_is_judged_by_its_own() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post\n  Desk every:once code:desk").check("post");
    assert_eq!(tale.verdicts("post"), "met");
}

#[test]
fn rule_4_3_a_grandchild_counts_through_its_parent() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post\n  Write code:write\n    Draft n:2 code:draft").check("draft+2");
    assert_eq!([tale.verdicts("write"), tale.verdicts("post")], ["met", "met"]);
}

#[test]
fn rule_4_3_a_window_parent_is_met_when_its_window_child_is() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Garden every:3d code:garden\n  Water code:water").later(1).check("water").later(1);
    assert_eq!(tale.periods("garden"), ["2026-11-16..2026-11-17 met", "2026-11-18..2026-11-20 open"]);
}

/// Both windows of three days: the one child is done on the first day, the other on the last.
#[test]
fn rule_4_3_a_window_parent_is_met_on_the_day_of_its_last_child() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Garden every:3d code:garden\n  Water code:water\n  Weed code:weed").check("water");
    tale.on("2026-11-18");
    assert_eq!(tale.verdicts("garden"), "open");
    tale.check("weed").later(1);
    assert_eq!(tale.periods("garden"), ["2026-11-16..2026-11-18 met", "2026-11-19..2026-11-21 open"]);
}

#[test]
fn rule_4_3_a_child_moved_away_judges_the_parent_no_more() {
    let mut tale = post();
    tale.check("pitch+2").on("2026-11-18").put("edit", None).on("2026-11-23");
    assert_eq!(tale.verdicts("post"), "met open");
}

/// The week in which one child was missed stays missed when that child is archived later. In the week of
/// archiving the child is neutral at once (2.5), so that what is left decides.
#[test]
fn rule_4_3_archiving_a_child_changes_no_closed_period() {
    let mut tale = post();
    tale.check("pitch+2").on("2026-11-25").archive("edit").check("pitch+2");
    assert_eq!(tale.verdicts("post"), "missed met");
    tale.later(1);
    assert_eq!(tale.verdicts("post"), "missed met");
}

#[test]
fn rule_4_3_a_paused_child_does_not_count() {
    let mut tale = post();
    tale.pause("edit", None).check("pitch+2").on("2026-11-22");
    assert_eq!(tale.verdicts("post"), "met");
}

#[test]
fn rule_4_3_a_limit_among_the_children_counts_when_it_closes() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health every:week code:h\n  Coffee at-most:4 code:cof\n  Run n:2 code:run").check("run+2");
    assert_eq!(tale.verdicts("h"), "open");
    tale.on("2026-11-23");
    assert_eq!(tale.verdicts("h"), "met open");
}

#[test]
fn rule_4_3_checking_the_parent_off_is_refused_with_its_childrens_codes() {
    let tale = post();
    let refusal = tale.would_check(tale.today, "post").expect_err("a refusal");
    let codes = |codes: &[&str]| codes.iter().map(|code| code.parse().expect("a code")).collect();
    let expected: Refusal = Refusal::ThroughChildren {
        code: "post".parse().expect("a code"),
        children: codes(&["pitch", "edit"]),
    };
    assert_eq!(refusal, expected);
    assert_eq!(refusal.hint().as_deref(), Some("check off `pitch`, `edit`"));
}

/// When the last child has ended, the goal is its own again.
#[test]
fn rule_4_3_a_parent_whose_children_have_ended_is_checked_off_itself() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Morning every:day code:m").split("m", "Stretch by:+1d code:s");
    tale.check("s").later(3).check("m");
    assert_eq!(tale.verdicts("m"), "met missed missed met");
}

/// Until 1 December the goal is its own.
#[test]
fn rule_4_3_a_child_that_begins_later_judges_from_that_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:day code:fit").check("fit").split("fit", "Run from:2026-12-01 code:run");
    tale.later(1).check("fit").on("2026-11-19");
    assert_eq!(tale.verdicts("fit"), "met met missed open");
    tale.on("2026-12-01").check_on("2026-11-30", "fit");
    assert!(tale.would_check(tale.today, "fit").is_err());
    tale.check("run");
    assert_eq!(tale.current("fit"), 2);
    tale.on("2026-12-03");
    assert_eq!(
        tale.periods("fit").split_off(14),
        [
            "2026-11-30..2026-11-30 met",
            "2026-12-01..2026-12-01 met",
            "2026-12-02..2026-12-02 missed",
            "2026-12-03..2026-12-03 open",
        ]
    );
}

/// Wednesday is an edge: the days before it are the goal's own.
#[test]
fn rule_4_3_a_child_that_begins_within_a_week_cuts_it() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week code:fit").split("fit", "Run from:2026-11-18 code:run").check("fit");
    tale.on("2026-11-18").check("run");
    assert_eq!(tale.periods("fit"), ["2026-11-16..2026-11-17 met", "2026-11-18..2026-11-22 met"]);
}

/// A second child that begins later counts from its first day on, and makes no edge.
#[test]
fn rule_4_3_a_later_child_that_begins_later_does_not_count_before() {
    let mut tale = post();
    tale.split("post", "Send from:2026-11-23 code:send").check("pitch+2 edit");
    assert_eq!(tale.periods("post"), ["2026-11-16..2026-11-22 met"]);
    tale.on("2026-11-23").check("pitch+2 edit");
    assert_eq!(tale.verdicts("post"), "met open");
}

/// It was moved there on the 18th, and begins on the 20th.
#[test]
fn rule_4_3_a_child_moved_there_judges_from_its_first_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:day code:fit\nRun every:day from:2026-11-20 code:run").on("2026-11-18");
    tale.put("run", Some("fit")).check("fit").later(1).check("fit").on("2026-11-20").check("run");
    assert_eq!(tale.verdicts("fit"), "missed missed met met met");
}

#[test]
fn rule_4_3_what_was_met_when_no_child_was_left_stays_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week code:fit").split("fit", "Run code:run");
    tale.later(1).archive("run").later(1).check("fit");
    assert_eq!((tale.current("fit"), tale.verdicts("fit")), (1, "met".to_owned()));
    tale.on("2026-11-23");
    assert_eq!((tale.current("fit"), tale.verdicts("fit")), (1, "met open".to_owned()));
}

#[test]
fn rule_4_3_what_was_met_before_a_last_day_of_all_stays_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week by:2026-11-18 code:fit").split("fit", "Run code:run");
    tale.later(1).archive("run").later(1).check("fit").later(1);
    assert_eq!(tale.periods("fit"), ["2026-11-16..2026-11-18 met"]);
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week by:2026-11-18 code:fit").split("fit", "Run by:2026-11-17 code:run");
    tale.on("2026-11-18").check("fit").later(1);
    assert_eq!(tale.periods("fit"), ["2026-11-16..2026-11-18 met"]);
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week by:2026-11-18 code:fit").split("fit", "Run code:run").check("run").later(5);
    assert_eq!(tale.periods("fit"), ["2026-11-16..2026-11-18 met"]);
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:3d code:fit").split("fit", "Run code:run").archive("run");
    tale.later(1).check("fit").later(1);
    assert_eq!(tale.periods("fit"), ["2026-11-16..2026-11-17 met", "2026-11-18..2026-11-20 open"]);
}

/// What moved away, or turned to another cadence, leaves the goal its own.
#[test]
fn rule_4_3_what_was_met_when_the_child_had_gone_stays_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week code:fit").split("fit", "Run code:run");
    tale.later(1).put("run", None).later(1).check("fit").on("2026-11-23");
    assert_eq!(tale.verdicts("fit"), "met open");
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Fit every:week code:fit").split("fit", "Run code:run");
    tale.later(1).edit("run", "every:day").later(1).check("fit").on("2026-11-23");
    assert_eq!(tale.verdicts("fit"), "met open");
}

/// How far a goal is in its period, in per cent rounded down.
fn per_cent(tale: &Tale, code: &str) -> Option<f64> {
    tale.judge().fraction_in_period(tale.goal(code)).map(|share| f64::from(share.percent()))
}

#[test]
fn rule_4_3_the_fraction_is_the_mean_of_the_childrens() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post").split("post", "A\nB\nC\nD\nE\nF\nG").check("a b c d");
    assert_eq!(per_cent(&tale, "post"), Some(57.0));
    let progress = tale.judge();
    let progress = progress.progress(tale.goal("post"));
    assert_eq!(progress.fraction.map(Share::told), Some(0.571));
    assert!(!progress.complete);
    assert_eq!(tale.standing("post"), "4 of 7");
}

#[test]
fn rule_4_3_two_of_three_steps_are_two_thirds() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post").split("post", "A\nB\nC").check("a b");
    assert_eq!((per_cent(&tale, "post"), tale.standing("post")), (Some(66.0), "2 of 3".to_owned()));
    tale.check("c");
    assert_eq!((per_cent(&tale, "post"), tale.verdicts("post")), (Some(100.0), "met".to_owned()));
}

/// A half of `A`, none of `B`; `C` is skipped, and asks nothing.
#[test]
fn rule_4_3_part_of_a_child_is_part_of_its_parent() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post").split("post", "A n:10 code:a\nB\nC").check("a+5").skip("c");
    assert_eq!(per_cent(&tale, "post"), Some(25.0));
}

#[test]
fn rule_4_3_a_limit_is_1_once_it_is_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health every:week code:h").split("h", "Coffee at-most:4 code:cof\nRun code:run").check("run");
    assert_eq!(per_cent(&tale, "h"), Some(50.0));
    tale.on("2026-11-23");
    let history = tale.judge().history(tale.goal("h"));
    assert_eq!(history.periods.first().and_then(JudgedPeriod::fraction).map(Share::told), Some(1.0));
}

#[test]
fn rule_4_3_the_mean_goes_up_through_parents() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Post every:week code:post").split("post", "Write code:write\nSend").split("write", "A\nB");
    tale.check("a");
    assert_eq!([per_cent(&tale, "write"), per_cent(&tale, "post")], [Some(50.0), Some(25.0)]);
}

/// Five meals a day are offered, three make it.
#[test]
fn rule_4_3_a_target_without_a_unit_is_how_many_children_must_be_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Meals every:day n:3 code:meals").split("meals", "A n:2 code:a\nB\nC\nD\nE").check("a b");
    assert_eq!((per_cent(&tale, "meals"), tale.verdicts("meals")), (Some(50.0), "open".to_owned()));
    assert_eq!(tale.standing("meals"), "1 of 3");
    tale.check("c d");
    assert_eq!((per_cent(&tale, "meals"), tale.verdicts("meals")), (Some(100.0), "met".to_owned()));
    assert_eq!(tale.standing("meals"), "3 of 3");
    tale.later(1).check("b e").later(1);
    assert_eq!(tale.verdicts("meals"), "met missed open");
}

#[test]
fn rule_4_3_where_fewer_count_than_are_asked_for_all_must_be_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Meals every:day n:3 code:meals").split("meals", "A\nB\nC\nD").skip("a").skip("b").check("c");
    assert_eq!((tale.standing("meals"), tale.verdicts("meals")), ("1 of 2".to_owned(), "open".to_owned()));
    tale.check("d");
    assert_eq!(tale.verdicts("meals"), "met");
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Meals every:day n:9 code:meals").split("meals", "A\nB").check("a");
    assert_eq!((per_cent(&tale, "meals"), tale.standing("meals")), (Some(50.0), "1 of 2".to_owned()));
}

#[test]
fn rule_4_3_a_target_of_1_asks_for_one_child() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Move every:day n:1 code:move").split("move", "Walk\nSwim").check("swim");
    assert_eq!(tale.verdicts("move"), "met");
}

#[test]
fn rule_4_3_a_target_with_a_unit_asks_for_all() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Meals every:day n:2 unit:meals code:meals").split("meals", "A\nB\nC").check("a b");
    assert_eq!((tale.standing("meals"), tale.verdicts("meals")), ("2 of 3".to_owned(), "open".to_owned()));
}

/// Two of three are asked for: the second is done on the 18th, the third on the 19th.
#[test]
fn rule_4_3_it_is_met_on_the_day_on_which_enough_children_are() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Week every:week n:2 code:w\nWindow every:5d n:2 code:x");
    tale.split("w", "A\nB\nC").split("x", "D\nE\nF").later(1).check("a d").later(1).check("b e").later(1);
    tale.check("c");
    let judge = tale.judge();
    let history = judge.history(tale.goal("w"));
    assert_eq!(history.periods.first().and_then(|period| period.met_on), Some(day("2026-11-18")));
    assert_eq!(tale.periods("x"), ["2026-11-16..2026-11-18 met", "2026-11-19..2026-11-23 open"]);
}

/// Of what nothing is asked there is no fraction.
#[test]
fn rule_9_4_a_period_of_which_nothing_is_asked_has_no_fraction() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Call every:mon,thu code:call\nRun every:week n:2 code:run\nRead every:day code:read");
    tale.add("Post every:week code:post\n  Pitch code:pitch");
    tale.on("2026-11-18").check("run").skip("run").skip("pitch").pause("read", None);
    for code in ["call", "run", "read", "post", "pitch"] {
        assert_eq!(per_cent(&tale, code), None, "{code}");
        assert_eq!(tale.judge().progress(tale.goal(code)).fraction, None, "{code}");
    }
    tale.on("2026-11-19");
    assert_eq!(per_cent(&tale, "call"), Some(0.0));
}

/// A pause or a time in the archive takes nothing from a limit that is kept to its last day.
#[test]
fn rule_4_a_one_off_limit_is_kept_whatever_was_paused() {
    let limit = || Tale::of("2026-11-16", "Sweets at-most:2 by:2026-11-20 code:sw");
    let mut paused = limit();
    paused.later(1).pause("sw", Some("2026-11-18")).check("sw+2");
    let mut throughout = limit();
    throughout.pause("--all", None);
    let mut back = limit();
    back.later(1).archive("sw").later(1).unarchive("sw");
    for mut tale in [limit(), paused, throughout, back] {
        tale.on("2026-11-20");
        assert_eq!(tale.verdicts("sw"), "open");
        tale.later(1);
        let judge = tale.judge();
        let goal = tale.goal("sw");
        assert_eq!((judge.status(goal), judge.done_on(goal)), (Status::Done, Some(day("2026-11-20"))));
        assert!(judge.progress(goal).complete && !judge.is_overdue(goal));
    }
}

/// What was kept stays kept: what is done later, and the archive, come too late.
#[test]
fn rule_3_5_a_one_off_limit_closes_with_its_last_day() {
    let mut tale = Tale::of("2026-11-16", "Sweets at-most:2 by:2026-11-20 code:sw");
    tale.check("sw+2").on("2026-11-23").check("sw");
    assert_eq!(tale.judge().status(tale.goal("sw")), Status::Done);
    tale.archive("sw").later(1);
    assert_eq!(tale.judge().status(tale.goal("sw")), Status::Done);
    let mut tale = Tale::of("2026-11-16", "Sweets at-most:2 by:2026-11-20 code:sw");
    tale.later(1).archive("sw").on("2026-11-23");
    assert_eq!(tale.judge().status(tale.goal("sw")), Status::Ended);
}

/// It was one-off, became a limit, then weekly, and got a last day.
#[test]
fn rule_4_a_stretch_that_closed_does_not_go_on() {
    let mut tale = Tale::begun("2026-01-24");
    tale.add("X code:x").on("2026-01-29").edit("x", "at-most:2").on("2026-02-05").edit("x", "every:week");
    tale.on("2026-03-31").edit("x", "by:2026-05-08").on("2026-04-16");
    assert_eq!(tale.periods("x").first().map(String::as_str), Some("2026-01-24..2026-02-04 neutral"));
}

/// What has ended judges nothing where it is moved to, and cuts no period there.
#[test]
fn rule_4_3_a_child_that_has_ended_before_it_came_makes_no_edge() {
    let mut tale = Tale::begun("2026-11-02");
    tale.add("Year every:week n:3 code:y\nT every:week by:2026-11-08 code:t").on("2026-11-18");
    tale.put("t", Some("y")).check("y").on("2026-11-23");
    assert_eq!(
        tale.periods("y").split_off(2),
        ["2026-11-16..2026-11-22 missed", "2026-11-23..2026-11-29 open"]
    );
}
