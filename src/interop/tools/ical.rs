//! Lines of iCalendar (RFC 5545): unfolded, split into name, parameters and value, gathered to components.

use crate::interop::reader::unreadable::Unreadable;

/// `BEGIN:VTODO` to `END:VTODO`, without what stands in components within it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Component {
    pub(super) kind: String,
    properties: Vec<Property>,
    /// Components within it, as alarms.
    pub(super) within: usize,
}

/// `DUE;VALUE=DATE:20261125`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// In capitals.
    pub(super) name: String,
    pub(super) parameters: String,
    pub(super) value: String,
}

impl Component {
    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// Its text, its escapes taken back.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.property(name).map(|property| unescaped(&property.value)).filter(|text| !text.trim().is_empty())
    }

    /// A list of texts; a comma that is escaped parts none.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let lists = self.properties.iter().filter(|property| property.name == name);
        let texts = lists.flat_map(|property| parted(&property.value));
        texts.map(|text| unescaped(&text)).filter(|text| !text.trim().is_empty()).collect()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|property| property.name.as_str())
    }
}

/// The components of the calendars in a file, those within others passed over.
pub(super) fn components(text: &str) -> Result<Vec<Component>, Unreadable> {
    let mut done = Vec::new();
    // What is open, the calendar itself left out.
    let mut open: Vec<Component> = Vec::new();
    let mut in_calendar = false;
    for (row, line) in unfolded(text) {
        let Some(property) = property(&line) else { continue };
        let kind = property.value.trim().to_ascii_uppercase();
        match (property.name.as_str(), kind.as_str()) {
            ("BEGIN", "VCALENDAR") => in_calendar = true,
            ("END", "VCALENDAR") => {
                in_calendar = false;
                if let Some(unended) = open.last() {
                    return Err(unclosed(&unended.kind).at(row, None));
                }
            }
            ("BEGIN", _) => open.push(Component { kind, ..Component::default() }),
            ("END", _) => match open.pop() {
                Some(ended) if ended.kind == kind => match open.last_mut() {
                    Some(above) => above.within += 1,
                    None => done.push(ended),
                },
                Some(ended) => return Err(unclosed(&ended.kind).at(row, None)),
                None => {}
            },
            _ => {
                if let Some(component) = open.last_mut() {
                    component.properties.push(property);
                }
            }
        }
    }
    match open.last() {
        Some(unended) => Err(unclosed(&unended.kind)),
        None if in_calendar => Err(unclosed("VCALENDAR")),
        None => Ok(done),
    }
}

fn unclosed(kind: &str) -> Unreadable {
    Unreadable::damaged(
        format!("it has no END:{} where one belongs", shown(kind)),
        "export it again from there: it was cut off on its way",
    )
}

/// What may be told of a name that stands in a file.
fn shown(kind: &str) -> String {
    kind.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect()
}

/// Lines with the number of the first they were folded from.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some((_, begun))) => begun.push_str(more),
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    lines
}

/// A colon within quotation marks parts nothing.
fn property(line: &str) -> Option<Property> {
    let mut quoted = false;
    let colon = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    });
    let (before, value) = line.split_at_checked(colon?.0)?;
    let (name, parameters) = before.split_once(';').unwrap_or((before, ""));
    Some(Property {
        name: name.trim().to_ascii_uppercase(),
        parameters: parameters.to_ascii_uppercase(),
        value: value.strip_prefix(':')?.to_owned(),
    })
}

fn parted(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        if c == ',' && !escaped {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match (c, c == '\\') {
            (_, true) => match characters.next() {
                Some('n' | 'N') => text.push('\n'),
                other => text.extend(other),
            },
            (c, false) => text.push(c),
        }
    }
    text
}
