//! The files of a release have one name in all places that make, fetch or describe them (packaging/README.md).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::needs;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    std::fs::read_to_string(at(path)).expect("a file of the project")
}

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap_or_default()).collect()
}

/// The systems that are released for.
fn targets() -> Vec<String> {
    let workflow = text(".github/workflows/release.yml");
    let targets: Vec<_> = between(&workflow, "{ target: ", ",").into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(targets.len(), 7, "{targets:?}");
    targets
}

/// What the script that makes it calls the file for a system.
fn made(target: &str) -> String {
    let made = Command::new(at("packaging/tarball.sh")).args(["--name", target]).output().expect("it runs");
    assert!(made.status.success(), "{made:?}");
    String::from_utf8(made.stdout).expect("a name").trim_end().to_owned()
}

#[test]
fn binstall_fetches_the_files_that_are_made() {
    needs!("bash");
    let manifest = text("Cargo.toml");
    let section = |name: &str| -> String {
        let found = between(&manifest, &format!("[{name}]\n"), "\n[");
        assert_eq!(found.len(), 1, "{name}");
        found[0].to_owned()
    };
    let value = |section: &str, key: &str| between(section, &format!("{key} = \""), "\"")[0].to_owned();
    let all = section("package.metadata.binstall");
    for target in targets() {
        let own = format!("package.metadata.binstall.overrides.{target}");
        let section = if manifest.contains(&own) { section(&own) } else { all.clone() };
        let filled = |pattern: String| {
            pattern.replace("{ version }", env!("CARGO_PKG_VERSION")).replace("{ target }", &target)
        };
        let name = made(&target);
        let (folder, format) = if let Some(folder) = name.strip_suffix(".zip") {
            (folder, "zip")
        } else {
            (name.strip_suffix(".tar.gz").expect("of either kind"), "tgz")
        };
        let release = format!("{{ repo }}/releases/download/v{}/", env!("CARGO_PKG_VERSION"));
        assert_eq!(filled(value(&section, "pkg-url")), release + &name);
        assert_eq!(value(&section, "pkg-fmt"), format);
        assert_eq!(filled(value(&all, "bin-dir")), format!("{folder}/{{ bin }}{{ binary-ext }}"));
    }
}

#[test]
fn manifests_name_the_files_that_are_made_and_hold_the_sum_of_each() {
    needs!("bash");
    let targets = targets();
    let names: Vec<_> =
        targets.iter().map(|it| made(it).replace(env!("CARGO_PKG_VERSION"), "@VERSION@")).collect();
    for file in ["goals.rb", "PKGBUILD", "scoop.json", "winget/GoalsContributors.Goals.installer.yaml"] {
        let template = text(&format!("packaging/templates/{file}"));
        let fetched: BTreeSet<_> = between(&template, "@DOWNLOADS@/", "\"").into_iter().collect();
        let summed: BTreeSet<_> = between(&template, "@SHA256 ", "@").into_iter().map(made).collect();
        assert!(!fetched.is_empty(), "{file} fetches nothing");
        for name in &fetched {
            assert!(names.iter().any(|it| it == name), "{file}: nobody makes {name}");
        }
        let fetched: BTreeSet<_> =
            fetched.iter().map(|it| it.replace("@VERSION@", env!("CARGO_PKG_VERSION"))).collect();
        assert_eq!(summed, fetched, "{file}");
    }
    let flake = text("packaging/templates/flake.nix");
    let (fetched, summed) = (between(&flake, "target = \"", "\""), between(&flake, "@SHA256 ", "@"));
    assert_eq!(fetched, summed);
    assert!(summed.iter().all(|it| targets.iter().any(|target| target == it)), "{summed:?}");
    assert!(flake.contains("\"@DOWNLOADS@/goals-${version}-${target}.tar.gz\""));
}

#[test]
fn the_release_is_one_short_workflow() {
    assert!(text(".github/workflows/release.yml").lines().count() < 80);
}

#[cfg(feature = "ui")]
#[test]
fn the_manual_of_the_screen_tells_of_each_option() {
    let page = text("packaging/goals-ui.1").replace('\\', "");
    let help = Command::new(env!("CARGO_BIN_EXE_goals-ui")).arg("--help").output().expect("it runs");
    let help = String::from_utf8(help.stdout).expect("text");
    let words = help.split(|it: char| !(it.is_ascii_alphabetic() || it == '-'));
    let options: BTreeSet<_> = words.filter(|it| it.starts_with("--") && it.len() > 2).collect();
    assert_eq!(options.len(), 8, "{options:?}");
    for option in options {
        assert!(page.contains(&format!("fB{option}fR")), "{option}");
    }
}
