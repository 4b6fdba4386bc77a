//! The screen in a terminal: time to its first frame, time to a key's last byte, and how many bytes that is.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::pty::Pty;
use crate::stores::{FULL, Goals, Store, TEN_YEARS};

/// A screen of these columns and lines.
const SIZE: (u16, u16) = (120, 40);

/// When nothing came for so long, all came.
const QUIET: Duration = Duration::from_millis(40);

/// How often each thing is done.
const ROUNDS: usize = 100;

/// What is measured: a name, what is typed before, a key, and the key that brings back what was before.
const KEYS: [(&str, &str, &str, &str); 7] = [
    ("`j`, the next goal", "", "j", "k"),
    ("`+1` and Enter, a check-off", "+1", "\r", ""),
    ("`h`, the day before", "", "h", "t"),
    ("`2`, the coming week", "", "2", "1"),
    ("`3`, streaks", "", "3", "1"),
    ("`u`, undo", "", "u", ""),
    ("`?`, all keys", "", "?", "?"),
];

struct Screen {
    child: Child,
    terminal: File,
}

/// When the last byte came, since it was asked for, and how many there were.
struct Answer {
    after: Duration,
    bytes: usize,
}

impl Screen {
    /// Runs it until its first frame is there.
    fn start(store: &Store) -> (Self, Answer) {
        let Pty { terminal, own_end } = Pty::open(SIZE.0, SIZE.1);
        let stream = || own_end.try_clone().expect("a stream");
        let ui = store.command(&["goals-ui"]);
        let mut command = Command::new(ui.get_program());
        command.env_clear().envs(ui.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("TERM", "xterm-256color").env("LANG", "C.UTF-8");
        command.stdin(stream()).stdout(stream()).stderr(stream());
        let begun = Instant::now();
        let child = command.spawn().expect("it starts");
        let mut screen = Self { child, terminal };
        let answer = screen.answer(begun);
        (screen, answer)
    }

    fn press(&mut self, key: &str) -> Answer {
        let begun = Instant::now();
        self.terminal.write_all(key.as_bytes()).expect("it is typed");
        self.answer(begun)
    }

    /// Reads until it is quiet; the first byte may take its time.
    fn answer(&mut self, begun: Instant) -> Answer {
        let mut answer = Answer { after: Duration::ZERO, bytes: 0 };
        let mut room = vec![0; 1 << 16];
        loop {
            let patience = if answer.bytes == 0 { Duration::from_secs(5) } else { QUIET };
            let limit = Timespec::try_from(patience).expect("a time");
            let mut wanted = [PollFd::from_borrowed_fd(self.terminal.as_fd(), PollFlags::IN)];
            if poll(&mut wanted, Some(&limit)).expect("it is waited for") == 0 {
                return answer;
            }
            let count = self.terminal.read(&mut room).expect("it is there");
            answer.after = begun.elapsed();
            answer.bytes += count;
        }
    }

    fn quit(mut self) {
        self.terminal.write_all(b"q").expect("it is typed");
        self.child.wait().expect("it ends");
    }
}

/// The median and the 99th of a hundred, in milliseconds.
fn told(times: &mut [Duration]) -> (f64, f64) {
    times.sort();
    let at =
        |hundredth: usize| times[(times.len() * hundredth / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    (at(50), at(99))
}

/// What one line appended to a file and synced costs there.
fn synced(folder: &Path) -> Vec<Duration> {
    let path = folder.join("synced");
    let mut file = File::create(&path).expect("a file");
    let times = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        file.write_all(&[b'x'; 150]).and_then(|()| file.sync_data()).expect("it is written");
        begun.elapsed()
    });
    times.collect()
}

pub(crate) fn measured(programs: &Path) -> String {
    let mut table = "| ten years of check-offs, 120 × 40 | | median | 99 of 100 | bytes | bound |\n|---|---|--:|--:|--:|---|\n".to_owned();
    let mut sync = synced(programs);
    let (middle, most) = told(&mut sync);
    let mut row = |name: &str, (middle, most): (f64, f64), bytes: usize, bound: &str| {
        let bytes = if bytes == 0 { String::new() } else { bytes.to_string() };
        writeln!(table, "| {name} | ms | {middle:.2} | {most:.2} | {bytes} | {bound} |")
            .expect("a string takes it");
    };
    row("a line appended, and fdatasync, alone", (middle, most), 0, "");
    for (checks, a_day) in [("40k", 11), ("365k", FULL)] {
        let store = Store::written(programs, (Goals::Typical(0), TEN_YEARS, a_day));
        let mut starts = Vec::new();
        let mut bytes = 0;
        for _ in 0..ROUNDS / 4 {
            let (screen, answer) = Screen::start(&store);
            starts.push(answer.after);
            bytes = bytes.max(answer.bytes);
            screen.quit();
        }
        row(&format!("first frame after exec, {checks}"), told(&mut starts), bytes, "≤ 12");
        let (mut screen, _) = Screen::start(&store);
        for (name, before, key, back) in KEYS {
            let mut times = Vec::new();
            let mut bytes = 0;
            for _ in 0..ROUNDS {
                if !before.is_empty() {
                    screen.press(before);
                }
                let answer = screen.press(key);
                times.push(answer.after);
                bytes = bytes.max(answer.bytes);
                if !back.is_empty() {
                    screen.press(back);
                }
            }
            row(&format!("{name}, {checks}"), told(&mut times), bytes, "≤ 8 beside the sync, ≤ 8192");
        }
        screen.quit();
    }
    table
}
