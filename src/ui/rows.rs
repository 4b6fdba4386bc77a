//! Lines of a code, a title, and facts beside it. The facts stand, and titles are cut first: what does not fit beside
//! a title goes below it.

use super::clean::clean;
use super::colour::Tone;
use super::page::{COMFORTABLE, Page, Width, columns, fit, width};

/// What becomes of a fact for which there is no room beside a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// It goes below, with all the others.
    Stands,
    /// It is left out; titles are cut for it.
    Wanted,
    /// It is left out.
    Gives,
}

#[derive(Clone, Debug)]
pub(crate) struct Fact {
    tone: Tone,
    text: String,
    weight: Weight,
}

impl Fact {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// A fact that is told, whatever the room.
pub(crate) fn stands(tone: Tone, text: impl AsRef<str>) -> Fact {
    Fact { tone, text: clean(text.as_ref()).into_owned(), weight: Weight::Stands }
}

/// A fact that is told where cutting titles makes room.
pub(crate) fn wanted(text: impl AsRef<str>) -> Fact {
    Fact { tone: Tone::Faint, text: clean(text.as_ref()).into_owned(), weight: Weight::Wanted }
}

/// A fact that is told where there is room.
pub(crate) fn gives(text: impl AsRef<str>) -> Fact {
    Fact { tone: Tone::Faint, text: clean(text.as_ref()).into_owned(), weight: Weight::Gives }
}

/// A line of columns.
#[derive(Clone, Debug)]
pub(crate) struct Titled {
    pub(crate) handle: (Tone, String),
    pub(crate) title: (Tone, String),
    pub(crate) facts: Vec<Fact>,
}

const DOT: &str = " · ";
const DOT_COLUMNS: usize = 3;
const GAP: &str = "  ";

/// How wide the columns of a page's rows are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    handle: usize,
    title: usize,
    /// What takes more beside a title goes below it.
    most_facts: usize,
    /// Of the page.
    room: usize,
}

impl Layout {
    /// For all rows of a page, so that their titles begin and end in the same columns.
    pub(crate) fn of(page: &Page, rows: &[&Titled]) -> Self {
        let handle = rows.iter().map(|row| width(&row.handle.1)).max().unwrap_or(0);
        let widest = |rows: &[&Titled]| rows.iter().map(|row| width(&row.title.1)).max().unwrap_or(0);
        let Width::Columns(room) = page.width() else {
            return Self { handle, title: widest(rows), most_facts: usize::MAX, room: usize::MAX };
        };
        let beside = room.saturating_sub(handle + 2 * GAP.len());
        // Where all titles are short, no room is kept for longer ones.
        let most_facts = beside - least(beside).min(widest(rows));
        let facts = |row: &Titled, weight: Weight| least_width(&row.facts, weight);
        // Those whose facts go below have a line for their title.
        let rows: Vec<&Titled> =
            rows.iter().copied().filter(|row| facts(row, Weight::Stands) <= most_facts).collect();
        let most = |weight: Weight, room: usize| {
            rows.iter().map(|row| facts(row, weight)).filter(|wide| *wide <= room).max().unwrap_or(0)
        };
        let standing = beside.saturating_sub(most(Weight::Stands, beside));
        let wanted = beside.saturating_sub(most(Weight::Wanted, beside - beside * 3 / 10));
        let title = widest(&rows).min(standing).min(wanted);
        Self { handle, title, most_facts, room }
    }

    pub(crate) fn render(&self, page: &mut Page, row: &Titled) {
        let handle = padded(&row.handle.1, self.handle);
        let indent = self.handle + GAP.len();
        let before = [(row.handle.0, handle.as_str()), (Tone::Plain, GAP)];
        let room = self.room.saturating_sub(indent + self.title + GAP.len());
        let (facts, used) = told(&row.facts, room);
        let title = clean(&row.title.1);
        if used <= room && least_width(&row.facts, Weight::Stands) <= self.most_facts {
            let title = padded(&fit(&title, self.title), self.title);
            let own = [(row.title.0, title.as_str()), (Tone::Plain, GAP)];
            page.pieces(&[before.as_slice(), &own, &dotted(&facts)].concat());
        } else {
            page.pieces(&[before.as_slice(), &[(row.title.0, &title)]].concat());
            below(page, &row.facts, indent);
        }
    }
}

