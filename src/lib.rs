//! A command-line micro-goal tracker. ARCHITECTURE.md tells where what lives.

pub mod run;

pub mod cli;
pub mod commands;
pub mod env;
pub mod failure;

pub mod journal;

pub mod domain;
pub mod report;
pub mod ui;
