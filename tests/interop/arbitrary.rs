//! Whatever bytes a file holds: it is recognised or not, read or refused, and nothing more. Of the same bytes it is always
//! the same.

use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Utc};
use goals::domain::value::day::Day;
use goals::interop::reader::options::{Clock, DateOrder, Groups, ListsAs, Options, Undated};
use goals::interop::reader::source::{Member, Source};
use goals::interop::registry::{FORMATS, recognise};
use proptest::prelude::*;

use crate::coming_in::sample;

/// Each way in which a file can be asked to be read, for a machine an hour east of Greenwich.
fn with_options(read: impl Fn(&Options<'_>)) {
    let local = |moment: chrono::DateTime<Utc>| -> NaiveDateTime {
        moment.naive_utc().checked_add_signed(TimeDelta::hours(1)).unwrap_or(moment.naive_utc())
    };
    let today: Day = "2026-12-01".parse().expect("a day");
    let clock = Clock { today, local: &local, day_start: NaiveTime::MIN };
    for (date_order, undated, lists_as, groups) in [
        (None, Undated::Drop, None, Groups::Parents),
        (Some(DateOrder::DayMonthYear), Undated::Today, Some(ListsAs::Parent), Groups::Parents),
        (Some(DateOrder::MonthDayYear), Undated::Drop, Some(ListsAs::State), Groups::ParentsAndAreas),
    ] {
        let (every, mapped) = (Vec::new(), vec!["Yoga".to_owned()]);
        read(&Options { date_order, undated, lists_as, groups, every, mapped, clock });
    }
}

/// Shows a source to each format, whether it says that it is of it or not.
fn shown_to_all(source: &Source) {
    for format in FORMATS {
        let recognised = (format.recognise)(source);
        assert_eq!((format.recognise)(source), recognised);
        with_options(|options| {
            let read = (format.read)(source, options);
            assert_eq!((format.read)(source, options), read, "{}", format.tool);
            if let Ok(imported) = read {
                let mut keys: Vec<&str> = imported.goals.iter().map(|goal| goal.key.as_str()).collect();
                keys.sort_unstable();
                let count = keys.len();
                keys.dedup();
                assert_eq!(keys.len(), count, "{}: no key is there twice", format.tool);
            }
        });
    }
}

fn file(name: &str, bytes: &[u8]) -> Source {
    Source::File(Member { name: name.to_owned(), bytes: bytes.to_vec() })
}

/// The samples that are single files and short.
fn samples() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![sample("")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.metadata().expect("a file").len() < 20_000 {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a sample")
}

#[test]
fn a_sample_cut_anywhere_is_read_or_refused() {
    for path in samples() {
        let whole = bytes(&path);
        for part in 0..12 {
            let cut = whole.len() * part / 12;
            shown_to_all(&file("sample", &whole[..cut]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        shown_to_all(&file("bytes", &bytes));
        drop(recognise(&file("bytes", &bytes)));
    }

    /// Headers that are known, and cells that are nearly right.
    #[test]
    fn any_table_is_read_or_refused(
        header in proptest::collection::vec(
            proptest::sample::select(vec![
                "Date", "Day", "Month", "Year", "Habit", "Value", "Title", "Due", "Done", "Yoga (min)", "Note",
                "HabitName", "CalendarDate", "full_date", "activities", "",
            ]),
            1..6,
        ),
        rows in proptest::collection::vec(
            proptest::collection::vec("[0-9]{1,5}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|2026-[0-9]{2}-[0-9]{2}|-?[0-9.,' ]{1,9}|x|skip|\"|[a-zäé|;\n\"]{0,6}", 0..7),
            0..8,
        ),
        separator in proptest::sample::select(vec![",", ";", "\t"]),
    ) {
        let lines = std::iter::once(header.join(separator)).chain(rows.iter().map(|row| row.join(separator)));
        let text = lines.collect::<Vec<_>>().join("\r\n");
        shown_to_all(&file("table", text.as_bytes()));
    }

    #[test]
    fn a_sample_with_a_few_bytes_changed_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let all = samples();
        let mut changed = bytes(&all[which.index(all.len())]);
        for (place, byte) in changes {
            if !changed.is_empty() {
                let place = place.index(changed.len());
                changed[place] = byte;
            }
        }
        shown_to_all(&file("changed", &changed));
    }
}
