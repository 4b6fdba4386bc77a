//! Texts that people type, and the value types as JSON strings: written with `Display`, read with `FromStr`.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Visitor};
use thiserror::Error;

/// A goal's title: 1 to 500 characters, runs of white space folded into one space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(String);

/// The most characters a title, a note and every other text field has.
pub(crate) const LONGEST_TEXT: usize = 500;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    #[error("{0} is empty")]
    Empty(&'static str),
    #[error("{what} has {length} characters: 500 are the most")]
    TooLong { what: &'static str, length: usize },
}

impl FromStr for Title {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        text_field("the title", text).map(Self)
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Title {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What clears a field where it is typed. No field's text is this alone.
pub(crate) const NONE: &str = "none";

/// A text field's text as it was recorded, made one that could have been typed; `None` where nothing is left.
pub(crate) fn recorded_field(text: &str) -> Option<String> {
    let short: String = folded(text).chars().take(LONGEST_TEXT).collect();
    Some(short.trim_end().to_owned()).filter(|text| !text.is_empty() && !text.eq_ignore_ascii_case(NONE))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text field's text: white space folded, 1 to 500 characters. `what` names it in errors.
pub(crate) fn text_field(what: &'static str, text: &str) -> Result<String, TextError> {
    let folded = folded(text);
    match folded.chars().count() {
        0 => Err(TextError::Empty(what)),
        1..=LONGEST_TEXT => Ok(folded),
        length => Err(TextError::TooLong { what, length }),
    }
}

/// Reads any type from a string, without keeping a copy of the string.
struct Text<T>(PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

pub(crate) fn from_text<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    from.deserialize_str(Text(PhantomData))
}

/// Gives types two forms: in JSON the text that they are typed and shown as, in a snapshot a number or a plain
/// text, which is read without being understood again.
macro_rules! as_text {
    ($($type:ty as $kept:ty: $into:expr, $back:expr;)*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() {
                    return to.collect_str(self);
                }
                let into: fn(&Self) -> $kept = $into;
                serde::Serialize::serialize(&into(self), to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    return $crate::domain::value::text::from_text(from);
                }
                let back: fn($kept) -> Option<Self> = $back;
                back(serde::Deserialize::deserialize(from)?)
                    .ok_or_else(|| serde::de::Error::custom("not what was kept"))
            }
        }
    )*};
}

pub(crate) use as_text;

as_text! { Title as String: |title| title.0.clone(), |text| Some(Self(text)); }
