//! `review` as a page: in the order of importance, each remark with the command that answers it.

use std::collections::BTreeSet;

use super::look_back::{Counts, LookBack, explain, resize, ways_on};
use crate::commands::shared::notes::{NoteRow, render_notes};
use crate::commands::shared::overdue;
use crate::commands::shared::totals;
use crate::commands::shared::words;
use crate::commands::shared::words::{NO_AREA, activities, standing_to_line};
use crate::domain::judge::finished::Outcome;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Progress;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::activities::of_children;
use crate::domain::report::hints::Hint;
use crate::domain::report::review::{Due, Left, Review, Row, Stale};
use crate::domain::report::span::Length;
use crate::domain::report::target_suggestion::{Offer, Size};
use crate::domain::report::totals::Total;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::ui::bar::plain_bar;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::{Page, Width, padded, width};

/// With more goals than this, those that were met throughout share a line.
const ROWS: usize = 10;

/// The most lines a part of the page has; what is left is counted.
const LINES: usize = 5;

/// The same of what was won: that is told by name.
const WINS: usize = 15;

/// So little of a title is still told on a narrow page.
const LEAST_TITLE: usize = 6;

/// A page of so many columns has room for more than the verdicts.
const ROOMY: usize = 80;

impl<'w> LookBack<'w> {
    pub(super) fn render_page(&self, page: &mut Page) {
        match self.review.span.length {
            Length::Week | Length::Month => self.render_whole(page),
            Length::Quarter | Length::Year => self.render_story(page),
        }
    }

    fn render_whole(&self, page: &mut Page) {
        self.render_head(page);
        self.render_goals(page);
        self.render_totals(page);
        self.render_balance(page);
        self.render_wins(page);
        self.render_closed(page);
        self.render_due(page);
        self.render_notes(page);
        self.render_remarks(page);
        for trial in self.trials() {
            trial.render(page);
        }
    }

    pub(super) fn render_title(&self, page: &mut Page) {
        let activities = activities(self.review.activities);
        page.justify((Tone::Strong, &self.title()), (Tone::Plain, &activities));
    }

    fn render_head(&self, page: &mut Page) {
        let Review { span, activities, activities_before, .. } = self.review;
        self.render_title(page);
        let anything = activities + activities_before > 0;
        if anything {
            let best = self.review.best_day;
            let best = best.map(|(day, count)| format!("best day {}: {count}", self.day(day)));
            let before = if activities_before == 0 && self.is_first() {
                String::new()
            } else {
                format!("{activities_before} {}", self.name_before())
            };
            let text = words::joined([before.as_str(), &best.unwrap_or_default()]);
            if !text.is_empty() {
                page.line(Tone::Faint, &text);
            }
        }
        if self.is_so_far() && self.then.today == span.from && anything {
            let length = span.length.name();
            let look_back = format!("`goals review --{length} yesterday` looks back on the {length} before.");
            page.wrapped(Tone::Faint, &look_back, 0);
        }
        self.render_nothing(page);
    }

    pub(super) fn render_nothing(&self, page: &mut Page) {
        if self.is_empty() {
            page.gap();
            page.wrapped(Tone::Plain, "Nothing was done or due; `goals today` says what there is to do.", 0);
        }
    }

    /// What was missed first, then the rest in the tree's order.
    fn render_goals(&self, page: &mut Page) {
        let goals = &self.review.goals;
        if goals.is_empty() {
            return;
        }
        page.gap();
        let missed_any = |row: &&Row<'_>| Counts::of(&row.periods).missed > 0;
        let (missed, rest): (Vec<&Row<'_>>, Vec<&Row<'_>>) = goals.iter().partition(missed_any);
        let throughout = rest.iter().filter(|row| was_met_throughout(row)).count();
        let fold = goals.len() > ROWS && throughout > 1;
        let (folded, rest): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
            rest.into_iter().partition(|row| fold && was_met_throughout(row));
        let mut table =
            Columns::new(&[Align::Left, Align::Left, Align::Left, Align::Left], 1).keeping(LEAST_TITLE);
        if !(missed.is_empty() && rest.is_empty()) {
            table.head(&["", "", &self.name(), &self.name_before()]);
        }
        for row in missed.into_iter().chain(rest) {
            table.row(vec![
                cell(Tone::Handle, format!("  {}", self.code(row.goal))),
                cell(Tone::Plain, row.goal.title.as_str()),
                cell(tone(row), self.verdicts(row, page.width())),
                cell(Tone::Faint, verdicts(&row.before)),
            ]);
        }
        table.render(page);
        if !folded.is_empty() {
            let codes: Vec<String> = folded.iter().map(|row| self.code(row.goal).to_string()).collect();
            page.wrapped(Tone::Good, &format!("  Met throughout, as before: {}", codes.join(", ")), 4);
        }
    }

