//! The keys: what each does, by a name under which `ui.toml` binds others. `?`, docs/ui.md and the line at the
//! bottom are made of this table.

use crate::input::{Code, Held, Key};
use goals::screen::{Line, Tone};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Down,
    Up,
    First,
    Last,
    CheckOff,
    More,
    Less,
    Exactly,
    Note,
    Skip,
    Win,
    AddBelow,
    AddGoal,
    EditLine,
    Plan,
    Undo,
    Redo,
    Find,
    Command,
    DayBefore,
    DayAfter,
    Today,
    Page(View),
    Aside,
    PageDown,
    PageUp,
    Keys,
    Redraw,
    Suspend,
    Quit,
}

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Today,
    Week,
    Streaks,
    Progress,
    Review,
}

impl View {
    pub(crate) const ALL: [Self; 5] = [Self::Today, Self::Week, Self::Streaks, Self::Progress, Self::Review];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Week => "Week",
            Self::Streaks => "Streaks",
            Self::Progress => "Progress",
            Self::Review => "Review",
        }
    }

    /// The command whose page it is; the day has more than a page.
    pub(crate) const fn command(self) -> Option<&'static str> {
        match self {
            Self::Today => None,
            Self::Week => Some("plan"),
            Self::Streaks => Some("streaks"),
            Self::Progress => Some("progress"),
            Self::Review => Some("review"),
        }
    }
}

struct Definition {
    action: Action,
    /// As `ui.toml` has it.
    name: &'static str,
    keys: &'static [&'static str],
    about: &'static str,
    /// A word for the line at the bottom; those without are not in it.
    short: Option<&'static str>,
}

const fn key(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    about: &'static str,
) -> Definition {
    Definition { action, name, keys, about, short: None }
}

impl Definition {
    const fn short(self, short: &'static str) -> Self {
        Self { short: Some(short), ..self }
    }
}

const KEYS: [Definition; 34] = [
    key(
        Action::CheckOff,
        "check-off",
        &["space"],
        "check off; of an amount the share of today, then the rest",
    )
    .short("check off"),
    key(Action::More, "more", &["+"], "add an amount").short("more"),
    key(Action::Less, "less", &["-"], "take an amount off"),
    key(Action::Exactly, "exactly", &["="], "make the day's sum an amount, or write what was read"),
    key(Action::Note, "note", &["n"], "note something").short("note"),
    key(Action::Skip, "skip", &["s"], "skip the day, week or month; the streak is kept").short("skip"),
    key(Action::Win, "win", &["w"], "write down something good that was not planned").short("win"),
    key(Action::AddBelow, "add-below", &["a"], "add a step below, as a goal line").short("add"),
    key(Action::AddGoal, "add-goal", &["A"], "add a goal that is below none"),
    key(Action::EditLine, "edit", &["e"], "edit the goal's line").short("edit"),
    key(Action::Plan, "plan", &["p"], "plan it for a day; `none` takes it off").short("plan"),
    key(Action::Undo, "undo", &["u"], "undo the last command").short("undo"),
    key(Action::Redo, "redo", &["ctrl-r"], "redo what was undone"),
    key(Action::Down, "down", &["j", "down"], "the next goal"),
    key(Action::Up, "up", &["k", "up"], "the goal before"),
    key(Action::First, "first", &["g", "home"], "the first goal"),
    key(Action::Last, "last", &["G", "end"], "the last goal"),
    key(Action::Find, "find", &["/"], "find by code or title; again with Enter: the next").short("find"),
    key(Action::DayBefore, "day-before", &["h", "left"], "the day before"),
    key(Action::DayAfter, "day-after", &["l", "right"], "the day after"),
    key(Action::Today, "today", &["t"], "back to today"),
    key(Action::Page(View::Today), "page-today", &["1"], "the day"),
    key(Action::Page(View::Week), "page-week", &["2"], "the coming week, as `goals plan` has it"),
    key(Action::Page(View::Streaks), "page-streaks", &["3"], "streaks, as `goals streaks` has them"),
    key(Action::Page(View::Progress), "page-progress", &["4"], "progress, as `goals progress` has it"),
    key(Action::Page(View::Review), "page-review", &["5"], "the week, as `goals review` has it"),
    key(Action::Aside, "aside", &["tab"], "what is told of the goal, where it stands not beside"),
    key(
        Action::PageDown,
        "page-down",
        &["pagedown", "ctrl-d"],
        "further down what stands beside, or the page",
    ),
    key(Action::PageUp, "page-up", &["pageup", "ctrl-u"], "further up"),
    key(Action::Command, "command", &[":"], "any command of the program; Tab completes").short("command"),
    key(Action::Redraw, "redraw", &["ctrl-l"], "draw the screen anew"),
    key(Action::Suspend, "suspend", &["ctrl-z"], "back to the shell; `fg` returns"),
    key(Action::Keys, "keys", &["?"], "all keys").short("keys"),
    key(Action::Quit, "quit", &["q", "ctrl-c"], "quit").short("quit"),
];

const NAMED: [(&str, Code); 17] = [
    ("space", Code::Letter(' ')),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("tab", Code::Tab),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("f1", Code::F(1)),
    ("f2", Code::F(2)),
];

