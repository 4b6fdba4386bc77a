//! What the lines of an inbox mean here, one after the other, each on what the ones before it came to (SEMANTICS 10.12).

use std::path::Path;

use chrono::SecondsFormat;

use super::clock::Clock;
use super::inbox_told::{FileTold, Item, RefusedLine};
use super::names::Names;
use super::new_outline::NewOutline;
use crate::domain::decide::check::{Checked, check, win};
use crate::domain::input::check_word::Ask;
use crate::domain::input::fields::GoalInput;
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::input::inbox_line::{InboxLine, InboxLineError};
use crate::domain::input::win_line::WinLine;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::domain::value::day::Look;
use crate::domain::value::ids::EntryId;
use crate::error::Error;
use crate::journal::Reading;
use crate::journal::files::error::JournalError;
use crate::journal::format::id::new_goal;
use crate::journal::inbox::{Came, Decided, Fate, is_remark, said, was_tried};

/// So many changes one entry takes in, and so many bytes of lines; what is more waits for the next command.
const MOST_CHANGES: usize = 1000;
const MOST_BYTES: usize = 1 << 16;

/// A longer line says more than a person does.
const LONGEST_LINE: usize = 1 << 12;

/// What the lines of one file come to.
pub(super) fn decide(
    reading: &Reading,
    lines: &[&[u8]],
    clock: &Clock,
    names: &Names,
) -> Result<Decided<FileTold>, JournalError> {
    let mut state = reading.state.clone();
    let at = clock.now.to_rfc3339_opts(SecondsFormat::Millis, false);
    let id = EntryId(reading.largest.map_or(0, |largest| largest.0.saturating_add(1)));
    let stamp = Stamp { id, place: 0, at: &at, device: "", by: None, of: None };
    let mut decided = Decided { changes: Vec::new(), fates: Vec::new(), told: FileTold::default() };
    let mut bytes = 0;
    for line in lines {
        let fate = if is_remark(line) {
            Fate::Kept
        } else if decided.changes.len() >= MOST_CHANGES || bytes >= MOST_BYTES {
            decided.told.later += 1;
            Fate::Kept
        } else {
            match meant(said(line), &state, clock, names)? {
                Ok((changes, items)) => {
                    bytes += line.len();
                    state.add(stamp, &changes);
                    decided.changes.extend(changes);
                    decided.told.items.extend(items);
                    Fate::Taken
                }
                Err(why) => {
                    let text = String::from_utf8_lossy(said(line)).into_owned();
                    let is_new = !was_tried(line);
                    decided.told.refused.push(RefusedLine { line: text, why: why.clone(), is_new });
                    Fate::Refused(why)
                }
            }
        };
        decided.fates.push(fate);
    }
    Ok(decided)
}

/// What went wrong with a file of this store folder, or has it wait.
pub(super) fn trouble<T>(came: &Came<T>, store: &Path) -> Option<String> {
    let path = |name: &str| store.join(name).display().to_string();
    match came {
        Came::Read { left: Ok(_), .. } => None,
        Came::Read { left: Err(error), .. } => {
            Some(format!("warning: the file of the inbox was read, and could not be put away: {error}"))
        }
        Came::Waits(name) => Some(format!("{} is being written; it is taken in the next time.", path(name))),
        Came::LeftAlone(name, why) => Some(format!(
            "warning: {} {why}, and is left as it is: an inbox is a text file of your own, of at most 1 MiB",
            path(name)
        )),
        Came::Failed(error) => Some(format!("warning: the inbox is not taken in: {error}")),
    }
}

type Meant = (Vec<Change>, Vec<Item>);

/// What a line comes to on a state, or why it can't be taken in.
fn meant(
    line: &[u8],
    state: &State,
    clock: &Clock,
    names: &Names,
) -> Result<Result<Meant, String>, JournalError> {
    let Ok(text) = std::str::from_utf8(line) else { return Ok(Err("it is no UTF-8 text".to_owned())) };
    if text.len() > LONGEST_LINE {
        return Ok(Err(format!("a line has at most {LONGEST_LINE} bytes")));
    }
    let here = Here { state, clock, names };
    let meant = match InboxLine::read(text).map_err(refused) {
        Ok(InboxLine::Check { asks, on }) => here.checked(&asks, on.as_deref()),
        Ok(InboxLine::Win { win, on }) => here.won(win, on.as_deref()),
        Ok(InboxLine::Add(line)) => here.added(line),
        Ok(InboxLine::Nothing) => Ok((Vec::new(), Vec::new())),
        Err(error) => Err(error),
    };
    match meant {
        Ok(meant) => Ok(Ok(meant)),
        Err(Error::Journal(error)) => Err(error),
        Err(error) => Ok(Err(reason(error))),
    }
}

/// What stands behind a line that can't be taken in.
fn reason(error: Error) -> String {
    let error = match error {
        Error::Refused(refusal) => refusal.beside_known(0).into(),
        other => other,
    };
    let is_code = matches!(error, Error::Refused(Refusal::UnknownCode { .. }));
    let hint = error.hint().filter(|hint| !is_code || hint.starts_with("did you mean"));
    hint.map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

fn refused(error: InboxLineError) -> Error {
    match error {
        InboxLineError::Check(why) => Error::Usage { text: why, hint: None },
        InboxLineError::On(why) => Error::Usage { text: why.to_owned(), hint: None },
        InboxLineError::Win(error) => error.into(),
        InboxLineError::Add(error) => error.into(),
    }
}

struct Here<'w> {
    state: &'w State,
    clock: &'w Clock,
    names: &'w Names,
}

impl Here<'_> {
    fn checked(&self, asks: &[Ask], on: Option<&str>) -> Result<Meant, Error> {
        let judge = self.clock.judge(self.state);
        let day = self.clock.calendar(self.state).day_or_today(on, Look::Back)?;
        let asks = if day == judge.today {
            self.names.each_asked(&judge, asks)?
        } else {
            self.names.each_asked(&Judge::new(self.state, day), asks)?
        };
        let Checked { changes, goals } = check(&judge, day, &asks, None)?;
        let code = |goal| self.state.tree.code(goal);
        let day = (day != judge.today).then(|| day.short(judge.today).to_string());
        let items = goals.into_iter().map(|(goal, written)| Item::checked(code(goal), written, day.clone()));
        Ok((changes, items.collect()))
    }

    fn won(&self, line: WinLine, on: Option<&str>) -> Result<Meant, Error> {
        let WinLine { title, area, under, .. } = line;
        let judge = self.clock.judge(self.state);
        let day = self.clock.calendar(self.state).day_or_today(on, Look::Back)?;
        let under = under.as_deref().map(|code| self.names.living(&judge, code)).transpose()?;
        let item = Item::Win(title.to_string());
        let change = Change::Win { title, day, area, under: under.map(|goal| goal.id), note: None };
        Ok((vec![win(&judge, change, day)?], vec![item]))
    }

    fn added(&self, line: OutlineLine) -> Result<Meant, Error> {
        let (lines, ids) = ([line], [new_goal()?]);
        let outline = NewOutline { parent: None, lines: &lines, flags: &GoalInput::default(), ids: &ids };
        let mut calendar = self.clock.calendar(self.state);
        let changes = outline.decide(self.state, self.names, self.clock, &mut calendar)?;
        let items = lines.iter().map(|line| Item::Goal(line.spec.title.to_string())).collect();
        Ok((changes, items))
    }
}
