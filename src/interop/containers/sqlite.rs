//! `SQLite` databases as far as a backup needs it: the rows of a table, read from its b-tree. The file format is
//! described at sqlite.org/fileformat2.html.

use std::collections::BTreeSet;

use super::bytes_at::bytes_at;
use super::sqlite_record::{Encoding, Value, record, varint};
use super::sqlite_schema::{Column, columns};
use crate::interop::reader::unreadable::Unreadable;

/// What begins every database.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The first page begins with a header of so many bytes.
const HEADER: usize = 100;

/// A database that can be read: whole, and without a log beside it.
pub struct Database<'a> {
    bytes: &'a [u8],
    page_size: usize,
    /// What of a page is used.
    usable: usize,
    encoding: Encoding,
    /// What the program that wrote it calls its version.
    pub user_version: u32,
}

/// A table's columns, and its rows in the order of their ids.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// An id, and the values as they stand; a column that was added later may have none.
#[derive(Debug)]
struct Row {
    id: i64,
    values: Vec<Value>,
}

/// Whether this begins as a database does.
pub fn is_sqlite(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Whether this is the log that lies beside a database.
pub fn is_log(bytes: &[u8]) -> bool {
    matches!(bytes_at(bytes, 0).map(u32::from_be_bytes), Some(0x377f_0682 | 0x377f_0683))
}

impl<'a> Database<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let number = |at: usize| bytes_at(bytes, at).map(u32::from_be_bytes);
        let short = |at: usize| bytes_at(bytes, at).map(u16::from_be_bytes);
        let byte = |at: usize| bytes.get(at).copied();
        let parts = (|| {
            Some((
                short(16)?,
                [byte(18)?, byte(19)?],
                byte(20)?,
                number(28)?,
                number(56)?,
                number(60)?,
                byte(99)?,
            ))
        })();
        let Some((size, versions, reserved, pages, encoding, user_version, _)) = parts else {
            return Err(cut());
        };
        let page_size = if size == 1 { 65_536 } else { usize::from(size) };
        let usable = page_size.saturating_sub(reserved.into());
        if !is_sqlite(bytes) || !page_size.is_power_of_two() || page_size < 512 || usable < 480 {
            return Err(damaged("its header makes no sense"));
        }
        if versions.contains(&2) {
            return Err(in_log_mode());
        }
        let is_counted = number(24) == number(92);
        let whole = usize::try_from(pages).unwrap_or(usize::MAX).saturating_mul(page_size);
        if !bytes.len().is_multiple_of(page_size) || (is_counted && whole > bytes.len()) {
            return Err(cut());
        }
        let encoding = match encoding {
            2 => Encoding::Utf16Le,
            3 => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        Ok(Self { bytes, page_size, usable, encoding, user_version })
    }

    /// The table with this name, in whatever case; nothing where there is none.
    pub fn table(&self, name: &str) -> Result<Option<Table>, Unreadable> {
        let schema = self.rows(1)?;
        let found = schema.iter().find_map(|row| match row.values.as_slice() {
            [Value::Text(kind), Value::Text(own), _, Value::Integer(root), Value::Text(sql), ..] => {
                (kind == "table" && own.eq_ignore_ascii_case(name)).then_some((*root, sql))
            }
            _ => None,
        });
        let Some((root, sql)) = found else { return Ok(None) };
        let root = u32::try_from(root).map_err(|_| damaged("a table begins nowhere"))?;
        let columns =
            columns(sql).ok_or_else(|| damaged(format!("its table `{name}` is of no known form")))?;
        Ok(Some(Table { columns, rows: self.rows(root)? }))
    }

    /// The rows of the tree that begins on a page. Each page is read once at most, and no more bytes than the file
    /// has.
    fn rows(&self, root: u32) -> Result<Vec<Row>, Unreadable> {
        let mut reading =
            Reading { database: self, seen: BTreeSet::new(), left: self.bytes.len(), rows: Vec::new() };
        let mut open = vec![root];
        while let Some(page) = open.pop() {
            reading.page(page, &mut open).ok_or_else(|| damaged(format!("page {page} makes no sense")))?;
        }
        Ok(reading.rows)
    }

    /// The bytes of a page, from 1.
    fn page(&self, number: u32) -> Option<&'a [u8]> {
        let begin = usize::try_from(number.checked_sub(1)?).ok()?.checked_mul(self.page_size)?;
        self.bytes.get(begin..begin.checked_add(self.usable)?)
    }
}

