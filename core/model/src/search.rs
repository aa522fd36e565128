//! How text is cut so that an index finds it, and what a query means: the same for both databases.
//!
//! A text is folded (case, full-width letters) and falls into runs: Han and the like, letters and digits, symbols.
//! A run gives parts of fixed length (two Han characters, three letters, one symbol) and its beginnings. A query
//! that needs a part which a text lacks cannot be in it; whatever is left is looked at once more, so an index only
//! ever narrows.

use std::collections::BTreeSet;

/// Characters of a text that can be found: titles are longer only by accident, and an index row stays small.
pub const SEARCHED_MAX_CHARS: usize = 200;
/// Characters of a query: nothing longer can be found.
pub const QUERY_MAX_CHARS: usize = SEARCHED_MAX_CHARS;
/// Parts of a query that an index is asked for; the rest is left to the second look.
pub const QUERY_PARTS_MAX: usize = 24;

/// What a character belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Written without spaces: Han, kana, hangul.
    Han,
    /// Letters and digits of every other script.
    Word,
    /// A character that says something by itself: emoji, arrows.
    Symbol,
    /// Punctuation and spaces: it parts runs.
    Gap,
}

impl Class {
    fn of(c: char) -> Self {
        match u32::from(c) {
            0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x30FA | 0x30FC..=0x9FFF => Self::Han,
            0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x2_0000..=0x3_FFFF => Self::Han,
            0x2190..=0x2BFF | 0x1_F000..=0x1_FAFF => Self::Symbol,
            _ if c.is_alphanumeric() => Self::Word,
            _ => Self::Gap,
        }
    }

    /// Characters of a part.
    const fn part(self) -> usize {
        match self {
            Self::Han => 2,
            Self::Word => 3,
            Self::Symbol | Self::Gap => 1,
        }
    }
}

/// A text as it is compared: lower case, half-width letters, no more than can be found.
#[must_use]
pub fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    let narrowed: String = text.trim().chars().take(SEARCHED_MAX_CHARS).map(narrow).collect();
    narrowed.to_lowercase().chars().take(SEARCHED_MAX_CHARS).collect()
}

/// Something that a text has and a query needs: `^pr` for the beginning of a run, `pro` for a part of it.
pub type Part = String;

struct Run<'t> {
    class: Class,
    chars: Vec<char>,
    /// The run and everything behind it.
    text: &'t str,
}

impl Run<'_> {
    /// The first `count` characters, marked as a beginning.
    fn beginning(&self, count: usize) -> Part {
        std::iter::once('^').chain(self.chars.iter().copied().take(count)).collect()
    }

    fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        self.chars.windows(self.class.part()).map(|part| part.iter().collect())
    }

    fn is_short(&self) -> bool {
        self.chars.len() < self.class.part()
    }
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut before = Class::Gap;
    for (at, c) in text.char_indices() {
        let class = Class::of(c);
        if class != Class::Gap {
            match runs.last_mut().filter(|_| class == before) {
                Some(run) => run.chars.push(c),
                None => runs.push(Run { class, chars: vec![c], text: &text[at..] }),
            }
        }
        before = class;
    }
    runs
}

/// Every part that a folded text has.
#[must_use]
pub fn parts(folded: &str) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for run in runs(folded) {
        parts.extend(run.parts());
        for count in 1..run.class.part() {
            parts.insert(run.beginning(count));
        }
    }
    parts
}

/// What somebody looks for: words parted by spaces, each of which a text must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    terms: Vec<String>,
    needs: Vec<Part>,
    beginnings: Vec<String>,
}

