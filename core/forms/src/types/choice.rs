//! Options of select fields: what single and multiple choice have in common.

use std::collections::HashSet;

use weir_model::Locale;
use weir_model::limits::OPTIONS_MAX;

use super::Report;
use crate::schema::SelectOption;

/// The option of that key.
pub(super) fn find<'a>(options: &'a [SelectOption], key: &str) -> Option<&'a SelectOption> {
    options.iter().find(|option| option.key.as_str() == key)
}

/// The label of an option; its key when it is gone.
pub(super) fn label(options: &[SelectOption], key: &str, locale: Locale) -> String {
    find(options, key)
        .map(|option| option.label.get(locale))
        .filter(|label| !label.is_empty())
        .unwrap_or(key)
        .to_owned()
}

/// Checks the options of a select field.
pub(super) fn check(options: &[SelectOption], report: &mut Report) {
    if options.is_empty() {
        report.add("form.no_options", &[]);
    }
    if options.len() > OPTIONS_MAX {
        report.add("form.too_many_options", &[("max", &OPTIONS_MAX)]);
    }
    let mut seen = HashSet::new();
    for option in options {
        if !seen.insert(&option.key) {
            report.add("form.option_repeated", &[("option", &option.key)]);
        }
        if option.label.is_empty() {
            report.add("form.option_label_missing", &[("option", &option.key)]);
        }
    }
}
