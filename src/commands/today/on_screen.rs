//! The day as a screen shows it: the page of `today` row by row, each with its goal, and the last days of habits.

use super::days_before::DaysBefore;
use super::done::done_items;
use super::groups::{Item, items, render_item};
use super::{Came, Today, layout, render_first_steps};
use crate::commands::shared::context::Context;
use crate::commands::shared::day_shades::shades;
use crate::commands::shared::way::Way;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::{Agenda, Choice, Reach, Role};
use crate::domain::report::pauses::pauses;
use crate::domain::value::amount::Amount;
use crate::domain::value::share::Share;
use crate::env::Env;
use crate::error::Error;
use crate::ui::bar::bar;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;
use crate::ui::heatmap::strip;
use crate::ui::page::Page;
use crate::ui::painted;
use crate::ui::painted::Line;
use crate::ui::rows::{Layout, render_between};

/// So many days back a habit's cells go, today's included; as many columns they take.
const CELLS: usize = 14;

/// Between a line and its cells.
const GAP: usize = 2;

#[derive(Clone, Debug, Default)]
pub struct DayPage {
    /// The day, as `--on` takes it.
    pub day: String,
    /// The day in words.
    pub heading: String,
    /// `3 of 7 done`; empty where nothing is counted.
    pub counted: String,
    /// What is told before the goals: what could not be read, an absence.
    pub above: Vec<Line>,
    pub rows: Vec<DayRow>,
    /// What is told behind them: what can wait, what is due soon, what was done.
    pub below: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct DayRow {
    /// An area and a gap have none.
    pub goal: Option<DayGoal>,
    /// What is shown: one line, or more where facts find no room beside a title.
    pub lines: Vec<Line>,
    /// The last days of what repeats, today's at the right; empty where there is no room.
    pub cells: Line,
}

#[derive(Clone, Debug)]
pub struct DayGoal {
    pub code: String,
    pub title: String,
    pub asks: Asks,
    pub(crate) role: Role,
    pub(crate) recurs: Recurs,
    /// What was done on the day by then.
    pub(crate) seen: Amount,
}

/// Whether a goal has periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recurs {
    Again,
    Never,
}

/// What a check-off of a goal needs to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Nothing,
    /// The value that was read.
    Value,
}

/// The page of the day that lies so many days ahead of today, or before it where that is below 0.
pub(crate) fn day_page(context: &mut Context<'_>, ahead: i64, reach: Reach) -> Result<DayPage, Error> {
    let clock = context.clock();
    let reading = context
        .read_records(|reading| reading.records_since <= clock.today(&reading.state).plus(ahead.min(0)))?;
    let state = &reading.state;
    let now = clock.today(state);
    let day = now.plus(ahead);
    let judge = Judge::new(state, day);
    let choice = Choice { reach, who: context.me(&state.settings), ..Choice::default() };
    let agenda = Agenda::of(&judge, &choice);
    let before = DaysBefore::of(context, &judge, &agenda, now)?;
    let done = done_items(state, &agenda.done);
    let (pauses, came) = (pauses(state, day), Came::default());
    let today = Today { judge: &judge, agenda, done, pauses, before, choice, now, came };
    let mut page = today.on_screen(context.env());
    let notes = context.notes().iter().map(|note| vec![(Tone::Late, clean(note).into_owned())]);
    page.above.splice(0..0, notes);
    Ok(page)
}

/// The lines that something renders.
fn lines(page: &Page, render: impl FnOnce(&mut Page)) -> Vec<Line> {
    let mut page = page.fresh();
    render(&mut page);
    painted::lines(&page.into_text())
}

impl Today<'_> {
    fn on_screen(&self, env: &Env) -> DayPage {
        let page = env.page();
        let Self { judge, agenda, before, .. } = self;
        let mut shown = DayPage {
            day: judge.today.to_string(),
            heading: judge.today.long().to_string(),
            counted: self.counted(),
            above: lines(&page, |page| before.render_away(page)),
            rows: Vec::new(),
            below: Vec::new(),
        };
        if judge.state.tree.is_empty() && self.done.is_empty() {
            shown.below = lines(&page, render_first_steps);
            return shown;
        }
        let (items, soon) = (items(judge, &agenda.groups), self.deadline_rows());
        let layout = layout(&page, &items, &soon);
        shown.rows = items.iter().map(|item| self.row(&page, layout, item)).collect();
        shown.below = lines(&page, |page| self.render_below(page, layout, &soon));
        if !shown.below.is_empty() && !shown.rows.is_empty() {
            shown.below.insert(0, Line::new());
        }
        shown
    }

    fn row(&self, page: &Page, layout: Layout, item: &Item<'_>) -> DayRow {
        let judge = self.judge;
        match item {
            Item::Gap => DayRow { goal: None, lines: vec![Line::new()], cells: Line::new() },
            Item::Area(_) => DayRow {
                goal: None,
                lines: lines(page, |page| render_item(page, layout, item)),
                cells: Line::new(),
            },
            Item::Macro(goal, facts) => DayRow {
                goal: Some(DayGoal::of(judge, goal, Role::Heading)),
                lines: lines(page, |page| {
                    render_between(page, goal.title.as_str(), facts, |columns| {
                        progress(judge, goal, columns)
                    });
                }),
                cells: Line::new(),
            },
            Item::Heading(goal, ..) => self.with_cells(page, layout, item, (goal, Role::Heading)),
            Item::Task(goal, _) => self.with_cells(page, layout, item, (goal, Role::Task)),
        }
    }

    fn with_cells(
        &self,
        page: &Page,
        layout: Layout,
        item: &Item<'_>,
        (goal, role): (&Goal, Role),
    ) -> DayRow {
        let whole = |page: &Page| lines(page, |page| render_item(page, layout, item));
        let beside = page.narrower(GAP + CELLS);
        let with_cells = self.judge.cadence(goal).repeats().then(|| {
            let layout = layout.within(beside.width().layout());
            lines(&beside, |page| render_item(page, layout, item))
        });
        // Where facts would go below for them, there is no room for cells.
        let (lines, cells) = match with_cells.filter(|lines| lines.len() == 1) {
            Some(lines) => (lines, strip(&shades(self.judge, goal, CELLS))),
            None => (whole(page), Line::new()),
        };
        DayRow {
            goal: Some(DayGoal::of(self.judge, goal, role)),
            lines,
            cells: cells.into_iter().map(|(tone, text)| (tone, page.written(&text))).collect(),
        }
    }
}

/// The bar of a goal in so many columns; a rule where it has none.
fn progress(judge: &Judge<'_>, goal: &Goal, columns: usize) -> Line {
    let way = Way::of(judge, goal);
    match way.progress.fraction {
        Some(fraction) => bar(columns, fraction.ratio(), way.mark().map(Share::ratio)),
        None => vec![(Tone::Faint, "─".repeat(columns))],
    }
}

impl DayGoal {
    /// Whether it is to be done itself, and does not head what is.
    pub fn is_task(&self) -> bool {
        self.role == Role::Task
    }

    fn of(judge: &Judge<'_>, goal: &Goal, role: Role) -> Self {
        Self {
            code: judge.state.tree.code(goal.id).to_string(),
            title: goal.title.to_string(),
            role,
            recurs: if judge.cadence(goal).repeats() { Recurs::Again } else { Recurs::Never },
            asks: if goal.baseline.is_some() { Asks::Value } else { Asks::Nothing },
            seen: judge.done_on_day(goal, judge.today),
        }
    }
}
