//! The plan of each macro goal: who does what by when, what waits for what, and how it stands.

use std::collections::BTreeMap;

use super::choice::Choice;
use crate::commands::shared::way::has_way;
use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// So many days a goal that is done, or was closed, stays in the plan.
const RECENT: i64 = 28;

pub(super) struct Plan<'w> {
    /// The macro goal; nothing for the one-off goals that stand alone, but for those that are told with their way.
    pub(super) head: Option<Step<'w>>,
    pub(super) steps: Vec<Step<'w>>,
}

/// A goal of a plan.
pub(super) struct Step<'w> {
    pub(super) goal: &'w Goal,
    pub(super) code: Code,
    /// How many steps of the plan it is below.
    pub(super) depth: usize,
    pub(super) stage: Stage,
    /// Nothing where it is one-off.
    pub(super) cadence: Option<String>,
    pub(super) who: Option<&'w str>,
    pub(super) unit: Option<&'w str>,
    /// From when it can be worked on.
    pub(super) begin: Day,
    /// The day of its doing or closing.
    pub(super) ended: Option<Day>,
    /// Its last day, else that of the nearest goal above that has one.
    pub(super) end: Option<Day>,
    pub(super) after: Vec<Before<'w>>,
    /// How much of it is done; empty where that says no more than done or not.
    pub(super) standing: String,
    /// When it is to be done: `by 20 Nov`, `every week`.
    pub(super) when: String,
    /// `done 12 Nov`, `3 days overdue`, `waits for offer`.
    pub(super) state: String,
}

/// What has to be done before.
pub(super) struct Before<'w> {
    pub(super) goal: &'w Goal,
    pub(super) code: Code,
    pub(super) stage: Stage,
}

/// A status, where a passed deadline is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Is(Status),
    /// By so many days.
    Overdue(i64),
}

#[derive(Clone, Copy)]
struct Place {
    plan: usize,
    depth: usize,
    roots: Roots,
}

/// Whether something above a goal, or it itself, is one-off: what only repeats is no plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Roots {
    OneOff,
    Repeating,
}

pub(super) fn plans<'w>(choice: &Choice<'w>, since: Day) -> Vec<Plan<'w>> {
    let judge = choice.judge;
    let lately = since.max(judge.today.plus(-RECENT));
    let mut places: BTreeMap<GoalId, Place> = BTreeMap::new();
    let mut drafts: Vec<(&'w Goal, Vec<Step<'w>>)> = Vec::new();
    for goal in judge.state.tree.goals_in_order() {
        let once = !judge.cadence(goal).repeats();
        let own = if once { Roots::OneOff } else { Roots::Repeating };
        let Some(above) = goal.parent().and_then(|id| places.get(&id)).copied() else {
            if choice.allows(goal.id) {
                places.insert(goal.id, Place { plan: drafts.len(), depth: 0, roots: own });
                drafts.push((goal, Vec::new()));
            }
            continue;
        };
        let roots = if once { Roots::OneOff } else { above.roots };
        let told = choice.holds(goal.id) && roots == Roots::OneOff && is_told(judge, goal);
        if told && let Some((_, steps)) = drafts.get_mut(above.plan) {
            steps.push(Step::of(judge, goal, above.depth, since));
        }
        places.insert(goal.id, Place { plan: above.plan, depth: above.depth + usize::from(told), roots });
    }
    let mut alone = Vec::new();
    let mut plans = Vec::new();
    for (head, steps) in drafts {
        if !is_current(judge, head, lately) {
            continue;
        }
        if !steps.is_empty() {
            plans.push(Plan { head: Some(Step::of(judge, head, 0, since)), steps });
        } else if choice.holds(head.id) && !judge.cadence(head).repeats() && !has_way(judge, head) {
            alone.push(Step::of(judge, head, 0, since));
        }
    }
    if !alone.is_empty() {
        plans.push(Plan { head: None, steps: alone });
    }
    plans
}

/// What was archived is told where it was done.
fn is_told(judge: &Judge<'_>, goal: &Goal) -> bool {
    !judge.state.tree.is_archived(goal.id) || judge.status(goal) == Status::Done
}

/// Whether a goal goes on, or was done or closed lately.
fn is_current(judge: &Judge<'_>, goal: &Goal, since: Day) -> bool {
    let is_over = matches!(judge.status(goal), Status::Done | Status::Ended);
    !is_over || ended_on(judge, goal).is_some_and(|day| since <= day)
}

/// The day on which a one-off goal was done, or a goal was closed by hand.
fn ended_on(judge: &Judge<'_>, goal: &Goal) -> Option<Day> {
    let once = !judge.cadence(goal).repeats();
    once.then(|| judge.done_on(goal)).flatten().or_else(|| judge.own_finish(goal))
}

impl Stage {
    fn of(judge: &Judge<'_>, goal: &Goal) -> Self {
        match goal.by.filter(|_| judge.is_overdue(goal)) {
            Some(by) => Self::Overdue(by.days_to(judge.today)),
            None => Self::Is(judge.status(goal)),
        }
    }

