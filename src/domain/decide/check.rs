//! Decisions on what was done: check-offs, readings, skips, wins, pauses (SEMANTICS 3, 4.1, 4.2).

use std::collections::BTreeMap;

use crate::domain::input::check_word::{Ask, How, Typed};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::judge::verdict::Basis;
use crate::domain::model::change::{Act, Change, Scope};
use crate::domain::model::goal::Goal;
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words::in_unit;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// What was typed in what the goal counts: a time in its minutes or hours.
fn counted(judge: &Judge<'_>, goal: &Goal, day: Day, typed: Typed) -> Result<Amount, Refusal> {
    let Typed::Time(minutes) = typed else { return Ok(typed.number()) };
    let unit = goal.schedule_on(day).unit.as_deref();
    in_unit(minutes, unit).ok_or_else(|| {
        let code = judge.state.tree.code(goal.id);
        Refusal::invalid_input(
            format!("`{code}` is not counted in minutes or hours"),
            format!("give the number alone, as in `goals check {code}+{minutes}`, or `goals edit {code} --unit min`"),
        )
        .given(Against::Store)
    })
}

#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// None where all of it holds already.
    pub changes: Vec<Change>,
    /// The goals that were named, each once, in order, with what was written for each.
    pub goals: Vec<(GoalId, Written)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The day's sum changed by this.
    Difference(Amount),
    Reading(Amount),
    /// The note alone, on what was done already: since that day, or to that amount (SEMANTICS 11.4).
    Note(Option<Day>),
    /// Nothing: it counts once, and is done since that day (SEMANTICS 3.3).
    DoneSince(Day),
    /// Nothing: it stands at that already.
    AlreadySo,
}

/// Nothing is to be written where one of them is refused.
pub fn check(judge: &Judge<'_>, day: Day, asks: &[Ask], note: Option<&str>) -> Result<Checked, Refusal> {
    not_ahead(judge, day)?;
    let goals = judge.state.tree.find_all_living(asks.iter().map(|ask| ask.code.as_str()))?;
    let mut sums: BTreeMap<GoalId, Amount> = BTreeMap::new();
    let mut checked = Checked::default();
    for (goal, ask) in goals.into_iter().zip(asks) {
        let through_parts = judge.parts(goal).and_then(|_| judge.done_on(goal));
        if through_parts.is_none() {
            refuse_through_children(judge, goal, day)?;
        }
        let written = if let Some(day) = through_parts {
            Written::DoneSince(day)
        } else if goal.baseline.is_some() {
            reading(judge, goal, day, ask.how)?
        } else {
            let days = judge.state.activity.goal_days(goal.id);
            let raw = sums.entry(goal.id).or_insert_with(|| days.raw(day));
            let written = difference(judge, goal, day, *raw, ask.how)?;
            if let Written::Difference(n) = written {
                *raw = *raw + n;
            }
            written
        };
        let written = match note {
            Some(note) if !is_noted(judge, &checked, goal.id, day, note) => noted(goal, written, ask.how),
            _ => written,
        };
        let note = note.map(ToOwned::to_owned);
        match written {
            Written::Difference(n) => checked.changes.push(Change::Check { goal: goal.id, day, n, note }),
            Written::Reading(value) => checked.changes.push(Change::Read { goal: goal.id, day, value, note }),
            Written::Note(_) => {
                checked.changes.push(Change::Check { goal: goal.id, day, n: Amount::ZERO, note });
            }
            Written::DoneSince(_) | Written::AlreadySo => {}
        }
        checked.add(goal.id, written);
    }
    Ok(checked)
}

impl Checked {
    /// The goals to which something was added, or of which something was read.
    pub(crate) fn added_to(&self) -> Vec<GoalId> {
        let added = |written: &Written| match written {
            Written::Difference(n) => n.is_positive(),
            Written::Reading(_) => true,
            Written::Note(_) | Written::DoneSince(_) | Written::AlreadySo => false,
        };
        self.goals.iter().filter(|(_, written)| added(written)).map(|(goal, _)| *goal).collect()
    }

