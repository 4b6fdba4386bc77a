//! The one face of the library for a screen: the day, pages of commands, and what is typed or pressed, each in pieces
//! of text with their tones. It says nothing of its own; what it returns is what commands say.

mod completion;
mod line_edit;
mod told;

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

pub use self::completion::Candidate;
pub use self::line_edit::LineEdit;
pub use self::told::{Effect, Failure, Terminal, Told};
pub use crate::commands::today::on_screen::{Asks, DayGoal, DayPage, DayRow};
pub use crate::domain::report::agenda::Reach;
pub use crate::ui::colour::Tone;
pub use crate::ui::painted::{Line, Piece};

use crate::commands::check::press::{Press, press};
use crate::commands::shared::context::Context;
use crate::commands::shared::summary::Form;
use crate::commands::streaks::map;
use crate::commands::today::on_screen::{Recurs, day_page};
use crate::env::{Env, Hooks, Stream};
use crate::error::Error;
use crate::journal::Reading;

/// A store that a screen shows.
pub struct Session {
    /// The store as it was named; nothing for the one that commands would use.
    dir: Option<PathBuf>,
    /// Gives the terminal to a command that asks something or opens an editor.
    lend: fn(),
    /// What all pages tell of that are shown at once.
    shown: RefCell<Option<Rc<Reading>>>,
}

/// Whether there is colour, as `NO_COLOR` and the terminal have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Shown,
    Absent,
}

impl Session {
    pub fn new(dir: Option<PathBuf>, lend: fn()) -> Self {
        Self { dir, lend, shown: RefCell::default() }
    }

    /// Takes in the inbox, as a command that changes something does, and says what came.
    pub fn take_in(&self) -> Told {
        let env = self.env(0, &[]);
        told::of(&env, self.context(&env), ("today", Hooks::Run), |context| {
            context.note_inbox_in_short();
            context.nothing()
        })
    }

    /// Reads the store anew for the pages that follow.
    pub fn look(&self) -> Result<(), Failure> {
        let env = self.env(0, &[]);
        self.shown.take();
        let reading = self.context(&env).and_then(|mut context| context.read());
        *self.shown.borrow_mut() = Some(reading.map_err(|error| Failure::of(&error))?);
        Ok(())
    }

    /// The page of a command that only shows something, of the store as it was looked at.
    pub fn page(&self, words: &[&str], columns: usize) -> Told {
        told::typed(&self.env(columns, words), self.shown.borrow().clone())
    }

    /// The day so many days ahead of today, in so many columns, of the store as it was looked at.
    pub fn day(&self, ahead: i64, columns: usize) -> Result<DayPage, Failure> {
        let env = self.env(columns, &[]);
        let page = self
            .context(&env)
            .map(|context| context.beside(self.shown.borrow().clone()))
            .and_then(|mut context| day_page(&mut context, ahead, Reach::Doable));
        page.map_err(|error| Failure::of(&error))
    }

    /// The goals of today row by row, with all that are not archived where that is asked.
    pub fn rows(&self, reach: Reach, columns: usize) -> Result<Vec<DayRow>, Failure> {
        let env = self.env(columns, &[]);
        let page = self.context(&env).and_then(|mut context| day_page(&mut context, 0, reach));
        page.map(|page| page.rows).map_err(|error| Failure::of(&error))
    }

