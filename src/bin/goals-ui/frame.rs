//! The screen printed once, for pictures, and for tests of what it looks like.

use goals::screen::{Failure, Session};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::args::Size;
use crate::desk::{Desk, Next};
use crate::draw::draw;
use crate::input::Key;
use crate::painted::{picture, text};
use crate::settings::Settings;
use crate::terminal;

/// As what a screen is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Picture,
}

/// Prints the screen as it is after some keys, their names with blanks between; what stands in quotation marks is
/// typed letter by letter.
pub(crate) fn print(
    session: Session,
    settings: Settings,
    size: Size,
    keys: &str,
    form: Form,
) -> Result<(), Failure> {
    let (colour, theme) = (session.colour(), settings.theme.name());
    let came = session.take_in();
    session.look()?;
    let mut desk = Desk::new(session, settings, size);
    desk.read_pages();
    desk.has_come(came);
    for key in pressed(keys)? {
        if desk.press(key) == Next::Quit {
            break;
        }
        if desk.is_stale() {
            desk.refresh();
        }
    }
    let drawn = Terminal::new(TestBackend::new(size.columns, size.lines)).and_then(|mut screen| {
        screen.draw(|frame| draw(&desk, frame))?;
        let cells = screen.backend().buffer();
        Ok(match form {
            Form::Text => text(cells, colour),
            Form::Picture => picture(cells, theme),
        })
    });
    match drawn {
        Ok(text) => terminal::print(&text),
        Err(error) => Err(Failure { text: format!("could not draw: {error}"), hint: None, code: 74 }),
    }
}

fn pressed(keys: &str) -> Result<Vec<Key>, Failure> {
    let mut pressed = Vec::new();
    for (at, part) in keys.split('"').enumerate() {
        let named: Vec<String> = if at % 2 == 1 {
            part.chars()
                .map(|letter| if letter == ' ' { "space".to_owned() } else { letter.to_string() })
                .collect()
        } else {
            part.split_whitespace().map(ToOwned::to_owned).collect()
        };
        for name in named {
            pressed.push(Key::named(&name).ok_or_else(|| {
                Failure {
                    text: format!("`{name}` is no key"),
                    hint: Some(
                        "name keys as in `j space ctrl-r`, and put what is typed between quotation marks"
                            .to_owned(),
                    ),
                    code: 2,
                }
            })?);
        }
    }
    Ok(pressed)
}
