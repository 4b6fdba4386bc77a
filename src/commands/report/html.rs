//! The report as one page for browsers: everything in it, no script, nothing from elsewhere. Text from the
//! store is escaped where it stands in the template.

use askama::Template;

use super::chart::{self, Chart};

/// What the page says. All text is as it was typed.
#[derive(Debug, Template)]
#[template(path = "report.html")]
pub struct Page {
    /// The day it was made: `Wednesday 18 November 2026`.
    pub day: String,
    /// What it tells of.
    pub scope: String,
    /// What the program is, and its version.
    pub made_by: &'static str,
    /// The big goals.
    pub goals: Vec<Goal>,
    /// The months of the year, each a small calendar; with them what they add up to.
    pub year: Option<Year>,
    /// What repeats.
    pub streaks: Vec<Streak>,
    /// What was done in which area.
    pub areas: Vec<Area>,
    /// What nobody planned.
    pub wins: Vec<Win>,
    /// What is promised.
    pub rewards: Vec<Reward>,
    /// Who has what.
    pub owners: Vec<Owner>,
    /// What was noted.
    pub notes: Vec<Note>,
}

/// A big goal.
#[derive(Debug)]
pub struct Goal {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// `26 of 52 posts`.
    pub standing: String,
    /// `50 %`.
    pub percent: String,
    /// Whether it keeps pace, in words.
    pub pace: String,
    /// Why it matters.
    pub why: Option<String>,
    /// Whose it is.
    pub who: Option<String>,
    /// Its course, where it has one.
    pub course: Option<Course>,
}

/// How a goal came to where it is.
#[derive(Debug)]
pub struct Course {
    /// The picture.
    pub chart: Chart,
    /// What the picture shows, in a sentence.
    pub sentence: String,
    /// The number at its top.
    pub top: String,
    /// The number at its bottom.
    pub bottom: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// What the line of what was done has reached.
    pub done: String,
    /// Where the line to keep to is today.
    pub pace: Option<String>,
    /// What it amounted to at the end of some months.
    pub values: Vec<Value>,
}

/// What a course had come to by the end of a month.
#[derive(Debug)]
pub struct Value {
    /// `Nov 2026`.
    pub when: String,
    /// The amount.
    pub done: String,
    /// What the pace wanted then.
    pub pace: Option<String>,
}

/// The days of the year.
#[derive(Debug)]
pub struct Year {
    /// What was done on how many days.
    pub sentence: String,
    /// Its months.
    pub months: Vec<Month>,
    /// What the shades mean.
    pub shades: Vec<Meaning>,
}

/// A shade of a heatmap.
#[derive(Debug)]
pub struct Meaning {
    /// The name of its style.
    pub style: &'static str,
    /// What it stands for.
    pub text: String,
}

/// A month's days.
#[derive(Debug)]
pub struct Month {
    /// `Nov 2026`.
    pub name: String,
    /// `96 on 22 days`.
    pub sum: String,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// How many weeks it touches, in the units of its picture.
    pub width: usize,
    /// Its days.
    pub days: Vec<Square>,
}

/// A day in a picture.
#[derive(Debug)]
pub struct Square {
    /// Where it stands.
    pub x: usize,
    /// Where it stands.
    pub y: usize,
    /// The name of its style.
    pub style: &'static str,
    /// What it shows.
    pub text: String,
}

/// A goal that repeats.
#[derive(Debug)]
pub struct Streak {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it asks for.
    pub demand: String,
    /// The current streak.
    pub current: String,
    /// The longest.
    pub best: String,
    /// Met among met and missed.
    pub rate: String,
    /// From 0 to 100.
    pub strength: String,
}

/// What was done in an area.
#[derive(Debug)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// How many activities.
    pub activities: u32,
    /// `54 %`.
    pub percent: String,
    /// How long its bar is, of 1000.
    pub length: u32,
}

/// Something unplanned.
#[derive(Debug)]
pub struct Win {
    /// The day.
    pub day: String,
    /// What.
    pub title: String,
    /// The sphere of life.
    pub area: Option<String>,
}

/// Something promised.
#[derive(Debug)]
pub struct Reward {
    /// The goal's code.
    pub code: String,
    /// What one gets.
    pub text: String,
    /// For what.
    pub mark: String,
    /// What became of it.
    pub state: &'static str,
}

/// Who has what.
#[derive(Debug)]
pub struct Owner {
    /// The name.
    pub name: String,
    /// The codes.
    pub goals: String,
    /// How much was done.
    pub activities: String,
}

/// What was noted.
#[derive(Debug)]
pub struct Note {
    /// The day.
    pub day: String,
    /// The goal's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The note.
    pub note: String,
}

/// The page as HTML. Controls, which no document may hold, are shown as their pictures.
///
/// # Errors
/// Never, for a page in memory.
pub fn html(page: &Page) -> Result<String, askama::Error> {
    let is_control = |c: char| c.is_control() && c != '\n';
    let text = page.render()?;
    if !text.contains(is_control) {
        return Ok(text);
    }
    let picture = |c: char| match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Ok(text.chars().map(|c| if is_control(c) { picture(c) } else { c }).collect())
}
