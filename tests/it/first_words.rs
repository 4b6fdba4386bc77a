//! What people type first that is no command.

#[cfg(unix)]
use crate::common::terminal;
use crate::common::{codes, with_goals};
use crate::harness::Store;
#[cfg(unix)]
use crate::tools::needs;

fn store() -> Store {
    with_goals(&["Time with the children every:day code:kids", "Run n:99 unit:km every:day code:run"])
}

#[test]
fn what_means_a_command_is_that_command() {
    let store = store();
    for (line, same) in [
        (&["ls"][..], &["list"][..]),
        (&["status"], &["today"]),
        (&["tomorrow"], &["today", "--on", "tomorrow"]),
        (&["yesterday"], &["today", "--on", "yesterday"]),
        (&["streak", "kids"], &["streaks", "kids"]),
        (&["week"], &["review"]),
        (&["--json", "ls", "kids"], &["--json", "list", "kids"]),
    ] {
        assert_eq!(store.ok(line), store.ok(same), "{line:?}");
    }
    for word in ["done", "did", "do"] {
        assert_eq!(codes(&store.json(&[word, "kids", "run+2"])["changed"]), ["kids", "run"]);
    }
    store.ok(&["new", "Read a book", "--code", "book"]);
    store.ok(&["do", "book", "--on", "yesterday", "--note", "half of it"]);
}

#[test]
fn to_remove_a_goal_puts_it_out_of_sight_and_says_so() {
    for word in ["rm", "delete", "remove"] {
        let store = store();
        let ran = store.run(&[word, "kids"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.err.contains("nothing is deleted") && ran.out.contains("goals archive kids --undo"),
            "{ran:?}"
        );
        let ran = store.refused(1, &[word, "rum"], "no goal has the code `rum`");
        assert!(!ran.err.contains("nothing is deleted"), "{ran:?}");
    }
}

#[test]
fn what_is_no_command_is_answered_with_the_right_one() {
    let store = store();
    for (word, hint) in [
        ("stats", "goals streaks"),
        ("who", "goals list --who NAME"),
        ("vacation", "goals pause --all"),
        ("search", "goals list --all --grep TEXT"),
        ("inbox", "goals config inbox on"),
        ("hooks", "hooks/on-change"),
        ("chekc", "did you mean `check`?"),
        ("dnoe", "did you mean `done`?"),
        ("yoag", "`goals --help` lists the commands"),
        ("kidz", "did you mean `kids`? Type `goals check kids`"),
    ] {
        let ran = store.refused(2, &[word], &format!("there is no command `{word}`"));
        assert!(ran.err.contains(hint), "{word}: {ran:?}");
    }
    assert!(!store.run(&["rmm"]).err.contains("prompt"));
}

#[test]
fn below_a_command_those_below_it_are_guessed() {
    let store = store();
    let ran = store.refused(2, &["reward", "ad", "kids", "Cake"], "there is no command");
    assert!(ran.err.contains("did you mean `add`?"), "{ran:?}");
    let ran = store.refused(2, &["template", "sav"], "there is no command");
    assert!(ran.err.contains("did you mean `save`?"), "{ran:?}");
}

#[test]
fn codes_alone_are_a_check_off_at_a_terminal_and_else_told_how_to_be() {
    let store = store();
    let ran = store.refused(2, &["kids", "run+5"], "there is no command `kids`");
    assert!(ran.err.contains("type `goals check kids run+5`"), "{ran:?}");
    let ran = store.refused(2, &["kids", "rum+5"], "there is no command `kids`");
    assert!(ran.err.contains("Type `goals check kids run+5`"), "{ran:?}");
    assert_eq!(store.journal().len(), 2);
}

#[cfg(unix)]
#[test]
fn codes_alone_at_a_terminal() {
    needs!("script");
    let store = store();
    let ran = terminal(&store, &[], "goals kids+1 run+5");
    assert!(ran.code == 0 && ran.out.contains("✓ kids") && ran.out.contains("+5"), "{ran:?}");
    let ran = terminal(&store, &[], "goals kids --on yesterday");
    assert!(ran.code == 0 && ran.out.contains("✓ kids"), "{ran:?}");
    let written = store.journal().len();
    for line in ["goals kids swim", "goals ki", "goals review kids"] {
        let ran = terminal(&store, &[], line);
        assert_ne!(ran.code, 0, "{line}: {ran:?}");
        assert_eq!(store.journal().len(), written, "{line}");
    }
}
