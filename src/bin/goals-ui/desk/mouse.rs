//! What the mouse does.

use super::Desk;
use crate::input::{Button, Mouse};
use crate::keys::View;

impl Desk {
    pub(crate) fn point(&mut self, mouse: Mouse) {
        if self.prompt.is_some() {
            return;
        }
        if let Some(over) = &mut self.over {
            let height = self.size.lines.saturating_sub(2);
            match mouse.what {
                Button::WheelDown => over.scroll(3, height),
                Button::WheelUp => over.scroll(-3, height),
                Button::Pressed => self.over = None,
            }
            return;
        }
        match mouse.what {
            Button::WheelDown => self.go(1),
            Button::WheelUp => self.go(-1),
            Button::Pressed => self.click(mouse.column, mouse.line),
        }
        self.keep_in_sight();
        self.tell_aside();
    }

    /// Once chooses a goal, once more checks it off.
    pub(super) fn click(&mut self, column: u16, line: u16) {
        let main = self.layout().main;
        let is_inside = self.view == View::Today
            && self.focus_shows_day()
            && (main.left()..main.right()).contains(&column)
            && (main.top()..main.bottom()).contains(&line);
        if !is_inside {
            return;
        }
        let at = self.top + usize::from(line - main.top());
        let row = self.day_lines().get(at).and_then(|(row, _)| *row);
        let Some(row) = row.filter(|row| self.day.rows.get(*row).is_some_and(|row| row.goal.is_some()))
        else {
            return;
        };
        if self.last_click.replace(row) == Some(row) && self.cursor == row {
            self.last_click = None;
            self.said.clear();
            self.check_off();
        }
        self.cursor = row;
    }
}
