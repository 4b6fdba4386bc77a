//! SEMANTICS 6: what a goal with children amounts to.

use std::collections::BTreeMap;

use goals::domain::judge::status::Status;
use goals::domain::model::change::Change;
use goals::domain::model::refusal::Refusal;
use goals::domain::value::amount::Amount;
use goals::domain::value::code::Code;
use goals::domain::value::day::Day;

use crate::state::{Tale, day};

/// On Monday a year's posts, without children yet.
fn posts() -> Tale {
    Tale::of("2026-11-16", "Publish 52 posts n:52 unit:posts code:gp")
}

/// What a goal gained, by day: `2026-11-18:1 2026-11-25:1`.
fn gains(tale: &Tale, code: &str) -> String {
    let gains: BTreeMap<Day, Amount> = tale.judge().gained(tale.goal(code)).as_ref().clone();
    gains.iter().map(|(day, amount)| format!("{day}:{amount}")).collect::<Vec<_>>().join(" ")
}

/// In thousandths, so that it can be compared.
fn fraction(tale: &Tale, code: &str) -> Option<f64> {
    tale.judge().fraction(tale.goal(code)).map(|fraction| (fraction * 1000.0).round())
}

fn rate(tale: &Tale, code: &str) -> Option<f64> {
    tale.judge().progress(tale.goal(code)).rate.map(|rate| (rate * 1000.0).round())
}

fn state(tale: &Tale, code: &str) -> Status {
    tale.judge().status(tale.goal(code))
}

#[test]
fn rule_6_1_own_check_offs_and_what_children_feed_add_up() {
    let mut tale = posts();
    tale.split("gp", "Post of the week every:week feeds:1 code:post");
    // Three of its own, and one week met: 3 + 1.
    tale.check("gp+3 post");
    assert_eq!(tale.amount("gp"), "4");
    // Another week: 3 + 2.
    tale.on("2026-11-25").check("post");
    assert_eq!(tale.amount("gp"), "5");
    assert_eq!(gains(&tale, "gp"), "2026-11-16:4 2026-11-25:1");
}

#[test]
fn rule_6_1_feeds_n_adds_n_for_each_met_period_on_the_day_its_target_was_reached() {
    let mut tale = posts();
    tale.split("gp", "Runs every:week n:3 feeds:2.5 code:run");
    // Mon, Wed and Fri make three; what comes on Saturday completes nothing more.
    tale.check_on("2026-11-16", "run").on("2026-11-22");
    tale.check_on("2026-11-18", "run").check_on("2026-11-20", "run").check_on("2026-11-21", "run+4");
    assert_eq!(gains(&tale, "gp"), "2026-11-20:2.5");
    // Two of three the week after feed nothing.
    tale.on("2026-11-26").check("run+2");
    assert_eq!(tale.amount("gp"), "2.5");
}

#[test]
fn rule_6_1_a_missed_or_excused_period_feeds_nothing() {
    let mut tale = posts();
    tale.split("gp", "Post of the week every:week feeds:1 code:post");
    tale.check("post").on("2026-11-25").skip("post").on("2026-12-09");
    // Met, excused, missed, open.
    assert_eq!(tale.verdicts("post"), "met excused missed open");
    assert_eq!(tale.amount("gp"), "1");
}

#[test]
fn rule_6_1_feeds_n_adds_n_once_for_a_step_done() {
    let mut tale = posts();
    tale.split("gp", "Series n:4 unit:parts feeds:4 code:ser");
    tale.check("ser+3");
    assert_eq!(tale.amount("gp"), "0");
    tale.later(2).check("ser+3");
    assert_eq!(gains(&tale, "gp"), "2026-11-18:4");
}

#[test]
fn rule_6_1_feeds_sum_adds_each_unit_done() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run 500 km n:500 unit:km code:km").split("km", "Jog every:week n:20 feeds:sum code:jog");
    // Units count whether or not the week is met.
    tale.check("jog+7.5").on("2026-11-25").check("jog+20");
    assert_eq!(gains(&tale, "km"), "2026-11-16:7.5 2026-11-25:20");
    assert_eq!(tale.amount("km"), "27.5");
}

