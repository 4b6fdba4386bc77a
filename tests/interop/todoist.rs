//! Todoist. The counts are those of a person who read the sample.

use goals::interop::reader::source::{Member, Source};
use proptest::prelude::proptest;

use crate::coming_in::comes_in;
use crate::outline::{dropped, file, goal, outline, read, read_or_refused, read_sample};

const HEADER: &str = "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,\
                      DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG";

fn task(content: &str, indent: u32, date: &str, language: &str) -> String {
    format!("task,{content},,4,{indent},,,{date},{language},Europe/Berlin,,,,\n")
}

fn table(rows: &[String]) -> String {
    format!("{HEADER}\n{}", rows.concat())
}

#[test]
fn tasks_sections_and_comments_come_in() {
    let imported = read_sample("todoist/Home.csv");
    assert_eq!(
        outline(&imported),
        [
            "Garden",
            "prio 1",
            "Gießen, dann düngen; below Garden; in draußen; who Ann; every day; why mit der Kanne",
            "Kein Häkchen; below Garden/Gießen, dann düngen; why two lines and \"quotes\"",
            "pay the bill; below Garden; by 2026-12-01",
            "review; below Garden; every 3d",
        ]
    );
    assert_eq!(imported.guessed, ["a line without a box is a goal: Kein Häkchen"]);
    assert_eq!(
        dropped(&imported),
        [
            "3 priorities",
            "1 label behind the first of a task",
            "1 duration",
            "1 date of a task that has a deadline"
        ]
    );
}

/// Seen from Saturday 28 November 2026.
#[test]
fn dates_are_understood_in_english_and_german() {
    for (date, language, expected) in [
        ("every day", "en", "every day"),
        ("every! 3 days", "en", "every 3d"),
        ("every mon at 9am", "en", "every mon"),
        ("every weekday 18:30", "en", "every weekday"),
        ("every other week", "en", "every 2w"),
        ("every 3 months starting 1 Jan", "en", "every 3m"),
        ("jeden Tag", "de", "every day"),
        ("jeden Montag um 9 Uhr", "de", "every mon"),
        ("alle 2 Wochen", "de", "every 2w"),
        ("alle! 10 Tage", "de", "every 10d"),
        ("jeden Werktag", "de", "every weekday"),
        ("jeden Mo und Do", "de", "every mon,thu"),
        ("wöchentlich", "de", "every week"),
        ("jeden zweiten Tag", "de", "every 2d"),
        ("9 Dec", "en", "by 2026-12-09"),
        ("9. Dez.", "de", "by 2026-12-09"),
        ("3. März 2027", "de", "by 2027-03-03"),
        ("2026-12-24", "en", "by 2026-12-24"),
        ("morgen", "de", "by 2026-11-29"),
        ("tomorrow at 10:00", "en", "by 2026-11-29"),
    ] {
        let imported = read(&file("a.csv", table(&[task("A", 1, date, language)])));
        assert_eq!(outline(&imported), [format!("A; {expected}")], "{date}");
    }
    let imported =
        read(&file("a.csv", table(&[task("A", 1, "chaque jour", "fr"), task("B", 1, "soonish", "en")])));
    assert_eq!(outline(&imported), ["A", "B"]);
    assert_eq!(dropped(&imported), ["2 dates that were not understood"]);
    assert_eq!(imported.dropped.kinds()[0].names, ["chaque jour", "soonish"]);
}

#[test]
fn a_zip_of_projects_has_each_above_its_tasks() {
    let member = |name: &str, rows: &[String]| Member { name: name.to_owned(), bytes: table(rows).into() };
    let home = member("Home [220].csv", &[task("Milk", 1, "", ""), task("Bread", 1, "", "")]);
    let work = member("Work [221].csv", &[task("Milk", 1, "", "")]);
    let imported = read(&Source::Several(vec![home, work]));
    assert_eq!(outline(&imported), ["Home", "Milk; below Home", "Bread; below Home", "Milk; in Work"]);
    assert_eq!(goal(&imported, "Work/Milk").title.as_str(), "Milk");
}

#[test]
fn it_comes_in_is_taken_back_and_adds_nothing_again() {
    comes_in("todoist/Home.csv", &[], &[("goals", 6)]);
}

proptest! {
    #[test]
    fn any_rows_are_read_or_refused(rows in "([a-z]{0,4},){0,3}[ -~\n]{0,80}") {
        read_or_refused(&file("a.csv", format!("{HEADER}\n{rows}")));
    }

    #[test]
    fn any_words_for_a_date_are_a_day_or_listed(words in "[a-zA-Zäöü0-9 .!:-]{0,30}", german in proptest::bool::ANY) {
        let language = if german { "de" } else { "en" };
        read_or_refused(&file("a.csv", table(&[task("A", 1, &words, language)])));
    }
}
