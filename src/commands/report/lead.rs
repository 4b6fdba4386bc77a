//! What a report says first: how one is doing.

use super::plan::{Plan, Stage, Step};
use super::summary::{DAYS, Lately, Report};
use crate::commands::shared::words;
use crate::domain::judge::pace::Standing;
use crate::domain::judge::status::Status;

/// So many goals that are late are named.
const NAMED: usize = 2;

/// Makes a text of a person's own one of a page: a title, or words with this unit in them.
pub(super) type Told<'t> = &'t dyn Fn(&str, Option<&str>) -> String;

/// How one is doing, in a few sentences; nothing where there is nothing to tell.
pub(super) fn sentence(report: &Report<'_>, told: Told<'_>) -> String {
    let sentences = [pace(report, told), steps(&report.plans), lately(report)];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Where the big goals that have a deadline stand.
fn pace(report: &Report<'_>, told: Told<'_>) -> Option<String> {
    let open = report.goals.iter().filter(|goal| !goal.way.progress.complete);
    let mut with_line: Vec<(String, Stand)> = open
        .filter_map(|goal| {
            let line = goal.way.progress.line?;
            let name = told(goal.way.goal().title.as_str(), None);
            if line.by < report.day {
                let late = format!("{name} was due on {}", line.by.day_and_month(report.day));
                return Some((late, Stand::Overdue));
            }
            let stands = words::standing_to_line(report.judge, goal.way.goal(), line.standing);
            let stand =
                if matches!(line.standing, Standing::Behind(_)) { Stand::Behind } else { Stand::Fine };
            Some((format!("{name} is {}", told(&stands, goal.way.unit())), stand))
        })
        .collect();
    with_line.sort_by_key(|(_, stand)| *stand);
    let late: Vec<&str> =
        with_line.iter().filter(|(_, stand)| *stand != Stand::Fine).map(|(told, _)| told.as_str()).collect();
    let (all, fine) = (with_line.len(), with_line.len() - late.len());
    let others = match late.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; {more} more late"),
    };
    let named = late.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match (with_line.as_slice(), late.len()) {
        ([], _) => None,
        ([(told, _)], _) => Some(format!("{told}.")),
        ([_, _], 0) => Some("Both goals with a deadline are on pace.".to_owned()),
        (_, 0) => Some(format!("All {all} goals with a deadline are on pace.")),
        _ if fine == 0 => Some(format!("{named}{others}.")),
        _ => {
            let are = if fine == 1 { "is" } else { "are" };
            Some(format!("{fine} of {all} goals with a deadline {are} on pace; {named}{others}."))
        }
    }
}

/// What is latest is told first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stand {
    Overdue,
    Behind,
    Fine,
}

/// How many of the steps are done, and what keeps the others.
fn steps(plans: &[Plan<'_>]) -> Option<String> {
    let tasks: Vec<&Step<'_>> =
        plans.iter().flat_map(|plan| &plan.steps).filter(|step| step.is_task()).collect();
    if tasks.is_empty() {
        return None;
    }
    let count = |is: fn(Stage) -> bool| tasks.iter().filter(|step| is(step.stage)).count();
    let late = count(|stage| matches!(stage, Stage::Overdue(_)));
    let blocked = count(|stage| stage == Stage::Is(Status::Blocked));
    let all = words::count(tasks.len(), "step");
    let mut told = match count(Stage::is_done) {
        0 => vec![format!("{all} to do")],
        done => vec![format!("{done} of {all} done")],
    };
    told.extend((late > 0).then(|| format!("{late} overdue")));
    told.extend((blocked > 0).then(|| format!("{blocked} waiting for another")));
    Some(format!("{}.", told.join(", ")))
}

fn lately(report: &Report<'_>) -> Option<String> {
    let Lately { kept, activities, .. } = report.lately;
    let all = kept.met + kept.missed;
    let habits = (all > 0).then(|| format!("habits kept {} of {all}", words::count(kept.met, "time")));
    let done = (activities > 0).then(|| words::activities(activities));
    let told: Vec<String> = habits.into_iter().chain(done).collect();
    (!told.is_empty()).then(|| format!("In the last {DAYS} days: {}.", told.join(", ")))
}
