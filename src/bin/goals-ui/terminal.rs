//! The terminal: taken, lent to commands that ask something, and given back as it was, also where a panic ends all.
#![allow(clippy::disallowed_methods, reason = "this is the one place where the screen is written to")]

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use goals::screen::{Colour, Failure};
use ratatui::Terminal as Screen;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::cursor::Show;
#[cfg(windows)]
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::crossterm::{Command, queue};
use ratatui::layout::Rect;

use crate::args::Size;
use crate::desk::Desk;
use crate::draw::draw;
use crate::painted::text;

/// What this program has of the terminal at the moment, by the numbers of [`Taken`].
static TAKEN: AtomicU8 = AtomicU8::new(Taken::Nothing as u8);

/// What a program has of a terminal.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Nothing,
    /// A screen of its own.
    Screen,
    /// Some lines, below those that stand there.
    Lines,
}

/// Whether a command has had it since it was looked at.
static WAS_LENT: AtomicBool = AtomicBool::new(false);

/// That the terminal tells of presses of the mouse, and where, not of its every move, at which nothing happens; and
/// which keys are pasted.
struct Report;
struct ReportNoMore;

impl Command for Report {
    fn write_ansi(&self, to: &mut impl std::fmt::Write) -> std::fmt::Result {
        to.write_str("\u{1b}[?1000h\u{1b}[?1006h\u{1b}[?2004h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        EnableMouseCapture.execute_winapi()
    }
}

impl Command for ReportNoMore {
    fn write_ansi(&self, to: &mut impl std::fmt::Write) -> std::fmt::Result {
        to.write_str("\u{1b}[?2004l\u{1b}[?1006l\u{1b}[?1000l")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        DisableMouseCapture.execute_winapi()
    }
}

/// What is written for one frame, by who draws it, and goes to the terminal at once.
#[derive(Clone, Default)]
struct Frame(Rc<RefCell<Vec<u8>>>);

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Frame {
    fn send(&self) -> io::Result<()> {
        let bytes = self.0.take();
        let mut out = io::stdout().lock();
        // A line of the screen ends with no newline, behind which standard output would write by itself.
        out.write_all(&bytes).and_then(|()| out.flush())
    }
}

/// The terminal while it is this program's.
pub(crate) struct Terminal {
    screen: Screen<CrosstermBackend<Frame>>,
    frame: Frame,
}

fn failed(doing: &str, error: &io::Error) -> Failure {
    Failure { text: format!("could not {doing} the terminal: {error}"), hint: None, code: 74 }
}

impl Terminal {
    pub(crate) fn enter() -> Result<Self, Failure> {
        prepare()?;
        take().map_err(|error| failed("take", &error))?;
        let frame = Frame::default();
        let screen = Screen::new(CrosstermBackend::new(frame.clone()));
        Ok(Self { screen: screen.map_err(|error| failed("measure", &error))?, frame })
    }

    pub(crate) fn size(&self) -> Result<Size, Failure> {
        let size = self.screen.size().map_err(|error| failed("measure", &error))?;
        Ok(Size { columns: size.width, lines: size.height })
    }

    /// What changed since the last frame, in one write.
    pub(crate) fn draw(&mut self, desk: &mut Desk) -> Result<(), Failure> {
        let cleared = if desk.is_to_be_drawn_anew() { self.clear() } else { Ok(()) };
        cleared
            .and_then(|()| self.screen.draw(|frame| draw(desk, frame)).map(|_| ()))
            .and_then(|()| self.frame.send())
            .map_err(|error| failed("write to", &error))
    }

    /// The next frame is drawn whole, on an empty screen.
    fn clear(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        self.screen.resize(Rect::new(0, 0, size.width, size.height))
    }

    #[expect(clippy::unused_self, reason = "who has no terminal can't give it back")]
    pub(crate) fn leave(&self) {
        give_back();
    }

