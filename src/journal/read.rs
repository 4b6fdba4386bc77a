//! Reading a journal: from a snapshot and what came since, or from the first line of each shard.

use std::path::Path;
use std::rc::Rc;

use chrono::{NaiveDateTime, NaiveTime};

use super::cache::append_notes::AppendNotes;
use super::cache::folder::CacheFolder;
use super::cache::snapshot::Snapshot;
use super::cache::stamps::{FileStamp, ShardStamp};
use super::files::error::JournalError;
use super::files::shard::{self, Known, Line, Shard, Understood, each_line};
use super::fold::{Entries, Plain, PlainLines};
use super::format::entry::{self, Origin, Read, Recorded};
use super::format::remarks::Remarks;
use crate::domain::judge::checkpoint::Checkpoints;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::state::{OldState, State};
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;

/// How much of a journal is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What is needed to judge today, and perhaps more.
    Today,
    /// All goals and all days; of the records of plain check-offs, those of the last weeks.
    Days,
    /// The same, and the entries themselves; but for plain check-offs that are old, of which the amount is kept.
    Entries,
    /// Every record, and every entry whole.
    Records,
}

/// For so many days back each record is kept, in a snapshot too.
const RECORDS: i64 = 35;

/// So many bytes are read anew each time rather than kept: a page of a file.
const WORTH_KEEPING: u64 = 1 << 12;

/// So many bytes that came since a snapshot are put on top; where more did, reading everything is no slower.
const MOST_SINCE: u64 = 1 << 20;

/// After so many days checkpoints are made anew, whatever came since: the days behind them are judged each time.
const OLD: i64 = 28;

/// What was read.
#[derive(Debug)]
pub struct Reading {
    /// Every entry, in order, where they were asked for.
    pub entries: Entries,
    /// The greatest id there is.
    pub largest: Option<EntryId>,
    /// What they add up to.
    pub state: State,
    /// Where judging begins; all days are in the state where there are none.
    pub(super) checkpoints: Option<Checkpoints>,
    /// What is to be told of it.
    pub remarks: Remarks,
    /// The first day of which the state holds each record of what was done.
    pub records_since: Day,
    pub(super) detail: Detail,
    worth_keeping: bool,
    pub(super) from_snapshot: bool,
    pub(super) shards: Vec<Shard>,
    /// How far each shard is known.
    known: Vec<Known>,
}

impl Reading {
    /// Whether the next command is spared something if this is kept.
    pub fn is_worth_keeping(&self) -> bool {
        self.worth_keeping
    }

    /// A journal in which there is nothing.
    pub(super) fn empty() -> Self {
        Self::whole(Gathered::default(), Detail::Days, Day::FIRST, Vec::new())
    }

    /// The state as it is judged on a day, which is not before that of the reading.
    pub fn judge(&self, today: Day) -> Judge<'_> {
        Judge::resuming(&self.state, today, self.checkpoints.as_ref())
    }

    fn whole(gathered: Gathered, detail: Detail, records_since: Day, shards: Vec<Shard>) -> Self {
        let Gathered { plain, others, remarks, known, bytes, .. } = gathered;
        let entries = Entries::of(others, plain);
        let state = entries.state();
        let largest = entries.largest();
        let asked_for = matches!(detail, Detail::Entries | Detail::Records);
        Self {
            entries: if asked_for { entries } else { Entries::default() },
            largest,
            state,
            checkpoints: None,
            remarks,
            records_since,
            detail,
            worth_keeping: !asked_for && bytes > WORTH_KEEPING,
            from_snapshot: false,
            shards,
            known,
        }
    }
}

/// Reads as much as is asked for.
pub(super) fn read(
    journal: &Path,
    cache: Option<&CacheFolder>,
    detail: Detail,
    now: NaiveDateTime,
) -> Result<Reading, JournalError> {
    let shards = shard::list(journal)?;
    let kept = cache.filter(|_| matches!(detail, Detail::Today | Detail::Days));
    match kept.and_then(|cache| from_snapshot(cache, &shards, detail, now)) {
        Some(reading) => Ok(Reading { shards, ..reading }),
        None => from_shards(shards, detail, now),
    }
}

