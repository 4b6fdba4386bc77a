//! What the words of a new goal may mean beside what was understood: offered with the command that says it, and
//! never done by itself.

use super::advice::{Advice, quoted};
use crate::domain::decide::edit::change;
use crate::domain::input::fields::{FieldUpdate, GoalInput};
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::input::resolve::Calendar;
use crate::domain::input::sentences::{Sentence, read};
use crate::domain::input::unknown_key::UnknownKey;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::model::goal_field::Key;
use crate::domain::value::text::Title;

/// A goal that was made of a line.
pub(crate) struct New<'n> {
    pub(crate) judge: &'n Judge<'n>,
    pub(crate) goal: &'n Goal,
    pub(crate) line: &'n OutlineLine,
    /// What was said of it, by the line or for all lines.
    pub(crate) given: &'n [Key],
}

impl New<'_> {
    /// Words of the title that look like keys, each with the nearest key.
    pub(crate) fn unknown_keys(&self) -> Vec<Advice> {
        let unknown = &self.line.unknown;
        let said: Vec<(Key, String)> =
            unknown.iter().filter_map(|key| Some((key.near?, key.value.clone()))).collect();
        let is_meant = |word: &&str| unknown.iter().any(|key| key.near.is_some() && key.word == *word);
        let title =
            self.goal.title.as_str().split(' ').filter(|word| !is_meant(word)).collect::<Vec<_>>().join(" ");
        let command = self.command(&title, &said);
        let last = unknown.iter().rposition(|key| key.near.is_some());
        let advice = |(at, key): (usize, &UnknownKey)| {
            let text = stays(key);
            match &command {
                Some(command) if Some(at) == last => Advice::with_command(&text, command.clone()),
                _ => Advice::of_words(text),
            }
        };
        unknown.iter().enumerate().map(advice).collect()
    }

    /// What the title says as a sentence, and the keys that say it. A word that looks like a key is asked about
    /// alone.
    pub(crate) fn sentence(&self) -> Option<(Advice, Vec<Key>)> {
        if self.line.unknown.iter().any(|key| key.near.is_some()) {
            return None;
        }
        let sentence = read(self.goal.title.as_str(), self.given, self.judge.today.year())?;
        // `Write 100 words` is a step that is small enough: done or not.
        let counts_alone = sentence.said.iter().all(|(key, _)| matches!(key, Key::Target | Key::Unit));
        if counts_alone && self.goal.parent().is_some() {
            return None;
        }
        let command = self.command(&sentence.title, &sentence.said)?;
        let keys = sentence.said.iter().map(|(key, _)| *key).collect();
        Some((offered(&sentence, command), keys))
    }

    /// The command that says this of the goal; nothing where it would be refused.
    fn command(&self, title: &str, said: &[(Key, String)]) -> Option<String> {
        if said.is_empty() || said.iter().any(|(key, _)| self.given.contains(key)) {
            return None;
        }
        let mut input = GoalInput::default();
        for (key, value) in said {
            if input.set(FieldUpdate::read(*key, value).ok()?).is_some() {
                return None;
            }
        }
        input.check_bounds().ok()?;
        let new_title: Title = title.parse().ok()?;
        let state = self.judge.state;
        let mut calendar = Calendar::new(self.judge.today, state.settings.week_start_on(self.judge.today));
        change(state, self.goal, Some(&new_title), &input, &mut calendar).ok()?;
        let option = |(key, value): &(Key, String)| format!(" --{} {}", key.definition().name, quoted(value));
        let options: String = said.iter().map(option).collect();
        let title =
            if new_title == self.goal.title { String::new() } else { format!(" --title {}", quoted(title)) };
        Some(format!("goals edit {}{title}{options}", state.tree.code(self.goal.id)))
    }
}

fn offered(sentence: &Sentence, command: String) -> Advice {
    let remark = sentence.remark.as_ref().map(|remark| format!("; {remark}")).unwrap_or_default();
    Advice {
        text: format!("did you mean `{}`? `{command}`{remark}", sentence.line()),
        command: Some(command),
    }
}

fn stays(key: &UnknownKey) -> String {
    match key.near {
        Some(near) => {
            format!("`{}` stays in the title; did you mean `{}:{}`?", key.word, near.in_line(), key.value)
        }
        None => format!(
            "`{}` stays in the title; no key is called `{}:`, `goals help lines` has them all",
            key.word, key.name
        ),
    }
}
