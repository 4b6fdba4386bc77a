//! Codes: which can be given, which are made from titles, and that those there are stay.

use std::collections::BTreeSet;

use goals::domain::value::code::Code;
use goals::domain::value::text::Title;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::common::{codes, shown, with_goals};
use crate::files::{append, line, shard};
use crate::harness::Store;

/// A store whose journal has one goal, added with these fields.
fn with_journal(fields: &str) -> Store {
    let store = with_goals(&["Sing code:sing"]);
    let add = format!(r#"{{"add":{{"goal":"00000001","day":"2026-11-18",{fields}}}}}"#);
    append(&shard(&store), format!("{}\n", line(1, &add)));
    store
}

#[test]
fn what_is_no_letter_of_the_alphabet_is_one_all_the_same() {
    let store = Store::new();
    for (given, kept) in
        [("読書", "読書"), ("ЧИТАТЬ", "читать"), ("CAFE\u{301}", "café"), ("हिन्दी", "हिन्दी"), ("४२", "४२")]
    {
        let made = store.json(&["add", "Read", "--code", given]);
        assert_eq!(made["changed"][0]["code"], kept, "{given}");
        assert_eq!(shown(&store, given)["code"], kept);
        store.ok(&["check", given]);
        store.ok(&["archive", kept]);
    }
}

#[test]
fn a_code_has_24_characters_however_many_bytes_those_are() {
    let store = Store::new();
    let longest = "ж".repeat(24);
    store.ok(&["add", "Read", "--code", &longest]);
    store.refused(2, &["add", "Read", "--code", &"ж".repeat(25)], "1 to 24 letters");
    for code in ["-ab", "a b", "a_b", "a:b", "a,b", "\u{301}a", "a+1", "🎸"] {
        store.refused(2, &["add", "Read", &format!("--code={code}")], "code");
    }
}

#[test]
fn what_is_put_before_or_behind_is_cut_so_that_the_whole_has_24() {
    let store = Store::new();
    store.ok(&["add", "Read", "--code", "read"]);
    store.ok(&["add", "A place", "--code", "abcdefghijklmnopqrst-xyz"]);
    store.ok(&["split", "abcdefghijklmnopqrst-xyz", "Read", "Read", "Read"]);
    let made = store.json(&["list", "abcdefghijklmnopqrst-xyz"]);
    assert_eq!(
        codes(&made["goals"][0]["children"]),
        ["abcdefghijklmnopqrs-read", "abcdefghijklmnopqrs-re-2", "abcdefghijklmnopqrs-re-3"]
    );
}

#[test]
fn a_code_of_an_older_journal_stays() {
    let store = with_journal(r#""code":"all","title":"Everything""#);
    store.ok(&["check", "all"]);
    assert_eq!(shown(&store, "all")["done"], 1);
    store.ok(&["edit", "all", "--title", "All of it"]);
    store.ok(&["edit", "all", "--code", "all"]);
    assert_eq!(shown(&store, "all")["title"], "All of it");
    store.ok(&["edit", "all", "--code", "whole"]);
    store.refused(2, &["edit", "whole", "--code", "all"], "`all` can be no code");
}

#[test]
fn a_goal_whose_journal_has_no_code_for_it_shows_the_same_as_ever() {
    for (title, code) in
        [("Vacuum front hall", "vfh"), ("Outline", "outl"), ("読書", "g"), ("None", "none-2")]
    {
        let store = with_journal(&format!(r#""title":"{title}""#));
        assert_eq!(shown(&store, code)["title"], title);
    }
}

#[test]
fn a_line_with_a_code_that_can_be_none_is_told_of_as_before() {
    let store = with_journal(r#""code":"a b","title":"Everything""#);
    let ran = store.run(&["list"]);
    assert!(ran.err.contains("can't be read and is left as it is"), "{ran:?}");
}

/// Two devices gave one code: the later shows a number, the same as before codes had other letters.
#[test]
fn a_code_given_twice_shows_the_same_number_as_ever() {
    let store = with_goals(&["One code:abc-"]);
    let other = store.dir().join("journal/other/2026.jsonl");
    std::fs::create_dir_all(other.parent().expect("a folder")).expect("a folder");
    let add = r#"{"add":{"goal":"00000001","day":"2026-11-18","code":"abc-","title":"Two"}}"#;
    append(&other, format!("{}\n", line(1, add)));
    let list = store.json(&["list"]);
    let mut shown = codes(&list["goals"]);
    shown.sort();
    assert_eq!(json!(shown), json!(["abc-", "abc--2"]));
}

/// It could be less of another only where there can be less by so many.
#[test]
fn a_code_with_a_number_that_was_made_is_not_told_of_at_each_check() {
    let store = with_goals(&["Bins every:day", "Bins every:day", "Pitch every:day n:9 code:pitch"]);
    store.ok(&["add", "Pitch every:day code:pitch-2"]);
    assert!(!store.ok(&["check", "bins-2"]).contains("a goal of its own"));
    assert!(store.ok(&["check", "pitch-2"]).contains("`pitch-2` is a goal of its own"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is typed: the journal reads a code that was made as it was written, and no two are alike.
    #[test]
    fn each_title_makes_a_code_that_can_be_read_again(
        titles in vec("[ a-cA-C1-3İΣßﬁ読हि\u{301}\u{200d}'’.,:!-]{1,40}|\\PC{1,60}", 1..6),
        parent in "[a-z0-9é-]{0,23}[a-z]",
    ) {
        let parent: Code = format!("p{parent}").chars().take(24).collect::<String>().parse().expect("a code");
        let mut taken: Vec<Code> = Vec::new();
        let titles = titles.iter().filter_map(|title| title.parse::<Title>().ok());
        // Each four times: alone, with its next word, with numbers.
        for title in titles.flat_map(|title| std::iter::repeat_n(title, 4)) {
            for above in [None, Some(&parent)] {
                let code = Code::for_title(&title, above, |code| taken.contains(code));
                let text = code.to_string();
                prop_assert_eq!(text.parse::<Code>(), Ok(code.clone()), "{:?} of {:?}", text, title);
                prop_assert!(text != "all" && text.chars().count() <= 24);
                prop_assert!(!taken.contains(&code));
                taken.push(code);
            }
        }
    }
}

/// However many goals have one title, as those of a file of another tool may, each has a code of its own; the first
/// hundred in turn.
#[test]
fn three_hundred_goals_of_one_title_have_codes_of_their_own() {
    let store = Store::new();
    let lines = vec!["Stretch"; 300].join("\n");
    let ran = store.run_with_input(&["add", "-"], &lines);
    assert_eq!(ran.code, 0, "{ran:?}");
    let codes = codes(&store.json(&["list"])["goals"]);
    let distinct: BTreeSet<&String> = codes.iter().collect();
    assert_eq!((codes.len(), distinct.len()), (300, 300));
    assert_eq!([&codes[0], &codes[1], &codes[98]], ["stretch", "stretch-2", "stretch-99"]);
}
