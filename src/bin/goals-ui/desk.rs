//! What is on the screen, and what a key changes in it. What it shows is what commands said last.

use std::time::Duration;

use crate::args::Size;
use crate::input::{Button, Key, Mouse};
use crate::keys::{Action, View};
use crate::layout::Layout;
use crate::prompt::{Prompt, Purpose, Typed};
use crate::settings::Settings;
use crate::wrap::wrapped;
use goals::screen::{Asks, DayGoal, DayPage, Effect, Failure, Line, Session, Terminal as Held, Told, Tone};

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

/// So many commands are remembered.
const REMEMBERED: usize = 100;

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
        self.freshness = Freshness::Fresh;
        match self.session.look() {
            Ok(()) => self.read_pages(),
            Err(failure) => self.say(&failure),
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

    pub(crate) fn press(&mut self, key: Key) -> Next {
        if self.prompt.is_some() {
            self.type_key(key);
            return Next::Stay;
        }
        let action = self.settings.keys.action(key);
        if let Some(over) = &mut self.over {
            let height = self.size.lines.saturating_sub(2);
            match action {
                Some(Action::Down) => over.scroll(1, height),
                Some(Action::Up) => over.scroll(-1, height),
                Some(Action::PageDown | Action::CheckOff) => over.scroll(step(height), height),
                Some(Action::PageUp) => over.scroll(-step(height), height),
                Some(Action::Suspend) => return Next::Suspend,
                _ => self.over = None,
            }
            return Next::Stay;
        }
        self.said.clear();
        self.last_click = None;
        let next = action.map_or(Next::Stay, |action| self.act(action));
        self.keep_in_sight();
        self.tell_aside();
        next
    }

    fn act(&mut self, action: Action) -> Next {
        match action {
            Action::Quit => return Next::Quit,
            Action::Suspend => return Next::Suspend,
            Action::Down => self.go(1),
            Action::Up => self.go(-1),
            Action::First => self.go(isize::MIN),
            Action::Last => self.go(isize::MAX),
            Action::PageDown => self.scroll(1),
            Action::PageUp => self.scroll(-1),
            Action::CheckOff => self.check_off(),
            Action::More => self.ask_amount('+'),
            Action::Less => self.ask_amount('-'),
            Action::Exactly => self.ask_amount('='),
            Action::Note => self.ask(|goal| (format!("note on {}: ", goal.code), Purpose::Note(goal))),
            Action::Plan => self.ask(|goal| (format!("plan {} on: ", goal.code), Purpose::Plan(goal))),
            Action::Skip => self.skip(),
            Action::EditLine => self.edit(),
            Action::AddBelow => match self.chosen().cloned() {
                Some(goal) => {
                    let label = format!("add below {}: ", goal.code);
                    self.prompt = Some(Prompt::new(Purpose::Add(Some(goal)), label));
                }
                None => self.prompt = Some(Prompt::new(Purpose::Add(None), "add: ")),
            },
            Action::AddGoal => self.prompt = Some(Prompt::new(Purpose::Add(None), "add: ")),
            Action::Win => self.prompt = Some(Prompt::new(Purpose::Win, "win: ")),
            Action::Undo => self.do_words(&["undo"]),
            Action::Redo => self.do_words(&["redo"]),
            Action::Find => self.prompt = Some(Prompt::new(Purpose::Find, "/")),
            Action::Command => self.prompt = Some(Prompt::new(Purpose::Command, ":")),
            Action::DayBefore => self.show_day(self.ahead - 1),
            Action::DayAfter => self.show_day(self.ahead + 1),
            Action::Today => self.show_day(0),
            Action::Page(view) => self.turn_to(view),
            Action::Aside => self.turn_aside(),
            Action::Keys => {
                self.over = Some(Sheet { lines: self.settings.keys.lines(), top: 0 });
            }
            Action::Redraw => {
                self.drawing = Drawing::Everything;
                self.grow_stale();
            }
        }
        Next::Stay
    }

    /// The goal that a key is for; none where another page is shown.
    fn chosen(&self) -> Option<&DayGoal> {
        self.goal().filter(|_| self.view == View::Today)
    }

    fn go(&mut self, by: isize) {
        let height = self.layout().main.height;
        if self.view != View::Today {
            return self.page.scroll(by, height);
        }
        let goals: Vec<usize> = self.goals().collect();
        let at = goals.iter().position(|row| *row == self.cursor).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(goals.len().saturating_sub(1));
        self.cursor = goals.get(to).copied().unwrap_or(self.cursor);
    }

    fn scroll(&mut self, pages: isize) {
        let layout = self.layout();
        let by = pages * step(layout.main.height);
        match (self.view, layout.aside, self.focus) {
            (View::Today, Some(aside), _) => self.aside.scroll(by, aside.height),
            (View::Today, None, Focus::Aside) => self.aside.scroll(by, layout.main.height),
            _ => self.go(by),
        }
    }

    fn show_day(&mut self, ahead: i64) {
        self.ahead = ahead;
        self.view = View::Today;
        self.read_pages();
    }

    fn turn_to(&mut self, view: View) {
        self.view = view;
        self.focus = Focus::Day;
        self.page.top = 0;
        self.read_pages();
    }

    fn turn_aside(&mut self) {
        if self.view == View::Today {
            self.focus = match self.focus {
                Focus::Day => Focus::Aside,
                Focus::Aside => Focus::Day,
            };
        }
    }

    /// The day as `--on` takes it; nothing for today.
    fn on(&self) -> Option<String> {
        (self.ahead != 0).then(|| self.day.day.clone())
    }

    fn columns(&self) -> usize {
        self.size.columns.into()
    }

    fn check_off(&mut self) {
        let Some(goal) = self.chosen().cloned() else { return };
        match goal.asks {
            Asks::Value => self.ask_amount('='),
            Asks::Nothing => {
                let told = self.session.check_off(&goal, self.on().as_deref(), self.columns());
                self.tell(told);
            }
        }
    }

    fn skip(&mut self) {
        let Some(code) = self.chosen().map(|goal| goal.code.clone()) else { return };
        let on = self.on();
        self.do_words(&with_day(&["skip", &code], on.as_deref()));
    }

    fn edit(&mut self) {
        let Some(goal) = self.chosen() else { return };
        match self.session.line_of(goal) {
            Ok(line) => {
                let text = line.text().to_owned();
                self.prompt = Some(Prompt::new(Purpose::Edit(line), "edit: ").with_text(&text));
            }
            Err(failure) => self.say(&failure),
        }
    }

    fn ask_amount(&mut self, sign: char) {
        self.ask(|goal| (format!("{} {sign} ", goal.code), Purpose::Amount(goal, sign)));
    }

    fn ask(&mut self, purpose: impl FnOnce(DayGoal) -> (String, Purpose)) {
        if let Some(goal) = self.chosen().cloned() {
            let (label, purpose) = purpose(goal);
            self.prompt = Some(Prompt::new(purpose, label));
        }
    }

    fn do_words(&mut self, words: &[&str]) {
        let told = self.session.type_words(words, self.columns());
        self.tell(told);
    }

    /// Says what a command came to: at the bottom, or where that is too long over everything.
    fn tell(&mut self, told: Told) {
        if told.effect == Effect::Written {
            self.kept = Kept::Grown;
            self.grow_stale();
        }
        if told.terminal == Held::Lent {
            self.grow_stale();
        }
        let notes = told.notes.iter().map(|note| vec![(Tone::Faint, note.clone())]);
        let mut lines: Vec<Line> = told.lines;
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        let more = notes.chain(failed(told.failure.as_ref()));
        lines.extend(more.flat_map(|line| wrapped(&line, self.size.columns.into())));
        if lines.len() > SAID {
            self.said.clear();
            self.over = Some(Sheet { lines, top: 0 });
        } else {
            self.said = lines;
        }
    }

    fn say(&mut self, failure: &Failure) {
        self.tell(Told { failure: Some(failure.clone()), ..Told::default() });
    }

    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.insert(text);
        }
    }

    fn type_key(&mut self, key: Key) {
        let Some(mut prompt) = self.prompt.take() else { return };
        match prompt.press(key) {
            Typed::Left => self.said.clear(),
            Typed::Entered => {
                self.said.clear();
                self.enter(&prompt);
                self.keep_in_sight();
                self.tell_aside();
            }
            Typed::On => {
                if let Purpose::Find = prompt.purpose {
                    self.find(prompt.text(), self.cursor);
                    self.keep_in_sight();
                }
                self.prompt = Some(prompt);
            }
            Typed::Complete => {
                if let Purpose::Command = prompt.purpose {
                    self.complete(&mut prompt);
                }
                self.prompt = Some(prompt);
            }
            Typed::Earlier => self.recall(prompt, self.at_typed.saturating_sub(1)),
            Typed::Later => self.recall(prompt, self.at_typed + 1),
        }
    }

    fn recall(&mut self, mut prompt: Prompt, at: usize) {
        if let Purpose::Command = prompt.purpose {
            self.at_typed = at.min(self.typed.len());
            prompt.put(self.typed.get(self.at_typed).map_or("", String::as_str));
        }
        self.prompt = Some(prompt);
    }

    /// Does what a typed line is for.
    fn enter(&mut self, prompt: &Prompt) {
        let text = prompt.text().trim();
        let on = self.on();
        match &prompt.purpose {
            Purpose::Find if text.is_empty() => {
                let sought = self.sought.clone();
                self.find(&sought, self.cursor + 1);
            }
            Purpose::Find => text.clone_into(&mut self.sought),
            _ if text.is_empty() => {}
            Purpose::Amount(goal, sign) => {
                let word = format!("{}{sign}{text}", goal.code);
                self.do_words(&with_day(&["check", &word], on.as_deref()));
            }
            Purpose::Note(goal) => {
                let told = self.session.note(goal, text, on.as_deref(), self.columns());
                self.tell(told);
            }
            Purpose::Win => self.do_words(&with_day(&["win", text], on.as_deref())),
            Purpose::Add(Some(goal)) => self.do_words(&["split", &goal.code, text]),
            Purpose::Add(None) => self.do_words(&["add", text]),
            Purpose::Edit(line) => {
                let told = self.session.edit_line(line, text, self.columns());
                self.tell(told);
            }
            Purpose::Plan(goal) => self.do_words(&["plan", &goal.code, "--on", text]),
            Purpose::Command => self.command(text),
        }
    }

    fn command(&mut self, line: &str) {
        self.typed.retain(|known| known != line);
        self.typed.push(line.to_owned());
        if self.typed.len() > REMEMBERED {
            self.typed.remove(0);
        }
        self.at_typed = self.typed.len();
        let line = line.strip_prefix("goals ").unwrap_or(line);
        let told = self.session.type_line(line, self.columns());
        self.tell(told);
    }

    /// Puts the cursor on the next row whose text holds what is sought, beginning with row `from`.
    fn find(&mut self, sought: &str, from: usize) {
        if sought.is_empty() {
            return;
        }
        let sought = sought.to_lowercase();
        if self.view != View::Today {
            let holds = |line: &Line| text(line).to_lowercase().contains(&sought);
            self.page.top = self.page.lines.iter().position(holds).unwrap_or(self.page.top);
            return;
        }
        let holds = |row: &usize| {
            let goal = self.day.rows.get(*row).and_then(|row| row.goal.as_ref());
            goal.is_some_and(|goal| {
                goal.code.to_lowercase().contains(&sought) || goal.title.to_lowercase().contains(&sought)
            })
        };
        let (before, behind): (Vec<usize>, Vec<usize>) = self.goals().partition(|row| *row < from);
        self.cursor = behind.into_iter().chain(before).find(holds).unwrap_or(self.cursor);
    }

    /// Puts in what the last word of a command may become, or says what it may.
    fn complete(&mut self, prompt: &mut Prompt) {
        let found = self.session.completions(prompt.text());
        let begun = prompt.text().rfind(' ').map_or(0, |blank| blank + 1);
        let line = prompt.text().get(..begun).unwrap_or_default().to_owned();
        let Some(first) = found.first() else {
            self.said = vec![vec![(Tone::Faint, "nothing fits".to_owned())]];
            return;
        };
        let common = found.iter().fold(first.word.as_str(), |common, candidate| {
            let same = common.char_indices().zip(candidate.word.chars());
            let end = same.take_while(|((_, one), other)| one == other).last();
            common.get(..end.map_or(0, |((at, letter), _)| at + letter.len_utf8())).unwrap_or_default()
        });
        prompt.put(&format!("{line}{common}"));
        if let [only] = found.as_slice() {
            let blank = if only.word.ends_with([':', '=']) { "" } else { " " };
            prompt.put(&format!("{line}{}{blank}", only.word));
            self.said.clear();
            return;
        }
        let words: Vec<&str> = found.iter().map(|candidate| candidate.word.as_str()).collect();
        self.said = wrapped(&vec![(Tone::Faint, words.join("  "))], self.columns());
        self.said.truncate(SAID);
    }

    pub(crate) fn point(&mut self, mouse: Mouse) {
        if self.prompt.is_some() {
            return;
        }
        if let Some(over) = &mut self.over {
            let height = self.size.lines.saturating_sub(2);
            match mouse.what {
                Button::WheelDown => over.scroll(3, height),
                Button::WheelUp => over.scroll(-3, height),
                Button::Pressed => self.over = None,
            }
            return;
        }
        match mouse.what {
            Button::WheelDown => self.go(1),
            Button::WheelUp => self.go(-1),
            Button::Pressed => self.click(mouse.column, mouse.line),
        }
        self.keep_in_sight();
        self.tell_aside();
    }

    /// Once chooses a goal, once more checks it off.
    fn click(&mut self, column: u16, line: u16) {
        let main = self.layout().main;
        let is_inside = self.view == View::Today
            && self.focus_shows_day()
            && (main.left()..main.right()).contains(&column)
            && (main.top()..main.bottom()).contains(&line);
        if !is_inside {
            return;
        }
        let at = self.top + usize::from(line - main.top());
        let row = self.day_lines().get(at).and_then(|(row, _)| *row);
        let Some(row) = row.filter(|row| self.day.rows.get(*row).is_some_and(|row| row.goal.is_some()))
        else {
            return;
        };
        if self.last_click.replace(row) == Some(row) && self.cursor == row {
            self.last_click = None;
            self.said.clear();
            self.check_off();
        }
        self.cursor = row;
    }

    /// Whether the day is to be seen.
    pub(crate) fn focus_shows_day(&self) -> bool {
        self.layout().aside.is_some() || self.focus == Focus::Day
    }
}

/// The words of a command, said of a day.
fn with_day<'w>(words: &[&'w str], on: Option<&'w str>) -> Vec<&'w str> {
    words.iter().copied().chain(on.into_iter().flat_map(|day| ["--on", day])).collect()
}

fn step(height: u16) -> isize {
    isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)
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
