//! Shapes that several areas share: pages, references to people and departments, problems.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use weir_model::filter::{Filter, SortKey};
use weir_model::id::{DepartmentId, FileId, FormId, RecordId, UserId};
use weir_model::{Issue, Locale, LocalizedText, limits};

use crate::error::{Error, Result};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Give it back as `cursor` for the next page; null on the last.
    pub next: Option<String>,
    /// How many rows there are, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Whether the count stopped at its cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_capped: Option<bool>,
}

impl<T> Page<T> {
    /// Everything there is, on one page.
    #[must_use]
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, next: None, total: None, total_capped: None }
    }

    /// A page with perhaps another after it.
    #[must_use]
    pub const fn new(items: Vec<T>, next: Option<String>) -> Self {
        Self { items, next, total: None, total_capped: None }
    }

    /// The same page with every row turned into another shape.
    #[must_use]
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        let Self { items, next, total, total_capped } = self;
        Page { items: items.into_iter().map(f).collect(), next, total, total_capped }
    }
}

/// A list without pages.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Items<T> {
    /// Every row.
    pub items: Vec<T>,
}

/// A person, as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    /// The person's id.
    pub id: UserId,
    /// The sign-in name.
    pub login: String,
    /// The name.
    pub name: String,
}

/// A department, as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentRef {
    /// The department's id.
    pub id: DepartmentId,
    /// Its name.
    pub name: LocalizedText,
}

/// A record of another form, as a reference field shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordRef {
    /// The record's id.
    pub id: RecordId,
    /// The form it belongs to.
    pub form_id: FormId,
    /// Its title.
    pub title: String,
}

/// An uploaded file, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileInfo {
    /// The file's id.
    pub id: FileId,
    /// The name it was uploaded under.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// The media type found in its content.
    pub mime: String,
    /// When it was uploaded.
    pub created_at: Timestamp,
}

/// What the ids in record data stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Refs {
    /// People by id.
    #[schema(value_type = BTreeMap<String, PersonRef>)]
    pub people: IndexMap<UserId, PersonRef>,
    /// Departments by id.
    #[schema(value_type = BTreeMap<String, DepartmentRef>)]
    pub departments: IndexMap<DepartmentId, DepartmentRef>,
    /// Records by id.
    #[schema(value_type = BTreeMap<String, RecordRef>)]
    pub records: IndexMap<RecordId, RecordRef>,
    /// Files by id.
    #[schema(value_type = BTreeMap<String, FileInfo>)]
    pub files: IndexMap<FileId, FileInfo>,
}

/// An RFC 9457 problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A URI reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code, such as `form.field_required`.
    pub code: String,
    /// What to do, in the reader's language.
    pub detail: String,
    /// The place of the first finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Every finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemItem>,
}

/// One finding at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemItem {
    /// Where: a field key, `table[row].column`, a node key, or a path into the body.
    pub field: String,
    /// The stable code.
    pub code: String,
    /// What to do, in the reader's language.
    pub message: String,
    /// What the sentence mentions by name.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

impl ProblemItem {
    /// The finding in the language of its reader.
    #[must_use]
    pub fn new(issue: &Issue, locale: Locale) -> Self {
        Self {
            field: issue.at.clone(),
            code: issue.code.to_string(),
            message: issue.message(locale),
            params: issue.params.clone(),
        }
    }

    /// Several findings in the language of their reader.
    #[must_use]
    pub fn list(issues: &[Issue], locale: Locale) -> Vec<Self> {
        issues.iter().map(|i| Self::new(i, locale)).collect()
    }
}

/// Rows asked for: the default when none is named.
///
/// # Errors
/// [`Error::Invalid`] outside 1 to [`limits::PAGE_MAX`].
pub fn page_limit(limit: Option<u32>) -> Result<u32> {
    match limit {
        None => Ok(limits::PAGE_DEFAULT),
        Some(n) if (1..=limits::PAGE_MAX).contains(&n) => Ok(n),
        Some(_) => Err(Issue::new("limit", "request.limit_range").with("max", limits::PAGE_MAX).into()),
    }
}

/// The filter tree in a query string.
///
/// # Errors
/// [`Error::Invalid`] at `filter` when it is not one.
pub fn parse_filter(text: Option<&str>) -> Result<Option<Filter>> {
    let Some(text) = text.filter(|t| !t.is_empty()) else { return Ok(None) };
    serde_json::from_str(text).map(Some).map_err(|_| Error::invalid("filter", "request.filter_malformed"))
}

/// The sort keys in a query string: `-amount,title`.
#[must_use]
pub fn parse_sort(text: Option<&str>) -> Vec<SortKey> {
    text.unwrap_or_default()
        .split(',')
        .filter(|part| !part.is_empty())
        .map(|part| match part.strip_prefix('-') {
            Some(field) => SortKey { field: field.to_owned(), descending: true },
            None => SortKey { field: part.to_owned(), descending: false },
        })
        .collect()
}

/// For a patch: tells a field that is `null` (clear it) from one that is left out (keep it).
/// Use as `#[serde(default, deserialize_with = "present")]` on an `Option<Option<T>>`.
///
/// # Errors
/// Those of the value.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(d).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_between_one_and_the_greatest_number_of_rows() {
        assert_eq!(page_limit(None).ok(), Some(limits::PAGE_DEFAULT));
        assert_eq!(page_limit(Some(limits::PAGE_MAX)).ok(), Some(limits::PAGE_MAX));
        for n in [0, limits::PAGE_MAX + 1] {
            assert!(matches!(page_limit(Some(n)), Err(Error::Invalid(_))), "{n}");
        }
    }

    #[test]
    fn a_sort_key_with_a_minus_puts_the_greatest_first() {
        let keys = parse_sort(Some("-amount,title"));
        assert_eq!(keys.len(), 2);
        assert!(keys[0].descending && keys[0].field == "amount");
        assert!(!keys[1].descending && keys[1].field == "title");
    }

    #[test]
    fn a_patch_tells_null_from_left_out() {
        #[derive(Deserialize)]
        struct P {
            #[serde(default, deserialize_with = "present")]
            head: Option<Option<String>>,
        }
        let p = |s| serde_json::from_str::<P>(s).map(|p| p.head).unwrap();
        assert_eq!(p("{}"), None);
        assert_eq!(p(r#"{"head":null}"#), Some(None));
        assert_eq!(p(r#"{"head":"a"}"#), Some(Some("a".into())));
    }
}
