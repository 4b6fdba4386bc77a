//! Tasks of calendars. The counts are those of a person who read the samples.

use crate::outline::{days, dropped, file, goal, kind, outline, read, read_sample, refused, source};

fn calendar(lines: &[&str]) -> goals::interop::reader::source::Source {
    let lines = [&["BEGIN:VCALENDAR"], lines, &["END:VCALENDAR"]].concat();
    file("tasks.ics", lines.join("\r\n"))
}

#[test]
fn the_tasks_of_thunderbird_come_in() {
    let imported = read_sample("ical/thunderbird-vtodo.ics");
    assert_eq!(
        outline(&imported),
        [
            "Water the plants; every 3d",
            // What it is below, `a0`, is not in the file.
            "Outline, first; by 2026-11-25; why two lines; and a very long line that is folded because it has more \
             than 75 octets",
        ]
    );
    assert_eq!(days(goal(&imported, "76337e10-873f-11d8-92f9-0003939be42c")), ["2026-11-18 1"]);
    assert_eq!(
        dropped(&imported),
        [
            "1 field of that program's own (X-)",
            "1 next day of a repeat",
            "1 priority",
            "1 first day after what was done"
        ]
    );
}

#[test]
fn other_samples_come_in() {
    let imported = read_sample("ical/rfc5545-vtodo.ics");
    assert_eq!(outline(&imported), ["Submit Income Taxes; by 1998-04-15"]);
    assert_eq!(dropped(&imported), ["1 alarm"]);
    let imported = read_sample("ical/goals-feed-synthetic.ics");
    assert_eq!(outline(&imported), ["Ship v1, then rest; in work; by 2026-11-25; done 2026-11-21"]);
    assert_eq!(dropped(&imported), ["1 event", "1 priority", "1 category beside the first"]);
}

#[test]
fn a_calendar_of_events_alone_is_refused() {
    let events = refused(&source("ical/recurrence.ics"));
    assert_eq!(events.what, "it holds events, and no tasks (VTODO)");
}

#[test]
fn what_is_above_comes_first_and_circles_are_opened() {
    let task = |uid: &str, above: &str| {
        format!("BEGIN:VTODO\r\nUID:{uid}\r\nSUMMARY:{uid}\r\nRELATED-TO:{above}\r\nEND:VTODO")
    };
    let [b, a, c, d] = [
        task("b", "a"),
        "BEGIN:VTODO\r\nUID:a\r\nSUMMARY:a\r\nEND:VTODO".to_owned(),
        task("c", "d"),
        task("d", "c"),
    ];
    let imported = read(&calendar(&[&b, &a, &c, &d]));
    assert_eq!(outline(&imported), ["a", "b; below a", "c", "d; below c"]);
}

#[test]
fn a_status_tells_and_where_there_is_none_the_day_or_the_percentage() {
    let task =
        |name: &str, lines: &str| format!("BEGIN:VTODO\nUID:{name}\nSUMMARY:{name}\n{lines}\nEND:VTODO");
    let each = [
        task("cancelled", "STATUS:CANCELLED"),
        task("day", "COMPLETED:20261116T233000Z"),
        task("percent", "PERCENT-COMPLETE:100"),
        task("open", "STATUS:IN-PROCESS\nPERCENT-COMPLETE:50"),
        task("due", "DUE:20261231T230000Z\nDTSTART;VALUE=DATE:20261201"),
    ];
    let lines: Vec<&str> = each.iter().map(String::as_str).collect();
    assert_eq!(
        outline(&read(&calendar(&lines))),
        [
            "cancelled; archived",
            // Half past midnight here.
            "day; done 2026-11-17",
            "percent; archived",
            "open",
            "due; from 2026-12-01; by 2027-01-01",
        ]
    );
}

#[test]
fn each_rule_is_a_cadence() {
    let each = [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3d"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU", "every mon,wed"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2w; n 2"),
        ("FREQ=MONTHLY", "every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "every 15th,last-day"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every 2nd-tue"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every last-fri"),
        ("FREQ=MONTHLY;BYDAY=5MO", "every month"),
        ("FREQ=MONTHLY;INTERVAL=3", "every 3m"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15", "every year"),
        ("FREQ=YEARLY;BYMONTH=1,7", "every year; n 2"),
        ("FREQ=YEARLY;INTERVAL=2", "every 24m"),
        ("FREQ=HOURLY", "every day"),
        ("FREQ=DAILY;UNTIL=20261231", "every day; by 2026-12-31"),
        ("FREQ=DAILY;UNTIL=20261231T230000Z", "every day; by 2027-01-01"),
        // The 21st is the first of ten.
        ("FREQ=DAILY;COUNT=10", "every day; by 2026-11-30"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", "every 2w; by 2026-12-19"),
        ("FREQ=SOMETIMES", ""),
        ("every day", ""),
    ];
    for (rule, told) in each {
        let rule_line = format!("RRULE:{rule}");
        let lines = ["BEGIN:VTODO", "UID:a", "SUMMARY:Do it", "DTSTART:20261121", &rule_line, "END:VTODO"];
        let line = outline(&read(&calendar(&lines)))[0].replace("; from 2026-11-21", "");
        let told = if told.is_empty() { String::new() } else { format!("; {told}") };
        assert_eq!(line, format!("Do it{told}"), "{rule}");
    }
    let near = ["BEGIN:VTODO", "SUMMARY:Do it", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "END:VTODO"];
    assert_eq!(
        read(&calendar(&near)).guessed,
        ["what repeats on certain days is asked for as often as comes near: Do it"]
    );
}

#[test]
fn a_time_that_was_cancelled_is_a_skip() {
    let time = ["BEGIN:VTODO", "UID:a", "RECURRENCE-ID:20261120", "STATUS:CANCELLED", "END:VTODO"];
    let whole = ["BEGIN:VTODO", "UID:a", "SUMMARY:Run", "RRULE:FREQ=DAILY", "END:VTODO"];
    let imported = read(&calendar(&[whole, time].concat()));
    assert_eq!(days(goal(&imported, "a")), ["2026-11-20 skip"]);
}

#[test]
fn a_calendar_that_is_cut_off_is_said_to_be() {
    let cut = refused(&file("a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:a\r\nSUMM"));
    assert_eq!(cut.what, "it has no END:VTODO where one belongs");
    assert_eq!(kind(&file("a.ics", "VERSION:2.0\r\n")), None);
}
