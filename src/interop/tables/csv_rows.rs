//! A table of values with commas between them, of which each row is read by the names of its columns.

use super::table::{self, Row, refuse_cut};
use crate::interop::reader::unreadable::Unreadable;

pub(crate) struct Rows {
    header: Vec<String>,
    rows: Vec<Row>,
}

impl Rows {
    /// Rows in which nothing stands are left out.
    pub(crate) fn read(text: &str) -> Result<Self, Unreadable> {
        Self::behind(text, 0)
    }

    /// The header alone, which is soon read; nothing where the first row can't be.
    pub(crate) fn header_of(text: &str) -> Option<Self> {
        let header = table::rows(text, b',', 0).ok()?.first()?.names();
        Some(Self { header, rows: Vec::new() })
    }

    /// Of a text in which rows of another kind stand before the header: that is the first row, of the first twenty,
    /// that names all of these columns.
    pub(crate) fn from_header(text: &str, columns: &[&str]) -> Option<Result<Self, Unreadable>> {
        const FIRST: usize = 20;
        let before = table::rows(text, b',', FIRST)
            .ok()?
            .iter()
            .take(FIRST)
            .position(|row| Self { header: row.names(), rows: Vec::new() }.missing(columns).is_none())?;
        Some(Self::behind(text, before))
    }

    fn behind(text: &str, before: usize) -> Result<Self, Unreadable> {
        let mut rows = table::rows(text, b',', usize::MAX)?.into_iter().skip(before);
        let header = rows.next().map(|row| row.names()).unwrap_or_default();
        let rows: Vec<Row> = rows.collect();
        refuse_cut(text, &header, &rows)?;
        Ok(Self { header, rows })
    }

    /// A table whose columns have no names.
    pub(crate) fn without_header(text: &str) -> Result<Self, Unreadable> {
        Ok(Self { header: Vec::new(), rows: table::rows(text, b',', usize::MAX)? })
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The column with this name, in whatever case.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|own| own.eq_ignore_ascii_case(name))
    }

    /// The first of these names that no column has.
    pub(crate) fn missing<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().copied().find(|name| self.column(name).is_none())
    }
}
