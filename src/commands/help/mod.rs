//! `help TOPIC`: what can be typed where a day or a goal line is asked for, and into the inbox. A command's own help is clap's.

mod days;
pub(super) mod guide;
mod inbox;
mod lines;

use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) use self::guide::Guide;
use super::shared::context::Context;
use super::shared::summary::{Form, Outcome};
use crate::domain::input::resolve::Calendar;
use crate::domain::value::day::Day;
use crate::domain::value::likeness::nearest;
use crate::error::Error;
use crate::journal::Detail;

/// What is explained beside the commands: here, by `man`, and in docs/commands.md.
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    /// Other words under which it is looked for.
    also: &'static [&'static str],
    /// One line, without a full stop.
    pub(crate) about: &'static str,
    guide: fn(&mut Calendar) -> Guide,
}

pub(crate) const TOPICS: [Topic; 3] = [
    Topic {
        name: "days",
        also: &["day", "date", "dates"],
        about: "What can be typed for a day",
        guide: days::guide,
    },
    Topic {
        name: "lines",
        also: &["line", "keys", "key", "goal line", "goal lines"],
        about: "What can be said in a goal line",
        guide: lines::guide,
    },
    Topic {
        name: "inbox",
        also: &["inbox.txt"],
        about: "What a line of the inbox may be",
        guide: inbox::guide,
    },
];

/// The words of `goals help WORD…`, which clap knows as commands alone.
pub(crate) struct Asked {
    pub(crate) words: Vec<String>,
    pub(crate) dir: Option<PathBuf>,
    pub(crate) form: Form,
}

impl Topic {
    pub(crate) fn named(word: &str) -> Option<&'static Self> {
        let word = word.to_lowercase();
        TOPICS.iter().find(|topic| topic.name == word || topic.also.contains(&word.as_str()))
    }

    /// Its page in a manual, in which days are those of a Wednesday.
    pub(crate) fn manual(&self) -> Guide {
        let wednesday = Day::from_ymd(2026, 11, 18).unwrap_or(Day::FIRST);
        (self.guide)(&mut Calendar::new(wednesday, chrono::Weekday::Mon))
    }
}

/// Where the words are `help` and something behind it.
pub(crate) fn asked(args: &[OsString]) -> Option<Asked> {
    let mut asked = Asked { words: Vec::new(), dir: None, form: Form::Page };
    let mut args = args.iter().skip(1);
    while let Some(arg) = args.next() {
        match arg.to_str()? {
            "--json" => asked.form = Form::Json,
            "--dir" => asked.dir = args.next().map(PathBuf::from),
            option if option.starts_with("--dir=") => {
                asked.dir = option.strip_prefix("--dir=").map(PathBuf::from);
            }
            option if option.starts_with('-') => {}
            word => asked.words.push(word.to_owned()),
        }
    }
    (asked.words.first()? == "help").then(|| asked.words.remove(0)).map(|_| asked)
}

pub(crate) fn run<'c>(
    asked: &Asked,
    commands: impl Iterator<Item = &'c str>,
    context: &mut Context<'_>,
) -> Outcome {
    let words = asked.words.join(" ");
    let Some(topic) = Topic::named(&words) else {
        let known = commands.chain(TOPICS.iter().map(|topic| topic.name));
        let hint = match nearest(&asked.words, known).as_slice() {
            [] => "`goals help` lists the commands, `goals help days` tells how a day is typed".to_owned(),
            near => format!("did you mean `goals help {}`?", near.join("` or `goals help ")),
        };
        return Err(Error::usage(format!("there is no command or topic `{words}`"), hint));
    };
    let clock = context.clock();
    // A store that can't be read is no reason to tell nothing.
    let mut calendar = match context.read_to(Detail::Today) {
        Ok(reading) => clock.calendar(&reading.state),
        Err(_) => {
            Calendar::new(Day::of(clock.now.naive_local(), chrono::NaiveTime::MIN), chrono::Weekday::Mon)
        }
    };
    context.clear_notes();
    context.summarize(&(topic.guide)(&mut calendar))
}
