//! A quarter or a year as a page to be read: what was done, and what came of it.

use std::collections::BTreeSet;

use super::look_back::{Counts, LookBack};
use super::page::more;
use crate::commands::shared::{totals, words};
use crate::domain::judge::finished::Outcome;
use crate::domain::model::goal::Goal;
use crate::domain::report::highlights::{Run, Stretch};
use crate::domain::report::review::{Finished, Row};
use crate::domain::report::span::Length;
use crate::domain::report::totals::Total;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::ui::bars::{Bar, bars};
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// So many lines a part has at the most; what is left is counted.
const LINES: usize = 40;

/// So many of the longest streaks are told.
const STREAKS: usize = 5;

impl<'w> LookBack<'w> {
    pub(super) fn render_story(&self, page: &mut Page) {
        self.render_title(page);
        let sentence = self.sentence();
        if !sentence.is_empty() {
            page.wrapped(Tone::Faint, &sentence, 0);
        }
        let begun = self.review.span.from.days_to(self.then.today);
        if self.is_so_far() && begun < self.young() && self.review.activities_before > 0 {
            let length = self.review.span.length.name();
            let hint = format!("`goals review --{length} last` looks back on {}.", self.whole_before());
            page.wrapped(Tone::Faint, &hint, 0);
        }
        self.render_nothing(page);
        self.render_parts(page);
        self.render_finished(page, Outcome::Complete);
        self.render_finished(page, Outcome::Ended);
        self.render_named_wins(page);
        let told: Vec<&Total<'w>> = self.told_totals().collect();
        self.render_total_rows(page, &told, LINES);
        self.render_runs(page);
        self.render_rows(page);
        self.render_balance(page);
        self.render_missed_deadlines(page);
    }

    /// So many days after its beginning one rather looks back on the one before.
    fn young(&self) -> i64 {
        if self.review.span.length == Length::Year { 31 } else { 14 }
    }

    fn whole_before(&self) -> String {
        match self.review.span.length {
            Length::Year => format!("the whole of {}", self.name_before()),
            _ => format!("the whole {} before", self.review.span.length.name()),
        }
    }

    /// `Something was done on 201 days · best week 9 to 15 Mar: 120 · best day 3 Mar: 41 · 980 activities in 2025`.
    pub(super) fn sentence(&self) -> String {
        let review = &self.review;
        if review.activities == 0 && review.activities_before == 0 {
            return String::new();
        }
        let on = words::count(review.days_done, "day");
        let week = review
            .best_week
            .map(|week| format!("best week {}: {}", range(week.from, week.to), week.activities));
        let best = review
            .best_day
            .map(|(day, count)| format!("best day {}: {count}", day.day_and_month(review.span.to)));
        let before = match review.activities_before {
            0 => String::new(),
            before => format!("{} {}", words::activities(before), self.when_before()),
        };
        words::joined([
            format!("Something was done on {on}").as_str(),
            &week.unwrap_or_default(),
            &best.unwrap_or_default(),
            &before,
        ])
    }

    /// The months of a year or the weeks of a quarter, as a row of bars.
    fn render_parts(&self, page: &mut Page) {
        if self.review.activities == 0 {
            return;
        }
        page.gap();
        let title = if self.review.span.length == Length::Year { "Month by month" } else { "Week by week" };
        page.pieces(&[(Tone::Strong, title), (Tone::Faint, "  activities")]);
        let parts = self.told_parts();
        bars(page, &parts.into_iter().map(|(name, _, value)| Bar { name, value }).collect::<Vec<_>>());
    }

    /// The parts of the span with their names and activities; nothing for those ahead, and for those before the first
    /// goal.
    pub(super) fn told_parts(&self) -> Vec<(String, &Stretch, Option<u32>)> {
        let first = self.first_day();
        let lies_within = |part: &Stretch| {
            part.activities > 0
                || (part.from <= self.then.today && first.is_some_and(|first| first <= part.to))
        };
        let value = |part: &Stretch| lies_within(part).then_some(part.activities);
        self.part_names()
            .into_iter()
            .zip(&self.review.parts)
            .map(|(name, part)| (name, part, value(part)))
            .collect()
    }

    /// The months of a year; of weeks the first day, or the month where another begins.
    fn part_names(&self) -> Vec<String> {
        let mut month = None;
        let mut name = |part: &Stretch| {
            let new = month.replace(part.from.month()) != Some(part.from.month());
            match self.review.span.length {
                Length::Week => part.from.weekday_short().to_string(),
                Length::Month => part.from.day_of_month().to_string(),
                Length::Quarter if !new => part.from.day_of_month().to_string(),
                Length::Quarter | Length::Year => part.from.month_short().to_string(),
            }
        };
        self.review.parts.iter().map(&mut name).collect()
    }

    fn render_finished(&self, page: &mut Page, outcome: Outcome) {
        let (whole, parts) = self.finished_whole(outcome);
        if whole.is_empty() {
            return;
        }
        page.gap();
        let (heading, tone) = match outcome {
            Outcome::Complete => ("Finished", Tone::Good),
            Outcome::Ended => ("Closed", Tone::Plain),
        };
        page.line(Tone::Strong, heading);
        for finished in whole.iter().take(LINES) {
            let day = format!("  {:6}  ", finished.day.day_and_month(self.review.span.to).to_string());
            let code = format!("{}  ", self.code(finished.goal));
            page.wrap_after(
                &[(Tone::Faint, &day), (Tone::Handle, &code)],
                tone,
                &self.finished_title(finished),
                day.len(),
            );
            if let Some(note) = finished.note {
                page.wrap_after(
                    &[(Tone::Plain, &" ".repeat(day.len()))],
                    Tone::Faint,
                    &format!("“{note}”"),
                    day.len(),
                );
            }
        }
        more(page, whole.len(), LINES);
        if parts > 0 {
            page.line(Tone::Faint, &format!("  {}", LookBack::steps_of(&whole, parts)));
        }
    }

