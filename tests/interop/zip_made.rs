//! Archives made by hand, also such as no tool would make.

use miniz_oxide::deflate::compress_to_vec;

/// A file in an archive that is being made.
pub(crate) struct Packed {
    pub(crate) name: String,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    pub(crate) bytes: Vec<u8>,
    pub(crate) size: u32,
    pub(crate) crc: u32,
}

pub(crate) fn deflated(name: &str, bytes: &[u8]) -> Packed {
    Packed { bytes: compress_to_vec(bytes, 6), method: 8, ..stored(name, bytes) }
}

pub(crate) fn stored(name: &str, bytes: &[u8]) -> Packed {
    Packed {
        name: name.to_owned(),
        method: 0,
        flags: 0,
        bytes: bytes.to_vec(),
        size: length(bytes),
        crc: crc32(bytes),
    }
}

/// The archive with these files, and a remark at its end.
pub(crate) fn archive(files: &[Packed]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for file in files {
        let header = length(&out);
        let common = |to: &mut Vec<u8>| {
            for number in [file.flags, file.method, 0, 0x21] {
                to.extend(number.to_le_bytes());
            }
            for number in [file.crc, length(&file.bytes), file.size] {
                to.extend(number.to_le_bytes());
            }
            to.extend(short(file.name.as_bytes()).to_le_bytes());
            to.extend(0_u16.to_le_bytes());
        };
        out.extend(b"PK\x03\x04\x14\x00");
        common(&mut out);
        out.extend(file.name.as_bytes());
        out.extend(&file.bytes);
        list.extend(b"PK\x01\x02\x14\x00\x14\x00");
        common(&mut list);
        list.extend([0; 10]);
        list.extend(header.to_le_bytes());
        list.extend(file.name.as_bytes());
    }
    let count = u16::try_from(files.len()).expect("a count");
    let begin = length(&out);
    out.extend(&list);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length(&list).to_le_bytes());
    out.extend(begin.to_le_bytes());
    out.extend(8_u16.to_le_bytes());
    out.extend(b"a remark");
    out
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a length")
}

fn short(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).expect("a length")
}

/// Bit by bit, as the checksum is defined.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    !crc
}
