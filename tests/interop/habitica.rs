//! Habitica. The counts are those of a person who read the sample.

use goals::interop::reader::options::Undated;
use goals::interop::reader::source::Source;
use proptest::prelude::proptest;

use crate::coming_in::comes_in;
use crate::harness::Store;
use crate::outline::{
    day, days, dropped, file, goal, outline, read, read_or_refused, read_sample, read_with, refused,
};

fn user(tasks: &str) -> Source {
    let data = format!(
        "{{\"apiToken\":\"SECRET\",\"auth\":{{\"local\":{{\"email\":\"ann@example.org\"}}}},\
         \"preferences\":{{\"dayStart\":4,\"timezoneOffset\":-120}},\
         \"tags\":[{{\"id\":\"t1\",\"name\":\"Home\"}},{{\"id\":\"t2\",\"name\":\"Quest\",\"challenge\":\"true\"}}],\
         \"tasks\":{{{tasks}}}}}"
    );
    file("data.json", data)
}

fn daily(rest: &str) -> Source {
    user(&format!("\"habits\":[],\"todos\":[],\"dailys\":[{{\"id\":\"d\",\"text\":\"Daily\",{rest}}}]"))
}

/// 9 November 2021, 15:07 and 20 November 2021, 17:02, five hours west of Greenwich; what was not completed is nothing.
#[test]
fn a_daily_comes_in_with_its_days_and_its_checklist() {
    let imported = read_sample("habitica/habitica-user-data-anonymised.json");
    assert_eq!(
        outline(&imported),
        [
            "Daily one; in Health; every mon,tue,wed,thu",
            "Step one; below 00000000-0000-4000-8000-0000000000c1",
        ]
    );
    assert_eq!(
        days(goal(&imported, "00000000-0000-4000-8000-0000000000c1")),
        ["2021-11-09 1", "2021-11-20 1"]
    );
    assert_eq!(dropped(&imported), ["1 difficulty", "1 first day after what was done"]);
}

/// Two hours east of Greenwich, days from 04:00: 01:59 UTC on the 10th is the 9th, 02:00 the 10th.
#[test]
fn days_begin_when_they_do_in_habitica() {
    let history = "\"history\":[{\"date\":1636509540000,\"completed\":true},{\"date\":1636682400000,\"completed\":true}]";
    assert_eq!(days(goal(&read(&daily(history)), "d")), ["2021-11-09 1", "2021-11-12 1"]);
}

/// A daily that is checked off at the login of the next day has that day's moment.
#[test]
fn the_first_of_two_on_a_day_is_of_the_day_before_if_that_has_none() {
    // 12 and 13 November 2021 at 12:00 UTC, and half an hour later.
    let (twelfth, thirteenth) = (1_636_718_400_000_i64, 1_636_804_800_000_i64);
    let history = |moments: &[i64]| {
        let entry = |moment: &i64| format!("{{\"date\":{moment},\"completed\":true}}");
        format!("\"history\":[{}]", moments.iter().map(entry).collect::<Vec<_>>().join(","))
    };
    let of = |moments: &[i64]| {
        let imported = read(&daily(&history(moments)));
        (days(goal(&imported, "d")), dropped(&imported))
    };
    let later = thirteenth + 1_800_000;
    assert_eq!(of(&[thirteenth, later]).0, ["2021-11-12 1", "2021-11-13 1"]);
    let (days, dropped) = of(&[twelfth, thirteenth, later]);
    assert_eq!(days, ["2021-11-12 1", "2021-11-13 1"]);
    assert_eq!(dropped, ["1 check-off more on a day that has one"]);
}

