//! Archives as they are written, and every way of writing them badly that is known.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use proptest::prelude::*;

use super::*;

fn files(files: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
}

fn sample() -> Archive {
    Archive::new(files(&[("b/说明.md", b"# B\n"), ("a.txt", &[b'a'; 4_000]), ("empty", b"")])).unwrap()
}

#[test]
fn an_archive_is_read_as_it_was_written() {
    let archive = sample();
    let bytes = archive.write().unwrap();
    assert_eq!(Archive::read(&bytes), Ok(archive.clone()));
    assert!(bytes.len() < 1_000, "deflate is at work: {}", bytes.len());
    assert_eq!(archive.digest(), Digest::of(archive.index().as_bytes()));
}

#[test]
fn the_same_files_give_the_same_bytes_in_any_order() {
    let mut list = files(&[("b", b"2"), ("a/x", b"1"), ("c", b"3")]);
    let one = Archive::new(list.clone()).unwrap().write().unwrap();
    list.rotate_left(1);
    assert_eq!(Archive::new(list).unwrap().write().unwrap(), one);
}

#[test]
fn what_would_not_be_read_is_not_made() {
    let new = |list: &[(&str, &[u8])]| Archive::new(files(list)).unwrap_err();
    assert!(matches!(new(&[("../a", b"")]), ArchiveError::Path { fault: PathFault::Upwards, .. }));
    assert_eq!(new(&[("a", b""), ("A", b"")]), ArchiveError::Duplicate("A".to_owned()));
    for reserved in ["weir-index", "weir-publisher.sig", "weir-later"] {
        assert_eq!(new(&[(reserved, b"")]), ArchiveError::Reserved(reserved.to_owned()));
    }
    let many = (0..=FILES_MAX).map(|n| (n.to_string(), Vec::new()));
    assert_eq!(Archive::new(many).unwrap_err(), ArchiveError::ManyFiles);
    let large = vec![0; FILE_MAX_BYTES as usize + 1];
    assert_eq!(new(&[("large", &large)]), ArchiveError::LargeFile("large".to_owned()));
}

