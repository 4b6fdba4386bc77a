//! The lines of docs/recipes.md, run as they are printed there by the programs they are for. Bars are not run: their
//! part is done here as their manuals tell it.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::{shell, with_goals};
use crate::harness::{Ran, Store};
use crate::readme::{blocks, page};
use crate::seat::Seat;
use crate::tools::{find, leave_out, needs};

/// Each block of the page by its heading and language, with what tries it below.
const TRIED: [(&str, &str); 23] = [
    ("bash", "bash"),
    ("zsh", "zsh"),
    ("fish", "fish"),
    ("nushell", "nu"),
    ("starship", "toml"),
    ("tmux", "tmux"),
    ("Waybar", "jsonc"),
    ("Waybar", "css"),
    ("polybar", "ini"),
    ("i3status-rs", "toml"),
    ("A commit checks off", "sh"),
    ("cron", "crontab"),
    ("systemd", "ini"),
    ("systemd", "ini"),
    ("jq", "sh"),
    ("jq", "sh"),
    ("jq", "sh"),
    ("jq", "sh"),
    ("jq", "sh"),
    ("A reminder in the evening", "sh"),
    ("An inbox on a phone", "sh"),
    ("An inbox on a phone", "sh"),
    ("An inbox on a phone", "text"),
];

/// What stands below a heading, up to the next one.
fn section(heading: &str) -> String {
    let page = page("docs/recipes.md");
    let mut sections = page.split("\n## ").skip(1);
    let found = sections.find_map(|section| section.strip_prefix(heading)?.strip_prefix('\n'));
    found.unwrap_or_else(|| panic!("no section `{heading}`")).to_owned()
}

/// The blocks of a language below a heading.
fn recipes(heading: &str, language: &str) -> Vec<String> {
    blocks(&section(heading), language)
}

/// The one block of a language below a heading.
fn recipe(heading: &str, language: &str) -> String {
    let mut found = recipes(heading, language);
    assert_eq!(found.len(), 1, "{heading}: {found:?}");
    found.remove(0)
}

/// Two habits, of which nothing is done yet.
fn two_habits() -> Store {
    with_goals(&["Read & write every:day code:read", "Run every:day code:run"])
}

/// Puts a text into a file of the home, with the folders that lead to it.
fn put(store: &Store, path: &str, text: &str) -> PathBuf {
    let file = store.home().join(path);
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folders");
    std::fs::write(&file, text).expect("it is written");
    file
}

/// Another process writes it: nothing that is started meanwhile has it open.
fn put_program(store: &Store, path: &str, text: &str) {
    let file = put(store, path, "");
    let write = "printf '%s' \"$1\" > \"$2\" && chmod 755 \"$2\"";
    let status = Command::new("sh").args(["-c", write, "sh", text]).arg(file).status();
    assert!(status.expect("`sh` starts").success());
}

/// Whoever names the program by its whole path, or below the home, finds program and store there.
fn settle(store: &Store) {
    let link = |from: &Path, to: PathBuf| {
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("the folders");
        symlink(from, to).expect("a link");
    };
    link(Path::new(env!("CARGO_BIN_EXE_goals")), store.home().join(".cargo/bin/goals"));
    link(&store.dir(), store.home().join(".local/share/goals"));
}

/// A line as bars run it.
fn sh(store: &Store, line: &str) -> Ran {
    let ran = shell(store, &["sh"], line);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}: {ran:?}");
    ran
}

#[test]
fn each_recipe_is_tried() {
    let page = page("docs/recipes.md");
    let mut found = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let heading = section.lines().next().expect("a heading");
        let fences = section.lines().filter_map(|line| line.strip_prefix("```"));
        found.extend(fences.filter(|language| !language.is_empty()).map(|language| (heading, language)));
    }
    let hook = ("When something changed", "sh");
    assert_eq!(found, [&TRIED[..], &[hook]].concat());
}

/// The day stands before the prompt, and another one when something was checked off.
fn shows_the_day(seat: &mut Seat) {
    seat.sees("0/2");
    seat.types("goals check read\r");
    seat.sees("1/2 ▲1");
    seat.types("exit\r");
    seat.ends();
}

