//! The goals on the page of `today`: by group, with how each stands beside it.

use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Standing;
use crate::domain::judge::progress::Measure;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::{Group, Head, Line, Role};
use crate::domain::report::mark::Mark;
use crate::ui::colour::Tone;
use crate::ui::page::Page;
use crate::ui::rows::{Fact, Layout, Titled, gives, render_line, render_ruled, stands, wanted};

/// What stands on the page, from above.
pub(crate) enum Item<'w> {
    Gap,
    /// A macro goal above what is to be done for it.
    Macro(&'w Goal, Vec<Fact>),
    /// An area, or what has none.
    Area(&'w str),
    /// A goal above its steps, set in by its depth.
    Heading(&'w Goal, usize, Vec<Fact>),
    Task(&'w Goal, Titled),
}

/// The groups of the agenda, each with a gap before it.
pub(crate) fn items<'w>(judge: &Judge<'w>, groups: &[Group<'w>]) -> Vec<Item<'w>> {
    let mut items = Vec::new();
    for group in groups {
        items.push(Item::Gap);
        let lines = group.lines.as_slice();
        let (head, lines) = match (&group.head, lines) {
            (Head::Macro(goal), [first, rest @ ..]) if first.role == Role::Heading => {
                (Some(Item::Macro(goal, facts(judge, first, Unit::InTitle))), rest)
            }
            // A goal that is to be done itself heads what is below it by its own line.
            (Head::Macro(_), _) => (None, lines),
            (Head::Area(area), _) => (Some(Item::Area(area)), lines),
            (Head::Other, _) => (Some(Item::Area("other")), lines),
        };
        let indent = usize::from(head.is_some());
        items.extend(head);
        items.extend(lines.iter().map(|line| match line.role {
            Role::Heading => Item::Heading(line.goal, line.depth.max(indent), facts(judge, line, Unit::Told)),
            Role::Task => Item::Task(line.goal, task(judge, line, line.depth.max(indent))),
        }));
    }
    items
}

pub(crate) fn render(page: &mut Page, layout: Layout, items: &[Item<'_>]) {
    for item in items {
        match item {
            Item::Macro(goal, facts) => render_ruled(page, goal.title.as_str(), facts),
            other => render_item(page, layout, other),
        }
    }
}

/// One of them; a macro goal's line is left to who has something to draw in it.
pub(super) fn render_item(page: &mut Page, layout: Layout, item: &Item<'_>) {
    match item {
        Item::Gap => page.gap(),
        Item::Macro(..) => {}
        Item::Area(name) => page.line(Tone::Strong, name),
        Item::Heading(goal, depth, facts) => {
            let indent = "  ".repeat(*depth);
            render_line(page, &[(Tone::Plain, &indent)], (Tone::Plain, goal.title.as_str()), facts);
        }
        Item::Task(_, row) => layout.render(page, row),
    }
}

fn task(judge: &Judge<'_>, line: &Line<'_>, depth: usize) -> Titled {
    let goal = line.goal;
    let (mark, tone) = match line.mark {
        Mark::Done => ("[x]", Tone::Good),
        Mark::Enough => ("[~]", Tone::Good),
        Mark::Passed => ("[!]", Tone::Bad),
        Mark::Kept => ("[≤]", Tone::Plain),
        Mark::Counted => ("   ", Tone::Plain),
        Mark::Open => ("[ ]", Tone::Handle),
        Mark::Held => ("[-]", Tone::Faint),
    };
    let title_tone = match line.mark {
        Mark::Open | Mark::Kept | Mark::Counted | Mark::Passed => Tone::Plain,
        Mark::Done | Mark::Enough | Mark::Held => Tone::Faint,
    };
    let code = judge.state.tree.code(goal.id);
    Titled {
        handle: (tone, format!("{}{mark} {code}", "  ".repeat(depth))),
        title: (title_tone, goal.title.to_string()),
        facts: facts(judge, line, Unit::Told),
    }
}

/// The same in words, for the editor.
pub(super) fn beside(judge: &Judge<'_>, line: &Line<'_>) -> String {
    let facts = facts(judge, line, Unit::Told);
    words::joined(facts.iter().map(Fact::text))
}

/// How a goal stands: amount, pace, state and deadline; and where there is room today's share, what is to come, the
/// streak, the trial.
fn facts(judge: &Judge<'_>, line: &Line<'_>, unit: Unit) -> Vec<Fact> {
    let goal = line.goal;
    let repeats = judge.cadence(goal).repeats();
    let (pace, due) = if repeats { (None, None) } else { (pace(judge, line, unit), due(judge, line)) };
    let (state_tone, state) = state(judge, line);
    let streak = if repeats { words::streak(&judge.streak(goal)) } else { String::new() };
    let pressing = [
        Some(stands(Tone::Faint, unit.told(judge, goal, amount(judge, line)))),
        pace,
        Some(stands(state_tone, state)),
        due,
    ];
    pressing
        .into_iter()
        .flatten()
        .chain([
            wanted(share(judge, line)),
            stands(Tone::Faint, to_finish(judge, line)),
            gives(later(line)),
            gives(streak),
            gives(trial_day(judge, goal)),
        ])
        .collect()
}

/// Whether the unit of a goal is told with its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Told,
    /// Not where the title, which stands beside them, says it.
    InTitle,
}

impl Unit {
    fn told(self, judge: &Judge<'_>, goal: &Goal, text: String) -> String {
        let unit = judge.schedule(goal).unit.as_deref();
        let titled = |unit: &&str| goal.title.as_str().to_lowercase().contains(&unit.to_lowercase());
        match unit.filter(titled) {
            Some(unit) if self == Self::InTitle => {
                let bare = text.replacen(&format!(" {unit}"), "", 1);
                bare.replacen(&format!(" {}", words::singular(unit)), "", 1)
            }
            _ => text,
        }
    }
}

/// `4/12 emails this week`; what a longer period asks once, by its name.
fn amount(judge: &Judge<'_>, line: &Line<'_>) -> String {
    match words::amount(judge, line.goal) {
        // A day speaks for itself; a longer period is named.
        nothing
            if nothing.is_empty()
                && line.state == Status::Open
                && judge.period_is_longer_than_a_day(line.goal) =>
        {
            words::when(judge, line.goal)
        }
        amount => amount,
    }
}

/// `2 today to stay on pace`.
fn share(judge: &Judge<'_>, line: &Line<'_>) -> String {
    match (line.state, judge.share_today(line.goal)) {
        (Status::Open, Some(share))
            if share.is_positive()
                && judge.period_is_longer_than_a_day(line.goal)
                && !judge.schedule(line.goal).counts_once() =>
        {
            format!("{share} today to stay on pace")
        }
        _ => String::new(),
    }
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
fn pace(judge: &Judge<'_>, line: &Line<'_>, unit: Unit) -> Option<Fact> {
    let progress = judge.progress(line.goal);
    let standing = progress.line.filter(|it| !progress.complete && judge.today <= it.by)?.standing;
    let tone = if matches!(standing, Standing::Behind(_)) { Tone::Late } else { Tone::Faint };
    let standing = words::standing_to_line(judge, line.goal, standing);
    Some(stands(tone, unit.told(judge, line.goal, standing)))
}

fn due(judge: &Judge<'_>, line: &Line<'_>) -> Option<Fact> {
    let by = line.goal.by.filter(|_| line.state != Status::Done)?;
    let tone = if by < judge.today { Tone::Late } else { Tone::Faint };
    let text = if by < judge.today {
        format!("overdue since {}", by.day_and_month(judge.today))
    } else if by == judge.today {
        "due today".to_owned()
    } else if by < judge.today.plus(7) {
        format!("due {}", by.weekday_name())
    } else {
        format!("by {}", by.day_and_month(judge.today))
    };
    Some(stands(tone, text))
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

fn state(judge: &Judge<'_>, line: &Line<'_>) -> (Tone, String) {
    let tree = &judge.state.tree;
    let tone = if line.state == Status::Missed { Tone::Bad } else { Tone::Faint };
    let text = match line.state {
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
    };
    (tone, text)
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
