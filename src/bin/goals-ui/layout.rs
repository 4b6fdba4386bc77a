//! Where what stands on the screen.

use ratatui::layout::Rect;

use crate::args::Size;

/// From so many columns on what is told of a goal stands beside the day.
const WIDE: u16 = 100;

/// Of these the day has three fifths.
const SHARE: (u16, u16) = (3, 5);

/// The parts of a screen: a header, the day or another page, what is told of a goal, what was said, and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) header: Rect,
    pub(crate) main: Rect,
    /// Nothing where there is no room beside the day.
    pub(crate) aside: Option<Rect>,
    pub(crate) said: Rect,
    pub(crate) keys: Rect,
}

impl Layout {
    /// `said` is how many lines were said.
    pub(crate) fn of(Size { columns, lines }: Size, said: usize) -> Self {
        let row = |at: u16, height: u16| Rect::new(0, at, columns, height);
        let said = u16::try_from(said).unwrap_or(u16::MAX).min(lines.saturating_sub(3));
        let header = u16::from(lines > 2);
        let body = lines.saturating_sub(header + said + 1);
        let main = row(header, body);
        let beside = columns * SHARE.0 / SHARE.1;
        let (main, aside) = if columns >= WIDE {
            let aside = Rect { x: beside + 2, width: columns - beside - 2, ..main };
            (Rect { width: beside - 1, ..main }, Some(aside))
        } else {
            (main, None)
        };
        Self {
            header: row(0, header),
            main,
            aside,
            said: row(header + body, said),
            keys: row(lines.saturating_sub(1), 1.min(lines)),
        }
    }
}
