//! `edit` without flags and `split` without lines: an outline in an editor that is a script, in a
//! pseudo-terminal.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::{codes, find, says, shown, terminal, written_by_hand};
use crate::harness::{Ran, Store};

/// The outline of [`Desk::tree`], written by hand.
const TREE: &str = "\
- Publish 52 guest posts n:52 unit:posts by:2027-11-17 code:gp why:\"links back\"
  - Guest post of the week every:week code:post feeds:1
    - Pitch websites n:12 unit:emails code:pitch
    - Follow up n:2 code:fu
    - Outline code:outl
  - Collect hosts code:hosts
  - Thank hosts code:thank
";

/// A store, and an editor that does as it is told.
pub(crate) struct Desk {
    pub(crate) store: Store,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self { store: Store::new() };
        std::fs::create_dir(desk.store.home().join("tmp")).expect("a folder for drafts");
        desk
    }

    /// The guest posts, and the children beside them.
    pub(crate) fn tree() -> Self {
        let desk = Self::new();
        let mut lines = TREE.lines();
        let root = lines.next().expect("a root").trim_start_matches("- ");
        desk.store.ok(&["add", root]);
        let below: Vec<&str> = lines.collect();
        let below = below.join("\n");
        let ran = desk.store.run_with_input(&["split", "gp", "-"], &below);
        assert_eq!(ran.code, 0, "{ran:?}");
        desk.store.ok(&["add", "Time with the children every:day area:family code:kids"]);
        desk
    }

    /// What the editor does with `$1`. `$n` is 0 when it is opened first; what it was shown is kept.
    pub(crate) fn editor(&self, body: &str) -> &Self {
        let script = format!(
            "n=$(ls \"$HOME\" | grep -c '^seen[.]')\n\
             cp \"$1\" \"$HOME/seen.$n\"\n\
             printf %s \"$1\" >\"$HOME/draft\"\n\
             stat -c %a \"$1\" >\"$HOME/mode\"\n\
             {body}\n"
        );
        std::fs::write(self.home().join("ed.sh"), script).expect("a script");
        self
    }

    /// The editor puts this text in place of the other.
    pub(crate) fn puts(&self, text: &str) -> &Self {
        std::fs::write(self.home().join("text"), text).expect("a text");
        self.editor("cat \"$HOME/text\" >\"$1\"")
    }

    /// The editor puts this text there when it is opened first, and then does something else.
    pub(crate) fn puts_once(&self, text: &str, then: &str) -> &Self {
        std::fs::write(self.home().join("text"), text).expect("a text");
        self.editor(&format!("[ $n = 0 ] && cat \"$HOME/text\" >\"$1\" || {then}"))
    }

    pub(crate) fn home(&self) -> &Path {
        self.store.home()
    }

    pub(crate) fn script(&self) -> String {
        format!("sh {}/ed.sh", self.home().display())
    }

    /// Runs a line of a shell in a pseudo-terminal, with these variables more. Both streams go to it.
    pub(crate) fn typed(&self, vars: &[(&str, &str)], line: &str) -> Ran {
        let drafts = self.home().join("tmp").display().to_string();
        terminal(&self.store, &[&[("TMPDIR", drafts.as_str())], vars].concat(), line)
    }

    /// Runs the program in a pseudo-terminal, with the script as its editor.
    pub(crate) fn run(&self, args: &str) -> Ran {
        self.typed(&[("EDITOR", &self.script())], &format!("goals {args}"))
    }

    pub(crate) fn ok(&self, args: &str) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{ran:?}\nshown: {:?}", self.seen(0));
        ran.out
    }

    /// What the editor was shown, from 0 on.
    pub(crate) fn seen(&self, time: usize) -> String {
        std::fs::read_to_string(self.home().join(format!("seen.{time}"))).unwrap_or_default()
    }

    /// How often it was opened.
    pub(crate) fn times(&self) -> usize {
        (0..100).take_while(|time| self.home().join(format!("seen.{time}")).exists()).count()
    }

    pub(crate) fn draft(&self) -> PathBuf {
        std::fs::read_to_string(self.home().join("draft")).expect("the editor was opened").into()
    }

    pub(crate) fn drafts(&self) -> usize {
        std::fs::read_dir(self.home().join("tmp")).expect("a folder").count()
    }

    /// Runs an edit that is to write one entry, and leave no draft.
    pub(crate) fn one_entry(&self, args: &str) -> String {
        let before = self.store.journal().len();
        let out = self.ok(args);
        assert_eq!(self.store.journal().len(), before + 1, "one entry: {out}");
        assert!(!self.draft().exists(), "the draft stays behind: {out}");
        assert_eq!(self.drafts(), 0, "{out}");
        assert_eq!(self.times(), 1, "it was opened again: {out}\n{}", self.seen(1));
        out
    }

    /// Runs an edit that is to write nothing and be at ease with it.
    pub(crate) fn nothing(&self, args: &str) -> String {
        let before = self.store.journal();
        let out = self.ok(args);
        assert_eq!(self.store.journal(), before, "{out}");
        assert!(!self.draft().exists(), "the draft stays behind: {out}");
        assert_eq!(self.drafts(), 0, "{out}");
        out
    }

    /// Runs an edit that is to fail with this code and write nothing; the text, which holds `words`, is
    /// kept in a file that is named. What was said.
    pub(crate) fn kept(&self, code: i32, args: &str, words: &str) -> String {
        let before = self.store.journal();
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{ran:?}");
        assert_eq!(self.store.journal(), before, "{ran:?}");
        Self::names_the_text(&ran, words);
        ran.out
    }

    pub(crate) fn names_the_text(ran: &Ran, words: &str) {
        let errors = ran.out.lines().filter(|line| line.starts_with("error: ")).count();
        assert_eq!(errors, 1, "one line of error: {ran:?}");
        let word = ran.out.split_whitespace().find(|word| word.starts_with('/'));
        let file = word.unwrap_or_else(|| panic!("no file is named: {ran:?}"));
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(words), "`{words}` is not in the kept text:\n{text}");
    }

    /// The codes below a goal, in order.
    pub(crate) fn below(&self, code: &str) -> Vec<String> {
        codes(&shown(&self.store, code)["children"])
    }

    pub(crate) fn done(&self, code: &str) -> Value {
        self.store.goal(code)["done"].clone()
    }
}

/// Above which line an error stands, in what the editor was shown.
fn error_above(text: &str, words: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| !line.trim_start().starts_with('#') && line.contains(words));
    let at = at.unwrap_or_else(|| panic!("no `{words}` in:\n{text}"));
    let above = at.checked_sub(1).map_or("", |at| lines[at]);
    assert!(above.trim_start().starts_with('#'), "nothing above `{words}`:\n{text}");
    above.to_owned()
}

fn changed(from: &str, to: &str) -> String {
    assert!(TREE.contains(from), "{from}");
    TREE.replace(from, to)
}

