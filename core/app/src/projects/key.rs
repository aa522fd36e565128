//! A project's key out of its name: initials of the words, and of Chinese characters as they sound.

use super::project::KEY_MAX_CHARS;
use crate::pinyin;

/// Initials that are taken: the key stands before every item's number.
const INITIALS_MAX: usize = 8;
/// The key of a project whose name has nothing to be read aloud.
const NAMELESS: &str = "PRJ";

/// What somebody wrote as a key, as far as it can be one; none when nothing of it can.
#[must_use]
pub(super) fn written_key(text: &str) -> Option<String> {
    let allowed = text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let key: String = allowed.skip_while(|c| !c.is_ascii_alphabetic()).take(KEY_MAX_CHARS).collect();
    (!key.is_empty()).then_some(key)
}

/// A key for a project of that name.
#[must_use]
pub(super) fn key_of(name: &str) -> String {
    let mut key = String::new();
    let mut in_word = false;
    for c in name.chars() {
        let initial = match c {
            c if c.is_ascii_digit() => Some(c),
            // A word of Latin letters counts once, an abbreviation such as MES whole.
            c if c.is_ascii_alphabetic() => Some(c).filter(|c| !in_word || c.is_ascii_uppercase()),
            c => pinyin::initial(c),
        };
        in_word = c.is_ascii_alphanumeric();
        key.extend(initial.map(|c| c.to_ascii_uppercase()));
        if key.len() >= INITIALS_MAX {
            break;
        }
    }
    written_key(&key).unwrap_or_else(|| NAMELESS.to_owned())
}

/// The key, or with a number behind it the first one that nobody has: `LINE`, `LINE-2`, `LINE-3`.
#[must_use]
pub(super) fn numbered(key: &str, n: u32) -> String {
    if n < 2 {
        return key.to_owned();
    }
    let number = format!("-{n}");
    let room = KEY_MAX_CHARS.saturating_sub(number.len());
    format!("{}{number}", key.chars().take(room).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::project::check_key;

    #[test]
    fn a_name_gives_the_initials_of_what_is_heard() {
        for (name, key) in [
            ("焊装车间能耗改造", "HZCJNHGZ"),
            ("Robot welding cell", "RWC"),
            ("MES 二期", "MESEQ"),
            ("2027 年度预算", "NDYS"),
            ("  ", "PRJ"),
            ("🚀", "PRJ"),
            ("a very long name of a project with many words in it", "AVLNOAPW"),
        ] {
            assert_eq!(key_of(name), key, "{name}");
            assert!(check_key(&key_of(name)).is_empty(), "{name}");
        }
    }

    #[test]
    fn of_what_somebody_wrote_as_much_is_taken_as_can_be_a_key() {
        for (text, key) in [
            ("LINE-2", Some("LINE-2")),
            (" 2 line 2 ", Some("line2")),
            ("产线", None),
            ("", None),
            ("-_9", None),
        ] {
            assert_eq!(written_key(text).as_deref(), key, "{text}");
        }
    }

    #[test]
    fn a_key_that_is_taken_gets_a_number_and_stays_short_enough() {
        let long = "L".repeat(KEY_MAX_CHARS);
        for (key, n) in [("LINE", 1), ("LINE", 2), (long.as_str(), 999)] {
            assert!(check_key(&numbered(key, n)).is_empty(), "{key} {n}");
        }
        assert_eq!((numbered("LINE", 1), numbered("LINE", 2)), ("LINE".to_owned(), "LINE-2".to_owned()));
    }
}
