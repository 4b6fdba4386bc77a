//! What is read: plain English in every page that is kept, in snapshots, README and docs. No derived figure of more
//! than three significant digits or one decimal (SEMANTICS 7.8), no "1 posts", no scolding.

use std::path::{Path, PathBuf};

use crate::common::with_goals;
use crate::harness::Store;

/// Words that scold, or sound as if they did.
const SCOLDING: [&str; 22] = [
    "let it go",
    "lets it go",
    "missed again",
    "failed again",
    "you failed",
    "failure",
    "lazy",
    "should have",
    "you didn't",
    "you did not",
    "not good enough",
    "give up",
    "gave up",
    "disappoint",
    "shame",
    "unfortunately",
    "excuses",
    "slacking",
    "try harder",
    "falling behind",
    "as usual",
    "you missed",
];

/// What follows a rate, and what else follows a number that is derived.
const RATES: [&str; 5] = ["a day", "a week", "a month", "a quarter", "a year"];
const DERIVED: [&str; 5] = ["ahead", "behind", "expected", "of the time", "on average"];

/// Plurals that stand behind a 1 for what they are: names of goals, and words that only look like plurals.
const NO_PLURALS: [&str; 8] = ["is", "was", "less", "has", "this", "as", "plus", "its"];

/// What is wrong with a line that is read, in words.
fn wrongs(line: &str) -> Vec<String> {
    let lower = line.to_lowercase();
    let scolds = SCOLDING.iter().filter(|words| lower.contains(*words));
    let mut found: Vec<String> = scolds.map(|words| format!("scolds: {words}")).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    for (place, word) in words.iter().enumerate() {
        let rest = words.get(place + 1..).unwrap_or_default();
        if figure(word).is_some_and(|figure| is_too_exact(figure, word, rest)) {
            found.push(format!("{word}: more than three digits or one decimal"));
        }
        let one = word.trim_start_matches('(').rsplit('/').next() == Some("1");
        if let Some(next) = rest.first().filter(|_| one).filter(|next| is_plural(next)) {
            found.push(format!("{word} {next}: one of several"));
        }
    }
    found
}

/// The number that a word is.
fn figure(word: &str) -> Option<&str> {
    let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
    let is_number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    (is_number && bare.matches('.').count() <= 1).then_some(bare)
}

/// Whether a figure that was worked out is told with more than it is true to. How far ahead or behind stands exact where
/// it is whole (SEMANTICS 7.8); what was typed, as `4/12 emails a week`, stands as it is.
fn is_too_exact(figure: &str, word: &str, rest: &[&str]) -> bool {
    let is_followed = |signs: &[&str]| {
        let is_unit = |word: &&str| word.chars().all(char::is_alphabetic);
        let texts = [rest.join(" "), rest.iter().skip(1).copied().collect::<Vec<_>>().join(" ")];
        let behind_unit = rest.first().is_some_and(is_unit);
        let ends = |rest: &str| !rest.starts_with(char::is_alphabetic);
        let begins = |text: &str| signs.iter().any(|sign| text.strip_prefix(sign).is_some_and(ends));
        begins(&texts[0]) || (behind_unit && begins(&texts[1]))
    };
    let is_rate = is_followed(&RATES);
    let is_derived = word.ends_with('%') || rest.first() == Some(&"%") || is_rate || is_followed(&DERIVED);
    if word.contains('/') || !is_derived {
        return false;
    }
    let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
    let significant = format!("{whole}{decimals}");
    let digits = significant.trim_start_matches('0').trim_end_matches('0').len();
    decimals.len() > 1 || (digits > 3 && (is_rate || !decimals.is_empty()))
}

fn is_plural(word: &str) -> bool {
    let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let is_word = bare.len() > 2 && bare.chars().all(|c| c.is_ascii_lowercase());
    is_word && bare.ends_with('s') && !bare.ends_with("ss") && !NO_PLURALS.contains(&bare)
}

/// The pages that are kept: snapshots whole, of texts what is shown as a transcript.
fn kept() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = |folder: &str, ext: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.extension().is_some_and(|found| found == ext)).collect()
    };
    let mut found = Vec::new();
    for path in files("tests/it/snapshots", "snap") {
        let text = std::fs::read_to_string(&path).expect("a snapshot");
        found.push((path, text));
    }
    for path in [files("docs", "md"), vec![root.join("README.md")]].concat() {
        let text = std::fs::read_to_string(&path).expect("a text");
        let blocks = text.split("```").skip(1).step_by(2).filter(|block| block.contains("$ goals"));
        let shown: String = blocks.collect::<Vec<_>>().join("\n");
        found.push((path, shown));
    }
    found
}

