//! Lists of tasks in Markdown: `- [ ] ` and `- [x] `, with what the Tasks plugin of Obsidian writes behind them.

use std::collections::BTreeMap;

use super::obsidian::{self, Fields, Often};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Activity, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::Options;
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::DEEPEST;
use crate::interop::shared::guesses::{Guesses, NEAR, ONCE};
use crate::interop::shared::marks;
use crate::interop::shared::settled::{self, WithoutDay};
use crate::interop::shared::titles::{Keys, title};

pub(crate) const FORMAT: Format =
    Format { kind: "markdown", tool: "Markdown or Obsidian Tasks", recognise, read };

const PRIORITIES: Noun = noun("priority", "priorities");
const CREATED: Noun = noun("day on which a task was made", "days on which tasks were made");
const ON_DONE: Noun = noun("rule for what is done (🏁)", "rules for what is done (🏁)");
const TAGS: Noun = noun("tag", "tags");
const NEXT_DAYS: Noun = noun("next day of a repeat", "next days of repeats");
const UNDATED: Noun = noun("check-off of a repeat without a day", "check-offs of repeats without a day");
const CANCELLED: Noun = noun("cancelled time of a repeat", "cancelled times of repeats");

/// A task as its line has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item<'l> {
    /// The column in which it begins.
    column: usize,
    mark: char,
    text: &'l str,
    heading: Option<&'l str>,
}

fn recognise(source: &Source) -> Recognised {
    let texts = source.members().iter().filter_map(Member::utf8);
    if texts.flat_map(str::lines).any(|line| task(line).is_some()) {
        return Recognised::Yes;
    }
    marks::absent(source, Near::SameKind, "no line in it begins with `- [ ] ` or `- [x] `")
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let mut imported = Imported::default();
    let mut reader = Reader {
        options,
        keys: Keys::default(),
        repeats: BTreeMap::new(),
        by_name: BTreeMap::new(),
        without_day: WithoutDay::default(),
        guesses: Guesses::default(),
    };
    for text in source.members().iter().filter_map(Member::utf8) {
        reader.file(text, &mut imported);
    }
    if imported.goals.is_empty() {
        let hint = "a task is a line as `- [ ] Water the plants`";
        return Err(Unreadable::damaged("it has no tasks outside of blocks of code", hint));
    }
    reader.finish(&mut imported);
    settled::one_offs_below_repeats(&mut imported.goals);
    settled::first_days(&mut imported);
    Ok(imported)
}

struct Reader<'o> {
    options: &'o Options<'o>,
    keys: Keys,
    /// Where the goals stand that repeat, by what is the same in each of their lines.
    repeats: BTreeMap<String, usize>,
    /// The keys of tasks by their 🆔.
    by_name: BTreeMap<String, String>,
    without_day: WithoutDay,
    guesses: Guesses,
}

impl Reader<'_> {
    fn file(&mut self, text: &str, imported: &mut Imported) {
        // The tasks that what comes may be below, each with its column.
        let mut above: Vec<(usize, String)> = Vec::new();
        let mut heading = None;
        for item in items(text) {
            if item.heading != heading {
                above.clear();
                heading = item.heading;
            }
            above.retain(|(column, _)| *column < item.column);
            above.truncate(DEEPEST);
            let parent = above.last().map(|(_, key)| key.clone());
            if let Some(key) = self.take(&item, parent, imported) {
                above.push((item.column, key));
            }
        }
    }

    /// The key of the goal that it is, or is one time of.
    fn take(&mut self, item: &Item<'_>, parent: Option<String>, imported: &mut Imported) -> Option<String> {
        let fields = obsidian::fields(item.text);
        let said = &mut imported.dropped;
        said.count(PRIORITIES, fields.priorities);
        said.count(CREATED, usize::from(fields.created.is_some()));
        said.count(ON_DONE, usize::from(fields.on_done));
        // `#task` is the plugin's own.
        let tags: Vec<&String> = fields.tags.iter().filter(|tag| !tag.eq_ignore_ascii_case("task")).collect();
        let area = item.heading.or_else(|| tags.first().map(|tag| tag.as_str()));
        said.count(TAGS, tags.len() - usize::from(item.heading.is_none() && !tags.is_empty()));
        let above = parent.as_ref().map(|parent| format!("{parent} / ")).unwrap_or_default();
        let path = format!("{above}{}", fields.text);
        let every = match fields.often {
            Some(Often::Is(cadence)) => Some(cadence),
            Some(Often::Near(cadence)) => {
                self.guesses.note(NEAR, &fields.text);
                Some(cadence)
            }
            Some(Often::Unclear) => {
                self.guesses.note(ONCE, &fields.text);
                None
            }
            None => None,
        };
        let known = every.and_then(|_| self.repeats.get(&path).copied());
        let at = if let Some(at) = known {
            at
        } else {
            let title = title(&fields.text, &mut imported.dropped)?;
            let key = self.keys.free(fields.name.as_deref().unwrap_or(&path));
            let mut goal = ImportedGoal::new(key, title);
            goal.area = area.filter(|_| parent.is_none()).map(ToOwned::to_owned);
            goal.parent = parent;
            goal.every = every;
            if let Some(name) = &fields.name {
                self.by_name.entry(name.clone()).or_insert_with(|| goal.key.clone());
            }
            imported.goals.push(goal);
            imported.goals.len() - 1
        };
        match every {
            Some(every) => {
                self.repeats.insert(path, at);
                time(item.mark, &fields, every, at, imported);
            }
            None => self.one_off(item.mark, &fields, at, imported),
        }
        imported.goals.get(at).map(|goal| goal.key.clone())
    }

    fn one_off(&mut self, mark: char, fields: &Fields, at: usize, imported: &mut Imported) {
        let Some(goal) = imported.goals.get_mut(at) else { return };
        goal.from = fields.start;
        goal.by = fields.due;
        goal.planned = fields.scheduled;
        goal.after.clone_from(&fields.after);
        match (mark, fields.done) {
            ('x' | 'X', Some(day)) => goal.done = Some(day),
            ('x' | 'X', None) => self.without_day.done_today(goal, self.options.clock.today),
            ('-', _) => goal.standing = Standing::Archived(fields.cancelled),
            _ => {}
        }
    }

    fn finish(self, imported: &mut Imported) {
        for goal in &mut imported.goals {
            for after in &mut goal.after {
                if let Some(key) = self.by_name.get(after) {
                    after.clone_from(key);
                }
            }
        }
        imported.guessed = self.guesses.told();
        self.without_day.tell(&mut imported.guessed);
    }
}

