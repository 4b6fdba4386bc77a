//! `pause`: days that can't break anything; alone, those that there are.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::codes;
use super::shared::away;
use super::shared::changes::Sign;
use super::shared::context::Context;
use super::shared::pause_words;
use super::shared::pause_words::PauseRow;
use super::shared::pauses::{check_named, scopes, summary};
use super::shared::summary::{Outcome, Summary};
use crate::domain::decide::check::pause;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Scope;
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::report::away::Away;
use crate::domain::report::pauses::{Stretch, pauses};
use crate::domain::value::day::{Day, Look};
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct PauseArgs {
    /// The goals, each with what is below it
    #[arg(value_name = "CODE", conflicts_with = "all", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// Everything, also goals made meanwhile: a vacation
    #[arg(long)]
    all: bool,
    /// Everything, on the days without an entry up to yesterday
    #[arg(long, conflicts_with_all = ["codes", "all", "from", "until"])]
    away: bool,
    /// The first day; today if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<String>,
    /// The last day; until `resume` if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
}

/// The pauses that stand or lie ahead.
pub(crate) struct Pauses<'w> {
    judge: &'w Judge<'w>,
    pauses: Vec<Stretch>,
}

pub(crate) fn run(args: &PauseArgs, context: &mut Context<'_>) -> Outcome {
    if args.away {
        return pause_away(context);
    }
    if args.codes.is_empty() && !args.all && args.from.is_none() && args.until.is_none() {
        let reading = context.read()?;
        let judge = context.judge(&reading.state);
        let pauses = pauses(&reading.state, judge.today);
        return context.summarize(&Pauses { judge: &judge, pauses });
    }
    check_named(&args.codes, args.all, "pause")?;
    let (clock, names) = (context.clock(), context.names());
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let from = calendar.day_or_today(args.from.as_deref(), Look::Around)?;
        let mut until = |typed| calendar.day_from(typed, Look::Ahead, from);
        let until = args.until.as_deref().map(&mut until).transpose()?;
        let scopes = scopes(&names, &clock.judge(state), &args.codes)?;
        let against = if args.from.is_some() { Against::Words } else { Against::Store };
        let changes = scopes
            .iter()
            .map(|scope| pause(*scope, from, until).map_err(|refusal| refusal.given(against)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok((changes, (calendar, from, until, scopes)))
    })?;
    let (calendar, from, until, scopes) = &appended.decided;
    context.note_dates(calendar);
    let until = until.map_or_else(
        || "until `goals resume`".to_owned(),
        |until| format!("to {}", until.short(calendar.today)),
    );
    let text = format!("paused from {} {until}", from.short(calendar.today));
    let lines = scopes.iter().map(|scope| (*scope, Sign::Noted, text.as_str()));
    context.summarize(&summary(&clock.judge(&appended.state), lines, *from))
}

/// What `today` offers after an absence (SEMANTICS 8.8).
fn pause_away(context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    let appended = context.append_to(Detail::Entries, |input| {
        let judge = clock.judge(&input.reading.state);
        let Some(Away { from, to }) = away::find(input.reading, &judge) else {
            return Err(Refusal::Conflict {
                what: "there are no days away to pause".to_owned(),
                hint: "it takes three days without an entry before today, with something missed in them; \
                       `goals pause --all --from DAY --until DAY` pauses any others"
                    .to_owned(),
            }
            .into());
        };
        let change = pause(Scope::All, from, Some(to))?;
        Ok((vec![change], (from, to)))
    })?;
    let (from, to) = appended.decided;
    let day = |day: Day| day.short(to);
    let text = format!("paused from {} to {}; the pace line goes on", day(from), day(to));
    let lines = std::iter::once((Scope::All, Sign::Noted, text.as_str()));
    context.summarize(&summary(&clock.judge(&appended.state), lines, from))
}

impl Summary for Pauses<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data {
            day: Day,
            pauses: Vec<PauseRow>,
        }
        let rows = self.pauses.iter().map(|pause| PauseRow::of(self.judge, pause));
        Data { day: self.judge.today, pauses: rows.collect() }
    }

    fn render(&self, page: &mut Page) {
        let judge = self.judge;
        if self.pauses.is_empty() {
            let text = "Nothing is paused. `goals pause CODE` pauses a goal, `goals pause --all` everything.";
            return page.wrapped(Tone::Plain, text, 0);
        }
        let mut columns = Columns::new(&[Align::Left, Align::Left, Align::Left], 1);
        for pause in &self.pauses {
            columns.row(vec![
                cell(Tone::Handle, pause_words::paused(judge, pause.scope)),
                cell(Tone::Plain, pause_words::when(judge.today, pause)),
                cell(Tone::Faint, format!("`{}`", pause_words::resume(judge, pause.scope))),
            ]);
        }
        columns.render(page);
    }
}
