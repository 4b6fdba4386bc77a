//! Whatever becomes of the files of a store and of what is kept of it, in any order: what is kept tells what the
//! journal tells. `PROPTEST_CASES` says how many stores are tried; each lives through some twenty operations.

use std::cell::Cell;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset};
use goals::domain::decide::check;
use goals::domain::input::check_word::Ask;
use goals::domain::judge::judge::Judge;
use goals::domain::model::goal::{Bound, Goal};
use goals::domain::report::agenda::{Agenda, Choice, Head};
use goals::domain::value::day::Day;
use goals::domain::value::ids::GoalId;
use goals::journal::{Detail, DeviceName, Journal, Reading, Writer};
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};
use proptest::test_runner::{TestCaseError, TestRunner, contextualize_config};

use super::{DAY_MS, a_command, disagreement, goal, lived_in, shard};
use crate::files::{append, id};
use crate::harness::Store;

/// What becomes of a store: by this program, by time, by a person or a sync tool, to the journal or to the cache.
#[derive(Clone, Debug)]
enum Happening {
    /// In this process, as it is done most often.
    Check(&'static str, i64),
    Command(Vec<&'static str>),
    Days(i64),
    Night(bool),
    /// The system's clock is so many seconds ahead of what files bear.
    SystemClock(i64),
    /// Lines come behind what a shard holds: where it stands, or with another file in its place.
    Grown(Index, Arrival, Put),
    /// Half a line comes, and the rest with [`Happening::Completed`].
    Torn(Index, Arrival, Index),
    Completed,
    /// A shard as it stood at some moment is put in its place again: an older one, later perhaps the newer.
    Replaced(Index, Put),
    /// A digit is another one: what is edited is as long as it was.
    Edited(Index, Index, Put),
    /// A line is missing, or stands there twice.
    Shortened(Index, Index, Put),
    Doubled(Index, Index, Put),
    Cut(Index, Index),
    Touched(Index, Put),
    /// A name that is hidden takes it away.
    Renamed(Index, &'static str),
    Copied(Index, &'static str),
    Removed(Index),
    /// It lies elsewhere from now on, with a link in its place.
    Linked(Index),
    DeviceRenamed(&'static str, &'static str),
    /// To the snapshot, or the notes of appends.
    Kept(Cached, Index, Damage),
    CacheRemoved,
    /// There is a file in the place of the cache folder.
    CacheBlocked,
}

#[derive(Clone, Copy, Debug)]
enum Put {
    InPlace,
    /// The time of its change is put back.
    InPlaceWithItsTime,
    ByRename,
    ByRenameWithItsTime,
}

#[derive(Clone, Copy, Debug)]
enum Cached {
    Snapshot,
    Notes,
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    Removed,
    Cut,
    Flipped,
    OfAnotherVersion,
    /// What was there at some moment is there again.
    PutBack,
    /// None can read it.
    Shut,
    AFolder,
}

/// An entry that another device wrote so many days ago, or will have written where its clock is ahead.
#[derive(Clone, Debug)]
struct Arrival {
    ago: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Check {
        code: &'static str,
        ago: i64,
        n: i64,
        note: bool,
    },
    /// The entry that stands at this place in the journal.
    Undo(Index),
    /// With the goal and the day filled in.
    Other(&'static str, &'static str),
    /// No entry.
    Text(&'static str),
}

const CODES: [&str; 9] = ["water", "run", "book", "write", "pub", "stretch", "sweets", "weight", "old"];

fn an_arrival() -> impl Strategy<Value = Arrival> {
    let ago = || prop_oneof![6 => 0_i64..3, 3 => 3_i64..90, 1 => -3_i64..0];
    let others = vec![
        r#"{"skip":{"goal":GOAL,"day":DAY}}"#,
        r#"{"read":{"goal":GOAL,"day":DAY,"value":76}}"#,
        r#"{"pause":{"goal":GOAL,"from":DAY}}"#,
        r#"{"resume":{"goal":GOAL,"day":DAY}}"#,
        r#"{"archive":{"goal":GOAL,"day":DAY}}"#,
        r#"{"archive":{"goal":GOAL,"day":DAY,"act":"lift"}}"#,
        r#"{"set":{"goal":GOAL,"day":DAY,"title":"From elsewhere"}}"#,
        r#"{"set":{"goal":GOAL,"day":DAY,"schedule":{"every":"week","target":2}}}"#,
        r#"{"add":{"goal":"0000zzzz","day":DAY,"title":"Another","code":"another","schedule":{"every":"day"}}}"#,
        r#"{"check":{"goal":"0000zzzz","day":DAY,"n":1}}"#,
        r#"{"win":{"title":"A win","day":DAY}}"#,
        r#"{"config":{"key":"day-start","value":"04:00","day":DAY}}"#,
        r#"{"config":{"key":"week-start","value":"sunday","day":DAY}}"#,
        r#"{"unheard-of":{"goal":GOAL}}"#,
    ];
    let texts = vec!["garbage", "\0\0\0\0", "{}", "{\"id\":", "", "\u{feff}"];
    let what = prop_oneof![
        6 => (select(CODES.to_vec()), ago(), -1_i64..4, any::<bool>())
            .prop_map(|(code, ago, n, note)| What::Check { code, ago, n, note }),
        1 => any::<Index>().prop_map(What::Undo),
        3 => (select(others), select(CODES.to_vec())).prop_map(|(other, code)| What::Other(other, code)),
        1 => select(texts).prop_map(What::Text),
    ];
    (ago(), what).prop_map(|(ago, what)| Arrival { ago, what })
}

fn a_happening() -> impl Strategy<Value = Happening> {
    use Happening as It;
    let put = || select(vec![Put::InPlace, Put::InPlaceWithItsTime, Put::ByRename, Put::ByRenameWithItsTime]);
    let place = any::<Index>;
    let names = vec!["2026 (conflict).jsonl", "2025.jsonl", "2027.jsonl", ".2026.jsonl", "2026.jsonl.bak"];
    let damages = vec![
        Damage::Removed,
        Damage::Cut,
        Damage::Flipped,
        Damage::OfAnotherVersion,
        Damage::PutBack,
        Damage::PutBack,
        Damage::Shut,
        Damage::AFolder,
    ];
    prop_oneof![
        10 => (select(CODES.to_vec()), prop_oneof![4 => 0_i64..1, 1 => 0_i64..50]).prop_map(|(code, ago)| It::Check(code, ago)),
        4 => a_command().prop_map(It::Command),
        3 => prop_oneof![6 => 1_i64..3, 2 => -4_i64..0, 1 => 3_i64..40].prop_map(It::Days),
        1 => any::<bool>().prop_map(It::Night),
        2 => select(vec![0, 3600, 3600, -3600]).prop_map(It::SystemClock),
        6 => (place(), an_arrival(), put()).prop_map(|(shard, arrival, put)| It::Grown(shard, arrival, put)),
        2 => (place(), an_arrival(), place()).prop_map(|(shard, arrival, cut)| It::Torn(shard, arrival, cut)),
        2 => Just(It::Completed),
        4 => (place(), put()).prop_map(|(copy, put)| It::Replaced(copy, put)),
        4 => (place(), place(), put()).prop_map(|(shard, at, put)| It::Edited(shard, at, put)),
        1 => (place(), place(), put()).prop_map(|(shard, at, put)| It::Shortened(shard, at, put)),
        1 => (place(), place(), put()).prop_map(|(shard, at, put)| It::Doubled(shard, at, put)),
        1 => (place(), place()).prop_map(|(shard, at)| It::Cut(shard, at)),
        1 => (place(), put()).prop_map(|(shard, put)| It::Touched(shard, put)),
        1 => (place(), select(names.clone())).prop_map(|(shard, name)| It::Renamed(shard, name)),
        1 => (place(), select(names)).prop_map(|(shard, name)| It::Copied(shard, name)),
        1 => place().prop_map(It::Removed),
        1 => place().prop_map(It::Linked),
        1 => (select(vec!["a", "b", "c"]), select(vec!["a", "b", "c"])).prop_map(|(from, to)| It::DeviceRenamed(from, to)),
        6 => (select(vec![Cached::Snapshot, Cached::Notes]), place(), select(damages))
            .prop_map(|(which, at, damage)| It::Kept(which, at, damage)),
        1 => Just(It::CacheRemoved),
        1 => Just(It::CacheBlocked),
    ]
}

/// What is read after something happened, and how deeply; with it the program keeps what it read.
fn a_life() -> impl Strategy<Value = Vec<(Happening, Option<Detail>)>> {
    let kept = select(vec![Some(Detail::Today), Some(Detail::Today), Some(Detail::Days), None]);
    vec((a_happening(), kept), 1..40)
}

/// A store, and what was seen of it.
struct Life {
    store: Store,
    goals: Vec<(&'static str, String)>,
    day: Day,
    night: bool,
    ahead: i64,
    written: u64,
    /// Shards as they stood at some moment.
    copies: Vec<(PathBuf, Vec<u8>, SystemTime)>,
    /// The same of the snapshot and of the notes.
    cached: [Vec<Vec<u8>>; 2],
    /// What is missing of a torn line.
    rest: Option<(PathBuf, String)>,
}

/// A journal that was lived in, and its goals by code.
type Before = (Vec<u8>, Vec<(&'static str, String)>);

impl Life {
    fn new() -> Self {
        static BEFORE: OnceLock<Before> = OnceLock::new();
        let (text, goals) = BEFORE.get_or_init(|| {
            let store = lived_in();
            let goals = CODES.map(|code| (code, goal(&store, code)));
            (std::fs::read(shard(&store)).expect("a shard"), goals.to_vec())
        });
        let mut store = Store::new();
        store.on_device("a");
        std::fs::create_dir_all(store.dir().join("journal/a")).expect("a folder");
        std::fs::write(shard(&store), text).expect("it is written");
        Self {
            store,
            goals: goals.clone(),
            day: "2026-11-18".parse().expect("a day"),
            night: false,
            // What was written before is not so fresh that it may change unseen.
            ahead: 3600,
            written: 0,
            copies: Vec::new(),
            cached: [Vec::new(), Vec::new()],
            rest: None,
        }
    }

    fn goal(&self, code: &str) -> &str {
        &self.goals.iter().find(|(goal, _)| *goal == code).expect("a goal").1
    }

    fn now(&self) -> DateTime<FixedOffset> {
        let hour = if self.night { "02" } else { "18" };
        DateTime::parse_from_rfc3339(&format!("{}T{hour}:20:00+01:00", self.day)).expect("a moment")
    }

    fn cache(&self) -> PathBuf {
        self.store.home().join(".cache/goals")
    }

    fn journal(&self) -> Journal {
        let ahead = Duration::from_secs(self.ahead.unsigned_abs());
        let now = SystemTime::now();
        let now = if self.ahead < 0 { now - ahead } else { now + ahead };
        Journal::new(self.store.dir()).with_cache(self.cache(), now)
    }

    fn read(&self, journal: &Journal, depth: Detail) -> Reading {
        journal.read(depth, self.now().naive_local()).expect("it is read")
    }

    /// A shard of those that are there.
    fn shard(&self, at: Index) -> Option<PathBuf> {
        let shards = self.store.shards();
        (!shards.is_empty()).then(|| at.get(&shards).clone())
    }

    fn text(&mut self, arrival: &Arrival) -> String {
        self.written += 1;
        let date = |ago: i64| self.day.plus(-ago).to_string();
        let did = match &arrival.what {
            What::Text(text) => return format!("{text}\n"),
            What::Check { code, ago, n, note } => {
                let note = if *note { r#","note":"a note""# } else { "" };
                format!(
                    r#"{{"check":{{"goal":"{}","day":"{}","n":{n}{note}}}}}"#,
                    self.goal(code),
                    date(*ago)
                )
            }
            What::Undo(at) => {
                let shards =
                    self.store.shards().into_iter().map(|shard| std::fs::read(shard).expect("a shard"));
                let all =
                    shards.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>();
                let ids: Vec<&str> = all.lines().filter_map(|line| line.get(7..33)).collect();
                if ids.is_empty() {
                    return "\n".to_owned();
                }
                format!(r#"{{"undo":{{"entry":"{}"}}}}"#, at.get(&ids))
            }
            What::Other(form, code) => {
                let goal = format!("\"{}\"", self.goal(code));
                form.replace("GOAL", &goal).replace("DAY", &format!("\"{}\"", date(arrival.ago.max(0))))
            }
        };
        let moment = self.now().timestamp_millis() - arrival.ago * DAY_MS.cast_signed();
        let id = id(moment.cast_unsigned() + self.written, self.written);
        format!("{{\"id\":\"{id}\",\"at\":\"2026-11-01T12:00:00.000+00:00\",\"did\":[{did}]}}\n")
    }

    /// Lets something happen; what can't, as the store is, does not.
    fn happen(&mut self, happening: &Happening) {
        match happening {
            Happening::Check(code, ago) => self.check(code, *ago),
            Happening::Command(words) => {
                let now = self.now().to_rfc3339();
                self.store.at(&now);
                let ran = self.store.run(words);
                // A link is not written to; that words are refused as such would be a mistake here.
                assert!((0..100).contains(&ran.code) && ran.code != 2, "{words:?}: {ran:?}");
            }
            Happening::Days(days) => self.day = self.day.plus(*days),
            Happening::Night(night) => self.night = *night,
            Happening::SystemClock(ahead) => self.ahead = *ahead,
            Happening::Grown(at, arrival, how) => {
                let line = self.text(arrival);
                let other = self.store.dir().join("journal/b/2026.jsonl");
                let shard = self.shard(*at).filter(|_| at.index(2) == 0).unwrap_or(other);
                std::fs::create_dir_all(shard.parent().expect("a folder")).expect("a folder");
                let before = std::fs::read(&shard).unwrap_or_default();
                self.put(&shard, &[before, line.into_bytes()].concat(), *how, None);
            }
            Happening::Torn(at, arrival, cut) => {
                let line = self.text(arrival);
                let Some(shard) = self.shard(*at).filter(|_| line.len() > 1 && line.is_ascii()) else {
                    return;
                };
                let (begun, rest) = line.split_at(1 + cut.index(line.len() - 1));
                append(&shard, begun);
                self.rest = Some((shard, rest.to_owned()));
            }
            Happening::Completed => {
                if let Some((shard, rest)) = self.rest.take().filter(|(shard, _)| shard.exists()) {
                    append(&shard, rest);
                }
            }
            Happening::Replaced(at, how) => {
                if !self.copies.is_empty() {
                    let (path, bytes, time) = at.get(&self.copies).clone();
                    if path.parent().expect("a folder").is_dir() {
                        self.put(&path, &bytes, *how, Some(time));
                    }
                }
            }
            Happening::Edited(at, place, how) => self.edit(*at, *how, |text| {
                let digits = text.windows(5).enumerate().filter(|(_, it)| {
                    (it.starts_with(b"\"n\":") || it.starts_with(b"get\":")) && it[4].is_ascii_digit()
                });
                let digits: Vec<usize> = digits.map(|(at, _)| at + 4).collect();
                if !digits.is_empty() {
                    let digit = &mut text[*place.get(&digits)];
                    *digit = b'1' + (*digit - b'0') % 9;
                }
            }),
            Happening::Shortened(at, place, how) => self.edit(*at, *how, |text| {
                let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
                if !lines.is_empty() {
                    lines.remove(place.index(lines.len()));
                }
                *text = lines.concat();
            }),
            Happening::Doubled(at, place, how) => self.edit(*at, *how, |text| {
                let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
                if !lines.is_empty() {
                    lines.insert(place.index(lines.len()), lines[place.index(lines.len() / 2 + 1)]);
                }
                *text = lines.concat();
            }),
            Happening::Cut(at, place) => {
                self.edit(*at, Put::InPlace, |text| text.truncate(place.index(text.len() + 1)));
            }
            Happening::Touched(at, how) => self.edit(*at, *how, |_| {}),
            Happening::Renamed(at, name) => {
                if let Some(shard) = self.shard(*at) {
                    std::fs::rename(&shard, shard.with_file_name(name)).expect("it is renamed");
                }
            }
            Happening::Copied(at, name) => {
                if let Some(shard) = self.shard(*at).filter(|shard| shard.file_name() != Some(name.as_ref()))
                {
                    let bytes = std::fs::read(&shard).expect("a shard");
                    self.put(&shard.with_file_name(name), &bytes, Put::ByRename, None);
                }
            }
            Happening::Removed(at) => {
                if let Some(shard) = self.shard(*at) {
                    std::fs::remove_file(shard).expect("it is removed");
                }
            }
            Happening::Linked(at) => {
                if let Some(shard) = self.shard(*at).filter(|shard| !shard.is_symlink()) {
                    self.written += 1;
                    let elsewhere = self.store.home().join(format!("elsewhere-{}", self.written));
                    std::fs::rename(&shard, &elsewhere).expect("it is moved");
                    std::os::unix::fs::symlink(elsewhere, shard).expect("a link");
                }
            }
            Happening::DeviceRenamed(from, to) => {
                let folder = |name: &str| self.store.dir().join("journal").join(name);
                if folder(from).is_dir() && !folder(to).exists() {
                    std::fs::rename(folder(from), folder(to)).expect("it is renamed");
                }
            }
            Happening::Kept(which, at, damage) => self.damage(*which, *at, *damage),
            Happening::CacheRemoved => self.remove_cache(),
            Happening::CacheBlocked => {
                self.remove_cache();
                std::fs::create_dir_all(self.store.home().join(".cache")).expect("a folder");
                std::fs::write(self.cache(), "").expect("a file");
            }
        }
    }

    fn remove_cache(&self) {
        drop(std::fs::remove_dir_all(self.cache()));
        drop(std::fs::remove_file(self.cache()));
    }

    /// As `goals check CODE --on DAY` does it.
    fn check(&self, code: &str, ago: i64) {
        let (journal, now) = (self.journal(), self.now());
        let writer = Writer { device: DeviceName::Given("a".to_owned()), now, by: None };
        let ask: Ask = code.parse().expect("an ask");
        let append = |depth| {
            journal.append(&writer, depth, |input| -> Result<_, Box<dyn std::error::Error>> {
                let today = self.today(input.reading);
                let judge = input.reading.judge(today);
                let checked = check::check(&judge, today.plus(-ago), std::slice::from_ref(&ask), None)?;
                Ok((checked.changes, ()))
            })
        };
        let appended = if ago == 0 { append(Detail::Today) } else { append(Detail::Days) };
        if let Ok(appended) = appended.or_else(|_| append(Detail::Days))
            && appended.before.is_worth_keeping()
        {
            journal.keep(self.read(&journal, Detail::Days), now.naive_local());
        }
    }

    fn today(&self, reading: &Reading) -> Day {
        let settings = serde_json::to_value(&reading.state.settings).expect("JSON");
        let day_start = settings["day_start"].as_str().expect("a time").parse().expect("a time");
        Day::of(self.now().naive_local(), day_start)
    }

    fn edit(&mut self, at: Index, how: Put, edit: impl FnOnce(&mut Vec<u8>)) {
        let Some(shard) = self.shard(at) else { return };
        let mut bytes = std::fs::read(&shard).expect("a shard");
        edit(&mut bytes);
        self.put(&shard, &bytes, how, None);
    }

    /// Puts bytes in the place of a shard's, which are kept; with the time that they had, or that it had.
    fn put(&mut self, shard: &Path, bytes: &[u8], how: Put, time: Option<SystemTime>) {
        let found = std::fs::metadata(shard).ok();
        let modified = |found: &std::fs::Metadata| found.modified().expect("a time");
        if let Some(found) = &found {
            self.copies.push((shard.to_owned(), std::fs::read(shard).expect("a shard"), modified(found)));
        }
        let time = time.or(found.as_ref().map(modified)).unwrap_or_else(SystemTime::now);
        let set = |path: &Path, time: SystemTime| {
            let file = std::fs::File::options().write(true).open(path).expect("a shard");
            file.set_modified(time).expect("a time");
        };
        match how {
            Put::InPlace | Put::InPlaceWithItsTime => {
                std::fs::write(shard, bytes).expect("it is written");
                let put_back = matches!(how, Put::InPlaceWithItsTime);
                if put_back {
                    set(shard, time);
                }
                // Where the system counts time in ticks, whoever comes after one has come.
                let changed = |found: &std::fs::Metadata| (found.ctime(), found.ctime_nsec());
                while found.as_ref().map(changed) == std::fs::metadata(shard).ok().as_ref().map(changed) {
                    set(shard, if put_back { time } else { SystemTime::now() });
                }
            }
            Put::ByRename | Put::ByRenameWithItsTime => {
                let new = shard.with_extension("new");
                std::fs::write(&new, bytes).expect("it is written");
                if matches!(how, Put::ByRenameWithItsTime) {
                    set(&new, time);
                }
                std::fs::rename(&new, shard).expect("it is renamed");
            }
        }
    }

    fn cached(&self, which: Cached) -> Option<PathBuf> {
        let extension = match which {
            Cached::Snapshot => "snapshot",
            Cached::Notes => "appends",
        };
        let mut entries = std::fs::read_dir(self.cache()).ok()?.map(|entry| entry.expect("an entry").path());
        entries.find(|file| file.extension().is_some_and(|it| it == extension))
    }

    fn damage(&mut self, which: Cached, at: Index, damage: Damage) {
        let Some(file) = self.cached(which) else { return };
        if file.is_dir() {
            return std::fs::remove_dir(file).expect("it is removed");
        }
        let write = |bytes: &[u8]| std::fs::write(&file, bytes).expect("it is written");
        std::fs::set_permissions(&file, Permissions::from_mode(0o600)).expect("modes");
        let mut bytes = std::fs::read(&file).expect("a file");
        match damage {
            Damage::Removed => std::fs::remove_file(&file).expect("it is removed"),
            Damage::Cut => write(&bytes[..at.index(bytes.len() + 1)]),
            Damage::Flipped if !bytes.is_empty() => {
                let place = at.index(bytes.len());
                bytes[place] ^= 1 << at.index(8);
                write(&bytes);
            }
            Damage::OfAnotherVersion if bytes.len() > 16 => {
                bytes[..16].copy_from_slice(b"goals kept 9999\n");
                write(&bytes);
            }
            Damage::PutBack => {
                let copies = &self.cached[which as usize];
                if !copies.is_empty() {
                    // What is put back bears the time it had.
                    let modified = std::fs::metadata(&file).expect("a file").modified().expect("a time");
                    write(&copies[at.index(copies.len())]);
                    if at.index(2) == 0 {
                        let file = std::fs::File::options().write(true).open(&file).expect("a file");
                        file.set_modified(modified).expect("a time");
                    }
                }
            }
            Damage::Shut => std::fs::set_permissions(&file, Permissions::from_mode(0o000)).expect("modes"),
            Damage::AFolder => {
                std::fs::remove_file(&file).expect("it is removed");
                std::fs::create_dir(&file).expect("a folder");
            }
            Damage::Flipped | Damage::OfAnotherVersion => {}
        }
    }
}

/// What a reading tells of a goal: as text what has to be the same, as numbers what has to be near.
#[derive(Debug)]
struct GoalTold {
    id: GoalId,
    words: String,
    numbers: [Option<f64>; 3],
}

fn goals_told(reading: &Reading, today: Day) -> Vec<GoalTold> {
    let judge = reading.judge(today);
    let tree = &reading.state.tree;
    let told = |goal: &Goal| {
        let once = !judge.cadence(goal).repeats();
        let run = judge.streak(goal);
        let progress = judge.progress(goal);
        let period = judge.history(goal).period_on(today).map(|it| {
            // Whether a period without end is cut tells only when a limit closes.
            let cut = (!once && it.range.to.is_some() || matches!(it.bound, Bound::AtMost(_)))
                .then_some(it.range.cut);
            format!("{:?} {:?} {cut:?} {:?} {}", it.range.from, it.range.to, it.bound, it.sum)
                + &format!("{:?} {:?} {:?} {:?}", it.met_on, it.basis, it.verdict, it.reason)
        });
        let words = [
            format!("{} {} {:?}", tree.code(goal.id), goal.title, goal.why),
            format!("{:?} {:?} {:?}", judge.status(goal), judge.cadence(goal), judge.schedule(goal)),
            format!("{} {:?} {} {:?}", run.current, run.unit, run.best, run.best_unit),
            format!("{} {} {} {:?} {period:?}", run.met, run.missed, run.excused, run.rated),
            format!("{:?} {:?}", once.then(|| judge.amount(goal)), judge.done_on(goal).filter(|_| once)),
            format!("{:?} {:?} {}", judge.share_today(goal), judge.slack(goal), judge.is_overdue(goal)),
            format!(
                "{:?} {:?} {:?}",
                judge.waits_until(goal),
                judge.parts(goal).map(|it| (it.all.done, it.all.of)),
                judge.measure(goal)
            ),
            format!("{:?} {:?} {}", judge.planned_day(goal), progress.line, progress.complete),
            format!("{} {}", judge.was_done_today(goal), judge.done_on_day(goal, today)),
            format!("{:?} {:?}", judge.reading(goal), tree.path(goal.id)),
            format!("{:?} {:?} {}", tree.area(goal.id), tree.owner(goal.id), tree.is_archived(goal.id)),
            format!("{:?}", judge.judging_children(goal)),
        ];
        let numbers = [run.rate, Some(run.strength), judge.fraction(goal).filter(|_| once)];
        GoalTold { id: goal.id, words: words.join("; "), numbers }
    };
    tree.in_order().into_iter().filter_map(|id| tree.goal(id)).map(told).collect()
}

/// What is on the page of today, and what is said beside it.
fn today_told(reading: &Reading, today: Day) -> String {
    let judge: Judge<'_> = reading.judge(today);
    let agenda = Agenda::of(&judge, &Choice::default());
    let code = |goal: &Goal| reading.state.tree.code(goal.id).to_string();
    let groups = agenda.groups.iter().map(|group| {
        let head = match group.head {
            Head::Macro(goal) => code(goal),
            Head::Area(area) => area.to_owned(),
            Head::Other => String::new(),
        };
        let lines = group.lines.iter();
        let lines = lines
            .map(|it| format!("{} {:?} {} {:?} {}", code(it.goal), it.state, it.depth, it.role, it.later));
        format!("{head}: {:?}", lines.collect::<Vec<_>>())
    });
    let groups: Vec<String> = groups.collect();
    let codes = |goals: &[&Goal]| goals.iter().map(|goal| code(goal)).collect::<Vec<_>>();
    format!("{groups:#?} {:?} {:?}\n", codes(&agenda.trials), codes(&agenda.soon))
        + &format!("{:?} {} of {}\n", agenda.done, agenda.counted_done, agenda.counted_of)
        + &format!("{:?} {:?} {:?}", reading.remarks, reading.largest, reading.state.settings)
}

/// All that was ever done, and the plan.
fn all_told(reading: &Reading) -> String {
    let activity = &reading.state.activity;
    let tree = &reading.state.tree;
    let days = tree.in_order().into_iter().map(|id| {
        let recorded = activity.goal_days(id);
        let days: Vec<_> = recorded.days(Day::FIRST, Day::LAST).collect();
        let counts: Vec<_> = recorded.records(Day::FIRST, Day::LAST).collect();
        let raw: Vec<_> = days.iter().map(|(day, _)| recorded.raw(*day)).collect();
        format!("{id}: {days:?} {counts:?} {raw:?} {:?}", recorded.last_day())
    });
    format!("{:#?}\n{tree:?}", days.collect::<Vec<_>>())
}

/// The first lines in which two texts are not the same.
fn otherwise(kept: &str, anew: &str) -> Option<String> {
    if kept == anew {
        return None;
    }
    let pairs = kept.lines().zip(anew.lines()).filter(|(kept, anew)| kept != anew);
    let pairs: Vec<String> =
        pairs.take(3).map(|(kept, anew)| format!("\nkept {kept}\nanew {anew}")).collect();
    Some(if pairs.is_empty() { format!("\nkept {kept}\nanew {anew}") } else { pairs.concat() })
}

/// The first goal of which something else is told. Those that closed long ago may be missing where today is
/// asked for.
fn goals_otherwise(kept: &[GoalTold], anew: &[GoalTold], depth: Detail) -> Option<String> {
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a.is_none() && b.is_none(),
    };
    for goal in kept {
        let other = anew.iter().find(|other| other.id == goal.id);
        let same = other.is_some_and(|other| {
            other.words == goal.words && goal.numbers.iter().zip(other.numbers).all(|(a, b)| near(*a, b))
        });
        if !same {
            return Some(format!("\nkept {goal:?}\nanew {other:?}"));
        }
    }
    let missing = depth == Detail::Days && kept.len() != anew.len();
    missing.then(|| format!("{} goals, and anew {}", kept.len(), anew.len()))
}

impl Life {
    /// What is told otherwise with what is kept than without it, and how many of two readings used it.
    fn disagrees(&self) -> (Option<String>, usize) {
        let anew = self.read(&Journal::new(self.store.dir()), Detail::Days);
        let today = self.today(&anew);
        let (goals, page, all) = (goals_told(&anew, today), today_told(&anew, today), all_told(&anew));
        let mut used = 0;
        let found = [Detail::Today, Detail::Days].into_iter().find_map(|depth| {
            let kept = self.read(&self.journal(), depth);
            used += usize::from(kept.records_since != anew.records_since);
            let now = self.today(&kept);
            let found = (now != today).then(|| format!("it is {now}, and {today}"));
            let found = found.or_else(|| otherwise(&today_told(&kept, today), &page));
            let found = found.or_else(|| goals_otherwise(&goals_told(&kept, today), &goals, depth));
            let found = found.or_else(|| otherwise(&all_told(&kept), &all).filter(|_| depth == Detail::Days));
            found.map(|found| format!("{depth:?}: {found}"))
        });
        (found, used)
    }

    /// A command that reads so much, and keeps it.
    fn look(&mut self, depth: Detail) {
        let journal = self.journal();
        let reading = self.read(&journal, depth);
        journal.keep(reading, self.now().naive_local());
        for which in [Cached::Snapshot, Cached::Notes] {
            let bytes = self.cached(which).and_then(|file| std::fs::read(file).ok());
            let copies = &mut self.cached[which as usize];
            copies.extend(bytes.filter(|bytes| copies.last() != Some(bytes)));
        }
    }
}

#[test]
fn whatever_becomes_of_the_files_what_is_kept_tells_what_the_journal_tells() {
    let config =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::with_cases(96) };
    let config = contextualize_config(config);
    let (operations, used) = (Cell::new(0), Cell::new(0));
    let lived = TestRunner::new(config).run(&a_life(), |happenings| {
        let mut life = Life::new();
        life.look(Detail::Today);
        for (number, (happening, kept)) in happenings.iter().enumerate() {
            life.happen(happening);
            operations.set(operations.get() + 1);
            let (found, now_used) = life.disagrees();
            used.set(used.get() + now_used);
            if let Some(found) = found {
                return Err(TestCaseError::fail(format!("{number}, after {happening:?}: {found}")));
            }
            if let Some(depth) = kept {
                life.look(*depth);
            }
        }
        // The pages that the program makes of it.
        life.store.at(&life.now().to_rfc3339());
        disagreement(&life.store).map_or(Ok(()), |found| Err(TestCaseError::fail(found)))
    });
    lived.unwrap_or_else(|error| panic!("{error}"));
    let (read, used) = (operations.get() * 2, used.get());
    assert!(used * 5 > read, "what is kept is hardly ever used: {used} of {read}");
}
