//! The places between pages, as clients hold them: opaque text that comes back unchanged.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The most characters of a cursor: a sorted text, an id, and their wrapping.
const CURSOR_MAX_CHARS: usize = 4_096;

/// A place as text.
///
/// # Errors
/// When the place cannot be written, which is a fault of the server.
pub(crate) fn write<C: Serialize>(place: &C) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(place).map_err(Error::internal)?))
}

/// The place in a text.
///
/// # Errors
/// [`Error::Invalid`] at `cursor` for text that was never a cursor of this list.
pub(crate) fn read<C: DeserializeOwned>(text: &str) -> Result<C> {
    let refused = || Error::invalid("cursor", "request.cursor_malformed");
    if text.len() > CURSOR_MAX_CHARS {
        return Err(refused());
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
    serde_json::from_slice(&bytes).map_err(|_| refused())
}

/// Cuts the row that tells of another page off the rows, and gives the place where that page begins.
///
/// # Errors
/// When the place cannot be written, which is a fault of the server.
pub(crate) fn next<T, C: Serialize>(
    rows: &mut Vec<T>,
    limit: u32,
    place: impl Fn(&T) -> C,
) -> Result<Option<String>> {
    if rows.len() <= limit as usize {
        return Ok(None);
    }
    rows.truncate(limit as usize);
    rows.last().map(|last| write(&place(last))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_page_begins_behind_the_last_row_shown() {
        let mut rows = vec![3, 2, 1];
        let place = next(&mut rows, 2, |n| *n).unwrap().unwrap();
        assert_eq!((rows.as_slice(), read::<i32>(&place).unwrap()), ([3, 2].as_slice(), 2));
        assert_eq!(next(&mut rows, 2, |n| *n).unwrap(), None);
    }

    #[test]
    fn a_place_comes_back_and_anything_else_is_refused() {
        let text = write(&("采购", 7_i64)).unwrap();
        assert_eq!(read::<(String, i64)>(&text).unwrap(), ("采购".to_owned(), 7));
        for bad in ["", "%", "bm8", &"a".repeat(CURSOR_MAX_CHARS + 1)] {
            assert!(matches!(read::<(String, i64)>(bad), Err(Error::Invalid(_))), "{bad}");
        }
    }
}