fn from_shards(shards: Vec<Shard>, detail: Detail, now: NaiveDateTime) -> Result<Reading, JournalError> {
    let records_since = match detail {
        Detail::Records => Day::FIRST,
        // Where the day begins late, today is still yesterday.
        Detail::Today | Detail::Days | Detail::Entries => Day::of(now, NaiveTime::MIN).plus(-1 - RECORDS),
    };
    let mut gathered = Gathered::default();
    for shard in &shards {
        gathered.take(shard, Known::default(), records_since)?;
    }
    Ok(Reading::whole(gathered, detail, records_since, shards))
}

/// What a snapshot and what came since come to; nothing where there is none that tells what the journal says. It is
/// believed as far as each shard is what it was, or grew by this program's own appending alone. What came since is
/// put on top where that is as good as reading everything in order.
fn from_snapshot(
    cache: &CacheFolder,
    shards: &[Shard],
    detail: Detail,
    now: NaiveDateTime,
) -> Option<Reading> {
    let (snapshot, written, old) = Snapshot::read(cache)?;
    let Snapshot { mut largest, mut remarks, stamps, checkpoints, mut state, .. } = snapshot;
    let mut since = Gathered::default();
    let mut notes = None;
    // Both stand in the order of their names.
    let mut stamps = stamps.iter().peekable();
    for shard in shards {
        let stamp = stamps.next_if(|stamp| stamp.name == shard.name());
        let now = FileStamp::of(shard.found.as_ref()?);
        let known = stamp.map(|stamp| stamp.known).unwrap_or_default();
        if let Some(stamp) = stamp {
            if stamp.stamp == now && !now.is_fresh_at(written) {
                since.known.push(known);
                continue;
            }
            let notes = notes.get_or_insert_with(|| AppendNotes::read(cache));
            let grew = stamp.stamp == now || notes.lead(&stamp.name, stamp.stamp, now);
            if !grew || !stamp.ends_alike(shard) {
                return None;
            }
        }
        if since.bytes + now.bytes.saturating_sub(known.bytes) > MOST_SINCE {
            return None;
        }
        since.take(shard, known, Day::FIRST).ok()?;
    }
    // What is nobody's JSON is for those who read everything: it may be half of something.
    if stamps.next().is_some() || since.remarks.unreadable_lines > 0 {
        return None;
    }
    let Gathered { mut others, remarks: more, known, bytes, .. } = since;
    others.sort_by_key(|(_, recorded)| recorded.entry.id);
    let had_checkpoints = checkpoints.is_some();
    let mut checkpoints = checkpoints.filter(|_| detail == Detail::Today);
    let stand = |it: &Checkpoints, did: &[Change]| {
        it.allow(did) && did.iter().flat_map(Change::refers_to).all(|id| state.tree.goal(id).is_some())
    };
    checkpoints = checkpoints.filter(|it| others.iter().all(|(_, recorded)| stand(it, &recorded.entry.did)));
    let mut today = Day::of(now, state.settings.day_start());
    checkpoints = checkpoints.filter(|it| it.made <= today && snapshot.records_since <= today);
    let mut records_since = snapshot.records_since;
    if checkpoints.is_none() && had_checkpoints {
        state.put_old(old.read()?);
        records_since = snapshot.all_records_since;
    }
    for (_, Recorded { entry, device }) in &others {
        if Some(entry.id) <= largest || entry.of.is_some() || !state.can_append(&entry.did) {
            return None;
        }
        largest = Some(entry.id);
        let by = entry.by.as_deref();
        state.add(Stamp { id: entry.id, place: 0, at: &entry.at, device, by, of: None }, &entry.did);
    }
    today = today.min(Day::of(now, state.settings.day_start()));
    if today < records_since || checkpoints.as_ref().is_some_and(|it| today < it.made) {
        return None;
    }
    remarks.add(more);
    let is_old = checkpoints.as_ref().is_some_and(|it| it.made.plus(OLD) < today);
    let dropped = had_checkpoints && detail == Detail::Today && checkpoints.is_none();
    Some(Reading {
        entries: Entries::default(),
        largest,
        state,
        checkpoints,
        remarks,
        records_since,
        detail,
        worth_keeping: bytes > WORTH_KEEPING || is_old || dropped,
        from_snapshot: true,
        shards: Vec::new(),
        known,
    })
}

