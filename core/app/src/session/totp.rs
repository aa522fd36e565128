//! Codes of an authenticator app: RFC 6238 over RFC 4226, with the parameters that every app knows (SHA-1, 30 seconds,
//! six digits). Pure: the instant comes in from outside.

use jiff::Timestamp;
use ring::hmac;

/// Bytes of a secret: the length of the hash, as RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;
/// Seconds for which a code holds.
const STEP_S: i64 = 30;
/// Digits of a code.
const DIGITS: u32 = 6;
/// Steps before and after the present one that count too: clocks differ, and typing takes time.
const DRIFT_STEPS: i64 = 1;
/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step whose code this is, among those that count now; none for a wrong code.
#[must_use]
pub fn matching_step(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    if code.len() != DIGITS as usize || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let present = now.as_second().div_euclid(STEP_S);
    // Every step is looked at, so that the time taken tells nothing.
    let mut found = None;
    for step in present - DRIFT_STEPS..=present + DRIFT_STEPS {
        if same(code, &code_at(secret, step)) {
            found = Some(step);
        }
    }
    found
}

/// The code of a step.
#[must_use]
pub fn code_at(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let hash = tag.as_ref();
    let offset = usize::from(hash[hash.len() - 1] & 0x0f);
    let word = hash[offset..].iter().take(4).fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
    format!("{:0width$}", (word & 0x7fff_ffff) % 10_u32.pow(DIGITS), width = DIGITS as usize)
}

/// The step of an instant.
#[must_use]
pub fn step_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP_S)
}

fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// A secret as people type it into an app that has no camera.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut word, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        word = word << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(BASE32[(word >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(BASE32[(word << (5 - bits) & 31) as usize]));
    }
    out
}

/// What a QR code holds, by the Key URI Format of Google Authenticator.
#[must_use]
pub fn uri(secret: &[u8], issuer: &str, account: &str) -> String {
    let escaped = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
    };
    let (issuer, account) = (escaped(issuer), escaped(account));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_S}",
        base32(secret)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = Timestamp::from_second(second).unwrap();
            assert_eq!(code_at(SECRET, step_of(at)), code);
            assert_eq!(matching_step(SECRET, code, at), Some(second / 30));
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_longer() {
        let code = code_at(SECRET, 100);
        let at = |step: i64| Timestamp::from_second(step * 30 + 29).unwrap();
        for (step, counts) in [(98, false), (99, true), (100, true), (101, true), (102, false)] {
            assert_eq!(matching_step(SECRET, &code, at(step)), counts.then_some(100), "{step}");
        }
        for bad in ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"] {
            assert_eq!(matching_step(SECRET, bad, at(100)), None, "{bad}");
        }
    }

    #[test]
    fn base32_is_that_of_rfc_4648_without_padding() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_uri_survives_any_name() {
        let uri = uri(b"foobar", "采购 & Co", "lin@x");
        let parts = "otpauth://totp/%E9%87%87%E8%B4%AD%20%26%20Co:lin%40x?secret=MZXW6YTBOI&issuer=%E9%87%87%E8%B4%AD%20%26%20Co";
        assert!(uri.starts_with(parts), "{uri}");
    }
}
