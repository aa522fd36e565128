//! Located findings: what is wrong, where, and which sentence tells a person what to do.
//!
//! The sentences stand in `messages/*.json`, one per code and language; the browser reads the same files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Locale;

/// One finding at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// Where: a field key, `table[row].column`, a node key, or a path into a definition. Empty for the whole.
    pub at: String,
    /// A stable code, such as `form.field_required`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Cow<'static, str>,
    /// What the sentence mentions by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

/// Findings in the order in which a reader meets them.
pub type Issues = Vec<Issue>;

impl Issue {
    /// A finding without parameters.
    #[must_use]
    pub fn new(at: impl Into<String>, code: &'static str) -> Self {
        Self { at: at.into(), code: Cow::Borrowed(code), params: BTreeMap::new() }
    }

    /// The same finding with one more named parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// The sentence for a reader of `locale`; the code itself where no sentence is known.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        message(&self.code, &self.params, locale)
    }
}

static MESSAGES: LazyLock<[BTreeMap<String, String>; 2]> = LazyLock::new(|| {
    [include_str!("../messages/zh-CN.json"), include_str!("../messages/en.json")]
        .map(|text| serde_json::from_str(text).unwrap_or_default())
});

/// The sentence of `code` with `{name}` places filled in.
#[must_use]
pub fn message(code: &str, params: &BTreeMap<String, String>, locale: Locale) -> String {
    let table = &MESSAGES[match locale {
        Locale::ZhCn => 0,
        Locale::En => 1,
    }];
    let Some(template) = table.get(code) else { return code.to_owned() };
    params.iter().fold(template.clone(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_know_the_same_codes_and_places() {
        let places = |s: &str| {
            let mut found: Vec<String> =
                s.split('{').skip(1).filter_map(|p| p.split('}').next()).map(str::to_owned).collect();
            found.sort();
            found
        };
        let [zh, en] = &*MESSAGES;
        assert!(!zh.is_empty(), "messages/zh-CN.json does not parse");
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        for (code, text) in zh {
            assert_eq!(places(text), places(&en[code]), "{code}");
        }
    }

    #[test]
    fn a_sentence_names_its_parameters() {
        let issue = Issue::new("amount", "form.number_max").with("max", "10");
        assert!(issue.message(Locale::En).contains("10"));
    }
}
