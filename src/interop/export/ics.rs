//! A feed for calendars: when goals are due.

use chrono::{DateTime, Utc, Weekday};

use super::chosen::Chosen;
use super::text::one_line;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::month_days::from_ordinal;

/// A line has so many octets at most.
const OCTETS: usize = 75;

/// Calendars ask again after so long.
const REFRESH: &str = "PT6H";

/// An event for each goal that has a due date: all day, for one-off goals on their `--by`, or on the day they are
/// planned for; for repeating ones again and again, on the last day of each period. `now` is the moment of writing.
pub fn write(chosen: &Chosen<'_>, now: DateTime<Utc>) -> String {
    let mut feed = Feed { text: String::new(), stamp: now.format("%Y%m%dT%H%M%SZ").to_string() };
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//goals//export//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Goals",
        &format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"),
    ] {
        feed.line(line);
    }
    for goal in chosen.goals() {
        let is_told = chosen.is_task(goal) && chosen.judge.status(goal) != Status::Done;
        for event in if is_told { events(chosen, goal) } else { Vec::new() } {
            feed.event(chosen, goal, &event);
        }
    }
    feed.line("END:VCALENDAR");
    feed.text
}

/// A day, and how it comes again.
struct Event {
    day: Day,
    rule: Option<String>,
}

fn events(chosen: &Chosen<'_>, goal: &Goal) -> Vec<Event> {
    if !chosen.repeats(goal) {
        let day = goal.by.or_else(|| chosen.judge.planned_day(goal));
        return day.map(|day| Event { day, rule: None }).into_iter().collect();
    }
    let Some(first) = chosen.first_due(goal) else { return Vec::new() };
    let cadence = chosen.judge.cadence(goal);
    let week_start = chosen.judge.state.settings.week_start_on(chosen.judge.today);
    let until = chosen.last_day(goal).map(|day| format!(";UNTIL={}", basic(day))).unwrap_or_default();
    let rules = rules(cadence, first, week_start);
    let event = |(fits, rule): (Option<Cadence>, String)| {
        // Each rule begins on a day that is its own.
        let own = |day: &Day| fits.is_none_or(|fits| holds(fits, *day));
        let mut days = (0..366).map(|days| first.plus(days));
        Some(Event { day: days.find(own)?, rule: Some(rule + &until) })
    };
    let found: Vec<Event> = rules.into_iter().filter_map(event).collect();
    found.into_iter().filter(|event| chosen.last_day(goal).is_none_or(|last| event.day <= last)).collect()
}

fn holds(cadence: Cadence, day: Day) -> bool {
    match cadence {
        Cadence::On(days) => days.holds(day),
        Cadence::OnDates(days) => days.holds(day),
        _ => true,
    }
}

/// How a cadence comes again, in one rule or several, each with the days it holds on, where they are some of the
/// calendar's.
fn rules(cadence: Cadence, first: Day, week_start: Weekday) -> Vec<(Option<Cadence>, String)> {
    let week = |count: u16| {
        let weekday = two_letters(first.weekday());
        format!("FREQ=WEEKLY{};WKST={};BYDAY={weekday}", interval(count), two_letters(week_start))
    };
    let month_end = |count: u16| format!("FREQ=MONTHLY{};BYMONTHDAY=-1", interval(count));
    let rule = match cadence {
        Cadence::Once => return Vec::new(),
        Cadence::OnDates(_) => return month_rules(cadence),
        Cadence::Day => "FREQ=DAILY".to_owned(),
        Cadence::On(days) => {
            let named: Vec<&str> = days.weekdays().map(two_letters).collect();
            return vec![(Some(cadence), format!("FREQ=WEEKLY;BYDAY={}", named.join(",")))];
        }
        Cadence::Week => week(1),
        Cadence::Weeks(count) => week(count),
        Cadence::Month => month_end(1),
        Cadence::Quarter => month_end(3),
        Cadence::Months(count) => month_end(count),
        Cadence::Year => "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31".to_owned(),
        Cadence::Window(days) => format!("FREQ=DAILY;INTERVAL={days}"),
    };
    vec![(None, rule)]
}

