//! Uploaded files.

use super::attachment::Attachment;

pub(super) fn file(max_count: u16, extensions: &[String]) -> Attachment<'_> {
    Attachment { max_count, extensions: extensions.iter().map(String::as_str).collect() }
}
