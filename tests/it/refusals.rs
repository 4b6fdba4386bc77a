//! What is refused: with words that name what was wrong and what to do, with the exit code of PRODUCT,
//! and with nothing written. 2: the words can't be meant, whatever the store holds. 1: the rules don't
//! allow it, as the store and the date are.

use crate::files::bytes_below;
use crate::harness::Store;

/// A store with one of each kind, sixteen days old.
fn store() -> Store {
    let mut store = Store::new();
    store.on_device("a").at("2026-11-02");
    store.ok(&["add", "Run", "every:day", "code:run"]);
    store.ok(&["add", "Stretch at work", "every:weekday", "code:desk"]);
    store.ok(&["add", "Old habit", "every:day", "code:old"]);
    store.ok(&["archive", "old"]);
    store.ok(&["add", "Publish a book", "code:book"]);
    store.ok(&["split", "book", "Outline it code:outline", "Write it code:write"]);
    store.ok(&["split", "write", "First chapter code:ch1"]);
    store.ok(&["add", "A post a week", "every:week", "code:post"]);
    store.ok(&["split", "post", "Pitch websites n:3 every:week code:pitch"]);
    store.ok(&["add", "Pay the debt", "baseline:5000", "n:0", "unit:euros", "code:debt"]);
    store.at(crate::harness::NOW);
    store
}

/// Runs it; expects that code, these words in an error of one line, this in the hint, nothing printed and
/// nothing written. What is otherwise is told.
fn faults(store: &Store, (code, args, words, hint): (i32, &[&str], &[&str], &str)) -> Vec<String> {
    let before = bytes_below(store.home());
    let ran = store.run(args);
    let mut faults = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("goals {args:?}: {what}: {ran:?}"));
        }
    };
    expect(ran.code == code, &format!("the exit code is not {code}"));
    let errors: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("error: ")).collect();
    expect(errors.len() == 1, "there is not one line of error");
    for word in words {
        expect(
            errors.iter().any(|error| error.contains(word)),
            &format!("the error does not tell of {word}"),
        );
    }
    let told = ran.err.lines().find_map(|line| line.strip_prefix("hint: ")).unwrap_or_default();
    expect(told.contains(hint), &format!("the hint does not tell of {hint}"));
    expect(ran.out.is_empty(), "something is printed");
    expect(bytes_below(store.home()) == before, "something is written");
    faults
}

fn refused(store: &Store, code: i32, args: &[&str], words: &[&str], hint: &str) {
    let faults = faults(store, (code, args, words, hint));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Many of one code: the arguments, what the error names, what the hint names.
type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a str);

