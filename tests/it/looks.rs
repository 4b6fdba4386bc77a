//! How pages look: in the locale's characters, in few tones, and with the facts that matter at every width.

use unicode_width::UnicodeWidthStr;

use crate::common::{with, with_goals};
use crate::harness::{Ran, Store};

const PAGES: [&[&str]; 8] = [
    &["today", "--all"],
    &["progress"],
    &["streaks"],
    &["streaks", "kids"],
    &["review"],
    &["review", "--year"],
    &["list", "--all"],
    &["report"],
];

fn in_locale(store: &Store, locale: &[(&str, &str)], args: &[&str]) -> Ran {
    let mut command = store.command(args);
    command.env_remove("LANG").env("COLUMNS", "80").envs(locale.iter().copied());
    command.output().expect("the program starts").into()
}

#[cfg(unix)]
#[test]
fn the_locale_decides_by_the_order_of_posix() {
    let store = with_goals(&["Look at-most:3 every:week code:look"]);
    let is_ascii = |locale: &[(&str, &str)]| {
        let ran = in_locale(&store, locale, &["today"]);
        assert!(ran.out.contains("[<] look") != ran.out.contains("[≤] look"), "{ran:?}");
        ran.out.is_ascii()
    };
    assert!(is_ascii(&[]) && is_ascii(&[("LANG", "C")]) && is_ascii(&[("LANG", "de_DE.ISO-8859-1")]));
    assert!(!is_ascii(&[("LANG", "de_DE.UTF-8")]) && !is_ascii(&[("LANG", "C.utf8")]));
    // What comes first and says something decides.
    assert!(!is_ascii(&[("LANG", "C"), ("LC_CTYPE", "en_GB.UTF-8")]));
    assert!(is_ascii(&[("LANG", "en_GB.UTF-8"), ("LC_CTYPE", "C")]));
    assert!(is_ascii(&[("LANG", "en_GB.UTF-8"), ("LC_CTYPE", "en_GB.UTF-8"), ("LC_ALL", "C")]));
    assert!(!is_ascii(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "")]));
}

#[cfg(unix)]
#[test]
fn in_ascii_each_page_says_the_same() {
    let store = Store::demo();
    let helps: [&[&str]; 3] = [&["--help"], &["check", "--help"], &["chekc"]];
    for args in PAGES.iter().chain(&helps) {
        let ascii = in_locale(&store, &[("LANG", "C")], args);
        let whole = in_locale(&store, &[("LANG", "C.UTF-8")], args);
        let own = ascii.out.replace("🏊", "");
        assert!(own.is_ascii() && ascii.err.is_ascii(), "{args:?}: {own}{}", ascii.err);
        let widths = |ran: &Ran| ran.out.lines().map(UnicodeWidthStr::width).collect::<Vec<_>>();
        assert_eq!(widths(&ascii), widths(&whole), "{args:?}");
    }
    // What a person typed, and what programs read, stay as they are.
    let store = with_goals(&["Café · … “読書” code:cafe"]);
    assert!(in_locale(&store, &[("LANG", "C")], &["today"]).out.contains("Café"));
    let json = |locale| in_locale(&store, &[("LANG", locale)], &["list", "--json"]).out;
    assert_eq!(json("C"), json("C.UTF-8"));
    let html = |locale| in_locale(&store, &[("LANG", locale)], &["report", "--html", "-"]).out;
    assert_eq!(html("C"), html("C.UTF-8"));
}

/// One tone has one meaning.
#[test]
fn green_is_done_amber_is_late_red_is_a_limit_that_was_passed() {
    let mut store = Store::new();
    store.at("2026-10-01");
    for line in [
        "Publish n:52 unit:posts by:2027-01-31 code:gp",
        "Post every:week feeds:1 code:post",
        "Tax by:2026-11-10 code:tax",
        "Sweets at-most:1 every:week code:sweet",
        "Walk every:day code:walk",
        "Run every:day code:run",
        "Later from:2026-12-01 code:later",
    ] {
        store.ok(&["add", line]);
    }
    store.ok(&["move", "post", "--under", "gp"]);
    store.at("2026-11-18").ok(&["check", "walk", "sweet+2"]);
    let page = |args: &[&str]| with(&store, &[("COLUMNS", "80"), ("CLICOLOR_FORCE", "1")], args).out;
    let today = page(&["today"]);
    let toned = |page: &str, tone: &str, text: &str| {
        assert!(page.contains(&format!("\u{1b}[{tone}m{text}")), "{text} is not in {tone}: {page:?}");
    };
    toned(&today, "36", "  [ ] run");
    toned(&today, "32", "  [x] walk");
    toned(&today, "31", "  [!] sweet");
    toned(&today, "33", "overdue since 10 Nov");
    assert!(today.contains("\u{1b}[33m") && today.contains(" behind"), "{today:?}");
    assert_eq!(today.matches("\u{1b}[31m").count(), 2, "red is for a limit: {today:?}");
    // Filled in the accent, and in amber what lacks to the mark: never red from end to end.
    let progress = page(&["progress", "gp"]);
    toned(&progress, "33", "░");
    assert!(!progress.contains("\u{1b}[31m"), "{progress:?}");
    assert!(page(&["why", "run"]).contains("\u{1b}[33mmissed"));
    let list = page(&["list"]);
    toned(&list, "2", "later");
    toned(&list, "36", "run");
    toned(&list, "32", "walk");
}

