//! Who holds which code, and which goal is meant by one (PRODUCT, "Words"; SEMANTICS 10.3).

use std::collections::{BTreeMap, BTreeSet};

use super::goal::Goal;
use super::refusal::Refusal;
use super::tree::Tree;
use crate::domain::value::code::Code;
use crate::domain::value::ids::GoalId;
use crate::domain::value::likeness::nearest;
use crate::domain::value::text::Title;

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
            .ok_or_else(|| self.unknown(vec![typed.to_owned()]))
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
        self.each(typed, |code| self.find_living(code))
    }

    /// The goals meant by these codes, archived ones too; all that are unknown are named together.
    pub(crate) fn find_all<'a>(&self, typed: impl Iterator<Item = &'a str>) -> Result<Vec<&Goal>, Refusal> {
        self.each(typed, |code| self.find(code))
    }

    /// The goals meant by these codes, archived ones first; all that are unknown are named together.
    pub(crate) fn find_all_archived<'a>(
        &self,
        typed: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<&Goal>, Refusal> {
        self.each(typed, |code| self.find_archived(code))
    }

    fn each<'a, 'p>(
        &'p self,
        typed: impl Iterator<Item = &'a str>,
        find: impl Fn(&str) -> Result<&'p Goal, Refusal>,
    ) -> Result<Vec<&'p Goal>, Refusal> {
        let mut unknown: Vec<String> = Vec::new();
        let mut found = Vec::new();
        for code in typed {
            let goal = find(code);
            let is_unknown = matches!(goal, Err(Refusal::UnknownCode { .. }));
            if is_unknown && !unknown.iter().any(|known| known == code) {
                unknown.push(code.to_owned());
            }
            found.push(goal);
        }
        if unknown.is_empty() { found.into_iter().collect() } else { Err(self.unknown(unknown)) }
    }

    fn unknown(&self, codes: Vec<String>) -> Refusal {
        let near = nearest(&codes, self.codes.keys().map(Code::as_str)).into_iter();
        let near = near.filter_map(|near| near.parse().ok()).collect();
        Refusal::UnknownCode { codes, near, any: !self.goals.is_empty() }
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
            Some(code) => match self.holder(code) {
                Some(holder) => {
                    Err(Refusal::CodeTaken { code: code.clone(), holder: holder.title.to_string() })
                }
                None => Ok(code.clone()),
            },
            None => Ok(Code::suggested(title)
                .freed(parent, |code| self.codes.contains_key(code) || reserved.contains(code))),
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
