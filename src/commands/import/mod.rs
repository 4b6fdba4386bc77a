//! `import`: what another tool kept comes in, whole; what came in before is not written again.

mod page;
mod restored;

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDateTime, Utc};
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use self::page::{ImportSummary, Written};
use super::completions::codes;
use super::shared::again::typed_again;
use super::shared::clock::Clock as CommandClock;
use super::shared::context::Context;
use super::shared::names::Names;
use super::shared::summary::Outcome;
use super::win::area;
use crate::domain::input::cadence_words::often;
use crate::domain::model::change::Change;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::ids::EntryId;
use crate::error::Error;
use crate::interop::backup;
use crate::interop::containers::zip;
use crate::interop::reader::format::Format;
use crate::interop::reader::imported::Imported;
use crate::interop::reader::options::{Clock, DateOrder, Groups, ListsAs, Options, Undated};
use crate::interop::reader::recognised::Recognised;
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::interop::reconcile::here::{Here, Wishes};
use crate::interop::reconcile::reconcile;
use crate::interop::reconcile::said::Said;
use crate::interop::registry;
use crate::journal::fold::Entries;
use crate::journal::import_file::ImportEntries;
use crate::journal::{Detail, Reading};
use crate::ui::clean::clean;

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The other tool's file, its folder, or several files; `-` reads standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// What kind of file it is, where it is not told apart by itself
    #[arg(long, value_name = "KIND")]
    from: Option<String>,
    /// Only show what would come in
    #[arg(long)]
    dry_run: bool,
    /// That a column, a habit or a task is a goal that is here; can be given several times
    #[arg(long, value_name = "COLUMN=CODE", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// How often a column or a habit is; can be given several times
    #[arg(long, value_name = "COLUMN=CADENCE", value_parser = cadence)]
    every: Vec<(String, Cadence)>,
    /// Put all of it under this goal
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(codes))]
    under: Option<String>,
    /// The area of what has none
    #[arg(long, value_name = "A", value_parser = area)]
    area: Option<String>,
    /// The order of day, month and year in the file's dates
    #[arg(long, value_name = "ORDER", value_enum)]
    date_format: Option<OrderWord>,
    /// What to do with what was done on no known day
    #[arg(long, value_name = "HOW", value_enum)]
    undated: Option<UndatedWord>,
    /// Whether the lists of a board are topics, or tell how far their cards are
    #[arg(long, value_name = "HOW", value_enum)]
    lists_as: Option<ListsWord>,
    /// A group's name is the area of what is in it, too
    #[arg(long)]
    area_from_group: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OrderWord {
    Dmy,
    Mdy,
    Ymd,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UndatedWord {
    Today,
    Drop,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListsWord {
    Parent,
    State,
}

fn mapping(text: &str) -> Result<(String, String), &'static str> {
    let parted = text.rsplit_once('=').map(|(name, code)| (name.trim(), code.trim()));
    match parted {
        Some((name, code)) if !name.is_empty() && !code.is_empty() => Ok((name.to_owned(), code.to_owned())),
        _ => Err("not a name and a code, as in `--map \"Morning run=run\"`"),
    }
}

fn cadence(text: &str) -> Result<(String, Cadence), String> {
    let (name, every) = mapping(text).map_err(|_| "not a name and a cadence, as in `--every Run=week`")?;
    let often = often(&every)?;
    match often.times {
        None => Ok((name, often.cadence)),
        Some(_) => {
            Err(format!("`{every}` holds a target: say how often here, and `goals edit` sets the target"))
        }
    }
}

/// So many things that were done come in at once: their file stays small enough to be sent to other machines.
const MOST_DAYS: usize = 250_000;

pub(crate) fn run(args: &ImportArgs, context: &mut Context<'_>) -> Outcome {
    let waiting = context.env().waiting(format!("importing {}", clean(&told(&args.files))));
    let source = zip::opened(context.env().read_sources(&args.files)?)?;
    let format = format_of(args, &source)?;
    if format.kind == backup::FORMAT.kind {
        args.refuse_wishes()?;
        let lines = restored::lines(&source).map_err(|error| named(error, &source))?;
        return restored::run(lines, args.dry_run, context);
    }
    let clock = context.clock();
    let before = context.read_if_there(Detail::Entries)?;
    let env = context.env();
    let local = |moment| env.local(moment);
    let options = options(args, &before, clock, &local);
    let imported = (format.read)(&source, &options).map_err(|error| named(error, &source))?;
    check_names(args, &imported)?;
    let names = context.names();
    let decide = |reading: &Reading| {
        let wishes = wishes(args, reading, clock, &names)?;
        let difference = reconcile(format.kind, &imported, &here(format, reading, clock), &wishes);
        if difference.days.len() > MOST_DAYS {
            let what = format!(
                "it tells of {} things that were done, and {MOST_DAYS} are the most",
                difference.days.len()
            );
            let hint = "cut it into parts, by year for instance, and import one after the other";
            return Err(named(Unreadable::damaged(what, hint), &source));
        }
        Ok::<_, Error>(difference)
    };
    let (difference, written) = if args.dry_run {
        (decide(&before)?, Written::DryRun)
    } else {
        let difference = context.import(|reading| {
            let mut difference = decide(reading)?;
            let goals = std::mem::take(&mut difference.goals);
            let days = std::mem::take(&mut difference.days);
            let is_new = !goals.is_empty() || !days.is_empty();
            Ok((ImportEntries { kind: format.kind.to_owned(), goals, days }, (difference, is_new)))
        })?;
        let (difference, is_new) = difference;
        (difference, if is_new { Written::Yes } else { Written::Nothing })
    };
    drop((before, waiting));
    let words: Vec<_> = env.args.iter().filter(|word| *word != "--dry-run").cloned().collect();
    let summary = ImportSummary {
        format,
        files: source.members().len(),
        typed: typed_again(&words),
        imported: &imported,
        difference,
        written,
    };
    context.summarize(&summary)
}

impl ImportArgs {
    /// What is said of another tool's goals says nothing of a store's own entries.
    fn refuse_wishes(&self) -> Result<(), Error> {
        let wishes = [
            ("--map", !self.map.is_empty()),
            ("--every", !self.every.is_empty()),
            ("--under", self.under.is_some()),
            ("--area", self.area.is_some()),
            ("--date-format", self.date_format.is_some()),
            ("--undated", self.undated.is_some()),
            ("--lists-as", self.lists_as.is_some()),
            ("--area-from-group", self.area_from_group),
        ];
        match wishes.into_iter().find(|(_, given)| *given) {
            Some((option, _)) => Err(Error::usage(
                format!("a store that was exported comes in as it is: `{option}` can't be given"),
                "leave it out; `goals edit` and `goals move` change goals that are here",
            )),
            None => Ok(()),
        }
    }
}

/// The files as a person names them: the first, and how many more.
fn told(files: &[PathBuf]) -> String {
    let first = files.first().map(|file| file.display().to_string()).unwrap_or_default();
    match files.len() {
        0 | 1 => first,
        many => format!("{first} and {} more", many - 1),
    }
}

/// The format that was named, or that the file is of by what is in it.
fn format_of(args: &ImportArgs, source: &Source) -> Result<&'static Format, Error> {
    let whole = source.single().map_or("the folder", |member| member.name.as_str());
    if source.members().iter().all(|member| member.bytes.is_empty()) {
        let hint = "export it again from the other tool, and look whether the file has a size";
        return Err(Unreadable::unknown(format!("{whole} is empty"), hint).into());
    }
    let Some(kind) = &args.from else {
        return registry::recognise(source).map_err(|misses| {
            let nearest =
                misses.iter().take(2).map(|(format, miss)| format!("{} ({})", format.tool, miss.why));
            let nearest = nearest.collect::<Vec<_>>().join(" and ");
            let hint = format!("nearest are {nearest}");
            Unreadable::unknown(format!("{whole} is of no kind that goals knows"), hint).into()
        });
    };
    let mut why = None;
    for format in registry::of_kind(kind) {
        match (format.recognise)(source) {
            Recognised::Yes => return Ok(format),
            Recognised::No(miss) => why = why.or(Some((format, miss))),
        }
    }
    let Some((format, miss)) = why else {
        let mut kinds: Vec<&str> = registry::FORMATS.iter().map(|format| format.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        return Err(Error::usage(
            format!("there is no kind of file `{kind}`"),
            format!("the kinds are {}", kinds.join(", ")),
        ));
    };
    let what = format!("{whole} is no file of {}: {}", format.tool, miss.why);
    Err(Unreadable::unknown(what, "without `--from` it is told what the file is").into())
}

/// The same with the file's name.
fn named(error: Unreadable, source: &Source) -> Error {
    match source.single() {
        Some(member) if error.file.is_none() => error.within(&member.name).into(),
        _ => error.into(),
    }
}

fn options<'a>(
    args: &ImportArgs,
    before: &Reading,
    clock: CommandClock,
    local: &'a dyn Fn(DateTime<Utc>) -> NaiveDateTime,
) -> Options<'a> {
    Options {
        date_order: args.date_format.map(|order| match order {
            OrderWord::Dmy => DateOrder::DayMonthYear,
            OrderWord::Mdy => DateOrder::MonthDayYear,
            OrderWord::Ymd => DateOrder::YearMonthDay,
        }),
        undated: match args.undated {
            Some(UndatedWord::Today) => Undated::Today,
            Some(UndatedWord::Drop) | None => Undated::Drop,
        },
        lists_as: args.lists_as.map(|lists| match lists {
            ListsWord::Parent => ListsAs::Parent,
            ListsWord::State => ListsAs::State,
        }),
        groups: if args.area_from_group { Groups::ParentsAndAreas } else { Groups::Parents },
        every: args.every.clone(),
        mapped: args.map.iter().map(|(name, _)| name.clone()).collect(),
        clock: Clock {
            today: clock.today(&before.state),
            local,
            day_start: before.state.settings.day_start(),
        },
    }
}

