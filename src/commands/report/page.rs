//! The report as a page for browsers: what it tells, put in words and pictures.

use std::collections::BTreeMap;

use super::chart;
use super::chart::{Frame, Point, chart, on_line};
use super::data::{Report, Shape, Step, Streak, Way};
use super::html::{
    Area, Course, Goal, Meaning, Month, Note, Owner, Page, Reward, Square, Streak as StreakRow, Value, Win,
    Year,
};
use super::text::activities;
use crate::commands::shared::words;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::ui::heatmap::Level;

/// The room of a day in a month's picture.
const SQUARE: usize = 10;

/// Values are told for so many months at the most.
const MOST_VALUES: usize = 12;

/// The page.
pub fn page(report: &Report) -> Page {
    Page {
        day: report.day.long().to_string(),
        scope: report.scope(),
        made_by: concat!("goals ", env!("CARGO_PKG_VERSION")),
        goals: report.goals.iter().map(goal).collect(),
        year: (!report.days.is_empty()).then(|| year(report)),
        streaks: report.streaks.iter().map(streak).collect(),
        areas: areas(report),
        wins: report
            .wins
            .iter()
            .map(|win| Win {
                day: win.day.dated().to_string(),
                title: win.title.to_string(),
                area: win.area.clone(),
            })
            .collect(),
        rewards: report
            .rewards
            .iter()
            .map(|reward| Reward {
                code: reward.code.to_string(),
                text: reward.text.clone(),
                mark: reward.mark.clone(),
                state: reward.state,
            })
            .collect(),
        owners: report
            .owners
            .iter()
            .map(|owner| Owner {
                name: owner.name.clone(),
                goals: owner.codes(),
                activities: activities(owner.activities),
            })
            .collect(),
        notes: report
            .notes
            .iter()
            .flatten()
            .map(|note| Note {
                day: note.day.dated().to_string(),
                code: note.code.to_string(),
                title: note.title.to_string(),
                note: note.note.clone(),
            })
            .collect(),
    }
}

fn goal(way: &Way) -> Goal {
    let row = &way.row;
    let alone = |text: &str| alone(text, row.unit.as_deref());
    Goal {
        code: row.code.to_string(),
        title: row.title.to_string(),
        standing: alone(&row.standing),
        percent: row.fraction.map(|share| format!("{:.0} %", (share * 100.0).floor())).unwrap_or_default(),
        pace: alone(&row.pace),
        why: way.why.clone(),
        who: way.who.clone(),
        course: course(way),
    }
}

/// A sentence in which the unit does not turn what follows it around.
fn alone(text: &str, unit: Option<&str>) -> String {
    match unit.filter(|unit| !unit.is_ascii()) {
        Some(unit) => text.replace(unit, &isolated(unit)),
        None => text.to_owned(),
    }
}

/// A text that may be written in either direction, in marks that keep that to itself.
fn isolated(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { format!("\u{2068}{text}\u{2069}") }
}

fn course(way: &Way) -> Option<Course> {
    let (first, last) = (way.course.first()?, way.course.last()?);
    let unit = way.row.unit.as_ref().map(|unit| format!(" {}", isolated(unit))).unwrap_or_default();
    let line: Option<[Point; 2]> = way.line.map(|line| line.map(|step| (step.day, step.amount)));
    let target = way.target();
    let numbers = || way.course.iter().map(|step| step.amount).chain([way.begin, target]);
    let frame = Frame {
        from: first.day,
        to: way.row.by.map_or(last.day, |by| by.max(last.day)),
        low: numbers().min().unwrap_or_default(),
        high: numbers().max().unwrap_or_default(),
    };
    let points: Vec<Point> = way.course.iter().map(|step| (step.day, step.amount)).collect();
    let shape = match way.shape {
        Shape::Stairs => chart::Shape::Stairs,
        Shape::Slopes => chart::Shape::Slopes,
    };
    let pace = line.map(|line| rounded(on_line(line, last.day)));
    let done = format!("{}{unit}", last.amount);
    let wanted = pace.map(|pace| format!("; the pace wants {pace} by then")).unwrap_or_default();
    Some(Course {
        chart: chart(frame, &points, shape, line),
        sentence: format!(
            "From {} on {} to {done} on {}{wanted}. The target is {target}{unit}{}.",
            first.amount,
            first.day.dated(),
            last.day.dated(),
            way.row.by.map(|by| format!(" by {}", by.dated())).unwrap_or_default(),
        ),
        top: format!("{}{unit}", frame.high),
        bottom: frame.low.to_string(),
        from: frame.from.dated().to_string(),
        to: frame.to.dated().to_string(),
        done,
        pace: pace.map(|pace| pace.to_string()),
        values: values(&way.course, line),
    })
}

/// An amount as it is read with ease: one decimal.
fn rounded(amount: Amount) -> Amount {
    Amount::from_thousandths((amount.thousandths() + 50).div_euclid(100) * 100)
}

