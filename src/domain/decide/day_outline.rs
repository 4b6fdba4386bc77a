//! A day's page that came back from an editor: what was marked is checked off, new lines are wins, and the order of
//! the lines is that of the page (SEMANTICS 8.12).

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Checked, check};
use crate::domain::input::check_word::Ask;
use crate::domain::input::day_line::{DayLine, LineMark};
use crate::domain::input::win_line::WinLine;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Change;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::refusal::Refusal;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// A goal's line as it was shown.
#[derive(Clone, Debug)]
pub(crate) struct ShownLine {
    pub(crate) goal: GoalId,
    pub(crate) code: String,
    /// What stood in its box: ` `, `x`, `~`, `!`, `≤`, `-`.
    pub(crate) mark: char,
    /// Its title, and how it stood.
    pub(crate) text: String,
    /// What was done on the day by then.
    pub(crate) sum: Amount,
    pub(crate) ticked: Ticked,
}

/// What a tick means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ticked {
    /// It is done, once.
    Once,
    /// The day's sum is this.
    Sum(Amount),
    /// Nothing: a limit is not to be reached.
    Limit,
    /// Nothing: a value is to be read.
    Reading,
}

impl Ticked {
    /// Of what repeats it is the day's share, of a one-off goal its share until its deadline; one more where that is
    /// there already.
    pub(crate) fn of(judge: &Judge<'_>, goal: &Goal) -> Self {
        let target = match judge.schedule(goal).bound() {
            Bound::AtMost(_) => return Self::Limit,
            Bound::Any => return Self::Sum(judge.done_on_day(goal, judge.today) + Amount::ONE),
            Bound::AtLeast(_) if goal.baseline.is_some() => return Self::Reading,
            Bound::AtLeast(_) if judge.schedule(goal).counts_once() => return Self::Once,
            Bound::AtLeast(target) => target,
        };
        let share = judge.share_today(goal).or_else(|| {
            let left = (target - judge.amount(goal)).at_least_zero();
            let days = judge.today.days_through(goal.by?);
            Some(left.shared(days).min(left))
        });
        let more = share.filter(|share| share.is_positive()).unwrap_or(Amount::ONE);
        Self::Sum(judge.done_on_day(goal, judge.today) + more)
    }
}

/// What an edited page asks for, as far as its own lines tell.
#[derive(Debug, Default)]
pub(crate) struct DayPlan {
    pub(crate) asks: Vec<PageAsk>,
    pub(crate) wins: Vec<WinLine>,
    /// The goals in their new order; nothing where it is as it was.
    order: Vec<GoalId>,
}

#[derive(Clone, Debug)]
pub(crate) struct PageAsk {
    code: String,
    what: Asked,
}

#[derive(Clone, Debug)]
enum Asked {
    /// Words behind the code, as for `check`: `+4`, nothing for once more.
    Words(String),
    /// The day's sum is to be this, if it is not more.
    AtLeast(Amount),
    /// What was done on the day is taken back; so much it was.
    Back(Amount),
}

/// What one of the lines can't mean.
#[derive(Debug)]
pub(crate) struct WrongLine {
    pub(crate) line: String,
    pub(crate) refusal: Refusal,
}

impl DayPlan {
    /// `find` refuses a code that no goal has.
    pub(crate) fn read<'l>(
        shown: &[ShownLine],
        lines: impl IntoIterator<Item = &'l str>,
        find: impl Fn(&str) -> Result<(), Refusal>,
    ) -> Result<Self, WrongLine> {
        let by_code: BTreeMap<&str, &ShownLine> =
            shown.iter().map(|line| (line.code.as_str(), line)).collect();
        let mut plan = Self::default();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut order = Vec::new();
        for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
            let wrong = |refusal| WrongLine { line: line.trim().to_owned(), refusal };
            let line = named(DayLine::read(line).map_err(wrong)?, &find).map_err(wrong)?;
            let Some(code) = &line.code else {
                plan.wins.push(win(&line).map_err(wrong)?);
                continue;
            };
            if !seen.insert(code.clone()) {
                return Err(wrong(Refusal::invalid_input(
                    format!("`{code}` is on two lines"),
                    "leave one of them; two amounts are one, as in `[5]`",
                )));
            }
            let what = match by_code.get(code.as_str()) {
                Some(shown) => {
                    order.push(shown.goal);
                    asked(shown, &line)
                }
                None => find(code).and_then(|()| new_on_page(code, &line)).map(Some),
            };
            let what = what.map_err(wrong)?;
            plan.asks.extend(what.map(|what| PageAsk { code: code.clone(), what }));
        }
        let stood = shown.iter().map(|line| line.goal).filter(|goal| order.contains(goal));
        if !stood.eq(order.iter().copied()) {
            plan.order = order;
        }
        Ok(plan)
    }
}