#[test]
fn patterns_are_cadences() {
    let all = "\"m\":true,\"t\":true,\"w\":true,\"th\":true,\"f\":true,\"s\":true,\"su\":true";
    for (pattern, expected) in [
        ("\"frequency\":\"daily\",\"everyX\":1".to_owned(), "every day"),
        ("\"frequency\":\"daily\",\"everyX\":3".to_owned(), "every 3d"),
        ("\"frequency\":\"daily\",\"everyX\":0".to_owned(), "every day; paused"),
        (format!("\"frequency\":\"weekly\",\"repeat\":{{{all}}}"), "every day"),
        ("\"frequency\":\"weekly\",\"repeat\":{\"m\":true,\"f\":true}".to_owned(), "every mon,fri"),
        ("\"frequency\":\"weekly\",\"repeat\":{\"m\":false}".to_owned(), "every day; paused"),
        (
            "\"frequency\":\"weekly\",\"everyX\":2,\"repeat\":{\"m\":true,\"f\":true}".to_owned(),
            "every 2w; n 2",
        ),
        ("\"frequency\":\"monthly\",\"daysOfMonth\":[1,15]".to_owned(), "every 1st,15th"),
        (
            "\"frequency\":\"monthly\",\"weeksOfMonth\":[1],\"repeat\":{\"t\":true}".to_owned(),
            "every 2nd-tue",
        ),
        ("\"frequency\":\"monthly\",\"everyX\":3".to_owned(), "every 3m"),
        ("\"frequency\":\"yearly\"".to_owned(), "every year"),
        ("\"frequency\":\"yearly\",\"everyX\":2".to_owned(), "every 24m"),
    ] {
        assert_eq!(outline(&read(&daily(&pattern))), [format!("Daily; {expected}")], "{pattern}");
    }
    let imported = read(&daily("\"frequency\":\"weekly\",\"everyX\":2,\"repeat\":{\"m\":true,\"f\":true}"));
    assert_eq!(imported.guessed, ["what repeats on certain days is asked for as often as comes near: Daily"]);
}

#[test]
fn habits_are_counted_and_bad_ones_are_limits() {
    let history = "\"history\":[{\"date\":1636718400000,\"scoredUp\":2,\"scoredDown\":1},\
                   {\"date\":1636804800000,\"scoredUp\":0,\"scoredDown\":3},{\"date\":1636804800000,\"value\":1}]";
    let tasks = format!(
        "\"dailys\":[],\"todos\":[],\"rewards\":[{{\"id\":\"r\",\"text\":\"Ice cream\"}}],\"habits\":[\
         {{\"id\":\"good\",\"text\":\"Water\",\"up\":true,\"down\":false,{history}}},\
         {{\"id\":\"bad\",\"text\":\"Sweets\",\"up\":false,\"down\":true,\"tags\":[\"t2\",\"t1\"],{history}}},\
         {{\"id\":\"both\",\"text\":\"Stairs\",\"up\":true,\"down\":true}}]"
    );
    let imported = read(&user(&tasks));
    assert_eq!(
        outline(&imported),
        ["Water; counted", "Sweets; in Home; every day; at most 0", "Stairs; counted"]
    );
    assert_eq!(days(goal(&imported, "good")), ["2021-11-12 2"]);
    assert_eq!(days(goal(&imported, "bad")), ["2021-11-12 1", "2021-11-13 3"]);
    assert_eq!(
        dropped(&imported),
        [
            "4 steps back of habits that go both ways",
            "2 old entries that do not tell what was done",
            "1 reward (`goals reward` promises one)"
        ]
    );
}

#[test]
fn todos_come_with_deadlines_and_checklists() {
    let tasks = "\"dailys\":[],\"habits\":[],\"todos\":[\
        {\"id\":\"a\",\"text\":\"Tax\",\"date\":\"2026-12-23T22:00:00.000Z\",\"checklist\":[\
            {\"id\":\"1\",\"text\":\"Find it\",\"completed\":true},{\"id\":\"2\",\"text\":\"Send it\"}]},\
        {\"id\":\"b\",\"text\":\"Paint\",\"completed\":true,\"dateCompleted\":\"2026-11-01T01:30:00.000Z\",\
            \"checklist\":[{\"id\":\"1\",\"text\":\"Wall\"}]},\
        {\"id\":\"c\",\"text\":\"Old\",\"completed\":true,\"date\":\"some day\"}]";
    let imported = read(&user(tasks));
    assert_eq!(
        outline(&imported),
        [
            // Midnight two hours east.
            "Tax; by 2026-12-24",
            "Find it; below a; archived",
            "Send it; below a",
            // 03:30 there, before the day begins.
            "Paint; done 2026-10-31",
            "Wall; below b; done 2026-10-31",
            "Old; archived",
        ]
    );
    assert_eq!(dropped(&imported), ["2 check-offs without a day", "1 deadline that is no date"]);
    let today = read_with(&user(tasks), Undated::Today).expect("readable");
    assert_eq!(goal(&today, "a/1").done, Some(day("2026-11-28")));
    assert_eq!(today.guessed, ["2 things are done without a day, today is taken: Find it, Old"]);
}

