//! `today --edit`: the day as an outline, in an editor that is a script, in a pseudo-terminal.

#![cfg(unix)]

use serde_json::{Value, json};

use crate::common::{codes, find, says};
use crate::editor::Desk;

/// A desk with a day: messages and pitches of a week, a habit, steps, a weight, a limit.
fn desk() -> Desk {
    let desk = Desk::new();
    for line in [
        "Publish 52 guest posts n:52 unit:posts by:2027-11-17 code:gp",
        "Time with the children every:day area:family code:kids",
        "Coffee at-most:2 every:day code:coffee",
        "Weight baseline:82 n:75 unit:kg code:kg",
    ] {
        desk.store.ok(&["add", line]);
    }
    desk.store.ok(&[
        "split",
        "gp",
        "Pitch websites n:12 unit:emails every:week feeds:1 code:pitch",
        "Outline code:outl",
    ]);
    desk
}

/// The editor puts the lines that it was shown back, changed by this script of `sed`.
fn marks(desk: &Desk, script: &str) {
    desk.editor(&format!("sed -i -e '{script}' \"$1\""));
}

/// The same, when the editor is opened first; then it leaves the text as it is.
fn marks_once(desk: &Desk, script: &str) {
    desk.editor(&format!("[ $n != 0 ] || sed -i -e '{script}' \"$1\""));
}

fn sums(desk: &Desk) -> Value {
    let today = desk.store.json(&["today", "--all"]);
    let done = |code: &str| find(&today["goals"], code)["done"].clone();
    json!([done("kids"), done("pitch"), done("outl"), done("coffee"), done("kg")])
}

/// The tasks of the page, in order.
fn order(desk: &Desk) -> Vec<String> {
    let page = desk.store.ok(&["today"]);
    let task = |line: &str| {
        let (_, behind) = line.split_once(['[', '≤']).filter(|(before, _)| before.trim().is_empty())?;
        behind
            .split_whitespace()
            .find(|word| word.chars().all(char::is_alphabetic) && *word != "x")
            .map(ToOwned::to_owned)
    };
    page.lines().filter_map(task).collect()
}

#[test]
fn the_page_is_shown_as_lines_with_codes() {
    let desk = desk();
    marks(&desk, "s/nothing/nothing/");
    desk.nothing("today --edit");
    let seen = desk.seen(0);
    assert!(
        seen.starts_with("# Wednesday 18 November 2026 · 0 of 4 done\n\n# Publish 52 guest posts"),
        "{seen}"
    );
    assert!(seen.contains("\n- [ ] Pitch websites code:pitch  (0/12 emails this week"), "{seen}");
    assert!(seen.contains("\n# family\n- [ ] Time with the children code:kids\n"), "{seen}");
    assert!(seen.contains("\n- [≤] Coffee code:coffee  ("), "{seen}");
    assert!(seen.contains("A new line is a win"), "{seen}");
    // Below what is to be done no line is longer than a terminal.
    let explained = seen.lines().skip_while(|line| !line.starts_with("# [x]"));
    assert!(explained.into_iter().all(|line| line.chars().count() <= 120), "{seen}");
}

#[test]
fn marks_and_amounts_check_off_and_new_lines_are_wins_in_one_entry() {
    let desk = desk();
    marks(
        &desk,
        "s/\\[ \\] Time/[x] Time/; s/\\[ \\] Pitch/[4] Pitch/; s/\\[ \\] Outline/[X] Outline/; \
         s/\\[≤\\] Coffee/[1] Coffee/; s/\\[ \\] Weight/[=81.5] Weight/; $ a Slides praised area:work\\n- [x] A reply under:gp",
    );
    let out = desk.one_entry("today --edit");
    assert_eq!(sums(&desk), json!([1, 4, 1, 1, 81.5]));
    for told in ["✓ kids", "+4", "A win: Slides praised (work)", "A win: A reply", "read 81.5"] {
        assert!(out.contains(told), "`{told}` is not in {out}");
    }
    let log = desk.store.json(&["log"]);
    let entries = log["entries"].as_array().expect("entries").clone();
    assert_eq!(entries.len(), 7, "{log}");
    assert!(entries.iter().all(|entry| entry["id"] == entries[0]["id"]), "one entry: {log}");
    desk.store.ok(&["undo"]);
    assert_eq!(sums(&desk), json!([0, 0, 0, 0, 82]));
    assert_eq!(desk.store.json(&["log"])["entries"], json!([]));
}

