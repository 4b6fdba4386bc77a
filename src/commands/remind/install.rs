//! A reminder each day: files for the system's own timer, what has it read them, and how both are taken away again.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::Serialize;

use super::schedule::{Daily, UnitFile, is_ours, name};
use crate::commands::shared::context::Context;
use crate::commands::shared::summary::{Form, Outcome, Output, Summary};
use crate::env::{Obeyed, Reasons, Scheduler};
use crate::error::Error;
use crate::journal::Detail;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// Whether it is done or only shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Done,
    Shown,
}

#[derive(JsonSchema, Serialize)]
struct TimerFile {
    path: PathBuf,
    text: String,
}

/// Something that a program of the system is told.
#[derive(JsonSchema, Serialize)]
struct Told {
    command: String,
    done: bool,
}

pub(crate) struct Installed {
    time: NaiveTime,
    files: Vec<TimerFile>,
    commands: Vec<Told>,
    /// A line for who has another scheduler.
    other: Option<String>,
    scheduler: Scheduler,
    /// The program without which nothing is shown.
    missing: Option<&'static str>,
    run: Run,
}

pub(crate) struct Removed {
    files: Vec<PathBuf>,
    commands: Vec<Told>,
    run: Run,
}

pub(super) fn install(
    time: NaiveTime,
    codes: &[String],
    dry_run: bool,
    context: &mut Context<'_>,
) -> Outcome {
    let run = if dry_run { Run::Shown } else { Run::Done };
    let daily = daily(time, codes, context)?;
    let env = context.env();
    let scheduler = env.scheduler();
    let mut files = Vec::new();
    for file in units(&daily, scheduler) {
        let path = env.timers(scheduler)?.join(&file.name);
        let is_there = check_ours(&path, context)?;
        if is_there && scheduler == Scheduler::Launchd && run == Run::Done {
            // The one that is there is ended first, if it goes on.
            env.tell_system(&launchctl(&["unload"], Some(&path)), Reasons::Untold);
        }
        files.push(TimerFile { path, text: file.text });
    }
    for file in &files {
        if context.form() == Form::Page {
            context.show_now(|page| render_file(page, file))?;
        }
        if run == Run::Done {
            env.make_folders(file.path.parent().unwrap_or(Path::new("/")))?;
            env.write_own_file(&file.path, &file.text)?;
        }
    }
    let commands = tell(&starting(&daily.name, scheduler, files.last()), run, context);
    let other = match scheduler {
        Scheduler::Tasks => Some(daily.task_scheduler()),
        Scheduler::Systemd | Scheduler::Launchd => daily.cron(env.session().as_deref()),
    };
    let missing = env.missing_notifier();
    let installed = Installed { time, files, commands, other, scheduler, missing, run };
    let failure = (run == Run::Done).then(|| installed.what_is_left()).flatten();
    Ok(Output { failure, ..context.summarize(&installed)? })
}

pub(super) fn remove(dry_run: bool, context: &mut Context<'_>) -> Outcome {
    let run = if dry_run { Run::Shown } else { Run::Done };
    let env = context.env();
    let scheduler = env.scheduler();
    let nothing = NaiveTime::MIN;
    let daily = Daily { name: store_name(context), words: Vec::new(), variables: Vec::new(), time: nothing };
    let mut files = Vec::new();
    for file in units(&daily, scheduler) {
        let path = env.timers(scheduler)?.join(file.name);
        if check_ours(&path, context)? {
            files.push(path);
        }
    }
    let mut commands = Vec::new();
    if !files.is_empty() {
        let ending = ending(&daily.name, scheduler, files.last());
        let (before, after) = ending.split_at(ending.len().min(1));
        commands.extend(tell(before, run, context));
        if run == Run::Done {
            files.iter().try_for_each(|path| env.remove_file(path))?;
        }
        commands.extend(tell(after, run, context));
    }
    if scheduler == Scheduler::Tasks {
        let command = format!("schtasks /Delete /TN {} /F", daily.name);
        commands.push(Told { command, done: false });
    }
    context.summarize(&Removed { files, commands, run })
}

