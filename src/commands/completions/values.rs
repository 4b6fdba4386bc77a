//! What may stand where a value is asked for: cadences, days, areas, people, templates, settings, rewards, and the
//! words of a goal line. Each is found by what the help calls it, and only where a shell asks.

use std::ffi::OsStr;

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::known_codes;
use super::known_codes::{state, words_typed};
use crate::commands::help::TOPICS;
use crate::domain::decide::template::BUILT_IN;
use crate::domain::input::goal_line::keyed;
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::rewards::RewardStatus;
use crate::domain::model::goal_field::{DayKey, Key, TextKey};
use crate::domain::model::settings::Key as Setting;
use crate::domain::model::state::State;
use crate::domain::value::cadence::CADENCES;
use crate::domain::value::day::{Day, Look};
use crate::env::Env;
use crate::ui::clean::clean;

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Cadences,
    Days(Look),
    Areas,
    People,
    Templates,
    Settings,
    /// Of the setting before it.
    OfSetting,
    /// Rewards, by their numbers: those to claim, or all.
    Rewards(Wanted),
    Marks,
    /// The words of a goal line, `key:value` among them.
    Line,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Earned,
    All,
}

/// The same commands, with what may stand for each value.
pub(super) fn with_values(mut command: Command) -> Command {
    let known = command.get_subcommands();
    let names = known.map(|it| (it.get_name().to_owned(), it.get_about().map(ToString::to_string))).collect();
    let explained = explained(names);
    let help = Command::new("help")
        .about("Show how a command is used, or tell of days, goal lines and the inbox")
        .arg(Arg::new("topic").value_name("TOPIC").add(explained.clone()));
    command = command.disable_help_subcommand(true).subcommand(help);
    command.build();
    // Its words are asked for alike.
    command = command.mut_subcommand("man", |man| {
        man.mut_args(|arg| if arg.get_id() == "command" { arg.add(explained.clone()) } else { arg })
    });
    completing(command)
}

/// What is explained: each command, and the topics.
fn explained(commands: Vec<Told>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let topics = TOPICS.iter().map(|topic| (topic.name.to_owned(), Some(topic.about.to_owned())));
        candidates(&typed.to_string_lossy(), commands.iter().cloned().chain(topics))
    })
}

fn completing(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let with = |arg: Arg| match Values::of(&name, &arg) {
        Some(values) if arg.get::<ArgValueCompleter>().is_none() => {
            arg.add(ArgValueCompleter::new(move |typed: &OsStr| values.like(&typed.to_string_lossy())))
        }
        _ => arg,
    };
    command.mut_args(with).mut_subcommands(completing)
}

impl Values {
    /// What is asked for, as the help calls it.
    fn of(command: &str, arg: &Arg) -> Option<Self> {
        let name = arg.get_value_names()?.first()?.as_str();
        Some(match (name, command, arg.get_id().as_str()) {
            ("CADENCE", ..) => Self::Cadences,
            ("DAY", command, id) => Self::Days(look(command, id)),
            ("A", ..) => Self::Areas,
            ("NAME", _, "who" | "doer") => Self::People,
            ("NAME", "split" | "show" | "remove", _) => Self::Templates,
            ("KEY", "config", _) => Self::Settings,
            ("VALUE", "config", _) => Self::OfSetting,
            ("N", "claim", _) => Self::Rewards(Wanted::Earned),
            ("N", "remove", _) => Self::Rewards(Wanted::All),
            ("MARK", "add", _) => Self::Marks,
            ("WORDS" | "LINE" | "TITLE", ..) => Self::Line,
            _ => return None,
        })
    }

    fn like(self, typed: &str) -> Vec<CompletionCandidate> {
        let plain = |texts: &[&str]| candidates(typed, texts.iter().map(|text| ((*text).to_owned(), None)));
        match self {
            Self::Cadences => plain(&CADENCES),
            Self::Marks => plain(&["25%", "50%", "75%", "streak:7", "streak:30", "done"]),
            Self::Days(look) => candidates(typed, days(look)),
            Self::Areas => candidates(typed, kept(|state| texts(state.areas()))),
            Self::People => candidates(typed, kept(|state| texts(state.people()))),
            Self::Templates => candidates(typed, templates()),
            Self::Settings => {
                let told = |key: &Setting| (key.name().to_owned(), Some(key.values().to_owned()));
                let stores = ("stores".to_owned(), Some("folders of other stores, or `none`".to_owned()));
                let inbox = ("inbox".to_owned(), Some("`on` or `off`, on one machine".to_owned()));
                candidates(typed, Setting::ALL.iter().map(told).chain([stores, inbox]))
            }
            Self::OfSetting => of_setting(typed),
            Self::Rewards(wanted) => candidates(typed, rewards(wanted)),
            Self::Line => line_words(typed),
        }
    }
}

/// How a command reads its day (SEMANTICS 1.5).
fn look(command: &str, option: &str) -> Look {
    match (command, option) {
        ("check" | "win" | "finish", _) => Look::Back,
        ("log" | "report", "since") => Look::Since,
        ("log", _) => Look::Until,
        ("skip", _) => Look::Either,
        ("today", _) | (_, "from") => Look::Around,
        (_, "by") => Look::Deadline,
        _ => Look::Ahead,
    }
}

type Told = (String, Option<String>);