fn interval(count: u16) -> String {
    if count == 1 { String::new() } else { format!(";INTERVAL={count}") }
}

/// Days of the month: dates that each month has are one rule, weekdays another. The 29th and the 30th are a rule each,
/// for where a month is too short its last day is meant.
fn month_rules(cadence: Cadence) -> Vec<(Option<Cadence>, String)> {
    let Cadence::OnDates(days) = cadence else { return Vec::new() };
    let mut rules = Vec::new();
    let mut dates = Vec::new();
    let mut weekdays = Vec::new();
    for name in days.names() {
        let Ok(only) = name.parse::<Cadence>() else { continue };
        match (name.split_once('-'), from_ordinal(&name)) {
            (_, Some(date @ 29..)) => {
                let through: Vec<String> = (28..=date).map(|date| date.to_string()).collect();
                rules
                    .push((Some(only), format!("FREQ=MONTHLY;BYMONTHDAY={};BYSETPOS=-1", through.join(","))));
            }
            (_, Some(date)) => dates.push((name.clone(), date.to_string())),
            (Some(("last", "day")), _) => dates.push((name.clone(), "-1".to_owned())),
            (Some((nth, weekday)), _) => {
                let nth = if nth == "last" { "-1" } else { nth.get(..1).unwrap_or("1") };
                let weekday = weekday.get(..2).unwrap_or_default().to_ascii_uppercase();
                weekdays.push((name.clone(), format!("{nth}{weekday}")));
            }
            (None, None) => {}
        }
    }
    for (part, key) in [(dates, "BYMONTHDAY"), (weekdays, "BYDAY")] {
        let (names, values): (Vec<String>, Vec<String>) = part.into_iter().unzip();
        if let Ok(only) = names.join(",").parse() {
            rules.push((Some(only), format!("FREQ=MONTHLY;{key}={}", values.join(","))));
        }
    }
    rules
}

fn two_letters(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// `20261118`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A text as a value: what parts values, and backslashes, stand behind one.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

struct Feed {
    text: String,
    /// The moment of writing, as each event has to have one.
    stamp: String,
}

impl Feed {
    fn event(&mut self, chosen: &Chosen<'_>, goal: &Goal, event: &Event) {
        let tree = &chosen.judge.state.tree;
        self.line("BEGIN:VEVENT");
        // Days of the month may take several events, of which each is one for itself.
        let part = event.rule.as_deref().and_then(part).map(|part| format!("-{part}")).unwrap_or_default();
        self.line(&format!("UID:{}{part}@goals.invalid", goal.id));
        let stamp = format!("DTSTAMP:{}", self.stamp);
        self.line(&stamp);
        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
        self.line(&format!("DTEND;VALUE=DATE:{}", basic(event.day.next())));
        if let Some(rule) = &event.rule {
            self.line(&format!("RRULE:{rule}"));
        }
        self.line(&format!("SUMMARY:{}", escaped(goal.title.as_str())));
        let asked = asked(chosen, goal);
        let described: Vec<String> =
            asked.into_iter().chain(goal.why.clone()).map(|text| escaped(&text)).collect();
        if !described.is_empty() {
            self.line(&format!("DESCRIPTION:{}", described.join("\\n")));
        }
        if let Some(area) = tree.area(goal.id) {
            self.line(&format!("CATEGORIES:{}", escaped(area)));
        }
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// A line, folded between characters.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// What tells an event of a goal from its others; nothing for the first kind.
fn part(rule: &str) -> Option<&'static str> {
    if rule.contains("BYSETPOS") {
        return Some(if rule.contains(",30") { "30" } else { "29" });
    }
    (rule.starts_with("FREQ=MONTHLY;BYDAY")).then_some("weekdays")
}

/// `12 emails`, where more is asked for than to do it once.
fn asked(chosen: &Chosen<'_>, goal: &Goal) -> Option<String> {
    let schedule = chosen.judge.schedule(goal);
    let Some(Bound::AtLeast(target)) = schedule.bound else { return None };
    let unit = schedule.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    Some(format!("{target}{unit}"))
}
