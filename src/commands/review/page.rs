//! `review` as a page: in the order of importance, each remark with the command that answers it.

use super::{Behind, Counts, Overdue, Row, StaleRow, Vague, View};
use crate::commands::Draw;
use crate::commands::shared::words;
use crate::domain::report::review::{Length, Span};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::bar::bar;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::{Page, Width, padded, width};

/// With more goals than this, those that were met throughout share a line.
const ROWS: usize = 10;

/// The most lines a part of the page has; what is left is counted.
const LINES: usize = 5;

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        self.head(page);
        self.draw_goals(page);
        self.draw_balance(page);
        self.draw_wins(page);
        self.draw_remarks(page);
        for trial in &self.trials_ended {
            trial.draw(page);
        }
    }
}

impl View {
    fn head(&self, page: &mut Page) {
        let Span { length, from, .. } = self.looked_back_on;
        let title = match length {
            Length::Week => format!("Week of {}", from.long()),
            Length::Month => from.month_long().to_string(),
        };
        let so_far = if self.span.so_far { ", so far" } else { "" };
        page.justify(
            (Tone::Strong, &format!("{title}{so_far}")),
            (Tone::Plain, &activities(self.activities)),
        );
        let before = format!("{} {}", self.activities_before, self.name_before());
        let best = self.best_day.as_ref();
        let best = best.map(|best| format!("best day {}: {}", best.day.short(), best.activities));
        let anything = self.activities + self.activities_before > 0;
        if anything {
            page.say(Tone::Faint, &words::joined([before.as_str(), best.as_deref().unwrap_or_default()]));
        }
        if self.span.so_far && self.day == from && anything {
            let length = self.span.length;
            let look_back = format!("`goals review --{length} yesterday` looks back on the {length} before.");
            page.wrapped(Tone::Faint, &look_back, 0);
        }
        if !anything && self.goals.is_empty() {
            page.gap();
            page.wrapped(Tone::Plain, "Nothing was done or due; `goals today` says what there is to do.", 0);
        }
    }

    fn name(&self) -> String {
        format!("{} {}", if self.span.so_far { "this" } else { "that" }, self.span.length)
    }

    fn name_before(&self) -> String {
        let length = self.span.length;
        if self.span.so_far { format!("last {length}") } else { format!("the {length} before") }
    }

    /// What was missed first, then the rest in the tree's order.
    fn draw_goals(&self, page: &mut Page) {
        if self.goals.is_empty() {
            return;
        }
        page.gap();
        let (missed, rest): (Vec<&Row>, Vec<&Row>) = self.goals.iter().partition(|row| row.counts.missed > 0);
        let throughout = rest.iter().filter(|row| row.was_met_throughout()).count();
        let fold = self.goals.len() > ROWS && throughout > 1;
        let (folded, rest): (Vec<&Row>, Vec<&Row>) =
            rest.into_iter().partition(|row| fold && row.was_met_throughout());
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left, Align::Left], 1);
        if !(missed.is_empty() && rest.is_empty()) {
            let heads = ["", "", &self.name(), &self.name_before()];
            table.row(heads.iter().map(|text| cell(Tone::Faint, text)).collect());
        }
        for row in missed.into_iter().chain(rest) {
            table.row(vec![
                cell(Tone::Handle, format!("  {}", row.code)),
                cell(Tone::Plain, row.title.as_str()),
                cell(row.tone(), &row.told),
                cell(Tone::Faint, &row.told_before),
            ]);
        }
        table.draw(page);
        if !folded.is_empty() {
            let codes: Vec<&str> = folded.iter().map(|row| row.code.as_str()).collect();
            page.wrapped(Tone::Good, &format!("  Met throughout, as before: {}", codes.join(", ")), 4);
        }
    }

    /// Bars against the area with the most. One that is no area is no balance.
    fn draw_balance(&self, page: &mut Page) {
        let most = self.balance.first().map_or(0, |share| share.activities);
        if most == 0 || self.balance.iter().all(|share| share.area.is_none()) {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Balance");
        let columns = (page.width().layout() / 3).clamp(10, 30);
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right], 0);
        for share in &self.balance {
            let filled = f64::from(share.activities) / f64::from(most);
            table.row(vec![
                cell(Tone::Plain, format!("  {}", share.area.as_deref().unwrap_or("other"))),
                cell(Tone::Good, bar(columns, filled, None)),
                cell(Tone::Plain, share.activities.to_string()),
            ]);
        }
        table.draw(page);
    }

    fn draw_wins(&self, page: &mut Page) {
        let wins = self.wins.iter().map(|win| (win.day, "win".to_owned(), &win.title));
        let finished = self.finished.iter().map(|done| (done.day, done.code.to_string(), &done.title));
        let mut all: Vec<(Day, String, &Title)> = wins.chain(finished).collect();
        all.sort_by_key(|(day, ..)| *day);
        if all.is_empty() {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Wins");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for (day, code, title) in all.iter().take(LINES) {
            table.row(vec![
                cell(Tone::Faint, format!("  {}", day.short())),
                cell(Tone::Handle, code),
                cell(Tone::Good, title.as_str()),
            ]);
        }
        table.draw(page);
        more(page, all.len());
    }

    /// Each goal is told of once: one that is behind or late is not called stale or vague as well.
    fn draw_remarks(&self, page: &mut Page) {
        let mut told: Vec<&Code> = Vec::new();
        for (heading, mut remarks) in self.remarks() {
            remarks.retain(|remark| !told.contains(&remark.code));
            told.extend(remarks.iter().map(|remark| remark.code));
            part(page, heading, &remarks);
        }
    }

    fn remarks(&self) -> [(&'static str, Vec<Remark<'_>>); 5] {
        let remark = Remark::of;
        let behind = self.behind.iter().map(|row| remark(&row.code, row.words(), &row.command));
        let overdue = self.overdue.iter().map(|row| remark(&row.code, row.words(), &row.command));
        let offers = self.offers.iter().map(|row| remark(&row.code, row.words.clone(), &row.command));
        let stale = self.stale.iter().map(|row| remark(&row.code, row.words(), &row.command));
        let vague = self.vague.iter().map(|row| remark(&row.code, row.words(), &row.command));
        [
            ("Behind pace", behind.collect()),
            ("Overdue", overdue.collect()),
            ("Targets that fit", offers.collect()),
            ("Nothing for four weeks", stale.collect()),
            ("Vague", vague.collect()),
        ]
    }
}

