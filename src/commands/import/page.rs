//! What is told of an import: what the file holds, what is new of it, what was guessed, what does not come in.

use serde::Serialize;

use crate::commands::shared::advice::quoted;
use crate::commands::shared::summary::Summary;
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Dropped, DroppedKind, Imported, listed};
use crate::interop::reconcile::difference::{Counts, Difference, NewGoal};
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// Whether it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Yes,
    DryRun,
    /// All of it is here already.
    Nothing,
}

pub(super) struct ImportSummary<'a> {
    pub(super) format: &'static Format,
    pub(super) files: usize,
    /// The line that takes it over.
    pub(super) typed: String,
    pub(super) imported: &'a Imported,
    pub(super) difference: Difference,
    pub(super) written: Written,
}

/// So many new goals are told of one by one, where something is to be asked of them.
const ASKED: usize = 5;

impl ImportSummary<'_> {
    /// `Loop Habit Tracker, 3 files: 24 goals, 1204 days from 12 Mar 2023 to 4 Apr 2023`.
    fn heading(&self) -> String {
        let files = if self.files == 1 { String::new() } else { format!(", {} files", self.files) };
        let goals = counted(self.imported.goals.len(), "goal", "goals");
        let days = self.days();
        let span = match (days.first(), days.last()) {
            (Some(first), Some(last)) if first == last => format!(" on {}", first.dated()),
            (Some(first), Some(last)) => format!(" from {} to {}", first.dated(), last.dated()),
            _ => String::new(),
        };
        let days = if days.is_empty() {
            String::new()
        } else {
            format!(", {}", counted(self.entries(), "entry", "entries"))
        };
        format!("{}{files}: {goals}{days}{span}", self.format.tool)
    }

    /// How many things the file tells of days.
    fn entries(&self) -> usize {
        self.imported.goals.iter().map(|goal| goal.activity.len() + usize::from(goal.done.is_some())).sum()
    }

    /// The days that the file tells of, in order.
    fn days(&self) -> Vec<Day> {
        let of_goal = self
            .imported
            .goals
            .iter()
            .flat_map(|goal| goal.activity.iter().map(|activity| activity.day).chain(goal.done));
        let mut days: Vec<Day> = of_goal.collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// `24 goals, 1131 check-offs, 12 skips`.
    fn news(&self) -> String {
        let Counts {
            goals,
            changed,
            joined,
            check_offs,
            notes,
            skips,
            readings,
            archived,
            paused,
            finished,
            taken_back,
        } = self.difference.counts;
        let parts = [
            (goals, "goal", "goals"),
            (joined, "goal joined to yours", "goals joined to yours"),
            (changed, "goal changed", "goals changed"),
            (check_offs, "check-off", "check-offs"),
            (notes, "note", "notes"),
            (skips, "skip", "skips"),
            (readings, "reading", "readings"),
            (archived, "goal archived", "goals archived"),
            (paused, "goal paused", "goals paused"),
            (finished, "goal closed", "goals closed"),
            (taken_back, "check-off taken back", "check-offs taken back"),
        ];
        let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, one, many)| counted(count, one, many)).collect();
        if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
    }

    fn dropped(&self) -> Dropped {
        let mut dropped = self.imported.dropped.clone();
        dropped.add_all(&self.difference.dropped);
        dropped
    }

    /// What a person may want to say of new goals.
    fn questions(&self) -> Vec<String> {
        let asked =
            self.difference.new.iter().filter_map(|new: &NewGoal| match (&new.renamed, &new.same_title) {
                (Some((title, code)), _) => {
                    let map = quoted(&format!("{}={code}", new.title));
                    Some(format!("new: {} (did you rename {title}? `--map {map}`)", new.title))
                }
                (None, Some(code)) => {
                    let map = quoted(&format!("{}={code}", new.title));
                    Some(format!("`{code}` is called {} too; `--map {map}` makes them one", new.title))
                }
                (None, None) => None,
            });
        let mut found: Vec<String> = asked.collect();
        let more = found.len().saturating_sub(ASKED);
        found.truncate(ASKED);
        found.extend((more > 0).then(|| format!("and {more} more like these")));
        found
    }
}

/// `1 goal`, `24 goals`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// `1,131`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn names(names: &[String]) -> String {
    listed(names.iter().map(String::as_str))
}

fn told(kind: &DroppedKind) -> String {
    let count = counted(kind.count, kind.what.one, kind.what.many);
    if kind.names.is_empty() { count } else { format!("{count}: {}", names(&kind.names)) }
}

impl Summary for ImportSummary<'_> {
    fn data(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct Data<'d> {
            kind: &'d str,
            tool: &'d str,
            dry_run: bool,
            new: &'d Counts,
            goals: Vec<Made>,
            guessed: &'d [String],
            dropped: Vec<Lost>,
            changed_here: Vec<String>,
            not_in_file: Vec<String>,
        }
        #[derive(Serialize)]
        struct Made {
            code: String,
            title: String,
        }
        #[derive(Serialize)]
        struct Lost {
            what: &'static str,
            count: usize,
            names: Vec<String>,
        }
        let difference = &self.difference;
        let made = |new: &NewGoal| Made { code: new.code.to_string(), title: new.title.to_string() };
        let lost =
            |kind: &DroppedKind| Lost { what: kind.what.many, count: kind.count, names: kind.names.clone() };
        Data {
            kind: self.format.kind,
            tool: self.format.tool,
            dry_run: self.written == Written::DryRun,
            new: &difference.counts,
            goals: difference.new.iter().map(made).collect(),
            guessed: &self.imported.guessed,
            dropped: self.dropped().kinds().iter().map(lost).collect(),
            changed_here: difference.kept.iter().map(ToString::to_string).collect(),
            not_in_file: difference.gone.iter().map(|(_, code)| code.to_string()).collect(),
        }
    }

    fn render(&self, page: &mut Page) {
        page.wrapped(Tone::Strong, &self.heading(), 0);
        let row = |page: &mut Page, label: &str, text: &str| {
            page.wrap_after(&[(Tone::Faint, &format!("  {label:9}"))], Tone::Plain, text, 11);
        };
        row(page, "new", &self.news());
        // What was taken for what matters where something of it is new.
        if !self.difference.is_empty() || self.written == Written::Yes {
            for guess in &self.imported.guessed {
                row(page, "guessed", guess);
            }
        }
        let dropped = self.dropped();
        if !dropped.kinds().is_empty() {
            let told: Vec<String> = dropped.kinds().iter().map(told).collect();
            row(page, "dropped", &told.join(" · "));
        }
        let titles = |all: Vec<String>| names(&all);
        if !self.difference.kept.is_empty() {
            let kept = self.difference.kept.iter().map(ToString::to_string).collect();
            row(page, "kept", &format!("as you changed it here: {}", titles(kept)));
        }
        if !self.difference.gone.is_empty() {
            let gone = self.difference.gone.iter().map(|(title, _)| title.to_string()).collect();
            row(page, "left", &format!("not in this file: {}", titles(gone)));
        }
        for question in self.questions() {
            row(page, "", &question);
        }
        let typed = &self.typed;
        let end = match self.written {
            Written::Yes => {
                format!("`goals undo` takes all of it back; `{typed}` again adds nothing.")
            }
            Written::DryRun if self.difference.is_empty() => "Nothing in it is new.".to_owned(),
            Written::DryRun => format!("Nothing is written yet: `{typed}` takes it over."),
            Written::Nothing => "Nothing in it is new; nothing written.".to_owned(),
        };
        page.wrapped(Tone::Faint, &end, 0);
    }
}
