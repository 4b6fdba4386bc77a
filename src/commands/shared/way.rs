//! How far a goal is and whether that keeps pace, in `progress` and in `report`.

use schemars::JsonSchema;
use serde::Serialize;

use super::changes::standing;
use super::words;
use crate::domain::judge::finished::{Finished, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::needed::Needed;
use crate::domain::judge::pace::{Line, Progress, Standing};
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;
use crate::domain::value::text::Title;
use crate::ui::bar::bar;
use crate::ui::colour::Tone;
use crate::ui::page::Page;
use crate::ui::rows::{render_line, stands};

pub(crate) struct Way<'w> {
    judge: &'w Judge<'w>,
    pub(crate) progress: Progress<'w>,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct WayRow<'w> {
    code: Code,
    title: &'w Title,
    state: Status,
    target: Option<Amount>,
    unit: Option<&'w str>,
    amount: Amount,
    /// How far it is.
    fraction: Option<Share>,
    from: Option<Day>,
    by: Option<Day>,
    /// The day as of which `expected` is (7.1).
    settled: Option<Day>,
    /// How much there would be on pace.
    expected: Option<Amount>,
    /// How many days it is ahead of its pace; below 0: behind.
    buffer_days: Option<i64>,
    /// With three significant digits.
    needed_per_day: Option<f64>,
    /// With three significant digits.
    needed_per_week: Option<f64>,
    /// When it will be done as it goes; none where that is more than ten years ahead.
    forecast: Option<Day>,
    /// Met of met and missed, among the last 30 periods (5.3).
    #[schemars(range(min = 0, max = 1))]
    rate: Option<f64>,
    complete: bool,
    /// How it was closed by hand.
    finished: Option<Closed<'w>>,
}

/// That a goal was closed by hand.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Closed<'w> {
    day: Day,
    /// It was done by then.
    complete: bool,
    note: Option<&'w str>,
}

impl<'w> Closed<'w> {
    pub(crate) fn of(finished: Finished<'w>) -> Self {
        let Finished { finish, outcome } = finished;
        Self { day: finish.day, complete: outcome == Outcome::Complete, note: finish.note.as_deref() }
    }
}

/// What the mark in a bar means.
pub(crate) const MARK: &str = "┃ is where it should be by now";

/// Whether there is a way to tell of: the goal has a target or children, and is not archived.
pub(crate) fn has_way(judge: &Judge<'_>, goal: &Goal) -> bool {
    let tree = &judge.state.tree;
    let parent = tree.living_children(Some(goal.id)).next().is_some();
    !tree.is_archived(goal.id) && (judge.schedule(goal).bound.is_some() || parent)
}

impl<'w> Way<'w> {
    pub(crate) fn of(judge: &'w Judge<'w>, goal: &'w Goal) -> Self {
        Self { judge, progress: judge.progress(goal) }
    }

    pub(crate) fn judge(&self) -> &'w Judge<'w> {
        self.judge
    }

    pub(crate) fn goal(&self) -> &'w Goal {
        self.progress.goal
    }

    pub(crate) fn code(&self) -> Code {
        self.judge.state.tree.code(self.goal().id)
    }

    pub(crate) fn unit(&self) -> Option<&'w str> {
        self.judge.schedule(self.goal()).unit.as_deref()
    }

    pub(crate) fn standing(&self) -> String {
        words::finished(self.judge, self.goal()).unwrap_or_else(|| standing(self.judge, self.goal()))
    }

    pub(crate) fn pace(&self) -> String {
        words::pace(self.judge, &self.progress)
    }

    /// `29 %`; nothing where there is no bar.
    pub(crate) fn percent(&self) -> Option<String> {
        self.progress.fraction.map(|share| format!("{} %", share.percent()))
    }

    pub(crate) fn row(&self) -> WayRow<'w> {
        let Progress { goal, line, .. } = self.progress;
        let once = !self.judge.cadence(goal).repeats();
        WayRow {
            code: self.code(),
            title: &goal.title,
            state: self.judge.status(goal),
            target: self.progress.target,
            unit: self.unit(),
            amount: self.progress.amount,
            fraction: self.progress.fraction,
            from: once.then(|| self.judge.history(goal).timeline.start),
            by: goal.by,
            settled: line.map(|line| line.settled),
            expected: line.map(|line| line.expected),
            buffer_days: line.map(|line| line.buffer_days),
            needed_per_day: self.progress.needed.map(Needed::per_day),
            needed_per_week: self.progress.needed.map(Needed::per_week),
            forecast: self.progress.forecast.and_then(|forecast| forecast.day),
            rate: self.progress.rate.map(words::thousandths),
            complete: self.progress.complete,
            finished: self.judge.finished(goal).map(Closed::of),
        }
    }

    /// Where it should be, as a share of the way; nothing where that is the beginning, or it is there.
    pub(crate) fn mark(&self) -> Option<Share> {
        let open = self.progress.fraction.filter(|_| !self.progress.complete);
        let line = open.and(self.progress.line)?;
        Some(line.expected_share).filter(|share| 0.0 < share.ratio())
    }

    /// Whether its bar has a mark.
    pub(crate) fn is_marked(&self) -> bool {
        self.mark().is_some()
    }

    fn is_late(&self) -> bool {
        let behind = |line: Line| matches!(line.standing, Standing::Behind(_)) || line.by < self.judge.today;
        !self.progress.complete && self.progress.line.is_some_and(behind)
    }

    /// Its line, its bar and its pace, set in by its depth.
    pub(crate) fn render(&self, page: &mut Page, depth: usize) {
        let indent = "  ".repeat(depth);
        let standing = self.standing();
        let (code, tone) = (self.code(), if depth == 0 { Tone::Strong } else { Tone::Plain });
        let before = [(Tone::Plain, indent.as_str()), (Tone::Handle, code.as_str()), (Tone::Plain, "  ")];
        render_line(page, &before, (tone, self.goal().title.as_str()), &[stands(Tone::Faint, &standing)]);
        if let Some((fraction, percent)) = self.progress.fraction.zip(self.percent()) {
            let columns = (page.width().layout() / 2).clamp(10, 50);
            let bar = bar(columns, fraction.ratio(), self.mark().map(Share::ratio));
            let percent = format!(" {percent:>5}");
            let bar = bar.iter().map(|(tone, text)| (*tone, text.as_str()));
            let pieces = [(Tone::Plain, indent.as_str())].into_iter().chain(bar);
            page.pieces(&pieces.chain([(Tone::Plain, percent.as_str())]).collect::<Vec<_>>());
        }
        let beside_line = self.pace();
        if !beside_line.is_empty() {
            // What is late is said first, in its own tone.
            let (late, rest) = match beside_line.split_once(" · ") {
                Some((first, _)) if self.is_late() => beside_line.split_at(first.len()),
                None if self.is_late() => (beside_line.as_str(), ""),
                _ => ("", beside_line.as_str()),
            };
            let before = [(Tone::Plain, indent.as_str()), (Tone::Late, late)];
            page.wrap_after(&before, Tone::Faint, rest, indent.len());
        }
    }
}
