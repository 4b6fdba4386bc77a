//! `today`: the dated outline of the day.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde::Serialize;

use super::changed::Totals;
use super::check::looked_back;
use super::flags::unshielded;
use super::today_page::{Block, block, draw_blocks};
use super::{Context, Draw, Outcome, phrase};
use crate::domain::agenda::{Agenda, Choice, Line, Reach, Role};
use crate::domain::amount::Amount;
use crate::domain::cadence::Cadence;
use crate::domain::day::Day;
use crate::domain::goal::{Bound, Code, Goal, GoalId, Title};
use crate::domain::settings::{Key, Setting, Settings};
use crate::domain::state::State;
use crate::domain::tally::{Deed, Done};
use crate::domain::verdict::Judge;
use crate::domain::world::World;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// What there is to do today, and what was done.
#[derive(Debug, Default, Args)]
pub struct TodayArgs {
    /// Another day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Also what is met, blocked, waiting, paused or ended
    #[arg(long)]
    all: bool,
    /// Only this owner's goals and nobody's
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Only goals of this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
}

#[derive(Serialize)]
struct View {
    day: Day,
    goals: Vec<Row>,
    done_today: Vec<DoneRow>,
    counted: Counted,
    trials_ended: Vec<Trial>,
    deadlines: Vec<Deadline>,
    #[serde(skip)]
    page: Sheet,
}

#[derive(Serialize)]
struct Counted {
    done: u32,
    of: u32,
}

/// A goal, for programs.
#[derive(Serialize)]
struct Row {
    code: Code,
    title: Title,
    path: Vec<Code>,
    area: Option<String>,
    cadence: Cadence,
    unit: Option<String>,
    target: Amount,
    at_most: bool,
    done: Amount,
    state: State,
    period: Option<Period>,
    share_today: Option<Amount>,
    streak: Option<u32>,
    overdue: bool,
    due: Option<Day>,
    who: Option<String>,
    children: usize,
    later: usize,
    blocked_by: Vec<Code>,
    planned: Option<Day>,
    pilot: Option<Day>,
}

/// A trial that is over, for programs.
#[derive(Serialize)]
struct Trial {
    code: Code,
    title: Title,
    ended: Day,
    keep: String,
    adjust: String,
    drop: String,
}

/// A deadline that is near, for programs.
#[derive(Serialize)]
struct Deadline {
    code: Code,
    title: Title,
    by: Day,
    state: State,
}

#[derive(Serialize)]
struct Period {
    from: Day,
    to: Option<Day>,
}

/// Something done, for programs.
#[derive(Clone, Serialize)]
pub struct DoneRow {
    /// The goal's code; a win has none.
    pub code: Option<Code>,
    /// The goal's title, or the win's.
    pub title: Title,
    /// How much, or the reading.
    pub amount: Option<Amount>,
    /// When it was recorded.
    pub at: String,
    /// A note.
    pub note: Option<String>,
    /// The area, inherited where it is not its own.
    pub area: Option<String>,
    #[serde(skip)]
    kind: Kind,
}

/// What kind of thing was done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Check,
    Reading,
    Win,
}

