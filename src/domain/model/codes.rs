//! Who holds which code, and which goal is meant by one (PRODUCT, "Words"; SEMANTICS 10.3).

use std::collections::{BTreeMap, BTreeSet};

use super::goal::Goal;
use super::refusal::{Refusal, Unknown};
use super::tree::Tree;
use crate::domain::value::code::Code;
use crate::domain::value::ids::GoalId;
use crate::domain::value::likeness::{NEAREST, nearest};
use crate::domain::value::text::Title;
use crate::domain::value::title_words::{folded, words};

/// So many letters of a word of a title are enough to name its goal in a hint.
const SHORTEST_START: usize = 3;

impl Tree {
    /// The code a goal shows.
    pub fn code(&self, id: GoalId) -> Code {
        let claimed = || self.goals.get(&id).map(|goal| goal.claimed.clone());
        self.shown.get(&id).cloned().or_else(claimed).unwrap_or_else(|| Code::of_id(id))
    }

    /// The codes in use, with their goals.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (&Code, GoalId)> {
        self.codes.iter().map(|(code, id)| (code, *id))
    }

    /// The goal in use that has a code.
    pub(crate) fn holder(&self, code: &Code) -> Option<&Goal> {
        self.codes.get(code).and_then(|id| self.goals.get(id))
    }

    /// The goal meant by a code: one in use, else the one archived last.
    pub fn find(&self, typed: &str) -> Result<&Goal, Refusal> {
        typed
            .parse::<Code>()
            .ok()
            .and_then(|code| self.holder(&code).or_else(|| self.archived_last(&code)))
            .ok_or_else(|| self.unknown(typed))
    }

    /// The goal meant by a code: the one archived last, else the one in use.
    pub(crate) fn find_archived(&self, typed: &str) -> Result<&Goal, Refusal> {
        let code = typed.parse::<Code>().ok();
        match code.and_then(|code| self.archived_last(&code)) {
            Some(goal) => Ok(goal),
            None => self.find(typed),
        }
    }

    fn archived_last(&self, code: &Code) -> Option<&Goal> {
        let since = |goal: &Goal| self.archived_at(goal.id).and_then(Goal::archived).map(|it| it.from);
        let archived = self.goals.values().filter(|goal| goal.claimed == *code && self.is_archived(goal.id));
        archived.max_by_key(|goal| (since(goal), goal.claim))
    }

    /// The goal in use meant by a code; an archived one is refused.
    pub(crate) fn find_living(&self, typed: &str) -> Result<&Goal, Refusal> {
        let goal = self.find(typed)?;
        match self.archived_at(goal.id) {
            None => Ok(goal),
            Some(root) => Err(Refusal::Archived { code: self.code(goal.id), root: self.code(root.id) }),
        }
    }

    /// The goals in use meant by these codes; all that are unknown are named together.
    pub(crate) fn find_all_living<'a>(
        &self,
        typed: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<&Goal>, Refusal> {
        each(typed, |code| self.find_living(code))
    }

    fn unknown(&self, typed: &str) -> Refusal {
        let near = nearest(&[typed.to_owned()], self.codes.keys().map(Code::as_str))
            .into_iter()
            .map(ToOwned::to_owned);
        self.unknown_like(typed, near.collect())
    }

    /// What is no place, with those that are like it: goals with others below them come first.
    pub(crate) fn unknown_place(&self, typed: &str) -> Refusal {
        let holds = |id: &GoalId| self.living_children(Some(*id)).next().is_some();
        let places = self.codes.iter().filter(|(_, id)| holds(id)).map(|(code, _)| code.as_str());
        let near: Vec<String> =
            nearest(&[typed.to_owned()], places).into_iter().map(ToOwned::to_owned).collect();
        if near.is_empty() { self.unknown(typed) } else { self.unknown_like(typed, near) }
    }

    /// A word that means nothing in a place, with what is there that is like it.
    pub(crate) fn unknown_below(&self, typed: &str, place: &Goal) -> Refusal {
        let prefix = format!("{}-", self.code(place.id));
        let below: Vec<Code> = self.subtree(place.id).into_iter().skip(1).map(|id| self.code(id)).collect();
        let short = below.iter().map(|code| code.as_str().strip_prefix(&prefix).unwrap_or(code.as_str()));
        let near: Vec<String> =
            nearest(&[typed.to_owned()], short).into_iter().map(ToOwned::to_owned).collect();
        if near.is_empty() { self.unknown(typed) } else { self.unknown_like(typed, near) }
    }

    /// Beside those codes that are like what was typed, those of goals whose title has a word that begins so.
    fn unknown_like(&self, typed: &str, mut near: Vec<String>) -> Refusal {
        let start = folded(typed);
        let begins = |goal: &&Goal| {
            start.chars().count() >= SHORTEST_START
                && words(goal.title.as_str()).iter().any(|word| word.starts_with(&start))
        };
        if near.len() < NEAREST {
            let others = self.goals_in_order().filter(|goal| !self.is_archived(goal.id)).filter(begins);
            let others = others.map(|goal| self.code(goal.id).to_string());
            let fresh: Vec<String> =
                others.filter(|code| !near.contains(code)).take(NEAREST - near.len()).collect();
            near.extend(fresh);
        }
        Refusal::UnknownCode {
            unknown: vec![Unknown { typed: typed.to_owned(), near }],
            known: 0,
            any: !self.goals.is_empty(),
        }
    }

    /// The code for a new goal: the one it was given, which must be free, or one made of its title.
    pub(crate) fn code_for(
        &self,
        given: Option<&Code>,
        title: &Title,
        parent: Option<&Code>,
        reserved: &BTreeSet<Code>,
    ) -> Result<Code, Refusal> {
        match given {
            Some(code) => self.refuse_taken(code, None).map(|()| code.clone()),
            None => Ok(Code::for_title(title, parent, |code| {
                self.codes.contains_key(code) || reserved.contains(code)
            })),
        }
    }

    /// Refuses a code that another goal has, or that no goal may be given.
    pub(crate) fn refuse_taken(&self, code: &Code, goal: Option<GoalId>) -> Result<(), Refusal> {
        match self.holder(code) {
            Some(holder) if Some(holder.id) == goal => Ok(()),
            Some(holder) => Err(Refusal::CodeTaken { code: code.clone(), holder: holder.title.to_string() }),
            None if code.can_be_given() => Ok(()),
            None => Err(Refusal::invalid_input(
                format!(
                    "`{code}` can be no code: with a place it means all that is below, as in `home:{code}`"
                ),
                "give another with `--code`, or `code:` in the goal line",
            )),
        }
    }

    /// Deals out the codes: each to the standing claim of least id, the first free `CODE-2` to others.
    pub(crate) fn assign_codes(&mut self) {
        let mut living: Vec<&Goal> = self.goals.values().filter(|goal| !self.is_archived(goal.id)).collect();
        living.sort_by_key(|goal| (goal.claim, goal.id));
        let mut codes = BTreeMap::new();
        let mut losers = Vec::new();
        for goal in living {
            if codes.contains_key(&goal.claimed) {
                losers.push(goal);
            } else {
                codes.insert(goal.claimed.clone(), goal.id);
            }
        }
        let mut shown = BTreeMap::new();
        let mut next = BTreeMap::new();
        for goal in losers {
            let code = numbered(&goal.claimed, &codes, &mut next);
            codes.insert(code.clone(), goal.id);
            shown.insert(goal.id, code);
        }
        self.codes = codes;
        self.shown = shown;
    }
}

