//! What tones look like.

use clap::ValueEnum;
use goals::screen::{Colour, Tone};
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ThemeName {
    /// The terminal's own sixteen colours
    #[default]
    Terminal,
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
    /// White on black, and nothing dim
    HighContrast,
    /// Blue for done, orange for late: told apart by eyes that see no red or no green
    ColourBlind,
}

/// The colours of a screen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Theme {
    name: ThemeName,
    colour: Colour,
}

/// Six tones of a theme with colours of its own, by their numbers among the 256 that terminals have.
struct Palette {
    ground: Option<(u8, u8)>,
    faint: u8,
    good: u8,
    dim: u8,
    late: u8,
    bad: u8,
    handle: u8,
    cursor: u8,
}

const LIGHT: Palette = Palette {
    ground: Some((235, 231)),
    faint: 241,
    good: 28,
    dim: 65,
    late: 130,
    bad: 160,
    handle: 25,
    cursor: 253,
};
const DARK: Palette = Palette {
    ground: Some((253, 234)),
    faint: 246,
    good: 77,
    dim: 65,
    late: 215,
    bad: 203,
    handle: 80,
    cursor: 238,
};
const HIGH_CONTRAST: Palette = Palette {
    ground: Some((231, 16)),
    faint: 255,
    good: 46,
    dim: 46,
    late: 226,
    bad: 213,
    handle: 51,
    cursor: 19,
};
// The colours of Okabe and Ito, as near as the 256 come: blue for done, orange for late, purple for passed.
const COLOUR_BLIND: Palette =
    Palette { ground: None, faint: 245, good: 33, dim: 67, late: 214, bad: 175, handle: 74, cursor: 238 };

impl Theme {
    pub(crate) fn new(name: ThemeName, colour: Colour) -> Self {
        Self { name, colour }
    }

    pub(crate) fn name(self) -> ThemeName {
        self.name
    }

    fn palette(self) -> Option<Palette> {
        match self.name {
            _ if self.colour == Colour::Absent => None,
            ThemeName::Terminal => None,
            ThemeName::Light => Some(LIGHT),
            ThemeName::Dark => Some(DARK),
            ThemeName::HighContrast => Some(HIGH_CONTRAST),
            ThemeName::ColourBlind => Some(COLOUR_BLIND),
        }
    }

    /// What the whole screen has.
    pub(crate) fn ground(self) -> Style {
        match self.palette().and_then(|palette| palette.ground) {
            Some((front, back)) => Style::new().fg(Color::Indexed(front)).bg(Color::Indexed(back)),
            None => Style::new(),
        }
    }

    pub(crate) fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        if self.colour == Colour::Absent {
            return match tone {
                Tone::Strong | Tone::Bad => plain.add_modifier(Modifier::BOLD),
                Tone::Faint | Tone::Dim => plain.add_modifier(Modifier::DIM),
                Tone::Plain | Tone::Good | Tone::Late | Tone::Handle => plain,
            };
        }
        let (indexed, named) = match (self.palette(), tone) {
            (_, Tone::Plain) => return plain,
            (_, Tone::Strong) => return plain.add_modifier(Modifier::BOLD),
            (Some(palette), Tone::Faint) => (palette.faint, plain),
            (Some(palette), Tone::Good) => (palette.good, plain),
            (Some(palette), Tone::Dim) => (palette.dim, plain),
            (Some(palette), Tone::Late) => (palette.late, plain),
            (Some(palette), Tone::Bad) => (palette.bad, plain.add_modifier(Modifier::BOLD)),
            (Some(palette), Tone::Handle) => (palette.handle, plain),
            (None, Tone::Faint) => return plain.add_modifier(Modifier::DIM),
            (None, Tone::Good) => return plain.fg(Color::Green),
            (None, Tone::Dim) => return plain.fg(Color::Green).add_modifier(Modifier::DIM),
            (None, Tone::Late) => return plain.fg(Color::Yellow),
            (None, Tone::Bad) => return plain.fg(Color::Red),
            (None, Tone::Handle) => return plain.fg(Color::Cyan),
        };
        named.fg(Color::Indexed(indexed))
    }

    /// What the line under the cursor has besides.
    pub(crate) fn cursor(self) -> Style {
        match self.palette() {
            Some(palette) => Style::new().bg(Color::Indexed(palette.cursor)),
            None => Style::new().add_modifier(Modifier::REVERSED),
        }
    }
}
