//! Stores on the disk, written straight as journals (docs/data.md).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::{Datelike, Days, NaiveDate};
use ulid::Ulid;

/// When every command runs: a Wednesday. The last check-off of a store is of the day before.
const NOW: &str = "2026-11-18T18:20:00+01:00";
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 18).expect("a day");

/// Goals, days, and check-offs a day.
pub(crate) type Size = (Goals, u64, usize);

pub(crate) const TEN_YEARS: u64 = 3650;
/// The check-offs of a full day.
pub(crate) const FULL: usize = 100;

#[derive(Clone, Copy)]
pub(crate) enum Goals {
    /// Thirty as people have them, and so many that were archived on the first day.
    Typical(usize),
    /// So many dailies, done every day; where each lies, as the place of the goal above it, plus one.
    Dailies(usize, fn(usize) -> usize),
    /// Whatever hurts: so many changes, as JSON, each after the one before, from the first day on.
    Changes(usize, fn(usize) -> String),
}

/// A store with folders of its own for all that the program keeps. All paths are of one length, since each byte
/// of them costs.
pub(crate) struct Store {
    /// Where `goals` and what it is measured by lie.
    programs: PathBuf,
    folder: tempfile::TempDir,
    checks: usize,
}

impl Store {
    /// A store of so many days up to yesterday, which the program has seen as on the day after, when no file is of
    /// this moment any more; and in which it saw what was written.
    pub(crate) fn written(programs: &Path, (goals, days, checks_a_day): Size) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the store");
        let journal = folder.path().join("data/journal/bench");
        fs::create_dir_all(&journal).expect("the journal's folder");
        let mut checks = 0;
        for (year, text) in shards(goals, days, checks_a_day) {
            let path = journal.join(format!("{year}.jsonl"));
            checks += text.matches(r#"[{"check""#).count();
            fs::write(&path, text).expect("a shard");
            // What measures syncing later finds nothing left to write.
            fs::File::open(path).and_then(|shard| shard.sync_all()).expect("it is on the disk");
        }
        std::thread::sleep(std::time::Duration::from_millis(2100));
        let store = Self { programs: programs.to_owned(), folder, checks };
        let log = store.run(&["goals", "log", "--all", "--json"]);
        assert_eq!(log.matches(r#""kind":"check""#).count(), checks, "check-offs seen, and written");
        ["today", "prompt"].repeat(2).iter().for_each(|command| drop(store.run(&["goals", command])));
        store
    }

    /// A command line in this store's surroundings and in no other.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let (folder, path) = (self.folder.path(), format!("{}:/usr/bin:/bin", self.programs.display()));
        let own = self.programs.join(words[0]);
        let mut command = if own.exists() { Command::new(own) } else { Command::new(words[0]) };
        command.args(&words[1..]).env_clear().env("PATH", path).env("HOME", folder);
        command.env("XDG_CACHE_HOME", folder.join("cache")).env("XDG_STATE_HOME", folder.join("state"));
        command.env("GOALS_DIR", folder.join("data")).env("GOALS_DEVICE", "bench").env("GOALS_NOW", NOW);
        command.env("TASKDATA", folder).env("TASKRC", "/dev/null").stdin(Stdio::null());
        command
    }

    /// Runs a command line, which has to end well, and returns what it printed.
    pub(crate) fn run(&self, words: &[&str]) -> String {
        let output = self.command(words).output().expect("the program starts");
        assert!(output.status.success() && output.stderr.is_empty(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Puts Taskwarrior's files beside it: thirty open tasks, and one done for each check-off.
    pub(crate) fn add_tasks(&self) {
        let task = |number, rest| {
            let uuid = format!("00000000-0000-4000-8000-{number:012}");
            format!("[description:\"Task {number}\" entry:\"1700000000\" {rest} uuid:\"{uuid}\"]\n")
        };
        let open: String = (0..30).map(|number| task(number, r#"status:"pending""#)).collect();
        let done =
            (30..30 + self.checks).map(|number| task(number, r#"end:"1700003600" status:"completed""#));
        for (name, text) in [("pending.data", open), ("completed.data", done.collect())] {
            fs::write(self.folder.path().join(name), text).expect("Taskwarrior's files");
        }
    }

    pub(crate) fn check(&self) {
        self.run(&["goals", "check", "c"]);
    }

    /// Takes away what the program keeps of it.
    pub(crate) fn forget(&self) {
        drop(fs::remove_dir_all(self.folder.path().join("cache")));
    }
}

/// Code, title, the place of the goal above plus one, the rest of its entry from within its schedule on; the days
/// of the week on which it is checked off (Monday is the lowest bit), and how often.
type Goal = (&'static str, &'static str, usize, &'static str, u8, usize);

const DAILY: u8 = 0b111_1111;
/// The place of the goal that is checked off as often as it takes to fill a day.
const FILLER: usize = 20;

/// Three macro goals, two with feeds and one with steps, and habits of every cadence.
const TYPICAL: [Goal; 30] = [
    ("gp", "Publish 500 guest posts", 0, r#""target":500,"unit":"posts"},"by":"2036-12-31""#, 0, 0),
    ("post", "Guest post of the week", 1, r#""every":"week"},"feeds":"1""#, 0, 0),
    ("pitch", "Pitch websites", 2, r#""every":"week","target":12,"unit":"emails"}"#, 0b000_1111, 3),
    ("fu", "Follow up", 2, r#""every":"week","target":2,"unit":"answers"}"#, 0b001_0001, 1),
    ("outl", "Outline", 2, r#""every":"week"}"#, 0b000_0010, 1),
    ("write", "Write", 2, r#""every":"week","target":10,"unit":"blocks"}"#, 0b001_1111, 2),
    ("ed", "Edit", 2, r#""every":"week"}"#, 0b001_0000, 1),
    ("pub", "See it published", 2, r#""every":"week"}"#, 0b010_0000, 1),
    ("nl", "Launch the newsletter", 0, r#""target":30000,"unit":"readers"},"by":"2036-12-31""#, 0, 0),
    ("tool", "Choose a tool", 9, "}", 0, 0),
    ("hi", "Write the welcome", 9, r#"},"after":["g0a00009"]"#, 0, 0),
    ("out", "Announce it", 9, r#"},"after":["g0a00010"]"#, 0, 0),
    ("ask", "Invite readers", 9, r#""every":"day","target":5,"unit":"readers"},"feeds":"sum""#, DAILY, 5),
    ("mara", "Run 2,000 times", 0, r#""target":2000,"unit":"runs"},"by":"2036-12-31""#, 0, 0),
    ("run", "Run", 14, r#""every":"week","target":3,"unit":"runs"},"feeds":"sum""#, 0b010_1010, 1),
    ("gym", "Gym", 14, r#""every":"mon,wed,fri"}"#, 0b001_0101, 1),
    ("bend", "Stretch", 14, r#""every":"weekday"}"#, 0b001_1111, 1),
    ("c", "Drink water", 0, r#""every":"day","target":8,"unit":"cups"},"area":"health""#, DAILY, 8),
    ("med", "Vitamins", 0, r#""every":"day"},"area":"health""#, DAILY, 1),
    ("sweet", "Sweets", 0, r#""every":"week","at-most":4,"unit":"sweets"},"area":"health""#, 0b100_1010, 1),
    ("up", "Stand up", 0, r#""every":"day","target":36,"unit":"times"},"area":"health""#, 0, 0),
    ("kids", "Time with the children", 0, r#""every":"day"},"area":"family""#, DAILY, 1),
    ("call", "Call the parents", 0, r#""every":"week","target":2},"area":"family""#, 0b100_0100, 1),
    ("plant", "Water the plants", 0, r#""every":"3d"},"area":"home""#, 0b010_0101, 1),
    ("tidy", "Tidy up", 0, r#""every":"weekend"},"area":"home""#, 0b110_0000, 1),
    ("read", "Read", 0, r#""every":"day","target":6},"area":"mind""#, DAILY, 6),
    ("word", "Learn words", 0, r#""every":"day","target":10},"area":"mind""#, DAILY, 10),
    ("mail", "Answer messages", 0, r#""every":"weekday","target":20},"area":"work""#, 0b001_1111, 20),
    ("money", "Look at the budget", 0, r#""every":"month"},"area":"money""#, 0b000_0001, 1),
    ("tax", "Hand in the figures", 0, r#""every":"quarter"},"area":"money""#, 0b000_0001, 1),
];

impl Goals {
    fn made(self) -> Vec<Goal> {
        match self {
            Self::Typical(closed) => {
                let closed =
                    (0..closed).map(|place| (format!("x{place}").leak() as &_, "Closed", 0, "}", 0, 0));
                TYPICAL.into_iter().chain(closed).collect()
            }
            Self::Dailies(number, below) => (0..number)
                .map(|place| (if place == 0 { "c" } else { format!("h{place}").leak() }, below(place)))
                .map(|(code, below)| (code, "A habit", below, r#""every":"day"}"#, DAILY, 3))
                .collect(),
            Self::Changes(..) => Vec::new(),
        }
    }
}

/// The shards of a store by year. What happens on a day hangs on it alone: the last days of a long store are those
/// of a short one.
fn shards(goals: Goals, days: u64, checks_a_day: usize) -> BTreeMap<i32, String> {
    let is_typical = matches!(goals, Goals::Typical(_));
    let (given, first) = (goals, TODAY - Days::new(days));
    let goals = given.made();
    let mut shards = BTreeMap::new();
    for day in first.iter_days().take_while(|day| *day < TODAY) {
        let did = |what: &str, place: usize, more: &str| {
            format!(r#"{{"{what}":{{"goal":"g0a{place:05}","day":"{day}"{more}}}}}"#)
        };
        let mut done = Vec::with_capacity(2 * FULL);
        let mut checked = Vec::with_capacity(FULL);
        if let (Goals::Changes(number, change), true) = (given, day == first) {
            done.extend((0..number).map(change));
        }
        for (place, goal) in goals.iter().enumerate() {
            if day == first {
                done.push(did("add", place, &added(place, *goal)));
            }
            let (.., weekdays, times) = goal;
            match chance((day, place)) % 100 {
                _ if weekdays & (1 << day.weekday().num_days_from_monday()) == 0 => {}
                1 if is_typical => done.push(did("skip", place, "")),
                2 | 3 if is_typical => {}
                _ => checked.extend(std::iter::repeat_n(place, *times)),
            }
        }
        if day == first && is_typical {
            done.extend((TYPICAL.len()..goals.len()).map(|place| did("archive", place, "")));
        }
        if is_typical {
            checked.resize(FULL, FILLER);
        }
        // Of a day with fewer check-offs, some of the full one's, others each day.
        let spare = checked.len().saturating_sub(checks_a_day);
        let taken = checked.iter().skip(chance((day, FULL)) % (spare + 1)).take(checks_a_day);
        done.extend(taken.map(|place| did("check", *place, r#","n":1"#)));
        let shard: &mut String = shards.entry(day.year()).or_default();
        let six = day.and_hms_opt(5, 0, 0).expect("a time").and_utc().timestamp_millis();
        for (number, did) in (0..).zip(done) {
            let moment = u64::try_from(six + number).expect("after 1970");
            let id = Ulid::from_parts(moment, u128::try_from(chance((day, number))).expect("it fits"));
            let at = format!("{day}T06:00:00.000+01:00");
            writeln!(shard, r#"{{"id":"{id}","at":"{at}","did":[{did}]}}"#).expect("a string takes it");
        }
    }
    shards
}

/// What the entry of a goal holds beside its id and its day.
fn added(place: usize, (code, title, below, rest, ..): Goal) -> String {
    let parent =
        below.checked_sub(1).map(|above| format!(r#""parent":"g0a{above:05}","#)).unwrap_or_default();
    let place = format!(r#"{{{parent}"position":{}}}"#, place << 20);
    format!(r#","title":"{title}","code":"{code}","place":{place},"schedule":{{{rest}"#)
}

/// A number below 2³¹ that looks like chance and is the same in every run.
pub(crate) fn chance(of: impl Hash) -> usize {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    usize::try_from(hasher.finish() >> 33).expect("it fits")
}