/// What is run: this program by its full path, on this store where it was named, about these goals.
fn daily(time: NaiveTime, codes: &[String], context: &mut Context<'_>) -> Result<Daily, Error> {
    let reading = context.read_to(Detail::Today)?;
    let judge = reading.judge(context.clock().today(&reading.state));
    let goals = context.names().each(&judge, codes)?;
    let mut words = vec![text(context.env().own_path()?)?];
    if is_named(context) {
        words.extend(["--dir".to_owned(), text(context.env().absolute(context.folder()))?]);
    }
    words.extend(["remind".to_owned(), format!("--once={}", time.format("%H:%M"))]);
    if !goals.is_empty() {
        words.push("--if-open".to_owned());
        words.extend(goals.iter().map(|goal| judge.state.tree.code(goal.id).to_string()));
    }
    let variables = context.env().own_places().into_iter().map(variable).collect::<Result<_, Error>>()?;
    Ok(Daily { name: store_name(context), words, variables, time })
}

fn variable((name, folder): (&'static str, PathBuf)) -> Result<(&'static str, String), Error> {
    let folder = text(folder)?;
    if folder.contains(char::is_control) {
        return Err(Error::Environment {
            text: format!("{name} can't be set in a timer: {}", clean(&folder)),
            hint: Some("its path holds a control character".to_owned()),
        });
    }
    Ok((name, folder))
}

fn text(path: PathBuf) -> Result<String, Error> {
    path.into_os_string().into_string().map_err(|path| Error::Environment {
        text: format!("{} can't be named in a timer", path.display()),
        hint: Some("its name is no UTF-8 text".to_owned()),
    })
}

/// Whether the timer has to name the store: it starts without the variables of a shell.
fn is_named(context: &Context<'_>) -> bool {
    !context.is_usual_store() || context.env().has_data_elsewhere()
}

/// What the reminder of this store is called.
fn store_name(context: &Context<'_>) -> String {
    if context.is_usual_store() {
        return name(None);
    }
    let folder = context.env().absolute(context.folder());
    let home = context.env().home_if_any();
    let below_home = home.and_then(|home| folder.strip_prefix(home).ok().map(Path::to_owned));
    name(Some(&below_home.unwrap_or(folder).to_string_lossy()))
}

fn units(daily: &Daily, scheduler: Scheduler) -> Vec<UnitFile> {
    match scheduler {
        Scheduler::Systemd => daily.systemd().into(),
        Scheduler::Launchd => vec![daily.launchd()],
        Scheduler::Tasks => Vec::new(),
    }
}

/// Whether a file of ours is there; one of somebody else is refused.
fn check_ours(path: &Path, context: &Context<'_>) -> Result<bool, Error> {
    match context.env().read_if_there(path)? {
        Some(text) if is_ours(&text) => Ok(true),
        Some(_) => Err(Error::NotOurs(path.to_owned())),
        None => Ok(false),
    }
}

/// What has the system begin, in turn.
fn starting(name: &str, scheduler: Scheduler, file: Option<&TimerFile>) -> Vec<Vec<String>> {
    match scheduler {
        Scheduler::Systemd => commands(&[
            &["systemctl", "--user", "daemon-reload"],
            &["systemctl", "--user", "enable", "--now", &format!("{name}.timer")],
        ]),
        Scheduler::Launchd => vec![launchctl(&["load", "-w"], file.map(|file| file.path.as_path()))],
        Scheduler::Tasks => Vec::new(),
    }
}

/// What has it end: the first before the files are taken away, the others behind.
fn ending(name: &str, scheduler: Scheduler, file: Option<&PathBuf>) -> Vec<Vec<String>> {
    match scheduler {
        Scheduler::Systemd => commands(&[
            &["systemctl", "--user", "disable", "--now", &format!("{name}.timer")],
            &["systemctl", "--user", "daemon-reload"],
        ]),
        Scheduler::Launchd => vec![launchctl(&["unload", "-w"], file.map(PathBuf::as_path))],
        Scheduler::Tasks => Vec::new(),
    }
}

fn launchctl(words: &[&str], file: Option<&Path>) -> Vec<String> {
    let file = file.map(|file| file.display().to_string());
    ["launchctl"].iter().chain(words).map(|word| (*word).to_owned()).chain(file).collect()
}

fn commands(all: &[&[&str]]) -> Vec<Vec<String>> {
    all.iter().map(|words| words.iter().map(|word| (*word).to_owned()).collect()).collect()
}

/// Tells the system's program all of these, where it is to be told.
fn tell(commands: &[Vec<String>], run: Run, context: &Context<'_>) -> Vec<Told> {
    let told = |words: &Vec<String>| Told {
        command: shlex::try_join(words.iter().map(String::as_str)).unwrap_or_else(|_| words.join(" ")),
        done: run == Run::Done && context.env().tell_system(words, Reasons::Told) == Obeyed::Done,
    };
    commands.iter().map(told).collect()
}

impl Installed {
    /// What is left to do, where the system did not do what it was told or can't show what a reminder says.
    fn what_is_left(&self) -> Option<Error> {
        let left: Vec<String> = self
            .commands
            .iter()
            .filter(|told| !told.done)
            .map(|told| format!("`{}`", told.command))
            .collect();
        let other = if self.other.is_some() { "; or have cron do it, by the line above" } else { "" };
        let typed = || format!("in a session of your own type {}{other}", left.join(", then "));
        let (text, hint) = match (left.is_empty(), self.missing) {
            (true, None) => return None,
            (true, Some(program)) => {
                (format!("the timer is started, but {}", is_missing(program)), INSTALL.to_owned())
            }
            (false, None) => ("the files are written, but the timer is not started".to_owned(), typed()),
            (false, Some(program)) => (
                format!("the files are written, but the timer is not started, and {}", is_missing(program)),
                format!("{INSTALL}; then {}", typed()),
            ),
        };
        Some(Error::Environment { text, hint: Some(hint) })
    }
}

/// Where what shows notifications comes from.
const INSTALL: &str = "install libnotify, on Debian and Ubuntu with `apt install libnotify-bin`";

fn is_missing(program: &str) -> String {
    format!("there is no `{program}` to show what it says")
}

fn render_file(page: &mut Page, file: &TimerFile) {
    page.wrapped(Tone::Strong, &file.path.display().to_string(), 2);
    for line in file.text.lines() {
        page.verbatim(&format!("{}\n", format!("    {}", clean(line)).trim_end()));
    }
    page.gap();
}

fn render_commands(page: &mut Page, commands: &[Told], run: Run) {
    for told in commands {
        let label = match (run, told.done) {
            (Run::Shown, _) => "would run",
            (Run::Done, true) => "done",
            (Run::Done, false) => "failed",
        };
        page.verbatim(&format!("{label}: {}\n", clean(&told.command)));
    }
}

impl Summary for Installed {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'a> {
            time: String,
            files: &'a [TimerFile],
            commands: &'a [Told],
            other: &'a Option<String>,
            dry_run: bool,
        }
        let Self { files, commands, other, .. } = self;
        let time = self.time.format("%H:%M").to_string();
        Data { time, files, commands, other, dry_run: self.run == Run::Shown }
    }

    fn render(&self, page: &mut Page) {
        render_commands(page, &self.commands, self.run);
        let is_alone = self.files.is_empty() || self.commands.iter().any(|told| !told.done);
        if let Some(line) = self.other.as_ref().filter(|_| is_alone) {
            let (who, how) = match self.scheduler {
                Scheduler::Tasks => ("the Task Scheduler", "type this"),
                Scheduler::Systemd | Scheduler::Launchd => ("cron", "this is its line"),
            };
            page.gap();
            page.wrapped(Tone::Plain, &format!("To have {who} do it, {how}:"), 0);
            page.verbatim(&format!("    {}\n", clean(line)));
        }
        if let (Run::Shown, Some(program)) = (self.run, self.missing) {
            page.gap();
            page.wrapped(Tone::Plain, &format!("Here {}: {INSTALL}.", is_missing(program)), 0);
        }
        if self.run == Run::Done && self.what_is_left().is_none() && !self.files.is_empty() {
            let time = self.time.format("%H:%M");
            let text = format!(
                "Each day at {time} you hear what is still open, if anything is. `goals remind --remove` ends that."
            );
            page.wrapped(Tone::Plain, &text, 0);
        }
    }
}

impl Summary for Removed {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'a> {
            removed: &'a [PathBuf],
            commands: &'a [Told],
            dry_run: bool,
        }
        Data { removed: &self.files, commands: &self.commands, dry_run: self.run == Run::Shown }
    }

    fn render(&self, page: &mut Page) {
        if self.files.is_empty() && self.commands.is_empty() {
            return page.wrapped(Tone::Plain, "There is no reminder for this store.", 0);
        }
        let label = if self.run == Run::Shown { "would remove" } else { "removed" };
        for path in &self.files {
            page.verbatim(&format!("{label}: {}\n", clean(&path.display().to_string())));
        }
        render_commands(page, &self.commands, self.run);
    }
}
