//! Days and rhythms in the words of Todoist, English or German.

use chrono::Weekday;

use crate::domain::input::cadence_words::{Often, often};
use crate::domain::input::typed_day::{Standpoint, typed};
use crate::domain::value::day::{Day, Look};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Repeats(Often),
    On(Day),
}

/// Nothing for what is not understood. `language` is as Todoist has it: `en`, `de`.
pub(super) fn when(text: &str, language: &str, today: Day) -> Option<When> {
    let words = match language {
        "de" => english(&text.to_lowercase()),
        "" | "en" => text.to_lowercase(),
        _ => return None,
    };
    let words = without_time(&words.replace('!', " ").replace("ev ", "every "));
    let from = Standpoint { today, week_start: Weekday::Mon, look: Look::Around, not_before: today };
    let day = typed(&words, from).ok().map(|(_, day)| When::On(day));
    day.or_else(|| often(&words).ok().filter(|often| often.cadence.repeats()).map(When::Repeats))
}

/// Without the time of day, which goals do not have, and without when a repeat begins or ends.
fn without_time(text: &str) -> String {
    const BEHIND: [&str; 5] = [" at ", " starting ", " until ", " ending ", " from "];
    let cut = BEHIND.iter().fold(text, |text, word| text.split_once(word).map_or(text, |(before, _)| before));
    let words = cut.split_whitespace().filter(|word| !is_time(word));
    words.collect::<Vec<_>>().join(" ")
}

/// `9:00`, `9am`.
fn is_time(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let hour = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    let clock =
        hour.unwrap_or(word).split_once(':').is_some_and(|(hour, minute)| digits(hour) && digits(minute));
    clock || hour.is_some_and(digits)
}

/// German words in the order they stand, each in English: both say these things alike.
fn english(text: &str) -> String {
    const WORDS: [(&[&str], &str); 48] = [
        (&["jeden", "jede", "jedes", "alle"], "every"),
        (&["tag", "tage", "tagen"], "days"),
        (&["woche", "wochen"], "weeks"),
        (&["monat", "monate", "monaten"], "months"),
        (&["quartal", "quartale"], "quarter"),
        (&["jahr", "jahre", "jahren"], "years"),
        (&["täglich"], "daily"),
        (&["wöchentlich"], "weekly"),
        (&["monatlich"], "monthly"),
        (&["vierteljährlich"], "quarterly"),
        (&["jährlich"], "yearly"),
        (&["werktag", "werktage", "werktags", "arbeitstag"], "weekday"),
        (&["wochenende", "wochenenden"], "weekend"),
        (&["zweiten", "zweite", "zweites", "anderen"], "other"),
        (&["dritten", "dritte", "drittes"], "third"),
        (&["ersten"], "1st"),
        (&["letzten"], "last"),
        (&["heute"], "today"),
        (&["gestern"], "yesterday"),
        (&["morgen"], "tomorrow"),
        (&["und"], "and"),
        (&["um"], "at"),
        (&["ab"], "starting"),
        (&["bis"], "until"),
        (&["montag", "mo", "montags"], "mon"),
        (&["dienstag", "di", "dienstags"], "tue"),
        (&["mittwoch", "mi", "mittwochs"], "wed"),
        (&["donnerstag", "do", "donnerstags"], "thu"),
        (&["freitag", "fr", "freitags"], "fri"),
        (&["samstag", "sa", "samstags", "sonnabend"], "sat"),
        (&["sonntag", "so", "sonntags"], "sun"),
        (&["januar", "jan", "jänner"], "jan"),
        (&["februar", "feb"], "feb"),
        (&["märz", "mär"], "mar"),
        (&["april", "apr"], "apr"),
        (&["mai"], "may"),
        (&["juni", "jun"], "jun"),
        (&["juli", "jul"], "jul"),
        (&["august", "aug"], "aug"),
        (&["september", "sep", "sept"], "sep"),
        (&["oktober", "okt"], "oct"),
        (&["november", "nov"], "nov"),
        (&["dezember", "dez"], "dec"),
        (&["am", "den", "der"], ""),
        (&["uhr"], ""),
        (&["nächste", "nächsten", "nächstes"], "next"),
        (&["diese", "diesen", "dieses"], "this"),
        (&["in"], "in"),
    ];
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', '!']);
        let whole = bare.trim_end_matches('.');
        let known = WORDS.iter().find(|(german, _)| german.contains(&whole)).map(|(_, english)| *english);
        let ordinal = || {
            let number = bare.strip_suffix('.')?;
            number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.to_owned())
        };
        let mut english = known.map(ToOwned::to_owned).or_else(ordinal).unwrap_or_else(|| bare.to_owned());
        english.push_str(if word.ends_with(',') { "," } else { "" });
        english
    };
    text.split_whitespace().map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
