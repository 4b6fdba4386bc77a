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

/// What stands before the reason for which a line can't be taken in: such a remark, by which it is told from others'.
const REASON: &str = "  # goals: ";

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of a file, each with what ends it.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// A line as it was written, without its end and without the remark behind it.
pub fn said(line: &[u8]) -> &[u8] {
    before(line, REMARK).trim_ascii()
}

/// Whether a line is a remark as a whole.
pub fn is_remark(line: &[u8]) -> bool {
    without_mark(line).trim_ascii_start().starts_with(b"#")
}

/// Whether a line has a reason behind it, or is a remark: it was tried before, or is not to be.
pub fn was_tried(line: &[u8]) -> bool {
    is_remark(line) || before(line, REASON).len() < without_mark(line).len()
}

fn without_mark(line: &[u8]) -> &[u8] {
    let mut line = line;
    while let Some(behind) = line.strip_prefix(BYTE_ORDER_MARK) {
        line = behind;
    }
    line
}

/// What stands before these words; all of the line where they are not in it.
fn before<'l>(line: &'l [u8], words: &str) -> &'l [u8] {
    let line = without_mark(line);
    let at = line.windows(words.len()).position(|at| at == words.as_bytes());
    at.and_then(|at| line.get(..at)).unwrap_or(line)
}

/// What is left in a file in which each line met its fate: those that stay, with the reasons behind them where the file
/// is no larger for that than `most` bytes.
pub(super) fn left(bytes: &[u8], fates: &[Fate], most: u64) -> Vec<u8> {
    let told = staying(bytes, fates);
    if told.len() as u64 <= most {
        return told;
    }
    let is_taken = |fate: &Fate| *fate == Fate::Taken;
    let bare: Vec<Fate> =
        fates.iter().map(|it| if is_taken(it) { Fate::Taken } else { Fate::Kept }).collect();
    staying(bytes, &bare)
}

fn staying(bytes: &[u8], fates: &[Fate]) -> Vec<u8> {
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
                left.extend_from_slice(before(line, REASON).trim_ascii());
                left.extend_from_slice(REASON.as_bytes());
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

    const MOST: u64 = 1 << 20;

    #[test]
    fn reasons_do_not_make_a_file_too_large_to_be_read_again() {
        let (bytes, fates) = (b"kids\nkdis\nkods", [Fate::Taken, refused("no goal"), refused("no goal")]);
        assert_eq!(left(bytes, &fates, 60), b"kdis  # goals: no goal\nkods  # goals: no goal\n");
        assert_eq!(left(bytes, &fates, 40), b"kdis\nkods\n");
    }

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
        let once = left(bytes, &fates, MOST);
        assert_eq!(once, b"# ours\nkdis  # goals: no goal has it\r\npitch  # goals: not now\n");
        let again = left(&once, &[Fate::Kept, refused("no goal has it"), refused("not now")], MOST);
        assert_eq!(again, once);
    }

    #[test]
    fn remarks_of_others_stay() {
        let bytes = b"  # a heading\nkdis  # ask Tom\n";
        assert!(lines(bytes).map(is_remark).eq([true, false]));
        let once = left(bytes, &[Fate::Kept, refused("no goal has it")], MOST);
        assert_eq!(once, b"  # a heading\nkdis  # ask Tom  # goals: no goal has it\n");
        assert!(lines(&once).all(was_tried) && !lines(bytes).all(was_tried));
        assert_eq!(
            left(&once, &[Fate::Kept, refused("not now")], MOST),
            b"  # a heading\nkdis  # ask Tom  # goals: not now\n"
        );
    }

    #[test]
    fn bytes_that_are_no_text_stay_as_they_are() {
        let bytes = b"caf\xe9\n";
        assert_eq!(left(bytes, &[refused("no text")], MOST), b"caf\xe9  # goals: no text\n");
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
