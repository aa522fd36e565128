//! A value's parts. A list or a map tells how many follow; a map's values each come after the text of their key.

use crate::{Malformed, Reader, Writer};

/// One part of a value, in the terms of neither side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item<'a> {
    /// Nothing filled in.
    Null,
    /// Yes or no.
    Bool(bool),
    /// An exact number: `mantissa` / 10^`scale`.
    Number {
        /// All digits, with the sign.
        mantissa: i128,
        /// How many of them stand behind the point.
        scale: u8,
    },
    /// A text.
    Text(&'a str),
    /// A calendar date.
    Date {
        /// From −9999 to 9999.
        year: i16,
        /// From 1.
        month: u8,
        /// From 1.
        day: u8,
    },
    /// A time of day.
    Time {
        /// Nanoseconds since midnight.
        nanoseconds: u64,
    },
    /// An instant.
    Instant {
        /// Nanoseconds since 1970-01-01T00:00Z.
        nanoseconds: i128,
    },
    /// So many items follow.
    List(usize),
    /// So many keys, each with its item, follow.
    Map(usize),
}

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const NUMBER: u8 = 3;
const TEXT: u8 = 4;
const DATE: u8 = 5;
const TIME: u8 = 6;
const INSTANT: u8 = 7;
const LIST: u8 = 8;
const MAP: u8 = 9;

impl Writer<'_> {
    /// Writes a value's part; of a list or map, what belongs to it is to follow.
    pub fn item(&mut self, item: &Item<'_>) {
        match *item {
            Item::Null => self.byte(NULL),
            Item::Bool(false) => self.byte(FALSE),
            Item::Bool(true) => self.byte(TRUE),
            Item::Number { mantissa, scale } => {
                self.byte(NUMBER);
                self.fixed(&mantissa.to_le_bytes());
                self.byte(scale);
            }
            Item::Text(text) => {
                self.byte(TEXT);
                self.text(text);
            }
            Item::Date { year, month, day } => {
                self.byte(DATE);
                self.fixed(&year.to_le_bytes());
                self.fixed(&[month, day]);
            }
            Item::Time { nanoseconds } => {
                self.byte(TIME);
                self.fixed(&nanoseconds.to_le_bytes());
            }
            Item::Instant { nanoseconds } => {
                self.byte(INSTANT);
                self.fixed(&nanoseconds.to_le_bytes());
            }
            Item::List(count) => {
                self.byte(LIST);
                self.count(count);
            }
            Item::Map(count) => {
                self.byte(MAP);
                self.count(count);
            }
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads a value's part. Whether a number, date or instant is one that there is, the reader's own types tell.
    ///
    /// # Errors
    /// When the bytes are no part of a value.
    pub fn item(&mut self) -> Result<Item<'a>, Malformed> {
        Ok(match self.byte()? {
            NULL => Item::Null,
            FALSE => Item::Bool(false),
            TRUE => Item::Bool(true),
            NUMBER => Item::Number { mantissa: i128::from_le_bytes(self.fixed()?), scale: self.byte()? },
            TEXT => Item::Text(self.text()?),
            DATE => {
                Item::Date { year: i16::from_le_bytes(self.fixed()?), month: self.byte()?, day: self.byte()? }
            }
            TIME => Item::Time { nanoseconds: u64::from_le_bytes(self.fixed()?) },
            INSTANT => Item::Instant { nanoseconds: i128::from_le_bytes(self.fixed()?) },
            LIST => Item::List(self.count()?),
            MAP => Item::Map(self.count()?),
            _ => return Err(Malformed),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_comes_back_the_same() {
        for item in [
            Item::Null,
            Item::Bool(true),
            Item::Bool(false),
            Item::Number { mantissa: -(1 << 95), scale: 28 },
            Item::Text("堰"),
            Item::Date { year: -9999, month: 1, day: 31 },
            Item::Time { nanoseconds: 86_399_999_999_999 },
            Item::Instant { nanoseconds: -377_705_023_201_000_000_000 },
            Item::List(0),
            Item::Map(0),
        ] {
            let mut bytes = Vec::new();
            Writer::new(&mut bytes).item(&item);
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.item(), Ok(item));
            assert!(reader.is_empty());
            for cut in 0..bytes.len() {
                assert_eq!(Reader::new(&bytes[..cut]).item(), Err(Malformed), "{item:?} cut at {cut}");
            }
        }
    }
}