/// The lines of [`TREE`] in another shape: each code with how deep its line stands.
fn shaped(shape: &str) -> String {
    let line = |place: &str| {
        let (depth, code) = place.split_at(1);
        let line = TREE.lines().find(|line| line.contains(&format!("code:{code}")));
        let depth: usize = depth.parse().expect("a depth");
        format!("{}{}\n", "  ".repeat(depth), line.expect("a known code").trim_start())
    };
    shape.split(' ').map(line).collect()
}

// What is opened

#[test]
fn the_outline_holds_the_subtree_and_an_explanation_at_its_end() {
    let desk = Desk::tree();
    desk.editor(":").nothing("edit gp");
    let seen = desk.seen(0);
    let goals: Vec<&str> =
        seen.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect();
    assert_eq!(goals.len(), 7, "{seen}");
    for (line, code) in goals.iter().zip(["gp", "post", "pitch", "fu", "outl", "hosts", "thank"]) {
        assert!(line.contains(&format!("code:{code}")), "{seen}");
    }
    let indents: Vec<usize> = goals.iter().map(|line| line.len() - line.trim_start().len()).collect();
    assert!(indents[0] < indents[1] && indents[1] < indents[2], "{seen}");
    assert_eq!((indents[1], indents[2]), (indents[5], indents[4]), "{seen}");
    assert!(seen.trim_end().lines().next_back().is_some_and(|line| line.starts_with('#')), "{seen}");
    assert!(!seen.contains("kids"), "{seen}");
}

#[test]
fn the_goal_lines_are_those_one_would_type() {
    let desk = Desk::tree();
    desk.editor(":").nothing("edit gp");
    let seen = desk.seen(0);
    let words = |line: &str| {
        let mut words: Vec<String> = line.split_whitespace().map(ToOwned::to_owned).collect();
        words.sort();
        words
    };
    for (line, typed) in seen.lines().zip(TREE.lines()) {
        assert_eq!(words(line), words(typed));
    }
}

#[test]
fn archived_goals_are_not_in_it_and_stay_as_they_are() {
    let desk = Desk::tree();
    desk.store.ok(&["archive", "hosts"]);
    desk.editor("sed -i 's/Follow up/Follow on/' \"$1\"").one_entry("edit gp");
    assert!(!desk.seen(0).contains("code:hosts"), "{}", desk.seen(0));
    assert_eq!(shown(&desk.store, "hosts")["archived"], true);
}

#[test]
fn a_goal_below_is_opened_alone() {
    let desk = Desk::tree();
    desk.editor("sed -i 's/n:12/n:14/' \"$1\"").one_entry("edit pitch");
    assert!(!desk.seen(0).contains("code:post"), "{}", desk.seen(0));
    let pitch = shown(&desk.store, "pitch");
    assert_eq!((&pitch["target"], codes(&pitch["path"])), (&json!(14), vec!["gp".into(), "post".into()]));
}

// Nothing changed

#[test]
fn without_a_change_nothing_is_written() {
    let desk = Desk::tree();
    let out = desk.editor(":").nothing("edit gp");
    assert!(!out.trim().is_empty(), "it says so");
    assert_eq!(desk.times(), 1);
}

#[test]
fn the_same_said_otherwise_is_no_change() {
    for body in [
        "sed -i '/^#/d' \"$1\"",
        "sed -i 's/^ *- /&  /' \"$1\"",
        "sed -i 's/- /* /; s/^  */&&/' \"$1\"",
        "sed -i 's/ n:12/ target:12/; s/unit:emails code:pitch/code:pitch unit:emails/' \"$1\"",
        "sed -i 's/$/\\r/' \"$1\"",
        "echo '# a thought' >>\"$1\"; echo >>\"$1\"",
        "sed -i '2i\\    # an indented thought' \"$1\"",
        "sed 's/x/x/' \"$1\" >\"$1.new\"; mv \"$1.new\" \"$1\"; touch \"$1\"",
        "sed -i 's/  - /  - [ ] /' \"$1\"",
    ] {
        let desk = Desk::tree();
        desk.editor(body);
        let before = desk.store.journal();
        let ran = desk.run("edit gp");
        assert_eq!(ran.code, 0, "{body}: {ran:?}");
        assert_eq!(desk.store.journal(), before, "{body}: {ran:?}");
        assert_eq!(desk.times(), 1, "{body}: {}", desk.seen(1));
        assert_eq!(desk.drafts(), 0, "{body}");
    }
}

#[test]
fn goals_that_are_hard_to_write_come_back_as_they_were() {
    let desk = Desk::tree();
    for line in [
        r##""#1" in search by:2027-01-01"##,
        r#""[x]" is no tick"#,
        r#""by:hand" only"#,
        r#"Say "hello" twice why:"she said \"go\" and C:\\dir""#,
        "No smoking at-most:0 every:day",
        "StreakStats n:7.5 unit:\"km on foot\" every:3d from:2026-11-20",
        "Weight baseline:82.5 n:75 by:2027-03-01 unit:kg",
        "Post n:4 every:mon,wed,fri area:\"work at home\" who:\"Ann B\" pilot:2026-12-24 reward:\"a, b: c\"",
        "Feed n:3 every:month feeds:sum unit:posts",
        "Überblick über größere 目標 why:ça",
        "Later after:hosts,thank feeds:0.5",
    ] {
        let ran = desk.store.run_with_input(&["split", "gp", "-"], line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    desk.editor("sed -i '/^#/d' \"$1\"").nothing("edit gp");
    desk.editor("sed -i 's/^/  /' \"$1\"").nothing("edit gp");
    assert_eq!(desk.times(), 2);
}

/// A subtree as a hand or another program wrote it into the journal.
fn by_hand(did: &str) -> Desk {
    let desk = Desk::new();
    written_by_hand(&desk.store, did);
    desk
}

#[test]
fn a_title_that_suggests_none_has_a_code_that_can_be_edited() {
    let desk = by_hand(r#"{"add":{"goal":"aaaaaaaa","day":"2026-11-18","title":"None of it"}},
        {"add":{"goal":"baaaaaaa","day":"2026-11-18","title":"None","place":{"parent":"aaaaaaaa","position":0}}}"#
        .replace('\n', "").as_str());
    assert_eq!(desk.store.goal("none-2")["title"], "None");
    desk.editor("sed -i 's/None code/None at all code/' \"$1\"").one_entry("edit noi");
    assert_eq!(desk.store.goal("none-2")["title"], "None at all");
    desk.store.ok(&["edit", "none-2", "--area", "home"]);
    assert_eq!(desk.store.goal("none-2")["area"], "home");
}

#[test]
fn texts_that_no_goal_line_can_say_are_read_as_one_could_say_them() {
    let desk = by_hand(&format!(
        r#"{{"add":{{"goal":"aaaaaaaa","day":"2026-11-18","title":"Run","code":"run","why":"two\nlines","area":" \t",
        "who":"\u2028Ann  B ","reward":"\r\n","schedule":{{"unit":" km\n"}}}}}},
        {{"add":{{"goal":"baaaaaaa","day":"2026-11-18","title":"Jog","code":"jog","who":"None","why":"{}",
        "place":{{"parent":"aaaaaaaa","position":0}},"schedule":{{"unit":""}}}}}}"#,
        "long ".repeat(200)
    ).replace('\n', ""));
    desk.editor("touch \"$1\"").nothing("edit run");
    let run = shown(&desk.store, "run");
    let read = ["why", "area", "who", "reward", "unit"].map(|field| run[field].as_str().unwrap_or("-"));
    assert_eq!(read, ["two lines", "-", "Ann B", "-", "km"]);
    assert_eq!(shown(&desk.store, "jog")["who"], Value::Null);
    desk.editor("sed -i 's/Jog/Walk/' \"$1\"").ok("edit run");
    assert_eq!(shown(&desk.store, "jog")["title"], "Walk");
}

