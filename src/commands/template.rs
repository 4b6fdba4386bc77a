//! `template`: breakdowns kept under a name.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::codes;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use super::shared::words;
use crate::domain::decide::template::{BUILT_IN, LeftOut, Name, saved};
use crate::domain::input::goal_line::Spec;
use crate::domain::model::change::Change;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::error::Error;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Columns, cell};
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct TemplateArgs {
    #[command(subcommand)]
    command: TemplateCommand,
}

#[derive(Debug, Subcommand)]
enum TemplateCommand {
    /// Save a goal and its steps as a template
    #[command(after_help = "Example: goals template save launch gp")]
    Save {
        /// The name
        #[arg(value_name = "NAME")]
        name: Name,
        /// The goal
        #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
        code: String,
    },
    /// List all templates
    #[command(after_help = "Example: goals template list")]
    List,
    /// Show a template
    #[command(after_help = "Example: goals template show guest-post")]
    Show {
        /// The name
        #[arg(value_name = "NAME")]
        name: Name,
    },
    /// Remove a template
    #[command(after_help = "Example: goals template remove launch")]
    Remove {
        /// The name
        #[arg(value_name = "NAME")]
        name: Name,
    },
}

pub(crate) struct Templates {
    templates: Vec<Row>,
    listing: Listing,
}

enum Listing {
    Table,
    Outline,
    Line(String),
}

#[derive(JsonSchema, Serialize)]
struct Row {
    name: String,
    /// It comes with the program.
    built_in: bool,
    /// How many goals.
    lines: usize,
    /// Goal lines.
    outline: String,
}

/// Show a template: one's own before one that comes with the program.
pub(crate) fn kept(state: &State, name: &Name) -> Result<String, Refusal> {
    let built_in = BUILT_IN.iter().find(|(known, _)| *known == name.as_str()).map(|(_, text)| *text);
    let own = state.templates.get(name.as_str()).map(String::as_str);
    own.or(built_in).map(ToOwned::to_owned).ok_or_else(|| Refusal::UnknownTemplate {
        name: name.as_str().to_owned(),
        known: rows(state).into_iter().map(|row| row.name).collect(),
    })
}

fn rows(state: &State) -> Vec<Row> {
    let row = |name: &str, outline: &str, built_in: bool| Row {
        name: name.to_owned(),
        built_in,
        lines: outline.lines().count(),
        outline: outline.to_owned(),
    };
    let own = state.templates.iter().map(|(name, outline)| row(name, outline, false));
    let built_in = BUILT_IN.iter().filter(|(name, _)| !state.templates.contains_key(*name));
    own.chain(built_in.map(|(name, outline)| row(name, outline, true))).collect()
}

pub(crate) fn run(args: &TemplateArgs, context: &mut Context<'_>) -> Outcome {
    match &args.command {
        TemplateCommand::List => {
            let templates = rows(&context.read()?.state);
            context.summarize(&Templates { templates, listing: Listing::Table })
        }
        TemplateCommand::Show { name } => {
            let reading = context.read()?;
            let state = &reading.state;
            kept(state, name)?;
            let templates = rows(state).into_iter().filter(|row| row.name == name.as_str()).collect();
            context.summarize(&Templates { templates, listing: Listing::Outline })
        }
        TemplateCommand::Save { name, code } => {
            let clock = context.clock();
            let names = context.names();
            let appended = context.append(|input| {
                let state = &input.reading.state;
                let goal = names.living(&clock.judge(state), code)?;
                let outline = saved(&state.tree, goal, clock.today(state));
                let same = state.templates.get(name.as_str()) == Some(&outline);
                let change = Change::Template { name: name.as_str().to_owned(), outline: Some(outline) };
                let left_out = LeftOut::of(&state.tree, goal);
                Ok::<_, Error>((if same { Vec::new() } else { vec![change] }, left_out))
            })?;
            for it in &appended.decided {
                context.note(it.in_words(&format!("below `{code}`")));
            }
            let templates =
                rows(&appended.state).into_iter().filter(|row| row.name == name.as_str()).collect();
            let text = match appended.entry {
                Some(_) => {
                    format!("Kept as `{0}`; `goals split CODE --template {0}` uses it.", name.as_str())
                }
                None => format!("Kept as `{}` already, nothing written.", name.as_str()),
            };
            context.summarize(&Templates { templates, listing: Listing::Line(text) })
        }
        TemplateCommand::Remove { name } => {
            context.append(|input| {
                let state = &input.reading.state;
                kept(state, name)?;
                if !state.templates.contains_key(name.as_str()) {
                    return Err(Refusal::BuiltIn(name.as_str().to_owned()).into());
                }
                Ok((vec![Change::Template { name: name.as_str().to_owned(), outline: None }], ()))
            })?;
            let text = format!("Removed the template `{}`.", name.as_str());
            context.summarize(&Templates { templates: Vec::new(), listing: Listing::Line(text) })
        }
    }
}

impl Summary for Templates {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'a> {
            templates: &'a [Row],
        }
        Data { templates: &self.templates }
    }

    fn render(&self, page: &mut Page) {
        match &self.listing {
            Listing::Line(text) => page.wrapped(Tone::Plain, text, 2),
            Listing::Outline => {
                for line in self.templates.iter().flat_map(|row| row.outline.lines()) {
                    page.line(Tone::Plain, line);
                }
            }
            Listing::Table => {
                let mut columns = Columns::new(&[Align::Left, Align::Left, Align::Left], 1);
                for row in &self.templates {
                    let first: Option<Spec> = row.outline.lines().next().and_then(|line| line.parse().ok());
                    let title = first.map(|spec| spec.title.to_string()).unwrap_or_default();
                    let origin = if row.built_in { "comes with the program" } else { "" };
                    columns.row(vec![
                        cell(Tone::Handle, &row.name),
                        cell(Tone::Plain, title),
                        cell(Tone::Faint, words::joined([words::count(row.lines, "goal").as_str(), origin])),
                    ]);
                }
                columns.render(page);
            }
        }
    }
}
