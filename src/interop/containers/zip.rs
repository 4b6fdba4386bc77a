//! Zip archives: the files in one, unpacked in memory. Their names are told and compared, and never a path.

use std::collections::BTreeSet;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::bytes_at::bytes_at;
use crate::interop::reader::source::{Member, Source};
use crate::interop::reader::unreadable::Unreadable;

/// The most that is unpacked, counted while it is: what an archive says of itself is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In bytes, of all files together.
    pub unpacked: usize,
    pub members: usize,
}

/// 256 MiB and 20,000 files.
pub const LIMITS: Limits = Limits { unpacked: 256 << 20, members: 20_000 };

/// What begins the header of a file, of an entry in the list of files, and of the end of that list.
const LOCAL: u32 = 0x0403_4b50;
const ENTRY: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

const LOCAL_LENGTH: usize = 30;
const ENTRY_LENGTH: usize = 46;
const END_LENGTH: usize = 22;

/// The end of the list has a remark of at most so many bytes behind it.
const LONGEST_REMARK: usize = 0xffff;

/// A file as the list has it.
struct Entry<'a> {
    flags: u16,
    method: u16,
    crc: u32,
    packed: u32,
    name: &'a [u8],
    /// Where its header is.
    header: usize,
}

/// Whether this begins as an archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    matches!(u32_at(bytes, 0), Some(LOCAL | END))
}

/// The files in it where it is one archive, else what it is.
pub fn opened(source: Source) -> Result<Source, Unreadable> {
    match source.single() {
        Some(member) if is_zip(&member.bytes) => {
            unpack(&member.bytes, LIMITS).map(Source::Several).map_err(|error| error.within(&member.name))
        }
        _ => Ok(source),
    }
}

/// The files in an archive, in the order of their names; folders, and what macOS adds, are no files.
pub fn unpack(bytes: &[u8], limits: Limits) -> Result<Vec<Member>, Unreadable> {
    let entries = list(bytes, limits.members)?;
    // Each byte belongs to one file: without this a small archive could name the same bytes over and over.
    if entries.iter().map(|entry| u64::from(entry.packed)).sum::<u64>() > length(bytes) {
        return Err(damaged("its files lie over each other"));
    }
    let mut names = BTreeSet::new();
    let mut members = Vec::new();
    let mut left = limits.unpacked;
    for entry in entries {
        let name = name(entry.name)?;
        if name.ends_with('/') || is_of_the_system(&name) {
            continue;
        }
        if !names.insert(name.clone()) {
            return Err(damaged(format!("it holds `{name}` twice")));
        }
        let unpacked = content(bytes, &entry, &name, left, limits)?;
        left = left.saturating_sub(unpacked.len());
        members.push(Member { name, bytes: unpacked });
    }
    members.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(members)
}

fn list(bytes: &[u8], most: usize) -> Result<Vec<Entry<'_>>, Unreadable> {
    let end = end(bytes).ok_or_else(|| damaged("it is cut off: the list of its files is missing"))?;
    let number = |at: usize| u16_at(bytes, end + at).map(usize::from);
    let place = |at: usize| u32_at(bytes, end + at);
    let (Some(disk), Some(count), Some(length), Some(begin)) = (number(4), number(10), place(12), place(16))
    else {
        return Err(damaged("it is cut off"));
    };
    if count == 0xffff || length == u32::MAX || begin == u32::MAX {
        return Err(unsupported("is of the form for more than 4 GiB (zip64)"));
    }
    if disk != 0 {
        return Err(unsupported("is one of several parts"));
    }
    if count > most {
        return Err(too_much(format!("holds {count} files: {most} are the most")));
    }
    let mut at = size(begin);
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let (entry, next) = entry(bytes, at).ok_or_else(|| damaged("the list of its files is damaged"))?;
        entries.push(entry);
        at = next;
    }
    Ok(entries)
}

/// Where the end of the list is.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let fits = |at: usize| {
        u16_at(bytes, at + 20).is_some_and(|remark| at + END_LENGTH + usize::from(remark) <= bytes.len())
    };
    (last.saturating_sub(LONGEST_REMARK)..=last).rev().find(|at| u32_at(bytes, *at) == Some(END) && fits(*at))
}