#[test]
fn none_with_white_space_clears_and_stays_cleared() {
    let desk = Desk::tree();
    desk.store.ok(&["edit", "gp", "--who", "ann", "--area", "work"]);
    desk.store.ok(&["edit", "gp", "--who", " none "]);
    assert_eq!(shown(&desk.store, "gp")["who"], Value::Null);
    let entries = desk.store.journal().len();
    desk.editor("sed -i 's/Outline/Draft/' \"$1\"").one_entry("edit gp");
    let last = desk.store.journal().pop().expect("an entry");
    assert_eq!(desk.store.journal().len(), entries + 1);
    assert!(!last.contains("who") && !last.contains("area"), "{last}");
}

// One change each

#[test]
fn a_title_is_changed() {
    let desk = Desk::tree();
    let out = desk.puts(&changed("Pitch websites", "Pitch to websites")).one_entry("edit gp");
    assert_eq!(shown(&desk.store, "pitch")["title"], "Pitch to websites");
    assert!(out.contains("pitch") && out.contains("Pitch to websites"), "{out}");
    assert!(!out.contains("Outline"), "what was not changed is not shown: {out}");
}

#[test]
fn each_key_is_changed_and_one_that_is_taken_out_is_cleared() {
    let before = "Book n:12 unit:pages every:week by:2027-06-30 from:2026-11-20 code:book why:because area:work \
                  who:ann after:hosts feeds:sum pilot:2026-12-02 reward:tea";
    let cases = [
        (" n:12", " n:14", "target", json!(14), json!(1)),
        (" unit:pages", " unit:\"full pages\"", "unit", json!("full pages"), Value::Null),
        (" every:week", " every:month", "cadence", json!("month"), json!("once")),
        (" by:2027-06-30", " by:2027-07-31", "by", json!("2027-07-31"), Value::Null),
        (" from:2026-11-20", " from:2026-11-23", "from", json!("2026-11-23"), Value::Null),
        (" why:because", " why:\"no page, no book\"", "why", json!("no page, no book"), Value::Null),
        (" area:work", " area:art", "area", json!("art"), Value::Null),
        (" who:ann", " who:bob", "who", json!("bob"), Value::Null),
        (" feeds:sum", " feeds:2", "feeds", json!("2"), Value::Null),
        (" pilot:2026-12-02", " pilot:2026-12-24", "pilot", json!("2026-12-24"), Value::Null),
        (" reward:tea", " reward:\"a week off\"", "reward", json!("a week off"), Value::Null),
    ];
    let desk = Desk::tree();
    desk.store.ok(&["split", "gp", before]);
    let outline = |line: &str| format!("{TREE}  - {line}\n");
    for (key, value, field, expected, cleared) in cases {
        for (line, expected) in [(before.replace(key, value), expected), (before.replace(key, ""), cleared)] {
            let entries = desk.store.journal().len();
            desk.puts(&outline(&line)).ok("edit gp");
            assert_eq!(desk.store.journal().len(), entries + 1, "{line}");
            assert_eq!(shown(&desk.store, "book")[field], expected, "{line}");
            desk.puts(&outline(before)).ok("edit gp");
        }
    }
    let (other, none) =
        (before.replace("after:hosts", "after:thank,outl"), before.replace(" after:hosts", ""));
    desk.puts(&outline(&other)).ok("edit gp");
    assert_eq!(codes(&shown(&desk.store, "book")["after"]), ["thank", "outl"]);
    desk.puts(&outline(&none)).ok("edit gp");
    assert_eq!(shown(&desk.store, "book")["after"], json!([]));
}

#[test]
fn a_target_becomes_a_limit_and_a_baseline_comes_and_goes() {
    let desk = Desk::tree();
    desk.puts(&changed("n:2 code:fu", "at-most:2 code:fu")).one_entry("edit gp");
    let fu = shown(&desk.store, "fu");
    assert_eq!((&fu["target"], &fu["at_most"]), (&json!(2), &json!(true)));
    desk.puts(
        &changed("n:2 code:fu", "at-most:2 code:fu").replace("code:hosts", "code:hosts n:30 baseline:4"),
    );
    desk.ok("edit gp");
    assert_eq!(shown(&desk.store, "hosts")["baseline"], 4);
    desk.puts(TREE).ok("edit gp");
    let (hosts, fu) = (shown(&desk.store, "hosts"), shown(&desk.store, "fu"));
    assert_eq!((&hosts["baseline"], &fu["at_most"]), (&Value::Null, &json!(false)));
}

#[test]
fn relative_days_are_read_and_told() {
    let desk = Desk::tree();
    let out = desk.puts(&changed("code:hosts", "code:hosts by:+5d")).one_entry("edit gp");
    assert_eq!(shown(&desk.store, "hosts")["by"], "2026-11-23");
    assert!(out.contains("23 Nov"), "{out}");
}

#[test]
fn a_new_line_with_a_code_and_one_without() {
    let desk = Desk::tree();
    let text = format!("{TREE}  - Ask Ann code:ann\n  - Write a letter n:3\n");
    let out = desk.puts(&text).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["post", "hosts", "thank", "ann", "write"]);
    assert_eq!(shown(&desk.store, "write")["target"], 3);
    assert!(out.contains("ann") && out.contains("write") && out.contains("Write a letter"), "{out}");
}

#[test]
fn new_lines_stand_where_they_were_written() {
    let desk = Desk::tree();
    let text = changed("  - Thank hosts", "  - Between\n  - Thank hosts")
        .replace("  - Guest post", "  - First one code:f1\n  - Guest post");
    desk.puts(&text).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["f1", "post", "hosts", "between", "thank"]);
}

