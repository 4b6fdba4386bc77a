//! A board of Trello, as its menu exports it in JSON.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::domain::value::day::Day;
use crate::domain::value::text::{LONGEST_TEXT, recorded_field};
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::{Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::options::{ListsAs, Options};
use crate::interop::reader::recognised::{Near, Recognised};
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::shared::groups::{Group, Groups, Place};
use crate::interop::shared::guesses::Guesses;
use crate::interop::shared::json_text::{self, or_default};
use crate::interop::shared::settled;
use crate::interop::shared::titles::title;

pub(crate) const FORMAT: Format = Format { kind: "trello", tool: "Trello", recognise, read };

const CHANGED: &str = "the day on which the card was last changed is taken for that on which it was done";
const MEMBERS: Noun = noun("member of a card", "members of cards");
const LABELS: Noun = noun("label beside the first", "labels beside the first");
const COMMENTS: Noun = noun("comment", "comments");
const ATTACHMENTS: Noun = noun("attachment", "attachments");
const VOTES: Noun = noun("vote", "votes");
const LISTS: Noun = noun("list that is a stage", "lists that are stages");
const CUT: Noun = noun("description cut at 500 characters", "descriptions cut at 500 characters");
const LOST: Noun = noun("checklist of no card", "checklists of no card");
const UNDATED: Noun = noun("check-off without a day", "check-offs without a day");

#[derive(Debug, Deserialize)]
struct Board {
    lists: Vec<List>,
    cards: Vec<Card>,
    #[serde(default, deserialize_with = "or_default")]
    checklists: Vec<Checklist>,
    #[serde(default, deserialize_with = "or_default")]
    actions: Vec<Action>,
}

#[derive(Debug, Deserialize)]
struct List {
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    closed: bool,
    #[serde(default, deserialize_with = "or_default")]
    pos: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    desc: String,
    #[serde(default, deserialize_with = "or_default")]
    id_list: String,
    due: Option<String>,
    start: Option<String>,
    due_complete: Option<bool>,
    date_completed: Option<String>,
    date_last_activity: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    closed: bool,
    #[serde(default, deserialize_with = "or_default")]
    pos: f64,
    #[serde(default, deserialize_with = "or_default")]
    labels: Vec<Label>,
    #[serde(default, deserialize_with = "or_default")]
    id_members: Vec<IgnoredAny>,
    #[serde(default, deserialize_with = "or_default")]
    id_members_voted: Vec<IgnoredAny>,
    #[serde(default, deserialize_with = "or_default")]
    attachments: Vec<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
struct Label {
    #[serde(default, deserialize_with = "or_default")]
    name: String,
    color: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Checklist {
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    id_card: String,
    #[serde(default, deserialize_with = "or_default")]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    pos: f64,
    #[serde(default, deserialize_with = "or_default")]
    check_items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    state: String,
    due: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pos: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    kind: String,
    date: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    data: Data,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Data {
    card: Option<Named>,
    check_item: Option<Named>,
    list_after: Option<Named>,
    old: Option<Old>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Named {
    id: String,
    state: Option<String>,
    due_complete: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Old {
    due_complete: Option<bool>,
}

fn recognise(source: &Source) -> Recognised {
    let Some(member) = source.single() else {
        return Recognised::no(Near::Not, "a board is one file of JSON");
    };
    let text = member.utf8().unwrap_or_default();
    if !text.trim_start().starts_with('{') {
        return Recognised::no(Near::Not, "it is no JSON object");
    }
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    // One that was cut off may end before its lists.
    match (has("cards"), has("idList")) {
        (true, true) => Recognised::Yes,
        (true, false) => Recognised::no(Near::SomeMarks, "its `cards` have no `idList`"),
        (false, _) => Recognised::no(Near::SameKind, "it has no `cards`"),
    }
}

fn read(source: &Source, options: &Options<'_>) -> Result<Imported, Unreadable> {
    let member: &Member = source
        .single()
        .ok_or_else(|| Unreadable::damaged("it is several files", "import one board at a time"))?;
    let mut board: Board = json_text::document(member)?;
    board.lists.sort_by(|one, other| one.pos.total_cmp(&other.pos));
    let places: BTreeMap<String, usize> =
        board.lists.iter().enumerate().map(|(at, list)| (list.id.clone(), at)).collect();
    let place = |card: &Card| places.get(&card.id_list).copied().unwrap_or(usize::MAX);
    board.cards.sort_by(|one, other| place(one).cmp(&place(other)).then(one.pos.total_cmp(&other.pos)));
    board.checklists.sort_by(|one, other| one.pos.total_cmp(&other.pos));
    let lists_as = lists_as(&board, options)?;
    let lists = board.lists.iter().map(|list| (list.id.as_str(), list)).collect();
    let days = days(&board, options);
    let mut reader = Reader { board: &board, options, lists_as, lists, days, guesses: Guesses::default() };
    Ok(reader.imported())
}

/// A list with such a name may say that what is in it is done.
fn is_done_list(list: &List) -> bool {
    const NAMES: [&str; 12] = [
        "done",
        "completed",
        "complete",
        "finished",
        "closed",
        "archive",
        "archived",
        "erledigt",
        "fertig",
        "terminé",
        "fait",
        "hecho",
    ];
    let name = list.name.to_lowercase();
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.first().is_some_and(|first| NAMES.contains(first))
        || words.last().is_some_and(|last| NAMES.contains(last))
}

fn lists_as(board: &Board, options: &Options<'_>) -> Result<ListsAs, Unreadable> {
    if let Some(lists_as) = options.lists_as {
        return Ok(lists_as);
    }
    let Some(list) = board.lists.iter().find(|list| is_done_list(list)) else { return Ok(ListsAs::Parent) };
    let cards = |is: fn(&Card) -> bool| board.cards.iter().filter(|card| is(card)).count();
    let in_list = board.cards.iter().filter(|card| card.id_list == list.id).count();
    let what = format!(
        "three things may say that a card is done: its list “{}” ({in_list}), its ticked date ({}), the archive ({})",
        list.name.chars().take(40).collect::<String>(),
        cards(|card| card.due_complete == Some(true)),
        cards(|card| card.closed),
    );
    let hint = "`--lists-as state`: its lists are stages, and what is in the last one is done; `--lists-as parent`: \
                they are topics, and a ticked date alone is done";
    Err(Unreadable::undecided(what, hint))
}

struct Reader<'b> {
    board: &'b Board,
    options: &'b Options<'b>,
    lists_as: ListsAs,
    lists: BTreeMap<&'b str, &'b List>,
    /// The days on which cards and items were last said to be done, by their id.
    days: BTreeMap<&'b str, Day>,
    guesses: Guesses,
}

/// Whether a day stands in the file, or is taken from the last time anything was changed.
type Told = Option<Day>;

impl<'b> Reader<'b> {
    fn imported(&mut self) -> Imported {
        let board = self.board;
        let mut imported = Imported::default();
        let mut groups = Groups::default();
        if self.lists_as == ListsAs::Parent {
            for card in &board.cards {
                let path = self.list(card);
                let is_open = !self.is_archived(card) && !self.is_done(card);
                groups.add(path.as_slice(), usize::from(is_open));
            }
        } else {
            imported.dropped.count(LISTS, board.lists.len());
        }
        imported.goals = groups.goals(self.options.groups);
        let comments = board.actions.iter().filter(|action| action.kind == "commentCard").count();
        imported.dropped.count(COMMENTS, comments);
        let mut below: BTreeMap<&str, Vec<&'b Checklist>> = BTreeMap::new();
        for checklist in &board.checklists {
            below.entry(&checklist.id_card).or_default().push(checklist);
        }
        let cards: BTreeSet<&str> = board.cards.iter().map(|card| card.id.as_str()).collect();
        let lost = board.checklists.iter().filter(|checklist| !cards.contains(checklist.id_card.as_str()));
        imported.dropped.count(LOST, lost.count());
        let mut met = BTreeSet::new();
        for card in board.cards.iter().filter(|card| met.insert(card.id.as_str())) {
            let checklists = below.get(card.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            self.card(card, checklists, &groups, &mut imported);
        }
        imported.guessed = std::mem::take(&mut self.guesses).told();
        settled::first_days(&mut imported);
        imported
    }

    fn card(
        &mut self,
        card: &'b Card,
        checklists: &[&'b Checklist],
        groups: &Groups,
        imported: &mut Imported,
    ) {
        let Some(title) = title(&card.name, &mut imported.dropped) else { return };
        let mut goal = ImportedGoal::new(&card.id, title);
        let labels: Vec<&str> = card.labels.iter().map(label).filter(|name| !name.is_empty()).collect();
        let path = self.list(card);
        let place =
            if self.lists_as == ListsAs::Parent { groups.place(path.as_slice()) } else { Place::default() };
        goal.area = labels.first().map(|label| (*label).to_owned()).or(place.area);
        goal.parent = place.parent;
        goal.why = recorded_field(&card.desc);
        goal.from = self.date(card.start.as_deref());
        goal.by = self.date(card.due.as_deref());
        let said = &mut imported.dropped;
        said.count(LABELS, labels.len().saturating_sub(1));
        said.count(
            CUT,
            usize::from(
                card.desc.split_whitespace().collect::<Vec<_>>().join(" ").chars().count() > LONGEST_TEXT,
            ),
        );
        said.count(MEMBERS, card.id_members.len());
        said.count(VOTES, card.id_members_voted.len());
        said.count(ATTACHMENTS, card.attachments.len());
        let changed = self.day(card.date_last_activity.as_deref());
        if self.is_done(card) {
            let told =
                self.day(card.date_completed.as_deref()).or_else(|| self.days.get(card.id.as_str()).copied());
            self.done(&mut goal, told, changed, imported);
        }
        if self.is_archived(card) {
            goal.standing = Standing::Archived(changed);
        }
        imported.goals.push(goal);
        let filled: Vec<&&Checklist> =
            checklists.iter().filter(|checklist| !checklist.check_items.is_empty()).collect();
        for checklist in &filled {
            self.items(card, checklist, filled.len() > 1, changed, imported);
        }
    }

    /// The items of a checklist, below the card, or where it has several below a goal with the checklist's name.
    fn items(
        &mut self,
        card: &Card,
        checklist: &'b Checklist,
        of_several: bool,
        changed: Told,
        imported: &mut Imported,
    ) {
        let mut items: Vec<&Item> = checklist.check_items.iter().collect();
        items.sort_by(|one, other| one.pos.total_cmp(&other.pos));
        let open = items.iter().filter(|item| item.state != "complete").count();
        let mut parent = card.id.clone();
        if of_several
            && open > 1
            && let Some(title) = title(&checklist.name, &mut imported.dropped)
        {
            let mut goal = ImportedGoal::new(&checklist.id, title);
            goal.parent = Some(parent.clone());
            parent.clone_from(&goal.key);
            imported.goals.push(goal);
        }
        for item in items {
            let Some(title) = title(&item.name, &mut imported.dropped) else { continue };
            let mut goal = ImportedGoal::new(&item.id, title);
            goal.parent = Some(parent.clone());
            goal.by = self.date(item.due.as_deref());
            if item.state == "complete" {
                self.done(&mut goal, self.days.get(item.id.as_str()).copied(), changed, imported);
            }
            imported.goals.push(goal);
        }
    }

    fn done(&mut self, goal: &mut ImportedGoal, told: Told, changed: Told, imported: &mut Imported) {
        goal.done = told.or(changed);
        if goal.done.is_none() {
            goal.standing = Standing::Archived(None);
            imported.dropped.count(UNDATED, 1);
        } else if told.is_none() {
            self.guesses.note(CHANGED, goal.title.as_str());
        }
    }

    fn is_done(&self, card: &Card) -> bool {
        let in_done = || self.lists.get(card.id_list.as_str()).is_some_and(|list| is_done_list(list));
        card.due_complete == Some(true) || self.lists_as == ListsAs::State && in_done()
    }

    /// With a list, what is in it is put away.
    fn is_archived(&self, card: &Card) -> bool {
        card.closed || self.lists.get(card.id_list.as_str()).is_some_and(|list| list.closed)
    }

    fn list(&self, card: &Card) -> Option<Group> {
        let list = self.lists.get(card.id_list.as_str())?;
        Group::new(list.id.clone(), &list.name)
    }

    fn day(&self, moment: Option<&str>) -> Option<Day> {
        moment.and_then(parsed).map(|at| self.options.clock.day_of(at))
    }

    /// Of deadlines and first days.
    fn date(&self, moment: Option<&str>) -> Option<Day> {
        moment.and_then(parsed).map(|at| self.options.clock.date_of(at))
    }
}

fn parsed(moment: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(moment).ok().map(|at| at.with_timezone(&Utc))
}

/// What its colour is called where it has no name.
fn label(label: &Label) -> &str {
    if label.name.is_empty() { label.color.as_deref().unwrap_or_default() } else { &label.name }
}

/// When cards and items were said to be done. Newest first, as the export has them: the first of each holds.
fn days<'b>(board: &'b Board, options: &Options<'_>) -> BTreeMap<&'b str, Day> {
    let done_lists: BTreeSet<&str> =
        board.lists.iter().filter(|list| is_done_list(list)).map(|list| list.id.as_str()).collect();
    let mut latest: BTreeMap<&str, DateTime<Utc>> = BTreeMap::new();
    for action in &board.actions {
        let Some(at) = action.date.as_deref().and_then(parsed) else { continue };
        let data = &action.data;
        let done = match action.kind.as_str() {
            "updateCheckItemStateOnCard" => {
                data.check_item.as_ref().filter(|item| item.state.as_deref() == Some("complete"))
            }
            "updateCard" => data.card.as_ref().filter(|card| {
                let moved =
                    data.list_after.as_ref().is_some_and(|list| done_lists.contains(list.id.as_str()));
                let was_open = data.old.as_ref().is_some_and(|old| old.due_complete == Some(false));
                moved || was_open && card.due_complete == Some(true)
            }),
            _ => None,
        };
        if let Some(done) = done {
            let known = latest.entry(&done.id).or_insert(at);
            *known = at.max(*known);
        }
    }
    latest.into_iter().map(|(id, at)| (id, options.clock.day_of(at))).collect()
}
