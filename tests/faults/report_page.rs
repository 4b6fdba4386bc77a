//! The report as a browser shows it.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::Store;

/// The widths at which it is looked at: a phone's, a small window's, a wide one's.
const WIDTHS: [u32; 3] = [360, 800, 1400];

/// What lies outside the page, or makes it wider than its window.
const OVERFLOWING: &str = r"(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('page ' + document.documentElement.scrollWidth);
    for (const element of document.querySelectorAll('body *')) {
        const box = element.getBoundingClientRect();
        if (box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5)) {
            found.push(element.tagName + ' ' + element.textContent.slice(0, 40));
        }
        if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display === 'block'
            && !element.classList.contains('hidden')) {
            found.push('inside ' + element.tagName + ' ' + element.textContent.slice(0, 40));
        }
    }
    return found;
})()";

/// Texts whose colour is too near to what is behind them: below 4.5 to 1.
const PALE: &str = r"(() => {
    const parts = text => text.match(/[\d.]+/g).map(Number);
    const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = parts(getComputedStyle(at).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const found = [];
    let looked = 0;
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!own || element.closest('svg')) continue;
        looked += 1;
        const [front, back] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
        const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
        if (contrast < 4.5) found.push(contrast.toFixed(2) + ' ' + element.textContent.slice(0, 40));
    }
    if (looked === 0) found.push('nothing to read');
    return found;
})()";

/// Pictures that don't say what they are.
const UNNAMED: &str = r"[...document.querySelectorAll('svg')]
    .filter(svg => !(svg.querySelector(':scope > title')?.textContent.trim()) || svg.getAttribute('role') !== 'img')
    .map(svg => svg.outerHTML.slice(0, 80))";

fn write(store: &Store, args: &[&str]) -> PathBuf {
    let file = store.home().join("report.html");
    store.ok(&[&["report", "--html", file.to_str().expect("a path")], args].concat());
    file
}

/// Tags, quotes, entities, marks that turn the direction of text around, emoji, a control and a word without end.
const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script> <b>bold</b> </title></svg></style>",
    "\"double\" 'single' `back` &amp; &lt; {{ day }} {% if %}",
    "\u{202e}gnp.exe \u{2066}isolated \u{200f}mark",
    "👩‍👩‍👧 🏊🏽 日本語のタイトル العربية עברית",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// The text as the page shows it: marks that turn the direction around are named.
fn inert(text: &str) -> String {
    ["202E", "2066", "200F"].iter().fold(text.to_owned(), |text, code| {
        let mark = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a mark");
        text.replace(mark, &format!("<U+{code}>"))
    })
}

#[test]
fn nothing_in_the_page_turns_or_breaks_what_is_beside_it() {
    let store = hostile();
    store.ok(&["check", "root0", "--note", "one line\u{2028}and another"]);
    let html = std::fs::read_to_string(write(&store, &["--notes"])).expect("a page");
    let turns =
        |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c: &char| matches!(c, '\u{2028}' | '\u{2029}') || (c.is_control() && *c != '\n');
    let mut found: Vec<char> = html.chars().filter(|c| turns(c) || breaks(c)).collect();
    found.sort_unstable();
    found.dedup();
    // The page's own, around units that may be written in either direction.
    assert_eq!(found, ['\u{2068}', '\u{2069}']);
    assert!(html.contains("&lt;U+202E&gt;gnp.exe &lt;U+2066&gt;isolated &lt;U+200F&gt;mark"));
    assert!(html.contains("one line&lt;U+2028&gt;and another"));
}

/// A store in which everything that can hold text holds these.
fn hostile() -> Store {
    let store = Store::new();
    for (place, text) in HOSTILE.iter().enumerate() {
        let (root, habit) = (format!("root{place}"), format!("habit{place}"));
        store.ok(&["add", "Goal", "--code", &root, "--target", "5", "--by", "+1y"]);
        store.ok(&["edit", &root, "--title", text, "--unit", text, "--why", text, "--area", text]);
        store.ok(&["edit", &root, "--who", text, "--reward", text]);
        store.ok(&["add", "Habit", "--code", &habit, "--every", "day", "--target", "2", "--unit", text]);
        store.ok(&["edit", &habit, "--title", text]);
        store.ok(&["check", &root, &habit, "--note", text]);
        store.ok(&["win", text, "--area", text]);
    }
    store
}

