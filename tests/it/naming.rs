//! How goals are named: by codes, at a terminal by beginnings, in places, and what is said of a wrong one.

use goals::domain::input::places::{PlacedWord, parted, placed};
use serde_json::json;

#[cfg(unix)]
use crate::common::terminal;
use crate::common::{codes, with_goals};
use crate::harness::{Ran, Store};
#[cfg(unix)]
use crate::tools::needs;

/// Two buildings with rooms, and a habit.
fn buildings() -> Store {
    let store = with_goals(&[
        "Media house every:day code:vms",
        "Hanover Street every:day code:han",
        "Time with the children every:day code:kids",
    ]);
    store.ok(&["split", "vms", "Vacuum code:vcm", "Front hall code:fh", "Empty bins code:vms-bin"]);
    store.ok(&["split", "han", "Vacuum code:han-vcm", "Stairs code:st"]);
    store
}

/// The codes that a check-off wrote for, in order.
fn checked(store: &Store, args: &[&str]) -> Vec<String> {
    codes(&store.json(&[&["check"], args].concat())["changed"])
}

fn refused(store: &Store, args: &[&str], words: &[&str], hints: &[&str]) -> Ran {
    let before = store.journal();
    let ran = store.run(args);
    assert_eq!(ran.code, 1, "{args:?}: {ran:?}");
    let error = ran.err.lines().find(|line| line.starts_with("error: ")).unwrap_or_default().to_owned();
    let hint = ran.err.lines().find(|line| line.starts_with("hint: ")).unwrap_or_default().to_owned();
    for word in words {
        assert!(error.contains(word), "{args:?}: `{word}` is not in {ran:?}");
    }
    for word in hints {
        assert!(hint.contains(word), "{args:?}: `{word}` is not in {ran:?}");
    }
    assert_eq!(store.journal(), before, "{args:?} writes nothing");
    ran
}

#[test]
fn commas_part_codes_as_blanks_do_but_for_numbers() {
    let parts = |text: &'static str| parted(text).collect::<Vec<_>>();
    for (typed, parts_of) in [
        ("vms,fh", vec!["vms", "fh"]),
        ("vms, fh ,kids,", vec!["vms", "fh", "kids"]),
        ("run+3,7", vec!["run+3,7"]),
        ("run+3,7,fh", vec!["run+3,7", "fh"]),
        ("run=3,fh", vec!["run=3", "fh"]),
        ("run+1,000", vec!["run+1,000"]),
        ("run-3,5", vec!["run-3,5"]),
        ("a1,2b", vec!["a1", "2b"]),
        ("読書,café", vec!["読書", "café"]),
        ("+3,7", vec!["+3,7"]),
        (",", vec![]),
    ] {
        assert_eq!(parts(typed), parts_of, "{typed}");
    }
}

#[test]
fn a_place_holds_until_the_next_one_and_glued_for_its_word_alone() {
    let words = |typed: &str| placed(typed.split(' '));
    let all = |pairs: &[(Option<&str>, &str)]| -> Vec<PlacedWord> {
        let word = |(place, word): &(Option<&str>, &str)| PlacedWord {
            place: place.map(ToOwned::to_owned),
            word: (*word).to_owned(),
        };
        pairs.iter().map(word).collect()
    };
    let (vms, han) = (Some("vms"), Some("han"));
    assert_eq!(words("vms: vcm fh han: vcm"), Ok(all(&[(vms, "vcm"), (vms, "fh"), (han, "vcm")])));
    assert_eq!(words("kids vms: vcm,fh"), Ok(all(&[(None, "kids"), (vms, "vcm"), (vms, "fh")])));
    assert_eq!(words("vms:vcm fh"), Ok(all(&[(vms, "vcm"), (None, "fh")])));
    assert_eq!(words("vms: han:vcm fh+2"), Ok(all(&[(han, "vcm"), (vms, "fh+2")])));
    assert_eq!(words("vms:all"), Ok(all(&[(vms, "all")])));
    for wrong in ["vms:", "vms: han: fh", ":fh", "vms:han:fh", "vms: +3", ":"] {
        assert!(words(wrong).is_err(), "{wrong}: {:?}", words(wrong));
    }
}

