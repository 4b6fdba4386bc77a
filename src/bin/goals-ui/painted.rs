//! Cells as text with the codes of their colours, and as a picture.

use goals::screen::Colour;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::theme::ThemeName;

/// Cells of one style, side by side.
struct Run {
    column: u16,
    columns: u16,
    text: String,
    style: Style,
}

fn runs(buffer: &Buffer, row: Rect) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = row.left();
    while let Some(cell) = buffer.cell((column, row.top())).filter(|_| column < row.right()) {
        // What is wider than a column has the cells behind it, too.
        let wide = u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
        let style = style(cell);
        match runs.last_mut() {
            Some(run) if run.style == style => {
                run.text.push_str(cell.symbol());
                run.columns += wide;
            }
            _ => runs.push(Run { column, columns: wide, text: cell.symbol().to_owned(), style }),
        }
        column += wide;
    }
    runs
}

fn style(cell: &Cell) -> Style {
    Style::new().fg(cell.fg).bg(cell.bg).add_modifier(cell.modifier)
}

/// The lines of a screen, with the codes of their colours where there are any.
pub(crate) fn text(buffer: &Buffer, colour: Colour) -> String {
    let mut text = String::new();
    for row in buffer.area().rows() {
        let begin = text.len();
        for run in runs(buffer, row) {
            let codes = if colour == Colour::Shown { codes(run.style) } else { String::new() };
            if codes.is_empty() {
                text.push_str(&run.text);
            } else {
                text.extend(["\u{1b}[", codes.as_str(), "m", run.text.as_str(), "\u{1b}[0m"]);
            }
        }
        let end = text.trim_end_matches(' ').len().max(begin);
        text.truncate(end);
        text.push('\n');
    }
    text
}

fn codes(style: Style) -> String {
    let modifiers = [(Modifier::BOLD, "1"), (Modifier::DIM, "2"), (Modifier::REVERSED, "7")];
    let modifiers = modifiers.into_iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    let mut codes: Vec<String> = modifiers.map(|(_, code)| code.to_owned()).collect();
    codes.extend(style.fg.and_then(|colour| code(colour, 30)));
    codes.extend(style.bg.and_then(|colour| code(colour, 40)));
    codes.join(";")
}

fn code(colour: Color, base: u8) -> Option<String> {
    match colour {
        Color::Red => Some(format!("{}", base + 1)),
        Color::Green => Some(format!("{}", base + 2)),
        Color::Yellow => Some(format!("{}", base + 3)),
        Color::Cyan => Some(format!("{}", base + 6)),
        Color::Indexed(number) => Some(format!("{};5;{number}", base + 8)),
        _ => None,
    }
}

/// The size of a cell and of the margin around all, in the units of a picture.
const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 12.0;

/// How wide so many cells are.
fn cells(columns: usize) -> f64 {
    f64::from(u32::try_from(columns).unwrap_or(u32::MAX)) * CELL.0
}

/// How far the line on which letters stand is below the top of a cell.
const BASE: f64 = 13.5;

/// The colours of a terminal that has none of its own to say.
const FRONT: &str = "#e6edf3";
const BACK: &str = "#0d1117";

/// A screen as an SVG of text, in which each run stands at its place, whatever the font. The ground is that of the
/// theme, or a dark one.
pub(crate) fn picture(buffer: &Buffer, theme: ThemeName) -> String {
    let area = *buffer.area();
    let ground = buffer.cell((0, 0)).map_or(Color::Reset, |cell| cell.bg);
    let (front, back) = match ground {
        Color::Reset => (FRONT.to_owned(), BACK.to_owned()),
        ground => {
            let front =
                buffer.cell((area.right() - 1, area.bottom() - 1)).map_or(Color::Reset, |cell| cell.fg);
            (paint(front, FRONT), paint(ground, BACK))
        }
    };
    let (wide, high) =
        (f64::from(area.width) * CELL.0 + 2.0 * MARGIN, f64::from(area.height) * CELL.1 + 2.0 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         viewBox=\"0 0 {wide:.0} {high:.0}\" font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" \
         font-size=\"14\">\n<title>goals ui, theme {theme:?}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{back}\"/>\n"
    );
    for row in area.rows() {
        for run in runs(buffer, row) {
            let x = MARGIN + f64::from(run.column) * CELL.0;
            let y = MARGIN + f64::from(row.top()) * CELL.1;
            let long = f64::from(run.columns) * CELL.0;
            let has = |modifier| run.style.add_modifier.contains(modifier);
            let own = paint(run.style.fg.unwrap_or(Color::Reset), &front);
            let under = paint(run.style.bg.unwrap_or(Color::Reset), &back);
            let (own, under) = if has(Modifier::REVERSED) { (under, own) } else { (own, under) };
            if under != back {
                picture.extend([format!(
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{long:.1}\" height=\"{}\" fill=\"{under}\"/>\n",
                    CELL.1
                )]);
            }
            // Readers of pictures take blanks away, at the ends and of several all but one.
            let shown = run.text.trim_matches(' ');
            if shown.is_empty() {
                continue;
            }
            let before = run.text.len() - run.text.trim_start_matches(' ').len();
            let (x, long) = (x + cells(before), cells(shown.width()));
            let bold = if has(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let dim = if has(Modifier::DIM) { " opacity=\"0.65\"" } else { "" };
            let text = shown.replace('&', "&amp;").replace('<', "&lt;").replace(' ', "\u{a0}");
            picture.extend([format!(
                "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{long:.1}\" fill=\"{own}\"{bold}{dim}>{text}</text>\n",
                y + BASE
            )]);
        }
    }
    picture + "</svg>\n"
}

/// A colour as pictures have it.
fn paint(colour: Color, usual: &str) -> String {
    match colour {
        Color::Red => "#ff7b72".to_owned(),
        Color::Green => "#3fb950".to_owned(),
        Color::Yellow => "#e3a34a".to_owned(),
        Color::Cyan => "#56d4dd".to_owned(),
        Color::Indexed(number @ 232..) => {
            let level = 8 + (number - 232) * 10;
            format!("#{level:02x}{level:02x}{level:02x}")
        }
        Color::Indexed(number @ 16..) => {
            let step = |part: u8| if part == 0 { 0 } else { 55 + part * 40 };
            let number = number - 16;
            let (red, green, blue) = (step(number / 36), step(number / 6 % 6), step(number % 6));
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        _ => usual.to_owned(),
    }
}
