//! The report as a page of text.

use super::data::{AreaShare, Report};
use crate::commands::shared::words;
use crate::commands::{Draw, progress};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::ui::bar::bar;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::heatmap;
use crate::ui::heatmap::{Level, Shade, Week};
use crate::ui::page::Page;

/// So many weeks a heatmap shows at the most: a year.
const YEAR: usize = 53;

impl Draw for Report {
    fn draw(&self, page: &mut Page) {
        page.say(Tone::Strong, &format!("Report of {}", self.day.long()));
        page.wrapped(Tone::Faint, &self.scope(), 0);
        if self.is_empty() {
            page.gap();
            page.say(Tone::Plain, "There is nothing to tell yet.");
            return;
        }
        self.draw_goals(page);
        self.draw_streaks(page);
        self.draw_year(page);
        self.draw_balance(page);
        self.draw_wins(page);
        self.draw_rewards(page);
        self.draw_owners(page);
        self.draw_notes(page);
    }
}

fn heading(page: &mut Page, text: &str) {
    page.gap();
    page.say(Tone::Strong, text);
}

impl Report {
    /// What it tells of: `since 19 Nov 2025 · area work · goal gp`.
    pub fn scope(&self) -> String {
        let since = format!("What was done since {}", self.since.dated());
        let area = self.only_area.as_ref().map(|area| format!("area {area}")).unwrap_or_default();
        let codes: Vec<&str> = self.only_goals.iter().map(Code::as_str).collect();
        let goals = if codes.is_empty() { String::new() } else { format!("goal {}", codes.join(", ")) };
        words::joined([since.as_str(), &area, &goals])
    }