#[test]
fn codes_parted_by_commas_are_meant_by_each_command_that_takes_several() {
    let store = buildings();
    assert_eq!(checked(&store, &["vcm,fh", "kids"]), ["vcm", "fh", "kids"]);
    assert_eq!(checked(&store, &["vcm, fh"]), ["vcm", "fh"]);
    assert_eq!(codes(&store.json(&["streaks", "vcm,fh"])["goals"]), ["vcm", "fh"]);
    assert_eq!(codes(&store.json(&["progress", "vms,han"])["goals"])[0], "vms");
    assert_eq!(codes(&store.json(&["pause", "vcm,fh"])["changed"]), ["vcm", "fh"]);
    assert_eq!(codes(&store.json(&["resume", "vcm,fh"])["changed"]), ["vcm", "fh"]);
    assert_eq!(codes(&store.json(&["plan", "vcm,fh", "--on", "tomorrow"])["changed"]), ["vcm", "fh"]);
    assert_eq!(codes(&store.json(&["archive", "vcm,fh"])["changed"]), ["vcm", "fh"]);
    assert_eq!(codes(&store.json(&["archive", "vcm,fh", "--undo"])["changed"]), ["vcm", "fh"]);
}

#[test]
fn rule_3_9_in_a_place_a_word_is_a_code_below_it() {
    let store = buildings();
    assert_eq!(checked(&store, &["vms:", "vcm", "fh", "han:", "vcm"]), ["vcm", "fh", "han-vcm"]);
    assert_eq!(checked(&store, &["vms:", "bin"]), ["vms-bin"], "the place's code may be left out");
    assert_eq!(checked(&store, &["vms:bin", "han:vcm", "kids"]), ["vms-bin", "han-vcm", "kids"]);
    assert_eq!(codes(&store.json(&["skip", "vms:", "bin", "vcm"])["changed"]), ["vms-bin", "vcm"]);
    assert_eq!(
        codes(&store.json(&["plan", "han:vcm", "vms:bin", "--on", "tomorrow"])["changed"]),
        ["han-vcm", "vms-bin"]
    );
}

#[test]
fn rule_3_9_a_code_that_is_below_no_place_is_said_back() {
    let store = buildings();
    let ran = store.run(&["check", "vms:", "vcm", "kids"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "`kids`, not below `vms`\n"), "{ran:?}");
}

#[test]
fn rule_3_9_a_code_that_lies_below_another_place_is_refused_with_the_line() {
    let store = buildings();
    refused(
        &store,
        &["check", "vms:", "vcm", "st"],
        &["`st` is not below `vms`, but below `han`"],
        &["`goals check vms: vcm han:st` means that one"],
    );
    refused(&store, &["check", "han:vcm,fh", "han:fh+2"], &["`fh` is not below `han`"], &["vms:fh+2"]);
}

#[test]
fn rule_3_9_an_archived_goal_of_a_place_is_told_as_that() {
    let store = buildings();
    store.ok(&["archive", "fh"]);
    refused(&store, &["check", "vms:fh"], &["`fh` is archived"], &["goals archive fh --undo"]);
}

#[test]
fn rule_3_9_amounts_go_with_the_word_of_a_place() {
    let store = with_goals(&["Gym code:gym"]);
    store.ok(&[
        "split",
        "gym",
        "Bench n:30 unit:reps every:day code:bench",
        "Row n:9 unit:km every:day code:row",
    ]);
    let told = store.json(&["check", "gym:", "bench", "+10", "row=2,5"]);
    let amounts: Vec<_> =
        told["changed"].as_array().expect("changes").iter().map(|it| &it["day_total"]).collect();
    assert_eq!(amounts, [&json!(10), &json!(2.5)]);
    assert_eq!(store.json(&["check", "gym:bench-4"])["changed"][0]["day_total"], 6);
}

