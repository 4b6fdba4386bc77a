//! `today`: the dated outline of the day.

mod all_stores;
mod days_before;
mod done;
mod edit;
mod groups;
pub(crate) mod on_screen;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use self::days_before::{AwayRow, DaysBefore, WeekRow};
use self::done::{DoneItem, DoneRow, done_in_words, done_items};
use self::groups::{Item, items};
use super::next;
use super::shared::changes::Totals;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::inbox_told::InboxRow;
use super::shared::pause_words;
use super::shared::pause_words::PauseRow;
use super::shared::summary::{Outcome, Summary};
use super::shared::trials::Trial;
use super::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::agenda::{Agenda, Choice, Line, Reach, Role};
use crate::domain::report::mark::Mark;
use crate::domain::report::pauses::{Stretch, pauses};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::share::Share;
use crate::domain::value::text::Title;
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;
use crate::ui::rows::{Layout, Titled, stands};

#[derive(Debug, Default, Args)]
pub(crate) struct TodayArgs {
    /// Show another day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Show every goal that is not archived
    #[arg(long)]
    all: bool,
    /// With the pages of the other stores that `goals config stores` names below
    #[arg(long, conflicts_with_all = ["edit", "one"])]
    all_stores: bool,
    /// Only this owner's goals and nobody's
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Only goals of this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// Mark what was done in an editor
    #[arg(long)]
    edit: bool,
    /// Only the one thing to do now, as `goals next` has it
    #[arg(long, conflicts_with_all = ["all", "edit", "on"])]
    one: bool,
    /// With `--one`: pass over the first N; the first one alone without a number
    #[arg(long, value_name = "N", num_args = 0..=1, default_value = "0", default_missing_value = "1", value_parser = next::skipped, requires = "one")]
    skip: usize,
}

pub(crate) struct Today<'w> {
    judge: &'w Judge<'w>,
    agenda: Agenda<'w>,
    done: Vec<DoneItem<'w>>,
    /// Those that stand, or lie ahead.
    pauses: Vec<Stretch>,
    before: DaysBefore,
    choice: Choice,
    /// Today, which the day that is looked at need not be.
    now: Day,
    came: Came<'w>,
}

/// What came from the inbox, for people and for programs.
#[derive(Default)]
struct Came<'w> {
    lines: Vec<String>,
    row: Option<InboxRow<'w>>,
}

#[derive(JsonSchema, Serialize)]
struct Row<'w> {
    code: Code,
    title: &'w Title,
    /// The codes from the root to the goal itself.
    path: Vec<Code>,
    area: Option<&'w str>,
    cadence: Cadence,
    unit: Option<&'w str>,
    /// Of what is judged by its children: how many of them are asked for.
    target: Amount,
    /// The target is a limit.
    at_most: bool,
    /// In the period; of what is done once in all; of what is judged by its children how many are met.
    done: Amount,
    /// How far it is.
    fraction: Option<Share>,
    state: Status,
    /// What stands before it on the page; none where only what is below it is to be done.
    mark: Option<Mark>,
    /// The one that the day is in.
    period: Option<Period>,
    /// How much of it is today's (7.6).
    share_today: Option<Amount>,
    /// There is enough for today, though its period is not met.
    enough_today: bool,
    /// None for what is done once.
    streak: Option<u32>,
    overdue: bool,
    /// Its `--by`.
    due: Option<Day>,
    /// Whose it is.
    who: Option<&'w str>,
    /// How many are below it.
    children: usize,
    /// How many of these are not shown.
    later: usize,
    /// What has to be done before it, and is not.
    blocked_by: Vec<Code>,
    /// The day it is planned for.
    planned: Option<Day>,
    /// The last day of its trial.
    pilot: Option<Day>,
}

#[derive(JsonSchema, Serialize)]
struct Period {
    from: Day,
    /// None for what is done once.
    to: Option<Day>,
}

pub(crate) fn run(args: &TodayArgs, context: &mut Context<'_>) -> Outcome {
    if args.all_stores {
        all_stores::run(context, |context| page(args, context))
    } else {
        page(args, context)
    }
}

/// The page of one store.
fn page(args: &TodayArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let inbox = context.take_in_inbox();
    if args.one || args.edit {
        inbox.lines().into_iter().for_each(|line| context.note(line));
    }
    // Another day's page tells of what was done on it.
    let reading = match &args.on {
        None if args.all || args.edit => context.read()?,
        None => context.read_to(Detail::Today)?,
        Some(on) => context.read_records(|reading| {
            let day = clock.calendar(&reading.state).day(on, Look::Around);
            day.is_ok_and(|day| reading.records_since <= day)
        })?,
    };
    let state = &reading.state;
    let mut calendar = clock.calendar(state);
    let day = calendar.day_or_today(args.on.as_deref(), Look::Around)?;
    context.note_dates(&calendar);
    let (who, area) = (args.who.as_deref().map(unshielded), args.area.as_deref().map(unshielded));
    context.check_filters(state, who, area)?;
    let judge = reading.judge(day);
    let choice = Choice {
        reach: if args.all { Reach::All } else { Reach::Doable },
        area: area.map(ToOwned::to_owned),
        who: who.map(ToOwned::to_owned).or_else(|| context.me(&state.settings)),
    };
    let agenda = Agenda::of(&judge, &choice);
    if args.one {
        return next::tell(&judge, &agenda, args.skip, context);
    }
    if args.edit {
        return edit::run(&judge, &agenda, context);
    }
    let before = DaysBefore::of(context, &judge, &agenda, calendar.today)?;
    let done = done_items(state, &agenda.done);
    let pauses = pauses(state, day);
    let now = calendar.today;
    let came = Came { lines: inbox.lines(), row: inbox.row() };
    context.summarize(&Today { judge: &judge, agenda, done, pauses, before, choice, now, came })
}