    /// The same goal twice is one line with the whole.
    fn add(&mut self, goal: GoalId, written: Written) {
        match self.goals.iter_mut().find(|(known, _)| *known == goal) {
            None => self.goals.push((goal, written)),
            Some((_, before)) => match (*before, written) {
                (Written::Difference(first), Written::Difference(more)) => {
                    *before = Written::Difference(first + more);
                }
                (_, Written::Difference(_) | Written::Reading(_))
                | (Written::DoneSince(_) | Written::AlreadySo, Written::Note(_)) => *before = written,
                (_, Written::Note(_) | Written::DoneSince(_) | Written::AlreadySo) => {}
            },
        }
    }
}

/// What is written for the note's sake where there is nothing else to write: a reading is read once more.
fn noted(goal: &Goal, written: Written, how: How) -> Written {
    match (written, how) {
        (Written::AlreadySo, How::Exactly(value)) if goal.baseline.is_some() => {
            Written::Reading(value.number())
        }
        (Written::DoneSince(since), _) => Written::Note(Some(since)),
        (Written::AlreadySo, _) => Written::Note(None),
        (Written::Difference(_) | Written::Reading(_) | Written::Note(_), _) => written,
    }
}

/// Whether a goal has that note on that day, or gets it with what is written already: a script may run twice.
fn is_noted(judge: &Judge<'_>, checked: &Checked, goal: GoalId, day: Day, note: &str) -> bool {
    let told = |known: &Option<String>| known.as_deref() == Some(note);
    let known = judge.state.done().any(|it| it.day == day && it.what.goal() == Some(goal) && told(&it.note));
    let new = |change: &Change| match change {
        Change::Check { goal: id, note, .. } | Change::Read { goal: id, note, .. } => {
            *id == goal && told(note)
        }
        _ => false,
    };
    known || checked.changes.iter().any(new)
}

fn not_ahead(judge: &Judge<'_>, day: Day) -> Result<(), Refusal> {
    if day > judge.today { Err(Refusal::Future(day)) } else { Ok(()) }
}

/// SEMANTICS 4.3 and 6.5.
fn refuse_through_children(judge: &Judge<'_>, goal: &Goal, day: Day) -> Result<(), Refusal> {
    let tree = &judge.state.tree;
    let children = judge.judging_children(goal);
    if children.is_empty() {
        return refuse_open_parts(judge, goal);
    }
    // A day before it had children is its own.
    let history = judge.history(goal);
    if history.period_on(day).is_some_and(|period| period.basis == Basis::Own) {
        return Ok(());
    }
    Err(Refusal::ThroughChildren {
        code: tree.code(goal.id),
        children: children.into_iter().map(|child| tree.code(child)).collect(),
    })
}

/// SEMANTICS 6.5.
fn refuse_open_parts(judge: &Judge<'_>, goal: &Goal) -> Result<(), Refusal> {
    let tree = &judge.state.tree;
    let Some(parts) = judge.parts(goal) else { return Ok(()) };
    let is_open = |child: &&Goal| judge.cadence(child).repeats() || judge.done_on(child).is_none();
    let open: Vec<&Goal> = judge.part_givers(goal).into_iter().filter(is_open).collect();
    let shown = open.iter().filter(|child| !matches!(judge.status(child), Status::Ended | Status::Done));
    Err(Refusal::OpenParts {
        code: tree.code(goal.id),
        open: parts.open(),
        children: shown.map(|child| tree.code(child.id)).collect(),
    })
}

fn reading(judge: &Judge<'_>, goal: &Goal, day: Day, how: How) -> Result<Written, Refusal> {
    let How::Exactly(value) = how else {
        return Err(Refusal::ReadingWanted(judge.state.tree.code(goal.id)));
    };
    let value = counted(judge, goal, day, value)?;
    let known = judge.state.activity.goal_days(goal.id).readings(day).next_back();
    Ok(if known == Some((day, value)) { Written::AlreadySo } else { Written::Reading(value) })
}

