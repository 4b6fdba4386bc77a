//! The options of `add`, `split` and `edit`: the names of a goal line.

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use clap_complete::engine::ArgValueCompleter;

use crate::commands::completions::codes;
use crate::domain::input::fields::{FieldUpdate, GoalInput};
use crate::domain::input::goal_line::closing;
use crate::domain::model::goal_field::{Key, TextKey};
use crate::domain::value::cadence::CADENCES;
use crate::error::Error;

/// What can be said of a goal.
#[derive(Debug)]
pub(crate) struct GoalFlags {
    input: GoalInput,
    /// What `--every 2/week` and another option both say.
    twice: Option<Key>,
}

impl GoalFlags {
    /// What was said.
    ///
    /// # Errors
    /// Where the options contradict each other.
    pub(crate) fn fields(&self) -> Result<GoalInput, Error> {
        if let Some(key) = self.twice {
            let what = format!("`--every` says how many times already, beside `--{}`", key.definition().name);
            return Err(Error::usage(what, "leave one of them out"));
        }
        self.input.check_bounds()?;
        Ok(self.input.clone())
    }
}

impl Args for GoalFlags {
    fn augment_args(command: Command) -> Command {
        command.args(Key::ALL.map(option))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for GoalFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given =
            Key::ALL.into_iter().filter_map(|key| matches.get_one::<Vec<FieldUpdate>>(key.definition().name));
        let (mut input, mut twice) = (GoalInput::default(), None);
        for update in given.flatten() {
            let key = update.key();
            twice = twice.or(input.set(FieldUpdate::clone(update)).map(|_| key));
        }
        Ok(Self { input, twice })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn option(key: Key) -> Arg {
    let words = key.definition();
    let may_begin_with_hyphen = match key {
        Key::Target | Key::AtMost | Key::Baseline | Key::Day(_) => true,
        Key::Text(key) => matches!(key, TextKey::Why | TextKey::Reward),
        Key::Code | Key::Unit | Key::Every | Key::Feeds | Key::After => false,
    };
    let option = Arg::new(words.name)
        .long(words.name)
        .value_name(words.value)
        .help(words.help)
        .allow_hyphen_values(may_begin_with_hyphen)
        .value_parser(ValueParser::new(move |text: &str| FieldUpdate::read_all(key, unshielded(text))));
    match key {
        Key::Target => option.short('n').conflicts_with(Key::AtMost.definition().name),
        Key::Every => option.help(format!("{}: {}", words.help, CADENCES.join(" "))),
        Key::After => option.add(ArgValueCompleter::new(codes)),
        _ => option,
    }
}

/// What an option of a goal takes: ``"`--target` takes a number above 0, as in `--target 12`"``.
pub(crate) fn what_it_takes(option: &str) -> Option<String> {
    let key = match option {
        "-n" => Key::Target,
        other => Key::named(other.strip_prefix("--")?)?,
    };
    let words = key.definition();
    let (_, example) = words.example.split_once(':')?;
    Some(format!("`{option}` takes {}, as in `{option} {example}`", words.takes))
}

/// What shields an argument that begins with a bullet from being taken for an option. A noncharacter, which
/// no text holds.
pub(crate) const SHIELD: char = '\u{fdd0}';

/// An argument like `- [ ] Outline`, shielded: it is text, and no option has a space in its name.
pub(crate) fn shielded(argument: &str) -> Option<String> {
    let bullet = argument.starts_with("- ") || argument.starts_with("-\t");
    bullet.then(|| format!("{SHIELD}{argument}"))
}

/// The text as it was typed.
pub(crate) fn unshielded(text: &str) -> &str {
    text.strip_prefix(SHIELD).unwrap_or(text)
}

/// Words as one line. One that was quoted for the shell, like `why:no pitch, no post`, is one value of a key
/// that `keyed` knows.
pub(crate) fn joined_words<K>(words: &[String], keyed: impl Fn(&str) -> Option<(K, &str)>) -> String {
    let one_value = |word: &str| {
        let value = keyed(word).map(|(_, value)| value).filter(|_| words.len() > 1);
        match value.filter(|value| value.contains(char::is_whitespace) && closing(value).is_none()) {
            Some(value) => {
                let key = word.strip_suffix(value).unwrap_or(word);
                format!("{key}\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
            }
            None => word.to_owned(),
        }
    };
    let words = words.iter().map(|word| one_value(unshielded(word)));
    words.collect::<Vec<_>>().join(" ").replace(['\n', '\r'], " ")
}