fn row<'w>(judge: &'w Judge<'w>, line: &Line<'w>) -> Row<'w> {
    let tree = &judge.state.tree;
    let goal = line.goal;
    let totals = Totals::of(judge, goal);
    Row {
        code: tree.code(goal.id),
        title: &goal.title,
        path: tree.path(goal.id),
        area: tree.area(goal.id),
        cadence: judge.cadence(goal),
        unit: judge.schedule(goal).unit.as_deref(),
        target: totals.bound.number(),
        at_most: matches!(totals.bound, Bound::AtMost(_)),
        done: totals.done,
        fraction: words::fraction(judge, goal),
        state: line.state,
        mark: (line.role == Role::Task).then_some(line.mark),
        period: totals.period.map(|(from, to)| Period { from, to }),
        share_today: judge.share_today(goal),
        enough_today: line.mark == Mark::Enough,
        streak: totals.streak,
        overdue: judge.is_overdue(goal),
        due: goal.by,
        who: judge.state.tree.owner(goal.id),
        children: tree.living_children(Some(goal.id)).count(),
        later: line.later,
        blocked_by: judge.blockers(goal).into_iter().map(|before| tree.code(before.id)).collect(),
        planned: judge.planned_day(goal),
        pilot: goal.pilot,
    }
}

impl<'w> Summary for Today<'w> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            /// Those on the page, with the goals above them.
            goals: Vec<Row<'w>>,
            done_today: Vec<DoneRow<'w>>,
            /// Of the goals of the day.
            counted: Counted,
            /// What can wait.
            later: Vec<Later<'w>>,
            /// The pauses that hold on the day.
            paused: Vec<PauseRow>,
            /// How long nothing was written down, and the command that excuses it.
            away: Option<AwayRow>,
            /// On the last day of a week, when all is done.
            week: Option<WeekRow>,
            /// Trials that are over, and wait for a decision.
            trials_ended: &'w [Trial],
            /// What is due within a week and not on the page.
            deadlines: Vec<Deadline<'w>>,
            /// What came of the inbox.
            inbox: &'w Option<InboxRow<'w>>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Later<'w> {
            code: Code,
            title: &'w Title,
            period: Option<Period>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Counted {
            done: u32,
            of: u32,
        }
        #[derive(JsonSchema, Serialize)]
        struct Deadline<'w> {
            code: Code,
            title: &'w Title,
            by: Day,
            state: Status,
        }
        let Self { judge, agenda, done, pauses, before, .. } = self;
        let standing = pauses.iter().filter(|pause| pause.holds(judge.today));
        let later = |goal: &&'w Goal| Later {
            code: judge.state.tree.code(goal.id),
            title: &goal.title,
            period: Totals::of(judge, goal).period.map(|(from, to)| Period { from, to }),
        };
        let lines = agenda.groups.iter().flat_map(|group| &group.lines);
        let deadline = |(goal, by): (&'w Goal, Day)| Deadline {
            code: judge.state.tree.code(goal.id),
            title: &goal.title,
            by,
            state: judge.status(goal),
        };
        Data {
            day: judge.today,
            goals: lines.map(|line| row(judge, line)).collect(),
            done_today: done.iter().filter_map(|item| item.row(judge.state)).collect(),
            counted: Counted { done: agenda.counted_done, of: agenda.counted_of },
            later: agenda.can_wait.iter().map(later).collect(),
            paused: standing.map(|pause| PauseRow::of(judge, pause)).collect(),
            away: before.away_row(),
            week: before.week_row(),
            trials_ended: &before.trials,
            deadlines: self.deadlines().map(deadline).collect(),
            inbox: &self.came.row,
        }
    }

    fn render(&self, page: &mut Page) {
        let Self { judge, agenda, done, before, .. } = self;
        for line in &self.came.lines {
            page.wrapped(Tone::Plain, line, 4);
        }
        if !self.came.lines.is_empty() {
            page.gap();
        }
        if judge.state.tree.is_empty() && done.is_empty() {
            return render_first_steps(page);
        }
        page.justify((Tone::Strong, &judge.today.long().to_string()), (Tone::Plain, &self.counted()));
        before.render_away(page);
        let (items, soon) = (items(judge, &agenda.groups), self.deadline_rows());
        let layout = layout(page, &items, &soon);
        groups::render(page, layout, &items);
        self.render_below(page, layout, &soon);
    }
}

