//! `goals sync` with the real git: over folders, and over ssh on this machine. Each clone is a home of its own.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    unreachable_pub,
    reason = "a test says what it expects by panicking, and has its files and processes itself"
)]
#![cfg(unix)]

#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "../support/documents.rs"]
mod documents;
#[allow(dead_code, unused_imports, unused_macros, reason = "the other tests use the rest")]
#[path = "../support/files.rs"]
mod files;
#[allow(dead_code, unused_imports, unused_macros, reason = "the other tests use the rest")]
#[path = "../support/harness.rs"]
mod harness;
#[path = "../support/left_out.rs"]
mod left_out;
#[allow(dead_code, unused_imports, unused_macros, reason = "the other tests use the rest")]
#[path = "../support/tools.rs"]
mod tools;

#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "../faults/strace.rs"]
mod strace;

mod cases;
mod clones;
mod hostile;
mod names;
mod races;
mod running;
mod simulation;
mod sizes;
mod ssh;