#[test]
fn new_lines_nest_and_may_name_each_other() {
    let desk = Desk::tree();
    let text = changed(
        "  - Thank hosts code:thank\n",
        "  - Thank hosts code:thank\n    - By mail code:mail\n      - Address code:adr\n      - Stamp code:st after:adr\n  \
           - Then after:mail,hosts code:then\n",
    );
    desk.puts(&text).one_entry("edit gp");
    assert_eq!(desk.below("thank"), ["mail"]);
    assert_eq!(desk.below("mail"), ["adr", "st"]);
    assert_eq!(codes(&shown(&desk.store, "st")["after"]), ["adr"]);
    assert_eq!(codes(&shown(&desk.store, "then")["after"]), ["mail", "hosts"]);
}

#[test]
fn a_line_put_elsewhere_moves_the_goal_with_its_history() {
    let desk = Desk::tree();
    desk.store.ok(&["check", "hosts", "--on", "yesterday"]);
    let text = changed("  - Collect hosts code:hosts\n", "")
        .replace("    - Outline", "    - Collect hosts code:hosts every:once\n    - Outline");
    let out = desk.puts(&text).one_entry("edit gp");
    assert_eq!(desk.below("post"), ["pitch", "fu", "hosts", "outl"]);
    assert_eq!(desk.below("gp"), ["post", "thank"]);
    let hosts = shown(&desk.store, "hosts");
    assert_eq!((&hosts["done"], &hosts["archived"]), (&json!(1), &json!(false)), "{hosts}");
    assert!(out.contains("hosts") && !out.contains("archived"), "{out}");
}

#[test]
fn a_line_moves_with_what_is_below_it() {
    let desk = Desk::tree();
    desk.puts(&shaped("0gp 1hosts 2post 3pitch 3fu 3outl 1thank")).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["hosts", "thank"]);
    assert_eq!(desk.below("hosts"), ["post"]);
    assert_eq!(desk.below("post"), ["pitch", "fu", "outl"]);
}

#[test]
fn lines_change_their_order() {
    let desk = Desk::tree();
    desk.puts(&shaped("0gp 1thank 1post 2outl 2fu 2pitch 1hosts")).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["thank", "post", "hosts"]);
    assert_eq!(desk.below("post"), ["outl", "fu", "pitch"]);
    desk.editor(":").ok("edit gp");
    assert!(desk.seen(1).find("code:outl") < desk.seen(1).find("code:pitch"));
}

#[test]
fn a_parent_and_its_child_change_places() {
    let desk = Desk::tree();
    desk.puts(&shaped("0gp 1pitch 2post 3fu 3outl 1hosts 1thank")).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["pitch", "hosts", "thank"]);
    assert_eq!(desk.below("pitch"), ["post"]);
    assert_eq!(desk.below("post"), ["fu", "outl"]);
}

#[test]
fn a_line_taken_out_is_archived_and_its_history_kept() {
    let desk = Desk::tree();
    desk.store.ok(&["check", "pitch+5"]);
    let out =
        desk.puts(&changed("    - Pitch websites n:12 unit:emails code:pitch\n", "")).one_entry("edit gp");
    assert_eq!(desk.below("post"), ["fu", "outl"]);
    let pitch = shown(&desk.store, "pitch");
    assert_eq!((&pitch["archived"], &pitch["recent"][0]["amount"]), (&json!(true), &json!(5)));
    assert!(out.contains("archived") && out.contains("pitch"), "{out}");
    desk.store.ok(&["undo"]);
    assert_eq!(desk.below("post"), ["pitch", "fu", "outl"]);
}

#[test]
fn a_subtree_taken_out_is_archived_as_one() {
    let desk = Desk::tree();
    desk.puts(&shaped("0gp 1hosts 1thank")).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["hosts", "thank"]);
    desk.store.ok(&["archive", "post", "--undo"]);
    assert_eq!(desk.below("post"), ["pitch", "fu", "outl"]);
}

#[test]
fn a_parent_taken_out_leaves_the_children_that_stay() {
    let desk = Desk::tree();
    let text = "\
- Publish 52 guest posts n:52 unit:posts by:2027-11-17 code:gp why:\"links back\"
  - Pitch websites n:12 unit:emails code:pitch every:week
  - Outline code:outl every:week
  - Collect hosts code:hosts
  - Thank hosts code:thank
";
    desk.puts(text).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["pitch", "outl", "hosts", "thank"]);
    assert_eq!(shown(&desk.store, "post")["archived"], true);
    assert_eq!(shown(&desk.store, "fu")["archived"], true);
    assert_eq!(shown(&desk.store, "pitch")["archived"], false);
}

#[test]
fn a_tick_makes_it_done_today() {
    let desk = Desk::tree();
    let text = changed("- Outline", "- [x] Outline").replace("- Collect", "- [x] Collect");
    let out = desk.puts(&text).one_entry("edit gp");
    assert_eq!(desk.store.goal("outl")["state"], "met");
    assert_eq!(desk.store.goal("hosts")["state"], "done");
    assert_eq!(desk.store.goal("thank")["state"], "open");
    assert!(out.contains("outl") && out.contains("hosts"), "{out}");
    desk.store.ok(&["undo"]);
    assert_eq!(desk.store.goal("hosts")["state"], "open");
}

#[test]
fn a_tick_on_what_is_done_writes_nothing() {
    let desk = Desk::tree();
    desk.store.ok(&["check", "outl", "hosts"]);
    desk.puts(&changed("- Outline", "- [x] Outline").replace("- Collect", "- [x] Collect"));
    desk.nothing("edit gp");
}

#[test]
fn a_tick_adds_what_is_left_and_no_more() {
    let desk = Desk::tree();
    desk.store.ok(&["check", "pitch+4", "--on", "2026-11-17"]);
    desk.puts(&changed("- Pitch", "- [x] Pitch")).one_entry("edit gp");
    assert_eq!(desk.done("pitch"), 12);
    assert_eq!(desk.store.goal("pitch")["state"], "met");
}

#[test]
fn a_tick_on_a_new_line() {
    let desk = Desk::tree();
    desk.puts(&format!("{TREE}  - [x] Ask Ann n:3 code:ann\n")).one_entry("edit gp");
    assert_eq!((desk.done("ann"), desk.store.goal("ann")["state"].clone()), (json!(3), json!("done")));
}

#[test]
fn all_kinds_of_change_at_once_are_one_entry_and_one_undo() {
    let desk = Desk::tree();
    let before = desk.store.json(&["list"])["goals"].clone();
    let text = "\
# it has changed
- Publish 40 guest posts n:40 unit:posts by:2027-11-17 code:gp
  - Thank hosts code:thank
    - Write to Ann code:ann
  # and this is no goal: code:none
  - Guest post of the week every:week code:post feeds:1
    - Outline code:outl
    - [x] Pitch websites n:10 unit:emails code:pitch
";
    let out = desk.puts(text).one_entry("edit gp");
    assert_eq!(desk.below("gp"), ["thank", "post"]);
    assert_eq!(desk.below("post"), ["outl", "pitch"]);
    let gp = shown(&desk.store, "gp");
    says(&gp, &json!({"title": "Publish 40 guest posts", "target": 40, "why": null}));
    assert_eq!(desk.store.goal("pitch")["state"], "met");
    for code in ["gp", "thank", "ann", "pitch", "fu", "hosts"] {
        assert!(out.contains(code), "{code} is not shown: {out}");
    }
    desk.store.ok(&["undo"]);
    assert_eq!(desk.store.json(&["list"])["goals"], before);
}

