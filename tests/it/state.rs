//! Goals and what was done with them, told in few words, for tests of the rules. Each step goes through
//! the decision that a command makes, on the day that the tale has reached.
//!
//! 16 to 22 November 2026 is a Monday to a Sunday.

use std::collections::BTreeSet;

use goals::domain::decide::check::{Checked, Written};
use goals::domain::decide::edit::Destination;
use goals::domain::decide::naming::Naming;
use goals::domain::decide::{check, edit, naming};
use goals::domain::input::check_word::Ask;
use goals::domain::input::fields::GoalInput;
use goals::domain::input::goal_line::{Spec, outline};
use goals::domain::input::resolve::Calendar;
use goals::domain::judge::judge::Judge;
use goals::domain::judge::streaks::StreakStats;
use goals::domain::judge::verdict::{JudgedPeriod, Verdict};
use goals::domain::model::change::{Act, Change, Scope, Stamp};
use goals::domain::model::goal::Goal;
use goals::domain::model::refusal::Refusal;
use goals::domain::model::settings::{Key, Setting};
use goals::domain::model::state::State;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};

/// A day, written `2026-11-16`.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// What a goal line says beside its title.
pub(crate) fn said(line: &str) -> GoalInput {
    let spec: Spec = format!("title {line}").parse().expect("a goal line");
    spec.fields
}

/// A world as it comes to be, day by day.
pub(crate) struct Tale {
    pub(crate) state: State,
    pub(crate) today: Day,
    entries: u64,
}

impl Tale {
    /// Nothing has happened, and it is this day.
    pub(crate) fn begun(today: &str) -> Self {
        Self { state: State::of([], &BTreeSet::new()), today: day(today), entries: 0 }
    }

    /// Only these goals were made, and it is this day.
    pub(crate) fn of(today: &str, lines: &str) -> Self {
        let mut tale = Self::begun(today);
        tale.add(lines);
        tale
    }

    /// It is this day now.
    pub(crate) fn on(&mut self, today: &str) -> &mut Self {
        self.today = day(today);
        self
    }

    /// So many days have passed.
    pub(crate) fn later(&mut self, days: i64) -> &mut Self {
        self.today = self.today.plus(days);
        self
    }

    /// Another entry, as if read from a journal.
    pub(crate) fn happened(&mut self, changes: &[Change]) -> &mut Self {
        self.entries += 1;
        let id = EntryId(self.entries.into());
        let stamp =
            Stamp { id, place: 0, at: "2026-11-16T12:00:00.000+00:00", device: "here", by: None, of: None };
        self.state = self.state.with(stamp, changes);
        self
    }

    fn made(&mut self, parent: Option<&str>, text: &str) -> &mut Self {
        let lines = outline(text.lines()).expect("goal lines");
        let mut calendar = self.calendar();
        let mut next = self.entries << 8;
        let mut new_id = || {
            next += 1;
            GoalId::from_bits(next)
        };
        let parent = parent.map(|code| self.goal(code));
        let changes =
            edit::make(&self.state, parent, &lines, &GoalInput::default(), &mut calendar, &mut new_id)
                .expect("goals that can be made");
        self.happened(&changes)
    }

    /// New goals at the top, one a line.
    pub(crate) fn add(&mut self, lines: &str) -> &mut Self {
        self.made(None, lines)
    }

    /// New goals under another.
    pub(crate) fn split(&mut self, parent: &str, lines: &str) -> &mut Self {
        self.made(Some(parent), lines)
    }

    fn calendar(&self) -> Calendar {
        Calendar::new(self.today, self.state.settings.week_start_on(self.today))
    }

    /// What a check comes to, without writing it.
    pub(crate) fn would_check(&self, on: Day, asks: &str) -> Result<Checked, Refusal> {
        let judge = self.judge();
        let asked = |ask: &str| {
            let ask: Ask = ask.parse().expect("an ask");
            naming::asked(&judge, Naming::Exactly, &ask).map(|(_, ask)| ask)
        };
        let asks = asks.split_whitespace().map(asked).collect::<Result<Vec<_>, _>>()?;
        check::check(&judge, on, &asks, None)
    }

    fn checked(&mut self, on: Day, asks: &str) -> Vec<Written> {
        let checked = self.would_check(on, asks).expect("a check");
        if !checked.changes.is_empty() {
            self.happened(&checked.changes);
        }
        checked.goals.into_iter().map(|(_, written)| written).collect()
    }

    /// Checks off today, as in `pitch+4 kids`.
    pub(crate) fn check(&mut self, asks: &str) -> &mut Self {
        self.checked(self.today, asks);
        self
    }

    /// Checks off on a day before.
    pub(crate) fn check_on(&mut self, on: &str, asks: &str) -> &mut Self {
        self.checked(day(on), asks);
        self
    }

    /// Checks off today, and tells what was written for each goal.
    pub(crate) fn writes(&mut self, asks: &str) -> Vec<Written> {
        self.checked(self.today, asks)
    }

    /// The change that edits a goal, as in `n:14`; none where it holds already.
    pub(crate) fn would_edit(&self, code: &str, line: &str) -> Vec<Change> {
        edit::change(&self.state, self.goal(code), None, &said(line), &mut self.calendar()).expect("an edit")
    }

