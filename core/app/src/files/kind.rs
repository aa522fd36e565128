//! What a file is, by what stands in it. What its sender claims decides nothing.

/// Bytes at a file's beginning that are looked at: office documents name themselves within them.
pub(super) const HEAD_BYTES: usize = 8 * 1024;

const UNKNOWN: &str = "application/octet-stream";
const SVG: &str = "image/svg+xml";

/// Types that a browser shows without running anything of them. No HTML, no SVG, no XML.
const SHOWN: &[&str] = &[
    "application/pdf",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
];

/// The media type of a file that begins so.
pub(super) fn of(head: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(head) {
        let named = kind.mime_type();
        return if named == "text/xml" && speaks_of_svg(head) { SVG } else { named };
    }
    if speaks_of_svg(head) {
        return SVG;
    }
    if is_text(head) { "text/plain" } else { UNKNOWN }
}

/// Whether a browser may show it in place.
pub(super) fn may_show(mime: &str) -> bool {
    SHOWN.contains(&mime)
}

fn speaks_of_svg(head: &[u8]) -> bool {
    head.windows(4).any(|w| w.eq_ignore_ascii_case(b"<svg"))
}

/// UTF-8 without control characters; the last character may be cut off by the end of the head.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(e) if e.error_len().is_none() => {
            std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        for (head, mime, shown) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png", true),
            (b"%PDF-1.7\n", "application/pdf", true),
            ("报价，单位：元\n".as_bytes(), "text/plain", true),
            (&"报价".as_bytes()[..5], "text/plain", true),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml", false),
            (b"<?xml version='1.0'?><SVG/>", "image/svg+xml", false),
            (b"<!DOCTYPE html><script>", "text/html", false),
            (b"MZ\x90\0\x03\0", "application/vnd.microsoft.portable-executable", false),
            (b"PK\x03\x04\x14\0\0\0", "application/zip", false),
            (b"\0\x01\x02\x03", "application/octet-stream", false),
            (b"", "application/octet-stream", false),
        ] {
            assert_eq!((of(head), may_show(of(head))), (mime, shown), "{head:?}");
        }
    }
}
