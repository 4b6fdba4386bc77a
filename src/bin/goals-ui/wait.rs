//! What a screen waits for: a key, another size of its window, the journal, the next day, or to be told to end. There
//! is no other reason to wake up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use goals::screen::{Failure, Session};
use ratatui::crossterm::event;
use ratatui::crossterm::event::{Event, KeyEventKind, MouseEvent};

use crate::keys::Key;
use crate::watch::Watch;

pub(crate) enum Woken {
    Key(Key),
    Mouse(MouseEvent),
    Pasted(String),
    Resized,
    /// The journal is another than before, or the day is.
    Journal,
    /// A signal, by its number.
    Told(i32),
    /// The terminal is gone.
    Gone,
}

/// Behind a key others may have come with it; so long one of those is waited for. The parser that holds them back is
/// asked in no shorter time.
const AT_ONCE: Duration = Duration::from_millis(1);

pub(crate) struct Waiter {
    watch: Watch,
    /// The last signal that came, or 0.
    signal: Arc<AtomicUsize>,
    #[cfg(unix)]
    woken: std::io::PipeReader,
    day: NextDay,
}

fn failed(error: &std::io::Error) -> Failure {
    Failure { text: format!("could not wait for keys: {error}"), hint: None, code: 74 }
}

impl Waiter {
    #[cfg(unix)]
    pub(crate) fn new(session: &Session) -> Result<Self, Failure> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
        let signal = Arc::new(AtomicUsize::new(0));
        let prepared = std::io::pipe().and_then(|(woken, wake)| {
            for number in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT] {
                let told = usize::try_from(number).unwrap_or_default();
                signal_hook::flag::register_usize(number, Arc::clone(&signal), told)?;
                signal_hook::low_level::pipe::register(number, wake.try_clone()?)?;
            }
            signal_hook::low_level::pipe::register(SIGWINCH, wake)?;
            Ok(woken)
        });
        let woken = prepared.map_err(|error| failed(&error))?;
        Ok(Self { watch: Watch::of(session), signal, woken, day: NextDay::default() })
    }

    #[cfg(not(unix))]
    pub(crate) fn new(session: &Session) -> Result<Self, Failure> {
        Ok(Self { watch: Watch::of(session), signal: Arc::default(), day: NextDay::default() })
    }

    /// Before the journal is read: from now on what changes in it is new, and so is the day that begins then.
    pub(crate) fn look_again(&mut self, until_next_day: Duration) {
        self.watch.look_again();
        self.day.set(until_next_day);
    }

    pub(crate) fn wait(&mut self) -> Result<Woken, Failure> {
        loop {
            let signal = self.signal.swap(0, Ordering::SeqCst);
            if signal != 0 {
                return Ok(Woken::Told(i32::try_from(signal).unwrap_or_default()));
            }
            if event::poll(AT_ONCE).map_err(|error| failed(&error))? {
                match event::read().map_err(|error| failed(&error))? {
                    Event::Key(key) if key.kind != KeyEventKind::Release => {
                        return Ok(Woken::Key(Key::of(key)));
                    }
                    Event::Mouse(mouse) => return Ok(Woken::Mouse(mouse)),
                    Event::Paste(text) => return Ok(Woken::Pasted(text)),
                    Event::Resize(..) => return Ok(Woken::Resized),
                    Event::Key(_) | Event::FocusGained | Event::FocusLost => continue,
                }
            }
            if let Some(woken) = self.sleep().map_err(|error| failed(&error))? {
                return Ok(woken);
            }
        }
    }

    /// Sleeps until there is something. What comes from the terminal is read by who asked.
    #[cfg(target_os = "linux")]
    fn sleep(&mut self) -> std::io::Result<Option<Woken>> {
        use std::io::Read;
        use std::os::fd::{AsFd, BorrowedFd};

        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let keys = rustix::stdio::stdin();
        let limit = self.watch.patience().and_then(|patience| Timespec::try_from(patience).ok());
        let others = self.day.timer.iter().chain(self.watch.events()).map(AsFd::as_fd);
        let all: Vec<BorrowedFd<'_>> = [keys, self.woken.as_fd()].into_iter().chain(others).collect();
        let mut wanted: Vec<PollFd<'_>> =
            all.iter().map(|file| PollFd::from_borrowed_fd(*file, PollFlags::IN)).collect();
        match poll(&mut wanted, limit.as_ref()) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let came: Vec<PollFlags> = wanted.iter().map(PollFd::revents).collect();
        let [of_keys, of_signals, others @ ..] = came.as_slice() else { return Ok(None) };
        if of_signals.contains(PollFlags::IN) {
            // The flag tells which signal it was.
            self.woken.read(&mut [0; 64])?;
            return Ok(None);
        }
        if of_keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(Some(Woken::Gone));
        }
        if of_keys.contains(PollFlags::IN) {
            return Ok(None);
        }
        let is_told = others.iter().any(|flags| !flags.is_empty());
        Ok((is_told || self.watch.has_changed()).then_some(Woken::Journal))
    }

    /// The same where the system can't tell of all at once: a look at the journal every two seconds.
    #[cfg(not(target_os = "linux"))]
    fn sleep(&mut self) -> std::io::Result<Option<Woken>> {
        if event::poll(crate::watch::LOOK)? {
            return Ok(None);
        }
        Ok((self.day.has_come() || self.watch.has_changed()).then_some(Woken::Journal))
    }
}

/// When the next day begins.
#[derive(Default)]
struct NextDay {
    /// By the wall clock, which goes on while the machine sleeps.
    #[cfg(target_os = "linux")]
    timer: Option<std::os::fd::OwnedFd>,
    #[cfg(not(target_os = "linux"))]
    begins: Option<std::time::Instant>,
}

#[cfg(target_os = "linux")]
impl NextDay {
    /// Where the system has no timer left, a key shows the new day.
    fn set(&mut self, until: Duration) {
        use rustix::time::{
            ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime,
            timerfd_create, timerfd_settime,
        };
        let never = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut at = clock_gettime(ClockId::Realtime);
        at.tv_sec += i64::try_from(until.as_secs()).unwrap_or(i64::MAX / 2) + 1;
        let made = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC);
        self.timer = made.ok().filter(|timer| {
            let once = Itimerspec { it_interval: never, it_value: at };
            // Who sets the clock changes the day.
            let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
            timerfd_settime(timer, flags, &once).is_ok()
        });
    }
}

#[cfg(not(target_os = "linux"))]
impl NextDay {
    fn set(&mut self, until: Duration) {
        self.begins = std::time::Instant::now().checked_add(until);
    }

    fn has_come(&self) -> bool {
        self.begins.is_some_and(|begins| begins <= std::time::Instant::now())
    }
}

/// Does what a signal asks, as if it had not been caught. Returns where that was to stop, or to go on.
#[cfg(unix)]
pub(crate) fn obey(signal: i32) {
    if signal != signal_hook::consts::SIGCONT {
        drop(signal_hook::low_level::emulate_default_handler(signal));
    }
}

#[cfg(not(unix))]
pub(crate) fn obey(_: i32) {}

/// Stops until somebody lets this go on.
#[cfg(unix)]
pub(crate) fn suspend() {
    drop(signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP));
}

#[cfg(not(unix))]
pub(crate) fn suspend() {}