#[test]
fn past_days_keep_their_verdicts_when_a_target_is_edited() {
    let mut desk = Desk::tree();
    desk.store.ok(&["check", "pitch+12"]);
    desk.store.at("2026-11-25");
    desk.puts(&changed("n:12", "n:20")).one_entry("edit gp");
    assert_eq!(desk.store.streak("pitch")["met"], 1);
}

// What can't be read

#[test]
fn a_bad_value_opens_the_editor_again_with_the_error_above_the_line() {
    let desk = Desk::tree();
    desk.puts_once(&changed("n:12", "n:lots"), "sed -i 's/n:lots/n:15/' \"$1\"");
    let entries = desk.store.journal().len();
    let out = desk.ok("edit gp");
    assert_eq!(desk.times(), 2, "{out}");
    let error = error_above(&desk.seen(1), "n:lots");
    assert!(error.contains("n:lots"), "{error}");
    assert_eq!(desk.store.journal().len(), entries + 1);
    assert_eq!(shown(&desk.store, "pitch")["target"], 15);
    assert_eq!((desk.drafts(), desk.draft().exists()), (0, false));
}

#[test]
fn one_error_after_another() {
    let desk = Desk::tree();
    let text = changed("n:12", "n:lots").replace("n:2 code:fu", "every:blue code:fu");
    std::fs::write(desk.home().join("text"), text).expect("a text");
    desk.editor(
        "case $n in 0) cat \"$HOME/text\" >\"$1\";; 1) sed -i 's/n:lots/n:13/' \"$1\";; \
         *) sed -i 's/every:blue/n:3/' \"$1\";; esac",
    );
    desk.ok("edit gp");
    assert_eq!(desk.times(), 3);
    let (first, second) = (desk.seen(1), desk.seen(2));
    assert!(error_above(&first, "n:lots").contains("lots"));
    assert!(error_above(&second, "every:blue").contains("blue"));
    assert!(!second.contains("lots"), "the first error is gone:\n{second}");
    assert_eq!(shown(&desk.store, "fu")["target"], 3);
    assert_eq!(shown(&desk.store, "pitch")["target"], 13);
}

#[test]
fn a_bad_day_has_its_error_above_its_line() {
    for key in ["by", "from", "pilot"] {
        let desk = Desk::tree();
        let text = changed("code:thank", &format!("code:thank {key}:someday"));
        desk.puts_once(&text, "sed -i 's/:someday/:2026-12-24/' \"$1\"");
        desk.ok("edit gp");
        assert!(error_above(&desk.seen(1), "code:thank").contains("someday"), "{}", desk.seen(1));
        assert_eq!(shown(&desk.store, "thank")[key], "2026-12-24");
    }
}

#[test]
fn what_can_not_be_read_and_stays_so_is_refused_and_kept() {
    for (from, to) in [
        ("n:12", "n:lots"),
        ("by:2027-11-17", "by:2027-02-30"),
        ("every:week", "every:blue moon"),
        ("why:\"links back\"", "why:\"links back"),
        ("n:12", "n:12 at-most:4"),
        ("n:12", "n:12 n:13"),
        ("Collect hosts code:hosts", "code:hosts"),
        ("code:hosts", "code:hosts by:"),
        ("code:hosts", "code:a/b"),
    ] {
        let desk = Desk::tree();
        desk.puts_once(&changed(from, to), "true");
        let ran = desk.run("edit gp");
        if to == "every:blue moon" {
            assert!(desk.seen(1).contains("every:blue"), "{ran:?}");
        }
        assert_eq!((ran.code, desk.times()), (2, 2), "{to}: {ran:?}");
        Desk::names_the_text(&ran, to);
        assert_eq!(shown(&desk.store, "pitch")["target"], 12, "{to}");
        assert_eq!(desk.store.json(&["list"])["goals"][0]["children"].as_array().map(Vec::len), Some(3));
    }
}

#[test]
fn who_goes_back_to_how_it_was_changes_nothing() {
    let desk = Desk::tree();
    desk.editor("[ $n = 0 ] && sed -i 's/n:12/n:lots/' \"$1\" || cp \"$HOME/seen.0\" \"$1\"")
        .nothing("edit gp");
    assert_eq!(desk.times(), 2);
}

#[test]
fn bytes_that_are_no_text_are_kept() {
    let desk = Desk::tree();
    let before = desk.store.journal();
    desk.editor("[ $n = 0 ] && printf '  - caf\\351 code:cafe\\n' >>\"$1\"; true");
    let ran = desk.run("edit gp");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.store.journal(), before, "{ran:?}");
    assert!(desk.draft().exists(), "the text is lost: {ran:?}");
    assert!(ran.out.contains(&desk.draft().display().to_string()), "{ran:?}");
}

// What the rules don't allow

/// An outline that is not allowed opens the editor again, and is refused and kept when left so.
fn not_allowed(text: &str, code: i32, words: &[&str]) {
    let desk = Desk::tree();
    desk.puts_once(text, "true");
    let last = text.lines().next_back().unwrap_or_default().trim();
    let out = desk.kept(code, "edit gp", last);
    assert_eq!(desk.times(), 2, "{out}");
    let errors: Vec<String> =
        desk.seen(1).lines().filter(|line| line.contains("error")).map(Into::into).collect();
    assert_eq!(errors.len(), 1, "{}", desk.seen(1));
    for word in words {
        assert!(errors[0].contains(word), "`{word}` is not in {errors:?}");
        assert!(out.contains(word), "`{word}` is not in {out}");
    }
}

#[test]
fn a_code_that_is_taken() {
    not_allowed(&format!("{TREE}  - Play code:kids\n"), 1, &["kids", "Time with the children"]);
}

#[test]
fn a_code_given_twice() {
    not_allowed(&format!("{TREE}  - Play code:thank\n"), 2, &["thank"]);
    not_allowed(&format!("{TREE}  - Play code:a\n  - Eat code:a\n"), 2, &["`a`"]);
}

#[test]
fn goals_that_would_wait_for_each_other() {
    let text =
        changed("code:hosts", "code:hosts after:thank").replace("code:thank\n", "code:thank after:hosts\n");
    let text = text.replace("hosts after:thank after:hosts", "hosts after:thank");
    not_allowed(&text, 1, &["circle", "hosts", "thank"]);
}

