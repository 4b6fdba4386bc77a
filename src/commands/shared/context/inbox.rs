//! The inbox of the store, looked into once in a command (SEMANTICS 10.12).

use std::path::PathBuf;
use std::rc::Rc;

use super::{Context, InboxLook};
use crate::commands::shared::inbox;
use crate::commands::shared::inbox_told::InboxTold;
use crate::commands::shared::names::Names;
use crate::domain::decide::naming::Naming;
use crate::error::Error;
use crate::journal::Writer;
use crate::journal::files::inbox_switch::{self, Switch};
use crate::journal::inbox::{Came, Inbox};
use crate::journal::written_lines::Part;

impl Context<'_> {
    /// Takes in the inbox before something else is written, and notes what is new of it.
    pub(crate) fn note_inbox(&mut self) {
        let told = self.take_in_inbox();
        self.notes.extend(told.news());
    }

    /// The same, noted in few words.
    pub(crate) fn note_inbox_in_short(&mut self) {
        let told = self.take_in_inbox();
        self.notes.extend(told.in_short());
    }

    /// What takes back the last thing that was done does not do another before that.
    pub(crate) fn leave_inbox(&mut self) {
        self.inbox = InboxLook::Over;
    }

    /// Takes in the inbox of this store, where that is on here, once in a command (SEMANTICS 10.12).
    pub(crate) fn take_in_inbox(&mut self) -> InboxTold {
        let mut told = InboxTold::default();
        if std::mem::replace(&mut self.inbox, InboxLook::Over) == InboxLook::Over
            || self.inbox_switch() == Switch::Off
        {
            return told;
        }
        let (Ok(state), Ok(device)) = (self.env.state(), self.env.device()) else { return told };
        let writer = Writer { device, now: self.clock.now, by: self.kept_doer() };
        let (clock, names) = (self.clock, Names::new(Naming::Exactly, Rc::clone(&self.said)));
        let came = Inbox::new(&self.journal, state, self.env.system_time())
            .take_in(&writer, |reading, lines| inbox::decide(reading, lines, &clock, &names));
        let store = self.env.absolute(self.folder());
        for came in came {
            told.not_read.extend(inbox::trouble(&came, &store));
            if let Came::Read { entry, told: more, left } = came {
                told.join(more, left.ok().flatten().map(|name| store.join(name)));
                self.grown |= entry.is_some();
                self.wrote(entry.map(Part::Entry));
            }
        }
        told
    }

    /// Whether this machine takes in the inbox of this store.
    pub(crate) fn inbox_switch(&self) -> Switch {
        self.env.state().map_or(Switch::Off, |state| inbox_switch::of(&state, self.folder()))
    }

    pub(crate) fn turn_inbox(&self, switch: Switch) -> Result<(), Error> {
        Ok(inbox_switch::turn(&self.env.state()?, self.folder(), switch)?)
    }

    /// Where others write lines for this store.
    pub(crate) fn inbox_path(&self) -> PathBuf {
        Inbox::path(&self.env.absolute(self.folder()))
    }
}
