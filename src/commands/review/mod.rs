//! `review`: a look back on the week or a month, and what to change.

pub mod page;

use clap::Args;
use serde::Serialize;

use super::today::Trial;
use super::{Context, Outcome};
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Progress;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Verdict};
use crate::domain::model::activity::{Activity, Done};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::settings::{Hints, Key, Setting};
use crate::domain::report::balance::Share;
use crate::domain::report::hints::Hint;
use crate::domain::report::review::{Length, Review, Span, Stale, typed_month};
use crate::domain::report::target_suggestion::Size;
use crate::domain::report::{review, target_suggestion};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::text::Title;

/// A look back on the week or a month.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// The week that holds this day; this week if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, conflicts_with = "month")]
    week: Option<String>,
    /// A month: `2026-11`, `november`, or a day in it
    #[arg(long, value_name = "MONTH", allow_hyphen_values = true)]
    month: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct View {
    pub(crate) day: Day,
    pub(crate) span: SpanRow,
    pub(crate) before: SpanRow,
    pub(crate) activities: u32,
    pub(crate) activities_before: u32,
    pub(crate) best_day: Option<BestDay>,
    pub(crate) goals: Vec<Row>,
    pub(crate) balance: Vec<Area>,
    pub(crate) wins: Vec<Win>,
    pub(crate) finished: Vec<Finished>,
    pub(crate) behind: Vec<Behind>,
    pub(crate) overdue: Vec<Overdue>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) trials_ended: Vec<Trial>,
    pub(crate) stale: Vec<StaleRow>,
    pub(crate) vague: Vec<Vague>,
    #[serde(skip)]
    pub(crate) looked_back_on: Span,
}

#[derive(Serialize)]
pub(crate) struct SpanRow {
    pub(crate) length: &'static str,
    pub(crate) from: Day,
    pub(crate) to: Day,
    /// Whether it is going on, so that everything counts up to today.
    pub(crate) so_far: bool,
}

#[derive(Serialize)]
pub(crate) struct BestDay {
    pub(crate) day: Day,
    pub(crate) activities: u32,
}

#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) cadence: Cadence,
    #[serde(flatten)]
    pub(crate) counts: Counts,
    pub(crate) before: Counts,
    #[serde(skip)]
    pub(crate) told: String,
    #[serde(skip)]
    pub(crate) told_before: String,
}

/// What became of a goal's periods.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Counts {
    pub(crate) met: u32,
    pub(crate) missed: u32,
    pub(crate) excused: u32,
    pub(crate) open: u32,
}

#[derive(Serialize)]
pub(crate) struct Area {
    pub(crate) area: Option<String>,
    pub(crate) activities: u32,
}

#[derive(Serialize)]
pub(crate) struct Win {
    pub(crate) day: Day,
    pub(crate) title: Title,
    pub(crate) area: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Finished {
    pub(crate) day: Day,
    pub(crate) code: Code,
    pub(crate) title: Title,
}

#[derive(Serialize)]
pub(crate) struct Behind {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) amount: Amount,
    pub(crate) target: Option<Amount>,
    pub(crate) unit: Option<String>,
    pub(crate) by: Option<Day>,
    pub(crate) buffer_days: Option<i64>,
    pub(crate) needed_per_week: Option<Amount>,
    pub(crate) command: String,
}

#[derive(Serialize)]
pub(crate) struct Overdue {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) by: Option<Day>,
    pub(crate) command: String,
}

#[derive(Serialize)]
pub(crate) struct Offer {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) kind: &'static str,
    pub(crate) unit: Option<String>,
    pub(crate) target: Amount,
    pub(crate) offered: Option<Amount>,
    pub(crate) sums: Vec<Amount>,
    pub(crate) missed: usize,
    pub(crate) command: String,
    #[serde(skip)]
    pub(crate) words: String,
}

#[derive(Serialize)]
pub(crate) struct StaleRow {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) last: Option<Day>,
    pub(crate) command: String,
}

#[derive(Serialize)]
pub(crate) struct Vague {
    pub(crate) code: Code,
    pub(crate) title: Title,
    pub(crate) hint: String,
    pub(crate) command: String,
    #[serde(skip)]
    pub(crate) what: &'static str,
}