/// A line that is a goal's code alone, perhaps with an amount, is that goal's: `pitch+4`.
fn named(line: DayLine, find: &impl Fn(&str) -> Result<(), Refusal>) -> Result<DayLine, Refusal> {
    let bare = line.rest.split(['+', '=']).next().unwrap_or_default();
    let is_alone = line.code.is_none() && !line.rest.contains(char::is_whitespace);
    if !is_alone || bare.is_empty() || find(bare).is_err() {
        return Ok(line);
    }
    let mark = if line.mark == LineMark::None { "[x] " } else { "" };
    let typed = line.line.replacen(&line.rest, &format!("{mark}code:{}", line.rest), 1);
    DayLine::read(&typed).map(|read| DayLine { line: line.line, ..read })
}

fn win(line: &DayLine) -> Result<WinLine, Refusal> {
    match &line.mark {
        LineMark::None | LineMark::Done => WinLine::read(&line.rest).map_err(|error| {
            Refusal::invalid_input(
                error.to_string(),
                "a new line is a win: a title, perhaps with `area:` and `under:`",
            )
        }),
        LineMark::Open | LineMark::Shown(_) => Err(Refusal::invalid_input(
            format!("“{}” is still to be done, and has no `code:`", line.rest),
            "a new line is a win, which is done: leave the box out; `goals add` makes a goal of what is to be done",
        )),
        LineMark::Amount(amount) => Err(Refusal::invalid_input(
            format!("`{amount}` of what? The line has no `code:`"),
            "give it the code of a goal, as in `[4] code:pitch`",
        )),
    }
}

/// What is asked of a goal that was not on the page.
fn new_on_page(code: &str, line: &DayLine) -> Result<Asked, Refusal> {
    match &line.mark {
        LineMark::Done | LineMark::None => Ok(Asked::Words(String::new())),
        LineMark::Amount(amount) => Ok(Asked::Words(signed(amount, '+'))),
        LineMark::Open | LineMark::Shown(_) => Err(Refusal::invalid_input(
            format!("`{code}` was not on this page, and is not marked as done"),
            format!("`[x]` checks it off; `goals plan {code} --on today` puts it here"),
        )),
    }
}

fn signed(amount: &str, sign: char) -> String {
    if amount.starts_with(['+', '-', '=']) { amount.to_owned() } else { format!("{sign}{amount}") }
}

/// What the line of a goal on the page asks for; nothing where it is as it was.
fn asked(shown: &ShownLine, line: &DayLine) -> Result<Option<Asked>, Refusal> {
    refuse_other_words(shown, line)?;
    let code = &shown.code;
    match &line.mark {
        LineMark::Amount(amount) => {
            let sign = if shown.ticked == Ticked::Reading { '=' } else { '+' };
            Ok(Some(Asked::Words(signed(amount, sign))))
        }
        LineMark::Done if shown.mark == 'x' => Ok(None),
        LineMark::Done => match shown.ticked {
            Ticked::Once => Ok(Some(Asked::Words(String::new()))),
            Ticked::Sum(sum) => Ok(Some(Asked::AtLeast(sum))),
            Ticked::Limit => Err(Refusal::invalid_input(
                format!("`{code}` is a limit, which is not to be reached"),
                "`[1]` adds one",
            )),
            Ticked::Reading => Err(Refusal::invalid_input(
                format!("`{code}` holds readings"),
                "write the value into the box, as in `[=79.5]`",
            )),
        },
        LineMark::Open if ['x', '~'].contains(&shown.mark) => {
            if shown.sum.is_positive() {
                Ok(Some(Asked::Back(shown.sum)))
            } else {
                Err(Refusal::invalid_input(
                    format!("nothing of `{code}` was done on this day"),
                    format!("`goals why {code}` tells when it was; leave the mark as it was"),
                ))
            }
        }
        LineMark::Shown(mark) if *mark != shown.mark => Err(Refusal::invalid_input(
            format!("`[{mark}]` for `{code}` is not to be set by hand"),
            "`[x]` is done, `[4]` adds 4, `[ ]` takes the day's check-offs back",
        )),
        LineMark::None | LineMark::Open | LineMark::Shown(_) => Ok(None),
    }
}

