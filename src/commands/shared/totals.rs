//! What was done in a goal, as it is told in `review`, `show` and `report`: `39 messages (52 last month)`.

use schemars::JsonSchema;
use serde::Serialize;

use super::words;
use crate::domain::judge::judge::Judge;
use crate::domain::report::totals::{Kind, Total};
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(JsonSchema, Serialize)]
pub(crate) struct TotalRow<'w> {
    code: Code,
    title: &'w Title,
    unit: Option<&'w str>,
    /// The sum; of readings the last value.
    amount: Amount,
    /// The sum of the span before; of readings the value with which the span began.
    before: Amount,
}

pub(crate) fn row<'w>(judge: &Judge<'w>, total: &Total<'w>) -> TotalRow<'w> {
    TotalRow {
        code: judge.state.tree.code(total.goal.id),
        title: &total.goal.title,
        unit: judge.schedule(total.goal).unit.as_deref(),
        amount: total.amount,
        before: total.before,
    }
}

/// Whether a goal is done or not, so that its total is the number of its days.
pub(crate) fn is_plain(judge: &Judge<'_>, total: &Total<'_>) -> bool {
    judge.schedule(total.goal).counts_once()
}

/// Whether that it was done says all there is to say.
pub(crate) fn is_done_once(judge: &Judge<'_>, total: &Total<'_>) -> bool {
    is_plain(judge, total) && !judge.cadence(total.goal).repeats()
}

/// `39 messages`, `12 days`, `45 times`, `82 → 79.5 kg`.
pub(crate) fn done(judge: &Judge<'_>, total: &Total<'_>) -> String {
    let amount = total.amount;
    let unit = judge.schedule(total.goal).unit.as_deref();
    let plain = if is_plain(judge, total) { "day" } else { "time" };
    let named = match unit {
        Some(unit) if amount == Amount::ZERO && total.kind == Kind::Sum => format!("no {unit}"),
        None if amount == Amount::ZERO && total.kind == Kind::Sum => "none".to_owned(),
        Some(unit) if amount == Amount::ONE => format!("1 {}", words::singular(unit)),
        Some(unit) => format!("{amount} {unit}"),
        None if total.kind == Kind::Reading => amount.to_string(),
        None if amount == Amount::ONE => format!("1 {plain}"),
        None => format!("{amount} {plain}s"),
    };
    match total.kind {
        Kind::Sum => named,
        Kind::Reading => format!("{} → {named}", total.before),
    }
}

/// The same, done from a day on, beside what was done before, of which `when` says when it was: `39 messages (52 last
/// month)`. A goal that begins later had no before.
pub(crate) fn beside(judge: &Judge<'_>, total: &Total<'_>, from: Day, when: &str) -> String {
    let done = done(judge, total);
    match (total.kind, total.before) {
        (Kind::Reading, before) if before == total.amount => {
            format!("still {}", words::with_unit(judge, total.goal, before))
        }
        (Kind::Reading, _) => done,
        (Kind::Sum, Amount::ZERO) if from <= judge.history(total.goal).timeline.start => done,
        (Kind::Sum, Amount::ZERO) => format!("{done} (none {when})"),
        (Kind::Sum, before) => format!("{done} ({before} {when})"),
    }
}

/// Rows of a code, a title and what was done. Where the page is narrow, the title gives way.
pub(crate) fn render(page: &mut Page, rows: &[(String, &Title, String)]) {
    let mut table = Columns::new(&[Align::Left, Align::Left, Align::Left], 1);
    for (code, title, text) in rows {
        table.row(vec![cell(Tone::Handle, code), cell(Tone::Plain, title.as_str()), cell(Tone::Plain, text)]);
    }
    table.render(page);
}
