//! Fractional keys: between any two ranks there is another, so that a manual order costs one write per move.
//!
//! A rank is a whole number whose first letter tells its length, and a fraction after it, in base 62 by code
//! point. Text comparison is the order. Appending counts up the whole number, so that ranks stay short.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ZERO: u8 = b'0';
const LAST: u8 = b'z';
/// The rank of the first item of all.
const FIRST: &str = "a0";

/// A rank behind `after` and before `before`; without them, at the end or the beginning.
///
/// None when there is no room: the two are not in order, or are no ranks.
#[must_use]
pub fn between(after: Option<&str>, before: Option<&str>) -> Option<String> {
    if let (Some(after), Some(before)) = (after, before)
        && after >= before
    {
        return None;
    }
    let made = match (after, before) {
        (None, None) => FIRST.as_bytes().to_vec(),
        (None, Some(before)) => {
            let (whole, rest) = parts(before)?;
            match decremented(whole) {
                _ if !rest.is_empty() => whole.to_vec(),
                Some(less) => less,
                None => return None,
            }
        }
        (Some(after), None) => {
            let (whole, rest) = parts(after)?;
            incremented(whole).unwrap_or_else(|| joined(whole, &midpoint(rest, None)))
        }
        (Some(after), Some(before)) => {
            let ((low, low_rest), (high, high_rest)) = (parts(after)?, parts(before)?);
            if low == high {
                joined(low, &midpoint(low_rest, Some(high_rest)))
            } else {
                let next = incremented(low).filter(|next| next.as_slice() < before.as_bytes());
                next.unwrap_or_else(|| joined(low, &midpoint(low_rest, None)))
            }
        }
    };
    String::from_utf8(made).ok()
}

/// Ranks for that many items in order, evenly and short: the order numbered anew.
pub fn spread(count: usize) -> impl Iterator<Item = String> {
    std::iter::successors(between(None, None), |last| between(Some(last), None)).take(count)
}

/// The whole number with its length letter, and the fraction; none for what is no rank.
fn parts(rank: &str) -> Option<(&[u8], &[u8])> {
    let bytes = rank.as_bytes();
    let length = whole_length(*bytes.first()?)?;
    let sound = bytes.len() >= length
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && (bytes.len() == length || bytes.last() != Some(&ZERO));
    sound.then(|| bytes.split_at(length))
}

fn whole_length(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

fn place(digit: u8) -> usize {
    DIGITS.iter().position(|d| *d == digit).unwrap_or_default()
}

fn joined(whole: &[u8], fraction: &[u8]) -> Vec<u8> {
    [whole, fraction].concat()
}

fn incremented(whole: &[u8]) -> Option<Vec<u8>> {
    let mut next = whole.to_vec();
    for digit in next[1..].iter_mut().rev() {
        if *digit != LAST {
            *digit = DIGITS[place(*digit) + 1];
            return Some(next);
        }
        *digit = ZERO;
    }
    let head = next[0];
    match head {
        b'Z' => return Some(FIRST.as_bytes().to_vec()),
        b'z' => return None,
        b'a'.. => next.push(ZERO),
        _ => drop(next.pop()),
    }
    next[0] = head + 1;
    Some(next)
}

fn decremented(whole: &[u8]) -> Option<Vec<u8>> {
    let mut less = whole.to_vec();
    for digit in less[1..].iter_mut().rev() {
        if *digit != ZERO {
            *digit = DIGITS[place(*digit) - 1];
            return Some(less);
        }
        *digit = LAST;
    }
    let head = less[0];
    match head {
        b'a' => return Some(vec![b'Z', LAST]),
        b'A' => return None,
        b'a'.. => drop(less.pop()),
        _ => less.push(LAST),
    }
    less[0] = head - 1;
    Some(less)
}

/// A fraction between two; `high` is 1 when left out. Never ends with a zero.
fn midpoint(low: &[u8], high: Option<&[u8]>) -> Vec<u8> {
    if let Some(high) = high {
        let same = (0..high.len()).take_while(|n| *low.get(*n).unwrap_or(&ZERO) == high[*n]).count();
        if same > 0 {
            let rest = midpoint(low.get(same..).unwrap_or_default(), Some(&high[same..]));
            return joined(&high[..same], &rest);
        }
    }
    let first = low.first().map_or(0, |d| place(*d));
    let end = high.and_then(<[u8]>::first).map_or(DIGITS.len(), |d| place(*d));
    if end - first > 1 {
        return vec![DIGITS[usize::midpoint(first, end)]];
    }
    match high {
        Some(high) if high.len() > 1 => vec![high[0]],
        _ => joined(&[DIGITS[first]], &midpoint(low.get(1..).unwrap_or_default(), None)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn appending_and_prepending_stay_short() {
        let mut last = between(None, None).unwrap();
        let mut first = last.clone();
        for _ in 0..20_000 {
            let next = between(Some(&last), None).unwrap();
            assert!(next > last);
            last = next;
            let before = between(None, Some(&first)).unwrap();
            assert!(before < first);
            first = before;
        }
        assert!(last.len() <= 4 && first.len() <= 4, "{first} {last}");
        let spread: Vec<_> = spread(1_000).collect();
        assert!(spread.len() == 1_000 && spread.is_sorted() && spread.iter().all(|r| r.len() <= 3));
    }

    #[test]
    fn what_is_no_rank_or_out_of_order_gives_none() {
        for bad in ["", "0", "a", "b0", "a0-", "a00", "采购"] {
            assert_eq!(between(Some(bad), None), None, "{bad}");
        }
        assert_eq!(between(Some("a1"), Some("a0")), None);
        assert_eq!(between(Some("a1"), Some("a1")), None);
    }

    proptest! {
        #[test]
        fn there_is_always_room_for_one_more(places in prop::collection::vec(any::<prop::sample::Index>(), 1..300)) {
            let mut ranks: Vec<String> = Vec::new();
            for place in places {
                let at = place.index(ranks.len() + 1);
                let after = at.checked_sub(1).map(|n| ranks[n].as_str());
                let made = between(after, ranks.get(at).map(String::as_str)).unwrap();
                prop_assert!(parts(&made).is_some(), "{} is no rank", made);
                ranks.insert(at, made);
                prop_assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }

        #[test]
        fn insertions_at_one_place_grow_by_a_character_in_several(steps in 50_usize..400, upwards in any::<bool>()) {
            let (mut low, mut high) = ("a0".to_owned(), "a1".to_owned());
            for _ in 0..steps {
                let made = between(Some(&low), Some(&high)).unwrap();
                if upwards { low = made } else { high = made }
            }
            prop_assert!(low.len().max(high.len()) <= 4 + steps / 4);
        }
    }
}
