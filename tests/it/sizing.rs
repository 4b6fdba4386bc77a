//! Offers to change a target, on made histories; what is right was worked out by hand.
//!
//! Weeks begin on Mondays. What a week amounts to is checked off on its Wednesday.

use goals::domain::report::target_suggestion::{Offer, Size};
use goals::domain::value::day::Day;

use crate::state::{Tale, day};

/// The Monday of the first week.
const FIRST: &str = "2026-09-07";

/// A goal on Monday of the first week, and what was done in each week since; today is the Monday after.
fn weeks(line: &str, sums: &[&str]) -> Tale {
    let mut tale = Tale::begun(FIRST);
    tale.add(&format!("Pitch {line} code:pitch"));
    done(&mut tale, sums);
    tale
}

/// So much done in each week from the current one on; today is the Monday after.
fn done(tale: &mut Tale, sums: &[&str]) {
    for sum in sums {
        tale.later(2);
        if *sum != "0" {
            tale.check(&format!("pitch+{sum}"));
        }
        tale.later(5);
    }
}

/// The offer for `pitch` by the day before today: `smaller 9`, `fewer 3`, `pause`, `larger 19`, or `-`.
fn offer(tale: &Tale) -> String {
    offer_until(tale, tale.today.prev())
}

fn offer_until(tale: &Tale, until: Day) -> String {
    let judge = tale.judge();
    match Offer::of(&judge, tale.goal("pitch"), until).map(|offer| offer.size) {
        Some(Size::Smaller(target)) => format!("smaller {target}"),
        Some(Size::Larger(target)) => format!("larger {target}"),
        Some(Size::Fewer(number)) => format!("fewer {number}"),
        Some(Size::Pause) => "pause".to_owned(),
        None => "-".to_owned(),
    }
}

const EMAILS: &str = "n:12 unit:emails every:week";

#[test]
fn two_missed_of_four_offer_the_largest_target_met_in_three() {
    // 9 was reached by 9, 12 and 13; 10 by two alone.
    assert_eq!(offer(&weeks(EMAILS, &["12", "9", "7", "13"])), "smaller 9");
    // All four missed: 5 was reached by 5, 8 and 11.
    assert_eq!(offer(&weeks(EMAILS, &["11", "2", "5", "8"])), "smaller 5");
    // Three missed, by one each.
    assert_eq!(offer(&weeks(EMAILS, &["11", "11", "12", "11"])), "smaller 11");
}

#[test]
fn the_offer_tells_what_it_learnt_from() {
    let tale = weeks(EMAILS, &["12", "9", "7", "13"]);
    let judge = tale.judge();
    let offer = Offer::of(&judge, tale.goal("pitch"), tale.today).expect("an offer");
    assert_eq!(offer.sums.map(|sum| sum.to_string()), ["12", "9", "7", "13"]);
    assert_eq!((offer.missed, offer.target.to_string()), (2, "12".to_owned()));
}

#[test]
fn one_missed_of_four_offers_nothing() {
    assert_eq!(offer(&weeks(EMAILS, &["12", "0", "12", "12"])), "-");
    assert_eq!(offer(&weeks(EMAILS, &["30", "11", "30", "30"])), "-");
}

#[test]
fn fewer_than_four_periods_teach_nothing() {
    assert_eq!(offer(&weeks(EMAILS, &["1", "2", "3"])), "-");
    assert_eq!(offer(&weeks(EMAILS, &["40", "40", "40"])), "-");
}

#[test]
fn only_the_last_four_count() {
    assert_eq!(offer(&weeks(EMAILS, &["1", "1", "1", "12", "12", "12", "12"])), "-");
    assert_eq!(offer(&weeks(EMAILS, &["12", "12", "12", "6", "8", "12", "4"])), "smaller 6");
}

#[test]
fn nothing_done_in_two_of_four_leaves_no_target() {
    // Three of four reach no more than 0.
    assert_eq!(offer(&weeks(EMAILS, &["12", "0", "12", "0"])), "pause");
    assert_eq!(offer(&weeks(EMAILS, &["0", "0", "0", "0"])), "pause");
    assert_eq!(offer(&weeks(EMAILS, &["1", "0", "3", "12"])), "smaller 1");
}

#[test]
fn four_met_with_half_as_much_again_offer_the_median() {
    // Half as much again as 12 is 18. In order 18, 19, 20, 24: between 19 and 20 it is 19.5, in whole emails 19.
    assert_eq!(offer(&weeks(EMAILS, &["20", "18", "24", "19"])), "larger 19");
    // In order 18, 20, 22, 90.
    assert_eq!(offer(&weeks(EMAILS, &["90", "22", "20", "18"])), "larger 21");
    assert_eq!(offer(&weeks(EMAILS, &["18", "18", "18", "18"])), "larger 18");
    // One week without.
    assert_eq!(offer(&weeks(EMAILS, &["40", "40", "17", "40"])), "-");
}

