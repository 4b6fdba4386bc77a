//! `report`: one page to look at or to share.

use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, says};
use crate::harness::{Ran, Store};

pub(crate) fn html(store: &Store, args: &[&str]) -> String {
    store.ok(&[&["report", "--html", "-"], args].concat())
}

/// The page as text, as JSON and for browsers: wherever something could stand.
pub(crate) fn everywhere(store: &Store, args: &[&str]) -> [String; 3] {
    [
        store.ok(&[&["report"], args].concat()),
        store.ok(&[&["report", "--json"], args].concat()),
        html(store, args),
    ]
}

/// Two areas with words of their own in everything that can be shared.
fn two_areas() -> Store {
    let mut store = Store::new();
    store.at("2026-08-03");
    for (area, word) in [("work", "Alpha"), ("family", "Omega")] {
        let code = word.to_lowercase();
        store.ok(&[
            "add", &format!("{word} goal n:10 unit:{word}units area:{area} by:2026-12-31 code:{code} who:{word}who why:{word}why reward:{word}reward"),
        ]);
        store.ok(&["split", &code, &format!("{word} habit every:day code:{code}-habit")]);
    }
    for day in ["2026-08-03", "2026-11-16"] {
        store.at(day);
        for (area, word) in [("work", "Alpha"), ("family", "Omega")] {
            let code = word.to_lowercase();
            let note = format!("{word}note{}", day.get(5..7).expect("a month"));
            store.ok(&["check", &code, &format!("{code}-habit"), "--note", &note]);
            let win = format!("{word}win{}", day.get(5..7).expect("a month"));
            store.ok(&["win", &win, "--area", area]);
            store.ok(&["win", &format!("{word}under"), "--under", &code]);
        }
    }
    store.at("2026-11-18");
    store
}

#[test]
fn an_empty_store_has_nothing_to_tell() {
    let store = Store::new();
    let report = store.json(&["report"]);
    for list in ["goals", "streaks", "areas", "wins", "rewards", "owners"] {
        assert_eq!(report[list], json!([]), "{list}");
    }
    assert!(html(&store, &[]).contains("<h1><bdi>Goals</bdi></h1>"));
    assert!(store.ok(&["report", "--markdown"]).contains("There is nothing to tell yet."));
    assert!(store.journal().is_empty());
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let told = store.ok(&["report", "--markdown"]);
    assert!(told.contains("- Run · every day") && !told.contains("nothing to tell"), "{told}");
}

#[test]
fn the_numbers_are_those_of_progress_streaks_and_log() {
    let store = Store::demo();
    let report = store.json(&["report"]);
    let progress = store.json(&["progress"]);
    for goal in report["goals"].as_array().expect("goals") {
        let code = goal["code"].as_str().expect("a code");
        if code == "blog" {
            continue;
        }
        let known = find(&progress["goals"], code);
        for (key, value) in known.as_object().expect("a goal") {
            assert_eq!(&goal[key], value, "{code}: {key}");
        }
        let course = goal["course"].as_array().expect("a course");
        assert_eq!(course.last().expect("a last step")["amount"], goal["amount"], "{code}");
        assert_eq!(course.last().expect("a last step")["day"], "2026-11-18", "{code}");
        assert!(course.is_sorted_by_key(|step| step["day"].as_str().expect("a day").to_owned()), "{code}");
    }
    let streaks = store.json(&["streaks"]);
    assert_eq!(codes(&report["streaks"]), codes(&streaks["goals"]));
    for streak in report["streaks"].as_array().expect("streaks") {
        let known = find(&streaks["goals"], streak["code"].as_str().expect("a code"));
        for key in ["current", "best", "rate", "strength", "unit_of_streak"] {
            assert_eq!(streak[key], known[key], "{key} of {streak}");
        }
    }
    let days: u64 = report["days"].as_object().expect("days").values().filter_map(Value::as_u64).sum();
    let areas = report["areas"].as_array().expect("areas");
    let sum: u64 = areas.iter().filter_map(|area| area["goal_days"].as_u64()).sum();
    assert_eq!(days, sum);
    let log = store.json(&["log", "--since", "2025-11-19"]);
    let kinds = |kind: &str| {
        let rows = log["entries"].as_array().expect("entries").iter();
        rows.filter(|row| row["kind"] == kind && row["code"] != "scr").count() as u64
    };
    // On no day a goal was checked off twice; what has a limit does not count, each win does.
    assert_eq!(days, kinds("check") + kinds("win"));
    assert_eq!(report["wins"].as_array().map(|wins| wins.len() as u64), Some(kinds("win")));
}