#[test]
fn rule_3_10_all_of_a_place_is_checked_off_by_the_share_of_today() {
    let store = with_goals(&["Media house code:vms"]);
    store.ok(&[
        "split",
        "vms",
        "Vacuum every:day code:vcm",
        "Pitch n:12 unit:emails every:week code:pitch",
        "Paint the door code:paint",
        "Varnish it after:paint code:varnish",
        "Read pages n:30 unit:pages by:2026-11-20 code:pages",
        "Coffee at-most:2 every:day code:coffee",
        "Weight n:80 baseline:90 unit:kg code:kg",
        "Garden from:2026-12-01 code:garden",
        "Windows every:day code:win",
        "Invoices every:month n:3 unit:invoices code:inv",
    ]);
    store.ok(&["pause", "win"]);
    let ran = store.run(&["check", "vms:all", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.err, "left out of `vms:all`: 1 blocked, 1 waiting, 1 paused, 1 reading, 1 limit\n");
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("a document");
    let amounts: Vec<(String, serde_json::Value)> = told["changed"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|it| (it["code"].as_str().expect("a code").to_owned(), it["amount"].clone()))
        .collect();
    // Nine of twelve in five days of a week, thirty pages in three, two of three invoices in thirteen days of a month.
    let wanted = [("vcm", 1), ("pitch", 2), ("paint", 1), ("pages", 10), ("inv", 1)];
    assert_eq!(amounts, wanted.map(|(code, n)| (code.to_owned(), json!(n))));
    // What is left then: the step that was blocked.
    assert_eq!(checked(&store, &["vms:", "all"]), ["varnish"]);
    let ran = store.run(&["check", "vms:all"]);
    assert!(ran.out.contains("Nothing checked off."), "{ran:?}");
}

#[test]
fn rule_3_10_what_has_its_share_is_not_done_again() {
    let store = with_goals(&["Media house code:vms"]);
    store.ok(&[
        "split",
        "vms",
        "Boxes n:5 unit:boxes code:box",
        "Letters n:6 unit:letters by:2026-11-20 code:let",
        "Invoices every:month n:60 unit:invoices code:inv",
    ]);
    store.ok(&["check", "let+1"]);
    let told = store.json(&["check", "vms:all"]);
    let amounts: Vec<_> =
        told["changed"].as_array().expect("changes").iter().map(|it| &it["amount"]).collect();
    assert_eq!(
        (codes(&told["changed"]), amounts),
        (vec!["box".into(), "let".into(), "inv".into()], vec![&json!(1), &json!(1), &json!(2)])
    );
    assert!(store.ok(&["check", "vms:all"]).contains("Nothing checked off."));
}

#[test]
fn rule_3_10_all_needs_a_place_with_something_below_and_takes_no_amount() {
    let store = buildings();
    refused(&store, &["check", "all"], &["`all`"], &[]);
    refused(&store, &["check", "kids:all"], &["nothing is below `kids`"], &["`kids` alone"]);
    store.refused(2, &["check", "vms:all+2"], "`vms:all` takes no amount");
}

#[test]
fn rule_3_10_all_of_a_place_can_be_skipped_and_planned() {
    let store = buildings();
    store.ok(&["split", "vms", "Paint the door every:once code:paint"]);
    assert_eq!(codes(&store.json(&["skip", "vms:all"])["changed"]), ["vcm", "fh", "vms-bin"]);
    assert!(store.ok(&["skip", "vms:all"]).contains("Nothing to skip."));
    let tomorrow = store.json(&["skip", "vms:all", "--on", "tomorrow"]);
    assert_eq!(codes(&tomorrow["changed"]), ["vcm", "fh", "vms-bin"], "what that day asks");
    let store = buildings();
    store.ok(&["split", "vms", "Paint the door every:once code:paint"]);
    let planned = store.json(&["plan", "vms:", "all", "--on", "tomorrow"]);
    assert_eq!(codes(&planned["changed"]), ["vcm", "fh", "vms-bin", "paint"]);
}

#[test]
fn rule_3_10_all_of_a_place_on_a_day_before_is_by_the_share_of_that_day() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Media house code:vms"]);
    store.ok(&["split", "vms", "Vacuum every:day code:vcm", "Pitch n:14 unit:emails every:week code:pitch"]);
    store.at("2026-11-18").ok(&["check", "vcm"]);
    let told = store.json(&["check", "vms:all", "--on", "tue"]);
    assert_eq!(codes(&told["changed"]), ["vcm", "pitch"]);
    assert_eq!(told["changed"][1]["amount"], 3, "14 in six days");
}