#[test]
fn a_target_with_a_fraction_is_offered_one() {
    let km = "n:2.5 unit:km every:week";
    // Half as much again is 3.75. In order 3.75, 4, 4.25, 5: the median is 4.125.
    assert_eq!(offer(&weeks(km, &["4", "3.75", "5", "4.25"])), "larger 4.125");
    // 1.4 was reached by 1.4, 2.1 and 2.5.
    assert_eq!(offer(&weeks(km, &["1.4", "2.1", "0.3", "2.5"])), "smaller 1.4");
}

#[test]
fn a_whole_target_is_offered_whole_numbers() {
    let km = "n:20 unit:km every:week";
    // The second least is 12.5.
    assert_eq!(offer(&weeks(km, &["12.5", "20", "10.5", "22"])), "smaller 12");
    // 0.5 rounds down to nothing.
    assert_eq!(offer(&weeks(km, &["0.5", "20", "0.2", "22"])), "pause");
    // 1.5 is half as much again as 1, and rounds down to it.
    assert_eq!(offer(&weeks("n:1 unit:km every:week", &["1.5", "1.5", "1.5", "1.5"])), "-");
}

#[test]
fn the_open_period_teaches_nothing_yet() {
    let mut tale = weeks(EMAILS, &["12", "12", "12", "9"]);
    assert_eq!(offer(&tale), "-");
    tale.later(6);
    assert_eq!(offer_until(&tale, tale.today), "-");
    // Monday: the week without anything is over. In order 0, 9, 12, 12.
    tale.later(1);
    assert_eq!(offer(&tale), "smaller 9");
}

#[test]
fn a_review_of_the_past_learns_from_what_was_over_by_then() {
    let tale = weeks(EMAILS, &["6", "7", "12", "12", "12", "12"]);
    assert_eq!(offer(&tale), "-");
    // The fourth week ended on Sunday 4 October: 6, 7, 12, 12.
    assert_eq!(offer_until(&tale, day("2026-10-04")), "smaller 7");
    assert_eq!(offer_until(&tale, day("2026-10-03")), "-");
}

#[test]
fn excused_weeks_are_passed_over() {
    let mut tale = weeks(EMAILS, &["8", "12"]);
    tale.skip("pitch").later(7);
    done(&mut tale, &["9", "12"]);
    // 8, 12, 9, 12, and the skipped week not.
    assert_eq!(offer(&tale), "smaller 9");
}

#[test]
fn neutral_weeks_are_passed_over() {
    let mut tale = weeks(EMAILS, &["8", "12", "9"]);
    // Partly paused and not met: neutral.
    tale.pause("pitch", Some("2026-09-30")).later(7);
    assert_eq!(offer(&tale), "-");
    done(&mut tale, &["12"]);
    assert_eq!(offer(&tale), "smaller 9");
}

#[test]
fn a_new_cadence_has_to_teach_anew() {
    let mut tale = weeks(EMAILS, &["6", "6", "6", "6"]);
    assert_eq!(offer(&tale), "smaller 6");
    tale.edit("pitch", "every:day");
    tale.later(27);
    assert_eq!(offer(&tale), "-");
    // Four weeks without anything.
    tale.later(1);
    assert_eq!(offer(&tale), "pause");
}

#[test]
fn an_accepted_offer_is_not_made_again() {
    let mut tale = weeks(EMAILS, &["12", "9", "7", "13"]);
    tale.edit("pitch", "n:9");
    assert_eq!(offer(&tale), "-");
    // Two of 9, 7, 13, 9 were missed, the 9 against 12 then: 9 fits three of them, and it is 9.
    done(&mut tale, &["9"]);
    assert_eq!(offer(&tale), "-");

    let mut tale = weeks(EMAILS, &["20", "18", "24", "19"]);
    tale.edit("pitch", "n:19");
    assert_eq!(offer(&tale), "-");
}

#[test]
fn limits_get_no_offer() {
    assert_eq!(offer(&weeks("at-most:4 unit:coffees every:week", &["6", "6", "6", "6"])), "-");
    // One that turned from a limit learns from what it wants now alone.
    let mut tale = weeks("at-most:4 unit:coffees every:week", &["6", "6", "6", "6"]);
    tale.edit("pitch", "n:12");
    done(&mut tale, &["3"]);
    assert_eq!(offer(&tale), "-");
}

#[test]
fn rule_9_2_there_is_no_offer_before_four_whole_weeks() {
    let mut tale = Tale::begun(FIRST);
    tale.add("Pitch every:day code:pitch").later(27);
    assert_eq!(tale.verdicts("pitch").matches("missed").count(), 27);
    assert_eq!(offer(&tale), "-");
    // 24 days met, and the last three missed.
    let mut tale = Tale::begun(FIRST);
    tale.add("Pitch n:3 every:day code:pitch");
    for _ in 0..24 {
        tale.check("pitch+3").later(1);
    }
    assert_eq!(offer(tale.later(3)), "-");
    // The weeks of which a day is paused are none of the four.
    let mut tale = Tale::begun(FIRST);
    tale.add("Pitch every:day code:pitch").pause("pitch", Some(FIRST)).later(28);
    assert_eq!(offer(&tale), "-");
    assert_eq!(offer(tale.later(7)), "pause");
}