/// One time of a repeat: a line that is done is a check-off, the open one is the goal.
fn time(mark: char, fields: &Fields, every: Cadence, at: usize, imported: &mut Imported) {
    let Some(goal) = imported.goals.get_mut(at) else { return };
    let days = [fields.due, fields.scheduled];
    imported.dropped.count(NEXT_DAYS, days.iter().flatten().count());
    match (mark, fields.done) {
        ('x' | 'X', day) => match day.or(fields.due) {
            Some(day) => goal.activity.push(Activity::check(day, Amount::ONE, None)),
            None => imported.dropped.count(UNDATED, 1),
        },
        ('-', _) => imported.dropped.count(CANCELLED, 1),
        _ => {
            goal.every = Some(every);
            goal.from = fields.start;
            goal.after.clone_from(&fields.after);
        }
    }
}

/// The tasks of a file. What stands in a block of code, in its head of settings or in a comment is none.
fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let (mut fence, mut heading): (Option<&str>, Option<&str>) = (None, None);
    let mut lines = text.lines().peekable();
    if lines.peek().is_some_and(|line| *line == "---") && text.lines().skip(1).any(|line| line == "---") {
        lines.next();
        lines.by_ref().find(|line| *line == "---");
    }
    for line in lines {
        let bare = unquoted(line).trim_start();
        let opens = ["```", "~~~"].into_iter().find(|sign| bare.starts_with(sign));
        match (fence, opens) {
            (None, Some(sign)) => fence = Some(sign),
            (Some(sign), Some(other)) if sign == other => fence = None,
            (Some(_), _) => {}
            (None, None) => {
                if let Some(found) = heading_of(line) {
                    heading = Some(found).filter(|found| !found.is_empty() && !is_dated(found));
                } else if let Some((column, mark, text)) = task(line) {
                    items.push(Item { column, mark, text, heading });
                }
            }
        }
    }
    items
}

/// A page of a diary is no area.
fn is_dated(heading: &str) -> bool {
    heading.split_whitespace().any(|word| word.parse::<Day>().is_ok())
}

fn heading_of(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let found = (1..=6).contains(&level) && rest.starts_with(char::is_whitespace);
    found.then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// A line of a quotation without its signs.
fn unquoted(line: &str) -> &str {
    let mut line = line;
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line
}

/// The column, what stands in the box, and the text of a line with a box.
fn task(line: &str) -> Option<(usize, char, &str)> {
    let quoted = unquoted(line);
    let text = quoted.trim_start();
    let indent = quoted.strip_suffix(text)?;
    let column = indent.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 });
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = if digits.len() < text.len() {
        digits.strip_prefix(['.', ')'])?
    } else {
        text.strip_prefix(['-', '*', '+'])?
    };
    let boxed = Some(behind.trim_start()).filter(|boxed| boxed.len() < behind.len())?;
    let mut characters = boxed.strip_prefix('[')?.chars();
    let mark = characters.next()?;
    let rest = characters.as_str().strip_prefix(']')?;
    let text = rest.strip_prefix([' ', '\t'])?.trim();
    (!text.is_empty()).then_some((column, mark, text))
}