/// Refuses names that nothing of the file has.
fn check_names(args: &ImportArgs, imported: &Imported) -> Result<(), Error> {
    let names = args.map.iter().map(|(name, _)| name).chain(args.every.iter().map(|(name, _)| name));
    for name in names {
        if !imported.goals.iter().any(|goal| goal.is_named(name)) {
            let titles: Vec<String> =
                imported.goals.iter().take(8).map(|goal| format!("`{}`", goal.title)).collect();
            return Err(Error::usage(
                format!("nothing in the file is called `{name}`"),
                format!("it holds {}", titles.join(", ")),
            ));
        }
    }
    Ok(())
}

fn wishes(args: &ImportArgs, reading: &Reading, clock: CommandClock, names: &Names) -> Result<Wishes, Error> {
    let judge = clock.judge(&reading.state);
    let joined = args.map.iter().map(|(name, code)| Ok((name.clone(), names.living(&judge, code)?.id)));
    Ok(Wishes {
        under: args.under.as_deref().map(|code| names.living(&judge, code)).transpose()?.map(|goal| goal.id),
        area: args.area.clone(),
        joined: joined.collect::<Result<_, Error>>()?,
        every: args.every.clone(),
    })
}

/// What is here, and what the imports that stand have said.
fn here<'a>(format: &Format, reading: &'a Reading, clock: CommandClock) -> Here<'a> {
    let entries = &reading.entries;
    let said = said(format.kind, entries);
    Here { state: &reading.state, today: clock.today(&reading.state), made: entries.made(), said }
}

fn said(kind: &str, entries: &Entries) -> Said {
    let all = entries.imported();
    let is_of_kind = |change: &Change| matches!(change, Change::Import { kind: known } if known == kind);
    let heads: BTreeSet<EntryId> = all
        .iter()
        .filter(|entry| entry.did.iter().any(is_of_kind) && !entries.is_void(entry.id))
        .map(|entry| entry.id)
        .collect();
    let mut said = Said::default();
    for entry in &all {
        if entry.of.iter().any(|of| heads.contains(of)) {
            said.take(entry.id, &entry.did);
        }
    }
    said
}
