//! A workbook is an archive, and a small one may unpack to more than any disk holds. Before anything of it is
//! kept, it is unpacked into nothing and counted: what an archive says about its own sizes proves nothing.

use std::io::{self, Read, Seek, Write};

use weir_model::Issue;
use zip::ZipArchive;

/// Bytes that all parts of a workbook unpack to: 200,000 rows of some twenty columns.
pub const UNPACKED_MAX_BYTES: u64 = 400 * 1024 * 1024;
/// Bytes that any part besides sheets unpacks to: texts and styles are kept in memory while a sheet is read.
const KEPT_PART_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Parts of a workbook: sheets, styles, texts, pictures.
pub const UNPACKED_MAX_PARTS: usize = 2_000;

/// Refuses a workbook that unpacks to more than is read, as soon as it does.
///
/// # Errors
/// `interop.workbook_too_large`, `interop.workbook_broken`.
pub(super) fn defuse<R: Read + Seek>(file: R) -> Result<(), Issue> {
    let broken = || Issue::new("", "interop.workbook_broken");
    let too_large =
        || Issue::new("", "interop.workbook_too_large").with("max", UNPACKED_MAX_BYTES / 1024 / 1024);
    let mut archive = ZipArchive::new(file).map_err(|_| broken())?;
    if archive.len() > UNPACKED_MAX_PARTS {
        return Err(too_large());
    }
    let mut left = UNPACKED_MAX_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| broken())?;
        let is_sheet = part.name().is_ok_and(|name| name.contains("worksheets/"));
        let most = if is_sheet { left } else { left.min(KEPT_PART_MAX_BYTES) };
        let mut counted = Counted { bytes: 0, most };
        match io::copy(&mut part.take(most.saturating_add(1)), &mut counted) {
            Ok(_) if counted.bytes <= most => left -= counted.bytes,
            Ok(_) => return Err(too_large()),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Err(too_large()),
            Err(_) => return Err(broken()),
        }
    }
    Ok(())
}

/// Counts and keeps nothing.
struct Counted {
    bytes: u64,
    most: u64,
}

impl Write for Counted {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.bytes += piece.len() as u64;
        if self.bytes > self.most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(piece.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