/// Keeps a reading of all days, so that the next need not read them again.
pub(super) fn keep(mut reading: Reading, today: Day, cache: &CacheFolder) {
    let stamps =
        reading.shards.iter().zip(&reading.known).map(|(shard, known)| ShardStamp::of(shard, *known));
    let Some(stamps) = stamps.collect::<Option<Vec<_>>>() else { return };
    let checkpoints = Judge::new(&reading.state, today).checkpoints();
    let all_records_since = reading.records_since.max(today.plus(-RECORDS));
    reading.state.activity.drop_plain_records(all_records_since);
    let (records_since, old) = match &checkpoints {
        Some(checkpoints) => {
            let since = today.prev().max(all_records_since);
            (since, checkpoints.take_old(&mut reading.state, since))
        }
        None => (all_records_since, OldState::default()),
    };
    let Reading { largest, remarks, state, .. } = reading;
    let snapshot =
        Snapshot { largest, remarks, stamps, checkpoints, records_since, all_records_since, state };
    // What is not kept costs the next command time, and nothing else.
    drop(snapshot.write(&old, cache));
}

/// Lines that were read.
#[derive(Default)]
struct Gathered {
    plain: PlainLines,
    /// All other entries, with the place of their line among all lines.
    others: Vec<(u32, Recorded)>,
    remarks: Remarks,
    /// For each shard how far it was read: up to there, another reader need not read again.
    known: Vec<Known>,
    lines: u32,
    bytes: u64,
}

impl Gathered {
    /// Reads what a shard holds behind what is known. Of plain check-offs of days before `records_since` the
    /// amount alone is kept.
    fn take(&mut self, shard: &Shard, from: Known, records_since: Day) -> Result<(), JournalError> {
        self.plain.devices.push((self.lines, Rc::clone(&shard.device)));
        let known = each_line(&shard.path, from, |number, line| {
            let understood = self.line(shard, number, &line, records_since);
            self.lines = self.lines.saturating_add(1);
            understood
        })?;
        self.bytes += shard.bytes().saturating_sub(from.bytes);
        self.known.push(known);
        Ok(())
    }

    /// Keeps who did what the line at hand tells, where that is another than before.
    fn person(&mut self, by: Option<&str>) {
        let people = &mut self.plain.people;
        if people.last().and_then(|(_, by)| by.as_deref()) != by {
            people.push((self.lines, by.map(Into::into)));
        }
    }

    /// The same with the import that the line at hand is a part of.
    fn import(&mut self, of: Option<EntryId>) {
        let imports = &mut self.plain.imports;
        if imports.last().and_then(|(_, of)| *of) != of {
            imports.push((self.lines, of));
        }
    }

    fn line(&mut self, shard: &Shard, number: usize, line: &Line<'_>, records_since: Day) -> Understood {
        let (text, is_last) = match line {
            Line::Whole(text) => (*text, false),
            Line::Last(text) => (*text, true),
            Line::TooLong => {
                self.remarks.unreadable(shard.name(), number, "longer than 1 MiB".to_owned());
                return Understood::Whole;
            }
        };
        match entry::read(text) {
            Read::Entry(entry, origin) => {
                self.remarks.newer += usize::from(origin == Origin::Newer);
                match Plain::all_of(&entry, self.lines, |day| day < records_since) {
                    Some(plain) if origin == Origin::Known && !plain.is_empty() => {
                        self.plain.plain.extend(plain);
                        self.person(entry.by.as_deref());
                        self.import(entry.of);
                    }
                    _ => {
                        let recorded = Recorded { entry, device: (*shard.device).to_owned() };
                        self.others.push((self.lines, recorded));
                    }
                }
                Understood::Whole
            }
            Read::Newer => {
                self.remarks.newer += 1;
                Understood::Whole
            }
            // A command that did not happen; no disk writes NULs of its own accord.
            Read::Torn => Understood::Torn,
            Read::Unreadable(_) if is_last && !text.contains(&0) => Understood::Torn,
            Read::Unreadable(why) => {
                self.remarks.unreadable(shard.name(), number, why);
                Understood::Torn
            }
        }
    }
}
