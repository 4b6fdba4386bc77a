//! A bar that fills, with a mark where it should be.

/// Draws a bar of so many columns. `done` and `wanted` are shares of it, from 0 to 1. What holds something shows
/// something, and what is not whole does not look whole (SEMANTICS 7.8).
pub(crate) fn bar(columns: usize, done: f64, wanted: Option<f64>) -> String {
    let least = usize::from(done > 0.0);
    let most = if done < 1.0 { columns.saturating_sub(1) } else { columns };
    let filled = column(columns, done).clamp(least, most.max(least));
    // The mark covers no bar of one column.
    let first = usize::from(filled == 1);
    let mark = wanted.map(|share| column(columns, share).max(first).min(columns.saturating_sub(1)));
    (0..columns)
        .map(|at| match (Some(at) == mark, at < filled) {
            (true, _) => '┃',
            (false, true) => '█',
            (false, false) => '░',
        })
        .collect()
}

/// What floating numbers may lack of a whole column.
const ROUNDING: f64 = 1e-9;

/// How many columns a share fills, rounded down.
fn column(columns: usize, share: f64) -> usize {
    let wide = f64::from(u32::try_from(columns).unwrap_or(u32::MAX));
    let reached = share.clamp(0.0, 1.0) * wide + ROUNDING;
    (0..=columns).rev().find(|at| f64::from(u32::try_from(*at).unwrap_or(u32::MAX)) <= reached).unwrap_or(0)
}
