//! `list`: the tree.

use std::collections::BTreeSet;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::pause_words;
use super::shared::pause_words::PauseRow;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::people::same;
use crate::domain::model::tree::Tree;
use crate::domain::report::agenda::Reach;
use crate::domain::report::pauses::pauses_of;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::share::Share;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::page::Page;
use crate::ui::rows::{Fact, Layout, Titled, gives, stands};

/// Goals further down are set in no further, so that their titles still have room.
const DEEPEST: usize = 12;

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only this goal and what is below it
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: Option<String>,
    /// Archived goals too
    #[arg(long)]
    all: bool,
    /// Only this owner's goals, with those above them
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Only goals of this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// Only goals with these words in title, code or reason
    #[arg(long, value_name = "TEXT")]
    grep: Option<String>,
}

pub(crate) struct List<'w> {
    judge: &'w Judge<'w>,
    reach: Reach,
    /// The goal that was named.
    root: Option<&'w Goal>,
    /// What the filters leave, with the goals above; all where none is given.
    chosen: Option<BTreeSet<GoalId>>,
}

#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Goal")]
struct Node<'w> {
    code: Code,
    title: &'w Title,
    state: Status,
    archived: bool,
    cadence: Cadence,
    /// How far it is.
    fraction: Option<Share>,
    area: Option<&'w str>,
    /// Its own.
    who: Option<&'w str>,
    from: Option<Day>,
    by: Option<Day>,
    planned: Option<Day>,
    overdue: bool,
    /// What has to be done before it, and is not.
    blocked_by: Vec<Code>,
    /// Its own, those that stand or lie ahead.
    pauses: Vec<PauseRow>,
    /// The same again.
    children: Vec<Node<'w>>,
}

pub(crate) fn run(args: &ListArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let filter = Filter {
        who: args.who.as_deref().map(unshielded),
        area: args.area.as_deref().map(unshielded),
        words: args.grep.as_deref().map(|words| unshielded(words).to_lowercase()),
    };
    context.check_filters(&reading.state, filter.who, filter.area)?;
    let judge = context.judge(&reading.state);
    let tree = &judge.state.tree;
    let root = args.code.as_deref().map(|code| context.names().any(&judge, code)).transpose()?;
    // Who names an archived goal wants to see it.
    let all = args.all || root.is_some_and(|goal| tree.was_archived(goal.id, judge.today));
    let reach = if all { Reach::All } else { Reach::Doable };
    let chosen = filter.is_given().then(|| filter.chosen(tree));
    context.summarize(&List { judge: &judge, reach, root, chosen })
}

/// Which goals are listed.
struct Filter<'a> {
    who: Option<&'a str>,
    area: Option<&'a str>,
    /// In small letters.
    words: Option<String>,
}

impl Filter<'_> {
    fn is_given(&self) -> bool {
        self.who.is_some() || self.area.is_some() || self.words.is_some()
    }

    fn holds(&self, tree: &Tree, goal: &Goal) -> bool {
        let has = |words: &String| {
            let code = tree.code(goal.id);
            let texts = [goal.title.as_str(), code.as_str(), goal.why.as_deref().unwrap_or_default()];
            texts.iter().any(|text| text.to_lowercase().contains(words))
        };
        self.who.is_none_or(|who| tree.is_owner(goal.id, who))
            && self.area.is_none_or(|area| tree.area(goal.id).is_some_and(|own| same(own, area)))
            && self.words.as_ref().is_none_or(has)
    }

    /// Those it holds, and the goals above them.
    fn chosen(&self, tree: &Tree) -> BTreeSet<GoalId> {
        let found = tree.goals_in_order().filter(|goal| self.holds(tree, goal));
        found.flat_map(|goal| std::iter::once(goal).chain(tree.ancestors(goal.id))).map(|it| it.id).collect()
    }
}

