//! `completions`: real shells complete codes by asking the program.

use crate::common::{guest_posts, shell, with};
use crate::files::bytes_below;
use crate::harness::{Ran, Store};
use crate::tools::{find, leave_out, needs};

/// What bash offers for the last of these words.
fn bash(store: &Store, words: &[&str]) -> Ran {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len() - 1;
    let script = format!(
        "source <(goals completions bash) || exit 9
         registered=$(complete -p goals | sed -E 's/.*-F ([^ ]+).*/\\1/')
         COMP_WORDS=({words}) COMP_CWORD={last} COMP_LINE='{line}' COMP_POINT={point} COMP_TYPE=9
         $registered goals \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last}-1]}}\"
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words = quoted.join(" "),
        line = words.join(" "),
        point = words.join(" ").len(),
    );
    shell(store, &["bash", "--norc", "--noprofile"], &script)
}

/// What fish offers for a line.
fn fish(store: &Store, line: &str) -> Ran {
    shell(store, &["fish", "--no-config"], &format!("goals completions fish | source; complete -C '{line}'"))
}

/// What comes of a line typed into an interactive zsh, tabs and all.
fn zsh(store: &Store, line: &str) -> Ran {
    zsh_after(store, "autoload -U compinit; compinit -u -D; source <(goals completions zsh)", line)
}

/// The same, where completion is set up by these words.
fn zsh_after(store: &Store, setup: &str, line: &str) -> Ran {
    let script = format!(
        "zmodload zsh/zpty || exit 9
         await() {{ until [[ $seen == *$1* ]]; do zpty -r -t z line && seen+=$line || sleep 0.01; done }}
         zpty -b z zsh -f -i
         zpty -w z \"PS1='> '; {setup}; print re''ady\"
         await ready
         zpty -w -n z $'{line}\\rprint do\\'\\'ne\\r'
         await done
         zpty -d z
         print -r -- $seen"
    );
    shell(store, &["zsh", "-f"], &script)
}

/// What nushell offers for the last of these words.
fn nushell(store: &Store, words: &[&str]) -> Ran {
    let file = store.home().join("goals.nu");
    std::fs::write(&file, store.ok(&["completions", "nushell"])).expect("it is written");
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let script = format!(
        "source '{}'; do $env.config.completions.external.completer [{}] | get value | to text",
        file.display(),
        quoted.join(" ")
    );
    shell(store, &["nu", "-n"], &script)
}

fn words(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.err, "", "{ran:?}");
    ran.out
        .lines()
        .map(|line| line.split('\t').next().unwrap_or_default().trim())
        .filter(|it| !it.is_empty())
        .collect()
}

#[test]
fn bash_completes_codes() {
    needs!("bash");
    let store = guest_posts();
    assert_eq!(words(&bash(&store, &["goals", "check", "pi"])), ["pitch"]);
    let mut found = bash(&store, &["goals", "check", "kids", "p"]);
    assert_eq!(words(&found).len(), 3, "{found:?}");
    found = bash(&store, &["goals", "check", ""]);
    assert!(["gp", "pitch", "kids"].iter().all(|code| words(&found).contains(code)), "{found:?}");
    assert_eq!(words(&bash(&store, &["goals", "split", "g"])), ["gp"]);
    assert_eq!(words(&bash(&store, &["goals", "show", "ki"])), ["kids"]);
    assert_eq!(words(&bash(&store, &["goals", "pause", "kids", "pit"])), ["pitch"]);
}

#[test]
fn bash_completes_commands_and_options() {
    needs!("bash");
    let store = Store::new();
    assert_eq!(words(&bash(&store, &["goals", "ch"])), ["check"]);
    assert_eq!(words(&bash(&store, &["goals", "check", "--not"])), ["--note"]);
    assert_eq!(words(&bash(&store, &["goals", "completions", "fi"])), ["fish"]);
}

#[test]
fn fish_completes_codes_and_tells_titles() {
    needs!("fish");
    let store = guest_posts();
    let ran = fish(&store, "goals check pi");
    assert_eq!(words(&ran), ["pitch"]);
    assert!(ran.out.contains("Pitch websites"), "{ran:?}");
    assert_eq!(words(&fish(&store, "goals check kids pi")), ["pitch"]);
    assert_eq!(words(&fish(&store, "goals strea")), ["streaks"]);
}

#[test]
fn nushell_completes_commands_and_codes() {
    // No package of Debian: where it can't be had, it is left out in CI too.
    if find("nu").is_none() {
        return leave_out(&["nu"]);
    }
    let store = guest_posts();
    assert_eq!(words(&nushell(&store, &["goals", "check", "pi"])), ["pitch"]);
    assert_eq!(words(&nushell(&store, &["goals", "strea"])), ["streaks"]);
}

#[test]
fn zsh_completes_codes_as_they_are_typed() {
    needs!("zsh");
    let store = guest_posts();
    let ran = zsh(&store, "goals check pi\\t");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(store.goal("pitch")["done"], 1, "{ran:?}");
}

#[test]
fn zsh_completes_values_also_behind_a_colon() {
    needs!("zsh");
    let store = guest_posts();
    let ran = zsh(&store, "goals plan pitch --on tomo\\t");
    assert_eq!(store.json(&["show", "pitch"])["goal"]["state"], "waiting", "{ran:?}");
    let ran = zsh(&store, "goals add Swim every:qu\\t code:swim");
    assert_eq!(store.goal("swim")["cadence"], "quarter", "{ran:?}");
}