/// `[x]` is today's share: of 12 a week that began on a Wednesday 9 in five days, so 2; of a deadline's what is left for each day.
#[test]
fn a_tick_is_the_share_of_the_day() {
    let desk = Desk::new();
    for line in [
        "Pitch n:12 unit:emails every:week code:pitch",
        "Message n:2 unit:people every:day code:msg",
        "Write n:10 unit:pages by:2026-11-22 code:write",
        "Collect n:10 unit:hosts code:host",
        "Run every:week n:3 code:run",
    ] {
        desk.store.ok(&["add", line]);
    }
    marks(&desk, "s/^- \\[ \\]/- [x]/");
    desk.one_entry("today --edit");
    let today = desk.store.json(&["today", "--all"]);
    let done = |code: &str| find(&today["goals"], code)["done"].clone();
    assert_eq!(
        json!([done("pitch"), done("msg"), done("write"), done("host"), done("run")]),
        json!([2, 2, 2, 1, 1])
    );
}

#[test]
fn a_box_that_is_emptied_takes_the_day_back() {
    let desk = desk();
    desk.store.ok(&["check", "kids", "pitch+5", "--note", "felt good"]);
    marks(&desk, "s/\\[[x~]\\] /[ ] /");
    let out = desk.one_entry("today --edit");
    assert_eq!(sums(&desk), json!([0, 0, 0, 0, 82]), "{out}");
}

#[test]
fn a_code_alone_and_one_that_is_not_on_the_page_are_checked_off() {
    let desk = desk();
    desk.store.ok(&["split", "gp", "Edit code:ed"]);
    marks_once(&desk, "$ a pitch+2\\n- [x] Edit it code:ed");
    desk.refuses_at("today --edit", "pitch+2", "two lines");
    let desk = self::desk();
    desk.store.ok(&["split", "gp", "Edit code:ed"]);
    marks(&desk, "/code:pitch/ d; $ a pitch+2\\ned");
    desk.one_entry("today --edit");
    assert_eq!(desk.store.goal("pitch")["done"], 2);
    assert_eq!(desk.store.goal("ed")["state"], "done");
}

impl Desk {
    /// The edit is refused at the line with these words, saying so above it; left as it is, the text is kept.
    fn refuses_at(&self, args: &str, line: &str, why: &str) {
        let before = self.store.journal();
        let ran = self.run(args);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert_eq!(self.store.journal(), before, "{ran:?}");
        let again = self.seen(1);
        let at = again.lines().position(|known| !known.starts_with('#') && known.contains(line));
        let at = at.unwrap_or_else(|| panic!("no `{line}` in {again}"));
        let above = again.lines().nth(at - 1).expect("a line above");
        assert!(
            above.starts_with("# error: ") && above.contains(why),
            "`{why}` is not above `{line}`:\n{again}"
        );
        Self::names_the_text(&ran, line);
    }
}

