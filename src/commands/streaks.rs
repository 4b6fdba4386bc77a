//! `streaks`: the streak report.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::codes;
use super::shared::words;
use super::{Context, Draw, Outcome};
use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::judge::streaks::StreakStats;
use crate::domain::judge::timeline::Cover;
use crate::domain::judge::verdict::{Basis, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::refusal::Refusal;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::heatmap;
use crate::ui::heatmap::{Shade, Week};
use crate::ui::page::Page;

/// The streak report.
#[derive(Debug, Args)]
pub struct StreaksArgs {
    /// The goals; every repeating one if left out
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
}

#[derive(Serialize)]
struct View {
    day: Day,
    goals: Vec<Row>,
    #[serde(skip)]
    week_begins: Day,
}

#[derive(Serialize)]
struct Row {
    code: Code,
    title: Title,
    cadence: Cadence,
    unit_of_streak: &'static str,
    current: u32,
    best: u32,
    met: u32,
    missed: u32,
    excused: u32,
    rate: Option<f64>,
    strength: f64,
    slack: Option<i64>,
    state: Status,
    #[serde(skip)]
    run: StreakStats,
    #[serde(skip)]
    demand: String,
    /// How the days look, from the first to today.
    #[serde(skip)]
    days: Vec<Shade>,
}

/// The most days that a heatmap ever shows: four years.
const SHOWN: i64 = 4 * 366;

/// So many weeks a calendar shows at least; as many more as there are to see, and as fit.
const FEWEST_WEEKS: usize = 14;

/// Up to so many goals have a calendar each; more have a strip of days.
const CALENDARS: usize = 4;

/// `goals streaks`.
pub fn run(args: &StreaksArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let goals = chosen(&judge, &args.codes)?;
    let begins = judge.state.settings.week_start_on(judge.today);
    Ok(Box::new(View {
        day: judge.today,
        goals: goals.into_iter().map(|goal| row(&judge, goal)).collect(),
        week_begins: judge.today.week_begin(begins),
    }))
}

/// The goals that were named; one that does not repeat stands for what repeats below it.
fn chosen<'w>(judge: &Judge<'w>, codes: &[String]) -> Result<Vec<&'w Goal>, Refusal> {
    let tree = &judge.state.tree;
    let repeats = |goal: &&Goal| judge.cadence(goal).repeats();
    if codes.is_empty() {
        let living = tree.in_order().into_iter().filter(|id| !tree.is_archived(*id));
        return Ok(living.filter_map(|id| tree.goal(id)).filter(repeats).collect());
    }
    let mut found: Vec<&Goal> = Vec::new();
    for goal in tree.find_all(codes.iter().map(String::as_str))? {
        let named: Vec<&Goal> = if repeats(&goal) {
            vec![goal]
        } else {
            tree.subtree(goal.id).into_iter().filter_map(|id| tree.goal(id)).filter(repeats).collect()
        };
        if named.is_empty() {
            return Err(Refusal::NothingRepeats(tree.code(goal.id)));
        }
        for goal in named {
            if !found.iter().any(|known| known.id == goal.id) {
                found.push(goal);
            }
        }
    }
    Ok(found)
}

fn row(judge: &Judge<'_>, goal: &Goal) -> Row {
    let run = judge.streak(goal);
    Row {
        code: judge.state.tree.code(goal.id),
        title: goal.title.clone(),
        cadence: judge.cadence(goal),
        unit_of_streak: run.unit.plural(),
        current: run.current,
        best: run.best,
        met: run.met,
        missed: run.missed,
        excused: run.excused,
        rate: run.rate.map(words::thousandths),
        strength: words::tenths(run.strength),
        slack: judge.slack(goal),
        state: judge.status(goal),
        run,
        demand: words::demand(judge, goal),
        days: shades(judge, goal),
    }
}

/// How each day looks, up to today.
fn shades(judge: &Judge<'_>, goal: &Goal) -> Vec<Shade> {
    let history = judge.history(goal);
    let first = judge.today.plus(1 - SHOWN);
    (0..SHOWN).map(|days| shade(judge, goal, &history, first.plus(days))).collect()
}

