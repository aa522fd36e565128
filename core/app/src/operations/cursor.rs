//! A place in a list that is ordered by time, newest first.

use jiff::Timestamp;
use uuid::Uuid;

use crate::error::{Error, Result};

/// The row that a page begins behind. Outside it is two numbers that mean nothing to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor(Timestamp, Uuid);

impl Cursor {
    /// Reads what a client gives back.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `cursor` when we never gave it out.
    pub fn parse(text: Option<&str>) -> Result<Option<Self>> {
        let Some(text) = text.filter(|t| !t.is_empty()) else { return Ok(None) };
        let read = || {
            let (at, id) = text.split_once('-')?;
            let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
            Some(Self(at, Uuid::try_parse(id).ok()?))
        };
        read().map(Some).ok_or_else(|| Error::invalid("cursor", "request.cursor_malformed"))
    }

    /// As queries take it.
    pub fn at<I>(self, wrap: fn(Uuid) -> I) -> (Timestamp, I) {
        (self.0, wrap(self.1))
    }

    /// Cuts the row that tells of another page, and names the place where that page begins.
    pub fn next<T>(rows: &mut Vec<T>, limit: u32, place: fn(&T) -> (Timestamp, Uuid)) -> Option<String> {
        if rows.len() <= limit as usize {
            return None;
        }
        rows.truncate(limit as usize);
        let (at, id) = place(rows.last()?);
        Some(format!("{}-{}", at.as_microsecond(), id.simple()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_anything_else_is_refused() {
        let at = |n: u8| (Timestamp::UNIX_EPOCH, Uuid::from_u128(u128::from(n)));
        let mut rows = vec![3_u8, 2, 1];
        let next = Cursor::next(&mut rows, 2, |n| (Timestamp::UNIX_EPOCH, Uuid::from_u128(u128::from(*n))));
        assert_eq!(rows, [3, 2]);
        assert_eq!(Cursor::parse(next.as_deref()).unwrap().map(|c| c.at(|id| id)), Some(at(2)));
        assert_eq!(Cursor::next(&mut rows, 2, |_| (Timestamp::UNIX_EPOCH, Uuid::nil())), None);
        assert_eq!(Cursor::parse(None).unwrap(), None);
        for bad in ["1", "a-b", "1-2", "99999999999999999999-00000000000000000000000000000001"] {
            assert!(Cursor::parse(Some(bad)).is_err(), "{bad}");
        }
    }
}
