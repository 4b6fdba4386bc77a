//! Loop Habit Tracker: its folder of tables or the zip of it, its one table of all habits, its backup.

mod backup;
mod checkmarks;
mod folder;
mod habit;
mod value;

use crate::interop::containers::sqlite;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::Imported;
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;

pub(crate) const FORMAT: Format = Format { kind: "loop", tool: "Loop Habit Tracker", recognise, read };

fn recognise(source: &Source) -> Recognised {
    if folder::list(source).is_some() {
        return Recognised::Yes;
    }
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "there is no `Habits.csv` with the columns of Loop");
    };
    if sqlite::is_log(&member.bytes) {
        return Recognised::Yes;
    }
    if sqlite::is_sqlite(&member.bytes) {
        return match backup::open(&member.bytes) {
            Ok(None) => {
                Recognised::no(Near::SameKind, "the database has no tables `Habits` and `Repetitions`")
            }
            Ok(Some(_)) => Recognised::Yes,
            // What is wrong with it is said when it is read.
            Err(_) if names_its_tables(&member.bytes) => Recognised::Yes,
            Err(error) => Recognised::no(Near::SameKind, error.what),
        };
    }
    match member.utf8() {
        Some(text) if checkmarks::is_table(text) => Recognised::Yes,
        Some(text) if text.starts_with("Date,Value,Notes") => Recognised::no(
            Near::Almost,
            "it is the table of one habit, whose name stands in `Habits.csv`: import the whole folder or zip",
        ),
        Some(text) if text.starts_with("Date,") => Recognised::no(
            Near::SameKind,
            "its rows are not dates and values of Loop with a comma at the end",
        ),
        _ => Recognised::no(Near::Not, "it is neither a table nor a backup of Loop"),
    }
}

/// Whether a database that can't be opened was one of Loop: its beginning names its tables, in one byte a letter or in
/// two.
fn names_its_tables(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"Repetitions";
    let wide: Vec<u8> = NAME.iter().flat_map(|letter| [*letter, 0]).collect();
    let begins = bytes.get(..65_536).unwrap_or(bytes);
    begins.windows(NAME.len()).any(|part| part == NAME) || begins.windows(wide.len()).any(|part| part == wide)
}

fn read(source: &Source, _: &Options<'_>) -> Result<Imported, Unreadable> {
    if let Some((list, rows)) = folder::list(source) {
        return folder::read(source, list, &rows);
    }
    let not_loop = || Unreadable::damaged("it is nothing that Loop writes", "export it again in Loop");
    let member = source.single().ok_or_else(not_loop)?;
    if sqlite::is_log(&member.bytes) {
        return Err(Unreadable::damaged(
            "it is the log that lies beside a database, and not the database",
            "export a full backup in Loop, and import that",
        ));
    }
    if sqlite::is_sqlite(&member.bytes) {
        return backup::open(&member.bytes)?.ok_or_else(not_loop).and_then(|backup| backup::read(&backup));
    }
    checkmarks::read(text(member).ok_or_else(not_loop)?)
}

fn text(member: &Member) -> Option<&str> {
    member.utf8()
}
