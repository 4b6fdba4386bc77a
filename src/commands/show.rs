//! `show`: one goal whole.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::completions::all_codes;
use super::reward::{Naming, Row, draw_rows, of_goal};
use super::shared::changes::{Totals, standing};
use super::shared::words;
use super::{Context, Draw, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::Done;
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::journal::Reading;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

/// One goal whole.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: String,
}

#[derive(Serialize)]
struct View {
    day: Day,
    goal: Whole,
    #[serde(skip)]
    standing: String,
    #[serde(skip)]
    demand: String,
}

#[derive(Serialize)]
struct Whole {
    code: Code,
    title: Title,
    state: Status,
    archived: bool,
    path: Vec<Named>,
    children: Vec<Named>,
    why: Option<String>,
    area: Option<String>,
    who: Option<String>,
    cadence: Cadence,
    target: Amount,
    at_most: bool,
    unit: Option<String>,
    baseline: Option<Amount>,
    done: Amount,
    fraction: Option<f64>,
    streak: Option<u32>,
    made: Day,
    from: Option<Day>,
    by: Option<Day>,
    pilot: Option<Day>,
    feeds: Option<String>,
    reward: Option<String>,
    rewards: Vec<Row>,
    after: Vec<Named>,
    before: Vec<Named>,
    schedule: Vec<Version>,
    recent: Vec<Recent>,
}

#[derive(Serialize)]
struct Named {
    code: Code,
    title: Title,
    why: Option<String>,
}

#[derive(Serialize)]
struct Version {
    from: Option<Day>,
    every: Option<Cadence>,
    target: Option<Amount>,
    at_most: bool,
    unit: Option<String>,
}

#[derive(Serialize)]
struct Recent {
    day: Day,
    at: String,
    amount: Amount,
    note: Option<String>,
}

/// So many of the last check-offs are shown.
const RECENT: usize = 10;

/// `goals show`.
pub fn run(args: &ShowArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read_records(|reading| shows_all_recent(reading, &args.code))?;
    let judge = context.judge(&reading.state);
    let goal = judge.state.tree.find(&args.code)?;
    let view = View {
        day: judge.today,
        goal: whole(&judge, goal),
        standing: standing(&judge, goal),
        demand: words::demand(&judge, goal),
    };
    Ok(Box::new(view))
}

/// Whether the last check-offs of a goal are among the records that were read.
fn shows_all_recent(reading: &Reading, code: &str) -> bool {
    let Ok(goal) = reading.state.tree.find(code) else { return true };
    let since = reading.records_since;
    let known = reading.state.done().filter(|done| done.what.goal() == Some(goal.id) && since <= done.day);
    let first = reading.state.activity.goal_days(goal.id).first_day(Day::LAST);
    known.count() >= RECENT || first.is_none_or(|first| since <= first)
}

fn whole(judge: &Judge<'_>, goal: &Goal) -> Whole {
    let tree = &judge.state.tree;
    let named =
        |goal: &Goal| Named { code: tree.code(goal.id), title: goal.title.clone(), why: goal.why.clone() };
    let totals = Totals::of(judge, goal);
    let mut path: Vec<Named> = tree.ancestors(goal.id).map(named).collect();
    path.reverse();
    let waits = tree.in_order().into_iter().filter_map(|id| tree.goal(id));
    let first = version(None, &goal.first);
    let later = goal.later.iter().map(|(day, schedule)| version(Some(*day), schedule));
    let repeats = judge.cadence(goal).repeats();
    Whole {
        code: tree.code(goal.id),
        title: goal.title.clone(),
        state: judge.status(goal),
        archived: tree.is_archived(goal.id),
        path,
        children: tree.living_children(Some(goal.id)).filter_map(|id| tree.goal(id)).map(named).collect(),
        why: goal.why.clone(),
        area: tree.area(goal.id).map(ToOwned::to_owned),
        who: goal.who.clone(),
        cadence: judge.cadence(goal),
        target: totals.bound.number(),
        at_most: matches!(totals.bound, Bound::AtMost(_)),
        unit: judge.schedule(goal).unit.clone(),
        baseline: goal.baseline,
        done: totals.done,
        fraction: if repeats { None } else { judge.fraction(goal).map(words::thousandths) },
        streak: totals.streak,
        made: goal.made,
        from: goal.from,
        by: goal.by,
        pilot: goal.pilot,
        feeds: goal.feeds.map(|feeds| feeds.to_string()),
        reward: goal.reward.clone(),
        rewards: of_goal(judge, goal),
        after: goal.after.iter().filter_map(|id| tree.goal(*id)).map(named).collect(),
        before: waits.filter(|other| other.after.contains(&goal.id)).map(named).collect(),
        schedule: std::iter::once(first).chain(later).collect(),
        recent: recent(judge, goal),
    }
}

fn version(from: Option<Day>, schedule: &Schedule) -> Version {
    Version {
        from,
        every: schedule.every,
        target: schedule.bound.map(Bound::number),
        at_most: matches!(schedule.bound, Some(Bound::AtMost(_))),
        unit: schedule.unit.clone(),
    }
}

