//! How things look: pages of text, colour, columns, heatmaps. Knows nothing of goals.

pub mod bar;
pub mod clean;
pub mod colour;
pub mod columns;
pub mod heatmap;
pub mod json;
pub mod page;
