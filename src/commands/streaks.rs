//! `streaks`: the streak report.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::codes;
use super::shared::calendar::calendar;
use super::shared::context::Context;
use super::shared::day_shades::shades;
use super::shared::names::Names;
use super::shared::streak_cells::streak_cells;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::refusal::Refusal;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::heatmap;
use crate::ui::heatmap::{Filled, Shade};
use crate::ui::page::Page;
use crate::ui::rows::{render_line, stands};

#[derive(Debug, Args)]
pub(crate) struct StreaksArgs {
    /// The goals; every repeating one if left out
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
}

/// The same without the table.
struct Map<'w>(Streaks<'w>);

/// So many columns the legend takes.
const LEGEND: usize = 65;

pub(crate) struct Streaks<'w> {
    judge: &'w Judge<'w>,
    goals: Vec<&'w Goal>,
}

/// So many columns a page has that tells of days to spare.
const ROOMY: usize = 80;

/// So little of a title is still told on a narrow page.
const LEAST_TITLE: usize = 6;

/// The most days that a strip shows.
const STRIP: usize = 90;

/// Up to so many goals have a calendar each; more have a strip of days.
const CALENDARS: usize = 4;

pub(crate) fn run(args: &StreaksArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    context.summarize(&Streaks { judge: &judge, goals: chosen(&context.names(), &judge, &args.codes)? })
}

/// The calendar of one goal alone, for a page on which its numbers stand elsewhere.
pub(crate) fn map(code: &str, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let judge = context.judge(&reading.state);
    let goals = chosen(&context.names(), &judge, &[code.to_owned()])?;
    context.summarize(&Map(Streaks { judge: &judge, goals }))
}

/// The goals that were named; one that does not repeat stands for what repeats below it.
fn chosen<'w>(names: &Names, judge: &Judge<'w>, codes: &[String]) -> Result<Vec<&'w Goal>, Refusal> {
    let tree = &judge.state.tree;
    let repeats = |goal: &&Goal| judge.cadence(goal).repeats();
    if codes.is_empty() {
        let living = tree.in_order().into_iter().filter(|id| !tree.is_archived(*id));
        return Ok(living.filter_map(|id| tree.goal(id)).filter(repeats).collect());
    }
    let mut found: Vec<&Goal> = Vec::new();
    for goal in names.each(judge, codes)? {
        let repeating: Vec<&Goal> = if repeats(&goal) {
            vec![goal]
        } else {
            tree.subtree(goal.id).into_iter().filter_map(|id| tree.goal(id)).filter(repeats).collect()
        };
        if repeating.is_empty() {
            return Err(Refusal::NothingRepeats(tree.code(goal.id)));
        }
        for goal in repeating {
            if !found.iter().any(|known| known.id == goal.id) {
                found.push(goal);
            }
        }
    }
    Ok(found)
}

impl Summary for Map<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        self.0.data()
    }

    fn render(&self, page: &mut Page) {
        self.0.goals.iter().for_each(|goal| self.0.render_calendar(page, goal));
        if page.width().layout() >= LEGEND {
            page.gap();
            self.0.render_legend(page);
        }
    }
}

impl<'w> Summary for Streaks<'w> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            goals: Vec<Row<'w>>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Row<'w> {
            code: Code,
            title: &'w Title,
            cadence: Cadence,
            #[schemars(extend("enum" = ["days", "weeks", "months", "quarters", "years", "times"]))]
            unit_of_streak: &'static str,
            current: u32,
            best: u32,
            met: u32,
            missed: u32,
            excused: u32,
            /// Met of met and missed, among the last 30 periods (5.3).
            #[schemars(range(min = 0, max = 1))]
            rate: Option<f64>,
            /// From 0 to 100 (5.4).
            #[schemars(range(min = 0, max = 100))]
            strength: f64,
            /// How many days can go by unharmed (5.5).
            slack: Option<i64>,
            state: Status,
        }
        let judge = self.judge;
        let row = |goal: &&'w Goal| {
            let streak = judge.streak(goal);
            Row {
                code: judge.state.tree.code(goal.id),
                title: &goal.title,
                cadence: judge.cadence(goal),
                unit_of_streak: streak.unit.plural(),
                current: streak.current,
                best: streak.best,
                met: streak.met,
                missed: streak.missed,
                excused: streak.excused,
                rate: streak.rate.map(words::thousandths),
                strength: words::tenths(streak.strength),
                slack: judge.slack(goal),
                state: judge.status(goal),
            }
        };
        Data { day: judge.today, goals: self.goals.iter().map(row).collect() }
    }

    fn render(&self, page: &mut Page) {
        if self.goals.is_empty() {
            let text =
                "No goal repeats yet; `goals add \"Write 100 words\" --every day` makes one that does.";
            return page.wrapped(Tone::Plain, text, 0);
        }
        let judge = self.judge;
        let align =
            [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left];
        let mut table = Columns::new(&align, 1).keeping(LEAST_TITLE);
        table.head(&["", "", "streak", "best", "rate", "strength", ""]);
        for goal in &self.goals {
            let streak = judge.streak(goal);
            let [current, best, rate, strength] = streak_cells(&streak);
            table.row(vec![
                cell(Tone::Handle, judge.state.tree.code(goal.id).as_str()),
                cell(Tone::Plain, goal.title.as_str()),
                current,
                best,
                rate,
                strength,
                cell(Tone::Faint, self.beside(goal, page.width().layout())),
            ]);
        }
        table.render(page);
        if self.goals.len() <= CALENDARS {
            for goal in &self.goals {
                self.render_calendar(page, goal);
            }
        } else {
            self.render_strips(page);
        }
        page.gap();
        self.render_legend(page);
    }
}