/// The entry at a place of the list, and where the next one is.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let number = |behind: usize| u16_at(bytes, at.checked_add(behind)?);
    let count = |behind: usize| u32_at(bytes, at.checked_add(behind)?);
    if count(0)? != ENTRY {
        return None;
    }
    let name_end = at.checked_add(ENTRY_LENGTH)?.checked_add(number(28)?.into())?;
    let entry = Entry {
        flags: number(8)?,
        method: number(10)?,
        crc: count(16)?,
        packed: count(20)?,
        name: bytes.get(at.checked_add(ENTRY_LENGTH)?..name_end)?,
        header: size(count(42)?),
    };
    let next = name_end.checked_add(number(30)?.into())?.checked_add(number(32)?.into())?;
    Some((entry, next))
}

/// A name that points nowhere outside: old archives have other letters than UTF-8, which are kept apart from each
/// other.
fn name(bytes: &[u8]) -> Result<String, Unreadable> {
    let name = std::str::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), ToOwned::to_owned);
    let name = name.replace('\\', "/");
    let outside = name.is_empty()
        || name.starts_with('/')
        || name.contains(['\0', ':'])
        || name.split('/').any(|part| part == "..");
    if outside {
        return Err(Unreadable::damaged(
            format!("the archive holds `{name}`, which points out of it"),
            "no tool that is known here makes such an archive; unpack it where it can do no harm, and import the folder",
        ));
    }
    Ok(name)
}

fn is_of_the_system(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.ends_with("/.DS_Store") || name == ".DS_Store"
}

fn content(
    bytes: &[u8],
    entry: &Entry<'_>,
    name: &str,
    left: usize,
    limits: Limits,
) -> Result<Vec<u8>, Unreadable> {
    const ENCRYPTED: u16 = 1;
    if entry.flags & ENCRYPTED != 0 {
        return Err(Unreadable::damaged(
            format!("`{name}` in the archive is encrypted"),
            "unpack the archive with its password, and import the folder",
        ));
    }
    let cut = || damaged(format!("`{name}` in it is cut off"));
    let packed = packed(bytes, entry).ok_or_else(cut)?;
    let unpacked = match entry.method {
        0 if packed.len() > left => return Err(bomb(limits)),
        0 => packed.to_vec(),
        8 => decompress_to_vec_with_limit(packed, left).map_err(|error| match error.status {
            TINFLStatus::HasMoreOutput => bomb(limits),
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => cut(),
            _ => damaged(format!("`{name}` in it is damaged")),
        })?,
        method => {
            return Err(unsupported(&format!(
                "has `{name}` packed in a way (method {method}) that is not read"
            )));
        }
    };
    if crc32(&unpacked) != entry.crc {
        return Err(damaged(format!("`{name}` in it is damaged: its checksum is another")));
    }
    Ok(unpacked)
}

/// What stands behind a file's own header.
fn packed<'a>(bytes: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let at = entry.header;
    if u32_at(bytes, at)? != LOCAL {
        return None;
    }
    let lengths =
        usize::from(u16_at(bytes, at.checked_add(26)?)?) + usize::from(u16_at(bytes, at.checked_add(28)?)?);
    let begin = at.checked_add(LOCAL_LENGTH)?.checked_add(lengths)?;
    bytes.get(begin..begin.checked_add(size(entry.packed))?)
}

/// The checksum of zip: CRC-32, with the polynomial turned round.
fn crc32(bytes: &[u8]) -> u32 {
    const HALVES: [u32; 16] = halves();
    let half = |crc: u32, bits: u32| {
        let place = usize::try_from((crc ^ bits) & 0xf).unwrap_or_default();
        HALVES.get(place).copied().unwrap_or_default() ^ (crc >> 4)
    };
    !bytes.iter().fold(u32::MAX, |crc, byte| half(half(crc, u32::from(*byte)), u32::from(byte >> 4)))
}

/// What four bits do to a checksum.
const fn halves() -> [u32; 16] {
    let mut halves = [0; 16];
    let mut bits = 0_u32;
    while bits < 16 {
        let mut crc = bits;
        let mut step = 0;
        while step < 4 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
            step += 1;
        }
        halves[bits as usize] = crc;
        bits += 1;
    }
    halves
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes_at(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes_at(bytes, at).map(u32::from_le_bytes)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn damaged(what: impl std::fmt::Display) -> Unreadable {
    Unreadable::damaged(
        format!("the archive is damaged: {what}"),
        "export it again, or unpack it and import the folder",
    )
}

fn unsupported(what: &str) -> Unreadable {
    Unreadable::damaged(format!("the archive {what}"), "unpack it, and import the folder")
}

fn too_much(what: impl std::fmt::Display) -> Unreadable {
    Unreadable::damaged(format!("the archive {what}"), "unpack what is to come in, and import that")
}

fn bomb(limits: Limits) -> Unreadable {
    too_much(format!("unpacks to more than {} MiB", limits.unpacked >> 20))
}
