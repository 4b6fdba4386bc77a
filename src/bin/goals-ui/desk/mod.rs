//! What is on the screen. What it shows is what commands said last.

mod acts;
mod mouse;
mod typing;

use std::time::Duration;

use crate::args::Size;
use crate::keys::View;
use crate::layout::Layout;
use crate::prompt::Prompt;
use crate::settings::Settings;
use goals::screen::{DayGoal, DayPage, Failure, Line, Session, Told, Tone};

/// What the program does behind a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Stay,
    Quit,
    Suspend,
}

/// Lines that can be longer than the screen.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) lines: Vec<Line>,
    /// The first one that is shown.
    pub(crate) top: usize,
}

impl Sheet {
    /// Whether all of it is seen in so many lines.
    pub(crate) fn fits(&self, height: u16) -> bool {
        self.lines.len() <= usize::from(height)
    }

    fn scroll(&mut self, by: isize, height: u16) {
        let most = self.lines.len().saturating_sub(usize::from(height));
        self.top = self.top.saturating_add_signed(by).min(most);
    }
}

/// What the day is of: read anew where it may have changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Freshness {
    Fresh,
    Stale,
}

/// Whether what was read is worth keeping for the next key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Kept,
    Grown,
}

/// What is drawn from the first cell on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawing {
    Changes,
    Everything,
}

pub(crate) struct Desk {
    session: Session,
    pub(crate) settings: Settings,
    pub(crate) size: Size,
    pub(crate) view: View,
    /// The day that is shown, in days ahead of today.
    ahead: i64,
    pub(crate) day: DayPage,
    /// The row under the cursor; one without a goal only where there is none.
    pub(crate) cursor: usize,
    /// The first line of the day that is shown.
    pub(crate) top: usize,
    /// What is told of the goal under the cursor, with its code and the columns it was told in.
    pub(crate) aside: Sheet,
    aside_of: Option<(String, usize)>,
    /// Whether that fills the screen where it has no place of its own.
    pub(crate) focus: Focus,
    /// A page of another command.
    pub(crate) page: Sheet,
    /// What lies over everything until a key takes it away.
    pub(crate) over: Option<Sheet>,
    /// What was said last.
    pub(crate) said: Vec<Line>,
    pub(crate) prompt: Option<Prompt>,
    /// The commands that were typed, and which of them is shown.
    typed: Vec<String>,
    at_typed: usize,
    sought: String,
    last_click: Option<usize>,
    freshness: Freshness,
    kept: Kept,
    drawing: Drawing,
}

/// What a narrow screen shows of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Focus {
    Day,
    Aside,
}

/// So many lines are said at the bottom; more are a sheet of their own.
const SAID: usize = 4;

impl Desk {
    pub(crate) fn new(session: Session, settings: Settings, size: Size) -> Self {
        Self {
            session,
            settings,
            size,
            view: View::Today,
            ahead: 0,
            day: DayPage::default(),
            cursor: 0,
            top: 0,
            aside: Sheet::default(),
            aside_of: None,
            focus: Focus::Day,
            page: Sheet::default(),
            over: None,
            said: Vec::new(),
            prompt: None,
            typed: Vec::new(),
            at_typed: 0,
            sought: String::new(),
            last_click: None,
            freshness: Freshness::Fresh,
            kept: Kept::Grown,
            drawing: Drawing::Changes,
        }
    }

