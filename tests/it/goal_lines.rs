//! Goal lines as people type and paste them: keys that are none, quotation marks, values that are none, Markdown,
//! standard input, wins with keys, and what is offered after.

use serde_json::{Value, json};

use crate::common::{find, line_with, shell, shown, terminal, with_goals};
use crate::harness::Store;

/// The hints of an `add`, each its text and its command.
fn hints(store: &Store, line: &str) -> Vec<(String, Option<String>)> {
    let made = store.json(&["add", line]);
    let found = made["hints"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    found.iter().map(|hint| (text(&hint["text"]).expect("a text"), text(&hint["command"]))).collect()
}

#[test]
fn a_key_that_is_none_stays_and_the_nearest_is_named() {
    for (word, nearest, command) in [
        ("due:friday", "by:friday", "goals edit r --title Report --by friday"),
        ("evry:day", "every:day", "goals edit r --title Report --every day"),
        ("owner:Ann", "who:Ann", "goals edit r --title Report --who Ann"),
        ("tag:work", "area:work", "goals edit r --title Report --area work"),
        ("project:house", "area:house", "goals edit r --title Report --area house"),
        ("deadline:+2w", "by:+2w", "goals edit r --title Report --by +2w"),
        ("Start:2026-12-01", "from:2026-12-01", "goals edit r --title Report --from 2026-12-01"),
        ("repeat:week", "every:week", "goals edit r --title Report --every week"),
        ("max:3", "at-most:3", "goals edit r --title Report --at-most 3"),
        ("traget:5", "n:5", "goals edit r --title Report --target 5"),
        ("amount:5", "n:5", "goals edit r --title Report --target 5"),
        ("units:pages", "unit:pages", "goals edit r --title Report --unit pages"),
        ("rewrd:cake", "reward:cake", "goals edit r --title Report --reward cake"),
    ] {
        let store = Store::new();
        let found = hints(&store, &format!("Report {word} code:r"));
        let (text, offered) = &found[0];
        assert!(text.contains(&format!("`{word}` stays in the title")), "{word}: {text}");
        assert!(text.contains(&format!("did you mean `{nearest}`?")), "{word}: {text}");
        assert_eq!(offered.as_deref(), Some(command), "{word}");
        assert_eq!(shown(&store, "r")["title"], format!("Report {word}"), "{word}");
        let ran = shell(&store, &["sh"], command);
        assert_eq!((ran.code, &shown(&store, "r")["title"]), (0, &json!("Report")), "{word}: {ran:?}");
    }
}

#[test]
fn several_at_once_are_one_command_and_what_nothing_is_like_is_said_too() {
    let store = Store::new();
    let found = hints(&store, "R due:friday owner:Ann pri:high code:r");
    assert!(found[0].0.contains("by:friday") && found[1].0.contains("who:Ann"), "{found:?}");
    assert_eq!(found[1].1.as_deref(), Some("goals edit r --title \"R pri:high\" --by friday --who Ann"));
    assert!(found[2].0.contains("no key is called `pri:`"), "{found:?}");
}

/// A value that the key does not take is named, and no command is offered that would be refused.
#[test]
fn what_would_be_refused_is_not_offered() {
    let found = hints(&Store::new(), "Report due:someday code:r");
    assert!(found[0].0.contains("by:someday") && found[0].1.is_none(), "{found:?}");
    let found = hints(&Store::new(), "Report due:friday by:2026-12-01 code:r");
    assert!(found[0].0.contains("by:friday") && found[0].1.is_none(), "{found:?}");
}

#[test]
fn colons_that_are_no_keys_are_left_alone() {
    for title in [
        "Read https://example.org/due:friday",
        "Call at 10:30",
        "re: mail",
        "Re:mail",
        "Meet Ann: tea",
        "Ratio 3:1",
        "Use std::vec",
        "Fix C:temp",
        "Say “n” : x",
        "Star Trek:Picard",
        "mailto:ann@example.org",
        "Wait for it :)",
    ] {
        let made = Store::new().json(&["add", title]);
        assert_eq!(made["changed"][0]["title"], title);
        assert!(!made["hints"].to_string().contains("stays in the title"), "{title}: {made}");
    }
    // In quotation marks it is meant for the title.
    let made = Store::new().json(&["add", "Say \"due:friday\" code:s"]);
    assert_eq!(made["changed"][0]["title"], "Say due:friday");
    assert!(!made["hints"].to_string().contains("stays in the title"), "{made}");
}

/// A mistake is told also where hints on how to plan are off.
#[test]
fn a_mistyped_key_is_told_with_hints_off() {
    let store = Store::new();
    store.ok(&["config", "hints", "off"]);
    let found = hints(&store, "Report every day due:friday code:r");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.contains("by:friday"), "{found:?}");
    let ran = terminal(&store, &[], "goals add Water evry:day");
    assert!(line_with(&ran.out, "hint: ").contains("every:day"), "{ran:?}");
}

