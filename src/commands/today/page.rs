//! The goals on the page of `today`: by group, with how each stands beside it.

use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::agenda::{Group, Head, Line, Role};
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Cell, Columns, cell};
use crate::ui::page::{Page, Width, fit, fit_parts, width};

/// Goals that stand together under a title.
pub struct Block {
    title: String,
    beside: String,
    rows: Vec<Drawn>,
}

enum Drawn {
    /// Heads the rows below it.
    Heading { depth: usize, text: String, beside: String },
    /// To be checked off.
    Task {
        depth: usize,
        mark: &'static str,
        tone: Tone,
        code: String,
        title: String,
        beside: String,
        urgent: bool,
    },
}

/// A group of the agenda, in words.
pub fn block(judge: &Judge<'_>, group: &Group<'_>) -> Block {
    let (title, beside, lines): (String, String, &[Line<'_>]) = match (&group.head, group.lines.as_slice()) {
        (Head::Macro(goal), [first, rest @ ..]) if first.role == Role::Heading => {
            (goal.title.to_string(), beside(judge, first), rest)
        }
        (Head::Macro(goal), lines) => (goal.title.to_string(), String::new(), lines),
        (Head::Area(area), lines) => ((*area).to_owned(), String::new(), lines),
        (Head::Other, lines) => ("other".to_owned(), String::new(), lines),
    };
    Block { title, beside, rows: lines.iter().map(|line| drawn(judge, line)).collect() }
}

fn drawn(judge: &Judge<'_>, line: &Line<'_>) -> Drawn {
    let depth = line.depth.max(1);
    let beside = beside(judge, line);
    if line.role == Role::Heading {
        return Drawn::Heading { depth, text: line.goal.title.to_string(), beside };
    }
    let limit = matches!(judge.schedule(line.goal).bound(), Bound::AtMost(_));
    let (mark, tone) = match line.state {
        Status::Met | Status::Done => ("[x]", Tone::Good),
        Status::Missed => ("[!]", Tone::Bad),
        _ if limit => ("[≤]", Tone::Handle),
        Status::Open => ("[ ]", Tone::Handle),
        Status::Excused | Status::Paused => ("[~]", Tone::Faint),
        Status::Blocked | Status::Waiting | Status::Ended => ("[-]", Tone::Faint),
    };
    Drawn::Task {
        depth,
        mark,
        tone,
        code: judge.state.tree.code(line.goal.id).as_str().to_owned(),
        title: line.goal.title.as_str().to_owned(),
        beside,
        urgent: judge.is_overdue(line.goal),
    }
}

/// How a goal stands: amount, today's share, streak, pace or deadline, trial, state.
fn beside(judge: &Judge<'_>, line: &Line<'_>) -> String {
    let goal = line.goal;
    let repeats = judge.cadence(goal).repeats();
    let share = match (line.state, judge.share_today(goal)) {
        (Status::Open, Some(share)) if share.is_positive() && judge.period_is_longer_than_a_day(goal) => {
            format!("{share} today keeps pace")
        }
        _ => String::new(),
    };
    let share = if judge.schedule(goal).counts_once() { String::new() } else { share };
    let streak = if repeats { words::streak(&judge.streak(goal)) } else { String::new() };
    let amount = match words::amount(judge, goal) {
        // A day speaks for itself; a longer period is named.
        nothing
            if nothing.is_empty()
                && line.state == Status::Open
                && judge.period_is_longer_than_a_day(goal) =>
        {
            words::when(judge, goal)
        }
        amount => amount,
    };
    let pace = if repeats { String::new() } else { pace(judge, goal) };
    let due = if repeats || line.state == Status::Done { String::new() } else { due(judge, goal) };
    let parts = [amount, share, streak, pace, state(judge, line), later(line), due, trial_day(judge, goal)];
    words::joined(parts.iter().map(String::as_str))
}

/// How far ahead of its line a goal is, or behind it.
fn pace(judge: &Judge<'_>, goal: &Goal) -> String {
    let progress = judge.progress(goal);
    match progress.line.filter(|line| !progress.complete && judge.today <= line.by) {
        Some(line) if line.buffer_days < 0 => format!("{} behind", words::days(-line.buffer_days)),
        Some(line) if line.buffer_days > 0 => format!("{} to spare", words::days(line.buffer_days)),
        Some(_) => "on pace".to_owned(),
        None => String::new(),
    }
}

fn due(judge: &Judge<'_>, goal: &Goal) -> String {
    match goal.by {
        Some(by) if by < judge.today => format!("overdue since {}", by.dated()),
        Some(by) if by == judge.today => "due today".to_owned(),
        Some(by) if by < judge.today.plus(7) => format!("due {}", by.weekday_name()),
        Some(by) => format!("by {}", by.dated()),
        None => String::new(),
    }
}

/// `day 3 of 14 on trial`.
fn trial_day(judge: &Judge<'_>, goal: &Goal) -> String {
    let start = judge.history(goal).timeline.start;
    match goal.pilot {
        Some(until) if start <= judge.today && judge.today <= until => {
            format!("day {} of {} on trial", start.days_through(judge.today), start.days_through(until))
        }
        _ => String::new(),
    }
}

fn state(judge: &Judge<'_>, line: &Line<'_>) -> String {
    let tree = &judge.state.tree;
    match line.state {
        Status::Open | Status::Met | Status::Done => String::new(),
        Status::Missed => "over the limit".to_owned(),
        Status::Blocked => {
            let before: Vec<String> =
                judge.blockers(line.goal).iter().map(|before| tree.code(before.id).to_string()).collect();
            format!("after {}", before.join(", "))
        }
        Status::Waiting => match judge.waits_until(line.goal) {
            Some(day) => format!("waiting until {}", day.short()),
            None => waiting_to_begin(judge, line.goal),
        },
        other => other.name().to_owned(),
    }
}

fn waiting_to_begin(judge: &Judge<'_>, goal: &Goal) -> String {
    let start = judge.history(goal).timeline.start;
    if judge.today < start { format!("from {}", start.short()) } else { Status::Waiting.name().to_owned() }
}

fn later(line: &Line<'_>) -> String {
    if line.later == 0 { String::new() } else { format!("+{} later", line.later) }
}

/// Draws the groups, a gap before each.
pub fn draw_blocks(page: &mut Page, blocks: &[Block]) {
    for block in blocks {
        page.gap();
        heading(page, 0, (Tone::Strong, &block.title), &block.beside);
        let mut columns = new_columns();
        for row in &block.rows {
            match row {
                Drawn::Heading { depth, text, beside } => {
                    columns.draw(page);
                    columns = new_columns();
                    heading(page, *depth, (Tone::Plain, text), beside);
                }
                Drawn::Task { depth, mark, tone, code, title, beside, urgent } => {
                    let beside_tone = if *urgent { Tone::Bad } else { Tone::Faint };
                    let cells: Vec<Cell> = vec![
                        cell(*tone, format!("{}{mark} {code}", "  ".repeat(*depth))),
                        cell(Tone::Plain, title),
                        cell(beside_tone, beside),
                    ];
                    columns.row(cells);
                }
            }
        }
        columns.draw(page);
    }
}

/// What heads goals, with as much of how it stands beside it as fits.
fn heading(page: &mut Page, depth: usize, (tone, text): (Tone, &str), beside: &str) {
    let indent = "  ".repeat(depth);
    let beside = if beside.is_empty() { String::new() } else { format!(" · {beside}") };
    let (title, beside) = match page.width() {
        Width::Free => (text.into(), beside.as_str().into()),
        Width::Columns(columns) => {
            // A long title leaves room for the first that is said beside it.
            let columns = columns.saturating_sub(indent.len());
            let first = beside.split(" · ").take(2).collect::<Vec<_>>().join(" · ");
            let title = fit(text, columns.saturating_sub(width(&first)).max(columns / 2));
            let room = columns.saturating_sub(width(&title));
            (title, fit_parts(&beside, room))
        }
    };
    page.line(&[(Tone::Plain, &indent), (tone, &title), (Tone::Faint, &beside)]);
}

fn new_columns() -> Columns {
    Columns::new(&[Align::Left, Align::Left, Align::Left], 1)
}