/// Words that were put into a goal's line would be lost.
fn refuse_other_words(shown: &ShownLine, line: &DayLine) -> Result<(), Refusal> {
    let known: BTreeSet<&str> = shown.text.split_whitespace().collect();
    match line.rest.split_whitespace().find(|word| !known.contains(word)) {
        None => Ok(()),
        Some(word) => Err(Refusal::invalid_input(
            format!("“{word}” says nothing in the line of `{}`", shown.code),
            format!(
                "here a line is marked or moved; `goals edit {code} --title …` changes it, `goals check {code} --note …` \
                 notes something",
                code = shown.code
            ),
        )),
    }
}

/// What is to be written, and what is told of it.
#[derive(Debug, Default)]
pub(crate) struct DayChanges {
    pub(crate) changes: Vec<Change>,
    pub(crate) asks: Vec<Ask>,
    pub(crate) checked: Checked,
    /// What was ticked, and done elsewhere since it was shown.
    pub(crate) done_meanwhile: Vec<GoalId>,
    /// Each win with its area.
    pub(crate) wins: Vec<(WinLine, Option<String>)>,
    pub(crate) is_ordered: bool,
}

/// The changes that a plan comes to by now. Refused where what is to be taken back is not what was seen.
pub(crate) fn changes(plan: &DayPlan, judge: &Judge<'_>, day: Day) -> Result<DayChanges, Refusal> {
    let tree = &judge.state.tree;
    let mut found = DayChanges::default();
    for PageAsk { code, what } in &plan.asks {
        let goal = tree.find_living(code)?;
        let sum = judge.done_on_day(goal, day);
        let words = match what {
            Asked::Words(words) => words.clone(),
            Asked::AtLeast(wanted) if *wanted > sum => format!("+{}", *wanted - sum),
            Asked::AtLeast(_) => {
                found.done_meanwhile.push(goal.id);
                continue;
            }
            Asked::Back(seen) if *seen == sum => "=0".to_owned(),
            Asked::Back(_) => {
                let what = "it was checked off".to_owned();
                return Err(Refusal::ChangedMeanwhile { code: tree.code(goal.id), what });
            }
        };
        let ask = format!("{code}{words}").parse();
        found.asks.push(ask.map_err(|why: String| {
            Refusal::invalid_input(
                format!("`{code}{words}`: {why}"),
                "an amount is a number, as in `[4]` or `[=30]`",
            )
        })?);
    }
    if !found.asks.is_empty() {
        found.checked = check(judge, day, &found.asks, None)?;
        found.changes.extend(found.checked.changes.iter().cloned());
    }
    for line in &plan.wins {
        let under = line.under.as_deref().map(|code| tree.find_living(code)).transpose()?.map(|goal| goal.id);
        let WinLine { title, area, .. } = line.clone();
        let told = area.clone().or_else(|| under.and_then(|id| tree.area(id)).map(ToOwned::to_owned));
        let change = Change::Win { title, day, area, under, note: None };
        found.changes.push(super::check::win(judge, change, day)?);
        found.wins.push((line.clone(), told));
    }
    let there = plan.order.iter().filter_map(|id| tree.goal(*id)).filter(|goal| !tree.is_archived(goal.id));
    let order = (0..).zip(there);
    let order =
        order.map(|(position, goal)| Change::Order { goal: goal.id, day, position, planned: goal.planned });
    let before = found.changes.len();
    found.changes.extend(order);
    found.is_ordered = found.changes.len() > before;
    Ok(found)
}
