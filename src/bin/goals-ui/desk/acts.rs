//! What each key does.

use goals::screen::{Asks, DayGoal, Effect, Failure, Line, Terminal as Held, Told, Tone};

use super::{Desk, Drawing, Focus, Kept, Next, SAID, Sheet, failed};
use crate::input::Key;
use crate::keys::{Action, View};
use crate::prompt::{Prompt, Purpose};
use crate::wrap::wrapped;

impl Desk {
    pub(crate) fn press(&mut self, key: Key) -> Next {
        if self.prompt.is_some() {
            self.type_key(key);
            return Next::Stay;
        }
        let action = self.settings.keys.action(key);
        if let Some(over) = &mut self.over {
            let height = self.size.lines.saturating_sub(1);
            match action {
                Some(Action::Suspend) => return Next::Suspend,
                _ if over.fits(height) => self.over = None,
                Some(Action::Down) => over.scroll(1, height),
                Some(Action::Up) => over.scroll(-1, height),
                Some(Action::PageDown | Action::CheckOff) => over.scroll(step(height), height),
                Some(Action::PageUp) => over.scroll(-step(height), height),
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

    pub(super) fn act(&mut self, action: Action) -> Next {
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
    pub(super) fn chosen(&self) -> Option<&DayGoal> {
        self.goal().filter(|_| self.view == View::Today)
    }

    pub(super) fn go(&mut self, by: isize) {
        let height = self.layout().main.height;
        if self.view != View::Today {
            return self.page.scroll(by, height);
        }
        let goals: Vec<usize> = self.goals().collect();
        let at = goals.iter().position(|row| *row == self.cursor).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(goals.len().saturating_sub(1));
        self.cursor = goals.get(to).copied().unwrap_or(self.cursor);
    }

    pub(super) fn scroll(&mut self, pages: isize) {
        let layout = self.layout();
        let by = pages * step(layout.main.height);
        match (self.view, layout.aside, self.focus) {
            (View::Today, Some(aside), _) => self.aside.scroll(by, aside.height),
            (View::Today, None, Focus::Aside) => self.aside.scroll(by, layout.main.height),
            _ => self.go(by),
        }
    }

    pub(super) fn show_day(&mut self, ahead: i64) {
        self.ahead = ahead;
        self.view = View::Today;
        self.read_pages();
    }

    pub(super) fn turn_to(&mut self, view: View) {
        self.view = view;
        self.focus = Focus::Day;
        self.page.top = 0;
        self.read_pages();
    }

    pub(super) fn turn_aside(&mut self) {
        if self.view == View::Today {
            self.focus = match self.focus {
                Focus::Day => Focus::Aside,
                Focus::Aside => Focus::Day,
            };
        }
    }

    /// The day as `--on` takes it; nothing for today.
    pub(super) fn on(&self) -> Option<String> {
        (self.ahead != 0).then(|| self.day.day.clone())
    }

    pub(super) fn columns(&self) -> usize {
        self.size.columns.into()
    }

    pub(super) fn check_off(&mut self) {
        let Some(goal) = self.chosen().cloned() else { return };
        match goal.asks {
            Asks::Value => self.ask_amount('='),
            Asks::Nothing => {
                let told = self.session.check_off(&goal, self.on().as_deref(), self.columns());
                self.tell(told);
            }
        }
    }

    pub(super) fn skip(&mut self) {
        let Some(code) = self.chosen().map(|goal| goal.code.clone()) else { return };
        let on = self.on();
        self.do_words(&with_day(&["skip", &code], on.as_deref()));
    }

    pub(super) fn edit(&mut self) {
        let Some(goal) = self.chosen() else { return };
        match self.session.line_of(goal) {
            Ok(line) => {
                let text = line.text().to_owned();
                self.prompt = Some(Prompt::new(Purpose::Edit(line), "edit: ").with_text(&text));
            }
            Err(failure) => self.say(&failure),
        }
    }

    pub(super) fn ask_amount(&mut self, sign: char) {
        self.ask(|goal| (format!("{} {sign} ", goal.code), Purpose::Amount(goal, sign)));
    }

    pub(super) fn ask(&mut self, purpose: impl FnOnce(DayGoal) -> (String, Purpose)) {
        if let Some(goal) = self.chosen().cloned() {
            let (label, purpose) = purpose(goal);
            self.prompt = Some(Prompt::new(purpose, label));
        }
    }

    pub(super) fn do_words(&mut self, words: &[&str]) {
        let told = self.session.type_words(words, self.columns());
        self.tell(told);
    }

    /// Says what a command came to: at the bottom, or where that is too long over everything.
    pub(super) fn tell(&mut self, told: Told) {
        let lines = self.heard(told);
        if lines.len() > SAID {
            self.said.clear();
            self.over = Some(Sheet { lines, top: 0 });
        } else {
            self.said = lines;
        }
    }

    /// Says at the bottom, as far as there is room, what came of itself, while somebody may be typing.
    pub(super) fn mention(&mut self, told: Told) {
        self.said = self.heard(told);
        self.said.truncate(SAID);
    }

    /// The lines of what a command came to, which may have changed what is shown.
    fn heard(&mut self, told: Told) -> Vec<Line> {
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
        lines
    }

    pub(super) fn say(&mut self, failure: &Failure) {
        self.tell(Told { failure: Some(failure.clone()), ..Told::default() });
    }
}

/// The words of a command, said of a day.
pub(super) fn with_day<'w>(words: &[&'w str], on: Option<&'w str>) -> Vec<&'w str> {
    words.iter().copied().chain(on.into_iter().flat_map(|day| ["--on", day])).collect()
}

fn step(height: u16) -> isize {
    isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)
}
