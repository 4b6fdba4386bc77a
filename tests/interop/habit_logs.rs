//! harsh and habitctl. The counts are those of a person who read the samples.

use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, refused};
use goals::interop::reader::source::{Member, Source};

fn folder(files: &[(&str, &str)]) -> Source {
    let member = |(name, text): &(&str, &str)| Member { name: (*name).to_owned(), bytes: (*text).into() };
    Source::Several(files.iter().map(member).collect())
}

#[test]
fn harsh_comes_in_with_its_headings_frequencies_and_notes() {
    let imported = read_sample("harsh");
    assert_eq!(
        outline(&imported),
        [
            "Daily standup; in Work; every day",
            "Code review; in Work; every week; n 5",
            "Sprint planning; in Work; every 14d",
            "Gym; in Health; every week; n 3",
            "Running; in Health; every week; n 2",
            "Water intake; in Health; every day",
            "Sleep tracking; in Health; counted",
            "Reading; in Personal; every day",
            "Meditation; in Personal; every day",
            "Call family; in Personal; every week",
        ]
    );
    // What was done counts once, whatever its amount: that stands in the note, where it was one.
    assert_eq!(days(goal(&imported, "Gym")), ["2025-01-01 1 Leg day (1.5)", "2025-01-02 0 Rest day"]);
    assert_eq!(
        days(goal(&imported, "Code review")),
        ["2025-01-01 1 Reviewed 3 PRs (3)", "2025-01-02 skip Skipped today"]
    );
    assert_eq!(
        days(goal(&imported, "Daily standup")),
        ["2025-01-01 1 Great meeting", "2025-01-02 1 Quick update", "2025-01-03 0 Missed meeting"]
    );
    // y: 7 on the first day, 3 on the second, 3 on the third, of which all have a note; one skip; n five times.
    let checks = imported.goals.iter().flat_map(days).filter(|day| day.contains(" 1 ")).count();
    assert_eq!(checks, 13);
    assert_eq!(dropped(&imported), ["5 days on which it was not done"]);
    assert!(imported.guessed.is_empty());
}

#[test]
fn habitctl_comes_in() {
    let imported = read_sample("habitctl");
    assert_eq!(
        outline(&imported),
        [
            "Meditated; every day",
            "Cleaned the apartment; every week",
            "Had a headache; counted",
            "Used habitctl; every day"
        ]
    );
    assert_eq!(days(goal(&imported, "Meditated")), ["2018-09-15 1", "2018-09-16 1"]);
    assert_eq!(days(goal(&imported, "Cleaned the apartment")), ["2018-09-16 skip"]);
    assert_eq!(days(goal(&imported, "Used habitctl")), ["2018-09-15 1"]);
    assert_eq!(dropped(&imported), ["2 days on which it was not done"]);
}

#[test]
fn harsh_says_how_often_in_many_ways() {
    let each = [
        ("1", "every day"),
        ("7", "every week"),
        ("1w", "every week"),
        ("2w", "every 2w"),
        ("1m", "every month"),
        ("1q", "every quarter"),
        ("1y", "every year"),
        ("10", "every 10d"),
        ("3/7", "every week; n 3"),
        ("1/7", "every week"),
        ("3/1m", "every month; n 3"),
        ("2/30", "every month; n 2"),
        // Four in ten days are 2.8 a week.
        ("4/10", "every week; n 3"),
        ("0", "counted"),
    ];
    for (often, told) in each {
        let imported = read(&file("habits", format!("Call: Ann: {often}\n")));
        assert_eq!(outline(&imported), [format!("Call: Ann; {told}")], "{often}");
    }
    assert_eq!(read(&file("habits", "Run: 4/10\n")).guessed, ["asked for as often as comes near: Run 4/10"]);
    assert_eq!(
        outline(&read(&file("habits", "Run: 3/7: 2026-12-31\n"))),
        ["Run; every week; n 3; by 2026-12-31"]
    );
}

#[test]
fn lines_of_harsh_may_lack_an_end_and_hold_colons() {
    let log = "2026-11-16 : Run : y :  : \n\
               2026-11-17 : Run : y : at 7 : 30 sharp : 2.5\n\
               2026-11-18 : Run : s\n\
               2026-11-18 : Run : y : after all : 0\n";
    let imported = read(&folder(&[("habits", "Run: 1\n"), ("log", log)]));
    assert_eq!(
        days(goal(&imported, "Run")),
        ["2026-11-16 1", "2026-11-17 1 at 7 : 30 sharp (2.5)", "2026-11-18 1 after all"]
    );
    assert_eq!(dropped(&imported), ["1 line for a day that has another"]);
}

#[test]
fn of_two_lines_for_a_day_habitctl_takes_the_first() {
    let log = "2026-11-16\tRun\tn\n2026-11-16\tRun\ty\n";
    let imported = read(&folder(&[("habits", "1 Run\n"), ("log", log)]));
    assert!(goal(&imported, "Run").activity.is_empty());
    assert_eq!(dropped(&imported), ["1 line for a day that has another", "1 day on which it was not done"]);
}

#[test]
fn a_habit_of_the_log_alone_is_put_away() {
    let log = "2026-11-16 : Gone : y :  : 0\n2026-11-16 : Run : y :  : 0\n";
    let imported = read(&folder(&[("habits", "Run: 1\n"), ("log", log)]));
    assert_eq!(outline(&imported), ["Run; every day", "Gone; every day; archived"]);
    assert_eq!(imported.guessed, ["in the log alone, taken as daily and put away: Gone"]);
    // The log without its list tells of no habit that it is over.
    assert_eq!(outline(&read(&file("log", log))), ["Gone; every day", "Run; every day"]);
}

#[test]
fn a_skip_of_what_is_only_counted_is_told() {
    let log = "2026-11-16 : Coffee : s :  : \n2026-11-17 : Coffee : y :  : \n";
    let imported = read(&folder(&[("habits", "Coffee: 0\n"), ("log", log)]));
    assert_eq!(days(goal(&imported, "Coffee")), ["2026-11-17 1"]);
    assert_eq!(dropped(&imported), ["1 skip of a habit that is only counted"]);
}

#[test]
fn a_line_that_is_cut_is_named_with_its_row() {
    let harsh = refused(&file("log", "2026-11-16 : Run : y :  : 0\n# a remark\n2026-11-17 : Ru"));
    assert_eq!(harsh.what, "a line is not `day : habit : y, n or s : note : amount`");
    assert_eq!(harsh.place.expect("a place").row, 3);
    let habitctl = refused(&file("log", "2026-11-16\tRun\ty\n\n2026-11-17\tRun"));
    assert_eq!(habitctl.place.expect("a place").row, 3);
}

#[test]
fn they_are_told_apart() {
    assert_eq!(kind(&file("log", "2026-11-16 : Run : y :  : 0\n")), Some("harsh"));
    assert_eq!(kind(&file("log", "2026-11-16\tRun\ty\n")), Some("habitctl"));
    assert_eq!(kind(&file("habits", "1 Run\n7 Clean\n")), Some("habitctl"));
    assert_eq!(kind(&file("habits", "! Health\nRun: 1\n")), Some("harsh"));
}