#[test]
fn the_program_s_answer_to_zsh() {
    let store = guest_posts();
    let vars = [("GOALS_COMPLETE", "zsh"), ("_CLAP_COMPLETE_INDEX", "2"), ("_CLAP_IFS", "\n")];
    let ran = with(&store, &vars, &["--", "goals", "check", "pi"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.starts_with("pitch"), "{ran:?}");
    assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
}

#[test]
fn archived_codes_are_offered_where_they_can_be_used() {
    needs!("bash");
    let store = guest_posts();
    store.ok(&["archive", "kids"]);
    assert_eq!(words(&bash(&store, &["goals", "check", "ki"])), [""; 0]);
    assert_eq!(words(&bash(&store, &["goals", "archive", "--undo", "ki"])), ["kids"]);
    assert_eq!(words(&bash(&store, &["goals", "show", "ki"])), ["kids"]);
}

#[test]
fn a_store_that_is_missing_or_empty_yields_nothing_and_no_error() {
    needs!("bash");
    let store = Store::new();
    assert_eq!(words(&bash(&store, &["goals", "check", "pi"])), [""; 0]);
    assert!(!store.dir().exists());
    std::fs::create_dir_all(store.dir()).expect("a folder");
    assert_eq!(
        words(&bash(&store, &["goals", "check", ""])).iter().filter(|word| !word.starts_with('-')).count(),
        0
    );
    assert_eq!(std::fs::read_dir(store.dir()).expect("the folder").count(), 0);
}

#[test]
fn a_store_that_is_missing_yields_nothing_in_fish() {
    needs!("fish");
    let store = Store::new();
    assert_eq!(words(&fish(&store, "goals check pi")), [""; 0]);
    assert!(!store.dir().exists());
}

#[test]
fn a_store_that_is_missing_yields_nothing_in_zsh() {
    needs!("zsh");
    let store = Store::new();
    let ran = zsh(&store, "goals check pi\\t");
    assert!(ran.out.contains("no goal has the code"), "{ran:?}");
    assert!(!store.dir().exists());
}

/// Completing `pi` offers `pitch`, and changes no file of the store.
fn only_offers(complete: impl Fn(&Store) -> Ran) {
    let store = guest_posts();
    let times = || {
        let paths = bytes_below(&store.dir()).into_iter();
        paths
            .map(|(path, bytes)| {
                (path.metadata().expect("it is there").modified().expect("a time"), path, bytes)
            })
            .collect::<Vec<_>>()
    };
    let before = times();
    assert_eq!(words(&complete(&store)), ["pitch"]);
    assert_eq!(times(), before);
}

#[test]
fn completing_in_bash_writes_nothing() {
    needs!("bash");
    only_offers(|store| bash(store, &["goals", "check", "pi"]));
}

#[test]
fn completing_in_fish_writes_nothing() {
    needs!("fish");
    only_offers(|store| fish(store, "goals check pi"));
}

#[test]
fn the_store_named_by_dir_is_asked() {
    needs!("bash");
    let store = Store::new();
    let other = guest_posts();
    let dir = other.dir().display().to_string();
    assert_eq!(words(&bash(&store, &["goals", "--dir", &dir, "check", "pi"])), ["pitch"]);
}

#[test]
fn shells_it_does_not_know() {
    let store = Store::new();
    let ran = store.refused(2, &["completions", "tcsh"], "tcsh");
    assert!(ran.err.contains("bash"), "{ran:?}");
    store.refused(2, &["completions"], "");
    for shell in ["bash", "zsh", "fish"] {
        assert!(store.ok(&["completions", shell]).contains("goals"));
    }
    assert!(!store.dir().exists());
}

/// A folder with the files for all shells.
fn shipped(store: &Store) -> String {
    let folder = store.home().join("shipped");
    std::fs::create_dir(&folder).expect("a folder");
    let folder = folder.to_str().expect("a path").to_owned();
    let told = store.json(&["completions", "--into", &folder]);
    let files = ["goals.bash", "_goals", "goals.fish", "goals.nu", "goals.elv", "goals.ps1"];
    assert_eq!((&told["folder"], &told["files"]), (&serde_json::json!(folder), &serde_json::json!(files)));
    folder
}

#[test]
fn the_files_for_packages_are_what_is_printed() {
    let store = Store::new();
    let folder = shipped(&store);
    let files = [
        ("bash", "goals.bash"),
        ("zsh", "_goals"),
        ("fish", "goals.fish"),
        ("nushell", "goals.nu"),
        ("elvish", "goals.elv"),
        ("powershell", "goals.ps1"),
    ];
    for (shell, file) in files {
        let written = std::fs::read_to_string(format!("{folder}/{file}")).expect("a file");
        assert_eq!(written, store.ok(&["completions", shell]));
    }
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), files.len());
    assert!(!store.dir().exists());
}

#[test]
fn zsh_finds_its_file_in_fpath_and_completes_at_the_first_tab() {
    needs!("zsh");
    let store = guest_posts();
    let folder = shipped(&store);
    let setup = format!("fpath=({folder} $fpath); autoload -U compinit; compinit -u -D");
    let ran = zsh_after(&store, &setup, "goals check pi\\t");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(store.goal("pitch")["done"], 1, "{ran:?}");
}

#[test]
fn fish_finds_its_file_in_its_folder() {
    needs!("fish");
    let store = guest_posts();
    let folder = shipped(&store);
    let script = format!("set -p fish_complete_path {folder}; complete -C 'goals check pi'");
    assert_eq!(words(&shell(&store, &["fish", "--no-config"], &script)), ["pitch"]);
}

#[test]
fn files_for_packages_go_into_a_folder_that_is_there() {
    let store = Store::new();
    let missing = store.home().join("missing");
    store.refused(73, &["completions", "--into", missing.to_str().expect("a path")], "is not a folder");
    store.refused(2, &["completions", "bash", "--into", "."], "can't both be given");
    assert!(!missing.exists());
}
