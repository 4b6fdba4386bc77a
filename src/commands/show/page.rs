//! A goal whole, as a page.

use super::data::{Named, Recent};
use super::{RECENT, Show};
use crate::commands::shared::changes::standing;
use crate::commands::shared::overdue;
use crate::commands::shared::pause_words;
use crate::commands::shared::rewards::{Naming, render_rewards};
use crate::commands::shared::totals;
use crate::commands::shared::words;
use crate::domain::report::told::Told;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

impl Show<'_> {
    pub(super) fn render_page(&self, page: &mut Page) {
        let path = self.path();
        for (depth, above) in path.iter().enumerate() {
            let why = above.why.map(|why| format!(" · {why}")).unwrap_or_default();
            page.pieces(&[
                (Tone::Plain, &"  ".repeat(depth)),
                (Tone::Handle, above.code.as_str()),
                (Tone::Plain, "  "),
                (Tone::Plain, above.title.as_str()),
                (Tone::Faint, &why),
            ]);
        }
        page.pieces(&[
            (Tone::Plain, &"  ".repeat(path.len())),
            (Tone::Handle, self.judge.state.tree.code(self.goal.id).as_str()),
            (Tone::Plain, "  "),
            (Tone::Strong, self.goal.title.as_str()),
        ]);
        page.gap();
        let mut facts = Columns::new(&[Align::Left, Align::Left], 1);
        for (label, text) in self.facts().into_iter().filter(|(_, text)| !text.is_empty()) {
            facts.row(vec![cell(Tone::Faint, label), cell(Tone::Plain, text)]);
        }
        facts.render(page);
        self.render_totals(page);
        self.render_children(page);
        self.render_rewards(page);
        self.render_schedule(page);
        self.render_recent(page);
    }

    fn facts(&self) -> [(&'static str, String); 15] {
        let Self { judge, goal } = *self;
        let tree = &judge.state.tree;
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let day = |day: Option<Day>| day.map(|day| day.long().to_string()).unwrap_or_default();
        let codes = |goals: Vec<Named<'_>>| {
            goals.iter().map(|goal| goal.code.to_string()).collect::<Vec<_>>().join(", ")
        };
        let state =
            if tree.was_archived(goal.id, judge.today) { "archived" } else { judge.status(goal).name() };
        [
            ("state", words::joined([state, &standing(judge, goal)])),
            ("overdue", overdue::ways_in_words(judge, goal).unwrap_or_default()),
            ("closed", self.closed()),
            ("asks for", words::demand(judge, goal)),
            ("why", text(goal.why.as_deref())),
            ("area", text(tree.area(goal.id))),
            ("who", text(goal.who.as_deref())),
            ("from", day(goal.from)),
            ("by", day(goal.by)),
            ("on trial until", day(goal.pilot)),
            ("paused", pause_words::around(judge, goal).join(", ")),
            ("after", codes(self.after())),
            ("before", codes(self.before())),
            ("feeds", goal.feeds.map(|feeds| feeds.to_string()).unwrap_or_default()),
            ("made", day(Some(goal.made))),
        ]
    }

    /// What it had come to when it was closed by hand.
    fn closed(&self) -> String {
        let note = self.goal.finish.as_ref().and_then(|finish| finish.note.as_deref());
        let note = note.map(|note| format!("“{note}”")).unwrap_or_default();
        words::finished(self.judge, self.goal)
            .map_or_else(String::new, |came_to| words::joined([came_to.as_str(), &note]))
    }

    fn render_totals(&self, page: &mut Page) {
        let found = self.totals();
        if !found.iter().any(|(_, total)| !totals::is_done_once(self.judge, total)) {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Done");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for (span, total) in &found {
            let (label, text) = match span.map(|span| (span.length.name(), span.from)) {
                Some((length, from)) => (
                    format!("  this {length} so far"),
                    totals::beside(self.judge, total, from, &format!("last {length}")),
                ),
                None => ("  ever".to_owned(), totals::done(self.judge, total)),
            };
            columns.row(vec![cell(Tone::Faint, label), cell(Tone::Plain, text)]);
        }
        columns.render(page);
    }

    fn render_children(&self, page: &mut Page) {
        let children = self.children();
        if children.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Steps");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for child in &children {
            columns.row(vec![
                cell(Tone::Handle, format!("  {}", child.code)),
                cell(Tone::Plain, child.title.as_str()),
            ]);
        }
        columns.render(page);
    }

    fn render_rewards(&self, page: &mut Page) {
        let rewards = self.rewards();
        if rewards.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Rewards");
        render_rewards(page, self.judge, &rewards, Naming::Not);
    }

    fn render_schedule(&self, page: &mut Page) {
        let versions = self.schedule();
        if versions.len() < 2 {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "What it asked for");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for version in &versions {
            let from =
                version.from.map_or_else(|| "  at first".to_owned(), |day| format!("  from {}", day.dated()));
            let unit = version.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
            let limit = if version.at_most { "at most " } else { "" };
            let target = version.target.map(|target| format!("{limit}{target}{unit}")).unwrap_or_default();
            let every = version.every.map_or_else(|| "as what is above it".to_owned(), Cadence::in_words);
            columns.row(vec![
                cell(Tone::Faint, from),
                cell(Tone::Plain, words::joined([target.as_str(), &every])),
            ]);
        }
        columns.render(page);
    }

    fn render_recent(&self, page: &mut Page) {
        let recent = self.recent();
        let told: Vec<Told<'_>> = self.told().take(RECENT).collect();
        if recent.is_empty() && told.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Done lately");
        let mut columns = Columns::new(&[Align::Left, Align::Right, Align::Left], 2);
        let sign = if self.goal.baseline.is_some() { "= " } else { "+" };
        let amount = |recent: &Recent<'_>| match recent.amount {
            Amount::ZERO if self.goal.baseline.is_none() => String::new(),
            amount if amount.is_positive() => format!("{sign}{amount}"),
            amount => amount.to_string(),
        };
        let done = recent.iter().map(|it| (it.day, amount(it), it.note.unwrap_or_default().to_owned()));
        let told = told.iter().map(|told| (told.day, String::new(), told.in_words(self.judge.today)));
        let mut rows: Vec<(Day, String, String)> = done.chain(told).collect();
        rows.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
        for (day, amount, words) in rows.into_iter().take(RECENT) {
            columns.row(vec![
                cell(Tone::Faint, format!("  {}", day.short(self.judge.today))),
                cell(Tone::Good, amount),
                cell(Tone::Plain, words),
            ]);
        }
        columns.render(page);
    }
}
