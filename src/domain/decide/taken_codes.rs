//! Codes that lines ask for: one that another goal has gets that of the parent before it (SEMANTICS 10.8), and a word
//! after which others come is the code of the line that has it in its title.

use crate::domain::input::fields::FieldUpdate;
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::model::goal::Goal;
use crate::domain::model::refusal::Unknown;
use crate::domain::model::tree::Tree;
use crate::domain::value::code::Code;
use crate::domain::value::title_words::words;

/// A code that a line asked for, and what it has instead.
#[derive(Clone, Debug)]
pub(crate) struct Renamed {
    pub(crate) asked: Code,
    pub(crate) given: Code,
    /// The title of the goal that has the one asked for.
    pub(crate) holder: String,
}

/// Gives the lines codes that are free, as far as the parent's before them makes them so; `after` follows. One that
/// is taken below the parent itself stays, and is refused.
pub(crate) fn below_parent(tree: &Tree, parent: &Goal, lines: &mut [OutlineLine]) -> Vec<Renamed> {
    let asked: Vec<(Option<usize>, Code)> =
        lines.iter().filter_map(|line| Some((line.parent, line.spec.fields.code()?.clone()))).collect();
    let mut renamed: Vec<Renamed> = Vec::new();
    for (above, code) in &asked {
        let Some(holder) = tree.holder(code) else { continue };
        if tree.ancestors(holder.id).any(|above| above.id == parent.id) {
            continue;
        }
        let above = above.and_then(|at| lines.get(at)?.spec.fields.code().cloned());
        let given = code.below(&above.unwrap_or_else(|| tree.code(parent.id)));
        if asked.iter().any(|(_, own)| *own == given) || renamed.iter().any(|it| it.given == given) {
            continue;
        }
        for same in lines.iter_mut().filter(|line| line.spec.fields.code() == Some(code)) {
            same.spec.fields.set(FieldUpdate::Code(given.clone()));
        }
        renamed.push(Renamed { asked: code.clone(), given, holder: holder.title.to_string() });
    }
    for line in lines {
        let Some(after) = line.spec.fields.after() else { continue };
        let new = |code: &Code| renamed.iter().find(|it| it.asked == *code).map(|it| it.given.clone());
        let after: Vec<Code> = after.iter().map(|code| new(code).unwrap_or_else(|| code.clone())).collect();
        line.spec.fields.set(FieldUpdate::After(after));
    }
    renamed
}

/// Gives a line whose title alone has a word of these the word as its code, where it asks for none: `Write the texts`,
/// for `Print flyers after:texts`. Whether there is one.
pub(crate) fn called_by_words(lines: &mut [OutlineLine], unknown: &[Unknown]) -> bool {
    let mut is_called = false;
    for code in unknown.iter().filter_map(|it| it.typed.parse::<Code>().ok()) {
        let has_word = |line: &&mut OutlineLine| {
            line.spec.fields.code().is_none()
                && words(line.spec.title.as_str()).iter().any(|word| word == code.as_str())
        };
        let mut found = lines.iter_mut().filter(has_word);
        if let (Some(line), None) = (found.next(), found.next()) {
            line.spec.fields.set(FieldUpdate::Code(code));
            is_called = true;
        }
    }
    is_called
}