    /// Runs `goals` with these words in the place of this program.
    pub fn hand_over<'w>(&self, words: impl Iterator<Item = &'w str>) -> Result<ExitCode, Failure> {
        let env = self.env(0, &[]);
        let words: Vec<OsString> = words.map(OsString::from).collect();
        let missing = || Error::usage("`goals` is not beside `goals-ui`", "install both into one folder");
        let goals = env.find_program("goals").ok_or_else(missing);
        let ended =
            goals.and_then(|goals| env.become_program(&goals, &words, self.dir.as_deref(), Hooks::Run));
        ended.map_err(|error| Failure::of(&error))
    }

    /// What these words of the command line come to, done as if they were typed at a terminal.
    pub fn type_words<W: AsRef<str>>(&self, words: &[W], columns: usize) -> Told {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        told::typed(&self.env(columns, &words), None)
    }

    /// The same of a line, parted into words as a shell does.
    pub fn type_line(&self, line: &str, columns: usize) -> Told {
        match shlex::split(line) {
            Some(words) => self.type_words(&words, columns),
            None => Told::of_failure(&Error::usage(
                "a quotation mark is left open",
                "put one on both ends: \"two words\"",
            )),
        }
    }

    /// Checks a goal off as it was shown on the page of a day.
    pub fn check_off(&self, goal: &DayGoal, day: Option<&str>, columns: usize) -> Told {
        self.pressed(&Press::CheckOff { seen: goal.seen }, goal, day, columns)
    }

    /// Notes something on a goal, and checks nothing off.
    pub fn note(&self, goal: &DayGoal, note: &str, day: Option<&str>, columns: usize) -> Told {
        match crate::commands::check::note(note) {
            Ok(note) => self.pressed(&Press::Note(note), goal, day, columns),
            Err(error) => Told::of_failure(&error.into()),
        }
    }

    fn pressed(&self, pressed: &Press, goal: &DayGoal, day: Option<&str>, columns: usize) -> Told {
        let env = self.env(columns, &[]);
        told::of(&env, self.context(&env), ("check", Hooks::Run), |context| {
            press(pressed, &goal.code, day, context)
        })
    }

    /// What is told of a goal, of the store as it was looked at: the days of what repeats, its way, and why.
    pub fn aside(&self, goal: &DayGoal, columns: usize) -> Vec<Line> {
        let mut told = Vec::new();
        if goal.recurs == Recurs::Again {
            let env = self.env(columns, &[]);
            let context = self.context(&env).map(|context| context.beside(self.shown.borrow().clone()));
            told.push(told::of(&env, context, ("streaks", Hooks::LeftOut), |context| {
                map(&goal.code, context)
            }));
        }
        told.extend(["progress", "why"].map(|command| self.page(&[command, &goal.code], columns)));
        let pages: Vec<Vec<Line>> =
            told.into_iter().filter(|told| told.failure.is_none()).map(|told| told.lines).collect();
        pages.join(&Line::new())
    }

    /// A goal's line, to be edited.
    pub fn line_of(&self, goal: &DayGoal) -> Result<LineEdit, Failure> {
        let env = self.env(0, &[]);
        let line = self.context(&env).and_then(|mut context| LineEdit::of(&mut context, &goal.code));
        line.map_err(|error| Failure::of(&error))
    }

    /// Makes a goal what its edited line says.
    pub fn edit_line(&self, edit: &LineEdit, line: &str, columns: usize) -> Told {
        let env = self.env(columns, &[]);
        told::of(&env, self.context(&env), ("edit", Hooks::Run), |context| edit.write(line, context))
    }

    /// What the last word of a line may become.
    pub fn completions(&self, line: &str) -> Vec<Candidate> {
        completion::candidates(self.dir.as_deref(), line)
    }

    /// Keeps what was read, so that the next key need not read it again.
    pub fn settle(&self) {
        let env = self.env(0, &[]);
        // What can't be kept costs time and nothing else.
        if let Ok(mut context) = self.context(&env)
            && context.read().is_ok()
        {
            context.keep();
        }
    }

    /// How long it is until the next day begins.
    pub fn until_next_day(&self) -> Duration {
        let env = self.env(0, &[]);
        let shown = self.shown.borrow();
        let until = self.context(&env).ok().zip(shown.as_ref());
        until.map_or(Duration::from_secs(3600), |(context, reading)| {
            context.clock().until_next_day(&reading.state)
        })
    }

    /// The folder in which the devices' folders lie; to be watched, and only read.
    pub fn journal(&self) -> Option<PathBuf> {
        let env = self.env(0, &[]);
        self.context(&env).ok().map(|context| context.folder().join("journal"))
    }

    /// The settings of the screen as they are written in `name`, with where that is; nothing where there are none.
    pub fn settings(&self, name: &str) -> Result<Option<(PathBuf, String)>, Failure> {
        self.env(0, &[]).settings_file(name).map_err(|error| Failure::of(&error))
    }

    /// Whether to use colour.
    pub fn colour(&self) -> Colour {
        if Env::real().is_coloured(Stream::Out) { Colour::Shown } else { Colour::Absent }
    }

    /// The program's signs in characters that can be shown.
    pub fn written(&self, text: &str) -> String {
        self.env(0, &[]).charset().write(text).into_owned()
    }

    fn context<'e>(&self, env: &'e Env) -> Result<Context<'e>, Error> {
        Context::new(env, self.dir.as_deref(), Form::Page)
    }

    fn env(&self, columns: usize, words: &[&str]) -> Env {
        let mut args = vec![OsString::from("goals")];
        if let Some(dir) = &self.dir {
            args.extend([OsString::from("--dir"), dir.clone().into()]);
        }
        args.extend(words.iter().map(OsString::from));
        Env::on_screen(args, columns, self.lend)
    }
}
