//! A state as bytes, for a snapshot: numbers of as few bytes as they need, text as it is, in the order in
//! which the fields stand here. Nothing in it says what it is: whoever reads it knows who wrote it.
//!
//! The JSON of these types is text for people; this is made for reading a plan of thirty goals in
//! microseconds.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{NaiveTime, Timelike, Weekday};

use super::activity::{Activity, ActivityLog, ByDay, Done, GoalDays, Pause, Records, Sum};
use super::change::{Act, Scope};
use super::goal::{Archiving, Bound, Feeds, Goal, Place, Schedule};
use super::rewards::{Promise, Reward, RewardCondition, RewardRecord, Rewards};
use super::settings::{Celebrate, Hints, Settings};
use super::state::State;
use super::tree::Tree;
use crate::domain::judge::checkpoint::{Carried, Carry, Closed as ClosedGoals};
use crate::domain::judge::streaks::{RecentVerdicts, StreakCounter};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::{Cadence, Unit};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::domain::value::text::Title;

/// What can be written as bytes, and read back.
pub trait Pack: Sized {
    /// Writes it behind what is there.
    fn pack(&self, to: &mut Vec<u8>);

    /// Reads it from the beginning of what is there; nothing where it is not.
    fn unpack(from: &mut &[u8]) -> Option<Self>;
}

/// The fields of a struct, one after the other.
macro_rules! packed {
    ($($type:ident { $($field:ident),* $(,)? })*) => {$(
        impl Pack for $type {
            fn pack(&self, to: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($field.pack(to);)*
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                $(let $field = Pack::unpack(from)?;)*
                Some(Self { $($field),* })
            }
        }
    )*};
}

/// Something that is made of something else that can be packed.
macro_rules! packed_as {
    ($($type:ty as $other:ty: $into:expr, $back:expr;)*) => {$(
        impl Pack for $type {
            fn pack(&self, to: &mut Vec<u8>) {
                let into: fn(&Self) -> $other = $into;
                into(self).pack(to);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                let back: fn($other) -> Option<Self> = $back;
                back(Pack::unpack(from)?)
            }
        }
    )*};
}

packed! {
    State { tree, activity, settings, rewards, templates, carried }
    Rewards { all }
    Reward { goal, id, promise, fate }
    Promise { text, mark }
    Tree { goals, children, codes, shown }
    Goal {
        id, made, title, claimed, claim, why, area, who, by, from, after, planned, feeds, pilot, reward, baseline,
        first, later, places, archivings,
    }
    Schedule { every, bound, unit }
    Place { parent, position }
    Archiving { from, back }
    ActivityLog { goals, pauses, done }
    GoalDays { checks, readings, skips }
    Sum { amount, checks }
    Pause { scope, from, until }
    Settings { day_start, week_starts, celebrate, hints, me }
    Carried { begin, day, gone, goals }
    Carry { resume, count, completions, units, own, room, once, reached, done, first, begun, edge, closed }
    ClosedGoals { steps, last, living, fed }
    StreakCounter { current, unit, best, best_unit, met, missed, excused, strength, within, closed }
}

