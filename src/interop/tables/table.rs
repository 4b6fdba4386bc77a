//! Tables as spreadsheets and trackers write them: which characters, which sign between cells, which rows.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use crate::interop::reader::source::Member;
use crate::interop::reader::unreadable::Unreadable;

/// A header and rows. Rows are of any length: what is missing at the end of one is empty.
#[derive(Clone, Debug)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    /// The sign between cells: `,`, `;` or a tab.
    pub separator: u8,
}

/// A row that is not empty.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line of the file it begins in, the header's being 1.
    pub line: usize,
    cells: StringRecord,
}

impl Row {
    /// A cell by its place, without blanks around it; empty where the row is too short, or no column has the place.
    pub fn cell(&self, place: impl Into<Option<usize>>) -> &str {
        place.into().and_then(|place| self.cells.get(place)).unwrap_or_default().trim()
    }

    /// All of them, as names of columns.
    pub(crate) fn names(&self) -> Vec<String> {
        self.cells.iter().map(|name| name.trim().to_owned()).collect()
    }

    /// Whether any cell holds something.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Table {
    /// Where the column is that has one of these names, whatever its capitals; the first name counts first.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let at = |name: &&str| self.header.iter().position(|header| folded(header) == **name);
        names.iter().find_map(at)
    }

    /// Whether a cell's comma stands before its decimals: where commas can't stand between cells.
    pub fn decimal_comma(&self) -> bool {
        self.separator != b','
    }
}

/// A name as it is compared: small letters, blanks folded.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The text of a file: UTF-8, UTF-16, or what Windows calls ANSI in Western Europe; nothing where it is no text.
pub fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    // Each second byte of plain letters is a NUL.
    let nul = |place: usize| bytes.iter().skip(place).step_by(2).take(100).filter(|byte| **byte == 0).count();
    match (nul(0), nul(1)) {
        (0, 0) => {}
        (0, many) if many > 1 => return utf16(bytes, u16::from_le_bytes),
        (many, 0) if many > 1 => return utf16(bytes, u16::from_be_bytes),
        _ => return None,
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    if bytes.iter().any(is_control) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.into()),
        // Cut inside a character: the rest is what it is.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok().map(Cow::Borrowed)
        }
        Err(_) => Some(bytes.iter().map(|byte| windows_1252(*byte)).collect::<String>().into()),
    }
}

fn utf16<'t>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'t, str>> {
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().map(Cow::Owned)
}

/// A character of Windows' code page 1252.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let high = byte.checked_sub(0x80).and_then(|place| HIGH.get(usize::from(place)));
    high.copied().unwrap_or(char::from(byte))
}

/// How many rows tell what a file is.
const SAMPLE: usize = 60;

/// The beginning of a table, by which it is told what it is; nothing where the file is no text.
pub fn head(member: &Member) -> Option<Table> {
    let whole = text(&member.bytes)?;
    read(&whole, SAMPLE).ok()
}

/// The whole table.
pub fn table(member: &Member) -> Result<Table, Unreadable> {
    let text = text(&member.bytes).ok_or_else(not_text)?;
    read(&text, usize::MAX)
}

/// That a file holds no text.
pub fn not_text() -> Unreadable {
    Unreadable::damaged("it is not text", "save it as CSV, in UTF-8, and import that")
}

fn read(text: &str, most: usize) -> Result<Table, Unreadable> {
    let separator = separator(text);
    let mut rows = rows(text, separator, most)?.into_iter();
    let header = rows.next().map(|row| row.names()).unwrap_or_default();
    let rows: Vec<Row> = rows.collect();
    if most == usize::MAX {
        refuse_cut(text, &header, &rows)?;
    }
    Ok(Table { header, rows, separator })
}

/// The first so many rows in which something stands, and one more.
pub(crate) fn rows(text: &str, separator: u8, most: usize) -> Result<Vec<Row>, Unreadable> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while rows.len() <= most {
        let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                return Err(Unreadable::damaged(error.to_string(), "export it again, whole").at(line, None));
            }
        }
        let line = record.position().map_or(line, |it| usize::try_from(it.line()).unwrap_or(line));
        let row = Row { line, cells: record.clone() };
        if !row.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Refuses a text whose last row ends within quotation marks.
pub(crate) fn refuse_cut(text: &str, header: &[String], rows: &[Row]) -> Result<(), Unreadable> {
    let is_open = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    match rows.last() {
        // The quotation mark that is missing would have ended it.
        Some(last)
            if is_open
                && last.cells.len() < header.len()
                && last.cells.iter().any(|it| it.contains('\n')) =>
        {
            let what = "a quotation mark opens a text here that never ends";
            Err(Unreadable::damaged(what, "the file may be cut off: export it again, whole")
                .at(last.line, None))
        }
        _ => Ok(()),
    }
}

/// The sign of which the first line has most, outside of quotation marks.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| !quoted && *sign == byte) {
            *count += 1;
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0).map_or(b',', |(sign, _)| sign)
}