fn activities(count: u32) -> String {
    if count == 1 { "1 activity".to_owned() } else { format!("{count} activities") }
}

impl Row {
    fn tone(&self) -> Tone {
        match (self.counts.missed, self.counts.met) {
            (1.., _) => Tone::Bad,
            (0, 1..) => Tone::Good,
            (0, 0) => Tone::Plain,
        }
    }

    fn was_met_throughout(&self) -> bool {
        let met = |counts: Counts| counts.met > 0 && counts.missed == 0 && counts.excused == 0;
        met(self.counts) && met(self.before)
    }
}

impl Behind {
    fn words(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let of = self.target.map(|target| format!("{} of {target}{unit}", self.amount));
        let days = format!("{} behind", words::days(-self.buffer_days.unwrap_or_default()));
        words::joined([self.title.as_str(), of.as_deref().unwrap_or_default(), &days])
    }
}

impl Overdue {
    fn words(&self) -> String {
        let since = self.by.map(|by| format!("since {}", by.dated()));
        words::joined([self.title.as_str(), since.as_deref().unwrap_or_default()])
    }
}

impl StaleRow {
    fn words(&self) -> String {
        let last =
            self.last.map_or_else(|| "never done".to_owned(), |day| format!("last on {}", day.dated()));
        words::joined([self.title.as_str(), &last])
    }
}

impl Vague {
    fn words(&self) -> String {
        words::joined([self.title.as_str(), self.what])
    }
}

/// Something that wants attention, with the command that gives it.
struct Remark<'a> {
    code: &'a Code,
    words: String,
    command: &'a str,
}

impl<'a> Remark<'a> {
    fn of(code: &'a Code, words: String, command: &'a str) -> Self {
        Self { code, words, command }
    }

    /// The command stands behind the words where both fit, else on a line of its own, to be copied whole.
    fn draw(&self, page: &mut Page, widest: usize) {
        let code = format!("  {}  ", padded(self.code.as_str(), widest));
        let words =
            if self.words.ends_with([':', '?']) { self.words.clone() } else { format!("{}:", self.words) };
        let command = format!("`{}`", self.command);
        let before = [(Tone::Handle, code.as_str())];
        let fits = match page.width() {
            Width::Free => true,
            Width::Columns(columns) => code.len() + width(&words) + 1 + width(&command) <= columns,
        };
        if fits {
            page.wrap_after(&before, Tone::Plain, &format!("{words} {command}"), code.len());
        } else {
            page.wrap_after(&before, Tone::Plain, &words, code.len());
            page.line(&[(Tone::Plain, &" ".repeat(code.len())), (Tone::Plain, &command)]);
        }
    }
}

/// A part of the page, if there is anything in it.
fn part(page: &mut Page, heading: &str, remarks: &[Remark<'_>]) {
    if remarks.is_empty() {
        return;
    }
    page.gap();
    page.say(Tone::Strong, heading);
    let shown = remarks.iter().take(LINES);
    let widest = shown.clone().map(|remark| remark.code.as_str().len()).max().unwrap_or(0);
    for remark in shown {
        remark.draw(page, widest);
    }
    more(page, remarks.len());
}

/// How many of so many were not shown.
fn more(page: &mut Page, all: usize) {
    if all > LINES {
        page.say(Tone::Faint, &format!("  and {} more", all - LINES));
    }
}