    /// What became of the periods of a span; of a single one judged by its children also what those did, where there
    /// is room.
    fn verdicts(&self, row: &Row<'_>, width: Width) -> String {
        let phrase = verdicts(&row.periods);
        let [period] = row.periods.as_slice() else { return phrase };
        // A month may have been met in another week.
        if let Some(day) = period.met_on.filter(|day| *day < self.review.span.from) {
            return format!("met {}", day.day_and_month(self.now.today));
        }
        match of_children(self.now, row.goal, period) {
            Some((done, asked)) if width.layout() >= ROOMY => format!("{phrase} steps · {done} of {asked}"),
            _ => phrase,
        }
    }

    /// What was done in each goal, where that says more than how often it was met.
    fn render_totals(&self, page: &mut Page) {
        let told = self.review.totals.iter().filter(|total| !totals::is_plain(self.now, total));
        self.render_total_rows(page, &told.collect::<Vec<_>>(), ROWS);
    }

    pub(super) fn render_total_rows(&self, page: &mut Page, told: &[&Total<'w>], most: usize) {
        if told.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, if self.is_so_far() { "Done so far" } else { "Done" });
        let row = |total: &&Total<'w>| {
            let text = totals::beside(self.now, total, self.review.span.from, &self.when_before());
            (format!("  {}", self.code(total.goal)), &total.goal.title, text)
        };
        totals::render(page, &told.iter().take(most).map(row).collect::<Vec<_>>());
        more(page, told.len(), most);
    }

    /// Bars against the area with the most. One that is no area is no balance.
    pub(super) fn render_balance(&self, page: &mut Page) {
        let most = self.review.balance.first().map_or(0, |share| share.goal_days);
        if most == 0 || self.review.balance.iter().all(|share| share.area.is_none()) {
            return;
        }
        page.gap();
        page.pieces(&[(Tone::Strong, "Balance"), (Tone::Faint, "  each goal counted once a day")]);
        let columns = (page.width().layout() / 3).clamp(10, 30);
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right], 0);
        for share in &self.review.balance {
            let filled = f64::from(share.goal_days) / f64::from(most);
            table.row(vec![
                cell(Tone::Plain, format!("  {}", share.area.as_deref().unwrap_or(NO_AREA))),
                cell(Tone::Handle, plain_bar(columns, filled, None)),
                cell(Tone::Plain, share.goal_days.to_string()),
            ]);
        }
        table.render(page);
    }

    fn render_wins(&self, page: &mut Page) {
        let wins = self.wins().map(|(done, title)| {
            let told = words::joined([title.as_str(), done.note.as_deref().unwrap_or_default()]);
            (done.day, "win".to_owned(), told)
        });
        let complete = self.review.finished.iter().filter(|it| it.outcome == Outcome::Complete);
        let finished = complete.map(|finished| {
            (finished.day, self.code(finished.goal).to_string(), self.finished_title(finished))
        });
        let mut all: Vec<(Day, String, String)> = wins.chain(finished).collect();
        all.sort_by_key(|(day, ..)| *day);
        if all.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Wins");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for (day, code, title) in all.iter().take(WINS) {
            table.row(vec![
                cell(Tone::Faint, format!("  {}", self.day(*day))),
                cell(Tone::Handle, code),
                cell(Tone::Good, title),
            ]);
        }
        table.render(page);
        more(page, all.len(), WINS);
    }

    /// What was closed by hand before it was done, with its note.
    fn render_closed(&self, page: &mut Page) {
        let closed: Vec<_> = self.closed().collect();
        if closed.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, "Closed");
        for finished in closed.iter().take(WINS) {
            let day = format!("  {}  ", self.day(finished.day));
            let code = format!("{}  ", self.code(finished.goal));
            let note = finished.note.map(|note| format!("“{note}”")).unwrap_or_default();
            let text = words::joined([self.finished_title(finished).as_str(), &note]);
            page.wrap_after(&[(Tone::Faint, &day), (Tone::Handle, &code)], Tone::Plain, &text, day.len());
        }
        more(page, closed.len(), WINS);
    }

    fn render_due(&self, page: &mut Page) {
        let due: Vec<&Due<'_>> = self.due().collect();
        if due.is_empty() {
            return;
        }
        page.gap();
        page.line(Tone::Strong, if self.is_so_far() { "Due" } else { "Not done by then" });
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for due in due.iter().take(ROWS) {
            table.row(vec![
                cell(Tone::Faint, format!("  {}", self.day(due.day))),
                cell(Tone::Handle, self.code(due.goal).as_str()),
                cell(Tone::Plain, due.goal.title.as_str()),
            ]);
        }
        table.render(page);
        more(page, due.len(), ROWS);
    }

    fn render_notes(&self, page: &mut Page) {
        let mut notes = self.notes();
        notes.retain(|note| !self.is_told_as_closed(note));
        let Some(shown) = notes.get(..notes.len().min(LINES)).filter(|shown| !shown.is_empty()) else {
            return;
        };
        page.gap();
        page.line(Tone::Strong, "Notes");
        render_notes(page, shown, |day| format!("  {}", day.short(self.now.today)));
        more(page, notes.len(), shown.len());
    }

    fn is_told_as_closed(&self, note: &NoteRow<'_>) -> bool {
        let same = |code: &Code, text: Option<&str>, day: Day| {
            note.code.as_ref() == Some(code) && text == note.note && day == note.day
        };
        self.closed().take(WINS).any(|it| it.note.is_some() && same(&self.code(it.goal), it.note, it.day))
    }

    /// Each goal is told of once: one that is behind or late is not called stale or vague as well.
    fn render_remarks(&self, page: &mut Page) {
        let mut seen: BTreeSet<Code> = BTreeSet::new();
        for (heading, mut remarks) in self.remarks() {
            remarks.retain(|remark| !seen.contains(&remark.code));
            seen.extend(remarks.iter().map(|remark| remark.code.clone()));
            part(page, heading, &remarks);
        }
    }

    fn remarks(&self) -> [(&'static str, Vec<Remark>); 5] {
        let review = &self.review;
        let titled = |goal: &Goal, words: &[&str], command: fn(&Code) -> String| {
            let code = self.code(goal);
            let words = [&[goal.title.as_str()], words].concat();
            Remark { words: words::joined(words), command: command(&code), code }
        };
        let behind = |progress: &Progress<'_>| {
            let target = |target| words::with_unit(self.then, progress.goal, target);
            let of = progress.target.map(|it| format!("{} of {}", progress.amount, target(it)));
            let behind = progress.line.map(|line| standing_to_line(self.then, progress.goal, line.standing));
            titled(progress.goal, &[&of.unwrap_or_default(), &behind.unwrap_or_default()], explain)
        };
        let overdue = |goal: &&Goal| {
            let since = goal.by.map(|by| format!("since {}", by.day_and_month(self.now.today)));
            let code = self.code(goal);
            let words = words::joined([goal.title.as_str(), &since.unwrap_or_default()]);
            Remark { words, command: overdue::ways(&code).join("` or `"), code }
        };
        let offer = |offer: &Offer<'_>| {
            let code = self.code(offer.goal);
            Remark { words: experience(self.now, offer), command: resize(offer, &code), code }
        };
        let stale = |stale: &Stale<'_>| {
            let last = stale.last.map(|day| format!("last on {}", day.day_and_month(self.now.today)));
            let last = last.unwrap_or_else(|| "never done".to_owned());
            let code = self.code(stale.goal);
            let ways = match stale.left {
                Left::ForWeeks => "smaller, or a pause?",
                Left::ForLong => "smaller, a pause, or the archive?",
            };
            let words = words::joined([stale.goal.title.as_str(), last.as_str(), ways]);
            let commands = ways_on(self.then, stale, &code);
            Remark { words, command: commands.join("` or `"), code }
        };
        let vague = |(hint, goal): &(Hint, &Goal)| {
            let code = self.code(goal);
            let words = words::joined([goal.title.as_str(), hint.what()]);
            Remark { words, command: hint.command(code.as_str()), code }
        };
        [
            ("Behind pace", review.behind.iter().map(behind).collect()),
            ("Overdue", review.overdue.iter().map(overdue).collect()),
            ("Targets that fit", review.offers.iter().map(offer).collect()),
            ("Nothing for four weeks", review.stale.iter().map(stale).collect()),
            ("Vague", self.vague().iter().map(vague).collect()),
        ]
    }
}