fn shade(judge: &Judge<'_>, goal: &Goal, history: &History, day: Day) -> Shade {
    let done = judge.done_on_day(goal, day);
    let Some(period) = history.period_on(day) else {
        return if done.is_positive() { Shade::Some } else { Shade::Blank };
    };
    let excused = history.timeline.paused(day, Some(day)) == Cover::All || period.verdict == Verdict::Excused;
    match (period.bound, period.basis, period.verdict) {
        (_, Basis::Children { .. }, Verdict::Met) => Shade::Full,
        (_, Basis::Children { met, .. }, _) if met > 0 => Shade::Some,
        (Bound::AtMost(_), Basis::Own, Verdict::Missed) if done.is_positive() => Shade::Passed,
        (Bound::AtMost(_), Basis::Own, Verdict::Met) if done == Amount::ZERO => Shade::Full,
        (Bound::AtLeast(_), Basis::Own, Verdict::Met) if done.is_positive() => Shade::Full,
        _ if done.is_positive() => Shade::Some,
        _ if excused => Shade::Excused,
        _ => Shade::Nothing,
    }
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        if self.goals.is_empty() {
            page.wrapped(
                Tone::Plain,
                "No goal repeats yet; `goals add \"Write 100 words\" --every day` makes one that does.",
                0,
            );
            return;
        }
        let align =
            [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left];
        let mut table = Columns::new(&align, 1);
        let head = ["", "", "streak", "best", "rate", "strength", ""];
        table.row(head.iter().map(|text| cell(Tone::Faint, text)).collect());
        for goal in &self.goals {
            let tone = if goal.current > 0 { Tone::Good } else { Tone::Plain };
            table.row(vec![
                cell(Tone::Handle, goal.code.as_str()),
                cell(Tone::Plain, goal.title.as_str()),
                cell(tone, goal.run.unit.counted(goal.current)),
                cell(Tone::Plain, goal.run.best_unit.counted(goal.best)),
                cell(
                    Tone::Plain,
                    goal.rate.map_or_else(|| "–".to_owned(), |rate| format!("{:.0} %", rate * 100.0)),
                ),
                cell(Tone::Plain, format!("{:.0}", goal.strength)),
                cell(Tone::Faint, beside(goal)),
            ]);
        }
        table.draw(page);
        if self.goals.len() <= CALENDARS {
            for goal in &self.goals {
                self.calendar(page, goal);
            }
        } else {
            self.strips(page);
        }
        page.gap();
        heatmap::legend(page);
    }
}

/// What else there is to know of the current period.
fn beside(goal: &Row) -> String {
    let spare = match goal.slack {
        Some(0) => "no day to spare".to_owned(),
        Some(days) if days > 0 => {
            let days = usize::try_from(days).unwrap_or_default();
            format!("{} to spare", words::count(days, "day"))
        }
        _ => String::new(),
    };
    let spare = if goal.cadence.streak_unit().plural() == "days" { String::new() } else { spare };
    let state = match goal.state {
        Status::Open => "",
        other => other.name(),
    };
    words::joined([state, &spare])
}

/// How many days there are from the first that shows anything.
fn lived(days: &[Shade]) -> usize {
    days.iter().position(|shade| *shade != Shade::Blank).map_or(0, |at| days.len() - at)
}

impl View {
    fn calendar(&self, page: &mut Page, goal: &Row) {
        page.gap();
        page.line(&[
            (Tone::Handle, goal.code.as_str()),
            (Tone::Plain, "  "),
            (Tone::Plain, goal.title.as_str()),
            (Tone::Faint, &format!(" · {}", goal.demand)),
        ]);
        let weeks = FEWEST_WEEKS.max(lived(&goal.days) / 7 + 1).min(heatmap::weeks_that_fit(page));
        let first = self.week_begins.plus(-7 * (i64::try_from(weeks).unwrap_or(1) - 1));
        let columns: Vec<Week> = (0..weeks)
            .map(|week| {
                let begins = first.plus(7 * i64::try_from(week).unwrap_or(0));
                let days = [0, 1, 2, 3, 4, 5, 6].map(|day| self.shade_on(goal, begins.plus(day)));
                let new_month = begins.day_of_month() <= 7 || week == 0;
                Week { above: new_month.then(|| begins.month_short().to_string()), days }
            })
            .collect();
        let names = [0, 1, 2, 3, 4, 5, 6].map(|day| {
            let name = self.week_begins.plus(day).short().to_string();
            name.split(' ').next().unwrap_or_default().to_owned()
        });
        heatmap::draw(page, &names, &columns);
    }

    fn shade_on(&self, goal: &Row, day: Day) -> Shade {
        let ago = usize::try_from(day.days_to(self.day)).ok();
        let at = ago.and_then(|ago| goal.days.len().checked_sub(ago + 1));
        at.and_then(|at| goal.days.get(at)).copied().unwrap_or(Shade::Blank)
    }

    /// For each goal the last days on one line, as many as fit.
    fn strips(&self, page: &mut Page) {
        let widest = self.goals.iter().map(|goal| goal.code.as_str().len()).max().unwrap_or(0);
        let lived = self.goals.iter().map(|goal| lived(&goal.days)).max().unwrap_or(0);
        let room = page.width().layout().saturating_sub(widest + 2).min(90).min(lived.max(FEWEST_WEEKS));
        page.gap();
        let range = format!("{:widest$}  the last {room} days, today at the right", "");
        page.say(Tone::Faint, &range);
        for goal in &self.goals {
            let shown = goal.days.get(goal.days.len().saturating_sub(room)..).unwrap_or_default();
            let code = format!("{:widest$}  ", goal.code.as_str());
            page.line(&[(Tone::Handle, &code), (Tone::Good, &heatmap::strip(shown))]);
        }
        page.gap();
        page.say(Tone::Faint, "`goals streaks CODE` shows a calendar.");
    }
}
