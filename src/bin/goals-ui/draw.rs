//! The screen as it is drawn.

use goals::screen::{Line, Tone};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::desk::{Desk, Sheet};
use crate::keys::View;
use crate::layout::Layout;
use crate::prompt::Prompt;
use crate::theme::Theme;

pub(crate) fn draw(desk: &Desk, frame: &mut Frame<'_>) {
    let theme = desk.settings.theme;
    let area = frame.area();
    frame.buffer_mut().set_style(area, theme.ground());
    let layout = desk.layout();
    let brush = Brush { theme, desk };
    if let Some(over) = &desk.over {
        let (sheet, bottom) = (Rect { height: area.height.saturating_sub(1), ..area }, layout.keys);
        brush.sheet(frame.buffer_mut(), sheet, over);
        let keys = if over.fits(sheet.height) {
            "any key goes back"
        } else if over.lines.len() > over.top + usize::from(sheet.height) {
            "space further down · any other key goes back"
        } else {
            "↑ further up · any other key goes back"
        };
        brush.line(frame.buffer_mut(), bottom, &vec![(Tone::Faint, desk.session().written(keys))]);
        return;
    }
    brush.header(frame.buffer_mut(), &layout);
    brush.body(frame.buffer_mut(), &layout);
    for (line, row) in desk.said.iter().zip(layout.said.rows()) {
        brush.line(frame.buffer_mut(), row, line);
    }
    if let Some(prompt) = &desk.prompt {
        brush.prompt(frame, layout.keys, prompt);
    } else {
        let keys = desk.settings.keys.short(layout.keys.width.into());
        brush.line(frame.buffer_mut(), layout.keys, &keys);
    }
}

struct Brush<'d> {
    theme: Theme,
    desk: &'d Desk,
}

/// How many columns a line takes.
fn width(line: &Line) -> u16 {
    u16::try_from(line.iter().map(|(_, text)| text.width()).sum::<usize>()).unwrap_or(u16::MAX)
}

impl Brush<'_> {
    fn line(&self, buffer: &mut Buffer, row: Rect, line: &Line) {
        put(buffer, self.theme, row, line);
    }

    fn sheet(&self, buffer: &mut Buffer, area: Rect, sheet: &Sheet) {
        for (line, row) in sheet.lines.iter().skip(sheet.top).zip(area.rows()) {
            self.line(buffer, row, line);
        }
    }

    /// The day at the left, how much of it is done at the right, and between them the pages where they fit.
    fn header(&self, buffer: &mut Buffer, layout: &Layout) {
        let day = &self.desk.day;
        let heading = vec![(Tone::Strong, day.heading.clone())];
        let counted = vec![(Tone::Plain, day.counted.clone())];
        self.line(buffer, layout.header, &heading);
        let from = layout.header.right().saturating_sub(width(&counted));
        let left = layout.header.left() + width(&heading) + 2;
        if from >= left {
            self.line(buffer, Rect { x: from, width: width(&counted), ..layout.header }, &counted);
        }
        let pages: Line = (1..)
            .zip(View::ALL)
            .flat_map(|(number, view)| {
                let tone = if view == self.desk.view { Tone::Strong } else { Tone::Faint };
                [(Tone::Handle, format!("{number} ")), (tone, format!("{}  ", view.name()))]
            })
            .collect();
        if left + width(&pages) <= from {
            let begin = left.max(from.saturating_sub(width(&pages) + 2));
            self.line(buffer, Rect { x: begin, width: width(&pages), ..layout.header }, &pages);
        }
    }

    fn body(&self, buffer: &mut Buffer, layout: &Layout) {
        if self.desk.view != View::Today {
            return self.sheet(buffer, layout.main, &self.desk.page);
        }
        match layout.aside {
            Some(aside) => {
                self.day(buffer, layout.main);
                let rule = self.desk.session().written("│");
                for row in (Rect { x: aside.left() - 2, width: 1, ..aside }).rows() {
                    self.line(buffer, row, &vec![(Tone::Faint, rule.clone())]);
                }
                self.sheet(buffer, aside, &self.desk.aside);
            }
            None if self.desk.focus_shows_day() => self.day(buffer, layout.main),
            None => self.sheet(buffer, layout.main, &self.desk.aside),
        }
    }

    fn day(&self, buffer: &mut Buffer, area: Rect) {
        let mut last = None;
        for ((row, line), place) in self.desk.day_lines().into_iter().skip(self.desk.top).zip(area.rows()) {
            self.line(buffer, place, line);
            let shown = row.and_then(|row| self.desk.day.rows.get(row));
            if let Some(cells) =
                shown.map(|shown| &shown.cells).filter(|cells| !cells.is_empty() && last != row)
            {
                let from = place.right().saturating_sub(width(cells));
                self.line(buffer, Rect { x: from, width: width(cells), ..place }, cells);
            }
            if row.is_some() && row == Some(self.desk.cursor) && self.desk.goal().is_some() {
                buffer.set_style(place, self.theme.cursor());
            }
            last = row;
        }
    }

    /// What is being typed, with the place where one types always in sight.
    fn prompt(&self, frame: &mut Frame<'_>, row: Rect, prompt: &Prompt) {
        let (before, behind) = prompt.parts();
        let room = usize::from(row.width).saturating_sub(prompt.label.width() + 1);
        let mut shown = before;
        while shown.width() > room {
            let mut letters = shown.chars();
            letters.next();
            shown = letters.as_str();
        }
        let line = vec![
            (Tone::Handle, prompt.label.clone()),
            (Tone::Plain, shown.to_owned()),
            (Tone::Plain, behind.to_owned()),
        ];
        self.line(frame.buffer_mut(), row, &line);
        let typed = u16::try_from(prompt.label.width() + shown.width()).unwrap_or(u16::MAX);
        let column = row.left().saturating_add(typed).min(row.right().saturating_sub(1));
        frame.set_cursor_position(Position { x: column, y: row.top() });
    }
}

/// Pieces from the left end of a row on, cut where it ends.
pub(crate) fn put(buffer: &mut Buffer, theme: Theme, row: Rect, line: &Line) {
    if row.height == 0 {
        return;
    }
    let mut column = row.left();
    for (tone, text) in line {
        let room = row.right().saturating_sub(column);
        (column, _) = buffer.set_stringn(column, row.top(), text, room.into(), theme.style(*tone));
    }
}