packed_as! {
    usize as u64: |n| *n as u64, |n| usize::try_from(n).ok();
    u32 as u64: |n| u64::from(*n), |n| u32::try_from(n).ok();
    // Small numbers of either sign are small: 0, -1, 1, -2, 2, ….
    i64 as u64: |n| (n.cast_unsigned() << 1) ^ (n >> 63).cast_unsigned(),
        |n| Some((n >> 1).cast_signed() ^ -(n & 1).cast_signed());
    i32 as i64: |n| i64::from(*n), |n| i32::try_from(n).ok();
    bool as u64: |flag| u64::from(*flag), |n| Some(n != 0);
    Amount as i64: |amount| amount.thousandths(), |n| Some(Self::from_thousandths(n));
    Day as i32: |day| day.number(), Self::from_number;
    RecentVerdicts as u64: |closed| closed.0, |closed| Some(Self(closed));
    Cadence as u64: |cadence| cadence.number().into(), Self::from_number;
    NaiveTime as u32: |time| time.num_seconds_from_midnight(), |n| Self::from_num_seconds_from_midnight_opt(n, 0);
    Weekday as u64: |weekday| weekday.num_days_from_monday().into(), |n| Self::try_from(u8::try_from(n).ok()?).ok();
    Title as String: |title| title.as_str().to_owned(), |text| Some(Self::kept(text));
    Code as String: |code| code.as_str().to_owned(), |text| Some(Self::kept(text));
    RewardId as GoalId: |id| id.bits(), |bits| Some(Self::of(bits));
    RewardCondition as String: |mark| mark.to_string(), |text| text.parse().ok();
    Act as bool: |act| *act == Act::Set, |set| Some(if set { Self::Set } else { Self::Lift });
    Scope as Option<GoalId>: |scope| match scope { Scope::All => None, Scope::Goal(goal) => Some(*goal) },
        |goal| Some(goal.map_or(Self::All, Self::Goal));
    Bound as (bool, Amount): |bound| (matches!(bound, Bound::AtMost(_)), bound.number()),
        |(most, number)| Some(if most { Self::AtMost(number) } else { Self::AtLeast(number) });
    Feeds as Option<Amount>: |feeds| match feeds { Feeds::Sum => None, Feeds::Each(amount) => Some(*amount) },
        |amount| Some(amount.map_or(Self::Sum, Self::Each));
    Unit as u64: |unit| *unit as u64, |n| [
        Self::Days, Self::Weeks, Self::Months, Self::Quarters, Self::Years, Self::Times,
    ].get(usize::try_from(n).ok()?).copied();
    Celebrate as u64: |celebrate| *celebrate as u64,
        |n| [Self::Off, Self::Quiet, Self::Full].get(usize::try_from(n).ok()?).copied();
    Hints as bool: |hints| *hints == Hints::On, |on| Some(if on { Self::On } else { Self::Off });
}

impl Pack for u64 {
    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    fn pack(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        loop {
            let [low, ..] = rest.to_le_bytes();
            rest >>= 7;
            if rest == 0 {
                return to.push(low & 0x7f);
            }
            to.push(low | 0x80);
        }
    }

    // Called from a hundred places, each of which would be a page of code if it had its own.
    #[inline(never)]
    fn unpack(from: &mut &[u8]) -> Option<Self> {
        if let [byte @ 0..=0x7f, rest @ ..] = *from {
            *from = rest;
            return Some(Self::from(*byte));
        }
        let mut number = 0;
        for place in 0..10 {
            let (byte, rest) = from.split_first()?;
            *from = rest;
            number |= Self::from(byte & 0x7f) << (7 * place);
            if *byte <= 0x7f {
                return Some(number);
            }
        }
        None
    }
}

/// Numbers in which every bit is as likely set as not.
macro_rules! packed_whole {
    ($($type:ty: $into:expr, $back:expr;)*) => {$(
        impl Pack for $type {
            fn pack(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&$into(self));
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = from.split_first_chunk()?;
                *from = rest;
                Some($back(*bytes))
            }
        }
    )*};
}

packed_whole! {
    f64: |n: &Self| n.to_le_bytes(), Self::from_le_bytes;
    GoalId: |id: &Self| id.bits().to_le_bytes(), |bytes| Self::from_bits(u64::from_le_bytes(bytes));
    EntryId: |id: &Self| id.0.to_le_bytes(), |bytes| Self(u128::from_le_bytes(bytes));
}

impl Pack for String {
    fn pack(&self, to: &mut Vec<u8>) {
        self.len().pack(to);
        to.extend_from_slice(self.as_bytes());
    }