#[test]
fn what_is_not_asked_for_is_not_read_on() {
    let imported = read(&daily("\"frequency\":\"daily\""));
    let told = format!("{imported:?}");
    assert!(!told.contains("SECRET") && !told.contains("ann@example.org"), "{told}");
}

#[test]
fn a_file_that_is_cut_is_told_of_and_says_no_secret() {
    let Source::File(member) = daily("\"frequency\":\"daily\"") else { panic!("a file") };
    let cut = refused(&file("data.json", &member.bytes[..member.bytes.len() - 3]));
    assert_eq!(cut.what, "it ends before its JSON does");
    let wrong = user("\"dailys\":\"SECRET\",\"habits\":[],\"todos\":[]");
    let wrong = refused(&wrong);
    assert_eq!(wrong.what, "a value in it is of another kind than that tool writes");
    assert!(!format!("{wrong:?}").contains("SECRET"), "{wrong:?}");
}

proptest! {
    #[test]
    fn any_tasks_are_read_or_refused(rest in "[ -~]{0,60}") {
        read_or_refused(&user(&format!("\"dailys\":[],\"habits\":[],\"todos\":[{rest}]")));
    }
}

#[test]
fn it_comes_in_is_taken_back_and_adds_nothing_again() {
    let path = "habitica/habitica-user-data-anonymised.json";
    comes_in(path, &[], &[("goals", 2), ("check_offs", 2)]);
}

/// A token that is kept, told or noted anywhere would give the account to whoever reads that.
#[test]
fn no_token_and_no_address_are_in_the_journal_or_on_any_page() {
    let store = Store::new();
    let tasks = "\"habits\":[],\"todos\":[{\"id\":\"a\",\"text\":\"Tax\"}],\"dailys\":[{\"id\":\"d\",\"text\":\"Daily\"}]";
    let Source::File(member) = user(tasks) else { panic!("a file") };
    let path = store.home().join("data.json");
    let argument = path.to_str().expect("a path").to_owned();
    let mut told = String::new();
    let mut run = |args: &[&str]| {
        let ran = store.run(args);
        told.push_str(&ran.out);
        told.push_str(&ran.err);
    };
    for bytes in [
        &member.bytes[..],
        &member.bytes[..member.bytes.len() - 2],
        b"{\"apiToken\":\"SECRET\",\"email\":\"ann@example.org\"}",
    ] {
        std::fs::write(&path, bytes).expect("a file");
        for args in [
            &["import", &argument, "--dry-run"][..],
            &["import", &argument],
            &["import", &argument, "--json"],
            &["import", &argument, "--from", "habitica"],
        ] {
            run(args);
        }
    }
    for args in [&["list", "--all"][..], &["log", "--all"], &["doctor"], &["show", "tax"]] {
        run(args);
    }
    assert!(told.contains("Tax"), "{told}");
    std::fs::remove_file(&path).expect("the file");
    let kept = everything_below(store.home());
    assert!(kept.contains("Tax"), "the journal is read");
    for secret in ["SECRET", "ann@example.org"] {
        assert!(!told.contains(secret), "{told}");
        assert!(!kept.contains(secret), "{kept}");
    }
}

fn everything_below(folder: &std::path::Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text.push_str(&everything_below(&path));
        } else {
            text.push_str(&String::from_utf8_lossy(&std::fs::read(&path).expect("a file")));
        }
    }
    text
}
