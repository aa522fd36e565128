//! Which encoding a file is in. UTF-8 first, for nothing else passes for it by chance; then GB18030, which the
//! Chinese spreadsheet programs write and of which GBK and GB 2312 are parts. Read in pieces: a file is never
//! whole in memory.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_8};
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
/// Bytes decoded at once.
const PIECE_BYTES: usize = 64 * 1024;
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Encoding {
    /// The encoding of a file, found by reading all of it, or the one asked for when the file can be in it. The
    /// reader stands behind the byte order mark afterwards.
    pub(super) fn detect<R: Read + Seek>(file: &mut R, asked: Option<Self>) -> Result<Self, Issue> {
        let unknown = |_: io::Error| Issue::new("", "interop.unreadable");
        let mut head = Vec::with_capacity(MARK.len());
        file.seek(SeekFrom::Start(0)).map_err(unknown)?;
        file.by_ref().take(MARK.len() as u64).read_to_end(&mut head).map_err(unknown)?;
        let marked = head == MARK;
        let tries: &[Self] = match asked {
            _ if marked => &[Self::Utf8Bom],
            Some(Self::Gb18030) => &[Self::Gb18030],
            Some(_) => &[Self::Utf8],
            // What bears the mark of UTF-16 is neither, whatever its bytes would yield.
            None if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") => &[],
            None => &[Self::Utf8, Self::Gb18030],
        };
        for encoding in tries {
            encoding.begin(file).map_err(unknown)?;
            let mut looks = Looks::default();
            let mut text = Decoding::new(&mut *file, *encoding);
            let whole = loop {
                match text.piece() {
                    Ok(None) => break true,
                    Ok(Some(piece)) => {
                        if !looks.see(piece) {
                            break false;
                        }
                    }
                    Err(_) => break false,
                }
            };
            // Valid UTF-8 that reads strange is not GB18030 either; the other way round there is nothing left.
            if whole && looks.readable() {
                encoding.begin(file).map_err(unknown)?;
                return Ok(*encoding);
            }
            if whole {
                break;
            }
        }
        Err(Issue::new("", "interop.encoding_unknown"))
    }

    /// Goes to where the text begins: behind the byte order mark.
    pub(super) fn begin<R: Seek>(self, file: &mut R) -> io::Result<()> {
        let begin = if self == Self::Utf8Bom { MARK.len() as u64 } else { 0 };
        file.seek(SeekFrom::Start(begin)).map(drop)
    }
}

/// Whether text looks like another encoding read as this one: control characters, or too many characters that
/// nobody types.
#[derive(Default)]
struct Looks {
    outside_ascii: usize,
    strange: usize,
}

impl Looks {
    /// `false`: no text has such characters.
    fn see(&mut self, piece: &str) -> bool {
        for c in piece.chars().filter(|c| !c.is_ascii() || c.is_control()) {
            if c.is_control() && !matches!(c, '\t' | '\n' | '\r') {
                return false;
            }
            if !c.is_ascii() {
                self.outside_ascii += 1;
                self.strange += usize::from(is_strange(c));
            }
        }
        true
    }

    const fn readable(&self) -> bool {
        self.strange * 100 <= self.outside_ascii * STRANGE_PER_CENT
    }
}

/// Private use areas and unassigned planes: real text has next to none, misread bytes have many.
const fn is_strange(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// A file as UTF-8, whatever it was in.
pub(super) struct Decoding<R> {
    file: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    pub fn new(file: R, encoding: Encoding) -> Self {
        let encoding = if encoding == Encoding::Gb18030 { GB18030 } else { UTF_8 };
        Self {
            file,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: Vec::with_capacity(PIECE_BYTES),
            text: String::new(),
            given: 0,
            ended: false,
        }
    }

    /// The next piece of text; none at the end.
    fn piece(&mut self) -> io::Result<Option<&str>> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() && !self.ended {
            self.raw.clear();
            self.file.by_ref().take(PIECE_BYTES as u64).read_to_end(&mut self.raw)?;
            self.ended = self.raw.is_empty();
            let most = self.decoder.max_utf8_buffer_length_without_replacement(self.raw.len());
            self.text.reserve(most.unwrap_or(PIECE_BYTES * 3));
            let (result, _) =
                self.decoder.decode_to_string_without_replacement(&self.raw, &mut self.text, self.ended);
            if result != DecoderResult::InputEmpty {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
        }
        Ok(Some(self.text.as_str()).filter(|t| !t.is_empty()))
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() && self.piece()?.is_none() {
            return Ok(0);
        }
        let left = &self.text.as_bytes()[self.given..];
        let count = left.len().min(into.len());
        into[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const TEXT: &str = "姓名,部门\r\n王芳,采购部\r\n";

    fn decode(bytes: &[u8]) -> Result<(String, Encoding), Issue> {
        let mut file = Cursor::new(bytes);
        let encoding = Encoding::detect(&mut file, None)?;
        let mut text = String::new();
        Decoding::new(file, encoding).read_to_string(&mut text).unwrap();
        Ok((text, encoding))
    }

    #[test]
    fn utf_8_with_and_without_mark_and_gb18030_are_read() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        for (bytes, text, encoding) in [
            (TEXT.as_bytes().to_vec(), TEXT, Encoding::Utf8),
            (marked, TEXT, Encoding::Utf8Bom),
            (gb, TEXT, Encoding::Gb18030),
            (b"plain,ascii".to_vec(), "plain,ascii", Encoding::Utf8),
            (vec![], "", Encoding::Utf8),
        ] {
            assert_eq!(decode(&bytes).unwrap(), (text.to_owned(), encoding));
        }
    }

    #[test]
    fn a_character_on_the_border_of_two_pieces_is_read_whole() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(shift), "堰𠮷".repeat(PIECE_BYTES / 4));
            assert_eq!(decode(text.as_bytes()).unwrap(), (text.clone(), Encoding::Utf8));
            assert_eq!(decode(&GB18030.encode(&text).0).unwrap(), (text, Encoding::Gb18030));
        }
    }

    #[test]
    fn characters_that_only_gb18030_has_are_read() {
        let rare = "𠮷野家,㐂,镕";
        assert_eq!(decode(&GB18030.encode(rare).0).unwrap(), (rare.to_owned(), Encoding::Gb18030));
    }

    #[test]
    fn the_encoding_asked_for_must_be_possible() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        assert!(Encoding::detect(&mut Cursor::new(&gb), Some(Encoding::Utf8)).is_err());
        assert_eq!(Encoding::detect(&mut Cursor::new(&gb), Some(Encoding::Gb18030)), Ok(Encoding::Gb18030));
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