/// Those that begin as typed; of a list with commas its last part is being typed.
fn candidates(typed: &str, all: impl IntoIterator<Item = Told>) -> Vec<CompletionCandidate> {
    let whole = typed.to_lowercase();
    let (before, begun) = typed.rsplit_once(',').map_or(("", typed), |(before, begun)| (before, begun));
    let begun = begun.to_lowercase();
    let candidate = |(text, help): Told| {
        let lower = text.to_lowercase();
        let text = match before {
            "" => lower.starts_with(&begun).then_some(text)?,
            _ if lower.starts_with(&whole) => text,
            before => lower.starts_with(&begun).then(|| format!("{before},{text}"))?,
        };
        Some(CompletionCandidate::new(text).help(help.map(Into::into)))
    };
    all.into_iter().filter_map(candidate).collect()
}

fn texts(names: Vec<&str>) -> Vec<Told> {
    names.into_iter().map(|name| (clean(name).into_owned(), None)).collect()
}

/// What the store holds of a kind; nothing where it can't be read.
fn kept(of: impl Fn(&State) -> Vec<Told>) -> Vec<Told> {
    state(&Env::real()).map(|state| of(&state)).unwrap_or_default()
}

/// Days of one word, each with its date.
fn days(look: Look) -> Vec<Told> {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const BEHIND: [&str; 4] = ["today", "yesterday", "-1w", "-1m"];
    const AHEAD: [&str; 9] = ["today", "tomorrow", "eow", "eom", "eoq", "eoy", "+1w", "+1m", "+1y"];
    let env = Env::real();
    let Ok(now) = env.now() else { return Vec::new() };
    let state = state(&env).unwrap_or_default();
    let today = Day::of(now.naive_local(), state.settings.day_start());
    let mut calendar = Calendar::new(today, state.settings.week_start_on(today));
    let words: &[&str] = match look {
        Look::Back | Look::Since | Look::Until => &BEHIND,
        Look::Ahead | Look::Deadline | Look::Around | Look::Either | Look::Supposed => &AHEAD,
    };
    let found =
        words.iter().chain(&WEEKDAYS).filter_map(|word| Some((*word, calendar.day(word, look).ok()?)));
    let mut found: Vec<(&str, Day)> = found.collect();
    found.sort_by_key(|(_, day)| today.days_to(*day).abs());
    found.into_iter().map(|(word, day)| (word.to_owned(), Some(day.dated().to_string()))).collect()
}

fn templates() -> Vec<Told> {
    let mut names =
        kept(|state| state.templates.keys().map(|name| (clean(name).into_owned(), None)).collect());
    names.extend(
        BUILT_IN.iter().map(|(name, _)| ((*name).to_owned(), Some("comes with the program".to_owned()))),
    );
    names.dedup_by(|one, other| one.0 == other.0);
    names
}

fn of_setting(typed: &str) -> Vec<CompletionCandidate> {
    let words = words_typed();
    let key = words.iter().rposition(|word| word == "config").and_then(|at| words.get(at + 1));
    let values: &[&str] = match key.and_then(|key| key.parse().ok()) {
        Some(Setting::DayStart) => &["00:00", "03:00", "04:00", "05:00"],
        Some(Setting::WeekStart) => {
            &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        }
        Some(Setting::Celebrate) => &["off", "quiet", "full"],
        Some(Setting::Hints) => &["on", "off"],
        Some(Setting::Me) => &["none"],
        None if key.is_some_and(|key| key == "inbox") => &["on", "off"],
        None => &[],
    };
    let mut told: Vec<Told> = values.iter().map(|value| ((*value).to_owned(), None)).collect();
    if key.is_some_and(|key| key == Setting::Me.name()) {
        told.splice(0..0, kept(|state| texts(state.people())));
    }
    candidates(typed, told)
}

fn rewards(wanted: Wanted) -> Vec<Told> {
    let env = Env::real();
    let Ok(now) = env.now() else { return Vec::new() };
    let Some(state) = state(&env) else { return Vec::new() };
    let judge = Judge::new(&state, Day::of(now.naive_local(), state.settings.day_start()));
    let rewards = judge.rewards().into_iter();
    let fits = |stage: RewardStatus| wanted == Wanted::All || matches!(stage, RewardStatus::Earned(_));
    rewards
        .filter(|it| fits(it.stage))
        .map(|it| (it.number.to_string(), Some(clean(it.reward.promise.text.as_str()).into_owned())))
        .collect()
}

/// `every:w` becomes `every:week`, `ev` becomes `every:`.
fn line_words(typed: &str) -> Vec<CompletionCandidate> {
    let Some((key, value)) = keyed(typed) else {
        let keys = Key::ALL.map(|key| {
            let definition = key.definition();
            (format!("{}:", key.in_line()), Some(definition.help.to_owned()))
        });
        return if typed.is_empty() { Vec::new() } else { candidates(typed, keys) };
    };
    let values = match key {
        Key::Every => Values::Cadences,
        Key::Day(DayKey::By) => Values::Days(Look::Deadline),
        Key::Day(DayKey::From) => Values::Days(Look::Around),
        Key::Day(DayKey::Pilot) => Values::Days(Look::Ahead),
        Key::Text(TextKey::Area) => Values::Areas,
        Key::Text(TextKey::Who) => Values::People,
        Key::After => {
            let before = typed.strip_suffix(value).unwrap_or_default();
            let found = known_codes::codes(OsStr::new(value)).into_iter();
            return found.map(|candidate| candidate.add_prefix(before)).collect();
        }
        _ => return Vec::new(),
    };
    let before = typed.strip_suffix(value).unwrap_or_default();
    values.like(value).into_iter().map(|candidate| candidate.add_prefix(before)).collect()
}
