//! A command-line micro-goal tracker. ARCHITECTURE.md tells where what lives.

pub mod journal;

pub mod domain;
