//! The goals that a command names: by their codes, at a terminal also by the beginning of a name, and what is said
//! back of that (SEMANTICS 3.8 to 3.10).

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::decide::naming;
use crate::domain::decide::naming::{Meant, Naming};
use crate::domain::decide::taken_codes::Renamed;
use crate::domain::input::check_word::{Ask, How, Typed};
use crate::domain::input::fields::{FieldUpdate, GoalInput};
use crate::domain::input::places::{PlacedWord, parted, placed};
use crate::domain::judge::judge::Judge;
use crate::domain::model::codes::each;
use crate::domain::model::goal::Goal;
use crate::domain::model::refusal::Refusal;
use crate::domain::report::whole_place::WholePlace;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::error::Error;

/// Behind a place: all that is below it.
const ALL: &str = "all";

#[derive(Clone, Debug)]
pub(crate) struct Names {
    naming: Naming,
    said: Said,
}

/// What is said back, each once; the command that asks and the context that tells share it.
pub(crate) type Said = Rc<RefCell<Vec<String>>>;

impl Names {
    pub(crate) fn new(naming: Naming, said: Said) -> Self {
        Self { naming, said }
    }

    fn say(&self, text: String) {
        let mut said = self.said.borrow_mut();
        if !said.contains(&text) {
            said.push(text);
        }
    }

    /// The codes of goals that come before one, as what they mean; those that `is_known` tells of stay.
    pub(crate) fn name_after(
        &self,
        judge: &Judge<'_>,
        fields: &mut GoalInput,
        is_known: impl Fn(&Code) -> bool,
    ) -> Result<(), Refusal> {
        let Some(after) = fields.after() else { return Ok(()) };
        let named = each(after, |code| {
            if is_known(code) {
                return Ok(code.clone());
            }
            self.living(judge, code.as_str()).map(|goal| judge.state.tree.code(goal.id))
        })?;
        fields.set(FieldUpdate::After(named));
        Ok(())
    }

    /// That a new goal has another code than was asked for.
    pub(crate) fn say_renamed(&self, Renamed { asked, given, holder }: &Renamed) {
        self.say(format!("`{asked}` is taken by “{holder}”, so this one is `{given}`"));
    }

