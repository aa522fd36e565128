//! What a template becomes, up to a length.

use std::io::{self, Write};

use weir_wire::{OUTPUT_MAX_BYTES, Reason};

use crate::refusal::Refusal;

/// Collects a text and refuses to grow beyond what one may have.
#[derive(Default)]
pub struct Output {
    bytes: Vec<u8>,
    too_long: bool,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > OUTPUT_MAX_BYTES {
            self.too_long = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output {
    /// The text.
    pub fn finish(self) -> Result<String, Refusal> {
        if self.too_long {
            let message = format!("the text became longer than {OUTPUT_MAX_BYTES} bytes");
            return Err(Refusal::new(Reason::Size, message));
        }
        String::from_utf8(self.bytes).map_err(|_| Refusal::new(Reason::Render, "the text is not UTF-8"))
    }
}
