//! `review`: a look back on the week or a month, and what to change.

use clap::Args;
use serde::Serialize;

use super::today::Trial;
use super::{Context, Draw, Outcome, phrase};
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
use crate::ui::bar::bar;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::{Page, Width, padded, width};

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
struct View {
    day: Day,
    span: SpanRow,
    before: SpanRow,
    activities: u32,
    activities_before: u32,
    best_day: Option<BestDay>,
    goals: Vec<Row>,
    balance: Vec<Area>,
    wins: Vec<Win>,
    finished: Vec<Finished>,
    behind: Vec<Behind>,
    overdue: Vec<Overdue>,
    offers: Vec<Offer>,
    trials_ended: Vec<Trial>,
    stale: Vec<StaleRow>,
    vague: Vec<Vague>,
    #[serde(skip)]
    looked_back_on: Span,
}

#[derive(Serialize)]
struct SpanRow {
    length: &'static str,
    from: Day,
    to: Day,
    /// Whether it is going on, so that everything counts up to today.
    so_far: bool,
}

#[derive(Serialize)]
struct BestDay {
    day: Day,
    activities: u32,
}

#[derive(Serialize)]
struct Row {
    code: Code,
    title: Title,
    cadence: Cadence,
    #[serde(flatten)]
    counts: Counts,
    before: Counts,
    #[serde(skip)]
    told: String,
    #[serde(skip)]
    told_before: String,
}

/// What became of a goal's periods.
#[derive(Clone, Copy, Serialize)]
struct Counts {
    met: u32,
    missed: u32,
    excused: u32,
    open: u32,
}

#[derive(Serialize)]
struct Area {
    area: Option<String>,
    activities: u32,
}

#[derive(Serialize)]
struct Win {
    day: Day,
    title: Title,
    area: Option<String>,
}

#[derive(Serialize)]
struct Finished {
    day: Day,
    code: Code,
    title: Title,
}

#[derive(Serialize)]
struct Behind {
    code: Code,
    title: Title,
    amount: Amount,
    target: Option<Amount>,
    unit: Option<String>,
    by: Option<Day>,
    buffer_days: Option<i64>,
    needed_per_week: Option<Amount>,
    command: String,
}

#[derive(Serialize)]
struct Overdue {
    code: Code,
    title: Title,
    by: Option<Day>,
    command: String,
}

#[derive(Serialize)]
struct Offer {
    code: Code,
    title: Title,
    kind: &'static str,
    unit: Option<String>,
    target: Amount,
    offered: Option<Amount>,
    sums: Vec<Amount>,
    missed: usize,
    command: String,
    #[serde(skip)]
    words: String,
}

#[derive(Serialize)]
struct StaleRow {
    code: Code,
    title: Title,
    last: Option<Day>,
    command: String,
}

#[derive(Serialize)]
struct Vague {
    code: Code,
    title: Title,
    hint: String,
    command: String,
    #[serde(skip)]
    what: &'static str,
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
    let what = match span.length {
        Length::Week => format!("the week of {} has not begun", span.from.long()),
        Length::Month => format!("{} has not begun", span.from.month_long()),
    };
    Refusal::Clash { what, hint: "`goals review` looks back on this week so far".to_owned() }
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

/// The most lines a part of the page has; what is left is counted.
const LINES: usize = 5;

/// With more goals than this, those that were met throughout share a line.
const ROWS: usize = 10;

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        self.head(page);
        self.draw_goals(page);
        self.draw_balance(page);
        self.draw_wins(page);
        self.draw_remarks(page);
        for trial in &self.trials_ended {
            trial.draw(page);
        }
    }
}

impl View {
    fn head(&self, page: &mut Page) {
        let Span { length, from, .. } = self.looked_back_on;
        let title = match length {
            Length::Week => format!("Week of {}", from.long()),
            Length::Month => from.month_long().to_string(),
        };
        let so_far = if self.span.so_far { ", so far" } else { "" };
        page.spread((Tone::Strong, &format!("{title}{so_far}")), (Tone::Plain, &activities(self.activities)));
        let before = format!("{} {}", self.activities_before, self.name_before());
        let best = self.best_day.as_ref();
        let best = best.map(|best| format!("best day {}: {}", best.day.short(), best.activities));
        let anything = self.activities + self.activities_before > 0;
        if anything {
            page.say(Tone::Faint, &phrase::joined([before.as_str(), best.as_deref().unwrap_or_default()]));
        }
        if self.span.so_far && self.day == from && anything {
            let length = self.span.length;
            let look_back = format!("`goals review --{length} yesterday` looks back on the {length} before.");
            page.wrapped(Tone::Faint, &look_back, 0);
        }
        if !anything && self.goals.is_empty() {
            page.gap();
            page.wrapped(Tone::Plain, "Nothing was done or due; `goals today` says what there is to do.", 0);
        }
    }

