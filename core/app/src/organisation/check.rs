//! What is wrong with the texts of the organisation: names, codes, addresses.

use weir_model::{Issue, Issues, LocalizedText};

/// Characters of a name, in each language: it has to fit a row of a list.
const NAME_MAX_CHARS: usize = 100;
/// Characters of a department's own code.
const CODE_MAX_CHARS: usize = 50;

/// Departments of a tenant: the whole tree travels and stays in memory as one.
pub const DEPARTMENTS_MAX: usize = 10_000;
/// Posts of a tenant: a list that a person reads.
pub const POSTS_MAX: usize = 2_000;
/// People of a tenant, disabled ones included: they stay in memory, at some 500 bytes each.
pub const PEOPLE_MAX: usize = 100_000;
/// Roles of a tenant: a list that a person reads.
pub const ROLES_MAX: usize = 500;

/// A name in some language, none of them endless.
pub fn localized_name(at: &str, name: &LocalizedText) -> Issues {
    if name.is_empty() {
        return vec![Issue::new(at, "request.text_empty")];
    }
    let long = name.iter().any(|(_, text)| text.chars().count() > NAME_MAX_CHARS);
    long.then(|| Issue::new(at, "request.text_long").with("max", NAME_MAX_CHARS)).into_iter().collect()
}

/// A person's name.
pub fn name(at: &str, name: &str) -> Option<Issue> {
    if name.is_empty() {
        return Some(Issue::new(at, "request.text_empty"));
    }
    long(at, name, NAME_MAX_CHARS)
}

/// A department's own code; empty for none.
pub fn code(at: &str, code: &str) -> Option<Issue> {
    long(at, code, CODE_MAX_CHARS)
}

fn long(at: &str, text: &str, max: usize) -> Option<Issue> {
    (text.chars().count() > max).then(|| Issue::new(at, "request.text_long").with("max", max))
}

#[cfg(test)]
mod tests {
    use weir_model::Locale;

    use super::*;

    #[test]
    fn a_name_says_something_and_not_too_much() {
        let codes = |name: &LocalizedText| {
            localized_name("name", name).iter().map(|i| i.code.to_string()).collect::<Vec<_>>()
        };
        assert!(codes(&LocalizedText::one(Locale::ZhCn, "采购部")).is_empty());
        assert_eq!(codes(&LocalizedText::both(" ", "")), ["request.text_empty"]);
        assert_eq!(codes(&LocalizedText::both("部", "x".repeat(101))), ["request.text_long"]);
    }
}
