//! What a command has to do with: the store, the clock, the outside world, and what it says beside its summary.

mod inbox;
mod reading;
mod telling;
mod this_machine;
mod writing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::clock::Clock;
use super::names::{Names, Said};
use super::summary::Form;
use crate::domain::decide::naming::Naming;
use crate::domain::judge::judge::Judge;
use crate::domain::model::state::State;
use crate::env::{Env, StoreFolder, Stream};
use crate::error::Error;
use crate::journal::written_lines::Part;
use crate::journal::{Journal, Reading};

/// What was written into one store.
pub(crate) struct WrittenIn {
    pub(crate) journal: Journal,
    pub(crate) parts: BTreeSet<Part>,
}

pub(crate) struct Context<'a> {
    env: &'a Env,
    /// The store's folder as it was named with `--dir`.
    named: Option<PathBuf>,
    store: StoreFolder,
    journal: Journal,
    clock: Clock,
    form: Form,
    /// Whose doing is written, where the command names somebody, or `none`.
    named_doer: Option<String>,
    inbox: InboxLook,
    /// What was written so far, store by store.
    written: Vec<WrittenIn>,
    last: Option<Rc<Reading>>,
    /// What was read for other pages that are shown beside this one.
    shown: Option<Rc<Reading>>,
    /// Whether what was read before writing is worth keeping, with what was written.
    grown: bool,
    /// What is said beside the summary, on standard error.
    notes: Vec<String>,
    /// What was said back of how goals were named.
    said: Said,
    /// What is pointed out behind the page.
    hints: Vec<String>,
}

/// Whether the inbox is still to be looked into by this command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InboxLook {
    Ahead,
    Over,
}

impl<'a> Context<'a> {
    pub(crate) fn new(env: &'a Env, dir: Option<&Path>, form: Form) -> Result<Self, Error> {
        let store = env.store(dir)?;
        let journal = Journal::new(store.path().to_owned());
        let journal = match env.cache() {
            Some(cache) => journal.with_cache(cache, env.system_time()),
            None => journal,
        };
        let named = dir.map(|_| store.path().to_owned());
        let clock = Clock { now: env.now()? };
        Ok(Self {
            env,
            named,
            store,
            journal,
            clock,
            form,
            named_doer: None,
            inbox: InboxLook::Ahead,
            written: Vec::new(),
            last: None,
            shown: None,
            grown: false,
            notes: Vec::new(),
            said: Rc::default(),
            hints: Vec::new(),
        })
    }

    /// The same, where pages that are shown beside each other tell of one reading: all goals and days.
    pub(crate) fn beside(self, shown: Option<Rc<Reading>>) -> Self {
        Self { shown, ..self }
    }

    /// Who finds the goals that the command names.
    pub(crate) fn names(&self) -> Names {
        let naming = if self.is_interactive() { Naming::Freely } else { Naming::Exactly };
        Names::new(naming, Rc::clone(&self.said))
    }

    /// In which form the summary is asked for.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// The folder that was named with `--dir`.
    pub(crate) fn named_folder(&self) -> Option<&Path> {
        self.named.as_deref()
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    pub(crate) fn folder(&self) -> &Path {
        self.journal.folder()
    }

    /// Whether one can ask and be answered.
    pub(crate) fn is_interactive(&self) -> bool {
        self.form == Form::Page && self.env.is_terminal(Stream::In) && self.env.is_terminal(Stream::Out)
    }

    pub(crate) fn env(&self) -> &'a Env {
        self.env
    }

    pub(crate) fn clock(&self) -> Clock {
        self.clock
    }

    /// The state as it is judged today.
    pub(crate) fn judge<'w>(&self, state: &'w State) -> Judge<'w> {
        self.clock.judge(state)
    }

    /// Says what another store's context has to say, and keeps what it read.
    pub(crate) fn take_over(&mut self, mut other: Self) {
        let notes = other.notes.drain(..).filter(|note| !self.notes.contains(note));
        let notes: Vec<String> = notes.collect();
        self.notes.extend(notes);
        self.said.borrow_mut().extend(other.said());
        self.hints.append(&mut other.hints);
        self.written.append(&mut other.written);
        other.keep();
    }
}