    fn name(&self) -> String {
        format!("{} {}", if self.span.so_far { "this" } else { "that" }, self.span.length)
    }

    fn name_before(&self) -> String {
        let length = self.span.length;
        if self.span.so_far { format!("last {length}") } else { format!("the {length} before") }
    }

    /// What was missed first, then the rest in the tree's order.
    fn draw_goals(&self, page: &mut Page) {
        if self.goals.is_empty() {
            return;
        }
        page.gap();
        let (missed, rest): (Vec<&Row>, Vec<&Row>) = self.goals.iter().partition(|row| row.counts.missed > 0);
        let throughout = rest.iter().filter(|row| row.was_met_throughout()).count();
        let fold = self.goals.len() > ROWS && throughout > 1;
        let (folded, rest): (Vec<&Row>, Vec<&Row>) =
            rest.into_iter().partition(|row| fold && row.was_met_throughout());
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left, Align::Left], 1);
        let heads = ["", "", &self.name(), &self.name_before()];
        table.row(heads.iter().map(|text| cell(Tone::Faint, text)).collect());
        for row in missed.into_iter().chain(rest) {
            table.row(vec![
                cell(Tone::Handle, format!("  {}", row.code)),
                cell(Tone::Plain, row.title.as_str()),
                cell(row.tone(), &row.told),
                cell(Tone::Faint, &row.told_before),
            ]);
        }
        table.draw(page);
        if !folded.is_empty() {
            let codes: Vec<&str> = folded.iter().map(|row| row.code.as_str()).collect();
            page.wrapped(Tone::Good, &format!("  Met throughout, as before: {}", codes.join(", ")), 4);
        }
    }

    /// Bars against the area with the most. One that is no area is no balance.
    fn draw_balance(&self, page: &mut Page) {
        let most = self.balance.first().map_or(0, |share| share.activities);
        if most == 0 || self.balance.iter().all(|share| share.area.is_none()) {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Balance");
        let columns = (page.width().layout() / 3).clamp(10, 30);
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Right], 0);
        for share in &self.balance {
            let filled = f64::from(share.activities) / f64::from(most);
            table.row(vec![
                cell(Tone::Plain, format!("  {}", share.area.as_deref().unwrap_or("other"))),
                cell(Tone::Good, bar(columns, filled, None)),
                cell(Tone::Plain, share.activities.to_string()),
            ]);
        }
        table.draw(page);
    }

    fn draw_wins(&self, page: &mut Page) {
        let wins = self.wins.iter().map(|win| (win.day, "win".to_owned(), &win.title));
        let finished = self.finished.iter().map(|done| (done.day, done.code.to_string(), &done.title));
        let mut all: Vec<(Day, String, &Title)> = wins.chain(finished).collect();
        all.sort_by_key(|(day, ..)| *day);
        if all.is_empty() {
            return;
        }
        page.gap();
        page.say(Tone::Strong, "Wins");
        let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left], 2);
        for (day, code, title) in all.iter().take(LINES) {
            table.row(vec![
                cell(Tone::Faint, format!("  {}", day.short())),
                cell(Tone::Handle, code),
                cell(Tone::Good, title.as_str()),
            ]);
        }
        table.draw(page);
        more(page, all.len());
    }

    /// Each goal is told of once: one that is behind or late is not called stale or vague as well.
    fn draw_remarks(&self, page: &mut Page) {
        let mut told: Vec<&Code> = Vec::new();
        for (heading, mut remarks) in self.remarks() {
            remarks.retain(|remark| !told.contains(&remark.code));
            told.extend(remarks.iter().map(|remark| remark.code));
            part(page, heading, &remarks);
        }
    }

    fn remarks(&self) -> [(&'static str, Vec<Remark<'_>>); 5] {
        let remark = Remark::of;
        let behind = self.behind.iter().map(|row| remark(&row.code, row.words(), &row.command));
        let overdue = self.overdue.iter().map(|row| remark(&row.code, row.words(), &row.command));
        let offers = self.offers.iter().map(|row| remark(&row.code, row.words.clone(), &row.command));
        let stale = self.stale.iter().map(|row| remark(&row.code, row.words(), &row.command));
        let vague = self.vague.iter().map(|row| remark(&row.code, row.words(), &row.command));
        [
            ("Behind pace", behind.collect()),
            ("Overdue", overdue.collect()),
            ("Targets that fit", offers.collect()),
            ("Nothing for four weeks", stale.collect()),
            ("Vague", vague.collect()),
        ]
    }
}

