//! What a screen waits for: a key, another size of its window, the journal, the next day, or to be told to end. There
//! is no other reason to wake up.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use goals::screen::{Failure, Session};

use crate::input::Input;
use crate::watch::Watch;

pub(crate) enum Woken {
    By(Input),
    Resized,
    /// The journal is another than before, or the day is.
    Journal,
    /// A signal, by its number.
    Told(i32),
    /// The terminal is gone; only Linux tells.
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "keys end with the process elsewhere"))]
    Gone,
}

pub(crate) struct Waiter {
    watch: Watch,
    /// The last signal that came, or 0.
    signal: Arc<AtomicUsize>,
    #[cfg(unix)]
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "elsewhere it is only kept open"))]
    woken: std::io::PipeReader,
    day: NextDay,
    #[cfg(target_os = "linux")]
    reader: crate::input::Reader,
    /// What came with a key and is still to be told.
    next: VecDeque<Woken>,
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
        Ok(Self {
            watch: Watch::of(session),
            signal,
            woken,
            day: NextDay::default(),
            #[cfg(target_os = "linux")]
            reader: crate::input::Reader::default(),
            next: VecDeque::new(),
        })
    }

    #[cfg(not(unix))]
    pub(crate) fn new(session: &Session) -> Result<Self, Failure> {
        Ok(Self {
            watch: Watch::of(session),
            signal: Arc::default(),
            day: NextDay::default(),
            next: VecDeque::new(),
        })
    }

    /// Before the journal is read: from now on what changes in it is new.
    pub(crate) fn look_again(&mut self) {
        self.watch.look_again();
    }

    /// When the next day begins there is something new.
    pub(crate) fn expect_day(&mut self, until: Duration) {
        self.day.set(until);
    }

    /// Whether nothing else came with what was told last.
    pub(crate) fn is_all_told(&self) -> bool {
        self.next.is_empty()
    }

    /// Stops until somebody lets this go on.
    pub(crate) fn suspend(&self) {
        #[cfg(unix)]
        drop(signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP));
        // That it goes on is known.
        self.signal.store(0, Ordering::SeqCst);
    }

    pub(crate) fn wait(&mut self) -> Result<Woken, Failure> {
        loop {
            let signal = self.signal.swap(0, Ordering::SeqCst);
            if signal != 0 {
                return Ok(Woken::Told(i32::try_from(signal).unwrap_or_default()));
            }
            if let Some(next) = self.next.pop_front() {
                return Ok(next);
            }
            self.sleep().map_err(|error| failed(&error))?;
        }
    }

    /// Sleeps until there is something.
    #[cfg(target_os = "linux")]
    fn sleep(&mut self) -> std::io::Result<()> {
        use std::os::fd::{AsFd, BorrowedFd};

        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::io::Errno;

        let keys = rustix::stdio::stdin();
        let limit = self.watch.patience().and_then(|patience| Timespec::try_from(patience).ok());
        let others = self.day.timer.iter().chain(self.watch.events()).map(AsFd::as_fd);
        let all: Vec<BorrowedFd<'_>> = [keys, self.woken.as_fd()].into_iter().chain(others).collect();
        let mut wanted: Vec<PollFd<'_>> =
            all.iter().map(|file| PollFd::from_borrowed_fd(*file, PollFlags::IN)).collect();
        match poll(&mut wanted, limit.as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        let came: Vec<PollFlags> = wanted.iter().map(PollFd::revents).collect();
        let [of_keys, of_signals, others @ ..] = came.as_slice() else { return Ok(()) };
        let mut room = [0; 4096];
        if of_signals.contains(PollFlags::IN) {
            // The flag tells which signal it was; one that has none is that of another size.
            rustix::io::read(&self.woken, &mut room)?;
            self.next.push_back(Woken::Resized);
        }
        if of_keys.contains(PollFlags::IN) {
            match rustix::io::read(keys, &mut room) {
                Ok(0) => self.next.push_back(Woken::Gone),
                Ok(count) => {
                    let read = self.reader.read(room.get(..count).unwrap_or_default());
                    self.next.extend(read.into_iter().map(Woken::By));
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => self.next.push_back(Woken::Gone),
            }
        } else if !of_keys.is_empty() {
            self.next.push_back(Woken::Gone);
        }
        if others.iter().any(|flags| !flags.is_empty())
            || (came_to_nothing(&came) && self.watch.has_changed())
        {
            self.next.push_back(Woken::Journal);
        }
        Ok(())
    }

    /// The same where the system can't tell of all at once: a look at the journal every two seconds.
    #[cfg(not(target_os = "linux"))]
    fn sleep(&mut self) -> std::io::Result<()> {
        use ratatui::crossterm::event;
        if event::poll(crate::watch::LOOK)? {
            let event = event::read()?;
            let resized = matches!(event, event::Event::Resize(..)).then_some(Woken::Resized);
            self.next.extend(resized.or_else(|| Input::of(event).map(Woken::By)));
        } else if self.day.has_come() || self.watch.has_changed() {
            self.next.push_back(Woken::Journal);
        }
        Ok(())
    }
}

/// Whether the time to wait is over.
#[cfg(target_os = "linux")]
fn came_to_nothing(came: &[rustix::event::PollFlags]) -> bool {
    came.iter().all(rustix::event::PollFlags::is_empty)
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
