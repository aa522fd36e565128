//! Writing and reading bytes. Counts are four bytes, least significant first.

/// Bytes that are not what they ought to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the bytes are not a message between the sandbox and its guest")
    }
}

impl std::error::Error for Malformed {}

/// Appends to a buffer that is used again for the next call.
#[derive(Debug)]
pub struct Writer<'a>(&'a mut Vec<u8>);

impl<'a> Writer<'a> {
    /// Begins anew in `buffer`.
    pub fn new(buffer: &'a mut Vec<u8>) -> Self {
        buffer.clear();
        Self(buffer)
    }

    /// How many bytes were written.
    #[must_use]
    pub fn written(&self) -> usize {
        self.0.len()
    }

    /// Writes one byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Writes bytes whose number the reader knows.
    pub fn fixed(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Writes a number of things. What is counted lies in memory and was bounded before, so it fits.
    pub fn count(&mut self, count: usize) {
        self.fixed(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }

    /// Writes a text with its length.
    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.fixed(text.as_bytes());
    }
}

/// Reads bytes of a stranger: never past their end, never more than is there.
#[derive(Debug, Clone)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads `bytes` from their beginning.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Reads one byte.
    ///
    /// # Errors
    /// When there is none.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.0.split_first().ok_or(Malformed)?;
        self.0 = rest;
        Ok(*first)
    }

    /// Reads `N` bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Malformed)?;
        self.0 = rest;
        Ok(*bytes)
    }

    /// Reads how many things follow. Each takes a byte at least, so it is never more than what is left: a reader may
    /// make room for that many.
    ///
    /// # Errors
    /// When less is left than is promised.
    pub fn count(&mut self) -> Result<usize, Malformed> {
        let count = u32::from_le_bytes(self.fixed()?) as usize;
        if count <= self.0.len() { Ok(count) } else { Err(Malformed) }
    }

    /// Reads a number that is no count.
    ///
    /// # Errors
    /// When less than four bytes are left.
    pub fn number(&mut self) -> Result<u32, Malformed> {
        self.fixed().map(u32::from_le_bytes)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// When less is left than is promised, or it is not UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Malformed> {
        let count = self.count()?;
        let (text, rest) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| Malformed)
    }

    /// Whether all was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_beyond_what_is_left_is_refused_before_room_is_made() {
        let mut bytes = Vec::new();
        Writer::new(&mut bytes).fixed(&[0xff, 0xff, 0xff, 0xff, 1]);
        assert_eq!(Reader::new(&bytes).count(), Err(Malformed));
        assert_eq!(Reader::new(&bytes).text(), Err(Malformed));
    }

    #[test]
    fn text_that_is_not_utf8_is_refused() {
        assert_eq!(Reader::new(&[1, 0, 0, 0, 0xff]).text(), Err(Malformed));
    }
}