/// Looks at a page at each width, in light, dark and print.
fn looks_right(browser: &mut Browser, file: &std::path::Path) {
    browser.look(800, "light");
    browser.open(file);
    assert_eq!(browser.texts(UNNAMED), [""; 0]);
    for how in ["light", "dark", "print"] {
        for width in WIDTHS {
            browser.look(width, how);
            assert_eq!(browser.find("innerWidth"), width);
            assert_eq!(browser.texts(OVERFLOWING), [""; 0], "{width} {how}");
            assert_eq!(browser.texts(PALE), [""; 0], "{width} {how}");
        }
    }
    let dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    browser.look(800, "dark");
    assert_eq!(browser.find(dark), true);
    let paper = "getComputedStyle(document.documentElement).backgroundColor";
    assert_eq!(browser.find(paper), "rgb(13, 17, 23)", "the style applies, and knows the dark");
    assert_eq!(browser.messages(), [""; 0]);
    assert_eq!(browser.requests(), [format!("file://{}", file.display())]);
    assert_eq!(
        browser.find("document.scripts.length + document.querySelectorAll('[style],link,img,iframe').length"),
        0
    );
}

#[test]
fn a_look_back_looks_right_everywhere() {
    let Some(mut browser) = Browser::start() else { return };
    let store = Store::demo();
    let file = store.home().join("review.html");
    for span in [&["--year"][..], &["--quarter", "last"], &["--month", "october"], &["--week", "yesterday"]] {
        store.ok(&[&["review", "--html", file.to_str().expect("a path")], span].concat());
        looks_right(&mut browser, &file);
    }
}

#[test]
fn the_year_of_the_demo_looks_right_everywhere() {
    let Some(mut browser) = Browser::start() else { return };
    let store = Store::demo();
    let file = write(&store, &["--notes"]);
    looks_right(&mut browser, &file);
}

#[test]
fn hostile_titles_come_out_as_themselves() {
    let Some(mut browser) = Browser::start() else { return };
    let store = hostile();
    let file = write(&store, &["--notes"]);
    looks_right(&mut browser, &file);
    let isolated = browser.texts("[...document.querySelectorAll('bdi')].map(bdi => bdi.textContent)");
    let sentences = browser.texts("[...document.querySelectorAll('article p')].map(p => p.textContent)");
    let named =
        browser.texts("[...document.querySelectorAll('svg.course title')].map(title => title.textContent)");
    for text in HOSTILE.map(inert) {
        // Title, streak, win, why, owner, area, reward, note: each alone in its own direction.
        let alone = isolated.iter().filter(|found| **found == text).count();
        assert!(alone >= 9, "{alone} times: {text}");
        // In a sentence, too, so that what follows is read as it was written.
        let within =
            sentences.iter().filter(|found| found.contains(&format!("\u{2068}{text}\u{2069} ahead"))).count();
        assert!(within == 1 || text.is_ascii(), "{text}");
        assert!(named.contains(&format!("Progress of \u{2068}{text}\u{2069}")), "{named:?}");
    }
}

