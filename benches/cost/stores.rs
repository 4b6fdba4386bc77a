//! Stores on the disk, written straight as journals (README, "Where the data lies").

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};
use ulid::Ulid;

use crate::chance::Lot;
use crate::plan::{self, Deed, Goal};

/// When every command runs: a Wednesday. The last check-off of a store is of the day before.
pub(crate) const NOW: &str = "2026-11-18T18:20:00+01:00";

const DEVICE: &str = "bench";

/// What a store holds.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) days: u64,
    pub(crate) checks_a_day: usize,
    pub(crate) streaks: Streaks,
    pub(crate) shards: Shards,
    /// Goals that were closed two years ago, beside the thirty.
    pub(crate) closed: usize,
}

/// How long its streaks are.
#[derive(Clone, Copy)]
pub(crate) enum Streaks {
    /// As people have them: days are missed, skipped, paused.
    Typical,
    /// Thirty dailies, done every day.
    Unbroken,
}

/// How its entries are spread over files.
#[derive(Clone, Copy)]
pub(crate) enum Shards {
    /// One a year, as the program writes them.
    Yearly,
    /// All in one.
    One,
}

impl Shape {
    /// A hundred check-offs a day, ending yesterday.
    pub(crate) const fn of_days(days: u64) -> Self {
        Self { days, checks_a_day: 100, streaks: Streaks::Typical, shards: Shards::Yearly, closed: 0 }
    }
}

/// A store with folders of its own for all that the program keeps.
#[derive(Clone)]
pub(crate) struct Store {
    program: PathBuf,
    folder: PathBuf,
    /// How many check-offs are in it.
    pub(crate) checks: usize,
}

/// The folder in which stores lie. Their paths are of one length, since each byte of them costs.
pub(crate) struct Shelf {
    program: PathBuf,
    folder: tempfile::TempDir,
    made: std::cell::Cell<u32>,
}

impl Shelf {
    /// An empty one, for stores that this program is run on: a copy of it, as one that was installed. How fast
    /// a program starts also hangs on how its file came into memory, and linkers and tools differ in that.
    pub(crate) fn new(program: &Path) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the stores");
        let mut shelf = Self { program: program.to_owned(), folder, made: std::cell::Cell::new(0) };
        shelf.program = shelf.installed(program);
        shelf
    }

    /// A copy of a program.
    pub(crate) fn installed(&self, program: &Path) -> PathBuf {
        let copy = self.place().join(program.file_name().expect("a program has a name"));
        std::fs::copy(program, &copy).expect("it is copied");
        File::open(&copy).and_then(|file| file.sync_all()).expect("it is on the disk");
        copy
    }

    /// Where the stores lie.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A new folder.
    pub(crate) fn place(&self) -> PathBuf {
        let number = self.made.get();
        self.made.set(number + 1);
        let folder = self.path().join(format!("{number:03}"));
        std::fs::create_dir(&folder).expect("a folder");
        folder
    }

    /// Writes a store.
    pub(crate) fn write(&self, shape: Shape) -> Store {
        let store = self.empty();
        let state = store.folder.join("state/goals");
        std::fs::create_dir_all(&state).expect("the state folder");
        std::fs::write(state.join("device"), format!("{DEVICE}\n")).expect("the device's name");
        let mut journal = Journal::new(store.journal(), shape.shards);
        write_entries(&mut journal, shape);
        journal.end();
        Store { checks: journal.checks, ..store }
    }

    fn empty(&self) -> Store {
        Store { program: self.program.clone(), folder: self.place(), checks: 0 }
    }

    /// A copy of a store's journal, without what is remembered of it.
    pub(crate) fn copy(&self, store: &Store) -> Store {
        let copy = Store { checks: store.checks, ..self.empty() };
        for part in ["state/goals", "data/journal/bench"] {
            let (from, to) = (store.folder.join(part), copy.folder.join(part));
            std::fs::create_dir_all(&to).expect("a folder");
            for entry in std::fs::read_dir(from).expect("a folder") {
                let entry = entry.expect("a file");
                let there = to.join(entry.file_name());
                std::fs::copy(entry.path(), &there).expect("it is copied");
                File::open(&there).and_then(|file| file.sync_all()).expect("it is on the disk");
            }
        }
        copy
    }
}

