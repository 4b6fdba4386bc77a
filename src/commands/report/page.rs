//! The report as a page for browsers: what it tells, put in words and pictures.

use std::collections::BTreeMap;

use super::big_goal::BigGoal;
use super::came::{Came, Done, New};
use super::chart::{Frame, Point, chart, on_line};
use super::html::{CameRow, CameView, Course, Goal, Meaning, Month, Page, Square, Stand, Value, Year};
use super::summary::{DAYS, Report};
use super::timeline::Bar;
use super::{lead, plan_page};
use crate::commands::shared::html::Total;
use crate::commands::shared::html::{isolated, with_unit_isolated};
use crate::commands::shared::words;
use crate::domain::report::week::Kept;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;
use crate::ui::heatmap::Level;

/// The room of a day in a month's picture.
const SQUARE: usize = 10;

/// Values are told for so many months at the most.
const MOST_VALUES: usize = 12;

pub(super) fn page<'r>(report: &'r Report<'r>) -> Page<'r> {
    let most = report.areas.iter().map(|area| area.goal_days).max().unwrap_or(1).max(1);
    let length = |days: u32| (days.saturating_mul(1000) / most).max(days.min(1));
    let areas = report.areas.iter().map(|area| (area, length(area.goal_days)));
    let totals = report.told_totals().map(|(total, text)| Total {
        code: report.judge.state.tree.code(total.goal.id).to_string(),
        title: total.goal.title.as_str(),
        text: with_unit_isolated(&text, report.judge.schedule(total.goal).unit.as_deref()),
    });
    let sentence = lead::sentence(report, &|own, unit| match unit {
        Some(unit) => with_unit_isolated(own, Some(unit)),
        None => isolated(own),
    });
    Page {
        report,
        title: isolated(&report.title),
        sentence,
        stands: report.goals.iter().map(stand).chain(habits(report)).collect(),
        plans: plan_page::views(report),
        came: report.came.as_ref().map(|came| view(came, report.day)),
        goals: report.goals.iter().map(goal).collect(),
        year: (!report.days.is_empty()).then(|| year(report)),
        areas: areas.collect(),
        totals: totals.collect(),
    }
}

fn view<'r>(came: &'r Came<'_>, today: Day) -> CameView<'r> {
    let done = came.done.iter().map(|it| (it.name(), it.what.iter().map(Done::told).collect()));
    let made = (!came.made.is_empty()).then(|| ("New", came.made.iter().map(New::told).collect()));
    let rows = done.chain(made).map(|(who, told)| CameRow { who, told }).collect();
    CameView { from: came.from.day_and_month(today).to_string(), rows }
}

fn stand<'r>(goal: &'r BigGoal<'_>) -> Stand<'r> {
    let way = &goal.way;
    let length = Share::thousandths;
    let filled = way.progress.fraction.map_or(0, length);
    let mark = way.mark().map(length);
    let lacking = mark.filter(|mark| filled < *mark).map(|mark| Bar { x: filled, width: mark - filled });
    let line = way.progress.line.filter(|_| !way.progress.complete);
    let told = line.map(|line| words::standing_to_line(way.judge(), way.goal(), line.standing));
    Stand {
        title: way.goal().title.as_str(),
        percent: way.percent().unwrap_or_default(),
        told: with_unit_isolated(
            &words::joined([way.standing().as_str(), told.as_deref().unwrap_or_default()]),
            way.unit(),
        ),
        style: if way.progress.complete { "whole" } else { "part" },
        filled,
        mark,
        gap: lacking,
    }
}

/// How habits were kept of late.
fn habits<'r>(report: &Report<'_>) -> Option<Stand<'r>> {
    let Kept { met, missed } = report.lately.kept;
    let all = met + missed;
    let filled = u32::try_from((met * 1000).checked_div(all)?).ok()?;
    Some(Stand {
        title: "Habits",
        percent: format!("{} %", filled / 10),
        told: format!("kept {} of {all} in the last {DAYS} days", words::count(met, "time")),
        style: if missed == 0 { "whole" } else { "part" },
        filled,
        mark: None,
        gap: None,
    })
}

fn goal<'r>(goal: &'r BigGoal<'_>) -> Goal<'r> {
    let way = &goal.way;
    let isolated = |text: String| with_unit_isolated(&text, way.unit());
    Goal {
        code: way.code().to_string(),
        title: way.goal().title.as_str(),
        standing: isolated(way.standing()),
        percent: way.percent().unwrap_or_default(),
        pace: isolated(way.pace()),
        why: way.goal().why.as_deref(),
        who: goal.who,
        course: course(goal),
    }
}

