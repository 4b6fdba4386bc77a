//! `sync`: what others did comes, what was done here goes. The one command that touches a network.

mod page;

use chrono::NaiveTime;
use clap::Args;

use self::page::{Forgotten, StandingPage, SyncedPage};
use super::shared::context::Context;
use super::shared::summary::{Form, Outcome, Output, Reader};
use crate::domain::value::day::Day;
use crate::env::Stream;
use crate::error::Error;
use crate::sync::environment::Prompts;
use crate::sync::url::RemoteUrl;
use crate::sync::{Renamed, Stores, Surroundings, Synced, forget, standing, sync};

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    /// The git repository to send to and to fetch from; it is kept on this machine
    #[arg(value_name = "URL", conflicts_with_all = ["status", "forget"])]
    url: Option<String>,
    /// Print and ask nothing; where the remote can't be reached, end with 75
    #[arg(long)]
    quiet: bool,
    /// Unite this store with one that began apart
    #[arg(long, conflicts_with_all = ["status", "forget"])]
    join: bool,
    /// Show the remote, and what it and this store lack
    #[arg(long, conflicts_with = "quiet")]
    status: bool,
    /// Forget the remote; what is here and there stays
    #[arg(long, conflicts_with_all = ["status", "quiet"])]
    forget: bool,
}

/// Who is asked, where a server wants a password or is not known yet.
fn prompts(args: &SyncArgs, context: &Context<'_>) -> Result<Prompts, Error> {
    let env = context.env();
    let is_asked = !args.quiet
        && context.form() == Form::Page
        && env.is_terminal(Stream::In)
        && env.is_terminal(Stream::Err);
    if is_asked { Ok(Prompts::Asked) } else { Ok(Prompts::Nobody { seconds: env.sync_limit()? }) }
}

pub(crate) fn run(args: &SyncArgs, context: &mut Context<'_>) -> Outcome {
    if args.forget {
        let url = forget(&context.env().state()?, context.journal())?;
        return context.summarize(&Forgotten { url });
    }
    let env = context.env();
    let typed =
        args.url.as_deref().map(|typed| RemoteUrl::read(typed, |path| env.typed_folder(path))).transpose()?;
    let around = Surroundings {
        journal: context.journal(),
        device: env.device()?,
        state: env.state()?,
        variables: env.variables(),
        prompts: prompts(args, context)?,
        now: context.clock().now,
    };
    if args.status {
        let standing = standing(&around)?;
        let failure = standing.found.as_ref().err().map(|error| Error::NotAsked(error.to_string()));
        let today = Day::of(around.now.naive_local(), NaiveTime::MIN);
        let output = context.summarize(&StandingPage { standing, today })?;
        return Ok(Output { failure, ..output });
    }
    let stores = if args.join { Stores::Joined } else { Stores::KeptApart };
    let mut came = Vec::new();
    let synced = sync(&around, typed, stores, &mut came).map_err(Error::from);
    context.took_in(came);
    match synced {
        Ok(synced) => {
            note(&synced, context);
            let output = context.summarize(&SyncedPage { synced })?;
            let text = if args.quiet { String::new() } else { output.text };
            Ok(Output { text, ..output })
        }
        Err(error) if args.quiet && error.exit_code() == 75 => {
            Ok(Output { text: String::new(), reader: Reader::Screen, failure: Some(Error::NotNow) })
        }
        Err(error) => Err(error),
    }
}

/// What is to be known beside what came and went.
fn note(synced: &Synced, context: &mut Context<'_>) {
    match &synced.renamed {
        Some(Renamed::To(name)) => context.note(format!(
            "another machine writes under this one's name; from now on this one is `{name}`, and nothing is lost"
        )),
        Some(Renamed::NotThis(name)) => context.note(format!(
            "another machine writes as `{name}` too; give one of them another `GOALS_DEVICE`"
        )),
        None => {}
    }
    match synced.strange {
        0 => {}
        1 => context.note("one file there is none of a journal, and was left alone"),
        more => context.note(format!("{more} files there are none of a journal, and were left alone")),
    }
}
