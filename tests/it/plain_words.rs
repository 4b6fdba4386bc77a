//! What is said where something is off, and what commands say of themselves: plain words that name what is missing.

use crate::common::with_goals;
use crate::harness::Store;

/// The error and the hint of what is refused.
fn refusal(store: &Store, args: &[&str]) -> (String, String) {
    let ran = store.run(args);
    assert_ne!(ran.code, 0, "{args:?}: {ran:?}");
    let line = |label: &str| ran.err.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
    (line("error: ").to_owned(), line("hint: ").to_owned())
}

#[test]
fn what_is_missing_is_named_and_the_command_whole() {
    let store = with_goals(&["Publish n:52 unit:posts code:gp", "Run every:day code:run"]);
    for (args, error, hint) in [
        (
            ["add"].as_slice(),
            "`goals add` needs a title",
            "as in `goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp`; `goals add --help` shows more",
        ),
        (
            &["win"],
            "`goals win` needs a title",
            "as in `goals win \"Fixed the gate\" --area family`; `goals win --help` shows more",
        ),
        (&["check"], "no goal given", "name the codes, as in `goals check pitch+4 kids`"),
        (
            &["skip"],
            "`goals skip` needs the code of a goal",
            "as in `goals skip run --note \"a cold\"`; `goals skip --help` shows more",
        ),
        (
            &["plan", "run"],
            "`goals plan` needs `--on DAY`",
            "as in `goals plan outl ed --on friday`; `goals plan --help` shows more",
        ),
        (
            &["split"],
            "`goals split` needs the code of the goal to split",
            "as in `goals split gp \"Pitch websites n:12 unit:emails every:week\" \"Outline\"`; `goals split --help` shows more",
        ),
        (
            &["reward", "add", "gp"],
            "`goals reward add` needs a text",
            "as in `goals reward add gp \"A weekend away\" --at 50%`; `goals reward add --help` shows more",
        ),
        (
            &["reward", "add"],
            "`goals reward add` needs the code of a goal and a text",
            "as in `goals reward add gp \"A weekend away\" --at 50%`; `goals reward add --help` shows more",
        ),
        (&["reward"], "`goals reward` needs one of `add`, `remove`", "`goals reward --help` shows how"),
        (
            &["claim"],
            "`goals claim` needs a number",
            "as in `goals claim 1`; `goals claim --help` shows more",
        ),
        (
            &["template", "show"],
            "`goals template show` needs a name",
            "as in `goals template show guest-post`; `goals template show --help` shows more",
        ),
        (&["reward", "ad", "gp"], "there is no command `reward ad`", "did you mean `add`?"),
        (&["check", "run", "--frob"], "unexpected option `--frob`", "`goals check --help` shows how"),
        (&["today", "stray"], "unexpected word `stray`", "`goals today --help` shows how"),
        (
            &["completions", "bash", "--into", "."],
            "`SHELL` and `--into` can't both be given",
            "`goals completions --help` shows how",
        ),
    ] {
        let (said, hinted) = refusal(&store, args);
        assert_eq!((said.as_str(), hinted.as_str()), (error, hint), "{args:?}");
    }
}

#[test]
fn a_bad_value_says_what_it_has_to_be() {
    let store = with_goals(&["Publish n:52 unit:posts code:gp"]);
    for (args, words) in [
        (["add", "Sing", "-n", "0"].as_slice(), "the target must be above 0"),
        (&["add", "Sing", "n:-3"], "the target must be above 0"),
        (&["add", "Sing", "--at-most", "-1"], "the limit must be 0 or more"),
        (&["split", "gp", "Sing", "--feeds", "0"], "`feeds` takes `sum` or a number above 0"),
        (&["split", "gp", "Sing feeds:each"], "`feeds` takes `sum` or a number above 0"),
        (
            &["reward", "add", "gp", "Tea", "--at", "foo"],
            "`--at` takes a share (50%), an amount (26) or a streak (streak:30)",
        ),
    ] {
        let (said, _) = refusal(&store, args);
        assert!(said.contains(words), "{args:?}: {said}");
        assert_eq!(said.matches("` takes ").count(), usize::from(words.contains("takes")), "{said}");
    }
}

/// The option's own words, and a line that it takes.
#[test]
fn a_bad_value_of_an_option_is_answered_by_what_it_takes() {
    let store = with_goals(&["Publish n:52 unit:posts code:gp"]);
    for (args, hint) in [
        (
            ["add", "Sing", "--target", "many"].as_slice(),
            "`--target` takes a number above 0, `+20%`, or `any`, as in `--target 12`",
        ),
        (
            &["add", "Sing", "-n", "many"],
            "`--target` takes a number above 0, `+20%`, or `any`, as in `--target 12`",
        ),
        (&["add", "Sing", "--at-most", "few"], "`--at-most` takes a number, 0 or more, as in `--at-most 2`"),
        (
            &["edit", "gp", "--baseline", "x"],
            "`--baseline` takes a number, beside a target, as in `--baseline 82.5`",
        ),
        (
            &["add", "Sing", "--every", "blue"],
            "`--every` takes `day`, `mon,wed`, `3d`, …, as in `--every week`",
        ),
        (
            &["split", "gp", "Sing", "--feeds", "lots"],
            "`--feeds` takes `sum`, or a number above 0, as in `--feeds 1`",
        ),
        (
            &["reward", "add", "gp", "Tea", "--at", "foo"],
            "as in `goals reward add gp \"A weekend away\" --at 50%`; `goals reward add --help` shows more",
        ),
    ] {
        assert_eq!(refusal(&store, args).1, hint, "{args:?}");
    }
}

