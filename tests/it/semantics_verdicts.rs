//! SEMANTICS 4: verdicts, skips, pauses, parents.

use goals::domain::judge::status::Status;
use goals::domain::judge::verdict::Basis;
use goals::domain::model::change::Act;
use goals::domain::model::refusal::Refusal;
use goals::domain::value::code::Code;

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
    tale.happened(&[goals::domain::model::change::Change::Win { title, day, area: None, under }]);
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