impl Store {
    fn journal(&self) -> PathBuf {
        self.folder.join("data/journal").join(DEVICE)
    }

    fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    /// `goals` with these words.
    pub(crate) fn goals(&self, words: &[&str]) -> Command {
        let mut command = self.command(&self.program);
        command.args(words);
        command
    }

    /// The program that is run on it.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// A program in this store's surroundings, and in no other.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("HOME", &self.folder)
            .env("XDG_CACHE_HOME", self.cache())
            .env("XDG_STATE_HOME", self.folder.join("state"))
            .env("GOALS_DIR", self.folder.join("data"))
            .env("GOALS_NOW", NOW)
            .stdin(Stdio::null());
        command
    }

    /// Takes away what the program remembers of it.
    pub(crate) fn forget(&self) {
        let cache = self.cache();
        if cache.exists() {
            std::fs::remove_dir_all(cache).expect("the cache goes");
        }
    }

    /// Makes what it showed last too old to be shown again, as if something had changed since.
    pub(crate) fn renew(&self) {
        let kept = std::fs::read_dir(self.cache().join("goals")).expect("the cache is there");
        for entry in kept {
            let path = entry.expect("a file").path();
            if ["today", "prompt"].iter().any(|name| path.extension().is_some_and(|it| it == *name)) {
                let file = File::options().append(true).open(path).expect("what was shown");
                file.set_modified(SystemTime::UNIX_EPOCH).expect("its time is set");
            }
        }
    }

    /// How many bytes its journal has.
    pub(crate) fn bytes(&self) -> u64 {
        let shards = std::fs::read_dir(self.journal()).expect("a journal");
        shards.map(|shard| shard.and_then(|shard| shard.metadata()).expect("a shard").len()).sum()
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 18).expect("a day")
}

fn write_entries(journal: &mut Journal, shape: Shape) {
    let goals = match shape.streaks {
        Streaks::Typical => plan::typical(),
        Streaks::Unbroken => plan::unbroken(),
    };
    let first = today() - Days::new(shape.days);
    write_closed(journal, shape.closed);
    write_goals(journal, &goals, first);
    for day in first.iter_days().take_while(|day| *day < today()) {
        write_day(journal, &goals, day, first, shape.checks_a_day);
    }
}

