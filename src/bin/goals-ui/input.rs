//! What a terminal sends: keys, clicks, and what is pasted.

/// A key with what is held down. Which keys make a capital letter is the keyboard's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) code: Code,
    pub(crate) held: Held,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Letter(char),
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Tab,
    BackTab,
    Enter,
    Esc,
    Backspace,
    Delete,
    Insert,
    /// `F(1)` and those behind it.
    F(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    Nothing,
    Control,
    Alt,
}

/// Where a mouse did something, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mouse {
    pub(crate) what: Button,
    pub(crate) column: u16,
    pub(crate) line: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Button {
    Pressed,
    WheelUp,
    WheelDown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Key(Key),
    Mouse(Mouse),
    Pasted(String),
}

const fn key(code: Code, held: Held) -> Input {
    Input::Key(Key { code, held })
}

/// Reads the bytes of a terminal; what is not whole waits for the rest.
#[cfg(target_os = "linux")]
#[derive(Debug, Default)]
pub(crate) struct Reader {
    rest: Vec<u8>,
}

#[cfg(target_os = "linux")]
mod bytes {
    use super::{Button, Code, Held, Input, Key, Mouse, Reader, key};

    const ESCAPE: u8 = 0x1b;
    const PASTE: &[u8] = b"\x1b[200~";
    const PASTED: &[u8] = b"\x1b[201~";

    /// What stands at the beginning of some bytes, and how many it took; nothing where it is not whole. What means
    /// nothing is taken, too.
    type Found = Option<(Option<Input>, usize)>;

    impl Reader {
        pub(crate) fn read(&mut self, bytes: &[u8]) -> Vec<Input> {
            self.rest.extend_from_slice(bytes);
            let mut found = Vec::new();
            let mut at = 0;
            while let Some((input, used)) =
                self.rest.get(at..).filter(|rest| !rest.is_empty()).and_then(first)
            {
                found.extend(input);
                at += used;
            }
            self.rest.drain(..at);
            found
        }
    }

    fn first(bytes: &[u8]) -> Found {
        match bytes {
            _ if bytes.starts_with(PASTE) => pasted(bytes),
            // Who presses it alone sends nothing more.
            [ESCAPE] | [ESCAPE, ESCAPE, ..] => Some((Some(key(Code::Esc, Held::Nothing)), 1)),
            [ESCAPE, b'[', rest @ ..] => sequence(rest).map(|(input, used)| (input, used + 2)),
            [ESCAPE, b'O', letter, ..] => Some((moving(*letter, Held::Nothing), 3)),
            [ESCAPE, b'O'] => None,
            [ESCAPE, rest @ ..] => match letter(rest)? {
                (Some(Input::Key(Key { code, .. })), used) => Some((Some(key(code, Held::Alt)), used + 1)),
                (_, used) => Some((None, used + 1)),
            },
            _ => letter(bytes),
        }
    }

    fn letter(bytes: &[u8]) -> Found {
        let first = *bytes.first()?;
        let control = |letter: u8| key(Code::Letter(char::from(letter)), Held::Control);
        let input = match first {
            b'\t' => key(Code::Tab, Held::Nothing),
            b'\r' => key(Code::Enter, Held::Nothing),
            0x7f => key(Code::Backspace, Held::Nothing),
            0 => control(b' '),
            1..=26 => control(first - 1 + b'a'),
            27..=31 => control(first + 64),
            _ => return text(bytes),
        };
        Some((Some(input), 1))
    }

    /// One character, of up to four bytes.
    fn text(bytes: &[u8]) -> Found {
        let most = bytes.len().min(4);
        for end in 1..=most {
            if let Some(letter) = bytes
                .get(..end)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .and_then(|it| it.chars().next())
            {
                return Some((Some(key(Code::Letter(letter), Held::Nothing)), end));
            }
        }
        // Four bytes are enough for any.
        (most == 4).then_some((None, 1))
    }

    /// What stands behind `ESC [`: numbers, and a letter that ends it.
    fn sequence(bytes: &[u8]) -> Found {
        let end = bytes.iter().position(|byte| (0x40..=0x7e).contains(byte))?;
        let (arguments, letter) = (bytes.get(..end)?, *bytes.get(end)?);
        let arguments = std::str::from_utf8(arguments).unwrap_or_default();
        if let Some(click) = arguments.strip_prefix('<') {
            return Some((mouse(click, letter), end + 1));
        }
        let numbers: Vec<u16> = arguments.split(';').map(|it| it.parse().unwrap_or(0)).collect();
        let held = match numbers.get(1) {
            Some(5 | 6) => Held::Control,
            Some(3 | 4) => Held::Alt,
            _ => Held::Nothing,
        };
        let input = match (letter, numbers.first().copied().unwrap_or(0)) {
            (b'~', number) => numbered(number, held),
            (b'Z', _) => Some(key(Code::BackTab, Held::Nothing)),
            (letter, _) => moving(letter, held),
        };
        Some((input, end + 1))
    }