/// The page, for people.
enum Sheet {
    /// There is no goal at all: how to begin.
    Blank,
    /// The outline.
    Outline { heading: String, groups: Vec<Block>, done: String, nothing: Option<&'static str> },
}

/// `goals today`.
pub fn run(args: &TodayArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let world = &reading.world;
    let clock = context.clock();
    let mut calendar = clock.calendar(world);
    let day = looked_back(&mut calendar, args.on.as_deref())?;
    context.echo(&calendar);
    let judge = Judge::new(world, day);
    let choice = Choice {
        reach: if args.all { Reach::All } else { Reach::Doable },
        area: args.area.as_deref().map(|area| unshielded(area).to_owned()),
        who: args.who.clone().or_else(|| me(&world.settings)),
    };
    Ok(Box::new(view(&judge, &judge.agenda(&choice), day == calendar.today)))
}

fn me(settings: &Settings) -> Option<String> {
    match settings.get(Key::Me) {
        Setting::Me(name) => name,
        Setting::DayStart(_) | Setting::WeekStart(_) | Setting::Celebrate(_) | Setting::Hints(_) => None,
    }
}

fn view(judge: &Judge<'_>, agenda: &Agenda<'_>, is_today: bool) -> View {
    let lines = || agenda.groups.iter().flat_map(|group| &group.lines);
    let done_today = done_rows(judge.world, &agenda.done);
    let page = if judge.world.plan.is_empty() && done_today.is_empty() {
        Sheet::Blank
    } else {
        let tasks = lines().any(|line| line.role == Role::Task);
        Sheet::Outline {
            heading: judge.today.long().to_string(),
            groups: agenda.groups.iter().map(|group| block(judge, group)).collect(),
            done: all_done_in_words(&done_today, judge.today, is_today),
            nothing: (!tasks).then_some(if is_today {
                "Nothing to do today."
            } else {
                "Nothing to do that day."
            }),
        }
    };
    View {
        day: judge.today,
        goals: lines().map(|line| row(judge, line)).collect(),
        done_today,
        counted: Counted { done: agenda.counted_done, of: agenda.counted_of },
        trials_ended: agenda.trials.iter().filter_map(|goal| trial(judge, goal)).collect(),
        deadlines: agenda.soon.iter().filter_map(|goal| deadline(judge, goal)).collect(),
        page,
    }
}

fn row(judge: &Judge<'_>, line: &Line<'_>) -> Row {
    let plan = &judge.world.plan;
    let goal = line.goal;
    let totals = Totals::of(judge, goal);
    Row {
        code: plan.code(goal.id),
        title: goal.title.clone(),
        path: plan.path(goal.id),
        area: plan.area(goal.id).map(ToOwned::to_owned),
        cadence: judge.cadence(goal),
        unit: judge.schedule(goal).unit.clone(),
        target: totals.bound.number(),
        at_most: matches!(totals.bound, Bound::AtMost(_)),
        done: totals.done,
        state: line.state,
        period: totals.period.map(|(from, to)| Period { from, to }),
        share_today: judge.share_today(goal),
        streak: totals.streak,
        overdue: judge.is_overdue(goal),
        due: goal.by,
        who: judge.owner(goal).map(ToOwned::to_owned),
        children: plan.living_children(Some(goal.id)).count(),
        later: line.later,
        blocked_by: judge.blockers(goal).into_iter().map(|before| plan.code(before.id)).collect(),
        planned: judge.planned_day(goal),
        pilot: goal.pilot,
    }
}

/// The three ways to go on after a trial.
fn trial(judge: &Judge<'_>, goal: &Goal) -> Option<Trial> {
    let code = judge.world.plan.code(goal.id);
    Some(Trial {
        title: goal.title.clone(),
        ended: goal.pilot?,
        keep: format!("goals edit {code} --pilot none"),
        adjust: format!("goals edit {code}"),
        drop: format!("goals archive {code}"),
        code,
    })
}

fn deadline(judge: &Judge<'_>, goal: &Goal) -> Option<Deadline> {
    let code = judge.world.plan.code(goal.id);
    Some(Deadline { code, title: goal.title.clone(), by: goal.by?, state: judge.state(goal) })
}

/// What was done, record by record; where something was taken off a day's sum again, the sum alone.
pub fn done_rows(world: &World, done: &[&Done]) -> Vec<DoneRow> {
    let plan = &world.plan;
    let mut rows: Vec<(Option<GoalId>, DoneRow)> = Vec::new();
    let taken_off: BTreeSet<GoalId> = done
        .iter()
        .filter_map(|done| match &done.what {
            Deed::Check(goal, n) if !n.is_positive() => Some(*goal),
            Deed::Check(..) | Deed::Reading(..) | Deed::Win { .. } => None,
        })
        .collect();
    for record in done {
        let (goal, amount, title, area) = match &record.what {
            Deed::Check(goal, _) if taken_off.contains(goal) => {
                let sum = world.tally.ledger(*goal).sum(record.day);
                rows.retain(|(known, _)| *known != Some(*goal));
                if !sum.is_positive() {
                    continue;
                }
                (Some(*goal), Some(sum), None, plan.area(*goal))
            }
            Deed::Check(goal, amount) | Deed::Reading(goal, amount) => {
                (Some(*goal), Some(*amount), None, plan.area(*goal))
            }
            Deed::Win { title, area, under } => {
                let area = area.as_deref().or_else(|| under.and_then(|goal| plan.area(goal)));
                (None, None, Some(title), area)
            }
        };
        let goals_title = goal.and_then(|goal| plan.goal(goal)).map(|goal| &goal.title);
        if let Some(title) = title.or(goals_title) {
            rows.push((
                goal,
                DoneRow {
                    code: goal.map(|goal| plan.code(goal)),
                    title: title.clone(),
                    amount,
                    at: record.at.clone(),
                    note: record.note.clone(),
                    area: area.map(ToOwned::to_owned),
                    kind: match record.what {
                        Deed::Check(..) => Kind::Check,
                        Deed::Reading(..) => Kind::Reading,
                        Deed::Win { .. } => Kind::Win,
                    },
                },
            ));
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn all_done_in_words(done: &[DoneRow], day: Day, is_today: bool) -> String {
    if done.is_empty() {
        return String::new();
    }
    // What was checked off in several goes is told once.
    let mut told: Vec<DoneRow> = Vec::new();
    let mut places: BTreeMap<&Code, usize> = BTreeMap::new();
    for row in done {
        let code = row.code.as_ref().filter(|_| row.kind == Kind::Check && row.note.is_none());
        let before = code.and_then(|code| places.get(code)).and_then(|at| told.get_mut(*at));
        if let Some(before) = before {
            before.amount = before.amount.zip(row.amount).map(|(before, more)| before + more);
            before.at.clone_from(&row.at);
        } else {
            places.extend(code.map(|code| (code, told.len())));
            told.push(row.clone());
        }
    }
    let told: Vec<String> = told.iter().map(|done| done_in_words(done, day)).collect();
    format!("{}: {}", if is_today { "Done today" } else { "Done" }, told.join(", "))
}

/// `kids (18:20)`, `pitch +4 (18:20)`; on another day than it is for, `kids (recorded 21 Nov)`.
fn done_in_words(done: &DoneRow, day: Day) -> String {
    let name = done.code.as_ref().map_or_else(|| done.title.to_string(), ToString::to_string);
    let amount = match (done.kind, done.amount) {
        (Kind::Reading, Some(value)) => format!(" = {value}"),
        (Kind::Check, Some(amount)) if amount != Amount::ONE => format!(" +{amount}"),
        _ => String::new(),
    };
    let when = match chrono::DateTime::parse_from_rfc3339(&done.at) {
        Ok(at) if Day::of(at.naive_local(), chrono::NaiveTime::MIN) == day => {
            format!(" ({})", at.format("%H:%M"))
        }
        Ok(at) => format!(" (recorded {})", at.format("%-d %b %H:%M")),
        Err(_) => String::new(),
    };
    let note = done.note.as_ref().map(|note| format!(" “{note}”")).unwrap_or_default();
    format!("{name}{amount}{when}{note}")
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        match &self.page {
            Sheet::Blank => {
                page.say(Tone::Plain, "No goals yet. Begin with a big one, and split it for today:");
                page.wrapped(
                    Tone::Plain,
                    "  goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp",
                    4,
                );
                page.wrapped(
                    Tone::Plain,
                    "  goals split gp \"Pitch websites n:12 unit:emails every:week\"",
                    4,
                );
            }
            Sheet::Outline { heading, groups, done, nothing } => {
                let Counted { done: count, of } = self.counted;
                let counted = if of == 0 { String::new() } else { format!("{count} of {of} done") };
                page.spread((Tone::Strong, heading), (Tone::Plain, &counted));
                draw_blocks(page, groups);
                if let Some(nothing) = nothing {
                    page.gap();
                    page.say(Tone::Plain, nothing);
                }
                self.draw_deadlines(page);
                self.draw_trials(page);
                if !done.is_empty() {
                    page.gap();
                    page.wrapped(Tone::Faint, done, 2);
                }
            }
        }
    }
}

impl View {
    fn draw_deadlines(&self, page: &mut Page) {
        if self.deadlines.is_empty() {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Due soon");
        let mut columns = Columns::new(&[Align::Left, Align::Left, Align::Left], 1);
        for deadline in &self.deadlines {
            let state = if deadline.state == State::Open { "" } else { deadline.state.name() };
            let beside = phrase::joined([deadline.by.short().to_string().as_str(), state]);
            columns.row(vec![
                cell(Tone::Handle, format!("  {}", deadline.code)),
                cell(Tone::Plain, deadline.title.as_str()),
                cell(Tone::Faint, beside),
            ]);
        }
        columns.draw(page);
    }

    fn draw_trials(&self, page: &mut Page) {
        for trial in &self.trials_ended {
            page.gap();
            let text =
                format!("The trial of {} “{}” ended on {}:", trial.code, trial.title, trial.ended.dated());
            page.wrapped(Tone::Strong, &text, 2);
            for (what, command) in [("keep", &trial.keep), ("adjust", &trial.adjust), ("drop", &trial.drop)] {
                page.line(&[(Tone::Faint, &format!("  {what:8}")), (Tone::Plain, command)]);
            }
        }
    }
}
