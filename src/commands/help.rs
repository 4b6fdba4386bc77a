//! What `goals --help` shows below its usage: first steps, and all commands on one screen, by what one
//! wants to do.

use crate::ui::colour::{Colour, Tone};
use crate::ui::page::{Page, Width};

/// Four commands that lead from nothing to a first day.
pub const FIRST_STEPS: &str = "\
goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp
goals split gp \"Pitch websites n:12 unit:emails every:week code:pitch\"
goals check pitch+4
goals                            # the same as `goals today`";

/// What one wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Set goals up and change them.
    Tree,
    /// Get through the day.
    Do,
    /// See what came of it.
    LookBack,
    /// Look after what is stored.
    Data,
    /// Have the program at hand.
    Shell,
}

/// Commands that stand on one line of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// New goals.
    Set,
    /// Goals that are there.
    Change,
    /// Days that differ from others.
    Schedule,
    /// The day and what was done on it.
    Today,
    /// What was not planned, and what was a mistake.
    Amend,
    /// What one gets for it.
    Reward,
    /// Figures.
    Progress,
    /// Lists.
    List,
    /// Reports.
    Review,
    /// The store.
    Store,
    /// The shell.
    Shell,
}

impl Topic {
    /// All topics, in the order in which help shows them.
    pub const ALL: [Self; 11] = [
        Self::Set,
        Self::Change,
        Self::Schedule,
        Self::Today,
        Self::Amend,
        Self::Reward,
        Self::Progress,
        Self::List,
        Self::Review,
        Self::Store,
        Self::Shell,
    ];

    /// The group under whose heading it stands.
    pub fn group(self) -> Group {
        match self {
            Self::Set | Self::Change | Self::Schedule => Group::Tree,
            Self::Today | Self::Amend | Self::Reward => Group::Do,
            Self::Progress | Self::List | Self::Review => Group::LookBack,
            Self::Store => Group::Data,
            Self::Shell => Group::Shell,
        }
    }

    /// What its commands are for, in their order.
    fn purpose(self) -> &'static str {
        match self {
            Self::Set => "a goal or habit; its steps; ones to reuse",
            Self::Change => "change a goal or its place; put it away",
            Self::Schedule => "steps on a day; days that break nothing",
            Self::Today => "what there is to do; check off; excuse",
            Self::Amend => "an unplanned win; take back what was typed",
            Self::Reward => "promise yourself something, and take it",
            Self::Progress => "streaks, pace, and what is behind both",
            Self::List => "all goals; one goal; what was done when",
            Self::Review => "a week or a month; one page to share",
            Self::Store => "settings; a check-up; a store to try out",
            Self::Shell => "today in one line; completion; manual",
        }
    }
}

impl Group {
    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Tree => "Plan",
            Self::Do => "Do",
            Self::LookBack => "Look back",
            Self::Data => "Data",
            Self::Shell => "Shell",
        }
    }
}

/// The options that every command takes.
const OPTIONS: [(&str, &str); 2] = [
    ("--dir FOLDER, --json", "the store to use; JSON instead of text"),
    ("--help, --version", "`goals check --help` has an example"),
];

/// The columns that headings take.
const HEADINGS: usize = 11;

/// The columns that names take.
const NAMES: usize = 26;

/// In fewer columns nothing is laid out: the terminal breaks lines, and none is cut.
const NARROWEST: usize = 60;

/// First steps, these commands by topic, and the options, in so many columns.
pub fn overview(columns: usize, commands: &[(Topic, &str)]) -> String {
    // Where colour is off, the escape codes are taken out with those of the rest of the help.
    let mut page = Page::new(Width::Columns(columns.max(NARROWEST)), Colour::On);
    page.say(Tone::Strong, "First steps:");
    for step in FIRST_STEPS.lines() {
        page.verbatim(&format!("  {step}\n"));
    }
    page.gap();
    let mut above = None;
    for topic in Topic::ALL {
        let its = commands.iter().filter(|(of, _)| *of == topic);
        let names = its.map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        let group = topic.group();
        let heading = if above.replace(group) == Some(group) { "" } else { group.heading() };
        row(&mut page, heading, &names, topic.purpose());
    }
    page.gap();
    for (place, (names, purpose)) in OPTIONS.into_iter().enumerate() {
        row(&mut page, if place == 0 { "Options" } else { "" }, names, purpose);
    }
    page.into_text()
}

fn row(page: &mut Page, heading: &str, names: &str, purpose: &str) {
    let (heading, names) = (format!("{heading:HEADINGS$}"), format!("{names:NAMES$}"));
    let before = [(Tone::Strong, heading.as_str()), (Tone::Handle, names.as_str())];
    page.wrap_after(&before, Tone::Plain, purpose, HEADINGS + NAMES);
}
