//! Files of other tools that come in: each sample with the counts of a person who read it, again, and taken back.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    unreachable_pub,
    reason = "a test says what it expects by panicking, and has its files and processes itself"
)]

#[allow(dead_code, reason = "other targets use the rest of it")]
#[path = "../support/harness.rs"]
mod harness;

mod arbitrary;
mod bad_files;
mod coming_in;

mod page;
mod reconcile;
mod tables;
