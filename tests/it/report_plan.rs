//! The plan in `report`, what it says first, its names, and Markdown.

use goals::ui::markdown::escaped;
use proptest::prelude::{any, prop_assert, proptest};
use serde_json::{Value, json};

use crate::common::{codes, find, says};
use crate::harness::Store;
use crate::report::{everywhere, html};

/// A team of three on Wednesday 18 November 2026: who does what by when, and what waits for what.
fn team() -> Store {
    let mut store = Store::new();
    store.at("2026-10-26");
    store.ok(&["add", "Spring newsletter by:2026-12-18 area:team code:launch who:Ann"]);
    store.ok(&[
        "split",
        "launch",
        "Agree on the topics by:2026-11-02 code:topics",
        "Write the copy after:topics by:2026-11-13 code:copy who:Ben",
        "  Draft three articles n:3 unit:drafts code:draft",
        "Design the template by:2026-11-18 code:design who:Cleo",
        "Set it after:copy,design by:2026-11-27 code:set who:Cleo",
        "Send it after:set from:2026-12-14 code:send who:Ann,Ben",
        "Answer readers every:weekday code:answer",
    ]);
    store.ok(&["add", "Pay the printer by:2026-11-25 code:pay who:Cleo"]);
    store.ok(&["add", "Meet 12 clubs n:12 unit:clubs by:2026-12-31 area:team code:clubs who:Ben"]);
    store.at("2026-11-02").ok(&["check", "topics"]);
    store.at("2026-11-10").ok(&["check", "draft", "clubs+3", "--as", "Ben"]);
    store.at("2026-11-17").ok(&["check", "answer", "--as", "Cleo"]);
    store.at("2026-11-18");
    store
}

#[test]
fn the_plan_says_who_does_what_by_when_and_what_waits_for_what() {
    let store = team();
    let markdown = store.ok(&["report", "--markdown"]);
    for line in [
        "# Goals",
        "## Spring newsletter `launch`",
        "- [x] Agree on the topics · Ann · done 2 Nov",
        "- [ ] Write the copy · Ben · by 13 Nov · after Agree on the topics (done) · 5 days overdue",
        "  - [ ] Draft three articles · Ben · 1 of 3 drafts · open",
        "- [ ] Design the template · Cleo · by 18 Nov · due today",
        "- [ ] Set it · Cleo · by 27 Nov · after Write the copy, Design the template · waits for copy (Ben), design",
        "- [ ] Send it · Ann,Ben · from 14 Dec · after Set it · waits until 14 Dec",
        "- Answer readers · Ann · every weekday · open",
        "## On their own",
        "- [ ] Pay the printer · Cleo · by 25 Nov · open",
        "## Meet 12 clubs `clubs`",
    ] {
        let found = markdown.lines().any(|found| {
            found == line || found.starts_with(line.split(" · after Agree").next().unwrap_or(line))
        });
        assert!(found, "{line}: {markdown}");
    }
    assert!(markdown.contains("`█████░┃░░░░░░░░░░░░░ 25 %` · 3 of 12 clubs · 1 club behind"), "{markdown}");
    let sentence = "Meet 12 clubs is 1 club behind. 1 of 7 steps done, 1 overdue, 1 waiting for another.";
    assert!(markdown.contains(sentence), "{markdown}");
    let report = store.json(&["report"]);
    assert!(report["sentence"].as_str().is_some_and(|told| told.starts_with(sentence)), "{report}");
    let steps = &report["plans"][0]["steps"];
    assert_eq!(codes(steps), ["topics", "copy", "draft", "design", "set", "send", "answer"]);
    says(
        &find(steps, "set").clone(),
        &json!({
            "depth": 0, "state": "blocked", "overdue": false, "who": "Cleo", "by": "2026-11-27", "done_on": null,
            "after": [
                {"code": "copy", "title": "Write the copy", "done": false},
                {"code": "design", "title": "Design the template", "done": false},
            ],
        }),
    );
    says(&find(steps, "topics").clone(), &json!({"state": "done", "done_on": "2026-11-02"}));
    says(&find(steps, "copy").clone(), &json!({"overdue": true, "from": "2026-11-03", "depth": 0}));
    assert_eq!(find(steps, "draft")["depth"], 1);
    assert_eq!(report["plans"][1]["goal"], Value::Null, "those on their own");
    // The page and the text tell the same.
    let (page, text) = (html(&store, &[]), store.ok(&["report"]));
    for told in
        ["Draft three articles", "by 27 Nov", "waits for copy (Ben), design", "5 days overdue", "Cleo"]
    {
        assert!(page.contains(told) && text.contains(told), "{told}");
    }
    let bars = page.matches("<svg class=\"span\"").count();
    assert_eq!(bars, 7, "each step has its bar, and what repeats has none");
    assert!(page.contains("<title>3 Nov to 13 Nov: 5 days overdue</title>"), "{page}");
    assert!(page.find("class=\"lead\"") < page.find("id=\"plan\""), "first how it stands");
}