    /// Whether there is no goal in it, and nothing was done.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty() && self.streaks.is_empty() && self.days.is_empty() && self.wins.is_empty()
    }

    /// The busiest day's activities.
    pub fn busiest(&self) -> u32 {
        self.days.values().copied().max().unwrap_or(0)
    }

    fn draw_goals(&self, page: &mut Page) {
        for goal in &self.goals {
            page.gap();
            goal.row.draw(page);
        }
        if self.goals.iter().any(|goal| goal.row.is_marked()) {
            page.gap();
            page.say(Tone::Faint, progress::MARK);
        }
    }

    fn draw_streaks(&self, page: &mut Page) {
        if self.streaks.is_empty() {
            return;
        }
        heading(page, "Streaks");
        let align = [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right];
        let mut table = Columns::new(&align, 1);
        let head = ["", "", "streak", "best", "rate", "strength"];
        table.row(head.iter().map(|text| cell(Tone::Faint, text)).collect());
        for streak in &self.streaks {
            let tone = if streak.current > 0 { Tone::Good } else { Tone::Plain };
            table.row(vec![
                cell(Tone::Handle, streak.code.as_str()),
                cell(Tone::Plain, streak.title.as_str()),
                cell(tone, streak.current_in_words()),
                cell(Tone::Plain, streak.best_in_words()),
                cell(Tone::Plain, streak.rate_in_words()),
                cell(Tone::Plain, format!("{:.0}", streak.strength)),
            ]);
        }
        table.draw(page);
    }

    fn draw_year(&self, page: &mut Page) {
        if self.days.is_empty() {
            return;
        }
        let all: u32 = self.days.values().sum();
        heading(page, &format!("{} on {}", activities(all), words::count(self.days.len(), "day")));
        let begun = usize::try_from(self.since.days_to(self.week_begins)).unwrap_or(0).div_ceil(7) + 1;
        let weeks = begun.min(YEAR).min(heatmap::weeks_that_fit(page));
        let first = self.week_begins.plus(-7 * (i64::try_from(weeks).unwrap_or(1) - 1));
        let columns: Vec<Week> = (0..weeks)
            .map(|week| {
                let begins = first.plus(7 * i64::try_from(week).unwrap_or(0));
                let days = [0, 1, 2, 3, 4, 5, 6].map(|day| self.shade(begins.plus(day)));
                let new_month = begins.day_of_month() <= 7 || week == 0;
                Week { above: new_month.then(|| begins.month_short().to_string()), days }
            })
            .collect();
        let names = [0, 1, 2, 3, 4, 5, 6].map(|day| self.week_begins.plus(day).weekday_short().to_string());
        heatmap::draw(page, &names, &columns);
        page.gap();
        heatmap::level_legend(page, self.busiest());
    }

    fn shade(&self, day: Day) -> Shade {
        match self.days.get(&day) {
            Some(count) => Shade::Much(Level::of(*count, self.busiest())),
            None if day < self.since || self.day < day => Shade::Blank,
            None if self.paused.contains(&day) => Shade::Excused,
            None => Shade::Nothing,
        }
    }

    fn draw_balance(&self, page: &mut Page) {
        if self.areas.is_empty() {
            return;
        }
        heading(page, "Balance of areas");
        let room = (page.width().layout() / 2).clamp(10, 50);
        let most = self.areas.iter().map(|area| area.share).fold(0.0, f64::max);
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right, Align::Right], 0);
        for area in &self.areas {
            table.row(vec![
                cell(Tone::Plain, area.name()),
                cell(Tone::Good, bar(room, area.share / most, None)),
                cell(Tone::Plain, area.activities.to_string()),
                cell(Tone::Faint, area.percent()),
            ]);
        }
        table.draw(page);
    }

    fn draw_wins(&self, page: &mut Page) {
        if self.wins.is_empty() {
            return;
        }
        heading(page, "Wins");
        let mut table = Columns::new(&[Align::Right, Align::Left, Align::Left], 1);
        for win in &self.wins {
            table.row(vec![
                cell(Tone::Faint, win.day.dated().to_string()),
                cell(Tone::Plain, win.title.as_str()),
                cell(Tone::Faint, win.area.as_deref().unwrap_or_default()),
            ]);
        }
        table.draw(page);
    }

    fn draw_rewards(&self, page: &mut Page) {
        if self.rewards.is_empty() {
            return;
        }
        heading(page, "Rewards");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left, Align::Left], 1);
        for reward in &self.rewards {
            table.row(vec![
                cell(Tone::Handle, reward.code.as_str()),
                cell(Tone::Plain, &reward.text),
                cell(Tone::Faint, &reward.mark),
                cell(Tone::Faint, reward.state),
            ]);
        }
        table.draw(page);
    }

    fn draw_owners(&self, page: &mut Page) {
        if self.owners.is_empty() {
            return;
        }
        heading(page, "Who does what");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right], 1);
        for owner in &self.owners {
            table.row(vec![
                cell(Tone::Plain, &owner.name),
                cell(Tone::Handle, owner.codes()),
                cell(Tone::Faint, activities(owner.activities)),
            ]);
        }
        table.draw(page);
    }

    fn draw_notes(&self, page: &mut Page) {
        let Some(notes) = self.notes.as_ref().filter(|notes| !notes.is_empty()) else {
            return;
        };
        heading(page, "Notes");
        let mut table = Columns::new(&[Align::Right, Align::Left, Align::Left], 2);
        for note in notes {
            table.row(vec![
                cell(Tone::Faint, note.day.dated().to_string()),
                cell(Tone::Handle, note.code.as_str()),
                cell(Tone::Plain, &note.note),
            ]);
        }
        table.draw(page);
    }
}

impl AreaShare {
    /// The area's name, also where there is none.
    pub fn name(&self) -> &str {
        self.area.as_deref().unwrap_or("no area")
    }

    /// `54 %`.
    pub fn percent(&self) -> String {
        format!("{:.0} %", self.share * 100.0)
    }
}

impl super::data::Owner {
    /// The codes of what she has: `mill, gp`.
    pub fn codes(&self) -> String {
        let codes: Vec<&str> = self.goals.iter().map(Code::as_str).collect();
        codes.join(", ")
    }
}

/// `1 activity`, `12 activities`.
pub fn activities(count: u32) -> String {
    if count == 1 { "1 activity".to_owned() } else { format!("{count} activities") }
}