    /// `Paint the shed`; what was closed by hand says how far it came.
    pub(super) fn finished_title(&self, finished: &Finished<'_>) -> String {
        let came_to = self.came_to(finished).unwrap_or_default();
        words::joined([finished.goal.title.as_str(), &came_to])
    }

    fn render_named_wins(&self, page: &mut Page) {
        let wins: Vec<_> = self.wins().collect();
        if wins.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Wins");
        for (done, title) in wins.iter().take(LINES) {
            let day = format!("  {:6}  ", done.day.day_and_month(self.review.span.to).to_string());
            let told = words::joined([title.as_str(), done.note.as_deref().unwrap_or_default()]);
            page.wrap_after(&[(Tone::Faint, &day)], Tone::Good, &told, day.len());
        }
        more(page, wins.len(), LINES);
    }

    /// The totals that say more than that something was done. The steps of what repeats are told with it.
    pub(super) fn told_totals(&self) -> impl Iterator<Item = &Total<'w>> {
        let told = self.review.totals.iter().filter(|total| !totals::is_done_once(self.now, total));
        let rows = self.row_ids();
        told.filter(move |total| !(totals::is_plain(self.now, total) && self.is_step(total.goal, &rows)))
    }

    /// The goals that repeat and are told of.
    fn row_ids(&self) -> BTreeSet<GoalId> {
        self.review.goals.iter().map(|row| row.goal.id).collect()
    }

    /// Whether a goal stands below one of these.
    fn is_step(&self, goal: &Goal, rows: &BTreeSet<GoalId>) -> bool {
        self.now.state.tree.ancestors(goal.id).any(|above| rows.contains(&above.id))
    }

    /// The goals that repeat and of which something was asked, without the steps of others that do.
    pub(super) fn told_rows(&self) -> impl Iterator<Item = &Row<'_>> {
        let asked = |row: &&Row<'_>| Counts::of(&row.periods).asked() > 0;
        let rows = self.row_ids();
        self.review.goals.iter().filter(asked).filter(move |row| !self.is_step(row.goal, &rows))
    }

    pub(super) fn told_runs(&self) -> impl Iterator<Item = &Run<'_>> {
        let rows = self.row_ids();
        self.review.runs.iter().filter(move |run| !self.is_step(run.goal, &rows)).take(STREAKS)
    }

    /// How much of what was asked for was met.
    fn render_rows(&self, page: &mut Page) {
        if self.told_rows().next().is_none() {
            return;
        }
        page.gap();
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right, Align::Right], 1);
        let any_before = self.told_rows().any(|row| !row.before.is_empty());
        let before = |text: String| cell(Tone::Faint, if any_before { text } else { String::new() });
        table.row(vec![
            cell(Tone::Strong, "Met"),
            cell(Tone::Plain, ""),
            cell(Tone::Faint, self.name()),
            before(self.name_before()),
        ]);
        for row in self.told_rows().take(LINES) {
            table.row(vec![
                cell(Tone::Handle, format!("  {}", self.code(row.goal))),
                cell(Tone::Plain, row.goal.title.as_str()),
                cell(Tone::Plain, Counts::of(&row.periods).met_of_asked()),
                before(Counts::of(&row.before).met_of_asked()),
            ]);
        }
        table.render(page);
        more(page, self.told_rows().count(), LINES);
    }

    fn render_runs(&self, page: &mut Page) {
        if self.told_runs().next().is_none() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Longest streaks");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right, Align::Left], 1);
        for run in self.told_runs() {
            table.row(vec![
                cell(Tone::Handle, format!("  {}", self.code(run.goal))),
                cell(Tone::Plain, run.goal.title.as_str()),
                cell(Tone::Good, run.unit.counted(run.length)),
                cell(Tone::Faint, when(run)),
            ]);
        }
        table.render(page);
    }

    /// What fell due and was not done, where the span is over; else what still falls due.
    fn render_missed_deadlines(&self, page: &mut Page) {
        let due: Vec<_> = self.due().collect();
        if due.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, if self.is_so_far() { "Due, and not done yet" } else { "Not done by then" });
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for due in due.iter().take(LINES) {
            table.row(vec![
                cell(Tone::Faint, format!("  {}", due.day.day_and_month(self.review.span.to))),
                cell(Tone::Handle, self.code(due.goal).as_str()),
                cell(Tone::Plain, due.goal.title.as_str()),
            ]);
        }
        table.render(page);
        more(page, due.len(), LINES);
    }
}

/// `1 Feb to 15 Mar`.
pub(super) fn when(run: &Run<'_>) -> String {
    range(run.from, run.to)
}

/// `9 to 15 Mar`, `28 Feb to 5 Mar`.
fn range(from: Day, to: Day) -> String {
    if from.month() == to.month() && from.year() == to.year() {
        format!("{} to {}", from.day_of_month(), to.day_and_month(to))
    } else {
        format!("{} to {}", from.day_and_month(to), to.day_and_month(to))
    }
}
