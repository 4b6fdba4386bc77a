//! `config`: what is set once for everything.

use clap::Args;
use serde::Serialize;

use super::{Context, Draw, Outcome};
use crate::domain::model::change::Change;
use crate::domain::model::settings::{Key, Setting, Settings};
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// What is set once for everything.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// day-start, week-start, celebrate, hints or me
    #[arg(value_name = "KEY")]
    key: Option<String>,
    /// The new value
    #[arg(value_name = "VALUE")]
    value: Option<String>,
}

#[derive(Serialize)]
struct View {
    settings: Vec<Row>,
    changed: Vec<Row>,
    #[serde(skip)]
    whole: Listing,
}

/// How settings are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// With their names and what they may be.
    Table,
    /// The value alone, for scripts.
    Value,
}

#[derive(Clone, Serialize)]
struct Row {
    key: &'static str,
    value: String,
    #[serde(skip)]
    values: &'static str,
}

fn row(setting: &Setting) -> Row {
    Row { key: setting.key().name(), value: setting.value(), values: setting.key().values() }
}

/// `goals config`.
pub fn run(args: &ConfigArgs, context: &mut Context<'_>) -> Outcome {
    let key: Option<Key> = args.key.as_deref().map(str::parse).transpose()?;
    let (Some(key), Some(value)) = (key, args.value.as_deref()) else {
        let reading = context.read()?;
        let settings = &reading.state.settings;
        let keys = key.map_or(Key::ALL.to_vec(), |key| vec![key]);
        let listing = if key.is_some() { Listing::Value } else { Listing::Table };
        return Ok(Box::new(view(settings, &keys, Vec::new(), listing)));
    };
    let setting = Setting::parse(key, value)?;
    let clock = context.clock();
    let appended = context.append(|sight| {
        let state = &sight.reading.state;
        if state.settings.get(key) == setting {
            return Ok((Vec::new(), ()));
        }
        Ok((vec![Change::Config { setting: setting.clone(), day: clock.today(state) }], ()))
    })?;
    let changed = appended.entry.map(|_| row(&setting)).into_iter().collect();
    Ok(Box::new(view(&appended.state.settings, &[key], changed, Listing::Table)))
}

fn view(settings: &Settings, keys: &[Key], changed: Vec<Row>, whole: Listing) -> View {
    View { settings: keys.iter().map(|key| row(&settings.get(*key))).collect(), changed, whole }
}

impl Draw for View {
    fn draw(&self, page: &mut Page) {
        let widest =
            |text: fn(&Row) -> &str| self.settings.iter().map(|row| text(row).len()).max().unwrap_or(0);
        let (keys, values) = (widest(|row| row.key), widest(|row| &row.value));
        for row in &self.settings {
            match self.whole {
                Listing::Value => page.say(Tone::Plain, &row.value),
                Listing::Table => {
                    let key = format!("{:keys$}  ", row.key);
                    let value = format!("{:values$}  ", row.value);
                    let before = [(Tone::Handle, key.as_str()), (Tone::Plain, value.as_str())];
                    page.wrap_after(&before, Tone::Faint, row.values, keys + values + 4);
                }
            }
        }
    }
}
