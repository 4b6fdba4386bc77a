//! A seat at a terminal: a program that runs in one of its own, the keys that are pressed, and what is on the screen.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, tcgetattr, tcsetwinsize};
use unicode_width::UnicodeWidthChar;

use crate::harness::Store;
use crate::pty::{Pty, winsize};

/// How long something may take before it does not happen.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Seat {
    pub child: Child,
    terminal: File,
    /// The terminal as the program has it, kept open so that its modes can be asked for when it has ended.
    own_end: File,
    shown: Arc<Mutex<Shown>>,
}

/// What came from the program.
#[derive(Default)]
struct Shown {
    screen: Screen,
    bytes: Vec<u8>,
}

impl Seat {
    /// Runs `goals` with these words at a terminal of so many columns and lines, with these variables more.
    pub fn take(store: &Store, (columns, lines): (u16, u16), vars: &[(&str, &str)], words: &[&str]) -> Self {
        let program = env!("CARGO_BIN_EXE_goals");
        Self::take_program(store, (columns, lines), vars, &[&[program], words].concat())
    }

    /// The same of any program.
    pub fn take_program(
        store: &Store,
        (columns, lines): (u16, u16),
        vars: &[(&str, &str)],
        words: &[&str],
    ) -> Self {
        let Pty { terminal, own_end } = Pty::open(columns, lines);
        let stream = || own_end.try_clone().expect("a stream");
        let child = Command::new("setsid")
            .arg("--ctty")
            .args(words)
            .env_clear()
            .envs(store.environment())
            .envs([("TERM", "xterm-256color")])
            .envs(vars.iter().copied())
            .stdin(stream())
            .stdout(stream())
            .stderr(stream())
            .spawn()
            .expect("`setsid` starts");
        let shown = Arc::new(Mutex::new(Shown { screen: Screen::new(columns, lines), bytes: Vec::new() }));
        let mut from = terminal.try_clone().expect("the terminal");
        let to = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut room = [0; 8192];
            while let Ok(count @ 1..) = from.read(&mut room) {
                let mut shown = to.lock().expect("nobody panicked");
                shown.bytes.extend_from_slice(&room[..count]);
                shown.screen.take(&room[..count]);
            }
        });
        Self { child, terminal, own_end, shown }
    }

    /// Types these bytes.
    pub fn types(&mut self, keys: &str) {
        self.terminal.write_all(keys.as_bytes()).expect("it is typed");
    }

    pub fn text(&self) -> String {
        self.shown.lock().expect("nobody panicked").screen.text()
    }

    /// How many bytes came so far.
    pub fn count(&self) -> usize {
        self.shown.lock().expect("nobody panicked").bytes.len()
    }

    /// All that came so far.
    pub fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().expect("nobody panicked").bytes).into_owned()
    }

    /// Waits until the screen holds these words.
    pub fn sees(&self, words: &str) -> String {
        self.waits_until(&format!("`{words}` is shown"), |text| text.contains(words))
    }

    pub fn waits_until(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let text = self.text();
            if holds(&text) {
                return text;
            }
            assert!(begun.elapsed() < PATIENCE, "not so: {what}\n{text}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn resize(&mut self, columns: u16, lines: u16) {
        self.shown.lock().expect("nobody panicked").screen = Screen::new(columns, lines);
        tcsetwinsize(&self.terminal, winsize(columns, lines)).expect("its size");
    }

    pub fn tells(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("it is there");
    }

    /// The letter of its state among the processes: `S` asleep, `T` stopped.
    pub fn state(&self) -> char {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        stat.rsplit(") ").next().and_then(|rest| rest.chars().next()).unwrap_or('?')
    }

    pub fn is_in(&self, state: char) {
        let begun = Instant::now();
        while self.state() != state {
            assert!(begun.elapsed() < PATIENCE, "it is not in {state} but {}\n{}", self.state(), self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for its end.
    pub fn ends(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                // What it said last is on its way.
                std::thread::sleep(Duration::from_millis(50));
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for its end by itself, with 0.
    pub fn ends_well(&mut self) {
        let status = self.ends();
        assert!(status.success(), "{status:?}, by {:?}:\n{}", status.signal(), self.text());
    }

    /// That the terminal is as it was before: no other screen, a cursor, no reports of the mouse, lines with an echo.
    pub fn is_as_before(&self) {
        // What it said last may be on its way.
        let modes = || self.shown.lock().expect("nobody panicked").screen.modes.clone();
        let begun = Instant::now();
        while modes() != Modes::default() && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(modes(), Modes::default());
        let modes = tcgetattr(&self.own_end).expect("its modes").local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG), "{modes:?}");
    }

    /// That the program has the terminal.
    pub fn is_taken(&self) {
        let begun = Instant::now();
        while tcgetattr(&self.own_end).expect("its modes").local_modes.contains(LocalModes::ECHO) {
            assert!(begun.elapsed() < PATIENCE, "it does not take the terminal");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // One that has ended can't be killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a program changed about the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Modes {
    other_screen: bool,
    cursor: bool,
    clicks: bool,
    paste: bool,
}

impl Default for Modes {
    fn default() -> Self {
        Self { other_screen: false, cursor: true, clicks: false, paste: false }
    }
}

/// The cells of a terminal that obeys what the program is known to say, and nothing else.
#[derive(Default)]
struct Screen {
    columns: usize,
    cells: Vec<Vec<String>>,
    line: usize,
    column: usize,
    modes: Modes,
    /// What came of a code, or of a character, that is not whole.
    rest: Vec<u8>,
}

impl Screen {
    fn new(columns: u16, lines: u16) -> Self {
        let cells = vec![vec![" ".to_owned(); columns.into()]; lines.into()];
        Self { columns: columns.into(), cells, ..Self::default() }
    }

    fn text(&self) -> String {
        self.cells.iter().map(|line| line.concat().trim_end().to_owned() + "\n").collect()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        let bytes = std::mem::take(&mut self.rest);
        let whole = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).expect("valid so far"),
        };
        let mut letters = whole.char_indices();
        let mut used = 0;
        while let Some((at, letter)) = letters.next() {
            if letter != '\u{1b}' {
                self.put(letter);
            } else if letters.next().is_none_or(|(_, next)| next == '[') {
                let rest = letters.as_str();
                let Some(end) = rest.find(|sign: char| sign.is_ascii_alphabetic()) else {
                    used = at;
                    break;
                };
                let (arguments, behind) = rest.split_at(end);
                self.obey(arguments, behind.chars().next().expect("it was found"));
                letters.by_ref().take(end + 1).for_each(drop);
            }
            used = letters.offset();
        }
        self.rest = bytes[used..].to_vec();
    }

    fn put(&mut self, letter: char) {
        match letter {
            '\r' => self.column = 0,
            '\n' => self.line = (self.line + 1).min(self.cells.len() - 1),
            '\u{8}' => self.column = self.column.saturating_sub(1),
            letter => {
                let wide = letter.width().unwrap_or(0);
                if self.column >= self.columns {
                    self.column = 0;
                    self.line = (self.line + 1).min(self.cells.len() - 1);
                }
                if let Some(cell) = self.cells[self.line].get_mut(self.column) {
                    *cell = letter.to_string();
                }
                for behind in 1..wide {
                    if let Some(cell) = self.cells[self.line].get_mut(self.column + behind) {
                        cell.clear();
                    }
                }
                self.column += wide;
            }
        }
    }

    fn obey(&mut self, arguments: &str, end: char) {
        let numbers: Vec<usize> =
            arguments.trim_start_matches('?').split(';').map(|number| number.parse().unwrap_or(0)).collect();
        let number = |at: usize| numbers.get(at).copied().unwrap_or(0).max(1);
        match end {
            'H' => {
                self.line = (number(0) - 1).min(self.cells.len() - 1);
                self.column = number(1) - 1;
            }
            'J' if arguments == "2" => blank(self.cells.iter_mut().flatten()),
            'J' => {
                let (line, column) = (self.line, self.column);
                blank(self.cells[line].iter_mut().skip(column));
                blank(self.cells.iter_mut().skip(line + 1).flatten());
            }
            'K' => {
                let (line, column) = (self.line, self.column);
                blank(self.cells[line].iter_mut().skip(column));
            }
            'A' => self.line = self.line.saturating_sub(number(0)),
            'B' => self.line = (self.line + number(0)).min(self.cells.len() - 1),
            'C' => self.column += number(0),
            'D' => self.column = self.column.saturating_sub(number(0)),
            'G' => self.column = number(0) - 1,
            'h' | 'l' => {
                let on = end == 'h';
                for number in &numbers {
                    match number {
                        1049 => self.modes.other_screen = on,
                        25 => self.modes.cursor = on,
                        1000 | 1002 | 1003 => self.modes.clicks = on,
                        2004 => self.modes.paste = on,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn blank<'c>(cells: impl Iterator<Item = &'c mut String>) {
    cells.for_each(|cell| " ".clone_into(cell));
}
