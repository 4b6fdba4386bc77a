//! Which documents each command prints.

use schemars::generate::SchemaGenerator;
use schemars::{Schema, json_schema};

use super::document::{Documents, Fields, Others, of};
use super::page::List;
use crate::commands::completions::Script;
use crate::commands::config::Config;
use crate::commands::demo::Demo;
use crate::commands::doctor::Doctor;
use crate::commands::export::written::WrittenFolder;
use crate::commands::help::guide::Guide;
use crate::commands::import::page::ImportSummary;
use crate::commands::import::restored::Restored;
use crate::commands::list;
use crate::commands::log::Log;
use crate::commands::man::Manual;
use crate::commands::next::Now;
use crate::commands::pause::Pauses;
use crate::commands::plan_ahead::PlanAhead;
use crate::commands::progress::Ways;
use crate::commands::prompt::Prompt;
use crate::commands::remind::Reminder;
use crate::commands::remind::install::{Installed, Removed};
use crate::commands::report::summary::Report;
use crate::commands::review::look_back::LookBack;
use crate::commands::rewards::Rewards;
use crate::commands::shared::changes::Changes;
use crate::commands::shared::rewards::RewardChange;
use crate::commands::shared::write_files::Written;
use crate::commands::shared::written::InFile;
use crate::commands::show::Show;
use crate::commands::streaks::Streaks;
use crate::commands::sync::page::{Forgotten, StandingPage, SyncedPage};
use crate::commands::template::Templates;
use crate::commands::today::Today;
use crate::commands::why::Why;
use crate::interop::backup;

/// In the order in which help lists commands.
pub(super) const DOCUMENTS: [Documents; 40] = [
    documents("today", &[of::<Today>, of::<Now>], Others::WithinOrAlone),
    documents("next", &[of::<Now>], Others::None),
    documents("check", &[of::<Changes>], Others::Within),
    documents("add", &[of::<Changes>], Others::None),
    documents("split", &[of::<Changes>], Others::None),
    documents("plan", &[of::<Changes>, of::<PlanAhead>], Others::None),
    documents("skip", &[of::<Changes>], Others::None),
    documents("win", &[of::<Changes>], Others::None),
    documents("undo", &[of::<Changes>], Others::Within),
    documents("redo", &[of::<Changes>], Others::Within),
    documents("streaks", &[of::<Streaks>], Others::None),
    documents("progress", &[of::<Ways>], Others::None),
    documents("why", &[of::<Why>], Others::None),
    documents("review", &[of::<LookBack>, of::<InFile>, html], Others::None),
    documents("report", &[of::<Report>, of::<InFile>, html, markdown], Others::None),
    documents("list", &[of::<list::List>], Others::None),
    documents("show", &[of::<Show>], Others::None),
    documents("log", &[of::<Log>], Others::None),
    documents("edit", &[of::<Changes>], Others::None),
    documents("move", &[of::<Changes>], Others::None),
    documents("pause", &[of::<Changes>, of::<Pauses>], Others::None),
    documents("resume", &[of::<Changes>], Others::None),
    documents("finish", &[of::<Changes>], Others::None),
    documents("archive", &[of::<Changes>], Others::None),
    documents("template", &[of::<Templates>], Others::None),
    documents("remind", &[of::<Reminder>, of::<Installed>, of::<Removed>], Others::None),
    documents("reward", &[of::<RewardChange>], Others::None),
    documents("rewards", &[of::<Rewards>], Others::None),
    documents("claim", &[of::<RewardChange>], Others::None),
    documents("config", &[of::<Config>], Others::None),
    documents("prompt", &[of::<Prompt>], Others::None),
    documents("export", &[backup::fields, form, of::<InFile>, of::<WrittenFolder>], Others::None),
    documents("sync", &[of::<SyncedPage>, of::<StandingPage>, of::<Forgotten>], Others::None),
    documents("doctor", &[of::<Doctor>], Others::None),
    documents("import", &[of::<ImportSummary>, of::<Restored>], Others::None),
    documents("demo", &[of::<Demo>], Others::None),
    documents("completions", &[of::<Script>, of::<Written>], Others::None),
    documents("man", &[of::<Manual>, of::<Written>], Others::None),
    documents("schema", &[of::<List>, of::<Written>], Others::None),
    documents("help", &[of::<Guide>], Others::None),
];

const fn documents(command: &'static str, one_of: &'static [Fields], others: Others) -> Documents {
    Documents { command, one_of, others }
}

fn html(_: &mut SchemaGenerator) -> Schema {
    one_text(&["html"])
}

fn markdown(_: &mut SchemaGenerator) -> Schema {
    one_text(&["markdown"])
}

/// A form of `export` as text.
fn form(_: &mut SchemaGenerator) -> Schema {
    one_text(&["csv", "ics", "markdown", "obsidian", "org", "taskwarrior", "todotxt"])
}

/// A document of one text, by one of these names.
fn one_text(names: &[&str]) -> Schema {
    let text = |name: &&str| ((*name).to_owned(), json_schema!({ "type": "string" }).to_value());
    let required = |name: &&str| json_schema!({ "required": [name] });
    json_schema!({
        "type": "object",
        "properties": names.iter().map(text).collect::<serde_json::Map<_, _>>(),
        "anyOf": names.iter().map(required).collect::<Vec<_>>(),
    })
}
