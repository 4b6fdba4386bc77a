//! todo.txt and done.txt. The counts are those of a person who read the samples.

use goals::interop::reader::options::Undated;
use goals::interop::reader::source::Source;

use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, read_with, source};

#[test]
fn real_files_come_in_with_their_days() {
    let open = read_sample("todotxt/real-todo.txt");
    assert_eq!(
        outline(&open),
        [
            "allow multiple comma-seperted tasks, possibly using -t",
            // What stands behind a sentence is taken for its context.
            "replace $project and ${project} with the @project value in; in desc",
            "provide support for @needs and Setup::*() (@provides?); in needs",
            "add -q|--quiet mode",
            "fix missing @project line dying silently; in bug",
            "more detailed help",
            "test NOCOLOR, COLOR_TASK COLOR_ERROR",
        ]
    );
    assert_eq!(dropped(&open), ["2 contexts beside the first"]);
    let done = read_sample("todotxt/real-done.txt");
    assert_eq!(
        outline(&done),
        [
            "add --verbose mode; done 2020-09-11",
            "provide some kind of runner so that tasks internals can be dry-run; done 2020-09-11",
            "add -f|--taskfile flag; done 2020-09-11",
            "add -v|--version; done 2020-09-11",
        ]
    );
}

#[test]
fn a_folder_is_its_todo_txt_and_done_txt_together() {
    let of_folder = ["done.txt", "report.txt", "todo.txt", "todo.txt.bak"];
    let Source::Several(mut members) = source("todotxt") else { panic!("a folder") };
    members.retain(|member| of_folder.contains(&member.name.as_str()));
    let imported = read(&Source::Several(members));
    // `report.txt` is a count of tasks, and `todo.txt.bak` is `todo.txt` again.
    assert_eq!(
        outline(&imported),
        [
            "Thank Mom for the meatballs; in phone; by 2026-11-23; done 2026-11-21",
            "Post signs around the neighborhood; in GarageSale; done 2026-11-21",
            "Read 10 pages; in home; every day; from 2026-11-22",
        ]
    );
    assert_eq!(dropped(&imported), ["2 projects with one task open at most"]);
}

#[test]
fn two_open_tasks_make_a_project_a_goal() {
    let text = "(A) 2026-11-01 Call the caterer +Party @phone due:2026-12-01\n\
                (B) Buy +Party balloons @shop\n\
                x 2026-11-16 2026-11-02 Ask Ann +Party\n\
                Paint the fence +House +Party\n";
    let imported = read(&file("todo.txt", text));
    assert_eq!(
        outline(&imported),
        [
            "Party",
            "Call the caterer; below project:Party; in phone; by 2026-12-01",
            "Buy +Party balloons; below project:Party; in shop",
            "Ask Ann; below project:Party; done 2026-11-16",
            "Paint the fence; in House",
        ]
    );
    assert_eq!(dropped(&imported), ["2 priorities", "1 project beside the first"]);
}

#[test]
fn each_way_to_begin_a_line_is_read() {
    let text = "x 2026-11-16 (A) 2026-11-02 With a priority between\n\
                x 2026-11-16 With one day\n\
                (C) Without a day\n\
                2026-11-02 (C) With its priority behind\n\
                X marks the spot, and is no sign @map\n\
                x (A) Done some day pri:A\n";
    let imported = read(&file("todo.txt", text));
    assert_eq!(
        outline(&imported),
        [
            "With a priority between; done 2026-11-16",
            "With one day; done 2026-11-16",
            "Without a day",
            "With its priority behind",
            "X marks the spot, and is no sign; in map",
            "Done some day; archived",
        ]
    );
    assert_eq!(dropped(&imported), ["4 priorities", "1 check-off without a day"]);
    let today = read_with(&file("todo.txt", text), Undated::Today).expect("readable");
    assert_eq!(outline(&today)[5], "Done some day; done 2026-11-28");
    assert_eq!(today.guessed, ["1 thing is done without a day, today is taken: Done some day"]);
}

#[test]
fn each_line_of_a_repeat_is_one_time_of_it() {
    let text = "x 2026-11-14 2026-11-07 Water the plants rec:1w due:2026-11-14\n\
                x 2026-11-21 2026-11-14 Water the plants rec:1w due:2026-11-21\n\
                2026-11-21 Water the plants rec:1w due:2026-11-28\n\
                Stretch rec:1b\n\
                Pay rent rec:+1m t:2026-12-01\n\
                Look at the moon rec:2x @night\n";
    let imported = read(&file("todo.txt", text));
    assert_eq!(
        outline(&imported),
        [
            "Water the plants; every week",
            "Stretch; every weekday",
            "Pay rent; every month; from 2026-12-01",
            "Look at the moon; in night",
        ]
    );
    assert_eq!(days(&imported.goals[0]), ["2026-11-14 1", "2026-11-21 1"]);
    assert_eq!(dropped(&imported), ["3 next days of repeats"]);
    assert_eq!(imported.guessed, ["what repeats in another way is taken once: Look at the moon @night"]);
}

#[test]
fn a_task_keeps_its_key_when_it_is_done_and_put_into_the_archive() {
    let open = read(&file("todo.txt", "(A) 2026-11-02 Call Ann @phone due:2026-11-30\n"));
    let done = read(&file("done.txt", "x 2026-11-28 2026-11-02 Call Ann @phone due:2026-11-30 pri:A\n"));
    assert_eq!(open.goals[0].key, done.goals[0].key);
    // The same text again is another task.
    let twice = read(&file("todo.txt", "2026-11-02 Call Ann @phone\n2026-11-02 Call Ann @phone\n"));
    assert_ne!(twice.goals[0].key, twice.goals[1].key);
    assert_eq!(goal(&twice, "2026-11-02 Call Ann @phone").title.as_str(), "Call Ann");
}

#[test]
fn days_in_words_and_hidden_lines_are_told() {
    let imported = read(&file(
        "todo.txt",
        "Call Ann due:today @phone\nA project +Party h:1\nRead http://example.org @home\n",
    ));
    assert_eq!(outline(&imported), ["Call Ann; in phone", "Read http://example.org; in home"]);
    assert_eq!(dropped(&imported), ["1 day in words", "1 hidden line (h:1)"]);
}

#[test]
fn what_is_no_todo_txt_is_not_taken_for_one() {
    for text in ["Dear Ann,\nthe party was nice.\n", "", "- [ ] Call Ann @phone\n", "day,run\n2026-11-16,1\n"]
    {
        assert_ne!(kind(&file("todo.txt", text)), Some("todotxt"), "{text}");
    }
}