#[test]
fn a_report_about_several_people_says_what_came_since_last_week_and_by_whom() {
    let store = team();
    store.ok(&["check", "clubs+2", "draft", "--as", "Ben"]);
    store.ok(&["win", "Found a sponsor"]);
    store.ok(&["split", "launch", "Thank the sponsor who:Ann code:thank"]);
    let came = &store.json(&["report"])["came"];
    assert_eq!(
        *came,
        json!({
            "from": "2026-11-12",
            "done": [
                {"who": "Ben", "what": [
                    {"code": "draft", "title": "Draft three articles", "activities": 1},
                    {"code": "clubs", "title": "Meet 12 clubs", "activities": 2},
                ]},
                {"who": "Cleo", "what": [{"code": "answer", "title": "Answer readers", "activities": 1}]},
                {"who": null, "what": [{"code": null, "title": "Found a sponsor", "activities": 1}]},
            ],
            "made": [{"code": "thank", "title": "Thank the sponsor", "who": "Ann"}],
        })
    );
    let told = "## Since Thu 12 Nov\n\n- Ben · Draft three articles, Meet 12 clubs (2)\n- Cleo · Answer readers\n\
                - Unnamed · Found a sponsor\n- New · Thank the sponsor (Ann)\n";
    let markdown = store.ok(&["report", "--markdown"]);
    assert!(markdown.contains(told), "{markdown}");
    let (page, text) = (html(&store, &[]), store.ok(&["report"]));
    assert!(
        page.contains("<h2 id=\"came\">Since 12 Nov</h2>") && page.contains("<bdi>Meet 12 clubs (2)</bdi>")
    );
    assert!(text.contains("Since Thu 12 Nov") && text.contains("Thank the sponsor (Ann)"), "{text}");
    // Of one person alone what she did is told elsewhere.
    assert_eq!(store.json(&["report", "--who", "Ben"])["came"], Value::Null);
    let alone = Store::new();
    alone.ok(&["add", "Run", "every:day", "code:run"]);
    alone.ok(&["check", "run"]);
    assert_eq!(alone.json(&["report"])["came"], Value::Null);
}

#[test]
fn names_are_harmless_where_one_waits_for_them() {
    let mut store = Store::new();
    store.at("2026-11-18");
    store.ok(&["add", "Big", "code:big"]);
    store.ok(&[
        "split",
        "big",
        "First who:\"[x](http://a) <b>\" code:first",
        "Then after:first who:Ann code:then",
    ]);
    let markdown = store.ok(&["report", "--markdown"]);
    assert!(markdown.contains("waits for first (\\[x\\](http://a) \\<b\\>)"), "{markdown}");
    assert!(!html(&store, &[]).contains("<b>"));
}

