//! The goals on the page of `today`: by group, with how each stands beside it.

use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::{Group, Head, Line, Role};
use crate::domain::report::mark::Mark;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Cell, Columns, cell};
use crate::ui::page::{Page, Width, fit, fit_parts, width};

/// A group of the agenda, a gap before it.
pub(crate) fn render_group(page: &mut Page, judge: &Judge<'_>, group: &Group<'_>) {
    let lines = group.lines.as_slice();
    let (head, lines) = match (&group.head, lines) {
        (Head::Macro(goal), [first, rest @ ..]) if first.role == Role::Heading => {
            (Some((goal.title.as_str(), beside(judge, first))), rest)
        }
        // A goal that is to be done itself heads what is below it by its own line.
        (Head::Macro(_), _) => (None, lines),
        (Head::Area(area), _) => (Some((*area, String::new())), lines),
        (Head::Other, _) => (Some(("other", String::new())), lines),
    };
    page.gap();
    if let Some((title, beside)) = &head {
        heading(page, 0, (Tone::Strong, title), beside);
    }
    let indent = usize::from(head.is_some());
    let mut columns = new_columns();
    for line in lines {
        match line.role {
            Role::Heading => {
                columns.render(page);
                columns = new_columns();
                let title = (Tone::Plain, line.goal.title.as_str());
                heading(page, line.depth.max(indent), title, &beside(judge, line));
            }
            Role::Task => columns.row(task(judge, line, line.depth.max(indent))),
        }
    }
    columns.render(page);
}

fn new_columns() -> Columns {
    Columns::new(&[Align::Left, Align::Left, Align::Left], 1)
}

fn task(judge: &Judge<'_>, line: &Line<'_>, depth: usize) -> Vec<Cell> {
    let goal = line.goal;
    let (mark, tone) = match line.mark {
        Mark::Done => ("[x]", Tone::Good),
        Mark::Enough => ("[~]", Tone::Good),
        Mark::Passed => ("[!]", Tone::Bad),
        Mark::Kept => ("[≤]", Tone::Handle),
        Mark::Open => ("[ ]", Tone::Handle),
        Mark::Held => ("[-]", Tone::Faint),
    };
    let code = judge.state.tree.code(goal.id);
    let beside_tone = if judge.is_overdue(goal) { Tone::Bad } else { Tone::Faint };
    vec![
        cell(tone, format!("{}{mark} {code}", "  ".repeat(depth))),
        cell(Tone::Plain, goal.title.as_str()),
        cell(beside_tone, beside(judge, line)),
    ]
}

/// How a goal stands: amount, today's share, streak, pace or deadline, trial, state.
pub(super) fn beside(judge: &Judge<'_>, line: &Line<'_>) -> String {
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
    let (state, finish, later) = (state(judge, line), to_finish(judge, line), later(line));
    let parts = [amount, share, streak, pace, state, finish, later, due, trial_day(judge, goal)];
    words::joined(parts.iter().map(String::as_str))
}

/// How to close a goal below which nothing goes on, though not all was done (SEMANTICS 6.4).
fn to_finish(judge: &Judge<'_>, line: &Line<'_>) -> String {
    let is_left = line.role == Role::Task && line.state == Status::Open;
    if is_left && judge.measure(line.goal) == Measure::Parts {
        format!("`goals finish {}` closes it", judge.state.tree.code(line.goal.id))
    } else {
        String::new()
    }
}

/// How far ahead of its line a goal is, or behind it.
fn pace(judge: &Judge<'_>, goal: &Goal) -> String {
    let progress = judge.progress(goal);
    let line = progress.line.filter(|line| !progress.complete && judge.today <= line.by);
    line.map(|line| words::standing_to_line(judge, goal, line.standing)).unwrap_or_default()
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
            Some(day) => format!("waiting until {}", day.short(judge.today)),
            None => waiting_to_begin(judge, line.goal),
        },
        other => other.name().to_owned(),
    }
}

fn waiting_to_begin(judge: &Judge<'_>, goal: &Goal) -> String {
    let start = judge.history(goal).timeline.start;
    if judge.today < start {
        format!("from {}", start.short(judge.today))
    } else {
        Status::Waiting.name().to_owned()
    }
}

fn later(line: &Line<'_>) -> String {
    if line.later == 0 { String::new() } else { format!("+{} later", line.later) }
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
    page.pieces(&[(Tone::Plain, &indent), (tone, &title), (Tone::Faint, &beside)]);
}