/// Goals made and closed long ago, half of them done, half archived.
fn write_closed(journal: &mut Journal, number: usize) {
    let first = NaiveDate::from_ymd_opt(today().year() - 2, 1, 1).expect("a day");
    for (place, day) in (0..number).zip(first.iter_days().flat_map(|day| [day; 32])) {
        journal.begin(day);
        let (goal, code) = (format!("{place:08}"), format!("x{place:05}"));
        journal.line(&format!(
            r#"{{"add":{{"goal":"{goal}","day":"{day}","title":"Closed goal {place}","code":"{code}","place":{{"position":{place}}},"schedule":{{}}}}}}"#
        ));
        if place % 2 == 0 {
            journal.check(&goal, 1);
        } else {
            journal.line(&format!(r#"{{"archive":{{"goal":"{goal}","day":"{day}"}}}}"#));
        }
    }
}

fn write_goals(journal: &mut Journal, goals: &[Goal], first: NaiveDate) {
    journal.begin(first);
    let id = |code: &str| goals.iter().position(|goal| goal.code == code).map(goal_id).expect("a goal");
    for (place, goal) in goals.iter().enumerate() {
        let above = goal.above.map(|above| format!(r#""parent":"{}","#, id(above))).unwrap_or_default();
        let after = goal.after.map(|after| format!(r#","after":["{}"]"#, id(after))).unwrap_or_default();
        journal.line(&format!(
            r#"{{"add":{{"goal":"{}","day":"{first}","title":"{}","code":"{}","place":{{{above}"position":{}}},{}{after}}}}}"#,
            goal_id(place),
            goal.title,
            goal.code,
            place << 20,
            goal.fields(),
        ));
    }
}

fn write_day(journal: &mut Journal, goals: &[Goal], day: NaiveDate, first: NaiveDate, number: usize) {
    const FULL: usize = 100;
    journal.begin(day);
    let id = |goal: &Goal| {
        goals.iter().position(|other| other.code == goal.code).map(goal_id).expect("one of the goals")
    };
    if plan::is_paused(day)
        && day.day() == 1
        && let Some(paused) = goals.iter().find(|goal| goal.code == plan::PAUSED)
    {
        let until = day + Days::new(9);
        journal.line(&format!(r#"{{"pause":{{"goal":"{}","from":"{day}","until":"{until}"}}}}"#, id(paused)));
    }
    let mut checks = Vec::with_capacity(FULL);
    for (goal, deed) in plan::deeds(goals, day, first, FULL) {
        match deed {
            Deed::Checks(times) => checks.extend(std::iter::repeat_n(goal, times)),
            Deed::Skip => journal.line(&format!(r#"{{"skip":{{"goal":"{}","day":"{day}"}}}}"#, id(goal))),
        }
    }
    // Of a day with fewer check-offs, some of the full one's, others each day.
    let start = usize::try_from(crate::chance::of(day, FULL)).expect("64 bits") % (FULL + 1 - number);
    for goal in checks.into_iter().skip(start).take(number) {
        journal.check(&id(goal), goal.adds);
    }
}

/// The id of the goal at this place, of the alphabet of ids.
fn goal_id(place: usize) -> String {
    format!("g0a{place:05}")
}

/// A journal being written.
struct Journal {
    folder: PathBuf,
    shards: Shards,
    shard: Option<(i32, BufWriter<File>)>,
    day: NaiveDate,
    /// What was written on the day.
    lines: u32,
    lot: Lot,
    checks: usize,
    text: String,
}

impl Journal {
    fn new(folder: PathBuf, shards: Shards) -> Self {
        std::fs::create_dir_all(&folder).expect("the journal's folder");
        let (lot, text) = (Lot::new(1), String::new());
        Self { folder, shards, shard: None, day: today(), lines: 0, lot, checks: 0, text }
    }

    /// What follows is written on this day, which is no earlier than the one before.
    fn begin(&mut self, day: NaiveDate) {
        if day != self.day {
            (self.day, self.lines) = (day, 0);
        }
        let year = match self.shards {
            Shards::Yearly => day.year(),
            Shards::One => today().year(),
        };
        if self.shard.as_ref().is_none_or(|(open, _)| *open != year) {
            self.end();
            let file = File::create(self.folder.join(format!("{year}.jsonl"))).expect("a shard");
            self.shard = Some((year, BufWriter::new(file)));
        }
    }

    fn check(&mut self, goal: &str, adds: u32) {
        self.checks += 1;
        self.line(&format!(r#"{{"check":{{"goal":"{goal}","day":"{}","n":{adds}}}}}"#, self.day));
    }

    /// One entry, from six in the morning on one every seven minutes.
    fn line(&mut self, did: &str) {
        const ZONE: TimeDelta = TimeDelta::hours(1);
        let six = self.day.and_time(NaiveTime::from_hms_opt(6, 0, 0).expect("a time"));
        let moment = six + TimeDelta::minutes(7) * i32::try_from(self.lines).expect("few lines a day");
        assert_eq!(moment.date(), self.day, "a day has no room for so much");
        self.lines += 1;
        let milliseconds = (moment - ZONE).and_utc().timestamp_millis();
        let chance = u128::from(self.lot.next()) << 16 | u128::from(self.lines);
        let id = Ulid::from_parts(u64::try_from(milliseconds).expect("after 1970"), chance);
        self.text.clear();
        writeln!(
            self.text,
            r#"{{"id":"{id}","at":"{}.000+01:00","did":[{did}]}}"#,
            moment.format("%Y-%m-%dT%H:%M:%S")
        )
        .expect("a string takes it");
        let (_, shard) = self.shard.as_mut().expect("a day was begun");
        shard.write_all(self.text.as_bytes()).expect("it is written");
    }

    /// Closes the shard that is open; what measures syncing later finds nothing left to write.
    fn end(&mut self) {
        if let Some((_, shard)) = self.shard.take() {
            shard.into_inner().expect("it is written").sync_all().expect("it is on the disk");
        }
    }
}