/// A line of its own: its title with the facts behind it.
pub(crate) fn render_line(
    page: &mut Page,
    before: &[(Tone, &str)],
    (tone, title): (Tone, &str),
    facts: &[Fact],
) {
    let indent: usize = before.iter().map(|(_, text)| columns(text)).sum();
    let title = clean(title);
    let (title, facts, left) = match page.width() {
        Width::Free => (title, told(facts, usize::MAX).0, Vec::new()),
        Width::Columns(columns) => {
            let room = columns.saturating_sub(indent);
            let standing = told(facts, 0).1 + DOT_COLUMNS;
            let shown = width(&title).min(room.saturating_sub(standing).max(least(room)));
            let beside = room.saturating_sub(shown + DOT_COLUMNS);
            match told(facts, beside) {
                (facts, used) if used <= beside => {
                    (fit(&title, shown).into_owned().into(), facts, Vec::new())
                }
                _ => (title, Vec::new(), facts.to_vec()),
            }
        }
    };
    let dot: &[(Tone, &str)] = if facts.is_empty() { &[] } else { &[(Tone::Faint, DOT)] };
    page.pieces(&[before, &[(tone, &title)], dot, &dotted(&facts)].concat());
    if !left.is_empty() {
        let has_code = before.iter().any(|(_, text)| !text.trim().is_empty());
        below(page, &left, if has_code { indent } else { indent + 2 });
    }
}

/// A heading with a rule between its title and its facts: `Publish 52 posts ──────── 39 of 52 · 2 behind`.
pub(crate) fn render_ruled(page: &mut Page, title: &str, facts: &[Fact]) {
    const LEAST: usize = 3;
    let title = clean(title);
    let room = page.width().layout().min(COMFORTABLE);
    if facts.is_empty() {
        return page.line(Tone::Strong, &fit(&title, room));
    }
    let standing = told(facts, 0).1;
    let fixed = LEAST + 2;
    if standing + fixed + room / 4 > room {
        page.line(Tone::Strong, &fit(&title, room));
        return below(page, facts, 2);
    }
    let title = fit(&title, room - standing - fixed);
    let (facts, used) = told(facts, room.saturating_sub(width(&title) + fixed));
    let line = format!(" {} ", "─".repeat(room.saturating_sub(width(&title) + used + 2)));
    let head = [(Tone::Strong, title.as_ref()), (Tone::Faint, line.as_str())];
    page.pieces(&[head.as_slice(), &dotted(&facts)].concat());
}

/// No title is cut to less than that, of so many columns.
const fn least(room: usize) -> usize {
    room * 2 / 5
}

/// How wide facts are that have at least this weight.
fn least_width(facts: &[Fact], weight: Weight) -> usize {
    let told = facts.iter().filter(|fact| !fact.text.is_empty() && fact.weight <= weight);
    told.map(|fact| columns(&fact.text) + DOT_COLUMNS).sum::<usize>().saturating_sub(DOT_COLUMNS)
}

/// The facts that are told in so many columns, and how many those take: all that stand, and of the others as many as
/// fit, those that are wanted first.
fn told(facts: &[Fact], room: usize) -> (Vec<&Fact>, usize) {
    let mut least = Weight::Gives;
    for weight in [Weight::Gives, Weight::Wanted, Weight::Stands] {
        least = weight;
        if least_width(facts, weight) <= room {
            break;
        }
    }
    // Of those that give, the first ones may fit.
    let mut shown: Vec<&Fact> = Vec::new();
    let mut used = least_width(facts, least);
    let next = if least == Weight::Stands { Weight::Wanted } else { Weight::Gives };
    for fact in facts.iter().filter(|fact| !fact.text.is_empty()) {
        let wide = columns(&fact.text) + DOT_COLUMNS;
        if fact.weight <= least {
            shown.push(fact);
        } else if fact.weight == next && used + wide <= room {
            shown.push(fact);
            used += wide;
        }
    }
    (shown, used)
}

fn dotted<'f>(facts: &[&'f Fact]) -> Vec<(Tone, &'f str)> {
    let mut pieces = Vec::with_capacity(2 * facts.len());
    for (place, fact) in facts.iter().enumerate() {
        if place > 0 {
            pieces.push((Tone::Faint, DOT));
        }
        pieces.push((fact.tone, fact.text.as_str()));
    }
    pieces
}

/// All facts on lines of their own, as many on each as fit; one that no line holds is broken between words.
fn below(page: &mut Page, facts: &[Fact], indent: usize) {
    let set_in = " ".repeat(indent);
    let room = page.width().layout().saturating_sub(indent);
    let mut line: Vec<&Fact> = Vec::new();
    let mut used = 0;
    for fact in facts.iter().filter(|fact| !fact.text.is_empty()) {
        let wide = columns(&fact.text);
        if !line.is_empty() && used + DOT_COLUMNS + wide > room {
            page.pieces(&[&[(Tone::Plain, set_in.as_str())], dotted(&line).as_slice()].concat());
            line.clear();
            used = 0;
        }
        if wide > room {
            page.wrap_after(&[(Tone::Plain, &set_in)], fact.tone, &fact.text, indent);
            continue;
        }
        used += wide + if line.is_empty() { 0 } else { DOT_COLUMNS };
        line.push(fact);
    }
    if !line.is_empty() {
        page.pieces(&[&[(Tone::Plain, set_in.as_str())], dotted(&line).as_slice()].concat());
    }
}