#[test]
fn bash_has_the_day_before_its_prompt() {
    needs!("bash", "setsid");
    let store = two_habits();
    // Others have their commands there, too, with or without a semicolon.
    for others in ["", "PROMPT_COMMAND='true;'\n", "PROMPT_COMMAND=(true)\n"] {
        store.ok(&["check", "read=0"]);
        let lines = format!("{others}PS1='mine> '\n{}", recipe("bash", "bash"));
        let rc = put(&store, ".bashrc", &lines).display().to_string();
        let mut seat = Seat::take_program(&store, (80, 24), &[], &["bash", "--rcfile", &rc, "-i"]);
        seat.sees("0/2 mine>");
        shows_the_day(&mut seat);
        assert!(seat.text().contains("1/2 ▲1 mine> exit"), "{}", seat.text());
    }
}

#[test]
fn a_prompt_says_nothing_where_the_program_is_gone_or_fails() {
    needs!("bash", "setsid");
    let store = two_habits();
    put_program(&store, "bin/goals", "#!/bin/sh\necho trouble >&2\nexit 70\n");
    let path = format!("{}:/usr/bin:/bin", store.home().join("bin").display());
    let rc = put(&store, ".bashrc", &format!("PS1='mine> '\n{}", recipe("bash", "bash")));
    let words = ["bash", "--rcfile", rc.to_str().expect("a path"), "-i"];
    let mut seat = Seat::take_program(&store, (80, 24), &[("PATH", &path)], &words);
    seat.sees("mine>");
    seat.types("exit 3\r");
    assert_eq!(seat.ends().code(), Some(3));
    assert_eq!(seat.text().trim_end(), "mine> exit 3\nexit");
}

#[test]
fn zsh_has_the_day_at_the_right_of_its_prompt() {
    needs!("zsh", "setsid");
    let store = two_habits();
    put(&store, ".zshrc", &format!("PS1='mine> '\n{}", recipe("zsh", "zsh")));
    let mut seat = Seat::take_program(&store, (80, 24), &[], &["zsh", "-i"]);
    let text = seat.sees("0/2");
    assert!(text.lines().any(|line| line.starts_with("mine>") && line.ends_with("   0/2")), "{text}");
    shows_the_day(&mut seat);
}

#[test]
fn fish_has_the_day_at_the_right_of_its_prompt() {
    needs!("fish", "setsid");
    let store = two_habits();
    put(&store, ".config/fish/functions/fish_right_prompt.fish", &recipe("fish", "fish"));
    let mut seat = Seat::take_program(&store, (80, 24), &[], &["fish", "-i"]);
    shows_the_day(&mut seat);
}

#[test]
fn nushell_has_the_day_at_the_right_of_its_prompt() {
    // No package of Debian: where it can't be had, it is left out in CI too.
    if find("nu").is_none() {
        return leave_out(&["nu"]);
    }
    let store = two_habits();
    let config = put(&store, "config.nu", &recipe("nushell", "nu"));
    let prompt = format!("source {}; print $\"[(do $env.PROMPT_COMMAND_RIGHT)]\"", config.display());
    let right = |before: &str| shell(&store, &["nu", "-n"], &format!("{before}{prompt}"));
    store.ok(&["check", "read"]);
    assert_eq!(right("").out, "[1/2 ▲1]\n");
    let ran = right("$env.PATH = []; ");
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("[]\n", ""));
}

