//! Uploaded pictures, in the formats that every browser shows.

use super::attachment::Attachment;

/// SVG is left out: it can carry scripts.
const EXTENSIONS: [&str; 5] = ["gif", "jpeg", "jpg", "png", "webp"];

pub(super) fn image(max_count: u16) -> Attachment<'static> {
    Attachment { max_count, extensions: EXTENSIONS.to_vec() }
}
