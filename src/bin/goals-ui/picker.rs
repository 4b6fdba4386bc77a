//! `goals check`, `skip` and `plan` without codes: goals are chosen from the day's list, in place, below what stands on
//! the terminal. What is chosen is typed behind the command.

use std::process::ExitCode;

use goals::screen::{DayRow, Failure, Line, Reach, Session, Tone};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::args::{Picked, Size};
use crate::draw::put;
use crate::input::{Code, Input, Key};
use crate::settings::Settings;
use crate::terminal::Place;
use crate::theme::Theme;
use crate::wait::{Waiter, Woken};

/// No list is longer; others are scrolled to.
const MOST: usize = 12;

/// The columns of what is marked, before a goal.
const MARK: usize = 6;

/// A goal that can be chosen.
struct Choice {
    code: String,
    title: String,
    line: Line,
    /// What is typed behind the code: `+4`; nothing where it is not chosen.
    chosen: Option<String>,
}

struct Picker {
    choices: Vec<Choice>,
    theme: Theme,
    /// What is looked for in codes and titles.
    sought: String,
    /// Among those that are shown.
    cursor: usize,
    amounts: Amounts,
}

/// Whether a chosen goal may have an amount.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Amounts {
    Typed,
    None,
}

enum Next {
    Stay,
    Done,
    Left,
}

/// Lets a person choose, and does the command with what was chosen.
pub(crate) fn pick(
    session: &Session,
    settings: &Settings,
    picked: Picked,
    rest: &[String],
) -> Result<ExitCode, Failure> {
    let command = picked.name();
    let Some(codes) = choose(session, settings, picked)? else { return Ok(ExitCode::SUCCESS) };
    let words = std::iter::once(command).chain(codes.iter().map(String::as_str));
    session.hand_over(words.chain(rest.iter().map(String::as_str)))
}

/// The words that were chosen; nothing where a person left.
fn choose(session: &Session, settings: &Settings, picked: Picked) -> Result<Option<Vec<String>>, Failure> {
    let place = Place::take()?;
    let mut waiter = Waiter::new(session)?;
    let mut size = place.size()?;
    let reach = if picked == Picked::Plan { Reach::All } else { Reach::Doable };
    let columns = usize::from(size.columns).saturating_sub(MARK);
    let mut list = Picker {
        choices: session.rows(reach, columns)?.into_iter().filter_map(Choice::of).collect(),
        theme: settings.theme,
        sought: String::new(),
        cursor: 0,
        amounts: if picked == Picked::Check { Amounts::Typed } else { Amounts::None },
    };
    loop {
        place.show(&list.drawn(size))?;
        match waiter.wait()? {
            Woken::By(Input::Key(key)) => match list.press(key) {
                Next::Stay => {}
                Next::Done => return Ok(Some(list.words()).filter(|words| !words.is_empty())),
                Next::Left => return Ok(None),
            },
            Woken::By(Input::Pasted(text)) => list.look_for(&(list.sought.clone() + text.trim())),
            Woken::Resized => size = place.size()?,
            Woken::Told(signal) => place.obey(signal)?,
            Woken::Gone => return Ok(None),
            // What others write meanwhile, the command sees.
            Woken::By(Input::Mouse(_)) | Woken::Journal => waiter.look_again(),
        }
    }
}

impl Choice {
    fn of(row: DayRow) -> Option<Self> {
        let goal = row.goal.filter(goals::screen::DayGoal::is_task)?;
        let line = row.lines.into_iter().next()?;
        Some(Self { code: goal.code, title: goal.title, line, chosen: None })
    }
}

impl Picker {
    /// The places of those that hold what is looked for.
    fn shown(&self) -> Vec<usize> {
        let sought = self.sought.to_lowercase();
        let holds = |choice: &&Choice| {
            choice.code.to_lowercase().contains(&sought) || choice.title.to_lowercase().contains(&sought)
        };
        let all = self.choices.iter().enumerate();
        all.filter(|(_, choice)| holds(choice)).map(|(at, _)| at).collect()
    }

    fn under_cursor(&mut self) -> Option<&mut Choice> {
        let at = *self.shown().get(self.cursor)?;
        self.choices.get_mut(at)
    }

    /// The codes that were chosen, each with its amount; without a mark the one that was looked for.
    fn words(&mut self) -> Vec<String> {
        let word = |choice: &Choice| Some(format!("{}{}", choice.code, choice.chosen.as_ref()?));
        let marked: Vec<String> = self.choices.iter().filter_map(word).collect();
        if marked.is_empty() && !self.sought.is_empty() {
            return self.under_cursor().map(|choice| vec![choice.code.clone()]).unwrap_or_default();
        }
        marked
    }

