//! One word of what was done: `pitch`, `pitch+4`, `pitch=2`, `pitch-3`, `read+1h30` (SEMANTICS 3.2).

use std::str::FromStr;

use super::places::{PlacedWord, placed};
use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words::{AmountWordError, amount, minutes};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Where the code is looked for.
    pub(crate) place: Option<String>,
    /// As typed.
    pub(crate) code: String,
    pub(crate) how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// `CODE`: one more.
    Once,
    /// `CODE+N`: so much more, above 0.
    More(Typed),
    /// `CODE-N`: so much less, above 0.
    Less(Typed),
    /// `CODE=N`: the day's sum, or the reading.
    Exactly(Typed),
}

/// An amount as typed: what a time comes to is known with the goal's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    Number(Amount),
    /// `30m`, `1h30`, in minutes.
    Time(Amount),
}

impl Typed {
    pub(crate) const fn number(self) -> Amount {
        match self {
            Self::Number(amount) | Self::Time(amount) => amount,
        }
    }
}

impl FromStr for Typed {
    type Err = AmountWordError;

    fn from_str(text: &str) -> Result<Self, AmountWordError> {
        match (amount(text), minutes(text)) {
            (Ok(number), _) => Ok(Self::Number(number)),
            (Err(_), Some(minutes)) => Ok(Self::Time(minutes)),
            (Err(error), None) => Err(error),
        }
    }
}

impl FromStr for Ask {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some(at) = text.find(['+', '=']) else {
            return Ok(Self { place: None, code: text.to_owned(), how: How::Once });
        };
        let (code, rest) = text.split_at(at);
        let read = |number: &str| match number {
            "" => Err("a number stands behind the sign, as in `pitch+4`".to_owned()),
            number => number.parse::<Typed>().map_err(|error| error.to_string()),
        };
        let how = match rest.strip_prefix('+') {
            Some(number) => {
                let more = read(number)?;
                if !more.number().is_positive() {
                    return Err(format!("what is added is above 0; `{code}=N` makes the day's sum N"));
                }
                How::More(more)
            }
            None => How::Exactly(read(rest.trim_start_matches('='))?),
        };
        if code.is_empty() {
            return Err("a code stands before the sign, as in `pitch+4`".to_owned());
        }
        Ok(Self { place: None, code: code.to_owned(), how })
    }
}

impl Ask {
    /// What `+3`, `=2`, `-3` or nothing asks of the goal with a code.
    pub(crate) fn of(code: &str, amount: &str) -> Result<Self, String> {
        let Some(less) = amount.strip_prefix('-') else { return format!("{code}{amount}").parse() };
        let less: Typed = less.parse().map_err(|error: AmountWordError| error.to_string())?;
        if !less.number().is_positive() {
            return Err("what is taken off is above 0".to_owned());
        }
        Ok(Self { place: None, code: code.to_owned(), how: How::Less(less) })
    }

    /// `pitch-3` as three less of `pitch`, where no goal has it as its code.
    pub(crate) fn as_less(&self) -> Option<Self> {
        let (code, number) = self.code.rsplit_once('-').filter(|_| self.how == How::Once)?;
        let less: Typed = number.parse().ok()?;
        let reads = !code.is_empty() && less.number().is_positive();
        reads.then(|| Self { place: self.place.clone(), code: code.to_owned(), how: How::Less(less) })
    }

    /// What words ask for, one after the other: an amount that stands alone belongs to the code before it, as does
    /// one with its sign apart, `pitch + 4`.
    pub fn all<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Vec<Self>, String> {
        let mut glued: Vec<PlacedWord> = Vec::new();
        for placed in placed(words)? {
            let word = placed.word.as_str();
            let sign = word.chars().next().filter(|sign| matches!(sign, '+' | '=' | '-'));
            let is_amount = sign.is_some_and(|sign| {
                word.strip_prefix(sign).is_some_and(|number| number.parse::<Typed>().is_ok())
            });
            match glued.last_mut() {
                Some(PlacedWord { word: code, .. })
                    if matches!(word, "+" | "=") && !code.contains(['+', '='])
                        || code.ends_with(['+', '=']) =>
                {
                    code.push_str(word);
                }
                Some(PlacedWord { word: code, .. }) if is_amount && !code.contains(['+', '=']) => {
                    if sign == Some('-') {
                        return Err(format!("`{code} {word}`: to take some off, type `{code}{word}`"));
                    }
                    code.push_str(word);
                }
                _ => glued.push(placed),
            }
        }
        glued.into_iter().map(|it| Ok(Self { place: it.place, ..it.word.parse()? })).collect()
    }
}
