//! A bar that fills, with a mark where it should be.

/// Draws a bar of so many columns. `done` and `wanted` are shares of it, from 0 to 1.
pub(crate) fn bar(columns: usize, done: f64, wanted: Option<f64>) -> String {
    let filled = column(columns, done);
    let mark = wanted.map(|share| column(columns, share).min(columns.saturating_sub(1)));
    (0..columns)
        .map(|at| match (Some(at) == mark, at < filled) {
            (true, _) => '┃',
            (false, true) => '█',
            (false, false) => '░',
        })
        .collect()
}

/// How many columns a share fills, rounded down, so that only what is whole looks whole.
fn column(columns: usize, share: f64) -> usize {
    let wide = f64::from(u32::try_from(columns).unwrap_or(u32::MAX));
    let reached = (share.clamp(0.0, 1.0) * wide).floor();
    (0..=columns).rev().find(|at| f64::from(u32::try_from(*at).unwrap_or(u32::MAX)) <= reached).unwrap_or(0)
}
