//! Numbers as people write them: thousands parted, with a currency, a unit or a per cent sign.

use super::dates::ascii;

/// Signs of currencies that may stand before or behind an amount.
const CURRENCIES: [&str; 12] =
    ["¥", "$", "€", "£", "CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD", "人民币"];
/// Words that may stand behind one.
const UNITS: [&str; 3] = ["元", "圆", "%"];

/// The number in plain notation: `1,234.50`, `￥1234.5`, `(12)`, `12.5 %`. None where the signs leave a doubt.
/// `unit` is one more word that may stand behind it.
pub(super) fn plain(text: &str, unit: &[&str]) -> Option<String> {
    let mut text = ascii(text).to_uppercase();
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        (negative, text) = (true, inner.to_owned());
    }
    if let Some(rest) = text.strip_prefix('-') {
        if negative {
            return None;
        }
        (negative, text) = (true, rest.trim().to_owned());
    }
    let units: Vec<String> = unit.iter().map(|u| u.to_uppercase()).filter(|u| !u.is_empty()).collect();
    let words = || units.iter().map(String::as_str).chain(UNITS).chain(CURRENCIES);
    let mut bare = text.trim();
    if let Some(rest) = CURRENCIES.iter().find_map(|sign| bare.strip_prefix(sign)) {
        bare = rest.trim();
    } else if let Some(rest) = words().find_map(|word| bare.strip_suffix(word)) {
        bare = rest.trim();
    }
    if let Some(rest) = bare.strip_prefix('-') {
        if negative {
            return None;
        }
        (negative, bare) = (true, rest.trim());
    }
    let bare = bare.strip_prefix('+').unwrap_or(bare);
    let (whole, fraction) = bare.split_once('.').map_or((bare, None), |(w, f)| (w, Some(f)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let whole = ungrouped(whole)?;
    if !digits(&whole) || !fraction.is_none_or(digits) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    Some(fraction.map_or_else(|| format!("{sign}{whole}"), |f| format!("{sign}{whole}.{f}")))
}

/// The digits without what parts the thousands, when it parts them all alike and nothing else.
fn ungrouped(whole: &str) -> Option<String> {
    let Some(sign) = whole.chars().find(|c| matches!(c, ',' | ' ' | '\'')) else {
        return Some(whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(sign).collect();
    let first = (1..=3).contains(&groups[0].len());
    (first && groups[1..].iter().all(|g| g.len() == 3)).then(|| groups.concat())
}
