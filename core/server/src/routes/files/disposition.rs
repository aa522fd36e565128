//! `Content-Disposition` (RFC 6266): whether to show or to save, and under which name.

use std::fmt::Write;

/// The header's value; the name twice, for clients that read only ASCII and for all others (RFC 8187).
pub fn header(shown: bool, name: &str) -> String {
    let how = if shown { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_. ()".contains(c) { c } else { '_' })
        .collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_name_makes_one_header_of_three_parts(name in ".{0,60}|[\"\\\\;=\r\n\u{0}%*']{0,20}", shown: bool) {
            let value = header(shown, &name);
            prop_assert!(HeaderValue::try_from(&value).is_ok_and(|v| v.to_str().is_ok()), "{}", value);
            prop_assert_eq!(value.matches(';').count(), 2, "{}", value);
            prop_assert_eq!(value.matches('"').count(), 2, "{}", value);
        }
    }

    #[test]
    fn a_name_cannot_end_the_header_and_keeps_its_characters() {
        assert_eq!(
            header(false, "报价 1\".pdf"),
            "attachment; filename=\"__ 1_.pdf\"; filename*=UTF-8''%E6%8A%A5%E4%BB%B7%201%22.pdf"
        );
        assert_eq!(header(true, "a.png"), "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
    }
}
