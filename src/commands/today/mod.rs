//! `today`: the dated outline of the day.

pub mod page;

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde::Serialize;

use super::check::looked_back;
use super::shared::changes::Totals;
use super::shared::goal_args::unshielded;
use super::shared::words;
use super::today::page::{Block, block, draw_blocks};
use super::{Asking, Context, Draw, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::{Activity, Done};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::settings::{Key, Setting, Settings};
use crate::domain::model::state::State;
use crate::domain::report::agenda::{Agenda, Choice, Line, Reach, Role};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;
use crate::journal::Detail;
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
    state: Status,
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

/// A trial that is over, with the three ways to go on.
#[derive(Serialize)]
pub struct Trial {
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
    state: Status,
}

#[derive(Serialize)]
struct Period {
    from: Day,
    to: Option<Day>,
}

/// Something done, for programs.
#[derive(Serialize)]
struct DoneRow {
    /// The goal's code; a win has none.
    code: Option<Code>,
    /// The goal's title, or the win's.
    title: Title,
    /// How much, or the reading.
    amount: Option<Amount>,
    /// When it was recorded.
    at: String,
    note: Option<String>,
    /// The area, inherited where it is not its own.
    area: Option<String>,
}

/// Something done that is told; where something was taken off a day's sum again, the sum alone.
#[derive(Clone, Copy)]
struct Told<'w> {
    /// The goal; a win has none.
    goal: Option<&'w Goal>,
    record: &'w Done,
    amount: Option<Amount>,
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
    let clock = context.clock();
    // Another day's page tells of what was done on it.
    let reading = match &args.on {
        None if args.all => context.read()?,
        None => context.read_to(Detail::Today)?,
        Some(on) => context.read_records(|reading| {
            let day = looked_back(&mut clock.calendar(&reading.state), Some(on));
            day.is_ok_and(|day| reading.records_since <= day)
        })?,
    };
    let state = &reading.state;
    let mut calendar = clock.calendar(state);
    let day = looked_back(&mut calendar, args.on.as_deref())?;
    context.note_dates(&calendar);
    let judge = reading.judge(day);
    let choice = Choice {
        reach: if args.all { Reach::All } else { Reach::Doable },
        area: args.area.as_deref().map(|area| unshielded(area).to_owned()),
        who: args.who.clone().or_else(|| me(&state.settings)),
    };
    let agenda = judge.agenda(&choice);
    let done = told(state, &agenda.done);
    let mut view = view(&judge, &agenda);
    // Either costs as much as everything before: only what is shown is put together.
    if context.asking() == Asking::Never {
        view.goals =
            agenda.groups.iter().flat_map(|group| &group.lines).map(|line| row(&judge, line)).collect();
        view.done_today = done.iter().filter_map(|told| told.row(state)).collect();
    } else {
        view.page = sheet(&judge, &agenda, &done, day == calendar.today);
    }
    Ok(Box::new(view))
}

/// Whose goals are shown where nobody else's are asked for (SEMANTICS 8.5).
pub fn me(settings: &Settings) -> Option<String> {
    match settings.get(Key::Me) {
        Setting::Me(name) => name,
        Setting::DayStart(_) | Setting::WeekStart(_) | Setting::Celebrate(_) | Setting::Hints(_) => None,
    }
}

/// What programs and people are told alike.
fn view(judge: &Judge<'_>, agenda: &Agenda<'_>) -> View {
    View {
        day: judge.today,
        goals: Vec::new(),
        done_today: Vec::new(),
        counted: Counted { done: agenda.counted_done, of: agenda.counted_of },
        trials_ended: agenda.trials.iter().filter_map(|goal| Trial::of(judge, goal)).collect(),
        deadlines: agenda.soon.iter().filter_map(|goal| deadline(judge, goal)).collect(),
        page: Sheet::Blank,
    }
}

