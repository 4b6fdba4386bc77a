//! `review`: a look back on the week or a month, and what to change.

use clap::Args;
use serde::Serialize;

use super::today::Trial;
use super::{Context, Outcome};
use crate::domain::amount::Amount;
use crate::domain::balance::Share;
use crate::domain::cadence::Cadence;
use crate::domain::clarity::Lack;
use crate::domain::day::{Day, Look};
use crate::domain::fields::Calendar;
use crate::domain::goal::{Bound, Code, Goal, Title};
use crate::domain::pace::Progress;
use crate::domain::refusal::Refusal;
use crate::domain::review::{self, Length, Review, Span, Stale, typed_month};
use crate::domain::settings::{Hints, Key, Setting};
use crate::domain::sizing::{self, Size};
use crate::domain::tally::{Deed, Done};
use crate::domain::verdict::{Basis, Judge, Period, Verdict};

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
pub(super) struct View {
    pub(super) day: Day,
    pub(super) span: SpanRow,
    pub(super) before: SpanRow,
    pub(super) activities: u32,
    pub(super) activities_before: u32,
    pub(super) best_day: Option<BestDay>,
    pub(super) goals: Vec<Row>,
    pub(super) balance: Vec<Area>,
    pub(super) wins: Vec<Win>,
    pub(super) finished: Vec<Finished>,
    pub(super) behind: Vec<Behind>,
    pub(super) overdue: Vec<Overdue>,
    pub(super) offers: Vec<Offer>,
    pub(super) trials_ended: Vec<Trial>,
    pub(super) stale: Vec<StaleRow>,
    pub(super) vague: Vec<Vague>,
    #[serde(skip)]
    pub(super) looked_back_on: Span,
}

#[derive(Serialize)]
pub(super) struct SpanRow {
    pub(super) length: &'static str,
    pub(super) from: Day,
    pub(super) to: Day,
    /// Whether it is going on, so that everything counts up to today.
    pub(super) so_far: bool,
}

#[derive(Serialize)]
pub(super) struct BestDay {
    pub(super) day: Day,
    pub(super) activities: u32,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) cadence: Cadence,
    #[serde(flatten)]
    pub(super) counts: Counts,
    pub(super) before: Counts,
    #[serde(skip)]
    pub(super) told: String,
    #[serde(skip)]
    pub(super) told_before: String,
}

/// What became of a goal's periods.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Counts {
    pub(super) met: u32,
    pub(super) missed: u32,
    pub(super) excused: u32,
    pub(super) open: u32,
}

#[derive(Serialize)]
pub(super) struct Area {
    pub(super) area: Option<String>,
    pub(super) activities: u32,
}

#[derive(Serialize)]
pub(super) struct Win {
    pub(super) day: Day,
    pub(super) title: Title,
    pub(super) area: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Finished {
    pub(super) day: Day,
    pub(super) code: Code,
    pub(super) title: Title,
}

#[derive(Serialize)]
pub(super) struct Behind {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) amount: Amount,
    pub(super) target: Option<Amount>,
    pub(super) unit: Option<String>,
    pub(super) by: Option<Day>,
    pub(super) buffer_days: Option<i64>,
    pub(super) needed_per_week: Option<Amount>,
    pub(super) command: String,
}

#[derive(Serialize)]
pub(super) struct Overdue {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) by: Option<Day>,
    pub(super) command: String,
}

#[derive(Serialize)]
pub(super) struct Offer {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) kind: &'static str,
    pub(super) unit: Option<String>,
    pub(super) target: Amount,
    pub(super) offered: Option<Amount>,
    pub(super) sums: Vec<Amount>,
    pub(super) missed: usize,
    pub(super) command: String,
    #[serde(skip)]
    pub(super) words: String,
}

#[derive(Serialize)]
pub(super) struct StaleRow {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) last: Option<Day>,
    pub(super) command: String,
}

#[derive(Serialize)]
pub(super) struct Vague {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) hint: String,
    pub(super) command: String,
    #[serde(skip)]
    pub(super) what: &'static str,
}

/// `goals review`.
pub fn run(args: &ReviewArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let mut calendar = context.clock().calendar(&reading.world);
    let span = asked(args, &mut calendar, |day| reading.world.settings.week_start_on(day))?;
    context.echo(&calendar);
    let now = context.judge(&reading.world);
    if now.today < span.from {
        return Err(ahead(span).into());
    }
    if span.to < now.today {
        let then = Judge::new(&reading.world, span.to);
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
    Refusal::Clash { what, hint: hint.to_owned() }
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
    let hints = now.world.settings.get(Key::Hints) != Setting::Hints(Hints::Off);
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
        code: judge.world.plan.code(row.goal.id),
        title: row.goal.title.clone(),
        cadence: judge.cadence(row.goal),
        counts: Counts::of(&row.periods),
        before: Counts::of(&row.before),
        told: told(&row.periods),
        told_before: told(&row.before),
    }
}

impl Counts {
    fn of(periods: &[Period]) -> Self {
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
fn told(periods: &[Period]) -> String {
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

fn phrase_of(period: &Period) -> String {
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
        Deed::Win { title, .. } => title.clone(),
        Deed::Check(..) | Deed::Reading(..) => return None,
    };
    Some(Win { day: done.day, title, area: judge.world.area_of(&done.what).map(ToOwned::to_owned) })
}

fn finished(judge: &Judge<'_>, day: Day, goal: &Goal) -> Finished {
    Finished { day, code: judge.world.plan.code(goal.id), title: goal.title.clone() }
}

fn behind(judge: &Judge<'_>, progress: &Progress<'_>) -> Behind {
    let goal = progress.goal;
    let code = judge.world.plan.code(goal.id);
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
    let code = judge.world.plan.code(goal.id);
    let command = format!("goals edit {code} --by +1w");
    Overdue { code, title: goal.title.clone(), by: goal.by, command }
}

fn quiet(judge: &Judge<'_>, stale: &Stale<'_>) -> StaleRow {
    let code = judge.world.plan.code(stale.goal.id);
    let command = format!("goals archive {code}");
    StaleRow { code, title: stale.goal.title.clone(), last: stale.last, command }
}

fn vague(judge: &Judge<'_>, lack: Lack, goal: &Goal) -> Vague {
    let code = judge.world.plan.code(goal.id);
    Vague {
        title: goal.title.clone(),
        hint: lack.in_words(code.as_str()),
        command: lack.command(code.as_str()),
        what: lack.what(),
        code,
    }
}

fn sized(judge: &Judge<'_>, offer: &sizing::Offer<'_>) -> Offer {
    let goal = offer.goal;
    let code = judge.world.plan.code(goal.id);
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
fn experience(judge: &Judge<'_>, offer: &sizing::Offer<'_>, code: &Code) -> String {
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
