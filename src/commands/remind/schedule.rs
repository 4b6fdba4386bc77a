//! What has a reminder said each day at a time: files for systemd and launchd, lines for cron and the Task Scheduler
//! of Windows, each in the quotation of who reads it.

use std::path::is_separator;

use chrono::{NaiveTime, Timelike};
use sha2::{Digest, Sha256};

/// In each file that is written for a reminder; what lacks it is somebody else's, and left alone.
pub const MARK: &str = "Written by goals remind --install; goals remind --remove takes it away.";

/// A longer name is cut, with a hash behind it: a file's has 255 bytes at most, and systemd's no more.
const LONGEST_NAME: usize = 160;

/// What is to be run each day, and when.
#[derive(Clone, Debug)]
pub struct Daily {
    /// What it is called: `goals-remind`, or with a store's name behind it.
    pub name: String,
    /// The program by its full path, and what it is handed.
    pub words: Vec<String>,
    /// What it has to find set, as the shell had it in which the reminder was installed: no control characters.
    pub variables: Vec<(&'static str, String)>,
    pub time: NaiveTime,
}

/// A file, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFile {
    pub name: String,
    pub text: String,
}

impl Daily {
    /// The units of systemd: what is run, and the timer that runs it.
    pub fn systemd(&self) -> [UnitFile; 2] {
        let time = self.time.format("%H:%M");
        let line = self.line_for_systemd();
        let variable = |(name, value): &(&str, String)| {
            format!("Environment={}\n", for_systemd(&format!("{name}={value}"), "$"))
        };
        let variables = self.variables.iter().map(variable).collect::<String>();
        let service = format!(
            "# {MARK}\n[Unit]\nDescription=What is still open today (goals)\n\n[Service]\nType=oneshot\n{variables}ExecStart={line}\n"
        );
        let timer = format!(
            "# {MARK}\n[Unit]\nDescription=A reminder at {time} (goals)\n\n[Timer]\nOnCalendar=*-*-* {time}:00\n\n[Install]\nWantedBy=timers.target\n"
        );
        [("service", service), ("timer", timer)]
            .map(|(kind, text)| UnitFile { name: format!("{}.{kind}", self.name), text })
    }

    /// What is run, as systemd reads it. Into the path of the program it puts no variables; one with a quotation mark in
    /// it, it does not run itself.
    fn line_for_systemd(&self) -> String {
        let is_refused = |c: char| c.is_ascii_control() || "\"'\\".contains(c);
        let words: Vec<String> = match self.words.split_first() {
            Some((program, others)) if !program.contains(is_refused) => {
                let others = others.iter().map(|word| for_systemd(word, "$$"));
                std::iter::once(for_systemd(program, "$")).chain(others).collect()
            }
            _ => {
                let words = self.words.iter().map(|word| for_systemd(word, "$$"));
                std::iter::once("/usr/bin/env".to_owned()).chain(words).collect()
            }
        };
        words.join(" ")
    }

    /// The property list of launchd.
    pub fn launchd(&self) -> UnitFile {
        let word = |word: &String| format!("    <string>{}</string>\n", for_xml(word));
        let words = self.words.iter().map(word).collect::<Vec<_>>().concat();
        let variable = |(name, value): &(&str, String)| {
            format!("    <key>{name}</key>\n    <string>{}</string>\n", for_xml(value))
        };
        let variables = match self.variables.iter().map(variable).collect::<String>() {
            none if none.is_empty() => none,
            some => format!("  <key>EnvironmentVariables</key>\n  <dict>\n{some}  </dict>\n"),
        };
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
             <!-- {} -->\n<plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{}</string>\n  \
             <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n{variables}  <key>StartCalendarInterval</key>\n  <dict>\n    \
             <key>Hour</key>\n    <integer>{}</integer>\n    <key>Minute</key>\n    <integer>{}</integer>\n  </dict>\n\
             </dict>\n</plist>\n",
            // No two hyphens may stand in a comment.
            in_comment(MARK),
            for_xml(&self.name),
            self.time.hour(),
            self.time.minute(),
        );
        UnitFile { name: format!("{}.plist", self.name), text }
    }

    /// A line of a crontab; `runtime` is the folder through which the notifications of a session are reached. Nothing
    /// where a line can't say it.
    pub fn cron(&self, runtime: Option<&str>) -> Option<String> {
        let quoted = |word: &str| shlex::try_quote(word).ok().map(std::borrow::Cow::into_owned);
        let words: Option<Vec<String>> = self.words.iter().map(|word| quoted(word)).collect();
        let runtime = runtime.map(|folder| ("XDG_RUNTIME_DIR", folder));
        let variables = self.variables.iter().map(|(name, value)| (*name, value.as_str())).chain(runtime);
        let set = |(name, value): (&str, &str)| Some(format!("{name}={} ", quoted(value)?));
        let variables = variables.map(set).collect::<Option<String>>()?;
        let line = format!("{variables}{}", words?.join(" ")).replace('%', "\\%");
        let is_line = !line.contains(char::is_control);
        is_line.then(|| format!("{} {} * * * {line}", self.time.minute(), self.time.hour()))
    }

    /// The command that has the Task Scheduler of Windows do it; it has no word for variables.
    pub fn task_scheduler(&self) -> String {
        let word = |word: &String| {
            let is_plain = !word.is_empty() && !word.contains([' ', '\t', '"', '&']);
            if is_plain { word.clone() } else { format!("\\\"{word}\\\"") }
        };
        let words = self.words.iter().map(word).collect::<Vec<_>>().join(" ");
        let time = self.time.format("%H:%M");
        format!("schtasks /Create /TN {} /SC DAILY /ST {time} /TR \"{words}\"", self.name)
    }
}

/// Whether a text is a file that was written for a reminder.
pub fn is_ours(text: &str) -> bool {
    text.lines().take(3).any(|line| line.contains(MARK) || line.contains(&in_comment(MARK)))
}

fn in_comment(text: &str) -> String {
    text.replace("--", "-")
}

/// A word of a command line as systemd reads it; `dollar` stands for `$`.
fn for_systemd(word: &str, dollar: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._=:,+-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '%' => quoted.push_str("%%"),
            '$' => quoted.push_str(dollar),
            '\n' => quoted.push_str("\\n"),
            c if c.is_ascii_control() => quoted.extend(format!("\\x{:02x}", u32::from(c)).chars()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn for_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a reminder of a store is called: by the store's folder, below the home where it lies there. No two folders have
/// the same name.
pub fn name(store: Option<&str>) -> String {
    let Some(store) = store else { return "goals-remind".to_owned() };
    let mut name = String::from("goals-remind-");
    for c in store.trim_end_matches(is_separator).chars() {
        match c {
            c if is_separator(c) => name.push('-'),
            c if c.is_ascii_alphanumeric() || c == '.' => name.push(c),
            c => name.extend(format!("_{:x}_", u32::from(c)).chars()),
        }
    }
    if name.len() > LONGEST_NAME {
        let hash = Sha256::digest(store);
        name.truncate(LONGEST_NAME);
        name.extend(hash.iter().take(8).map(|byte| format!("{byte:02x}")));
    }
    name
}