fn tone(row: &Row<'_>) -> Tone {
    let counts = Counts::of(&row.periods);
    match (counts.missed, counts.met) {
        (1.., _) => Tone::Late,
        (0, 1..) => Tone::Good,
        (0, 0) => Tone::Plain,
    }
}

fn was_met_throughout(row: &Row<'_>) -> bool {
    let met = |periods: &[JudgedPeriod]| {
        let counts = Counts::of(periods);
        counts.met > 0 && counts.missed == 0 && counts.excused == 0
    };
    met(&row.periods) && met(&row.before)
}

/// `5 met, 1 missed`; of a single period also how much was done: `missed, 9 of 12`.
fn verdicts(periods: &[JudgedPeriod]) -> String {
    match periods {
        [period] => phrase_of(period),
        _ => Counts::of(periods).in_words(),
    }
}

fn phrase_of(period: &JudgedPeriod) -> String {
    let word = match period.verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Open => "open",
        Verdict::Excused => return "excused".to_owned(),
        Verdict::Neutral => return "–".to_owned(),
    };
    match (period.bound, period.basis) {
        (_, Basis::Children { met, asked, .. }) => format!("{word}, {met} of {asked}"),
        (Bound::AtLeast(target), Basis::Own) if target == Amount::ONE && period.sum <= target => {
            word.to_owned()
        }
        (Bound::AtLeast(target), Basis::Own) => format!("{word}, {} of {target}", period.sum),
        (Bound::AtMost(most), Basis::Own) => format!("{word}, {} of ≤{most}", period.sum),
        (Bound::Any, Basis::Own) => period.sum.to_string(),
    }
}