/// For all rows of the page.
fn layout(page: &Page, items: &[Item<'_>], soon: &[Titled]) -> Layout {
    let tasks = items.iter().filter_map(|item| match item {
        Item::Task(_, row) => Some(row),
        _ => None,
    });
    Layout::of(page, &tasks.chain(soon).collect::<Vec<_>>())
}

fn render_first_steps(page: &mut Page) {
    page.line(Tone::Plain, "No goals yet. Begin with a big one, and split it for today:");
    for step in [
        "  goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp",
        "  goals split gp \"Pitch websites n:12 unit:emails every:week\"",
    ] {
        page.wrapped(Tone::Plain, step, 4);
    }
}

impl<'w> Today<'w> {
    /// `3 of 7 done`; nothing where nothing is counted.
    fn counted(&self) -> String {
        match self.agenda.counted_of {
            0 => String::new(),
            of => format!("{} of {of} done", self.agenda.counted_done),
        }
    }

    /// What stands below the goals of the day.
    fn render_below(&self, page: &mut Page, layout: Layout, soon: &[Titled]) {
        let Self { judge, done, pauses, before, now, .. } = self;
        let is_today = judge.today == *now;
        self.render_can_wait(page);
        self.render_whether_done(page, is_today);
        if let Some(line) = pause_words::line(judge, pauses) {
            page.gap();
            page.wrapped(Tone::Faint, &line, 2);
        }
        render_deadlines(page, layout, soon);
        before.render_trials(page);
        if !done.is_empty() {
            page.gap();
            let when = if is_today { "Done today" } else { "Done" };
            page.wrapped(Tone::Faint, &format!("{when}: {}", done_in_words(judge, done)), 2);
        }
    }

    /// Whether all is done, or there is nothing to do.
    fn render_whether_done(&self, page: &mut Page, is_today: bool) {
        let agenda = &self.agenda;
        let is_empty =
            !agenda.groups.iter().flat_map(|group| &group.lines).any(|line| line.role == Role::Task);
        if is_empty {
            page.gap();
            page.wrapped(Tone::Plain, &self.nothing(if is_today { "today" } else { "that day" }), 0);
        } else if is_today && agenda.is_all_done() {
            page.gap();
            page.line(Tone::Good, "All done for today.");
        }
        self.before.render_week(page);
    }

    /// Nothing is to be done; or the filters match no goal at all.
    fn nothing(&self, when: &str) -> String {
        let Choice { area, who, .. } = &self.choice;
        let tree = &self.judge.state.tree;
        let any = tree.goals_in_order().any(|goal| self.choice.holds(self.judge, goal));
        match (area, who) {
            _ if any => format!("Nothing to do {when}."),
            (Some(area), None) => format!("No goal is in the area `{area}`."),
            (Some(area), Some(who)) => format!("No goal of `{who}` is in the area `{area}`."),
            (None, Some(who)) => format!("No goal is `{who}`'s."),
            (None, None) => format!("Nothing to do {when}."),
        }
    }

    /// `+2 later this month: money, books`.
    fn render_can_wait(&self, page: &mut Page) {
        let mut periods: Vec<(String, Vec<Code>)> = Vec::new();
        for goal in &self.agenda.can_wait {
            let (when, code) = (words::when(self.judge, goal), self.judge.state.tree.code(goal.id));
            match periods.iter_mut().find(|(known, _)| *known == when) {
                Some((_, codes)) => codes.push(code),
                None => periods.push((when, vec![code])),
            }
        }
        if periods.is_empty() {
            return;
        }
        page.gap();
        for (when, codes) in periods {
            let names = codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", ");
            page.wrapped(Tone::Faint, &format!("+{} later {when}: {names}", codes.len()), 2);
        }
    }

    fn deadlines(&self) -> impl Iterator<Item = (&'w Goal, Day)> {
        self.agenda.soon.iter().filter_map(|goal| Some((*goal, goal.by?)))
    }

    fn deadline_rows(&self) -> Vec<Titled> {
        let row = |(goal, by): (&Goal, Day)| {
            let state = match self.judge.status(goal) {
                Status::Open => "",
                other => other.name(),
            };
            let by = by.short(self.judge.today).to_string();
            Titled {
                handle: (Tone::Faint, format!("  {}", self.judge.state.tree.code(goal.id))),
                title: (Tone::Faint, goal.title.to_string()),
                facts: vec![stands(Tone::Faint, by), stands(Tone::Faint, state)],
            }
        };
        self.deadlines().map(row).collect()
    }
}

fn render_deadlines(page: &mut Page, layout: Layout, rows: &[Titled]) {
    if rows.is_empty() {
        return;
    }
    page.gap();
    page.line(Tone::Strong, "Due soon");
    for row in rows {
        layout.render(page, row);
    }
}
