//! The report as a page of text.

use super::came::{Done, New};
use super::lead;
use super::plan::Stage;
use super::summary::Report;
use crate::commands::shared::calendar::calendar;
use crate::commands::shared::notes::render_notes;
use crate::commands::shared::streak_cells::streak_cells;
use crate::commands::shared::way::MARK;
use crate::commands::shared::{totals, words};
use crate::domain::report::totals::Total;
use crate::ui::bar::plain_bar;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::heatmap;
use crate::ui::heatmap::{Level, Shade};
use crate::ui::page::Page;

/// So many weeks a heatmap shows at the most: a year.
const YEAR: usize = 53;

pub(super) fn render(page: &mut Page, report: &Report<'_>) {
    page.line(Tone::Strong, &format!("{}, {}", report.title, report.day.long()));
    page.wrapped(Tone::Faint, &report.scope(), 0);
    if report.is_empty() {
        page.gap();
        let text = match &report.only_area {
            Some(area) => format!("No goal, and nothing that was done, is in the area `{area}`."),
            None => "There is nothing to tell yet.".to_owned(),
        };
        page.wrapped(Tone::Plain, &text, 0);
        return;
    }
    report.render_lead(page);
    report.render_goals(page);
    report.render_plans(page);
    report.render_came(page);
    report.render_streaks(page);
    report.render_closed(page);
    report.render_totals(page);
    report.render_year(page);
    report.render_balance(page);
    report.render_wins(page);
    report.render_rewards(page);
    report.render_owners(page);
    report.render_notes(page);
}

fn heading(page: &mut Page, text: &str) {
    page.gap();
    page.line(Tone::Strong, text);
}

impl<'w> Report<'w> {
    /// How one is doing.
    fn render_lead(&self, page: &mut Page) {
        let sentence = lead::sentence(self, &|own, _| own.to_owned());
        if !sentence.is_empty() {
            page.gap();
            page.wrapped(Tone::Plain, &sentence, 0);
        }
    }

    /// Who does what by when.
    fn render_plans(&self, page: &mut Page) {
        for plan in &self.plans {
            let title = plan.head.as_ref().map_or("On their own", |head| head.goal.title.as_str());
            heading(page, &format!("Plan: {title}"));
            let mut table = Columns::new(&[Align::Left; 5], 1);
            for step in &plan.steps {
                let tone = if matches!(step.stage, Stage::Overdue(_)) { Tone::Bad } else { Tone::Faint };
                table.row(vec![
                    cell(Tone::Handle, format!("{}{}", "  ".repeat(step.depth), step.code)),
                    cell(Tone::Plain, step.goal.title.as_str()),
                    cell(Tone::Faint, step.who.unwrap_or_default()),
                    cell(Tone::Faint, &step.when),
                    cell(tone, &step.state),
                ]);
            }
            table.render(page);
        }
    }

    /// What came of late, by whom.
    fn render_came(&self, page: &mut Page) {
        let Some(came) = &self.came else { return };
        heading(page, &format!("Since {}", came.from.short(self.day)));
        let mut rows: Vec<(&str, String)> = Vec::new();
        for person in &came.done {
            let told: Vec<String> = person.what.iter().map(Done::told).collect();
            rows.push((person.name(), told.join(", ")));
        }
        if !came.made.is_empty() {
            let told: Vec<String> = came.made.iter().map(New::told).collect();
            rows.push(("New", told.join(", ")));
        }
        let mut table = Columns::new(&[Align::Left, Align::Left], 1);
        for (who, told) in rows {
            table.row(vec![cell(Tone::Plain, who), cell(Tone::Faint, told)]);
        }
        table.render(page);
    }

    fn render_goals(&self, page: &mut Page) {
        for goal in &self.goals {
            page.gap();
            goal.way.render(page, 0);
        }
        if self.goals.iter().any(|goal| goal.way.is_marked()) {
            page.gap();
            page.line(Tone::Faint, MARK);
        }
    }

    fn render_streaks(&self, page: &mut Page) {
        if self.streaks.is_empty() {
            return;
        }
        heading(page, "Streaks");
        let align = [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right];
        let mut table = Columns::new(&align, 1);
        table.head(&["", "", "streak", "best", "rate", "strength"]);
        for streak in &self.streaks {
            let [current, best, rate, strength] = streak_cells(&streak.stats);
            table.row(vec![
                cell(Tone::Handle, streak.code.as_str()),
                cell(Tone::Plain, streak.title.as_str()),
                current,
                best,
                rate,
                strength,
            ]);
        }
        table.render(page);
    }

