//! What was said beside what was done: the notes of check-offs and of finished goals, skips with theirs, pauses
//! (SEMANTICS 11.4).

use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Told<'w> {
    /// A pause's first.
    pub(crate) day: Day,
    /// A pause of everything has none.
    pub(crate) goal: Option<&'w Goal>,
    pub(crate) what: What<'w>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What<'w> {
    /// Of a check-off or a reading.
    Note(&'w str),
    /// Of a goal that was closed by hand.
    Finish(&'w str),
    /// With its note.
    Skip(Option<&'w str>),
    /// With its last day, if it has one.
    Pause(Option<Day>),
}

impl<'w> Told<'w> {
    /// All of it, the latest first.
    pub(crate) fn all(state: &'w State) -> Vec<Self> {
        let goal = |id| state.tree.goal(id);
        let notes = state.done().filter_map(|done| {
            let (about, note) = (done.what.goal().and_then(goal)?, done.note.as_deref()?);
            Some(Self { day: done.day, goal: Some(about), what: What::Note(note) })
        });
        let finishes = state.tree.goals_in_order().filter_map(|goal| {
            let finish = goal.finish.as_ref()?;
            Some(Self { day: finish.day, goal: Some(goal), what: What::Finish(finish.note.as_deref()?) })
        });
        let days = state.activity.goals().filter_map(|(id, days)| Some((goal(id)?, days)));
        let skips = days.flat_map(|(goal, days)| {
            days.skipped().map(move |(day, note)| Self { day, goal: Some(goal), what: What::Skip(note) })
        });
        // One that was ended before it began never was.
        let pauses =
            state.activity.pauses().iter().filter(|it| it.until.is_none_or(|until| it.from <= until));
        let pauses = pauses.filter_map(|pause| {
            let about = match pause.scope {
                Scope::Goal(id) => Some(goal(id)?),
                Scope::All => None,
            };
            Some(Self { day: pause.from, goal: about, what: What::Pause(pause.until) })
        });
        let mut told: Vec<Self> = notes.chain(finishes).chain(skips).chain(pauses).collect();
        told.reverse();
        told.sort_by_key(|told| std::cmp::Reverse(told.day));
        told
    }

    /// Whether it is said of this goal: a note of its own, a skip or a pause also of a goal above it, or of
    /// everything.
    pub(crate) fn is_of(&self, state: &State, goal: &Goal) -> bool {
        match (self.goal, self.what) {
            (None, _) => true,
            (Some(about), What::Note(_) | What::Finish(_)) => about.id == goal.id,
            (Some(about), What::Skip(_) | What::Pause(_)) => {
                about.id == goal.id || state.tree.ancestors(goal.id).any(|above| above.id == about.id)
            }
        }
    }

    /// Whether any day of it is in a stretch, both ends counted.
    pub(crate) fn is_within(&self, from: Day, to: Day) -> bool {
        let last = match self.what {
            What::Pause(until) => until.unwrap_or(Day::LAST),
            What::Note(_) | What::Finish(_) | What::Skip(_) => self.day,
        };
        self.day <= to && from <= last
    }

    pub(crate) const fn kind(&self) -> &'static str {
        match self.what {
            What::Note(_) => "check",
            What::Finish(_) => "finish",
            What::Skip(_) => "skip",
            What::Pause(_) => "pause",
        }
    }

    pub(crate) const fn note(&self) -> Option<&'w str> {
        match self.what {
            What::Note(note) | What::Finish(note) => Some(note),
            What::Skip(note) => note,
            What::Pause(_) => None,
        }
    }

    pub(crate) const fn until(&self) -> Option<Day> {
        match self.what {
            What::Pause(until) => until,
            What::Note(_) | What::Finish(_) | What::Skip(_) => None,
        }
    }

    /// `wrestling`, `skipped: ill`, `paused until Fri 27 Nov`.
    pub(crate) fn in_words(&self, today: Day) -> String {
        match self.what {
            What::Note(note) => note.to_owned(),
            What::Finish(note) => format!("finished: {note}"),
            What::Skip(Some(note)) => format!("skipped: {note}"),
            What::Skip(None) => "skipped".to_owned(),
            What::Pause(Some(until)) if until == self.day => "paused".to_owned(),
            What::Pause(Some(until)) => format!("paused until {}", until.short(today)),
            What::Pause(None) => "paused, no end".to_owned(),
        }
    }
}
