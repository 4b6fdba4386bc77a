//! What is only supposed: `skip tomorrow`, `check +3`.

use std::str::FromStr;

use crate::commands::shared::goal_args::unshielded;
use crate::domain::decide::check::{check, skip};
use crate::domain::input::check_word::{Ask, Typed};
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Act, Change};
use crate::domain::model::goal::Goal;
use crate::domain::model::state::State;
use crate::domain::value::day::{Day, Look};
use crate::error::Error;

#[derive(Clone, Debug)]
pub(crate) struct Supposed {
    pub(crate) words: String,
    action: Action,
    day: Option<String>,
}

#[derive(Clone, Debug)]
enum Action {
    Skip,
    /// What stands behind the code: nothing, `+3`, `=2`.
    Check(String),
}

impl FromStr for Supposed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = unshielded(text);
        let mut words = text.split_whitespace();
        let action = words.next().unwrap_or_default().to_ascii_lowercase();
        let mut rest: Vec<&str> = words.collect();
        let action = match action.as_str() {
            "skip" => Action::Skip,
            "check" => {
                let is_amount = |word: &&str| {
                    let number = word.strip_prefix(['+', '=', '-']);
                    number.is_some_and(|number| number.parse::<Typed>().is_ok())
                };
                let amount = rest.first().copied().filter(is_amount);
                if amount.is_some() {
                    rest.remove(0);
                }
                Action::Check(amount.unwrap_or_default().to_owned())
            }
            _ => {
                return Err(
                    "say `skip`, `check`, `check +3`, `check -3` or `check =2`, perhaps with a day behind it"
                        .to_owned(),
                );
            }
        };
        if rest.first() == Some(&"on") {
            rest.remove(0);
        }
        let day = (!rest.is_empty()).then(|| rest.join(" "));
        Ok(Self { words: text.to_owned(), action, day })
    }
}

impl Supposed {
    /// The changes this comes to, and the day on which they are seen: the one it is supposed for, or today.
    pub(crate) fn changes(
        &self,
        state: &State,
        goal: &Goal,
        calendar: &mut Calendar,
    ) -> Result<(Day, Vec<Change>), Error> {
        let look = match self.action {
            Action::Skip => Look::Either,
            Action::Check(_) => Look::Supposed,
        };
        let day = calendar.day_or_today(self.day.as_deref(), look)?;
        let judge = Judge::new(state, day.max(calendar.today));
        let changes = match &self.action {
            Action::Skip => skip(&judge, day, &[goal], Act::Set, None)?,
            Action::Check(amount) => {
                let code = state.tree.code(goal.id);
                let ask =
                    Ask::of(code.as_str(), amount).map_err(|why| Error::usage(why, "as in `check +3`"))?;
                check(&judge, day, &[ask], None)?.changes
            }
        };
        Ok((judge.today, changes))
    }
}
