//! Which encoding a file is in. UTF-8 first, for nothing else passes for it by chance; then GB18030, which the
//! Chinese spreadsheet programs write and of which GBK and GB 2312 are parts.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use weir_model::Issue;

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with one, as spreadsheet programs write it.
    Utf8Bom,
    /// GB18030, GBK or GB 2312.
    Gb18030,
}

/// Of a hundred characters that the wrong encoding yields, at least so many betray it.
const STRANGE_PER_CENT: usize = 5;

/// The text of the bytes.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Encoding), Issue> {
    let unknown = || Issue::new("", "interop.encoding_unknown");
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        let text = std::str::from_utf8(&bytes[3..]).map_err(|_| unknown())?;
        return readable(text).map(|t| (t.to_owned(), Encoding::Utf8Bom)).ok_or_else(unknown);
    }
    for utf16 in [UTF_16LE, UTF_16BE] {
        if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(found, _)| found == utf16) {
            return Err(unknown());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return readable(text).map(|t| (t.to_owned(), Encoding::Utf8)).ok_or_else(unknown);
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(unknown)?;
    readable(&text).map(|t| (t.to_owned(), Encoding::Gb18030)).ok_or_else(unknown)
}

/// The text itself, unless it looks like another encoding read as this one: control characters, or too many
/// characters that nobody types.
fn readable(text: &str) -> Option<&str> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r');
    let (mut outside_ascii, mut strange) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii() || c.is_control()) {
        if c.is_control() && !allowed(c) {
            return None;
        }
        if !c.is_ascii() {
            outside_ascii += 1;
            strange += usize::from(is_strange(c));
        }
    }
    (strange * 100 <= outside_ascii * STRANGE_PER_CENT).then_some(text)
}

/// Private use areas and unassigned planes: real text has next to none, misread bytes have many.
const fn is_strange(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "姓名,部门\r\n王芳,采购部\r\n";

    #[test]
    fn utf_8_with_and_without_mark_and_gb18030_are_read() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8Bom),
            (gb, Encoding::Gb18030),
            (b"plain,ascii".to_vec(), Encoding::Utf8),
            (vec![], Encoding::Utf8),
        ] {
            let (text, found) = decode(&bytes).unwrap();
            assert_eq!(found, encoding);
            assert!(text.is_empty() || text == TEXT || text == "plain,ascii");
        }
    }

    #[test]
    fn characters_that_only_gb18030_has_are_read() {
        let rare = "𠮷野家,㐂,镕";
        assert_eq!(decode(&GB18030.encode(rare).0).unwrap(), (rare.to_owned(), Encoding::Gb18030));
    }

    #[test]
    fn other_encodings_and_binary_files_are_refused_with_advice() {
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let utf16_be: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let utf16_unmarked: Vec<u8> = "name,dept".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let xlsx = b"PK\x03\x04\x14\x00\x06\x00".to_vec();
        let broken_utf8 = [b"\xEF\xBB\xBF", "王".as_bytes(), b"\xFF"].concat();
        let latin1 = b"caf\xE9".to_vec();
        for bytes in [utf16, utf16_be, utf16_unmarked, xlsx, broken_utf8, latin1] {
            assert_eq!(decode(&bytes).unwrap_err(), Issue::new("", "interop.encoding_unknown"), "{bytes:?}");
        }
    }
}