/// The most a day's sum may come to: what an amount may be.
const MOST: Amount = Amount::whole(1_000_000_000_000);

/// What brings a day from the sum of its entries, `raw`, to what is asked. A sum below 0 counts 0, so
/// the difference makes up for it; where done is done, more than 1 counts 1 (SEMANTICS 3.3, 10.4).
fn difference(judge: &Judge<'_>, goal: &Goal, day: Day, raw: Amount, how: How) -> Result<Written, Refusal> {
    let once_a_day = goal.schedule_on(day).counts_once();
    let most = if once_a_day { Amount::ONE } else { MOST };
    let counted = raw.at_least_zero().min(most);
    let wanted = match how {
        How::Once => counted + Amount::ONE,
        How::More(more) => counted + self::counted(judge, goal, day, more)?,
        How::Less(less) => (counted - self::counted(judge, goal, day, less)?).at_least_zero(),
        How::Exactly(sum) if sum.number() < Amount::ZERO => {
            let sum = sum.number();
            return Err(Refusal::invalid_input(
                format!("a day's sum is not below 0, and {sum} is"),
                "`CODE=0` takes the day's check-offs away",
            ));
        }
        How::Exactly(sum) => self::counted(judge, goal, day, sum)?,
    };
    if once_a_day && wanted > counted {
        let elsewhere = if judge.cadence(goal).repeats() {
            Amount::ZERO
        } else {
            judge.amount(goal) - counted_once(judge, goal, day)
        };
        let most = Amount::ONE - elsewhere.at_least_zero();
        if counted >= most {
            let since = if counted >= Amount::ONE { Some(day) } else { judge.done_on(goal) };
            return Ok(Written::DoneSince(since.unwrap_or(day)));
        }
        return Ok(Written::Difference(wanted.min(most) - raw));
    }
    if wanted > MOST {
        let refusal = Refusal::invalid_input(
            format!("{wanted} in one day is more than {MOST}"),
            "give a smaller amount",
        );
        return Err(refusal.given(Against::Store));
    }
    Ok(if wanted == counted {
        Written::AlreadySo
    } else {
        Written::Difference((wanted - raw).clamp(-MOST, MOST))
    })
}

/// What of a day counts in a goal that is done once in all.
fn counted_once(judge: &Judge<'_>, goal: &Goal, day: Day) -> Amount {
    judge.gained(goal).get(&day).copied().unwrap_or_default()
}

/// For each goal a change, or none where it holds already. Refused where neither the goal nor what is below
/// it has a period on that day.
pub fn skip(
    judge: &Judge<'_>,
    day: Day,
    goals: &[&Goal],
    act: Act,
    note: Option<&str>,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::new();
    for goal in goals {
        if repeats_nowhere(judge, goal) {
            return Err(Refusal::SkipOnce(judge.state.tree.code(goal.id)));
        }
        if !excusable(judge, goal, day) {
            return Err(Refusal::NoPeriod { code: judge.state.tree.code(goal.id), day });
        }
        let skipped =
            |on: Day| judge.state.activity.goal_days(goal.id).skipped().any(|(known, _)| known == on);
        match act {
            Act::Set if skipped(day) && note.is_none() => {}
            Act::Set => {
                changes.push(Change::Skip { goal: goal.id, day, act, note: note.map(ToOwned::to_owned) });
            }
            Act::Lift => {
                let history = judge.outlook(goal, day);
                let range = history.period_on(day).map(|period| period.range);
                let here = |on: &Day| {
                    *on == day || range.is_some_and(|range| range.cadence.repeats() && range.holds(*on))
                };
                let days = judge.state.activity.goal_days(goal.id).skipped().map(|(day, _)| day).filter(here);
                changes.extend(days.map(|day| Change::Skip { goal: goal.id, day, act, note: None }));
            }
        }
    }
    Ok(changes)
}

