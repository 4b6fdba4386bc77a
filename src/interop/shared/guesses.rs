//! What was taken for something that a file does not say, by what it was taken for.

use super::titles::listed;

/// A repeat for which there is no cadence.
pub(crate) const ONCE: &str = "what repeats in another way is taken once";
/// A repeat to which a cadence comes near.
pub(crate) const NEAR: &str = "what repeats on certain days is asked for as often as comes near";
/// What is counted by numbers would without a unit count once a day (SEMANTICS 3.3).
pub(crate) const TIMES: &str = "what counts more than once a day is counted in `times`";

/// Each sentence with the names of what it is said of, in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Guesses(Vec<(&'static str, Vec<String>)>);

impl Guesses {
    pub(crate) fn note(&mut self, what: &'static str, name: impl Into<String>) {
        let known = self.0.iter_mut().find(|(known, _)| *known == what);
        if let Some((_, names)) = known {
            names.push(name.into());
        } else {
            self.0.push((what, vec![name.into()]));
        }
    }

    /// `what repeats in another way is taken once: Water plants, Call Ann`.
    pub(crate) fn told(self) -> Vec<String> {
        let told = self
            .0
            .into_iter()
            .map(|(what, names)| format!("{what}: {}", listed(names.iter().map(String::as_str))));
        told.collect()
    }
}
