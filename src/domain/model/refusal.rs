//! What the rules don't allow, as data; the words are for a person.

use thiserror::Error;

use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::text::Title;

/// What words clash with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Against {
    /// Other words of the same command.
    Words,
    /// What the store holds, or the day.
    Store,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    #[error("no goal has the code{} {}{}", if .unknown.len() == 1 { "" } else { "s" }, listed(.unknown.iter().map(|it| &it.typed)), if *.known == 0 { "" } else { "; nothing was written" })]
    UnknownCode {
        unknown: Vec<Unknown>,
        /// How many goals were named right, for which nothing was written.
        known: usize,
        /// Whether there is any goal at all.
        any: bool,
    },
    /// A beginning that fits more than one open goal: their codes and titles.
    #[error("`{typed}` could be {}", either(.fits))]
    Several { typed: String, fits: Vec<(Code, String)> },
    /// Of a word in a place, which means a goal below another one.
    #[error("`{code}` is not below `{place}`, but below `{below}`")]
    Elsewhere { code: Code, place: Code, below: Code },
    /// `holder` is the title of the goal that has it.
    #[error("the code `{code}` is taken by “{holder}”")]
    CodeTaken { code: Code, holder: String },
    /// In a filter.
    #[error("nobody has the name `{name}`")]
    UnknownPerson { name: String, near: Vec<String>, known: Vec<String> },
    #[error("nothing has the area `{area}`")]
    UnknownArea { area: String, near: Vec<String>, known: Vec<String> },
    /// The code of an archived goal was given to another since.
    #[error("the code `{code}` is taken by “{holder}” now")]
    CodeInUse { code: Code, holder: String },
    /// For two goals of one batch.
    #[error("the code `{0}` is given twice")]
    CodeTwice(Code),
    /// `root` is the archived goal at or above it, whose return would bring it back.
    #[error("`{code}` is archived")]
    Archived { code: Code, root: Code },
    #[error("`{code}` is checked off through its children")]
    ThroughChildren { code: Code, children: Vec<Code> },
    /// `open` is how many parts are left; nothing where something repeats without an end.
    #[error("`{code}` is done through what is below it{}", match .open { Some(1) => ", and 1 part is open".to_owned(), Some(open) => format!(", and {open} parts are open"), None => String::new() })]
    OpenParts { code: Code, open: Option<u32>, children: Vec<Code> },
    /// `root` is the goal above it that was closed by hand.
    #[error("`{code}` is finished with `{root}`")]
    Finished { code: Code, root: Code },
    /// A check-off or a win on a day that has not come.
    #[error("{} has not come yet", .0.long())]
    Future(Day),
    /// A step was to be put on a day that is over.
    #[error("{} is over", .0.long())]
    Past(Day),
    /// A reading written as a plain check-off.
    #[error("`{0}` takes readings")]
    ReadingWanted(Code),
    #[error("`{code}` has no period on {}", .day.long())]
    NoPeriod { code: Code, day: Day },
    /// A skip of what is done once, with nothing below it that repeats.
    #[error("`{0}` is to be done once, so there is no day of it to skip")]
    SkipOnce(Code),
    /// Streaks of a goal that does not repeat, nor anything below it.
    #[error("`{0}` does not repeat, so it has no streak")]
    NothingRepeats(Code),
    #[error("`{goal}` can't stand under {}", if .goal == .under { "itself".to_owned() } else { format!("`{under}`, which is below it") })]
    UnderItself { goal: Code, under: Code },
    #[error("that would be a circle: {}", circle(.0))]
    Circle(Vec<Code>),
    #[error("there is no reward {number}")]
    UnknownReward { number: usize, known: Vec<usize> },
    #[error("there is no template `{name}`")]
    UnknownTemplate { name: String, known: Vec<String> },
    /// A template that comes with the program was to be removed.
    #[error("the template `{0}` comes with the program")]
    BuiltIn(String),
    #[error("`{code}` was changed while you edited it: {what}")]
    ChangedMeanwhile { code: Code, what: String },
    /// Words that clash with what the store holds, or with the day.
    #[error("{what}")]
    Conflict { what: String, hint: String },
    /// `side` is `above` or `below`.
    #[error("that would be a circle: `{goal}` can't come after `{other}`, which is {side} it")]
    AfterKin { goal: Code, other: Code, side: &'static str },
    /// Words that can't be meant, whatever the store holds.
    #[error("{what}")]
    InvalidInput { what: String, hint: String },
    /// A weekday that may be behind or ahead, the nearest of both.
    #[error("`{text}` could be {} or {}", .days[0].long(), .days[1].long())]
    EitherDay { text: String, days: [Day; 2] },
    /// `by` is the paused goal above it; nothing for everything.
    #[error("`{code}` is paused through {}", match .by { Some(by) => format!("`{by}`"), None => "a pause of everything".to_owned() })]
    PausedAbove { code: Code, by: Option<Code> },
}

