//! The tests that take their time: faults that are made to happen, any bytes, many at once, a writer with
//! mistakes, and a browser. The table of faults is in `matrix.rs`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    unreachable_pub,
    reason = "a test says what it expects by panicking, and has its files and processes itself"
)]

#[path = "../support/files.rs"]
mod files;
#[path = "../support/harness.rs"]
mod harness;
#[path = "../support/left_out.rs"]
mod left_out;
#[cfg(unix)]
#[path = "../support/other_user.rs"]
mod other_user;
#[path = "../support/tools.rs"]
mod tools;

mod arbitrary;
#[cfg(unix)]
mod browser;
mod clocks;
mod concurrency;
#[cfg(target_os = "linux")]
mod control;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod imports;
#[cfg(target_os = "linux")]
mod inbox;
mod judge;
#[cfg(target_os = "linux")]
mod killed;
#[cfg(target_os = "linux")]
mod large;
mod lines;
#[cfg(target_os = "linux")]
mod locks;
mod matrix;
mod places;
#[cfg(unix)]
mod report_page;
mod shard;
#[cfg(unix)]
mod snapshot;
#[cfg(target_os = "linux")]
mod strace;
#[cfg(target_os = "linux")]
mod terminal;
#[cfg(unix)]
mod unix;
