//! `plan` alone: the coming days, each with what is planned, due and beginning, and how much is asked.

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::Choice;
use crate::domain::report::coming::{Ask, ComingDay, Dated, Occasion, coming};
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::text::Title;
use crate::error::Error;
use crate::ui::colour::Tone;
use crate::ui::page::Page;
use crate::ui::rows::{Layout, Titled, stands};

/// How many days are shown where no end is named, today included.
const WEEK: i64 = 7;

/// No page is longer than this many days.
const MOST: i64 = 92;

pub(crate) fn run(until: Option<&str>, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let mut calendar = context.clock().calendar(state);
    let today = calendar.today;
    let until = match until {
        Some(typed) => calendar.day(typed, Look::Deadline)?,
        None => today.plus(WEEK - 1),
    };
    context.note_dates(&calendar);
    if until < today || today.days_through(until) > MOST {
        return Err(Error::usage(
            format!("{} is not within the coming {MOST} days", until.dated()),
            "name a day ahead, as in `goals plan --until +2w`",
        ));
    }
    let judge = context.judge(state);
    let choice = Choice { who: context.me(&state.settings), ..Choice::default() };
    let days = coming(&judge, &choice, until);
    context.summarize(&PlanAhead { judge: &judge, until, days })
}

pub(crate) struct PlanAhead<'w> {
    judge: &'w Judge<'w>,
    until: Day,
    days: Vec<ComingDay<'w>>,
}

#[derive(JsonSchema, Serialize)]
struct DayRow<'w> {
    day: Day,
    /// How many goals are to be done.
    count: usize,
    goals: Vec<GoalRow<'w>>,
    asks: Vec<AskRow<'w>>,
}

#[derive(JsonSchema, Serialize)]
struct GoalRow<'w> {
    code: Code,
    title: &'w Title,
    planned: bool,
    /// Its last day is this.
    due: bool,
    overdue: bool,
    /// Its first day is this.
    begins: bool,
    /// What repeats ends with that day.
    ends: bool,
}

#[derive(JsonSchema, Serialize)]
struct AskRow<'w> {
    code: Code,
    title: &'w Title,
    /// How much of it the day asks for.
    amount: Amount,
    unit: Option<&'w str>,
}

impl<'w> PlanAhead<'w> {
    fn code(&self, goal: &Goal) -> Code {
        self.judge.state.tree.code(goal.id)
    }

    fn day_row(&self, coming: &ComingDay<'w>) -> DayRow<'w> {
        let goal = |dated: &Dated<'w>| {
            let is = |wanted: fn(&Occasion) -> bool| dated.occasions.iter().any(wanted);
            GoalRow {
                code: self.code(dated.goal),
                title: &dated.goal.title,
                planned: is(|it| matches!(it, Occasion::Planned)),
                due: is(|it| matches!(it, Occasion::Due)),
                overdue: is(|it| matches!(it, Occasion::Overdue(_))),
                begins: is(|it| matches!(it, Occasion::Begins)),
                ends: is(|it| matches!(it, Occasion::Ends)),
            }
        };
        let ask = |ask: &Ask<'w>| AskRow {
            code: self.code(ask.goal),
            title: &ask.goal.title,
            amount: ask.amount,
            unit: ask.goal.schedule_on(coming.day).unit.as_deref(),
        };
        DayRow {
            day: coming.day,
            count: coming.count(),
            goals: coming.dates.iter().map(goal).collect(),
            asks: coming.asks.iter().map(ask).collect(),
        }
    }

    fn titled(&self, dated: &Dated<'_>) -> Titled {
        let facts = dated.occasions.iter().map(|occasion| match occasion {
            Occasion::Overdue(by) => {
                stands(Tone::Late, format!("overdue since {}", by.day_and_month(self.judge.today)))
            }
            Occasion::Planned => stands(Tone::Faint, "planned"),
            Occasion::Due => stands(Tone::Plain, "due"),
            Occasion::Begins => stands(Tone::Faint, "begins"),
            Occasion::Ends => stands(Tone::Faint, "last day"),
        });
        Titled {
            handle: (Tone::Handle, format!("  {}", self.code(dated.goal))),
            title: (Tone::Plain, dated.goal.title.to_string()),
            facts: facts.collect(),
        }
    }

    /// `kids, read 20 pages, pitch 2 emails`.
    fn asks(&self, coming: &ComingDay<'_>) -> String {
        let ask = |ask: &Ask<'_>| {
            let code = self.code(ask.goal);
            let is_counted = ask.goal.schedule_on(coming.day).unit.is_some() || ask.amount != Amount::ONE;
            if is_counted {
                format!("{code} {}", words::with_unit(self.judge, ask.goal, ask.amount))
            } else {
                code.to_string()
            }
        };
        coming.asks.iter().map(ask).collect::<Vec<_>>().join(", ")
    }
}

impl Summary for PlanAhead<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            until: Day,
            days: Vec<DayRow<'w>>,
        }
        Data {
            day: self.judge.today,
            until: self.until,
            days: self.days.iter().map(|day| self.day_row(day)).collect(),
        }
    }

    fn render(&self, page: &mut Page) {
        if self.judge.state.tree.is_empty() {
            return page.wrapped(Tone::Plain, "No goals yet; `goals add` makes the first.", 0);
        }
        let days: Vec<Vec<Titled>> =
            self.days.iter().map(|day| day.dates.iter().map(|dated| self.titled(dated)).collect()).collect();
        let layout = Layout::of(page, &days.iter().flatten().collect::<Vec<_>>());
        for (day, rows) in self.days.iter().zip(&days) {
            page.gap();
            let count = match day.count() {
                0 => "nothing asked".to_owned(),
                count => format!("{count} to do"),
            };
            page.justify((Tone::Strong, &day.day.long().to_string()), (Tone::Faint, &count));
            for row in rows {
                layout.render(page, row);
            }
            let asks = self.asks(day);
            if !asks.is_empty() {
                page.wrap_after(&[(Tone::Faint, "  ")], Tone::Faint, &asks, 2);
            }
        }
    }
}
