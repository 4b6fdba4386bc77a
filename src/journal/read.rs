//! Everything that lies in a journal's shards, read on two cores where it is much.

use std::ffi::OsString;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Remarks;
use super::files::error::JournalError;
use super::files::shard::{Extent, Line, Stretch, each_line};
use super::fold::Recorded;
use super::format::entry::{Origin, Read};
use super::format::{entry, plain};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

/// Which check-offs are kept with all that was recorded of them. Of the others the amounts alone are: all
/// that was done ten years ago, with the moment of its writing, takes a hundred times the room of its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Each.
    Everything,
    /// Those of this day and later ones, and what has a note.
    Since(Day),
}

/// A plain check-off of which the amount alone is kept: 40 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// The id's bytes, the highest first.
    id: [u8; 16],
    pub(crate) goal: GoalId,
    pub(crate) n: Amount,
    pub(crate) day: Day,
    /// Where its line stands among all that were read.
    pub(crate) line: u32,
}

impl Plain {
    fn new(id: EntryId, check: plain::Check, line: u32) -> Self {
        let plain::Check { goal, day, n } = check;
        Self { id: id.0.to_be_bytes(), goal, n, day, line }
    }

    pub(crate) fn id(&self) -> EntryId {
        EntryId(u128::from_be_bytes(self.id))
    }
}

/// The folder of one device.
#[derive(Debug)]
pub(crate) struct DeviceFolder {
    pub(crate) device: String,
    pub(crate) path: PathBuf,
}

/// A shard, and the device in whose folder it lies.
#[derive(Clone, Debug)]
pub(crate) struct Shard {
    pub(crate) folder: Arc<DeviceFolder>,
    pub(crate) name: OsString,
    /// What the system told of it when it was looked at.
    pub(crate) found: Option<Metadata>,
}

impl Shard {
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path.join(&self.name)
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.found.as_ref().map_or(0, Metadata::len)
    }
}

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Check-offs of which the amounts are kept, as they stood in the files, part by part.
    pub(crate) plain: Vec<Vec<Plain>>,
    /// All other entries, with the place of their line among all lines.
    pub(crate) others: Vec<(u32, Recorded)>,
    pub(crate) remarks: Remarks,
    /// For each shard how far it was read: up to there, another reader need not read again.
    pub(crate) known: Vec<Known>,
}

/// How far a shard is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// So many bytes, all of them lines.
    pub(crate) bytes: u64,
}

/// From this size on, two cores share the work: below it, a thread costs more than it saves.
const MUCH: u64 = 1 << 21;

/// Reads shards.
pub(crate) fn gather(shards: &[Shard], keep: Keep) -> Result<Gathered, JournalError> {
    let all: u64 = shards.iter().map(Shard::bytes).sum();
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    if all < MUCH || cores() < 2 {
        let whole: Vec<Unit<'_>> =
            shards.iter().map(|shard| Unit { shard, stretch: Stretch::WHOLE }).collect();
        return Part::read(&whole, keep).map(|part| Gathered::of(shards, part, None));
    }
    let (first, second) = halves(shards, all / 2);
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| Part::read(&second, keep));
        (Part::read(&first, keep), second.join())
    });
    let second = second.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    Ok(Gathered::of(shards, first?, Some(second)))
}

/// A shard, or a part of it.
struct Unit<'s> {
    shard: &'s Shard,
    stretch: Stretch,
}

/// The shards before the byte at `middle` of them all, and those behind it; the one that holds it is cut.
fn halves(shards: &[Shard], middle: u64) -> (Vec<Unit<'_>>, Vec<Unit<'_>>) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut before = 0;
    for shard in shards {
        let end = before + shard.bytes();
        let cut = middle.saturating_sub(before);
        if end <= middle {
            first.push(Unit { shard, stretch: Stretch::WHOLE });
        } else if cut == 0 {
            second.push(Unit { shard, stretch: Stretch::WHOLE });
        } else {
            first.push(Unit { shard, stretch: Stretch { from: 0, to: Some(cut) } });
            second.push(Unit { shard, stretch: Stretch { from: cut, to: None } });
        }
        before = end;
    }
    (first, second)
}