#[test]
fn what_is_done_long_ago_is_no_plan_any_more() {
    let mut store = Store::new();
    store.at("2026-09-01");
    store.ok(&["add", "Old errand code:old"]);
    store.ok(&["add", "Shed code:shed"]);
    store.ok(&["split", "shed", "Walls code:walls", "Roof code:roof"]);
    store.ok(&["check", "old", "walls"]);
    store.ok(&["add", "Yoga every:day code:yoga"]);
    store.at("2026-11-18");
    let markdown = store.ok(&["report", "--markdown"]);
    assert!(markdown.contains("- [x] Walls · done 1 Sep\n- [ ] Roof · open\n"), "{markdown}");
    assert!(!markdown.contains("Old errand"), "{markdown}");
    assert!(markdown.contains("## Habits\n\n- Yoga · every day\n"), "{markdown}");
    let later = store.ok(&["report", "--markdown", "--since", "2026-11-01"]);
    assert!(later.contains("- [x] Walls · done\n"), "{later}");
}

#[test]
fn a_person_s_report_has_her_goals_and_what_she_did() {
    let store = team();
    let report = store.json(&["report", "--who", "cleo"]);
    assert_eq!(report["only_who"], "cleo");
    assert_eq!(codes(&report["plans"][0]["steps"]), ["design", "set"]);
    assert_eq!(report["plans"][0]["goal"]["code"], "launch", "of what her steps are");
    assert_eq!(report["days"], json!({"2026-11-17": 1}), "what she did for Ann");
    assert_eq!(report["owners"].as_array().map(Vec::len), Some(1));
    let ben = store.json(&["report", "--who", "Ben", "--area", "team"]);
    assert_eq!((&ben["title"], &ben["days"]), (&json!("team, Ben"), &json!({"2026-11-10": 2})));
    for text in everywhere(&store, &["--who", "Cleo"]) {
        assert!(!text.contains("Draft three") && !text.contains("12 clubs"), "{text}");
    }
    let ran = store.refused(1, &["report", "--who", "Bem"], "nobody has the name `Bem`");
    assert!(ran.err.contains("did you mean `Ben`?"), "{ran:?}");
    store.refused(1, &["report", "--area", "taem"], "taem");
}

#[test]
fn a_page_has_a_name_of_its_own() {
    let store = team();
    let name = |args: &[&str]| store.json(&[&["report"], args].concat())["title"].clone();
    assert_eq!(name(&[]), "Goals");
    assert_eq!(name(&["--title", "  Our   spring "]), "Our spring");
    assert_eq!(name(&["--area", "team"]), "team");
    assert_eq!(name(&["--who", "Cleo"]), "Goals of Cleo");
    assert_eq!(name(&["--goal", "launch"]), "Spring newsletter");
    store.ok(&["config", "me", "Ann"]);
    assert_eq!(name(&[]), "Goals of Ann");
    store.refused(2, &["report", "--title", " "], "the title of the page is empty");
    let page = html(&store, &["--title", "A <b> & \u{202e}c"]);
    assert!(page.contains("A &#60;b&#62; &#38; &lt;U+202E&gt;c"), "{page}");
    assert!(store.ok(&["report", "--markdown", "--title", "*Ours*"]).starts_with("# \\*Ours\\*\n"));
    store.refused(2, &["report", "--markdown", "--html", "-"], "--html");
}

#[test]
fn a_title_does_nothing_in_markdown_but_be_read() {
    for (typed, shown) in [
        ("plain words, 20 % · café 読書", "plain words, 20 % · café 読書"),
        ("*bold* _it_ snake_case", "\\*bold\\* \\_it\\_ snake_case"),
        ("a | b `c` ~~d~~", "a \\| b \\`c\\` \\~\\~d\\~\\~"),
        ("<b>x</b> &lt; R&D & co", "\\<b\\>x\\</b\\> \\&lt; R\\&D & co"),
        ("[link](http://x)", "\\[link\\](http://x)"),
        ("@everyone ask @ann #12", "@\u{200b}everyone ask @\u{200b}ann #\u{200b}12"),
        ("# head #", "\\# head \\#"),
        ("- item", "\\- item"),
        ("1. first 2. second", "1\\. first 2. second"),
        ("one\ntwo\r\n\n# three", "one two # three"),
        ("a\\b $x$", "a\\\\b \\$x\\$"),
        ("\u{202e}gnp", "\\<U+202E\\>gnp"),
    ] {
        assert_eq!(escaped(typed), shown, "{typed}");
    }
}

