//! The `'` before what a spreadsheet program would take for a formula: put there by the writer, taken away by the
//! reader, so that what was written is read back the same.

use crate::FORMULA_STARTS;

/// Whether a cell needs one more `'`: it begins like a formula, perhaps behind such marks of its own.
pub(super) fn is_dangerous(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'');
    bare.starts_with(FORMULA_STARTS) && !is_number(bare)
}

/// The cell without the mark that the writer put there.
pub(super) fn disarmed(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => cell,
    }
}

/// A sign, digits, perhaps a point and digits: no formula, though it begins like one.
fn is_number(cell: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_dangerous_and_plain_numbers_are_not() {
        for cell in
            ["=1+2", "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "-1.", "'=1", "＝1"]
        {
            assert!(is_dangerous(cell), "{cell}");
        }
        for cell in ["-12.50", "+8", "500000.01", "采购", "a=b", "'quoted'", "'-1", "", "'"] {
            assert!(!is_dangerous(cell), "{cell}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_mark_is_taken_away_exactly_where_it_was_put(cell in "['=+@\\-\t1.a＝]{0,6}") {
            let marked = if is_dangerous(&cell) { format!("'{cell}") } else { cell.clone() };
            prop_assert_eq!(disarmed(&marked), &cell);
            prop_assert!(is_number(&marked) || !marked.starts_with(FORMULA_STARTS));
        }
    }
}