#[test]
fn a_goal_moved_below_what_it_waits_for() {
    let desk = Desk::tree();
    desk.store.ok(&["edit", "thank", "--after", "hosts"]);
    let text = changed("  - Thank hosts code:thank\n", "    - Thank hosts code:thank after:hosts\n");
    desk.puts_once(&text, "true");
    let out = desk.kept(1, "edit gp", "after:hosts");
    assert!(out.contains("thank") && out.contains("hosts"), "{out}");
}

#[test]
fn an_unknown_goal_to_come_after() {
    not_allowed(&format!("{TREE}  - Play code:play after:nobody\n"), 1, &["nobody"]);
}

#[test]
fn the_first_line_taken_out() {
    let text: String = TREE.lines().skip(1).fold(String::new(), |text, line| text + line + "\n");
    not_allowed(&text, 2, &["gp"]);
}

#[test]
fn a_second_line_at_the_top() {
    not_allowed(&format!("{TREE}- Another goal code:another\n"), 2, &["gp"]);
}

#[test]
fn another_goal_at_the_top() {
    not_allowed(&changed("code:gp", "code:gq"), 2, &["gp"]);
}

#[test]
fn what_was_not_allowed_can_be_put_right() {
    let desk = Desk::tree();
    desk.puts_once(&format!("{TREE}  - Play code:kids\n"), "sed -i 's/code:kids/code:play/' \"$1\"");
    desk.ok("edit gp");
    assert_eq!(desk.below("gp"), ["post", "hosts", "thank", "play"]);
    assert_eq!((desk.times(), desk.drafts()), (2, 0));
}

// Editors that fail

#[test]
fn an_editor_that_fails_or_is_killed_changes_nothing_and_the_text_is_kept() {
    for end in ["exit 1", "kill -9 $$", "kill -TERM $$"] {
        let desk = Desk::tree();
        let body = format!("sed -i 's/n:12/n:14/' \"$1\"\n{end}");
        let out = desk.editor(&body).kept(74, "edit gp", "n:14");
        assert_eq!(desk.times(), 1, "{end}: {out}");
        assert!(desk.draft().exists(), "{end}: {out}");
    }
}

#[test]
fn an_editor_that_fails_without_a_change_leaves_nothing_behind() {
    for end in ["exit 1", "kill -9 $$"] {
        let desk = Desk::tree();
        let before = desk.store.journal();
        let ran = desk.editor(end).run("edit gp");
        assert_eq!(ran.code, 74, "{end}: {ran:?}");
        assert_eq!(desk.store.journal(), before);
        assert_eq!(desk.drafts(), 0, "{end}: {ran:?}");
        assert!(ran.out.starts_with("error: "), "{end}: {ran:?}");
        assert!(!ran.out.contains("kept"), "{end}: {ran:?}");
    }
}

#[test]
fn an_editor_that_is_not_there() {
    let desk = Desk::tree();
    let before = desk.store.journal();
    let ran = desk.typed(&[("EDITOR", "/nowhere/ed")], "goals edit gp");
    assert_eq!(ran.code, 74, "{ran:?}");
    assert!(ran.out.starts_with("error: ") && ran.out.contains("/nowhere/ed"), "{ran:?}");
    assert_eq!((desk.store.journal(), desk.drafts()), (before, 0));
    let ran = desk.typed(&[("EDITOR", "ed 'with one mark")], "goals edit gp");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.drafts(), 0, "{ran:?}");
}

#[test]
fn an_editor_that_takes_the_file_away() {
    let desk = Desk::tree();
    let before = desk.store.journal();
    let ran = desk.editor("rm \"$1\"").run("edit gp");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.store.journal(), before, "{ran:?}");
    assert!(!ran.out.contains("text is kept"), "there is none: {ran:?}");
}

// Meanwhile

#[test]
fn a_check_off_made_meanwhile_is_kept_and_does_not_wait() {
    let desk = Desk::tree();
    desk.editor(
        "sed -i 's/n:12/n:14/' \"$1\"\n\
         timeout 4 goals check pitch+3 kids >\"$HOME/said\" 2>&1; echo $? >\"$HOME/code\"",
    );
    let entries = desk.store.journal().len();
    desk.ok("edit gp");
    let code = std::fs::read_to_string(desk.home().join("code")).expect("a code");
    assert_eq!(code.trim(), "0", "{:?}", std::fs::read_to_string(desk.home().join("said")));
    assert_eq!(desk.store.journal().len(), entries + 2);
    let pitch = desk.store.goal("pitch");
    assert_eq!((&pitch["done"], &pitch["target"]), (&json!(3), &json!(14)));
    assert_eq!(desk.store.goal("kids")["state"], "met");
}

#[test]
fn a_check_off_made_meanwhile_is_kept_where_nothing_was_edited() {
    let desk = Desk::tree();
    desk.editor("goals check pitch+3 >/dev/null").ok("edit gp");
    assert_eq!(desk.done("pitch"), 3);
}

#[test]
fn what_was_changed_meanwhile_in_another_field_is_kept() {
    let desk = Desk::tree();
    desk.editor(
        "sed -i 's/Pitch websites/Pitch to websites/; s/n:2 code:fu/n:3 code:fu/' \"$1\"\n\
         goals edit pitch --target 20 --why meanwhile >/dev/null\n\
         goals edit fu --title 'Follow on' >/dev/null\n\
         goals edit gp --who ann >/dev/null",
    );
    desk.ok("edit gp");
    let (pitch, fu) = (shown(&desk.store, "pitch"), shown(&desk.store, "fu"));
    says(&pitch, &json!({"title": "Pitch to websites", "target": 20, "why": "meanwhile", "unit": "emails"}));
    assert_eq!((&fu["title"], &fu["target"]), (&json!("Follow on"), &json!(3)));
    assert_eq!(shown(&desk.store, "gp")["who"], "ann");
}

#[test]
fn a_cadence_changed_meanwhile_and_a_target_changed_here_are_both_kept() {
    let desk = Desk::tree();
    desk.editor("sed -i 's/n:12/n:14/' \"$1\"\ngoals edit pitch --every month --unit letters >/dev/null");
    desk.ok("edit gp");
    let pitch = shown(&desk.store, "pitch");
    says(&pitch, &json!({"target": 14, "cadence": "month", "unit": "letters"}));
}

/// An edit that clashes with what was done meanwhile: named, the text kept, only the other's written.
fn clash(edit: &str, meanwhile: &str, words: &[&str]) -> Desk {
    let desk = Desk::tree();
    desk.editor(&format!("sed -i '{edit}' \"$1\"\n{meanwhile} >/dev/null"));
    let entries = desk.store.journal().len();
    let ran = desk.run("edit gp");
    assert_eq!(ran.code, 1, "{ran:?}");
    for word in words {
        assert!(ran.out.contains(word), "`{word}` is not in {ran:?}");
    }
    assert_eq!(desk.store.journal().len(), entries + 1, "{ran:?}");
    Desk::names_the_text(&ran, "links back");
    assert!(desk.draft().exists());
    desk
}

