//! `split`: micro goals, one a line, in a tree.

use serde_json::{Value, json};

use crate::common::{codes, find, shown, with_goals};
use crate::harness::Store;

fn big() -> Store {
    let store = Store::new();
    store.ok(&["add", "Big", "--code", "big"]);
    store
}

/// The tree below `big` as nested lists of titles.
fn tree(store: &Store) -> Value {
    fn titles(goals: &Value) -> Value {
        let goals = goals.as_array().expect("goals").iter();
        goals.map(|goal| json!([goal["title"], titles(&goal["children"])])).collect()
    }
    titles(&store.json(&["list", "big"])["goals"][0]["children"])
}

#[test]
fn each_line_is_a_child_in_order() {
    let store = big();
    let out = store.ok(&["split", "big", "Outline", "Write n:10 unit:blocks", "Edit"]);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert_eq!(tree(&store), json!([["Outline", []], ["Write", []], ["Edit", []]]));
    assert_eq!(store.goal("write")["path"], json!(["big", "write"]));
    assert_eq!(store.goal("big")["children"], 3);
}

#[test]
fn indentation_holds_across_arguments() {
    let store = big();
    store.ok(&["split", "big", "A", "  B", "    C", "  D", "E", "\tF"]);
    assert_eq!(tree(&store), json!([["A", [["B", [["C", []]]], ["D", []]]], ["E", [["F", []]]]]));
}

#[test]
fn one_argument_may_hold_several_lines() {
    let store = big();
    store.ok(&["split", "big", "A\n  B\n\n  C", "  D\nE"]);
    assert_eq!(tree(&store), json!([["A", [["B", []], ["C", []], ["D", []]]], ["E", []]]));
}

#[test]
fn a_hyphen_reads_an_outline_from_standard_input() {
    let store = big();
    let outline = "- Outline\r\n- [ ] Write n:3 unit:blocks code:write\r\n\r\n  * First half\n\t- [x] Title page\n* Edit\n";
    let ran = store.run_with_input(&["split", "big", "-"], outline);
    assert_eq!(ran.code, 0, "{ran:?}");
    let tree = tree(&store);
    assert_eq!(tree[0], json!(["Outline", []]));
    assert_eq!(tree[1][0], "Write");
    assert_eq!(tree[1][1][0][0], "First half");
    assert_eq!(tree[2], json!(["Edit", []]));
    assert_eq!(store.goal("title")["state"], "done");
    assert_eq!(store.goal("outline")["state"], "open");
}

#[test]
fn a_markdown_outline_may_be_given_as_arguments() {
    let store = big();
    store.types("split big '- Outline' '* Draft' '  - [ ] Chapter one' '- [x] Contract' '- [X] Idea'");
    assert_eq!(
        tree(&store),
        json!([["Outline", []], ["Draft", [["Chapter one", []]]], ["Contract", []], ["Idea", []]])
    );
    assert_eq!(store.goal("contract")["state"], "done");
    assert_eq!(store.goal("idea")["state"], "done");
    assert_eq!(store.goal("chapter")["state"], "open");
    store.refused(2, &["split", "big", "-Outline"], "-O");
    store.refused(2, &["split", "big", "--outline"], "--outline");
}

#[test]
fn flags_hold_for_lines_that_don_t_say_otherwise() {
    let store = big();
    store.types(
        "split big --every week --area work -n 3 --unit hours Alpha 'Beta every:day' 'Gamma at-most:1 \
         area:home' 'Delta unit:pages n:5'",
    );
    let goal = |code| shown(&store, code);
    assert_eq!((&goal("alpha")["cadence"], &goal("alpha")["target"]), (&json!("week"), &json!(3)));
    assert_eq!((&goal("beta")["cadence"], &goal("beta")["target"]), (&json!("day"), &json!(3)));
    assert_eq!((&goal("gamma")["at_most"], &goal("gamma")["target"]), (&json!(true), &json!(1)));
    assert_eq!((&goal("gamma")["area"], &goal("alpha")["area"]), (&json!("home"), &json!("work")));
    assert_eq!((&goal("delta")["unit"], &goal("delta")["target"]), (&json!("pages"), &json!(5)));
}

#[test]
fn a_code_may_be_said_for_one_line() {
    let store = big();
    store.ok(&["split", "big", "--code", "x", "A"]);
    assert_eq!(shown(&store, "x")["title"], "A");
}

#[test]
fn a_line_may_wait_for_any_line_of_the_batch() {
    let store = big();
    store.types(
        "split big 'Send after:ed,outline' 'Edit code:ed after:big-draft' Outline 'Draft code:big-draft'",
    );
    assert_eq!(codes(&shown(&store, "send")["after"]), ["ed", "outline"]);
    assert_eq!(codes(&shown(&store, "ed")["after"]), ["big-draft"]);
    assert_eq!(store.goal("send")["state"], "blocked");
    assert_eq!(store.goal("outline")["state"], "open");
}

#[test]
fn a_code_that_is_taken_gets_its_parent_s_before_it_then_a_number() {
    let store = with_goals(&["Vacuum front hall"]);
    store.ok(&["add", "Vine Mansion South", "--code", "vms"]);
    store.ok(&["split", "vms", "Vacuum front hall", "Vacuum front hall", "Very fine hat"]);
    let found = codes(&store.json(&["list", "vms"])["goals"][0]["children"]);
    assert_eq!(found, ["vms-vacuum", "vms-vacuum-2", "very"]);
}

