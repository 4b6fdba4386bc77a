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

#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "../support/documents.rs"]
mod documents;
#[allow(dead_code, reason = "other targets use the rest of it")]
#[path = "../support/harness.rs"]
mod harness;

mod any_lines;
mod arbitrary;
mod bad_files;
mod coming_in;
mod google_tasks;
mod habit_logs;
mod habitica;
mod habitkit;
mod loop_tracker;
mod markdown;
mod omnifocus;
mod org;
mod outline;
mod page;
mod reconcile;
mod refusals;
mod sqlite;
mod tables;
mod taskbook;
mod taskwarrior;
mod text_formats;
mod ticktick;
mod todoist;
mod todotxt;
mod trello;
mod vtodo;
mod zip;
mod zip_made;