#[test]
fn what_pictures_show_stands_there_in_text_as_well() {
    let Some(mut browser) = Browser::start() else { return };
    let store = Store::demo();
    let file = write(&store, &[]);
    let report = store.json(&["report"]);
    browser.look(800, "light");
    browser.open(&file);
    for goal in report["goals"].as_array().expect("goals") {
        let code = goal["code"].as_str().expect("a code");
        let about = format!("document.getElementById('course-{code}').closest('article')");
        let told = browser.find(&format!("{about}.querySelector('figcaption').innerText"));
        let told = told.as_str().expect("a caption");
        let numbers: Vec<&str> = told.split_whitespace().collect();
        let course = goal["course"].as_array().expect("a course");
        let last = course.last().expect("a last step")["amount"].to_string();
        assert!(numbers.contains(&last.as_str()), "{last} is not in {told}");
        let expected = goal["expected"].as_f64().filter(|_| goal["complete"] == false);
        if let Some(expected) = expected {
            let pace = format!("{expected:.1}").trim_end_matches(".0").to_owned();
            assert!(numbers.contains(&pace.as_str()), "{pace} is not in {told}");
        }
        let sentence = browser.find(&format!("document.getElementById('told-{code}').textContent"));
        assert!(sentence.as_str().is_some_and(|text| text.contains(&last)), "{sentence}");
    }
    let mut months = std::collections::BTreeMap::<String, u64>::new();
    for day in report["days"].as_object().expect("days").keys() {
        *months.entry(day.get(..7).expect("a month").to_owned()).or_default() += 1;
    }
    let told = browser.texts("[...document.querySelectorAll('.year li')].map(li => li.innerText)");
    assert_eq!(told.len(), months.len());
    for (text, days) in told.iter().zip(months.values()) {
        assert!(text.contains(&format!("{days} day")), "{text}: {days}");
    }
    let days = browser.find("document.querySelectorAll('.year rect').length");
    assert_eq!(days, 365, "a year of days");
    let areas = browser.texts("[...document.querySelectorAll('.areas tbody tr')].map(tr => tr.innerText)");
    for (text, area) in areas.iter().zip(report["areas"].as_array().expect("areas")) {
        assert!(text.contains(&area["goal_days"].to_string()), "{text}: {area}");
    }
}

#[test]
fn it_is_built_for_readers_that_hear_it() {
    let Some(mut browser) = Browser::start() else { return };
    let file = write(&Store::demo(), &["--notes"]);
    browser.open(&file);
    assert_eq!(browser.find("document.documentElement.lang"), "en");
    assert_eq!(browser.find("document.compatMode"), "CSS1Compat");
    let levels = browser.texts("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => h.tagName)");
    let mut before = 0;
    for level in levels.iter().map(|tag| tag.trim_start_matches('H').parse::<u32>().expect("a level")) {
        assert!(level <= before + 1, "{levels:?}");
        before = level;
    }
    assert_eq!(levels.iter().filter(|tag| *tag == "H1").count(), 1);
    assert_eq!(browser.find("[...document.querySelectorAll('th')].every(th => th.scope)"), true);
    assert_eq!(
        browser.find(
            "[...document.querySelectorAll('td,th')].every(cell => cell.closest('tr').querySelector('th'))"
        ),
        true
    );
    let unknown = "[...document.querySelectorAll('[aria-labelledby]')].flatMap(e => e.getAttribute('aria-labelledby').split(' ')).filter(id => !document.getElementById(id))";
    assert_eq!(browser.find(unknown), json!([]));
}

#[test]
fn these_checks_see_what_is_wrong() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("bad.html");
    let page = "<!DOCTYPE html><meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'sha256-x'\">\
        <style>p { color: red }</style><p style='width: 3000px'>wide</p><script>alert(1)</script><svg></svg>\
        <pre>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</pre>\
        <font color='#999999'>pale</font><img src='http://127.0.0.1:9/picture.png'>";
    std::fs::write(&file, page).expect("a page");
    browser.look(360, "light");
    browser.open(&file);
    assert!(!browser.messages().is_empty());
    assert!(browser.texts(OVERFLOWING).iter().any(|found| found.starts_with("page")));
    assert!(browser.texts(PALE).iter().any(|found| found.ends_with("pale")));
    assert_eq!(browser.texts(UNNAMED).len(), 1);
    let wide = Value::from(1400);
    browser.look(1400, "dark");
    assert_eq!(browser.find("innerWidth"), wide);
}