#[test]
fn facts_stand_at_every_width() {
    let mut store = with_goals(&[
        "Raise the traffic of the site by a fifth, whatever it takes baseline:12000 n:14400 unit:visits by:2027-01-31 code:visit",
        "A return for all the taxes of last year and the one before by:2026-11-19 code:tax",
        "Publish fifty-two guest posts on the sites of other people n:52 unit:posts by:2027-10-04 code:gp",
        "毎日本を読むこと、三十分以上、できれば一時間 every:week n:5 unit:hours code:book",
        "Run 🏃 as far as the river and back again every:week n:20 unit:km code:run",
        "Screens after nine in the evening, also on holidays at-most:3 every:week code:scr",
    ]);
    store.ok(&["split", "gp", "Get one of them published every:week feeds:1 code:pub"]);
    store.at("2026-11-25").ok(&["check", "visit=14036"]);
    for columns in ["60", "80", "120"] {
        let room: usize = columns.parse().expect("a number");
        for (args, facts) in [
            (
                ["today"].as_slice(),
                [
                    "at 14036 visits, from 12000 to 14400",
                    "by 31 Jan 2027",
                    "overdue since 19 Nov",
                    "by 4 Oct 2027",
                    "0/5 hours this week",
                    "0 of at most 3 this week",
                ]
                .as_slice(),
            ),
            (
                &["list"],
                &[
                    "at 14036 visits, from 12000 to 14400",
                    "by 31 Jan 2027",
                    "by 19 Nov",
                    "0 of 52 posts",
                    "by 4 Oct 2027",
                    "0/20 km this week",
                ],
            ),
            (
                &["progress"],
                &["at 14036 visits, from 12000 to 14400", "0 of 52 posts", "0/5 hours this week"],
            ),
        ] {
            let page = with(&store, &[("COLUMNS", columns)], args).out;
            for fact in facts {
                assert!(page.contains(fact), "{fact} is cut at {columns}: {page}");
            }
            assert!(page.lines().all(|line| line.width() <= room), "{page}");
        }
    }
    // Facts begin in one column, whatever the titles are written in.
    let page = with(&store, &[("COLUMNS", "80")], &["today"]).out;
    let at = |fact: &str| {
        let line =
            page.lines().find(|line| line.contains(fact)).unwrap_or_else(|| panic!("no {fact}: {page}"));
        line.split_once(fact).expect("the fact").0.width()
    };
    assert_eq!(at("0/5 hours"), at("0/20 km"), "{page}");
    assert_eq!(at("0/5 hours"), at("overdue since"), "{page}");
}

#[test]
fn a_macro_goal_stands_above_a_rule_with_its_count() {
    let mut store = Store::new();
    store.at("2026-01-05").ok(&["add", "Publish 52 guest posts n:52 unit:posts by:2027-01-04 code:gp"]);
    store.ok(&["split", "gp", "See one published every:week n:1 unit:posts code:pub"]);
    store.at("2026-11-18");
    store.ok(&["check", "pub+39", "--on", "2026-11-12"]);
    let page = with(&store, &[("COLUMNS", "70")], &["today"]).out;
    let head = page.lines().find(|line| line.starts_with("Publish")).expect("a heading");
    assert!(head.starts_with("Publish 52 guest posts ──────"), "{page}");
    assert!(head.ends_with("── 39 of 52 · 5 behind · by 4 Jan 2027"), "{page}");
    assert_eq!(head.width(), 70, "{page}");
}
