//! What either side lacks, and what a file there becomes: pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::value::ids::EntryId;
use crate::journal::exchange::{CarriedLine, Place, Sheet};

/// What the remote holds.
#[derive(Debug, Default)]
pub(super) struct There {
    /// The files as they are.
    files: BTreeMap<Sheet, Vec<u8>>,
    lines: BTreeMap<Place, BTreeMap<EntryId, CarriedLine>>,
    /// Files that are there and are not read: nothing is put into them.
    closed: BTreeSet<Sheet>,
}

impl There {
    pub(super) fn add(&mut self, sheet: Sheet, bytes: Vec<u8>) {
        let lines = self.lines.entry(sheet.place.clone()).or_default();
        for line in bytes.split(|byte| *byte == b'\n').filter_map(CarriedLine::read) {
            lines.entry(line.id).or_insert(line);
        }
        self.files.insert(sheet, bytes);
    }

    pub(super) fn close(&mut self, sheet: Sheet) {
        self.closed.insert(sheet);
    }
}

/// Both sides, line by line.
pub(super) struct Comparison {
    there: There,
    here: BTreeMap<Place, BTreeSet<EntryId>>,
    unsent: BTreeMap<Sheet, Vec<CarriedLine>>,
    in_common: usize,
}

/// What each side lacks.
#[derive(Debug, Default)]
pub(super) struct Lacking {
    /// By place, in the order of ids.
    pub(super) here: BTreeMap<Place, Vec<CarriedLine>>,
    /// The files that are to stand there, whole.
    pub(super) there: BTreeMap<Sheet, Vec<u8>>,
    /// How many lines these have that are not there yet.
    pub(super) unsent: usize,
    pub(super) relation: Relation,
}

/// How two stores stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Relation {
    /// They have entries in common, or one of them has none.
    #[default]
    One,
    /// Both have entries, and none in common.
    Apart,
}

impl Comparison {
    pub(super) fn with(there: There) -> Self {
        Self { there, here: BTreeMap::new(), unsent: BTreeMap::new(), in_common: 0 }
    }

    /// Takes a line that is here.
    pub(super) fn here(&mut self, place: &Place, line: CarriedLine) {
        let is_new = match self.here.get_mut(place) {
            Some(known) => known.insert(line.id),
            None => self.here.insert(place.clone(), [line.id].into()).is_none(),
        };
        if !is_new {
            return;
        }
        if self.there.lines.get(place).is_some_and(|there| there.contains_key(&line.id)) {
            self.in_common += 1;
            return;
        }
        let sheet = line.sheet(place);
        if !self.there.closed.contains(&sheet) {
            self.unsent.entry(sheet).or_default().push(line);
        }
    }

    /// Equal sets of ids are equal, whatever their order: the other side's bytes stand, then come our lines.
    pub(super) fn finish(self) -> Lacking {
        let Self { there, here, unsent, in_common } = self;
        let lines_there: usize = there.lines.values().map(BTreeMap::len).sum();
        let is_apart = in_common == 0 && lines_there > 0 && here.values().any(|ids| !ids.is_empty());
        let lacking = |(place, lines): (Place, BTreeMap<EntryId, CarriedLine>)| {
            let known = here.get(&place);
            let lines: Vec<CarriedLine> =
                lines.into_values().filter(|line| known.is_none_or(|ids| !ids.contains(&line.id))).collect();
            (!lines.is_empty()).then_some((place, lines))
        };
        let mut files = there.files;
        Lacking {
            unsent: unsent.values().map(Vec::len).sum(),
            there: unsent
                .into_iter()
                .map(|(sheet, lines)| {
                    let theirs = files.remove(&sheet).unwrap_or_default();
                    (sheet, united(theirs, lines))
                })
                .collect(),
            here: there.lines.into_iter().filter_map(lacking).collect(),
            relation: if is_apart { Relation::Apart } else { Relation::One },
        }
    }
}

/// Their bytes, then our lines in the order of ids.
fn united(mut theirs: Vec<u8>, mut ours: Vec<CarriedLine>) -> Vec<u8> {
    if theirs.last().is_some_and(|last| *last != b'\n') {
        theirs.push(b'\n');
    }
    ours.sort_by_key(|line| line.id);
    for line in ours {
        theirs.extend_from_slice(line.text.as_bytes());
        theirs.push(b'\n');
    }
    theirs
}