/// A tree that is being read.
struct Reading<'a, 'b> {
    database: &'b Database<'a>,
    seen: BTreeSet<u32>,
    /// How many bytes may still be read.
    left: usize,
    rows: Vec<Row>,
}

impl Reading<'_, '_> {
    /// Reads a leaf, or puts the pages below an inner one on the pile, the first on top.
    fn page(&mut self, number: u32, open: &mut Vec<u32>) -> Option<()> {
        const INNER: u8 = 5;
        const LEAF: u8 = 13;
        let page = self.take(number)?;
        let begin = if number == 1 { HEADER } else { 0 };
        let count = usize::from(u16_at(page, begin.checked_add(3)?)?);
        let cell = |list: usize, nth: usize| u16_at(page, begin + list + nth * 2).map(usize::from);
        match *page.get(begin)? {
            LEAF => {
                for nth in 0..count {
                    self.row(page, cell(8, nth)?)?;
                }
            }
            INNER => {
                open.push(u32_at(page, begin.checked_add(8)?)?);
                for nth in (0..count).rev() {
                    open.push(u32_at(page, cell(12, nth)?)?);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// A page that was not read before.
    fn take<'a>(&mut self, number: u32) -> Option<&'a [u8]>
    where
        Self: 'a,
    {
        let page = self.database.page(number)?;
        self.seen.insert(number).then_some(page)
    }

    /// The row at a place of a leaf.
    fn row(&mut self, page: &[u8], at: usize) -> Option<()> {
        let cell = page.get(at..)?;
        let (length, cell) = varint(cell)?;
        let (id, cell) = varint(cell)?;
        let length = usize::try_from(length).ok()?;
        self.left = self.left.checked_sub(length)?;
        let here = self.local_length(length)?;
        let local = cell.get(..here)?;
        let values = if here == length {
            record(local, self.database.encoding)?
        } else {
            let first = u32_at(cell, here)?;
            record(&self.overflowing(local, length, first)?, self.database.encoding)?
        };
        self.rows.push(Row { id: i64::from_be_bytes(id.to_be_bytes()), values });
        Some(())
    }

    /// How much of a row of this length stands on its leaf.
    fn local_length(&self, length: usize) -> Option<usize> {
        let usable = self.database.usable;
        let most = usable.checked_sub(35)?;
        if length <= most {
            return Some(length);
        }
        let least = usable.checked_sub(12)?.checked_mul(32)?.checked_div(255)?.checked_sub(23)?;
        let rest = least.checked_add(length.checked_sub(least)?.checked_rem(usable.checked_sub(4)?)?)?;
        Some(if rest <= most { rest } else { least })
    }

    /// A row with what of it stands on pages of its own.
    fn overflowing(&mut self, local: &[u8], length: usize, first: u32) -> Option<Vec<u8>> {
        let mut whole = local.to_vec();
        let mut next = first;
        while whole.len() < length {
            let page = self.take(next)?;
            next = u32_at(page, 0)?;
            let part = page.get(4..)?;
            whole.extend_from_slice(part.get(..part.len().min(length - whole.len()))?);
        }
        Some(whole)
    }
}

impl Table {
    /// For each row what it has in these columns, nothing where there is no such column.
    pub fn select<const N: usize>(&self, names: [&str; N]) -> impl Iterator<Item = [Value; N]> {
        let places =
            names.map(|name| self.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name)));
        self.rows.iter().map(move |row| places.map(|place| self.value(row, place)))
    }

    fn value(&self, row: &Row, place: Option<usize>) -> Value {
        let Some(place) = place else { return Value::Null };
        let is_id = self.columns.get(place).is_some_and(|column| column.is_row_id);
        match row.values.get(place) {
            Some(Value::Null) if is_id => Value::Integer(row.id),
            Some(value) => value.clone(),
            None => Value::Null,
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes_at(bytes, at).map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes_at(bytes, at).map(u32::from_be_bytes)
}

fn cut() -> Unreadable {
    Unreadable::damaged("the database is cut off", "export it again, and copy it whole")
}

fn damaged(what: impl std::fmt::Display) -> Unreadable {
    Unreadable::damaged(format!("the database is damaged: {what}"), "export it again, and copy it whole")
}

fn in_log_mode() -> Unreadable {
    Unreadable::damaged(
        "the database keeps its last changes in a file beside it (`-wal`), which would be left out",
        "export a backup in the app; or with both files in one folder: `sqlite3 FILE \"PRAGMA journal_mode=DELETE\"`",
    )
}