fn all_refused(code: i32, cases: &[Case<'_>]) {
    all_refused_in(&store(), code, cases);
}

fn all_refused_in(store: &Store, code: i32, cases: &[Case<'_>]) {
    let faults: Vec<String> =
        cases.iter().flat_map(|(args, words, hint)| faults(store, (code, args, words, hint))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn texts_that_are_empty_or_too_long() {
    let long = "x".repeat(501);
    let why = format!("why:{long}");
    all_refused(
        2,
        &[
            (&["add", ""], &["the title is empty"], "few words"),
            (&["add", "   "], &["the title is empty"], "few words"),
            (&["add", "n:3"], &["the title is empty"], "title"),
            (&["split", "book", ""], &["the title is empty"], "title"),
            (&["split", "book", "every:day"], &["the title is empty"], "title"),
            (&["edit", "run", "--title", " "], &["the title is empty"], ""),
            (&["win", ""], &["the title is empty"], "few words"),
            (&["add", "- [ ] "], &["the title is empty"], "title"),
            (&["add", &long], &["the title", "501", "500"], "shorter"),
            (&["split", "book", &long], &["the title", "501", "500"], "shorter"),
            (&["edit", "run", "--title", &long], &["the title", "501", "500"], ""),
            (&["win", &long], &["the title", "501", "500"], "shorter"),
            (&["add", "Sing", &why], &["501", "500"], ""),
            (&["edit", "run", "--why", &long], &["--why", "501", "500"], ""),
            (&["check", "run", "--note", &long], &["the note", "501", "500"], ""),
            (&["check", "run", "--note", ""], &["the note is empty"], ""),
            (&["add", "Sing", "--unit", ""], &["--unit"], ""),
        ],
    );
}

#[test]
fn five_hundred_characters_are_taken() {
    let store = store();
    let long = "ü".repeat(500);
    store.ok(&["add", &long, "code:long"]);
    assert_eq!(store.goal("long")["title"], long.as_str());
    store.ok(&["check", "long", "--note", &long]);
}

#[test]
fn amounts_that_can_not_be() {
    all_refused(
        2,
        &[
            (&["add", "Sing", "--target", "0"], &["target", "above 0"], "--at-most 0"),
            (&["add", "Sing", "--target", "-1"], &["target", "above 0"], "--at-most 0"),
            (&["add", "Sing", "n:0"], &["target", "above 0"], "at-most"),
            (&["edit", "run", "--target", "0"], &["target", "above 0"], "--at-most 0"),
            (&["add", "Sing", "--at-most", "-1"], &["limit must be 0 or more"], "--at-most 0"),
            (&["add", "Sing", "at-most:-1"], &["limit must be 0 or more"], "at-most"),
            (&["add", "Sing", "--target", "1.2345"], &["1.2345", "three decimals"], ""),
            (&["check", "run+1.0001"], &["1.0001", "three decimals"], ""),
            (&["check", "debt=1.0001"], &["1.0001", "three decimals"], ""),
            (&["add", "Sing", "--target", "1000000000001"], &["1000000000001"], ""),
            (&["check", "run+1000000000000.001"], &["1000000000000.001"], ""),
            (&["check", "run=99999999999999999999999"], &["99999999999999999999999"], ""),
            (&["add", "Sing", "--target", "many"], &["`many`", "not a number"], ""),
            (&["add", "Sing", "--target", "1e3"], &["`1e3`", "not a number"], ""),
            (&["add", "Sing", "--target", "NaN"], &["`NaN`", "not a number"], ""),
            (&["check", "run+"], &["a number stands behind the sign"], ""),
            (&["check", "run=x"], &["`x`", "not a number"], ""),
            (&["check", "run+x"], &["`x`", "not a number"], ""),
            (&["check", "run="], &["a number stands behind the sign"], ""),
            (&["check", "run+1,500"], &["`1500` or `1.500`"], ""),
            (&["edit", "run", "--at-most", "-1"], &["limit must be 0 or more"], "--at-most 0"),
            (&["check", "run+0"], &["above 0"], ""),
            (&["check", "run+-2"], &["above 0"], ""),
            (&["check", "run=-2"], &["below 0", "-2"], "CODE=0"),
            (&["check", "+4"], &["code"], ""),
            (&["add", "Sing", "--target", "2", "--at-most", "3"], &["at-most"], ""),
            (&["add", "Sing", "n:2", "at-most:3"], &["at-most"], ""),
            (&["add", "Sing", "--baseline", "5"], &["baseline", "target"], "--target"),
            (
                &["add", "Sing", "--baseline", "5", "--target", "5"],
                &["target 5", "baseline"],
                "above or below",
            ),
            (&["add", "Sing", "--baseline", "5", "--at-most", "3"], &["baseline", "limit"], "--target"),
            (
                &["add", "Sing", "--baseline", "5", "--target", "9", "--every", "day"],
                &["baseline"],
                "cadence",
            ),
            (&["add", "Sing", "--target", "+20%"], &["+20%", "baseline"], "--baseline"),
        ],
    );
}

#[test]
fn a_limit_of_0_and_the_largest_amount_are_taken() {
    let store = store();
    store.ok(&["add", "Cigarettes", "every:day", "--at-most", "0", "code:smoke"]);
    let goal = store.goal("smoke");
    assert_eq!((&goal["target"], &goal["at_most"]), (&0.into(), &true.into()), "{goal}");
    store.ok(&["add", "Grains", "n:1000000000000", "code:grain"]);
    store.ok(&["check", "grain+999999999999.999"]);
    assert_eq!(store.goal("grain")["done"], 999_999_999_999.999);
}

#[test]
fn cadences_days_and_codes_that_can_not_be() {
    all_refused(
        2,
        &[
            (&["add", "Sing", "--every", "sometimes"], &["sometimes"], ""),
            (&["add", "Sing", "every:0d"], &["0d"], ""),
            (&["edit", "run", "--every", "sometimes"], &["sometimes"], ""),
            (&["add", "Sing", "--by", "2026-02-31"], &["2026-02-31", "28 days"], "28 Feb 2026"),
            (&["add", "Sing", "--by", "02-31"], &["02-31", "29 days"], "29 Feb"),
            (&["add", "Sing", "by:2026-13-01"], &["2026-13-01", "month 13"], "13 Jan 2026"),
            (&["check", "run", "--on", "2026-02-31"], &["2026-02-31", "28 days"], "28 Feb 2026"),
            (&["skip", "run", "--on", "someday"], &["`someday` is not a day"], "goals help days"),
            (&["win", "Sang", "--on", "3w"], &["3w"], "-3w"),
            (&["log", "--since", "11-12-2026"], &["11-12-2026"], "`12 Nov 2026` or `11 Dec 2026`"),
            (&["log", "--since", "2026-11-02", "--until", "2026-11-01"], &["2 Nov", "1 Nov"], "--since"),
            (&["today", "--on", "never"], &["`never` is not a day"], "2026-11-18"),
            (&["add", "Sing", "--code", "two words"], &["two words"], ""),
            (&["add", "Sing", "--code", "none"], &["none"], ""),
            (&["add", "Sing", "--code", &"x".repeat(25)], &["24"], ""),
            (&["add", "Sing", "code:ä!"], &["code:ä!"], ""),
            (&["add", "Sing", "--code", "all"], &["`all`", "below"], "--code"),
            (&["edit", "run", "--code", "all"], &["`all`", "below"], "--code"),
            (&["edit", "run", "--code", "none"], &["none"], ""),
            (&["edit", "run", "--by", "someday"], &["`someday` is not a day"], "goals help days"),
            (&["pause", "run", "--until", "someday"], &["`someday` is not a day"], "goals help days"),
            (&["plan", "run", "--on", "someday"], &["`someday` is not a day"], "goals help days"),
            (&["add", "Sing", "--from", "2026-12-02", "--by", "2026-12-01"], &["1 Dec", "2 Dec"], "--from"),
            (
                &["pause", "run", "--from", "2026-12-02", "--until", "2026-12-01"],
                &["1 Dec", "2 Dec"],
                "--from",
            ),
            (
                &["pause", "--all", "--from", "2026-12-02", "--until", "2026-12-01"],
                &["1 Dec", "2 Dec"],
                "--from",
            ),
        ],
    );
}

#[test]
fn goal_lines_that_can_not_be() {
    all_refused(
        2,
        &[
            (&["split", "book", "Fine", "Proof n:abc"], &["n:abc", "not a number", "Proof"], ""),
            (&["split", "book", "Proof every:sometimes"], &["every:sometimes"], ""),
            (&["split", "book", "Proof by:2026-02-31"], &["2026-02-31"], ""),
            (&["split", "book", "Proof n:"], &["n:"], ""),
            (&["split", "book", "Proof code:a_b"], &["code:a_b"], ""),
            (&["split", "book", "Proof why:\"no end"], &["closing quotation mark"], "both ends"),
            (&["split", "book", "Proof n:1 n:2"], &["n:", "twice"], ""),
            (&["split", "book", "Proof n:1 at-most:2"], &["at-most"], ""),
            (&["split", "book", "Proof feeds:lots"], &["feeds:lots"], ""),
            (&["split", "book", "Proof after:"], &["after:"], ""),
            (&["split", "book", "Proof baseline:x"], &["baseline:x"], ""),
            (&["split", "book", "A", "B", "--code", "c"], &["--code", "2 lines"], "code:"),
            (&["split", "book"], &["`book`"], "goal lines"),
            (&["split", "book", "-"], &["no goal line"], "one goal a line"),
        ],
    );
}

#[test]
fn one_code_twice_in_a_batch_can_not_be_meant() {
    all_refused(
        2,
        &[
            (&["split", "book", "A code:twin", "B code:twin"], &["`twin`", "twice"], "code:"),
            (&["split", "book", "A code:twin", "B code:TWIN"], &["`twin`", "twice"], "code:"),
        ],
    );
}

#[test]
fn usage() {
    all_refused(
        2,
        &[
            (&["chekc", "run"], &["no command `chekc`"], "`check`"),
            (&["frobnicate"], &["no command `frobnicate`"], "--help"),
            (&["add", "Sing", "--tarfet", "3"], &["--tarfet"], "--target"),
            (&["check", "run", "--frob"], &["--frob"], "goals check --help"),
            (&["check", "run", "--on"], &["--on", "needs a value"], ""),
            (&["check"], &["no goal given"], "codes"),
            (&["add"], &["needs a title"], "goals add --help"),
            (&["edit", "run"], &["`run`", "change"], "--target"),
            (&["move", "run"], &["`run`", "go"], "--under"),
            (&["move", "run", "--top", "--under", "book"], &["--top"], "goals move --help"),
            (&["pause", "--from", "fri"], &["CODE"], "goals pause --help"),
            (&["pause", "run", "--away"], &["CODE", "--away"], "goals pause --help"),
            (&["skip"], &["code of a goal"], "goals skip --help"),
            (&["edit"], &["code of a goal"], "goals edit --help"),
            (&["move"], &["code of a goal"], "goals move --help"),
            (&["resume"], &["CODE", "--all"], "goals resume --help"),
            (&["pause", "run", "--all"], &["CODE", "--all", "can't both"], "goals pause --help"),
            (&["plan", "--on", "today"], &["code of a goal"], "goals plan --help"),
            (&["plan", "run"], &["--on DAY"], "goals plan --help"),
            (&["split"], &["goal to split"], "goals split --help"),
            (&["win"], &["needs a title"], "goals win --help"),
            (&["--frobnicate"], &["--frobnicate"], "--help"),
            (&["today", "--al"], &["--al"], "`--all`"),
            (&["today", "--who"], &["--who", "needs a value"], "goals today --help"),
            (&["today", "stray"], &["`stray`"], "goals today --help"),
            (&["config", "day-start", "noon"], &["`noon`", "day-start"], "00:00 to 23:59"),
            (&["config", "colour"], &["no setting `colour`"], "`day-start`"),
            (&["config", "colour", "on"], &["no setting `colour`"], "`week-start`"),
            (&["config", "day-start", "25:00"], &["`25:00`", "day-start"], "00:00 to 23:59"),
            (&["config", "week-start", "someday"], &["`someday`", "week-start"], "weekday"),
            (&["config", "celebrate", "loudly"], &["`loudly`", "celebrate"], "`quiet`"),
            (&["config", "hints", "perhaps"], &["`perhaps`", "hints"], "`on`"),
        ],
    );
}

#[test]
fn days_that_have_not_come_and_days_that_are_over() {
    all_refused(
        1,
        &[
            (&["check", "run", "--on", "tomorrow"], &["19 November 2026", "not come"], "today"),
            (&["check", "run", "--on", "2030-01-01"], &["1 January 2030", "not come"], "today"),
            (&["check", "debt=3", "--on", "+1d"], &["19 November 2026", "not come"], "today"),
            (&["win", "Sang", "--on", "tomorrow"], &["19 November 2026", "not come"], "today"),
            (&["plan", "run", "--on", "yesterday"], &["17 November 2026", "is over"], "a day ahead"),
            (&["plan", "run", "--on", "2026-11-01"], &["1 November 2026", "is over"], "a day ahead"),
        ],
    );
}

#[test]
fn codes_that_nobody_has() {
    all_refused(
        1,
        &[
            (&["check", "rum"], &["`rum`"], "`run`"),
            (&["check", "pich"], &["`pich`"], "`pitch`"),
            (&["check", "run", "pich", "rum"], &["codes", "`pich`", "`rum`"], "`pitch`"),
            (&["check", "run", "run", "zzzzzz"], &["`zzzzzz`"], "goals list"),
            (&["check", "two words"], &["`two`, `words`"], "goals list"),
            (&["skip", "run", "rum"], &["`rum`"], "`run`"),
            (&["archive", "run", "rum"], &["`rum`"], "`run`"),
            (&["pause", "run", "rum"], &["`rum`"], "`run`"),
            (&["resume", "rum"], &["`rum`"], "`run`"),
            (&["resume", "run", "rum"], &["`rum`"], "`run`"),
            (&["plan", "run", "rum", "--on", "today"], &["`rum`"], "`run`"),
            (&["split", "book", "A", "B after:boook"], &["`boook`"], "`book`"),
            (&["split", "boook", "Proof"], &["`boook`"], "`book`"),
            (&["edit", "rum", "--target", "3"], &["`rum`"], "`run`"),
            (&["edit", "run", "--after", "boook"], &["`boook`"], "`book`"),
            (&["add", "Sing", "after:boook"], &["`boook`"], "`book`"),
            (&["move", "rum", "--top"], &["`rum`"], "`run`"),
            (&["move", "run", "--under", "boook"], &["`boook`"], "`book`"),
            (&["move", "run", "--before", "boook"], &["`boook`"], "`book`"),
            (&["win", "Sang", "--under", "boook"], &["`boook`"], "`book`"),
            (&["show", "rum"], &["`rum`"], "`run`"),
            (&["streaks", "rum"], &["`rum`"], "`run`"),
            (&["list", "rum"], &["`rum`"], "`run`"),
            (&["log", "--goal", "rum"], &["`rum`"], "`run`"),
        ],
    );
}

#[test]
fn codes_that_somebody_has() {
    all_refused(
        1,
        &[
            (&["add", "Sing", "--code", "run"], &["`run`", "taken", "“Run”"], "--code"),
            (&["add", "Sing", "--code", "RUN"], &["`run`", "taken", "“Run”"], "--code"),
            (&["add", "Sing code:desk"], &["`desk`", "taken", "“Stretch at work”"], "code:"),
            (&["edit", "run", "--code", "desk"], &["`desk`", "taken", "“Stretch at work”"], "--code"),
        ],
    );
}

#[test]
fn the_rule_of_10_3_an_archived_goal_whose_code_is_in_use() {
    let store = store();
    store.ok(&["add", "New habit", "code:old"]);
    refused(&store, 1, &["archive", "old", "--undo"], &["`old`", "taken", "“New habit”"], "");
}

#[test]
fn archived_goals_stay_as_they_are() {
    all_refused(
        1,
        &[
            (&["check", "old"], &["`old` is archived"], "goals archive old --undo"),
            (&["check", "run", "old"], &["`old` is archived"], "goals archive old --undo"),
            (&["split", "old", "Part"], &["`old` is archived"], "goals archive old --undo"),
            (&["edit", "old", "--target", "3"], &["`old` is archived"], "goals archive old --undo"),
            (&["move", "old", "--under", "book"], &["`old` is archived"], "goals archive old --undo"),
            (&["move", "run", "--under", "old"], &["`old` is archived"], "goals archive old --undo"),
            (&["skip", "old"], &["`old` is archived"], "goals archive old --undo"),
            (&["pause", "old"], &["`old` is archived"], "goals archive old --undo"),
            (&["plan", "old", "--on", "today"], &["`old` is archived"], "goals archive old --undo"),
        ],
    );
}

#[test]
fn the_rules_of_4_3_and_6_5_what_children_carry() {
    all_refused(
        1,
        &[
            (&["check", "post"], &["`post`", "children"], "`pitch`"),
            (&["check", "post+2"], &["`post`", "children"], "`pitch`"),
            (&["check", "run", "post"], &["`post`", "children"], "`pitch`"),
            (&["check", "book"], &["`book`", "2 parts are open"], "`outline`, `write`; `goals finish book`"),
            (&["check", "write=1"], &["`write`", "1 part is open"], "`ch1`; `goals finish write`"),
        ],
    );
}

#[test]
fn the_rule_of_3_6_readings() {
    all_refused(
        1,
        &[
            (&["check", "debt"], &["`debt`", "readings"], "goals check debt=N"),
            (&["check", "debt+5"], &["`debt`", "readings"], "goals check debt=N"),
            (&["check", "run", "debt"], &["`debt`", "readings"], "goals check debt=N"),
        ],
    );
}

#[test]
fn the_rule_of_4_1_skips_of_no_period() {
    all_refused(
        1,
        &[
            (
                &["skip", "desk", "--on", "2026-11-15"],
                &["`desk`", "no period", "15 November 2026"],
                "goals show desk",
            ),
            (&["skip", "run", "--on", "2026-11-01"], &["`run`", "no period"], "goals show run"),
            (&["skip", "run", "desk", "--on", "2026-11-15"], &["`desk`", "no period"], "goals show desk"),
            (&["skip", "debt"], &["`debt`", "done once"], "goals plan debt"),
        ],
    );
}

#[test]
fn circles_and_places_under_oneself() {
    all_refused(
        1,
        &[
            (&["move", "book", "--under", "book"], &["`book`", "itself"], "--top"),
            (&["move", "book", "--under", "write"], &["`book`", "`write`", "below it"], ""),
            (&["move", "book", "--under", "ch1"], &["`book`", "`ch1`", "below it"], ""),
            (&["move", "book", "--before", "ch1"], &["`book`", "`write`", "below it"], ""),
            (&["edit", "run", "--after", "run"], &["circle", "`run`"], ""),
            (&["edit", "ch1", "--after", "book"], &["circle", "`ch1`", "`book`"], ""),
            (&["edit", "book", "--after", "ch1"], &["circle", "`ch1`"], ""),
            (
                &["split", "book", "A code:aa after:bb", "B code:bb after:aa"],
                &["circle", "`aa`", "`bb`"],
                "after",
            ),
            (&["split", "book", "A code:aa after:aa"], &["circle", "`aa`"], "after"),
            (&["split", "book", "A code:aa after:book"], &["circle", "`aa`", "`book`"], ""),
        ],
    );
    let store = store();
    store.ok(&["edit", "outline", "--after", "run"]);
    store.ok(&["edit", "desk", "--after", "outline"]);
    refused(&store, 1, &["edit", "run", "--after", "desk"], &["circle", "`run`", "`desk`", "`outline`"], "");
    refused(&store, 1, &["move", "run", "--under", "desk"], &["circle", "`run`", "`outline`"], "");
}

/// Words that are fine in themselves, and clash with what the store holds or what day it is.
#[test]
fn what_clashes_with_the_store_is_refused_with_1() {
    let store = store();
    store.ok(&["edit", "book", "--by", "2026-12-24"]);
    store.ok(&["add", "Grains", "n:1000000000000", "code:grain"]);
    store.ok(&["check", "grain+1"]);
    all_refused_in(
        &store,
        1,
        &[
            (&["edit", "book", "--from", "2026-12-31"], &["24 Dec", "31 Dec"], ""),
            (&["pause", "run", "--until", "2026-11-01"], &["1 Nov", "18 Nov"], "--from"),
            (&["edit", "run", "--target", "+20%"], &["+20%", "baseline"], "--baseline"),
            (&["edit", "debt", "--target", "5000"], &["5000", "baseline"], ""),
            (&["check", "grain+1000000000000"], &["1000000000001"], "smaller"),
        ],
    );
}

#[test]
fn nothing_to_take_back_is_no_error() {
    let mut store = Store::new();
    store.on_device("a");
    for (command, words) in [("undo", "nothing to undo"), ("redo", "nothing to redo")] {
        assert!(store.ok(&[command]).contains(words));
        assert!(!store.dir().exists(), "{command} made a store");
    }
    store.ok(&["add", "Run", "every:day", "code:run"]);
    let before = bytes_below(&store.dir());
    assert!(store.ok(&["redo"]).contains("nothing to redo"));
    store.on_device("b");
    assert!(store.ok(&["undo"]).contains("nothing to undo on this device"));
    let journal = |path: &std::path::PathBuf| path.extension().is_some_and(|it| it == "jsonl");
    let mut after = bytes_below(&store.dir());
    after.retain(|path, _| journal(path));
    let mut before = before;
    before.retain(|path, _| journal(path));
    assert_eq!(after, before);
}

#[test]
fn a_refusal_in_an_empty_home_leaves_it_empty() {
    let store = Store::new();
    refused(&store, 1, &["check", "run"], &["`run`"], "goals add");
    refused(&store, 1, &["split", "book", "Outline"], &["`book`"], "goals add");
    refused(&store, 2, &["add", "Sing", "--by", "2026-02-31"], &["2026-02-31"], "");
    assert_eq!(bytes_below(store.home()).len(), 1, "the home is empty");
}

#[test]
fn refusals_are_the_same_with_json() {
    let store = store();
    refused(&store, 1, &["check", "rum", "--json"], &["`rum`"], "`run`");
    refused(&store, 2, &["check", "run+0", "--json"], &["above 0"], "");
}

/// Either way: a limit with children of its rhythm, and such children below a limit.
#[test]
fn the_rule_of_4_3_a_limit_is_judged_by_no_children() {
    let store = store();
    store.ok(&["add", "Coffee", "every:day", "at-most:3", "code:cof"]);
    store.ok(&["add", "Sugar", "every:day", "code:sug"]);
    store.ok(&["template", "save", "sweet", "sug"]);
    store.ok(&["split", "cof", "Buy beans every:once code:beans", "Try another bean every:week code:try"]);
    store.ok(&["add", "Work every:week code:work"]);
    store.ok(&["split", "work", "Meetings every:day at-most:3 code:meet", "  Calls every:week code:calls"]);
    let words: &[&str] = &["`cof` is a limit"];
    all_refused_in(
        &store,
        1,
        &[
            (&["split", "cof", "Espresso"], words, "every:once"),
            (&["split", "cof", "Espresso every:day"], words, "every:once"),
            (&["split", "cof", "--template", "sweet"], words, "every:once"),
            (&["edit", "beans", "--every", "none"], &["`cof` is a limit", "`beans`"], "every:once"),
            (&["edit", "try", "--every", "day"], &["`cof` is a limit", "`try`"], "every:once"),
            (&["edit", "cof", "--every", "week"], &["`cof` is a limit", "`try`"], "every:once"),
            (&["move", "run", "--under", "cof"], &["`cof` is a limit", "`run`"], "every:once"),
            (&["move", "run", "--before", "beans"], &["`cof` is a limit", "`run`"], "every:once"),
            (&["edit", "post", "--at-most", "3"], &["`post` is a limit", "`pitch`"], "every:once"),
            (
                &["split", "book", "Sweets every:day at-most:2 code:sw", "  Ice code:ice"],
                &["`sw` is a limit", "`ice`"],
                "",
            ),
            // What changes above changes what is below.
            (&["edit", "meet", "--every", "none"], &["`meet` is a limit", "`calls`"], ""),
        ],
    );
    // One below others is no matter, nor one that comes once.
    store.ok(&["split", "run", "Cigarettes at-most:2"]);
    store.ok(&["split", "book", "Rewrites at-most:2 code:rew"]);
    store.ok(&["split", "rew", "Rewrite the end"]);
}
