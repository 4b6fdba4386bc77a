//! Tells the program which sources it was made of, so that it knows what another build of it left behind.
//!
//! Links the unwinder into the program, where the C compiler has it as an archive: a start that has one
//! library less to find, map and relocate takes a tenth less. The standard library asks for
//! `libgcc_s.so`, to print where a panic came from. An archive that stands before it on the linker's line
//! answers first, and nothing is left to ask the shared one for.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "asking the surroundings and telling cargo is what this program is for"
)]

use std::collections::BTreeSet;
use std::env::var;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

const UNWINDER: &str = "gcc_eh";

/// What the program is made of, but for the compiler.
const SOURCES: [&str; 5] = ["Cargo.lock", "Cargo.toml", "build.rs", "src", "templates"];

/// Beside these there are what editors and tools leave behind.
const KINDS: [&str; 5] = ["css", "html", "lock", "rs", "toml"];

fn main() -> Result<()> {
    println!("cargo::rustc-env=GOALS_SOURCES={:016x}", sum_of_sources()?);
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    println!("cargo::rerun-if-env-changed=CARGO_ENCODED_RUSTFLAGS");
    let links = asks_for_libgcc() && has_archive();
    if links {
        println!("cargo::rustc-link-lib={UNWINDER}");
    }
    // For `tests/it/start.rs`.
    println!("cargo::rustc-env=GOALS_UNWINDER={}", if links { "own" } else { "shared" });
    Ok(())
}

fn sum_of_sources() -> Result<u64> {
    let mut files = BTreeSet::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        find_files(Path::new(source), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(&file)?.hash(&mut hasher);
        file.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn find_files(path: &Path, found: &mut BTreeSet<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            find_files(&entry?.path(), found)?;
        }
    } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) && path.exists() {
        found.insert(path.to_owned());
    }
    Ok(())
}

/// Whether the program is built for this machine's own kind, on which its standard library takes the
/// unwinder from the C compiler's library.
fn asks_for_libgcc() -> bool {
    let target = |what: &str| var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    var("HOST") == var("TARGET") && target("OS") == "linux" && target("ENV") == "gnu"
}

/// Whether the linker, a C compiler unless somebody said otherwise, knows the archive: what it does not know
/// it gives back as it was asked. One that was named to the compiler alone is not known here.
fn has_archive() -> bool {
    if var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("linker=")) {
        return false;
    }
    let linker = var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned());
    let said = Command::new(linker).arg(format!("-print-file-name=lib{UNWINDER}.a")).output();
    said.is_ok_and(|said| Path::new(String::from_utf8_lossy(&said.stdout).trim()).is_absolute())
}
