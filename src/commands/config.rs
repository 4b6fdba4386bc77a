//! `config`: what is set once for everything.

use std::path::Path;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use crate::domain::model::change::Change;
use crate::domain::model::people::one_name;
use crate::domain::model::settings::{Key, Setting};
use crate::domain::value::likeness::nearest;
use crate::domain::value::text::NONE;
use crate::error::Error;
use crate::journal::Detail;
use crate::journal::files::inbox_switch::Switch;
use crate::journal::files::stores;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// day-start, week-start, celebrate, hints, me, stores or inbox
    #[arg(value_name = "KEY")]
    key: Option<String>,
    /// The new value; of `stores` one folder or more
    #[arg(value_name = "VALUE", num_args = 0..)]
    values: Vec<String>,
}

/// The other stores of this machine.
const STORES: &str = "stores";

const STORES_TAKES: &str = "folders of other stores, or `none`";

/// Whether this machine takes in the inbox of the store.
const INBOX: &str = "inbox";

const INBOX_TAKES: &str = "`on` or `off`; on one machine alone, for two would count each line twice";

pub(crate) struct Config {
    settings: Vec<Row>,
    changed: Vec<Row>,
    listing: Listing,
}

/// A setting, as it stands.
struct Row {
    key: &'static str,
    value: String,
    takes: &'static str,
}

impl Row {
    fn of(setting: &Setting) -> Self {
        let key = setting.key();
        Self { key: key.name(), value: setting.value(), takes: key.values() }
    }

    fn inbox(switch: Switch) -> Self {
        let value = match switch {
            Switch::On => "on",
            Switch::Off => "off",
        };
        Self { key: INBOX, value: value.to_owned(), takes: INBOX_TAKES }
    }

    /// One for each other store.
    fn stores(folders: &[String]) -> Vec<Self> {
        let row = |value: &str| Self { key: STORES, value: value.to_owned(), takes: STORES_TAKES };
        if folders.is_empty() { vec![row(NONE)] } else { folders.iter().map(|folder| row(folder)).collect() }
    }
}

enum Listing {
    /// With their names and what they may be.
    Table,
    /// The value alone, for scripts.
    Value,
}

pub(crate) fn run(args: &ConfigArgs, context: &mut Context<'_>) -> Outcome {
    let key = args.key.as_deref();
    if key.is_some_and(|key| key.eq_ignore_ascii_case(STORES)) {
        return stores(&args.values, context);
    }
    if key.is_some_and(|key| key.eq_ignore_ascii_case(INBOX)) {
        return inbox(&args.values, context);
    }
    let key: Option<Key> = key.map(|key| key.parse().map_err(|_| unknown(key))).transpose()?;
    let (key, value) = match (key, args.values.as_slice()) {
        (Some(key), [value]) => (key, value),
        (None | Some(_), []) => return list(key, context),
        (None, _) => return list(None, context),
        (Some(key), [..]) => {
            return Err(Error::usage(
                format!("`{key}` takes one value"),
                format!("put it in quotation marks: `goals config {key} \"{}\"`", args.values.join(" ")),
            ));
        }
    };
    let setting = Setting::parse(key, value)?;
    if let Setting::Me(name) = &setting {
        return set_me(name.as_deref(), context);
    }
    let clock = context.clock();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        if state.settings.get(key) == setting {
            return Ok((Vec::new(), ()));
        }
        Ok((vec![Change::Config { setting: setting.clone(), day: clock.today(state) }], ()))
    })?;
    context.summarize(&Config {
        settings: vec![Row::of(&appended.state.settings.get(key))],
        changed: appended.entry.map(|_| Row::of(&setting)).into_iter().collect(),
        listing: Listing::Table,
    })
}

/// That there is no such setting; which ones it is like, else all.
fn unknown(key: &str) -> Error {
    let names = || Key::ALL.map(Key::name).into_iter().chain([STORES, INBOX]);
    let hint = match nearest(&[key.to_lowercase()], names()).as_slice() {
        [] => format!("the settings are `{}`", names().collect::<Vec<_>>().join("`, `")),
        near => format!("did you mean `goals config {}`?", near.join("` or `goals config ")),
    };
    Error::usage(format!("there is no setting `{key}`"), hint)
}

/// Keeps who is at the keyboard on this machine alone: another one that shares the journal has somebody else
/// before it (SEMANTICS 10.7).
fn set_me(name: Option<&str>, context: &Context<'_>) -> Outcome {
    if let Some(name) = name {
        one_name(name)?;
    }
    let kept = name.unwrap_or(NONE);
    let changed = context.kept_me().as_deref() != Some(kept);
    if changed {
        context.keep_me(kept)?;
    }
    let setting = Setting::Me(name.map(ToOwned::to_owned));
    context.summarize(&Config {
        settings: vec![Row::of(&setting)],
        changed: changed.then(|| Row::of(&setting)).into_iter().collect(),
        listing: Listing::Table,
    })
}