#[test]
fn values_stand_in_any_quotation_marks() {
    for (written, why) in [
        ("why:\"a good book\"", "a good book"),
        ("why:'a good book'", "a good book"),
        ("why:“a good book”", "a good book"),
        ("why:„a good book“", "a good book"),
        ("why:don't", "don't"),
        ("why:'don't stop'", "don't stop"),
        ("why:\"say \\\"hi\\\"\"", "say \"hi\""),
        ("why:it's", "it's"),
        ("why:“it's \"fine\"”", "it's \"fine\""),
    ] {
        let store = with_goals(&[&format!("Read {written} n:3 code:r")]);
        let goal = shown(&store, "r");
        assert_eq!(
            (&goal["why"], &goal["title"], &goal["target"]),
            (&json!(why), &json!("Read"), &json!(3)),
            "{written}"
        );
        // Words of a shell are the same.
        let store = Store::new();
        store.ok(&["add", "Read", written, "n:3", "code:r"]);
        let goal = shown(&store, "r");
        assert_eq!((&goal["why"], &goal["title"]), (&json!(why), &json!("Read")), "{written}");
    }
    let store = Store::new();
    store.ok(&["add", "Read", "why:he said \"now\" again", "code:r"]);
    assert_eq!(shown(&store, "r")["why"], "he said \"now\" again");
    for open in ["why:\"a good", "why:'a good", "why:“a good", "area:'home"] {
        let ran = store.refused(2, &["add", &format!("Read {open} code:x")], "closing quotation mark");
        let key = open.split(':').next().expect("a key");
        assert!(ran.err.contains(&format!("`{key}:\"two words\"`")), "{ran:?}");
    }
}

#[test]
fn each_bad_value_is_told_what_the_key_takes() {
    for (word, takes) in [
        ("n:many", "`n:` takes a number above 0"),
        ("n:", "`n:` takes a number above 0"),
        ("target:x", "`n:` takes a number above 0"),
        ("at-most:few", "`at-most:` takes a number, 0 or more"),
        ("every:sometimes", "`every:` takes `day`"),
        ("baseline:x", "`baseline:` takes a number"),
        ("feeds:x", "`feeds:` takes `sum`, or a number above 0"),
        ("code:none", "`code:` takes 1 to 24 letters"),
        ("after:a_b", "`after:` takes codes"),
        ("unit:", "`unit:` takes words"),
    ] {
        let ran = Store::new().refused(2, &["add", &format!("Write {word}")], "");
        let hint = line_with(&ran.err, "hint: ");
        assert!(hint.contains(takes), "{word}: {ran:?}");
    }
    // What may have been meant for the title is told how.
    let ran = Store::new().refused(2, &["add", "Carve n:hand"], "");
    assert!(ran.err.contains("in a title it is `\"n:hand\"`"), "{ran:?}");
    let ran = Store::new().refused(2, &["add", "Carve n:0.0001"], "");
    assert!(!ran.err.contains("in a title"), "{ran:?}");
    let ran = Store::new().refused(2, &["add", "Carve n:1 n:2"], "twice");
    assert!(ran.err.contains("leave one of them out"), "{ran:?}");
}

/// The tree of titles below a goal, or at the top.
fn tree(store: &Store, code: Option<&str>) -> Value {
    fn titles(goals: &Value) -> Value {
        let goals = goals.as_array().expect("goals").iter();
        goals.map(|goal| json!([goal["title"], titles(&goal["children"])])).collect()
    }
    match code {
        Some(code) => titles(&store.json(&["list", code])["goals"][0]["children"]),
        None => titles(&store.json(&["list"])["goals"]),
    }
}

const PASTED: &str = "\
# Plan

1. First code:one
2) Second
   - inner
---
## Two
* a bullet
+ another
• a third
– a fourth

### Deeper ###
- [x] done already code:done
- [ ] still open
```rust
in a fence
```
## Three code:three
☐ a box
***
";