/// Starship hands the command to the shell on standard input, unless it is told otherwise.
#[test]
fn starship_has_the_day_in_its_prompt() {
    let store = two_habits();
    store.ok(&["check", "read"]);
    let text = recipe("starship", "toml");
    let config: toml::Table = text.parse().expect("TOML");
    let module = &config["custom"]["goals"];
    assert_eq!(module["when"].as_bool(), Some(true));
    assert_eq!(module["shell"].as_array().expect("a list").len(), 1, "no -c: it is standard input");
    let given = format!(
        "printf '%s' '{}' | {}",
        module["command"].as_str().expect("a line"),
        module["shell"][0].as_str().expect("a shell")
    );
    assert_eq!(sh(&store, &given).out.trim(), "1/2 ▲1");
    if find("starship").is_some() {
        let file = put(&store, "starship.toml", &format!("format = '${{custom.goals}}|'\n{text}"));
        let prompt = |store: &Store| {
            let line = format!("TERM=xterm STARSHIP_CONFIG={} starship prompt", file.display());
            sh(store, &line).out.replace("\u{1b}[32m", "").replace("\u{1b}[0m", "")
        };
        assert!(prompt(&store).contains("1/2 ▲1 |"));
        assert!(!prompt(&Store::new()).contains(" |"), "where there is nothing, there is no gap");
    }
}

/// A tmux of its own, ended with the test.
struct Tmux<'s>(&'s Store);

impl Tmux<'_> {
    fn tells(&self, words: &[&str]) {
        let mut command = Command::new("tmux");
        command.args(["-L", "recipes"]).args(words).env_clear().envs(self.0.environment());
        command.env("TMUX_TMPDIR", self.0.home()).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("tmux starts");
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        self.tells(&["kill-server"]);
    }
}

/// What a terminal is told before something on yellow.
const ON_YELLOW: &str = "\u{1b}[43m";

#[test]
fn tmux_has_the_day_in_its_status_line() {
    needs!("tmux", "setsid");
    let store = two_habits();
    let file = put(&store, ".tmux.conf", &recipe("tmux", "tmux")).display().to_string();
    let home = store.home().to_str().expect("a path");
    let words = ["tmux", "-L", "recipes", "-f", &file, "new-session", "sleep 60"];
    let tmux = Tmux(&store);
    let seat = Seat::take_program(&store, (80, 24), &[("TMUX_TMPDIR", home), ("SHELL", "/bin/sh")], &words);
    seat.sees("0/2");
    assert!(!seat.bytes().contains(ON_YELLOW));
    store.ok(&["add", "Pay tax by:2026-11-10"]);
    let begun = Instant::now();
    while !seat.bytes().contains(&format!("{ON_YELLOW}0/3")) {
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", seat.bytes());
        std::thread::sleep(Duration::from_millis(500));
        tmux.tells(&["refresh-client", "-S"]);
    }
}

/// JSON without the comments that it may have for people.
fn uncommented(text: &str) -> Value {
    let lines = text.lines().map(|line| line.split(" // ").next().unwrap_or_default());
    serde_json::from_str(&format!("{{{}}}", lines.collect::<Vec<_>>().join("\n"))).expect("JSON")
}

/// waybar-custom(5): `text`, `tooltip` and `class` are texts; markup in them is escaped only where that is asked for.
#[test]
fn waybar_gets_the_day_its_goals_and_a_class() {
    let store = two_habits();
    let module = &uncommented(&recipe("Waybar", "jsonc"))["custom/goals"];
    assert_eq!((&module["return-type"], &module["escape"]), (&json!("json"), &json!(true)));
    let told = || -> Value {
        let ran = sh(&store, module["exec"].as_str().expect("a line"));
        assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
        serde_json::from_str(&ran.out).expect("JSON")
    };
    store.ok(&["check", "run"]);
    assert_eq!(told()["text"], "1/2 ▲1");
    assert_eq!(told()["tooltip"], "· Read & write\n✓ Run");
    let css = recipe("Waybar", "css");
    let classes: Vec<&str> = css.lines().map(|line| class_of(line).expect("a class")).collect();
    assert_eq!(classes, ["late", "done"]);
    store.ok(&["check", "read"]);
    assert_eq!(told()["class"], "done");
    store.ok(&["add", "Pay tax by:2026-11-10"]);
    assert_eq!(told()["class"], "late");
}

/// Of `#custom-goals.late { color: #e5c07b; }`.
fn class_of(rule: &str) -> Option<&str> {
    let (class, declared) = rule.strip_prefix("#custom-goals.")?.split_once(" { ")?;
    declared.ends_with("; }").then_some(class)
}

