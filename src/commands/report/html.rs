//! The report as one page for browsers.

use askama::Template;

use super::chart::{self, Chart};
use super::plan_page::PlanView;
use super::summary::{AreaShare, Report};
use super::timeline::Bar;
use crate::commands::shared::html::{Total, VERSION, with_unit_isolated};
use crate::commands::shared::{streak_cells, words};

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Page<'r> {
    pub(super) report: &'r Report<'r>,
    /// What it is called.
    pub(super) title: String,
    /// How one is doing.
    pub(super) sentence: String,
    pub(super) stands: Vec<Stand<'r>>,
    pub(super) plans: Vec<PlanView<'r>>,
    pub(super) came: Option<CameView<'r>>,
    pub(super) goals: Vec<Goal<'r>>,
    pub(super) year: Option<Year>,
    /// Each with the length of its bar, of 1000.
    pub(super) areas: Vec<(&'r AreaShare, u32)>,
    pub(super) totals: Vec<Total<'r>>,
}

/// What came of late, by whom.
pub(super) struct CameView<'r> {
    pub(super) from: String,
    pub(super) rows: Vec<CameRow<'r>>,
}

pub(super) struct CameRow<'r> {
    pub(super) who: &'r str,
    pub(super) told: Vec<String>,
}

/// Where a big goal stands, as a bar of 1000.
pub(super) struct Stand<'r> {
    pub(super) title: &'r str,
    pub(super) percent: String,
    pub(super) told: String,
    pub(super) style: &'static str,
    pub(super) filled: u32,
    /// Where it should be.
    pub(super) mark: Option<u32>,
    /// What lacks up to there.
    pub(super) gap: Option<Bar>,
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
    /// `22 days`.
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