/// What the last four weeks or periods were like, and what follows.
fn experience(judge: &Judge<'_>, offer: &Offer<'_>) -> String {
    let cadence = judge.cadence(offer.goal);
    let list = |numbers: &[String]| numbers.join(", ");
    let sums: Vec<String> = offer.sums.iter().map(ToString::to_string).collect();
    let (periods, done) = match offer.met {
        Some(met) => {
            let met = list(&met.map(|count| count.to_string()));
            ("weeks", format!("{} met: {met}", cadence.streak_unit().plural()))
        }
        None => (cadence.streak_unit().plural(), format!("{} of {}", list(&sums), offer.target)),
    };
    let missed = format!("missed {} of the last 4 {periods} ({done})", offer.missed);
    match offer.size {
        Size::Smaller(target) => {
            let of = if offer.fits == offer.sums.len() { "all".to_owned() } else { offer.fits.to_string() };
            format!("{missed}; {target} fits {of} of them")
        }
        Size::Fewer(days) if judge.schedule(offer.goal).counts_once() => {
            let times = if days == Amount::ONE { "once".to_owned() } else { format!("{days} times") };
            format!("{missed}; {times} a week?")
        }
        Size::Fewer(amount) => {
            format!("{missed}; {} a week?", words::with_unit(judge, offer.goal, amount))
        }
        Size::Pause => format!("{missed}; a pause?"),
        Size::Larger(target) => format!("4 {periods} with half as much again ({done}); median {target}"),
    }
}

/// Something that wants attention, with the command that gives it.
struct Remark {
    code: Code,
    words: String,
    command: String,
}

impl Remark {
    /// The command stands behind the words where both fit, else on a line of its own, to be copied whole.
    fn render(&self, page: &mut Page, widest: usize) {
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
            page.pieces(&[(Tone::Plain, &" ".repeat(code.len())), (Tone::Plain, &command)]);
        }
    }
}

/// A part of the page, if there is anything in it.
fn part(page: &mut Page, heading: &str, remarks: &[Remark]) {
    if remarks.is_empty() {
        return;
    }
    page.gap();
    page.line(Tone::Strong, heading);
    let shown = remarks.iter().take(LINES);
    let widest = shown.clone().map(|remark| remark.code.as_str().len()).max().unwrap_or(0);
    for remark in shown {
        remark.render(page, widest);
    }
    more(page, remarks.len(), LINES);
}

/// How many were not shown.
pub(super) fn more(page: &mut Page, all: usize, shown: usize) {
    if all > shown {
        page.line(Tone::Faint, &format!("  and {} more", all - shown));
    }
}