/// `goals review`.
pub fn run(args: &ReviewArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let mut calendar = context.clock().calendar(&reading.state);
    let span = asked(args, &mut calendar, |day| reading.state.settings.week_start_on(day))?;
    context.note_dates(&calendar);
    let now = context.judge(&reading.state);
    if now.today < span.from {
        return Err(ahead(span).into());
    }
    if span.to < now.today {
        let then = Judge::new(&reading.state, span.to);
        Ok(Box::new(view(&now, &then, &Review::of(&now, &then, span))))
    } else {
        Ok(Box::new(view(&now, &now, &Review::of(&now, &now, span))))
    }
}

fn ahead(span: Span) -> Refusal {
    let (what, hint) = match span.length {
        Length::Week => (
            format!("the week of {} has not begun", span.from.long()),
            "`goals review` looks back on this week so far",
        ),
        Length::Month => (
            format!("{} has not begun", span.from.month_long()),
            "`goals review --month today` looks back on this month so far",
        ),
    };
    Refusal::Conflict { what, hint: hint.to_owned() }
}

fn asked(
    args: &ReviewArgs,
    calendar: &mut Calendar,
    week_start: impl Fn(Day) -> chrono::Weekday,
) -> Result<Span, Refusal> {
    if let Some(month) = &args.month {
        return typed_month(month, calendar);
    }
    let day = args.week.as_deref().map_or(Ok(calendar.today), |typed| calendar.day(typed, Look::Back))?;
    Ok(Span::week(day, week_start(day)))
}

fn view(now: &Judge<'_>, then: &Judge<'_>, review: &Review<'_>) -> View {
    let span = |span: Span| SpanRow {
        length: match span.length {
            Length::Week => "week",
            Length::Month => "month",
        },
        from: span.from,
        to: span.to,
        so_far: span.holds(now.today),
    };
    let hints = now.state.settings.get(Key::Hints) != Setting::Hints(Hints::Off);
    View {
        day: then.today,
        span: span(review.span),
        before: span(review.span.before()),
        activities: review.activities,
        activities_before: review.activities_before,
        best_day: review.best_day.map(|(day, activities)| BestDay { day, activities }),
        goals: review.goals.iter().map(|row| goal_row(now, row)).collect(),
        balance: review.balance.iter().map(area).collect(),
        wins: review.wins.iter().filter_map(|done| win(now, done)).collect(),
        finished: review.finished.iter().map(|(day, goal)| finished(now, *day, goal)).collect(),
        behind: review.behind.iter().map(|progress| behind(then, progress)).collect(),
        overdue: review.overdue.iter().map(|goal| overdue(now, goal)).collect(),
        offers: review.offers.iter().map(|offer| sized(now, offer)).collect(),
        trials_ended: review.trials.iter().filter_map(|goal| Trial::of(now, goal)).collect(),
        stale: review.stale.iter().map(|stale| quiet(now, stale)).collect(),
        vague: review.vague.iter().filter(|_| hints).map(|(lack, goal)| vague(now, *lack, goal)).collect(),
        looked_back_on: review.span,
    }
}

fn goal_row(judge: &Judge<'_>, row: &review::Row<'_>) -> Row {
    Row {
        code: judge.state.tree.code(row.goal.id),
        title: row.goal.title.clone(),
        cadence: judge.cadence(row.goal),
        counts: Counts::of(&row.periods),
        before: Counts::of(&row.before),
        told: told(&row.periods),
        told_before: told(&row.before),
    }
}

