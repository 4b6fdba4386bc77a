//! What a command writes into its store, whose doing that is, and what is kept of it for the next.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Context, WrittenIn};
use crate::domain::model::change::Change;
use crate::domain::model::refusal::Refusal;
use crate::domain::value::ids::EntryId;
use crate::domain::value::text::recorded_field;
use crate::error::Error;
use crate::journal::import_file::ImportEntries;
use crate::journal::transfer::{DeviceLines, United};
use crate::journal::written_lines::Part;
use crate::journal::{Appended, DecisionInput, Detail, Reading, Writer};

impl Context<'_> {
    pub(crate) fn written(&self) -> &[WrittenIn] {
        &self.written
    }

    /// Remembers what was written into the store.
    pub(super) fn wrote(&mut self, parts: impl IntoIterator<Item = Part>) {
        let parts: BTreeSet<Part> = parts.into_iter().collect();
        let own = self.written.iter_mut().find(|it| it.journal.folder() == self.journal.folder());
        match own {
            _ if parts.is_empty() => {}
            Some(own) => own.parts.extend(parts),
            None => self.written.push(WrittenIn { journal: self.journal.clone(), parts }),
        }
    }

    /// Remembers entries that came from other machines.
    pub(crate) fn took_in(&mut self, entries: Vec<EntryId>) {
        self.wrote(entries.into_iter().map(Part::Entry));
    }

    /// Takes in the entries of another journal that are not here yet.
    pub(crate) fn unite(&mut self, lines: &DeviceLines) -> Result<United, Error> {
        let united = self.journal.unite(self.clock.now, lines)?;
        self.wrote(united.files.iter().copied());
        self.grown = united.new > 0;
        Ok(united)
    }

    /// Writes what `decide` comes to on the state as it is under the lock.
    pub(crate) fn append<T>(
        &mut self,
        decide: impl FnMut(DecisionInput<'_>) -> Result<(Vec<Change>, T), Error>,
    ) -> Result<Appended<T>, Error> {
        self.append_to(Detail::Days, decide)
    }

    /// The same, where `decide` wants to see more or less than all goals and days.
    pub(crate) fn append_to<T>(
        &mut self,
        depth: Detail,
        decide: impl FnMut(DecisionInput<'_>) -> Result<(Vec<Change>, T), Error>,
    ) -> Result<Appended<T>, Error> {
        self.note_inbox();
        let writer = Writer { device: self.env.device()?, now: self.clock.now, by: self.doer() };
        let missing = self.is_missing();
        let appended = match self.journal.append(&writer, depth, decide) {
            Err(Error::Refused(Refusal::UnknownCode { any: false, .. })) if missing => {
                return Err(self.no_store());
            }
            Ok(Appended { entry: None, .. }) if missing => return Err(self.no_store()),
            other => other?,
        };
        if missing && self.folder().is_relative() {
            self.note(format!("a new store: {}", self.env.absolute(self.folder()).display()));
        }
        self.note_remarks(&appended.before.remarks);
        self.wrote(appended.entry.map(Part::Entry));
        self.grown |= appended.before.is_worth_keeping();
        Ok(appended)
    }

    /// Writes what `decide` comes to as an import, on the journal as it is under the lock.
    pub(crate) fn import<T>(
        &mut self,
        decide: impl FnMut(&Reading) -> Result<(ImportEntries, T), Error>,
    ) -> Result<T, Error> {
        self.note_inbox();
        let writer = Writer { device: self.env.device()?, now: self.clock.now, by: self.doer() };
        let missing = self.is_missing();
        let (written, decided) = self.journal.import(&writer, decide)?;
        if missing && written.is_some() && self.folder().is_relative() {
            self.note(format!("a new store: {}", self.env.absolute(self.folder()).display()));
        }
        self.wrote(written.map(Part::File));
        self.grown |= written.is_some();
        Ok(decided)
    }

    /// From now on what is written is this person's doing.
    pub(crate) fn write_as(&mut self, name: &str) {
        self.named_doer = Some(name.to_owned());
    }

    /// Whose doing is written (SEMANTICS 10.7). What a journal tells from before may be another machine's.
    pub(super) fn doer(&self) -> Option<String> {
        self.named_doer.as_deref().map_or_else(|| self.kept_doer(), recorded_field)
    }

    /// The same where the command names nobody.
    pub(super) fn kept_doer(&self) -> Option<String> {
        recorded_field(&self.kept_me()?)
    }

    /// Keeps what was read last, so that the next command need not read it again. Called when all is said.
    pub(crate) fn keep(&mut self) {
        let now = self.clock.now.naive_local();
        let reading = match self.last.take() {
            _ if self.grown => self.journal.read(Detail::Days, now).ok(),
            last => last.and_then(Rc::into_inner),
        };
        if let Some(reading) = reading {
            self.journal.keep(reading, now);
        }
    }
}