#[test]
fn rule_6_1_not_said_the_same_unit_feeds_its_sum() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run 500 km n:500 unit:km code:km").split("km", "Jog every:week n:20 unit:km code:jog");
    tale.check("jog+8");
    assert_eq!(tale.amount("km"), "8");
}

#[test]
fn rule_6_1_not_said_other_units_feed_nothing() {
    let mut tale = Tale::of("2026-11-16", "Run 500 km n:500 unit:km code:km\nPlain n:10 code:plain");
    tale.split("km", "Stretch every:day n:5 unit:minutes code:str\nSwim every:week code:swim");
    // No unit here and none there is no same unit.
    tale.split("plain", "Swim too every:week n:2 code:too");
    tale.check("str+5 swim too+2");
    assert_eq!(tale.amount("km"), "0");
    assert_eq!(tale.amount("plain"), "0");
}

#[test]
fn rule_6_1_what_is_said_goes_before_the_unit() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run 500 km n:500 unit:km code:km").split("km", "Jog every:week n:20 unit:km feeds:1 code:jog");
    tale.check("jog+20");
    assert_eq!(tale.amount("km"), "1");
}

#[test]
fn rule_6_1_archiving_a_child_that_fed_26_takes_nothing_away() {
    let mut tale = posts();
    tale.split("gp", "Post of the week every:week feeds:1 code:post");
    for _ in 0..26 {
        tale.check("post").later(7);
    }
    assert_eq!(tale.amount("gp"), "26");
    tale.archive("post");
    assert_eq!(tale.amount("gp"), "26");
    tale.later(100);
    assert_eq!(tale.amount("gp"), "26");
}

#[test]
fn rule_6_1_a_child_archived_feeds_its_sum_on() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run 500 km n:500 unit:km code:km").split("km", "Jog every:week n:20 unit:km code:jog");
    tale.check("jog+26").archive("jog").later(30);
    assert_eq!(tale.amount("km"), "26");
}

#[test]
fn rule_6_1_a_child_feeds_its_whole_history_from_before_it_came() {
    let mut tale = posts();
    tale.add("Post of the week every:week feeds:1 code:post").check("post").later(7).check("post").later(7);
    tale.put("post", Some("gp"));
    assert_eq!(gains(&tale, "gp"), "2026-11-16:1 2026-11-23:1");
    // And takes it along when it goes.
    tale.put("post", None);
    assert_eq!(tale.amount("gp"), "0");
}

#[test]
fn rule_6_1_check_offs_before_the_start_are_of_the_history() {
    let mut tale = Tale::of("2026-11-16", "Run 500 km n:500 unit:km from:2026-11-16 code:km");
    tale.split("km", "Jog every:week n:20 unit:km from:2026-11-16 code:jog");
    tale.check_on("2026-11-09", "km+3 jog+20");
    assert_eq!(tale.amount("km"), "23");
}

#[test]
fn rule_6_1_children_of_children_feed_through() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book n:300 unit:pages code:book").split("book", "Part one n:100 unit:pages code:one");
    tale.split("one", "Write every:day n:2 unit:pages code:write");
    tale.check("write+5 one+1");
    // 5 of the writing and 1 of its own reach the part; the part's 6 reach the book.
    assert_eq!((tale.amount("one"), tale.amount("book")), ("6".to_owned(), "6".to_owned()));
}

#[test]
fn rule_6_1_a_parent_judged_by_its_children_feeds_on_the_day_of_the_last() {
    let mut tale = posts();
    tale.split("gp", "Post of the week every:week feeds:1 code:post");
    tale.split("post", "Pitch n:12 unit:emails code:pitch\nSend code:send");
    tale.check("send").on("2026-11-19").check("pitch+11");
    assert_eq!(tale.amount("gp"), "0");
    tale.on("2026-11-20").check("pitch");
    assert_eq!(gains(&tale, "gp"), "2026-11-20:1");
}

