//! Which goal is meant by what is typed in the place of a code (SEMANTICS 3.8, 3.9).

use crate::domain::input::check_word::{Ask, How};
use crate::domain::input::places::PlacedWord;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::model::refusal::Refusal;
use crate::domain::value::code::Code;
use crate::domain::value::title_words::{folded, words};

/// How a goal may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// By its code.
    Exactly,
    /// Else by the beginning of that, or of a word of its title, that fits one open goal alone.
    Freely,
}

/// A goal that was named, and what is said back where it could have been another.
#[derive(Clone, Debug)]
pub struct Meant<'w> {
    pub goal: &'w Goal,
    pub said: Option<String>,
}

impl<'w> Meant<'w> {
    fn plainly(goal: &'w Goal) -> Self {
        Self { goal, said: None }
    }
}

/// The goal in use that is meant.
pub fn living<'w>(judge: &Judge<'w>, naming: Naming, typed: &str) -> Result<Meant<'w>, Refusal> {
    meant(judge, naming, typed, judge.state.tree.find_living(typed))
}

/// The goal that is meant, also an archived one.
pub fn any<'w>(judge: &Judge<'w>, naming: Naming, typed: &str) -> Result<Meant<'w>, Refusal> {
    meant(judge, naming, typed, judge.state.tree.find(typed))
}

fn meant<'w>(
    judge: &Judge<'w>,
    naming: Naming,
    typed: &str,
    exact: Result<&'w Goal, Refusal>,
) -> Result<Meant<'w>, Refusal> {
    match (exact, naming) {
        (Err(unknown @ Refusal::UnknownCode { .. }), Naming::Freely) => {
            begun(judge, typed, |_| true)?.ok_or(unknown)
        }
        (exact, _) => exact.map(Meant::plainly),
    }
}

/// The goal in use that a word means in its place: one below it by its code, with or without the code of the place
/// before it; else one anywhere, unless it lies below another place.
pub fn placed<'w>(judge: &Judge<'w>, naming: Naming, typed: &PlacedWord) -> Result<Meant<'w>, Refusal> {
    let word = typed.word.as_str();
    let Some(place) = &typed.place else { return living(judge, naming, word) };
    let Meant { goal: place, said } = living(judge, naming, place).map_err(|refusal| match refusal {
        Refusal::UnknownCode { .. } => judge.state.tree.unknown_place(place),
        other => other,
    })?;
    let tree = &judge.state.tree;
    let is_below = |goal: &Goal| tree.ancestors(goal.id).any(|above| above.id == place.id);
    let code: Option<Code> = word.parse().ok();
    let short = code.as_ref().and_then(|code| tree.holder(code));
    let long = code.as_ref().and_then(|code| tree.holder(&code.below(&tree.code(place.id))));
    if let Some(goal) = [short, long].into_iter().flatten().find(|goal| is_below(goal)) {
        return Ok(Meant { goal, said });
    }
    if let Some(goal) = short {
        let (code, place_code) = (tree.code(goal.id), tree.code(place.id));
        if let Some(below) = below_another(judge, goal, place) {
            return Err(Refusal::Elsewhere { code, place: place_code, below: tree.code(below.id) });
        }
        let here = format!("`{code}`, not below `{place_code}`");
        return Ok(Meant { goal, said: Some(both(said, here)) });
    }
    let begun = match naming {
        Naming::Exactly => None,
        Naming::Freely => begun(judge, word, is_below)?,
    };
    if let Some(Meant { goal, said: echo }) = begun {
        return Ok(Meant { goal, said: echo.map(|echo| both(said, echo)) });
    }
    Err(match tree.find_living(word) {
        Err(archived @ Refusal::Archived { .. }) => archived,
        Ok(_) | Err(_) => tree.unknown_below(word, place),
    })
}

