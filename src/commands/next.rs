//! `next`, and `today --one`: the one thing to do now, why it is that, and the command that checks it off.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::shared::check_off::checks_off;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::report::agenda::{Agenda, Choice};
use crate::domain::report::next::{Next, Why, in_turn};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;
use crate::ui::rows::{Layout, Titled, stands};

#[derive(Debug, Args)]
pub(crate) struct NextArgs {
    /// Pass over the first N; the first one alone without a number
    #[arg(long, value_name = "N", num_args = 0..=1, default_value = "0", default_missing_value = "1", value_parser = skipped)]
    skip: usize,
    /// Only this owner's goals and nobody's
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Only goals of this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
}

/// How many to pass over, as typed.
pub(crate) fn skipped(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("`{text}` is not a whole number, as in `--skip 2`"))
}

pub(crate) fn run(args: &NextArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read_to(Detail::Today)?;
    let state = &reading.state;
    let (who, area) = (args.who.as_deref().map(unshielded), args.area.as_deref().map(unshielded));
    context.check_filters(state, who, area)?;
    let choice = Choice {
        area: area.map(ToOwned::to_owned),
        who: who.map(ToOwned::to_owned).or_else(|| context.me(&state.settings)),
        ..Choice::default()
    };
    let judge = reading.judge(context.clock().today(state));
    let agenda = Agenda::of(&judge, &choice);
    tell(&judge, &agenda, args.skip, context)
}

/// What is left of the day, behind so many.
pub(crate) fn tell(judge: &Judge<'_>, agenda: &Agenda<'_>, skip: usize, context: &Context<'_>) -> Outcome {
    let left = in_turn(judge, agenda);
    let summary =
        Now { judge, is_all_done: agenda.is_all_done(), left: left.len(), next: left.get(skip).copied() };
    context.summarize(&summary)
}

pub(crate) struct Now<'w> {
    judge: &'w Judge<'w>,
    is_all_done: bool,
    /// How many goals there are to be done.
    left: usize,
    next: Option<Next<'w>>,
}

impl Summary for Now<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'w> {
            day: Day,
            /// How many goals there are to do.
            left: usize,
            /// None where none is left.
            next: Option<Row<'w>>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Row<'w> {
            code: Code,
            title: &'w Title,
            #[schemars(extend("enum" = ["placed", "overdue", "planned", "behind", "ends", "in turn"]))]
            reason: &'static str,
            /// The reason in words.
            why: String,
            /// What checks it off.
            command: String,
        }
        let next = self.next.map(|next| Row {
            code: self.judge.state.tree.code(next.goal.id),
            title: &next.goal.title,
            reason: reason(&next.why),
            why: in_words(self.judge, next),
            command: checks_off(self.judge, next.goal),
        });
        Data { day: self.judge.today, left: self.left, next }
    }

    fn render(&self, page: &mut Page) {
        let Some(next) = self.next else {
            let text = match self.left {
                _ if self.judge.state.tree.is_empty() => {
                    "No goals yet; `goals add` makes the first.".to_owned()
                }
                0 if self.is_all_done => "All done for today.".to_owned(),
                0 => "Nothing to do now.".to_owned(),
                left => format!("No more than {} left for today.", words::count(left, "goal")),
            };
            return page.wrapped(Tone::Plain, &text, 0);
        };
        let is_late = matches!(next.why, Why::Overdue(..) | Why::Behind { .. });
        let row = Titled {
            handle: (Tone::Handle, self.judge.state.tree.code(next.goal.id).to_string()),
            title: (Tone::Plain, next.goal.title.to_string()),
            facts: vec![
                stands(if is_late { Tone::Late } else { Tone::Faint }, in_words(self.judge, next)),
                stands(Tone::Plain, format!("`{}`", checks_off(self.judge, next.goal))),
            ],
        };
        Layout::of(page, &[&row]).render(page, &row);
    }
}

fn reason(why: &Why<'_>) -> &'static str {
    match why {
        Why::Placed(_) => "placed",
        Why::Overdue(..) => "overdue",
        Why::Planned(_) => "planned",
        Why::Behind { .. } => "behind",
        Why::Ends(_) => "ends",
        Why::InTurn => "in turn",
    }
}

/// `overdue since 12 Nov`, `2 posts behind on “Publish 52 guest posts”`, `until Sun 22 Nov`.
fn in_words(judge: &Judge<'_>, next: Next<'_>) -> String {
    let today = judge.today;
    let of = |goal: &Goal| {
        if goal.id == next.goal.id { String::new() } else { format!(" on “{}”", goal.title) }
    };
    match next.why {
        Why::Placed(_) => "next in your order of the day".to_owned(),
        Why::Overdue(late, by) if late.id == next.goal.id => {
            format!("overdue since {}", by.day_and_month(today))
        }
        Why::Overdue(late, by) => format!("“{}” is overdue since {}", late.title, by.day_and_month(today)),
        Why::Planned(day) if day == today => "planned for today".to_owned(),
        Why::Planned(day) => format!("planned for {}", day.short(today)),
        Why::Behind { goal, standing, .. } => {
            format!("{}{}", words::standing_to_line(judge, goal, standing), of(goal))
        }
        Why::Ends(day) if judge.cadence(next.goal).repeats() && day == today => "for today".to_owned(),
        Why::Ends(day) if day == today => "due today".to_owned(),
        Why::Ends(day) if judge.cadence(next.goal).repeats() => format!("until {}", day.short(today)),
        Why::Ends(day) => format!("due {}", day.short(today)),
        Why::InTurn => match next.goal.parent().and_then(|parent| judge.state.tree.goal(parent)) {
            Some(parent) => format!("the next step of “{}”", parent.title),
            None => "next on the list".to_owned(),
        },
    }
}