/// What no goal has as its code, and what is like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub typed: String,
    pub near: Vec<String>,
}

fn listed<'t>(texts: impl IntoIterator<Item = &'t String>) -> String {
    texts.into_iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

/// Of so many goals each is named.
const NAMED: usize = 4;

fn either(fits: &[(Code, String)]) -> String {
    let named: Vec<String> =
        fits.iter().take(NAMED).map(|(code, title)| format!("`{code}` ({title})")).collect();
    match fits.len().saturating_sub(NAMED) {
        0 => named.join(" or "),
        more => format!("{} or {more} more", named.join(", ")),
    }
}

/// `` `a` or `b` for `x` ``; where one word alone was wrong, it need not be named again.
fn guessed(unknown: &[Unknown]) -> Option<String> {
    let nearest = |it: &Unknown| {
        let near = it.near.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(" or ");
        if unknown.len() == 1 { near } else { format!("{near} for `{}`", it.typed) }
    };
    let (like, unlike): (Vec<&Unknown>, Vec<&Unknown>) = unknown.iter().partition(|it| !it.near.is_empty());
    if like.is_empty() {
        return None;
    }
    let guessed = like.into_iter().map(nearest).collect::<Vec<_>>().join(", ");
    let nothing = listed(unlike.iter().map(|it| &it.typed));
    let unlike = if nothing.is_empty() { nothing } else { format!(" No code is like {nothing}.") };
    Some(format!("did you mean {guessed}?{unlike}"))
}

/// What a name could mean, else those there are, else how there come to be any.
fn like(near: &[String], known: &[String], none: &str) -> String {
    const TOLD: usize = 8;
    let quoted = |names: &[String], glue: &str| {
        names.iter().take(TOLD).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(glue)
    };
    match (near, known) {
        ([], []) => none.to_owned(),
        ([], known) if known.len() > TOLD => format!("known are {} and others", quoted(known, ", ")),
        ([], known) => format!("known so far: {}", quoted(known, ", ")),
        (near, _) => format!("did you mean {}?", quoted(near, " or ")),
    }
}

fn circle(codes: &[Code]) -> String {
    codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(" waits for ")
}

impl Refusal {
    pub(crate) fn invalid_input(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::InvalidInput { what: what.into(), hint: hint.into() }
    }

    /// The same words as a clash with what the store holds, where that is what they are.
    #[must_use]
    pub(crate) fn given(self, clash: Against) -> Self {
        match (self, clash) {
            (Self::InvalidInput { what, hint }, Against::Store) => Self::Conflict { what, hint },
            (other, Against::Store | Against::Words) => other,
        }
    }

    /// What can't be meant in one goal line; of several, it is told in which, and that none was written.
    #[must_use]
    pub(crate) fn in_line(self, title: &Title, of: usize) -> Self {
        match self {
            Self::InvalidInput { what, hint } if of > 1 => {
                Self::InvalidInput { what: format!("in “{title}”: {what}; nothing was written"), hint }
            }
            other => other,
        }
    }

    /// Whether it names what could be meant.
    pub(crate) fn is_guessed(&self) -> bool {
        match self {
            Self::UnknownCode { unknown, .. } => unknown.iter().any(|it| !it.near.is_empty()),
            Self::Several { .. } | Self::Elsewhere { .. } => true,
            _ => false,
        }
    }

    /// Whether this word of the line is a code, and others are not.
    pub(crate) fn knows(&self, word: &str) -> bool {
        match self {
            Self::UnknownCode { unknown, known, .. } => {
                *known > 0 && unknown.iter().all(|it| it.typed != word)
            }
            _ => false,
        }
    }

    /// The same, beside so many goals that were named right: for them nothing was written.
    #[must_use]
    pub(crate) fn beside_known(self, known: usize) -> Self {
        match self {
            Self::UnknownCode { unknown, any, .. } => Self::UnknownCode { unknown, known, any },
            other => other,
        }
    }

    /// This, beside what was refused before of the same line; what is unknown is named first and together.
    #[must_use]
    pub(crate) fn beside(self, before: Option<Self>) -> Self {
        match (before, self) {
            (None, this) => this,
            (Some(Self::UnknownCode { unknown: mut all, known, any }), Self::UnknownCode { unknown, .. }) => {
                let fresh: Vec<Unknown> = unknown.into_iter().filter(|it| !all.contains(it)).collect();
                all.extend(fresh);
                Self::UnknownCode { unknown: all, known, any }
            }
            (Some(before @ Self::UnknownCode { .. }), _) => before,
            (Some(_), unknown @ Self::UnknownCode { .. }) => unknown,
            (Some(before), _) => before,
        }
    }

    pub fn hint(&self) -> Option<String> {
        let codes = |codes: &[Code], glue: &str| {
            codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(glue)
        };
        match self {
            Self::UnknownCode { any: false, .. } => Some("`goals add` makes the first goal".to_owned()),
            Self::UnknownCode { unknown, .. } => {
                guessed(unknown).or_else(|| Some("`goals list` shows all codes".to_owned()))
            }
            Self::Several { .. } => Some("type more of it, or the code".to_owned()),
            Self::Elsewhere { code, below, .. } => Some(format!("`{below}:{code}` means that one")),
            Self::UnknownPerson { near, known, .. } => {
                Some(like(near, known, "`--who NAME` of `goals add` says whose a goal is"))
            }
            Self::UnknownArea { near, known, .. } => {
                Some(like(near, known, "`--area A` of `goals add` says where a goal belongs"))
            }
            Self::CodeTaken { .. } | Self::CodeTwice(_) => {
                Some("give another with `--code`, or `code:` in the goal line".to_owned())
            }
            Self::CodeInUse { code, .. } => {
                Some(format!("`goals edit {code} --code …` gives that goal another one"))
            }
            Self::Archived { root, .. } => Some(format!("`goals archive {root} --undo` takes it back")),
            Self::ThroughChildren { children, .. } => Some(format!("check off {}", codes(children, ", "))),
            Self::OpenParts { code, children, .. } => {
                Some(format!("check off {}; `goals finish {code}` closes it as it is", codes(children, ", ")))
            }
            Self::Finished { root, .. } => Some(format!("`goals finish {root} --undo` opens it again")),
            Self::Future(_) => Some("what is done is recorded for today or a day before".to_owned()),
            Self::Past(_) => {
                Some("plan for today or a day ahead; `--on none` takes it off its day".to_owned())
            }
            Self::ReadingWanted(code) => Some(format!("record the value itself: `goals check {code}=N`")),
            Self::NoPeriod { code, .. } => Some(format!("`goals show {code}` tells when it is due")),
            Self::SkipOnce(code) => Some(format!(
                "`goals plan {code} --on DAY` puts it on another day, `goals archive {code}` puts it out of sight"
            )),
            Self::NothingRepeats(code) => Some(format!("`goals show {code}` tells how it stands")),
            Self::UnknownReward { known, .. } if known.is_empty() => {
                Some("`goals reward add CODE TEXT --at 50%` promises one".to_owned())
            }
            Self::UnknownReward { .. } => Some("`goals rewards` lists them".to_owned()),
            Self::UnknownTemplate { known, .. } => Some(format!("the templates are {}", listed(known))),
            Self::BuiltIn(_) => Some("only templates of your own can be removed".to_owned()),
            Self::ChangedMeanwhile { code, .. } => {
                Some(format!("`goals show {code}` tells how it stands now"))
            }
            Self::UnderItself { goal, under } if goal == under => {
                Some(format!("name another goal, or `goals move {goal} --top`"))
            }
            Self::UnderItself { under, .. } => Some(format!("move `{under}` elsewhere first")),
            Self::Circle(_) => Some("leave out one of these, or take it away with `--after none`".to_owned()),
            Self::AfterKin { .. } => {
                Some("a goal is done with what is below it; name another goal".to_owned())
            }
            Self::InvalidInput { hint, .. } | Self::Conflict { hint, .. } => Some(hint.clone()),
            Self::EitherDay { days: [behind, ahead], .. } => Some(format!("type `{behind}` or `{ahead}`")),
            Self::PausedAbove { by: Some(by), .. } => Some(format!("`goals resume {by}` ends that pause")),
            Self::PausedAbove { by: None, .. } => Some("`goals resume --all` ends that pause".to_owned()),
        }
    }
}
