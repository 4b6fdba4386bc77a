//! `goals ui`: the day on one screen. Keys, panes and drawing; every word about goals is the library's.

mod args;
mod desk;
mod draw;
mod frame;
mod input;
mod keys;
mod layout;
mod painted;
mod picker;
mod prompt;
mod settings;
mod terminal;
mod theme;
mod wait;
mod watch;
mod wrap;

use std::process::ExitCode;

use goals::screen::{Failure, Session};

use args::Args;
use desk::{Desk, Next};
use frame::Form;
use input::Input;
use settings::Settings;
use terminal::Terminal;
use wait::{Waiter, Woken};

fn main() -> ExitCode {
    let done = Args::typed().and_then(|args| {
        let session = Session::new(args.dir.clone(), terminal::lend);
        run(&args, session)
    });
    match done {
        Ok(code) => code,
        Err(failure) => {
            terminal::say(&failure);
            ExitCode::from(failure.code)
        }
    }
}

fn run(args: &Args, session: Session) -> Result<ExitCode, Failure> {
    let settings = Settings::of(&session, args.theme)?;
    if args.keys {
        return terminal::print(&settings.keys.table()).map(|()| ExitCode::SUCCESS);
    }
    if let Some(size) = args.frame {
        let form = if args.svg { Form::Picture } else { Form::Text };
        let keys = args.press.as_deref().unwrap_or_default();
        return frame::print(session, settings, size, keys, form).map(|()| ExitCode::SUCCESS);
    }
    if let Some(picked) = args.pick {
        return picker::pick(&session, &settings, picked, &args.rest);
    }
    let mut waiter = Waiter::new(&session)?;
    let came = session.take_in();
    session.look()?;
    let mut terminal = Terminal::enter()?;
    let mut desk = Desk::new(session, settings, terminal.size()?);
    desk.read_pages();
    desk.has_come(came);
    waiter.expect_day(desk.until_next_day());
    loop {
        if desk.is_stale() {
            waiter.look_again();
            desk.refresh();
            waiter.expect_day(desk.until_next_day());
        }
        // What came at once is answered at once.
        if waiter.is_all_told() {
            terminal.draw(&mut desk)?;
            terminal::fail_if_asked();
            desk.settle();
        }
        match waiter.wait()? {
            Woken::By(Input::Key(key)) => match desk.press(key) {
                Next::Stay => {}
                Next::Quit => return Ok(ExitCode::SUCCESS),
                Next::Suspend => {
                    terminal.leave();
                    waiter.suspend();
                    terminal.take_back()?;
                    desk.grow_stale();
                }
            },
            Woken::By(Input::Mouse(mouse)) => desk.point(mouse),
            Woken::By(Input::Pasted(text)) => desk.paste(&text),
            Woken::Resized => desk.resize(terminal.size()?),
            Woken::Journal => desk.grow_stale(),
            Woken::Told(signal) => {
                terminal.leave();
                wait::obey(signal);
                terminal.take_back()?;
                desk.grow_stale();
            }
            Woken::Gone => return Ok(ExitCode::SUCCESS),
        }
        if terminal::was_lent() {
            terminal.take_back()?;
        }
    }
}
