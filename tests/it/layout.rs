//! The layout of `src` (ARCHITECTURE.md): no circle of files, and each folder uses only what is named for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::tidy::sources;

/// The files by their module paths, and the text of each.
type Modules = BTreeMap<String, String>;

/// Which files each file names, in `use` or in a path.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// What a folder may use, besides itself.
fn may_use(folder: &str) -> &'static [&'static str] {
    match folder {
        "domain::value" | "ui" => &[],
        "domain::model" => &["domain::value"],
        "domain::judge" | "domain::input" => &["domain::model", "domain::value"],
        "domain::decide" | "domain::report" => {
            &["domain::input", "domain::judge", "domain::model", "domain::value"]
        }
        "interop::reader" => &["domain"],
        "interop::containers" => &["interop::reader"],
        "interop::shared" | "interop::reconcile" => &["domain", "interop::reader"],
        "interop::tables" => &["domain", "interop::export", "interop::reader"],
        "interop::export" => &["domain", "interop::tables"],
        "interop::tools" => {
            &["domain", "interop::containers", "interop::reader", "interop::shared", "interop::tables"]
        }
        "interop" => &["domain", "interop"],
        "journal::files" => &["journal::format"],
        "journal::format" => &["domain::model", "domain::value", "journal::files"],
        "journal::cache" => {
            &["domain::judge", "domain::model", "domain::value", "journal::files", "journal::format"]
        }
        "journal" => &[
            "domain::judge",
            "domain::model",
            "domain::value",
            "journal::cache",
            "journal::files",
            "journal::format",
        ],
        "sync" => &["domain::value", "journal"],
        "error" => &["domain", "interop", "journal", "sync"],
        "env" => &["error", "interop", "journal", "ui"],
        "commands" => &["domain", "env", "error", "interop", "journal", "sync", "ui"],
        "cli" => &["commands", "env", "error", "ui"],
        "run" => &["cli", "commands", "env", "error", "ui"],
        "main" => &["run", "env"],
        "screen" => &["cli", "commands", "domain", "env", "error", "journal", "run", "ui"],
        // The screen's program holds no rule and no text about goals.
        "bin" => &["screen"],
        other => panic!("`{other}` is a new part of the program: say what it may use"),
    }
}

/// The folder a file belongs to, as far as rules tell folders apart.
fn folder(module: &str) -> String {
    let mut parts = module.split("::");
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    match (first, second) {
        ("domain", Some(room))
        | (
            "interop",
            Some(room @ ("containers" | "export" | "reader" | "reconcile" | "shared" | "tables" | "tools")),
        )
        | ("journal", Some(room @ ("format" | "files" | "cache"))) => format!("{first}::{room}"),
        _ => first.to_owned(),
    }
}

fn modules() -> Modules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let module = |file: &Path| {
        let name = file.strip_prefix(&root).expect("below src").with_extension("");
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        parts.into_iter().filter(|part| part != "mod" && part != "lib").collect::<Vec<_>>().join("::")
    };
    let text = |file: &Path| std::fs::read_to_string(file).expect("a source file");
    sources().iter().map(|file| (module(file), text(file))).collect()
}

fn arrows(modules: &Modules) -> Arrows {
    let targets = |(module, text): (&String, &String)| {
        let named = paths(text).into_iter().filter_map(|path| target(modules, module, &path));
        (module.clone(), named.filter(|target| target != module).collect())
    };
    modules.iter().map(targets).collect()
}

/// The paths in a text, each whole: those of a `use` with braces one by one.
fn paths(text: &str) -> Vec<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for statement in code.split(';').map(str::trim_start) {
        let Some((_, tree)) =
            statement.rsplit_once("use ").filter(|(before, _)| !before.ends_with(char::is_alphanumeric))
        else {
            continue;
        };
        expand("", tree, &mut found);
    }
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
    let words = code.split(|character: char| !is_part(character));
    found.extend(
        words.map(|word| word.trim_matches(':')).filter(|word| word.contains("::")).map(ToOwned::to_owned),
    );
    found
}

fn expand(before: &str, tree: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((start, rest)) = tree.split_once('{') else {
        let name = tree.split_whitespace().next().unwrap_or_default();
        let path = format!("{before}{name}");
        found.push(path.strip_suffix("::self").unwrap_or(&path).to_owned());
        return;
    };
    let before = format!("{before}{}", start.trim());
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut depth, mut part) = (0, String::new());
    for character in inner.chars().chain([',']) {
        match character {
            ',' if depth == 0 => expand(&before, &std::mem::take(&mut part), found),
            other => {
                depth += i32::from(other == '{') - i32::from(other == '}');
                part.push(other);
            }
        }
    }
}

