//! The tests that answer soon. Rules of the domain are tested in this process, what needs a process on the
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

#[path = "../support/documents.rs"]
mod documents;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/harness.rs"]
mod harness;
#[path = "../support/left_out.rs"]
mod left_out;
#[cfg(unix)]
#[path = "../support/other_user.rs"]
mod other_user;
#[cfg(all(target_os = "linux", feature = "ui"))]
#[path = "../support/pty.rs"]
mod pty;
#[cfg(all(target_os = "linux", feature = "ui"))]
#[path = "../support/seat.rs"]
mod seat;
#[path = "../support/tools.rs"]
mod tools;

mod add;
mod amount_words;
mod archive;
mod backup;
mod balance;
mod cadence_words;
mod celebrate;
mod chart;
mod check;
mod checkpoints;
mod clarity;
mod closed;
mod common;
mod completions;
mod config;
mod counted_cadences;
mod day_editor;
mod deep;
mod demo;
mod doctor;
mod done_model;
mod edit;
mod editor;
mod export;
mod export_formats;
mod export_properties;
mod export_readers;
mod first_words;
mod goal_lines;
mod help;
mod hooks;
mod inbox;
mod language;
mod layout;
mod list;
mod log;
mod looks;
mod loop_strength;
mod made_codes;
mod man;
mod moves;
mod moving;
mod naming;
mod next;
mod notes;
mod output;
mod pace_model;
#[cfg(unix)]
mod packaging;
mod pages;
mod parts;
mod pause;
mod people;
#[cfg(all(target_os = "linux", feature = "ui"))]
mod picker;
mod places;
mod plain_words;
mod plan_ahead;
mod planning;
mod programs;
mod progress;
mod prompt;
mod properties;
mod readme;
#[cfg(all(target_os = "linux", feature = "ui"))]
mod recipes;
mod refusals;
mod remarks;
mod remind;
mod report;
mod report_plan;
mod review;
mod reward;
mod schema;
#[cfg(all(target_os = "linux", feature = "ui"))]
mod screen;
#[cfg(all(target_os = "linux", feature = "ui"))]
mod screen_faults;
mod semantics_amounts;
mod semantics_days;
mod semantics_done;
mod semantics_kindness;
mod semantics_merging;
mod semantics_pace;
mod semantics_periods;
mod semantics_progress;
mod semantics_rewards;
mod semantics_streaks;
mod semantics_today;
mod semantics_verdicts;
mod sentences;
mod show;
mod six_lives;
mod sizing;
mod skip;
mod split;
mod state;
mod stores;
mod stories;
mod streaks;
mod template;
mod tidy;
mod today;
mod typed_days;
mod undo;
mod value_completions;
mod why;
mod win;
mod year;
mod year_in_review;