fn course(goal: &BigGoal<'_>) -> Option<Course> {
    let (first, last) = (goal.course.first()?, goal.course.last()?);
    let unit = goal.way.unit().map(|unit| format!(" {}", isolated(unit))).unwrap_or_default();
    let (line, target, by) = (goal.line(), goal.target(), goal.way.goal().by);
    let numbers = || goal.course.iter().map(|(_, amount)| *amount).chain([goal.begin(), target]);
    let frame = Frame {
        from: first.0,
        to: by.map_or(last.0, |by| by.max(last.0)),
        low: numbers().min().unwrap_or_default(),
        high: numbers().max().unwrap_or_default(),
    };
    // What is still open is told of as it is judged (SEMANTICS 7.1).
    let judged = goal.way.progress.line.filter(|_| !goal.way.progress.complete);
    let judged = judged.map(|line| (line.settled, line.expected));
    let pace = line.map(|line| judged.unwrap_or((last.0, on_line(line, last.0))));
    let pace = pace.map(|(day, amount)| (day, rounded(amount)));
    let done = format!("{}{unit}", last.1);
    let wanted = pace.map(|(day, pace)| format!("; expected by {}: {pace}", day.dated())).unwrap_or_default();
    Some(Course {
        chart: chart(frame, &goal.course, goal.shape(), line),
        sentence: format!(
            "From {} on {} to {done} on {}{wanted}. The target is {target}{unit}{}.",
            first.1,
            first.0.dated(),
            last.0.dated(),
            by.map(|by| format!(" by {}", by.dated())).unwrap_or_default(),
        ),
        top: format!("{}{unit}", frame.high),
        bottom: frame.low.to_string(),
        from: frame.from.dated().to_string(),
        to: frame.to.dated().to_string(),
        done,
        pace: pace.map(|(_, pace)| pace.to_string()),
        values: values(&goal.course, line),
    })
}

/// An amount as it is read with ease: one decimal.
fn rounded(amount: Amount) -> Amount {
    Amount::from_thousandths((amount.thousandths() + 50).div_euclid(100) * 100)
}

/// What a course had come to at the end of its months, some of them where there are many, and today.
fn values(course: &[Point], line: Option<[Point; 2]>) -> Vec<Value> {
    let mut ends: BTreeMap<Day, Amount> = BTreeMap::new();
    let (Some(first), Some(last)) = (course.first(), course.last()) else {
        return Vec::new();
    };
    let mut points = course.iter().peekable();
    let mut amount = first.1;
    let mut end = first.0.months_end(1);
    loop {
        while let Some(point) = points.next_if(|(day, _)| *day <= end) {
            amount = point.1;
        }
        ends.insert(end.min(last.0), amount);
        if end >= last.0 {
            break;
        }
        end = end.next().months_end(1);
    }
    let every = ends.len().div_ceil(MOST_VALUES);
    // Counted from the last one back, which is always told.
    let mut values: Vec<Value> = ends
        .into_iter()
        .rev()
        .step_by(every)
        .map(|(day, amount)| Value {
            when: day.month_dated().to_string(),
            done: amount.to_string(),
            pace: line.map(|line| rounded(on_line(line, day)).to_string()),
        })
        .collect();
    values.reverse();
    values
}

fn year(report: &Report<'_>) -> Year {
    let first = report.begun.max(report.day.plus_months(-12).next());
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
        let text = match (first, last) {
            (1, 1) => "1 goal".to_owned(),
            (first, last) if first == last => format!("{first} goals"),
            (first, last) => format!("{first} to {last} goals"),
        };
        Some(Meaning { style: style(level), text })
    });
    let nothing = Meaning { style: "none", text: "nothing".to_owned() };
    let paused = Meaning { style: "rest", text: "a pause".to_owned() };
    let rested = report.paused.range(first..).next().is_some();
    Year {
        sentence: format!(
            "Something was done on {} since {}; on the busiest for {}.",
            words::count(within().count(), "day"),
            first.dated(),
            goals(busiest)
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

fn month(report: &Report<'_>, busiest: u32, begin: Day, end: Day) -> Month {
    let week_start = report.week_begins.weekday();
    let top = begin.months_begin(1).week_begin(week_start);
    let place = |days: i64| usize::try_from(days).unwrap_or_default() * SQUARE;
    let mut days = Vec::new();
    let mut day = begin;
    while day <= end {
        let (style, text) = match report.days.get(&day) {
            Some(count) => (style(Level::of(*count, busiest)), goals(*count)),
            None if report.paused.contains(&day) => ("rest", "a pause".to_owned()),
            None => ("none", "nothing".to_owned()),
        };
        let at = top.days_to(day);
        days.push(Square {
            x: place(at / 7),
            y: place(at % 7),
            style,
            text: format!("{}: {text}", day.short(report.day)),
        });
        day = day.next();
    }
    let on = words::count(report.days.range(begin..=end).count(), "day");
    Month {
        name: begin.month_dated().to_string(),
        sentence: format!("{}: something was done on {on}", begin.month_dated()),
        sum: on,
        days,
    }
}

/// `1 goal`, `3 goals`.
fn goals(count: u32) -> String {
    words::count(usize::try_from(count).unwrap_or(usize::MAX), "goal")
}
