//! The thirty goals of a store, and which of them are checked off how often on a day.

use chrono::{Datelike, NaiveDate};

use crate::chance;

/// A goal, and when it is checked off.
#[derive(Clone)]
pub(crate) struct Goal {
    pub(crate) code: String,
    pub(crate) title: String,
    /// The code of the goal above it.
    pub(crate) above: Option<&'static str>,
    /// The code of the goal that comes before it.
    pub(crate) after: Option<&'static str>,
    schedule: Vec<String>,
    others: Vec<String>,
    rhythm: Rhythm,
    /// What one check-off adds.
    pub(crate) adds: u32,
}

/// When a goal is checked off.
#[derive(Clone, Copy)]
enum Rhythm {
    /// What is below it is.
    Below,
    /// On these days of the week (Monday is the lowest bit), so many times; now and then missed.
    On(u8, usize),
    /// The same, never missed.
    Always(usize),
    /// On one day of so many.
    Every(i32),
    /// On the tenth of a month.
    Monthly,
    /// On the tenth of a quarter's second month.
    Quarterly,
    /// Once, so many days after the beginning.
    Step(i64),
    /// As often as it takes to come to the day's number.
    Rest,
}

const DAILY: u8 = 0b111_1111;
const WORKING: u8 = 0b001_1111;

/// One day in so many is missed, one missed day in so many is excused.
const MISSED: u64 = 40;
const EXCUSED: u64 = 3;

/// The goal that is paused for ten days a year, with what is below it.
pub(crate) const PAUSED: &str = "gp";

/// What happens to a goal on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// So many check-offs.
    Checks(usize),
    /// It is skipped.
    Skip,
}

/// Thirty goals as people have them: two macro goals with feeds, one with steps, habits of every cadence.
pub(crate) fn typical() -> Vec<Goal> {
    use Rhythm::{Below, Every, Monthly, On, Quarterly, Rest, Step};
    const END: &str = "2036-12-31";
    let goal = |code: &str, title: &str, rhythm| Goal::new(code.to_owned(), title.to_owned(), rhythm);
    vec![
        goal(PAUSED, "Publish 500 guest posts", Below).of(500, "posts").by(END),
        goal("post", "Guest post of the week", Below).below(PAUSED).every("week").feeding("1"),
        goal("pitch", "Pitch websites", On(0b000_1111, 3)).below("post").every("week").of(12, "emails"),
        goal("fu", "Follow up", On(0b001_0001, 1)).below("post").every("week").of(2, "answers"),
        goal("outl", "Outline", On(0b000_0010, 1)).below("post").every("week"),
        goal("write", "Write", On(WORKING, 2)).below("post").every("week").of(10, "blocks"),
        goal("ed", "Edit", On(0b001_0000, 1)).below("post").every("week"),
        goal("pub", "See it published", On(0b010_0000, 1)).below("post").every("week"),
        goal("nl", "Launch the newsletter", Below).of(30_000, "readers").by(END),
        goal("tool", "Choose a tool", Step(0)).below("nl"),
        goal("hi", "Write the welcome", Step(1)).below("nl").following("tool"),
        goal("out", "Announce it", Step(3)).below("nl").following("hi"),
        goal("ask", "Invite readers", On(DAILY, 5)).below("nl").every("day").of(5, "readers").feeding("sum"),
        goal("mara", "Run 20,000 km", Below).of(20_000, "km").by(END),
        goal("run", "Run", On(0b010_1010, 1))
            .adding(7)
            .below("mara")
            .every("week")
            .of(20, "km")
            .feeding("sum"),
        goal("gym", "Gym", On(0b001_0101, 1)).below("mara").every("mon,wed,fri"),
        goal("bend", "Stretch", On(WORKING, 1)).below("mara").every("weekday"),
        goal("c", "Drink water", On(DAILY, 8)).every("day").of(8, "cups").area("health"),
        goal("med", "Vitamins", On(DAILY, 1)).every("day").area("health"),
        goal("sweet", "Sweets", On(0b100_1010, 1)).every("week").at_most(4, "sweets").area("health"),
        goal("up", "Stand up", Rest).every("day").of(36, "times").area("health"),
        goal("kids", "Time with the children", On(DAILY, 1)).every("day").area("family"),
        goal("call", "Call the parents", On(0b100_0100, 1)).every("week").of(2, "calls").area("family"),
        goal("plant", "Water the plants", Every(3)).every("3d").area("home"),
        goal("tidy", "Tidy up", On(0b110_0000, 1)).every("weekend").area("home"),
        goal("read", "Read", On(DAILY, 6)).adding(5).every("day").of(30, "pages").area("mind"),
        goal("word", "Learn words", On(DAILY, 10)).every("day").of(10, "words").area("mind"),
        goal("mail", "Answer messages", On(WORKING, 20)).every("weekday").of(20, "messages").area("work"),
        goal("money", "Look at the budget", Monthly).every("month").area("money"),
        goal("tax", "Hand in the figures", Quarterly).every("quarter").area("money"),
    ]
}