impl Query {
    /// The query of a text that somebody typed; none when there is nothing in it that could be found. Punctuation
    /// around a word is not looked for. One or two letters, or one Han character, must begin a word; whatever is
    /// longer may stand anywhere in it.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        let mut query = Self { terms: Vec::new(), needs: Vec::new(), beginnings: Vec::new() };
        for term in folded.split_whitespace() {
            let term = term.trim_matches(|c| Class::of(c) == Class::Gap);
            if !term.is_empty() && !query.terms.iter().any(|t| t == term) {
                query.add(term);
            }
        }
        if query.terms.is_empty() {
            return None;
        }
        // Long parts first: they narrow more than beginnings.
        query.needs.sort_by_key(|part| (part.starts_with('^'), part.clone()));
        query.needs.dedup();
        query.needs.truncate(QUERY_PARTS_MAX);
        Some(query)
    }

    fn add(&mut self, term: &str) {
        let runs = runs(term);
        let alone = runs.len() == 1;
        for (n, run) in runs.iter().enumerate() {
            if !run.is_short() {
                self.needs.extend(run.parts());
            } else if n > 0 {
                // Something else stands before it, so it begins a run wherever the whole is found.
                self.needs.push(run.beginning(run.chars.len()));
            } else if alone {
                self.needs.push(run.beginning(run.chars.len()));
                self.beginnings.push(term.to_owned());
            }
        }
        self.terms.push(term.to_owned());
    }

    /// The words, each of which a text must contain.
    #[must_use]
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Parts that a text has that is found. Never empty.
    #[must_use]
    pub fn needs(&self) -> &[Part] {
        &self.needs
    }

    /// Whether a folded text is found.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        let begins = |word: &String| runs(folded).iter().any(|run| run.text.starts_with(word.as_str()));
        self.terms.iter().all(|term| folded.contains(term.as_str())) && self.beginnings.iter().all(begins)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, query: &str, found: bool) {
        let query = Query::of(query).unwrap_or_else(|| panic!("{query} says something"));
        let folded = fold(text);
        assert_eq!(query.matches(&folded), found, "{text} by {query:?}");
        if found {
            let has = parts(&folded);
            assert!(query.needs().iter().all(|need| has.contains(need)), "{text}: {has:?} by {query:?}");
        }
    }

    #[test]
    fn two_han_characters_are_found_wherever_they_stand() {
        for (text, query, found) in [
            ("办公设备采购申请", "采购", true),
            ("采购", "采购", true),
            ("采访购物", "采购", false),
            ("采购申请 2026", "采购 2026", true),
            ("采购申请", "采", true),
            ("申请采购", "采", false),
            ("申请采购", "申请采", true),
        ] {
            check(text, query, found);
        }
    }

    #[test]
    fn words_are_found_by_three_letters_anywhere_and_by_fewer_at_their_beginning() {
        for (text, query, found) in [
            ("Office furniture", "furn", true),
            ("Office furniture", "NITU", true),
            ("Office furniture", "fu", true),
            ("Office furniture", "ce", false),
            ("PR-2026-0042", "0042", true),
            ("PRJ-12", "prj-1", true),
            ("PRJ-12", "PRJ-12", true),
            ("采购a100", "采购a1", true),
            ("采购a100", "购a1", true),
            ("ＰＲＪ１２", "prj12", true),
            ("Größe ÄÖÜ", "größe", true),
        ] {
            check(text, query, found);
        }
    }

    #[test]
    fn signs_of_query_languages_are_no_more_than_punctuation() {
        for query in ["\"采购\"", "采购*", "(采购", "采购:", "^采购", "采购 *", "' 采购 --"] {
            check("采购申请", query, true);
        }
        for nothing in ["", " ", "*", "\"", "()", "^:-", "。，"] {
            assert_eq!(Query::of(nothing), None, "{nothing}");
        }
        check("AND OR NEAR(x", "AND", true);
        check("庆祝🎉🎉上线", "🎉", true);
        check("庆祝上线", "🎉", false);
    }

    #[test]
    fn a_query_of_any_length_asks_for_a_limited_number_of_parts() {
        let long: String = (0..1_000).filter_map(|n| char::from_u32(0x4E00 + n)).collect();
        let query = Query::of(&long).unwrap();
        assert_eq!(query.needs().len(), QUERY_PARTS_MAX);
        assert!(query.matches(&fold(&long)));
    }

    fn text() -> impl Strategy<Value = String> {
        "[采购申请a-c1-3A-C Ａ🎉、。\"*:(\\-]{0,12}"
    }

    proptest! {
        #[test]
        fn whatever_matches_has_every_part_that_the_query_needs(text in text(), query in text()) {
            if let Some(query) = Query::of(&query) {
                prop_assert!(!query.needs().is_empty());
                let folded = fold(&text);
                if query.matches(&folded) {
                    let has = parts(&folded);
                    prop_assert!(query.needs().iter().all(|n| has.contains(n)), "{:?} {:?}", has, query);
                }
            }
        }

        #[test]
        fn a_piece_of_three_characters_or_more_finds_its_text(text in "[采购申请a-c1-3]{3,12}", at in 0_usize..9) {
            let chars: Vec<char> = text.chars().collect();
            let at = at.min(chars.len() - 3);
            let piece: String = chars[at..at + 3].iter().collect();
            prop_assert!(Query::of(&piece).unwrap().matches(&fold(&text)));
        }
    }
}