#[test]
fn one_wrong_code_and_nothing_is_written_each_has_its_nearest_and_the_line_is_printed() {
    let store = buildings();
    refused(
        &store,
        &["check", "vcn", "kidz+2", "fh"],
        &["no goal has the codes `vcn`, `kidz`; nothing was written"],
        &["did you mean `vcm` for `vcn`, `kids` for `kidz`?", "`goals check vcm kids+2 fh`"],
    );
    refused(
        &store,
        &["check", "vms", "vcm", "XX", "--note", "it rained"],
        &["no goal has the code `XX`; nothing was written"],
        &["`goals check vms vcm --note \"it rained\"` leaves it out"],
    );
    refused(
        &store,
        &["check", "vcn", "qqqq", "fh"],
        &["`vcn`, `qqqq`"],
        &["`vcm` for `vcn`", "No code is like `qqqq`. `goals check vcm fh` leaves it out"],
    );
    // Letters that changed places are nearer than another letter.
    refused(&store, &["check", "vsm"], &["`vsm`"], &["did you mean `vms` or `vcm`? Type `goals check vms`"]);
    refused(&store, &["check", "vcn,kidz"], &[], &["`goals check vcm,kids`"]);
    refused(&store, &["check", "vcn,fh kidz+1,5"], &[], &["`goals check \"vcm,fh kids+1,5\"`"]);
    refused(&store, &["add", "Report after:fh,kidz"], &[], &["`goals add \"Report after:fh,kids\"`"]);
    refused(&store, &["check", "vsm:", "vcm"], &["`vsm`"], &["`goals check vms: vcm`"]);
    refused(
        &store,
        &["check", "vms:", "bim", "fh"],
        &["`bim`"],
        &["did you mean `bin`?", "goals check vms: bin fh"],
    );
    refused(&store, &["check", "kidz-3"], &["`kidz`"], &["`goals check kids-3`"]);
    refused(&store, &["skip", "kidz", "fh"], &["nothing was written"], &["`goals skip kids fh`"]);
    refused(&store, &["archive", "kidz", "fh"], &["nothing was written"], &["`goals archive kids fh`"]);
    refused(&store, &["edit", "kidz", "--title", "Kids"], &["`kidz`"], &["`goals edit kids --title Kids`"]);
    let ran = refused(&store, &["streaks", "kidz", "fh"], &["`kidz`"], &["`goals streaks kids fh`"]);
    assert!(!ran.err.contains("written"), "what only reads writes nothing anyway: {ran:?}");
    store.refused(2, &["check", ""], "no goal given");
    store.refused(2, &["check", "vms:"], "no goal given after `vms:`");
}

#[test]
fn scripts_need_the_code_and_are_told_it() {
    let store = with_goals(&["Message two people every:day code:msg", "Read to Tom every:day code:read"]);
    refused(&store, &["check", "mess"], &["no goal has the code `mess`"], &["did you mean `msg`?"]);
    refused(&store, &["check", "people"], &[], &["did you mean `msg`?", "`goals check msg`"]);
    refused(&store, &["check", "rea"], &[], &["did you mean `read`?"]);
    refused(&store, &["check", "two", "people"], &[], &["Type `goals check msg`"]);
    refused(&store, &["check", "people+1", "people+1"], &[], &["Type `goals check msg+1 msg+1`"]);
}

