//! What each form of `export` holds, by hand.

use chrono::{DateTime, TimeDelta, Utc};
use goals::domain::model::change::Change;
use goals::domain::model::goal_field::GoalField;
use goals::domain::value::amount::Amount;
use goals::domain::value::day::Day;
use goals::interop::export::chosen::Chosen;
use goals::interop::export::table::{Mark, Texts};
use goals::interop::export::taskwarrior::Clock;
use goals::interop::export::{
    csv_long, csv_wide, ics, loop_habits, markdown, obsidian, org, taskwarrior, todotxt,
};
use serde_json::{Value, json};

use crate::state::{Tale, day};

/// What an export of everything comes to.
fn exported<T>(tale: &Tale, write: impl FnOnce(&Chosen<'_>) -> T) -> T {
    since(tale, Day::FIRST, write)
}

fn since<T>(tale: &Tale, first: Day, write: impl FnOnce(&Chosen<'_>) -> T) -> T {
    write(&Chosen::new(&tale.judge(), None, None, first))
}

/// An hour east of Greenwich, where each day has 24 hours.
fn midnight(day: Day) -> DateTime<Utc> {
    let text = format!("{day}T00:00:00+01:00");
    DateTime::parse_from_rfc3339(&text).expect("a moment").to_utc()
}

fn tasks(tale: &Tale) -> Vec<Value> {
    let clock = Clock { now: midnight(tale.today) + TimeDelta::hours(12), midnight: &midnight };
    let text = exported(tale, |chosen| taskwarrior::write(chosen, &clock)).expect("tasks");
    serde_json::from_str(&text).expect("a JSON array")
}

fn events(tale: &Tale) -> String {
    exported(tale, |chosen| ics::write(chosen, midnight(day("2026-11-18"))))
}

/// Lines of a feed that begin with these words.
fn lines<'t>(feed: &'t str, words: &str) -> Vec<&'t str> {
    feed.split("\r\n").filter(|line| line.starts_with(words)).collect()
}

fn noted(tale: &mut Tale, code: &str, on: &str, n: Amount, note: &str) {
    let goal = tale.goal(code).id;
    tale.happened(&[Change::Check { goal, day: day(on), n, note: Some(note.to_owned()) }]);
}

/// Posts with a plan, a habit that is counted, a limit, and what was done of them in three days.
fn posts() -> Tale {
    let mut tale = Tale::of(
        "2026-11-16",
        "Publish 52 posts n:52 unit:posts by:2027-11-15 code:gp area:work why:\"links back\"\n\
         Run n:20 unit:km every:week code:run area:health\n\
         No screens at-most:1 every:day code:scr",
    );
    tale.split("gp", "Outline code:outl\nWrite n:3 code:write after:outl by:2026-12-01\nSend it code:send");
    tale.check("outl run+5.5 scr");
    tale.on("2026-11-17").skip("scr");
    noted(&mut tale, "run", "2026-11-17", Amount::whole(2), "in the rain,\nand \"cold\"");
    tale.on("2026-11-18");
    tale
}

#[test]
fn a_long_table_has_a_row_for_each_thing_that_was_done() {
    let tale = posts();
    let written = exported(&tale, |chosen| csv_long::write(chosen, Texts::Protected, Mark::None));
    let expected = "day,code,title,path,area,amount,unit,note,kind\n\
        2026-11-16,outl,Outline,Publish 52 posts,work,1,,,check\n\
        2026-11-16,run,Run,,health,5.5,km,,check\n\
        2026-11-16,scr,No screens,,,1,,,check\n\
        2026-11-17,scr,No screens,,,,,,skip\n\
        2026-11-17,run,Run,,health,2,km,\"in the rain,\nand \"\"cold\"\"\",check\n";
    assert_eq!(written, expected);
    let later = since(&tale, day("2026-11-17"), |it| csv_long::write(it, Texts::Protected, Mark::Excel));
    assert!(later.starts_with("\u{feff}day,") && !later.contains("2026-11-16"), "{later}");
}