    fn moving(letter: u8, held: Held) -> Option<Input> {
        let code = match letter {
            b'A' => Code::Up,
            b'B' => Code::Down,
            b'C' => Code::Right,
            b'D' => Code::Left,
            b'H' => Code::Home,
            b'F' => Code::End,
            b'P'..=b'S' => Code::F(letter - b'P' + 1),
            _ => return None,
        };
        Some(key(code, held))
    }

    fn numbered(number: u16, held: Held) -> Option<Input> {
        let code = match number {
            1 | 7 => Code::Home,
            2 => Code::Insert,
            3 => Code::Delete,
            4 | 8 => Code::End,
            5 => Code::PageUp,
            6 => Code::PageDown,
            11..=15 => Code::F(u8::try_from(number - 10).unwrap_or(1)),
            17..=21 => Code::F(u8::try_from(number - 11).unwrap_or(1)),
            23 | 24 => Code::F(u8::try_from(number - 12).unwrap_or(1)),
            _ => return None,
        };
        Some(key(code, held))
    }

    /// `0;12;5` and `M`: the left button, pressed in the twelfth column of the fifth line.
    fn mouse(click: &str, letter: u8) -> Option<Input> {
        let mut numbers = click.split(';').map(str::parse::<u16>);
        let mut next = || numbers.next()?.ok();
        let (button, column, line) = (next()?, next()?, next()?);
        let what = match (button, letter) {
            (0, b'M') => Button::Pressed,
            (64, _) => Button::WheelUp,
            (65, _) => Button::WheelDown,
            _ => return None,
        };
        Some(Input::Mouse(Mouse { what, column: column.saturating_sub(1), line: line.saturating_sub(1) }))
    }

    fn pasted(bytes: &[u8]) -> Found {
        let text = bytes.get(PASTE.len()..)?;
        let end = text.windows(PASTED.len()).position(|window| window == PASTED)?;
        let pasted = String::from_utf8_lossy(text.get(..end)?).into_owned();
        Some((Some(Input::Pasted(pasted)), PASTE.len() + end + PASTED.len()))
    }
}

/// What another system tells of.
#[cfg(not(target_os = "linux"))]
mod events {
    use ratatui::crossterm::event::{
        Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
    };

    use super::{Button, Code, Held, Input, Mouse, key};

    impl Input {
        pub(crate) fn of(event: Event) -> Option<Self> {
            match event {
                Event::Key(pressed) if pressed.kind != KeyEventKind::Release => {
                    let held = match pressed.modifiers {
                        held if held.contains(KeyModifiers::CONTROL) => Held::Control,
                        held if held.contains(KeyModifiers::ALT) => Held::Alt,
                        _ => Held::Nothing,
                    };
                    let code = match pressed.code {
                        KeyCode::Char(letter) => Code::Letter(letter),
                        KeyCode::Up => Code::Up,
                        KeyCode::Down => Code::Down,
                        KeyCode::Left => Code::Left,
                        KeyCode::Right => Code::Right,
                        KeyCode::Home => Code::Home,
                        KeyCode::End => Code::End,
                        KeyCode::PageUp => Code::PageUp,
                        KeyCode::PageDown => Code::PageDown,
                        KeyCode::Tab => Code::Tab,
                        KeyCode::BackTab => Code::BackTab,
                        KeyCode::Enter => Code::Enter,
                        KeyCode::Esc => Code::Esc,
                        KeyCode::Backspace => Code::Backspace,
                        KeyCode::Delete => Code::Delete,
                        KeyCode::Insert => Code::Insert,
                        KeyCode::F(number) => Code::F(number),
                        _ => return None,
                    };
                    Some(key(code, held))
                }
                Event::Mouse(mouse) => {
                    let what = match mouse.kind {
                        MouseEventKind::Down(MouseButton::Left) => Button::Pressed,
                        MouseEventKind::ScrollUp => Button::WheelUp,
                        MouseEventKind::ScrollDown => Button::WheelDown,
                        _ => return None,
                    };
                    Some(Self::Mouse(Mouse { what, column: mouse.column, line: mouse.row }))
                }
                Event::Paste(text) => Some(Self::Pasted(text)),
                Event::Key(_) | Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
            }
        }
    }
}