/// What a course had come to at the end of its months, some of them where there are many, and today.
fn values(course: &[Step], line: Option<[Point; 2]>) -> Vec<Value> {
    let mut ends: BTreeMap<Day, Amount> = BTreeMap::new();
    let (Some(first), Some(last)) = (course.first(), course.last()) else {
        return Vec::new();
    };
    let mut steps = course.iter().peekable();
    let mut amount = first.amount;
    let mut end = first.day.months_end(1);
    loop {
        while let Some(step) = steps.next_if(|step| step.day <= end) {
            amount = step.amount;
        }
        ends.insert(end.min(last.day), amount);
        if end >= last.day {
            break;
        }
        end = end.next().months_end(1);
    }
    let every = ends.len().div_ceil(MOST_VALUES);
    // Counted from the last one back, which is always told.
    let mut told: Vec<Value> = ends
        .into_iter()
        .rev()
        .step_by(every)
        .map(|(day, amount)| Value {
            when: day.month_dated().to_string(),
            done: amount.to_string(),
            pace: line.map(|line| rounded(on_line(line, day)).to_string()),
        })
        .collect();
    told.reverse();
    told
}

fn year(report: &Report) -> Year {
    let first = report.since.max(report.day.plus_months(-12).next());
    let within = || report.days.range(first..).map(|(_, count)| *count);
    let busiest = within().max().unwrap_or(0);
    let mut months = Vec::new();
    let mut begin = first;
    while begin <= report.day {
        let end = begin.months_end(1).min(report.day);
        months.push(month(report, busiest, begin, end));
        begin = end.next();
    }
    let levels = Level::ALL.into_iter().filter_map(|level| {
        let (first, last) = level.counts(busiest)?;
        let text = if first == last { first.to_string() } else { format!("{first} to {last}") };
        Some(Meaning { style: style(level), text })
    });
    let nothing = Meaning { style: "none", text: "nothing".to_owned() };
    let paused = Meaning { style: "rest", text: "a pause".to_owned() };
    let rested = report.paused.range(first..).next().is_some();
    Year {
        sentence: format!(
            "{} on {} since {}; the busiest day had {busiest}.",
            activities(within().sum()),
            words::count(within().count(), "day"),
            first.dated()
        ),
        months,
        shades: std::iter::once(nothing).chain(levels).chain(rested.then_some(paused)).collect(),
    }
}

const fn style(level: Level) -> &'static str {
    match level {
        Level::Little => "l1",
        Level::Less => "l2",
        Level::More => "l3",
        Level::Most => "l4",
    }
}

fn month(report: &Report, busiest: u32, begin: Day, end: Day) -> Month {
    let week_start = report.week_begins.weekday();
    let top = begin.months_begin(1).week_begin(week_start);
    let place = |days: i64| usize::try_from(days).unwrap_or_default() * SQUARE;
    let mut days = Vec::new();
    let mut day = begin;
    while day <= end {
        let (style, text) = match report.days.get(&day) {
            Some(count) => (style(Level::of(*count, busiest)), count.to_string()),
            None if report.paused.contains(&day) => ("rest", "a pause".to_owned()),
            None => ("none", "nothing".to_owned()),
        };
        let at = top.days_to(day);
        days.push(Square {
            x: place(at / 7),
            y: place(at % 7),
            style,
            text: format!("{}: {text}", day.short()),
        });
        day = day.next();
    }
    let done: Vec<u32> = report.days.range(begin..=end).map(|(_, count)| *count).collect();
    let (sum, on) = (done.iter().sum::<u32>(), words::count(done.len(), "day"));
    Month {
        name: begin.month_dated().to_string(),
        sum: if done.is_empty() { "–".to_owned() } else { format!("{sum} on {on}") },
        sentence: format!("{}: {} on {on}", begin.month_dated(), activities(sum)),
        width: place(top.days_to(begin.months_end(1)) / 7 + 1),
        days,
    }
}

fn streak(streak: &Streak) -> StreakRow {
    StreakRow {
        code: streak.code.to_string(),
        title: streak.title.to_string(),
        demand: alone(&streak.demand, streak.unit.as_deref()),
        current: streak.current_in_words(),
        best: streak.best_in_words(),
        rate: streak.rate_in_words(),
        strength: format!("{:.0}", streak.strength),
    }
}

fn areas(report: &Report) -> Vec<Area> {
    let most = report.areas.iter().map(|area| area.activities).max().unwrap_or(1).max(1);
    let told = report.areas.iter().map(|area| Area {
        name: area.name().to_owned(),
        activities: area.activities,
        percent: area.percent(),
        length: area.activities.saturating_mul(1000) / most,
    });
    told.collect()
}

impl Way {
    /// What it is to reach, or how many steps it has.
    fn target(&self) -> Amount {
        self.row.target.unwrap_or(self.whole)
    }
}
