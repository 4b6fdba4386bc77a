//! What came from the inbox, and what could not, as a person and a program are told.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::decide::check::Written;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;

/// What was taken in, and what was not.
#[derive(Debug, Default)]
pub(crate) struct InboxTold {
    items: Vec<Item>,
    staying: Vec<Staying>,
    /// How many lines wait for the next command.
    later: usize,
    /// Why it was left as it is, whole.
    pub(super) not_read: Vec<String>,
}

/// What the lines of one file came to.
#[derive(Debug, Default)]
pub(super) struct FileTold {
    pub(super) items: Vec<Item>,
    pub(super) refused: Vec<RefusedLine>,
    /// How many lines wait for the next command.
    pub(super) later: usize,
}

/// Lines that stay in a file.
#[derive(Debug)]
struct Staying {
    file: PathBuf,
    lines: Vec<RefusedLine>,
}

/// Something that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// On another day than today where one is named.
    Checked {
        code: Code,
        day: Option<String>,
        what: What,
    },
    Win(String),
    Goal(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    More(Amount),
    Read(Amount),
    DoneAlready,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RefusedLine {
    pub(super) line: String,
    pub(super) why: String,
    /// Whether it is tried for the first time.
    pub(super) is_new: bool,
}

/// For programs.
#[derive(JsonSchema, Serialize)]
pub(crate) struct InboxRow<'t> {
    /// What was taken in, as in `pitch +4`.
    taken: Vec<String>,
    /// Lines that stay in it.
    refused: Vec<RefusedRow<'t>>,
    /// How many lines wait for the next command.
    waiting: usize,
    /// Why it was left as it is.
    not_read: &'t [String],
}

#[derive(JsonSchema, Serialize)]
struct RefusedRow<'t> {
    line: &'t str,
    why: &'t str,
}

/// So many things are told of.
const TOLD: usize = 12;

/// So many lines that can't be taken in are shown with their reasons.
const SHOWN: usize = 3;

impl Item {
    pub(super) fn checked(code: Code, written: Written, day: Option<String>) -> Self {
        let what = match written {
            Written::Difference(n) => What::More(n),
            Written::Reading(value) => What::Read(value),
            Written::Note(_) | Written::DoneSince(_) | Written::AlreadySo => What::DoneAlready,
        };
        Self::Checked { code, day, what }
    }

    /// `kids`, `pitch +4 on Tue 17 Nov`.
    fn in_words(&self) -> String {
        match self {
            Self::Checked { code, day, what } => {
                let amount = match what {
                    What::More(Amount::ONE) => String::new(),
                    What::More(n) if n.is_positive() => format!(" +{n}"),
                    What::More(n) => format!(" {n}"),
                    What::Read(value) => format!(" ={value}"),
                    What::DoneAlready => " (done already)".to_owned(),
                };
                let on = day.as_ref().map(|day| format!(" on {day}")).unwrap_or_default();
                format!("{code}{amount}{on}")
            }
            Self::Win(title) => format!("the win “{title}”"),
            Self::Goal(title) => format!("the goal “{title}”"),
        }
    }
}

impl InboxTold {
    /// The same goal on the same day is told of once, with the whole.
    fn add(&mut self, item: Item) {
        if let Item::Checked { code, day, what: What::More(n) } = &item {
            for known in &mut self.items {
                if let Item::Checked { code: known, day: same, what: What::More(sum) } = known
                    && known == code
                    && same == day
                {
                    *sum = *sum + *n;
                    return;
                }
            }
        }
        self.items.push(item);
    }

    /// What a file came to whose refused lines stay in this one by now. Where they are in none, they are told the next
    /// time.
    pub(super) fn join(&mut self, told: FileTold, staying_in: Option<PathBuf>) {
        told.items.into_iter().for_each(|item| self.add(item));
        self.later += told.later;
        let Some(file) = staying_in.filter(|_| !told.refused.is_empty()) else { return };
        match self.staying.iter_mut().find(|known| known.file == file) {
            // What was put back was read once more.
            Some(known) => {
                let is_known = |line: &RefusedLine| known.lines.iter().any(|it| it.line == line.line);
                let more: Vec<RefusedLine> =
                    told.refused.into_iter().filter(|line| !is_known(line)).collect();
                known.lines.extend(more);
            }
            None => self.staying.push(Staying { file, lines: told.refused }),
        }
    }

    fn is_nothing(&self) -> bool {
        self.items.is_empty() && self.staying.is_empty() && self.later == 0 && self.not_read.is_empty()
    }

    /// What is told on the page of today.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.told(|_| true)
    }

    /// What is told beside what a command did: of lines that were refused before nothing.
    pub(crate) fn news(&self) -> Vec<String> {
        self.told(|line| line.is_new)
    }

    /// The same in few words, where somebody is at something else.
    pub(crate) fn in_short(&self) -> Vec<String> {
        let refused = self.staying.iter().flat_map(|it| &it.lines);
        let stays = match refused.filter(|line| line.is_new).count() {
            0 => None,
            1 => Some("1 line stays in the inbox; `goals today` tells why.".to_owned()),
            more => Some(format!("{more} lines stay in the inbox; `goals today` tells why.")),
        };
        self.told(|_| false).into_iter().chain(stays).collect()
    }

    fn told(&self, is_told: impl Fn(&RefusedLine) -> bool) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.items.is_empty() {
            let mut items: Vec<String> = self.items.iter().take(TOLD).map(Item::in_words).collect();
            let more = self.items.len().saturating_sub(TOLD);
            items.extend((more > 0).then(|| format!("{more} more")));
            lines.push(format!("From the inbox: {}.", items.join(", ")));
        }
        for staying in &self.staying {
            let refused: Vec<&RefusedLine> = staying.lines.iter().filter(|line| is_told(line)).collect();
            if !refused.is_empty() {
                lines.extend(refused_in_words(&refused, &staying.file));
            }
        }
        match self.later {
            0 => {}
            1 => lines.push("1 line in the inbox waits for the next command.".to_owned()),
            more => lines.push(format!("{more} lines in the inbox wait for the next command.")),
        }
        lines.extend_from_slice(&self.not_read);
        lines
    }

    /// For programs; nothing where there is nothing to tell.
    pub(crate) fn row(&self) -> Option<InboxRow<'_>> {
        (!self.is_nothing()).then(|| InboxRow {
            taken: self.items.iter().map(Item::in_words).collect(),
            refused: self.staying.iter().flat_map(Staying::rows).collect(),
            waiting: self.later,
            not_read: &self.not_read,
        })
    }
}

impl Staying {
    fn rows(&self) -> impl Iterator<Item = RefusedRow<'_>> {
        self.lines.iter().map(|it| RefusedRow { line: &it.line, why: &it.why })
    }
}

/// One line that says so, and one for each of the first of them.
fn refused_in_words(refused: &[&RefusedLine], file: &Path) -> Vec<String> {
    let file = file.display();
    let first = match refused.len() {
        1 => format!("1 line stays in the inbox; correct it in {file}, or take it out:"),
        more => format!("{more} lines stay in the inbox; correct them in {file}, or take them out:"),
    };
    let shown = refused.iter().take(SHOWN).map(|it| format!("  `{}`: {}", it.line, it.why));
    let more = refused.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("  and {more} more"));
    std::iter::once(first).chain(shown).chain(more).collect()
}