/// All settings, or the value of one.
fn list(key: Option<Key>, context: &mut Context<'_>) -> Outcome {
    let reading = context.read_if_there(Detail::Days)?;
    let settings = &reading.state.settings;
    let value = |key| match key {
        Key::Me => Setting::Me(context.me(settings)),
        other => settings.get(other),
    };
    let (settings, listing) = if let Some(key) = key {
        (vec![Row::of(&value(key))], Listing::Value)
    } else {
        let all = Key::ALL.into_iter().map(|key| Row::of(&value(key)));
        let here = Row::stores(&kept_stores(context)).into_iter().chain([Row::inbox(context.inbox_switch())]);
        (all.chain(here).collect(), Listing::Table)
    };
    context.summarize(&Config { settings, changed: Vec::new(), listing })
}

/// Shows whether this machine takes in the inbox of this store, or has it so from now on; on this machine alone.
fn inbox(values: &[String], context: &mut Context<'_>) -> Outcome {
    let kept = context.inbox_switch();
    let [typed] = values else {
        if values.is_empty() {
            name_inbox(kept, context);
            let (settings, changed) = (vec![Row::inbox(kept)], Vec::new());
            return context.summarize(&Config { settings, changed, listing: Listing::Value });
        }
        return Err(Error::usage("`inbox` takes one value", "it is `on` or `off`"));
    };
    let switch = match typed.to_ascii_lowercase().as_str() {
        "on" => Switch::On,
        "off" => Switch::Off,
        _ => return Err(Error::usage(format!("`inbox` does not take `{typed}`"), "it is `on` or `off`")),
    };
    let changed = switch != kept;
    if changed {
        context.turn_inbox(switch)?;
    }
    name_inbox(switch, context);
    context.summarize(&Config {
        settings: vec![Row::inbox(switch)],
        changed: changed.then(|| Row::inbox(switch)).into_iter().collect(),
        listing: Listing::Table,
    })
}

/// Says where others write, where that is taken in.
fn name_inbox(switch: Switch, context: &mut Context<'_>) {
    if switch == Switch::On {
        let inbox = context.inbox_path();
        context.note(format!("what others write into {} is taken in by `goals today`", inbox.display()));
    }
}

fn kept_stores(context: &Context<'_>) -> Vec<String> {
    let kept = context.env().state().map(|state| stores::kept(&state)).unwrap_or_default();
    kept.iter().map(|folder| folder.display().to_string()).collect()
}

/// Shows the other stores of this machine, or keeps these; on this machine alone, for no store names another.
fn stores(values: &[String], context: &Context<'_>) -> Outcome {
    let kept = kept_stores(context);
    let env = context.env();
    let folders: Vec<String> = match values {
        [] => {
            let (settings, changed) = (Row::stores(&kept), Vec::new());
            return context.summarize(&Config { settings, changed, listing: Listing::Value });
        }
        [none] if none.eq_ignore_ascii_case(NONE) => Vec::new(),
        folders => folders
            .iter()
            .map(|typed| {
                let folder = env.typed_folder(Path::new(typed));
                match folder.to_str().filter(|text| env.is_folder(&folder) && !text.contains('\n')) {
                    Some(text) => Ok(text.to_owned()),
                    None => Err(Error::NoStore { folder, near: None }),
                }
            })
            .collect::<Result<_, Error>>()?,
    };
    let changed = folders != kept;
    if changed {
        stores::keep(&env.state()?, &folders)?;
    }
    context.summarize(&Config {
        settings: Row::stores(&folders),
        changed: if changed { Row::stores(&folders) } else { Vec::new() },
        listing: Listing::Table,
    })
}

impl Summary for Config {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data {
            /// Of `stores` an item for each folder.
            settings: Vec<Item>,
            changed: Vec<Item>,
        }
        #[derive(JsonSchema, Serialize)]
        struct Item {
            #[schemars(extend("enum" = ["day-start", "week-start", "celebrate", "hints", "me", "stores", "inbox"]))]
            key: &'static str,
            value: String,
        }
        let item = |Row { key, value, .. }: &'_ Row| Item { key, value: value.clone() };
        Data {
            settings: self.settings.iter().map(item).collect(),
            changed: self.changed.iter().map(item).collect(),
        }
    }

    fn render(&self, page: &mut Page) {
        let widest = |text: fn(&Row) -> usize| self.settings.iter().map(text).max().unwrap_or(0);
        // A list of folders is no measure for the others.
        let (keys, values) = (
            widest(|it| it.key.len()),
            widest(|it| if it.key == STORES { NONE.len() } else { it.value.len() }),
        );
        for Row { key, value, takes } in &self.settings {
            match self.listing {
                Listing::Value => page.line(Tone::Plain, value),
                Listing::Table => {
                    let key = format!("{key:keys$}  ");
                    let value = format!("{value:values$}  ");
                    let before = [(Tone::Handle, key.as_str()), (Tone::Plain, value.as_str())];
                    page.wrap_after(&before, Tone::Faint, takes, keys + values + 4);
                }
            }
        }
    }
}
