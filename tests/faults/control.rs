//! The judges of [`crate::judge`] find what is wrong with a careless writer.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::judge::{
    Verdict, Writer, killed_at_each_call, killed_at_random, many_at_once, told_before_it_is_on_the_disk,
};
use crate::tools::needs;

/// The program in `control/careless.rs`, with a mistake.
struct Careless {
    folder: TempDir,
    mistake: &'static str,
}

impl Careless {
    fn with(mistake: &'static str) -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), mistake }
    }
}

/// The program, built once.
fn program() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (own, built) = (folder.join(format!("careless-{}", std::process::id())), folder.join("careless"));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/control/careless.rs");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let made = Command::new(rustc)
            .args(["--edition", "2024", "-D", "warnings", "-o"])
            .arg(&own)
            .arg(source)
            .output()
            .expect("`rustc` starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        // Whole or not at all, where two runs of the tests build it at once.
        std::fs::rename(own, &built).expect("it is put in its place");
        built
    })
}

impl Writer for Careless {
    fn write(&self, note: &str) -> Command {
        let mut command = Command::new(program());
        command.arg(self.mistake).arg(self.file()).arg(note).env_clear();
        command
    }

    fn notes(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.file()).unwrap_or_default();
        let read = |line: &str| -> Option<String> {
            let line: Value = serde_json::from_str(line).ok()?;
            line["note"].as_str().map(ToOwned::to_owned)
        };
        text.lines().filter_map(read).collect()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("notes")
    }

    fn home(&self) -> &Path {
        self.folder.path()
    }
}

/// Panics unless a judge finds something wrong with these mistakes, and in words like these.
fn finds(judge: impl Fn(&dyn Writer) -> Verdict, cases: &[(&'static str, &str)]) {
    for (mistake, words) in cases {
        let verdict = judge(&Careless::with(mistake));
        assert!(verdict.lost.iter().any(|lost| lost.contains(words)), "{mistake} passes: {verdict:?}");
    }
}

#[test]
fn who_does_not_lock_is_found_by_many_at_once() {
    finds(|writer| many_at_once(writer, 32), &[("no-lock", "what another was told")]);
}

#[test]
fn who_writes_everything_anew_is_found_by_killing_at_random() {
    finds(|writer| killed_at_random(writer, 8, 40), &[("rewrite", "was acknowledged and is there 0 times")]);
}

#[test]
fn who_writes_in_parts_or_anew_is_found_by_killing_at_each_call() {
    needs!("strace");
    finds(
        killed_at_each_call,
        &[("parts", "was acknowledged and is there 0 times"), ("rewrite", "what was there before is gone")],
    );
}

#[test]
fn who_does_not_sync_before_telling_is_found_by_watching() {
    needs!("strace");
    finds(told_before_it_is_on_the_disk, &[("no-sync", "synced None"), ("too-early", "told at 0")]);
}
