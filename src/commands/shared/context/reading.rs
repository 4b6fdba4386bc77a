//! What a command reads of its store, and what is remarked on the way.

use std::rc::Rc;

use super::Context;
use crate::domain::model::people::same;
use crate::domain::model::state::State;
use crate::domain::value::likeness::nearest;
use crate::env::StoreFolder;
use crate::error::Error;
use crate::journal::diagnosis::Diagnosis;
use crate::journal::files::error::JournalError;
use crate::journal::format::remarks::Remarks;
use crate::journal::transfer::{DeviceLines, United};
use crate::journal::{Detail, Journal, Reading};

impl Context<'_> {
    /// Reads the journal, all goals and days, and keeps what is to be told of it.
    pub(crate) fn read(&mut self) -> Result<Rc<Reading>, Error> {
        self.read_to(Detail::Days)
    }

    /// # Errors
    /// Where the store was named and is not there: it may be mistyped.
    pub(crate) fn read_to(&mut self, depth: Detail) -> Result<Rc<Reading>, Error> {
        let reading = self.read_if_there(depth)?;
        if reading.largest.is_none() && self.is_missing() {
            return Err(self.no_store());
        }
        Ok(reading)
    }

    /// Whether it is the store that commands use when nobody says otherwise.
    pub(crate) fn is_usual_store(&self) -> bool {
        matches!(self.store, StoreFolder::Usual(_))
    }

    /// Whether the store that was named is not there.
    pub(super) fn is_missing(&self) -> bool {
        matches!(&self.store, StoreFolder::Named(path) if !self.env.is_there(path))
    }

    pub(super) fn no_store(&self) -> Error {
        let folder = self.env.absolute(self.folder());
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = self.env.stores_beside(&folder);
        let near = nearest(&[name], beside.iter().map(String::as_str)).first().copied();
        let near = near.map(|near| folder.with_file_name(near).display().to_string());
        Error::NoStore { folder, near }
    }

    /// The same; a store that is not there is empty.
    pub(crate) fn read_if_there(&mut self, depth: Detail) -> Result<Rc<Reading>, Error> {
        let shown = self.shown.clone().filter(|_| matches!(depth, Detail::Today | Detail::Days));
        let reading = match shown {
            Some(shown) => shown,
            None => Rc::new(self.journal.read(depth, self.clock.now.naive_local())?),
        };
        self.note_remarks(&reading.remarks);
        self.doubt_clock();
        // A second look, at every entry, is nothing to keep in the place of the first.
        if self.last.is_none() || reading.is_worth_keeping() {
            self.last = Some(Rc::clone(&reading));
        }
        Ok(reading)
    }

    /// Reads all goals and days, and each record too where those of the last weeks are not `enough`.
    pub(crate) fn read_records(
        &mut self,
        enough: impl FnOnce(&Reading) -> bool,
    ) -> Result<Rc<Reading>, Error> {
        let reading = self.read()?;
        if enough(&reading) { Ok(reading) } else { self.read_to(Detail::Records) }
    }

    /// Every entry as the journal has it.
    pub(crate) fn journal_lines(&self) -> Result<DeviceLines, Error> {
        Ok(self.journal.lines()?)
    }

    /// What that would come to.
    pub(crate) fn would_unite(&self, lines: &DeviceLines) -> Result<United, Error> {
        Ok(self.journal.would_unite(lines)?)
    }

    /// Drops what is kept of readings.
    pub(crate) fn forget(&self) -> Result<(), Error> {
        Ok(self.journal.forget()?)
    }

    pub(crate) fn doctor(&mut self) -> Diagnosis {
        self.doubt_clock();
        self.journal.doctor(self.clock.now)
    }

    pub(super) fn doubt_clock(&mut self) {
        if let Err(error @ JournalError::Clock(_)) = Journal::check_clock(self.clock.now) {
            let note = format!("warning: {error}; nothing can be written");
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    /// Refuses a person or an area that nothing has, also among what was not read (SEMANTICS 8.5).
    pub(crate) fn check_filters(
        &mut self,
        state: &State,
        who: Option<&str>,
        area: Option<&str>,
    ) -> Result<(), Error> {
        let me = who.and_then(|_| self.me(&state.settings));
        let who = who.filter(|who| me.is_none_or(|me| !same(&me, who)));
        let check = |state: &State| {
            who.map_or(Ok(()), |who| state.check_person(who))?;
            area.map_or(Ok(()), |area| state.check_area(area))
        };
        if check(state).is_ok() {
            return Ok(());
        }
        Ok(check(&self.read()?.state)?)
    }

    pub(super) fn note_remarks(&mut self, remarks: &Remarks) {
        let mut notes = Vec::new();
        if let Some(first) = &remarks.unreadable {
            let others = match remarks.unreadable_lines - 1 {
                0 => String::new(),
                1 => " (and one more line)".to_owned(),
                more => format!(" (and {more} more lines)"),
            };
            let shard = self.journal.root().join(&first.shard);
            notes.push(format!(
                "warning: {}:{} can't be read and is left as it is: {}{others}",
                shard.display(),
                first.line,
                first.why
            ));
        }
        if remarks.newer > 0 {
            let entries = if remarks.newer == 1 { "one entry" } else { "some entries" };
            notes.push(format!(
                "warning: a newer version of goals wrote {entries} here; what this one does not know is kept and not shown"
            ));
        }
        // What is read twice is told once.
        notes.retain(|note| !self.notes.contains(note));
        self.notes.append(&mut notes);
    }
}
