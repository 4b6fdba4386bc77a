//! Activities: the small things that were done, one by one (SEMANTICS 11.2).

use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Verdict};
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// A goal that asks for more than this is not done one by one.
const MOST: Amount = Amount::whole(50);

/// The units that measure. All others name things that are done one by one.
const MEASURES: [&[&str]; 9] = [
    // Lengths.
    &[
        "mm",
        "cm",
        "m",
        "km",
        "mi",
        "ft",
        "foot",
        "feet",
        "in",
        "inch",
        "inches",
        "yd",
        "yard",
        "yards",
        "mile",
        "miles",
        "meter",
        "meters",
        "metre",
        "metres",
        "kilometer",
        "kilometers",
        "kilometre",
        "kilometres",
    ],
    // Times.
    &[
        "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hr", "hrs",
        "hour", "hours",
    ],
    // Weights.
    &[
        "mg",
        "g",
        "kg",
        "t",
        "lb",
        "lbs",
        "oz",
        "gram",
        "grams",
        "kilo",
        "kilos",
        "kilogram",
        "kilograms",
        "pound",
        "pounds",
        "ounce",
        "ounces",
        "stone",
        "ton",
        "tons",
        "tonne",
        "tonnes",
    ],
    // Volumes.
    &[
        "ml", "cl", "dl", "l", "liter", "liters", "litre", "litres", "pint", "pints", "quart", "quarts",
        "gallon", "gallons",
    ],
    // Money.
    &[
        "€", "$", "£", "¥", "eur", "usd", "gbp", "chf", "jpy", "cny", "inr", "cad", "aud", "nzd", "sek",
        "nok", "dkk", "pln", "czk", "huf", "brl", "mxn", "zar", "try", "euro", "euros", "dollar", "dollars",
        "cent", "cents", "franc", "francs", "yen", "rupee", "rupees",
    ],
    &["%", "percent", "pct"],
    &["word", "words", "page", "pages"],
    &["step", "steps"],
    &["cal", "kcal", "kj", "calorie", "calories"],
];

fn is_measure(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    MEASURES.iter().any(|kind| kind.contains(&unit.as_str()))
}

/// Whether each unit is an activity: it counts things, and not too many of them.
fn counts_things(schedule: &Schedule) -> bool {
    schedule.bound().number() <= MOST && !schedule.unit.as_deref().is_some_and(is_measure)
}

/// The whole units of an amount, rounded up.
fn whole(amount: Amount) -> u32 {
    u32::try_from(amount.ceil().thousandths() / 1000).unwrap_or(u32::MAX)
}

/// The activities of a goal on a day; 0 where it was not done. A limit has none: the less of it, the better.
pub(crate) fn on_day(judge: &Judge<'_>, goal: &Goal, day: Day) -> u32 {
    let schedule = goal.schedule_on(day);
    let done = judge.done_on_day(goal, day);
    match schedule.bound() {
        _ if !done.is_positive() => 0,
        Bound::AtMost(_) => 0,
        Bound::AtLeast(_) | Bound::Any if counts_things(schedule) => whole(done),
        Bound::AtLeast(_) | Bound::Any => 1,
    }
}

/// How many of the activities that the children ask for in their parent's period were done: `17` of `28`. More than
/// a child asks for does not make up for another. Nothing where that says no more than the number of its steps.
pub fn of_children(judge: &Judge<'_>, goal: &Goal, period: &JudgedPeriod) -> Option<(u32, u32)> {
    let Basis::Children { .. } = period.basis else { return None };
    let range = period.range;
    let end = range.to.map_or(judge.today, |to| to.min(judge.today)).max(range.from);
    let mut steps = 0;
    let (mut done, mut asked) = (0_u32, 0_u32);
    for child in judge.counting_children(goal, &judge.history(goal).timeline) {
        let child = (child.since <= end && child.goal.parent_on(end) == Some(goal.id)).then_some(child.goal);
        let Some(child) = child else { continue };
        let history = judge.history(child);
        let ends_here = |of: &&JudgedPeriod| match of.range.cadence {
            Cadence::Window(_) | Cadence::Weeks(_) | Cadence::Months(_) => {
                of.range.to.is_some_and(|to| range.holds(to))
            }
            _ => true,
        };
        let counts =
            |of: &&JudgedPeriod| matches!(of.verdict, Verdict::Met | Verdict::Missed | Verdict::Open);
        let periods = history.overlapping(range).filter(ends_here).filter(counts);
        let Some(of) = periods.max_by_key(|of| of.verdict == Verdict::Met) else { continue };
        let (part, whole) = of_child(child, of);
        steps += 1;
        done = done.saturating_add(part);
        asked = asked.saturating_add(whole);
    }
    (asked > steps && done < asked).then_some((done, asked))
}

/// What of the activities that a child asks for in a period was done, and how many those are.
fn of_child(child: &Goal, period: &JudgedPeriod) -> (u32, u32) {
    let schedule = child.schedule_on(period.range.to.unwrap_or(Day::LAST));
    match (period.basis, period.bound) {
        (Basis::Own, Bound::AtMost(_) | Bound::Any) => (0, 0),
        (Basis::Own, Bound::AtLeast(target)) if counts_things(schedule) => {
            (whole(period.sum.min(target)), whole(target))
        }
        (Basis::Own | Basis::Children { .. }, _) => (u32::from(period.verdict == Verdict::Met), 1),
    }
}
