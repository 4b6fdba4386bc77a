//! A look back as one page for browsers, in the report's look.

use askama::Template;

use super::look_back::{Counts, LookBack};
use super::story::when;
use crate::commands::shared::html::{Total, VERSION, with_unit_isolated};
use crate::commands::shared::{totals, words};
use crate::domain::judge::finished::Outcome;
use crate::domain::report::balance::Share;
use crate::domain::report::highlights::Stretch;
use crate::domain::report::span::Length;

/// How high the picture of a bar is.
const HEIGHT: u32 = 1000;

#[derive(Template)]
#[template(path = "review.html")]
pub(super) struct Page<'r> {
    title: String,
    activities: String,
    sentence: String,
    empty: bool,
    /// What the bars are of.
    parts: &'static str,
    bars: Vec<Bar>,
    /// What was done, and what was closed by hand before it was.
    ends: [End<'r>; 2],
    wins: Vec<Win<'r>>,
    so_far: bool,
    totals: Vec<Total<'r>>,
    streaks: Vec<Streak<'r>>,
    rows: Vec<Row<'r>>,
    name: String,
    name_before: String,
    areas: Vec<Area<'r>>,
    due: Vec<Due<'r>>,
}

struct Bar {
    name: String,
    y: u32,
    height: u32,
    /// Nothing for what is still ahead.
    value: Option<u32>,
    sentence: String,
}

struct End<'r> {
    id: &'static str,
    heading: &'static str,
    goals: Vec<Finished<'r>>,
    /// How many of their steps were finished, too, in words.
    steps: Option<String>,
}

struct Finished<'r> {
    day: String,
    code: String,
    title: &'r str,
    came_to: Option<String>,
    note: Option<&'r str>,
}

struct Win<'r> {
    day: String,
    title: &'r str,
    area: Option<&'r str>,
}

struct Streak<'r> {
    code: String,
    title: &'r str,
    length: String,
    when: String,
}

struct Row<'r> {
    code: String,
    title: &'r str,
    now: String,
    before: String,
}

struct Area<'r> {
    name: &'r str,
    goal_days: u32,
    /// The length of its bar, of 1000.
    length: u32,
}

struct Due<'r> {
    day: String,
    code: String,
    title: &'r str,
}

pub(super) fn page<'r>(look_back: &'r LookBack<'_>) -> Page<'r> {
    let review = &look_back.review;
    let code = |goal| look_back.code(goal).to_string();
    let wins = look_back.wins().map(|(done, title)| Win {
        day: done.day.dated().to_string(),
        title: title.as_str(),
        area: look_back.now.state.area_of(&done.what),
    });
    let total = |total| totals::beside(look_back.now, total, review.span.from, &look_back.when_before());
    let told = look_back.told_totals().map(|it| Total {
        code: code(it.goal),
        title: it.goal.title.as_str(),
        text: with_unit_isolated(&total(it), look_back.now.schedule(it.goal).unit.as_deref()),
    });
    let streaks = look_back.told_runs().map(|run| Streak {
        code: code(run.goal),
        title: run.goal.title.as_str(),
        length: run.unit.counted(run.length),
        when: when(run),
    });
    let rows = look_back.told_rows().map(|row| Row {
        code: code(row.goal),
        title: row.goal.title.as_str(),
        now: Counts::of(&row.periods).met_of_asked(),
        before: Counts::of(&row.before).met_of_asked(),
    });
    let due = look_back.due().map(|due| Due {
        day: due.day.dated().to_string(),
        code: code(due.goal),
        title: due.goal.title.as_str(),
    });
    Page {
        title: look_back.title(),
        activities: words::activities(review.activities),
        sentence: look_back.sentence(),
        empty: look_back.is_empty(),
        parts: match review.span.length {
            Length::Week => "Day by day",
            Length::Month | Length::Quarter => "Week by week",
            Length::Year => "Month by month",
        },
        bars: bars(look_back),
        ends: [
            end(look_back, Outcome::Complete, ("finished", "Finished")),
            end(look_back, Outcome::Ended, ("closed", "Closed")),
        ],
        wins: wins.collect(),
        so_far: look_back.is_so_far(),
        totals: told.collect(),
        streaks: streaks.collect(),
        rows: rows.collect(),
        name: look_back.name(),
        name_before: look_back.name_before(),
        areas: areas(look_back),
        due: due.collect(),
    }
}

fn end<'r>(
    look_back: &'r LookBack<'_>,
    outcome: Outcome,
    (id, heading): (&'static str, &'static str),
) -> End<'r> {
    let (whole, steps) = look_back.finished_whole(outcome);
    let steps = (steps > 0).then(|| LookBack::steps_of(&whole, steps));
    let goals = whole.into_iter().map(|finished| Finished {
        day: finished.day.dated().to_string(),
        code: look_back.code(finished.goal).to_string(),
        title: finished.goal.title.as_str(),
        came_to: look_back.came_to(finished),
        note: finished.note,
    });
    End { id, heading, goals: goals.collect(), steps }
}

fn bars(look_back: &LookBack<'_>) -> Vec<Bar> {
    let review = &look_back.review;
    if review.activities == 0 {
        return Vec::new();
    }
    let most = review.parts.iter().map(|part| part.activities).max().unwrap_or(0).max(1);
    let bar = |(name, part, value): (String, &Stretch, Option<u32>)| {
        let height = u64::from(part.activities) * u64::from(HEIGHT) / u64::from(most);
        let height = u32::try_from(height).unwrap_or(HEIGHT).max(10 * u32::from(part.activities > 0));
        Bar {
            name,
            y: HEIGHT - height,
            height,
            value,
            sentence: format!("{}: {}", part.from.dated(), words::activities(part.activities)),
        }
    };
    look_back.told_parts().into_iter().map(bar).collect()
}

fn areas<'r>(look_back: &'r LookBack<'_>) -> Vec<Area<'r>> {
    let shares = &look_back.review.balance;
    let most = shares.iter().map(|share| share.goal_days).max().unwrap_or(0);
    if most == 0 || shares.iter().all(|share| share.area.is_none()) {
        return Vec::new();
    }
    let area = |share: &'r Share| Area {
        name: share.area.as_deref().unwrap_or(words::NO_AREA),
        goal_days: share.goal_days,
        length: share.goal_days.saturating_mul(1000) / most,
    };
    shares.iter().map(area).collect()
}