    pub(super) fn is_done(self) -> bool {
        self == Self::Is(Status::Done)
    }
}

impl<'w> Step<'w> {
    fn of(judge: &'w Judge<'w>, goal: &'w Goal, depth: usize, since: Day) -> Self {
        let tree = &judge.state.tree;
        let cadence = judge.cadence(goal);
        let stage = Stage::of(judge, goal);
        let after: Vec<Before<'w>> = goal
            .after
            .iter()
            .filter_map(|id| tree.goal(*id))
            .map(|goal| Before { goal, code: tree.code(goal.id), stage: Stage::of(judge, goal) })
            .collect();
        let ended = ended_on(judge, goal);
        let closed = stage == Stage::Is(Status::Ended);
        Self {
            goal,
            code: tree.code(goal.id),
            depth,
            stage,
            cadence: cadence.repeats().then(|| cadence.in_words()),
            who: tree.owner(goal.id),
            unit: judge.schedule(goal).unit.as_deref(),
            begin: begin(judge, goal, ended.or(goal.by)),
            ended,
            end: ended.or(goal.by).or_else(|| tree.ancestors(goal.id).find_map(|above| above.by)),
            standing: if closed { String::new() } else { words::amount(judge, goal) },
            when: when(judge, goal),
            state: state(judge, goal, stage, &after, since),
            after,
        }
    }

    /// A one-off goal has a box to tick.
    pub(super) fn is_task(&self) -> bool {
        self.cadence.is_none() && self.stage != Stage::Is(Status::Ended)
    }
}

/// Where a goal says nothing itself, it begins when what comes before it is done, or due.
fn begin(judge: &Judge<'_>, goal: &Goal, end: Option<Day>) -> Day {
    let start = judge.history(goal).timeline.start;
    if let Some(stated) = goal.planned.filter(|_| !judge.cadence(goal).repeats()).or(goal.from) {
        return end.map_or(stated, |end| stated.min(end));
    }
    let before = goal.after.iter().filter_map(|id| judge.state.tree.goal(*id));
    let ends = before.filter_map(|before| ended_on(judge, before).or(before.by)).map(Day::next);
    let fits = |day: &Day| end.is_none_or(|end| *day <= end);
    ends.filter(fits).max().unwrap_or(start).max(start)
}

fn when(judge: &Judge<'_>, goal: &Goal) -> String {
    let told = |day: Day| day.day_and_month(judge.today).to_string();
    let cadence = judge.cadence(goal);
    if cadence.repeats() {
        let until = goal.by.map(|by| format!(" until {}", told(by))).unwrap_or_default();
        return format!("{}{until}", cadence.in_words());
    }
    match (goal.planned.or(goal.from), goal.by) {
        (Some(from), Some(by)) if from < by => format!("{} to {}", told(from), told(by)),
        (_, Some(by)) => format!("by {}", told(by)),
        (Some(from), None) => format!("from {}", told(from)),
        (None, None) => String::new(),
    }
}

/// What a goal waits for, and for whom, where that is somebody else: `copy (Ben)`.
fn waited_for(judge: &Judge<'_>, goal: &Goal, before: &Before<'_>) -> String {
    let tree = &judge.state.tree;
    match tree.owner(before.goal.id).filter(|who| tree.owner(goal.id) != Some(who)) {
        Some(who) => format!("{} ({who})", before.code),
        None => before.code.to_string(),
    }
}

/// A day before `since` is not told.
fn state(judge: &Judge<'_>, goal: &Goal, stage: Stage, after: &[Before<'_>], since: Day) -> String {
    let told = |day: Day| day.day_and_month(judge.today).to_string();
    let status = match stage {
        Stage::Overdue(days) => return format!("{} overdue", words::days(days)),
        Stage::Is(status) => status,
    };
    match status {
        Status::Done => match ended_on(judge, goal).filter(|day| since <= *day) {
            Some(day) => format!("done {}", told(day)),
            None => "done".to_owned(),
        },
        Status::Ended if judge.own_finish(goal).is_some() => "closed".to_owned(),
        Status::Ended => "ended".to_owned(),
        Status::Blocked => {
            let open = after.iter().filter(|it| !it.stage.is_done());
            let open: Vec<String> = open.map(|it| waited_for(judge, goal, it)).collect();
            if open.is_empty() { "waits".to_owned() } else { format!("waits for {}", open.join(", ")) }
        }
        Status::Waiting => match judge.waits_until(goal) {
            Some(day) => format!("waits until {}", told(day)),
            None if judge.cadence(goal).repeats() => "not today".to_owned(),
            None => "waits".to_owned(),
        },
        Status::Paused => "paused".to_owned(),
        Status::Open if goal.by == Some(judge.today) => "due today".to_owned(),
        Status::Open => "open".to_owned(),
        Status::Met => format!("met {}", words::when(judge, goal)),
        Status::Excused => format!("skipped {}", words::when(judge, goal)),
        Status::Missed => "over the limit".to_owned(),
    }
}