#[test]
fn pasted_markdown_is_its_lines() {
    let store = with_goals(&["Big code:big"]);
    let ran = store.run_with_input(&["split", "big", "-"], PASTED);
    assert_eq!(ran.code, 0, "{ran:?}");
    let wanted = json!([[
        "Plan",
        [
            ["First", []],
            ["Second", [["inner", []]]],
            [
                "Two",
                [
                    ["a bullet", []],
                    ["another", []],
                    ["a third", []],
                    ["a fourth", []],
                    ["Deeper", [["done already", []], ["still open", []], ["in a fence", []]]],
                ]
            ],
            ["Three", [["a box", []]]],
        ]
    ]]);
    assert_eq!(tree(&store, Some("big")), wanted);
    assert_eq!(shown(&store, "done")["state"], "done");
    assert_eq!(shown(&store, "three")["title"], "Three");
}

#[test]
fn marks_are_no_titles() {
    for (line, title) in [
        ("1. First", "First"),
        ("12) Twelfth", "Twelfth"),
        ("## Two", "Two"),
        ("• Dot", "Dot"),
        ("– Dash", "Dash"),
        ("[x] Box", "Box"),
        ("1. [ ] Both", "Both"),
        ("## 3. Third ##", "Third"),
        // These are titles.
        ("#1 priority", "#1 priority"),
        ("1984. A year", "1984. A year"),
        ("1.5 km run", "1.5 km run"),
        ("-5 kg", "-5 kg"),
        ("**Bold** move", "**Bold** move"),
    ] {
        let store = Store::new();
        let ran = store.run(&["add", "--json", "--", line]);
        assert!(ran.code == 0 && ran.out.contains(&format!("\"title\":\"{title}\"")), "{line}: {ran:?}");
    }
    for line in ["---", "***", "- - -", "```rust", "##", "- "] {
        Store::new().refused(2, &["add", "--", line], "the title is empty");
        let store = with_goals(&["Big code:big"]);
        assert_eq!(store.run(&["split", "big", line]).code, 2, "{line}");
        assert_eq!(tree(&store, Some("big")), json!([]), "{line}");
    }
}

#[test]
fn a_title_that_begins_with_a_mark_is_written_in_quotation_marks() {
    let store = with_goals(&["Top code:top"]);
    for (code, title) in
        [("a", "1. First"), ("b", "## Two"), ("c", "• Dot"), ("d", "due:friday"), ("e", "- x")]
    {
        store.ok(&["split", "top", &format!("T code:{code}")]);
        store.ok(&["edit", code, "--title", title]);
    }
    store.ok(&["template", "save", "t", "top"]);
    store.ok(&["add", "Other code:other"]);
    let made = store.json(&["split", "other", "--template", "t"]);
    let titles: Vec<&Value> =
        made["changed"].as_array().expect("goals").iter().map(|it| &it["title"]).collect();
    assert_eq!(titles, ["Top", "1. First", "## Two", "• Dot", "due:friday", "- x"]);
    assert!(!made["hints"].to_string().contains("stays in the title"), "{made}");
}

