//! How things look: pages of text, colour, columns, heatmaps. Knows nothing of goals.

pub(crate) mod bar;
pub(crate) mod bars;
pub(crate) mod charset;
pub(crate) mod clean;
pub(crate) mod colour;
pub(crate) mod columns;
pub(crate) mod heatmap;
pub(crate) mod json;
pub mod markdown;
pub(crate) mod page;
pub(crate) mod painted;
pub(crate) mod rows;
