//! The page of `log`: day by day, the latest first.

use schemars::JsonSchema;
use serde::Serialize;

use super::rows::Row;
use super::{Asked, Filtered, Log, Nothing};
use crate::commands::shared::summary::Summary;
use crate::commands::shared::words;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

impl Summary for Log<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'d> {
            /// The first day of which it tells; none where there is none.
            since: Option<Day>,
            entries: &'d [Row<'d>],
            /// The last day that has something of the kind, where none was told of.
            last_day: Option<Day>,
        }
        let last_day = self.nothing.as_ref().and_then(|nothing| Some(nothing.last.as_ref()?.0));
        Data { since: self.since, entries: &self.entries, last_day }
    }

    fn render(&self, page: &mut Page) {
        if let Some(nothing) = &self.nothing {
            page.wrapped(Tone::Plain, &nothing.words(self.today), 0);
        }
        for day in self.entries.chunk_by(|a, b| a.day == b.day) {
            page.gap();
            if let Some(first) = day.first() {
                page.line(Tone::Strong, &first.day.long().to_string());
            }
            let mut columns = Columns::new(
                &[Align::Left, Align::Left, Align::Left, Align::Right, Align::Left, Align::Left],
                4,
            );
            for row in day {
                let beside = [
                    &self.until(row),
                    row.note.unwrap_or_default(),
                    row.who.unwrap_or_default(),
                    &self.recorded(row),
                ];
                columns.row(vec![
                    cell(Tone::Faint, format!("  {}", row.mark)),
                    cell(Tone::Faint, self.time(row).unwrap_or_default()),
                    cell(Tone::Handle, name(row)),
                    cell(Tone::Good, Self::amount(row)),
                    cell(Tone::Plain, row.title),
                    cell(Tone::Faint, words::joined(beside)),
                ]);
            }
            columns.render(page);
        }
    }
}

impl Nothing {
    fn words(&self, today: Day) -> String {
        let what = match (self.filtered, self.asked, &self.last) {
            (Filtered::No, Asked::LastWeek | Asked::All, None) => {
                return "Nothing was done yet; `goals check CODE` checks something off.".to_owned();
            }
            (Filtered::No, ..) => "Nothing was done",
            (Filtered::Yes, ..) => "Nothing of that kind was done",
        };
        let when = match self.asked {
            Asked::LastWeek => " in the last seven days",
            Asked::Between => " in that time",
            Asked::All => "",
        };
        let last = match &self.last {
            Some((day, command)) => {
                format!(" The last day that has some is {}: `{command}`", day.short(today))
            }
            None => String::new(),
        };
        format!("{what}{when}.{last}")
    }
}

fn name<'r>(row: &'r Row<'_>) -> &'r str {
    let nameless = if row.kind == "win" { "win" } else { "" };
    row.code.as_ref().map_or(nameless, Code::as_str)
}

impl Log<'_> {
    /// `+4 emails`, `+1 email`, `-1`, `= 1250`, `note`, `skipped`, `paused`, `finished`.
    fn amount(row: &Row<'_>) -> String {
        let is_one = |amount: Amount| amount == Amount::ONE || amount == -Amount::ONE;
        let one = row.amount.is_some_and(is_one);
        let unit = row.unit.map(|unit| if one { words::singular(unit) } else { unit });
        let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        match (row.kind, row.amount) {
            ("skip", _) => "skipped".to_owned(),
            ("finish", _) => "finished".to_owned(),
            ("pause", _) => "paused".to_owned(),
            ("reading", Some(amount)) => format!("= {amount}{unit}"),
            (_, Some(Amount::ZERO)) => "note".to_owned(),
            (_, Some(amount)) if amount.is_positive() => format!("+{amount}{unit}"),
            (_, Some(amount)) => format!("{amount}{unit}"),
            (_, None) => String::new(),
        }
    }

    /// `until Fri 27 Nov`: a pause's last day, where that is another than its first.
    fn until(&self, row: &Row<'_>) -> String {
        match row.until {
            Some(until) if until > row.day => format!("until {}", until.short(self.today)),
            None if row.kind == "pause" => "no end".to_owned(),
            _ => String::new(),
        }
    }

    /// The day and the time at which a thing was recorded, by the clock it was recorded with.
    fn moment(&self, row: &Row<'_>) -> Option<(Day, String)> {
        let at = chrono::DateTime::parse_from_rfc3339(row.at).ok()?.naive_local();
        Some((Day::of(at, self.day_start), at.format("%H:%M").to_string()))
    }

    fn time(&self, row: &Row<'_>) -> Option<String> {
        self.moment(row).filter(|(day, _)| *day == row.day).map(|(_, time)| time)
    }

    /// `recorded Fri 09:00`, where that is not on the day it is for; further away with the date.
    fn recorded(&self, row: &Row<'_>) -> String {
        match self.moment(row) {
            None => String::new(),
            Some((day, _)) if day == row.day => String::new(),
            Some((day, time)) if (1..7).contains(&row.day.days_to(day)) => {
                format!("recorded {} {time}", day.weekday_short())
            }
            Some((day, time)) => format!("recorded {} {time}", day.short(self.today)),
        }
    }
}