    fn echo<'w>(&self, meant: Meant<'w>) -> &'w Goal {
        if let Some(said) = meant.said {
            self.say(said);
        }
        meant.goal
    }

    /// The goal in use that is meant.
    pub(crate) fn living<'w>(&self, judge: &Judge<'w>, typed: &str) -> Result<&'w Goal, Refusal> {
        naming::living(judge, self.naming, typed).map(|meant| self.echo(meant))
    }

    /// The goal that is meant, also an archived one.
    pub(crate) fn any<'w>(&self, judge: &Judge<'w>, typed: &str) -> Result<&'w Goal, Refusal> {
        naming::any(judge, self.naming, typed).map(|meant| self.echo(meant))
    }

    /// The goals in use that are meant, each once.
    pub(crate) fn each_living<'w>(
        &self,
        judge: &Judge<'w>,
        typed: &[String],
    ) -> Result<Vec<&'w Goal>, Refusal> {
        each(self.codes(judge, typed), |code| self.living(judge, &code)).map(once)
    }

    /// The goals that are meant, also archived ones, each once; to be read.
    pub(crate) fn each<'w>(&self, judge: &Judge<'w>, typed: &[String]) -> Result<Vec<&'w Goal>, Refusal> {
        let found = each(self.codes(judge, typed), |code| self.any(judge, &code));
        found.map(once).map_err(|refusal| refusal.beside_known(0))
    }

    /// The same, for writing.
    pub(crate) fn each_to_archive<'w>(
        &self,
        judge: &Judge<'w>,
        typed: &[String],
    ) -> Result<Vec<&'w Goal>, Refusal> {
        each(self.codes(judge, typed), |code| self.any(judge, &code)).map(once)
    }

    /// The goals that are meant where archived ones come first, each once.
    pub(crate) fn each_archived<'w>(judge: &Judge<'w>, typed: &[String]) -> Result<Vec<&'w Goal>, Refusal> {
        each(codes(typed), |code| judge.state.tree.find_archived(code)).map(once)
    }

    /// The goals that a line with places means, each once; of a whole place those that `suits` tells of.
    pub(crate) fn each_placed<'w>(
        &self,
        judge: &Judge<'w>,
        typed: &[String],
        suits: impl Fn(&Goal) -> bool,
    ) -> Result<Vec<&'w Goal>, Error> {
        let words = placed(typed.iter().map(String::as_str)).map_err(|why| Error::usage(why, PLACES))?;
        if words.is_empty() {
            return Err(Error::usage("no goal given", PLACES));
        }
        let words = self.words_by_titles(judge, &words);
        let found = each(&words, |word| match self.whole_place(judge, word)? {
            Some(whole) => {
                let goals = whole.goals.into_iter().map(|(goal, _)| goal);
                Ok(goals.filter(|goal| suits(goal)).collect())
            }
            None => Ok(vec![self.placed(judge, word)?]),
        });
        Ok(once(found?.into_iter().flatten().collect()))
    }

    /// What is asked, each of one goal, by its code.
    pub(crate) fn each_asked(&self, judge: &Judge<'_>, asks: &[Ask]) -> Result<Vec<Ask>, Refusal> {
        let asks = self.by_titles(judge, asks);
        let found = each(&asks, |ask| {
            let word = PlacedWord { place: ask.place.clone(), word: ask.code.clone() };
            match self.whole_place(judge, &word)? {
                Some(_) if ask.how != How::Once => Err(Refusal::invalid_input(
                    format!("`{}:{ALL}` takes no amount: each goal has its share of today", place(&word)),
                    "name the goal that the amount is for",
                )),
                Some(whole) => Ok(whole.goals.into_iter().map(|it| (share(judge, it), false)).collect()),
                None => {
                    let (meant, ask) = naming::asked(judge, self.naming, ask)?;
                    let is_begun = meant.said.is_some();
                    self.echo(meant);
                    Ok(vec![(ask, is_begun)])
                }
            }
        });
        let mut asked: Vec<(Ask, bool)> = Vec::new();
        for (ask, is_begun) in found?.into_iter().flatten() {
            // `check calls follow+2` names one goal by two words, and asks once of it.
            match asked.iter_mut().find(|(it, begun)| it.code == ask.code && (is_begun || *begun)) {
                Some((known, _)) if known.how == How::Once => known.how = ask.how,
                Some(_) if ask.how == How::Once => {}
                _ => asked.push((ask, is_begun)),
            }
        }
        Ok(asked.into_iter().map(|(ask, _)| ask).collect())
    }

    /// Words that stand together in a title as one: `write articles+2`.
    fn by_titles(&self, judge: &Judge<'_>, asks: &[Ask]) -> Vec<Ask> {
        let code = |ask: &Ask| ask.as_less().map_or_else(|| ask.code.clone(), |less| less.code);
        let mut found = Vec::new();
        let mut rest = asks;
        while let Some((first, behind)) = rest.split_first() {
            // Only the last of them has an amount.
            let once = rest.iter().take_while(|ask| ask.place.is_none() && ask.how == How::Once).count();
            let run = rest.iter().take(once + 1).take_while(|ask| ask.place.is_none());
            let words: Vec<String> = run.map(code).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let length = naming::titled(judge, self.naming, &words);
            match rest.get(..length).and_then(<[Ask]>::split_last) {
                Some((last, before)) if length > 1 => {
                    let words = before.iter().chain([last]).map(|ask| ask.code.as_str());
                    found.push(Ask { code: words.collect::<Vec<_>>().join(" "), ..last.clone() });
                }
                _ => found.push(first.clone()),
            }
            rest = rest.get(length..).unwrap_or(behind);
        }
        found
    }

    /// The same of words without amounts.
    fn words_by_titles(&self, judge: &Judge<'_>, words: &[PlacedWord]) -> Vec<PlacedWord> {
        let asks: Vec<Ask> = words
            .iter()
            .map(|it| Ask { place: it.place.clone(), code: it.word.clone(), how: How::Once })
            .collect();
        let found = self.by_titles(judge, &asks);
        found.into_iter().map(|ask| PlacedWord { place: ask.place, word: ask.code }).collect()
    }

    /// What stands for a goal each, of words without a place.
    fn codes(&self, judge: &Judge<'_>, typed: &[String]) -> Vec<String> {
        let words = codes(typed).into_iter().map(ToOwned::to_owned);
        let words: Vec<PlacedWord> = words.map(|word| PlacedWord { place: None, word }).collect();
        self.words_by_titles(judge, &words).into_iter().map(|it| it.word).collect()
    }

    fn placed<'w>(&self, judge: &Judge<'w>, word: &PlacedWord) -> Result<&'w Goal, Refusal> {
        naming::placed(judge, self.naming, word).map(|meant| self.echo(meant))
    }

    /// All that is below a place, where that is asked; what is left out of it is said.
    fn whole_place<'w>(
        &self,
        judge: &Judge<'w>,
        word: &PlacedWord,
    ) -> Result<Option<WholePlace<'w>>, Refusal> {
        let Some(typed) = word.place.as_ref().filter(|_| word.word.eq_ignore_ascii_case(ALL)) else {
            return Ok(None);
        };
        let place = self.living(judge, typed)?;
        let code = judge.state.tree.code(place.id);
        if judge.state.tree.living_children(Some(place.id)).next().is_none() {
            return Err(Refusal::Conflict {
                what: format!("nothing is below `{code}`"),
                hint: format!("`{code}` alone means the goal itself"),
            });
        }
        let whole = WholePlace::of(judge, place);
        if let Some(left_out) = whole.left_out_in_words() {
            self.say(format!("left out of `{code}:{ALL}`: {left_out}"));
        }
        Ok(Some(whole))
    }
}

/// How goals are named in a line, by an example.
const PLACES: &str = "as in `goals check vms: vcm fh han: vcm`";

fn place(word: &PlacedWord) -> &str {
    word.place.as_deref().unwrap_or_default()
}

/// One, or so many of what is counted.
fn share(judge: &Judge<'_>, (goal, share): (&Goal, Amount)) -> Ask {
    let code = judge.state.tree.code(goal.id).to_string();
    let how = if share == Amount::ONE { How::Once } else { How::More(Typed::Number(share)) };
    Ask { place: None, code, how }
}

/// The words of a line: commas part them as blanks do. An empty word is one too, which nothing has.
fn codes(typed: &[String]) -> Vec<&str> {
    let parts = typed.iter().map(|word| (word.as_str(), parted(word).collect::<Vec<_>>()));
    parts.flat_map(|(word, parts)| if parts.is_empty() { vec![word] } else { parts }).collect()
}

/// Each goal once, in order.
fn once(goals: Vec<&Goal>) -> Vec<&Goal> {
    let mut found: Vec<&Goal> = Vec::new();
    for goal in goals {
        if !found.iter().any(|known| known.id == goal.id) {
            found.push(goal);
        }
    }
    found
}
