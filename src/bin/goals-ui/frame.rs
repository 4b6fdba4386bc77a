//! The screen printed once, for pictures, and for tests of what it looks like.

use goals::screen::{Colour, Failure, Session};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::args::Size;
use crate::desk::{Desk, Next};
use crate::draw::draw;
use crate::input::Key;
use crate::settings::Settings;
use crate::terminal;

/// Prints the screen as it is after some keys, their names with blanks between; what stands in quotation marks is
/// typed letter by letter.
pub(crate) fn print(session: Session, settings: Settings, size: Size, keys: &str) -> Result<(), Failure> {
    let colour = session.colour();
    let mut desk = Desk::new(session, settings, size);
    desk.refresh();
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
        Ok(text(screen.backend().buffer(), colour))
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

/// The lines of a screen, with the codes of their colours where there are any.
fn text(buffer: &Buffer, colour: Colour) -> String {
    let area = *buffer.area();
    let mut text = String::new();
    for line in area.rows() {
        let mut styled = String::new();
        let mut last = String::new();
        for position in line.positions() {
            let Some(cell) = buffer.cell(position) else { continue };
            let style = if colour == Colour::Shown { codes(cell) } else { String::new() };
            if style != last {
                let opened = if style.is_empty() { String::new() } else { format!("\u{1b}[{style}m") };
                let closed = if last.is_empty() { "" } else { "\u{1b}[0m" };
                styled.push_str(closed);
                styled.push_str(&opened);
                last = style;
            }
            styled.push_str(cell.symbol());
        }
        if last.is_empty() {
            styled.truncate(styled.trim_end().len());
        } else {
            styled.push_str("\u{1b}[0m");
        }
        text.push_str(&styled);
        text.push('\n');
    }
    text
}

fn codes(cell: &Cell) -> String {
    let mut codes: Vec<String> = Vec::new();
    for (modifier, code) in [(Modifier::BOLD, "1"), (Modifier::DIM, "2"), (Modifier::REVERSED, "7")] {
        if cell.modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    codes.extend(colour(cell.fg, 30));
    codes.extend(colour(cell.bg, 40));
    codes.join(";")
}

fn colour(colour: Color, base: u8) -> Option<String> {
    match colour {
        Color::Red => Some(format!("{}", base + 1)),
        Color::Green => Some(format!("{}", base + 2)),
        Color::Yellow => Some(format!("{}", base + 3)),
        Color::Cyan => Some(format!("{}", base + 6)),
        Color::Indexed(number) => Some(format!("{};5;{number}", base + 8)),
        _ => None,
    }
}
