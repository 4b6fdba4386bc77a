//! The lines of an inbox as they lie in the file: which were taken in, and what is left of it.

use sha2::{Digest, Sha256};

use crate::domain::model::change::TakenLines;

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is done with.
    Taken,
    /// It can't be taken in, for this reason.
    Refused(String),
    /// It stays as it is: somebody's remark, or what comes later.
    Kept,
}

/// What stands between a line and a remark on it.
const REMARK: &str = "  # ";

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of a file, each with what ends it.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// A line as it was written, without its end and without the remark behind it.
pub fn said(line: &[u8]) -> &[u8] {
    let mut line = line;
    while let Some(behind) = line.strip_prefix(BYTE_ORDER_MARK) {
        line = behind;
    }
    let remark = line.windows(REMARK.len()).position(|at| at == REMARK.as_bytes());
    remark.and_then(|at| line.get(..at)).unwrap_or(line).trim_ascii()
}

/// Whether a line is a remark as a whole.
pub fn is_remark(line: &[u8]) -> bool {
    said(line).starts_with(b"#")
}

/// Whether a line has a remark behind it, or is one: it may have been tried before.
pub fn was_tried(line: &[u8]) -> bool {
    is_remark(line) || line.windows(REMARK.len()).any(|at| at == REMARK.as_bytes())
}

/// What is left in a file in which each line met its fate: those that stay, with the reasons behind them.
pub(super) fn left(bytes: &[u8], fates: &[Fate]) -> Vec<u8> {
    let mut left = Vec::new();
    for (line, fate) in lines(bytes).zip(fates) {
        match fate {
            Fate::Taken => {}
            Fate::Kept => {
                left.extend_from_slice(line);
                if !ends(line) {
                    left.push(b'\n');
                }
            }
            Fate::Refused(why) => {
                left.extend_from_slice(said(line));
                left.extend_from_slice(REMARK.as_bytes());
                left.extend(why.bytes().map(|byte| if byte.is_ascii_control() { b' ' } else { byte }));
                let end: &[u8] = if line.ends_with(b"\r\n") { b"\r\n" } else { b"\n" };
                left.extend_from_slice(end);
            }
        }
    }
    left
}

/// The mark that an entry carries for the lines that were taken out of a file of this name.
pub(super) fn mark(name: &str, bytes: &[u8], fates: &[Fate]) -> TakenLines {
    let taken = (1..).zip(fates).filter(|(_, fate)| **fate == Fate::Taken).map(|(number, _)| number);
    TakenLines {
        hash: hash(name, bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        lines: taken.collect(),
    }
}

/// What is left of a file of which an entry has taken lines already; nothing where it is about something else.
pub(super) fn left_of_taken(name: &str, bytes: &[u8], taken: &TakenLines) -> Option<Vec<u8>> {
    let (read, since) = bytes.split_at_checked(usize::try_from(taken.bytes).ok()?)?;
    if hash(name, read) != taken.hash {
        return None;
    }
    let left = (1..).zip(lines(read)).filter(|(number, _)| !taken.lines.contains(number));
    let mut left: Vec<u8> = left.flat_map(|(_, line)| line).copied().collect();
    left.extend_from_slice(since);
    Some(left)
}

/// 128 bits, in hexadecimal digits.
fn hash(name: &str, bytes: &[u8]) -> String {
    let hash: [u8; 32] =
        Sha256::new().chain_update(name).chain_update([0]).chain_update(bytes).finalize().into();
    let bits = hash.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte));
    format!("{bits:032x}")
}

/// Whether these bytes are the whole of what somebody is writing, as far as one can tell: the last line has its end.
pub(super) fn ends(bytes: &[u8]) -> bool {
    bytes.ends_with(b"\n")
}

#[cfg(test)]
mod tests {
    use crate::journal::inbox::lines::{Fate, left, left_of_taken, lines, mark, said};

    fn refused(why: &str) -> Fate {
        Fate::Refused(why.to_owned())
    }

    #[test]
    fn a_line_is_said_without_its_end_its_mark_and_the_remark_behind_it() {
        for (line, is) in [
            ("kids\n", "kids"),
            ("kids\r\n", "kids"),
            ("\u{feff}\u{feff}  kids \n", "kids"),
            ("kdis  # no goal has the code `kdis`  # again\n", "kdis"),
            ("win Fixed issue #12 # really\n", "win Fixed issue #12 # really"),
            ("  # a remark\n", ""),
            ("\n", ""),
        ] {
            assert_eq!(said(line.as_bytes()), is.as_bytes(), "{line:?}");
        }
    }

    #[test]
    fn what_is_left_has_one_reason_however_often_it_is_tried() {
        let bytes = b"# ours\nkids\nkdis\r\npitch";
        let fates = [Fate::Kept, Fate::Taken, refused("no goal\nhas it"), refused("not now")];
        let once = left(bytes, &fates);
        assert_eq!(once, b"# ours\nkdis  # no goal has it\r\npitch  # not now\n");
        let again = left(&once, &[Fate::Kept, refused("no goal has it"), refused("not now")]);
        assert_eq!(again, once);
    }

    #[test]
    fn bytes_that_are_no_text_stay_as_they_are() {
        let bytes = b"caf\xe9\n";
        assert_eq!(left(bytes, &[refused("no text")]), b"caf\xe9  # no text\n");
    }

    #[test]
    fn of_a_taken_file_there_is_left_what_was_not_taken_and_what_came_since() {
        let fates = [Fate::Taken, refused("no goal"), Fate::Taken];
        let taken = mark(".inbox-1", b"kids\nkdis\nrun\n", &fates);
        assert_eq!(taken.lines, [1, 3]);
        let now = b"kids\nkdis\nrun\nlate\n";
        assert_eq!(left_of_taken(".inbox-1", now, &taken).as_deref(), Some(b"kdis\nlate\n".as_slice()));
        // Another file with the same lines, one that was written anew, one that is shorter.
        assert_eq!(left_of_taken(".inbox-2", now, &taken), None);
        assert_eq!(left_of_taken(".inbox-1", b"kids\nkdis\nran\n", &taken), None);
        assert_eq!(left_of_taken(".inbox-1", b"kids\n", &taken), None);
    }

    #[test]
    fn a_line_without_an_end_is_a_line() {
        assert_eq!(lines(b"a\n\nb").collect::<Vec<_>>(), [b"a\n".as_slice(), b"\n", b"b"]);
        assert_eq!(lines(b"").count(), 0);
    }
}