#[cfg(unix)]
#[test]
fn at_a_terminal_a_beginning_that_fits_one_open_goal_is_meant_and_said_back() {
    needs!("script");
    let store = with_goals(&[
        "Message two people every:day code:message",
        "Read to Tom every:day code:read",
        "Report to the board code:board",
        "Café visit every:day code:coffee",
    ]);
    let at_terminal = |line: &str| terminal(&store, &[], line);
    // Each word of a title means it, and it was done once.
    for line in ["goals check Message two people", "goals check 'Message two people'"] {
        let ran = at_terminal(line);
        assert!(ran.code == 0 && ran.out.contains("`Message two people` is `message`"), "{ran:?}");
        assert!(!ran.out.contains("counts once"), "{ran:?}");
    }
    let ran = at_terminal("goals check mess");
    assert!(ran.code == 0 && ran.out.contains("`mess` is `message`"), "{ran:?}");
    for (line, said) in [
        ("goals check tom", "`tom` is `read`"),
        ("goals check CAFÉ", "`CAFÉ` is `coffee`"),
        ("goals skip peop", "`peop` is `message`"),
        ("goals show mes", "`mes` is `message`"),
        ("goals why mes", "`mes` is `message`"),
        ("goals streaks mes,tom", "`tom` is `read`"),
        ("goals progress boa", "`boa` is `board`"),
        ("goals list boa", "`boa` is `board`"),
        ("goals log --goal boa", "`boa` is `board`"),
        ("goals report --goal boa", "`boa` is `board`"),
        ("goals plan boa --on tomorrow", "`boa` is `board`"),
        ("goals pause mes", "`mes` is `message`"),
        ("goals resume mes", "`mes` is `message`"),
        ("goals edit boa --title Boards", "`boa` is `board`"),
        ("goals move boa --before mes", "`mes` is `message`"),
        ("goals win Praised --under boa", "`boa` is `board`"),
        ("goals reward add boa Cake", "`boa` is `board`"),
        ("goals template save x boa", "`boa` is `board`"),
        ("goals split boa 'Slides code:slides after:mes'", "`mes` is `message`"),
        ("goals edit boa --after mes", "`mes` is `message`"),
        ("goals finish boa", "`boa` is `board`"),
        ("goals archive coff", "`coff` is `coffee`"),
    ] {
        let ran = at_terminal(line);
        assert!(ran.code == 0 && ran.out.contains(said), "{line}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn two_that_fit_are_refused_and_both_named() {
    needs!("script");
    let store =
        with_goals(&["Read to Tom every:day code:read", "Report code:report", "Done already code:reach"]);
    store.ok(&["check", "reach"]);
    let before = store.journal();
    let ran = terminal(&store, &[], "goals check re+2 report");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("`re` could be `read` (Read to Tom) or `report` (Report)"), "{ran:?}");
    assert!(ran.out.contains("type `goals check read+2 report` or `goals check report+2 report`"), "{ran:?}");
    assert_eq!(store.journal(), before);
    store.ok(&["add", "Room twelve every:day n:9 code:room-12"]);
    let ran = terminal(&store, &[], "goals check room-1");
    assert!(ran.out.contains("`room-1` is `room-12`") && ran.out.contains("1/9"), "{ran:?}");
    let ran = terminal(&store, &[], "goals check room-12+3 'roo-2'");
    assert!(ran.out.contains("`roo` is `room-12`") && ran.out.contains("2/9"), "{ran:?}");
    let ran = terminal(&store, &[], "goals check re --json");
    assert!(
        ran.code == 1 && ran.out.contains("no goal has the code `re`"),
        "a script needs the code: {ran:?}"
    );
}

#[cfg(unix)]
#[test]
fn in_a_place_beginnings_are_looked_for_below_it() {
    needs!("script");
    let store = buildings();
    let ran = terminal(&store, &[], "goals check vms: vac han: vac");
    assert!(
        ran.code == 0 && ran.out.contains("`vac` is `vcm`") && ran.out.contains("`vac` is `han-vcm`"),
        "{ran:?}"
    );
    let ran = terminal(&store, &[], "goals check media: front");
    assert!(ran.out.contains("`media` is `vms`") && ran.out.contains("`front` is `fh`"), "{ran:?}");
    let ran = terminal(&store, &[], "goals check media: stairs");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(!ran.out.contains("`media` is `vms`"), "what is not done is not said back: {ran:?}");
}

#[test]
fn a_code_that_is_taken_elsewhere_gets_the_parent_s_before_it_in_split() {
    let store = with_goals(&["Media house code:vms", "Hanover Street code:han"]);
    store.ok(&["split", "vms", "Vacuum code:vcm"]);
    let ran = store.run(&["split", "han", "Vacuum code:vcm", "Bins code:bin after:vcm", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("`vcm` is taken by “Vacuum”, so this one is `han-vcm`"), "{ran:?}");
    let made: serde_json::Value = serde_json::from_str(&ran.out).expect("a document");
    assert_eq!(codes(&made["changed"]), ["han-vcm", "bin"]);
    assert_eq!(codes(&crate::common::shown(&store, "bin")["after"]), ["han-vcm"]);
    assert_eq!(checked(&store, &["vms:vcm", "han:vcm"]), ["vcm", "han-vcm"]);
    refused(&store, &["add", "Other code:vcm"], &["the code `vcm` is taken"], &["--code"]);
    refused(&store, &["split", "han", "Other code:vcm"], &["`han-vcm` is taken"], &["--code"]);
}

/// Words that stand together in a title are that goal alone, with its amount, quoted or not.
#[cfg(unix)]
#[test]
fn at_a_terminal_words_of_a_title_mean_its_goal_alone() {
    needs!("script");
    let store = with_goals(&[
        "Write pitches every:week n:12 code:write",
        "Write articles every:week n:5 code:write-articles",
        "Follow up calls every:week n:8 code:follow",
        "One small thing a day every:day code:small",
        "Clean the bath every:day code:clean-bath",
        "Clean the kitchen every:day code:clean",
    ]);
    for (line, wanted) in [
        ("goals check 'write articles'", ("write-articles", 1.0)),
        ("goals check 'Write articles+2'", ("write-articles", 2.0)),
        ("goals check write articles +2", ("write-articles", 2.0)),
        ("goals check 'follow up calls+2'", ("follow", 2.0)),
        ("goals check follow up calls +2", ("follow", 2.0)),
        ("goals check calls follow+2", ("follow", 2.0)),
        ("goals check 'one small thing'", ("small", 1.0)),
        ("goals check the bath", ("clean-bath", 1.0)),
        ("goals check Clean the bath", ("clean-bath", 1.0)),
    ] {
        let ran = terminal(&store, &[], line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        let entries = store.json(&["log"])["entries"].clone();
        let entries = entries.as_array().expect("entries");
        let last = entries.iter().filter(|it| it["id"] == entries[0]["id"]);
        let done: Vec<_> =
            last.map(|it| (it["code"].as_str().unwrap(), it["amount"].as_f64().unwrap())).collect();
        assert_eq!(done, [wanted], "{line}: {ran:?}");
    }
}

/// A day or an amount behind a code has its own place in the line, which is told.
#[test]
fn a_day_or_an_amount_behind_a_code_is_told_with_its_line() {
    let store = with_goals(&["Read every:day code:read", "Write every:day n:5 code:write"]);
    for (typed, code, line) in [
        (&["check", "read", "yesterday"][..], 1, "goals check read --on yesterday"),
        (&["check", "read", "last", "friday"], 1, "goals check read --on \"last friday\""),
        (&["check", "write", "4"], 1, "goals check write+4"),
        (&["check", "read", "write", "4"], 1, "goals check read write+4"),
        (&["write", "4"], 1, "goals check write+4"),
        (&["skip", "read", "tomorrow"], 1, "goals skip read --on tomorrow"),
        (&["plan", "read", "tomorrow"], 2, "goals plan read --on tomorrow"),
        (&["plan", "read", "next", "friday"], 2, "goals plan read --on \"next friday\""),
        (&["edit", "read", "--parent", "write"], 2, "goals move read --under CODE"),
    ] {
        let ran = store.run(typed);
        assert!(ran.code == code && ran.err.contains(&format!("`{line}`")), "{typed:?}: {ran:?}");
    }
    assert_eq!(store.json(&["log"])["entries"].as_array().map(Vec::len), Some(0));
}
