//! Colour, which only adds: everything reads the same without it.

use anstyle::{AnsiColor, Style};

/// What a piece of text is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// A heading.
    Strong,
    /// Beside the point.
    Faint,
    /// Done, met.
    Good,
    /// In what was met, but not itself done.
    Dim,
    /// Late: overdue, behind, missed.
    Late,
    /// A limit that was passed.
    Bad,
    /// What is to be done, and how far it is: a code to type, a bar.
    Handle,
}

impl Tone {
    pub(crate) const ALL: [Self; 8] =
        [Self::Plain, Self::Strong, Self::Faint, Self::Good, Self::Dim, Self::Late, Self::Bad, Self::Handle];

    const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Dim => AnsiColor::Green.on_default().dimmed(),
            Self::Late => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Handle => AnsiColor::Cyan.on_default(),
        }
    }

    /// What begins a text in this tone.
    pub(super) fn opening(self) -> String {
        self.style().render().to_string()
    }

    /// Writes the text in this tone, for a stream that takes the codes out where colour is off.
    pub(crate) fn paint(self, text: &str, to: &mut String) {
        if self == Self::Plain || text.trim().is_empty() {
            to.push_str(text);
        } else {
            let style = self.style();
            to.extend([self.opening().as_str(), text, &style.render_reset().to_string()]);
        }
    }
}
