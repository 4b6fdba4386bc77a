//! One test binary. Rules of the domain are tested in this process, what needs a process on the
//! built program.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    unreachable_pub,
    reason = "a test says what it expects by panicking, and has its files and processes itself"
)]

mod add;
mod arbitrary;
mod archive;
mod balance;
mod browser;
mod carried;
mod celebrate;
mod chart;
mod check;
mod clarity;
mod common;
mod completions;
mod concurrency;
mod config;
#[cfg(target_os = "linux")]
mod control;
mod demo;
mod doctor;
mod edit;
mod editor;
mod faults;
#[cfg(target_os = "linux")]
mod faults_disk;
#[cfg(target_os = "linux")]
mod faults_killed;
#[cfg(target_os = "linux")]
mod faults_large;
#[cfg(target_os = "linux")]
mod faults_locks;
#[cfg(target_os = "linux")]
mod faults_terminal;
mod files;
mod harness;
mod help;
mod judge;
mod list;
mod log;
mod man;
mod matrix;
mod moving;
mod output;
mod pause;
mod planning;
mod progress;
mod prompt;
mod properties;
mod readme;
mod refusals;
mod report;
mod report_page;
mod review;
mod reward;
mod semantics_amounts;
mod semantics_days;
mod semantics_merging;
mod semantics_pace;
mod semantics_periods;
mod semantics_progress;
mod semantics_rewards;
mod semantics_streaks;
mod semantics_today;
mod semantics_verdicts;
mod show;
mod sizing;
mod skip;
#[cfg(unix)]
mod snapshot;
mod split;
mod state;
mod stories;
#[cfg(target_os = "linux")]
mod strace;
mod streaks;
mod template;
mod tidy;
mod today;
mod undo;
mod why;
mod win;
mod year;
