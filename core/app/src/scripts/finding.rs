//! What is wrong with a script, and where, in the words of the application.

use std::collections::BTreeMap;

use weir_model::{Issue, Locale};
use weir_sandbox::{Place, Reason, Refusal};

/// Where a finding is that concerns a script as a whole.
const BEGINNING: Place = Place { line: 1, column: 1 };

/// One thing that is wrong with a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Which kind of thing; a sentence in both languages stands behind it.
    pub code: &'static str,
    /// Where.
    pub at: Place,
    /// What in particular: a name, or the engine's own words, which are English.
    pub detail: String,
}

impl Finding {
    /// A finding at a place, or about the whole script.
    pub fn new(code: &'static str, at: Option<Place>, detail: impl Into<String>) -> Self {
        Self { code, at: at.unwrap_or(BEGINNING), detail: detail.into() }
    }

    /// The finding as one of a definition, at the part that holds the script.
    pub fn issue(&self, at: impl Into<String>) -> Issue {
        self.params()
            .into_iter()
            .fold(Issue::new(at, self.code), |issue, (name, value)| issue.with(&name, value))
    }

    /// The sentence for a reader of `locale`.
    pub fn message(&self, locale: Locale) -> String {
        weir_model::issue::message(self.code, &self.params(), locale)
    }

    /// What the sentence mentions.
    pub fn params(&self) -> BTreeMap<String, String> {
        let Place { line, column } = self.at;
        [("line", line.to_string()), ("column", column.to_string()), ("detail", self.detail.clone())]
            .map(|(name, value)| (name.to_owned(), value))
            .into()
    }
}

impl From<Refusal> for Finding {
    fn from(refusal: Refusal) -> Self {
        Self::new(code_of(refusal.reason), refusal.at, refusal.message)
    }
}

/// Whether the same script may well succeed in a moment: nothing is wrong with it.
pub(crate) fn passes(reason: Reason) -> bool {
    matches!(reason, Reason::Busy | Reason::Fault)
}

const fn code_of(reason: Reason) -> &'static str {
    match reason {
        Reason::Syntax => "script.syntax",
        Reason::UnknownName => "script.unknown_name",
        Reason::UnknownFunction => "script.unknown_function",
        Reason::Type => "script.type",
        Reason::Arithmetic => "script.arithmetic",
        Reason::Bounds => "script.bounds",
        Reason::Raised => "script.raised",
        Reason::Result => "script.result",
        Reason::Operations => "script.operations",
        Reason::Depth => "script.depth",
        Reason::Size => "script.size",
        Reason::Time => "script.time",
        Reason::Memory => "script.memory",
        Reason::Busy => "script.busy",
        // Reasons of templates, and those that a later sandbox may have.
        _ => "script.fault",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_sentence_in_both_languages() {
        for reason in [
            Reason::Syntax,
            Reason::UnknownName,
            Reason::UnknownFunction,
            Reason::Type,
            Reason::Arithmetic,
            Reason::Bounds,
            Reason::Raised,
            Reason::Result,
            Reason::Operations,
            Reason::Depth,
            Reason::Size,
            Reason::Time,
            Reason::Memory,
            Reason::Busy,
            Reason::Fault,
        ] {
            let finding = Finding::new(code_of(reason), None, "detail");
            for locale in [Locale::ZhCn, Locale::En] {
                let told = finding.message(locale);
                assert!(told != finding.code && !told.contains('{'), "{reason:?}: {told}");
            }
        }
    }
}