#[test]
fn add_reads_lines_from_standard_input() {
    let store = Store::new();
    let ran = store.run_with_input(&["add", "-"], "Read a book code:read\n");
    assert_eq!((ran.code, tree(&store, None)), (0, json!([["Read a book", []]])), "{ran:?}");
    let ran = store.run_with_input(
        &["add", "-", "--area", "home"],
        "\u{feff}# House\n- Vacuum code:v\n- Dust\n\n# Garden\n- Mow\n",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let wanted =
        json!([["Read a book", []], ["House", [["Vacuum", []], ["Dust", []]]], ["Garden", [["Mow", []]]]]);
    assert_eq!(tree(&store, None), wanted);
    assert_eq!(shown(&store, "v")["area"], "home");
    let ran = store.run_with_input(&["add", "-"], "");
    assert!(ran.code == 2 && ran.err.contains("holds no goal line"), "{ran:?}");
    let ran = store.run_with_input(&["add", "-", "--code", "c"], "A\nB\n");
    assert!(ran.code == 2 && ran.err.contains("--code"), "{ran:?}");
    assert_eq!(store.journal().len(), 2);
}

#[test]
fn a_win_takes_keys_and_a_note() {
    let store = with_goals(&["Publish posts code:gp area:work"]);
    store.ok(&["win", "Slides praised area:work"]);
    store.ok(&["win", "A", "link", "under:gp", "--note", "from a big site"]);
    store.ok(&["win", "Gate fixed", "area:the house", "--on", "yesterday"]);
    store.ok(&["win", "- Tree cut area:'the garden'"]);
    let entries = store.json(&["log"])["entries"].as_array().expect("entries").clone();
    let told =
        |title: &str| entries.iter().find(|it| it["title"] == title).unwrap_or_else(|| panic!("no {title}"));
    assert_eq!(told("Slides praised")["area"], "work");
    assert_eq!(
        (&told("A link")["area"], &told("A link")["note"]),
        (&json!("work"), &json!("from a big site"))
    );
    assert_eq!(told("Gate fixed")["area"], "the house");
    assert_eq!(told("Tree cut")["area"], "the garden");
    assert!(store.ok(&["today"]).contains("from a big site"));
    assert!(line_with(&store.ok(&["review"]), "A link").contains("from a big site"));
    assert!(store.ok(&["review", "--year"]).contains("from a big site"));
    store.refused(2, &["win", "X area:a", "--area", "b"], "`area:`");
    store.refused(2, &["win", "X area:a area:b"], "twice");
    store.refused(2, &["win", "X area:"], "nothing stands behind the colon");
    store.refused(2, &["win", "X area:'a"], "closing quotation mark");
    store.refused(1, &["win", "X under:nothing"], "`nothing`");
    store.refused(2, &["win", "area:work"], "the title is empty");
}

#[test]
fn what_a_win_does_not_take_stays_and_is_said() {
    let store = Store::new();
    for (title, hint) in [
        ("Praised by:Ann", "`--on DAY`"),
        ("Praised tag:work", "area:work"),
        ("Praised n:3", "`area:`, `under:`"),
        ("Praised note:twice", "--note"),
    ] {
        let told = store.json(&["win", title]);
        assert_eq!(told["changed"][0]["title"], title);
        let text = told["hints"][0]["text"].as_str().unwrap_or_default();
        assert!(text.contains("stays in the title"), "{title}: {told}");
        assert!(text.contains(hint), "{title}: {told}");
    }
    assert_eq!(store.json(&["win", "At 10:30 on https://example.org"])["hints"], Value::Null);
}

#[test]
fn after_a_macro_goal_its_first_step_is_asked_for() {
    let first = |line: &str| {
        let found = hints(&Store::new(), line);
        found.into_iter().find(|(text, _)| text.contains("One small thing for today?")).and_then(|it| it.1)
    };
    assert_eq!(first("Publish 52 guest posts code:gp").as_deref(), Some("goals split gp \"…\""));
    assert_eq!(first("Publish 52 guest posts n:52 by:+1y code:gp").as_deref(), Some("goals split gp \"…\""));
    for other in [
        "Stretch every:day",
        "No sugar at-most:0 by:+1y",
        "Lose weight baseline:90 n:80",
        "Call Ann by:tomorrow",
        "- [x] Done thing",
        "Message two people every day",
    ] {
        assert_eq!(first(other), None, "{other}");
    }
    let store = with_goals(&["Big code:big"]);
    assert!(!store.json(&["split", "big", "A"]).to_string().contains("One small thing"));
    let ran = store.run_with_input(&["add", "-", "--json"], "A\n  B\n");
    assert!(!ran.out.contains("One small thing"), "{ran:?}");
    store.ok(&["config", "hints", "off"]);
    assert_eq!(hints(&store, "Another code:x"), []);
}

#[test]
fn a_hint_in_json_has_its_command() {
    let store = Store::new();
    let made = store.json(&["add", "Publish 52 guest posts n:52 code:gp"]);
    let deadline = made["hints"]
        .as_array()
        .expect("hints")
        .iter()
        .find(|it| it["text"].to_string().contains("deadline"));
    assert_eq!(deadline.expect("one")["command"], "goals edit gp --by +1y");
    let _ = find(&made["changed"], "gp");
}

/// 20 % says no number until it is known of what.
#[test]
fn a_percentage_is_not_taken_for_an_amount() {
    let found = hints(&Store::new(), "Improve engagement by 15% by the end of the quarter code:e");
    assert!(found[0].0.contains("by:eoq") && found[0].0.contains("--baseline N --target +15%"), "{found:?}");
    assert_eq!(found[0].1.as_deref(), Some("goals edit e --title \"Improve engagement by 15%\" --by eoq"));
}

/// A title with what a shell would take for its own comes back whole.
#[test]
fn an_offered_title_is_quoted_for_a_shell() {
    let store = Store::new();
    let title = "Earn $100 & say \"it's `done`\"! today";
    let found = hints(&store, &format!("{title} code:e"));
    let command = found[0].1.clone().expect("a command");
    let ran = shell(&store, &["sh"], &command);
    assert_eq!(ran.code, 0, "{command}: {ran:?}");
    assert_eq!(shown(&store, "e")["title"], "Earn $100 & say \"it's `done`\"!", "{command}");
}
