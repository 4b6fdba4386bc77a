//! What a file of another tool holds, in this program's words: what each format's reader gives.

use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::text::{LONGEST_TEXT, TextError, Title};

/// All of a file, or of the files that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// In the order in which they are to stand; a parent before what is below it.
    pub goals: Vec<ImportedGoal>,
    /// What was taken for something that the file does not say, each a sentence with names:
    /// `3 habits are numbers (values above 3): wake, sleep, color`.
    pub guessed: Vec<String>,
    pub dropped: Dropped,
    pub cadences: Cadences,
}

/// Whether a file says how often its habits are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cadences {
    #[default]
    Stated,
    /// They are daily since nothing else is said. What a person says of that is not changed by a later import.
    Guessed,
}

/// One habit, task, card or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedGoal {
    /// What tells it from all others of its kind, in the tool's own terms where it has an identity, else by its name.
    /// The same thing has the same key in a later file. No two goals of an [`Imported`] have the same.
    pub key: String,
    pub title: Title,
    pub why: Option<String>,
    /// The key of the goal it is below.
    pub parent: Option<String>,
    pub area: Option<String>,
    pub who: Option<String>,
    /// `None`: it states none, and follows what it is below, or is a one-off.
    pub every: Option<Cadence>,
    pub asked: Asked,
    pub unit: Option<String>,
    /// Its first day, where the file tells that.
    pub from: Option<Day>,
    /// Its deadline, or the last day of what repeats.
    pub by: Option<Day>,
    /// The day it is planned for.
    pub planned: Option<Day>,
    /// The keys of what has to be done before; those of no goal are passed over.
    pub after: Vec<String>,
    pub standing: Standing,
    /// The day on which a one-off was done. It becomes a check-off, or what is above others is closed with it: no
    /// [`Activity`] is to say it again.
    pub done: Option<Day>,
    /// In the order of the file.
    pub activity: Vec<Activity>,
}

/// How much is asked for in a period (SEMANTICS 3.4, 3.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Nothing is stated: once is enough, or what is below it tells.
    #[default]
    Unstated,
    /// Above 0.
    AtLeast(Amount),
    /// 0 or more.
    AtMost(Amount),
    /// It is counted, and nothing is asked of it (SEMANTICS 2.4). Its cadence is `once`.
    OnlyCounted,
}

/// Whether it is still worked on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Active,
    /// It asks for nothing until somebody resumes it.
    Paused,
    /// Put away: since that day, or where the file tells none, since the last day on which anything was done in it.
    Archived(Option<Day>),
}

/// Something that was done, left out or measured on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    pub day: Day,
    pub what: Did,
    /// As the file has it; it is cut where it is longer than a note may be.
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// So much was done. 0 where there is only a note to keep.
    Check(Amount),
    Skip,
    /// The value that was measured.
    Read(Amount),
}

impl ImportedGoal {
    /// A goal of which nothing else is known.
    pub fn new(key: impl Into<String>, title: Title) -> Self {
        Self {
            key: key.into(),
            title,
            why: None,
            parent: None,
            area: None,
            who: None,
            every: None,
            asked: Asked::Unstated,
            unit: None,
            from: None,
            by: None,
            planned: None,
            after: Vec::new(),
            standing: Standing::Active,
            done: None,
            activity: Vec::new(),
        }
    }
}

impl ImportedGoal {
    /// Whether a person means it by this name: its title, or its column.
    pub fn is_named(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.title.as_str().to_lowercase() == name || self.key.to_lowercase() == name
    }
}

impl Activity {
    pub fn check(day: Day, amount: Amount, note: Option<String>) -> Self {
        Self { day, what: Did::Check(amount), note }
    }

    pub fn skip(day: Day, note: Option<String>) -> Self {
        Self { day, what: Did::Skip, note }
    }
}

/// The first of these names, and how many more there are.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const TOLD: usize = 8;
    let names: Vec<&str> = names.into_iter().collect();
    let more = names.len().saturating_sub(TOLD);
    let told = names.iter().take(TOLD).map(ToString::to_string);
    told.chain((more > 0).then(|| format!("{more} more"))).collect::<Vec<_>>().join(", ")
}

/// A title of a text: white space folded, cut where it is longer than a title may be, which is counted; nothing where
/// there is no text.
pub fn title(text: &str, dropped: &mut Dropped) -> Option<Title> {
    const CUT: Noun = noun("title cut at 500 characters", "titles cut at 500 characters");
    match text.parse() {
        Ok(title) => Some(title),
        Err(TextError::Empty(_)) => None,
        Err(TextError::TooLong { .. }) => {
            dropped.count(CUT, 1);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            words.chars().take(LONGEST_TEXT).collect::<String>().parse().ok()
        }
    }
}

/// What does not come in, counted by what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dropped(Vec<DroppedKind>);

/// Something of which so many don't come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedKind {
    pub what: Noun,
    pub count: usize,
    /// Which, where that helps to find them.
    pub names: Vec<String>,
}

/// What one of a kind and several are called, with the reason where it is not plain: `automatic day (computed)`,
/// `automatic days (computed)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    pub one: &'static str,
    pub many: &'static str,
}

/// `noun("colour", "colours")`.
pub const fn noun(one: &'static str, many: &'static str) -> Noun {
    Noun { one, many }
}

impl Dropped {
    /// So many of them; none is nothing.
    pub fn count(&mut self, what: Noun, count: usize) {
        if count > 0 {
            self.add(what, count, None);
        }
    }

    /// One that has a name.
    pub fn named(&mut self, what: Noun, name: impl Into<String>) {
        self.add(what, 1, Some(name.into()));
    }

    /// In the order in which they were met.
    pub fn kinds(&self) -> &[DroppedKind] {
        &self.0
    }

    /// These and those.
    pub fn add_all(&mut self, others: &Self) {
        for kind in others.kinds() {
            self.add(kind.what, kind.count, None);
            if let Some(own) = self.0.iter_mut().find(|own| own.what == kind.what) {
                own.names.extend(kind.names.iter().cloned());
            }
        }
    }

    fn add(&mut self, what: Noun, count: usize, name: Option<String>) {
        if let Some(kind) = self.0.iter_mut().find(|kind| kind.what == what) {
            kind.count += count;
            kind.names.extend(name);
        } else {
            self.0.push(DroppedKind { what, count, names: name.into_iter().collect() });
        }
    }
}