#[test]
fn an_area_comes_from_the_nearest_ancestor_that_has_one() {
    let store = Store::new();
    store.ok(&["add", "Home", "--area", "family", "--code", "h"]);
    store.ok(&["split", "h", "Kids code:k", "  Homework area:school code:hw", "    Maths code:m"]);
    let list = store.json(&["today", "--all"]);
    for (code, area) in [("k", "family"), ("hw", "school"), ("m", "school")] {
        assert_eq!(find(&list["goals"], code)["area"], area, "{code}");
    }
}

/// Three of five are asked for, and each says so.
#[test]
fn a_target_without_a_unit_is_how_many_must_be_met() {
    let store = Store::new();
    store.ok(&["add", "Meals every:day n:3 code:meals"]);
    store.ok(&["split", "meals", "A code:a", "B code:b", "C code:c", "D code:d", "E code:e"]);
    let why = store.ok(&["why", "meals"]);
    assert!(why.contains("Meals · open · 3 of 5 steps every day · 0 of 3 today"), "{why}");
    store.ok(&["check", "a", "b"]);
    let progress = find(&store.json(&["progress"])["goals"], "meals").clone();
    assert_eq!((&progress["amount"], &progress["target"]), (&json!(2), &json!(3)));
    assert_eq!((&progress["fraction"], &progress["complete"]), (&json!(0.666), &json!(false)));
    assert_eq!(store.goal("meals")["fraction"], 0.666);
    assert_eq!(find(&store.json(&["list"])["goals"], "meals")["fraction"], 0.666);
    assert_eq!(store.json(&["why", "meals"])["periods"][0]["fraction"], 0.666);
    assert!(store.ok(&["progress"]).contains("2 of 3 today"));
    store.ok(&["check", "e"]);
    assert_eq!(store.goal("meals")["state"], "met");
}

#[test]
fn a_target_with_a_unit_asks_for_all_and_says_so() {
    let store = Store::new();
    store.ok(&["add", "Meals every:day n:2 unit:plates code:meals"]);
    let told = store.json(&["split", "meals", "A code:a", "B code:b", "C code:c"]);
    let hint = "`meals` asks for all that is below it now, and no longer for 2 plates; \
                `goals edit meals --unit none` asks for 2 of them";
    assert_eq!(told["hints"][0]["text"], hint);
    assert_eq!(told["hints"][0]["command"], "goals edit meals --unit none");
    store.ok(&["check", "a", "b"]);
    assert_eq!(store.goal("meals")["state"], "open");
    store.ok(&["edit", "meals", "--unit", "none"]);
    assert_eq!(store.goal("meals")["state"], "met");
    // What is below it and comes at other times is beside the matter.
    store.ok(&["add", "Water every:day n:8 unit:glasses code:w"]);
    assert_eq!(store.json(&["split", "w", "Buy a jug every:once"])["hints"], Value::Null);
}

/// Two of three steps of a week: the bar, the document and the page tell the same.
#[test]
fn two_of_three_steps_are_told_alike() {
    let store = Store::new();
    store.ok(&["add", "Post every:week code:post"]);
    store.ok(&["split", "post", "A code:a", "B code:b", "C code:c"]);
    store.ok(&["check", "a", "b"]);
    let progress = store.ok(&["progress", "post"]);
    assert!(progress.contains("2 of 3 steps this week") && progress.contains(" 66 %"), "{progress}");
    let row = store.goal("post");
    assert_eq!((&row["done"], &row["target"], &row["state"]), (&json!(2), &json!(3), &json!("open")));
}

/// What comes after a line of the same breakdown is named by a word of its title: that is its code then.
#[test]
fn a_line_may_come_after_a_word_of_another_s_title() {
    let store = with_goals(&["Website code:web"]);
    store.ok(&["split", "web", "Write the texts", "Print flyers after:texts", "Hand out after:flyers,texts"]);
    assert_eq!(codes(&store.json(&["list", "web"])["goals"][0]["children"]), ["texts", "flyers", "hand"]);
    let blocked = |code: &str| store.json(&["show", code])["goal"]["after"].clone();
    assert_eq!(codes(&blocked("flyers")), ["texts"]);
    assert_eq!(codes(&blocked("hand")), ["flyers", "texts"]);
    // Two lines have the word, or none: nothing is written, and titles stay in what is offered.
    for line in ["Ship after:photos", "Ship after:nonsense"] {
        let args = ["split", "web", "Take photos", "Choose photos", line];
        let ran = store.refused(1, &args, "nothing was written");
        assert!(!ran.err.contains("Take\""), "{ran:?}");
    }
}

#[test]
fn a_word_of_a_goal_line_is_understood_or_told_as_an_option() {
    let store = with_goals(&["Website code:web"]);
    store.ok(&["split", "web", "Pitch n:3/week code:pitch", "Gym every:mon/wed code:gym"]);
    let show = |code: &str| store.json(&["show", code])["goal"].clone();
    assert_eq!((&show("pitch")["target"], &show("pitch")["cadence"]), (&json!(3), &json!("week")));
    assert_eq!(show("gym")["cadence"], "mon,wed");
    let ran = store.refused(2, &["edit", "web", "by:2027-01-01"], "unexpected word");
    assert!(ran.err.contains("type `goals edit web --by 2027-01-01`"), "{ran:?}");
}

#[test]
fn what_can_t_be_meant_in_one_of_several_lines_is_told_with_the_line_and_nothing_is_written() {
    let store = big();
    let day = ["split", "big", "Outline", "Draft by:someday"];
    let ran = store.run(&day);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.starts_with("error: in “Draft”: `someday` is not a day; nothing was written\n"),
        "{}",
        ran.err
    );
    assert!(
        store.run(&["split", "big", "Draft by:someday"]).err.starts_with("error: `someday` is not a day\n")
    );
    assert_eq!(tree(&store), json!([]));
}
