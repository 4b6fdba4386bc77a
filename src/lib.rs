//! A command-line micro-goal tracker. ARCHITECTURE.md tells where what lives.

pub mod cli;
pub mod commands;
pub mod domain;
pub mod env;
pub mod error;
pub mod interop;
pub mod journal;
pub mod run;
pub mod screen;
pub mod sync;
pub mod ui;
