//! A few bytes of a file, from which numbers are made.

/// So many bytes from a place on; nothing where the file ends before.
pub(crate) fn bytes_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}