#[test]
fn a_long_table_tells_readings_and_wins() {
    let mut tale = Tale::of("2026-11-16", "Weigh less n:75 unit:kg baseline:82 code:kg");
    tale.check("kg=81.5");
    let win = Change::Win {
        title: "Fixed the gate".parse().expect("a title"),
        day: tale.today,
        area: Some("home".to_owned()),
        under: Some(tale.goal("kg").id),
        note: Some("alone".to_owned()),
    };
    tale.happened(&[win]);
    let written = exported(&tale, |chosen| csv_long::write(chosen, Texts::Protected, Mark::None));
    let rows: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "2026-11-16,kg,Weigh less,,,81.5,kg,,read",
            "2026-11-16,,Fixed the gate,Weigh less,home,,,alone,win"
        ]
    );
}

#[test]
fn a_wide_table_has_a_row_a_day_and_a_column_a_goal() {
    let mut tale = posts();
    tale.check("run");
    let written = exported(&tale, |chosen| csv_wide::write(chosen, Texts::Protected, Mark::None));
    let expected = "day,Outline,Run (km),No screens\n\
        2026-11-16,1,5.5,1\n\
        2026-11-17,,2,skip\n\
        2026-11-18,,1,\n";
    assert_eq!(written, expected);
}

#[test]
fn columns_of_one_name_are_told_apart_by_their_codes() {
    let mut tale = Tale::of("2026-11-16", "Run every:day code:run\nRun every:week code:far");
    tale.check("run far");
    let written = exported(&tale, |chosen| csv_wide::write(chosen, Texts::Protected, Mark::None));
    assert_eq!(written, "day,Run [run],Run [far]\n2026-11-16,1,1\n");
}

#[test]
fn texts_that_begin_a_formula_are_protected_and_amounts_are_not() {
    for (typed, protected) in [
        ("=1+2", "'=1+2"),
        ("+49 30", "'+49 30"),
        ("-5", "'-5"),
        ("@sum", "'@sum"),
        ("'=x", "''=x"),
        ("'tis so", "'tis so"),
        ("a=b", "a=b"),
    ] {
        let mut tale = Tale::of("2026-11-16", "Goal every:day unit:x code:g");
        let (goal, title) = (tale.goal("g").id, typed.parse().expect("a title"));
        let day = tale.today;
        tale.happened(&[Change::Set { goal, day, fields: vec![GoalField::Title(title)] }]);
        tale.check("g+2").check("g-1");
        let written = |texts| exported(&tale, |chosen| csv_long::write(chosen, texts, Mark::None));
        let rows: Vec<String> = written(Texts::Protected).lines().skip(1).map(ToOwned::to_owned).collect();
        let row = |amount: &str| format!("2026-11-16,g,{protected},,,{amount},x,,check");
        assert_eq!(rows, [row("2"), row("-1")], "{typed}");
        assert!(written(Texts::Raw).contains(&format!(",{typed},")), "{typed}");
    }
}

#[test]
fn the_plan_in_markdown_is_goal_lines_with_boxes() {
    let mut tale = posts();
    let text = exported(&tale, markdown::write);
    let expected = "- [ ] Publish 52 posts n:52 unit:posts by:2027-11-15 code:gp area:work why:\"links back\"\n  \
        - [x] Outline code:outl\n  \
        - [ ] Write n:3 by:2026-12-01 code:write after:outl\n  \
        - [ ] Send it code:send\n\
        - Run n:20 unit:km every:week code:run area:health\n\
        - No screens at-most:1 every:day code:scr\n";
    assert_eq!(text, expected);
    tale.archive("outl");
    let text = exported(&tale, markdown::write);
    assert!(!text.contains("outl"), "what is archived is no part of the plan, nor named in it: {text}");
}

