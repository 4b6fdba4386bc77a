//! Lines that mean something to one of the text formats, in any order: each reader ends, and what it gives can be taken in.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveTime, Utc};
use goals::interop::reader::imported::Imported;
use goals::interop::reader::options::{Clock, Groups, ListsAs, Options, Undated};
use goals::interop::reader::source::{Member, Source};
use goals::interop::registry::FORMATS;
use proptest::prelude::{prop, proptest};
use proptest::strategy::Strategy;
use proptest::test_runner::Config;

use crate::outline::day;

/// Reads it as each format, recognised or not.
fn read_as_all(source: &Source) {
    let local = |moment: DateTime<Utc>| moment.naive_utc();
    for (undated, lists_as) in [(Undated::Drop, ListsAs::Parent), (Undated::Today, ListsAs::State)] {
        let options = Options {
            date_order: None,
            undated,
            lists_as: Some(lists_as),
            groups: Groups::Parents,
            every: Vec::new(),
            mapped: Vec::new(),
            clock: Clock { today: day("2026-11-28"), local: &local, day_start: NaiveTime::MIN },
        };
        for format in FORMATS {
            let _ = (format.recognise)(source);
            if let Ok(imported) = (format.read)(source, &options) {
                holds_together(&imported);
            }
        }
    }
}

/// No key stands twice, and what is below something stands behind it.
fn holds_together(imported: &Imported) {
    let mut met = BTreeSet::new();
    for goal in &imported.goals {
        if let Some(parent) = &goal.parent {
            assert!(met.contains(parent), "{parent} comes behind {} or is not there", goal.key);
        }
        assert!(met.insert(goal.key.clone()), "{} stands twice", goal.key);
    }
}

fn one(bytes: Vec<u8>) -> Source {
    Source::File(Member { name: "file".to_owned(), bytes })
}

/// Lines that mean something in one of the formats, in any order and anywhere cut.
fn lines() -> impl Strategy<Value = String> {
    let words = [
        "x ",
        "2026-11-16 ",
        "(A) ",
        "+p ",
        "@c ",
        "rec:1w ",
        "due:2026-12-01 ",
        "Call Ann",
        "- [ ] ",
        "\t- [x] ",
        "🔁 every ",
        "📅 2026-11-20 ",
        "🆔 a ",
        "⛔ a,b ",
        "[due:: 2026-01-01]",
        "(id:: ",
        "* TODO ",
        "** DONE ",
        "#+TODO: A | B\n",
        ":PROPERTIES:\n",
        ":END:\n",
        "SCHEDULED: <2026-11-21 Sat .+2d/4d>",
        "- State \"DONE\" [2026-11-21 Sat 17:57] \\\\\n",
        "BEGIN:VCALENDAR\n",
        "END:VCALENDAR\n",
        "BEGIN:VTODO\n",
        "END:VTODO\n",
        "UID:a\n",
        "SUMMARY:b\n",
        "RELATED-TO:a\n",
        "RRULE:FREQ=WEEKLY;BYDAY=MO\n",
        "RECURRENCE-ID:20261120\n",
        "COMPLETED:20261120T100000Z\n",
        " : ",
        "y",
        "\t",
        "Gym: 3/7\n",
        "! Health\n",
        "0 Run\n",
        "[description:\"a\" status:\"pending\" uuid:\"b\"]\n",
        "\\",
        "\"",
        ":",
        "\n",
        "\r\n",
        "é",
        "---\n",
        "```\n",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(Config { cases: 100, failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_is_read_of_any_lines_holds_together(text in lines(), more in lines()) {
        read_as_all(&one(text.clone().into_bytes()));
        let member = |name: &str, text: String| Member { name: name.to_owned(), bytes: text.into_bytes() };
        read_as_all(&Source::Several(vec![member("a/todo.txt", text), member("habits", more)]));
    }
}
