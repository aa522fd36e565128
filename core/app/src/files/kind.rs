//! What a file is, by what stands in it. What its sender claims decides nothing.

use encoding_rs::{DecoderResult, GB18030};

/// Bytes at a file's beginning that are looked at: office documents name themselves within them.
pub(super) const HEAD_BYTES: usize = 8 * 1024;
/// Of a hundred characters beyond ASCII that the wrong encoding yields, more than so many betray it.
const STRANGE_PER_CENT: usize = 5;

const UNKNOWN: &str = "application/octet-stream";
const TEXT: &str = "text/plain";
const PDF: &str = "application/pdf";
const SVG: &str = "image/svg+xml";

/// Pictures that a browser draws without running anything of them. No SVG.
const PICTURES: &[&str] = &["image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp"];

/// How a browser may show a file in place. No HTML, no SVG, no XML: they run what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It is saved.
    Never,
    /// By a viewer of its own, apart from the page.
    Document,
    /// As a picture, if it is not too large.
    Picture,
    /// As text in its encoding.
    Text,
}

/// The media type of a file that begins so.
pub(super) fn of(head: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(head) {
        let named = kind.mime_type();
        return if named == "text/xml" && speaks_of_svg(head) { SVG } else { named };
    }
    if speaks_of_svg(head) {
        return SVG;
    }
    if charset(head).is_some() { TEXT } else { UNKNOWN }
}

/// How a browser may show a file of this type.
pub(super) fn manner(mime: &str) -> Manner {
    match mime {
        PDF => Manner::Document,
        TEXT => Manner::Text,
        picture if PICTURES.contains(&picture) => Manner::Picture,
        _ => Manner::Never,
    }
}

/// The encoding of text that begins so: UTF-8, which nothing else passes for by chance, then GB18030 with its parts
/// GBK and GB 2312. None: no text.
pub(super) fn charset(head: &[u8]) -> Option<&'static str> {
    let head = &head[..head.len().min(HEAD_BYTES)];
    if head.is_empty() {
        return None;
    }
    match utf_8(head) {
        Some(text) => is_typed(text).then_some("utf-8"),
        None => gb18030(head).is_some_and(|text| is_typed(&text)).then_some("gb18030"),
    }
}

/// The pixels that a picture unpacks to; none where its head does not tell.
pub(super) fn pixels(head: &[u8]) -> Option<u64> {
    let size = imagesize::blob_size(head).ok()?;
    let (width, height) = (u64::try_from(size.width).ok()?, u64::try_from(size.height).ok()?);
    Some(width.saturating_mul(height))
}

fn speaks_of_svg(head: &[u8]) -> bool {
    head.windows(4).any(|w| w.eq_ignore_ascii_case(b"<svg"))
}

/// The end of a full head may cut off the last character; a file that ends within it must end with a whole one.
fn utf_8(head: &[u8]) -> Option<&str> {
    match std::str::from_utf8(head) {
        Ok(text) => Some(text),
        Err(e) if e.error_len().is_none() && head.len() == HEAD_BYTES => {
            std::str::from_utf8(&head[..e.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

fn gb18030(head: &[u8]) -> Option<String> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(head.len())?);
    let whole = head.len() < HEAD_BYTES;
    let (result, _) = decoder.decode_to_string_without_replacement(head, &mut text, whole);
    (result == DecoderResult::InputEmpty).then_some(text)
}

/// Without control characters, and next to none that misread bytes yield and nobody types.
fn is_typed(text: &str) -> bool {
    let strange =
        text.chars().filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')).count();
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    !text.is_empty()
        && strange * 100 <= beyond_ascii * STRANGE_PER_CENT
        && text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        for (head, mime, manner_of_it) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png", Manner::Picture),
            (b"%PDF-1.7\n", "application/pdf", Manner::Document),
            ("报价，单位：元\n".as_bytes(), "text/plain", Manner::Text),
            (&"报价".as_bytes()[..5], "application/octet-stream", Manner::Never),
            (&GB18030.encode("报价，单位：元\r\n").0, "text/plain", Manner::Text),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml", Manner::Never),
            (b"<?xml version='1.0'?><SVG/>", "image/svg+xml", Manner::Never),
            (b"<!DOCTYPE html><script>", "text/html", Manner::Never),
            (b"MZ\x90\0\x03\0", "application/vnd.microsoft.portable-executable", Manner::Never),
            (b"PK\x03\x04\x14\0\0\0", "application/zip", Manner::Never),
            (b"\0\x01\x02\x03", "application/octet-stream", Manner::Never),
            (b"caf\xe9", "application/octet-stream", Manner::Never),
            (b"", "application/octet-stream", Manner::Never),
        ] {
            assert_eq!((of(head), manner(of(head))), (mime, manner_of_it), "{head:?}");
        }
    }

    #[test]
    fn text_is_in_utf_8_or_else_in_gb18030() {
        let long = "堰引水".repeat(HEAD_BYTES);
        for (head, expected) in [
            (b"plain".to_vec(), Some("utf-8")),
            ("\u{feff}采购".as_bytes().to_vec(), Some("utf-8")),
            (long.as_bytes().to_vec(), Some("utf-8")),
            (GB18030.encode("采购申请，𠮷").0.into_owned(), Some("gb18030")),
            (GB18030.encode(&format!("x{long}")).0.into_owned(), Some("gb18030")),
            (b"caf\xe9".to_vec(), None),
            (b"a\0b".to_vec(), None),
            (vec![], None),
        ] {
            assert_eq!(charset(&head), expected, "{:?}", &head[..head.len().min(12)]);
        }
    }

    #[test]
    fn a_picture_tells_its_pixels_before_it_is_unpacked() {
        let png = |side: u32| {
            let side = side.to_be_bytes();
            [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &side, &side, b"\x08\x06\0\0\0\0\0\0\0"].concat()
        };
        assert_eq!(pixels(&png(30_000)), Some(900_000_000));
        assert_eq!(pixels(&png(2)), Some(4));
        assert_eq!(pixels(b"\x89PNG\r\n\x1a\n"), None, "cut off");
        assert_eq!(pixels(b"text"), None);
    }
}
