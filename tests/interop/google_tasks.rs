//! Google Tasks. The counts are those of a person who read the sample.

use crate::outline::{days, dropped, file, goal, outline, read, read_sample, refused};

#[test]
fn lists_and_their_tasks_come_in_though_all_have_one_id() {
    let imported = read_sample("google-tasks/Tasks.json");
    assert_eq!(
        outline(&imported),
        [
            "My Tasks",
            "Task Number One; below list:My Tasks; by 2020-10-10",
            "Task Number Two; below list:My Tasks; by 2020-10-10",
            "My Tasks Secondary List",
            "Task Number One; below list:My Tasks Secondary List; by 2020-10-10",
            "Task Number Two; below list:My Tasks Secondary List; by 2020-10-10",
        ]
    );
    assert!(imported.guessed.is_empty() && dropped(&imported).is_empty());
}

fn list(tasks: &[String]) -> String {
    format!(
        "{{\"kind\":\"tasks#taskLists\",\"items\":[{{\"kind\":\"tasks#tasks\",\"title\":\"Home\",\"items\":[{}]}}]}}",
        tasks.join(",")
    )
}

#[test]
fn what_is_done_has_its_day_and_what_is_below_stands_behind() {
    let tasks = [
        "{\"id\":\"b\",\"title\":\"Milk\",\"status\":\"needsAction\",\"parent\":\"a\",\"due\":\"2026-12-01T00:00:00.000Z\"}",
        "{\"id\":\"a\",\"title\":\"Shop\",\"status\":\"needsAction\",\"notes\":\"by bike\"}",
        "{\"id\":\"c\",\"title\":\"Call\",\"status\":\"completed\",\"completed\":\"2026-11-16T23:30:00.000Z\"}",
        "{\"id\":\"d\",\"title\":\"Gone\",\"deleted\":true,\"status\":\"needsAction\"}",
        "{\"id\":\"e\",\"title\":\"Some day\",\"status\":\"completed\"}",
    ];
    let imported = read(&file("Tasks.json", list(&tasks.map(ToOwned::to_owned))));
    assert_eq!(
        outline(&imported),
        [
            "Shop; in Home; why by bike",
            "Milk; below a; by 2026-12-01",
            "Call; in Home; done 2026-11-17",
            "Some day; in Home; archived",
        ]
    );
    assert_eq!(dropped(&imported), ["1 deleted task", "1 check-off without a day"]);
}

#[test]
fn five_rows_of_one_title_are_one_goal_that_repeats() {
    let row = |day: u32, status: &str| {
        format!(
            "{{\"id\":\"r{day}\",\"title\":\"Water\",\"status\":\"{status}\",\"due\":\"2026-11-{day:02}T00:00:00Z\",\"completed\":\"2026-11-{day:02}T10:00:00Z\"}}"
        )
    };
    let done: Vec<String> = [1, 8, 15, 22].map(|day| row(day, "completed")).into();
    let open =
        "{\"id\":\"r29\",\"title\":\"Water\",\"status\":\"needsAction\",\"due\":\"2026-11-29T00:00:00Z\"}";
    let four = read(&file("Tasks.json", list(&done)));
    assert_eq!(four.goals.len(), 4, "four may be chance");
    let imported = read(&file("Tasks.json", list(&[done, vec![open.to_owned()]].concat())));
    assert_eq!(outline(&imported), ["Water; in Home; every week"]);
    assert_eq!(days(goal(&imported, "r1")), ["2026-11-01 1", "2026-11-08 1", "2026-11-15 1", "2026-11-22 1"]);
    assert_eq!(imported.guessed, ["rows of one title are one goal that repeats: Water (week)"]);
}

#[test]
fn a_file_that_is_cut_off_is_said_to_be() {
    let cut = refused(&file("Tasks.json", "{\"kind\": \"tasks#taskLists\",\n \"items\": ["));
    assert_eq!((cut.what.as_str(), cut.place.expect("a place").row), ("it ends before its JSON does", 2));
}