/// What a person typed, or a program reads, is no page.
fn is_page(line: &str) -> bool {
    !line.trim_start().starts_with(['$', '{', '#']) && !line.contains("\"schema\"")
}

#[test]
fn every_page_that_is_kept_is_plain_true_to_three_figures_and_kind() {
    let pages = kept();
    assert!(pages.len() > 60, "{} pages", pages.len());
    let mut told = Vec::new();
    for (path, text) in &pages {
        for line in text.lines().filter(|line| is_page(line)) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            told.extend(wrongs(line).into_iter().map(|wrong| format!("{name}: {wrong}: {}", line.trim())));
        }
    }
    told.sort();
    told.dedup();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// The test of the test: each of these would be told of.
#[test]
fn a_page_that_is_wrong_is_told_of() {
    for line in [
        "0.142 expected by today · needs 0.139 posts a day",
        "gp  Publish · 1.25 kg behind",
        "1234.5 visits ahead",
        "about 12.75 a week from now on",
        "about 1234 words a day from now on",
        "met 84.25 % of the time",
        "84.25% met",
        "[ ] pub  See it published  0/1 posts this week",
        "the line wants 1 posts on 24 Nov 2026",
        "1 activities",
        "(1 times)",
        "smaller, a pause, or let it go?",
        "You missed again.",
        "Failure: 3 days",
    ] {
        assert!(!wrongs(line).is_empty(), "nothing is told of: {line}");
    }
}

#[test]
fn a_page_that_is_right_is_left_alone() {
    for line in [
        "on pace · about one a week from now on",
        "217 visits ahead · about 4.9 a day from now on",
        "1109 words behind",
        "at 14036 visits, from 12000 to 14400",
        "82.125 kg",
        "3.75/10 km this week · 6.25 today to stay on pace",
        "84 %",
        "▲ 1 week · 1 post behind",
        "Wed 1 Dec · 1 is due by 24 Nov",
        "met 1 of 12",
        "2 missed, 1 met",
    ] {
        assert_eq!(wrongs(line), [""; 0], "{line}");
    }
}

/// A derived amount that one decimal would make nothing is told as less than that.
#[test]
fn rule_7_8_what_is_less_than_a_tenth_is_told_so() {
    let mut store = with_goals(&["Read baseline:0 n:1 unit:books by:2027-11-17 code:read"]);
    store.at("2026-12-01").ok(&["check", "read=0.001"]);
    let page = store.ok(&["progress", "read"]);
    assert!(page.contains("less than 0.1 books behind"), "{page}");
    assert!(page.lines().all(|line| wrongs(line).is_empty()), "{page}");
}

#[test]
fn numbers_agree_with_their_nouns() {
    let store = with_goals(&[
        "Publish n:1 unit:posts every:week code:pub",
        "Write n:1 unit:letters by:+1m code:let",
        "Smoke at-most:0 every:day code:smoke",
        "Look at-most:1 unit:looks every:week code:look",
    ]);
    let page = store.ok(&["today"]);
    for told in ["0/1 post this week", "none today", "0 of at most 1 look this week"] {
        assert!(page.contains(told), "{told} is not in {page}");
    }
    assert!(store.ok(&["show", "smoke"]).contains("none a day"));
    assert!(store.ok(&["why", "let"]).contains("1 letter"));
    assert!(store.ok(&["review"]).contains("no activities"));
    store.ok(&["check", "smoke"]);
    let page = store.ok(&["today"]);
    assert!(page.contains("1 today · over the limit"), "{page}");
}

#[test]
fn why_tells_since_when_and_what_was_missed_last() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Walk every:day code:walk"]);
    store.ok(&["add", "Swim every:week code:swim"]);
    store.ok(&["check", "walk"]);
    for day in ["2026-11-16", "2026-11-17", "2026-11-18"] {
        store.at(day).ok(&["check", "walk"]);
    }
    let why = store.ok(&["why", "walk"]);
    assert!(
        why.contains("3 days in a row, since Mon 16 Nov; last missed: Sun 15 Nov. The best is 3 days."),
        "{why}"
    );
    let why = store.ok(&["why", "swim"]);
    assert!(
        why.contains("No streak now; last missed: the week of 9 Nov. The best is 0 weeks.")
            || why.contains("Not met yet"),
        "{why}"
    );
}
