//! The programs that are compared: `goals`, and the least that a program of its kind can do.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::stores::{Shelf, Store};

/// The target of a build that needs no library of the system.
pub(crate) const STATIC: &str = "x86_64-unknown-linux-musl";

/// Runs it, which has to end well, and returns what it printed.
pub(crate) fn ok(mut command: Command) -> String {
    let output = command.stderr(Stdio::piped()).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{command:?}: {}\n{said}", output.status);
    String::from_utf8(output.stdout).expect("text")
}

/// Lets the program see these stores as on the day after: their files are not of this moment, and what it
/// remembers of them is written.
pub(crate) fn warm(stores: &[&Store]) {
    // What changed within the resolution of a file's time has to be looked at again.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    for store in stores {
        for _ in 0..2 {
            ok(store.goals(&["today"]));
            ok(store.goals(&["prompt"]));
        }
    }
}

/// That a store holds what its writer says, by the program's own account.
pub(crate) fn confirm(store: &Store) {
    let log = ok(store.goals(&["log", "--json"]));
    let log: serde_json::Value = serde_json::from_str(&log).expect("a JSON document");
    let seen = log["entries"].as_array().expect("entries").len();
    assert_eq!(seen, store.checks, "the program sees other check-offs than were written");
}

/// Compiles one of `benches/programs` as the release profile would; nothing where the target is missing.
pub(crate) fn compiled(shelf: &Shelf, name: &str, target: Option<&str>) -> Option<PathBuf> {
    if target.is_some_and(|target| !has_target(target)) {
        return None;
    }
    let source = format!("{}/benches/programs/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let program = shelf.place().join(name);
    let mut command = Command::new(rustc());
    command.args(["--edition=2024", "-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1"]);
    command.args(["-Cpanic=abort", "-Cstrip=symbols", "-Coverflow-checks=on"]);
    command.args(target.map(|target| format!("--target={target}")));
    ok_quietly(command.arg("-o").arg(&program).arg(source));
    Some(shelf.installed(&program))
}

/// Builds `goals` for a static target; nothing where that is missing.
pub(crate) fn built(shelf: &Shelf, target: &str) -> Option<PathBuf> {
    if !has_target(target) {
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("static");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["build", "--release", "--locked", "--bin", "goals", "--target", target]);
    // As the README says; what is compiled for this machine's own use is not touched by it.
    command.env("RUSTFLAGS", "-C relocation-model=static");
    ok_quietly(command.arg("--target-dir").arg(&folder));
    Some(shelf.installed(&folder.join(target).join("release/goals")))
}

/// The compiler's name and version.
pub(crate) fn compiler() -> String {
    let said = Command::new(rustc()).arg("--version").output().expect("the toolchain is there");
    let said = String::from_utf8_lossy(&said.stdout);
    said.split(" (").next().unwrap_or_default().trim().to_owned()
}

fn rustc() -> std::ffi::OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn has_target(target: &str) -> bool {
    let said = Command::new(rustc()).args(["--print", "target-libdir", "--target", target]).output();
    said.is_ok_and(|said| Path::new(String::from_utf8_lossy(&said.stdout).trim()).is_dir())
}

/// Runs a tool of the toolchain, which has to end well and may talk.
fn ok_quietly(command: &mut Command) {
    let output = command.output().expect("the toolchain is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
}