    /// Takes the terminal again after somebody else had it, and draws everything.
    pub(crate) fn take_back(&mut self) -> Result<(), Failure> {
        WAS_LENT.store(false, Ordering::SeqCst);
        take().and_then(|()| self.clear()).map_err(|error| failed("take", &error))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Refused where there is no terminal; from now on a panic gives it back.
fn prepare() -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure {
            text: "`goals ui` needs a terminal".to_owned(),
            hint: Some("`goals` prints the day anywhere".to_owned()),
            code: 2,
        });
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        before(panic);
    }));
    Ok(())
}

/// Some lines of the terminal, below those that stand there.
pub(crate) struct Place;

impl Place {
    pub(crate) fn take() -> Result<Self, Failure> {
        prepare()?;
        let place = Self;
        place.take_lines()?;
        Ok(place)
    }

    #[expect(clippy::unused_self, reason = "who has no terminal can't take it again")]
    fn take_lines(&self) -> Result<(), Failure> {
        TAKEN.store(Taken::Lines as u8, Ordering::SeqCst);
        enable_raw_mode().map_err(|error| failed("take", &error))
    }

    #[expect(clippy::unused_self, reason = "it is the size of what was taken")]
    pub(crate) fn size(&self) -> Result<Size, Failure> {
        let (columns, lines) = size().map_err(|error| failed("measure", &error))?;
        Ok(Size { columns, lines })
    }

    /// Shows lines in the place of those that it showed before, in one write; the cursor is on the first of them.
    #[expect(clippy::unused_self, reason = "who has no terminal shows nothing")]
    pub(crate) fn show(&self, lines: &Buffer) -> Result<(), Failure> {
        let text = text(lines, Colour::Shown);
        let up = text.lines().count().saturating_sub(1);
        let text = text.trim_end_matches('\n').replace('\n', "\u{1b}[K\r\n");
        let up = if up > 0 { format!("\u{1b}[{up}A") } else { String::new() };
        let mut frame = Frame::default();
        let written = write!(frame, "\u{1b}[?25l\r{text}\u{1b}[J\r{up}");
        written.and_then(|()| frame.send()).map_err(|error| failed("write to", &error))
    }

    /// Does what a signal asks; where that was to stop, it goes on.
    pub(crate) fn obey(&self, signal: i32) -> Result<(), Failure> {
        give_back();
        crate::wait::obey(signal);
        self.take_lines()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(Taken::Screen as u8, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut frame = Frame::default();
    queue!(frame, EnterAlternateScreen, Report)?;
    frame.send()
}

/// Leaves the terminal as it was. One that is gone needs nothing.
fn give_back() {
    let taken = TAKEN.swap(Taken::Nothing as u8, Ordering::SeqCst);
    if taken == Taken::Nothing as u8 {
        return;
    }
    let mut frame = Frame::default();
    let left = if taken == Taken::Screen as u8 {
        queue!(frame, ReportNoMore, LeaveAlternateScreen, Show)
    } else {
        // The cursor stands on the first of its lines.
        queue!(frame, Clear(ClearType::FromCursorDown), Show)
    };
    drop(left.and_then(|()| frame.send()));
    drop(disable_raw_mode());
}

/// Gives the terminal to a command for as long as that lasts.
pub(crate) fn lend() {
    WAS_LENT.store(true, Ordering::SeqCst);
    give_back();
}

pub(crate) fn was_lent() -> bool {
    WAS_LENT.load(Ordering::SeqCst)
}

/// What ended the program, on standard error, when the terminal is given back.
pub(crate) fn say(failure: &Failure) {
    let hint = failure.hint.as_ref().map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
    // Where it can't be said there is nobody to tell.
    drop(io::stderr().lock().write_all(format!("error: {}\n{hint}", failure.text).as_bytes()));
}

/// Prints a text where it was asked for instead of the screen.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed("write to", &error)),
        _ => Ok(()),
    }
}

/// Panics where a test asks for it, so that it sees what is left of the terminal; never in a release.
#[cfg(debug_assertions)]
pub(crate) fn fail_if_asked() {
    assert!(std::env::var_os("GOALS_UI_PANIC").is_none(), "a test asked for it");
}

#[cfg(not(debug_assertions))]
pub(crate) fn fail_if_asked() {}
