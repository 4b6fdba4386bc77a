//! A field of a document that is passed over where it is not of its kind.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

/// What is usual where the field is missing or of another kind.
pub(crate) fn lenient<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Field<T> {
        Is(T),
        Other(IgnoredAny),
    }
    Ok(match Field::deserialize(from)? {
        Field::Is(value) => value,
        Field::Other(_) => T::default(),
    })
}