#[test]
fn what_can_not_be_meant_is_said_at_its_line_and_the_text_is_kept() {
    for (script, line, why) in [
        ("s/code:pitch/code:ptich/", "ptich", "no goal has the code `ptich`"),
        ("s/\\[ \\] Pitch websites code:pitch/[x] Pitch websites code:ptich/", "ptich", "`ptich`"),
        ("s/code:outl/code:ed/", "code:ed", "was not on this page"),
        ("s/\\[ \\] Pitch/[lots] Pitch/", "lots", "says nothing"),
        ("s/\\[ \\] Pitch/[1.2345] Pitch/", "1.2345", "three decimals"),
        ("s/\\[≤\\]/[x]/", "Coffee", "limit"),
        ("s/\\[ \\] Weight/[x] Weight/", "Weight", "readings"),
        ("s/\\[ \\] Weight/[+1] Weight/", "Weight", "readings"),
        ("s/Pitch websites/Pitch many websites/", "many", "says nothing"),
        ("$ a - [ ] Buy milk", "Buy milk", "still to be done"),
        ("$ a [3] Buy milk", "Buy milk", "of what"),
        ("$ a Praised area:", "Praised", "nothing stands behind"),
        ("/code:kids/ p", "kids", "two lines"),
        ("s/\\[ \\] Time/[~] Time/", "Time", "not to be set by hand"),
        ("s/\\[ \\] Pitch websites code:pitch/[4] Pitch websites code:pitch+3/", "pitch+3", "two amounts"),
    ] {
        let desk = desk();
        desk.store.ok(&["split", "gp", "Edit code:ed"]);
        marks_once(&desk, script);
        let before = desk.store.journal();
        let ran = desk.run("today --edit");
        assert_ne!(ran.code, 0, "{script}: {ran:?}");
        assert_eq!(desk.store.journal(), before, "{script}: {ran:?}");
        let again = desk.seen(1);
        let error = again.lines().find(|known| known.starts_with("# error: ")).unwrap_or_default();
        assert!(error.contains(why), "{script}: `{why}` is not in `{error}`");
        Desk::names_the_text(&ran, line);
    }
}

/// One line that is wrong, put right when the editor opens again: the other marks stand.
#[test]
fn what_was_wrong_can_be_put_right() {
    let desk = desk();
    desk.editor(
        "[ $n = 0 ] && sed -i -e 's/\\[ \\] Time/[x] Time/; s/\\[≤\\]/[x]/' \"$1\" || sed -i -e 's/\\[x\\] Coffee/[≤] Coffee/' \"$1\"",
    );
    let out = desk.ok("today --edit");
    assert_eq!(sums(&desk), json!([1, 0, 0, 0, 82]), "{out}");
}

#[test]
fn the_order_of_the_lines_is_kept_for_the_day() {
    let mut desk = desk();
    let before = order(&desk);
    assert_eq!(before, ["pitch", "outl", "kids", "coffee", "kg"]);
    // The outline before the pitches, the weight first of all.
    desk.editor(
        "grep 'code:kg' \"$1\" >\"$HOME/new\"; grep 'code:outl' \"$1\" >>\"$HOME/new\"; \
         grep -v 'code:kg\\|code:outl' \"$1\" >>\"$HOME/new\"; cat \"$HOME/new\" >\"$1\"",
    );
    let out = desk.one_entry("today --edit");
    assert!(out.contains("in this order for today"), "{out}");
    assert_eq!(order(&desk), ["kg", "coffee", "outl", "pitch", "kids"]);
    let entry = desk.store.journal().pop().expect("an entry");
    assert!(
        entry.contains("{\"plan\":{\"goal\":") && entry.contains("\"on\":\"2026-11-18\",\"position\":0}"),
        "{entry}"
    );
    // It plans nothing, and says so when it is taken back.
    assert_eq!(desk.store.goal("outl")["planned"], Value::Null);
    desk.store.at("2026-11-19");
    assert_eq!(order(&desk), before, "the next day has its own order");
    desk.store.at("2026-11-18");
    let undone = desk.store.ok(&["undo"]);
    assert_eq!(undone.matches("in order").count(), 1, "{undone}");
    assert_eq!(order(&desk), before);
}