#[test]
fn the_course_of_a_goal_is_what_it_came_to_day_by_day() {
    let mut store = Store::new();
    store.at("2026-11-02");
    store.ok(&["add", "Read", "n:10", "unit:books", "by:2026-12-31", "code:read"]);
    for (day, check) in [("2026-11-04", "read+2"), ("2026-11-09", "read+3"), ("2026-11-11", "read=0")] {
        store.at(day);
        store.ok(&["check", check]);
    }
    store.at("2026-11-18");
    let course = |args: &[&str]| store.json(&[&["report"], args].concat())["goals"][0]["course"].clone();
    let step = |day: &str, amount: u32| json!({"day": day, "amount": amount});
    let whole = [("2026-11-02", 0), ("2026-11-04", 2), ("2026-11-09", 5), ("2026-11-18", 5)];
    assert_eq!(course(&[]), Value::from(whole.map(|(day, amount)| step(day, amount)).to_vec()));
    let part = [("2026-11-05", 2), ("2026-11-09", 5), ("2026-11-18", 5)];
    assert_eq!(
        course(&["--since", "2026-11-05"]),
        Value::from(part.map(|(day, amount)| step(day, amount)).to_vec())
    );
}

#[test]
fn the_course_of_readings_and_of_steps() {
    let mut store = Store::new();
    store.at("2026-11-02");
    store.ok(&["add", "Debt", "baseline:5000", "n:0", "by:2027-11-02", "code:debt"]);
    store.ok(&["add", "Shed", "code:shed"]);
    store.ok(&["split", "shed", "Walls code:walls", "Roof code:roof", "Paint code:paint"]);
    store.at("2026-11-09");
    store.ok(&["check", "debt=4200", "walls", "roof"]);
    store.at("2026-11-18");
    let report = store.json(&["report"]);
    let course = |code: &str| {
        let steps = find(&report["goals"], code)["course"].as_array().expect("a course").clone();
        steps
            .iter()
            .map(|step| format!("{} {}", step["day"].as_str().expect("a day"), step["amount"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(course("debt"), ["2026-11-02 5000", "2026-11-09 4200", "2026-11-18 4200"]);
    assert_eq!(course("shed"), ["2026-11-02 0", "2026-11-09 2", "2026-11-18 2"]);
    assert!(html(&store, &[]).contains("The target is 3."), "as many as there are steps");
}

#[test]
fn a_goal_that_is_done_is_told_while_that_is_not_long_ago() {
    let store = Store::demo();
    assert_eq!(codes(&store.json(&["report"])["goals"]), ["client", "gp", "visit", "blog"]);
    assert_eq!(codes(&store.json(&["report", "--since", "2026-06-01"])["goals"]), ["client", "gp", "visit"]);
    assert!(!html(&store, &["--since", "2026-06-01"]).contains("old blog"));
}

#[test]
fn nothing_of_another_area_is_in_it() {
    let store = two_areas();
    for (choice, own, other) in [
        (["--area", "work"], "Alpha", "Omega"),
        (["--area", "FAMILY"], "Omega", "Alpha"),
        (["--goal", "alpha"], "Alpha", "Omega"),
        (["--goal", "omega"], "Omega", "Alpha"),
    ] {
        for text in everywhere(&store, &[&choice[..], &["--notes"]].concat()) {
            assert!(!text.to_lowercase().contains(&other.to_lowercase()), "{choice:?}: {text}");
            for part in ["goal", "habit", "units", "who", "why", "reward", "note08", "note11", "under"] {
                // What each form leaves out of the words it could show.
                let left_out = part == "why" && !text.starts_with(['{', '<']);
                assert!(
                    left_out
                        || text.contains(&format!(
                            "{own}{}{part}",
                            if ["goal", "habit"].contains(&part) { " " } else { "" }
                        )),
                    "{choice:?}: {part}: {text}"
                );
            }
        }
        let report = store.json(&[&["report"], &choice[..]].concat());
        assert_eq!(report["areas"].as_array().map(Vec::len), Some(1), "{report}");
    }
    let report = store.json(&["report", "--area", "work"]);
    // On each of two days two check-offs and two wins.
    assert_eq!(report["areas"][0]["goal_days"], 8);
    assert_eq!(report["days"], json!({"2026-08-03": 4, "2026-11-16": 4}));
    assert_eq!(store.json(&["report", "--goal", "alpha"])["days"], json!({"2026-08-03": 3, "2026-11-16": 3}));
    assert_eq!(
        store.json(&["report", "--goal", "alpha-habit"])["days"],
        json!({"2026-08-03": 1, "2026-11-16": 1})
    );
    let nothing = store.json(&["report", "--goal", "alpha", "--area", "family"]);
    says(&nothing, &json!({"goals": [], "streaks": [], "days": {}}));
    let both = store.json(&["report", "--goal", "alpha", "--goal", "omega"]);
    assert_eq!(codes(&both["goals"]), ["alpha", "omega"]);
}

#[test]
fn nothing_done_before_since_is_in_it() {
    let store = two_areas();
    for text in everywhere(&store, &["--since", "2026-11-01", "--notes"]) {
        for old in ["Alphawin08", "Alphanote08", "2026-08", "Aug 2026"] {
            assert!(!text.replace("\"from\":\"2026-08-03\"", "").contains(old), "{old}: {text}");
        }
        assert!(text.contains("Alphawin11") && text.contains("Alphanote11"), "{text}");
    }
    assert_eq!(store.json(&["report", "--since", "2026-11-01"])["days"], json!({"2026-11-16": 8}));
    store.refused(2, &["report", "--since", "2026-12-01"], "1 Dec 2026");
    store.refused(2, &["report", "--since", "soon"], "soon");
    store.refused(1, &["report", "--goal", "nowhere"], "nowhere");
}

#[test]
fn notes_are_left_out_unless_they_are_asked_for() {
    let store = two_areas();
    for text in everywhere(&store, &[]) {
        assert!(!text.contains("note08") && !text.contains("note11"), "{text}");
    }
    assert_eq!(store.json(&["report"])["notes"], Value::Null);
    for text in everywhere(&store, &["--notes"]) {
        assert!(text.contains("Alphanote08") && text.contains("Omeganote11"), "{text}");
    }
}

#[test]
fn nothing_of_this_machine_is_in_it() {
    let mut store = two_areas();
    store.on_device("secret-device");
    store.ok(&["check", "alpha"]);
    for text in everywhere(&store, &["--notes"]) {
        assert!(!text.contains("secret-device"), "{text}");
        assert!(!text.contains(store.home().to_str().expect("a path")), "{text}");
    }
}

#[test]
fn owners_have_what_is_theirs() {
    let store = guest_posts();
    store.ok(&["edit", "gp", "--who", "Ana"]);
    store.ok(&["edit", "pitch", "--who", "Ben"]);
    store.ok(&["check", "pitch+4", "fu", "kids"]);
    let owners = store.json(&["report"])["owners"].clone();
    assert_eq!(
        owners,
        json!([
            {"name": "Ana", "goals": ["gp"], "activities": 1},
            {"name": "Ben", "goals": ["pitch"], "activities": 4},
        ])
    );
}

#[test]
fn what_a_goal_is_worth_is_locked_until_it_is_done() {
    let store = Store::new();
    store.ok(&["add", "Read", "n:2", "code:read", "reward:\"a day off\""]);
    let reward = |store: &Store| store.json(&["report"])["rewards"][0].clone();
    assert_eq!((&reward(&store)["text"], &reward(&store)["state"]), (&json!("a day off"), &json!("locked")));
    store.ok(&["check", "read+2"]);
    assert_eq!(reward(&store)["state"], "earned");
}

#[test]
fn the_page_needs_nothing_else_and_says_so() {
    let page = html(&Store::demo(), &["--notes"]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    for foreign in
        ["<script", "http:", "https:", "<link", "<img", " style=", "@import", "url(", "javascript:"]
    {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.len() < 100_000, "{} bytes for a year", page.len());
    assert_eq!(page, html(&Store::demo(), &["--notes"]), "the same each time");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let store = Store::demo();
    let home = store.home().to_owned();
    let path = |name: &str| home.join(name).to_str().expect("a path").to_owned();
    assert!(store.ok(&["report", "--html", &path("page.html")]).starts_with("Written: "));
    let first = std::fs::read_to_string(path("page.html")).expect("a page");
    assert_eq!(first, html(&store, &[]));
    // One that is there is replaced, and nothing is left beside it.
    store.ok(&["report", "--area", "work", "--html", &path("page.html")]);
    assert!(std::fs::read_to_string(path("page.html")).expect("a page").len() < first.len());
    let told = store.json(&["report", "--html", &path("page.html")]);
    assert_eq!(
        (&told["file"], told["bytes"].as_u64()),
        (&json!(path("page.html")), Some(first.len() as u64))
    );
    let left: Vec<String> = std::fs::read_dir(&home)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("page.html"))
        .collect();
    assert_eq!(left, ["page.html"]);
    std::fs::create_dir(path("folder")).expect("a folder");
    store.refused(73, &["report", "--html", &path("folder")], "is not a plain file");
    store.refused(74, &["report", "--html", &path("nowhere/page.html")], "could not write");
    store.refused(73, &["report", "--html", "/"], "is not a plain file");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_a_pipe_refused() {
    let store = Store::demo();
    let path = |name: &str| store.home().join(name);
    std::fs::write(path("there.html"), "old").expect("a file");
    std::os::unix::fs::symlink("there.html", path("link.html")).expect("a link");
    store.ok(&["report", "--html", path("link.html").to_str().expect("a path")]);
    assert!(std::fs::symlink_metadata(path("link.html")).expect("a link").is_symlink());
    assert!(std::fs::read_to_string(path("there.html")).expect("a page").starts_with("<!DOCTYPE"));
    let made = std::process::Command::new("mkfifo").arg(path("pipe")).status().expect("`mkfifo`");
    assert!(made.success());
    store.refused(73, &["report", "--html", path("pipe").to_str().expect("a path")], "is not a plain file");
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_can_t_be_printed_is_no_success() {
    let store = Store::demo();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full device");
    let mut command = store.command(&["report", "--html", "-"]);
    let ran: Ran = command.stdout(full).output().expect("the program starts").into();
    assert_eq!(ran.code, 74, "{ran:?}");
}

#[test]
fn the_readme_s_picture_is_there_and_told_how_to_make() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let guide = std::fs::read_to_string(root.join("docs/guide.md")).expect("the guide");
    assert!(readme.contains("](docs/report.png)") && guide.contains("`sh docs/pictures.sh`"));
    assert!(root.join("docs/pictures.sh").is_file());
    let size = std::fs::metadata(root.join("docs/report.png")).expect("the picture").len();
    assert!(size < 200_000, "{size} bytes");
}

/// Nothing was done before there was anything: a young store does not speak of a year.
#[test]
fn what_was_done_is_told_since_the_first_day_there_was() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Read", "--every", "day", "--code", "read"]);
    store.ok(&["check", "read"]);
    store.at("2026-11-20");
    assert!(store.ok(&["report"]).contains("What was done since 16 Nov 2026"));
    assert!(store.ok(&["report", "--since", "2026-11-18"]).contains("What was done since 18 Nov 2026"));
}
