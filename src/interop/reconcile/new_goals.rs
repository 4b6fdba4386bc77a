//! The goals of a file that are not here yet.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Difference, NewGoal};
use super::identity::origin;
use super::matched::{How, Matched, Placed};
use crate::domain::model::change::Change;
use crate::domain::model::goal::{Bound, Goal, Place, Schedule};
use crate::domain::model::goal_field::{DayKey, GoalField, TextKey};
use crate::domain::model::tree::ROOM;
use crate::domain::value::code::Code;
use crate::domain::value::ids::GoalId;
use crate::domain::value::likeness::nearest;
use crate::domain::value::text::{LONGEST_TEXT, recorded_field};
use crate::interop::reader::imported::{Asked, ImportedGoal, Noun, Standing, noun};

const CUT: Noun = noun("text cut at 500 characters", "texts cut at 500 characters");

/// Makes them, each parent before its children.
pub(super) fn make(matched: &Matched<'_>, found: &mut Difference) {
    let (here, tree) = (matched.here, &matched.here.state.tree);
    let codes = codes(matched);
    let living = tree.codes().filter_map(|(code, id)| Some((tree.goal(id)?, code)));
    let titles: BTreeMap<String, &Code> =
        living.map(|(goal, code)| (goal.title.as_str().to_lowercase(), code)).collect();
    let mut positions: BTreeMap<Option<GoalId>, i64> = BTreeMap::new();
    for (goal, at) in matched.pairs().filter(|(_, at)| at.how == How::New) {
        let Some(code) = codes.get(&at.id) else { continue };
        let parent = matched.parent(goal);
        let next = positions.entry(parent).or_insert_with(|| tree.last_position(parent));
        let place = Place { parent, position: *next };
        *next = next.saturating_add(ROOM);
        let mut fields = vec![GoalField::Code(code.clone()), GoalField::Place(place)];
        fields.extend(stated(matched, goal));
        fields.push(GoalField::Origin(at.origin.clone()));
        found.goals.push(Change::Add { goal: at.id, day: here.today, fields });
        found.counts.goals += 1;
        found.dropped.count(CUT, too_long(goal));
        let same_title = titles.get(&goal.title.as_str().to_lowercase()).map(|code| (*code).clone());
        let (title, code) = (goal.title.clone(), code.clone());
        found.new.push(NewGoal { title, code, same_title, renamed: None });
    }
}

/// The codes of the goals that are made: what goes on chooses first.
fn codes(matched: &Matched<'_>) -> BTreeMap<GoalId, Code> {
    let tree = &matched.here.state.tree;
    let mut new: Vec<(&ImportedGoal, &Placed)> =
        matched.pairs().filter(|(_, at)| at.how == How::New).collect();
    new.sort_by_key(|(goal, _)| goal.done.is_some() || matches!(goal.standing, Standing::Archived(_)));
    let mut codes: BTreeMap<GoalId, Code> = BTreeMap::new();
    let mut reserved = BTreeSet::new();
    for (goal, at) in new {
        let known = |id: GoalId| tree.goal(id).map(|goal| tree.code(goal.id));
        let above = matched.parent(goal).and_then(|id| codes.get(&id).cloned().or_else(|| known(id)));
        if let Ok(code) = tree.code_for(None, &goal.title, above.as_ref(), &reserved) {
            reserved.insert(code.clone());
            codes.insert(at.id, code);
        }
    }
    codes
}

/// What the file says of a goal beside its place, as fields; what it does not tell is not there.
pub(super) fn stated(matched: &Matched<'_>, goal: &ImportedGoal) -> Vec<GoalField> {
    let text = |key, text: Option<&str>| Some(GoalField::Text(key, Some(text.and_then(recorded_field)?)));
    let day = |key, day| Some(GoalField::Day(key, Some(day?)));
    let after = matched.after(goal);
    let details = [
        text(TextKey::Why, goal.why.as_deref()),
        text(TextKey::Area, goal.area.as_deref().or(matched.wishes.area.as_deref())),
        text(TextKey::Who, goal.who.as_deref()),
        day(DayKey::By, goal.by),
        day(DayKey::From, goal.from),
        (!after.is_empty()).then_some(GoalField::After(after)),
    ];
    let first = [GoalField::Title(goal.title.clone()), GoalField::Schedule(schedule(matched, goal))];
    first.into_iter().chain(details.into_iter().flatten()).collect()
}

fn schedule(matched: &Matched<'_>, goal: &ImportedGoal) -> Schedule {
    let bound = match goal.asked {
        Asked::Unstated => None,
        Asked::OnlyCounted => Some(Bound::Any),
        Asked::AtLeast(target) => Some(Bound::AtLeast(target)),
        Asked::AtMost(most) => Some(Bound::AtMost(most)),
    };
    let wished = matched.wished(goal);
    // How often somebody says that it is, it is asked for.
    let bound = bound.filter(|bound| *bound != Bound::Any || wished.is_none());
    let every = wished.or(goal.every).filter(|_| bound != Some(Bound::Any));
    Schedule { every, bound, unit: goal.unit.as_deref().and_then(recorded_field) }
}

/// How many of its texts are longer than a field may be.
fn too_long(goal: &ImportedGoal) -> usize {
    let texts = [&goal.why, &goal.area, &goal.who, &goal.unit];
    texts.into_iter().flatten().filter(|text| text.chars().count() > LONGEST_TEXT).count()
}

/// Names the goals of earlier imports that the file has not, and those new ones that may be one of them by another
/// name.
pub(super) fn compare_with_gone(matched: &Matched<'_>, kind: &str, found: &mut Difference) {
    let tree = &matched.here.state.tree;
    let present: BTreeSet<GoalId> = matched.pairs().map(|(_, at)| at.id).collect();
    let of_kind = origin(kind, "");
    let is_of_kind = |goal: &&Goal| goal.origins.iter().any(|origin| origin.starts_with(&of_kind));
    let goals = tree.goals_in_order().filter(is_of_kind);
    let gone = goals.filter(|goal| !present.contains(&goal.id) && !tree.is_archived(goal.id));
    found.gone = gone.map(|goal| (goal.title.clone(), tree.code(goal.id))).collect();
    let only = match (found.gone.as_slice(), found.new.as_slice()) {
        ([only], [_]) => Some(only.clone()),
        _ => None,
    };
    for new in &mut found.new {
        let titles = found.gone.iter().map(|(title, _)| title.as_str());
        let near = nearest(&[new.title.to_string()], titles).first().map(ToString::to_string);
        let like = found.gone.iter().find(|(title, _)| Some(title.as_str()) == near.as_deref());
        new.renamed = like.cloned().or_else(|| only.clone());
    }
}
