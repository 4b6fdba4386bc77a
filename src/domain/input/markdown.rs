//! Marks of pasted lists and Markdown, taken off a line: bullets, numbers, boxes, headings, rules, fences.

/// Whether a line of an outline says that it is done already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tick {
    #[default]
    Open,
    /// `- [x] `.
    Done,
}

/// How far a line stands below others: a heading above all lines without one, whatever their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Depth {
    /// 1 to 6, as many as it has `#`.
    Heading(usize),
    /// The column in which it begins.
    Column(usize),
}

/// A line without its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bare<'l> {
    pub(crate) depth: Depth,
    pub(crate) tick: Tick,
    pub(crate) text: &'l str,
}

/// Tabs reach to the next multiple of this.
const TAB: usize = 4;

const BULLETS: [char; 9] = ['-', '*', '+', '•', '–', '—', '◦', '▪', '‣'];

/// Nothing where a line holds no text of its own: an empty one, a bullet alone, a rule, a fence.
pub(crate) fn bare(line: &str) -> Option<Bare<'_>> {
    let text = line.trim();
    if is_rule(text) || is_fence(text) {
        return None;
    }
    let (depth, text) = match heading(text) {
        Some((level, text)) => (Depth::Heading(level), text),
        None => (Depth::Column(column(line)), text),
    };
    let text = unbulleted(text).or_else(|| unnumbered(text)).unwrap_or(text);
    let (tick, text) = unboxed(text).unwrap_or((Tick::Open, text));
    (!text.is_empty()).then_some(Bare { depth, tick, text })
}

fn column(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).fold(0, |column, c| match c {
        '\t' => (column / TAB + 1) * TAB,
        _ => column + 1,
    })
}

/// `---`, `***`, `- - -`, and the `===` below a title.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let first = marks.next().filter(|first| ['-', '*', '_', '='].contains(first));
    let rest: Vec<char> = marks.collect();
    first.is_some_and(|first| rest.len() >= 2 && rest.iter().all(|mark| *mark == first))
}

/// What opens or closes a block of code, with its language.
fn is_fence(text: &str) -> bool {
    let behind = text.strip_prefix("```").map(|rest| rest.trim_start_matches('`'));
    let behind = behind.or_else(|| text.strip_prefix("~~~").map(|rest| rest.trim_start_matches('~')));
    behind.is_some_and(|language| !language.contains(['`', '~']))
}

/// Whether a line is a heading that stands above what follows: `## Two`. A single `#` may be a comment.
pub(crate) fn is_subheading(line: &str) -> bool {
    heading(line.trim()).is_some_and(|(level, text)| level > 1 && !text.is_empty())
}

/// The level of `## Two ##`, and its text.
fn heading(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let is_heading = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    let rest = rest.trim();
    let bare = rest.trim_end_matches('#');
    let closed = bare.is_empty() || bare.ends_with(char::is_whitespace);
    is_heading.then_some((level, if closed { bare.trim_end() } else { rest }))
}

pub(super) fn unbulleted(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(BULLETS)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// `1. ` or `12) ` taken off.
fn unnumbered(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')']).filter(|_| (1..=3).contains(&digits))?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

fn unboxed(text: &str) -> Option<(Tick, &str)> {
    const BOXES: [(&str, Tick); 5] =
        [("[ ]", Tick::Open), ("[x]", Tick::Done), ("[X]", Tick::Done), ("☐", Tick::Open), ("☑", Tick::Done)];
    BOXES.iter().find_map(|(mark, tick)| {
        let rest = text.strip_prefix(mark)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| (*tick, rest.trim_start()))
    })
}

/// Whether a title's first word would be taken for a mark, or in an editor for a comment, where it stands bare.
pub(crate) fn is_mark(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '\\']);
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < word.len() && [".", ")"].contains(&digits);
    let is_line = !word.is_empty() && word.chars().all(|c| ['_', '='].contains(&c));
    word.starts_with(BULLETS)
        || word.starts_with(['[', '#', '☐', '☑'])
        || word.starts_with("```")
        || word.starts_with("~~~")
        || is_number
        || is_line
}
