//! Archives: what is in them, and what is refused with words.

use goals::interop::containers::zip::{LIMITS, Limits, is_zip, unpack};
use goals::interop::reader::unreadable::Unreadable;
use proptest::prelude::{any, prop, proptest};

use crate::zip_made::{Packed, archive, deflated, stored};

fn names(zip: &[u8]) -> Vec<String> {
    unpack(zip, LIMITS).expect("an archive").into_iter().map(|member| member.name).collect()
}

fn refused(zip: &[u8]) -> Unreadable {
    unpack(zip, LIMITS).expect_err("no archive")
}

#[test]
fn files_come_in_the_order_of_their_names_and_folders_are_none() {
    let zip = archive(&[
        deflated("b/two.csv", b"two two two two two two"),
        stored("a.csv", b"one"),
        stored("b/", b""),
        stored("__MACOSX/._a.csv", b"x"),
        stored("b/.DS_Store", b"x"),
    ]);
    assert!(is_zip(&zip));
    assert_eq!(names(&zip), ["a.csv", "b/two.csv"]);
    let members = unpack(&zip, LIMITS).expect("an archive");
    assert_eq!(members[1].bytes, b"two two two two two two");
    assert_eq!(names(&archive(&[])), Vec::<String>::new());
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let zeros = vec![0; 1 << 20];
    let bomb = archive(&[deflated("a", &zeros), deflated("b", &zeros), deflated("c", &zeros)]);
    let limits = Limits { unpacked: 2 << 20, members: 10 };
    let refused = unpack(&bomb, limits).expect_err("a bomb");
    assert_eq!(refused.what, "the archive unpacks to more than 2 MiB");
    assert_eq!(refused.hint, "unpack what is to come in, and import that");
    assert_eq!(LIMITS, Limits { unpacked: 256 * 1024 * 1024, members: 20_000 });
    // What it says of its own size plays no part.
    let lying = archive(&[Packed { size: 5, ..deflated("a", &zeros) }]);
    assert!(unpack(&lying, Limits { unpacked: 1000, members: 10 }).is_err());
    assert_eq!(unpack(&lying, limits).expect("within the limit")[0].bytes.len(), 1 << 20);
    let stored = archive(&[stored("a", &zeros)]);
    assert!(unpack(&stored, Limits { unpacked: 1000, members: 10 }).is_err());
}

#[test]
fn more_files_than_are_taken_are_refused() {
    let zip = archive(&[stored("a", b""), stored("b", b""), stored("c", b"")]);
    let refused = unpack(&zip, Limits { members: 2, ..LIMITS }).expect_err("too many");
    assert_eq!(refused.what, "the archive holds 3 files: 2 are the most");
}

#[test]
fn a_member_that_points_outside_is_refused() {
    for name in ["../a", "/etc/passwd", "a/../../b", "..\\a", "C:\\a", "a\0b", ""] {
        let refused = refused(&archive(&[stored("a.csv", b"1"), stored(name, b"2")]));
        assert!(refused.what.contains("points out of it"), "{name}: {refused:?}");
    }
    assert_eq!(names(&archive(&[stored("a..b/..c", b"1")])), ["a..b/..c"]);
}

#[test]
fn encrypted_unknown_doubled_and_damaged_members_are_refused_with_what_to_do() {
    let told = |packed: Packed| {
        let refused = refused(&archive(&[packed]));
        format!("{} ({})", refused.what, refused.hint)
    };
    assert_eq!(
        told(Packed { flags: 1, ..deflated("a", b"abc") }),
        "`a` in the archive is encrypted (unpack the archive with its password, and import the folder)"
    );
    assert_eq!(
        told(Packed { method: 14, ..stored("a", b"abc") }),
        "the archive has `a` packed in a way (method 14) that is not read (unpack it, and import the folder)"
    );
    assert!(told(Packed { crc: 0, ..stored("a", b"abc") }).contains("its checksum is another"));
    assert!(told(Packed { bytes: vec![0xff; 9], ..deflated("a", b"abc") }).contains("`a` in it is damaged"));
    let mut cut = deflated("a", &[7; 5000]);
    cut.bytes.truncate(cut.bytes.len() / 2);
    assert!(told(cut).contains("`a` in it is cut off"));
    let twice = refused(&archive(&[stored("a", b"1"), stored("a", b"2")]));
    assert!(twice.what.contains("it holds `a` twice"), "{twice:?}");
}

#[test]
fn an_archive_that_is_cut_or_lies_over_itself_is_refused() {
    let zip = archive(&[deflated("a.csv", b"date,a\n2026-01-01,1\n"), stored("b", b"2")]);
    for end in 0..zip.len() - b"a remark".len() {
        assert!(unpack(&zip[..end], LIMITS).is_err(), "{end} of {} bytes", zip.len());
    }
    assert!(refused(&zip[..zip.len() / 2]).what.contains("cut off"));
    // Two entries of the list that name the same bytes.
    let mut over = archive(&[stored("a", &[b'x'; 500]), stored("b", b"")]);
    let first = over.windows(4).position(|part| part == b"PK\x01\x02").expect("a list");
    let second = first + 47;
    let (from, to) = (first + 10..first + 46, second + 10);
    let same: Vec<u8> = over[from].to_vec();
    over[to..to + 36].copy_from_slice(&same);
    assert!(refused(&over).what.contains("lie over each other"));
}

proptest! {
    #[test]
    fn any_bytes_are_an_archive_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let refused = unpack(&bytes, LIMITS).err();
        assert!(refused.is_none_or(|error| !error.hint.is_empty()));
    }

    #[test]
    fn an_archive_with_any_changes_is_one_or_none(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut zip = archive(&[deflated("a/b.csv", &[b'a'; 300]), stored("c", b"some bytes")]);
        for (place, byte) in changes {
            let place = place.index(zip.len());
            zip[place] = byte;
        }
        let limits = Limits { unpacked: 1 << 16, members: 100 };
        if let Ok(members) = unpack(&zip, limits) {
            assert!(members.iter().map(|member| member.bytes.len()).sum::<usize>() <= limits.unpacked);
        }
    }
}