/// Whether neither a goal nor anything below it repeats: there is no period to excuse.
fn repeats_nowhere(judge: &Judge<'_>, goal: &Goal) -> bool {
    let tree = &judge.state.tree;
    let line = tree.subtree(goal.id).into_iter().filter(|id| !tree.is_archived(*id));
    !line.filter_map(|id| tree.goal(id)).any(|goal| judge.cadence(goal).repeats())
}

/// Whether a goal, or one below it, has a period on that day that a skip can excuse.
fn excusable(judge: &Judge<'_>, goal: &Goal, day: Day) -> bool {
    let tree = &judge.state.tree;
    tree.subtree(goal.id).into_iter().filter(|id| !tree.is_archived(*id)).filter_map(|id| tree.goal(id)).any(
        |goal| {
            let history = judge.outlook(goal, day);
            history.period_on(day).is_some_and(|period| period.range.cadence.repeats())
        },
    )
}

/// Puts goals on a day, or takes them off theirs; no change where it holds already. Refused where the day is
/// over, comes before the goal's own first day, or a repeating goal has no period on it (SEMANTICS 8.2).
pub fn put_on(judge: &Judge<'_>, goals: &[&Goal], day: Option<Day>) -> Result<Vec<Change>, Refusal> {
    if let Some(day) = day.filter(|day| *day < judge.today) {
        return Err(Refusal::Past(day));
    }
    let mut changes = Vec::new();
    for goal in goals {
        if let Some(day) = day.filter(|_| judge.cadence(goal).repeats())
            && judge.outlook(goal, day).period_on(day).is_none()
        {
            return Err(Refusal::NoPeriod { code: judge.state.tree.code(goal.id), day });
        }
        if let Some((day, from)) = day.zip(goal.from).filter(|(day, from)| day < from) {
            let code = judge.state.tree.code(goal.id);
            return Err(Refusal::Conflict {
                what: format!("`{code}` begins on {}, so it can't be put on {}", from.dated(), day.dated()),
                hint: format!("`goals edit {code} --from {day}` lets it begin then"),
            });
        }
        if goal.planned != day {
            changes.push(Change::Plan { goal: goal.id, day });
        }
    }
    Ok(changes)
}

/// Refused where the day has not come.
pub(crate) fn win(judge: &Judge<'_>, change: Change, day: Day) -> Result<Change, Refusal> {
    not_ahead(judge, day).map(|()| change)
}

/// Refused where the pause would end before it begins.
pub(crate) fn pause(scope: Scope, from: Day, until: Option<Day>) -> Result<Change, Refusal> {
    match until {
        Some(until) if until < from => Err(Refusal::invalid_input(
            format!("the pause would end on {} before it begins on {}", until.dated(), from.dated()),
            "`--from` is its first day, `--until` its last",
        )),
        _ => Ok(Change::Pause { scope, from, until }),
    }
}

/// None where no such pause holds or is ahead. Refused where the goal is paused, but not by a pause of its
/// own.
pub fn resume(state: &State, scope: Scope, today: Day) -> Result<Option<Change>, Refusal> {
    let tree = &state.tree;
    let lasting = |wanted: Scope| {
        let stands =
            |from: Day, until: Option<Day>| until.is_none_or(|until| today <= until && from <= until);
        state.activity.pauses().iter().any(|pause| pause.scope == wanted && stands(pause.from, pause.until))
    };
    if lasting(scope) {
        return Ok(Some(Change::Resume { scope, day: today }));
    }
    let Scope::Goal(goal) = scope else { return Ok(None) };
    let holds = |wanted: Scope| {
        state.activity.pauses().iter().any(|pause| pause.scope == wanted && pause.holds(today))
    };
    let above = tree.ancestors(goal).find(|above| holds(Scope::Goal(above.id)));
    match above {
        Some(above) => Err(Refusal::PausedAbove { code: tree.code(goal), by: Some(tree.code(above.id)) }),
        None if holds(Scope::All) => Err(Refusal::PausedAbove { code: tree.code(goal), by: None }),
        None => Ok(None),
    }
}
