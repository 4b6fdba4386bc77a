//! Colour, which only adds: everything reads the same without it.

use anstyle::{AnsiColor, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    On,
    Off,
}

/// What a piece of text is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    /// A heading.
    Strong,
    /// Beside the point.
    Faint,
    /// Done, met, going well.
    Good,
    /// Missed, overdue.
    Bad,
    /// A code to type.
    Handle,
}

impl Tone {
    const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Handle => AnsiColor::Cyan.on_default(),
        }
    }
}

impl Colour {
    pub(crate) fn paint(self, tone: Tone, text: &str, to: &mut String) {
        if self == Self::Off || tone == Tone::Plain || text.trim().is_empty() {
            to.push_str(text);
        } else {
            let style = tone.style();
            let (begin, end) = (style.render().to_string(), style.render_reset().to_string());
            to.extend([begin.as_str(), text, &end]);
        }
    }

    pub(crate) fn painted(self, tone: Tone, text: &str) -> String {
        let mut painted = String::new();
        self.paint(tone, text, &mut painted);
        painted
    }
}