#[test]
fn the_same_field_changed_otherwise_meanwhile_is_named() {
    let desk = clash("s/n:12/n:14/", "goals edit pitch --target 20", &["`pitch`", "target"]);
    assert_eq!(shown(&desk.store, "pitch")["target"], 20);
    assert!(std::fs::read_to_string(desk.draft()).expect("the text").contains("n:14"));
    clash("s/n:12/n:14/", "goals edit pitch --at-most 3", &["`pitch`", "target"]);
    clash("s/Collect/Find/", "goals edit hosts --title Gather", &["`hosts`", "title"]);
    clash("s/every:week/every:month/", "goals edit post --every day", &["`post`"]);
    clash("s/by:2027-11-17/by:2027-11-18/", "goals edit gp --by none", &["`gp`"]);
    clash("s/ why:\"links back\"//; s/$/ # links back/;", "goals edit gp --why other", &["`gp`", "why"]);
}

#[test]
fn the_same_change_made_meanwhile_is_no_conflict() {
    let desk = Desk::tree();
    desk.editor("sed -i 's/n:12/n:20/' \"$1\"\ngoals edit pitch --target 20 >/dev/null").ok("edit gp");
    assert_eq!((shown(&desk.store, "pitch")["target"].clone(), desk.drafts()), (json!(20), 0));
}

#[test]
fn a_goal_archived_meanwhile_is_named() {
    let desk = clash("s/n:12/n:14/", "goals archive pitch", &["`pitch`", "archived"]);
    assert_eq!(shown(&desk.store, "pitch")["archived"], true);
    clash("s/n:12/n:14/", "goals archive gp", &["archived"]);
    clash("s/n:12/n:14/", "goals archive post", &["archived"]);
}

#[test]
fn a_goal_archived_on_both_sides_is_no_conflict() {
    let desk = Desk::tree();
    desk.editor("sed -i '/code:hosts/d; s/n:12/n:14/' \"$1\"\ngoals archive hosts >/dev/null").ok("edit gp");
    assert_eq!(shown(&desk.store, "hosts")["archived"], true);
    assert_eq!(shown(&desk.store, "pitch")["target"], 14);
}

#[test]
fn what_was_added_moved_and_reordered_meanwhile_stays() {
    let desk = Desk::tree();
    desk.editor(
        "sed -i 's/n:12/n:14/' \"$1\"\n\
         goals split gp 'Call Bob code:bob' >/dev/null\n\
         goals move fu --under gp >/dev/null\n\
         goals move thank --before hosts >/dev/null",
    );
    desk.ok("edit gp");
    assert_eq!(desk.below("post"), ["pitch", "outl"]);
    assert_eq!(desk.below("gp"), ["post", "thank", "hosts", "bob", "fu"]);
    assert_eq!(shown(&desk.store, "pitch")["target"], 14);
}

#[test]
fn a_code_changed_meanwhile_stays_with_what_was_edited() {
    let desk = Desk::tree();
    desk.editor("sed -i 's/n:12/n:14/' \"$1\"\ngoals edit pitch --code pw >/dev/null").ok("edit gp");
    assert_eq!(shown(&desk.store, "pw")["target"], 14);
    assert_eq!(desk.below("post"), ["pw", "fu", "outl"]);
}

#[test]
fn a_code_taken_meanwhile_opens_the_editor_again() {
    let desk = Desk::tree();
    desk.editor(
        "[ $n = 0 ] && { echo '  - Call Bob code:bob' >\"$HOME/l\"; sed -i \"/code:thank/r $HOME/l\" \"$1\"; \
         goals add 'Bob himself code:bob' >/dev/null; } || sed -i 's/code:bob/code:bob2/' \"$1\"",
    );
    desk.ok("edit gp");
    assert!(desk.seen(1).contains("Bob himself"), "{}", desk.seen(1));
    assert_eq!(desk.below("gp"), ["post", "hosts", "thank", "bob2"]);
}

#[test]
fn a_circle_that_closes_only_with_what_was_done_meanwhile() {
    let desk = Desk::tree();
    desk.editor(
        "[ $n = 0 ] && { sed -i 's/code:thank/code:thank after:hosts/' \"$1\"; \
         goals edit hosts --after thank >/dev/null; }; true",
    );
    let ran = desk.run("edit gp");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("circle"), "{ran:?}");
    Desk::names_the_text(&ran, "after:hosts");
    assert_eq!(shown(&desk.store, "thank")["after"], json!([]));
}

// `split`

#[test]
fn split_without_lines_opens_the_editor() {
    let desk = Desk::tree();
    desk.editor("printf -- '- Ask Ann code:ann\\n  - By mail code:mail\\n- Ask Bob n:2\\n' >>\"$1\"");
    let out = desk.one_entry("split hosts --area work");
    assert_eq!(desk.below("hosts"), ["ann", "ask"]);
    assert_eq!(desk.below("ann"), ["mail"]);
    let ab = shown(&desk.store, "ask");
    assert_eq!((&ab["target"], &ab["area"]), (&json!(2), &json!("work")));
    assert!(out.contains("Ask Ann") && out.contains("Ask Bob"), "{out}");
    let seen = desk.seen(0);
    assert!(seen.contains("Collect hosts"), "it says of which goal:\n{seen}");
    assert!(seen.lines().all(|line| line.is_empty() || line.starts_with('#')), "{seen}");
}

#[test]
fn split_without_a_line_typed_makes_nothing() {
    let desk = Desk::tree();
    desk.editor(":").nothing("split hosts");
    desk.editor("echo '# no idea' >>\"$1\"").nothing("split hosts");
    desk.editor(": >\"$1\"").nothing("split hosts");
}

#[test]
fn split_with_garbage_opens_again_and_keeps_the_text() {
    let desk = Desk::tree();
    desk.editor("[ $n = 0 ] && echo 'Ask Ann n:lots' >>\"$1\"; true");
    desk.kept(2, "split hosts", "Ask Ann n:lots");
    assert!(error_above(&desk.seen(1), "n:lots").contains("n:lots"));
    let desk = Desk::tree();
    desk.editor(
        "[ $n = 0 ] && echo 'Ask Ann code:ann after:nobody' >>\"$1\" || sed -i s/after:nobody// \"$1\"",
    );
    desk.ok("split hosts");
    assert_eq!((desk.below("hosts"), desk.drafts()), (vec!["ann".to_owned()], 0));
}

#[test]
fn split_under_a_parent_that_was_archived_meanwhile_keeps_the_text() {
    let desk = Desk::tree();
    desk.editor("[ $n = 0 ] && { echo 'Ask Ann' >>\"$1\"; goals archive hosts >/dev/null; }; true");
    let ran = desk.run("split hosts");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("archived"), "{ran:?}");
    Desk::names_the_text(&ran, "Ask Ann");
}

