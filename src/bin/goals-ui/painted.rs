//! Cells as text, with the codes of their colours.

use goals::screen::Colour;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The lines of a screen, with the codes of their colours where there are any.
pub(crate) fn text(buffer: &Buffer, colour: Colour) -> String {
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
