//! `today --edit`: the day's page in an editor.

use super::groups::beside;
use crate::commands::check;
use crate::commands::shared::changes::{Changed, Changes, Sign};
use crate::commands::shared::context::Context;
use crate::commands::shared::editor::{Draft, Text, WrongLine};
use crate::commands::shared::summary::Outcome;
use crate::commands::shared::words;
use crate::commands::win;
use crate::domain::decide::day_outline::{DayChanges, DayPlan, ShownLine, Ticked, changes};
use crate::domain::judge::judge::Judge;
use crate::domain::model::refusal::Refusal;
use crate::domain::report::agenda::{Agenda, Group, Head, Line, Role};
use crate::domain::report::mark::Mark;
use crate::domain::value::day::Day;
use crate::error::Error;

const EXPLANATION: &str = "\
# [x] it is done: today's share of it · [4] so much more · [=30] the day's sum, or a reading · [ ] taken back
# A new line is a win: Slides praised area:work
# The lines keep their order for the day; one that is taken out changes nothing. Save and leave to go on; leave
# without saving to change nothing.
";

pub(super) fn run(judge: &Judge<'_>, agenda: &Agenda<'_>, context: &mut Context<'_>) -> Outcome {
    if !context.is_interactive() {
        return Err(Error::usage(
            "`today --edit` opens an editor, at a terminal only",
            "`goals check CODE` checks off, `goals win TITLE` writes down a win",
        ));
    }
    let day = judge.today;
    let clock = context.clock();
    let (text, shown) = page(judge, agenda);
    let mut draft = Draft::new(context.env(), "today", text)?;
    let find = |code: &str| judge.state.tree.find_living(code).map(|_| ());
    loop {
        let read = draft.read(|lines| {
            DayPlan::read(&shown, lines.iter().copied(), find)
                .map_err(|wrong| WrongLine { line: wrong.line, failure: wrong.refusal.into() })
        })?;
        let plan = match read {
            Text::Read(plan) => plan,
            Text::Unchanged => {
                return context.summarize(&Changes::none("Nothing was changed, nothing written."));
            }
        };
        let appended = context.append(|input| {
            let judge = input.reading.judge(clock.today(&input.reading.state));
            let found = changes(&plan, &judge, day)?;
            Ok::<_, Error>((found.changes.clone(), found))
        });
        match appended {
            Ok(appended) => {
                draft.drop_file();
                let found = &appended.decided;
                let mut summary = check::summary(context, &appended, day, &found.asks, &found.checked)?;
                let judge = appended.judge(clock.today(&appended.state));
                tell_others(&mut summary, &judge, found, day);
                return context.summarize(&summary);
            }
            Err(failure @ Error::Refused(Refusal::ChangedMeanwhile { .. })) => {
                return Err(draft.kept(&failure));
            }
            Err(failure @ Error::Refused(_)) => draft.refused(&failure)?,
            Err(failure) => return Err(draft.kept(&failure)),
        }
    }
}

/// What was done elsewhere, the wins, and the order.
fn tell_others(summary: &mut Changes, judge: &Judge<'_>, found: &DayChanges, day: Day) {
    for goal in found.done_meanwhile.iter().filter_map(|id| judge.state.tree.goal(*id)) {
        let text = format!("{} · done meanwhile, nothing written", goal.title);
        summary.goal(judge, goal, Sign::Nothing, text);
        summary.changed.push(Changed::of(judge, goal, day, None));
    }
    for (line, area) in &found.wins {
        summary.line(win::in_words(&line.title, area.as_deref(), day, judge.today));
        summary.changed.push(Changed::win(line.title.clone(), day, area.clone()));
    }
    if found.is_ordered {
        let when = if day == judge.today { "today".to_owned() } else { day.short(judge.today).to_string() };
        summary.line(format!("· The page is in this order for {when}."));
    }
    if summary.lines.is_empty() {
        summary.line("Nothing was changed, nothing written.");
    }
}

/// The page as a text, and its lines as they were shown.
fn page(judge: &Judge<'_>, agenda: &Agenda<'_>) -> (String, Vec<ShownLine>) {
    let of = match agenda.counted_of {
        0 => String::new(),
        of => format!(" · {} of {of} done", agenda.counted_done),
    };
    let mut text = vec![format!("# {}{of}", judge.today.long())];
    let mut shown = Vec::new();
    for group in &agenda.groups {
        text.push(String::new());
        let heading = heading(judge, group).map(|heading| format!("# {heading}"));
        let indent = usize::from(heading.is_some());
        text.extend(heading);
        for (at, line) in group.lines.iter().enumerate() {
            let margin = "  ".repeat(line.depth.max(indent).saturating_sub(1));
            let title = &line.goal.title;
            match line.role {
                Role::Heading if at == 0 => {}
                Role::Heading => text.push(format!("#   {margin}{title}")),
                Role::Task => {
                    let task = task(judge, line);
                    let standing = standing(judge, line);
                    text.push(format!("{margin}- [{}] {title} code:{}{standing}", task.mark, task.code));
                    shown.push(task);
                }
            }
        }
    }
    text.extend([String::new(), EXPLANATION.to_owned()]);
    (text.join("\n"), shown)
}

fn heading<'g>(judge: &'g Judge<'_>, group: &Group<'g>) -> Option<String> {
    match (&group.head, group.lines.first()) {
        (Head::Macro(goal), Some(first)) if first.role == Role::Heading => {
            Some(words::joined([goal.title.as_str(), &beside(judge, first)]))
        }
        (Head::Macro(_), _) => None,
        (Head::Area(area), _) => Some((*area).to_owned()),
        (Head::Other, _) => Some("other".to_owned()),
    }
}

/// Behind the code, how the goal stands.
fn standing(judge: &Judge<'_>, line: &Line<'_>) -> String {
    let beside = beside(judge, line);
    if beside.is_empty() { String::new() } else { format!("  ({beside})") }
}

fn task(judge: &Judge<'_>, line: &Line<'_>) -> ShownLine {
    let goal = line.goal;
    let mark = match line.mark {
        Mark::Done => 'x',
        Mark::Enough => '~',
        Mark::Passed => '!',
        Mark::Kept => '≤',
        Mark::Counted => '#',
        Mark::Open => ' ',
        Mark::Held => '-',
    };
    ShownLine {
        goal: goal.id,
        code: judge.state.tree.code(goal.id).to_string(),
        mark,
        text: format!("{}{}", goal.title, standing(judge, line)),
        sum: judge.done_on_day(goal, judge.today),
        ticked: Ticked::of(judge, goal),
    }
}