fn activities(count: u32) -> String {
    if count == 1 { "1 activity".to_owned() } else { format!("{count} activities") }
}

impl Row {
    fn tone(&self) -> Tone {
        match (self.counts.missed, self.counts.met) {
            (1.., _) => Tone::Bad,
            (0, 1..) => Tone::Good,
            (0, 0) => Tone::Plain,
        }
    }

    fn was_met_throughout(&self) -> bool {
        let met = |counts: Counts| counts.met > 0 && counts.missed == 0 && counts.excused == 0;
        met(self.counts) && met(self.before)
    }
}

impl Behind {
    fn words(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let of = self.target.map(|target| format!("{} of {target}{unit}", self.amount));
        let days = format!("{} behind", phrase::days(-self.buffer_days.unwrap_or_default()));
        phrase::joined([self.title.as_str(), of.as_deref().unwrap_or_default(), &days])
    }
}

impl Overdue {
    fn words(&self) -> String {
        let since = self.by.map(|by| format!("since {}", by.dated()));
        phrase::joined([self.title.as_str(), since.as_deref().unwrap_or_default()])
    }
}

impl StaleRow {
    fn words(&self) -> String {
        let last =
            self.last.map_or_else(|| "never done".to_owned(), |day| format!("last on {}", day.dated()));
        phrase::joined([self.title.as_str(), &last])
    }
}

impl Vague {
    fn words(&self) -> String {
        phrase::joined([self.title.as_str(), self.what])
    }
}

/// Something that wants attention, with the command that gives it.
struct Remark<'a> {
    code: &'a Code,
    words: String,
    command: &'a str,
}

impl<'a> Remark<'a> {
    fn of(code: &'a Code, words: String, command: &'a str) -> Self {
        Self { code, words, command }
    }

    /// The command stands behind the words where both fit, else on a line of its own, to be copied whole.
    fn draw(&self, page: &mut Page, widest: usize) {
        let code = format!("  {}  ", padded(self.code.as_str(), widest));
        let words =
            if self.words.ends_with([':', '?']) { self.words.clone() } else { format!("{}:", self.words) };
        let command = format!("`{}`", self.command);
        let before = [(Tone::Handle, code.as_str())];
        let fits = match page.width() {
            Width::Free => true,
            Width::Columns(columns) => code.len() + width(&words) + 1 + width(&command) <= columns,
        };
        if fits {
            page.hanging(&before, Tone::Plain, &format!("{words} {command}"), code.len());
        } else {
            page.hanging(&before, Tone::Plain, &words, code.len());
            page.line(&[(Tone::Plain, &" ".repeat(code.len())), (Tone::Plain, &command)]);
        }
    }
}

/// A part of the page, if there is anything in it.
fn part(page: &mut Page, heading: &str, remarks: &[Remark<'_>]) {
    if remarks.is_empty() {
        return;
    }
    page.gap();
    page.say(Tone::Strong, heading);
    let shown = remarks.iter().take(LINES);
    let widest = shown.clone().map(|remark| remark.code.as_str().len()).max().unwrap_or(0);
    for remark in shown {
        remark.draw(page, widest);
    }
    more(page, remarks.len());
}

/// How many of so many were not shown.
fn more(page: &mut Page, all: usize) {
    if all > LINES {
        page.say(Tone::Faint, &format!("  and {} more", all - LINES));
    }
}
