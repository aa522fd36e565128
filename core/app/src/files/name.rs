//! File names that are safe to show and to save under.

/// Characters of a name: most file systems take 255 bytes, and a Chinese character has three.
const NAME_MAX_CHARS: usize = 80;
/// Characters of an ending that is kept when a long name is cut.
const ENDING_MAX_CHARS: usize = 12;

/// The name without folders, control characters, and characters that make a name read as another one.
pub(crate) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !deceives(*c)).collect();
    let kept = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    match kept {
        "" => "file".to_owned(),
        name => cut(name),
    }
}

/// Marks and overrides of writing direction, and characters without width: `invoice\u{202e}fdp.exe` would show
/// as a PDF.
fn deceives(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn cut(name: &str) -> String {
    if name.chars().count() <= NAME_MAX_CHARS {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= ENDING_MAX_CHARS => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let room = NAME_MAX_CHARS - ending.chars().count();
    let stem: String = stem.chars().take(room).collect();
    // The cut may have laid bare a point or a blank, at which no name may end.
    format!("{}{ending}", stem.trim_end_matches(|c: char| c == '.' || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_nothing_that_leads_elsewhere_or_deceives() {
        for (given, expected) in [
            ("报价单.pdf", "报价单.pdf"),
            ("../../etc/passwd", "passwd"),
            (r"C:\Users\lin\合同.docx", "合同.docx"),
            ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("  .htaccess. ", "htaccess"),
            ("..", "file"),
            ("", "file"),
            ("\u{200b}\u{feff}", "file"),
        ] {
            assert_eq!(safe(given), expected, "{given:?}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_name_becomes_one_that_is_safe_and_stays_so(name in "[./\\\\a\u{202e}\u{feff}\u{0}-\u{20}长𠮷\"]{0,120}|.{0,120}") {
            let safe = safe(&name);
            proptest::prop_assert!(!safe.is_empty() && safe.chars().count() <= NAME_MAX_CHARS, "{:?}", safe);
            proptest::prop_assert!(!safe.contains(['/', '\\']), "{:?}", safe);
            proptest::prop_assert!(!safe.chars().any(|c| c.is_control() || deceives(c)), "{:?}", safe);
            proptest::prop_assert!(!safe.starts_with('.') && !safe.ends_with('.'), "{:?}", safe);
        }
    }

    #[test]
    fn a_long_name_is_cut_before_its_ending() {
        let name = safe(&format!("{}.pdf", "长".repeat(200)));
        assert_eq!(name.chars().count(), NAME_MAX_CHARS);
        assert!(name.ends_with("长.pdf"), "{name}");
        assert_eq!(safe(&"x".repeat(200)).chars().count(), NAME_MAX_CHARS);
        let before_a_point = "x".repeat(NAME_MAX_CHARS - 1);
        assert_eq!(safe(&format!("{before_a_point}.{}", "y".repeat(20))), before_a_point);
    }
}