#[test]
fn a_calendar_has_an_event_for_each_due_date() {
    let mut tale = posts();
    tale.add("Water, feed; and prune every:mon,thu code:water");
    let feed = events(&tale);
    assert!(
        feed.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && feed.ends_with("END:VCALENDAR\r\n"),
        "{feed}"
    );
    assert!(feed.split("\r\n").all(|line| !line.contains(['\r', '\n']) && line.len() <= 75), "{feed}");
    assert_eq!(
        lines(&feed, "SUMMARY"),
        ["SUMMARY:Publish 52 posts", "SUMMARY:Write", "SUMMARY:Run", "SUMMARY:Water\\, feed\\; and prune"],
        "not what is done, is due on no day, or is a limit"
    );
    assert_eq!(
        lines(&feed, "DTSTART"),
        [
            "DTSTART;VALUE=DATE:20271115",
            "DTSTART;VALUE=DATE:20261201",
            "DTSTART;VALUE=DATE:20261122",
            "DTSTART;VALUE=DATE:20261119"
        ]
    );
    assert_eq!(lines(&feed, "DTEND").last(), Some(&"DTEND;VALUE=DATE:20261120"), "the day behind the last");
    assert_eq!(
        lines(&feed, "RRULE"),
        ["RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=SU", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH"]
    );
    let uid = format!("UID:{}@goals.invalid", tale.goal("gp").id);
    assert_eq!(lines(&feed, "UID").first(), Some(&uid.as_str()));
    assert_eq!(lines(&feed, "DESCRIPTION").first(), Some(&"DESCRIPTION:52 posts\\nlinks back"));
    assert_eq!(lines(&feed, "CATEGORIES"), ["CATEGORIES:work", "CATEGORIES:work", "CATEGORIES:health"]);
}

#[test]
fn each_cadence_comes_again_in_a_calendar_on_the_last_day_of_its_periods() {
    for (every, first, rule) in [
        ("day", "20261118", "FREQ=DAILY"),
        ("week", "20261122", "FREQ=WEEKLY;WKST=MO;BYDAY=SU"),
        ("2w", "20261129", "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU"),
        ("month", "20261130", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("3m", "20270131", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("quarter", "20261231", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("year", "20261231", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("3d", "20261120", "FREQ=DAILY;INTERVAL=3"),
        ("weekday", "20261118", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("1st,15th,last-day", "20261130", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("2nd-tue,last-fri", "20261127", "FREQ=MONTHLY;BYDAY=2TU,-1FR"),
        ("30th", "20261130", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
    ] {
        let tale = Tale::of("2026-11-18", &format!("Tidy up every:{every} code:g"));
        let feed = events(&tale);
        assert_eq!(lines(&feed, "DTSTART"), [format!("DTSTART;VALUE=DATE:{first}")], "{every}");
        assert_eq!(lines(&feed, "RRULE"), [format!("RRULE:{rule}")], "{every}");
    }
}

#[test]
fn a_repeat_in_a_calendar_ends_with_its_goal_and_a_mixed_one_is_several_events() {
    let tale = Tale::of("2026-11-18", "Tidy up every:day by:2026-12-24 code:g");
    assert_eq!(lines(&events(&tale), "RRULE"), ["RRULE:FREQ=DAILY;UNTIL=20261224"]);
    let tale = Tale::of("2026-11-18", "Tidy up every:1st,29th,2nd-tue code:g");
    let feed = events(&tale);
    assert_eq!(
        lines(&feed, "RRULE"),
        [
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=1",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU"
        ]
    );
    let uids = lines(&feed, "UID");
    assert!(uids.len() == 3 && uids[0] != uids[1] && uids[1] != uids[2] && uids[0] != uids[2], "{uids:?}");
    assert_eq!(
        lines(&feed, "DTSTART"),
        ["DTSTART;VALUE=DATE:20261129", "DTSTART;VALUE=DATE:20261201", "DTSTART;VALUE=DATE:20261208"]
    );
}

#[test]
fn long_lines_of_a_calendar_are_folded_between_characters() {
    let title = "Lesen und Schreiben über die Größe der Dinge, äöüß ".repeat(4);
    let tale = Tale::of("2026-11-18", &format!("{} by:2026-12-01 code:g", title.trim()));
    let feed = events(&tale);
    assert!(feed.split("\r\n").all(|line| line.len() <= 75), "{feed}");
    let unfolded = feed.replace("\r\n ", "");
    assert!(unfolded.contains(&format!("SUMMARY:{}", title.trim().replace(',', "\\,"))), "{unfolded}");
}

#[test]
fn taskwarrior_gets_open_steps_and_what_was_done() {
    let mut tale = posts();
    tale.check("write");
    let tasks = tasks(&tale);
    let named = |name: &str| tasks.iter().filter(|task| task["description"] == name).collect::<Vec<_>>();
    assert_eq!(tasks.len(), 7, "three steps, the posts, a repeat with two days: {tasks:#?}");
    let [outline] = named("Outline")[..] else { panic!("{tasks:#?}") };
    let [write] = named("Write")[..] else { panic!("{tasks:#?}") };
    assert_eq!(outline["status"], "completed");
    assert_eq!(outline["end"], "20261116T110000Z", "noon of the day");
    assert_eq!(outline["project"], "Publish 52 posts");
    assert_eq!(outline["tags"], json!(["work"]));
    assert_eq!(write["status"], "pending");
    assert_eq!(write["due"], "20261130T230000Z", "midnight here");
    assert_eq!(write["depends"], json!([outline["uuid"]]));
    let [parent, first, second] = named("Run")[..] else { panic!("{tasks:#?}") };
    assert_eq!(
        (&parent["status"], &parent["recur"], &parent["due"]),
        (&json!("recurring"), &json!("weekly"), &json!("20261121T230000Z"))
    );
    assert_eq!((&first["parent"], &first["end"]), (&parent["uuid"], &json!("20261116T110000Z")));
    assert_eq!(second["annotations"][0]["description"], "2 km: in the rain, and \"cold\"");
    let uuid = parent["uuid"].as_str().expect("a uuid");
    assert!(
        uuid.len() == 36
            && uuid.get(14..15) == Some("8")
            && uuid.get(19..20).is_some_and(|it| "89ab".contains(it)),
        "{uuid}"
    );
    assert!(named("No screens").is_empty(), "a limit is no task");
}

#[test]
fn what_only_heads_others_is_a_project_of_taskwarrior() {
    let mut tale = Tale::of("2026-11-16", "Move house code:move");
    tale.split("move", "Find v. 2.0 code:find");
    let tasks = tasks(&tale);
    assert_eq!(tasks.len(), 1, "{tasks:#?}");
    assert_eq!(
        (&tasks[0]["description"], &tasks[0]["project"]),
        (&json!("Find v. 2.0"), &json!("Move house"))
    );
}

#[test]
fn org_has_headings_deadlines_and_habits_with_a_logbook() {
    let tale = posts();
    let text = exported(&tale, org::write);
    let id = |code: &str| tale.goal(code).id;
    let expected = format!(
        "#+TITLE: Goals\n#+TODO: TODO | DONE\n#+STARTUP: logdrawer\n\n\
         * TODO Publish 52 posts\nDEADLINE: <2027-11-15 Mon>\n\
         :PROPERTIES:\n:ID: {}\n:CATEGORY: work\n:END:\n  links back\n\
         ** DONE Outline\nCLOSED: [2026-11-16 Mon]\n:PROPERTIES:\n:ID: {}\n:CATEGORY: work\n:END:\n\
         ** TODO Write\nDEADLINE: <2026-12-01 Tue>\n:PROPERTIES:\n:ID: {}\n:CATEGORY: work\n:END:\n\
         ** TODO Send it\n:PROPERTIES:\n:ID: {}\n:CATEGORY: work\n:END:\n\
         * TODO Run\nSCHEDULED: <2026-11-22 Sun ++1w>\n\
         :PROPERTIES:\n:ID: {}\n:STYLE: habit\n:EVERY: week\n:CATEGORY: health\n:END:\n\
         :LOGBOOK:\n\
         - State \"DONE\"       from \"TODO\"       [2026-11-17 Tue] \\\\\n  2 km: in the rain, and \"cold\"\n\
         - State \"DONE\"       from \"TODO\"       [2026-11-16 Mon] \\\\\n  5.5 km\n\
         :END:\n",
        id("gp"),
        id("outl"),
        id("write"),
        id("send"),
        id("run")
    );
    assert_eq!(text, expected);
}

#[test]
fn obsidian_gets_signs_behind_tasks() {
    let tale = posts();
    let text = exported(&tale, obsidian::write);
    let id = |code: &str| tale.goal(code).id;
    let expected = format!(
        "- [ ] Publish 52 posts 🆔 {} 📅 2027-11-15\n    \
         - [x] Outline 🆔 {outl} ✅ 2026-11-16\n    \
         - [ ] Write 🆔 {} ⛔ {outl} 📅 2026-12-01\n    \
         - [ ] Send it 🆔 {}\n\
         - [ ] Run 🆔 {} 🔁 every week 📅 2026-11-22\n\
         - [x] Run 🔁 every week 📅 2026-11-16 ✅ 2026-11-16\n\
         - [x] Run 🔁 every week 📅 2026-11-17 ✅ 2026-11-17\n",
        id("gp"),
        id("write"),
        id("send"),
        id("run"),
        outl = id("outl"),
    );
    assert_eq!(text, expected);
}

#[test]
fn what_was_done_of_a_repeat_stands_behind_what_is_below_it() {
    let mut tale = Tale::of("2026-11-16", "Write every:week n:2 code:w");
    tale.split("w", "Find a title every:once code:t");
    tale.check("w");
    let text = exported(&tale, obsidian::write);
    let begun: Vec<&str> = text.lines().map(|line| line.split(" 🆔").next().unwrap_or(line)).collect();
    assert_eq!(
        begun,
        ["- [ ] Write", "    - [ ] Find a title", "- [x] Write 🔁 every week 📅 2026-11-16 ✅ 2026-11-16"]
    );
}

#[test]
fn todo_txt_has_a_line_for_each_task_and_each_day_that_is_done() {
    let text = exported(&posts(), todotxt::write);
    let expected = "2026-11-16 Publish 52 posts @work due:2027-11-15\n\
        x 2026-11-16 2026-11-16 Outline +gp @work\n\
        2026-11-16 Write +gp @work due:2026-12-01\n\
        2026-11-16 Send it +gp @work\n\
        2026-11-16 Run @health rec:+1w due:2026-11-22\n\
        x 2026-11-16 2026-11-16 Run @health rec:+1w\n\
        x 2026-11-17 2026-11-16 Run @health rec:+1w\n";
    assert_eq!(text, expected);
}

#[test]
fn what_looks_like_a_sign_in_a_title_is_read_as_no_sign() {
    let break_ = '\u{200b}';
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Ask @ann +now about due:2020-01-01 📅 2020-01-01 :x: code:g");
    let todo = exported(&tale, todotxt::write);
    assert_eq!(
        todo,
        format!("2026-11-16 Ask {break_}@ann {break_}+now about {break_}due:2020-01-01 📅 2020-01-01 :x:\n")
    );
    let tasks = exported(&tale, obsidian::write);
    assert!(tasks.contains(&format!("📅{break_} 2020-01-01")), "{tasks}");
    let headings = exported(&tale, org::write);
    assert!(
        headings.contains(&format!("* TODO Ask @ann +now about due:2020-01-01 📅 2020-01-01 :x:{break_}\n")),
        "{headings}"
    );
}

#[test]
fn loop_gets_its_habits_and_their_days() {
    let mut tale = posts();
    tale.add("Call 'mum, dad' n:2 every:week code:call\nBike every:mon,wed,fri code:bike\nSit n:90 unit:min every:3d code:sit");
    tale.check("call");
    noted(&mut tale, "scr", "2026-11-18", Amount::ZERO, "read instead");
    let files = exported(&tale, loop_habits::write);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Habits.csv",
            "001 Run/Checkmarks.csv",
            "002 No screens/Checkmarks.csv",
            "003 Call mum dad/Checkmarks.csv",
            "004 Bike/Checkmarks.csv",
            "005 Sit/Checkmarks.csv"
        ]
    );
    let habits = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n\
        001,Run,NUMERICAL,,,1,7,#E64A19,km,AT_LEAST,20.0,false\n\
        002,No screens,NUMERICAL,,,1,1,#F57C00,,AT_MOST,1.0,false\n\
        003,\"Call 'mum, dad'\",YES_NO,,,2,7,#AFB42B,,,,false\n\
        004,Bike,YES_NO,,,3,7,#388E3C,,,,false\n\
        005,Sit,NUMERICAL,,,1,3,#00897B,min,AT_LEAST,90.0,false\n";
    assert_eq!(files[0].1, habits);
    assert_eq!(
        files[1].1,
        "Date,Value,Notes\n2026-11-17,2000,\"in the rain, and \"\"cold\"\"\"\n2026-11-16,5500,\n"
    );
    assert_eq!(
        files[2].1,
        "Date,Value,Notes\n2026-11-18,NO,read instead\n2026-11-17,SKIP,\n2026-11-16,1000,\n"
    );
    assert_eq!(files[3].1, "Date,Value,Notes\n2026-11-18,YES_MANUAL,\n");
}

#[test]
fn a_name_without_plain_letters_leaves_its_number_as_a_folder() {
    let mut tale = Tale::of("2026-11-16", "Бег every:day code:a");
    tale.check("a");
    assert_eq!(exported(&tale, loop_habits::write)[1].0, "001/Checkmarks.csv");
}

#[test]
fn a_goal_or_an_area_is_all_that_is_told() {
    let mut tale = posts();
    tale.check("send");
    let judge = tale.judge();
    let of_posts = Chosen::new(&judge, Some(tale.goal("gp")), None, Day::FIRST);
    assert!(!markdown::write(&of_posts).contains("Run"));
    assert_eq!(csv_long::write(&of_posts, Texts::Raw, Mark::None).lines().count(), 3);
    let health = Chosen::new(&judge, None, Some("HEALTH"), Day::FIRST);
    assert_eq!(markdown::write(&health), "- Run n:20 unit:km every:week code:run area:health\n");
    assert_eq!(csv_wide::write(&health, Texts::Raw, Mark::None).lines().next(), Some("day,Run (km)"));
}

#[test]
fn the_last_days_are_those_that_are_asked_for() {
    let tale = posts();
    for write in [org::write, obsidian::write, todotxt::write] {
        let text = since(&tale, day("2026-11-17"), write);
        assert!(text.contains("2026-11-17") && !text.contains("Outline"), "{text}");
        assert!(text.contains("Send it"), "what is open is told whatever the days: {text}");
    }
}

#[test]
fn what_is_only_counted_is_in_tables_and_in_the_plan_and_is_no_task() {
    let mut tale = Tale::of("2026-11-16", "Cups of coffee n:any unit:cups code:cups");
    tale.check("cups+2");
    let written = exported(&tale, |chosen| csv_long::write(chosen, Texts::Protected, Mark::None));
    assert!(written.ends_with("2026-11-16,cups,Cups of coffee,,,2,cups,,check\n"), "{written}");
    assert_eq!(exported(&tale, markdown::write), "- [ ] Cups of coffee n:any unit:cups code:cups\n");
    for write in [obsidian::write, todotxt::write] {
        assert_eq!(exported(&tale, write), "");
    }
    assert!(tasks(&tale).is_empty() && !events(&tale).contains("VEVENT"));
    assert_eq!(exported(&tale, loop_habits::write).len(), 1, "it does not repeat");
}
