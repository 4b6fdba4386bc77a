//! What `today` tells of the days before: an absence, how a trial went, what the week came to. Most days there is
//! nothing of that, and no more is read than today needs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::shared::away;
use crate::commands::shared::context::Context;
use crate::commands::shared::trials::Trial;
use crate::commands::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::report::agenda::Agenda;
use crate::domain::report::away::Away;
use crate::domain::report::week::WeekResult;
use crate::domain::value::day::Day;
use crate::error::Error;
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Default)]
pub(crate) struct DaysBefore {
    pub(crate) away: Option<Away>,
    pub(crate) trials: Vec<Trial>,
    pub(crate) week: Option<WeekResult>,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct AwayRow {
    from: Day,
    to: Day,
    command: &'static str,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct WeekRow {
    /// How many things were done.
    activities: u32,
    /// How many periods were met.
    met: usize,
    missed: usize,
}

/// What answers an absence.
const PAUSE: &str = "goals pause --away";

impl DaysBefore {
    /// `now` is today, which the day that is looked at need not be.
    pub(crate) fn of(
        context: &mut Context<'_>,
        judge: &Judge<'_>,
        agenda: &Agenda<'_>,
        now: Day,
    ) -> Result<Self, Error> {
        let day = judge.today;
        let week_start = judge.state.settings.week_start_on(day);
        let is_today = day == now;
        let may_be_away = is_today && away::is_likely(judge);
        let tells_of_week = is_today && agenda.is_all_done() && day == day.week_end(week_start);
        let detail = match (may_be_away, tells_of_week || !agenda.trials.is_empty()) {
            (true, _) => Detail::Entries,
            (false, true) => Detail::Days,
            (false, false) => return Ok(Self::default()),
        };
        let reading = context.read_to(detail)?;
        let all_days = Judge::new(&reading.state, day);
        let tree = &reading.state.tree;
        let trials = agenda.trials.iter().filter_map(|goal| tree.goal(goal.id));
        Ok(Self {
            away: if may_be_away { away::find(&reading, &all_days) } else { None },
            trials: trials.filter_map(|goal| Trial::of(&all_days, goal)).collect(),
            week: tells_of_week.then(|| WeekResult::of(&all_days, day.week_begin(week_start))),
        })
    }

    pub(crate) fn away_row(&self) -> Option<AwayRow> {
        self.away.map(|Away { from, to }| AwayRow { from, to, command: PAUSE })
    }

    pub(crate) fn week_row(&self) -> Option<WeekRow> {
        self.week.map(|WeekResult { activities, met, missed }| WeekRow { activities, met, missed })
    }

    pub(crate) fn render_away(&self, page: &mut Page) {
        if let Some(away) = self.away {
            page.gap();
            let since = away.from.short(away.to);
            let text = format!("Away since {since}. `{PAUSE}` pauses those days; streaks are kept.");
            page.wrapped(Tone::Plain, &text, 0);
        }
    }

    /// `The week came to 41 activities: 31 met, 2 missed.`
    pub(crate) fn render_week(&self, page: &mut Page) {
        if let Some(WeekResult { activities, met, missed }) = self.week {
            let activities = words::activities(activities);
            let missed = if missed > 0 { format!(", {missed} missed") } else { String::new() };
            page.wrapped(Tone::Plain, &format!("The week came to {activities}: {met} met{missed}."), 0);
        }
    }

    pub(crate) fn render_trials(&self, page: &mut Page) {
        for trial in &self.trials {
            trial.render(page);
        }
    }
}