/// The first free one of `CODE-2`, `CODE-3`, …. What was taken once stays so: of numbers with as many digits,
/// behind as much of a code, `next` has the first that may be free.
fn numbered(code: &Code, taken: &BTreeMap<Code, GoalId>, next: &mut BTreeMap<Code, u64>) -> Code {
    let mut first = 2_u64;
    loop {
        let end = 10_u64.pow(first.ilog10() + 1);
        let next = next.entry(code.with_number(first)).or_insert(first);
        while *next < end {
            let numbered = code.with_number(*next);
            *next += 1;
            if !taken.contains_key(&numbered) {
                return numbered;
            }
        }
        first = end;
    }
}

/// What each word means; all that are unknown are named together.
pub(crate) fn each<T, M>(
    words: impl IntoIterator<Item = T>,
    meant: impl Fn(T) -> Result<M, Refusal>,
) -> Result<Vec<M>, Refusal> {
    let mut found = Vec::new();
    let mut refused: Option<Refusal> = None;
    for word in words {
        match (meant(word), refused.take()) {
            (Ok(goal), before) => {
                found.push(goal);
                refused = before;
            }
            (Err(refusal), before) => refused = Some(refusal.beside(before)),
        }
    }
    match refused {
        Some(refusal) => Err(refusal.beside_known(found.len())),
        None => Ok(found),
    }
}