    pub(crate) fn layout(&self) -> Layout {
        let mut layout = Layout::of(self.size, self.said.len());
        if self.view != View::Today {
            layout.main.width = self.size.columns;
            layout.aside = None;
        }
        layout
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn is_stale(&self) -> bool {
        self.freshness == Freshness::Stale
    }

    pub(crate) fn grow_stale(&mut self) {
        self.freshness = Freshness::Stale;
    }

    pub(crate) fn until_next_day(&self) -> Duration {
        self.session.until_next_day()
    }

    /// Keeps what was read for the next key.
    pub(crate) fn settle(&mut self) {
        if self.kept == Kept::Grown {
            self.session.settle();
            self.kept = Kept::Kept;
        }
    }

    pub(crate) fn is_to_be_drawn_anew(&mut self) -> bool {
        std::mem::replace(&mut self.drawing, Drawing::Changes) == Drawing::Everything
    }

    /// Looks at the store anew.
    pub(crate) fn refresh(&mut self) {
        let came = self.session.take_in();
        match self.session.look() {
            Ok(()) => self.read_pages(),
            Err(failure) => self.say(&failure),
        }
        self.has_come(came);
    }

    /// Says what came from the inbox before the store was looked at, where something did.
    pub(crate) fn has_come(&mut self, came: Told) {
        if !came.notes.is_empty() {
            self.mention(came);
            self.freshness = Freshness::Fresh;
        }
    }

    /// Has told what is shown of the store as it was looked at.
    pub(crate) fn read_pages(&mut self) {
        self.aside_of = None;
        let layout = self.layout();
        if let Some(command) = self.view.command() {
            let told = self.session.page(&[command], layout.main.width.into());
            let failed = failed(told.failure.as_ref());
            self.page.lines = [failed, told.lines].concat();
            self.page.scroll(0, layout.main.height);
            return;
        }
        match self.session.day(self.ahead, layout.main.width.into()) {
            Ok(day) => self.show(day),
            Err(failure) => self.say(&failure),
        }
        self.tell_aside();
    }

    /// Shows a day, with the cursor on the goal where it was, or near.
    fn show(&mut self, day: DayPage) {
        let code = self.goal().map(|goal| goal.code.clone());
        self.day = day;
        let is_there = |row: &usize| {
            let goal = self.day.rows.get(*row).and_then(|row| row.goal.as_ref());
            goal.is_some_and(|goal| code.as_ref() == Some(&goal.code))
        };
        let first = || (0..self.day.rows.len()).find(|row| self.is_task(*row));
        let near = || self.goals().min_by_key(|row| row.abs_diff(self.cursor));
        let found = (0..self.day.rows.len()).find(is_there);
        let or_near = if code.is_some() { near() } else { first().or_else(near) };
        self.cursor = found.or(or_near).unwrap_or(0);
        self.keep_in_sight();
    }

    fn is_task(&self, row: usize) -> bool {
        self.day.rows.get(row).and_then(|row| row.goal.as_ref()).is_some_and(DayGoal::is_task)
    }

    /// The rows with a goal.
    fn goals(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.day.rows.iter().enumerate().filter(|(_, row)| row.goal.is_some()).map(|(at, _)| at)
    }

    pub(crate) fn goal(&self) -> Option<&DayGoal> {
        self.day.rows.get(self.cursor)?.goal.as_ref()
    }

    /// Has told what stands beside the goal under the cursor, where that is to be seen.
    fn tell_aside(&mut self) {
        let layout = self.layout();
        let columns = match (layout.aside, self.focus, self.view) {
            (.., view) if view != View::Today => return,
            (Some(aside), ..) => aside.width,
            (None, Focus::Aside, _) => layout.main.width,
            (None, Focus::Day, _) => return,
        };
        let columns = usize::from(columns);
        let Some(goal) = self.goal() else {
            self.aside = Sheet::default();
            return;
        };
        let wanted = (goal.code.clone(), columns);
        if self.aside_of.as_ref() == Some(&wanted) {
            return;
        }
        self.aside = Sheet { lines: self.session.aside(goal, columns), top: 0 };
        self.aside_of = Some(wanted);
    }

    pub(crate) fn resize(&mut self, size: Size) {
        if self.size != size {
            self.size = size;
            self.grow_stale();
        }
    }

    /// The lines of the day from above, each with the row it belongs to.
    pub(crate) fn day_lines(&self) -> Vec<(Option<usize>, &Line)> {
        let above = self.day.above.iter().map(|line| (None, line));
        let rows = self.day.rows.iter().enumerate();
        let rows = rows.flat_map(|(at, row)| row.lines.iter().map(move |line| (Some(at), line)));
        above.chain(rows).chain(self.day.below.iter().map(|line| (None, line))).collect()
    }

    /// Moves the day so that the cursor is in sight, and what is before the first goal and behind the last with it.
    fn keep_in_sight(&mut self) {
        let height = usize::from(self.layout().main.height);
        let lines = self.day_lines();
        let of_cursor = |(row, _): &(Option<usize>, &Line)| *row == Some(self.cursor);
        let first = lines.iter().position(of_cursor).unwrap_or(0);
        let last = lines.iter().rposition(of_cursor).unwrap_or(0);
        let count = lines.len();
        let mut goals = self.goals();
        let (is_first, is_last) = (goals.next() == Some(self.cursor), goals.next_back() == Some(self.cursor));
        drop(goals);
        let most = count.saturating_sub(height);
        let mut top = self.top.min(most);
        if is_first {
            top = 0;
        } else if is_last {
            top = most;
        }
        self.top = top.max((last + 1).saturating_sub(height)).min(first);
    }

    /// Whether the day is to be seen.
    pub(crate) fn focus_shows_day(&self) -> bool {
        self.layout().aside.is_some() || self.focus == Focus::Day
    }
}

pub(crate) fn text(line: &Line) -> String {
    line.iter().map(|(_, text)| text.as_str()).collect()
}

/// What went wrong, in the words of the command line.
fn failed(failure: Option<&Failure>) -> Vec<Line> {
    let Some(failure) = failure else { return Vec::new() };
    let error = vec![(Tone::Bad, "error: ".to_owned()), (Tone::Plain, failure.text.clone())];
    let hint = |hint: &String| vec![(Tone::Handle, "hint: ".to_owned()), (Tone::Plain, hint.clone())];
    std::iter::once(error).chain(failure.hint.iter().map(hint)).collect()
}
