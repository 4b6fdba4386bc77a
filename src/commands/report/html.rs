//! The report as one page for browsers: everything in it, no script, nothing from elsewhere. Text from the
//! store is escaped where it stands in the template, and made inert once it is there.

use askama::Template;

use super::chart::{self, Chart};
use super::summary::{AreaShare, Report};
use crate::commands::shared::{streak_cells, words};
use crate::ui::clean::{is_unsafe, visible};

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Page<'r> {
    pub(super) report: &'r Report<'r>,
    pub(super) goals: Vec<Goal<'r>>,
    pub(super) year: Option<Year>,
    /// Each with the length of its bar, of 1000.
    pub(super) areas: Vec<(&'r AreaShare, u32)>,
}

/// A big goal.
pub(super) struct Goal<'r> {
    pub(super) code: String,
    pub(super) title: &'r str,
    pub(super) standing: String,
    pub(super) percent: String,
    pub(super) pace: String,
    pub(super) why: Option<&'r str>,
    pub(super) who: Option<&'r str>,
    pub(super) course: Option<Course>,
}

/// How a goal came to where it is.
pub(super) struct Course {
    pub(super) chart: Chart,
    /// What the chart shows.
    pub(super) sentence: String,
    pub(super) top: String,
    pub(super) bottom: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) done: String,
    pub(super) pace: Option<String>,
    pub(super) values: Vec<Value>,
}

/// What a course had come to by the end of a month.
pub(super) struct Value {
    /// `Nov 2026`.
    pub(super) when: String,
    pub(super) done: String,
    pub(super) pace: Option<String>,
}

pub(super) struct Year {
    pub(super) sentence: String,
    pub(super) months: Vec<Month>,
    pub(super) shades: Vec<Meaning>,
}

/// What a shade of a heatmap stands for.
pub(super) struct Meaning {
    pub(super) style: &'static str,
    pub(super) text: String,
}

pub(super) struct Month {
    /// `Nov 2026`.
    pub(super) name: String,
    /// `96 on 22 days`.
    pub(super) sum: String,
    pub(super) sentence: String,
    pub(super) days: Vec<Square>,
}

pub(super) struct Square {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) style: &'static str,
    pub(super) text: String,
}

/// Around a text that may be written in either direction, to keep that to itself. Noncharacters stand for the
/// marks that do it, until those of the store are made inert.
const ISOLATE: char = '\u{fdd1}';
const END_OF_ISOLATE: char = '\u{fdd2}';

/// The page as HTML. The template is plain ASCII: what would mislead the eye in it comes from the store.
pub(super) fn html(page: &Page<'_>) -> Result<String, askama::Error> {
    let mut html = String::new();
    for c in page.render()?.chars() {
        match c {
            ISOLATE => html.push('\u{2068}'),
            END_OF_ISOLATE => html.push('\u{2069}'),
            c if c != '\n' && is_unsafe(c) => {
                html.push_str(&visible(c).replace('<', "&lt;").replace('>', "&gt;"));
            }
            c => html.push(c),
        }
    }
    Ok(html)
}

pub(super) fn isolated(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { format!("{ISOLATE}{text}{END_OF_ISOLATE}") }
}

/// A sentence in which the unit does not turn what follows it around.
pub(super) fn with_unit_isolated(text: &str, unit: Option<&str>) -> String {
    match unit.filter(|unit| !unit.is_ascii()) {
        Some(unit) => text.replace(unit, &isolated(unit)),
        None => text.to_owned(),
    }
}