/// A planned goal keeps its day when the page is put in order, also for versions that know of no order.
#[test]
fn an_order_says_again_what_was_planned() {
    let desk = desk();
    desk.store.ok(&["plan", "outl", "--on", "today"]);
    desk.editor("tac \"$1\" >\"$HOME/new\"; cat \"$HOME/new\" >\"$1\"");
    desk.ok("today --edit");
    let entry = desk.store.journal().pop().expect("an entry");
    assert!(entry.contains("\"day\":\"2026-11-18\",\"on\":\"2026-11-18\""), "{entry}");
    assert_eq!(desk.store.goal("outl")["planned"], "2026-11-18");
}

#[test]
fn what_happened_meanwhile_stands() {
    // Checked off meanwhile: what is ticked is not done twice, what is added is added.
    let desk = desk();
    desk.editor(
        "goals check kids pitch+3 >/dev/null; \
         sed -i -e 's/\\[ \\] Time/[x] Time/; s/\\[ \\] Pitch/[x] Pitch/; s/\\[ \\] Outline/[x] Outline/' \"$1\"",
    );
    let out = desk.ok("today --edit");
    assert_eq!(sums(&desk), json!([1, 3, 1, 0, 82]), "{out}");
    assert!(out.contains("done meanwhile"), "{out}");
    let desk = self::desk();
    desk.editor("goals check pitch+3 >/dev/null; sed -i -e 's/\\[ \\] Pitch/[2] Pitch/' \"$1\"");
    desk.ok("today --edit");
    assert_eq!(desk.store.goal("pitch")["done"], 5);
    // What is to be taken back is not what was seen.
    let desk = self::desk();
    desk.store.ok(&["check", "pitch+5"]);
    desk.editor("goals check pitch+1 >/dev/null; sed -i -e 's/\\[~\\] Pitch/[ ] Pitch/' \"$1\"");
    let ran = desk.run("today --edit");
    assert_eq!(ran.code, 1, "{ran:?}");
    Desk::names_the_text(&ran, "[ ] Pitch");
    assert_eq!(desk.store.goal("pitch")["done"], 6);
    // A goal that was archived meanwhile is said at its line; others' marks are not lost.
    let desk = self::desk();
    desk.editor(
        "[ $n = 0 ] && goals archive outl >/dev/null; sed -i -e 's/\\[ \\] Outline/[x] Outline/' \"$1\"",
    );
    let ran = desk.run("today --edit");
    assert_eq!(ran.code, 1, "{ran:?}");
    Desk::names_the_text(&ran, "[x] Outline");
}

#[test]
fn lines_that_are_taken_out_change_nothing() {
    let desk = desk();
    marks(&desk, "/code:/ d");
    desk.nothing("today --edit");
    marks(&desk, "/code:outl/ d; s/\\[ \\] Time/[x] Time/");
    desk.ok("today --edit");
    assert_eq!(desk.store.goal("outl")["state"], "open");
}

#[test]
fn an_empty_page_takes_wins() {
    let desk = Desk::new();
    marks(&desk, "$ a Began well");
    desk.one_entry("today --edit");
    says(&desk.store.json(&["today"])["done_today"][0], &json!({"code": null, "title": "Began well"}));
    assert_eq!(codes(&desk.store.json(&["list"])["goals"]), [""; 0]);
}

#[test]
fn another_day_is_marked_as_that_day() {
    let mut desk = Desk::new();
    desk.store.at("2026-11-16");
    desk.store.ok(&["add", "Time with the children every:day code:kids"]);
    desk.store.at("2026-11-18");
    marks(&desk, "s/\\[ \\] Time/[x] Time/; $ a Went out");
    desk.ok("today --edit --on yesterday");
    let log = desk.store.json(&["log"]);
    let days: Vec<&Value> = log["entries"].as_array().expect("entries").iter().map(|it| &it["day"]).collect();
    assert_eq!(days, ["2026-11-17"; 2], "{log}");
}

#[test]
fn without_a_terminal_it_says_what_to_type() {
    let desk = desk();
    let ran = desk.store.refused(2, &["today", "--edit"], "at a terminal only");
    assert!(ran.err.contains("goals check"), "{ran:?}");
    desk.store.refused(2, &["today", "--edit", "--json"], "at a terminal only");
}