fn recent(judge: &Judge<'_>, goal: &Goal) -> Vec<Recent> {
    use crate::domain::model::activity::Activity;

    let amount = |done: &Done| match &done.what {
        Activity::Check(id, amount) | Activity::Reading(id, amount) if *id == goal.id => Some(*amount),
        Activity::Check(..) | Activity::Reading(..) | Activity::Win { .. } => None,
    };
    let mut found: Vec<(&Done, Amount)> =
        judge.state.done().filter_map(|done| amount(done).map(|amount| (done, amount))).collect();
    found.sort_by_key(|(done, _)| std::cmp::Reverse((done.day, done.entry)));
    let row = |(done, amount): (&Done, Amount)| Recent {
        day: done.day,
        at: done.at.clone(),
        amount,
        note: done.note.clone(),
    };
    found.into_iter().take(RECENT).map(row).collect()
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        let goal = &self.goal;
        for (depth, above) in goal.path.iter().enumerate() {
            let why = above.why.as_ref().map(|why| format!(" · {why}")).unwrap_or_default();
            page.line(&[
                (Tone::Plain, &"  ".repeat(depth)),
                (Tone::Handle, above.code.as_str()),
                (Tone::Plain, "  "),
                (Tone::Plain, above.title.as_str()),
                (Tone::Faint, &why),
            ]);
        }
        page.line(&[
            (Tone::Plain, &"  ".repeat(goal.path.len())),
            (Tone::Handle, goal.code.as_str()),
            (Tone::Plain, "  "),
            (Tone::Strong, goal.title.as_str()),
        ]);
        page.gap();
        let mut facts = Columns::new(&[Align::Left, Align::Left], 1);
        for (label, text) in self.facts() {
            if !text.is_empty() {
                facts.row(vec![cell(Tone::Faint, label), cell(Tone::Plain, text)]);
            }
        }
        facts.draw(page);
        draw_list(page, "Below it", &goal.children);
        self.draw_rewards(page);
        self.draw_schedule(page);
        self.draw_recent(page);
    }
}

fn draw_list(page: &mut Page, heading: &str, goals: &[Named]) {
    if goals.is_empty() {
        return;
    }
    page.gap();
    page.say(Tone::Strong, heading);
    let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
    for goal in goals {
        columns.row(vec![
            cell(Tone::Handle, format!("  {}", goal.code)),
            cell(Tone::Plain, goal.title.as_str()),
        ]);
    }
    columns.draw(page);
}

impl View {
    fn facts(&self) -> Vec<(&'static str, String)> {
        let goal = &self.goal;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<Day>| day.map(|day| day.long().to_string()).unwrap_or_default();
        let codes =
            |goals: &[Named]| goals.iter().map(|goal| goal.code.to_string()).collect::<Vec<_>>().join(", ");
        let state = if goal.archived { "archived" } else { goal.state.name() };
        vec![
            ("state", words::joined([state, &self.standing])),
            ("asks for", self.demand.clone()),
            ("why", text(&goal.why)),
            ("area", text(&goal.area)),
            ("who", text(&goal.who)),
            ("from", day(goal.from)),
            ("by", day(goal.by)),
            ("on trial until", day(goal.pilot)),
            ("after", codes(&goal.after)),
            ("before", codes(&goal.before)),
            ("feeds", text(&goal.feeds)),
            ("made", day(Some(goal.made))),
        ]
    }

    fn draw_rewards(&self, page: &mut Page) {
        if self.goal.rewards.is_empty() {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Rewards");
        draw_rows(page, &self.goal.rewards, Naming::Not);
    }

    fn draw_schedule(&self, page: &mut Page) {
        if self.goal.schedule.len() < 2 {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "What it asked for");
        let mut columns = Columns::new(&[Align::Left, Align::Left], 1);
        for version in &self.goal.schedule {
            let from =
                version.from.map_or_else(|| "  at first".to_owned(), |day| format!("  from {}", day.dated()));
            let unit = version.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let limit = if version.at_most { "at most " } else { "" };
            let target = version.target.map(|target| format!("{limit}{target}{unit}")).unwrap_or_default();
            let every = version.every.map_or_else(|| "as what is above it".to_owned(), Cadence::in_words);
            columns.row(vec![
                cell(Tone::Faint, from),
                cell(Tone::Plain, words::joined([target.as_str(), &every])),
            ]);
        }
        columns.draw(page);
    }

    fn draw_recent(&self, page: &mut Page) {
        if self.goal.recent.is_empty() {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Done of late");
        let mut columns = Columns::new(&[Align::Left, Align::Right, Align::Left], 2);
        let sign = if self.goal.baseline.is_some() { "= " } else { "+" };
        for recent in &self.goal.recent {
            let sign = if recent.amount.is_positive() { sign } else { "" };
            columns.row(vec![
                cell(Tone::Faint, format!("  {}", recent.day)),
                cell(Tone::Good, format!("{sign}{}", recent.amount)),
                cell(Tone::Plain, recent.note.as_deref().unwrap_or_default()),
            ]);
        }
        columns.draw(page);
    }
}
