//! `config`: what is set once for everything.

use clap::Args;
use serde::Serialize;

use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use crate::domain::model::change::Change;
use crate::domain::model::people::one_name;
use crate::domain::model::settings::{Key, Setting};
use crate::domain::value::text::NONE;
use crate::journal::Detail;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// day-start, week-start, celebrate, hints or me
    #[arg(value_name = "KEY")]
    key: Option<String>,
    /// The new value
    #[arg(value_name = "VALUE")]
    value: Option<String>,
}

struct Config {
    settings: Vec<Setting>,
    changed: Vec<Setting>,
    listing: Listing,
}

enum Listing {
    /// With their names and what they may be.
    Table,
    /// The value alone, for scripts.
    Value,
}

pub(crate) fn run(args: &ConfigArgs, context: &mut Context<'_>) -> Outcome {
    let key: Option<Key> = args.key.as_deref().map(str::parse).transpose()?;
    let (Some(key), Some(value)) = (key, args.value.as_deref()) else {
        let reading = context.read_if_there(Detail::Days)?;
        let settings = &reading.state.settings;
        let (keys, listing) =
            key.map_or((Key::ALL.to_vec(), Listing::Table), |key| (vec![key], Listing::Value));
        let value = |key| match key {
            Key::Me => Setting::Me(context.me(settings)),
            other => settings.get(other),
        };
        let settings = keys.into_iter().map(value).collect();
        return context.summarize(&Config { settings, changed: Vec::new(), listing });
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
        settings: vec![appended.state.settings.get(key)],
        changed: appended.entry.map(|_| setting).into_iter().collect(),
        listing: Listing::Table,
    })
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
        settings: vec![setting.clone()],
        changed: changed.then_some(setting).into_iter().collect(),
        listing: Listing::Table,
    })
}

impl Summary for Config {
    fn data(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct Row {
            key: &'static str,
            value: String,
        }
        #[derive(Serialize)]
        struct Data {
            settings: Vec<Row>,
            changed: Vec<Row>,
        }
        let rows = |settings: &[Setting]| {
            settings.iter().map(|it| Row { key: it.key().name(), value: it.value() }).collect()
        };
        Data { settings: rows(&self.settings), changed: rows(&self.changed) }
    }

    fn render(&self, page: &mut Page) {
        let widest = |text: fn(&Setting) -> usize| self.settings.iter().map(text).max().unwrap_or(0);
        let (keys, values) = (widest(|it| it.key().name().len()), widest(|it| it.value().len()));
        for setting in &self.settings {
            match self.listing {
                Listing::Value => page.line(Tone::Plain, &setting.value()),
                Listing::Table => {
                    let key = format!("{:keys$}  ", setting.key().name());
                    let value = format!("{:values$}  ", setting.value());
                    let before = [(Tone::Handle, key.as_str()), (Tone::Plain, value.as_str())];
                    page.wrap_after(&before, Tone::Faint, setting.key().values(), keys + values + 4);
                }
            }
        }
    }
}