/// Each key has a hint of its own; that a word of a title is quoted is said only of what may be one.
#[test]
fn a_bad_word_of_a_goal_line_is_answered_by_its_key() {
    let store = with_goals(&["Publish n:52 unit:posts code:gp"]);
    for (line, example, quoted) in [
        ("Sing n:twelve", "`n:12`", Some("`\"n:twelve\"`")),
        ("Sing n:1x", "`n:12`", None),
        ("Sing every:thing", "`every:week`", Some("`\"every:thing\"`")),
        ("Sing code:-x", "`code:pitch`", None),
        ("Sing at-most:", "`at-most:2`", Some("`\"at-most:\"`")),
        ("Sing after:a,+", "`after:outline,write`", Some("`\"after:a,+\"`")),
        ("Sing feeds:0", "`feeds:1`", None),
    ] {
        let (said, hint) = refusal(&store, &["add", line]);
        assert!(hint.contains(example), "{line}: {said}: {hint}");
        assert_eq!(hint.contains("in a title"), quoted.is_some(), "{line}: {hint}");
        assert!(quoted.is_none_or(|quoted| hint.contains(quoted)), "{line}: {hint}");
    }
    let (_, hint) = refusal(&store, &["add", "Sing n:1 n:2"]);
    assert!(!hint.contains("quot") && !hint.contains("title"), "{hint}");
}

#[test]
fn a_goal_is_not_moved_under_itself_nor_under_what_is_below_it() {
    let store = with_goals(&["Read code:read"]);
    store.ok(&["split", "read", "Find one code:find"]);
    let itself = refusal(&store, &["move", "read", "--under", "read"]);
    assert_eq!(itself.0, "`read` can't stand under itself");
    assert_eq!(itself.1, "name another goal, or `goals move read --top`");
    let below = refusal(&store, &["move", "read", "--under", "find"]);
    assert_eq!(below.0, "`read` can't stand under `find`, which is below it");
    assert_eq!(below.1, "move `find` elsewhere first");
}

#[test]
fn undo_says_what_is_undone_as_a_command_would() {
    let store = with_goals(&["Message two people code:mtp"]);
    store.ok(&["check", "mtp"]);
    assert_eq!(store.ok(&["undo"]), "Undone: check off `mtp` (+1) on Wed 18 Nov.\n");
    assert_eq!(store.ok(&["redo"]), "Redone: check off `mtp` (+1) on Wed 18 Nov.\n");
    store.ok(&["undo"]);
    assert_eq!(store.ok(&["undo"]), "Undone: add `mtp` “Message two people”.\n");
}

#[test]
fn pace_is_told_in_what_is_counted() {
    let mut store = Store::new();
    store.at("2026-11-18").ok(&["add", "Publish n:52 unit:posts by:2027-11-17 code:gp"]);
    let progress = store.ok(&["progress"]);
    assert!(progress.contains("on pace · about one a week from now on"), "{progress}");
    let why = store.ok(&["why", "gp"]);
    assert!(why.contains("Pace: on pace; 1 is due by 25 Nov."), "{why}");
    store.ok(&["check", "gp+3"]);
    let why = store.ok(&["why", "gp"]);
    assert!(
        why.contains("Pace: 3 posts ahead; what is done is enough until") && !why.contains("to spare"),
        "{why}"
    );
    store.ok(&["split", "gp", "Post feeds:2 every:day code:post"]);
    store.ok(&["check", "post"]);
    let why = store.ok(&["why", "gp"]);
    assert!(why.contains("5 posts: 2 from `post`, 3 of its own."), "{why}");
}

#[test]
fn commands_say_what_they_do() {
    let store = with_goals(&["Read code:read"]);
    store.ok(&["split", "read", "Find one code:find"]);
    assert!(store.ok(&["show", "--help"]).starts_with("Show a goal\n"));
    assert!(store.ok(&["pause", "--help"]).starts_with("Pause goals; streaks are kept\n"));
    assert!(store.ok(&["show", "read"]).contains("\nSteps\n"));
}

/// A milestone does not say more than the count beside it.
#[test]
fn a_share_of_parts_that_are_not_whole_is_told_in_percent() {
    let store = with_goals(&["Move house code:mh"]);
    store.ok(&["split", "mh", "A code:a", "B n:4 unit:km code:b", "C code:c", "D code:d", "E code:e"]);
    store.ok(&["check", "b+2"]);
    let out = store.ok(&["check", "a"]);
    assert!(out.contains("mh 1 of 5 steps: 30 % of the way"), "{out}");
    let out = store.ok(&["check", "c"]);
    assert!(out.contains("mh 2 of 5 steps: 50 % of the way"), "{out}");
}