/// How many days there are from the first that shows anything.
fn lived(days: &[Shade]) -> usize {
    days.iter().position(|shade| *shade != Shade::Blank).map_or(0, |at| days.len() - at)
}

impl Streaks<'_> {
    /// What else there is to know of the current period.
    fn beside(&self, goal: &Goal, room: usize) -> String {
        let judge = self.judge;
        let spare = match judge.slack(goal) {
            Some(0) => "no day to spare".to_owned(),
            Some(days) if days > 0 => format!("{} to spare", words::days(days)),
            _ => String::new(),
        };
        // Of days, each is needed; what is blocked has to wait; and a narrow page has no room for it.
        let is_told = judge.status(goal) != Status::Blocked
            && judge.cadence(goal).streak_unit().plural() != "days"
            && room >= ROOMY;
        let spare = if is_told { spare } else { String::new() };
        let state = match judge.status(goal) {
            Status::Open => "",
            other => other.name(),
        };
        words::joined([state, &spare])
    }

    fn render_legend(&self, page: &mut Page) {
        let judge = self.judge;
        let long = |goal: &&Goal| {
            matches!(judge.schedule(goal).bound(), Bound::AtLeast(_))
                && judge.history(goal).periods.iter().any(|it| it.range.to != Some(it.range.from))
        };
        let filled = if self.goals.iter().any(long) { Filled::Shown } else { Filled::Absent };
        heatmap::legend(page, filled);
    }

    fn week_begins(&self) -> Day {
        let today = self.judge.today;
        today.week_begin(self.judge.state.settings.week_start_on(today))
    }

    fn render_calendar(&self, page: &mut Page, goal: &Goal) {
        let judge = self.judge;
        page.gap();
        let code = judge.state.tree.code(goal.id);
        let before = [(Tone::Handle, code.as_str()), (Tone::Plain, "  ")];
        let demand = [stands(Tone::Faint, words::demand(judge, goal))];
        render_line(page, &before, (Tone::Plain, goal.title.as_str()), &demand);
        let fitting = heatmap::weeks_that_fit(page);
        let shades = shades(judge, goal, 7 * fitting);
        // Before the goal there is nothing to draw.
        let begins = judge.today.plus(1 - i64::try_from(lived(&shades)).unwrap_or(0));
        let before = usize::try_from(begins.days_to(self.week_begins())).unwrap_or(0).div_ceil(7);
        let weeks = (before + 1).min(fitting);
        calendar(page, self.week_begins(), weeks, |day| {
            let ago = usize::try_from(day.days_to(judge.today)).ok();
            let at = ago.and_then(|ago| shades.len().checked_sub(ago + 1));
            at.and_then(|at| shades.get(at)).copied().unwrap_or(Shade::Blank)
        });
    }

    /// For each goal the last days on one line, as many as fit.
    fn render_strips(&self, page: &mut Page) {
        let strip = |goal: &&Goal| (self.judge.state.tree.code(goal.id), shades(self.judge, goal, STRIP));
        let strips: Vec<(Code, Vec<Shade>)> = self.goals.iter().map(strip).collect();
        let widest = strips.iter().map(|(code, _)| code.as_str().len()).max().unwrap_or(0);
        let lived = strips.iter().map(|(_, shades)| lived(shades)).max().unwrap_or(0);
        let room = page.width().layout().saturating_sub(widest + 2).min(STRIP).min(lived.max(1));
        page.gap();
        let days =
            if room == 1 { "today".to_owned() } else { format!("the last {room} days, today at the right") };
        let range = format!("{:widest$}  {days}", "");
        page.line(Tone::Faint, &range);
        for (code, shades) in &strips {
            let last = shades.get(shades.len().saturating_sub(room)..).unwrap_or_default();
            let code = format!("{:widest$}  ", code.as_str());
            let strip = heatmap::strip(last);
            let days = strip.iter().map(|(tone, days)| (*tone, days.as_str()));
            page.pieces(&[(Tone::Handle, code.as_str())].into_iter().chain(days).collect::<Vec<_>>());
        }
        page.gap();
        page.line(Tone::Faint, "`goals streaks CODE` shows a calendar.");
    }
}
