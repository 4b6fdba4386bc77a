//! A bar that fills, with a mark where it should be.

use super::colour::Tone;

/// From nothing to all of a column.
const EIGHTHS: [char; 9] = ['░', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// A bar of so many columns, in pieces of one tone each. `done` and `wanted` are shares of it, from 0 to 1. What holds
/// something shows something, and what is not whole does not look whole (SEMANTICS 7.8).
pub(crate) fn bar(columns: usize, done: f64, wanted: Option<f64>) -> Vec<(Tone, String)> {
    let eighths = eighths(columns, done);
    let touched = eighths.div_ceil(8);
    // The mark covers no bar of a column and less than two.
    let first = usize::from((1..16).contains(&eighths));
    let mark = wanted.map(|share| reached(columns, share).max(first).min(columns.saturating_sub(1)));
    let fill = if done < 1.0 { Tone::Handle } else { Tone::Good };
    let mut pieces: Vec<(Tone, String)> = Vec::new();
    for at in 0..columns {
        let (tone, sign) = match mark {
            Some(mark) if at == mark => (Tone::Plain, '┃'),
            _ if at < touched => (fill, sign(eighths, at)),
            Some(mark) if at < mark => (Tone::Late, sign(eighths, at)),
            _ => (Tone::Faint, sign(eighths, at)),
        };
        match pieces.last_mut() {
            Some((last, text)) if *last == tone => text.push(sign),
            _ => pieces.push((tone, sign.to_string())),
        }
    }
    pieces
}

/// The same in one piece.
pub(crate) fn plain_bar(columns: usize, done: f64, wanted: Option<f64>) -> String {
    bar(columns, done, wanted).into_iter().map(|(_, text)| text).collect()
}

/// How many eighths of columns are filled.
fn eighths(columns: usize, done: f64) -> usize {
    let whole = columns * 8;
    let least = usize::from(done > 0.0);
    let most = if done < 1.0 { whole.saturating_sub(1) } else { whole };
    reached(whole, done).clamp(least, most.max(least))
}

fn sign(eighths: usize, column: usize) -> char {
    EIGHTHS.get(eighths.saturating_sub(column * 8).min(8)).copied().unwrap_or('█')
}

/// What floating numbers may lack of a whole.
const ROUNDING: f64 = 1e-9;

/// How many of so many a share is, rounded down.
fn reached(parts: usize, share: f64) -> usize {
    let wide = f64::from(u32::try_from(parts).unwrap_or(u32::MAX));
    let reached = share.clamp(0.0, 1.0) * wide + ROUNDING;
    (0..=parts).rev().find(|at| f64::from(u32::try_from(*at).unwrap_or(u32::MAX)) <= reached).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{bar, plain_bar};
    use crate::ui::colour::Tone;

    #[test]
    fn what_is_done_is_in_the_accent_and_what_lacks_to_the_mark_is_late() {
        let pieces = bar(8, 0.25, Some(0.5));
        let told: Vec<(Tone, &str)> = pieces.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
        assert_eq!(
            told,
            [(Tone::Handle, "██"), (Tone::Late, "░░"), (Tone::Plain, "┃"), (Tone::Faint, "░░░")]
        );
        // Nothing lacks.
        let ahead = bar(4, 0.75, Some(0.25));
        assert!(ahead.iter().all(|(tone, _)| *tone != Tone::Late), "{ahead:?}");
        assert_eq!(bar(2, 1.0, None), [(Tone::Good, "██".to_owned())]);
    }

    #[test]
    fn eighths_tell_little_and_nearly_all() {
        assert_eq!(plain_bar(4, 0.0, None), "░░░░");
        assert_eq!(plain_bar(4, 0.001, None), "▏░░░");
        assert_eq!(plain_bar(4, 0.375, None), "█▌░░");
        assert_eq!(plain_bar(4, 0.999, None), "███▉");
        assert_eq!(plain_bar(4, 1.0, None), "████");
    }
}
