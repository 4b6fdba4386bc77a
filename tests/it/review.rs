//! `review`: a look back on a week or a month.
//!
//! 16 to 22 November 2026 is a Monday to a Sunday.

use chrono::Weekday;
use goals::domain::input::resolve::Calendar;
use goals::domain::judge::judge::Judge;
use goals::domain::judge::verdict::JudgedPeriod;
use goals::domain::report::hints::Hint;
use goals::domain::report::review::Review;
use goals::domain::report::span::Span;
use goals::domain::report::typed_span::typed_month;
use goals::domain::value::day::Day;
use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, has_keys, with_goals};
use crate::harness::Store;
use crate::state::{Tale, day, name};

/// What a look back on a span comes to.
fn look_back<T>(tale: &Tale, span: Span, told: impl Fn(&Review<'_>) -> T) -> T {
    let now = tale.judge();
    let then = Judge::new(&tale.state, span.to.min(tale.today));
    told(&Review::of(&now, &then, span))
}

fn week_of(text: &str) -> Span {
    Span::week(day(text), Weekday::Mon)
}

fn this_week<T>(tale: &Tale, told: impl Fn(&Review<'_>) -> T) -> T {
    look_back(tale, Span::week(tale.today, Weekday::Mon), told)
}

/// The verdicts of a goal's periods in a span, and of those before: `met missed | met`.
fn verdicts(tale: &Tale, span: Span, code: &str) -> String {
    let goal = tale.goal(code).id;
    let names = |periods: &[JudgedPeriod]| {
        periods.iter().map(|period| name(period.verdict)).collect::<Vec<_>>().join(" ")
    };
    look_back(tale, span, |review| {
        let row = review.goals.iter().find(|row| row.goal.id == goal);
        row.map_or_else(|| "-".to_owned(), |row| format!("{} | {}", names(&row.periods), names(&row.before)))
    })
}

/// The codes of the stale goals.
fn stale(tale: &Tale) -> String {
    this_week(tale, |review| {
        let codes = review.stale.iter().map(|stale| tale.state.tree.code(stale.goal.id).to_string());
        codes.collect::<Vec<_>>().join(" ")
    })
}

fn behind(tale: &Tale) -> String {
    this_week(tale, |review| {
        let codes = review.behind.iter().map(|progress| tale.state.tree.code(progress.goal.id).to_string());
        codes.collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn a_week_is_the_calendar_week_that_holds_the_day() {
    let span = Span::week(day("2026-11-18"), Weekday::Mon);
    assert_eq!((span.from, span.to), (day("2026-11-16"), day("2026-11-22")));
    assert_eq!((span.before().from, span.before().to), (day("2026-11-09"), day("2026-11-15")));
    let span = Span::week(day("2026-11-18"), Weekday::Sun);
    assert_eq!((span.from, span.to), (day("2026-11-15"), day("2026-11-21")));
}

#[test]
fn a_month_is_the_calendar_s_and_so_is_the_one_before() {
    let span = Span::month(day("2027-01-31"));
    assert_eq!((span.from, span.to), (day("2027-01-01"), day("2027-01-31")));
    assert_eq!((span.before().from, span.before().to), (day("2026-12-01"), day("2026-12-31")));
    let february = Span::month(day("2028-03-31")).before();
    assert_eq!((february.from, february.to), (day("2028-02-01"), day("2028-02-29")));
}

#[test]
fn a_month_is_typed_by_number_by_name_or_by_a_day_in_it() {
    let first = |text: &str| {
        let mut calendar = Calendar::new(day("2026-11-18"), Weekday::Mon);
        typed_month(text, &mut calendar).map(|span| span.from.to_string()).map_err(|error| error.to_string())
    };
    for (text, wanted) in [
        ("2026-10", "2026-10-01"),
        ("November", "2026-11-01"),
        ("nov", "2026-11-01"),
        ("dec", "2025-12-01"),
        ("today", "2026-11-01"),
        ("-1m", "2026-10-01"),
        ("2026-02-28", "2026-02-01"),
        ("2025-12-24", "2025-12-01"),
    ] {
        assert_eq!(first(text).as_deref(), Ok(wanted), "{text}");
    }
    for text in ["2026-13", "0000-01", "novembre", "no", ""] {
        assert_eq!(first(text), Err(format!("`{text}` is not a month")));
    }
}

#[test]
fn the_periods_that_ended_in_the_week_and_those_of_the_week_before() {
    let mut tale = Tale::of(
        "2026-11-09",
        "Read every:day code:read\nPitch n:12 every:week code:pitch\nTax every:month code:tax",
    );
    tale.check("read pitch+12").on("2026-11-10").check("read").on("2026-11-17").check("read pitch+4");
    tale.on("2026-11-25").check("tax");
    let last = week_of("2026-11-16");
    assert_eq!(
        verdicts(&tale, last, "read"),
        "missed met missed missed missed missed missed | met met missed missed missed missed missed"
    );
    assert_eq!(verdicts(&tale, last, "pitch"), "missed | met");
    // November ends in the week of the 30th.
    assert_eq!(verdicts(&tale, last, "tax"), "-");
    tale.on("2026-12-10");
    assert_eq!(verdicts(&tale, week_of("2026-11-30"), "tax"), "met | ");
}

#[test]
fn the_current_week_shows_what_is_going_on() {
    let mut tale = Tale::of(
        "2026-11-09",
        "Read every:day code:read\nPitch n:12 every:week code:pitch\nTax every:month code:tax",
    );
    tale.check("pitch+12").on("2026-11-16").check("read").on("2026-11-18");
    let span = week_of("2026-11-18");
    assert_eq!(
        verdicts(&tale, span, "read"),
        "met missed open | missed missed missed missed missed missed missed"
    );
    assert_eq!(verdicts(&tale, span, "pitch"), "open | met");
    assert_eq!(verdicts(&tale, span, "tax"), "open | ");
    tale.check("tax");
    assert_eq!(verdicts(&tale, span, "tax"), "met | ");
}

#[test]
fn a_week_that_is_over_has_nothing_open_on_its_last_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read every:day code:read\nPitch n:12 every:week code:pitch").on("2026-11-23");
    assert_eq!(verdicts(&tale, week_of("2026-11-22"), "pitch"), "missed | ");
    assert_eq!(
        verdicts(&tale, week_of("2026-11-22"), "read"),
        "missed missed missed missed missed missed missed | "
    );
    tale.on("2026-11-22");
    assert_eq!(verdicts(&tale, week_of("2026-11-22"), "pitch"), "open | ");
}

#[test]
fn what_is_done_late_counts_for_its_week() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Pitch n:12 every:week code:pitch").on("2026-11-25").check_on("2026-11-20", "pitch+12");
    assert_eq!(verdicts(&tale, week_of("2026-11-20"), "pitch"), "met | ");
    let done = look_back(&tale, week_of("2026-11-20"), |review| (review.activities, review.best_day));
    assert_eq!(done, (12, Some((day("2026-11-20"), 12))));
}

#[test]
fn goals_whose_period_is_neutral_or_that_were_gone_have_no_row() {
    let mut tale = Tale::of("2026-11-11", "Pitch n:12 every:week code:pitch\nGone every:week code:gone");
    tale.on("2026-11-18").archive("gone").on("2026-12-02");
    // It began on a Wednesday: cut, and not met.
    assert_eq!(verdicts(&tale, week_of("2026-11-11"), "pitch"), "-");
    assert_eq!(verdicts(&tale, week_of("2026-11-23"), "pitch"), "missed | missed");
    assert_eq!(verdicts(&tale, week_of("2026-11-23"), "gone"), "-");
}

#[test]
fn activities_of_both_weeks_and_the_earliest_of_the_best_days() {
    let mut tale = Tale::begun("2026-11-15");
    tale.add("Pitch n:12 unit:emails every:week code:pitch\nRead every:day code:read").check("read pitch+5");
    tale.on("2026-11-17").check("read").check("pitch+3");
    tale.on("2026-11-18").check("pitch");
    tale.on("2026-11-19").check("pitch").check("pitch");
    let told = this_week(&tale, |review| (review.activities, review.activities_before, review.best_day));
    assert_eq!(told, (7, 6, Some((day("2026-11-17"), 4))));
    let quiet = look_back(&tale, week_of("2026-11-02"), |review| (review.activities, review.best_day));
    assert_eq!(quiet, (0, None));
}

#[test]
fn areas_of_the_plan_in_which_nothing_was_done_stand_last_in_the_balance() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add(
        "Read every:day area:self code:read\nPlay every:day area:Family code:play\nRun every:day code:run",
    );
    tale.add("Old every:day area:attic code:old").archive("old");
    tale.check("read run");
    let told = this_week(&tale, |review| {
        let shares = review.balance.iter();
        shares.map(|share| (share.area.clone().unwrap_or_default(), share.goal_days)).collect::<Vec<_>>()
    });
    let wanted = [("self", 1), ("", 1), ("Family", 0)];
    assert_eq!(told, wanted.map(|(area, count)| (area.to_owned(), count)));
}

#[test]
fn steps_that_were_done_for_good_are_told() {
    let mut tale = Tale::begun("2026-11-10");
    tale.add("Book code:book").split("book", "Outline code:outl\nDraft n:3 code:draft");
    tale.check("outl").on("2026-11-17").check("draft+2").on("2026-11-18").check("draft");
    let done = |span: Span| {
        look_back(&tale, span, |review| {
            let told = review.finished.iter();
            let told = told.map(|done| (tale.state.tree.code(done.goal.id).to_string(), done.day));
            told.collect::<Vec<_>>()
        })
    };
    let on = day("2026-11-18");
    assert_eq!(done(week_of("2026-11-18")), [("book".to_owned(), on), ("draft".to_owned(), on)]);
    assert_eq!(done(week_of("2026-11-10")), [("outl".to_owned(), day("2026-11-10"))]);
}

#[test]
fn macro_goals_behind_their_line_are_told_until_they_are_overdue() {
    let mut tale = Tale::begun("2026-11-01");
    // Ten days, ten posts: one a day.
    tale.add("Posts n:10 by:2026-11-10 code:gp").split("gp", "Part n:10 by:2026-11-10 code:part");
    tale.check("gp");
    assert_eq!(behind(&tale), "");
    tale.on("2026-11-03").check("gp");
    assert_eq!(behind(&tale), "");
    // Three were asked for by the end of the day before.
    tale.on("2026-11-04");
    assert_eq!(behind(&tale), "gp");
    tale.check("gp");
    assert_eq!(behind(&tale), "");
    tale.on("2026-11-10").check("gp+5");
    assert_eq!(behind(&tale), "gp");
    tale.on("2026-11-11");
    assert_eq!(behind(&tale), "");
    let overdue = this_week(&tale, |review| review.overdue.len());
    assert_eq!(overdue, 2);
}

#[test]
fn the_week_before_is_seen_from_its_last_day() {
    let mut tale = Tale::begun("2026-11-01");
    tale.add("Posts n:10 by:2026-11-10 code:gp").on("2026-11-02");
    // On Sunday 1 November one of ten was due, on Sunday 8 eight of them, and on the 15th all were done.
    let first = look_back(&tale, week_of("2026-11-01"), |review| (review.behind.len(), review.overdue.len()));
    assert_eq!(first, (1, 0));
    tale.on("2026-11-09").check("gp+10");
    assert_eq!(look_back(&tale, week_of("2026-11-08"), |review| review.behind.len()), 1);
    tale.on("2026-11-18");
    assert_eq!(look_back(&tale, week_of("2026-11-15"), |review| review.behind.len()), 0);
}

#[test]
fn what_to_change_is_not_asked_of_older_weeks() {
    let mut tale = Tale::begun("2026-11-01");
    tale.add("Posts n:10 by:2026-12-10 code:gp").on("2026-11-15");
    assert_eq!(look_back(&tale, week_of("2026-11-08"), |review| review.behind.len()), 1);
    tale.on("2026-11-16");
    assert_eq!(look_back(&tale, week_of("2026-11-08"), |review| review.behind.len()), 0);
}

#[test]
fn stale_is_what_nothing_was_done_on_for_four_weeks() {
    let mut tale =
        Tale::of("2026-10-01", "Read every:day code:read\nRun n:3 every:week code:run\nShed code:shed");
    // 28 days from the 1st on are the 1st to the 28th: on the 29th nothing was done in 28 days.
    tale.on("2026-10-28");
    assert_eq!(stale(&tale), "");
    tale.on("2026-10-29");
    assert_eq!(stale(&tale), "read run shed");
    tale.check("run").on("2026-11-25");
    // The 28 days up to the 25th begin on 29 October.
    assert_eq!(stale(&tale), "read shed");
    tale.on("2026-11-26");
    assert_eq!(stale(&tale), "read run shed");
}

#[test]
fn the_last_day_on_which_something_was_done_is_told() {
    let mut tale =
        Tale::of("2026-10-01", "Weight baseline:90 n:80 code:weight\nShed n:3 code:shed\nRoof code:roof");
    tale.check("weight=89 shed").on("2026-11-16");
    let told = this_week(&tale, |review| review.stale.iter().map(|stale| stale.last).collect::<Vec<_>>());
    assert_eq!(told, [Some(day("2026-10-01")), Some(day("2026-10-01")), None]);
    tale.check("weight=88");
    assert_eq!(stale(&tale), "shed roof");
}

#[test]
fn what_need_not_be_done_is_not_stale() {
    let mut tale = Tale::of(
        "2026-10-01",
        "Waits from:2026-11-10 code:waits\nPlanned code:planned\nBlocked after:planned code:blocked",
    );
    tale.add("Paused every:day code:paused\nArchived code:gone\nDone code:done\nLimit at-most:2 every:day code:limit");
    tale.add("Parent code:parent\nEnded every:day by:2026-10-05 code:ended\nRested every:day code:rested");
    tale.split("parent", "Child every:day code:child");
    let planned = tale.goal("planned").id;
    tale.happened(&[goals::domain::model::change::Change::Plan {
        goal: planned,
        day: Some(day("2026-12-01")),
    }]);
    tale.check("done").archive("gone").pause("paused", None).pause("rested", Some("2026-11-08"));
    tale.on("2026-11-15").check("child");
    assert_eq!(stale(&tale), "");
    // Four weeks after the pause, and after its first day.
    tale.on("2026-12-20");
    assert_eq!(stale(&tale), "waits planned child rested");
}

#[test]
fn a_weekday_goal_is_stale_on_its_day_off_too() {
    let mut tale = Tale::begun("2026-10-01");
    tale.add("Swim every:mon,wed code:swim").on("2026-11-22");
    assert_eq!(stale(&tale), "swim");
}

#[test]
fn what_comes_round_less_than_once_a_month_has_two_periods_time() {
    let mut tale = Tale::begun("2026-07-01");
    tale.add("Dentist every:quarter code:dentist\nRent every:month code:rent").check("dentist rent");
    tale.on("2026-10-01").check("rent").on("2026-11-30");
    // Rent was paid in the month before.
    assert_eq!(stale(&tale), "");
    tale.on("2026-12-01");
    assert_eq!(stale(&tale), "rent");
    tale.check("rent").on("2026-12-31");
    assert_eq!(stale(&tale), "");
    // The quarter before the current one has passed as well.
    tale.on("2027-01-01");
    assert_eq!(stale(&tale), "dentist");
}

#[test]
fn of_steps_in_a_row_only_the_next_is_stale_and_only_if_the_row_stands_still() {
    let mut tale = Tale::begun("2026-10-01");
    tale.add("Book code:book").split("book", "One code:one\nTwo code:two\nThree code:three");
    tale.split("book", "Write every:day code:write");
    tale.on("2026-11-01").check("one write").on("2026-11-18").check("write");
    assert_eq!(stale(&tale), "");
    tale.on("2026-11-29").check("write");
    assert_eq!(stale(&tale), "two");
    tale.edit("two", "after:three");
    assert_eq!(stale(&tale), "three");
}

#[test]
fn vague_goals_are_those_that_lack_a_measure() {
    let mut tale = Tale::of(
        "2026-11-18",
        "Improve engagement n:20 code:ok\nWrite more every:week code:more\nFinish it code:it by:+1y",
    );
    tale.add("Posts n:52 code:gp").split("gp", "Book by:+6m code:book\nOutline code:outl");
    let told = this_week(&tale, |review| {
        let vague = review.vague.iter();
        vague.map(|(lack, goal)| (tale.state.tree.code(goal.id).to_string(), *lack)).collect::<Vec<_>>()
    });
    let wanted = [("more", Hint::Number), ("it", Hint::Target), ("book", Hint::Size)];
    assert_eq!(told, wanted.map(|(code, lack)| (code.to_owned(), lack)));
    tale.archive("more").check("it").pause("book", None);
    assert_eq!(this_week(&tale, |review| review.vague.len()), 0);
}

#[test]
fn what_is_archived_now_or_was_made_since_is_not_remarked_on() {
    let mut tale = Tale::begun("2026-10-01");
    tale.add("Improve the shed by:2026-10-20 code:shed").on("2026-11-10").archive("shed");
    tale.add("Improve the roof code:roof").on("2026-11-18");
    let count = |review: &Review<'_>| review.vague.len() + review.overdue.len() + review.stale.len();
    assert_eq!(look_back(&tale, week_of("2026-11-02"), count), 0);
    assert_eq!(look_back(&tale, week_of("2026-11-10"), count), 1);
}

#[test]
fn a_stale_goal_gets_no_offer_beside() {
    let mut tale = Tale::begun("2026-10-05");
    tale.add("Pitch n:12 every:week code:pitch").check("pitch").on("2026-11-16");
    assert_eq!(stale(&tale), "pitch");
    assert_eq!(this_week(&tale, |review| review.offers.len()), 0);
    tale.check("pitch");
    assert_eq!(this_week(&tale, |review| review.offers.len()), 1);
}

/// A store with something to say of everything; it is Wednesday 18 November 2026.
fn full() -> Store {
    let mut store = Store::new();
    store.at("2026-10-05");
    store.ok(&["add", "Publish 52 posts n:52 unit:posts by:2027-10-04 area:work code:gp why:links"]);
    store.ok(&["add", "Pitch n:12 unit:emails every:week area:work code:pitch"]);
    store.ok(&["add", "Run n:20 unit:km every:week area:health code:run"]);
    store.ok(&["add", "Play every:day area:family code:play"]);
    store.ok(&["add", "Juggle every:day n:3 area:self pilot:2026-11-01 code:jug"]);
    store.ok(&["add", "Improve engagement code:ie"]);
    store.ok(&["add", "Paint the shed n:2 code:shed"]);
    store.ok(&["add", "Tax return n:1 by:2026-11-10 code:tax"]);
    // The last four weeks end on 25 October and on 1, 8 and 15 November.
    for (date, pitches, km) in
        [("2026-10-21", 12, 31), ("2026-10-28", 9, 33), ("2026-11-04", 7, 30), ("2026-11-11", 13, 36)]
    {
        store.at(date).ok(&["check", &format!("pitch+{pitches}"), &format!("run+{km}"), "play"]);
    }
    store.at("2026-11-16").ok(&["check", "pitch+4", "play", "ie", "jug"]);
    store.ok(&["undo"]);
    store.ok(&["check", "pitch+4", "play", "jug"]);
    store.at("2026-11-17").ok(&["check", "play"]);
    store.ok(&["win", "A reader wrote", "--area", "work"]);
    store.at("2026-11-18");
    store
}

#[test]
fn the_document_says_what_was_promised() {
    let review = full().json(&["review"]);
    assert_eq!(review["day"], "2026-11-18");
    assert_eq!(
        review["span"],
        json!({"length": "week", "from": "2026-11-16", "to": "2026-11-22", "so_far": true})
    );
    assert_eq!(
        review["before"],
        json!({"length": "week", "from": "2026-11-09", "to": "2026-11-15", "so_far": false})
    );
    // This week: 4 pitches, play, jug on Monday, play and a win on Tuesday. The week before: 13 pitches, a run, play.
    assert_eq!((&review["activities"], &review["activities_before"]), (&json!(8), &json!(15)));
    assert_eq!(review["best_day"], json!({"day": "2026-11-16", "activities": 6}));
    let play = find(&review["goals"], "play");
    assert_eq!((&play["met"], &play["missed"], &play["open"]), (&json!(2), &json!(0), &json!(1)));
    assert_eq!((&play["before"]["met"], &play["before"]["missed"]), (&json!(1), &json!(6)));
    let pitch = find(&review["goals"], "pitch");
    assert_eq!((&pitch["met"], &pitch["open"], &pitch["before"]["met"]), (&json!(0), &json!(1), &json!(1)));
    let areas = json!([
        {"area": "family", "goal_days": 2}, {"area": "work", "goal_days": 2},
        {"area": "self", "goal_days": 1}, {"area": "health", "goal_days": 0},
    ]);
    assert_eq!(review["balance"], areas);
    assert_eq!(
        review["wins"],
        json!([{"day": "2026-11-17", "title": "A reader wrote", "area": "work", "note": null}])
    );
    assert_eq!(review["finished"], json!([]));
    assert_eq!(codes(&review["behind"]), ["gp"]);
    assert_eq!(codes(&review["overdue"]), ["tax"]);
    assert_eq!(codes(&review["stale"]), ["gp", "ie", "shed"]);
    assert_eq!(codes(&review["vague"]), ["ie"]);
    assert_eq!(codes(&review["trials_ended"]), ["jug"]);
    assert_eq!(codes(&review["offers"]), ["pitch", "run", "play", "jug"]);
    for part in ["behind", "overdue", "stale", "vague", "offers"] {
        for row in review[part].as_array().expect("rows") {
            has_keys(row, "code title command");
        }
    }
    has_keys(&review["trials_ended"][0], "keep adjust drop ended");
}

#[test]
fn offers_by_hand() {
    let review = full().json(&["review"]);
    let says = |code: &str, wanted: Value| {
        let offer = find(&review["offers"], code);
        for (key, value) in wanted.as_object().expect("an object") {
            assert_eq!(&offer[key], value, "{key} in {offer}");
        }
    };
    // 9 was reached by 9, 12 and 13.
    says(
        "pitch",
        json!({"kind": "smaller", "target": 12, "offered": 9, "sums": [12, 9, 7, 13], "missed": 2,
               "unit": "emails", "command": "goals edit pitch --target 9"}),
    );
    // Half as much again as 20 is 30; in order 30, 31, 33, 36.
    says(
        "run",
        json!({"kind": "larger", "target": 20, "offered": 32, "sums": [31, 33, 30, 36], "missed": 0,
               "command": "goals edit run --target 32"}),
    );
    // The first four weeks of its trial had nothing; those since are neutral.
    says(
        "jug",
        json!({"kind": "pause", "target": 3, "offered": null, "sums": [0, 0, 0, 0], "met": [0, 0, 0, 0],
               "missed": 4, "command": "goals pause jug --until +2w"}),
    );
    // On one day of each week.
    says(
        "play",
        json!({"kind": "fewer", "target": 1, "offered": 1, "sums": [1, 1, 1, 1], "met": [1, 1, 1, 1],
               "missed": 4, "command": "goals edit play --every week --target 1"}),
    );
}

#[test]
fn the_command_of_an_offer_accepts_it() {
    let store = full();
    let review = store.json(&["review"]);
    for part in ["offers", "overdue", "behind", "stale"] {
        for row in review[part].as_array().expect("rows").clone() {
            let command = row["command"].as_str().expect("a command");
            let words: Vec<&str> = command.split(' ').collect();
            // Without lines, `split` opens the editor.
            if words[1] != "split" {
                store.ok(&words[1..]);
            }
        }
    }
    let review = store.json(&["review"]);
    assert_eq!(review["offers"], json!([]));
    assert_eq!(review["overdue"], json!([]));
    // It has a new deadline, and still nothing was done for it; the others were to be split.
    assert_eq!(codes(&review["stale"]), ["gp", "ie", "shed", "tax"]);
}

#[test]
fn a_long_plan_tells_what_was_met_throughout_on_one_line() {
    let mut store = Store::new();
    let codes: Vec<String> = (1..=11).map(|number| format!("g{number}")).collect();
    store.at("2026-11-02");
    for code in &codes {
        store.ok(&["add", &format!("Goal every:week code:{code}")]);
    }
    let all: Vec<&str> = codes.iter().map(String::as_str).collect();
    store.at("2026-11-04").ok(&[&["check"], all.as_slice()].concat());
    store.at("2026-11-11").ok(&[&["check"], &all[1..]].concat());
    store.at("2026-11-16");
    let page = store.ok(&["review", "--week", "yesterday"]);
    assert!(page.contains("Met throughout, as before: g2, g3, g4, g5, g6, g7, g8, g9, g10, g11"), "{page}");
    assert_eq!(page.matches("  Goal").count(), 1, "{page}");
    assert_eq!(store.json(&["review", "--week", "yesterday"])["goals"].as_array().map(Vec::len), Some(11));
}

#[test]
fn no_part_is_empty() {
    let mut store = with_goals(&["Read every:day code:read"]);
    store.ok(&["check", "read"]);
    let page = store.ok(&["review"]);
    for heading in ["Balance", "Wins", "Behind", "Overdue", "Targets", "Nothing", "Vague", "trial"] {
        assert!(!page.contains(heading), "{page}");
    }
    assert_eq!(page.lines().count(), 5, "{page}");
    store.at("2026-11-23");
    let page = store.ok(&["review"]);
    assert!(page.contains("`goals review --week yesterday` looks back on the week before."), "{page}");
}

#[test]
fn an_empty_store_and_a_time_before_everything() {
    let store = Store::new();
    let review = store.json(&["review"]);
    assert_eq!((&review["activities"], &review["best_day"]), (&json!(0), &Value::Null));
    for part in ["goals", "balance", "wins", "finished", "behind", "overdue", "offers", "stale", "vague"] {
        assert_eq!(review[part], json!([]), "{part}");
    }
    let page = full().ok(&["review", "--month", "2020-02"]);
    assert!(page.contains("February 2020") && page.contains("Nothing was done or due"), "{page}");
}

#[test]
fn another_week_and_a_month() {
    let store = full();
    let ran = store.run(&["review", "--week", "sunday"]);
    assert!(ran.err.contains("Sunday 15 November 2026"), "{ran:?}");
    assert!(ran.out.starts_with("Week of Monday 9 November 2026 "), "{ran:?}");
    assert!(ran.out.contains("the week before") && !ran.out.contains("so far"), "{ran:?}");
    let month = store.json(&["review", "--month", "october"]);
    assert_eq!(
        month["span"],
        json!({"length": "month", "from": "2026-10-01", "to": "2026-10-31", "so_far": false})
    );
    assert_eq!((&month["day"], &month["activities"]), (&json!("2026-10-31"), &json!(25)));
    // The weeks of the month end on the 11th, 18th and 25th: missed, missed, and 12 of 12.
    let pitch = find(&month["goals"], "pitch");
    assert_eq!((&pitch["met"], &pitch["missed"], &pitch["open"]), (&json!(1), &json!(2), &json!(0)));
    // The tax return was not due yet, and the trial not over.
    assert_eq!((&month["overdue"], &month["trials_ended"]), (&json!([]), &json!([])));
    assert!(store.ok(&["review", "--month", "today"]).starts_with("November 2026, so far"), "a month");
}

#[test]
fn weeks_begin_when_they_are_set_to() {
    let mut store = guest_posts();
    store.ok(&["config", "week-start", "sunday"]);
    store.at("2026-11-24");
    assert_eq!(store.json(&["review"])["span"]["from"], "2026-11-22");
}

#[test]
fn what_has_not_begun_and_what_is_no_day_or_month_is_refused() {
    let store = Store::new();
    store.ok(&["review", "--week", "eow"]);
    store.refused(1, &["review", "--week", "2026-11-23"], "Monday 23 November 2026 has not begun");
    store.refused(1, &["review", "--month", "2026-12"], "December 2026 has not begun");
    store.refused(2, &["review", "--week", "someday"], "someday");
    let ran = store.refused(2, &["review", "--month", "2026-13"], "`2026-13` is not a month");
    assert!(ran.err.contains("hint: a month is `last`, `november`"), "{ran:?}");
    store.refused(2, &["review", "--month", "nov", "--week", "today"], "--month");
}

#[test]
fn without_hints_nothing_is_called_vague() {
    let store = with_goals(&["Improve engagement code:ie"]);
    assert!(store.ok(&["review"]).contains("ie  Improve engagement · vague: by how much?"));
    store.ok(&["config", "hints", "off"]);
    assert_eq!(store.json(&["review"])["vague"], json!([]));
}

#[test]
fn what_is_too_much_for_the_page_is_counted() {
    let mut store = Store::new();
    for number in 1..=17 {
        store.ok(&["win", &format!("Win {number}")]);
    }
    let page = store.ok(&["review"]);
    assert!(page.contains("Win 15") && !page.contains("Win 16"), "{page}");
    assert!(page.contains("  and 2 more"), "{page}");
    assert_eq!(store.json(&["review"])["wins"].as_array().map(Vec::len), Some(17));
    store.at("2026-11-30");
    assert_eq!(store.json(&["review"])["wins"], json!([]));
}

#[test]
fn spans_at_the_ends_of_time_are_spans() {
    for end in [Day::FIRST, Day::LAST] {
        for span in [Span::week(end, Weekday::Sun), Span::month(end), Span::quarter(end), Span::year(end)] {
            assert!(span.holds(end), "{end}");
            assert!(span.before().from <= span.from, "{end}");
            assert!(!span.parts(Weekday::Sun).is_empty(), "{end}");
        }
    }
}

#[test]
fn rule_9_2_archive_is_offered_last_and_after_eight_weeks_alone() {
    let mut store = Store::new();
    store.at("2026-09-23").ok(&["add", "Paint the shed code:shed"]);
    store.ok(&["add", "Swim every:week code:swim"]);
    store.ok(&["add", "Rest every:week code:rest"]);
    let ways = |store: &Store, code: &str| find(&store.json(&["review"])["stale"], code)["commands"].clone();
    store.at("2026-11-17");
    assert_eq!(ways(&store, "shed"), json!(["goals split shed", "goals pause shed --until +2w"]));
    store.ok(&["pause", "rest", "--from", "2026-10-05", "--until", "2026-10-11"]);
    store.at("2026-11-18");
    let all = ["goals split shed", "goals pause shed --until +2w", "goals archive shed"];
    assert_eq!(ways(&store, "shed"), json!(all));
    let all = ["goals edit swim", "goals pause swim --until +2w", "goals archive swim"];
    assert_eq!(ways(&store, "swim"), json!(all));
    assert_eq!(ways(&store, "rest"), json!(["goals edit rest", "goals pause rest --until +2w"]));
    let page = store.ok(&["review"]);
    assert!(page.contains("smaller, a pause, or the archive?"), "{page}");
}

#[test]
fn rule_11_3_an_area_of_what_can_never_count_has_no_row() {
    let store = with_goals(&[
        "Run code:run every:day area:health",
        "Beer code:beer every:week at-most:4 area:vice",
        "Weigh less code:kg n:75 baseline:82 unit:kg area:body",
        "Read code:read every:day area:mind",
        "Sing code:sing every:day",
    ]);
    store.ok(&["check", "run", "sing"]);
    let areas: Vec<Value> = store.json(&["review"])["balance"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["area"].clone())
        .collect();
    assert_eq!(areas, [json!("health"), Value::Null, json!("mind")]);
    assert!(store.ok(&["review"]).contains("  no area  "));
}

#[test]
fn a_first_week_is_compared_with_none_before_it() {
    let mut store = with_goals(&["Run code:run every:day"]);
    store.ok(&["check", "run"]);
    assert!(!store.ok(&["review"]).contains("0 last week"), "{}", store.ok(&["review"]));
    store.at("2026-12-02").ok(&["check", "run"]);
    assert!(store.ok(&["review"]).contains("0 last week"), "{}", store.ok(&["review"]));
}

/// A month may have been met in a week before.
#[test]
fn what_was_met_before_the_week_is_told_with_its_day() {
    let mut store = Store::new();
    store.at("2026-11-02");
    store.ok(&["add", "Budget", "--every", "month", "--code", "bud"]);
    store.at("2026-11-12");
    store.ok(&["check", "bud"]);
    let line = |store: &Store| {
        let page = store.ok(&["review"]);
        let line = page.lines().find(|line| line.contains("Budget")).expect("a line");
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(line(&store).starts_with("bud Budget met "), "{}", line(&store));
    store.at("2026-11-18");
    assert!(line(&store).starts_with("bud Budget met 12 Nov "), "{}", line(&store));
}