    /// Edits a goal.
    pub(crate) fn edit(&mut self, code: &str, line: &str) -> &mut Self {
        let changes = self.would_edit(code, line);
        self.happened(&changes)
    }

    /// Moves a goal under another, or to the top.
    pub(crate) fn put(&mut self, code: &str, parent: Option<&str>) -> &mut Self {
        let destination = Destination::Under(parent.map(|code| self.goal(code)));
        let changes = edit::relocate(&self.state, self.goal(code), destination, self.today).expect("a move");
        self.happened(&changes)
    }

    /// What a skip comes to, without writing it.
    pub(crate) fn would_skip(&self, on: Day, code: &str, act: Act) -> Result<Vec<Change>, Refusal> {
        check::skip(&self.judge(), on, &[self.goal(code)], act, None)
    }

    /// Skips a goal today.
    pub(crate) fn skip(&mut self, code: &str) -> &mut Self {
        let changes = self.would_skip(self.today, code, Act::Set).expect("a skip");
        self.happened(&changes)
    }

    /// Takes a goal's skip of today's period back.
    pub(crate) fn unskip(&mut self, code: &str) -> &mut Self {
        let changes = self.would_skip(self.today, code, Act::Lift).expect("a skip taken back");
        self.happened(&changes)
    }

    fn scope(&self, code: &str) -> Scope {
        if code == "--all" { Scope::All } else { Scope::Goal(self.goal(code).id) }
    }

    /// Pauses a goal, or `--all`, from today until a day, or until it is resumed.
    pub(crate) fn pause(&mut self, code: &str, until: Option<&str>) -> &mut Self {
        let from = self.today;
        self.pause_from(code, from, until.map(day))
    }

    /// Pauses a goal from a day that may be ahead.
    pub(crate) fn pause_from(&mut self, code: &str, from: Day, until: Option<Day>) -> &mut Self {
        let scope = self.scope(code);
        self.happened(&[Change::Pause { scope, from, until }])
    }

    /// Ends the pauses of a goal, or of `--all`.
    pub(crate) fn resume(&mut self, code: &str) -> &mut Self {
        let change = check::resume(&self.state, self.scope(code), self.today).expect("something to resume");
        self.happened(&[change.expect("a pause that stands")])
    }

    /// Archives a goal.
    pub(crate) fn archive(&mut self, code: &str) -> &mut Self {
        let change = edit::archive(&self.state, self.goal(code), self.today).expect("a goal in use");
        self.happened(&[change])
    }

    /// What taking a goal back from the archive comes to.
    pub(crate) fn would_unarchive(&self, code: &str) -> Result<Option<Change>, Refusal> {
        edit::unarchive(&self.state, self.goal(code), self.today)
    }

    /// Takes a goal back from the archive.
    pub(crate) fn unarchive(&mut self, code: &str) -> &mut Self {
        let change = self.would_unarchive(code).expect("it may come back").expect("an archived goal");
        self.happened(&[change])
    }

    /// Sets something for everything.
    pub(crate) fn config(&mut self, key: &str, value: &str) -> &mut Self {
        let key: Key = key.parse().expect("a setting");
        let setting = Setting::parse(key, value).expect("a value");
        self.happened(&[Change::Config { setting, day: self.today }])
    }

    /// The goal with a code, an archived one too.
    pub(crate) fn goal(&self, code: &str) -> &Goal {
        self.state.tree.find(code).expect("a known code")
    }

    /// The world as it is judged today.
    pub(crate) fn judge(&self) -> Judge<'_> {
        Judge::new(&self.state, self.today)
    }

    fn judged(&self, code: &str) -> Vec<JudgedPeriod> {
        self.judge().history(self.goal(code)).periods.clone()
    }

    /// The verdicts of all periods that have begun: `met missed open`.
    pub(crate) fn verdicts(&self, code: &str) -> String {
        let names: Vec<&str> = self.judged(code).iter().map(|period| name(period.verdict)).collect();
        names.join(" ")
    }

    /// All periods with their verdicts: `2026-11-16..2026-11-22 met`; without a last day `2026-11-16.. open`.
    pub(crate) fn periods(&self, code: &str) -> Vec<String> {
        let told = |period: &JudgedPeriod| {
            let to = period.range.to.map(|to| to.to_string()).unwrap_or_default();
            format!("{}..{to} {}", period.range.from, name(period.verdict))
        };
        self.judged(code).iter().map(told).collect()
    }

    /// The last period's sum and number: `10 of 14`.
    pub(crate) fn standing(&self, code: &str) -> String {
        let periods = self.judged(code);
        let last = periods.last().expect("a period");
        format!("{} of {}", last.sum, last.bound.number())
    }

    /// What follows from a goal's periods.
    pub(crate) fn run(&self, code: &str) -> StreakStats {
        self.judge().streak(self.goal(code))
    }

    /// The current streak.
    pub(crate) fn current(&self, code: &str) -> u32 {
        self.run(code).current
    }

    /// What a one-off goal amounts to.
    pub(crate) fn amount(&self, code: &str) -> String {
        self.judge().amount(self.goal(code)).to_string()
    }
}

/// The word for a verdict.
pub(crate) fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Excused => "excused",
        Verdict::Open => "open",
        Verdict::Neutral => "neutral",
    }
}
