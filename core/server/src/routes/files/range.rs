//! Which bytes of a file a request is for (RFC 9110, sections 13 and 14): all, some, or none because it has them.
//! One range at a time: who asks for several gets the whole file, as the standard allows.

use std::ops::Range;

use axum::http::{HeaderMap, HeaderName, Method, header};

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: 304.
    Unchanged,
    /// Everything: 200.
    Whole,
    /// These bytes, at least one: 206.
    Part(Range<u64>),
    /// What the file does not have: 416.
    Beyond,
}

/// What a request for `size` bytes under the strong `tag` wants, quotes included.
pub fn wanted(method: &Method, headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    if has(headers, tag) {
        return Wanted::Unchanged;
    }
    // Ranges are defined for GET alone.
    if method != Method::GET || headers.get_all(header::RANGE).iter().count() != 1 {
        return Wanted::Whole;
    }
    // A part of another file than the one that the client holds would be glued to the wrong beginning. A date never
    // matches, for none was given out.
    if text(headers, header::IF_RANGE).is_some_and(|held| held.trim() != tag) {
        return Wanted::Whole;
    }
    text(headers, header::RANGE).and_then(|range| one_range(range, size)).unwrap_or(Wanted::Whole)
}

/// `If-None-Match`: by weak comparison, as it only asks whether something is to be sent.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Nothing for what is no single range of bytes: such a header is ignored.
fn one_range(value: &str, size: u64) -> Option<Wanted> {
    let (unit, range) = value.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = range.trim().split_once('-')?;
    let (from, until) = match (position(first)?, position(last)?) {
        (None, None) => return None,
        // The last so many.
        (None, Some(count)) => (size.saturating_sub(count), size),
        (Some(first), None) => (first, size),
        (Some(first), Some(last)) if last < first => return None,
        (Some(first), Some(last)) => (first, last.saturating_add(1).min(size)),
    };
    Some(if from < until { Wanted::Part(from..until) } else { Wanted::Beyond })
}

/// A number, none for an empty place. One too large for us is larger than any file.
fn position(digits: &str) -> Option<Option<u64>> {
    if digits.is_empty() {
        return Some(None);
    }
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| Some(digits.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TAG: &str = "\"ab12\"";

    fn of(pairs: &[(HeaderName, &str)]) -> Wanted {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, value.parse().unwrap());
        }
        wanted(&Method::GET, &headers, TAG, 100)
    }

    #[test]
    fn one_range_of_bytes_is_cut_to_the_file() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=10-19", Wanted::Part(10..20)),
            ("Bytes=10-", Wanted::Part(10..100)),
            ("bytes=90-999", Wanted::Part(90..100)),
            ("bytes=-10", Wanted::Part(90..100)),
            ("bytes=-999", Wanted::Part(0..100)),
            ("bytes=0-99999999999999999999999", Wanted::Part(0..100)),
            ("bytes=100-", Wanted::Beyond),
            ("bytes=100-200", Wanted::Beyond),
            ("bytes=99999999999999999999999-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=20-10", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("rows=0-1", Wanted::Whole),
            ("bytes", Wanted::Whole),
        ] {
            assert_eq!(of(&[(header::RANGE, range)]), expected, "{range}");
        }
        assert_eq!(of(&[(header::RANGE, "bytes=0-1"), (header::RANGE, "bytes=5-6")]), Wanted::Whole);
    }

    #[test]
    fn a_range_holds_only_for_the_file_that_the_client_began() {
        let range = (header::RANGE, "bytes=5-");
        for (held, expected) in [
            (TAG, Wanted::Part(5..100)),
            ("\"other\"", Wanted::Whole),
            ("W/\"ab12\"", Wanted::Whole),
            ("Sun, 22 Nov 2026 08:00:00 GMT", Wanted::Whole),
        ] {
            assert_eq!(of(&[range.clone(), (header::IF_RANGE, held)]), expected, "{held}");
        }
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        for (held, unchanged) in [
            (TAG, true),
            ("*", true),
            ("W/\"ab12\"", true),
            ("\"x\", \"ab12\"", true),
            ("\"x\"", false),
            ("ab12", false),
        ] {
            let got = of(&[(header::IF_NONE_MATCH, held), (header::RANGE, "bytes=0-1")]);
            assert_eq!(got == Wanted::Unchanged, unchanged, "{held}");
        }
    }

    #[test]
    fn only_a_get_has_ranges() {
        let headers = HeaderMap::from_iter([(header::RANGE, "bytes=0-1".parse().unwrap())]);
        assert_eq!(wanted(&Method::HEAD, &headers, TAG, 100), Wanted::Whole);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_part_lies_within_the_file_and_holds_a_byte(range in "bytes=[0-9]{0,21}-[0-9]{0,21}|.{0,20}", size in 1_u64..1000) {
            if let Some(Wanted::Part(part)) = one_range(&range, size) {
                prop_assert!(part.start < part.end && part.end <= size, "{:?}", part);
            }
        }
    }
}
