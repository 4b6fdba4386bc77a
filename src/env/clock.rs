//! What time it is here.

#[cfg(unix)]
use std::path::Path;
use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, TimeDelta, TimeZone, Utc};

use super::world::{Env, text_variable};
use crate::error::Error;

impl Env {
    /// The wall clock: `GOALS_NOW` where it is set, else the system's, in the local time zone. A
    /// `GOALS_NOW` with a numeric offset is the wall clock as it reads; one that ends in `Z` tells the
    /// moment alone, and is read in the local time zone.
    pub(crate) fn now(&self) -> Result<DateTime<FixedOffset>, Error> {
        check_zone()?;
        let Some(given) = text_variable("GOALS_NOW") else {
            return Ok(Local::now().fixed_offset());
        };
        let moment = DateTime::parse_from_rfc3339(given.trim()).map_err(|_| Error::Environment {
            text: format!("GOALS_NOW is not a date with a time: `{given}`"),
            hint: Some("write it as in `2026-11-18T18:20:00+01:00`, or unset it".to_owned()),
        })?;
        let zoneless = given.trim_end().ends_with(['Z', 'z']);
        Ok(if zoneless { moment.with_timezone(&Local).fixed_offset() } else { moment })
    }

    /// What the wall clock here showed at a moment.
    pub(crate) fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.with_timezone(&Local).naive_local()
    }

    /// The moment at which the wall clock here shows a time: of two, the first. Where it is put forward over it, the
    /// first moment behind that at a full hour.
    pub(crate) fn moment(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        let shown = |wall: NaiveDateTime| Local.from_local_datetime(&wall).earliest();
        let skipped = || (1..=24).find_map(|hours| shown(wall + TimeDelta::hours(hours)));
        shown(wall).or_else(skipped).map_or(wall.and_utc(), |moment| moment.to_utc())
    }

    /// The system's time, whatever `GOALS_NOW` says: to compare with the times of files.
    pub(crate) fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Refuses a `TZ` that names no zone, which would be taken for UTC in silence.
#[cfg(unix)]
fn check_zone() -> Result<(), Error> {
    const ZONES: [&str; 3] = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"];
    let Some(zone) = text_variable("TZ") else {
        return Ok(());
    };
    let name = zone.strip_prefix(':').unwrap_or(&zone);
    let inside = !Path::new(name).components().any(|part| part == std::path::Component::ParentDir);
    let known = ["UTC", "localtime"].contains(&name)
        || is_posix_zone(name)
        || (Path::new(name).is_absolute() && Path::new(name).is_file())
        || (inside && !name.is_empty() && ZONES.iter().any(|folder| Path::new(folder).join(name).is_file()));
    if known {
        return Ok(());
    }
    Err(Error::Environment {
        text: format!("TZ names no time zone: `{zone}`"),
        hint: Some("set it as in `TZ=Europe/Berlin`, or unset it".to_owned()),
    })
}

#[cfg(not(unix))]
fn check_zone() -> Result<(), Error> {
    Ok(())
}

/// `EST5EDT,M3.2.0,M11.1.0`: a name of three letters or more, or one in angle brackets, and an offset.
#[cfg(unix)]
fn is_posix_zone(text: &str) -> bool {
    let after_name = match text.strip_prefix('<') {
        Some(rest) => rest.split_once('>').filter(|(name, _)| name.len() >= 3).map(|(_, rest)| rest),
        None => Some(text.trim_start_matches(|c: char| c.is_ascii_alphabetic()))
            .filter(|rest| text.len() - rest.len() >= 3),
    };
    after_name
        .map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
