//! A table of values with commas between them, whose first row names its columns.

use csv::{ReaderBuilder, StringRecord};

use super::unreadable::Unreadable;

pub(crate) struct Rows {
    header: Vec<String>,
    rows: Vec<Row>,
}

/// One row: shorter or longer than the header where the file has it so.
pub(crate) struct Row {
    /// The line of the file on which it begins, from 1.
    pub(crate) line: usize,
    cells: StringRecord,
}

/// The place of a column, which may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column(Option<usize>);

impl Rows {
    /// Rows in which nothing stands are left out.
    pub(crate) fn read(text: &str) -> Result<Self, Unreadable> {
        Self::behind(text, 0)
    }

    /// The header alone, which is soon read; nothing where the first row can't be.
    pub(crate) fn header_of(text: &str) -> Option<Self> {
        let row = reader(text).into_records().next()?.ok()?;
        Some(Self { header: names(&row), rows: Vec::new() })
    }

    /// Of a text in which rows of another kind stand before the header: that is the first row, of the first twenty,
    /// that names all of these columns.
    pub(crate) fn from_header(text: &str, columns: &[&str]) -> Option<Result<Self, Unreadable>> {
        const FIRST: usize = 20;
        let before = reader(text).into_records().take(FIRST).position(|record| {
            let header = record.map(|record| names(&record)).unwrap_or_default();
            Self { header, rows: Vec::new() }.missing(columns).is_none()
        })?;
        Some(Self::behind(text, before))
    }

    fn behind(text: &str, before: usize) -> Result<Self, Unreadable> {
        let mut rows = records(text)?.into_iter().skip(before);
        let header = rows.next().map(|row| names(&row.cells)).unwrap_or_default();
        Ok(Self { header, rows: filled(rows) })
    }

    /// A table whose columns have no names.
    pub(crate) fn without_header(text: &str) -> Result<Self, Unreadable> {
        Ok(Self { header: Vec::new(), rows: filled(records(text)?.into_iter()) })
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The column with this name, in whatever case.
    pub(crate) fn column(&self, name: &str) -> Column {
        Column(self.header.iter().position(|own| own.eq_ignore_ascii_case(name)))
    }

    /// The first of these names that no column has.
    pub(crate) fn missing<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().copied().find(|name| self.column(name).0.is_none())
    }
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes())
}

fn names(row: &StringRecord) -> Vec<String> {
    row.iter().map(|name| name.trim().to_owned()).collect()
}

fn records(text: &str) -> Result<Vec<Row>, Unreadable> {
    let row = |record: Result<StringRecord, csv::Error>| {
        let wrong =
            |error| Unreadable::damaged(format!("the table can't be read: {error}"), "export it again");
        let cells = record.map_err(wrong)?;
        let line = cells.position().map_or(0, csv::Position::line);
        Ok(Row { line: usize::try_from(line).unwrap_or(usize::MAX), cells })
    };
    reader(text).into_records().map(row).collect()
}

fn filled(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    rows.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())).collect()
}

impl Row {
    /// What stands in a column, without the blanks around it; empty where the row or the table has no such column.
    pub(crate) fn cell(&self, column: Column) -> &str {
        column.0.and_then(|place| self.cells.get(place)).unwrap_or_default().trim()
    }

    /// The same, where something stands there.
    pub(crate) fn filled(&self, column: Column) -> Option<&str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// What stands in the column of this number, from 0.
    pub(crate) fn at(&self, place: usize) -> &str {
        self.cell(Column(Some(place)))
    }
}
