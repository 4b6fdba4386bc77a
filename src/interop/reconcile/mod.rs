//! What of a file is new here: what it says, less what imports of its kind said before (SEMANTICS 10.11). What a
//! person did here is left as it is.

mod changed_goals;
mod days;
pub mod difference;
pub mod here;
pub mod identity;
mod matched;
mod new_goals;
pub mod said;
mod standing;

use self::difference::Difference;
use self::here::{Here, Wishes};
use self::matched::Matched;
use super::reader::imported::Imported;

/// What is new of a file of this kind.
pub fn reconcile(kind: &str, imported: &Imported, here: &Here<'_>, wishes: &Wishes) -> Difference {
    let matched = Matched::of(kind, imported, here, wishes);
    let mut found = Difference::default();
    new_goals::make(&matched, &mut found);
    changed_goals::change(&matched, &mut found);
    days::add(&matched, &mut found);
    standing::put(&matched, &mut found);
    new_goals::compare_with_gone(&matched, kind, &mut found);
    found
}