#[test]
fn rule_6_1_it_is_done_when_what_is_fed_reaches_the_target() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Two posts n:2 code:two").split("two", "Post of the week every:week feeds:1 code:post");
    tale.check("post").later(7);
    assert_eq!(state(&tale, "two"), Status::Open);
    tale.check("post").later(1);
    assert_eq!(state(&tale, "two"), Status::Done);
    assert_eq!(tale.judge().done_on(tale.goal("two")), Some(day("2026-11-23")));
    assert_eq!(fraction(&tale, "two"), Some(1000.0));
}

#[test]
fn rule_6_1_a_lowered_sum_feeds_less() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run 500 km n:500 unit:km code:km").split("km", "Jog every:week n:20 unit:km code:jog");
    tale.check("jog+8 km+2").check("jog=3");
    assert_eq!(tale.amount("km"), "5");
    tale.check("jog=0");
    assert_eq!(tale.amount("km"), "2");
}

#[test]
fn rule_6_1_two_devices_feed_a_day_s_habit_once() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("A hundred days n:100 code:h").split("h", "Read every:day feeds:sum code:read");
    let goal = tale.goal("read").id;
    let check = Change::Check { goal, day: day("2026-11-16"), n: Amount::ONE, note: None };
    // Two machines off the net each write it: 1 counts (3.3).
    tale.happened(std::slice::from_ref(&check)).happened(&[check]);
    assert_eq!(tale.standing("read"), "1 of 1");
    assert_eq!(tale.amount("h"), "1");
}

#[test]
fn rule_6_2_the_mean_of_the_steps_fractions() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book code:book")
        .split("book", "Write n:10 unit:chapters code:write\nCover code:cov\nTitle code:tit");
    assert_eq!(fraction(&tale, "book"), Some(0.0));
    tale.check("write+5 cov");
    // (5/10 + 1 + 0) / 3
    assert_eq!(fraction(&tale, "book"), Some(500.0));
    // More than all of one is no more than 1: (1 + 1 + 0) / 3.
    tale.check("write+50");
    assert_eq!(fraction(&tale, "book"), Some(667.0));
}

#[test]
fn rule_6_2_means_of_means_and_readings() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Move house code:house").split("house", "Pack code:pack\nDebt n:0 baseline:5000 code:debt");
    tale.split("pack", "Books code:books\nPlates code:plates");
    tale.check("books debt=1250");
    // Packing 1/2, the debt 3750/5000 = 0.75: (0.5 + 0.75) / 2.
    assert_eq!(fraction(&tale, "pack"), Some(500.0));
    assert_eq!(fraction(&tale, "house"), Some(625.0));
}

#[test]
fn rule_6_2_archived_unfinished_steps_are_left_out() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book code:book").split("book", "Write code:write\nCover code:cov\nTitle code:tit");
    tale.check("write").archive("tit");
    // 1 of 2.
    assert_eq!(fraction(&tale, "book"), Some(500.0));
    tale.unarchive("tit");
    assert_eq!(fraction(&tale, "book"), Some(333.0));
    tale.archive("tit").archive("cov");
    assert_eq!(fraction(&tale, "book"), Some(1000.0));
    assert_eq!(state(&tale, "book"), Status::Done);
}

#[test]
fn rule_6_2_archived_finished_steps_stay_in() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book code:book").split("book", "Write code:write\nCover code:cov");
    tale.check("write").archive("write");
    assert_eq!(fraction(&tale, "book"), Some(500.0));
    tale.later(3).check("cov");
    assert_eq!(state(&tale, "book"), Status::Done);
}