impl Counts {
    fn of(periods: &[JudgedPeriod]) -> Self {
        let count = |verdict: Verdict| {
            let found = periods.iter().filter(|period| period.verdict == verdict).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Self {
            met: count(Verdict::Met),
            missed: count(Verdict::Missed),
            excused: count(Verdict::Excused),
            open: count(Verdict::Open),
        }
    }
}

/// `5 met, 1 missed`; of a single period also how much was done: `missed, 9 of 12`.
fn told(periods: &[JudgedPeriod]) -> String {
    if let [period] = periods {
        return phrase_of(period);
    }
    let Counts { met, missed, excused, open } = Counts::of(periods);
    let parts = [(met, "met"), (missed, "missed"), (excused, "excused")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    match (parts.is_empty(), open) {
        (false, _) => parts.join(", "),
        (true, 0) => "–".to_owned(),
        (true, _) => "open".to_owned(),
    }
}

fn phrase_of(period: &JudgedPeriod) -> String {
    let word = match period.verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Open => "open",
        Verdict::Excused => return "excused".to_owned(),
        Verdict::Neutral => return "–".to_owned(),
    };
    match (period.bound, period.basis) {
        (_, Basis::Children { met, of }) => format!("{word}, {met} of {of}"),
        (Bound::AtLeast(target), Basis::Own) if target == Amount::ONE && period.sum <= target => {
            word.to_owned()
        }
        (Bound::AtLeast(target), Basis::Own) => format!("{word}, {} of {target}", period.sum),
        (Bound::AtMost(most), Basis::Own) => format!("{word}, {} of ≤{most}", period.sum),
    }
}

fn area(share: &Share) -> Area {
    Area { area: share.area.clone(), activities: share.activities }
}

fn win(judge: &Judge<'_>, done: &Done) -> Option<Win> {
    let title = match &done.what {
        Activity::Win { title, .. } => title.clone(),
        Activity::Check(..) | Activity::Reading(..) => return None,
    };
    Some(Win { day: done.day, title, area: judge.state.area_of(&done.what).map(ToOwned::to_owned) })
}

fn finished(judge: &Judge<'_>, day: Day, goal: &Goal) -> Finished {
    Finished { day, code: judge.state.tree.code(goal.id), title: goal.title.clone() }
}

fn behind(judge: &Judge<'_>, progress: &Progress<'_>) -> Behind {
    let goal = progress.goal;
    let code = judge.state.tree.code(goal.id);
    Behind {
        title: goal.title.clone(),
        amount: progress.amount,
        target: progress.target,
        unit: judge.schedule(goal).unit.clone(),
        by: goal.by,
        buffer_days: progress.line.map(|line| line.buffer_days),
        needed_per_week: progress.needed_per_week,
        command: format!("goals why {code}"),
        code,
    }
}

fn overdue(judge: &Judge<'_>, goal: &Goal) -> Overdue {
    let code = judge.state.tree.code(goal.id);
    let command = format!("goals edit {code} --by +1w");
    Overdue { code, title: goal.title.clone(), by: goal.by, command }
}

fn quiet(judge: &Judge<'_>, stale: &Stale<'_>) -> StaleRow {
    let code = judge.state.tree.code(stale.goal.id);
    let command = format!("goals archive {code}");
    StaleRow { code, title: stale.goal.title.clone(), last: stale.last, command }
}

fn vague(judge: &Judge<'_>, lack: Hint, goal: &Goal) -> Vague {
    let code = judge.state.tree.code(goal.id);
    Vague {
        title: goal.title.clone(),
        hint: lack.in_words(code.as_str()),
        command: lack.command(code.as_str()),
        what: lack.what(),
        code,
    }
}

fn sized(judge: &Judge<'_>, offer: &target_suggestion::Offer<'_>) -> Offer {
    let goal = offer.goal;
    let code = judge.state.tree.code(goal.id);
    let (kind, offered) = match offer.size {
        Size::Smaller(target) => ("smaller", Some(target)),
        Size::Larger(target) => ("larger", Some(target)),
        Size::TooSmall => ("split", None),
    };
    let command = match offered {
        Some(target) => format!("goals edit {code} --target {target}"),
        None => format!("goals split {code}"),
    };
    Offer {
        title: goal.title.clone(),
        kind,
        unit: judge.schedule(goal).unit.clone(),
        target: offer.target,
        offered,
        sums: offer.sums.to_vec(),
        missed: offer.missed,
        words: experience(judge, offer, &code),
        command,
        code,
    }
}

/// What the last four periods were like, and what follows.
fn experience(judge: &Judge<'_>, offer: &target_suggestion::Offer<'_>, code: &Code) -> String {
    let periods = judge.cadence(offer.goal).streak_unit().plural();
    let sums: Vec<String> = offer.sums.iter().map(ToString::to_string).collect();
    let done = format!("{} of {}", sums.join(", "), offer.target);
    let missed = offer.missed;
    match offer.size {
        Size::Smaller(target) => {
            format!("missed {missed} of the last 4 {periods} ({done}); {target} fits 3 of them")
        }
        Size::Larger(target) => {
            format!("4 {periods} with half as much again ({done}); median {target}")
        }
        Size::TooSmall => format!(
            "missed {missed} of the last 4 {periods} ({done}); no target fits 3 of them: let it go with \
             `goals archive {code}`, or split it"
        ),
    }
}