/// A daily goal on Monday of the first week, and what was done on the first days of each week since.
fn daily(line: &str, weeks: &[&[i64]]) -> Tale {
    let mut tale = Tale::begun(FIRST);
    tale.add(&format!("Pitch {line} code:pitch"));
    for week in weeks {
        let mut left = 7;
        for sum in *week {
            if *sum > 0 {
                tale.check(&format!("pitch+{sum}"));
            }
            tale.later(1);
            left -= 1;
        }
        tale.later(left);
    }
    tale
}

#[test]
fn rule_9_2_a_daily_goal_s_week_is_missed_with_less_than_two_thirds_of_its_days_met() {
    // Five of seven are two thirds, four are not.
    let (good, bad): (&[i64], &[i64]) = (&[1; 5], &[1; 4]);
    assert_eq!(offer(&daily("every:day", &[good, good, good, bad])), "-");
    // Four and five days of them are met: the median is four and a half.
    assert_eq!(offer(&daily("every:day", &[good, bad, good, bad])), "fewer 4");
    assert_eq!(offer(&daily("every:day", &[&[1], bad, &[1, 1], &[]])), "fewer 1");
    assert_eq!(offer(&daily("every:day", &[&[1], &[], &[], &[]])), "pause");
    // Of working days four of five are two thirds, three are not.
    let (good, bad): (&[i64], &[i64]) = (&[1; 4], &[1; 3]);
    assert_eq!(offer(&daily("every:weekday", &[good, bad, good, bad])), "fewer 3");
    assert_eq!(offer(&daily("every:weekday", &[good, bad, good, good])), "-");
}

#[test]
fn rule_9_2_a_daily_target_is_the_largest_with_which_one_week_at_most_is_missed() {
    // The fifth of the seven sums, the largest first: 200, 300, 100, 500.
    let words = "n:500 unit:words every:day";
    let tale = daily(
        words,
        &[
            &[500, 400, 300, 200, 200, 0, 0],
            &[300, 300, 300, 300, 300, 0, 0],
            &[500, 500, 500, 100, 100, 0, 0],
            &[500, 500, 500, 500, 500, 0, 0],
        ],
    );
    assert_eq!(offer(&tale), "smaller 200");
    // Nothing on three days of each week: so much a week, the median of 1500, 1000, 2000 and 900.
    let tale = daily(words, &[&[500, 500, 500], &[500, 500], &[500, 500, 500, 500], &[500, 400]]);
    assert_eq!(offer(&tale), "fewer 1250");
}

#[test]
fn rule_9_2_a_weekly_goal_of_one_is_offered_a_pause() {
    assert_eq!(offer(&weeks("every:week", &["0", "1", "0", "1"])), "pause");
    assert_eq!(offer(&weeks("every:week", &["0", "1", "1", "1"])), "-");
}

#[test]
fn rule_9_2_longer_cadences_learn_from_their_periods() {
    let mut tale = Tale::begun("2026-01-01");
    tale.add("Pitch n:4 unit:emails every:month code:pitch");
    for (month, sum) in [("2026-01-15", 4), ("2026-02-15", 2), ("2026-03-15", 3), ("2026-04-15", 1)] {
        tale.on(month).check(&format!("pitch+{sum}"));
    }
    assert_eq!(offer(tale.on("2026-04-30")), "-");
    assert_eq!(offer(tale.on("2026-05-01")), "smaller 2");
}

#[test]
fn one_off_goals_get_no_offer() {
    assert_eq!(offer(&weeks("n:12 unit:emails", &["1", "1", "1", "1"])), "-");
}

#[test]
fn what_is_judged_by_its_children_gets_no_offer() {
    let mut tale = Tale::begun(FIRST);
    tale.add("Pitch every:week n:12 unit:emails code:pitch");
    tale.split("pitch", "Write code:write");
    tale.later(35);
    assert_eq!(tale.verdicts("pitch"), "missed missed missed missed missed open");
    assert_eq!(offer(&tale), "-");
}

#[test]
fn what_was_done_itself_says_nothing_once_children_judge() {
    let mut tale = weeks(EMAILS, &["6", "6", "6", "6"]);
    tale.split("pitch", "Write code:write");
    assert_eq!(offer(&tale), "-");
}

#[test]
fn rule_9_2_short_windows_are_looked_at_by_weeks() {
    let mut tale = Tale::begun(FIRST);
    tale.add("Pitch n:6 unit:emails every:3d code:pitch");
    for _ in 0..28 {
        tale.check("pitch+1").later(1);
    }
    // Each window has three of six, and each week two or three windows.
    assert_eq!(offer(&tale), "smaller 3");
}
