//! What is typed at the bottom: an amount, a note, a command, what is sought.

use goals::screen::{Line, Tone};

use super::acts::with_day;
use super::{Desk, SAID, text};
use crate::input::Key;
use crate::keys::View;
use crate::prompt::{Prompt, Purpose, Typed};
use crate::wrap::wrapped;

/// So many commands are remembered.
const REMEMBERED: usize = 100;

impl Desk {
    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.insert(text);
        }
    }

    pub(super) fn type_key(&mut self, key: Key) {
        let Some(mut prompt) = self.prompt.take() else { return };
        match prompt.press(key) {
            Typed::Left => self.said.clear(),
            Typed::Entered => {
                self.said.clear();
                self.enter(&prompt);
                self.keep_in_sight();
                self.tell_aside();
            }
            Typed::On => {
                if let Purpose::Find = prompt.purpose {
                    self.find(prompt.text(), self.cursor);
                    self.keep_in_sight();
                }
                self.prompt = Some(prompt);
            }
            Typed::Complete => {
                if let Purpose::Command = prompt.purpose {
                    self.complete(&mut prompt);
                }
                self.prompt = Some(prompt);
            }
            Typed::Earlier => self.recall(prompt, self.at_typed.saturating_sub(1)),
            Typed::Later => self.recall(prompt, self.at_typed + 1),
        }
    }

    pub(super) fn recall(&mut self, mut prompt: Prompt, at: usize) {
        if let Purpose::Command = prompt.purpose {
            self.at_typed = at.min(self.typed.len());
            prompt.put(self.typed.get(self.at_typed).map_or("", String::as_str));
        }
        self.prompt = Some(prompt);
    }

    /// Does what a typed line is for.
    pub(super) fn enter(&mut self, prompt: &Prompt) {
        let text = prompt.text().trim();
        let on = self.on();
        match &prompt.purpose {
            Purpose::Find if text.is_empty() => {
                let sought = self.sought.clone();
                self.find(&sought, self.cursor + 1);
            }
            Purpose::Find => text.clone_into(&mut self.sought),
            _ if text.is_empty() => {}
            Purpose::Amount(goal, sign) => {
                let word = format!("{}{sign}{text}", goal.code);
                self.do_words(&with_day(&["check", &word], on.as_deref()));
            }
            Purpose::Note(goal) => {
                let told = self.session.note(goal, text, on.as_deref(), self.columns());
                self.tell(told);
            }
            Purpose::Win => self.do_words(&with_day(&["win", text], on.as_deref())),
            Purpose::Add(Some(goal)) => self.do_words(&["split", &goal.code, text]),
            Purpose::Add(None) => self.do_words(&["add", text]),
            Purpose::Edit(line) => {
                let told = self.session.edit_line(line, text, self.columns());
                self.tell(told);
            }
            Purpose::Plan(goal) => self.do_words(&["plan", &goal.code, "--on", text]),
            Purpose::Command => self.command(text),
        }
    }

    pub(super) fn command(&mut self, line: &str) {
        self.typed.retain(|known| known != line);
        self.typed.push(line.to_owned());
        if self.typed.len() > REMEMBERED {
            self.typed.remove(0);
        }
        self.at_typed = self.typed.len();
        let line = line.strip_prefix("goals ").unwrap_or(line);
        let told = self.session.type_line(line, self.columns());
        self.tell(told);
    }

    /// Puts the cursor on the next row whose text holds what is sought, beginning with row `from`.
    pub(super) fn find(&mut self, sought: &str, from: usize) {
        if sought.is_empty() {
            return;
        }
        let sought = sought.to_lowercase();
        if self.view != View::Today {
            let holds = |line: &Line| text(line).to_lowercase().contains(&sought);
            self.page.top = self.page.lines.iter().position(holds).unwrap_or(self.page.top);
            return;
        }
        let holds = |row: &usize| {
            let goal = self.day.rows.get(*row).and_then(|row| row.goal.as_ref());
            goal.is_some_and(|goal| {
                goal.code.to_lowercase().contains(&sought) || goal.title.to_lowercase().contains(&sought)
            })
        };
        let (before, behind): (Vec<usize>, Vec<usize>) = self.goals().partition(|row| *row < from);
        self.cursor = behind.into_iter().chain(before).find(holds).unwrap_or(self.cursor);
    }

    /// Puts in what the last word of a command may become, or says what it may.
    pub(super) fn complete(&mut self, prompt: &mut Prompt) {
        let found = self.session.completions(prompt.text());
        let begun = prompt.text().rfind(' ').map_or(0, |blank| blank + 1);
        let line = prompt.text().get(..begun).unwrap_or_default().to_owned();
        let Some(first) = found.first() else {
            self.said = vec![vec![(Tone::Faint, "nothing fits".to_owned())]];
            return;
        };
        let common = found.iter().fold(first.word.as_str(), |common, candidate| {
            let same = common.char_indices().zip(candidate.word.chars());
            let end = same.take_while(|((_, one), other)| one == other).last();
            common.get(..end.map_or(0, |((at, letter), _)| at + letter.len_utf8())).unwrap_or_default()
        });
        prompt.put(&format!("{line}{common}"));
        if let [only] = found.as_slice() {
            let blank = if only.word.ends_with([':', '=']) { "" } else { " " };
            prompt.put(&format!("{line}{}{blank}", only.word));
            self.said.clear();
            return;
        }
        let words: Vec<&str> = found.iter().map(|candidate| candidate.word.as_str()).collect();
        self.said = wrapped(&vec![(Tone::Faint, words.join("  "))], self.columns());
        self.said.truncate(SAID);
    }
}
