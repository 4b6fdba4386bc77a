//! What a command has to do with: the store, the clock, the outside world, and what it says beside its summary.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::advice::Advice;
use super::clock::Clock;
use super::inbox;
use super::inbox_told::InboxTold;
use super::names::{Names, Said};
use super::summary::{Form, Outcome, Output, Reader, Summary};
use crate::domain::decide::naming::Naming;
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Change;
use crate::domain::model::people::same;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::settings::Settings;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use crate::domain::value::likeness::nearest;
use crate::domain::value::text::recorded_field;
use crate::env::{Env, StoreFolder, Stream};
use crate::error::Error;
use crate::journal::diagnosis::Diagnosis;
use crate::journal::files::error::JournalError;
use crate::journal::files::inbox_switch::Switch;
use crate::journal::files::{inbox_switch, me};
use crate::journal::format::remarks::Remarks;
use crate::journal::import_file::ImportEntries;
use crate::journal::inbox::{Came, Inbox};
use crate::journal::last_reminder;
use crate::journal::seen_milestones::SeenMilestones;
use crate::journal::transfer::{DeviceLines, United};
use crate::journal::written_lines::Part;
use crate::journal::{Appended, DecisionInput, Detail, Journal, Reading, Writer};
use crate::ui::json;
use crate::ui::page::Page;

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

    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What is said back of how goals were named; where nothing was done it tells nothing.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.borrow().clone()
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

    pub(crate) fn hints(&self) -> &[String] {
        &self.hints
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

    pub(crate) fn written(&self) -> &[WrittenIn] {
        &self.written
    }

    /// Remembers what was written into the store.
    fn wrote(&mut self, parts: impl IntoIterator<Item = Part>) {
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

    /// Whether one can ask and be answered.
    pub(crate) fn is_interactive(&self) -> bool {
        self.form == Form::Page && self.env.is_terminal(Stream::In) && self.env.is_terminal(Stream::Out)
    }

    pub(crate) fn env(&self) -> &'a Env {
        self.env
    }

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
    fn is_missing(&self) -> bool {
        matches!(&self.store, StoreFolder::Named(path) if !self.env.is_there(path))
    }

    fn no_store(&self) -> Error {
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

    /// Takes in the entries of another journal that are not here yet.
    pub(crate) fn unite(&mut self, lines: &DeviceLines) -> Result<United, Error> {
        let united = self.journal.unite(self.clock.now, lines)?;
        self.wrote(united.files.iter().copied());
        self.grown = united.new > 0;
        Ok(united)
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

    fn doubt_clock(&mut self) {
        if let Err(error @ JournalError::Clock(_)) = Journal::check_clock(self.clock.now) {
            let note = format!("warning: {error}; nothing can be written");
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
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

    /// Takes in the inbox before something else is written, and notes what is new of it.
    pub(crate) fn note_inbox(&mut self) {
        let told = self.take_in_inbox();
        let inbox = self.inbox_path();
        self.notes.extend(told.news(&inbox));
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
        let path = self.inbox_path();
        for came in came {
            match came {
                Came::Read { entry, told: more } => {
                    told.join(more);
                    self.grown |= entry.is_some();
                    self.wrote(entry.map(Part::Entry));
                }
                other => told.not_read.extend(inbox::not_read(&other, &path)),
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

    /// From now on what is written is this person's doing.
    pub(crate) fn write_as(&mut self, name: &str) {
        self.named_doer = Some(name.to_owned());
    }

    /// Whose doing is written (SEMANTICS 10.7). What a journal tells from before may be another machine's.
    fn doer(&self) -> Option<String> {
        self.named_doer.as_deref().map_or_else(|| self.kept_doer(), recorded_field)
    }

    /// The same where the command names nobody.
    fn kept_doer(&self) -> Option<String> {
        recorded_field(&self.kept_me()?)
    }

    /// Who is at the keyboard (SEMANTICS 8.5): as this machine has it, else as the journal tells from before.
    pub(crate) fn me(&self, settings: &Settings) -> Option<String> {
        self.kept_me().map_or_else(|| settings.me.clone(), |kept| recorded_field(&kept))
    }

    /// What this machine keeps: a name, or `none`.
    pub(crate) fn kept_me(&self) -> Option<String> {
        me::kept(&self.env.state().ok()?)
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

    pub(crate) fn keep_me(&self, typed: &str) -> Result<(), Error> {
        Ok(me::keep(&self.env.state()?, typed)?)
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

    /// Those of these milestones that this device has not told of yet; from now on it has.
    pub(crate) fn fresh(&self, milestones: &[String]) -> BTreeSet<String> {
        match self.env.state() {
            Ok(state) if !milestones.is_empty() => {
                SeenMilestones::new(state, self.journal.folder()).fresh(milestones)
            }
            Ok(_) | Err(_) => milestones.iter().cloned().collect(),
        }
    }

    /// On which day this machine reminded last of what is open.
    pub(crate) fn reminded(&self) -> Option<Day> {
        last_reminder::kept(&self.env.state().ok()?, self.journal.folder())
    }

    /// Notes that it did so; where that can't be kept, it does so again.
    pub(crate) fn note_reminded(&self, day: Day) {
        if let Ok(state) = self.env.state() {
            last_reminder::keep(&state, self.journal.folder(), day).ok();
        }
    }

    fn note_remarks(&mut self, remarks: &Remarks) {
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

    pub(crate) fn clock(&self) -> Clock {
        self.clock
    }

    /// The state as it is judged today.
    pub(crate) fn judge<'w>(&self, state: &'w State) -> Judge<'w> {
        self.clock.judge(state)
    }

    /// Tells which days were meant by words that are no dates; each once.
    pub(crate) fn note_dates(&mut self, calendar: &Calendar) {
        let ranges = calendar.ranges.iter().map(|(least, most)| {
            format!("`{least}-{most}` is kept as {least}: what is reached at {least} is done")
        });
        let days = calendar.read.iter().map(|(text, day)| format!("{text}: {}", day.long()));
        for echo in days.chain(ranges) {
            if !self.notes.contains(&echo) {
                self.notes.push(echo);
            }
        }
    }

    /// Shows something before the command is done, for a question that follows.
    pub(crate) fn show_now(&self, render: impl FnOnce(&mut Page)) -> Result<(), Error> {
        let mut page = self.env.page();
        render(&mut page);
        self.env.print(&page.into_text())
    }

    /// The summary in the form that was asked for.
    pub(crate) fn summarize(&self, summary: &impl Summary) -> Outcome {
        let text = match self.form {
            Form::Json => json::document(&summary.data()).map_err(|error| Error::Outside(error.into()))?,
            Form::Page => {
                let mut page = self.env.page();
                summary.render(&mut page);
                page.into_text()
            }
        };
        Ok(Output { text, reader: Reader::Screen, failure: None })
    }

    /// A page with nothing on it; a document without fields.
    pub(crate) fn nothing(&self) -> Outcome {
        let text = match self.form {
            Form::Json => json::document(&serde_json::Map::new()),
            Form::Page => Ok(String::new()),
        };
        let text = text.map_err(|error| Error::Outside(error.into()))?;
        Ok(Output { text, reader: Reader::Screen, failure: None })
    }

    /// Points something out, to a person, once she has read what was done.
    pub(crate) fn hint(&mut self, hints: &[Advice]) {
        if self.form == Form::Page && self.env.is_terminal(Stream::Err) {
            self.hints.extend(hints.iter().map(|hint| format!("hint: {}", hint.text)));
        }
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

    pub(crate) fn clear_notes(&mut self) {
        self.notes.clear();
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }
}
