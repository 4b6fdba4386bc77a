//! Completion of values: cadences, days, areas, people, templates, settings, rewards, the words of a goal line.

use crate::common::{guest_posts, shell, with};
use crate::harness::{Ran, Store};
use crate::tools::needs;

/// What is offered for the last of these words, each with what is told beside it, as fish and nushell ask.
fn offered(store: &Store, words: &[&str]) -> Vec<(String, String)> {
    let ran: Ran = with(store, &[("GOALS_COMPLETE", "fish")], &[&["--", "goals"], words].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}: {ran:?}");
    let row = |line: &str| {
        line.split_once('\t')
            .map_or((line.to_owned(), String::new()), |(value, help)| (value.to_owned(), help.to_owned()))
    };
    ran.out.lines().map(row).collect()
}

fn values(store: &Store, words: &[&str]) -> Vec<String> {
    offered(store, words).into_iter().map(|(value, _)| value).collect()
}

/// Two people, two areas, a template and rewards.
fn store() -> Store {
    let store = guest_posts();
    store.ok(&["edit", "kids", "--who", "Ann,Ben"]);
    store.ok(&["edit", "gp", "--area", "paid work", "--who", "Ben"]);
    store.ok(&["win", "Sang", "--area", "music"]);
    store.ok(&["template", "save", "launch", "post"]);
    store.ok(&["reward", "add", "kids", "A walk", "--at", "1"]);
    store.ok(&["reward", "add", "gp", "A weekend away"]);
    store.ok(&["check", "kids"]);
    store
}

#[test]
fn what_is_kept_on_this_machine_is_a_setting_too() {
    let store = store();
    assert_eq!(values(&store, &["config", "in"]), ["inbox"]);
    assert_eq!(values(&store, &["config", "inbox", "o"]), ["on", "off"]);
}

#[test]
fn cadences_and_days() {
    let store = store();
    assert_eq!(
        values(&store, &["add", "Read", "--every", "we"]),
        ["weekday", "weekend", "week"].map(str::to_owned).into_iter().collect::<Vec<_>>()
    );
    assert!(values(&store, &["edit", "kids", "--every", ""]).contains(&"last-day".to_owned()));
    assert_eq!(values(&store, &["edit", "kids", "--every=qu"]), ["--every=quarter"]);
    let days = offered(&store, &["plan", "pitch", "--on", ""]);
    let of = |day: &str| days.iter().find(|(value, _)| value == day).map(|(_, date)| date.as_str());
    assert_eq!(
        (of("today"), of("fri"), of("wed")),
        (Some("18 Nov 2026"), Some("20 Nov 2026"), Some("25 Nov 2026"))
    );
    assert_eq!((of("+1w"), of("yesterday")), (Some("25 Nov 2026"), None));
    let back = offered(&store, &["check", "kids", "--on", ""]);
    let of = |day: &str| back.iter().find(|(value, _)| value == day).map(|(_, date)| date.as_str());
    assert_eq!(
        (of("fri"), of("yesterday"), of("tomorrow")),
        (Some("13 Nov 2026"), Some("17 Nov 2026"), None)
    );
    assert_eq!(values(&store, &["add", "Tax", "--by", "eo"]), ["eow", "eom", "eoq", "eoy"]);
    assert_eq!(values(&store, &["log", "--since", "tu"]), ["tue"]);
}

#[test]
fn areas_people_and_templates() {
    let store = store();
    for command in ["today", "next", "list", "log", "report"] {
        assert_eq!(values(&store, &[command, "--area", ""]), ["family", "music", "paid work"], "{command}");
        assert_eq!(values(&store, &[command, "--who", "b"]), ["Ben"], "{command}");
    }
    assert_eq!(values(&store, &["review", "--who", ""]), ["Ann", "Ben"]);
    assert_eq!(values(&store, &["check", "kids", "--as", "A"]), ["Ann"]);
    assert_eq!(values(&store, &["add", "Sing", "--who", "Ann,B"]), ["Ann,Ben"]);
    assert_eq!(values(&store, &["win", "Cooked", "--area", "fa"]), ["family"]);
    let templates = ["launch", "guest-post", "direct-outreach"];
    assert_eq!(values(&store, &["split", "gp", "--template", ""]), templates);
    assert_eq!(values(&store, &["template", "show", "g"]), ["guest-post"]);
}

#[test]
fn settings_and_rewards() {
    let store = store();
    assert_eq!(values(&store, &["config", "week"]), ["week-start"]);
    assert_eq!(values(&store, &["config", "week-start", "s"]), ["saturday", "sunday"]);
    assert_eq!(values(&store, &["config", "celebrate", ""]).first().map(String::as_str), Some("off"));
    assert_eq!(values(&store, &["config", "me", "be"]), ["Ben"]);
    assert_eq!(offered(&store, &["claim", ""]).first(), Some(&("1".to_owned(), "A walk".to_owned())));
    assert!(!values(&store, &["claim", ""]).contains(&"2".to_owned()));
    assert!(values(&store, &["reward", "remove", ""]).contains(&"2".to_owned()));
    assert_eq!(values(&store, &["reward", "add", "gp", "Cake", "--at", "st"]), ["streak:7", "streak:30"]);
}