/// Polybar shows the line that comes; `%{` in it would be one of its own signs.
#[test]
fn polybar_gets_one_plain_line() {
    let store = two_habits();
    let text = recipe("polybar", "ini");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("[module/goals]"));
    let module: Vec<(&str, &str)> = lines.map(|line| line.split_once(" = ").expect("a key")).collect();
    let value = |key: &str| module.iter().find(|(known, _)| *known == key).expect("it is set").1;
    assert_eq!(value("type"), "custom/script");
    assert!(value("interval").parse::<u32>().is_ok_and(|seconds| seconds >= 1));
    store.ok(&["check", "read"]);
    assert_eq!(sh(&store, value("exec")).out, "1/2 ▲1\n");
    assert_eq!(Store::new().ok(&["prompt"]), "", "nothing hides it");
}

/// The manual of its block `custom`: `text`, and perhaps `icon`, `short_text` and a `state` of these.
const STATES: [&str; 5] = ["Idle", "Info", "Good", "Warning", "Critical"];

#[test]
fn i3status_rs_gets_the_day_and_a_state() {
    needs!("jq");
    let config: toml::Table = recipe("i3status-rs", "toml").parse().expect("TOML");
    let block = &config["block"].as_array().expect("blocks")[0];
    assert_eq!((block["block"].as_str(), block["json"].as_bool()), (Some("custom"), Some(true)));
    let told = |store: &Store| {
        let ran = sh(store, block["command"].as_str().expect("a line"));
        let told: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert!(STATES.iter().any(|state| told["state"] == **state), "{told}");
        (
            told["text"].as_str().expect("a text").to_owned(),
            told["state"].as_str().expect("a state").to_owned(),
        )
    };
    let is =
        |store: &Store, text: &str, state: &str| assert_eq!(told(store), (text.to_owned(), state.to_owned()));
    let store = two_habits();
    is(&store, "0/2", "Info");
    store.ok(&["check", "read", "run"]);
    is(&store, "2/2 ▲1", "Good");
    store.ok(&["add", "Pay tax by:2026-11-10"]);
    is(&store, "2/3 ▲1", "Warning");
    let resting = two_habits();
    resting.ok(&["pause", "--all"]);
    is(&resting, "paused", "Idle");
    is(&Store::new(), "", "Idle");
}

#[test]
fn a_commit_checks_off_once_a_day_and_stands_whatever_comes_of_it() {
    needs!("git");
    let store = Store::new();
    let add = "goals add \"Work on the program\" every:day code:code";
    assert!(section("A commit checks off").contains(&format!("`{add}`")));
    sh(&store, add);
    sh(&store, "git init -q ~/repository");
    put_program(&store, "repository/.git/hooks/post-commit", &recipe("A commit checks off", "sh"));
    let commit = |before: &str| {
        let who = "git -C ~/repository -c user.name=K -c user.email=k@example.org";
        shell(&store, &["sh"], &format!("{before}{who} commit -q --allow-empty -m Work"))
    };
    for _ in 0..2 {
        let ran = commit("");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{ran:?}");
        assert_eq!(store.goal("code")["done"], 1);
    }
    store.ok(&["archive", "code"]);
    let ran = commit("");
    assert!(ran.code == 0 && ran.err.starts_with("error: "), "it says what is wrong: {ran:?}");
    put_program(&store, "bin/goals", "#!/bin/sh\nexit 70\n");
    assert_eq!(commit("PATH=$HOME/bin:$PATH; ").code, 0);
    assert_eq!(sh(&store, "git -C ~/repository rev-list --count HEAD").out, "4\n");
}

/// crontab(5): variables as they stand, then five fields and a command, in which a bare `%` would be a newline.
fn cron_commands(table: &str) -> Vec<(Vec<&str>, &str)> {
    let mut found = Vec::new();
    for line in table.lines().filter(|line| !is_variable(line)) {
        let mut rest = line;
        let mut fields = Vec::new();
        for _ in 0..5 {
            let (field, behind) = rest.split_once(' ').expect("a field");
            fields.push(field);
            rest = behind.trim_start();
        }
        assert!(!rest.contains('%'), "{rest}");
        found.push((fields, rest));
    }
    found
}

