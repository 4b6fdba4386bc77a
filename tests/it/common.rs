//! What the tests of single commands share.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::documents::compare;
use crate::files::line;
use crate::harness::{Ran, Store, words};

impl Store {
    /// Runs it with something on standard input.
    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // Who refuses does not read; what it says is what counts.
        drop(child.stdin.take().expect("a pipe").write_all(input.as_bytes()));
        let ran = child.wait_with_output().expect("it ends").into();
        compare(args, &ran);
        ran
    }

    /// Runs what is typed, expects 0, and returns what was printed.
    pub(crate) fn types(&self, line: &str) -> String {
        self.ok(&words(line))
    }

    /// A goal's row in `streaks`.
    pub(crate) fn streak(&self, code: &str) -> Value {
        self.json(&["streaks", code])["goals"][0].clone()
    }
}

/// The codes of a list of goals, in order.
pub(crate) fn codes(goals: &Value) -> Vec<String> {
    let goals = goals.as_array().unwrap_or_else(|| panic!("no list: {goals}"));
    goals.iter().map(|goal| goal["code"].as_str().unwrap_or("-").to_owned()).collect()
}

/// The goal with this code in a list of goals.
pub(crate) fn find<'v>(goals: &'v Value, code: &str) -> &'v Value {
    let list = goals.as_array().unwrap_or_else(|| panic!("no list: {goals}"));
    list.iter().find(|goal| goal["code"] == code).unwrap_or_else(|| panic!("no {code} in {goals}"))
}

/// A goal as `show` has it.
pub(crate) fn shown(store: &Store, code: &str) -> Value {
    store.json(&["show", code])["goal"].clone()
}

/// A run with more variables.
pub(crate) fn with(store: &Store, vars: &[(&str, &str)], args: &[&str]) -> Ran {
    let ran = store.command(args).envs(vars.iter().copied()).output().expect("the program starts").into();
    compare(args, &ran);
    ran
}

/// A script run by a shell, with the program on the PATH and the store in the environment; ended after a
/// while, so that nothing hangs.
pub(crate) fn shell(store: &Store, words: &[&str], script: &str) -> Ran {
    let mut command = Command::new("timeout");
    command.args(["--foreground", "20"]).args(words).args(["-c", script]);
    command.env_clear().envs(store.environment()).env("TERM", "dumb").stdin(Stdio::null());
    command.output().expect("the shell starts").into()
}

/// The line of a page that holds these words.
pub(crate) fn line_with<'t>(text: &'t str, words: &str) -> &'t str {
    text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no `{words}` in:\n{text}"))
}

/// That this object has these keys.
pub(crate) fn has_keys(object: &Value, keys: &str) {
    let known = object.as_object().unwrap_or_else(|| panic!("no object: {object}"));
    for key in keys.split(' ') {
        assert!(known.contains_key(key), "`{key}` is not in {object}");
    }
}

/// That a row says this of these.
pub(crate) fn says(row: &Value, wanted: &Value) {
    for (key, value) in wanted.as_object().expect("an object") {
        assert_eq!(&row[key], value, "{key} in {row}");
    }
}

/// A store with these goals.
pub(crate) fn with_goals(lines: &[&str]) -> Store {
    let store = Store::new();
    for line in lines {
        store.ok(&["add", line]);
    }
    store
}

/// 52 posts in 364 days, on day 182, 24 of them done in spring: SEMANTICS 7.5.
pub(crate) fn half_way() -> Store {
    let mut store = Store::new();
    store.at("2026-01-01");
    store.ok(&["add", "Publish 52 guest posts n:52 unit:posts from:2026-01-01 by:2026-12-30 code:gp"]);
    store.at("2026-07-01");
    store.ok(&["check", "gp+24", "--on", "2026-05-01"]);
    store
}

/// The guest posts, and the children beside them.
pub(crate) fn guest_posts() -> Store {
    let store = Store::new();
    plan_posts(&store, "+1y");
    store.types("add 'Time with the children' --every day --area family --code kids");
    store
}

/// A year's guest posts until a day, one a week, with what makes one.
pub(crate) fn plan_posts(store: &Store, by: &str) {
    store.types(&format!("add 'Publish 52 guest posts' --target 52 --unit posts --by {by} --code gp"));
    store.types("split gp 'Guest post of the week every:week code:post feeds:1'");
    store.types(
        "split post 'Pitch websites n:12 unit:emails code:pitch' 'Follow up n:2 code:fu' 'Outline code:outl' \
         'Write n:10 unit:blocks code:write' 'Edit code:ed' 'Send it code:si' 'See it published code:pub'",
    );
}

/// A line of a shell run in a pseudo-terminal, with the program on the PATH and these variables more. Both
/// streams go to it; it is ended after a while.
#[cfg(unix)]
pub(crate) fn terminal(store: &Store, vars: &[(&str, &str)], line: &str) -> Ran {
    let mut command = Command::new("timeout");
    command
        .args(["--foreground", "30", "script", "-qec", line, "/dev/null"])
        .env_clear()
        .envs(store.environment())
        .env("SHELL", "/bin/sh")
        .env("TERM", "dumb")
        .env("COLUMNS", "160")
        .envs(vars.iter().copied())
        .stdin(Stdio::null());
    let mut ran: Ran = command.output().expect("`script` starts").into();
    ran.out = ran.out.replace('\r', "");
    ran
}

/// Puts a line with these changes into a store that has no journal, as a hand or another program would.
pub(crate) fn written_by_hand(store: &Store, did: &str) {
    let folder = store.dir().join("journal/hand");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("2026.jsonl"), line(1, did) + "\n").expect("it is written");
}