#[test]
fn the_words_of_a_goal_line() {
    let store = store();
    assert_eq!(values(&store, &["add", "Read", "ev"]), ["every:"]);
    assert_eq!(values(&store, &["add", "Read", "every:q"]), ["every:quarter"]);
    assert_eq!(values(&store, &["split", "gp", "Read", "by:eoy"]), ["by:eoy"]);
    assert_eq!(values(&store, &["add", "Read", "who:Ann,b"]), ["who:Ann,Ben"]);
    assert_eq!(values(&store, &["split", "post", "after:pitch,f"]), ["after:pitch,fu"]);
    assert_eq!(values(&store, &["win", "Cooked", "area:mu"]), ["area:music"]);
    assert_eq!(values(&store, &["check", "post:pi"]), ["post:pitch"]);
    assert_eq!(values(&store, &["check", "post:al"]), ["post:all"]);
}

#[test]
fn topics_of_help() {
    let store = Store::new();
    let found = offered(&store, &["help", ""]);
    let of = |word: &str| found.iter().find(|(value, _)| value == word).map(|(_, about)| about.as_str());
    assert_eq!(of("days"), Some("What can be typed for a day"));
    assert!(of("lines").is_some() && of("check").is_some() && of("help").is_none(), "{found:?}");
    for command in ["help", "man"] {
        assert_eq!(values(&store, &[command, "da"]), ["days"]);
        assert_eq!(values(&store, &[command, "sch"]), ["schema"]);
    }
    assert!(!store.dir().exists());
}

#[test]
fn without_a_store_words_that_need_none_are_offered() {
    let store = Store::new();
    assert_eq!(values(&store, &["today", "--area", ""]), [""; 0]);
    assert_eq!(values(&store, &["claim", "1"]), [""; 0]);
    assert_eq!(values(&store, &["plan", "x", "--on", "tom"]), ["tomorrow"]);
    assert_eq!(values(&store, &["--dir", "~/nowhere", "plan", "x", "--on", "tom"]), ["tomorrow"]);
    assert!(!store.dir().exists());
}

/// What bash makes of a line when Tab is hit at its end.
fn bash(store: &Store, line: &str) -> Vec<String> {
    let script = format!(
        "source <(goals completions bash) || exit 9
         registered=$(complete -p goals | sed -E 's/.*-F ([^ ]+).*/\\1/')
         COMP_LINE='{line}' COMP_POINT={point} COMP_TYPE=9 COMP_WORDS=()
         # As readline breaks it: at blanks, and at : and = as words of their own.
         while IFS= read -r word; do COMP_WORDS+=(\"$word\"); done < <(
             printf '%s\\n' \"$COMP_LINE\" | sed -E 's/([:=]+)/ \\1 /g; s/ +/ /g' | tr ' ' '\\n')
         COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
         current=${{COMP_WORDS[COMP_CWORD]}}
         $registered goals \"$current\" \"\"
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        point = line.len(),
    );
    let ran = shell(store, &["bash", "--norc", "--noprofile"], &script);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}: {ran:?}");
    ran.out.lines().filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

#[test]
fn in_bash_a_colon_in_a_word_is_no_break() {
    needs!("bash", "sed", "tr");
    let store = store();
    // Bash replaces what stands behind the colon.
    assert_eq!(bash(&store, "goals add Read every:qu"), ["quarter"]);
    assert_eq!(bash(&store, "goals add Read --every=qu"), ["quarter"]);
    assert_eq!(bash(&store, "goals check post:pi"), ["pitch"]);
    assert_eq!(bash(&store, "goals check kids post:al"), ["all"]);
    assert_eq!(bash(&store, "goals add Read every: kids --every we").len(), 3);
    assert_eq!(bash(&store, "goals check pi"), ["pitch"]);
    assert_eq!(bash(&store, "goals today --area pa"), ["paid\\ work"]);
    assert_eq!(bash(&store, "goals today --area \"pa"), ["paid work"]);
}

#[test]
fn zsh_and_fish_complete_values() {
    needs!("fish");
    let store = store();
    let ran = shell(
        &store,
        &["fish", "--no-config"],
        "goals completions fish | source; complete -C 'goals add Read every:qu'; complete -C 'goals today --area pa'",
    );
    assert!(ran.out.contains("every:quarter") && ran.out.contains("paid"), "{ran:?}");
}

#[test]
fn nushell_asks_as_fish_does() {
    let store = Store::new();
    let script = store.ok(&["completions", "nushell"]);
    for part in ["completions.external.completer", "GOALS_COMPLETE: \"fish\"", "^goals -- ...$spans"] {
        assert!(script.contains(part), "{script}");
    }
}