#[test]
fn rule_6_2_a_half_done_step_of_steps_is_unfinished_when_archived() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book code:book").split("book", "Pictures code:pics\nCover code:cov\nTitle code:tit");
    tale.split("pics", "Maps code:maps\nPhotos code:photos");
    tale.check("maps cov");
    // Half of the pictures, the cover, no title: (0.5 + 1 + 0) / 3.
    assert_eq!(fraction(&tale, "book"), Some(500.0));
    // Without the pictures, which were not finished: (1 + 0) / 2.
    tale.archive("pics");
    assert_eq!(fraction(&tale, "book"), Some(500.0));
    assert_eq!(state(&tale, "pics"), Status::Ended);
}

#[test]
fn rule_6_5_it_can_t_be_checked_off_itself() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book code:book").split("book", "Write code:write\nCover code:cov");
    let children: Vec<Code> = ["write", "cov"].iter().map(|code| code.parse().expect("a code")).collect();
    let book = "book".parse().expect("a code");
    assert_eq!(
        tale.would_check(tale.today, "book").map(|_| ()),
        Err(Refusal::OpenParts { code: book, open: Some(2), children })
    );
}

#[test]
fn rule_6_2_it_is_done_when_all_steps_are_on_the_day_of_the_last() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book code:book").split("book", "Write code:write\nCover code:cov");
    tale.check("cov").on("2026-11-18").check("write");
    tale.on("2026-11-20");
    assert_eq!(state(&tale, "book"), Status::Done);
    assert_eq!(tale.judge().done_on(tale.goal("book")), Some(day("2026-11-18")));
    // A step that comes later opens it again.
    tale.split("book", "Index code:index");
    assert_eq!(state(&tale, "book"), Status::Open);
    assert_eq!(fraction(&tale, "book"), Some(667.0));
}

#[test]
fn rule_6_2_with_repeating_children_only_it_has_a_rate_and_no_fraction() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health").split("health", "Read every:day code:read\nSwim every:week code:swim");
    assert_eq!((fraction(&tale, "health"), rate(&tale, "health")), (None, None));
    tale.check("read swim").on("2026-11-17").check("read").on("2026-11-23");
    // Reading: Mon and Tue of seven days, 2/7; swimming: 1/1. (2/7 + 1) / 2 = 9/14 = 0.642857.
    assert_eq!((fraction(&tale, "health"), rate(&tale, "health")), (None, Some(643.0)));
    let progress = tale.judge().progress(tale.goal("health"));
    assert_eq!((progress.target, progress.complete), (None, false));
}

#[test]
fn rule_6_2_a_stated_target_goes_before_the_mean() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Book n:4 code:book").split("book", "Write code:write feeds:1\nCover code:cov");
    tale.check("write cov");
    // One of four, though both steps are done.
    assert_eq!((tale.amount("book"), fraction(&tale, "book")), ("1".to_owned(), Some(250.0)));
    assert_eq!(state(&tale, "book"), Status::Open);
}

/// Whatever a child becomes, what it fed stays fed, and it is not done for having been done before.
#[test]
fn rule_6_1_a_child_that_becomes_one_off_keeps_what_it_fed() {
    let mut tale = Tale::begun("2026-11-02");
    tale.add("Big n:10 unit:posts code:big").split("big", "Post every:week feeds:1 code:p");
    tale.check("p").on("2026-11-09").check("p").on("2026-11-16").check("p").on("2026-11-23");
    assert_eq!(tale.amount("big"), "3");
    tale.edit("p", "every:once");
    assert_eq!(tale.amount("big"), "3");
    assert_eq!(state(&tale, "p"), Status::Open);
    tale.check("p");
    assert_eq!((tale.amount("big"), state(&tale, "p")), ("4".to_owned(), Status::Done));
}

/// What is done below a repeating goal of the same unit passes through it.
#[test]
fn rule_6_1_units_pass_through_a_goal_that_was_split() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Big n:100 unit:km code:big").split("big", "Run every:week n:20 unit:km code:run");
    tale.check("run+5").split("run", "Tuesday n:8 unit:km code:tue\nSaturday n:12 unit:km code:sat");
    tale.check("tue+8 sat+12");
    assert_eq!(tale.amount("big"), "25");
}