    #[inline(never)]
    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = usize::unpack(from)?;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        std::str::from_utf8(text).ok().map(ToOwned::to_owned)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(if bool::unpack(from)? { Some(T::unpack(from)?) } else { None })
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.len().pack(to);
        for value in self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = usize::unpack(from)?;
        // Each takes a byte at least: a length that can't be is none to make room for.
        let mut values = Self::with_capacity(length.min(from.len()));
        for _ in 0..length {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<K: Pack + Ord, V: Pack> Pack for BTreeMap<K, V> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.len().pack(to);
        for (key, value) in self {
            key.pack(to);
            value.pack(to);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        // One by one: they come in order, and collecting them would put them in order first.
        let mut map = Self::new();
        for _ in 0..usize::unpack(from)? {
            map.insert(K::unpack(from)?, V::unpack(from)?);
        }
        Some(map)
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, to: &mut Vec<u8>) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl<T: Pack + Copy + Default> Pack for ByDay<T> {
    /// Each day as its distance from the one before.
    fn pack(&self, to: &mut Vec<u8>) {
        self.all().len().pack(to);
        let mut before = 0;
        for (day, value) in self.all() {
            (day.number() - before).pack(to);
            before = day.number();
            value.pack(to);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = usize::unpack(from)?;
        let mut days = Vec::with_capacity(length.min(from.len()));
        let mut before = 0_i32;
        for _ in 0..length {
            before = before.checked_add(i32::unpack(from)?)?;
            days.push((Day::from_number(before)?, T::unpack(from)?));
        }
        Some(Self::of(days))
    }
}

impl Pack for Records {
    /// The devices' names stand before the records, which give their places.
    fn pack(&self, to: &mut Vec<u8>) {
        let mut devices: Vec<&Rc<str>> = Vec::new();
        for done in &self.0 {
            if !devices.contains(&&done.device) {
                devices.push(&done.device);
            }
        }
        devices.iter().map(ToString::to_string).collect::<Vec<String>>().pack(to);
        self.0.len().pack(to);
        for done in &self.0 {
            let Done { entry, at, device, day, what, note } = done;
            devices.iter().position(|known| *known == device).unwrap_or_default().pack(to);
            (*entry, *day).pack(to);
            at.pack(to);
            what.pack(to);
            note.pack(to);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let devices: Vec<Rc<str>> = Vec::<String>::unpack(from)?.into_iter().map(Into::into).collect();
        let length = usize::unpack(from)?;
        let mut records = Vec::with_capacity(length.min(from.len()));
        for _ in 0..length {
            let device = Rc::clone(devices.get(usize::unpack(from)?)?);
            let (entry, day) = Pack::unpack(from)?;
            let at = Pack::unpack(from)?;
            records.push(Done {
                entry,
                at,
                device,
                day,
                what: Pack::unpack(from)?,
                note: Pack::unpack(from)?,
            });
        }
        Some(Self(records))
    }
}

impl Pack for RewardRecord {
    fn pack(&self, to: &mut Vec<u8>) {
        let (number, day) = match self {
            Self::Promised => (0_u64, None),
            Self::Claimed(day) => (1, Some(*day)),
            Self::Removed => (2, None),
        };
        (number, day).pack(to);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        match Pack::unpack(from)? {
            (0_u64, None) => Some(Self::Promised),
            (1, Some(day)) => Some(Self::Claimed(day)),
            (2, None) => Some(Self::Removed),
            _ => None,
        }
    }
}

impl Pack for Activity {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Check(goal, amount) => (0_u64, (*goal, *amount)).pack(to),
            Self::Reading(goal, value) => (1_u64, (*goal, *value)).pack(to),
            Self::Win { title, area, under } => {
                (2_u64, *under).pack(to);
                title.pack(to);
                area.pack(to);
            }
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(match u64::unpack(from)? {
            0 => Self::Check(GoalId::unpack(from)?, Amount::unpack(from)?),
            1 => Self::Reading(GoalId::unpack(from)?, Amount::unpack(from)?),
            _ => {
                let under = Option::unpack(from)?;
                Self::Win { title: Title::unpack(from)?, area: Option::unpack(from)?, under }
            }
        })
    }
}