fn is_variable(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
}

/// A command with no more around it than cron gives it; the moment is the test's.
fn by_cron(store: &Store, command: &str) -> Ran {
    let mut sh = Command::new("/bin/sh");
    sh.args(["-c", command]).env_clear().env("HOME", store.home()).stdin(Stdio::null());
    sh.envs([("PATH", "/usr/bin:/bin"), ("SHELL", "/bin/sh"), ("GOALS_NOW", crate::harness::NOW)]);
    sh.output().expect("`sh` starts").into()
}

#[test]
fn cron_mails_the_week_and_checks_off_what_a_file_shows() {
    let store = with_goals(&["Write a page every:day code:diary"]);
    settle(&store);
    let table = recipe("cron", "crontab");
    let [(sunday, review), (midnight, check)] = &cron_commands(&table)[..] else { panic!("{table}") };
    assert_eq!((sunday.join(" "), midnight.join(" ")), ("0 18 * * 0".into(), "50 23 * * *".into()));
    assert_ne!(by_cron(&store, check).code, 0, "there is no diary");
    assert_eq!(store.goal("diary")["done"], 0);
    put(&store, "diary/today.md", "It rained.\n");
    let ran = by_cron(&store, check);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "nothing to be mailed");
    assert_eq!(store.goal("diary")["done"], 1);
    let ran = by_cron(&store, review);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.starts_with("Week of ") && ran.out.contains("Write a page"), "{ran:?}");
    assert!(ran.out.is_ascii(), "{ran:?}");
}

#[test]
fn systemd_takes_the_units() {
    needs!("systemd-analyze");
    let store = two_habits();
    settle(&store);
    let units = recipes("systemd", "ini");
    let files = ["goals-sync.service", "goals-sync.timer"]
        .iter()
        .zip(&units)
        .map(|(name, unit)| put(&store, &format!(".config/systemd/user/{name}"), unit).display().to_string());
    let ran = shell(
        &store,
        &["env", &format!("XDG_RUNTIME_DIR={}", store.home().display()), "sh"],
        &format!("systemd-analyze --user verify {}", files.collect::<Vec<_>>().join(" ")),
    );
    let ours: Vec<&str> = ran.err.lines().filter(|line| line.contains("goals")).collect();
    assert!(ran.code == 0 && ours.is_empty(), "{ran:?}");
    let starts = units[0].lines().find_map(|line| line.strip_prefix("ExecStart=%h/.cargo/bin/goals "));
    let words: Vec<&str> = starts.expect("what it starts").split(' ').collect();
    store.refused(1, &words, "no remote");
}

#[test]
fn a_phone_has_its_lines_taken_in_and_those_with_their_day_may_come_twice() {
    let store = with_goals(&["Tea with the kids every:day code:kids", "Pitch n:12 every:week code:pitch"]);
    settle(&store);
    let [on, over_ssh] = &recipes("An inbox on a phone", "sh")[..] else { panic!("two lines") };
    let lines = recipe("An inbox on a phone", "text");
    assert_eq!(shell(&store, &["sh"], on).code, 0);
    sh(&store, over_ssh);
    let told = |store: &Store| store.ok(&["today"]).lines().next().expect("a line").to_owned();
    assert_eq!(told(&store), "From the inbox: pitch +4.");
    store.ok(&["undo"]);
    let inbox = store.dir().join("inbox.txt");
    std::fs::write(&inbox, &lines).expect("it is written");
    assert_eq!(told(&store), "From the inbox: kids, pitch +4, the win “Fixed the garden gate”.");
    assert!(!inbox.exists(), "all of it is taken in");
    // Brought back with a line behind: without the win, which is for a phone that is online.
    let twice: Vec<&str> = lines.lines().filter(|line| line.contains(" on:")).collect();
    assert_eq!(twice, ["kids on:2026-11-18", "pitch=4 on:2026-11-18"]);
    std::fs::write(&inbox, format!("{}\npitch=6 on:2026-11-18\n", twice.join("\n"))).expect("it is written");
    assert_eq!(told(&store), "From the inbox: kids (done already), pitch (done already), pitch +2.");
    assert_eq!(store.goal("pitch")["done"], 6);
    // What the page says of lines without an end.
    std::fs::write(&inbox, "kidspitch+4\n").expect("it is written");
    assert_eq!(told(&store).split(';').next(), Some("1 line stays in the inbox"));
}