proptest! {
    #[test]
    fn no_title_breaks_its_line(title in any::<String>(), odd in "[-#+*_`|<>@&\\\\\\[\\] \n1.)a]{0,12}") {
        for text in [&title, &odd] {
            let shown = escaped(text);
            prop_assert!(!shown.chars().any(char::is_control), "{shown:?}");
            let mut before = None;
            let mut chars = shown.chars().peekable();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    prop_assert!(chars.next().is_some_and(|c| c.is_ascii_punctuation()), "{shown:?}");
                    before = Some('\\');
                    continue;
                }
                prop_assert!(!"`*[]<>|~$".contains(c), "{shown:?}");
                let called = chars.peek().is_some_and(|c| c.is_alphanumeric());
                prop_assert!(!(matches!(c, '@' | '#') && called), "{shown:?}");
                prop_assert!(before.is_some() || !"#+-=".contains(c), "{shown:?}");
                before = Some(c);
            }
        }
    }
}

#[test]
fn markdown_has_no_html_and_a_line_for_each_step() {
    let store = Store::new();
    store.ok(&["add", "Odd code:odd by:2026-12-01 unit:\"*u* <b>\" n:5"]);
    for (place, title) in ["<img src=x>", "@everyone | now", "- [x] done?", "`rm`", "# h"].iter().enumerate()
    {
        let code = format!("s{place}");
        store.ok(&["split", "odd", &format!("Step code:{code}")]);
        store.ok(&["edit", &code, "--title", title, "--who", "*Ann* <i>"]);
        store.ok(&["check", &code, "--note", "one\ntwo <script>"]);
    }
    let markdown = store.ok(&["report", "--markdown", "--notes"]);
    assert_eq!(markdown.lines().filter(|line| line.starts_with("- [x] ")).count(), 5, "{markdown}");
    assert!(!markdown.replace("\\<", "").contains('<'), "{markdown}");
    assert!(markdown.contains("## Notes\n"), "{markdown}");
    let document = store.json(&["report", "--markdown", "--notes"]);
    assert_eq!(document["markdown"], markdown);
}

#[test]
fn the_policy_lets_in_the_one_style_of_the_page() {
    let (page, review) = (html(&Store::new(), &[]), Store::new().ok(&["review", "--html", "-", "--year"]));
    for text in [&page, &review] {
        assert_eq!(text.matches("<style>").count(), 1);
        assert!(text.contains("details::details-content"), "months unfold on paper");
    }
    let page = html(&Store::demo(), &[]);
    assert!(page.contains("<details>\n<summary>Month by month</summary>"));
}

#[test]
fn the_first_sentence_says_how_one_is_doing() {
    let mut store = Store::new();
    store.at("2026-11-16");
    let said = |store: &Store| store.json(&["report"])["sentence"].as_str().expect("a sentence").to_owned();
    assert_eq!(said(&store), "");
    store.ok(&["add", "Read n:10 unit:books by:2026-12-31 code:read"]);
    assert_eq!(said(&store), "Read is on pace.");
    store.ok(&["add", "Write n:10 by:2026-12-31 code:write"]);
    assert_eq!(said(&store), "Both goals with a deadline are on pace.");
    store.ok(&["add", "Swim n:4 by:2026-11-19 code:swim"]);
    store.ok(&["add", "Yoga every:day code:yoga"]);
    assert_eq!(said(&store), "All 3 goals with a deadline are on pace.");
    store.ok(&["check", "yoga"]);
    store.at("2026-11-18");
    let lately = "In the last 7 days: habits kept 1 time of 2, 1 activity.";
    let told = said(&store);
    assert!(told.starts_with("2 of 3 goals with a deadline are on pace; Swim is 2 behind."), "{told}");
    assert!(told.ends_with(lately), "{told}");
    store.at("2026-11-21");
    assert!(said(&store).contains("Swim was due on 19 Nov"), "{}", said(&store));
}
