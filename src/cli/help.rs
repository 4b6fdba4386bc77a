//! What `goals --help` shows below its usage: first steps, and all commands on one screen, by what one
//! wants to do.

use crate::ui::colour::Tone;
use crate::ui::page::{Page, Width};

/// Four commands that lead from nothing to a first day.
pub(crate) const FIRST_STEPS: &str = "\
goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp
goals split gp \"Pitch websites n:12 unit:emails every:week code:pitch\"
goals check pitch+4              # at a terminal `goals pitch+4` will do
goals                 # `goals today`; `goals ui`, a screen; any `goals-NAME`";

/// Headings, and below each the commands of a line with what they are for, in their order.
const GROUPS: [(&str, &[(&str, &str)]); 6] = [
    (
        "Plan",
        &[
            ("add, split, template", "a goal or habit; steps; ones to reuse"),
            ("edit, move, finish, archive", "change, move, close, put out of sight"),
            ("plan, pause, resume", "steps on a day; pauses keep streaks"),
        ],
    ),
    (
        "Do",
        &[
            ("today, next, check, skip", "what to do; what now; check off; excuse"),
            ("win, undo, redo, remind", "a win; take back; what is still open"),
            ("reward, rewards, claim", "promise yourself something, and take it"),
        ],
    ),
    (
        "Look back",
        &[
            ("streaks, progress, why", "streaks, pace, and what is behind both"),
            ("list, show, log", "all goals; one goal; what was done when"),
            ("review, report", "a week to a year; one page to share"),
        ],
    ),
    (
        "Data",
        &[
            ("import, export, sync", "from and to other tools; other machines"),
            ("config, doctor, demo", "settings; a check-up; a store to try out"),
        ],
    ),
    ("Shell", &[("prompt, completions, man", "today in one line; completion; manual")]),
    (
        "Options",
        &[
            ("--dir, --json, --no-hooks", "the store; JSON for text; no hook is run"),
            ("--help, --version", "`goals help days`, `goals help lines`"),
        ],
    ),
];

/// The columns that headings take, and names.
const HEADINGS: usize = 11;
const NAMES: usize = 29;

/// In fewer columns nothing is laid out: the terminal breaks lines, and none is cut.
const NARROWEST: usize = 60;

/// First steps, all commands and the options, in so many columns.
pub(crate) fn overview(columns: usize) -> String {
    let mut page = Page::new(Width::Columns(columns.max(NARROWEST)));
    page.line(Tone::Strong, "First steps:");
    for step in FIRST_STEPS.lines() {
        page.verbatim(&format!("  {step}\n"));
    }
    page.gap();
    for (heading, rows) in GROUPS {
        if heading == "Options" {
            page.gap();
        }
        for (place, (names, purpose)) in rows.iter().enumerate() {
            let heading = format!("{:HEADINGS$}", if place == 0 { heading } else { "" });
            let names = format!("{names:NAMES$}");
            let before = [(Tone::Strong, heading.as_str()), (Tone::Handle, names.as_str())];
            page.wrap_after(&before, Tone::Plain, purpose, HEADINGS + NAMES);
        }
    }
    page.into_text()
}