#[test]
fn jq_reads_the_documents() {
    needs!("jq");
    let mut store = Store::new();
    store.at("2026-11-16T09:00:00+01:00");
    for goal in [
        "Read every:day code:read",
        "Run every:day code:run",
        "Pitch websites n:12 unit:emails every:week code:pitch",
        "Coffee every:day at-most:2 code:coffee",
        "Publish 52 guest posts n:52 unit:posts from:2026-01-01 by:2026-12-30 code:gp",
    ] {
        store.ok(&["add", goal]);
    }
    store.ok(&["check", "read", "run"]);
    store.at("2026-11-17T09:00:00+01:00").ok(&["check", "read", "pitch+4"]);
    store.ok(&["check", "run=0", "--note", "rain"]);
    store.at("2026-11-18T09:00:00+01:00").ok(&["check", "read", "pitch+2", "pitch+2"]);
    let lines = recipes("jq", "sh");
    let told: Vec<String> = lines
        .iter()
        .map(|line| {
            let ran = shell(&store, &["sh"], line);
            assert_eq!(ran.code, 0, "{line}: {ran:?}");
            ran.out
        })
        .collect();
    // A limit is kept when its day is over. Eight of twelve are enough for the third day of a week; a limit is not to be done.
    assert_eq!(told[0], "run\tRun\ngp\tPublish 52 guest posts\n");
    assert_eq!(told[1], "Publish 52 guest posts\n");
    assert_eq!(told[2], "3 Read\n2 Coffee\n");
    // A note is no day on which something was done.
    assert_eq!(told[3], "2 Pitch websites\n3 Read\n1 Run\n");
    // 52 in the 43 days from 18 November to 30 December.
    assert_eq!(told[4], "Publish 52 guest posts: 8.47 posts a week\n");
}

/// A program that notes how it was called.
fn noting(store: &Store, name: &str) {
    put_program(
        store,
        &format!("bin/{name}"),
        &format!("#!/bin/sh\necho \"{name} $*\" >> \"$HOME/called\"\n"),
    );
}

fn called(store: &Store) -> String {
    std::fs::read_to_string(store.home().join("called")).unwrap_or_default()
}

#[test]
fn a_hook_has_bars_show_the_day_at_once() {
    let store = two_habits();
    let hook = recipe("When something changed", "sh");
    put_program(&store, ".config/goals/hooks/on-change", &hook);
    assert!(section("When something changed").contains("`~/.config/goals/hooks/on-change`"));
    for name in ["pkill", "tmux"] {
        noting(&store, name);
    }
    let ran = sh(&store, "PATH=$HOME/bin:$PATH; goals today >/dev/null; goals check read");
    assert_eq!(ran.err, "");
    assert_eq!(called(&store), "pkill -RTMIN+8 waybar\ntmux refresh-client -S\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reminder_in_the_evening_is_a_timer_of_systemd() {
    let store = two_habits();
    for name in ["systemctl", "notify-send"] {
        noting(&store, name);
    }
    let line = recipe("A reminder in the evening", "sh");
    let ran = sh(&store, &format!("PATH=$HOME/bin:$PATH; {line}"));
    assert!(ran.out.ends_with("`goals remind --remove` ends that.\n"), "{ran:?}");
    let begun = "systemctl --user daemon-reload\nsystemctl --user enable --now goals-remind.timer\n";
    assert_eq!(called(&store), begun);
}