impl Key {
    /// `a`, `A`, `+`, `space`, `ctrl-r`, `alt-up`; nothing where it names no key.
    pub(crate) fn named(name: &str) -> Option<Self> {
        for (prefix, held) in [("ctrl-", Held::Control), ("alt-", Held::Alt)] {
            if let Some(rest) = name.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
                return Some(Self { code: code(rest)?, held });
            }
        }
        Some(Self { code: code(name)?, held: Held::Nothing })
    }

    /// The letter, held with `ctrl`.
    pub(crate) fn with_control(self) -> Option<char> {
        match self {
            Self { code: Code::Letter(letter), held: Held::Control } => Some(letter),
            _ => None,
        }
    }

    /// What it types.
    pub(crate) fn letter(self) -> Option<char> {
        match self {
            Self { code: Code::Letter(letter), held: Held::Nothing } => Some(letter),
            _ => None,
        }
    }
}

fn code(name: &str) -> Option<Code> {
    let known = NAMED.iter().find(|(known, _)| *known == name).map(|(_, code)| *code);
    let mut letters = name.chars();
    let letter = letters.next().filter(|_| letters.next().is_none()).map(Code::Letter);
    known.or(letter)
}

/// The keys as they are bound.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// For each line of the table the names of its keys.
    bound: Vec<Vec<String>>,
}

/// Why keys can't be bound as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BindError {
    /// There is no such action.
    Action(String),
    /// That names no key.
    Key(String),
    /// Two actions want it.
    Twice { key: String, first: &'static str, second: &'static str },
}

impl Keys {
    pub(crate) fn standard() -> Self {
        let names = |definition: &Definition| definition.keys.iter().map(|key| (*key).to_owned()).collect();
        Self { bound: KEYS.iter().map(names).collect() }
    }

    /// Other keys for some actions, in the place of theirs. A key that another action has by itself is taken from it.
    pub(crate) fn rebound(asked: &[(String, Vec<String>)]) -> Result<Self, BindError> {
        let mut keys = Self::standard();
        for (name, wanted) in asked {
            if !KEYS.iter().any(|definition| definition.name == *name) {
                return Err(BindError::Action(name.clone()));
            }
            if let Some(wrong) = wanted.iter().find(|key| Key::named(key).is_none()) {
                return Err(BindError::Key(wrong.clone()));
            }
            for bound in &mut keys.bound {
                bound.retain(|key| !wanted.contains(key));
            }
        }
        for (definition, bound) in KEYS.iter().zip(&mut keys.bound) {
            if let Some((_, wanted)) = asked.iter().find(|(name, _)| name == definition.name) {
                bound.clone_from(wanted);
            }
        }
        keys.each_once()?;
        Ok(keys)
    }

    fn each_once(&self) -> Result<(), BindError> {
        let mut seen: Vec<(Key, &'static str)> = Vec::new();
        for (definition, bound) in KEYS.iter().zip(&self.bound) {
            for name in bound {
                let Some(key) = Key::named(name) else { continue };
                if let Some((_, first)) = seen.iter().find(|(known, _)| *known == key) {
                    return Err(BindError::Twice { key: name.clone(), first, second: definition.name });
                }
                seen.push((key, definition.name));
            }
        }
        Ok(())
    }

    pub(crate) fn action(&self, key: Key) -> Option<Action> {
        let is_bound = |bound: &Vec<String>| bound.iter().any(|name| Key::named(name) == Some(key));
        KEYS.iter()
            .zip(&self.bound)
            .find(|(_, bound)| is_bound(bound))
            .map(|(definition, _)| definition.action)
    }

    /// The names of all actions.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        KEYS.iter().map(|definition| definition.name)
    }

    fn rows(&self) -> impl Iterator<Item = (&'static Definition, String)> {
        KEYS.iter().zip(&self.bound).map(|(definition, bound)| (definition, bound.join(" ")))
    }

    /// All keys, a line each.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let widest = self.rows().map(|(_, keys)| keys.chars().count()).max().unwrap_or(0);
        let line = |(definition, keys): (&Definition, String)| {
            vec![(Tone::Handle, format!("{keys:widest$}  ")), (Tone::Plain, definition.about.to_owned())]
        };
        self.rows().map(line).collect()
    }

    /// The same as a table in Markdown, with the names under which they are bound.
    pub(crate) fn table(&self) -> String {
        let row = |(definition, bound): (&Definition, &Vec<String>)| {
            let keys = bound.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ");
            format!("| {keys} | `{}` | {} |\n", definition.name, definition.about)
        };
        let rows = KEYS.iter().zip(&self.bound).map(row);
        std::iter::once("| keys | name | |\n|---|---|---|\n".to_owned()).chain(rows).collect()
    }

    /// The line at the bottom: as many as fit.
    pub(crate) fn short(&self, columns: usize) -> Line {
        let mut line = Line::new();
        let mut used = 0;
        // The last ones lead to all others.
        let (last, first): (Vec<_>, Vec<_>) = self
            .rows()
            .filter_map(|(definition, _)| {
                let at = KEYS.iter().position(|known| known.name == definition.name)?;
                Some((definition.action, self.bound.get(at)?.first()?.clone(), definition.short?))
            })
            .partition(|(action, ..)| matches!(action, Action::Keys | Action::Quit));
        let wide = |key: &str, short: &str| key.chars().count() + short.chars().count() + 3;
        let kept: usize = last.iter().map(|(_, key, short)| wide(key, short)).sum();
        let fitting = first.iter().take_while(|(_, key, short)| {
            used += wide(key, short);
            used + kept <= columns + 2
        });
        for (_, key, short) in fitting.chain(&last) {
            line.push((Tone::Handle, key.clone()));
            line.push((Tone::Faint, format!(" {short}  ")));
        }
        line
    }
}