/// Thirty daily goals that are done every day.
pub(crate) fn unbroken() -> Vec<Goal> {
    let daily = |number: usize| {
        let code = if number == 0 { "c".to_owned() } else { format!("h{number:02}") };
        let rhythm = Rhythm::Always(if number < 10 { 4 } else { 3 });
        Goal::new(code, format!("Habit {number:02}"), rhythm).every("day").of(3, "times")
    };
    (0..30).map(daily).collect()
}

/// What happens on a day: `number` check-offs, and the skips. It hangs on the day alone, and for steps on
/// the first day: the last days of a long store are those of a short one.
pub(crate) fn deeds(goals: &[Goal], day: NaiveDate, first: NaiveDate, number: usize) -> Vec<(&Goal, Deed)> {
    let planned: Vec<(&Goal, Deed)> = goals
        .iter()
        .enumerate()
        .filter_map(|(place, goal)| Some((goal, goal.deed(place, goals, day, first)?)))
        .collect();
    let checks = planned.iter().map(|(_, deed)| deed.checks()).sum::<usize>();
    let rest = number.checked_sub(checks).expect("a day's goals leave room");
    let filler = goals.iter().find(|goal| matches!(goal.rhythm, Rhythm::Rest));
    assert!(filler.is_some() || rest == 0, "{rest} check-offs belong to no goal");
    planned.into_iter().chain(filler.map(|goal| (goal, Deed::Checks(rest)))).collect()
}

/// Whether the goal that is paused once a year is, on this day.
pub(crate) fn is_paused(day: NaiveDate) -> bool {
    day.month() == 8 && day.day() <= 10
}

impl Deed {
    fn checks(self) -> usize {
        match self {
            Self::Checks(number) => number,
            Self::Skip => 0,
        }
    }
}

impl Goal {
    fn new(code: String, title: String, rhythm: Rhythm) -> Self {
        let (schedule, others) = (Vec::new(), Vec::new());
        Self { code, title, above: None, after: None, schedule, others, rhythm, adds: 1 }
    }

    fn below(self, code: &'static str) -> Self {
        Self { above: Some(code), ..self }
    }

    fn following(self, code: &'static str) -> Self {
        Self { after: Some(code), ..self }
    }

    fn adding(self, adds: u32) -> Self {
        Self { adds, ..self }
    }

    fn every(self, cadence: &str) -> Self {
        self.scheduled(format!(r#""every":"{cadence}""#))
    }

    fn of(self, target: u32, unit: &str) -> Self {
        self.scheduled(format!(r#""target":{target},"unit":"{unit}""#))
    }

    fn at_most(self, most: u32, unit: &str) -> Self {
        self.scheduled(format!(r#""at-most":{most},"unit":"{unit}""#))
    }

    fn scheduled(mut self, field: String) -> Self {
        self.schedule.push(field);
        self
    }

    fn by(self, day: &str) -> Self {
        self.with(format!(r#""by":"{day}""#))
    }

    fn feeding(self, feeds: &str) -> Self {
        self.with(format!(r#""feeds":"{feeds}""#))
    }

    fn area(self, area: &str) -> Self {
        self.with(format!(r#""area":"{area}""#))
    }

    fn with(mut self, field: String) -> Self {
        self.others.push(field);
        self
    }

    /// Its fields as the journal has them, without names and neighbours.
    pub(crate) fn fields(&self) -> String {
        let schedule = format!(r#""schedule":{{{}}}"#, self.schedule.join(","));
        std::iter::once(&schedule).chain(&self.others).map(String::as_str).collect::<Vec<_>>().join(",")
    }

    fn deed(&self, place: usize, goals: &[Self], day: NaiveDate, first: NaiveDate) -> Option<Deed> {
        let times = match self.rhythm {
            Rhythm::Below | Rhythm::Rest => 0,
            Rhythm::On(days, times) => times * usize::from(holds(days, day)),
            Rhythm::Always(times) => times,
            Rhythm::Every(days) => usize::from(day.num_days_from_ce() % days == 0),
            Rhythm::Monthly => usize::from(day.day() == 10),
            Rhythm::Quarterly => usize::from(day.day() == 10 && day.month() % 3 == 2),
            Rhythm::Step(days) => usize::from((day - first).num_days() == days),
        };
        if times == 0 || (is_paused(day) && self.is_below(goals, PAUSED)) {
            return None;
        }
        let lot = chance::of(day, place);
        let is_sure = matches!(self.rhythm, Rhythm::Always(_) | Rhythm::Step(_));
        if is_sure || !lot.is_multiple_of(MISSED) {
            return Some(Deed::Checks(times));
        }
        (lot / MISSED).is_multiple_of(EXCUSED).then_some(Deed::Skip)
    }

    fn is_below(&self, goals: &[Self], code: &str) -> bool {
        self.above.is_some_and(|above| {
            above == code
                || goals.iter().find(|goal| goal.code == above).is_some_and(|goal| goal.is_below(goals, code))
        })
    }
}

fn holds(days: u8, day: NaiveDate) -> bool {
    days & (1 << day.weekday().num_days_from_monday()) != 0
}