#[test]
fn split_with_an_editor_that_fails_keeps_the_text() {
    let desk = Desk::tree();
    desk.editor("echo 'Ask Ann' >>\"$1\"; kill -9 $$").kept(74, "split hosts", "Ask Ann");
}

// Which editor, and where

#[test]
fn off_a_terminal_no_editor_is_started() {
    let desk = Desk::tree();
    desk.editor("sed -i 's/n:12/n:14/' \"$1\"");
    let before = desk.store.journal();
    for args in [["edit", "gp"], ["split", "gp"]] {
        for json in [&[][..], &["--json"][..]] {
            let ran: Ran = desk
                .store
                .command(&[&args[..], json].concat())
                .env("EDITOR", desk.script())
                .env("VISUAL", desk.script())
                .output()
                .expect("it starts")
                .into();
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {ran:?}");
            assert!(ran.err.starts_with("error: "), "{args:?}: {ran:?}");
        }
        for line in ["goals edit gp | cat", "goals edit gp </dev/null"] {
            let ran = desk.typed(&[("EDITOR", &desk.script())], line);
            assert!(ran.out.contains("error: "), "{line}: {ran:?}");
        }
    }
    assert_eq!((desk.times(), desk.drafts(), desk.store.journal()), (0, 0, before));
}

#[test]
fn an_unknown_or_archived_goal_opens_no_editor() {
    let desk = Desk::tree();
    desk.store.ok(&["archive", "hosts"]);
    for args in ["edit nobody", "split nobody", "edit hosts", "split hosts"] {
        let ran = desk.editor(":").run(args);
        assert_eq!(ran.code, 1, "{args}: {ran:?}");
    }
    assert_eq!((desk.times(), desk.drafts()), (0, 0));
}

#[test]
fn with_flags_no_editor_is_opened() {
    let desk = Desk::tree();
    desk.editor(":").ok("edit pitch --target 14");
    desk.ok("split hosts 'Ask Ann'");
    assert_eq!(desk.times(), 0);
}

#[test]
fn the_draft_is_for_its_owner_alone() {
    let desk = Desk::tree();
    desk.editor(":").ok("edit gp");
    assert_eq!(std::fs::read_to_string(desk.home().join("mode")).expect("a mode").trim(), "600");
    desk.editor("[ $n = 1 ] && sed -i 's/n:12/n:lots/' \"$1\"; true").run("edit gp");
    let mode = std::fs::metadata(desk.draft()).expect("it is kept").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn visual_comes_before_editor() {
    let desk = Desk::tree();
    desk.editor("sed -i 's/n:12/n:14/' \"$1\"");
    let script = desk.script();
    let ran = desk.typed(&[("VISUAL", &script), ("EDITOR", "false")], "goals edit gp");
    assert_eq!((ran.code, desk.times()), (0, 1), "{ran:?}");
    let ran = desk.typed(&[("VISUAL", "true"), ("EDITOR", &script)], "goals edit gp");
    assert_eq!((ran.code, desk.times()), (0, 1), "{ran:?}");
    let ran = desk.typed(&[("VISUAL", ""), ("EDITOR", &script)], "goals edit gp");
    assert_eq!((ran.code, desk.times()), (0, 2), "{ran:?}");
}

#[test]
fn the_editor_s_own_arguments_come_before_the_file() {
    let desk = Desk::tree();
    let script = desk.home().join("my ed.sh");
    std::fs::write(&script, "for it; do echo \"$it\"; done >\"$HOME/args\"\n").expect("a script");
    let editor = format!("sh '{}' --wait \"+set x\"", script.display());
    let ran = desk.typed(&[("EDITOR", &editor)], "goals edit gp");
    assert_eq!(ran.code, 0, "{ran:?}");
    let args = std::fs::read_to_string(desk.home().join("args")).expect("arguments");
    let args: Vec<&str> = args.lines().collect();
    assert_eq!(args[..2], ["--wait", "+set x"]);
    assert_eq!(args.len(), 3, "{args:?}");
}

#[test]
fn no_shell_sees_the_text() {
    let desk = Desk::new();
    let trap = desk.home().join("trap");
    let trap = trap.display();
    desk.store.ok(&["add", &format!("Buy $(touch {trap}) `touch {trap}` ; touch {trap} code:buy")]);
    desk.editor("sed -i 's/Buy/Sell/' \"$1\"").one_entry("edit buy");
    let title = format!("Sell $(touch {trap}) `touch {trap}` ; touch {trap}");
    assert_eq!(shown(&desk.store, "buy")["title"], title);
    let ran = desk.typed(&[("EDITOR", &format!("true $(touch {trap}) ; touch {trap}"))], "goals edit buy");
    assert!(!desk.home().join("trap").exists(), "{ran:?}");
}

#[test]
fn a_title_typed_in_the_editor_is_text_and_no_escape_reaches_the_terminal() {
    let desk = Desk::tree();
    desk.editor("sed -i \"s/Pitch websites/Pitch $(printf '\\\\033')[31mred/\" \"$1\"");
    let ran = desk.run("edit gp");
    assert!(!ran.out.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn the_list_still_holds_together_after_many_edits() {
    let desk = Desk::tree();
    for number in 0..6 {
        let line = format!("  - Step {number} code:s{number}");
        desk.editor(&format!("sed -i '/code:hosts/i\\{line}' \"$1\"")).ok("edit gp");
    }
    assert_eq!(desk.below("gp"), ["post", "s0", "s1", "s2", "s3", "s4", "s5", "hosts", "thank"]);
    assert_eq!(
        find(&desk.store.json(&["list"])["goals"], "gp")["children"].as_array().map(Vec::len),
        Some(9)
    );
}

#[test]
fn an_emptied_file_changes_nothing() {
    let desk = Desk::tree();
    desk.editor("printf '' >\"$1\"");
    desk.nothing("edit gp");
    assert_eq!(desk.times(), 1);
}

/// An editor that spoils the text the same way each time does not keep one here for ever.
#[test]
fn what_is_spoilt_in_the_same_way_again_is_given_up() {
    let desk = Desk::tree();
    desk.editor(
        "grep -v nonday \"$1\" >\"$HOME/x\"; echo '  - X by:nonday' >>\"$HOME/x\"; cat \"$HOME/x\" >\"$1\"",
    );
    desk.kept(2, "edit gp", "nonday");
    assert_eq!(desk.times(), 2);
}

#[test]
fn another_code_is_another_name_for_the_same_goal() {
    let desk = Desk::tree();
    desk.store.ok(&["check", "pitch+4"]);
    desk.editor("sed -i 's/code:pitch/code:mail/' \"$1\"");
    let out = desk.one_entry("edit gp");
    assert!(!out.contains("archived"), "{out}");
    assert_eq!(desk.done("mail"), 4);
    desk.store.refused(1, &["check", "pitch"], "pitch");
}