fn padded(text: &str, room: usize) -> String {
    let mut padded = clean(text).into_owned();
    padded.extend(std::iter::repeat_n(' ', room.saturating_sub(columns(&padded))));
    padded
}

#[cfg(test)]
mod tests {
    use super::{Layout, Titled, gives, render_line, render_ruled, stands};
    use crate::ui::colour::Tone;
    use crate::ui::page::{Page, Width};
    use anstream::adapter::strip_str;
    use unicode_width::UnicodeWidthStr;

    fn row(code: &str, title: &str, facts: &[&str]) -> Titled {
        let (first, rest) = facts.split_first().expect("facts");
        let facts = [stands(Tone::Faint, first)].into_iter().chain(rest.iter().map(gives)).collect();
        Titled { handle: (Tone::Handle, code.to_owned()), title: (Tone::Plain, title.to_owned()), facts }
    }

    fn page(columns: usize, render: impl FnOnce(&mut Page)) -> String {
        let mut page = Page::new(Width::Columns(columns));
        render(&mut page);
        strip_str(&page.into_text()).to_string()
    }

    fn rows(columns: usize, rows: &[Titled]) -> String {
        page(columns, |page| {
            let layout = Layout::of(page, &rows.iter().collect::<Vec<_>>());
            for row in rows {
                layout.render(page, row);
            }
        })
    }

    #[test]
    fn titles_are_cut_before_facts_and_begin_and_end_alike() {
        let both = [
            row("[ ] visit", "Raise site traffic by 20 %", &["at 14036, from 12000 to 14400", "▲ 3"]),
            row("[ ] run", "Run", &["6/15 km this week", "▲ 9 weeks"]),
        ];
        let text = rows(60, &both);
        assert_eq!(
            text,
            "[ ] visit  Raise site traffi…  at 14036, from 12000 to 14400\n\
             [ ] run    Run                 6/15 km this week · ▲ 9 weeks\n"
        );
    }

    #[test]
    fn facts_that_fit_beside_no_title_go_below_it() {
        let one =
            [row("visit", "Raise site traffic", &["at 14036 visits, from 12000 to 14400", "▲ 3 weeks"])];
        assert_eq!(
            rows(46, &one),
            "visit  Raise site traffic\n       at 14036 visits, from 12000 to 14400\n       ▲ 3 weeks\n"
        );
    }

    #[test]
    fn wide_characters_line_up() {
        let text = rows(
            40,
            &[
                row("読書", "毎日本を読むこと、三十分以上", &["0/3 today"]),
                row("run", "Run 🏃 far", &["due today"]),
            ],
        );
        let at = |line: &str, words: &str| line.split_once(words).expect("the facts").0.width();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(at(lines[0], "0/3"), at(lines[1], "due"), "{text}");
        assert!(lines.iter().all(|line| line.width() <= 40), "{text}");
    }

    #[test]
    fn a_rule_reaches_to_the_facts() {
        let facts = [stands(Tone::Faint, "39 of 52"), stands(Tone::Late, "2 behind"), gives("+3 later")];
        let ruled = |columns| page(columns, |page| render_ruled(page, "Publish 52 guest posts", &facts));
        assert_eq!(ruled(54), "Publish 52 guest posts ─────────── 39 of 52 · 2 behind\n");
        assert_eq!(ruled(45), "Publish 52 guest pos… ─── 39 of 52 · 2 behind\n");
        assert_eq!(ruled(30), "Publish 52 guest posts\n  39 of 52 · 2 behind\n  +3 later\n");
        assert!(ruled(70).ends_with("─── 39 of 52 · 2 behind · +3 later\n"), "{}", ruled(70));
    }

    #[test]
    fn a_line_keeps_its_facts() {
        let facts = [stands(Tone::Faint, "0 of at most 3 this week"), gives("▲ 1 week")];
        let line = |columns| {
            page(columns, |page| {
                render_line(page, &[(Tone::Handle, "scr  ")], (Tone::Strong, "Screens after nine"), &facts);
            })
        };
        assert_eq!(line(70), "scr  Screens after nine · 0 of at most 3 this week · ▲ 1 week\n");
        assert_eq!(line(52), "scr  Screens after nine · 0 of at most 3 this week\n");
        assert_eq!(line(49), "scr  Screens after ni… · 0 of at most 3 this week\n");
        assert_eq!(line(36), "scr  Screens after nine\n     0 of at most 3 this week\n     ▲ 1 week\n");
    }
}
