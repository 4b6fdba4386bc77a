//! What a look back holds, and what is typed about it.

use serde::Serialize;

use crate::commands::shared::notes::NoteRow;
use crate::commands::shared::trials::Trial;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::{JudgedPeriod, Verdict};
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::model::settings::{Hints, Key, Setting};
use crate::domain::report::hints::Hint;
use crate::domain::report::review::{Length, Review, Span};
use crate::domain::report::target_suggestion::{Offer, Size};
use crate::domain::value::code::Code;
use crate::domain::value::text::Title;

pub(crate) struct LookBack<'w> {
    pub(crate) now: &'w Judge<'w>,
    /// As of the span's last day, or today where that is earlier.
    pub(crate) then: &'w Judge<'w>,
    pub(crate) review: Review<'w>,
}

impl LookBack<'_> {
    /// Whether the span is going on, so that everything counts up to today.
    pub(crate) fn is_so_far(&self) -> bool {
        self.review.span.holds(self.now.today)
    }

    pub(crate) fn code(&self, goal: &Goal) -> Code {
        self.now.state.tree.code(goal.id)
    }

    pub(crate) fn wins(&self) -> impl Iterator<Item = (&ActivityRecord, &Title)> {
        self.review.wins.iter().filter_map(|done| match &done.what {
            Activity::Win { title, .. } => Some((*done, title)),
            Activity::Check(..) | Activity::Reading(..) => None,
        })
    }

    /// What was noted in the span, and the pauses in it; the latest first.
    pub(crate) fn notes(&self) -> Vec<NoteRow<'_>> {
        let Span { from, to, .. } = self.review.span;
        NoteRow::within(self.now, (from, to.min(self.now.today)), |_| true)
    }

    /// Goals that are too vague, unless hints are off.
    pub(crate) fn vague(&self) -> &[(Hint, &Goal)] {
        let hints = self.now.state.settings.get(Key::Hints) != Setting::Hints(Hints::Off);
        if hints { &self.review.vague } else { &[] }
    }

    pub(crate) fn trials(&self) -> impl Iterator<Item = Trial<'_>> {
        self.review.trials.iter().filter_map(|goal| Trial::of(self.now, goal))
    }
}

pub(crate) fn length(span: Span) -> &'static str {
    match span.length {
        Length::Week => "week",
        Length::Month => "month",
    }
}

#[derive(Clone, Copy, Serialize)]
pub(crate) struct Counts {
    pub(crate) met: u32,
    pub(crate) missed: u32,
    pub(crate) excused: u32,
    pub(crate) open: u32,
}

impl Counts {
    pub(crate) fn of(periods: &[JudgedPeriod]) -> Self {
        let count = |verdict: Verdict| {
            let found = periods.iter().filter(|period| period.verdict == verdict).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Self {
            met: count(Verdict::Met),
            missed: count(Verdict::Missed),
            excused: count(Verdict::Excused),
            open: count(Verdict::Open),
        }
    }
}

/// What to type about a goal that is behind its pace.
pub(crate) fn explain(code: &Code) -> String {
    format!("goals why {code}")
}

pub(crate) fn postpone(code: &Code) -> String {
    format!("goals edit {code} --by +1w")
}

pub(crate) fn put_away(code: &Code) -> String {
    format!("goals archive {code}")
}

pub(crate) fn resize(offer: &Offer<'_>, code: &Code) -> String {
    match offer.size {
        Size::Smaller(target) | Size::Larger(target) => format!("goals edit {code} --target {target}"),
        Size::TooSmall => format!("goals split {code}"),
    }
}