/// An entry as a zip file describes it, each field free to be wrong.
#[derive(Clone)]
struct Raw {
    name: Vec<u8>,
    local_name: Option<Vec<u8>>,
    packed: Vec<u8>,
    size: u32,
    crc: u32,
    method: u16,
    flags: u16,
    version: u16,
    made_on: u8,
    attributes: u32,
    extra: Vec<u8>,
    comment: Vec<u8>,
    offset: Option<u32>,
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn raw(name: &str, bytes: &[u8]) -> Raw {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    Raw {
        name: name.as_bytes().to_vec(),
        local_name: None,
        packed: deflated(bytes),
        size: bytes.len() as u32,
        crc: crc.sum(),
        method: 8,
        flags: 1 << 11,
        version: 20,
        made_on: 3,
        attributes: 0o100_644 << 16,
        extra: Vec::new(),
        comment: Vec::new(),
        offset: None,
    }
}

/// A zip file of entries.
fn zip(entries: &[Raw]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for raw in entries {
        let offset = raw.offset.unwrap_or(bytes.len() as u32);
        let mut fields = Vec::new();
        for field in [raw.version, raw.flags, raw.method, 0, 0x21] {
            fields.extend(field.to_le_bytes());
        }
        for field in [raw.crc, raw.packed.len() as u32, raw.size] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend((raw.name.len() as u16).to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend(raw.local_name.as_ref().unwrap_or(&raw.name));
        bytes.extend(&raw.packed);
        directory.extend(b"PK\x01\x02");
        directory.extend([20, raw.made_on]);
        directory.extend(&fields);
        directory.extend((raw.extra.len() as u16).to_le_bytes());
        directory.extend((raw.comment.len() as u16).to_le_bytes());
        directory.extend([0; 4]);
        directory.extend(raw.attributes.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        for part in [&raw.name, &raw.extra, &raw.comment] {
            directory.extend(part);
        }
    }
    let offset = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        bytes.extend((entries.len() as u16).to_le_bytes());
    }
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// A good index for files.
fn index(list: &[(&str, &[u8])]) -> Raw {
    let files = files(list).into_iter().collect();
    raw(INDEX_FILE, Index::of(&files).as_bytes())
}

/// A package of one file that `change` spoils.
fn spoilt(change: impl FnOnce(&mut Raw)) -> Result<Archive, ArchiveError> {
    let mut entry = raw("a", b"abc");
    change(&mut entry);
    Archive::read(&zip(&[index(&[("a", b"abc")]), entry]))
}

#[test]
fn the_builder_of_bad_archives_builds_good_ones() {
    assert!(spoilt(|_| ()).is_ok());
    let stored = |raw: &mut Raw| (raw.method, raw.packed) = (0, b"abc".to_vec());
    assert!(spoilt(stored).is_ok());
    assert!(spoilt(|raw| (raw.made_on, raw.attributes) = (0, 0x20)).is_ok());
}

#[test]
fn only_plain_files_are_entries() {
    let a = || "a".to_owned();
    let not_a_file = Err(ArchiveError::NotAFile(a()));
    for kind in [0o120_777, 0o040_755, 0o020_644, 0o060_644, 0o010_644, 0o140_644_u32] {
        assert_eq!(spoilt(|raw| raw.attributes = kind << 16), not_a_file, "{kind:o}");
    }
    assert_eq!(spoilt(|raw| raw.attributes |= 0x10), not_a_file);
    assert_eq!(spoilt(|raw| raw.made_on = 7), not_a_file);
    assert_eq!(spoilt(|raw| (raw.made_on, raw.attributes) = (0, 0o120_777 << 16)), not_a_file);
    assert_eq!(spoilt(|raw| raw.name = b"a/".to_vec()), Err(ArchiveError::NotAFile("a/".to_owned())));
    for flag in [1, 1 << 6, 1 << 13] {
        assert_eq!(spoilt(|raw| raw.flags |= flag), Err(ArchiveError::Encrypted(a())));
    }
    for method in [1, 9, 12, 14, 93, 95, 99] {
        assert_eq!(spoilt(|raw| raw.method = method), Err(ArchiveError::Method(a())));
    }
    assert_eq!(spoilt(|raw| raw.flags |= 1 << 3), Err(ArchiveError::Extras));
    assert_eq!(spoilt(|raw| raw.extra = vec![0x75, 0x70, 1, 0, 1]), Err(ArchiveError::Extras));
    assert_eq!(spoilt(|raw| raw.comment = b"x".to_vec()), Err(ArchiveError::Extras));
    assert_eq!(spoilt(|raw| raw.extra = vec![1, 0, 0, 0]), Err(ArchiveError::Zip64));
    assert_eq!(spoilt(|raw| raw.size = u32::MAX), Err(ArchiveError::Zip64));
    assert_eq!(spoilt(|raw| raw.version = 45), Err(ArchiveError::Zip64));
}

#[test]
fn paths_lead_nowhere_else() {
    for path in ["../a", "/a", "a/../../b", "..\\a", "c:\\a", "a\0b", "a\nb", "./a", "a//b", "con"] {
        let found = spoilt(|raw| raw.name = path.as_bytes().to_vec());
        assert!(matches!(found, Err(ArchiveError::Path { .. })), "{path:?}: {found:?}");
    }
    let encoding = |found| matches!(found, Err(ArchiveError::Path { fault: PathFault::Encoding, .. }));
    assert!(encoding(spoilt(|raw| raw.name = vec![b'a', 0xff])));
    assert!(encoding(spoilt(|raw| (raw.name, raw.flags) = ("说".as_bytes().to_vec(), 0))));
}

#[test]
fn names_are_there_once() {
    for other in ["a", "A"] {
        let bytes = zip(&[index(&[("a", b"abc")]), raw("a", b"abc"), raw(other, b"abc")]);
        assert_eq!(Archive::read(&bytes), Err(ArchiveError::Duplicate(other.to_owned())));
    }
    let bytes = zip(&[raw(INDEX_FILE, b"weir-index 1\n"), raw("WEIR-INDEX", b"")]);
    assert_eq!(Archive::read(&bytes), Err(ArchiveError::Duplicate("WEIR-INDEX".to_owned())));
}

#[test]
fn the_index_is_the_package() {
    let read = |index: Raw, more: &[Raw]| Archive::read(&zip(&[&[index], more].concat())).unwrap_err();
    assert_eq!(Archive::read(&zip(&[raw("a", b"")])), Err(ArchiveError::NoIndex));
    assert_eq!(Archive::read(&zip(&[])), Err(ArchiveError::NoIndex));
    assert_eq!(read(raw(INDEX_FILE, b"weir-index 2\n"), &[]), ArchiveError::Index(1));
    let (one, a) = (|| index(&[("a", b"abc")]), || "a".to_owned());
    assert_eq!(read(one(), &[]), ArchiveError::Missing(a()));
    assert_eq!(read(one(), &[raw("a", b"abd")]), ArchiveError::Changed(a()));
    assert_eq!(read(one(), &[raw("a", b"abc"), raw("b", b"")]), ArchiveError::Unindexed("b".to_owned()));
    assert_eq!(
        read(one(), &[raw("a", b"abc"), raw("weir-new", b"")]),
        ArchiveError::Reserved("weir-new".to_owned())
    );
}

#[test]
fn a_frame_leaves_nothing_to_guess() {
    let good = sample().write().unwrap();
    assert_eq!(Archive::read(&[&good[..], b"x"].concat()), Err(ArchiveError::Trailing));
    assert_eq!(Archive::read(&[b"x", &good[..]].concat()), Err(ArchiveError::NotAnArchive));
    assert_eq!(Archive::read(&[&good[..4], &good[..]].concat()), Err(ArchiveError::Gap));
    assert_eq!(Archive::read(b""), Err(ArchiveError::NotAnArchive));
    assert_eq!(Archive::read(b"PK\x03\x04"), Err(ArchiveError::Truncated));
    for length in (0..good.len()).step_by(7) {
        assert!(Archive::read(&good[..length]).is_err());
    }
    assert_eq!(Archive::read(&good[..good.len() - 1]), Err(ArchiveError::Truncated));
    // The comment of the archive.
    let mut comment = [&good[..], b"hi"].concat();
    let at = good.len() - 2;
    comment[at] = 2;
    assert_eq!(Archive::read(&comment), Err(ArchiveError::Trailing));
    // Fields of the end: volume, number of entries in this volume, offset.
    let end = good.len() - 22;
    for (at, value, wanted) in [
        (4, 1, ArchiveError::Extras),
        (8, 9, ArchiveError::Extras),
        (19, 1, ArchiveError::Truncated),
        (13, 0xff, ArchiveError::Truncated),
    ] {
        let mut bytes = good.clone();
        bytes[end + at] = value;
        assert_eq!(Archive::read(&bytes), Err(wanted), "{at}");
    }
    let mut more = good.clone();
    (more[end + 8], more[end + 10]) = (9, 9);
    assert_eq!(Archive::read(&more), Err(ArchiveError::Truncated));
    let mut fewer = good.clone();
    (fewer[end + 8], fewer[end + 10]) = (2, 2);
    assert_eq!(Archive::read(&fewer), Err(ArchiveError::Gap));
    let mut zip64 = good.clone();
    zip64[end + 16..end + 20].copy_from_slice(&[0xff; 4]);
    assert_eq!(Archive::read(&zip64), Err(ArchiveError::Zip64));
}

#[test]
fn entries_share_no_bytes_and_hide_none() {
    let b = |offset| Raw { offset: Some(offset), ..raw("b", b"abc") };
    let list: &[(&str, &[u8])] = &[("a", b"abc"), ("b", b"abc")];
    let read = |offset| Archive::read(&zip(&[index(list), raw("a", b"abc"), b(offset)])).unwrap_err();
    assert_eq!(read(0), ArchiveError::Overlap("b".to_owned()));
    assert_eq!(read(100_000), ArchiveError::Gap);
    // Two names for the same bytes, as in the bombs that overlap.
    assert_eq!(spoilt(|raw| raw.offset = Some(0)), Err(ArchiveError::Overlap("a".to_owned())));
    // The directory calls it otherwise than the entry itself.
    assert_eq!(
        spoilt(|raw| raw.local_name = Some(b"b".to_vec())),
        Err(ArchiveError::Ambiguous("a".to_owned()))
    );
    let damaged = Err(ArchiveError::Damaged("a".to_owned()));
    assert_eq!(spoilt(|raw| raw.packed.extend(b"hidden")), damaged);
    assert_eq!(spoilt(|raw| raw.packed.truncate(2)), damaged);
    assert_eq!(spoilt(|raw| raw.packed.clear()), damaged);
    assert_eq!(spoilt(|raw| raw.size = 2), damaged);
    assert_eq!(spoilt(|raw| raw.size = 4), damaged);
    assert_eq!(spoilt(|raw| raw.crc ^= 1), damaged);
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let zeros = vec![0; RATIO_FREE_BYTES as usize];
    let small = zip(&[index(&[("zeros", &zeros)]), raw("zeros", &zeros)]);
    assert!(Archive::read(&small).is_ok(), "a small file of zeros does no harm");
    let zeros = vec![0; RATIO_FREE_BYTES as usize + 1];
    let bomb = zip(&[index(&[("zeros", &zeros)]), raw("zeros", &zeros)]);
    assert_eq!(Archive::read(&bomb), Err(ArchiveError::Ratio("zeros".to_owned())));
    // It says to be small; no more than it says is unpacked.
    let liar = Raw { size: 10, ..raw("zeros", &zeros) };
    assert_eq!(Archive::read(&zip(&[liar])), Err(ArchiveError::Damaged("zeros".to_owned())));
    let giant = Raw { size: FILE_MAX_BYTES as u32 + 1, ..raw("a", b"") };
    assert_eq!(Archive::read(&zip(&[giant])), Err(ArchiveError::LargeFile("a".to_owned())));
    let part = |name| Raw { size: FILE_MAX_BYTES as u32, packed: vec![0; 1024 * 1024], ..raw(name, b"") };
    assert_eq!(Archive::read(&zip(&[part("a"), part("b")])), Err(ArchiveError::Unpacked));
    let long_index = Raw { size: INDEX_MAX_BYTES as u32 + 1, ..raw(INDEX_FILE, b"") };
    assert_eq!(Archive::read(&zip(&[long_index])), Err(ArchiveError::LargeFile(INDEX_FILE.to_owned())));
    let many: Vec<Raw> = (0..FILES_MAX + 4).map(|n| raw(&n.to_string(), b"")).collect();
    assert_eq!(Archive::read(&zip(&many)), Err(ArchiveError::ManyFiles));
    assert_eq!(Archive::read(&vec![b'P'; PACKED_MAX_BYTES + 1]), Err(ArchiveError::Packed));
}

/// Files of a few names and contents.
fn any_files() -> impl Strategy<Value = BTreeMap<String, Vec<u8>>> {
    prop::collection::btree_map("[a-f]{1,2}/[a-f]{1,3}\\.x", prop::collection::vec(any::<u8>(), 0..200), 0..6)
}

/// Bytes of an archive with some of them replaced, left out or said twice.
fn scratched() -> impl Strategy<Value = Vec<u8>> {
    (any_files(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 0..6)).prop_map(
        |(files, scratches)| {
            let mut bytes = Archive::new(files).unwrap().write().unwrap();
            for (at, byte, how) in scratches {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, byte),
                }
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_files_come_back(files in any_files()) {
        let archive = Archive::new(files.clone()).unwrap();
        let read = Archive::read(&archive.write().unwrap()).unwrap();
        prop_assert_eq!(&read, &archive);
        prop_assert_eq!(read.files, files);
    }

    #[test]
    fn what_is_read_from_scratched_bytes_is_what_any_zip_reader_sees(bytes in scratched()) {
        if let Ok(archive) = Archive::read(&bytes) {
            let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
            prop_assert_eq!(zip.len(), archive.files.len() + 1);
            for (path, content) in archive.files() {
                let mut other = Vec::new();
                std::io::Read::read_to_end(&mut zip.by_name(path).unwrap(), &mut other).unwrap();
                prop_assert_eq!(other, content);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Archive::read(&bytes);
        let _ = Archive::read(&[b"PK\x03\x04", &bytes[..], b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0"].concat());
    }
}
