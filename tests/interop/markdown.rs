//! Markdown and Obsidian Tasks. The counts are those of a person who read the samples.

use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, refused};

#[test]
fn a_page_of_a_diary_comes_in() {
    let imported = read_sample("markdown/gfm-tasks.md");
    assert_eq!(
        outline(&imported),
        [
            "Ship v1; in Work",
            "write changelog; below Ship v1; done 2026-11-28",
            "tag release; below Ship v1; done 2026-11-28",
            "Water plants; in Work; every week",
            "Read 10 pages; in Work; every day",
            "ordered items may be tasks too; in Work",
        ]
    );
    assert_eq!(days(goal(&imported, "Read 10 pages")), ["2026-11-21 1"]);
    assert_eq!(
        imported.guessed,
        ["2 things are done without a day, today is taken: write changelog, tag release"]
    );
    assert_eq!(dropped(&imported), ["1 tag", "2 next days of repeats"]);
}

#[test]
fn each_field_of_obsidian_tasks_is_read_in_both_its_forms() {
    let imported = read_sample("markdown/obsidian-tasks-formats.md");
    // 40 lines, of which two repeats stand in both forms.
    assert_eq!(imported.goals.len(), 38);
    let lines = outline(&imported);
    for of in ["Tasks Format for Dates", "Dataview Format for Dates"] {
        for (what, more) in [
            ("created", ""),
            ("start", "; from 2023-04-15"),
            ("due", "; by 2023-04-16"),
            ("done", "; done 2023-04-17"),
            ("cancelled", "; archived 2023-04-18"),
        ] {
            let line = format!("Has a {what} date; in {of}{more}");
            assert!(lines.contains(&line), "{line} is not in {lines:#?}");
        }
    }
    for key in ["Has a scheduled date", "Has a scheduled date (2)"] {
        assert_eq!(goal(&imported, key).planned.expect("planned").to_string(), "2023-04-14");
    }
    assert_eq!(
        goal(&imported, "do this after first and some other task").after,
        ["dcf64c", "0h17ye"],
        "by the 🆔 of what comes before"
    );
    assert!(lines.contains(&"Is a recurring task; in Tasks Format for Recurrence; every day".to_owned()));
    assert!(lines.contains(
        &"Has one of every except recurring; in All Dataview Fields; from 2023-04-23; by 2023-04-26; done 2023-04-26"
            .to_owned()
    ));
    // Five priorities in each form and two at the end; 🏁 three times in each.
    assert_eq!(
        dropped(&imported),
        [
            "3 days on which tasks were made",
            "12 priorities",
            "6 rules for what is done (🏁)",
            "2 next days of repeats"
        ]
    );
}

#[test]
fn tasks_are_nested_by_where_they_begin() {
    let text = "- [ ] A\n\t- [ ] B\n\t\t* [/] C\n\t- a remark\n\t- [ ] D\n> - [ ] E\n  1) [ ] F\n## Other\n  - [ ] G\n";
    assert_eq!(
        outline(&read(&file("a.md", text))),
        ["A", "B; below A", "C; below A / B", "D; below A", "E", "F; below E", "G; in Other"]
    );
}

#[test]
fn code_settings_and_what_only_looks_like_a_box_are_no_tasks() {
    let text = "---\ntasks:\n- [ ] a setting\n---\n```\n- [ ] code\n```\n- [] no\n- [x]no\n\\- [ ] no\n- [link](to)\n- [ ] yes\n\
                ~~~\n```\n- [ ] code too\n~~~\n";
    assert_eq!(outline(&read(&file("a.md", text))), ["yes"]);
}

#[test]
fn each_line_of_a_repeat_is_one_time_of_it() {
    let text = "- [x] Water 🔁 every week 📅 2026-11-14 ✅ 2026-11-15\n\
                - [x] Water 🔁 every week 📅 2026-11-21 ✅ 2026-11-21\n\
                - [-] Water 🔁 every week 📅 2026-11-22\n\
                - [ ] Water 🔁 every week 🛫 2026-11-27 📅 2026-11-28\n\
                - [x] Water once ✅ 2026-11-01\n";
    let imported = read(&file("a.md", text));
    assert_eq!(outline(&imported), ["Water; every week", "Water once; done 2026-11-01"]);
    assert_eq!(days(goal(&imported, "Water")), ["2026-11-15 1", "2026-11-21 1"]);
    assert_eq!(
        dropped(&imported),
        ["4 next days of repeats", "1 cancelled time of a repeat", "1 first day after what was done"]
    );
}

#[test]
fn each_rule_of_a_repeat_is_a_cadence() {
    let each = [
        ("every day", "every day"),
        ("every day when done", "every day"),
        ("every weekday", "every weekday"),
        ("every 2 weeks", "every 2w"),
        ("every week on Sunday", "every sun"),
        ("every week on Tuesday, Friday", "every tue,fri"),
        ("every month on the 15th", "every 15th"),
        ("every month on the last Friday", "every last-fri"),
        ("every 3 months on the 1st", "every 3m"),
        ("every year", "every year"),
        ("every blue moon", ""),
    ];
    for (rule, told) in each {
        let imported = read(&file("a.md", format!("- [ ] Do it 🔁 {rule} #home\n")));
        let told = if told.is_empty() { String::new() } else { format!("; {told}") };
        assert_eq!(outline(&imported), [format!("Do it; in home{told}")], "{rule}");
    }
    let near = read(&file("a.md", "- [ ] Do it 🔁 every 3 months on the 1st\n"));
    assert_eq!(near.guessed, ["what repeats on certain days is asked for as often as comes near: Do it"]);
    let unclear = read(&file("a.md", "- [ ] Do it 🔁 every blue moon\n"));
    assert_eq!(unclear.guessed, ["what repeats in another way is taken once: Do it"]);
}

#[test]
fn a_box_is_what_makes_a_line_a_task() {
    assert_eq!(kind(&file("a.md", "# Notes\n- one\n- two\n")), None);
    let code = refused(&file("a.md", "```\n- [ ] only code\n```\n"));
    assert_eq!(code.what, "it has no tasks outside of blocks of code");
}
