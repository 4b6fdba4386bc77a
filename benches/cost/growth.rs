//! What a run costs in instructions, the same on a busy machine as on an idle one, and by how much that grows.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Days, NaiveDate};

use crate::stores::Goals::{Changes, Dailies, Typical};
use crate::stores::{FULL, Size, Store, TEN_YEARS};
use crate::table::judged;

const ALONE: fn(usize) -> usize = |_| 0;
const CHAIN: fn(usize) -> usize = |place| place;
const WIDE: fn(usize) -> usize = |place| place.min(1);

type Pair = (&'static str, Size, Size, f64);

/// Less and more, and how many times the instructions may grow, after a check-off.
const HISTORIES: [Pair; 3] = [
    ("365k check-offs over 1k", (Typical(0), 10, FULL), (Typical(0), TEN_YEARS, FULL), 1.1),
    ("the same, unbroken", (Dailies(30, ALONE), 10, FULL), (Dailies(30, ALONE), TEN_YEARS, FULL), 1.1),
    ("40k in eleven shards over 3k in one", (Typical(0), 300, 11), (Typical(0), TEN_YEARS, 11), 1.1),
];
/// The same with nothing kept: 1.2 times as much as what there is to read does.
const TREES: [Pair; 8] = [
    ("a chain of 200 goals over 100", (Dailies(100, CHAIN), 10, 0), (Dailies(200, CHAIN), 10, 0), 2.4),
    ("a chain of 400 goals over 100", (Dailies(100, CHAIN), 10, 0), (Dailies(400, CHAIN), 10, 0), 4.8),
    ("4,000 below one goal over 1,000", (Dailies(1001, WIDE), 10, 0), (Dailies(4001, WIDE), 10, 0), 4.8),
    (
        "300 goals after all earlier ones over 150",
        (Changes(150, after), 10, 0),
        (Changes(300, after), 10, 0),
        4.8,
    ),
    (
        "one code for 5,000 over 2,500",
        (Changes(2500, one_code), 10, 0),
        (Changes(5000, one_code), 10, 0),
        2.4,
    ),
    (
        "4,000 beginnings of weeks over 2,000",
        (Changes(2000, weeks), 10, 0),
        (Changes(4000, weeks), 10, 0),
        2.4,
    ),
    ("1,000 rewards over 500", (Changes(500, rewards), 10, 0), (Changes(1000, rewards), 10, 0), 2.4),
    ("3,000 skips over 1,500", (Changes(1500, skips), 10, 0), (Changes(3000, skips), 10, 0), 2.4),
];

/// A goal, the first of one entry each; what else it says comes behind its place.
fn goal(number: usize, code: &str, rest: &str) -> String {
    let place = format!(r#""place":{{"position":{number}}}"#);
    let names = format!(r#""title":"Goal {number}","code":"{code}""#);
    format!(r#"{{"add":{{"goal":"g0a{number:05}","day":"2026-11-08",{names},{place}{rest}}}}}"#)
}

/// A goal after all earlier ones: four times as much to say of twice as many.
fn after(number: usize) -> String {
    let earlier: Vec<String> = (0..number).map(|earlier| format!(r#""g0a{earlier:05}""#)).collect();
    goal(number, &format!("h{number}"), &format!(r#","after":[{}]"#, earlier.join(",")))
}

fn one_code(number: usize) -> String {
    goal(number, "h", "")
}

/// Twenty weekly goals of many years, and weeks that begin on another day each day.
fn weeks(number: usize) -> String {
    if number < 20 {
        return goal(number, &format!("h{number}"), r#","from":"2005-01-01","schedule":{"every":"week"}"#);
    }
    let day = Days::new(u64::try_from(number).expect("a number"));
    let day = NaiveDate::from_ymd_opt(2005, 1, 1).expect("a day") + day;
    let value = ["mon", "sun"][number % 2];
    format!(r#"{{"config":{{"key":"week-start","value":"{value}","day":"{day}"}}}}"#)
}

fn rewards(number: usize) -> String {
    let rest = r#","schedule":{"every":"day"}"#;
    let reward = format!(r#"{{"reward":{{"goal":"g0a00000","id":"g0b{number:05}","text":"A"}}}}"#);
    if number == 0 {
        goal(0, "h", rest)
    } else {
        reward.replace("\"A\"", &format!(r#""A","at":"streak:{number}""#))
    }
}

fn skips(number: usize) -> String {
    let day = NaiveDate::from_ymd_opt(2015, 1, 1).expect("a day")
        + Days::new(u64::try_from(number).expect("a number"));
    let rest = r#","from":"2015-01-01","schedule":{"every":"day"}"#;
    let skip = format!(r#"{{"skip":{{"goal":"g0a00000","day":"{day}"}}}}"#);
    if number == 0 { goal(0, "h", rest) } else { skip }
}

/// Everything that has a bound, as a table, and whether all bounds are met.
pub(crate) fn counted(programs: &Path) -> (String, bool) {
    let mut text = "| instructions | | less | more | ratio | bound |\n|---|---|--:|--:|--:|---|\n".to_owned();
    let mut all_hold = true;
    let mut count_pairs = |pairs: &[Pair], commands: &[&str], before: fn(&Store)| {
        for (what, less, more, bound) in pairs {
            let stores = [less, more].map(|size| Store::written(programs, *size));
            for words in commands {
                let [less, more] = stores.each_ref().map(|store| count(store, words, before));
                let (ratio, judged) = (more / less, judged(more / less, *bound));
                all_hold &= ratio <= *bound;
                let row = format!("`{words}` | {what} | {less:.3} M | {more:.3} M | {ratio:.3} | {judged}");
                writeln!(text, "| {row} |").expect("a string takes it");
            }
        }
    };
    count_pairs(&HISTORIES, &["goals today", "goals prompt", "goals check c"], Store::check);
    count_pairs(&TREES, &["goals prompt", "goals list", "goals progress", "goals report"], Store::forget);
    (text, all_hold)
}

/// The instructions that one run takes, in millions.
fn count(store: &Store, words: &str, before: fn(&Store)) -> f64 {
    before(store);
    let tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let line: Vec<&str> = tool.into_iter().chain(words.split(' ')).collect();
    let output = store.command(&line).output().expect("valgrind is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !output.stdout.is_empty(), "{words}: {}\n{said}", output.status);
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    let count = collected.and_then(|(_, count)| count.trim().parse::<f64>().ok());
    count.expect("valgrind says how many it counted") / 1e6
}
