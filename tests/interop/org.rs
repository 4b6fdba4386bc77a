//! Org. The counts are those of a person who read the samples.

use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, summed};

#[test]
fn habits_of_emacs_come_in_with_what_their_logbook_tells() {
    let imported = read_sample("org/habits.org");
    assert_eq!(
        outline(&imported),
        [
            "Shave; every 4d",
            "Water plants; every week",
            "Read 10 pages; in learn; every day",
            "One-off goal; by 2026-12-01; done 2026-11-21",
        ]
    );
    for habit in ["Shave", "Water plants", "Read 10 pages"] {
        assert_eq!(days(goal(&imported, habit)), ["2026-11-21 1"], "{habit}");
    }
    assert_eq!(
        imported.guessed,
        ["of what may be done sooner or later, the longest is taken: Shave .+2d/4d"]
    );
    assert_eq!(dropped(&imported), ["3 next days of repeats", "1 further check-off of a day"]);
}

#[test]
fn what_was_done_since_comes_to_the_same_goals() {
    let (before, after) = (read_sample("org/before.org"), read_sample("org/habits.org"));
    let keys = |imported: &goals::interop::reader::imported::Imported| -> Vec<String> {
        imported.goals.iter().map(|goal| goal.key.clone()).collect()
    };
    assert_eq!(keys(&before), keys(&after));
    assert!(before.goals.iter().all(|goal| goal.activity.is_empty() && goal.done.is_none()));
}

#[test]
fn notes_skips_and_states_outside_of_a_drawer_are_read() {
    let imported = read_sample("org/real-like-habits.org");
    assert_eq!(
        outline(&imported),
        [
            "Habits",
            "Morning Cold Shower; below heading:Habits; every day",
            "Review the week; below heading:Habits; in review; every week",
            "Learn the harp; below heading:Habits; archived 2026-10-01",
        ]
    );
    assert_eq!(
        days(goal(&imported, "heading:Habits / Morning Cold Shower")),
        ["2026-11-18 1", "2026-11-19 skip didn't end up getting done", "2026-11-20 1"]
    );
    assert_eq!(days(goal(&imported, "heading:Habits / Review the week")), ["2026-11-15 1"]);
    assert_eq!(dropped(&imported), ["1 note beside what was done", "2 next days of repeats", "1 priority"]);
}

#[test]
fn the_file_of_another_tool_says_the_period_in_a_word_and_each_time_in_a_line() {
    let imported = read_sample("org/other-tool-habits.org");
    let told: Vec<(String, usize)> =
        outline(&imported).into_iter().zip(imported.goals.iter().map(|goal| goal.activity.len())).collect();
    // 28 lines on 25 days, 4, 1, 3 and 1.
    assert_eq!(
        told,
        [
            ("T Brush Teeth; every day".to_owned(), 25),
            ("L Check Lobster.rs; every week".to_owned(), 4),
            ("N Check voidlinux.org for news; every week".to_owned(), 1),
            (
                "Rs Check fasterthanli.me and youtube.com/jonhoo for more awesome rust content; every day"
                    .to_owned(),
                3
            ),
            ("U Update system; every day".to_owned(), 1),
        ]
    );
    let told = ["25", "2023-03-17", "2023-04-16"].map(ToOwned::to_owned);
    let [sum, first, last] = told;
    assert_eq!(summed(goal(&imported, "T Brush Teeth")), (25, sum, first, last));
    assert_eq!(dropped(&imported), ["3 further check-offs of days"]);
}

#[test]
fn levels_are_what_stands_below_what() {
    let text = "#+TODO: OPEN(o) WAIT(w@/!) | GONE(g) LEFT\n\
                * Work\n\
                ** OPEN Write the book :write:\n\
                DEADLINE: <2026-12-24 Do> SCHEDULED: <2026-12-01 Di 10:00-11:00>\n\
                *** GONE Outline\n\
                    CLOSED: [2026-11-16 Mo 23:30]\n\
                *** WAIT Ask the editor\n\
                ** DONE is no keyword here\n\
                * Garden\n\
                ** OPEN Plant a tree\n";
    let imported = read(&file("plan.org", text));
    assert_eq!(
        outline(&imported),
        [
            "Work",
            "Write the book; below heading:Work; in write; by 2026-12-24",
            "Outline; below heading:Work / Write the book; done 2026-11-16",
            "Ask the editor; below heading:Work / Write the book",
            "Plant a tree; in Garden",
        ]
    );
    assert_eq!(imported.goals[1].planned.expect("planned").to_string(), "2026-12-01");
}

#[test]
fn each_repeater_is_a_cadence() {
    let each = [
        ("+1d", "every day"),
        ("++1w", "every week"),
        (".+7d", "every week"),
        (".+3d", "every 3d"),
        ("+2w", "every 2w"),
        ("+1m", "every month"),
        ("+3m", "every quarter"),
        ("+1y", "every year"),
        (".+2d/4d", "every 4d"),
        ("+8h", "every day"),
    ];
    for (repeater, told) in each {
        let text = format!("* TODO Stretch\n  SCHEDULED: <2026-11-21 lørdag {repeater} --2d>\n");
        assert_eq!(outline(&read(&file("a.org", text))), [format!("Stretch; {told}")], "{repeater}");
    }
    let unclear = read(&file("a.org", "* TODO Stretch\nSCHEDULED: <2026-11-21 Sat +1x>\n"));
    assert_eq!(unclear.guessed, ["what repeats in another way is taken once: Stretch"]);
}

#[test]
fn an_id_is_the_key_and_blocks_hold_no_headings() {
    let text = "* TODO Call Ann\n:PROPERTIES:\n:ID: 7-8\n:END:\n#+BEGIN_SRC org\n* TODO Not a task\n#+END_SRC\n** TODO Below\n";
    let imported = read(&file("a.org", text));
    assert_eq!(outline(&imported), ["Call Ann", "Below; below 7-8"]);
}

#[test]
fn a_one_off_below_a_habit_is_not_asked_for_each_day() {
    let text = "* TODO Read\nSCHEDULED: <2026-11-21 Sat +1d>\n** TODO Get a lamp\n";
    assert_eq!(
        outline(&read(&file("a.org", text))),
        ["Read; every day", "Get a lamp; below Read; every once"]
    );
}

#[test]
fn headings_that_nobody_does_are_no_org_file_of_tasks() {
    assert_eq!(kind(&file("a.org", "* A chapter\n** NASA and I\ntext\n")), None);
}