fn sheet(judge: &Judge<'_>, agenda: &Agenda<'_>, done: &[Told<'_>], is_today: bool) -> Sheet {
    if judge.state.tree.is_empty() && done.is_empty() {
        return Sheet::Blank;
    }
    let tasks = agenda.groups.iter().flat_map(|group| &group.lines).any(|line| line.role == Role::Task);
    Sheet::Outline {
        heading: judge.today.long().to_string(),
        groups: agenda.groups.iter().map(|group| block(judge, group)).collect(),
        done: all_done_in_words(judge.state, done, is_today),
        nothing: (!tasks).then_some(if is_today {
            "Nothing to do today."
        } else {
            "Nothing to do that day."
        }),
    }
}

fn row(judge: &Judge<'_>, line: &Line<'_>) -> Row {
    let tree = &judge.state.tree;
    let goal = line.goal;
    let totals = Totals::of(judge, goal);
    Row {
        code: tree.code(goal.id),
        title: goal.title.clone(),
        path: tree.path(goal.id),
        area: tree.area(goal.id).map(ToOwned::to_owned),
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
        children: tree.living_children(Some(goal.id)).count(),
        later: line.later,
        blocked_by: judge.blockers(goal).into_iter().map(|before| tree.code(before.id)).collect(),
        planned: judge.planned_day(goal),
        pilot: goal.pilot,
    }
}

impl Trial {
    /// What there is to say of a goal that was on trial; nothing for another.
    pub fn of(judge: &Judge<'_>, goal: &Goal) -> Option<Self> {
        let code = judge.state.tree.code(goal.id);
        Some(Self {
            title: goal.title.clone(),
            ended: goal.pilot?,
            keep: format!("goals edit {code} --pilot none"),
            adjust: format!("goals edit {code}"),
            drop: format!("goals archive {code}"),
            code,
        })
    }

    /// The trial and the three ways to go on, below a gap.
    pub fn draw(&self, page: &mut Page) {
        page.gap();
        let text = format!("The trial of {} “{}” ended on {}:", self.code, self.title, self.ended.dated());
        page.wrapped(Tone::Strong, &text, 2);
        for (what, command) in [("keep", &self.keep), ("adjust", &self.adjust), ("drop", &self.drop)] {
            page.line(&[(Tone::Faint, &format!("  {what:8}")), (Tone::Plain, command)]);
        }
    }
}

fn deadline(judge: &Judge<'_>, goal: &Goal) -> Option<Deadline> {
    let code = judge.state.tree.code(goal.id);
    Some(Deadline { code, title: goal.title.clone(), by: goal.by?, state: judge.status(goal) })
}

/// What was done, record by record; where something was taken off a day's sum again, the sum alone.
fn told<'w>(state: &'w State, done: &[&'w Done]) -> Vec<Told<'w>> {
    let is_correction = |done: &&&Done| matches!(&done.what, Activity::Check(_, n) if !n.is_positive());
    let corrected: BTreeSet<GoalId> =
        done.iter().filter(is_correction).filter_map(|done| done.what.goal()).collect();
    let mut told: Vec<Told<'w>> = Vec::with_capacity(done.len());
    for record in done {
        let goal = record.what.goal().and_then(|id| state.tree.goal(id));
        let amount = match &record.what {
            Activity::Check(id, _) if corrected.contains(id) => {
                let sum = state.activity.goal_days(*id).sum(record.day);
                told.retain(|known| known.record.what.goal() != Some(*id));
                if !sum.is_positive() {
                    continue;
                }
                Some(sum)
            }
            Activity::Check(_, amount) | Activity::Reading(_, amount) => Some(*amount),
            Activity::Win { .. } => None,
        };
        told.push(Told { goal, record, amount });
    }
    told
}

impl Told<'_> {
    fn title(&self) -> Option<&Title> {
        match &self.record.what {
            Activity::Win { title, .. } => Some(title),
            Activity::Check(..) | Activity::Reading(..) => self.goal.map(|goal| &goal.title),
        }
    }

    fn row(&self, state: &State) -> Option<DoneRow> {
        let tree = &state.tree;
        let own = match &self.record.what {
            Activity::Win { area, .. } => area.as_deref(),
            Activity::Check(..) | Activity::Reading(..) => None,
        };
        Some(DoneRow {
            code: self.goal.map(|goal| tree.code(goal.id)),
            title: self.title()?.clone(),
            amount: self.amount,
            at: self.record.at.clone(),
            note: self.record.note.clone(),
            area: own.or_else(|| tree.area(self.record.what.about()?)).map(ToOwned::to_owned),
        })
    }

    /// `kids (18:20)`, `pitch +4 (18:20)`; on another day than it is for, `kids (recorded 21 Nov)`.
    fn in_words(&self, state: &State) -> String {
        let name = match self.goal {
            Some(goal) => state.tree.code(goal.id).as_str().to_owned(),
            None => self.title().map(|title| title.as_str().to_owned()).unwrap_or_default(),
        };
        let amount = match (&self.record.what, self.amount) {
            (Activity::Reading(..), Some(value)) => format!(" = {value}"),
            (Activity::Check(..), Some(amount)) if amount != Amount::ONE => format!(" +{amount}"),
            _ => String::new(),
        };
        let recorded = match moment(&self.record.at) {
            Some((day, time)) if day == self.record.day => [" (", time, ")"].concat(),
            Some((day, time)) => format!(" (recorded {} {time})", day.day_and_month()),
            None => String::new(),
        };
        let note = self.record.note.as_ref().map(|note| format!(" “{note}”")).unwrap_or_default();
        [name, amount, recorded, note].concat()
    }
}

/// The day and the time of day, `18:20`, that a moment tells by its own clock.
fn moment(at: &str) -> Option<(Day, &str)> {
    let (day, rest) = at.split_once('T')?;
    Some((day.parse().ok()?, rest.get(..5)?))
}

fn all_done_in_words(state: &State, done: &[Told<'_>], is_today: bool) -> String {
    if done.is_empty() {
        return String::new();
    }
    // What was checked off in several goes is told once.
    let mut once: Vec<Told<'_>> = Vec::new();
    let mut places: BTreeMap<GoalId, usize> = BTreeMap::new();
    for told in done {
        let goal = match &told.record.what {
            Activity::Check(goal, _) if told.record.note.is_none() => Some(*goal),
            Activity::Check(..) | Activity::Reading(..) | Activity::Win { .. } => None,
        };
        if let Some(before) = goal.and_then(|goal| places.get(&goal)).and_then(|at| once.get_mut(*at)) {
            before.amount = before.amount.zip(told.amount).map(|(before, more)| before + more);
            before.record = told.record;
        } else {
            places.extend(goal.map(|goal| (goal, once.len())));
            once.push(*told);
        }
    }
    let words: Vec<String> = once.iter().map(|told| told.in_words(state)).collect();
    format!("{}: {}", if is_today { "Done today" } else { "Done" }, words.join(", "))
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
                page.justify((Tone::Strong, heading), (Tone::Plain, &counted));
                draw_blocks(page, groups);
                if let Some(nothing) = nothing {
                    page.gap();
                    page.say(Tone::Plain, nothing);
                }
                self.draw_deadlines(page);
                for trial in &self.trials_ended {
                    trial.draw(page);
                }
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
            let state = if deadline.state == Status::Open { "" } else { deadline.state.name() };
            let beside = words::joined([deadline.by.short().to_string().as_str(), state]);
            columns.row(vec![
                cell(Tone::Handle, format!("  {}", deadline.code)),
                cell(Tone::Plain, deadline.title.as_str()),
                cell(Tone::Faint, beside),
            ]);
        }
        columns.draw(page);
    }
}