/// The goal that something is asked of, and what, by its code: `pitch-3` is three less of `pitch` where it means no goal.
/// A code comes before a beginning.
pub fn asked<'w>(judge: &Judge<'w>, naming: Naming, ask: &Ask) -> Result<(Meant<'w>, Ask), Refusal> {
    let find = |naming, code: String, how: How| {
        let meant = placed(judge, naming, &PlacedWord { place: ask.place.clone(), word: code })?;
        let code = judge.state.tree.code(meant.goal.id).to_string();
        Ok((meant, Ask { place: None, code, how }))
    };
    let find = |naming| match (find(naming, ask.code.clone(), ask.how), ask.as_less()) {
        (Err(refusal), Some(less)) => find(naming, less.code, less.how)
            .map_err(|shorter: Refusal| if shorter.is_guessed() { shorter } else { refusal }),
        (found, _) => found,
    };
    find(Naming::Exactly).or_else(|_| find(naming))
}

fn both(first: Option<String>, second: String) -> String {
    [first, Some(second)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The nearest goal above one that is neither a place nor above that.
fn below_another<'w>(judge: &Judge<'w>, goal: &Goal, place: &Goal) -> Option<&'w Goal> {
    let tree = &judge.state.tree;
    let is_above = |id| id == place.id || tree.ancestors(place.id).any(|above| above.id == id);
    tree.ancestors(goal.id).find(|above| !is_above(above.id))
}

/// How many words, from the first, stand together in the title of one open goal, as `write articles` do; 1 where they
/// are codes, or stand in no title or in several.
pub fn titled(judge: &Judge<'_>, naming: Naming, typed: &[&str]) -> usize {
    const LONGEST: usize = 20;
    let is_code = |word: &&str| word.parse().is_ok_and(|code: Code| judge.state.tree.holder(&code).is_some());
    let is_one = |run: &[&str]| {
        !run.iter().all(is_code) && matches!(begun(judge, &run.join(" "), |_| true), Ok(Some(_)))
    };
    if naming == Naming::Exactly || typed.iter().all(is_code) {
        return 1;
    }
    let lengths = (2..=typed.len().min(LONGEST)).rev();
    lengths.into_iter().find(|length| typed.get(..*length).is_some_and(is_one)).unwrap_or(1)
}

/// Whether the words of a title hold others one after the other, of which the last may be cut.
fn holds(title: &[String], typed: &[String]) -> bool {
    let Some((last, before)) = typed.split_last() else { return false };
    title.windows(typed.len()).any(|run| {
        run.split_last().is_some_and(|(end, begin)| begin == before && end.starts_with(last.as_str()))
    })
}

/// The one open goal among these whose code begins so, or whose title has a word or several that do. Refused where
/// there are several, unless it is the whole title of one.
fn begun<'w>(
    judge: &Judge<'w>,
    typed: &str,
    among: impl Fn(&Goal) -> bool,
) -> Result<Option<Meant<'w>>, Refusal> {
    let tree = &judge.state.tree;
    let start = folded(typed);
    if start.is_empty() {
        return Ok(None);
    }
    let typed_words = words(typed);
    let begins = |goal: &Goal| {
        let code = tree.code(goal.id);
        code.as_str().starts_with(&start) || holds(&words(goal.title.as_str()), &typed_words)
    };
    let is_open = |goal: &Goal| !matches!(judge.status(goal), Status::Done | Status::Ended);
    let fits: Vec<&Goal> = tree
        .goals_in_order()
        .filter(|goal| !tree.is_archived(goal.id) && among(goal) && begins(goal) && is_open(goal))
        .collect();
    let mut titled = fits.iter().filter(|goal| words(goal.title.as_str()) == typed_words);
    let named = match (titled.next(), titled.next()) {
        (Some(goal), None) => vec![*goal],
        _ => fits,
    };
    match named.as_slice() {
        [] => Ok(None),
        [goal] => {
            let said = format!("`{typed}` is `{}`", tree.code(goal.id));
            Ok(Some(Meant { goal, said: Some(said) }))
        }
        several => Err(Refusal::Several {
            typed: typed.to_owned(),
            fits: several.iter().map(|goal| (tree.code(goal.id), goal.title.to_string())).collect(),
        }),
    }
}
