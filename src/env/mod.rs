//! The outside world as one value: arguments, variables, clock, folders, streams, terminal. Nothing
//! else touches them.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the one place for it")]
#![allow(clippy::unused_self, reason = "who has no `Env` can't reach the outside world")]

#[cfg(unix)]
mod bounded;
mod clock;
mod files;
mod home;
mod hooks;
mod places;
mod programs;
mod services;
mod sources;
mod terminal;
#[cfg(unix)]
mod trust;
mod world;

pub(crate) use self::hooks::{Hook, Hooks};
pub(crate) use self::places::StoreFolder;
pub(crate) use self::services::{Obeyed, Reasons, Scheduler};
pub(crate) use self::terminal::Stream;
pub use self::world::Env;