impl<'w> List<'w> {
    fn roots(&self) -> Vec<&'w Goal> {
        let is_chosen = |root: &&Goal| self.chosen.as_ref().is_none_or(|chosen| chosen.contains(&root.id));
        match self.root {
            Some(root) => vec![root].into_iter().filter(is_chosen).collect(),
            None => self.children(None),
        }
    }

    fn children(&self, parent: Option<GoalId>) -> Vec<&'w Goal> {
        let tree = &self.judge.state.tree;
        let ids = tree.children(parent).iter();
        let ids = ids.filter(|id| self.reach == Reach::All || !tree.was_archived(**id, self.judge.today));
        let ids = ids.filter(|id| self.chosen.as_ref().is_none_or(|chosen| chosen.contains(id)));
        ids.filter_map(|id| tree.goal(*id)).collect()
    }

    fn nodes(&self, goals: &[&'w Goal]) -> Vec<Node<'w>> {
        let tree = &self.judge.state.tree;
        let node = |goal: &&'w Goal| Node {
            code: tree.code(goal.id),
            title: &goal.title,
            state: self.judge.status(goal),
            archived: tree.was_archived(goal.id, self.judge.today),
            cadence: self.judge.cadence(goal),
            fraction: words::fraction(self.judge, goal),
            area: tree.area(goal.id),
            who: goal.who.as_deref(),
            from: goal.from,
            by: goal.by,
            planned: self.judge.planned_day(goal),
            overdue: self.judge.is_overdue(goal),
            blocked_by: self.judge.blockers(goal).into_iter().map(|before| tree.code(before.id)).collect(),
            pauses: pauses_of(self.judge.state, Scope::Goal(goal.id), self.judge.today)
                .iter()
                .map(|pause| PauseRow::of(self.judge, pause))
                .collect(),
            children: self.nodes(&self.children(Some(goal.id))),
        };
        goals.iter().map(node).collect()
    }

    fn rows(&self, goals: &[&Goal], depth: usize, rows: &mut Vec<Titled>) {
        for goal in goals {
            let code = self.judge.state.tree.code(goal.id);
            rows.push(Titled {
                handle: (self.tone(goal), format!("{}{code}", "  ".repeat(depth.min(DEEPEST)))),
                title: (if depth == 0 { Tone::Strong } else { Tone::Plain }, goal.title.to_string()),
                facts: self.facts(goal),
            });
            self.rows(&self.children(Some(goal.id)), depth + 1, rows);
        }
    }

    fn tone(&self, goal: &Goal) -> Tone {
        let is_archived = self.judge.state.tree.was_archived(goal.id, self.judge.today);
        match self.judge.status(goal) {
            _ if is_archived => Tone::Faint,
            Status::Open => Tone::Handle,
            Status::Met | Status::Done => Tone::Good,
            Status::Missed => Tone::Bad,
            _ => Tone::Faint,
        }
    }

    fn facts(&self, goal: &Goal) -> Vec<Fact> {
        let judge = self.judge;
        let archived = judge.state.tree.was_archived(goal.id, judge.today);
        let state = if archived { "archived" } else { judge.status(goal).name() };
        let own = pauses_of(judge.state, Scope::Goal(goal.id), judge.today).into_iter().filter(|_| !archived);
        let days: Vec<String> = own.map(|pause| pause_words::when(judge.today, &pause)).collect();
        let paused = if days.is_empty() { String::new() } else { format!("paused {}", days.join(", ")) };
        let blocked = self.blocked(goal);
        let begins = goal.from.filter(|from| *from > judge.today);
        let begins =
            begins.map(|from| format!("from {}", from.day_and_month(judge.today))).unwrap_or_default();
        let planned = judge.planned_day(goal).filter(|_| judge.status(goal) != Status::Done);
        let planned =
            planned.map(|day| format!("planned for {}", day.short(judge.today))).unwrap_or_default();
        // What follows says as much.
        let is_said = match state {
            "paused" => !paused.is_empty(),
            "blocked" => !blocked.is_empty(),
            "waiting" => !begins.is_empty() || !planned.is_empty(),
            _ => false,
        };
        let state = if is_said { "" } else { state };
        let (demand, streak) = match judge.cadence(goal) {
            Cadence::Once => (String::new(), String::new()),
            cadence => (cadence.in_words(), words::streak(&judge.streak(goal))),
        };
        let by = goal.by.map(|by| format!("by {}", by.day_and_month(judge.today))).unwrap_or_default();
        let late = if judge.is_overdue(goal) { Tone::Late } else { Tone::Faint };
        vec![
            stands(Tone::Faint, state),
            stands(Tone::Faint, paused),
            stands(Tone::Faint, words::amount(judge, goal)),
            stands(late, by),
            stands(Tone::Faint, blocked),
            stands(Tone::Faint, begins),
            stands(Tone::Faint, planned),
            gives(goal.who.as_deref().unwrap_or_default()),
            gives(demand),
            gives(streak),
        ]
    }
}

impl List<'_> {
    /// `after pack, van`: what has to be done before it.
    fn blocked(&self, goal: &Goal) -> String {
        if self.judge.status(goal) != Status::Blocked {
            return String::new();
        }
        let tree = &self.judge.state.tree;
        let before: Vec<String> =
            self.judge.blockers(goal).iter().map(|before| tree.code(before.id).to_string()).collect();
        if before.is_empty() { String::new() } else { format!("after {}", before.join(", ")) }
    }
}

impl Summary for List<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            goals: Vec<Node<'w>>,
        }
        Data { day: self.judge.today, goals: self.nodes(&self.roots()) }
    }

    fn render(&self, page: &mut Page) {
        let roots = self.roots();
        if roots.is_empty() {
            let text = if self.judge.state.tree.is_empty() {
                "No goals yet; `goals add` makes the first."
            } else if self.chosen.is_some() {
                "No goal is of that kind; `goals list` shows all."
            } else {
                "All goals are archived; `goals list --all` shows them."
            };
            return page.wrapped(Tone::Plain, text, 0);
        }
        let mut rows = Vec::new();
        self.rows(&roots, 0, &mut rows);
        let layout = Layout::of(page, &rows.iter().collect::<Vec<_>>());
        for row in &rows {
            layout.render(page, row);
        }
        let everything = pauses_of(self.judge.state, Scope::All, self.judge.today);
        if let Some(line) = pause_words::line(self.judge, &everything) {
            page.gap();
            page.wrapped(Tone::Faint, &line, 2);
        }
    }
}