/// What one thread read.
#[derive(Default)]
struct Part {
    plain: Vec<Plain>,
    others: Vec<(u32, Recorded)>,
    /// For each unit, what is to be told of it and how far it was read.
    units: Vec<(Remarks, Extent, Known)>,
    /// How many lines were read.
    lines: u32,
}

impl Part {
    fn read(units: &[Unit<'_>], keep: Keep) -> Result<Self, JournalError> {
        let mut part = Self::default();
        for Unit { shard, stretch } in units {
            let mut remarks = Remarks::default();
            let mut last = Last::Read;
            let file = shard.file();
            let extent = each_line(&file, *stretch, |number, line| {
                last = part.take((shard, &file), number, &line, keep, &mut remarks);
                part.lines = part.lines.saturating_add(1);
            })?;
            let known = match last {
                Last::Read => Known { bytes: extent.read },
                Last::Torn => Known { bytes: extent.ended },
            };
            part.units.push((remarks, extent, known));
        }
        Ok(part)
    }

    fn take(
        &mut self,
        (shard, file): (&Shard, &Path),
        number: usize,
        line: &Line<'_>,
        keep: Keep,
        remarks: &mut Remarks,
    ) -> Last {
        let (text, last) = match line {
            Line::Whole(text) => (*text, false),
            Line::Last(text) => (*text, true),
            Line::TooLong => {
                remarks.note(file, number, "longer than 1 MiB");
                return Last::Read;
            }
        };
        let old = |day: Day| match keep {
            Keep::Everything => false,
            Keep::Since(first) => day < first,
        };
        if let Some(line) = plain::read(text).filter(|line| line.checks().all(|check| old(check.day))) {
            self.plain.extend(line.checks().map(|check| Plain::new(line.id, check, self.lines)));
            return Last::Read;
        }
        match entry::read(text) {
            Read::Entry(entry, origin) => {
                remarks.newer += usize::from(origin == Origin::Newer);
                let recorded = Recorded { entry, device: shard.folder.device.clone() };
                self.others.push((self.lines, recorded));
                Last::Read
            }
            Read::Newer => {
                remarks.newer += 1;
                Last::Read
            }
            // A command that did not happen; no disk writes NULs of its own accord.
            Read::Torn => Last::Torn,
            Read::Unreadable(_) if last && !text.contains(&0) => Last::Torn,
            Read::Unreadable(why) => {
                remarks.note(file, number, &why);
                Last::Torn
            }
        }
    }
}

/// What became of the last line that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// It is known.
    Read,
    /// More of it may come, where it has no newline yet.
    Torn,
}

impl Gathered {
    fn of(shards: &[Shard], mut first: Part, second: Option<Part>) -> Self {
        let mut gathered = Self::default();
        if let Some(mut second) = second {
            let base = first.lines;
            for plain in &mut second.plain {
                plain.line = plain.line.saturating_add(base);
            }
            first.others.extend(second.others.into_iter().map(|(line, it)| (line.saturating_add(base), it)));
            if first.units.len() + second.units.len() > shards.len() {
                first.join_cut(&mut second.units);
            }
            first.units.append(&mut second.units);
            gathered.plain.push(second.plain);
        }
        gathered.plain.insert(0, first.plain);
        gathered.others = first.others;
        for (remarks, _, known) in first.units {
            gathered.remarks.add(remarks);
            gathered.known.push(known);
        }
        gathered
    }
}

impl Part {
    /// Puts the two parts of the shard that was cut together: its last unit and the first of the others.
    fn join_cut(&mut self, others: &mut [(Remarks, Extent, Known)]) {
        let (Some((before, extent, _)), Some((remarks, ..))) = (self.units.pop(), others.first_mut()) else {
            return;
        };
        for remark in &mut remarks.unreadable {
            remark.line += extent.lines;
        }
        let behind = std::mem::replace(remarks, before);
        remarks.add(behind);
    }
}