/// Where the files of the screen's program are.
const OTHER_PROGRAM: &str = "bin::goals-ui";

/// The file in which something that a path names is found.
fn target(modules: &Modules, module: &str, path: &str) -> Option<String> {
    let mut at: Vec<&str> = module.split("::").collect();
    let mut parts = path.split("::").peekable();
    match parts.peek().copied()? {
        // The other program is a crate of its own.
        "crate" if module.starts_with(OTHER_PROGRAM) => {
            at.truncate(2);
            parts.next();
        }
        "crate" | "goals" => {
            at.clear();
            parts.next();
        }
        "self" => drop(parts.next()),
        "super" => {
            while parts.next_if_eq(&"super").is_some() {
                at.pop();
            }
        }
        child if modules.contains_key(&format!("{module}::{child}")) => {}
        _ => return None,
    }
    at.extend(parts);
    (1..=at.len()).rev().map(|end| at[..end].join("::")).find(|name| modules.contains_key(name))
}

/// A circle, from a file back to it.
fn circle(arrows: &Arrows) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    for start in arrows.keys() {
        let mut path: Vec<(&String, Vec<&String>)> = vec![(start, arrows[start].iter().collect())];
        while let Some((module, next)) = path.last_mut() {
            match next.pop() {
                None => {
                    done.insert((*module).clone());
                    path.pop();
                }
                Some(next) if path.iter().any(|(module, _)| *module == next) => {
                    let round = path.iter().map(|(module, _)| (*module).clone());
                    return Some(round.skip_while(|module| module != next).chain([next.clone()]).collect());
                }
                Some(next) if done.contains(next) => {}
                Some(next) => path.push((next, arrows[next].iter().collect())),
            }
        }
    }
    None
}

#[test]
fn no_files_stand_in_a_circle() {
    if let Some(circle) = circle(&arrows(&modules())) {
        let closes = &circle[circle.len() - 2..];
        panic!("{} is a circle: `{}` names `{}`", circle.join(" -> "), closes[0], closes[1]);
    }
}

#[test]
fn folders_use_only_what_is_named_for_them() {
    let mut wrong = Vec::new();
    for (module, targets) in arrows(&modules()) {
        let own = folder(&module);
        if own.is_empty() {
            continue;
        }
        for target in targets {
            let used = folder(&target);
            let named = may_use(&own).iter().any(|may| used == *may || used.starts_with(&format!("{may}::")));
            if used != own && !named {
                wrong.push(format!("{module} uses {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is drawn is what commands say: all that the screen's program names of the library is its face.
#[test]
fn the_screen_uses_nothing_of_the_library_but_its_face() {
    let own: Vec<(String, String)> =
        modules().into_iter().filter(|(module, _)| module.starts_with(OTHER_PROGRAM)).collect();
    assert!(own.len() > 5, "its files are found: {}", own.len());
    for (module, text) in own {
        for path in paths(&text).iter().filter(|path| path.starts_with("goals::")) {
            assert!(path.starts_with("goals::screen"), "{module} uses {path}");
        }
    }
}

#[test]
fn a_circle_is_found_however_a_file_is_named() {
    let made = |uses: &str| -> Modules {
        [
            ("a", "use crate::b::{Thing, other};\n"),
            ("b", "mod c;\nfn f() { c::g() }\n"),
            ("b::c", uses),
            ("d", "// use crate::a::Thing; is a remark\nuse std::fmt;\n"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into()
    };
    let found = |uses: &str| circle(&arrows(&made(uses))).map(|circle| circle.join(" "));
    for uses in [
        "use crate::a::Thing;",
        "pub(crate) use crate::{a, d::E};",
        "use crate::{\n    d::{self, E},\n    a::{self as f},\n};",
        "fn g() { crate::a::h() }",
        "fn g() -> super::super::a::Thing { todo() }",
    ] {
        assert_eq!(found(uses).as_deref(), Some("a b b::c a"), "{uses}");
    }
    assert_eq!(found("use crate::d::E;\nuse super::Thing as _;").as_deref(), Some("b b::c b"));
    assert_eq!(found("use crate::d::E;\n"), None);
}