    fn render_closed(&self, page: &mut Page) {
        if self.closed.is_empty() {
            return;
        }
        heading(page, "Closed by hand");
        let mut table = Columns::new(&[Align::Right, Align::Left, Align::Left, Align::Left], 2);
        for closed in &self.closed {
            table.row(vec![
                cell(Tone::Faint, closed.day.dated().to_string()),
                cell(Tone::Handle, closed.code.as_str()),
                cell(Tone::Plain, closed.title.as_str()),
                cell(Tone::Faint, &closed.came_to),
            ]);
        }
        table.render(page);
    }

    fn render_totals(&self, page: &mut Page) {
        let row = |(total, text): (&Total<'w>, String)| {
            (self.judge.state.tree.code(total.goal.id).to_string(), &total.goal.title, text)
        };
        let rows: Vec<_> = self.told_totals().map(row).collect();
        if !rows.is_empty() {
            heading(page, "What was done");
            totals::render(page, &rows);
        }
    }

    fn render_year(&self, page: &mut Page) {
        if self.days.is_empty() {
            return;
        }
        let days = words::count(self.days.len(), "day");
        heading(page, &format!("{} on {days}", words::activities(self.activities)));
        let begun = usize::try_from(self.begun.days_to(self.week_begins)).unwrap_or(0).div_ceil(7) + 1;
        let weeks = begun.min(YEAR).min(heatmap::weeks_that_fit(page));
        let busiest = self.days.values().copied().max().unwrap_or(0);
        calendar(page, self.week_begins, weeks, |day| match self.days.get(&day) {
            Some(count) => Shade::Much(Level::of(*count, busiest)),
            None if day < self.begun || self.day < day => Shade::Blank,
            None if self.paused.contains(&day) => Shade::Excused,
            None => Shade::Nothing,
        });
        page.gap();
        heatmap::level_legend(page, busiest, "goal");
    }

    fn render_balance(&self, page: &mut Page) {
        if self.areas.is_empty() {
            return;
        }
        heading(page, "Balance of areas, each goal counted once a day");
        let room = (page.width().layout() / 2).clamp(10, 50);
        let most = f64::from(self.areas.iter().map(|area| area.goal_days).max().unwrap_or(1).max(1));
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right, Align::Right], 0);
        for area in &self.areas {
            table.row(vec![
                cell(Tone::Plain, area.name()),
                cell(Tone::Handle, plain_bar(room, f64::from(area.goal_days) / most, None)),
                cell(Tone::Plain, area.goal_days.to_string()),
                cell(Tone::Faint, area.percent()),
            ]);
        }
        table.render(page);
    }

    fn render_wins(&self, page: &mut Page) {
        if self.wins.is_empty() {
            return;
        }
        heading(page, "Wins");
        let mut table = Columns::new(&[Align::Right, Align::Left, Align::Left], 1);
        for win in &self.wins {
            table.row(vec![
                cell(Tone::Faint, win.day.dated().to_string()),
                cell(Tone::Plain, win.title.as_str()),
                cell(Tone::Faint, win.area.unwrap_or_default()),
            ]);
        }
        table.render(page);
    }

    fn render_rewards(&self, page: &mut Page) {
        if self.rewards.is_empty() {
            return;
        }
        heading(page, "Rewards");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left, Align::Left], 1);
        for reward in &self.rewards {
            table.row(vec![
                cell(Tone::Handle, reward.code.as_str()),
                cell(Tone::Plain, reward.text),
                cell(Tone::Faint, &reward.mark),
                cell(Tone::Faint, reward.state),
            ]);
        }
        table.render(page);
    }

    fn render_owners(&self, page: &mut Page) {
        if self.owners.is_empty() {
            return;
        }
        heading(page, "Who does what");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right], 1);
        for owner in &self.owners {
            table.row(vec![
                cell(Tone::Plain, owner.name),
                cell(Tone::Handle, owner.codes()),
                cell(Tone::Faint, words::activities(owner.activities)),
            ]);
        }
        table.render(page);
    }

    fn render_notes(&self, page: &mut Page) {
        let Some(notes) = self.notes.as_ref().filter(|notes| !notes.is_empty()) else {
            return;
        };
        heading(page, "Notes");
        render_notes(page, notes, |day| day.dated().to_string());
    }
}