    fn look_for(&mut self, sought: &str) {
        sought.clone_into(&mut self.sought);
        self.cursor = 0;
    }

    fn press(&mut self, key: Key) -> Next {
        let last = self.shown().len().saturating_sub(1);
        match (key.code, key.with_control(), key.letter()) {
            (Code::Enter, ..) => return Next::Done,
            (Code::Esc, ..) | (_, Some('c' | 'd' | 'g'), _) => return Next::Left,
            (Code::Up, ..) | (_, Some('p'), _) => self.cursor = self.cursor.saturating_sub(1),
            (Code::Down | Code::Tab, ..) | (_, Some('n'), _) => self.cursor = (self.cursor + 1).min(last),
            (Code::Home, ..) => self.cursor = 0,
            (Code::End, ..) => self.cursor = last,
            (Code::Backspace, ..) => self.take_back(),
            (_, Some('u'), _) => self.look_for(""),
            (.., Some(' ')) => {
                if let Some(choice) = self.under_cursor() {
                    choice.chosen = if choice.chosen.is_some() { None } else { Some(String::new()) };
                }
            }
            (.., Some(letter)) => self.type_letter(letter),
            _ => {}
        }
        Next::Stay
    }

    /// Part of an amount where one was begun, or of what is looked for.
    fn type_letter(&mut self, letter: char) {
        let has_amounts = self.amounts == Amounts::Typed;
        let Some(choice) = self.under_cursor() else {
            self.look_for(&format!("{}{letter}", self.sought));
            return;
        };
        match &mut choice.chosen {
            _ if has_amounts && "+-=".contains(letter) => choice.chosen = Some(letter.to_string()),
            Some(amount) if !amount.is_empty() && (letter.is_ascii_digit() || ".,hm".contains(letter)) => {
                amount.push(letter);
            }
            _ => self.look_for(&format!("{}{letter}", self.sought)),
        }
    }

    fn take_back(&mut self) {
        if let Some(amount) =
            self.under_cursor().and_then(|choice| choice.chosen.as_mut()).filter(|it| !it.is_empty())
        {
            amount.pop();
            return;
        }
        let mut sought = self.sought.clone();
        sought.pop();
        self.look_for(&sought);
    }

    fn drawn(&self, size: Size) -> Buffer {
        let shown = self.shown();
        let height = shown.len().min(MOST).min(usize::from(size.lines).saturating_sub(2)).max(1);
        let lines = u16::try_from(height + 1).unwrap_or(1);
        let area = Rect::new(0, 0, size.columns, lines);
        let mut buffer = Buffer::empty(area);
        buffer.set_style(area, self.theme.ground());
        let top = (self.cursor + 1).saturating_sub(height);
        let rows: Vec<Rect> = area.rows().collect();
        for ((place, at), row) in shown.iter().enumerate().skip(top).zip(&rows).take(height) {
            let Some(choice) = self.choices.get(*at) else { continue };
            let mark = match &choice.chosen {
                None => String::new(),
                Some(amount) if amount.is_empty() => "x".to_owned(),
                Some(amount) => amount.clone(),
            };
            let mut line = vec![(Tone::Good, format!("{mark:>width$} ", width = MARK - 1))];
            line.extend(choice.line.iter().cloned());
            put(&mut buffer, self.theme, *row, &line);
            if place == self.cursor {
                buffer.set_style(*row, self.theme.cursor());
            }
        }
        if let Some(last) = rows.last() {
            put(&mut buffer, self.theme, *last, &self.keys(shown.is_empty()));
        }
        buffer
    }

    /// What is looked for, and what the keys do.
    fn keys(&self, is_empty: bool) -> Line {
        let sought =
            if is_empty { format!("{}: nothing fits  ", self.sought) } else { format!("{}  ", self.sought) };
        let mut keys = vec![("letters", "find"), ("space", "choose")];
        if self.amounts == Amounts::Typed {
            keys.push(("+ - =", "an amount"));
        }
        keys.extend([("enter", "do it"), ("esc", "leave")]);
        let mut line = if self.sought.is_empty() { Line::new() } else { vec![(Tone::Strong, sought)] };
        for (key, does) in keys {
            line.extend([(Tone::Handle, key.to_owned()), (Tone::Faint, format!(" {does}  "))]);
        }
        line
    }
}
